/** `torchts evaluate`: figures of a run on images with labels, with masks, or with boxes. */

import path from "node:path";
import { type Command, Option } from "commander";
import type { Dataset } from "../data/index.ts";
import { isTable } from "../data/tables/table.ts";
import { ArgumentError } from "../native/errors.ts";
import type { LoadedRun } from "../train/index.ts";
import { readRunFiles } from "../train/run-files.ts";
import type { ImageFolder } from "../vision/index.ts";
import {
  addBoxOptions,
  BOX_DATA,
  type BoxDataOptions,
  type BoxMeasureOptions,
  boxesAt,
  forSource,
  MASKS_ALONE,
  OF_BOXES,
  openBoxes,
  rootOf,
} from "./box-data.ts";
import { untilInterrupted } from "./failure.ts";
import { addMaskOptions, type MaskOptions, OF_MASKS, openMasks } from "./mask-data.ts";
import { describeDetectionReport, describeMaskReport, describeReport, ProgressPrinter } from "./progress.ts";
import { boxOptionsOf, maskDecodingOf, maskOptionsOf } from "./reopen.ts";
import { type Chosen, choosePart, EVALUATED, type Evaluated, notesOf, splitIn } from "./run-data.ts";
import {
  addTableOptions,
  factsFitting,
  OF_FACTS,
  OF_TABLES,
  openTable,
  type TableFlags,
  tableFlagsIn,
  type WholeImages,
} from "./table-data.ts";
import { describeTargets } from "./target-lines.ts";
import { count, device, oneOf, refuseGiven, text } from "./values.ts";

/** The options as commander gives them. */
interface EvaluateCliOptions extends MaskOptions, BoxDataOptions, BoxMeasureOptions, TableFlags {
  part?: Evaluated;
  batchSize?: number;
  device: string;
  checkpoint: "best" | "last";
  distances?: boolean;
  onError: "throw" | "skip";
  out?: string;
  json?: boolean;
}

/** A run, what it is measured on, and how. */
interface Evaluation {
  run: LoadedRun;
  folder: string;
  options: EvaluateCliOptions;
  command: Command;
  printer: ProgressPrinter;
  signal: AbortSignal;
}

/** Options that say where masks are: a table does in place of the others. */
const LAYOUT = ["imagesDir", "masksDir", "maskSuffix", "pairs", "csv"] as const;

/** Registers the subcommand. */
export function registerEvaluate(program: Command): void {
  const command = program
    .command("evaluate")
    .description("measure a fine-tuned network on images with labels, masks or boxes")
    .argument("<run>", "run folder that finetune wrote, or a .pth in it")
    .argument(
      "<folder>",
      "the folder of the training, or another: <folder>/<class>/, or images/ and masks/; of boxes what finetune takes too, a " +
        "file of COCO's annotations say; of a table a table; the classes as in training",
    )
    .addOption(
      new Option(
        "--part <name>",
        "what to measure on (default: test, else val; of data without parts all)",
      ).choices(EVALUATED),
    )
    .option("--batch-size <n>", "images at once (default: 32, for masks 8, for boxes 2)", count)
    .option("--device <name>", "auto, cpu or cuda:0", device, "auto")
    .addOption(oneOf("--checkpoint <which>", "whose weights", ["best", "last"], "best"))
    .option("--distances", "for masks: distances between the borders too")
    .addOption(oneOf("--on-error <what>", "what an unreadable image does", ["throw", "skip"], "throw"))
    .option(
      "--out <file>",
      "write the predictions, a row for each image: .csv, .tsv, .jsonl or .parquet, for metrics",
      text,
    )
    .option("--json", "a JSON object instead of text");
  addTableOptions(addBoxOptions(addMaskOptions(command)))
    .addHelpText(
      "after",
      `
The first line says what the figures are of. Given the folder that the run was trained on, it is what the run held out:
test/ where there is such a folder, else the validation images, chosen again as --val-split and --seed chose them. Where
masks lie and what they mean is taken from the run; the options say it anew for another folder.

Examples:
  $ torchts evaluate runs/first ./images
  $ torchts evaluate runs/first ./test-images
  $ torchts evaluate runs/first ./images --part all --json
  $ torchts evaluate runs/cells ./BCCD
  $ torchts evaluate runs/skin metadata.csv
  $ torchts evaluate runs/fruits test.json --images-dir test --max-detections 1,10,300`,
    )
    .action(async (run: string, folder: string, options: EvaluateCliOptions, command: Command) => {
      await untilInterrupted(async (signal) => {
        const { openRun } = await import("./open-run.ts");
        const { requireDevice } = await import("./require-device.ts");
        const printer = new ProgressPrinter({ json: options.json });
        requireDevice(options.device);
        const loaded = await openRun(run, {
          operation: "evaluate",
          command,
          device: options.device as "auto", // or a device by name, which was tried
          checkpoint: options.checkpoint,
        });
        if (loaded.transform === null) {
          throw new ArgumentError(
            `evaluate: the run in ${run} was trained with a transform that cannot be written down; measure it in a ` +
              "script, with loaded.evaluate on data that has this transform",
            { operation: "evaluate" },
          );
        }
        const task = OF_TASK[loaded.task] ?? OF_TASK.classification;
        for (const { names, why } of task.refused(run)) refuseGiven(command, names, why);
        try {
          await task.measure({ run: loaded, folder, options, command, printer, signal });
        } finally {
          printer.clear();
        }
      });
    });
}

/** How runs of a task are measured, and what would do nothing then. */
interface TaskEvaluation {
  measure(asked: Evaluation): Promise<void>;
  refused(run: string): { names: readonly string[]; why: string }[];
}

const withoutBoxes = (run: string) => ({
  names: OF_BOXES,
  why: `for boxes, and the run in ${run} has none`,
});

const withoutColumns = (run: string) => ({
  names: OF_TABLES.filter((name) => !(OF_FACTS as readonly string[]).includes(name)),
  why: `for tables of whole images, and the run in ${run} has masks or boxes`,
});

const ofWholeImages: TaskEvaluation = {
  measure: measureImages,
  refused: (run) => [
    { names: ["distances", ...OF_MASKS], why: `for masks, and the run in ${run} has none` },
    withoutBoxes(run),
  ],
};

const OF_TASK: Readonly<Record<string, TaskEvaluation>> & { classification: TaskEvaluation } = {
  classification: ofWholeImages,
  multilabel: ofWholeImages,
  regression: ofWholeImages,
  ordinal: ofWholeImages,
  segmentation: { measure: measureMasks, refused: (run) => [withoutBoxes(run), withoutColumns(run)] },
  detection: {
    measure: measureBoxes,
    refused: (run) => [
      { names: ["distances", ...MASKS_ALONE], why: `for masks of classes, and the run in ${run} has boxes` },
      withoutColumns(run),
    ],
  },
};

async function measureImages(asked: Evaluation): Promise<void> {
  const { folder, options, signal, command: flags } = asked;
  const run = asked.run as LoadedRun<string, string, "classification">; // or of another task of whole images
  const isOfTable = isTable(folder);
  if (!isOfTable) refuseGiven(flags, OF_TABLES, `for tables, and ${folder} is none`);
  const { data: noted, command } = notesOf(run.config.notes);
  let ofRun = tableFlagsIn(command);
  const files = await readRunFiles(run.dir);
  if (isOfTable && files?.table !== path.resolve(folder)) {
    // Of another table's images.
    delete ofRun.root;
    ofRun = await factsFitting(folder, ofRun, "evaluate");
  }
  const columns: TableFlags = { ...ofRun, ...givenOf(OF_TABLES, options, flags) };
  const { datasets } = await import("./library.ts");
  const more = {
    image: run.config.image,
    transform: run.transform ?? undefined,
    onError: options.onError,
    signal,
  };
  const open = (split?: { val: number; seed: number }): Promise<WholeImages> =>
    isOfTable
      ? openTable(folder, columns, { ...more, split, classes: run.classes, operation: "evaluate" })
      : datasets.ImageFolder.open(folder, { ...more, split });
  const split = splitIn(command);
  // Shares that leave nothing to train on cannot have been the run's.
  const asTrained = noted === null || split === null ? null : await open(split).catch(() => null);
  const chosen = await choosePart<WholeImages["train"]>({
    folder: asTrained?.root ?? folder,
    asked: options.part,
    noted,
    asTrained,
    asItIs: () => open(),
  });
  const [first] = chosen.sets;
  checkTarget(asked, first);
  const report = await run.evaluate(await joined(chosen.sets as ImageFolder["train"][]), passOptions(asked));
  tell(asked, chosen, report, describeTargets(run.task, report) ?? describeReport(report));
}

/** Throws ArgumentError for data that is of another task than the run, or of other names. */
function checkTarget({ run, folder }: Evaluation, part: WholeImages["train"] | undefined): void {
  const refuse = (told: string): never => {
    throw new ArgumentError(`evaluate: ${told}`, { operation: "evaluate" });
  };
  if (part === undefined) return;
  if (part.task.name !== run.task) {
    refuse(
      `the run is of ${run.task}, and ${folder} is read as ${part.task.name} data; name the columns as in training`,
    );
  }
  const names = "names" in part ? part.names : part.classes;
  if (names.join("\n") === run.classes.join("\n")) return;
  refuse(
    isTable(folder)
      ? `the run's names are ${run.classes.join(", ")}; those of ${folder} are ${names.join(", ")}`
      : `the run's classes are ${run.classes.join(", ")}; the folders in ${folder} are ${names.join(", ")}. Give a folder with one ` +
          "subfolder per class, named as in training.",
  );
}

async function measureMasks(asked: Evaluation): Promise<void> {
  const { folder, options, signal, command: flags } = asked;
  const run = asked.run as LoadedRun<string, string, "segmentation">; // as its task says
  const { data: noted, command } = notesOf(run.config.notes);
  const image = maskDecodingOf(run.config);
  const more = { transform: run.transform ?? undefined, image, onError: options.onError, signal };
  let ofRun = maskOptionsOf(run.config);
  const said = givenOf([...OF_MASKS, ...OF_FACTS], options, flags);
  // A table lists the files of one folder.
  if (noted?.folder !== path.resolve(folder) || LAYOUT.some((name) => said[name] !== undefined))
    delete ofRun.csv;
  if (said.csv !== undefined) ofRun = await factsFitting(said.csv, ofRun, "evaluate");
  if (said.csv !== undefined) for (const name of LAYOUT) delete ofRun[name];
  if (said.values !== undefined || said.threshold !== undefined) {
    delete ofRun.values;
    delete ofRun.threshold;
  }
  const wanted: MaskOptions = { ...ofRun, ...said };
  if (wanted.csv === undefined) refuseGiven(flags, OF_FACTS, `for tables, and ${folder} is read without one`);
  const split = splitIn(command);
  const isAsked = Object.keys(said).length > 0;
  const asTrained =
    noted === null || split === null || isAsked
      ? null
      : await openMasks(folder, wanted, { ...more, split }).catch(() => null);
  const chosen = await choosePart({
    folder,
    asked: options.part,
    noted,
    asTrained,
    asItIs: () => openMasks(folder, wanted, more),
  });
  const report = await run.evaluate(await joined(chosen.sets), {
    ...passOptions(asked),
    distances: options.distances,
  });
  tell(asked, chosen, report, describeMaskReport(report));
}

async function measureBoxes(asked: Evaluation): Promise<void> {
  const { folder, options, signal, command: flags } = asked;
  const run = asked.run as unknown as LoadedRun<string, string, "detection">; // as its task says
  const { image, notes, model } = run.config;
  const { data: noted, command } = notesOf(notes);
  const root = rootOf(folder);
  const said: BoxDataOptions = givenOf([...BOX_DATA, ...OF_FACTS], options, flags);
  let ofRun: BoxDataOptions = boxOptionsOf(run.config);
  const isSame = noted?.folder === path.resolve(root);
  // A table and annotations are of one folder's images.
  if (!isSame || said.csv !== undefined) delete ofRun.csv;
  const table = said.csv ?? (isTable(folder) ? folder : undefined);
  if (table !== undefined && (!isSame || said.csv !== undefined))
    ofRun = await factsFitting(table, ofRun, "evaluate");
  if (!isSame) {
    delete ofRun.valAnnotations;
    delete ofRun.valImagesDir;
  }
  const source = boxesAt(folder, { ...ofRun, ...said }, true) ?? "voc"; // which says what it looked for
  if (source !== "csv") refuseGiven(flags, OF_FACTS, `for tables, and ${folder} is read without one`);
  const wanted: BoxDataOptions = { ...forSource(source, ofRun), ...said };
  const more = {
    transform: run.transform ?? undefined,
    image,
    onError: options.onError,
    signal,
    masks: run.model.hasMasks === true,
    operation: "evaluate",
    model: model.architecture ?? "the network",
  };
  const split = splitIn(command);
  const isAsked = Object.keys(said).length > 0;
  const asTrained =
    noted === null || split === null || isAsked
      ? null
      : await openBoxes(source, folder, wanted, { ...more, split }).catch(() => null);
  const chosen = await choosePart({
    folder: root,
    asked: options.part,
    noted,
    asTrained,
    asItIs: () => openBoxes(source, folder, wanted, more),
  });
  const report = await run.evaluate(await joined(chosen.sets), {
    ...passOptions(asked),
    maxDetections: options.maxDetections,
    iouThresholds: options.iouThresholds,
  });
  tell(asked, chosen, report, describeDetectionReport(report));
}

/** The flags that were given, of those that are named. */
function givenOf<N extends keyof EvaluateCliOptions>(
  names: readonly N[],
  options: EvaluateCliOptions,
  command: Command,
): Pick<EvaluateCliOptions, N> {
  const given = names.filter((name) => command.getOptionValueSource(name) === "cli");
  return Object.fromEntries(given.map((name) => [name, options[name]])) as Pick<EvaluateCliOptions, N>; // all are optional
}

/** Data sets one after the other. */
async function joined<S>(sets: readonly Dataset<S>[]): Promise<Dataset<S>> {
  const [only] = sets;
  if (sets.length === 1 && only !== undefined) return only;
  const { data } = await import("./library.ts");
  return new data.ConcatDataset(sets);
}

/** The figures, after what they are of. */
function tell(
  { printer, folder }: Evaluation,
  chosen: Chosen<unknown>,
  report: object,
  lines: string[],
): void {
  const { part, trainedOn, told } = chosen;
  printer.result({ part, folder, trainedOn, ...report }, [told, ...lines]);
}

function passOptions({ options, printer, signal }: Evaluation) {
  return {
    batchSize: options.batchSize,
    onError: options.onError,
    out: options.out,
    signal,
    onSkip: (error: unknown) => printer.on({ type: "skip", error }),
    onProgress: ({ step, steps }: { step: number; steps: number | null }) =>
      printer.status(`batch ${step}/${steps ?? "?"}`),
  };
}
