import { expect, test, vi } from "vitest";
import { newId } from "@donut-states/core/db/columns";
import { storeEvent } from "@donut-states/core/event/catalogue";
import { closedPort } from "../../testing/closedPort.ts";
import { deliver, record } from "../../testing/records.ts";
import { handler as ads } from "./ads.ts";
import { handler as ops } from "./ops.ts";
import { handler as orders } from "./orders.ts";
import { handler as receipts } from "./receipts.ts";

vi.stubEnv("SST_Secret_value_DATABASE_URL", `http://user:hunter2@${await closedPort()}`);

const about = { subject: "x", correlationId: newId() };
const event = storeEvent("stock.empty", about, { sku: "x", stock: 0, restockId: null });

test.each([
  ["ads", ads, event],
  ["ops", ops, event],
  ["receipts", receipts, { receiptId: newId(), restockId: newId() }],
  ["orders", orders, { orderId: newId(), correlationid: newId() }],
] as const)(
  "%s: while the database is away every record comes back, and the process lives",
  async (_, handler, body) => {
    const logged = vi.spyOn(console, "error");
    const records = [record(body, { receiveCount: 5 }), record("<poison/>")];
    expect(await deliver(handler, ...records)).toEqual(records.map(({ messageId }) => messageId));
    expect(JSON.stringify(logged.mock.calls)).toContain("a failure could not be recorded");
    expect(JSON.stringify(logged.mock.calls)).not.toContain("hunter2");
  },
);
