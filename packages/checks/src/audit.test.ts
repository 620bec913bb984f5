import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { audit } from "./audit.ts";

/** A registry that answers every question alike; pnpm asks it once. */
async function startRegistry(status: number, answer: unknown) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    request.resume();
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(answer));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  // A server that listens on a port has an address of this form.
  const { port } = server.address() as AddressInfo;
  return { asked, environment: settings(`http://127.0.0.1:${port}/`) };
}

const settings = (registry: string) => ({ npm_config_registry: registry, npm_config_fetch_retries: "0" });

const advisory = (severity: string) => ({
  module_name: "hono",
  severity,
  title: "A planted vulnerability",
  url: "https://github.com/advisories/GHSA-0000-0000-0000",
  findings: [{ version: "4.0.0", paths: ["packages__functions>hono"] }],
  vulnerable_versions: "*",
  patched_versions: "<0.0.0",
  github_advisory_id: "GHSA-0000-0000-0000",
});
const report = (...severities: string[]) => ({
  actions: [],
  advisories: Object.fromEntries(severities.map((severity, at) => [at, advisory(severity)])),
  muted: [],
  metadata: {
    vulnerabilities: { info: 0, low: 0, moderate: 0, high: 0, critical: 0 },
    dependencies: 1,
    devDependencies: 0,
    optionalDependencies: 0,
    totalDependencies: 1,
  },
});

test("what is high or critical is found, and what is less is not held against us", async () => {
  const { environment, asked } = await startRegistry(200, report("high", "moderate", "critical", "low"));
  expect(await audit(environment)).toEqual({
    vulnerable: ["high", "critical"].map((severity) =>
      expect.stringMatching(`^hono: ${severity}, A planted`),
    ),
  });
  expect(asked).toEqual([expect.stringMatching(/^POST .*audit/)]);
});

test("a registry that knows of nothing is a clean verdict", async () => {
  const { environment } = await startRegistry(200, report());
  expect(await audit(environment)).toEqual({ vulnerable: [] });
});

test("a registry that cannot be asked is no verdict, and it says why", async () => {
  const { environment } = await startRegistry(405, {});
  expect(await audit(environment)).toEqual({ skipped: expect.stringContaining("405") });
});

test("a machine without a network is no verdict", async () => {
  expect(await audit(settings("http://127.0.0.1:1/"))).toEqual({ skipped: expect.any(String) });
});
