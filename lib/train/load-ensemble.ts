/** Runs taken from their folders as one: the folds of a cross-validation, or seeds of one recipe. */
import { isListOf, kind, oneOf, type Rest, signature } from "../edge/index.ts";
import { type EnsembleOptions, ensemble } from "../inference/ensemble.ts";
import { ArgumentError } from "../native/errors.ts";
import type { Device } from "../tensor/index.ts";
import type { TransformLike } from "../vision/index.ts";
import { type LoadedRun, loadRun, runOf, taskOfConfig } from "./load-run.ts";
import { deviceChoice, transformKind } from "./options.ts";
import { taskOf } from "./tasks/index.ts";
import type { AnyNetwork } from "./tasks/outputs.ts";

/** Options of {@link loadEnsemble}. */
export interface LoadEnsembleOptions extends Pick<EnsembleOptions, "average"> {
  /** Whose weights: of each run's best epoch (default) or of its last. */
  checkpoint?: "best" | "last";
  /** Default "auto". */
  device?: "auto" | Device;
  /** Transform before the networks, where the runs' own could not be written down. */
  transform?: TransformLike;
}

/** Runs as one. */
export type LoadedEnsemble = Pick<
  LoadedRun,
  "task" | "model" | "classes" | "transform" | "predict" | "segment" | "evaluate"
> & {
  /** The runs themselves. */
  runs: LoadedRun[];
};

const OPERATION = "train.loadEnsemble";
const TAKES = signature<LoadEnsembleOptions>(OPERATION, {
  takes: {
    dirs: kind<readonly string[]>(
      "a list of run folders, at least one",
      (v) => isListOf(v, (one) => typeof one === "string") && (v as unknown[]).length > 0,
    ),
  },
  options: {
    checkpoint: oneOf("best", "last"),
    device: deviceChoice,
    transform: transformKind,
    average: oneOf("probabilities", "logits"),
  },
  advice: { weights: 'checkpoint says whose: "best" or "last"' },
});

/**
 * Loads runs that `fit` or `torchts finetune` wrote as one that predicts the mean of their probabilities (`models.ensemble`).
 *
 * @param dirs run folders, of one task, with the same classes, transform and decoding of images
 * @throws ArgumentError for runs that cannot be averaged, and what `loadRun` throws
 *
 * @example
 * const all = await train.loadEnsemble([1, 2, 3, 4, 5].map((fold) => `runs/cross/fold-${fold}`));
 * const { label, probability } = await all.predict("image.png");
 */
export async function loadEnsemble(
  dirs: readonly string[],
  ...rest: Rest<LoadEnsembleOptions>
): Promise<LoadedEnsemble> {
  const { average, ...options } = TAKES.read(rest);
  TAKES.check(dirs);
  const runs: LoadedRun[] = [];
  for (const dir of dirs) runs.push(await loadRun(dir, options));
  const [first, ...others] = runs as [LoadedRun, ...LoadedRun[]];
  for (const other of others) checkSame(first, other, options.transform === undefined);
  const { config, transform } = first;
  const said = taskOfConfig(first.dir, config, undefined);
  const areNumbers = first.task === "regression";
  if (areNumbers && average === "probabilities") {
    throw TAKES.error(
      "numbers have no probabilities; leave `average` out, which is the mean of the numbers.",
    );
  }
  const isSoftmax = first.task === "classification" || config.kind === "multiclass";
  const model = ensemble(
    runs.map((run) => run.model),
    { average: areNumbers ? "logits" : average, activation: isSoftmax ? "softmax" : "sigmoid" },
  ) as AnyNetwork;
  const task = taskOf(said, first.classes, OPERATION);
  const facts = { dir: dirs.join(", "), config, history: [], problems: [], model, transform, said, task };
  const { predict, segment, evaluate, classes } = runOf(facts);
  return {
    task: first.task,
    model: model as LoadedRun["model"],
    classes,
    transform,
    predict,
    segment,
    evaluate,
    runs,
  };
}

/** Throws ArgumentError for a run whose outputs mean something else, or whose images are made otherwise. */
function checkSame(first: LoadedRun, other: LoadedRun, withTransform: boolean): void {
  const facts = (run: LoadedRun) => ({
    task: run.task,
    "kind of masks": run.config.kind,
    classes: run.classes,
    // Outputs of numbers are of one scale then.
    "standardised numbers": (run.config as { standardised?: unknown }).standardised,
    ...(withTransform ? { transform: run.config.transform } : {}),
    "decoding of images": run.config.image,
  });
  const theirs = facts(other) as Record<string, unknown>;
  for (const [name, own] of Object.entries(facts(first))) {
    if (JSON.stringify(own) === JSON.stringify(theirs[name])) continue;
    throw new ArgumentError(
      `${OPERATION}: the runs in ${first.dir} and ${other.dir} differ in their ${name}: ${JSON.stringify(own)} and ` +
        `${JSON.stringify(theirs[name])}. Averaged are runs of one task, on the same images.`,
      { operation: OPERATION },
    );
  }
}
