import { type Component, createEffect, on } from "solid-js";
import { Dynamic } from "solid-js/web";
import { type Page as Name, route } from "../route.ts";
import { Charts } from "./Charts.tsx";
import { Faults } from "./Faults.tsx";
import { Flow } from "./Flow.tsx";
import { Incidents } from "./Incidents.tsx";
import { Mail } from "./Mail.tsx";
import { Products } from "./product/Products.tsx";
import { Queues } from "./Queues.tsx";
import { Restocks } from "./Restocks.tsx";
import { Trace } from "./Trace.tsx";

const views: Record<Name, Component> = {
  flow: Flow,
  charts: Charts,
  restocks: Restocks,
  incidents: Incidents,
  queues: Queues,
  products: Products,
  trace: Trace,
  mail: Mail,
  faults: Faults,
};

/** The page that the address names; a new page is read from its top. */
export function Page() {
  createEffect(
    on(
      () => route().page,
      () => window.scrollTo(0, 0),
      { defer: true },
    ),
  );
  return <Dynamic component={views[route().page]} />;
}
