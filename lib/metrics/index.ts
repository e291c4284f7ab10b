/** Floor 7: measures as functions of numbers, and predictions as tables. */
export {
  type BlandAltman,
  blandAltman,
  type IccForm,
  icc,
} from "./agreement.ts";
export { type Band, type BandOptions, precisionRecallBand, rocBand } from "./bands.ts";
export { type BootstrapInterval, type BootstrapOptions, bootstrap, type Groups } from "./bootstrap.ts";
export {
  type BinOptions,
  brierScore,
  type CalibrationSlope,
  calibrationError,
  calibrationSlope,
  logLoss,
  type ReliabilityBin,
  reliability,
} from "./calibration.ts";
export {
  type Average,
  type AverageOptions,
  accuracy,
  balancedAccuracy,
  type ClassesOption,
  confusionMatrix,
  type FBetaOptions,
  fBeta,
  matthewsCorrelation,
  type Normalize,
  precision,
  recall,
} from "./confusion.ts";
export { type DecisionPoint, decisionCurve } from "./decision-curve.ts";
export {
  type AucComparison,
  type AucInterval,
  type AucIntervalOptions,
  aucInterval,
  compareAuc,
} from "./delong.ts";
export { type Froc, type FrocOptions, froc } from "./froc.ts";
export { cohensKappa, type KappaOptions, type KappaWeights } from "./kappa.ts";
export { type MulticlassAucOptions, multiclassAuc, topKAccuracy } from "./multiclass.ts";
export { type LabelFigures, type MultilabelFigures, multilabelFigures } from "./multilabel.ts";
export {
  type AtThresholdOptions,
  atThreshold,
  predictiveValues,
  type ThresholdFigures,
  thresholdAtSensitivity,
  thresholdAtSpecificity,
  youdenThreshold,
} from "./operating-points.ts";
export { clDice, dice, type EmptyOption, iou } from "./overlap.ts";
export {
  type McNemar,
  type McNemarOptions,
  mcNemar,
  type PermutationOptions,
  type PermutationTest,
  permutationTest,
} from "./paired-tests.ts";
export { averagePrecision, type PrecisionRecallCurve, precisionRecallCurve } from "./precision-recall.ts";
export {
  type ComparedName,
  type ComparePredictionsOptions,
  comparePredictions,
  type FigureDifference,
  type PredictionComparison,
} from "./predictions/compare.ts";
export {
  type ColumnMean,
  type ColumnMeans,
  type ColumnMeansOptions,
  columnMeans,
} from "./predictions/means.ts";
export type { ObjectOptions } from "./predictions/objects.ts";
export type { PredictionColumns } from "./predictions/read.ts";
export {
  type ClassIntervals,
  type FrocPoint,
  type FromPredictionsOptions,
  fromPredictions,
  type NumberIntervals,
  type ObjectIntervals,
  type PredictionReport,
  type Subgroup,
  type SubgroupColumn,
} from "./predictions/report.ts";
export { type ProportionOptions, proportion } from "./proportion.ts";
export { mae, mse, pearson, r2, rmse } from "./regression.ts";
export { type RocCurve, type RocCurveOptions, rocAuc, rocCurve } from "./roc.ts";
export {
  fitPlatt,
  fitTemperature,
  type PlattFit,
  type TemperatureFit,
  withPlatt,
  withTemperature,
} from "./scaling.ts";
export type { AnyMask, Volume } from "./shared/grids.ts";
export type { Interval } from "./shared/interval.ts";
export type { Rows, Values } from "./shared/values.ts";
export {
  type HausdorffOptions,
  hausdorffDistance,
  type SpacingOption,
  type SurfaceDiceOptions,
  surfaceDice,
  surfaceDistance,
} from "./surfaces.ts";
