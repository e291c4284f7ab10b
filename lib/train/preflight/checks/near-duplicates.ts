/** Images that show the same though their pixels differ: saved anew, brightened, resized, mirrored, turned. */

import type { Check } from "../check.ts";
import type { SampleFacts } from "../facts.ts";
import { type Pair, similarPairs } from "../similar.ts";
import { aboutCopies } from "./duplicates.ts";

export const nearDuplicates: Check = {
  name: "near-duplicates",
  async run(survey) {
    const { facts } = survey;
    const thumbs = facts.map(({ pixels }) => (pixels === null || pixels.contrast < 2 ? null : pixels.thumb));
    const hash = (i: number): string | undefined => facts[i]?.pixels?.sha256;
    const pairs = await similarPairs(
      thumbs,
      (a, b) => hash(a) === hash(b),
      (done) => survey.breathe(`near-duplicates ${done}/${facts.length}`),
    );
    const remarks = new Map<SampleFacts, string>();
    for (const { b, a, position } of pairs) {
      const [other, one] = [facts[a], facts[b]];
      if (one === undefined || other === undefined || remarks.has(one)) continue;
      if (position !== "as it is") remarks.set(one, `${position}, of ${other.subject.path}`);
    }
    const sets = setsOf(pairs, facts.length).map((set) => set.map((i) => facts[i] as SampleFacts));
    return aboutCopies(this.name, survey, sets, "look the same", (one) => remarks.get(one));
  },
};

/** Samples that hang together by pairs; the order is that of the data. */
export function setsOf(pairs: readonly Pair[], length: number): number[][] {
  const root = Int32Array.from({ length }, (_, i) => i);
  const find = (i: number): number => {
    let at = i;
    while (root[at] !== at) at = root[at] = root[root[at] as number] as number;
    return at;
  };
  for (const { a, b } of pairs) root[Math.max(find(a), find(b))] = Math.min(find(a), find(b));
  const sets = new Map<number, number[]>();
  for (const i of new Set(pairs.flatMap(({ a, b }) => [a, b]))) {
    const set = sets.get(find(i));
    if (set === undefined) sets.set(find(i), [i]);
    else set.push(i);
  }
  return [...sets.values()].map((set) => set.sort((a, b) => a - b));
}
