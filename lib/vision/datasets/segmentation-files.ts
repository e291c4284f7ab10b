/**
 * Segmentation data made of image files and some source of masks: reading one sample, and the parts together. Where
 * the files lie and what the masks are made of is `segmentation-folder.ts`, `segmentation-csv.ts` and `coco.ts`.
 */

import { abortSignal, callable, kind, type Rest, signature } from "../../edge/index.ts";
import { DatasetError } from "../../native/errors.ts";
import { scope, singleThreaded, stack, type Tensor, zeros } from "../../tensor/index.ts";
import { readOriented } from "../image.ts";
import { imageSize } from "../image-size.ts";
import { type MaskValues, type ReadMaskOptions, readMask } from "../masks/mask-image.ts";
import { SegmentationPreset, SegmentationTrainPreset } from "../transforms/segmentation-presets.ts";
import type { TransformLike } from "../transforms/transform.ts";
import { madeParts, partsTakes } from "./file-parts.ts";
import {
  atPositions,
  type FileEntry,
  type SignalRest,
  type SplitSettings,
  splitTakes,
} from "./file-split.ts";
import { type DecodingOptions, type FileOptions, refuseSquarePixels, usualStatistics } from "./kinds.ts";
import { MaskParts, MaskSplit, type MaskTask } from "./mask-parts.ts";
import { checkOrientation } from "./orientation.ts";
import type { OwnTransforms, PartSets } from "./parts.ts";
import type { Parts } from "./split.ts";

/** One image file and the files of its mask. */
export interface SegmentationFile extends FileEntry {
  /** File of the mask; for `multilabel` one for each class; null where nothing is drawn. */
  masks: readonly (string | null)[];
}

/** Reads the mask of file `index` for an image of the given size. */
export type MaskReader = (
  index: number,
  size: { width: number; height: number },
  signal?: AbortSignal,
) => Promise<Tensor>;

/** Options that all segmentation data of files have in common. */
export interface SegmentationFileOptions extends FileOptions {
  /** Default `SegmentationTrainPreset`: random size and crop to 480, mirroring, ImageNet normalisation. */
  trainTransform?: TransformLike;
  /** For validation and test. Default `SegmentationPreset`: shorter edge of 520, ImageNet normalisation. */
  valTransform?: TransformLike;
}

const SPLIT = splitTakes("SegmentationSplit", {
  samples: kind(
    "a list of files with path and masks",
    (v) => Array.isArray(v) && v.every((s) => typeof s?.path === "string" && Array.isArray(s.masks)),
  ),
  task: kind("an object with kind, classes and ignoreIndex", (v) =>
    Array.isArray((v as { classes?: unknown } | null | undefined)?.classes),
  ),
  reader: callable(),
});
const READ = signature<{ signal?: AbortSignal }>("datasets.SegmentationSplit.read", {
  options: { signal: abortSignal },
  positional: ["signal"],
});
const READ_MASK = signature<{ signal?: AbortSignal }>("datasets.SegmentationSplit.readMask", {
  options: { signal: abortSignal },
});

/** One part of segmentation data: its files, read and transformed one by one. */
export class SegmentationSplit extends MaskSplit<SegmentationFile, SegmentationSplit> {
  readonly #readMask: MaskReader;

  /** Data sets make their parts themselves; `reader` gives the mask of a sample by its position. */
  constructor(
    samples: readonly SegmentationFile[],
    task: MaskTask,
    reader: MaskReader,
    transform: TransformLike,
    ...rest: Rest<SplitSettings>
  ) {
    const options = SPLIT.read(rest);
    SPLIT.check(samples, task, reader, transform);
    refuseSquarePixels("segmentation", "masks", options.image);
    super(samples, task, transform, options);
    this.#readMask = reader;
  }

  /**
   * Reads image and mask as they are in the files; the caller owns both. Throws FileFormatError naming a broken file,
   * DatasetError for a mask of another size than its image and for a value without a class.
   */
  async read(index: number, ...rest: SignalRest): Promise<{ image: Tensor; mask: Tensor }> {
    const { signal } = READ.read(rest);
    const { path, masks } = this.fileAt(index, "read");
    return scope(async () => {
      const { image, orientation } = await readOriented(path, { ...this.decoding, signal });
      const [height, width] = image.shape.slice(-2) as [number, number];
      const mask = await this.#readMask(index, { height, width }, signal);
      this.#checkSize(index, mask, { height, width });
      if (this.decoding.exif === undefined)
        await checkOrientation(path, masks, { height, width }, orientation);
      return { image, mask };
    });
  }

  #checkSize(index: number, mask: Tensor, { height, width }: { height: number; width: number }): void {
    const { path, masks } = this.samples[index] as SegmentationFile;
    const [rows, columns] = mask.shape.slice(-2) as [number, number];
    if (rows === height && columns === width) return;
    const turned = rows === width && columns === height;
    throw new DatasetError(
      `segmentation: the mask of ${path} has another size: ${masks.find((m) => m !== null) ?? "it"} is ` +
        `${columns} x ${rows} pixels (width x height), the image ${width} x ${height}` +
        (turned && this.decoding.exif !== false
          ? "; the image is turned as its EXIF orientation says. Where the mask was drawn on the pixels as they are " +
            "stored, open the data with image: { exif: false }"
          : ""),
      { file: path },
    );
  }

  /**
   * Reads a mask as it is in its file, and of the image its size alone; the caller owns it. Throws as {@link read} does.
   */
  async readMask(index: number, ...rest: Rest<{ signal?: AbortSignal }>): Promise<Tensor> {
    const { signal } = READ_MASK.read(rest);
    const { path } = this.fileAt(index, "readMask");
    const size = await imageSize(path, { ...this.decoding, signal });
    return scope(async () => {
      const mask = await this.#readMask(index, size, signal);
      this.#checkSize(index, mask, size);
      return mask;
    });
  }

  protected override get kindName(): string {
    return "SegmentationSplit";
  }

  protected override like(
    samples: readonly SegmentationFile[],
    transform: TransformLike,
    positions: readonly number[] | null,
  ): SegmentationSplit {
    const reader = atPositions(this.#readMask, positions);
    return new SegmentationSplit(samples, this.task, reader, transform, this.settings);
  }
}

/** Reads masks from files: one of class indices, or for `multilabel` one of 0 and 1 for each class, stacked. */
export function fileMasks(
  samples: readonly SegmentationFile[],
  task: MaskTask,
  values: MaskValues & Pick<ReadMaskOptions, "exif">,
): MaskReader {
  return async (index, { height, width }, signal) => {
    const { masks, path } = samples[index] as SegmentationFile;
    if (task.kind !== "multilabel") {
      const [file] = masks;
      return file == null
        ? zeros([height, width], { dtype: "int64" })
        : readMask(file, { ...values, signal });
    }
    return scope(async () => {
      const planes = await Promise.all(
        masks.map((file) =>
          file === null ? zeros([height, width], { dtype: "int64" }) : readMask(file, { ...values, signal }),
        ),
      );
      const odd = planes.findIndex((plane) => plane.shape[0] !== height || plane.shape[1] !== width);
      if (odd >= 0) {
        const [rows, columns] = (planes[odd] as Tensor).shape;
        throw new DatasetError(
          `segmentation: the mask ${masks[odd]} is ${columns} x ${rows} pixels (width x height), its image ${path} ` +
            `${width} x ${height}`,
          { file: masks[odd] as string },
        );
      }
      return singleThreaded(() => stack(planes).to("float32"));
    });
  };
}

const TAKES = partsTakes("SegmentationFiles", SegmentationSplit);

/** Segmentation data of files, in parts; `datasets.SegmentationFolder`, `segmentationFromCsv` and COCO make it. */
export class SegmentationFiles extends MaskParts<SegmentationSplit, SegmentationFiles> {
  /** Use `SegmentationFolder.open`, `segmentationFromCsv` or `CocoSegmentation.open`, which find the files. */
  constructor(root: string, parts: PartSets<SegmentationSplit>, ownTransforms: OwnTransforms, ...rest: []) {
    TAKES.read(rest);
    TAKES.check(root, parts, ownTransforms);
    const { task, decoding } = parts.train;
    super(root, parts, ownTransforms, () => new SegmentationPreset(borderOf(task, decoding)));
  }

  protected override get kindName(): string {
    return "SegmentationFiles";
  }

  protected override of(parts: PartSets<SegmentationSplit>): SegmentationFiles {
    return new SegmentationFiles(this.root, parts, this.ownTransforms);
  }
}

/** Puts divided files together to data; `reader` makes the reader of one part's masks. */
export function segmentationFiles(
  root: string,
  parts: Parts<SegmentationFile>,
  task: MaskTask,
  reader: (samples: readonly SegmentationFile[]) => MaskReader,
  options: SegmentationFileOptions,
): SegmentationFiles {
  const border = borderOf(task, options.image ?? {});
  const { onError, image } = options;
  return new SegmentationFiles(
    root,
    ...madeParts(parts, options, {
      split: (files, transform) =>
        new SegmentationSplit(files, task, reader(files), transform, { onError, image }),
      train: () => new SegmentationTrainPreset(border),
      val: () => new SegmentationPreset(border),
    }),
  );
}

/** What a crop adds to an image counts for nothing, or, where every pixel counts, is background. */
function borderOf({ ignoreIndex }: Pick<MaskTask, "ignoreIndex">, image: DecodingOptions) {
  return { ignoreIndex: ignoreIndex ?? 0, ...usualStatistics(image) };
}
