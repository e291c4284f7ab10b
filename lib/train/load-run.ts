/** A finished run taken from its folder again: the model, its classes, its transform. */

import {
  describe,
  isPlainObject,
  kind as kindOf,
  listOf,
  oneOf,
  type Rest,
  signature,
  string,
} from "../edge/index.ts";
import { type DetectOptions, detect } from "../inference/detect.ts";
import type { FoundObjects } from "../inference/detection/found-objects.ts";
import {
  type ImageInput,
  type Prediction,
  type PredictOptions,
  predict,
  readPredictOptions,
} from "../inference/predict.ts";
import {
  type GradePrediction,
  type PredictGradesOptions,
  predictGrades,
} from "../inference/predict-grades.ts";
import {
  type LabelsPrediction,
  type PredictLabelsOptions,
  predictLabels,
} from "../inference/predict-labels.ts";
import {
  type NumbersPrediction,
  type PredictNumbersOptions,
  predictNumbers,
} from "../inference/predict-numbers.ts";
import { type Segmentation, type SegmentOptions, segment } from "../inference/segment.ts";
import { loadStateDict } from "../io/index.ts";
import * as models from "../models/index.ts";
import { moduleKind } from "../models/option-kinds.ts";
import { ArgumentError, FileFormatError } from "../native/errors.ts";
import type { Module } from "../nn/index.ts";
import type { Device } from "../tensor/index.ts";
import { type TransformLike, transforms } from "../vision/index.ts";
import { CalibratedClassifier, type CalibratedOption, takeCalibrated } from "./calibrated.ts";
import { calibrationFor, weightsFile } from "./calibration.ts";
import {
  type EvaluateSource,
  evaluate,
  type PassEvaluateOptions,
  readEvaluateOptions,
  type SaidOf,
} from "./evaluate.ts";
import type { EpochRecord } from "./events.ts";
import { type Classifier, deviceChoice, transformKind } from "./options.ts";
import { exists, type RunConfig, readConfig, readHistoryFile, runPaths, taskNameOf } from "./run-folder.ts";
import { buildTransform } from "./saved-transform.ts";
import { usableDevice } from "./setup.ts";
import type { Detector } from "./tasks/detectors.ts";
import {
  factsOf,
  isTaskName,
  type MeasuresOf,
  type ReportOf,
  runMeasuresIn,
  type TaskName,
  type TaskSpec,
  taskOf,
} from "./tasks/index.ts";
import type { AnyNetwork, Segmenter } from "./tasks/outputs.ts";
import type { OwnTask } from "./tasks/task.ts";

/** Options of {@link loadRun}. */
export interface LoadRunOptions {
  /** Whose weights: of the best epoch (default) or of the last. */
  checkpoint?: "best" | "last";
  /** Default "auto". */
  device?: "auto" | Device;
  /** The network to load into, where its architecture is none of `models`' or its head is not a plain one. */
  model?: Module;
  /** Transform before the model, where the run's own could not be written down. */
  transform?: TransformLike;
  /**
   * The class names the run must have, in its order, or those of its network's outputs: of a binary head one, without
   * the background. They are then in the types of what it predicts.
   */
  labels?: readonly string[];
  /**
   * The task the run must be of, by name; its report is then in the types. Of a task of the user's own the task itself, which a
   * run folder only names.
   */
  task?: TaskName | OwnTask;
}

const LOAD_RUN = signature<LoadRunOptions>("train.loadRun", {
  takes: { dir: string },
  options: {
    checkpoint: oneOf("best", "last"),
    device: deviceChoice,
    model: moduleKind as never, // what it returns shows when it runs
    transform: transformKind,
    labels: listOf(string),
    task: kindOf(
      "the name of a task, or a task of your own",
      (v) => typeof v === "string" || typeof v === "object",
    ),
  },
  advice: {
    weights: 'checkpoint says whose: "best" or "last"',
    classes: "labels names the classes the run must have",
  },
});

/**
 * A run that predicts or segments; `L` are the labels of its network, `string` where `labels` were not given, and `C` its
 * class names, which of a binary head are one more.
 */
export interface LoadedRun<L extends string = string, C extends string = L, T = TaskName> {
  dir: string;
  /** What the network was trained for, by name: "classification", "segmentation", "detection". */
  task: string;
  /**
   * Has the class names as its labels, in its type too where they were given; some for segmentation give `{ out }`, one for
   * detection is a {@link Detector}, in its type where `task` says so.
   */
  model: string extends L ? NetworkOfRun<T> : NetworkOfRun<T> & models.LabelledBy<L>;
  /** Class names by class number, of masks by the value of a pixel: of binary masks the background is the first. */
  classes: C[];
  /** Null when the run's transform could not be written down and none was given. */
  transform: TransformLike | null;
  config: RunConfig;
  history: EpochRecord[];
  /** What was found broken in the folder and could be left out: a torn line of the history. Empty where all is whole. */
  problems: readonly string[];
  /**
   * Predicts one image or several; options as {@link predict}'s, classes and transform filled in. With `calibrated` the probabilities are
   * those of the run's calibration, which `train.calibrate` fits on validation data. Runs of several labels, of numbers and of grades
   * predict as `predictLabels`, `predictNumbers` and `predictGrades`, in the types where `task` says so.
   */
  predict(image: ImageInput, options?: PredictOptionsOf<T>): Promise<PredictionOf<T, L, C>>;
  predict(images: readonly ImageInput[], options?: PredictOptionsOf<T>): Promise<PredictionOf<T, L, C>[]>;
  /**
   * Masks of one image or several, at their own sizes, where the run is one of segmentation; options as
   * `models.segment`'s, kind, classes and transform filled in. The results are the caller's to free.
   */
  segment(image: ImageInput, options?: SegmentOptions): Promise<Segmentation>;
  segment(images: readonly ImageInput[], options?: SegmentOptions): Promise<Segmentation[]>;
  /**
   * The objects of one image or several, in their own pixels, where the run is one of detection; options as `models.detect`'s,
   * classes and decoding filled in.
   */
  detect(image: ImageInput, options?: DetectOptions): Promise<FoundObjects<L>>;
  detect(images: readonly ImageInput[], options?: DetectOptions): Promise<FoundObjects<L>[]>;
  /**
   * Measures the model, as `train.evaluate` does, on data of the run's task and classes; what the run measured in its validations
   * (`maxDetections` and the like) where nothing else is said.
   */
  evaluate<const D extends EvaluateSource>(
    source: D,
    options?: Omit<PassEvaluateOptions, "task"> &
      CalibratedOption &
      Partial<MeasuresOf<SaidOf<D, RunTaskOf<D, T>>>>,
  ): Promise<ReportOf<SaidOf<D, RunTaskOf<D, T>>>>;
}

/** What a run of a task says of an image; where the task is not said, a class. */
type PredictionOf<T, L extends string, C extends string> = [T] extends ["multilabel"]
  ? LabelsPrediction<L>
  : [T] extends ["regression"]
    ? NumbersPrediction
    : [T] extends ["ordinal"]
      ? GradePrediction<C>
      : Prediction<L>;

type PredictOptionsOf<T> = [T] extends ["multilabel"]
  ? PredictLabelsOptions
  : [T] extends ["regression"]
    ? PredictNumbersOptions
    : [T] extends ["ordinal"]
      ? Partial<PredictGradesOptions>
      : PredictOptions & CalibratedOption;

/** The network of a run of a task. */
type NetworkOfRun<T> = [T] extends ["detection"] ? Detector : Classifier;

/** The task that a run measures with: the source's own where it carries one, else the run's. */
type RunTaskOf<D, T> = D extends { readonly task: unknown }
  ? undefined
  : T extends TaskName
    ? { readonly name: T }
    : T;

/**
 * Loads a run that `fit` or `torchts finetune` wrote.
 *
 * @param dir the run folder
 * @throws FileFormatError when the folder is no run or a file of it is broken; StateDictError when the weights
 *   do not fit the network; DeviceError for a device that cannot be used; ArgumentError when the network has to be given and is not, or `labels` are not the run's
 *
 * @example
 * const run = await train.loadRun("runs/first");
 * const { label, probability } = await run.predict("image.png");
 *
 * @example
 * const run = await train.loadRun("runs/polyps"); // trained on masks
 * using found = await run.segment("frame.png");
 *
 * @example
 * const run = await train.loadRun("runs/cells", { task: "detection" });
 * const { objects } = await run.detect("smear.jpg", { scoreThreshold: 0.5 });
 */
export async function loadRun<
  const L extends readonly string[],
  const T extends TaskName | OwnTask = TaskName,
>(
  dir: string,
  options: LoadRunOptions & { labels: L; task?: T },
): Promise<LoadedRun<L[number], L["length"] extends 1 ? string : L[number], T>>;
export async function loadRun<const T extends TaskName | OwnTask = TaskName>(
  dir: string,
  options?: LoadRunOptions & { task?: T },
): Promise<LoadedRun<string, string, T>>;
export async function loadRun(dir: string, ...rest: Rest<LoadRunOptions>): Promise<LoadedRun> {
  const options = LOAD_RUN.read(rest);
  LOAD_RUN.check(dir);
  const config = await readConfig(dir);
  const device = usableDevice("train.loadRun", options.device);
  const { classes } = config;
  const said = taskOfConfig(dir, config, options.task);
  const task = taskOf(said, classes, "loadRun");
  const outputs = task.labels ?? classes;
  checkLabels(dir, classes, outputs, options.labels);
  const { records: history, tornLine } = await readHistoryFile(dir);
  const problems =
    tornLine === null
      ? []
      : [`line ${tornLine} of ${runPaths(dir).history} is torn; its epoch is left out of the history`];
  const model = (options.model as AnyNetwork | undefined) ?? (await buildModel(config, dir));
  if (options.model === undefined) task.complete?.(model);
  await loadWeights(model, dir, options.checkpoint ?? "best");
  model.to(device);
  model.eval();
  const transform = options.transform ?? (config.transform && buildTransform(config.transform));
  const weights = await weightsFile(dir, options.checkpoint);
  return runOf({ dir, config, history, problems, model, transform, said, task, weights });
}

/** What a run consists of. */
interface RunFacts {
  dir: string;
  config: RunConfig;
  history: EpochRecord[];
  problems: readonly string[];
  model: AnyNetwork;
  transform: TransformLike | null;
  /** The task as data says it. */
  said: unknown;
  task: ReturnType<typeof taskOf>;
  /** The file that its weights came from; null of several. */
  weights?: string;
}

/** How images are predicted by a task, and what its runs know of them. */
interface Predictor {
  /** One of the functions of `lib/inference`; their overloads differ only in whether the result is a list. */
  predict(model: AnyNetwork, input: ImageInput, options: never, ...rest: []): Promise<unknown>;
  known(classes: readonly string[]): object;
}

const named = (classes: readonly string[]): object => ({ classes });

/** By the name of the task. */
const PREDICTORS: Readonly<Record<string, Predictor>> & { classification: Predictor } = {
  classification: { predict, known: named },
  multilabel: { predict: predictLabels, known: named },
  // Names, units and scale are noted beside the network.
  regression: { predict: predictNumbers, known: () => ({}) },
  ordinal: { predict: predictGrades, known: named },
};

/** What runs of each task are asked. */
const OF_TASK: Readonly<Record<string, string>> = {
  classification: "run.predict",
  segmentation: "run.segment",
  detection: "run.detect",
};

/** A run that predicts, from its parts. */
export function runOf(facts: RunFacts): LoadedRun {
  const { dir, config, history, problems, model, transform, said, task } = facts;
  const { classes, kind } = config;
  models.noteLabels(model, task.labels ?? classes, "given");
  task.noteOn?.(model);
  const only = (wanted: string, method: string, other: string): void => {
    if (task.name === wanted) return;
    throw new ArgumentError(
      `loadRun: the run in ${dir} is of ${task.name}; ${method} is for ${wanted}: use ${other}.`,
      {
        operation: "loadRun",
      },
    );
  };
  const needTransform = (own: TransformLike | undefined, call: string): TransformLike => {
    const chosen = own ?? transform;
    if (chosen !== null) return chosen;
    throw new ArgumentError(
      `loadRun: the run in ${dir} was trained with a transform that cannot be written down; give it: ${call}.`,
      { operation: "loadRun" },
    );
  };

  /** The network, or with its logits calibrated. */
  const networkFor = async (calibrated: boolean, operation: string): Promise<AnyNetwork> => {
    if (!calibrated) return model;
    only("classification", `${operation} with \`calibrated\``, operation);
    if (facts.weights === undefined) {
      throw new ArgumentError(
        `${operation}: several runs have no calibration together; calibrate each alone.`,
        { operation },
      );
    }
    const map = await calibrationFor(dir, facts.weights, operation);
    const found = new CalibratedClassifier(model, map);
    found.eval();
    models.noteLabels(found, task.labels ?? classes, "given");
    return found as AnyNetwork;
  };

  // What they take is checked by what they call; an argument more than options is refused there too.
  const predictWith = async (
    input: ImageInput | readonly ImageInput[],
    ...rest: Rest<PredictOptions>
  ): Promise<unknown> => {
    const { calibrated, others } = takeCalibrated(rest, "run.predict");
    const predictor = PREDICTORS[task.name] ?? PREDICTORS.classification;
    if (predictor === PREDICTORS.classification) {
      readPredictOptions(others);
      only("classification", "run.predict", OF_TASK[task.name] ?? "run.evaluate");
    }
    const own = optionsIn(others);
    const chosen = needTransform(own.transform, "run.predict(image, { transform })");
    const network = await networkFor(calibrated, "run.predict");
    const asked = { ...predictor.known(classes), image: config.image, ...own, transform: chosen };
    return predictor.predict(network, input as ImageInput, asked as never, ...(others.slice(1) as []));
  };
  const segmentWith = async (
    input: ImageInput | readonly ImageInput[],
    own: SegmentOptions = {},
    ...surplus: unknown[]
  ): Promise<unknown> => {
    refuseSurplus("run.segment", own, surplus);
    only("segmentation", "run.segment", OF_TASK[task.name] ?? "run.evaluate");
    const chosen = uncut(needTransform(own.transform, "run.segment(image, { transform })"));
    // The two overloads of segment differ only in whether the result is a list.
    return segment(model as Segmenter, input as ImageInput, {
      kind,
      classes,
      image: config.image,
      ...own,
      transform: chosen,
    });
  };
  const detectWith = async (
    input: ImageInput | readonly ImageInput[],
    own: DetectOptions = {},
    ...surplus: unknown[]
  ): Promise<unknown> => {
    refuseSurplus("run.detect", own, surplus);
    only("detection", "run.detect", OF_TASK[task.name] ?? "run.evaluate");
    // The overloads of detect differ only in whether the result is a list.
    return detect(model as unknown as Detector, input as ImageInput, {
      classes,
      image: config.image,
      ...(transform === null ? {} : { transform }),
      ...own,
    });
  };
  const evaluateWith = async (source: unknown, ...rest: Rest<PassEvaluateOptions>) => {
    const { calibrated, others } = takeCalibrated(rest, "run.evaluate");
    const own = readEvaluateOptions(others);
    // What the network gives is the task's to check.
    const measures = own.task === undefined ? runMeasuresIn(config.options) : {};
    const asked = { classes, task: said as TaskSpec, ...measures, ...given(own) };
    const network = await networkFor(calibrated, "run.evaluate");
    return evaluate(network as never, source as EvaluateSource, asked);
  };
  return {
    dir,
    task: task.name,
    model: model as LoadedRun["model"], // its labels were just noted
    classes,
    transform,
    config,
    history,
    problems,
    predict: predictWith as unknown as LoadedRun["predict"],
    segment: segmentWith as unknown as LoadedRun["segment"],
    detect: detectWith as unknown as LoadedRun["detect"],
    evaluate: evaluateWith as unknown as LoadedRun["evaluate"],
  };
}

/**
 * The task of a run, as data says one.
 *
 * @param asked the task that the caller expects
 * @throws ArgumentError where the run is of another
 */
export function taskOfConfig(dir: string, config: RunConfig, asked: LoadRunOptions["task"]): unknown {
  // Older files name no task, and of segmentation the kind.
  const name = taskNameOf(config);
  const wanted = typeof asked === "object" ? asked.name : asked;
  if (wanted !== undefined && wanted !== name) {
    throw new ArgumentError(`loadRun: the run in ${dir} is of ${name}, and \`task\` says ${wanted}.`, {
      operation: "loadRun",
    });
  }
  if (typeof asked === "object") return asked;
  if (!isTaskName(name)) {
    throw new ArgumentError(
      `loadRun: the run in ${dir} is of ${name}, a task of your own; give it: loadRun(dir, { task }).`,
      { operation: "loadRun" },
    );
  }
  return { name, ...factsOf(name, config) };
}

/** The options that say something. */
function given<O extends object>(options: O): O {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as O; // fewer of the same
}

/** Options of a prediction, which what takes them looks into. */
function optionsIn([own]: readonly unknown[]): { transform?: TransformLike } {
  if (own === undefined) return {};
  if (isPlainObject(own)) return own as { transform?: TransformLike };
  throw new ArgumentError(
    `run.predict: expected an image and an object with options, got ${describe(own)} as well.`,
    { operation: "run.predict" },
  );
}

/** What follows the images of `run.segment` is one object, whose keys `models.segment` knows. */
function refuseSurplus(operation: string, own: unknown, surplus: readonly unknown[]): void {
  if (surplus.every((value) => value === undefined) && isPlainObject(own)) return;
  const odd = isPlainObject(own) ? surplus[0] : own;
  throw new ArgumentError(
    `${operation}: expected an image and an object with options, got ${describe(odd)} as well.`,
    {
      operation,
    },
  );
}

/** Labels name all classes, or the outputs of the network. */
function checkLabels(
  dir: string,
  classes: readonly string[],
  outputs: readonly string[],
  labels: readonly string[] | undefined,
): void {
  if (labels === undefined) return;
  const are = (names: readonly string[]): boolean =>
    labels.length === names.length && labels.every((label, index) => label === names[index]);
  if (are(classes) || are(outputs)) return;
  const head = outputs.length === classes.length ? "" : `, and its network the output ${outputs.join(", ")}`;
  throw new ArgumentError(
    `loadRun: the run in ${dir} has the classes ${classes.join(", ")}, in this order${head}; \`labels\` says ${labels.join(", ")}.`,
    { operation: "loadRun" },
  );
}

/** The transform without its crop: a mask of the whole image is asked for. */
function uncut(transform: TransformLike): TransformLike {
  if (!(transform instanceof transforms.SegmentationPreset)) return transform;
  return new transforms.SegmentationPreset({ ...transform.options, cropSize: null });
}

/** The network the configuration names, freshly built. */
async function buildModel(config: RunConfig, dir: string): Promise<AnyNetwork> {
  const { architecture, outputs, options } = config.model;
  if (architecture === null || !models.has(architecture)) {
    throw new ArgumentError(
      `loadRun: the run in ${dir} is of ${architecture === null ? "an architecture it does not name" : `"${architecture}"`}` +
        ", which `models` does not have. Build the network and give it: loadRun(dir, { model }).",
      { operation: "loadRun" },
    );
  }
  const made = { ...options, weights: null, numClasses: outputs };
  return (await models.get(architecture, made)) as AnyNetwork;
}

/** Loads best.pth or last.pth; a run that never had a best falls back to the last. */
async function loadWeights(model: AnyNetwork, dir: string, which: "best" | "last"): Promise<void> {
  const paths = runPaths(dir);
  const file = which === "best" && (await exists(paths.best)) ? paths.best : paths.last;
  if (!(await exists(file))) {
    throw new FileFormatError(`loadRun: ${dir} holds neither best.pth nor last.pth.`, {
      file,
      operation: "loadRun",
    });
  }
  const weights = await loadStateDict(file, { mmap: true });
  try {
    model.loadStateDict(weights);
  } finally {
    for (const tensor of weights.values()) tensor.dispose();
  }
}
