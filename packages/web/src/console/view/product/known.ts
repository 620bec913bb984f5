import type { InferResponseType } from "hono/client";
import { type Api, ask } from "../../api.ts";
import type { Desk } from "../../desk.ts";
import { t } from "../../i18n/index.ts";
import { told } from "../../ui/notice.ts";

type ProductApi = Api["ops"]["products"][":sku"];

/** How a product is restocked, what its shelf looks like and what was decided, as the API tells it. */
export type Known = InferResponseType<ProductApi["decisions"]["$get"], 200>;

type Change = Parameters<ProductApi["$patch"]>[0]["json"];

/** Changes a product's settings and says what came of it; true where it was done. */
export async function change({ api }: Pick<Desk, "api">, sku: string, json: Change): Promise<boolean> {
  const answer = await ask(api.ops.products[":sku"].$patch({ param: { sku }, json }));
  return told(answer, () => t().settings.done) !== undefined;
}

/** The number in an input of a form; undefined where nothing was filled in. */
export function numberIn(form: HTMLFormElement, name: string): number | undefined {
  const input = form.elements.namedItem(name);
  return input instanceof HTMLInputElement && input.value !== "" ? input.valueAsNumber : undefined;
}

/** The text in an input of a form. */
export function textIn(form: HTMLFormElement, name: string): string {
  const input = form.elements.namedItem(name);
  return input instanceof HTMLInputElement ? input.value.trim() : "";
}
