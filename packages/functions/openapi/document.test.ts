import { readFile } from "node:fs/promises";
import { Validator } from "@seriousme/openapi-schema-validator";
import type { Hono } from "hono";
import { expect, test } from "vitest";
import { operations } from "../src/api/ops/operations.ts";
import type { Env } from "../src/api/problem.ts";
import { receipts } from "../src/api/receipts.ts";
import { shop } from "../src/api/shop.ts";
import { document } from "./document.ts";
import { file, format } from "./file.ts";

test("the published description is what `pnpm --filter @donut-states/functions openapi` writes", async () => {
  expect(await readFile(file, "utf8")).toBe(format(document()));
});

test("it is valid OpenAPI 3.1", async () => {
  const validator = new Validator();
  expect(await validator.validate(document())).toEqual({ valid: true });
  expect(validator.version).toBe("3.1");
});

/** Every route of an app, as `get /orders/{id}`; middleware is registered for all methods and is none. */
const routesOf = ({ routes }: Hono<Env>) =>
  routes
    .filter(({ method }) => method !== "ALL")
    .map(({ method, path }) => `${method.toLowerCase()} ${path.replaceAll(/:(\w+)/g, "{$1}")}`);

test("it names every route of the apps, and none that does not exist", () => {
  const served = [shop, receipts, operations].flatMap((app) => routesOf(app));
  const described = Object.entries(document().paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method} ${path}`),
  );
  expect(described.toSorted()).toEqual([...new Set(served)].toSorted());
});
