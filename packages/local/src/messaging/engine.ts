import { buildApp, type BuildAppOptions, type MessageSpyReader, type SpyMessage } from "fauxqs";

type Stores = NonNullable<BuildAppOptions["stores"]>;
type SqsStore = Stores["sqsStore"];
type Spy = NonNullable<SqsStore["spy"]>;

/** fauxqs, not yet listening: its Fastify app, its SQS state and the spy that sees every message. */
export interface Engine {
  app: ReturnType<typeof buildApp>;
  store: SqsStore;
  spy: MessageSpyReader;
  /** Calls the listener with each message as it is published, consumed or dead-lettered. */
  onMessage(listener: (message: SpyMessage) => void): void;
}

/** Messages that the spy remembers for those who ask late. */
const spyBufferSize = 1_000;

/**
 * Builds fauxqs with its spy switched on and queue URLs that start with the endpoint.
 * Only `startFauxqs` switches the spy on, and that listens on every interface; so its parts are put together here.
 */
export async function createEngine(): Promise<Engine> {
  const parts = await loadParts();
  const spy = new parts.MessageSpy({ bufferSize: spyBufferSize });
  const stores = {
    sqsStore: new parts.SqsStore(),
    snsStore: new parts.SnsStore(),
    s3Store: new parts.S3Store(),
  };
  stores.sqsStore.spy = spy;
  stores.snsStore.spy = spy;
  // Without a host of its own fauxqs names queues after the request's: `sqs.us-east-1.localhost` resolves on few machines.
  stores.sqsStore.host = "";
  return { app: buildApp({ logger: false, stores }), store: stores.sqsStore, spy, onMessage: listenTo(spy) };
}

/** The spy has no listeners of its own, only waits for one message. */
function listenTo(spy: Spy): Engine["onMessage"] {
  return (listener) => {
    const record = spy.addMessage.bind(spy);
    spy.addMessage = (message) => {
      record(message);
      listener(message);
    };
  };
}

/** fauxqs exports neither its stores nor its spy, so they are loaded from beside its entry (the version is pinned). */
async function loadParts() {
  const entry = import.meta.resolve("fauxqs");
  const files = ["spy.js", "sqs/sqsStore.js", "sns/snsStore.js", "s3/s3Store.js"];
  const modules: object[] = await Promise.all(files.map((file) => import(new URL(file, entry).href)));
  // Cast: a computed import has no type; a part that moved fails at the first `new`, in every test.
  return Object.assign({}, ...modules) as {
    MessageSpy: new (options: { bufferSize: number }) => Spy;
    SqsStore: new () => SqsStore;
    SnsStore: new () => Stores["snsStore"];
    S3Store: new () => Stores["s3Store"];
  };
}
