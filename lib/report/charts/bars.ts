/** Bars below each other, one group for each name: samples of each class in each part. */
import { type Markup, markup } from "../markup.ts";
import { count } from "../numbers.ts";
import { at, chart, type Named, series, WIDTH } from "./frame.ts";

/** What {@link barChart} draws. */
export interface BarChart extends Named {
  /** Names of the groups. */
  names: readonly string[];
  /** A value of each group for each series. */
  series: readonly { name: string; values: readonly number[] }[];
}

const LEFT = 104;
const BAR = 11;

/** Bars of counts, with the counts. */
export function barChart({ names, series: all, ...named }: BarChart): Markup {
  const most = Math.max(1, ...all.flatMap(({ values }) => values));
  const tall = all.length * (BAR + 2) + 10;
  const height = tall * names.length + 4;
  const rows = names.map((name, i) => {
    const y = i * tall + 4;
    const bars = all.map(({ values }, k) => {
      const value = values[i] ?? 0;
      const wide = ((WIDTH - LEFT - 48) * value) / most;
      const top = y + k * (BAR + 2);
      return markup`<rect class="fill ${series(k)}" x="${LEFT}" y="${at(top)}" width="${at(Math.max(wide, value > 0 ? 1 : 0))}" height="${BAR}" rx="1.5"/><text class="tick" x="${at(LEFT + wide + 5)}" y="${at(top + BAR - 2)}">${count(value)}</text>`;
    });
    return markup`<text class="row" x="${LEFT - 8}" y="${at(y + (tall - 10) / 2 + 4)}" text-anchor="end">${name.length > 15 ? `${name.slice(0, 14)}…` : name}</text>${bars}`;
  });
  return chart(named, height, rows);
}
