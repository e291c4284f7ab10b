/** What `config.json` says of a run. */
import { originOf } from "../models/index.ts";
import { codeOptions, plainOptions } from "./inherit.ts";
import type { RunOptions } from "./options.ts";
import type { RunConfig } from "./run-folder.ts";
import { saveTransform } from "./saved-transform.ts";
import type { Setup } from "./setup.ts";
import { countParameters, trainableNames } from "./trainability.ts";
import { packageVersion } from "./version.ts";

/**
 * Describes a run so that `loadRun` can build it again, and `resume` go on with it.
 *
 * @param options with what a resumed run inherits
 * @param saved configuration of the run it goes on with: when it was started and its notes stay
 */
export function describeRun(
  setup: Setup,
  options: RunOptions,
  saved: RunConfig | null,
): Omit<RunConfig, "format" | "formatVersion"> {
  const { model, classes, task } = setup.trainer;
  return {
    torchts: packageVersion(),
    created: saved?.created ?? new Date().toISOString(),
    model: {
      architecture: options.architecture ?? originOf(model)?.builder ?? null,
      outputs: task.outputs ?? (task.labels ?? classes).length,
      options: { ...originOf(model)?.options },
      parameters: countParameters(model).total,
    },
    task: task.name,
    ...task.config,
    classes: [...classes],
    transform: saveTransform(setup.transforms.val),
    trainTransform: saveTransform(setup.transforms.train),
    trained: saved?.trained ?? trainableNames(model),
    ...(setup.decoding !== null && { image: setup.decoding }),
    data: { train: setup.train.samples, val: setup.val?.samples ?? null },
    seed: setup.seed,
    options: plainOptions(decided(options, setup), setup.batchSize, setup.monitor.name),
    custom: codeOptions(options),
    notes: options.notes ?? saved?.notes ?? {},
  };
}

/** The options with what "auto" came to, which a resumed run goes on with. */
function decided(options: RunOptions, { precision }: Setup): RunOptions {
  return options.precision === undefined ? options : { ...options, precision: precision.dtype };
}
