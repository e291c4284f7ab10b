/** How deep to unfreeze, as a search found. */
import { count, figure, figureOf, forestChart, markup, table } from "../../../report/index.ts";
import type { Section } from "./section.ts";

/** The depth search. */
export const depth: Section = {
  id: "depth",
  title: "Depth search",
  write({ depth: found }) {
    if (found === null) return null;
    const { rows, monitor, seeds, best, recommended } = found;
    const told = (one: (typeof rows)[number]) => ({
      value: one.mean,
      low: one.interval[0],
      high: one.interval[1],
    });
    return [
      markup`<p>Runs of ${seeds.length} ${seeds.length === 1 ? "seed" : "seeds"} for each depth, by ${monitor}. The best mean is that of depth ${best}; recommended is depth ${recommended}, the smallest within one standard error of it.</p>`,
      markup`<div class="charts">${figureOf(
        `${monitor} by depth`,
        forestChart({
          title: `${monitor} by depth`,
          description: rows.map((one) => `depth ${one.depth}: ${figure(one.mean)}`).join("; "),
          x: monitor,
          rows: rows.map((one) => ({ name: `${one.depth}: ${one.from}`, figure: told(one) })),
        }),
      )}${table({
        caption: "Depths",
        head: ["depth", "from", "parameters", "mean", "deviation"],
        words: [1],
        rows: rows.map((one) => [
          String(one.depth),
          one.from,
          count(one.parameters),
          figure(one.mean),
          figure(one.deviation),
        ]),
      })}</div>`,
    ];
  },
};
