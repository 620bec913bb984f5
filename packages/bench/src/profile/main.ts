import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { Session } from "node:inspector/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as v from "valibot";
import { startDatabase } from "../database/database.ts";
import { environments } from "../database/environment.ts";
import { drive } from "../load/drive.ts";
import { startPart } from "../parts/startPart.ts";
import { figure, table } from "../report/table.ts";
import { AMPLE } from "../scenario.ts";
import { MOST_CLIENTS, openStand, type Stand } from "../stand.ts";
import { wholePath } from "../subjects/ours.ts";
import type { Subject } from "../subjects/subject.ts";
import { surge } from "../subjects/surge.ts";
import { cpuOfChildren } from "./processes.ts";
import { clock, type CpuProfile, sampled } from "./sampled.ts";

const WARM_UP = { ms: 2_000 };
const MEASURED = { ms: 8_000 };

/** What is looked into: the process that the design runs in, in an environment, with so much on the shelf. */
const cases = [
  { name: "a sale", subject: wholePath, environment: "plain", stock: AMPLE },
  { name: "a refusal", subject: wholePath, environment: "plain", stock: 0 },
  { name: "an order of the surge lane", subject: surge, environment: "production", stock: AMPLE },
] as const;

const Broker = v.object({ environment: v.record(v.string(), v.string()) });

/** `pnpm bench:profile`: microseconds of CPU by part, for each answer, with a crowd of clients. */
async function main(): Promise<void> {
  const broker = await startPart("broker", {}, Broker);
  Object.assign(process.env, broker.told.environment);
  const columns: { head: string; spent: ReadonlyMap<string, number> }[] = [];
  for (const one of cases) {
    const environment = environments.find(({ name }) => name === one.environment);
    if (environment === undefined) throw new Error(`There is no environment ${one.environment}`);
    const database = await startDatabase(environment, () => {});
    const stand = await openStand(database);
    const { perSecond, spent } = await look(stand, one.subject, one.stock);
    columns.push({ head: `${one.name} (${figure(perSecond)}/s)`, spent });
    await stand.stop();
    await database.stop();
  }
  await broker.stop();
  console.log(render(columns));
}

/** Profiles one design while a crowd asks: itself where it runs in this process, else the process that it is. */
async function look(stand: Stand, subject: Subject, stock: number) {
  const directory = await mkdtemp(join(tmpdir(), "donut-states-profile-"));
  process.env.NODE_OPTIONS = `--cpu-prof --cpu-prof-dir=${directory}`;
  const shop = await subject.open(stand);
  delete process.env.NODE_OPTIONS;
  const shelves = [await stand.put(stock)];
  await drive(shop, { shelves, clients: MOST_CLIENTS, until: WARM_UP });
  const session = new Session();
  session.connect();
  await session.post("Profiler.enable");
  await session.post("Profiler.start");
  const [before, from] = [await cpuOfChildren(), clock()];
  const run = await drive(shop, { shelves, clients: MOST_CLIENTS, until: MEASURED });
  const [after, to] = [await cpuOfChildren(), clock()];
  const { profile } = await session.post("Profiler.stop");
  session.disconnect();
  await shop.close();
  const [file] = await readdir(directory);
  const text = file === undefined ? undefined : await readFile(join(directory, file), "utf8");
  await rm(directory, { recursive: true });
  const ofDesign = text === undefined ? asProfile(profile) : asProfile(JSON.parse(text));
  const spent = sampled(ofDesign, from, to);
  for (const [name, micros] of after) spent.set(`process ${name}`, micros - (before.get(name) ?? 0));
  return {
    perSecond: run.answers / run.seconds,
    spent: new Map([...spent].map(([part, micros]) => [part, micros / run.answers])),
  };
}

// What V8 writes is in its own form; only what is optional there is asserted here.
const asProfile = (profile: unknown) => profile as CpuProfile;

function render(columns: readonly { head: string; spent: ReadonlyMap<string, number> }[]): string {
  const parts = [...new Set(columns.flatMap(({ spent }) => [...spent.keys()]))];
  return table(
    ["CPU for each answer, µs", ...columns.map(({ head }) => head)],
    parts.map((part) => [part, ...columns.map(({ spent }) => figure(spent.get(part)))]),
  );
}

await main();
