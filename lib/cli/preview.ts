/** `torchts preview`: pictures of what `torchts finetune` with the same options would train on. */

import path from "node:path";
import type { Command } from "commander";
import { ArgumentError } from "../native/errors.ts";
import { untilInterrupted } from "./failure.ts";
import { addDataAndRecipe, finetune } from "./finetune.ts";
import type { FinetuneOptions } from "./run-options.ts";
import { count, text } from "./values.ts";

/** Its own options, as commander gives them. */
interface PreviewCliOptions extends FinetuneOptions {
  samples: number;
  draws: number;
  edge: number;
}

const ENDINGS = [".png", ".jpg", ".jpeg", ".html", ".htm"];

/** Registers the subcommand. */
export function registerPreview(program: Command): void {
  const command = program
    .command("preview")
    .description(
      "pictures of what finetune with the same options would train on: samples after their random transforms, masks and boxes drawn in",
    );
  addDataAndRecipe(command)
    .option("--samples <n>", "samples to show, the first that training would see", count, 6)
    .option("--draws <n>", "epochs whose random transforms of each are shown", count, 4)
    .option("--edge <pixels>", "longest edge of a picture", count, 192)
    .option("--out <file>", "a picture (.png, .jpg) or a page (.html)", text, "preview.png")
    .option("--json", "a JSON object instead of text")
    .addHelpText(
      "after",
      `
Takes what finetune takes, and a configuration file of it with --out beside it; what says nothing of the images changes nothing. Nothing
is fetched, and nothing trained.

Examples:
  $ torchts preview ./images
  $ torchts preview ./images --image-size 160 --mixup 0.2 --out preview.html
  $ torchts preview ./kvasir --pairs '\\d+' --threshold 128 --class background --class polyp --samples 4 --out polyps.png
  $ torchts preview instances.json --images-dir images --draws 6
  $ torchts preview metadata.csv --root images --image-column image_id --label-column dx --group-column lesion_id`,
    )
    .action(async (folder: string, options: PreviewCliOptions, own: Command) => {
      const { out: file, samples, draws, edge } = options;
      if (!ENDINGS.includes(path.extname(file).toLowerCase())) {
        throw new ArgumentError(`preview: --out names a file ending in .png, .jpg or .html, got ${file}`, {
          operation: "preview",
          file,
        });
      }
      const { train } = await import("./library.ts");
      await untilInterrupted(
        (signal) =>
          finetune(folder, options, own, signal, async (network, data, settings) => {
            const seen = await train.preview(network, data, { ...settings, samples, draws, edge });
            await seen.save(file);
            const { rows, columns, notes, task, seed } = seen;
            const told = options.json
              ? JSON.stringify({
                  type: "preview",
                  file,
                  task,
                  seed,
                  columns,
                  samples: rows.map(({ path: of, text: what }) => ({ path: of, text: what })),
                  notes,
                })
              : `${String(seen)}\nwritten to ${file}`;
            process.stdout.write(`${told}\n`);
            seen.dispose();
          }),
        () => "stopped; nothing was written",
      );
    });
}
