/** A state in a word, with a colour for what it means: the colour alone tells nothing. */
export function Badge(props: { tone: "good" | "busy" | "late" | "bad" | "plain"; text: string }) {
  return <span class={`badge badge--${props.tone}`}>{props.text}</span>;
}
