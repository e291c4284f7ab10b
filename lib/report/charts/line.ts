/** Lines over a common axis: losses and figures over epochs. */
import { type Markup, markup } from "../markup.ts";
import { type Axis, at, chart, type Named, pathOf, plane, series } from "./frame.ts";
import { simplified } from "./simplify.ts";

/** A line; where a value is null or NaN it is broken. */
export interface Line {
  name: string;
  points: readonly (readonly [x: number, y: number | null])[];
  /** Place of its colour. Default: its own among the lines. */
  place?: number;
}

/** What {@link lineChart} draws. */
export interface LineChart extends Named {
  x: string;
  y: string;
  lines: readonly Line[];
  /** A place on the axis that is marked, the best epoch say. */
  mark?: { x: number; name: string };
  /** Ends of the y axis; by default those of the values. */
  range?: readonly [low: number, high: number];
  log?: boolean;
  height?: number;
}

/** Lines, the first in the accent's colour. */
export function lineChart({ x, y, lines, mark, range, log, height = 220, ...named }: LineChart): Markup {
  const defined = lines.flatMap(({ points }) =>
    points.flatMap(([px, py]) => (py === null || !Number.isFinite(py) ? [] : [[px, py] as const])),
  );
  const [left, right] = boundsOf(defined.map(([px]) => px));
  const [low, high] = range ?? padded(boundsOf(defined.map(([, py]) => py)), log);
  const isCounted = Number.isInteger(left) && Number.isInteger(right) && right - left <= 6;
  const whole = isCounted
    ? Array.from({ length: Math.floor(right - left) + 1 }, (_, i) => left + i)
    : undefined;
  const axis: Axis = { low: left, high: right === left ? left + 1 : right, label: x, ticks: whole };
  const on = plane(axis, { low, high, label: y, log }, height);
  const drawn = lines.map(({ points, place }, i) => {
    const parts = piecesOf(points).map((piece) => piece.map(([px, py]) => [on.x(px), on.y(py)] as const));
    return parts.map((piece) =>
      piece.length === 1
        ? markup`<circle class="dot ${series(place ?? i)}" cx="${at(piece[0]?.[0] as number)}" cy="${at(piece[0]?.[1] as number)}" r="3"/>`
        : markup`<path class="line ${series(place ?? i)}" d="${pathOf(simplified(piece))}"/>`,
    );
  });
  const end = mark === undefined ? null : on.x(mark.x);
  const marked =
    mark !== undefined && end !== null
      ? markup`<line class="mark" x1="${at(end)}" x2="${at(end)}" y1="${on.margins.top}" y2="${height - on.margins.bottom}"/><text class="tick" x="${at(end + (end > on.width / 2 ? -5 : 5))}" y="${on.margins.top + 10}" text-anchor="${end > on.width / 2 ? "end" : "start"}">${mark.name}</text>`
      : null;
  return chart(named, height, [on.axes, marked, drawn]);
}

function piecesOf(points: Line["points"]): [number, number][][] {
  const pieces: [number, number][][] = [[]];
  for (const [x, y] of points) {
    if (y === null || !Number.isFinite(y)) pieces.push([]);
    else pieces.at(-1)?.push([x, y]);
  }
  return pieces.filter((piece) => piece.length > 0);
}

function boundsOf(values: readonly number[]): [number, number] {
  if (values.length === 0) return [0, 1];
  return [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))];
}

/** Some room above and below; of logarithms by factors. */
function padded([low, high]: readonly [number, number], log = false): [number, number] {
  if (log) return low === high ? [low / 2, high * 2] : [low / 1.1, high * 1.1];
  const span = high - low || Math.abs(high) || 1;
  return [low >= 0 && low < span ? 0 : low - 0.06 * span, high + 0.06 * span];
}
