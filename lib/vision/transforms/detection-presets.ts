/**
 * Ready-made chains for detection: the transforms of torchvision's detection weights, and the augmentations of its
 * references. Images become float32 from 0 to 1 and stay as large as they are: detection networks normalise and resize
 * themselves. Options are plain JSON, as saved beside a trained model.
 */

import type { Rng } from "../../data/index.ts";
import { integerFrom, listOf, number, oneOf, type Rest, signature } from "../../edge/index.ts";
import { ArgumentError } from "../../native/errors.ts";
import { scope, type Tensor } from "../../tensor/index.ts";
import { edgesKind } from "../arguments.ts";
import type { Sample } from "../sample.ts";
import { RandomIoUCrop, SanitizeBoundingBoxes } from "./box-transforms.ts";
import { CheckedTransform } from "./checked.ts";
import { checkRange, isFloating } from "./checks.ts";
import { convertImageDtype } from "./color.ts";
import { Compose } from "./compose.ts";
import { checkScaled, contiguousMasks } from "./presets.ts";
import { RandomHorizontalFlip, RandomVerticalFlip } from "./random.ts";
import { RandomPhotometricDistort } from "./random-color.ts";
import { FixedSizeCrop, RandomShortestSize, ScaleJitter } from "./random-size.ts";
import { RandomZoomOut } from "./random-warp.ts";
import { needRng, type Transform } from "./transform.ts";

const PRESET = signature("transforms.DetectionPreset");

/** torchvision's `ObjectDetection` transforms of pretrained weights: float32 from 0 to 1, and nothing else. */
export class DetectionPreset extends CheckedTransform {
  readonly options: Record<never, never> = {};

  constructor(...rest: []) {
    super();
    PRESET.read(rest);
  }

  protected override change(image: Tensor): Tensor {
    return toUnit(image);
  }

  protected override changeSample<S extends Sample>(sample: S): S {
    return scope(() => contiguousMasks({ ...sample, image: toUnit(sample.image) }));
  }
}

/**
 * What torchvision's references call the augmentations: mirroring; large scale jitter; one of several sizes; and those of
 * SSD and SSDlite.
 */
export type DetectionAugmentation = "hflip" | "lsj" | "multiscale" | "ssd" | "ssdlite";

/** Options of {@link DetectionTrainPreset}; plain JSON. */
export interface DetectionTrainOptions {
  /** Default "hflip". */
  augmentation?: DetectionAugmentation;
  /** Probability of mirroring left and right. Default 0.5. */
  hflip?: number;
  /** Probability of mirroring top and bottom. Default 0. */
  vflip?: number;
  /** What "lsj" and "ssd" put around an image, from 0 to 255, one for each channel. Default 123, 117, 104. */
  fill?: readonly number[];
  /** Of "lsj": the size, or [height, width], of the result. Default 1024. */
  size?: number | readonly [number, number];
  /** Of "multiscale": the shorter edges drawn from, pixels. Default 480 to 800 in steps of 32. */
  minSize?: readonly number[];
  /** Of "multiscale": the bound of the longer edge. Default 1333. */
  maxSize?: number;
}

const OPERATION = "DetectionTrainPreset";
const TRAIN = signature<DetectionTrainOptions>(OPERATION, {
  options: {
    augmentation: oneOf("hflip", "lsj", "multiscale", "ssd", "ssdlite"),
    hflip: number,
    vflip: number,
    fill: listOf(number),
    size: edgesKind,
    minSize: listOf(integerFrom(1)),
    maxSize: integerFrom(1),
  },
  advice: {
    dataAugmentation: "it is called augmentation",
    mean: "it is called fill; detection networks normalise images themselves",
    std: "leave it out: detection networks normalise images themselves",
  },
});

/** Shorter edges of "multiscale". */
const EDGES = Array.from({ length: 11 }, (_, i) => 480 + 32 * i);
/** Red, green and blue around an image. */
const FILL = [123, 117, 104];
/** The augmentations that an option is for. */
const USED: Partial<Record<keyof DetectionTrainOptions, readonly DetectionAugmentation[]>> = {
  fill: ["lsj", "ssd"],
  size: ["lsj"],
  minSize: ["multiscale"],
  maxSize: ["multiscale"],
};

/**
 * The augmentations of torchvision's references for detection. Whatever they leave of boxes is cleaned up: a box of less
 * than a pixel goes, with its label, mask, area and crowd.
 */
export class DetectionTrainPreset extends CheckedTransform {
  readonly options: DetectionTrainOptions & Required<Pick<DetectionTrainOptions, "augmentation" | "hflip">>;
  /** By the kind of image: whether it is floating, and how many channels it has. */
  readonly #chains = new Map<string, Compose>();

  /** Throws ArgumentError for unknown options, values out of their range, and options that the augmentation does not use. */
  constructor(...rest: Rest<DetectionTrainOptions>) {
    super();
    const options = TRAIN.read(rest);
    const { augmentation = "hflip", hflip = 0.5, vflip = 0 } = options;
    this.options = { ...options, augmentation, hflip };
    checkRange(hflip, 0, 1, "hflip", OPERATION);
    checkRange(vflip, 0, 1, "vflip", OPERATION);
    for (const [name, users] of Object.entries(USED)) {
      if (options[name as keyof DetectionTrainOptions] === undefined || users.includes(augmentation))
        continue;
      throw new ArgumentError(
        `${OPERATION}: ${name} would do nothing with augmentation "${augmentation}"; it is of ${users.map((user) => `"${user}"`).join(" and ")}`,
        { operation: OPERATION },
      );
    }
    for (const value of options.fill ?? []) checkRange(value, 0, 255, "fill", OPERATION);
    this.#moves(FILL); // refuses what its transforms would refuse
  }

  #moves(fill: readonly number[]): Compose {
    const { augmentation, hflip, vflip = 0, size = 1024, minSize = EDGES, maxSize = 1333 } = this.options;
    const before: Record<DetectionAugmentation, () => Transform[]> = {
      hflip: () => [],
      lsj: () => [new ScaleJitter(size), new FixedSizeCrop(size, { fill })],
      multiscale: () => [new RandomShortestSize(minSize, { maxSize })],
      ssd: () => [new RandomPhotometricDistort(), new RandomZoomOut({ fill }), new RandomIoUCrop()],
      ssdlite: () => [new RandomIoUCrop()],
    };
    return new Compose([
      ...before[augmentation](),
      new RandomHorizontalFlip({ p: hflip }),
      ...(vflip > 0 ? [new RandomVerticalFlip({ p: vflip })] : []),
    ]);
  }

  /** The chain for an image like this: what is put around it is in its own range and channels. */
  #chainOf(image: Tensor): Compose {
    const channels = image.shape.at(-3) as number;
    const floating = isFloating(image.dtype);
    const key = `${floating} ${channels}`;
    const known = this.#chains.get(key);
    if (known !== undefined) return known;
    const usual =
      channels === FILL.length ? FILL : [FILL.reduce((sum, value) => sum + value, 0) / FILL.length];
    const colour = this.options.fill ?? usual;
    const made = this.#moves(floating ? colour.map((value) => value / 255) : colour);
    this.#chains.set(key, made);
    return made;
  }

  protected override change(image: Tensor, rng?: Rng): Tensor {
    const random = needRng(rng, this);
    return scope(() => toUnit(this.#chainOf(image).apply(image, random)));
  }

  protected override changeSample<S extends Sample>(sample: S, rng?: Rng): S {
    const random = needRng(rng, this);
    return scope(() => {
      const moved = this.#chainOf(sample.image).applySample(sample, random);
      const clean = new SanitizeBoundingBoxes().applySample(moved);
      return contiguousMasks({ ...clean, image: toUnit(clean.image) });
    });
  }
}

/** Contiguous float32 from 0 to 1. Throws DTypeError for integers other than bytes. */
function toUnit(image: Tensor): Tensor {
  checkScaled(image);
  return scope(() => convertImageDtype(image.contiguous(), "float32"));
}
