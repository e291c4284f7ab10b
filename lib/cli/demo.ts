/**
 * `torchts demo`: the whole path on data it makes itself, in a few minutes on two CPU cores.
 *
 * The images are drawn (endoscopy-like, with and without a polyp), so nothing has to be downloaded; pretrained
 * weights are taken where they can be had, and only here may training start from random parameters instead.
 */
import { existsSync } from "node:fs";
import path from "node:path";
import type { Command } from "commander";
import { AbortError, DownloadError } from "../native/errors.ts";
import { ownCommand } from "../native/own-command.ts";
import { percent } from "../train/shown.ts";
import { untilInterrupted } from "./failure.ts";
import { describeReport, ProgressPrinter } from "./progress.ts";
import { count, text, whole } from "./values.ts";

/** The options as commander gives them. */
interface DemoOptions {
  out: string;
  data: string;
  images?: number;
  epochs?: number;
  seed: number;
  quick?: boolean;
  offline?: boolean;
  json?: boolean;
}

const IMAGE_SIZE = 64;
/** Longest wait for the next byte of the weights, in milliseconds. */
const DOWNLOAD_PATIENCE_MS = 8000;
const RECIPES = {
  pretrained: { epochs: 3, lr: 3e-4 },
  random: { epochs: 8, lr: 1e-3 },
};
const IMAGES = 1600;
const QUICK = { images: 160, epochs: 2 };

/** Registers the subcommand. */
export function registerDemo(program: Command): void {
  program
    .command("demo")
    .description("make a small data set, fine-tune a ResNet-18 on it and predict, in a few minutes")
    .option("--out <folder>", "run folder, replaced if it is there", text, "runs/demo")
    .option("--data <folder>", "where the images are made", text, "demo-data")
    .option("--images <n>", "how many images to make (default: 1600, with --quick 160)", count)
    .option("--epochs <n>", "passes over the training images", count)
    .option("--seed <n>", "decides the images and the training", whole, 0)
    .option("--quick", "few images and epochs: shows that everything works, learns little")
    .option("--offline", "do not try to download pretrained weights")
    .option("--json", "one JSON object per line instead of text")
    .action(async (options: DemoOptions) => {
      await untilInterrupted((signal) => demo(options, signal));
    });
}

async function demo(options: DemoOptions, signal: AbortSignal): Promise<void> {
  const { datasets, tensor, train, transforms } = await import("./library.ts");
  const { generatePolypFolder } = await import("./polyps/folder.ts");
  const printer = new ProgressPrinter({ json: options.json });
  const images = options.images ?? (options.quick ? QUICK.images : IMAGES);
  // The parameters of the images are in the folder's name, so that another demo never trains on these.
  const folder = path.join(options.data, `polyps-${images}-${IMAGE_SIZE}px-seed${options.seed}`);

  try {
    if (!existsSync(path.join(folder, "images"))) {
      await generatePolypFolder(folder, {
        n: images,
        size: IMAGE_SIZE,
        seed: options.seed,
        signal,
        onProgress: ({ done, total }) => printer.status(`drawing images ${done}/${total}`),
      });
    }
    printer.line(`${images} drawn endoscopy-like images, with and without a polyp, in ${folder}`);
    const data = await datasets.ImageFolder.open(path.join(folder, "images"), {
      split: { val: 0.2, test: 0.02, seed: options.seed },
      // A polyp can lie at the edge, so crops are mild; it has no upright side, so both flips are right.
      trainTransform: new transforms.Compose([
        new transforms.ClassificationTrainPreset({ cropSize: IMAGE_SIZE, scale: [0.7, 1] }),
        new transforms.RandomVerticalFlip(),
      ]),
      valTransform: new transforms.ImageClassificationPreset({
        cropSize: IMAGE_SIZE,
        resizeSize: IMAGE_SIZE,
      }),
      signal,
    });

    tensor.manualSeed(options.seed);
    const pretrained = options.offline
      ? null
      : await tryPretrained(train, data.classes.length, printer, signal);
    if (pretrained === null) {
      printer.line("pretrained weights cannot be had here: training from random initialisation instead");
    }
    const { model } =
      pretrained ?? (await train.loadForClasses("resnet18", data.classes.length, { weights: null }));
    const recipe = pretrained === null ? RECIPES.random : RECIPES.pretrained;

    const result = await train.fit(model, data, {
      epochs: options.epochs ?? (options.quick ? QUICK.epochs : recipe.epochs),
      lr: recipe.lr,
      batchSize: 32,
      warmup: 0.1,
      weightDecay: 0.05,
      seed: options.seed,
      out: options.out,
      overwrite: true,
      restoreBest: true,
      onEvent: (event) => printer.on(event),
      signal,
    });

    if (data.val !== null) {
      const report = await train.evaluate(model, data.val, { classes: data.classes, signal });
      printer.result({ type: "validation", report }, [
        "",
        "validation, best epoch:",
        ...describeReport(report),
      ]);
    }
    printer.result({ type: "result", out: result.outDir, best: printer.record(result.best) }, [
      "",
      `validation ${result.best === null ? "without a figure" : printer.figures(result.best)}; ` +
        `${Math.round(result.seconds)} s; model saved to ${options.out}`,
    ]);

    const heldOut = data.test?.samples[0];
    if (heldOut !== undefined) {
      const run = await train.loadRun(options.out);
      const prediction = await run.predict(heldOut.path, { signal });
      const truth = data.classes[heldOut.label];
      printer.result({ type: "prediction", truth, ...prediction }, [
        `${heldOut.path}: ${prediction.label} (${percent(prediction.probability)}); it shows: ${truth}`,
        `predict yourself: ${ownCommand("predict", options.out, heldOut.path)}`,
      ]);
    }
  } finally {
    printer.clear();
  }
}

/** ResNet-18 with ImageNet weights, or null where they cannot be downloaded within a short time. */
async function tryPretrained(
  train: typeof import("../train/index.ts"),
  classCount: number,
  printer: ProgressPrinter,
  signal: AbortSignal,
): Promise<import("../train/index.ts").HeadReport | null> {
  const stalled = new AbortController();
  let timer = setTimeout(() => stalled.abort(), DOWNLOAD_PATIENCE_MS);
  const onInterrupt = (): void => stalled.abort();
  signal.addEventListener("abort", onInterrupt, { once: true });
  try {
    return await train.loadForClasses("resnet18", classCount, {
      weights: "IMAGENET1K_V1",
      signal: stalled.signal,
      progress: ({ received }) => {
        clearTimeout(timer);
        timer = setTimeout(() => stalled.abort(), DOWNLOAD_PATIENCE_MS);
        printer.status(`downloading ImageNet weights ${(received / 1e6).toFixed(1)} MB`);
      },
    });
  } catch (error) {
    if (signal.aborted) throw error;
    if (error instanceof DownloadError || error instanceof AbortError) return null;
    throw error;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", onInterrupt);
  }
}
