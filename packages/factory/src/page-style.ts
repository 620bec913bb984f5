/** Green phosphor on a grey cabinet; the screen stays dark in both colour schemes. */
export const style = `
:root {
  color-scheme: light dark;
  --cabinet: light-dark(#b9beb8, #23282a);
  --plate: light-dark(#d3d7d1, #30373a);
  --edge: light-dark(#868d86, #4b5557);
  --shine: light-dark(#eef1ec, #434c4f);
  --ink: light-dark(#1a211c, #e3e9e3);
  --soft: light-dark(#454e47, #aab4ac);
  --green: light-dark(#0f7a3b, #3ddc7a);
  --red: light-dark(#b3261e, #ff8a80);
  --glass: #07150d;
  --phosphor: #6dff9c;
  --afterglow: #4fae74;
  font: 16px/1.45 ui-monospace, "D2Coding", "Nanum Gothic Coding", Menlo, Consolas, "Noto Sans Mono", monospace;
}
* { box-sizing: border-box; margin: 0; }
ol, ul { list-style: none; padding: 0; }
small { font-size: .8em; font-weight: 400; color: var(--soft); }
:focus-visible { outline: 3px solid var(--green); outline-offset: 2px; }
body { background: var(--cabinet); color: var(--ink); max-width: 76rem; margin-inline: auto; padding: clamp(.75rem, 2.5vw, 2rem); }

header { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: center; justify-content: space-between; margin-bottom: 1rem; }
h1 { font-size: 1.45rem; letter-spacing: .02em; }
h1 small { display: inline-block; font-size: .7em; }
h2 { font-size: 1.05rem; }
#link { display: flex; gap: .5ch; align-items: center; font-size: .875rem; }
#link::before { content: ""; width: .8rem; height: .8rem; border-radius: 50%; border: 1px solid var(--edge); background: var(--soft); }
#link[data-state=on]::before { background: var(--green); box-shadow: 0 0 .5rem var(--green); }
#link[data-state=off]::before { background: var(--red); box-shadow: 0 0 .5rem var(--red); }

main { display: grid; gap: 1rem; align-items: start; }
.panel { display: grid; gap: .85rem; padding: clamp(.75rem, 2vw, 1.25rem); background: var(--plate); border: 1px solid var(--edge); border-radius: .5rem; box-shadow: inset 0 1px var(--shine), 0 2px 4px #0003; }
.counters { display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; }
.counters div { display: flex; gap: 1ch; align-items: center; }
.counters dt { font-size: .875rem; color: var(--soft); }
.counters dd { min-width: 4ch; padding: 0 .5ch; text-align: right; color: var(--phosphor); background: var(--glass); border-radius: .2rem; }

.screen { min-height: 14rem; max-height: 36rem; overflow-y: auto; padding: clamp(.6rem, 2vw, 1rem); color: var(--phosphor); background: var(--glass); border: 2px solid #0009; border-radius: .6rem; box-shadow: inset 0 0 2.5rem #0d4023; }
.screen small, .who { color: var(--afterglow); }
@media (min-width: 60rem) {
  main { grid-template-columns: minmax(0, 1fr) 25rem; align-items: stretch; }
  .panel { align-content: start; }
  .panel:has(.screen) { grid-template-rows: auto auto 1fr; }
  /* As tall as the switches beside it, however many lines there are. */
  .screen { contain: size; max-height: none; }
}
.line { padding: .75rem 0; border-bottom: 1px dashed #1d5c38; }
.line:first-child { padding-top: 0; }
.line:last-child { border: 0; padding-bottom: 0; }
.what { font-size: 1.05rem; overflow-wrap: anywhere; }
.who { display: flex; flex-wrap: wrap; gap: 0 2ch; font-size: .8125rem; overflow-wrap: anywhere; }
.steps { display: grid; grid-template-columns: repeat(5, 1fr); gap: .35rem; margin-top: .5rem; }
.steps li { padding-top: .35rem; border-top: .4rem solid #16402a; color: var(--afterglow); font-size: .875rem; line-height: 1.25; }
.steps small { display: block; }
.steps li[data-state=done] { border-color: #2f9c5c; }
.steps li[data-state=now] { border-color: var(--phosphor); color: var(--phosphor); font-weight: 700; }
@media (prefers-reduced-motion: no-preference) {
  .steps li[data-state=now] { animation: work 1s ease-in-out infinite alternate; }
  @keyframes work { to { border-color: #2f9c5c; } }
}

#faults li { padding: .6rem 0; border-top: 1px solid var(--edge); }
#faults form { display: grid; grid-template-columns: 1fr auto; gap: .15rem .75rem; align-items: center; }
.switch { display: flex; gap: .75rem; align-items: center; font-weight: 700; cursor: pointer; }
.switch input { appearance: none; flex: none; position: relative; width: 2.75rem; height: 1.5rem; background: var(--cabinet); border: 1px solid var(--edge); border-radius: .3rem; box-shadow: inset 0 1px 3px #0005; cursor: pointer; }
.switch input::before { content: ""; position: absolute; inset: .15rem auto .15rem .15rem; width: 1.15rem; background: var(--soft); border-radius: .2rem; }
.switch input:checked { background: var(--glass); }
.switch input:checked::before { left: auto; right: .15rem; background: var(--phosphor); box-shadow: 0 0 .5rem var(--phosphor); }
.switch small { white-space: nowrap; }
.effect { word-break: keep-all; padding-left: 3.5rem; font-size: .8125rem; line-height: 1.35; color: var(--soft); }
.effect span { display: block; }
.effect:last-child { grid-column: 1 / -1; }
.number { display: flex; gap: .5ch; align-items: center; justify-content: end; font-size: .8125rem; }
.number input { width: 6ch; padding: .15rem .35rem; font: inherit; color: inherit; background: var(--cabinet); border: 1px solid var(--edge); border-radius: .25rem; appearance: textfield; }
.number input[name=ms] { width: 8ch; }
.number input::-webkit-inner-spin-button { display: none; }
.number input::placeholder { color: var(--soft); opacity: 1; }
.number input:user-invalid { border-color: var(--red); }
#problem { color: var(--red); font-size: .875rem; }
#problem:empty { display: none; }
button { padding: .6rem; font: inherit; font-weight: 700; color: inherit; background: var(--cabinet); border: 1px solid var(--edge); border-radius: .35rem; box-shadow: inset 0 1px var(--shine), 0 2px #0003; cursor: pointer; }
button:active { transform: translateY(1px); box-shadow: none; }
`;
