import { databases } from "../database/database.ts";
import { startPart, Url } from "../parts/startPart.ts";
import { everyScenario } from "../scenario.ts";
import { noOrder, overHttp } from "./overHttp.ts";
import { bytes, change, first, insertOrder, isDuplicate, orderOf, text, transaction } from "./sql.ts";
import type { Subject } from "./subject.ts";

export const naiveShop: Subject = {
  name: "naive Express + mysql2",
  scope: "whole path",
  kind: "baseline",
  isHeld: false,
  scenarios: everyScenario,
  open: async ({ database }) =>
    overHttp(
      await startPart("naive", { server: database.address, database: databases.designs }, Url),
      noOrder,
    ),
};

const done = () => Promise.resolve();

/** Wrong on purpose: two buyers read the same stock, and both write it back less one. */
export const readThenWrite: Subject = {
  name: "read, then write",
  scope: "at the database",
  kind: "baseline",
  isHeld: false,
  scenarios: everyScenario,
  open: async ({ pool }) => ({
    buy: async (shelf, key) => {
      const id = bytes(shelf.productId);
      const found = await first(pool, "SELECT stock FROM product WHERE product_id = ?", [id]);
      if (found === undefined || found.stock < 1) return { sold: false };
      await change(pool, "UPDATE product SET stock = ? WHERE product_id = ?", [found.stock - 1, id]);
      try {
        return { sold: true, orderId: text(await insertOrder(pool, shelf, key, "confirmed")) };
      } catch (error) {
        if (!isDuplicate(error)) throw error;
        return { sold: true };
      }
    },
    close: done,
  }),
};

/** What a careful team would write: right, and the row is locked for each round trip from its first read to the commit. */
export const forUpdate: Subject = {
  name: "SELECT … FOR UPDATE",
  scope: "at the database",
  kind: "baseline",
  isHeld: true,
  scenarios: everyScenario,
  open: async ({ pool }) => ({
    buy: async (shelf, key) => {
      const id = bytes(shelf.productId);
      try {
        return await transaction(pool, async (connection) => {
          const lock = "SELECT stock FROM product WHERE product_id = ? FOR UPDATE";
          const found = await first(connection, lock, [id]);
          if (found === undefined || found.stock < 1) {
            const orderId = await orderOf(connection, key);
            return orderId === undefined ? { sold: false } : { sold: true, orderId };
          }
          await change(connection, "UPDATE product SET stock = ? WHERE product_id = ?", [
            found.stock - 1,
            id,
          ]);
          return { sold: true, orderId: text(await insertOrder(connection, shelf, key, "confirmed")) };
        });
      } catch (error) {
        const orderId = isDuplicate(error) ? await orderOf(pool, key) : undefined;
        if (orderId === undefined) throw error;
        return { sold: true, orderId };
      }
    },
    close: done,
  }),
};
