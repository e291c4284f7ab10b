/** Curves in the unit square with a band around them: ROC and precision-recall. */
import type { Interval } from "../../metrics/index.ts";
import { type Markup, markup } from "../markup.ts";
import { at, chart, type Named, pathOf, plane } from "./frame.ts";
import { type Point, simplified } from "./simplify.ts";

/** What {@link curveChart} draws. */
export interface CurveChart extends Named {
  x: string;
  y: string;
  points: readonly Point[];
  /** Intervals of y at places of x, ascending. */
  band?: { x: readonly number[]; y: readonly Interval[] } | null;
  /** What would be by chance: "diagonal", or a height. */
  chance: "diagonal" | number;
  /** Places that are marked, with their names. */
  marks?: readonly { x: number; y: number; name: string }[];
}

const HEIGHT = 300;

/** A curve. */
export function curveChart({ x, y, points, band, chance, marks = [], ...named }: CurveChart): Markup {
  const on = plane({ low: 0, high: 1, label: x }, { low: 0, high: 1, label: y }, HEIGHT);
  const placed = ([px, py]: Point): Point => [on.x(px), on.y(py)];
  const known = (band?.x ?? []).flatMap((px, i) => {
    const one = band?.y[i] as Interval; // as many as places
    return Number.isNaN(one.low) || Number.isNaN(one.high) ? [] : [{ px, ...one }];
  });
  const edges = [
    ...simplified(known.map(({ px, high }) => placed([px, high]))),
    ...simplified(known.map(({ px, low }) => placed([px, low]))).reverse(),
  ];
  const line = simplified(points.map(placed));
  const [from, to] = chance === "diagonal" ? [0, 1] : [chance, chance];
  return chart(named, HEIGHT, [
    on.axes,
    markup`<line class="chance" x1="${at(on.x(0))}" y1="${at(on.y(from))}" x2="${at(on.x(1))}" y2="${at(on.y(to))}"/>`,
    edges.length > 2 ? markup`<path class="band s0" d="${pathOf(edges)}Z"/>` : null,
    markup`<path class="line s0" d="${pathOf(line)}"/>`,
    marks.map((mark) => {
      const [mx, my] = placed([mark.x, mark.y]);
      const isRight = mark.x > 0.6;
      return markup`<circle class="point" cx="${at(mx)}" cy="${at(my)}" r="4.5"/><text class="note" x="${at(mx + (isRight ? -9 : 9))}" y="${at(my + (mark.y > 0.5 ? 14 : -8))}" text-anchor="${isRight ? "end" : "start"}">${mark.name}</text>`;
    }),
  ]);
}
