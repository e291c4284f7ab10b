/** Volumes as classification data: slices, stacks of slices and patches around points, each with its class. */

import type { SampleContext } from "../../data/dataset.ts";
import { instance, kind, listOf, optionsOf, type Rest, signature, string } from "../../edge/index.ts";
import { DatasetError } from "../../native/errors.ts";
import { scope, type Tensor } from "../../tensor/index.ts";
import { ClassificationTrainPreset, ImageClassificationPreset } from "../transforms/presets.ts";
import type { TransformLike } from "../transforms/transform.ts";
import { CLASSES, ClassParts, ClassSplit } from "./class-parts.ts";
import type { ClassificationData } from "./classification.ts";
import { madeParts, partsTakes } from "./file-parts.ts";
import { type SplitSettings, splitTakes } from "./file-split.ts";
import { labelClasses } from "./label-classes.ts";
import { type OwnTransforms, type PartSets, transformPixels } from "./parts.ts";
import { stratifiedGroupedSplit } from "./split.ts";
import { type CutShape, pictureOf, VolumeReader } from "./volume-reader.ts";
import {
  divideVolumes,
  ENTRY,
  type Opener,
  openVolumes,
  usualVolumeStatistics,
  VOLUME_ADVICE,
  type VolumeEntry,
  type VolumeSampleOptions,
  type VolumeSlice,
  volumeSampleKinds,
} from "./volume-samples.ts";

/** A slice or a patch and the index of its class. */
export interface LabelledSlice extends VolumeSlice {
  label: number;
}

/** Options of {@link Volumes.open}. */
export interface VolumesOptions extends VolumeSampleOptions {
  /** Names of the classes in their order; labels that are numbers are their positions. Default: the labels, sorted. */
  classes?: readonly string[];
}

const OPERATION = "datasets.Volumes.open";
const entriesKind = listOf(
  optionsOf(
    signature<VolumeEntry>("datasets.Volumes: a volume", {
      options: ENTRY,
      required: ["path"],
      advice: {
        mask: "datasets.SegmentationVolumes takes masks",
        patient: "it is called group",
        image: "it is called path",
      },
    }),
  ),
);
const OPEN = signature<VolumesOptions>(OPERATION, {
  takes: { entries: entriesKind },
  options: { ...volumeSampleKinds(OPERATION), classes: listOf(string) },
  advice: VOLUME_ADVICE,
});

const cutShapeKind = kind<CutShape>(
  "an object with stack, size and fill",
  (v) => typeof v === "object" && v !== null && "stack" in v,
);
const SPLIT = splitTakes("VolumesSplit", {
  samples: kind(
    "a list of slices with path, volume, slice and label",
    (v) => Array.isArray(v) && v.every((s) => typeof s?.path === "string" && Number.isInteger(s.slice)),
  ),
  classes: listOf(string),
  reader: instance(VolumeReader),
  shape: cutShapeKind,
});

/** One part of {@link Volumes}. */
export class VolumesSplit extends ClassSplit<LabelledSlice, VolumesSplit> {
  /** What reads the volumes, and keeps what it read; all parts have one. */
  readonly reader: VolumeReader;
  /** What a sample is, beside its place. */
  readonly shape: CutShape;

  /** Data makes its parts itself; see {@link Volumes.open}. */
  constructor(
    samples: readonly LabelledSlice[],
    classes: readonly string[],
    reader: VolumeReader,
    shape: CutShape,
    transform: TransformLike,
    ...rest: Rest<SplitSettings>
  ) {
    const options = SPLIT.read(rest);
    SPLIT.check(samples, classes, reader, shape, transform);
    super(samples, { classes, task: CLASSES }, transform, options);
    this.reader = reader;
    this.shape = shape;
  }

  protected override get kindName(): string {
    return "VolumesSplit";
  }

  protected override async imageOf(
    { path, label: _, volume, ...cut }: LabelledSlice,
    { rng }: Partial<SampleContext>,
  ): Promise<Tensor> {
    // Reading is shared with other samples of the volume, so one reader's signal must not end it.
    const picture = pictureOf(path, await this.reader.planes(volume, cut, this.shape), this.decoding);
    return scope(() => transformPixels("Volumes", path, this.transform, picture, rng));
  }

  protected override like(samples: readonly LabelledSlice[], transform: TransformLike): VolumesSplit {
    return new VolumesSplit(samples, this.classes, this.reader, this.shape, transform, this.settings);
  }
}

const TAKES = partsTakes("Volumes", VolumesSplit);

/**
 * Slices of volumes, or patches around points of them, with a class for each volume or point: NIfTI files, folders with a DICOM
 * series or a picture for each slice, DICOM files of several frames, `.npy`, `.npz` and HDF5, read as `medical.readVolume` reads
 * them. Volumes of one group, and slices of one volume, stay in one part.
 *
 * Of DICOM series, unpacked NIfTI files and pictures a slice is read alone where it lies along the slices of the file; else the
 * volume is read once and kept, up to `cacheBytes`.
 *
 * @example
 * const data = await datasets.Volumes.open(
 *   [{ path: "ct/p1", label: "benign", group: "p1" }, { path: "ct/p2.nii.gz", label: "malignant", group: "p2" }],
 *   { plane: "axial", stack: 3, image: { window: "lung" } },
 * );
 */
export class Volumes extends ClassParts<VolumesSplit, Volumes> implements ClassificationData {
  /** Use {@link Volumes.open}, which opens the volumes. */
  constructor(root: string, parts: PartSets<VolumesSplit>, ownTransforms: OwnTransforms, ...rest: []) {
    TAKES.read(rest);
    TAKES.check(root, parts, ownTransforms);
    const { decoding, shape } = parts.train;
    super(
      root,
      parts,
      ownTransforms,
      () =>
        new ImageClassificationPreset({
          cropSize: 224,
          ...usualVolumeStatistics({ image: decoding, stack: shape.stack }),
        }),
    );
  }

  /**
   * Opens the volumes of a list: headers are read, no voxel yet. Throws DatasetError naming a volume that is not there, is not
   * whole, has no label, or whose points lie outside; FileFormatError naming a damaged file; ArgumentError for options that
   * contradict each other.
   */
  static async open(entries: readonly VolumeEntry[], ...rest: Rest<VolumesOptions>): Promise<Volumes> {
    const options = OPEN.read(rest);
    OPEN.check(entries);
    return openClassified(entries, options, { operation: OPERATION });
  }

  protected override get kindName(): string {
    return "Volumes";
  }

  protected override get subject(): string {
    return "Volumes.loader";
  }

  protected override of(parts: PartSets<VolumesSplit>): Volumes {
    return new Volumes(this.root, parts, this.ownTransforms);
  }
}

/** Opens volumes with classes; options are taken as checked. */
export async function openClassified(
  entries: readonly VolumeEntry[],
  options: VolumesOptions,
  opener: Opener<VolumeEntry>,
): Promise<Volumes> {
  const { operation } = opener;
  const { reader, shape, samples } = await openVolumes(entries, options, opener);
  const labelOf = ({ entry, point }: (typeof samples)[number]) => point?.label ?? entries[entry]?.label;
  const odd = samples.find((sample) => labelOf(sample) === undefined);
  if (odd !== undefined) {
    throw new DatasetError(
      `${operation}: ${odd.path} has no label; give one to the volume, or to its points`,
      {
        file: odd.file,
        operation,
      },
    );
  }
  const { classes, numberOf } = labelClasses(
    operation,
    samples.map((sample) => labelOf(sample) as string | number),
    options.classes,
  );
  const labelled = samples.map(({ point, ...sample }) => ({
    ...sample,
    label: numberOf(point?.label ?? (entries[sample.entry]?.label as string | number)),
  }));
  const parts = divideVolumes(operation, { entries, samples: labelled }, () =>
    stratifiedGroupedSplit(labelled, options.split ?? {}),
  );
  const { onError, image, root = "." } = options;
  const usual = { cropSize: 224, ...usualVolumeStatistics(options) };
  const plain = (list: readonly (typeof labelled)[number][]) =>
    list.map(({ entry: _, ...sample }): LabelledSlice => sample);
  return new Volumes(
    root,
    ...madeParts({ train: plain(parts.train), val: plain(parts.val), test: plain(parts.test) }, options, {
      split: (list, transform) =>
        new VolumesSplit(list, classes, reader, shape, transform, { onError, image }),
      train: () => new ClassificationTrainPreset(usual),
      val: () => new ImageClassificationPreset(usual),
    }),
  );
}
