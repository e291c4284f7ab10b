/** Figures with their intervals below each other, as meta-analyses draw them. */
import type { Interval } from "../../metrics/index.ts";
import { type Markup, markup } from "../markup.ts";
import { figure, UNDEFINED } from "../numbers.ts";
import { type Axis, at, chart, type Named, ticksOf, WIDTH } from "./frame.ts";

/** A row: a figure, or the name of those below it. */
export interface ForestRow {
  name: string;
  /** What stands after the name, the number of samples say. */
  note?: string;
  figure: Interval | null;
}

/** What {@link forestChart} draws. */
export interface ForestChart extends Named {
  /** What the figure is called. */
  x: string;
  rows: readonly ForestRow[];
  /** A value that a line stands at: that of all samples, or of no difference. */
  reference?: number;
  range?: readonly [low: number, high: number];
}

const LEFT = 124;
const RIGHT = 106;
const ROW = 24;

/** A forest plot. */
export function forestChart({ x, rows, reference, range, ...named }: ForestChart): Markup {
  const values = rows.flatMap(({ figure: one }) => (one === null ? [] : [one.low, one.high, one.value]));
  const known = [...values, ...(reference === undefined ? [] : [reference])].filter(Number.isFinite);
  const [low, high] = range ?? (known.length === 0 ? [0, 1] : roomy(Math.min(...known), Math.max(...known)));
  const axis: Axis = { low, high, label: x };
  const [top, bottom] = [8, 8 + ROW * rows.length];
  const height = bottom + 38;
  const scale = (value: number): number =>
    LEFT + ((clamp(value, low, high) - low) / (high - low)) * (WIDTH - LEFT - RIGHT);
  const ticks = ticksOf(low, high, 3).map(
    (value) =>
      markup`<line class="grid" x1="${at(scale(value))}" x2="${at(scale(value))}" y1="${top}" y2="${bottom}"/><text class="tick" x="${at(scale(value))}" y="${bottom + 14}" text-anchor="middle">${String(value).replace("-", "−")}</text>`,
  );
  const line =
    reference === undefined || !Number.isFinite(reference)
      ? null
      : markup`<line class="chance" x1="${at(scale(reference))}" x2="${at(scale(reference))}" y1="${top}" y2="${bottom}"/>`;
  const drawn = rows.map(({ name, note, figure: one }, i) => {
    const y = top + (i + 0.5) * ROW;
    if (one === null) return markup`<text class="group" x="0" y="${at(y + 4)}">${shortened(name, 40)}</text>`;
    const label = markup`<text class="row" x="${8}" y="${at(y + 4)}">${shortened(name, note === undefined ? 19 : 19 - note.length)}${note === undefined ? null : markup` <tspan class="faint">${note}</tspan>`}</text>`;
    if (Number.isNaN(one.value)) {
      return [
        label,
        markup`<text class="value" x="${WIDTH}" y="${at(y + 4)}" text-anchor="end">${UNDEFINED}</text>`,
      ];
    }
    const hasSpan = !Number.isNaN(one.low) && !Number.isNaN(one.high);
    const span = hasSpan
      ? markup`<line class="span" x1="${at(scale(one.low))}" x2="${at(scale(one.high))}" y1="${at(y)}" y2="${at(y)}"/>`
      : null;
    const told = hasSpan
      ? `${figure(one.value, 2)} (${figure(one.low, 2)}–${figure(one.high, 2)})`
      : figure(one.value, 2);
    return [
      label,
      span,
      markup`<rect class="dot s0" x="${at(scale(one.value) - 3.5)}" y="${at(y - 3.5)}" width="7" height="7"/>`,
      markup`<text class="value" x="${WIDTH}" y="${at(y + 4)}" text-anchor="end">${told}</text>`,
    ];
  });
  return chart(named, height, [
    ticks,
    line,
    markup`<path class="axis" d="M${LEFT} ${bottom}H${WIDTH - RIGHT}"/><text class="label" x="${at((LEFT + WIDTH - RIGHT) / 2)}" y="${height - 6}" text-anchor="middle">${axis.label}</text>`,
    drawn,
  ]);
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}

function roomy(low: number, high: number): [number, number] {
  const span = high - low || 0.1;
  const [first, last] = [low - 0.08 * span, high + 0.08 * span];
  return low >= 0 && high <= 1 ? [Math.max(0, first), Math.min(1, last)] : [first, last];
}

function shortened(name: string, most: number): string {
  return name.length <= most ? name : `${name.slice(0, Math.max(1, most - 1))}…`;
}
