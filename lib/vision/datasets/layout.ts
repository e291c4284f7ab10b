/** Folders that were opened at the wrong level, or with the wrong kind of data set, told by what they hold. */

import { join } from "node:path";
import { listed } from "../../edge/index.ts";
import { DatasetError } from "../../native/errors.ts";
import { findFolders, holdsImages } from "./scan.ts";

const OPERATION = "ImageFolder.open";

/** What parts are called beside train, val and test: `training_set`, `test-images`, `dev`. */
const LIKE_A_PART = /^(train|training|val|valid|validation|test|testing|dev|eval|holdout)([-_. ].*)?$/i;

const OF_IMAGES: readonly string[] = ["image", "images", "img", "imgs"];
const OF_MASKS: readonly string[] = ["mask", "masks"];

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
  const lower = classes.map((name) => name.toLowerCase());
  const isOf = (names: readonly string[]) => lower.filter((name) => names.includes(name)).length;
  if (classes.length === 2 && isOf(OF_IMAGES) === 1 && isOf(OF_MASKS) === 1) {
    refuse(`holds ${classes.join(" and ")}, which datasets.SegmentationFolder.open reads`);
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
