import { and, asc, eq, gt, isNull, lt, or, sql } from "drizzle-orm";
import { config } from "../config.ts";
import type { Database, Executor, Transaction } from "../db/client.ts";
import { fromNow, newId, now } from "../db/columns.ts";
import { retry } from "../db/retry.ts";
import { newestFirst, type Page } from "../db/page.ts";
import { log, reason } from "../log.ts";
import type { Letter, Mail } from "./mail.schema.ts";
import { mail } from "./mail.sql.ts";

/** How long one drain owns a mail it is sending, in milliseconds. */
const LEASE_MS = 30_000;
/** After so many attempts the lease, which doubles with each, grows no longer: 8.5 hours. */
const DOUBLINGS = 10;
/** Milliseconds after which a mail that could not be sent is history: configuring a sender sends no old news. */
const STALE_AFTER_MS = 24 * 60 * 60_000;
const BATCH = 20;

/** Writes a mail in the transaction of what it tells about, so that neither exists without the other. */
export async function post(tx: Transaction, letter: Letter): Promise<void> {
  await tx.insert(mail).values({ mailId: newId(), ...letter });
}

/** Mails, newest first; `cursor` is the id of the last one seen. */
export async function listMail(db: Executor, page: Page): Promise<Mail[]> {
  const rows = await newestFirst(db.select().from(mail).$dynamic(), mail.mailId, page);
  return rows.map(({ mailId, recipient, subject, text, createdAt, sentAt }) => ({
    id: mailId,
    to: recipient,
    subject,
    text,
    createdAt: createdAt.toISOString(),
    sentAt: sentAt?.toISOString() ?? null,
  }));
}

/**
 * Sends the mail that is waiting and returns how many were sent; none where no sender is configured. Outside
 * production every mail goes to operations only, never to an address from the data.
 */
export async function deliverMail(db: Database): Promise<number> {
  const from = config.mailFrom();
  if (from === undefined) return 0;
  const { send } = await import("./ses.ts");
  let sent = 0;
  for (const letter of await waiting(db)) {
    const to = config.stage() === "production" ? letter.recipient : config.opsEmail();
    if (to === undefined || !(await claim(db, letter))) continue;
    const isSent = await send({ ...letter, recipient: to }, from).then(
      () => true,
      (error: unknown) => tellUnsent(letter, error),
    );
    if (!isSent) continue;
    sent += 1;
    await mark(db, letter);
  }
  return sent;
}

function tellUnsent(letter: typeof mail.$inferSelect, error: unknown): false {
  const about = { mailId: letter.mailId, reason: reason(error) };
  if (isLast(letter)) log.error("a mail could not be sent for a day and is given up", about);
  else log.warn("a mail could not be sent and is tried again", about);
  return false;
}

/** What is not marked is sent once more when its lease is over, and others wait meanwhile: so this is tried again, and never thrown. */
const mark = (db: Database, { mailId }: typeof mail.$inferSelect) =>
  retry(() => db.update(mail).set({ sentAt: now, leaseUntil: null }).where(eq(mail.mailId, mailId))).catch(
    (error: unknown) =>
      log.error("a mail was sent, is not marked as sent, and will be sent again", {
        mailId,
        reason: reason(error),
      }),
  );

const free = and(
  gt(mail.createdAt, fromNow(-STALE_AFTER_MS)),
  isNull(mail.sentAt),
  or(isNull(mail.leaseUntil), lt(mail.leaseUntil, now)),
);

const waiting = (db: Database) =>
  db.select().from(mail).where(free).orderBy(asc(mail.createdAt)).limit(BATCH);

const leaseMs = (attempts: number) => LEASE_MS * 2 ** Math.min(attempts, DOUBLINGS);

/** Whether a mail will be history before it may be tried again. */
const isLast = ({ createdAt, attempts }: typeof mail.$inferSelect) =>
  Date.now() + leaseMs(attempts) > createdAt.getTime() + STALE_AFTER_MS;

/** Each attempt owns a mail twice as long as the one before, so one that is refused makes room for the others. */
async function claim(db: Database, { mailId, attempts }: typeof mail.$inferSelect): Promise<boolean> {
  const { rowsAffected } = await db
    .update(mail)
    .set({ leaseUntil: fromNow(leaseMs(attempts)), attempts: sql`${mail.attempts} + 1` })
    .where(and(eq(mail.mailId, mailId), free));
  return rowsAffected > 0;
}
