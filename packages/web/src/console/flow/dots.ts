import { onCleanup } from "solid-js";
import { type Journey, journeysOf, toneOf } from "./journeys.ts";
import { type Layout, type Point, way } from "./layout.ts";

/** Milliseconds a message takes from one part to the next: slow enough to follow with the eye. */
const HOP_MS = 650;
/** As many messages move at once; in a surge the rest is counted and not drawn. */
const MOST = 40;

/** The milestones of a way and how long it takes: every stretch at the same speed. */
export function pace(points: readonly Point[]): { offsets: number[]; durationMs: number } {
  const lengths = points.slice(1).map((point, index) => distance(points[index] ?? point, point));
  const total = lengths.reduce((sum, length) => sum + length, 0);
  let gone = 0;
  const offsets = lengths.map((length) => (gone += length) / total);
  return { offsets: [0, ...offsets], durationMs: HOP_MS * lengths.length };
}

const distance = (a: Point, b: Point) => Math.hypot(a.x - b.x, a.y - b.y);

const isStill = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** Sends a dot along every way of an event, drawn into `canvas`; nothing moves for whoever asked for stillness. */
export function createDots(canvas: () => SVGGElement | undefined, layout: () => Layout) {
  const moving = new Set<Animation>();
  onCleanup(() => moving.forEach((animation) => animation.cancel()));

  function send(type: string): void {
    if (isStill()) return;
    const [led, ...rest] = journeysOf(type);
    if (!led) return;
    const isLed = led[0] !== "warehouse";
    const first = isLed ? move(led, type, 0) : 0;
    for (const journey of isLed ? rest : [led, ...rest]) move(journey, type, first);
  }

  /** Milliseconds until the message has arrived. */
  function move(journey: Journey, type: string, delay: number): number {
    const group = canvas();
    const points = way(layout(), journey);
    const { offsets, durationMs } = pace(points);
    if (!group || moving.size >= MOST) return durationMs;
    const dot = document.createElementNS("http://www.w3.org/2000/svg", "circle");
    dot.setAttribute("r", "7");
    dot.setAttribute("class", `dot dot--${toneOf(type)}`);
    group.append(dot);
    const frames = points.map(({ x, y }, index) => ({
      transform: `translate(${x}px, ${y}px)`,
      offset: offsets[index] ?? 1,
    }));
    const animation = dot.animate(frames, { duration: durationMs, delay, fill: "backwards" });
    moving.add(animation);
    const end = () => {
      moving.delete(animation);
      dot.remove();
    };
    animation.addEventListener("finish", end);
    animation.addEventListener("cancel", end);
    return delay + durationMs;
  }

  return { send };
}
