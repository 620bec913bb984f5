import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { Session } from "node:inspector/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as v from "valibot";
import { databases, startDatabase } from "../database/database.ts";
import { type Environment, environments } from "../database/environment.ts";
import { drive } from "../load/drive.ts";
import type { Shop } from "../load/shop.ts";
import { startPart, Url } from "../parts/startPart.ts";
import { figure, table } from "../report/table.ts";
import { AMPLE } from "../scenario.ts";
import { MOST_CLIENTS, openStand, type Stand } from "../stand.ts";
import { ourOrder, overHttp } from "../subjects/overHttp.ts";
import { surge } from "../subjects/surge.ts";
import { cpuOfDatabase } from "./processes.ts";
import { clock, type CpuProfile, IDLE, sampled } from "./sampled.ts";

const WARM_UP = { ms: 2_000 };
const MEASURED = { ms: 8_000 };
const Broker = v.object({ environment: v.record(v.string(), v.string()) });

/** A design and what it is asked; where it is a process of its own, that is started with these options of Node's. */
interface Case {
  name: string;
  environment: Environment["name"];
  /** Units on the shelf. */
  stock: number;
  open: (stand: Stand, nodeOptions: readonly string[]) => Promise<Shop>;
}

const wholePath = async ({ database }: Stand, nodeOptions: readonly string[]) => {
  const settings = { server: database.address, database: databases.designs };
  return overHttp(await startPart("path", settings, Url, nodeOptions), ourOrder);
};
const lane = (stand: Stand) => surge.open(stand);

const cases: readonly Case[] = [
  { name: "a sale", environment: "plain", stock: AMPLE, open: wholePath },
  { name: "a refusal", environment: "plain", stock: 0, open: wholePath },
  { name: "an order of the surge lane", environment: "production", stock: AMPLE, open: lane },
];

interface Column {
  head: string;
  /** Microseconds for each answer. */
  spent: ReadonlyMap<string, number>;
}

/** `pnpm bench:profile`: where the CPU of one answer goes while a crowd asks. */
async function main(): Promise<void> {
  const broker = await startPart("broker", {}, Broker);
  Object.assign(process.env, broker.told.environment);
  const columns: Column[] = [];
  for (const environment of environments) {
    const database = await startDatabase(environment, () => {});
    const stand = await openStand(database);
    for (const one of cases.filter(({ environment: name }) => name === environment.name))
      columns.push(await look(stand, one));
    await stand.stop();
    await database.stop();
  }
  await broker.stop();
  console.log(render(columns));
}

/** Profiles this process and, where the design is another one, that one. */
async function look(stand: Stand, { name, open, stock }: Case): Promise<Column> {
  const directory = await mkdtemp(join(tmpdir(), "donut-states-profile-"));
  const shop = await open(stand, ["--cpu-prof", `--cpu-prof-dir=${directory}`]);
  const load = { shelves: [await stand.put(stock)], clients: MOST_CLIENTS };
  await drive(shop, { ...load, until: WARM_UP });
  const session = new Session();
  session.connect();
  await session.post("Profiler.enable");
  await session.post("Profiler.start");
  const [cpuBefore, from] = [await cpuOfDatabase(), clock()];
  const run = await drive(shop, { ...load, until: MEASURED });
  const [cpuAfter, to] = [await cpuOfDatabase(), clock()];
  const { profile } = await session.post("Profiler.stop");
  session.disconnect();
  await shop.close();
  const spent = sampled((await written(directory)) ?? profile, from, to);
  await rm(directory, { recursive: true });
  spent.set("database server", cpuAfter - cpuBefore);
  return {
    head: `${name} (${figure(run.answers / run.seconds)}/s)`,
    spent: new Map([...spent].map(([part, micros]) => [part, micros / run.answers])),
  };
}

/** What a process that has ended left of its profile; undefined where there was none. */
async function written(directory: string): Promise<CpuProfile | undefined> {
  const [file] = await readdir(directory);
  // The cast: V8 wrote it, in the form of its own protocol.
  return file === undefined
    ? undefined
    : (JSON.parse(await readFile(join(directory, file), "utf8")) as CpuProfile);
}

function render(columns: readonly Column[]): string {
  const parts = [...new Set(columns.flatMap(({ spent }) => [...spent.keys()]))].filter(
    (part) => part !== IDLE,
  );
  const most = (part: string) => Math.max(...columns.map(({ spent }) => spent.get(part) ?? 0));
  const rows = parts
    .toSorted((a, b) => most(b) - most(a))
    .map((part) => [part, ...columns.map(({ spent }) => figure(spent.get(part)))]);
  const sums = columns.map(({ spent }) =>
    figure(parts.reduce((sum, part) => sum + (spent.get(part) ?? 0), 0)),
  );
  const idle = columns.map(({ spent }) => figure(spent.get(IDLE)));
  return table(
    ["µs for each answer", ...columns.map(({ head }) => head)],
    [...rows, ["together", ...sums], [IDLE, ...idle]],
  );
}

await main();
