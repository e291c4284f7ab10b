// Repeated augmentation: the order, and that a sample which comes again is augmented anew, the same in every pass.
import { describe, expect, test } from "vitest";
import { data, type Tensor, train, transforms, zeros } from "../../lib/index.ts";
import { Net } from "../train/convnet.ts";

/** Samples that say what their generator draws. */
const drawing: data.Dataset<{ index: number; draw: number }> = {
  length: 10,
  get: async (index, context) => ({ index, draw: context?.rng.random() ?? Number.NaN }),
};

interface Batch {
  index: Tensor;
  draw: Tensor;
}

async function read(options: object): Promise<[index: number, draw: number][]> {
  const loader = new data.DataLoader<{ index: number; draw: number }, Batch>(drawing, {
    batchSize: 4,
    seed: 7,
    ...options,
  });
  const found: [number, number][] = [];
  for await (const { index, draw } of loader) {
    const [all, draws] = [index.toArray() as number[], draw.toArray() as number[]];
    for (const [at, one] of all.entries()) found.push([Number(one), draws[at] as number]);
  }
  return found;
}

describe("RepeatedSampler", () => {
  test("each sample several times in a row, as many as the data set has", () => {
    const sampler = new data.RepeatedSampler(10, { repetitions: 3, seed: 5 });
    const order = new data.RandomSampler(10, { seed: 5 }).indices(2);
    const [a, b, c, d] = order as [number, number, number, number];
    expect(sampler.indices(2)).toEqual([a, a, a, b, b, b, c, c, c, d]);
    expect(sampler.indices(2)).not.toEqual(sampler.indices(3));
    expect(sampler.length).toBe(10);
  });

  test("as torchvision's references select, in wholes of 256", () => {
    // len // 256 * 256 of a permutation whose elements stand `repetitions` times: RASampler on one process.
    const sampler = new data.RepeatedSampler(600, 3, { round: 256 });
    const order = new data.RandomSampler(600).indices(0);
    expect(sampler.length).toBe(512);
    expect(sampler.indices(0)).toEqual(order.flatMap((index) => [index, index, index]).slice(0, 512));
    expect(new Set(sampler.indices(0)).size).toBe(171);
  });

  test("refuses what leaves nothing", () => {
    expect(() => new data.RepeatedSampler(100, { round: 256 })).toThrow(/`round` is 256.*100 samples/);
    expect(() => new data.RepeatedSampler(0)).toThrow(/length must be/);
    expect(() => new data.RepeatedSampler(5, { repetitions: 0 })).toThrow(/repetitions/);
    expect(() => new data.RepeatedSampler(5, { shuffle: true } as object)).toThrow(/shuffle/);
  });
});

describe("a loader", () => {
  test("draws anew for a sample that comes again, across batches too, and the same in each pass", async () => {
    const sampler = new data.RepeatedSampler(10, { repetitions: 3 });
    const first = await read({ sampler });
    expect(new Set(first.map(([, draw]) => draw)).size).toBe(10);
    expect(await read({ sampler, prefetch: 0, concurrency: 1 })).toEqual(first);
  });

  test("draws for the first time as without repetition", async () => {
    const plain = new Map(await read({}));
    const seen = new Set<number>();
    for (const [index, draw] of await read({ sampler: new data.RepeatedSampler(10, { repetitions: 2 }) })) {
      if (seen.has(index)) expect(draw).not.toBe(plain.get(index));
      else expect(draw).toBe(plain.get(index));
      seen.add(index);
    }
    expect(seen.size).toBe(5);
  });

  test("does so for whatever sampler repeats, and where it goes on within an epoch", async () => {
    const sampler = new data.WeightedRandomSampler([1, 0, 0, 0, 0, 0, 0, 0, 0, 1], 12, { seed: 1 });
    const all = await read({ sampler });
    expect(new Set(all.map(([, draw]) => draw)).size).toBe(12);
    const loader = new data.DataLoader<unknown, Batch>(drawing, { batchSize: 4, seed: 7, sampler });
    loader.skip(2);
    for await (const { draw } of loader) {
      expect(draw.toArray()).toEqual(all.slice(8).map(([, own]) => own));
    }
  });

  test("batches of a batch sampler too", async () => {
    const batchSampler = { length: 2, batches: () => [[3, 3], [3]] };
    const found = await read({ batchSize: undefined, batchSampler });
    expect(new Set(found.map(([, draw]) => draw)).size).toBe(3);
  });
});

test("fit trains on several views of each image", async () => {
  const seen: number[] = [];
  const images: data.Dataset<{ image: Tensor; label: number }> & { labels: number[] } = {
    length: 9,
    labels: [0, 1, 2, 0, 1, 2, 0, 1, 2],
    get: async (index, context) => {
      seen.push(index);
      const jitter = new transforms.GaussianNoise({ clip: false });
      return { image: jitter.apply(zeros([3, 8, 8]), context?.rng), label: index % 3 };
    },
  };
  const run = await train.fit(
    new Net(),
    { train: images, classes: ["a", "b", "c"] } as never,
    { epochs: 1, batchSize: 3, device: "cpu", sampler: new data.RepeatedSampler(9), guards: false } as never,
  );
  expect(run.last.step).toBe(3);
  expect(new Set(seen).size).toBe(3);
  expect(seen.length).toBe(9);
});
