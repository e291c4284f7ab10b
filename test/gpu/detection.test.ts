// Detection is trained and measured on a CUDA device as on the CPU.
import { expect } from "vitest";
import { type Device, manualSeed, train, type train as types } from "../../lib/index.ts";
import { CellDetector, smallRcnn, squareData } from "../train/detector.ts";
import { DEVICE, gpu } from "./device.ts";

const OPTIONS = { epochs: 2, lr: 1e-3, batchSize: 4, guards: "error" } as const;
/** Of the losses: TF32 keeps 10 bits of what convolutions multiply. */
const TOLERANCE = 1e-2;

async function trained(device: Device): Promise<types.RunResult<types.DetectionReport>> {
  manualSeed(1);
  const data = squareData();
  const held = data.val.samples.map((sample) => ({ ...sample, path: `val-${sample.path}` }));
  Object.assign(data.val, { samples: held });
  manualSeed(0);
  return train.fit(new CellDetector(2), data, { ...OPTIONS, device });
}

gpu("a run has the CPU's losses, of training and of validation", async () => {
  const [there, here] = [await trained(DEVICE), await trained("cpu")];
  expect(there.device).toBe(DEVICE);
  for (const name of ["train.loss", "train.loss.boxReg", "val.loss", "val.loss.classifier"]) {
    const [a, b] = [there.last.figures[name] as number, here.last.figures[name] as number];
    expect(Math.abs(a - b) / b).toBeLessThan(TOLERANCE);
  }
  expect(there.report?.count).toBe(4);
});

gpu("a network of two stages trains, measures and finds there", async () => {
  manualSeed(1);
  const data = squareData();
  const model = smallRcnn(2);
  model.to({ dtype: "float32" });
  const run = await train.fit(model, data, { ...OPTIONS, guards: false, device: DEVICE });
  for (const [name, value] of Object.entries(run.last.figures)) {
    if (name.includes("loss")) expect([name, Number.isFinite(value)]).toEqual([name, true]);
  }
  const report = await train.evaluate(model, data.val, {
    task: data.task,
    classes: data.classes,
    device: DEVICE,
  });
  const again = await train.evaluate(model, data.val, {
    task: data.task,
    classes: data.classes,
    device: "cpu",
  });
  expect(report.count).toBe(again.count);
  expect(report.figures["loss.classifier"]).toBeGreaterThan(0);
});
