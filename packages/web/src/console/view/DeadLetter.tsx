import { Show } from "solid-js";
import { format, t } from "../i18n/index.ts";
import { Badge } from "../ui/Badge.tsx";
import { Story } from "../ui/Story.tsx";
import { When } from "../ui/When.tsx";

interface Letter {
  id: string;
  receiveCount: number;
  sentAt: string;
  about: string | null;
  correlationId: string | null;
  event: unknown;
  reason: string | null;
  satisfied: boolean;
}

/** One dead letter: why it is here, what it holds, and whether its work is done already. */
export function DeadLetter(props: {
  letter: Letter;
  isChosen: boolean;
  onChoose: (isChosen: boolean) => void;
}) {
  const text = () =>
    typeof props.letter.event === "string" ? props.letter.event : JSON.stringify(props.letter.event, null, 2);
  return (
    <li class="panel letter">
      <label class="letter__head">
        <input
          type="checkbox"
          checked={props.isChosen}
          onChange={(event) => props.onChoose(event.currentTarget.checked)}
        />
        <strong lang={props.letter.about ? "en" : undefined}>
          {props.letter.about ?? t().dead.unreadable}
        </strong>
      </label>
      <p class="reason" lang={props.letter.reason ? "en" : undefined}>
        {props.letter.reason ?? t().dead.noReason}
      </p>
      <p class="letter__foot">
        <Badge
          tone={props.letter.satisfied ? "plain" : "busy"}
          text={props.letter.satisfied ? t().dead.satisfied : t().dead.would}
        />
        <span>{t().dead.received(format().number(props.letter.receiveCount))}</span>
        <When at={props.letter.sentAt} />
        <Show when={props.letter.correlationId}>{(id) => <Story id={id()} />}</Show>
      </p>
      <details>
        <summary>{t().dead.content}</summary>
        <pre>{text()}</pre>
      </details>
    </li>
  );
}
