/** Figures of subgroups, each with how many samples it has. */
import type { BootstrapInterval, Interval, Subgroup } from "../../../metrics/index.ts";
import {
  blank,
  count,
  details,
  figureOf,
  forestChart,
  markup,
  table,
  withInterval,
} from "../../../report/index.ts";
import { mainEvidence } from "../facts.ts";
import { groupHead } from "../groups.ts";
import type { Section } from "./section.ts";
import { shareOf } from "./shares.ts";

/** In the order in which they are drawn, the first two; a table of classes has no quadratic kappa. */
const COLUMNS: readonly (readonly [figure: string, label: string])[] = [
  ["quadraticKappa", "quadratic kappa"],
  ["auc", "AUC"],
  ["accuracy", "accuracy"],
  ["sensitivity", "sensitivity"],
  ["specificity", "specificity"],
];

/** Subgroups of the classes' predictions. */
export const subgroups: Section = {
  id: "subgroups",
  title: "Subgroups",
  of: ["classes"],
  write(facts) {
    const found = mainEvidence(facts, "classes");
    if (found === null) return null;
    const { report } = found;
    if (report.subgroups.length === 0) {
      return markup`<p>${blank("figures by age, sex, site or device: the predictions have no such columns.")}</p>`;
    }
    const figures = COLUMNS.filter(([name]) =>
      report.subgroups.some((one) => one.figures[name] !== undefined),
    );
    const drawn = figures.slice(0, 2);
    const positive = report.classes.indexOf(report.positive ?? "");
    const of = (one: Subgroup, name: string): Interval | null =>
      intervalOf(one, name, positive, facts.settings.level);
    return [
      markup`<p>Squares are figures with their intervals, the dashed line is that of all samples. Small groups have wide intervals; differences were not tested. Where all are right, or all wrong, the interval is Wilson's; other figures that no draw changes are shown without one.</p>`,
      markup`<div class="charts">${drawn.map(([name, label]) =>
        figureOf(
          `${label} by subgroup`,
          forestChart({
            title: `${label} by subgroup`,
            description: report.subgroups
              .map((one) => `${one.column} ${saidValue(one)}: ${withInterval(of(one, name))}`)
              .join("; "),
            x: label,
            reference: (report.figures[name] as BootstrapInterval).value,
            rows: [...new Set(report.subgroups.map(({ column }) => column))].flatMap((column) => [
              { name: column, figure: null },
              ...report.subgroups
                .filter((one) => one.column === column)
                .map((one) => ({
                  name: saidValue(one),
                  note: `n ${count(one.samples)}`,
                  figure: of(one, name),
                })),
            ]),
          }),
        ),
      )}</div>`,
      details(
        "Subgroups as a table",
        table({
          caption: "Figures of each subgroup",
          head: [
            "subgroup",
            "images",
            groupHead(facts),
            ...report.classes,
            ...figures.map(([, label]) => label),
          ],
          rows: report.subgroups.map((one) => [
            `${one.column}: ${saidValue(one)}`,
            count(one.samples),
            one.groups === null ? "–" : count(one.groups),
            ...one.perClass.map(count),
            ...figures.map(([name]) => withInterval(of(one, name))),
          ]),
        }),
      ),
    ];
  },
};

/** Where draws do not vary: of the figures that are shares of samples Wilson's interval, of others none, as so few samples have no spread. */
function intervalOf(
  { figures, samples, perClass }: Subgroup,
  name: string,
  positive: number,
  level: number,
): Interval | null {
  const positives = perClass[positive] ?? 0;
  const n = { accuracy: samples, sensitivity: positives, specificity: samples - positives }[name];
  const found = figures[name];
  if (n === undefined && found !== undefined && found.low === found.high)
    return { value: found.value, low: Number.NaN, high: Number.NaN };
  return shareOf(found, n ?? 0, level);
}

function saidValue({ value }: Subgroup): string {
  return value === "" ? "not said" : value;
}
