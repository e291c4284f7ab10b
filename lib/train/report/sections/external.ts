/** Figures of other data beside those of the run's own. */
import {
  blank,
  confusionChart,
  count,
  curveChart,
  figureOf,
  forestChart,
  markup,
  table,
  withInterval,
} from "../../../report/index.ts";
import type { ClassEvidence } from "../evidence/classes.ts";
import { mainPart, PART_NAMES } from "../facts.ts";
import { FIGURE_NAMES } from "./performance.ts";
import type { Section } from "./section.ts";

/** The external part beside the internal one. */
export const external: Section = {
  id: "external",
  title: "External data",
  of: ["classes"],
  write(facts) {
    const own = facts.evidence.external;
    if (own === undefined) {
      return facts.config === null
        ? null
        : markup`<p>${blank("figures of data from elsewhere: none were given (--external folder).")}</p>`;
    }
    const part = mainPart(facts);
    const inner = part === "external" ? undefined : facts.evidence[part ?? "external"];
    if (own.kind !== "classes" || inner === undefined || inner.kind !== "classes") return null;
    return besideEachOther(own, inner, PART_NAMES[part ?? ""] ?? "");
  },
};

function besideEachOther(
  own: ClassEvidence,
  inner: ClassEvidence,
  name: string,
): ReturnType<Section["write"]> {
  const names = Object.entries(FIGURE_NAMES).filter(([key]) => own.report.figures[key] !== undefined);
  const drawn = names.filter(([key]) => !["logLoss", "brier", "calibrationError"].includes(key)).slice(0, 8);
  const of = (found: ClassEvidence): string =>
    `${count(found.report.samples)} images${found.report.groups === null ? "" : ` of ${count(found.report.groups)} patients`}`;
  const [curve] = own.report.positive === null ? [] : own.curves;
  return [
    markup`<p>The ${name} part has ${of(inner)}, the external data ${of(own)}. Nothing was chosen on the external data.</p>`,
    markup`<div class="charts">${figureOf(
      "External (upper) and internal (lower) figures",
      forestChart({
        title: "Figures of external and internal data",
        description: drawn
          .map(
            ([key, label]) =>
              `${label}: external ${withInterval(own.report.figures[key])}, internal ${withInterval(inner.report.figures[key])}`,
          )
          .join("; "),
        x: "figure",
        rows: drawn.flatMap(([key, label]) => [
          { name: label, figure: null },
          { name: "external", figure: own.report.figures[key] ?? null },
          { name: "internal", figure: inner.report.figures[key] ?? null },
        ]),
      }),
    )}${figureOf(
      "Confusion matrix of the external data",
      confusionChart({
        title: "Confusion matrix of the external data",
        description: `True classes by row, called classes by column, of ${own.report.samples} images.`,
        classes: own.report.classes,
        counts: own.report.confusion,
      }),
    )}${
      curve === undefined
        ? null
        : figureOf(
            "ROC of the external data",
            curveChart({
              title: "ROC curve of the external data",
              description: `Area under the curve ${withInterval(own.report.figures.auc)}.`,
              x: "1 − specificity",
              y: "sensitivity",
              points: curve.roc,
              band: curve.rocBand,
              chance: "diagonal",
            }),
          )
    }</div>`,
    table({
      caption: "External beside internal",
      head: ["figure", "external", `internal (${name})`],
      rows: names.map(([key, label]) => [
        label,
        withInterval(own.report.figures[key]),
        withInterval(inner.report.figures[key]),
      ]),
    }),
  ];
}
