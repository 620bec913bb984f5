import * as topology from "@donut-states/core/topology";
import { Alias } from "aws-cdk-lib/aws-kms";
import { dependsOn, type Stack, type StackContext, Topic, use } from "sst/constructs";
import { Database } from "./database.ts";
import { Edge } from "./edge.ts";
import { Factory } from "./factory.ts";
import { knowDelivery, publishEvents, publishMetrics } from "./grant.ts";
import { stageParameters } from "./parameters.ts";
import { storeFunction } from "./store-function.ts";
import { forEachQueue, pascal, type QueueName, subscribe, workQueue } from "./work-queue.ts";

/** One topic, fanned out to a queue for each team; beside them the queues of factory callbacks and of surging orders, which the API feeds. */
export function Messaging({ stack }: StackContext) {
  const { api, secrets } = use(Edge);
  const { url: factoryUrl } = use(Factory);
  dependsOn(Database);
  const topic = storeEvents(stack);

  /** What every function that works in the database is granted. */
  const store = [publishEvents(topic), knowDelivery(api), publishMetrics(stack)];
  const parameters = stageParameters(stack, { FACTORY_URL: factoryUrl });

  const consume = (name: QueueName) => {
    const spec = { ...topology.queues[name], timeoutSeconds: consumerTimeoutSeconds(name) };
    const grants = [...store, ...spec.parameters.map((key) => parameters[key])];
    const consumer = storeFunction(stack, `${pascal(name)}Consumer`, spec, secrets, grants);
    const work = workQueue(stack, name, consumer);
    subscribe(stack, topic, name, work);
    return work;
  };

  return { topic, store, parameters, queues: forEachQueue(consume) };
}

/**
 * TLS only, and encrypted with the account's own SNS key. That key's policy cannot be changed: it admits every role
 * of this account that may publish (our functions), but no AWS service, so an alarm needs a topic of its own.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
 */
function storeEvents(stack: Stack): Topic {
  const masterKey = Alias.fromAliasName(stack, "SnsKey", "alias/aws/sns");
  return new Topic(stack, topology.topic, { cdk: { topic: { enforceSSL: true, masterKey } } });
}

/** Lambda counts in whole seconds. */
function consumerTimeoutSeconds(name: QueueName): number {
  const { functionMs } = topology.timeouts(
    topology.visibilityTimeoutSeconds,
    topology.queues[name].windowSeconds,
  );
  return Math.max(1, Math.floor(functionMs / 1000));
}
