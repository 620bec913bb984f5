import { audit } from "./audit.ts";

/** The audit of `pnpm verify`: fails on a grave vulnerability that is known, and says it aloud where none can be known. */
const outcome = await audit();
if ("skipped" in outcome) console.warn(`dependency audit SKIPPED, nothing was checked: ${outcome.skipped}`);
else if (outcome.vulnerable.length === 0) console.log("dependency audit: nothing high or critical is known");
else {
  for (const line of outcome.vulnerable) console.error(line);
  process.exitCode = 1;
}
