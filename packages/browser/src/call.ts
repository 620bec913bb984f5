import type { Address } from "./store.ts";

/** Calls a route of a store past its pages, as operations may; rejects unless it answers well. */
export async function call<T>(
  { apiUrl, opsToken }: Address,
  method: string,
  path: string,
  body?: object,
): Promise<T> {
  const response = await fetch(apiUrl + path, {
    method,
    headers: { authorization: `Bearer ${opsToken}`, "content-type": "application/json" },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T; // what the route answers, which its own tests hold against the document
}
