import { t } from "../i18n/index.ts";
import { LEAST, MOST, toQuantity } from "../quantity.ts";
import { quantityId, titleId } from "./ids.ts";

export function Quantity(props: { sku: string; value: number; onChange: (quantity: number) => void }) {
  const step = (by: number) => props.onChange(toQuantity(props.value + by, props.value));
  const id = () => quantityId(props.sku);
  return (
    <div class="quantity" role="group" aria-labelledby={`${titleId(props.sku)} ${id()}`}>
      <button
        type="button"
        aria-label={t().quantity.less}
        aria-disabled={props.value <= LEAST}
        onClick={() => step(-1)}
      >
        −
      </button>
      <input
        id={id()}
        type="number"
        inputmode="numeric"
        min={LEAST}
        max={MOST}
        required
        aria-label={t().quantity.label}
        value={props.value}
        onChange={(event) => {
          const { currentTarget: field } = event;
          props.onChange(toQuantity(field.valueAsNumber, props.value));
          field.value = String(props.value);
        }}
      />
      <button
        type="button"
        aria-label={t().quantity.more}
        aria-disabled={props.value >= MOST}
        onClick={() => step(1)}
      >
        +
      </button>
    </div>
  );
}
