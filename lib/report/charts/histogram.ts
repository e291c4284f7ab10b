/** How numbers are spread, as bars beside each other. */
import { type Markup, markup } from "../markup.ts";
import { at, chart, type Named, plane } from "./frame.ts";

/** What {@link histogramChart} draws. */
export interface HistogramChart extends Named {
  x: string;
  values: ArrayLike<number>;
  range: readonly [low: number, high: number];
  bins?: number;
}

const HEIGHT = 220;

/** A histogram; what is not defined is left out. */
export function histogramChart({ x, values, range, bins = 20, ...named }: HistogramChart): Markup {
  const [low, high] = range;
  const counts = new Array<number>(bins).fill(0);
  for (const value of Array.from(values)) {
    if (Number.isNaN(value)) continue;
    const bin = Math.min(bins - 1, Math.max(0, Math.floor(((value - low) / (high - low)) * bins)));
    counts[bin] = (counts[bin] as number) + 1;
  }
  const most = Math.max(1, ...counts);
  const on = plane({ low, high, label: x }, { low: 0, high: most * 1.05, label: "images" }, HEIGHT);
  const wide = (on.x(high) - on.x(low)) / bins;
  return chart(named, HEIGHT, [
    on.axes,
    counts.map((n, i) =>
      n === 0
        ? null
        : markup`<rect class="fill s0" x="${at(on.x(low) + i * wide + 0.5)}" y="${at(on.y(n))}" width="${at(Math.max(0.5, wide - 1))}" height="${at(on.y(0) - on.y(n))}"/>`,
    ),
  ]);
}
