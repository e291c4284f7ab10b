/** Pictures out of volumes: slices, slices with their neighbours as channels, patches around points. */

import { FileFormatError } from "../../native/errors.ts";
import type { VolumeView } from "../medical/volume/view.ts";
import { finishPixels, type RawImage, type Samples } from "../raw-image.ts";
import { windowsOf } from "../windows.ts";
import type { DecodingOptions } from "./kinds.ts";
import type { VolumeCache } from "./volume-cache.ts";

/** What lies outside of a volume: what lies at its border, repeated, or a value. */
export type Fill = "edge" | number;

/** Where a picture lies in its volume, in voxels as the volume is looked at. */
export interface Cut {
  /** The slice in the middle. */
  slice: number;
  /** The upper left corner of a patch; a whole slice where it is left out. */
  top?: number;
  left?: number;
}

/** What a picture is, beside its place. */
export interface CutShape {
  /** How many slices are its channels: one, or an odd number with the slice in the middle. */
  stack: number;
  /** Height and width of a patch; null for whole slices. */
  size: readonly [height: number, width: number] | null;
  fill: Fill;
}

/** Views of volumes, and the voxels of them that are kept. */
export class VolumeReader {
  readonly views: readonly VolumeView[];
  readonly cache: VolumeCache;
  readonly #name: string;

  /** @param name tells the voxels of this reader from those of others in one cache */
  constructor(views: readonly VolumeView[], cache: VolumeCache, name: string) {
    this.views = views;
    this.cache = cache;
    this.#name = name;
  }

  /** One slice of a volume; alone where the file allows, else the volume is read and kept. */
  async slice(volume: number, index: number): Promise<Samples> {
    const view = this.views[volume] as VolumeView;
    const key = `${this.#name}${volume}`;
    if (view.hasSlices) return this.cache.get(`${key}[${index}]`, () => view.readSlice(index));
    const [, rows, columns] = view.geometry.shape;
    const all = await this.cache.get(key, async () => (await view.read()).data);
    return all.subarray(index * rows * columns, (index + 1) * rows * columns);
  }

  /** The channels of a picture: its slices, or patches of them, from the first slice to the last. */
  async planes(
    volume: number,
    cut: Cut,
    shape: CutShape,
  ): Promise<{ height: number; width: number; planes: Samples[] }> {
    const { stack, size, fill } = shape;
    const [count, rows, columns] = (this.views[volume] as VolumeView).geometry.shape;
    const [height, width] = size ?? [rows, columns];
    const first = cut.slice - (stack - 1) / 2;
    const planes = Array.from({ length: stack }, async (_, at): Promise<Samples> => {
      const index = first + at;
      const inside = Math.min(Math.max(index, 0), count - 1);
      const slice = await this.slice(volume, inside);
      if (index !== inside && fill !== "edge") return alike(slice, height * width).fill(fill);
      if (size === null) return slice;
      return patch(slice, { rows, columns }, { top: cut.top ?? 0, left: cut.left ?? 0, height, width }, fill);
    });
    return { height, width, planes: await Promise.all(planes) };
  }
}

function alike(data: Samples, length: number): Samples {
  return new (data.constructor as new (length: number) => Samples)(length);
}

/** A rectangle of a slice, which may reach over its border. */
function patch(
  slice: Samples,
  { rows, columns }: { rows: number; columns: number },
  { top, left, height, width }: { top: number; left: number; height: number; width: number },
  fill: Fill,
): Samples {
  const out = alike(slice, height * width);
  if (fill !== "edge" && fill !== 0) out.fill(fill);
  for (let y = 0; y < height; y++) {
    const row = Math.min(Math.max(top + y, 0), rows - 1);
    if (fill !== "edge" && row !== top + y) continue;
    for (let x = 0; x < width; x++) {
      const column = Math.min(Math.max(left + x, 0), columns - 1);
      if (fill !== "edge" && column !== left + x) continue;
      out[y * width + x] = slice[row * columns + column] as number;
    }
  }
  return out;
}

/**
 * Planes as a picture: each in the windows that are asked for, its channels in the order of the slices, of one slice in that of
 * the windows. A single gray channel becomes RGB as `mode` says. Throws FileFormatError naming the file where its values have no
 * window.
 */
export function pictureOf(
  path: string,
  { height, width, planes }: { height: number; width: number; planes: readonly Samples[] },
  { mode = "RGB", depth = 8, window }: DecodingOptions,
): RawImage {
  const windows = windowsOf(window, "unchanged", "Volumes");
  const alone = planes.length === 1 && windows.ranges.length < 2;
  const finished = planes.map((data) => {
    try {
      const image: RawImage = { height, width, channels: 1, colors: 1, data };
      return finishPixels(image, { mode: alone ? mode : "unchanged", depth, windows });
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new FileFormatError(`Volumes: cannot read ${path}: ${reason}`, {
        cause,
        file: path,
        operation: "Volumes",
      });
    }
  });
  const [first] = finished as [RawImage, ...RawImage[]];
  if (finished.length === 1) return first;
  const each = first.channels;
  const channels = each * finished.length;
  const data = alike(first.data, height * width * channels);
  for (const [at, image] of finished.entries()) {
    for (let pixel = 0; pixel < height * width; pixel++) {
      for (let c = 0; c < each; c++)
        data[pixel * channels + at * each + c] = image.data[pixel * each + c] as number;
    }
  }
  return { height, width, channels, colors: channels === 3 ? 3 : 1, data };
}
