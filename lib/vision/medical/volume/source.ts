/**
 * Volumes in files and folders, opened: where their voxels lie is known, voxels are read when they are asked for, a slice
 * alone where the file allows. A kind of file is an entry of the table below and its function.
 */

import { stat } from "node:fs/promises";
import { openRegular, readRegular } from "../../../io/regular-file.ts";
import { throwIfAborted } from "../../../native/abort.ts";
import { DatasetError, FileFormatError } from "../../../native/errors.ts";
import type { Samples } from "../../raw-image.ts";
import { DEFAULT_MAX_PIXELS } from "../../source.ts";
import { isDicom } from "../dicom/parse.ts";
import { naming } from "../dicom/read.ts";
import { niftiVersion } from "../nifti/header.ts";
import { arrayVolume, isArrayFile } from "./from-arrays.ts";
import { dicomFileVolume, folderVolume } from "./from-folder.ts";
import { niftiVolume } from "./from-nifti.ts";
import { plainAffine, type Triple, type VolumeGeometry } from "./geometry.ts";
import type { RawVolume } from "./voxels.ts";

/** What a file does not say of its volume, or which of several it is. */
export interface VolumeOptions {
  /** Distances of slices, rows and columns in millimetres, of files that do not say them. Default 1. */
  spacing?: Triple;
  /**
   * Where columns, rows and slices run, as "LPS", of files that do not say it: R(ight), L(eft), A(nterior), P(osterior),
   * S(uperior), I(nferior).
   */
  orientation?: string;
  /** Which array of a `.npz` or HDF5 file. Default: the only one of three dimensions. */
  array?: string;
  /** Which series of a folder, by the `uid` of `medical.listDicomSeries`. Default: the only one. */
  series?: string;
  /** Which volume of a NIfTI file with time, from 0. Default: the only one. */
  time?: number;
  /** Whether slices of a series that are missing or not equally far apart are taken as they are. Default false. */
  allowGaps?: boolean;
  /** Volumes with more voxels are refused. Default 2^28. */
  maxPixels?: number;
}

/** An open volume. */
export interface VolumeSource extends VolumeGeometry {
  readonly path: string;
  /** All voxels, as they are stored: bytes that stand for themselves, or float32. */
  read(signal?: AbortSignal): Promise<RawVolume>;
  /** The voxels of one stored slice, where that costs less than all. */
  readonly readSlice?: (index: number, signal?: AbortSignal) => Promise<Samples>;
}

/** What a kind of file says of its volume; places that it does not say are left out. */
export interface FoundVolume {
  shape: Triple;
  spacing?: Triple;
  affine?: VolumeGeometry["affine"];
  read(signal?: AbortSignal): Promise<Samples>;
  readSlice?: VolumeSource["readSlice"];
}

/** How a volume is opened. */
export interface Opening extends VolumeOptions {
  operation: string;
  maxPixels: number;
  signal: AbortSignal | undefined;
}

/** Bytes that tell the kind of a file: of a packed NIfTI file those of its header too. */
const HEAD = 8192;

/**
 * Opens a volume: a NIfTI file, a folder with a DICOM series or with a picture for each slice, a DICOM file of several frames,
 * `.npy`, `.npz` or HDF5. Throws FileFormatError for a file that is damaged or none of these, DatasetError for options that
 * contradict the file.
 */
export async function openVolume(
  operation: string,
  path: string,
  options: VolumeOptions & { signal?: AbortSignal } = {},
): Promise<VolumeSource> {
  const opening: Opening = {
    ...options,
    operation,
    maxPixels: options.maxPixels ?? DEFAULT_MAX_PIXELS,
    signal: options.signal,
  };
  throwIfAborted(options.signal, operation);
  const found = await find(path, opening);
  const refuse = (text: string): never => {
    throw new DatasetError(`${operation}: ${path} ${text}`, { file: path, operation });
  };
  const voxels = found.shape.reduce((product, length) => product * length, 1);
  if (voxels > opening.maxPixels) {
    refuse(
      `has ${found.shape.join(" x ")} voxels, over the limit of ${opening.maxPixels}; give a larger maxPixels`,
    );
  }
  if (found.affine !== undefined && options.orientation !== undefined) {
    refuse("says itself how it lies; leave orientation out");
  }
  if (found.spacing !== undefined && options.spacing !== undefined) {
    refuse(`says its spacing itself, [${found.spacing.map(short)}] mm; leave spacing out`);
  }
  const spacing = found.spacing ?? options.spacing ?? [1, 1, 1];
  const geometry: VolumeGeometry = {
    shape: found.shape,
    spacing,
    affine: found.affine ?? plainAffine(spacing, options.orientation),
    isPlaced: found.affine !== undefined || options.orientation !== undefined,
  };
  return {
    path,
    ...geometry,
    read: async (signal) => ({ ...geometry, data: await found.read(signal) }),
    ...(found.readSlice !== undefined && { readSlice: found.readSlice }),
  };
}

function short(value: number): number {
  return Number(value.toPrecision(6));
}

async function find(path: string, opening: Opening): Promise<FoundVolume> {
  const { operation, signal } = opening;
  const stats = await stat(path).catch((cause) => {
    throw new DatasetError(`${operation}: there is no file or folder ${path}`, {
      cause,
      file: path,
      operation,
    });
  });
  if (stats.isDirectory()) return folderVolume(path, opening);
  return naming(operation, path, signal, async () => {
    const head = await headOf(path);
    if (head.length === 0) throw new Error("the file is empty");
    if ((head[0] === 0x1f && head[1] === 0x8b) || niftiVersion(head) !== null)
      return niftiVolume(path, head, opening);
    if (isDicom(head)) return dicomFileVolume(path, await readRegular(path, signal), opening);
    if (isArrayFile(head)) return arrayVolume(path, opening);
    throw new Error("it is none of NIfTI, DICOM, .npy, .npz and HDF5");
  }).catch((error) => {
    // What is said of a file already is not said twice.
    throw error instanceof FileFormatError && error.cause instanceof DatasetError ? error.cause : error;
  });
}

async function headOf(path: string): Promise<Uint8Array> {
  const handle = await openRegular(path);
  try {
    const head = new Uint8Array(HEAD);
    const { bytesRead } = await handle.read(head, 0, HEAD, 0);
    return head.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
