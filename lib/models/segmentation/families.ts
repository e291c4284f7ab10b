/** The families of segmentation networks; one that is here is one line. */

export { deeplabv3Family } from "./deeplabv3.ts";
export { deeplabv3plusFamily } from "./deeplabv3plus.ts";
export { fcnFamily } from "./fcn.ts";
export { lrasppFamily } from "./lraspp.ts";
export { segnetBasicFamily, segnetFamily } from "./segnet.ts";
export { dynamicUnetFamily, unetFamily } from "./unet.ts";
