import { AxeBuilder } from "@axe-core/playwright";
import { beforeAll, expect, test } from "vitest";
import { useBrowser } from "../src/browser.ts";
import { setScene } from "../src/scene.ts";
import { pages } from "./pages.ts";

const { open } = useBrowser();
beforeAll(setScene);
const looks = pages.flatMap((page) =>
  (["light", "dark"] as const).map((colorScheme) => ({ ...page, colorScheme })),
);

test.for(looks)("$name, $colorScheme: nothing serious that axe would find", async (look) => {
  const page = await open(look.path, { isOperator: look.isOperator, colorScheme: look.colorScheme });
  await page.locator(look.landmark).first().waitFor();
  const { violations } = await new AxeBuilder({ page }).analyze();
  const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  expect(serious.map(({ id, nodes }) => [id, nodes.map(({ target }) => String(target))])).toEqual([]);
});
