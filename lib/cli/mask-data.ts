/** Images with masks as the command line names them: its options, the data they open, and a look at every mask. */
import { existsSync } from "node:fs";
import path from "node:path";
import { type Command, InvalidArgumentError, Option } from "commander";
import { Limit } from "../data/index.ts";
import { throwIfAborted } from "../native/abort.ts";
import { ArgumentError, DatasetError, FileFormatError } from "../native/errors.ts";
import { shellWord } from "../native/own-command.ts";
import { imagesAndMasks } from "../vision/datasets/layout.ts";
import { findFolders } from "../vision/datasets/scan.ts";
import { describedAs } from "./config/described.ts";
import type { datasets } from "./library.ts";
import { type FactFlags, factsIn } from "./table-data.ts";
import { expression, finite, list, text, whole } from "./values.ts";

/** The options that say where masks are and what they mean, as commander gives them. */
export interface MaskOptions extends FactFlags {
  kind?: "binary" | "multiclass" | "multilabel";
  class?: string[];
  imagesDir?: string;
  masksDir?: string;
  maskSuffix?: string;
  pairs?: string;
  csv?: string;
  threshold?: number;
  values?: Record<number, number>;
  ignore?: number;
  missing?: "throw" | "skip" | "empty";
}

/** Options that say where the masks are: who gives one means masks. */
const OF_LAYOUT = ["imagesDir", "masksDir", "maskSuffix", "pairs", "csv"] as const;

/** All of them, by their names in {@link MaskOptions}. */
export const OF_MASKS = ["kind", "class", ...OF_LAYOUT, "threshold", "values", "ignore", "missing"] as const;

/** Adds the options to a subcommand. */
export function addMaskOptions(command: Command): Command {
  const others = OF_LAYOUT.filter((name) => name !== "csv");
  return command
    .addOption(
      new Option("--kind <name>", "what masks mean (default: as the folder and --class say)").choices([
        "binary",
        "multiclass",
        "multilabel",
      ]),
    )
    .option(
      "--class <name>",
      "for masks: name of the next class, the background first; may be repeated",
      list,
    )
    .option("--images-dir <name>", "for masks: folder of the images in <folder> (default: images)", text)
    .option("--masks-dir <name>", "for masks: folder of the masks in <folder> (default: masks)", text)
    .option("--mask-suffix <text>", "what a mask's name has after its image's (default: _mask)", text)
    .option(
      "--pairs <regex>",
      "what the names of an image and its mask have in common, where they are called otherwise: '\\d+'",
      expression,
    )
    .addOption(
      new Option(
        "--csv <file>",
        "table with the columns image and mask, perhaps split and group; its paths are in <folder>",
      )
        .argParser((given: string) => path.resolve(text(given)))
        .conflicts(others),
    )
    .addOption(
      new Option(
        "--threshold <value>",
        "mask values from here on are the class: 128 for masks kept as JPEG",
      ).argParser(finite),
    )
    .addOption(
      new Option("--values <map>", "what mask values mean, as value:class: 255:0,0:1")
        .argParser(valueMap)
        .conflicts("threshold"),
    )
    .option("--ignore <value>", "for masks: value of pixels that count for nothing", whole)
    .addOption(
      new Option("--missing <what>", "what an image without a mask does (default: throw)").choices([
        "throw",
        "skip",
        "empty",
      ]),
    );
}

/** `255:0,0:1`: the class of each value. */
function valueMap(given: string): Record<number, number> {
  const map: Record<number, number> = {};
  for (const pair of given.split(",")) {
    const [, value, index] = /^\s*(\d+)\s*:\s*(\d+)\s*$/.exec(pair) ?? [];
    if (value === undefined || index === undefined) {
      throw new InvalidArgumentError("Expected values and their classes, as 255:0,0:1.");
    }
    if (Object.hasOwn(map, Number(value))) {
      throw new InvalidArgumentError(`Expected one class for each value, got two for ${value}.`);
    }
    map[Number(value)] = Number(index);
  }
  return map;
}
describedAs(valueMap, {
  schema: {
    anyOf: [{ type: "object", additionalProperties: { type: "integer", minimum: 0 } }, { type: "string" }],
  },
  between: ":",
});

/** Whether a folder has images and masks beside each other, perhaps within parts, or the options say where they are. */
export function hasMasks(folder: string, options: MaskOptions = {}): boolean {
  if (OF_LAYOUT.some((name) => options[name] !== undefined)) return true;
  const parts = ["", "train", "training"];
  return parts.some((part) => ["images", "masks"].every((name) => existsSync(path.join(folder, part, name))));
}

/** Refuses a folder whose two folders are images and masks under other names, before they are taken for classes. */
export async function refuseOddMasks(folder: string, operation: string): Promise<void> {
  const names = existsSync(folder) ? await findFolders(folder, operation) : [];
  const pair = imagesAndMasks(names);
  if (pair === null) return;
  const flags = [
    ...(pair.images === "images" ? [] : ["--images-dir", pair.images]),
    ...(pair.masks === "masks" ? [] : ["--masks-dir", pair.masks]),
  ].map(shellWord);
  if (flags.length === 0) flags.push("--task", "segmentation");
  throw new ArgumentError(
    `${operation}: ${folder} holds ${pair.images} and ${pair.masks}; if these are images and their masks, give ` +
      flags.join(" "),
    { operation, file: folder },
  );
}

/** How the data is opened beside the options. */
export interface OpenMaskData {
  /** Parts to set aside, where the data has none of its own; none for the data as it is. */
  split?: { val: number; seed: number };
  transform?: datasets.SegmentationFileOptions["transform"];
  image?: datasets.SegmentationFileOptions["image"];
  onError: "throw" | "skip";
  signal: AbortSignal;
}

/**
 * Opens a folder of images and masks, or the pairs of a table.
 *
 * @throws ArgumentError for options that contradict each other, DatasetError for files without partner
 */
export async function openMasks(
  folder: string,
  options: MaskOptions,
  { split, ...more }: OpenMaskData,
): Promise<datasets.SegmentationFiles> {
  const { datasets } = await import("./library.ts");
  const { kind, class: classes, ignore, threshold, values, csv, pairs } = options;
  const { missing } = options;
  const meaning = { kind, classes, ignore, threshold, values, missing, ...more };
  if (csv !== undefined) {
    const facts = await factsIn(csv, options, split, "finetune");
    return datasets.segmentationFromCsv(csv, facts.columns, { ...meaning, ...facts.options, root: folder });
  }
  const { imagesDir, masksDir, maskSuffix } = options;
  return datasets.SegmentationFolder.open(folder, {
    ...meaning,
    imagesDir,
    masksDir,
    maskSuffix,
    pairs: pairs === undefined ? undefined : new RegExp(pairs, "u"),
    split,
  });
}

/** What the masks of a data set hold. */
export interface MaskSummary {
  masks: number;
  /** Share of the pixels that are of each class, of those that count. */
  shares: Record<string, number>;
  /** Share of all pixels that count for nothing. */
  ignored: number;
  /** Masks that cannot be read. */
  leftOut: number;
}

/** Masks that are decoded at the same time. */
const AT_ONCE = 4;

/**
 * Reads every mask once, so that training does not begin with some that it will not understand.
 *
 * @throws DatasetError for a value without a class and a mask of another size than its image, FileFormatError for a file
 *   that cannot be read, unless such are left out; DatasetError where no mask can be read
 */
export async function checkMasks(
  data: datasets.SegmentationFiles,
  on: { leftOut(error: Error): void; progress(done: number, total: number): void },
  signal: AbortSignal,
): Promise<MaskSummary> {
  const { tensor } = await import("./library.ts");
  const parts = [data.train, data.val, data.test].filter((part) => part !== null);
  const total = parts.reduce((sum, part) => sum + part.length, 0);
  const counts = data.classes.map(() => 0);
  let [done, leftOut, ignored, pixels] = [0, 0, 0, 0];
  const look = async (part: datasets.SegmentationSplit, index: number): Promise<void> => {
    throwIfAborted(signal, "finetune");
    try {
      const mask = await part.readMask(index, { signal });
      tensor.scope(() => {
        const own = countsOf(mask, data);
        own.perClass.forEach((n, i) => {
          counts[i] = (counts[i] as number) + n;
        });
        ignored += own.ignored;
        pixels += own.pixels;
      });
      mask.dispose();
    } catch (error) {
      const isAboutFile = error instanceof FileFormatError || error instanceof DatasetError;
      if (data.onError === "throw" || !isAboutFile) throw error;
      leftOut++;
      on.leftOut(error);
    }
    on.progress(++done, total);
  };
  const limit = new Limit(AT_ONCE);
  await Promise.all(
    parts.flatMap((part) => part.samples.map((_, index) => limit.run(() => look(part, index)))),
  );
  if (leftOut === total) {
    throw new DatasetError(`finetune: none of the ${total} masks of ${data.root} can be read`, {
      file: data.root,
    });
  }
  const counted = data.kind === "multilabel" ? pixels : pixels - ignored;
  const shares = Object.fromEntries(
    data.classes.map((name, i) => [name, counted === 0 ? 0 : (counts[i] as number) / counted]),
  );
  return { masks: total - leftOut, shares, ignored: pixels === 0 ? 0 : ignored / pixels, leftOut };
}

/** Pixels of each class in one mask. */
function countsOf(
  mask: Awaited<ReturnType<datasets.SegmentationSplit["readMask"]>>,
  { kind, classes, ignoreIndex }: datasets.SegmentationFiles,
): { perClass: number[]; ignored: number; pixels: number } {
  if (kind === "multilabel") {
    const perClass = classes.map((_, i) => Number(mask.select(0, i).double().sum().item()));
    return { perClass, ignored: 0, pixels: mask.numel() / classes.length };
  }
  const perClass = classes.map((_, i) => Number(mask.eq(i).sum().item()));
  const ignored = ignoreIndex === null ? 0 : Number(mask.eq(ignoreIndex).sum().item());
  return { perClass, ignored, pixels: mask.numel() };
}

/** What was found, in lines. */
export function describeMasks({ masks, shares, ignored, leftOut }: MaskSummary): string[] {
  const shown = Object.entries(shares).map(([name, share]) => `${name} ${(100 * share).toFixed(1)}%`);
  const nothing = ignored > 0 ? `, ignored ${(100 * ignored).toFixed(1)}%` : "";
  const gone = leftOut > 0 ? `, ${leftOut} left out` : "";
  const lines = [`${masks} masks checked${gone}: ${shown.join(", ")} of the pixels${nothing}`];
  const never = Object.entries(shares).filter(([, share]) => share === 0);
  if (never.length > 0) {
    const names = never.map(([name]) => name).join(", ");
    lines.push(
      `no pixel of any mask is ${names}: if that is wrong, --values or --threshold say what values mean`,
    );
  }
  return lines;
}
