/** Transforms without chance: torchvision's classes of the same names over this folder's functions. */

import { listOf, number, oneOf, type Rest, signature } from "../../edge/index.ts";
import { dtypeKind } from "../../tensor/argument-kinds.ts";
import type { DType, Tensor } from "../../tensor/index.ts";
import { sizeKind } from "../arguments.ts";
import { CheckedTransform } from "./checked.ts";
import { sizePair } from "./checks.ts";
import * as color from "./color.ts";
import { GeometricTransform, type Move, type Size } from "./geometric.ts";
import * as geometry from "./geometry.ts";
import * as moves from "./moves.ts";

/** Mean of ImageNet's channels, for images in [0, 1]. */
export const IMAGENET_MEAN: readonly number[] = [0.485, 0.456, 0.406];
/** Standard deviation of ImageNet's channels, for images in [0, 1]. */
export const IMAGENET_STD: readonly number[] = [0.229, 0.224, 0.225];

const RESIZE = signature<geometry.ResizeOptions>("transforms.Resize", {
  takes: { size: sizeKind },
  options: geometry.RESIZE_KINDS,
  positional: ["interpolation", "maxSize", "antialias"],
});

/** Resizes to [height, width], or to a shorter edge of `size`. */
export class Resize extends GeometricTransform {
  readonly size: number | readonly number[];
  readonly interpolation: geometry.Interpolation;
  readonly maxSize: number | undefined;
  readonly antialias: boolean;

  /** `new Resize(256)`, `new Resize([256, 320])`. Throws ArgumentError for what is no size. */
  constructor(
    size: number | readonly number[],
    ...rest: Rest<
      geometry.ResizeOptions,
      [interpolation: geometry.Interpolation, maxSize: number, antialias: boolean]
    >
  ) {
    super();
    const { interpolation = "bilinear", maxSize, antialias = true } = RESIZE.read(rest);
    RESIZE.check(size);
    sizePair(size, "Resize");
    this.size = size;
    this.interpolation = interpolation;
    this.maxSize = maxSize;
    this.antialias = antialias;
  }

  protected override plan(size: Size): Move {
    return moves.resizing(size, this.size, this);
  }
}

const CENTER_CROP = signature<moves.MaskFill>("transforms.CenterCrop", {
  takes: { size: sizeKind },
  options: moves.MASK_FILL,
});

/** Cuts out the middle, padding smaller images with zeros. */
export class CenterCrop extends GeometricTransform {
  readonly size: number | readonly number[];
  readonly maskFill: number | undefined;

  /** Throws ArgumentError for what is no size. */
  constructor(size: number | readonly number[], ...rest: Rest<moves.MaskFill>) {
    super();
    const { maskFill } = CENTER_CROP.read(rest);
    CENTER_CROP.check(size);
    sizePair(size, "CenterCrop");
    this.size = size;
    this.maskFill = maskFill;
  }

  protected override plan(size: Size): Move {
    return moves.centerCropping(size, this.size, this.maskFill);
  }
}

type PadArguments = Rest<
  geometry.PadOptions & moves.MaskFill,
  [fill: geometry.Fill, paddingMode: geometry.PaddingMode]
>;

const PAD = signature<geometry.PadOptions & moves.MaskFill>("transforms.Pad", {
  takes: { padding: geometry.paddingKind },
  options: { ...geometry.PAD_KINDS, ...moves.MASK_FILL },
  positional: ["fill", "paddingMode"],
});

/** Adds a border. */
export class Pad extends GeometricTransform {
  readonly padding: number | readonly number[];
  readonly fill: geometry.Fill;
  readonly maskFill: number;
  readonly paddingMode: geometry.PaddingMode;

  /** Throws ArgumentError for what is no padding. */
  constructor(padding: number | readonly number[], ...rest: PadArguments) {
    super();
    const { fill = 0, maskFill = 0, paddingMode = "constant" } = PAD.read(rest);
    PAD.check(padding);
    geometry.paddingOf(padding);
    this.padding = padding;
    this.fill = fill;
    this.maskFill = maskFill;
    this.paddingMode = paddingMode;
  }

  protected override plan(size: Size): Move {
    return moves.padding(size, this.padding, this);
  }
}

/** Options of {@link Grayscale}. */
export interface GrayscaleOptions {
  /** One, or three equal ones. Default 1. */
  numOutputChannels?: 1 | 3;
}

const GRAYSCALE = signature<GrayscaleOptions>("transforms.Grayscale", {
  options: { numOutputChannels: oneOf(1, 3) },
  positional: ["numOutputChannels"],
});

/** To gray with one channel, or three equal ones. */
export class Grayscale extends CheckedTransform {
  readonly numOutputChannels: 1 | 3;

  constructor(...rest: Rest<GrayscaleOptions, [numOutputChannels: 1 | 3]>) {
    super();
    this.numOutputChannels = GRAYSCALE.read(rest).numOutputChannels ?? 1;
  }

  protected override change(image: Tensor): Tensor {
    return color.rgbToGrayscale(image, this.numOutputChannels);
  }
}

/** Options of {@link ConvertImageDtype}. */
export interface ConvertImageDtypeOptions {
  /** Default "float32". */
  dtype?: DType;
}

const CONVERT = signature<ConvertImageDtypeOptions>("transforms.ConvertImageDtype", {
  options: { dtype: dtypeKind },
  positional: ["dtype"],
});

/** Converts the dtype and scales the values to its range. */
export class ConvertImageDtype extends CheckedTransform {
  readonly dtype: DType;

  constructor(...rest: Rest<ConvertImageDtypeOptions, [dtype: DType]>) {
    super();
    this.dtype = CONVERT.read(rest).dtype ?? "float32";
  }

  protected override change(image: Tensor): Tensor {
    return color.convertImageDtype(image, this.dtype);
  }
}

const TO_FLOAT = signature("transforms.ToFloat");

/** To float32 in [0, 1]. */
export class ToFloat extends ConvertImageDtype {
  constructor(...rest: []) {
    TO_FLOAT.read(rest);
    super("float32");
  }
}

/** Options of {@link Normalize}. */
export interface NormalizeOptions {
  /** Per channel, for images in [0, 1]. Default ImageNet's. */
  mean?: readonly number[];
  /** Per channel, for images in [0, 1]. Default ImageNet's. */
  std?: readonly number[];
}

const NORMALIZE = signature<NormalizeOptions>("transforms.Normalize", {
  options: { mean: listOf(number), std: listOf(number) },
  positional: ["mean", "std"],
});

/** Subtracts the mean and divides by the standard deviation of each channel. */
export class Normalize extends CheckedTransform {
  readonly mean: readonly number[];
  readonly std: readonly number[];

  /** `new Normalize(mean, std)`, or by name. */
  constructor(...rest: Rest<NormalizeOptions, [mean: readonly number[], std: readonly number[]]>) {
    super();
    const { mean = IMAGENET_MEAN, std = IMAGENET_STD } = NORMALIZE.read(rest);
    this.mean = mean;
    this.std = std;
  }

  protected override change(image: Tensor): Tensor {
    return color.normalize(image, this.mean, this.std);
  }
}
