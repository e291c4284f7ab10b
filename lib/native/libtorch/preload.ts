/**
 * Which shared libraries of libtorch are opened before the addon, in which order, and the child process that tries
 * it all first.
 */

import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { LibtorchError } from "../errors.ts";
import { ownCommand } from "../own-command.ts";
import { type Env, readStamp, writeStamp } from "./home.ts";
import { fileIdentity, type Libtorch, libraryName } from "./probe.ts";

/** What the preload addon exports. */
export interface Preload {
  /** Opens a shared library for the life of the process; null, or the system loader's message. */
  open(path: string): string | null;
  /** libtorch version its sibling addon was compiled against. */
  torchVersion: string;
}

/** Name of the CUDA driver's library, which comes with the driver and not with libtorch. */
export function cudaDriverLibrary(platform: NodeJS.Platform = process.platform): string {
  return platform === "win32" ? "nvcuda.dll" : "libcuda.so.1";
}

/**
 * Libraries to open, in order. CUDA's are left out without a driver (they take long to map and could do nothing)
 * and where `TORCHTS_NO_CUDA` is set.
 */
export function librariesToOpen(libtorch: Libtorch, preload: Preload, env: Env = process.env): string[] {
  const path = (name: string) => join(libtorch.lib, libraryName(name));
  const names = [path("c10"), path("torch_cpu")];
  if (libtorch.withCuda && !env.TORCHTS_NO_CUDA && preload.open(cudaDriverLibrary()) === null)
    names.push(path("torch_cuda"));
  return names;
}

// The parent's own flags (a debugger's port, a test runner's loader) are not for the child.
const LOAD_TEST = `
const [preload, addon, libraries] = JSON.parse(process.argv[1]);
const { open } = require(preload);
for (const library of libraries) {
  const error = open(library);
  if (error !== null) { process.stdout.write(JSON.stringify({ library, error })); process.exit(1); }
}
try { require(addon); } catch (error) {
  process.stdout.write(JSON.stringify({ library: addon, error: error.message }));
  process.exit(1);
}
process.stdout.write("{}");
`;

const LOAD_TEST_TIMEOUT_MS = 180_000;

/** Why the addon and a libtorch do not load together, found out in a child process; null where they do. */
export function loadTest(
  preloadPath: string,
  addonPath: string,
  libraries: readonly string[],
): string | null {
  const run = spawnSync(
    process.execPath,
    ["-e", LOAD_TEST, JSON.stringify([preloadPath, addonPath, libraries])],
    {
      encoding: "utf8",
      timeout: LOAD_TEST_TIMEOUT_MS,
      env: { ...process.env, NODE_OPTIONS: "", ELECTRON_RUN_AS_NODE: "1" },
      windowsHide: true,
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  if (run.status === 0) return null;
  if (run.signal)
    return `the process that tried to load them was ended by ${run.signal} ${run.stderr.trim().slice(-500)}`;
  try {
    const { library, error } = JSON.parse(run.stdout) as { library: string; error: string };
    return error.includes(library) ? error : `${library}: ${error}`;
  } catch {
    return run.error?.message ?? `exit code ${run.status}: ${run.stderr.trim().slice(-500)}`;
  }
}

/**
 * Makes sure that addon and libtorch load together before this process tries, so that a broken library gives a
 * message and not a crash. A pair seen to load is noted and not tried again as long as its files stay the same.
 *
 * @throws LibtorchError `ERR_TORCHTS_LOAD`
 */
export function ensureLoads(
  preloadPath: string,
  addonPath: string,
  libraries: readonly string[],
  libtorch: Libtorch,
): void {
  const key = [process.version, process.arch, ...[preloadPath, addonPath, ...libraries].map(fileIdentity)];
  if (readStamp("loads", key) !== null) return;
  const reason = loadTest(preloadPath, addonPath, libraries);
  if (reason !== null) throw loadError(reason, libtorch);
  writeStamp("loads", key, "ok");
}

/** The error for libraries that do not load. */
export function loadError(reason: string, { withCuda }: Libtorch): LibtorchError {
  return new LibtorchError(
    `The addon could not be loaded with libtorch: ${reason}\n\`${ownCommand("doctor")}\` looks for the cause; ` +
      `\`${ownCommand("install", ...(withCuda ? ["--cuda"] : []), "--force")}\` fetches libtorch anew.`,
    { code: "ERR_TORCHTS_LOAD" },
  );
}
