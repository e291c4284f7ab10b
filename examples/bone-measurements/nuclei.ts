/**
 * Real nuclei measured by the same call as the bones, beside scikit-image: every nucleus of label images of 16 bits.
 *
 *     npx tsx nuclei.ts --instances FOLDER [--python python3]
 *
 * Runs nuclei.py, which measures the same files, and writes nuclei.json and the table of README.md.
 */

import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { readMask, regions } from "torchts";
import { readRows } from "../labels.ts";
import { replaceBetween, write } from "../tables.ts";
import { type Agreement, agreementOf, MEASURED, nucleiTable } from "./nuclei-table.ts";

const { values: options } = parseArgs({
  options: {
    instances: { type: "string" },
    python: { type: "string", default: process.env.TORCHTS_PYTHON ?? "python3" },
    out: { type: "string" },
  },
});
const { instances: folder, out } = options;
if (folder === undefined) throw new Error("--instances is needed");

const began = performance.now();
const files = readdirSync(folder).filter((name) => name.endsWith(".png"));
const own = new Map<string, regions.RegionMeasurements>();
for (const file of files.sort()) {
  using labels = await readMask(path.join(folder, file));
  for (const region of regions.measureRegions(labels)) own.set(`${file} ${region.label}`, region);
}
const seconds = (performance.now() - began) / 1000;

const start = performance.now();
const script = path.join(import.meta.dirname, "nuclei.py");
const text = execFileSync(options.python, [script, "--instances", folder], { maxBuffer: 2 ** 28 });
const pythonSeconds = (performance.now() - start) / 1000;
const csv = path.join(mkdtempSync(path.join(tmpdir(), "nuclei-")), "skimage.csv");
writeFileSync(csv, text);
const theirs = readRows(csv, ["file", "label", ...Object.keys(MEASURED)]);
if (theirs.length !== own.size) throw new Error(`${own.size} nuclei here, ${theirs.length} in scikit-image`);

const found: Agreement = {
  images: files.length,
  nuclei: own.size,
  figures: agreementOf(
    theirs.map((row) => [own.get(`${row.file} ${row.label}`) as regions.RegionMeasurements, row]), // as many of each
  ),
  seconds: Math.round(10 * seconds) / 10,
  pythonSeconds: Math.round(10 * pythonSeconds) / 10,
};
write(out ?? path.join(import.meta.dirname, "nuclei.json"), `${JSON.stringify(found, null, 2)}\n`);
console.log(nucleiTable(found));
if (out === undefined) {
  const readme = path.join(import.meta.dirname, "README.md");
  replaceBetween(readme, "<!-- nuclei -->", "<!-- end of nuclei -->", nucleiTable(found));
}
