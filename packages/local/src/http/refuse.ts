import { STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { problem } from "./problem.ts";

interface Refusal {
  status: number;
  code: string;
  headers?: Readonly<Record<string, string>>;
}

const methodNotAllowed: Refusal = {
  status: 405,
  code: "method_not_allowed",
  headers: { allow: "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS" },
};

/** By the code of node:http's error, or of what it would answer without a word; whatever else cannot be read is 400. */
const refusals: Readonly<Record<string, Refusal>> = {
  HPE_INVALID_METHOD: methodNotAllowed,
  ERR_HTTP_EXPECTATION: { status: 417, code: "expectation_failed" },
  HPE_HEADER_OVERFLOW: { status: 431, code: "headers_too_large" },
  HPE_CHUNK_EXTENSIONS_OVERFLOW: { status: 413, code: "payload_too_large" },
  ERR_HTTP_REQUEST_TIMEOUT: { status: 408, code: "request_timeout" },
};
const unreadable: Refusal = { status: 400, code: "invalid_request" };

/** Answers what never became a request with a problem (RFC 9457), and hangs up. */
export function refuse(error: { code?: string }, socket: Duplex): void {
  if (error.code === "ECONNRESET" || !socket.writable) return void socket.destroy();
  const { status, code, headers } = refusals[error.code ?? ""] ?? unreadable;
  const answer = problem(status, code, "The request could not be read", headers);
  const length = String(Buffer.byteLength(answer.body));
  const lines = Object.entries({ ...answer.headers, "content-length": length, connection: "close" }).map(
    ([name, value]) => `${name}: ${value}`,
  );
  socket.end([`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...lines, "", answer.body].join("\r\n"));
}
