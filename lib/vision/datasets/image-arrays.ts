/**
 * Image classification data in one archive of arrays, as MedMNIST publishes it: `train_images`, `train_labels` and the same
 * for val and test. Source: https://medmnist.com
 */

import type { SampleContext } from "../../data/dataset.ts";
import { kind, listOf, type Rest, signature, string } from "../../edge/index.ts";
import { loadNpz } from "../../io/index.ts";
import { DatasetError } from "../../native/errors.ts";
import { scope, type Tensor } from "../../tensor/index.ts";
import { finishPixels } from "../raw-image.ts";
import { ClassificationTrainPreset, ImageClassificationPreset } from "../transforms/presets.ts";
import type { TransformLike } from "../transforms/transform.ts";
import { windowsOf } from "../windows.ts";
import {
  type ClassificationData,
  type ImageBatch,
  type ImageLoaderOptions,
  type ImageSample,
  imageLoader,
} from "./classification.ts";
import { FileParts, madeParts, partsTakes } from "./file-parts.ts";
import { FileSplit, type SplitSettings, splitTakes } from "./file-split.ts";
import { type DecodingOptions, type FileOptions, fileKinds, usualStatistics } from "./kinds.ts";
import { type OwnTransforms, PARTS, type PartSets, transformPixels } from "./parts.ts";
import type { LabelledFile } from "./scan.ts";

/** One image of an archive. `path` names its array and its row: `retinamnist.npz#train_images[12]`. */
export interface ArrayImage extends LabelledFile {
  array: PixelArray;
  /** Which of its images it is. */
  place: number;
}

/** Images of one size, row by row, with the channels last. */
export interface PixelArray {
  data: Uint8Array;
  height: number;
  width: number;
  channels: 1 | 3;
}

/** Options of {@link ImageArrays.open}. */
export interface ImageArraysOptions extends FileOptions {
  /** Names of the classes by their number. Default: the numbers. */
  classes?: readonly string[];
}

const OPERATION = "datasets.ImageArrays.open";
const OPEN = signature<ImageArraysOptions>(OPERATION, {
  takes: { file: string },
  options: { ...fileKinds(OPERATION), classes: listOf(string) },
  advice: { split: "the archive has its parts", labels: "names of the classes are called classes" },
});
const SPLIT = splitTakes("ImageArraysSplit", {
  samples: kind(
    "a list of images with path, label, array and place",
    (v) =>
      Array.isArray(v) && v.every((s) => typeof s?.path === "string" && s.array?.data instanceof Uint8Array),
  ),
  classes: listOf(string),
});

/** One part of {@link ImageArrays}. */
export class ImageArraysSplit extends FileSplit<ArrayImage, ImageSample, ImageArraysSplit> {
  readonly task = { name: "classification" } as const;
  readonly classes: readonly string[];

  constructor(
    samples: readonly ArrayImage[],
    classes: readonly string[],
    transform: TransformLike,
    ...rest: Rest<SplitSettings>
  ) {
    const options = SPLIT.read(rest);
    SPLIT.check(samples, classes, transform);
    super(samples, transform, options);
    this.classes = classes;
  }

  /** Label of every sample, in order. */
  get labels(): number[] {
    return this.samples.map((sample) => sample.label);
  }

  protected override get kindName(): string {
    return "ImageArraysSplit";
  }

  protected override async sampleOf(
    { path, label, array, place }: ArrayImage,
    index: number,
    { rng }: Partial<SampleContext>,
  ): Promise<ImageSample> {
    const { height, width, channels } = array;
    const size = height * width * channels;
    const data = array.data.slice(place * size, (place + 1) * size);
    const { mode = "RGB", depth = 8, window } = this.decoding;
    const windows = windowsOf(window, mode, "ImageArrays");
    const pixels = finishPixels(
      { height, width, channels, colors: channels, data },
      { mode, depth, windows },
    );
    const image = await scope(() => transformPixels("ImageArrays", path, this.transform, pixels, rng));
    return { image, label, index, path };
  }

  protected override like(samples: readonly ArrayImage[], transform: TransformLike): ImageArraysSplit {
    return new ImageArraysSplit(samples, this.classes, transform, this.settings);
  }
}

const TAKES = partsTakes("ImageArrays", ImageArraysSplit);

/**
 * Images and labels in one `.npz` archive, as MedMNIST's of two dimensions: uint8 arrays (N, H, W) or (N, H, W, 3) named
 * `train_images`, `val_images` and `test_images`, and one class for each in `train_labels` and so on. Held in memory.
 *
 * @example
 * const data = await datasets.ImageArrays.open("retinamnist.npz");
 * const model = await models.resnet18({ weights: "DEFAULT" });
 */
export class ImageArrays
  extends FileParts<ImageArraysSplit, ImageBatch, ImageLoaderOptions, ImageArrays>
  implements ClassificationData
{
  readonly task = { name: "classification" } as const;
  readonly classes: readonly string[];

  /** Use {@link ImageArrays.open}, which reads the archive. */
  constructor(root: string, parts: PartSets<ImageArraysSplit>, ownTransforms: OwnTransforms, ...rest: []) {
    TAKES.read(rest);
    TAKES.check(root, parts, ownTransforms);
    const { classes, decoding } = parts.train;
    super(root, parts, ownTransforms, () => new ImageClassificationPreset(usualOf(decoding)));
    this.classes = classes;
  }

  /**
   * Reads an archive. Throws DatasetError where arrays are missing, are no images of 8 bits, have no label for each image, or
   * more than one; FileFormatError where it is damaged or no archive.
   */
  static async open(file: string, ...rest: Rest<ImageArraysOptions>): Promise<ImageArrays> {
    const options = OPEN.read(rest);
    OPEN.check(file);
    const { onError, image = {}, signal } = options;
    const refuse = (text: string): never => {
      throw new DatasetError(`${OPERATION}: ${file}${text}`, { file, operation: OPERATION });
    };
    const unfit = (["page", "exif", "maxPixels"] as const).find((key) => image[key] !== undefined);
    if (unfit !== undefined) refuse(` holds arrays, to which image.${unfit} says nothing; leave it out`);
    const arrays = await loadNpz(file, { signal });
    try {
      const listed = PARTS.map((part) => imagesOf(part, arrays, file, refuse));
      const [train, val, test] = listed as [ArrayImage[], ArrayImage[], ArrayImage[]];
      if (train.length === 0) refuse(" has no train_images and train_labels");
      const classes = classesOf(listed.flat(), options.classes, refuse);
      const usual = usualOf(image);
      return new ImageArrays(
        file,
        ...madeParts({ train, val, test }, options, {
          split: (samples, transform) =>
            new ImageArraysSplit(samples, classes, transform, { onError, image }),
          train: () => new ClassificationTrainPreset(usual),
          val: () => new ImageClassificationPreset(usual),
        }),
      );
    } finally {
      for (const array of arrays.values()) array.dispose();
    }
  }

  protected override get kindName(): string {
    return "ImageArrays";
  }

  protected override get subject(): string {
    return "ImageArrays.loader";
  }

  protected override batches(dataset: ImageArraysSplit, options: ImageLoaderOptions) {
    return imageLoader(dataset, options);
  }

  protected override of(parts: PartSets<ImageArraysSplit>): ImageArrays {
    return new ImageArrays(this.root, parts, this.ownTransforms);
  }
}

function usualOf(decoding: DecodingOptions) {
  return { cropSize: 224, ...usualStatistics(decoding) };
}

/** The images of a part with their labels; none where the archive has no such part. */
function imagesOf(
  part: string,
  arrays: ReadonlyMap<string, Tensor>,
  file: string,
  refuse: (text: string) => never,
): ArrayImage[] {
  const name = `${part}_images`;
  const [images, labels] = [arrays.get(name), arrays.get(`${part}_labels`)];
  if (images === undefined && labels === undefined) return [];
  if (images === undefined || labels === undefined) {
    return refuse(` has ${images === undefined ? `no ${name}` : `${name}, and no ${part}_labels`}`);
  }
  const [count, height, width, channels = 1] = images.shape as [number, number, number, number?];
  const isPlane = images.ndim === 3 || (images.ndim === 4 && (channels === 1 || channels === 3));
  if (!isPlane || images.dtype !== "uint8") {
    return refuse(
      `: ${name} has shape [${images.shape}] and dtype ${images.dtype}; expected uint8 images (N, H, W) or (N, H, W, 3)` +
        (images.ndim === 4 ? "; datasets.volumesFromNpz reads volumes" : ""),
    );
  }
  if (labels.shape[0] !== count || labels.numel() !== count) {
    return refuse(
      `: ${part}_labels has shape [${labels.shape}] for ${count} images; expected one class for each, (N) or (N, 1)`,
    );
  }
  const data = Uint8Array.from(images.bytes());
  const array: PixelArray = { data, height, width, channels: channels as 1 | 3 };
  return Array.from(labels.reshape([-1]).to("float64").data() as Float64Array, (label, row) => {
    if (!Number.isInteger(label) || label < 0)
      refuse(`: ${part}_labels has ${label}, which is the number of no class`);
    return { path: `${file}#${name}[${row}]`, label, array, place: row };
  });
}

function classesOf(
  images: readonly ArrayImage[],
  names: readonly string[] | undefined,
  refuse: (text: string) => never,
): readonly string[] {
  const count = images.reduce((most, { label }) => Math.max(most, label + 1), 0);
  if (names !== undefined && names.length < count) {
    refuse(` has labels up to ${count - 1}, and ${names.length} classes are named`);
  }
  // More classes than images: the numbers are none of classes.
  if (names === undefined && count > images.length)
    refuse(` has labels up to ${count - 1} for ${images.length} images`);
  return names ?? Array.from({ length: count }, (_, i) => `${i}`);
}
