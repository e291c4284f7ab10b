// Detection through `fit`: named losses, mAP, resume to the bit, and what users run into.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  ArgumentError,
  DatasetError,
  manualSeed,
  models,
  ones,
  setNumThreads,
  type Tensor,
  tensor,
  train,
  zeros,
} from "../../lib/index.ts";
import { CellDetector, OnePassDetector, Squares, squareData, squares } from "./detector.ts";

let dir: string;
beforeAll(() => {
  setNumThreads(1);
  dir = mkdtempSync(path.join(tmpdir(), "detection-"));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const COMMON = { epochs: 3, lr: 0.02, batchSize: 4, device: "cpu" } as const;

function made<M>(build: () => M, seed = 0): M {
  manualSeed(seed);
  return build();
}
const network = (): CellDetector => made(() => new CellDetector(2));

function weights(model: { stateDict(): Map<string, Tensor> }): number[] {
  return [...model.stateDict().values()].flatMap((value) =>
    Array.from(value.flatten().double().data() as Float64Array),
  );
}

describe("a run", () => {
  test("learns; losses by name and mAP of each epoch, the best by mAP", async () => {
    manualSeed(1);
    const data = squareData(16);
    const run = await train.fit(network(), data, {
      ...COMMON,
      epochs: 14,
      batchSize: 2,
      lr: 0.01,
      guards: false,
    });
    const { figures } = run.last;
    expect(Object.keys(figures)).toEqual(
      expect.arrayContaining([
        "train.loss",
        "train.loss.classifier",
        "train.loss.boxReg",
        "val.loss",
        "val.loss.classifier",
        "val.loss.boxReg",
        "val.mAP",
      ]),
    );
    expect(figures["train.loss"]).toBeCloseTo(
      (figures["train.loss.classifier"] as number) + (figures["train.loss.boxReg"] as number),
      5,
    );
    expect(figures["train.loss"] as number).toBeLessThan(
      0.7 * (run.history[0]?.figures["train.loss"] as number),
    );
    const best = Math.max(...run.history.map((record) => record.figures["val.mAP"] ?? 0));
    expect(best).toBeGreaterThan(0);
    expect(run.best?.figures["val.mAP"]).toBe(best);
    expect(run.report?.figures.mAP).toBe(figures["val.mAP"]);
    expect(run.classes).toEqual(["green", "blue"]);
  }, 60_000);

  test("validation losses are the same whatever the process draws, and those of train.evaluate", async () => {
    manualSeed(1);
    const data = squareData();
    const model = network();
    const run = await train.fit(model, data, { ...COMMON, epochs: 1 });
    manualSeed(77);
    const report = await train.evaluate(model, data.val, {
      task: data.task,
      classes: data.classes,
      batchSize: 4,
    });
    expect(report.loss).toBeCloseTo(run.last.figures["val.loss"] as number, 6);
    expect(report.figures["loss.boxReg"]).toBeCloseTo(run.last.figures["val.loss.boxReg"] as number, 6);
    expect(report.figures.mAP).toBe(run.last.figures["val.mAP"]);
  });

  test("asks a network that can do both at once, in evaluation mode", async () => {
    const [two, one] = [network(), made(() => new OnePassDetector(2))];
    const data = squareData();
    const modes: boolean[] = [];
    one.evaluate = function (images, targets) {
      modes.push(this.training);
      return OnePassDetector.prototype.evaluate.call(this, images, targets);
    };
    const options = { task: data.task, classes: data.classes };
    const [a, b] = [
      await train.evaluate(two, data.val, options),
      await train.evaluate(one, data.val, options),
    ];
    expect(modes).toEqual([false, false]);
    expect(b.figures).toEqual(a.figures);
  });

  test("is measured as one says: limits of detections, overlaps, scores", async () => {
    const data = squareData();
    const options = { task: data.task, classes: data.classes };
    const measure = (more: object) => train.evaluate(network(), data.val, { ...options, ...more });
    const report = await measure({ maxDetections: [2, 7], iouThresholds: [0.1, 0.5] });
    expect(report.boxes.axes.maxDetections).toEqual([2, 7]);
    expect(report.boxes.axes.iou).toEqual([0.1, 0.5]);
    expect(Object.keys(report.figures)).toContain("mAR7");
    const all = await measure({ scoreThreshold: 0 });
    const none = await measure({ scoreThreshold: 1 });
    expect(all.figures.recall).toBeGreaterThanOrEqual(none.figures.recall as number);
    expect(none.figures.recall).toBe(0);
    await expect(measure({ maxDetections: 100 })).rejects.toThrow(
      /maxDetections must be a list of at least one/,
    );
    await expect(measure({ distances: true })).rejects.toThrow(/segmentation/);
  });

  test("says once where images have more objects than detections count", async () => {
    manualSeed(1);
    const data = squareData(4);
    const many = Array.from({ length: 120 }, (_, i) => [i % 30, i % 20, (i % 30) + 2, (i % 20) + 2]);
    const crowded = squares(2).map((sample) => ({
      ...sample,
      target: { boxes: tensor(many), labels: ones([120], { dtype: "int64" }) },
    }));
    const told: string[] = [];
    const run = await train.fit(
      network(),
      { ...data, val: new Squares(crowded) },
      {
        ...COMMON,
        epochs: 2,
        guards: false,
        onEvent: (event) => {
          if (event.type === "notice" && event.about === "figures") told.push(event.text);
        },
      },
    );
    expect(told).toEqual(run.report?.remarks);
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(
      /^2 images have more than 100 objects of a class, up to 120, .* maxDetections: \[1, 10, 1000\]/,
    );
    const options = { task: data.task, classes: data.classes, maxDetections: [1, 10, 1000] };
    expect((await train.evaluate(network(), new Squares(crowded), options)).remarks).toBeUndefined();
  });

  test("goes on to the bit, with accumulation, clipping, EMA and mixed aspect ratios", async () => {
    manualSeed(1);
    const data = squareData();
    const options = {
      ...COMMON,
      batchSize: 2,
      accumulate: 2,
      gradientClip: 1,
      ema: 0.9,
      aspectRatioGroups: 3,
      warmup: 0.2,
    };
    const whole = network();
    const reference = await train.fit(whole, data, { ...options, out: path.join(dir, "whole") });
    const out = path.join(dir, "stopped");
    const controller = new AbortController();
    const stopped = train.fit(network(), data, {
      ...options,
      out,
      checkpointEvery: { steps: 1 },
      signal: controller.signal,
      onEvent: (event) => {
        if (event.type === "checkpoint" && event.step === 4) controller.abort();
      },
    });
    await expect(stopped).rejects.toThrow(/stopped by its signal/);
    const again = made(() => new CellDetector(2), 5);
    const run = await train.fit(again, data, { epochs: 3, out, resume: true, device: "cpu" });
    expect(weights(again)).toEqual(weights(whole));
    const figures = (history: readonly train.EpochRecord[]) => history.map((record) => record.figures);
    expect(figures(run.history)).toEqual(figures(reference.history));
  }, 60_000);

  test("leaves a folder that loads, with another number of classes refused", async () => {
    manualSeed(1);
    const data = squareData();
    const out = path.join(dir, "folder");
    const model = network();
    await train.fit(model, data, { ...COMMON, epochs: 1, out });
    const config = await train.readConfig(out);
    expect(config).toMatchObject({ task: "detection", masks: false, classes: ["green", "blue"] });
    expect(config.model.outputs).toBe(3);
    const run = await train.loadRun(out, { model: new CellDetector(2), task: "detection" });
    expect(run.task).toBe("detection");
    const [a, b] = [
      await run.evaluate(data.val),
      await train.evaluate(model, data.val, { task: data.task, classes: data.classes }),
    ];
    expect(a.figures).toEqual(b.figures);
    expect(a.loss).toBe(b.loss);
    await expect(train.loadRun(out, { model: new CellDetector(3) })).rejects.toThrow(/head/);
    await expect(run.predict("x.png")).rejects.toThrow(
      /is of detection; run.predict is for classification: use run.detect/,
    );
  });

  test("frozen parts stay, averages and 16 bits run, batches of images of one shape are full", async () => {
    manualSeed(1);
    const data = squareData();
    const model = network();
    model.body.requiresGrad_(false);
    const before = weights(model.body);
    const sizes: string[] = [];
    await train.fit(model, data, {
      ...COMMON,
      epochs: 2,
      batchSize: 2,
      precision: "bfloat16",
      channelsLast: true,
      aspectRatioGroups: 3,
      swa: { start: 1, lr: 0.01 },
      parts: [
        {
          name: "looking",
          transformBatch: (batch) => {
            const { images } = batch as { images: Tensor[] };
            sizes.push(images.map((image) => image.shape.join("x")).join(" "));
            return batch;
          },
        },
      ],
    });
    expect(weights(model.body)).toEqual(before);
    expect(sizes.every((both) => both.split(" ")[0] === both.split(" ")[1])).toBe(true);
  });
});

describe("the networks of models", () => {
  const SMALL = {
    minSize: 64,
    maxSize: 96,
    rpnPostNmsTopNTrain: 40,
    rpnPostNmsTopNTest: 20,
    boxBatchSizePerImage: 16,
  };
  const names = ["loss.classifier", "loss.boxReg", "loss.objectness", "loss.rpnBoxReg"];

  test("train, are frozen by stages, and leave a folder that finds objects", async () => {
    manualSeed(1);
    const held = squares(2).map((sample) => ({ ...sample, path: `val-${sample.path}` }));
    const data = { ...squareData(4), val: new Squares(held) };
    const model = made(() => models.fasterrcnn({ backbone: "mobilenet_v2", numClasses: 91, ...SMALL }));
    const network = models.replaceHead(await model, ["green", "blue"]);
    const frozen = Array.from(network.backbone.parameters())[0] as Tensor;
    const before = frozen.detach().clone();
    const out = path.join(dir, "fasterrcnn");
    const run = await train.fit(network, data, {
      ...COMMON,
      epochs: 1,
      batchSize: 2,
      lr: 1e-3,
      freeze: { depth: 2 },
      guards: "error",
      out,
    });
    for (const name of names) {
      expect(run.last.figures[`train.${name}`]).toBeGreaterThan(0);
      expect(run.last.figures[`val.${name}`]).toBeGreaterThan(0);
    }
    expect(frozen.equal(before)).toBe(true);
    const config = await train.readConfig(out);
    expect(config.model).toMatchObject({ architecture: "fasterrcnn", outputs: 3 });
    expect(config.transform?.kind ?? null).toBe(null); // the data makes its images itself

    const loaded = await train.loadRun(out, { task: "detection", labels: ["green", "blue"] });
    const label: "green" | "blue" | undefined = models.labelsOf(loaded.model)?.[0];
    expect(label).toBe("green");
    const again = await loaded.evaluate(data.val, { batchSize: 2 });
    expect(again.figures["loss.objectness"]).toBeCloseTo(
      run.last.figures["val.loss.objectness"] as number,
      5,
    );
    const { image } = data.val.samples[0] as (typeof data.val.samples)[number];
    const found = await loaded.detect(image.mul(255).to("uint8"), { scoreThreshold: 0 });
    expect(found.objects.length).toBeGreaterThan(0);
    expect(["green", "blue"]).toContain(found.objects[0]?.label);
  }, 60_000);

  test.each([
    ["the pixels of files", (image: Tensor) => image.mul(255)],
    ["they are when they are normalised", (image: Tensor) => image.sub(0.5).div(0.25)],
    [null, (image: Tensor) => image],
  ])("inputs that are as %s are told of", async (words, change) => {
    manualSeed(1);
    const changed = squares(2).map((sample) => ({ ...sample, image: change(sample.image) }));
    const model = models.replaceHead(
      await made(() => models.fasterrcnn({ backbone: "mobilenet_v2", numClasses: 91, ...SMALL })),
      ["green", "blue"],
    );
    const told: string[] = [];
    await train.fit(
      model,
      { ...squareData(2), train: new Squares(changed), val: null },
      {
        ...COMMON,
        epochs: 1,
        batchSize: 2,
        lr: 1e-6,
        onEvent: (event) => {
          if (event.type === "guard" && event.guard === "inputRange") told.push(event.text);
        },
      },
    );
    expect(told).toHaveLength(words === null ? 0 : 1);
    if (words !== null)
      expect(told[0]).toMatch(new RegExp(`as ${words}, but FasterRCNN normalises images itself`));
  });

  test("one pass of the backbone gives losses and detections of both methods", async () => {
    manualSeed(2);
    const model = await models.maskrcnn({ backbone: "mobilenet_v2", numClasses: 3, ...SMALL });
    model.eval();
    const samples = squares(2);
    const images = samples.map(({ image }) => image);
    const targets = samples.map(({ target, image }) => {
      const [height = 0, width = 0] = image.shape.slice(1);
      return { ...target, masks: zeros([target.labels.numel(), height, width], { dtype: "uint8" }).fill_(1) };
    });
    let passes = 0;
    model.backbone.registerForwardHook(() => {
      passes++;
    });
    manualSeed(3);
    const both = model.evaluate(images, targets);
    expect(passes).toBe(1);
    manualSeed(3);
    const losses = model.losses(images, targets);
    const found = model.detect(images);
    expect(Object.keys(both.losses)).toEqual([...model.lossNames]);
    for (const [name, loss] of Object.entries(both.losses)) {
      expect(Number(loss.item())).toBe(Number(losses[name as keyof typeof losses]?.item()));
    }
    for (const [at, one] of both.detections.entries())
      expect(one.boxes.equal(found[at]?.boxes as Tensor)).toBe(true);
  });

  test("refuse other classes, masks that are not there, and images of NaN, whose file is named", async () => {
    const data = squareData(2);
    const small = { backbone: "mobilenet_v2", ...SMALL } as const;
    const attempt = (model: unknown) =>
      train.fit(model as never, data, { ...COMMON, epochs: 1, batchSize: 2 });
    await expect(attempt(await models.fasterrcnn({ ...small, numClasses: 8 }))).rejects.toThrow(
      /head tells 7 classes apart, the data has 2: green, blue\. Give it a head for them: models\.replaceHead\(model, data\.classes\)/,
    );
    await expect(attempt(await models.maskrcnn({ ...small, numClasses: 3 }))).rejects.toThrow(
      /MaskRCNN learns from masks, and the data has boxes alone/,
    );
    (data.train.samples[1] as (typeof data.train.samples)[number]).image.fill_(Number.NaN);
    await expect(attempt(await models.fasterrcnn({ ...small, numClasses: 3 }))).rejects.toThrow(/[01]\.png/);
  });
});

describe("traps", () => {
  test("a loss that is not finite names the images' files", async () => {
    const data = squareData();
    const model = network();
    const losses = model.losses.bind(model);
    model.losses = (images, targets) => {
      const given = losses(images, targets);
      return { ...given, loss_box_reg: given.loss_box_reg.mul(Number.NaN) };
    };
    const failed = train.fit(model, data, { ...COMMON, epochs: 1 });
    await expect(failed).rejects.toThrow(/the loss is NaN .* the batch is of \d+\.png, \d+\.png/);
    const measured = train.evaluate(model, data.val, { task: data.task, classes: data.classes });
    await expect(measured).rejects.toThrow(/gives NaN.*The batch is of 0.png, 1.png/);
  });

  test("a label out of range names the file and the classes", async () => {
    const samples = squares(4);
    (samples[2] as (typeof samples)[number]).target.labels.fill_(3);
    const data = { ...squareData(), train: new Squares(samples) };
    const failed = train.fit(network(), data, { ...COMMON, epochs: 1 });
    await expect(failed).rejects.toThrow(DatasetError);
    await expect(failed).rejects.toThrow(
      /2\.png has the label 3, and there are 2 classes: labels are 1 to 2 \(green, blue\)/,
    );
    (samples[2] as (typeof samples)[number]).target.labels.fill_(0);
    await expect(train.fit(network(), data, { ...COMMON, epochs: 1 })).rejects.toThrow(
      /2\.png: box 0 has the label 0; classes count from 1/,
    );
  });

  test("a box without extent, or of NaN, names the file; of a loader of one's own too", async () => {
    const samples = squares(2);
    (samples[1] as (typeof samples)[number]).target.boxes = tensor([[3, 4, 3, 9]], { dtype: "float32" });
    const loader = {
      async *[Symbol.asyncIterator]() {
        yield {
          images: samples.map(({ image }) => image),
          targets: samples.map(({ target }) => target),
          paths: samples.map(({ path }) => path),
        };
      },
    };
    const data = { train: loader, classes: ["green", "blue"], task: { name: "detection" } } as const;
    const failed = train.fit(network(), data, { epochs: 1, device: "cpu", scheduler: "none" });
    await expect(failed).rejects.toThrow(/1\.png: box 0 is \[3,4,3,9\], without width or height/);
  });

  test("batches of images without any object are trained on and measured", async () => {
    const data = {
      ...squareData(),
      train: new Squares(squares(4, { empty: true })),
      val: new Squares(squares(2, { empty: true })),
    };
    const run = await train.fit(network(), data, { ...COMMON, epochs: 1 });
    expect(run.last.figures["train.loss.boxReg"]).toBe(0);
    expect(run.last.figures["val.loss"]).toBeGreaterThan(0);
    expect(run.last.figures["val.mAP"]).toBe(null);
  });

  test("another network, a head for other classes, and options of other tasks are refused", async () => {
    const data = squareData();
    const attempt = (model: unknown, options: object = {}) =>
      train.fit(model as never, data, { ...COMMON, epochs: 1, ...options });
    const classifier = await models.squeezenet1_1({ numClasses: 2 });
    await expect(attempt(classifier)).rejects.toThrow(
      /the data has boxes, and SqueezeNet finds none: take a network for detection/,
    );
    const labelled = models.withLabels(new CellDetector(2) as never, Array.from("abcdefg"));
    await expect(attempt(labelled)).rejects.toThrow(/models.replaceHead\(model, data.classes\)/);
    await expect(attempt(network(), { loss: "focal" })).rejects.toThrow(
      /loss would do nothing: a detection network computes/,
    );
    await expect(attempt(network(), { labelSmoothing: 0.1, topK: [1] })).rejects.toThrow(
      /labelSmoothing and topK would do nothing/,
    );
    await expect(attempt(network(), { mixup: 0.2 })).rejects.toThrow(
      /`mixup` is not for detection: batches put images of one size together/,
    );
    await expect(attempt(network(), { aspectRatioGroups: 3, batchSampler: [[0]] })).rejects.toThrow(
      ArgumentError,
    );
    const images = {
      train: { length: 1, get: async () => ({ image: zeros([3, 4, 4]), label: 0 }) },
      classes: ["a", "b"],
    };
    const other = train.fit(classifier, images, { ...COMMON, epochs: 1, aspectRatioGroups: 3 });
    await expect(other).rejects.toThrow(
      /aspectRatioGroups.* would do nothing: batches of classification have no such thing/,
    );
    const masked = Object.assign(network(), { hasMasks: true });
    await expect(attempt(masked)).rejects.toThrow(/learns from masks, and the data has boxes alone/);
  });

  test("what is no batch of detection is refused", async () => {
    const loader = {
      async *[Symbol.asyncIterator]() {
        yield { images: zeros([2, 3, 8, 8]), targets: [] };
      },
    };
    const data = { train: loader, classes: ["a"], task: { name: "detection" } } as never;
    const failed = train.fit(network() as never, data, { epochs: 1, device: "cpu", scheduler: "none" });
    await expect(failed).rejects.toThrow(
      /expected batches \{ images, targets \} for detection: a list of images/,
    );
  });
});

describe("the references' recipe", () => {
  test("is torchvision's numbers, for any batch and length", () => {
    const data = { train: { length: 4000, get: async () => null } };
    expect(train.detectionRecipe(data)).toEqual({
      epochs: 26,
      lr: 0.0025,
      batchSize: 2,
      optimizer: "sgd",
      momentum: 0.9,
      weightDecay: 1e-4,
      scheduler: { name: "multistep", milestones: [16, 22], gamma: 0.1 },
      warmup: { length: 1000, kind: "linear", from: 1e-3 },
      aspectRatioGroups: 3,
    });
    const short = train.detectionRecipe(
      { train: { length: 100, get: async () => null } },
      { batchSize: 16, epochs: 13 },
    );
    expect(short).toMatchObject({ lr: 0.02, warmup: { length: 5 }, scheduler: { milestones: [8, 11] } });
    expect(() => train.detectionRecipe({ train: squareData() })).toThrow(ArgumentError);
  });

  test("is trained with as it is", async () => {
    const data = squareData();
    const rates: number[] = [];
    const recipe = train.detectionRecipe(data, { epochs: 3 });
    await train.fit(network(), data, {
      ...recipe,
      device: "cpu",
      onEvent: (event) => event.type === "step" && rates.push(event.lr),
    });
    // 6 steps an epoch: 5 of warmup, and the rate drops after the second and again after the third epoch.
    const at = (step: number): number =>
      0.0025 * (step < 5 ? 1e-3 + ((1 - 1e-3) * step) / 5 : step < 12 ? 1 : 0.1);
    for (const [step, rate] of rates.entries()) expect(rate).toBeCloseTo(at(step), 9);
    expect(rates.length).toBe(18);
  });
});
