import { useDesk } from "../desk.ts";
import { format } from "../i18n/index.ts";

/** A time as its distance from now, with the time itself at hand. */
export function When(props: { at: string }) {
  const { now } = useDesk();
  return (
    <time dateTime={props.at} title={format().dateTime(props.at)}>
      {format().fromNow(props.at, now())}
    </time>
  );
}
