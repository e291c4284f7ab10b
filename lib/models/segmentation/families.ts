/** The families of segmentation networks; one that is here is one line. */

import { deeplabv3Family } from "./deeplabv3.ts";
import { deeplabv3plusFamily } from "./deeplabv3plus.ts";
import { fcnFamily } from "./fcn.ts";
import { lrasppFamily } from "./lraspp.ts";
import { segnetBasicFamily, segnetFamily } from "./segnet.ts";
import { dynamicUnetFamily, unetFamily } from "./unet.ts";

/** In the order of `models.list`. */
export const segmentationFamilies = [
  fcnFamily,
  deeplabv3Family,
  lrasppFamily,
  segnetFamily,
  segnetBasicFamily,
  unetFamily,
  dynamicUnetFamily,
  deeplabv3plusFamily,
] as const;
