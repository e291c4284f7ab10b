/** Several runs that differ in their seed: how far figures scatter. */
import { figure, figureOf, forestChart, markup, table } from "../../../report/index.ts";
import { spreadOf } from "../../spread.ts";
import { mainPart, PART_NAMES } from "../facts.ts";
import type { Section } from "./section.ts";

/** Several seeds as mean and standard deviation. */
export const runs: Section = {
  id: "runs",
  title: "Several runs",
  write(facts) {
    const { runs: all } = facts;
    if (all.length < 2) return null;
    const validation = tableOf(
      all.map(({ seed, best }) => ({ seed, figures: best?.figures ?? {} })),
      "Figures of each run's best epoch",
    );
    const withFigures = all.filter(({ figures }) => figures !== null);
    const part = PART_NAMES[mainPart(facts) ?? ""] ?? "";
    const shown = withFigures.map(({ seed, figures }) => ({ seed, figures: figures ?? {} }));
    const [first] = Object.keys(shown[0]?.figures ?? {});
    return [
      markup`<p>${all.length} runs with the seeds ${all.map(({ seed }) => seed).join(", ")}. The first is the one that the rest of this report is of. Deviations are of samples (n − 1): they say how far runs scatter, not how sure a figure is of these patients.</p>`,
      withFigures.length < 2 || first === undefined
        ? null
        : [
            markup`<div class="charts">${figureOf(
              `${first} of each run, ${part} part`,
              forestChart({
                title: `${first} of each run`,
                description: shown
                  .map(({ seed, figures }) => `seed ${seed}: ${figure(figures[first])}`)
                  .join("; "),
                x: first,
                reference: spreadOf(shown.map(({ figures }) => figures[first] as number)).mean,
                rows: shown.map(({ seed, figures }) => {
                  const value = figures[first] as number;
                  return { name: `seed ${seed}`, figure: { value, low: Number.NaN, high: Number.NaN } };
                }),
              }),
            )}</div>`,
            tableOf(shown, `Figures of the ${part} part`),
          ],
      validation,
    ];
  },
};

function tableOf(
  all: readonly { seed: number; figures: Readonly<Record<string, number | null>> }[],
  caption: string,
) {
  const names = Object.keys(all[0]?.figures ?? {}).filter((name) =>
    all.every(({ figures }) => typeof figures[name] === "number"),
  );
  return table({
    caption,
    head: ["figure", "mean", "deviation", ...all.map(({ seed }) => `seed ${seed}`)],
    rows: names.map((name) => {
      const values = all.map(({ figures }) => figures[name] as number);
      const { mean, deviation } = spreadOf(values);
      return [name, figure(mean), figure(deviation), ...values.map((value) => figure(value))];
    }),
  });
}
