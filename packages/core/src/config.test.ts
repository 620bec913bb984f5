import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { startHttp } from "./testing.http.ts";
import type { config as Config } from "./config.ts";

let config: typeof Config;
let parameters: Record<string, string>;
let status: number;
let hangs: boolean;
let ssm: Awaited<ReturnType<typeof startHttp>>;
const FALLBACK = "/sst/donut-states/.fallback/Secret/OPS_TOKEN/value";
const OWN = "/sst/donut-states/test/Secret/OPS_TOKEN/value";

beforeEach(async () => {
  parameters = {};
  status = 200;
  hangs = false;
  ssm = await startHttp(({ body }) => {
    if (hangs) return "nothing";
    const names: string[] = JSON.parse(body).Names;
    const found = names.filter((name) => parameters[name] !== undefined);
    const Parameters = found.map((Name) => ({ Name, Value: parameters[Name] })).toReversed();
    return { status, body: JSON.stringify({ Parameters, InvalidParameters: [] }) };
  });
  vi.stubEnv("AWS_ENDPOINT_URL", ssm.url);
  vi.stubEnv("SST_Secret_value_OPS_TOKEN", "__FETCH_FROM_SSM__");
  vi.resetModules();
  ({ config } = await import("./config.ts"));
});
afterEach(() => ssm.stop());

test("a secret in the environment is used as it is", async () => {
  vi.stubEnv("SST_Secret_value_OPS_TOKEN", "bound");
  expect(await config.opsToken()).toBe("bound");
  expect(ssm.received).toEqual([]);
});

test("a secret in the parameter store is fetched once, signed and decrypted", async () => {
  parameters[OWN] = "from the store";
  expect(await Promise.all([config.opsToken(), config.opsToken()])).toEqual([
    "from the store",
    "from the store",
  ]);
  expect(await config.opsToken()).toBe("from the store");
  const [request, ...others] = ssm.received;
  expect(others).toEqual([]);
  expect(request?.headers["x-amz-target"]).toBe("AmazonSSM.GetParameters");
  expect(request?.headers.authorization).toContain("/us-east-1/ssm/aws4_request");
  expect(JSON.parse(request?.body ?? "")).toEqual({ Names: [OWN, FALLBACK], WithDecryption: true });
});

test("the stage's own value wins over the fallback, which serves where it has none", async () => {
  Object.assign(parameters, { [OWN]: "own", [FALLBACK]: "fallback" });
  expect(await config.opsToken()).toBe("own");
  vi.resetModules();
  ({ config } = await import("./config.ts"));
  delete parameters[OWN];
  expect(await config.opsToken()).toBe("fallback");
});

test("a secret that nobody set is named, and found once it is set", async () => {
  await expect(config.opsToken()).rejects.toThrow('run "sst secrets set OPS_TOKEN VALUE --stage test"');
  parameters[OWN] = "set since";
  expect(await config.opsToken()).toBe("set since");
});

test.each([
  [400, 1],
  [500, 4],
])("a parameter store that answers %d is named after %d tries, in good time", async (answered, tries) => {
  status = answered;
  await expect(config.opsToken()).rejects.toThrow(`AmazonSSM.GetParameters answered ${answered}`);
  // Not by the clock: each pause between them is twice as long as the one before, 50 ms at first.
  expect(ssm.received).toHaveLength(tries);
});

test("a connection to the parameter store that is lost once is made again", async () => {
  parameters[OWN] = "found";
  hangs = true;
  const asked = config.opsToken();
  await vi.waitFor(() => expect(ssm.received).toHaveLength(1));
  hangs = false;
  ssm.drop();
  expect(await asked).toBe("found");
});

test("a parameter store that is silent is not waited for", async () => {
  hangs = true;
  await expect(config.opsToken()).rejects.toThrow("AmazonSSM.GetParameters did not answer");
  expect(ssm.received).toHaveLength(2);
});

test("a setting that is missing is named", () => {
  expect(() => config.factoryUrl()).toThrow("SST_Parameter_value_FACTORY_URL is not set");
  expect(() => config.queueUrl("factory")).toThrow("FACTORY_QUEUE_URL is not set");
});

test.each(["0", "-1", "soon", "Infinity"])("%j is no number of milliseconds", (text) => {
  vi.stubEnv("RESTOCK_OVERDUE_MS", text);
  expect(() => config.overdueMs()).toThrow("RESTOCK_OVERDUE_MS must be a number above 0");
});

test("what is optional has its default", () => {
  vi.stubEnv("RESTOCK_OVERDUE_MS", "");
  expect([config.overdueMs(), config.leadTimeMs(), config.siteOrigins()]).toEqual([undefined, 40_000, []]);
  vi.stubEnv("SITE_ORIGIN", "https://a.example,https://b.example");
  expect(config.siteOrigins()).toEqual(["https://a.example", "https://b.example"]);
});
