import { expect, test } from "vitest";
import { addProduct } from "@donut-states/core/testing";
import { bindCalls } from "../testing/ops.ts";
import { bindStore } from "../testing/store.ts";

/** The commands that change stock and restock orders, on the routes as they are. */
const store = bindStore();
const { call, json } = bindCalls(store.environment);

test("a restock order is asked for again, or given up", async () => {
  const { sku } = await addProduct(store.db(), { stock: 0 });
  await store.post("/checkout", { sku });
  const found = await json("restocks");
  const { restocks } = found as { restocks: { id: string; sku: string }[] }; // one was just opened
  const id = restocks.find((order) => order.sku === sku)?.id ?? "";
  expect(await json("restocks", "retry", id)).toMatchObject({ id, sku, status: "requested" });
  expect((await call("restocks", "cancel", id)).stdout).toMatch(new RegExp(`${id} +${sku} +10 +cancelled`));
  expect(await call("restocks", "retry", id)).toMatchObject({
    exitCode: 1,
    stdout: "",
    stderr: expect.stringMatching(/\(restock_closed\)\n$/),
  });
});

test("what was counted is put right, and the ledger has it", async () => {
  const { sku } = await addProduct(store.db(), { stock: 5 });
  expect(await json("stock", "add", sku, "3", "found behind the oven")).toEqual({ stock: 8 });
  expect((await call("stock", "remove", sku, "2", "eaten")).stdout).toBe(`6 of ${sku} on hand\n`);
  expect((await call("ledger", sku)).stdout).toMatch(
    /^5 at first \+ 0 received \+ 1 adjusted - 0 sold = 6; stock is 6\n\nAT .*\n.* adjustment +-2 .*\n.* adjustment +3 /,
  );
  expect(await json("ledger", sku, "--limit", "1")).toMatchObject({ stock: 6, movements: [{ delta: -2 }] });
  expect(await call("stock", "remove", sku, "7", "too many")).toMatchObject({
    exitCode: 1,
    stderr: expect.stringMatching(/\(insufficient_stock\)\n$/),
  });
});

test.each(["0", "1.5", "x", "9999999"])("nobody counts %s units", async (units) => {
  const { sku } = await addProduct(store.db(), { stock: 5 });
  const { exitCode, stdout, stderr } = await call("stock", "add", sku, units, "odd");
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
  expect(stderr).toMatch(/^ops: .*\n\nUsage: pnpm ops stock add SKU UNITS REASON/);
  expect(await json("ledger", sku)).toMatchObject({ stock: 5, movements: [] });
});
