/** Batches of which each has samples of one group only, such as images of like aspect ratio. */

import { integer, integerFrom, listOf, signature } from "../edge/index.ts";
import { type Batches, samplerKind } from "./batch-sampler.ts";
import { epochTakes, type Sampler } from "./sampler.ts";

const TAKES = signature("data.GroupedBatchSampler", {
  takes: { sampler: samplerKind, groups: listOf(integer), batchSize: integerFrom(1) },
});
const BATCHES = signature("data.GroupedBatchSampler.batches", epochTakes);

/**
 * The indices of a sampler in full batches of one group each, as `GroupedBatchSampler` of torchvision's references has
 * them: in the sampler's order as far as groups allow, and at the end as many more as there are to come, the groups with the
 * most samples left first, filled up with samples of theirs that came before.
 *
 * @example new data.GroupedBatchSampler(new data.RandomSampler(6, { seed: 0 }), [0, 0, 1, 0, 1, 0], 2)
 */
export class GroupedBatchSampler implements Batches {
  readonly sampler: Sampler;
  /** The group of each sample of the data set. */
  readonly groups: readonly number[];
  readonly batchSize: number;

  /** @param groups the group of each sample of the data set, a whole number */
  constructor(sampler: Sampler, groups: readonly number[], batchSize: number, ...rest: []) {
    TAKES.read(rest);
    TAKES.check(sampler, groups, batchSize);
    this.sampler = sampler;
    this.groups = groups;
    this.batchSize = batchSize;
  }

  /** Batches per epoch. */
  get length(): number {
    return Math.floor(this.sampler.length / this.batchSize);
  }

  /** Throws ArgumentError for an index of the sampler that has no group. */
  batches(epoch: number, ...rest: []): readonly (readonly number[])[] {
    BATCHES.read(rest);
    BATCHES.check(epoch);
    const { batchSize } = this;
    const batches: number[][] = [];
    const waiting = new Map<number, number[]>();
    const seen = new Map<number, number[]>();
    for (const index of this.sampler.indices(epoch)) {
      const group = this.groups[index];
      if (group === undefined) {
        throw TAKES.error(
          `the sampler gives the index ${index}, and there are groups of ${this.groups.length} samples`,
        );
      }
      const batch = listIn(waiting, group);
      batch.push(index);
      listIn(seen, group).push(index);
      if (batch.length < batchSize) continue;
      batches.push(batch);
      // Begun anew the group is the last of those that have equally many left.
      waiting.delete(group);
      waiting.set(group, []);
    }
    const left = [...waiting].sort(([, a], [, b]) => b.length - a.length);
    for (const [group, batch] of left.slice(0, this.length - batches.length)) {
      const again = seen.get(group) as number[]; // every group that waits was seen
      for (let i = 0; batch.length < batchSize; i++) batch.push(again[i % again.length] as number);
      batches.push(batch);
    }
    return batches;
  }
}

function listIn(lists: Map<number, number[]>, key: number): number[] {
  const known = lists.get(key);
  if (known !== undefined) return known;
  const made: number[] = [];
  lists.set(key, made);
  return made;
}
