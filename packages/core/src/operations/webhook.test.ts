import { afterAll, beforeAll, expect, test } from "vitest";
import * as v from "valibot";
import { reason } from "../log.ts";
import { type Answer, startHttp } from "../testing.http.ts";
import { postToWebhook, WebhookUrl } from "./webhook.ts";

let hook: Awaited<ReturnType<typeof startHttp>>;
let answer: Answer = {};
beforeAll(async () => void (hook = await startHttp(() => answer)));
afterAll(() => hook.stop());

const secret = "T00/B00/very-secret";
const post = (text: string) => postToWebhook(`${hook.url}/services/${secret}`, text);
const failure = async (given: Answer) => {
  answer = given;
  return post("x").then(() => "taken", reason);
};

test("a text is posted as Slack takes it, and can call nobody", async () => {
  answer = { body: "ok" };
  await post("도넛 🍩 <!channel> & <https://evil.example|click>");
  expect(hook.received.at(-1)).toMatchObject({
    method: "POST",
    path: `/services/${secret}`,
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ text: "도넛 🍩 &lt;!channel&gt; &amp; &lt;https://evil.example|click&gt;" }),
  });
});

test.each([400, 429, 500])("an answer of %d is a failure", async (status) => {
  expect(await failure({ status, body: "no" })).toBe(`The webhook answered ${status}`);
});

test("a redirect is a failure, and is not followed", async () => {
  hook.received.splice(0);
  expect(await failure({ status: 307, headers: { location: `${hook.url}/elsewhere` } })).toBe(
    "The webhook answered 307",
  );
  expect(hook.received.map(({ path }) => path)).toEqual([`/services/${secret}`]);
});

test("one that hangs is a failure in time", async () => {
  expect(await failure("nothing")).toContain("did not answer within 5000 ms");
});

test.each(["http://127.0.0.1:1", "https://no-such-host.invalid", "https://u:p@127.0.0.1", "not a url"])(
  "no failure quotes the url: %s",
  async (base) => {
    const error: unknown = await postToWebhook(`${base}/${secret}`, "x").catch((thrown: unknown) => thrown);
    expect(error).toEqual(new Error("The webhook could not be reached or did not answer within 5000 ms"));
    expect(error).not.toHaveProperty("cause");
  },
);

test.each([
  ["https://hooks.slack.com/services/a/b/c", true],
  ["https://hooks.example:8443/x?token=y", true],
  ["http://127.0.0.1:8080/x", true],
  ["http://localhost/x", true],
  ["http://[::1]:9/x", true],
  ["http://hooks.example/x", false],
  ["http://127.0.0.1.hooks.example/x", false],
  ["http://169.254.169.254/latest/meta-data", false],
  ["https://user:password@hooks.example/x", false],
  ["file:///etc/passwd", false],
  ["ftp://127.0.0.1/x", false],
  ["hooks.example", false],
])("%s may be a webhook: %s", (url, may) => {
  expect(v.is(WebhookUrl, url)).toBe(may);
});
