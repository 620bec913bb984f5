import { buildApp } from "fauxqs";
import type { TestProject } from "vitest/node";
import { topic } from "./topology.ts";

/** Vitest's globalSetup: one SNS and SQS for all test files, so that what a test commits is really published. */
export default async function globalSetup(project: TestProject): Promise<() => Promise<void>> {
  const broker = buildApp({ logger: false });
  const endpoint = await broker.listen({ host: "127.0.0.1", port: 0 });
  const created = await fetch(endpoint, {
    method: "POST",
    body: new URLSearchParams({ Action: "CreateTopic", Name: topic, Version: "2010-03-31" }),
  });
  const [topicArn = ""] = /arn:[^<]+/.exec(await created.text()) ?? [];
  for (const { config } of project.vitest.projects)
    Object.assign(config.env, { AWS_ENDPOINT_URL: endpoint, STORE_EVENTS_TOPIC_ARN: topicArn });
  return () => broker.close();
}
