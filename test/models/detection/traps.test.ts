/** What goes wrong in practice: empty, tiny, huge, crowded, grey, half and broken images, and objects that are none. */

import { describe, expect, test } from "vitest";
import {
  ArgumentError,
  amp,
  arange,
  cat,
  type Detections,
  type DetectionTarget,
  DTypeError,
  manualSeed,
  memory,
  models,
  nn,
  ones,
  rand,
  ShapeError,
  scope,
  type Tensor,
  tensor,
  zeros,
} from "../../../lib/index.ts";

/** Features of an eighth of the image. */
class TinyBackbone extends nn.Module {
  readonly out_channels = 8;
  layers = new nn.Sequential(
    new nn.Conv2d(3, 8, 3, { stride: 4, padding: 1 }),
    new nn.ReLU(),
    new nn.Conv2d(8, 8, 3, { stride: 2, padding: 1 }),
    new nn.ReLU(),
  );

  override forward(x: Tensor): Tensor {
    return this.layers.forward(x);
  }
}

const { AnchorGenerator, MaskRCNNHeads, MaskRCNNPredictor, MultiScaleRoIAlign } = models.detection;

function partsOf(options: models.FasterRCNNOptions = {}): models.detection.FasterRCNNConfig {
  return {
    numClasses: 3,
    minSize: 64,
    maxSize: 128,
    rpnAnchorGenerator: new AnchorGenerator([[16, 32]], [1]),
    boxRoiPool: new MultiScaleRoIAlign(["0"], 3, 2),
    rpnPostNmsTopNTrain: 50,
    rpnPostNmsTopNTest: 50,
    boxBatchSizePerImage: 16,
    rpnBatchSizePerImage: 16,
    ...options,
  };
}

function tiny(options: models.FasterRCNNOptions = {}): models.FasterRCNN {
  manualSeed(1);
  return new models.FasterRCNN(new TinyBackbone(), partsOf(options));
}

function tinyMasks(): models.MaskRCNN {
  manualSeed(1);
  return new models.MaskRCNN(new TinyBackbone(), {
    ...partsOf(),
    numClasses: undefined,
    boxPredictor: new models.detection.FastRCNNPredictor(1024, 3),
    maskRoiPool: new MultiScaleRoIAlign(["0"], 4, 2),
    maskHead: new MaskRCNNHeads(8, [8], 1),
    maskPredictor: new MaskRCNNPredictor(8, 8, 3),
  });
}

const none = (): DetectionTarget => ({ boxes: zeros([0, 4]), labels: zeros([0], { dtype: "int64" }) });
const one = (box: number[] = [4, 4, 30, 40], label = 1n): DetectionTarget => ({
  boxes: tensor([box]),
  labels: tensor([label]),
});

function expectFinite(losses: Record<string, Tensor>): void {
  for (const [name, loss] of Object.entries(losses)) {
    expect(loss.shape, name).toEqual([]);
    expect(Number.isFinite(Number(loss.item())), name).toBe(true);
  }
}

function learn(losses: Record<string, Tensor>): void {
  Object.values(losses)
    .reduce((sum, loss) => sum.add(loss))
    .backward();
}

function expectDetections(found: Detections[], images: readonly Tensor[]): void {
  expect(found).toHaveLength(images.length);
  for (const [at, { boxes, labels, scores }] of found.entries()) {
    const [, height = 0, width = 0] = images[at]?.shape ?? [];
    const many = scores.numel();
    expect([boxes.shape, labels.shape]).toEqual([[many, 4], [many]]);
    expect([boxes.dtype, labels.dtype, scores.dtype]).toEqual(["float32", "int64", "float32"]);
    for (const [x1, y1, x2, y2] of boxes.toArray() as [number, number, number, number][]) {
      expect(x1 >= 0 && y1 >= 0 && x2 <= width + 1e-3 && y2 <= height + 1e-3 && x2 > x1 && y2 > y1).toBe(
        true,
      );
    }
    const falling = scores.toArray() as number[];
    expect(falling).toEqual(falling.toSorted((a, b) => b - a));
  }
}

describe("objects", () => {
  test("an image without any is background, and so is a batch of them", () => {
    const model = tiny();
    const images = [rand([3, 60, 50]), rand([3, 60, 50])];
    for (const targets of [
      [none(), one()],
      [none(), none()],
    ]) {
      const losses = model.losses(images, targets);
      expectFinite(losses);
      learn(losses);
    }
    const losses = model.losses(images, [none(), none()]);
    expect([losses.loss_box_reg.item(), losses.loss_rpn_box_reg.item()]).toEqual([0, 0]);
  });

  test("without any there is no mask to learn, and no NaN", () => {
    const model = tinyMasks();
    const target = { ...none(), masks: zeros([0, 60, 50], { dtype: "uint8" }) };
    const losses = model.losses([rand([3, 60, 50])], [target]);
    expectFinite(losses);
    learn(losses);
    expect(losses.loss_mask?.item()).toBe(0);
  });

  test("may be a pixel, and may be five thousand", () => {
    const model = tiny();
    expectFinite(model.losses([rand([3, 60, 50])], [one([7, 9, 8, 10])]));
    const at = arange(5000);
    const low = cat([at.remainder(100).mul(2).unsqueeze(1), at.div(100).floor().mul(2).unsqueeze(1)], 1);
    const boxes = cat([low, low.add(2)], 1);
    const losses = model.losses([rand([3, 110, 210])], [{ boxes, labels: ones([5000], { dtype: "int64" }) }]);
    expectFinite(losses);
    learn(losses);
  });

  test("that are a crowd are not learnt from", () => {
    const model = tiny();
    const images = [rand([3, 60, 50])];
    const both = {
      boxes: tensor([
        [4, 4, 30, 40],
        [1, 2, 45, 50],
      ]),
      labels: tensor([1n, 2n]),
    };
    const of = (target: DetectionTarget): unknown[] => {
      manualSeed(4);
      return Object.values(model.losses(images, [target])).map((loss) => loss.item());
    };
    expect(of({ ...both, iscrowd: tensor([0n, 1n]) })).toEqual(of(one()));
    expect(of({ ...both, iscrowd: tensor([0n, 0n]) })).toEqual(of(both));
  });

  test.each([
    ["without width", [[5, 5, 5, 20]], /got \[5, 5, 5, 20\] at index 0 of the target at index 1/],
    [
      "turned round",
      [
        [1, 1, 9, 9],
        [30, 5, 10, 20],
      ],
      /got \[30, 5, 10, 20\] at index 1 of the target at index 1/,
    ],
    ["that are NaN", [[1, 1, Number.NaN, 9]], /x2 > x1 and y2 > y1/],
    ["that are infinite", [[1, 1, Number.POSITIVE_INFINITY, 9]], /x2 > x1 and y2 > y1/],
  ])("with boxes %s are refused, by image and box", (_, boxes, text) => {
    const target = { boxes: tensor(boxes), labels: ones([boxes.length], { dtype: "int64" }) };
    const images = [rand([3, 60, 50]), rand([3, 60, 50])];
    expect(() => tiny().losses(images, [one(), target])).toThrow(text);
    expect(() => tiny().losses(images, [one(), target])).toThrow(ArgumentError);
  });

  test("with labels that are no class are refused, with the number of classes", () => {
    const images = [rand([3, 60, 50])];
    for (const label of [0n, 3n, -1n]) {
      expect(() => tiny().losses(images, [one(undefined, label)])).toThrow(
        `the label ${label} at index 0 of the target at index 0 is no class of the network, which has 2: labels are 1 to 2`,
      );
    }
  });

  test("of other shapes and dtypes are refused", () => {
    const model = tiny();
    const images = [rand([3, 60, 50])];
    const wrong: [DetectionTarget, RegExp, unknown][] = [
      [
        { boxes: zeros([4]), labels: zeros([1], { dtype: "int64" }) },
        /boxes \(N, 4\) of the target at index 0, got \(4\)/,
        ShapeError,
      ],
      [
        { ...one(), labels: tensor([1n, 2n]) },
        /labels \(1\), one for each box, of the target at index 0, got \(2\)/,
        ShapeError,
      ],
      [
        { ...one(), labels: tensor([1]) },
        /expected int64 labels of the target at index 0, got float32/,
        DTypeError,
      ],
      [{ ...one(), boxes: tensor([[1n, 2n, 3n, 4n]]) }, /expected floating boxes/, DTypeError],
    ];
    for (const [target, text, kind] of wrong) {
      expect(() => model.losses(images, [target])).toThrow(text);
      expect(() => model.losses(images, [target])).toThrow(kind as typeof Error);
    }
    expect(() => model.losses(images, [])).toThrow(/a target for each of 1 images, got 0/);
    // @ts-expect-error boxes are missing
    expect(() => model.losses(images, [{ labels: tensor([1n]) }])).toThrow(
      /targets must be a list of \{ boxes, labels/,
    );
  });

  test("with masks of another size or without masks are refused by a network that finds them", () => {
    const model = tinyMasks();
    const images = [rand([3, 60, 50])];
    expect(() => model.losses(images, [one()])).toThrow(
      /target at index 0 has no masks.*give masks \(1, 60, 50\)/,
    );
    const masks = ones([1, 50, 60], { dtype: "uint8" });
    expect(() => model.losses(images, [{ ...one(), masks }])).toThrow(
      /masks \(1, 60, 50\) of the target at index 0.*got \(1, 50, 60\)/,
    );
    const floats = ones([1, 60, 50]);
    expect(() => model.losses(images, [{ ...one(), masks: floats }])).toThrow(/masks of uint8 or bool/);
    const losses = model.losses(images, [{ ...one(), masks: ones([1, 60, 50], { dtype: "bool" }) }]);
    expectFinite(losses);
    expect(Object.keys(losses)).toEqual([
      "loss_classifier",
      "loss_box_reg",
      "loss_mask",
      "loss_objectness",
      "loss_rpn_box_reg",
    ]);
  });
});

describe("images", () => {
  test("may be of any sizes in one batch, tiny and huge", () => {
    const model = tiny();
    const images = [rand([3, 1, 1]), rand([3, 900, 1500]), rand([3, 3, 2])];
    expectDetections(model.detect(images), images);
    const targets = [one([0, 0, 1, 1]), one([100, 200, 1400, 880]), none()];
    expectFinite(model.losses(images, targets));
  });

  test("with NaN give no detection, and losses that are NaN", () => {
    const model = tiny();
    const broken = rand([3, 60, 50]);
    broken.select(0, 1).fill_(Number.NaN);
    expect(model.detect([broken])[0]?.scores.shape).toEqual([0]);
    const losses = model.losses([broken], [one()]);
    expect(Object.values(losses).some((loss) => Number.isNaN(loss.item()))).toBe(true);
  });

  test("of one channel are refused, and taken by a network that was adapted", () => {
    const model = tiny();
    const grey = rand([1, 60, 50]);
    expect(() => model.detect([grey])).toThrow(
      /images of 3 channels, got 1 at index 0.*models\.adaptInput\(model, 1\)/,
    );
    const rgb = grey.expand([3, -1, -1]);
    // With the same statistics for each colour, the adapted network sees in grey what it saw in three equal channels.
    model.transform.image_mean = [0.4, 0.4, 0.4];
    model.transform.image_std = [0.2, 0.2, 0.2];
    const [before] = model.detect([rgb]);
    models.adaptInput(model, 1);
    const [after] = model.detect([grey]);
    const difference = before?.boxes
      .sub(after?.boxes as Tensor)
      .abs()
      .max()
      .item();
    expect(difference).toBeLessThan(1e-2);
    expect(() => model.detect([rgb])).toThrow(/images of 1 channels, got 3/);
    expectFinite(model.losses([grey], [one()]));
  });

  test("need targets in training mode", () => {
    const model = tiny();
    expect(() => model.forward([rand([3, 60, 50])])).toThrow(
      /in training mode it needs targets.*model\.detect/,
    );
  });
});

describe("modes", () => {
  test("losses are there in evaluation mode, detections in training mode, and the mode stays", () => {
    const model = tiny();
    const images = [rand([3, 60, 50])];
    model.eval();
    expectFinite(model.losses(images, [one()]));
    expect(model.training).toBe(false);
    const [inEval] = model.forward(images);
    model.train();
    const [inTraining] = model.detect(images);
    expect(model.transform.training && model.rpn.training).toBe(true);
    expect(inTraining?.boxes.toArray()).toEqual(inEval?.boxes.toArray());
    expect(inTraining?.boxes.requiresGrad).toBe(false);
  });

  test("more than a hundred detections where that is asked for", () => {
    const many = (boxDetectionsPerImg: number): number => {
      const options = { boxScoreThresh: 0, boxNmsThresh: 1, rpnNmsThresh: 1, rpnPostNmsTopNTest: 200 };
      const model = tiny({ ...options, rpnPreNmsTopNTest: 200, boxDetectionsPerImg });
      return model.detect([rand([3, 128, 128])])[0]?.scores.numel() ?? 0;
    };
    expect(many(100)).toBe(100);
    expect(many(250)).toBe(250);
    expect(many(0)).toBe(0);
  });

  test("under autocast and in bfloat16 boxes and losses stay float32", () => {
    const model = tiny();
    const images = [rand([3, 60, 50])];
    const exact = Object.values(model.losses(images, [one()])).map((loss) => Number(loss.item()));
    const cast = amp.autocast({ dtype: "bfloat16" }, () => {
      const losses = model.losses(images, [one()]);
      expectFinite(losses);
      expect(Object.values(losses).map((loss) => loss.dtype)).toEqual([
        "float32",
        "float32",
        "float32",
        "float32",
      ]);
      expectDetections(model.detect(images), images);
      return Object.values(losses).map((loss) => Number(loss.item()));
    });
    for (const [at, value] of cast.entries())
      expect(Math.abs(value - (exact[at] as number))).toBeLessThan(0.2);
    learn(model.losses(images, [one()]));
    const half = tinyMasks().bfloat16();
    const halves = images.map((image) => image.bfloat16());
    const masks = ones([1, 60, 50], { dtype: "uint8" });
    const losses = half.losses(halves, [{ ...one(), masks }]);
    expectFinite(losses);
    learn(losses);
    const [found] = half.detect(halves);
    expect([found?.boxes.dtype, found?.scores.dtype]).toEqual(["float32", "float32"]);
    expect(found?.masks?.shape).toEqual([found?.scores.numel(), 1, 60, 50]);
  });
});

test("memory stays where it is over repeated losses and detections", () => {
  const model = tinyMasks();
  const images = [rand([3, 48, 64]), rand([3, 64, 40])];
  const targets = images.map((image) => ({
    ...one(),
    masks: ones([1, ...image.shape.slice(1)], { dtype: "uint8" }),
  }));
  const run = (): void =>
    scope(() => {
      learn(model.train().losses(images, targets));
      model.detect(images);
      model.eval().forward(images);
      model.zeroGrad();
    });
  run();
  memory.collect();
  const before = memory.stats().liveTensors;
  for (let i = 0; i < 5; i++) run();
  memory.collect();
  expect(memory.stats().liveTensors).toBe(before);
});
