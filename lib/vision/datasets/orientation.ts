/** Whether a mask lies on its image where a camera's EXIF orientation leaves that open. */

import { DatasetError } from "../../native/errors.ts";
import { decodeOrientation } from "../decode.ts";

/** An orientation after which width and height are exchanged. */
const LYING = 5;

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
): Promise<void> {
  const files = masks.filter((file) => file !== null);
  if (masks.length > 0 && files.length === 0) return;
  const turned = await orientation();
  if (turned === 1 || (turned >= LYING && height !== width)) return;
  const own = await Promise.all(files.map(decodeOrientation));
  if (own.length > 0 && own.every((one) => one === turned)) return;
  throw new DatasetError(
    `segmentation: ${path} is turned by its EXIF orientation (${turned}), its mask is not, and would fit either way; say ` +
      "whether it was drawn on the picture as it is shown, with image: { exif: true }, or on the pixels as they are " +
      "stored, with image: { exif: false }",
    { file: path, operation: "segmentation" },
  );
}
