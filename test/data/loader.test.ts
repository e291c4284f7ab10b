// The DataLoader: order, reproducibility, failures, cancelling, and who owns the tensors.

import { describe, expect, test } from "vitest";
import {
  ArrayDataset,
  DataLoader,
  type Dataset,
  freeBatch,
  type SampleContext,
  Subset,
} from "../../lib/data/index.ts";
import { ArgumentError, FileFormatError } from "../../lib/native/errors.ts";
import { full, memory, scope, type Tensor, tensor } from "../../lib/tensor/index.ts";

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

interface Sample {
  x: Tensor;
  label: number;
}

/** Samples whose tensor depends on index and generator, read after delays that reorder them. */
class Delayed implements Dataset<Sample> {
  readonly length: number;
  reading = 0;
  most = 0;
  reads: number[] = [];
  fails = new Set<number>();

  constructor(length: number) {
    this.length = length;
  }

  async get(index: number, context?: SampleContext): Promise<Sample> {
    this.reads.push(index);
    this.most = Math.max(this.most, ++this.reading);
    try {
      await pause((index * 7) % 5);
      if (this.fails.has(index))
        throw new FileFormatError(`cannot read img${index}.jpg`, { file: `img${index}.jpg` });
      full([10], 1); // a temporary the loader must free
      return { x: full([2], index + (context?.rng.random() ?? 0)), label: index };
    } finally {
      this.reading--;
    }
  }
}

interface Batch {
  x: Tensor;
  label: Tensor;
}

async function values(loader: DataLoader<Sample, Batch>): Promise<number[][]> {
  const rows: number[][] = [];
  for await (const batch of loader) {
    rows.push([...(batch.x.data() as Float32Array), ...(batch.label.data() as Float32Array)]);
    freeBatch(batch);
  }
  return rows;
}

describe("batches", () => {
  test("are stacked in order, the last one smaller", async () => {
    const loader = new DataLoader<Sample, Batch>(new Delayed(7), { batchSize: 3 });
    expect(loader.length).toBe(3);
    const shapes: [number[], string, number[]][] = [];
    for await (const { x, label } of loader) shapes.push([x.shape, label.dtype, label.toArray() as number[]]);
    expect(shapes).toEqual([
      [[3, 2], "float32", [0, 1, 2]],
      [[3, 2], "float32", [3, 4, 5]],
      [[1, 2], "float32", [6]],
    ]);
  });

  test("dropLast leaves out the last one when it is not full", async () => {
    const loader = new DataLoader<Sample, Batch>(new Delayed(7), { batchSize: 3, dropLast: true });
    expect(loader.length).toBe(2);
    expect(await values(loader)).toHaveLength(2);
  });

  test("are the same for a seed whatever prefetch and concurrency are", async () => {
    const run = (prefetch: number, concurrency: number) =>
      values(
        new DataLoader(new Delayed(23), { batchSize: 4, shuffle: true, seed: 9, prefetch, concurrency }),
      );
    const expected = await run(0, 1);
    expect(await run(1, 3)).toEqual(expected);
    expect(await run(5, 16)).toEqual(expected);
  });

  test("change with the epoch; setEpoch brings an epoch back", async () => {
    const loader = new DataLoader<Sample, Batch>(new Delayed(12), { batchSize: 4, shuffle: true, seed: 9 });
    const [zero, one] = [await values(loader), await values(loader)];
    expect(zero).not.toEqual(one);
    expect(loader.epoch).toBe(2);
    loader.setEpoch(0);
    expect(await values(loader)).toEqual(zero);
    expect(
      await values(new DataLoader(new Delayed(12), { batchSize: 4, shuffle: true, seed: 8 })),
    ).not.toEqual(zero);
  });

  test("hold every sample once in an epoch", async () => {
    const loader = new DataLoader<Sample, Batch>(new Delayed(31), { batchSize: 4, shuffle: true });
    const labels: number[] = [];
    for await (const { label } of loader) labels.push(...(label.toArray() as number[]));
    expect(labels.sort((a, b) => a - b)).toEqual(Array.from({ length: 31 }, (_, i) => i));
  });

  test("collate builds what it likes from samples and indices", async () => {
    const loader = new DataLoader(new ArrayDataset(["a", "b", "c"]), {
      batchSize: 2,
      collate: (samples, indices) => samples.map((s, i) => `${s}${indices[i]}`).join(" "),
    });
    const batches: string[] = [];
    for await (const batch of loader) batches.push(batch);
    expect(batches).toEqual(["a0 b1", "c2"]);
  });

  test("samples of different shapes are an error that names both", async () => {
    const loader = new DataLoader(new ArrayDataset([tensor([1, 2]), tensor([1])]), { batchSize: 2 });
    await expect(loader[Symbol.asyncIterator]().next()).rejects.toThrow(/one shape, got \[2\] and \[1\]/);
  });

  test("an empty data set gives none", async () => {
    expect(await values(new DataLoader(new Delayed(0), { batchSize: 3, shuffle: true }))).toEqual([]);
  });

  test("Subset reads through to the samples it names", async () => {
    const subset = new Subset(new Delayed(10), [7, 2]);
    const loader = new DataLoader<Sample, Batch>(subset, { batchSize: 2 });
    expect((await values(loader))[0]?.slice(-2)).toEqual([7, 2]);
    expect(() => new Subset(new Delayed(3), [3])).toThrow(/index from 0 to 2/);
  });
});

describe("reading ahead", () => {
  test("is bounded by prefetch and concurrency", async () => {
    const dataset = new Delayed(40);
    const loader = new DataLoader<Sample, Batch>(dataset, { batchSize: 2, prefetch: 3, concurrency: 4 });
    const iterator = loader[Symbol.asyncIterator]();
    await iterator.next();
    await pause(60);
    expect(dataset.reads.length).toBe(2 * (1 + 3));
    expect(dataset.most).toBe(4);
    await iterator.return?.();
  });

  test("prefetch 0 reads a batch when it is asked for", async () => {
    const dataset = new Delayed(40);
    const iterator = new DataLoader<Sample, Batch>(dataset, { batchSize: 2, prefetch: 0 })[
      Symbol.asyncIterator
    ]();
    await iterator.next();
    await pause(30);
    expect(dataset.reads.length).toBe(2);
    await iterator.return?.();
  });

  test("calls of next that do not wait are answered in order", async () => {
    const loader = new DataLoader<Sample, Batch>(new Delayed(9), { batchSize: 2 });
    const iterator = loader[Symbol.asyncIterator]();
    const results = await Promise.all(Array.from({ length: 6 }, () => iterator.next()));
    expect(results.map((r) => (r.done ? null : (r.value.label.toArray() as number[])[0]))).toEqual([
      0,
      2,
      4,
      6,
      8,
      null,
    ]);
  });
});

describe("samples that cannot be read", () => {
  test("end the epoch with an error that names the file, after the batches before it", async () => {
    const dataset = new Delayed(20);
    dataset.fails.add(9);
    const seen: number[] = [];
    const loader = new DataLoader<Sample, Batch>(dataset, { batchSize: 4, prefetch: 4 });
    const run = async () => {
      for await (const { label } of loader) seen.push(label.shape[0] as number);
    };
    await expect(run()).rejects.toMatchObject({ file: "img9.jpg", code: "ERR_TORCHTS_FILE_FORMAT" });
    expect(seen).toEqual([4, 4]);
    expect(dataset.reading).toBe(0);
  });

  test("are left out and counted with onError skip", async () => {
    const dataset = new Delayed(10);
    for (const index of [1, 4, 5, 6, 7]) dataset.fails.add(index);
    const skipped: [string, number][] = [];
    const loader = new DataLoader<Sample, Batch>(dataset, {
      batchSize: 4,
      onError: "skip",
      onSkip: (error, index) => skipped.push([(error as FileFormatError).file ?? "", index]),
    });
    const labels: number[][] = [];
    for await (const { label } of loader) labels.push(label.toArray() as number[]);
    expect(labels).toEqual([
      [0, 2, 3],
      [8, 9],
    ]); // the batch of 4 to 7 has nothing left
    expect(loader.skipped).toBe(5);
    expect(skipped).toEqual([1, 4, 5, 6, 7].map((i) => [`img${i}.jpg`, i]));
  });
});

describe("cancelling", () => {
  test("a signal ends the iteration at once with an AbortError", async () => {
    const controller = new AbortController();
    const slow: Dataset<number> = { length: 8, get: () => pause(50).then(() => 1) };
    const loader = new DataLoader(slow, { batchSize: 2, signal: controller.signal });
    setTimeout(() => controller.abort(), 10);
    await expect(loader[Symbol.asyncIterator]().next()).rejects.toMatchObject({
      code: "ERR_TORCHTS_ABORTED",
    });
    await expect(
      new DataLoader(slow, { signal: AbortSignal.abort() })[Symbol.asyncIterator]().next(),
    ).rejects.toMatchObject({ code: "ERR_TORCHTS_ABORTED" });
  });

  test("break waits for what is being read and starts nothing more", async () => {
    const dataset = new Delayed(40);
    for await (const _batch of new DataLoader<Sample, Batch>(dataset, { batchSize: 2, prefetch: 5 })) break;
    expect(dataset.reading).toBe(0);
    const reads = dataset.reads.length;
    await pause(30);
    expect(dataset.reads.length).toBe(reads);
  });
});

describe("ownership", () => {
  test("batches are freed by their consumer and nothing else stays", async () => {
    const loader = new DataLoader<Sample, Batch>(new Delayed(24), { batchSize: 4, prefetch: 3 });
    memory.collect();
    const before = memory.stats().liveTensors;
    const live: number[] = [];
    for await (const batch of loader) {
      freeBatch(batch);
      live.push(memory.stats().liveTensors);
    }
    expect(memory.stats().liveTensors).toBe(before);
    // What is read ahead: at most 3 batches of 2 tensors, and the samples being read.
    expect(Math.max(...live)).toBeLessThanOrEqual(before + 3 * (2 + 4 * 2));
  });

  test("batches never delivered are freed after break and after an error", async () => {
    memory.collect();
    const before = memory.stats().liveTensors;
    for await (const batch of new DataLoader<Sample, Batch>(new Delayed(40), { batchSize: 2, prefetch: 6 })) {
      freeBatch(batch);
      break;
    }
    expect(memory.stats().liveTensors).toBe(before);
    const dataset = new Delayed(40);
    dataset.fails.add(0);
    const iterator = new DataLoader<Sample, Batch>(dataset, { batchSize: 2, prefetch: 6 })[
      Symbol.asyncIterator
    ]();
    await expect(iterator.next()).rejects.toThrow(/img0/);
    expect(memory.stats().liveTensors).toBe(before);
  });

  test("a scope around the consumer frees neither its batch nor those read ahead", async () => {
    const iterator = new DataLoader<Sample, Batch>(new Delayed(8), { batchSize: 2, prefetch: 3 })[
      Symbol.asyncIterator
    ]();
    const kept: Batch[] = [];
    for (let i = 0; i < 4; i++) {
      await scope(async () => {
        const result = await iterator.next();
        if (!result.done) kept.push(result.value);
        await pause(5);
      });
    }
    expect(kept.map(({ label }) => label.toArray())).toEqual([
      [0, 1],
      [2, 3],
      [4, 5],
      [6, 7],
    ]);
    freeBatch(kept);
  });

  test("tensors a data set holds stay the data set's", async () => {
    const items = [tensor([1]), tensor([2]), tensor([3])];
    for await (const batch of new DataLoader<Tensor, Tensor>(new ArrayDataset(items), { prefetch: 2 })) {
      freeBatch(batch);
      break;
    }
    const loader = new DataLoader(new ArrayDataset(items), { collate: (samples) => samples[0] as Tensor });
    for await (const _item of loader) break; // the other items are never delivered
    expect(items.map((t) => t.item())).toEqual([1, 2, 3]);
  });
});

describe("passes at the same time share nothing", () => {
  test("two iterations of one loader, and setEpoch between their batches", async () => {
    const alone = async (epoch: number) => {
      const loader = new DataLoader<Sample, Batch>(new Delayed(12), { batchSize: 4, shuffle: true, seed: 9 });
      loader.setEpoch(epoch);
      return values(loader);
    };
    const loader = new DataLoader<Sample, Batch>(new Delayed(12), { batchSize: 4, shuffle: true, seed: 9 });
    const meddled = async () => {
      const rows: number[][] = [];
      for await (const { x, label } of loader) {
        rows.push([...(x.data() as Float32Array), ...(label.data() as Float32Array)]);
        loader.setEpoch(7);
      }
      return rows;
    };
    const [first, second] = await Promise.all([meddled(), values(loader)]);
    expect(first).toEqual(await alone(0));
    expect(second).toEqual(await alone(1));
    expect(await values(loader)).toEqual(await alone(7));
  });

  test("each counts the samples it leaves out; breaking one off leaves the other alone", async () => {
    const dataset = new Delayed(10);
    for (const index of [1, 6]) dataset.fails.add(index);
    const loader = new DataLoader<Sample, Batch>(dataset, { batchSize: 2, onError: "skip" });
    const broken = async () => {
      for await (const _batch of loader) break; // of samples 0 and 1
    };
    const [whole] = await Promise.all([values(loader), broken()]);
    expect(whole.flatMap((row) => row.slice(row.length * (2 / 3)))).toEqual([0, 2, 3, 4, 5, 7, 8, 9]);
    expect(loader.skipped).toBe(2 + 1);
  });

  test("options changed afterwards do not reach a loader", async () => {
    const options = { batchSize: 2, dropLast: false };
    const loader = new DataLoader(new ArrayDataset([1, 2, 3]), options);
    options.dropLast = true;
    expect(loader.length).toBe(2);
  });

  test("a batch that is asked for while the loop is left is freed and not given out", async () => {
    const loader = new DataLoader<Sample, Batch>(new Delayed(40), { batchSize: 2, prefetch: 3 });
    memory.collect();
    const before = memory.stats().liveTensors;
    for (let turn = 0; turn < 8; turn++) {
      const iterator = loader[Symbol.asyncIterator]();
      const asked = iterator.next();
      await pause(turn); // so that the batch is at another point of its way each time
      const [result] = await Promise.all([asked, iterator.return?.()]);
      if (result.done) continue;
      expect(result.value.x.isFreed).toBe(false);
      freeBatch(result.value);
    }
    expect(memory.stats().liveTensors).toBe(before);
  });

  test("an onSkip that throws ends the iteration with its error, and the batch is freed", async () => {
    const dataset = new Delayed(8);
    dataset.fails.add(1);
    memory.collect();
    const before = memory.stats().liveTensors;
    const loader = new DataLoader<Sample, Batch>(dataset, {
      batchSize: 2,
      onError: "skip",
      onSkip: () => {
        throw new Error("mine");
      },
    });
    await expect(loader[Symbol.asyncIterator]().next()).rejects.toThrow("mine");
    expect(memory.stats().liveTensors).toBe(before);
  });
});

describe("nothing is left out in silence", () => {
  test("an epoch of which every sample was left out ends with the first of their errors", async () => {
    const dataset = new Delayed(4);
    for (const index of [0, 1, 2, 3]) dataset.fails.add(index);
    const loader = new DataLoader<Sample, Batch>(dataset, { batchSize: 2, onError: "skip" });
    await expect(values(loader)).rejects.toMatchObject({
      code: "ERR_TORCHTS_DATASET",
      file: "img0.jpg",
      message: expect.stringMatching(/none of the 4 samples could be read.*cannot read img0\.jpg/),
    });
    expect(loader.skipped).toBe(4);
  });

  test("a lack of file handles is not the sample's fault", async () => {
    const lack: Dataset<number> = {
      length: 4,
      get: async (index) => {
        if (index === 0) return 1;
        const cause = Object.assign(new Error("too many open files"), { code: "EMFILE" });
        throw new FileFormatError("cannot read it", { cause });
      },
    };
    const loader = new DataLoader(lack, { batchSize: 4, onError: "skip" });
    await expect(loader[Symbol.asyncIterator]().next()).rejects.toThrow("cannot read it");
  });

  test("a collate function without a result is refused", async () => {
    const loader = new DataLoader(new ArrayDataset([1, 2]), { collate: () => undefined });
    await expect(loader[Symbol.asyncIterator]().next()).rejects.toMatchObject({
      code: "ERR_TORCHTS_ARGUMENT",
      message: expect.stringContaining("collate gave undefined"),
    });
  });

  test.each([
    [[0, 1], /has 2 positions, and the sampler's length is 3/],
    [[0, 1, 3], /positions from 0 to 2, got 3 as number 2/],
    [[0, 1, 0.5], /got 0\.5/],
    [Promise.resolve([0, 1, 2]), /is a list of positions, got a promise/],
  ])("a sampler that gives %j is refused", (order, message) => {
    const sampler = { length: 3, indices: () => order as number[] };
    const loader = new DataLoader(new Delayed(3), { sampler });
    expect(() => loader[Symbol.asyncIterator]()).toThrow(message);
    expect(() => loader[Symbol.asyncIterator]()).toThrow(ArgumentError);
  });
});

describe("bad options are refused", () => {
  const dataset = new Delayed(3);
  test.each([
    [{ batchSize: 0 }, /^data\.DataLoader: batchSize must be an integer of at least 1, got 0/],
    [{ prefetch: -1 }, /prefetch must be an integer of at least 0/],
    [{ concurrency: 0 }, /concurrency/],
    [{ seed: 0.5 }, /seed must be an integer/],
    [
      { batch_size: 2 },
      /unknown option "batch_size"; did you mean batchSize\?.*takes dataset and the options/,
    ],
    [{ collate_fn: () => 1 }, /unknown option "collate_fn"; it is called collate/],
    [{ num_workers: 4 }, /did you mean concurrency\?/],
    [{ shuffle: "yes" }, /shuffle must be true or false, got "yes"/],
    [{ onError: "ignore" }, /onError must be one of "throw", "skip"/],
    [{ sampler: [0, 1] }, /sampler must be a sampler with length and indices\(epoch\)/],
    [{ shuffle: true, sampler: { length: 3, indices: () => [0, 1, 2] } }, /shuffle or a sampler, not both/],
  ])("%j", (options, message) => {
    expect(() => new DataLoader(dataset, options as object)).toThrow(message);
    expect(() => new DataLoader(dataset, options as object)).toThrow(ArgumentError);
  });

  test("a data set that is none; PyTorch's order of arguments", () => {
    expect(() => new DataLoader([1, 2] as never)).toThrow(/dataset must be a data set with length and get/);
    expect(() => new DataLoader(undefined as never, { surelyNoOption: 1 } as object)).toThrow(
      /surelyNoOption/,
    );
    const loader = new DataLoader(dataset, 2, true);
    expect([loader.batchSize, loader.options.shuffle]).toEqual([2, true]);
    expect(
      () => new (DataLoader as never as new (...all: unknown[]) => unknown)(dataset, 2, true, 1),
    ).toThrow(/surplus argument 1/);
    expect(() => new DataLoader(dataset).setEpoch(-1)).toThrow(/epoch must be an integer of at least 0/);
  });
});
