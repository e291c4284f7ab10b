/** NIfTI, of which an axial slice is a page; whole volumes are read in `medical`. */

import { niftiVersion } from "../medical/nifti/header.ts";
import { beginning, niftiValues, storedGeometry, unpacked } from "../medical/nifti/read.ts";
import { PLANES, reversed, turnedGeometry, turnTo } from "../medical/volume/geometry.ts";
import { turned } from "../medical/volume/voxels.ts";
import { checkSize, type RawImage } from "../raw-image.ts";
import type { Decoding, ImageFormat } from "./format.ts";

/** NIfTI, versions 1 and 2, packed or not, for the table of formats. */
export const nifti: ImageFormat = {
  name: "NIfTI",
  endings: [".nii", ".nii.gz"],
  is: isNifti,
  decode: decodeNifti,
  hasPages: true,
};

function isNifti(bytes: Uint8Array): boolean {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return niftiVersion(bytes) !== null;
  try {
    return niftiVersion(beginning(bytes)) !== null;
  } catch {
    return false;
  }
}

async function decodeNifti(file: Uint8Array, { page, maxPixels }: Decoding): Promise<RawImage> {
  const { header, bytes } = await unpacked(file, maxPixels);
  const stored = storedGeometry(header);
  const volumes = header.shape.slice(3).reduce((product, length) => product * length, 1);
  if (volumes > 1)
    throw new Error(`it holds ${volumes} volumes, one after the other; medical.readVolume reads one of them`);
  // A plane says nothing of how it is looked at.
  const turn =
    stored.shape[0] === 1
      ? turnTo(header.affine, "RAS").map((_, from) => ({ from: from as 0, flipped: false }))
      : turnTo(header.affine, PLANES.axial);
  const { shape, spacing } = turnedGeometry(stored, turn);
  const [count, height, width] = shape;
  if (page === undefined && count > 1) {
    throw new Error(
      `it is a volume of ${count} axial slices; say which, as page: ${Math.floor(count / 2)}, or open it as datasets.Volumes`,
    );
  }
  const at = page ?? 0;
  if (at >= count)
    throw new Error(
      `it has no slice ${at}: it has ${count === 1 ? "one, 0" : `the axial slices 0 to ${count - 1}`}`,
    );
  checkSize(width, height, maxPixels);
  const size = reversed(stored.shape).reduce((product, length) => product * length, 1);
  const isBytes = header.type.read === "getUint8" && header.slope === 1 && header.inter === 0;
  const values = isBytes
    ? bytes.subarray(header.offset, header.offset + size)
    : finished(niftiValues(header, bytes, 0, size));
  const { data } = finished(turned({ ...stored, data: values as Float32Array }, turn));
  const slice = data.slice(at * height * width, (at + 1) * height * width);
  return { width, height, channels: 1, colors: 1, data: slice, aspect: spacing[1] / spacing[2] };
}

/** What work that yields comes to, at once. */
function finished<T>(work: Generator<void, T>): T {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}
