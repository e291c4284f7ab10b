/** Volumes with masks that are volumes too, as segmentation data: slices, stacks of slices and patches around points. */

import {
  abortSignal,
  either,
  kind,
  listOf,
  numberFrom,
  optionsOf,
  plainObject,
  type Rest,
  signature,
  string,
} from "../../edge/index.ts";
import { ArgumentError, DatasetError } from "../../native/errors.ts";
import { scope, singleThreaded, stack, type Tensor } from "../../tensor/index.ts";
import { toTensor } from "../image.ts";
import { byValue, type MaskValues, maskTensor } from "../masks/mask-image.ts";
import type { VolumeSource } from "../medical/volume/source.ts";
import { VolumeView } from "../medical/volume/view.ts";
import { SegmentationPreset, SegmentationTrainPreset } from "../transforms/segmentation-presets.ts";
import type { TransformLike } from "../transforms/transform.ts";
import { madeParts, partsTakes } from "./file-parts.ts";
import { type SignalRest, type SplitSettings, splitTakes } from "./file-split.ts";
import { MaskParts, MaskSplit, type MaskTask } from "./mask-parts.ts";
import type { OwnTransforms, PartSets } from "./parts.ts";
import { MASK_TASK, type MaskTaskOptions, maskTask } from "./segmentation-task.ts";
import { groupedSplit } from "./split.ts";
import { type CutShape, pictureOf, VolumeReader } from "./volume-reader.ts";
import {
  divideVolumes,
  ENTRY,
  openEntry,
  openVolumes,
  usualVolumeStatistics,
  VOLUME_ADVICE,
  type VolumeEntry,
  type VolumeSampleOptions,
  type VolumeSlice,
  volumeSampleKinds,
} from "./volume-samples.ts";

/** A volume of a list, and its mask. */
export interface MaskedVolumeEntry extends Omit<VolumeEntry, "label"> {
  /**
   * The volume of the mask, of the same voxels; where masks overlap one for each class, by its name. Relative to the option
   * `root`.
   */
  mask: string | Readonly<Record<string, string>>;
  /** Which array of a `.npz` or HDF5 file is the mask. Default: the only one of three dimensions. */
  maskArray?: string;
}

/** Options of {@link SegmentationVolumes.open}. */
export interface SegmentationVolumesOptions extends VolumeSampleOptions, Omit<MaskTaskOptions, "colors"> {
  /** Share of foreground, 0 to 1, that a slice needs to be trained on. Reads all masks of `train`; other parts keep all. Default 0. */
  minForeground?: number;
}

const OPERATION = "datasets.SegmentationVolumes.open";
const { label: _, ...OF_VOLUME } = ENTRY;
const { colors: __, ...OF_MASKS } = MASK_TASK;
const entriesKind = listOf(
  optionsOf(
    signature<MaskedVolumeEntry>("datasets.SegmentationVolumes: a volume", {
      options: {
        ...OF_VOLUME,
        mask: either(string, plainObject<Record<string, string>>("an object from classes to volumes")),
        maskArray: string,
      },
      required: ["path", "mask"],
      advice: {
        label: "datasets.Volumes takes classes",
        patient: "it is called group",
        image: "it is called path",
      },
    }),
  ),
);
const OPEN = signature<SegmentationVolumesOptions>(OPERATION, {
  takes: { entries: entriesKind },
  options: { ...volumeSampleKinds(OPERATION), ...OF_MASKS, minForeground: numberFrom(0, 1) },
  advice: VOLUME_ADVICE,
});
const SPLIT = splitTakes("SegmentationVolumesSplit", {
  samples: kind(
    "a list of slices with path, volume and slice",
    (v) => Array.isArray(v) && v.every((s) => typeof s?.path === "string" && Number.isInteger(s.slice)),
  ),
  task: plainObject("an object with kind, classes and ignoreIndex"),
  source: kind<VolumesWithMasks>(
    "an object with reader, masks, values and shape",
    (v) => (v as Partial<VolumesWithMasks> | null | undefined)?.reader instanceof VolumeReader,
  ),
});
const READ = signature<{ signal?: AbortSignal }>("datasets.SegmentationVolumesSplit.read", {
  options: { signal: abortSignal },
  positional: ["signal"],
});
const READ_MASK = signature<{ signal?: AbortSignal }>("datasets.SegmentationVolumesSplit.readMask", {
  options: { signal: abortSignal },
});

/** What all parts read volumes and masks with. */
export interface VolumesWithMasks {
  reader: VolumeReader;
  /** Of each class that has masks of its own, else one. */
  masks: readonly VolumeReader[];
  values: MaskValues;
  shape: CutShape;
}

/** One part of {@link SegmentationVolumes}. */
export class SegmentationVolumesSplit extends MaskSplit<VolumeSlice, SegmentationVolumesSplit> {
  /** What reads the volumes, and keeps what it read; all parts have one. */
  readonly source: VolumesWithMasks;

  /** Data makes its parts itself; see {@link SegmentationVolumes.open}. */
  constructor(
    samples: readonly VolumeSlice[],
    task: MaskTask,
    source: VolumesWithMasks,
    transform: TransformLike,
    ...rest: Rest<SplitSettings>
  ) {
    const options = SPLIT.read(rest);
    SPLIT.check(samples, task, source, transform);
    super(samples, task, transform, options);
    this.source = source;
  }

  /**
   * Reads image and mask as they are cut out of their volumes; the caller owns both. Throws FileFormatError naming a broken file,
   * DatasetError for a value without a class.
   */
  async read(index: number, ...rest: SignalRest): Promise<{ image: Tensor; mask: Tensor }> {
    READ.read(rest);
    const { path, volume, ...cut } = this.fileAt(index, "read");
    const { reader, shape } = this.source;
    const picture = pictureOf(path, await reader.planes(volume, cut, shape), this.decoding);
    return { image: toTensor(picture), mask: await this.#mask(path, volume, cut) };
  }

  /** Reads a mask alone; the caller owns it. Throws as {@link read} does. */
  async readMask(index: number, ...rest: Rest<{ signal?: AbortSignal }>): Promise<Tensor> {
    READ_MASK.read(rest);
    const { path, volume, ...cut } = this.fileAt(index, "readMask");
    return this.#mask(path, volume, cut);
  }

  async #mask(path: string, volume: number, cut: Omit<VolumeSlice, "path" | "volume">): Promise<Tensor> {
    const { masks, values, shape } = this.source;
    const { kind: kindOfMask } = this.task;
    const planes = await Promise.all(
      masks.map(async (reader) => {
        const { height, width, planes } = await reader.planes(volume, cut, { ...shape, stack: 1 });
        const file = `${reader.views[volume]?.source.path} (of ${path})`;
        const [data] = planes as [Uint8Array];
        return byValue({ height, width, channels: 1, colors: 1, data }, file, values);
      }),
    );
    const [only] = planes;
    if (kindOfMask !== "multilabel") return maskTensor(only as NonNullable<typeof only>);
    return scope(() => singleThreaded(() => stack(planes.map(maskTensor)).to("float32")));
  }

  protected override get kindName(): string {
    return "SegmentationVolumesSplit";
  }

  protected override like(
    samples: readonly VolumeSlice[],
    transform: TransformLike,
  ): SegmentationVolumesSplit {
    return new SegmentationVolumesSplit(samples, this.task, this.source, transform, this.settings);
  }
}

const TAKES = partsTakes("SegmentationVolumes", SegmentationVolumesSplit);

/**
 * Slices of volumes, or patches around points of them, with the same slices of volumes of masks; what is read is as of
 * {@link Volumes}. A mask is turned and cut as its volume is, and resampled by the nearest voxel; of a stack it is the slice
 * in the middle.
 *
 * @example
 * const data = await datasets.SegmentationVolumes.open(
 *   [{ path: "ct/1.nii.gz", mask: "masks/1.nii.gz" }, { path: "ct/2.nii.gz", mask: "masks/2.nii.gz" }],
 *   { classes: ["background", "liver", "tumour"], image: { window: "liver" }, split: { val: 0.5 } },
 * );
 */
export class SegmentationVolumes extends MaskParts<SegmentationVolumesSplit, SegmentationVolumes> {
  /** Use {@link SegmentationVolumes.open}, which opens the volumes. */
  constructor(
    root: string,
    parts: PartSets<SegmentationVolumesSplit>,
    ownTransforms: OwnTransforms,
    ...rest: []
  ) {
    TAKES.read(rest);
    TAKES.check(root, parts, ownTransforms);
    const { task, decoding, source } = parts.train;
    const border = {
      ignoreIndex: task.ignoreIndex ?? 0,
      ...usualVolumeStatistics({ image: decoding, stack: source.shape.stack }),
    };
    super(root, parts, ownTransforms, () => new SegmentationPreset(border));
  }

  /**
   * Opens the volumes of a list and their masks: headers are read, voxels only for `minForeground`. Throws DatasetError naming a
   * volume that is not there or not whole, and a mask of other voxels; FileFormatError naming a damaged file; ArgumentError for
   * options that contradict each other.
   */
  static async open(
    entries: readonly MaskedVolumeEntry[],
    ...rest: Rest<SegmentationVolumesOptions>
  ): Promise<SegmentationVolumes> {
    const options = OPEN.read(rest);
    OPEN.check(entries);
    return openMasked(entries, options, OPERATION);
  }

  protected override get kindName(): string {
    return "SegmentationVolumes";
  }

  protected override of(parts: PartSets<SegmentationVolumesSplit>): SegmentationVolumes {
    return new SegmentationVolumes(this.root, parts, this.ownTransforms);
  }
}

/** Opens volumes with masks; options are taken as checked. */
export async function openMasked(
  entries: readonly MaskedVolumeEntry[],
  options: SegmentationVolumesOptions,
  operation: string,
): Promise<SegmentationVolumes> {
  const { classes, ...plain } = options;
  const first = entries[0]?.mask;
  const names = typeof first === "object" ? (classes ?? Object.keys(first)) : null;
  const { task, values } = maskTask(
    names === null ? options : { ...plain, classes: names },
    names,
    operation,
  );
  const opened = await openVolumes(entries.map(withoutMask), plain, { operation });
  const { reader, cache, shape, samples } = opened;
  const masks = await Promise.all(
    (names ?? [null]).map(async (name) => {
      const views: VolumeView[] = [];
      for (const [at, entry] of entries.entries()) {
        const volume = samples.find((sample) => sample.entry === at)?.volume;
        if (volume === undefined || views[volume] !== undefined) continue;
        views[volume] = await maskView(entry, name, reader.views[volume] as VolumeView, plain, operation);
      }
      return new VolumeReader(views, cache, `mask ${name ?? ""} of `);
    }),
  );
  const source: VolumesWithMasks = { reader, masks, values, shape };
  const parts = divideVolumes(operation, { entries, samples }, () =>
    groupedSplit(samples, options.split ?? {}),
  );
  const { onError, image, root = ".", minForeground = 0 } = options;
  const border = { ignoreIndex: task.ignoreIndex ?? 0, ...usualVolumeStatistics(options) };
  const slices = (list: typeof samples) =>
    list.map(({ entry: _entry, point: _point, ...slice }): VolumeSlice => slice);
  const made = madeParts(
    { train: slices(parts.train), val: slices(parts.val), test: slices(parts.test) },
    options,
    {
      split: (list, transform) =>
        new SegmentationVolumesSplit(list, task, source, transform, { onError, image }),
      train: () => new SegmentationTrainPreset(border),
      val: () => new SegmentationPreset(border),
    },
  );
  const [sets, own] = made;
  if (minForeground > 0) sets.train = await withForeground(sets.train, minForeground, operation);
  return new SegmentationVolumes(root, sets, own);
}

function withoutMask({ mask: _mask, maskArray: _array, ...entry }: MaskedVolumeEntry): VolumeEntry {
  return entry;
}

/** By how much of a voxel the places of image and mask may differ: headers round. */
const SAME_PLACE = 0.01;

async function maskView(
  entry: MaskedVolumeEntry,
  name: string | null,
  view: VolumeView,
  options: VolumeSampleOptions,
  operation: string,
): Promise<VolumeView> {
  const { mask, path } = entry;
  const file = name === null ? mask : (mask as Readonly<Record<string, string>>)[name];
  if (typeof file !== "string") {
    throw new ArgumentError(
      `${operation}: the mask of ${path} is ${name === null ? "one volume for each class, that of the first is one" : `none for the class ${name}`}`,
      { operation },
    );
  }
  const source = await openEntry(
    operation,
    options.root ?? ".",
    { path: file, array: entry.maskArray },
    options,
  );
  const { source: image } = view;
  const refuse = (text: string): never => {
    throw new DatasetError(
      `${operation}: the mask ${source.path} ${text} of ${image.path}; resample one of the two`,
      {
        file: source.path,
        operation,
      },
    );
  };
  // A mask that says nothing of its place lies where its image does.
  const placed: VolumeSource =
    source.isPlaced && image.isPlaced ? source : { ...source, ...placeOfImage(image) };
  if (!source.isPlaced && source.shape.some((length, at) => length !== image.shape[at])) {
    refuse(`has ${source.shape.join(" x ")} voxels, and not the ${image.shape.join(" x ")}`);
  }
  const seen = new VolumeView(operation, { ...placed, shape: source.shape }, options, "nearest");
  const [one, other] = [seen.geometry, view.geometry];
  if (one.shape.some((length, at) => length !== other.shape[at])) {
    refuse(`has ${one.shape.join(" x ")} voxels, and not the ${other.shape.join(" x ")}`);
  }
  const off = one.affine.flatMap((row, r) =>
    row.map((value, c) => Math.abs(value - (other.affine[r]?.[c] as number))),
  );
  if (Math.max(...off) > SAME_PLACE * Math.min(...other.spacing)) refuse("does not lie where the voxels do");
  return seen;
}

function placeOfImage({ spacing, affine, isPlaced }: VolumeSource) {
  return { spacing, affine, isPlaced };
}

/** The slices of a part with at least a share of pixels that are neither background nor ignored. */
async function withForeground(
  part: SegmentationVolumesSplit,
  least: number,
  operation: string,
): Promise<SegmentationVolumesSplit> {
  const { ignoreIndex } = part.task;
  const kept: number[] = [];
  for (let index = 0; index < part.length; index++) {
    await scope(async () => {
      const mask = await part.readMask(index);
      singleThreaded(() => {
        const drawn = mask.ne(0);
        const counted = ignoreIndex === null ? drawn : drawn.logicalAnd(mask.ne(ignoreIndex));
        const any = counted.ndim === 3 ? counted.any(0) : counted; // (C, H, W) -> (H, W)
        if (Number(any.sum().item()) >= least * any.numel()) kept.push(index);
      });
    });
  }
  if (kept.length === 0) {
    throw new DatasetError(
      `${operation}: no slice has a share of ${least} of foreground; lower minForeground`,
      { operation },
    );
  }
  return part.select(kept);
}
