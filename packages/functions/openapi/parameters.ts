import * as v from "valibot";
import { queueNames } from "@donut-states/core/operations/queues";
import { Sku, Uuid } from "@donut-states/core/schema";
import { IdempotencyKey } from "../src/api/validate.ts";
import { jsonSchema } from "./jsonSchema.ts";
import type { Route } from "./route.ts";

/** Everything that a path may name. */
const inPath: Record<string, v.GenericSchema> = { sku: Sku, id: Uuid, name: v.picklist(queueNames) };

const ifNoneMatch = {
  name: "If-None-Match",
  in: "header",
  description: "ETags that the caller has; answered with 304 where one of them still holds.",
  schema: { type: "string" },
};

const idempotencyKey = {
  name: "Idempotency-Key",
  in: "header",
  description: "The caller's name for this one intent: repeating the request with it changes nothing more.",
  schema: jsonSchema(IdempotencyKey),
};

export const requestId = {
  name: "X-Request-Id",
  in: "header",
  description: "The caller's id for this request, which its answer, its log lines and its events carry.",
  schema: { type: "string", pattern: "^[A-Za-z0-9_-]{1,64}$" },
};

function pathParameter(name: string, schema = inPath[name]): object {
  if (!schema) throw new Error(`Nothing is known of the path parameter ${name}`);
  return { name, in: "path", required: true, schema: jsonSchema(schema) };
}

/** What comes as text is described as what is made of it: a limit is a number. */
function queryParameter(name: string, schema: v.GenericSchema): object {
  const value = v.safeParse(schema, undefined);
  const fallback = value.success && value.output !== undefined ? { default: value.output } : {};
  return {
    name,
    in: "query",
    required: !value.success,
    schema: { ...jsonSchema(schema, "output"), ...fallback },
  };
}

const isSchema = (entry: unknown): entry is v.GenericSchema =>
  v.is(v.object({ kind: v.literal("schema") }), entry);

/** Everything that a route takes beside its body. */
export function parameters({ path, params, query, idempotent, conditional }: Route): object[] {
  return [
    ...[...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => pathParameter(name, params?.[name])),
    ...Object.entries(query?.entries ?? {})
      .filter((entry): entry is [string, v.GenericSchema] => isSchema(entry[1]))
      .map(([name, schema]) => queryParameter(name, schema)),
    ...(idempotent ? [idempotencyKey] : []),
    ...(conditional ? [ifNoneMatch] : []),
    { $ref: "#/components/parameters/X-Request-Id" },
  ];
}
