import { database } from "@donut-states/core/db/client";
import { outboxAgeSeconds } from "@donut-states/core/event/outbox";
import { measure } from "@donut-states/core/measure";
import { drain } from "@donut-states/core/operations/drain";

/** Publishes and mails what is still waiting. A relay that fails leaves a gap in the measured age, which is an alarm. */
export const handler = async (): Promise<void> => {
  const db = await database();
  await drain(db);
  measure("OutboxAge", await outboxAgeSeconds(db));
};
