import type * as v from "valibot";
import { type ProblemCode, problems } from "../src/api/problem.ts";
import { type HeaderName, headerRefs } from "./headers.ts";
import { jsonSchema } from "./jsonSchema.ts";
import type { Answer } from "./route.ts";
import { OutOfStock } from "./schemas.ts";

const problemCodes = Object.keys(problems) as ProblemCode[]; // Object.keys forgets the literal keys

/** Problems with members of their own. */
const withMembers: { [Code in ProblemCode]?: v.GenericSchema } = { out_of_stock: OutOfStock };

/** Headers that come with a problem. */
const problemHeaders: { [Code in ProblemCode]?: HeaderName } = {
  unauthorized: "WWW-Authenticate",
  method_not_allowed: "Allow",
  too_many_requests: "Retry-After",
  unavailable: "Retry-After",
};

/** What a route answers when all is well. */
export function answer({ description, schema, headers }: Answer): object {
  const content = schema
    ? { "application/json": { schema: jsonSchema(schema) } }
    : { "text/html": { schema: { type: "string" } } };
  return { description, headers: headerRefs(headers), content };
}

/** The answer to a request whose If-None-Match still holds. */
export const notModified = {
  description: "Nothing has changed since.",
  headers: headerRefs(["ETag"]),
};

/** Each problem as an answer of its own, for the components. */
export const problemComponents = () =>
  Object.fromEntries(problemCodes.map((code) => [code, problemAnswer(code)]));

function problemAnswer(code: ProblemCode): object {
  const own = withMembers[code];
  const named = { $ref: "#/components/schemas/Problem", properties: { code: { const: code } } };
  const header = problemHeaders[code];
  return {
    description: problems[code].title,
    headers: headerRefs(header ? [header] : []),
    content: { "application/problem+json": { schema: own ? jsonSchema(own) : named } },
  };
}

/** The problems of a route by their statuses: a reference, or where several share a status, one of them. */
export function problemAnswers(codes: readonly ProblemCode[]): Record<string, object> {
  const statuses = new Set(codes.map((code) => problems[code].status));
  return Object.fromEntries([...statuses].map((status) => [status, oneOf(codesOf(codes, status))]));
}

const codesOf = (codes: readonly ProblemCode[], status: number) => [
  ...new Set(codes.filter((code) => problems[code].status === status)),
];

function oneOf(codes: readonly ProblemCode[]): object {
  const [first, ...others] = codes;
  if (others.length === 0) return { $ref: `#/components/responses/${first}` };
  const own = codes.find((code) => withMembers[code] ?? problemHeaders[code]);
  if (own) throw new Error(`${own} shares its status on a route, but not what it carries`);
  const named = { $ref: "#/components/schemas/Problem", properties: { code: { enum: codes } } };
  return {
    description: codes.map((code) => `${code}: ${problems[code].title}`).join("; or "),
    headers: headerRefs([]),
    content: { "application/problem+json": { schema: named } },
  };
}
