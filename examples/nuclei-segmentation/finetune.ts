/**
 * Fine-tunes SegNet, or a U-Net over a pretrained MobileNet V2, to find nuclei in microscope images.
 *
 *     npx tsx finetune.ts --data FOLDER --weights mobilenet_v2.pth --network unet --seed 0 [--out runs/nuclei]
 *
 * The folder holds images/ and masks/. Prints one JSON line; progress goes to stderr. finetune.py is the same recipe in
 * Python. `--part val` measures on the images that the recipe was chosen by; `--out` keeps the
 * run with its report, `--set '{"epochs":1}'` overrides the recipe.
 */

import { runSegmenter } from "../segmenter.ts";
import { openData } from "./recipe.ts";

await runSegmenter(new URL("recipe.json", import.meta.url), openData);
