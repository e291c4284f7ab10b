/** Augmentation by drawn changes: AutoAugment, RandAugment, TrivialAugment. Equal to torchvision's for the steps drawn. */
import type { Rng } from "../../../data/index.ts";
import { integerFrom, type Rest, signature } from "../../../edge/index.ts";
import { scope, type Tensor } from "../../../tensor/index.ts";
import { choice } from "../../arguments.ts";
import type { Sample } from "../../sample.ts";
import { CheckedTransform, checkDraw } from "../checked.ts";
import { checkImage, checkRange } from "../checks.ts";
import type { Size } from "../geometric.ts";
import type { Fill } from "../geometry.ts";
import type { GridInterpolation } from "../grid.ts";
import { needRng } from "../transform.ts";
import { AUGMENT_SAMPLING, type AugmentSampling, type AugmentStep, stepImage, stepSample } from "./ops.ts";
import { type AugmentPolicy, POLICIES } from "./policies.ts";
import {
  AUTO_AUGMENT,
  type AugmentSpace,
  type Magnitudes,
  opsOf,
  RAND_AUGMENT,
  TRIVIAL_WIDE,
} from "./spaces.ts";

/** A step at a bin of a space, its direction drawn. */
export function drawnStep(
  space: AugmentSpace,
  op: AugmentStep["op"],
  bin: (bins: number) => number,
  bins: number,
  size: Size,
  rng: Rng,
): AugmentStep {
  const magnitudes: Magnitudes | null | undefined = space[op];
  if (magnitudes == null) return { op, magnitude: 0 };
  const strength = magnitudes.at(bin(bins), bins, size);
  return { op, magnitude: magnitudes.signed && rng.bernoulli(0.5) ? -strength : strength };
}

/** One of the changes of a space. */
export function drawnOp(space: AugmentSpace, rng: Rng): AugmentStep["op"] {
  const names = opsOf(space);
  return names[rng.int(0, names.length)] as AugmentStep["op"]; // within the list
}

/** What draws steps and applies them one after the other; masks, boxes and keypoints of a sample follow changes of places. */
abstract class SteppedAugment extends CheckedTransform {
  readonly interpolation: GridInterpolation;
  readonly fill: Fill | null;
  readonly maskFill: number;

  constructor({ interpolation = "nearest", fill = null, maskFill = 0 }: AugmentSampling) {
    super();
    this.interpolation = interpolation;
    this.fill = fill;
    this.maskFill = maskFill;
  }

  /** The steps for an image of [height, width]. */
  abstract getParams(size: Size, rng: Rng, ...rest: []): AugmentStep[];

  protected override change(image: Tensor, rng?: Rng): Tensor {
    const random = needRng(rng, this);
    checkImage(image, this.constructor.name);
    const steps = this.getParams(image.shape.slice(-2) as [number, number], random);
    return scope(() => steps.reduce((held, step) => stepImage(held, step, this), image));
  }

  protected override changeSample<S extends Sample>(sample: S, rng?: Rng): S {
    const steps = this.getParams(sample.image.shape.slice(-2) as [number, number], needRng(rng, this));
    const { name } = this.constructor;
    return scope(() => steps.reduce((held, step) => stepSample(held, step, this, name), sample));
  }
}

/** Options of {@link AutoAugment}. */
export interface AutoAugmentOptions extends AugmentSampling {
  /** The data set that the policy was found for. Default "imagenet". */
  policy?: AugmentPolicy;
}

const AUTO = signature<AutoAugmentOptions>("transforms.AutoAugment", {
  options: { policy: choice(["imagenet", "cifar10", "svhn"]), ...AUGMENT_SAMPLING },
  positional: ["policy", "interpolation", "fill"],
});
/** Bins that policies name. */
const POLICY_BINS = 10;

/** One of the 25 pairs of changes of a learned policy (Cubuk et al. 2018, https://arxiv.org/abs/1805.09501). Images of bytes. */
export class AutoAugment extends SteppedAugment {
  readonly policy: AugmentPolicy;

  constructor(
    ...rest: Rest<
      AutoAugmentOptions,
      [policy: AugmentPolicy, interpolation: GridInterpolation, fill: Fill | null]
    >
  ) {
    const options = AUTO.read(rest);
    super(options);
    this.policy = options.policy ?? "imagenet";
  }

  override getParams(size: Size, rng: Rng, ...rest: []): AugmentStep[] {
    checkDraw(this, rest, { size, rng });
    const pairs = POLICIES[this.policy];
    const pair = pairs[rng.int(0, pairs.length)] as (typeof pairs)[number]; // within the list
    return pair.flatMap(([op, p, bin = 0]) =>
      rng.bernoulli(p) ? [drawnStep(AUTO_AUGMENT, op, () => bin, POLICY_BINS, size, rng)] : [],
    );
  }
}

/** Options of {@link RandAugment}. */
export interface RandAugmentOptions extends AugmentSampling {
  /** Changes, one after the other. Default 2. */
  numOps?: number;
  /** The bin of the magnitude of all changes, from 0 to below `numMagnitudeBins`. Default 9. */
  magnitude?: number;
  /** Default 31. */
  numMagnitudeBins?: number;
}

const RAND = signature<RandAugmentOptions>("transforms.RandAugment", {
  options: {
    numOps: integerFrom(0),
    magnitude: integerFrom(0),
    numMagnitudeBins: integerFrom(2),
    ...AUGMENT_SAMPLING,
  },
  positional: ["numOps", "magnitude", "numMagnitudeBins", "interpolation", "fill"],
});

/** `numOps` of 14 changes, drawn with equal chances, all at one magnitude (Cubuk et al. 2019, https://arxiv.org/abs/1909.13719). Images of bytes. */
export class RandAugment extends SteppedAugment {
  readonly numOps: number;
  readonly magnitude: number;
  readonly numMagnitudeBins: number;

  /** `new RandAugment(2, 9)`, or by name. Throws ArgumentError for a magnitude that has no bin. */
  constructor(
    ...rest: Rest<
      RandAugmentOptions,
      [
        numOps: number,
        magnitude: number,
        numMagnitudeBins: number,
        interpolation: GridInterpolation,
        fill: Fill | null,
      ]
    >
  ) {
    const options = RAND.read(rest);
    super(options);
    this.numOps = options.numOps ?? 2;
    this.magnitude = options.magnitude ?? 9;
    this.numMagnitudeBins = options.numMagnitudeBins ?? 31;
    checkRange(this.magnitude, 0, this.numMagnitudeBins - 1, "magnitude", "RandAugment");
  }

  override getParams(size: Size, rng: Rng, ...rest: []): AugmentStep[] {
    checkDraw(this, rest, { size, rng });
    const bin = (): number => this.magnitude;
    return Array.from({ length: this.numOps }, () =>
      drawnStep(RAND_AUGMENT, drawnOp(RAND_AUGMENT, rng), bin, this.numMagnitudeBins, size, rng),
    );
  }
}

/** Options of {@link TrivialAugmentWide}. */
export interface TrivialAugmentOptions extends AugmentSampling {
  /** Default 31. */
  numMagnitudeBins?: number;
}

const TRIVIAL = signature<TrivialAugmentOptions>("transforms.TrivialAugmentWide", {
  options: { numMagnitudeBins: integerFrom(2), ...AUGMENT_SAMPLING },
  positional: ["numMagnitudeBins", "interpolation", "fill"],
});

/** One of 14 changes at a random magnitude, of the wide space (Müller and Hutter 2021, https://arxiv.org/abs/2103.10158). Images of bytes. */
export class TrivialAugmentWide extends SteppedAugment {
  readonly numMagnitudeBins: number;

  constructor(
    ...rest: Rest<
      TrivialAugmentOptions,
      [numMagnitudeBins: number, interpolation: GridInterpolation, fill: Fill | null]
    >
  ) {
    const options = TRIVIAL.read(rest);
    super(options);
    this.numMagnitudeBins = options.numMagnitudeBins ?? 31;
  }

  override getParams(size: Size, rng: Rng, ...rest: []): AugmentStep[] {
    checkDraw(this, rest, { size, rng });
    const op = drawnOp(TRIVIAL_WIDE, rng);
    return [drawnStep(TRIVIAL_WIDE, op, (bins) => rng.int(0, bins), this.numMagnitudeBins, size, rng)];
  }
}
