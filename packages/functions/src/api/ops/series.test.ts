import { expect, test } from "vitest";
import { addProduct } from "@donut-states/core/testing";
import { client } from "../../../testing/client.ts";
import { ops } from "../../../testing/ops.ts";
import { bindStore } from "../../../testing/store.ts";
import { shop } from "../shop.ts";

const db = bindStore();
const get = async (query = ""): Promise<unknown> => (await ops("GET", `/ops/series${query}`)).json();

test("what was just sold is in the last bucket, of the last half hour where nothing else is asked", async () => {
  const { sku } = await addProduct(db(), { stock: 5 });
  await client(shop)("POST", "/checkout", { json: { sku, quantity: 3 } });
  // A minute may have begun since.
  const sold = expect.objectContaining({ sold: { orders: 1, units: 3 }, received: null });
  expect(await get()).toEqual({ bucketSeconds: 60, buckets: expect.arrayContaining([sold]) });
  expect(await get("?window=24h")).toEqual({ bucketSeconds: 3_600, buckets: expect.arrayContaining([sold]) });
});

test.for(["?window=", "?window=1h", "?window=30m&window=24h&x=1", "?from=2020-01-01"])(
  "another window is refused: %s",
  async (query) => {
    expect(await get(query)).toMatchObject({ code: "invalid_request", status: 400 });
  },
);
