import type { Scene } from "../src/scene.ts";

interface Place {
  name: string;
  /** Where it is in a store with that scene. */
  path: (scene: Scene) => string;
  isOperator: boolean;
  /** What is on it once it has loaded. */
  landmark: string;
}

const shop = (name: string, path: Place["path"], landmark: string): Place => ({
  name,
  path,
  isOperator: false,
  landmark,
});
const desk = (name: string, path: Place["path"], landmark: string): Place => ({
  name,
  path: (scene) => `/console#/${path(scene)}`,
  isOperator: true,
  landmark,
});

/** Every page of both; what must hold on each is tested on each of these. */
export const places: Place[] = [
  shop("storefront", () => "/", ".card .button--order"),
  shop("product-page", ({ sku }) => `/#/products/${sku}`, ".counter[data-sku]"),
  shop("my-orders", () => "/#/mine", ".closed .button"),
  shop("sign-in", () => "/console", "#token"),
  desk("flow", () => "flow", ".promises"),
  desk("charts", () => "charts", ".charts > *"),
  desk("restocks", () => "restocks", ".table tbody tr"),
  desk("incidents", () => "incidents", ".incident"),
  desk("queues", () => "queues/factory", ".letter"),
  desk("products", () => "products", ".table tbody tr"),
  desk("product", ({ sku }) => `products/${sku}`, ".sums"),
  desk("trace", ({ story }) => `trace/${story}`, ".timeline li"),
  desk("mail", () => "mail", ".mails > *"),
  desk("faults", () => "faults", ".choices"),
];
