/** What the shop can tell in words; the API's codes and two of our own. */
export const problemCodes = [
  "out_of_stock",
  "product_not_found",
  "order_not_found",
  "not_found",
  "method_not_allowed",
  "invalid_request",
  "idempotency_key_reused",
  "payload_too_large",
  "unsupported_media_type",
  "too_many_requests",
  "unavailable",
  "internal_error",
  "network_error",
  "unknown",
] as const;
export type ProblemCode = (typeof problemCodes)[number];

/** What a refusal tells of the batch on its way. */
export interface Batch {
  quantity: number;
  expectedAt: string;
  isOverdue: boolean;
}

/** Why a request failed: a problem of the API (RFC 9457), or `network_error` where no answer came. */
export interface Problem {
  code: ProblemCode;
  /** 0 where there was no answer. */
  status: number;
  /** What is left, where the API said so. */
  stock?: number;
  /** The batch on its way, null where none is; where the API said so. */
  batch?: Batch | null;
  /** Seconds after which the API asks to try again. */
  retryAfter?: number;
}

export const unreachable: Problem = { code: "network_error", status: 0 };

const isCode = (value: unknown): value is ProblemCode =>
  problemCodes.some((code) => code === value && code !== "network_error");

/** Undefined where it says nothing that can be told. */
function readBatch(restock: unknown): Batch | null | undefined {
  if (typeof restock !== "object" || restock === null) return restock === null ? null : undefined;
  const { quantity, expectedAt, status }: { quantity?: unknown; expectedAt?: unknown; status?: unknown } =
    restock;
  if (typeof quantity !== "number" || typeof expectedAt !== "string") return undefined;
  if (Number.isNaN(Date.parse(expectedAt))) return undefined;
  return { quantity, expectedAt, isOverdue: status === "overdue" };
}

/** Whoever stands in front of the API (a proxy, a gateway) may answer with something else than a problem. */
export async function readProblem(reply: {
  status: number;
  headers: Headers;
  json(): Promise<unknown>;
}): Promise<Problem> {
  const body: unknown = await reply.json().catch(() => null);
  const members: { code?: unknown; stock?: unknown; restock?: unknown } =
    typeof body === "object" && body !== null ? body : {};
  const batch = readBatch(members.restock);
  const retryAfter = Number.parseInt(reply.headers.get("retry-after") ?? "", 10);
  return {
    code: isCode(members.code) ? members.code : "unknown",
    status: reply.status,
    ...(typeof members.stock === "number" ? { stock: members.stock } : {}),
    ...(batch === undefined ? {} : { batch }),
    ...(retryAfter >= 0 ? { retryAfter } : {}),
  };
}
