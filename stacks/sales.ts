import * as topology from "@donut-states/core/topology";
import { Cron, dependsOn, type StackContext, use } from "sst/constructs";
import { Edge } from "./edge.ts";
import { answerOrigin, type Grant, operateQueues, sendMail, sendTo, watchDeadLetters } from "./grant.ts";
import { Messaging } from "./messaging.ts";
import { parameter } from "./parameters.ts";
import { storeFunction } from "./store-function.ts";
import { Web } from "./web.ts";
import { pascal } from "./work-queue.ts";

/** What customers, the factory and operations call, and what runs by the clock. */
export function Sales({ stack }: StackContext) {
  const { api, secrets } = use(Edge);
  const { origin } = use(Web);
  // On removal SST synthesizes no site, so nothing refers to it; CloudFormation still keeps what a live stack imports.
  dependsOn(Web);
  const { topic, store, parameters, queues } = use(Messaging);

  const functions = [
    route("sales", [...store, answerOrigin(origin)]),
    route("receipt", []),
    route("ops", [...store, answerOrigin(origin), operateQueues(queues)]),
    tick("relay", [...store, sendMail(stack, parameter("MAIL_FROM"))]),
    tick("watchdog", [...store, watchDeadLetters(queues)]),
  ];

  stack.addOutputs({
    ApiUrl: api.url,
    SiteUrl: origin,
    StoreEventsTopicArn: topic.topicArn,
    ...Object.fromEntries(
      Object.entries(queues).flatMap(([name, { queue, dlq }]) => [
        [`${pascal(name)}QueueUrl`, queue.queueUrl],
        [`${pascal(name)}DlqUrl`, dlq.queueUrl],
      ]),
    ),
  });

  return { functions };

  function route(name: keyof typeof topology.api, grants: Grant[]) {
    const spec = { ...topology.api[name], timeoutSeconds: topology.apiTimeoutSeconds };
    const fn = storeFunction(stack, `${pascal(name)}Api`, spec, secrets, [
      ...grants,
      ...spec.parameters.map((key) => parameters[key]),
      ...spec.sends.map((queue) => sendTo(queue, queues[queue])),
    ]);
    for (const key of spec.routes) api.addRoutes(stack, { [key]: fn });
    return fn;
  }

  /** A tick that failed is not repeated: the next one, a minute later, does its work. */
  function tick(name: keyof typeof topology.crons, grants: Grant[]) {
    const spec = { ...topology.crons[name], timeoutSeconds: topology.cronTimeoutSeconds };
    const given = [...grants, ...spec.parameters.map((key) => parameters[key])];
    const job = storeFunction(stack, `${pascal(name)}Job`, spec, secrets, given, { retryAttempts: 0 });
    return new Cron(stack, pascal(name), { schedule: spec.schedule, job: { function: job } }).jobFunction;
  }
}
