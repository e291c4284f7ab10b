/** What `config.json` says of a run. */
import { originOf } from "../models/index.ts";
import type { TransformLike } from "../vision/index.ts";
import type { RunConfig } from "./run-folder.ts";
import { type SavedTransform, saveTransform } from "./saved-transform.ts";
import type { RunOptions, Setup } from "./setup.ts";
import { type FitData, hasTransforms } from "./source.ts";
import { countParameters } from "./trainability.ts";
import { packageVersion } from "./version.ts";

/**
 * Describes a run so that `loadRun` can build it again.
 *
 * @param saved configuration of the run it goes on with: when it was started and its notes stay
 */
export function describeRun(
  setup: Setup,
  data: FitData,
  options: RunOptions,
  saved: RunConfig | null,
): Omit<RunConfig, "format" | "formatVersion"> {
  const { model, classes, task } = setup.trainer;
  const plain = Object.entries(options).filter(
    ([, value]) => ["number", "string", "boolean"].includes(typeof value) || Array.isArray(value),
  );
  return {
    torchts: packageVersion(),
    created: saved?.created ?? new Date().toISOString(),
    model: {
      architecture: options.architecture ?? originOf(model)?.builder ?? null,
      outputs: (task.labels ?? classes).length,
      options: { ...originOf(model)?.options },
      parameters: countParameters(model).total,
    },
    task: task.name,
    ...task.config,
    classes: [...classes],
    transform: describeTransform(data, setup.transform, options),
    trained: [...model.namedParameters()].filter(([, p]) => p.requiresGrad).map(([name]) => name),
    seed: setup.seed,
    options: Object.fromEntries(plain),
    notes: options.notes ?? saved?.notes ?? {},
  };
}

/**
 * The transform an image needs before the model, as plain values, where it is one that can be written down: the
 * folder's own, else the one `fit` chose for it, else the one the options name.
 */
function describeTransform(
  data: FitData,
  chosen: TransformLike | null,
  options: RunOptions,
): SavedTransform | null {
  let transform: unknown = options.transforms?.val;
  if (hasTransforms(data)) {
    transform = data.ownTransforms.val ? (data.val ?? data.test)?.transform : chosen;
  }
  return saveTransform(transform);
}
