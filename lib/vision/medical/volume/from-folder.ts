/** Volumes in slices: a folder with a DICOM series, a DICOM file of several frames, a folder with a picture for each slice. */

import { readdir } from "node:fs/promises";
import { extname, join } from "node:path";
import { throwIfAborted } from "../../../native/abort.ts";
import { DatasetError } from "../../../native/errors.ts";
import { decodeImage } from "../../decode.ts";
import { imageSize } from "../../image-size.ts";
import type { RawImage, Samples } from "../../raw-image.ts";
import { pixelLayout } from "../dicom/layout.ts";
import { parseDicom } from "../dicom/parse.ts";
import { isColored } from "../dicom/picture.ts";
import { frameValues } from "../dicom/read.ts";
import { type OpenSeries, openSeries, seriesOfFile } from "../dicom/series.ts";
import type { Affine } from "../nifti/header.ts";
import type { Triple } from "./geometry.ts";
import type { FoundVolume, Opening } from "./source.ts";

/** Pictures that a folder of slices may hold. */
const PICTURES = new Set([".png", ".tif", ".tiff", ".jpg", ".jpeg", ".bmp", ".pgm", ".webp"]);

/** Opens a folder: of pictures where all its files are called so, else of a DICOM series. */
export async function folderVolume(folder: string, opening: Opening): Promise<FoundVolume> {
  const { operation } = opening;
  const entries = await readdir(folder, { withFileTypes: true }).catch((cause) => {
    throw new DatasetError(`${operation}: ${folder} cannot be read: ${cause.message}`, {
      cause,
      file: folder,
      operation,
    });
  });
  const names = entries
    .filter((entry) => !entry.isDirectory() && !entry.name.startsWith("."))
    .map(({ name }) => name);
  const pictures = names.filter((name) => PICTURES.has(extname(name).toLowerCase()));
  if (pictures.length > 0) return pictureVolume(folder, pictures, opening);
  return ofSeries(await openSeries(operation, folder, opening));
}

/** Opens a DICOM file: with places of its frames where it says them, else the frames in their order. */
export async function dicomFileVolume(
  path: string,
  bytes: Uint8Array,
  opening: Opening,
): Promise<FoundVolume> {
  const { operation, maxPixels } = opening;
  const data = parseDicom(bytes);
  const layout = pixelLayout(data.set, maxPixels);
  if (isColored(layout)) throw new Error("it is in colours; a volume is made of gray slices");
  if (layout.frames > 1) {
    const series = await seriesOfFile(operation, path, data, opening);
    if (series !== null) return ofSeries(series);
  }
  const shape: Triple = [layout.frames, layout.rows, layout.columns];
  return stacked(shape, operation, async (index) => frameValues(data, layout, index, true));
}

function ofSeries(series: OpenSeries): FoundVolume {
  const { shape, spacing, origin, axes, values } = series;
  // DICOM's millimetres run to the left and the back, those of an affine to the right and the front.
  const sign = [-1, -1, 1];
  const columns = [...axes].reverse();
  const distances = [...spacing].reverse();
  const rows = [0, 1, 2].map((i) => [
    ...columns.map((axis, at) => (sign[i] as number) * (axis[i] as number) * (distances[at] as number)),
    (sign[i] as number) * (origin[i] as number),
  ]);
  const affine: Affine = [...rows, [0, 0, 0, 1]];
  return { ...stacked(shape, "medical.readVolume", values), spacing, affine };
}

async function pictureVolume(
  folder: string,
  names: readonly string[],
  opening: Opening,
): Promise<FoundVolume> {
  const { operation, maxPixels } = opening;
  const files = [...names].sort(byNumber).map((name) => join(folder, name));
  const first = await imageSize(files[0] as string, { maxPixels, signal: opening.signal });
  const refuse = (file: string, text: string): never => {
    throw new DatasetError(`${operation}: ${file} ${text}`, { file, operation });
  };
  const slice = async (index: number, signal: AbortSignal | undefined): Promise<Samples> => {
    const file = files[index] as string;
    const { image } = await decodeImage(file, { mode: "unchanged", depth: "native", maxPixels, signal });
    if (image.width !== first.width || image.height !== first.height) {
      refuse(
        file,
        `is ${image.width} x ${image.height} pixels (width x height), the first slice ${first.width} x ${first.height}`,
      );
    }
    return grayOf(image) ?? refuse(file, "is in colours; a volume is made of gray slices");
  };
  return stacked([files.length, first.height, first.width], operation, slice);
}

/** By the last number in their names, then by name: slice-2 before slice-10. */
function byNumber(a: string, b: string): number {
  const numberOf = (name: string) =>
    Number(/(\d+)\D*$/.exec(name.slice(0, name.lastIndexOf(".")))?.[1] ?? -1);
  return numberOf(a) - numberOf(b) || (a < b ? -1 : Number(a > b));
}

/** The samples of a gray picture, also of one whose three colours are equal; null for one in colours. */
function grayOf({ channels, data }: RawImage): Samples | null {
  if (channels === 1) return data;
  const colors = channels >= 3 ? 3 : 1;
  const gray = new (data.constructor as new (length: number) => Samples)(data.length / channels);
  for (let i = 0, at = 0; i < gray.length; i++, at += channels) {
    gray[i] = data[at] as number;
    for (let c = 1; c < colors; c++) if (data[at + c] !== data[at]) return null;
  }
  return gray;
}

/** A volume whose slices are read one by one: bytes where all are bytes, else float32. */
function stacked(
  shape: Triple,
  operation: string,
  readSlice: (index: number, signal?: AbortSignal) => Promise<Samples>,
): FoundVolume {
  const size = shape[1] * shape[2];
  const plain = async (index: number, signal?: AbortSignal): Promise<Uint8Array | Float32Array> => {
    const data = await readSlice(index, signal);
    return data instanceof Uint8Array || data instanceof Float32Array ? data : Float32Array.from(data);
  };
  return {
    shape,
    readSlice: plain,
    read: async (signal) => {
      let all: Uint8Array | Float32Array | undefined;
      for (let index = 0; index < shape[0]; index++) {
        throwIfAborted(signal, operation);
        const slice = await plain(index, signal);
        all ??= new (slice.constructor as new (length: number) => Uint8Array | Float32Array)(shape[0] * size);
        if (all instanceof Uint8Array && slice instanceof Float32Array) all = Float32Array.from(all);
        all.set(slice, index * size);
      }
      return all as Uint8Array | Float32Array;
    },
  };
}
