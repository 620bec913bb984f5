import { inject } from "vitest";

/** Calls the operations' routes of the store, past the pages: to set a scene, or to see what came of one. */
export async function ops<T>(method: string, path: string, body?: object): Promise<T> {
  const { apiUrl, opsToken } = inject("store");
  const response = await fetch(`${apiUrl}/ops${path}`, {
    method,
    headers: { authorization: `Bearer ${opsToken}`, "content-type": "application/json" },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T; // what the route answers, which its own tests hold against the document
}

export interface Restock {
  id: string;
  sku: string;
  status: string;
  attempts: number;
}

export const restocksOf = async (sku: string) =>
  (await ops<{ restocks: Restock[] }>("GET", "/restocks?limit=200")).restocks.filter(
    (row) => row.sku === sku,
  );
