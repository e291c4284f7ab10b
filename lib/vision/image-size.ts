/** The size of an image file without decoding it, where its format allows. */

import { isEscaped } from "../io/path-bytes.ts";
import { openRegular, readRegular } from "../io/regular-file.ts";
import { ArgumentError } from "../native/errors.ts";
import { decodeImage } from "./decode.ts";
import type { ReadImageOptions } from "./image.ts";

/**
 * Width and height in pixels, as `readImage` gives them: turned as the EXIF orientation says unless `exif` is false. Throws
 * FileFormatError as `readImage` does.
 */
export async function imageSize(
  file: string,
  options: Pick<ReadImageOptions, "page" | "exif" | "pixelAspect" | "maxPixels" | "signal"> = {},
): Promise<{ width: number; height: number }> {
  if (typeof file !== "string") throw new ArgumentError("imageSize: expected the path of a file");
  // libvips would wait for the writer of a named pipe; what is no regular file is left to decodeImage, which names it.
  const isRegular = await openRegular(file).then(
    (handle) => handle.close().then(() => true),
    () => false,
  );
  const sharp = (await import("sharp")).default;
  const { page, exif = true } = options;
  const known = !isRegular
    ? null
    : await sharp(isEscaped(file) ? await readRegular(file, options.signal) : file, { page: page ?? 0 })
        .metadata()
        .catch(() => null);
  // Of several pictures it is readImage that chooses, or refuses.
  const isOne = page !== undefined || (known?.pages ?? 1) === 1;
  if (known !== null && isOne) return exif ? known.autoOrient : { width: known.width, height: known.height };
  // Formats of our own, and broken files, which it names.
  const { width, height } = (await decodeImage(file, { ...options, depth: "native" })).image;
  return { width, height };
}
