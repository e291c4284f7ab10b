/** What a page is made with. */
import os from "node:os";
import { PINNED_VERSION } from "../../native/libtorch/version.ts";

/** Versions and the machine of this process. */
export function environmentHere(): [string, string][] {
  return [
    ["libtorch", PINNED_VERSION],
    ["Node.js", process.versions.node],
    ["platform", `${process.platform} ${process.arch}`],
    ["processor", os.cpus()[0]?.model.trim() ?? "not known"],
  ];
}
