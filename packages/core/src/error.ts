/** Every way in which a well-formed request can be refused. The edge maps each code to a status, exhaustively. */
export type ErrorCode =
  | "invalid_request"
  | "product_not_found"
  | "order_not_found"
  | "order_not_confirmed"
  | "reservation_not_found"
  | "reservation_closed"
  | "in_stock"
  | "already_waiting"
  | "line_full"
  | "restock_not_found"
  | "restock_closed"
  | "factory_missing"
  | "incident_not_found"
  | "queue_not_found"
  | "trace_not_found"
  | "not_simulated"
  | "idempotency_key_reused"
  | "name_taken"
  | "insufficient_stock"
  | "invalid_callback_token";

/** A refusal with a meaning that the caller may be told: its message holds nothing private. */
export class DomainError extends Error {
  override readonly name = "DomainError";
  readonly code: ErrorCode;
  /** What of the request is to blame, where it is one thing: a JSON pointer into the body, or a parameter's name. */
  readonly pointer: string | undefined;

  constructor(code: ErrorCode, message: string, pointer?: string) {
    super(message);
    this.code = code;
    this.pointer = pointer;
  }
}
