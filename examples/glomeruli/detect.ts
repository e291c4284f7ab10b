/**
 * From masks to instances to boxes: glomeruli drawn as plain masks become objects, one for each connected part, and a network
 * learns to find and outline them.
 *
 *     npx tsx detect.ts --data FOLDER --weights mobilenet_v2.pth [--model fasterrcnn] [--steps 20] [--out found]
 *
 * The folder holds tiles of slides and masks of 0 and 1 of the same names. Writes pictures, measurements and COCO's annotations
 * of the objects to --out, and prints one JSON line; progress goes to stderr.
 */

import { mkdirSync } from "node:fs";
import path from "node:path";
import { datasets } from "torchts";
import { learnAndLook, readArguments } from "../instances.ts";

const IMAGES = "images_256_red16";
const MASKS = "masks_256_red16";
/** Less is the sliver of a glomerulus at the border of its tile. */
const LEAST_PIXELS = 20;

const options = readArguments(256);
const data = await datasets.InstanceMasks.open(options.data, {
  imagesDir: IMAGES,
  masksDir: MASKS,
  classes: ["glomerulus"],
  components: true,
  minArea: LEAST_PIXELS,
  // A slide is a person: all of its tiles are in one part.
  split: { val: 0.5, groups: (file) => path.basename(file).split("_")[0] as string },
});
// The objects as other programs read them: boxes, areas and run lengths.
mkdirSync(options.out, { recursive: true });
await datasets.writeCocoDetection(
  data.train,
  path.join(options.out, "train.json"),
  path.join(options.data, IMAGES),
);
await learnAndLook(options, data);
