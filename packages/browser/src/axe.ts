import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";

/** What axe finds wrong with a page as it is now, and calls serious or critical: the rule, and where. */
export async function seriousFindings(page: Page): Promise<string[]> {
  // No page has a frame, so that axe needs no page of its own to put the frames' results together.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${String(target)}`));
}
