import { config } from "../config.ts";
import { sign } from "./callback.ts";

/** What the factory must know to produce; `api` is its base url, empty for the configured one. */
export interface Production {
  restockId: string;
  sku: string;
  quantity: number;
  factoryId: string;
  api: string;
}

/** A request that is ready to be sent to a factory. */
export interface ManufactureRequest {
  url: string;
  body: string;
}

const withoutSlash = (url: string) => url.replace(/\/+$/, "");

/**
 * The factory's base url, from its own row or else from the configuration; no request names one. Throws unless it is
 * http or https without a password, as fetch also reads `data:` urls; what it is instead is not told.
 */
function factoryBase(api: string): string {
  const base = api || config.factoryUrl();
  const url = URL.canParse(base) ? new URL(base) : undefined;
  if (url && /^https?:$/.test(url.protocol) && url.username + url.password === "") return withoutSlash(base);
  throw new Error("The factory's address must be an http or https url without a user");
}

/** The one place that knows the factory's field names. Throws where the factory's address is none. */
export async function manufactureRequest(production: Production): Promise<ManufactureRequest> {
  const { restockId, sku, quantity, factoryId, api } = production;
  const token = sign(await config.callbackSecret(), restockId);
  const body = {
    MessageGroupId: "stock-arrival-group",
    MessageAttributeProductId: sku,
    MessageAttributeProductCnt: quantity,
    MessageAttributeFactoryId: factoryId,
    MessageAttributeRequester: "donut-states",
    CallbackUrl: `${withoutSlash(config.callbackBaseUrl())}/restocks/${restockId}/receipt?t=${token}`,
  };
  return { url: `${factoryBase(api)}/api/manufactures`, body: JSON.stringify(body) };
}

/**
 * Asks the legacy factory to produce. It cannot tell a repeated request from a new one, so whoever calls this must
 * hold the order's lease. Throws where the factory did not answer 2xx within `withinMs`: after a timeout it may be
 * producing all the same. Redirects are not followed: the callback's secret goes to the named factory only.
 */
export async function manufacture({ url, body }: ManufactureRequest, withinMs: number): Promise<void> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body,
    redirect: "manual",
    signal: AbortSignal.timeout(withinMs),
  }).catch((error: unknown) => {
    throw new Error(`The factory did not answer within ${withinMs} ms or could not be reached`, {
      cause: error,
    });
  });
  await response.body?.cancel();
  if (!response.ok) throw new Error(`The factory answered ${response.status}`);
}

/**
 * The count that a callback's body claims, for comparison only; undefined where there is none that can be read.
 * In the wild it is a number or a numeric string.
 */
export function claimedCount(body: string): number | undefined {
  try {
    const parsed: unknown = JSON.parse(body);
    if (typeof parsed !== "object" || parsed === null || !("MessageAttributeProductCnt" in parsed))
      return undefined;
    const count = parsed.MessageAttributeProductCnt;
    if (typeof count !== "number" && (typeof count !== "string" || count.trim() === "")) return undefined;
    const number = Number(count);
    return Number.isFinite(number) ? number : undefined;
  } catch {
    // Not JSON: still a receipt, it only claims nothing.
    return undefined;
  }
}
