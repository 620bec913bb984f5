import { handler } from "@donut-states/functions/api/sales";
import { startGateway } from "@donut-states/gateway/gateway";
import { freePort } from "@donut-states/gateway/server/port";
import { api } from "@donut-states/core/topology";
import { startApiGateway } from "@donut-states/local/http/apiGateway";
import type { Handler } from "@donut-states/local/lambda/functions";
import * as v from "valibot";
import { Address, part } from "./part.ts";

const Settings = v.object({ server: Address, database: v.string() });

/**
 * What a request passes on one machine, in one process as `pnpm start` has it: the HTTP API, the deployed handler, the
 * driver and the gateway. What goes on beside the sale there (relay, consumers, storefront) is not in it.
 */
await part(Settings, async ({ server, database }) => {
  const gateway = await startGateway({ server, database });
  process.env.SST_Secret_value_DATABASE_URL = gateway.url;
  const port = await freePort("127.0.0.1");
  const routes = api.sales.routes.map((routeKey) => ({
    routeKey,
    functionName: "sales",
    // The cast: the API hands over what Lambda would, which is all that the handler's type asks for.
    handler: () => Promise.resolve(handler as unknown as Handler),
  }));
  await startApiGateway({ port, routes, onRequest: () => {} });
  return { url: `http://127.0.0.1:${port}` };
});
