/** What a model is to be asked about each sample: is it of this class, has it this label, is its number a high one. */

import type { SampleFacts } from "./facts.ts";
import type { Source } from "./subject.ts";

/** A question with two answers. */
export interface Question {
  /** What is told from the other samples, in words: `the class cat`. */
  name: string;
  /** 1, 0, or -1 where it is not known. */
  answers: Int8Array;
  positives: number;
  negatives: number;
}

/** Fewer samples with an answer say nothing. */
const FEWEST = 15;
/** Questions with less on one side are left out. */
const FEWEST_OF_ONE = 8;

/** The questions of some data, about these samples. */
export function questionsOf(source: Source, facts: readonly SampleFacts[]): Question[] {
  const asked: [string, (facts: SampleFacts) => number][] = [];
  const { classes, targetNames, task } = source;
  if (task === "regression") {
    for (const [k, name] of targetNames.entries()) {
      const middle = median(facts.map(({ subject }) => subject.targets?.[k] ?? Number.NaN));
      const answer = (value: number): number => (Number.isNaN(value) ? -1 : Number(value > middle));
      asked.push([
        `${name} above ${Number(middle.toPrecision(4))}`,
        ({ subject }) => answer(subject.targets?.[k] ?? Number.NaN),
      ]);
    }
  } else if (targetNames.length > 0) {
    for (const [k, name] of targetNames.entries()) {
      asked.push([
        `the label ${name}`,
        ({ subject }) => {
          const value = subject.targets?.[k] ?? Number.NaN;
          return Number.isNaN(value) ? -1 : Number(value > 0.5);
        },
      ]);
    }
  } else if (task === "ordinal") {
    for (const [k, name] of classes.entries()) {
      if (k > 0)
        asked.push([
          `grade ${name} or above`,
          ({ subject }) => (subject.label === null ? -1 : Number(subject.label >= k)),
        ]);
    }
  } else {
    const kept = classes.length === 2 ? [...classes.entries()].slice(1) : [...classes.entries()];
    for (const [k, name] of kept) {
      asked.push([
        `the class ${name}`,
        ({ subject }) => (subject.label === null ? -1 : Number(subject.label === k)),
      ]);
    }
  }
  return asked
    .map(([name, answer]): Question => {
      const answers = Int8Array.from(facts, answer);
      const positives = answers.reduce((sum, one) => sum + Number(one === 1), 0);
      return {
        name,
        answers,
        positives,
        negatives: answers.reduce((sum, one) => sum + Number(one === 0), 0),
      };
    })
    .filter(
      ({ positives, negatives }) =>
        positives + negatives >= FEWEST && Math.min(positives, negatives) >= FEWEST_OF_ONE,
    );
}

/** The middle of the values that are there. */
export function median(values: readonly number[]): number {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  if (sorted.length === 0) return Number.NaN;
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}
