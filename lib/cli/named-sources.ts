/** Images and other files to work on, with the names that what is made of them is written under. */

import path from "node:path";
import { ArgumentError } from "../native/errors.ts";
import { filesNamed, type Wanted } from "./sources.ts";

/** One file, and what its results are called. */
export interface NamedSource {
  file: string;
  /** Its path below the folder that was named, with slashes; the file's name where it was named itself. */
  within: string;
  /** The same without ending; no two sources have the same. */
  name: string;
}

/** All files that the words name. Throws ArgumentError where the results of two would have one name. */
export async function namedSources(words: readonly string[], wanted: Wanted): Promise<NamedSource[]> {
  const { operation } = wanted;
  const seen = new Map<string, string>();
  return (await filesNamed(words, wanted)).map(({ file, within }) => {
    const name = within.slice(0, within.length - path.extname(within).length);
    const other = seen.get(name);
    if (other !== undefined) {
      throw new ArgumentError(
        `${operation}: ${other} and ${file} would be written to the same files; ${operation} them apart`,
        { operation, file },
      );
    }
    seen.set(name, file);
    return { file, within, name };
  });
}
