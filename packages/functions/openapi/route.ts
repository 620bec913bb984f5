import type * as v from "valibot";
import type { ProblemCode } from "../src/api/problem.ts";
import type { HeaderName } from "./headers.ts";

/** What a route answers when all is well. */
export interface Answer {
  status: 200 | 201 | 202;
  description: string;
  /** What the body is; a page for people instead of JSON where there is no schema. */
  schema?: v.GenericSchema;
  /** Beside those that are on every answer. */
  headers?: readonly HeaderName[];
}

/** One route as data: everything that the document says of it is derived from here. */
export interface Route {
  method: "get" | "post" | "put" | "patch" | "delete";
  /** In OpenAPI's form, `/orders/{id}`. */
  path: string;
  /** What its path names, where that is not what the same name means elsewhere. */
  params?: Readonly<Record<string, v.GenericSchema>>;
  summary: string;
  description?: string;
  query?: v.GenericSchema & { entries: v.ObjectEntries };
  body?: v.GenericSchema;
  /** The body may be left out. */
  optionalBody?: true;
  /** What the body is where none is required and any is taken. */
  anyBody?: string;
  /** Takes an Idempotency-Key. */
  idempotent?: true;
  /** Answers 304 to an If-None-Match that still holds. */
  conditional?: true;
  answer: Answer;
  /** What it answers where that takes longer. */
  later?: Answer;
  /** What a thing that was not there before is answered with. */
  created?: Answer;
  problems?: readonly ProblemCode[];
}

/** Routes of one noun, with what all of them have in common. */
export interface Group {
  tag: string;
  /** Name of the security scheme that guards them. */
  security?: "opsToken" | "callbackToken";
  problems: readonly ProblemCode[];
  routes: readonly Route[];
}
