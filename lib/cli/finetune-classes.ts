/** `torchts finetune` on whole images: folders of classes, and tables with classes, grades, several labels or numbers. */

import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import path from "node:path";
import { isTable } from "../data/tables/table.ts";
import { ArgumentError } from "../native/errors.ts";
import { ownCommand } from "../native/own-command.ts";
import type { Classifier } from "../train/index.ts";
import { percent } from "../train/shown.ts";
import type { ClassificationData, ImageFolder, TransformLike } from "../vision/index.ts";
import { decodingGiven } from "./decoding-flags.ts";
import type { RateFinder } from "./find-lr.ts";
import type { Show } from "./finetune.ts";
import { hasMasks } from "./mask-data.ts";
import { describeReport, type ProgressPrinter } from "./progress.ts";
import { noteOf } from "./run-data.ts";
import { describeKeys, downloadStatus, type FinetuneOptions, runOptions } from "./run-options.ts";
import { describeTable, openTable, outputsFor, type WholeImages } from "./table-data.ts";
import { describeTargets } from "./target-lines.ts";
import { trackers } from "./tracker-flags.ts";
import { trainingOptions } from "./training-flags.ts";

const DEFAULT_MODEL = "resnet18";

/** Trains a network on whole images: a folder of class folders, or a table. */
export async function finetuneClasses(
  folder: string,
  given: FinetuneOptions,
  printer: ProgressPrinter,
  signal: AbortSignal,
  finder: RateFinder,
  show: Show | null = null,
): Promise<void> {
  const options = { ...given, model: given.model ?? DEFAULT_MODEL };
  const { datasets, models, tensor, train, transforms } = await import("./library.ts");
  const names: readonly string[] = models.list({ task: "classification" });
  if (!names.includes(options.model)) {
    if (!models.has(options.model)) {
      const { unknownModelError } = await import("./known-models.ts");
      throw unknownModelError("finetune", options.model, names, "classification");
    }
    if (models.taskOf(options.model) === "detection") {
      throw new ArgumentError(
        `${options.model} finds objects, and ${folder} has images in folders of classes: give it a folder as Pascal VOC's ` +
          "(Annotations/ and JPEGImages/) or a file of COCO's annotations, or use a model for classification.",
        { operation: "finetune" },
      );
    }
    throw new ArgumentError(
      `${options.model} is a network for segmentation: use a model for classification, as ${DEFAULT_MODEL}, or ` +
        `--task segmentation${missingMasks(folder)}.`,
      { operation: "finetune" },
    );
  }
  const chosen = chooseTransforms(options, { models, transforms });
  const opening = {
    split: { val: options.valSplit, seed: options.seed },
    trainTransform: chosen.train,
    valTransform: chosen.val,
    image: decodingGiven(options),
    onError: options.onError,
    signal,
  };
  const data: WholeImages = isTable(folder)
    ? await openTable(folder, options, { ...opening, operation: "finetune" })
    : await datasets.ImageFolder.open(folder, opening);
  for (const line of describeTable(data)) printer.line(line);
  const labelled = data.task.name === "classification" ? (data as ImageFolder) : null; // or a table of classes, which is alike
  if (labelled === null && options.searchDepth) {
    throw new ArgumentError("finetune: --search-depth compares classifiers; for other columns give --depth", {
      operation: "finetune",
    });
  }

  tensor.manualSeed(options.seed);
  // A resumed run takes every value from its checkpoint, so the weights it began with are not needed.
  // What is shown is the same with any values.
  const weights = options.weights === "none" || options.resume || show !== null ? null : options.weights;
  const loaded = await train.loadForClasses(options.model, outputsFor(data), {
    weights,
    strict: options.strict,
    imageSize: options.imageSize,
    signal,
    progress: ({ received, total }) => printer.status(downloadStatus(received, total)),
  });
  const { model } = loaded;
  const settings = runOptions(options, (event) => printer.on(event), signal, noteOf(data.root, data));
  if (show !== null) return show(model as never, data as never, settings);
  if (!options.resume) for (const line of describeLoaded(options, loaded)) printer.line(line);
  if (options.unfreeze !== undefined) {
    const unfrozen = options.unfreeze.filter((path) => path !== "none");
    train.freezeAllBut(model, [...models.headPaths(model), ...unfrozen]);
  }

  const depth =
    options.searchDepth && !options.resume && labelled !== null
      ? await searchDepth(train, model, labelled, options, printer, signal)
      : undefined;
  // Of the run that is replaced.
  if (options.overwrite && depth === undefined)
    await rm(path.join(options.out, "depth-search.json"), { force: true });
  const result = await train.fit(model, data as ImageFolder, {
    ...settings,
    parts: await trackers(options),
    ...(await finder(model, data as ImageFolder, options)),
    ...(depth === undefined ? {} : { freeze: { depth, layerDecay: options.layerDecay } }),
  });
  const best = result.best;
  printer.result(
    { type: "result", out: result.outDir, best: printer.record(best), last: printer.record(result.last) },
    [
      ...(best === null ? [] : [`best: epoch ${best.epoch}, validation ${printer.figures(best)}`]),
      `saved to ${options.out}; try: ${ownCommand("predict", options.out)} <image>`,
    ],
  );
  if (data.test === null) return;
  if (labelled === null) {
    const run = await train.loadRun(options.out, { device: result.device });
    const report = await run.evaluate(data.test as ImageFolder["train"], {
      onError: options.onError,
      signal,
      onProgress: ({ step, steps }) => printer.status(`test ${step}/${steps ?? "?"}`),
    });
    printer.result({ type: "test", report }, [
      "test images, with the best epoch's weights:",
      ...(describeTargets(run.task, report) ?? []), // of those tasks, as it is not of classes
    ]);
    return;
  }
  const report = await train.evaluate(model, data.test as ImageFolder["train"], {
    classes: labelled.classes,
    onError: options.onError,
    signal,
    onProgress: ({ step, steps }) => printer.status(`test ${step}/${steps ?? "?"}`),
  });
  printer.result({ type: "test", report }, [
    "test images, with the best epoch's weights:",
    ...describeReport(report),
  ]);
}

/** Tries every depth, tells what was found, and gives the depth that is recommended. */
async function searchDepth(
  train: typeof import("../train/index.ts"),
  model: Classifier,
  data: ClassificationData,
  options: FinetuneOptions,
  printer: ProgressPrinter,
  signal: AbortSignal,
): Promise<number | "all"> {
  const { epochs, searchSeeds = 1, seed, lr, batchSize, optimizer, weightDecay, scheduler, warmup } = options;
  const search = await train.searchDepth(model, data, {
    epochs,
    seeds: Array.from({ length: searchSeeds }, (_, at) => seed + at),
    lr,
    batchSize,
    optimizer,
    weightDecay,
    scheduler,
    warmup,
    labelSmoothing: options.labelSmoothing,
    classWeights: options.balance ? "balanced" : options.classWeights,
    loss: options.loss,
    accumulate: options.accumulate,
    gradientClip: trainingOptions(options).gradientClip,
    ema: options.ema,
    device: options.device as "auto", // or a device by name, which was tried
    out: options.out,
    signal,
    onEvent: ({ depth, seed: own, epoch, value }) =>
      printer.status(`depth ${depth}, seed ${own}: epoch ${epoch}/${epochs}, accuracy ${percent(value)}`),
  });
  printer.result({ type: "depths", ...search.toJSON() }, [...String(search).split("\n"), ""]);
  return search.recommended;
}

/** What a folder lacks for segmentation, to follow its name; nothing where it has masks. */
function missingMasks(folder: string): string {
  if (hasMasks(folder)) return "";
  const gone = existsSync(folder) ? "" : "; it does not exist";
  return `, for which ${folder} has to hold images/ and masks/${gone}`;
}

/** What was loaded, in lines. */
function describeLoaded(
  options: FinetuneOptions,
  loaded: { freshHead: boolean; missing: string[]; unexpected: string[] },
): string[] {
  const from =
    options.weights === "none" ? "fresh parameters (--weights none)" : `weights ${options.weights}`;
  const head = loaded.freshHead ? "new head" : "the file's own head";
  return [`${options.model}, ${from}, ${head}`, ...describeKeys(loaded)];
}

/** The transforms the weights were measured with, at another input size in the same proportion. */
function chooseTransforms(
  options: FinetuneOptions & { model: string },
  library: Pick<typeof import("./library.ts"), "models" | "transforms">,
): { train: TransformLike; val: TransformLike } {
  const { models, transforms } = library;
  const entries = models.weights(options.model);
  const named = entries.find((entry) => entry.name === options.weights);
  const published = (named ?? models.weights(options.model, "DEFAULT")).transforms();
  const preset =
    published instanceof transforms.ImageClassificationPreset
      ? published
      : new transforms.ImageClassificationPreset({ cropSize: 224 });
  const cropSize = options.imageSize ?? preset.options.cropSize;
  const resizeSize = Math.round((preset.options.resizeSize * cropSize) / preset.options.cropSize);
  const { interpolation, mean, std } = preset.options;
  return {
    train: new transforms.ClassificationTrainPreset({
      cropSize,
      interpolation,
      mean,
      std,
      scale: [0.35, 1],
      ...(options.augment === undefined ? {} : { autoAugment: options.augment }),
    }),
    val: new transforms.ImageClassificationPreset({ cropSize, resizeSize, interpolation, mean, std }),
  };
}
