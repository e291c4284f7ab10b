/** `torchts inspect`: the layers of a network, their shapes and parameters, and its head; of data it is `inspect-files.ts`. */
import { type Command, Option } from "commander";
import { type DecodingFlags, NO_EXIF, PAGE, RANGE } from "./decoding-flags.ts";
import { untilInterrupted } from "./failure.ts";
import { BOX_COLUMNS, inspectFiles, MASK_COLUMN, namesData, OF_DATA } from "./inspect-files.ts";
import { checkModelFlags } from "./model-flags.ts";
import { addColumnOptions, type TableFlags } from "./table-data.ts";
import { count, expression, oneOf, refuseGiven, text, whole } from "./values.ts";

/** The options as commander gives them. */
export interface InspectCliOptions extends DecodingFlags, TableFlags {
  as?: "model" | "data";
  features?: string;
  maskColumn?: string;
  boxColumns?: string[];
  group?: string;
  html?: string;
  strict?: boolean;
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
  const command = program
    .command("inspect")
    .description(
      "of a network list layers, output shapes and parameters, what is trainable, and the head; of data look for what would spoil a training",
    )
    .argument(
      "<model-or-data>",
      "name of a model (resnet18), a run folder that finetune wrote, or a .pth in it; or a folder of images, a table of them, an archive of arrays",
    )
    .addOption(
      new Option("--as <what>", "what the name stands for, where it could be both").choices([
        "model",
        "data",
      ]),
    )
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
    .option(
      "--features <model>",
      "of data: a network, with --weights, by whose features labels are judged",
      text,
    )
    .option("--group <regex>", "of data: what in a path names the patient, as 'patient(\\d+)'", expression)
    .option(...RANGE)
    .option(...PAGE)
    .option(...NO_EXIF)
    .option("--html <file>", "of data: write a page with pictures of what was found", text)
    .option("--strict", "of data: end with exit code 3 where errors are found")
    .option("--json", "a JSON object instead of text");
  addColumnOptions(command)
    .option(...MASK_COLUMN)
    .option(...BOX_COLUMNS)
    .addHelpText(
      "after",
      `
Examples:
  $ torchts inspect resnet18
  $ torchts inspect vit_b_16 --depth 4
  $ torchts inspect segnet --classes 1
  $ torchts inspect runs/first --json
  $ torchts inspect ./images
  $ torchts inspect ./images --group 'patient\\d+' --html found.html --strict
  $ torchts inspect scans.csv --label-column dx --group-column patient --keep-columns age,sex --root ./images
  $ torchts inspect ./images --features resnet18 --weights IMAGENET1K_V1`,
    )
    .action(async (name: string, options: InspectCliOptions, command: Command) => {
      await untilInterrupted(async (signal) => {
        const { models } = await import("./library.ts");
        if (namesData(name, models.has(name), options.as)) {
          await inspectFiles(name, options, command, signal);
          return;
        }
        refuseGiven(command, OF_DATA, `for data, and ${name} is a model or a run`);
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
