/** The network a subcommand names: a builder of `models`, or a run that finetune wrote. */
import { stat } from "node:fs/promises";
import path from "node:path";
import { ArgumentError } from "../native/errors.ts";
import type { DecodingOptions } from "../vision/index.ts";
import { models, nn, tensor, train, transforms } from "./library.ts";

/** Edge of images where nothing says otherwise, pixels. */
const DEFAULT_EDGE = 224;

/** A network with what its images go through. */
export interface OpenedModel {
  model: train.Classifier;
  /** Class names in the order of the outputs; null where they are not known. */
  classes: readonly string[] | null;
  /** Null where a run's own transform could not be written down, and for a segmentation network. */
  preset: transforms.ImageClassificationPreset | null;
  /** How a run's images are decoded; nothing for a builder. */
  image: DecodingOptions;
  /** What the network is for. */
  task: models.ModelTask;
}

/** How to open it. */
export interface OpenOptions {
  /** Name of published weights or path of a file, for a builder; null for none. */
  weights: string | null;
  /** Outputs of a builder's head. */
  classes?: number;
  device: "auto" | tensor.Device;
  /** Of a run. */
  checkpoint: "best" | "last";
  signal: AbortSignal;
}

/**
 * Opens a builder's network by its name, or the run in a folder or of a checkpoint in one.
 *
 * A builder without weights gives a network without values too, for what needs shapes only.
 *
 * @throws ArgumentError for a name that is neither
 */
export async function openModel(name: string, options: OpenOptions): Promise<OpenedModel> {
  return models.has(name) ? openBuilder(name, options) : openRun(name, options);
}

async function openBuilder(name: models.ModelName, options: OpenOptions): Promise<OpenedModel> {
  const { weights, classes: numClasses, signal } = options;
  const make = (): Promise<unknown> => models.get(name, { weights, numClasses, signal });
  let building: Promise<unknown> | undefined;
  if (weights === null) {
    // Without weights a builder makes its network before it first waits.
    nn.skipInit(() => {
      building = make();
    });
  }
  const model = (await (building ?? make())) as train.Classifier; // in evaluation mode every network gives one tensor
  const entry = models.originOf(model)?.entry ?? models.weights(name).find(({ meta }) => meta.isDefault);
  const found = entry?.transforms() ?? new transforms.ImageClassificationPreset({ cropSize: DEFAULT_EDGE });
  const preset = found instanceof transforms.ImageClassificationPreset ? found : null;
  const known = models.originOf(model)?.entry?.meta.categories ?? [];
  const { device } = options;
  model.to(device !== "auto" ? device : tensor.cuda.isAvailable() ? "cuda:0" : "cpu");
  return { model, classes: known.length > 0 ? known : null, preset, image: {}, task: models.taskOf(name) };
}

async function openRun(name: string, options: OpenOptions): Promise<OpenedModel> {
  if (options.weights !== null && options.weights !== "DEFAULT") {
    throw new ArgumentError(
      `${name} is no model's name, and a run has weights of its own; leave --weights out`,
    );
  }
  const found = await stat(name).catch(() => null);
  if (found === null) {
    throw new ArgumentError(
      `${name} is neither a model's name nor a run's folder; the models are ${models.list().join(", ")}`,
    );
  }
  const file = found.isDirectory() ? null : path.basename(name);
  if (file !== null && file !== "best.pth" && file !== "last.pth") {
    throw new ArgumentError(
      `${name}: a file alone does not say which network it is for. Name the builder and give the file as --weights, ` +
        "or name a run's folder, best.pth or last.pth",
    );
  }
  const checkpoint = file === null ? options.checkpoint : file === "best.pth" ? "best" : "last";
  const { device } = options;
  const run = await train.loadRun(file === null ? name : path.dirname(name), { device, checkpoint });
  const trained = new Set(run.config.trained);
  for (const [key, parameter] of run.model.namedParameters()) parameter.requiresGrad = trained.has(key);
  const preset = run.transform instanceof transforms.ImageClassificationPreset ? run.transform : null;
  const task = run.task === "segmentation" ? "segmentation" : "classification";
  return { model: run.model, classes: run.classes, preset, image: run.config.image ?? {}, task };
}

/** Height and width of the images a network is made for, pixels. */
export function edgeOf({ model, preset }: OpenedModel): number {
  return model instanceof models.VisionTransformer
    ? model.image_size
    : (preset?.options.cropSize ?? DEFAULT_EDGE);
}
