import { startPart, Url } from "../parts/startPart.ts";
import { noOrder, overHttp } from "./overHttp.ts";
import { bytes, change } from "./sql.ts";
import type { Subject } from "./subject.ts";

/** The stock goes down and nothing else happens: no order, no key. */
export const oneRow: Subject = {
  name: "UPDATE of the row alone",
  scope: "at the database",
  kind: "limit",
  isHeld: false,
  scenarios: ["ample", "ten"],
  open: async ({ pool }) => ({
    buy: async ({ productId }) => {
      const taken = await change(
        pool,
        "UPDATE product SET stock = stock - 1 WHERE product_id = ? AND stock >= 1",
        [bytes(productId)],
      );
      return { sold: taken > 0 };
    },
    close: () => Promise.resolve(),
  }),
};

export const honoJson: Subject = {
  name: "Hono: JSON in, JSON out",
  scope: "whole path",
  kind: "limit",
  isHeld: false,
  scenarios: ["ample"],
  open: async () => overHttp(await startPart("hono", {}, Url), noOrder),
};
