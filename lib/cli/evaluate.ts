/** `torchts evaluate`: figures of a run on images with labels, or with masks. */
import type { Command } from "commander";
import { ArgumentError } from "../native/errors.ts";
import type { LoadedRun } from "../train/index.ts";
import { untilInterrupted } from "./failure.ts";
import { describeMaskReport, describeReport, ProgressPrinter } from "./progress.ts";
import { count, device, oneOf, refuseGiven } from "./values.ts";

/** The options as commander gives them. */
interface EvaluateCliOptions {
  batchSize?: number;
  device: string;
  checkpoint: "best" | "last";
  distances?: boolean;
  onError: "throw" | "skip";
  json?: boolean;
}

/** A run, what it is measured on, and how. */
interface Evaluation {
  run: LoadedRun;
  folder: string;
  options: EvaluateCliOptions;
  printer: ProgressPrinter;
  signal: AbortSignal;
}

/** Registers the subcommand. */
export function registerEvaluate(program: Command): void {
  program
    .command("evaluate")
    .description("measure a fine-tuned network on a folder of images with labels or masks")
    .argument("<run>", "run folder that finetune wrote")
    .argument("<folder>", "images in <folder>/<class>/, or images/ and masks/; the classes as in training")
    .option("--batch-size <n>", "images at once (default: 32, for masks 8)", count)
    .option("--device <name>", "auto, cpu or cuda:0", device, "auto")
    .addOption(oneOf("--checkpoint <which>", "whose weights", ["best", "last"], "best"))
    .option("--distances", "for masks: distances between the borders too")
    .addOption(oneOf("--on-error <what>", "what an unreadable image does", ["throw", "skip"], "throw"))
    .option("--json", "a JSON object instead of text")
    .addHelpText(
      "after",
      "\nWhere a folder of masks has parts, the figures are of test/, else of val/.\n" +
        "\nExample:\n  $ torchts evaluate runs/first ./test-images",
    )
    .action(async (run: string, folder: string, options: EvaluateCliOptions, command: Command) => {
      await untilInterrupted(async (signal) => {
        const { train } = await import("./library.ts");
        const printer = new ProgressPrinter({ json: options.json });
        const loaded = await train.loadRun(run, {
          device: options.device as "auto",
          checkpoint: options.checkpoint,
        });
        if (loaded.transform === null) {
          throw new ArgumentError(
            `evaluate: the run in ${run} was trained with a transform that cannot be written down; measure it in a ` +
              "script, with loaded.evaluate on data that has this transform",
            { operation: "evaluate" },
          );
        }
        if (loaded.task !== "segmentation") {
          refuseGiven(command, ["distances"], `the run in ${run} has no masks, and distances are theirs`);
        }
        try {
          const measure = loaded.task === "segmentation" ? measureMasks : measureClasses;
          await measure({ run: loaded, folder, options, printer, signal });
        } finally {
          printer.clear();
        }
      });
    });
}

async function measureClasses(asked: Evaluation): Promise<void> {
  const { run, folder, options, printer, signal } = asked;
  const { datasets } = await import("./library.ts");
  const data = await datasets.ImageFolder.open(folder, {
    image: run.config.image,
    valTransform: run.transform ?? undefined,
    trainTransform: run.transform ?? undefined,
    useSplitFolders: false,
    onError: options.onError,
    signal,
  });
  if (data.classes.join("\n") !== run.classes.join("\n")) {
    throw new ArgumentError(
      `evaluate: the run's classes are ${run.classes.join(", ")}; the folders in ${folder} are ` +
        `${data.classes.join(", ")}. Give a folder with one subfolder per class, named as in training.`,
      { operation: "evaluate" },
    );
  }
  const report = await run.evaluate(data.train, passOptions(asked));
  printer.result(report, describeReport(report));
}

async function measureMasks(asked: Evaluation): Promise<void> {
  const { run, folder, options, printer, signal } = asked;
  const { datasets } = await import("./library.ts");
  const { kind, ignoreIndex, model } = run.config;
  const isGrey = model.options?.inChannels === 1;
  const data = await datasets.SegmentationFolder.open(folder, {
    kind,
    classes: run.classes,
    ignore: ignoreIndex ?? undefined,
    transform: run.transform ?? undefined,
    image: { mode: isGrey ? "L" : "RGB", ...run.config.image },
    onError: options.onError,
    signal,
  });
  const report = await run.evaluate(data.test ?? data.val ?? data.train, {
    ...passOptions(asked),
    distances: options.distances,
  });
  printer.result(report, describeMaskReport(report));
}

function passOptions({ options, printer, signal }: Evaluation) {
  return {
    batchSize: options.batchSize,
    onError: options.onError,
    signal,
    onSkip: (error: unknown) => printer.on({ type: "skip", error }),
    onProgress: ({ step, steps }: { step: number; steps: number | null }) =>
      printer.status(`batch ${step}/${steps ?? "?"}`),
  };
}
