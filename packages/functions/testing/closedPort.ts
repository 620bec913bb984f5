import { startHttp } from "@donut-states/core/testing.http";

/** The address of a port where nobody listens any more. */
export async function closedPort(): Promise<string> {
  const server = await startHttp(() => "nothing");
  await server.stop();
  return new URL(server.url).host;
}
