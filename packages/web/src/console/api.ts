import { hc } from "hono/client";
import type { OperationsType } from "@donut-states/functions/api/ops/operations";
import type { AppType } from "@donut-states/functions/api/shop";
import { expire, token } from "./session.ts";

/** A problem of the API in its own words; `network_error` and status 0 where no answer came. */
export interface Problem {
  code: string;
  status: number;
  detail: string;
}

/** What became of a request. Nothing here throws: a problem and a lost answer are values too. */
export type Answer<T> = { ok: true; value: T } | { ok: false; problem: Problem };

/** After this long an answer counts as lost. */
const PATIENCE_MS = 10_000;

interface Reply {
  ok: boolean;
  status: number;
  json(): Promise<unknown>;
}

type Body<R extends Reply> = Awaited<ReturnType<R["json"]>>;

const unreachable: Problem = { code: "network_error", status: 0, detail: "" };

async function readProblem(reply: Reply): Promise<Problem> {
  const body: unknown = await reply.json().catch(() => null);
  const { code, detail }: { code?: unknown; detail?: unknown } =
    typeof body === "object" && body !== null ? body : {};
  return {
    code: typeof code === "string" ? code : "unknown",
    status: reply.status,
    detail: typeof detail === "string" ? detail : "",
  };
}

/** The value of a request that answered well. A 401 ends the session: the token is not, or no longer, the right one. */
export async function ask<R extends Reply>(request: Promise<R>): Promise<Answer<Body<R>>> {
  try {
    const reply = await request;
    if (reply.status === 401) expire();
    if (!reply.ok) return { ok: false, problem: await readProblem(reply) };
    // The routes name the bodies of good answers only.
    return { ok: true, value: (await reply.json()) as Body<R> };
  } catch {
    return { ok: false, problem: unreachable };
  }
}

const patient: typeof fetch = (input, init) =>
  fetch(input, { ...init, cache: "no-store", signal: AbortSignal.timeout(PATIENCE_MS) });

const headers = () => ({ authorization: `Bearer ${token() ?? ""}` });

/** The Sales API at `baseUrl`: the routes of operations, signed in, and the shop's own. */
export function createApi(baseUrl: string) {
  return {
    ops: hc<OperationsType>(baseUrl, { fetch: patient, headers }).ops,
    shop: hc<AppType>(baseUrl, { fetch: patient }),
  };
}
export type Api = ReturnType<typeof createApi>;
