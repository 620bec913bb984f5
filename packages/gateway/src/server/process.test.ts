import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";
import { terminate } from "./process.ts";

test("a server that has only just begun and loses a signal is signalled again", async () => {
  const losesOne = `let lost = false; process.on("SIGTERM", () => lost ? process.exit(7) : (lost = true));
    setInterval(() => {}, 1_000); console.log("begun");`;
  const child = spawn(process.execPath, ["-e", losesOne], { stdio: ["ignore", "pipe", "inherit"] });
  await once(child.stdout, "data");
  const exited = once(child, "exit").then(() => undefined);
  await terminate({ exited, kill: (signal) => void child.kill(signal) }, "SIGTERM");
  expect(child.exitCode).toBe(7);
});
