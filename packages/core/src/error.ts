/** Every way in which a well-formed request can be refused. The edge maps each code to a status, exhaustively. */
export type ErrorCode =
  | "invalid_request"
  | "product_not_found"
  | "order_not_found"
  | "restock_not_found"
  | "restock_closed"
  | "factory_missing"
  | "incident_not_found"
  | "queue_not_found"
  | "trace_not_found"
  | "not_simulated"
  | "idempotency_key_reused"
  | "insufficient_stock"
  | "invalid_callback_token";

/** A refusal with a meaning that the caller may be told: its message holds nothing private. */
export class DomainError extends Error {
  override readonly name = "DomainError";
  readonly code: ErrorCode;
  /** The field of the request that is to blame, where it is one: a JSON pointer into the body. */
  readonly pointer: string | undefined;

  constructor(code: ErrorCode, message: string, pointer?: string) {
    super(message);
    this.code = code;
    this.pointer = pointer;
  }
}
