/** DICOM, of which a frame is a page; what is in such files is read in `medical/dicom`. */

import { pixelLayout } from "../medical/dicom/layout.ts";
import { isDicom, parseDicom } from "../medical/dicom/parse.ts";
import { dicomPicture } from "../medical/dicom/picture.ts";
import type { RawImage } from "../raw-image.ts";
import { choosePage, type Decoding, type ImageFormat } from "./format.ts";

/** DICOM, for the table of formats. */
export const dicom: ImageFormat = {
  name: "DICOM",
  endings: [".dcm", ".dicom"],
  is: isDicom,
  decode: decodeDicom,
  hasPages: true,
};

async function decodeDicom(bytes: Uint8Array, decoding: Decoding): Promise<RawImage> {
  const data = parseDicom(bytes);
  const { frames } = pixelLayout(data.set, decoding.maxPixels);
  return dicomPicture(data, choosePage(decoding.page, frames, "frames"), decoding);
}
