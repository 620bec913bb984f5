import type { ProblemCode } from "../src/api/problem.ts";
import { answer, notModified, problemAnswers, problemComponents } from "./answers.ts";
import { callback } from "./callback.ts";
import { description } from "./description.ts";
import { headers } from "./headers.ts";
import { health } from "./health.ts";
import { jsonSchema, schemaComponents } from "./jsonSchema.ts";
import { operations } from "./operations.ts";
import { parameters, requestId } from "./parameters.ts";
import { queues } from "./queues.ts";
import { restocks } from "./restocks.ts";
import type { Group, Route } from "./route.ts";
import { shop } from "./shop.ts";
import { stock } from "./stock.ts";

const groups: readonly Group[] = [shop, health, callback, operations, restocks, stock, queues, description];

const about = `The HTTP interface of a donut shop that restocks itself.

Every error is a problem (RFC 9457) with a \`code\`; what is wrong with a request is listed in \`errors\`. A path that
does not exist answers \`not_found\`, and a method that does not exist \`method_not_allowed\`. Every answer carries an
\`X-Request-Id\`: the caller's, where it sent one of 1 to 64 letters, digits, \`_\` and \`-\`, else a new one.`;

const securitySchemes = {
  opsToken: { type: "http", scheme: "bearer", description: "The operations token." },
  callbackToken: {
    type: "apiKey",
    in: "query",
    name: "t",
    description: "Part of the callback url that the factory was given; signed for one restock order.",
  },
};

/** Problems that follow from what a route takes. */
function doorProblems({ body, query, idempotent }: Route): ProblemCode[] {
  const codes: ProblemCode[] = body || query || idempotent ? ["invalid_request"] : [];
  return body ? [...codes, "payload_too_large", "unsupported_media_type"] : codes;
}

function requestBody({ body, optionalBody, anyBody }: Route): object {
  if (body) {
    const content = { "application/json": { schema: jsonSchema(body) } };
    return { requestBody: { required: !optionalBody, content } };
  }
  return anyBody ? { requestBody: { description: anyBody, content: { "application/json": {} } } } : {};
}

function operation(group: Group, route: Route): object {
  const problems = [...doorProblems(route), ...(route.problems ?? []), ...group.problems];
  return {
    tags: [group.tag],
    summary: route.summary,
    ...(route.description ? { description: route.description } : {}),
    ...(group.security ? { security: [{ [group.security]: [] }] } : {}),
    parameters: parameters(route),
    ...requestBody(route),
    responses: {
      [route.answer.status]: answer(route.answer),
      ...(route.later ? { [route.later.status]: answer(route.later) } : {}),
      ...(route.created ? { [route.created.status]: answer(route.created) } : {}),
      ...(route.conditional ? { 304: notModified } : {}),
      ...problemAnswers(problems),
    },
  };
}

function paths(): Record<string, object> {
  const all: Record<string, object> = {};
  for (const group of groups)
    for (const route of group.routes)
      all[route.path] = { ...all[route.path], [route.method]: operation(group, route) };
  return all;
}

/** The whole description, as OpenAPI 3.1. */
export const document = () => ({
  openapi: "3.1.1",
  info: {
    title: "Donut States",
    version: "1.0.0",
    description: about,
    license: { name: "MIT", identifier: "MIT" },
  },
  servers: [{ url: "/" }],
  tags: groups.map(({ tag }) => ({ name: tag })),
  paths: paths(),
  components: {
    schemas: schemaComponents(),
    headers,
    parameters: { "X-Request-Id": requestId },
    responses: problemComponents(),
    securitySchemes,
  },
});
