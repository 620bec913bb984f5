import { parseReceipt } from "@donut-states/core/restock/receipt";
import { receive } from "@donut-states/core/restock/receive";
import { consumer } from "./consumer.ts";

/** Takes delivered goods into stock. */
export const handler = consumer({ queue: "receipts", parse: parseReceipt, handle: receive });
