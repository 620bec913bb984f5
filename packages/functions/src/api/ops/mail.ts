import { Hono } from "hono";
import * as v from "valibot";
import { database } from "@donut-states/core/db/client";
import { listMail } from "@donut-states/core/mail/mail";
import type { Env } from "../problem.ts";
import { query } from "../validate.ts";
import { page } from "./page.ts";

export const MailQuery = v.strictObject({ ...page });

export const mail = new Hono<Env>().get("/", query(MailQuery), async (c) =>
  c.json({ mails: await listMail(await database(), c.req.valid("query")) }, 200),
);
