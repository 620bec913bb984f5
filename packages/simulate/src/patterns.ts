import type { Random } from "./random.ts";

export const HOUR = 60 * 60_000;
export const DAY = 24 * HOUR;

/** When customers come: `perHour` at a time (milliseconds since midnight of a Monday), which is never above `peak`. */
export interface Crowd {
  peak: number;
  perHour: (at: number) => number;
}

/** A way in which customers come, and who they are in one run of so many days. */
export interface Pattern {
  name: string;
  what: string;
  crowd: (random: Random, days: number) => Crowd;
}

/** Customers per hour on an ordinary day. */
const BASE = 30;
const constant = (perHour: number): Crowd => ({ peak: perHour, perHour: () => perHour });

/** The share of a day's customers in each of its hours, times 24: nobody at night, most around noon and after work. */
const daily = [
  0, 0, 0, 0, 0, 0, 0.2, 0.8, 1.4, 1.4, 1.2, 1.6, 2.4, 2, 1.4, 1.4, 1.6, 2, 2.4, 2, 1.2, 0.6, 0.3, 0.1,
];
/** The same of a week's days, times 7: Monday to Sunday. */
const weekly = [0.6, 0.6, 0.7, 0.8, 1.2, 1.8, 1.3];

const WEEKLY_PEAK = BASE * Math.max(...daily) * Math.max(...weekly);
const ofTheWeek = (at: number) =>
  BASE * (daily[Math.floor(at / HOUR) % 24] ?? 0) * (weekly[Math.floor(at / DAY) % 7] ?? 0);

/** The video: so many customers per hour at once, of whom after each six hours about a third is left. */
const VIDEO = 1_200;
const FADES_MS = 6 * HOUR;
/** A crowd comes in waves: each ten minutes have a strength of their own, gamma distributed. */
const WAVE_MS = 10 * 60_000;
const WAVE_SHAPE = 2;
const HIGHEST_WAVE = 4;

function surge(random: Random, days: number): Crowd {
  const from = random.uniform() * (days / 2) * DAY;
  const waves = Array.from({ length: Math.ceil((days * DAY) / WAVE_MS) }, () =>
    Math.min(HIGHEST_WAVE, random.gamma(WAVE_SHAPE, 1)),
  );
  const video = (at: number) =>
    at < from ? 0 : VIDEO * Math.exp((from - at) / FADES_MS) * (waves[Math.floor(at / WAVE_MS)] ?? 1);
  return { peak: BASE + VIDEO * HIGHEST_WAVE, perHour: (at) => BASE + video(at) };
}

export const patterns: readonly Pattern[] = [
  { name: "steady", what: `${BASE} customers an hour, day and night`, crowd: () => constant(BASE) },
  {
    name: "weekly",
    what: `${BASE} an hour on average: none at night, most at noon and after work, three times as many on a Saturday as on a Monday`,
    crowd: () => ({ peak: WEEKLY_PEAK, perHour: ofTheWeek }),
  },
  {
    name: "surge",
    what: `${BASE} an hour, and once a video that brings ${VIDEO} more, in waves (over-dispersed), of whom about a third is left every six hours`,
    crowd: surge,
  },
  { name: "dead", what: "one customer in four days", crowd: () => constant(1 / 96) },
];

/** The next customer's time, by thinning: candidates of the peak's rate, of which as many stay as there are customers. */
export function nextCustomer({ peak, perHour }: Crowd, random: Random, after: number, end: number): number {
  let at = after;
  do at += random.exponential(HOUR / peak);
  while (at < end && random.uniform() * peak >= perHour(at));
  return at;
}

/** Four of five customers want one donut. */
export function wantedBy(random: Random): number {
  const draw = random.uniform();
  return draw < 0.8 ? 1 : draw < 0.95 ? 2 : 3;
}
