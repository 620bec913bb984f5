import { and, eq } from "drizzle-orm";
import type { Database } from "../db/client.ts";
import { now } from "../db/columns.ts";
import { newestFirst, type Page } from "../db/page.ts";
import { DomainError } from "../error.ts";
import type { Incident } from "./operations.schema.ts";
import { incident } from "./operations.sql.ts";
import { runbook } from "./runbook.ts";

function toIncident(row: typeof incident.$inferSelect): Incident {
  return {
    id: row.incidentId,
    kind: row.kind,
    severity: row.severity,
    status: row.status,
    ...(row.sku === null ? {} : { sku: row.sku }),
    ...(row.restockId === null ? {} : { restockId: row.restockId }),
    count: row.count,
    message: row.message,
    runbook: runbook[row.kind],
    createdAt: row.createdAt.toISOString(),
  };
}

/** Incidents, newest first; `cursor` is the id of the last one seen. */
export async function listIncidents(
  db: Database,
  { kind, ...page }: Page & { kind?: Incident["kind"] | undefined },
): Promise<Incident[]> {
  const rows = await newestFirst(
    db.select().from(incident).$dynamic(),
    incident.incidentId,
    page,
    kind && eq(incident.kind, kind),
  );
  return rows.map(toIncident);
}

/** Closes an incident; closing one twice changes nothing. Throws `incident_not_found`. */
export async function resolveIncident(db: Database, incidentId: string): Promise<Incident> {
  await db
    .update(incident)
    .set({ status: "resolved", openKey: null, resolvedAt: now })
    .where(and(eq(incident.incidentId, incidentId), eq(incident.status, "open")));
  const [row] = await db.select().from(incident).where(eq(incident.incidentId, incidentId));
  if (!row) throw new DomainError("incident_not_found", `There is no incident ${incidentId}`);
  return toIncident(row);
}
