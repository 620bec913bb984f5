import { WrongCall } from "@donut-states/command-line";
import { expect, test } from "vitest";
import { allFaults } from "./fault/all.ts";
import { bugs } from "./planted/bugs.ts";
import { readOptions } from "./options.ts";
import { select } from "./selection.ts";

const names = (...args: string[]) => select(readOptions(args)).map(({ name }) => name);
const everyBug = Object.keys(bugs);

test("without options: nothing, every fault alone, three combinations, every planted bug", () => {
  const combinations = ["combination", "combination", "combination"];
  expect(names()).toEqual(["nothing", ...allFaults.map(({ name }) => name), ...combinations, ...everyBug]);
});

test("as many combinations as seeds, each with a seed of its own", () => {
  const trials = select(readOptions(["--seeds", "20", "--seed", "5"]));
  const combinations = trials.filter(({ name }) => name === "combination");
  expect(combinations.map(({ scenario }) => scenario.seed)).toEqual(
    Array.from({ length: 20 }, (_, at) => 5 + at),
  );
});

test("every trial says how to play it again, and that plays the same", () => {
  for (const trial of select(readOptions(["--seed", "5", "--sales", "70"]))) {
    const [again, ...more] = select(readOptions(trial.again.split(" ")));
    expect(more).toEqual([]);
    expect(again).toEqual(trial);
  }
});

test("any scenario can be played in the surge lane, and says so when it is played again", () => {
  const [trial] = select(readOptions(["--scenario", "poison", "--surge", "--seed", "5"]));
  expect(trial?.scenario.settings).toMatchObject({ lane: "surge", environment: { MAX_RECEIVE_COUNT: "2" } });
  expect(select(readOptions(trial?.again.split(" ") ?? []))).toEqual([trial]);
});

test("a quick run has a kill of the store and of the database, the factory, SNS, a combination and planted bugs", () => {
  const quick = names("--quick");
  expect(quick).toEqual(
    expect.arrayContaining(["store-killed", "database-killed", "sns-refuses", "combination"]),
  );
  expect(quick.filter((name) => name.startsWith("factory-"))).not.toEqual([]);
  expect(quick.filter((name) => everyBug.includes(name)).length).toBeGreaterThanOrEqual(2);
});

test("only what is named, or only what is planted", () => {
  expect(names("--scenario", "poison", "--scenario", "store-killed")).toEqual(["poison", "store-killed"]);
  expect(names("--bug", "noOutbox")).toEqual(["noOutbox"]);
  expect(names("--planted")).toEqual(everyBug);
});

test("every planted bug shows under a fault that there is", () => {
  const known = ["nothing", ...allFaults.map(({ name }) => name)];
  for (const { fault } of Object.values(bugs)) expect(known).toContain(fault);
});

const faults = (seed: string) =>
  select(readOptions(["--scenario", "combination", "--seed", seed])).map(({ scenario }) =>
    scenario.faults.map(({ name }) => name),
  );

test("a seed always puts the same faults together, and another one others", () => {
  expect(faults("3")).toEqual(faults("3"));
  expect(faults("3")).not.toEqual(faults("4"));
});

test.each([
  [["--seeds", "-1"]],
  [["--seed", "x"]],
  [["--sales", "0"]],
  [["--jobs", "1.5"]],
  [["--scenario", "none"]],
  [["--bug", "toString"]],
  [["--quick", "--planted"]],
  [["--quick", "--bug", "noOutbox"]],
  [["--what"]],
  [["word"]],
])("%j is a wrong call", (args) => {
  expect(() => readOptions(args)).toThrow(WrongCall);
});
