import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import * as v from "valibot";
import { Failure } from "./failure.ts";

// What stands in a header; fetch's own complaint about anything else is of no help.
const Token = v.pipe(v.string(), v.regex(/^[\u0021-\u007e]+$/, "must be visible ASCII"));

const Environment = v.object({
  API_PORT: v.pipe(
    v.optional(v.string(), "3000"),
    v.digits("must be a port number"),
    v.toNumber(),
    v.minValue(1, "must be a port number"),
    v.maxValue(65_535, "must be a port number"),
  ),
  LOCAL_DIR: v.optional(v.string(), ".local"),
  OPS_TOKEN: v.optional(Token),
  OPS_URL: v.optional(
    v.pipe(
      v.string(),
      v.url("must be a URL"),
      v.regex(/^https?:\/\//, "must start with http:// or https://"),
      v.transform((url) => url.replace(/\/+$/, "")),
    ),
  ),
});

const Secrets = v.pipe(v.string(), v.parseJson(), v.object({ OPS_TOKEN: Token }));

/** Where the store's API is, and what opens its operations routes. */
export interface Target {
  url: string;
  token: string;
  /** Where the token was found, for who has to correct it. */
  tokenFrom: string;
}

/**
 * Finds the store by the same variables that `pnpm start` reads, or a stage by `OPS_URL`; an empty one counts as unset.
 * Throws a Failure that says what is wrong or missing.
 */
export function readTarget(environment: NodeJS.ProcessEnv): Target {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ""));
  const read = v.safeParse(Environment, given);
  if (!read.success)
    throw new Failure(read.issues.map((issue) => `${v.getDotPath(issue)} ${issue.message}`).join("; "));
  const { API_PORT, LOCAL_DIR, OPS_TOKEN, OPS_URL } = read.output;
  const url = OPS_URL ?? `http://127.0.0.1:${API_PORT}`;
  if (OPS_TOKEN !== undefined) return { url, token: OPS_TOKEN, tokenFrom: "OPS_TOKEN" };
  // This machine's token is nothing to another one's server.
  if (OPS_URL !== undefined) throw new Failure("OPS_URL wants the token of that stage in OPS_TOKEN");
  return { url, ...keptToken(join(resolve(LOCAL_DIR), "secrets.json")) };
}

function keptToken(path: string): Pick<Target, "token" | "tokenFrom"> {
  if (!existsSync(path))
    throw new Failure(
      `There is no operations token: ${path} is missing. Start the store with \`pnpm start\`, or set LOCAL_DIR or OPS_TOKEN`,
    );
  const read = v.safeParse(Secrets, readFileSync(path, "utf8"));
  if (!read.success) throw new Failure(`There is no operations token in ${path}; set OPS_TOKEN`);
  return { token: read.output.OPS_TOKEN, tokenFrom: path };
}
