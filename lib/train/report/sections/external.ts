/** Figures of other data beside those of the run's own. */
import {
  blank,
  type Content,
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
import type { Evidence } from "../evidence/index.ts";
import { mainPart, PART_NAMES, type ReportFacts } from "../facts.ts";
import { groupsOf } from "../groups.ts";
import type { Section } from "./section.ts";

/** Figures that are drawn; all are in the table. */
const MOST = 8;

/** The external part beside the internal one. */
export const external: Section = {
  id: "external",
  title: "External data",
  write(facts) {
    const own = facts.evidence.external;
    const part = mainPart(facts);
    if (own === undefined) {
      return facts.config === null || part === null
        ? null
        : markup`<p>${blank("figures of data from elsewhere: none were given (--external folder).")}</p>`;
    }
    const inner = part === "external" || part === null ? undefined : facts.evidence[part];
    if (inner === undefined) return null;
    return besideEachOther(own, inner, PART_NAMES[part ?? ""] ?? "", facts);
  },
};

function besideEachOther(own: Evidence, inner: Evidence, name: string, facts: ReportFacts): Content {
  const both = own.figures.flatMap(({ label, interval, own: isOwn = false }) => {
    const other = inner.figures.find((one) => one.label === label);
    return other === undefined ? [] : [{ label, external: interval, internal: other.interval, isOwn }];
  });
  const drawn = both.filter(({ isOwn }) => !isOwn).slice(0, MOST);
  const of = (found: Evidence): string =>
    `${count(found.samples)} images${found.groups === null ? "" : ` of ${groupsOf(facts, found.groups)}`}`;
  return [
    markup`<p>The ${name} part has ${of(inner)}, the external data ${of(own)}. Nothing was chosen on the external data.</p>`,
    markup`<div class="charts">${figureOf(
      "External (upper) and internal (lower) figures",
      forestChart({
        title: "Figures of external and internal data",
        description: drawn
          .map(
            (one) =>
              `${one.label}: external ${withInterval(one.external)}, internal ${withInterval(one.internal)}`,
          )
          .join("; "),
        x: "figure",
        rows: drawn.flatMap((one) => [
          { name: one.label, figure: null },
          { name: "external", figure: one.external },
          { name: "internal", figure: one.internal },
        ]),
      }),
    )}${own.kind === "classes" ? ofClasses(own) : null}</div>`,
    table({
      caption: "External beside internal",
      head: ["figure", "external", `internal (${name})`],
      rows: both.map((one) => [one.label, withInterval(one.external), withInterval(one.internal)]),
    }),
  ];
}

function ofClasses({ report, curves }: ClassEvidence): Content {
  const [curve] = report.positive === null ? [] : curves;
  return [
    figureOf(
      "Confusion matrix of the external data",
      confusionChart({
        title: "Confusion matrix of the external data",
        description: `True classes by row, called classes by column, of ${report.samples} images.`,
        classes: report.classes,
        counts: report.confusion,
      }),
    ),
    curve === undefined
      ? null
      : figureOf(
          "ROC of the external data",
          curveChart({
            title: "ROC curve of the external data",
            description: `Area under the curve ${withInterval(report.figures.auc)}.`,
            x: "1 − specificity",
            y: "sensitivity",
            points: curve.roc,
            band: curve.rocBand,
            chance: "diagonal",
          }),
        ),
  ];
}
