/** One order as the factory read it. The callback url carries the customer's secret: it never leaves this object. */
export interface Order {
  readonly raw: Uint8Array<ArrayBuffer>;
  /** The same body as text, valid JSON. */
  readonly text: string;
  readonly sku: unknown;
  readonly count: unknown;
  readonly requester: unknown;
  /** Not checked to be a usable URL, as the factory validates nothing. */
  readonly callbackUrl: string | null;
}

/** The body is not JSON in UTF-8: the one thing that the factory's HTTP framework refuses before the factory sees it. */
export class MalformedBody extends Error {
  override readonly name = "MalformedBody";
}

/**
 * Reads a request body and validates nothing but that it is JSON; an empty body counts as `{}`.
 * @throws {MalformedBody} when the bytes are not JSON.
 */
export function readOrder(raw: Uint8Array<ArrayBuffer>): Order {
  const { text, body } = parse(raw);
  const field = (name: string): unknown =>
    typeof body === "object" && body !== null && Object.hasOwn(body, name)
      ? Reflect.get(body, name)
      : undefined;
  const callbackUrl = field("CallbackUrl");
  return {
    raw,
    text,
    sku: field("MessageAttributeProductId"),
    count: field("MessageAttributeProductCnt"),
    requester: field("MessageAttributeRequester"),
    callbackUrl: typeof callbackUrl === "string" ? callbackUrl : null,
  };
}

function parse(raw: Uint8Array): { text: string; body: unknown } {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(raw) || "{}";
    return { text, body: JSON.parse(text) };
  } catch (cause) {
    throw new MalformedBody("The body is not JSON.", { cause });
  }
}
