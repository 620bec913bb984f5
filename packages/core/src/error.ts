/** Every way in which a well-formed request can be refused. The edge maps each code to a status, exhaustively. */
export type ErrorCode =
  | "product_not_found"
  | "order_not_found"
  | "restock_not_found"
  | "restock_closed"
  | "incident_not_found"
  | "queue_not_found"
  | "trace_not_found"
  | "idempotency_key_reused"
  | "insufficient_stock"
  | "invalid_callback_token";

/** A refusal with a meaning that the caller may be told: its message holds nothing private. */
export class DomainError extends Error {
  override readonly name = "DomainError";
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
