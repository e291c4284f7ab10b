// The step of a loop of one's own: the very step of fit, its numbers those of a plain PyTorch loop, and nothing left of one that fails.
import { afterEach, describe, expect, test } from "vitest";
import { memory, nn, noGrad, optim, randn, type Tensor, tensor, train, zeros } from "../../lib/index.ts";
import { AbortError, ArgumentError, ShapeError } from "../../lib/native/errors.ts";
import { expectClose, expectSame, fixtureTensors } from "../helpers/index.ts";
import { CLASSES, FixtureLoader, fixture, Net, startNet } from "./convnet.ts";

/** Relative error of float32 after 20 steps. */
const RTOL = 1e-5;
const BATCHES = 7;

const first = (): train.LabelledBatch => ({
  images: fixture("images").index(0),
  labels: fixture("labels").index(0),
});

function expectSameState(actual: nn.Module, expected: nn.Module): void {
  const other = expected.stateDict();
  expect(other.size).toBeGreaterThan(0);
  for (const [key, value] of actual.stateDict()) expectSame(value, other.get(key) as Tensor, key);
}

describe("numbers", () => {
  test("20 steps with accumulation and clipping are those of a plain PyTorch loop", async () => {
    const { tensors } = fixtureTensors("train-parts");
    const named = (name: string): Tensor => tensors[name] as Tensor;
    const net = new Net();
    const start = Object.entries(tensors).filter(([name]) => name.startsWith("start."));
    net.loadStateDict(new Map(start.map(([name, value]) => [name.slice("start.".length), value])));
    const optimizer = new optim.AdamW(net.parameters(), { lr: 0.01, weightDecay: 0.05 });
    const losses: number[] = [];
    for (let i = 0; i < 5 * BATCHES; i++) {
      const batch = i % BATCHES;
      // Two batches make a step; the last of an epoch is alone.
      const accumulate = batch === BATCHES - 1 ? { at: 0, of: 1 } : { at: batch % 2, of: 2 };
      const images = named("images").index(batch);
      const labels = named("labels").index(batch);
      losses.push(
        await train.trainStep(net, { images, labels }, { optimizer, gradientClip: 0.4, accumulate }),
      );
    }
    expect(optimizer.stepCount).toBe(20);
    expectClose(Float64Array.from(losses), named("losses").data() as Float32Array, RTOL, "losses");
    for (const [key, value] of net.stateDict()) expectClose(value, named(`end.${key}`), RTOL, key);
  });

  test("are those of fit, bit by bit", async () => {
    const [one, other] = [startNet(), startNet()];
    const losses: number[] = [];
    await train.fit(
      one,
      { train: new FixtureLoader(), classes: CLASSES },
      {
        epochs: 2,
        optimizer: (parameters) => new optim.SGD(parameters, { lr: 0.05, momentum: 0.9 }),
        scheduler: "none",
        device: "cpu",
        onEvent: (event) => event.type === "step" && losses.push(event.loss),
      },
    );
    const optimizer = new optim.SGD(other.parameters(), { lr: 0.05, momentum: 0.9 });
    const own: number[] = [];
    for (let epoch = 0; epoch < 2; epoch++) {
      for await (const batch of new FixtureLoader())
        own.push(await train.trainStep(other, batch, { optimizer }));
    }
    expect(own).toEqual(losses);
    expectSameState(other, one);
  });

  test("of masks are those of fit on masks", async () => {
    const build = (): nn.Conv2d => {
      const model = new nn.Conv2d(3, 1, 3, { padding: 1 });
      noGrad(() => {
        model.weight.fill_(0.02);
        model.bias?.fill_(0.1);
      });
      return model;
    };
    const images = randn([4, 3, 6, 6]);
    const masks = images.narrow(1, 0, 1).squeeze(1).gt(0).to("int64");
    const task = { name: "segmentation", kind: "binary" } as const;
    const [one, other] = [build(), build()];
    const losses: number[] = [];
    const loader = {
      length: 3,
      async *[Symbol.asyncIterator]() {
        for (let i = 0; i < 3; i++) yield { images, masks };
      },
    };
    await train.fit(
      one,
      { train: loader, classes: ["background", "found"], task },
      {
        epochs: 1,
        optimizer: new optim.SGD(one.parameters(), { lr: 0.5 }),
        scheduler: "none",
        device: "cpu",
        onEvent: (event) => event.type === "step" && losses.push(event.loss),
      },
    );
    const optimizer = new optim.SGD(other.parameters(), { lr: 0.5 });
    for (let i = 0; i < 3; i++) {
      expect(await train.trainStep(other, { images, masks }, { optimizer, task })).toBe(losses[i]);
    }
    expect(losses[2]).toBeLessThan(losses[0] as number);
    expectSameState(other, one);
  });

  test("a loss over a batch of any form, and one of one's own over labels", async () => {
    const [one, other] = [startNet(), startNet()];
    const pair = { seen: fixture("images").index(0), wanted: fixture("labels").index(0) };
    const [a, b] = [one, other].map((net) => new optim.SGD(net.parameters(), { lr: 0.1 }));
    const lossOf = ({ seen, wanted }: typeof pair): Tensor =>
      nn.functional.crossEntropy(one.forward(seen), wanted, { labelSmoothing: 0.1 });
    const mine = await train.trainStep(one, pair, { optimizer: a as optim.SGD, lossOf });
    const loss = (logits: Tensor, labels: Tensor): Tensor =>
      nn.functional.crossEntropy(logits, labels, { labelSmoothing: 0.1 });
    expect(await train.trainStep(other, first(), { optimizer: b as optim.SGD, loss })).toBe(mine);
    expectSameState(one, other);
  });

  test("a task of one's own has its batches and its loss", async () => {
    const net = new nn.Linear(2, 1);
    const optimizer = new optim.SGD(net.parameters(), { lr: 0.1 });
    type Points = { x: Tensor; y: Tensor };
    const task = {
      loader: () => {
        throw new Error("not asked for");
      },
      criterion: () => ({ loss: nn.functional.mseLoss, dispose() {} }),
      metric: () => null,
      forward({ x, y }: Points, { criterion }: train.PassOptions): train.Forwarded {
        const output = net.forward(x);
        return { input: x, output, targets: y, loss: criterion.loss(output, y), samples: 2 };
      },
    } as unknown as train.Task<Points, train.TaskReport>;
    const points = { x: randn([4, 2]), y: zeros([4, 1]) };
    const before = await train.trainStep(net, points, { optimizer, task });
    for (let i = 0; i < 20; i++) await train.trainStep(net, points, { optimizer, task });
    expect(await train.trainStep(net, points, { optimizer, task })).toBeLessThan(before);
  });

  test("metrics see each batch as the network saw it before the step, and start anew when the loop says so", async () => {
    const net = startNet();
    const optimizer = new optim.SGD(net.parameters(), { lr: 0.05 });
    const accuracy = new train.ClassificationMetrics(CLASSES, { logits: true });
    let right = 0;
    let seen = 0;
    for await (const batch of new FixtureLoader(3)) {
      net.train();
      const hits = noGrad(() => net.forward(batch.images).argmax(1).eq(batch.labels).sum());
      right += Number(hits.item());
      seen += batch.labels.numel();
      // That pass moved the running statistics, which training mode does not read.
      await train.trainStep(net, batch, { optimizer, metrics: { accuracy } });
    }
    expect(accuracy.report().count).toBe(seen);
    expect(accuracy.report().accuracy).toBeCloseTo(right / seen, 12);
    accuracy.reset();
    expect(accuracy.report().count).toBe(0);
  });
});

describe("what is left after a step", () => {
  test("memory is flat: gradients and the optimizer's state alone", async () => {
    const net = startNet();
    const optimizer = new optim.AdamW(net.parameters());
    const accuracy = new train.ClassificationMetrics(CLASSES, { logits: true });
    const batch = first();
    const alive: number[] = [];
    for (let i = 0; i < 12; i++) {
      await train.trainStep(net, batch, { optimizer, gradientClip: 1, metrics: { accuracy } });
      alive.push(memory.liveTensors());
    }
    // The collector may free what other tests left, but no step adds to it.
    const settled = alive.slice(1);
    expect(settled.filter((count, at) => at > 0 && count > (settled[at - 1] as number))).toEqual([]);
    expect(batch.images.isFreed).toBe(false);
  });

  test("every module's mode is as before, and a frozen BatchNorm has not moved", async () => {
    const net = startNet();
    net.eval();
    net.conv2.train();
    net.bn1.requiresGrad_(false);
    const before = net.bn1.running_mean?.clone() as Tensor;
    const moving = net.bn2.running_mean?.clone() as Tensor;
    const optimizer = new optim.SGD(net.parameters(), { lr: 0.05 });
    await train.trainStep(net, first(), { optimizer });
    expect([...net.modules()].filter(({ training }) => training)).toEqual([net.conv2]);
    expectSame(net.bn1.running_mean as Tensor, before);
    expect(net.bn2.running_mean?.equal(moving)).toBe(false);
    await train.trainStep(net, first(), { optimizer, freezeBatchNorm: false });
    expect(net.bn1.running_mean?.equal(before)).toBe(false);
  });

  test("two steps of one network at once are refused, and a run beside a step", async () => {
    const net = startNet();
    const optimizer = new optim.SGD(net.parameters(), { lr: 0.05 });
    const running = train.trainStep(net, first(), { optimizer });
    const second = train.trainStep(net, first(), { optimizer });
    await expect(second).rejects.toThrow(
      /trainStep: this Net, .* trained by another train\.trainStep\. Await/,
    );
    const run = train.fit(
      net,
      { train: new FixtureLoader(), classes: CLASSES },
      { epochs: 1, device: "cpu" },
    );
    await expect(run).rejects.toThrow(/train\.fit: this Net, .* trained by another train\.trainStep/);
    await running;
    expect(await train.trainStep(net, first(), { optimizer })).toBeGreaterThan(0); // it is free again
  });
});

describe("numbers that are not finite", () => {
  /** State of network and optimizer, as copies. */
  function copyOf(net: nn.Module, optimizer: optim.AdamW): Tensor[] {
    const moments = [...optimizer.state.values()].flatMap((state) => Object.values(state));
    return [...net.stateDict().values(), ...moments].map((value) => value.detach().clone());
  }

  async function failing(step: (net: Net, optimizer: optim.AdamW) => Promise<number>): Promise<unknown> {
    const net = startNet();
    const optimizer = new optim.AdamW(net.parameters(), { lr: 0.01 });
    await train.trainStep(net, first(), { optimizer });
    const before = copyOf(net, optimizer);
    const error = await step(net, optimizer).catch((thrown: unknown) => thrown);
    for (const [at, value] of copyOf(net, optimizer).entries())
      expectSame(value, before[at] as Tensor, `${at}`);
    expect([...net.parameters()].every(({ grad }) => grad === null)).toBe(true);
    expect(await train.trainStep(net, first(), { optimizer })).toBeGreaterThan(0);
    return error;
  }

  test("a loss: parameters, buffers and optimizer are as before the step", async () => {
    const error = await failing((net, optimizer) => {
      const { images, labels } = first();
      return train.trainStep(net, { images: images.mul(Number.NaN), labels }, { optimizer });
    });
    expect(error).toBeInstanceOf(train.NonFiniteLossError);
    expect(error).toMatchObject({
      code: "ERR_TORCHTS_NON_FINITE_LOSS",
      operation: "train.trainStep",
      step: 2,
      lr: 0.01,
    });
    expect(String(error)).toMatch(
      /train\.trainStep: the loss is NaN at step 2 \(learning rate 0\.01\); the network is as it was before/,
    );
  });

  test("a gradient, though the loss is finite: its parameter is named", async () => {
    const error = await failing((net, optimizer) => {
      const lossOf = ({ images }: train.LabelledBatch): Tensor =>
        net.forward(images).mean().add(net.fc.weight.sub(net.fc.weight.detach()).pow(2).sum().sqrt());
      return train.trainStep(net, first(), { optimizer, lossOf });
    });
    expect(error).toBeInstanceOf(train.NonFiniteGradientError);
    expect(error).toMatchObject({ parameter: "fc.weight", operation: "train.trainStep" });
  });

  test("the second of two batches: the first one's gradients are dropped with it", async () => {
    const net = startNet();
    const optimizer = new optim.AdamW(net.parameters());
    await train.trainStep(net, first(), { optimizer, accumulate: { at: 0, of: 2 } });
    expect(net.fc.weight.grad).not.toBeNull();
    const { images, labels } = first();
    const bad = { images: images.mul(Number.POSITIVE_INFINITY), labels };
    const second = train.trainStep(net, bad, { optimizer, accumulate: { at: 1, of: 2 } });
    await expect(second).rejects.toThrow(train.NonFiniteLossError);
    expect(net.fc.weight.grad).toBeNull();
    expect(optimizer.stepCount).toBe(0);
  });
});

describe("is refused", () => {
  const controller = new AbortController();
  afterEach(() => {
    expect([...shared.parameters()].every(({ grad }) => grad === null)).toBe(true);
  });
  const shared = startNet();
  const optimizer = new optim.SGD(shared.parameters(), { lr: 0.1 });
  const odd: [string, object, RegExp][] = [
    ["no optimizer", { optimizer: undefined }, /optimizer is missing/],
    ["what is no optimizer", { optimizer: "sgd" }, /optimizer must be an optimizer/],
    ["an unknown option", { clip: 1 }, /unknown option "clip"/],
    ["PyTorch's name", { criterion: () => {} }, /give it as loss/],
    ["a schedule", { scheduler: {} }, /the loop calls scheduler\.step\(\) itself/],
    ["a norm of 0", { gradientClip: 0 }, /gradientClip must be a number above 0/],
    ["half of accumulate", { accumulate: { at: 0 } }, /of is missing/],
    ["a batch beyond the last", { accumulate: { at: 2, of: 2 } }, /below accumulate\.of \(2\), got 2/],
    ["loss beside lossOf", { lossOf: () => zeros([]), loss: () => zeros([]) }, /loss would do nothing/],
    ["an unknown task", { task: { name: "tracking" } }, /got the name "tracking"/],
    ["a loss of several elements", { loss: (x: Tensor) => x.sum(1) }, /got one of shape \[\d+\]/],
    ["a loss without gradients", { loss: (x: Tensor) => x.detach().sum() }, /got one that depends on none/],
    ["a loss that is no tensor", { lossOf: () => 3 }, /loss is a tensor of one element.*, got .*3/],
    [
      "an asynchronous loss",
      { lossOf: async () => zeros([]) },
      /loss is a tensor of one element.*, got a promise/i,
    ],
  ];
  test.each(odd)("%s", async (_, options, message) => {
    const step = train.trainStep(shared, first(), { optimizer, ...options } as train.TrainStepOptions);
    await expect(step).rejects.toThrow(ArgumentError);
    await expect(step).rejects.toThrow(message);
  });

  test("another network's optimizer, another batch, a head of other classes, a raised signal", async () => {
    const foreign = new optim.SGD(startNet().parameters(), { lr: 0.1 });
    await expect(train.trainStep(shared, first(), { optimizer: foreign })).rejects.toThrow(
      /train\.trainStep: the optimizer holds no trainable parameter of the network/,
    );
    const masks = { images: first().images, masks: first().labels } as never;
    await expect(train.trainStep(shared, masks, { optimizer })).rejects.toThrow(
      /expected batches \{ images, labels \}/,
    );
    const shares = { ...first(), labels: tensor([0.5, 1, 2, 0]) };
    await expect(train.trainStep(shared, shares, { optimizer })).rejects.toThrow(
      /labels are class indices.*got 0\.5/,
    );
    const labelled = new nn.Sequential(new nn.Flatten(), new nn.Linear(3, 2));
    await expect(
      train.trainStep(labelled as never, first(), { optimizer: new optim.SGD(labelled.parameters()) }),
    ).rejects.toThrow(ShapeError);
    controller.abort();
    const late = train.trainStep(shared, first(), { optimizer, signal: controller.signal });
    await expect(late).rejects.toThrow(AbortError);
    expect(optimizer.stepCount).toBe(0);
    expectSameState(shared, startNet());
  });
});
