/** Finds the mask of each image among files: by the same name in two folders, or by an ending in one. */

import { extname, join, relative, sep } from "node:path";
import { describe, listed } from "../../edge/index.ts";
import { DatasetError } from "../../native/errors.ts";
import { findFolders, findImages } from "./scan.ts";
import type { SegmentationFile } from "./segmentation-files.ts";

/** Options of the functions here. */
export interface PairOptions {
  /** What errors call the caller. */
  operation: string;
  extensions: readonly string[];
  /** What the name of a mask may, in one folder must, have more than its image's. */
  maskSuffix: string;
  /** What the names of an image and its mask have in common. */
  pairs?: RegExp;
  /** What an image without a mask, or a mask without an image, does. */
  missing: "throw" | "skip" | "empty";
  /** Classes in the order wanted, where there is a folder of masks for each. */
  classes?: readonly string[];
  signal?: AbortSignal;
}

/** Pairs, and the classes where there is a folder of masks for each. */
export interface Pairs {
  files: SegmentationFile[];
  folders: string[] | null;
}

/** What {@link filesByName} needs to know. */
export type NameOptions = Pick<PairOptions, "operation" | "extensions" | "pairs" | "signal">;

/** Files below a folder by their path in it, without ending and with slashes. */
export async function filesByName(
  folder: string,
  options: NameOptions,
  keyOf: (key: string) => string = (key) => key,
): Promise<Map<string, string>> {
  const { operation, extensions, signal } = options;
  const found = await findImages(folder, ["."], {
    extensions,
    allowEmpty: true,
    signal,
    operation,
  });
  const files = new Map<string, string>();
  for (const { path } of found) {
    const name = relative(folder, path).replaceAll(sep, "/");
    const key = keyOf(inCommon(name.slice(0, name.length - extname(name).length), path, options));
    const other = files.get(key);
    if (other !== undefined) refuseTwice(other, path, key, options);
    files.set(key, path);
  }
  return files;
}

/** What of a name makes a pair. Throws DatasetError where `pairs` finds nothing in it. */
function inCommon(name: string, path: string, { operation, pairs }: NameOptions): string {
  if (pairs === undefined) return name;
  // One that is global or sticky would go on where it stopped in the name before.
  const found = new RegExp(pairs.source, pairs.flags.replace(/[gy]/g, "")).exec(name);
  if (found === null) {
    throw new DatasetError(
      `${operation}: pairs: ${pairs} finds nothing in the name ${describe(name)} of ${path}; give one that fits every image ` +
        "and every mask, or move the file elsewhere",
      { file: path },
    );
  }
  const [whole, ...groups] = found;
  return groups.length === 0 ? whole : groups.map((group) => group ?? "").join("\u0000");
}

/** Throws DatasetError for two files with the same key. */
function refuseTwice(one: string, other: string, key: string, { operation, pairs }: NameOptions): never {
  const shared =
    pairs === undefined
      ? "have one name"
      : `are both ${listed(key.split("\u0000").map((part) => describe(part)))} by pairs: ${pairs}`;
  throw new DatasetError(
    `${operation}: ${one} and ${other} ${shared}, so that it is unclear which belongs to a pair`,
    {
      file: other,
    },
  );
}

/** Throws DatasetError naming the first files of a list that have no partner. */
function refuseMissing(operation: string, lonely: readonly string[], what: string, advice: string): never {
  const more = lonely.length > 3 ? ` and ${lonely.length - 3} more` : "";
  throw new DatasetError(`${operation}: no ${what} for ${lonely.slice(0, 3).join(", ")}${more}; ${advice}`, {
    file: lonely[0],
  });
}

const ADVICE =
  'add the files, or open with missing: "skip" (leave such images out) or missing: "empty" (nothing is drawn)';

/** What pairs the first image that has no mask with one of another name; null where none is alike. */
function otherNames(
  images: readonly (readonly [key: string, path: string])[],
  masks: readonly ReadonlyMap<string, string>[],
): string | null {
  const names = masks.flatMap((files) => [...files]);
  for (const [key] of images) {
    if (names.some(([name]) => name === key)) continue;
    const longer = names.find(([name]) => name.startsWith(key) && !/^\d/.test(name.slice(key.length)));
    if (longer !== undefined) {
      return `${longer[1]} is called otherwise: give maskSuffix: ${JSON.stringify(longer[0].slice(key.length))}; or ${ADVICE}`;
    }
    const digits = /\d+/.exec(key)?.[0];
    const numbered =
      digits === undefined ? undefined : names.find(([name]) => /\d+/.exec(name)?.[0] === digits);
    if (numbered !== undefined) {
      return `${numbered[1]} has the same number: give pairs: /\\d+/ to pair by it; or ${ADVICE}`;
    }
  }
  return null;
}

/** Pairs images and the masks of one or several classes by their keys, in the order of the images. */
function match(
  images: ReadonlyMap<string, string>,
  masks: readonly ReadonlyMap<string, string>[],
  options: PairOptions,
): SegmentationFile[] {
  const { operation, missing } = options;
  const files: SegmentationFile[] = [];
  const lonely: string[] = [];
  for (const [key, path] of images) {
    const found = masks.map((files) => files.get(key) ?? null);
    if (found.some((mask) => mask !== null) || missing === "empty") files.push({ path, masks: found });
    else lonely.push(path);
  }
  if (missing === "throw") {
    if (lonely.length > 0) refuseMissing(operation, lonely, "mask", otherNames([...images], masks) ?? ADVICE);
    const strays = masks.flatMap((files) => [...files].filter(([key]) => !images.has(key)));
    if (strays.length > 0) {
      refuseMissing(
        operation,
        strays.map(([, path]) => path),
        "image",
        ADVICE,
      );
    }
  }
  return files;
}

/**
 * Pairs of a folder of images and a folder of masks; where the latter holds only folders that the former lacks, each is
 * one class. Throws DatasetError for a folder that is missing or empty and for files without partner.
 */
export async function pairFolders(images: string, masks: string, options: PairOptions): Promise<Pairs> {
  const { operation } = options;
  const [imageFolders, maskFolders] = [
    await findFolders(images, operation, "the folder of images"),
    await findFolders(masks, operation, "the folder of masks"),
  ];
  const imageFiles = await filesByName(images, options);
  if (imageFiles.size === 0) {
    throw new DatasetError(
      `${operation}: no image in ${images}; looked for ${options.extensions.join(", ")}`,
      { file: images },
    );
  }
  // An ending is taken off where only that makes a pair, so that a file called x_mask may be an image.
  const keyOf = (key: string) =>
    !imageFiles.has(key) && key.endsWith(options.maskSuffix)
      ? key.slice(0, key.length - options.maskSuffix.length)
      : key;
  const perClass = maskFolders.length > 0 && !maskFolders.some((name) => imageFolders.includes(name));
  const direct = perClass
    ? [...(await filesByName(masks, options)).keys()].some((key) => !key.includes("/"))
    : true;
  if (direct)
    return { files: match(imageFiles, [await filesByName(masks, options, keyOf)], options), folders: null };

  const folders = [...(options.classes ?? maskFolders)];
  const unknown = folders.filter((name) => !maskFolders.includes(name));
  if (unknown.length > 0) {
    throw new DatasetError(
      `${operation}: ${masks} has no folder for the classes ${listed(unknown)}; it has ${listed(maskFolders)}`,
      { file: masks },
    );
  }
  const classes: Map<string, string>[] = [];
  for (const name of folders) classes.push(await filesByName(join(masks, name), options, keyOf));
  return { files: match(imageFiles, classes, options), folders };
}

/** Pairs of one folder: `x_mask.png` belongs to `x.jpg`. Throws DatasetError as {@link pairFolders} does. */
export async function pairSuffixes(folder: string, options: PairOptions): Promise<Pairs> {
  const { operation, maskSuffix } = options;
  const images = new Map<string, string>();
  const masks = new Map<string, string>();
  // Image and mask mostly end alike, so the two lists are told apart before names are compared.
  for (const { path } of await findImages(folder, ["."], {
    extensions: options.extensions,
    allowEmpty: true,
    signal: options.signal,
    operation,
  })) {
    const key = path.slice(0, path.length - extname(path).length);
    const isMask = key.endsWith(maskSuffix);
    const files = isMask ? masks : images;
    const bare = isMask ? key.slice(0, key.length - maskSuffix.length) : key;
    const below = relative(folder, bare).replaceAll(sep, "/");
    const name = options.pairs === undefined ? bare : inCommon(below, path, options);
    const other = files.get(name);
    if (other !== undefined) refuseTwice(other, path, name, options);
    files.set(name, path);
  }
  if (masks.size === 0) {
    throw new DatasetError(
      `${operation}: ${folder} holds neither folders images and masks (imagesDir and masksDir name others), nor ` +
        `train, with those in it, nor files that end in ${maskSuffix} beside their images`,
      { file: folder },
    );
  }
  return { files: match(images, [masks], options), folders: null };
}
