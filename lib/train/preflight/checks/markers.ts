/**
 * Text and markers that are burnt into the pictures of one class: thin white strokes at one place, more often there than elsewhere.
 * The places are found in some samples and looked for in the others, so that what is told holds for samples that were held out.
 */

import { type Check, finding, listing, type Survey } from "../check.ts";
import type { SampleFacts } from "../facts.ts";
import type { Finding } from "../finding.ts";
import { CELLS } from "../pixels.ts";
import { type Question, questionsOf } from "../questions.ts";
import { foldsOf, told } from "../ridge.ts";
import { drawn, groupsOf } from "./shortcuts.ts";

const LEVEL = 0.01;
/** How much more often a stroke must stand at a place in one class. */
const MORE_OFTEN = 0.35;
/** Places that are compared. */
const MOST_PLACES = 24;
const [LEAST, SPOILS] = [0.65, 0.8];
/** Of the places those count that are nearly as telling as the best. */
const NEARLY = 0.8;
/** A marker is no larger than this, in cells; what is spread over the picture is what the class looks like. */
const LARGEST = { width: CELLS / 2, height: CELLS / 3 };
/** How alike the strokes must be from one picture to the next: bones lie at one place too, and never the same. */
const ALIKE = 0.8;
const COMPARED = 24;

export const markers: Check = {
  name: "markers",
  async run(survey) {
    const facts = drawn(survey.facts.filter(({ pixels }) => pixels !== null));
    const questions = questionsOf(survey.source, facts);
    const groups = groupsOf(facts);
    const strokes = facts.map(({ pixels }) => widened(pixels?.strokes as Uint8Array));
    const found: Finding[] = [];
    for (const question of questions) {
      await survey.breathe(`markers: ${question.name}`);
      const one = look(survey, facts, question, groups, strokes, LEVEL / questions.length);
      if (one !== null) found.push(one);
    }
    return found;
  },
};

/** Strokes and the cells beside them: a marker does not move, but the grid lies elsewhere in an image of another size. */
function widened(bits: Uint8Array): Uint8Array {
  const out = new Uint8Array(CELLS * CELLS);
  for (let y = 0; y < CELLS; y++) {
    for (let x = 0; x < CELLS; x++) {
      const at = y * CELLS + x;
      if (!isSet(bits, at)) continue;
      for (let j = Math.max(0, y - 1); j <= Math.min(CELLS - 1, y + 1); j++) {
        for (let i = Math.max(0, x - 1); i <= Math.min(CELLS - 1, x + 1); i++) out[j * CELLS + i] = 1;
      }
    }
  }
  return out;
}

/** Places with strokes more often in one answer, and how much more often. */
function placesOf(
  strokes: readonly Uint8Array[],
  answers: Int8Array,
  at: readonly number[],
): [place: number, by: number][] {
  const sums = [new Float64Array(CELLS * CELLS), new Float64Array(CELLS * CELLS)] as const;
  const counts = [0, 0];
  for (const i of at) {
    const answer = answers[i] as 0 | 1;
    const sum = sums[answer];
    counts[answer] = (counts[answer] as number) + 1;
    const own = strokes[i] as Uint8Array;
    for (let k = 0; k < own.length; k++) sum[k] = (sum[k] as number) + (own[k] as number);
  }
  const differences = Array.from(sums[1], (sum, k): [number, number] => [
    k,
    sum / (counts[1] as number) - (sums[0][k] as number) / (counts[0] as number),
  ]);
  return differences
    .filter(([, by]) => Math.abs(by) >= MORE_OFTEN)
    .sort((a, b) => Math.abs(b[1]) - Math.abs(a[1]))
    .filter(([, by], _, all) => Math.abs(by) >= NEARLY * Math.abs(all[0]?.[1] ?? 0))
    .slice(0, MOST_PLACES);
}

/** How much of the strokes around the places is the same from one picture to the next, 0 to 1; 0 of places far apart. */
function likenessOf(
  bits: readonly Uint8Array[],
  wide: readonly Uint8Array[],
  places: readonly number[],
): number {
  const [rows, columns] = [places.map((k) => Math.floor(k / CELLS)), places.map((k) => k % CELLS)];
  const [top, bottom] = [Math.min(...rows) - 2, Math.max(...rows) + 2];
  const [left, right] = [Math.min(...columns) - 2, Math.max(...columns) + 2];
  if (right - left > LARGEST.width || bottom - top > LARGEST.height) return 0;
  let [same, all] = [0, 0];
  for (const [a, own] of bits.entries()) {
    for (const [b, other] of wide.entries()) {
      if (a === b) continue;
      for (let y = Math.max(0, top); y <= Math.min(CELLS - 1, bottom); y++) {
        for (let x = Math.max(0, left); x <= Math.min(CELLS - 1, right); x++) {
          if (!isSet(own, y * CELLS + x)) continue;
          all++;
          same += other[y * CELLS + x] as number;
        }
      }
    }
  }
  return same / Math.max(1, all);
}

function isSet(bits: Uint8Array, at: number): boolean {
  return (((bits[at >> 3] as number) >> (at & 7)) & 1) === 1;
}

function look(
  survey: Survey,
  facts: readonly SampleFacts[],
  question: Question,
  groups: readonly string[] | null,
  strokes: readonly Uint8Array[],
  level: number,
): Finding | null {
  const known = [...question.answers.keys()].filter((i) => question.answers[i] !== -1);
  const answers = Int8Array.from(known, (i) => question.answers[i] as number);
  const own = groups === null ? null : known.map((i) => groups[i] as string);
  const ofKnown = known.map((i) => strokes[i] as Uint8Array);
  const places = placesOf(ofKnown, answers, [...answers.keys()]);
  const [[, by] = [0, 0]] = places;
  if (by === 0) return null;
  // Pictures that have most of the strokes, on the side where they are.
  const count = (i: number): number => places.reduce((sum, [k]) => sum + (ofKnown[i]?.[k] as number), 0);
  const having = [...answers.keys()]
    .filter((i) => answers[i] === (by > 0 ? 1 : 0) && count(i) >= 0.6 * places.length)
    .slice(0, COMPARED);
  const bits = having.map((i) => facts[known[i] as number]?.pixels?.strokes as Uint8Array);
  const likeness = likenessOf(
    bits,
    having.map((i) => ofKnown[i] as Uint8Array),
    places.map(([k]) => k),
  );
  if (likeness < ALIKE) return null;
  const folds = foldsOf(answers, own);
  if (folds === null) return null;
  const scores = new Float64Array(known.length);
  for (const { train, val } of folds) {
    const found = placesOf(ofKnown, answers, train);
    for (const i of val)
      scores[i] = found.reduce((sum, [k, by]) => sum + by * (ofKnown[i]?.[k] as number), 0);
  }
  const { auc, low, high, bound, isAboveChance } = told(scores, answers, own, level);
  if (!isAboveChance || bound < LEAST) return null;
  const order = [...scores.keys()].sort(
    (a, b) => ((scores[b] as number) - (scores[a] as number)) * Math.sign(by),
  );
  const examples = order.slice(0, 8).map((i) => listing(survey, facts[known[i] as number] as SampleFacts));
  return finding(
    "markers",
    auc >= SPOILS ? "error" : "warning",
    {
      title:
        `White strokes ${whereOf(places.map(([place]) => place))} tell ${question.name}: AUC ${auc.toFixed(2)} ` +
        `(${low.toFixed(2)} to ${high.toFixed(2)}); they are ${by > 0 ? "there" : "missing"} ${Math.round(100 * Math.abs(by))} % more often`,
      advice:
        "Burnt-in text, a marker or a ruler is learnt in place of the disease: cover or cut it off in all pictures.",
      count: question.positives,
      figures: { auc, low, high },
    },
    examples,
  );
}

/** Where most of the places lie, as people say it. */
function whereOf(places: readonly number[]): string {
  const mean = (of: (place: number) => number): number =>
    places.reduce((sum, place) => sum + of(place), 0) / places.length / CELLS;
  const third = (share: number, names: readonly [string, string, string]): string =>
    names[share < 1 / 3 ? 0 : share < 2 / 3 ? 1 : 2];
  const row = third(
    mean((place) => Math.floor(place / CELLS)),
    ["top", "middle", "bottom"],
  );
  const column = third(
    mean((place) => place % CELLS),
    ["left", "centre", "right"],
  );
  return row === "middle" && column === "centre" ? "in the centre" : `at the ${row} ${column}`;
}
