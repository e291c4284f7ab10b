/**
 * Ready-made chains for segmentation: the transforms of torchvision's segmentation weights, and their training
 * counterpart from torchvision's references. Options are plain JSON, as saved beside a trained model.
 */

import type { Rng } from "../../data/index.ts";
import { boolean, integer, integerFrom, nullable, number, type Rest, signature } from "../../edge/index.ts";
import { ArgumentError } from "../../native/errors.ts";
import { scope, type Tensor } from "../../tensor/index.ts";
import { edgesKind, rangeKind } from "../arguments.ts";
import type { Sample } from "../sample.ts";
import { CheckedTransform } from "./checked.ts";
import { checkRange, type Range, sizePair } from "./checks.ts";
import { Compose } from "./compose.ts";
import { CenterCrop, Resize } from "./fixed.ts";
import { finish, finishSample, PIXEL_KINDS, type PixelOptions, pixelDefaults } from "./presets.ts";
import { RandomCrop, RandomHorizontalFlip, RandomRotation, RandomVerticalFlip } from "./random.ts";
import { ColorJitter } from "./random-color.ts";
import { RandomResize } from "./random-size.ts";
import { needRng, type Transform } from "./transform.ts";

/** Options of {@link SegmentationPreset}; plain JSON. */
export interface SegmentationOptions extends PixelOptions {
  /** Shorter edge, pixels; null leaves the size. Default 520, or null where `size` is given. */
  resizeSize?: number | null;
  /** Exact [height, width] instead of a shorter edge, whatever the aspect ratio. Default null. */
  size?: number | readonly [number, number] | null;
  /** Middle that is cut out after resizing, padded where the image is smaller; null for all. Default null. */
  cropSize?: number | readonly [number, number] | null;
  /** Default true. */
  antialias?: boolean;
  /** What masks hold where `cropSize` pads. Default 255. */
  ignoreIndex?: number;
}

const PRESET = signature<SegmentationOptions>("SegmentationPreset", {
  options: {
    ...PIXEL_KINDS,
    resizeSize: nullable(integerFrom(1)),
    size: nullable(edgesKind),
    cropSize: nullable(edgesKind),
    antialias: boolean,
    ignoreIndex: integer,
  },
});

/**
 * torchvision's `SemanticSegmentation` transforms of pretrained weights: resize, float, normalise; no crop unless
 * asked for. Takes (C, H, W), (N, C, H, W) or a sample, whose mask is resized by nearest.
 */
export class SegmentationPreset extends CheckedTransform {
  readonly options: Required<SegmentationOptions>;
  readonly #moves: Compose;

  /** Throws ArgumentError where both `size` and `resizeSize` are given. */
  constructor(...rest: Rest<SegmentationOptions>) {
    super();
    const options = PRESET.read(rest);
    const size = options.size ?? null;
    this.options = {
      resizeSize: options.resizeSize === undefined ? (size === null ? 520 : null) : options.resizeSize,
      size,
      cropSize: options.cropSize ?? null,
      ...pixelDefaults(options),
      antialias: options.antialias ?? true,
      ignoreIndex: options.ignoreIndex ?? 255,
    };
    const { resizeSize, cropSize, interpolation, antialias, ignoreIndex } = this.options;
    if (size !== null && resizeSize !== null) {
      throw new ArgumentError(
        `SegmentationPreset: give size ${JSON.stringify(size)} or resizeSize ${resizeSize}, not both`,
        { operation: "SegmentationPreset" },
      );
    }
    const resizeTo = size === null ? resizeSize : sizePair(size, "SegmentationPreset");
    this.#moves = new Compose([
      ...(resizeTo === null ? [] : [new Resize(resizeTo, { interpolation, antialias })]),
      ...(cropSize === null ? [] : [new CenterCrop(cropSize, { maskFill: ignoreIndex })]),
    ]);
  }

  protected override change(image: Tensor): Tensor {
    return scope(() => finish(this.#moves.apply(image), this.options));
  }

  protected override changeSample<S extends Sample>(sample: S): S {
    return scope(() => finishSample(this.#moves.applySample(sample), this.options));
  }
}

/** Options of {@link SegmentationTrainPreset}; plain JSON. */
export interface SegmentationTrainOptions extends PixelOptions {
  /** Size of the result: an edge or [height, width]. Default 480. */
  cropSize?: number | readonly [number, number];
  /** Shorter edge that `scale` is relative to, pixels. Default 520 / 480 of the crop's longer edge. */
  baseSize?: number;
  /** Random size of the shorter edge, relative to `baseSize`. Default [0.5, 2]. */
  scale?: Range;
  /** Probability of mirroring left and right. Default 0.5. */
  hflip?: number;
  /** Probability of mirroring top and bottom. Default 0. */
  vflip?: number;
  /** Largest rotation, degrees. Default 0. */
  rotation?: number;
  /** Strength of ColorJitter's brightness, contrast and saturation. Default 0. */
  colorJitter?: number;
  /** What masks hold where there is no image. Default 255. */
  ignoreIndex?: number;
  /** Default true. */
  antialias?: boolean;
}

const TRAIN = signature<SegmentationTrainOptions>("SegmentationTrainPreset", {
  options: {
    ...PIXEL_KINDS,
    cropSize: edgesKind,
    baseSize: integerFrom(1),
    scale: rangeKind,
    hflip: number,
    vflip: number,
    rotation: number,
    colorJitter: number,
    ignoreIndex: integer,
    antialias: boolean,
  },
});

/**
 * torchvision's training transforms for segmentation: random size, mirroring, random crop (padded with zeros, in masks
 * with `ignoreIndex`) and, if asked for, rotation and colour jitter; then float and normalise.
 */
export class SegmentationTrainPreset extends CheckedTransform {
  readonly options: Required<SegmentationTrainOptions>;
  readonly #changes: Compose;

  /** Throws ArgumentError for options out of their range. */
  constructor(...rest: Rest<SegmentationTrainOptions>) {
    super();
    const options = TRAIN.read(rest);
    const cropSize = options.cropSize ?? 480;
    const longer = Math.max(...sizePair(cropSize, "SegmentationTrainPreset"));
    this.options = {
      cropSize,
      baseSize: options.baseSize ?? Math.round((longer * 520) / 480),
      scale: options.scale ?? [0.5, 2],
      hflip: options.hflip ?? 0.5,
      vflip: options.vflip ?? 0,
      rotation: options.rotation ?? 0,
      colorJitter: options.colorJitter ?? 0,
      ignoreIndex: options.ignoreIndex ?? 255,
      ...pixelDefaults(options),
      antialias: options.antialias ?? true,
    };
    const { hflip, vflip, rotation, colorJitter: c, ignoreIndex: maskFill } = this.options;
    checkRange(vflip, 0, 1, "vflip", "SegmentationTrainPreset");
    checkRange(rotation, 0, 180, "rotation", "SegmentationTrainPreset");
    checkRange(c, 0, Number.POSITIVE_INFINITY, "colorJitter", "SegmentationTrainPreset");
    this.#changes = new Compose([
      this.#resize(),
      new RandomHorizontalFlip({ p: hflip }),
      ...(vflip > 0 ? [new RandomVerticalFlip({ p: vflip })] : []),
      new RandomCrop(cropSize, { padIfNeeded: true, maskFill }),
      ...(rotation > 0 ? [new RandomRotation(rotation, { interpolation: "bilinear", maskFill })] : []),
      ...(c > 0 ? [new ColorJitter({ brightness: c, contrast: c, saturation: c })] : []),
    ]);
  }

  #resize(): Transform {
    const { baseSize, scale, interpolation, antialias } = this.options;
    const [from, to] = [Math.trunc(baseSize * scale[0]), Math.trunc(baseSize * scale[1])];
    return from === to
      ? new Resize(from, { interpolation, antialias })
      : new RandomResize(from, to, { interpolation, antialias });
  }

  protected override change(image: Tensor, rng?: Rng): Tensor {
    const random = needRng(rng, this);
    return scope(() => finish(this.#changes.apply(image, random), this.options));
  }

  protected override changeSample<S extends Sample>(sample: S, rng?: Rng): S {
    const random = needRng(rng, this);
    return scope(() => finishSample(this.#changes.applySample(sample, random), this.options));
  }
}
