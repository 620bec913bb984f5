import type { Told } from "../i18n/told.ts";

/** A sentence of the API, marked with the language that it is in. */
export function Sentence(props: { of: Told }) {
  return <span lang={props.of.lang}>{props.of.text}</span>;
}
