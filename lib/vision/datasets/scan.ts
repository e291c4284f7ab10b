/** Finds the class folders of a data set and the image files in them, in torchvision's order. */

import type { Dirent } from "node:fs";
import { readdir, realpath, stat } from "node:fs/promises";
import { extname, join } from "node:path";
import { throwIfAborted } from "../../native/abort.ts";
import { DatasetError } from "../../native/errors.ts";

/** torchvision's `IMG_EXTENSIONS`. */
export const IMAGE_EXTENSIONS: readonly string[] = [
  ".jpg",
  ".jpeg",
  ".png",
  ".ppm",
  ".bmp",
  ".pgm",
  ".tif",
  ".tiff",
  ".webp",
];

/** One image file and the index of its class. */
export interface LabelledFile {
  path: string;
  label: number;
}

/** Order of Unicode code points, as Python sorts; JavaScript's own differs outside the basic plane. */
function compareNames(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

async function isDirectory(path: string, entry: Dirent): Promise<boolean> {
  if (!entry.isSymbolicLink()) return entry.isDirectory();
  return stat(path).then(
    (target) => target.isDirectory(),
    () => false, // a link to nowhere
  );
}

/**
 * Names of the folders in `directory`, sorted; those starting with a dot (.ipynb_checkpoints, .git) are not
 * classes. Throws DatasetError when the directory is missing or is a file.
 *
 * @param operation what errors call the caller
 * @param wanted what errors ask for in place of a file
 */
export async function findFolders(
  directory: string,
  operation = "ImageFolder.open",
  wanted = "the folder that holds one folder per class",
): Promise<string[]> {
  const entries = await readdir(directory, { withFileTypes: true }).catch((cause: NodeJS.ErrnoException) => {
    const what =
      cause.code === "ENOENT"
        ? "does not exist"
        : cause.code === "ENOTDIR"
          ? `is a file; give ${wanted}`
          : `cannot be read: ${cause.message}`;
    throw new DatasetError(`${operation}: ${directory} ${what}`, { cause, file: directory });
  });
  const names: string[] = [];
  for (const entry of entries) {
    if (!entry.name.startsWith(".") && (await isDirectory(join(directory, entry.name), entry))) {
      names.push(entry.name);
    }
  }
  return names.sort(compareNames);
}

/** Options of {@link findImages}. */
export interface FindImagesOptions {
  extensions: readonly string[];
  allowEmpty: boolean;
  signal?: AbortSignal;
  /** What errors call the caller. Default "ImageFolder.open". */
  operation?: string;
}

/**
 * The image files of every class, nested folders included, links followed. Throws DatasetError naming the
 * classes without any file.
 */
export async function findImages(
  root: string,
  classes: readonly string[],
  options: FindImagesOptions,
): Promise<LabelledFile[]> {
  const { operation = "ImageFolder.open" } = options;
  const stop = () => throwIfAborted(options.signal, operation);
  const extensions = new Set(options.extensions.map((e) => (e.startsWith(".") ? e : `.${e}`).toLowerCase()));
  const found: LabelledFile[] = [];
  const empty: string[] = [];
  for (const [label, name] of classes.entries()) {
    const folders = new Map<string, string[]>();
    await walk(join(root, name), "", folders, extensions, new Set(), stop);
    const before = found.length;
    for (const folder of [...folders.keys()].sort(compareNames)) {
      for (const file of (folders.get(folder) as string[]).sort(compareNames)) {
        found.push({ path: join(root, name, folder, file), label });
      }
    }
    if (found.length === before) empty.push(name);
  }
  if (empty.length > 0 && !options.allowEmpty) {
    throw new DatasetError(
      `${operation}: no image in the class ${empty.length === 1 ? "folder" : "folders"} ` +
        `${empty.map((name) => join(root, name)).join(", ")}; looked for ${[...extensions].join(", ")}. ` +
        "Remove the folder, or open with allowEmpty: true",
      { file: join(root, empty[0] as string) },
    );
  }
  return found;
}

async function walk(
  directory: string,
  below: string,
  folders: Map<string, string[]>,
  extensions: ReadonlySet<string>,
  parents: ReadonlySet<string>,
  stop: () => void,
): Promise<void> {
  stop();
  const real = await realpath(directory).catch(() => null);
  if (real === null || parents.has(real)) return; // missing, or a link back to a folder above
  const files: string[] = [];
  for (const entry of await readdir(directory, { withFileTypes: true })) {
    if (entry.name.startsWith(".")) continue; // .DS_Store, ._name.jpg
    const path = join(directory, entry.name);
    if (await isDirectory(path, entry)) {
      const inner = below === "" ? entry.name : `${below}/${entry.name}`;
      await walk(path, inner, folders, extensions, new Set([...parents, real]), stop);
    } else if (extensions.has(extname(entry.name).toLowerCase())) {
      files.push(entry.name);
    }
  }
  if (files.length > 0) folders.set(below, files);
}
