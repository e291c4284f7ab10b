// The files that the addon and the libraries beside it are built of, wherever a list of them is needed.
import { readdirSync } from "node:fs";
import { join } from "node:path";

/** Folders of native code, from the checkout's root. */
export const NATIVE_FOLDERS = ["native", "native/vision"];

/** Sources under native/, from the checkout's root and with slashes, in one order on every system. */
export function nativeSources(root) {
  return NATIVE_FOLDERS.flatMap((folder) =>
    readdirSync(join(root, folder))
      .filter((name) => /\.(cc|h|hpp|inc)$/.test(name))
      .sort()
      .map((name) => `${folder}/${name}`),
  );
}
