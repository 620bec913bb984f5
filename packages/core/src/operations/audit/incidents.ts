import { and, asc, desc, eq, gt, inArray, isNotNull, isNull, ne, or } from "drizzle-orm";
import type { Database } from "../../db/client.ts";
import { isEvent } from "../../event/catalogue.ts";
import { feed, incident } from "../operations.sql.ts";
import { openKey } from "../record.ts";
import { type Check, minutesAgo, RECENT_MINUTES, wrong } from "./check.ts";

/** How many reports are looked at. */
const LOOKED_AT = 200;

export const incidents: readonly Check[] = [
  {
    name: "incident_open_key",
    rule: "an incident takes further reports while it is open, and not after",
    look: async ({ db }) => {
      const [found] = await db
        .select()
        .from(incident)
        .where(
          or(
            and(eq(incident.status, "open"), or(isNull(incident.openKey), isNotNull(incident.resolvedAt))),
            and(ne(incident.status, "open"), or(isNotNull(incident.openKey), isNull(incident.resolvedAt))),
          ),
        )
        .orderBy(asc(incident.incidentId))
        .limit(1);
      if (!found) return undefined;
      const [takes, resolved] = [found.openKey !== null, found.resolvedAt !== null];
      const message = `it is ${found.status}, ${takes ? "takes" : "takes no"} further reports and has ${resolved ? "a" : "no"} time of resolution`;
      return wrong(`incident ${found.incidentId}`, message);
    },
  },
  {
    name: "incident_kept",
    rule: "what was reported to operations lately is an incident, open or resolved since",
    look: async ({ db }) => {
      const reports = await recentReports(db);
      const kept = await incidentsOf(db, reports);
      const lost = reports.find((report) => !kept.some((row) => tellsOf(row, report)));
      return (
        lost &&
        wrong(`event ${lost.id}`, `it reports ${lost.kind} of ${lost.about}, but no incident tells of it`)
      );
    },
  },
];

/** Report and incident are kept together, so an incident is there when its report is. */
async function recentReports(db: Database) {
  const rows = await db
    .select({ event: feed.body, at: feed.receivedAt })
    .from(feed)
    .where(and(eq(feed.type, "incident.raised"), gt(feed.receivedAt, minutesAgo(RECENT_MINUTES))))
    .orderBy(desc(feed.eventId))
    .limit(LOOKED_AT);
  return rows.flatMap(({ event, at }) =>
    isEvent(event, "incident.raised") ? [{ id: event.id, at, key: openKey(event.data), ...event.data }] : [],
  );
}

type Report = Awaited<ReturnType<typeof recentReports>>[number];
type Row = typeof incident.$inferSelect;

const incidentsOf = async (db: Database, reports: readonly Report[]): Promise<Row[]> =>
  reports.length === 0
    ? []
    : db
        .select()
        .from(incident)
        .where(
          or(
            inArray(
              incident.openKey,
              reports.map(({ key }) => key),
            ),
            gt(incident.resolvedAt, minutesAgo(2 * RECENT_MINUTES)),
          ),
        );

const tellsOf = ({ openKey: takes, kind, resolvedAt }: Row, report: Report) =>
  takes === report.key || (kind === report.kind && resolvedAt !== null && resolvedAt >= report.at);
