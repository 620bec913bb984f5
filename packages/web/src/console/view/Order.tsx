import { createResource, Show } from "solid-js";
import { ask } from "../api.ts";
import { useDesk } from "../desk.ts";
import { format, t } from "../i18n/index.ts";
import { Badge } from "../ui/Badge.tsx";
import { Confirm } from "../ui/Confirm.tsx";
import { told } from "../ui/notice.ts";

const tones = { confirmed: "good", pending: "busy", cancelled: "plain", refused: "bad" } as const;

/** An order of a story, and the way to take it back. */
export function Order(props: { id: string; onChange: () => void }) {
  const { api } = useDesk();
  const param = () => ({ id: props.id });
  const [answer, { refetch }] = createResource(param, async (id) =>
    ask(api.shop.orders[":id"].$get({ param: id })),
  );
  const order = () => {
    const now = answer.latest;
    return now?.ok ? now.value : undefined;
  };

  async function cancel(): Promise<void> {
    told(await ask(api.ops.orders[":id"].cancel.$post({ param: param() })), () => t().order.done);
    await refetch();
    props.onChange();
  }

  return (
    <Show when={order()}>
      {(now) => (
        <section class="panel order" aria-labelledby="order">
          <h2 id="order">{t().order.title}</h2>
          <p>
            <Badge tone={tones[now().status]} text={t().order.statuses[now().status]} />{" "}
            <span lang="ko">{now().name}</span> ({now().sku}), {format().number(now().quantity)} ×{" "}
            {format().money(now().unitPrice)} = <strong>{format().money(now().total)}</strong>
          </p>
          <Show when={now().status === "confirmed"}>
            <Confirm
              press={t().order.cancel}
              title={t().order.cancelTitle}
              text={<p>{t().order.cancelText(format().number(now().quantity), now().sku)}</p>}
              onConfirm={cancel}
            />
          </Show>
        </section>
      )}
    </Show>
  );
}
