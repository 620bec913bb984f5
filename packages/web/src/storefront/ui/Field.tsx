import { Show } from "solid-js";
import type { FieldName } from "../fields.ts";
import { t } from "../i18n/index.ts";
import { useShop } from "../shop.ts";
import { fieldId } from "./ids.ts";

type Asked = Exclude<FieldName, "quantity">;

const kinds = {
  name: { type: "text", autocomplete: "name", inputmode: "text" },
  email: { type: "email", autocomplete: "email", inputmode: "email" },
} as const;

/** Asks for one of the customer's details; what the shop finds wrong with it stands beneath, and is read with it. */
export function Field(props: { name: Asked; wrong: readonly FieldName[] }) {
  const { customer, setCustomer } = useShop();
  const id = () => fieldId(props.name);
  const isWrong = () => props.wrong.includes(props.name);
  return (
    <div class="field">
      <label for={id()}>{t().field[props.name]}</label>
      <input
        id={id()}
        name={props.name}
        type={kinds[props.name].type}
        inputmode={kinds[props.name].inputmode}
        autocomplete={kinds[props.name].autocomplete}
        required
        value={customer[props.name]}
        aria-invalid={isWrong()}
        aria-describedby={`${id()}-wrong`}
        onInput={(event) => setCustomer(props.name, event.currentTarget.value)}
      />
      <p id={`${id()}-wrong`} class="field__wrong">
        <Show when={isWrong()}>{t().wrong[props.name]}</Show>
      </p>
    </div>
  );
}
