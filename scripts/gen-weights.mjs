#!/usr/bin/env node
/**
 * Generates lib/models/weights/weights.gen.ts, imagenet.gen.ts and coco.gen.ts beside it.
 *
 *     node scripts/gen-weights.mjs [folder]
 *
 * The folder (default: TORCHTS_TEST_DATA, else ../shared beside the repository) holds `torchvision/weights.tsv`,
 * one row per weights entry of torchvision 0.28, and `data/photos/labelled/imagenet_class_index.json`. Every builder
 * of a task in TASKS is written, whether or not lib/models has its family yet; quantized builders are tasks of their own.
 */

import { readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const TASKS = ["classification", "segmentation", "detection"];

/** Classes of the weights named COCO_WITH_VOC_LABELS: Pascal VOC's with the background. */
const VOC_CATEGORIES = [
  "__background__ aeroplane bicycle bird boat bottle bus car cat chair cow diningtable dog horse motorbike",
  "person pottedplant sheep sofa train tvmonitor",
].flatMap((line) => line.split(" "));

/** Classes of the weights for keypoints. */
const PERSON_CATEGORIES = ["no person", "person"];

/** COCO's classes by its category numbers, of which some have none; 0 is the background. */
const COCO_CATEGORIES = [
  "__background__,person,bicycle,car,motorcycle,airplane,bus,train,truck,boat,traffic light,fire hydrant,N/A,stop sign",
  "parking meter,bench,bird,cat,dog,horse,sheep,cow,elephant,bear,zebra,giraffe,N/A,backpack,umbrella,N/A,N/A,handbag,tie",
  "suitcase,frisbee,skis,snowboard,sports ball,kite,baseball bat,baseball glove,skateboard,surfboard,tennis racket,bottle",
  "N/A,wine glass,cup,fork,knife,spoon,bowl,banana,apple,sandwich,orange,broccoli,carrot,hot dog,pizza,donut,cake,chair",
  "couch,potted plant,bed,N/A,dining table,N/A,N/A,toilet,N/A,tv,laptop,mouse,remote,keyboard,cell phone,microwave,oven",
  "toaster,sink,refrigerator,N/A,book,clock,vase,scissors,teddy bear,hair drier,toothbrush",
].flatMap((line) => line.split(","));
if (COCO_CATEGORIES.length !== 91) throw new Error("COCO's numbers are 0 to 90");

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const source = process.argv[2] ?? process.env.TORCHTS_TEST_DATA ?? path.join(root, "..", "shared");

/** Rows of a tab-separated file as objects by column name. */
function readTable(file) {
  const [header, ...lines] = readFileSync(file, "utf8").trimEnd().split("\n");
  const columns = header.split("\t");
  return lines.map((line) => {
    const cells = line.split("\t");
    return Object.fromEntries(columns.map((column, i) => [column, cells[i] ?? ""]));
  });
}

const numbers = (text) => text.split(/[,x]/).map(Number);
const filled = (pairs) => Object.fromEntries(pairs.filter(([, value]) => value !== undefined));
const metric = (row, column) => (["", "nan"].includes(row[column]) ? undefined : Number(row[column]));

/** One weights entry; an empty cell is a fact torchvision does not state, and is left out. */
function entry(row) {
  return filled([
    ["name", row.weights_name],
    ["enumName", row.weights_enum],
    ["isDefault", row.is_default !== "" ? true : undefined],
    ["aliases", row.aliases === "" ? undefined : row.aliases.split(",")],
    ["task", row.task],
    ["url", row.url],
    ["sha256Prefix", row.sha_prefix],
    ["numParams", Number(row.num_params)],
    ["acc1", metric(row, "acc1")],
    ["acc5", metric(row, "acc5")],
    ["mIoU", metric(row, "mIoU")],
    ["pixelAcc", metric(row, "pixel_acc")],
    ["boxMap", metric(row, "boxAP")],
    ["maskMap", metric(row, "maskAP")],
    ["keypointMap", metric(row, "kpAP")],
    ["cropSize", metric(row, "crop_size")],
    ["resizeSize", metric(row, "resize_size")],
    ["interpolation", row.interpolation || undefined],
    ["mean", row.mean === "" ? undefined : numbers(row.mean)],
    ["std", row.std === "" ? undefined : numbers(row.std)],
    ["minSize", row.min_size === "" ? undefined : numbers(row.min_size)],
    ["numCategories", Number(row.n_categories)],
    ["gflops", metric(row, "gflops")],
    ["fileSizeMb", metric(row, "file_size_mb")],
    ["recipe", row.recipe || undefined],
    ["categories", categoriesOf(row)],
  ]);
}

/** Class names that a file of its own does not have. */
function categoriesOf(row) {
  if (row.weights_name.includes("VOC_LABELS")) return VOC_CATEGORIES;
  return row.builder.startsWith("keypointrcnn") ? PERSON_CATEGORIES : undefined;
}

/** Names in lines of a source file. */
function inLines(names) {
  const lines = [];
  for (const name of names) {
    const item = `${JSON.stringify(name)},`;
    const last = lines.at(-1);
    if (last !== undefined && last.length + item.length < 106) lines[lines.length - 1] = `${last} ${item}`;
    else lines.push(item);
  }
  return lines.map((line) => `  ${line}`).join("\n");
}

/** Writes beside and renames, so that a broken run leaves the old file. */
function write(name, text) {
  const file = path.join(root, "lib", "models", "weights", name);
  writeFileSync(`${file}.tmp`, text);
  renameSync(`${file}.tmp`, file);
}

/** A value as TypeScript on one line. */
function literal(value) {
  if (Array.isArray(value)) return `[${value.map(literal).join(", ")}]`;
  if (typeof value !== "object") return JSON.stringify(value);
  const members = Object.entries(value).map(([key, item]) => `${key}: ${literal(item)}`);
  return `{ ${members.join(", ")} }`;
}

const table = readTable(path.join(source, "torchvision", "weights.tsv"));
const ofTasks = table.filter((row) => TASKS.includes(row.task));
if (ofTasks.length === 0) throw new Error(`weights.tsv has no row of a task in ${TASKS.join(", ")}`);
const builders = [...new Set(ofTasks.map((row) => row.builder))];
const byBuilder = builders.map((builder) => {
  const rows = ofTasks.filter((row) => row.builder === builder);
  const lines = rows.map((row) => `    ${literal(entry(row))},\n`);
  return `  ${builder}: [\n${lines.join("")}  ],\n`;
});

/** What the compiler has to know of an entry: its names and its task. */
function typeOf({ weights_name, weights_enum, task, aliases }) {
  const others = aliases === "" ? [] : [aliases.split(",").map(literal).join(" | ")];
  return `Entry<${[literal(weights_name), literal(weights_enum), literal(task), ...others].join(", ")}>`;
}

const types = builders.map((builder) => {
  const rows = ofTasks.filter((row) => row.builder === builder);
  return `  readonly ${builder}: readonly (${rows.map(typeOf).join(" | ")})[];\n`;
});
write(
  "weights.gen.ts",
  `// Generated by scripts/gen-weights.mjs from torchvision 0.28's weights entries. Do not edit.

import type { WeightsFacts } from "./weights.ts";

/** What the compiler knows of an entry: its name, torchvision's enum, the task, and aliases where there are some. */
interface Entry<N extends string, U extends string, T extends string, A extends string = never> extends WeightsFacts {
  readonly name: N;
  readonly enumName: U;
  readonly task: T;
  readonly aliases?: readonly A[];
}

/** The entries of each builder, as the compiler knows them. */
export interface WeightsTable {
${types.join("")}}

/** The weights entries of each builder, in torchvision's order; one entry a line. */
export const WEIGHTS_TABLE: WeightsTable = {
${byBuilder.join("")}};
`,
);

const index = JSON.parse(
  readFileSync(path.join(source, "data", "photos", "labelled", "imagenet_class_index.json"), "utf8"),
);
// Two names occur twice among the 1000; torchvision tells the second meaning apart.
const RENAMED = { 134: "crane bird", 639: "maillot tank suit" };
const names = Array.from({ length: 1000 }, (_, i) => RENAMED[i] ?? index[i][1].replaceAll("_", " "));
if (new Set(names).size !== 1000) throw new Error("the 1000 class names are not distinct");
write(
  "imagenet.gen.ts",
  `// Generated by scripts/gen-weights.mjs: the 1000 ImageNet class names as torchvision spells them. Do not edit.

/** Class names of ImageNet-1K by class number. */
export const IMAGENET_CATEGORIES: readonly string[] = [
${inLines(names)}
];
`,
);

write(
  "coco.gen.ts",
  `// Generated by scripts/gen-weights.mjs: COCO's class names as torchvision spells them. Do not edit.

/** Class names of COCO by category number, the background first; "N/A" where there is no such category. */
export const COCO_CATEGORIES: readonly string[] = [
${inLines(COCO_CATEGORIES)}
];
`,
);
