/** `torchts report`: a run, several runs of one recipe, or a table of predictions as one page. */
import { type Command, Option } from "commander";
import { isTable } from "../data/tables/table.ts";
import type { ReportOptions } from "../train/index.ts";
import { untilInterrupted } from "./failure.ts";
import { subgroup } from "./metrics.ts";
import { ProgressPrinter } from "./progress.ts";
import { addColumnOptions, OF_TABLES, ON_MISSING, type TableFlags, tableFlagsIn } from "./table-data.ts";
import { count, device, list, oneOf, refuseGiven, share, text, whole } from "./values.ts";

/** The options as commander gives them. */
interface ReportCliOptions extends TableFlags {
  external?: string;
  out?: string;
  data?: string;
  positive?: string;
  prevalence?: number;
  group?: string | false;
  by?: string[];
  title?: string;
  files: boolean;
  pictures?: number;
  level?: number;
  draws?: number;
  seed?: number;
  batchSize?: number;
  device: string;
  checkpoint: "best" | "last";
  json?: boolean;
}

/** Registers the subcommand. */
export function registerReport(program: Command): void {
  const command = program
    .command("report")
    .description("everything that is known of a run as one HTML file, for reviewers and for yourself")
    .argument("<source...>", "run folder; several that differ in their seed; or a table of predictions")
    .option(
      "--out <file>",
      "the page (default: report.html in the run, of a table its name with .html)",
      text,
    )
    .option(
      "--data <folder>",
      "folder or table of the training, where it lies now (default: where it lay then)",
      text,
    )
    .option(
      "--external <folder>",
      "images from elsewhere, <folder>/<class>/ or a table, measured beside the run's own",
      text,
    )
    .option("--positive <name>", "the class that operating points are of (default: of two the second)", text)
    .option("--prevalence <share>", "share of positives where the model will be used", share)
    .option("--group <column>", "column of the predictions that says the patient (default: group)", text)
    .option("--no-group", "take samples as independent, whatever the predictions say")
    .option(
      "--by <column>",
      "subgroups by its values, or by cuts of its numbers: age:40,60; several times",
      list,
    )
    .option("--title <text>", "above the page", text)
    .option("--no-files", "show no names of files and folders")
    .option("--pictures <n>", "most pictures of mistakes and augmented samples (default: 12)", whole)
    .option("--level <share>", "of the intervals (default: 0.95)", share)
    .option("--draws <n>", "bootstrap draws, 0 for none (default: 2000)", whole)
    .option("--seed <n>", "of the draws (default: 0)", whole)
    .option("--batch-size <n>", "images at once, where predictions are made", count)
    .option("--device <name>", "auto, cpu or cuda:0", device, "auto")
    .addOption(oneOf("--checkpoint <which>", "whose weights", ["best", "last"], "best"))
    .addOption(new Option("--json", "a JSON object instead of text"));
  addColumnOptions(command)
    .addOption(ON_MISSING())
    .addHelpText(
      "after",
      `
Predictions of the validation and test parts are made where the run's folder has none of its weights, and kept there.
What the run does not know is marked in the page for you to fill in.

Examples:
  $ torchts report runs/first
  $ torchts report runs/first --positive malignant --prevalence 0.02 --external ./hospital-b
  $ torchts report runs/first --external elsewhere.csv --label-column dx --root ./elsewhere
  $ torchts report runs/seed0 runs/seed1 runs/seed2 --out seeds.html
  $ torchts report theirs.csv --by sex --by age:40,60`,
    )
    .action(async (sources: string[], options: ReportCliOptions) => {
      await untilInterrupted(async (signal) => {
        const { train } = await import("./library.ts");
        const { openForReport } = await import("./report-data.ts");
        const { requireDevice } = await import("./require-device.ts");
        const printer = new ProgressPrinter({ json: options.json });
        requireDevice(options.device);
        const { data: folder, external, by, group, json, ...more } = options;
        if (![folder, external].some((one) => one !== undefined && isTable(one)))
          refuseGiven(command, OF_TABLES, "for a table, as --external or --data");
        const columns = tableFlagsIn(more as Readonly<Record<string, unknown>>); // those of tables
        const same = Object.fromEntries(
          Object.entries(more).filter(([name]) => !(OF_TABLES as readonly string[]).includes(name)),
        ) as Omit<typeof more, keyof TableFlags>;
        const opened = await openForReport(sources[0] as string, { folder, external, columns, signal });
        const isAlone = opened === null;
        const { pictures, batchSize, checkpoint, device: on, ...ofAll } = same;
        const asked: ReportOptions = {
          ...ofAll,
          ...(isAlone ? {} : { pictures, batchSize, checkpoint, device: on as "auto" }), // what it may be was tried
          ...(opened?.data && { data: opened.data }),
          ...(opened?.external ? { external: opened.external as never } : {}), // of the run's task, as it was opened
          ...(by !== undefined && { by: by.map(subgroup) }),
          // commander gives true where only the negated flag is known
          ...(group === false ? { group: null } : typeof group === "string" && { group }),
          signal,
          onProgress: ({ stage, step, steps }) =>
            printer.status(steps === 1 ? stage : `${stage}: batch ${step}/${steps ?? "?"}`),
        };
        const found = await train
          .report(sources.length === 1 ? (sources[0] as string) : sources, asked)
          .finally(() => printer.clear());
        const size = `${Math.ceil(found.bytes / 1024)} KB`;
        const of = Object.keys(found.predictions);
        printer.result({ ...found }, [
          `${found.file} (${size}): ${found.sections.length} sections`,
          of.length === 0
            ? "no predictions: the run's data was not found; give --data, or `data` in a script"
            : `figures of ${of.join(", ")}`,
          `${found.blanks} places are for you to fill in`,
        ]);
      });
    });
}
