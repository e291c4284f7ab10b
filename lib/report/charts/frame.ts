/**
 * What charts have in common: a plane with axes, its scales and ticks. Charts are drawn 340 units wide, about a phone's width, so that
 * their letters can be read there; pages set two or three beside each other. Colours are variables of the page (`style.ts`).
 */
import { createHash } from "node:crypto";
import { type Content, type Markup, markup, rendered } from "../markup.ts";

/** Width of a chart, in its own units. */
export const WIDTH = 340;

/** Space around the plane. */
export interface Margins {
  top: number;
  right: number;
  bottom: number;
  left: number;
}

/** An axis: from what to what, and what it is called. */
export interface Axis {
  low: number;
  high: number;
  label: string;
  /** Where marks stand; by default at round numbers. */
  ticks?: readonly number[];
  /** How a mark is written. */
  format?: (value: number) => string;
  /** Powers of ten are as far apart as each other. */
  log?: boolean;
}

/** What every chart is called, for those who do not see it. */
export interface Named {
  title: string;
  /** What it shows, in a sentence with its main figures. */
  description: string;
}

/** A plane with two scales. */
export interface Plane {
  width: number;
  height: number;
  margins: Margins;
  x(value: number): number;
  y(value: number): number;
  /** Axes, grid and labels. */
  axes: Markup;
}

/** Coordinates with a tenth of a unit: more is not seen, and costs bytes. */
export function at(value: number): string {
  return String(Math.round(value * 10) / 10);
}

/** Round numbers from low to high. */
export function ticksOf(low: number, high: number, most = 5): number[] {
  const span = high - low;
  if (!(span > 0)) return [low];
  const rough = span / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 2.5, 5, 10].find((one) => one * power >= rough * (1 - 1e-9)) as number) * power;
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

/** Powers of ten from low to high. */
function powersOf(low: number, high: number): number[] {
  const [first, last] = [Math.ceil(Math.log10(low) - 1e-9), Math.floor(Math.log10(high) + 1e-9)];
  const all = Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => 10 ** (first + i));
  return all.length === 0 ? [low, high] : all;
}

function plainly(value: number): string {
  const size = Math.abs(value);
  if (size !== 0 && (size < 0.001 || size >= 1e5))
    return value.toExponential(0).replace("e-", "e−").replace("e+", "e");
  return String(Number(value.toPrecision(6))).replace("-", "−");
}

function scaleOf({ low, high, log }: Axis, from: number, to: number): (value: number) => number {
  const of = (value: number): number => (log ? Math.log10(value) : value);
  const [a, b] = [of(low), of(high)];
  return (value) => from + ((of(value) - a) / (b - a || 1)) * (to - from);
}

/** A plane for a chart of some height. */
export function plane(x: Axis, y: Axis, height: number, margins?: Partial<Margins>): Plane {
  const space: Margins = { top: 10, right: 12, bottom: 40, left: 46, ...margins };
  const scaleX = scaleOf(x, space.left, WIDTH - space.right);
  const scaleY = scaleOf(y, height - space.bottom, space.top);
  const ticks = (axis: Axis, most: number): readonly number[] =>
    axis.ticks ?? (axis.log ? powersOf(axis.low, axis.high) : ticksOf(axis.low, axis.high, most));
  const [bottom, right] = [height - space.bottom, WIDTH - space.right];
  const ofX = ticks(x, 5).map(
    (value) =>
      markup`<line class="grid" x1="${at(scaleX(value))}" x2="${at(scaleX(value))}" y1="${space.top}" y2="${bottom}"/><text class="tick" x="${at(scaleX(value))}" y="${bottom + 14}" text-anchor="middle">${(x.format ?? plainly)(value)}</text>`,
  );
  const ofY = ticks(y, 5).map(
    (value) =>
      markup`<line class="grid" x1="${space.left}" x2="${right}" y1="${at(scaleY(value))}" y2="${at(scaleY(value))}"/><text class="tick" x="${space.left - 6}" y="${at(scaleY(value) + 3.5)}" text-anchor="end">${(y.format ?? plainly)(value)}</text>`,
  );
  const middle = (space.top + bottom) / 2;
  const labels = markup`<text class="label" x="${at((space.left + right) / 2)}" y="${height - 8}" text-anchor="middle">${x.label}</text><text class="label" transform="translate(12 ${at(middle)}) rotate(-90)" text-anchor="middle">${y.label}</text>`;
  return {
    width: WIDTH,
    height,
    margins: space,
    x: scaleX,
    y: scaleY,
    axes: markup`<g>${ofX}${ofY}<path class="axis" d="M${space.left} ${space.top}V${bottom}H${right}"/>${labels}</g>`,
  };
}

/** A chart: its picture with the title and description that a screen reader says. */
export function chart(
  { title, description }: Named,
  height: number,
  content: Content,
  width = WIDTH,
): Markup {
  const digest = createHash("sha256")
    .update(rendered([title, description, content]))
    .digest("hex");
  const id = `c${digest.slice(0, 10)}`; // of two charts alike the same, which then says the same
  return markup`<svg class="chart" viewBox="0 0 ${width} ${at(height)}" role="img" aria-labelledby="${id}t ${id}d" xmlns="http://www.w3.org/2000/svg"><title id="${id}t">${title}</title><desc id="${id}d">${description}</desc>${content}</svg>`;
}

/** A chart below its name, and what belongs to it. */
export function figureOf(caption: Content, picture: Content, after?: Content): Markup {
  return markup`<figure><figcaption>${caption}</figcaption>${picture}${after}</figure>`;
}

/** A path through points. */
export function pathOf(points: readonly (readonly [x: number, y: number])[]): string {
  return points.map(([x, y], i) => `${i === 0 ? "M" : "L"}${at(x)} ${at(y)}`).join("");
}

/** The colours of lines that lie over each other, by their place. */
export function series(place: number): string {
  return `s${place % 6}`;
}

/** Names of lines and their colours. */
export function legend(names: readonly string[]): Markup {
  return markup`<ul class="legend">${names.map((name, i) => markup`<li><span class="swatch ${series(i)}" aria-hidden="true"></span>${name}</li>`)}</ul>`;
}
