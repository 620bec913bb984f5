import * as v from "valibot";
import type { Target } from "./environment.ts";
import { WrongCall } from "@donut-states/command-line";
import { Failure } from "./failure.ts";

/** Longer than API Gateway waits for an answer. */
const PATIENCE_MS = 35_000;

/** As much of a problem (RFC 9457) as is told; a proxy before the API may answer with something else. */
const Problem = v.object({
  detail: v.string(),
  code: v.string(),
  errors: v.optional(v.array(v.object({ pointer: v.string(), detail: v.string() })), []),
});

/** A `fetch` that brings the token and returns only good answers with JSON in them; throws a Failure or a WrongCall otherwise. */
export function createFetch(target: Target): typeof fetch {
  return async (input, init) => {
    const headers = new Headers(init?.headers);
    headers.set("authorization", `Bearer ${target.token}`);
    const { response, text } = await receive(target.url, () =>
      fetch(input, { ...init, headers, signal: AbortSignal.timeout(PATIENCE_MS) }),
    );
    const body = parse(text);
    if (!response.ok) throw refusal(target, response, body);
    if (body === undefined) throw new Failure(`${target.url} answers, but not as the store's API does`);
    return new Response(text, { status: response.status, headers: response.headers });
  };
}

/** Reads the whole answer: one that is cut off is no answer. */
async function receive(url: string, request: () => Promise<Response>) {
  try {
    const response = await request();
    return { response, text: await response.text() };
  } catch (error) {
    if (error instanceof Error && error.name === "TimeoutError")
      throw new Failure(`${url} did not answer within ${PATIENCE_MS / 1000} s`, { cause: error });
    const hint = "is the store running (`pnpm start`), and are API_PORT or OPS_URL those of it?";
    throw new Failure(`No answer from ${url}${because(error)}: ${hint}`, { cause: error });
  }
}

/** The system's name for what went wrong, as ECONNREFUSED; fetch itself only says that it failed. */
function because(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
  return typeof code === "string" ? ` (${code})` : "";
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A page of some other server.
    return undefined;
  }
}

/** Only what the caller typed goes into a request, so what the API does not understand was a wrong call. */
function refusal({ url, tokenFrom }: Target, response: Response, body: unknown): Failure | WrongCall {
  const problem = v.safeParse(Problem, body);
  if (!problem.success)
    return new Failure(`${url} answered ${response.status} ${response.statusText}`.trim());
  const { detail, code, errors } = problem.output;
  if (code === "unauthorized")
    return new Failure(`The token from ${tokenFrom} was refused: ${detail} (${code})`);
  if (code !== "invalid_request") return new Failure(`${detail} (${code})`);
  return new WrongCall(errors.map((error) => `${error.pointer} ${error.detail}`).join("; ") || detail);
}
