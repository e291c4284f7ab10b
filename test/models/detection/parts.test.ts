/** Parts of detectors by themselves, against torchvision's numbers from scripts/fixtures/detection_networks.py. */

import { describe, expect, test } from "vitest";
import {
  ArgumentError,
  cat,
  DTypeError,
  manualSeed,
  models,
  nn,
  rand,
  randn,
  ShapeError,
  type Tensor,
  tensor,
  zeros,
} from "../../../lib/index.ts";
import { pasteMasks } from "../../../lib/models/detection/masks.ts";
import { expectClose, fixtureTensors } from "../../helpers/index.ts";

const {
  AnchorGenerator,
  BalancedPositiveNegativeSampler,
  BoxCoder,
  FeaturePyramidNetwork,
  FrozenBatchNorm2d,
  GeneralizedRCNNTransform,
  ImageList,
  LastLevelMaxPool,
  Matcher,
  MultiScaleRoIAlign,
} = models.detection;

const RTOL = 1e-5;
const stored = fixtureTensors("detection-parts").tensors;

function fixed(name: string): Tensor {
  const value = stored[name];
  if (value === undefined) throw new Error(`test/fixtures/detection-parts.safetensors has no ${name}`);
  return value;
}

describe("anchors", () => {
  test("are torchvision's, for images of which no stride is a divisor", () => {
    const generator = new AnchorGenerator(
      [[20, 33], [61.5]],
      [
        [0.5, 1, 2],
        [0.75, 3],
      ],
    );
    expect(generator.numAnchorsPerLocation()).toEqual([6, 2]);
    const images = new ImageList(zeros([2, 3, 96, 128]), [
      [90, 128],
      [96, 100],
    ]);
    const [first, second] = generator.forward(images, [zeros([2, 4, 11, 15]), zeros([2, 4, 5, 8])]);
    expectClose(first as Tensor, fixed("anchors"), 0);
    expect(second).toBe(first);
  });

  test("need a list of sizes for each level of the features", () => {
    const images = new ImageList(zeros([1, 3, 32, 32]), [[32, 32]]);
    const generator = new AnchorGenerator([32, 64], [1]);
    expect(() => generator.forward(images, [zeros([1, 4, 8, 8])])).toThrow(
      /sizes for 2 levels, and got features of 1/,
    );
    expect(() => new AnchorGenerator([32, 64], [[1]])).toThrow(
      /aspectRatios for as many levels as sizes, got 1 for 2/,
    );
    expect(() => new AnchorGenerator([-32])).toThrow(ArgumentError);
    expect(() => new ImageList(zeros([2, 3, 4, 4]), [[4, 4]])).toThrow(/got \(2, 3, 4, 4\) and 1 sizes/);
  });
});

describe("box codes", () => {
  const coder = new BoxCoder([10, 10, 5, 5]);
  const [boxes, others] = [fixed("coder.boxes"), fixed("coder.others")];

  test("are torchvision's, and decode to boxes whose size is bounded", () => {
    const codes = coder.encode(boxes, others);
    expectClose(codes, fixed("coder.codes"), RTOL);
    expectClose(coder.decode(codes, others), boxes, RTOL);
    const found = coder.decode(fixed("coder.wild").reshape([40, 3, 4]), others.unsqueeze(1));
    expectClose(found, fixed("coder.decoded"), RTOL);
  });
});

describe("matches", () => {
  test("are torchvision's with ties, with and without matches of low quality", () => {
    const quality = fixed("matcher.quality");
    expectClose(new Matcher(0.7, 0.3).match(quality), fixed("matcher.plain"), 0);
    expectClose(new Matcher(0.7, 0.3, true).match(quality), fixed("matcher.low"), 0);
  });

  test("of many objects, taken in parts, are those of all at once", () => {
    manualSeed(3);
    const low = rand([300, 2]).mul(40).round();
    const objects = cat([low, low.add(rand([300, 2]).mul(9).round().add(1))], 1);
    const base = rand([15_000, 2]).mul(40).round();
    const candidates = cat([base, base.add(rand([15_000, 2]).mul(9).round().add(1))], 1);
    const matcher = new Matcher(0.7, 0.3, { allowLowQualityMatches: true });
    // 4.5 million overlaps are more than are computed at once.
    const whole = matcher.match(overlaps(objects, candidates));
    expectClose(matcher.matchBoxes(objects, candidates), whole, 0);
  });

  test("need an object, a candidate and thresholds in their order", () => {
    expect(() => new Matcher(0.3, 0.7)).toThrow(/a low threshold of at most the high one, got 0.7 and 0.3/);
    expect(() => new Matcher(0.7, 0.3).match(zeros([0, 5]))).toThrow(ShapeError);
    expect(() => new Matcher(7, 3)).toThrow(ArgumentError);
  });
});

/** Intersections over unions (M, N). */
function overlaps(a: Tensor, b: Tensor): Tensor {
  const area = (of: Tensor): Tensor =>
    of
      .select(1, 2)
      .sub(of.select(1, 0))
      .mul(of.select(1, 3).sub(of.select(1, 1)));
  const low = a
    .unsqueeze(1)
    .narrow(2, 0, 2)
    .maximum(b.narrow(1, 0, 2));
  const high = a
    .unsqueeze(1)
    .narrow(2, 2, 2)
    .minimum(b.narrow(1, 2, 2));
  const shared = high.sub(low).clampMin(0).prod(2);
  return shared.div(area(a).unsqueeze(1).add(area(b)).sub(shared));
}

test("samples are those that torchvision draws", () => {
  const labels = fixed("sampler.labels").split([60, 30, 9]);
  manualSeed(7);
  const sampled = new BalancedPositiveNegativeSampler(16, 0.25).sample(labels);
  for (const part of ["positive", "negative"] as const) {
    const drawn = fixed(`sampler.${part}`)
      .split([60, 30, 9])
      .map((of) => of.nonzero().squeeze(1));
    expect(sampled.map((one) => one[part].toArray())).toEqual(drawn.map((of) => of.toArray()));
  }
});

describe("features of boxes", () => {
  const levels = Object.fromEntries(["0", "1", "2", "3"].map((name) => [name, fixed(`pool.level${name}`)]));
  const rois = fixed("pool.rois");
  const sizes = [
    [125, 160],
    [128, 150],
  ] as const;

  test("are taken from the level that torchvision takes them from", () => {
    const pool = new MultiScaleRoIAlign(["0", "1", "2", "3"], [3, 2], 2);
    const found = pool.forward(levels, [rois.slice(0, 0, 17), rois.slice(0, 17)], sizes);
    expectClose(found, fixed("pool.found"), RTOL);
    expect(String(pool)).toBe(
      "MultiScaleRoIAlign(featmap_names=['0', '1', '2', '3'], output_size=(3, 2), sampling_ratio=2)",
    );
  });

  test("of no box are none, and features of other names are refused", () => {
    const pool = new MultiScaleRoIAlign(["0", "1"], 7, 2);
    expect(pool.forward(levels, [zeros([0, 4]), zeros([0, 4])], sizes).shape).toEqual([0, 3, 7, 7]);
    const other = new MultiScaleRoIAlign(["a"], 7, 2);
    expect(() => other.forward(levels, [zeros([0, 4])], sizes)).toThrow(
      /expected one of the features a, got 0, 1, 2, 3/,
    );
  });
});

describe("feature pyramid", () => {
  test("has torchvision's first values and features", () => {
    manualSeed(8);
    const pyramid = new FeaturePyramidNetwork([4, 6], 5, { extraBlocks: new LastLevelMaxPool() });
    const found = pyramid.forward({ a: fixed("fpn.a"), b: fixed("fpn.b") });
    expect(Object.keys(found)).toEqual(["a", "b", "pool"]);
    for (const [name, value] of Object.entries(found))
      expectClose(value, fixed(`fpn.found.${name}`), RTOL, name);
    expect(() => pyramid.forward({ a: fixed("fpn.a") })).toThrow(/features of 2 resolutions, got 1: a/);
  });

  test("loads the keys of version 1, as the heads do", () => {
    const old = { pyramid: new FeaturePyramidNetwork([4], 5), rpn: new models.detection.RPNHead(5, 3) };
    const mask = new models.detection.MaskRCNNHeads(5, [6, 6], 1);
    const renamed = (dict: Map<string, Tensor>, from: RegExp, to: string): Map<string, Tensor> =>
      new Map([...dict].map(([key, value]) => [key.replace(from, to), value]));
    const cases: [nn.Module, Map<string, Tensor>][] = [
      [old.pyramid, renamed(old.pyramid.stateDict(), /blocks\.(\d)\.0\./, "blocks.$1.")],
      [old.rpn, renamed(old.rpn.stateDict(), /^conv\.0\.0\./, "conv.")],
      [
        mask,
        new Map(
          [...mask.stateDict()].map(([key, value]) => [
            `mask_fcn${Number(key[0]) + 1}.${key.slice(4)}`,
            value,
          ]),
        ),
      ],
    ];
    for (const [module, dict] of cases) {
      expect([...dict.keys()]).not.toEqual([...module.stateDict().keys()]);
      expect(module.loadStateDict(dict)).toMatchObject({ missing: [], unexpected: [] });
    }
  });
});

describe("frozen batch normalisation", () => {
  test("computes what batch normalisation does in evaluation mode, in training too, and has no parameters", () => {
    const norm = new nn.BatchNorm2d(3, { eps: 1e-3 });
    nn.init.uniform_(norm.weight as nn.Parameter);
    nn.init.uniform_(norm.bias as nn.Parameter);
    norm.forward(randn([4, 3, 5, 5]));
    const x = randn([2, 3, 4, 4]);
    norm.eval();
    const wanted = norm.forward(x);
    const frozen = FrozenBatchNorm2d.convertBatchnorm(new nn.Sequential(norm)) as nn.Sequential;
    expectClose(frozen.train().forward(x), wanted, 1e-6);
    expect([...frozen.parameters()]).toEqual([]);
    expect([...frozen.stateDict().keys()]).toEqual(["0.weight", "0.bias", "0.running_mean", "0.running_var"]);
    expect(String(frozen[0])).toBe("FrozenBatchNorm2d(3, eps=0.001)");
    // What counts batches is read over.
    expect(frozen.loadStateDict(new nn.Sequential(new nn.BatchNorm2d(3)).stateDict())).toMatchObject({
      unexpected: [],
    });
  });

  test("refuses a normalisation without scale", () => {
    expect(() => FrozenBatchNorm2d.convertBatchnorm(new nn.BatchNorm2d(3, { affine: false }))).toThrow(
      /layers with a scale, a shift and running statistics, got BatchNorm2d\(3/,
    );
  });
});

describe("the transform", () => {
  const change = new GeneralizedRCNNTransform([40, 56, 48], 90, [0.4, 0.5, 0.6], [0.2, 0.3, 0.25], {
    sizeDivisible: 16,
  });

  test("draws torchvision's sizes, normalises, resizes and pads as it does", () => {
    manualSeed(9);
    const raw = [rand([3, 31, 47]), rand([3, 64, 20])];
    const targets = [
      { boxes: tensor([[1, 2, 30, 25.5]]), labels: tensor([1n]) },
      { boxes: zeros([0, 4]), labels: zeros([0], { dtype: "int64" }) },
    ];
    change.train();
    for (let draw = 0; draw < 3; draw++) {
      const { images, targets: moved } = change.forward(raw, targets);
      const seen = images.tensors.slice(2, null, null, 3).slice(3, null, null, 3);
      expect(images.image_sizes).toEqual(
        (fixed(`transform.sizes${draw}`).toArray() as bigint[][]).map((s) => s.map(Number)),
      );
      expectClose(seen, fixed(`transform.images${draw}`), RTOL);
      expectClose(moved?.[0]?.boxes as Tensor, fixed(`transform.boxes${draw}`), RTOL);
    }
    const square = new GeneralizedRCNNTransform(40, 90, [0.5, 0.5, 0.5], [0.5, 0.5, 0.5], {
      fixedSize: [70, 50],
    });
    const { images } = square.eval().forward(raw);
    const seen = images.tensors.slice(2, null, null, 3).slice(3, null, null, 3);
    expectClose(seen, fixed("transform.fixed"), RTOL);
    const found = {
      boxes: tensor([[3, 4, 20, 30]]),
      labels: tensor([1n]),
      scores: tensor([1]),
      masks: fixed("transform.masks"),
    };
    const [back] = change.postprocess([found], [[40, 60]], [[31, 47]]);
    expectClose(back?.boxes as Tensor, fixed("transform.back"), RTOL);
    expectClose(back?.masks as Tensor, fixed("transform.pasted"), RTOL);
  });

  test("pastes masks of boxes that leave the image", () => {
    expectClose(pasteMasks(fixed("paste.masks"), fixed("paste.boxes"), [22, 30]), fixed("paste.found"), RTOL);
    expect(pasteMasks(zeros([0, 1, 4, 4]), zeros([0, 4]), [5, 6]).shape).toEqual([0, 1, 5, 6]);
  });

  test("prints as torchvision's", () => {
    expect(
      String(new GeneralizedRCNNTransform(800, 1333, [0.485, 0.456, 0.406], [0.229, 0.224, 0.225])),
    ).toBe(
      "GeneralizedRCNNTransform(\n    Normalize(mean=[0.485, 0.456, 0.406], std=[0.229, 0.224, 0.225])\n" +
        "    Resize(min_size=(800,), max_size=1333, mode='bilinear')\n)",
    );
  });

  test("says what is wrong with an image", () => {
    expect(() => change.forward([rand([1, 8, 8])])).toThrow(
      /images of 3 channels, got 1 at index 0; image\.expand/,
    );
    expect(() => change.forward([rand([3, 8, 8]), rand([8, 8])])).toThrow(ShapeError);
    expect(() => change.forward([zeros([3, 8, 8], { dtype: "uint8" })])).toThrow(DTypeError);
    expect(() => change.forward([])).toThrow(/at least one image, got none/);
    expect(() => change.forward([rand([3, 1, 5000])])).toThrow(/has no pixel left along an edge/);
    expect(() => new GeneralizedRCNNTransform(40, 90, [0.5], [0.5, 0.5])).toThrow(/got 1 and 2/);
  });
});
