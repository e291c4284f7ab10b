/** TIFF, which libvips decodes; what it would change or guess of its samples is mended or refused here. */

import type { Metadata } from "sharp";
import type { RawImage } from "../raw-image.ts";
import { choosePage, type Decoding, type ImageFormat, startsWith } from "./format.ts";
import { decodeSharp, inputOf, loadSharp, orientationOf, type PixelKind } from "./libvips.ts";
import { asUnsigned, type TiffPage, tiffPages } from "./tiff-header.ts";

/** TIFF and BigTIFF, for the table of formats. */
export const tiff: ImageFormat = {
  name: "TIFF",
  endings: [".tif", ".tiff"],
  is: (bytes) => MAGIC.some((text) => startsWith(bytes, text)),
  decode: decodeTiff,
  hasPages: true,
  orientation: orientationOf,
};

const MAGIC = ["II*\0", "MM\0*", "II+\0", "MM\0+"];

async function decodeTiff(bytes: Uint8Array, { mode, page, exif, maxPixels }: Decoding): Promise<RawImage> {
  const sharp = await loadSharp();
  const input = inputOf(maxPixels);
  const directories = tiffPages(bytes);
  refuseBits(directories);
  const first = await sharp(bytes, input).metadata();
  const count = first.pages ?? 1;
  const isKnown = directories !== null && directories.length === count;
  const pictures = [...Array(count).keys()].filter((at) => !isKnown || directories[at]?.isAside !== true);
  const at = count === 1 && page === undefined ? 0 : choosePage(page, count, "pages", pictures);
  if (at > 0) input.page = at;
  const kind = at > 0 ? await sharp(bytes, input).metadata() : first;
  const directory = directories?.[at];
  // A tile that cannot be unpacked is black to libvips, and a warning.
  if (directory?.isTiled === true) input.failOn = "warning";
  const isHidden = directory !== undefined && needsCasting(directory);
  const pipeline = sharp(isHidden ? asUnsigned(bytes, directory) : bytes, input);
  refuseSamples(kind, directory);
  const seen: PixelKind = isHidden ? { ...kind, depth: "ushort" } : kind;
  const image = await decodeSharp(exif ? pipeline.autoOrient() : pipeline, seen, mode);
  const { data } = image;
  if (isHidden) image.data = new Int16Array(data.buffer, data.byteOffset, data.length);
  return image;
}

/** Whether libvips would cut off negative values: of 16-bit gray, which it takes for unsigned. */
function needsCasting({ bits, format, formatAt, photometric }: TiffPage): boolean {
  return bits === 16 && format === 2 && photometric !== 2 && formatAt.length > 0;
}

/** Throws Error for TIFF files with samples that libvips does not know, and would call damaged. */
function refuseBits(directories: readonly TiffPage[] | null): void {
  const odd = directories?.find(({ bits, format }) => ![1, 2, 4, 8, 16, 32].includes(bits) || format > 4);
  if (odd === undefined) return;
  const what = odd.format > 4 ? "complex" : `${odd.bits}-bit`;
  throw new Error(
    `TIFF with ${what} samples is not supported; save it as 16-bit integers or 32-bit floating numbers`,
  );
}

const [WHITE_IS_ZERO, SIGNED, FLOATING] = [0, 2, 3];

/** Throws Error for samples that libvips gives otherwise than they are stored, or not at all. */
function refuseSamples(kind: Metadata, page: TiffPage | undefined): void {
  if (page === undefined) {
    if (kind.depth === "uchar" || kind.depth === "ushort") return;
    throw new Error("its header is damaged, so that nothing says what its samples are");
  }
  const { bits, format, photometric } = page;
  const what =
    format === FLOATING && bits === 16
      ? "16-bit floating samples"
      : photometric === WHITE_IS_ZERO && (bits === 32 || format === SIGNED)
        ? "samples of more than 16 bits, or signed ones, where 0 is white"
        : null;
  if (what === null) return;
  throw new Error(`TIFF with ${what} is not supported; save it as 32-bit floating numbers where 0 is black`);
}
