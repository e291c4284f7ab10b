/** `torchts metrics`: every figure of a table of predictions, with intervals. */
import { type Command, InvalidArgumentError, Option } from "commander";
import type { FromPredictionsOptions, SubgroupColumn } from "../metrics/index.ts";
import { iouThresholdsOption, maxDetectionsOption } from "./box-data.ts";
import { describedAs } from "./config/described.ts";
import { untilInterrupted } from "./failure.ts";
import {
  describeComparison,
  describeMeans,
  describePredictions,
  describeSubgroups,
} from "./metrics-lines.ts";
import { finite, list, refuseGiven, separator, share, text, whole } from "./values.ts";

/** The options as commander gives them. */
interface MetricsCliOptions {
  label?: string;
  score?: string;
  positive?: string;
  probability?: Record<string, string>;
  group?: string | false;
  id?: string;
  separator?: string;
  threshold?: number;
  prevalence?: number;
  by?: string[];
  level?: number;
  draws?: number;
  method?: "percentile" | "bca";
  seed?: number;
  against?: string;
  box?: readonly string[];
  truth?: string;
  maxDetections?: number[];
  iouThresholds?: number[];
  json?: boolean;
}

/** `malignant=p1`, gathered. */
function classColumn(given: string, before: Record<string, string> | undefined): Record<string, string> {
  const at = given.lastIndexOf("=");
  if (at <= 0 || at === given.length - 1)
    throw new InvalidArgumentError("Expected CLASS=COLUMN, as malignant=p1.");
  return { ...before, [given.slice(0, at)]: given.slice(at + 1) };
}
describedAs(classColumn, {
  schema: { type: "object", additionalProperties: { type: "string" } },
  between: "=",
  repeated: true,
});

/** `x1,y1,x2,y2`. */
function fourColumns(given: string): readonly string[] {
  const names = given.split(",").map((name) => name.trim());
  if (names.length !== 4 || names.includes(""))
    throw new InvalidArgumentError("Expected four columns between commas, as x1,y1,x2,y2.");
  return names;
}
describedAs(fourColumns, { schema: { type: "string" } });

/** `sex`, or `age:40,60` for numbers that are cut. */
export function subgroup(given: string): SubgroupColumn {
  const at = given.lastIndexOf(":");
  if (at < 0) return given;
  const cuts = given
    .slice(at + 1)
    .split(",")
    .map(Number);
  if (cuts.some(Number.isNaN)) return given; // a column may have a colon in its name
  return { column: given.slice(0, at), cuts };
}

/** Registers the subcommand. */
export function registerMetrics(program: Command): void {
  program
    .command("metrics")
    .description("figures with intervals of a table of predictions: evaluate's --out, or another program's")
    .argument("<file>", "CSV, TSV (.tsv), JSON lines (.jsonl) or Parquet (.parquet), a row for each sample")
    .option("--label <column>", "the true class (default: label)", text)
    .option(
      "--score <column>",
      "of two classes: the score of the positive one, in place of prob_...; of boxes that of a detection",
      text,
    )
    .option(
      "--probability <class=column>",
      "of several: where the probability of a class is; once for each",
      classColumn,
    )
    .option(
      "--positive <name>",
      "the class that sensitivity and the like are of (default: of two the second)",
      text,
    )
    .option(
      "--group <column>",
      "the patient, whose samples are drawn together (default: group, where it is)",
      text,
    )
    .option("--no-group", "take samples as independent, whatever the table says")
    .option("--id <column>", "what names a sample (default: file)", text)
    .option(
      "--separator <character>",
      "between values, or tab (default: what the header shows, of .tsv a tab)",
      separator,
    )
    .option("--threshold <score>", "called positive from this on (default: 0.5)", finite)
    .option("--prevalence <share>", "share of positives where the model will be used", share)
    .option(
      "--by <column>",
      "subgroups by its values, or by cuts of its numbers: age:40,60; several times",
      list,
    )
    .option("--level <share>", "of the intervals (default: 0.95)", share)
    .option("--draws <n>", "bootstrap draws, 0 for none (default: 2000)", whole)
    .addOption(
      new Option("--method <name>", "of the bootstrap (default: percentile)").choices(["percentile", "bca"]),
    )
    .option("--seed <n>", "of the draws (default: 0)", whole)
    .option(
      "--box <columns>",
      "of boxes: x1,y1,x2,y2, or x,y,width,height (default: where columns are called so)",
      fourColumns,
    )
    .option("--truth <file>", "of boxes: the true objects, where they have a table of their own", text)
    .addOption(maxDetectionsOption())
    .addOption(iouThresholdsOption())
    .option("--against <file>", "compare with another model's table of the same samples", text)
    .option("--json", "a JSON object instead of text")
    .addHelpText(
      "after",
      `
Intervals are by the bootstrap; where the table says which patient a sample is of, patients are drawn whole.

Examples:
  $ torchts evaluate runs/first ./images --out test.csv
  $ torchts metrics test.csv --positive malignant --prevalence 0.02
  $ torchts metrics test.csv --group patient --by sex --by age:40,60
  $ torchts metrics resnet.csv --against vit.csv --group patient
  $ torchts metrics theirs.csv --label dx --score p --positive mel --json
  $ torchts metrics detections.csv --truth objects.csv --box x,y,w,h --score confidence --id image`,
    )
    .action(async (file: string, options: MetricsCliOptions, command: Command) => {
      await untilInterrupted(async () => {
        const { metrics } = await import("./library.ts");
        const { probability, by, group, json, against, ...same } = options;
        const asked: FromPredictionsOptions = {
          ...same,
          ...(probability !== undefined && { probabilities: probability }),
          ...(by !== undefined && { by: by.map(subgroup) }),
          // commander gives true where only the negated flag is known
          ...(group === false ? { group: null } : typeof group === "string" && { group }),
        };
        const tell = (found: object, lines: readonly string[]): void =>
          void process.stdout.write(`${json ? JSON.stringify(found) : lines.join("\n")}\n`);
        const { isOfMasks } = await import("../metrics/predictions/means.ts");
        const isNamed = asked.score !== undefined || asked.probabilities !== undefined;
        const ofMasks = !isNamed && (await isOfMasks(file, "metrics", asked.separator));
        if (ofMasks && against === undefined) {
          refuseGiven(command, OF_CLASSES, `for classes, and ${file} is of masks`);
          const { level, draws, method, seed, separator, group } = asked;
          const common = { level, draws, method, seed, separator, group };
          const means = await metrics.columnMeans(file, common);
          const { subgroups } = await metrics.fromPredictions(file, { ...common, draws, by: asked.by ?? [] });
          tell(asked.by === undefined ? means : { ...means, subgroups }, [
            ...describeMeans(means),
            ...describeSubgroups(subgroups),
          ]);
        } else if (against !== undefined) {
          refuseGiven(
            command,
            ["by", "prevalence", "truth", "maxDetections", "iouThresholds"],
            "of one table, and --against names another",
          );
          const found = await metrics.comparePredictions(file, against, asked);
          tell(found, describeComparison(found));
        } else {
          const report = await metrics.fromPredictions(file, asked);
          tell(report, describePredictions(report));
        }
      });
    });
}

/** Flags that only tables of classes have. */
const OF_CLASSES = [
  "label",
  "positive",
  "threshold",
  "prevalence",
  "box",
  "truth",
  "maxDetections",
  "iouThresholds",
];
