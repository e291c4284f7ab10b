/** The files that words of a command line name: files, folders with all that is in them, and patterns. */
import { stat } from "node:fs/promises";
import path from "node:path";
import { listed } from "../edge/index.ts";
import { ArgumentError } from "../native/errors.ts";
import { findImages } from "../vision/datasets/scan.ts";
import { glob, isPattern } from "./glob.ts";

/** One file that was named. */
export interface NamedFile {
  file: string;
  /** Its path below the folder that was named, with slashes; the file's name where it was named itself. */
  within: string;
}

/** What is looked for. */
export interface Wanted {
  /** What errors call the caller. */
  operation: string;
  /** What the files are, in errors: "image". */
  what: string;
  /** Endings taken from folders and patterns, with dots, in lower case. Whoever names a file means it. */
  extensions: readonly string[];
  signal: AbortSignal;
}

/**
 * All files that the words name, each once, those of folders and patterns in the order of their names.
 *
 * @throws ArgumentError for a word that names nothing, or nothing of the kind; DatasetError for a folder that cannot be read
 */
export async function filesNamed(words: readonly string[], wanted: Wanted): Promise<NamedFile[]> {
  const found = new Map<string, NamedFile>();
  for (const word of words) {
    for (const one of await namedBy(word, wanted)) {
      const key = path.resolve(one.file);
      if (!found.has(key)) found.set(key, one);
    }
  }
  return [...found.values()];
}

async function namedBy(word: string, wanted: Wanted): Promise<NamedFile[]> {
  const { operation, what, extensions } = wanted;
  const refuse = (text: string): never => {
    throw new ArgumentError(`${operation}: ${text}`, { operation, file: word });
  };
  const about = await stat(word).catch(() => null);
  if (about?.isDirectory()) {
    const files = await inFolder(word, wanted);
    return files.length > 0
      ? files
      : refuse(`there is no ${what} in ${word}; looked for ${extensions.join(", ")}`);
  }
  if (about !== null) return [{ file: word, within: path.basename(word) }];
  if (!isPattern(word)) return refuse(`there is no ${word}`);
  const matches = await glob(word);
  if (matches.length === 0) return refuse(`no file matches ${word}`);
  const files: NamedFile[] = [];
  for (const match of matches) {
    if ((await stat(match).catch(() => null))?.isDirectory()) files.push(...(await inFolder(match, wanted)));
    else if (extensions.includes(path.extname(match).toLowerCase())) {
      files.push({ file: match, within: path.basename(match) });
    }
  }
  if (files.length > 0) return files;
  return refuse(
    `no ${what} is among what ${word} matches: ${listed(matches, 3)}; looked for ${extensions.join(", ")}`,
  );
}

async function inFolder(folder: string, wanted: Wanted): Promise<NamedFile[]> {
  const { operation, extensions, signal } = wanted;
  const found = await findImages(folder, ["."], { extensions, allowEmpty: true, signal, operation });
  return found.map(({ path: file }) => ({
    file,
    within: path.relative(folder, file).split(path.sep).join("/"),
  }));
}
