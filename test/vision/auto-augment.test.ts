// Automatic augmentation: each change and every table of magnitudes as torchvision.transforms.v2 has them, what is drawn
// by its distribution, and samples moved along.

import { describe, expect, test } from "vitest";
import { Rng } from "../../lib/data/index.ts";
import { manualSeed, memory, randint, scope, type Tensor, tensor, zeros } from "../../lib/tensor/index.ts";
import { type Sample, transforms } from "../../lib/vision/index.ts";
import { fixtureJson, fixtureTensors } from "../helpers/index.ts";
import { expectExact, GREY_LEVEL, GRID_TOLERANCE, largestDifference } from "./sample-cases.ts";

type Op = transforms.AugmentOp;
type Step = transforms.AugmentStep;
interface Call {
  op: Op;
  magnitude: number;
  interpolation: "nearest" | "bilinear";
  fill: number[] | null;
}
type Table = Record<string, { signed: boolean; rows: (number[] | null)[] }>;

const fixture = fixtureJson<{
  calls: Call[];
  sizes: [bins: number, height: number, width: number][];
  spaces: Record<string, Table>;
  policies: Record<transforms.AugmentPolicy, [Op, number, number | null][][]>;
}>("augment");
const { tensors } = fixtureTensors("augment");
const image = tensors.image as Tensor;
const { functional: F } = transforms;

describe("augmentOp", () => {
  test.each(fixture.calls.map((call, at) => [call.op, JSON.stringify(call), call, at] as const))(
    "%s %s",
    (_op, _call, { op, magnitude, interpolation, fill }, at) => {
      const expected = tensors[`out.${at}`] as Tensor;
      const actual = F.augmentOp(image, op, magnitude, { interpolation, fill });
      if (expected.dtype === "float64") expectExact(actual, expected, GRID_TOLERANCE);
      // Places are decided by no rounding; blends of bytes are cut after sums that are.
      else {
        const isExact = interpolation === "nearest" && /^(shear|translate|rotate)/.test(op);
        expect(largestDifference(actual, expected)).toBeLessThanOrEqual(isExact ? 0 : GREY_LEVEL);
      }
      const positional = F.augmentOp(image, op, magnitude, interpolation, fill);
      expect(largestDifference(actual, positional)).toBe(0);
    },
  );

  test("refuses names that are none and other kinds", () => {
    expect(() => F.augmentOp(image, "twist" as Op, 1)).toThrow(/op must be/);
    expect(() => F.augmentOp(image, "rotate", "1" as unknown as number)).toThrow(
      /magnitude must be a number/,
    );
    expect(() => F.augmentOp(zeros([3]), "rotate", 1)).toThrow(/expected an image/);
  });
});

/** All steps of many draws. */
function drawn(draw: (rng: Rng) => Step[], times: number, seed: number): Step[] {
  const rng = new Rng(seed);
  return scope(() => Array.from({ length: times }, () => draw(rng)).flat());
}

/** Whether counts are what equal chances give: chi squared at most six standard deviations above its mean. */
function expectUniform(counts: number[]): void {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const mean = total / counts.length;
  const chi = counts.reduce((sum, count) => sum + (count - mean) ** 2 / mean, 0);
  const freedom = counts.length - 1;
  expect(chi).toBeLessThan(freedom + 6 * Math.sqrt(2 * freedom));
  expect(chi).toBeGreaterThan(freedom - 6 * Math.sqrt(2 * freedom));
}

function counted<T>(values: readonly T[]): Map<T, number> {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

/** What of a table's magnitudes a bin gives, both directions where it has two. */
function expectTable(steps: Step[], table: Table, size: number, bins: readonly number[]): void {
  for (const [op, { signed, rows }] of Object.entries(table)) {
    const seen = steps.filter((step) => step.op === op).map(({ magnitude }) => magnitude);
    const row = rows[size] as number[] | null;
    const values = row === null ? [0] : bins.map((bin) => row[bin] as number);
    const both = signed ? values.flatMap((value) => [value, -value]) : values;
    const wanted = new Set(both.map((value) => value + 0)); // -0 is 0
    expect(new Set(seen.map((value) => value + 0)), op).toEqual(wanted);
  }
}

describe.each(fixture.sizes.map((size, at) => [size, at] as const))(
  "what is drawn at %j",
  ([bins, height, width], at) => {
    const size = [height, width] as const;

    test("RandAugment: every change as often, at its magnitude", { timeout: 60_000 }, () => {
      const table = fixture.spaces.RandAugment as Table;
      const magnitude = 7;
      const transform = new transforms.RandAugment({ numOps: 3, magnitude, numMagnitudeBins: bins });
      const steps = drawn((rng) => transform.getParams(size, rng), 2500, 5);
      expect(steps.length).toBe(7500);
      const counts = counted(steps.map(({ op }) => op));
      expect([...counts.keys()].sort()).toEqual(Object.keys(table).sort());
      expectUniform([...counts.values()]);
      expectTable(steps, table, at, [magnitude]);
      const turned = steps.filter(({ op }) => op === "rotate").map((step) => step.magnitude > 0);
      expectUniform([...counted(turned).values()]);
    });

    test("TrivialAugmentWide: every change and bin as often", { timeout: 60_000 }, () => {
      const table = fixture.spaces.TrivialAugmentWide as Table;
      const transform = new transforms.TrivialAugmentWide({ numMagnitudeBins: bins });
      const steps = drawn((rng) => transform.getParams(size, rng), 14_000, 6);
      expectUniform([...counted(steps.map(({ op }) => op)).values()]);
      const all = Array.from({ length: bins }, (_, bin) => bin);
      expectTable(steps, table, at, all);
      const thresholds = steps.filter(({ op }) => op === "solarize").map(({ magnitude }) => magnitude);
      expectUniform([...counted(thresholds).values()]);
    });

    test("AugMix: chains of one to three, bins below the severity", { timeout: 60_000 }, () => {
      if (bins !== 10) return; // its bins are ten
      for (const allOps of [true, false]) {
        const transform = new transforms.AugMix({ severity: 4, mixtureWidth: 2, allOps });
        const rng = new Rng(7);
        const draws = scope(() => Array.from({ length: 1500 }, () => transform.getParams(size, rng)));
        const table = fixture.spaces[allOps ? "AugMix" : "AugMixPart"] as Table;
        const steps = draws.flatMap(({ chains }) => chains.flat());
        expectUniform([...counted(steps.map(({ op }) => op)).values()]);
        expectTable(steps, table, at, [0, 1, 2, 3]);
        expectUniform([
          ...counted(draws.flatMap(({ chains }) => chains.map(({ length }) => length))).values(),
        ]);
        for (const { weights } of draws) {
          expect(weights.length).toBe(3);
          expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
        }
      }
    });
  },
);

describe.each(["imagenet", "cifar10", "svhn"] as const)("AutoAugment %s", (policy) => {
  test("draws torchvision's pairs, each step by its probability", { timeout: 60_000 }, () => {
    const size = [224, 200] as const;
    const [bins] = fixture.sizes[0] as [number, number, number];
    expect(bins).toBe(10);
    const table = fixture.spaces.AutoAugment as Table;
    const transform = new transforms.AutoAugment(policy);
    const rng = new Rng(8);
    const times = 6000;
    const draws = scope(() => Array.from({ length: times }, () => transform.getParams(size, rng)));
    // How often each list of steps without its directions comes, from the policy as torchvision has it.
    const chances = new Map<string, number>();
    const pairs = fixture.policies[policy];
    const keyOf = (steps: readonly (readonly [Op, number])[]) => JSON.stringify(steps);
    for (const pair of pairs) {
      const magnitudeOf = ([op, , bin]: [Op, number, number | null]): [Op, number] => {
        const row = table[op]?.rows[0];
        return [op, row == null ? 0 : (row[bin as number] as number)];
      };
      const [a, b] = pair.map(magnitudeOf) as [[Op, number], [Op, number]];
      const [p, q] = pair.map(([, chance]) => chance) as [number, number];
      const add = (steps: [Op, number][], chance: number) =>
        chances.set(keyOf(steps), (chances.get(keyOf(steps)) ?? 0) + chance / pairs.length);
      add([a, b], p * q);
      add([a], p * (1 - q));
      add([b], (1 - p) * q);
      add([], (1 - p) * (1 - q));
    }
    const seen = counted(
      draws.map((steps) => keyOf(steps.map(({ op, magnitude }) => [op, Math.abs(magnitude)] as const))),
    );
    for (const key of seen.keys()) expect(chances.get(key) ?? 0, key).toBeGreaterThan(0);
    let [chi, cells] = [0, 0];
    for (const [key, chance] of chances) {
      if (chance * times < 5) continue;
      cells++;
      chi += ((seen.get(key) ?? 0) - chance * times) ** 2 / (chance * times);
    }
    expect(cells).toBeGreaterThan(25);
    expect(chi).toBeLessThan(cells + 6 * Math.sqrt(2 * cells));
  });
});

test("AugMix mixes as its weights and chains say", () => {
  for (const seed of [0, 1, 2]) {
    const transform = new transforms.AugMix({ severity: 6, alpha: 0.7, mixtureWidth: 4 });
    const [, h, w] = image.shape as [number, number, number];
    const { weights, chains } = transform.getParams([h, w], new Rng(seed));
    const mixed = transform.apply(image, new Rng(seed));
    const copies = chains.map((steps) =>
      steps.reduce(
        (held, { op, magnitude }) => F.augmentOp(held, op, magnitude, { interpolation: "bilinear" }),
        image,
      ),
    );
    const byHand = copies.reduce(
      (sum, copy, at) => sum.add(copy.double().mul(weights[at + 1] as number)),
      image.double().mul(weights[0] as number),
    );
    expect(mixed.dtype).toBe("uint8");
    // Cut to whole numbers, of sums in float32.
    const below = byHand.sub(mixed.double());
    expect(below.min().item()).toBeGreaterThan(-1e-3);
    expect(below.max().item()).toBeLessThan(1 + 1e-3);
  }
});

test("AugMix has weights of its own for each image of a batch", () => {
  const batch = tensor([1, 1, 1]).view([3, 1, 1, 1]).expand([3, 3, 6, 6]).mul(200).to("uint8");
  const transform = new transforms.AugMix({ allOps: false });
  const mixed = transform.apply(batch.contiguous(), new Rng(3));
  expect(mixed.shape).toEqual([3, 3, 6, 6]);
  expect(mixed.dtype).toBe("uint8");
});

describe("RandomPhotometricDistort", () => {
  test("is the changes that it draws, in their order", () => {
    const orders = new Set<string>();
    for (let seed = 0; seed < 40; seed++) {
      const transform = new transforms.RandomPhotometricDistort({ p: 0.8 });
      const rng = new Rng(seed);
      const draw = transform.getParams(3, rng);
      let byHand = image;
      const change = (f: (image: Tensor, factor: number) => Tensor, factor: number | null) => {
        if (factor !== null) byHand = f(byHand, factor);
      };
      change(F.adjustBrightness, draw.brightness);
      if (draw.contrastBefore) change(F.adjustContrast, draw.contrast);
      change(F.adjustSaturation, draw.saturation);
      change(F.adjustHue, draw.hue);
      if (!draw.contrastBefore) change(F.adjustContrast, draw.contrast);
      if (draw.permutation !== null) byHand = F.permuteChannels(byHand, draw.permutation);
      expect(largestDifference(transform.apply(image, new Rng(seed)), byHand)).toBe(0);
      orders.add(`${draw.contrastBefore}`);
    }
    expect(orders.size).toBe(2);
  });

  test("each change comes with its probability", () => {
    const transform = new transforms.RandomPhotometricDistort({ p: 0.3, contrast: [0.6, 0.9] });
    const rng = new Rng(4);
    const draws = Array.from({ length: 4000 }, () => transform.getParams(3, rng));
    for (const what of ["brightness", "contrast", "saturation", "hue", "permutation"] as const) {
      const share = draws.filter((draw) => draw[what] !== null).length / draws.length;
      expect(Math.abs(share - 0.3), what).toBeLessThan(6 * Math.sqrt((0.3 * 0.7) / draws.length));
    }
    const factors = draws.flatMap(({ contrast }) => (contrast === null ? [] : [contrast]));
    expect(Math.min(...factors)).toBeGreaterThanOrEqual(0.6);
    expect(Math.max(...factors)).toBeLessThan(0.9);
  });

  test("refuses ranges out of order and channels that are none", () => {
    expect(() => new transforms.RandomPhotometricDistort({ hue: [-0.6, 0] })).toThrow(/hue lies between/);
    expect(() => new transforms.RandomPhotometricDistort({ contrast: [2, 1] })).toThrow(/from <= to/);
    expect(() => F.permuteChannels(image, [0, 1])).toThrow(/each channel from 0 to 2 once/);
    expect(() => F.permuteChannels(image, [0, 1, 1])).toThrow(/each channel/);
  });
});

describe("samples", () => {
  const moved = { interpolation: "bilinear", fill: 9, maskFill: 255 } as const;
  const cornered = { ...moved, center: [0, 0] } as const;
  const made: [string, transforms.RandAugment | transforms.TrivialAugmentWide | transforms.AutoAugment][] = [
    ["RandAugment", new transforms.RandAugment({ numOps: 3, ...moved })],
    ["TrivialAugmentWide", new transforms.TrivialAugmentWide(moved)],
    ["AutoAugment", new transforms.AutoAugment({ policy: "svhn", ...moved })],
  ];
  test.each(made)("%s moves mask, boxes and keypoints with the image", (_name, transform) => {
    manualSeed(3);
    const size = [31, 40] as const;
    const sample: Sample = {
      image: randint(256, [3, ...size]).to("uint8"),
      mask: randint(7, [...size]),
      boxes: tensor([
        [3, 4, 20, 18],
        [10, 2, 38, 30],
      ]),
      keypoints: tensor([
        [5, 6],
        [30, 20],
      ]),
      labels: tensor([1, 2], { dtype: "int64" }),
    };
    let places = 0;
    for (let seed = 0; seed < 12; seed++) {
      const steps = transform.getParams(size, new Rng(seed));
      const S = transforms.sampleFunctional;
      const change = (held: Sample, { op, magnitude }: Step): Sample => {
        const degrees = (Math.atan(magnitude) * 180) / Math.PI;
        const shift = Math.trunc(magnitude);
        if (op.startsWith("shear") || op.startsWith("translate") || op === "rotate") places++;
        if (op === "shearX") return S.affine(held, { shear: [degrees, 0] }, cornered);
        if (op === "shearY") return S.affine(held, { shear: [0, degrees] }, cornered);
        if (op === "translateX") return S.affine(held, { translate: [shift, 0] }, moved);
        if (op === "translateY") return S.affine(held, { translate: [0, shift] }, moved);
        if (op === "rotate") return S.rotate(held, magnitude, moved);
        return { ...held, image: F.augmentOp(held.image, op, magnitude) };
      };
      const byHand = steps.reduce(change, sample);
      const actual = transform.applySample(sample, new Rng(seed));
      for (const part of ["image", "mask", "boxes", "keypoints", "labels"] as const) {
        expect(largestDifference(actual[part] as Tensor, byHand[part] as Tensor), part).toBe(0);
      }
      expect(largestDifference(transform.apply(sample.image, new Rng(seed)), actual.image)).toBe(0);
    }
    expect(places).toBeGreaterThan(5);
  });

  test("AugMix refuses what cannot follow", () => {
    const sample = { image, mask: zeros([13, 17], { dtype: "int64" }) };
    expect(() => new transforms.AugMix().applySample(sample, new Rng(0))).toThrow(/an image alone.*mask/);
    expect(new transforms.AugMix().applySample({ image }, new Rng(0)).image.shape).toEqual(image.shape);
  });
});

describe("promises", () => {
  const all = [
    new transforms.RandAugment(2, 9),
    new transforms.AutoAugment("cifar10"),
    new transforms.TrivialAugmentWide(31, "bilinear"),
    new transforms.AugMix(3, 3, -1, 1, true),
    new transforms.RandomPhotometricDistort(),
  ];
  test.each(all.map((one) => [one.constructor.name, one] as const))("%s", (_name, transform) => {
    expect(() => transform.apply(image)).toThrow(/needs a generator/);
    const twice = [1, 2].map(() => transform.apply(image, new Rng(9)));
    expect(largestDifference(twice[0] as Tensor, twice[1] as Tensor)).toBe(0);
    const before = memory.stats().liveTensors;
    for (let seed = 0; seed < 5; seed++) {
      const made = transform.apply(image, new Rng(seed));
      if (made !== image) made.dispose();
    }
    expect(memory.stats().liveTensors).toBe(before);
  });

  test("values out of range are refused", () => {
    expect(() => new transforms.RandAugment({ magnitude: 31 })).toThrow(/magnitude lies between 0 and 30/);
    expect(() => new transforms.RandAugment({ numMagnitudeBins: 1 })).toThrow(/at least 2/);
    expect(() => new transforms.AutoAugment({ policy: "mnist" as "svhn" })).toThrow(
      /imagenet, cifar10, svhn/,
    );
    expect(() => new transforms.AugMix({ severity: 11 })).toThrow(/severity lies between 1 and 10/);
    expect(() => new transforms.AugMix({ chainDepth: 0 })).toThrow(/at least 1, or -1/);
    expect(() => new transforms.AugMix({ alpha: 0 })).toThrow(/alpha/);
    expect(() => new transforms.TrivialAugmentWide({ interpolation: "bicubic" as "nearest" })).toThrow(
      /nearest, bilinear/,
    );
  });
});

describe("ClassificationTrainPreset", () => {
  const { options, ...rest } = new transforms.ClassificationTrainPreset({ cropSize: 12 });
  const plain = (image: Tensor, rng: Rng) =>
    new transforms.Compose([
      new transforms.RandomResizedCrop(12, { scale: options.scale }),
      new transforms.RandomHorizontalFlip(options.hflip),
    ]).apply(image, rng);
  const end = (image: Tensor) => F.normalize(F.convertImageDtype(image), options.mean, options.std);
  const sampling = { interpolation: "bilinear" } as const;
  const chains: [transforms.ClassificationTrainOptions, transforms.Transform][] = [
    [
      { cropSize: 12, autoAugment: "randaugment", magnitude: 12 },
      new transforms.RandAugment({ magnitude: 12, ...sampling }),
    ],
    [{ cropSize: 12, autoAugment: "trivialaugment" }, new transforms.TrivialAugmentWide({ ...sampling })],
    [
      { cropSize: 12, autoAugment: "augmix", severity: 5 },
      new transforms.AugMix({ severity: 5, ...sampling }),
    ],
    [
      { cropSize: 12, autoAugment: "cifar10", randomErasing: 1 },
      new transforms.AutoAugment({ policy: "cifar10", ...sampling }),
    ],
  ];
  test.each(chains.map(([given, by]) => [JSON.stringify(given), given, by] as const))(
    "%s",
    (_name, given, by) => {
      const preset = new transforms.ClassificationTrainPreset(given);
      for (let seed = 0; seed < 4; seed++) {
        const rng = new Rng(seed);
        const changed = end(by.apply(plain(image, rng), rng));
        const byHand =
          given.randomErasing === undefined ? changed : new transforms.RandomErasing(1).apply(changed, rng);
        expect(largestDifference(preset.apply(image, new Rng(seed)), byHand)).toBeLessThanOrEqual(1e-6);
      }
      // As plain JSON it makes the same again, and says nothing of what was not given.
      const again = new transforms.ClassificationTrainPreset(JSON.parse(JSON.stringify(preset.options)));
      expect(again.options).toEqual(preset.options);
      expect(largestDifference(again.apply(image, new Rng(9)), preset.apply(image, new Rng(9)))).toBe(0);
    },
  );

  test("an option without its augmentation is refused, and none adds no option", () => {
    expect(Object.keys(rest)).toEqual([]);
    expect("autoAugment" in options).toBe(false);
    const make = (given: object) => () =>
      new transforms.ClassificationTrainPreset({ cropSize: 12, ...given });
    expect(make({ magnitude: 3 })).toThrow(/magnitude would do nothing.*randaugment/);
    expect(make({ autoAugment: "randaugment", severity: 3 })).toThrow(/severity would do nothing/);
    expect(make({ autoAugment: "mixup" })).toThrow(/autoAugment must be one of imagenet/);
    expect(make({ randomErasing: 1.5 })).toThrow(/randomErasing lies between 0 and 1/);
  });
});
