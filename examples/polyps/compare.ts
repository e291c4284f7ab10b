/**
 * Runs finetune.ts and finetune.py, both networks with three seeds each, one after another; writes results.json and the table.
 *
 *     npx tsx compare.ts --data FOLDER --weights mobilenet_v2.pth [--python python3] [--threads 2]
 */

import { compareRuns } from "../compare-sides.ts";
import { networks, type PolypRun, polypTable } from "./table.ts";

await compareRuns("polyps", { figure: "dice", networks, shown: (runs) => polypTable(runs as PolypRun[]) });
