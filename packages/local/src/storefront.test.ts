import { once } from "node:events";
import { get } from "node:http";
import { freePort } from "@donut-states/gateway/server/port";
import { hotSitePolicy, siteHeaders } from "@donut-states/web/headers";
import { expect, test } from "vitest";
import { startStorefront } from "./storefront.ts";

const text = async (port: number, path: string) =>
  (await fetch(`http://127.0.0.1:${port}${path}`, { headers: { accept: "text/html" } })).text();

test("the storefront is served with hot reload, and leaves signals to the store", async () => {
  const port = await freePort("127.0.0.1");
  const signals = process.listenerCount("SIGTERM");
  const storefront = await startStorefront({ port, apiUrl: "http://127.0.0.1:1" });
  expect(process.listenerCount("SIGTERM")).toBe(signals);
  for (const path of ["/", "/console", "/console/"]) {
    const page = await fetch(`http://127.0.0.1:${port}${path}`, { headers: { accept: "text/html" } });
    expect(await page.text()).toContain("/@vite/client");
    expect(Object.fromEntries(page.headers)).toMatchObject({
      ...siteHeaders,
      "content-security-policy": hotSitePolicy("http://127.0.0.1:1", [
        `ws://127.0.0.1:${port}`,
        `ws://localhost:${port}`,
      ]),
    });
  }
  expect(await text(port, "/console")).toContain("/src/console/main.tsx");
  expect(await text(port, "/console/")).toContain("url=/console");
  const headers = {
    connection: "Upgrade",
    upgrade: "websocket",
    "sec-websocket-protocol": "vite-ping",
    "sec-websocket-version": "13",
    "sec-websocket-key": "AAAAAAAAAAAAAAAAAAAAAA==",
  };
  const [response] = await once(get({ host: "127.0.0.1", port, headers }), "upgrade");
  expect(response).toMatchObject({ statusCode: 101 });
  await expect(startStorefront({ port, apiUrl: "http://127.0.0.1:1" })).rejects.toThrow("EADDRINUSE");
  await storefront.stop();
  await expect(fetch(`http://127.0.0.1:${port}`)).rejects.toThrow("fetch failed");
});
