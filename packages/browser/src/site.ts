import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { siteHeaders, sitePolicy } from "@donut-states/web/headers";
import type { Page, Route } from "playwright-core";
import { afterAll, beforeAll, inject } from "vitest";

const WEB = fileURLToPath(new URL("../../web", import.meta.url));

/**
 * The site as it is built for a stage, which the store on one machine does not serve. `serve` makes a page get it from
 * the storefront's address instead, with the headers it has in a stage.
 */
export function useSite(): { serve: (page: Page) => Promise<void> } {
  let directory = "";
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), "donut-states-site-"));
    await build(directory, inject("store").apiUrl);
  });
  afterAll(() => rm(directory, { recursive: true, force: true }));

  function answer(route: Route): Promise<void> {
    const { pathname } = new URL(route.request().url());
    const headers = { ...siteHeaders, "content-security-policy": sitePolicy(inject("store").apiUrl) };
    return route.fulfill({ path: join(directory, fileOf(pathname)), headers });
  }

  async function serve(page: Page): Promise<void> {
    // What does not come from an address of this machine may else not call one.
    await page.context().grantPermissions(["local-network-access"]);
    await page.route(`${inject("store").webUrl}/**`, answer);
  }

  return { serve };
}

function fileOf(pathname: string): string {
  if (extname(pathname) !== "") return pathname;
  return pathname.startsWith("/console") ? "console.html" : "index.html";
}

/** In a process of its own: the tests' NODE_ENV would make it a build for development. */
async function build(outDir: string, apiUrl: string): Promise<void> {
  const vite = join(WEB, "node_modules/vite/bin/vite.js");
  const env = { ...process.env, NODE_ENV: "production", VITE_API_URL: apiUrl };
  await promisify(execFile)(process.execPath, [vite, "build", "--outDir", outDir, "--emptyOutDir"], {
    cwd: WEB,
    env,
  });
}
