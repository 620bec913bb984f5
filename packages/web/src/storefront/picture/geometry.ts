/** Shapes on a 120 by 120 canvas around (60, 60), as SVG path data. */
const CENTRE = 60;
const TURN = Math.PI * 2;

const round = (value: number) => Math.round(value * 10) / 10;

export const at = (angle: number, radius: number): { x: number; y: number } => ({
  x: round(CENTRE + Math.cos(angle) * radius),
  y: round(CENTRE + Math.sin(angle) * radius),
});

/** A closed, soft outline through `points` places whose distance from the centre `radiusAt` tells. */
export function blob(points: number, radiusAt: (index: number) => number): string {
  const place = Array.from({ length: points }, (_, index) => at((index / points) * TURN, radiusAt(index)));
  const middle = (index: number) => {
    const [from, to] = [place[index % points], place[(index + 1) % points]];
    return from && to ? `${round((from.x + to.x) / 2)} ${round((from.y + to.y) / 2)}` : "";
  };
  const curves = place.map(({ x, y }, index) => `Q${x} ${y} ${middle(index)}`);
  return `M${middle(points - 1)}${curves.join("")}Z`;
}

/** A band between two outlines, for `fill-rule: evenodd`. */
export const band = (outer: string, inner: string): string => outer + inner;

/** Places spread over the ring without touching, each with a turn of its own. */
export function scatter(count: number, chance: () => number, inner: number, outer: number) {
  return Array.from({ length: count }, (_, index) => {
    const angle = ((index + (chance() - 0.5) * 0.7) / count) * TURN;
    // Golden steps, so that neighbours lie at different depths.
    const depth = (index * 0.618 + chance() * 0.15) % 1;
    return { ...at(angle, inner + (outer - inner) * depth), turn: Math.round(chance() * 180) };
  });
}
