import { expect, test } from "vitest";
import { packets, statementIn } from "./sqlPackets.ts";

const packet = (sequence: number, ...payload: (number | string)[]) => {
  const body = Buffer.concat(
    payload.map((part) => (typeof part === "string" ? Buffer.from(part) : Buffer.of(part))),
  );
  const header = Buffer.alloc(4);
  header.writeUIntLE(body.length, 0, 3);
  header.writeUInt8(sequence, 3);
  return Buffer.concat([header, body]);
};

test("packets are whole, however the bytes arrive", async () => {
  const sent = [
    packet(1, "hello"),
    packet(0, 3, "SELECT 1"),
    packet(0, 14),
    packet(0, 3, "x".repeat(100_000)),
  ];
  const bytes = Buffer.concat(sent);
  async function* arrive() {
    const cuts = [0, 2, 11, 30, bytes.length];
    for (const [index, from] of cuts.entries()) yield bytes.subarray(from, cuts[index + 1] ?? from);
  }
  const received: string[] = [];
  for await (const one of packets(arrive())) received.push(one.toString("latin1"));
  expect(received).toEqual(sent.map((one) => one.toString("latin1")));
});

test.each([
  ["a query", packet(0, 3, "SELECT 1"), "SELECT 1"],
  ["a query with attributes", packet(0, 3, 0, 1, "UPDATE a SET b = 1\n"), "UPDATE a SET b = 1"],
  ["a statement that is prepared", packet(0, 0x16, "(SELECT ?)"), "(SELECT ?)"],
  ["a ping", packet(0, 0x0e), undefined],
  ["a login, which is an answer", packet(1, 3, "SELECT 1"), undefined],
])("%s", (_, bytes, sql) => {
  expect(statementIn(bytes)).toBe(sql);
});
