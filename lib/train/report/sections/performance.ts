/** Every figure of the predictions, with its interval. */

import type { ClassIntervals } from "../../../metrics/index.ts";
import {
  confusionChart,
  count,
  details,
  figureOf,
  markup,
  percent,
  table,
  withInterval,
} from "../../../report/index.ts";
import type { ClassEvidence } from "../evidence/classes.ts";
import type { EvidenceBase } from "../evidence/evidence.ts";
import { mainEvidence, mainPart, PART_NAMES, type ReportFacts } from "../facts.ts";
import { groupsOf, groupWords } from "../groups.ts";
import type { Section } from "./section.ts";
import { shareOf } from "./shares.ts";

/** How intervals were made, in a sentence. */
export function intervalLine({ groups }: EvidenceBase, facts: ReportFacts): string {
  const { settings } = facts;
  if (settings.draws === 0) return "Intervals were not asked for.";
  const of =
    groups === null
      ? "samples, which count as independent as nothing says which patient they are of"
      : `whole ${groupWords(facts)}, ${count(groups)} of them`;
  return `Intervals of ${percent(settings.level, 0)} by ${count(settings.draws)} bootstrap draws of ${of}.`;
}

/** What figures of validation data are worth. */
export function partLine(part: string | null): string | null {
  if (part !== "val") return null;
  return "There is no test part: the figures are of the validation part, by which the best epoch was chosen, and are likely too good.";
}

/** Figures of classes. */
export const performance: Section = {
  id: "performance",
  title: "Performance",
  of: ["classes"],
  write(facts) {
    const found = mainEvidence(facts, "classes");
    if (found === null) return null;
    const { report } = found;
    const part = mainPart(facts);
    const warning = partLine(part);
    const rows = found.figures.map(({ label, interval }) => [label, withInterval(interval)]);
    const right = report.confusion.reduce((sum, row, k) => sum + (row[k] ?? 0), 0);
    return [
      warning === null ? null : markup`<p><strong>${warning}</strong></p>`,
      markup`<p>Of the ${PART_NAMES[part ?? ""]} part: ${count(report.samples)} images${report.groups === null ? "" : ` of ${groupsOf(facts, report.groups)}`}. ${intervalLine(found, facts)}${
        report.positive === null
          ? " AUC and average precision are means over the classes, each against all others."
          : ` The positive class is ${report.positive}, called from a probability of ${report.threshold} on.`
      }</p>`,
      markup`<div class="charts">${table({ caption: "Figures", head: ["figure", "value (interval)"], rows })}${figureOf(
        "Confusion matrix",
        confusionChart({
          title: "Confusion matrix",
          description: `True classes by row, called classes by column; ${right} of ${report.samples} are on the diagonal. Cells are as dark as their share of the row.`,
          classes: report.classes,
          counts: report.confusion,
        }),
      )}</div>`,
      details(
        "The confusion matrix as a table",
        table({
          caption: "True class by row, called class by column",
          head: ["", ...report.classes],
          rows: report.confusion.map((row, k) => [report.classes[k] as string, ...row.map(count)]),
        }),
      ),
      report.positive === null || report.classes.length > 2
        ? table({
            caption: "Each class against all others",
            head: ["class", "samples", "AUC", "sensitivity", "specificity", "precision", "F1"],
            rows: report.perClass.map((one, k) => [
              one.name,
              count(one.samples),
              ...rowOf(found, k, facts.settings.level),
            ]),
          })
        : null,
      report.delong === null
        ? null
        : markup`<p class="note">DeLong's interval of the AUC: ${withInterval(report.delong)}.</p>`,
    ];
  },
};

/** The figures of a class; of shares Wilson's interval where draws do not vary. */
function rowOf({ report }: ClassEvidence, k: number, level: number): string[] {
  const one = report.perClass[k] as ClassIntervals; // one for each class
  const called = report.confusion.reduce((sum, row) => sum + (row[k] ?? 0), 0);
  return [
    one.auc,
    shareOf(one.sensitivity, one.samples, level),
    shareOf(one.specificity, report.samples - one.samples, level),
    shareOf(one.precision, called, level),
    one.f1,
  ].map((value) => withInterval(value));
}
