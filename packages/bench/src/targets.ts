import type { Results, Row } from "./result.ts";
import { median, ratio } from "./statistics.ts";
import { naiveShop, forUpdate } from "./subjects/baselines.ts";
import { direct } from "./subjects/direct.ts";
import { directSurge } from "./subjects/directSurge.ts";
import { oneRow } from "./subjects/limits.ts";
import { verb, wholePath } from "./subjects/ours.ts";
import { surge } from "./subjects/surge.ts";

/** What was promised of the figures, and what became of it. */
export interface Verdict {
  promise: string;
  /** Undefined: this run did not measure it. */
  met: boolean | undefined;
  figures: string;
}

const CROWD = 64;

/** Holds the results against every target. */
export function verdicts(results: Results): Verdict[] {
  const row = rowsOf(results);
  return [
    atLeast("refusals at least 3 x as fast as sales, 64 clients", 3, [
      row("plain", "soldout", CROWD, wholePath.name),
      row("plain", "ample", CROWD, wholePath.name),
    ]),
    gateway(row("plain", "ample", 16, direct.name), row("plain", "ample", 16, verb.name)),
    atLeast("whole path at least 3 x naive Express + mysql2, 64 clients", 3, [
      row("plain", "ample", CROWD, wholePath.name),
      row("plain", "ample", CROWD, naiveShop.name),
    ]),
    atLeast("sales that stand, whole path: at least 3 x naive Express + mysql2, 64 clients", 3, [
      standing(row("plain", "ample", CROWD, wholePath.name)),
      standing(row("plain", "ample", CROWD, naiveShop.name)),
    ]),
    lostNothing(results),
    ...[directSurge, surge].flatMap(({ name }) => [
      atLeast(`${name}: at least 10 x the one-row limit, production-like, 64 clients`, 10, [
        row("production", "ample", CROWD, name),
        row("production", "ample", CROWD, oneRow.name),
      ]),
      atLeast(`${name}: at least 12 x FOR UPDATE, production-like, 64 clients`, 12, [
        row("production", "ample", CROWD, name),
        row("production", "ample", CROWD, forUpdate.name),
      ]),
    ]),
    onePost(results),
  ];
}

const rowsOf =
  ({ cells }: Results) =>
  (environment: string, scenario: string, clients: number, subject: string): Row | undefined =>
    cells
      .find(
        (cell) => cell.environment === environment && cell.scenario === scenario && cell.clients === clients,
      )
      ?.rows.find((one) => one.subject === subject);

const NOT_MEASURED = { met: undefined, figures: "not measured" };

export const speeds = ({ rounds }: Row) => rounds.map(({ perSecond }) => perSecond);
const speed = (row: Row) => Math.round(median(speeds(row)));

/** The same design, its speed without the sales that it told and lost. */
const standing = (row: Row | undefined): Row | undefined =>
  row && {
    ...row,
    rounds: row.rounds.map((round) => ({
      ...round,
      perSecond: (round.perSecond * (round.sold - round.lost)) / round.answers,
    })),
  };

function atLeast(promise: string, factor: number, rows: [Row | undefined, Row | undefined]): Verdict {
  const [fast, slow] = rows;
  if (fast === undefined || slow === undefined) return { promise, ...NOT_MEASURED };
  const times = ratio(speeds(fast), speeds(slow)) ?? NaN;
  return {
    promise,
    met: times >= factor,
    figures: `${times.toFixed(2)} x (${speed(fast)}/s to ${speed(slow)}/s)`,
  };
}

function gateway(straight: Row | undefined, through: Row | undefined): Verdict {
  const promise = "driver and gateway at most 4 x slower than mysql2, 16 clients";
  if (straight === undefined || through === undefined) return { promise, ...NOT_MEASURED };
  const times = ratio(speeds(straight), speeds(through)) ?? NaN;
  return {
    promise,
    met: times <= 4,
    figures: `${times.toFixed(2)} x (${speed(straight)}/s to ${speed(through)}/s)`,
  };
}

/** Failed answers count as well: a buyer who was told nothing is one that was lost. */
function lostNothing({ cells, broken }: Results): Verdict {
  const promise = "nothing of ours lost, oversold, told twice or left unanswered";
  const ours = cells
    .flatMap(({ rows }) => rows.filter(({ kind }) => kind === "ours"))
    .flatMap((row) => row.rounds);
  if (ours.length === 0) return { promise, ...NOT_MEASURED };
  const answers = ours.reduce((total, round) => total + round.answers, 0);
  const failed = ours.reduce((total, round) => total + round.failed, 0);
  return {
    promise,
    met: broken.length === 0 && failed === 0,
    figures: `${broken.length} broken, ${failed} unanswered of ${answers} in ${ours.length} rounds`,
  };
}

function onePost({ loop }: Results): Verdict {
  const promise = "one factory POST however many are refused";
  if (loop === undefined) return { promise, ...NOT_MEASURED };
  const { posts, refusals } = loop.crowd;
  return { promise, met: posts === 1, figures: `${posts} for ${refusals} refusals` };
}
