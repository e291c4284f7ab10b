/** Data sets made of others: several one after the other, and one divided at random. */

import { describe, integer, kind, type Rest, signature } from "../edge/index.ts";
import { Generator, torch } from "../tensor/index.ts";
import { type ContextRest, checkIndex, type Dataset, getTakes, Subset } from "./dataset.ts";
import { drawn } from "./draws.ts";
import { datasetKind } from "./loader-options.ts";

const CONCAT = signature("data.ConcatDataset", {
  takes: {
    datasets: kind(
      "a list of data sets with length and get(index), at least one",
      (v) => Array.isArray(v) && v.length > 0 && v.every(datasetKind.accepts),
    ),
  },
});
const CONCAT_GET = getTakes("data.ConcatDataset.get");

/**
 * The samples of several data sets one after the other; `torch.utils.data.ConcatDataset`. Where all list their `labels`, `paths`,
 * `samples` or `groups`, so does this one.
 */
export class ConcatDataset<T> implements Dataset<T> {
  readonly datasets: readonly Dataset<T>[];
  readonly length: number;
  /** How many samples are in the first data set, the first two, and so on. */
  readonly cumulativeSizes: readonly number[];

  /** Throws ArgumentError for an empty list. */
  constructor(datasets: readonly Dataset<T>[], ...rest: []) {
    CONCAT.read(rest);
    CONCAT.check(datasets);
    this.datasets = [...datasets];
    let sum = 0;
    this.cumulativeSizes = datasets.map(({ length }) => {
      sum += length;
      return sum;
    });
    this.length = sum;
  }

  /** Labels of all samples, as class indices; undefined where one of the data sets does not list its own. */
  get labels(): readonly number[] | undefined {
    return this.#joined<number>("labels");
  }

  /** Files of all samples; undefined where one of the data sets does not list its own. */
  get paths(): readonly string[] | undefined {
    return this.#joined<string>("paths");
  }

  /** What all samples are, with the columns that their table keeps; undefined where one of the data sets does not list its own. */
  get samples(): readonly unknown[] | undefined {
    return this.#joined<unknown>("samples");
  }

  /** Patients of all samples; a file whose data set knows none is its own. Undefined where none is known. */
  get groups(): readonly string[] | undefined {
    const isKnown = this.datasets.some((one) => listIn(one, "groups") !== null);
    return isKnown ? this.#joined<string>("groups", "paths") : undefined;
  }

  /** What each data set lists by the first of the names that it has; undefined where one lists none. */
  #joined<V>(...names: readonly string[]): readonly V[] | undefined {
    const lists = this.datasets.map((one) =>
      names.map((name) => listIn(one, name)).find((list) => list !== null),
    );
    return lists.every((list) => list !== undefined)
      ? lists.flatMap((list) => Array.from(list) as V[])
      : undefined;
  }

  async get(index: number, ...rest: ContextRest): Promise<T> {
    CONCAT_GET.read(rest);
    checkIndex(index, this.length, "ConcatDataset.get");
    const at = this.cumulativeSizes.findIndex((end) => index < end);
    const before = at === 0 ? 0 : (this.cumulativeSizes[at - 1] as number);
    return (this.datasets[at] as Dataset<T>).get(index - before, ...rest);
  }
}

/** What a data set lists by a name; null where it does not. */
function listIn(source: unknown, name: string): ArrayLike<unknown> | null {
  const list = (source as Record<string, unknown>)[name];
  return Array.isArray(list) || ArrayBuffer.isView(list) ? (list as unknown as ArrayLike<unknown>) : null;
}

const SPLIT = signature<{ seed?: number }>("data.randomSplit", {
  takes: {
    dataset: datasetKind,
    lengths: kind(
      "a list of numbers of samples, or of shares that sum up to one",
      (v) => Array.isArray(v) && v.length > 0 && v.every((one) => typeof one === "number" && one >= 0),
    ),
  },
  options: { seed: integer },
  advice: { generator: "give a seed" },
});

/**
 * Divides a data set at random: `lengths` are numbers of samples, or shares that sum up to one, of which those that are left
 * over go to the first parts, one each. The indices are those of `torch.utils.data.random_split` with a generator of the seed
 * (default 0).
 *
 * @throws ArgumentError unless the lengths sum up to the data set's
 * @example const [train, val] = data.randomSplit(dataset, [0.8, 0.2], { seed: 1 });
 */
export function randomSplit<T>(
  dataset: Dataset<T>,
  lengths: readonly number[],
  ...rest: Rest<{ seed?: number }>
): Subset<T>[] {
  const { seed = 0 } = SPLIT.read(rest);
  SPLIT.check(dataset, lengths);
  const counts = partLengths(dataset.length, lengths);
  const order = drawn(() => torch.randperm(dataset.length, { generator: new Generator().manualSeed(seed) }));
  let offset = 0;
  return counts.map((count) => {
    offset += count;
    return new Subset(dataset, order.slice(offset - count, offset));
  });
}

function partLengths(samples: number, lengths: readonly number[]): number[] {
  const sum = lengths.reduce((all, one) => all + one, 0);
  // As near as PyTorch asks for, and not above.
  const areShares = Math.abs(sum - 1) <= 1e-9 && sum <= 1 && lengths.every((one) => one <= 1);
  if (areShares) {
    const counts = lengths.map((share) => Math.floor(samples * share));
    const left = samples - counts.reduce((all, one) => all + one, 0);
    for (let i = 0; i < left; i++) counts[i % counts.length] = (counts[i % counts.length] as number) + 1;
    return counts;
  }
  const odd = lengths.find((one) => !Number.isInteger(one));
  if (odd !== undefined) {
    throw SPLIT.error(
      `the shares [${lengths}] must sum up to one, and numbers of samples be integers, got ${describe(odd)}`,
    );
  }
  if (sum !== samples) {
    throw SPLIT.error(`the lengths [${lengths}] sum up to ${sum}, and the data set has ${samples} samples`);
  }
  return [...lengths];
}
