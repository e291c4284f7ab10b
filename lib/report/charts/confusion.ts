/** Counts of true classes by row and called classes by column, as a map of shades. */
import { type Markup, markup } from "../markup.ts";
import { count } from "../numbers.ts";
import { at, chart, type Named, WIDTH } from "./frame.ts";

/** What {@link confusionChart} draws. */
export interface ConfusionChart extends Named {
  classes: readonly string[];
  /** (C, C): the row is the true class. */
  counts: readonly (readonly number[])[];
}

/** More classes than these have numbers for names, and no counts in the cells. */
const MOST = 12;

/** A confusion matrix; each cell is as dark as its share of its row. */
export function confusionChart({ classes, counts, ...named }: ConfusionChart): Markup {
  const size = classes.length;
  const isSmall = size <= MOST;
  const names = classes.map((name, i) => (isSmall ? shortened(name, 13) : String(i + 1)));
  const longest = Math.max(...names.map((name) => name.length));
  const left = Math.min(112, 24 + 6.1 * longest);
  const cell = (WIDTH - left - 4) / size;
  const tall = Math.min(cell, 64);
  const isTurned = isSmall && longest * 6.1 > cell - 4;
  const top = isTurned ? 24 + Math.min(80, 5.6 * longest) : 34;
  const height = top + tall * size + 4;
  const rows = counts.map((row, i) => {
    const all = row.reduce((a, b) => a + b, 0);
    const y = top + i * tall;
    const cells = row.map((n, j) => {
      const share = all === 0 ? 0 : n / all;
      const x = left + j * cell;
      const kind = i === j ? "right" : "wrong";
      return [
        markup`<rect class="cell ${kind}" x="${at(x + 1)}" y="${at(y + 1)}" width="${at(cell - 2)}" height="${at(tall - 2)}" rx="2" style="--share:${shade(share)}"/>`,
        isSmall
          ? markup`<text class="count${share > 0.5 ? " on-dark" : ""}" x="${at(x + cell / 2)}" y="${at(y + tall / 2 + 4)}" text-anchor="middle">${count(n)}</text>`
          : null,
      ];
    });
    return markup`<text class="tick" x="${at(left - 6)}" y="${at(y + tall / 2 + 4)}" text-anchor="end">${names[i]}</text>${cells}`;
  });
  const heads = names.map((name, j) => {
    const x = left + (j + 0.5) * cell;
    return isTurned
      ? markup`<text class="tick" transform="translate(${at(x + 3)} ${at(top - 5)}) rotate(-60)">${name}</text>`
      : markup`<text class="tick" x="${at(x)}" y="${at(top - 6)}" text-anchor="middle">${name}</text>`;
  });
  return chart(named, height, [
    markup`<text class="label" x="${at(left + (size * cell) / 2)}" y="12" text-anchor="middle">called</text><text class="label" transform="translate(11 ${at(top + (tall * size) / 2)}) rotate(-90)" text-anchor="middle">true</text>`,
    heads,
    rows,
  ]);
}

function shade(share: number): string {
  return (Math.round(share * 100) / 100).toString();
}

function shortened(name: string, most: number): string {
  return name.length <= most ? name : `${name.slice(0, most - 1)}…`;
}
