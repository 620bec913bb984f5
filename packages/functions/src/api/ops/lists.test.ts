import { expect, test } from "vitest";
import { newId } from "@donut-states/core/db/columns";
import { storeEvent } from "@donut-states/core/event/catalogue";
import { post } from "@donut-states/core/mail/mail";
import { record } from "@donut-states/core/operations/record";
import { addProduct } from "@donut-states/core/testing";
import { client } from "../../../testing/client.ts";
import { list, ops } from "../../../testing/ops.ts";
import { bindStore } from "../../../testing/store.ts";
import { shop } from "../shop.ts";

const db = bindStore();
const three = [1, 2, 3];

const happen = (number: number) => {
  const incident = { kind: "ledger_mismatch", severity: "warning", message: "…", about: newId() } as const;
  return record(
    db(),
    storeEvent("incident.raised", { subject: `${number}`, correlationId: newId() }, incident),
  );
};

const lists = {
  restocks: async () => {
    const { sku } = await addProduct(db(), { stock: 0 });
    await client(shop)("POST", "/checkout", { json: { sku } });
  },
  incidents: () => happen(1),
  events: () => happen(2),
  mails: () =>
    db().transaction((tx) => post(tx, { recipient: "a@example.com", subject: "제목", text: "본문" })),
};
const paths = { restocks: "restocks", incidents: "incidents", events: "events", mails: "mail" };

test.each(["restocks", "incidents", "events", "mails"] as const)(
  "%s: newest first, page by page",
  async (name) => {
    const path = `/ops/${paths[name]}`;
    for (const _ of three) await lists[name]();
    const all = await list<{ id: string }>(path, name);
    expect(all.length).toBeGreaterThanOrEqual(3);
    const ids = all.map(({ id }) => id);
    expect(ids).toEqual(ids.toSorted().toReversed());
    const paged: string[] = [];
    for (let cursor = ""; ;) {
      const page = await list<{ id: string }>(`${path}?limit=2${cursor}`, name);
      paged.push(...page.map(({ id }) => id));
      if (page.length < 2) break;
      cursor = `&cursor=${page.at(-1)?.id}`;
    }
    expect(paged).toEqual(ids);
  },
);

const number = "must be a number";
test.each(["restocks", "incidents", "events", "mail"])(
  "%s: what is wrong with a query is told",
  async (path) => {
    for (const [query, pointer, detail] of [
      ["limit=0", "limit", "must be at least 1"],
      ["limit=201", "limit", "must be at most 200"],
      ["limit=-1", "limit", number],
      ["limit=1.5", "limit", number],
      ["limit=1e2", "limit", number],
      ["limit=", "limit", number],
      ["limit=ten", "limit", number],
      ["cursor=1", "cursor", "must be a UUID"],
      ["cursor='%20OR%201=1", "cursor", "must be a UUID"],
      ["page=2", "page", "is not known here"],
      ["constructor=1", "constructor", "is not known here"],
      ["limit=1&limit=2", "limit", "must be given once"],
      ["limit=1&limit=1", "limit", "must be given once"],
    ]) {
      const response = await ops("GET", `/ops/${path}?${query}`);
      expect(response.status, `${query}`).toBe(400);
      expect(await response.json()).toMatchObject({ code: "invalid_request", errors: [{ pointer, detail }] });
    }
  },
);

test("lists are filtered by what they are lists of", async () => {
  for (const name of ["restocks", "incidents", "events"] as const) await lists[name]();
  type Row = Record<string, string>;
  const distinct = (rows: Row[], key: string) => [...new Set(rows.map((row) => row[key]))];
  const restocks = await list<Row>("/ops/restocks?status=requested", "restocks");
  expect(distinct(restocks, "status")).toEqual(["requested"]);
  expect(await list("/ops/restocks?status=failed", "restocks")).toEqual([]);
  const incidents = await list<Row>("/ops/incidents?kind=ledger_mismatch", "incidents");
  expect(distinct(incidents, "kind")).toEqual(["ledger_mismatch"]);
  expect(await list("/ops/incidents?kind=late_receipt", "incidents")).toEqual([]);
  const events = await list<Row>("/ops/events?type=incident.raised", "events");
  expect(distinct(events, "type")).toEqual(["incident.raised"]);
  expect(await list("/ops/events?type=stock.empty", "events")).toEqual([]);
});

test.each([
  ["restocks?status=open", "status", /^must be one of requested, accepted, /],
  ["incidents?kind='", "kind", /^must be one of dead_letter, /],
  ["events?type=", "type", /^must be one of restock\.requested, /],
])("a filter by what does not exist is 400: %s", async (path, pointer, detail) => {
  const response = await ops("GET", `/ops/${path}`);
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({
    errors: [{ pointer, detail: expect.stringMatching(detail) }],
  });
});
