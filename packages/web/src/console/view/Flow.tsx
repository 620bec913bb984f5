import { createMediaQuery } from "../ui/media.ts";
import { useDesk } from "../desk.ts";
import { layouts } from "../flow/layout.ts";
import { createFacts } from "../flow/facts.ts";
import { Picture } from "../flow/Picture.tsx";
import { t } from "../i18n/index.ts";
import { Start } from "../tour/Start.tsx";
import { Arriving } from "./Arriving.tsx";
import { Happenings } from "./Happenings.tsx";
import { Invariants } from "./Invariants.tsx";

/** The machine at work: the picture, the promises it keeps, and what has just happened. */
export function Flow() {
  const { listen, pulse } = useDesk();
  const isNarrow = createMediaQuery("(max-width: 46rem)");
  const layout = () => (isNarrow() ? layouts.narrow : layouts.wide);
  const facts = createFacts(() => pulse.state.value);
  let send: ((type: string) => void) | undefined;
  listen((events) => {
    for (const { type } of events) send?.(type);
  });
  return (
    <>
      <h1>{t().pages.flow}</h1>
      <p class="lead">{t().flow.lead}</p>
      <Start />
      <div class="panel panel--picture">
        <Picture layout={layout()} facts={facts} ref={(to) => (send = to)} />
      </div>
      <div class="columns">
        <div>
          <Invariants />
          <Arriving />
        </div>
        <Happenings />
      </div>
    </>
  );
}
