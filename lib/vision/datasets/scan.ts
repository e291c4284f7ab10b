/** Finds the class folders of a data set and the image files in them, in torchvision's order. */

import type { Stats } from "node:fs";
import { readdir, realpath, stat } from "node:fs/promises";
import { extname, join } from "node:path";
import { describe, listed } from "../../edge/index.ts";
import { isEscaped, pathOf, shownName, textOfName } from "../../io/path-bytes.ts";
import { openRegular } from "../../io/regular-file.ts";
import { throwIfAborted } from "../../native/abort.ts";
import { DatasetError } from "../../native/errors.ts";
import { IMAGE_FORMATS } from "../formats/index.ts";
import { isDicom } from "../medical/dicom/parse.ts";
import type { FileEntry } from "./file-split.ts";

/** Endings of image files that are looked for: torchvision's `IMG_EXTENSIONS`, and what of {@link IMAGE_FORMATS} it does not have. */
export const IMAGE_EXTENSIONS: readonly string[] = IMAGE_FORMATS.flatMap(({ endings }) => endings);

/** One image file and the index of its class. */
export interface LabelledFile extends FileEntry {
  label: number;
}

/** Order of Unicode code points, as Python sorts; JavaScript's own differs outside the basic plane. */
function compareNames(a: string, b: string): number {
  if (!isEscaped(a) && !isEscaped(b)) return Buffer.compare(Buffer.from(a), Buffer.from(b));
  const [left, right] = [[...a], [...b]];
  const at = left.findIndex((character, i) => character !== right[i]);
  const code = (character: string | undefined) => character?.codePointAt(0) ?? -1;
  return at < 0 ? left.length - right.length : code(left[at]) - code(right[at]);
}

/** An entry of a folder, its name as `path-bytes.ts` writes it. */
interface Entry {
  name: string;
  isDirectory(): boolean;
  isFile(): boolean;
  isSymbolicLink(): boolean;
}

/** What an entry of a folder is, links followed: a folder, or by its absence a file or a link to nowhere. */
async function target(path: string, entry: Entry): Promise<Entry | Stats | null> {
  return entry.isSymbolicLink() ? stat(pathOf(path)).catch(() => null) : entry;
}

/** Where a folder is read: what errors call the caller, and what they ask for in place of a file. */
interface Reading {
  operation: string;
  wanted: string;
}

/** The entries of a folder. Throws DatasetError where it cannot be read. */
async function entriesOf(directory: string, { operation, wanted }: Reading): Promise<Entry[]> {
  const refuse = (cause: NodeJS.ErrnoException): never => {
    const what =
      cause.code === "ENOENT"
        ? "does not exist"
        : cause.code === "ENOTDIR"
          ? `is a file; give ${wanted}`
          : `cannot be read: ${cause.message}`;
    throw new DatasetError(`${operation}: ${directory} ${what}`, { cause, file: directory, operation });
  };
  const path = pathOf(directory);
  const entries = await readdir(path, { withFileTypes: true }).catch(refuse);
  // Bytes that are no UTF-8 become U+FFFD, and no path leads back to them.
  if (!entries.some(({ name }) => name.includes("\uFFFD"))) return entries;
  const exact = await readdir(path, { withFileTypes: true, encoding: "buffer" }).catch(refuse);
  return exact.map((entry) => ({
    name: textOfName(entry.name),
    isDirectory: () => entry.isDirectory(),
    isFile: () => entry.isFile(),
    isSymbolicLink: () => entry.isSymbolicLink(),
  }));
}

/**
 * Names of the folders in `directory`, sorted; those starting with a dot (.ipynb_checkpoints, .git) are not
 * classes. Throws DatasetError when the directory is missing, cannot be read or is a file, and for a name that is no UTF-8.
 *
 * @param operation what errors call the caller
 * @param wanted what errors ask for in place of a file
 */
export async function findFolders(
  directory: string,
  operation = "ImageFolder.open",
  wanted = "the folder that holds one folder per class",
): Promise<string[]> {
  const names: string[] = [];
  for (const entry of await entriesOf(directory, { operation, wanted })) {
    if (entry.name.startsWith(".")) continue;
    if (!(await target(join(directory, entry.name), entry))?.isDirectory()) continue;
    if (isEscaped(entry.name)) refuseName(directory, entry.name, operation);
    names.push(entry.name);
  }
  return names.sort(compareNames);
}

/** A folder's name may be a class's, which is printed, compared and kept with a run; files are only opened. */
function refuseName(directory: string, name: string, operation: string): never {
  throw new DatasetError(
    `${operation}: ${directory} holds a folder whose name is not in UTF-8, ${describe(shownName(name))} if it is Latin-1; ` +
      "rename it, as `convmv -r -f latin1 -t utf8 --notest` does for a whole folder",
    { file: directory, operation },
  );
}

/** Whether image files lie in a folder itself, not only in folders below it. */
export async function holdsImages(directory: string, extensions: readonly string[]): Promise<boolean> {
  const wanted = endingsOf(extensions);
  const entries = await entriesOf(directory, { operation: "ImageFolder.open", wanted: "a folder" });
  for (const entry of entries) {
    if (entry.isDirectory() || entry.name.startsWith(".")) continue;
    if (await isWanted(directory, entry.name, wanted)) return true;
  }
  return false;
}

/** Endings of DICOM files, which often have none, or a number as their names are UIDs. */
const OF_DICOM = ".dcm";
const WITHOUT_ENDING = /^(\.\d+)?$/;

/** Whether a file is one of those that are looked for, by its ending; a file without one where it is a DICOM file. */
async function isWanted(directory: string, name: string, wanted: ReadonlySet<string>): Promise<boolean> {
  const ending = extname(name).toLowerCase();
  if (wanted.has(ending)) return true;
  // ".nii.gz"
  const outer = ending === "" ? "" : extname(name.slice(0, -ending.length)).toLowerCase();
  if (wanted.has(`${outer}${ending}`)) return true;
  if (!wanted.has(OF_DICOM) || !WITHOUT_ENDING.test(ending)) return false;
  const handle = await openRegular(join(directory, name)).catch(() => null);
  if (handle === null) return false;
  try {
    const head = new Uint8Array(DICOM_HEAD);
    const { bytesRead } = await handle.read(head, 0, head.length, 0);
    return isDicom(head.subarray(0, bytesRead));
  } finally {
    await handle.close();
  }
}

/** Bytes by which a DICOM file is known. */
const DICOM_HEAD = 1024;

function endingsOf(extensions: readonly string[]): ReadonlySet<string> {
  return new Set(extensions.map((e) => (e.startsWith(".") ? e : `.${e}`).toLowerCase()));
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
 * classes without any file, a folder that cannot be read, and whatever is called like an image and is no file.
 */
export async function findImages(
  root: string,
  classes: readonly string[],
  options: FindImagesOptions,
): Promise<LabelledFile[]> {
  const { operation = "ImageFolder.open" } = options;
  const stop = () => throwIfAborted(options.signal, operation);
  const extensions = endingsOf(options.extensions);
  const look = { operation, extensions, stop };
  const found: LabelledFile[] = [];
  const empty: string[] = [];
  for (const [label, name] of classes.entries()) {
    const folders = new Map<string, string[]>();
    await walk(join(root, name), "", folders, new Set(), look);
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
        `${listed(
          empty.map((name) => join(root, name)),
          3,
        )}; looked for ${[...extensions].join(", ")}. ` +
        "Remove the folder, or open with allowEmpty: true",
      { file: join(root, empty[0] as string) },
    );
  }
  return found;
}

interface Look {
  operation: string;
  extensions: ReadonlySet<string>;
  stop: () => void;
}

async function walk(
  directory: string,
  below: string,
  folders: Map<string, string[]>,
  parents: ReadonlySet<string>,
  look: Look,
): Promise<void> {
  const { operation, extensions, stop } = look;
  stop();
  const real = await realpath(pathOf(directory), "buffer").then(
    textOfName,
    (cause: NodeJS.ErrnoException) => {
      if (cause.code === "ENOENT") return null;
      const text = `${operation}: ${directory} cannot be read: ${cause.message}`;
      throw new DatasetError(text, { cause, file: directory, operation });
    },
  );
  if (real === null || parents.has(real)) return; // missing, or a link back to a folder above
  const files: string[] = [];
  for (const entry of await entriesOf(directory, { operation, wanted: "a folder" })) {
    if (entry.name.startsWith(".")) continue; // .DS_Store, ._name.jpg
    const path = join(directory, entry.name);
    const found = await target(path, entry);
    if (found?.isDirectory()) {
      const inner = below === "" ? entry.name : `${below}/${entry.name}`;
      await walk(path, inner, folders, new Set([...parents, real]), look);
    } else if (await isWanted(directory, entry.name, extensions)) {
      if (found !== null && !found.isFile()) {
        throw new DatasetError(`${operation}: ${path} is no regular file; remove it`, {
          file: path,
          operation,
        });
      }
      files.push(entry.name); // a link to nowhere too: reading it names it
    }
  }
  if (files.length > 0) folders.set(below, files);
}
