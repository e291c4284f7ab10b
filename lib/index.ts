/**
 * torchts: PyTorch's vision fine-tuning for TypeScript.
 *
 * Importing has no effect; libtorch and the addon are loaded when the first tensor is made.
 *
 * @example
 * import { datasets, models, nn, train } from "torchts";
 *
 * const data = await datasets.ImageFolder.open("./images", { split: { val: 0.2, seed: 0 } });
 * const model = await models.resnet18({ weights: "IMAGENET1K_V1" });
 * model.fc = new nn.Linear(model.fc.in_features, data.classes.length);
 * const run = await train.fit(model, data, { epochs: 3, lr: 1e-3 });
 */

export * as amp from "./amp.ts";
export * as data from "./data/index.ts";
export * as io from "./io/index.ts";
export * as metrics from "./metrics/index.ts";
export * as models from "./models.ts";
export * from "./native/errors.ts";
export * as nn from "./nn/index.ts";
export * as optim from "./optim/index.ts";
export * from "./tensor/index.ts";
export * as train from "./train/index.ts";
export {
  type Box,
  boxes,
  type ClassificationData,
  type Color,
  type Colormap,
  coco,
  colorize,
  contours,
  type DecodingOptions,
  type Detections,
  type DetectionTarget,
  type DrawBoxesOptions,
  datasets,
  drawBoxes,
  type GridLayout,
  type GridOptions,
  type ImageBatch,
  type ImageMode,
  type ImageSample,
  imageGrid,
  type MaskOverlayOptions,
  type MaskValues,
  maskOverlay,
  maskPalette,
  medical,
  morphology,
  type OverlayOptions,
  overlay,
  type ReadImageOptions,
  type ReadMaskOptions,
  readImage,
  readMask,
  regions,
  rle,
  type Sample,
  type SegmentationBatch,
  type SegmentationData,
  type SegmentationKind,
  type SegmentationSample,
  transforms,
  vocPalette,
  type WriteImageOptions,
  type WriteMaskOptions,
  writeImage,
  writeMask,
} from "./vision/index.ts";
