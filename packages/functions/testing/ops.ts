import { operations } from "../src/api/ops/operations.ts";
import { client } from "./client.ts";
import { opsToken } from "./store.ts";

/** Calls the operations' routes with their token. */
export const ops = client(operations, { authorization: `Bearer ${opsToken}` });

/** The rows of a list's answer. */
export async function list<Row>(path: string, name: string): Promise<Row[]> {
  const response = await ops("GET", path);
  // The client has held the answer against the document, which names its members.
  const body = (await response.json()) as Record<string, Row[]>;
  return body[name] ?? [];
}
