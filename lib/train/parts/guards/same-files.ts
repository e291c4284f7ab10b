/** Files with the same contents in two lists, found with as little reading as that takes. */
import { createHash } from "node:crypto";
import { open, stat } from "node:fs/promises";
import { resolve } from "node:path";
import { pathOf } from "../../../io/path-bytes.ts";

/** Bytes at the beginning of a file that tell nearly all files apart. */
const HEAD = 65_536;
/** Beginnings that are read at most; what is left in larger data of files that are all as long stays unknown. */
const MOST_READ = 50_000;

/**
 * The pairs of files, of each in `b` the first in `a`: sizes are compared first, then the beginnings of files that are as long
 * as one of the other list, then the whole. One file at a time; one that cannot be read is left out.
 *
 * @param isOver asked between files; the pairs found until then are given
 */
export async function sameFiles(
  a: readonly string[],
  b: readonly string[],
  isOver: () => boolean,
): Promise<[a: string, b: string][]> {
  const found: [string, string][] = [];
  const byPath = new Map(a.map((path) => [resolve(path), path]));
  const others = b.filter((path) => {
    const same = byPath.get(resolve(path));
    if (same !== undefined) found.push([same, path]);
    return same === undefined;
  });

  const [sizesOfA, sizesOfB] = [await sizes(a, isOver), await sizes(others, isOver)];
  const [inA, inB] = [new Set(sizesOfA.values()), new Set(sizesOfB.values())];
  let left = MOST_READ;
  const heads = async (
    sized: ReadonlyMap<string, number>,
    shared: ReadonlySet<number>,
  ): Promise<Map<string, string[]>> => {
    const byHead = new Map<string, string[]>();
    for (const [path, size] of sized) {
      if (!shared.has(size) || left-- <= 0 || isOver()) continue;
      const hash = await hashOf(path, HEAD);
      if (hash === null) continue;
      const key = `${size} ${hash}`;
      byHead.set(key, [...(byHead.get(key) ?? []), path]);
    }
    return byHead;
  };
  // The smaller list first, as it is the other's that the limit may leave out.
  const headsOfB = await heads(sizesOfB, inA);
  const headsOfA = await heads(sizesOfA, inB);
  for (const [key, paths] of headsOfB) {
    const alike = headsOfA.get(key) ?? [];
    if (alike.length === 0 || isOver()) continue;
    const wholes = new Map<string | null, string>();
    for (const path of alike) {
      const hash = await wholeOf(path, key);
      if (!wholes.has(hash)) wholes.set(hash, path);
    }
    for (const path of paths) {
      const hash = await wholeOf(path, key);
      const same = hash === null ? undefined : wholes.get(hash);
      if (same !== undefined) found.push([same, path]);
    }
  }
  return found;
}

/** The sizes of files that are some. */
async function sizes(paths: readonly string[], isOver: () => boolean): Promise<Map<string, number>> {
  const sized = new Map<string, number>();
  for (const path of paths) {
    if (isOver()) break;
    const found = await stat(pathOf(path)).catch(() => null);
    if (found?.isFile() && found.size > 0) sized.set(path, found.size);
  }
  return sized;
}

/** What tells a file from others that begin alike, of which `key` begins with the size. */
async function wholeOf(path: string, key: string): Promise<string | null> {
  return Number.parseInt(key, 10) <= HEAD ? key : hashOf(path, Number.POSITIVE_INFINITY);
}

/** A hash of the first bytes of a file; null where they cannot be read. */
async function hashOf(path: string, bytes: number): Promise<string | null> {
  const file = await open(pathOf(path)).catch(() => null);
  if (file === null) return null;
  try {
    const hash = createHash("sha256");
    const chunk = Buffer.allocUnsafe(HEAD);
    for (let at = 0; at < bytes; ) {
      const { bytesRead } = await file.read(chunk, 0, HEAD, at);
      if (bytesRead === 0) break;
      hash.update(chunk.subarray(0, bytesRead));
      at += bytesRead;
    }
    return hash.digest("base64");
  } catch {
    return null;
  } finally {
    await file.close().catch(() => {});
  }
}
