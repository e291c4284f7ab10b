/** A finished run taken from its folder again: the model, its classes, its transform. */

import type { Dataset } from "../data/index.ts";
import { loadStateDict } from "../io/index.ts";
import * as models from "../models/index.ts";
import { ArgumentError, FileFormatError } from "../native/errors.ts";
import type { Device } from "../tensor/index.ts";
import { type ImageSample, type TransformLike, transforms } from "../vision/index.ts";
import { type EvaluateOptions, evaluate } from "./evaluate.ts";
import type { EpochRecord } from "./events.ts";
import type { ClassificationReport } from "./metrics.ts";
import type { Classifier } from "./options.ts";
import { type ImageInput, type Prediction, type PredictOptions, predict } from "./predict.ts";
import { exists, type RunConfig, readConfig, readHistory, runPaths } from "./run-folder.ts";
import { chooseDevice } from "./setup.ts";
import type { BatchLoader } from "./source.ts";

/** Options of {@link loadRun}. */
export interface LoadRunOptions {
  /** Whose weights: of the best epoch (default) or of the last. */
  checkpoint?: "best" | "last";
  /** Default "auto". */
  device?: "auto" | Device;
  /** The network to load into, where its architecture is none of `models`' or its head is not a plain one. */
  model?: Classifier;
  /** Transform before the model, where the run's own could not be written down. */
  transform?: TransformLike;
  /** The class names the run must have, in its order; they are then in the types of what it predicts. */
  labels?: readonly string[];
}

/** A run that predicts; `L` are its class names, `string` where `labels` were not given. */
export interface LoadedRun<L extends string = string> {
  dir: string;
  /** Has the class names as its labels, in its type too where they were given. */
  model: string extends L ? Classifier : Classifier & models.LabelledBy<L>;
  classes: L[];
  /** Null when the run's transform could not be written down and none was given. */
  transform: TransformLike | null;
  config: RunConfig;
  history: EpochRecord[];
  /** Predicts one image or several; options as {@link predict}'s, classes and transform filled in. */
  predict(image: ImageInput, options?: PredictOptions): Promise<Prediction<L>>;
  predict(images: readonly ImageInput[], options?: PredictOptions): Promise<Prediction<L>[]>;
  /** Measures the model on labelled images whose classes are the run's. */
  evaluate(
    source: Dataset<ImageSample> | BatchLoader,
    options?: EvaluateOptions,
  ): Promise<ClassificationReport>;
}

/**
 * Loads a run that `fit` or `torchts finetune` wrote.
 *
 * @param dir the run folder
 * @throws FileFormatError when the folder is no run or a file of it is broken; StateDictError when the weights
 *   do not fit the network; ArgumentError when the network has to be given and is not, or `labels` are not the run's
 *
 * @example
 * const run = await train.loadRun("runs/first");
 * const { label, probability } = await run.predict("image.png");
 */
export async function loadRun<const L extends readonly string[]>(
  dir: string,
  options: LoadRunOptions & { labels: L },
): Promise<LoadedRun<L[number]>>;
export async function loadRun(dir: string, options?: LoadRunOptions): Promise<LoadedRun>;
export async function loadRun(dir: string, options: LoadRunOptions = {}): Promise<LoadedRun> {
  const config = await readConfig(dir);
  checkLabels(dir, config.classes, options.labels);
  const history = await readHistory(dir);
  const model = options.model ?? (await buildModel(config, dir));
  await loadWeights(model, dir, options.checkpoint ?? "best");
  model.to(chooseDevice(options.device));
  model.eval();
  const transform = options.transform ?? buildTransform(config);
  const { classes } = config;
  models.noteLabels(model, classes, "given");

  const predictWith = async (input: ImageInput | readonly ImageInput[], own: PredictOptions = {}) => {
    const chosen = own.transform ?? transform;
    if (chosen === null) {
      throw new ArgumentError(
        `loadRun: the run in ${dir} was trained with a transform that cannot be written down; give it: ` +
          "run.predict(image, { transform }).",
        { operation: "loadRun" },
      );
    }
    // The two overloads of predict differ only in whether the result is a list.
    return predict(model, input as ImageInput, { classes, ...own, transform: chosen });
  };
  return {
    dir,
    model: model as LoadedRun["model"], // its labels were just noted
    classes,
    transform,
    config,
    history,
    predict: predictWith as LoadedRun["predict"],
    evaluate: (source, own = {}) => evaluate(model, source, { classes, ...own }),
  };
}

function checkLabels(dir: string, classes: readonly string[], labels: readonly string[] | undefined): void {
  if (labels === undefined) return;
  if (labels.length === classes.length && labels.every((label, index) => label === classes[index])) return;
  throw new ArgumentError(
    `loadRun: the run in ${dir} has the classes ${classes.join(", ")}, in this order; \`labels\` says ${labels.join(", ")}.`,
    { operation: "loadRun" },
  );
}

/** The network the configuration names, freshly built. */
async function buildModel(config: RunConfig, dir: string): Promise<Classifier> {
  const { architecture, outputs, options } = config.model;
  if (architecture === null || !models.has(architecture)) {
    throw new ArgumentError(
      `loadRun: the run in ${dir} is of ${architecture === null ? "an architecture it does not name" : `"${architecture}"`}` +
        ", which `models` does not have. Build the network and give it: loadRun(dir, { model }).",
      { operation: "loadRun" },
    );
  }
  const model = await models.get(architecture, { ...options, weights: null, numClasses: outputs });
  return model as Classifier; // in evaluation mode every network gives one tensor
}

/** Loads best.pth or last.pth; a run that never had a best falls back to the last. */
async function loadWeights(model: Classifier, dir: string, which: "best" | "last"): Promise<void> {
  const paths = runPaths(dir);
  const file = which === "best" && (await exists(paths.best)) ? paths.best : paths.last;
  if (!(await exists(file))) {
    throw new FileFormatError(`loadRun: ${dir} holds neither best.pth nor last.pth.`, {
      file,
      operation: "loadRun",
    });
  }
  const weights = await loadStateDict(file);
  try {
    model.loadStateDict(weights);
  } finally {
    for (const tensor of weights.values()) tensor.dispose();
  }
}

/** The transform the configuration describes, null when it describes none. */
function buildTransform(config: RunConfig): TransformLike | null {
  if (config.transform === null) return null;
  type Options = ConstructorParameters<typeof transforms.ImageClassificationPreset>[0];
  return new transforms.ImageClassificationPreset(config.transform.options as unknown as Options);
}
