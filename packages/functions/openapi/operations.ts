import * as v from "valibot";
import { Mail } from "@donut-states/core/mail/mail.schema";
import { Faults, FaultsChange } from "@donut-states/core/operations/faults.schema";
import {
  Audit,
  Forgetting,
  Forgotten,
  Incident,
  Summary,
  Trace,
} from "@donut-states/core/operations/operations.schema";
import { Series } from "@donut-states/core/operations/series.schema";
import { Order } from "@donut-states/core/order/order.schema";
import { Reservation } from "@donut-states/core/reservation/reservation.schema";
import { EventQuery } from "../src/api/ops/events.ts";
import { IncidentQuery } from "../src/api/ops/incidents.ts";
import { MailQuery } from "../src/api/ops/mail.ts";
import { ReservationQuery } from "../src/api/ops/reservations.ts";
import { SeriesQuery } from "../src/api/ops/series.ts";
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
      path: "/ops/series",
      summary: "Sales, refusals and lead times of the recent past",
      description:
        "The last 30 minutes by the minute, or the last 24 hours by the hour. A refusal at the till leaves no row behind, so " +
        "what is told of refusals is what is stored: the first one of each sold-out period, and orders of the surge lane that " +
        "were taken in and then refused.",
      query: SeriesQuery,
      answer: {
        status: 200,
        description: "Equal steps, oldest first; the last still goes on.",
        schema: Series,
      },
    },
    {
      method: "get",
      path: "/ops/reservations",
      summary: "Reservations, newest first",
      query: ReservationQuery,
      answer: {
        status: 200,
        description: "A page of reservations.",
        schema: v.object({ reservations: v.array(Reservation) }),
      },
      problems: ["product_not_found"],
    },
    {
      method: "post",
      path: "/ops/orders/{id}/cancel",
      summary: "Take a sale back",
      description:
        "Its units return to the shelf, where the waiting line comes first. Cancelling twice changes nothing. An order of " +
        "the surge lane that is pending or refused is no sale yet, or never will be: 409.",
      answer: { status: 200, description: "The cancelled order.", schema: Order },
      problems: ["order_not_found", "order_not_confirmed"],
    },
    {
      method: "post",
      path: "/ops/customers/forget",
      summary: "Forget a customer",
      description:
        "Removes name and address from reservations, orders and mail, and cancels what the customer still waits for.",
      body: Forgetting,
      answer: { status: 200, description: "What was known of the customer.", schema: Forgotten },
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
        "The id is a correlation or request id, or that of an order, reservation or restock order of the story.",
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
