import { Hono } from "hono";
import { html } from "hono/html";
import { steps, type Step } from "./factory.ts";
import { faultSwitchboard } from "./page-faults.ts";
import { script } from "./page-script.ts";
import { style } from "./page-style.ts";

const english: Record<Step, string> = {
  시작: "Start",
  준비: "Prepare",
  생산: "Produce",
  포장: "Pack",
  종료: "End",
};

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const icon =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Ccircle cx='8' cy='8' r='5' fill='none' stroke='%23178a45' stroke-width='5'/%3E%3C/svg%3E";

/** The control panel at `/` with its style and script: production lines at work, and the switches of the faults. */
export function pageRoutes(): Hono {
  return new Hono()
    .get("/", (c) => c.html(page, 200, { "content-security-policy": policy }))
    .get("/page.css", (c) => c.body(style, 200, { "content-type": "text/css; charset=utf-8" }))
    .get("/page.js", (c) => c.body(script, 200, { "content-type": "text/javascript; charset=utf-8" }));
}

const lineTemplate = html`<template id="line">
  <li class="line">
    <p class="what"><strong class="sku"></strong> <span class="count"></span></p>
    <p class="who"><span class="requester"></span> <time></time> <span class="id"></span></p>
    <ol class="steps">
      ${steps.map((step) => html`<li><span lang="ko">${step}</span> <small lang="en">${english[step]}</small></li>`)}
    </ol>
  </li>
</template>`;

const page = html`<!doctype html>
  <html lang="ko">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <title>공장 제어반 · Factory control panel</title>
      <link rel="icon" href="${icon}" />
      <link rel="stylesheet" href="page.css" />
      <script type="module" src="page.js"></script>
    </head>
    <body>
      <header>
        <h1>공장 제어반 <small lang="en">Factory control panel</small></h1>
        <p id="link" role="status" data-state="waiting">연결 중 <span lang="en">Connecting</span></p>
      </header>
      <main>
        <section class="panel" aria-labelledby="lines-title">
          <h2 id="lines-title">생산 라인 <small lang="en">Production lines</small></h2>
          <dl class="counters">
            <div>
              <dt>가동 <span lang="en">At work</span></dt>
              <dd id="running">0</dd>
            </div>
            <div>
              <dt>종료 <span lang="en">Ended</span></dt>
              <dd id="ended">0</dd>
            </div>
          </dl>
          <div class="screen" tabindex="0" role="region" aria-label="라인 목록 List of lines">
            <p id="idle">대기 중: 주문이 없습니다. <span lang="en">Standing by: no orders yet.</span></p>
            <ol id="lines"></ol>
          </div>
        </section>
        ${faultSwitchboard}
      </main>
      ${lineTemplate}
    </body>
  </html>`;
