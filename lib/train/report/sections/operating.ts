/** What thresholds are worth that were fixed on the validation part. */
import {
  blank,
  figure,
  figureOf,
  legend,
  lineChart,
  markup,
  table,
  withInterval,
} from "../../../report/index.ts";
import type { ClassEvidence, OperatingRow } from "../evidence/classes.ts";
import { mainEvidence, mainPart, PART_NAMES } from "../facts.ts";
import type { Section } from "./section.ts";

/** The first threshold that was chosen on the validation part; null where there is none. */
export function atValidation({ operating: rows }: ClassEvidence): OperatingRow | null {
  return rows.length < 2 ? null : (rows[0] as OperatingRow);
}

/** Operating points of a positive class. */
export const operating: Section = {
  id: "operating-points",
  title: "Operating points",
  of: ["classes"],
  write(facts) {
    const found = mainEvidence(facts, "classes");
    if (found === null) return null;
    if (found.report.positive === null) {
      return markup`<p>${blank('which class is the positive one; operating points are of one class against all others (positive: "melanoma").')}</p>`;
    }
    const { operating: rows } = found;
    const part = mainPart(facts);
    const isChosen = rows.length > 1;
    const { atPrevalence } = found.report.atThreshold ?? { atPrevalence: null };
    return [
      isChosen
        ? markup`<p>Thresholds were chosen on the validation part and then applied to the ${PART_NAMES[part ?? ""]} part, whose labels had no say in them.</p>`
        : markup`<p>No threshold could be chosen on other data: ${part === "val" ? "there is the validation part alone" : "there are no predictions of a validation part with both classes"}.</p>`,
      table({
        caption: `Worth of each threshold on the ${PART_NAMES[part ?? ""]} part`,
        head: ["chosen for", "threshold", "sensitivity", "specificity", "PPV", "NPV"],
        rows: rows.map((row) => [
          row.rule,
          figure(row.threshold),
          ...([row.sensitivity, row.specificity, row.ppv, row.npv] as const).map((value) =>
            withInterval(value),
          ),
        ]),
      }),
      atPrevalence
        ? markup`<p>At a prevalence of ${figure(atPrevalence.prevalence)} and a threshold of ${found.report.threshold}: PPV ${figure(atPrevalence.ppv)}, NPV ${figure(atPrevalence.npv)}.</p>`
        : markup`<p>${blank("the prevalence where the model would be used; predictive values above are those of this sample (prevalence: 0.02).")}</p>`,
      decisionOf(found),
    ];
  },
};

function decisionOf({ decision, report }: ClassEvidence) {
  if (decision === null) return null;
  const shares = report.perClass.find(({ name }) => name === report.positive);
  const prevalence = (shares?.samples ?? 0) / report.samples;
  const low = -0.25 * Math.max(prevalence, 0.05);
  const cut = (value: number): number | null => (value < low ? null : value);
  const names = ["the model", "all are treated", "none is treated"];
  return markup`<div class="charts">${figureOf(
    "Decision curve",
    lineChart({
      title: "Decision curve",
      description:
        "Net benefit of acting on the model, on all and on none, over the probability from which one would act.",
      x: "probability from which one would act",
      y: "net benefit",
      range: [low, Math.max(0.05, prevalence * 1.1)],
      lines: [
        {
          name: names[0] as string,
          points: decision.map(({ threshold, model }) => [threshold, cut(model)] as const),
        },
        {
          name: names[1] as string,
          points: decision.map(({ threshold, all }) => [threshold, cut(all)] as const),
        },
        {
          name: names[2] as string,
          points: [
            [0.01, 0],
            [0.99, 0],
          ],
        },
      ],
    }),
    legend(names),
  )}</div>`;
}
