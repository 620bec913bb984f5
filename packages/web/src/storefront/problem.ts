/** What the shop can tell in words; the API's codes and four of our own. */
export const problemCodes = [
  "out_of_stock",
  "product_not_found",
  "order_not_found",
  "reservation_not_found",
  "in_stock",
  "already_waiting",
  "line_full",
  "reservation_closed",
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
  "still_waiting",
  "order_cancelled",
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
  /** The parts of the request that were wrong, as the API points at them: `#/customer/email`. */
  pointers?: string[];
  /** Seconds after which the API asks to try again. */
  retryAfter?: number;
}

export const unreachable: Problem = { code: "network_error", status: 0 };
/** An order is in line, and nobody has decided it for minutes. */
export const stillWaiting: Problem = { code: "still_waiting", status: 0 };
/** An order that was in line came too late. */
export const cameTooLate: Problem = { code: "out_of_stock", status: 409 };
/** An order was sold, and cancelled before its answer came. */
export const takenBack: Problem = { code: "order_cancelled", status: 0 };

const ours: readonly ProblemCode[] = ["network_error", "still_waiting", "order_cancelled"];

const isCode = (value: unknown): value is ProblemCode =>
  problemCodes.some((code) => code === value && !ours.includes(code));

/** Undefined where it says nothing that can be told. */
function readBatch(restock: unknown): Batch | null | undefined {
  if (typeof restock !== "object" || restock === null) return restock === null ? null : undefined;
  const { quantity, expectedAt, status }: { quantity?: unknown; expectedAt?: unknown; status?: unknown } =
    restock;
  if (typeof quantity !== "number" || typeof expectedAt !== "string") return undefined;
  if (Number.isNaN(Date.parse(expectedAt))) return undefined;
  return { quantity, expectedAt, isOverdue: status === "overdue" };
}

/** Undefined where nothing is pointed at. */
function readPointers(errors: unknown): string[] | undefined {
  if (!Array.isArray(errors)) return undefined;
  return errors.flatMap((error: { pointer?: unknown } | null) =>
    typeof error?.pointer === "string" ? [error.pointer] : [],
  );
}

/** Whoever stands in front of the API (a proxy, a gateway) may answer with something else than a problem. */
export async function readProblem(reply: {
  status: number;
  headers: Headers;
  json(): Promise<unknown>;
}): Promise<Problem> {
  const body: unknown = await reply.json().catch(() => null);
  const members: { code?: unknown; stock?: unknown; restock?: unknown; errors?: unknown } =
    typeof body === "object" && body !== null ? body : {};
  const batch = readBatch(members.restock);
  const pointers = readPointers(members.errors);
  const retryAfter = Number.parseInt(reply.headers.get("retry-after") ?? "", 10);
  return {
    code: isCode(members.code) ? members.code : "unknown",
    status: reply.status,
    ...(typeof members.stock === "number" ? { stock: members.stock } : {}),
    ...(batch === undefined ? {} : { batch }),
    ...(pointers === undefined ? {} : { pointers }),
    ...(retryAfter >= 0 ? { retryAfter } : {}),
  };
}
