import { randomUUID } from "node:crypto";
import { STATUS_CODES } from "node:http";

/** An answer of the gateway itself. */
export interface Problem {
  statusCode: number;
  headers: Readonly<Record<string, string>>;
  body: string;
}

/** What no function could answer, as a problem (RFC 9457) in the form of the application's. */
export function problem(
  statusCode: number,
  code: string,
  detail: string,
  headers: Readonly<Record<string, string>> = {},
): Problem {
  const requestId = randomUUID();
  const type = `urn:donut-states:problem:${code}`;
  const title = STATUS_CODES[statusCode] ?? "";
  return {
    statusCode,
    headers: {
      "content-type": "application/problem+json",
      "x-request-id": requestId,
      "x-content-type-options": "nosniff",
      "cache-control": "no-store",
      ...headers,
    },
    body: JSON.stringify({ type, title, status: statusCode, detail, code, requestId }),
  };
}
