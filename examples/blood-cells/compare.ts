/**
 * Runs finetune.ts and finetune.py with three seeds each, one after another; writes results.json and the tables.
 *
 *     npx tsx compare.ts --data FOLDER --weights mobilenet_v2.pth [--python python3] [--threads 2]
 */

import { compareSides } from "../detector-compare.ts";
import { FIGURES } from "../detector-table.ts";

await compareSides("blood-cells", FIGURES.bloodCells);
