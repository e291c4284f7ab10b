/** Floor 8: networks at work on images; `predict.ts` is exported with `train`, the rest with `models`. */

export { type DetectOptions, type DetectProgress, detect, type LabelledDetectOptions } from "./detect.ts";
export type { FoundCocoOptions, FoundResultsOptions } from "./detection/found-coco.ts";
export type { FoundCsvOptions } from "./detection/found-csv.ts";
export type { FoundGeoJSONOptions } from "./detection/found-geojson.ts";
export type { FoundImage, FoundObject } from "./detection/found-image.ts";
export {
  type FoundJson,
  FoundObjects,
  foundToCoco,
  foundToCocoResults,
  foundToCsv,
} from "./detection/found-objects.ts";
export type { DetectionLimits, DetectionNetwork } from "./detection/network.ts";
export type { DrawFoundOptions } from "./detection/picture.ts";
export type { DetectWindowOptions } from "./detection/windows.ts";
export { Ensemble, type EnsembleOptions, ensemble } from "./ensemble.ts";
export * from "./inside/index.ts";
export { type OptimizeOptions, optimizeForInference } from "./optimize/index.ts";
export { Segmentation, type SegmentOptions, type SegmentProgress, segment } from "./segment.ts";
export {
  type PixelModel,
  type SlidingWindowOptions,
  slidingWindow,
  type WindowBlend,
  type WindowOptions,
  windowWeights,
} from "./sliding-window.ts";
export {
  type Frame,
  type FrameResult,
  type FrameTimings,
  MaskStream,
  type RawFrame,
  type RawVideoOptions,
  rawVideoFrames,
  type StreamOptions,
  type StreamStats,
  stream,
  type VideoOptions,
  videoFrames,
} from "./stream/index.ts";
export { type ProbabilityMapOptions, probabilityMaps, type TestTimeFlips } from "./test-time.ts";
