import { isIP } from "node:net";
import type { Engine } from "./engine.ts";
import type { HttpRequest } from "./sqsRequest.ts";

/** What this needs of a Fastify reply. */
interface Reply {
  code: (status: number) => { send: (answer: object) => Reply };
}

/**
 * Refuses whatever a browser sends to the broker. SNS takes plain forms, which any page that is open on this machine may
 * post to it without asking; an AWS client never sends an Origin. Nor does a page that reads from its own origin, and its
 * name may have been made to point here (DNS rebinding): so only this machine's own names are answered.
 */
export function refuseBrowsers({ app }: Engine): void {
  app.addHook("onRequest", async (request: HttpRequest, reply: Reply): Promise<Reply | undefined> => {
    const { origin, host } = request.headers;
    if (origin === undefined && isOwn(String(host))) return undefined;
    return reply.code(403).send({ message: "Browsers may not talk to the broker" });
  });
}

/** Whether a Host header names this machine itself: `localhost` or an address, with a port or without. */
function isOwn(host: string): boolean {
  const name = host.replace(/:\d+$/, "");
  return name === "localhost" || isIP(name.replace(/^\[|\]$/g, "")) > 0;
}
