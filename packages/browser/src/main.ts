import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { findChromium } from "./chromium.ts";
import { setScene } from "./scene.ts";
import { takeScreenshots } from "./screenshots.ts";
import { startStore } from "./store.ts";

/** `pnpm screenshots`: takes the pictures of the README anew, from a store of its own. */
const FOLDER = fileURLToPath(new URL("../../../docs/pictures", import.meta.url));

const executablePath = await findChromium((line) => console.log(line));
const store = await startStore();
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
try {
  await takeScreenshots(browser, store, "storefront", FOLDER);
  await setScene(store);
  await takeScreenshots(browser, store, "console", FOLDER);
  console.log(`taken: ${FOLDER}`);
} finally {
  await browser.close();
  await store.stop();
}
