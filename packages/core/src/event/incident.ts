import type { EventData } from "./catalogue.ts";
import type { UnitOfWork } from "./outbox.ts";

export type Incident = EventData<"incident.raised">;

/**
 * Reports something processed abnormally. It travels as an event, so it survives whatever goes wrong next; `id` makes
 * it the same event however often it is reported.
 */
export function raiseIncident(unit: UnitOfWork, incident: Incident, id?: string): void {
  unit.emit("incident.raised", incident.sku ?? incident.about, incident, id);
}
