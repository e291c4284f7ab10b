// What building the native addon takes: a libtorch with headers, cmake-js, and a note of what the build was made of.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { register } from "tsx/esm/api";
import { nativeSources } from "./native-sources.mjs";

register(); // the scripts share lib/'s TypeScript as it is
const { findLibtorch } = await import("../lib/native/libtorch/find.ts");
const { fileIdentity, libraryName } = await import("../lib/native/libtorch/probe.ts");

const require = createRequire(import.meta.url);
export const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const addon = join(root, "build", "Release", "torchts.node");
const vision = join(root, "build", "vision", libraryName("torchts_vision"));
const stampFile = join(root, "build", "torchts-build.json");

function extraFlags() {
  return (process.env.TORCHTS_CMAKE_FLAGS ?? "").split(" ").filter(Boolean);
}

/** Sources, build file, flags and libtorch, as one hash. */
export function fingerprint(libtorch) {
  const hash = createHash("sha256");
  for (const file of nativeSources(root)) {
    hash.update(`${file}\n`).update(readFileSync(join(root, file)));
  }
  hash.update(readFileSync(join(root, "CMakeLists.txt")));
  hash.update(
    JSON.stringify([fileIdentity(join(libtorch.lib, libraryName("torch_cpu"))), extraFlags(), process.arch]),
  );
  return hash.digest("hex");
}

function upToDate(print) {
  if (![addon, vision, stampFile].every(existsSync)) return false;
  try {
    return JSON.parse(readFileSync(stampFile, "utf8")).fingerprint === print;
  } catch {
    return false;
  }
}

/** A libtorch with headers, fetched if `fetch` and none is there. */
export async function libtorchForBuild({ fetch = false, log = console.error } = {}) {
  try {
    return findLibtorch({ withHeaders: true });
  } catch (error) {
    if (!fetch || process.env.TORCHTS_LIBTORCH) throw error;
    log("torchts: no libtorch with headers found; fetching one (npx torchts install does the same)");
    const { installLibtorch } = await import("../lib/io/libtorch/install.ts");
    const { progressPrinter } = await import("../lib/cli/install.ts");
    await installLibtorch({ onProgress: progressPrinter(process.stderr) });
    return findLibtorch({ withHeaders: true });
  }
}

function requireTool(command, advice) {
  const run = spawnSync(command, ["--version"], { stdio: "ignore" });
  if (run.error || run.status !== 0)
    throw new Error(`${command} is needed to build the addon and was not found. ${advice}`);
}

/** Builds the addon; `{ built: false }` where `ifChanged` and nothing changed. */
export async function buildNative({ jobs, fetch = false, ifChanged = false, log = console.error } = {}) {
  const libtorch = await libtorchForBuild({ fetch, log });
  const print = fingerprint(libtorch);
  if (ifChanged && upToDate(print)) return { built: false, libtorch };

  requireTool(
    "cmake",
    "Install CMake >= 3.18 (apt install cmake, brew install cmake, winget install Kitware.CMake).",
  );
  log(`torchts: building the addon against libtorch ${libtorch.version} (${libtorch.root})`);
  const started = Date.now();
  // A build folder configured for another libtorch would keep its paths.
  const cache = join(root, "build", "CMakeCache.txt");
  if (
    existsSync(cache) &&
    !readFileSync(cache, "utf8").includes(`TORCHTS_LIBTORCH:PATH=${libtorch.root}\n`)
  ) {
    rmSync(cache);
    rmSync(join(root, "build", "CMakeFiles"), { recursive: true, force: true });
  }
  rmSync(stampFile, { force: true });
  const cmakeJs = join(dirname(require.resolve("cmake-js/package.json")), "bin", "cmake-js");
  const parallel = String(jobs ?? Math.min(4, availableParallelism()));
  const definitions = [`-DTORCHTS_LIBTORCH:PATH=${libtorch.root}`, ...extraFlags()].flatMap((flag) => {
    const [, name, value] = /^-D([^=]+)=(.*)$/.exec(flag) ?? [];
    return name ? [`--CD${name}=${value}`] : [];
  });
  const args = [cmakeJs, "compile", "-d", root, "--parallel", parallel, "-l", "warn", ...definitions];
  const run = spawnSync(process.execPath, args, { cwd: root, stdio: ["ignore", "inherit", "inherit"] });
  if (run.error || run.status !== 0 || !existsSync(addon) || !existsSync(vision)) {
    throw new Error(
      "the addon could not be built (the compiler's output is above). It needs a C++20 compiler " +
        "(g++ >= 11, clang >= 14 or MSVC 2022) and CMake >= 3.18.",
    );
  }
  writeFileSync(
    stampFile,
    JSON.stringify({
      fingerprint: print,
      libtorch: libtorch.version,
      root: libtorch.root,
      size: statSync(addon).size,
    }),
  );
  log(`torchts: addon built in ${((Date.now() - started) / 1000).toFixed(0)} s`);
  return { built: true, libtorch };
}
