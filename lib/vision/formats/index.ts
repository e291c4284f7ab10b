/**
 * The formats of images that are read. A new one is a file beside this, its import and a line in the table; readers and
 * data sets know it then.
 */
import { avif } from "./avif.ts";
import { bmp } from "./bmp.ts";
import { dicom } from "./dicom.ts";
import type { ImageFormat } from "./format.ts";
import { gif } from "./gif.ts";
import { jpeg } from "./jpeg.ts";
import { nifti } from "./nifti.ts";
import { png } from "./png.ts";
import { pnm } from "./pnm.ts";
import { tiff } from "./tiff.ts";
import { webp } from "./webp.ts";

/** The formats, in the order in which they are tried: the preamble of a DICOM file may be the header of a TIFF. */
export const IMAGE_FORMATS: readonly ImageFormat[] = [
  jpeg,
  png,
  bmp,
  pnm,
  dicom,
  tiff,
  webp,
  gif,
  avif,
  nifti,
];
