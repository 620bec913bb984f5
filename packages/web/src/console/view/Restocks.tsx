import { Show } from "solid-js";
import { ask } from "../api.ts";
import { useDesk } from "../desk.ts";
import { format, t } from "../i18n/index.ts";
import { createLive } from "../live.ts";
import { Action } from "../ui/Action.tsx";
import { Badge } from "../ui/Badge.tsx";
import { Confirm } from "../ui/Confirm.tsx";
import { Loaded } from "../ui/Loaded.tsx";
import { told } from "../ui/notice.ts";
import { ProductLink } from "../ui/ProductLink.tsx";
import { Progress } from "../ui/Progress.tsx";
import { Story } from "../ui/Story.tsx";
import { Table } from "../ui/Table.tsx";
import { When } from "../ui/When.tsx";

const tones = {
  requested: "busy",
  accepted: "busy",
  overdue: "late",
  completed: "good",
  failed: "bad",
  cancelled: "plain",
} as const;

const isOpen = (status: keyof typeof tones) => ["requested", "accepted", "overdue"].includes(status);

/** Every restock order, newest first: how far it is, and the two things a person can do about it. */
export function Restocks() {
  const { api } = useDesk();
  const { state, refresh } = createLive(() => ask(api.ops.restocks.$get({ query: { limit: "50" } })));
  const steer = (id: string, verb: "retry" | "cancel") => async () => {
    told(await ask(api.ops.restocks[":id"][verb].$post({ param: { id } })), () => t().restocks.done[verb]);
    refresh();
  };

  return (
    <>
      <h1>{t().pages.restocks}</h1>
      <section class="panel">
        <Loaded of={state} isEmpty={({ restocks }) => restocks.length === 0} empty={t().restocks.empty}>
          {(list) => (
            <Table
              caption={t().pages.restocks}
              rows={list().restocks}
              columns={[
                { title: t().product, cell: ({ sku }) => <ProductLink sku={sku} /> },
                {
                  title: t().restocks.quantity,
                  isNumber: true,
                  cell: (row) => format().number(row.quantity),
                },
                {
                  title: t().status,
                  cell: ({ status }) => <Badge tone={tones[status]} text={t().restocks.statuses[status]} />,
                },
                {
                  title: t().restocks.progress,
                  // What failed or was cancelled is on its way no more.
                  cell: (row) => (
                    <Show when={isOpen(row.status) || row.completedAt !== null}>
                      <Progress restock={row} />
                    </Show>
                  ),
                },
                {
                  title: t().restocks.attempts,
                  isNumber: true,
                  cell: (row) => format().number(row.attempts),
                },
                { title: t().restocks.requested, cell: ({ requestedAt }) => <When at={requestedAt} /> },
                { title: t().story, cell: ({ correlationId }) => <Story id={correlationId} /> },
                {
                  title: t().actions,
                  cell: (row) => (
                    <Show when={isOpen(row.status)}>
                      <Action onPress={steer(row.id, "retry")}>{t().restocks.retry}</Action>
                      <Confirm
                        press={t().restocks.cancel}
                        title={t().restocks.cancelTitle}
                        text={<p>{t().restocks.cancelText}</p>}
                        onConfirm={steer(row.id, "cancel")}
                      />
                    </Show>
                  ),
                },
              ]}
            />
          )}
        </Loaded>
      </section>
    </>
  );
}
