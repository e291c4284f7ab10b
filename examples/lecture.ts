/**
 * Writes the table of what the examples show of pretraining, of how many images are enough, and of the depth, into the repository's
 * README.md, from brain-tumor-transfer/sizes.json and depth-search/results.json.
 *
 *     npx tsx lecture.ts
 */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Sizes } from "./brain-tumor-transfer/sizes-table.ts";
import type { DepthResults } from "./depth-search/depth-table.ts";
import { lectureSettings, lectureTable } from "./lecture-table.ts";
import { replaceBetween } from "./tables.ts";

const read = (file: string): unknown => JSON.parse(readFileSync(new URL(file, import.meta.url), "utf8"));
const sizes = read("brain-tumor-transfer/sizes.json") as Sizes; // written by sizes.ts
const depths = read("depth-search/results.json") as DepthResults; // written by search.ts
const readme = fileURLToPath(new URL("../README.md", import.meta.url));
const table = `${lectureTable(sizes, depths)}\n\n${lectureSettings(sizes, depths)}`;
replaceBetween(readme, "<!-- lecture:begin -->", "<!-- lecture:end -->", table);
console.log(table);
