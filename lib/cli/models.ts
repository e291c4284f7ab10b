/** `torchts models`: what networks and published weights there are. */
import type { Command } from "commander";
import type { WeightsEntry } from "../models/index.ts";
import { oneOf, positive } from "./values.ts";

/** The options as commander gives them. */
interface ModelsCliOptions {
  sort: SortKey;
  reverse?: boolean;
  task?: string;
  maxParams?: number;
  minAcc1?: number;
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
  params: number;
  gflops: number | null;
  size: number | null;
  cropSize: number | null;
  url: string;
  sha256Prefix: string;
}

type SortKey = "acc1" | "params" | "gflops" | "size" | "name";

/** Registers the subcommand. */
export function registerModels(program: Command): void {
  program
    .command("models")
    .description("list the networks with their published weights: accuracy, parameters, size")
    .argument("[text]", "only names with this in them")
    .addOption(oneOf("--sort <key>", "order", ["acc1", "params", "gflops", "size", "name"], "name"))
    .option("--reverse", "the other way round")
    .option("--task <name>", "only weights for this task: classification")
    .option("--max-params <millions>", "at most so many million parameters", positive)
    .option("--min-acc1 <percent>", "at least this top-1 accuracy", positive)
    .option("--max-gflops <billions>", "at most so many billion multiply-adds per image", positive)
    .option("--max-size <MB>", "at most so large a file", positive)
    .option("--best", "only the best weights of each network")
    .option("--json", "a JSON array instead of a table")
    .addHelpText(
      "after",
      `
Accuracies are those on ImageNet's validation images. --sort acc1 puts the best first, the others the smallest.

Examples:
  $ torchts models --sort acc1 --max-params 10
  $ torchts models resnet --best --json`,
    )
    .action(async (text: string | undefined, options: ModelsCliOptions) => {
      const { models } = await import("./library.ts");
      const { task, minAcc1, maxGflops } = options;
      const maxParams = options.maxParams === undefined ? undefined : options.maxParams * 1e6;
      const filter = { task, minAcc1, maxGflops, maxParams, maxSizeMb: options.maxSize };
      const rows = models
        .list(filter)
        .filter((name) => text === undefined || name.includes(text.toLowerCase()))
        .flatMap((name) => models.weights(name))
        .filter((entry) => models.fulfils(entry, filter) && (!options.best || entry.meta.isDefault))
        .map(asRow);
      sortRows(rows, options.sort, options.reverse ?? false);
      process.stdout.write(options.json ? `${JSON.stringify(rows, null, 2)}\n` : table(rows));
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
    params: meta.numParams,
    gflops: meta.gflops ?? null,
    size: meta.fileSizeMb ?? null,
    cropSize: meta.cropSize ?? null,
    url,
    sha256Prefix: meta.sha256Prefix,
  };
}

/** Sorts in place: names up, accuracy down, the rest up; rows without the figure come last either way. */
function sortRows(rows: Row[], key: SortKey, reverse: boolean): void {
  const sign = (key === "acc1" ? -1 : 1) * (reverse ? -1 : 1);
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

/** The rows as text, numbers flush right. */
function table(rows: readonly Row[]): string {
  if (rows.length === 0) return "no weights fulfil this\n";
  const fixed = (value: number | null, digits: number): string => value?.toFixed(digits) ?? "-";
  const lines = [
    ["model", "weights", "top-1 %", "top-5 %", "params M", "GFLOPs", "size MB"],
    ...rows.map((row) => [
      row.name,
      `${row.weights}${row.isDefault ? " *" : ""}`,
      fixed(row.acc1, 2),
      fixed(row.acc5, 2),
      fixed(row.params / 1e6, 1),
      fixed(row.gflops, 2),
      fixed(row.size, 1),
    ]),
  ];
  const widths = (lines[0] as string[]).map((_, i) => Math.max(...lines.map((line) => line[i]?.length ?? 0)));
  const text = lines.map((line) =>
    line
      .map((cell, i) => (i < 2 ? cell.padEnd(widths[i] as number) : cell.padStart(widths[i] as number)))
      .join("  ")
      .trimEnd(),
  );
  return `${text.join("\n")}\n\n* what weights: "DEFAULT" takes\n`;
}
