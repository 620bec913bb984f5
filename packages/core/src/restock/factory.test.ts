import { afterEach, expect, onTestFinished, test, vi } from "vitest";
import { config } from "../config.ts";
import { newId } from "../db/columns.ts";
import { type Answer, startHttp } from "../testing.http.ts";
import { verify } from "./callback.ts";
import { claimedCount, manufacture, manufactureRequest, type Production } from "./factory.ts";

const servers: { stop: () => Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()));
  vi.stubEnv("SST_Parameter_value_FACTORY_URL", undefined);
  vi.stubEnv("CALLBACK_BASE_URL", "http://shop.example");
});

async function start(answer: Answer = { status: 201, body: '{"data":{}}' }) {
  const server = await startHttp(() => answer);
  servers.push(server);
  return server;
}
const order = (api: string) => ({
  restockId: newId(),
  sku: "CP-502101",
  quantity: 10,
  factoryId: "FF-500293",
  api,
});

const produce = async (production: Production, withinMs: number) =>
  manufacture(await manufactureRequest(production), withinMs);

test.each(["http://shop.example", "http://shop.example/"])(
  "the factory gets exactly its six fields, with a callback to %s that proves the order",
  async (base) => {
    vi.stubEnv("CALLBACK_BASE_URL", base);
    const { url, received } = await start();
    const wanted = order(url);
    await produce(wanted, 60_000);
    expect(received).toMatchObject([{ method: "POST", path: "/api/manufactures" }]);
    expect(received[0]?.headers["content-type"]).toBe("application/json");
    const { CallbackUrl, ...fields } = JSON.parse(received[0]?.body ?? "");
    expect(fields).toEqual({
      MessageGroupId: "stock-arrival-group",
      MessageAttributeProductId: "CP-502101",
      MessageAttributeProductCnt: 10,
      MessageAttributeFactoryId: "FF-500293",
      MessageAttributeRequester: "donut-states",
    });
    const [callback, token] = String(CallbackUrl).split("?t=");
    expect(callback).toBe(`http://shop.example/restocks/${wanted.restockId}/receipt`);
    verify(await config.callbackSecret(), wanted.restockId, token);
  },
);

test("a factory's own address wins over the configured one, which serves where it has none", async () => {
  const own = await start();
  const configured = await start();
  vi.stubEnv("SST_Parameter_value_FACTORY_URL", `${configured.url}//`);
  await produce(order(`${own.url}/`), 60_000);
  expect([own.received.length, configured.received.length]).toEqual([1, 0]);
  await produce(order(""), 60_000);
  expect([own.received.length, configured.received.length]).toEqual([1, 1]);
  for (const { path } of [...own.received, ...configured.received]) expect(path).toBe("/api/manufactures");
});

test.each([400, 404, 500, 503])("an answer of %d is a failure", async (status) => {
  const { url } = await start({ status });
  await expect(produce(order(url), 60_000)).rejects.toThrow(`The factory answered ${status}`);
});

test.each([301, 302, 307])("a redirect (%d) is a failure and is not followed", async (status) => {
  const elsewhere = await start();
  const { url } = await start({ status, headers: { location: elsewhere.url } });
  await expect(produce(order(url), 60_000)).rejects.toThrow(`The factory answered ${status}`);
  expect(elsewhere.received).toEqual([]);
});

test.each([
  "file:///etc/passwd",
  "data:application/json,{}#",
  "ftp://factory.example",
  "javascript:alert(1)",
  "gopher://127.0.0.1:6379/_",
  "//factory.example",
  "factory.example",
  "http://",
  "http://MARK:MARK@factory.example",
])("%s is no factory, and its address is not told", async (address) => {
  const request = manufactureRequest(order(address));
  await expect(request).rejects.toThrow(
    /^The factory's address must be an http or https url without a user$/,
  );
  vi.stubEnv("SST_Parameter_value_FACTORY_URL", address);
  await expect(manufactureRequest(order(""))).rejects.toThrow("The factory's address");
});

test("a refused connection is a failure", async () => {
  const { url, stop } = await start();
  await stop();
  servers.splice(0);
  await expect(produce(order(url), 60_000)).rejects.toThrow("could not be reached");
});

test("a factory that hangs is a failure in the time that was given", async () => {
  const { url } = await start("nothing");
  const limit = vi.spyOn(AbortSignal, "timeout");
  onTestFinished(() => limit.mockRestore());
  await expect(produce(order(url), 200)).rejects.toThrow("did not answer within 200 ms");
  expect(limit).toHaveBeenCalledExactlyOnceWith(200);
});

const body = (count: unknown) => JSON.stringify({ MessageAttributeProductCnt: count });

test.each([
  [10, 10],
  ["10", 10],
  [" 10 ", 10],
  [0, 0],
  [-5, -5],
  ["-5", -5],
  [2.5, 2.5],
  [1e300, 1e300],
])("a count of %j is read as %d", (count, claimed) => expect(claimedCount(body(count))).toBe(claimed));

test.each([
  ["no count", "{}"],
  ["no body", ""],
  ["no JSON", "<xml/>"],
  ["null", "null"],
  ["an array", "[10]"],
  ["an array as the count", body([10])],
  ["an object as the count", body({ valueOf: 10 })],
  ["true", body(true)],
  ["a null count", body(null)],
  ["an empty text", body("")],
  ["a blank text", body(" ")],
  ["NaN", body("NaN")],
  ["infinity", body("Infinity")],
  ["a number too large to hold", '{"MessageAttributeProductCnt":1e999}'],
  ["a text", '"MessageAttributeProductCnt"'],
])("%s claims nothing", (_, text) => expect(claimedCount(text)).toBeUndefined());
