/** Whether probabilities come true: the share that did over what was said, with how many samples say so. */
import type { ReliabilityBin } from "../../metrics/index.ts";
import { type Markup, markup } from "../markup.ts";
import { at, chart, type Named, pathOf, plane, series } from "./frame.ts";

/** Bins of one set of probabilities. */
export interface ReliabilityLine {
  name: string;
  bins: readonly ReliabilityBin[];
}

/** What {@link reliabilityChart} draws. */
export interface ReliabilityChart extends Named {
  x: string;
  y: string;
  lines: readonly ReliabilityLine[];
}

const HEIGHT = 340;
/** Of the counts below. */
const COUNTS = 34;

/** A reliability diagram with Wilson's intervals; below it how the first set's probabilities are spread. */
export function reliabilityChart({ x, y, lines, ...named }: ReliabilityChart): Markup {
  const bottom = 48 + COUNTS;
  const on = plane({ low: 0, high: 1, label: x }, { low: 0, high: 1, label: y }, HEIGHT, { bottom });
  const drawn = lines.map(({ bins }, i) => {
    const full = bins.filter(({ count }) => count > 0);
    const shift = i === 0 ? 0 : 1.5;
    return [
      full.map(({ confidence, accuracy }) => {
        const cx = on.x(confidence) + shift;
        return markup`<line class="span ${series(i)}" x1="${at(cx)}" x2="${at(cx)}" y1="${at(on.y(accuracy.low))}" y2="${at(on.y(accuracy.high))}"/>`;
      }),
      markup`<path class="line thin ${series(i)}" d="${pathOf(full.map(({ confidence, accuracy }) => [on.x(confidence), on.y(accuracy.value)]))}"/>`,
      full.map(
        ({ confidence, accuracy }) =>
          markup`<circle class="dot ${series(i)}" cx="${at(on.x(confidence))}" cy="${at(on.y(accuracy.value))}" r="3.2"/>`,
      ),
    ];
  });
  const bins = lines[0]?.bins ?? [];
  const most = Math.max(1, ...bins.map(({ count }) => count));
  const base = HEIGHT - 26;
  const spread = bins.map(({ low, high, count }) => {
    const tall = (COUNTS - 8) * (count / most);
    return markup`<rect class="bar" x="${at(on.x(low) + 0.5)}" y="${at(base - tall)}" width="${at(Math.max(0, on.x(high) - on.x(low) - 1))}" height="${at(tall)}"/>`;
  });
  return chart(named, HEIGHT, [
    on.axes,
    markup`<line class="chance" x1="${at(on.x(0))}" y1="${at(on.y(0))}" x2="${at(on.x(1))}" y2="${at(on.y(1))}"/>`,
    spread,
    drawn,
  ]);
}
