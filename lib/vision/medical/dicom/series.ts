/** The files of a DICOM series as one volume, in the order in which they lie in the patient. */

import { readdir } from "node:fs/promises";
import { join } from "node:path";
import {
  abortSignal,
  boolean,
  kind,
  numberAbove,
  type Rest,
  signature,
  string,
} from "../../../edge/index.ts";
import { readRegular } from "../../../io/regular-file.ts";
import { throwIfAborted } from "../../../native/abort.ts";
import { DatasetError } from "../../../native/errors.ts";
import { fromBytes, type Tensor } from "../../../tensor/index.ts";
import type { Samples } from "../../raw-image.ts";
import { DEFAULT_MAX_PIXELS } from "../../source.ts";
import type { DataSet } from "./data-set.ts";
import { cross, dot, type FrameGeometry, geometryOf, type Point } from "./geometry.ts";
import { pixelLayout } from "./layout.ts";
import { type DicomData, isDicom, parseDicom } from "./parse.ts";
import { isColored } from "./picture.ts";
import { frameValues, naming, opened } from "./read.ts";
import { type DicomTags, tagsOf } from "./tags.ts";
import { frameSets, setWith } from "./values.ts";

/** One series of a folder. */
export interface DicomSeries {
  /** SeriesInstanceUID, which identifies it in all the world; in no error. */
  uid: string;
  number: number | null;
  modality: string | null;
  /** Its files, in the order of their names. */
  files: readonly string[];
}

/** Options of {@link listDicomSeries}. */
export interface ListSeriesOptions {
  signal?: AbortSignal;
}

/** Options of {@link readDicomSeries}. */
export interface ReadSeriesOptions {
  /** The `uid` of {@link listDicomSeries}. Default: the only one of the folder. */
  series?: string;
  /** Whether slices that are missing or not equally far apart are taken as they are. Default false: an error names them. */
  allowGaps?: boolean;
  /** Whether `tags` has what may identify the patient. Default false. */
  identifiers?: boolean;
  /** Volumes with more voxels are refused. Default 2^28. */
  maxPixels?: number;
  signal?: AbortSignal;
}

/** A volume, in values with their places in the patient. */
export interface DicomVolume {
  /** (D, H, W) float32: slices along the normal of their plane. */
  volume: Tensor;
  /** Distances of slices, rows and columns in millimetres; of slices with gaps the median. */
  spacing: readonly [slice: number, row: number, column: number];
  /** Where the first voxel lies: x, y, z in millimetres, to the patient's left, back and head. */
  origin: Point;
  /** Where slices, rows (downwards) and columns (to the right) run, unit vectors. */
  axes: readonly [slice: Point, row: Point, column: Point];
  /** The files in the order of the slices; a file of several frames once for each. */
  files: readonly string[];
  modality: string | null;
  units: string | null;
  /** Of the first slice. */
  tags: DicomTags;
}

const folderKind = kind("the path of a folder", (v) => string.accepts(v) && v !== "");
const LIST = signature<ListSeriesOptions>("medical.listDicomSeries", {
  takes: { folder: folderKind },
  options: { signal: abortSignal },
});
const READ = signature<ReadSeriesOptions>("medical.readDicomSeries", {
  takes: { folder: folderKind },
  options: {
    series: string,
    allowGaps: boolean,
    identifiers: boolean,
    maxPixels: numberAbove(0),
    signal: abortSignal,
  },
});

const [SERIES_UID, SERIES_NUMBER, MODALITY] = [0x0020000e, 0x00200011, 0x00080060];

/**
 * The series of a folder, whatever its files are called; what is no DICOM file, or one without a picture, is passed over,
 * folders in it are not looked into. Throws FileFormatError naming a damaged file, DatasetError for a folder that cannot be read.
 */
export async function listDicomSeries(
  folder: string,
  ...rest: Rest<ListSeriesOptions>
): Promise<DicomSeries[]> {
  const { signal } = LIST.read(rest);
  LIST.check(folder);
  const all = await seriesOf("medical.listDicomSeries", folder, signal);
  return all.map(({ uid, number, modality, files }) => ({ uid, number, modality, files }));
}

/** A series whose files have been read once: where their slices lie, or what is wrong with one. */
interface ReadSeries extends DicomSeries {
  files: string[];
  slices: Slice[];
  fault: unknown;
}

async function seriesOf(
  operation: string,
  folder: string,
  signal: AbortSignal | undefined,
  maxPixels = DEFAULT_MAX_PIXELS,
): Promise<ReadSeries[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((cause) => {
    throw new DatasetError(`${operation}: ${folder} cannot be read: ${cause.message}`, {
      cause,
      file: folder,
      operation,
    });
  });
  const found = new Map<string, ReadSeries>();
  for (const name of entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => entry.name)
    .sort()) {
    throwIfAborted(signal, operation);
    const file = join(folder, name);
    const bytes = await readRegular(file, signal);
    if (!isDicom(bytes)) continue;
    const { set } = await naming(operation, file, signal, () => parseDicom(bytes));
    if (!set.has(0x00280010)) continue;
    const uid = set.text(SERIES_UID) ?? "";
    const number = set.number(SERIES_NUMBER) ?? null;
    const known = found.get(uid) ?? {
      uid,
      number,
      modality: set.code(MODALITY) ?? null,
      files: [],
      slices: [],
      fault: null,
    };
    found.set(uid, known);
    known.files.push(file);
    // What is wrong with a series matters where it is the one that is wanted.
    await naming(operation, file, signal, () => slicesOf(set, file, maxPixels)).then(
      (slices) => known.slices.push(...slices),
      (error) => {
        throwIfAborted(signal, operation);
        known.fault ??= error;
      },
    );
  }
  return [...found.values()];
}

/** A slice, without its pixels. */
interface Slice extends FrameGeometry {
  file: string;
  frame: number;
  rows: number;
  columns: number;
}

/**
 * Reads the series of a folder as a volume: slices by their place along the normal (ImagePositionPatient), never by names or
 * numbers, each in the values that it stands for, as Hounsfield units.
 *
 * Throws DatasetError where there is no series or more than one, slices differ in size, spacing or direction, lie at
 * the same place, or leave gaps; each error names the files. Throws FileFormatError for a damaged file.
 *
 * @example
 * const { volume, spacing } = await medical.readDicomSeries("./ct/patient1"); // (D, 512, 512), [2.5, 0.7, 0.7] mm
 */
export async function readDicomSeries(
  folder: string,
  ...rest: Rest<ReadSeriesOptions>
): Promise<DicomVolume> {
  const operation = "medical.readDicomSeries";
  const options = READ.read(rest);
  READ.check(folder);
  const { identifiers = false, signal } = options;
  const series = await openSeries(operation, folder, options);
  const [count, rows, columns] = series.shape;
  const values = new Float32Array(count * rows * columns);
  for (let at = 0; at < count; at++) values.set(await series.values(at, signal), at * rows * columns);
  const about = await series.about(identifiers, signal);
  return {
    volume: fromBytes(new Uint8Array(values.buffer), "float32", [count, rows, columns]),
    spacing: series.spacing,
    origin: series.origin,
    axes: series.axes,
    files: series.files,
    ...about,
  };
}

/** A series whose slices are in order, and read one by one. */
export interface OpenSeries extends Pick<DicomVolume, "spacing" | "origin" | "axes" | "files"> {
  shape: readonly [count: number, rows: number, columns: number];
  /** The values of a slice. */
  values(at: number, signal?: AbortSignal): Promise<Samples>;
  /** What its first slice says of it. */
  about(
    identifiers: boolean,
    signal: AbortSignal | undefined,
  ): Promise<Pick<DicomVolume, "modality" | "units" | "tags">>;
}

/** Finds a series and the order of its slices, as {@link readDicomSeries} does; every file is read once, no pixel is decoded. */
export async function openSeries(
  operation: string,
  folder: string,
  {
    series,
    allowGaps = false,
    maxPixels = DEFAULT_MAX_PIXELS,
    signal,
  }: Omit<ReadSeriesOptions, "identifiers">,
): Promise<OpenSeries> {
  const refuse = (text: string): never => {
    throw new DatasetError(`${operation}: ${folder} ${text}`, { file: folder, operation });
  };
  const all = await seriesOf(operation, folder, signal, maxPixels);
  if (all.length === 0) refuse("holds no DICOM pictures");
  const chosen = series === undefined ? all : all.filter(({ uid }) => uid === series);
  if (chosen.length === 0) refuse("has no such series; medical.listDicomSeries tells which it has");
  if (chosen.length > 1) {
    const shown = all.map(
      ({ number, modality, files }) => `${number ?? "?"} (${modality ?? "?"}, ${files.length} files)`,
    );
    refuse(
      `holds ${all.length} series, numbers ${shown.join(", ")}; say which, as series: the uid that medical.listDicomSeries gives`,
    );
  }
  const { slices, fault } = chosen[0] as ReadSeries;
  if (fault !== null) throw fault;
  const using: Using = ({ file, frame }, stop, use) =>
    opened(operation, file, stop, (bytes) => use(parseDicom(bytes), frame));
  return inOrder(slices, { allowGaps, maxPixels, refuse, using });
}

/** The frames of a file as a series; null where it does not say where they lie. */
export async function seriesOfFile(
  operation: string,
  file: string,
  data: DicomData,
  { allowGaps = false, maxPixels = DEFAULT_MAX_PIXELS }: Omit<ReadSeriesOptions, "identifiers">,
): Promise<OpenSeries | null> {
  let slices: Slice[];
  try {
    slices = slicesOf(data.set, file, maxPixels);
  } catch {
    return null;
  }
  const refuse = (text: string): never => {
    throw new DatasetError(`${operation}: ${file} ${text}`, { file, operation });
  };
  const using: Using = ({ frame }, stop, use) => naming(operation, file, stop, () => use(data, frame));
  return inOrder(slices, { allowGaps, maxPixels, refuse, using });
}

/** Does something with the file of a slice. */
type Using = <T>(
  slice: Slice,
  signal: AbortSignal | undefined,
  use: (data: DicomData, frame: number) => Promise<T>,
) => Promise<T>;

function inOrder(
  slices: readonly Slice[],
  how: { allowGaps: boolean; maxPixels: number; refuse: (text: string) => never; using: Using },
): OpenSeries {
  const { allowGaps, maxPixels, refuse, using } = how;
  const { sorted, axes, spacing } = arranged(slices, allowGaps, refuse);
  const { rows, columns, position } = sorted[0] as Slice;
  if (sorted.length * rows * columns > maxPixels) {
    refuse(
      `holds ${sorted.length} x ${rows} x ${columns} voxels, over the limit of ${maxPixels}; give a larger maxPixels`,
    );
  }
  const first = sorted[0] as Slice;
  return {
    shape: [sorted.length, rows, columns],
    spacing,
    origin: position as Point,
    axes,
    files: sorted.map(({ file }) => file),
    values: (at, stop) =>
      using(sorted[at] as Slice, stop, (data, frame) =>
        frameValues(data, pixelLayout(data.set, maxPixels), frame, true),
      ),
    about: (identifiers, stop) =>
      using(first, stop, async ({ set }, frame) => ({
        modality: set.code(MODALITY) ?? null,
        units: setWith(frameSets(set, frame), 0x00281054)?.code(0x00281054) ?? null,
        tags: tagsOf(set, identifiers),
      })),
  };
}

function slicesOf(set: DataSet, file: string, maxPixels: number): Slice[] {
  const layout = pixelLayout(set, maxPixels);
  if (isColored(layout)) throw new Error("it is in colours; a volume is made of gray slices");
  const { rows, columns } = layout;
  return Array.from({ length: layout.frames }, (_, frame) => {
    const geometry = geometryOf(frameSets(set, frame));
    if (geometry.position === null || geometry.orientation === null || geometry.spacing === null) {
      throw new Error(
        "it does not say where it lies: ImagePositionPatient, ImageOrientationPatient and PixelSpacing are needed",
      );
    }
    return { ...geometry, file, frame, rows, columns };
  });
}

/** Vectors and distances that differ by less are the same: files round them. */
const [SAME_DIRECTION, SAME_SPACING, SAME_PLACE] = [1e-3, 1e-3, 1e-3];
/** By what share of the usual distance slices may lie further apart or nearer. */
const EVEN = 0.02;

function arranged(
  slices: readonly Slice[],
  allowGaps: boolean,
  refuse: (text: string) => never,
): Pick<DicomVolume, "axes" | "spacing"> & { sorted: Slice[] } {
  const first = slices[0] as Slice;
  const [column, row] = first.orientation as [Point, Point];
  const [high, wide] = first.spacing as readonly [number, number];
  const normal = cross(column, row);
  const named = ({ file, frame }: Slice) =>
    slices.filter((one) => one.file === file).length > 1 ? `${file} (frame ${frame})` : file;
  for (const slice of slices) {
    const differs = (what: string) =>
      refuse(`mixes slices: ${named(slice)} has another ${what} than ${named(first)}`);
    if (slice.rows !== first.rows || slice.columns !== first.columns) differs("size");
    const [otherColumn, otherRow] = slice.orientation as [Point, Point];
    if (dot(otherColumn, column) < 1 - SAME_DIRECTION || dot(otherRow, row) < 1 - SAME_DIRECTION)
      differs("direction");
    const spacing = slice.spacing as readonly [number, number];
    if (
      Math.abs(spacing[0] - high) > SAME_SPACING * high ||
      Math.abs(spacing[1] - wide) > SAME_SPACING * wide
    ) {
      differs("spacing");
    }
  }
  const along = ({ position }: Slice) => dot(position as Point, normal);
  const sorted = [...slices].sort((a, b) => along(a) - along(b));
  const steps = sorted.slice(1).map((slice, i) => along(slice) - along(sorted[i] as Slice));
  const twice = steps.findIndex((step) => step < SAME_PLACE);
  if (twice >= 0) {
    refuse(
      `has two slices at the same place: ${named(sorted[twice] as Slice)} and ${named(sorted[twice + 1] as Slice)}`,
    );
  }
  const usual = [...steps].sort((a, b) => a - b)[Math.floor((steps.length - 1) / 2)];
  if (usual === undefined) refuse("holds one slice, which has no neighbour; medical.readDicom reads it");
  const distance = usual as number;
  const gap = steps.findIndex((step) => Math.abs(step - distance) > EVEN * distance);
  if (gap >= 0 && !allowGaps) {
    const count = steps.filter((step) => Math.abs(step - distance) > EVEN * distance).length;
    refuse(
      `has slices ${distance.toFixed(3)} mm apart, and ${count === 1 ? "one gap" : `${count} gaps`}: ` +
        `${(steps[gap] as number).toFixed(3)} mm between ${named(sorted[gap] as Slice)} and ${named(sorted[gap + 1] as Slice)}; ` +
        "allowGaps: true takes them as they are",
    );
  }
  return { sorted, axes: [normal, row, column], spacing: [distance, high, wide] };
}
