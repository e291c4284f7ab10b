// NaN: the last good state comes back, and a network that gives NaN predicts nothing.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { NonFiniteOutputError } from "../../lib/inference/inside/index.ts";
import type { Module } from "../../lib/nn/index.ts";
import { SGD } from "../../lib/optim/index.ts";
import { noGrad, randint, type Tensor } from "../../lib/tensor/index.ts";
import * as train from "../../lib/train/index.ts";
import { NonFiniteGradientError, NonFiniteLossError } from "../../lib/train/index.ts";
import { expectSame } from "../helpers/index.ts";
import { CLASSES, FixtureLoader, fixture, type Net, startNet } from "./convnet.ts";

let root: string;
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), "torchts-nan-"));
});
afterAll(() => rm(root, { recursive: true, force: true }));

/** The fixture's batches, the third with one pixel of that value. */
class OnePixel extends FixtureLoader {
  readonly #value: number;

  constructor(value: number) {
    super(5);
    this.#value = value;
  }

  override async *[Symbol.asyncIterator](): AsyncGenerator<{ images: Tensor; labels: Tensor }> {
    for (let batch = 0; batch < this.length; batch++) {
      const images = fixture("images").index(batch).clone();
      if (batch === 2) images.select(0, 0).select(0, 0).select(0, 0).select(0, 0).fill_(this.#value);
      yield { images, labels: fixture("labels").index(batch) };
    }
  }
}

function copyOf(model: Module): Map<string, Tensor> {
  return new Map([...model.stateDict()].map(([key, tensor]) => [key, tensor.detach().clone()]));
}

function expectState(model: Module, expected: Map<string, Tensor>): void {
  for (const [key, tensor] of model.stateDict()) {
    expectSame(tensor.detach(), expected.get(key) as Tensor, key);
  }
}

/** Trains until it fails; the states after the second step and after the error, and the optimizer's. */
async function failing(
  loader: FixtureLoader,
  options: Partial<train.FitOptions> = {},
): Promise<{ model: Net; error: unknown; before: Map<string, Tensor>; moments: Tensor[] }> {
  const model = startNet();
  const optimizer = new SGD(model.parameters(), { lr: 0.05, momentum: 0.9 });
  let before = copyOf(model);
  let moments: Tensor[] = [];
  const error = await train
    .fit(
      model,
      { train: loader, classes: CLASSES },
      {
        epochs: 1,
        device: "cpu",
        scheduler: "none",
        optimizer,
        ...options,
        onEvent: (event) => {
          if (event.type !== "step") return;
          before = copyOf(model);
          moments = [...optimizer.state.values()].map((state) => (state.momentum_buffer as Tensor).clone());
        },
      },
    )
    .catch((thrown: unknown) => thrown);
  const after = [...optimizer.state.values()].map((state) => state.momentum_buffer as Tensor);
  for (const [at, moment] of after.entries()) expectSame(moment, moments[at] as Tensor, `moment ${at}`);
  return { model, error, before, moments };
}

const image = { classes: CLASSES, transform: (pixels: Tensor) => pixels.float().div(255) };

describe("a step that is not finite leaves the network as it was before it", () => {
  test("one NaN pixel: parameters, running statistics and momenta are those of the second step", async () => {
    const { model, error, before, moments } = await failing(new OnePixel(Number.NaN));
    expect(error).toBeInstanceOf(NonFiniteLossError);
    expect(error).toMatchObject({ code: "ERR_TORCHTS_NON_FINITE_LOSS", epoch: 1, step: 3 });
    expect(String(error)).toMatch(/the network is as it was before that step/);
    expect(moments.length).toBeGreaterThan(5);
    expectState(model, before);
    const report = await train.evaluate(model, new FixtureLoader(2), { classes: CLASSES });
    expect(Number.isFinite(report.loss)).toBe(true);
    const found = await train.predict(model, randint(256, [3, 8, 8], { dtype: "uint8" }), image);
    expect(Number.isFinite(found.probability)).toBe(true);
  });

  test("a finite loss with a gradient of NaN is told, with the parameter", async () => {
    let calls = 0;
    const { model, error, before } = await failing(new FixtureLoader(), {
      // The root of zero: its value is 0, its slope infinite, and 0 times infinity NaN.
      loss: (output) => {
        const usual = output.square().mean();
        return ++calls === 3 ? usual.add(output.mul(0).sum().sqrt()) : usual;
      },
    });
    expect(error).toBeInstanceOf(NonFiniteGradientError);
    expect(error).toBeInstanceOf(NonFiniteLossError);
    expect(error).toMatchObject({ code: "ERR_TORCHTS_NON_FINITE_GRADIENT", step: 3 });
    expect(String(error)).toMatch(/the gradient of conv1\.weight is not finite, though the loss is/);
    expectState(model, before);
  });

  test("with gradientClip too", async () => {
    let calls = 0;
    const { model, error, before } = await failing(new FixtureLoader(), {
      gradientClip: 1,
      loss: (output) => {
        const usual = output.square().mean();
        return ++calls === 3 ? usual.add(output.mul(0).sum().sqrt()) : usual;
      },
    });
    expect(error).toBeInstanceOf(NonFiniteGradientError);
    expectState(model, before);
  });

  test("running statistics that overflow while the loss stays finite are told", async () => {
    // The variance of 1e25 is infinite in float32, and what is divided by it is 0: the loss knows nothing.
    const { model, error, before } = await failing(new OnePixel(1e25));
    expect(error).toBeInstanceOf(NonFiniteLossError);
    expectState(model, before);
  });

  test("gradients whose norm overflows, but no number of which does, are stepped with, as in PyTorch", async () => {
    const model = startNet();
    const { history } = await train.fit(
      model,
      { train: new FixtureLoader(1), classes: CLASSES },
      {
        epochs: 1,
        device: "cpu",
        optimizer: new SGD(model.parameters(), { lr: 1e-30 }),
        loss: (output) => output.mean().mul(1e25),
      },
    );
    expect(history).toHaveLength(1);
  });

  test("weights that overflowed in an earlier step come back from the run folder", async () => {
    const model = startNet();
    let epoch = copyOf(model);
    const run = (more: Partial<train.FitOptions>): Promise<unknown> =>
      train
        .fit(
          model,
          { train: new FixtureLoader(), classes: CLASSES },
          {
            epochs: 3,
            device: "cpu",
            lr: 0.01,
            optimizer: "sgd",
            onEvent: (event) => {
              if (event.type === "epoch") epoch = copyOf(model);
              // As a step too large would.
              if (event.type === "step" && event.epoch === 2 && event.step === 2) {
                noGrad(() => model.conv2.weight.fill_(Number.POSITIVE_INFINITY));
              }
            },
            ...more,
          },
        )
        .catch((thrown: unknown) => thrown);
    const error = await run({ out: path.join(root, "overflow") });
    expect(error).toBeInstanceOf(NonFiniteLossError);
    expect(String(error)).toMatch(/overflowed in an earlier step; those of epoch 1 were put back/);
    expectState(model, epoch);
    expect(String(await run({}))).toMatch(/nothing was written to take good ones from/);
  });
});

describe("a network that gives NaN", () => {
  test("refuses to predict and to be measured, and says where it begins", async () => {
    const model = startNet();
    model.bn2.running_mean?.fill_(Number.NaN);
    const pixels = randint(256, [3, 8, 8], { dtype: "uint8" });
    for (const call of [
      () => train.predict(model, pixels, image),
      () => train.evaluate(model, new FixtureLoader(2), { classes: CLASSES }),
    ]) {
      const error = await (call() as Promise<unknown>).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(NonFiniteOutputError);
      expect((error as NonFiniteOutputError).origin).toMatchObject({ path: "bn2", state: ["running_mean"] });
      expect(String(error)).toMatch(/train\.(predict|evaluate): Net gives NaN.*the layer bn2/);
    }
  });

  test("ends a run at its validation with the same error", async () => {
    const model = startNet();
    const data = { train: new FixtureLoader(), val: new OnePixel(Number.NaN), classes: CLASSES };
    const error = await train
      .fit(model, data, { epochs: 2, device: "cpu" })
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(NonFiniteOutputError);
    expect((error as NonFiniteOutputError).origin?.from).toBe("input");
  });
});
