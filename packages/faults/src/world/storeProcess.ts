import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { freeze } from "./freeze.ts";
import { reapWithUs } from "./reaper.ts";

const SHOWN_LINES = 30;
const skew = ["--import", new URL("skew.ts", import.meta.url).href];

/** The process of a store, which can end and be started again. */
export class StoreProcess {
  /** Everything it has printed since its first start. */
  readonly printed: string[] = [];
  /** How it ended where it had been ready and nobody asked it to. */
  failure: string | undefined;
  readonly #root: string;
  readonly #environment: Record<string, string>;
  #child: ChildProcess | undefined;

  /** `root` is the source tree to run. */
  constructor(root: string, environment: Record<string, string>) {
    this.#root = root;
    this.#environment = environment;
  }

  /** Resolves when it is ready; its clock is `skewMs` ahead of ours. Rejects with its last words where it ends before. */
  async start(skewMs: number): Promise<void> {
    if (this.#child !== undefined) return;
    const child = this.#spawn(skewMs);
    this.#child = child;
    let isReady = false;
    child.once("exit", (code, signal) => {
      if (this.#child !== child) return;
      this.#child = undefined;
      if (isReady) this.failure = `The store ended by itself with ${signal ?? code}`;
    });
    await this.#ready(child);
    isReady = true;
  }

  /** Sends a signal, to a stopped process as well, and waits until it has ended. */
  async end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (child === undefined) return;
    const ended = once(child, "close");
    child.kill(signal);
    child.kill("SIGCONT");
    await ended;
  }

  async pause(): Promise<void> {
    if (this.#child?.pid !== undefined) await freeze(this.#child.pid);
  }

  resume(): void {
    this.#child?.kill("SIGCONT");
  }

  /** As `pnpm start` does it. */
  #spawn(skewMs: number): ChildProcess {
    const args = ["--import", "tsx", ...(skewMs === 0 ? [] : skew), "packages/local/src/main.ts"];
    const quiet = { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" };
    const child = spawn(process.execPath, args, {
      cwd: this.#root,
      env: { ...process.env, ...quiet, ...this.#environment, SKEW_MS: String(skewMs) },
      stdio: ["ignore", "pipe", "pipe"],
    });
    reapWithUs(child);
    return child;
  }

  #ready(child: ChildProcess): Promise<void> {
    const from = this.printed.length;
    return new Promise((resolve, reject) => {
      for (const stream of [child.stdout, child.stderr])
        if (stream)
          createInterface(stream).on("line", (line) => {
            this.printed.push(line);
            if (line.startsWith("ready")) resolve();
          });
      child.once("close", (code, signal) => {
        const lines = this.printed.slice(from).slice(-SHOWN_LINES).join("\n");
        reject(new Error(`The store ended with ${signal ?? code} before it was ready:\n${lines}`));
      });
    });
  }
}
