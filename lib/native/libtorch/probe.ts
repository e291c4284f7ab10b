/**
 * Looks at a folder and says which libtorch lies in it, without loading anything.
 *
 * It understands the official archive (`libtorch/`), the torch package of a Python (`site-packages/torch`) and
 * what `npx torchts install` unpacked.
 */

import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { parseVersion } from "./version.ts";

/** A libtorch on this machine. */
export interface Libtorch {
  /** Folder with `lib/` and, where headers came along, `include/`. */
  root: string;
  /** Folder of the shared libraries. */
  lib: string;
  /** Release, `2.13.0`. */
  version: string;
  /** `2.13`. */
  majorMinor: string;
  /** `cpu`, `cu126` and the like, or `cuda` where the exact one is not written down. */
  flavour: string;
  /** Whether it has a part for CUDA. */
  withCuda: boolean;
  /** Whether headers are there, so that the addon can be compiled against it. */
  hasHeaders: boolean;
}

/** File name of a shared library of libtorch on a platform: `libtorch_cpu.so`, `.dylib` or `torch_cpu.dll`. */
export function libraryName(name: string, platform: NodeJS.Platform = process.platform): string {
  if (platform === "win32") return `${name}.dll`;
  return platform === "darwin" ? `lib${name}.dylib` : `lib${name}.so`;
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}

function headerVersion(root: string): string | null {
  for (const path of ["torch/headeronly/version.h", "torch/csrc/api/include/torch/version.h"]) {
    const match = /#define TORCH_VERSION\s+(?:\\\s*)?"([^"]+)"/.exec(
      readText(join(root, "include", path)) ?? "",
    );
    if (match?.[1]) return match[1];
  }
  return null;
}

/** The libtorch in `folder` (or in its `libtorch/` or `torch/`), or null where there is none. */
export function probeLibtorch(folder: string): Libtorch | null {
  for (const root of [resolve(folder), join(resolve(folder), "libtorch"), join(resolve(folder), "torch")]) {
    if (!existsSync(join(root, "lib", libraryName("torch_cpu")))) continue;

    const python = readText(join(root, "version.py")) ?? "";
    const written =
      /__version__\s*=\s*['"]([^'"]+)['"]/.exec(python)?.[1] ??
      readText(join(root, "build-version")) ??
      headerVersion(root);
    const version = written === null ? null : parseVersion(written);
    if (version === null) continue;

    const withCuda = existsSync(join(root, "lib", libraryName("torch_cuda")));
    const cuda = /^cuda[^=]*=\s*['"](\d+)\.(\d+)/m.exec(python);
    const flavour = version.local || (withCuda ? (cuda ? `cu${cuda[1]}${cuda[2]}` : "cuda") : "cpu");
    return {
      root,
      lib: join(root, "lib"),
      version: version.release,
      majorMinor: version.majorMinor,
      flavour,
      withCuda,
      hasHeaders: existsSync(join(root, "include", "ATen", "ATen.h")),
    };
  }
  return null;
}

/** The folder a user probably meant when `folder` holds no libtorch: a parent that does, or null. */
export function nearbyLibtorch(folder: string): string | null {
  for (let up = dirname(resolve(folder)), i = 0; i < 2; i++, up = dirname(up)) {
    const found = probeLibtorch(up);
    if (found) return found.root;
  }
  return null;
}

/** Path, size and modification time of a file: equal lists mean the same file, unchanged. */
export function fileIdentity(path: string): [string, number, number] {
  const { size, mtimeMs } = statSync(path);
  return [path, size, mtimeMs];
}
