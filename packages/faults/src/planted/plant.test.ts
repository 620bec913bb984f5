import { existsSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { poison } from "../world/poison.ts";
import { startWorld, type World } from "../world/testing/world.ts";
import { queueNames } from "../world/aws.ts";
import { bugs } from "./bugs.ts";
import { plant, type Planted } from "./plant.ts";

let planted: Planted;
let world: World;
beforeAll(async () => {
  planted = await plant(bugs.adjustmentWithoutRow);
  const environment = { VISIBILITY_TIMEOUT_S: "1", MAX_RECEIVE_COUNT: "2" };
  world = await startWorld({ root: planted.root, environment });
});
afterAll(async () => {
  await world?.stop();
  await planted?.remove();
});

test("a store with a planted bug runs, and has it", async () => {
  const sku = "CP-502102";
  expect(await world.store.adjust(sku, { delta: 5, reason: "counted" }, "once")).toEqual({ stock: 45 });
  expect(await world.store.ledger(sku)).toMatchObject({ stock: 45, adjusted: 0, balanced: false });
});

test("poison of every kind ends as a dead letter of its queue", async () => {
  const sent = await poison(world.store.awsUrl, { shuffled: (list) => list.toReversed() }, 99);
  for (const queue of queueNames) {
    const ids = sent.filter((message) => message.queue === queue).map(({ id }) => id);
    expect(ids.length).toBeGreaterThanOrEqual(10);
    const alive = async () => {
      const dead = JSON.stringify(await world.store.deadLetters(queue));
      return ids.filter((id) => !dead.includes(id));
    };
    await expect.poll(alive).toEqual([]);
  }
});

test("what was planted is removed", async () => {
  const { root, remove } = await plant({ changes: [] });
  expect(existsSync(`${root}/packages/local/src/main.ts`)).toBe(true);
  await remove();
  expect(existsSync(root)).toBe(false);
});

test("a change whose text is not there plants nothing and leaves nothing behind", async () => {
  const change = { file: "package.json", from: "no such text", to: "" };
  await expect(plant({ changes: [change] })).rejects.toThrow(
    "package.json must hold exactly once: no such text",
  );
});
