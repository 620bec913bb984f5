import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { createApp } from "@donut-states/factory/app";
import { createFactory, type Factory } from "@donut-states/factory/factory";
import { createFaults, type FaultSwitches } from "@donut-states/factory/faults";
import type { Post } from "../evidence/evidence.ts";
import { type Moment, Moments } from "./moments.ts";
import { readPost } from "./post.ts";

/** A genuine callback that the factory has made. */
export interface Callback {
  /** Path and query: the proof is in them. */
  path: string;
  body: string;
}

/** The factory's company: the legacy factory itself, with a gatehouse that sees whatever comes in and goes out. */
export interface Company {
  /** Base URL of the factory, and of the callbacks as it sees them. */
  readonly url: string;
  readonly faults: FaultSwitches;
  readonly posts: readonly Post[];
  readonly callbacks: readonly Callback[];
  /** Where callbacks are passed on to. */
  connect(apiUrl: string): void;
  /** Acts at a moment of the next orders, `times` of them; what is under way waits for it. */
  on: Moments["on"];
  /** Resolves when the next order reaches this moment. */
  next(moment: Moment): Promise<void>;
  /** Forgets every order that is in production, as its restart does. */
  forget(): void;
  /** Switches every fault off, and does nothing more at any moment. */
  calm(): void;
  stop(): Promise<void>;
}

export async function startCompany(stepMs: number): Promise<Company> {
  const faults = createFaults();
  const moments = new Moments();
  const posts: Post[] = [];
  const callbacks: Callback[] = [];
  let factory: Factory = createFactory({ stepMs });
  let app = createApp({ factory, faults });
  let apiUrl = "";

  async function order(request: Request, cutConnection: () => void): Promise<Response> {
    posts.push(readPost(await request.clone().text()));
    await moments.reached("asked");
    const answer = await app.fetch(request, { cutConnection });
    await moments.reached("taken");
    return answer;
  }

  async function callBack(request: Request, path: string): Promise<Response> {
    const body = await request.text();
    callbacks.push({ path, body });
    await moments.reached("calling");
    const answer = await fetch(`${apiUrl}${path}`, { method: "POST", body, headers: request.headers });
    return new Response(await answer.text(), { status: answer.status });
  }

  const listener = getRequestListener(
    (request, { incoming }) => {
      const { pathname, search } = new URL(request.url);
      if (pathname.startsWith("/restocks/")) return callBack(request, `${pathname}${search}`);
      return order(request, () => incoming.socket.destroy());
    },
    // The store is away, which is what happens here.
    { overrideGlobalObjects: false, errorHandler: () => new Response(null, { status: 502 }) },
  );
  const server = createServer((incoming, outgoing) => void listener(incoming, outgoing)).listen(
    0,
    "127.0.0.1",
  );
  await once(server, "listening");
  const { port } = server.address() as AddressInfo; // listening on TCP

  return {
    url: `http://127.0.0.1:${port}`,
    faults,
    posts,
    callbacks,
    connect: (url) => void (apiUrl = url),
    on: (moment, act, times) => moments.on(moment, act, times),
    next: (moment) => new Promise<void>((reached) => moments.on(moment, reached)),
    forget() {
      factory.stop();
      factory = createFactory({ stepMs });
      app = createApp({ factory, faults });
    },
    calm() {
      faults.set({});
      moments.clear();
    },
    async stop() {
      factory.stop();
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
