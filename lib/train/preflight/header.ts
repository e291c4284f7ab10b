/** What the head of a file says before it is decoded: its format, size, how it was compressed, which device wrote it. */

import { formatOf } from "../../vision/decode.ts";
import { loadSharp } from "../../vision/formats/libvips.ts";
import { isDicom, parseDicom } from "../../vision/medical/dicom/parse.ts";
import { type DicomFacts, dicomFacts } from "./dicom-facts.ts";
import { type ExifFacts, readExif } from "./exif.ts";

/** What is known of a file. */
export interface HeaderFacts {
  /** Name of the format by its first bytes; null for none that is read. */
  format: string | null;
  /** Endings that the format has. */
  endings: readonly string[];
  bytes: number;
  /** Pixels as stored; null where only decoding tells. */
  size: { width: number; height: number } | null;
  channels: number | null;
  hasAlpha: boolean;
  /** Bits of a sample. */
  bits: number | null;
  /** How many pictures it holds. */
  pages: number;
  /** EXIF orientation, 1 for none. */
  orientation: number;
  exif: ExifFacts | null;
  /** Sum of a JPEG's table for the brightness: the larger, the lower its quality. */
  quantisation: number | null;
  subsampling: string | null;
  isProgressive: boolean;
  hasProfile: boolean;
  /** Pixels for an inch, where the file says it. */
  density: number | null;
  dicom: DicomFacts | null;
}

const BITS: Readonly<Record<string, number>> = {
  uchar: 8,
  char: 8,
  ushort: 16,
  short: 16,
  uint: 32,
  int: 32,
  float: 32,
};

/** Reads the head of a file; what is damaged counts as not said, as decoding names it. */
export async function headerOf(bytes: Uint8Array): Promise<HeaderFacts> {
  const format = formatOf(bytes);
  const facts: HeaderFacts = {
    format: format?.name ?? null,
    endings: format?.endings ?? [],
    bytes: bytes.length,
    size: null,
    channels: null,
    hasAlpha: false,
    bits: null,
    pages: 1,
    orientation: 1,
    exif: null,
    quantisation: null,
    subsampling: null,
    isProgressive: false,
    hasProfile: false,
    density: null,
    dicom: null,
  };
  if (isDicom(bytes)) {
    try {
      const dicom = dicomFacts(parseDicom(bytes).set);
      return {
        ...facts,
        dicom,
        size: dicom.size,
        channels: dicom.samples,
        bits: dicom.bits,
        pages: dicom.frames,
      };
    } catch {
      return facts;
    }
  }
  const sharp = await loadSharp();
  const known = await sharp(bytes, { limitInputPixels: false })
    .metadata()
    .catch(() => null);
  if (known === null) return facts;
  return {
    ...facts,
    size: { width: known.width, height: known.height },
    channels: known.channels,
    hasAlpha: known.hasAlpha,
    bits: BITS[known.depth] ?? null,
    pages: known.pages ?? 1,
    orientation: known.orientation ?? 1,
    exif: known.exif === undefined ? null : readExif(known.exif),
    quantisation: format?.name === "JPEG" ? quantisationOf(bytes) : null,
    subsampling: known.chromaSubsampling ?? null,
    isProgressive: known.isProgressive ?? false,
    hasProfile: known.hasProfile ?? false,
    density: known.density ?? null,
  };
}

const [START_OF_SCAN, TABLES] = [0xda, 0xdb];

/** The sum of the first table of a JPEG (ITU-T T.81, B.2.4.1); null where there is none. */
function quantisationOf(bytes: Uint8Array): number | null {
  for (let at = 2; at + 4 < bytes.length && bytes[at] === 0xff; ) {
    const marker = bytes[at + 1] as number;
    if (marker === START_OF_SCAN) return null;
    const length = ((bytes[at + 2] as number) << 8) | (bytes[at + 3] as number);
    if (marker === TABLES) {
      const isWide = (bytes[at + 4] as number) >> 4 === 1;
      const from = at + 5;
      let sum = 0;
      for (let i = 0; i < 64; i++) {
        sum += isWide
          ? ((bytes[from + 2 * i] ?? 0) << 8) | (bytes[from + 2 * i + 1] ?? 0)
          : (bytes[from + i] ?? 0);
      }
      return sum;
    }
    at += 2 + length;
  }
  return null;
}
