/** ROC and precision-recall curves with their bands. */
import { curveChart, figure, figureOf, markup, percent, withInterval } from "../../../report/index.ts";
import type { ClassCurves, ClassEvidence } from "../evidence/classes.ts";
import { mainEvidence } from "../facts.ts";
import { groupWords } from "../groups.ts";
import { atValidation } from "./operating.ts";
import type { Section } from "./section.ts";

/** Curves of the positive class, or of each class against all others. */
export const discrimination: Section = {
  id: "curves",
  title: "ROC and precision-recall curves",
  of: ["classes"],
  write(facts) {
    const found = mainEvidence(facts, "classes");
    if (found === null || found.curves.length === 0) return null;
    const { level } = facts.settings;
    return [
      markup`<p>${found.report.positive === null ? "Each class against all others." : `The positive class is ${found.report.positive}.`} Bands are pointwise intervals of ${percent(level, 0)} by drawing ${found.report.groups === null ? "samples" : `whole ${groupWords(facts)}`} again; the dashed line is chance.</p>`,
      markup`<div class="charts">${found.curves.map((one) => [rocOf(one, found), precisionRecallOf(one, found)])}</div>`,
    ];
  },
};

function rocOf(curves: ClassCurves, found: ClassEvidence) {
  const auc = figureFor(found, curves.name, "auc");
  const chosen = found.report.positive === null ? null : atValidation(found);
  const marks =
    chosen === null
      ? []
      : [
          {
            x: 1 - chosen.specificity.value,
            y: chosen.sensitivity.value,
            name: `threshold ${figure(chosen.threshold)}`,
          },
        ];
  return figureOf(
    markup`${curves.name}: ROC, AUC ${withInterval(auc)}`,
    curveChart({
      title: `ROC curve of ${curves.name}`,
      description: `Area under the curve ${withInterval(auc)}, of ${curves.positives} positives among ${found.report.samples}.`,
      x: "1 − specificity",
      y: "sensitivity",
      points: curves.roc,
      band: curves.rocBand,
      chance: "diagonal",
      marks,
    }),
  );
}

function precisionRecallOf(curves: ClassCurves, found: ClassEvidence) {
  const ap = figureFor(found, curves.name, "averagePrecision");
  return figureOf(
    markup`${curves.name}: precision-recall, AP ${withInterval(ap)}`,
    curveChart({
      title: `Precision-recall curve of ${curves.name}`,
      description: `Average precision ${withInterval(ap)}; by chance ${figure(curves.positives / found.report.samples)}.`,
      x: "recall",
      y: "precision",
      points: curves.precisionRecall,
      band: curves.precisionRecallBand,
      chance: curves.positives / found.report.samples,
    }),
  );
}

function figureFor({ report }: ClassEvidence, name: string, which: "auc" | "averagePrecision") {
  if (report.positive === name) return report.figures[which];
  return report.perClass.find((one) => one.name === name)?.[which];
}
