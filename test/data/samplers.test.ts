/** Samplers, data sets made of others and streams: torch.utils.data's indices by seed (scripts/fixtures/data_order.py). */
import { describe, expect, test } from "vitest";
import * as data from "../../lib/data/index.ts";
import { ArgumentError } from "../../lib/native/errors.ts";
import { keep, memory, type Tensor, tensor, torch } from "../../lib/tensor/index.ts";
import { fixtureJson } from "../helpers/index.ts";

interface Recorded {
  labels: number[];
  orders: Record<string, number[][]>;
  batches: Record<string, number[][]>;
  splits: Record<string, number[][]>;
}

const recorded = fixtureJson<Recorded>("data-order");
const { labels } = recorded;

const samplers: Record<string, () => data.Sampler> = {
  random: () => new data.RandomSampler(11, { seed: 3, generator: "torch" }),
  "random-fewer": () => new data.RandomSampler(11, { seed: 3, generator: "torch", numSamples: 4 }),
  "random-more": () => new data.RandomSampler(7, { seed: 4, generator: "torch", numSamples: 17 }),
  "random-twice": () => new data.RandomSampler(7, { seed: 4, generator: "torch", numSamples: 14 }),
  replacement: () => new data.RandomSampler(9, { seed: 5, generator: "torch", replacement: true }),
  "replacement-64": () =>
    new data.RandomSampler(9, { seed: 5, generator: "torch", replacement: true, numSamples: 64 }),
  "replacement-70": () =>
    new data.RandomSampler(9, { seed: 5, generator: "torch", replacement: true, numSamples: 70 }),
  subset: () => new data.SubsetRandomSampler([8, 3, 5, 1, 9], { seed: 6 }),
  weighted: () => new data.WeightedRandomSampler([0.1, 0.9, 0.4, 0.7, 3, 0.6], 20, { seed: 7 }),
  "weighted-once": () => new data.WeightedRandomSampler([0.9, 0.4, 0, 0.2, 0.3, 0.1], 5, false, { seed: 7 }),
  balanced: () => new data.ClassBalancedSampler(labels, { seed: 8 }),
  "balanced-40": () => new data.ClassBalancedSampler(labels, { seed: 8, numSamples: 40 }),
  distributed: () => new data.DistributedSampler(10, 3, 1, { seed: 9 }),
  "distributed-last": () => new data.DistributedSampler(10, 3, 2, true, 9, true),
  "distributed-plain": () => new data.DistributedSampler(10, { numReplicas: 4, rank: 3, shuffle: false }),
  "distributed-few": () => new data.DistributedSampler(2, { numReplicas: 5, rank: 4, seed: 1 }),
};

describe("indices are torch.utils.data's", () => {
  test("the table covers the fixture", () => {
    expect(Object.keys(samplers).sort()).toEqual(Object.keys(recorded.orders).sort());
  });

  test.each(Object.keys(samplers))("%s, epoch by epoch and again", (name) => {
    const sampler = (samplers[name] as () => data.Sampler)();
    const orders = recorded.orders[name] as number[][];
    expect(orders.map((_, epoch) => [...sampler.indices(epoch)])).toEqual(orders);
    // Any epoch at once, and one that was passed.
    expect(sampler.indices(2)).toEqual(orders[2]);
    expect(sampler.indices(0)).toEqual(orders[0]);
    expect((samplers[name] as () => data.Sampler)().indices(1)).toEqual(orders[1]);
    expect(sampler.length).toBe(orders[0]?.length);
  });

  test("batches of a sampler", () => {
    for (const [name, dropLast] of [
      ["whole", false],
      ["dropped", true],
    ] as const) {
      const batches = new data.BatchSampler(
        new data.RandomSampler(11, { seed: 3, generator: "torch" }),
        4,
        dropLast,
      );
      expect(batches.batches(0)).toEqual(recorded.batches[name]);
      expect(batches.length).toBe(recorded.batches[name]?.length);
    }
  });

  test("randomSplit by numbers and shares", () => {
    const set = new data.ArrayDataset(Array.from({ length: 11 }, (_, i) => i));
    const parts = (lengths: number[], seed: number) =>
      data.randomSplit(set, lengths, { seed }).map((part) => [...part.indices]);
    expect(parts([3, 8], 42)).toEqual(recorded.splits.numbers);
    expect(parts([0.3, 0.3, 0.4], 42)).toEqual(recorded.splits.shares);
    expect(parts([0.5, 0.5], 1)).toEqual(recorded.splits.halves);
    expect(() => data.randomSplit(set, [3, 7])).toThrow(/sum up to 10, and the data set has 11/);
    expect(() => data.randomSplit(set, [0.5, 0.6])).toThrow(/must sum up to one/);
    expect(() => data.randomSplit(set, [])).toThrow(ArgumentError);
  });
});

test("samplers draw nothing from the default generator and leave no tensor", () => {
  torch.rand([1]).dispose();
  memory.collect();
  const before = memory.liveTensors();
  for (const make of Object.values(samplers)) make().indices(0);
  expect(memory.liveTensors()).toBeLessThanOrEqual(before);
});

test("torchts' own orders also take numbers and replacement", () => {
  const own = new data.RandomSampler(5, { seed: 2, replacement: true, numSamples: 50 }).indices(0);
  expect(own.length).toBe(50);
  expect(new Set(own)).toEqual(new Set([0, 1, 2, 3, 4]));
  const twice = new data.RandomSampler(5, { numSamples: 10 }).indices(1);
  expect([...twice.slice(0, 5)].sort()).toEqual([0, 1, 2, 3, 4]);
  expect([...twice.slice(5)].sort()).toEqual([0, 1, 2, 3, 4]);
});

test("what cannot be drawn is refused", () => {
  expect(() => new data.WeightedRandomSampler([0, 0], 2)).toThrow(/no weight is above zero/);
  expect(() => new data.WeightedRandomSampler([1, 0], 2, false)).toThrow(/cannot draw 2 samples without/);
  expect(() => new data.WeightedRandomSampler([1, Infinity], 2)).toThrow(/must be finite, got Infinity/);
  expect(() => new data.WeightedRandomSampler([1, -1], 2)).toThrow(ArgumentError);
  expect(() => new data.ClassBalancedSampler([])).toThrow(/no labels/);
  expect(() => new data.DistributedSampler(4, 2, 2)).toThrow(/rank must be from 0 to 1, got 2/);
  expect(() => new data.DistributedSampler(4, { numReplicas: 2 } as never)).toThrow(/rank is missing/);
  expect(() => new data.RandomSampler(0, { numSamples: 3 })).toThrow(/without samples/);
  expect(() => new data.ConcatDataset([])).toThrow(/at least one/);
});

const letters = new data.ArrayDataset(["a", "b", "c", "d", "e"]);
const joined = async (loader: data.DataLoader<string, string[]>): Promise<string[]> => {
  const batches: string[] = [];
  for await (const batch of loader) batches.push(batch.join(""));
  return batches;
};
const collate = (samples: readonly string[]): string[] => [...samples];

describe("the loader", () => {
  test("takes a sampler of any length", async () => {
    const sampler = new data.WeightedRandomSampler([0, 1, 0, 0, 0], 3);
    const loader = new data.DataLoader(letters, { batchSize: 2, sampler, collate });
    expect([await joined(loader), loader.length]).toEqual([["bb", "b"], 2]);
  });

  test("takes batches, and refuses what they decide", async () => {
    const batchSampler = { length: 2, batches: (epoch: number) => [[4, epoch], [2]] };
    const loader = new data.DataLoader(letters, { batchSampler, collate });
    expect(loader.batchSize).toBeNull();
    expect(await joined(loader)).toEqual(["ea", "c"]);
    expect(await joined(loader)).toEqual(["eb", "c"]);
    expect(loader.length).toBe(2);
    expect(() => new data.DataLoader(letters, { batchSampler, batchSize: 2 })).toThrow(/leave batchSize out/);
    expect(() => new data.DataLoader(letters, { batchSampler, shuffle: true })).toThrow(/leave shuffle out/);
    const wrong = new data.DataLoader(letters, { batchSampler: { length: 1, batches: () => [[5]] } });
    expect(() => wrong[Symbol.asyncIterator]()).toThrow(/positions from 0 to 4, got 5/);
    const empty = new data.DataLoader(letters, { batchSampler: { length: 1, batches: () => [[]] } });
    expect(() => empty[Symbol.asyncIterator]()).toThrow(/batch 0 .* is empty/);
  });

  test("takes several data sets as one", async () => {
    const both = new data.ConcatDataset([
      letters,
      new data.ArrayDataset<string>([]),
      new data.ArrayDataset(["x", "y"]),
    ]);
    expect([both.length, both.cumulativeSizes, both.labels]).toEqual([7, [5, 5, 7], undefined]);
    expect(await joined(new data.DataLoader(both, { batchSize: 3, collate }))).toEqual(["abc", "dex", "y"]);
    await expect(both.get(7)).rejects.toThrow(/expected an index from 0 to 6/);
  });

  test("lists what all data sets list, a file without a patient as its own", () => {
    const listed = (more: object) => Object.assign(new data.ArrayDataset(["x", "y"]), more);
    const known = listed({
      paths: ["a.png", "b.png"],
      groups: ["p", "q"],
      samples: [{ row: { age: 3 } }, {}],
    });
    const unknown = listed({ paths: ["c.png", "d.png"], groups: null, samples: [{}, {}] });
    const both = new data.ConcatDataset([known, unknown]);
    expect(both.groups).toEqual(["p", "q", "c.png", "d.png"]);
    expect(both.paths).toEqual(["a.png", "b.png", "c.png", "d.png"]);
    expect(both.samples?.[0]).toEqual({ row: { age: 3 } });
    expect(new data.ConcatDataset([unknown, unknown]).groups).toBeUndefined();
    expect(new data.ConcatDataset([known, letters]).paths).toBeUndefined();
  });
});

class Count extends data.IterableDataset<Tensor> {
  readonly #to: number;
  open = 0;
  epochs: number[] = [];

  constructor(to: number) {
    super();
    this.#to = to;
  }

  override async *samples({ epoch }: data.StreamContext): AsyncGenerator<Tensor> {
    this.open++;
    this.epochs.push(epoch);
    try {
      for (let i = 0; i < this.#to; i++) yield tensor([i, epoch]);
    } finally {
      this.open--;
    }
  }
}

async function values(loader: data.DataLoader<Tensor, Tensor>): Promise<unknown[]> {
  const all: unknown[] = [];
  for await (const batch of loader) {
    all.push(batch.select(1, 0).toArray());
    batch.dispose();
  }
  return all;
}

describe("streams", () => {
  test("come in batches, again each epoch, the last one short or left out", async () => {
    const stream = new Count(5);
    const loader = new data.DataLoader<Tensor, Tensor>(stream, { batchSize: 2 });
    expect(await values(loader)).toEqual([[0, 1], [2, 3], [4]]);
    expect(await values(loader)).toEqual([[0, 1], [2, 3], [4]]);
    expect([stream.open, stream.epochs]).toEqual([0, [0, 1]]);
    expect(await values(new data.DataLoader(stream, { batchSize: 2, dropLast: true }))).toEqual([
      [0, 1],
      [2, 3],
    ]);
    expect(await values(new data.DataLoader(new Count(4), { batchSize: 2, prefetch: 5 }))).toHaveLength(2);
    expect(await values(new data.DataLoader(new Count(0)))).toEqual([]);
    expect(() => loader.length).toThrow(/does not say how many samples/);
  });

  test("go on after batches that were skipped", async () => {
    const loader = new data.DataLoader<Tensor, Tensor>(new Count(5), { batchSize: 2 });
    loader.skip(1);
    expect(await values(loader)).toEqual([[2, 3], [4]]);
  });

  test("are closed where the loop ends early, and hold no tensor then", async () => {
    const stream = new Count(100);
    memory.collect();
    const before = memory.liveTensors();
    for await (const batch of new data.DataLoader<Tensor, Tensor>(stream, { batchSize: 3 })) {
      batch.dispose();
      break;
    }
    expect(stream.open).toBe(0);
    expect(memory.liveTensors()).toBeLessThanOrEqual(before);
  });

  test("end with the error that they threw", async () => {
    class Broken extends data.IterableDataset<number> {
      override *samples(): Generator<number> {
        yield 1;
        throw new Error("the line is dead");
      }
    }
    const loader = new data.DataLoader<number, Tensor>(new Broken(), { prefetch: 4 });
    const seen: number[] = [];
    await expect(
      (async () => {
        for await (const batch of loader) seen.push(batch.item<number>());
      })(),
    ).rejects.toThrow("the line is dead");
    expect(seen).toEqual([1]);
  });

  test("refuse what needs indices, and what is no stream", () => {
    const stream = new Count(3);
    const make = (options: object) => () => new data.DataLoader(stream, options as never);
    expect(make({ shuffle: true })).toThrow(/leave shuffle out/);
    expect(make({ sampler: new data.SequentialSampler(3) })).toThrow(/leave sampler out/);
    expect(make({ concurrency: 2 })).toThrow(/leave concurrency out/);
    expect(make({ onError: "skip" })).toThrow(/nothing to go on with/);
    class Odd extends data.IterableDataset<number> {
      override samples(): never {
        return 3 as never;
      }
    }
    expect(() => new data.DataLoader(new Odd())[Symbol.asyncIterator]()).toThrow(
      /samples\(\) of Odd must give/,
    );
    expect(() => new data.DataLoader({} as never)).toThrow(/or a data.IterableDataset/);
  });

  test("may hold tensors of their own that are kept", async () => {
    class Sums extends data.IterableDataset<Tensor> {
      override readonly length = 3;
      override *samples(): Generator<Tensor> {
        const sum = keep(tensor([0]));
        for (let i = 1; i <= 3; i++) yield sum.add_(i).clone();
        sum.dispose();
      }
    }
    const loader = new data.DataLoader<Tensor, Tensor>(new Sums());
    expect(loader.length).toBe(3);
    const all: number[] = [];
    for await (const batch of loader) all.push(batch.item<number>());
    expect(all).toEqual([1, 3, 6]);
  });
});
