/**
 * Dates, figs and hazelnuts on plates: polygons of COCO's format, and a network that learns to find, name and outline them.
 *
 *     npx tsx detect.ts --data FOLDER --weights mobilenet_v2.pth [--model fasterrcnn] [--steps 20] [--out found]
 *
 * The folder holds trainval.json and images/. Writes pictures and measurements to --out, and prints one JSON line; progress goes
 * to stderr.
 */

import path from "node:path";
import { datasets } from "torchts";
import { learnAndLook, readArguments } from "../instances.ts";

const options = readArguments(320);
const data = await datasets.CocoDetection.open(
  path.join(options.data, "trainval.json"),
  path.join(options.data, "images"),
  { masks: true, split: { val: 0.25, seed: 0 } },
);
await learnAndLook(options, data);
