/**
 * Networks that finetune.ts trained, on photographs of another hospital: 25 of IDRiD of 12 megapixels, straight from its own two tables.
 *
 *     npx tsx external.ts --data retinamnist.npz --photographs FOLDER --runs runs/grades0,runs/grades1,runs/grades2
 *
 * FOLDER is IDRiD's "B. Disease Grading" with images/train and images/test, of which some photographs may be missing. Writes
 * external.json, the table of README.md, and report.html in every run.
 */

import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { datasets, metrics, setNumThreads, train, transforms } from "torchts";
import { replaceBetween, write } from "../tables.ts";
import { type External, externalTable, figuresOf } from "./table.ts";

const { values: options } = parseArgs({
  options: {
    data: { type: "string" },
    photographs: { type: "string" },
    runs: { type: "string", default: "runs/grades" },
    threads: { type: "string" },
    out: { type: "string" },
  },
});
const { data: archive, photographs: folder, out } = options;
if (archive === undefined || folder === undefined) throw new Error("--data and --photographs are needed");
if (options.threads !== undefined) setNumThreads(Number(options.threads));
const { size } = JSON.parse(readFileSync(new URL("recipe.json", import.meta.url), "utf8")) as {
  size: number;
};

const GRADES = { 0: "none", 1: "mild", 2: "moderate", 3: "severe", 4: "proliferative" };
const classes = Object.values(GRADES);
const preset = new transforms.ImageClassificationPreset({ cropSize: size, resizeSize: size });
const internal = await datasets.imagesFromNpz(archive, { task: "ordinal", classes, transform: preset });

/** The photographs as MedMNIST made its images of such: the square in the middle, 28 pixels wide. */
const transform = new transforms.Compose([
  new transforms.CenterCrop(2848),
  new transforms.Resize(28, { antialias: true }),
  preset,
]);

/** The table of a part. */
function tableOf(part: "train" | "test", folder: string): string {
  const name = readdirSync(folder).find((one) => new RegExp(`${part}ing labels\\.csv$`, "i").test(one));
  if (name === undefined) throw new Error(`${folder} has no table of the ${part} part`);
  return path.join(folder, name);
}

// The numbers begin anew in each table: names are looked for in the folder of the part.
const photographs = await datasets.fromCsv(
  { train: tableOf("train", folder), test: tableOf("test", folder) },
  { image: "Image name", grade: "Retinopathy grade", keep: ["Risk of macular edema"] },
  {
    root: { train: path.join(folder, "images", "train"), test: path.join(folder, "images", "test") },
    ...{ classes: GRADES, onMissing: "skip", transform },
  },
);
const { samples, exclusions } = photographs;
console.error(`${samples.length} photographs, ${exclusions.length} rows without one`);
// Nothing is learned from them here, so that both parts are measured.
const external = new datasets.LabelledSplit(samples, classes, "ordinal", transform);

const found: External[] = [];
for (const [seed, run] of options.runs.split(",").entries()) {
  // The predictions of both are tables of the run, which the report reads.
  const { predictions } = await train.report(run, { data: internal, external, batchSize: 5 });
  const of = async (file: string | undefined) => figuresOf(await metrics.fromPredictions(file as string));
  found.push({
    seed,
    photographs: external.length,
    internal: await of(predictions.test),
    external: await of(predictions.external),
  });
  console.error(JSON.stringify(found.at(-1)));
}
console.error(`most memory: ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`);
write(out ?? path.join(import.meta.dirname, "external.json"), `${JSON.stringify(found, null, 2)}\n`);
console.log(externalTable(found));
if (out === undefined) {
  const readme = path.join(import.meta.dirname, "README.md");
  replaceBetween(readme, "<!-- external -->", "<!-- end of external -->", externalTable(found));
}
