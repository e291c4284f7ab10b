/** Tensors: creation, operators, indexing, gradients, memory, devices, randomness. */

import "./data.ts";
import "./indexing.ts";
import "./print.ts";

export type { BackwardOptions, GradOptions } from "./autograd.ts";
export { autograd, enableGrad, inferenceMode, isGradEnabled, isInferenceMode, noGrad } from "./autograd.ts";
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
export type { ToOptions } from "./data.ts";
export type { Device, Layout, MemoryFormat } from "./device.ts";
export { cuda, getNumThreads, setNumThreads, singleThreaded } from "./device.ts";
export type { DType, TypedArray } from "./dtype.ts";
export { dtypeBytes, dtypes, isComplex, isDType, isFloatingPoint } from "./dtype.ts";
export { describeArgument } from "./failures.ts";
export {
  cat,
  emptyLike,
  fullLike,
  onesLike,
  randLike,
  randnLike,
  stack,
  where,
  zerosLike,
} from "./functions.ts";
export { Generator, manualSeed } from "./generator.ts";
export type { Index } from "./indexing.ts";
export { Slice, slice } from "./indexing.ts";
export { fromFile, mapFile } from "./mapped.ts";
export type { LiveTensor, MemoryStats } from "./memory.ts";
export { memory } from "./memory.ts";
export { fft, linalg, ops, special, torch } from "./operators.ts";
export { formatTensor, type PrintOptions, setPrintOptions } from "./print.ts";
export { defaultGenerator, getRngState, setRngState } from "./random.ts";
export { currentScope, keep, Scope, scope, syncScope } from "./scope.ts";
export type { NestedArray } from "./tensor.ts";
export { Tensor } from "./tensor.ts";
export type { CreationSite } from "./tracing.ts";
