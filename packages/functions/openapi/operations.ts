import * as v from "valibot";
import { Mail } from "@donut-states/core/mail/mail.schema";
import { Faults, FaultsChange } from "@donut-states/core/operations/faults.schema";
import { Audit, Incident, Summary, Trace } from "@donut-states/core/operations/operations.schema";
import { EventQuery } from "../src/api/ops/events.ts";
import { IncidentQuery } from "../src/api/ops/incidents.ts";
import { MailQuery } from "../src/api/ops/mail.ts";
import { CloudEvent } from "./events.ts";
import type { Group } from "./route.ts";

/** What operations see. */
export const operations: Group = {
  tag: "Operations",
  security: "opsToken",
  problems: ["unauthorized", "unavailable", "internal_error"],
  routes: [
    {
      method: "get",
      path: "/ops/summary",
      summary: "The general picture",
      answer: { status: 200, description: "All counts, of one moment.", schema: Summary },
    },
    {
      method: "get",
      path: "/ops/audit",
      summary: "The whole store compared with itself",
      description:
        "Orders, ledger, restock orders, outbox, feed, incidents and queues: of each rule the first row that does not fit. " +
        "What is on its way is `in_motion` and does not count as wrong. SQS shows dead letters only by handing them out, " +
        "and counts approximately; a work queue is not looked into.",
      answer: { status: 200, description: "Every rule, kept or broken.", schema: Audit },
    },
    {
      method: "get",
      path: "/ops/incidents",
      summary: "Incidents, newest first",
      query: IncidentQuery,
      answer: {
        status: 200,
        description: "A page of incidents.",
        schema: v.object({ incidents: v.array(Incident) }),
      },
    },
    {
      method: "post",
      path: "/ops/incidents/{id}/resolve",
      summary: "Close an incident",
      description: "Closing one twice changes nothing.",
      answer: { status: 200, description: "The closed incident.", schema: Incident },
      problems: ["incident_not_found"],
    },
    {
      method: "get",
      path: "/ops/events",
      summary: "Events that operations received, newest first",
      query: EventQuery,
      answer: {
        status: 200,
        description: "A page of events.",
        schema: v.object({ events: v.array(CloudEvent) }),
      },
    },
    {
      method: "get",
      path: "/ops/trace/{id}",
      summary: "One story through every hop, in order",
      description:
        "The id is a correlation or request id, or that of an order or restock order of the story.",
      params: { id: v.string() },
      answer: { status: 200, description: "What is stored of it.", schema: Trace },
      problems: ["trace_not_found"],
    },
    {
      method: "get",
      path: "/ops/mail",
      summary: "Mails, newest first",
      query: MailQuery,
      answer: { status: 200, description: "A page of mails.", schema: v.object({ mails: v.array(Mail) }) },
    },
    {
      method: "get",
      path: "/ops/faults",
      summary: "The faults that are switched on",
      description: "Only where the factory or the topic is simulated, as on one machine; elsewhere 404.",
      answer: { status: 200, description: "The fault at each part.", schema: Faults },
      problems: ["not_simulated"],
    },
    {
      method: "patch",
      path: "/ops/faults",
      summary: "Switch a fault on or off",
      description: "To see the store survive it. The other part stays as it is.",
      body: FaultsChange,
      answer: { status: 200, description: "What holds then.", schema: Faults },
      problems: ["not_simulated"],
    },
  ],
};
