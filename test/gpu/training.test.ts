// Training on a CUDA device: a run's figures are the CPU's, its folder moves between devices, a run goes on on another.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect } from "vitest";
import {
  AbortError,
  type Device,
  DeviceError,
  io,
  models,
  nn,
  noGrad,
  optim,
  randn,
  type Tensor,
  tensor,
  train,
} from "../../lib/index.ts";
import { fixtureData, Net, startNet } from "../train/convnet.ts";
import { DEVICE, gpu, hostWaits, standinOnly } from "./device.ts";

const root = mkdtempSync(path.join(tmpdir(), "torchts-device-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Of the largest value of a tensor, after a few epochs: sums in another order, and TF32. */
const TOLERANCE = 2e-2;
const RECIPE = { lr: 0.02, seed: 7, optimizer: "adamw" } as const;

function expectClose(actual: nn.Module, expected: nn.Module): void {
  const other = expected.stateDict();
  for (const [key, value] of actual.stateDict()) {
    const wanted = (other.get(key) as Tensor).cpu().float();
    const scale = Math.max(1e-2, Number(wanted.abs().max().item()));
    expect(Number(value.cpu().float().sub(wanted).abs().max().item()) / scale, key).toBeLessThan(TOLERANCE);
  }
}

gpu("a run gives the CPU's figures and network, and its state lies on the device", async () => {
  const fitOn = async (device: Device) => {
    const model = startNet();
    return { model, run: await train.fit(model, fixtureData(), { ...RECIPE, epochs: 3, device }) };
  };
  const [onCpu, onDevice] = [await fitOn("cpu"), await fitOn(DEVICE)];
  for (const [i, record] of onDevice.run.history.entries()) {
    expect(record.trainLoss).toBeCloseTo(onCpu.run.history[i]?.trainLoss ?? Number.NaN, 2);
    expect(record.valLoss).toBeCloseTo(onCpu.run.history[i]?.valLoss ?? Number.NaN, 2);
  }
  expect([...onDevice.model.stateDict().values()].every(({ device }) => device === DEVICE)).toBe(true);
  expectClose(onDevice.model, onCpu.model);
});

for (const [name, first, second] of [
  ["from the CPU to the device", "cpu", DEVICE],
  ["from the device to the CPU", DEVICE, "cpu"],
  ["on the device", DEVICE, DEVICE],
] as const) {
  gpu(`a run goes on ${name} as if it had never stopped`, async () => {
    const out = path.join(root, name);
    const whole = startNet();
    await train.fit(whole, fixtureData(), { ...RECIPE, epochs: 4, device: "cpu" });
    const stop = new AbortController();
    const begun = train.fit(startNet(), fixtureData(), {
      ...RECIPE,
      epochs: 4,
      device: first,
      out,
      signal: stop.signal,
      onEvent: (event) => {
        if (event.type === "epoch" && event.record.epoch === 2) stop.abort();
      },
    });
    await expect(begun).rejects.toThrow(AbortError);
    const model = startNet();
    const { history } = await train.fit(model, fixtureData(), {
      ...RECIPE,
      epochs: 4,
      device: second,
      out,
      resume: true,
    });
    expect(history.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4]);
    expectClose(model, whole);
    const loaded = await train.loadRun(out, { model: new Net(), device: DEVICE });
    expect([...loaded.model.parameters()].every(({ device }) => device === DEVICE)).toBe(true);
  });
}

gpu("weights saved from the device are read on any, and its tensors are not in the file", async () => {
  const model = startNet().to(DEVICE);
  for (const file of [path.join(root, "weights.pth"), path.join(root, "weights.safetensors")]) {
    await io.save(model.stateDict(), file);
    const onCpu = await io.loadStateDict(file);
    expect([...onCpu.values()].every(({ device }) => device === "cpu")).toBe(true);
    expectClose(startNet().to(DEVICE), model);
    const back = await io.loadStateDict(file, { device: DEVICE });
    for (const [key, value] of back) {
      expect(value.device).toBe(DEVICE);
      expect(value.equal(model.stateDict().get(key) as Tensor)).toBe(true);
    }
    const other = new Net();
    other.loadStateDict(back);
    expectClose(other, model);
  }
});

gpu("evaluate and predict move the network and give the CPU's figures", async () => {
  const model = startNet();
  const { val } = fixtureData();
  const source = val as NonNullable<typeof val>;
  const onCpu = await train.evaluate(model, source, { classes: ["a", "b", "c"] });
  const onDevice = await train.evaluate(model, source, { classes: ["a", "b", "c"], device: DEVICE });
  expect(onDevice.loss).toBeCloseTo(onCpu.loss ?? Number.NaN, 3);
  expect(onDevice.accuracy).toBe(onCpu.accuracy);
});

gpu("an optimizer made and used before the model moved says to move the model first", () => {
  const model = startNet();
  const optimizer = new optim.AdamW(model.parameters());
  const step = () => {
    optimizer.zeroGrad();
    const device = [...model.parameters()][0]?.device as Device;
    model
      .forward(randn([2, 3, 8, 8]).to(device))
      .sum()
      .backward();
    optimizer.step();
  };
  model.to(DEVICE);
  step(); // made before the move, not used before it: nothing is lost
  model.to("cpu");
  const before = [...model.parameters()].map((p) => p.clone());
  expect(step).toThrow(DeviceError);
  expect(step).toThrow(
    /its state \(.*\) on cuda:\d: the model was moved after a step\. Move the model first/,
  );
  for (const [i, p] of [...model.parameters()].entries()) expect(p.equal(before[i] as Tensor)).toBe(true);
  const state = optimizer.stateDict();
  const next = new optim.AdamW(model.parameters());
  next.loadStateDict(state);
  next.step();
});

gpu("scalars of another device are as good for a step as numbers", () => {
  for (const make of [
    (p: Iterable<Tensor>) => new optim.AdamW(p),
    (p: Iterable<Tensor>) => new optim.SGD(p, { lr: 0.1, momentum: 0.9 }),
  ]) {
    const results = ["cpu", "cuda:0", DEVICE].map((place) => {
      const x = tensor([1, 2, 3], { device: DEVICE, requiresGrad: true });
      const optimizer = make([x]);
      x.mul(4).sum().backward();
      const scalar = (value: number) => tensor([value], { device: place as Device, dtype: "float64" });
      optimizer.step({ gradScale: scalar(4), foundInf: scalar(1) });
      expect(x.toArray()).toEqual([1, 2, 3]);
      optimizer.step({ gradScale: scalar(4), foundInf: scalar(0) });
      return x.toArray();
    });
    expect(results[1]).toEqual(results[0]);
    expect(results[2]).toEqual(results[0]);
    expect(results[0]).not.toEqual([1, 2, 3]);
  }
});

standinOnly(
  "a step of training waits for the device a fixed number of times, not once for each tensor",
  async () => {
    const waits: number[] = [];
    const model = await models.resnet18({ weights: null, numClasses: 3 });
    await train.fit(model, fixtureData(), {
      ...RECIPE,
      epochs: 2,
      device: DEVICE,
      onEvent: (event) => {
        if (event.type === "step") waits.push(hostWaits());
      },
    });
    const each = waits.slice(1).map((count, i) => count - (waits[i] as number));
    // the steps in the middle of an epoch; between two of them no validation runs
    expect(Math.min(...each)).toBeLessThanOrEqual(3);
  },
);

gpu("guards speak of a run on the device as they do on the CPU", async () => {
  /** Ends in a softmax, has a layer that is not used, and one whose input is dead. */
  class Odd extends Net {
    spare = new nn.Linear(8, 3);
    override forward(x: Tensor): Tensor {
      return super.forward(x).softmax(1);
    }
  }
  const saidOn = async (device: Device): Promise<object[]> => {
    const said: object[] = [];
    const model = new Odd();
    model.loadStateDict(startNet().stateDict(), { strict: false });
    noGrad(() => model.bn1.bias?.fill_(-100));
    const spare = new Set<Tensor>(model.spare.parameters());
    const used = [...model.parameters()].filter((parameter) => !spare.has(parameter));
    await train.fit(model, fixtureData(), {
      epochs: 1,
      device,
      optimizer: () => new optim.SGD([{ params: used }, { params: model.spare.parameters() }], { lr: 0.01 }),
      onEvent: (event) => event.type === "guard" && said.push(event),
    });
    return said;
  };
  const said = await saidOn("cpu");
  const names = said.map((event) => (event as train.GuardEvent).guard);
  expect(names.sort()).toEqual(["deadUnits", "noGradient", "probabilities"]);
  expect(new Set(await saidOn(DEVICE))).toEqual(new Set(said));
});
