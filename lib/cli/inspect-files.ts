/** `torchts inspect` of data: what would spoil a training on it, as text, JSON or a page of pictures. */

import { existsSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import type { Command } from "commander";
import { isTable } from "../data/tables/table.ts";
import { writeAtomically } from "../io/atomic-file.ts";
import { ArgumentError } from "../native/errors.ts";
import type * as nn from "../nn/index.ts";
import type { InspectColumns } from "../train/index.ts";
import { decodingGiven } from "./decoding-flags.ts";
import type { InspectCliOptions } from "./inspect.ts";
import { ProgressPrinter } from "./progress.ts";
import { OF_COLUMNS, tableColumns } from "./table-data.ts";
import { refuseGiven, text } from "./values.ts";

/** Options that only a table has a use for. */
const OF_TABLE = [...OF_COLUMNS, "maskColumn", "boxColumns"] as const;

/** Options that only data has a use for. */
export const OF_DATA = ["features", ...OF_TABLE, "group", "range", "page", "exif", "html", "strict"] as const;

/** Options that only a network has a use for. */
const OF_MODELS = ["classes", "input", "batch", "depth", "checkpoint"] as const;

/** Exit code of `--strict` where errors are found: neither that of what could not be looked at nor that of a wrong request. */
const FOUND = 3;

const PICTURES = 8;

/** Names of columns between commas. */
const names = (given: string): string[] => text(given).split(",");

/** Options that say what the columns of tables of masks and boxes are. */
export const MASK_COLUMN = ["--mask-column <name>", "for tables: the file of the mask", text] as const;
export const BOX_COLUMNS = [
  "--box-columns <names>",
  "for tables: the corners of a box: x1,y1,x2,y2",
  names,
] as const;

/** Files by which a folder is a run's. */
const OF_RUNS = ["config.json", "best.pth", "last.pth"];

/**
 * Whether a name stands for data rather than for a model or a run.
 *
 * @throws ArgumentError where it could be both and `--as` does not say which
 */
export function namesData(name: string, isModel: boolean, as: "model" | "data" | undefined): boolean {
  if (as !== undefined) return as === "data";
  if (!existsSync(name)) return false;
  if (!statSync(name).isDirectory()) return !/\.(pth|pt|safetensors)$/i.test(name);
  const inside = readdirSync(name);
  const isRun = inside.some((file) => OF_RUNS.includes(file));
  const holdsData = inside.some(
    (file) => !file.startsWith(".") && statSync(path.join(name, file)).isDirectory(),
  );
  if (isModel && !isRun) {
    throw new ArgumentError(
      `inspect: ${name} is a model's name and a folder; say which is meant, --as model or --as data`,
      { operation: "inspect", file: name },
    );
  }
  if (isRun && holdsData && inside.some((file) => ["train", "images", "Annotations"].includes(file))) {
    throw new ArgumentError(
      `inspect: ${name} holds a run and images; say which is meant, --as model or --as data`,
      { operation: "inspect", file: name },
    );
  }
  return !isRun;
}

/** Looks at the data and tells what was found; with `strict` errors end with an exit code of their own. */
export async function inspectFiles(
  name: string,
  options: InspectCliOptions,
  command: Command,
  signal: AbortSignal,
): Promise<void> {
  refuseGiven(command, OF_MODELS, `for a model or a run, and ${name} is data`);
  if (options.features === undefined) {
    refuseGiven(command, ["weights"], "for a model by name; of data give --features with it");
  }
  if (!isTable(name)) refuseGiven(command, OF_TABLE, `for tables, and ${name} is none`);
  if (options.html !== undefined && !/\.html?$/i.test(options.html)) {
    throw new ArgumentError(`inspect: --html names a file ending in .html, got ${options.html}`, {
      operation: "inspect",
    });
  }
  const { train } = await import("./library.ts");
  const printer = new ProgressPrinter({ json: options.json });
  const group = options.group === undefined ? undefined : new RegExp(options.group, "u");
  try {
    const found = await train.inspectData(name, {
      image: decodingGiven(options),
      ...(options.root !== undefined && { root: options.root }),
      ...(isTable(name) && { columns: await columnsOf(name, options, signal) }),
      ...(group !== undefined && { groups: (file: string) => groupIn(file, group) }),
      ...(options.features !== undefined && {
        features: await featuresOf(options.features, options, command, signal),
      }),
      pictures: options.html === undefined ? 0 : PICTURES,
      signal,
      onProgress: ({ stage, done, total }) =>
        printer.status(stage === "reading images" ? `${stage} ${done}/${total}` : stage),
    });
    printer.clear();
    if (options.html !== undefined) {
      const page = train.inspectPage(found);
      await writeAtomically(options.html, async (handle) => {
        await handle.writeFile(page);
      });
      printer.warn(`page with pictures: ${options.html}`);
    }
    const told = options.json
      ? JSON.stringify(found, (key, value) => (key === "picture" ? undefined : value), 2)
      : train.inspectTable(found);
    process.stdout.write(`${told}\n`);
    if (options.strict === true && found.errors > 0) process.exitCode = FOUND;
  } finally {
    printer.clear();
  }
}

/** What the columns of a table say, as the library takes it, which checks it. */
async function columnsOf(
  file: string,
  options: InspectCliOptions,
  signal: AbortSignal,
): Promise<InspectColumns> {
  const { maskColumn: mask, boxColumns: box, imageColumn, labelColumn: label, groupColumn: group } = options;
  if (mask === undefined && box === undefined) return tableColumns(file, options, "inspect", signal);
  const common = { image: imageColumn ?? "image", ...(group !== undefined && { group }) };
  if (mask !== undefined && box !== undefined) {
    throw new ArgumentError("inspect: --mask-column and --box-columns are of different tables; give one", {
      operation: "inspect",
    });
  }
  if (mask !== undefined) return { ...common, mask };
  return { ...common, box: box as string[], ...(label !== undefined && { label }) };
}

/** The group that a path names: what the first parentheses match, else the whole match; without one the file is its own. */
function groupIn(file: string, group: RegExp): string {
  const match = group.exec(file);
  return match?.[1] ?? match?.[0] ?? file;
}

async function featuresOf(
  name: string,
  { weights = "DEFAULT", checkpoint }: InspectCliOptions,
  command: Command,
  signal: AbortSignal,
): Promise<nn.Module> {
  const { openModel } = await import("./open-model.ts");
  const { models } = await import("./library.ts");
  const opened = await openModel(name, {
    operation: "inspect",
    command,
    weights: models.has(name) ? weights : null,
    device: "cpu",
    checkpoint,
    signal,
  });
  return opened.model as unknown as nn.Module; // a classifier with a head
}
