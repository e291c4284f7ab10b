/** `torchts inspect` of data: what would spoil a training on it, as text, JSON or a page of pictures. */
import { existsSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { type Command, InvalidArgumentError } from "commander";
import { writeAtomically } from "../io/atomic-file.ts";
import { ArgumentError } from "../native/errors.ts";
import type * as nn from "../nn/index.ts";
import type { InspectColumns } from "../train/index.ts";
import { describedAs } from "./config/described.ts";
import { decodingGiven } from "./decoding-flags.ts";
import type { InspectCliOptions } from "./inspect.ts";
import { ProgressPrinter } from "./progress.ts";
import { refuseGiven } from "./values.ts";

/** Options that only data has a use for. */
export const OF_DATA = [
  "features",
  "column",
  "root",
  "group",
  "range",
  "page",
  "exif",
  "html",
  "strict",
] as const;

/** Options that only a network has a use for. */
const OF_MODELS = ["classes", "input", "batch", "depth", "checkpoint"] as const;

/** Exit code of `--strict` where errors are found: neither that of what could not be looked at nor that of a wrong request. */
const FOUND = 3;

const PICTURES = 8;

/** What a column can say, and whether it may be several. */
const COLUMNS: Readonly<Record<string, "one" | "several">> = {
  ...{ image: "one", label: "one", labels: "several", value: "one", values: "several", grade: "one" },
  ...{ mask: "one", box: "several", group: "one", split: "one", keep: "several" },
};

/** `label=dx`, `keep=age,sex`: what a column of a table says; given again for each. */
export function column(
  given: string,
  before: Readonly<Record<string, string | string[]>> | undefined,
): Readonly<Record<string, string | string[]>> {
  const [, what = "", name = ""] = /^(\w+)=(.+)$/.exec(given.trim()) ?? [];
  const many = Object.hasOwn(COLUMNS, what) ? COLUMNS[what] : undefined;
  if (many === undefined) {
    throw new InvalidArgumentError(
      `Expected what a column says and its name, as label=dx, with one of ${Object.keys(COLUMNS).join(", ")}.`,
    );
  }
  return { ...before, [what]: many === "several" && name.includes(",") ? name.split(",") : name };
}
const PAIR = { type: "string" };
describedAs(column, {
  schema: { anyOf: [PAIR, { type: "array", items: PAIR, minItems: 1 }] },
  repeated: true,
});

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
      ...(options.column !== undefined && { columns: columnsOf(options.column) }),
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

/** What the columns say, as the library takes it, which checks it. */
function columnsOf({
  keep,
  values,
  box,
  ...others
}: NonNullable<InspectCliOptions["column"]>): InspectColumns {
  const lists = Object.entries({ keep, values, box }).flatMap(([what, names]) =>
    names === undefined ? [] : [[what, [names].flat()]],
  );
  return { ...others, ...Object.fromEntries(lists) };
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
