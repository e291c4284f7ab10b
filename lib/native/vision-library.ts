/**
 * The library of detection's operators (native/vision), opened when one of them is first called.
 *
 * It is this package's own and was built with the addon, so that it needs no trial in a child process. It bears
 * torchvision's names: where a program has opened torchvision's library before, those operators are called.
 */

import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { native } from "./addon.ts";
import { LibtorchError } from "./errors.ts";
import { libraryName } from "./libtorch/probe.ts";
import { type AddonFiles, addonRemedy, loadedFrom, loadPreload } from "./loader.ts";

/** Whose operators are called. */
export type VisionOperators = "own" | "torchvision";

/** An operator that this package's library alone has. */
export const OWN_MARK = "torchts::vision_operators";
const NAMES = ["nms", "roi_align", "_roi_align_backward", "roi_pool", "_roi_pool_backward"];

let found: VisionOperators | undefined;

/** Where the library of a build lies: beside the addon that opens libtorch. */
export function visionLibraryFile({ preload }: AddonFiles): string {
  return join(dirname(dirname(preload)), "vision", libraryName("torchts_vision"));
}

/** Whether this process has opened the library, on whichever thread. */
export function visionLibraryIsOpen(): boolean {
  return isRegistered(OWN_MARK);
}

/**
 * Opens the library unless its operators, or torchvision's, are there.
 *
 * @throws LibtorchError `ERR_TORCHTS_VISION_OPERATORS` where the library is missing or does not load, or where another
 * library has registered some of the operators.
 */
export function openVisionOperators(): VisionOperators {
  found ??= find();
  return found;
}

function find(): VisionOperators {
  if (visionLibraryIsOpen()) return "own";
  const foreign = NAMES.filter((name) => isRegistered(`torchvision::${name}`));
  if (foreign.length === NAMES.length) {
    process.emitWarning(
      "torchvision's own nms, roi_align and roi_pool are used, because a library that has them was opened before.",
    );
    return "torchvision";
  }
  if (foreign.length > 0) {
    throw failed(
      `a library that ops.load opened has registered some of them (${foreign.join(", ")}) and not all`,
    );
  }
  const { files } = loadedFrom();
  const file = visionLibraryFile(files);
  if (!existsSync(file)) throw failed(`${file} is missing. To mend it: ${addonRemedy()}`);
  const reason = loadPreload(files).preload.open(file);
  if (reason !== null) throw failed(`${file} could not be loaded: ${reason}`);
  if (!NAMES.every((name) => isRegistered(`torchvision::${name}`)) || !visionLibraryIsOpen()) {
    throw failed(`${file} could not register them: another library was opened at the same time`);
  }
  return "own";
}

function isRegistered(name: string): boolean {
  return native().resolve(name) !== "[]";
}

function failed(reason: string): LibtorchError {
  return new LibtorchError(
    `The operators of detection (nms, roi_align, roi_pool) cannot be used: ${reason}.`,
    {
      code: "ERR_TORCHTS_VISION_OPERATORS",
    },
  );
}
