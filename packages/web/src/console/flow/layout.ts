import type { PartId } from "./parts.ts";

export interface Point {
  x: number;
  y: number;
}

/** Where the middle of each part is, in the units of the picture, and the bends of the arrows that have some. */
export interface Layout {
  width: number;
  height: number;
  at: Record<PartId, Point>;
  bends: Partial<Record<`${PartId}>${PartId}`, readonly Point[]>>;
}

export const SIZE = { width: 150, height: 74 };

const grid = (columns: readonly number[], rows: readonly number[]) => (column: number, row: number) => ({
  x: columns[column] ?? 0,
  y: rows[row] ?? 0,
});

/** From left to right; what comes back from the factory runs along the bottom. */
function wide(): Layout {
  const to = grid([95, 300, 505, 730, 945, 1150], [60, 180, 300, 420]);
  const at: Layout["at"] = {
    buyers: to(0, 0),
    sales: to(1, 0),
    warehouse: to(1, 2),
    topic: to(2, 1),
    "queue:factory": to(3, 0),
    "consumer:factory": to(4, 0),
    company: to(5, 0),
    "queue:ads": to(3, 1),
    "consumer:ads": to(4, 1),
    advertising: to(5, 1),
    "queue:ops": to(3, 2),
    "consumer:ops": to(4, 2),
    feed: to(5, 2),
    callback: to(5, 3),
    "queue:receipts": to(3, 3),
    "consumer:receipts": to(2, 3),
    "queue:orders": to(0, 1),
    "consumer:orders": to(0, 2),
  };
  // Round the right side, so that it crosses nothing.
  const bends = {
    "company>callback": [
      { x: 1254, y: 60 },
      { x: 1254, y: 420 },
    ],
  };
  return { width: 1265, height: 475, at, bends };
}

/** From top to bottom, for a phone held upright. */
function narrow(): Layout {
  const to = grid([80, 250, 420], [45, 155, 265, 375, 485, 595, 705]);
  const at: Layout["at"] = {
    buyers: to(0, 0),
    sales: to(1, 0),
    warehouse: to(1, 1),
    topic: to(1, 2),
    "queue:factory": to(1, 3),
    "consumer:factory": to(1, 4),
    company: to(1, 5),
    callback: to(0, 4),
    "queue:receipts": to(0, 3),
    "consumer:receipts": to(0, 2),
    "queue:ads": to(2, 3),
    "consumer:ads": to(2, 4),
    advertising: to(2, 5),
    "queue:ops": to(2, 6),
    "consumer:ops": to(1, 6),
    feed: to(0, 6),
    "queue:orders": to(2, 0),
    "consumer:orders": to(2, 1),
  };
  // Down the alley between two columns.
  const bends = {
    "topic>queue:ops": [
      { x: 335, y: 265 },
      { x: 335, y: 640 },
    ],
  };
  return { width: 500, height: 750, at, bends };
}

export const layouts = { wide: wide(), narrow: narrow() };

/** The line of an arrow: from the edge of one part, through its bends, to the edge of the other. */
export function line(layout: Layout, from: PartId, to: PartId): Point[] {
  const [start, end] = [layout.at[from], layout.at[to]];
  const bends = layout.bends[`${from}>${to}`] ?? [];
  return [edge(start, bends[0] ?? end, 3), ...bends, edge(end, bends.at(-1) ?? start, 8)];
}

/** The way of a message, from middle to middle and along every bend. */
export const way = (layout: Layout, journey: readonly PartId[]): Point[] =>
  journey.flatMap((id, index) => {
    const next = journey[index + 1];
    return [layout.at[id], ...((next && layout.bends[`${id}>${next}`]) ?? [])];
  });

/** Where the line from a part's middle toward a point leaves the part, and `gap` beyond. */
function edge(middle: Point, toward: Point, gap: number): Point {
  const [dx, dy] = [toward.x - middle.x, toward.y - middle.y];
  const scale = Math.min(
    (SIZE.width / 2 + gap) / Math.max(Math.abs(dx), Number.EPSILON),
    (SIZE.height / 2 + gap) / Math.max(Math.abs(dy), Number.EPSILON),
  );
  return { x: middle.x + dx * scale, y: middle.y + dy * scale };
}
