import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createPlace, main } from "./process.ts";

/** Stands for npx, its shell and pnpm: each program starts the next and waits for it. */
async function writeManagers(directory: string): Promise<string[]> {
  const relay = `const { spawn } = require("node:child_process");
    const [command, ...args] = process.argv.slice(2);
    console.log("above " + process.pid);
    spawn(command, args, { stdio: "inherit" }).on("exit", (code) => process.exit(code ?? 1));`;
  const paths = ["npx-cli.js", "pnpm.cjs"].map((name) => join(directory, name));
  for (const path of paths) await writeFile(path, relay);
  const [npx = "", pnpm = ""] = paths;
  const inner = [process.execPath, pnpm, process.execPath, ...main].join(" ");
  return [process.execPath, npx, "sh", "-c", `${inner}; exit $?`];
}

test.each([
  ["npx", "SIGKILL", 0],
  ["npx", "SIGTERM", 0],
  ["pnpm", "SIGKILL", 1],
] as const)("the store ends with the %s above it, %s", async (_name, signal, index) => {
  const place = await createPlace();
  const chain = place.run(await writeManagers(place.directory));
  await chain.ready;
  const above = chain.printed
    .filter((line) => line.startsWith("above "))
    .map((line) => Number(line.slice(6)));
  process.kill(above[index] ?? 0, signal);
  // The pipes that everything of the chain writes to are closed when its last process has ended.
  expect((await chain.ended).printed).toContain("stopping");
  expect(await place.databases()).toEqual([]);
});
