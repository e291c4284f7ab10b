/** One set of published weights: its facts, its preprocessing, and fetching the file. */

import { abortSignal, callable, plainObject, type Rest, signature, string } from "../../edge/index.ts";
import * as io from "../../io/index.ts";
import { ArgumentError, DownloadError } from "../../native/errors.ts";
import { transforms } from "../../vision/index.ts";
import { COCO_CATEGORIES } from "./coco.gen.ts";
import { IMAGENET_CATEGORIES } from "./imagenet.gen.ts";

/** One row of torchvision's weights table. Accuracies are in percent, on the task's usual validation set. */
export interface WeightsFacts {
  readonly name: string;
  readonly enumName: string;
  readonly isDefault?: boolean;
  readonly aliases?: readonly string[];
  readonly task: string;
  readonly url: string;
  /** The first hex digits of the file's SHA-256. */
  readonly sha256Prefix: string;
  readonly numParams: number;
  readonly acc1?: number;
  readonly acc5?: number;
  readonly mIoU?: number;
  readonly pixelAcc?: number;
  readonly boxMap?: number;
  readonly maskMap?: number;
  readonly keypointMap?: number;
  readonly cropSize?: number;
  readonly resizeSize?: number;
  readonly interpolation?: "bilinear" | "bicubic" | "nearest";
  readonly mean?: readonly number[];
  readonly std?: readonly number[];
  /** Smallest input, height and width in pixels. */
  readonly minSize?: readonly number[];
  readonly numCategories: number;
  /** Billions of multiply-adds for one image. */
  readonly gflops?: number;
  readonly fileSizeMb?: number;
  /** Page that says how the weights were trained. */
  readonly recipe?: string;
  /** Class names by class number, where they are neither ImageNet's thousand nor COCO's 91. */
  readonly categories?: readonly string[];
}

/** What a weights entry says about itself: the table's facts and the class names. */
export interface WeightsMeta extends WeightsFacts {
  /** Class names by class number. */
  readonly categories: readonly string[];
}

/** Options of fetching weights. */
export interface FetchOptions {
  /** Called as the download goes on; not called where the file is in the cache. */
  progress?: io.DownloadOptions["onProgress"];
  signal?: AbortSignal;
}

/** The preprocessing of one task's weights. */
export type WeightsPreset =
  | transforms.ImageClassificationPreset
  | transforms.SegmentationPreset
  | transforms.DetectionPreset;

/** Class names of data sets that one tells by their number of classes. */
const CATEGORIES: Readonly<Record<number, readonly string[]>> = {
  1000: IMAGENET_CATEGORIES,
  91: COCO_CATEGORIES,
};

const ENTRY = signature("models.WeightsEntry", {
  takes: { builder: string, facts: plainObject("the facts of published weights") },
});
const TRANSFORMS = signature("models.WeightsEntry.transforms");
const FETCH = signature<FetchOptions>("models.WeightsEntry.fetch", {
  options: { progress: callable(), signal: abortSignal },
});

/** One set of published weights of one builder; `P` is its preprocessing. */
export class WeightsEntry<P extends WeightsPreset = WeightsPreset> {
  /** Name of the builder: `resnet18`. */
  readonly builder: string;
  /** Name among the builder's entries: `IMAGENET1K_V1`. */
  readonly name: string;
  /** torchvision's full name: `ResNet18_Weights.IMAGENET1K_V1`; of a repository of the Hub its name. */
  readonly fullName: string;
  readonly url: string;
  readonly meta: WeightsMeta;

  constructor(builder: string, facts: WeightsFacts, ...rest: []) {
    ENTRY.read(rest);
    ENTRY.check(builder, facts);
    this.builder = builder;
    this.name = facts.name;
    this.fullName = facts.enumName === "" ? facts.name : `${facts.enumName}.${facts.name}`;
    this.url = facts.url;
    const { categories = CATEGORIES[facts.numCategories] ?? [] } = facts;
    this.meta = { ...facts, categories };
  }

  /**
   * The preprocessing the weights were measured with: uint8 (3, H, W) -> float32, of classification (3, crop, crop), of
   * segmentation with a shorter edge of so many pixels, of detection as large as it is, in 0..1. Throws ArgumentError where none is stated.
   */
  transforms(...rest: []): P {
    TRANSFORMS.read(rest);
    return presetOf(this.fullName, this.meta) as P; // `weights` gives P by the task, which the table states
  }

  /**
   * Path of the weights file, downloaded to the cache on first use and checked against its hash.
   * Throws DownloadError where it cannot be had, AbortError on `signal`.
   */
  async fetch(...rest: Rest<FetchOptions>): Promise<string> {
    const { progress, signal } = FETCH.read(rest);
    const { sha256Prefix, fileSizeMb } = this.meta;
    try {
      return await io.downloadWeights(this.url, { sha256Prefix, onProgress: progress, signal });
    } catch (error) {
      if (!(error instanceof DownloadError)) throw error;
      const size = fileSizeMb === undefined ? "" : ` (${fileSizeMb.toFixed(0)} MB)`;
      throw new DownloadError(
        `the weights ${this.fullName} of ${this.builder}${size} are missing: ${error.message}`,
        { code: error.code, file: error.file, operation: error.operation, cause: error },
      );
    }
  }
}

function presetOf(name: string, meta: WeightsMeta): WeightsPreset {
  const { task, cropSize, resizeSize, interpolation, mean, std } = meta;
  if (task === "segmentation" && resizeSize !== undefined) {
    return new transforms.SegmentationPreset({ resizeSize, interpolation, mean, std });
  }
  if (task === "detection") return new transforms.DetectionPreset();
  if (cropSize === undefined) throw new ArgumentError(`${name} states no preprocessing`);
  return new transforms.ImageClassificationPreset({ cropSize, resizeSize, interpolation, mean, std });
}
