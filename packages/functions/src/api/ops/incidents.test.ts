import { expect, test } from "vitest";
import { newId } from "@donut-states/core/db/columns";
import { storeEvent } from "@donut-states/core/event/catalogue";
import { record } from "@donut-states/core/operations/record";
import { list, ops } from "../../../testing/ops.ts";
import { bindStore } from "../../../testing/store.ts";

const db = bindStore();

interface Incident {
  id: string;
  restockId?: string;
  status: string;
  count: number;
}

const raise = (restockId: string) => {
  const incident = {
    kind: "late_receipt",
    severity: "warning",
    message: "Goods arrived late",
    sku: "CP-502101",
    restockId,
    about: restockId,
  } as const;
  const about = { subject: "CP-502101", correlationId: newId() };
  return record(db(), storeEvent("incident.raised", about, incident));
};
const incidentsOf = async (restockId: string) =>
  (await list<Incident>("/ops/incidents", "incidents")).filter(
    (incident) => incident.restockId === restockId,
  );

test("an incident is counted while it is open, closed once, and then happens anew", async () => {
  const restockId = newId();
  await raise(restockId);
  await raise(restockId);
  const [incident, ...others] = await incidentsOf(restockId);
  expect(others).toEqual([]);
  expect(incident).toMatchObject({ status: "open", count: 2, sku: "CP-502101", kind: "late_receipt" });
  for (const _ of ["once", "twice"]) {
    const response = await ops("POST", `/ops/incidents/${incident?.id}/resolve`);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ ...incident, status: "resolved" });
  }
  await raise(restockId);
  expect(await incidentsOf(restockId)).toMatchObject([
    { status: "open", count: 1 },
    { id: incident?.id, status: "resolved", count: 2 },
  ]);
});

test.each([newId(), "1", "'%20OR%201=1"])("an incident that does not exist is 404: %s", async (id) => {
  const response = await ops("POST", `/ops/incidents/${id}/resolve`);
  expect(response.status).toBe(404);
  expect(await response.json()).toMatchObject({ code: "incident_not_found" });
});
