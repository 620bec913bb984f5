import { href } from "../route.ts";

/** The way to the trace of one story. */
export function Story(props: { id: string }) {
  return (
    <a class="id" href={href("trace", props.id)} title={props.id}>
      {props.id.slice(-8)}
    </a>
  );
}
