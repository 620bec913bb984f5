import type { ExecuteResponse, WireSession } from "../gateway/protocol.ts";

/** Posts a body to a method of psdb.v1alpha1.Database with the user and password of a gateway's URL. */
export async function post(gatewayUrl: string, method: string, body: string | object): Promise<Response> {
  const { origin, username, password } = new URL(gatewayUrl);
  return await fetch(`${origin}/psdb.v1alpha1.Database/${method}`, {
    method: "POST",
    headers: { authorization: `Basic ${btoa(`${username}:${password}`)}` },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
}

/** Executes a statement and returns the answer as it was on the wire. */
export async function execute(url: string, query: string, session?: WireSession): Promise<ExecuteResponse> {
  const response = await post(url, "Execute", { query, session: session ?? null });
  // Its shape is what the tests pin.
  return (await response.json()) as ExecuteResponse;
}

/** A client that carries its session from statement to statement, as the driver does, but hides no error. */
export function wireClient(url: string): { execute(query: string): Promise<ExecuteResponse> } {
  let session: WireSession | undefined;
  return {
    async execute(query) {
      const response = await execute(url, query, session);
      session = response.session;
      return response;
    },
  };
}

/** The first value of the first row of an answer, as text; undefined for NULL and where there is no row. */
export function value(response: ExecuteResponse): string | undefined {
  const row = response.result?.rows?.[0];
  const length = Number(row?.lengths[0] ?? -1);
  return length < 0 ? undefined : Buffer.from(row?.values ?? "", "base64").toString("utf8", 0, length);
}
