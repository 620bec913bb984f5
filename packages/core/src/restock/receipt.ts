import * as v from "valibot";
import { Uuid } from "../schema.ts";

/** A verified callback of the factory on its way to the stock; `claimed` proves nothing and is only compared. */
const Receipt = v.strictObject({ receiptId: Uuid, restockId: Uuid, claimed: v.optional(v.number()) });
export type Receipt = v.InferOutput<typeof Receipt>;

/** Parses a message of the receipts queue; throws a ValiError or SyntaxError that says what is wrong with it. */
export const parseReceipt = (body: string): Receipt => v.parse(Receipt, JSON.parse(body));
