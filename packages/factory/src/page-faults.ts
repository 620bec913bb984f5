import { html } from "hono/html";
import type { Faults } from "./fault-settings.ts";

interface Label {
  readonly name: readonly [ko: string, en: string];
  readonly effect: readonly [ko: string, en: string];
}

const labels: Record<keyof Faults, Label> = {
  down: { name: ["연결 끊김", "Down"], effect: ["응답 없이 연결을 끊음", "Cuts the connection"] },
  error500: {
    name: ["오류 500", "Error 500"],
    effect: ["생산하지 않고 500 응답", "Answers 500, produces nothing"],
  },
  hang: { name: ["무응답", "Hang"], effect: ["끌 때까지 주문을 붙잡음", "Holds orders until switched off"] },
  slow: {
    name: ["지연 응답", "Slow"],
    effect: ["생산은 바로, 응답은 늦게", "Produces at once, answers late"],
  },
  silent: { name: ["회신 없음", "Silent"], effect: ["생산하고 회신하지 않음", "Produces, never calls back"] },
  duplicate: { name: ["중복 회신", "Duplicate"], effect: ["두 번 회신", "Calls back twice"] },
  early: { name: ["이른 회신", "Early"], effect: ["응답보다 먼저 회신", "Calls back before it answers"] },
  wrongCount: {
    name: ["수량 오류", "Wrong count"],
    effect: ["다른 수량으로 회신", "Calls back with another count"],
  },
};

const milliseconds = html`<label class="number"
  >지연 <span lang="en">ms</span> <input name="ms" type="number" min="1" max="600000" value="3000" required
/></label>`;

const rows = Object.entries(labels).map(
  ([fault, { name, effect }]) =>
    html`<li>
      <form data-fault="${fault}">
        <label class="switch">
          <input type="checkbox" role="switch" name="on" aria-describedby="${fault}-effect" />
          <span>${name[0]} <small lang="en">${name[1]}</small></span>
        </label>
        <label class="number"
          >횟수 <span lang="en">times</span> <input name="times" type="number" min="1" placeholder="∞"
        /></label>
        <p class="effect" id="${fault}-effect">${effect[0]} <span lang="en">${effect[1]}</span></p>
        ${fault === "slow" ? milliseconds : ""}
      </form>
    </li>`,
);

/** The panel with one switch a fault. */
export const faultSwitchboard = html`<section class="panel" aria-labelledby="faults-title">
  <h2 id="faults-title">고장 스위치 <small lang="en">Fault switches</small></h2>
  <ul id="faults">
    ${rows}
  </ul>
  <p id="problem" role="alert"></p>
  <button id="all-off" type="button">모두 끄기 <span lang="en">All off</span></button>
</section>`;
