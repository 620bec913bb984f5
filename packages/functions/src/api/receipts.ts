import { config } from "@donut-states/core/config";
import { newId } from "@donut-states/core/db/columns";
import { enqueue } from "@donut-states/core/operations/queues";
import { verify } from "@donut-states/core/restock/callback";
import { claimedCount } from "@donut-states/core/restock/factory";
import type { Receipt } from "@donut-states/core/restock/receipt";
import { machineApp } from "./base.ts";

/**
 * The factory's callback. It calls once and ignores the answer, so nothing here may need the database: the token is
 * proof enough, and the receipt waits on its queue until it can be counted.
 */
export const receipts = machineApp().post("/restocks/:id/receipt", async (c) => {
  const restockId = c.req.param("id");
  verify(await config.callbackSecret(), restockId, c.req.query("t"));
  const receipt: Receipt = { receiptId: newId(), restockId, claimed: claimedCount(await c.req.text()) };
  await enqueue("receipts", receipt);
  return c.json({ status: "accepted" as const }, 202);
});
