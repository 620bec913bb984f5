import { api, crons, queues, timeouts } from "@donut-states/core/topology";
import { resendOrders } from "@donut-states/core/order/surge/neglected";
import { startFactory } from "@donut-states/factory/server";
import { type Addresses, bindings } from "./bindings.ts";
import { openDatabase } from "./database.ts";
import { openDirectory } from "./directory.ts";
import { type Functions, startFunctions } from "./lambda/functions.ts";
import { startApiGateway } from "./http/apiGateway.ts";
import { invocationLog } from "./invocationLog.ts";
import type { Keeper } from "./keepServer.ts";
import { type Broker, startBroker } from "./messaging/broker.ts";
import { startEventSourceMapping } from "./lambda/eventSourceMapping.ts";
import { Parts, Together } from "./parts.ts";
import { claimPorts } from "./ports.ts";
import { recover } from "./recover.ts";
import { startSchedule } from "./lambda/schedule.ts";
import type { Settings } from "./settings.ts";
import { startStorefront } from "./storefront.ts";

/** A whole store on this machine, and where it is reached. */
export interface Store extends Addresses {
  opsToken: string;
  broker: Broker;
  stop: () => Promise<void>;
}

/**
 * Starts everything in the order in which the parts need each other: database, broker, factory, functions, storefront,
 * and last what invokes the functions, as a start beside them takes of their time. Rejects with nothing left running.
 * The keeper hears what takes long, and of a database that cannot be kept running; its signal ends the start, with
 * nothing left running either.
 */
export async function startStore(given: Settings, keeper: Keeper = silent): Promise<Store> {
  const settings = { ...given, ...(await claimPorts(given)) };
  const parts = new Parts(keeper.signal);
  try {
    return await start(settings, parts, keeper);
  } catch (error) {
    await parts.stop();
    throw error;
  }
}

const silent: Keeper = { say: () => {}, giveUp: () => {}, signal: new AbortController().signal };

async function start(settings: Settings, parts: Parts, keeper: Keeper): Promise<Store> {
  keeper.signal.throwIfAborted();
  const secrets = await openDirectory(settings.LOCAL_DIR);
  if (settings.OPS_TOKEN !== undefined) secrets.OPS_TOKEN = settings.OPS_TOKEN;
  const database = await parts.add(openDatabase(settings, keeper));
  if (!isRemote(settings)) await recover(database.db);
  const broker = await parts.add(startBroker(brokerOptions(settings)));
  const addresses = {
    databaseUrl: database.url,
    apiUrl: local(settings.API_PORT),
    webUrl: local(settings.WEB_PORT),
    factoryUrl: settings.FACTORY_URL ?? local(settings.FACTORY_PORT),
    broker,
  };
  Object.assign(process.env, bindings(settings, secrets, addresses));
  if (settings.FACTORY_URL === undefined)
    await parts.add(startFactory({ port: settings.FACTORY_PORT, stepMs: settings.FACTORY_STEP_MS }));
  const functions = await parts.add(startFunctions({ ignored: settings.LOCAL_DIR }));
  await initialize(functions);
  await parts.add(startStorefront({ port: settings.WEB_PORT, apiUrl: addresses.apiUrl }));
  await connectQueues(parts, functions, broker, settings);
  if (!isRemote(settings)) await resendOrders(database.db);
  startCrons(parts, functions);
  await openApi(parts, functions, settings.API_PORT);
  return { ...addresses, opsToken: secrets.OPS_TOKEN, stop: () => parts.stop() };
}

/** A database at PlanetScale is not this machine's alone: what was sent there did not die with a broker here. */
const isRemote = ({ DATABASE_URL = "" }: Settings) => DATABASE_URL.startsWith("https:");

const local = (port: number) => `http://127.0.0.1:${port}`;

const brokerOptions = (settings: Settings) => ({
  port: settings.AWS_PORT,
  directory: settings.LOCAL_DIR,
  visibilityTimeoutSeconds: settings.VISIBILITY_TIMEOUT_S,
  maxReceiveCount: settings.MAX_RECEIVE_COUNT,
});

/** Lambda does not count a function's initialisation as part of its timeout, so it is done before anything arrives. */
async function initialize(functions: Functions): Promise<void> {
  for (const { handler } of [...Object.values(queues), ...Object.values(api), ...Object.values(crons)])
    await functions.load(handler);
}

async function connectQueues(
  parts: Parts,
  functions: Functions,
  broker: Broker,
  settings: Settings,
): Promise<void> {
  const mappings = parts.keep(new Together());
  for (const [name, { url }] of Object.entries(broker.queues)) {
    const { handler, batchSize, windowSeconds, maxConcurrency } = queues[name as keyof typeof queues]; // made from these very keys
    mappings.keep(
      await startEventSourceMapping({
        sqs: broker.sqs,
        queueUrl: url,
        functionName: name,
        batchSize,
        windowSeconds,
        maxConcurrency,
        functionTimeoutMs: timeouts(settings.VISIBILITY_TIMEOUT_S, windowSeconds).functionMs,
        reportBatchItemFailures: true,
        handler: async (event, context) => (await functions.load(handler))(event, context),
        onInvocation: (report) => invocationLog.batch(report),
      }),
    );
  }
}

/** One begins when the one before has run: what the relay publishes after a stop has not waited in the watchdog's eyes. */
function startCrons(parts: Parts, functions: Functions): void {
  let before = Promise.resolve();
  for (const [functionName, { handler, localMs }] of Object.entries(crons))
    before = parts.keep(
      startSchedule({
        functionName,
        everyMs: localMs,
        after: before,
        handler: () => functions.load(handler),
        onFailure: (name, error) => invocationLog.failure(name, error),
      }),
    ).first;
}

async function openApi(parts: Parts, functions: Functions, port: number): Promise<void> {
  const routes = Object.entries(api).flatMap(([functionName, { handler, routes: routeKeys }]) =>
    routeKeys.map((routeKey) => ({ routeKey, functionName, handler: () => functions.load(handler) })),
  );
  await parts.add(startApiGateway({ port, routes, onRequest: (report) => invocationLog.request(report) }));
}
