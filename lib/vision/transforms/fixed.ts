/** Transforms without chance: torchvision's classes of the same names over this folder's functions. */

import type { DType, Tensor } from "../../tensor/index.ts";
import * as color from "./color.ts";
import { GeometricTransform, type Move, type Size } from "./geometric.ts";
import type * as geometry from "./geometry.ts";
import * as moves from "./moves.ts";
import { Transform } from "./transform.ts";

/** Mean of ImageNet's channels, for images in [0, 1]. */
export const IMAGENET_MEAN: readonly number[] = [0.485, 0.456, 0.406];
/** Standard deviation of ImageNet's channels, for images in [0, 1]. */
export const IMAGENET_STD: readonly number[] = [0.229, 0.224, 0.225];

/** Resizes to [height, width], or to a shorter edge of `size`. */
export class Resize extends GeometricTransform {
  readonly size: number | readonly number[];
  readonly interpolation: geometry.Interpolation;
  readonly maxSize: number | undefined;
  readonly antialias: boolean;

  constructor(size: number | readonly number[], options: geometry.ResizeOptions = {}) {
    super();
    this.size = size;
    this.interpolation = options.interpolation ?? "bilinear";
    this.maxSize = options.maxSize;
    this.antialias = options.antialias ?? true;
  }

  protected override plan(size: Size): Move {
    return moves.resizing(size, this.size, this);
  }
}

/** Cuts out the middle, padding smaller images with zeros. */
export class CenterCrop extends GeometricTransform {
  readonly size: number | readonly number[];
  readonly maskFill: number | undefined;

  constructor(size: number | readonly number[], options: moves.MaskFill = {}) {
    super();
    this.size = size;
    this.maskFill = options.maskFill;
  }

  protected override plan(size: Size): Move {
    return moves.centerCropping(size, this.size, this.maskFill);
  }
}

/** Adds a border. */
export class Pad extends GeometricTransform {
  readonly padding: number | readonly number[];
  readonly fill: geometry.Fill;
  readonly maskFill: number;
  readonly paddingMode: geometry.PaddingMode;

  constructor(padding: number | readonly number[], options: geometry.PadOptions & moves.MaskFill = {}) {
    super();
    this.padding = padding;
    this.fill = options.fill ?? 0;
    this.maskFill = options.maskFill ?? 0;
    this.paddingMode = options.paddingMode ?? "constant";
  }

  protected override plan(size: Size): Move {
    return moves.padding(size, this.padding, this);
  }
}

/** To gray with one channel, or three equal ones. */
export class Grayscale extends Transform {
  readonly numOutputChannels: 1 | 3;

  constructor(options: { numOutputChannels?: 1 | 3 } = {}) {
    super();
    this.numOutputChannels = options.numOutputChannels ?? 1;
  }

  override apply(image: Tensor): Tensor {
    return color.rgbToGrayscale(image, this.numOutputChannels);
  }
}

/** Converts the dtype and scales the values to its range. */
export class ConvertImageDtype extends Transform {
  readonly dtype: DType;

  constructor(dtype: DType = "float32") {
    super();
    this.dtype = dtype;
  }

  override apply(image: Tensor): Tensor {
    return color.convertImageDtype(image, this.dtype);
  }
}

/** To float32 in [0, 1]. */
export class ToFloat extends ConvertImageDtype {
  constructor() {
    super("float32");
  }
}

/** Subtracts the mean and divides by the standard deviation of each channel. */
export class Normalize extends Transform {
  readonly mean: readonly number[];
  readonly std: readonly number[];

  constructor(mean: readonly number[] = IMAGENET_MEAN, std: readonly number[] = IMAGENET_STD) {
    super();
    this.mean = mean;
    this.std = std;
  }

  override apply(image: Tensor): Tensor {
    return color.normalize(image, this.mean, this.std);
  }
}
