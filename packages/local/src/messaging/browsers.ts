import type { Engine } from "./engine.ts";
import type { HttpRequest } from "./sqsRequest.ts";

/** What this needs of a Fastify reply. */
interface Reply {
  code: (status: number) => { send: (answer: object) => Reply };
}

/**
 * Refuses whatever a browser sends to the broker. SNS takes plain forms, which any page that is open on this machine may
 * post to it without asking; an AWS client never sends an Origin.
 */
export function refuseBrowsers({ app }: Engine): void {
  app.addHook("onRequest", async (request: HttpRequest, reply: Reply): Promise<Reply | undefined> => {
    if (request.headers["origin"] === undefined) return undefined;
    return reply.code(403).send({ message: "Browsers may not talk to the broker" });
  });
}
