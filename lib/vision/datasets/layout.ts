/** Folders that were opened at the wrong level, or with the wrong kind of data set, told by what they hold. */

import { join } from "node:path";
import { listed } from "../../edge/index.ts";
import { DatasetError } from "../../native/errors.ts";
import { findFolders, holdsImages } from "./scan.ts";

const OPERATION = "ImageFolder.open";

/** What parts are called beside train, val and test: `training_set`, `test-images`, `dev`. */
const LIKE_A_PART = /^(train|training|val|valid|validation|test|testing|dev|eval|holdout)([-_. ].*)?$/i;

/** `images`, `images_256`, `img-train`. */
const OF_IMAGES = /^(images?|imgs?)([-_. ].*)?$/i;
/** `masks`, `masks_256`, `mask-png`. */
const OF_MASKS = /^(masks?|segmentations?|annotations?)([-_. ].*)?$/i;

/** Which of two folders are for images and for masks, by what they are called; null where they are not. */
export function imagesAndMasks(names: readonly string[]): { images: string; masks: string } | null {
  if (names.length !== 2) return null;
  const [images, masks] = [names.filter((n) => OF_IMAGES.test(n)), names.filter((n) => OF_MASKS.test(n))];
  const [image, mask] = [images[0], masks[0]];
  return images.length === 1 && masks.length === 1 && image !== undefined && mask !== undefined
    ? { images: image, masks: mask }
    : null;
}

/** How the caller says that the folders are the classes all the same. */
const ESCAPE = "useSplitFolders: false says that the folders are the classes";

/**
 * Throws DatasetError where the folders of `root` look like anything but classes: parts under other names, images and
 * masks, or a single folder that holds the classes.
 */
export async function refuseOtherLayouts(
  root: string,
  classes: readonly string[],
  extensions: readonly string[],
): Promise<void> {
  const refuse = (text: string): never => {
    throw new DatasetError(`${OPERATION}: ${root} ${text}; ${ESCAPE}`, { file: root, operation: OPERATION });
  };
  const pair = imagesAndMasks(classes);
  if (pair !== null) {
    const { images, masks } = pair;
    const dirs = [
      ...(images === "images" ? [] : [`imagesDir: ${JSON.stringify(images)}`]),
      ...(masks === "masks" ? [] : [`masksDir: ${JSON.stringify(masks)}`]),
    ];
    const how = dirs.length === 0 ? "" : ` with ${dirs.join(" and ")}`;
    refuse(`holds ${classes.join(" and ")}, which datasets.SegmentationFolder.open reads${how}`);
  }
  if (classes.every((name) => LIKE_A_PART.test(name))) {
    const inside: string[] = [];
    for (const name of classes) {
      const folder = join(root, name);
      if (await holdsImages(folder, extensions)) return; // classes that happen to be called so
      inside.push(...(await findFolders(folder)));
    }
    const shared = [...new Set(inside)].sort();
    if (shared.length > 0) {
      refuse(
        `holds ${listed(classes)}, which look like the parts of a data set, with the classes ${listed(shared)} in them; ` +
          "call the folders train, val and test, or open one of them",
      );
    }
  }
  const [only] = classes;
  if (classes.length !== 1 || only === undefined) return;
  let folder = join(root, only);
  for (;;) {
    if (await holdsImages(folder, extensions)) return;
    const inner = await findFolders(folder);
    if (inner.length > 1) {
      refuse(`has one class folder only, ${only}; open ${folder}, which holds the folders ${listed(inner)}`);
    }
    if (inner.length === 0) return;
    folder = join(folder, inner[0] as string);
  }
}
