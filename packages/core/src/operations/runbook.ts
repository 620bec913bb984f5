import { type IncidentKind, incidentKinds } from "../event/catalogue.ts";

/** What to do first; the chapter of the same name in docs/operations.md tells the rest. */
const firstSteps: Record<IncidentKind, string> = {
  dead_letter: "Remove the cause that the message names, then redrive: pnpm ops dlq show QUEUE.",
  restock_overdue: "Nothing, it is asked for again by itself; if it happens often, call the factory.",
  restock_failed: "Call the factory's manager: the product stays sold out until goods arrive.",
  quantity_mismatch: "Count the goods, and correct the stock by an adjustment.",
  late_receipt: "Expect a surplus: cancel the order that was opened since, if it is not needed.",
  repeated_receipt: "Count the goods: they may have come twice. Correct the stock by an adjustment.",
  ledger_mismatch: "Find the first row that does not fit with pnpm ops audit, then count the goods.",
  outbox_stuck: "Look at SNS and at the relay's log: what waits is published by itself once they work.",
  factory_missing: "Put the missing row into the table factory again: an order then opens by itself.",
};

/** The runbook line of each kind of incident: what to do now, and where to read on. */
export const runbook = Object.fromEntries(
  incidentKinds.map((kind) => [kind, `${firstSteps[kind]} See docs/operations.md#${kind}`]),
) as Record<IncidentKind, string>; // Object.fromEntries forgets the keys
