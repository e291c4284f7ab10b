/**
 * Whether the class is told from something that is not in the picture: a small model is asked, for each family of features, and
 * its answers on samples that it was not fitted to are ranked. Groups stay together in its folds. The level is divided by the
 * number of questions (Bonferroni), so that data without shortcuts is left in peace.
 */

import { Rng } from "../../../data/index.ts";
import { type Check, finding, listing, type Survey } from "../check.ts";
import type { SampleFacts } from "../facts.ts";
import { columnFamilies, FAMILIES, type Family, matrixOf, type Value } from "../families.ts";
import type { Finding, Severity } from "../finding.ts";
import { type Question, questionsOf } from "../questions.ts";
import { heldOut, type Told, told } from "../ridge.ts";

/** The error allowed to all questions together. */
const LEVEL = 0.01;
/** How high the lower bound of the area must be to be told, by what the features are of. */
const LEAST: Readonly<Record<Family["of"], number>> = { file: 0.6, picture: 0.75, column: 0.7 };
/** From where on a shortcut spoils a result. */
const SPOILS = 0.9;
/** More samples are not needed to know. */
const MOST_SAMPLES = 3000;
const EXAMPLES = 4;

/** An answer to a question. */
interface Answer {
  question: Question;
  told: Told;
  scores: Float64Array;
}

export const shortcuts: Check = {
  name: "shortcuts",
  async run(survey) {
    const facts = drawn(survey.facts.filter(({ problem }) => problem === null));
    const questions = questionsOf(survey.source, facts);
    const families = [...FAMILIES, ...columnFamilies(facts)];
    const groups = groupsOf(facts);
    const asked = families.flatMap((family) => {
      const values = facts.map((one) => family.values(one));
      const features = matrixOf(values);
      return features === null ? [] : [{ family, values, features }];
    });
    const level = LEVEL / Math.max(1, asked.length * questions.length);
    const found: Finding[] = [];
    for (const { family, values, features } of asked) {
      const answers: Answer[] = [];
      for (const question of questions) {
        await survey.breathe(`shortcuts: ${family.name}`);
        const known = [...question.answers.keys()].filter((i) => question.answers[i] !== -1);
        const answer = answerOf(features, question, known, groups, level);
        if (answer?.told.isAboveChance && answer.told.bound > LEAST[family.of]) answers.push(answer);
      }
      if (answers.length > 0) found.push(about(survey, family, facts, values, answers));
    }
    return found;
  },
};

/** Some of the samples, those of all groups alike, where there are many. */
export function drawn(facts: readonly SampleFacts[]): readonly SampleFacts[] {
  if (facts.length <= MOST_SAMPLES) return facts;
  const order = Rng.derive(0).permutation(facts.length).slice(0, MOST_SAMPLES);
  return order.sort((a, b) => a - b).map((i) => facts[i] as SampleFacts);
}

/** The group of each sample; null where the data has none. */
export function groupsOf(facts: readonly SampleFacts[]): string[] | null {
  if (facts.every(({ subject }) => subject.group === null)) return null;
  return facts.map(({ subject }) => subject.group ?? subject.path);
}

function answerOf(
  { rows, columns }: { rows: Float64Array; columns: number },
  question: Question,
  known: readonly number[],
  groups: readonly string[] | null,
  level: number,
): Answer | null {
  const answers = Int8Array.from(known, (i) => question.answers[i] as number);
  const own = groups === null ? null : known.map((i) => groups[i] as string);
  const taken = new Float64Array(known.length * columns);
  for (const [to, i] of known.entries())
    taken.set(rows.subarray(i * columns, (i + 1) * columns), to * columns);
  const scores = heldOut({ rows: taken, columns }, answers, own);
  if (scores === null) return null;
  const all = new Float64Array(question.answers.length).fill(Number.NaN);
  for (const [at, i] of known.entries()) all[i] = scores[at] as number;
  return { question, told: told(scores, answers, own, level), scores: all };
}

const ADVICE: Readonly<Record<Family["of"], string>> = {
  file: "Nothing in the picture explains this. A network that sees a trace of it learns it in place of the disease: see how the classes were collected, and save all files in one way; figures on such data mean little.",
  picture:
    "It may be what the classes look like. Where it should not be (another device, another export), it is a shortcut: make it alike, or augment it away.",
  column:
    "Report figures with and without it: a network may learn it from the picture, and be right for that reason alone.",
};

function about(
  survey: Survey,
  family: Family,
  facts: readonly SampleFacts[],
  values: readonly (readonly Value[])[],
  answers: readonly Answer[],
): Finding {
  const sorted = [...answers].sort((a, b) => b.told.auc - a.told.auc);
  const [best] = sorted as [Answer];
  const shown = sorted
    .slice(0, 5)
    .map(
      ({ question, told: { auc, low, high } }) =>
        `${question.name}, AUC ${auc.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)})`,
    );
  const more = sorted.length > 5 ? ` and ${sorted.length - 5} more` : "";
  const order = [...facts.keys()]
    .filter((i) => !Number.isNaN(best.scores[i]))
    .sort((a, b) => (best.scores[b] as number) - (best.scores[a] as number));
  const of = (answer: number): number[] => order.filter((i) => best.question.answers[i] === answer);
  const examples = [...of(1).slice(0, EXAMPLES), ...of(0).slice(-EXAMPLES)];
  return finding(
    "shortcuts",
    severityOf(family, best.told),
    {
      title: `From ${family.name} alone is told: ${shown.join("; ")}${more}`,
      advice: ADVICE[family.of],
      count: sorted.length,
      figures: Object.fromEntries(sorted.map(({ question, told: { auc } }) => [question.name, auc])),
    },
    examples.map((i) => listing(survey, facts[i] as SampleFacts, said(values[i] ?? []))),
  );
}

function severityOf({ of }: Family, { auc, bound }: Told): Severity {
  if (of === "file") return auc >= SPOILS ? "error" : "warning";
  return of === "column" && bound >= SPOILS ? "warning" : "note";
}

function said(values: readonly Value[]): string {
  return values
    .flatMap((value) =>
      value === null ? [] : [typeof value === "number" ? String(Number(value.toPrecision(3))) : value],
    )
    .slice(0, 5)
    .join(", ");
}
