import { judge } from "./judge.ts";
import { drive, type Run } from "./load/drive.ts";
import type { Shop } from "./load/shop.ts";
import type { Cell } from "./plan.ts";
import type { Broken, Measured, Round, Row } from "./result.ts";
import { AMPLE } from "./scenario.ts";
import { MOST_CLIENTS, type Stand } from "./stand.ts";
import { quantile } from "./statistics.ts";
import type { Subject } from "./subjects/subject.ts";

/** Shops by the design that they sell by. */
export type Shops = ReadonlyMap<Subject, Shop>;

interface Heard {
  /** Called before each round of a design. */
  round: (what: string) => void;
  /** Called with what went wrong, but broke no promise. */
  trouble: (what: string) => void;
  broken: (broken: Broken) => void;
}

const WARM_UP_MS = 400;

/** Lets every design sell and refuse for a moment before anything counts: code that has not run is slow. */
export async function warmUp(stand: Stand, shops: Shops): Promise<void> {
  for (const shop of shops.values()) {
    for (const stock of [AMPLE, 0]) {
      const shelves = [await stand.put(stock)];
      await drive(shop, { shelves, clients: MOST_CLIENTS, until: { ms: WARM_UP_MS } });
    }
  }
}

/**
 * Measures a cell in rounds. Each round lets every design have its turn, and begins with another one than the last: what the
 * machine does beside falls on all of them.
 */
export async function measureCell(stand: Stand, shops: Shops, cell: Cell, heard: Heard): Promise<Measured> {
  const { environment, scenario, clients, subjects, rounds } = cell;
  const rows = new Map<Subject, Row>(
    subjects.map((subject) => {
      const { name, scope, kind, isHeld } = subject;
      return [subject, { subject: name, scope, kind, isHeld, rounds: [] }];
    }),
  );
  for (let round = 0; round < rounds; round++)
    for (const subject of rotate(subjects, round)) {
      heard.round(`round ${round + 1} of ${rounds}: ${subject.name}`);
      const shop = shops.get(subject);
      if (shop === undefined) throw new Error(`${subject.name} is not open`);
      rows.get(subject)?.rounds.push(await measure(stand, shop, subject, cell, heard));
    }
  return { environment: environment.name, scenario: scenario.name, clients, rows: [...rows.values()] };
}

async function measure(
  stand: Stand,
  shop: Shop,
  subject: Subject,
  { environment, scenario, clients }: Cell,
  heard: Heard,
): Promise<Round> {
  const shelves = await Promise.all(
    Array.from({ length: scenario.shelves }, () => stand.put(scenario.stock)),
  );
  const until = scenario.buyers === undefined ? { ms: environment.roundMs } : { attempts: scenario.buyers };
  // The first refusal tells operations and orders more; a shelf that is sold out has had it. What a crowd makes of it at once
  // is in the scenario of a shelf that empties.
  if (scenario.stock === 0) for (const shelf of shelves) await shop.buy(shelf, "first");
  const run = await drive(shop, { shelves, clients, until });
  const { broken, lost, oversold } = await judge(stand.db, subject, scenario, shelves, run);
  const where = `${environment.name}, ${scenario.name}, ${clients} clients: ${subject.name}`;
  for (const what of broken) heard.broken({ where, what });
  for (const [what, times] of run.failures) heard.trouble(`${where}: ${times} x ${what}`);
  return { ...summarize(run), lost, oversold };
}

function summarize({ answers, seconds, latencies, sold, refused, failures }: Run) {
  return {
    perSecond: answers / seconds,
    p50: quantile(latencies, 0.5),
    p99: quantile(latencies, 0.99),
    answers,
    sold,
    refused,
    failed: [...failures.values()].reduce((total, times) => total + times, 0),
  };
}

const rotate = <T>(list: readonly T[], by: number): T[] => {
  const from = by % list.length;
  return [...list.slice(from), ...list.slice(0, from)];
};
