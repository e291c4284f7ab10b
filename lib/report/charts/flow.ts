/** Where samples went: those that were found, what was left out, and the parts that are left. */
import { type Markup, markup } from "../markup.ts";
import { at, chart, type Named, WIDTH } from "./frame.ts";

/** A box: lines of text, the first its name. */
export type FlowBox = readonly string[];

/** What {@link flowChart} draws. */
export interface FlowChart extends Named {
  found: FlowBox;
  /** To the side: what was left out and why. */
  excluded: FlowBox | null;
  /** What the rest was divided into, side by side. */
  parts: readonly FlowBox[];
}

const LINE = 15;
const PAD = 9;

function heightOf(box: FlowBox): number {
  return 2 * PAD + LINE * box.length - 3;
}

/** A flow of samples from top to bottom, as STARD draws it. */
export function flowChart({ found, excluded, parts, ...named }: FlowChart): Markup {
  const wide = excluded === null ? 200 : 150;
  const left = excluded === null ? (WIDTH - wide) / 2 : 2;
  const first = heightOf(found);
  const side = excluded === null ? 0 : heightOf(excluded);
  const below = first + Math.max(26, side + 8 - first / 2 + 12);
  const gap = 6;
  const each = (WIDTH - 4 - gap * (parts.length - 1)) / Math.max(1, parts.length);
  const tallest = Math.max(0, ...parts.map(heightOf));
  const bar = below + 10;
  const top = bar + 16;
  const middle = left + wide / 2;
  const centres = parts.map((_, i) => 2 + i * (each + gap) + each / 2);
  const arrows = [
    markup`<path class="flow" d="M${at(middle)} ${at(first + 2)}V${at(bar)}"/>`,
    excluded === null
      ? null
      : markup`<path class="flow arrow" d="M${at(middle)} ${at(first + 14)}H${at(WIDTH - 168)}"/>`,
    centres.length === 0
      ? null
      : markup`<path class="flow" d="M${at(Math.min(middle, ...centres))} ${at(bar)}H${at(Math.max(middle, ...centres))}"/>${centres.map((x) => markup`<path class="flow arrow" d="M${at(x)} ${at(bar)}V${at(top - 2)}"/>`)}`,
  ];
  return chart(named, top + tallest + 4, [
    markup`<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path class="tip" d="M0 0L8 4L0 8Z"/></marker></defs>`,
    arrows,
    boxAt(found, left, 2, wide),
    excluded === null ? null : boxAt(excluded, WIDTH - 166, first + 14 - Math.min(14, side / 2), 164),
    parts.map((box, i) => boxAt(box, 2 + i * (each + gap), top, each, tallest)),
  ]);
}

function boxAt(lines: FlowBox, x: number, y: number, width: number, height = heightOf(lines)): Markup {
  const most = Math.floor((width - 12) / 5.7);
  const texts = lines.map(
    (line, i) =>
      markup`<text class="${i === 0 ? "group" : "tick"}" x="${at(x + 8)}" y="${at(y + PAD + 9 + i * LINE)}">${line.length > most ? `${line.slice(0, most - 1)}…` : line}</text>`,
  );
  return markup`<rect class="box" x="${at(x)}" y="${at(y)}" width="${at(width)}" height="${at(height)}" rx="5"/>${texts}`;
}
