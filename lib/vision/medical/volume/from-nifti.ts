/** Volumes in NIfTI files: of unpacked ones a slice is read alone. */

import { readExactly } from "../../../io/file-bytes.ts";
import { paced } from "../../../io/pace.ts";
import { openRegular, readRegular } from "../../../io/regular-file.ts";
import type { Samples } from "../../raw-image.ts";
import { naming } from "../dicom/read.ts";
import { type NiftiHeader, niftiHeader } from "../nifti/header.ts";
import { beginning, niftiValues, storedGeometry, unpacked } from "../nifti/read.ts";
import type { FoundVolume, Opening } from "./source.ts";

const UINT8 = "getUint8";

/** Opens a NIfTI file of which `head` is the beginning. */
export async function niftiVolume(path: string, head: Uint8Array, opening: Opening): Promise<FoundVolume> {
  const isPacked = head[0] === 0x1f && head[1] === 0x8b;
  const header = niftiHeader(isPacked ? beginning(head) : head);
  const { operation, maxPixels } = opening;
  const time = timeOf(header, opening.time);
  const { shape, spacing, affine } = storedGeometry(header);
  const size = shape.reduce((product, length) => product * length, 1);
  const sliceSize = shape[1] * shape[2];
  const found: FoundVolume = {
    shape,
    spacing,
    affine,
    read: (signal) =>
      naming(operation, path, signal, async () => {
        const { header: whole, bytes } = await unpacked(await readRegular(path, signal), maxPixels);
        return values(whole, bytes, time * size, size, operation, signal);
      }),
  };
  if (isPacked) return found;
  return {
    ...found,
    readSlice: (index, signal) =>
      naming(operation, path, signal, async () => {
        const { bytes: unit } = header.type;
        const handle = await openRegular(path);
        try {
          const at = header.offset + (time * size + index * sliceSize) * unit;
          const bytes = await readExactly(handle, path, at, sliceSize * unit, signal);
          return values({ ...header, offset: 0 }, bytes, 0, sliceSize, operation, signal);
        } finally {
          await handle.close();
        }
      }),
  };
}

/** Which of the volumes, one after the other, is wanted. */
function timeOf({ shape }: NiftiHeader, time: number | undefined): number {
  const count = shape.slice(3).reduce((product, length) => product * length, 1);
  if (time === undefined && count > 1) {
    throw new Error(`it holds ${count} volumes, its shape is [${shape}]; say which, as time: 0`);
  }
  const chosen = time ?? 0;
  if (chosen >= count)
    throw new Error(`it has no volume ${chosen}: it has ${count === 1 ? "one, 0" : `0 to ${count - 1}`}`);
  return chosen;
}

/** Values; bytes that stand for themselves stay bytes. */
async function values(
  header: NiftiHeader,
  bytes: Uint8Array,
  first: number,
  count: number,
  operation: string,
  signal: AbortSignal | undefined,
): Promise<Samples> {
  if (header.type.read === UINT8 && header.slope === 1 && header.inter === 0) {
    return Uint8Array.from(bytes.subarray(header.offset + first, header.offset + first + count));
  }
  return paced(niftiValues(header, bytes, first, count), operation, signal);
}
