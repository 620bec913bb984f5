import { randomBytes } from "node:crypto";
import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { reason } from "@donut-states/core/log";
import { secrets as secretNames } from "@donut-states/core/topology";
import { createDatabase } from "@donut-states/gateway/testing";
import type { ProvidedContext } from "vitest";
import { run, start } from "../src/command.ts";
import { copyProject } from "../src/project.ts";

/** Milliseconds that a command of SST may take, on a slow and busy machine. */
export const commandMs = 8 * 60_000;
/** What the simulated factory takes. */
const factorySeconds = 1;

/** A stage of a test's own in the emulated AWS: a copy of the project, an empty database and secrets. */
export async function openStage(aws: NonNullable<ProvidedContext["aws"]>) {
  const name = `test-${randomBytes(4).toString("hex")}`;
  const directory = await mkdtemp(join(aws.directory, `${name}-`));
  const project = join(directory, "project");
  const [database] = await Promise.all([createDatabase(), copyProject(project)]);

  // `sst dev` watches the project, so what is logged must not be in it.
  const env: Record<string, string> = { ...aws.environment, FACTORY_SECONDS: String(factorySeconds) };
  const options = { cwd: project, env, log: join(directory, "log") };
  const sst = (...args: string[]) =>
    run("pnpm", ["sst", ...args, "--stage", name], { ...options, limitMs: commandMs }).catch(
      async (error: unknown) => {
        throw new Error(`${reason(error)}\nThe emulator says:\n${await complaints(aws.log)}`, {
          cause: error,
        });
      },
    );
  const secrets = {
    DATABASE_URL: database.url,
    CALLBACK_SECRET: randomBytes(16).toString("hex"),
    OPS_TOKEN: randomBytes(16).toString("hex"),
  };

  return {
    name,
    /** A file of the copy. */
    file: (path: string) => join(project, path),
    sst,
    /** Before the first deployment: the emulator's functions keep the value that they read first. */
    async setSecrets() {
      const file = join(directory, "secrets");
      await writeFile(file, secretNames.map((secret) => `${secret}=${secrets[secret]}\n`).join(""));
      await sst("secrets", "load", file);
    },
    /** They are part of no stack, so a removed stage keeps them: for its next deployment. */
    removeSecrets: () => Promise.all(secretNames.map((secret) => sst("secrets", "remove", secret))),
    /** What the last deployment told, of all stacks. */
    async outputs(): Promise<Record<string, string>> {
      const stacks: object = JSON.parse(await readFile(join(project, ".sst/outputs.json"), "utf8"));
      return Object.assign({}, ...Object.values(stacks));
    },
    dev: (nodeOptions: string) =>
      start("pnpm", ["dev", "--stage", name, "--increase-timeout"], {
        ...options,
        env: { ...env, NODE_OPTIONS: `${env["NODE_OPTIONS"]} ${nodeOptions}` },
      }),
    opsToken: secrets.OPS_TOKEN,
    databaseUrl: database.url,
    close: () => database.stop(),
  };
}

/** Why a stack was rolled back is told by the emulator alone. */
async function complaints(log: string): Promise<string> {
  const lines = (await readFile(log, "utf8")).split("\n");
  return lines
    .filter((line) => line.includes(" ERROR "))
    .slice(-5)
    .join("\n");
}

export type Stage = Awaited<ReturnType<typeof openStage>>;
