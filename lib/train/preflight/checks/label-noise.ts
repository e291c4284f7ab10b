/**
 * Labels that are probably wrong, by confident learning (Northcutt, Jiang & Chuang 2021, https://doi.org/10.1613/jair.1.12125):
 * a sample is suspect where a model that was not fitted to it finds another class likelier than that class is found on average
 * among its own. Suspects are listed by how much likelier.
 */

import { type Check, finding, type JudgedLabels, listing, many, type Survey } from "../check.ts";
import { DESCRIPTORS, descriptorsOf } from "../descriptors.ts";
import type { SampleFacts } from "../facts.ts";
import { heldOutClasses } from "../held-out-classes.ts";
import { groupsOf } from "./shortcuts.ts";

/** A class with fewer samples is left out. */
const FEWEST = 10;
/** A model that knows fewer of the classes says nothing about labels. */
const LEAST_ACCURACY = 0.8;
/** Suspects that are reported: the other class must be likelier by so much. */
const LEAST_MARGIN = 0.5;
/** Samples that are looked at before the event loop has its turn. */
const STRETCH = 64;

export const labelNoise: Check = {
  name: "label-noise",
  async run(survey) {
    const ranked = await rankLabels(survey);
    survey.labels = ranked;
    if (ranked === null || ranked.accuracy < LEAST_ACCURACY) return [];
    const { accuracy, by, ranking } = ranked;
    const worst = ranking.filter(({ isSuspect, margin }) => isSuspect && margin <= -LEAST_MARGIN);
    if (worst.length === 0) return [];
    return [
      finding(
        this.name,
        "note",
        {
          title: `${many(worst.length, "label")} of ${ranking.length} ${worst.length === 1 ? "looks" : "look"} wrong, judged by ${by} (which tell ${Math.round(100 * accuracy)} % of the classes)`,
          advice: "Look at them, the likeliest first: rare pictures of a class are among them too.",
          figures: { accuracy },
        },
        worst.map(({ facts, other, margin }) =>
          listing(survey, facts, `looks like ${other} (${(-margin).toFixed(2)})`),
        ),
      ),
    ];
  },
};

/** Judges every label; null where nothing can be said. */
async function rankLabels(survey: Survey): Promise<JudgedLabels | null> {
  const { source, features } = survey;
  if (source.task !== "classification" || source.classes.length < 2) return null;
  const counts = source.classes.map(
    (_, k) => survey.facts.filter(({ subject, pixels }) => pixels !== null && subject.label === k).length,
  );
  const kept = source.classes.flatMap((_, k) => ((counts[k] as number) >= FEWEST ? [k] : []));
  if (kept.length < 2) return null;
  const judged = survey.facts.filter(
    ({ subject, pixels }) => pixels !== null && subject.label !== null && kept.includes(subject.label),
  );
  const labels = judged.map(({ subject }) => kept.indexOf(subject.label as number));
  const columns = features?.columns ?? DESCRIPTORS;
  const rows = new Float64Array(judged.length * columns);
  const places =
    features === null ? null : new Map(features.of.map((i, at) => [survey.facts[i] as SampleFacts, at]));
  for (const [to, facts] of judged.entries()) {
    if (to % STRETCH === 0) await survey.breathe("labels");
    const at = places?.get(facts);
    const own =
      features === null || at === undefined
        ? descriptorsOf(facts.pixels as NonNullable<SampleFacts["pixels"]>)
        : features.rows.subarray(at * columns, (at + 1) * columns);
    rows.set(own, to * columns);
  }
  const k = kept.length;
  const of = { rows, columns, labels, classes: k, groups: groupsOf(judged) };
  const probabilities = await heldOutClasses(of, () => survey.breathe("labels"));
  if (probabilities === null) return null;
  const p = (i: number, j: number): number => probabilities[i * k + j] as number;
  // Of each class how likely it is found among its own, on average.
  const thresholds = kept.map((_, j) => {
    const own = labels.flatMap((label, i) => (label === j ? [p(i, j)] : []));
    return own.reduce((sum, one) => sum + one, 0) / own.length;
  });
  const right = kept.map((_, j) => {
    const own = labels.flatMap((label, i) => (label === j ? [i] : []));
    return own.filter((i) => kept.every((__, other) => p(i, other) <= p(i, j))).length / own.length;
  });
  const ranking = labels
    .map((label, i) => {
      const others = kept.map((_, j) => j).filter((j) => j !== label);
      const other = others.reduce((best, j) => (p(i, j) > p(i, best) ? j : best));
      const confident = kept.map((_, j) => j).filter((j) => p(i, j) >= (thresholds[j] as number));
      const believed = confident.reduce((best, j) => (best < 0 || p(i, j) > p(i, best) ? j : best), -1);
      return {
        facts: judged[i] as SampleFacts,
        other: source.classes[kept[other] as number] as string,
        margin: p(i, label) - p(i, other),
        isSuspect: believed >= 0 && believed !== label,
      };
    })
    .sort((a, b) => a.margin - b.margin);
  return {
    ranking,
    accuracy: right.reduce((sum, one) => sum + one, 0) / k,
    by: features === null ? "simple features of the pictures" : "the features of the network",
  };
}
