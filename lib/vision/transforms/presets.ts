/**
 * Ready-made chains for classification: the transforms that come with torchvision's weights, and their
 * training counterpart from torchvision's references.
 */

import type { Rng } from "../../data/index.ts";
import { boolean, integerFrom, type Kinds, listOf, number, type Rest, signature } from "../../edge/index.ts";
import { ArgumentError, DTypeError } from "../../native/errors.ts";
import { scope, type Tensor } from "../../tensor/index.ts";
import { choice, rangeKind } from "../arguments.ts";
import type { Sample } from "../sample.ts";
import {
  AugMix,
  type AugmentPolicy,
  AutoAugment,
  RandAugment,
  TrivialAugmentWide,
} from "./auto-augment/index.ts";
import { CheckedTransform } from "./checked.ts";
import { checkRange, isFloating, type Range } from "./checks.ts";
import { normalizedFloat } from "./color.ts";
import { Compose } from "./compose.ts";
import { CenterCrop, IMAGENET_MEAN, IMAGENET_STD, Resize } from "./fixed.ts";
import { type Interpolation, interpolationKind } from "./geometry.ts";
import { RandomHorizontalFlip, RandomResizedCrop, RandomRotation } from "./random.ts";
import { ColorJitter } from "./random-color.ts";
import { RandomErasing } from "./random-pixel.ts";
import type { Stage } from "./steps.ts";
import { needRng } from "./transform.ts";

/** How every ready-made chain makes pixels; plain JSON. */
export interface PixelOptions {
  /** Of the image; masks are nearest. Default "bilinear". */
  interpolation?: Interpolation;
  /** Per channel, for images in [0, 1]. Default ImageNet's. */
  mean?: readonly number[];
  /** Per channel, for images in [0, 1]. Default ImageNet's. */
  std?: readonly number[];
}

/** The kinds of {@link PixelOptions}. */
export const PIXEL_KINDS: Kinds<PixelOptions> = {
  interpolation: interpolationKind,
  mean: listOf(number),
  std: listOf(number),
};

/** The options with what is not given. */
export function pixelDefaults(options: PixelOptions): Required<PixelOptions> {
  const { interpolation = "bilinear", mean = IMAGENET_MEAN, std = IMAGENET_STD } = options;
  return { interpolation, mean, std };
}

/** Options of {@link ImageClassificationPreset}; plain JSON, as saved beside a trained model. */
export interface ImageClassificationOptions extends PixelOptions {
  /** Edge of the result, pixels. */
  cropSize: number;
  /** Shorter edge before cropping, pixels. Default 256. */
  resizeSize?: number;
  /** Default true. */
  antialias?: boolean;
}

const EDGE = integerFrom(1);

const CLASSIFICATION = signature<ImageClassificationOptions>("ImageClassificationPreset", {
  options: { ...PIXEL_KINDS, cropSize: EDGE, resizeSize: EDGE, antialias: boolean },
  required: ["cropSize"],
});

/**
 * torchvision's `ImageClassification` transforms of pretrained weights: resize, centre crop, float, normalise.
 * Takes (C, H, W) or (N, C, H, W), gives float32 of (..., cropSize, cropSize).
 */
export class ImageClassificationPreset extends CheckedTransform {
  readonly options: Required<ImageClassificationOptions>;
  readonly #moves: Compose;

  /** Throws ArgumentError for unknown options and values of another kind. */
  constructor(...rest: Rest<ImageClassificationOptions>) {
    super();
    const options = CLASSIFICATION.read(rest);
    this.options = {
      cropSize: options.cropSize,
      resizeSize: options.resizeSize ?? 256,
      ...pixelDefaults(options),
      antialias: options.antialias ?? true,
    };
    const { resizeSize, cropSize, interpolation, antialias } = this.options;
    this.#moves = new Compose([
      new Resize(resizeSize, { interpolation, antialias }),
      new CenterCrop(cropSize),
    ]);
  }

  /** @internal */
  override _stages(): readonly Stage[] | null {
    return this.constructor === ImageClassificationPreset ? finished(this.#moves, this.options) : null;
  }

  protected override change(image: Tensor): Tensor {
    return scope(() => finish(this.#moves.apply(image), this.options));
  }

  protected override changeSample<S extends Sample>(sample: S): S {
    return scope(() => finishSample(this.#moves.applySample(sample), this.options));
  }
}

/** Options of {@link ClassificationTrainPreset}; plain JSON. */
export interface ClassificationTrainOptions extends PixelOptions {
  /** Edge of the result, pixels. */
  cropSize: number;
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
  /** Automatic augmentation, as torchvision's references have it: a policy of AutoAugment, or another by name. Default none. */
  autoAugment?: AutoAugmentName;
  /** Of "randaugment": the bin of the magnitude, of 31. Default 9. */
  magnitude?: number;
  /** Of "augmix": 1 to 10. Default 3. */
  severity?: number;
  /** Probability of erasing a rectangle of the normalised image. Default 0. */
  randomErasing?: number;
}

/** An automatic augmentation by name; of AutoAugment the data set that its policy was found for. */
export type AutoAugmentName = AugmentPolicy | "randaugment" | "trivialaugment" | "augmix";

/** Options that are left out of a preset where they are not given, as files of older runs have none of them. */
type LaterOptions = "autoAugment" | "magnitude" | "severity" | "randomErasing";

const TRAIN = signature<ClassificationTrainOptions>("ClassificationTrainPreset", {
  options: {
    ...PIXEL_KINDS,
    cropSize: EDGE,
    scale: rangeKind,
    ratio: rangeKind,
    hflip: number,
    rotation: number,
    colorJitter: number,
    autoAugment: choice<AutoAugmentName>([
      "imagenet",
      "cifar10",
      "svhn",
      "randaugment",
      "trivialaugment",
      "augmix",
    ]),
    magnitude: integerFrom(0),
    severity: integerFrom(1),
    randomErasing: number,
  },
  required: ["cropSize"],
});

/** The transform that an automatic augmentation's name stands for. */
function autoAugmentOf(
  { autoAugment, magnitude, severity }: Pick<ClassificationTrainOptions, LaterOptions>,
  interpolation: Interpolation,
): CheckedTransform[] {
  const refuse = (option: string, of: string): never => {
    throw new ArgumentError(`ClassificationTrainPreset: ${option} would do nothing: it is of "${of}"`, {
      operation: "ClassificationTrainPreset",
    });
  };
  if (magnitude !== undefined && autoAugment !== "randaugment") refuse("magnitude", "randaugment");
  if (severity !== undefined && autoAugment !== "augmix") refuse("severity", "augmix");
  const sampling = { interpolation: interpolation === "nearest" ? "nearest" : "bilinear" } as const;
  if (autoAugment === undefined) return [];
  if (autoAugment === "randaugment") return [new RandAugment({ magnitude, ...sampling })];
  if (autoAugment === "trivialaugment") return [new TrivialAugmentWide(sampling)];
  if (autoAugment === "augmix") return [new AugMix({ severity, ...sampling })];
  return [new AutoAugment({ policy: autoAugment, ...sampling })];
}

/**
 * Random resized crop, mirroring and, if asked for, rotation, colour jitter and an automatic augmentation; then float and
 * normalise, and a rectangle erased where that is asked for.
 */
export class ClassificationTrainPreset extends CheckedTransform {
  readonly options: Required<Omit<ClassificationTrainOptions, LaterOptions>> &
    Pick<ClassificationTrainOptions, LaterOptions>;
  readonly #changes: Compose;
  readonly #erasing: RandomErasing | null;

  /** Throws ArgumentError for unknown options, and values of another kind or out of their range. */
  constructor(...rest: Rest<ClassificationTrainOptions>) {
    super();
    const options = TRAIN.read(rest);
    this.options = {
      cropSize: options.cropSize,
      ...pixelDefaults(options),
      scale: options.scale ?? [0.08, 1],
      ratio: options.ratio ?? [3 / 4, 4 / 3],
      hflip: options.hflip ?? 0.5,
      rotation: options.rotation ?? 0,
      colorJitter: options.colorJitter ?? 0,
      ...given(options, ["autoAugment", "magnitude", "severity", "randomErasing"]),
    };
    const { cropSize, scale, ratio, interpolation, rotation, colorJitter: c, hflip } = this.options;
    checkRange(rotation, 0, 180, "rotation", "ClassificationTrainPreset");
    checkRange(c, 0, Number.POSITIVE_INFINITY, "colorJitter", "ClassificationTrainPreset");
    this.#changes = new Compose([
      new RandomResizedCrop(cropSize, { scale, ratio, interpolation }),
      new RandomHorizontalFlip({ p: hflip }),
      ...(rotation > 0 ? [new RandomRotation(rotation, { interpolation: "bilinear" })] : []),
      ...(c > 0 ? [new ColorJitter({ brightness: c, contrast: c, saturation: c })] : []),
      ...autoAugmentOf(this.options, interpolation),
    ]);
    const { randomErasing: p = 0 } = this.options;
    checkRange(p, 0, 1, "randomErasing", "ClassificationTrainPreset");
    this.#erasing = p > 0 ? new RandomErasing({ p }) : null;
  }

  /** @internal */
  override _stages(): readonly Stage[] | null {
    const isPlain = this.constructor === ClassificationTrainPreset && this.#erasing === null;
    return isPlain ? finished(this.#changes, this.options) : null;
  }

  protected override change(image: Tensor, rng?: Rng): Tensor {
    const random = needRng(rng, this);
    return scope(() => {
      const done = finish(this.#changes.apply(image, random), this.options);
      return this.#erasing?.apply(done, random) ?? done;
    });
  }

  protected override changeSample<S extends Sample>(sample: S, rng?: Rng): S {
    const random = needRng(rng, this);
    return scope(() => {
      const done = finishSample(this.#changes.applySample(sample, random), this.options);
      return this.#erasing?.applySample(done, random) ?? done;
    });
  }
}

/** Of the options those of these names that are given. */
function given<O extends object, K extends keyof O>(options: O, names: readonly K[]): Pick<O, K> {
  return Object.fromEntries(
    names.filter((name) => options[name] !== undefined).map((name) => [name, options[name]]),
  ) as Pick<O, K>; // of these names
}

function finished(moves: Compose, { mean, std }: Required<PixelOptions>): readonly Stage[] | null {
  const stages = moves._stages();
  return stages && [...stages, { mean, std, contiguous: true }];
}

/**
 * Throws DTypeError for integers other than bytes: of stored samples nothing says which value is white, and torchvision
 * would take the largest of the dtype.
 */
export function checkScaled(image: Tensor): void {
  if (image.dtype !== "uint8" && !isFloating(image.dtype)) {
    throw new DTypeError(
      `preset: expected an image of uint8, or floating values in [0, 1], got ${image.dtype}, of which nothing says what is ` +
        'black and white; read it with window: [low, high] (with depth: "native" as float32), or scale it yourself',
      { operation: "preset" },
    );
  }
}

/**
 * Contiguous float32, normalised. Made contiguous first, while a pixel is still one byte. Throws DTypeError as
 * {@link checkScaled} does.
 */
export function finish(image: Tensor, { mean, std }: Required<PixelOptions>): Tensor {
  checkScaled(image);
  return normalizedFloat(image.contiguous(), mean, std);
}

/** The sample with its image as {@link finish} leaves it and contiguous masks. */
export function finishSample<S extends Sample>(sample: S, by: Required<PixelOptions>): S {
  return contiguousMasks({ ...sample, image: finish(sample.image, by) });
}

/** The sample with contiguous masks. */
export function contiguousMasks<S extends Sample>(sample: S): S {
  const done = { ...sample };
  if (sample.mask !== undefined) done.mask = sample.mask.contiguous();
  if (sample.masks !== undefined) done.masks = sample.masks.contiguous();
  return done;
}
