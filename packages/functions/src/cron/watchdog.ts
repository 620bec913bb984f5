import { database } from "@donut-states/core/db/client";
import { watchOver } from "@donut-states/core/operations/watchOver";

/** Finds what was lost on the way and puts it back on it. */
export const handler = async (): Promise<void> => watchOver(await database());
