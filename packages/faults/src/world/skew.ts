/**
 * Preloaded into a store (`node --import`): its clock, and nothing else, runs SKEW_MS milliseconds ahead of everybody
 * else's, or behind them. Timers and `performance.now()` measure spans, which a skewed clock measures as well.
 */
const skewMs = Number(process.env["SKEW_MS"]);
if (!Number.isFinite(skewMs)) throw new Error("SKEW_MS must be a number of milliseconds");

const RealDate = Date;
const now = () => RealDate.now() + skewMs;

globalThis.Date = new Proxy(RealDate, {
  construct: (target, given, newTarget) =>
    Reflect.construct(target, given.length === 0 ? [now()] : given, newTarget),
  apply: () => new RealDate(now()).toString(),
  get: (target, key, receiver) => (key === "now" ? now : Reflect.get(target, key, receiver)),
});
