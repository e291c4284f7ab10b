/**
 * Files that another file names: an annotation file or a table says where images are, and may come from somebody else.
 * What it names lies in the folder of images, also after links, unless the caller allows more.
 */

import { realpath, stat } from "node:fs/promises";
import { isAbsolute, join, relative, resolve, sep } from "node:path";
import { listed } from "../../edge/index.ts";

/** Why files outside are refused, and what to do, for errors. */
const ADVICE = "allowOutside: true opens it all the same";

/** The path of `name` in `root`. */
export function named(root: string, name: string): string {
  return isAbsolute(name) ? name : join(root, name);
}

function isInside(root: string, path: string): boolean {
  const way = relative(root, path);
  return way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** Checks files that are named by somebody else; a root is looked up once. */
export class Inside {
  readonly #root: string;
  readonly #allowed: boolean;
  #real: Promise<string> | undefined;

  readonly #folders: boolean;

  /**
   * @param allowed whether files outside are taken too
   * @param folders whether folders are taken too, as of slices
   */
  constructor(root: string, allowed: boolean, folders = false) {
    this.#root = root;
    this.#allowed = allowed;
    this.#folders = folders;
  }

  /**
   * What is wrong with a path, as the end of a sentence, or null: it lies outside the folder, it is not there, it is no
   * regular file (or folder, where those are taken). Nothing outside is looked at.
   */
  async problem(path: string): Promise<string | null> {
    const fault = await this.fault(path);
    return fault === null ? null : fault.problem;
  }

  /** The same, and whether it is that nothing is there. */
  async fault(path: string): Promise<{ problem: string; missing: boolean } | null> {
    const wrong = (problem: string) => ({ problem, missing: false });
    const outside = `${listed([path])} lies outside of the folder ${this.#root}; ${ADVICE}`;
    if (!this.#allowed && !isInside(resolve(this.#root), resolve(path))) return wrong(outside);
    this.#real ??= realpath(this.#root);
    try {
      if (!this.#allowed) {
        const real = await realpath(path);
        if (!isInside(await this.#real, real)) {
          return wrong(`${listed([path])} is a link that leads out of the folder ${this.#root}; ${ADVICE}`);
        }
      }
      const stats = await stat(path);
      return stats.isFile() || (this.#folders && stats.isDirectory())
        ? null
        : wrong(`${listed([path])} is no regular file`);
    } catch {
      return { problem: `there is no file ${path}`, missing: true };
    }
  }
}
