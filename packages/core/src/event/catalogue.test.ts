import { expect, test } from "vitest";
import { newId } from "../db/columns.ts";
import { parseEvent, parseEventOf, storeEvent } from "./catalogue.ts";

const event = storeEvent(
  "stock.empty",
  { subject: "CP-1", correlationId: "story" },
  { sku: "CP-1", stock: 0, restockId: newId() },
);
const body = (changed: object) => JSON.stringify({ ...event, ...changed });

test("an event comes back as it was written", () => {
  expect(parseEvent(JSON.stringify(event))).toEqual(event);
  expect(parseEventOf(["stock.empty"], JSON.stringify(event))).toEqual(event);
});

test.each([
  ["no JSON", "poison", "Unexpected token"],
  ["no object", "[]", "specversion"],
  ["another version", body({ specversion: "0.3" }), "1.0"],
  ["an id that is none", body({ id: "1" }), "UUID"],
  ["another source", body({ source: "/elsewhere" }), "/donut-states/store"],
  ["an unknown type", body({ type: "stock.eaten" }), "stock.eaten"],
  ["a type that every object has", body({ type: "constructor" }), "constructor"],
  ["no data", body({ data: undefined }), 'Expected "data"'],
  ["data of another type", body({ type: "order.refused" }), "quantity"],
  ["data of the wrong kind", body({ data: { sku: 5, stock: 0, restockId: null } }), "string"],
])("%s is refused with a reason", (_, text, why) => expect(() => parseEvent(text)).toThrow(why));

test("an event in the wrong queue is refused by name", () => {
  expect(() => parseEventOf(["restock.requested"], JSON.stringify(event))).toThrow(
    "An event of the type stock.empty does not belong in this queue",
  );
});
