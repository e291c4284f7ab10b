// Guards: each speaks of what it is there for, with what to do, and is silent beside it; none of them changes a run.
import { copyFile, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { TensorDataset } from "../../lib/data/index.ts";
import { models, train } from "../../lib/index.ts";
import { noteOrigin } from "../../lib/models/origin.ts";
import { ArgumentError } from "../../lib/native/errors.ts";
import { Conv2d, functional, Linear, Module, ReLU, Sequential } from "../../lib/nn/index.ts";
import { SGD } from "../../lib/optim/index.ts";
import {
  manualSeed,
  noGrad,
  ones,
  rand,
  randint,
  randn,
  stack,
  type Tensor,
  tensor,
  zeros,
} from "../../lib/tensor/index.ts";
import { datasets } from "../../lib/vision/index.ts";
import { expectSame } from "../helpers/index.ts";
import { CLASSES, FixtureLoader, fixture, fixtureData, Net, startNet } from "./convnet.ts";
import { Batches } from "./masks.ts";

const CPU = { epochs: 1, device: "cpu", lr: 1e-3 } as const;
type Options = Partial<train.FitOptions>;

/** What the guards of a run said. */
async function told(model: Module, data: train.FitData, options: Options = {}): Promise<train.GuardEvent[]> {
  const events: train.GuardEvent[] = [];
  await train.fit(model as train.TrainableClassifier, data as train.LabelData, {
    ...CPU,
    ...options,
    onEvent: (event) => {
      options.onEvent?.(event);
      if (event.type === "guard") events.push(event);
    },
  });
  return events;
}

/** Batches of images that are all alike but for chance, with labels by turns. */
function imageBatches(image: (batch: number) => Tensor, batches = 3): train.LoaderData {
  const all = Array.from({ length: batches }, (_, batch) => {
    manualSeed(batch);
    const images = image(batch);
    const labels = tensor(
      Array.from({ length: images.shape[0] as number }, (__, at) => at % 3),
      { dtype: "int64" },
    );
    return { images, labels };
  });
  return { train: new Batches(all), classes: CLASSES };
}

let root: string;
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), "torchts-guards-"));
});
afterAll(() => rm(root, { recursive: true, force: true }));

describe("a trainable parameter in no group", () => {
  const optimizer = (model: Net) => new SGD(model.fc.parameters(), { lr: 0.01 });

  test("is named, with what to do", async () => {
    const model = startNet();
    const events = await told(model, fixtureData(), { lr: undefined, optimizer: optimizer(model) });
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({ guard: "leftOut", epoch: 0 });
    expect(events[0]).toHaveProperty("parameters", [
      "conv1.weight",
      "bn1.weight",
      "bn1.bias",
      "conv2.weight",
      "bn2.weight",
      "bn2.bias",
    ]);
    expect(events[0]?.text).toMatch(
      /^conv1\.weight, .* and 2 more: trainable, but in no parameter group.*requiresGrad_\(false\)/,
    );
  });

  test("is silent where what is left out is frozen", async () => {
    const model = startNet();
    train.freezeAllBut(model, ["fc"]);
    expect(await told(model, fixtureData(), { lr: undefined, optimizer: optimizer(model) })).toEqual([]);
  });
});

describe("a group without a gradient", () => {
  /** The net with a second branch, of which `join` makes something. */
  class Branched extends Net {
    down = new Linear(8, 4);
    up = new Linear(4, 3);
    readonly #join: (output: Tensor, branch: Tensor) => Tensor;

    constructor(join: (output: Tensor, branch: Tensor) => Tensor) {
      super();
      noGrad(() => this.up.weight.zero_());
      this.#join = join;
    }

    override forward(x: Tensor): Tensor {
      let y = this.bn1.forward(this.conv1.forward(x)).relu();
      y = this.bn2.forward(this.conv2.forward(y)).relu().mean([2, 3]);
      return this.#join(this.fc.forward(y), this.up.forward(this.down.forward(y)));
    }
  }
  const run = (model: Branched, options: Options = {}) => {
    const branch = new Set<Tensor>(model.down.parameters());
    const others = [...model.parameters()].filter((parameter) => !branch.has(parameter));
    const optimizer = new SGD([{ params: others }, { params: model.down.parameters() }], { lr: 0.05 });
    return told(model, fixtureData(), { lr: undefined, optimizer, ...options });
  };

  test.each([
    ["forward does not use its layers", (output: Tensor) => output],
    ["the branch is detached", (output: Tensor, branch: Tensor) => output.add(branch.detach())],
    ["its gradients are zero", (output: Tensor, branch: Tensor) => output.add(branch.mul(0))],
  ])("is told where %s", async (_, join) => {
    const events = await run(new Branched(join), { epochs: 2 });
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({
      guard: "noGradient",
      epoch: 1,
      group: 1,
      parameters: ["down.weight", "down.bias"],
    });
    expect(events[0]?.text).toMatch(
      /^optimizer\.paramGroups\[1\] \(down\.weight, down\.bias\) got no gradient in the first 3 steps/,
    );
  });

  test("is silent where the gradient comes with the second step, as behind a layer that began at zero", async () => {
    expect(await run(new Branched((output, branch) => output.add(branch)))).toEqual([]);
  });

  test("is silent of a group that is frozen, and counts steps, not batches", async () => {
    const frozen = new Branched((output) => output);
    frozen.down.requiresGrad_(false);
    expect(await run(frozen)).toEqual([]);
    expect(await run(new Branched((output) => output), { accumulate: 3 })).toEqual([]); // 5 batches are 2 steps
  });
});

describe("probabilities where logits are due", () => {
  class Activated extends Net {
    readonly #activation: (logits: Tensor) => Tensor;
    constructor(activation: (logits: Tensor) => Tensor) {
      super();
      this.#activation = activation;
    }
    override forward(x: Tensor): Tensor {
      return this.#activation(super.forward(x));
    }
  }

  test("of a classifier with a softmax at its end are told", async () => {
    const events = await told(new Activated((logits) => logits.softmax(1)), fixtureData());
    expect(events).toMatchObject([{ guard: "probabilities", epoch: 1, activation: "softmax" }]);
    expect(events[0]?.text).toMatch(/Take the softmax out of its forward/);
  });

  test("are not said of outputs that only lie between 0 and 1, of log-probabilities, of another loss", async () => {
    expect(await told(new Activated((logits) => logits.sigmoid()), fixtureData())).toEqual([]);
    expect(await told(new Activated((logits) => logits.logSoftmax(1)), fixtureData())).toEqual([]);
    const loss = (output: Tensor, labels: Tensor): Tensor => functional.nllLoss(output.log(), labels);
    expect(await told(new Activated((logits) => logits.softmax(1)), fixtureData(), { loss })).toEqual([]);
  });

  /** One convolution for masks. */
  class Masks extends Module {
    conv: Conv2d;
    readonly #activation: (logits: Tensor) => Tensor;
    constructor(outputs: number, activation: (logits: Tensor) => Tensor) {
      super();
      this.conv = new Conv2d(3, outputs, 3, { padding: 1 });
      this.#activation = activation;
    }
    override forward(x: Tensor): Tensor {
      return this.#activation(this.conv.forward(x));
    }
  }
  const masks = (kind: "binary" | "multiclass", classes: string[]): train.FitData => {
    manualSeed(5);
    const batches = Array.from({ length: 9 }, () => ({
      images: randn([2, 3, 8, 8]),
      masks: randint(classes.length, [2, 8, 8]),
    }));
    return { train: new Batches(batches), classes, task: { name: "segmentation", kind } };
  };

  test("of masks are told: a sigmoid where an output is a mask, a softmax where they exclude each other", async () => {
    const binary = await told(
      new Masks(1, (logits) => logits.sigmoid()),
      masks("binary", ["background", "polyp"]),
    );
    expect(binary).toMatchObject([{ guard: "probabilities", activation: "sigmoid" }]);
    const several = await told(new Masks(3, (logits) => logits.softmax(1)), masks("multiclass", CLASSES));
    expect(several).toMatchObject([{ guard: "probabilities", activation: "softmax" }]);
  });

  test("of masks are not said where outputs leave the range once in eight batches, or do not sum to 1", async () => {
    let batch = 0;
    const late = (logits: Tensor): Tensor =>
      logits
        .sigmoid()
        .mul(++batch === 8 ? 1.5 : 1)
        .add(batch === 8 ? 0.5 : 0);
    expect(await told(new Masks(1, late), masks("binary", ["background", "polyp"]))).toEqual([]);
    expect(await told(new Masks(3, (logits) => logits.sigmoid()), masks("multiclass", CLASSES))).toEqual([]);
  });
});

describe("images unlike those of the weights", () => {
  const entry = models.weights("resnet18", "IMAGENET1K_V1");
  const { mean, std } = entry.transforms().options;
  const channels = (values: readonly number[]): Tensor => tensor([...values]).reshape([1, 3, 1, 1]);
  /** A net that says it comes from published weights. */
  function published(): Net {
    const net = startNet();
    noteOrigin(net, { builder: "resnet18", entry, file: null, report: null, notes: [], options: {} });
    return net;
  }
  const pixels = (): Tensor => rand([6, 3, 8, 8]);

  test.each([
    ["not normalised", () => pixels(), /from 0\.\d+ to (1|0\.\d+), as they are before they are normalised/],
    ["of 0 to 255", () => pixels().mul(255).round(), /as the pixels of files/],
    [
      "normalised with 0.5",
      () => pixels().sub(0.5).div(0.5),
      /as normalised with mean 0\.5 and standard deviation 0\.5/,
    ],
    ["of another scale", () => pixels().sub(0.5).mul(40), /far beyond/],
  ])("%s are told", async (_, image, what) => {
    const events = await told(published(), imageBatches(image));
    expect(events).toMatchObject([
      { guard: "inputRange", epoch: 1, weights: "ResNet18_Weights.IMAGENET1K_V1" },
    ]);
    expect(events[0]?.text).toMatch(what);
    expect(events[0]?.text).toMatch(
      /with mean \[0\.485, 0\.456, 0\.406\] and standard deviation \[0\.229, 0\.224, 0\.225\]/,
    );
  });

  test("are not said of normalised ones, dark, bright or noisy, nor of a network without such weights", async () => {
    const normalised = (image: Tensor): Tensor => image.sub(channels(mean)).div(channels(std));
    for (const image of [
      () => normalised(pixels()),
      () => normalised(pixels().mul(0.3)),
      () => normalised(pixels().mul(0.3).add(0.7)),
      () => normalised(pixels()).add(randn([6, 3, 8, 8]).mul(0.5)),
    ]) {
      expect(await told(published(), imageBatches(image))).toEqual([]);
    }
    expect(await told(startNet(), imageBatches(pixels))).toEqual([]);
  });

  test("are told of a backbone's weights within a network of one's own", async () => {
    class Wrapped extends Module {
      backbone = published();
      override forward(x: Tensor): Tensor {
        return this.backbone.forward(x);
      }
    }
    expect(await told(new Wrapped(), imageBatches(pixels))).toMatchObject([{ guard: "inputRange" }]);
  });
});

describe("class imbalance", () => {
  const table = (counts: readonly number[], classes = ["a", "b"]): train.TensorData => {
    const labels = counts.flatMap((count, label) => Array.from({ length: count }, () => label));
    manualSeed(3);
    return {
      train: new TensorDataset(randn([labels.length, 4]), tensor(labels, { dtype: "int64" })),
      classes,
    };
  };
  const net = () => new Sequential(new Linear(4, 2));

  test("of more than 10 to 1 is told, with balanced weights as the fix", async () => {
    const events = await told(net(), table([21, 2]));
    expect(events).toMatchObject([{ guard: "imbalance", epoch: 0, counts: { a: 21, b: 2 } }]);
    expect(events[0]?.text).toMatch(/"a" with 21 samples, "b" with 2 samples.*classWeights: "balanced"/);
  });

  test("is not said at 10 to 1, with weights, with another loss", async () => {
    expect(await told(net(), table([20, 2]))).toEqual([]);
    expect(await told(net(), table([21, 2]), { classWeights: "balanced" })).toEqual([]);
    expect(await told(net(), table([21, 2]), { loss: functional.crossEntropy })).toEqual([]);
  });

  test("of grades is told with their measure, and not within 10 to 1", async () => {
    const grades = (counts: readonly number[]): train.FitData => ({
      ...table(counts, ["none", "mild", "severe"]),
      task: { name: "ordinal" },
    });
    const [event] = await told(net(), grades([21, 6, 2]));
    expect(event).toMatchObject({ guard: "imbalance", counts: { none: 21, mild: 6, severe: 2 } });
    expect(event?.text).toMatch(/never giving the rare grade.*judge by val\.kappa/);
    expect(await told(net(), grades([20, 6, 2]))).toEqual([]);
  });

  test("where a class has no sample is told without weights that there are not", async () => {
    const [event] = await told(new Sequential(new Linear(4, 3)), table([6, 5, 0], CLASSES));
    expect(event?.text).toMatch(/"c" with no samples.*Leave the class out/);
    expect(event?.text).not.toMatch(/balanced"/);
  });
});

describe("constant predictions", () => {
  const options = { epochs: 6, lr: 1e-6 }; // of 5 steps
  /** A net that gives one class for everything. */
  function stuck(): Net {
    const net = startNet();
    noGrad(() => net.fc.bias?.copy_(tensor([0, 100, 0])));
    return net;
  }

  test("in two validations in a row are told, once", async () => {
    const events = await told(stuck(), fixtureData(), options);
    expect(events).toMatchObject([{ guard: "constant", epoch: 4, predicted: "b" }]);
    expect(events[0]?.text).toMatch(/^the network gave "b" for all of the 12 validation samples in epoch 4/);
  });

  test("are told of a run's only validation, and without validation data of training", async () => {
    const only = await told(stuck(), fixtureData(), { ...options, validateEvery: 6 });
    expect(only).toMatchObject([{ guard: "constant", epoch: 6 }]);
    const bare = await told(stuck(), { train: new FixtureLoader(), classes: CLASSES }, options);
    expect(bare).toMatchObject([{ guard: "constant", epoch: 4, predicted: "b" }]);
    expect(bare[0]?.text).toMatch(/of the 30 training samples/);
  });

  test("are not said of a network that only began so", async () => {
    /** Gives one class, until it tells bright images from dark ones. */
    class Waking extends Net {
      isAwake = false;
      override forward(x: Tensor): Tensor {
        const logits = super.forward(x).mul(0);
        const light = x.mean([1, 2, 3]).sign().mul(100);
        return this.isAwake ? logits.add(stack([light, light.neg(), light.mul(0)], 1)) : logits;
      }
    }
    const net = new Waking();
    const onEvent = (event: train.FitEvent): void => {
      if (event.type === "epoch" && event.record.epoch === 3) net.isAwake = true;
    };
    expect(await told(net, fixtureData(), { ...options, onEvent, guards: { noGradient: false } })).toEqual(
      [],
    );
    expect(await told(stuck(), fixtureData(), { ...options, epochs: 3 })).toEqual([]); // of 15 steps
  });

  test("are not said of data of one class, and of a handful of samples", async () => {
    const same = { images: fixture("images").index(0), labels: ones([6], { dtype: "int64" }) };
    const oneClass = { train: new FixtureLoader(), val: new Batches([same, same]), classes: CLASSES };
    expect(await told(stuck(), oneClass, options)).toEqual([]);
    const few = { train: new FixtureLoader(), val: new FixtureLoader(1), classes: CLASSES };
    expect(await told(stuck(), few, options)).toEqual([]);
  });

  describe("of masks", () => {
    class Pixels extends Module {
      conv: Conv2d;
      constructor(outputs: number, bias: number) {
        super();
        this.conv = new Conv2d(3, outputs, 1);
        noGrad(() => this.conv.bias?.copy_(tensor([bias, ...Array.from({ length: outputs - 1 }, () => 0)])));
      }
      override forward(x: Tensor): Tensor {
        return this.conv.forward(x);
      }
    }
    const data = (kind: "binary" | "multiclass" | "multilabel", classes: string[]): train.FitData => {
      manualSeed(7);
      const masks =
        kind === "multilabel"
          ? randint(2, [8, classes.length, 6, 6]).float()
          : randint(classes.length, [8, 6, 6]);
      const batch = { images: randn([8, 3, 6, 6]), masks };
      const task = { name: "segmentation", kind } as const;
      return {
        train: new Batches(Array.from({ length: 10 }, () => batch)),
        val: new Batches([batch]),
        classes,
        task,
      };
    };
    const two = ["background", "polyp"];

    test("all background is told", async () => {
      const events = await told(new Pixels(1, -100), data("binary", two), { ...options, epochs: 2 });
      expect(events).toMatchObject([{ guard: "constant", epoch: 2, predicted: "background" }]);
      expect(events[0]?.text).toMatch(/gave "background" for every pixel of the 8 validation images/);
      const several = await told(new Pixels(3, 100), data("multiclass", CLASSES), { ...options, epochs: 2 });
      expect(several).toMatchObject([{ guard: "constant", predicted: "a" }]);
    });

    test("none of several possible classes is told, one that is found is not", async () => {
      const none = new Pixels(2, -100);
      noGrad(() => none.conv.bias?.fill_(-100));
      const events = await told(none, data("multilabel", ["a", "b"]), { ...options, epochs: 2 });
      expect(events).toMatchObject([{ guard: "constant", predicted: null }]);
      expect(
        await told(new Pixels(2, -100), data("multilabel", ["a", "b"]), { ...options, epochs: 2 }),
      ).toEqual([]);
      expect(await told(new Pixels(1, 0), data("binary", two), { ...options, epochs: 2 })).toEqual([]);
    });
  });
});

describe("dead units", () => {
  /** The net, of whose first activation so many channels are below zero whatever comes in. */
  function withDead(channels: number): Net {
    const net = startNet();
    noGrad(() => net.bn1.bias?.narrow(0, 0, channels).fill_(-100));
    return net;
  }

  test("of more than half of a layer are told, behind a function as behind a module", async () => {
    const events = await told(withDead(4), fixtureData());
    expect(events).toMatchObject([
      { guard: "deadUnits", epoch: 1, layers: [{ layer: "conv2", units: 6, dead: 4 }] },
    ]);
    expect(events[0]?.text).toMatch(/^4 of the 6 units that reach conv2 are zero for all samples.*warmup/);
    const mlp = new Sequential(new Linear(4, 10), new ReLU(), new Linear(10, 2));
    noGrad(() => (mlp.at(0) as Linear).bias?.fill_(-100));
    manualSeed(3);
    const rows = new TensorDataset(randn([64, 4]), randint(2, [64]));
    const dead = await told(
      mlp,
      { train: rows, classes: ["a", "b"] },
      { batchSize: 64, guards: { constant: false } },
    );
    expect(dead).toMatchObject([{ guard: "deadUnits", layers: [{ layer: "2", units: 10, dead: 10 }] }]);
  });

  test("are not said of half of a layer, behind frozen layers, and where little is seen", async () => {
    expect(await told(withDead(3), fixtureData())).toEqual([]);
    const frozen = withDead(6);
    train.freezeAllBut(frozen, ["conv2", "bn2", "fc"]);
    expect(await told(frozen, fixtureData())).toEqual([]);
    const mlp = new Sequential(new Linear(4, 10), new ReLU(), new Linear(10, 2));
    noGrad(() => (mlp.at(0) as Linear).bias?.fill_(-100));
    const rows = new TensorDataset(zeros([32, 4]), randint(2, [32]));
    expect(await told(mlp, { train: rows, classes: ["a", "b"] }, { guards: { constant: false } })).toEqual(
      [],
    );
  });

  test("that die later are told in the epochs that are looked at, and leave no hook", async () => {
    const net = startNet();
    let epochs = 0;
    const onEvent = (event: train.FitEvent): void => {
      if (event.type === "epoch" && ++epochs === 2) noGrad(() => net.bn1.bias?.fill_(-100));
    };
    const events = await told(net, fixtureData(), { epochs: 5, onEvent, guards: { constant: false } });
    expect(events).toMatchObject([{ guard: "deadUnits", epoch: 4, layers: [{ layer: "conv2", dead: 6 }] }]);
    let calls = 0;
    const { registerForwardPreHook } = net.conv2;
    const counted = registerForwardPreHook.call(net.conv2, () => void calls++);
    noGrad(() => net.forward(randn([1, 3, 8, 8])));
    counted.remove();
    expect(calls).toBe(1);
  });
});

describe("files in both parts", () => {
  const EDGE = 180; // an image of it is longer than the beginning that is compared first
  /** An image without compression: all are as long. */
  async function write(file: string, values: (at: number) => number, edge = EDGE): Promise<void> {
    const pixels = Uint8Array.from({ length: edge * edge * 3 }, (_, at) => values(at));
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, Buffer.concat([Buffer.from(`P6\n${edge} ${edge}\n255\n`), pixels]));
  }
  async function folder(name: string): Promise<string> {
    const dir = path.join(root, name);
    for (const part of ["train", "val"]) {
      for (const label of ["a", "b"]) {
        for (const k of [0, 1, 2]) {
          const odd = (part === "train" ? 1 : 2) * 10 + k + (label === "a" ? 0 : 100);
          await write(path.join(dir, part, label, `${k}.ppm`), (at) => (at * odd) % 251);
        }
      }
    }
    return dir;
  }
  const small = (image: Tensor): Tensor => image.narrow(-1, 0, 8).narrow(-2, 0, 8).float().div(255);
  const open = (dir: string) => datasets.ImageFolder.open(dir, { transform: small });
  class Two extends Net {
    override fc = new Linear(8, 2);
  }
  const options = { epochs: 2, guards: { constant: false } };

  test("are told once, under whatever name, with both", async () => {
    const dir = await folder("copied");
    const [one, other] = [path.join(dir, "train", "a", "1.ppm"), path.join(dir, "val", "b", "copy.ppm")];
    await copyFile(one, other);
    const events = await told(new Two(), await open(dir), options);
    expect(events).toMatchObject([{ guard: "overlap", files: [{ train: one, val: other }] }]);
    expect(events[0]?.text).toMatch(
      /^1 of the 7 files of the validation data is in the training data too: .*copy\.ppm \(as .*1\.ppm\)/,
    );
  });

  test("are not said of files of one name and length that differ, were it in the last pixel", async () => {
    const dir = await folder("alike");
    await write(path.join(dir, "train", "a", "x.ppm"), (at) => at % 7);
    await write(path.join(dir, "val", "a", "x.ppm"), (at) => (at === EDGE * EDGE * 3 - 1 ? 200 : at % 7));
    expect(await told(new Two(), await open(dir), options)).toEqual([]);
  });

  test("are told where a list has one file twice, and a file that is gone ends no search", async () => {
    const dir = await folder("listed");
    const data = await open(dir);
    const lost = data.val?.samples[0]?.path as string;
    const known = data.train.samples.at(-1)?.path as string;
    const samples = [...(data.val?.samples ?? []), { path: known, label: 1 }];
    const val = new datasets.ImageFolderSplit(samples, data.classes, small, { onError: "skip" });
    await rm(lost);
    const events = await told(
      new Two(),
      { train: data.train, val, classes: data.classes } as train.FitData,
      options,
    );
    expect(events).toMatchObject([{ guard: "overlap", files: [{ train: known, val: known }] }]);
  });

  test("of masks are told too", async () => {
    const files = [0, 1, 2].map((k) => path.join(root, "masks", `${k}.ppm`));
    for (const [k, file] of files.entries())
      await write(file, (at) => (at * (k % 2 === 0 ? 3 : 5)) % 251, 12);
    const classes = ["background", "polyp"];
    const task = { kind: "binary", classes, ignoreIndex: null } as const;
    const part = (paths: string[]) =>
      new datasets.SegmentationSplit(
        paths.map((file) => ({ path: file, masks: [null] })),
        task,
        async (_, { height, width }) => zeros([height, width], { dtype: "int64" }),
        (image: Tensor) => image.float().div(255),
      );
    const data = {
      train: part(files.slice(0, 2)),
      val: part(files.slice(2)),
      classes,
      task: { name: "segmentation", kind: "binary" },
    } as const;
    const events = await told(new Sequential(new Conv2d(3, 1, 1)), data);
    expect(events).toMatchObject([{ guard: "overlap", files: [{ train: files[0], val: files[2] }] }]);
  });
});

describe("a loss that is not finite", () => {
  /** The fixture's batches with their files; one pixel of the third is NaN. */
  class Broken extends FixtureLoader {
    override async *[Symbol.asyncIterator](): AsyncGenerator<train.LabelledBatch & { paths: string[] }> {
      for (let batch = 0; batch < this.length; batch++) {
        const images = fixture("images").index(batch).clone();
        if (batch === 2) images.flatten().narrow(0, 0, 1).fill_(Number.NaN);
        const paths = Array.from({ length: 6 }, (_, at) => `${batch}-${at}.png`);
        yield { images, labels: fixture("labels").index(batch), paths };
      }
    }
  }
  const failing = async (
    data: train.LoaderData,
    options: Options = {},
  ): Promise<train.NonFiniteLossError> => {
    const error = await train
      .fit(startNet(), data, { ...CPU, ...options })
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(train.NonFiniteLossError);
    return error as train.NonFiniteLossError;
  };
  const filesOf = (batch: number): string[] => Array.from({ length: 6 }, (_, at) => `${batch}-${at}.png`);

  test("names the files of its batch", async () => {
    const error = await failing({ train: new Broken(), classes: CLASSES });
    expect(error.files).toEqual(filesOf(2));
    expect(error.message).toMatch(/the batch is of 2-0\.png, 2-1\.png, 2-2\.png, 2-3\.png and 2 more\.$/);
  });

  test("of a gradient over several batches names those of all", async () => {
    let calls = 0;
    const loss = (output: Tensor): Tensor => {
      const usual = output.square().mean();
      // The root of zero: its value is 0, its slope infinite.
      return ++calls === 2 ? usual.add(output.mul(0).sum().sqrt()) : usual;
    };
    const error = await failing({ train: new Broken(), classes: CLASSES }, { loss, accumulate: 2 });
    expect(error).toBeInstanceOf(train.NonFiniteGradientError);
    expect(error.files).toEqual([...filesOf(0), ...filesOf(1)]);
  });

  test("says nothing of files where the loader says none", async () => {
    const nan = { images: fixture("images").index(0).mul(Number.NaN), labels: fixture("labels").index(0) };
    const error = await failing({ train: new Batches([nan]), classes: CLASSES });
    expect(error.files).toEqual([]);
    expect(error.message).not.toMatch(/the batch is of/);
  });
});

describe("the option", () => {
  const data = (): train.TensorData => {
    manualSeed(3);
    const labels = tensor([...Array.from({ length: 30 }, () => 0), 1], { dtype: "int64" });
    return { train: new TensorDataset(randn([31, 4]), labels), classes: ["a", "b"] };
  };
  const net = () => new Sequential(new Linear(4, 2));

  test("switches all guards off, or single ones by name", async () => {
    expect(await told(net(), data())).toHaveLength(1);
    expect(await told(net(), data(), { guards: true })).toHaveLength(1);
    expect(await told(net(), data(), { guards: { overlap: false } })).toHaveLength(1);
    expect(await told(net(), data(), { guards: { imbalance: false } })).toEqual([]);
    expect(await told(net(), data(), { guards: false })).toEqual([]);
  });

  test.each(["error", { imbalance: "error" }] as const)(
    "%o ends the run with a typed error",
    async (guards) => {
      const error = await told(net(), data(), { guards }).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(train.GuardError);
      expect(error).toMatchObject({
        code: "ERR_TORCHTS_GUARD",
        guard: "imbalance",
        event: { counts: { a: 30, b: 1 } },
      });
      expect(String(error)).toMatch(/train\.fit: the training data is far from balanced/);
    },
  );

  test.each([
    [{ imbalanced: false }, /unknown option "imbalanced"; did you mean imbalance\?/],
    ["warn", /guards must be one of true, false, "error" or an object with/],
    [{ imbalance: "warn" }, /imbalance must be one of true, false, "error"/],
  ])("%o is refused", async (guards, message) => {
    const run = told(net(), data(), { guards } as unknown as Options);
    await expect(run).rejects.toThrow(message);
    await expect(run).rejects.toThrow(ArgumentError);
  });

  test("may be another when a run goes on", async () => {
    const out = path.join(root, "resumed");
    await told(net(), data(), { out, guards: false });
    const again = { epochs: 2, out, resume: true, lr: undefined };
    expect(await told(net(), data(), again)).toEqual([]);
    expect(await told(net(), data(), { ...again, epochs: 3, guards: true })).toHaveLength(1);
  });
});

test("guards change no bit of a run", async () => {
  const [watched, bare] = [startNet(), startNet()];
  const options = { ...CPU, epochs: 3, lr: 0.01 };
  const one = await train.fit(watched, fixtureData(), options);
  const other = await train.fit(bare, fixtureData(), { ...options, guards: false });
  for (const [key, value] of watched.stateDict()) expectSame(value, bare.stateDict().get(key) as Tensor, key);
  expect(one.history.map(({ figures }) => figures)).toEqual(other.history.map(({ figures }) => figures));
});
