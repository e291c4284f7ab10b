/**
 * Ready-made chains for classification: the transforms that come with torchvision's weights, and their
 * training counterpart from torchvision's references.
 */

import type { Rng } from "../../data/index.ts";
import { scope, type Tensor } from "../../tensor/index.ts";
import { convertImageDtype, normalize } from "./color.ts";
import { IMAGENET_MEAN, IMAGENET_STD } from "./fixed.ts";
import { centerCrop, hflip, type Interpolation, resize } from "./geometry.ts";
import { ColorJitter, RandomResizedCrop, RandomRotation, type Range } from "./random.ts";
import { needRng, Transform } from "./transform.ts";

/** Options of {@link ImageClassificationPreset}; plain JSON, as saved beside a trained model. */
export interface ImageClassificationOptions {
  /** Edge of the result, pixels. */
  cropSize: number;
  /** Shorter edge before cropping, pixels. Default 256. */
  resizeSize?: number;
  /** Default "bilinear". */
  interpolation?: Interpolation;
  /** Per channel, for images in [0, 1]. Default ImageNet's. */
  mean?: readonly number[];
  /** Per channel, for images in [0, 1]. Default ImageNet's. */
  std?: readonly number[];
  /** Default true. */
  antialias?: boolean;
}

/**
 * torchvision's `ImageClassification` transforms of pretrained weights: resize, centre crop, float, normalise.
 * Takes (C, H, W) or (N, C, H, W), gives float32 of (..., cropSize, cropSize).
 */
export class ImageClassificationPreset extends Transform {
  readonly options: Required<ImageClassificationOptions>;

  constructor(options: ImageClassificationOptions) {
    super();
    this.options = {
      cropSize: options.cropSize,
      resizeSize: options.resizeSize ?? 256,
      interpolation: options.interpolation ?? "bilinear",
      mean: options.mean ?? IMAGENET_MEAN,
      std: options.std ?? IMAGENET_STD,
      antialias: options.antialias ?? true,
    };
  }

  override apply(image: Tensor): Tensor {
    const { cropSize, resizeSize, mean, std } = this.options;
    return scope(() => finish(centerCrop(resize(image, resizeSize, this.options), cropSize), mean, std));
  }
}

/** Options of {@link ClassificationTrainPreset}; plain JSON. */
export interface ClassificationTrainOptions {
  /** Edge of the result, pixels. */
  cropSize: number;
  /** Default "bilinear". */
  interpolation?: Interpolation;
  /** Per channel, for images in [0, 1]. Default ImageNet's. */
  mean?: readonly number[];
  /** Per channel, for images in [0, 1]. Default ImageNet's. */
  std?: readonly number[];
  /** Share of the area that is cut out. Default [0.08, 1]. */
  scale?: Range;
  /** Aspect ratio of what is cut out. Default [3/4, 4/3]. */
  ratio?: Range;
  /** Probability of mirroring left and right. Default 0.5. */
  hflip?: number;
  /** Largest rotation, degrees. Default 0. */
  rotation?: number;
  /** Strength of ColorJitter's brightness, contrast and saturation. Default 0. */
  colorJitter?: number;
}

/** Random resized crop, mirroring and, if asked for, rotation and colour jitter; then float and normalise. */
export class ClassificationTrainPreset extends Transform {
  readonly options: Required<ClassificationTrainOptions>;
  readonly #crop: RandomResizedCrop;
  readonly #rotation: RandomRotation | null;
  readonly #jitter: ColorJitter | null;

  constructor(options: ClassificationTrainOptions) {
    super();
    this.options = {
      cropSize: options.cropSize,
      interpolation: options.interpolation ?? "bilinear",
      mean: options.mean ?? IMAGENET_MEAN,
      std: options.std ?? IMAGENET_STD,
      scale: options.scale ?? [0.08, 1],
      ratio: options.ratio ?? [3 / 4, 4 / 3],
      hflip: options.hflip ?? 0.5,
      rotation: options.rotation ?? 0,
      colorJitter: options.colorJitter ?? 0,
    };
    const { cropSize, rotation, colorJitter: c } = this.options;
    this.#crop = new RandomResizedCrop(cropSize, this.options);
    this.#rotation = rotation > 0 ? new RandomRotation(rotation, { interpolation: "bilinear" }) : null;
    this.#jitter = c > 0 ? new ColorJitter({ brightness: c, contrast: c, saturation: c }) : null;
  }

  override apply(image: Tensor, rng?: Rng): Tensor {
    const random = needRng(rng, this);
    const { mean, std } = this.options;
    return scope(() => {
      let held = this.#crop.apply(image, random);
      if (random.bernoulli(this.options.hflip)) held = hflip(held);
      if (this.#rotation !== null) held = this.#rotation.apply(held, random);
      if (this.#jitter !== null) held = this.#jitter.apply(held, random);
      return finish(held, mean, std);
    });
  }
}

/** Contiguous float32, normalised. Made contiguous first, while a pixel is still one byte. */
function finish(image: Tensor, mean: readonly number[], std: readonly number[]): Tensor {
  return normalize(convertImageDtype(image.contiguous(), "float32"), mean, std);
}
