/** Whether a mask, or what else was drawn on an image, lies on it where a camera's EXIF orientation leaves that open. */

import { DatasetError } from "../../native/errors.ts";
import { decodeOrientation } from "../decode.ts";

/** An orientation after which width and height are exchanged. */
const LYING = 5;

/** In pixels. */
interface PixelSize {
  width: number;
  height: number;
}

/**
 * Throws DatasetError where an image is not of the size that its annotations are for.
 *
 * @param data what errors call the data set
 */
export function checkStatedSize(data: string, path: string, stated: PixelSize, size: PixelSize): void {
  if (stated.width === size.width && stated.height === size.height) return;
  const isTurned = stated.width === size.height && stated.height === size.width;
  throw new DatasetError(
    `${data}: ${path} is ${size.width} x ${size.height} pixels (width x height), its annotations are for ` +
      `${stated.width} x ${stated.height}` +
      (isTurned
        ? "; it is turned as its EXIF orientation says. Open the data with image: { exif: false } where its annotations " +
          "are of the pixels as they are stored"
        : ""),
    { file: path },
  );
}

/** How {@link checkOrientation} calls what it is asked about. */
export interface Drawn {
  /** What errors call the data set. */
  data: string;
  /** What was drawn, with what is said of it: `its mask is not`, `it was`. */
  what: readonly [string, string];
  /** Whether the size for which it was drawn is known, and is that of the image. */
  sized: boolean;
}

const SEGMENTATION: Drawn = { data: "segmentation", what: ["its mask is not", "it was"], sized: true };

/**
 * Throws DatasetError where the image is turned or mirrored by its EXIF orientation, its mask is not, and the mask would
 * fit either way: of a square image, or one that stays as wide as it was. What is drawn nowhere lies nowhere wrong.
 *
 * @param masks files of the mask; none where it is drawn from annotations
 */
export async function checkOrientation(
  path: string,
  masks: readonly (string | null)[],
  { height, width }: { height: number; width: number },
  orientation: () => Promise<number>,
  { data, what, sized }: Drawn = SEGMENTATION,
): Promise<void> {
  const files = masks.filter((file) => file !== null);
  if (masks.length > 0 && files.length === 0) return;
  const turned = await orientation();
  if (turned === 1 || (sized && turned >= LYING && height !== width)) return;
  const own = await Promise.all(files.map(decodeOrientation));
  if (own.length > 0 && own.every((one) => one === turned)) return;
  throw new DatasetError(
    `${data}: ${path} is turned by its EXIF orientation (${turned}), ${what[0]}, and would fit either way; say ` +
      `whether ${what[1]} drawn on the picture as it is shown, with image: { exif: true }, or on the pixels as they are ` +
      "stored, with image: { exif: false }",
    { file: path, operation: data },
  );
}
