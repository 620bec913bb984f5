import { startWatchedFactory } from "@donut-states/bench/loop/factory";
import { timeLoop } from "@donut-states/bench/loop/timeLoop";
import { connect } from "@donut-states/core/db/client";
import { factory as factories } from "@donut-states/core/product/product.sql";
import { queues, maxReceiveCount, visibilityTimeoutSeconds } from "@donut-states/core/topology";
import { afterAll, beforeAll, describe, expect, inject, onTestFinished, test } from "vitest";
import { awsCalls } from "./aws.ts";
import { holdBack } from "./factory.ts";
import { every, inventory } from "./inventory.ts";
import { preflight } from "./preflight.ts";
import { shopAt } from "./shop.ts";
import { siteScripts } from "./site.ts";
import { stackChanges } from "./stacks.ts";
import { openStage, type Stage } from "./stage.ts";
import { note, printTimings, timed } from "./timing.ts";
import { edit } from "../src/project.ts";

const emulated = inject("aws");
const spread = ({ p50, p99 }: { p50: number; p99: number }) =>
  `p50 ${p50.toFixed(0)} ms, p99 ${p99.toFixed(0)} ms`;

describe.skipIf(!emulated)("a stage in the emulated AWS", () => {
  const sku = "CP-502101";
  const names = Object.keys(queues).map((name) => name.charAt(0).toUpperCase() + name.slice(1));
  const aws = awsCalls(emulated?.url ?? "");
  let stage: Stage;
  let outputs: Record<string, string>;
  let shop: ReturnType<typeof shopAt>;

  const product = async () => (await shop.get(`/products/${sku}`)).body;
  const deadLetters = async () => (await shop.get("/ops/queues/factory/dead-letters")).body.messages;
  const incidents = async () => (await shop.get("/ops/incidents?kind=dead_letter")).body.incidents;
  const ask = (fn: string, path: string, from: string) => preflight(aws, stage.name, fn, path, from);
  const attributes = async (QueueUrl: string | undefined) =>
    JSON.parse(await aws.json("sqs", "AmazonSQS.GetQueueAttributes", { QueueUrl, AttributeNames: ["All"] }))
      .Attributes;

  beforeAll(async () => {
    if (!emulated) return;
    stage = await timed("prepare", () => openStage(emulated));
    await timed("set secrets", () => stage.setSecrets());
  });
  afterAll(async () => {
    await stage?.close();
    printTimings();
  });

  test("is deployed, and tells where it is", async () => {
    await timed("deploy", () => stage.sst("deploy"));
    outputs = await stage.outputs();
    expect(Object.keys(outputs).toSorted()).toEqual(
      [
        "ApiUrl",
        "SiteUrl",
        "StoreEventsTopicArn",
        ...names.flatMap((name) => [`${name}QueueUrl`, `${name}DlqUrl`]),
      ].toSorted(),
    );
    shop = shopAt(outputs["ApiUrl"] ?? "", stage.opsToken);
    expect(await shop.get("/healthz")).toEqual({ status: 200, body: { status: "ok" } });
    expect(await inventory(aws, stage.name)).toEqual(every(true));
  });

  test.each(names)("has the queue %s with its dead letters", async (name) => {
    const dlq = await attributes(outputs[`${name}DlqUrl`]);
    expect(dlq).toMatchObject({ MessageRetentionPeriod: String(14 * 24 * 60 * 60) });
    const queue = await attributes(outputs[`${name}QueueUrl`]);
    expect(Number(queue.VisibilityTimeout)).toBeGreaterThanOrEqual(visibilityTimeoutSeconds);
    const redrive = JSON.parse(queue.RedrivePolicy);
    expect(redrive).toMatchObject({ deadLetterTargetArn: dlq.QueueArn });
    expect(Number(redrive.maxReceiveCount)).toBe(maxReceiveCount);
  });

  test("has a storefront that knows the API", async () => {
    expect(await siteScripts(aws, stage.name)).toContain(outputs["ApiUrl"]);
  });

  test("lets the storefront's origin in, and no other", async () => {
    const origin = outputs["SiteUrl"] ?? "";
    expect(await shop.allowedOrigin("/products", origin)).toBe(origin);
    expect(await shop.allowedOrigin("/products", `${origin}.example`)).toBeNull();
    expect(await ask("SalesApi", "/checkout", origin)).toBe(origin);
    expect(await ask("OpsApi", "/ops/queues/factory/redrive", origin)).toBe(origin);
    expect(await ask("SalesApi", "/checkout", `${origin}.example`)).toBeUndefined();
    expect(await ask("ReceiptApi", "/restocks/1/receipt", origin)).toBeUndefined();
  });

  test("sells out, refuses, is restocked and sells again", async () => {
    await timed("sell out and restock", async () => {
      const factory = await holdBack(aws, stage.name);
      for (const left of [2, 1, 0])
        expect(await shop.buy(sku)).toMatchObject({ status: 201, body: { stock: left } });
      expect(await shop.buy(sku)).toMatchObject({
        status: 409,
        body: { code: "out_of_stock", stock: 0, restock: { sku, quantity: 10 } },
      });
      await expect.poll(product).toMatchObject({ stock: 0, advertised: false });
      await factory.deliver();
      await expect.poll(product).toMatchObject({ stock: 10, advertised: true, restock: null });
      expect(await shop.buy(sku)).toMatchObject({ status: 201, body: { stock: 9 } });
    });
    const { mails } = (await shop.get("/ops/mail")).body;
    expect(mails.map(({ to }: { to: string }) => to)).toEqual([
      "dob_ad@codeatates.com",
      "dob_ad@codeatates.com",
    ]);
    expect((await shop.get(`/ops/products/${sku}/ledger`)).body).toMatchObject({ stock: 9, balanced: true });
  });

  test("orders from the factory that the database names, and shows what it delivers", async () => {
    const factory = await startWatchedFactory();
    onTestFinished(() => factory.stop());
    const db = connect(stage.databaseUrl);
    await db.update(factories).set({ api: factory.url });
    const url = outputs["ApiUrl"] ?? "";
    const { toFactory, toStock } = await timed("the loop, eleven times", () =>
      timeLoop({ db, url, factory }, 10, () => {}),
    );
    note(`refused -> factory asked: ${spread(toFactory)}; called back -> stock seen: ${spread(toStock)}`);
    // One for each time, and the one of the simulated factory.
    expect((await shop.get("/ops/restocks?status=completed")).body.restocks).toHaveLength(12);
    await db.update(factories).set({ api: "" });
  });

  test("keeps a message that nobody can read, with the reason, until operations decide", async () => {
    const QueueUrl = outputs["FactoryQueueUrl"];
    // Each of its five deliveries would take as long as the queue hides a message.
    const hurry = { QueueUrl, Attributes: { VisibilityTimeout: "1" } };
    await aws.json("sqs", "AmazonSQS.SetQueueAttributes", hurry);
    await timed("poison to its dead-letter queue", async () => {
      await aws.json("sqs", "AmazonSQS.SendMessage", { QueueUrl, MessageBody: "poison" });
      await expect.poll(deadLetters).toMatchObject([{ event: "poison", reason: expect.stringMatching(/./) }]);
    });
    await expect
      .poll(incidents)
      .toMatchObject([{ kind: "dead_letter", severity: "critical", status: "open" }]);

    await timed("redrive, dead again, purge", async () => {
      expect((await shop.post("/ops/queues/factory/redrive")).body).toMatchObject({ moved: 1 });
      await expect.poll(deadLetters).toMatchObject([{ event: "poison" }]);
      expect((await shop.remove("/ops/queues/factory/dead-letters")).body).toMatchObject({ purged: 1 });
      expect(await deadLetters()).toEqual([]);
    });
  });

  test("deployed again, is as it was", async () => {
    const { Database: prepared = "", ...before } = await stackChanges(aws, stage.name);
    expect(Object.keys(before).toSorted()).toEqual([
      "Edge",
      "Factory",
      "Messaging",
      "Operations",
      "Sales",
      "Web",
    ]);
    await timed("deploy again, unchanged", () => stage.sst("deploy"));
    // The schema is looked after in every deployment.
    expect(await stackChanges(aws, stage.name)).toEqual({
      ...before,
      Database: expect.not.stringContaining(prepared),
    });
    expect(await stage.outputs()).toEqual(outputs);
  });

  test("deployed with a change, lives with it", async () => {
    await edit(stage.file("packages/functions/src/api/health.ts"), '"ok" as const', '"changed" as const');
    await timed("deploy a change", () => stage.sst("deploy"));
    expect((await shop.get("/healthz")).body).toEqual({ status: "changed" });
    expect(await product()).toMatchObject({ stock: 9 });
  });

  test("leaves nothing behind when it is removed", async () => {
    await timed("remove, with the secrets", () => Promise.all([stage.sst("remove"), stage.removeSecrets()]));
    expect(await inventory(aws, stage.name)).toEqual(every(false));
  });
});
