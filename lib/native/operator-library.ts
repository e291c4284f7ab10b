/**
 * Shared libraries that register operators of their own with libtorch's dispatcher.
 *
 * A library is tried in a child process first: one that ends the process as it is opened (operators registered
 * twice, a wrong libtorch) gives a message and not a crash.
 */

import { existsSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { ArgumentError, LibtorchError } from "./errors.ts";
import { readStamp, writeStamp } from "./libtorch/home.ts";
import { librariesToOpen, loadTest, type Preload } from "./libtorch/preload.ts";
import { fileIdentity, type Libtorch, libraryName } from "./libtorch/probe.ts";
import { loadedFrom, loadPreload } from "./loader.ts";
import { visionLibraryFile, visionLibraryIsOpen } from "./vision-library.ts";

const opened: string[] = [];

/**
 * Opens a shared library for the life of the process, so that its operators can be called. Opening it again does
 * nothing.
 *
 * @throws ArgumentError where the path is no file.
 * @throws LibtorchError `ERR_TORCHTS_OPERATOR_LIBRARY` where it does not load, with the system loader's reason.
 */
export function openOperatorLibrary(path: string): void {
  if (typeof path !== "string" || path === "") {
    throw new ArgumentError(`ops.load: expected the path of a shared library, got a ${typeof path}`);
  }
  const file = resolve(path);
  if (opened.includes(file)) return;
  if (!existsSync(file) || !statSync(file).isFile()) {
    throw new ArgumentError(`ops.load: ${file} is no file; give the path of a shared library`, {
      operation: "ops.load",
      file,
    });
  }

  const { libtorch, files } = loadedFrom();
  const { preload } = loadPreload(files);
  const before = neededFirst(libtorch, preload);
  const own = visionLibraryIsOpen() ? [visionLibraryFile(files)] : [];
  const all = [...before, ...own, ...opened, file];
  const key = [process.version, process.arch, ...[files.preload, files.addon, ...all].map(fileIdentity)];
  if (readStamp("operator-library", key) === null) {
    const reason = loadTest(files.preload, files.addon, all);
    if (reason !== null) throw refused(file, reason, libtorch, own.length > 0);
    writeStamp("operator-library", key, "ok");
  }

  for (const library of [...before, file]) {
    const reason = preload.open(library);
    if (reason !== null) throw refused(file, reason, libtorch);
  }
  opened.push(file);
}

// `libtorch` holds nothing on these platforms, but libraries linked by CMake's Torch package name it.
function neededFirst(libtorch: Libtorch, preload: Preload): string[] {
  const umbrella = join(libtorch.lib, libraryName("torch"));
  const libraries = librariesToOpen(libtorch, preload);
  return existsSync(umbrella) ? [...libraries, umbrella] : libraries;
}

function refused(
  file: string,
  reason: string,
  libtorch: Libtorch,
  isAfterVision: boolean = false,
): LibtorchError {
  const order = isAfterVision
    ? " This program has used nms, roiAlign or roiPool, whose operators bear torchvision's names: a library that registers " +
      "those must be opened before the first of them is called."
    : "";
  return new LibtorchError(
    `ops.load: ${file} could not be loaded.${order}\nThe reason: ${reason}\nIt must be compiled against libtorch ` +
      `${libtorch.majorMinor} (this one: ${libtorch.root}), register its operators once, with TORCH_LIBRARY, and not need ` +
      "Python (libtorch_python).",
    { code: "ERR_TORCHTS_OPERATOR_LIBRARY", operation: "ops.load", file },
  );
}
