import type { Engine } from "./engine.ts";
import { isObject } from "./json.ts";
import type { HttpRequest } from "./sqsRequest.ts";

/** What this needs of a Fastify reply. */
interface Reply {
  send: (answer: object) => Reply;
}

const TARGET = "GraniteServiceVersion20100801.GetMetricData";

/**
 * Answers CloudWatch's GetMetricData for SQS's ApproximateAgeOfOldestMessage on the broker's own endpoint, from its
 * state; other metrics have no values
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html).
 */
export function serveMetrics({ app, store }: Engine): void {
  app.addHook("preHandler", async (request: HttpRequest, reply: Reply): Promise<Reply | undefined> => {
    if (request.headers["x-amz-target"] !== TARGET) return undefined;
    const queries = isObject(request.body) ? request.body["MetricDataQueries"] : undefined;
    const results = (Array.isArray(queries) ? queries : []).filter(isObject).map((query) => {
      const age = oldestAgeSeconds(store, dimension(query));
      return { Id: query["Id"], StatusCode: "Complete", Values: age === undefined ? [] : [age] };
    });
    return reply.send({ MetricDataResults: results });
  });
}

/** The value of the first dimension of a query: SQS's metrics have one, the queue's name. */
function dimension(query: Record<string, unknown>): string {
  return /"Dimensions":\[\{[^}]*"Value":"([^"]+)"/.exec(JSON.stringify(query))?.[1] ?? "";
}

function oldestAgeSeconds(store: Engine["store"], queueName: string): number | undefined {
  const { ready = [], inflight = [] } = store.inspectQueue(queueName)?.messages ?? {};
  const sent = [...ready, ...inflight.map(({ message }) => message)].map(
    ({ sentTimestamp }) => sentTimestamp,
  );
  return sent.length === 0 ? undefined : Math.round((Date.now() - Math.min(...sent)) / 1000);
}
