import { eq, inArray } from "drizzle-orm";
import type { Database } from "../../db/client.ts";
import { restock } from "../../restock/restock.sql.ts";
import { aboutOf, restockOf } from "../about.ts";
import { findFailures } from "../failures.ts";
import { failure } from "../operations.sql.ts";
import type { Message } from "../queues.ts";
import { areSatisfied } from "../satisfied.ts";
import { type Check, inMotion, isLate, movedBy, type Scene, wrong } from "./check.ts";

const titleOf = (queue: string, { MessageId = "" }: Message) => `dead letter ${MessageId} of ${queue}`;

/** The dead letters of all queues that were seen, with the queue of each. */
const deadLetters = ({ queues }: Scene) =>
  queues.flatMap(({ name, dead }) => dead.map((message) => ({ queue: name, message })));

async function isOld(db: Database, messageId: string): Promise<boolean> {
  const [found] = await db
    .select({ late: isLate(failure.failedAt) })
    .from(failure)
    .where(eq(failure.messageId, messageId));
  return found?.late ?? false;
}

export const queues: readonly Check[] = [
  {
    name: "queues_drained",
    rule: "no work waits in a queue",
    look: async (scene) => {
      const found = scene.queues.find(({ waiting }) => waiting > 0);
      return (
        found && inMotion(`queue ${found.name}`, `about ${found.waiting} messages wait or are worked on`)
      );
    },
  },
  {
    name: "dead_letters_none",
    rule: "there are no dead letters",
    look: async (scene) => {
      for (const { name, dead } of scene.queues) {
        const [message] = dead;
        if (!message) continue;
        const { Body = "" } = message;
        const [satisfied] = await areSatisfied(scene.db, name, [Body]);
        const what = aboutOf(Body) ?? "a message that cannot be read";
        const advice = satisfied ? "its work was done otherwise, so discard it" : "redrive or discard it";
        return inMotion(titleOf(name, message), `${what}: ${advice}`);
      }
      return undefined;
    },
  },
  {
    name: "dead_letters_told",
    rule: "operations were told of every dead letter",
    look: async (scene) => {
      const all = deadLetters(scene);
      const failures = await findFailures(
        scene.db,
        all.map(({ message: { MessageId = "" } }) => MessageId),
      );
      const untold = all.find(({ message: { MessageId = "" } }) => !failures.get(MessageId)?.toldAt);
      if (!untold) return undefined;
      // When a message died without a word is not known.
      const late = await isOld(scene.db, untold.message.MessageId ?? "");
      return movedBy(
        "watchdog",
        titleOf(untold.queue, untold.message),
        "operations have not been told of it",
        late,
      );
    },
  },
  {
    name: "dead_letters_known",
    rule: "a dead letter about a restock order is about one that exists",
    look: async (scene) => {
      const about = deadLetters(scene).flatMap(({ queue, message }) => {
        const restockId = restockOf(message.Body ?? "");
        return restockId === undefined ? [] : [{ queue, message, restockId }];
      });
      if (about.length === 0) return undefined;
      const ids = about.map(({ restockId }) => restockId);
      const rows = await scene.db
        .select({ id: restock.restockId })
        .from(restock)
        .where(inArray(restock.restockId, ids));
      const known = new Set(rows.map(({ id }) => id));
      const stray = about.find(({ restockId }) => !known.has(restockId));
      return (
        stray &&
        wrong(titleOf(stray.queue, stray.message), `there is no restock order ${stray.restockId}: discard it`)
      );
    },
  },
];
