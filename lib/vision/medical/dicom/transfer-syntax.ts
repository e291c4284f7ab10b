/** How pixels of a DICOM file are encoded. A new encoding is a line of the table, and a file for its codec. */

import type { FrameCodec } from "./codecs/codec.ts";
import { jpeg } from "./codecs/jpeg.ts";
import { htj2k, jpeg2000 } from "./codecs/jpeg-2000.ts";
import { jpegLs } from "./codecs/jpeg-ls.ts";
import { rle } from "./codecs/rle.ts";

/** One transfer syntax (PS3.5, section 10; PS3.6, table A-1). */
export interface TransferSyntax {
  name: string;
  isImplicit?: true;
  isBigEndian?: true;
  isDeflated?: true;
  /** What decodes a frame; none where pixels stand in the file as they are. */
  codec?: FrameCodec;
}

export const IMPLICIT_LITTLE = "1.2.840.10008.1.2";
export const EXPLICIT_LITTLE = "1.2.840.10008.1.2.1";

const TABLE: Readonly<Record<string, TransferSyntax>> = {
  [IMPLICIT_LITTLE]: { name: "implicit VR, little-endian", isImplicit: true },
  [EXPLICIT_LITTLE]: { name: "explicit VR, little-endian" },
  "1.2.840.10008.1.2.1.99": { name: "deflated explicit VR, little-endian", isDeflated: true },
  "1.2.840.10008.1.2.2": { name: "explicit VR, big-endian", isBigEndian: true },
  "1.2.840.10008.1.2.4.50": { name: "JPEG baseline", codec: jpeg },
  "1.2.840.10008.1.2.4.51": { name: "JPEG extended", codec: jpeg },
  "1.2.840.10008.1.2.4.57": { name: "JPEG lossless", codec: jpeg },
  "1.2.840.10008.1.2.4.70": { name: "JPEG lossless, first-order prediction", codec: jpeg },
  "1.2.840.10008.1.2.4.80": { name: "JPEG-LS lossless", codec: jpegLs },
  "1.2.840.10008.1.2.4.81": { name: "JPEG-LS near-lossless", codec: jpegLs },
  "1.2.840.10008.1.2.4.90": { name: "JPEG 2000 lossless", codec: jpeg2000 },
  "1.2.840.10008.1.2.4.91": { name: "JPEG 2000", codec: jpeg2000 },
  "1.2.840.10008.1.2.4.201": { name: "HTJ2K lossless", codec: htj2k },
  "1.2.840.10008.1.2.4.202": { name: "HTJ2K lossless, by resolution", codec: htj2k },
  "1.2.840.10008.1.2.4.203": { name: "HTJ2K", codec: htj2k },
  "1.2.840.10008.1.2.5": { name: "RLE", codec: rle },
};

/** The transfer syntax of a UID. Throws Error for one that is not read. */
export function transferSyntax(uid: string): TransferSyntax {
  const known = Object.hasOwn(TABLE, uid) ? TABLE[uid] : undefined;
  if (known !== undefined) return known;
  const shown = /^[\d.]{1,64}$/.test(uid) ? uid : "that is no UID";
  throw new Error(`its transfer syntax ${shown} is not supported; convert it to explicit VR, little-endian`);
}
