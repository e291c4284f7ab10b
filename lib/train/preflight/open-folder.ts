/**
 * A folder or file by its path as data, however little of it is in order: what would make a data set refuse to open is what the
 * preflight is to tell.
 */

import { stat } from "node:fs/promises";
import { extname, join } from "node:path";
import { DatasetError } from "../../native/errors.ts";
import { VocDetection } from "../../vision/datasets/detection-voc.ts";
import { ImageArrays } from "../../vision/datasets/image-arrays.ts";
import { ImageFolderSplit } from "../../vision/datasets/image-folder.ts";
import { imagesAndMasks } from "../../vision/datasets/layout.ts";
import { PARTS, partFolders } from "../../vision/datasets/parts.ts";
import { findFolders, findImages, IMAGE_EXTENSIONS, type LabelledFile } from "../../vision/datasets/scan.ts";
import { SegmentationFolder } from "../../vision/datasets/segmentation-folder.ts";
import type { DecodingOptions } from "../../vision/image.ts";
import { DetectionPreset } from "../../vision/transforms/detection-presets.ts";
import { ImageClassificationPreset } from "../../vision/transforms/presets.ts";
import type { InspectableData } from "./source.ts";

/** How it is opened. */
export interface Opening {
  operation: string;
  image?: DecodingOptions;
  signal?: AbortSignal;
}

/** Opens what a path names. Throws DatasetError for what holds no images, and names what it looked for. */
export async function openPath(path: string, opening: Opening): Promise<InspectableData> {
  const about = await stat(path).catch(() => null);
  if (about === null) return refuse(path, "does not exist", opening);
  if (!about.isDirectory()) return openFile(path, opening);
  const folders = await findFolders(path, opening.operation, "a folder");
  const parts = partFolders(folders);
  const inside = parts === null ? folders : await findFolders(join(path, parts.train), opening.operation);
  const { image, signal } = opening;
  const pair = imagesAndMasks(inside) ?? pairNamed(inside);
  if (pair !== null) {
    return SegmentationFolder.open(path, { imagesDir: pair.images, masksDir: pair.masks, image, signal });
  }
  if (inside.includes("Annotations")) {
    const plain = new DetectionPreset();
    return VocDetection.open(path, { badBoxes: "skip", transform: plain, image, signal });
  }
  const roots = PARTS.flatMap((part) =>
    parts?.[part] === undefined ? [] : [{ part, root: join(path, parts[part] as string) }],
  );
  return openClasses(path, roots.length > 0 ? roots : [{ part: "train", root: path }], opening);
}

/** `images` and `masks` among other folders. */
function pairNamed(names: readonly string[]): { images: string; masks: string } | null {
  return names.includes("images") && names.includes("masks") ? { images: "images", masks: "masks" } : null;
}

async function openFile(path: string, { image, signal, operation }: Opening): Promise<InspectableData> {
  if (extname(path).toLowerCase() === ".npz") return ImageArrays.open(path, { image, signal });
  return refuse(path, "is neither a folder, a table, nor an archive of arrays (.npz)", { operation });
}

type Root = { part: (typeof PARTS)[number]; root: string };

/** Folders of classes, those of all parts together; a folder that holds images itself has no classes. */
async function openClasses(
  path: string,
  roots: readonly Root[],
  { operation, image, signal }: Opening,
): Promise<InspectableData> {
  const folders = await Promise.all(roots.map(({ root }) => findFolders(root, operation, "a folder")));
  const classes = [...new Set(folders.flat())].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  const look = { extensions: IMAGE_EXTENSIONS, allowEmpty: true, signal, operation };
  const found = await Promise.all(
    roots.map(async ({ root }, at) => {
      const own = folders[at] as string[];
      const files = own.length > 0 ? await findImages(root, own, look) : await findImages(root, [""], look);
      return files.map((file): LabelledFile => ({ ...file, label: classes.indexOf(own[file.label] ?? "") }));
    }),
  );
  if (found.every((files) => files.length === 0)) {
    refuse(path, `holds no image in its folders; looked for ${IMAGE_EXTENSIONS.join(", ")}`, { operation });
  }
  const transform = new ImageClassificationPreset({ cropSize: 224 });
  const split = (part: Root["part"]): ImageFolderSplit | null => {
    const at = roots.findIndex((one) => one.part === part);
    return at < 0 ? null : new ImageFolderSplit(found[at] as LabelledFile[], classes, transform, { image });
  };
  const isFlat = classes.length === 0;
  return {
    root: path,
    ...(!isFlat && { task: { name: "classification" } }),
    classes,
    decoding: image ?? {},
    train: split("train") ?? new ImageFolderSplit([], classes, transform, { image }),
    val: split("val"),
    test: split("test"),
  };
}

function refuse(path: string, what: string, { operation }: Pick<Opening, "operation">): never {
  throw new DatasetError(
    `${operation}: ${path} ${what}; give a folder with one folder per class, images/ and masks/, Annotations/ and JPEGImages/, ` +
      "or images alone",
    { file: path, operation },
  );
}
