import { and, desc, eq, inArray, isNull, lt, sql } from "drizzle-orm";
import * as v from "valibot";
import { config } from "../config.ts";
import type { Database } from "../db/client.ts";
import { fromNow, now } from "../db/columns.ts";
import { retry } from "../db/retry.ts";
import { log, reason } from "../log.ts";
import { post } from "../mail/mail.ts";
import { compose, type Digest } from "./digest.ts";
import { alertChannel, incident } from "./operations.sql.ts";
import { postToWebhook, WebhookUrl } from "./webhook.ts";

/** Seconds between two messages of a channel. It is the lease of whoever sends as well: sending takes less. */
const PAUSE_S = 60;
/** After so many failures in a row the pause, which doubles with each, grows no longer: 16 minutes. */
const DOUBLINGS = 4;
/** Milliseconds after which it is given up to tell of an incident in a channel. */
const GIVEN_UP_AFTER_MS = 24 * 60 * 60_000;
/** The most incidents that one message counts; the rest is in the next. */
const BATCH = 200;

/** Where an incident keeps that a channel is done with it, and how the channel delivers: undefined where it is off. */
const channels = {
  mail: { done: "mailedAt", delivery: mailDelivery },
  webhook: { done: "postedAt", delivery: webhookDelivery },
} as const;
export type ChannelName = keyof typeof channels;

/**
 * Tells operations in one channel of the open incidents that it has not told of: one message, and none for a minute
 * after it. A message that is not taken is tried again after a pause that doubles, for a day. At least once: who dies
 * between sending and noting that it was sent, has it sent again after the minute.
 * Throws where the channel's configuration is wrong.
 */
export async function alertOperations(db: Database, channel: ChannelName): Promise<void> {
  const deliver = channels[channel].delivery(db);
  if (!deliver || (await untold(db, channel)).length === 0 || !(await claim(db, channel))) return;
  await giveUpOld(db, channel);
  // Read once more: another relay may have told of them just before this one had the channel.
  const [first, ...others] = await untold(db, channel);
  if (first) {
    const news = [first, ...others] as const;
    try {
      await deliver(compose(news));
    } catch (error) {
      log.warn("an alert could not be delivered and is tried again", { channel, reason: reason(error) });
      return;
    }
    await settle(db, channel, news);
  }
  await release(db, channel);
}

function mailDelivery(db: Database) {
  const recipient = config.opsEmail();
  if (recipient === undefined) return undefined;
  return (digest: Digest) => db.transaction((tx) => post(tx, { recipient, ...digest }));
}

function webhookDelivery() {
  const url = config.opsWebhookUrl();
  if (url === undefined) return undefined;
  const { issues: [wrong] = [] } = v.safeParse(WebhookUrl, url);
  if (wrong) throw new Error(`Configuration is wrong: OPS_WEBHOOK_URL ${wrong.message}`);
  return ({ subject, text }: Digest) => postToWebhook(url, `*${subject}*\n\n${text}`);
}

const isUntold = (channel: ChannelName) =>
  and(eq(incident.status, "open"), isNull(incident[channels[channel].done]));

/** The open incidents that a channel has not told of, the gravest first. */
const untold = (db: Database, channel: ChannelName) =>
  db
    .select({
      incidentId: incident.incidentId,
      kind: incident.kind,
      severity: incident.severity,
      count: incident.count,
      sku: incident.sku,
      restockId: incident.restockId,
      message: incident.message,
    })
    .from(incident)
    .where(isUntold(channel))
    .orderBy(desc(incident.severity), incident.incidentId)
    .limit(BATCH);

/** Takes the channel until its next message may go out; false: it is not free. */
async function claim(db: Database, name: ChannelName): Promise<boolean> {
  await db
    .insert(alertChannel)
    .values({ name })
    .onDuplicateKeyUpdate({ set: { name: sql`${alertChannel.name}` } });
  const { rowsAffected } = await db.execute(sql`
    UPDATE ${alertChannel}
       SET free_at = ${now} + INTERVAL (${PAUSE_S} << LEAST(attempts, ${DOUBLINGS})) SECOND, attempts = attempts + 1
     WHERE name = ${name} AND free_at <= ${now}`);
  return rowsAffected > 0;
}

async function giveUpOld(db: Database, channel: ChannelName): Promise<void> {
  const isOld = lt(incident.createdAt, fromNow(-GIVEN_UP_AFTER_MS));
  const { rowsAffected: count } = await retry(() =>
    db
      .update(incident)
      .set({ [channels[channel].done]: now })
      .where(and(isUntold(channel), isOld)),
  );
  if (count > 0) log.error("incidents could not be told for a day and are given up", { channel, count });
}

async function settle(
  db: Database,
  channel: ChannelName,
  told: readonly { incidentId: string }[],
): Promise<void> {
  const ids = told.map(({ incidentId }) => incidentId);
  await retry(() =>
    db
      .update(incident)
      .set({ [channels[channel].done]: now })
      .where(and(inArray(incident.incidentId, ids), isUntold(channel))),
  );
}

/** After a message that arrived the pause is the shortest again. */
async function release(db: Database, name: ChannelName): Promise<void> {
  await db
    .update(alertChannel)
    .set({ freeAt: fromNow(PAUSE_S * 1_000), attempts: 0 })
    .where(eq(alertChannel.name, name));
}
