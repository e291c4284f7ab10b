// Calls that overlap share nothing: modes, random numbers, networks, optimizers. Figures are compared to the bit.
import { describe, expect, test } from "vitest";
import { Rng, TensorDataset } from "../../lib/data/index.ts";
import { ArgumentError } from "../../lib/native/errors.ts";
import { Dropout, functional, type Module } from "../../lib/nn/index.ts";
import { CosineAnnealingLR, SGD } from "../../lib/optim/index.ts";
import {
  enableGrad,
  getRngState,
  manualSeed,
  noGrad,
  rand,
  randint,
  randn,
  type Tensor,
} from "../../lib/tensor/index.ts";
import * as train from "../../lib/train/index.ts";
import { expectClose, expectSame } from "../helpers/index.ts";
import { CLASSES, FixtureLoader, fixture, Net, startNet } from "./convnet.ts";

const CPU = { device: "cpu", scheduler: "none", seed: 3 } as const;

class DropNet extends Net {
  drop = new Dropout(0.4);

  override forward(x: Tensor): Tensor {
    let y = this.bn1.forward(this.conv1.forward(x)).relu();
    y = this.bn2.forward(this.conv2.forward(y)).relu();
    return this.fc.forward(this.drop.forward(y.mean([2, 3])));
  }
}

function dropNet(): DropNet {
  const net = new DropNet();
  net.loadStateDict(startNet().stateDict());
  return net;
}

function expectSameState(actual: Module, expected: Module): void {
  const other = expected.stateDict();
  for (const [key, tensor] of actual.stateDict()) expectSame(tensor, other.get(key) as Tensor, key);
}

/** Sixteen batches from the fixture's five. */
class Sixteen extends FixtureLoader {
  constructor() {
    super(16);
  }

  override async *[Symbol.asyncIterator](): AsyncGenerator<{ images: Tensor; labels: Tensor }> {
    for (let batch = 0; batch < this.length; batch++) {
      yield { images: fixture("images").index(batch % 5), labels: fixture("labels").index(batch % 5) };
    }
  }
}

/** Trains for 16 steps; gives the losses. */
async function losses(
  model: Net,
  more: Partial<train.FitOptions> = {},
  onStep: (step: number) => void = () => {},
): Promise<number[]> {
  const found: number[] = [];
  await train.fit(
    model,
    { train: new Sixteen(), classes: CLASSES },
    {
      ...CPU,
      epochs: 1,
      lr: 0.02,
      ...more,
      onEvent: (event) => {
        if (event.type !== "step") return;
        found.push(event.loss);
        onStep(event.step);
      },
    },
  );
  return found;
}

const IMAGES = Array.from({ length: 6 }, () => randint(256, [3, 8, 8], { dtype: "uint8" }));
const asInput = { classes: CLASSES, transform: (image: Tensor) => image.float().div(255) };

/** Predicts and measures until it is told to stop. */
function inferring(model: Net): () => Promise<number> {
  let [stop, calls] = [false, 0];
  const loop = async (work: () => Promise<unknown>): Promise<void> => {
    for (; !stop; calls++) await work();
  };
  const running = Promise.all([
    loop(() => train.predict(model, IMAGES, { ...asInput, batchSize: 2 })),
    loop(() => train.predict(model, IMAGES, { ...asInput, batchSize: 3 })),
    loop(() => train.evaluate(model, new FixtureLoader(2), { classes: CLASSES })),
  ]);
  return async () => {
    stop = true;
    await running;
    return calls;
  };
}

describe("modes", () => {
  test("predict and evaluate during a fit of 16 steps change no loss and no weight", async () => {
    const undisturbed = dropNet();
    const expected = await losses(undisturbed);
    const model = dropNet();
    const stop = inferring(model);
    const actual = await losses(model);
    expect(await stop()).toBeGreaterThan(10);
    expect(actual).toEqual(expected);
    expectSameState(model, undisturbed);
  });

  test("overlapping predictions leave BatchNorm's statistics and every mode alone", async () => {
    const model = dropNet();
    model.train();
    const before = new Map([...model.stateDict()].map(([key, tensor]) => [key, tensor.clone()]));
    const modes = [...model.modules()].map((module) => module.training);
    const all = await Promise.all(
      Array.from({ length: 6 }, (_, i) => train.predict(model, IMAGES, { ...asInput, batchSize: i + 1 })),
    );
    for (const [key, tensor] of model.stateDict()) expectSame(tensor, before.get(key) as Tensor, key);
    expect([...model.modules()].map((module) => module.training)).toEqual(modes);
    for (const predictions of all) {
      for (const [i, { probabilities }] of predictions.entries()) {
        expectClose(probabilities, all[0]?.[i]?.probabilities as number[]);
      }
    }
  });

  test("a network in training does not move to another device for inference", async () => {
    const model = startNet();
    let refused: unknown;
    await losses(model, {}, (step) => {
      if (step === 1) {
        train.predict(model, IMAGES, { ...asInput, device: "meta" as "cpu" }).catch((error) => {
          refused = error;
        });
      }
    });
    expect(String(refused)).toMatch(/is being trained on cpu/);
  });
});

describe("random numbers", () => {
  test("two fits at once give what each gives alone", async () => {
    const alone = [dropNet(), dropNet()] as const;
    const expected = [await losses(alone[0]), await losses(alone[1], { seed: 4 })];
    expect(expected[0]).not.toEqual(expected[1]);
    const both = [dropNet(), dropNet()] as const;
    const actual = await Promise.all([losses(both[0]), losses(both[1], { seed: 4 })]);
    expect(actual).toEqual(expected);
    expectSameState(both[0], alone[0]);
    expectSameState(both[1], alone[1]);
  });

  test("drawing and seeding in onEvent moves no loss, and a fit moves no generator of the user's", async () => {
    const expected = await losses(dropNet());
    manualSeed(99);
    const ours = Array.from({ length: 16 }, () => rand([2]));
    const after = getRngState();
    const model = dropNet(); // fresh parameters are drawn too
    manualSeed(99);
    const drawn: Tensor[] = [];
    expect(await losses(model, {}, () => drawn.push(rand([2])))).toEqual(expected);
    for (const [i, value] of drawn.entries()) expectSame(value, ours[i] as Tensor);
    expectSame(getRngState(), after);
    expect(await losses(dropNet(), {}, (step) => manualSeed(step))).toEqual(expected);
  });

  test("they are those of manualSeed with the run's seed and epoch", async () => {
    const model = dropNet();
    const [first] = await losses(model);
    const reference = dropNet();
    reference.train();
    manualSeed(Rng.derive(3, 1).nextUint32());
    const logits = reference.forward(fixture("images").index(0));
    expect(first).toBe(functional.crossEntropy(logits, fixture("labels").index(0)).item());
  });
});

describe("one network, one run", () => {
  test("a second fit on a network in training, or on a part of it, is refused, and later is not", async () => {
    const model = startNet();
    const other = startNet();
    other.fc = model.fc;
    const running = losses(model);
    await expect(losses(model)).rejects.toThrow(ArgumentError);
    await expect(losses(model)).rejects.toThrow(/being trained by another train\.fit/);
    await expect(losses(other)).rejects.toThrow(/a part of it/);
    await running;
    expect(await losses(model)).toHaveLength(16);
  });
});

describe("the optimizer", () => {
  test("one that holds another network's parameters is refused", async () => {
    const optimizer = new SGD(startNet().parameters(), { lr: 0.1 });
    const run = losses(startNet(), { optimizer, lr: undefined });
    await expect(run).rejects.toThrow(/holds no trainable parameter of the network/);
    await expect(run).rejects.toThrow(ArgumentError);
  });

  test("one that was made before the head was replaced is refused, and names what it lacks", async () => {
    const model = startNet();
    const optimizer = new SGD(model.parameters(), { lr: 0.1 });
    model.fc = new Net().fc;
    await expect(losses(model, { optimizer, lr: undefined })).rejects.toThrow(
      /2 parameters that are not the network's, and lacks fc\.weight, fc\.bias/,
    );
  });

  test("one over a part of the network trains that part, as in PyTorch", async () => {
    const model = startNet();
    const before = model.conv1.weight.detach().clone();
    const head = model.fc.weight.detach().clone();
    await losses(model, { optimizer: new SGD(model.fc.parameters(), { lr: 0.1 }), lr: undefined });
    expectSame(model.conv1.weight.detach(), before);
    expect(model.fc.weight.detach().equal(head)).toBe(false);
  });

  test("what is unfrozen in onEvent is trained from the next step on, as a group with the run's rate", async () => {
    const model = startNet();
    train.freezeAllBut(model, ["fc"]);
    const told: string[] = [];
    const seen: number[] = [];
    await train.fit(
      model,
      { train: new Sixteen(), classes: CLASSES },
      {
        ...CPU,
        epochs: 1,
        optimizer: "sgd",
        lr: 0.05,
        onEvent: (event) => {
          if (event.type === "notice") told.push(event.text);
          if (event.type !== "step") return;
          seen.push(event.loss);
          if (event.step === 4) model.conv2.requiresGrad_(true);
        },
      },
    );
    expect(told).toEqual([expect.stringMatching(/^conv2\.weight became trainable.*learning rate 0\.05/)]);

    // The same by hand, as in PyTorch: optimizer.add_param_group.
    const hand = startNet();
    train.freezeAllBut(hand, ["fc"]);
    const options = { lr: 0.05, momentum: 0.9 };
    const optimizer = new SGD(hand.fc.parameters(), options);
    const expected: number[] = [];
    let step = 0;
    for await (const { images, labels } of new Sixteen()) {
      if (step === 4) {
        hand.conv2.requiresGrad_(true);
        optimizer.addParamGroup({ params: hand.conv2.parameters(), ...options });
      }
      hand.eval();
      hand.training = true;
      hand.fc.train();
      hand.conv2.train(step >= 4);
      optimizer.zeroGrad();
      const loss = enableGrad(() => functional.crossEntropy(hand.forward(images), labels));
      loss.backward();
      optimizer.step();
      expected.push(loss.item() as number);
      step++;
    }
    expect(seen).toEqual(expected);
    expectSameState(model, hand);
    const start = startNet();
    expect(noGrad(() => model.conv2.weight.equal(start.conv2.weight))).toBe(false);
    expectSame(model.conv1.weight.detach(), start.conv1.weight.detach());
  });

  test("unfreezing with an optimizer or a scheduler of one's own is refused with the way to do it", async () => {
    const own: Partial<train.FitOptions>[] = [
      { optimizer: (parameters) => new SGD(parameters, { lr: 0.1 }), lr: undefined },
      {
        scheduler: (optimizer, { totalSteps }) => ({
          scheduler: new CosineAnnealingLR(optimizer, { tMax: totalSteps }),
          interval: "step",
        }),
      },
    ];
    for (const options of own) {
      const model = startNet();
      train.freezeAllBut(model, ["fc"]);
      const run = losses(model, options, (step) => step === 2 && model.conv2.requiresGrad_(true));
      await expect(run).rejects.toThrow(/conv2\.weight became trainable during the run.*over all parameters/);
    }
  });

  test("an optimizer is left with its own rate: a second fit with it does not begin at the end of a cosine", async () => {
    const model = startNet();
    const optimizer = new SGD(model.parameters(), { lr: 0.05 });
    const rates: number[] = [];
    for (let run = 0; run < 2; run++) {
      await train.fit(
        model,
        { train: new FixtureLoader(), classes: CLASSES },
        { epochs: 1, device: "cpu", optimizer, onEvent: (e) => e.type === "step" && rates.push(e.lr) },
      );
    }
    expect(rates.slice(5)).toEqual(rates.slice(0, 5));
    expect(optimizer.paramGroups[0]?.lr).toBe(0.05);
  });
});

test("tables in a tensor data set: two runs at once, the same bits", async () => {
  manualSeed(0);
  const table = new TensorDataset(randn([30, 3, 8, 8]), randint(3, [30]));
  const run = async (model: Net): Promise<Net> => {
    await train.fit(
      model,
      { train: table, val: null, classes: CLASSES },
      { ...CPU, epochs: 1, batchSize: 7 },
    );
    return model;
  };
  const alone = await run(dropNet());
  const [a, b] = await Promise.all([run(dropNet()), run(dropNet())]);
  expectSameState(a, alone);
  expectSameState(b, alone);
});
