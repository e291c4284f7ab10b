/** How near numbers are to what they should be. */
import { count, figure, figureOf, markup, scatterChart, table, withInterval } from "../../../report/index.ts";
import type { NumberRow } from "../evidence/targets.ts";
import { mainEvidence, mainPart, PART_NAMES, type ReportFacts } from "../facts.ts";
import { groupsOf } from "../groups.ts";
import { intervalLine, partLine } from "./performance.ts";
import type { Section } from "./section.ts";

/** Figures of numbers. */
export const numbers: Section = {
  id: "performance",
  title: "Performance",
  of: ["numbers"],
  write(facts) {
    const found = mainEvidence(facts, "numbers");
    if (found === null) return null;
    const part = mainPart(facts);
    const warning = partLine(part);
    return [
      warning === null ? null : markup`<p><strong>${warning}</strong></p>`,
      markup`<p>Of the ${PART_NAMES[part ?? ""]} part: ${count(found.samples)} images${found.groups === null ? "" : ` of ${groupsOf(facts, found.groups)}`}. ${intervalLine(found, facts)} Intervals of the ICC and of Bland and Altman's limits are analytic.</p>`,
      found.numbers.map((one) => ofNumber(one, unitOf(facts, one.name))),
    ];
  },
};

/** The unit that the run notes of a number; empty where it does not. */
function unitOf({ config }: ReportFacts, name: string): string {
  const { names, units } = (config ?? {}) as { names?: readonly string[]; units?: readonly string[] };
  const at = names?.indexOf(name) ?? -1;
  return at < 0 ? "" : (units?.[at] ?? "");
}

function ofNumber({ name, known, truth, predicted, figures, agreement }: NumberRow, unit: string) {
  const named = unit === "" ? name : `${name}, ${unit}`;
  const { bias, lower, upper, means, differences } = agreement;
  return markup`<h3>${named}</h3><div class="charts">${figureOf(
    "Predicted over true",
    scatterChart({
      title: `Predicted over true ${name}`,
      description: `${known} images; Pearson's r ${withInterval(figures.pearson)}, mean absolute error ${withInterval(figures.mae)}.`,
      x: `true ${named}`,
      y: `predicted ${named}`,
      points: Array.from(truth, (value, i) => [value, predicted[i] as number] as const),
      diagonal: true,
    }),
  )}${figureOf(
    "Bland and Altman",
    scatterChart({
      title: `Differences of ${name} over means`,
      description: `Bias ${withInterval(bias)}, limits of agreement ${withInterval(lower)} and ${withInterval(upper)}.`,
      x: `mean of both, ${named}`,
      y: "predicted − true",
      points: means.map((value, i) => [value, differences[i] as number] as const),
      lines: [
        { y: upper.value, name: `+1.96 SD ${figure(upper.value)}` },
        { y: bias.value, name: `bias ${figure(bias.value)}` },
        { y: lower.value, name: `−1.96 SD ${figure(lower.value)}` },
      ],
    }),
  )}</div>${table({
    caption: `Figures of ${named}`,
    head: ["figure", "value (interval)"],
    rows: [
      ["images", count(known)],
      ["mean absolute error", withInterval(figures.mae)],
      ["root mean squared error", withInterval(figures.rmse)],
      ["R²", withInterval(figures.r2)],
      ["Pearson's r", withInterval(figures.pearson)],
      ["ICC (2,1)", withInterval(figures.icc)],
      ["bias", withInterval(bias)],
      ["lower limit of agreement", withInterval(lower)],
      ["upper limit of agreement", withInterval(upper)],
    ],
  })}`;
}
