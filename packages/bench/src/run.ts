import * as v from "valibot";
import { startDatabase } from "./database/database.ts";
import { type Environment, environments } from "./database/environment.ts";
import type { Shop } from "./load/shop.ts";
import { measureLoop } from "./loop/loop.ts";
import { describeMachine } from "./machine.ts";
import type { Options } from "./options.ts";
import { startPart } from "./parts/startPart.ts";
import { type Cell, plan } from "./plan.ts";
import type { Progress } from "./progress.ts";
import type { Results } from "./result.ts";
import { measureCell, type Shops, warmUp } from "./rounds.ts";
import { openStand, type Stand } from "./stand.ts";
import { median } from "./statistics.ts";
import type { Subject } from "./subjects/subject.ts";

/** The name of what is measured around a sale. */
export const LOOP = "loop";
const LOOP_SAMPLES = 100;
const QUICK_SAMPLES = 10;
const PINGS = 50;
const Broker = v.object({ environment: v.record(v.string(), v.string()) });

/** Measures everything that the options ask for. */
export async function run(options: Options, command: string, progress: Progress): Promise<Results> {
  const results: Results = {
    command,
    at: new Date().toISOString(),
    machine: await describeMachine(),
    environments: [],
    cells: [],
    loop: undefined,
    broken: [],
  };
  const cells = options.only.length === 1 && options.only[0] === LOOP ? [] : plan(options);
  const withLoop = options.only.length === 0 || options.only.includes(LOOP);
  const broker = await startPart("broker", {}, Broker);
  Object.assign(process.env, broker.told.environment);
  for (const environment of environments) {
    const wanted = cells.filter((cell) => cell.environment === environment);
    const loopHere = withLoop && environment.name === "plain";
    if (wanted.length > 0 || loopHere)
      await runIn(environment, wanted, loopHere ? samplesOf(options) : 0, {
        results,
        progress,
        of: cells.length,
      });
  }
  await broker.stop();
  progress.clear();
  return results;
}

const samplesOf = ({ quick }: Options) => (quick ? QUICK_SAMPLES : LOOP_SAMPLES);

interface Sheet {
  results: Results;
  progress: Progress;
  /** How many cells there are. */
  of: number;
}

async function runIn(environment: Environment, cells: readonly Cell[], samples: number, sheet: Sheet) {
  const { results, progress, of } = sheet;
  const database = await startDatabase(environment, (line) => progress.say(line));
  try {
    if (cells.length > 0) {
      const stand = await openStand(database);
      const about = await describe(environment, stand);
      results.environments.push({ name: environment.name, title: environment.title, about });
      const shops = await openShops(stand, cells);
      try {
        progress.begin(results.cells.length, of, `${environment.title}: warming up`);
        await warmUp(stand, shops);
        for (const cell of cells) {
          progress.begin(results.cells.length, of, label(cell));
          results.cells.push(await measureCell(stand, shops, cell, heard(sheet)));
        }
      } finally {
        for (const shop of shops.values()) await shop.close();
        await stand.stop();
      }
    }
    if (samples > 0) {
      progress.begin(results.cells.length, of, "the loop around a sale");
      results.loop = await measureLoop(database, samples, (what) => progress.detail(what));
    }
  } finally {
    await database.stop();
  }
}

const label = ({ environment, scenario, clients }: Cell) =>
  `${environment.title}: ${scenario.title}, ${clients} clients`;

const heard = ({ results, progress }: Sheet) => ({
  round: (what: string) => progress.detail(what),
  trouble: (what: string) => progress.say(what),
  broken: (broken: Results["broken"][number]) => {
    progress.say(`BROKEN ${broken.where}: ${broken.what}`);
    results.broken.push(broken);
  },
});

async function openShops(stand: Stand, cells: readonly Cell[]): Promise<Shops> {
  const shops = new Map<Subject, Shop>();
  for (const subject of new Set(cells.flatMap((cell) => cell.subjects)))
    shops.set(subject, await subject.open(stand));
  return shops;
}

/** What the environment is, the round trip as it really is, and what could not be had. */
async function describe({ roundTripMs, syncMs, options }: Environment, { pool, database }: Stand) {
  const took: number[] = [];
  for (let ping = 0; ping < PINGS; ping++) {
    const started = performance.now();
    await pool.query("SELECT 1");
    took.push(performance.now() - started);
  }
  const trip = `A round trip to the database takes ${median(took).toFixed(1)} ms`;
  if (options.length === 0)
    return `${trip}; every commit is synced to the disk, and there is no binlog: as \`pnpm start\` keeps its data.`;
  const sync = database.asAsked
    ? `each sync takes ${syncMs} ms longer`
    : `syncs are as fast as this disk (slower ones take Linux and a C compiler)`;
  return `${trip} (${roundTripMs} ms added); the binlog is synced with every commit, and ${sync}.`;
}
