/** Images with boxes as the command line names them: its options, and the data they open. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { type Command, InvalidArgumentError, Option } from "commander";
import { Limit } from "../data/index.ts";
import { throwIfAborted } from "../native/abort.ts";
import { ArgumentError, DatasetError, FileFormatError } from "../native/errors.ts";
import { describedAs } from "./config/described.ts";
import type { datasets } from "./library.ts";
import { hasMasks, type MaskOptions } from "./mask-data.ts";
import { type FactFlags, factsIn, OF_FACTS } from "./table-data.ts";
import { count, text } from "./values.ts";

/** The options that say where boxes are and what they mean, as commander gives them; some are those of masks. */
export interface BoxDataOptions
  extends FactFlags,
    Pick<
      MaskOptions,
      "class" | "imagesDir" | "masksDir" | "maskSuffix" | "pairs" | "csv" | "threshold" | "ignore" | "missing"
    > {
  components?: boolean;
  minArea?: number;
  badBoxes?: "throw" | "skip" | "clip";
  boxFormat?: "xyxy" | "xywh" | "cxcywh";
  valAnnotations?: string;
  valImagesDir?: string;
}

/** The options that say how detections are measured. */
export interface BoxMeasureOptions {
  maxDetections?: number[];
  iouThresholds?: number[];
}

/** How boxes are written down: COCO's annotations, Pascal VOC's files, a table, or pictures in which each object is drawn. */
export type BoxSource = "coco" | "voc" | "csv" | "maps";

/** What each way of writing them down has options for. */
const OF_SOURCE: Readonly<Record<BoxSource, { what: string; takes: readonly (keyof BoxDataOptions)[] }>> = {
  coco: {
    what: "a file of COCO's annotations",
    takes: ["class", "imagesDir", "badBoxes", "valAnnotations", "valImagesDir"],
  },
  voc: { what: "a folder as Pascal VOC's", takes: ["class", "imagesDir", "badBoxes", "missing"] },
  csv: { what: "a table of boxes", takes: ["class", "imagesDir", "badBoxes", "csv", "boxFormat"] },
  maps: {
    what: "images and drawn objects",
    takes: [
      ...(["class", "imagesDir", "masksDir", "maskSuffix", "pairs"] as const),
      ...(["threshold", "ignore", "missing", "components", "minArea"] as const),
    ],
  },
};

/** Options of boxes that no other task has, by their names. */
export const OF_BOXES = [
  "components",
  "minArea",
  "badBoxes",
  "boxFormat",
  "valAnnotations",
  "valImagesDir",
  "maxDetections",
  "iouThresholds",
] as const;

/** All options of the data, those that masks have too among them. */
export const BOX_DATA: readonly (keyof BoxDataOptions)[] = [
  ...new Set(Object.values(OF_SOURCE).flatMap(({ takes }) => takes)),
];

/** Options of masks that boxes have no use for. */
export const MASKS_ALONE = ["kind", "values"] as const;

/** Adds the options that only boxes have to a subcommand. */
export function addBoxOptions(command: Command): Command {
  const file = (given: string): string => path.resolve(text(given));
  return command
    .option(
      "--components",
      "for boxes: masks/ holds plain masks, of which each connected part is an object; else each value is one",
    )
    .option("--min-area <pixels>", "for drawn objects: smaller ones are left out", count)
    .addOption(
      new Option(
        "--bad-boxes <what>",
        "what a box without extent or beyond its image does (default: throw)",
      ).choices(["throw", "skip", "clip"]),
    )
    .addOption(
      new Option(
        "--box-format <name>",
        "of a table of boxes: corners, corner and size, centre and size (default: xyxy)",
      ).choices(["xyxy", "xywh", "cxcywh"]),
    )
    .addOption(
      new Option("--val-annotations <file>", "COCO's annotations of the validation images").argParser(file),
    )
    .addOption(
      new Option("--val-images-dir <folder>", "where these are (default: with the others)").argParser(file),
    )
    .addOption(maxDetectionsOption())
    .addOption(iouThresholdsOption());
}

/** How many detections count. */
export function maxDetectionsOption(): Option {
  return new Option(
    "--max-detections <list>",
    "for boxes: how many of a class in an image count in mAP and mAR, as 1,10,500 (default: 1,10,100)",
  ).argParser(numberList(count));
}

/** The overlaps that are measured. */
export function iouThresholdsOption(): Option {
  return new Option(
    "--iou-thresholds <list>",
    "for boxes: overlaps that mAP is the mean over, as 0.5,0.75 (default: COCO's ten)",
  ).argParser(numberList(overlap));
}

/** A reader of numbers between commas, rising. */
function numberList(one: (given: string) => number): (given: string) => number[] {
  const reader = (given: string): number[] => {
    const values = given.split(",").map((part) => one(part.trim()));
    if (values.some((value, i) => i > 0 && value <= (values[i - 1] as number))) {
      throw new InvalidArgumentError("Expected numbers that rise, between commas.");
    }
    return values;
  };
  const number = { type: "number" };
  return describedAs(reader, {
    schema: { anyOf: [number, { type: "array", items: number, minItems: 1 }, { type: "string" }] },
  });
}

/** An overlap of boxes. */
function overlap(given: string): number {
  const value = /^\d*\.?\d+$/.test(given) ? Number(given) : Number.NaN;
  if (!(value >= 0 && value <= 1))
    throw new InvalidArgumentError("Expected numbers from 0 to 1 between commas.");
  return value;
}

/**
 * How a path and the options hold boxes; null where they hold none.
 *
 * @param isAsked whether detection was asked for: images and masks are then drawn objects, and a table is one of boxes
 */
export function boxesAt(folder: string, options: BoxDataOptions = {}, isAsked = false): BoxSource | null {
  if (folder.endsWith(".json")) return "coco";
  const table = options.csv ?? (/\.(csv|tsv)$/i.test(folder) ? folder : null);
  if (table !== null) return isAsked || hasBoxColumns(table) ? "csv" : null;
  if (existsSync(folder)) {
    const isVoc = (dir: string): boolean => {
      if (existsSync(path.join(dir, "Annotations"))) return true;
      return existsSync(dir) && readdirSync(dir).some((name) => name.endsWith(".xml"));
    };
    if ([folder, path.join(folder, "train")].some(isVoc)) return "voc";
  }
  const isDrawn = isAsked && hasMasks(folder, options);
  return isDrawn || options.components === true ? "maps" : null;
}

/** Whether the first line of a table names the numbers of a box. */
function hasBoxColumns(file: string): boolean {
  if (!existsSync(file)) return false;
  const [header = ""] = readFileSync(file, "utf8").split(/\r?\n/, 1);
  const names = header.split(/[,;\t]/).map((name) => name.trim().replace(/^"(.*)"$/, "$1"));
  const usual = ["x1,y1,x2,y2", "xmin,ymin,xmax,ymax", "left,top,right,bottom", "x,y", "cx,cy"];
  return (
    !names.includes("mask") &&
    usual.some((columns) => columns.split(",").every((name) => names.includes(name)))
  );
}

/** The folder that data of a file or folder lies in. */
export function rootOf(folder: string): string {
  return /\.(json|csv|tsv)$/i.test(folder) ? path.dirname(folder) : folder;
}

/** The options that a way of writing boxes down has a use for. */
export function forSource(source: BoxSource, options: BoxDataOptions): BoxDataOptions {
  const { takes } = OF_SOURCE[source];
  const facts = source === "csv" ? OF_FACTS : [];
  return Object.fromEntries([...takes, ...facts].map((name) => [name, options[name]])) as BoxDataOptions; // those of them
}

/** How the data is opened beside the options. */
export interface OpenBoxData {
  /** Parts to set aside, where the data has none of its own; none for the data as it is. */
  split?: { val: number; seed: number };
  transform?: datasets.DetectionFileOptions["transform"];
  image?: datasets.DetectionFileOptions["image"];
  onError: "throw" | "skip";
  signal: AbortSignal;
  /** Whether targets have the masks of objects. */
  masks: boolean;
  /** What errors call the caller. */
  operation: string;
  /** The network that needs the masks, in errors. */
  model: string;
}

/**
 * Opens images with boxes, and with masks where the network needs them.
 *
 * @throws ArgumentError for options that this way of writing boxes down has no use for, and for masks where there are none; what
 *   the data sets throw
 */
export async function openBoxes(
  source: BoxSource,
  folder: string,
  options: BoxDataOptions,
  { masks, operation, model, split, ...more }: OpenBoxData,
): Promise<datasets.DetectionFiles> {
  const { datasets } = await import("./library.ts");
  const { what, takes } = OF_SOURCE[source];
  const idle = BOX_DATA.filter((name) => options[name] !== undefined && !takes.includes(name));
  if (idle.length > 0) {
    throw new ArgumentError(
      `${operation}: ${idle.map(flagOf).join(", ")}: without effect, as ${folder} is read as ${what}`,
      { operation },
    );
  }
  if (masks && (source === "voc" || source === "csv")) {
    throw new ArgumentError(
      `${operation}: ${model} learns from masks, and ${source === "voc" ? "Pascal VOC's files have" : "a table has"} boxes ` +
        "alone; give --model fasterrcnn",
      { operation },
    );
  }
  const { class: classes, badBoxes, imagesDir, missing } = options;
  if (source === "coco") {
    const images = path.resolve(path.dirname(folder), imagesDir ?? ".");
    const val =
      options.valAnnotations === undefined
        ? undefined
        : { annotations: options.valAnnotations, imagesDir: options.valImagesDir ?? images };
    if (val === undefined && options.valImagesDir !== undefined) {
      throw new ArgumentError(`${operation}: --val-images-dir is for --val-annotations; give it too`, {
        operation,
      });
    }
    const coco = { ...more, split, masks, categories: classes, badBoxes, val };
    return datasets.CocoDetection.open(folder, images, coco);
  }
  if (source === "voc") {
    return datasets.VocDetection.open(folder, { ...more, split, classes, badBoxes, imagesDir, missing });
  }
  if (source === "csv") {
    const table = options.csv ?? folder;
    const root = options.csv === undefined ? path.resolve(path.dirname(folder), imagesDir ?? ".") : folder;
    const facts = await factsIn(table, options, split, operation);
    const format = options.boxFormat;
    const meaning = { ...more, ...facts.options, root, classes, badBoxes, format };
    return datasets.detectionFromCsv(table, facts.columns, meaning);
  }
  const { masksDir, maskSuffix, pairs, threshold, ignore, components, minArea } = options;
  const drawn = { masksDir, maskSuffix, threshold, ignore, components, minArea, masks };
  const named = pairs === undefined ? undefined : new RegExp(pairs, "u");
  return datasets.InstanceMasks.open(folder, {
    ...more,
    ...drawn,
    ...{ split, classes, imagesDir, missing, pairs: named },
  });
}

/** `maskSuffix` as `--mask-suffix`. */
function flagOf(name: string): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** What the pictures of drawn objects hold. */
export interface ObjectSummary {
  images: number;
  /** Objects of each class. */
  objects: Record<string, number>;
  /** Images whose objects cannot be read. */
  leftOut: number;
}

/** Pictures that are decoded at the same time. */
const AT_ONCE = 4;

/**
 * Reads every picture of drawn objects once, so that training does not begin with some that it will not understand.
 *
 * @throws DatasetError and FileFormatError for pictures that cannot be read, unless such are left out; DatasetError where none can
 */
export async function checkObjects(
  data: datasets.DetectionFiles,
  on: { leftOut(error: Error): void; progress(done: number, total: number): void },
  signal: AbortSignal,
): Promise<ObjectSummary> {
  const parts = [data.train, data.val, data.test].filter((part) => part !== null);
  const total = parts.reduce((sum, part) => sum + part.length, 0);
  const counts = data.classes.map(() => 0);
  let [done, leftOut] = [0, 0];
  const look = async (part: datasets.DetectionSplit, index: number): Promise<void> => {
    throwIfAborted(signal, "finetune");
    try {
      for (const { label } of await part.objects(index, { signal })) {
        counts[label - 1] = (counts[label - 1] as number) + 1;
      }
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
    throw new DatasetError(
      `finetune: of none of the ${total} images of ${data.root} the objects can be read`,
      {
        file: data.root,
      },
    );
  }
  const objects = Object.fromEntries(data.classes.map((name, i) => [name, counts[i] as number]));
  return { images: total - leftOut, objects, leftOut };
}

/** The same in lines. */
export function describeObjects({ images, objects, leftOut }: ObjectSummary): string[] {
  const gone = leftOut > 0 ? `, ${leftOut} left out` : "";
  const shown = Object.entries(objects).map(([name, n]) => `${n} of ${name}`);
  return [`objects of ${images} images checked${gone}: ${shown.join(", ")}`];
}
