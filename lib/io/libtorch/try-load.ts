/** Whether a libtorch loads with this machine's addon, tried in a process of its own before it counts as installed. */
import { LibtorchError } from "../../native/errors.ts";
import { librariesToOpen, loadTest } from "../../native/libtorch/preload.ts";
import type { Libtorch } from "../../native/libtorch/probe.ts";
import { findAddon, loadPreload } from "../../native/loader.ts";

/** What a try gave: `reason` says why it does not load, or why it was not tried. */
export type LoadTried =
  | { loads: true }
  | { loads: false; reason: string }
  | { loads: "untried"; reason: string };

/** Tries to load a libtorch with the addon; untried where no addon is built yet or it is for another release. */
export function tryToLoad(libtorch: Libtorch): LoadTried {
  let files: ReturnType<typeof findAddon>;
  try {
    files = findAddon();
  } catch (error) {
    if (!(error instanceof LibtorchError)) throw error;
    return { loads: "untried", reason: "no addon is built yet" };
  }
  const { preload, majorMinor } = loadPreload(files);
  if (libtorch.majorMinor !== majorMinor) {
    return { loads: "untried", reason: `the addon that is here was compiled against ${majorMinor}` };
  }
  const reason = loadTest(files.preload, files.addon, librariesToOpen(libtorch, preload));
  return reason === null ? { loads: true } : { loads: false, reason };
}
