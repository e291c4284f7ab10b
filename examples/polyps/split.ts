/**
 * Writes split.csv: which image and mask belong together, by the number in their names, and which part each pair is in.
 *
 *     npx tsx split.ts --data FOLDER
 */

import path from "node:path";
import { parseArgs } from "node:util";
import { datasets } from "torchts";
import { write } from "../tables.ts";

const { values } = parseArgs({ options: { data: { type: "string" } } });
if (values.data === undefined) throw new Error("--data is needed");
const root = values.data;

const data = await datasets.SegmentationFolder.open(root, {
  pairs: /\d+/,
  threshold: 128,
  split: { val: 0.12, test: 0.25, seed: 0 },
});
const rows = (["train", "val", "test"] as const).flatMap((part) =>
  (data[part]?.samples ?? []).map((sample) =>
    [...[sample.path, ...sample.masks].map((file) => path.relative(root, file ?? "")), part].join(","),
  ),
);
write(path.join(import.meta.dirname, "split.csv"), `${["image,mask,split", ...rows.sort()].join("\n")}\n`);
