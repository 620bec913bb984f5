import { expect, test } from "vitest";
import { newId } from "@donut-states/core/db/columns";
import { storeEvent } from "@donut-states/core/event/catalogue";
import { post } from "@donut-states/core/mail/mail";
import { record } from "@donut-states/core/operations/record";
import { addProduct } from "@donut-states/core/testing";
import { bindCalls } from "../testing/ops.ts";
import { bindStore } from "../testing/store.ts";

/** The commands on the routes as they are, one story after the other: each looks at the whole store. */
const store = bindStore();
const { call, json } = bindCalls(store.environment);

test("status shows the summary and the queues", async () => {
  await store.bury("ads", "<poison/>");
  const { exitCode, stdout, stderr } = await call("status");
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  expect(stdout).toMatch(/^products +0, 0 sold out$/m);
  expect(stdout).toMatch(/^ads +0 +0 +1 +-$/m);
  expect(await json("status")).toMatchObject({
    summary: { products: { total: 0 } },
    queues: expect.arrayContaining([
      expect.objectContaining({ name: "factory", deadLetters: 0 }),
      expect.objectContaining({ name: "ads", deadLetters: 1 }),
    ]),
  });
});

test("dead letters are listed by queue or over all, and shown in full", async () => {
  const all = await json("dlq", "list");
  expect(all).toEqual({
    messages: [expect.objectContaining({ queue: "ads", event: "<poison/>", about: null })],
    approximate: false,
  });
  expect(await json("dlq", "list", "factory")).toEqual({ messages: [], approximate: false });
  expect((await call("dlq", "show", "ads")).stdout).toMatch(/^data +<poison\/>$/m);
  expect(await call("dlq", "show", "ads", "other")).toMatchObject({
    exitCode: 1,
    stderr: "ops: There is no dead letter other to see in ads\n",
  });
  expect(await call("dlq", "show", "bakery")).toMatchObject({
    exitCode: 1,
    stdout: "",
    stderr: "ops: There is no queue bakery (queue_not_found)\n",
  });
});

test("restock orders are filtered by status, and more than one page of them is read", async () => {
  const { sku } = await addProduct(store.db(), { stock: 0 });
  await store.post("/checkout", { sku });
  expect(await json("restocks", "--status", "requested", "--limit", "300")).toMatchObject({
    restocks: [{ sku, quantity: 10, status: "requested" }],
  });
  expect((await call("restocks", "--status", "failed")).stdout).toBe("none\n");
});

test("what the API does not know is a wrong call", async () => {
  const { exitCode, stdout, stderr } = await call("restocks", "--status", "eaten");
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
  expect(stderr).toMatch(
    /^ops: status must be one of requested, .*\n\nUsage: pnpm ops COMMAND \[options\]\n\n  restocks /,
  );
});

test("what is satisfied already is told before it is redriven", async () => {
  const event = storeEvent(
    "order.refused",
    { subject: "T-0", correlationId: "story-0" },
    { sku: "T-0", quantity: 1, stock: 0 },
  );
  await store.bury("ops", JSON.stringify(event));
  const { stdout } = await call("dlq", "show", "ops");
  expect(stdout).toMatch(/^about +order\.refused of T-0\ncorrelation id +story-0\nsatisfied +no\n/m);
  await record(store.db(), event);
  expect((await call("dlq", "show", "ops")).stdout).toMatch(/^satisfied +yes$/m);
  const found = await json("dlq", "list", "ops");
  const { messages } = found as { messages: { id: string }[] }; // as the case above expects
  expect((await call("dlq", "redrive", "ops")).stdout).toBe(
    `${messages[0]?.id} was satisfied already: redriving it changes nothing\n1 message moved back to ops\n`,
  );
  const nothing = { moved: 0, approximate: false, satisfied: [], notFound: [] };
  expect(await json("dlq", "redrive", "ops")).toEqual(nothing);
});

test("chosen dead letters that are not there are named, and the others are moved", async () => {
  await store.bury("ads", "{}");
  const found = await json("dlq", "list", "ads");
  const { messages } = found as { messages: { id: string }[] }; // as the case above expects
  const id = messages[0]?.id ?? "";
  expect(await call("dlq", "redrive", "ads", "gone", id, "gone")).toEqual({
    exitCode: 1,
    stdout: "gone was not found among the dead letters of ads\n1 message moved back to ads\n",
    stderr: "",
  });
});

/** Lets operations hear of trouble with a product. */
async function raise(sku: string, about: string) {
  const story = { subject: sku, correlationId: newId() };
  const trouble = {
    kind: "late_receipt",
    severity: "warning",
    message: "도넛이 늦게 왔다",
    sku,
    about,
  } as const;
  await record(store.db(), storeEvent("incident.raised", story, trouble));
}

test("incidents are listed by kind, and no longer as open once resolved", async () => {
  await raise("T-1", "first");
  await raise("T-2", "second");
  const found = await json("incidents", "--kind", "late_receipt", "--open");
  expect(found).toMatchObject({ incidents: [{ sku: "T-2" }, { sku: "T-1", status: "open", count: 1 }] });
  expect(await json("incidents", "--kind", "dead_letter")).toEqual({ incidents: [] });
  const { incidents } = found as { incidents: { id: string }[] }; // as was just expected
  const [{ id } = { id: "" }] = incidents;
  expect((await call("incidents", "resolve", id)).stdout).toMatch(
    / resolved +1  T-2  도넛이 늦게 왔다\n\nlate_receipt  Expect a surplus.*#late_receipt\n$/,
  );
  expect(await json("incidents", "--open")).toMatchObject({ incidents: [{ sku: "T-1" }] });
  expect(await json("incidents", "--limit", "1")).toMatchObject({ incidents: [{ sku: "T-2" }] });
});

test("events are listed by type, with what they say", async () => {
  expect(await json("events", "--type", "stock.empty")).toEqual({ events: [] });
  expect((await call("events", "--type", "incident.raised", "--limit", "1")).stdout).toMatch(
    /^TIME .*\n\S+Z +incident\.raised +T-2 .*"message":"도넛이 늦게 왔다".*\n$/,
  );
});

test("mail is told with its text", async () => {
  expect((await call("mail")).stdout).toBe("none\n");
  const letter = { recipient: "a@b.example", subject: "도넛", text: "one\ntwo" };
  await store.db().transaction((tx) => post(tx, letter));
  expect(await json("mail")).toMatchObject({
    mails: [{ to: "a@b.example", text: "one\ntwo", sentAt: null }],
  });
  expect((await call("mail")).stdout).toMatch(/^to +a@b\.example\n.*\n.*\nsent +-\ntext +one\n +two\n$/);
});

test("audit fails where a rule is broken although every ledger balances, and shows what is in motion", async () => {
  const restockId = newId();
  await store.bury("receipts", JSON.stringify({ receiptId: newId(), restockId }));
  const { exitCode, stdout } = await call("audit");
  expect(exitCode).toBe(1);
  expect(stdout).toContain(`there is no restock order ${restockId}`);
  expect(stdout).toMatch(
    / in motion +dead letter \S+ of ads: a message that cannot be read: redrive or discard it$/m,
  );
  expect(stdout).toMatch(/1 product: every one balances\n\d+ rules: 1 broken\n$/);
  expect(await json("dlq", "purge", "receipts", "--yes")).toMatchObject({ purged: 1 });
});

test("audit is content with a store that balances, and names the product that does not", async () => {
  const { sku } = await addProduct(store.db(), { stock: 3 });
  await store.post("/checkout", { sku });
  const good = await call("audit");
  expect(good).toMatchObject({ exitCode: 0, stderr: "" });
  expect(good.stdout).toMatch(/2 products: every one balances\n\d+ rules: none is broken\n$/);

  const wrong = await addProduct(store.db(), { initialStock: 1, stock: 4 });
  await store.post("/checkout", { sku: wrong.sku, quantity: 2 });
  const bad = await call("audit");
  expect(bad).toMatchObject({ exitCode: 1, stderr: "" });
  expect(bad.stdout).toMatch(
    `${wrong.sku}: stock is 2, but 1 at first + 0 received + 0 adjusted - 2 sold = -1. First row that does not fit: `,
  );
  expect(bad.stdout).toMatch(
    /after which the stock would be -1\n1 product of 3: no balance\n\d+ rules: 1 broken\n$/,
  );
  expect(bad.stdout).toMatch(
    new RegExp(`^initial .* = stock +WRONG +product ${wrong.sku}: stock is 2, but 1 at first`, "m"),
  );
  const { exitCode, stdout, stderr } = await call("audit", "--json");
  expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: "" });
  const told = { sku: wrong.sku, name: wrong.name, balanced: false, expected: -1, stock: 2 };
  expect(JSON.parse(stdout)).toMatchObject({
    ok: false,
    balanced: false,
    checks: expect.arrayContaining([
      expect.objectContaining({
        name: "ledger_balances",
        finding: expect.objectContaining({ verdict: "wrong", row: `product ${wrong.sku}` }),
      }),
    ]),
    products: expect.arrayContaining([
      expect.objectContaining({ ...told, misfit: expect.objectContaining({ kind: "sale", delta: -2 }) }),
      expect.objectContaining({ sku, balanced: true, misfit: null }),
    ]),
  });
});

test("an incident that does not exist is a problem in one line", async () => {
  expect(await call("incidents", "resolve", "../summary")).toEqual({
    exitCode: 1,
    stdout: "",
    stderr: "ops: There is nothing with this id (incident_not_found)\n",
  });
});

test("decisions are told with what they follow from", async () => {
  const { sku } = await addProduct(store.db(), { stock: 1, reorderPoint: 1 });
  await store.post("/checkout", { sku });
  const message = "ordered 10: 0 left, 0 on order; the fixed reorder point is 1";
  expect(await json("decisions", sku)).toMatchObject({
    reorder: { reorderMode: "fixed", reorderPoint: 1 },
    decisions: [{ sku, reason: "ordered", message }],
  });
  const { stdout } = await call("decisions", sku);
  expect(stdout).toMatch(/^fixed: orders 10 at 1\n\nTIME +REASON +QUANTITY +PROJECTED +POINT +DECISION\n/);
  expect(stdout).toContain(message);
  expect(await call("decisions", "no-such")).toMatchObject({
    exitCode: 1,
    stderr: "ops: There is no product no-such (product_not_found)\n",
  });
});
