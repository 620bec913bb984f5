import { Duration } from "aws-cdk-lib";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import { Api, Queue, type Stack, type StackContext, use } from "sst/constructs";
import { Edge } from "./edge.ts";
import { parameter } from "./parameters.ts";
import { settingsOf } from "./stage.ts";
import { storeFunction } from "./store-function.ts";
import { safe } from "./work-queue.ts";

const timeoutSeconds = 10;

/**
 * The factory that the stage orders from: the one that its parameter names, or a simulated one, so that a fresh stage
 * works by itself. Production has the simulated one only as long as it names none.
 */
export function Factory({ stack }: StackContext) {
  const given = parameter("FACTORY_URL");
  if (given && settingsOf(stack.stage).keepsData) return { url: given };
  const simulated = simulateFactory(stack);
  // Whoever used this url in the last deployment still holds it while this stack is deployed, so it stays.
  stack.exportValue(simulated);
  return { url: given || simulated };
}

function simulateFactory(stack: Stack): string {
  const { api: store } = use(Edge);

  const delivery = { handler: "packages/factory/src/lambda/delivery.handler", secrets: [], timeoutSeconds };
  const production = new Queue(stack, "Production", {
    consumer: storeFunction(stack, "FactoryDelivery", delivery, {}, [
      { environment: { CUSTOMER_URL: store.url } },
    ]),
    cdk: {
      queue: {
        ...safe(stack),
        deliveryDelay: Duration.seconds(productionSeconds()),
        visibilityTimeout: Duration.seconds(6 * timeoutSeconds),
      },
    },
  });

  const orders = { handler: "packages/factory/src/lambda/orders.handler", secrets: [], timeoutSeconds };
  const send = new PolicyStatement({ actions: ["sqs:SendMessage"], resources: [production.queueArn] });
  const api = new Api(stack, "FactoryApi", {
    cors: false,
    defaults: { throttle: { rate: 10, burst: 20 } },
    accessLog: { retention: "one_month" },
    routes: {
      "POST /api/manufactures": storeFunction(stack, "FactoryOrders", orders, {}, [
        { environment: { PRODUCTION_QUEUE_URL: production.queueUrl }, permissions: [send] },
      ]),
    },
  });
  return api.url;
}

/** Seconds from an order to its callback; the legacy factory takes four steps of ten. */
const productionSeconds = () => Number(parameter("FACTORY_SECONDS") || 40);
