import { once } from "node:events";
import type { AddressInfo } from "node:net";
import express, { type NextFunction, type Request, type Response } from "express";
import {
  type Connection,
  type ConnectionOptions,
  createConnection,
  type RowDataPacket,
} from "mysql2/promise";
import * as v from "valibot";
import { Address, part } from "./part.ts";

const Settings = v.object({ server: Address, database: v.string() });

/**
 * A baseline, and wrong on purpose: Express and mysql2 as in the shops this one learnt from. Each request opens a connection,
 * reads the stock, and writes back what it read less one. Theirs leaked the connection, built SQL from the body and published a message for
 * every refusal; this one does not, which flatters it.
 */
await part(Settings, async ({ server, database }) => {
  const app = express().use(express.json());
  app.post("/checkout", (...given) => void sell({ ...server, database }, ...given));
  const listener = app.listen(0, "127.0.0.1");
  await once(listener, "listening");
  const { port } = listener.address() as AddressInfo; // listening on TCP
  return { url: `http://127.0.0.1:${port}` };
});

async function sell(where: ConnectionOptions, request: Request, response: Response, next: NextFunction) {
  let connection: Connection | undefined;
  try {
    connection = await createConnection(where);
    const [[found]] = await connection.query<RowDataPacket[]>(
      "SELECT product_id, stock FROM product WHERE sku = ?",
      [request.body.sku],
    );
    if (found === undefined || found.stock < 1) {
      response.status(409).json({ message: `구매 실패! 남은 재고: ${found?.stock}` });
      return;
    }
    const left = found.stock - 1;
    await connection.query("UPDATE product SET stock = ? WHERE product_id = ?", [left, found.product_id]);
    response.status(201).json({ message: `구매 완료! 남은 재고: ${left}` });
  } catch (error) {
    next(error);
  } finally {
    await connection?.end();
  }
}
