import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { SendMessageCommand, SetQueueAttributesCommand, SQSClient } from "@aws-sdk/client-sqs";
import { type Answer, startHttp } from "@donut-states/core/testing.http";
import { administer } from "@donut-states/gateway/server/administer";
import { expect, inject, onTestFinished, test } from "vitest";
import { createPlace } from "./process.ts";

/** What nobody may find in anything that is printed or answered; each is searched for by itself. */
const secret = {
  opsToken: "mark0ops1token2",
  databasePassword: "mark3database4password",
  customerName: "mark5customer6name",
  customerEmail: "mark7customer8@example.com",
  webhookPath: "mark9webhook0path",
};
const sku = "CP-502101";

/** A database of a user with a password. */
async function createProtectedDatabase() {
  const server = inject("databaseServer");
  const name = `secrets_${process.pid}`;
  await administer(server, `CREATE DATABASE ${name} COLLATE utf8mb4_bin`);
  await administer(server, `CREATE USER ${name} IDENTIFIED BY '${secret.databasePassword}'`);
  await administer(server, `GRANT ALL ON ${name}.* TO ${name}`);
  onTestFinished(async () => {
    await administer(server, `DROP DATABASE ${name}`);
    await administer(server, `DROP USER ${name}`);
  });
  const url = `mysql://${name}:${secret.databasePassword}@${server.host}:${server.port}/${name}`;
  return { url, run: (sql: string) => administer(server, sql.replaceAll("$", name)) };
}

/** A factory that answers with what it was told, as one in trouble may: its errors, its addresses, its redirects. */
async function startGossip() {
  const answers: ((body: string) => Answer)[] = [
    (body) => ({ status: 500, body, headers: { "x-error": encodeURI(body) } }),
    (body) => ({ status: 302, headers: { location: JSON.parse(body).CallbackUrl } }),
  ];
  const factory = await startHttp(({ body }) => answers.shift()?.(body) ?? { status: 201, body });
  onTestFinished(factory.stop);
  return factory;
}

/** A client that remembers every answer, headers and all. */
function createRecorder(api: string) {
  const answers: string[] = [];
  return {
    answers,
    send: async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
      const text = typeof body === "string" ? body : JSON.stringify(body);
      const response = await fetch(new URL(path, api), {
        method,
        headers: { "content-type": "application/json", ...headers },
        ...(text === undefined ? {} : { body: text }),
      });
      const answer = await response.text();
      answers.push(`${method} ${path.split("?")[0]} ${JSON.stringify([...response.headers])} ${answer}`);
      return { status: response.status, answer };
    },
  };
}

/** A letter is shown to operations as the customer has it: who it is to, and by name. */
const isMail = (line: string) => line.startsWith("GET /ops/mail ");

test("in a whole story, mishaps and all, no secret and no customer is printed or answered", async () => {
  const place = await createPlace();
  const database = await createProtectedDatabase();
  const factory = await startGossip();
  const hook = await startHttp(({ path }) => ({ status: 404, body: path }));
  onTestFinished(hook.stop);
  const store = place.start([], {
    OPS_TOKEN: secret.opsToken,
    DATABASE_URL: database.url,
    FACTORY_URL: factory.url,
    OPS_WEBHOOK_URL: `${hook.url}/services/${secret.webhookPath}`,
    VISIBILITY_TIMEOUT_S: "30",
    RESTOCK_OVERDUE_MS: "600000",
  });
  await store.ready;
  const aws = `http://127.0.0.1:${place.environment.AWS_PORT}`;
  const sqs = new SQSClient({
    endpoint: aws,
    region: "ap-northeast-2",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  });
  // What the factory refuses comes back a second after its function's time, of which a slow machine needs much.
  const Attributes = { VisibilityTimeout: "6" };
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl: `${aws}/000000000000/factory`, Attributes }));
  const { send, answers } = createRecorder(place.url);
  const ops = { authorization: `Bearer ${secret.opsToken}` };
  const customer = { name: secret.customerName, email: secret.customerEmail };

  // A sale, and the last one: the factory refuses twice, gossiping, and then produces.
  expect((await send("POST", "/checkout", { sku, customer })).status).toBe(201);
  expect((await send("POST", "/checkout", { sku, quantity: 2, customer })).status).toBe(201);
  expect((await send("POST", "/checkout", { sku, customer })).status).toBe(409);
  await expect.poll(() => factory.received.length).toBe(3);
  const callback = new URL(JSON.parse(factory.received[0]?.body ?? "").CallbackUrl);
  const token = callback.searchParams.get("t") ?? "";
  const { CALLBACK_SECRET } = JSON.parse(
    await readFile(join(place.environment.LOCAL_DIR, "secrets.json"), "utf8"),
  );

  // What is wrong with requests.
  const { email } = customer;
  for (const body of [{ sku: email, quantity: email }, { sku, note: email }, `{"a":${email}`, email, [email]])
    expect([400, 404]).toContain((await send("POST", "/checkout", body)).status);
  await send("POST", "/checkout", { sku, customer: { name: 1, email: secret.customerName } });
  await send("GET", "/ops/summary", undefined, { authorization: `Bearer ${secret.opsToken}x` });
  await send("GET", "/ops/summary", undefined, { authorization: `Basic ${secret.opsToken}` });
  for (const method of ["GET", "PUT"]) await send(method, `${callback.pathname}?t=${token}`, undefined);
  expect((await send("POST", `${callback.pathname}?t=${token.slice(0, -1)}`, {})).status).toBe(401);
  expect((await send("POST", `${callback.pathname}?t=${CALLBACK_SECRET}`, {})).status).toBe(401);

  // What is wrong with a message, and with the database.
  const poison = `${email} is no JSON`;
  const QueueUrl = `${aws}/000000000000/receipts`;
  for (const MessageBody of [poison, JSON.stringify({ receiptId: email, restockId: { email } })])
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
  sqs.destroy();
  await expect
    .poll(() => store.printed.filter((line) => line.includes("a message failed")).length)
    .toBeGreaterThan(1);
  await database.run("UPDATE $.orders SET customer_name = NULL");
  await database.run("ALTER TABLE $.orders MODIFY customer_name varchar(1)");
  expect((await send("POST", "/checkout", { sku: "CP-502102", customer })).status).toBe(500);

  // The goods come, and come again; operations look at everything.
  for (const _ of [1, 2])
    expect((await send("POST", `${callback.pathname}${callback.search}`, {})).status).toBe(202);
  await expect.poll(place.product).toMatchObject({ stock: 10 });
  const { answer } = await send("GET", "/ops/restocks", undefined, ops);
  const { correlationId } = JSON.parse(answer).restocks[0];
  for (const path of ["/summary", "/incidents", "/events", "/queues", "/mail", `/trace/${correlationId}`])
    expect((await send("GET", `/ops${path}`, undefined, ops)).status).toBe(200);
  await expect.poll(() => hook.received.length).toBeGreaterThan(0);
  const { printed } = await store.stop();

  const forbidden = {
    ...secret,
    customerEmail: "mark7customer8",
    token: token.split(".")[1] ?? "",
    CALLBACK_SECRET,
  };
  const told = printed.replace(`operations token: ${secret.opsToken}`, "");
  expect(told).not.toBe(printed);
  const lines = [...told.split("\n"), ...answers];
  expect(lines.some((line) => isMail(line) && line.includes(secret.customerName))).toBe(true);
  for (const [name, text] of Object.entries(forbidden)) {
    expect([name, text]).toEqual([name, expect.stringMatching(/.{10}/)]);
    const found = lines.filter((line) => line.includes(text));
    const wrong = name.startsWith("customer") ? found.filter((line) => !isMail(line)) : found;
    expect([name, wrong]).toEqual([name, []]);
  }
  expect(`${told}${answers.join("\n")}`).not.toMatch(/\n\s+at |node_modules/);
});

test("a database that refuses its password is told without it, in words and not in a stack", async () => {
  const place = await createPlace();
  const { port } = inject("databaseServer");
  const DATABASE_URL = `mysql://nobody:${secret.databasePassword}@127.0.0.1:${port}/x`;
  const { code, printed } = await place.start([], { DATABASE_URL }).ended;
  expect(code).toBe(1);
  expect(printed).toContain("DATABASE_URL");
  expect(printed).not.toContain(secret.databasePassword);
  expect(printed).not.toMatch(/\n\s+at /);
});
