import { EventEmitter, once } from "node:events";
import { readFile } from "node:fs/promises";
import { SourceMap } from "node:module";
import { fileURLToPath } from "node:url";
import { attach, type Session } from "./inspector.ts";

/** Where the debugged process has stopped. */
export interface Pause {
  /** The value of an expression there. */
  evaluate: (expression: string) => Promise<unknown>;
  resume: () => Promise<void>;
}

/**
 * Sets a breakpoint on a line of a TypeScript source, in whichever worker thread runs it, by way of the source map as an
 * editor does. `source` is the end of the file's path, lines count from 0.
 */
export async function breakAt(debuggerUrl: string, source: string, line: number) {
  const events = new EventEmitter<{ set: []; paused: [Pause]; error: [unknown] }>();
  const fail = (error: unknown) => events.emit("error", error);
  const set = once(events, "set");
  const { close } = await attach(debuggerUrl, (worker) => {
    worker.on("Debugger.paused", ({ callFrames }) => events.emit("paused", pauseOf(worker, callFrames[0])));
    worker.on("Debugger.scriptParsed", (script) => {
      void (async () => {
        const location = await locate(script, source, line);
        if (!location) return;
        await worker.send("Debugger.setBreakpoint", { location });
        events.emit("set");
      })().catch(fail);
    });
    void worker.send("Debugger.enable").catch(fail);
  });
  await set;
  return {
    close,
    paused: async (): Promise<Pause> => {
      const [pause]: Pause[] = await once(events, "paused");
      if (!pause) throw new Error("no pause");
      return pause;
    },
  };
}

function pauseOf(worker: Session, { callFrameId }: { callFrameId: string }): Pause {
  return {
    async evaluate(expression) {
      const { result }: { result?: unknown } = await worker.send("Debugger.evaluateOnCallFrame", {
        callFrameId,
        expression,
        returnByValue: true,
      });
      return (result as { value: unknown }).value; // the protocol's RemoteObject
    },
    resume: async () => void (await worker.send("Debugger.resume")),
  };
}

/** Where in a bundle the line of a source has become code; undefined where the bundle has nothing of it. */
async function locate(
  { scriptId, url, sourceMapURL }: { scriptId: string; url: string; sourceMapURL?: string },
  source: string,
  line: number,
) {
  if (!sourceMapURL || !url.startsWith("file:") || url.includes("node_modules")) return undefined;
  const text = await readFile(fileURLToPath(new URL(url)), "utf8");
  const map = new SourceMap(JSON.parse(await readFile(fileURLToPath(new URL(sourceMapURL, url)), "utf8")));
  for (const [lineNumber, code] of text.split("\n").entries())
    for (let columnNumber = 0; columnNumber < code.length; columnNumber++) {
      const entry = map.findEntry(lineNumber, columnNumber);
      const isThere = "originalSource" in entry && entry.generatedColumn === columnNumber;
      if (isThere && entry.originalSource.endsWith(source) && entry.originalLine === line)
        return { scriptId, lineNumber, columnNumber };
    }
  return undefined;
}
