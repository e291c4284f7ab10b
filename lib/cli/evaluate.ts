/** `torchts evaluate`: figures of a run on labelled images. */
import type { Command } from "commander";
import { ArgumentError } from "../native/errors.ts";
import { untilInterrupted } from "./failure.ts";
import { describeReport, ProgressPrinter } from "./progress.ts";
import { count, oneOf } from "./values.ts";

/** The options as commander gives them. */
interface EvaluateCliOptions {
  batchSize: number;
  device: string;
  checkpoint: "best" | "last";
  onError: "throw" | "skip";
  json?: boolean;
}

/** Registers the subcommand. */
export function registerEvaluate(program: Command): void {
  program
    .command("evaluate")
    .description("measure a fine-tuned network on a folder of labelled images")
    .argument("<run>", "run folder that finetune wrote")
    .argument("<folder>", "images in <folder>/<class>/, the classes as in training")
    .option("--batch-size <n>", "images at once", count, 32)
    .option("--device <name>", "auto, cpu or cuda:0", "auto")
    .addOption(oneOf("--checkpoint <which>", "whose weights", ["best", "last"], "best"))
    .addOption(oneOf("--on-error <what>", "what an unreadable image does", ["throw", "skip"], "throw"))
    .option("--json", "a JSON object instead of text")
    .addHelpText("after", "\nExample:\n  $ torchts evaluate runs/first ./test-images")
    .action(async (run: string, folder: string, options: EvaluateCliOptions) => {
      await untilInterrupted(async (signal) => {
        const { datasets, train } = await import("./library.ts");
        const printer = new ProgressPrinter({ json: options.json });
        const loaded = await train.loadRun(run, {
          device: options.device as "auto",
          checkpoint: options.checkpoint,
        });
        const data = await datasets.ImageFolder.open(folder, {
          valTransform: loaded.transform ?? undefined,
          trainTransform: loaded.transform ?? undefined,
          useSplitFolders: false,
          onError: options.onError,
          signal,
        });
        if (data.classes.join("\n") !== loaded.classes.join("\n")) {
          throw new ArgumentError(
            `evaluate: the run's classes are ${loaded.classes.join(", ")}; the folders in ${folder} are ` +
              `${data.classes.join(", ")}. Give a folder with one subfolder per class, named as in training.`,
            { operation: "evaluate" },
          );
        }
        try {
          const report = await loaded.evaluate(data.train, {
            batchSize: options.batchSize,
            onError: options.onError,
            signal,
            onSkip: (error) => printer.on({ type: "skip", error }),
            onProgress: ({ step, steps }) => printer.status(`batch ${step}/${steps ?? "?"}`),
          });
          printer.result(report, describeReport(report));
        } finally {
          printer.clear();
        }
      });
    });
}
