/** `torchts predict`: classes of images, by a run. */
import type { Command } from "commander";
import { ArgumentError } from "../native/errors.ts";
import { untilInterrupted } from "./failure.ts";
import { percent } from "./progress.ts";
import { count, device, oneOf } from "./values.ts";

/** The options as commander gives them. */
interface PredictCliOptions {
  top: number;
  device: string;
  checkpoint: "best" | "last";
  json?: boolean;
}

/** Registers the subcommand. */
export function registerPredict(program: Command): void {
  program
    .command("predict")
    .description("predict the class of images with a fine-tuned network")
    .argument("<run>", "run folder that finetune wrote")
    .argument("<image...>", "image files")
    .option("--top <k>", "how many classes to list", count, 3)
    .option("--device <name>", "auto, cpu or cuda:0", device, "auto")
    .addOption(oneOf("--checkpoint <which>", "whose weights", ["best", "last"], "best"))
    .option("--json", "a JSON array instead of text")
    .addHelpText(
      "after",
      `
Examples:
  $ torchts predict runs/first image.png
  $ torchts predict runs/first scans/*.png --json`,
    )
    .action(async (run: string, images: string[], options: PredictCliOptions) => {
      await untilInterrupted(async (signal) => {
        const { train } = await import("./library.ts");
        const loaded = await train.loadRun(run, {
          device: options.device as "auto",
          checkpoint: options.checkpoint,
        });
        if (loaded.task === "segmentation") {
          throw new ArgumentError(
            `predict: the run in ${run} is of segmentation; its masks are what ` +
              `\`torchts segment ${run} ${images[0]} --out found\` writes`,
          );
        }
        const predictions = await loaded.predict(images, { topK: options.top, signal });
        if (options.json) {
          process.stdout.write(`${JSON.stringify(predictions, null, 2)}\n`);
          return;
        }
        for (const { path, top } of predictions) {
          const ranked = top.map(({ label, probability }) => `${label} ${percent(probability)}`).join(", ");
          process.stdout.write(`${path}: ${ranked}\n`);
        }
      });
    });
}
