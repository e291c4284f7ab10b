/** `torchts predict`: classes of images, by a run or a pretrained network. */
import type { Command } from "commander";
import { isTable } from "../data/tables/table.ts";
import { checkPredictionFile, type PredictionRow, writeRows } from "../metrics/predictions/rows.ts";
import { ArgumentError, FileFormatError } from "../native/errors.ts";
import { ownCommand } from "../native/own-command.ts";
import type { Prediction } from "../train/index.ts";
import { namedOnce } from "../train/named-once.ts";
import { percent } from "../train/shown.ts";
import { type DecodingFlags, decodingGiven, NO_EXIF, PAGE, RANGE } from "./decoding-flags.ts";
import { untilInterrupted } from "./failure.ts";
import { checkModelFlags } from "./model-flags.ts";
import type { OpenedModel } from "./open-model.ts";
import { type AnyPrediction, type AskedImage, imagesOfTable, predictionRow } from "./predict-table.ts";
import { ProgressPrinter } from "./progress.ts";
import { downloadStatus } from "./run-options.ts";
import { filesNamed } from "./sources.ts";
import { TOLD } from "./target-lines.ts";
import { count, device, oneOf, refuseGiven, share, text } from "./values.ts";

/** The options as commander gives them. */
interface PredictCliOptions extends DecodingFlags {
  weights: string;
  top: number;
  threshold?: number;
  batchSize: number;
  flips: "none" | "h" | "v" | "hv";
  device: string;
  checkpoint: "best" | "last";
  onError: "throw" | "skip";
  root?: string;
  imageColumn?: string;
  out?: string;
  json?: boolean;
}

/** Registers the subcommand. */
export function registerPredict(program: Command): void {
  program
    .command("predict")
    .description(
      "predict the class of images, their labels, numbers or grade, with a fine-tuned network, or a pretrained one",
    )
    .argument("<model>", "run folder that finetune wrote, a .pth in it, or name of a model (resnet18)")
    .argument(
      "<image...>",
      'image files, folders of images, patterns ("scans/**/*.png"); or one table (.csv, .tsv, .jsonl, .parquet) that lists images',
    )
    .option(
      "--weights <name or file>",
      "weights, for a model by name (default: the best published)",
      text,
      "DEFAULT",
    )
    .option("--top <k>", "how many classes to list", count, 3)
    .option("--threshold <share>", "of several labels: those of at least it are found (default: 0.5)", share)
    .option("--batch-size <n>", "images at once", count, 16)
    .addOption(oneOf("--flips <which>", "mirror images to average", ["none", "h", "v", "hv"], "none"))
    .option("--device <name>", "auto, cpu or cuda:0", device, "auto")
    .option(...RANGE)
    .option(...PAGE)
    .option(...NO_EXIF)
    .addOption(oneOf("--checkpoint <which>", "whose weights, for a run", ["best", "last"], "best"))
    .addOption(oneOf("--on-error <what>", "what an unreadable image does", ["throw", "skip"], "throw"))
    .option("--root <folder>", "for a table: folder of the images (default: the table's)", text)
    .option(
      "--image-column <name>",
      "for a table: files, or ids with or without an ending (default: image, file, path, filename, image_id, id)",
      text,
    )
    .option(
      "--out <file>",
      "write a row for each image, with all that its table says: .csv, .tsv, .jsonl or .parquet",
      text,
    )
    .option("--json", "a JSON array instead of text")
    .addHelpText(
      "after",
      `
Of a folder all images are taken, those in its folders too; a pattern in quotes is understood where no shell expands it.
A run decodes images as it was trained to, unless --range, --page or --no-exif say otherwise.
A model by name has the classes of its published weights, of most networks ImageNet's 1,000; the weights are fetched once.
Of a table all columns are in what --out writes, ids and labels too; where it has the labels, torchts metrics measures that.
With --on-error skip what cannot be read is told on stderr, and the exit code is 1 only where nothing was predicted.

Examples:
  $ torchts predict runs/first image.png
  $ torchts predict runs/first scans/ --json
  $ torchts predict runs/first/last.pth "scans/**/*.{png,jpg}"
  $ torchts predict runs/first patients.csv --root scans --image-column scan_id --out predictions.csv
  $ torchts predict mobilenet_v2 dog.jpg --top 5
  $ torchts predict mobilenet_v2 dog.jpg --weights mobilenet_v2.pth`,
    )
    .action(async (name: string, words: string[], options: PredictCliOptions, command: Command) => {
      await untilInterrupted((signal) => predict(name, words, options, command, signal));
    });
}

async function predict(
  name: string,
  words: string[],
  options: PredictCliOptions,
  command: Command,
  signal: AbortSignal,
): Promise<void> {
  const { datasets, models } = await import("./library.ts");
  const { openModel } = await import("./open-model.ts");
  const { requireDevice } = await import("./require-device.ts");
  const operation = "predict";
  await checkModelFlags(command, name, {
    ofRuns: ["checkpoint"],
    ofBuilders: ["weights"],
    task: "classification",
  });
  const requireClasses = (task: OpenedModel["task"]): void => {
    if (task === "classification") return;
    const [first = ""] = words;
    const use =
      task === "segmentation"
        ? `its masks are what \`${ownCommand("segment", name, first, "--out", "found")}\` writes`
        : `its objects are what \`${ownCommand("detect", name, first)}\` finds`;
    throw new ArgumentError(`predict: ${name} is for ${task}; ${use}`, { operation });
  };
  if (models.has(name)) requireClasses(models.taskOf(name));
  const extensions = datasets.IMAGE_EXTENSIONS;
  const printer = new ProgressPrinter({ json: options.json });
  const [table = ""] = words;
  const isOfTable = words.length === 1 && isTable(table);
  if (!isOfTable)
    refuseGiven(command, ["root", "imageColumn"], `for a table, and ${words.join(" ")} is none`);
  if (options.out !== undefined) checkPredictionFile(options.out, operation);
  const asked: AskedImage[] = isOfTable
    ? await imagesOfTable(table, { ...options, extensions, signal, warn: (text) => printer.warn(text) })
    : (await filesNamed(words, { operation, what: "image", extensions, signal })).map(({ file }) => ({
        path: file,
        row: null,
      }));
  requireDevice(options.device);
  try {
    const { weights, checkpoint } = options;
    const opened = await openModel(name, {
      operation,
      command,
      weights,
      checkpoint,
      device: options.device as "auto", // or a device by name, which was tried
      signal,
      progress: ({ received, total }) => printer.status(downloadStatus(received, total)),
    });
    requireClasses(opened.task);
    if (opened.note !== null) printer.warn(opened.note);
    refuseIdle(opened, name, command);
    await predictAll(opened, name, asked, options, printer, signal);
  } finally {
    printer.clear();
  }
}

/** Flags that runs of some tasks have no use for. */
function refuseIdle({ trainedFor }: OpenedModel, name: string, command: Command): void {
  if (trainedFor !== "multilabel")
    refuseGiven(command, ["threshold"], `for several labels, and ${name} is for ${trainedFor}`);
  if (trainedFor !== "classification")
    refuseGiven(command, ["top", "flips"], `for classes, and ${name} is for ${trainedFor}`);
}

async function predictAll(
  opened: OpenedModel,
  name: string,
  asked: readonly AskedImage[],
  options: PredictCliOptions,
  printer: ProgressPrinter,
  signal: AbortSignal,
): Promise<void> {
  const { train } = await import("./library.ts");
  const { transform } = opened;
  const image = { ...opened.image, ...decodingGiven(options) };
  if (transform === null) {
    throw new ArgumentError(
      `predict: the run in ${name} was trained with a transform that cannot be written down; predict in a script, ` +
        "with train.loadRun(dir, { transform })",
      { operation: "predict" },
    );
  }
  const classes = opened.classes ?? (await numbered(opened));
  const { top: topK, batchSize, threshold, flips: testTime } = options;
  const { model, trainedFor } = opened;
  const more = { transform, image, batchSize, signal };
  const ask = (images: readonly string[]): Promise<AnyPrediction[]> => {
    if (trainedFor === "multilabel")
      return train.predictLabels(model, images, { classes, threshold, ...more });
    if (trainedFor === "regression") return train.predictNumbers(model, images, more);
    if (trainedFor === "ordinal") return train.predictGrades(model, images, { classes, ...more });
    return train.predict(model, images, { classes, topK, testTime, ...more });
  };
  const told = TOLD[trainedFor] as ((found: AnyPrediction) => string) | undefined; // of that task, as asked
  const done: (AnyPrediction & { row?: PredictionRow })[] = [];
  const rows: PredictionRow[] = [];
  for (let at = 0; at < asked.length; at += batchSize) {
    printer.status(`${at}/${asked.length} images`);
    const part = asked.slice(at, at + batchSize);
    const paths = part.map(({ path }) => path);
    const found = options.onError === "throw" ? await ask(paths) : await readable(paths, ask, printer);
    for (const [i, one] of found.entries()) {
      if (one === null) continue;
      const image = part[i] as AskedImage; // one for each
      done.push(image.row === null ? one : { ...one, row: image.row });
      rows.push(predictionRow(image, one, trainedFor, classes));
      printer.line(`${one.path}: ${told?.(one) ?? ranked(one as Prediction)}`);
    }
  }
  if (options.json) process.stdout.write(`${JSON.stringify(done, null, 2)}\n`);
  if (options.out !== undefined && rows.length > 0) await writeRows(options.out, rows, "predict", signal);
  if (done.length > 0) return;
  throw new FileFormatError("predict: nothing was predicted: no image could be read", {
    operation: "predict",
  });
}

/** The most probable classes of an image. */
function ranked({ top }: Prediction): string {
  return top.map(({ label, probability }) => `${label} ${percent(probability)}`).join(", ");
}

/** What is said of the images that can be read; the others are told, and null. */
async function readable(
  images: readonly string[],
  ask: (images: readonly string[]) => Promise<AnyPrediction[]>,
  printer: ProgressPrinter,
): Promise<(AnyPrediction | null)[]> {
  try {
    return await ask(images);
  } catch (error) {
    if (!(error instanceof FileFormatError)) throw error;
    const [only] = images;
    if (images.length > 1 || only === undefined) {
      const found: (AnyPrediction | null)[] = [];
      for (const image of images) found.push(...(await readable([image], ask, printer)));
      return found;
    }
    printer.warn(`left out: ${namedOnce(error.message)}`);
    return [null];
  }
}

/** Numbers as names, for a head whose classes nobody named. */
async function numbered({ model }: OpenedModel): Promise<string[]> {
  const { models } = await import("./library.ts");
  const [path = ""] = models.headPaths(model);
  const head = model.getSubmodule(path) as { out_features?: number; out_channels?: number };
  return Array.from({ length: head.out_features ?? head.out_channels ?? 0 }, (_, index) => `class ${index}`);
}
