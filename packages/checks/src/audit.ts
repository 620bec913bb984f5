import * as v from "valibot";
import { run } from "./run.ts";

/** As much of pnpm's report as is told (https://pnpm.io/cli/audit). */
const Report = v.object({
  advisories: v.record(
    v.string(),
    v.object({ module_name: v.string(), severity: v.string(), title: v.string(), url: v.string() }),
  ),
});

/** What came of asking the registry; `skipped` says why it could not be asked. */
export type Audit = { vulnerable: string[] } | { skipped: string };

const GRAVE = ["high", "critical"];

/**
 * Asks the registry for known vulnerabilities in what is deployed. Only where it answers is this a verdict: a machine
 * without a network, or with a mirror that has no such endpoint, cannot know.
 */
export async function audit(environment: NodeJS.ProcessEnv = {}): Promise<Audit> {
  const { code, printed } = await run("pnpm", ["audit", "--prod", "--json"], { environment });
  if (code === null) return { skipped: "the registry did not answer in time" };
  const report = v.safeParse(Report, json(printed));
  if (!report.success) return { skipped: shorten(printed) };
  const vulnerable = Object.values(report.output.advisories)
    .filter(({ severity }) => GRAVE.includes(severity))
    .map(({ module_name, severity, title, url }) => `${module_name}: ${severity}, ${title} (${url})`);
  return { vulnerable };
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const shorten = (text: string) =>
  text.replaceAll(/\s+/g, " ").trim().slice(0, 300) || "the registry could not be reached";
