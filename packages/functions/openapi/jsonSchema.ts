import { type ConversionConfig, toJsonSchema, toJsonSchemaDefs } from "@valibot/to-json-schema";
import type * as v from "valibot";
import { descriptions, schemas } from "./schemas.ts";

const config: ConversionConfig = {
  target: "draft-2020-12",
  definitions: schemas,
  ignoreActions: ["trim", "to_lower_case"],
  overrideRef: ({ referenceId }) => `#/components/schemas/${referenceId}`,
  // JSON Schema's patterns are Unicode as they stand, so that the flag `u` changes nothing. A schema has
  // one: of several it is the first.
  overrideAction: ({ valibotAction, jsonSchema: json }) =>
    valibotAction.type === "regex" ? json : undefined,
};

/** A schema as JSON Schema, with references to the named ones; of what comes in, or of what is made of it. */
export function jsonSchema(schema: v.GenericSchema, typeMode: "input" | "output" = "input"): object {
  const { $schema: _, $defs: __, ...json } = toJsonSchema(schema, { ...config, typeMode });
  return json;
}

/** The named schemas as JSON Schema. */
export const schemaComponents = () =>
  Object.fromEntries(
    Object.entries(toJsonSchemaDefs(schemas, { ...config, typeMode: "input" })).map(([name, json]) => {
      const description = Object.entries(descriptions).find(([described]) => described === name)?.[1];
      return [name, description === undefined ? json : { description, ...json }];
    }),
  );
