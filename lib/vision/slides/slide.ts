/**
 * Slides of microscopes in tiled TIFF files, read by region: geotiff says what levels there are, libvips decodes the tiles that a
 * region touches.
 */

import { abortSignal, integer, integerFrom, kind, number, type Rest, signature } from "../../edge/index.ts";
import { openRegular } from "../../io/regular-file.ts";
import { throwIfAborted } from "../../native/abort.ts";
import { ArgumentError, FileFormatError } from "../../native/errors.ts";
import type { Tensor } from "../../tensor/index.ts";
import { loadSharp } from "../formats/libvips.ts";
import { toTensor } from "../image.ts";
import { checkSize, type RawImage } from "../raw-image.ts";
import { DEFAULT_MAX_PIXELS } from "../source.ts";
import { type LevelFacts, type SlideFacts, slideFacts } from "./structure.ts";

/** A level of a {@link Slide}. */
export interface SlideLevel {
  width: number;
  height: number;
  /** How many pixels of the first level one of this is wide, on the average of both edges, as OpenSlide has it. */
  downsample: number;
  /** Width and height of its tiles. */
  tile: readonly [width: number, height: number];
}

/** A part of a slide. */
export interface SlideRegion {
  /** The left edge, in pixels of the first level, as OpenSlide has it; may lie outside. */
  x: number;
  /** The upper edge, in pixels of the first level. */
  y: number;
  /** In pixels of the level that is read. */
  width: number;
  height: number;
  /** Which level. Default 0, the largest. */
  level?: number;
  /** What lies outside of the slide, 0 to 255. Default 255, white. */
  fill?: number;
  /** Larger regions are refused. Default 2^28. */
  maxPixels?: number;
  signal?: AbortSignal;
}

const pathKind = kind<string>("the path of a file", (v) => typeof v === "string" && v !== "");
const OPEN = signature<{ signal?: AbortSignal }>("medical.openSlide", {
  takes: { path: pathKind },
  options: { signal: abortSignal },
});
const REGION = signature<SlideRegion>("medical.Slide.readRegion", {
  options: {
    x: integer,
    y: integer,
    width: integerFrom(1),
    height: integerFrom(1),
    level: integerFrom(0),
    fill: kind(
      "a number from 0 to 255",
      (v) => number.accepts(v) && (v as number) >= 0 && (v as number) <= 255,
    ),
    maxPixels: integerFrom(1),
    signal: abortSignal,
  },
  required: ["x", "y", "width", "height"],
  advice: { location: "give x and y", size: "give width and height" },
});
const NEW = signature("medical.Slide", {
  takes: { path: pathKind, facts: kind("what openSlide found", (v) => typeof v === "object" && v !== null) },
});
const LEVEL = signature("medical.Slide.levelFor", { takes: { downsample: number } });

/** An open slide; {@link openSlide} makes it. Nothing stays open in it, so that nobody need close it. */
export class Slide {
  readonly path: string;
  /** The levels, the largest first. */
  readonly levels: readonly SlideLevel[];
  /** Micrometres of a pixel of the first level; null where the file does not say them. */
  readonly mpp: readonly [x: number, y: number] | null;
  /** Of the objective, as 20; null where the file does not say it. */
  readonly magnification: number | null;
  readonly #places: readonly LevelFacts[];

  /** Use {@link openSlide}. */
  constructor(path: string, facts: SlideFacts, ...rest: []) {
    NEW.read(rest);
    NEW.check(path, facts);
    const [first] = facts.levels as [LevelFacts];
    this.path = path;
    this.#places = facts.levels;
    this.levels = facts.levels.map(({ width, height, tile }) => ({
      width,
      height,
      downsample: (first.width / width + first.height / height) / 2,
      tile,
    }));
    this.mpp = facts.mpp;
    this.magnification = facts.magnification;
  }

  /** The smallest level that is still as fine as asked for: OpenSlide's `get_best_level_for_downsample`. */
  levelFor(downsample: number, ...rest: []): number {
    LEVEL.read(rest);
    LEVEL.check(downsample);
    const finer = this.levels.findLastIndex((level) => level.downsample <= downsample);
    return Math.max(finer, 0);
  }

  /**
   * Reads a region as an image (3, H, W) of uint8; of the tiles only those that it touches are decoded. Throws FileFormatError
   * naming the file where they are damaged, ArgumentError for a level that there is not.
   *
   * @example
   * const corner = await slide.readRegion({ x: 0, y: 0, width: 512, height: 512, level: 1 });
   */
  async readRegion(...rest: Rest<SlideRegion>): Promise<Tensor> {
    return toTensor(await this._pixels(REGION.read(rest)));
  }

  /** @internal The pixels of a region; what is asked for is taken as checked. */
  async _pixels(region: SlideRegion): Promise<RawImage> {
    const operation = "medical.Slide.readRegion";
    const { x, y, width, height, level = 0, fill = 255, maxPixels = DEFAULT_MAX_PIXELS, signal } = region;
    const [facts, place] = [this.levels[level], this.#places[level]];
    if (facts === undefined || place === undefined) {
      const has = this.levels.length === 1 ? "one level, 0" : `the levels 0 to ${this.levels.length - 1}`;
      throw new ArgumentError(`${operation}: ${this.path} has no level ${level}: it has ${has}`, {
        operation,
      });
    }
    throwIfAborted(signal, operation);
    const left = Math.floor(x / facts.downsample + 0.5);
    const top = Math.floor(y / facts.downsample + 0.5);
    const [fromX, fromY] = [Math.max(left, 0), Math.max(top, 0)];
    const wide = Math.min(left + width, facts.width) - fromX;
    const high = Math.min(top + height, facts.height) - fromY;
    try {
      checkSize(width, height, maxPixels);
      if (wide < 1 || high < 1) return white(width, height, fill);
      const part = await this.#decoded(place, { left: fromX, top: fromY, width: wide, height: high });
      if (wide === width && high === height) return part;
      const whole = white(width, height, fill);
      for (let row = 0; row < high; row++) {
        const from = part.data.subarray(row * wide * 3, (row + 1) * wide * 3);
        (whole.data as Uint8Array).set(from, ((row + fromY - top) * width + fromX - left) * 3);
      }
      return whole;
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      const text = `${operation}: cannot read ${this.path}: ${reason.split("\n")[0]}`;
      throw new FileFormatError(text, { cause, file: this.path, operation });
    }
  }

  async #decoded(
    { at }: LevelFacts,
    box: { left: number; top: number; width: number; height: number },
  ): Promise<RawImage> {
    const sharp = await loadSharp();
    // What a region may have is bounded; the slide itself may have any size.
    const input = {
      ...at,
      sequentialRead: false,
      limitInputPixels: false,
      failOn: "warning",
      ignoreIcc: true,
    } as const;
    const { data, info } = await sharp(this.path, input)
      .extract(box)
      .removeAlpha()
      .toColourspace("srgb")
      .raw()
      .toBuffer({ resolveWithObject: true });
    if (info.channels !== 3) throw new Error(`it has ${info.channels} channels where RGB is expected`);
    return { width: info.width, height: info.height, channels: 3, colors: 3, data: Uint8Array.from(data) };
  }
}

function white(width: number, height: number, fill: number): RawImage {
  return { width, height, channels: 3, colors: 3, data: new Uint8Array(width * height * 3).fill(fill) };
}

let loaded: Promise<typeof import("geotiff")> | undefined;

/**
 * Opens a slide: a TIFF or BigTIFF with tiles of gray or RGB of 8 bits (JPEG, deflate, LZW or unpacked), whose smaller levels are pages
 * of their own, as Aperio's .svs, or lie within the first, as OME-TIFF's. Pictures of the label and of the whole are no levels.
 *
 * Throws FileFormatError naming a file that is missing, damaged or of another kind.
 *
 * @example
 * const slide = await medical.openSlide("case1.svs");
 * slide.levels.map(({ downsample }) => downsample); // [1, 4, 16]
 */
export async function openSlide(path: string, ...rest: Rest<{ signal?: AbortSignal }>): Promise<Slide> {
  const { signal } = OPEN.read(rest);
  OPEN.check(path);
  const operation = "medical.openSlide";
  throwIfAborted(signal, operation);
  try {
    const handle = await openRegular(path);
    const { size } = await handle.stat().finally(() => handle.close());
    if (size === 0) throw new Error("the file is empty");
    loaded ??= import("geotiff");
    const { fromFile } = await loaded;
    const file = await fromFile(path);
    try {
      const sharp = await loadSharp();
      const sizeOf = async (subifd: number) => {
        const { width, height } = await sharp(path, { subifd, limitInputPixels: false }).metadata();
        return { width, height };
      };
      return new Slide(path, await slideFacts(file, sizeOf));
    } finally {
      await file.close();
    }
  } catch (cause) {
    throwIfAborted(signal, operation);
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new FileFormatError(`${operation}: cannot read ${path}: ${reason}`, {
      cause,
      file: path,
      operation,
    });
  }
}
