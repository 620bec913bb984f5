import * as v from "valibot";
import { Mail } from "@donut-states/core/mail/mail.schema";
import { Faults, FaultsChange } from "@donut-states/core/operations/faults.schema";
import {
  Audit,
  Choice,
  DeadLetter,
  DeadLetters,
  Finding,
  Forgetting,
  Forgotten,
  Incident,
  Purged,
  Queue,
  Redriven,
  Summary,
  Trace,
} from "@donut-states/core/operations/operations.schema";
import { Bucket, Series } from "@donut-states/core/operations/series.schema";
import { Customer, Order, Purchase } from "@donut-states/core/order/order.schema";
import { Definition, Product, Settings } from "@donut-states/core/product/product.schema";
import { Reservation, Wish } from "@donut-states/core/reservation/reservation.schema";
import { Restock } from "@donut-states/core/restock/restock.schema";
import { Decision, Decisions, Projection, Reorder } from "@donut-states/core/replenishment/decision.schema";
import { Adjustment, Balance, Ledger, Movement } from "@donut-states/core/stock/stock.schema";
import { Hop, Units } from "@donut-states/core/schema";
import { FieldError, Problem } from "../src/api/problem.ts";
import { CloudEvent, Envelope, events } from "./events.ts";

/** What a sale answers. */
export const Sale = v.object({ order: Order, stock: Units, message: v.string() });

/** What a checkout answers while the order is undecided. */
export const Pending = v.object({ order: v.object({ ...Order.entries, status: v.literal("pending") }) });

/** A refusal for lack of stock. */
export const OutOfStock = v.object({
  ...Problem.entries,
  code: v.literal("out_of_stock"),
  sku: v.string(),
  stock: Units,
  restock: v.nullable(Restock),
});

/** The named schemas, which are the very ones that the routes parse with and that their types come from. */
export const schemas = {
  Product,
  Order,
  Purchase,
  Customer,
  Sale,
  Pending,
  Reservation,
  Wish,
  Restock,
  Ledger,
  Balance,
  Movement,
  Adjustment,
  Settings,
  Decision,
  Decisions,
  Reorder,
  Projection,
  Definition,
  Forgetting,
  Forgotten,
  Incident,
  Summary,
  Series,
  Bucket,
  Queue,
  DeadLetter,
  DeadLetters,
  Redriven,
  Purged,
  Choice,
  Faults,
  FaultsChange,
  Audit,
  Finding,
  Trace,
  Hop,
  Mail,
  CloudEvent,
  Envelope,
  ...events,
  Problem,
  OutOfStock,
  FieldError,
} satisfies Record<string, v.GenericSchema>;

/** What the schemas mean, where their names do not say it all. */
export const descriptions: { [Name in keyof typeof schemas]?: string } = {
  Product:
    "A sellable item. `stock` is what can be bought now, `low_stock` is 1 to 5 left, `restock` the open order. " +
    "In the lane `surge` many orders are decided together.",
  Order:
    "A purchase; `pending` and `refused` ones there are of products in the surge lane only. The customer's details are " +
    "never given back.",
  Purchase: "A wish to buy. Unknown fields are refused.",
  Sale:
    "A sale that was made. `stock` and `message` are of now, also when the order is replayed; one that was cancelled " +
    "since is replayed with the status `cancelled`.",
  Pending: "An order of the surge lane that waits for its verdict.",
  Restock:
    "An order to the factory. `requested`, `accepted` and `overdue` are open; `attempts` counts the requests.",
  Ledger: "A product's stock explained: `expected` is what its movements add up to.",
  Balance: "A product's stock beside what its movements add up to.",
  Movement: "A signed change of the stock; `source` is the order, restock order or adjustment it came from.",
  Adjustment: "A correction of the stock on hand by a person; a positive delta adds.",
  Settings:
    "What operations may change of a product; at least one. Orders that are under way stay in the lane they began in. " +
    "`restocking`: whether it is ordered by itself; a `retired` product is neither sold nor listed nor restocked.",
  Decision:
    "What was decided about restocking a product, and what it was decided from: `projected` is stock + onOrder - waiting, " +
    "`wanted` what a refused customer asked for; `message` says it in a sentence.",
  Decisions: "How a product is restocked, what its shelf looks like, and a page of what was decided.",
  Reorder:
    "How a product is restocked now: `reorderPoint` and `reorderQuantity` are those that count, measured or fixed, and " +
    "`note` says how they came about.",
  Projection: "What a restock is decided from: `projected` is stock + onOrder - waiting.",
  Definition:
    "A product: `factory` is its factory's identifier, `adManager` whose advertisement it is in, `initialStock` what it " +
    "begins with. What is left out stays as it is.",
  Reservation:
    "A customer's place in the waiting line. `position` is from 1, and null once it does not wait; a fulfilled one is an " +
    "order. The customer's details are never given back.",
  Wish: "A wish to be served first when a product comes back.",
  Forgetting: "A customer to be forgotten.",
  Forgotten: "How many reservations were cancelled, and how many rows named the customer.",
  Incident: "Something processed abnormally; `count` is how often it happened while open.",
  Summary: "The general picture of the store.",
  Series: "The recent past in equal steps, oldest first; the last one still goes on.",
  Bucket:
    "What happened from `at` on: what was `sold` and stands, what was sold and is `cancelled` by now, how many shelves ran " +
    "empty, and how long the restock orders took that came in. Of refusals `firstRefusals` are the first of each sold-out " +
    "period (`order.refused`), `refusedOrders` the orders of the surge lane that were taken in and then refused.",
  Queue: "A work queue. SQS gives its counts only approximately; the age is null when it is empty.",
  DeadLetter:
    "A message that could not be processed: what it is about, its correlation id (of a receipt the restock order's id), " +
    "the event, or the raw text of what is none, and the last error. " +
    "`satisfied`: its work was done otherwise, so that a redrive would change nothing.",
  DeadLetters: "Dead letters in the order of their ids; `approximate` where SQS counts more than were seen.",
  Redriven: "How many were put back; `approximate` where SQS goes on by itself.",
  Purged: "How many were discarded; `approximate` where SQS empties the queue by itself.",
  Choice: "The dead letters to put back, by their ids; without `ids` all of them.",
  Audit: "Every rule that the store keeps; `ok` where none is broken.",
  Finding:
    "The first row that does not fit: `wrong` breaks the rule, `in_motion` is on its way or waits for a person.",
  Trace: "One story from the click to the goods. A correlation id is the id of the request that began it.",
  Hop: "A step: where it was, what it was about and what came of it.",
  Mail: "A mail; `sentAt` is null while it is only stored.",
  CloudEvent: "An event of the store in the CloudEvents 1.0 JSON form; `correlationid` is an extension.",
  Envelope: "The form of every event, whatever its data.",
  Problem: "What went wrong, as RFC 9457 has it. Programs decide by `code`; `detail` is for people.",
  OutOfStock: "The sale is refused; `restock` is the order that is under way to the factory.",
  FieldError:
    "What was wrong with one part: a JSON pointer into the body, or the name of a header or parameter.",
};
