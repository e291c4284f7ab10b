/** What a detection data set is to the training loop, and its batches: lists, for images of one batch differ in size. */

import {
  DataLoader,
  type DataLoaderOptions,
  type Dataset,
  GroupedBatchSampler,
  RandomSampler,
  SequentialSampler,
} from "../../data/index.ts";
import { loaderTakes, withBatchSize } from "../../data/loader-options.ts";
import { integer, integerFrom, kind, listOf, type Rest, signature } from "../../edge/index.ts";
import { ArgumentError, DatasetError } from "../../native/errors.ts";
import { scope, Tensor } from "../../tensor/index.ts";
import type { DetectionTarget } from "../detection-sample.ts";
import type { DecodingOptions } from "../image.ts";
import { aspectRatioGroups } from "./aspect-ratios.ts";

/** One transformed image and its objects. */
export interface DetectionSample {
  /** (C, H, W). */
  image: Tensor;
  target: DetectionTarget;
  /** Position in its data set. */
  index: number;
  /** File the image was read from. */
  path: string;
}

/** Images and objects in batches. */
export interface DetectionBatch {
  /** Each (C, H, W), of any size. */
  images: Tensor[];
  /** The objects of each image. */
  targets: DetectionTarget[];
  /** Position of each image in the loader's data set. */
  indices: number[];
  /** File of each image. */
  paths: string[];
}

/** What labels mean, as the training loop is told it. */
export interface DetectionTaskFacts {
  readonly name: "detection";
  /** Without the background: label 1 is the first. */
  readonly classes: readonly string[];
  /** Whether targets have masks. */
  readonly masks: boolean;
}

/** Classes and the parts to train, validate and test on. */
export interface DetectionData {
  /** What it is to the training loop. */
  readonly task: DetectionTaskFacts;
  /** Without the background: label 1 is the first. */
  readonly classes: readonly string[];
  readonly train: Dataset<DetectionSample>;
  readonly val: Dataset<DetectionSample> | null;
  readonly test?: Dataset<DetectionSample> | null;
  /** How images are decoded, for what else reads images as this data does. */
  readonly decoding?: DecodingOptions;
}

/**
 * Throws DatasetError naming the file for a target that no network can learn from: parts of other lengths or kinds, labels
 * below 1, boxes without extent or with coordinates that are not finite, masks of another size than the image.
 */
export function checkTarget({ image, target, path }: Omit<DetectionSample, "index">): void {
  const refuse = (text: string): never => {
    throw new DatasetError(`detection: ${path}: ${text}`, { file: path, operation: "detection" });
  };
  const { boxes, labels, masks } = target;
  if (boxes.ndim !== 2 || boxes.shape[1] !== 4) refuse(`expected boxes (N, 4), got [${boxes.shape}]`);
  if (!boxes.dtype.startsWith("float")) refuse(`boxes are of a floating dtype, got ${boxes.dtype}`);
  const count = boxes.shape[0] as number;
  for (const name of ["labels", "area", "iscrowd"] as const) {
    const part = target[name];
    if (part === undefined || (part.ndim === 1 && part.shape[0] === count)) continue;
    refuse(`${count} boxes have ${name} [${count}], got [${part.shape}]`);
  }
  if (labels.dtype !== "int64") refuse(`labels are int64, got ${labels.dtype}`);
  const [height, width] = image.shape.slice(-2);
  if (masks !== undefined && String(masks.shape) !== String([count, height, width])) {
    refuse(`${count} boxes of an image of ${height} x ${width} (height x width) have masks [${masks.shape}]`);
  }
  if (count === 0) return;
  scope(() => {
    const values = boxes.to("float64").toArray() as number[][];
    const bad = values.findIndex(([x1, y1, x2, y2]) => {
      const [w, h] = [(x2 as number) - (x1 as number), (y2 as number) - (y1 as number)];
      return !(w > 0 && h > 0 && Number.isFinite(w + h));
    });
    if (bad >= 0) {
      refuse(
        `box ${bad} is [${values[bad]}], without width or height; a transform that cuts images is followed by ` +
          "transforms.SanitizeBoundingBoxes, which removes what nothing is left of",
      );
    }
    const list = labels.to("float64").toArray() as number[];
    const odd = list.findIndex((label) => label < 1);
    if (odd >= 0)
      refuse(`box ${odd} has the label ${list[odd]}; classes count from 1, as 0 is the background`);
  });
}

const isSample = (value: unknown): boolean => {
  const { image, target } = (value ?? {}) as { image?: unknown; target?: Partial<DetectionTarget> };
  return image instanceof Tensor && target?.boxes instanceof Tensor && target.labels instanceof Tensor;
};
const COLLATE = signature("datasets.collateDetection", {
  takes: {
    samples: kind(
      "a list of samples with image, a tensor, target with boxes and labels, and path",
      (v) => Array.isArray(v) && v.every(isSample),
    ),
    indices: listOf(integer),
  },
});

/**
 * Puts samples together in lists; nothing is stacked. Throws DatasetError naming the file of a target that no network can
 * learn from.
 */
export function collateDetection(
  samples: readonly DetectionSample[],
  indices: readonly number[],
  ...rest: []
): DetectionBatch {
  COLLATE.read(rest);
  COLLATE.check(samples, indices);
  for (const sample of samples) checkTarget(sample);
  return {
    images: samples.map(({ image }) => image),
    targets: samples.map(({ target }) => target),
    indices: [...indices],
    paths: samples.map(({ path }) => path),
  };
}

/** Options of {@link detectionLoader}. */
export interface DetectionLoaderOptions
  extends Omit<DataLoaderOptions<DetectionSample, DetectionBatch>, "collate"> {
  /**
   * Batches hold images of like aspect ratio, so that less of them is padding: `k` divides width over height into 2k + 2
   * groups, as torchvision's references do (there 3). Every batch is then full. Default: batches of any images.
   */
  aspectRatioGroups?: number;
}

const LOADER = loaderTakes("datasets.detectionLoader", { aspectRatioGroups: integerFrom(0) });

/** A data set that knows the sizes of its images before it reads them. */
type SizedDataset = Dataset<DetectionSample> & {
  readonly onError?: "throw" | "skip";
  readonly sizes?: readonly { width: number; height: number }[];
};

/**
 * A DataLoader giving {@link DetectionBatch}es; batches of 2 by default. Throws ArgumentError where groups by aspect ratio
 * are asked for and the data set does not list `sizes`, or with other batches of one's own.
 */
export function detectionLoader(
  dataset: SizedDataset,
  ...rest: Rest<DetectionLoaderOptions>
): DataLoader<DetectionSample, DetectionBatch> {
  const { aspectRatioGroups: k, ...options } = LOADER.read(rest) as DetectionLoaderOptions;
  LOADER.check(dataset);
  return new DataLoader(dataset, {
    ...(k === undefined ? withBatchSize(options, 2) : grouped(dataset, k, options)),
    onError: options.onError ?? dataset.onError,
    collate: collateDetection,
  });
}

type Ungrouped = Omit<DetectionLoaderOptions, "aspectRatioGroups">;

function grouped(dataset: SizedDataset, k: number, options: Ungrouped): Ungrouped {
  const operation = "datasets.detectionLoader";
  const { batchSize = 2, shuffle = false, sampler, batchSampler, dropLast, ...others } = options;
  if (batchSampler !== undefined || dropLast !== undefined) {
    throw new ArgumentError(
      `${operation}: aspectRatioGroups chooses the batches, all of them full; leave ` +
        `${batchSampler === undefined ? "dropLast" : "batchSampler"} out`,
      { operation },
    );
  }
  if (shuffle && sampler !== undefined) {
    throw new ArgumentError(`${operation}: give shuffle or a sampler, not both`, { operation });
  }
  if (dataset.sizes === undefined) {
    throw new ArgumentError(
      `${operation}: aspectRatioGroups needs a data set that lists sizes, { width, height } of each image`,
      { operation },
    );
  }
  const order =
    sampler ??
    (shuffle
      ? new RandomSampler(dataset.length, { seed: options.seed })
      : new SequentialSampler(dataset.length));
  const groups = aspectRatioGroups(dataset.sizes, k);
  return { ...others, batchSampler: new GroupedBatchSampler(order, groups, batchSize) };
}
