/** The run that a word names: its folder, or a file of weights in it. */
import { existsSync } from "node:fs";
import { stat } from "node:fs/promises";
import path from "node:path";
import type { Command } from "commander";
import { loadStateDict } from "../io/index.ts";
import { ArgumentError } from "../native/errors.ts";
import { neitherRunNorModel } from "./known-models.ts";
import { models, type tensor, train } from "./library.ts";
import { refuseGiven } from "./values.ts";

/** Whose weights a run is opened with, and where. */
export interface OpenRunOptions {
  /** What errors call the caller. */
  operation: string;
  /** Whose options these are, for those that a file's name contradicts. */
  command: Command;
  checkpoint: "best" | "last";
  device: "auto" | tensor.Device;
  /** What the caller is for, where a model of another task would not do. */
  task?: models.ModelTask;
}

/** Files that `loadRun` knows itself. */
const OWN: Readonly<Record<string, "best" | "last">> = { "best.pth": "best", "last.pth": "last" };

/**
 * Opens the run in a folder, or that of a file of weights in its folder: best.pth, last.pth, or a copy of one.
 *
 * @throws ArgumentError for what is no run, a file that no run lies beside, and a --checkpoint that the file contradicts;
 *   what `train.loadRun` throws
 */
export async function openRun(name: string, options: OpenRunOptions): Promise<train.LoadedRun> {
  const { operation, command, device, task } = options;
  const about = await stat(name).catch(() => null);
  if (about === null) throw neitherRunNorModel(operation, name, models.list({ task }), task);
  if (about.isDirectory()) return train.loadRun(name, { device, checkpoint: options.checkpoint });
  const [dir, file] = [path.dirname(name), path.basename(name)];
  if (!existsSync(path.join(dir, "config.json"))) {
    throw new ArgumentError(
      `${operation}: ${name}: a file alone does not say which network it is for, and no config.json of a run lies beside ` +
        "it. Name the builder and give the file as --weights, or name a run's folder or a file in it",
      { operation, file: name },
    );
  }
  refuseGiven(command, ["checkpoint"], `${name} says itself whose weights; name the folder ${dir} to choose`);
  const checkpoint = OWN[file] ?? "best";
  const run = await train.loadRun(dir, { device, checkpoint });
  if (Object.hasOwn(OWN, file)) return run;
  const weights = await loadStateDict(name);
  try {
    run.model.loadStateDict(weights);
  } finally {
    for (const value of weights.values()) value.dispose();
  }
  return run;
}
