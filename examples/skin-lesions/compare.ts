/**
 * Runs finetune.ts and finetune.py with three seeds each, one after another; writes results.json and the tables.
 *
 *     npx tsx compare.ts --data FOLDER --weights mobilenet_v2.pth [--python python3] [--threads 2]
 */

import path from "node:path";
import { compareSides, resultsOf } from "../compare-sides.ts";
import { FIGURES } from "../sides-table.ts";
import { replaceBetween } from "../tables.ts";
import { groupsOf, groupsTable } from "./table.ts";

await compareSides("skin-lesions", FIGURES.lesions);
const table = groupsTable(groupsOf(resultsOf("skin-lesions")));
replaceBetween(
  path.join(import.meta.dirname, "README.md"),
  "<!-- subgroups -->",
  "<!-- end of subgroups -->",
  table,
);
