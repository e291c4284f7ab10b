/** `torchts finetune`: a pretrained network, a folder of images, a run folder. */
import { existsSync } from "node:fs";
import path from "node:path";
import type { Command } from "commander";
import { ArgumentError } from "../native/errors.ts";
import type { TransformLike } from "../vision/index.ts";
import { untilInterrupted } from "./failure.ts";
import { describeReport, figure, ProgressPrinter, percent } from "./progress.ts";
import { count, list, nonNegative, oneOf, positive, share, whole } from "./values.ts";

/** The options as commander gives them. */
interface FinetuneOptions {
  model: string;
  weights: string;
  strict: boolean;
  unfreeze?: string[];
  epochs: number;
  lr: number;
  batchSize: number;
  optimizer: "adamw" | "adam" | "sgd";
  weightDecay?: number;
  scheduler: "cosine" | "step" | "none";
  warmup: number;
  labelSmoothing: number;
  balance?: boolean;
  imageSize?: number;
  valSplit: number;
  seed: number;
  device: string;
  patience?: number;
  out: string;
  overwrite?: boolean;
  resume?: boolean;
  onError: "throw" | "skip";
  json?: boolean;
}

/** Options that belong to one call and not to the run: a resumed run does not take them from before. */
const OF_THE_CALL = new Set(["resume", "overwrite", "json", "out", "device"]);

/** Registers the subcommand. */
export function registerFinetune(program: Command): void {
  program
    .command("finetune")
    .description("fine-tune a pretrained network on a folder of images, one subfolder per class")
    .argument("<folder>", "images in <folder>/<class>/, or with train/, val/ and test/ above the classes")
    .option("--model <name>", "architecture", "resnet18")
    .option("--weights <name|path>", "published weights, a .pth or .safetensors file, or none", "DEFAULT")
    .option("--no-strict", "accept a weights file that holds only a part of the network")
    .option("--unfreeze <module>", "train only this part and the head; may be repeated", list)
    .option("--epochs <n>", "passes over the training images", count, 3)
    .option("--lr <rate>", "learning rate", positive, 1e-3)
    .option("--batch-size <n>", "images per step", count, 32)
    .addOption(oneOf("--optimizer <name>", "optimizer", ["adamw", "adam", "sgd"], "adamw"))
    .option("--weight-decay <x>", "weight decay (default: PyTorch's)", nonNegative)
    .addOption(oneOf("--scheduler <name>", "learning-rate schedule", ["cosine", "step", "none"], "cosine"))
    .option("--warmup <x>", "warmup, as a share of the run or in steps", nonNegative, 0)
    .option("--label-smoothing <x>", "label smoothing", nonNegative, 0)
    .option("--balance", "weigh the classes inversely to how often they occur")
    .option("--image-size <pixels>", "side of the network's input (default: the weights')", count)
    .option("--val-split <share>", "share held out where the folder has no val/", share, 0.2)
    .option("--seed <n>", "decides split, order, augmentation and fresh parameters", whole, 0)
    .option("--device <name>", "auto, cpu or cuda:0", "auto")
    .option("--patience <n>", "stop after so many epochs without progress", count)
    .option("--out <folder>", "run folder", "runs/first")
    .option("--overwrite", "replace the run that the folder already holds")
    .option("--resume", "go on after the last finished epoch, with that run's options")
    .addOption(oneOf("--on-error <what>", "what an unreadable image does", ["throw", "skip"], "throw"))
    .option("--json", "one JSON object per line instead of text")
    .addHelpText(
      "after",
      `
Without --unfreeze everything is trained; --unfreeze none trains the head alone.

Examples:
  $ torchts finetune ./images --epochs 3
  $ torchts finetune ./images --model resnet50 --weights resnet50.pth --unfreeze layer4 --out runs/r50
  $ torchts finetune ./images --out runs/first --resume --epochs 10`,
    )
    .action(async (folder: string, options: FinetuneOptions, command: Command) => {
      await untilInterrupted(
        (signal) => finetune(folder, options, command, signal),
        () =>
          existsSync(path.join(options.out, "last.pth"))
            ? `stopped; go on with: npx torchts finetune ${folder} --out ${options.out} --resume`
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
  const { datasets, models, tensor, train, transforms } = await import("./library.ts");
  const options = given.resume ? await withSavedOptions(given, command, train.readConfig) : given;
  const printer = new ProgressPrinter({ json: options.json });

  try {
    if (!models.has(options.model)) {
      throw new ArgumentError(
        `there is no model named ${options.model}; there are ${models.list().join(", ")}.`,
        { operation: "finetune" },
      );
    }
    if (models.taskOf(options.model) !== "classification") {
      throw new ArgumentError(
        `${options.model} finds the class of each pixel; finetune trains networks that find that of an image. ` +
          "train.fit trains both in a script, see docs/segmentation.md.",
        { operation: "finetune" },
      );
    }
    const chosen = chooseTransforms(options, { models, transforms });
    const data = await datasets.ImageFolder.open(folder, {
      split: { val: options.valSplit, seed: options.seed },
      trainTransform: chosen.train,
      valTransform: chosen.val,
      onError: options.onError,
      signal,
    });

    tensor.manualSeed(options.seed);
    // A resumed run takes every value from its checkpoint, so the weights it began with are not needed.
    const weights = options.weights === "none" || options.resume ? null : options.weights;
    const loaded = await train.loadForClasses(options.model, data.classes.length, {
      weights,
      strict: options.strict,
      signal,
      progress: ({ received, total }) => {
        printer.status(
          `weights ${megabytes(received)}${total === null || total === undefined ? "" : ` of ${megabytes(total)}`} MB`,
        );
      },
    });
    const { model } = loaded;
    if (!options.resume) for (const text of describeLoaded(options, loaded)) printer.line(text);
    if (options.unfreeze !== undefined) {
      const unfrozen = options.unfreeze.filter((path) => path !== "none");
      train.freezeAllBut(model, [...models.headPaths(model), ...unfrozen]);
    }

    const result = await train.fit(model, data, {
      epochs: options.epochs,
      lr: options.lr,
      batchSize: options.batchSize,
      optimizer: options.optimizer,
      weightDecay: options.weightDecay,
      scheduler: options.scheduler,
      warmup: options.warmup,
      labelSmoothing: options.labelSmoothing,
      classWeights: options.balance ? "balanced" : undefined,
      seed: options.seed,
      device: options.device as "auto",
      patience: options.patience,
      out: options.out,
      overwrite: options.overwrite,
      resume: options.resume,
      restoreBest: true,
      architecture: options.model,
      onEvent: (event) => printer.on(event),
      signal,
      notes: { command: { ...options } },
    });

    const best = result.best;
    printer.result({ type: "result", out: result.outDir, best, last: result.last }, [
      ...(best === null
        ? []
        : [
            `best: epoch ${best.epoch}, validation accuracy ${percent(best.valAccuracy)}, AUC ${figure(best.valAuc)}`,
          ]),
      `saved to ${options.out}; try: npx torchts predict ${options.out} <image>`,
    ]);
    if (data.test !== null) {
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
  } finally {
    printer.clear();
  }
}

/** The options of the run in `out`, overruled by what the command line says this time. */
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
  const merged: Record<string, unknown> = { ...given };
  for (const [name, value] of Object.entries(saved)) {
    const saidNow = command.getOptionValueSource(name) === "cli";
    if (!saidNow && !OF_THE_CALL.has(name)) merged[name] = value;
  }
  return merged as unknown as FinetuneOptions; // the same names, as `notes` wrote them
}

/** What was loaded, in lines. */
function describeLoaded(
  options: FinetuneOptions,
  loaded: { freshHead: boolean; missing: string[]; unexpected: string[] },
): string[] {
  const from =
    options.weights === "none" ? "fresh parameters (--weights none)" : `weights ${options.weights}`;
  const lines = [`${options.model}, ${from}${loaded.freshHead ? ", new head" : ", the file's own head"}`];
  if (loaded.missing.length > 0) lines.push(`missing in the file, left fresh: ${grouped(loaded.missing)}`);
  if (loaded.unexpected.length > 0)
    lines.push(`unexpected in the file, not used: ${grouped(loaded.unexpected)}`);
  return lines;
}

/** Keys by their first part: `layer4 (30 keys), fc (2 keys)`. */
function grouped(keys: string[]): string {
  const counts = new Map<string, number>();
  for (const key of keys) {
    const top = key.split(".")[0] as string;
    counts.set(top, (counts.get(top) ?? 0) + 1);
  }
  return [...counts].map(([top, n]) => `${top} (${n} ${n === 1 ? "key" : "keys"})`).join(", ");
}

/** The transforms the weights were measured with, at another input size in the same proportion. */
function chooseTransforms(
  options: FinetuneOptions,
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
    train: new transforms.ClassificationTrainPreset({ cropSize, interpolation, mean, std, scale: [0.35, 1] }),
    val: new transforms.ImageClassificationPreset({ cropSize, resizeSize, interpolation, mean, std }),
  };
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}
