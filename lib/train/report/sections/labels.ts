/** Every figure of several labels. */
import {
  count,
  curveChart,
  figureOf,
  forestChart,
  markup,
  table,
  withInterval,
} from "../../../report/index.ts";
import { mainEvidence, mainPart, PART_NAMES } from "../facts.ts";
import { groupsOf } from "../groups.ts";
import { intervalLine, partLine } from "./performance.ts";
import type { Section } from "./section.ts";

/** More labels than these have no curve each. */
const MOST = 16;

/** Figures of labels. */
export const labels: Section = {
  id: "performance",
  title: "Performance",
  of: ["labels"],
  write(facts) {
    const found = mainEvidence(facts, "labels");
    if (found === null) return null;
    const part = mainPart(facts);
    const warning = partLine(part);
    const curves = found.labels.length > MOST ? [] : found.labels.filter(({ roc }) => roc.length > 0);
    return [
      warning === null ? null : markup`<p><strong>${warning}</strong></p>`,
      markup`<p>Of the ${PART_NAMES[part ?? ""]} part: ${count(found.samples)} images${found.groups === null ? "" : ` of ${groupsOf(facts, found.groups)}`}. ${intervalLine(found, facts)} A label counts where it is known; it is called from a probability of 0.5 on.</p>`,
      markup`<div class="charts">${figureOf(
        "AUC of each label",
        forestChart({
          title: "AUC of each label",
          description: found.labels.map(({ name, auc }) => `${name}: ${withInterval(auc)}`).join("; "),
          x: "AUC",
          reference: 0.5,
          rows: found.labels.map(({ name, positives, auc }) => ({
            name,
            note: `n ${count(positives)}`,
            figure: auc,
          })),
        }),
      )}${table({
        caption: "Figures of all labels together",
        head: ["figure", "value (interval)"],
        rows: found.figures.map(({ label, interval }) => [label, withInterval(interval)]),
      })}</div>`,
      table({
        caption: "Each label",
        head: ["label", "known", "positive", "AUC", "average precision", "sensitivity", "specificity"],
        rows: found.labels.map((one) => [
          one.name,
          count(one.known),
          count(one.positives),
          ...([one.auc, one.averagePrecision, one.sensitivity, one.specificity] as const).map((value) =>
            withInterval(value),
          ),
        ]),
      }),
      curves.length === 0
        ? null
        : markup`<h3>ROC curves</h3><div class="charts">${curves.map((one) =>
            figureOf(
              `${one.name}: AUC ${withInterval(one.auc)}`,
              curveChart({
                title: `ROC curve of ${one.name}`,
                description: `Area under the curve ${withInterval(one.auc)}, of ${one.positives} positives among ${one.known}.`,
                x: "1 − specificity",
                y: "sensitivity",
                points: one.roc,
                band: one.band,
                chance: "diagonal",
              }),
            ),
          )}</div>`,
    ];
  },
};
