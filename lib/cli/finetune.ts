/** `torchts finetune`: a pretrained network, a folder of images, a run folder; on masks it is `finetune-masks.ts`. */

import { existsSync } from "node:fs";
import path from "node:path";
import { type Command, Option } from "commander";
import { isTable } from "../data/tables/table.ts";
import { ArgumentError, FileFormatError } from "../native/errors.ts";
import { ownCommand } from "../native/own-command.ts";
import { BOX_DATA, boxesAt } from "./box-data.ts";
import { NO_EXIF, PAGE, RANGE } from "./decoding-flags.ts";
import { untilInterrupted } from "./failure.ts";
import { rateFinder } from "./find-lr.ts";
import { finetuneClasses } from "./finetune-classes.ts";
import { addDetectionOptions, finetuneDetection, OF_DETECTION } from "./finetune-detection.ts";
import { finetuneMasks } from "./finetune-masks.ts";
import { addMaskOptions, hasMasks, OF_MASKS, refuseOddMasks } from "./mask-data.ts";
import { OPTIMIZERS } from "./optimizer-names.ts";
import { ProgressPrinter } from "./progress.ts";
import type { FinetuneOptions } from "./run-options.ts";
import { SCHEDULES } from "./schedule-names.ts";
import { addTableOptions, OF_FACTS, OF_TABLES, saysTarget } from "./table-data.ts";
import { addTrackerFlags } from "./tracker-flags.ts";
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

/** Adds what says the data and the recipe, as every command takes them that does what a training does. */
export function addDataAndRecipe(command: Command): Command {
  const told = command
    .argument(
      "<folder>",
      "images in <folder>/<class>/, or <folder>/images/ and masks/; with train/, val/ and test/ above them or without; for " +
        "boxes Annotations/ and JPEGImages/, a file of COCO's annotations, or a table; or a table (.csv, .tsv, .jsonl, .parquet) whose " +
        "columns name images and what they show",
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
    .addOption(oneOf("--on-error <what>", "what an unreadable image does", ["throw", "skip"], "throw"));
  return addTableOptions(addDetectionOptions(addMaskOptions(addTrainingFlags(told))));
}

/** Registers the subcommand. */
export function registerFinetune(program: Command): void {
  const command = program
    .command("finetune")
    .description(
      "fine-tune a pretrained network on a folder of images: one subfolder per class, images and masks, or images with boxes",
    );
  addTrackerFlags(addDataAndRecipe(command))
    .option("--out <folder>", "run folder", text, "runs/first")
    .option("--overwrite", "replace the run that the folder already holds")
    .option("--resume", "go on after the last finished epoch, with that run's options")
    .option("--json", "one JSON object per line instead of text")
    .addHelpText(
      "after",
      `
Without --unfreeze everything is trained; --unfreeze none trains the head alone. Of masks every one is read before the
training begins: its values, its size and its share of each class.

Examples:
  $ torchts finetune ./images --epochs 3
  $ torchts finetune ./images --search-depth --epochs 4 --out runs/deep
  $ torchts finetune ./images --find-lr --epochs 5 --out runs/found
  $ torchts finetune ./images --out runs/first --tensorboard runs/tb --mlflow --epoch-table
  $ torchts finetune ./polyps --model dynamic_unet --encoder mobilenet_v2 --epochs 20 --out runs/polyps
  $ torchts finetune ./kvasir --pairs '\\d+' --threshold 128 --class background --class polyp --out runs/kvasir
  $ torchts finetune ./scans --csv pairs.csv --values 255:0,0:1 --out runs/scans
  $ torchts finetune ./BCCD --backbone mobilenet_v2 --epochs 10 --out runs/cells
  $ torchts finetune instances.json --images-dir images --model maskrcnn --out runs/fruits
  $ torchts finetune train.json --images-dir train --val-annotations val.json --val-images-dir val --out runs/coco
  $ torchts finetune ./nuclei --task detection --masks-dir instances --class nucleus --model maskrcnn --out runs/nuclei
  $ torchts finetune ./glomeruli --components --class glomerulus --model maskrcnn --out runs/glomeruli
  $ torchts finetune boxes.csv --images-dir images --out runs/lesions
  $ torchts finetune metadata.csv --root images --image-column image_id --label-column dx --group-column lesion_id
  $ torchts finetune labels.csv --label-columns Atelectasis,Effusion,Mass --group-column 'Patient ID' --out runs/xray
  $ torchts finetune ages.csv --image-column id --value-columns boneage --root images --out runs/age
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

/** Does with the network, the data and the options of a run something else than to train. */
export type Show = (
  network: never,
  data: never,
  options: ReturnType<typeof import("./run-options.ts").runOptions>,
) => Promise<void>;

/** Trains; with `show` does everything up to the training, and shows what that would see. */
export async function finetune(
  folder: string,
  given: FinetuneOptions,
  command: Command,
  signal: AbortSignal,
  show: Show | null = null,
): Promise<void> {
  const { train } = await import("./library.ts");
  const { requireDevice } = await import("./require-device.ts");
  const options = given.resume ? await withSavedOptions(given, command, train.readConfig) : given;
  const printer = new ProgressPrinter({ json: options.json });
  // What a column holds is learned, whatever else its table has.
  const isOfColumns = isTable(folder) && options.task === undefined && saysTarget(options);
  const boxes = isOfColumns ? null : boxesAt(folder, options, options.task === "detection");
  const isOfMasks = !isOfColumns && hasMasks(folder, options);
  const seen = boxes !== null ? "detection" : isOfMasks ? "segmentation" : "classification";
  const task = options.task ?? seen;
  if (task === "detection") refuseGiven(command, NOT_FOR_BOXES, `not for boxes, as ${folder} has`);
  else refuseGiven(command, OF_DETECTION, `for boxes, and ${folder} is read as ${task} data`);
  const isListed = isTable(folder) || (task !== "classification" && options.csv !== undefined);
  if (task !== "classification" || !isListed) {
    // Whatever is learned, a table may say whose an image is.
    const idle = isListed
      ? OF_TABLES.filter((name) => !(OF_FACTS as readonly string[]).includes(name))
      : OF_TABLES;
    refuseGiven(command, idle, `for tables of images, and ${folder} is read as ${task} data`);
  }
  if (task === "classification") {
    refuseGiven(
      command,
      FOR_MASKS,
      `for masks, and ${folder} is read as images ${isTable(folder) ? "of a table" : "in folders of classes"}`,
    );
    if (options.task === undefined && !isTable(folder)) await refuseOddMasks(folder, "finetune");
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
  if (show === null && !options.resume && !options.overwrite) refuseOccupied(options.out);
  const finder = rateFinder(printer, signal, command.getOptionValueSource("lr") === "cli");
  try {
    if (task === "segmentation") await finetuneMasks(folder, options, printer, signal, finder, show);
    else if (task === "detection") await finetuneDetection(folder, options, printer, signal, finder, show);
    else await finetuneClasses(folder, options, printer, signal, finder, show);
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
