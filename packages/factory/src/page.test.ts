import { Script } from "node:vm";
import { expect, test } from "vitest";
import { createFaults } from "./faults.ts";
import { steps } from "./factory.ts";
import { pageRoutes } from "./page.ts";

const get = (path: string): Promise<Response> => Promise.resolve(pageRoutes().request(path));

test("the page names every step in Korean and English and has a switch for every fault", async () => {
  const response = await get("/");
  expect(response.headers.get("content-type")).toMatch(/^text\/html/);
  const text = await response.text();
  for (const name of [...steps, "Start", "Prepare", "Produce", "Pack", "End"])
    expect(text).toContain(`>${name}<`);
  for (const fault of Object.keys(createFaults().get())) expect(text).toContain(`data-fault="${fault}"`);
});

test("the page loads its own style and script and nothing from elsewhere", async () => {
  const response = await get("/");
  expect(response.headers.get("content-security-policy")).toMatch(
    /default-src 'none';.*frame-ancestors 'none'/,
  );
  const text = await response.text();
  const loaded = [...text.matchAll(/(?:src|href)="(?!data:)([^"]*)"/g)].map(([, url]) => url);
  expect(loaded).toEqual(["page.css", "page.js"]);
  expect((await get("/page.css")).headers.get("content-type")).toMatch(/^text\/css/);
  const script = await get("/page.js");
  expect(script.headers.get("content-type")).toMatch(/^text\/javascript/);
  expect(new Script(await script.text())).toBeInstanceOf(Script);
});
