/** `torchts inspect`: the layers of a network, their shapes and parameters, and its head. */
import type { Command } from "commander";
import { untilInterrupted } from "./failure.ts";
import { checkModelFlags } from "./model-flags.ts";
import { count, oneOf, text, whole } from "./values.ts";

/** The options as commander gives them. */
interface InspectCliOptions {
  weights?: string;
  classes?: number;
  input?: number;
  batch: number;
  depth: number;
  checkpoint: "best" | "last";
  json?: boolean;
}

/** Registers the subcommand. */
export function registerInspect(program: Command): void {
  program
    .command("inspect")
    .description("list a network's layers, output shapes and parameters, what is trainable, and the head")
    .argument("<model>", "name of a model (resnet18), a run folder that finetune wrote, or a .pth in it")
    .option(
      "--weights <name or file>",
      "weights to load, for a model by name (default: none, nothing is fetched)",
      text,
    )
    .option("--classes <n>", "outputs of the head, for a model by name", count)
    .option("--input <edge>", "height and width of the images (default: what the network is made for)", count)
    .option("--batch <n>", "images at once, which the outputs' memory depends on", count, 1)
    .option("--depth <n>", "leave out layers that lie deeper", whole, 2)
    .addOption(oneOf("--checkpoint <which>", "whose weights, for a run", ["best", "last"], "best"))
    .option("--json", "a JSON object with all layers instead of text")
    .addHelpText(
      "after",
      `
Examples:
  $ torchts inspect resnet18
  $ torchts inspect vit_b_16 --depth 4
  $ torchts inspect segnet --classes 1
  $ torchts inspect runs/first --json`,
    )
    .action(async (name: string, options: InspectCliOptions, command: Command) => {
      await untilInterrupted(async (signal) => {
        const { models } = await import("./library.ts");
        const { edgeOf, openModel } = await import("./open-model.ts");
        await checkModelFlags(command, name, { ofRuns: ["checkpoint"], ofBuilders: ["weights", "classes"] });
        const opened = await openModel(name, {
          operation: "inspect",
          command,
          weights: options.weights === undefined || options.weights === "none" ? null : options.weights,
          classes: options.classes,
          device: "cpu",
          checkpoint: options.checkpoint,
          signal,
        });
        const edge = options.input ?? edgeOf(opened);
        const found = models.inspect(opened.model, [options.batch, 3, edge, edge]);
        const told = options.json
          ? JSON.stringify({ ...found, classes: opened.classes }, null, 2)
          : models.inspectionTable(found, { depth: options.depth });
        process.stdout.write(`${told}\n`);
      });
    });
}
