/** The network a subcommand names: a builder of `models`, or a run that finetune wrote. */
import { existsSync } from "node:fs";
import path from "node:path";
import type { Command } from "commander";
import { ArgumentError } from "../native/errors.ts";
import { isPath, outputsInFile } from "../train/load-for-classes.ts";
import type { DecodingOptions } from "../vision/index.ts";
import { models, nn, tensor, type train, transforms } from "./library.ts";
import { openRun } from "./open-run.ts";

/** Edge of images where nothing says otherwise, pixels. */
const DEFAULT_EDGE = 224;

/** A network with what its images go through. */
export interface OpenedModel {
  model: train.Classifier;
  /** Class names in the order of the outputs; null where they are not known. */
  classes: readonly string[] | null;
  /** What an image goes through; null where a run's own could not be written down. */
  transform: train.PredictOptions["transform"] | null;
  /** The transform where it is of classification, and can be undone. */
  preset: transforms.ImageClassificationPreset | null;
  /** How a run's images are decoded; nothing for a builder. */
  image: DecodingOptions;
  /** What the network is for. */
  task: models.ModelTask;
  /** What a run was trained for, by name: "multilabel", say; of a builder what the network is for. */
  trainedFor: string;
  /** What was taken for granted and is to be told; null for nothing. */
  note: string | null;
}

/** How to open it. */
export interface OpenOptions {
  /** What errors call the caller. */
  operation: string;
  /** Whose options these are. */
  command: Command;
  /** Name of published weights or path of a file, for a builder; null for none. */
  weights: string | null;
  /** Outputs of a builder's head. */
  classes?: number;
  device: "auto" | tensor.Device;
  /** Of a run. */
  checkpoint: "best" | "last";
  signal: AbortSignal;
  /** Called as weights are downloaded. */
  progress?: models.FetchOptions["progress"];
}

/**
 * Opens a builder's network by its name, or the run in a folder or of a checkpoint in one.
 *
 * A builder without weights gives a network without values too, for what needs shapes only.
 *
 * @throws ArgumentError for a name that is neither
 */
export async function openModel(name: string, options: OpenOptions): Promise<OpenedModel> {
  if (!models.has(name)) return openTrained(name, options);
  const opened = await openBuilder(name, options);
  const note = existsSync(path.join(name, "config.json"))
    ? `${name} is taken for the model of that name; the run in this folder is ./${name}`
    : opened.note;
  return { ...opened, note };
}

async function openBuilder(name: models.ModelName, options: OpenOptions): Promise<OpenedModel> {
  const { weights, signal, progress } = options;
  const ofFile = weights !== null && isPath(weights) ? weights : null;
  const inFile = ofFile === null ? null : await outputsInFile(ofFile, name, signal);
  const numClasses = options.classes ?? inFile ?? undefined;
  const make = (): Promise<unknown> => models.get(name, { weights, numClasses, signal, progress });
  let building: Promise<unknown> | undefined;
  if (weights === null) {
    // Without weights a builder makes its network before it first waits.
    nn.skipInit(() => {
      building = make();
    });
  }
  const model = (await (building ?? make())) as train.Classifier; // in evaluation mode every network gives one tensor
  const published = models.weights(name).find(({ meta }) => meta.isDefault);
  const own = models.originOf(model)?.entry;
  const found =
    (own ?? published)?.transforms() ?? new transforms.ImageClassificationPreset({ cropSize: DEFAULT_EDGE });
  const preset = found instanceof transforms.ImageClassificationPreset ? found : null;
  const { classes, note } = namesOf(
    own ?? null,
    published,
    ofFile === null ? null : { file: ofFile, outputs: inFile },
  );
  const { device } = options;
  model.to(device !== "auto" ? device : tensor.cuda.isAvailable() ? "cuda:0" : "cpu");
  return {
    model,
    classes,
    transform: found,
    preset,
    image: {},
    task: models.taskOf(name),
    trainedFor: models.taskOf(name),
    note,
  };
}

/** Names of the classes, and what is said of names that nobody stated. */
function namesOf(
  own: models.WeightsEntry | null,
  published: models.WeightsEntry | undefined,
  given: { file: string; outputs: number | null } | null,
): Pick<OpenedModel, "classes" | "note"> {
  const known = own?.meta.categories ?? [];
  if (known.length > 0) return { classes: known, note: null };
  const usual = published?.meta.categories ?? [];
  if (given === null || given.outputs === null || given.outputs !== usual.length) {
    return { classes: null, note: null };
  }
  const note = `${given.file} names no classes; its ${given.outputs} outputs are taken for those of ${published?.fullName}`;
  return { classes: usual, note };
}

async function openTrained(name: string, options: OpenOptions): Promise<OpenedModel> {
  const { operation, weights } = options;
  if (weights !== null && weights !== "DEFAULT") {
    throw new ArgumentError(
      `${operation}: ${name} is no model's name, and a run has weights of its own; leave --weights out`,
      { operation },
    );
  }
  const run = await openRun(name, options);
  const trained = new Set(run.config.trained);
  for (const [key, parameter] of run.model.namedParameters()) parameter.requiresGrad = trained.has(key);
  const { model, classes, transform } = run;
  const preset = transform instanceof transforms.ImageClassificationPreset ? transform : null;
  const task = run.task === "segmentation" || run.task === "detection" ? run.task : "classification";
  return {
    model,
    classes,
    transform,
    preset,
    image: run.config.image ?? {},
    task,
    trainedFor: run.task,
    note: null,
  };
}

/** Height and width of the images a network is made for, pixels. */
export function edgeOf({ model, preset }: OpenedModel): number {
  return model instanceof models.VisionTransformer
    ? model.image_size
    : (preset?.options.cropSize ?? DEFAULT_EDGE);
}
