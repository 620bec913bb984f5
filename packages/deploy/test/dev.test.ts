import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import type { Command } from "../src/command.ts";
import { edit } from "../src/project.ts";
import { awsCalls } from "./aws.ts";
import { breakAt } from "./breakpoint.ts";
import { shopAt } from "./shop.ts";
import { stackChanges } from "./stacks.ts";
import { openStage, type Stage } from "./stage.ts";
import { printTimings, timed } from "./timing.ts";

const emulated = inject("aws");
/** A request that arrives while SST replaces a function's thread is lost; it is sent again. */
const requestMs = 10_000;
const source = "packages/functions/src/api/health.ts";

describe.skipIf(!emulated)("pnpm dev in the emulated AWS", () => {
  const aws = awsCalls(emulated?.url ?? "");
  let stage: Stage;
  let dev: Command;
  let shop: ReturnType<typeof shopAt>;

  const health = async () => (await shop.get("/healthz")).body;

  /** How often SST has built the function that is called here. */
  const builds = () => dev.output().split("Built packages/functions/src/api/sales.handler").length;

  /** Several processes of `pnpm dev` take a debugger; the functions run in threads of SST's own. */
  async function debuggerUrl(): Promise<string> {
    const urls = dev.output().matchAll(/ws:\/\/(127\.0\.0\.1:\d+)\/\S+/g);
    for (const [url, host] of urls) {
      const targets = await fetch(`http://${host}/json/list`).then(
        (answer) => answer.text(),
        () => "",
      );
      if (targets.includes("/sst.js")) return url;
    }
    throw new Error("sst takes no debugger");
  }

  beforeAll(async () => {
    if (!emulated) return;
    stage = await openStage(emulated);
    await stage.setSecrets();
  });
  afterAll(async () => {
    await dev?.stop();
    await stage?.close();
    printTimings();
  });

  test("starts with a deployment of what calls this machine", async () => {
    dev = stage.dev("--inspect=127.0.0.1:0");
    await timed("sst dev is ready", () => expect.poll(dev.output).toContain("✔  Deployed:"));
    await expect.poll(() => stage.outputs()).toHaveProperty("ApiUrl");
    shop = shopAt((await stage.outputs())["ApiUrl"] ?? "", stage.opsToken, requestMs);
  });

  test("a request reaches the handler on this machine", async () => {
    await timed("first request", () => expect.poll(health).toEqual({ status: "ok" }));
    await expect.poll(dev.output).toContain("Invoked packages/functions/src/api/sales.handler");
    await timed("another request", () => expect.poll(health).toEqual({ status: "ok" }));
  });

  test("an edit of a handler is live at once, without a deployment", async () => {
    const deployed = await stackChanges(aws, stage.name);
    const before = builds();
    await timed("an edit is live", async () => {
      await edit(stage.file(source), '"ok" as const', '"edited" as const');
      await expect.poll(builds).toBeGreaterThan(before);
      await expect.poll(health).toEqual({ status: "edited" });
    });
    expect(await stackChanges(aws, stage.name)).toEqual(deployed);
  });

  test("a breakpoint in a handler is hit", async () => {
    await timed("a breakpoint is hit", async () => {
      const lines = (await readFile(stage.file(source), "utf8")).split("\n");
      const line = lines.findIndex((text) => text.includes("return c.json("));
      const { paused, close } = await breakAt(await debuggerUrl(), source, line);
      const [pause, answer] = [paused(), shop.get("/healthz")];
      const { evaluate, resume } = await pause;
      expect(await evaluate("process.env.SST_STAGE")).toBe(stage.name);
      await resume();
      expect(await answer).toMatchObject({ status: 200 });
      close();
    });
  });
});
