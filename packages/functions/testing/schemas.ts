import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { description } from "../src/api/docs/description.ts";

/** The document as tests hold answers against it: an object has no other members than the described ones. */
function close(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(close);
  if (typeof node !== "object" || node === null) return node;
  const closed = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, close(value)]));
  const isOpen = closed.type === "object" && "properties" in closed && !("additionalProperties" in closed);
  return isOpen ? { ...closed, additionalProperties: false } : closed;
}

// What goes into `close` as an object comes out as one.
const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);
ajv.addSchema({ $id: "openapi", ...(close(description) as object) }, undefined, false, false);

/** What is wrong with a value, by the schema at a JSON pointer into the document; undefined where nothing is. */
export function complaints(pointer: string, value: unknown): string | undefined {
  const validate = ajv.getSchema(`openapi#${pointer}`);
  if (!validate) throw new Error(`The document has no schema at ${pointer}`);
  return validate(value) ? undefined : ajv.errorsText(validate.errors);
}
