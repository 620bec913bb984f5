import { ask } from "../../api.ts";
import { useDesk } from "../../desk.ts";
import { format, t } from "../../i18n/index.ts";
import { createLive } from "../../live.ts";
import { Confirm } from "../../ui/Confirm.tsx";
import { Loaded } from "../../ui/Loaded.tsx";
import { told } from "../../ui/notice.ts";
import { Story } from "../../ui/Story.tsx";
import { Table } from "../../ui/Table.tsx";
import { When } from "../../ui/When.tsx";

/** Who waits for a product, first come first served. */
export function Line(props: { sku: string }) {
  const { api } = useDesk();
  const { state, refresh } = createLive(() =>
    ask(api.ops.reservations.$get({ query: { sku: props.sku, status: "waiting", limit: "200" } })),
  );
  const leave = (id: string) => async () => {
    told(await ask(api.shop.reservations[":id"].$delete({ param: { id } })), () => t().line.done);
    refresh();
  };
  return (
    <section class="panel" aria-labelledby="line">
      <h2 id="line">{t().line.title}</h2>
      <Loaded of={state} isEmpty={({ reservations }) => reservations.length === 0} empty={t().line.empty}>
        {(list) => (
          <div class="scroll">
            <Table
              caption={t().line.title}
              rows={list().reservations.toSorted((a, b) => (a.position ?? 0) - (b.position ?? 0))}
              columns={[
                {
                  title: t().line.position,
                  isNumber: true,
                  cell: ({ position }) => format().number(position ?? 0),
                },
                {
                  title: t().line.quantity,
                  isNumber: true,
                  cell: ({ quantity }) => format().number(quantity),
                },
                { title: t().line.since, cell: ({ createdAt }) => <When at={createdAt} /> },
                { title: t().story, cell: ({ id }) => <Story id={id} /> },
                {
                  title: t().actions,
                  cell: ({ id }) => (
                    <Confirm
                      press={t().line.cancel}
                      title={t().line.cancelTitle}
                      text={<p>{t().line.cancelText}</p>}
                      onConfirm={leave(id)}
                    />
                  ),
                },
              ]}
            />
          </div>
        )}
      </Loaded>
    </section>
  );
}
