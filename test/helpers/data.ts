/**
 * Where tests find real data and committed fixtures, and how they say that something is missing.
 *
 * No tensor code here, so that tests of the lowest floors can use it.
 */

import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** Root of the repository. */
export const repoRoot = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

/** Folder of the committed fixtures. */
export const fixturesDir = path.join(repoRoot, "test", "fixtures");

const said = new Set<string>();

/** Prints why tests are skipped, once per reason and test file. */
export function saySkip(reason: string): void {
  if (said.has(reason)) return;
  said.add(reason);
  console.warn(`skipped: ${reason}`);
}

/**
 * Path of a file or folder of the shared test data, or `undefined` (with the reason printed) where it is not.
 *
 * The data folder is `TORCHTS_TEST_DATA`, else `../shared` beside the repository.
 */
export function sharedPath(relative: string): string | undefined {
  const root = process.env.TORCHTS_TEST_DATA ?? path.resolve(repoRoot, "..", "shared");
  const full = path.join(root, ...relative.split("/"));
  if (existsSync(full)) return full;
  saySkip(`no ${relative} in ${root}; TORCHTS_TEST_DATA names the folder of the test data`);
  return undefined;
}

/** Path of a committed fixture; throws with the command that makes it where it is missing. */
export function fixturePath(name: string): string {
  const full = path.join(fixturesDir, name);
  if (existsSync(full)) return full;
  const area = name.replace(/\..*$/, "");
  throw new Error(`test/fixtures/${name} is missing: python3 scripts/make-fixtures.py ${area}`);
}
