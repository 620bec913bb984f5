import { expect, test } from "vitest";
import { findChromium, type Machine } from "../src/chromium.ts";

/** A machine that has some browsers, and perhaps gets more of them with apt. */
function machine(has: string[], { named, apt }: { named?: string; apt?: string[] } = {}) {
  const installed: string[] = [];
  const said: string[] = [];
  const fake: Machine = {
    named,
    runs: async (path) => [...has, ...installed].includes(path),
    canInstall: async () => apt !== undefined,
    install: async () => void installed.push(...(apt ?? [])),
  };
  return { find: () => findChromium((line) => said.push(line), fake), said };
}

const advice = /No Chromium found\. Install one \(apt-get install chromium, .*or name one in CHROMIUM$/;

test("the browser that starts is taken, and nothing is installed", async () => {
  const { find, said } = machine(["/usr/bin/google-chrome", "/usr/bin/chromium-browser"], { apt: [] });
  expect(await find()).toBe("/usr/bin/google-chrome");
  expect(said).toEqual([]);
});

test("the named one goes before all others, and must start", async () => {
  const { find } = machine(["/usr/bin/chromium", "/opt/mine"], { named: "/opt/mine" });
  expect(await find()).toBe("/opt/mine");
  const { find: findMissing } = machine(["/usr/bin/chromium"], { named: "/opt/mine" });
  await expect(findMissing()).rejects.toThrow("CHROMIUM names /opt/mine, which does not start");
});

test("where there is none and apt may install, it does and says so", async () => {
  const { find, said } = machine([], { apt: ["/usr/bin/chromium"] });
  expect(await find()).toBe("/usr/bin/chromium");
  expect(said).toEqual(["installing chromium and fonts-noto-cjk with apt-get"]);
});

test("elsewhere one line says what to install, also where apt brought nothing that starts", async () => {
  const { find, said } = machine([]);
  await expect(find()).rejects.toThrow(advice);
  expect(said).toEqual([]);
  await expect(machine([], { apt: [] }).find()).rejects.toThrow(advice);
});
