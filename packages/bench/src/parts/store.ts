import { readSettings } from "@donut-states/local/settings";
import { startStore } from "@donut-states/local/store";
import * as v from "valibot";
import { part } from "./part.ts";

const Settings = v.object({ databaseUrl: v.string(), factoryUrl: v.string(), directory: v.string() });
/** Milliseconds: no order is overdue while we measure. */
const NEVER = "3600000";

/** The whole store, as `pnpm start` starts it. */
await part(Settings, async ({ databaseUrl, factoryUrl, directory }) => {
  const settings = readSettings({
    API_PORT: "0",
    WEB_PORT: "0",
    AWS_PORT: "0",
    LOCAL_DIR: directory,
    DATABASE_URL: databaseUrl,
    FACTORY_URL: factoryUrl,
    RESTOCK_OVERDUE_MS: NEVER,
  });
  const store = await startStore(settings);
  return { url: store.apiUrl };
});
