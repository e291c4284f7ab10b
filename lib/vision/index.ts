/** Image files, transforms and vision data sets. */

export * as boxes from "./boxes/index.ts";
export * as coco from "./coco-evaluation/index.ts";
export * as contours from "./contours/index.ts";
export * as datasets from "./datasets/index.ts";
export {
  type ClassificationData,
  collateDetection,
  collateImages,
  type DetectionBatch,
  type DetectionData,
  type DetectionSample,
  type DetectionTaskFacts,
  detectionLoader,
  type ImageBatch,
  ImageFolder,
  type ImageSample,
  imageLoader,
  type MultilabelData,
  type OrdinalData,
  type RegressionData,
  type SegmentationBatch,
  type SegmentationData,
  SegmentationFolder,
  type SegmentationKind,
  type SegmentationSample,
  segmentationLoader,
} from "./datasets/index.ts";
export type { Detections, DetectionTarget } from "./detection-sample.ts";
export { type Box, type DrawBoxesOptions, drawBoxes } from "./drawing/draw-boxes.ts";
export {
  type Colormap,
  colorize,
  type OverlayOptions,
  overlay,
} from "./heatmap.ts";
export {
  DECODING,
  type DecodingOptions,
  isDecoding,
  type ReadImageOptions,
  readImage,
  type WriteImageOptions,
  writeImage,
} from "./image.ts";
export { type GridLayout, type GridOptions, imageGrid } from "./image-grid.ts";
export {
  type MaskValues,
  type ReadMaskOptions,
  readMask,
  vocPalette,
  type WriteMaskOptions,
  writeMask,
} from "./masks/mask-image.ts";
export { type Color, type MaskOverlayOptions, maskOverlay, maskPalette } from "./masks/mask-overlay.ts";
export * as medical from "./medical/index.ts";
export * as morphology from "./morphology/index.ts";
export type { ImageMode } from "./raw-image.ts";
export * as regions from "./regions/index.ts";
export * as rle from "./rle/index.ts";
export { checkSample, type Sample } from "./sample.ts";
export * as transforms from "./transforms/index.ts";
export {
  applyToSample,
  applyTransform,
  type ClassificationTrainOptions,
  ClassificationTrainPreset,
  DetectionPreset,
  type DetectionTrainOptions,
  DetectionTrainPreset,
  type ImageClassificationOptions,
  ImageClassificationPreset,
  type SegmentationOptions,
  SegmentationPreset,
  type SegmentationTrainOptions,
  SegmentationTrainPreset,
  Transform,
  type TransformLike,
} from "./transforms/index.ts";
