/** Floor 4: optimizers, learning rate schedulers, gradient clipping, as `torch.optim`. */
export { Adadelta, type AdadeltaOptions } from "./adadelta.ts";
export { Adafactor, type AdafactorOptions } from "./adafactor.ts";
export { Adagrad, type AdagradOptions } from "./adagrad.ts";
export { Adam, type AdamOptions, AdamW, type PlainAdamOptions } from "./adam.ts";
export { Adamax, type AdamaxOptions } from "./adamax.ts";
export { type AdaptiveClipOptions, adaptiveClipGrad_ } from "./adaptive-clip.ts";
export { ASGD, type AsgdOptions } from "./asgd.ts";
export { type ClipNormOptions, clipGradNorm_, clipGradValue_ } from "./clip.ts";
export { GradScaler, type GradScalerOptions, type GradScalerStateDict } from "./grad-scaler.ts";
export { LAMB, type LambOptions } from "./lamb.ts";
export { LBFGS, type LbfgsOptions } from "./lbfgs.ts";
export { Lion, type LionOptions } from "./lion.ts";
export {
  type AnyOptimizer,
  LRScheduler,
  type SchedulerOptions,
  type SchedulerStateDict,
} from "./lr-scheduler.ts";
export { Muon, type MuonOptions, type MuonRate } from "./muon.ts";
export { NAdam, type NAdamOptions } from "./nadam.ts";
export {
  type Closure,
  type GivenOptions,
  type GroupOptions,
  Optimizer,
  type ParamGroup,
  type ParamGroupInput,
  type ParamState,
  type Params,
  type StepOptions,
} from "./optimizer.ts";
export { RAdam, type RAdamOptions } from "./radam.ts";
export type { Rate } from "./rate.ts";
export { RMSprop, type RmspropOptions } from "./rmsprop.ts";
export { Rprop, type RpropOptions } from "./rprop.ts";
export * as lrScheduler from "./schedulers.ts";
export * from "./schedulers.ts";
export { SGD, type SgdOptions } from "./sgd.ts";
export { SparseAdam, type SparseAdamOptions } from "./sparse-adam.ts";
export type { OptimizerStateDict, OptimizerStateDictInput, StateValue } from "./state-dict.ts";
export * as swaUtils from "./swa-utils.ts";
