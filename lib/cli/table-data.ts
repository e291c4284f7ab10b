/** Tables of images as the command line names them: its options, and the data they open. */
import path from "node:path";
import { type Command, InvalidArgumentError, Option } from "commander";
import { Table } from "../data/tables/table.ts";
import { listed } from "../edge/index.ts";
import { ArgumentError } from "../native/errors.ts";
import { describedAs } from "./config/described.ts";
import type { datasets, ImageFolder } from "./library.ts";
import { text } from "./values.ts";

/** The options that say what the columns of a table are, as commander gives them. */
export interface TableFlags {
  root?: string;
  imageColumn?: string;
  labelColumn?: string;
  labelColumns?: string[];
  labelList?: string;
  noneLabel?: string;
  valueColumns?: string[];
  gradeColumn?: string;
  grades?: string[];
  units?: string[];
  groupColumn?: string;
  splitColumn?: string;
  splitFile?: string;
  weightColumn?: string;
  keepColumns?: string[];
  splitBy?: "group" | "date" | "site";
  dateColumn?: string;
  siteColumn?: string;
  uncertain?: "missing" | "positive" | "negative";
  onMissing?: "throw" | "skip";
}

/** Columns that say what is learned: one of them is given. */
const TARGETS = ["labelColumn", "labelColumns", "labelList", "valueColumns", "gradeColumn"] as const;

/** All of them, by their names in {@link TableFlags}. */
export const OF_TABLES: readonly (keyof TableFlags)[] = [
  ...TARGETS,
  ...([
    "root",
    "imageColumn",
    "noneLabel",
    "grades",
    "units",
    "groupColumn",
    "splitColumn",
    "splitFile",
  ] as const),
  ...([
    "weightColumn",
    "keepColumns",
    "splitBy",
    "dateColumn",
    "siteColumn",
    "uncertain",
    "onMissing",
  ] as const),
];

/** Those that say of an image what is not its target: of tables of masks and boxes too. */
export const OF_FACTS = [
  ...(["imageColumn", "groupColumn", "splitColumn", "splitFile", "weightColumn"] as const),
  ...(["keepColumns", "splitBy", "dateColumn", "siteColumn", "onMissing"] as const),
] as const;

/** Their values. */
export type FactFlags = Pick<TableFlags, (typeof OF_FACTS)[number]>;

/** Columns that images are usually named in, where nobody says which. */
const IMAGE_COLUMNS = ["image", "file", "filename", "path", "image_id"];

/** Options that say what the columns are, by their names in {@link TableFlags}. */
export const OF_COLUMNS = [
  ...TARGETS,
  ...(["root", "imageColumn", "groupColumn", "splitColumn", "keepColumns"] as const),
] as const;

/** Adds the options that say what the columns are. */
export function addColumnOptions(command: Command): Command {
  const others = (name: (typeof TARGETS)[number]) => TARGETS.filter((one) => one !== name);
  const target = (flags: string, description: string, name: (typeof TARGETS)[number], many = false): Option =>
    new Option(flags, description).argParser<string | string[]>(many ? names : text).conflicts(others(name));
  return command
    .addOption(
      new Option("--root <folder>", "for tables: folder of the images (default: the table's)").argParser(
        absolute,
      ),
    )
    .option(
      "--image-column <name>",
      "for tables: files, or ids with or without an ending (default: image, file)",
      text,
    )
    .addOption(
      target("--label-column <name>", "for tables: the class of an image (default: label)", "labelColumn"),
    )
    .addOption(
      target("--grade-column <name>", "for tables: the grade, each more than the one before", "gradeColumn"),
    )
    .addOption(
      target(
        "--label-columns <names>",
        "for tables: a column of 0 and 1 for each of several labels: a,b,c",
        "labelColumns",
        true,
      ),
    )
    .addOption(
      target(
        "--label-list <name>",
        "for tables: a column that names all labels that are true, as a|b",
        "labelList",
      ),
    )
    .addOption(
      target("--value-columns <names>", "for tables: numbers: age, or age,height", "valueColumns", true),
    )
    .option(
      "--group-column <name>",
      "for tables: what must not be divided, such as the patient (default: group)",
      text,
    )
    .option("--split-column <name>", "for tables: train, val or test, or none (default: split)", text)
    .option("--keep-columns <names>", "for tables: kept for subgroups of the report: age,sex", names);
}

/** Adds all options to a subcommand. */
export function addTableOptions(command: Command): Command {
  return addColumnOptions(command)
    .option("--none-label <name>", "with --label-list: what says that there is none, as 'No Finding'", text)
    .option("--grades <names>", "with --grade-column: the grades in their order: mild,severe", names)
    .option("--units <names>", "with --value-columns: their units: months", names)
    .addOption(
      new Option("--uncertain <what>", "with --label-columns: what -1 is").choices([
        "missing",
        "positive",
        "negative",
      ]),
    )
    .addOption(
      new Option("--split-file <file>", "for tables: parts that saveSplit wrote").argParser(absolute),
    )
    .addOption(
      new Option(
        "--split-by <what>",
        "for tables: what is held out: groups at random, the newest images, whole sites (default: group)",
      ).choices(["group", "date", "site"]),
    )
    .option("--date-column <name>", "with --split-by date: when an image was taken, as 2021-03-07", text)
    .option("--site-column <name>", "for tables: where an image was taken", text)
    .option("--weight-column <name>", "for tables: how often an image is drawn", text)
    .addOption(ON_MISSING());
}

/** What a row does whose image is not there. */
export const ON_MISSING = (): Option =>
  new Option(
    "--on-missing <what>",
    "for tables: what a row does whose image is not there (default: throw)",
  ).choices(["throw", "skip"]);

/** A path, which a run may be told again in another folder. */
function absolute(given: string): string {
  return path.resolve(text(given));
}

/** Names between commas. */
function names(given: string): string[] {
  const found = text(given)
    .split(",")
    .map((name) => name.trim());
  if (found.includes("")) throw new InvalidArgumentError("Expected names between commas, none empty.");
  return found;
}
const NAME = { type: ["string", "number"] };
describedAs(names, { schema: { anyOf: [{ type: "array", items: NAME, minItems: 1 }, NAME] } });

/** The flags among those that a run noted. */
export function tableFlagsIn(noted: Readonly<Record<string, unknown>> | null): TableFlags {
  const found = OF_TABLES.flatMap((name) => (noted?.[name] === undefined ? [] : [[name, noted[name]]]));
  return Object.fromEntries(found) as TableFlags; // as finetune wrote them
}

/** The flags of a run with those that are given now: another target takes the place of the run's. */
export function withFlags(noted: TableFlags, given: TableFlags): TableFlags {
  const kept = saysTarget(given)
    ? Object.fromEntries(
        Object.entries(noted).filter(([name]) => !(TARGETS as readonly string[]).includes(name)),
      )
    : noted;
  return { ...kept, ...given };
}

/**
 * The facts that a run noted, for another table than its own: columns that this one lacks are not asked for, and how the run's was divided
 * is not followed.
 */
export async function factsFitting<T extends FactFlags>(
  file: string,
  noted: T,
  operation: string,
): Promise<T> {
  const table = await Table.open(file, { operation }).catch(() => null);
  if (table === null) return noted; // which is told by who opens it
  const has = (name: string | undefined) => name !== undefined && table.names.includes(name);
  const { splitFile: _, splitBy: __, ...rest } = noted;
  const fitting: FactFlags = {
    groupColumn: has(noted.groupColumn) ? noted.groupColumn : undefined,
    weightColumn: has(noted.weightColumn) ? noted.weightColumn : undefined,
    dateColumn: has(noted.dateColumn) ? noted.dateColumn : undefined,
    siteColumn: has(noted.siteColumn) ? noted.siteColumn : undefined,
    keepColumns: noted.keepColumns?.filter(has),
  };
  return { ...rest, ...fitting } as T; // the same names
}

/** Whether a column was named that says what is learned. */
export function saysTarget(flags: TableFlags): boolean {
  return TARGETS.some((name) => flags[name] !== undefined);
}

/** Data of whole images: a folder of class folders, or a table. */
export type WholeImages =
  | ImageFolder
  | datasets.LabelledFiles
  | datasets.MultilabelFiles
  | datasets.RegressionFiles;

/** How a table is opened beside its columns. */
export interface OpenTable
  extends Pick<datasets.FromCsvOptions, "trainTransform" | "valTransform" | "transform" | "image"> {
  /** Shares to set aside of a table without a column of parts; none for the data as it is. */
  split?: { val: number; seed: number };
  /** Classes of a run, which the table's are then. */
  classes?: readonly string[];
  onError: "throw" | "skip";
  signal: AbortSignal;
  /** What errors call the caller. */
  operation: string;
}

/**
 * Opens the images of a table.
 *
 * @throws ArgumentError for a table of which nobody says what is learned; what `datasets.fromCsv` throws
 */
export async function openTable(
  file: string,
  flags: TableFlags,
  { split, classes, operation, ...more }: OpenTable,
): Promise<Exclude<WholeImages, ImageFolder>> {
  const { datasets } = await import("./library.ts");
  const { signal } = more;
  const { names: there } = await Table.open(file, { operation, signal });
  const target = targetOf(flags, there, file, operation);
  const facts = factsOf(flags, there, split);
  return datasets.fromCsv(file, { ...facts.columns, ...target.columns } as datasets.ClassColumns, {
    ...more,
    ...target.options,
    ...(classes !== undefined && target.takesClasses && { classes }),
    root: flags.root,
    ...facts.options,
  });
}

/** What the flags say of a table whatever is learned, as the library's columns and options. */
function factsOf(
  flags: FactFlags,
  there: readonly string[],
  split: { val: number; seed: number } | undefined,
) {
  const parts = splitColumnOf(flags, there);
  return {
    columns: {
      ...commonColumns(flags, there),
      split: parts,
      weight: flags.weightColumn,
      date: flags.dateColumn,
      site: flags.siteColumn,
    },
    options: {
      onMissing: flags.onMissing,
      split: flags.splitFile ?? (parts === null && split ? { ...split, by: flags.splitBy } : undefined),
    },
  };
}

/** The same of a table of masks or boxes in a file. What is no table is told by who opens it. */
export async function factsIn(
  file: string,
  flags: FactFlags,
  split: { val: number; seed: number } | undefined,
  operation: string,
): Promise<ReturnType<typeof factsOf>> {
  const table = await Table.open(file, { operation }).catch(() => null);
  return factsOf(flags, table?.names ?? [], split);
}

/** The column of parts; null for none. */
function splitColumnOf({ splitColumn, splitFile }: TableFlags, there: readonly string[]): string | null {
  if (splitColumn !== undefined) return splitColumn === "none" ? null : splitColumn;
  return there.includes("split") && splitFile === undefined ? "split" : null;
}

/** What the flags say of columns whatever is learned. */
function commonColumns(flags: TableFlags, there: readonly string[]) {
  return {
    image: flags.imageColumn ?? IMAGE_COLUMNS.find((name) => there.includes(name)) ?? "image",
    group: flags.groupColumn,
    keep: flags.keepColumns,
  };
}

/**
 * The columns of a table as `datasets.fromCsv` takes them, of images with classes, grades, labels or numbers.
 *
 * @throws ArgumentError for a table of which nobody says what is learned
 */
export async function tableColumns(
  file: string,
  flags: TableFlags,
  operation: string,
  signal: AbortSignal,
): Promise<datasets.ClassColumns> {
  const { names: there } = await Table.open(file, { operation, signal });
  const { columns } = targetOf(flags, there, file, operation);
  const split = splitColumnOf(flags, there);
  // Which of the targets it is, the flags said.
  return {
    ...commonColumns(flags, there),
    ...columns,
    ...(split !== null && { split }),
  } as datasets.ClassColumns;
}

/** The columns that say what is learned, and the options for them. */
function targetOf(
  flags: TableFlags,
  there: readonly string[],
  file: string,
  operation: string,
): { columns: object; options: Partial<datasets.FromCsvOptions>; takesClasses: boolean } {
  const refuse = (told: string): never => {
    throw new ArgumentError(`${operation}: ${told}`, { operation, file });
  };
  const { labelColumn, labelColumns, labelList, valueColumns, gradeColumn } = flags;
  const { grades, units, uncertain, noneLabel: none } = flags;
  const idle: [string, unknown, boolean][] = [
    ["--none-label is for --label-list", none, labelList === undefined],
    ["--grades is for --grade-column", grades, gradeColumn === undefined],
    ["--units is for --value-columns", units, valueColumns === undefined],
    ["--uncertain is for --label-columns", uncertain, labelColumns === undefined],
  ];
  const odd = idle.find(([, value, isIdle]) => value !== undefined && isIdle);
  if (odd !== undefined) refuse(odd[0]);
  if (gradeColumn !== undefined)
    return { columns: { grade: gradeColumn }, options: { classes: grades }, takesClasses: true };
  if (labelColumns !== undefined)
    return { columns: { labels: labelColumns }, options: { uncertain }, takesClasses: false };
  if (labelList !== undefined)
    return { columns: { labels: labelList }, options: { none }, takesClasses: true };
  if (valueColumns !== undefined)
    return { columns: { values: valueColumns }, options: { units }, takesClasses: false };
  if (labelColumn === undefined && !there.includes("label")) {
    refuse(
      `which column of ${file} says what an image shows? Give --label-column, --grade-column, --label-columns, --label-list or ` +
        `--value-columns; it has ${listed(there, 30)}`,
    );
  }
  return { columns: { label: labelColumn ?? "label" }, options: {}, takesClasses: true };
}

/** Outputs of a network for the data: one for each class, label or number, of grades one less. */
export function outputsFor(data: WholeImages): number {
  if (data.task.name === "regression") return data.task.names.length;
  const { length } = (data as datasets.LabelledFiles).classes; // all others have classes
  return data.task.name === "ordinal" ? length - 1 : length;
}

/** What a table holds, in lines; of a folder nothing. */
export function describeTable(data: WholeImages): string[] {
  if (data.table === null) return [];
  const parts = [data.train, data.val, data.test].map((part) => part?.length ?? 0);
  const counts = new Map<string, number>();
  for (const { reason } of data.exclusions) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const gone = [...counts].map(([reason, count]) => `${count} rows left out: ${reason}`);
  return [
    [`${parts[0]} images to train on, ${parts[1]} to validate, ${parts[2]} to test`, ...gone].join("; "),
  ];
}
