/** Tensors: creation, operators, indexing, gradients, memory, devices, randomness. */

import "./backward.ts";
import "./data.ts";
import "./hooks.ts";
import "./indexing.ts";
import "./print.ts";

export type { AnomalyOptions } from "./anomaly.ts";
export type { Int, Ints, NewTensorOptions, Scalar } from "./arguments.ts";
export {
  type AutocastDType,
  type AutocastOptions,
  autocast,
  clearAutocastCache,
  getAutocastDtype,
  isAutocastCacheEnabled,
  isAutocastEnabled,
} from "./autocast.ts";
export { autograd } from "./autograd.ts";
export {
  backends,
  type Float32MatmulPrecision,
  getFloat32MatmulPrecision,
  setFloat32MatmulPrecision,
} from "./backends.ts";
export type { BackwardManyOptions, BackwardOptions, GradOptions } from "./backward.ts";
export { type CheckpointOptions, checkpoint } from "./checkpoint.ts";
export { Complex } from "./complex.ts";
export type { CreateOptions, TensorLike, TensorOptions } from "./create.ts";
export {
  arange,
  empty,
  eye,
  fromBytes,
  fromTypedArray,
  full,
  isTensor,
  linspace,
  logspace,
  ones,
  rand,
  randint,
  randn,
  randperm,
  tensor,
  zeros,
} from "./create.ts";
export { type CudaDevice, type CudaDeviceProperties, cuda, type OfCudaDevice } from "./cuda.ts";
export { FunctionContext, type FunctionGradients, type FunctionResult } from "./custom-function.ts";
export type { ToOptions } from "./data.ts";
export {
  areDeterministicAlgorithmsEnabled,
  isDeterministicAlgorithmsWarnOnly,
  showCppStacks,
  useDeterministicAlgorithms,
} from "./determinism.ts";
export type { Device, DeviceChoice, DeviceType, Layout, MemoryFormat } from "./device.ts";
export { getNumThreads, setNumThreads, singleThreaded } from "./device.ts";
export type { DType, TypedArray } from "./dtype.ts";
export { dtypeBytes, dtypes, isComplex, isDType, isFloatingPoint } from "./dtype.ts";
export { describeArgument } from "./failures.ts";
export {
  cat,
  emptyLike,
  fullLike,
  onesLike,
  randintLike,
  randLike,
  randnLike,
  stack,
  where,
  zerosLike,
} from "./functions.ts";
export { Generator, manualSeed } from "./generator.ts";
export { enableGrad, inferenceMode, isGradEnabled, isInferenceMode, noGrad } from "./grad-mode.ts";
export { type GradHook, HookHandle } from "./hooks.ts";
export type { Index } from "./indexing.ts";
export { Slice, slice } from "./indexing.ts";
export type { Logits, Probabilities } from "./kinds.ts";
export { fromFile, mapFile } from "./mapped.ts";
export type { LiveTensor, MemoryStats } from "./memory.ts";
export { memory } from "./memory.ts";
export { fft, linalg, type OperatorResult, ops, special } from "./operators.ts";
export { formatTensor, type PrintOptions, setPrintOptions } from "./print.ts";
export { broadcastShapes, torch, type UniqueOptions, unique, unravelIndex } from "./pytorch-names.ts";
export { defaultGenerator, type ForkRngOptions, forkRng, getRngState, setRngState } from "./random.ts";
export { currentScope, keep, Scope, scope, syncScope } from "./scope.ts";
export type { NestedArray } from "./tensor.ts";
export { Tensor } from "./tensor.ts";
export type { CreationSite } from "./tracing.ts";
export {
  type Received,
  receive,
  type TensorToken,
  type TransferOptions,
  type Transferred,
  transfer,
} from "./transfer.ts";
