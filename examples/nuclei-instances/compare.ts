/**
 * Runs finetune.ts and finetune.py with three seeds each, one after another; writes results.json and the tables.
 *
 *     npx tsx compare.ts --data FOLDER --weights mobilenet_v2.pth [--python python3] [--threads 2]
 */

import { compareSides } from "../compare-sides.ts";
import { writeShort } from "../detector-short.ts";
import { FIGURES } from "../sides-table.ts";

await compareSides("nuclei-instances", FIGURES.nuclei);
writeShort();
