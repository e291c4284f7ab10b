/** The library as the subcommands use it, in one file so that one dynamic import loads it when it is needed. */
export * as data from "../data/index.ts";
export * as metrics from "../metrics/index.ts";
export * as models from "../models.ts";
export * as nn from "../nn/index.ts";
export * as tensor from "../tensor/index.ts";
export * as train from "../train/index.ts";
export {
  contours,
  datasets,
  type ImageFolder,
  maskOverlay,
  maskPalette,
  overlay,
  readImage,
  regions,
  transforms,
  writeImage,
  writeMask,
} from "../vision/index.ts";
