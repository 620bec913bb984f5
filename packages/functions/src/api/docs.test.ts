import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { client } from "../../testing/client.ts";
import { description } from "./docs/description.ts";
import { operations } from "./ops/operations.ts";

const call = client(operations);

test("the description is served to everybody as it is published", async () => {
  const response = await call("GET", "/openapi.json");
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual(description);
});

test("the page shows every route and every schema, and its links lead somewhere", async () => {
  const text = await (await call("GET", "/docs")).text();
  for (const path of Object.keys(description.paths)) expect(text).toContain(`<code>${path}</code>`);
  for (const name of Object.keys(description.components.schemas))
    expect(text).toContain(`id="schema-${name}"`);
  const ids = new Set([...text.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
  const links = [...text.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
  expect(links.filter((link) => !ids.has(link))).toEqual([]);
});

test("the page loads nothing and runs no script", async () => {
  const response = await call("GET", "/docs");
  const policy = response.headers.get("content-security-policy");
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toContain("unsafe");
  const text = await response.text();
  expect(text).not.toMatch(/<script|<link|<img|@import|url\(|src=|style=|\son\w+=/);
  const [, style = "", ...others] = text.split(/<style>|<\/style>/);
  expect(others).toHaveLength(1);
  expect(policy).toContain(`style-src 'sha256-${createHash("sha256").update(style).digest("base64")}';`);
});
