/** `torchts models`: what networks and published weights there are. */
import { type Command, Option } from "commander";
import type { ListFilter, ModelTask, WeightsEntry } from "../models/index.ts";
import { oneOf, positive } from "./values.ts";

/** The options as commander gives them. */
interface ModelsCliOptions {
  sort: SortKey;
  reverse?: boolean;
  task?: ModelTask;
  maxParams?: number;
  minAcc1?: number;
  minMiou?: number;
  maxGflops?: number;
  maxSize?: number;
  best?: boolean;
  json?: boolean;
}

/** One row of the table; accuracies in percent, size in MB. */
interface Row {
  name: string;
  weights: string;
  task: string;
  isDefault: boolean;
  acc1: number | null;
  acc5: number | null;
  mIoU: number | null;
  pixelAcc: number | null;
  boxMap: number | null;
  maskMap: number | null;
  params: number;
  gflops: number | null;
  size: number | null;
  cropSize: number | null;
  resizeSize: number | null;
  url: string;
  sha256Prefix: string;
}

/** What rows can be sorted by; the accuracies put the largest first. */
const SORT_KEYS = [
  "acc1",
  "mIoU",
  "pixelAcc",
  "boxMap",
  "maskMap",
  "params",
  "gflops",
  "size",
  "name",
] as const;
type SortKey = (typeof SORT_KEYS)[number];
const LARGEST_FIRST: readonly SortKey[] = ["acc1", "mIoU", "pixelAcc", "boxMap", "maskMap"];

/** Registers the subcommand. */
export function registerModels(program: Command): void {
  program
    .command("models")
    .description("list the networks with their published weights: accuracy, parameters, size")
    .argument("[text]", "only names with this in them")
    .addOption(oneOf("--sort <key>", "order", [...SORT_KEYS], "name"))
    .option("--reverse", "the other way round")
    .addOption(
      new Option("--task <name>", "only networks for this task").choices([
        "classification",
        "segmentation",
        "detection",
      ]),
    )
    .option("--max-params <millions>", "at most so many million parameters", positive)
    .option("--min-acc1 <percent>", "at least this top-1 accuracy", positive)
    .option("--min-miou <percent>", "at least this mean intersection over union", positive)
    .option("--max-gflops <billions>", "at most so many billion multiply-adds per image", positive)
    .option("--max-size <MB>", "at most so large a file", positive)
    .option("--best", "only the best weights of each network")
    .option("--json", "a JSON array instead of a table")
    .addHelpText(
      "after",
      `
Top-1 and top-5 accuracies are those on ImageNet's validation images; mean intersection over union (mIoU) and the share
of right pixels those on COCO's with the classes of Pascal VOC; the mean average precision of boxes and masks (boxMap,
maskMap) is COCO's. --sort acc1, mIoU, pixelAcc, boxMap and maskMap put the best first, the others the smallest.

Examples:
  $ torchts models --sort acc1 --max-params 10
  $ torchts models --task segmentation --sort mIoU
  $ torchts models --task detection --sort boxMap
  $ torchts models resnet --best --json`,
    )
    .action(async (text: string | undefined, options: ModelsCliOptions) => {
      const { models } = await import("./library.ts");
      const { task, minAcc1, minMiou, maxGflops } = options;
      const maxParams = options.maxParams === undefined ? undefined : options.maxParams * 1e6;
      const bounds = { minAcc1, minMIoU: minMiou, maxGflops, maxParams, maxSizeMb: options.maxSize };
      const filter: ListFilter = { task, ...bounds };
      const names = models
        .list(filter)
        .filter((name) => text === undefined || name.includes(text.toLowerCase()));
      const rows = names
        .flatMap((name) => models.weights(name))
        .filter((entry) => models.fulfils(entry, filter) && (!options.best || entry.meta.isDefault))
        .map(asRow);
      sortRows(rows, options.sort, options.reverse ?? false);
      const unpublished = names.filter((name) => models.weights(name).length === 0);
      process.stdout.write(options.json ? `${JSON.stringify(rows, null, 2)}\n` : report(rows, unpublished));
    });
}

function asRow({ builder, name, url, meta }: WeightsEntry): Row {
  return {
    name: builder,
    weights: name,
    task: meta.task,
    isDefault: meta.isDefault ?? false,
    acc1: meta.acc1 ?? null,
    acc5: meta.acc5 ?? null,
    mIoU: meta.mIoU ?? null,
    pixelAcc: meta.pixelAcc ?? null,
    boxMap: meta.boxMap ?? null,
    maskMap: meta.maskMap ?? null,
    params: meta.numParams,
    gflops: meta.gflops ?? null,
    size: meta.fileSizeMb ?? null,
    cropSize: meta.cropSize ?? null,
    resizeSize: meta.resizeSize ?? null,
    url,
    sha256Prefix: meta.sha256Prefix,
  };
}

/** Sorts in place: names up, accuracy down, the rest up; rows without the figure come last either way. */
function sortRows(rows: Row[], key: SortKey, reverse: boolean): void {
  const sign = (LARGEST_FIRST.includes(key) ? -1 : 1) * (reverse ? -1 : 1);
  rows.sort((a, b) => {
    const [x, y] = [a[key], b[key]];
    if (x === null || y === null) return Number(x === null) - Number(y === null);
    const byKey = typeof x === "number" && typeof y === "number" ? x - y : compareNames(a, b);
    return sign * byKey || compareNames(a, b);
  });
}

/** resnet34 before resnet101. */
function compareNames(a: Row, b: Row): number {
  const compare = (x: string, y: string): number => x.localeCompare(y, "en", { numeric: true });
  return compare(a.name, b.name) || compare(a.weights, b.weights);
}

/** A table for each task, and what weights are not published for. */
function report(rows: readonly Row[], unpublished: readonly string[]): string {
  const tables = [...COLUMNS].flatMap(([task, columns]) => {
    const own = rows.filter((row) => row.task === task);
    return own.length === 0 ? [] : [table(columns, own)];
  });
  if (tables.length > 0) tables.push('* what weights: "DEFAULT" takes\n');
  if (unpublished.length > 0) tables.push(`without published weights: ${unpublished.join(", ")}\n`);
  return tables.length === 0 ? "no weights fulfil this\n" : tables.join("\n");
}

/** A heading, and the cell of a row. */
type Column = readonly [heading: string, cell: (row: Row) => string];

const fixed = (value: number | null, digits: number): string => value?.toFixed(digits) ?? "-";

const NAMES: readonly Column[] = [
  ["model", (row) => row.name],
  ["weights", (row) => `${row.weights}${row.isDefault ? " *" : ""}`],
];
const SIZES: readonly Column[] = [
  ["params M", (row) => fixed(row.params / 1e6, 1)],
  ["GFLOPs", (row) => fixed(row.gflops, 2)],
  ["size MB", (row) => fixed(row.size, 1)],
];

/** By task. */
const COLUMNS = new Map<ModelTask, readonly Column[]>([
  [
    "classification",
    [...NAMES, ["top-1 %", (row) => fixed(row.acc1, 2)], ["top-5 %", (row) => fixed(row.acc5, 2)], ...SIZES],
  ],
  [
    "segmentation",
    [
      ...NAMES,
      ["mIoU %", (row) => fixed(row.mIoU, 1)],
      ["pixels %", (row) => fixed(row.pixelAcc, 1)],
      ...SIZES,
    ],
  ],
  [
    "detection",
    [
      ...NAMES,
      ["box mAP %", (row) => fixed(row.boxMap, 1)],
      ["mask mAP %", (row) => fixed(row.maskMap, 1)],
      ...SIZES,
    ],
  ],
]);

/** The rows as text, numbers flush right. */
function table(columns: readonly Column[], rows: readonly Row[]): string {
  const lines = [
    columns.map(([heading]) => heading),
    ...rows.map((row) => columns.map(([, cell]) => cell(row))),
  ];
  const widths = columns.map((_, i) => Math.max(...lines.map((line) => line[i]?.length ?? 0)));
  const text = lines.map((line) =>
    line
      .map((cell, i) =>
        i < NAMES.length ? cell.padEnd(widths[i] as number) : cell.padStart(widths[i] as number),
      )
      .join("  ")
      .trimEnd(),
  );
  return `${text.join("\n")}\n`;
}
