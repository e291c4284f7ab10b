/** Floor 9: training, measuring and predicting. */

export {
  type EvalClassifier,
  type ImageInput,
  type LabelledPredictOptions,
  type Prediction,
  type PredictOptions,
  predict,
  type RankedClass,
} from "../inference/predict.ts";
export {
  type GradePrediction,
  type PredictGradesOptions,
  predictGrades,
} from "../inference/predict-grades.ts";
export {
  type LabelProbability,
  type LabelsPrediction,
  type PredictLabelsOptions,
  predictLabels,
} from "../inference/predict-labels.ts";
export {
  type NumbersPrediction,
  type PredictedNumber,
  type PredictNumbersOptions,
  predictNumbers,
} from "../inference/predict-numbers.ts";
export type { TestTime, TestTimeCrops, TestTimeOptions } from "../inference/test-time-classes.ts";
export type { CalibratedOption } from "./calibrated.ts";
export { type CalibrateOptions, type Calibration, type CalibrationMap, calibrate } from "./calibration.ts";
export {
  type ComparedRun,
  type CompareRunsOptions,
  compareRuns,
  type Recipe,
  type RunComparison,
} from "./compare-runs.ts";
export { type CrossValidateOptions, crossValidate, type FoldEvent } from "./cross-validate.ts";
export type { CrossValidation, FoldResult } from "./cross-validation.ts";
export {
  DetectionMetrics,
  type DetectionMetricsOptions,
  type DetectionReport,
} from "./detection-metrics.ts";
export {
  type DetectionRecipe,
  type DetectionRecipeName,
  type DetectionRecipeOptions,
  detectionRecipe,
} from "./detection-recipe.ts";

export { GuardError, NonFiniteGradientError, NonFiniteLossError } from "./errors.ts";
export {
  type EvaluateMasksOptions,
  type EvaluateOptions,
  type EvaluateSource,
  evaluate,
  type PassEvaluateOptions,
} from "./evaluate.ts";
export type {
  CheckpointEvent,
  EndEvent,
  EpochEvent,
  EpochFacts,
  EpochRecord,
  FitEvent,
  GuardEvent,
  NoticeEvent,
  SkipEvent,
  StartEvent,
  StepEvent,
  ValidationEvent,
} from "./events.ts";
export type { FigureInfo, Figures } from "./figures.ts";
export { type FindLrOptions, findLr, type LrProgress } from "./find-lr.ts";
export { type FineTuneOptions, fineTune } from "./fine-tune.ts";
export { fit, type RunResult } from "./fit.ts";
export {
  type FreezeOptions,
  type FreezeSpec,
  freeze,
  type TrainedGroup,
  type TrainedPart,
} from "./freeze.ts";
export { type LoadEnsembleOptions, type LoadedEnsemble, loadEnsemble } from "./load-ensemble.ts";
export { type HeadReport, type LoadForClassesOptions, loadForClasses } from "./load-for-classes.ts";
export {
  type DetectionModelReport,
  type LoadForDetectionOptions,
  loadForDetection,
} from "./load-for-detection.ts";
export {
  type LoadForMasksOptions,
  loadForMasks,
  type MaskModelReport,
} from "./load-for-masks.ts";
export { type LoadedRun, type LoadRunOptions, loadRun } from "./load-run.ts";
export type { LrCurve, LrEnding, LrPoint, LrSuggestions } from "./lr-curve.ts";
export type { AnyMetric, Better, Metric, Metrics, Shown } from "./metric.ts";
export {
  type ClassFigures,
  ClassificationMetrics,
  type ClassificationMetricsOptions,
  type ClassificationReport,
} from "./metrics.ts";
export type { ProgressStreams } from "./moving-line.ts";
export type { LabelMeasures, LabelReport, MultilabelReport } from "./multilabel-metrics.ts";
export type { DetectionCounts, FrocFigures, OperatingPoint } from "./operating-point.ts";
export type {
  Classifier,
  FitOptions,
  LossFunction,
  Monitor,
  SchedulePlan,
  SchedulerFactory,
} from "./options.ts";
export type { GradeReport, OrdinalReport } from "./ordinal-metrics.ts";
export {
  type CheckpointRest,
  type LoadedTraining,
  loadCheckpoint,
  type SavedTraining,
  saveCheckpoint,
} from "./own-checkpoint.ts";
export { type EpochContext, type RunContext, type RunPart, RunPartError, type StepContext } from "./part.ts";
export type { AdaptiveClipping, GradientClip } from "./parts/clipping.ts";
export type { EmaSettings } from "./parts/ema.ts";
export type { UnfreezeStep } from "./parts/freezing.ts";
export type { GuardName } from "./parts/guards/index.ts";
export type { MixSettings } from "./parts/mixing.ts";
export { type Receipt, receiptLines } from "./parts/receipt.ts";
export type { CheckpointSettings } from "./parts/recording.ts";
export type { SwaSettings } from "./parts/swa.ts";
export type { GuardChoice } from "./parts/watching.ts";
export type { Precision } from "./precision.ts";
export type { PredictionsOut } from "./prediction-rows.ts";
export type { Finding, FindingFile, Severity } from "./preflight/finding.ts";
export {
  type InspectDataOptions,
  type Inspection,
  type InspectProgress,
  inspectData,
  type LabelJudgement,
} from "./preflight/inspect-data.ts";
export type { InspectColumns } from "./preflight/open-table.ts";
export { inspectPage } from "./preflight/page.ts";
export type { InspectableData } from "./preflight/source.ts";
export type { PartStatistics, Range as SizeRange } from "./preflight/statistics.ts";
export { inspectTable } from "./preflight/table.ts";
export {
  type Preview,
  type PreviewImage,
  type PreviewOptions,
  type PreviewRow,
  preview,
} from "./preview/preview.ts";
export { type LoopEvent, type ProgressOptions, progress } from "./progress.ts";
export type { NumberMeasures, NumberReport, RegressionReport } from "./regression-metrics.ts";
export type { ReportData, ReportOptions } from "./report/options.ts";
export type { MeasuredData } from "./report/predictions.ts";
export { type Report, report } from "./report/report.ts";
export { type MulticlassAuc, multiclassAuc, rocAuc } from "./roc-auc.ts";
export { type RunConfig, readConfig, readHistory } from "./run-folder.ts";
export type { SavedTransform } from "./saved-transform.ts";
export type { ScheduleName, ScheduleSettings, ScheduleSpec, WarmupSpec } from "./schedule.ts";
export { type Depth, type SearchDepthOptions, type SearchEvent, searchDepth } from "./search/depth.ts";
export type { HalvingOptions } from "./search/halving.ts";
export type { SearchResult, SearchRow, SearchTable } from "./search/table.ts";
export {
  type ImageFigures,
  type RegionFigures,
  SegmentationMetrics,
  type SegmentationMetricsOptions,
  type SegmentationReport,
} from "./segmentation-metrics.ts";
export type {
  BatchLoader,
  DetectionImages,
  DetectionLoaderData,
  FitData,
  LabelData,
  LabelledBatch,
  LabelledImage,
  LoaderData,
  MaskBatch,
  MaskData,
  MaskLoaderData,
  OwnTaskData,
  TensorData,
} from "./source.ts";
export type { Spread } from "./spread.ts";
export { type SurfaceFigures, surfaceDistances } from "./surface-distances.ts";
export type { ClassWeights } from "./tasks/class-weights.ts";
export type { Detector, DetectorLosses } from "./tasks/detectors.ts";
export type { AnyReport, ReportOf, TaskName, TaskSpec } from "./tasks/index.ts";
export type { MultilabelMeasures, MultilabelOptions } from "./tasks/multilabel.ts";
export type {
  FocalSettings,
  HuberSettings,
  LossName,
  NamedLoss,
  PlainErrorSettings,
  SmoothL1Settings,
} from "./tasks/named-loss.ts";
export type { OrdinalFacts, OrdinalLoaderData } from "./tasks/ordinal.ts";
export type { PixelOutputs, Segmenter, TrainableClassifier } from "./tasks/outputs.ts";
export type { NumberStatistics, RegressionFacts, RegressionOptions } from "./tasks/regression.ts";
export type { TargetImage, TargetImages, TargetLoaderData } from "./tasks/targets.ts";
export type {
  Criterion,
  Forwarded,
  OwnTask,
  PassOptions,
  Task,
  TaskMetric,
  TaskReport,
} from "./tasks/task.ts";
export { type MlflowOptions, mlflow } from "./trackers/mlflow.ts";
export { epochTable } from "./trackers/table.ts";
export { type TensorBoardOptions, TensorBoardWriter, tensorboard } from "./trackers/tensorboard.ts";
export {
  type AccumulateSettings,
  type CommonStepOptions,
  type LossStepOptions,
  type TrainStepOptions,
  trainStep,
} from "./train-step.ts";
export {
  countParameters,
  freezeAllBut,
  type ParameterCount,
  trainableParameters,
  trainModeOf,
} from "./trainability.ts";
export { packageVersion } from "./version.ts";
