/**
 * Looks at everything torchts needs below its TypeScript and says, for what is wrong, which command mends it.
 *
 * What could crash (loading libtorch and the addon) is tried in a child process. The image decoder is looked at in
 * vision/decoder-check.ts.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { release } from "node:os";
import { join } from "node:path";
import { LibtorchError } from "./errors.ts";
import { type CudaDriver, cudaDriver } from "./libtorch/cuda-driver.ts";
import { type FoundLibtorch, findLibtorch, installCommand } from "./libtorch/find.ts";
import { torchtsHome } from "./libtorch/home.ts";
import { librariesToOpen, loadTest } from "./libtorch/preload.ts";
import { compareVersions, PINNED_VERSION } from "./libtorch/version.ts";
import { type AddonFiles, addonRemedy, findAddon, loadPreload, requireNode } from "./loader.ts";
import { ownCommand } from "./own-command.ts";

/** One thing looked at. */
export interface Check {
  /** Stable name for programs: `node`, `platform`, `libtorch`, ... */
  id: string;
  status: "ok" | "warning" | "error";
  /** What was found, for people. */
  found: string;
  /** What is wrong and why it matters; absent where nothing is. */
  problem?: string;
  /** Command or step that mends it. */
  fix?: string;
  /** The same facts for programs. */
  data?: Record<string, unknown>;
}

const OLDEST_NODE = "20.19.0";
/** PyTorch's Linux builds are manylinux_2_28. */
const OLDEST_GLIBC = "2.28";
const ROOM_FOR_LIBTORCH = 1.5e9;

/** Looks at Node, the platform, the addon, libtorch, their loading, CUDA and the cache; throws nothing. */
export function diagnose(): Check[] {
  const checks = [checkNode(), checkPlatform(), checkCache()];
  const files = attempt(findAddon);
  checks.push(checkAddon(files));
  const majorMinor = files instanceof Error ? undefined : attempt(() => loadPreload(files).majorMinor);
  const wanted = typeof majorMinor === "string" ? majorMinor : undefined;
  const libtorch = attempt(() => findLibtorch({ majorMinor: wanted }));
  checks.push(checkLibtorch(libtorch, wanted));
  if (!(files instanceof Error || libtorch instanceof Error)) checks.push(checkLoading(files, libtorch));
  checks.push(checkCuda(cudaDriver(), libtorch instanceof Error ? null : libtorch));
  return checks;
}

function attempt<T>(work: () => T): T | Error {
  try {
    return work();
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function checkNode(): Check {
  const version = process.versions.node;
  const check: Check = { id: "node", status: "ok", found: `Node ${version}`, data: { version } };
  try {
    requireNode();
  } catch (error) {
    const fix = "run it with Node, from https://nodejs.org";
    return { ...check, status: "error", problem: (error as Error).message, fix };
  }
  if (compareVersions(version, OLDEST_NODE) >= 0) return check;
  return {
    ...check,
    status: "error",
    problem: `torchts needs Node ${OLDEST_NODE} or newer`,
    fix: "install Node from https://nodejs.org",
  };
}

/** Version of the C library in use, or null where it is not glibc. */
function glibcVersion(): string | null {
  const report = process.report.getReport() as { header?: { glibcVersionRuntime?: string } };
  return report.header?.glibcVersionRuntime ?? null;
}

function checkPlatform(): Check {
  const { platform, arch } = process;
  const glibc = platform === "linux" ? glibcVersion() : null;
  const found = `${platform}-${arch} ${release()}${glibc === null ? "" : `, glibc ${glibc}`}`;
  const check: Check = {
    id: "platform",
    status: "ok",
    found,
    data: { platform, arch, release: release(), glibc },
  };
  if (platform === "linux" && glibc === null) {
    return {
      ...check,
      status: "error",
      problem: "libtorch is built for glibc, and this system's C library is another (musl, on Alpine)",
      fix: "use a system or container image with glibc, such as node:22-bookworm-slim",
    };
  }
  if (glibc !== null && compareVersions(glibc, OLDEST_GLIBC) < 0) {
    return {
      ...check,
      status: "error",
      problem: `libtorch needs glibc ${OLDEST_GLIBC} or newer`,
      fix: "use a newer system: Debian 10, Ubuntu 20.04, RHEL 8 or later",
    };
  }
  return check;
}

function checkCache(): Check {
  const folder = torchtsHome();
  const probe = join(folder, `.doctor-${process.pid}`);
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(probe, "");
    rmSync(probe);
  } catch (error) {
    return {
      id: "cache",
      status: "warning",
      found: folder,
      problem: `it cannot be written (${(error as Error).message}): libtorch and weights cannot be fetched into it`,
      fix: "set TORCHTS_HOME to a folder that can be written",
      data: { folder, writable: false },
    };
  }
  const disk = statfsSync(folder);
  const free = disk.bavail * disk.bsize;
  const found = `${folder}, ${(free / 1e9).toFixed(1)} GB free`;
  const check: Check = {
    id: "cache",
    status: "ok",
    found,
    data: { folder, writable: true, freeBytes: free },
  };
  if (free >= ROOM_FOR_LIBTORCH) return check;
  return {
    ...check,
    status: "warning",
    problem: "there is little room for libtorch and weights",
    fix: "free some space, or set TORCHTS_HOME to a folder on another disk",
  };
}

function checkAddon(files: AddonFiles | Error): Check {
  if (files instanceof Error) {
    return {
      id: "addon",
      status: "error",
      found: "missing",
      problem: files.message,
      fix: addonRemedy(),
    };
  }
  const version = attempt(() => loadPreload(files).torchVersion);
  if (version instanceof Error) {
    return {
      id: "addon",
      status: "error",
      found: files.addon,
      problem: version.message,
      fix: addonRemedy(),
    };
  }
  return {
    id: "addon",
    status: "ok",
    found: `${files.kind}, for libtorch ${version}: ${files.addon}`,
    data: { ...files, compiledFor: version },
  };
}

function checkLibtorch(libtorch: FoundLibtorch | Error, majorMinor: string | undefined): Check {
  if (libtorch instanceof Error) {
    return {
      id: "libtorch",
      status: "error",
      found: "missing",
      problem: libtorch.message,
      fix: installCommand(majorMinor),
      data: { code: libtorch instanceof LibtorchError ? libtorch.code : null, pinned: PINNED_VERSION },
    };
  }
  const { version, flavour, source, root } = libtorch;
  return {
    id: "libtorch",
    status: "ok",
    found: `${version} (${flavour}), found through ${source}: ${root}`,
    data: { version, flavour, source, root, pinned: PINNED_VERSION },
  };
}

function checkLoading(files: AddonFiles, libtorch: FoundLibtorch): Check {
  const { preload } = loadPreload(files);
  const reason = attempt(() => loadTest(files.preload, files.addon, librariesToOpen(libtorch, preload)));
  if (reason === null) return { id: "loading", status: "ok", found: "addon and libtorch load" };
  const problem = reason instanceof Error ? reason.message : reason;
  const missing = /(\S+\.so[.\d]*|\S+\.dll|\S+\.dylib): cannot open shared object file/.exec(problem)?.[1];
  return {
    id: "loading",
    status: "error",
    found: "addon and libtorch do not load",
    problem,
    fix:
      missing !== undefined && !/torch|c10|cud|nv/.test(missing)
        ? `install the system library ${missing}`
        : libtorch.source === "cache"
          ? `${installCommand(libtorch.majorMinor)} --force`
          : `${installCommand(libtorch.majorMinor)}, or set TORCHTS_LIBTORCH to another libtorch`,
  };
}

// The libraries of CUDA are looked for where libtorch's own RPATH points, so that a child's answer is ours.
function cudaSeen(files: AddonFiles, libraries: readonly string[]): number | null {
  const script = `
    const [preload, addon, libraries] = JSON.parse(process.argv[1]);
    for (const library of libraries) require(preload).open(library);
    const { cudaAvailable, cudaDeviceCount } = require(addon);
    process.stdout.write(String(cudaAvailable() ? cudaDeviceCount() : 0));`;
  const run = spawnSync(
    process.execPath,
    ["-e", script, JSON.stringify([files.preload, files.addon, libraries])],
    {
      encoding: "utf8",
      env: { ...process.env, NODE_OPTIONS: "", ELECTRON_RUN_AS_NODE: "1" },
      windowsHide: true,
    },
  );
  return run.status === 0 ? Number(run.stdout) : null;
}

function checkCuda(driver: CudaDriver | null, libtorch: FoundLibtorch | null): Check {
  const withCuda = libtorch?.flavour.startsWith("cu");
  if (driver === null) {
    const found = `no NVIDIA driver${withCuda ? "; this libtorch works on the CPU as well" : ""}`;
    return { id: "cuda", status: "ok", found, data: { driver: null } };
  }
  const devices = driver.devices.map(
    ({ name, memoryMiB }) => `${name} (${(memoryMiB / 1024).toFixed(0)} GiB)`,
  );
  const found = `driver ${driver.version} (CUDA ${driver.cudaVersion ?? "?"}): ${devices.join(", ") || "no device"}`;
  const check: Check = { id: "cuda", status: "ok", found, data: { driver } };
  if (libtorch === null || !withCuda) {
    return {
      ...check,
      status: "warning",
      problem: "there is a GPU, but the libtorch in use is for the CPU only",
      fix: ownCommand("install", "--cuda"),
    };
  }
  const files = attempt(findAddon);
  if (files instanceof Error) return check;
  const seen = attempt(() => cudaSeen(files, librariesToOpen(libtorch, loadPreload(files).preload)));
  if (typeof seen === "number" && seen > 0) return { ...check, data: { driver, devicesSeen: seen } };
  return {
    ...check,
    status: "error",
    problem: `libtorch (${libtorch.flavour}) sees no CUDA device: it may need a newer driver than ${driver.version}`,
    fix: `update the NVIDIA driver, or ${ownCommand("install", "--cuda")} for a libtorch that suits it`,
    data: { driver, devicesSeen: seen instanceof Error ? null : seen },
  };
}
