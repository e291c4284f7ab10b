// What says where things are to be: "auto" wherever a device is chosen, and refusals of deterministic mode.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, expect, test } from "vitest";
import {
  cuda,
  type Device,
  Generator,
  io,
  models,
  nn,
  noGrad,
  OperatorError,
  rand,
  randint,
  type Tensor,
  tensor,
  train,
  useDeterministicAlgorithms,
  zeros,
} from "../../lib/index.ts";
import { fixtureData, Net, startNet } from "../train/convnet.ts";
import { DEVICE, gpu } from "./device.ts";

const root = mkdtempSync(path.join(tmpdir(), "torchts-choices-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
afterEach(() => useDeterministicAlgorithms(false));

const deviceOf = (model: nn.Module): Device => ([...model.parameters()][0] as Tensor).device;
const auto = { device: "auto" } as const;

/** Each gives the device that something went to. */
const CHOICES: Record<string, () => Promise<Device> | Device> = {
  zeros: () => zeros([1], auto).device,
  tensor: () => tensor([1], auto).device,
  "Tensor.to": () => tensor([1]).to("auto").device,
  "Tensor.to by name": () => tensor([1]).to(auto).device,
  "nn.Linear": () => deviceOf(new nn.Linear(1, 1, auto)),
  "Module.to": () => deviceOf(new nn.Linear(1, 1).to("auto")),
  Generator: () => new Generator("auto").device,
  "io.load": async () => {
    const file = path.join(root, "one.pth");
    await io.save({ x: tensor([1]) }, file);
    return ((await io.load(file, auto)) as { x: Tensor }).x.device;
  },
  "io.loadStateDict": async () => {
    const file = path.join(root, "one.safetensors");
    await io.save({ x: tensor([1]) }, file);
    return ((await io.loadStateDict(file, auto)).get("x") as Tensor).device;
  },
  "train.fit": async () => {
    const model = startNet();
    await train.fit(model, fixtureData(), { epochs: 1, ...auto, out: path.join(root, "run") });
    return deviceOf(model);
  },
  "train.loadRun": async () =>
    deviceOf((await train.loadRun(path.join(root, "run"), { model: new Net(), ...auto })).model),
  "train.evaluate": async () => {
    const model = startNet();
    await train.evaluate(model, fixtureData().val as NonNullable<train.LoaderData["val"]>, {
      classes: ["a", "b", "c"],
      ...auto,
    });
    return deviceOf(model);
  },
  "train.predict": async () => {
    const model = startNet();
    const transform = (x: Tensor): Tensor => x.float().div(255);
    await train.predict(model, zeros([3, 8, 8], { dtype: "uint8" }), {
      classes: ["a", "b", "c"],
      transform,
      ...auto,
    } as never);
    return deviceOf(model);
  },
  "models.segment": async () => {
    const model = (await models.unet({ numClasses: 2, width: 4, depth: 2 })).eval();
    (await models.segment(model, zeros([3, 16, 16], { dtype: "uint8" }), auto))[Symbol.dispose]?.();
    return deviceOf(model);
  },
  "models.stream": async () => {
    const model = (await models.unet({ numClasses: 2, width: 4, depth: 2 })).eval();
    models.stream(model, { ...auto, size: 16 });
    return deviceOf(model);
  },
};

test.each(Object.entries(CHOICES))('"auto" is the first CUDA device, else the CPU: %s', async (_, choose) => {
  expect(await choose()).toBe(cuda.isAvailable() ? "cuda:0" : "cpu");
});

gpu(
  "deterministic mode refuses SegNet and a U-Net's training, and says how to be warned instead",
  async () => {
    const advice = /useDeterministicAlgorithms\(true, \{ warnOnly: true \}\)/;
    const segnet = (await models.segnet({ numClasses: 2, weightsBackbone: null } as never)).eval().to(DEVICE);
    const unet = (await models.unet({ numClasses: 2, width: 4, depth: 2 })).to(DEVICE);
    const images = rand([1, 3, 32, 32]).to(DEVICE);
    const masks = randint(2, [1, 32, 32]).to(DEVICE);
    const run = { segnet: () => noGrad(() => segnet.forward(images)), unet: () => train1() };
    const train1 = () => nn.functional.crossEntropy(unet.forward(images), masks).backward();
    useDeterministicAlgorithms(true);
    for (const one of Object.values(run)) {
      expect(one).toThrow(OperatorError);
      expect(one).toThrow(advice);
      expect(one).not.toThrow(/warn_only|github\.com/);
    }
    useDeterministicAlgorithms(true, { warnOnly: true });
    for (const one of Object.values(run)) one();
  },
);
