/**
 * Which libtorch releases torchts works with, and how their version strings are read.
 */

/** The release `npx torchts install` fetches and prebuilt addons are compiled against. */
export const PINNED_VERSION = "2.13.0";

/** First release the addon's sources compile against. */
export const OLDEST_SUPPORTED = "2.11";

/** Last release the addon's sources are known to compile against. */
export const NEWEST_SUPPORTED = "2.14";

/** Parts of a libtorch version such as `2.13.0+cu126`. */
export interface LibtorchVersion {
  /** `2.13.0`. */
  release: string;
  /** `2.13`: an addon works with the libtorch whose major and minor it was compiled against. */
  majorMinor: string;
  /** What follows the plus sign, `cpu` or `cu126`, or the empty string. */
  local: string;
}

/** Reads a version string; null where it is none. */
export function parseVersion(text: string): LibtorchVersion | null {
  const match = /^v?(\d+)\.(\d+)(?:\.(\d+))?[^+\s]*(?:\+([\w.]+))?\s*$/.exec(text.trim());
  if (!match) return null;
  const [, major, minor, patch = "0", local = ""] = match;
  return { release: `${major}.${minor}.${patch}`, majorMinor: `${major}.${minor}`, local };
}

/** Compares two `major.minor[.patch]` versions as numbers: negative, zero or positive. */
export function compareVersions(a: string, b: string): number {
  const left = a.split(".").map(Number);
  const right = b.split(".").map(Number);
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Whether the addon's sources compile against this `major.minor`. */
export function isSupported(majorMinor: string): boolean {
  return (
    compareVersions(majorMinor, OLDEST_SUPPORTED) >= 0 && compareVersions(majorMinor, NEWEST_SUPPORTED) <= 0
  );
}
