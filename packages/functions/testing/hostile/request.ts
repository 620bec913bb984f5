import type { Route } from "./route.ts";
import type * as fc from "fast-check";

/** A request as it goes over the wire. */
export interface Attack {
  method: string;
  path: string;
  query: string;
  headers: Record<string, string>;
  body: Uint8Array | undefined;
  /** What is wrong with it. */
  breaks: readonly string[];
  /** The statuses that may answer it. */
  expected: readonly number[];
}

/** What exists in the store: a request is hostile by what is wrong with it, and else as good as any. */
export interface Target {
  opsToken: string;
  sku: string;
  /** A key that was used for another request. */
  usedKey: string;
  /** What stands for a parameter of a path, by the part of the path before it. */
  named: Readonly<Record<string, string>>;
}

/** One thing that is wrong with a request. */
export interface Break {
  name: string;
  expected: readonly number[];
  change: fc.Arbitrary<(request: Attack) => Attack>;
}

/** The path of a route with every parameter filled in, one of them otherwise if asked. */
export const pathOf = ({ path }: Route, named: Target["named"], part?: [name: string, text: string]) =>
  path.replaceAll(
    /(\w+)\/\{(\w+)\}/g,
    (_, before: string, name: string) =>
      `${before}/${part?.[0] === name ? part[1] : encodeURIComponent(named[before] ?? "")}`,
  );
