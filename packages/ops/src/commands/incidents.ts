import type { Incident } from "../api.ts";
import { collect } from "../collect.ts";
import type { Command } from "../command.ts";
import { align, table, time } from "../text.ts";

/** What happened, and below it what to do about each kind. */
function show(found: readonly Incident[]): string {
  const toDo = new Map(found.map(({ kind, runbook }) => [kind, runbook]));
  return toDo.size === 0 ? list(found) : `${list(found)}\n\n${align([...toDo])}`;
}

const list = (found: readonly Incident[]) =>
  table(
    ["ID", "CREATED", "SEVERITY", "KIND", "STATUS", "COUNT", "SKU", "MESSAGE"],
    found.map((incident) => [
      incident.id,
      time(incident.createdAt),
      incident.severity,
      incident.kind,
      incident.status,
      incident.count,
      incident.sku,
      incident.message,
    ]),
  );

export const incidents: Command = {
  name: "incidents",
  options: ["kind", "open", "limit"],
  does: "what went wrong, newest first",
  async run({ api, options: { kind, open = false }, limit }) {
    const filter = kind === undefined ? {} : { kind };
    const found = await collect(
      limit,
      (page) => api.incidents({ ...filter, ...page }),
      open ? ({ status }) => status === "open" : undefined,
    );
    return { json: { incidents: found }, text: show(found) };
  },
};

export const resolveIncident: Command = {
  name: "incidents resolve",
  operands: ["ID"],
  does: "close an incident; the same trouble later opens a new one",
  async run({ api, operands: [id = ""] }) {
    const incident = await api.resolveIncident(id);
    return { json: incident, text: show([incident]) };
  },
};
