/** A frame of a DICOM file as it is shown, or as its values, for whatever reads images. */

import type { Decoding } from "../../formats/format.ts";
import { type RawImage, rangeOf, type Samples } from "../../raw-image.ts";
import { paletteToRgb, ybrToRgb } from "./color.ts";
import { storedFrame } from "./frames.ts";
import { geometryOf } from "./geometry.ts";
import { type PixelLayout, pixelLayout } from "./layout.ts";
import { blackenPadding, paddingOf } from "./padding.ts";
import type { DicomData } from "./parse.ts";
import { frameSets, modalityOf } from "./values.ts";
import { shaded, shadeOf } from "./window.ts";

/** A frame in colours: RGB, of as many bits as are stored. */
export async function colorFrame(data: DicomData, layout: PixelLayout, index: number): Promise<Samples> {
  const frame = await storedFrame(data, layout, index);
  if (layout.photometric === "PALETTE COLOR") return paletteToRgb(data.set, frame.data, layout.isSigned);
  return frame.photometric.startsWith("YBR_FULL") ? ybrToRgb(frame.data, layout.bitsStored) : frame.data;
}

/** Whether frames are in colours. */
export function isColored({ samples, photometric }: PixelLayout): boolean {
  return samples === 3 || photometric === "PALETTE COLOR";
}

/** Whether small values are bright. */
export function isInverted({ photometric }: PixelLayout): boolean {
  return photometric === "MONOCHROME1";
}

/**
 * The frame `index` for `readImage`: with 8 bits and no window of the caller's, in the shades that the file says, padding
 * black; with one, the values, so that bright is high; with native depth the values as they are.
 */
export async function dicomPicture(data: DicomData, index: number, decoding: Decoding): Promise<RawImage> {
  const { aspect } = geometryOf(frameSets(data.set, index));
  return { ...(await frameShown(data, index, decoding)), aspect };
}

async function frameShown(data: DicomData, index: number, decoding: Decoding): Promise<RawImage> {
  const layout = pixelLayout(data.set, decoding.maxPixels);
  const { rows: height, columns: width, bitsStored } = layout;
  if (isColored(layout)) {
    const colors = await colorFrame(data, layout, index);
    const bits = layout.photometric === "PALETTE COLOR" ? 8 : bitsStored;
    const maximum = bits === 8 * colors.BYTES_PER_ELEMENT ? {} : { maximum: 2 ** bits - 1 };
    const image: RawImage = { width, height, channels: 3, colors: 3, data: colors, ...maximum };
    // What is stored uses the whole range, which 16 bits alone would not say.
    if (colors instanceof Uint16Array) image.maximum = 2 ** bits - 1;
    return image;
  }
  const { data: stored } = await storedFrame(data, layout, index);
  const gray = (samples: Samples): RawImage => ({ width, height, channels: 1, colors: 1, data: samples });
  const sets = frameSets(data.set, index);
  const modality = modalityOf(sets, layout);
  const values = modality.apply(stored);
  const { depth, windows } = decoding;
  if (windows.named !== undefined) checkModality(data, windows.named);
  if (windows.ranges.length > 0) return { ...gray(values), ...(isInverted(layout) && { isInverted: true }) };
  if (depth === "native") return gray(values);
  const padding = paddingOf(data.set, layout);
  const isPlain = modality.isIdentity && bitsStored <= 8 && !layout.isSigned;
  const shade = shadeOf(sets, layout) ?? (isPlain ? (value: number) => value / (2 ** bitsStored - 1) : null);
  if (shade === null) {
    const [low, high] = rangeOf(gray(values));
    throw new Error(
      `it says no window, and its values reach from ${low} to ${high}; say which are black and white, as ` +
        `window: [${low}, ${Math.max(high, low + 1)}], or read the values with depth: "native"`,
    );
  }
  const shades = shaded(values, shade, isInverted(layout));
  if (padding !== null) blackenPadding(shades, stored, padding);
  return gray(shades);
}

/** Throws Error where values are no Hounsfield units, and a window of CT is asked for by its name. */
function checkModality({ set }: DicomData, named: string): void {
  const modality = set.code(0x00080060);
  if (modality === undefined || modality === "CT") return;
  throw new Error(
    `its modality is ${modality}, and the window ${named} is one of CT; say which values are black and white, as window: [low, high]`,
  );
}
