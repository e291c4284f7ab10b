/** Finds the images that a table names: by their paths, or by ids with or without an ending, wherever below a folder they lie. */

import { basename, extname, relative } from "node:path";
import { Limit } from "../../data/index.ts";
import { listed } from "../../edge/index.ts";
import { throwIfAborted } from "../../native/abort.ts";
import { Inside, named } from "./inside.ts";
import { findImages } from "./scan.ts";

/** What became of a name: a path, or why there is none. */
export type Found = { path: string } | { problem: string; missing: boolean };

/** Where images are looked for. */
export interface NamedOptions {
  operation: string;
  /** Folder that names are relative to, and that images lie in. */
  root: string;
  /** Endings of images, for names without. */
  extensions: readonly string[];
  allowOutside: boolean;
  signal?: AbortSignal;
}

/** Files that are looked at together. */
const AT_ONCE = 16;

/**
 * The image of each name: the file of that path in the folder; where there is none, the one image below the folder whose path,
 * name or name without its ending it is.
 */
export async function findNamed(names: readonly string[], options: NamedOptions): Promise<Found[]> {
  const { root, operation, signal } = options;
  const inside = new Inside(root, options.allowOutside);
  const limit = new Limit(AT_ONCE);
  let index: Promise<ReadonlyMap<string, readonly string[]>> | undefined;
  return Promise.all(
    names.map((name) =>
      limit.run(async (): Promise<Found> => {
        throwIfAborted(signal, operation);
        const path = named(root, name);
        const fault = await inside.fault(path);
        if (fault === null) return { path };
        if (!fault.missing) return fault;
        index ??= indexOf(options);
        const found = (await index).get(name.replaceAll("\\", "/")) ?? [];
        const [only] = found;
        if (found.length === 1 && only !== undefined) return { path: only };
        if (found.length === 0) {
          return { missing: true, problem: `there is no file ${path}, and no image named so below ${root}` };
        }
        const places = listed(
          found.map((one) => relative(root, one)),
          3,
        );
        return {
          missing: false,
          problem: `${JSON.stringify(name)} may be ${found.length} images below ${root}: ${places}; give the folder that has one of them as root, or paths`,
        };
      }),
    ),
  );
}

/** Images below the folder by all that they may be called. */
async function indexOf({
  root,
  extensions,
  operation,
  signal,
}: NamedOptions): Promise<ReadonlyMap<string, readonly string[]>> {
  const files = await findImages(root, [""], { extensions, allowEmpty: true, operation, signal });
  const index = new Map<string, string[]>();
  for (const { path } of files) {
    const below = relative(root, path).replaceAll("\\", "/");
    const [name, end] = [basename(below), extname(below)];
    const bare = (text: string) => text.slice(0, text.length - end.length);
    for (const key of new Set([bare(below), name, bare(name)])) {
      const list = index.get(key);
      if (list === undefined) index.set(key, [path]);
      else list.push(path);
    }
  }
  return index;
}
