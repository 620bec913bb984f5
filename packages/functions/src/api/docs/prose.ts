import { html } from "hono/html";

/** Markdown as far as the descriptions use it: what stands in backticks is code. */
export const prose = (text: string) =>
  text.split("`").map((part, index) => (index % 2 === 0 ? part : html`<code>${part}</code>`));
