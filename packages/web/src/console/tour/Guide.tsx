import { createEffect, on, onCleanup, onMount, Show } from "solid-js";
import { format, t } from "../i18n/index.ts";
import { Action } from "../ui/Action.tsx";
import { Progress } from "../ui/Progress.tsx";
import { useTour } from "./context.ts";
import { createSpotlight } from "./spotlight.ts";
import { type Action as Name, type StepName, stepNames } from "./steps.ts";

const LOOK_MS = 3_000;

/** The tour's guide: a note beside the page that says why a part is there, does what it offers, and notices what came of it. */
export function Guide() {
  const tour = useTour();
  return <Show when={tour.name()}>{(name) => <Note name={name()} />}</Show>;
}

function Note(props: { name: StepName }) {
  const tour = useTour();
  let note: HTMLElement | undefined;
  let heading: HTMLHeadingElement | undefined;
  const place = createSpotlight(
    () => tour.step()?.target,
    () => note,
  );
  const texts = () => t().tour.steps[props.name];
  const leaveByKey = ({ key }: KeyboardEvent) => {
    if (key === "Escape" && !document.querySelector("dialog[open]")) void tour.leave();
  };
  const isLast = () => props.name === stepNames.at(-1);

  createEffect(
    on(
      () => props.name,
      () => heading?.focus({ preventScroll: true }),
    ),
  );
  onMount(() => {
    const before = document.activeElement;
    const looking = setInterval(() => void tour.look(), LOOK_MS);
    document.addEventListener("keydown", leaveByKey);
    onCleanup(() => {
      clearInterval(looking);
      document.removeEventListener("keydown", leaveByKey);
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    });
  });

  return (
    <>
      <Show when={place()}>
        {(at) => (
          <div
            class="spotlight"
            aria-hidden="true"
            style={{
              left: `${at().left - 8}px`,
              top: `${at().top - 8}px`,
              width: `${at().width + 16}px`,
              height: `${at().height + 16}px`,
            }}
          />
        )}
      </Show>
      <section
        ref={(element) => (note = element)}
        class="tour"
        role="dialog"
        aria-modal="false"
        aria-labelledby="tour-title"
        aria-describedby="tour-text"
      >
        <div class="tour__told">
          <p class="tour__step">
            {t().tour.step(format().number((tour.index() ?? 0) + 1), format().number(stepNames.length))}
          </p>
          <h2
            id="tour-title"
            tabindex="-1"
            aria-describedby="tour-text"
            ref={(element) => (heading = element)}
          >
            {texts().title}
          </h2>
          <p id="tour-text">{texts().text}</p>
        </div>
        <div class="tour__work">
          <Watch name={props.name} />
          <p class="tour__buttons">
            <Show when={!tour.isDone() && tour.step()?.action}>
              {(action: () => Name) => (
                <Action onPress={() => tour.act(action())}>{t().tour.actions[action()]}</Action>
              )}
            </Show>
            <Show when={!isLast()}>
              <button
                type="button"
                class={tour.isDone() || !tour.step()?.isDone ? "action action--strong" : "action"}
                onClick={() => tour.move(1)}
              >
                {tour.isDone() || !tour.step()?.isDone ? t().tour.next : t().tour.skip}
              </button>
            </Show>
            <Show when={(tour.index() ?? 0) > 0 && !isLast()}>
              <button type="button" class="quiet" onClick={() => tour.move(-1)}>
                {t().tour.back}
              </button>
            </Show>
            <button type="button" class="quiet" onClick={() => void tour.leave()}>
              {isLast() ? t().tour.end : t().tour.leave}
            </button>
          </p>
        </div>
      </section>
    </>
  );
}

/** What the step waits for, and that it has happened: said aloud as it does. */
function Watch(props: { name: StepName }) {
  const tour = useTour();
  const texts = () => t().tour.steps[props.name];
  return (
    <>
      <Show when={tour.product()?.restock}>{(restock) => <Progress restock={restock()} />}</Show>
      <Show when={props.name === "sellOut" && tour.burst.sent > 0}>
        <p class="hint">
          {t().burst.result(
            format().number(tour.burst.sold),
            format().number(tour.burst.refused),
            format().number(tour.burst.failed),
            format().number(tour.burst.sent),
          )}
        </p>
      </Show>
      <Show when={(props.name === "retry" || props.name === "deadLetter") && !tour.isDone()}>
        <p class="hint">{t().tour.attempts(format().number(tour.scene().attempts))}</p>
      </Show>
      <p class="tour__happened" role="status">
        <Show when={tour.trouble()}>
          {(trouble) => <span class="trouble">{t().tour.troubles[trouble()]}</span>}
        </Show>
        <Show when={tour.isDone()}>{texts().happened}</Show>
      </p>
    </>
  );
}
