import { afterAll, beforeAll } from "vitest";
import { startHttp } from "@donut-states/core/testing.http";

/** The least that can be called a factory: it notes each order and answers with a status. */
export function bindFactory() {
  const factory = { status: 201, orders: (): { path: string; body: string }[] => [] };
  let stop: (() => Promise<void>) | undefined;
  beforeAll(async () => {
    const server = await startHttp(() => ({ status: factory.status, headers: { location: "/elsewhere" } }));
    stop = () => server.stop();
    factory.orders = () => server.received;
    process.env.SST_Parameter_value_FACTORY_URL = server.url;
  });
  afterAll(() => stop?.());
  return factory;
}
