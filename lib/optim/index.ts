/** Floor 4: optimizers, learning rate schedulers, gradient clipping, as `torch.optim`. */
export { Adagrad, type AdagradOptions } from "./adagrad.ts";
export { Adam, type AdamOptions, AdamW } from "./adam.ts";
export { type AdaptiveClipOptions, adaptiveClipGrad_ } from "./adaptive-clip.ts";
export { type ClipNormOptions, clipGradNorm_, clipGradValue_ } from "./clip.ts";
export {
  type AnyOptimizer,
  LRScheduler,
  type SchedulerOptions,
  type SchedulerStateDict,
} from "./lr-scheduler.ts";
export {
  type GivenOptions,
  type GroupOptions,
  Optimizer,
  type OptimizerStateDict,
  type OptimizerStateDictInput,
  type ParamGroup,
  type ParamGroupInput,
  type ParamState,
  type Params,
  type StateValue,
  type StepOptions,
} from "./optimizer.ts";
export type { Rate } from "./rate.ts";
export { RMSprop, type RmspropOptions } from "./rmsprop.ts";
export * as lrScheduler from "./schedulers.ts";
export * from "./schedulers.ts";
export { SGD, type SgdOptions } from "./sgd.ts";
export * as swaUtils from "./swa-utils.ts";
