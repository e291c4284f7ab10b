/** The samples of volumes: which there are, from a list of volumes and what is wanted of them. */

import { Limit } from "../../data/index.ts";
import {
  abortSignal,
  boolean,
  describe,
  either,
  integer,
  integerFrom,
  type Kind,
  type Kinds,
  kind,
  listOf,
  number,
  numberAbove,
  numberFrom,
  oneOf,
  optionsOf,
  signature,
  string,
} from "../../edge/index.ts";
import { throwIfAborted } from "../../native/abort.ts";
import { ArgumentError, DatasetError } from "../../native/errors.ts";
import { type Place, placeOf, voxelOf } from "../medical/volume/geometry.ts";
import { VIEW, VOLUME } from "../medical/volume/read.ts";
import { openVolume, type VolumeOptions, type VolumeSource } from "../medical/volume/source.ts";
import { type ViewOptions, VolumeView } from "../medical/volume/view.ts";
import type { Interpolation } from "../medical/volume/voxels.ts";
import { windowsOf } from "../windows.ts";
import type { FileEntry } from "./file-split.ts";
import { named } from "./inside.ts";
import { type DecodingOptions, type FileOptions, fileKinds, usualStatistics } from "./kinds.ts";
import { PARTS, type Part } from "./parts.ts";
import { checkGroups, type Parts, type SplitOptions, splitKind } from "./split.ts";
import { VolumeCache } from "./volume-cache.ts";
import { type Cut, type CutShape, type Fill, VolumeReader } from "./volume-reader.ts";

/** A point of a volume that a patch is cut around. */
export interface VolumePoint {
  /** In what the option `coordinates` says: column, row and slice of the file, or x, y and z in millimetres. */
  at: Place;
  /** Its class. Default: the volume's. */
  label?: string | number;
}

/** A volume of a list. */
export interface VolumeEntry extends Omit<VolumeOptions, "allowGaps" | "maxPixels"> {
  /** A file, or a folder of slices; relative to the option `root`. */
  path: string;
  /** Class of the volume, and so of its slices. */
  label?: string | number;
  /** Patient, of whom nothing may be in two parts. Default: the volume alone. */
  group?: string;
  part?: Part;
  /** Which slices, as the volume is looked at, from 0. Default: those that `every` and `range` leave. */
  slices?: readonly number[];
  /** Patches around these points are the samples, in place of slices. */
  points?: readonly VolumePoint[];
}

/** What is made of volumes. */
export interface VolumeSampleOptions extends FileOptions, ViewOptions {
  /** Folder that paths are relative to. Default: the current one. */
  root?: string;
  /** How many slices are the channels of a sample, an odd number: the slice itself in the middle. Default 1. */
  stack?: number;
  /** What lies outside of the volume, of stacks and patches: its border, repeated, or a value, in the volume's. Default "edge". */
  fill?: Fill;
  /** Each how many-th slice is a sample. Default 1. */
  every?: number;
  /** Which share of the slices, from and to, 0 to 1. Default all. */
  range?: readonly [from: number, to: number];
  /** Height and width of patches around points, in voxels after resampling. */
  size?: number | readonly [height: number, width: number];
  /** The same in millimetres, rounded to voxels. */
  sizeMm?: number | readonly [height: number, width: number];
  /**
   * What points are given in: "voxels", column, row and slice of the file, from 0; "lps" or "ras", millimetres to the patient's
   * left, back and head (as DICOM has them) or to his right, front and head (as NIfTI). Points need it.
   */
  coordinates?: "voxels" | "lps" | "ras";
  /** Shares to set aside, by groups, where the volumes have no parts. */
  split?: SplitOptions;
  /** Bytes of decoded voxels that are kept for their next samples. Default 1 GiB. */
  cacheBytes?: number;
  /** Whether slices of a DICOM series that are missing are passed over. Default false. */
  allowGaps?: boolean;
  /** Volumes with more voxels are refused. Default 2^28. */
  maxPixels?: number;
}

/** One sample: a slice, or a patch, of a volume. `path` names both: `p1.nii.gz#axial[42]`. */
export interface VolumeSlice extends FileEntry, Cut {
  /** File or folder of the volume. */
  file: string;
  /** Which of the volumes. */
  volume: number;
}

const [isPoint, isShare, isEdge] = [listOf(number, 3), numberFrom(0, 1), integerFrom(1)];
const isMillimetres = numberAbove(0);
const labelKind = either(string, integer);

function pairKind<T>(of: Kind<T>, expected: string): Kind<readonly [T, T]> {
  return kind(expected, listOf(of, 2).accepts);
}

const pointKind = optionsOf(
  signature<VolumePoint>("datasets.Volumes: points", {
    options: { at: kind("[x, y, z], three numbers", isPoint.accepts), label: labelKind },
    required: ["at"],
  }),
);
const { allowGaps: _, maxPixels: __, ...OF_ENTRY } = VOLUME;

/** Kinds of {@link VolumeEntry}. */
export const ENTRY: Kinds<VolumeEntry> = {
  ...OF_ENTRY,
  path: string,
  label: labelKind,
  group: string,
  part: oneOf(...PARTS),
  slices: listOf(integerFrom(0)),
  points: listOf(pointKind),
};

/** Kinds of {@link VolumeSampleOptions} for the entry `name`. */
export function volumeSampleKinds(name: string): Kinds<VolumeSampleOptions> {
  return {
    ...fileKinds(name),
    ...VIEW,
    root: string,
    stack: kind("an odd number of slices", (v) => isEdge.accepts(v) && (v as number) % 2 === 1),
    fill: kind('"edge" or a finite number', (v) => v === "edge" || Number.isFinite(v)),
    every: isEdge,
    range: kind("[from, to], shares from 0 to 1 in order", (v) => {
      const [from, to] = Array.isArray(v) ? v : [];
      return listOf(isShare, 2).accepts(v) && from < to;
    }),
    size: either(isEdge, pairKind(isEdge, "[height, width]")),
    sizeMm: either(isMillimetres, pairKind(isMillimetres, "[height, width]")),
    coordinates: oneOf("voxels", "lps", "ras"),
    split: splitKind(name),
    cacheBytes: numberFrom(0),
    allowGaps: boolean,
    maxPixels: isMillimetres,
    signal: abortSignal,
  };
}

/** What one who asks by another name probably means. */
export const VOLUME_ADVICE = {
  axis: 'give plane: "axial", "coronal" or "sagittal"',
  orientation: "it is called plane here; where a file does not say how it lies, its entry says orientation",
  spacing: "it is called resample here; where a file does not say its spacing, its entry says it",
  neighbours: "it is called stack, the slice itself counted",
  channels: "it is called stack",
  patchSize: "it is called size, in voxels, or sizeMm",
  padding: "it is called fill",
  groups: "the entries have a group",
} as const;

/** Volumes that are open, and their samples. */
export interface OpenVolumes<E extends VolumeEntry> {
  entries: readonly E[];
  reader: VolumeReader;
  cache: VolumeCache;
  shape: CutShape;
  samples: (VolumeSlice & { entry: number; point?: VolumePoint })[];
}

/** What errors call the caller, and how an entry's volume is opened where it is not in a file. */
export interface Opener<E> {
  operation: string;
  open?: (entry: E) => VolumeSource;
}

/** Opens all volumes, each once, and lists their samples. Only headers are read. */
export async function openVolumes<E extends VolumeEntry>(
  entries: readonly E[],
  options: VolumeSampleOptions,
  { operation, open }: Opener<E>,
): Promise<OpenVolumes<E>> {
  const refuse = (text: string): never => {
    throw new ArgumentError(`${operation}: ${text}`, { operation });
  };
  const { root = ".", stack = 1, fill = "edge", cacheBytes = 2 ** 30, signal } = options;
  checkOptions(entries, options, refuse);
  const views: VolumeView[] = [];
  const known = new Map<string, number>();
  const opening: (() => Promise<void>)[] = [];
  const volumeOf = entries.map((entry, i) => {
    const key = open === undefined ? keyOf(entry) : `${i}`;
    const there = known.get(key);
    if (there !== undefined) return there;
    const at = known.size;
    known.set(key, at);
    opening.push(async () => {
      const source = open?.(entry) ?? (await openEntry(operation, root, entry, options));
      views[at] = new VolumeView(operation, source, options, "linear" satisfies Interpolation);
    });
    return at;
  });
  const limit = new Limit(4);
  await Promise.all(
    opening.map((one) =>
      limit.run(() => {
        throwIfAborted(signal, operation);
        return one();
      }),
    ),
  );
  const size = sizeOf(options, views, refuse);
  const samples = entries.flatMap((entry, at) => {
    const volume = volumeOf[at] as number;
    const cuts = cutsOf(operation, entry, views[volume] as VolumeView, { ...options, size });
    return cuts.map(({ cut, point, name }) => ({
      path: `${entryPath(root, entry)}#${name}`,
      file: entryPath(root, entry),
      volume,
      entry: at,
      group: entry.group ?? entryPath(root, entry),
      ...cut,
      ...(point !== undefined && { point }),
    }));
  });
  const cache = new VolumeCache(cacheBytes);
  return {
    entries,
    reader: new VolumeReader(views, cache, ""),
    cache,
    shape: { stack, size, fill },
    samples,
  };
}

function keyOf({ path, spacing, orientation, array, series, time }: VolumeEntry): string {
  return JSON.stringify([path, spacing, orientation, array, series, time]);
}

/** The path of an entry's volume. */
function entryPath(root: string, { path, array }: VolumeEntry): string {
  return array === undefined ? named(root, path) : `${named(root, path)}:${array}`;
}

/** Opens the volume of an entry, or of its mask. */
export function openEntry(
  operation: string,
  root: string,
  { path, spacing, orientation, array, series, time }: Omit<VolumeEntry, "label">,
  { allowGaps, maxPixels, signal }: VolumeSampleOptions,
): Promise<VolumeSource> {
  const said = { spacing, orientation, array, series, time };
  return openVolume(operation, named(root, path), { ...said, allowGaps, maxPixels, signal });
}

function checkOptions(
  entries: readonly VolumeEntry[],
  options: VolumeSampleOptions,
  refuse: (text: string) => never,
): void {
  const { image = {}, size, sizeMm, coordinates } = options;
  if (entries.length === 0) refuse("the list of volumes is empty");
  const unfit = (["page", "exif", "pixelAspect", "maxPixels"] as const).find(
    (key) => image[key] !== undefined,
  );
  if (unfit !== undefined) refuse(`image.${unfit} says nothing of volumes; leave it out`);
  const channels = channelsOf(options);
  if (image.mode === "L" && channels > 1) {
    refuse(`a sample has ${channels} channels, and image.mode "L" is one; leave it out`);
  }
  windowsOf(image.window, "unchanged", "datasets.Volumes");
  const isAround = entries.some(({ points }) => points !== undefined);
  if (isAround && coordinates === undefined) {
    refuse('say what points are given in, as coordinates: "voxels", "lps" or "ras"');
  }
  if (isAround && (size === undefined) === (sizeMm === undefined)) {
    refuse("patches around points need a size, in voxels, or sizeMm, in millimetres; give one of the two");
  }
  if (!isAround && (size !== undefined || sizeMm !== undefined || coordinates !== undefined)) {
    refuse(
      "size, sizeMm and coordinates are for patches around points, and no volume has any; leave them out",
    );
  }
  const parted = entries.filter(({ part }) => part !== undefined);
  if (parted.length > 0 && (options.split?.val !== undefined || options.split?.test !== undefined)) {
    refuse("the volumes have parts; leave split out");
  }
  if (parted.length > 0 && parted.length < entries.length) {
    const odd = entries.find(({ part }) => part === undefined) as VolumeEntry;
    refuse(`some volumes have a part, and ${odd.path} has none; give each one, or none`);
  }
}

/** Channels of a sample before a single gray one becomes RGB. */
export function channelsOf({ stack = 1, image = {} }: Pick<VolumeSampleOptions, "stack" | "image">): number {
  const { ranges } = windowsOf(image.window, "unchanged", "datasets.Volumes");
  return stack * Math.max(1, ranges.length);
}

/** What is made of samples where nobody chose it: ImageNet's statistics, averaged for other channels than three. */
export function usualVolumeStatistics(options: Pick<VolumeSampleOptions, "stack" | "image">) {
  const channels = channelsOf(options);
  const { mode }: DecodingOptions = options.image ?? {};
  if (channels === 3 || (channels === 1 && mode !== "L" && mode !== "unchanged")) return {};
  return usualStatistics({ mode: "L" });
}

/** Height and width of patches in voxels; millimetres have to be the same number of voxels in all volumes. */
function sizeOf(
  { size, sizeMm }: VolumeSampleOptions,
  views: readonly VolumeView[],
  refuse: (text: string) => never,
): readonly [number, number] | null {
  if (size !== undefined) return typeof size === "number" ? [size, size] : size;
  if (sizeMm === undefined) return null;
  const [height, width] = typeof sizeMm === "number" ? [sizeMm, sizeMm] : sizeMm;
  const sizes = views.map(({ geometry: { spacing } }): [number, number] => [
    Math.max(1, Math.round(height / spacing[1])),
    Math.max(1, Math.round(width / spacing[2])),
  ]);
  const [first] = sizes as [[number, number]];
  const odd = sizes.findIndex((one) => one[0] !== first[0] || one[1] !== first[1]);
  if (odd >= 0) {
    refuse(
      `${height} x ${width} mm are ${first.join(" x ")} voxels of ${views[0]?.source.path} and ${sizes[odd]?.join(" x ")} of ` +
        `${views[odd]?.source.path}; bring all to one spacing, as resample: [null, 1, 1]`,
    );
  }
  return first;
}

interface FoundCut {
  cut: Cut;
  name: string;
  point?: VolumePoint;
}

function cutsOf(
  operation: string,
  entry: VolumeEntry,
  view: VolumeView,
  options: Omit<VolumeSampleOptions, "size"> & { size: readonly [number, number] | null },
): FoundCut[] {
  const { source, geometry } = view;
  const { plane = source.isPlaced ? "axial" : "stored", every = 1, range = [0, 1], coordinates } = options;
  const [count, rows, columns] = geometry.shape;
  const refuse = (text: string): never => {
    throw new DatasetError(`${operation}: ${source.path} ${text}`, { file: source.path, operation });
  };
  if (entry.points !== undefined) {
    const [height, width] = options.size as readonly [number, number]; // checked beside the points
    return entry.points.map((point) => {
      const [x, y, z] = point.at;
      const place: Place =
        coordinates === "voxels" ? placeOf(source, point.at) : coordinates === "lps" ? [-x, -y, z] : point.at;
      if (coordinates !== "voxels" && !source.isPlaced) {
        refuse(
          'does not say where it lies, so that no millimetres lead into it; give points as coordinates: "voxels"',
        );
      }
      const [column, row, slice] = voxelOf(geometry, place).map((v) => Math.floor(v + 0.5)) as [
        number,
        number,
        number,
      ];
      if (![slice < count, row < rows, column < columns].every(Boolean) || Math.min(slice, row, column) < 0) {
        refuse(
          `has no point ${describe(point.at)} in ${coordinates}: it is voxel [${column}, ${row}, ${slice}] of ` +
            `${columns} x ${rows} x ${count} (columns x rows x slices)`,
        );
      }
      const cut = { slice, top: row - Math.floor(height / 2), left: column - Math.floor(width / 2) };
      return { cut, point, name: `${plane}[${slice}](${column},${row})` };
    });
  }
  const chosen = entry.slices ?? spread(count, every, range);
  const outside = chosen.find((slice) => slice >= count);
  if (outside !== undefined)
    refuse(
      `has no slice ${outside}: it has ${plane === "stored" ? "" : `${plane} `}slices 0 to ${count - 1}`,
    );
  return chosen.map((slice) => ({ cut: { slice }, name: `${plane}[${slice}]` }));
}

/** Each how many-th slice of a share of them. */
function spread(count: number, every: number, [from, to]: readonly [number, number]): number[] {
  const [first, end] = [
    Math.floor(from * count),
    Math.max(Math.ceil(to * count), Math.floor(from * count) + 1),
  ];
  return Array.from({ length: Math.ceil((end - first) / every) }, (_, i) => first + i * every).filter(
    (i) => i < count,
  );
}

/** Samples in the parts that their entries name, else divided. Throws DatasetError for a group in two parts, or nothing to train on. */
export function divideVolumes<S extends FileEntry & { entry: number }>(
  operation: string,
  { entries, samples }: { entries: readonly { part?: Part }[]; samples: readonly S[] },
  divide: () => Parts<S>,
): Parts<S> {
  const isParted = entries.some(({ part }) => part !== undefined);
  const of = (part: Part) => samples.filter(({ entry }) => entries[entry]?.part === part);
  const parts = isParted ? { train: of("train"), val: of("val"), test: of("test") } : divide();
  checkGroups(operation, parts);
  if (parts.train.length === 0) {
    throw new DatasetError(`${operation}: nothing is to be trained on`, { operation });
  }
  return parts;
}
