import { Show } from "solid-js";
import { useDesk } from "../../desk.ts";
import { format, t } from "../../i18n/index.ts";
import { href, route } from "../../route.ts";
import { availabilityTones, Badge } from "../../ui/Badge.tsx";
import { Progress } from "../../ui/Progress.tsx";
import { Table } from "../../ui/Table.tsx";
import { NewProduct } from "./NewProduct.tsx";
import { Product } from "./Product.tsx";
import { Retired } from "./Retired.tsx";

/** What is on sale and what is on its way, or all of one product. */
export function Products() {
  return (
    <Show when={route().id} keyed fallback={<List />}>
      {(sku) => <Product sku={sku} />}
    </Show>
  );
}

function List() {
  const { pulse } = useDesk();
  const products = () => pulse.state.value?.products ?? [];
  return (
    <>
      <h1>{t().pages.products}</h1>
      <section class="panel">
        <Table
          caption={t().pages.products}
          rows={products()}
          columns={[
            {
              title: t().sku,
              cell: ({ sku }) => <a href={href("products", sku)}>{sku}</a>,
            },
            { title: t().products.name, cell: ({ name }) => <span lang="ko">{name}</span> },
            { title: t().products.stock, isNumber: true, cell: ({ stock }) => format().number(stock) },
            {
              title: t().status,
              cell: ({ availability }) => (
                <Badge
                  tone={availabilityTones[availability]}
                  text={t().products.availability[availability]}
                />
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
      <Retired />
      <NewProduct />
    </>
  );
}
