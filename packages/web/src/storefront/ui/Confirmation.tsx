import { Show } from "solid-js";
import type { FieldName } from "../fields.ts";
import { t } from "../i18n/index.ts";
import { Field } from "./Field.tsx";

/** Whether a confirmation is to come by mail, and to whom. */
export function Confirmation(props: {
  isWanted: boolean;
  onWant: (isWanted: boolean) => void;
  wrong: readonly FieldName[];
}) {
  return (
    <div class="confirmation">
      <label class="confirmation__wish">
        <input
          type="checkbox"
          checked={props.isWanted}
          onChange={(event) => props.onWant(event.currentTarget.checked)}
        />
        {t().mail.wish}
      </label>
      <Show when={props.isWanted}>
        <Field name="name" wrong={props.wrong} />
        <Field name="email" wrong={props.wrong} />
        <p class="reserve__privacy">{t().mail.hint}</p>
      </Show>
    </div>
  );
}
