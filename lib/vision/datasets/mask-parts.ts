/**
 * Data with a mask for each sample, wherever its pixels are from: what files and volumes have in common. A kind of data says how
 * one image and its mask are read (`read`).
 */

import type { DataLoader, SampleContext } from "../../data/index.ts";
import { scope, type Tensor } from "../../tensor/index.ts";
import { applyToSample, type TransformLike } from "../transforms/transform.ts";
import { FileParts, type SampleOf } from "./file-parts.ts";
import { type FileEntry, FileSplit, type SignalRest, type SplitSettings } from "./file-split.ts";
import { type OwnTransforms, type PartSets, transformed } from "./parts.ts";
import {
  type SegmentationBatch,
  type SegmentationData,
  type SegmentationKind,
  type SegmentationLoaderOptions,
  type SegmentationSample,
  type SegmentationTaskFacts,
  segmentationLoader,
} from "./segmentation.ts";

/** What the masks of a data set say. */
export interface MaskTask {
  readonly kind: SegmentationKind;
  readonly classes: readonly string[];
  readonly ignoreIndex: number | null;
}

/**
 * One part of data with a mask for each sample.
 *
 * @typeParam F a sample, as the part lists it
 * @typeParam Self the subclass, which its methods give again
 */
export abstract class MaskSplit<F extends FileEntry, Self> extends FileSplit<F, SegmentationSample, Self> {
  readonly task: SegmentationTaskFacts;

  /** A subclass has checked what it takes. */
  constructor(samples: readonly F[], task: MaskTask, transform: TransformLike, options: SplitSettings) {
    super(samples, transform, options);
    const { kind, classes, ignoreIndex } = task;
    this.task = { name: "segmentation", kind, classes, ignoreIndex };
  }

  /** Reads image and mask as they are before the transform; the caller owns both. */
  abstract read(index: number, ...rest: SignalRest): Promise<{ image: Tensor; mask: Tensor }>;

  protected override async sampleOf(
    { path }: F,
    index: number,
    { rng, signal }: Partial<SampleContext>,
  ): Promise<SegmentationSample> {
    const { image, mask } = await scope(async () => {
      const sample = await this.read(index, { signal });
      return transformed("segmentation", path, () => applyToSample(this.transform, sample, rng));
    });
    return { image, mask, index, path };
  }
}

/** A part that gives parts of its own kind. */
type Splitting<S> = MaskSplit<FileEntry, S>;

/** Data with a mask for each sample, in parts. */
export abstract class MaskParts<S extends Splitting<S>, Self>
  extends FileParts<S, SegmentationBatch, SegmentationLoaderOptions, Self>
  implements SegmentationData
{
  readonly task: SegmentationTaskFacts;
  readonly kind: SegmentationKind;
  readonly classes: readonly string[];
  readonly ignoreIndex: number | null;

  /** A subclass has checked what it takes. `usual` makes the transform where no part has one. */
  constructor(root: string, parts: PartSets<S>, ownTransforms: OwnTransforms, usual: () => TransformLike) {
    super(root, parts, ownTransforms, usual);
    const { task } = parts.train;
    this.task = task;
    this.kind = task.kind;
    this.classes = task.classes;
    this.ignoreIndex = task.ignoreIndex;
  }

  protected override get subject(): string {
    return "segmentation";
  }

  protected override batches(
    dataset: S,
    options: SegmentationLoaderOptions,
  ): DataLoader<SampleOf<S>, SegmentationBatch> {
    const loader: DataLoader<SegmentationSample, SegmentationBatch> = segmentationLoader(dataset, options);
    return loader as DataLoader<SampleOf<S>, SegmentationBatch>; // its samples are those of S
  }
}
