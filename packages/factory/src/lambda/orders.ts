import { Hono } from "hono";
import { handle } from "hono/aws-lambda";
import { v1 as uuid } from "uuid";
import { accepted, answerErrors, requestBody } from "../answers.ts";
import { readOrder } from "../order.ts";
import { produce } from "./production.ts";

const app = new Hono().post("/api/manufactures", async (c) => {
  const order = readOrder(await requestBody(c));
  await produce(order);
  return accepted(c, uuid(), order);
});

/** The factory's API for a stage that has no factory; what is in production waits in a queue. */
export const handler = handle(answerErrors(app));
