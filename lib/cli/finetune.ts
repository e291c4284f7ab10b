/** `torchts finetune`: a pretrained network, a folder of images, a run folder; on masks it is `finetune-masks.ts`. */

import { existsSync } from "node:fs";
import path from "node:path";
import { type Command, Option } from "commander";
import { ArgumentError, FileFormatError } from "../native/errors.ts";
import { ownCommand } from "../native/own-command.ts";
import type { Classifier } from "../train/index.ts";
import { percent } from "../train/shown.ts";
import type { ClassificationData, TransformLike } from "../vision/index.ts";
import { BOX_DATA, boxesAt } from "./box-data.ts";
import { decodingGiven, NO_EXIF, PAGE, RANGE } from "./decoding-flags.ts";
import { untilInterrupted } from "./failure.ts";
import { type RateFinder, rateFinder } from "./find-lr.ts";
import { addDetectionOptions, finetuneDetection, OF_DETECTION } from "./finetune-detection.ts";
import { finetuneMasks } from "./finetune-masks.ts";
import { addMaskOptions, hasMasks, OF_MASKS, refuseOddMasks } from "./mask-data.ts";
import { OPTIMIZERS } from "./optimizer-names.ts";
import { describeReport, ProgressPrinter } from "./progress.ts";
import { noteOf } from "./run-data.ts";
import { describeKeys, downloadStatus, type FinetuneOptions, runOptions } from "./run-options.ts";
import { SCHEDULES } from "./schedule-names.ts";
import { addTrainingFlags, trainingOptions } from "./training-flags.ts";
import {
  count,
  device,
  list,
  nonNegative,
  oneOf,
  positive,
  refuseGiven,
  share,
  text,
  whole,
} from "./values.ts";

const DEFAULT_MODEL = "resnet18";

/** Options that belong to one call and not to the run: a resumed run does not take them from before. */
const OF_THE_CALL = new Set(["resume", "overwrite", "json", "out", "device"]);
/** Options of the run that a resumed one may change. */
const MAY_CHANGE = new Set(["epochs", "patience", "onError"]);

/** Options that only masks have a use for. */
const FOR_MASKS = [...OF_MASKS, "encoder", "encoderWeights"];

/** Those of them, and others, that boxes have no use for. */
const NOT_FOR_BOXES = [
  ...FOR_MASKS.filter((name) => !(BOX_DATA as readonly string[]).includes(name)),
  "labelSmoothing",
  "balance",
];

/** Registers the subcommand. */
export function registerFinetune(program: Command): void {
  const command = program
    .command("finetune")
    .description(
      "fine-tune a pretrained network on a folder of images: one subfolder per class, images and masks, or images with boxes",
    )
    .argument(
      "<folder>",
      "images in <folder>/<class>/, or <folder>/images/ and masks/; with train/, val/ and test/ above them or without; for " +
        "boxes Annotations/ and JPEGImages/, a file of COCO's annotations, or a table",
    )
    .addOption(
      new Option(
        "--task <name>",
        "what to learn (default: segmentation where there are images/ and masks/, detection where there are boxes)",
      ).choices(["classification", "segmentation", "detection"]),
    )
    .option(
      "--model <name>",
      "architecture (default: resnet18, for masks dynamic_unet, for boxes fasterrcnn)",
      text,
    )
    .option("--encoder <name>", "network whose features dynamic_unet takes (default: mobilenet_v2)", text)
    .option(
      "--weights <name|path>",
      "published weights, a .pth or .safetensors file, or none",
      text,
      "DEFAULT",
    )
    .option("--encoder-weights <name|path>", "for masks: weights of the encoder alone", text)
    .option("--no-strict", "accept a weights file that holds only a part of the network")
    .option("--unfreeze <module>", "train only this part and the head; may be repeated", list)
    .option("--epochs <n>", "passes over the training images", count, 3)
    .option("--lr <rate>", "learning rate (default: 0.001, of lion 0.0001, of adadelta 1)", positive)
    .option("--batch-size <n>", "images per step (default: 32, for masks 8, for boxes 2)", count)
    .addOption(oneOf("--optimizer <name>", "optimizer", [...OPTIMIZERS], "adamw"))
    .option("--weight-decay <x>", "weight decay (default: PyTorch's)", nonNegative)
    .addOption(oneOf("--scheduler <name>", "learning-rate schedule", [...SCHEDULES], "cosine"))
    .option("--warmup <x>", "warmup, as a share of the run or in steps", nonNegative, 0)
    .option("--label-smoothing <x>", "label smoothing", nonNegative, 0)
    .option("--balance", "weigh the classes inversely to how often they occur")
    .option(...RANGE)
    .option(...PAGE)
    .option(...NO_EXIF)
    .option("--image-size <pixels>", "side of the network's input (default: the weights')", count)
    .option("--val-split <share>", "share held out where the folder has no val/", share, 0.2)
    .option("--seed <n>", "decides split, order, augmentation and fresh parameters", whole, 0)
    .option("--device <name>", "auto, cpu or cuda:0", device, "auto")
    .option("--patience <n>", "stop after so many epochs without progress", count)
    .option("--out <folder>", "run folder", text, "runs/first")
    .option("--overwrite", "replace the run that the folder already holds")
    .option("--resume", "go on after the last finished epoch, with that run's options")
    .addOption(oneOf("--on-error <what>", "what an unreadable image does", ["throw", "skip"], "throw"))
    .option("--json", "one JSON object per line instead of text");
  addDetectionOptions(addMaskOptions(addTrainingFlags(command)))
    .addHelpText(
      "after",
      `
Without --unfreeze everything is trained; --unfreeze none trains the head alone. Of masks every one is read before the
training begins: its values, its size and its share of each class.

Examples:
  $ torchts finetune ./images --epochs 3
  $ torchts finetune ./images --search-depth --epochs 4 --out runs/deep
  $ torchts finetune ./images --find-lr --epochs 5 --out runs/found
  $ torchts finetune ./polyps --model dynamic_unet --encoder mobilenet_v2 --epochs 20 --out runs/polyps
  $ torchts finetune ./kvasir --pairs '\\d+' --threshold 128 --class background --class polyp --out runs/kvasir
  $ torchts finetune ./scans --csv pairs.csv --values 255:0,0:1 --out runs/scans
  $ torchts finetune ./BCCD --backbone mobilenet_v2 --epochs 10 --out runs/cells
  $ torchts finetune instances.json --images-dir images --model maskrcnn --out runs/fruits
  $ torchts finetune train.json --images-dir train --val-annotations val.json --val-images-dir val --out runs/coco
  $ torchts finetune ./nuclei --task detection --masks-dir instances --class nucleus --model maskrcnn --out runs/nuclei
  $ torchts finetune ./glomeruli --components --class glomerulus --model maskrcnn --out runs/glomeruli
  $ torchts finetune boxes.csv --images-dir images --out runs/lesions
  $ torchts finetune ./ct --range -160,240 --out runs/ct
  $ torchts finetune ./images --model resnet50 --weights resnet50.pth --unfreeze layer4 --out runs/r50
  $ torchts finetune ./images --out runs/first --resume --epochs 10`,
    )
    .action(async (folder: string, options: FinetuneOptions, command: Command) => {
      await untilInterrupted(
        (signal) => finetune(folder, options, command, signal),
        () =>
          existsSync(path.join(options.out, "last.pth"))
            ? `stopped; go on with: ${ownCommand("finetune", folder, "--out", options.out, "--resume")}`
            : "stopped before training began",
      );
    });
}

async function finetune(
  folder: string,
  given: FinetuneOptions,
  command: Command,
  signal: AbortSignal,
): Promise<void> {
  const { train } = await import("./library.ts");
  const { requireDevice } = await import("./require-device.ts");
  const options = given.resume ? await withSavedOptions(given, command, train.readConfig) : given;
  const printer = new ProgressPrinter({ json: options.json });
  const boxes = boxesAt(folder, options, options.task === "detection");
  const seen = boxes !== null ? "detection" : hasMasks(folder, options) ? "segmentation" : "classification";
  const task = options.task ?? seen;
  if (task === "detection") refuseGiven(command, NOT_FOR_BOXES, `not for boxes, as ${folder} has`);
  else refuseGiven(command, OF_DETECTION, `for boxes, and ${folder} is read as ${task} data`);
  if (task === "classification") {
    refuseGiven(command, FOR_MASKS, `for masks, and ${folder} is read as images in folders of classes`);
    if (options.task === undefined) await refuseOddMasks(folder, "finetune");
  }
  requireDevice(options.device);
  trainingOptions(options); // flags that exclude each other are refused before anything is read
  if (task !== "classification" && options.searchDepth) {
    throw new ArgumentError(
      "finetune: --search-depth compares classifiers; for masks and boxes give --depth",
      {
        operation: "finetune",
      },
    );
  }
  if (task !== "classification" && options.augment !== undefined) {
    throw new ArgumentError(
      "finetune: --augment is for images in folders of classes; for masks and boxes give data with a transform of your own in a script",
      { operation: "finetune" },
    );
  }
  if (!options.resume && !options.overwrite) refuseOccupied(options.out);
  const finder = rateFinder(printer, signal, command.getOptionValueSource("lr") === "cli");
  try {
    if (task === "segmentation") await finetuneMasks(folder, options, printer, signal, finder);
    else if (task === "detection") await finetuneDetection(folder, options, printer, signal, finder);
    else {
      const named = { ...options, model: options.model ?? DEFAULT_MODEL };
      await finetuneClasses(folder, named, printer, signal, finder);
    }
  } finally {
    printer.clear();
  }
}

/** Refuses a folder with a run in it before anything is read or fetched; `fit` looks again when it begins. */
function refuseOccupied(out: string): void {
  const files = ["config.json", "history.jsonl", "best.pth", "last.pth"];
  if (!files.some((name) => existsSync(path.join(out, name)))) return;
  throw new ArgumentError(
    `finetune: ${out} already holds a run. Go on with it (--resume), replace it (--overwrite), or choose another ` +
      "folder with --out.",
    { operation: "finetune", file: out },
  );
}

/** Trains a classifier on a folder of class folders. */
async function finetuneClasses(
  folder: string,
  options: FinetuneOptions & { model: string },
  printer: ProgressPrinter,
  signal: AbortSignal,
  finder: RateFinder,
): Promise<void> {
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
  const data = await datasets.ImageFolder.open(folder, {
    split: { val: options.valSplit, seed: options.seed },
    trainTransform: chosen.train,
    valTransform: chosen.val,
    image: decodingGiven(options),
    onError: options.onError,
    signal,
  });

  tensor.manualSeed(options.seed);
  // A resumed run takes every value from its checkpoint, so the weights it began with are not needed.
  const weights = options.weights === "none" || options.resume ? null : options.weights;
  const loaded = await train.loadForClasses(options.model, data.classes.length, {
    weights,
    strict: options.strict,
    imageSize: options.imageSize,
    signal,
    progress: ({ received, total }) => printer.status(downloadStatus(received, total)),
  });
  const { model } = loaded;
  if (!options.resume) for (const line of describeLoaded(options, loaded)) printer.line(line);
  if (options.unfreeze !== undefined) {
    const unfrozen = options.unfreeze.filter((path) => path !== "none");
    train.freezeAllBut(model, [...models.headPaths(model), ...unfrozen]);
  }

  const depth =
    options.searchDepth && !options.resume
      ? await searchDepth(train, model, data, options, printer, signal)
      : undefined;
  const result = await train.fit(model, data, {
    ...runOptions(options, (event) => printer.on(event), signal, noteOf(folder, data)),
    ...(await finder(model, data, options)),
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
  const report = await train.evaluate(model, data.test, {
    classes: data.classes,
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

/**
 * The options of the run in `out`, and what the command line says of epochs and the like.
 *
 * @throws ArgumentError for flags that contradict the run, FileFormatError for options of the run that are none
 */
async function withSavedOptions(
  given: FinetuneOptions,
  command: Command,
  readConfig: (dir: string) => Promise<{ notes: Record<string, unknown> }>,
): Promise<FinetuneOptions> {
  const { notes } = await readConfig(given.out);
  const saved = notes.command as Record<string, unknown> | undefined;
  if (saved === undefined) {
    throw new ArgumentError(
      `the run in ${given.out} was not started by torchts finetune; go on with it from a script: ` +
        "train.fit(model, data, { out, resume: true, ... }).",
      { operation: "finetune" },
    );
  }
  const known = command.options.map((option) => [option.attributeName(), option.long ?? ""] as const);
  const odd = Object.keys(saved).find((name) => !known.some(([attribute]) => attribute === name));
  if (odd !== undefined) {
    throw new FileFormatError(
      `config.json in ${given.out} names ${JSON.stringify(odd)} under notes.command, which is no option of finetune`,
      { file: given.out, operation: "finetune" },
    );
  }
  const merged: Record<string, unknown> = { ...given };
  const contradictions: string[] = [];
  for (const [name, flag] of known) {
    if (OF_THE_CALL.has(name)) continue;
    const isSaid = command.getOptionValueSource(name) === "cli";
    if (!isSaid) merged[name] = saved[name];
    else if (!MAY_CHANGE.has(name) && JSON.stringify(merged[name]) !== JSON.stringify(saved[name])) {
      contradictions.push(`${flag} was ${shownValue(saved[name])}, now ${shownValue(merged[name])}`);
    }
  }
  if (contradictions.length > 0) {
    throw new ArgumentError(
      `the run in ${given.out} cannot go on with other options: ${contradictions.join("; ")}. Leave them out, they are ` +
        "taken from the run; or start a new run in another folder.",
      { operation: "finetune", file: given.out },
    );
  }
  return merged as unknown as FinetuneOptions; // the same names, as `notes` wrote them
}

function shownValue(value: unknown): string {
  return value === undefined ? "not given" : JSON.stringify(value);
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
