/** Samplers, batches and streams of one's own in `train.fit`. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { data, manualSeed, models, nn, optim, type Tensor, tensor, train } from "../../lib/index.ts";
import { expectClose } from "../helpers/index.ts";

const folder = mkdtempSync(path.join(tmpdir(), "torchts-samplers-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const rows = Array.from({ length: 12 }, (_, i) => [i / 6 - 1, (i % 5) / 5]);
const labels = rows.map((_, i) => (i < 9 ? 0 : 1));
const table = new data.TensorDataset(tensor(rows), tensor(labels, { dtype: "int64" }));
const classes = ["few", "many"];

function network(): nn.Module & { forward(x: Tensor): Tensor } {
  manualSeed(4);
  return models.logisticRegression(2, 2);
}

/** What a plain loop over the given batches makes of the network. */
function plain(batches: readonly (readonly number[])[]): Tensor {
  const model = network();
  const optimizer = new optim.SGD(model.parameters(), { lr: 0.1 });
  const loss = new nn.CrossEntropyLoss();
  for (const batch of batches) {
    const rowsOf = tensor([...batch], { dtype: "int64" });
    optimizer.zeroGrad();
    loss
      .forward(model.forward(table.inputs.indexSelect(0, rowsOf)), table.targets.indexSelect(0, rowsOf))
      .backward();
    optimizer.step();
  }
  return [...model.parameters()][0] as Tensor;
}

const sgd = {
  epochs: 2,
  lr: 0.1,
  optimizer: "sgd",
  momentum: 0,
  scheduler: "none",
  device: "cpu",
} as const;

describe("fit", () => {
  test("reads the order of a sampler, and goes on with it", async () => {
    const sampler = () => new data.ClassBalancedSampler(labels, { seed: 5, numSamples: 6 });
    const batches = [0, 1].flatMap((epoch) => new data.BatchSampler(sampler(), 4).batches(epoch));
    const whole = network();
    await train.fit(whole, { train: table, classes }, { ...sgd, batchSize: 4, sampler: sampler() });
    expectClose([...whole.parameters()][0] as Tensor, plain(batches), 1e-6);

    const out = path.join(folder, "run");
    const part = { train: table, classes };
    await train.fit(network(), part, { ...sgd, epochs: 1, batchSize: 4, sampler: sampler(), out });
    await expect(train.fit(network(), part, { ...sgd, out, resume: true })).rejects.toThrow(
      /was started with sampler of your own/,
    );
    const resumed = network();
    await train.fit(resumed, part, { ...sgd, sampler: sampler(), out, resume: true });
    expectClose([...resumed.parameters()][0] as Tensor, plain(batches), 1e-6);
  });

  test("reads batches of one's own, and goes on with them", async () => {
    const batchSampler = { length: 3, batches: (epoch: number) => [[0, 9], [10, 1, epoch + 2], [11]] };
    const batches = [0, 1].flatMap((epoch) => batchSampler.batches(epoch));
    const model = network();
    await train.fit(model, { train: table, val: table, classes }, { ...sgd, batchSampler });
    expectClose([...model.parameters()][0] as Tensor, plain(batches), 1e-6);

    const out = path.join(folder, "batches");
    await train.fit(network(), { train: table, classes }, { ...sgd, epochs: 1, batchSampler, out });
    const resumed = network();
    await train.fit(resumed, { train: table, classes }, { ...sgd, batchSampler, out, resume: true });
    expectClose([...resumed.parameters()][0] as Tensor, plain(batches), 1e-6);
  });

  test("refuses them where they would do nothing", async () => {
    const sampler = new data.SequentialSampler(12);
    const batchSampler = new data.BatchSampler(sampler, 3);
    const given = (of: unknown, options: object) =>
      train.fit(network(), { train: of, classes } as never, { ...sgd, ...options });
    await expect(given(table, { batchSampler, batchSize: 4 })).rejects.toThrow(
      /leave `batchSize` and `sampler`/,
    );
    await expect(given(data.tensorLoader(table), { sampler })).rejects.toThrow(/sampler would do nothing/);
    await expect(given(table, { sampler: 3 })).rejects.toThrow(/sampler must be a sampler with length/);
  });

  test("trains on a stream's loader", async () => {
    class Rows extends data.IterableDataset<{ images: Tensor; labels: number }> {
      override async *samples() {
        for (let i = 0; i < 12; i++)
          yield { images: tensor(rows[i] as number[]), labels: labels[i] as number };
      }
    }
    const batches = [0, 1].flatMap((epoch) =>
      new data.BatchSampler(new data.SequentialSampler(12), 5).batches(epoch),
    );
    const model = network();
    const loader = new data.DataLoader<unknown, train.LabelledBatch>(new Rows(), { batchSize: 5 });
    await train.fit(model, { train: loader, classes }, sgd);
    expectClose([...model.parameters()][0] as Tensor, plain(batches), 1e-6);
  });
});
