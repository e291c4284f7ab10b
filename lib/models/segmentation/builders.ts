/** The table of the segmentation networks' builders. */

import { deeplabv3Builders } from "./deeplabv3.ts";
import { deeplabv3plusBuilders } from "./deeplabv3plus.ts";
import { fcnBuilders } from "./fcn.ts";
import { lrasppBuilders } from "./lraspp.ts";
import { segnetBuilders } from "./segnet.ts";
import { unetBuilders } from "./unet.ts";

/** The builders of segmentation networks by name, for the registry. */
export const segmentationBuilders = {
  ...fcnBuilders,
  ...deeplabv3Builders,
  ...lrasppBuilders,
  ...segnetBuilders,
  ...unetBuilders,
  ...deeplabv3plusBuilders,
} as const;
