// Labels that a data set gives as plain numbers: class indices by their kind, not by what a batch happens to hold.
import { describe, expect, test } from "vitest";
import { data, manualSeed, nn, randn, type Tensor, train } from "../../lib/index.ts";

const CPU = { device: "cpu" } as const;
const { DataLoader, Rng } = data;
const images = [0, 1, 2, 3].map((i) => {
  manualSeed(i);
  return randn([4]);
});

/** Loaders over images and labels, put together by the default collate. */
const loaders = (labels: readonly unknown[]) => ({
  train: new DataLoader<unknown, { images: Tensor; labels: Tensor }>(
    new data.ArrayDataset(images.map((image, i) => ({ images: image, labels: labels[i] }))),
    { batchSize: 2 },
  ),
  classes: ["a", "b"],
});
const run = async (labels: readonly unknown[]): Promise<number> => {
  manualSeed(new Rng(3).nextUint32());
  const model = new nn.Sequential(new nn.Linear(4, 2));
  const { history } = await train.fit(model, loaders(labels), { epochs: 1, lr: 0.1, ...CPU });
  return history[0]?.trainLoss as number;
};

describe("train.fit", () => {
  test("takes whole numbers, bigints and booleans as class indices, with one result", async () => {
    const expected = await run([0n, 1n, 1n, 0n]);
    expect(await run([0, 1, 1, 0])).toBe(expected);
    expect(await run([false, true, true, false])).toBe(expected);
  });

  test("refuses a fraction, and names it", async () => {
    await expect(run([0, 1, 0.25, 1])).rejects.toMatchObject({
      code: "ERR_TORCHTS_DATASET",
      message: expect.stringMatching(/labels are class indices, whole numbers from 0, got 0\.25/),
    });
  });

  test("refuses labels that are no tensor", async () => {
    await expect(run(["a", "b", "a", "b"])).rejects.toMatchObject({
      code: "ERR_TORCHTS_ARGUMENT",
      message: expect.stringMatching(/labels are a tensor \(N\) of class indices, got \["a", "b"\]/),
    });
  });
});
