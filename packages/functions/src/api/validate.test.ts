import { expect, test } from "vitest";
import { addProduct, uniqueSku } from "@donut-states/core/testing";
import { client } from "../../testing/client.ts";
import { ops } from "../../testing/ops.ts";
import { bindStore } from "../../testing/store.ts";
import { shop } from "./shop.ts";

const db = bindStore();
const call = client(shop);
const customer = { name: "홍길동", email: "hong@example.com" };

test.each<[name: string, body: unknown, pointer: string, detail: string]>([
  ["no sku", {}, "#/sku", "is required"],
  ["sku as a number", { sku: 1 }, "#/sku", "must be text"],
  ["sku null", { sku: null }, "#/sku", "must be text"],
  ["sku as an object", { sku: { $ne: "" } }, "#/sku", "must be text"],
  ["sku empty", { sku: "" }, "#/sku", "must not be empty"],
  ["sku over-long", { sku: "x".repeat(65) }, "#/sku", "must be at most 64 characters long"],
  ["quantity 0", { sku: "x", quantity: 0 }, "#/quantity", "must be at least 1"],
  ["quantity negative", { sku: "x", quantity: -1 }, "#/quantity", "must be at least 1"],
  ["quantity 21", { sku: "x", quantity: 21 }, "#/quantity", "must be at most 20"],
  ["quantity 1.5", { sku: "x", quantity: 1.5 }, "#/quantity", "must be an integer"],
  ["quantity as text", { sku: "x", quantity: "10" }, "#/quantity", "must be a number"],
  ["quantity null", { sku: "x", quantity: null }, "#/quantity", "must be a number"],
  ["quantity true", { sku: "x", quantity: true }, "#/quantity", "must be a number"],
  ["unknown field", { sku: "x", price: 1 }, "#/price", "is not known here"],
  ["field of every object", { sku: "x", constructor: 1 }, "#/constructor", "is not known here"],
  ["field to be escaped", { sku: "x", "a/b~c d": 1 }, "#/a~1b~0c%20d", "is not known here"],
  ["field with a lone surrogate", { sku: "x", "\ud800": 1 }, "#/%EF%BF%BD", "is not known here"],
  ["field with a huge name", { sku: "x", ["y".repeat(9_000)]: 1 }, "#", "is not known here"],
  ["customer as text", { sku: "x", customer: "me" }, "#/customer", "must be an object"],
  ["customer without a name", { sku: "x", customer: { email: "a@b.kr" } }, "#/customer/name", "is required"],
  ["name blank", { sku: "x", customer: { ...customer, name: " " } }, "#/customer/name", "must not be empty"],
  [
    "name with a line break",
    { sku: "x", customer: { ...customer, name: "a\r\nBcc: b" } },
    "#/customer/name",
    "must not contain control characters",
  ],
  [
    "name that turns the text behind it",
    { sku: "x", customer: { ...customer, name: "홍\u202e길동" } },
    "#/customer/name",
    "must not contain control characters",
  ],
  [
    "name with half of a character",
    { sku: "x", customer: { ...customer, name: "홍\ud83c길동" } },
    "#/customer/name",
    "must be well-formed text",
  ],
  ...["\u200b\u200d", "\u00a0\u00ad \u2060", "\u3164\uffa0", "\u2800"].map(
    (name): [string, unknown, string, string] => [
      `name that cannot be seen (${encodeURI(name)})`,
      { sku: "x", customer: { ...customer, name } },
      "#/customer/name",
      "must contain something visible",
    ],
  ),
  [
    "name over-long",
    { sku: "x", customer: { ...customer, name: "x".repeat(101) } },
    "#/customer/name",
    "must be at most 100 characters long",
  ],
  [
    "no e-mail address",
    { sku: "x", customer: { ...customer, email: "nobody" } },
    "#/customer/email",
    "must be an e-mail address",
  ],
  [
    "unknown field inside",
    { sku: "x", customer: { ...customer, vip: 1 } },
    "#/customer/vip",
    "is not known here",
  ],
  ["an array", [], "#", "must be an object"],
  ["null", null, "#", "must be an object"],
  ["text", "CP-502101", "#", "must be an object"],
  ["a number", 1, "#", "must be an object"],
])("a body with %s is 400 and says where", async (_, json, pointer, detail) => {
  const response = await call("POST", "/checkout", { json });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({
    code: "invalid_request",
    detail: `${pointer} ${detail}`,
    errors: [{ pointer, detail }],
  });
});

test.each(["홍길동", "👩‍🍳 🏴󠁧󠁢󠁥󠁮󠁧󠁿 ❤️", "José", "می‌خواهم", "שלום", "क्‍ष", "{}"])(
  "a customer may be called %s",
  async (name) => {
    const { sku } = await addProduct(db());
    expect((await call("POST", "/checkout", { json: { sku, customer: { ...customer, name } } })).status).toBe(
      201,
    );
  },
);

test("a product cannot be called what nobody sees", async () => {
  const response = await ops("PUT", `/ops/products/${uniqueSku()}`, { json: { name: "\u202e", price: 1 } });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({
    errors: expect.arrayContaining([{ pointer: "#/name", detail: "must contain something visible" }]),
  });
});

test("everything that is wrong is told at once", async () => {
  const response = await call("POST", "/checkout", { json: { quantity: 99, customer: { name: 1 } } });
  expect(await response.json()).toMatchObject({
    errors: [
      { pointer: "#/sku", detail: "is required" },
      { pointer: "#/quantity", detail: "must be at most 20" },
      { pointer: "#/customer/name", detail: "must be text" },
      { pointer: "#/customer/email", detail: "is required" },
    ],
  });
});

const send = (body: string | Uint8Array, type?: string) =>
  call("POST", "/checkout", { body, headers: type === undefined ? {} : { "content-type": type } });

test.each<[string, string | Uint8Array]>([
  ["empty", ""],
  ["cut off", '{"sku": "'],
  ["a form", "sku=x"],
  ["no UTF-8", new Uint8Array([0x22, 0xff, 0x22])],
  ["nested without end", "[".repeat(16_000)],
])("a body that is %s is 400", async (_, body) => {
  const response = await send(body, "application/json");
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({
    code: "invalid_request",
    detail: "The body is not valid JSON",
    errors: [{ pointer: "#", detail: "must be valid JSON" }],
  });
});

test("a body nested as deep as it can be is 400", async () => {
  const response = await send("[".repeat(8_000) + "]".repeat(8_000), "application/json");
  expect(response.status).toBe(400);
});

test("what was sent is not sent back", async () => {
  const secret = "hunter2".repeat(5);
  const json = { sku: secret.repeat(2), quantity: secret, customer: { name: 1, email: secret } };
  expect(await (await call("POST", "/checkout", { json })).text()).not.toContain(secret);
  expect(await (await send(`{"sku": ${secret}`, "application/json")).text()).not.toContain(secret);
});

test("a body of 16 KiB is taken, and one byte more is 413", async () => {
  const { sku } = await addProduct(db());
  const fit = JSON.stringify({ sku }).padEnd(16 * 1024, " ");
  expect((await send(fit, "application/json")).status).toBe(201);
  const response = await send(`${fit} `, "application/json");
  expect(response.status).toBe(413);
  expect(await response.json()).toMatchObject({ code: "payload_too_large" });
});

test.each([
  undefined,
  "text/plain",
  "application/x-www-form-urlencoded",
  "application/jsonl",
  "application/json-patch+json",
  "application/json; charset=utf-16",
  "application/json;x=y; CHARSET=euc-kr",
  'application/json; charset="utf-8x"',
])("a body of the type %s is 415", async (type) => {
  const response = await send('{"sku":"x"}', type);
  expect(response.status).toBe(415);
  expect(await response.json()).toMatchObject({ code: "unsupported_media_type" });
});

test.each(["gzip", "br", "identity, gzip"])("a body in the encoding %s is 415", async (encoding) => {
  const response = await call("POST", "/checkout", {
    json: { sku: "x" },
    headers: { "content-encoding": encoding },
  });
  expect(response.status).toBe(415);
  expect(await response.json()).toMatchObject({
    code: "unsupported_media_type",
    detail: "The body must not have a Content-Encoding",
  });
});

test("a body that is said to be as it is is read", async () => {
  const headers = { "content-encoding": "Identity" };
  expect((await call("POST", "/checkout", { json: {}, headers })).status).toBe(400);
});

test.each([
  "application/json; charset=utf-8",
  'application/json;charset="UTF-8" ;x=y',
  "APPLICATION/JSON",
  "application/json ;x=y",
])("a body of the type %s is JSON", async (type) => expect((await send("{}", type)).status).toBe(400));
