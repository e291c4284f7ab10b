/** Learning rate schedulers; each formula is that of PyTorch's class of the same name. A new one is a file and a line. */
export { ChainedScheduler, type ChainedSchedulerOptions } from "./schedulers/chained.ts";
export { CosineAnnealingLR, type CosineOptionsLR } from "./schedulers/cosine.ts";
export { CyclicLR, type CyclicMode, type CyclicOptionsLR, type ScaleFn } from "./schedulers/cyclic.ts";
export { ExponentialLR, type ExponentialOptionsLR } from "./schedulers/exponential.ts";
export {
  LambdaLR,
  type LambdaOptionsLR,
  type LrLambda,
  MultiplicativeLR,
} from "./schedulers/lambda.ts";
export { ConstantLR, type ConstantOptionsLR, LinearLR, type LinearOptionsLR } from "./schedulers/linear.ts";
export { OneCycleLR, type OneCycleOptionsLR } from "./schedulers/one-cycle.ts";
export { type PlateauOptionsLR, ReduceLROnPlateau } from "./schedulers/plateau.ts";
export { PolynomialLR, type PolynomialOptionsLR } from "./schedulers/polynomial.ts";
export { CosineAnnealingWarmRestarts, type WarmRestartsOptions } from "./schedulers/restarts.ts";
export { SequentialLR, type SequentialOptionsLR } from "./schedulers/sequential.ts";
export { MultiStepLR, type MultiStepOptionsLR, StepLR, type StepOptionsLR } from "./schedulers/step.ts";
export { type AnnealStrategy, SWALR, type SwaOptionsLR } from "./schedulers/swa.ts";
