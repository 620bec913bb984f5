/** A state in a word, with a colour for what it means: the colour alone tells nothing. */
export function Badge(props: { tone: "good" | "busy" | "late" | "bad" | "plain"; text: string }) {
  return <span class={`badge badge--${props.tone}`}>{props.text}</span>;
}

/** What it means for a product to be available so. */
export const availabilityTones = { in_stock: "good", low_stock: "late", sold_out: "bad" } as const;
