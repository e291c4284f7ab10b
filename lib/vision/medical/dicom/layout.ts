/** How the pixels of a DICOM file are laid out (PS3.3, C.7.6.3). */

import { checkSize } from "../../raw-image.ts";
import type { DataSet } from "./data-set.ts";

/** What the image pixel module says. */
export interface PixelLayout {
  rows: number;
  columns: number;
  frames: number;
  /** Samples of a pixel: 1, or 3 colours. */
  samples: 1 | 3;
  photometric: string;
  isPlanar: boolean;
  bitsAllocated: number;
  bitsStored: number;
  highBit: number;
  isSigned: boolean;
}

const MONOCHROME = ["MONOCHROME1", "MONOCHROME2", "PALETTE COLOR"];
const COLORS = ["RGB", "YBR_FULL", "YBR_FULL_422", "YBR_RCT", "YBR_ICT"];
/** Most pixels of all frames together, where no limit is said: as many samples as one array holds with room to spare. */
const MOST_FRAMES = 2 ** 24;

/** Reads and checks the layout. Throws Error naming what is missing or not supported. */
export function pixelLayout(set: DataSet, maxPixels: number): PixelLayout {
  const need = (tag: number, name: string): number => {
    const value = set.number(tag);
    if (value === undefined) throw new Error(`it holds no picture: it says no ${name}`);
    return value;
  };
  const rows = need(0x00280010, "Rows");
  const columns = need(0x00280011, "Columns");
  checkSize(columns, rows, maxPixels);
  const frames = set.number(0x00280008) ?? 1;
  if (!Number.isInteger(frames) || frames < 1 || frames > MOST_FRAMES) {
    throw new Error("its NumberOfFrames is not the number of its frames");
  }
  const bitsAllocated = need(0x00280100, "BitsAllocated");
  const isFloat = set.has(0x7fe00008) || set.has(0x7fe00009);
  const known = isFloat ? [32, 64] : [1, 8, 16, 32];
  if (!known.includes(bitsAllocated)) {
    throw new Error(
      `samples with ${bitsAllocated} bits allocated are not supported; expected 1, 8, 16 or 32`,
    );
  }
  const bitsStored = set.number(0x00280101) ?? bitsAllocated;
  const highBit = set.number(0x00280102) ?? bitsStored - 1;
  if (bitsStored < 1 || highBit >= bitsAllocated || highBit + 1 < bitsStored) {
    throw new Error(
      `BitsStored ${bitsStored} and HighBit ${highBit} do not fit into ${bitsAllocated} bits; it is damaged`,
    );
  }
  const samples = set.number(0x00280002) ?? 1;
  const photometric = set.code(0x00280004) ?? "";
  const fits = samples === 1 ? MONOCHROME : samples === 3 ? COLORS : [];
  if (!fits.includes(photometric)) {
    const shown = /^[A-Z0-9_ ]{1,16}$/.test(photometric) ? photometric : "none that is known";
    throw new Error(
      `${samples} ${samples === 1 ? "sample" : "samples"} a pixel with the PhotometricInterpretation ${shown} is not ` +
        `supported; expected ${MONOCHROME.join(", ")} with 1, or ${COLORS.join(", ")} with 3`,
    );
  }
  return {
    rows,
    columns,
    frames,
    samples: samples as 1 | 3,
    photometric,
    isPlanar: set.number(0x00280006) === 1,
    bitsAllocated,
    bitsStored,
    highBit,
    isSigned: set.number(0x00280103) === 1,
  };
}
