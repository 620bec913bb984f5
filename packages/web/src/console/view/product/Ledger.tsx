import { For } from "solid-js";
import { ask } from "../../api.ts";
import { useDesk } from "../../desk.ts";
import { format, t } from "../../i18n/index.ts";
import { createLive } from "../../live.ts";
import { Badge } from "../../ui/Badge.tsx";
import { Loaded } from "../../ui/Loaded.tsx";
import { Story } from "../../ui/Story.tsx";
import { Table } from "../../ui/Table.tsx";
import { When } from "../../ui/When.tsx";

const sums = ["initial", "received", "adjusted", "sold", "expected", "stock"] as const;

/** A product's stock explained: its sums, whether they balance, and its latest movements. */
export function Ledger(props: { sku: string }) {
  const { api } = useDesk();
  const { state } = createLive(
    () => ask(api.ops.products[":sku"].ledger.$get({ param: { sku: props.sku }, query: { limit: "30" } })),
    { key: "source" },
  );
  return (
    <section class="panel" aria-labelledby="ledger">
      <h2 id="ledger">{t().ledger.title(props.sku)}</h2>
      <Loaded of={state}>
        {(ledger) => (
          <>
            <dl class="sums">
              <For each={sums}>
                {(sum) => (
                  <div>
                    <dt>{t().ledger.sums[sum]}</dt>
                    <dd>{format().number(ledger()[sum])}</dd>
                  </div>
                )}
              </For>
            </dl>
            <p>
              <Badge
                tone={ledger().balanced ? "good" : "bad"}
                text={ledger().balanced ? t().ledger.balanced : t().ledger.unbalanced}
              />
            </p>
            <Table
              caption={t().ledger.movements}
              rows={ledger().movements}
              columns={[
                { title: t().ledger.at, cell: ({ at }) => <When at={at} /> },
                { title: t().ledger.kind, cell: ({ kind }) => t().ledger.kinds[kind] },
                { title: t().ledger.delta, isNumber: true, cell: ({ delta }) => format().signed(delta) },
                { title: t().ledger.source, cell: ({ source }) => <Story id={source} /> },
              ]}
            />
          </>
        )}
      </Loaded>
    </section>
  );
}
