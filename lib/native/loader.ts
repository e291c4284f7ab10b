/**
 * Loads the native addon: finds it and a libtorch that fits, opens libtorch, then the addon.
 *
 * What the addon offers is typed in addon.ts; how libtorch is found and fetched is in libtorch/.
 */

import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { LibtorchError } from "./errors.ts";
import { type FoundLibtorch, findLibtorch } from "./libtorch/find.ts";
import { ensureLoads, librariesToOpen, loadError, type Preload } from "./libtorch/preload.ts";
import { parseVersion } from "./libtorch/version.ts";
import { packageRoot } from "./own-command.ts";

const require = createRequire(import.meta.url);

/** The two native files of one build. */
export interface AddonFiles {
  addon: string;
  preload: string;
  /** Whether it came prebuilt with the package or was built on this machine. */
  kind: "prebuilt" | "built";
}

/**
 * Finds the addon as node-gyp-build does: `build/Release`, `build/Debug`, then `prebuilds/<platform>-<arch>`
 * (`PREBUILDS_ONLY=1` leaves the builds out).
 *
 * @throws LibtorchError `ERR_TORCHTS_ADDON_MISSING`
 */
export function findAddon(): AddonFiles {
  let addon: string;
  try {
    addon = (require("node-gyp-build") as { resolve(folder: string): string }).resolve(packageRoot);
  } catch (cause) {
    throw missingAddon(`none lies in ${packageRoot}`, cause);
  }
  const folder = dirname(addon);
  const built = join(folder, "..", "preload", "torchts_preload.node");
  const prebuilt = join(folder, "preload", "torchts_preload.node");
  if (existsSync(prebuilt)) return { addon, preload: prebuilt, kind: "prebuilt" };
  if (existsSync(built)) return { addon, preload: built, kind: "built" };
  throw missingAddon(`torchts_preload.node is missing beside ${addon}`);
}

/** What to do where the addon is missing or broken: a checkout builds it, a package brings it along. */
export function addonRemedy(): string {
  return existsSync(join(packageRoot, "scripts", "build-native.mjs"))
    ? `\`npm run build:native\` in ${packageRoot} builds it`
    : "`npm install torchts` brings it for the platforms that have a prebuilt one; elsewhere, build torchts in a " +
        "checkout of its repository";
}

function missingAddon(detail: string, cause?: unknown): LibtorchError {
  return new LibtorchError(
    `No native addon for ${process.platform}-${process.arch}: ${detail}. To mend it: ${addonRemedy()}.`,
    { code: "ERR_TORCHTS_ADDON_MISSING", cause },
  );
}

/** The preload addon of a build, and the version of libtorch the build was made for. */
export function loadPreload(files: AddonFiles): {
  preload: Preload;
  torchVersion: string;
  majorMinor: string;
} {
  const preload = require(files.preload) as Preload;
  const version = parseVersion(preload.torchVersion);
  if (!version) throw missingAddon(`${files.preload} does not say which libtorch it was built for`);
  return { preload, torchVersion: version.release, majorMinor: version.majorMinor };
}

let loaded: { addon: unknown; libtorch: FoundLibtorch; files: AddonFiles } | undefined;

/**
 * Refuses runtimes whose collector cannot be asked to collect: there, tensors outside of scopes would pile up.
 *
 * @throws LibtorchError `ERR_TORCHTS_RUNTIME`
 */
export function requireNode(versions: Readonly<Record<string, string | undefined>> = process.versions): void {
  const other = versions.deno ? `Deno ${versions.deno}` : versions.bun ? `Bun ${versions.bun}` : undefined;
  if (other === undefined) return;
  throw new LibtorchError(
    `torchts runs on Node.js from 20.19 on, and this is ${other}, whose garbage collector does not free the memory of ` +
      "tensors when it is needed. Run the program with `node`.",
    { code: "ERR_TORCHTS_RUNTIME" },
  );
}

function load(): NonNullable<typeof loaded> {
  requireNode();
  const files = findAddon();
  const { preload, majorMinor } = loadPreload(files);
  const libtorch = findLibtorch({ majorMinor });
  const libraries = librariesToOpen(libtorch, preload);
  ensureLoads(files.preload, files.addon, libraries, libtorch);
  for (const library of libraries) {
    const error = preload.open(library);
    if (error !== null) throw loadError(error, libtorch);
  }
  return { addon: require(files.addon) as unknown, libtorch, files };
}

/**
 * The addon, loaded at the first call; once per thread.
 *
 * @throws LibtorchError where the addon or libtorch is missing, does not fit or does not load.
 */
export function loadAddon(): unknown {
  loaded ??= load();
  return loaded.addon;
}

/** The libtorch in use and the addon's files; loads the addon if it is not. */
export function loadedFrom(): { libtorch: FoundLibtorch; files: AddonFiles } {
  loaded ??= load();
  return { libtorch: loaded.libtorch, files: loaded.files };
}
