/**
 * Looks at everything torchts needs below its TypeScript and says, for what is wrong, which command mends it.
 *
 * What could crash (loading libtorch and the addon, running on a device) is tried in a child process. CUDA is judged in
 * cuda/check.ts, the image decoder in vision/decoder-check.ts.
 */
import { mkdirSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { release } from "node:os";
import { basename, join } from "node:path";
import { type CudaTrial, checkCuda } from "./cuda/check.ts";
import { type CudaDriver, cudaDriver } from "./cuda/driver.ts";
import { type CudaPresence, presenceFor } from "./cuda/presence.ts";
import { LibtorchError } from "./errors.ts";
import { type FoundLibtorch, findLibtorch, installCommand } from "./libtorch/find.ts";
import { torchtsHome } from "./libtorch/home.ts";
import { librariesToOpen, loadTest } from "./libtorch/preload.ts";
import { compareVersions, PINNED_VERSION } from "./libtorch/version.ts";
import { type AddonFiles, addonRemedy, findAddon, loadPreload, requireNode } from "./loader.ts";

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

/** Where to look for CUDA; a test gives others. */
export interface Sources {
  /** Runs kernels on every device, in a process of its own. */
  tryCuda: () => Promise<CudaTrial>;
  /** Default: asks `nvidia-smi`. */
  driver?: () => CudaDriver | null;
}

/** Looks at Node, the platform, the addon, libtorch, their loading, CUDA and the cache; throws nothing. */
export async function diagnose({ tryCuda, driver = cudaDriver }: Sources): Promise<Check[]> {
  const checks = [checkNode(), checkPlatform(), checkCache()];
  const files = attempt(findAddon);
  checks.push(checkAddon(files));
  const majorMinor = files instanceof Error ? undefined : attempt(() => loadPreload(files).majorMinor);
  const wanted = typeof majorMinor === "string" ? majorMinor : undefined;
  const libtorch = attempt(() => findLibtorch({ majorMinor: wanted }));
  checks.push(checkLibtorch(libtorch, wanted));
  let loads = false;
  if (!(files instanceof Error || libtorch instanceof Error)) {
    const loading = checkLoading(files, libtorch);
    loads = loading.status === "ok";
    checks.push(loading);
  }
  const presence = loads ? presenceOf(files, libtorch) : null;
  const trial = isWorthATrial(presence) ? await tryCuda() : null;
  checks.push(checkCuda({ driver: driver(), presence, trial }));
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
  return {
    id: "loading",
    status: "error",
    found: "addon and libtorch do not load",
    problem,
    fix: loadingRemedy(problem, libtorch),
  };
}

/** Libraries that come with libtorch: its own, and NVIDIA's that a build for CUDA brings along. */
const COMES_ALONG = /torch|c10|^(?:lib)?(?:cublas|cud|cuf|cup|curand|cus|nv|nccl)/;

/** What mends libraries that do not load: what is missing of the system's is installed there, the rest fetched anew. */
export function loadingRemedy(problem: string, { majorMinor, flavour, source }: FoundLibtorch): string {
  const missing = /(\S+\.so[.\d]*|\S+\.dll|\S+\.dylib): cannot open shared object file/.exec(problem)?.[1];
  if (missing !== undefined && !COMES_ALONG.test(basename(missing))) {
    return `install the system library ${missing}`;
  }
  const command = installCommand(majorMinor, flavour);
  return source === "cache"
    ? `${command} --force`
    : `${command}, or set TORCHTS_LIBTORCH to another libtorch`;
}

/** What is there of CUDA for the libtorch found; null where it or the addon is not. */
function presenceOf(files: AddonFiles | Error, libtorch: FoundLibtorch | Error): CudaPresence | null {
  if (files instanceof Error || libtorch instanceof Error) return null;
  const presence = attempt(() => presenceFor(libtorch, loadPreload(files).preload, 0));
  return presence instanceof Error ? null : presence;
}

/** Whether there is anything to try: libtorch loads its part for CUDA. */
function isWorthATrial(presence: CudaPresence | null): boolean {
  return presence?.withCuda === true && !presence.ignored && presence.driverProblem === null;
}
