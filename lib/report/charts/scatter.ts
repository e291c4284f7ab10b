/** Points in a plane, with lines that say what they should be. */
import { type Markup, markup } from "../markup.ts";
import { at, chart, type Named, plane } from "./frame.ts";

/** What {@link scatterChart} draws. */
export interface ScatterChart extends Named {
  x: string;
  y: string;
  points: readonly (readonly [x: number, y: number])[];
  /** Where both are equal. */
  diagonal?: boolean;
  /** Heights with names. */
  lines?: readonly { y: number; name: string }[];
}

const HEIGHT = 300;
/** More points than these are drawn by every second, third, ... */
const MOST = 1500;

/** A scatter plot. */
export function scatterChart({ x, y, points, diagonal = false, lines = [], ...named }: ScatterChart): Markup {
  const xs = points.map(([one]) => one);
  const ys = [...points.map(([, one]) => one), ...lines.map((line) => line.y)];
  const [all, other] = diagonal
    ? [
        [...xs, ...ys],
        [...xs, ...ys],
      ]
    : [xs, ys];
  const [a, b] = [roomy(all), roomy(other)];
  const on = plane({ low: a[0], high: a[1], label: x }, { low: b[0], high: b[1], label: y }, HEIGHT);
  const every = Math.ceil(points.length / MOST);
  const dots = points.filter((_, i) => i % every === 0);
  // One path of strokes without length, which round caps make dots: a third of the bytes of circles.
  const path = dots.map(([px, py]) => `M${at(on.x(px))} ${at(on.y(py))}h0`).join("");
  return chart(named, HEIGHT, [
    on.axes,
    diagonal
      ? markup`<line class="chance" x1="${at(on.x(a[0]))}" y1="${at(on.y(a[0]))}" x2="${at(on.x(a[1]))}" y2="${at(on.y(a[1]))}"/>`
      : null,
    markup`<path class="dots" d="${path}"/>`,
    lines.map(
      (line) =>
        markup`<line class="mark" x1="${at(on.x(a[0]))}" x2="${at(on.x(a[1]))}" y1="${at(on.y(line.y))}" y2="${at(on.y(line.y))}"/><text class="note" x="${at(on.x(a[1]))}" y="${at(on.y(line.y) - 4)}" text-anchor="end">${line.name}</text>`,
    ),
  ]);
}

function roomy(values: readonly number[]): [number, number] {
  const known = values.filter(Number.isFinite);
  if (known.length === 0) return [0, 1];
  const low = known.reduce((a, b) => Math.min(a, b));
  const high = known.reduce((a, b) => Math.max(a, b));
  const room = 0.05 * (high - low || Math.abs(high) || 1);
  return [low - room, high + room];
}
