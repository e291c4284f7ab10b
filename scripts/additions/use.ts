// Uses what was added through the public API, and compares its numbers with what they are on paper. Prints the kinds that are
// right, one a line; ends with an error at the first that is not.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import {
  data,
  datasets,
  FileFormatError,
  full,
  models,
  nn,
  noGrad,
  ones,
  optim,
  readImage,
  type Tensor,
  tensor,
  train,
  transforms,
  zeros,
} from "torchts";

/** Of float32 numbers. */
const TOLERANCE = 1e-6;

const folder = mkdtempSync(path.join(tmpdir(), "torchts-use-"));

function close(actual: number | undefined, expected: number): void {
  const error = Math.abs((actual ?? Number.NaN) - expected);
  assert.ok(error <= TOLERANCE * Math.max(1, Math.abs(expected)), `${actual} is not ${expected}`);
}

function values(of: Tensor): number[] {
  return Array.from(of.detach().data() as ArrayLike<number | bigint>, Number);
}

/** Rows that are the logits themselves, for a network that changes nothing. */
function table(rows: number[][], targets: number[] | number[][]): data.TensorDataset {
  const isList = targets.every((one) => typeof one === "number");
  return new data.TensorDataset(tensor(rows), tensor(targets, { dtype: isList ? "int64" : "float32" }));
}

const same = new nn.Flatten();

const USES: Record<string, () => void | Promise<void>> = {
  async metric() {
    // scikit-learn's example of matthews_corrcoef: labels 1 1 1 0, predictions 1 0 1 1.
    const rows = [1, 0, 1, 1].map((index) => [1 - index, index]);
    const classes = ["no", "yes"];
    const whole = new train.Matthews();
    const report = await train.evaluate(same, table(rows, [1, 1, 1, 0]), {
      classes,
      metrics: { mcc: whole },
    });
    close(report.figures.mcc, -1 / 3);
    const halves = [new train.Matthews(), new train.Matthews()] as const;
    await train.evaluate(same, table(rows.slice(0, 2), [1, 1]), { classes, metrics: { mcc: halves[0] } });
    await train.evaluate(same, table(rows.slice(2), [1, 0]), { classes, metrics: { mcc: halves[1] } });
    halves[0].merge(halves[1].state());
    close(halves[0].compute(), -1 / 3);
    const three = new train.Matthews();
    await three.update(
      tensor([
        [1, 0, 0],
        [0, 1, 0],
        [0, 0, 1],
        [0, 1, 0],
      ]),
      tensor([0, 1, 2, 2], { dtype: "int64" }),
    );
    close(three.compute(), 7 / Math.sqrt(10 * 10)); // 3 of 4 right: (12 - 5) / sqrt((16 - 6) (16 - 6))
    assert.throws(() => three.merge({}), { code: "ERR_TORCHTS_ARGUMENT" });
  },

  async "run part"() {
    const rows = table(
      [
        [1, 2, 4],
        [3, 1, 1],
      ],
      [0, 1],
    );
    const sums = async (centralize: boolean): Promise<[number[], number[]]> => {
      const model = new nn.Linear(3, 2);
      noGrad(() =>
        model.weight.copy_(
          tensor([
            [1, 2, 3],
            [4, 5, 6],
          ]),
        ),
      );
      const options = { epochs: 2, optimizer: "sgd", lr: 0.1, centralize } as const;
      await train.fit(model, { train: rows, classes: ["a", "b"] }, options);
      return [values(model.weight.sum(1)), values(model.weight)];
    };
    const [kept, moved] = await sums(true);
    // A gradient without its mean leaves the sum of a row as it was.
    close(kept[0], 6);
    close(kept[1], 15);
    assert.ok(Math.abs((moved[0] as number) - 1) > 1e-3);
    const [free] = await sums(false);
    assert.ok(Math.abs((free[0] as number) - 6) > 1e-3);
  },

  async task() {
    const logits = [
      [2, -1],
      [-3, 4],
      [1, 1],
    ];
    const truth = [
      [1, 0],
      [1, 1],
      [1, 0],
    ];
    const classes = ["polyp", "instrument"];
    const task = { name: "tagging" } as const;
    const report = await train.evaluate(same, table(logits, truth), { classes, task });
    close(report.exactMatch, 1 / 3);
    close(report.f1, 6 / 8); // 3 hits, 1 made up, 1 missed
    const softplus = (x: number): number => Math.log1p(Math.exp(x));
    close(
      report.loss,
      (softplus(-2) + softplus(-1) + softplus(3) + softplus(-4) + softplus(-1) + softplus(1)) / 6,
    );
    const strict = { name: "tagging", threshold: 0.9 } as const;
    close((await train.evaluate(same, table(logits, truth), { classes, task: strict })).figures.f1, 2 / 5);
    await assert.rejects(
      train.evaluate(same, table(logits, truth), { classes, task: { ...strict, threshold: 2 } }),
      {
        code: "ERR_TORCHTS_ARGUMENT",
      },
    );

    const out = path.join(folder, "tagging");
    const rows = table(logits, truth);
    const model = new nn.Linear(2, 2);
    const run = await train.fit(model, { train: rows, val: rows, classes, task: strict }, { epochs: 2, out });
    const f1: number | undefined = run.report?.f1;
    assert.equal(run.best?.figures["val.f1"], f1);
    const loaded = await train.loadRun(out, { model: new nn.Linear(2, 2), task: "tagging" });
    assert.equal(loaded.config.task, "tagging");
    close((await loaded.evaluate(rows)).f1, f1 as number);
  },

  async family() {
    const model = await models.lenet({ numClasses: 4, inChannels: 1 });
    assert.equal(models.originOf(model)?.builder, "lenet");
    assert.ok(models.list({ task: "classification" }).includes("lenet"));
    assert.deepEqual(model.forward(zeros([2, 1, 32, 32])).shape, [2, 4]);
    assert.deepEqual(models.headPaths(model), ["classifier.4"]);
    assert.equal(models.stagesOf(model).at(-1)?.name, "head");
    assert.equal(models.gradCam(model, zeros([1, 32, 32])).raw.ndim, 2);
    const colour = await models.get("lenet");
    assert.ok(colour instanceof models.LeNet);
    assert.equal(train.countParameters(colour).total, 62_006); // of the network in PyTorch's tutorial
    noGrad(() => {
      for (const parameter of colour.parameters()) parameter.fill_(parameter.ndim === 1 ? 0 : 0.01);
    });
    // Each layer multiplies by 0.01 and how many values it sums: 3 x 25, 6 x 25, 400, 120, 84.
    for (const logit of values(colour.forward(ones([1, 3, 32, 32]))))
      close(logit, 0.75 * 1.5 * 4 * 1.2 * 0.84);
  },

  layer() {
    const layer = new nn.LayerScale(2, { initValue: 0.5 });
    const scaled = layer.forward(
      tensor([
        [2, 4],
        [6, 8],
      ]),
    );
    assert.deepEqual(values(scaled), [1, 2, 3, 4]);
    scaled.sum().backward();
    assert.deepEqual(values(layer.gamma.grad as Tensor), [8, 12]);
    assert.deepEqual([...layer.stateDict().keys()], ["gamma"]);
    assert.equal(String(new nn.LayerScale(3)), "LayerScale(3, init_value=1e-05)");
    assert.throws(() => new nn.LayerScale(0), { code: "ERR_TORCHTS_ARGUMENT" });
  },

  async optimizer() {
    const weight = new nn.Parameter(tensor([1]));
    const signum = new optim.Signum([weight], { lr: 0.1, weightDecay: 0.5 });
    const steps: [grad: number, weight: number, mean: number][] = [
      [2, 0.95 - 0.1, 0.2],
      [-1, 0.85 * 0.95 - 0.1, 0.08], // the mean is above 0 yet
    ];
    for (const [grad, expected, mean] of steps) {
      weight.grad = tensor([grad]);
      signum.step();
      close(values(weight)[0], expected);
      close(values(signum.state.get(weight)?.exp_avg as Tensor)[0], mean);
    }
    const rows = table(
      [
        [1, 0],
        [0, 1],
      ],
      [0, 1],
    );
    const model = new nn.Linear(2, 2, { bias: false });
    noGrad(() => model.weight.fill_(0));
    const options = { epochs: 1, optimizer: "signum", lr: 0.25, scheduler: "none" } as const;
    await train.fit(model, { train: rows, classes: ["a", "b"] }, options);
    assert.deepEqual(values(model.weight), [0.25, -0.25, -0.25, 0.25]);
  },

  async transform() {
    const squared = new transforms.AdjustGamma({ gamma: 2 });
    const bytes = tensor([0, 64, 255], { dtype: "uint8" }).reshape([3, 1, 1]);
    assert.deepEqual(values(squared.apply(bytes)), [0, 16, 255]); // floor(255.999 (64 / 255)^2)
    close(values(new transforms.AdjustGamma({ gamma: 0.5 }).apply(full([1, 1, 1], 0.25)))[0], 0.5);
    assert.throws(() => new transforms.AdjustGamma({ gamma: -1 }), { code: "ERR_TORCHTS_ARGUMENT" });

    // Kept with a run, whose network is built by its name.
    const out = path.join(folder, "gamma");
    const rows = new data.TensorDataset(zeros([2, 3, 32, 32]), tensor([0, 1], { dtype: "int64" }));
    const model = await models.get("lenet", { numClasses: 2 });
    const parts = { train: rows, val: rows, classes: ["a", "b"] };
    await train.fit(model, parts, { epochs: 1, optimizer: "signum", transforms: { val: squared }, out });
    const { config, transform } = await train.loadRun(out);
    assert.deepEqual(config.transform, { kind: "AdjustGamma", options: { gamma: 2, gain: 1 } });
    assert.ok(transform instanceof transforms.AdjustGamma);
    assert.equal(config.model.architecture, "lenet");
    assert.equal(config.options.optimizer, "signum");
  },

  async "image format"() {
    const header = [0x71, 0x6f, 0x69, 0x66, 0, 0, 0, 7, 0, 0, 0, 1, 4, 0];
    const chunks = [
      [0xfe, 16, 32, 48], // the colours
      [0x76], // 1 more, 1 less, the same
      [0xaa, 0xa5], // green 10 more, red 2 and blue -3 beside that
      [0xc0], // once more
      [0x15], // as the first, which is remembered at 3349 modulo 64
      [0xff, 1, 2, 3, 128],
      [0x00], // a pixel that was not seen: all zero
    ];
    const file = path.join(folder, "image.qoi");
    writeFileSync(file, Buffer.from([...header, ...chunks.flat(), 0, 0, 0, 0, 0, 0, 0, 1]));
    const image = await readImage(file, { mode: "unchanged" });
    assert.deepEqual(image.shape, [4, 1, 7]);
    assert.deepEqual(values(image), [
      ...[16, 17, 29, 29, 16, 1, 0],
      ...[32, 31, 41, 41, 32, 2, 0],
      ...[48, 48, 55, 55, 48, 3, 0],
      ...[255, 255, 255, 255, 255, 128, 0],
    ]);
    assert.deepEqual((await readImage(file)).shape, [3, 1, 7]);
    assert.ok(datasets.IMAGE_EXTENSIONS.includes(".qoi"));
    await assert.rejects(readImage(Buffer.from([...header, 0xfe, 16])), FileFormatError);
  },

  async "data set"() {
    const pair = [path.join(folder, "images-idx3-ubyte"), path.join(folder, "labels-idx1-ubyte")] as const;
    writeFileSync(pair[0], Buffer.from([0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 0, 51, 255, 0]));
    writeFileSync(pair[1], Buffer.from([0, 0, 8, 1, 0, 0, 0, 2, 1, 0]));
    const rows = await datasets.IdxImages.open(...pair);
    const [first, second] = [await rows.get(0), await rows.get(1)];
    assert.deepEqual([first.image.shape, first.label, second.label], [[1, 1, 2], 1, 0]);
    const [, fifth] = values(first.image);
    close(fifth, 51 / 255);
    assert.deepEqual(values(second.image), [1, 0]);
    const raw = await datasets.IdxImages.open(...pair, { transform: (image) => image });
    assert.deepEqual(values((await raw.get(0)).image), [0, 51]);
    await assert.rejects(datasets.IdxImages.open(pair[1], pair[0]), FileFormatError);
    // Its images are the logits: 0 and 0.2 of class 1, 1 and 0 of class 0.
    const report = await train.evaluate(same, rows, { classes: ["a", "b"] });
    close(report.accuracy, 1);
    close(report.loss, (Math.log1p(Math.exp(-0.2)) + Math.log1p(Math.exp(-1))) / 2);
  },

  async loss() {
    const logits = zeros([1, 2], { requiresGrad: true });
    const label = tensor([0], { dtype: "int64" });
    const loss = new nn.PolyLoss().forward(logits, label);
    close(loss.item() as number, Math.LN2 + 0.5);
    loss.backward();
    // -0.5 of the cross entropy, and -p (1 - p) of the first term.
    close(values(logits.grad as Tensor)[0], -0.75);
    close(new nn.PolyLoss(0).forward(logits, label).item() as number, Math.LN2);
    assert.throws(() => new nn.PolyLoss({ epsilon: -2 }), { code: "ERR_TORCHTS_ARGUMENT" });
    const report = await train.evaluate(same, table([[0, 0]], [0]), {
      loss: new nn.PolyLoss({ epsilon: 2 }),
    });
    close(report.loss, Math.LN2 + 1);
  },

  command() {
    const images = path.join(folder, "images");
    const files = ["train/cat/1.png", "train/cat/2.qoi", "train/dog/1.png", "val/cat/1.jpg", "val/dog/1.bmp"];
    for (const file of files) {
      mkdirSync(path.dirname(path.join(images, file)), { recursive: true });
      writeFileSync(path.join(images, file), "");
    }
    const torchts = (...words: string[]): string =>
      execFileSync(process.execPath, ["--import", "tsx", "lib/cli/main.ts", ...words], { encoding: "utf8" });
    const counts = { train: { cat: 2, dog: 1 }, val: { cat: 1, dog: 1 } };
    assert.deepEqual(JSON.parse(torchts("count", images, "--json")), counts);
    assert.match(torchts("count", images), /^train\s+2 {2}cat\n/);
    assert.match(torchts("--help"), /count .*images/);
  },
};

try {
  for (const [kind, use] of Object.entries(USES)) {
    await use();
    console.log(kind);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
