/** COCO's evaluation of detections. */

export type { PrecisionArrays } from "./accumulate.ts";
export type { CocoGroundTruth, CocoMask, CocoResult } from "./coco-json.ts";
export type {
  CocoClass,
  CocoEvaluation,
  CocoFigures,
  CocoSelection,
  HiddenObjects,
  PrecisionCurve,
} from "./evaluation.ts";
export {
  CocoEvaluator,
  type CocoEvaluatorOptions,
  type CocoMatchOptions,
  type CocoPassOptions,
} from "./evaluator.ts";
export type { ImageMatches, MatchedDetection, MatchedObject } from "./image-matches.ts";
export type { CocoSettings, CocoShapes } from "./settings.ts";
