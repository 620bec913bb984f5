import { useDesk } from "../desk.ts";
import { format, t } from "../i18n/index.ts";

/** A time that is past as its distance from now, with the time itself at hand; the clock here ticks in seconds. */
export function When(props: { at: string }) {
  const { now } = useDesk();
  return (
    <time dateTime={props.at} title={format().dateTime(props.at)}>
      {now() - Date.parse(props.at) < 1_000 ? t().justNow : format().fromNow(props.at, now())}
    </time>
  );
}
