import { Show } from "solid-js";
import { useDesk } from "../desk.ts";
import { format, t } from "../i18n/index.ts";
import { href, route } from "../route.ts";
import { Badge } from "../ui/Badge.tsx";
import { Progress } from "../ui/Progress.tsx";
import { Table } from "../ui/Table.tsx";
import { Ledger } from "./Ledger.tsx";
import { Settings } from "./Settings.tsx";

const tones = { in_stock: "good", low_stock: "late", sold_out: "bad" } as const;

/** What is on sale and what is on its way; of the chosen product its ledger and its settings. */
export function Products() {
  const { pulse } = useDesk();
  const products = () => pulse.state.value?.products ?? [];
  const chosen = () => products().find(({ sku }) => sku === route().id);
  return (
    <>
      <h1>{t().pages.products}</h1>
      <section class="panel">
        <Table
          caption={t().pages.products}
          rows={products()}
          columns={[
            { title: t().sku, cell: ({ sku }) => <a href={href("products", sku)}>{sku}</a> },
            { title: t().products.name, cell: ({ name }) => <span lang="ko">{name}</span> },
            { title: t().products.stock, isNumber: true, cell: ({ stock }) => format().number(stock) },
            {
              title: t().status,
              cell: ({ availability }) => (
                <Badge tone={tones[availability]} text={t().products.availability[availability]} />
              ),
            },
            { title: t().products.price, isNumber: true, cell: ({ price }) => format().money(price) },
            {
              title: t().products.advertised,
              cell: ({ advertised }) => (advertised ? t().products.running : t().products.stopped),
            },
            {
              title: t().products.restock,
              cell: ({ restock }) => (
                <Show when={restock}>
                  {(order) => (
                    <>
                      +{format().number(order().quantity)} <Progress restock={order()} />
                    </>
                  )}
                </Show>
              ),
            },
          ]}
        />
      </section>
      <Show when={chosen()?.sku} keyed>
        {(sku) => (
          <div class="columns">
            <Ledger sku={sku} />
            <Settings sku={sku} />
          </div>
        )}
      </Show>
    </>
  );
}
