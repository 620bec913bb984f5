import { database } from "@donut-states/core/db/client";
import { drain } from "@donut-states/core/operations/drain";

/** Publishes and mails what is still waiting. */
export const handler = async (): Promise<void> => drain(await database());
