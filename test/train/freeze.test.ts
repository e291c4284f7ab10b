// What is trained: by stage, depth, block and path, for any network; groups, modes and table of one object; phases that keep
// moments, as in a plain PyTorch loop; and the receipt of what stayed and what moved.
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { models, nn, noGrad, optim, type Tensor, train } from "../../lib/index.ts";
import { AbortError, ArgumentError } from "../../lib/native/errors.ts";
import { expectClose, expectSame, fixtureTensors } from "../helpers/index.ts";
import { CLASSES, FixtureLoader, fixtureData, Net, startNet } from "./convnet.ts";

const RTOL = 1e-5;
const { tensors } = fixtureTensors("train-parts");
const phases = fixtureTensors("train-phases").tensors;

/** The convnet with its stages declared. */
class Staged extends Net {
  static {
    models.declare(Staged, {
      heads: "fc",
      stages: [
        { name: "first", paths: ["conv1", "bn1"] },
        { name: "second", paths: ["conv2", "bn2"] },
        { name: "head", paths: ["fc"] },
      ],
    });
  }
}

function staged(values: Record<string, Tensor> = tensors): Staged {
  const net = new Staged();
  const start = Object.entries(values).filter(([name]) => name.startsWith("start."));
  net.loadStateDict(new Map(start.map(([name, value]) => [name.slice("start.".length), value])));
  return net;
}

class Batches implements AsyncIterable<train.LabelledBatch> {
  readonly length = 7;
  async *[Symbol.asyncIterator](): AsyncGenerator<train.LabelledBatch> {
    for (let batch = 0; batch < this.length; batch++) {
      yield {
        images: (tensors.images as Tensor).index(batch),
        labels: (tensors.labels as Tensor).index(batch),
      };
    }
  }
}

const trained = (model: nn.Module): string[] => {
  const names = [...model.namedParameters()].filter(([, p]) => p.requiresGrad).map(([name]) => name);
  return [...new Set(names.map((name) => name.split(".").slice(0, 2).join(".")))];
};

let root: string;
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), "torchts-freeze-"));
});
afterAll(() => rm(root, { recursive: true, force: true }));

describe("of a ResNet", () => {
  let resnet: models.ResNet;
  beforeAll(async () => {
    resnet = await models.resnet18({ numClasses: 4 });
  });

  test("until a stage, and the same by depth", () => {
    train.freeze(resnet, { until: "layer3" });
    expect(trained(resnet)).toEqual(["layer4.0", "layer4.1", "fc.weight", "fc.bias"]);
    expect([resnet.layer3.training, resnet.layer4.training, resnet.bn1.training]).toEqual([
      false,
      true,
      false,
    ]);
    train.freeze(resnet, { depth: 1 });
    expect(trained(resnet)).toEqual(["layer4.0", "layer4.1", "fc.weight", "fc.bias"]);
    train.freeze(resnet, { depth: 0 });
    expect(trained(resnet)).toEqual(["fc.weight", "fc.bias"]);
    train.freeze(resnet, { depth: "all" });
    expect(train.countParameters(resnet).trainable).toBe(train.countParameters(resnet).total);
  });

  test("by residual block, and by path", () => {
    train.freeze(resnet, { blocks: 1 });
    expect(trained(resnet)).toEqual(["layer4.1", "fc.weight", "fc.bias"]);
    train.freeze(resnet, { blocks: 3 });
    expect(trained(resnet)).toEqual(["layer3.1", "layer4.0", "layer4.1", "fc.weight", "fc.bias"]);
    train.freeze(resnet, { only: ["layer4.1.conv*", "fc"] });
    expect([...resnet.namedParameters()].filter(([, p]) => p.requiresGrad).map(([name]) => name)).toEqual([
      "layer4.1.conv1.weight",
      "layer4.1.conv2.weight",
      "fc.weight",
      "fc.bias",
    ]);
    train.freeze(resnet, { only: ["**.bias"] });
    expect(resnet.bn1.bias?.requiresGrad).toBe(true);
    expect(resnet.conv1.weight.requiresGrad).toBe(false);
  });

  test("groups have rates by layer, and norms and biases no decay", () => {
    const spec = train.freeze(resnet, { depth: 2, layerDecay: 0.5, lr: { head: 0.1 } });
    const groups = spec.groups({ lr: 0.01, weightDecay: 0.05 });
    const facts = groups.map(({ name, lr, weightDecay, params }) => [name, lr, weightDecay, params.length]);
    expect(facts).toEqual([
      ["layer3", 0.01 * 0.25, 0.05, 5],
      ["layer3 without decay", 0.01 * 0.25, 0, 10],
      ["layer4", 0.01 * 0.5, 0.05, 5],
      ["layer4 without decay", 0.01 * 0.5, 0, 10],
      ["head", 0.1, 0.05, 1],
      ["head without decay", 0.1, 0, 1],
    ]);
    const optimizer = new optim.AdamW(groups);
    expect(optimizer.paramGroups.length).toBe(6);
    const all = train.freeze(resnet, { depth: 0, decayNorms: true }).groups({ lr: 1, weightDecay: 0.1 });
    expect(all.map(({ params, weightDecay }) => [params.length, weightDecay])).toEqual([[2, 0.1]]);
  });

  test("every BatchNorm keeps its statistics where that is said, or none", () => {
    train.freeze(resnet, { depth: 1, batchNorm: "eval" });
    expect([resnet.layer4.training, resnet.layer4[0]?.bn1.training]).toEqual([true, false]);
    train.freeze(resnet, { depth: 1, batchNorm: "train" });
    expect(resnet.bn1.training).toBe(true);
  });

  test("is a table", () => {
    const spec = train.freeze(resnet, { until: "layer3", layerDecay: 0.5 });
    expect(String(spec).split("\n")).toEqual([
      "part    tensors  parameters  lr               decay                 mode",
      "stem          3       9,536  frozen           -                     eval",
      "layer1       12     147,968  frozen           -                     eval",
      "layer2       15     525,568  frozen           -                     eval",
      "layer3       15   2,099,712  frozen           -                     eval",
      "layer4       15   8,393,728  the run's x 0.5  but norms and biases  train",
      "head          2       2,052  the run's        but norms and biases  train",
    ]);
  });

  test.each([
    [{ until: "layer9" }, /the stage "layer9", which there is not; there are stem, layer1, .*head/],
    [{ until: "head" }, /holds the head, so that nothing would be trained/],
    [{ depth: 9 }, /`depth` is from 0 to 5 for ResNet, whose stages beside the head are stem, layer1/],
    [{ blocks: 99 }, /`blocks` is from 0 to 9 for ResNet, got 99/],
    [{ only: ["layr4"] }, /"layr4", which is no parameter of ResNet; did you mean layer4\?/],
    [{ until: "layer1", depth: 2 }, /until and depth each say what is trained/],
    [{ lr: { layr4: 1e-3 } }, /`lr` names the stage "layr4".*did you mean layer4/],
    [{ untill: "layer1" }, /did you mean until\?/],
    [{ layerDecay: 2 }, /layerDecay/],
  ])("%o is refused", (options, message) => {
    expect(() => train.freeze(resnet, options as train.FreezeOptions)).toThrow(message);
    expect(() => train.freeze(resnet, options as train.FreezeOptions)).toThrow(ArgumentError);
  });
});

test("of a SegNet: the last decoder stages and the head", async () => {
  const segnet = await models.segnet_basic({ numClasses: 2 });
  train.freeze(segnet, { depth: 0 });
  const head = [...segnet.namedParameters()].filter(([, p]) => p.requiresGrad).map(([name]) => name);
  expect(head.every((name) => name.startsWith("decoder.head"))).toBe(true);
  expect(head.length).toBeGreaterThan(0);
  const stages = models.stagesOf(segnet).map(({ name }) => name);
  train.freeze(segnet, { depth: 1 });
  const last = models.stagesOf(segnet).at(-2) as { name: string; paths: readonly string[] };
  const now = [...segnet.namedParameters()].filter(([, p]) => p.requiresGrad).map(([name]) => name);
  expect(now.filter((name) => last.paths.some((one) => name.startsWith(one))).length).toBeGreaterThan(0);
  expect(now.some((name) => name.startsWith("encoder"))).toBe(false);
  expect(stages.length).toBeGreaterThan(3);
});

describe("in a run", () => {
  const data = () => ({ train: new Batches(), classes: CLASSES });
  const options = { epochs: 5, lr: 0.01, weightDecay: 0.05, scheduler: "none", device: "cpu" } as const;
  const twoPhases = {
    freeze: { depth: 0 },
    unfreeze: [{ epoch: 3, depth: "all", layerDecay: 0.5 }],
  } as const;

  test("two phases with rates by layer are those of a plain PyTorch loop", async () => {
    const net = staged();
    const losses: number[] = [];
    const onEvent = (event: train.FitEvent): void => {
      if (event.type === "step") losses.push(event.loss);
    };
    await train.fit(net, data(), { ...options, ...twoPhases, onEvent });
    expectClose(Float64Array.from(losses), (phases.losses as Tensor).data() as Float32Array, RTOL, "losses");
    for (const [key, value] of net.stateDict()) expectClose(value, phases[`end.${key}`] as Tensor, RTOL, key);
    // The same, said in the short form.
    const other = staged();
    const { epochs, ...rest } = options;
    await train.fineTune(other, data(), { epochs, ...rest, frozenEpochs: 2, unfreeze: { layerDecay: 0.5 } });
    for (const [key, value] of other.stateDict()) expectSame(value, net.stateDict().get(key) as Tensor, key);
  });

  test("phases are resumed to the bit, from an epoch before and after the change", async () => {
    const whole = staged();
    await train.fit(whole, data(), { ...options, ...twoPhases });
    for (const stopAfter of [1, 2, 3]) {
      const out = path.join(root, `phases-${stopAfter}`);
      const stop = new AbortController();
      const onEvent = (event: train.FitEvent): void => {
        if (event.type === "epoch" && event.record.epoch === stopAfter) stop.abort();
      };
      const run = train.fit(staged(), data(), {
        ...options,
        ...twoPhases,
        out,
        signal: stop.signal,
        onEvent,
      });
      await expect(run).rejects.toThrow(AbortError);
      const resumed = staged();
      await train.fit(resumed, data(), { epochs: 5, device: "cpu", out, resume: true });
      for (const [key, value] of resumed.stateDict()) {
        expectSame(value, whole.stateDict().get(key) as Tensor, `${key} after ${stopAfter}`);
      }
    }
  });

  test("the first phase moves the head and nothing else, statistics included; the receipt says so", async () => {
    const net = staged();
    const start = new Map([...staged().stateDict()]);
    const out = path.join(root, "receipt");
    const run = await train.fit(net, data(), { ...options, epochs: 2, freeze: { depth: 0 }, out });
    for (const [key, value] of net.stateDict()) {
      if (key.startsWith("fc.")) expect(value.equal(start.get(key) as Tensor), key).toBe(false);
      else expectSame(value, start.get(key) as Tensor, key);
    }
    const { frozen, trained: moved, batchNorm } = run.receipt;
    expect([frozen.tensors, frozen.changed, frozen.before === frozen.after]).toEqual([6, [], true]);
    expect(moved.map(({ part, tensors: n }) => [part, n])).toEqual([["head", 2]]);
    const [before, after] = ["weight", "bias"].reduce(
      ([size, change], name) => {
        const [a, b] = [start.get(`fc.${name}`) as Tensor, net.stateDict().get(`fc.${name}`) as Tensor];
        const square = (t: Tensor): number => Number(noGrad(() => t.double().square().sum()).item());
        return [(size as number) + square(a), (change as number) + square(noGrad(() => b.sub(a)))];
      },
      [0, 0],
    ) as [number, number];
    expect(moved[0]?.moved).toBeCloseTo(Math.sqrt(after / before), 10);
    expect(batchNorm.map(({ path: at, drift, trained: own }) => [at, drift, own])).toEqual([
      ["bn1", 0, false],
      ["bn2", 0, false],
    ]);
    expect(JSON.parse(await readFile(path.join(out, "receipt.json"), "utf8"))).toEqual(run.receipt);
    expect(train.receiptLines(run.receipt)).toEqual([
      expect.stringMatching(/^trained: 2 tensors moved, head by [\d.]+ %$/),
      "frozen: 6 tensors unchanged to the bit; BatchNorm statistics of 2 layers unchanged",
    ]);
  });

  test("the receipt tells statistics that drift without a weight, and tensors that did not move", async () => {
    const net = staged();
    const frozen = { depth: 0, batchNorm: "train" } as const;
    const { receipt } = await train.fit(net, data(), { ...options, epochs: 1, freeze: frozen });
    expect(receipt.batchNorm.every(({ drift, trained: own }) => drift > 0 && !own)).toBe(true);
    expect(train.receiptLines(receipt)[1]).toMatch(/2 of them without a trained weight \(bn1\)/);
    class Idle extends Staged {
      spare = new nn.Linear(2, 2);
    }
    const idle = new Idle();
    const found = await train.fit(idle, data(), { ...options, epochs: 1, optimizer: "sgd", weightDecay: 0 });
    expect(found.receipt.trained.flatMap(({ unmoved }) => unmoved)).toEqual(["spare.weight", "spare.bias"]);
    expect(train.receiptLines(found.receipt)[0]).toMatch(/2 did not move \(spare\.weight, spare\.bias\)/);
  });

  test.each([
    [{ freeze: { depth: 0 }, freezeBatchNorm: false }, /freezeBatchNorm/],
    [{ freeze: { dept: 0 } }, /did you mean depth\?/],
    [{ unfreeze: [{ depth: 1 }] }, /unfreeze must be a list of/],
    [
      {
        unfreeze: [{ epoch: 2, depth: 1 }],
        optimizer: (p: nn.Parameter[]) => new optim.SGD(p, { lr: 1 }),
        lr: undefined,
        weightDecay: undefined,
      },
      /`unfreeze` adds groups to the optimizer/,
    ],
    [
      {
        freeze: { layerDecay: 0.5 },
        optimizer: (p: nn.Parameter[]) => new optim.SGD(p, { lr: 1 }),
        lr: undefined,
        weightDecay: undefined,
      },
      /rates and decay of `freeze` would do nothing/,
    ],
  ])("%o is refused", async (odd, message) => {
    const run = train.fit(staged(), data(), { ...options, ...odd } as train.FitOptions);
    await expect(run).rejects.toThrow(message);
  });

  test("an object of another network is refused, one of this network is the run's", async () => {
    const spec = train.freeze(staged(), { depth: 0 });
    const foreign = train.fit(staged(), data(), { ...options, freeze: spec });
    await expect(foreign).rejects.toThrow(/`freeze` is of another network/);
    const net = staged();
    const out = path.join(root, "object");
    await train.fit(net, data(), { ...options, epochs: 1, freeze: train.freeze(net, { depth: 1 }), out });
    expect((await train.readConfig(out)).options.freeze).toEqual({ depth: 1 });
    expect(trained(net)).toEqual(["conv2.weight", "bn2.weight", "bn2.bias", "fc.weight", "fc.bias"]);
  });

  test("without it nothing is as it was not: one group, everything decays", async () => {
    let groups = 0;
    const net = startNet();
    await train.fit(
      net,
      { train: new FixtureLoader(), classes: CLASSES },
      {
        epochs: 1,
        device: "cpu",
        parts: [
          {
            name: "look",
            start(run) {
              groups = run.optimizer.paramGroups.length;
            },
          },
        ],
      },
    );
    expect(groups).toBe(1);
    expect(fixtureData().classes).toEqual(CLASSES);
  });
});
