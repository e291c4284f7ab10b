// Written by scripts/gen-ops.ts from libtorch's schemas; do not edit.

import type { Complex } from "../complex.ts";
import type { Device, Layout, MemoryFormat } from "../device.ts";
import type { DType } from "../dtype.ts";
import type { Generator } from "../generator.ts";
import type { Tensor } from "../tensor.ts";

/** A number where operators take any kind of number. */
export type Scalar = number | bigint | boolean | Complex;

/** Every operator as a function. */
export interface TorchFunctions {
  /** `aten::abs(Tensor self) -> Tensor` */
  abs(self: Tensor): Tensor;
  /** `aten::abs_(Tensor(a!) self) -> Tensor(a!)` */
  abs_(self: Tensor): Tensor;
  /** `aten::absolute(Tensor self) -> Tensor` */
  absolute(self: Tensor): Tensor;
  /** `aten::absolute_(Tensor(a!) self) -> Tensor(a!)` */
  absolute_(self: Tensor): Tensor;
  /** `aten::acos(Tensor self) -> Tensor` */
  acos(self: Tensor): Tensor;
  /** `aten::acos_(Tensor(a!) self) -> Tensor(a!)` */
  acos_(self: Tensor): Tensor;
  /** `aten::acosh(Tensor self) -> Tensor` */
  acosh(self: Tensor): Tensor;
  /** `aten::acosh_(Tensor(a!) self) -> Tensor(a!)` */
  acosh_(self: Tensor): Tensor;
  /** `aten::adaptive_avg_pool1d(Tensor self, int[1] output_size) -> Tensor` */
  adaptiveAvgPool1d(self: Tensor, outputSize: number | readonly (number | bigint)[]): Tensor;
  adaptiveAvgPool1d(self: Tensor, options: { outputSize: number | readonly (number | bigint)[] }): Tensor;
  /** `aten::adaptive_avg_pool2d(Tensor self, SymInt[2] output_size) -> Tensor` */
  adaptiveAvgPool2d(self: Tensor, outputSize: number | readonly (number | bigint)[]): Tensor;
  adaptiveAvgPool2d(self: Tensor, options: { outputSize: number | readonly (number | bigint)[] }): Tensor;
  /** `aten::adaptive_avg_pool3d(Tensor self, SymInt[3] output_size) -> Tensor` */
  adaptiveAvgPool3d(self: Tensor, outputSize: number | readonly (number | bigint)[]): Tensor;
  adaptiveAvgPool3d(self: Tensor, options: { outputSize: number | readonly (number | bigint)[] }): Tensor;
  /** `aten::adaptive_max_pool1d(Tensor self, int[1] output_size) -> (Tensor, Tensor)` */
  adaptiveMaxPool1d(self: Tensor, outputSize: number | readonly (number | bigint)[]): [Tensor, Tensor];
  adaptiveMaxPool1d(self: Tensor, options: { outputSize: number | readonly (number | bigint)[] }): [Tensor, Tensor];
  /** `aten::adaptive_max_pool2d(Tensor self, int[2] output_size) -> (Tensor, Tensor)` */
  adaptiveMaxPool2d(self: Tensor, outputSize: number | readonly (number | bigint)[]): [Tensor, Tensor];
  adaptiveMaxPool2d(self: Tensor, options: { outputSize: number | readonly (number | bigint)[] }): [Tensor, Tensor];
  /** `aten::adaptive_max_pool2d_backward(Tensor grad_output, Tensor self, Tensor indices) -> Tensor` */
  adaptiveMaxPool2dBackward(gradOutput: Tensor, self: Tensor, indices: Tensor): Tensor;
  /** `aten::adaptive_max_pool3d(Tensor self, int[3] output_size) -> (Tensor, Tensor)` */
  adaptiveMaxPool3d(self: Tensor, outputSize: number | readonly (number | bigint)[]): [Tensor, Tensor];
  adaptiveMaxPool3d(self: Tensor, options: { outputSize: number | readonly (number | bigint)[] }): [Tensor, Tensor];
  /** `aten::adaptive_max_pool3d_backward(Tensor grad_output, Tensor self, Tensor indices) -> Tensor` */
  adaptiveMaxPool3dBackward(gradOutput: Tensor, self: Tensor, indices: Tensor): Tensor;
  /** `aten::add.Tensor(Tensor self, Tensor other, *, Scalar alpha=1) -> Tensor` · `aten::add.Scalar(Tensor self, Scalar other, Scalar alpha=1) -> Tensor` */
  add(self: Tensor, other: Tensor, options?: { alpha?: Scalar }): Tensor;
  add(self: Tensor, other: Scalar, alpha?: Scalar): Tensor;
  add(self: Tensor, other: Scalar, options?: { alpha?: Scalar }): Tensor;
  add(self: Tensor, options: { other: Scalar; alpha?: Scalar }): Tensor;
  /** `aten::add_.Tensor(Tensor(a!) self, Tensor other, *, Scalar alpha=1) -> Tensor(a!)` · `aten::add_.Scalar(Tensor(a!) self, Scalar other, Scalar alpha=1) -> Tensor(a!)` */
  add_(self: Tensor, other: Tensor, options?: { alpha?: Scalar }): Tensor;
  add_(self: Tensor, other: Scalar, alpha?: Scalar): Tensor;
  add_(self: Tensor, other: Scalar, options?: { alpha?: Scalar }): Tensor;
  add_(self: Tensor, options: { other: Scalar; alpha?: Scalar }): Tensor;
  /** `aten::addbmm(Tensor self, Tensor batch1, Tensor batch2, *, Scalar beta=1, Scalar alpha=1) -> Tensor` */
  addbmm(self: Tensor, batch1: Tensor, batch2: Tensor, options?: { beta?: Scalar; alpha?: Scalar }): Tensor;
  /** `aten::addbmm_(Tensor(a!) self, Tensor batch1, Tensor batch2, *, Scalar beta=1, Scalar alpha=1) -> Tensor(a!)` */
  addbmm_(self: Tensor, batch1: Tensor, batch2: Tensor, options?: { beta?: Scalar; alpha?: Scalar }): Tensor;
  /** `aten::addcdiv(Tensor self, Tensor tensor1, Tensor tensor2, *, Scalar value=1) -> Tensor` */
  addcdiv(self: Tensor, tensor1: Tensor, tensor2: Tensor, options?: { value?: Scalar }): Tensor;
  /** `aten::addcdiv_(Tensor(a!) self, Tensor tensor1, Tensor tensor2, *, Scalar value=1) -> Tensor(a!)` */
  addcdiv_(self: Tensor, tensor1: Tensor, tensor2: Tensor, options?: { value?: Scalar }): Tensor;
  /** `aten::addcmul(Tensor self, Tensor tensor1, Tensor tensor2, *, Scalar value=1) -> Tensor` */
  addcmul(self: Tensor, tensor1: Tensor, tensor2: Tensor, options?: { value?: Scalar }): Tensor;
  /** `aten::addcmul_(Tensor(a!) self, Tensor tensor1, Tensor tensor2, *, Scalar value=1) -> Tensor(a!)` */
  addcmul_(self: Tensor, tensor1: Tensor, tensor2: Tensor, options?: { value?: Scalar }): Tensor;
  /** `aten::addmm.dtype(Tensor self, Tensor mat1, Tensor mat2, ScalarType out_dtype, *, Scalar beta=1, Scalar alpha=1) -> Tensor` · `aten::addmm(Tensor self, Tensor mat1, Tensor mat2, *, Scalar beta=1, Scalar alpha=1) -> Tensor` */
  addmm(self: Tensor, mat1: Tensor, mat2: Tensor, outDtype: DType, options?: { beta?: Scalar; alpha?: Scalar }): Tensor;
  addmm(self: Tensor, mat1: Tensor, mat2: Tensor, options: { outDtype: DType; beta?: Scalar; alpha?: Scalar }): Tensor;
  addmm(self: Tensor, mat1: Tensor, mat2: Tensor, options?: { beta?: Scalar; alpha?: Scalar }): Tensor;
  /** `aten::addmm_(Tensor(a!) self, Tensor mat1, Tensor mat2, *, Scalar beta=1, Scalar alpha=1) -> Tensor(a!)` */
  addmm_(self: Tensor, mat1: Tensor, mat2: Tensor, options?: { beta?: Scalar; alpha?: Scalar }): Tensor;
  /** `aten::addmv(Tensor self, Tensor mat, Tensor vec, *, Scalar beta=1, Scalar alpha=1) -> Tensor` */
  addmv(self: Tensor, mat: Tensor, vec: Tensor, options?: { beta?: Scalar; alpha?: Scalar }): Tensor;
  /** `aten::addmv_(Tensor(a!) self, Tensor mat, Tensor vec, *, Scalar beta=1, Scalar alpha=1) -> Tensor(a!)` */
  addmv_(self: Tensor, mat: Tensor, vec: Tensor, options?: { beta?: Scalar; alpha?: Scalar }): Tensor;
  /** `aten::addr(Tensor self, Tensor vec1, Tensor vec2, *, Scalar beta=1, Scalar alpha=1) -> Tensor` */
  addr(self: Tensor, vec1: Tensor, vec2: Tensor, options?: { beta?: Scalar; alpha?: Scalar }): Tensor;
  /** `aten::addr_(Tensor(a!) self, Tensor vec1, Tensor vec2, *, Scalar beta=1, Scalar alpha=1) -> Tensor(a!)` */
  addr_(self: Tensor, vec1: Tensor, vec2: Tensor, options?: { beta?: Scalar; alpha?: Scalar }): Tensor;
  /** `aten::adjoint(Tensor(a) self) -> Tensor(a)` */
  adjoint(self: Tensor): Tensor;
  /** `aten::affine_grid_generator(Tensor theta, SymInt[] size, bool align_corners) -> Tensor` */
  affineGridGenerator(theta: Tensor, size: readonly (number | bigint)[] | number, alignCorners: boolean): Tensor;
  affineGridGenerator(theta: Tensor, options: { size: readonly (number | bigint)[] | number; alignCorners: boolean }): Tensor;
  /** `aten::affine_grid_generator_backward(Tensor grad, SymInt[] size, bool align_corners) -> Tensor` */
  affineGridGeneratorBackward(grad: Tensor, size: readonly (number | bigint)[] | number, alignCorners: boolean): Tensor;
  affineGridGeneratorBackward(grad: Tensor, options: { size: readonly (number | bigint)[] | number; alignCorners: boolean }): Tensor;
  /** `aten::alias(Tensor(a) self) -> Tensor(a)` */
  alias(self: Tensor): Tensor;
  /** `aten::alias_copy(Tensor self) -> Tensor` */
  aliasCopy(self: Tensor): Tensor;
  /** `aten::all(Tensor self) -> Tensor` · `aten::all.dim(Tensor self, int dim, bool keepdim=False) -> Tensor` · `aten::all.dims(Tensor self, int[]? dim=None, bool keepdim=False) -> Tensor` */
  all(self: Tensor): Tensor;
  all(self: Tensor, dim: number | bigint, keepdim?: boolean): Tensor;
  all(self: Tensor, dim: number | bigint, options?: { keepdim?: boolean }): Tensor;
  all(self: Tensor, options: { dim: number | bigint; keepdim?: boolean }): Tensor;
  all(self: Tensor, dim?: readonly (number | bigint)[] | number | null, keepdim?: boolean): Tensor;
  all(self: Tensor, options?: { dim?: readonly (number | bigint)[] | number | null; keepdim?: boolean }): Tensor;
  /** `aten::allclose(Tensor self, Tensor other, float rtol=1.0000000000000001e-05, float atol=1e-08, bool equal_nan=False) -> bool` */
  allclose(self: Tensor, other: Tensor, rtol?: number, atol?: number, equalNan?: boolean): boolean;
  allclose(self: Tensor, other: Tensor, options?: { rtol?: number; atol?: number; equalNan?: boolean }): boolean;
  /** `aten::alpha_dropout(Tensor input, float p, bool train) -> Tensor` */
  alphaDropout(input: Tensor, p: number, train: boolean): Tensor;
  alphaDropout(input: Tensor, options: { p: number; train: boolean }): Tensor;
  /** `aten::alpha_dropout_(Tensor(a!) self, float p, bool train) -> Tensor(a!)` */
  alphaDropout_(self: Tensor, p: number, train: boolean): Tensor;
  alphaDropout_(self: Tensor, options: { p: number; train: boolean }): Tensor;
  /** `aten::amax(Tensor self, int[1] dim=[], bool keepdim=False) -> Tensor` */
  amax(self: Tensor, dim?: number | readonly (number | bigint)[], keepdim?: boolean): Tensor;
  amax(self: Tensor, options?: { dim?: number | readonly (number | bigint)[]; keepdim?: boolean }): Tensor;
  /** `aten::amin(Tensor self, int[1] dim=[], bool keepdim=False) -> Tensor` */
  amin(self: Tensor, dim?: number | readonly (number | bigint)[], keepdim?: boolean): Tensor;
  amin(self: Tensor, options?: { dim?: number | readonly (number | bigint)[]; keepdim?: boolean }): Tensor;
  /** `aten::aminmax(Tensor self, *, int? dim=None, bool keepdim=False) -> (Tensor min, Tensor max)` */
  aminmax(self: Tensor, options?: { dim?: number | bigint | null; keepdim?: boolean }): { min: Tensor; max: Tensor };
  /** `aten::angle(Tensor self) -> Tensor` */
  angle(self: Tensor): Tensor;
  /** `aten::any(Tensor self) -> Tensor` · `aten::any.dim(Tensor self, int dim, bool keepdim=False) -> Tensor` · `aten::any.dims(Tensor self, int[]? dim=None, bool keepdim=False) -> Tensor` */
  any(self: Tensor): Tensor;
  any(self: Tensor, dim: number | bigint, keepdim?: boolean): Tensor;
  any(self: Tensor, dim: number | bigint, options?: { keepdim?: boolean }): Tensor;
  any(self: Tensor, options: { dim: number | bigint; keepdim?: boolean }): Tensor;
  any(self: Tensor, dim?: readonly (number | bigint)[] | number | null, keepdim?: boolean): Tensor;
  any(self: Tensor, options?: { dim?: readonly (number | bigint)[] | number | null; keepdim?: boolean }): Tensor;
  /** `aten::arange(Scalar end, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` · `aten::arange.start(Scalar start, Scalar end, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` · `aten::arange.start_step(Scalar start, Scalar end, Scalar step=1, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` */
  arange(end: Scalar, options?: { dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  arange(options: { end: Scalar; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  arange(start: Scalar, end: Scalar, options?: { dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  arange(options: { start: Scalar; end: Scalar; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  arange(start: Scalar, end: Scalar, step?: Scalar, options?: { dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  arange(start: Scalar, end: Scalar, options?: { step?: Scalar; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  arange(options: { start: Scalar; end: Scalar; step?: Scalar; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  /** `aten::arccos(Tensor self) -> Tensor` */
  arccos(self: Tensor): Tensor;
  /** `aten::arccos_(Tensor(a!) self) -> Tensor(a!)` */
  arccos_(self: Tensor): Tensor;
  /** `aten::arccosh(Tensor self) -> Tensor` */
  arccosh(self: Tensor): Tensor;
  /** `aten::arccosh_(Tensor(a!) self) -> Tensor(a!)` */
  arccosh_(self: Tensor): Tensor;
  /** `aten::arcsin(Tensor self) -> Tensor` */
  arcsin(self: Tensor): Tensor;
  /** `aten::arcsin_(Tensor(a!) self) -> Tensor(a!)` */
  arcsin_(self: Tensor): Tensor;
  /** `aten::arcsinh(Tensor self) -> Tensor` */
  arcsinh(self: Tensor): Tensor;
  /** `aten::arcsinh_(Tensor(a!) self) -> Tensor(a!)` */
  arcsinh_(self: Tensor): Tensor;
  /** `aten::arctan(Tensor self) -> Tensor` */
  arctan(self: Tensor): Tensor;
  /** `aten::arctan2(Tensor self, Tensor other) -> Tensor` */
  arctan2(self: Tensor, other: Tensor): Tensor;
  /** `aten::arctan2_(Tensor(a!) self, Tensor other) -> Tensor(a!)` */
  arctan2_(self: Tensor, other: Tensor): Tensor;
  /** `aten::arctan_(Tensor(a!) self) -> Tensor(a!)` */
  arctan_(self: Tensor): Tensor;
  /** `aten::arctanh(Tensor self) -> Tensor` */
  arctanh(self: Tensor): Tensor;
  /** `aten::arctanh_(Tensor(a!) self) -> Tensor(a!)` */
  arctanh_(self: Tensor): Tensor;
  /** `aten::argmax(Tensor self, int? dim=None, bool keepdim=False) -> Tensor` */
  argmax(self: Tensor, dim?: number | bigint | null, keepdim?: boolean): Tensor;
  argmax(self: Tensor, options?: { dim?: number | bigint | null; keepdim?: boolean }): Tensor;
  /** `aten::argmin(Tensor self, int? dim=None, bool keepdim=False) -> Tensor` */
  argmin(self: Tensor, dim?: number | bigint | null, keepdim?: boolean): Tensor;
  argmin(self: Tensor, options?: { dim?: number | bigint | null; keepdim?: boolean }): Tensor;
  /** `aten::argsort.stable(Tensor self, *, bool stable, int dim=-1, bool descending=False) -> Tensor` · `aten::argsort(Tensor self, int dim=-1, bool descending=False) -> Tensor` */
  argsort(self: Tensor, options: { stable: boolean; dim?: number | bigint; descending?: boolean }): Tensor;
  argsort(self: Tensor, dim?: number | bigint, descending?: boolean): Tensor;
  argsort(self: Tensor, options?: { dim?: number | bigint; descending?: boolean }): Tensor;
  /** `aten::argwhere(Tensor self) -> Tensor` */
  argwhere(self: Tensor): Tensor;
  /** `aten::as_strided(Tensor(a) self, SymInt[] size, SymInt[] stride, SymInt? storage_offset=None) -> Tensor(a)` */
  asStrided(self: Tensor, size: readonly (number | bigint)[] | number, stride: readonly (number | bigint)[] | number, storageOffset?: number | bigint | null): Tensor;
  asStrided(self: Tensor, size: readonly (number | bigint)[] | number, stride: readonly (number | bigint)[] | number, options?: { storageOffset?: number | bigint | null }): Tensor;
  asStrided(self: Tensor, options: { size: readonly (number | bigint)[] | number; stride: readonly (number | bigint)[] | number; storageOffset?: number | bigint | null }): Tensor;
  /** `aten::as_strided_(Tensor(a!) self, SymInt[] size, SymInt[] stride, SymInt? storage_offset=None) -> Tensor(a!)` */
  asStrided_(self: Tensor, size: readonly (number | bigint)[] | number, stride: readonly (number | bigint)[] | number, storageOffset?: number | bigint | null): Tensor;
  asStrided_(self: Tensor, size: readonly (number | bigint)[] | number, stride: readonly (number | bigint)[] | number, options?: { storageOffset?: number | bigint | null }): Tensor;
  asStrided_(self: Tensor, options: { size: readonly (number | bigint)[] | number; stride: readonly (number | bigint)[] | number; storageOffset?: number | bigint | null }): Tensor;
  /** `aten::as_strided_copy(Tensor self, SymInt[] size, SymInt[] stride, SymInt? storage_offset=None) -> Tensor` */
  asStridedCopy(self: Tensor, size: readonly (number | bigint)[] | number, stride: readonly (number | bigint)[] | number, storageOffset?: number | bigint | null): Tensor;
  asStridedCopy(self: Tensor, size: readonly (number | bigint)[] | number, stride: readonly (number | bigint)[] | number, options?: { storageOffset?: number | bigint | null }): Tensor;
  asStridedCopy(self: Tensor, options: { size: readonly (number | bigint)[] | number; stride: readonly (number | bigint)[] | number; storageOffset?: number | bigint | null }): Tensor;
  /** `aten::as_strided_scatter(Tensor self, Tensor src, SymInt[] size, SymInt[] stride, SymInt? storage_offset=None) -> Tensor` */
  asStridedScatter(self: Tensor, src: Tensor, size: readonly (number | bigint)[] | number, stride: readonly (number | bigint)[] | number, storageOffset?: number | bigint | null): Tensor;
  asStridedScatter(self: Tensor, src: Tensor, size: readonly (number | bigint)[] | number, stride: readonly (number | bigint)[] | number, options?: { storageOffset?: number | bigint | null }): Tensor;
  asStridedScatter(self: Tensor, src: Tensor, options: { size: readonly (number | bigint)[] | number; stride: readonly (number | bigint)[] | number; storageOffset?: number | bigint | null }): Tensor;
  /** `aten::asin(Tensor self) -> Tensor` */
  asin(self: Tensor): Tensor;
  /** `aten::asin_(Tensor(a!) self) -> Tensor(a!)` */
  asin_(self: Tensor): Tensor;
  /** `aten::asinh(Tensor self) -> Tensor` */
  asinh(self: Tensor): Tensor;
  /** `aten::asinh_(Tensor(a!) self) -> Tensor(a!)` */
  asinh_(self: Tensor): Tensor;
  /** `aten::atan(Tensor self) -> Tensor` */
  atan(self: Tensor): Tensor;
  /** `aten::atan2(Tensor self, Tensor other) -> Tensor` */
  atan2(self: Tensor, other: Tensor): Tensor;
  /** `aten::atan2_(Tensor(a!) self, Tensor other) -> Tensor(a!)` */
  atan2_(self: Tensor, other: Tensor): Tensor;
  /** `aten::atan_(Tensor(a!) self) -> Tensor(a!)` */
  atan_(self: Tensor): Tensor;
  /** `aten::atanh(Tensor self) -> Tensor` */
  atanh(self: Tensor): Tensor;
  /** `aten::atanh_(Tensor(a!) self) -> Tensor(a!)` */
  atanh_(self: Tensor): Tensor;
  /** `aten::atleast_1d(Tensor self) -> Tensor` · `aten::atleast_1d.Sequence(Tensor[] tensors) -> Tensor[]` */
  atleast1d(self: Tensor): Tensor;
  atleast1d(tensors: readonly Tensor[]): Tensor[];
  atleast1d(options: { tensors: readonly Tensor[] }): Tensor[];
  /** `aten::atleast_2d(Tensor self) -> Tensor` · `aten::atleast_2d.Sequence(Tensor[] tensors) -> Tensor[]` */
  atleast2d(self: Tensor): Tensor;
  atleast2d(tensors: readonly Tensor[]): Tensor[];
  atleast2d(options: { tensors: readonly Tensor[] }): Tensor[];
  /** `aten::atleast_3d(Tensor self) -> Tensor` · `aten::atleast_3d.Sequence(Tensor[] tensors) -> Tensor[]` */
  atleast3d(self: Tensor): Tensor;
  atleast3d(tensors: readonly Tensor[]): Tensor[];
  atleast3d(options: { tensors: readonly Tensor[] }): Tensor[];
  /** `aten::avg_pool1d(Tensor self, int[1] kernel_size, int[1] stride=[], int[1] padding=[0], bool ceil_mode=False, bool count_include_pad=True) -> Tensor` */
  avgPool1d(self: Tensor, kernelSize: number | readonly (number | bigint)[], stride?: number | readonly (number | bigint)[], padding?: number | readonly (number | bigint)[], ceilMode?: boolean, countIncludePad?: boolean): Tensor;
  avgPool1d(self: Tensor, kernelSize: number | readonly (number | bigint)[], options?: { stride?: number | readonly (number | bigint)[]; padding?: number | readonly (number | bigint)[]; ceilMode?: boolean; countIncludePad?: boolean }): Tensor;
  avgPool1d(self: Tensor, options: { kernelSize: number | readonly (number | bigint)[]; stride?: number | readonly (number | bigint)[]; padding?: number | readonly (number | bigint)[]; ceilMode?: boolean; countIncludePad?: boolean }): Tensor;
  /** `aten::avg_pool2d(Tensor self, int[2] kernel_size, int[2] stride=[], int[2] padding=0, bool ceil_mode=False, bool count_include_pad=True, int? divisor_override=None) -> Tensor` */
  avgPool2d(self: Tensor, kernelSize: number | readonly (number | bigint)[], stride?: number | readonly (number | bigint)[], padding?: number | readonly (number | bigint)[], ceilMode?: boolean, countIncludePad?: boolean, divisorOverride?: number | bigint | null): Tensor;
  avgPool2d(self: Tensor, kernelSize: number | readonly (number | bigint)[], options?: { stride?: number | readonly (number | bigint)[]; padding?: number | readonly (number | bigint)[]; ceilMode?: boolean; countIncludePad?: boolean; divisorOverride?: number | bigint | null }): Tensor;
  avgPool2d(self: Tensor, options: { kernelSize: number | readonly (number | bigint)[]; stride?: number | readonly (number | bigint)[]; padding?: number | readonly (number | bigint)[]; ceilMode?: boolean; countIncludePad?: boolean; divisorOverride?: number | bigint | null }): Tensor;
  /** `aten::avg_pool2d_backward(Tensor grad_output, Tensor self, int[2] kernel_size, int[2] stride, int[2] padding, bool ceil_mode, bool count_include_pad, int? divisor_override) -> Tensor` */
  avgPool2dBackward(gradOutput: Tensor, self: Tensor, kernelSize: number | readonly (number | bigint)[], stride: number | readonly (number | bigint)[], padding: number | readonly (number | bigint)[], ceilMode: boolean, countIncludePad: boolean, divisorOverride: number | bigint | null): Tensor;
  avgPool2dBackward(gradOutput: Tensor, self: Tensor, options: { kernelSize: number | readonly (number | bigint)[]; stride: number | readonly (number | bigint)[]; padding: number | readonly (number | bigint)[]; ceilMode: boolean; countIncludePad: boolean; divisorOverride: number | bigint | null }): Tensor;
  /** `aten::avg_pool3d(Tensor self, int[3] kernel_size, int[3] stride=[], int[3] padding=0, bool ceil_mode=False, bool count_include_pad=True, int? divisor_override=None) -> Tensor` */
  avgPool3d(self: Tensor, kernelSize: number | readonly (number | bigint)[], stride?: number | readonly (number | bigint)[], padding?: number | readonly (number | bigint)[], ceilMode?: boolean, countIncludePad?: boolean, divisorOverride?: number | bigint | null): Tensor;
  avgPool3d(self: Tensor, kernelSize: number | readonly (number | bigint)[], options?: { stride?: number | readonly (number | bigint)[]; padding?: number | readonly (number | bigint)[]; ceilMode?: boolean; countIncludePad?: boolean; divisorOverride?: number | bigint | null }): Tensor;
  avgPool3d(self: Tensor, options: { kernelSize: number | readonly (number | bigint)[]; stride?: number | readonly (number | bigint)[]; padding?: number | readonly (number | bigint)[]; ceilMode?: boolean; countIncludePad?: boolean; divisorOverride?: number | bigint | null }): Tensor;
  /** `aten::avg_pool3d_backward(Tensor grad_output, Tensor self, int[3] kernel_size, int[3] stride, int[3] padding, bool ceil_mode, bool count_include_pad, int? divisor_override) -> Tensor` */
  avgPool3dBackward(gradOutput: Tensor, self: Tensor, kernelSize: number | readonly (number | bigint)[], stride: number | readonly (number | bigint)[], padding: number | readonly (number | bigint)[], ceilMode: boolean, countIncludePad: boolean, divisorOverride: number | bigint | null): Tensor;
  avgPool3dBackward(gradOutput: Tensor, self: Tensor, options: { kernelSize: number | readonly (number | bigint)[]; stride: number | readonly (number | bigint)[]; padding: number | readonly (number | bigint)[]; ceilMode: boolean; countIncludePad: boolean; divisorOverride: number | bigint | null }): Tensor;
  /** `aten::baddbmm.dtype(Tensor self, Tensor batch1, Tensor batch2, ScalarType out_dtype, *, Scalar beta=1, Scalar alpha=1) -> Tensor` · `aten::baddbmm(Tensor self, Tensor batch1, Tensor batch2, *, Scalar beta=1, Scalar alpha=1) -> Tensor` */
  baddbmm(self: Tensor, batch1: Tensor, batch2: Tensor, outDtype: DType, options?: { beta?: Scalar; alpha?: Scalar }): Tensor;
  baddbmm(self: Tensor, batch1: Tensor, batch2: Tensor, options: { outDtype: DType; beta?: Scalar; alpha?: Scalar }): Tensor;
  baddbmm(self: Tensor, batch1: Tensor, batch2: Tensor, options?: { beta?: Scalar; alpha?: Scalar }): Tensor;
  /** `aten::baddbmm_(Tensor(a!) self, Tensor batch1, Tensor batch2, *, Scalar beta=1, Scalar alpha=1) -> Tensor(a!)` */
  baddbmm_(self: Tensor, batch1: Tensor, batch2: Tensor, options?: { beta?: Scalar; alpha?: Scalar }): Tensor;
  /** `aten::bartlett_window.periodic(int window_length, bool periodic, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` · `aten::bartlett_window(int window_length, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` */
  bartlettWindow(windowLength: number | bigint, periodic: boolean, options?: { dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  bartlettWindow(options: { windowLength: number | bigint; periodic: boolean; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  bartlettWindow(windowLength: number | bigint, options?: { dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  bartlettWindow(options: { windowLength: number | bigint; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  /** `aten::batch_norm(Tensor input, Tensor? weight, Tensor? bias, Tensor? running_mean, Tensor? running_var, bool training, float momentum, float eps, bool cudnn_enabled) -> Tensor` */
  batchNorm(input: Tensor, weight: Tensor | null, bias: Tensor | null, runningMean: Tensor | null, runningVar: Tensor | null, training: boolean, momentum: number, eps: number, cudnnEnabled: boolean): Tensor;
  batchNorm(input: Tensor, weight: Tensor | null, bias: Tensor | null, runningMean: Tensor | null, runningVar: Tensor | null, options: { training: boolean; momentum: number; eps: number; cudnnEnabled: boolean }): Tensor;
  /** `aten::batch_norm_backward(Tensor grad_out, Tensor input, Tensor weight, Tensor? running_mean, Tensor? running_var, Tensor? save_mean, Tensor? save_var, bool update, float eps, bool[3] output_mask, Tensor reserve) -> (Tensor, Tensor, Tensor)` */
  batchNormBackward(gradOut: Tensor, input: Tensor, weight: Tensor, runningMean: Tensor | null, runningVar: Tensor | null, saveMean: Tensor | null, saveVar: Tensor | null, update: boolean, eps: number, outputMask: readonly boolean[], reserve: Tensor): [Tensor, Tensor, Tensor];
  batchNormBackward(gradOut: Tensor, input: Tensor, weight: Tensor, runningMean: Tensor | null, runningVar: Tensor | null, saveMean: Tensor | null, saveVar: Tensor | null, options: { update: boolean; eps: number; outputMask: readonly boolean[]; reserve: Tensor }): [Tensor, Tensor, Tensor];
  /** `aten::batch_norm_backward_elemt(Tensor grad_out, Tensor input, Tensor mean, Tensor invstd, Tensor? weight, Tensor sum_dy, Tensor sum_dy_xmu, Tensor count) -> Tensor` */
  batchNormBackwardElemt(gradOut: Tensor, input: Tensor, mean: Tensor, invstd: Tensor, weight: Tensor | null, sumDy: Tensor, sumDyXmu: Tensor, count: Tensor): Tensor;
  /** `aten::batch_norm_backward_reduce(Tensor grad_out, Tensor input, Tensor mean, Tensor invstd, Tensor? weight, bool input_g, bool weight_g, bool bias_g) -> (Tensor, Tensor, Tensor, Tensor)` */
  batchNormBackwardReduce(gradOut: Tensor, input: Tensor, mean: Tensor, invstd: Tensor, weight: Tensor | null, inputG: boolean, weightG: boolean, biasG: boolean): [Tensor, Tensor, Tensor, Tensor];
  batchNormBackwardReduce(gradOut: Tensor, input: Tensor, mean: Tensor, invstd: Tensor, weight: Tensor | null, options: { inputG: boolean; weightG: boolean; biasG: boolean }): [Tensor, Tensor, Tensor, Tensor];
  /** `aten::batch_norm_elemt(Tensor input, Tensor? weight, Tensor? bias, Tensor mean, Tensor invstd, float eps) -> Tensor` */
  batchNormElemt(input: Tensor, weight: Tensor | null, bias: Tensor | null, mean: Tensor, invstd: Tensor, eps: number): Tensor;
  batchNormElemt(input: Tensor, weight: Tensor | null, bias: Tensor | null, mean: Tensor, invstd: Tensor, options: { eps: number }): Tensor;
  /** `aten::batch_norm_gather_stats(Tensor input, Tensor mean, Tensor invstd, Tensor? running_mean, Tensor? running_var, float momentum, float eps, int count) -> (Tensor, Tensor)` */
  batchNormGatherStats(input: Tensor, mean: Tensor, invstd: Tensor, runningMean: Tensor | null, runningVar: Tensor | null, momentum: number, eps: number, count: number | bigint): [Tensor, Tensor];
  batchNormGatherStats(input: Tensor, mean: Tensor, invstd: Tensor, runningMean: Tensor | null, runningVar: Tensor | null, options: { momentum: number; eps: number; count: number | bigint }): [Tensor, Tensor];
  /** `aten::batch_norm_gather_stats_with_counts(Tensor input, Tensor mean, Tensor invstd, Tensor? running_mean, Tensor? running_var, float momentum, float eps, Tensor counts) -> (Tensor, Tensor)` */
  batchNormGatherStatsWithCounts(input: Tensor, mean: Tensor, invstd: Tensor, runningMean: Tensor | null, runningVar: Tensor | null, momentum: number, eps: number, counts: Tensor): [Tensor, Tensor];
  batchNormGatherStatsWithCounts(input: Tensor, mean: Tensor, invstd: Tensor, runningMean: Tensor | null, runningVar: Tensor | null, options: { momentum: number; eps: number; counts: Tensor }): [Tensor, Tensor];
  /** `aten::batch_norm_stats(Tensor input, float eps) -> (Tensor, Tensor)` */
  batchNormStats(input: Tensor, eps: number): [Tensor, Tensor];
  batchNormStats(input: Tensor, options: { eps: number }): [Tensor, Tensor];
  /** `aten::batch_norm_update_stats(Tensor input, Tensor? running_mean, Tensor? running_var, float momentum) -> (Tensor, Tensor)` */
  batchNormUpdateStats(input: Tensor, runningMean: Tensor | null, runningVar: Tensor | null, momentum: number): [Tensor, Tensor];
  batchNormUpdateStats(input: Tensor, runningMean: Tensor | null, runningVar: Tensor | null, options: { momentum: number }): [Tensor, Tensor];
  /** `aten::bernoulli.Tensor(Tensor self, Tensor p, *, Generator? generator=None) -> Tensor` · `aten::bernoulli.p(Tensor self, float p, *, Generator? generator=None) -> Tensor` · `aten::bernoulli(Tensor self, *, Generator? generator=None) -> Tensor` */
  bernoulli(self: Tensor, p: Tensor, options?: { generator?: Generator | null }): Tensor;
  bernoulli(self: Tensor, p: number, options?: { generator?: Generator | null }): Tensor;
  bernoulli(self: Tensor, options: { p: number; generator?: Generator | null }): Tensor;
  bernoulli(self: Tensor, options?: { generator?: Generator | null }): Tensor;
  /** `aten::bernoulli_.Tensor(Tensor(a!) self, Tensor p, *, Generator? generator=None) -> Tensor(a!)` · `aten::bernoulli_.float(Tensor(a!) self, float p=0.5, *, Generator? generator=None) -> Tensor(a!)` */
  bernoulli_(self: Tensor, p: Tensor, options?: { generator?: Generator | null }): Tensor;
  bernoulli_(self: Tensor, p?: number, options?: { generator?: Generator | null }): Tensor;
  bernoulli_(self: Tensor, options?: { p?: number; generator?: Generator | null }): Tensor;
  /** `aten::bilinear(Tensor input1, Tensor input2, Tensor weight, Tensor? bias=None) -> Tensor` */
  bilinear(input1: Tensor, input2: Tensor, weight: Tensor, bias?: Tensor | null): Tensor;
  bilinear(input1: Tensor, input2: Tensor, weight: Tensor, options?: { bias?: Tensor | null }): Tensor;
  /** `aten::binary_cross_entropy(Tensor self, Tensor target, Tensor? weight=None, int reduction=1) -> Tensor` */
  binaryCrossEntropy(self: Tensor, target: Tensor, weight?: Tensor | null, reduction?: number | bigint): Tensor;
  binaryCrossEntropy(self: Tensor, target: Tensor, options?: { weight?: Tensor | null; reduction?: number | bigint }): Tensor;
  /** `aten::binary_cross_entropy_backward(Tensor grad_output, Tensor self, Tensor target, Tensor? weight=None, int reduction=1) -> Tensor` */
  binaryCrossEntropyBackward(gradOutput: Tensor, self: Tensor, target: Tensor, weight?: Tensor | null, reduction?: number | bigint): Tensor;
  binaryCrossEntropyBackward(gradOutput: Tensor, self: Tensor, target: Tensor, options?: { weight?: Tensor | null; reduction?: number | bigint }): Tensor;
  /** `aten::binary_cross_entropy_with_logits(Tensor self, Tensor target, Tensor? weight=None, Tensor? pos_weight=None, int reduction=1) -> Tensor` */
  binaryCrossEntropyWithLogits(self: Tensor, target: Tensor, weight?: Tensor | null, posWeight?: Tensor | null, reduction?: number | bigint): Tensor;
  binaryCrossEntropyWithLogits(self: Tensor, target: Tensor, options?: { weight?: Tensor | null; posWeight?: Tensor | null; reduction?: number | bigint }): Tensor;
  /** `aten::bincount(Tensor self, Tensor? weights=None, SymInt minlength=0) -> Tensor` */
  bincount(self: Tensor, weights?: Tensor | null, minlength?: number | bigint): Tensor;
  bincount(self: Tensor, options?: { weights?: Tensor | null; minlength?: number | bigint }): Tensor;
  /** `aten::binomial(Tensor count, Tensor prob, Generator? generator=None) -> Tensor` */
  binomial(count: Tensor, prob: Tensor, generator?: Generator | null): Tensor;
  binomial(count: Tensor, prob: Tensor, options?: { generator?: Generator | null }): Tensor;
  /** `aten::bitwise_and.Tensor(Tensor self, Tensor other) -> Tensor` · `aten::bitwise_and.Scalar(Tensor self, Scalar other) -> Tensor` · `aten::bitwise_and.Scalar_Tensor(Scalar self, Tensor other) -> Tensor` */
  bitwiseAnd(self: Tensor, other: Tensor): Tensor;
  bitwiseAnd(self: Tensor, other: Scalar): Tensor;
  bitwiseAnd(self: Tensor, options: { other: Scalar }): Tensor;
  bitwiseAnd(self: Scalar, other: Tensor): Tensor;
  bitwiseAnd(options: { self: Scalar; other: Tensor }): Tensor;
  /** `aten::bitwise_and_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::bitwise_and_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!)` */
  bitwiseAnd_(self: Tensor, other: Tensor): Tensor;
  bitwiseAnd_(self: Tensor, other: Scalar): Tensor;
  bitwiseAnd_(self: Tensor, options: { other: Scalar }): Tensor;
  /** `aten::bitwise_left_shift.Tensor(Tensor self, Tensor other) -> Tensor` · `aten::bitwise_left_shift.Tensor_Scalar(Tensor self, Scalar other) -> Tensor` · `aten::bitwise_left_shift.Scalar_Tensor(Scalar self, Tensor other) -> Tensor` */
  bitwiseLeftShift(self: Tensor, other: Tensor): Tensor;
  bitwiseLeftShift(self: Tensor, other: Scalar): Tensor;
  bitwiseLeftShift(self: Tensor, options: { other: Scalar }): Tensor;
  bitwiseLeftShift(self: Scalar, other: Tensor): Tensor;
  bitwiseLeftShift(options: { self: Scalar; other: Tensor }): Tensor;
  /** `aten::bitwise_left_shift_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::bitwise_left_shift_.Tensor_Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!)` */
  bitwiseLeftShift_(self: Tensor, other: Tensor): Tensor;
  bitwiseLeftShift_(self: Tensor, other: Scalar): Tensor;
  bitwiseLeftShift_(self: Tensor, options: { other: Scalar }): Tensor;
  /** `aten::bitwise_not(Tensor self) -> Tensor` */
  bitwiseNot(self: Tensor): Tensor;
  /** `aten::bitwise_not_(Tensor(a!) self) -> Tensor(a!)` */
  bitwiseNot_(self: Tensor): Tensor;
  /** `aten::bitwise_or.Tensor(Tensor self, Tensor other) -> Tensor` · `aten::bitwise_or.Scalar(Tensor self, Scalar other) -> Tensor` · `aten::bitwise_or.Scalar_Tensor(Scalar self, Tensor other) -> Tensor` */
  bitwiseOr(self: Tensor, other: Tensor): Tensor;
  bitwiseOr(self: Tensor, other: Scalar): Tensor;
  bitwiseOr(self: Tensor, options: { other: Scalar }): Tensor;
  bitwiseOr(self: Scalar, other: Tensor): Tensor;
  bitwiseOr(options: { self: Scalar; other: Tensor }): Tensor;
  /** `aten::bitwise_or_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::bitwise_or_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!)` */
  bitwiseOr_(self: Tensor, other: Tensor): Tensor;
  bitwiseOr_(self: Tensor, other: Scalar): Tensor;
  bitwiseOr_(self: Tensor, options: { other: Scalar }): Tensor;
  /** `aten::bitwise_right_shift.Tensor(Tensor self, Tensor other) -> Tensor` · `aten::bitwise_right_shift.Tensor_Scalar(Tensor self, Scalar other) -> Tensor` · `aten::bitwise_right_shift.Scalar_Tensor(Scalar self, Tensor other) -> Tensor` */
  bitwiseRightShift(self: Tensor, other: Tensor): Tensor;
  bitwiseRightShift(self: Tensor, other: Scalar): Tensor;
  bitwiseRightShift(self: Tensor, options: { other: Scalar }): Tensor;
  bitwiseRightShift(self: Scalar, other: Tensor): Tensor;
  bitwiseRightShift(options: { self: Scalar; other: Tensor }): Tensor;
  /** `aten::bitwise_right_shift_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::bitwise_right_shift_.Tensor_Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!)` */
  bitwiseRightShift_(self: Tensor, other: Tensor): Tensor;
  bitwiseRightShift_(self: Tensor, other: Scalar): Tensor;
  bitwiseRightShift_(self: Tensor, options: { other: Scalar }): Tensor;
  /** `aten::bitwise_xor.Tensor(Tensor self, Tensor other) -> Tensor` · `aten::bitwise_xor.Scalar(Tensor self, Scalar other) -> Tensor` · `aten::bitwise_xor.Scalar_Tensor(Scalar self, Tensor other) -> Tensor` */
  bitwiseXor(self: Tensor, other: Tensor): Tensor;
  bitwiseXor(self: Tensor, other: Scalar): Tensor;
  bitwiseXor(self: Tensor, options: { other: Scalar }): Tensor;
  bitwiseXor(self: Scalar, other: Tensor): Tensor;
  bitwiseXor(options: { self: Scalar; other: Tensor }): Tensor;
  /** `aten::bitwise_xor_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::bitwise_xor_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!)` */
  bitwiseXor_(self: Tensor, other: Tensor): Tensor;
  bitwiseXor_(self: Tensor, other: Scalar): Tensor;
  bitwiseXor_(self: Tensor, options: { other: Scalar }): Tensor;
  /** `aten::blackman_window.periodic(int window_length, bool periodic, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` · `aten::blackman_window(int window_length, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` */
  blackmanWindow(windowLength: number | bigint, periodic: boolean, options?: { dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  blackmanWindow(options: { windowLength: number | bigint; periodic: boolean; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  blackmanWindow(windowLength: number | bigint, options?: { dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  blackmanWindow(options: { windowLength: number | bigint; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  /** `aten::block_diag(Tensor[] tensors) -> Tensor` */
  blockDiag(tensors: readonly Tensor[]): Tensor;
  blockDiag(options: { tensors: readonly Tensor[] }): Tensor;
  /** `aten::bmm(Tensor self, Tensor mat2) -> Tensor` · `aten::bmm.dtype(Tensor self, Tensor mat2, ScalarType out_dtype) -> Tensor` */
  bmm(self: Tensor, mat2: Tensor): Tensor;
  bmm(self: Tensor, mat2: Tensor, outDtype: DType): Tensor;
  bmm(self: Tensor, mat2: Tensor, options: { outDtype: DType }): Tensor;
  /** `aten::broadcast_tensors(Tensor[] tensors) -> Tensor[]` */
  broadcastTensors(tensors: readonly Tensor[]): Tensor[];
  broadcastTensors(options: { tensors: readonly Tensor[] }): Tensor[];
  /** `aten::broadcast_to(Tensor(a) self, SymInt[] size) -> Tensor(a)` */
  broadcastTo(self: Tensor, size: readonly (number | bigint)[] | number): Tensor;
  broadcastTo(self: Tensor, options: { size: readonly (number | bigint)[] | number }): Tensor;
  /** `aten::bucketize.Tensor(Tensor self, Tensor boundaries, *, bool out_int32=False, bool right=False) -> Tensor` · `aten::bucketize.Scalar(Scalar self, Tensor boundaries, *, bool out_int32=False, bool right=False) -> Tensor` */
  bucketize(self: Tensor, boundaries: Tensor, options?: { outInt32?: boolean; right?: boolean }): Tensor;
  bucketize(self: Scalar, boundaries: Tensor, options?: { outInt32?: boolean; right?: boolean }): Tensor;
  bucketize(options: { self: Scalar; boundaries: Tensor; outInt32?: boolean; right?: boolean }): Tensor;
  /** `aten::can_cast(ScalarType from_, ScalarType to) -> bool` */
  canCast(from_: DType, to: DType): boolean;
  canCast(options: { from_: DType; to: DType }): boolean;
  /** `aten::cartesian_prod(Tensor[] tensors) -> Tensor` */
  cartesianProd(tensors: readonly Tensor[]): Tensor;
  cartesianProd(options: { tensors: readonly Tensor[] }): Tensor;
  /** `aten::cat(Tensor[] tensors, int dim=0) -> Tensor` */
  cat(tensors: readonly Tensor[], dim?: number | bigint): Tensor;
  cat(tensors: readonly Tensor[], options?: { dim?: number | bigint }): Tensor;
  cat(options: { tensors: readonly Tensor[]; dim?: number | bigint }): Tensor;
  /** `aten::cauchy(Tensor self, float median=0., float sigma=1., *, Generator? generator=None) -> Tensor` */
  cauchy(self: Tensor, median?: number, sigma?: number, options?: { generator?: Generator | null }): Tensor;
  cauchy(self: Tensor, options?: { median?: number; sigma?: number; generator?: Generator | null }): Tensor;
  /** `aten::cauchy_(Tensor(a!) self, float median=0., float sigma=1., *, Generator? generator=None) -> Tensor(a!)` */
  cauchy_(self: Tensor, median?: number, sigma?: number, options?: { generator?: Generator | null }): Tensor;
  cauchy_(self: Tensor, options?: { median?: number; sigma?: number; generator?: Generator | null }): Tensor;
  /** `aten::ccol_indices(Tensor(a) self) -> Tensor(a)` */
  ccolIndices(self: Tensor): Tensor;
  /** `aten::ccol_indices_copy(Tensor self) -> Tensor` */
  ccolIndicesCopy(self: Tensor): Tensor;
  /** `aten::cdist(Tensor x1, Tensor x2, float p=2., int? compute_mode=None) -> Tensor` */
  cdist(x1: Tensor, x2: Tensor, p?: number, computeMode?: number | bigint | null): Tensor;
  cdist(x1: Tensor, x2: Tensor, options?: { p?: number; computeMode?: number | bigint | null }): Tensor;
  /** `aten::ceil(Tensor self) -> Tensor` */
  ceil(self: Tensor): Tensor;
  /** `aten::ceil_(Tensor(a!) self) -> Tensor(a!)` */
  ceil_(self: Tensor): Tensor;
  /** `aten::celu(Tensor self, Scalar alpha=1.) -> Tensor` */
  celu(self: Tensor, alpha?: Scalar): Tensor;
  celu(self: Tensor, options?: { alpha?: Scalar }): Tensor;
  /** `aten::celu_(Tensor(a!) self, Scalar alpha=1.) -> Tensor(a!)` */
  celu_(self: Tensor, alpha?: Scalar): Tensor;
  celu_(self: Tensor, options?: { alpha?: Scalar }): Tensor;
  /** `aten::chain_matmul(Tensor[] matrices) -> Tensor` */
  chainMatmul(matrices: readonly Tensor[]): Tensor;
  chainMatmul(options: { matrices: readonly Tensor[] }): Tensor;
  /** `aten::chalf(Tensor self, *, MemoryFormat? memory_format=None) -> Tensor` */
  chalf(self: Tensor, options?: { memoryFormat?: MemoryFormat | null }): Tensor;
  /** `aten::channel_shuffle(Tensor self, SymInt groups) -> Tensor` */
  channelShuffle(self: Tensor, groups: number | bigint): Tensor;
  channelShuffle(self: Tensor, options: { groups: number | bigint }): Tensor;
  /** `aten::cholesky(Tensor self, bool upper=False) -> Tensor` */
  cholesky(self: Tensor, upper?: boolean): Tensor;
  cholesky(self: Tensor, options?: { upper?: boolean }): Tensor;
  /** `aten::cholesky_inverse(Tensor self, bool upper=False) -> Tensor` */
  choleskyInverse(self: Tensor, upper?: boolean): Tensor;
  choleskyInverse(self: Tensor, options?: { upper?: boolean }): Tensor;
  /** `aten::cholesky_solve(Tensor self, Tensor input2, bool upper=False) -> Tensor` */
  choleskySolve(self: Tensor, input2: Tensor, upper?: boolean): Tensor;
  choleskySolve(self: Tensor, input2: Tensor, options?: { upper?: boolean }): Tensor;
  /** `aten::choose_qparams_optimized(Tensor input, int numel, int n_bins, float ratio, int bit_width) -> (Tensor, Tensor)` */
  chooseQparamsOptimized(input: Tensor, numel: number | bigint, nBins: number | bigint, ratio: number, bitWidth: number | bigint): [Tensor, Tensor];
  chooseQparamsOptimized(input: Tensor, options: { numel: number | bigint; nBins: number | bigint; ratio: number; bitWidth: number | bigint }): [Tensor, Tensor];
  /** `aten::chunk(Tensor(a -> *) self, int chunks, int dim=0) -> Tensor(a)[]` */
  chunk(self: Tensor, chunks: number | bigint, dim?: number | bigint): Tensor[];
  chunk(self: Tensor, chunks: number | bigint, options?: { dim?: number | bigint }): Tensor[];
  chunk(self: Tensor, options: { chunks: number | bigint; dim?: number | bigint }): Tensor[];
  /** `aten::clamp.Tensor(Tensor self, Tensor? min=None, Tensor? max=None) -> Tensor` · `aten::clamp(Tensor self, Scalar? min=None, Scalar? max=None) -> Tensor` */
  clamp(self: Tensor, min?: Tensor | null, max?: Tensor | null): Tensor;
  clamp(self: Tensor, options?: { min?: Tensor | null; max?: Tensor | null }): Tensor;
  clamp(self: Tensor, min?: Scalar | null, max?: Scalar | null): Tensor;
  clamp(self: Tensor, options?: { min?: Scalar | null; max?: Scalar | null }): Tensor;
  /** `aten::clamp_.Tensor(Tensor(a!) self, Tensor? min=None, Tensor? max=None) -> Tensor(a!)` · `aten::clamp_(Tensor(a!) self, Scalar? min=None, Scalar? max=None) -> Tensor(a!)` */
  clamp_(self: Tensor, min?: Tensor | null, max?: Tensor | null): Tensor;
  clamp_(self: Tensor, options?: { min?: Tensor | null; max?: Tensor | null }): Tensor;
  clamp_(self: Tensor, min?: Scalar | null, max?: Scalar | null): Tensor;
  clamp_(self: Tensor, options?: { min?: Scalar | null; max?: Scalar | null }): Tensor;
  /** `aten::clamp_max.Tensor(Tensor self, Tensor max) -> Tensor` · `aten::clamp_max(Tensor self, Scalar max) -> Tensor` */
  clampMax(self: Tensor, max: Tensor): Tensor;
  clampMax(self: Tensor, max: Scalar): Tensor;
  clampMax(self: Tensor, options: { max: Scalar }): Tensor;
  /** `aten::clamp_max_.Tensor(Tensor(a!) self, Tensor max) -> Tensor(a!)` · `aten::clamp_max_(Tensor(a!) self, Scalar max) -> Tensor(a!)` */
  clampMax_(self: Tensor, max: Tensor): Tensor;
  clampMax_(self: Tensor, max: Scalar): Tensor;
  clampMax_(self: Tensor, options: { max: Scalar }): Tensor;
  /** `aten::clamp_min.Tensor(Tensor self, Tensor min) -> Tensor` · `aten::clamp_min(Tensor self, Scalar min) -> Tensor` */
  clampMin(self: Tensor, min: Tensor): Tensor;
  clampMin(self: Tensor, min: Scalar): Tensor;
  clampMin(self: Tensor, options: { min: Scalar }): Tensor;
  /** `aten::clamp_min_.Tensor(Tensor(a!) self, Tensor min) -> Tensor(a!)` · `aten::clamp_min_(Tensor(a!) self, Scalar min) -> Tensor(a!)` */
  clampMin_(self: Tensor, min: Tensor): Tensor;
  clampMin_(self: Tensor, min: Scalar): Tensor;
  clampMin_(self: Tensor, options: { min: Scalar }): Tensor;
  /** `aten::clip.Tensor(Tensor self, Tensor? min=None, Tensor? max=None) -> Tensor` · `aten::clip(Tensor self, Scalar? min=None, Scalar? max=None) -> Tensor` */
  clip(self: Tensor, min?: Tensor | null, max?: Tensor | null): Tensor;
  clip(self: Tensor, options?: { min?: Tensor | null; max?: Tensor | null }): Tensor;
  clip(self: Tensor, min?: Scalar | null, max?: Scalar | null): Tensor;
  clip(self: Tensor, options?: { min?: Scalar | null; max?: Scalar | null }): Tensor;
  /** `aten::clip_.Tensor(Tensor(a!) self, Tensor? min=None, Tensor? max=None) -> Tensor(a!)` · `aten::clip_(Tensor(a!) self, Scalar? min=None, Scalar? max=None) -> Tensor(a!)` */
  clip_(self: Tensor, min?: Tensor | null, max?: Tensor | null): Tensor;
  clip_(self: Tensor, options?: { min?: Tensor | null; max?: Tensor | null }): Tensor;
  clip_(self: Tensor, min?: Scalar | null, max?: Scalar | null): Tensor;
  clip_(self: Tensor, options?: { min?: Scalar | null; max?: Scalar | null }): Tensor;
  /** `aten::clone(Tensor self, *, MemoryFormat? memory_format=None) -> Tensor` */
  clone(self: Tensor, options?: { memoryFormat?: MemoryFormat | null }): Tensor;
  /** `aten::coalesce(Tensor(a) self) -> Tensor(a)` */
  coalesce(self: Tensor): Tensor;
  /** `aten::col2im(Tensor self, SymInt[2] output_size, int[2] kernel_size, int[2] dilation, int[2] padding, int[2] stride) -> Tensor` */
  col2im(self: Tensor, outputSize: number | readonly (number | bigint)[], kernelSize: number | readonly (number | bigint)[], dilation: number | readonly (number | bigint)[], padding: number | readonly (number | bigint)[], stride: number | readonly (number | bigint)[]): Tensor;
  col2im(self: Tensor, options: { outputSize: number | readonly (number | bigint)[]; kernelSize: number | readonly (number | bigint)[]; dilation: number | readonly (number | bigint)[]; padding: number | readonly (number | bigint)[]; stride: number | readonly (number | bigint)[] }): Tensor;
  /** `aten::col_indices(Tensor(a) self) -> Tensor(a)` */
  colIndices(self: Tensor): Tensor;
  /** `aten::col_indices_copy(Tensor self) -> Tensor` */
  colIndicesCopy(self: Tensor): Tensor;
  /** `aten::column_stack(Tensor[] tensors) -> Tensor` */
  columnStack(tensors: readonly Tensor[]): Tensor;
  columnStack(options: { tensors: readonly Tensor[] }): Tensor;
  /** `aten::combinations(Tensor self, int r=2, bool with_replacement=False) -> Tensor` */
  combinations(self: Tensor, r?: number | bigint, withReplacement?: boolean): Tensor;
  combinations(self: Tensor, options?: { r?: number | bigint; withReplacement?: boolean }): Tensor;
  /** `aten::complex(Tensor real, Tensor imag) -> Tensor` */
  complex(real: Tensor, imag: Tensor): Tensor;
  /** `aten::concat(Tensor[] tensors, int dim=0) -> Tensor` */
  concat(tensors: readonly Tensor[], dim?: number | bigint): Tensor;
  concat(tensors: readonly Tensor[], options?: { dim?: number | bigint }): Tensor;
  concat(options: { tensors: readonly Tensor[]; dim?: number | bigint }): Tensor;
  /** `aten::concatenate(Tensor[] tensors, int dim=0) -> Tensor` */
  concatenate(tensors: readonly Tensor[], dim?: number | bigint): Tensor;
  concatenate(tensors: readonly Tensor[], options?: { dim?: number | bigint }): Tensor;
  concatenate(options: { tensors: readonly Tensor[]; dim?: number | bigint }): Tensor;
  /** `aten::conj(Tensor(a) self) -> Tensor(a)` */
  conj(self: Tensor): Tensor;
  /** `aten::conj_physical(Tensor self) -> Tensor` */
  conjPhysical(self: Tensor): Tensor;
  /** `aten::conj_physical_(Tensor(a!) self) -> Tensor(a!)` */
  conjPhysical_(self: Tensor): Tensor;
  /** `aten::constant_pad_nd(Tensor self, SymInt[] pad, Scalar value=0) -> Tensor` */
  constantPadNd(self: Tensor, pad: readonly (number | bigint)[] | number, value?: Scalar): Tensor;
  constantPadNd(self: Tensor, pad: readonly (number | bigint)[] | number, options?: { value?: Scalar }): Tensor;
  constantPadNd(self: Tensor, options: { pad: readonly (number | bigint)[] | number; value?: Scalar }): Tensor;
  /** `aten::contiguous(Tensor(a) self, *, MemoryFormat memory_format=0) -> Tensor(a)` */
  contiguous(self: Tensor, options?: { memoryFormat?: MemoryFormat }): Tensor;
  /** `aten::conv1d(Tensor input, Tensor weight, Tensor? bias=None, SymInt[1] stride=[1], SymInt[1] padding=[0], SymInt[1] dilation=[1], SymInt groups=1) -> Tensor` · `aten::conv1d.padding(Tensor input, Tensor weight, Tensor? bias=None, SymInt[1] stride=[1], str padding="valid", SymInt[1] dilation=[1], SymInt groups=1) -> Tensor` */
  conv1d(input: Tensor, weight: Tensor, bias?: Tensor | null, stride?: number | readonly (number | bigint)[], padding?: number | readonly (number | bigint)[], dilation?: number | readonly (number | bigint)[], groups?: number | bigint): Tensor;
  conv1d(input: Tensor, weight: Tensor, options?: { bias?: Tensor | null; stride?: number | readonly (number | bigint)[]; padding?: number | readonly (number | bigint)[]; dilation?: number | readonly (number | bigint)[]; groups?: number | bigint }): Tensor;
  conv1d(input: Tensor, weight: Tensor, bias?: Tensor | null, stride?: number | readonly (number | bigint)[], padding?: string, dilation?: number | readonly (number | bigint)[], groups?: number | bigint): Tensor;
  conv1d(input: Tensor, weight: Tensor, options?: { bias?: Tensor | null; stride?: number | readonly (number | bigint)[]; padding?: string; dilation?: number | readonly (number | bigint)[]; groups?: number | bigint }): Tensor;
  /** `aten::conv2d(Tensor input, Tensor weight, Tensor? bias=None, SymInt[2] stride=[1, 1], SymInt[2] padding=[0, 0], SymInt[2] dilation=[1, 1], SymInt groups=1) -> Tensor` · `aten::conv2d.padding(Tensor input, Tensor weight, Tensor? bias=None, SymInt[2] stride=[1, 1], str padding="valid", SymInt[2] dilation=[1, 1], SymInt groups=1) -> Tensor` */
  conv2d(input: Tensor, weight: Tensor, bias?: Tensor | null, stride?: number | readonly (number | bigint)[], padding?: number | readonly (number | bigint)[], dilation?: number | readonly (number | bigint)[], groups?: number | bigint): Tensor;
  conv2d(input: Tensor, weight: Tensor, options?: { bias?: Tensor | null; stride?: number | readonly (number | bigint)[]; padding?: number | readonly (number | bigint)[]; dilation?: number | readonly (number | bigint)[]; groups?: number | bigint }): Tensor;
  conv2d(input: Tensor, weight: Tensor, bias?: Tensor | null, stride?: number | readonly (number | bigint)[], padding?: string, dilation?: number | readonly (number | bigint)[], groups?: number | bigint): Tensor;
  conv2d(input: Tensor, weight: Tensor, options?: { bias?: Tensor | null; stride?: number | readonly (number | bigint)[]; padding?: string; dilation?: number | readonly (number | bigint)[]; groups?: number | bigint }): Tensor;
  /** `aten::conv3d(Tensor input, Tensor weight, Tensor? bias=None, SymInt[3] stride=[1, 1, 1], SymInt[3] padding=[0, 0, 0], SymInt[3] dilation=[1, 1, 1], SymInt groups=1) -> Tensor` · `aten::conv3d.padding(Tensor input, Tensor weight, Tensor? bias=None, SymInt[3] stride=[1, 1, 1], str padding="valid", SymInt[3] dilation=[1, 1, 1], SymInt groups=1) -> Tensor` */
  conv3d(input: Tensor, weight: Tensor, bias?: Tensor | null, stride?: number | readonly (number | bigint)[], padding?: number | readonly (number | bigint)[], dilation?: number | readonly (number | bigint)[], groups?: number | bigint): Tensor;
  conv3d(input: Tensor, weight: Tensor, options?: { bias?: Tensor | null; stride?: number | readonly (number | bigint)[]; padding?: number | readonly (number | bigint)[]; dilation?: number | readonly (number | bigint)[]; groups?: number | bigint }): Tensor;
  conv3d(input: Tensor, weight: Tensor, bias?: Tensor | null, stride?: number | readonly (number | bigint)[], padding?: string, dilation?: number | readonly (number | bigint)[], groups?: number | bigint): Tensor;
  conv3d(input: Tensor, weight: Tensor, options?: { bias?: Tensor | null; stride?: number | readonly (number | bigint)[]; padding?: string; dilation?: number | readonly (number | bigint)[]; groups?: number | bigint }): Tensor;
  /** `aten::conv_depthwise3d(Tensor self, Tensor weight, SymInt[3] kernel_size, Tensor? bias, SymInt[3] stride, SymInt[3] padding, SymInt[3] dilation) -> Tensor` */
  convDepthwise3d(self: Tensor, weight: Tensor, kernelSize: number | readonly (number | bigint)[], bias: Tensor | null, stride: number | readonly (number | bigint)[], padding: number | readonly (number | bigint)[], dilation: number | readonly (number | bigint)[]): Tensor;
  convDepthwise3d(self: Tensor, weight: Tensor, options: { kernelSize: number | readonly (number | bigint)[]; bias: Tensor | null; stride: number | readonly (number | bigint)[]; padding: number | readonly (number | bigint)[]; dilation: number | readonly (number | bigint)[] }): Tensor;
  /** `aten::conv_tbc(Tensor self, Tensor weight, Tensor bias, int pad=0) -> Tensor` */
  convTbc(self: Tensor, weight: Tensor, bias: Tensor, pad?: number | bigint): Tensor;
  convTbc(self: Tensor, weight: Tensor, bias: Tensor, options?: { pad?: number | bigint }): Tensor;
  /** `aten::conv_tbc_backward(Tensor self, Tensor input, Tensor weight, Tensor bias, int pad) -> (Tensor, Tensor, Tensor)` */
  convTbcBackward(self: Tensor, input: Tensor, weight: Tensor, bias: Tensor, pad: number | bigint): [Tensor, Tensor, Tensor];
  convTbcBackward(self: Tensor, input: Tensor, weight: Tensor, bias: Tensor, options: { pad: number | bigint }): [Tensor, Tensor, Tensor];
  /** `aten::conv_transpose1d(Tensor input, Tensor weight, Tensor? bias=None, SymInt[1] stride=[1], SymInt[1] padding=[0], SymInt[1] output_padding=[0], SymInt groups=1, SymInt[1] dilation=[1]) -> Tensor` */
  convTranspose1d(input: Tensor, weight: Tensor, bias?: Tensor | null, stride?: number | readonly (number | bigint)[], padding?: number | readonly (number | bigint)[], outputPadding?: number | readonly (number | bigint)[], groups?: number | bigint, dilation?: number | readonly (number | bigint)[]): Tensor;
  convTranspose1d(input: Tensor, weight: Tensor, options?: { bias?: Tensor | null; stride?: number | readonly (number | bigint)[]; padding?: number | readonly (number | bigint)[]; outputPadding?: number | readonly (number | bigint)[]; groups?: number | bigint; dilation?: number | readonly (number | bigint)[] }): Tensor;
  /** `aten::conv_transpose2d.input(Tensor input, Tensor weight, Tensor? bias=None, SymInt[2] stride=[1, 1], SymInt[2] padding=[0, 0], SymInt[2] output_padding=[0, 0], SymInt groups=1, SymInt[2] dilation=[1, 1]) -> Tensor` */
  convTranspose2d(input: Tensor, weight: Tensor, bias?: Tensor | null, stride?: number | readonly (number | bigint)[], padding?: number | readonly (number | bigint)[], outputPadding?: number | readonly (number | bigint)[], groups?: number | bigint, dilation?: number | readonly (number | bigint)[]): Tensor;
  convTranspose2d(input: Tensor, weight: Tensor, options?: { bias?: Tensor | null; stride?: number | readonly (number | bigint)[]; padding?: number | readonly (number | bigint)[]; outputPadding?: number | readonly (number | bigint)[]; groups?: number | bigint; dilation?: number | readonly (number | bigint)[] }): Tensor;
  /** `aten::conv_transpose3d.input(Tensor input, Tensor weight, Tensor? bias=None, SymInt[3] stride=[1, 1, 1], SymInt[3] padding=[0, 0, 0], SymInt[3] output_padding=[0, 0, 0], SymInt groups=1, SymInt[3] dilation=[1, 1, 1]) -> Tensor` */
  convTranspose3d(input: Tensor, weight: Tensor, bias?: Tensor | null, stride?: number | readonly (number | bigint)[], padding?: number | readonly (number | bigint)[], outputPadding?: number | readonly (number | bigint)[], groups?: number | bigint, dilation?: number | readonly (number | bigint)[]): Tensor;
  convTranspose3d(input: Tensor, weight: Tensor, options?: { bias?: Tensor | null; stride?: number | readonly (number | bigint)[]; padding?: number | readonly (number | bigint)[]; outputPadding?: number | readonly (number | bigint)[]; groups?: number | bigint; dilation?: number | readonly (number | bigint)[] }): Tensor;
  /** `aten::convolution(Tensor input, Tensor weight, Tensor? bias, SymInt[] stride, SymInt[] padding, SymInt[] dilation, bool transposed, SymInt[] output_padding, SymInt groups) -> Tensor` */
  convolution(input: Tensor, weight: Tensor, bias: Tensor | null, stride: readonly (number | bigint)[] | number, padding: readonly (number | bigint)[] | number, dilation: readonly (number | bigint)[] | number, transposed: boolean, outputPadding: readonly (number | bigint)[] | number, groups: number | bigint): Tensor;
  convolution(input: Tensor, weight: Tensor, bias: Tensor | null, options: { stride: readonly (number | bigint)[] | number; padding: readonly (number | bigint)[] | number; dilation: readonly (number | bigint)[] | number; transposed: boolean; outputPadding: readonly (number | bigint)[] | number; groups: number | bigint }): Tensor;
  /** `aten::convolution_backward(Tensor grad_output, Tensor input, Tensor weight, SymInt[]? bias_sizes, SymInt[] stride, SymInt[] padding, SymInt[] dilation, bool transposed, SymInt[] output_padding, SymInt groups, bool[3] output_mask) -> (Tensor, Tensor, Tensor)` */
  convolutionBackward(gradOutput: Tensor, input: Tensor, weight: Tensor, biasSizes: readonly (number | bigint)[] | number | null, stride: readonly (number | bigint)[] | number, padding: readonly (number | bigint)[] | number, dilation: readonly (number | bigint)[] | number, transposed: boolean, outputPadding: readonly (number | bigint)[] | number, groups: number | bigint, outputMask: readonly boolean[]): [Tensor, Tensor, Tensor];
  convolutionBackward(gradOutput: Tensor, input: Tensor, weight: Tensor, options: { biasSizes: readonly (number | bigint)[] | number | null; stride: readonly (number | bigint)[] | number; padding: readonly (number | bigint)[] | number; dilation: readonly (number | bigint)[] | number; transposed: boolean; outputPadding: readonly (number | bigint)[] | number; groups: number | bigint; outputMask: readonly boolean[] }): [Tensor, Tensor, Tensor];
  /** `aten::convolution_backward_overrideable(Tensor grad_output, Tensor input, Tensor weight, SymInt[] stride, SymInt[] padding, SymInt[] dilation, bool transposed, SymInt[] output_padding, SymInt groups, bool[3] output_mask) -> (Tensor grad_input, Tensor grad_weight, Tensor grad_bias)` */
  convolutionBackwardOverrideable(gradOutput: Tensor, input: Tensor, weight: Tensor, stride: readonly (number | bigint)[] | number, padding: readonly (number | bigint)[] | number, dilation: readonly (number | bigint)[] | number, transposed: boolean, outputPadding: readonly (number | bigint)[] | number, groups: number | bigint, outputMask: readonly boolean[]): { gradInput: Tensor; gradWeight: Tensor; gradBias: Tensor };
  convolutionBackwardOverrideable(gradOutput: Tensor, input: Tensor, weight: Tensor, options: { stride: readonly (number | bigint)[] | number; padding: readonly (number | bigint)[] | number; dilation: readonly (number | bigint)[] | number; transposed: boolean; outputPadding: readonly (number | bigint)[] | number; groups: number | bigint; outputMask: readonly boolean[] }): { gradInput: Tensor; gradWeight: Tensor; gradBias: Tensor };
  /** `aten::convolution_overrideable(Tensor input, Tensor weight, Tensor? bias, SymInt[] stride, SymInt[] padding, SymInt[] dilation, bool transposed, SymInt[] output_padding, SymInt groups) -> Tensor` */
  convolutionOverrideable(input: Tensor, weight: Tensor, bias: Tensor | null, stride: readonly (number | bigint)[] | number, padding: readonly (number | bigint)[] | number, dilation: readonly (number | bigint)[] | number, transposed: boolean, outputPadding: readonly (number | bigint)[] | number, groups: number | bigint): Tensor;
  convolutionOverrideable(input: Tensor, weight: Tensor, bias: Tensor | null, options: { stride: readonly (number | bigint)[] | number; padding: readonly (number | bigint)[] | number; dilation: readonly (number | bigint)[] | number; transposed: boolean; outputPadding: readonly (number | bigint)[] | number; groups: number | bigint }): Tensor;
  /** `aten::copy(Tensor self, Tensor src, bool non_blocking=False) -> Tensor` */
  copy(self: Tensor, src: Tensor, nonBlocking?: boolean): Tensor;
  copy(self: Tensor, src: Tensor, options?: { nonBlocking?: boolean }): Tensor;
  /** `aten::copy_(Tensor(a!) self, Tensor src, bool non_blocking=False) -> Tensor(a!)` */
  copy_(self: Tensor, src: Tensor, nonBlocking?: boolean): Tensor;
  copy_(self: Tensor, src: Tensor, options?: { nonBlocking?: boolean }): Tensor;
  /** `aten::copy_sparse_to_sparse(Tensor self, Tensor src, bool non_blocking=False) -> Tensor` */
  copySparseToSparse(self: Tensor, src: Tensor, nonBlocking?: boolean): Tensor;
  copySparseToSparse(self: Tensor, src: Tensor, options?: { nonBlocking?: boolean }): Tensor;
  /** `aten::copy_sparse_to_sparse_(Tensor(a!) self, Tensor src, bool non_blocking=False) -> Tensor(a!)` */
  copySparseToSparse_(self: Tensor, src: Tensor, nonBlocking?: boolean): Tensor;
  copySparseToSparse_(self: Tensor, src: Tensor, options?: { nonBlocking?: boolean }): Tensor;
  /** `aten::copysign.Tensor(Tensor self, Tensor other) -> Tensor` · `aten::copysign.Scalar(Tensor self, Scalar other) -> Tensor` */
  copysign(self: Tensor, other: Tensor): Tensor;
  copysign(self: Tensor, other: Scalar): Tensor;
  copysign(self: Tensor, options: { other: Scalar }): Tensor;
  /** `aten::copysign_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::copysign_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!)` */
  copysign_(self: Tensor, other: Tensor): Tensor;
  copysign_(self: Tensor, other: Scalar): Tensor;
  copysign_(self: Tensor, options: { other: Scalar }): Tensor;
  /** `aten::corrcoef(Tensor self) -> Tensor` */
  corrcoef(self: Tensor): Tensor;
  /** `aten::cos(Tensor self) -> Tensor` */
  cos(self: Tensor): Tensor;
  /** `aten::cos_(Tensor(a!) self) -> Tensor(a!)` */
  cos_(self: Tensor): Tensor;
  /** `aten::cosh(Tensor self) -> Tensor` */
  cosh(self: Tensor): Tensor;
  /** `aten::cosh_(Tensor(a!) self) -> Tensor(a!)` */
  cosh_(self: Tensor): Tensor;
  /** `aten::cosine_embedding_loss(Tensor input1, Tensor input2, Tensor target, float margin=0., int reduction=1) -> Tensor` */
  cosineEmbeddingLoss(input1: Tensor, input2: Tensor, target: Tensor, margin?: number, reduction?: number | bigint): Tensor;
  cosineEmbeddingLoss(input1: Tensor, input2: Tensor, target: Tensor, options?: { margin?: number; reduction?: number | bigint }): Tensor;
  /** `aten::cosine_similarity(Tensor x1, Tensor x2, int dim=1, float eps=1e-08) -> Tensor` */
  cosineSimilarity(x1: Tensor, x2: Tensor, dim?: number | bigint, eps?: number): Tensor;
  cosineSimilarity(x1: Tensor, x2: Tensor, options?: { dim?: number | bigint; eps?: number }): Tensor;
  /** `aten::count_nonzero(Tensor self, int? dim=None) -> Tensor` · `aten::count_nonzero.dim_IntList(Tensor self, int[] dim) -> Tensor` */
  countNonzero(self: Tensor, dim?: number | bigint | null): Tensor;
  countNonzero(self: Tensor, options?: { dim?: number | bigint | null }): Tensor;
  countNonzero(self: Tensor, dim: readonly (number | bigint)[] | number): Tensor;
  countNonzero(self: Tensor, options: { dim: readonly (number | bigint)[] | number }): Tensor;
  /** `aten::cov(Tensor self, *, int correction=1, Tensor? fweights=None, Tensor? aweights=None) -> Tensor` */
  cov(self: Tensor, options?: { correction?: number | bigint; fweights?: Tensor | null; aweights?: Tensor | null }): Tensor;
  /** `aten::cross(Tensor self, Tensor other, int? dim=None) -> Tensor` */
  cross(self: Tensor, other: Tensor, dim?: number | bigint | null): Tensor;
  cross(self: Tensor, other: Tensor, options?: { dim?: number | bigint | null }): Tensor;
  /** `aten::cross_entropy_loss(Tensor self, Tensor target, Tensor? weight=None, int reduction=1, SymInt ignore_index=-100, float label_smoothing=0.) -> Tensor` */
  crossEntropyLoss(self: Tensor, target: Tensor, weight?: Tensor | null, reduction?: number | bigint, ignoreIndex?: number | bigint, labelSmoothing?: number): Tensor;
  crossEntropyLoss(self: Tensor, target: Tensor, options?: { weight?: Tensor | null; reduction?: number | bigint; ignoreIndex?: number | bigint; labelSmoothing?: number }): Tensor;
  /** `aten::crow_indices(Tensor(a) self) -> Tensor(a)` */
  crowIndices(self: Tensor): Tensor;
  /** `aten::crow_indices_copy(Tensor self) -> Tensor` */
  crowIndicesCopy(self: Tensor): Tensor;
  /** `aten::ctc_loss.Tensor(Tensor log_probs, Tensor targets, Tensor input_lengths, Tensor target_lengths, int blank=0, int reduction=1, bool zero_infinity=False) -> Tensor` · `aten::ctc_loss.IntList(Tensor log_probs, Tensor targets, int[] input_lengths, int[] target_lengths, int blank=0, int reduction=1, bool zero_infinity=False) -> Tensor` */
  ctcLoss(logProbs: Tensor, targets: Tensor, inputLengths: Tensor, targetLengths: Tensor, blank?: number | bigint, reduction?: number | bigint, zeroInfinity?: boolean): Tensor;
  ctcLoss(logProbs: Tensor, targets: Tensor, inputLengths: Tensor, targetLengths: Tensor, options?: { blank?: number | bigint; reduction?: number | bigint; zeroInfinity?: boolean }): Tensor;
  ctcLoss(logProbs: Tensor, targets: Tensor, inputLengths: readonly (number | bigint)[] | number, targetLengths: readonly (number | bigint)[] | number, blank?: number | bigint, reduction?: number | bigint, zeroInfinity?: boolean): Tensor;
  ctcLoss(logProbs: Tensor, targets: Tensor, inputLengths: readonly (number | bigint)[] | number, targetLengths: readonly (number | bigint)[] | number, options?: { blank?: number | bigint; reduction?: number | bigint; zeroInfinity?: boolean }): Tensor;
  ctcLoss(logProbs: Tensor, targets: Tensor, options: { inputLengths: readonly (number | bigint)[] | number; targetLengths: readonly (number | bigint)[] | number; blank?: number | bigint; reduction?: number | bigint; zeroInfinity?: boolean }): Tensor;
  /** `aten::cudnn_affine_grid_generator(Tensor theta, int N, int C, int H, int W) -> Tensor grid` */
  cudnnAffineGridGenerator(theta: Tensor, N: number | bigint, C: number | bigint, H: number | bigint, W: number | bigint): Tensor;
  cudnnAffineGridGenerator(theta: Tensor, options: { N: number | bigint; C: number | bigint; H: number | bigint; W: number | bigint }): Tensor;
  /** `aten::cudnn_affine_grid_generator_backward(Tensor grad, int N, int C, int H, int W) -> Tensor grad_theta` */
  cudnnAffineGridGeneratorBackward(grad: Tensor, N: number | bigint, C: number | bigint, H: number | bigint, W: number | bigint): Tensor;
  cudnnAffineGridGeneratorBackward(grad: Tensor, options: { N: number | bigint; C: number | bigint; H: number | bigint; W: number | bigint }): Tensor;
  /** `aten::cudnn_batch_norm(Tensor input, Tensor weight, Tensor? bias, Tensor? running_mean, Tensor? running_var, bool training, float exponential_average_factor, float epsilon) -> (Tensor, Tensor, Tensor, Tensor)` */
  cudnnBatchNorm(input: Tensor, weight: Tensor, bias: Tensor | null, runningMean: Tensor | null, runningVar: Tensor | null, training: boolean, exponentialAverageFactor: number, epsilon: number): [Tensor, Tensor, Tensor, Tensor];
  cudnnBatchNorm(input: Tensor, weight: Tensor, bias: Tensor | null, runningMean: Tensor | null, runningVar: Tensor | null, options: { training: boolean; exponentialAverageFactor: number; epsilon: number }): [Tensor, Tensor, Tensor, Tensor];
  /** `aten::cudnn_batch_norm_backward(Tensor input, Tensor grad_output, Tensor weight, Tensor? running_mean, Tensor? running_var, Tensor? save_mean, Tensor? save_var, float epsilon, Tensor reserveSpace) -> (Tensor, Tensor, Tensor)` */
  cudnnBatchNormBackward(input: Tensor, gradOutput: Tensor, weight: Tensor, runningMean: Tensor | null, runningVar: Tensor | null, saveMean: Tensor | null, saveVar: Tensor | null, epsilon: number, reserveSpace: Tensor): [Tensor, Tensor, Tensor];
  cudnnBatchNormBackward(input: Tensor, gradOutput: Tensor, weight: Tensor, runningMean: Tensor | null, runningVar: Tensor | null, saveMean: Tensor | null, saveVar: Tensor | null, options: { epsilon: number; reserveSpace: Tensor }): [Tensor, Tensor, Tensor];
  /** `aten::cudnn_convolution(Tensor self, Tensor weight, SymInt[] padding, SymInt[] stride, SymInt[] dilation, SymInt groups, bool benchmark, bool deterministic, bool allow_tf32) -> Tensor` */
  cudnnConvolution(self: Tensor, weight: Tensor, padding: readonly (number | bigint)[] | number, stride: readonly (number | bigint)[] | number, dilation: readonly (number | bigint)[] | number, groups: number | bigint, benchmark: boolean, deterministic: boolean, allowTf32: boolean): Tensor;
  cudnnConvolution(self: Tensor, weight: Tensor, options: { padding: readonly (number | bigint)[] | number; stride: readonly (number | bigint)[] | number; dilation: readonly (number | bigint)[] | number; groups: number | bigint; benchmark: boolean; deterministic: boolean; allowTf32: boolean }): Tensor;
  /** `aten::cudnn_convolution_add_relu(Tensor self, Tensor weight, Tensor z, Scalar? alpha, Tensor? bias, SymInt[] stride, SymInt[] padding, SymInt[] dilation, SymInt groups) -> Tensor` */
  cudnnConvolutionAddRelu(self: Tensor, weight: Tensor, z: Tensor, alpha: Scalar | null, bias: Tensor | null, stride: readonly (number | bigint)[] | number, padding: readonly (number | bigint)[] | number, dilation: readonly (number | bigint)[] | number, groups: number | bigint): Tensor;
  cudnnConvolutionAddRelu(self: Tensor, weight: Tensor, z: Tensor, options: { alpha: Scalar | null; bias: Tensor | null; stride: readonly (number | bigint)[] | number; padding: readonly (number | bigint)[] | number; dilation: readonly (number | bigint)[] | number; groups: number | bigint }): Tensor;
  /** `aten::cudnn_convolution_relu(Tensor self, Tensor weight, Tensor? bias, SymInt[] stride, SymInt[] padding, SymInt[] dilation, SymInt groups) -> Tensor` */
  cudnnConvolutionRelu(self: Tensor, weight: Tensor, bias: Tensor | null, stride: readonly (number | bigint)[] | number, padding: readonly (number | bigint)[] | number, dilation: readonly (number | bigint)[] | number, groups: number | bigint): Tensor;
  cudnnConvolutionRelu(self: Tensor, weight: Tensor, bias: Tensor | null, options: { stride: readonly (number | bigint)[] | number; padding: readonly (number | bigint)[] | number; dilation: readonly (number | bigint)[] | number; groups: number | bigint }): Tensor;
  /** `aten::cudnn_convolution_transpose(Tensor self, Tensor weight, SymInt[] padding, SymInt[] output_padding, SymInt[] stride, SymInt[] dilation, SymInt groups, bool benchmark, bool deterministic, bool allow_tf32) -> Tensor` */
  cudnnConvolutionTranspose(self: Tensor, weight: Tensor, padding: readonly (number | bigint)[] | number, outputPadding: readonly (number | bigint)[] | number, stride: readonly (number | bigint)[] | number, dilation: readonly (number | bigint)[] | number, groups: number | bigint, benchmark: boolean, deterministic: boolean, allowTf32: boolean): Tensor;
  cudnnConvolutionTranspose(self: Tensor, weight: Tensor, options: { padding: readonly (number | bigint)[] | number; outputPadding: readonly (number | bigint)[] | number; stride: readonly (number | bigint)[] | number; dilation: readonly (number | bigint)[] | number; groups: number | bigint; benchmark: boolean; deterministic: boolean; allowTf32: boolean }): Tensor;
  /** `aten::cudnn_grid_sampler(Tensor self, Tensor grid) -> Tensor output` */
  cudnnGridSampler(self: Tensor, grid: Tensor): Tensor;
  /** `aten::cudnn_grid_sampler_backward(Tensor self, Tensor grid, Tensor grad_output) -> (Tensor grad_self, Tensor grad_grid)` */
  cudnnGridSamplerBackward(self: Tensor, grid: Tensor, gradOutput: Tensor): { gradSelf: Tensor; gradGrid: Tensor };
  /** `aten::cudnn_is_acceptable(Tensor self) -> bool` */
  cudnnIsAcceptable(self: Tensor): boolean;
  /** `aten::cummax(Tensor self, int dim) -> (Tensor values, Tensor indices)` */
  cummax(self: Tensor, dim: number | bigint): { values: Tensor; indices: Tensor };
  cummax(self: Tensor, options: { dim: number | bigint }): { values: Tensor; indices: Tensor };
  /** `aten::cummaxmin_backward(Tensor grad, Tensor input, Tensor indices, int dim) -> Tensor` */
  cummaxminBackward(grad: Tensor, input: Tensor, indices: Tensor, dim: number | bigint): Tensor;
  cummaxminBackward(grad: Tensor, input: Tensor, indices: Tensor, options: { dim: number | bigint }): Tensor;
  /** `aten::cummin(Tensor self, int dim) -> (Tensor values, Tensor indices)` */
  cummin(self: Tensor, dim: number | bigint): { values: Tensor; indices: Tensor };
  cummin(self: Tensor, options: { dim: number | bigint }): { values: Tensor; indices: Tensor };
  /** `aten::cumprod(Tensor self, int dim, *, ScalarType? dtype=None) -> Tensor` */
  cumprod(self: Tensor, dim: number | bigint, options?: { dtype?: DType | null }): Tensor;
  cumprod(self: Tensor, options: { dim: number | bigint; dtype?: DType | null }): Tensor;
  /** `aten::cumprod_(Tensor(a!) self, int dim, *, ScalarType? dtype=None) -> Tensor(a!)` */
  cumprod_(self: Tensor, dim: number | bigint, options?: { dtype?: DType | null }): Tensor;
  cumprod_(self: Tensor, options: { dim: number | bigint; dtype?: DType | null }): Tensor;
  /** `aten::cumprod_backward(Tensor grad, Tensor input, int dim, Tensor output) -> Tensor` */
  cumprodBackward(grad: Tensor, input: Tensor, dim: number | bigint, output: Tensor): Tensor;
  cumprodBackward(grad: Tensor, input: Tensor, options: { dim: number | bigint; output: Tensor }): Tensor;
  /** `aten::cumsum(Tensor self, int dim, *, ScalarType? dtype=None) -> Tensor` */
  cumsum(self: Tensor, dim: number | bigint, options?: { dtype?: DType | null }): Tensor;
  cumsum(self: Tensor, options: { dim: number | bigint; dtype?: DType | null }): Tensor;
  /** `aten::cumsum_(Tensor(a!) self, int dim, *, ScalarType? dtype=None) -> Tensor(a!)` */
  cumsum_(self: Tensor, dim: number | bigint, options?: { dtype?: DType | null }): Tensor;
  cumsum_(self: Tensor, options: { dim: number | bigint; dtype?: DType | null }): Tensor;
  /** `aten::cumulative_trapezoid.x(Tensor y, Tensor x, *, int dim=-1) -> Tensor` · `aten::cumulative_trapezoid.dx(Tensor y, *, Scalar dx=1, int dim=-1) -> Tensor` */
  cumulativeTrapezoid(y: Tensor, x: Tensor, options?: { dim?: number | bigint }): Tensor;
  cumulativeTrapezoid(y: Tensor, options?: { dx?: Scalar; dim?: number | bigint }): Tensor;
  /** `aten::data(Tensor self) -> Tensor` */
  data(self: Tensor): Tensor;
  /** `aten::deg2rad(Tensor self) -> Tensor` */
  deg2rad(self: Tensor): Tensor;
  /** `aten::deg2rad_(Tensor(a!) self) -> Tensor(a!)` */
  deg2rad_(self: Tensor): Tensor;
  /** `aten::dense_dim(Tensor self) -> int` */
  denseDim(self: Tensor): number;
  /** `aten::dequantize.self(Tensor self) -> Tensor` · `aten::dequantize.tensors(Tensor[] tensors) -> Tensor[]` */
  dequantize(self: Tensor): Tensor;
  dequantize(tensors: readonly Tensor[]): Tensor[];
  dequantize(options: { tensors: readonly Tensor[] }): Tensor[];
  /** `aten::det(Tensor self) -> Tensor` */
  det(self: Tensor): Tensor;
  /** `aten::detach(Tensor(a) self) -> Tensor(a)` */
  detach(self: Tensor): Tensor;
  /** `aten::detach_(Tensor(a!) self) -> Tensor(a!)` */
  detach_(self: Tensor): Tensor;
  /** `aten::detach_copy(Tensor self) -> Tensor` */
  detachCopy(self: Tensor): Tensor;
  /** `aten::diag(Tensor self, int diagonal=0) -> Tensor` */
  diag(self: Tensor, diagonal?: number | bigint): Tensor;
  diag(self: Tensor, options?: { diagonal?: number | bigint }): Tensor;
  /** `aten::diag_embed(Tensor self, int offset=0, int dim1=-2, int dim2=-1) -> Tensor` */
  diagEmbed(self: Tensor, offset?: number | bigint, dim1?: number | bigint, dim2?: number | bigint): Tensor;
  diagEmbed(self: Tensor, options?: { offset?: number | bigint; dim1?: number | bigint; dim2?: number | bigint }): Tensor;
  /** `aten::diagflat(Tensor self, int offset=0) -> Tensor` */
  diagflat(self: Tensor, offset?: number | bigint): Tensor;
  diagflat(self: Tensor, options?: { offset?: number | bigint }): Tensor;
  /** `aten::diagonal(Tensor(a) self, int offset=0, int dim1=0, int dim2=1) -> Tensor(a)` */
  diagonal(self: Tensor, offset?: number | bigint, dim1?: number | bigint, dim2?: number | bigint): Tensor;
  diagonal(self: Tensor, options?: { offset?: number | bigint; dim1?: number | bigint; dim2?: number | bigint }): Tensor;
  /** `aten::diagonal_backward(Tensor grad_output, SymInt[] input_sizes, int offset, int dim1, int dim2) -> Tensor` */
  diagonalBackward(gradOutput: Tensor, inputSizes: readonly (number | bigint)[] | number, offset: number | bigint, dim1: number | bigint, dim2: number | bigint): Tensor;
  diagonalBackward(gradOutput: Tensor, options: { inputSizes: readonly (number | bigint)[] | number; offset: number | bigint; dim1: number | bigint; dim2: number | bigint }): Tensor;
  /** `aten::diagonal_copy(Tensor self, int offset=0, int dim1=0, int dim2=1) -> Tensor` */
  diagonalCopy(self: Tensor, offset?: number | bigint, dim1?: number | bigint, dim2?: number | bigint): Tensor;
  diagonalCopy(self: Tensor, options?: { offset?: number | bigint; dim1?: number | bigint; dim2?: number | bigint }): Tensor;
  /** `aten::diagonal_scatter(Tensor self, Tensor src, int offset=0, int dim1=0, int dim2=1) -> Tensor` */
  diagonalScatter(self: Tensor, src: Tensor, offset?: number | bigint, dim1?: number | bigint, dim2?: number | bigint): Tensor;
  diagonalScatter(self: Tensor, src: Tensor, options?: { offset?: number | bigint; dim1?: number | bigint; dim2?: number | bigint }): Tensor;
  /** `aten::diff(Tensor self, int n=1, int dim=-1, Tensor? prepend=None, Tensor? append=None) -> Tensor` */
  diff(self: Tensor, n?: number | bigint, dim?: number | bigint, prepend?: Tensor | null, append?: Tensor | null): Tensor;
  diff(self: Tensor, options?: { n?: number | bigint; dim?: number | bigint; prepend?: Tensor | null; append?: Tensor | null }): Tensor;
  /** `aten::digamma(Tensor self) -> Tensor` */
  digamma(self: Tensor): Tensor;
  /** `aten::digamma_(Tensor(a!) self) -> Tensor(a!)` */
  digamma_(self: Tensor): Tensor;
  /** `aten::dim(Tensor self) -> int` */
  dim(self: Tensor): number;
  /** `aten::dist(Tensor self, Tensor other, Scalar p=2) -> Tensor` */
  dist(self: Tensor, other: Tensor, p?: Scalar): Tensor;
  dist(self: Tensor, other: Tensor, options?: { p?: Scalar }): Tensor;
  /** `aten::div.Tensor(Tensor self, Tensor other) -> Tensor` · `aten::div.Tensor_mode(Tensor self, Tensor other, *, str? rounding_mode) -> Tensor` · `aten::div.Scalar(Tensor self, Scalar other) -> Tensor` · `aten::div.Scalar_mode(Tensor self, Scalar other, *, str? rounding_mode) -> Tensor` */
  div(self: Tensor, other: Tensor): Tensor;
  div(self: Tensor, other: Tensor, options: { roundingMode: string | null }): Tensor;
  div(self: Tensor, other: Scalar): Tensor;
  div(self: Tensor, options: { other: Scalar }): Tensor;
  div(self: Tensor, other: Scalar, options: { roundingMode: string | null }): Tensor;
  div(self: Tensor, options: { other: Scalar; roundingMode: string | null }): Tensor;
  /** `aten::div_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::div_.Tensor_mode(Tensor(a!) self, Tensor other, *, str? rounding_mode) -> Tensor(a!)` · `aten::div_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!)` · `aten::div_.Scalar_mode(Tensor(a!) self, Scalar other, *, str? rounding_mode) -> Tensor(a!)` */
  div_(self: Tensor, other: Tensor): Tensor;
  div_(self: Tensor, other: Tensor, options: { roundingMode: string | null }): Tensor;
  div_(self: Tensor, other: Scalar): Tensor;
  div_(self: Tensor, options: { other: Scalar }): Tensor;
  div_(self: Tensor, other: Scalar, options: { roundingMode: string | null }): Tensor;
  div_(self: Tensor, options: { other: Scalar; roundingMode: string | null }): Tensor;
  /** `aten::divide.Tensor(Tensor self, Tensor other) -> Tensor` · `aten::divide.Tensor_mode(Tensor self, Tensor other, *, str? rounding_mode) -> Tensor` · `aten::divide.Scalar(Tensor self, Scalar other) -> Tensor` · `aten::divide.Scalar_mode(Tensor self, Scalar other, *, str? rounding_mode) -> Tensor` */
  divide(self: Tensor, other: Tensor): Tensor;
  divide(self: Tensor, other: Tensor, options: { roundingMode: string | null }): Tensor;
  divide(self: Tensor, other: Scalar): Tensor;
  divide(self: Tensor, options: { other: Scalar }): Tensor;
  divide(self: Tensor, other: Scalar, options: { roundingMode: string | null }): Tensor;
  divide(self: Tensor, options: { other: Scalar; roundingMode: string | null }): Tensor;
  /** `aten::divide_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::divide_.Tensor_mode(Tensor(a!) self, Tensor other, *, str? rounding_mode) -> Tensor(a!)` · `aten::divide_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!)` · `aten::divide_.Scalar_mode(Tensor(a!) self, Scalar other, *, str? rounding_mode) -> Tensor(a!)` */
  divide_(self: Tensor, other: Tensor): Tensor;
  divide_(self: Tensor, other: Tensor, options: { roundingMode: string | null }): Tensor;
  divide_(self: Tensor, other: Scalar): Tensor;
  divide_(self: Tensor, options: { other: Scalar }): Tensor;
  divide_(self: Tensor, other: Scalar, options: { roundingMode: string | null }): Tensor;
  divide_(self: Tensor, options: { other: Scalar; roundingMode: string | null }): Tensor;
  /** `aten::dot(Tensor self, Tensor tensor) -> Tensor` */
  dot(self: Tensor, tensor: Tensor): Tensor;
  /** `aten::dropout(Tensor input, float p, bool train) -> Tensor` */
  dropout(input: Tensor, p: number, train: boolean): Tensor;
  dropout(input: Tensor, options: { p: number; train: boolean }): Tensor;
  /** `aten::dropout_(Tensor(a!) self, float p, bool train) -> Tensor(a!)` */
  dropout_(self: Tensor, p: number, train: boolean): Tensor;
  dropout_(self: Tensor, options: { p: number; train: boolean }): Tensor;
  /** `aten::dsplit.int(Tensor(a -> *) self, int sections) -> Tensor(a)[]` · `aten::dsplit.array(Tensor(a -> *) self, int[] indices) -> Tensor(a)[]` */
  dsplit(self: Tensor, sections: number | bigint): Tensor[];
  dsplit(self: Tensor, options: { sections: number | bigint }): Tensor[];
  dsplit(self: Tensor, indices: readonly (number | bigint)[] | number): Tensor[];
  dsplit(self: Tensor, options: { indices: readonly (number | bigint)[] | number }): Tensor[];
  /** `aten::dstack(Tensor[] tensors) -> Tensor` */
  dstack(tensors: readonly Tensor[]): Tensor;
  dstack(options: { tensors: readonly Tensor[] }): Tensor;
  /** `aten::einsum(str equation, Tensor[] tensors, *, int[]? path=None) -> Tensor` */
  einsum(equation: string, tensors: readonly Tensor[], options?: { path?: readonly (number | bigint)[] | number | null }): Tensor;
  einsum(options: { equation: string; tensors: readonly Tensor[]; path?: readonly (number | bigint)[] | number | null }): Tensor;
  /** `aten::elu(Tensor self, Scalar alpha=1, Scalar scale=1, Scalar input_scale=1) -> Tensor` */
  elu(self: Tensor, alpha?: Scalar, scale?: Scalar, inputScale?: Scalar): Tensor;
  elu(self: Tensor, options?: { alpha?: Scalar; scale?: Scalar; inputScale?: Scalar }): Tensor;
  /** `aten::elu_(Tensor(a!) self, Scalar alpha=1, Scalar scale=1, Scalar input_scale=1) -> Tensor(a!)` */
  elu_(self: Tensor, alpha?: Scalar, scale?: Scalar, inputScale?: Scalar): Tensor;
  elu_(self: Tensor, options?: { alpha?: Scalar; scale?: Scalar; inputScale?: Scalar }): Tensor;
  /** `aten::elu_backward(Tensor grad_output, Scalar alpha, Scalar scale, Scalar input_scale, bool is_result, Tensor self_or_result) -> Tensor` */
  eluBackward(gradOutput: Tensor, alpha: Scalar, scale: Scalar, inputScale: Scalar, isResult: boolean, selfOrResult: Tensor): Tensor;
  eluBackward(gradOutput: Tensor, options: { alpha: Scalar; scale: Scalar; inputScale: Scalar; isResult: boolean; selfOrResult: Tensor }): Tensor;
  /** `aten::embedding(Tensor weight, Tensor indices, SymInt padding_idx=-1, bool scale_grad_by_freq=False, bool sparse=False) -> Tensor` */
  embedding(weight: Tensor, indices: Tensor, paddingIdx?: number | bigint, scaleGradByFreq?: boolean, sparse?: boolean): Tensor;
  embedding(weight: Tensor, indices: Tensor, options?: { paddingIdx?: number | bigint; scaleGradByFreq?: boolean; sparse?: boolean }): Tensor;
  /** `aten::embedding_backward(Tensor grad, Tensor indices, SymInt num_weights, SymInt padding_idx, bool scale_grad_by_freq, bool sparse) -> Tensor` */
  embeddingBackward(grad: Tensor, indices: Tensor, numWeights: number | bigint, paddingIdx: number | bigint, scaleGradByFreq: boolean, sparse: boolean): Tensor;
  embeddingBackward(grad: Tensor, indices: Tensor, options: { numWeights: number | bigint; paddingIdx: number | bigint; scaleGradByFreq: boolean; sparse: boolean }): Tensor;
  /** `aten::embedding_bag(Tensor weight, Tensor indices, Tensor offsets, bool scale_grad_by_freq=False, int mode=0, bool sparse=False, Tensor? per_sample_weights=None, bool include_last_offset=False) -> (Tensor, Tensor, Tensor, Tensor)` · `aten::embedding_bag.padding_idx(Tensor weight, Tensor indices, Tensor offsets, bool scale_grad_by_freq, int mode, bool sparse, Tensor? per_sample_weights, bool include_last_offset, int? padding_idx) -> (Tensor, Tensor, Tensor, Tensor)` */
  embeddingBag(weight: Tensor, indices: Tensor, offsets: Tensor, scaleGradByFreq?: boolean, mode?: number | bigint, sparse?: boolean, perSampleWeights?: Tensor | null, includeLastOffset?: boolean): [Tensor, Tensor, Tensor, Tensor];
  embeddingBag(weight: Tensor, indices: Tensor, offsets: Tensor, options?: { scaleGradByFreq?: boolean; mode?: number | bigint; sparse?: boolean; perSampleWeights?: Tensor | null; includeLastOffset?: boolean }): [Tensor, Tensor, Tensor, Tensor];
  embeddingBag(weight: Tensor, indices: Tensor, offsets: Tensor, scaleGradByFreq: boolean, mode: number | bigint, sparse: boolean, perSampleWeights: Tensor | null, includeLastOffset: boolean, paddingIdx: number | bigint | null): [Tensor, Tensor, Tensor, Tensor];
  embeddingBag(weight: Tensor, indices: Tensor, offsets: Tensor, options: { scaleGradByFreq: boolean; mode: number | bigint; sparse: boolean; perSampleWeights: Tensor | null; includeLastOffset: boolean; paddingIdx: number | bigint | null }): [Tensor, Tensor, Tensor, Tensor];
  /** `aten::embedding_dense_backward(Tensor grad_output, Tensor indices, SymInt num_weights, SymInt padding_idx, bool scale_grad_by_freq) -> Tensor` */
  embeddingDenseBackward(gradOutput: Tensor, indices: Tensor, numWeights: number | bigint, paddingIdx: number | bigint, scaleGradByFreq: boolean): Tensor;
  embeddingDenseBackward(gradOutput: Tensor, indices: Tensor, options: { numWeights: number | bigint; paddingIdx: number | bigint; scaleGradByFreq: boolean }): Tensor;
  /** `aten::embedding_renorm(Tensor self, Tensor indices, float max_norm, float norm_type) -> Tensor` */
  embeddingRenorm(self: Tensor, indices: Tensor, maxNorm: number, normType: number): Tensor;
  embeddingRenorm(self: Tensor, indices: Tensor, options: { maxNorm: number; normType: number }): Tensor;
  /** `aten::embedding_renorm_(Tensor(a!) self, Tensor indices, float max_norm, float norm_type) -> Tensor(a!)` */
  embeddingRenorm_(self: Tensor, indices: Tensor, maxNorm: number, normType: number): Tensor;
  embeddingRenorm_(self: Tensor, indices: Tensor, options: { maxNorm: number; normType: number }): Tensor;
  /** `aten::embedding_sparse_backward(Tensor grad, Tensor indices, int num_weights, int padding_idx, bool scale_grad_by_freq) -> Tensor` */
  embeddingSparseBackward(grad: Tensor, indices: Tensor, numWeights: number | bigint, paddingIdx: number | bigint, scaleGradByFreq: boolean): Tensor;
  embeddingSparseBackward(grad: Tensor, indices: Tensor, options: { numWeights: number | bigint; paddingIdx: number | bigint; scaleGradByFreq: boolean }): Tensor;
  /** `aten::empty.memory_format(SymInt[] size, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None, MemoryFormat? memory_format=None) -> Tensor` */
  empty(size: readonly (number | bigint)[] | number, options?: { dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null; memoryFormat?: MemoryFormat | null }): Tensor;
  empty(options: { size: readonly (number | bigint)[] | number; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null; memoryFormat?: MemoryFormat | null }): Tensor;
  /** `aten::empty_like(Tensor self, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None, MemoryFormat? memory_format=None) -> Tensor` */
  emptyLike(self: Tensor, options?: { dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null; memoryFormat?: MemoryFormat | null }): Tensor;
  /** `aten::empty_permuted(SymInt[] size, int[] physical_layout, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` */
  emptyPermuted(size: readonly (number | bigint)[] | number, physicalLayout: readonly (number | bigint)[] | number, options?: { dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  emptyPermuted(options: { size: readonly (number | bigint)[] | number; physicalLayout: readonly (number | bigint)[] | number; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  /** `aten::empty_quantized(int[] size, Tensor qtensor, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None, MemoryFormat? memory_format=None) -> Tensor` */
  emptyQuantized(size: readonly (number | bigint)[] | number, qtensor: Tensor, options?: { dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null; memoryFormat?: MemoryFormat | null }): Tensor;
  emptyQuantized(options: { size: readonly (number | bigint)[] | number; qtensor: Tensor; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null; memoryFormat?: MemoryFormat | null }): Tensor;
  /** `aten::empty_strided(SymInt[] size, SymInt[] stride, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` */
  emptyStrided(size: readonly (number | bigint)[] | number, stride: readonly (number | bigint)[] | number, options?: { dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  emptyStrided(options: { size: readonly (number | bigint)[] | number; stride: readonly (number | bigint)[] | number; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  /** `aten::eq.Tensor(Tensor self, Tensor other) -> Tensor` · `aten::eq.Scalar(Tensor self, Scalar other) -> Tensor` */
  eq(self: Tensor, other: Tensor): Tensor;
  eq(self: Tensor, other: Scalar): Tensor;
  eq(self: Tensor, options: { other: Scalar }): Tensor;
  /** `aten::eq_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::eq_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!)` */
  eq_(self: Tensor, other: Tensor): Tensor;
  eq_(self: Tensor, other: Scalar): Tensor;
  eq_(self: Tensor, options: { other: Scalar }): Tensor;
  /** `aten::equal(Tensor self, Tensor other) -> bool` */
  equal(self: Tensor, other: Tensor): boolean;
  /** `aten::erf(Tensor self) -> Tensor` */
  erf(self: Tensor): Tensor;
  /** `aten::erf_(Tensor(a!) self) -> Tensor(a!)` */
  erf_(self: Tensor): Tensor;
  /** `aten::erfc(Tensor self) -> Tensor` */
  erfc(self: Tensor): Tensor;
  /** `aten::erfc_(Tensor(a!) self) -> Tensor(a!)` */
  erfc_(self: Tensor): Tensor;
  /** `aten::erfinv(Tensor self) -> Tensor` */
  erfinv(self: Tensor): Tensor;
  /** `aten::erfinv_(Tensor(a!) self) -> Tensor(a!)` */
  erfinv_(self: Tensor): Tensor;
  /** `aten::exp(Tensor self) -> Tensor` */
  exp(self: Tensor): Tensor;
  /** `aten::exp2(Tensor self) -> Tensor` */
  exp2(self: Tensor): Tensor;
  /** `aten::exp2_(Tensor(a!) self) -> Tensor(a!)` */
  exp2_(self: Tensor): Tensor;
  /** `aten::exp_(Tensor(a!) self) -> Tensor(a!)` */
  exp_(self: Tensor): Tensor;
  /** `aten::expand(Tensor(a) self, SymInt[] size, *, bool implicit=False) -> Tensor(a)` */
  expand(self: Tensor, size: readonly (number | bigint)[] | number, options?: { implicit?: boolean }): Tensor;
  expand(self: Tensor, options: { size: readonly (number | bigint)[] | number; implicit?: boolean }): Tensor;
  /** `aten::expand_as(Tensor(a) self, Tensor other) -> Tensor(a)` */
  expandAs(self: Tensor, other: Tensor): Tensor;
  /** `aten::expand_copy(Tensor self, SymInt[] size, *, bool implicit=False) -> Tensor` */
  expandCopy(self: Tensor, size: readonly (number | bigint)[] | number, options?: { implicit?: boolean }): Tensor;
  expandCopy(self: Tensor, options: { size: readonly (number | bigint)[] | number; implicit?: boolean }): Tensor;
  /** `aten::expm1(Tensor self) -> Tensor` */
  expm1(self: Tensor): Tensor;
  /** `aten::expm1_(Tensor(a!) self) -> Tensor(a!)` */
  expm1_(self: Tensor): Tensor;
  /** `aten::exponential(Tensor self, float lambd=1., *, Generator? generator=None) -> Tensor` */
  exponential(self: Tensor, lambd?: number, options?: { generator?: Generator | null }): Tensor;
  exponential(self: Tensor, options?: { lambd?: number; generator?: Generator | null }): Tensor;
  /** `aten::exponential_(Tensor(a!) self, float lambd=1., *, Generator? generator=None) -> Tensor(a!)` */
  exponential_(self: Tensor, lambd?: number, options?: { generator?: Generator | null }): Tensor;
  exponential_(self: Tensor, options?: { lambd?: number; generator?: Generator | null }): Tensor;
  /** `aten::eye.m(SymInt n, SymInt m, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` · `aten::eye(SymInt n, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` */
  eye(n: number | bigint, m: number | bigint, options?: { dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  eye(options: { n: number | bigint; m: number | bigint; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  eye(n: number | bigint, options?: { dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  eye(options: { n: number | bigint; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  /** `aten::fake_quantize_per_channel_affine(Tensor self, Tensor scale, Tensor zero_point, int axis, int quant_min, int quant_max) -> Tensor` */
  fakeQuantizePerChannelAffine(self: Tensor, scale: Tensor, zeroPoint: Tensor, axis: number | bigint, quantMin: number | bigint, quantMax: number | bigint): Tensor;
  fakeQuantizePerChannelAffine(self: Tensor, scale: Tensor, zeroPoint: Tensor, options: { axis: number | bigint; quantMin: number | bigint; quantMax: number | bigint }): Tensor;
  /** `aten::fake_quantize_per_channel_affine_cachemask(Tensor self, Tensor scale, Tensor zero_point, int axis, int quant_min, int quant_max) -> (Tensor output, Tensor mask)` */
  fakeQuantizePerChannelAffineCachemask(self: Tensor, scale: Tensor, zeroPoint: Tensor, axis: number | bigint, quantMin: number | bigint, quantMax: number | bigint): { output: Tensor; mask: Tensor };
  fakeQuantizePerChannelAffineCachemask(self: Tensor, scale: Tensor, zeroPoint: Tensor, options: { axis: number | bigint; quantMin: number | bigint; quantMax: number | bigint }): { output: Tensor; mask: Tensor };
  /** `aten::fake_quantize_per_channel_affine_cachemask_backward(Tensor grad, Tensor mask) -> Tensor` */
  fakeQuantizePerChannelAffineCachemaskBackward(grad: Tensor, mask: Tensor): Tensor;
  /** `aten::fake_quantize_per_tensor_affine.tensor_qparams(Tensor self, Tensor scale, Tensor zero_point, int quant_min, int quant_max) -> Tensor` · `aten::fake_quantize_per_tensor_affine(Tensor self, float scale, int zero_point, int quant_min, int quant_max) -> Tensor` */
  fakeQuantizePerTensorAffine(self: Tensor, scale: Tensor, zeroPoint: Tensor, quantMin: number | bigint, quantMax: number | bigint): Tensor;
  fakeQuantizePerTensorAffine(self: Tensor, scale: Tensor, zeroPoint: Tensor, options: { quantMin: number | bigint; quantMax: number | bigint }): Tensor;
  fakeQuantizePerTensorAffine(self: Tensor, scale: number, zeroPoint: number | bigint, quantMin: number | bigint, quantMax: number | bigint): Tensor;
  fakeQuantizePerTensorAffine(self: Tensor, options: { scale: number; zeroPoint: number | bigint; quantMin: number | bigint; quantMax: number | bigint }): Tensor;
  /** `aten::fake_quantize_per_tensor_affine_cachemask(Tensor self, float scale, int zero_point, int quant_min, int quant_max) -> (Tensor output, Tensor mask)` */
  fakeQuantizePerTensorAffineCachemask(self: Tensor, scale: number, zeroPoint: number | bigint, quantMin: number | bigint, quantMax: number | bigint): { output: Tensor; mask: Tensor };
  fakeQuantizePerTensorAffineCachemask(self: Tensor, options: { scale: number; zeroPoint: number | bigint; quantMin: number | bigint; quantMax: number | bigint }): { output: Tensor; mask: Tensor };
  /** `aten::fake_quantize_per_tensor_affine_cachemask_backward(Tensor grad, Tensor mask) -> Tensor` */
  fakeQuantizePerTensorAffineCachemaskBackward(grad: Tensor, mask: Tensor): Tensor;
  /** `aten::fbgemm_linear_fp16_weight(Tensor input, Tensor packed_weight, Tensor bias) -> Tensor` · `aten::fbgemm_linear_fp16_weight.out(Tensor input, Tensor packed_weight, Tensor bias, Tensor(a!) output) -> Tensor` */
  fbgemmLinearFp16Weight(input: Tensor, packedWeight: Tensor, bias: Tensor): Tensor;
  fbgemmLinearFp16Weight(input: Tensor, packedWeight: Tensor, bias: Tensor, output: Tensor): Tensor;
  /** `aten::fbgemm_linear_fp16_weight_fp32_activation(Tensor input, Tensor packed_weight, Tensor? bias) -> Tensor` · `aten::fbgemm_linear_fp16_weight_fp32_activation.out(Tensor input, Tensor packed_weight, Tensor? bias, Tensor(a!) output) -> Tensor` */
  fbgemmLinearFp16WeightFp32Activation(input: Tensor, packedWeight: Tensor, bias: Tensor | null): Tensor;
  fbgemmLinearFp16WeightFp32Activation(input: Tensor, packedWeight: Tensor, bias: Tensor | null, output: Tensor): Tensor;
  /** `aten::fbgemm_linear_int8_weight(Tensor input, Tensor weight, Tensor packed, Tensor col_offsets, Scalar weight_scale, Scalar weight_zero_point, Tensor bias) -> Tensor` */
  fbgemmLinearInt8Weight(input: Tensor, weight: Tensor, packed: Tensor, colOffsets: Tensor, weightScale: Scalar, weightZeroPoint: Scalar, bias: Tensor): Tensor;
  fbgemmLinearInt8Weight(input: Tensor, weight: Tensor, packed: Tensor, colOffsets: Tensor, options: { weightScale: Scalar; weightZeroPoint: Scalar; bias: Tensor }): Tensor;
  /** `aten::fbgemm_linear_int8_weight_fp32_activation(Tensor input, Tensor weight, Tensor packed, Tensor col_offsets, Scalar weight_scale, Scalar weight_zero_point, Tensor bias) -> Tensor` */
  fbgemmLinearInt8WeightFp32Activation(input: Tensor, weight: Tensor, packed: Tensor, colOffsets: Tensor, weightScale: Scalar, weightZeroPoint: Scalar, bias: Tensor): Tensor;
  fbgemmLinearInt8WeightFp32Activation(input: Tensor, weight: Tensor, packed: Tensor, colOffsets: Tensor, options: { weightScale: Scalar; weightZeroPoint: Scalar; bias: Tensor }): Tensor;
  /** `aten::fbgemm_linear_quantize_weight(Tensor input) -> (Tensor, Tensor, float, int)` */
  fbgemmLinearQuantizeWeight(input: Tensor): [Tensor, Tensor, number, number];
  /** `aten::fbgemm_pack_gemm_matrix_fp16(Tensor input) -> Tensor` */
  fbgemmPackGemmMatrixFp16(input: Tensor): Tensor;
  /** `aten::fbgemm_pack_quantized_matrix(Tensor input) -> Tensor` · `aten::fbgemm_pack_quantized_matrix.KN(Tensor input, int K, int N) -> Tensor` */
  fbgemmPackQuantizedMatrix(input: Tensor): Tensor;
  fbgemmPackQuantizedMatrix(input: Tensor, K: number | bigint, N: number | bigint): Tensor;
  fbgemmPackQuantizedMatrix(input: Tensor, options: { K: number | bigint; N: number | bigint }): Tensor;
  /** `aten::feature_alpha_dropout(Tensor input, float p, bool train) -> Tensor` */
  featureAlphaDropout(input: Tensor, p: number, train: boolean): Tensor;
  featureAlphaDropout(input: Tensor, options: { p: number; train: boolean }): Tensor;
  /** `aten::feature_alpha_dropout_(Tensor(a!) self, float p, bool train) -> Tensor(a!)` */
  featureAlphaDropout_(self: Tensor, p: number, train: boolean): Tensor;
  featureAlphaDropout_(self: Tensor, options: { p: number; train: boolean }): Tensor;
  /** `aten::feature_dropout(Tensor input, float p, bool train) -> Tensor` */
  featureDropout(input: Tensor, p: number, train: boolean): Tensor;
  featureDropout(input: Tensor, options: { p: number; train: boolean }): Tensor;
  /** `aten::feature_dropout_(Tensor(a!) self, float p, bool train) -> Tensor(a!)` */
  featureDropout_(self: Tensor, p: number, train: boolean): Tensor;
  featureDropout_(self: Tensor, options: { p: number; train: boolean }): Tensor;
  /** `aten::fft_fft(Tensor self, SymInt? n=None, int dim=-1, str? norm=None) -> Tensor` */
  fftFft(self: Tensor, n?: number | bigint | null, dim?: number | bigint, norm?: string | null): Tensor;
  fftFft(self: Tensor, options?: { n?: number | bigint | null; dim?: number | bigint; norm?: string | null }): Tensor;
  /** `aten::fft_fft2(Tensor self, SymInt[1]? s=None, int[1] dim=[-2, -1], str? norm=None) -> Tensor` */
  fftFft2(self: Tensor, s?: number | readonly (number | bigint)[] | null, dim?: number | readonly (number | bigint)[], norm?: string | null): Tensor;
  fftFft2(self: Tensor, options?: { s?: number | readonly (number | bigint)[] | null; dim?: number | readonly (number | bigint)[]; norm?: string | null }): Tensor;
  /** `aten::fft_fftfreq(int n, float d=1., *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` */
  fftFftfreq(n: number | bigint, d?: number, options?: { dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  fftFftfreq(n: number | bigint, options?: { d?: number; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  fftFftfreq(options: { n: number | bigint; d?: number; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  /** `aten::fft_fftn(Tensor self, SymInt[1]? s=None, int[1]? dim=None, str? norm=None) -> Tensor` */
  fftFftn(self: Tensor, s?: number | readonly (number | bigint)[] | null, dim?: number | readonly (number | bigint)[] | null, norm?: string | null): Tensor;
  fftFftn(self: Tensor, options?: { s?: number | readonly (number | bigint)[] | null; dim?: number | readonly (number | bigint)[] | null; norm?: string | null }): Tensor;
  /** `aten::fft_fftshift(Tensor self, int[1]? dim=None) -> Tensor` */
  fftFftshift(self: Tensor, dim?: number | readonly (number | bigint)[] | null): Tensor;
  fftFftshift(self: Tensor, options?: { dim?: number | readonly (number | bigint)[] | null }): Tensor;
  /** `aten::fft_hfft(Tensor self, SymInt? n=None, int dim=-1, str? norm=None) -> Tensor` */
  fftHfft(self: Tensor, n?: number | bigint | null, dim?: number | bigint, norm?: string | null): Tensor;
  fftHfft(self: Tensor, options?: { n?: number | bigint | null; dim?: number | bigint; norm?: string | null }): Tensor;
  /** `aten::fft_hfft2(Tensor self, SymInt[1]? s=None, int[1] dim=[-2, -1], str? norm=None) -> Tensor` */
  fftHfft2(self: Tensor, s?: number | readonly (number | bigint)[] | null, dim?: number | readonly (number | bigint)[], norm?: string | null): Tensor;
  fftHfft2(self: Tensor, options?: { s?: number | readonly (number | bigint)[] | null; dim?: number | readonly (number | bigint)[]; norm?: string | null }): Tensor;
  /** `aten::fft_hfftn(Tensor self, SymInt[1]? s=None, int[1]? dim=None, str? norm=None) -> Tensor` */
  fftHfftn(self: Tensor, s?: number | readonly (number | bigint)[] | null, dim?: number | readonly (number | bigint)[] | null, norm?: string | null): Tensor;
  fftHfftn(self: Tensor, options?: { s?: number | readonly (number | bigint)[] | null; dim?: number | readonly (number | bigint)[] | null; norm?: string | null }): Tensor;
  /** `aten::fft_ifft(Tensor self, SymInt? n=None, int dim=-1, str? norm=None) -> Tensor` */
  fftIfft(self: Tensor, n?: number | bigint | null, dim?: number | bigint, norm?: string | null): Tensor;
  fftIfft(self: Tensor, options?: { n?: number | bigint | null; dim?: number | bigint; norm?: string | null }): Tensor;
  /** `aten::fft_ifft2(Tensor self, SymInt[1]? s=None, int[1] dim=[-2, -1], str? norm=None) -> Tensor` */
  fftIfft2(self: Tensor, s?: number | readonly (number | bigint)[] | null, dim?: number | readonly (number | bigint)[], norm?: string | null): Tensor;
  fftIfft2(self: Tensor, options?: { s?: number | readonly (number | bigint)[] | null; dim?: number | readonly (number | bigint)[]; norm?: string | null }): Tensor;
  /** `aten::fft_ifftn(Tensor self, SymInt[1]? s=None, int[1]? dim=None, str? norm=None) -> Tensor` */
  fftIfftn(self: Tensor, s?: number | readonly (number | bigint)[] | null, dim?: number | readonly (number | bigint)[] | null, norm?: string | null): Tensor;
  fftIfftn(self: Tensor, options?: { s?: number | readonly (number | bigint)[] | null; dim?: number | readonly (number | bigint)[] | null; norm?: string | null }): Tensor;
  /** `aten::fft_ifftshift(Tensor self, int[1]? dim=None) -> Tensor` */
  fftIfftshift(self: Tensor, dim?: number | readonly (number | bigint)[] | null): Tensor;
  fftIfftshift(self: Tensor, options?: { dim?: number | readonly (number | bigint)[] | null }): Tensor;
  /** `aten::fft_ihfft(Tensor self, SymInt? n=None, int dim=-1, str? norm=None) -> Tensor` */
  fftIhfft(self: Tensor, n?: number | bigint | null, dim?: number | bigint, norm?: string | null): Tensor;
  fftIhfft(self: Tensor, options?: { n?: number | bigint | null; dim?: number | bigint; norm?: string | null }): Tensor;
  /** `aten::fft_ihfft2(Tensor self, SymInt[1]? s=None, int[1] dim=[-2, -1], str? norm=None) -> Tensor` */
  fftIhfft2(self: Tensor, s?: number | readonly (number | bigint)[] | null, dim?: number | readonly (number | bigint)[], norm?: string | null): Tensor;
  fftIhfft2(self: Tensor, options?: { s?: number | readonly (number | bigint)[] | null; dim?: number | readonly (number | bigint)[]; norm?: string | null }): Tensor;
  /** `aten::fft_ihfftn(Tensor self, SymInt[1]? s=None, int[1]? dim=None, str? norm=None) -> Tensor` */
  fftIhfftn(self: Tensor, s?: number | readonly (number | bigint)[] | null, dim?: number | readonly (number | bigint)[] | null, norm?: string | null): Tensor;
  fftIhfftn(self: Tensor, options?: { s?: number | readonly (number | bigint)[] | null; dim?: number | readonly (number | bigint)[] | null; norm?: string | null }): Tensor;
  /** `aten::fft_irfft(Tensor self, SymInt? n=None, int dim=-1, str? norm=None) -> Tensor` */
  fftIrfft(self: Tensor, n?: number | bigint | null, dim?: number | bigint, norm?: string | null): Tensor;
  fftIrfft(self: Tensor, options?: { n?: number | bigint | null; dim?: number | bigint; norm?: string | null }): Tensor;
  /** `aten::fft_irfft2(Tensor self, SymInt[1]? s=None, int[1] dim=[-2, -1], str? norm=None) -> Tensor` */
  fftIrfft2(self: Tensor, s?: number | readonly (number | bigint)[] | null, dim?: number | readonly (number | bigint)[], norm?: string | null): Tensor;
  fftIrfft2(self: Tensor, options?: { s?: number | readonly (number | bigint)[] | null; dim?: number | readonly (number | bigint)[]; norm?: string | null }): Tensor;
  /** `aten::fft_irfftn(Tensor self, SymInt[1]? s=None, int[1]? dim=None, str? norm=None) -> Tensor` */
  fftIrfftn(self: Tensor, s?: number | readonly (number | bigint)[] | null, dim?: number | readonly (number | bigint)[] | null, norm?: string | null): Tensor;
  fftIrfftn(self: Tensor, options?: { s?: number | readonly (number | bigint)[] | null; dim?: number | readonly (number | bigint)[] | null; norm?: string | null }): Tensor;
  /** `aten::fft_rfft(Tensor self, SymInt? n=None, int dim=-1, str? norm=None) -> Tensor` */
  fftRfft(self: Tensor, n?: number | bigint | null, dim?: number | bigint, norm?: string | null): Tensor;
  fftRfft(self: Tensor, options?: { n?: number | bigint | null; dim?: number | bigint; norm?: string | null }): Tensor;
  /** `aten::fft_rfft2(Tensor self, SymInt[1]? s=None, int[1] dim=[-2, -1], str? norm=None) -> Tensor` */
  fftRfft2(self: Tensor, s?: number | readonly (number | bigint)[] | null, dim?: number | readonly (number | bigint)[], norm?: string | null): Tensor;
  fftRfft2(self: Tensor, options?: { s?: number | readonly (number | bigint)[] | null; dim?: number | readonly (number | bigint)[]; norm?: string | null }): Tensor;
  /** `aten::fft_rfftfreq(int n, float d=1., *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` */
  fftRfftfreq(n: number | bigint, d?: number, options?: { dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  fftRfftfreq(n: number | bigint, options?: { d?: number; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  fftRfftfreq(options: { n: number | bigint; d?: number; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  /** `aten::fft_rfftn(Tensor self, SymInt[1]? s=None, int[1]? dim=None, str? norm=None) -> Tensor` */
  fftRfftn(self: Tensor, s?: number | readonly (number | bigint)[] | null, dim?: number | readonly (number | bigint)[] | null, norm?: string | null): Tensor;
  fftRfftn(self: Tensor, options?: { s?: number | readonly (number | bigint)[] | null; dim?: number | readonly (number | bigint)[] | null; norm?: string | null }): Tensor;
  /** `aten::fill.Tensor(Tensor self, Tensor value) -> Tensor` · `aten::fill.Scalar(Tensor self, Scalar value) -> Tensor` */
  fill(self: Tensor, value: Tensor): Tensor;
  fill(self: Tensor, value: Scalar): Tensor;
  fill(self: Tensor, options: { value: Scalar }): Tensor;
  /** `aten::fill_.Tensor(Tensor(a!) self, Tensor value) -> Tensor(a!)` · `aten::fill_.Scalar(Tensor(a!) self, Scalar value) -> Tensor(a!)` */
  fill_(self: Tensor, value: Tensor): Tensor;
  fill_(self: Tensor, value: Scalar): Tensor;
  fill_(self: Tensor, options: { value: Scalar }): Tensor;
  /** `aten::fill_diagonal_(Tensor(a!) self, Scalar fill_value, bool wrap=False) -> Tensor(a!)` */
  fillDiagonal_(self: Tensor, fillValue: Scalar, wrap?: boolean): Tensor;
  fillDiagonal_(self: Tensor, fillValue: Scalar, options?: { wrap?: boolean }): Tensor;
  fillDiagonal_(self: Tensor, options: { fillValue: Scalar; wrap?: boolean }): Tensor;
  /** `aten::fix(Tensor self) -> Tensor` */
  fix(self: Tensor): Tensor;
  /** `aten::fix_(Tensor(a!) self) -> Tensor(a!)` */
  fix_(self: Tensor): Tensor;
  /** `aten::flatten.using_ints(Tensor(a) self, int start_dim=0, int end_dim=-1) -> Tensor(a)` */
  flatten(self: Tensor, startDim?: number | bigint, endDim?: number | bigint): Tensor;
  flatten(self: Tensor, options?: { startDim?: number | bigint; endDim?: number | bigint }): Tensor;
  /** `aten::flatten_dense_tensors(Tensor[] tensors) -> Tensor` */
  flattenDenseTensors(tensors: readonly Tensor[]): Tensor;
  flattenDenseTensors(options: { tensors: readonly Tensor[] }): Tensor;
  /** `aten::flip(Tensor self, int[] dims) -> Tensor` */
  flip(self: Tensor, dims: readonly (number | bigint)[] | number): Tensor;
  flip(self: Tensor, options: { dims: readonly (number | bigint)[] | number }): Tensor;
  /** `aten::fliplr(Tensor self) -> Tensor` */
  fliplr(self: Tensor): Tensor;
  /** `aten::flipud(Tensor self) -> Tensor` */
  flipud(self: Tensor): Tensor;
  /** `aten::float_power.Tensor_Tensor(Tensor self, Tensor exponent) -> Tensor` · `aten::float_power.Tensor_Scalar(Tensor self, Scalar exponent) -> Tensor` · `aten::float_power.Scalar(Scalar self, Tensor exponent) -> Tensor` */
  floatPower(self: Tensor, exponent: Tensor): Tensor;
  floatPower(self: Tensor, exponent: Scalar): Tensor;
  floatPower(self: Tensor, options: { exponent: Scalar }): Tensor;
  floatPower(self: Scalar, exponent: Tensor): Tensor;
  floatPower(options: { self: Scalar; exponent: Tensor }): Tensor;
  /** `aten::float_power_.Tensor(Tensor(a!) self, Tensor exponent) -> Tensor(a!)` · `aten::float_power_.Scalar(Tensor(a!) self, Scalar exponent) -> Tensor(a!)` */
  floatPower_(self: Tensor, exponent: Tensor): Tensor;
  floatPower_(self: Tensor, exponent: Scalar): Tensor;
  floatPower_(self: Tensor, options: { exponent: Scalar }): Tensor;
  /** `aten::floor(Tensor self) -> Tensor` */
  floor(self: Tensor): Tensor;
  /** `aten::floor_(Tensor(a!) self) -> Tensor(a!)` */
  floor_(self: Tensor): Tensor;
  /** `aten::floor_divide(Tensor self, Tensor other) -> Tensor` · `aten::floor_divide.Scalar(Tensor self, Scalar other) -> Tensor` */
  floorDivide(self: Tensor, other: Tensor): Tensor;
  floorDivide(self: Tensor, other: Scalar): Tensor;
  floorDivide(self: Tensor, options: { other: Scalar }): Tensor;
  /** `aten::floor_divide_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::floor_divide_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!)` */
  floorDivide_(self: Tensor, other: Tensor): Tensor;
  floorDivide_(self: Tensor, other: Scalar): Tensor;
  floorDivide_(self: Tensor, options: { other: Scalar }): Tensor;
  /** `aten::fmax(Tensor self, Tensor other) -> Tensor` */
  fmax(self: Tensor, other: Tensor): Tensor;
  /** `aten::fmin(Tensor self, Tensor other) -> Tensor` */
  fmin(self: Tensor, other: Tensor): Tensor;
  /** `aten::fmod.Tensor(Tensor self, Tensor other) -> Tensor` · `aten::fmod.Scalar(Tensor self, Scalar other) -> Tensor` */
  fmod(self: Tensor, other: Tensor): Tensor;
  fmod(self: Tensor, other: Scalar): Tensor;
  fmod(self: Tensor, options: { other: Scalar }): Tensor;
  /** `aten::fmod_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::fmod_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!)` */
  fmod_(self: Tensor, other: Tensor): Tensor;
  fmod_(self: Tensor, other: Scalar): Tensor;
  fmod_(self: Tensor, options: { other: Scalar }): Tensor;
  /** `aten::frac(Tensor self) -> Tensor` */
  frac(self: Tensor): Tensor;
  /** `aten::frac_(Tensor(a!) self) -> Tensor(a!)` */
  frac_(self: Tensor): Tensor;
  /** `aten::fractional_max_pool2d(Tensor self, int[2] kernel_size, int[2] output_size, Tensor random_samples) -> (Tensor, Tensor)` */
  fractionalMaxPool2d(self: Tensor, kernelSize: number | readonly (number | bigint)[], outputSize: number | readonly (number | bigint)[], randomSamples: Tensor): [Tensor, Tensor];
  fractionalMaxPool2d(self: Tensor, options: { kernelSize: number | readonly (number | bigint)[]; outputSize: number | readonly (number | bigint)[]; randomSamples: Tensor }): [Tensor, Tensor];
  /** `aten::fractional_max_pool2d_backward(Tensor grad_output, Tensor self, int[2] kernel_size, int[2] output_size, Tensor indices) -> Tensor` */
  fractionalMaxPool2dBackward(gradOutput: Tensor, self: Tensor, kernelSize: number | readonly (number | bigint)[], outputSize: number | readonly (number | bigint)[], indices: Tensor): Tensor;
  fractionalMaxPool2dBackward(gradOutput: Tensor, self: Tensor, options: { kernelSize: number | readonly (number | bigint)[]; outputSize: number | readonly (number | bigint)[]; indices: Tensor }): Tensor;
  /** `aten::fractional_max_pool3d(Tensor self, int[3] kernel_size, int[3] output_size, Tensor random_samples) -> (Tensor, Tensor)` */
  fractionalMaxPool3d(self: Tensor, kernelSize: number | readonly (number | bigint)[], outputSize: number | readonly (number | bigint)[], randomSamples: Tensor): [Tensor, Tensor];
  fractionalMaxPool3d(self: Tensor, options: { kernelSize: number | readonly (number | bigint)[]; outputSize: number | readonly (number | bigint)[]; randomSamples: Tensor }): [Tensor, Tensor];
  /** `aten::fractional_max_pool3d_backward(Tensor grad_output, Tensor self, int[3] kernel_size, int[3] output_size, Tensor indices) -> Tensor` */
  fractionalMaxPool3dBackward(gradOutput: Tensor, self: Tensor, kernelSize: number | readonly (number | bigint)[], outputSize: number | readonly (number | bigint)[], indices: Tensor): Tensor;
  fractionalMaxPool3dBackward(gradOutput: Tensor, self: Tensor, options: { kernelSize: number | readonly (number | bigint)[]; outputSize: number | readonly (number | bigint)[]; indices: Tensor }): Tensor;
  /** `aten::frexp.Tensor(Tensor self) -> (Tensor mantissa, Tensor exponent)` */
  frexp(self: Tensor): { mantissa: Tensor; exponent: Tensor };
  /** `aten::frobenius_norm.dim(Tensor self, int[1] dim, bool keepdim=False) -> Tensor` */
  frobeniusNorm(self: Tensor, dim: number | readonly (number | bigint)[], keepdim?: boolean): Tensor;
  frobeniusNorm(self: Tensor, dim: number | readonly (number | bigint)[], options?: { keepdim?: boolean }): Tensor;
  frobeniusNorm(self: Tensor, options: { dim: number | readonly (number | bigint)[]; keepdim?: boolean }): Tensor;
  /** `aten::from_file(str filename, bool? shared=None, int? size=0, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` */
  fromFile(filename: string, shared?: boolean | null, size?: number | bigint | null, options?: { dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  fromFile(filename: string, options?: { shared?: boolean | null; size?: number | bigint | null; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  fromFile(options: { filename: string; shared?: boolean | null; size?: number | bigint | null; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  /** `aten::full(SymInt[] size, Scalar fill_value, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` */
  full(size: readonly (number | bigint)[] | number, fillValue: Scalar, options?: { dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  full(options: { size: readonly (number | bigint)[] | number; fillValue: Scalar; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  /** `aten::full_like(Tensor self, Scalar fill_value, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None, MemoryFormat? memory_format=None) -> Tensor` */
  fullLike(self: Tensor, fillValue: Scalar, options?: { dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null; memoryFormat?: MemoryFormat | null }): Tensor;
  fullLike(self: Tensor, options: { fillValue: Scalar; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null; memoryFormat?: MemoryFormat | null }): Tensor;
  /** `aten::fused_moving_avg_obs_fake_quant(Tensor self, Tensor observer_on, Tensor fake_quant_on, Tensor(a!) running_min, Tensor(b!) running_max, Tensor(c!) scale, Tensor(d!) zero_point, float averaging_const, int quant_min, int quant_max, int ch_axis, bool per_row_fake_quant=False, bool symmetric_quant=False) -> Tensor` */
  fusedMovingAvgObsFakeQuant(self: Tensor, observerOn: Tensor, fakeQuantOn: Tensor, runningMin: Tensor, runningMax: Tensor, scale: Tensor, zeroPoint: Tensor, averagingConst: number, quantMin: number | bigint, quantMax: number | bigint, chAxis: number | bigint, perRowFakeQuant?: boolean, symmetricQuant?: boolean): Tensor;
  fusedMovingAvgObsFakeQuant(self: Tensor, observerOn: Tensor, fakeQuantOn: Tensor, runningMin: Tensor, runningMax: Tensor, scale: Tensor, zeroPoint: Tensor, averagingConst: number, quantMin: number | bigint, quantMax: number | bigint, chAxis: number | bigint, options?: { perRowFakeQuant?: boolean; symmetricQuant?: boolean }): Tensor;
  fusedMovingAvgObsFakeQuant(self: Tensor, observerOn: Tensor, fakeQuantOn: Tensor, runningMin: Tensor, runningMax: Tensor, scale: Tensor, zeroPoint: Tensor, options: { averagingConst: number; quantMin: number | bigint; quantMax: number | bigint; chAxis: number | bigint; perRowFakeQuant?: boolean; symmetricQuant?: boolean }): Tensor;
  /** `aten::gather(Tensor self, int dim, Tensor index, *, bool sparse_grad=False) -> Tensor` */
  gather(self: Tensor, dim: number | bigint, index: Tensor, options?: { sparseGrad?: boolean }): Tensor;
  gather(self: Tensor, options: { dim: number | bigint; index: Tensor; sparseGrad?: boolean }): Tensor;
  /** `aten::gather_backward(Tensor grad, Tensor self, int dim, Tensor index, bool sparse_grad) -> Tensor` */
  gatherBackward(grad: Tensor, self: Tensor, dim: number | bigint, index: Tensor, sparseGrad: boolean): Tensor;
  gatherBackward(grad: Tensor, self: Tensor, options: { dim: number | bigint; index: Tensor; sparseGrad: boolean }): Tensor;
  /** `aten::gcd(Tensor self, Tensor other) -> Tensor` */
  gcd(self: Tensor, other: Tensor): Tensor;
  /** `aten::gcd_(Tensor(a!) self, Tensor other) -> Tensor(a!)` */
  gcd_(self: Tensor, other: Tensor): Tensor;
  /** `aten::ge.Tensor(Tensor self, Tensor other) -> Tensor` · `aten::ge.Scalar(Tensor self, Scalar other) -> Tensor` */
  ge(self: Tensor, other: Tensor): Tensor;
  ge(self: Tensor, other: Scalar): Tensor;
  ge(self: Tensor, options: { other: Scalar }): Tensor;
  /** `aten::ge_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::ge_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!)` */
  ge_(self: Tensor, other: Tensor): Tensor;
  ge_(self: Tensor, other: Scalar): Tensor;
  ge_(self: Tensor, options: { other: Scalar }): Tensor;
  /** `aten::gelu(Tensor self, *, str approximate="none") -> Tensor` */
  gelu(self: Tensor, options?: { approximate?: string }): Tensor;
  /** `aten::gelu_(Tensor(a!) self, *, str approximate="none") -> Tensor(a!)` */
  gelu_(self: Tensor, options?: { approximate?: string }): Tensor;
  /** `aten::gelu_backward(Tensor grad_output, Tensor self, *, str approximate="none") -> Tensor` */
  geluBackward(gradOutput: Tensor, self: Tensor, options?: { approximate?: string }): Tensor;
  /** `aten::geometric(Tensor self, float p, *, Generator? generator=None) -> Tensor` */
  geometric(self: Tensor, p: number, options?: { generator?: Generator | null }): Tensor;
  geometric(self: Tensor, options: { p: number; generator?: Generator | null }): Tensor;
  /** `aten::geometric_(Tensor(a!) self, float p, *, Generator? generator=None) -> Tensor(a!)` */
  geometric_(self: Tensor, p: number, options?: { generator?: Generator | null }): Tensor;
  geometric_(self: Tensor, options: { p: number; generator?: Generator | null }): Tensor;
  /** `aten::geqrf(Tensor self) -> (Tensor a, Tensor tau)` */
  geqrf(self: Tensor): { a: Tensor; tau: Tensor };
  /** `aten::ger(Tensor self, Tensor vec2) -> Tensor` */
  ger(self: Tensor, vec2: Tensor): Tensor;
  /** `aten::get_device(Tensor self) -> int` */
  getDevice(self: Tensor): number;
  /** `aten::get_gradients(int context_id) -> Dict(Tensor, Tensor)` */
  getGradients(contextId: number | bigint): unknown;
  getGradients(options: { contextId: number | bigint }): unknown;
  /** `aten::glu(Tensor self, int dim=-1) -> Tensor` */
  glu(self: Tensor, dim?: number | bigint): Tensor;
  glu(self: Tensor, options?: { dim?: number | bigint }): Tensor;
  /** `aten::glu_backward(Tensor grad_output, Tensor self, int dim) -> Tensor` */
  gluBackward(gradOutput: Tensor, self: Tensor, dim: number | bigint): Tensor;
  gluBackward(gradOutput: Tensor, self: Tensor, options: { dim: number | bigint }): Tensor;
  /** `aten::glu_backward_jvp(Tensor grad_x, Tensor grad_glu, Tensor x, Tensor dgrad_glu, Tensor dx, int dim) -> Tensor` */
  gluBackwardJvp(gradX: Tensor, gradGlu: Tensor, x: Tensor, dgradGlu: Tensor, dx: Tensor, dim: number | bigint): Tensor;
  gluBackwardJvp(gradX: Tensor, gradGlu: Tensor, x: Tensor, dgradGlu: Tensor, dx: Tensor, options: { dim: number | bigint }): Tensor;
  /** `aten::glu_jvp(Tensor glu, Tensor x, Tensor dx, int dim) -> Tensor` */
  gluJvp(glu: Tensor, x: Tensor, dx: Tensor, dim: number | bigint): Tensor;
  gluJvp(glu: Tensor, x: Tensor, dx: Tensor, options: { dim: number | bigint }): Tensor;
  /** `aten::gradient.scalarint(Tensor self, *, Scalar? spacing=None, int? dim=None, int edge_order=1) -> Tensor[]` · `aten::gradient.scalararray(Tensor self, *, Scalar spacing, int[] dim, int edge_order=1) -> Tensor[]` · `aten::gradient.array(Tensor self, *, int[] dim, int edge_order=1) -> Tensor[]` · `aten::gradient.scalarrayint(Tensor self, *, Scalar[] spacing, int? dim=None, int edge_order=1) -> Tensor[]` · `aten::gradient.tensorarrayint(Tensor self, *, Tensor[] spacing, int? dim=None, int edge_order=1) -> Tensor[]` · `aten::gradient.scalarrayarray(Tensor self, *, Scalar[] spacing, int[] dim, int edge_order=1) -> Tensor[]` · `aten::gradient.tensorarray(Tensor self, *, Tensor[] spacing, int[] dim, int edge_order=1) -> Tensor[]` */
  gradient(self: Tensor, options?: { spacing?: Scalar | null; dim?: number | bigint | null; edgeOrder?: number | bigint }): Tensor[];
  gradient(self: Tensor, options: { spacing: Scalar; dim: readonly (number | bigint)[] | number; edgeOrder?: number | bigint }): Tensor[];
  gradient(self: Tensor, options: { dim: readonly (number | bigint)[] | number; edgeOrder?: number | bigint }): Tensor[];
  gradient(self: Tensor, options: { spacing: readonly Scalar[]; dim?: number | bigint | null; edgeOrder?: number | bigint }): Tensor[];
  gradient(self: Tensor, options: { spacing: readonly Tensor[]; dim?: number | bigint | null; edgeOrder?: number | bigint }): Tensor[];
  gradient(self: Tensor, options: { spacing: readonly Scalar[]; dim: readonly (number | bigint)[] | number; edgeOrder?: number | bigint }): Tensor[];
  gradient(self: Tensor, options: { spacing: readonly Tensor[]; dim: readonly (number | bigint)[] | number; edgeOrder?: number | bigint }): Tensor[];
  /** `aten::greater.Tensor(Tensor self, Tensor other) -> Tensor` · `aten::greater.Scalar(Tensor self, Scalar other) -> Tensor` */
  greater(self: Tensor, other: Tensor): Tensor;
  greater(self: Tensor, other: Scalar): Tensor;
  greater(self: Tensor, options: { other: Scalar }): Tensor;
  /** `aten::greater_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::greater_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!)` */
  greater_(self: Tensor, other: Tensor): Tensor;
  greater_(self: Tensor, other: Scalar): Tensor;
  greater_(self: Tensor, options: { other: Scalar }): Tensor;
  /** `aten::greater_equal.Tensor(Tensor self, Tensor other) -> Tensor` · `aten::greater_equal.Scalar(Tensor self, Scalar other) -> Tensor` */
  greaterEqual(self: Tensor, other: Tensor): Tensor;
  greaterEqual(self: Tensor, other: Scalar): Tensor;
  greaterEqual(self: Tensor, options: { other: Scalar }): Tensor;
  /** `aten::greater_equal_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::greater_equal_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!)` */
  greaterEqual_(self: Tensor, other: Tensor): Tensor;
  greaterEqual_(self: Tensor, other: Scalar): Tensor;
  greaterEqual_(self: Tensor, options: { other: Scalar }): Tensor;
  /** `aten::grid_sampler(Tensor input, Tensor grid, int interpolation_mode, int padding_mode, bool align_corners) -> Tensor` */
  gridSampler(input: Tensor, grid: Tensor, interpolationMode: number | bigint, paddingMode: number | bigint, alignCorners: boolean): Tensor;
  gridSampler(input: Tensor, grid: Tensor, options: { interpolationMode: number | bigint; paddingMode: number | bigint; alignCorners: boolean }): Tensor;
  /** `aten::grid_sampler_2d(Tensor input, Tensor grid, int interpolation_mode, int padding_mode, bool align_corners) -> Tensor` */
  gridSampler2d(input: Tensor, grid: Tensor, interpolationMode: number | bigint, paddingMode: number | bigint, alignCorners: boolean): Tensor;
  gridSampler2d(input: Tensor, grid: Tensor, options: { interpolationMode: number | bigint; paddingMode: number | bigint; alignCorners: boolean }): Tensor;
  /** `aten::grid_sampler_2d_backward(Tensor grad_output, Tensor input, Tensor grid, int interpolation_mode, int padding_mode, bool align_corners, bool[2] output_mask) -> (Tensor, Tensor)` */
  gridSampler2dBackward(gradOutput: Tensor, input: Tensor, grid: Tensor, interpolationMode: number | bigint, paddingMode: number | bigint, alignCorners: boolean, outputMask: readonly boolean[]): [Tensor, Tensor];
  gridSampler2dBackward(gradOutput: Tensor, input: Tensor, grid: Tensor, options: { interpolationMode: number | bigint; paddingMode: number | bigint; alignCorners: boolean; outputMask: readonly boolean[] }): [Tensor, Tensor];
  /** `aten::grid_sampler_3d(Tensor input, Tensor grid, int interpolation_mode, int padding_mode, bool align_corners) -> Tensor` */
  gridSampler3d(input: Tensor, grid: Tensor, interpolationMode: number | bigint, paddingMode: number | bigint, alignCorners: boolean): Tensor;
  gridSampler3d(input: Tensor, grid: Tensor, options: { interpolationMode: number | bigint; paddingMode: number | bigint; alignCorners: boolean }): Tensor;
  /** `aten::grid_sampler_3d_backward(Tensor grad_output, Tensor input, Tensor grid, int interpolation_mode, int padding_mode, bool align_corners, bool[2] output_mask) -> (Tensor, Tensor)` */
  gridSampler3dBackward(gradOutput: Tensor, input: Tensor, grid: Tensor, interpolationMode: number | bigint, paddingMode: number | bigint, alignCorners: boolean, outputMask: readonly boolean[]): [Tensor, Tensor];
  gridSampler3dBackward(gradOutput: Tensor, input: Tensor, grid: Tensor, options: { interpolationMode: number | bigint; paddingMode: number | bigint; alignCorners: boolean; outputMask: readonly boolean[] }): [Tensor, Tensor];
  /** `aten::group_norm(Tensor input, int num_groups, Tensor? weight=None, Tensor? bias=None, float eps=1.0000000000000001e-05, bool cudnn_enabled=True) -> Tensor` */
  groupNorm(input: Tensor, numGroups: number | bigint, weight?: Tensor | null, bias?: Tensor | null, eps?: number, cudnnEnabled?: boolean): Tensor;
  groupNorm(input: Tensor, numGroups: number | bigint, options?: { weight?: Tensor | null; bias?: Tensor | null; eps?: number; cudnnEnabled?: boolean }): Tensor;
  groupNorm(input: Tensor, options: { numGroups: number | bigint; weight?: Tensor | null; bias?: Tensor | null; eps?: number; cudnnEnabled?: boolean }): Tensor;
  /** `aten::gru.data(Tensor data, Tensor batch_sizes, Tensor hx, Tensor[] params, bool has_biases, int num_layers, float dropout, bool train, bool bidirectional) -> (Tensor, Tensor)` · `aten::gru.input(Tensor input, Tensor hx, Tensor[] params, bool has_biases, int num_layers, float dropout, bool train, bool bidirectional, bool batch_first) -> (Tensor, Tensor)` */
  gru(data: Tensor, batchSizes: Tensor, hx: Tensor, params: readonly Tensor[], hasBiases: boolean, numLayers: number | bigint, dropout: number, train: boolean, bidirectional: boolean): [Tensor, Tensor];
  gru(data: Tensor, batchSizes: Tensor, hx: Tensor, options: { params: readonly Tensor[]; hasBiases: boolean; numLayers: number | bigint; dropout: number; train: boolean; bidirectional: boolean }): [Tensor, Tensor];
  gru(input: Tensor, hx: Tensor, params: readonly Tensor[], hasBiases: boolean, numLayers: number | bigint, dropout: number, train: boolean, bidirectional: boolean, batchFirst: boolean): [Tensor, Tensor];
  gru(input: Tensor, hx: Tensor, options: { params: readonly Tensor[]; hasBiases: boolean; numLayers: number | bigint; dropout: number; train: boolean; bidirectional: boolean; batchFirst: boolean }): [Tensor, Tensor];
  /** `aten::gru_cell(Tensor input, Tensor hx, Tensor w_ih, Tensor w_hh, Tensor? b_ih=None, Tensor? b_hh=None) -> Tensor` */
  gruCell(input: Tensor, hx: Tensor, wIh: Tensor, wHh: Tensor, bIh?: Tensor | null, bHh?: Tensor | null): Tensor;
  gruCell(input: Tensor, hx: Tensor, wIh: Tensor, wHh: Tensor, options?: { bIh?: Tensor | null; bHh?: Tensor | null }): Tensor;
  /** `aten::gt.Tensor(Tensor self, Tensor other) -> Tensor` · `aten::gt.Scalar(Tensor self, Scalar other) -> Tensor` */
  gt(self: Tensor, other: Tensor): Tensor;
  gt(self: Tensor, other: Scalar): Tensor;
  gt(self: Tensor, options: { other: Scalar }): Tensor;
  /** `aten::gt_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::gt_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!)` */
  gt_(self: Tensor, other: Tensor): Tensor;
  gt_(self: Tensor, other: Scalar): Tensor;
  gt_(self: Tensor, options: { other: Scalar }): Tensor;
  /** `aten::hamming_window.periodic(int window_length, bool periodic, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` · `aten::hamming_window.periodic_alpha(int window_length, bool periodic, float alpha, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` · `aten::hamming_window.periodic_alpha_beta(int window_length, bool periodic, float alpha, float beta, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` · `aten::hamming_window(int window_length, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` */
  hammingWindow(windowLength: number | bigint, periodic: boolean, options?: { dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  hammingWindow(options: { windowLength: number | bigint; periodic: boolean; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  hammingWindow(windowLength: number | bigint, periodic: boolean, alpha: number, options?: { dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  hammingWindow(options: { windowLength: number | bigint; periodic: boolean; alpha: number; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  hammingWindow(windowLength: number | bigint, periodic: boolean, alpha: number, beta: number, options?: { dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  hammingWindow(options: { windowLength: number | bigint; periodic: boolean; alpha: number; beta: number; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  hammingWindow(windowLength: number | bigint, options?: { dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  hammingWindow(options: { windowLength: number | bigint; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  /** `aten::hann_window.periodic(int window_length, bool periodic, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` · `aten::hann_window(int window_length, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` */
  hannWindow(windowLength: number | bigint, periodic: boolean, options?: { dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  hannWindow(options: { windowLength: number | bigint; periodic: boolean; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  hannWindow(windowLength: number | bigint, options?: { dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  hannWindow(options: { windowLength: number | bigint; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  /** `aten::hardshrink(Tensor self, Scalar lambd=0.5) -> Tensor` */
  hardshrink(self: Tensor, lambd?: Scalar): Tensor;
  hardshrink(self: Tensor, options?: { lambd?: Scalar }): Tensor;
  /** `aten::hardshrink_backward(Tensor grad_out, Tensor self, Scalar lambd) -> Tensor` */
  hardshrinkBackward(gradOut: Tensor, self: Tensor, lambd: Scalar): Tensor;
  hardshrinkBackward(gradOut: Tensor, self: Tensor, options: { lambd: Scalar }): Tensor;
  /** `aten::hardsigmoid(Tensor self) -> Tensor` */
  hardsigmoid(self: Tensor): Tensor;
  /** `aten::hardsigmoid_(Tensor(a!) self) -> Tensor(a!)` */
  hardsigmoid_(self: Tensor): Tensor;
  /** `aten::hardsigmoid_backward(Tensor grad_output, Tensor self) -> Tensor` */
  hardsigmoidBackward(gradOutput: Tensor, self: Tensor): Tensor;
  /** `aten::hardswish(Tensor self) -> Tensor` */
  hardswish(self: Tensor): Tensor;
  /** `aten::hardswish_(Tensor(a!) self) -> Tensor(a!)` */
  hardswish_(self: Tensor): Tensor;
  /** `aten::hardswish_backward(Tensor grad_output, Tensor self) -> Tensor` */
  hardswishBackward(gradOutput: Tensor, self: Tensor): Tensor;
  /** `aten::hardtanh(Tensor self, Scalar min_val=-1, Scalar max_val=1) -> Tensor` */
  hardtanh(self: Tensor, minVal?: Scalar, maxVal?: Scalar): Tensor;
  hardtanh(self: Tensor, options?: { minVal?: Scalar; maxVal?: Scalar }): Tensor;
  /** `aten::hardtanh_(Tensor(a!) self, Scalar min_val=-1, Scalar max_val=1) -> Tensor(a!)` */
  hardtanh_(self: Tensor, minVal?: Scalar, maxVal?: Scalar): Tensor;
  hardtanh_(self: Tensor, options?: { minVal?: Scalar; maxVal?: Scalar }): Tensor;
  /** `aten::hardtanh_backward(Tensor grad_output, Tensor self, Scalar min_val, Scalar max_val) -> Tensor` */
  hardtanhBackward(gradOutput: Tensor, self: Tensor, minVal: Scalar, maxVal: Scalar): Tensor;
  hardtanhBackward(gradOutput: Tensor, self: Tensor, options: { minVal: Scalar; maxVal: Scalar }): Tensor;
  /** `aten::hash_tensor(Tensor self, int[1] dim=[], *, bool keepdim=False, int mode=0) -> Tensor` */
  hashTensor(self: Tensor, dim?: number | readonly (number | bigint)[], options?: { keepdim?: boolean; mode?: number | bigint }): Tensor;
  hashTensor(self: Tensor, options?: { dim?: number | readonly (number | bigint)[]; keepdim?: boolean; mode?: number | bigint }): Tensor;
  /** `aten::heaviside(Tensor self, Tensor values) -> Tensor` */
  heaviside(self: Tensor, values: Tensor): Tensor;
  /** `aten::heaviside_(Tensor(a!) self, Tensor values) -> Tensor(a!)` */
  heaviside_(self: Tensor, values: Tensor): Tensor;
  /** `aten::hinge_embedding_loss(Tensor self, Tensor target, float margin=1., int reduction=1) -> Tensor` */
  hingeEmbeddingLoss(self: Tensor, target: Tensor, margin?: number, reduction?: number | bigint): Tensor;
  hingeEmbeddingLoss(self: Tensor, target: Tensor, options?: { margin?: number; reduction?: number | bigint }): Tensor;
  /** `aten::histc(Tensor self, int bins=100, Scalar min=0, Scalar max=0) -> Tensor` */
  histc(self: Tensor, bins?: number | bigint, min?: Scalar, max?: Scalar): Tensor;
  histc(self: Tensor, options?: { bins?: number | bigint; min?: Scalar; max?: Scalar }): Tensor;
  /** `aten::histogram.bins_tensor(Tensor self, Tensor bins, *, Tensor? weight=None, bool density=False) -> (Tensor hist, Tensor bin_edges)` · `aten::histogram.bin_ct(Tensor self, int bins=100, *, float[]? range=None, Tensor? weight=None, bool density=False) -> (Tensor hist, Tensor bin_edges)` */
  histogram(self: Tensor, bins: Tensor, options?: { weight?: Tensor | null; density?: boolean }): { hist: Tensor; binEdges: Tensor };
  histogram(self: Tensor, bins?: number | bigint, options?: { range?: readonly number[] | null; weight?: Tensor | null; density?: boolean }): { hist: Tensor; binEdges: Tensor };
  histogram(self: Tensor, options?: { bins?: number | bigint; range?: readonly number[] | null; weight?: Tensor | null; density?: boolean }): { hist: Tensor; binEdges: Tensor };
  /** `aten::histogramdd.int_bins(Tensor self, int bins, float[]? range=None, Tensor? weight=None, bool density=False) -> (Tensor hist, Tensor[] bin_edges)` · `aten::histogramdd(Tensor self, int[] bins, float[]? range=None, Tensor? weight=None, bool density=False) -> (Tensor hist, Tensor[] bin_edges)` · `aten::histogramdd.TensorList_bins(Tensor self, Tensor[] bins, float[]? range=None, Tensor? weight=None, bool density=False) -> (Tensor hist, Tensor[] bin_edges)` */
  histogramdd(self: Tensor, bins: number | bigint, range?: readonly number[] | null, weight?: Tensor | null, density?: boolean): { hist: Tensor; binEdges: Tensor[] };
  histogramdd(self: Tensor, bins: number | bigint, options?: { range?: readonly number[] | null; weight?: Tensor | null; density?: boolean }): { hist: Tensor; binEdges: Tensor[] };
  histogramdd(self: Tensor, options: { bins: number | bigint; range?: readonly number[] | null; weight?: Tensor | null; density?: boolean }): { hist: Tensor; binEdges: Tensor[] };
  histogramdd(self: Tensor, bins: readonly (number | bigint)[] | number, range?: readonly number[] | null, weight?: Tensor | null, density?: boolean): { hist: Tensor; binEdges: Tensor[] };
  histogramdd(self: Tensor, bins: readonly (number | bigint)[] | number, options?: { range?: readonly number[] | null; weight?: Tensor | null; density?: boolean }): { hist: Tensor; binEdges: Tensor[] };
  histogramdd(self: Tensor, options: { bins: readonly (number | bigint)[] | number; range?: readonly number[] | null; weight?: Tensor | null; density?: boolean }): { hist: Tensor; binEdges: Tensor[] };
  histogramdd(self: Tensor, bins: readonly Tensor[], range?: readonly number[] | null, weight?: Tensor | null, density?: boolean): { hist: Tensor; binEdges: Tensor[] };
  histogramdd(self: Tensor, bins: readonly Tensor[], options?: { range?: readonly number[] | null; weight?: Tensor | null; density?: boolean }): { hist: Tensor; binEdges: Tensor[] };
  histogramdd(self: Tensor, options: { bins: readonly Tensor[]; range?: readonly number[] | null; weight?: Tensor | null; density?: boolean }): { hist: Tensor; binEdges: Tensor[] };
  /** `aten::hsplit.int(Tensor(a -> *) self, int sections) -> Tensor(a)[]` · `aten::hsplit.array(Tensor(a -> *) self, int[] indices) -> Tensor(a)[]` */
  hsplit(self: Tensor, sections: number | bigint): Tensor[];
  hsplit(self: Tensor, options: { sections: number | bigint }): Tensor[];
  hsplit(self: Tensor, indices: readonly (number | bigint)[] | number): Tensor[];
  hsplit(self: Tensor, options: { indices: readonly (number | bigint)[] | number }): Tensor[];
  /** `aten::hspmm(Tensor mat1, Tensor mat2) -> Tensor` */
  hspmm(mat1: Tensor, mat2: Tensor): Tensor;
  /** `aten::hstack(Tensor[] tensors) -> Tensor` */
  hstack(tensors: readonly Tensor[]): Tensor;
  hstack(options: { tensors: readonly Tensor[] }): Tensor;
  /** `aten::huber_loss(Tensor self, Tensor target, int reduction=1, float delta=1.) -> Tensor` */
  huberLoss(self: Tensor, target: Tensor, reduction?: number | bigint, delta?: number): Tensor;
  huberLoss(self: Tensor, target: Tensor, options?: { reduction?: number | bigint; delta?: number }): Tensor;
  /** `aten::huber_loss_backward(Tensor grad_output, Tensor self, Tensor target, int reduction, float delta) -> Tensor` */
  huberLossBackward(gradOutput: Tensor, self: Tensor, target: Tensor, reduction: number | bigint, delta: number): Tensor;
  huberLossBackward(gradOutput: Tensor, self: Tensor, target: Tensor, options: { reduction: number | bigint; delta: number }): Tensor;
  /** `aten::hypot(Tensor self, Tensor other) -> Tensor` */
  hypot(self: Tensor, other: Tensor): Tensor;
  /** `aten::hypot_(Tensor(a!) self, Tensor other) -> Tensor(a!)` */
  hypot_(self: Tensor, other: Tensor): Tensor;
  /** `aten::i0(Tensor self) -> Tensor` */
  i0(self: Tensor): Tensor;
  /** `aten::i0_(Tensor(a!) self) -> Tensor(a!)` */
  i0_(self: Tensor): Tensor;
  /** `aten::igamma(Tensor self, Tensor other) -> Tensor` */
  igamma(self: Tensor, other: Tensor): Tensor;
  /** `aten::igamma_(Tensor(a!) self, Tensor other) -> Tensor(a!)` */
  igamma_(self: Tensor, other: Tensor): Tensor;
  /** `aten::igammac(Tensor self, Tensor other) -> Tensor` */
  igammac(self: Tensor, other: Tensor): Tensor;
  /** `aten::igammac_(Tensor(a!) self, Tensor other) -> Tensor(a!)` */
  igammac_(self: Tensor, other: Tensor): Tensor;
  /** `aten::im2col(Tensor self, int[2] kernel_size, int[2] dilation, int[2] padding, int[2] stride) -> Tensor` */
  im2col(self: Tensor, kernelSize: number | readonly (number | bigint)[], dilation: number | readonly (number | bigint)[], padding: number | readonly (number | bigint)[], stride: number | readonly (number | bigint)[]): Tensor;
  im2col(self: Tensor, options: { kernelSize: number | readonly (number | bigint)[]; dilation: number | readonly (number | bigint)[]; padding: number | readonly (number | bigint)[]; stride: number | readonly (number | bigint)[] }): Tensor;
  /** `aten::imag(Tensor(a) self) -> Tensor(a)` */
  imag(self: Tensor): Tensor;
  /** `aten::index.Tensor(Tensor self, Tensor?[] indices) -> Tensor` */
  index(self: Tensor, indices: readonly (Tensor | null)[]): Tensor;
  index(self: Tensor, options: { indices: readonly (Tensor | null)[] }): Tensor;
  /** `aten::index_add(Tensor self, int dim, Tensor index, Tensor source, *, Scalar alpha=1) -> Tensor` */
  indexAdd(self: Tensor, dim: number | bigint, index: Tensor, source: Tensor, options?: { alpha?: Scalar }): Tensor;
  indexAdd(self: Tensor, options: { dim: number | bigint; index: Tensor; source: Tensor; alpha?: Scalar }): Tensor;
  /** `aten::index_add_(Tensor(a!) self, int dim, Tensor index, Tensor source, *, Scalar alpha=1) -> Tensor(a!)` */
  indexAdd_(self: Tensor, dim: number | bigint, index: Tensor, source: Tensor, options?: { alpha?: Scalar }): Tensor;
  indexAdd_(self: Tensor, options: { dim: number | bigint; index: Tensor; source: Tensor; alpha?: Scalar }): Tensor;
  /** `aten::index_copy(Tensor self, int dim, Tensor index, Tensor source) -> Tensor` */
  indexCopy(self: Tensor, dim: number | bigint, index: Tensor, source: Tensor): Tensor;
  indexCopy(self: Tensor, options: { dim: number | bigint; index: Tensor; source: Tensor }): Tensor;
  /** `aten::index_copy_(Tensor(a!) self, int dim, Tensor index, Tensor source) -> Tensor(a!)` */
  indexCopy_(self: Tensor, dim: number | bigint, index: Tensor, source: Tensor): Tensor;
  indexCopy_(self: Tensor, options: { dim: number | bigint; index: Tensor; source: Tensor }): Tensor;
  /** `aten::index_fill.int_Tensor(Tensor self, int dim, Tensor index, Tensor value) -> Tensor` · `aten::index_fill.int_Scalar(Tensor self, int dim, Tensor index, Scalar value) -> Tensor` */
  indexFill(self: Tensor, dim: number | bigint, index: Tensor, value: Tensor): Tensor;
  indexFill(self: Tensor, options: { dim: number | bigint; index: Tensor; value: Tensor }): Tensor;
  indexFill(self: Tensor, dim: number | bigint, index: Tensor, value: Scalar): Tensor;
  indexFill(self: Tensor, options: { dim: number | bigint; index: Tensor; value: Scalar }): Tensor;
  /** `aten::index_fill_.int_Tensor(Tensor(a!) self, int dim, Tensor index, Tensor value) -> Tensor(a!)` · `aten::index_fill_.int_Scalar(Tensor(a!) self, int dim, Tensor index, Scalar value) -> Tensor(a!)` */
  indexFill_(self: Tensor, dim: number | bigint, index: Tensor, value: Tensor): Tensor;
  indexFill_(self: Tensor, options: { dim: number | bigint; index: Tensor; value: Tensor }): Tensor;
  indexFill_(self: Tensor, dim: number | bigint, index: Tensor, value: Scalar): Tensor;
  indexFill_(self: Tensor, options: { dim: number | bigint; index: Tensor; value: Scalar }): Tensor;
  /** `aten::index_put(Tensor self, Tensor?[] indices, Tensor values, bool accumulate=False) -> Tensor` */
  indexPut(self: Tensor, indices: readonly (Tensor | null)[], values: Tensor, accumulate?: boolean): Tensor;
  indexPut(self: Tensor, indices: readonly (Tensor | null)[], values: Tensor, options?: { accumulate?: boolean }): Tensor;
  indexPut(self: Tensor, options: { indices: readonly (Tensor | null)[]; values: Tensor; accumulate?: boolean }): Tensor;
  /** `aten::index_put_(Tensor(a!) self, Tensor?[] indices, Tensor values, bool accumulate=False) -> Tensor(a!)` */
  indexPut_(self: Tensor, indices: readonly (Tensor | null)[], values: Tensor, accumulate?: boolean): Tensor;
  indexPut_(self: Tensor, indices: readonly (Tensor | null)[], values: Tensor, options?: { accumulate?: boolean }): Tensor;
  indexPut_(self: Tensor, options: { indices: readonly (Tensor | null)[]; values: Tensor; accumulate?: boolean }): Tensor;
  /** `aten::index_reduce(Tensor self, int dim, Tensor index, Tensor source, str reduce, *, bool include_self=True) -> Tensor` */
  indexReduce(self: Tensor, dim: number | bigint, index: Tensor, source: Tensor, reduce: string, options?: { includeSelf?: boolean }): Tensor;
  indexReduce(self: Tensor, options: { dim: number | bigint; index: Tensor; source: Tensor; reduce: string; includeSelf?: boolean }): Tensor;
  /** `aten::index_reduce_(Tensor(a!) self, int dim, Tensor index, Tensor source, str reduce, *, bool include_self=True) -> Tensor(a!)` */
  indexReduce_(self: Tensor, dim: number | bigint, index: Tensor, source: Tensor, reduce: string, options?: { includeSelf?: boolean }): Tensor;
  indexReduce_(self: Tensor, options: { dim: number | bigint; index: Tensor; source: Tensor; reduce: string; includeSelf?: boolean }): Tensor;
  /** `aten::index_select(Tensor self, int dim, Tensor index) -> Tensor` */
  indexSelect(self: Tensor, dim: number | bigint, index: Tensor): Tensor;
  indexSelect(self: Tensor, options: { dim: number | bigint; index: Tensor }): Tensor;
  /** `aten::index_select_backward(Tensor grad, SymInt[] self_sizes, int dim, Tensor index) -> Tensor` */
  indexSelectBackward(grad: Tensor, selfSizes: readonly (number | bigint)[] | number, dim: number | bigint, index: Tensor): Tensor;
  indexSelectBackward(grad: Tensor, options: { selfSizes: readonly (number | bigint)[] | number; dim: number | bigint; index: Tensor }): Tensor;
  /** `aten::indices(Tensor(a) self) -> Tensor(a)` */
  indices(self: Tensor): Tensor;
  /** `aten::indices_copy(Tensor self) -> Tensor` */
  indicesCopy(self: Tensor): Tensor;
  /** `aten::infinitely_differentiable_gelu_backward(Tensor grad, Tensor self) -> Tensor` */
  infinitelyDifferentiableGeluBackward(grad: Tensor, self: Tensor): Tensor;
  /** `aten::inner(Tensor self, Tensor other) -> Tensor` */
  inner(self: Tensor, other: Tensor): Tensor;
  /** `aten::instance_norm(Tensor input, Tensor? weight, Tensor? bias, Tensor? running_mean, Tensor? running_var, bool use_input_stats, float momentum, float eps, bool cudnn_enabled) -> Tensor` */
  instanceNorm(input: Tensor, weight: Tensor | null, bias: Tensor | null, runningMean: Tensor | null, runningVar: Tensor | null, useInputStats: boolean, momentum: number, eps: number, cudnnEnabled: boolean): Tensor;
  instanceNorm(input: Tensor, weight: Tensor | null, bias: Tensor | null, runningMean: Tensor | null, runningVar: Tensor | null, options: { useInputStats: boolean; momentum: number; eps: number; cudnnEnabled: boolean }): Tensor;
  /** `aten::int_repr(Tensor self) -> Tensor` */
  intRepr(self: Tensor): Tensor;
  /** `aten::inverse(Tensor self) -> Tensor` */
  inverse(self: Tensor): Tensor;
  /** `aten::is_coalesced(Tensor self) -> bool` */
  isCoalesced(self: Tensor): boolean;
  /** `aten::is_complex(Tensor self) -> bool` */
  isComplex(self: Tensor): boolean;
  /** `aten::is_conj(Tensor self) -> bool` */
  isConj(self: Tensor): boolean;
  /** `aten::is_contiguous(Tensor self) -> bool` · `aten::is_contiguous.memory_format(Tensor self, MemoryFormat memory_format) -> bool` */
  isContiguous(self: Tensor): boolean;
  isContiguous(self: Tensor, memoryFormat: MemoryFormat): boolean;
  isContiguous(self: Tensor, options: { memoryFormat: MemoryFormat }): boolean;
  /** `aten::is_distributed(Tensor self) -> bool` */
  isDistributed(self: Tensor): boolean;
  /** `aten::is_floating_point(Tensor self) -> bool` */
  isFloatingPoint(self: Tensor): boolean;
  /** `aten::is_inference(Tensor self) -> bool` */
  isInference(self: Tensor): boolean;
  /** `aten::is_leaf(Tensor self) -> bool` */
  isLeaf(self: Tensor): boolean;
  /** `aten::is_neg(Tensor self) -> bool` */
  isNeg(self: Tensor): boolean;
  /** `aten::is_nonzero(Tensor self) -> bool` */
  isNonzero(self: Tensor): boolean;
  /** `aten::is_pinned(Tensor self, Device? device=None) -> bool` */
  isPinned(self: Tensor, device?: Device | null): boolean;
  isPinned(self: Tensor, options?: { device?: Device | null }): boolean;
  /** `aten::is_same_size(Tensor self, Tensor other) -> bool` */
  isSameSize(self: Tensor, other: Tensor): boolean;
  /** `aten::is_set_to(Tensor self, Tensor tensor) -> bool` */
  isSetTo(self: Tensor, tensor: Tensor): boolean;
  /** `aten::is_signed(Tensor self) -> bool` */
  isSigned(self: Tensor): boolean;
  /** `aten::is_vulkan_available() -> bool` */
  isVulkanAvailable(): boolean;
  /** `aten::isclose(Tensor self, Tensor other, float rtol=1.0000000000000001e-05, float atol=1e-08, bool equal_nan=False) -> Tensor` */
  isclose(self: Tensor, other: Tensor, rtol?: number, atol?: number, equalNan?: boolean): Tensor;
  isclose(self: Tensor, other: Tensor, options?: { rtol?: number; atol?: number; equalNan?: boolean }): Tensor;
  /** `aten::isfinite(Tensor self) -> Tensor` */
  isfinite(self: Tensor): Tensor;
  /** `aten::isin.Tensor_Tensor(Tensor elements, Tensor test_elements, *, bool assume_unique=False, bool invert=False) -> Tensor` · `aten::isin.Tensor_Scalar(Tensor elements, Scalar test_element, *, bool assume_unique=False, bool invert=False) -> Tensor` · `aten::isin.Scalar_Tensor(Scalar element, Tensor test_elements, *, bool assume_unique=False, bool invert=False) -> Tensor` */
  isin(elements: Tensor, testElements: Tensor, options?: { assumeUnique?: boolean; invert?: boolean }): Tensor;
  isin(elements: Tensor, testElement: Scalar, options?: { assumeUnique?: boolean; invert?: boolean }): Tensor;
  isin(elements: Tensor, options: { testElement: Scalar; assumeUnique?: boolean; invert?: boolean }): Tensor;
  isin(element: Scalar, testElements: Tensor, options?: { assumeUnique?: boolean; invert?: boolean }): Tensor;
  isin(options: { element: Scalar; testElements: Tensor; assumeUnique?: boolean; invert?: boolean }): Tensor;
  /** `aten::isinf(Tensor self) -> Tensor` */
  isinf(self: Tensor): Tensor;
  /** `aten::isnan(Tensor self) -> Tensor` */
  isnan(self: Tensor): Tensor;
  /** `aten::isneginf(Tensor self) -> Tensor` */
  isneginf(self: Tensor): Tensor;
  /** `aten::isposinf(Tensor self) -> Tensor` */
  isposinf(self: Tensor): Tensor;
  /** `aten::isreal(Tensor self) -> Tensor` */
  isreal(self: Tensor): Tensor;
  /** `aten::istft(Tensor self, int n_fft, int? hop_length=None, int? win_length=None, Tensor? window=None, bool center=True, bool normalized=False, bool? onesided=None, int? length=None, bool return_complex=False) -> Tensor` */
  istft(self: Tensor, nFft: number | bigint, hopLength?: number | bigint | null, winLength?: number | bigint | null, window?: Tensor | null, center?: boolean, normalized?: boolean, onesided?: boolean | null, length?: number | bigint | null, returnComplex?: boolean): Tensor;
  istft(self: Tensor, nFft: number | bigint, options?: { hopLength?: number | bigint | null; winLength?: number | bigint | null; window?: Tensor | null; center?: boolean; normalized?: boolean; onesided?: boolean | null; length?: number | bigint | null; returnComplex?: boolean }): Tensor;
  istft(self: Tensor, options: { nFft: number | bigint; hopLength?: number | bigint | null; winLength?: number | bigint | null; window?: Tensor | null; center?: boolean; normalized?: boolean; onesided?: boolean | null; length?: number | bigint | null; returnComplex?: boolean }): Tensor;
  /** `aten::item(Tensor self) -> Scalar` */
  item(self: Tensor): number;
  /** `aten::kaiser_window.periodic(int window_length, bool periodic, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` · `aten::kaiser_window.beta(int window_length, bool periodic, float beta, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` · `aten::kaiser_window(int window_length, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` */
  kaiserWindow(windowLength: number | bigint, periodic: boolean, options?: { dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  kaiserWindow(options: { windowLength: number | bigint; periodic: boolean; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  kaiserWindow(windowLength: number | bigint, periodic: boolean, beta: number, options?: { dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  kaiserWindow(options: { windowLength: number | bigint; periodic: boolean; beta: number; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  kaiserWindow(windowLength: number | bigint, options?: { dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  kaiserWindow(options: { windowLength: number | bigint; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  /** `aten::kl_div(Tensor self, Tensor target, int reduction=1, *, bool log_target=False) -> Tensor` */
  klDiv(self: Tensor, target: Tensor, reduction?: number | bigint, options?: { logTarget?: boolean }): Tensor;
  klDiv(self: Tensor, target: Tensor, options?: { reduction?: number | bigint; logTarget?: boolean }): Tensor;
  /** `aten::kron(Tensor self, Tensor other) -> Tensor` */
  kron(self: Tensor, other: Tensor): Tensor;
  /** `aten::kthvalue(Tensor self, SymInt k, int dim=-1, bool keepdim=False) -> (Tensor values, Tensor indices)` */
  kthvalue(self: Tensor, k: number | bigint, dim?: number | bigint, keepdim?: boolean): { values: Tensor; indices: Tensor };
  kthvalue(self: Tensor, k: number | bigint, options?: { dim?: number | bigint; keepdim?: boolean }): { values: Tensor; indices: Tensor };
  kthvalue(self: Tensor, options: { k: number | bigint; dim?: number | bigint; keepdim?: boolean }): { values: Tensor; indices: Tensor };
  /** `aten::l1_loss(Tensor self, Tensor target, int reduction=1) -> Tensor` */
  l1Loss(self: Tensor, target: Tensor, reduction?: number | bigint): Tensor;
  l1Loss(self: Tensor, target: Tensor, options?: { reduction?: number | bigint }): Tensor;
  /** `aten::layer_norm(Tensor input, SymInt[] normalized_shape, Tensor? weight=None, Tensor? bias=None, float eps=1.0000000000000001e-05, bool cudnn_enable=True) -> Tensor` */
  layerNorm(input: Tensor, normalizedShape: readonly (number | bigint)[] | number, weight?: Tensor | null, bias?: Tensor | null, eps?: number, cudnnEnable?: boolean): Tensor;
  layerNorm(input: Tensor, normalizedShape: readonly (number | bigint)[] | number, options?: { weight?: Tensor | null; bias?: Tensor | null; eps?: number; cudnnEnable?: boolean }): Tensor;
  layerNorm(input: Tensor, options: { normalizedShape: readonly (number | bigint)[] | number; weight?: Tensor | null; bias?: Tensor | null; eps?: number; cudnnEnable?: boolean }): Tensor;
  /** `aten::lcm(Tensor self, Tensor other) -> Tensor` */
  lcm(self: Tensor, other: Tensor): Tensor;
  /** `aten::lcm_(Tensor(a!) self, Tensor other) -> Tensor(a!)` */
  lcm_(self: Tensor, other: Tensor): Tensor;
  /** `aten::ldexp.Tensor(Tensor self, Tensor other) -> Tensor` */
  ldexp(self: Tensor, other: Tensor): Tensor;
  /** `aten::ldexp_(Tensor(a!) self, Tensor other) -> Tensor(a!)` */
  ldexp_(self: Tensor, other: Tensor): Tensor;
  /** `aten::le.Tensor(Tensor self, Tensor other) -> Tensor` · `aten::le.Scalar(Tensor self, Scalar other) -> Tensor` */
  le(self: Tensor, other: Tensor): Tensor;
  le(self: Tensor, other: Scalar): Tensor;
  le(self: Tensor, options: { other: Scalar }): Tensor;
  /** `aten::le_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::le_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!)` */
  le_(self: Tensor, other: Tensor): Tensor;
  le_(self: Tensor, other: Scalar): Tensor;
  le_(self: Tensor, options: { other: Scalar }): Tensor;
  /** `aten::leaky_relu(Tensor self, Scalar negative_slope=0.01) -> Tensor` */
  leakyRelu(self: Tensor, negativeSlope?: Scalar): Tensor;
  leakyRelu(self: Tensor, options?: { negativeSlope?: Scalar }): Tensor;
  /** `aten::leaky_relu_(Tensor(a!) self, Scalar negative_slope=0.01) -> Tensor(a!)` */
  leakyRelu_(self: Tensor, negativeSlope?: Scalar): Tensor;
  leakyRelu_(self: Tensor, options?: { negativeSlope?: Scalar }): Tensor;
  /** `aten::leaky_relu_backward(Tensor grad_output, Tensor self, Scalar negative_slope, bool self_is_result) -> Tensor` */
  leakyReluBackward(gradOutput: Tensor, self: Tensor, negativeSlope: Scalar, selfIsResult: boolean): Tensor;
  leakyReluBackward(gradOutput: Tensor, self: Tensor, options: { negativeSlope: Scalar; selfIsResult: boolean }): Tensor;
  /** `aten::lerp.Tensor(Tensor self, Tensor end, Tensor weight) -> Tensor` · `aten::lerp.Scalar(Tensor self, Tensor end, Scalar weight) -> Tensor` */
  lerp(self: Tensor, end: Tensor, weight: Tensor): Tensor;
  lerp(self: Tensor, end: Tensor, weight: Scalar): Tensor;
  lerp(self: Tensor, end: Tensor, options: { weight: Scalar }): Tensor;
  /** `aten::lerp_.Tensor(Tensor(a!) self, Tensor end, Tensor weight) -> Tensor(a!)` · `aten::lerp_.Scalar(Tensor(a!) self, Tensor end, Scalar weight) -> Tensor(a!)` */
  lerp_(self: Tensor, end: Tensor, weight: Tensor): Tensor;
  lerp_(self: Tensor, end: Tensor, weight: Scalar): Tensor;
  lerp_(self: Tensor, end: Tensor, options: { weight: Scalar }): Tensor;
  /** `aten::less.Tensor(Tensor self, Tensor other) -> Tensor` · `aten::less.Scalar(Tensor self, Scalar other) -> Tensor` */
  less(self: Tensor, other: Tensor): Tensor;
  less(self: Tensor, other: Scalar): Tensor;
  less(self: Tensor, options: { other: Scalar }): Tensor;
  /** `aten::less_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::less_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!)` */
  less_(self: Tensor, other: Tensor): Tensor;
  less_(self: Tensor, other: Scalar): Tensor;
  less_(self: Tensor, options: { other: Scalar }): Tensor;
  /** `aten::less_equal.Tensor(Tensor self, Tensor other) -> Tensor` · `aten::less_equal.Scalar(Tensor self, Scalar other) -> Tensor` */
  lessEqual(self: Tensor, other: Tensor): Tensor;
  lessEqual(self: Tensor, other: Scalar): Tensor;
  lessEqual(self: Tensor, options: { other: Scalar }): Tensor;
  /** `aten::less_equal_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::less_equal_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!)` */
  lessEqual_(self: Tensor, other: Tensor): Tensor;
  lessEqual_(self: Tensor, other: Scalar): Tensor;
  lessEqual_(self: Tensor, options: { other: Scalar }): Tensor;
  /** `aten::lgamma(Tensor self) -> Tensor` */
  lgamma(self: Tensor): Tensor;
  /** `aten::lgamma_(Tensor(a!) self) -> Tensor(a!)` */
  lgamma_(self: Tensor): Tensor;
  /** `aten::lift(Tensor self) -> Tensor` */
  lift(self: Tensor): Tensor;
  /** `aten::lift_fresh(Tensor(a) self) -> Tensor(a)` */
  liftFresh(self: Tensor): Tensor;
  /** `aten::lift_fresh_copy(Tensor self) -> Tensor` */
  liftFreshCopy(self: Tensor): Tensor;
  /** `aten::linalg__powsum(Tensor self, Scalar ord=2, int[1]? dim=None, bool keepdim=False, *, ScalarType? dtype=None) -> Tensor` */
  linalgPowsum(self: Tensor, ord?: Scalar, dim?: number | readonly (number | bigint)[] | null, keepdim?: boolean, options?: { dtype?: DType | null }): Tensor;
  linalgPowsum(self: Tensor, options?: { ord?: Scalar; dim?: number | readonly (number | bigint)[] | null; keepdim?: boolean; dtype?: DType | null }): Tensor;
  /** `aten::linalg_cholesky(Tensor self, *, bool upper=False) -> Tensor` */
  linalgCholesky(self: Tensor, options?: { upper?: boolean }): Tensor;
  /** `aten::linalg_cholesky_ex(Tensor self, *, bool upper=False, bool check_errors=False) -> (Tensor L, Tensor info)` */
  linalgCholeskyEx(self: Tensor, options?: { upper?: boolean; checkErrors?: boolean }): { L: Tensor; info: Tensor };
  /** `aten::linalg_cond(Tensor self, Scalar? p=None) -> Tensor` · `aten::linalg_cond.p_str(Tensor self, str p) -> Tensor` */
  linalgCond(self: Tensor, p?: Scalar | null): Tensor;
  linalgCond(self: Tensor, options?: { p?: Scalar | null }): Tensor;
  linalgCond(self: Tensor, p: string): Tensor;
  linalgCond(self: Tensor, options: { p: string }): Tensor;
  /** `aten::linalg_cross(Tensor self, Tensor other, *, int dim=-1) -> Tensor` */
  linalgCross(self: Tensor, other: Tensor, options?: { dim?: number | bigint }): Tensor;
  /** `aten::linalg_det(Tensor A) -> Tensor` */
  linalgDet(A: Tensor): Tensor;
  /** `aten::linalg_diagonal(Tensor(a) A, *, int offset=0, int dim1=-2, int dim2=-1) -> Tensor(a)` */
  linalgDiagonal(A: Tensor, options?: { offset?: number | bigint; dim1?: number | bigint; dim2?: number | bigint }): Tensor;
  /** `aten::linalg_eig(Tensor self) -> (Tensor eigenvalues, Tensor eigenvectors)` */
  linalgEig(self: Tensor): { eigenvalues: Tensor; eigenvectors: Tensor };
  /** `aten::linalg_eigh(Tensor self, str UPLO="L") -> (Tensor eigenvalues, Tensor eigenvectors)` */
  linalgEigh(self: Tensor, UPLO?: string): { eigenvalues: Tensor; eigenvectors: Tensor };
  linalgEigh(self: Tensor, options?: { UPLO?: string }): { eigenvalues: Tensor; eigenvectors: Tensor };
  /** `aten::linalg_eigvals(Tensor self) -> Tensor` */
  linalgEigvals(self: Tensor): Tensor;
  /** `aten::linalg_eigvalsh(Tensor self, str UPLO="L") -> Tensor` */
  linalgEigvalsh(self: Tensor, UPLO?: string): Tensor;
  linalgEigvalsh(self: Tensor, options?: { UPLO?: string }): Tensor;
  /** `aten::linalg_householder_product(Tensor input, Tensor tau) -> Tensor` */
  linalgHouseholderProduct(input: Tensor, tau: Tensor): Tensor;
  /** `aten::linalg_inv(Tensor A) -> Tensor` */
  linalgInv(A: Tensor): Tensor;
  /** `aten::linalg_inv_ex(Tensor A, *, bool check_errors=False) -> (Tensor inverse, Tensor info)` */
  linalgInvEx(A: Tensor, options?: { checkErrors?: boolean }): { inverse: Tensor; info: Tensor };
  /** `aten::linalg_ldl_factor(Tensor self, *, bool hermitian=False) -> (Tensor LD, Tensor pivots)` */
  linalgLdlFactor(self: Tensor, options?: { hermitian?: boolean }): { LD: Tensor; pivots: Tensor };
  /** `aten::linalg_ldl_factor_ex(Tensor self, *, bool hermitian=False, bool check_errors=False) -> (Tensor LD, Tensor pivots, Tensor info)` */
  linalgLdlFactorEx(self: Tensor, options?: { hermitian?: boolean; checkErrors?: boolean }): { LD: Tensor; pivots: Tensor; info: Tensor };
  /** `aten::linalg_ldl_solve(Tensor LD, Tensor pivots, Tensor B, *, bool hermitian=False) -> Tensor` */
  linalgLdlSolve(LD: Tensor, pivots: Tensor, B: Tensor, options?: { hermitian?: boolean }): Tensor;
  /** `aten::linalg_lstsq(Tensor self, Tensor b, float? rcond=None, *, str? driver=None) -> (Tensor solution, Tensor residuals, Tensor rank, Tensor singular_values)` */
  linalgLstsq(self: Tensor, b: Tensor, rcond?: number | null, options?: { driver?: string | null }): { solution: Tensor; residuals: Tensor; rank: Tensor; singularValues: Tensor };
  linalgLstsq(self: Tensor, b: Tensor, options?: { rcond?: number | null; driver?: string | null }): { solution: Tensor; residuals: Tensor; rank: Tensor; singularValues: Tensor };
  /** `aten::linalg_lu(Tensor A, *, bool pivot=True) -> (Tensor P, Tensor L, Tensor U)` */
  linalgLu(A: Tensor, options?: { pivot?: boolean }): { P: Tensor; L: Tensor; U: Tensor };
  /** `aten::linalg_lu_factor(Tensor A, *, bool pivot=True) -> (Tensor LU, Tensor pivots)` */
  linalgLuFactor(A: Tensor, options?: { pivot?: boolean }): { LU: Tensor; pivots: Tensor };
  /** `aten::linalg_lu_factor_ex(Tensor A, *, bool pivot=True, bool check_errors=False) -> (Tensor LU, Tensor pivots, Tensor info)` */
  linalgLuFactorEx(A: Tensor, options?: { pivot?: boolean; checkErrors?: boolean }): { LU: Tensor; pivots: Tensor; info: Tensor };
  /** `aten::linalg_lu_solve(Tensor LU, Tensor pivots, Tensor B, *, bool left=True, bool adjoint=False) -> Tensor` */
  linalgLuSolve(LU: Tensor, pivots: Tensor, B: Tensor, options?: { left?: boolean; adjoint?: boolean }): Tensor;
  /** `aten::linalg_matmul(Tensor self, Tensor other) -> Tensor` */
  linalgMatmul(self: Tensor, other: Tensor): Tensor;
  /** `aten::linalg_matrix_exp(Tensor self) -> Tensor` */
  linalgMatrixExp(self: Tensor): Tensor;
  /** `aten::linalg_matrix_norm(Tensor self, Scalar ord, int[] dim=[-2, -1], bool keepdim=False, *, ScalarType? dtype=None) -> Tensor` · `aten::linalg_matrix_norm.str_ord(Tensor self, str ord="fro", int[] dim=[-2, -1], bool keepdim=False, *, ScalarType? dtype=None) -> Tensor` */
  linalgMatrixNorm(self: Tensor, ord: Scalar, dim?: readonly (number | bigint)[] | number, keepdim?: boolean, options?: { dtype?: DType | null }): Tensor;
  linalgMatrixNorm(self: Tensor, ord: Scalar, options?: { dim?: readonly (number | bigint)[] | number; keepdim?: boolean; dtype?: DType | null }): Tensor;
  linalgMatrixNorm(self: Tensor, options: { ord: Scalar; dim?: readonly (number | bigint)[] | number; keepdim?: boolean; dtype?: DType | null }): Tensor;
  linalgMatrixNorm(self: Tensor, ord?: string, dim?: readonly (number | bigint)[] | number, keepdim?: boolean, options?: { dtype?: DType | null }): Tensor;
  linalgMatrixNorm(self: Tensor, options?: { ord?: string; dim?: readonly (number | bigint)[] | number; keepdim?: boolean; dtype?: DType | null }): Tensor;
  /** `aten::linalg_matrix_power(Tensor self, int n) -> Tensor` */
  linalgMatrixPower(self: Tensor, n: number | bigint): Tensor;
  linalgMatrixPower(self: Tensor, options: { n: number | bigint }): Tensor;
  /** `aten::linalg_matrix_rank.atol_rtol_tensor(Tensor input, *, Tensor? atol=None, Tensor? rtol=None, bool hermitian=False) -> Tensor` · `aten::linalg_matrix_rank.tol_tensor(Tensor input, Tensor tol, bool hermitian=False) -> Tensor` · `aten::linalg_matrix_rank(Tensor self, float tol, bool hermitian=False) -> Tensor` · `aten::linalg_matrix_rank.atol_rtol_float(Tensor self, *, float? atol=None, float? rtol=None, bool hermitian=False) -> Tensor` */
  linalgMatrixRank(input: Tensor, options?: { atol?: Tensor | null; rtol?: Tensor | null; hermitian?: boolean }): Tensor;
  linalgMatrixRank(input: Tensor, tol: Tensor, hermitian?: boolean): Tensor;
  linalgMatrixRank(input: Tensor, tol: Tensor, options?: { hermitian?: boolean }): Tensor;
  linalgMatrixRank(self: Tensor, tol: number, hermitian?: boolean): Tensor;
  linalgMatrixRank(self: Tensor, tol: number, options?: { hermitian?: boolean }): Tensor;
  linalgMatrixRank(self: Tensor, options: { tol: number; hermitian?: boolean }): Tensor;
  linalgMatrixRank(self: Tensor, options?: { atol?: number | null; rtol?: number | null; hermitian?: boolean }): Tensor;
  /** `aten::linalg_multi_dot(Tensor[] tensors) -> Tensor` */
  linalgMultiDot(tensors: readonly Tensor[]): Tensor;
  linalgMultiDot(options: { tensors: readonly Tensor[] }): Tensor;
  /** `aten::linalg_norm(Tensor self, Scalar? ord=None, int[1]? dim=None, bool keepdim=False, *, ScalarType? dtype=None) -> Tensor` · `aten::linalg_norm.ord_str(Tensor self, str ord, int[1]? dim=None, bool keepdim=False, *, ScalarType? dtype=None) -> Tensor` */
  linalgNorm(self: Tensor, ord?: Scalar | null, dim?: number | readonly (number | bigint)[] | null, keepdim?: boolean, options?: { dtype?: DType | null }): Tensor;
  linalgNorm(self: Tensor, options?: { ord?: Scalar | null; dim?: number | readonly (number | bigint)[] | null; keepdim?: boolean; dtype?: DType | null }): Tensor;
  linalgNorm(self: Tensor, ord: string, dim?: number | readonly (number | bigint)[] | null, keepdim?: boolean, options?: { dtype?: DType | null }): Tensor;
  linalgNorm(self: Tensor, ord: string, options?: { dim?: number | readonly (number | bigint)[] | null; keepdim?: boolean; dtype?: DType | null }): Tensor;
  linalgNorm(self: Tensor, options: { ord: string; dim?: number | readonly (number | bigint)[] | null; keepdim?: boolean; dtype?: DType | null }): Tensor;
  /** `aten::linalg_pinv.atol_rtol_tensor(Tensor self, *, Tensor? atol=None, Tensor? rtol=None, bool hermitian=False) -> Tensor` · `aten::linalg_pinv.rcond_tensor(Tensor self, Tensor rcond, bool hermitian=False) -> Tensor` · `aten::linalg_pinv(Tensor self, float rcond, bool hermitian=False) -> Tensor` · `aten::linalg_pinv.atol_rtol_float(Tensor self, *, float? atol=None, float? rtol=None, bool hermitian=False) -> Tensor` */
  linalgPinv(self: Tensor, options?: { atol?: Tensor | null; rtol?: Tensor | null; hermitian?: boolean }): Tensor;
  linalgPinv(self: Tensor, rcond: Tensor, hermitian?: boolean): Tensor;
  linalgPinv(self: Tensor, rcond: Tensor, options?: { hermitian?: boolean }): Tensor;
  linalgPinv(self: Tensor, rcond: number, hermitian?: boolean): Tensor;
  linalgPinv(self: Tensor, rcond: number, options?: { hermitian?: boolean }): Tensor;
  linalgPinv(self: Tensor, options: { rcond: number; hermitian?: boolean }): Tensor;
  linalgPinv(self: Tensor, options?: { atol?: number | null; rtol?: number | null; hermitian?: boolean }): Tensor;
  /** `aten::linalg_qr(Tensor A, str mode="reduced") -> (Tensor Q, Tensor R)` */
  linalgQr(A: Tensor, mode?: string): { Q: Tensor; R: Tensor };
  linalgQr(A: Tensor, options?: { mode?: string }): { Q: Tensor; R: Tensor };
  /** `aten::linalg_slogdet(Tensor A) -> (Tensor sign, Tensor logabsdet)` */
  linalgSlogdet(A: Tensor): { sign: Tensor; logabsdet: Tensor };
  /** `aten::linalg_solve(Tensor A, Tensor B, *, bool left=True) -> Tensor` */
  linalgSolve(A: Tensor, B: Tensor, options?: { left?: boolean }): Tensor;
  /** `aten::linalg_solve_ex(Tensor A, Tensor B, *, bool left=True, bool check_errors=False) -> (Tensor result, Tensor info)` */
  linalgSolveEx(A: Tensor, B: Tensor, options?: { left?: boolean; checkErrors?: boolean }): { result: Tensor; info: Tensor };
  /** `aten::linalg_solve_triangular(Tensor self, Tensor B, *, bool upper, bool left=True, bool unitriangular=False) -> Tensor` */
  linalgSolveTriangular(self: Tensor, B: Tensor, options: { upper: boolean; left?: boolean; unitriangular?: boolean }): Tensor;
  /** `aten::linalg_svd(Tensor A, bool full_matrices=True, *, str? driver=None) -> (Tensor U, Tensor S, Tensor Vh)` */
  linalgSvd(A: Tensor, fullMatrices?: boolean, options?: { driver?: string | null }): { U: Tensor; S: Tensor; Vh: Tensor };
  linalgSvd(A: Tensor, options?: { fullMatrices?: boolean; driver?: string | null }): { U: Tensor; S: Tensor; Vh: Tensor };
  /** `aten::linalg_svdvals(Tensor A, *, str? driver=None) -> Tensor` */
  linalgSvdvals(A: Tensor, options?: { driver?: string | null }): Tensor;
  /** `aten::linalg_tensorinv(Tensor self, int ind=2) -> Tensor` */
  linalgTensorinv(self: Tensor, ind?: number | bigint): Tensor;
  linalgTensorinv(self: Tensor, options?: { ind?: number | bigint }): Tensor;
  /** `aten::linalg_tensorsolve(Tensor self, Tensor other, int[]? dims=None) -> Tensor` */
  linalgTensorsolve(self: Tensor, other: Tensor, dims?: readonly (number | bigint)[] | number | null): Tensor;
  linalgTensorsolve(self: Tensor, other: Tensor, options?: { dims?: readonly (number | bigint)[] | number | null }): Tensor;
  /** `aten::linalg_vander(Tensor x, *, SymInt? N=None) -> Tensor` */
  linalgVander(x: Tensor, options?: { N?: number | bigint | null }): Tensor;
  /** `aten::linalg_vecdot(Tensor x, Tensor y, *, int dim=-1) -> Tensor` */
  linalgVecdot(x: Tensor, y: Tensor, options?: { dim?: number | bigint }): Tensor;
  /** `aten::linalg_vector_norm(Tensor self, Scalar ord=2, int[1]? dim=None, bool keepdim=False, *, ScalarType? dtype=None) -> Tensor` */
  linalgVectorNorm(self: Tensor, ord?: Scalar, dim?: number | readonly (number | bigint)[] | null, keepdim?: boolean, options?: { dtype?: DType | null }): Tensor;
  linalgVectorNorm(self: Tensor, options?: { ord?: Scalar; dim?: number | readonly (number | bigint)[] | null; keepdim?: boolean; dtype?: DType | null }): Tensor;
  /** `aten::linear(Tensor input, Tensor weight, Tensor? bias=None) -> Tensor` */
  linear(input: Tensor, weight: Tensor, bias?: Tensor | null): Tensor;
  linear(input: Tensor, weight: Tensor, options?: { bias?: Tensor | null }): Tensor;
  /** `aten::linear_backward(Tensor self, Tensor grad_output, Tensor weight, bool[3] output_mask) -> (Tensor, Tensor, Tensor)` */
  linearBackward(self: Tensor, gradOutput: Tensor, weight: Tensor, outputMask: readonly boolean[]): [Tensor, Tensor, Tensor];
  linearBackward(self: Tensor, gradOutput: Tensor, weight: Tensor, options: { outputMask: readonly boolean[] }): [Tensor, Tensor, Tensor];
  /** `aten::linspace.Tensor_Tensor(Tensor start, Tensor end, int steps, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` · `aten::linspace.Tensor_Scalar(Tensor start, Scalar end, int steps, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` · `aten::linspace.Scalar_Tensor(Scalar start, Tensor end, int steps, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` · `aten::linspace(Scalar start, Scalar end, int steps, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` */
  linspace(start: Tensor, end: Tensor, steps: number | bigint, options?: { dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  linspace(start: Tensor, end: Tensor, options: { steps: number | bigint; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  linspace(start: Tensor, end: Scalar, steps: number | bigint, options?: { dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  linspace(start: Tensor, options: { end: Scalar; steps: number | bigint; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  linspace(start: Scalar, end: Tensor, steps: number | bigint, options?: { dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  linspace(options: { start: Scalar; end: Tensor; steps: number | bigint; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  linspace(start: Scalar, end: Scalar, steps: number | bigint, options?: { dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  linspace(options: { start: Scalar; end: Scalar; steps: number | bigint; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  /** `aten::log(Tensor self) -> Tensor` */
  log(self: Tensor): Tensor;
  /** `aten::log10(Tensor self) -> Tensor` */
  log10(self: Tensor): Tensor;
  /** `aten::log10_(Tensor(a!) self) -> Tensor(a!)` */
  log10_(self: Tensor): Tensor;
  /** `aten::log1p(Tensor self) -> Tensor` */
  log1p(self: Tensor): Tensor;
  /** `aten::log1p_(Tensor(a!) self) -> Tensor(a!)` */
  log1p_(self: Tensor): Tensor;
  /** `aten::log2(Tensor self) -> Tensor` */
  log2(self: Tensor): Tensor;
  /** `aten::log2_(Tensor(a!) self) -> Tensor(a!)` */
  log2_(self: Tensor): Tensor;
  /** `aten::log_(Tensor(a!) self) -> Tensor(a!)` */
  log_(self: Tensor): Tensor;
  /** `aten::log_normal(Tensor self, float mean=1., float std=2., *, Generator? generator=None) -> Tensor` */
  logNormal(self: Tensor, mean?: number, std?: number, options?: { generator?: Generator | null }): Tensor;
  logNormal(self: Tensor, options?: { mean?: number; std?: number; generator?: Generator | null }): Tensor;
  /** `aten::log_normal_(Tensor(a!) self, float mean=1., float std=2., *, Generator? generator=None) -> Tensor(a!)` */
  logNormal_(self: Tensor, mean?: number, std?: number, options?: { generator?: Generator | null }): Tensor;
  logNormal_(self: Tensor, options?: { mean?: number; std?: number; generator?: Generator | null }): Tensor;
  /** `aten::log_sigmoid(Tensor self) -> Tensor` */
  logSigmoid(self: Tensor): Tensor;
  /** `aten::log_sigmoid_backward(Tensor grad_output, Tensor self, Tensor buffer) -> Tensor` */
  logSigmoidBackward(gradOutput: Tensor, self: Tensor, buffer: Tensor): Tensor;
  /** `aten::log_sigmoid_forward(Tensor self) -> (Tensor output, Tensor buffer)` */
  logSigmoidForward(self: Tensor): { output: Tensor; buffer: Tensor };
  /** `aten::log_softmax.int(Tensor self, int dim, ScalarType? dtype=None) -> Tensor` */
  logSoftmax(self: Tensor, dim: number | bigint, dtype?: DType | null): Tensor;
  logSoftmax(self: Tensor, dim: number | bigint, options?: { dtype?: DType | null }): Tensor;
  logSoftmax(self: Tensor, options: { dim: number | bigint; dtype?: DType | null }): Tensor;
  /** `aten::logaddexp(Tensor self, Tensor other) -> Tensor` */
  logaddexp(self: Tensor, other: Tensor): Tensor;
  /** `aten::logaddexp2(Tensor self, Tensor other) -> Tensor` */
  logaddexp2(self: Tensor, other: Tensor): Tensor;
  /** `aten::logcumsumexp(Tensor self, int dim) -> Tensor` */
  logcumsumexp(self: Tensor, dim: number | bigint): Tensor;
  logcumsumexp(self: Tensor, options: { dim: number | bigint }): Tensor;
  /** `aten::logdet(Tensor self) -> Tensor` */
  logdet(self: Tensor): Tensor;
  /** `aten::logical_and(Tensor self, Tensor other) -> Tensor` */
  logicalAnd(self: Tensor, other: Tensor): Tensor;
  /** `aten::logical_and_(Tensor(a!) self, Tensor other) -> Tensor(a!)` */
  logicalAnd_(self: Tensor, other: Tensor): Tensor;
  /** `aten::logical_not(Tensor self) -> Tensor` */
  logicalNot(self: Tensor): Tensor;
  /** `aten::logical_not_(Tensor(a!) self) -> Tensor(a!)` */
  logicalNot_(self: Tensor): Tensor;
  /** `aten::logical_or(Tensor self, Tensor other) -> Tensor` */
  logicalOr(self: Tensor, other: Tensor): Tensor;
  /** `aten::logical_or_(Tensor(a!) self, Tensor other) -> Tensor(a!)` */
  logicalOr_(self: Tensor, other: Tensor): Tensor;
  /** `aten::logical_xor(Tensor self, Tensor other) -> Tensor` */
  logicalXor(self: Tensor, other: Tensor): Tensor;
  /** `aten::logical_xor_(Tensor(a!) self, Tensor other) -> Tensor(a!)` */
  logicalXor_(self: Tensor, other: Tensor): Tensor;
  /** `aten::logit(Tensor self, float? eps=None) -> Tensor` */
  logit(self: Tensor, eps?: number | null): Tensor;
  logit(self: Tensor, options?: { eps?: number | null }): Tensor;
  /** `aten::logit_(Tensor(a!) self, float? eps=None) -> Tensor(a!)` */
  logit_(self: Tensor, eps?: number | null): Tensor;
  logit_(self: Tensor, options?: { eps?: number | null }): Tensor;
  /** `aten::logit_backward(Tensor grad_output, Tensor self, float? eps=None) -> Tensor` */
  logitBackward(gradOutput: Tensor, self: Tensor, eps?: number | null): Tensor;
  logitBackward(gradOutput: Tensor, self: Tensor, options?: { eps?: number | null }): Tensor;
  /** `aten::logspace.Tensor_Tensor(Tensor start, Tensor end, int steps, float base=10., *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` · `aten::logspace.Tensor_Scalar(Tensor start, Scalar end, int steps, float base=10., *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` · `aten::logspace.Scalar_Tensor(Scalar start, Tensor end, int steps, float base=10., *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` · `aten::logspace(Scalar start, Scalar end, int steps, float base=10., *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` */
  logspace(start: Tensor, end: Tensor, steps: number | bigint, base?: number, options?: { dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  logspace(start: Tensor, end: Tensor, steps: number | bigint, options?: { base?: number; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  logspace(start: Tensor, end: Tensor, options: { steps: number | bigint; base?: number; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  logspace(start: Tensor, end: Scalar, steps: number | bigint, base?: number, options?: { dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  logspace(start: Tensor, end: Scalar, steps: number | bigint, options?: { base?: number; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  logspace(start: Tensor, options: { end: Scalar; steps: number | bigint; base?: number; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  logspace(start: Scalar, end: Tensor, steps: number | bigint, base?: number, options?: { dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  logspace(start: Scalar, end: Tensor, steps: number | bigint, options?: { base?: number; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  logspace(options: { start: Scalar; end: Tensor; steps: number | bigint; base?: number; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  logspace(start: Scalar, end: Scalar, steps: number | bigint, base?: number, options?: { dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  logspace(start: Scalar, end: Scalar, steps: number | bigint, options?: { base?: number; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  logspace(options: { start: Scalar; end: Scalar; steps: number | bigint; base?: number; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  /** `aten::logsumexp(Tensor self, int[1] dim, bool keepdim=False) -> Tensor` */
  logsumexp(self: Tensor, dim: number | readonly (number | bigint)[], keepdim?: boolean): Tensor;
  logsumexp(self: Tensor, dim: number | readonly (number | bigint)[], options?: { keepdim?: boolean }): Tensor;
  logsumexp(self: Tensor, options: { dim: number | readonly (number | bigint)[]; keepdim?: boolean }): Tensor;
  /** `aten::lstm.data(Tensor data, Tensor batch_sizes, Tensor[] hx, Tensor[] params, bool has_biases, int num_layers, float dropout, bool train, bool bidirectional) -> (Tensor, Tensor, Tensor)` · `aten::lstm.input(Tensor input, Tensor[] hx, Tensor[] params, bool has_biases, int num_layers, float dropout, bool train, bool bidirectional, bool batch_first) -> (Tensor, Tensor, Tensor)` */
  lstm(data: Tensor, batchSizes: Tensor, hx: readonly Tensor[], params: readonly Tensor[], hasBiases: boolean, numLayers: number | bigint, dropout: number, train: boolean, bidirectional: boolean): [Tensor, Tensor, Tensor];
  lstm(data: Tensor, batchSizes: Tensor, options: { hx: readonly Tensor[]; params: readonly Tensor[]; hasBiases: boolean; numLayers: number | bigint; dropout: number; train: boolean; bidirectional: boolean }): [Tensor, Tensor, Tensor];
  lstm(input: Tensor, hx: readonly Tensor[], params: readonly Tensor[], hasBiases: boolean, numLayers: number | bigint, dropout: number, train: boolean, bidirectional: boolean, batchFirst: boolean): [Tensor, Tensor, Tensor];
  lstm(input: Tensor, options: { hx: readonly Tensor[]; params: readonly Tensor[]; hasBiases: boolean; numLayers: number | bigint; dropout: number; train: boolean; bidirectional: boolean; batchFirst: boolean }): [Tensor, Tensor, Tensor];
  /** `aten::lstm_cell(Tensor input, Tensor[] hx, Tensor w_ih, Tensor w_hh, Tensor? b_ih=None, Tensor? b_hh=None) -> (Tensor, Tensor)` */
  lstmCell(input: Tensor, hx: readonly Tensor[], wIh: Tensor, wHh: Tensor, bIh?: Tensor | null, bHh?: Tensor | null): [Tensor, Tensor];
  lstmCell(input: Tensor, hx: readonly Tensor[], wIh: Tensor, wHh: Tensor, options?: { bIh?: Tensor | null; bHh?: Tensor | null }): [Tensor, Tensor];
  lstmCell(input: Tensor, options: { hx: readonly Tensor[]; wIh: Tensor; wHh: Tensor; bIh?: Tensor | null; bHh?: Tensor | null }): [Tensor, Tensor];
  /** `aten::lstm_mps_backward(Tensor? grad_y, Tensor? grad_hy, Tensor? grad_cy, Tensor z_state, Tensor cell_state_fwd, Tensor input, Tensor layersOutputs, Tensor[] hx, Tensor[] params, bool has_biases, int num_layers, float dropout, bool train, bool bidirectional, bool batch_first) -> (Tensor, Tensor[], Tensor[])` */
  lstmMpsBackward(gradY: Tensor | null, gradHy: Tensor | null, gradCy: Tensor | null, zState: Tensor, cellStateFwd: Tensor, input: Tensor, layersOutputs: Tensor, hx: readonly Tensor[], params: readonly Tensor[], hasBiases: boolean, numLayers: number | bigint, dropout: number, train: boolean, bidirectional: boolean, batchFirst: boolean): [Tensor, Tensor[], Tensor[]];
  lstmMpsBackward(gradY: Tensor | null, gradHy: Tensor | null, gradCy: Tensor | null, zState: Tensor, cellStateFwd: Tensor, input: Tensor, layersOutputs: Tensor, options: { hx: readonly Tensor[]; params: readonly Tensor[]; hasBiases: boolean; numLayers: number | bigint; dropout: number; train: boolean; bidirectional: boolean; batchFirst: boolean }): [Tensor, Tensor[], Tensor[]];
  /** `aten::lt.Tensor(Tensor self, Tensor other) -> Tensor` · `aten::lt.Scalar(Tensor self, Scalar other) -> Tensor` */
  lt(self: Tensor, other: Tensor): Tensor;
  lt(self: Tensor, other: Scalar): Tensor;
  lt(self: Tensor, options: { other: Scalar }): Tensor;
  /** `aten::lt_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::lt_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!)` */
  lt_(self: Tensor, other: Tensor): Tensor;
  lt_(self: Tensor, other: Scalar): Tensor;
  lt_(self: Tensor, options: { other: Scalar }): Tensor;
  /** `aten::lu_solve(Tensor self, Tensor LU_data, Tensor LU_pivots) -> Tensor` */
  luSolve(self: Tensor, LUData: Tensor, LUPivots: Tensor): Tensor;
  /** `aten::lu_unpack(Tensor LU_data, Tensor LU_pivots, bool unpack_data=True, bool unpack_pivots=True) -> (Tensor P, Tensor L, Tensor U)` */
  luUnpack(LUData: Tensor, LUPivots: Tensor, unpackData?: boolean, unpackPivots?: boolean): { P: Tensor; L: Tensor; U: Tensor };
  luUnpack(LUData: Tensor, LUPivots: Tensor, options?: { unpackData?: boolean; unpackPivots?: boolean }): { P: Tensor; L: Tensor; U: Tensor };
  /** `aten::mH(Tensor(a) self) -> Tensor(a)` */
  mH(self: Tensor): Tensor;
  /** `aten::mT(Tensor(a) self) -> Tensor(a)` */
  mT(self: Tensor): Tensor;
  /** `aten::margin_ranking_loss(Tensor input1, Tensor input2, Tensor target, float margin=0., int reduction=1) -> Tensor` */
  marginRankingLoss(input1: Tensor, input2: Tensor, target: Tensor, margin?: number, reduction?: number | bigint): Tensor;
  marginRankingLoss(input1: Tensor, input2: Tensor, target: Tensor, options?: { margin?: number; reduction?: number | bigint }): Tensor;
  /** `aten::masked_fill.Tensor(Tensor self, Tensor mask, Tensor value) -> Tensor` · `aten::masked_fill.Scalar(Tensor self, Tensor mask, Scalar value) -> Tensor` */
  maskedFill(self: Tensor, mask: Tensor, value: Tensor): Tensor;
  maskedFill(self: Tensor, mask: Tensor, value: Scalar): Tensor;
  maskedFill(self: Tensor, mask: Tensor, options: { value: Scalar }): Tensor;
  /** `aten::masked_fill_.Tensor(Tensor(a!) self, Tensor mask, Tensor value) -> Tensor(a!)` · `aten::masked_fill_.Scalar(Tensor(a!) self, Tensor mask, Scalar value) -> Tensor(a!)` */
  maskedFill_(self: Tensor, mask: Tensor, value: Tensor): Tensor;
  maskedFill_(self: Tensor, mask: Tensor, value: Scalar): Tensor;
  maskedFill_(self: Tensor, mask: Tensor, options: { value: Scalar }): Tensor;
  /** `aten::masked_scatter(Tensor self, Tensor mask, Tensor source) -> Tensor` */
  maskedScatter(self: Tensor, mask: Tensor, source: Tensor): Tensor;
  /** `aten::masked_scatter_(Tensor(a!) self, Tensor mask, Tensor source) -> Tensor(a!)` */
  maskedScatter_(self: Tensor, mask: Tensor, source: Tensor): Tensor;
  /** `aten::masked_scatter_backward(Tensor grad_output, Tensor mask, SymInt[] sizes) -> Tensor` */
  maskedScatterBackward(gradOutput: Tensor, mask: Tensor, sizes: readonly (number | bigint)[] | number): Tensor;
  maskedScatterBackward(gradOutput: Tensor, mask: Tensor, options: { sizes: readonly (number | bigint)[] | number }): Tensor;
  /** `aten::masked_select(Tensor self, Tensor mask) -> Tensor` */
  maskedSelect(self: Tensor, mask: Tensor): Tensor;
  /** `aten::masked_select_backward(Tensor grad, Tensor input, Tensor mask) -> Tensor` */
  maskedSelectBackward(grad: Tensor, input: Tensor, mask: Tensor): Tensor;
  /** `aten::matmul(Tensor self, Tensor other) -> Tensor` */
  matmul(self: Tensor, other: Tensor): Tensor;
  /** `aten::matmul_backward(Tensor grad, Tensor self, Tensor other, bool[2] mask) -> (Tensor, Tensor)` */
  matmulBackward(grad: Tensor, self: Tensor, other: Tensor, mask: readonly boolean[]): [Tensor, Tensor];
  matmulBackward(grad: Tensor, self: Tensor, other: Tensor, options: { mask: readonly boolean[] }): [Tensor, Tensor];
  /** `aten::matrix_H(Tensor(a) self) -> Tensor(a)` */
  matrixH(self: Tensor): Tensor;
  /** `aten::matrix_exp(Tensor self) -> Tensor` */
  matrixExp(self: Tensor): Tensor;
  /** `aten::matrix_exp_backward(Tensor self, Tensor grad) -> Tensor` */
  matrixExpBackward(self: Tensor, grad: Tensor): Tensor;
  /** `aten::matrix_power(Tensor self, int n) -> Tensor` */
  matrixPower(self: Tensor, n: number | bigint): Tensor;
  matrixPower(self: Tensor, options: { n: number | bigint }): Tensor;
  /** `aten::max(Tensor self) -> Tensor` · `aten::max.other(Tensor self, Tensor other) -> Tensor` · `aten::max.dim(Tensor self, int dim, bool keepdim=False) -> (Tensor values, Tensor indices)` */
  max(self: Tensor): Tensor;
  max(self: Tensor, other: Tensor): Tensor;
  max(self: Tensor, dim: number | bigint, keepdim?: boolean): { values: Tensor; indices: Tensor };
  max(self: Tensor, dim: number | bigint, options?: { keepdim?: boolean }): { values: Tensor; indices: Tensor };
  max(self: Tensor, options: { dim: number | bigint; keepdim?: boolean }): { values: Tensor; indices: Tensor };
  /** `aten::max_pool1d(Tensor self, int[1] kernel_size, int[1] stride=[], int[1] padding=[0], int[1] dilation=[1], bool ceil_mode=False) -> Tensor` */
  maxPool1d(self: Tensor, kernelSize: number | readonly (number | bigint)[], stride?: number | readonly (number | bigint)[], padding?: number | readonly (number | bigint)[], dilation?: number | readonly (number | bigint)[], ceilMode?: boolean): Tensor;
  maxPool1d(self: Tensor, kernelSize: number | readonly (number | bigint)[], options?: { stride?: number | readonly (number | bigint)[]; padding?: number | readonly (number | bigint)[]; dilation?: number | readonly (number | bigint)[]; ceilMode?: boolean }): Tensor;
  maxPool1d(self: Tensor, options: { kernelSize: number | readonly (number | bigint)[]; stride?: number | readonly (number | bigint)[]; padding?: number | readonly (number | bigint)[]; dilation?: number | readonly (number | bigint)[]; ceilMode?: boolean }): Tensor;
  /** `aten::max_pool1d_with_indices(Tensor self, int[1] kernel_size, int[1] stride=[], int[1] padding=[0], int[1] dilation=[1], bool ceil_mode=False) -> (Tensor, Tensor)` */
  maxPool1dWithIndices(self: Tensor, kernelSize: number | readonly (number | bigint)[], stride?: number | readonly (number | bigint)[], padding?: number | readonly (number | bigint)[], dilation?: number | readonly (number | bigint)[], ceilMode?: boolean): [Tensor, Tensor];
  maxPool1dWithIndices(self: Tensor, kernelSize: number | readonly (number | bigint)[], options?: { stride?: number | readonly (number | bigint)[]; padding?: number | readonly (number | bigint)[]; dilation?: number | readonly (number | bigint)[]; ceilMode?: boolean }): [Tensor, Tensor];
  maxPool1dWithIndices(self: Tensor, options: { kernelSize: number | readonly (number | bigint)[]; stride?: number | readonly (number | bigint)[]; padding?: number | readonly (number | bigint)[]; dilation?: number | readonly (number | bigint)[]; ceilMode?: boolean }): [Tensor, Tensor];
  /** `aten::max_pool2d(Tensor self, int[2] kernel_size, int[2] stride=[], int[2] padding=0, int[2] dilation=1, bool ceil_mode=False) -> Tensor` */
  maxPool2d(self: Tensor, kernelSize: number | readonly (number | bigint)[], stride?: number | readonly (number | bigint)[], padding?: number | readonly (number | bigint)[], dilation?: number | readonly (number | bigint)[], ceilMode?: boolean): Tensor;
  maxPool2d(self: Tensor, kernelSize: number | readonly (number | bigint)[], options?: { stride?: number | readonly (number | bigint)[]; padding?: number | readonly (number | bigint)[]; dilation?: number | readonly (number | bigint)[]; ceilMode?: boolean }): Tensor;
  maxPool2d(self: Tensor, options: { kernelSize: number | readonly (number | bigint)[]; stride?: number | readonly (number | bigint)[]; padding?: number | readonly (number | bigint)[]; dilation?: number | readonly (number | bigint)[]; ceilMode?: boolean }): Tensor;
  /** `aten::max_pool2d_backward(Tensor grad_output, Tensor self, int[2] kernel_size, int[2] stride=[], int[2] padding=0, int[2] dilation=1, bool ceil_mode=False) -> Tensor` */
  maxPool2dBackward(gradOutput: Tensor, self: Tensor, kernelSize: number | readonly (number | bigint)[], stride?: number | readonly (number | bigint)[], padding?: number | readonly (number | bigint)[], dilation?: number | readonly (number | bigint)[], ceilMode?: boolean): Tensor;
  maxPool2dBackward(gradOutput: Tensor, self: Tensor, kernelSize: number | readonly (number | bigint)[], options?: { stride?: number | readonly (number | bigint)[]; padding?: number | readonly (number | bigint)[]; dilation?: number | readonly (number | bigint)[]; ceilMode?: boolean }): Tensor;
  maxPool2dBackward(gradOutput: Tensor, self: Tensor, options: { kernelSize: number | readonly (number | bigint)[]; stride?: number | readonly (number | bigint)[]; padding?: number | readonly (number | bigint)[]; dilation?: number | readonly (number | bigint)[]; ceilMode?: boolean }): Tensor;
  /** `aten::max_pool2d_with_indices(Tensor self, int[2] kernel_size, int[2] stride=[], int[2] padding=0, int[2] dilation=1, bool ceil_mode=False) -> (Tensor, Tensor)` */
  maxPool2dWithIndices(self: Tensor, kernelSize: number | readonly (number | bigint)[], stride?: number | readonly (number | bigint)[], padding?: number | readonly (number | bigint)[], dilation?: number | readonly (number | bigint)[], ceilMode?: boolean): [Tensor, Tensor];
  maxPool2dWithIndices(self: Tensor, kernelSize: number | readonly (number | bigint)[], options?: { stride?: number | readonly (number | bigint)[]; padding?: number | readonly (number | bigint)[]; dilation?: number | readonly (number | bigint)[]; ceilMode?: boolean }): [Tensor, Tensor];
  maxPool2dWithIndices(self: Tensor, options: { kernelSize: number | readonly (number | bigint)[]; stride?: number | readonly (number | bigint)[]; padding?: number | readonly (number | bigint)[]; dilation?: number | readonly (number | bigint)[]; ceilMode?: boolean }): [Tensor, Tensor];
  /** `aten::max_pool2d_with_indices_backward(Tensor grad_output, Tensor self, int[2] kernel_size, int[2] stride, int[2] padding, int[2] dilation, bool ceil_mode, Tensor indices) -> Tensor` */
  maxPool2dWithIndicesBackward(gradOutput: Tensor, self: Tensor, kernelSize: number | readonly (number | bigint)[], stride: number | readonly (number | bigint)[], padding: number | readonly (number | bigint)[], dilation: number | readonly (number | bigint)[], ceilMode: boolean, indices: Tensor): Tensor;
  maxPool2dWithIndicesBackward(gradOutput: Tensor, self: Tensor, options: { kernelSize: number | readonly (number | bigint)[]; stride: number | readonly (number | bigint)[]; padding: number | readonly (number | bigint)[]; dilation: number | readonly (number | bigint)[]; ceilMode: boolean; indices: Tensor }): Tensor;
  /** `aten::max_pool3d(Tensor self, int[3] kernel_size, int[3] stride=[], int[3] padding=0, int[3] dilation=1, bool ceil_mode=False) -> Tensor` */
  maxPool3d(self: Tensor, kernelSize: number | readonly (number | bigint)[], stride?: number | readonly (number | bigint)[], padding?: number | readonly (number | bigint)[], dilation?: number | readonly (number | bigint)[], ceilMode?: boolean): Tensor;
  maxPool3d(self: Tensor, kernelSize: number | readonly (number | bigint)[], options?: { stride?: number | readonly (number | bigint)[]; padding?: number | readonly (number | bigint)[]; dilation?: number | readonly (number | bigint)[]; ceilMode?: boolean }): Tensor;
  maxPool3d(self: Tensor, options: { kernelSize: number | readonly (number | bigint)[]; stride?: number | readonly (number | bigint)[]; padding?: number | readonly (number | bigint)[]; dilation?: number | readonly (number | bigint)[]; ceilMode?: boolean }): Tensor;
  /** `aten::max_pool3d_with_indices(Tensor self, int[3] kernel_size, int[3] stride=[], int[3] padding=0, int[3] dilation=1, bool ceil_mode=False) -> (Tensor, Tensor)` */
  maxPool3dWithIndices(self: Tensor, kernelSize: number | readonly (number | bigint)[], stride?: number | readonly (number | bigint)[], padding?: number | readonly (number | bigint)[], dilation?: number | readonly (number | bigint)[], ceilMode?: boolean): [Tensor, Tensor];
  maxPool3dWithIndices(self: Tensor, kernelSize: number | readonly (number | bigint)[], options?: { stride?: number | readonly (number | bigint)[]; padding?: number | readonly (number | bigint)[]; dilation?: number | readonly (number | bigint)[]; ceilMode?: boolean }): [Tensor, Tensor];
  maxPool3dWithIndices(self: Tensor, options: { kernelSize: number | readonly (number | bigint)[]; stride?: number | readonly (number | bigint)[]; padding?: number | readonly (number | bigint)[]; dilation?: number | readonly (number | bigint)[]; ceilMode?: boolean }): [Tensor, Tensor];
  /** `aten::max_pool3d_with_indices_backward(Tensor grad_output, Tensor self, int[3] kernel_size, int[3] stride, int[3] padding, int[3] dilation, bool ceil_mode, Tensor indices) -> Tensor` */
  maxPool3dWithIndicesBackward(gradOutput: Tensor, self: Tensor, kernelSize: number | readonly (number | bigint)[], stride: number | readonly (number | bigint)[], padding: number | readonly (number | bigint)[], dilation: number | readonly (number | bigint)[], ceilMode: boolean, indices: Tensor): Tensor;
  maxPool3dWithIndicesBackward(gradOutput: Tensor, self: Tensor, options: { kernelSize: number | readonly (number | bigint)[]; stride: number | readonly (number | bigint)[]; padding: number | readonly (number | bigint)[]; dilation: number | readonly (number | bigint)[]; ceilMode: boolean; indices: Tensor }): Tensor;
  /** `aten::max_unpool2d(Tensor self, Tensor indices, SymInt[2] output_size) -> Tensor` */
  maxUnpool2d(self: Tensor, indices: Tensor, outputSize: number | readonly (number | bigint)[]): Tensor;
  maxUnpool2d(self: Tensor, indices: Tensor, options: { outputSize: number | readonly (number | bigint)[] }): Tensor;
  /** `aten::max_unpool3d(Tensor self, Tensor indices, SymInt[3] output_size, int[3] stride, int[3] padding) -> Tensor` */
  maxUnpool3d(self: Tensor, indices: Tensor, outputSize: number | readonly (number | bigint)[], stride: number | readonly (number | bigint)[], padding: number | readonly (number | bigint)[]): Tensor;
  maxUnpool3d(self: Tensor, indices: Tensor, options: { outputSize: number | readonly (number | bigint)[]; stride: number | readonly (number | bigint)[]; padding: number | readonly (number | bigint)[] }): Tensor;
  /** `aten::maximum(Tensor self, Tensor other) -> Tensor` */
  maximum(self: Tensor, other: Tensor): Tensor;
  /** `aten::mean(Tensor self, *, ScalarType? dtype=None) -> Tensor` · `aten::mean.dim(Tensor self, int[1]? dim, bool keepdim=False, *, ScalarType? dtype=None) -> Tensor` */
  mean(self: Tensor, options?: { dtype?: DType | null }): Tensor;
  mean(self: Tensor, dim: number | readonly (number | bigint)[] | null, keepdim?: boolean, options?: { dtype?: DType | null }): Tensor;
  mean(self: Tensor, dim: number | readonly (number | bigint)[] | null, options?: { keepdim?: boolean; dtype?: DType | null }): Tensor;
  mean(self: Tensor, options: { dim: number | readonly (number | bigint)[] | null; keepdim?: boolean; dtype?: DType | null }): Tensor;
  /** `aten::median(Tensor self) -> Tensor` · `aten::median.dim(Tensor self, int dim, bool keepdim=False) -> (Tensor values, Tensor indices)` */
  median(self: Tensor): Tensor;
  median(self: Tensor, dim: number | bigint, keepdim?: boolean): { values: Tensor; indices: Tensor };
  median(self: Tensor, dim: number | bigint, options?: { keepdim?: boolean }): { values: Tensor; indices: Tensor };
  median(self: Tensor, options: { dim: number | bigint; keepdim?: boolean }): { values: Tensor; indices: Tensor };
  /** `aten::meshgrid(Tensor[] tensors) -> Tensor[]` · `aten::meshgrid.indexing(Tensor[] tensors, *, str indexing) -> Tensor[]` */
  meshgrid(tensors: readonly Tensor[]): Tensor[];
  meshgrid(options: { tensors: readonly Tensor[] }): Tensor[];
  meshgrid(tensors: readonly Tensor[], options: { indexing: string }): Tensor[];
  meshgrid(options: { tensors: readonly Tensor[]; indexing: string }): Tensor[];
  /** `aten::min(Tensor self) -> Tensor` · `aten::min.other(Tensor self, Tensor other) -> Tensor` · `aten::min.dim(Tensor self, int dim, bool keepdim=False) -> (Tensor values, Tensor indices)` */
  min(self: Tensor): Tensor;
  min(self: Tensor, other: Tensor): Tensor;
  min(self: Tensor, dim: number | bigint, keepdim?: boolean): { values: Tensor; indices: Tensor };
  min(self: Tensor, dim: number | bigint, options?: { keepdim?: boolean }): { values: Tensor; indices: Tensor };
  min(self: Tensor, options: { dim: number | bigint; keepdim?: boolean }): { values: Tensor; indices: Tensor };
  /** `aten::minimum(Tensor self, Tensor other) -> Tensor` */
  minimum(self: Tensor, other: Tensor): Tensor;
  /** `aten::miopen_batch_norm(Tensor input, Tensor weight, Tensor? bias, Tensor? running_mean, Tensor? running_var, bool training, float exponential_average_factor, float epsilon) -> (Tensor, Tensor, Tensor)` */
  miopenBatchNorm(input: Tensor, weight: Tensor, bias: Tensor | null, runningMean: Tensor | null, runningVar: Tensor | null, training: boolean, exponentialAverageFactor: number, epsilon: number): [Tensor, Tensor, Tensor];
  miopenBatchNorm(input: Tensor, weight: Tensor, bias: Tensor | null, runningMean: Tensor | null, runningVar: Tensor | null, options: { training: boolean; exponentialAverageFactor: number; epsilon: number }): [Tensor, Tensor, Tensor];
  /** `aten::miopen_batch_norm_backward(Tensor input, Tensor grad_output, Tensor weight, Tensor? running_mean, Tensor? running_var, Tensor? save_mean, Tensor? save_var, float epsilon) -> (Tensor, Tensor, Tensor)` */
  miopenBatchNormBackward(input: Tensor, gradOutput: Tensor, weight: Tensor, runningMean: Tensor | null, runningVar: Tensor | null, saveMean: Tensor | null, saveVar: Tensor | null, epsilon: number): [Tensor, Tensor, Tensor];
  miopenBatchNormBackward(input: Tensor, gradOutput: Tensor, weight: Tensor, runningMean: Tensor | null, runningVar: Tensor | null, saveMean: Tensor | null, saveVar: Tensor | null, options: { epsilon: number }): [Tensor, Tensor, Tensor];
  /** `aten::miopen_convolution(Tensor self, Tensor weight, Tensor? bias, SymInt[] padding, SymInt[] stride, SymInt[] dilation, SymInt groups, bool benchmark, bool deterministic) -> Tensor` */
  miopenConvolution(self: Tensor, weight: Tensor, bias: Tensor | null, padding: readonly (number | bigint)[] | number, stride: readonly (number | bigint)[] | number, dilation: readonly (number | bigint)[] | number, groups: number | bigint, benchmark: boolean, deterministic: boolean): Tensor;
  miopenConvolution(self: Tensor, weight: Tensor, bias: Tensor | null, options: { padding: readonly (number | bigint)[] | number; stride: readonly (number | bigint)[] | number; dilation: readonly (number | bigint)[] | number; groups: number | bigint; benchmark: boolean; deterministic: boolean }): Tensor;
  /** `aten::miopen_convolution_add_relu(Tensor self, Tensor weight, Tensor z, Scalar? alpha, Tensor? bias, SymInt[] stride, SymInt[] padding, SymInt[] dilation, SymInt groups) -> Tensor` */
  miopenConvolutionAddRelu(self: Tensor, weight: Tensor, z: Tensor, alpha: Scalar | null, bias: Tensor | null, stride: readonly (number | bigint)[] | number, padding: readonly (number | bigint)[] | number, dilation: readonly (number | bigint)[] | number, groups: number | bigint): Tensor;
  miopenConvolutionAddRelu(self: Tensor, weight: Tensor, z: Tensor, options: { alpha: Scalar | null; bias: Tensor | null; stride: readonly (number | bigint)[] | number; padding: readonly (number | bigint)[] | number; dilation: readonly (number | bigint)[] | number; groups: number | bigint }): Tensor;
  /** `aten::miopen_convolution_relu(Tensor self, Tensor weight, Tensor? bias, SymInt[] stride, SymInt[] padding, SymInt[] dilation, SymInt groups) -> Tensor` */
  miopenConvolutionRelu(self: Tensor, weight: Tensor, bias: Tensor | null, stride: readonly (number | bigint)[] | number, padding: readonly (number | bigint)[] | number, dilation: readonly (number | bigint)[] | number, groups: number | bigint): Tensor;
  miopenConvolutionRelu(self: Tensor, weight: Tensor, bias: Tensor | null, options: { stride: readonly (number | bigint)[] | number; padding: readonly (number | bigint)[] | number; dilation: readonly (number | bigint)[] | number; groups: number | bigint }): Tensor;
  /** `aten::miopen_convolution_transpose(Tensor self, Tensor weight, Tensor? bias, SymInt[] padding, SymInt[] output_padding, SymInt[] stride, SymInt[] dilation, SymInt groups, bool benchmark, bool deterministic) -> Tensor` */
  miopenConvolutionTranspose(self: Tensor, weight: Tensor, bias: Tensor | null, padding: readonly (number | bigint)[] | number, outputPadding: readonly (number | bigint)[] | number, stride: readonly (number | bigint)[] | number, dilation: readonly (number | bigint)[] | number, groups: number | bigint, benchmark: boolean, deterministic: boolean): Tensor;
  miopenConvolutionTranspose(self: Tensor, weight: Tensor, bias: Tensor | null, options: { padding: readonly (number | bigint)[] | number; outputPadding: readonly (number | bigint)[] | number; stride: readonly (number | bigint)[] | number; dilation: readonly (number | bigint)[] | number; groups: number | bigint; benchmark: boolean; deterministic: boolean }): Tensor;
  /** `aten::miopen_ctc_loss.Tensor(Tensor log_probs, Tensor targets, Tensor input_lengths, Tensor target_lengths, int blank, bool deterministic, bool zero_infinity) -> (Tensor, Tensor)` · `aten::miopen_ctc_loss(Tensor log_probs, Tensor targets, int[] input_lengths, int[] target_lengths, int blank, bool deterministic, bool zero_infinity) -> (Tensor, Tensor)` */
  miopenCtcLoss(logProbs: Tensor, targets: Tensor, inputLengths: Tensor, targetLengths: Tensor, blank: number | bigint, deterministic: boolean, zeroInfinity: boolean): [Tensor, Tensor];
  miopenCtcLoss(logProbs: Tensor, targets: Tensor, inputLengths: Tensor, targetLengths: Tensor, options: { blank: number | bigint; deterministic: boolean; zeroInfinity: boolean }): [Tensor, Tensor];
  miopenCtcLoss(logProbs: Tensor, targets: Tensor, inputLengths: readonly (number | bigint)[] | number, targetLengths: readonly (number | bigint)[] | number, blank: number | bigint, deterministic: boolean, zeroInfinity: boolean): [Tensor, Tensor];
  miopenCtcLoss(logProbs: Tensor, targets: Tensor, options: { inputLengths: readonly (number | bigint)[] | number; targetLengths: readonly (number | bigint)[] | number; blank: number | bigint; deterministic: boolean; zeroInfinity: boolean }): [Tensor, Tensor];
  /** `aten::miopen_depthwise_convolution(Tensor self, Tensor weight, Tensor? bias, SymInt[] padding, SymInt[] stride, SymInt[] dilation, SymInt groups, bool benchmark, bool deterministic) -> Tensor` */
  miopenDepthwiseConvolution(self: Tensor, weight: Tensor, bias: Tensor | null, padding: readonly (number | bigint)[] | number, stride: readonly (number | bigint)[] | number, dilation: readonly (number | bigint)[] | number, groups: number | bigint, benchmark: boolean, deterministic: boolean): Tensor;
  miopenDepthwiseConvolution(self: Tensor, weight: Tensor, bias: Tensor | null, options: { padding: readonly (number | bigint)[] | number; stride: readonly (number | bigint)[] | number; dilation: readonly (number | bigint)[] | number; groups: number | bigint; benchmark: boolean; deterministic: boolean }): Tensor;
  /** `aten::miopen_rnn(Tensor input, Tensor[] weight, int weight_stride0, Tensor hx, Tensor? cx, int mode, int hidden_size, int num_layers, bool batch_first, float dropout, bool train, bool bidirectional, int[] batch_sizes, Tensor? dropout_state) -> (Tensor, Tensor, Tensor, Tensor, Tensor)` */
  miopenRnn(input: Tensor, weight: readonly Tensor[], weightStride0: number | bigint, hx: Tensor, cx: Tensor | null, mode: number | bigint, hiddenSize: number | bigint, numLayers: number | bigint, batchFirst: boolean, dropout: number, train: boolean, bidirectional: boolean, batchSizes: readonly (number | bigint)[] | number, dropoutState: Tensor | null): [Tensor, Tensor, Tensor, Tensor, Tensor];
  miopenRnn(input: Tensor, options: { weight: readonly Tensor[]; weightStride0: number | bigint; hx: Tensor; cx: Tensor | null; mode: number | bigint; hiddenSize: number | bigint; numLayers: number | bigint; batchFirst: boolean; dropout: number; train: boolean; bidirectional: boolean; batchSizes: readonly (number | bigint)[] | number; dropoutState: Tensor | null }): [Tensor, Tensor, Tensor, Tensor, Tensor];
  /** `aten::miopen_rnn_backward(Tensor input, Tensor[] weight, int weight_stride0, Tensor weight_buf, Tensor hx, Tensor? cx, Tensor output, Tensor? grad_output, Tensor? grad_hy, Tensor? grad_cy, int mode, int hidden_size, int num_layers, bool batch_first, float dropout, bool train, bool bidirectional, int[] batch_sizes, Tensor? dropout_state, Tensor reserve, bool[4] output_mask) -> (Tensor, Tensor, Tensor, Tensor[])` */
  miopenRnnBackward(input: Tensor, weight: readonly Tensor[], weightStride0: number | bigint, weightBuf: Tensor, hx: Tensor, cx: Tensor | null, output: Tensor, gradOutput: Tensor | null, gradHy: Tensor | null, gradCy: Tensor | null, mode: number | bigint, hiddenSize: number | bigint, numLayers: number | bigint, batchFirst: boolean, dropout: number, train: boolean, bidirectional: boolean, batchSizes: readonly (number | bigint)[] | number, dropoutState: Tensor | null, reserve: Tensor, outputMask: readonly boolean[]): [Tensor, Tensor, Tensor, Tensor[]];
  miopenRnnBackward(input: Tensor, options: { weight: readonly Tensor[]; weightStride0: number | bigint; weightBuf: Tensor; hx: Tensor; cx: Tensor | null; output: Tensor; gradOutput: Tensor | null; gradHy: Tensor | null; gradCy: Tensor | null; mode: number | bigint; hiddenSize: number | bigint; numLayers: number | bigint; batchFirst: boolean; dropout: number; train: boolean; bidirectional: boolean; batchSizes: readonly (number | bigint)[] | number; dropoutState: Tensor | null; reserve: Tensor; outputMask: readonly boolean[] }): [Tensor, Tensor, Tensor, Tensor[]];
  /** `aten::mish(Tensor self) -> Tensor` */
  mish(self: Tensor): Tensor;
  /** `aten::mish_(Tensor(a!) self) -> Tensor(a!)` */
  mish_(self: Tensor): Tensor;
  /** `aten::mish_backward(Tensor grad_output, Tensor self) -> Tensor` */
  mishBackward(gradOutput: Tensor, self: Tensor): Tensor;
  /** `aten::mkldnn_adaptive_avg_pool2d(Tensor self, int[2] output_size) -> Tensor` */
  mkldnnAdaptiveAvgPool2d(self: Tensor, outputSize: number | readonly (number | bigint)[]): Tensor;
  mkldnnAdaptiveAvgPool2d(self: Tensor, options: { outputSize: number | readonly (number | bigint)[] }): Tensor;
  /** `aten::mkldnn_adaptive_avg_pool2d_backward(Tensor grad_output, Tensor self) -> Tensor` */
  mkldnnAdaptiveAvgPool2dBackward(gradOutput: Tensor, self: Tensor): Tensor;
  /** `aten::mkldnn_convolution(Tensor self, Tensor weight, Tensor? bias, SymInt[] padding, SymInt[] stride, SymInt[] dilation, SymInt groups) -> Tensor` */
  mkldnnConvolution(self: Tensor, weight: Tensor, bias: Tensor | null, padding: readonly (number | bigint)[] | number, stride: readonly (number | bigint)[] | number, dilation: readonly (number | bigint)[] | number, groups: number | bigint): Tensor;
  mkldnnConvolution(self: Tensor, weight: Tensor, bias: Tensor | null, options: { padding: readonly (number | bigint)[] | number; stride: readonly (number | bigint)[] | number; dilation: readonly (number | bigint)[] | number; groups: number | bigint }): Tensor;
  /** `aten::mkldnn_linear(Tensor self, Tensor weight, Tensor? bias=None) -> Tensor` */
  mkldnnLinear(self: Tensor, weight: Tensor, bias?: Tensor | null): Tensor;
  mkldnnLinear(self: Tensor, weight: Tensor, options?: { bias?: Tensor | null }): Tensor;
  /** `aten::mkldnn_linear_backward(Tensor self, Tensor grad_output, Tensor weight, bool[3] output_mask) -> (Tensor, Tensor, Tensor)` */
  mkldnnLinearBackward(self: Tensor, gradOutput: Tensor, weight: Tensor, outputMask: readonly boolean[]): [Tensor, Tensor, Tensor];
  mkldnnLinearBackward(self: Tensor, gradOutput: Tensor, weight: Tensor, options: { outputMask: readonly boolean[] }): [Tensor, Tensor, Tensor];
  /** `aten::mkldnn_linear_backward_input(int[] input_size, Tensor grad_output, Tensor weight) -> Tensor` */
  mkldnnLinearBackwardInput(inputSize: readonly (number | bigint)[] | number, gradOutput: Tensor, weight: Tensor): Tensor;
  mkldnnLinearBackwardInput(options: { inputSize: readonly (number | bigint)[] | number; gradOutput: Tensor; weight: Tensor }): Tensor;
  /** `aten::mkldnn_linear_backward_weights(Tensor grad_output, Tensor input, Tensor weight, bool bias_defined) -> (Tensor, Tensor)` */
  mkldnnLinearBackwardWeights(gradOutput: Tensor, input: Tensor, weight: Tensor, biasDefined: boolean): [Tensor, Tensor];
  mkldnnLinearBackwardWeights(gradOutput: Tensor, input: Tensor, weight: Tensor, options: { biasDefined: boolean }): [Tensor, Tensor];
  /** `aten::mkldnn_max_pool2d(Tensor self, int[2] kernel_size, int[2] stride=[], int[2] padding=0, int[2] dilation=1, bool ceil_mode=False) -> Tensor` */
  mkldnnMaxPool2d(self: Tensor, kernelSize: number | readonly (number | bigint)[], stride?: number | readonly (number | bigint)[], padding?: number | readonly (number | bigint)[], dilation?: number | readonly (number | bigint)[], ceilMode?: boolean): Tensor;
  mkldnnMaxPool2d(self: Tensor, kernelSize: number | readonly (number | bigint)[], options?: { stride?: number | readonly (number | bigint)[]; padding?: number | readonly (number | bigint)[]; dilation?: number | readonly (number | bigint)[]; ceilMode?: boolean }): Tensor;
  mkldnnMaxPool2d(self: Tensor, options: { kernelSize: number | readonly (number | bigint)[]; stride?: number | readonly (number | bigint)[]; padding?: number | readonly (number | bigint)[]; dilation?: number | readonly (number | bigint)[]; ceilMode?: boolean }): Tensor;
  /** `aten::mkldnn_max_pool2d_backward(Tensor grad_output, Tensor output, Tensor input, int[2] kernel_size, int[2] stride=[], int[2] padding=0, int[2] dilation=1, bool ceil_mode=False) -> Tensor` */
  mkldnnMaxPool2dBackward(gradOutput: Tensor, output: Tensor, input: Tensor, kernelSize: number | readonly (number | bigint)[], stride?: number | readonly (number | bigint)[], padding?: number | readonly (number | bigint)[], dilation?: number | readonly (number | bigint)[], ceilMode?: boolean): Tensor;
  mkldnnMaxPool2dBackward(gradOutput: Tensor, output: Tensor, input: Tensor, kernelSize: number | readonly (number | bigint)[], options?: { stride?: number | readonly (number | bigint)[]; padding?: number | readonly (number | bigint)[]; dilation?: number | readonly (number | bigint)[]; ceilMode?: boolean }): Tensor;
  mkldnnMaxPool2dBackward(gradOutput: Tensor, output: Tensor, input: Tensor, options: { kernelSize: number | readonly (number | bigint)[]; stride?: number | readonly (number | bigint)[]; padding?: number | readonly (number | bigint)[]; dilation?: number | readonly (number | bigint)[]; ceilMode?: boolean }): Tensor;
  /** `aten::mkldnn_max_pool3d(Tensor self, int[3] kernel_size, int[3] stride=[], int[3] padding=0, int[3] dilation=1, bool ceil_mode=False) -> Tensor` */
  mkldnnMaxPool3d(self: Tensor, kernelSize: number | readonly (number | bigint)[], stride?: number | readonly (number | bigint)[], padding?: number | readonly (number | bigint)[], dilation?: number | readonly (number | bigint)[], ceilMode?: boolean): Tensor;
  mkldnnMaxPool3d(self: Tensor, kernelSize: number | readonly (number | bigint)[], options?: { stride?: number | readonly (number | bigint)[]; padding?: number | readonly (number | bigint)[]; dilation?: number | readonly (number | bigint)[]; ceilMode?: boolean }): Tensor;
  mkldnnMaxPool3d(self: Tensor, options: { kernelSize: number | readonly (number | bigint)[]; stride?: number | readonly (number | bigint)[]; padding?: number | readonly (number | bigint)[]; dilation?: number | readonly (number | bigint)[]; ceilMode?: boolean }): Tensor;
  /** `aten::mkldnn_max_pool3d_backward(Tensor grad_output, Tensor output, Tensor input, int[3] kernel_size, int[3] stride=[], int[3] padding=0, int[3] dilation=1, bool ceil_mode=False) -> Tensor` */
  mkldnnMaxPool3dBackward(gradOutput: Tensor, output: Tensor, input: Tensor, kernelSize: number | readonly (number | bigint)[], stride?: number | readonly (number | bigint)[], padding?: number | readonly (number | bigint)[], dilation?: number | readonly (number | bigint)[], ceilMode?: boolean): Tensor;
  mkldnnMaxPool3dBackward(gradOutput: Tensor, output: Tensor, input: Tensor, kernelSize: number | readonly (number | bigint)[], options?: { stride?: number | readonly (number | bigint)[]; padding?: number | readonly (number | bigint)[]; dilation?: number | readonly (number | bigint)[]; ceilMode?: boolean }): Tensor;
  mkldnnMaxPool3dBackward(gradOutput: Tensor, output: Tensor, input: Tensor, options: { kernelSize: number | readonly (number | bigint)[]; stride?: number | readonly (number | bigint)[]; padding?: number | readonly (number | bigint)[]; dilation?: number | readonly (number | bigint)[]; ceilMode?: boolean }): Tensor;
  /** `aten::mkldnn_reorder_conv2d_weight(Tensor self, SymInt[2] padding=[0, 0], SymInt[2] stride=[1, 1], SymInt[2] dilation=[1, 1], SymInt groups=1, SymInt[]? input_size=None) -> Tensor` */
  mkldnnReorderConv2dWeight(self: Tensor, padding?: number | readonly (number | bigint)[], stride?: number | readonly (number | bigint)[], dilation?: number | readonly (number | bigint)[], groups?: number | bigint, inputSize?: readonly (number | bigint)[] | number | null): Tensor;
  mkldnnReorderConv2dWeight(self: Tensor, options?: { padding?: number | readonly (number | bigint)[]; stride?: number | readonly (number | bigint)[]; dilation?: number | readonly (number | bigint)[]; groups?: number | bigint; inputSize?: readonly (number | bigint)[] | number | null }): Tensor;
  /** `aten::mkldnn_reorder_conv3d_weight(Tensor self, SymInt[3] padding=[0, 0, 0], SymInt[3] stride=[1, 1, 1], SymInt[3] dilation=[1, 1, 1], SymInt groups=1, SymInt[]? input_size=None) -> Tensor` */
  mkldnnReorderConv3dWeight(self: Tensor, padding?: number | readonly (number | bigint)[], stride?: number | readonly (number | bigint)[], dilation?: number | readonly (number | bigint)[], groups?: number | bigint, inputSize?: readonly (number | bigint)[] | number | null): Tensor;
  mkldnnReorderConv3dWeight(self: Tensor, options?: { padding?: number | readonly (number | bigint)[]; stride?: number | readonly (number | bigint)[]; dilation?: number | readonly (number | bigint)[]; groups?: number | bigint; inputSize?: readonly (number | bigint)[] | number | null }): Tensor;
  /** `aten::mkldnn_rnn_layer(Tensor input, Tensor weight0, Tensor weight1, Tensor weight2, Tensor weight3, Tensor hx_, Tensor cx_, bool reverse, int[] batch_sizes, int mode, int hidden_size, int num_layers, bool has_biases, bool bidirectional, bool batch_first, bool train) -> (Tensor, Tensor, Tensor, Tensor)` */
  mkldnnRnnLayer(input: Tensor, weight0: Tensor, weight1: Tensor, weight2: Tensor, weight3: Tensor, hx_: Tensor, cx_: Tensor, reverse: boolean, batchSizes: readonly (number | bigint)[] | number, mode: number | bigint, hiddenSize: number | bigint, numLayers: number | bigint, hasBiases: boolean, bidirectional: boolean, batchFirst: boolean, train: boolean): [Tensor, Tensor, Tensor, Tensor];
  mkldnnRnnLayer(input: Tensor, weight0: Tensor, weight1: Tensor, weight2: Tensor, weight3: Tensor, hx_: Tensor, cx_: Tensor, options: { reverse: boolean; batchSizes: readonly (number | bigint)[] | number; mode: number | bigint; hiddenSize: number | bigint; numLayers: number | bigint; hasBiases: boolean; bidirectional: boolean; batchFirst: boolean; train: boolean }): [Tensor, Tensor, Tensor, Tensor];
  /** `aten::mkldnn_rnn_layer_backward(Tensor input, Tensor weight1, Tensor weight2, Tensor weight3, Tensor weight4, Tensor hx_, Tensor cx_tmp, Tensor output, Tensor hy_, Tensor cy_, Tensor? grad_output, Tensor? grad_hy, Tensor? grad_cy, bool reverse, int mode, int hidden_size, int num_layers, bool has_biases, bool train, bool bidirectional, int[] batch_sizes, bool batch_first, Tensor workspace) -> (Tensor, Tensor, Tensor, Tensor, Tensor, Tensor, Tensor)` */
  mkldnnRnnLayerBackward(input: Tensor, weight1: Tensor, weight2: Tensor, weight3: Tensor, weight4: Tensor, hx_: Tensor, cxTmp: Tensor, output: Tensor, hy_: Tensor, cy_: Tensor, gradOutput: Tensor | null, gradHy: Tensor | null, gradCy: Tensor | null, reverse: boolean, mode: number | bigint, hiddenSize: number | bigint, numLayers: number | bigint, hasBiases: boolean, train: boolean, bidirectional: boolean, batchSizes: readonly (number | bigint)[] | number, batchFirst: boolean, workspace: Tensor): [Tensor, Tensor, Tensor, Tensor, Tensor, Tensor, Tensor];
  mkldnnRnnLayerBackward(input: Tensor, weight1: Tensor, weight2: Tensor, weight3: Tensor, weight4: Tensor, hx_: Tensor, cxTmp: Tensor, output: Tensor, hy_: Tensor, cy_: Tensor, gradOutput: Tensor | null, gradHy: Tensor | null, gradCy: Tensor | null, options: { reverse: boolean; mode: number | bigint; hiddenSize: number | bigint; numLayers: number | bigint; hasBiases: boolean; train: boolean; bidirectional: boolean; batchSizes: readonly (number | bigint)[] | number; batchFirst: boolean; workspace: Tensor }): [Tensor, Tensor, Tensor, Tensor, Tensor, Tensor, Tensor];
  /** `aten::mm(Tensor self, Tensor mat2) -> Tensor` · `aten::mm.dtype(Tensor self, Tensor mat2, ScalarType out_dtype) -> Tensor` */
  mm(self: Tensor, mat2: Tensor): Tensor;
  mm(self: Tensor, mat2: Tensor, outDtype: DType): Tensor;
  mm(self: Tensor, mat2: Tensor, options: { outDtype: DType }): Tensor;
  /** `aten::mode(Tensor self, int dim=-1, bool keepdim=False) -> (Tensor values, Tensor indices)` */
  mode(self: Tensor, dim?: number | bigint, keepdim?: boolean): { values: Tensor; indices: Tensor };
  mode(self: Tensor, options?: { dim?: number | bigint; keepdim?: boolean }): { values: Tensor; indices: Tensor };
  /** `aten::moveaxis.int(Tensor(a) self, int source, int destination) -> Tensor(a)` · `aten::moveaxis.intlist(Tensor(a) self, int[] source, int[] destination) -> Tensor(a)` */
  moveaxis(self: Tensor, source: number | bigint, destination: number | bigint): Tensor;
  moveaxis(self: Tensor, options: { source: number | bigint; destination: number | bigint }): Tensor;
  moveaxis(self: Tensor, source: readonly (number | bigint)[] | number, destination: readonly (number | bigint)[] | number): Tensor;
  moveaxis(self: Tensor, options: { source: readonly (number | bigint)[] | number; destination: readonly (number | bigint)[] | number }): Tensor;
  /** `aten::movedim.int(Tensor(a) self, int source, int destination) -> Tensor(a)` · `aten::movedim.intlist(Tensor(a) self, int[] source, int[] destination) -> Tensor(a)` */
  movedim(self: Tensor, source: number | bigint, destination: number | bigint): Tensor;
  movedim(self: Tensor, options: { source: number | bigint; destination: number | bigint }): Tensor;
  movedim(self: Tensor, source: readonly (number | bigint)[] | number, destination: readonly (number | bigint)[] | number): Tensor;
  movedim(self: Tensor, options: { source: readonly (number | bigint)[] | number; destination: readonly (number | bigint)[] | number }): Tensor;
  /** `aten::mps_convolution_backward(Tensor self, Tensor grad_output, Tensor weight, SymInt[] padding, SymInt[] stride, SymInt[] dilation, SymInt groups, bool[3] output_mask) -> (Tensor, Tensor, Tensor)` */
  mpsConvolutionBackward(self: Tensor, gradOutput: Tensor, weight: Tensor, padding: readonly (number | bigint)[] | number, stride: readonly (number | bigint)[] | number, dilation: readonly (number | bigint)[] | number, groups: number | bigint, outputMask: readonly boolean[]): [Tensor, Tensor, Tensor];
  mpsConvolutionBackward(self: Tensor, gradOutput: Tensor, weight: Tensor, options: { padding: readonly (number | bigint)[] | number; stride: readonly (number | bigint)[] | number; dilation: readonly (number | bigint)[] | number; groups: number | bigint; outputMask: readonly boolean[] }): [Tensor, Tensor, Tensor];
  /** `aten::mps_convolution_transpose_backward(Tensor self, Tensor grad_output, Tensor weight, SymInt[] padding, SymInt[] output_padding, SymInt[] stride, SymInt[] dilation, SymInt groups, bool[2] output_mask) -> (Tensor, Tensor)` */
  mpsConvolutionTransposeBackward(self: Tensor, gradOutput: Tensor, weight: Tensor, padding: readonly (number | bigint)[] | number, outputPadding: readonly (number | bigint)[] | number, stride: readonly (number | bigint)[] | number, dilation: readonly (number | bigint)[] | number, groups: number | bigint, outputMask: readonly boolean[]): [Tensor, Tensor];
  mpsConvolutionTransposeBackward(self: Tensor, gradOutput: Tensor, weight: Tensor, options: { padding: readonly (number | bigint)[] | number; outputPadding: readonly (number | bigint)[] | number; stride: readonly (number | bigint)[] | number; dilation: readonly (number | bigint)[] | number; groups: number | bigint; outputMask: readonly boolean[] }): [Tensor, Tensor];
  /** `aten::mse_loss(Tensor self, Tensor target, int reduction=1) -> Tensor` */
  mseLoss(self: Tensor, target: Tensor, reduction?: number | bigint): Tensor;
  mseLoss(self: Tensor, target: Tensor, options?: { reduction?: number | bigint }): Tensor;
  /** `aten::mse_loss_backward(Tensor grad_output, Tensor self, Tensor target, int reduction) -> Tensor` */
  mseLossBackward(gradOutput: Tensor, self: Tensor, target: Tensor, reduction: number | bigint): Tensor;
  mseLossBackward(gradOutput: Tensor, self: Tensor, target: Tensor, options: { reduction: number | bigint }): Tensor;
  /** `aten::msort(Tensor self) -> Tensor` */
  msort(self: Tensor): Tensor;
  /** `aten::mul.Tensor(Tensor self, Tensor other) -> Tensor` · `aten::mul.Scalar(Tensor self, Scalar other) -> Tensor` */
  mul(self: Tensor, other: Tensor): Tensor;
  mul(self: Tensor, other: Scalar): Tensor;
  mul(self: Tensor, options: { other: Scalar }): Tensor;
  /** `aten::mul_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::mul_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!)` */
  mul_(self: Tensor, other: Tensor): Tensor;
  mul_(self: Tensor, other: Scalar): Tensor;
  mul_(self: Tensor, options: { other: Scalar }): Tensor;
  /** `aten::multi_margin_loss(Tensor self, Tensor target, Scalar p=1, Scalar margin=1, Tensor? weight=None, int reduction=1) -> Tensor` */
  multiMarginLoss(self: Tensor, target: Tensor, p?: Scalar, margin?: Scalar, weight?: Tensor | null, reduction?: number | bigint): Tensor;
  multiMarginLoss(self: Tensor, target: Tensor, options?: { p?: Scalar; margin?: Scalar; weight?: Tensor | null; reduction?: number | bigint }): Tensor;
  /** `aten::multi_margin_loss_backward(Tensor grad_output, Tensor self, Tensor target, Scalar p, Scalar margin, Tensor? weight=None, int reduction=1) -> Tensor` */
  multiMarginLossBackward(gradOutput: Tensor, self: Tensor, target: Tensor, p: Scalar, margin: Scalar, weight?: Tensor | null, reduction?: number | bigint): Tensor;
  multiMarginLossBackward(gradOutput: Tensor, self: Tensor, target: Tensor, p: Scalar, margin: Scalar, options?: { weight?: Tensor | null; reduction?: number | bigint }): Tensor;
  multiMarginLossBackward(gradOutput: Tensor, self: Tensor, target: Tensor, options: { p: Scalar; margin: Scalar; weight?: Tensor | null; reduction?: number | bigint }): Tensor;
  /** `aten::multilabel_margin_loss(Tensor self, Tensor target, int reduction=1) -> Tensor` */
  multilabelMarginLoss(self: Tensor, target: Tensor, reduction?: number | bigint): Tensor;
  multilabelMarginLoss(self: Tensor, target: Tensor, options?: { reduction?: number | bigint }): Tensor;
  /** `aten::multilabel_margin_loss_backward(Tensor grad_output, Tensor self, Tensor target, int reduction, Tensor is_target) -> Tensor` */
  multilabelMarginLossBackward(gradOutput: Tensor, self: Tensor, target: Tensor, reduction: number | bigint, isTarget: Tensor): Tensor;
  multilabelMarginLossBackward(gradOutput: Tensor, self: Tensor, target: Tensor, options: { reduction: number | bigint; isTarget: Tensor }): Tensor;
  /** `aten::multilabel_margin_loss_forward(Tensor self, Tensor target, int reduction) -> (Tensor output, Tensor is_target)` */
  multilabelMarginLossForward(self: Tensor, target: Tensor, reduction: number | bigint): { output: Tensor; isTarget: Tensor };
  multilabelMarginLossForward(self: Tensor, target: Tensor, options: { reduction: number | bigint }): { output: Tensor; isTarget: Tensor };
  /** `aten::multinomial(Tensor self, SymInt num_samples, bool replacement=False, *, Generator? generator=None) -> Tensor` */
  multinomial(self: Tensor, numSamples: number | bigint, replacement?: boolean, options?: { generator?: Generator | null }): Tensor;
  multinomial(self: Tensor, numSamples: number | bigint, options?: { replacement?: boolean; generator?: Generator | null }): Tensor;
  multinomial(self: Tensor, options: { numSamples: number | bigint; replacement?: boolean; generator?: Generator | null }): Tensor;
  /** `aten::multiply.Tensor(Tensor self, Tensor other) -> Tensor` · `aten::multiply.Scalar(Tensor self, Scalar other) -> Tensor` */
  multiply(self: Tensor, other: Tensor): Tensor;
  multiply(self: Tensor, other: Scalar): Tensor;
  multiply(self: Tensor, options: { other: Scalar }): Tensor;
  /** `aten::multiply_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::multiply_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!)` */
  multiply_(self: Tensor, other: Tensor): Tensor;
  multiply_(self: Tensor, other: Scalar): Tensor;
  multiply_(self: Tensor, options: { other: Scalar }): Tensor;
  /** `aten::mv(Tensor self, Tensor vec) -> Tensor` */
  mv(self: Tensor, vec: Tensor): Tensor;
  /** `aten::mvlgamma(Tensor self, int p) -> Tensor` */
  mvlgamma(self: Tensor, p: number | bigint): Tensor;
  mvlgamma(self: Tensor, options: { p: number | bigint }): Tensor;
  /** `aten::mvlgamma_(Tensor(a!) self, int p) -> Tensor(a!)` */
  mvlgamma_(self: Tensor, p: number | bigint): Tensor;
  mvlgamma_(self: Tensor, options: { p: number | bigint }): Tensor;
  /** `aten::nan_to_num(Tensor self, float? nan=None, float? posinf=None, float? neginf=None) -> Tensor` */
  nanToNum(self: Tensor, nan?: number | null, posinf?: number | null, neginf?: number | null): Tensor;
  nanToNum(self: Tensor, options?: { nan?: number | null; posinf?: number | null; neginf?: number | null }): Tensor;
  /** `aten::nan_to_num_(Tensor(a!) self, float? nan=None, float? posinf=None, float? neginf=None) -> Tensor(a!)` */
  nanToNum_(self: Tensor, nan?: number | null, posinf?: number | null, neginf?: number | null): Tensor;
  nanToNum_(self: Tensor, options?: { nan?: number | null; posinf?: number | null; neginf?: number | null }): Tensor;
  /** `aten::nanmean(Tensor self, int[1]? dim=None, bool keepdim=False, *, ScalarType? dtype=None) -> Tensor` */
  nanmean(self: Tensor, dim?: number | readonly (number | bigint)[] | null, keepdim?: boolean, options?: { dtype?: DType | null }): Tensor;
  nanmean(self: Tensor, options?: { dim?: number | readonly (number | bigint)[] | null; keepdim?: boolean; dtype?: DType | null }): Tensor;
  /** `aten::nanmedian(Tensor self) -> Tensor` · `aten::nanmedian.dim(Tensor self, int dim, bool keepdim=False) -> (Tensor values, Tensor indices)` */
  nanmedian(self: Tensor): Tensor;
  nanmedian(self: Tensor, dim: number | bigint, keepdim?: boolean): { values: Tensor; indices: Tensor };
  nanmedian(self: Tensor, dim: number | bigint, options?: { keepdim?: boolean }): { values: Tensor; indices: Tensor };
  nanmedian(self: Tensor, options: { dim: number | bigint; keepdim?: boolean }): { values: Tensor; indices: Tensor };
  /** `aten::nanquantile(Tensor self, Tensor q, int? dim=None, bool keepdim=False, *, str interpolation="linear") -> Tensor` · `aten::nanquantile.scalar(Tensor self, float q, int? dim=None, bool keepdim=False, *, str interpolation="linear") -> Tensor` */
  nanquantile(self: Tensor, q: Tensor, dim?: number | bigint | null, keepdim?: boolean, options?: { interpolation?: string }): Tensor;
  nanquantile(self: Tensor, q: Tensor, options?: { dim?: number | bigint | null; keepdim?: boolean; interpolation?: string }): Tensor;
  nanquantile(self: Tensor, q: number, dim?: number | bigint | null, keepdim?: boolean, options?: { interpolation?: string }): Tensor;
  nanquantile(self: Tensor, q: number, options?: { dim?: number | bigint | null; keepdim?: boolean; interpolation?: string }): Tensor;
  nanquantile(self: Tensor, options: { q: number; dim?: number | bigint | null; keepdim?: boolean; interpolation?: string }): Tensor;
  /** `aten::nansum(Tensor self, int[1]? dim=None, bool keepdim=False, *, ScalarType? dtype=None) -> Tensor` */
  nansum(self: Tensor, dim?: number | readonly (number | bigint)[] | null, keepdim?: boolean, options?: { dtype?: DType | null }): Tensor;
  nansum(self: Tensor, options?: { dim?: number | readonly (number | bigint)[] | null; keepdim?: boolean; dtype?: DType | null }): Tensor;
  /** `aten::narrow.Tensor(Tensor(a) self, int dim, Tensor start, SymInt length) -> Tensor(a)` · `aten::narrow(Tensor(a) self, int dim, SymInt start, SymInt length) -> Tensor(a)` */
  narrow(self: Tensor, dim: number | bigint, start: Tensor, length: number | bigint): Tensor;
  narrow(self: Tensor, options: { dim: number | bigint; start: Tensor; length: number | bigint }): Tensor;
  narrow(self: Tensor, dim: number | bigint, start: number | bigint, length: number | bigint): Tensor;
  narrow(self: Tensor, options: { dim: number | bigint; start: number | bigint; length: number | bigint }): Tensor;
  /** `aten::narrow_copy(Tensor self, int dim, SymInt start, SymInt length) -> Tensor` */
  narrowCopy(self: Tensor, dim: number | bigint, start: number | bigint, length: number | bigint): Tensor;
  narrowCopy(self: Tensor, options: { dim: number | bigint; start: number | bigint; length: number | bigint }): Tensor;
  /** `aten::native_batch_norm(Tensor input, Tensor? weight, Tensor? bias, Tensor? running_mean, Tensor? running_var, bool training, float momentum, float eps) -> (Tensor, Tensor, Tensor)` */
  nativeBatchNorm(input: Tensor, weight: Tensor | null, bias: Tensor | null, runningMean: Tensor | null, runningVar: Tensor | null, training: boolean, momentum: number, eps: number): [Tensor, Tensor, Tensor];
  nativeBatchNorm(input: Tensor, weight: Tensor | null, bias: Tensor | null, runningMean: Tensor | null, runningVar: Tensor | null, options: { training: boolean; momentum: number; eps: number }): [Tensor, Tensor, Tensor];
  /** `aten::native_batch_norm_backward(Tensor grad_out, Tensor input, Tensor? weight, Tensor? running_mean, Tensor? running_var, Tensor? save_mean, Tensor? save_invstd, bool train, float eps, bool[3] output_mask) -> (Tensor, Tensor, Tensor)` */
  nativeBatchNormBackward(gradOut: Tensor, input: Tensor, weight: Tensor | null, runningMean: Tensor | null, runningVar: Tensor | null, saveMean: Tensor | null, saveInvstd: Tensor | null, train: boolean, eps: number, outputMask: readonly boolean[]): [Tensor, Tensor, Tensor];
  nativeBatchNormBackward(gradOut: Tensor, input: Tensor, weight: Tensor | null, runningMean: Tensor | null, runningVar: Tensor | null, saveMean: Tensor | null, saveInvstd: Tensor | null, options: { train: boolean; eps: number; outputMask: readonly boolean[] }): [Tensor, Tensor, Tensor];
  /** `aten::native_channel_shuffle(Tensor self, SymInt groups) -> Tensor` */
  nativeChannelShuffle(self: Tensor, groups: number | bigint): Tensor;
  nativeChannelShuffle(self: Tensor, options: { groups: number | bigint }): Tensor;
  /** `aten::native_dropout(Tensor input, float p, bool? train) -> (Tensor, Tensor)` */
  nativeDropout(input: Tensor, p: number, train: boolean | null): [Tensor, Tensor];
  nativeDropout(input: Tensor, options: { p: number; train: boolean | null }): [Tensor, Tensor];
  /** `aten::native_dropout_backward(Tensor grad_output, Tensor mask, float scale) -> Tensor` */
  nativeDropoutBackward(gradOutput: Tensor, mask: Tensor, scale: number): Tensor;
  nativeDropoutBackward(gradOutput: Tensor, mask: Tensor, options: { scale: number }): Tensor;
  /** `aten::native_group_norm(Tensor input, Tensor? weight, Tensor? bias, SymInt N, SymInt C, SymInt HxW, int group, float eps) -> (Tensor, Tensor, Tensor)` */
  nativeGroupNorm(input: Tensor, weight: Tensor | null, bias: Tensor | null, N: number | bigint, C: number | bigint, HxW: number | bigint, group: number | bigint, eps: number): [Tensor, Tensor, Tensor];
  nativeGroupNorm(input: Tensor, weight: Tensor | null, bias: Tensor | null, options: { N: number | bigint; C: number | bigint; HxW: number | bigint; group: number | bigint; eps: number }): [Tensor, Tensor, Tensor];
  /** `aten::native_group_norm_backward(Tensor grad_out, Tensor input, Tensor mean, Tensor rstd, Tensor? weight, SymInt N, SymInt C, SymInt HxW, int group, bool[3] output_mask) -> (Tensor, Tensor, Tensor)` */
  nativeGroupNormBackward(gradOut: Tensor, input: Tensor, mean: Tensor, rstd: Tensor, weight: Tensor | null, N: number | bigint, C: number | bigint, HxW: number | bigint, group: number | bigint, outputMask: readonly boolean[]): [Tensor, Tensor, Tensor];
  nativeGroupNormBackward(gradOut: Tensor, input: Tensor, mean: Tensor, rstd: Tensor, weight: Tensor | null, options: { N: number | bigint; C: number | bigint; HxW: number | bigint; group: number | bigint; outputMask: readonly boolean[] }): [Tensor, Tensor, Tensor];
  /** `aten::native_layer_norm(Tensor input, SymInt[] normalized_shape, Tensor? weight, Tensor? bias, float eps) -> (Tensor, Tensor, Tensor)` */
  nativeLayerNorm(input: Tensor, normalizedShape: readonly (number | bigint)[] | number, weight: Tensor | null, bias: Tensor | null, eps: number): [Tensor, Tensor, Tensor];
  nativeLayerNorm(input: Tensor, options: { normalizedShape: readonly (number | bigint)[] | number; weight: Tensor | null; bias: Tensor | null; eps: number }): [Tensor, Tensor, Tensor];
  /** `aten::native_layer_norm_backward(Tensor grad_out, Tensor input, SymInt[] normalized_shape, Tensor mean, Tensor rstd, Tensor? weight, Tensor? bias, bool[3] output_mask) -> (Tensor, Tensor, Tensor)` */
  nativeLayerNormBackward(gradOut: Tensor, input: Tensor, normalizedShape: readonly (number | bigint)[] | number, mean: Tensor, rstd: Tensor, weight: Tensor | null, bias: Tensor | null, outputMask: readonly boolean[]): [Tensor, Tensor, Tensor];
  nativeLayerNormBackward(gradOut: Tensor, input: Tensor, options: { normalizedShape: readonly (number | bigint)[] | number; mean: Tensor; rstd: Tensor; weight: Tensor | null; bias: Tensor | null; outputMask: readonly boolean[] }): [Tensor, Tensor, Tensor];
  /** `aten::native_norm(Tensor self, Scalar p=2) -> Tensor` · `aten::native_norm.ScalarOpt_dim_dtype(Tensor self, Scalar? p, int[1] dim, bool keepdim, ScalarType? dtype) -> Tensor` */
  nativeNorm(self: Tensor, p?: Scalar): Tensor;
  nativeNorm(self: Tensor, options?: { p?: Scalar }): Tensor;
  nativeNorm(self: Tensor, p: Scalar | null, dim: number | readonly (number | bigint)[], keepdim: boolean, dtype: DType | null): Tensor;
  nativeNorm(self: Tensor, options: { p: Scalar | null; dim: number | readonly (number | bigint)[]; keepdim: boolean; dtype: DType | null }): Tensor;
  /** `aten::ne.Tensor(Tensor self, Tensor other) -> Tensor` · `aten::ne.Scalar(Tensor self, Scalar other) -> Tensor` */
  ne(self: Tensor, other: Tensor): Tensor;
  ne(self: Tensor, other: Scalar): Tensor;
  ne(self: Tensor, options: { other: Scalar }): Tensor;
  /** `aten::ne_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::ne_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!)` */
  ne_(self: Tensor, other: Tensor): Tensor;
  ne_(self: Tensor, other: Scalar): Tensor;
  ne_(self: Tensor, options: { other: Scalar }): Tensor;
  /** `aten::neg(Tensor self) -> Tensor` */
  neg(self: Tensor): Tensor;
  /** `aten::neg_(Tensor(a!) self) -> Tensor(a!)` */
  neg_(self: Tensor): Tensor;
  /** `aten::negative(Tensor self) -> Tensor` */
  negative(self: Tensor): Tensor;
  /** `aten::negative_(Tensor(a!) self) -> Tensor(a!)` */
  negative_(self: Tensor): Tensor;
  /** `aten::nested_to_padded_tensor(Tensor self, float padding, int[]? output_size=None) -> Tensor` */
  nestedToPaddedTensor(self: Tensor, padding: number, outputSize?: readonly (number | bigint)[] | number | null): Tensor;
  nestedToPaddedTensor(self: Tensor, padding: number, options?: { outputSize?: readonly (number | bigint)[] | number | null }): Tensor;
  nestedToPaddedTensor(self: Tensor, options: { padding: number; outputSize?: readonly (number | bigint)[] | number | null }): Tensor;
  /** `aten::new_empty(Tensor self, SymInt[] size, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` */
  newEmpty(self: Tensor, size: readonly (number | bigint)[] | number, options?: { dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  newEmpty(self: Tensor, options: { size: readonly (number | bigint)[] | number; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  /** `aten::new_empty_strided(Tensor self, SymInt[] size, SymInt[] stride, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` */
  newEmptyStrided(self: Tensor, size: readonly (number | bigint)[] | number, stride: readonly (number | bigint)[] | number, options?: { dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  newEmptyStrided(self: Tensor, options: { size: readonly (number | bigint)[] | number; stride: readonly (number | bigint)[] | number; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  /** `aten::new_full(Tensor self, SymInt[] size, Scalar fill_value, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` */
  newFull(self: Tensor, size: readonly (number | bigint)[] | number, fillValue: Scalar, options?: { dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  newFull(self: Tensor, options: { size: readonly (number | bigint)[] | number; fillValue: Scalar; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  /** `aten::new_ones(Tensor self, SymInt[] size, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` */
  newOnes(self: Tensor, size: readonly (number | bigint)[] | number, options?: { dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  newOnes(self: Tensor, options: { size: readonly (number | bigint)[] | number; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  /** `aten::new_zeros(Tensor self, SymInt[] size, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` */
  newZeros(self: Tensor, size: readonly (number | bigint)[] | number, options?: { dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  newZeros(self: Tensor, options: { size: readonly (number | bigint)[] | number; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  /** `aten::nextafter(Tensor self, Tensor other) -> Tensor` */
  nextafter(self: Tensor, other: Tensor): Tensor;
  /** `aten::nextafter_(Tensor(a!) self, Tensor other) -> Tensor(a!)` */
  nextafter_(self: Tensor, other: Tensor): Tensor;
  /** `aten::nll_loss(Tensor self, Tensor target, Tensor? weight=None, int reduction=1, SymInt ignore_index=-100) -> Tensor` */
  nllLoss(self: Tensor, target: Tensor, weight?: Tensor | null, reduction?: number | bigint, ignoreIndex?: number | bigint): Tensor;
  nllLoss(self: Tensor, target: Tensor, options?: { weight?: Tensor | null; reduction?: number | bigint; ignoreIndex?: number | bigint }): Tensor;
  /** `aten::nll_loss2d(Tensor self, Tensor target, Tensor? weight=None, int reduction=1, SymInt ignore_index=-100) -> Tensor` */
  nllLoss2d(self: Tensor, target: Tensor, weight?: Tensor | null, reduction?: number | bigint, ignoreIndex?: number | bigint): Tensor;
  nllLoss2d(self: Tensor, target: Tensor, options?: { weight?: Tensor | null; reduction?: number | bigint; ignoreIndex?: number | bigint }): Tensor;
  /** `aten::nll_loss2d_backward(Tensor grad_output, Tensor self, Tensor target, Tensor? weight, int reduction, SymInt ignore_index, Tensor total_weight) -> Tensor` */
  nllLoss2dBackward(gradOutput: Tensor, self: Tensor, target: Tensor, weight: Tensor | null, reduction: number | bigint, ignoreIndex: number | bigint, totalWeight: Tensor): Tensor;
  nllLoss2dBackward(gradOutput: Tensor, self: Tensor, target: Tensor, weight: Tensor | null, options: { reduction: number | bigint; ignoreIndex: number | bigint; totalWeight: Tensor }): Tensor;
  /** `aten::nll_loss2d_forward(Tensor self, Tensor target, Tensor? weight, int reduction, SymInt ignore_index) -> (Tensor output, Tensor total_weight)` */
  nllLoss2dForward(self: Tensor, target: Tensor, weight: Tensor | null, reduction: number | bigint, ignoreIndex: number | bigint): { output: Tensor; totalWeight: Tensor };
  nllLoss2dForward(self: Tensor, target: Tensor, weight: Tensor | null, options: { reduction: number | bigint; ignoreIndex: number | bigint }): { output: Tensor; totalWeight: Tensor };
  /** `aten::nll_loss_backward(Tensor grad_output, Tensor self, Tensor target, Tensor? weight, int reduction, SymInt ignore_index, Tensor total_weight) -> Tensor` */
  nllLossBackward(gradOutput: Tensor, self: Tensor, target: Tensor, weight: Tensor | null, reduction: number | bigint, ignoreIndex: number | bigint, totalWeight: Tensor): Tensor;
  nllLossBackward(gradOutput: Tensor, self: Tensor, target: Tensor, weight: Tensor | null, options: { reduction: number | bigint; ignoreIndex: number | bigint; totalWeight: Tensor }): Tensor;
  /** `aten::nll_loss_forward(Tensor self, Tensor target, Tensor? weight, int reduction, SymInt ignore_index) -> (Tensor output, Tensor total_weight)` */
  nllLossForward(self: Tensor, target: Tensor, weight: Tensor | null, reduction: number | bigint, ignoreIndex: number | bigint): { output: Tensor; totalWeight: Tensor };
  nllLossForward(self: Tensor, target: Tensor, weight: Tensor | null, options: { reduction: number | bigint; ignoreIndex: number | bigint }): { output: Tensor; totalWeight: Tensor };
  /** `aten::nll_loss_nd(Tensor self, Tensor target, Tensor? weight=None, int reduction=1, SymInt ignore_index=-100) -> Tensor` */
  nllLossNd(self: Tensor, target: Tensor, weight?: Tensor | null, reduction?: number | bigint, ignoreIndex?: number | bigint): Tensor;
  nllLossNd(self: Tensor, target: Tensor, options?: { weight?: Tensor | null; reduction?: number | bigint; ignoreIndex?: number | bigint }): Tensor;
  /** `aten::nonzero(Tensor self) -> Tensor` */
  nonzero(self: Tensor): Tensor;
  /** `aten::nonzero_numpy(Tensor self) -> Tensor[]` */
  nonzeroNumpy(self: Tensor): Tensor[];
  /** `aten::nonzero_static(Tensor self, *, SymInt size, int fill_value=-1) -> Tensor` */
  nonzeroStatic(self: Tensor, options: { size: number | bigint; fillValue?: number | bigint }): Tensor;
  /** `aten::norm.Scalar(Tensor self, Scalar p=2) -> Tensor` · `aten::norm.ScalarOpt_dtype(Tensor self, Scalar? p, *, ScalarType dtype) -> Tensor` · `aten::norm.ScalarOpt_dim(Tensor self, Scalar? p, int[1] dim, bool keepdim=False) -> Tensor` · `aten::norm.ScalarOpt_dim_dtype(Tensor self, Scalar? p, int[1] dim, bool keepdim, *, ScalarType dtype) -> Tensor` */
  norm(self: Tensor, p?: Scalar): Tensor;
  norm(self: Tensor, options?: { p?: Scalar }): Tensor;
  norm(self: Tensor, p: Scalar | null, options: { dtype: DType }): Tensor;
  norm(self: Tensor, options: { p: Scalar | null; dtype: DType }): Tensor;
  norm(self: Tensor, p: Scalar | null, dim: number | readonly (number | bigint)[], keepdim?: boolean): Tensor;
  norm(self: Tensor, p: Scalar | null, dim: number | readonly (number | bigint)[], options?: { keepdim?: boolean }): Tensor;
  norm(self: Tensor, options: { p: Scalar | null; dim: number | readonly (number | bigint)[]; keepdim?: boolean }): Tensor;
  norm(self: Tensor, p: Scalar | null, dim: number | readonly (number | bigint)[], keepdim: boolean, options: { dtype: DType }): Tensor;
  norm(self: Tensor, options: { p: Scalar | null; dim: number | readonly (number | bigint)[]; keepdim: boolean; dtype: DType }): Tensor;
  /** `aten::norm_except_dim(Tensor v, int pow=2, int dim=0) -> Tensor` */
  normExceptDim(v: Tensor, pow?: number | bigint, dim?: number | bigint): Tensor;
  normExceptDim(v: Tensor, options?: { pow?: number | bigint; dim?: number | bigint }): Tensor;
  /** `aten::normal.Tensor_Tensor(Tensor mean, Tensor std, *, Generator? generator=None) -> Tensor` · `aten::normal.Tensor_float(Tensor mean, float std=1., *, Generator? generator=None) -> Tensor` · `aten::normal.float_Tensor(float mean, Tensor std, *, Generator? generator=None) -> Tensor` · `aten::normal.float_float(float mean, float std, SymInt[] size, *, Generator? generator=None, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` */
  normal(mean: Tensor, std: Tensor, options?: { generator?: Generator | null }): Tensor;
  normal(mean: Tensor, std?: number, options?: { generator?: Generator | null }): Tensor;
  normal(mean: Tensor, options?: { std?: number; generator?: Generator | null }): Tensor;
  normal(mean: number, std: Tensor, options?: { generator?: Generator | null }): Tensor;
  normal(options: { mean: number; std: Tensor; generator?: Generator | null }): Tensor;
  normal(mean: number, std: number, size: readonly (number | bigint)[] | number, options?: { generator?: Generator | null; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  normal(options: { mean: number; std: number; size: readonly (number | bigint)[] | number; generator?: Generator | null; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  /** `aten::normal_(Tensor(a!) self, float mean=0., float std=1., *, Generator? generator=None) -> Tensor(a!)` */
  normal_(self: Tensor, mean?: number, std?: number, options?: { generator?: Generator | null }): Tensor;
  normal_(self: Tensor, options?: { mean?: number; std?: number; generator?: Generator | null }): Tensor;
  /** `aten::normal_functional(Tensor self, float mean=0., float std=1., *, Generator? generator=None) -> Tensor` */
  normalFunctional(self: Tensor, mean?: number, std?: number, options?: { generator?: Generator | null }): Tensor;
  normalFunctional(self: Tensor, options?: { mean?: number; std?: number; generator?: Generator | null }): Tensor;
  /** `aten::not_equal.Tensor(Tensor self, Tensor other) -> Tensor` · `aten::not_equal.Scalar(Tensor self, Scalar other) -> Tensor` */
  notEqual(self: Tensor, other: Tensor): Tensor;
  notEqual(self: Tensor, other: Scalar): Tensor;
  notEqual(self: Tensor, options: { other: Scalar }): Tensor;
  /** `aten::not_equal_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::not_equal_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!)` */
  notEqual_(self: Tensor, other: Tensor): Tensor;
  notEqual_(self: Tensor, other: Scalar): Tensor;
  notEqual_(self: Tensor, options: { other: Scalar }): Tensor;
  /** `aten::nuclear_norm(Tensor self, bool keepdim=False) -> Tensor` · `aten::nuclear_norm.dim(Tensor self, int[2] dim, bool keepdim=False) -> Tensor` */
  nuclearNorm(self: Tensor, keepdim?: boolean): Tensor;
  nuclearNorm(self: Tensor, options?: { keepdim?: boolean }): Tensor;
  nuclearNorm(self: Tensor, dim: number | readonly (number | bigint)[], keepdim?: boolean): Tensor;
  nuclearNorm(self: Tensor, dim: number | readonly (number | bigint)[], options?: { keepdim?: boolean }): Tensor;
  nuclearNorm(self: Tensor, options: { dim: number | readonly (number | bigint)[]; keepdim?: boolean }): Tensor;
  /** `aten::numel(Tensor self) -> int` */
  numel(self: Tensor): number;
  /** `aten::numpy_T(Tensor(a) self) -> Tensor(a)` */
  numpyT(self: Tensor): Tensor;
  /** `aten::one_hot(Tensor self, int num_classes=-1) -> Tensor` */
  oneHot(self: Tensor, numClasses?: number | bigint): Tensor;
  oneHot(self: Tensor, options?: { numClasses?: number | bigint }): Tensor;
  /** `aten::ones(SymInt[] size, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` */
  ones(size: readonly (number | bigint)[] | number, options?: { dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  ones(options: { size: readonly (number | bigint)[] | number; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  /** `aten::ones_like(Tensor self, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None, MemoryFormat? memory_format=None) -> Tensor` */
  onesLike(self: Tensor, options?: { dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null; memoryFormat?: MemoryFormat | null }): Tensor;
  /** `aten::orgqr(Tensor self, Tensor input2) -> Tensor` */
  orgqr(self: Tensor, input2: Tensor): Tensor;
  /** `aten::ormqr(Tensor self, Tensor input2, Tensor input3, bool left=True, bool transpose=False) -> Tensor` */
  ormqr(self: Tensor, input2: Tensor, input3: Tensor, left?: boolean, transpose?: boolean): Tensor;
  ormqr(self: Tensor, input2: Tensor, input3: Tensor, options?: { left?: boolean; transpose?: boolean }): Tensor;
  /** `aten::outer(Tensor self, Tensor vec2) -> Tensor` */
  outer(self: Tensor, vec2: Tensor): Tensor;
  /** `aten::output_nr(Tensor self) -> int` */
  outputNr(self: Tensor): number;
  /** `aten::pad(Tensor self, SymInt[] pad, str mode="constant", float? value=None) -> Tensor` */
  pad(self: Tensor, pad: readonly (number | bigint)[] | number, mode?: string, value?: number | null): Tensor;
  pad(self: Tensor, pad: readonly (number | bigint)[] | number, options?: { mode?: string; value?: number | null }): Tensor;
  pad(self: Tensor, options: { pad: readonly (number | bigint)[] | number; mode?: string; value?: number | null }): Tensor;
  /** `aten::pad_sequence(Tensor[] sequences, bool batch_first=False, float padding_value=0., str padding_side="right") -> Tensor` */
  padSequence(sequences: readonly Tensor[], batchFirst?: boolean, paddingValue?: number, paddingSide?: string): Tensor;
  padSequence(sequences: readonly Tensor[], options?: { batchFirst?: boolean; paddingValue?: number; paddingSide?: string }): Tensor;
  padSequence(options: { sequences: readonly Tensor[]; batchFirst?: boolean; paddingValue?: number; paddingSide?: string }): Tensor;
  /** `aten::pairwise_distance(Tensor x1, Tensor x2, float p=2., float eps=9.9999999999999995e-07, bool keepdim=False) -> Tensor` */
  pairwiseDistance(x1: Tensor, x2: Tensor, p?: number, eps?: number, keepdim?: boolean): Tensor;
  pairwiseDistance(x1: Tensor, x2: Tensor, options?: { p?: number; eps?: number; keepdim?: boolean }): Tensor;
  /** `aten::pdist(Tensor self, float p=2.) -> Tensor` */
  pdist(self: Tensor, p?: number): Tensor;
  pdist(self: Tensor, options?: { p?: number }): Tensor;
  /** `aten::permute(Tensor(a) self, int[] dims) -> Tensor(a)` */
  permute(self: Tensor, dims: readonly (number | bigint)[] | number): Tensor;
  permute(self: Tensor, options: { dims: readonly (number | bigint)[] | number }): Tensor;
  /** `aten::permute_copy(Tensor self, int[] dims) -> Tensor` */
  permuteCopy(self: Tensor, dims: readonly (number | bigint)[] | number): Tensor;
  permuteCopy(self: Tensor, options: { dims: readonly (number | bigint)[] | number }): Tensor;
  /** `aten::pin_memory(Tensor(a) self, Device? device=None) -> Tensor(a)` */
  pinMemory(self: Tensor, device?: Device | null): Tensor;
  pinMemory(self: Tensor, options?: { device?: Device | null }): Tensor;
  /** `aten::pinverse(Tensor self, float rcond=1.0000000000000001e-15) -> Tensor` */
  pinverse(self: Tensor, rcond?: number): Tensor;
  pinverse(self: Tensor, options?: { rcond?: number }): Tensor;
  /** `aten::pixel_shuffle(Tensor self, int upscale_factor) -> Tensor` */
  pixelShuffle(self: Tensor, upscaleFactor: number | bigint): Tensor;
  pixelShuffle(self: Tensor, options: { upscaleFactor: number | bigint }): Tensor;
  /** `aten::pixel_unshuffle(Tensor self, int downscale_factor) -> Tensor` */
  pixelUnshuffle(self: Tensor, downscaleFactor: number | bigint): Tensor;
  pixelUnshuffle(self: Tensor, options: { downscaleFactor: number | bigint }): Tensor;
  /** `aten::poisson(Tensor self, Generator? generator=None) -> Tensor` */
  poisson(self: Tensor, generator?: Generator | null): Tensor;
  poisson(self: Tensor, options?: { generator?: Generator | null }): Tensor;
  /** `aten::poisson_nll_loss(Tensor input, Tensor target, bool log_input, bool full, float eps, int reduction) -> Tensor` */
  poissonNllLoss(input: Tensor, target: Tensor, logInput: boolean, full: boolean, eps: number, reduction: number | bigint): Tensor;
  poissonNllLoss(input: Tensor, target: Tensor, options: { logInput: boolean; full: boolean; eps: number; reduction: number | bigint }): Tensor;
  /** `aten::polar(Tensor abs, Tensor angle) -> Tensor` */
  polar(abs: Tensor, angle: Tensor): Tensor;
  /** `aten::polygamma(int n, Tensor self) -> Tensor` */
  polygamma(n: number | bigint, self: Tensor): Tensor;
  polygamma(options: { n: number | bigint; self: Tensor }): Tensor;
  /** `aten::polygamma_(Tensor(a!) self, int n) -> Tensor(a!)` */
  polygamma_(self: Tensor, n: number | bigint): Tensor;
  polygamma_(self: Tensor, options: { n: number | bigint }): Tensor;
  /** `aten::positive(Tensor(a) self) -> Tensor(a)` */
  positive(self: Tensor): Tensor;
  /** `aten::pow.Tensor_Tensor(Tensor self, Tensor exponent) -> Tensor` · `aten::pow.Tensor_Scalar(Tensor self, Scalar exponent) -> Tensor` · `aten::pow.Scalar(Scalar self, Tensor exponent) -> Tensor` */
  pow(self: Tensor, exponent: Tensor): Tensor;
  pow(self: Tensor, exponent: Scalar): Tensor;
  pow(self: Tensor, options: { exponent: Scalar }): Tensor;
  pow(self: Scalar, exponent: Tensor): Tensor;
  pow(options: { self: Scalar; exponent: Tensor }): Tensor;
  /** `aten::pow_.Tensor(Tensor(a!) self, Tensor exponent) -> Tensor(a!)` · `aten::pow_.Scalar(Tensor(a!) self, Scalar exponent) -> Tensor(a!)` */
  pow_(self: Tensor, exponent: Tensor): Tensor;
  pow_(self: Tensor, exponent: Scalar): Tensor;
  pow_(self: Tensor, options: { exponent: Scalar }): Tensor;
  /** `aten::prelu(Tensor self, Tensor weight) -> Tensor` */
  prelu(self: Tensor, weight: Tensor): Tensor;
  /** `aten::prod.dim_int(Tensor self, int dim, bool keepdim=False, *, ScalarType? dtype=None) -> Tensor` · `aten::prod(Tensor self, *, ScalarType? dtype=None) -> Tensor` */
  prod(self: Tensor, dim: number | bigint, keepdim?: boolean, options?: { dtype?: DType | null }): Tensor;
  prod(self: Tensor, dim: number | bigint, options?: { keepdim?: boolean; dtype?: DType | null }): Tensor;
  prod(self: Tensor, options: { dim: number | bigint; keepdim?: boolean; dtype?: DType | null }): Tensor;
  prod(self: Tensor, options?: { dtype?: DType | null }): Tensor;
  /** `aten::promote_types(ScalarType type1, ScalarType type2) -> ScalarType` */
  promoteTypes(type1: DType, type2: DType): number;
  promoteTypes(options: { type1: DType; type2: DType }): number;
  /** `aten::put(Tensor self, Tensor index, Tensor source, bool accumulate=False) -> Tensor` */
  put(self: Tensor, index: Tensor, source: Tensor, accumulate?: boolean): Tensor;
  put(self: Tensor, index: Tensor, source: Tensor, options?: { accumulate?: boolean }): Tensor;
  /** `aten::put_(Tensor(a!) self, Tensor index, Tensor source, bool accumulate=False) -> Tensor(a!)` */
  put_(self: Tensor, index: Tensor, source: Tensor, accumulate?: boolean): Tensor;
  put_(self: Tensor, index: Tensor, source: Tensor, options?: { accumulate?: boolean }): Tensor;
  /** `aten::q_per_channel_axis(Tensor self) -> int` */
  qPerChannelAxis(self: Tensor): number;
  /** `aten::q_per_channel_scales(Tensor self) -> Tensor` */
  qPerChannelScales(self: Tensor): Tensor;
  /** `aten::q_per_channel_zero_points(Tensor self) -> Tensor` */
  qPerChannelZeroPoints(self: Tensor): Tensor;
  /** `aten::q_scale(Tensor self) -> float` */
  qScale(self: Tensor): number;
  /** `aten::q_zero_point(Tensor self) -> int` */
  qZeroPoint(self: Tensor): number;
  /** `aten::qr(Tensor self, bool some=True) -> (Tensor Q, Tensor R)` */
  qr(self: Tensor, some?: boolean): { Q: Tensor; R: Tensor };
  qr(self: Tensor, options?: { some?: boolean }): { Q: Tensor; R: Tensor };
  /** `aten::qscheme(Tensor self) -> QScheme` */
  qscheme(self: Tensor): unknown;
  /** `aten::quantile(Tensor self, Tensor q, int? dim=None, bool keepdim=False, *, str interpolation="linear") -> Tensor` · `aten::quantile.scalar(Tensor self, float q, int? dim=None, bool keepdim=False, *, str interpolation="linear") -> Tensor` */
  quantile(self: Tensor, q: Tensor, dim?: number | bigint | null, keepdim?: boolean, options?: { interpolation?: string }): Tensor;
  quantile(self: Tensor, q: Tensor, options?: { dim?: number | bigint | null; keepdim?: boolean; interpolation?: string }): Tensor;
  quantile(self: Tensor, q: number, dim?: number | bigint | null, keepdim?: boolean, options?: { interpolation?: string }): Tensor;
  quantile(self: Tensor, q: number, options?: { dim?: number | bigint | null; keepdim?: boolean; interpolation?: string }): Tensor;
  quantile(self: Tensor, options: { q: number; dim?: number | bigint | null; keepdim?: boolean; interpolation?: string }): Tensor;
  /** `aten::quantize_per_channel(Tensor self, Tensor scales, Tensor zero_points, int axis, ScalarType dtype) -> Tensor` */
  quantizePerChannel(self: Tensor, scales: Tensor, zeroPoints: Tensor, axis: number | bigint, dtype: DType): Tensor;
  quantizePerChannel(self: Tensor, scales: Tensor, zeroPoints: Tensor, options: { axis: number | bigint; dtype: DType }): Tensor;
  /** `aten::quantize_per_tensor.tensor_qparams(Tensor self, Tensor scale, Tensor zero_point, ScalarType dtype) -> Tensor` · `aten::quantize_per_tensor(Tensor self, float scale, int zero_point, ScalarType dtype) -> Tensor` · `aten::quantize_per_tensor.tensors(Tensor[] tensors, Tensor scales, Tensor zero_points, ScalarType dtype) -> Tensor[]` */
  quantizePerTensor(self: Tensor, scale: Tensor, zeroPoint: Tensor, dtype: DType): Tensor;
  quantizePerTensor(self: Tensor, scale: Tensor, zeroPoint: Tensor, options: { dtype: DType }): Tensor;
  quantizePerTensor(self: Tensor, scale: number, zeroPoint: number | bigint, dtype: DType): Tensor;
  quantizePerTensor(self: Tensor, options: { scale: number; zeroPoint: number | bigint; dtype: DType }): Tensor;
  quantizePerTensor(tensors: readonly Tensor[], scales: Tensor, zeroPoints: Tensor, dtype: DType): Tensor[];
  quantizePerTensor(options: { tensors: readonly Tensor[]; scales: Tensor; zeroPoints: Tensor; dtype: DType }): Tensor[];
  /** `aten::quantize_per_tensor_dynamic(Tensor self, ScalarType dtype, bool reduce_range) -> Tensor` */
  quantizePerTensorDynamic(self: Tensor, dtype: DType, reduceRange: boolean): Tensor;
  quantizePerTensorDynamic(self: Tensor, options: { dtype: DType; reduceRange: boolean }): Tensor;
  /** `aten::quantized_batch_norm(Tensor input, Tensor? weight, Tensor? bias, Tensor mean, Tensor var, float eps, float output_scale, int output_zero_point) -> Tensor` */
  quantizedBatchNorm(input: Tensor, weight: Tensor | null, bias: Tensor | null, mean: Tensor, var_: Tensor, eps: number, outputScale: number, outputZeroPoint: number | bigint): Tensor;
  quantizedBatchNorm(input: Tensor, weight: Tensor | null, bias: Tensor | null, mean: Tensor, var_: Tensor, options: { eps: number; outputScale: number; outputZeroPoint: number | bigint }): Tensor;
  /** `aten::quantized_gru.data_legacy(Tensor data, Tensor batch_sizes, Tensor hx, Tensor[] params, bool has_biases, int num_layers, float dropout, bool train, bool bidirectional) -> (Tensor, Tensor)` · `aten::quantized_gru.input_legacy(Tensor input, Tensor hx, Tensor[] params, bool has_biases, int num_layers, float dropout, bool train, bool bidirectional, bool batch_first) -> (Tensor, Tensor)` */
  quantizedGru(data: Tensor, batchSizes: Tensor, hx: Tensor, params: readonly Tensor[], hasBiases: boolean, numLayers: number | bigint, dropout: number, train: boolean, bidirectional: boolean): [Tensor, Tensor];
  quantizedGru(data: Tensor, batchSizes: Tensor, hx: Tensor, options: { params: readonly Tensor[]; hasBiases: boolean; numLayers: number | bigint; dropout: number; train: boolean; bidirectional: boolean }): [Tensor, Tensor];
  quantizedGru(input: Tensor, hx: Tensor, params: readonly Tensor[], hasBiases: boolean, numLayers: number | bigint, dropout: number, train: boolean, bidirectional: boolean, batchFirst: boolean): [Tensor, Tensor];
  quantizedGru(input: Tensor, hx: Tensor, options: { params: readonly Tensor[]; hasBiases: boolean; numLayers: number | bigint; dropout: number; train: boolean; bidirectional: boolean; batchFirst: boolean }): [Tensor, Tensor];
  /** `aten::quantized_gru_cell(Tensor input, Tensor hx, Tensor w_ih, Tensor w_hh, Tensor b_ih, Tensor b_hh, Tensor packed_ih, Tensor packed_hh, Tensor col_offsets_ih, Tensor col_offsets_hh, Scalar scale_ih, Scalar scale_hh, Scalar zero_point_ih, Scalar zero_point_hh) -> Tensor` */
  quantizedGruCell(input: Tensor, hx: Tensor, wIh: Tensor, wHh: Tensor, bIh: Tensor, bHh: Tensor, packedIh: Tensor, packedHh: Tensor, colOffsetsIh: Tensor, colOffsetsHh: Tensor, scaleIh: Scalar, scaleHh: Scalar, zeroPointIh: Scalar, zeroPointHh: Scalar): Tensor;
  quantizedGruCell(input: Tensor, hx: Tensor, wIh: Tensor, wHh: Tensor, bIh: Tensor, bHh: Tensor, packedIh: Tensor, packedHh: Tensor, colOffsetsIh: Tensor, colOffsetsHh: Tensor, options: { scaleIh: Scalar; scaleHh: Scalar; zeroPointIh: Scalar; zeroPointHh: Scalar }): Tensor;
  /** `aten::quantized_lstm.data_legacy(Tensor data, Tensor batch_sizes, Tensor[] hx, Tensor[] params, bool has_biases, int num_layers, float dropout, bool train, bool bidirectional, *, ScalarType? dtype=None, bool use_dynamic=False) -> (Tensor, Tensor, Tensor)` · `aten::quantized_lstm.input_legacy(Tensor input, Tensor[] hx, Tensor[] params, bool has_biases, int num_layers, float dropout, bool train, bool bidirectional, bool batch_first, *, ScalarType? dtype=None, bool use_dynamic=False) -> (Tensor, Tensor, Tensor)` */
  quantizedLstm(data: Tensor, batchSizes: Tensor, hx: readonly Tensor[], params: readonly Tensor[], hasBiases: boolean, numLayers: number | bigint, dropout: number, train: boolean, bidirectional: boolean, options?: { dtype?: DType | null; useDynamic?: boolean }): [Tensor, Tensor, Tensor];
  quantizedLstm(data: Tensor, batchSizes: Tensor, options: { hx: readonly Tensor[]; params: readonly Tensor[]; hasBiases: boolean; numLayers: number | bigint; dropout: number; train: boolean; bidirectional: boolean; dtype?: DType | null; useDynamic?: boolean }): [Tensor, Tensor, Tensor];
  quantizedLstm(input: Tensor, hx: readonly Tensor[], params: readonly Tensor[], hasBiases: boolean, numLayers: number | bigint, dropout: number, train: boolean, bidirectional: boolean, batchFirst: boolean, options?: { dtype?: DType | null; useDynamic?: boolean }): [Tensor, Tensor, Tensor];
  quantizedLstm(input: Tensor, options: { hx: readonly Tensor[]; params: readonly Tensor[]; hasBiases: boolean; numLayers: number | bigint; dropout: number; train: boolean; bidirectional: boolean; batchFirst: boolean; dtype?: DType | null; useDynamic?: boolean }): [Tensor, Tensor, Tensor];
  /** `aten::quantized_lstm_cell(Tensor input, Tensor[] hx, Tensor w_ih, Tensor w_hh, Tensor b_ih, Tensor b_hh, Tensor packed_ih, Tensor packed_hh, Tensor col_offsets_ih, Tensor col_offsets_hh, Scalar scale_ih, Scalar scale_hh, Scalar zero_point_ih, Scalar zero_point_hh) -> (Tensor, Tensor)` */
  quantizedLstmCell(input: Tensor, hx: readonly Tensor[], wIh: Tensor, wHh: Tensor, bIh: Tensor, bHh: Tensor, packedIh: Tensor, packedHh: Tensor, colOffsetsIh: Tensor, colOffsetsHh: Tensor, scaleIh: Scalar, scaleHh: Scalar, zeroPointIh: Scalar, zeroPointHh: Scalar): [Tensor, Tensor];
  quantizedLstmCell(input: Tensor, options: { hx: readonly Tensor[]; wIh: Tensor; wHh: Tensor; bIh: Tensor; bHh: Tensor; packedIh: Tensor; packedHh: Tensor; colOffsetsIh: Tensor; colOffsetsHh: Tensor; scaleIh: Scalar; scaleHh: Scalar; zeroPointIh: Scalar; zeroPointHh: Scalar }): [Tensor, Tensor];
  /** `aten::quantized_max_pool1d(Tensor self, int[1] kernel_size, int[1] stride=[], int[1] padding=[0], int[1] dilation=[1], bool ceil_mode=False) -> Tensor` */
  quantizedMaxPool1d(self: Tensor, kernelSize: number | readonly (number | bigint)[], stride?: number | readonly (number | bigint)[], padding?: number | readonly (number | bigint)[], dilation?: number | readonly (number | bigint)[], ceilMode?: boolean): Tensor;
  quantizedMaxPool1d(self: Tensor, kernelSize: number | readonly (number | bigint)[], options?: { stride?: number | readonly (number | bigint)[]; padding?: number | readonly (number | bigint)[]; dilation?: number | readonly (number | bigint)[]; ceilMode?: boolean }): Tensor;
  quantizedMaxPool1d(self: Tensor, options: { kernelSize: number | readonly (number | bigint)[]; stride?: number | readonly (number | bigint)[]; padding?: number | readonly (number | bigint)[]; dilation?: number | readonly (number | bigint)[]; ceilMode?: boolean }): Tensor;
  /** `aten::quantized_max_pool2d(Tensor self, int[2] kernel_size, int[2] stride=[], int[2] padding=0, int[2] dilation=1, bool ceil_mode=False) -> Tensor` */
  quantizedMaxPool2d(self: Tensor, kernelSize: number | readonly (number | bigint)[], stride?: number | readonly (number | bigint)[], padding?: number | readonly (number | bigint)[], dilation?: number | readonly (number | bigint)[], ceilMode?: boolean): Tensor;
  quantizedMaxPool2d(self: Tensor, kernelSize: number | readonly (number | bigint)[], options?: { stride?: number | readonly (number | bigint)[]; padding?: number | readonly (number | bigint)[]; dilation?: number | readonly (number | bigint)[]; ceilMode?: boolean }): Tensor;
  quantizedMaxPool2d(self: Tensor, options: { kernelSize: number | readonly (number | bigint)[]; stride?: number | readonly (number | bigint)[]; padding?: number | readonly (number | bigint)[]; dilation?: number | readonly (number | bigint)[]; ceilMode?: boolean }): Tensor;
  /** `aten::quantized_max_pool3d(Tensor self, int[3] kernel_size, int[3] stride=[], int[3] padding=0, int[3] dilation=1, bool ceil_mode=False) -> Tensor` */
  quantizedMaxPool3d(self: Tensor, kernelSize: number | readonly (number | bigint)[], stride?: number | readonly (number | bigint)[], padding?: number | readonly (number | bigint)[], dilation?: number | readonly (number | bigint)[], ceilMode?: boolean): Tensor;
  quantizedMaxPool3d(self: Tensor, kernelSize: number | readonly (number | bigint)[], options?: { stride?: number | readonly (number | bigint)[]; padding?: number | readonly (number | bigint)[]; dilation?: number | readonly (number | bigint)[]; ceilMode?: boolean }): Tensor;
  quantizedMaxPool3d(self: Tensor, options: { kernelSize: number | readonly (number | bigint)[]; stride?: number | readonly (number | bigint)[]; padding?: number | readonly (number | bigint)[]; dilation?: number | readonly (number | bigint)[]; ceilMode?: boolean }): Tensor;
  /** `aten::quantized_rnn_relu_cell(Tensor input, Tensor hx, Tensor w_ih, Tensor w_hh, Tensor b_ih, Tensor b_hh, Tensor packed_ih, Tensor packed_hh, Tensor col_offsets_ih, Tensor col_offsets_hh, Scalar scale_ih, Scalar scale_hh, Scalar zero_point_ih, Scalar zero_point_hh) -> Tensor` */
  quantizedRnnReluCell(input: Tensor, hx: Tensor, wIh: Tensor, wHh: Tensor, bIh: Tensor, bHh: Tensor, packedIh: Tensor, packedHh: Tensor, colOffsetsIh: Tensor, colOffsetsHh: Tensor, scaleIh: Scalar, scaleHh: Scalar, zeroPointIh: Scalar, zeroPointHh: Scalar): Tensor;
  quantizedRnnReluCell(input: Tensor, hx: Tensor, wIh: Tensor, wHh: Tensor, bIh: Tensor, bHh: Tensor, packedIh: Tensor, packedHh: Tensor, colOffsetsIh: Tensor, colOffsetsHh: Tensor, options: { scaleIh: Scalar; scaleHh: Scalar; zeroPointIh: Scalar; zeroPointHh: Scalar }): Tensor;
  /** `aten::quantized_rnn_tanh_cell(Tensor input, Tensor hx, Tensor w_ih, Tensor w_hh, Tensor b_ih, Tensor b_hh, Tensor packed_ih, Tensor packed_hh, Tensor col_offsets_ih, Tensor col_offsets_hh, Scalar scale_ih, Scalar scale_hh, Scalar zero_point_ih, Scalar zero_point_hh) -> Tensor` */
  quantizedRnnTanhCell(input: Tensor, hx: Tensor, wIh: Tensor, wHh: Tensor, bIh: Tensor, bHh: Tensor, packedIh: Tensor, packedHh: Tensor, colOffsetsIh: Tensor, colOffsetsHh: Tensor, scaleIh: Scalar, scaleHh: Scalar, zeroPointIh: Scalar, zeroPointHh: Scalar): Tensor;
  quantizedRnnTanhCell(input: Tensor, hx: Tensor, wIh: Tensor, wHh: Tensor, bIh: Tensor, bHh: Tensor, packedIh: Tensor, packedHh: Tensor, colOffsetsIh: Tensor, colOffsetsHh: Tensor, options: { scaleIh: Scalar; scaleHh: Scalar; zeroPointIh: Scalar; zeroPointHh: Scalar }): Tensor;
  /** `aten::rad2deg(Tensor self) -> Tensor` */
  rad2deg(self: Tensor): Tensor;
  /** `aten::rad2deg_(Tensor(a!) self) -> Tensor(a!)` */
  rad2deg_(self: Tensor): Tensor;
  /** `aten::rand(SymInt[] size, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` · `aten::rand.generator(SymInt[] size, *, Generator? generator, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` */
  rand(size: readonly (number | bigint)[] | number, options?: { dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  rand(options: { size: readonly (number | bigint)[] | number; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  rand(size: readonly (number | bigint)[] | number, options: { generator: Generator | null; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  rand(options: { size: readonly (number | bigint)[] | number; generator: Generator | null; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  /** `aten::rand_like(Tensor self, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None, MemoryFormat? memory_format=None) -> Tensor` · `aten::rand_like.generator(Tensor self, *, Generator? generator, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None, MemoryFormat? memory_format=None) -> Tensor` */
  randLike(self: Tensor, options?: { dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null; memoryFormat?: MemoryFormat | null }): Tensor;
  randLike(self: Tensor, options: { generator: Generator | null; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null; memoryFormat?: MemoryFormat | null }): Tensor;
  /** `aten::randint.low(SymInt low, SymInt high, SymInt[] size, *, ScalarType? dtype=4, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` · `aten::randint.low_generator(SymInt low, SymInt high, SymInt[] size, *, Generator? generator, ScalarType? dtype=4, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` · `aten::randint(SymInt high, SymInt[] size, *, ScalarType? dtype=4, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` · `aten::randint.generator(SymInt high, SymInt[] size, *, Generator? generator, ScalarType? dtype=4, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` */
  randint(low: number | bigint, high: number | bigint, size: readonly (number | bigint)[] | number, options?: { dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  randint(options: { low: number | bigint; high: number | bigint; size: readonly (number | bigint)[] | number; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  randint(low: number | bigint, high: number | bigint, size: readonly (number | bigint)[] | number, options: { generator: Generator | null; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  randint(options: { low: number | bigint; high: number | bigint; size: readonly (number | bigint)[] | number; generator: Generator | null; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  randint(high: number | bigint, size: readonly (number | bigint)[] | number, options?: { dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  randint(options: { high: number | bigint; size: readonly (number | bigint)[] | number; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  randint(high: number | bigint, size: readonly (number | bigint)[] | number, options: { generator: Generator | null; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  randint(options: { high: number | bigint; size: readonly (number | bigint)[] | number; generator: Generator | null; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  /** `aten::randint_like.Tensor(Tensor self, Tensor high, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None, MemoryFormat? memory_format=None) -> Tensor` · `aten::randint_like.Tensor_generator(Tensor self, Tensor high, *, Generator? generator, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None, MemoryFormat? memory_format=None) -> Tensor` · `aten::randint_like.low_dtype(Tensor self, SymInt low, SymInt high, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None, MemoryFormat? memory_format=None) -> Tensor` · `aten::randint_like.low_generator_dtype(Tensor self, SymInt low, SymInt high, *, Generator? generator, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None, MemoryFormat? memory_format=None) -> Tensor` · `aten::randint_like(Tensor self, SymInt high, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None, MemoryFormat? memory_format=None) -> Tensor` · `aten::randint_like.generator(Tensor self, SymInt high, *, Generator? generator, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None, MemoryFormat? memory_format=None) -> Tensor` */
  randintLike(self: Tensor, high: Tensor, options?: { dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null; memoryFormat?: MemoryFormat | null }): Tensor;
  randintLike(self: Tensor, high: Tensor, options: { generator: Generator | null; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null; memoryFormat?: MemoryFormat | null }): Tensor;
  randintLike(self: Tensor, low: number | bigint, high: number | bigint, options?: { dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null; memoryFormat?: MemoryFormat | null }): Tensor;
  randintLike(self: Tensor, options: { low: number | bigint; high: number | bigint; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null; memoryFormat?: MemoryFormat | null }): Tensor;
  randintLike(self: Tensor, low: number | bigint, high: number | bigint, options: { generator: Generator | null; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null; memoryFormat?: MemoryFormat | null }): Tensor;
  randintLike(self: Tensor, options: { low: number | bigint; high: number | bigint; generator: Generator | null; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null; memoryFormat?: MemoryFormat | null }): Tensor;
  randintLike(self: Tensor, high: number | bigint, options?: { dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null; memoryFormat?: MemoryFormat | null }): Tensor;
  randintLike(self: Tensor, options: { high: number | bigint; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null; memoryFormat?: MemoryFormat | null }): Tensor;
  randintLike(self: Tensor, high: number | bigint, options: { generator: Generator | null; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null; memoryFormat?: MemoryFormat | null }): Tensor;
  randintLike(self: Tensor, options: { high: number | bigint; generator: Generator | null; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null; memoryFormat?: MemoryFormat | null }): Tensor;
  /** `aten::randn(SymInt[] size, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` · `aten::randn.generator(SymInt[] size, *, Generator? generator, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` */
  randn(size: readonly (number | bigint)[] | number, options?: { dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  randn(options: { size: readonly (number | bigint)[] | number; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  randn(size: readonly (number | bigint)[] | number, options: { generator: Generator | null; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  randn(options: { size: readonly (number | bigint)[] | number; generator: Generator | null; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  /** `aten::randn_like(Tensor self, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None, MemoryFormat? memory_format=None) -> Tensor` · `aten::randn_like.generator(Tensor self, *, Generator? generator, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None, MemoryFormat? memory_format=None) -> Tensor` */
  randnLike(self: Tensor, options?: { dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null; memoryFormat?: MemoryFormat | null }): Tensor;
  randnLike(self: Tensor, options: { generator: Generator | null; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null; memoryFormat?: MemoryFormat | null }): Tensor;
  /** `aten::random.from(Tensor self, int from, int? to, *, Generator? generator=None) -> Tensor` · `aten::random.to(Tensor self, int to, *, Generator? generator=None) -> Tensor` · `aten::random(Tensor self, *, Generator? generator=None) -> Tensor` */
  random(self: Tensor, from: number | bigint, to: number | bigint | null, options?: { generator?: Generator | null }): Tensor;
  random(self: Tensor, options: { from: number | bigint; to: number | bigint | null; generator?: Generator | null }): Tensor;
  random(self: Tensor, to: number | bigint, options?: { generator?: Generator | null }): Tensor;
  random(self: Tensor, options: { to: number | bigint; generator?: Generator | null }): Tensor;
  random(self: Tensor, options?: { generator?: Generator | null }): Tensor;
  /** `aten::random_.from(Tensor(a!) self, int from, int? to, *, Generator? generator=None) -> Tensor(a!)` · `aten::random_.to(Tensor(a!) self, int to, *, Generator? generator=None) -> Tensor(a!)` · `aten::random_(Tensor(a!) self, *, Generator? generator=None) -> Tensor(a!)` */
  random_(self: Tensor, from: number | bigint, to: number | bigint | null, options?: { generator?: Generator | null }): Tensor;
  random_(self: Tensor, options: { from: number | bigint; to: number | bigint | null; generator?: Generator | null }): Tensor;
  random_(self: Tensor, to: number | bigint, options?: { generator?: Generator | null }): Tensor;
  random_(self: Tensor, options: { to: number | bigint; generator?: Generator | null }): Tensor;
  random_(self: Tensor, options?: { generator?: Generator | null }): Tensor;
  /** `aten::randperm(SymInt n, *, ScalarType? dtype=4, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` · `aten::randperm.generator(SymInt n, *, Generator? generator, ScalarType? dtype=4, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` */
  randperm(n: number | bigint, options?: { dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  randperm(options: { n: number | bigint; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  randperm(n: number | bigint, options: { generator: Generator | null; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  randperm(options: { n: number | bigint; generator: Generator | null; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  /** `aten::range(Scalar start, Scalar end, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` · `aten::range.step(Scalar start, Scalar end, Scalar step=1, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` */
  range(start: Scalar, end: Scalar, options?: { dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  range(options: { start: Scalar; end: Scalar; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  range(start: Scalar, end: Scalar, step?: Scalar, options?: { dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  range(start: Scalar, end: Scalar, options?: { step?: Scalar; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  range(options: { start: Scalar; end: Scalar; step?: Scalar; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  /** `aten::ravel(Tensor(a) self) -> Tensor(a)` */
  ravel(self: Tensor): Tensor;
  /** `aten::real(Tensor(a) self) -> Tensor(a)` */
  real(self: Tensor): Tensor;
  /** `aten::reciprocal(Tensor self) -> Tensor` */
  reciprocal(self: Tensor): Tensor;
  /** `aten::reciprocal_(Tensor(a!) self) -> Tensor(a!)` */
  reciprocal_(self: Tensor): Tensor;
  /** `aten::reflection_pad1d(Tensor self, SymInt[2] padding) -> Tensor` */
  reflectionPad1d(self: Tensor, padding: number | readonly (number | bigint)[]): Tensor;
  reflectionPad1d(self: Tensor, options: { padding: number | readonly (number | bigint)[] }): Tensor;
  /** `aten::reflection_pad1d_backward(Tensor grad_output, Tensor self, SymInt[2] padding) -> Tensor` */
  reflectionPad1dBackward(gradOutput: Tensor, self: Tensor, padding: number | readonly (number | bigint)[]): Tensor;
  reflectionPad1dBackward(gradOutput: Tensor, self: Tensor, options: { padding: number | readonly (number | bigint)[] }): Tensor;
  /** `aten::reflection_pad2d(Tensor self, SymInt[4] padding) -> Tensor` */
  reflectionPad2d(self: Tensor, padding: number | readonly (number | bigint)[]): Tensor;
  reflectionPad2d(self: Tensor, options: { padding: number | readonly (number | bigint)[] }): Tensor;
  /** `aten::reflection_pad2d_backward(Tensor grad_output, Tensor self, SymInt[4] padding) -> Tensor` */
  reflectionPad2dBackward(gradOutput: Tensor, self: Tensor, padding: number | readonly (number | bigint)[]): Tensor;
  reflectionPad2dBackward(gradOutput: Tensor, self: Tensor, options: { padding: number | readonly (number | bigint)[] }): Tensor;
  /** `aten::reflection_pad3d(Tensor self, SymInt[6] padding) -> Tensor` */
  reflectionPad3d(self: Tensor, padding: number | readonly (number | bigint)[]): Tensor;
  reflectionPad3d(self: Tensor, options: { padding: number | readonly (number | bigint)[] }): Tensor;
  /** `aten::reflection_pad3d_backward(Tensor grad_output, Tensor self, SymInt[6] padding) -> Tensor` */
  reflectionPad3dBackward(gradOutput: Tensor, self: Tensor, padding: number | readonly (number | bigint)[]): Tensor;
  reflectionPad3dBackward(gradOutput: Tensor, self: Tensor, options: { padding: number | readonly (number | bigint)[] }): Tensor;
  /** `aten::relu(Tensor self) -> Tensor` */
  relu(self: Tensor): Tensor;
  /** `aten::relu6(Tensor self) -> Tensor` */
  relu6(self: Tensor): Tensor;
  /** `aten::relu6_(Tensor(a!) self) -> Tensor(a!)` */
  relu6_(self: Tensor): Tensor;
  /** `aten::relu_(Tensor(a!) self) -> Tensor(a!)` */
  relu_(self: Tensor): Tensor;
  /** `aten::remainder.Tensor(Tensor self, Tensor other) -> Tensor` · `aten::remainder.Scalar(Tensor self, Scalar other) -> Tensor` · `aten::remainder.Scalar_Tensor(Scalar self, Tensor other) -> Tensor` */
  remainder(self: Tensor, other: Tensor): Tensor;
  remainder(self: Tensor, other: Scalar): Tensor;
  remainder(self: Tensor, options: { other: Scalar }): Tensor;
  remainder(self: Scalar, other: Tensor): Tensor;
  remainder(options: { self: Scalar; other: Tensor }): Tensor;
  /** `aten::remainder_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::remainder_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!)` */
  remainder_(self: Tensor, other: Tensor): Tensor;
  remainder_(self: Tensor, other: Scalar): Tensor;
  remainder_(self: Tensor, options: { other: Scalar }): Tensor;
  /** `aten::renorm(Tensor self, Scalar p, int dim, Scalar maxnorm) -> Tensor` */
  renorm(self: Tensor, p: Scalar, dim: number | bigint, maxnorm: Scalar): Tensor;
  renorm(self: Tensor, options: { p: Scalar; dim: number | bigint; maxnorm: Scalar }): Tensor;
  /** `aten::renorm_(Tensor(a!) self, Scalar p, int dim, Scalar maxnorm) -> Tensor(a!)` */
  renorm_(self: Tensor, p: Scalar, dim: number | bigint, maxnorm: Scalar): Tensor;
  renorm_(self: Tensor, options: { p: Scalar; dim: number | bigint; maxnorm: Scalar }): Tensor;
  /** `aten::repeat(Tensor self, SymInt[] repeats) -> Tensor` */
  repeat(self: Tensor, repeats: readonly (number | bigint)[] | number): Tensor;
  repeat(self: Tensor, options: { repeats: readonly (number | bigint)[] | number }): Tensor;
  /** `aten::repeat_interleave.self_Tensor(Tensor self, Tensor repeats, int? dim=None, *, SymInt? output_size=None) -> Tensor` · `aten::repeat_interleave.Tensor(Tensor repeats, *, SymInt? output_size=None) -> Tensor` · `aten::repeat_interleave.self_int(Tensor self, SymInt repeats, int? dim=None, *, SymInt? output_size=None) -> Tensor` */
  repeatInterleave(self: Tensor, repeats: Tensor, dim?: number | bigint | null, options?: { outputSize?: number | bigint | null }): Tensor;
  repeatInterleave(self: Tensor, repeats: Tensor, options?: { dim?: number | bigint | null; outputSize?: number | bigint | null }): Tensor;
  repeatInterleave(repeats: Tensor, options?: { outputSize?: number | bigint | null }): Tensor;
  repeatInterleave(self: Tensor, repeats: number | bigint, dim?: number | bigint | null, options?: { outputSize?: number | bigint | null }): Tensor;
  repeatInterleave(self: Tensor, repeats: number | bigint, options?: { dim?: number | bigint | null; outputSize?: number | bigint | null }): Tensor;
  repeatInterleave(self: Tensor, options: { repeats: number | bigint; dim?: number | bigint | null; outputSize?: number | bigint | null }): Tensor;
  /** `aten::replication_pad1d(Tensor self, SymInt[2] padding) -> Tensor` */
  replicationPad1d(self: Tensor, padding: number | readonly (number | bigint)[]): Tensor;
  replicationPad1d(self: Tensor, options: { padding: number | readonly (number | bigint)[] }): Tensor;
  /** `aten::replication_pad1d_backward(Tensor grad_output, Tensor self, SymInt[2] padding) -> Tensor` */
  replicationPad1dBackward(gradOutput: Tensor, self: Tensor, padding: number | readonly (number | bigint)[]): Tensor;
  replicationPad1dBackward(gradOutput: Tensor, self: Tensor, options: { padding: number | readonly (number | bigint)[] }): Tensor;
  /** `aten::replication_pad2d(Tensor self, SymInt[4] padding) -> Tensor` */
  replicationPad2d(self: Tensor, padding: number | readonly (number | bigint)[]): Tensor;
  replicationPad2d(self: Tensor, options: { padding: number | readonly (number | bigint)[] }): Tensor;
  /** `aten::replication_pad2d_backward(Tensor grad_output, Tensor self, SymInt[4] padding) -> Tensor` */
  replicationPad2dBackward(gradOutput: Tensor, self: Tensor, padding: number | readonly (number | bigint)[]): Tensor;
  replicationPad2dBackward(gradOutput: Tensor, self: Tensor, options: { padding: number | readonly (number | bigint)[] }): Tensor;
  /** `aten::replication_pad3d(Tensor self, SymInt[6] padding) -> Tensor` */
  replicationPad3d(self: Tensor, padding: number | readonly (number | bigint)[]): Tensor;
  replicationPad3d(self: Tensor, options: { padding: number | readonly (number | bigint)[] }): Tensor;
  /** `aten::replication_pad3d_backward(Tensor grad_output, Tensor self, SymInt[6] padding) -> Tensor` */
  replicationPad3dBackward(gradOutput: Tensor, self: Tensor, padding: number | readonly (number | bigint)[]): Tensor;
  replicationPad3dBackward(gradOutput: Tensor, self: Tensor, options: { padding: number | readonly (number | bigint)[] }): Tensor;
  /** `aten::requires_grad_(Tensor(a!) self, bool requires_grad=True) -> Tensor(a!)` */
  requiresGrad_(self: Tensor, requiresGrad?: boolean): Tensor;
  requiresGrad_(self: Tensor, options?: { requiresGrad?: boolean }): Tensor;
  /** `aten::reshape(Tensor(a) self, SymInt[] shape) -> Tensor(a)` */
  reshape(self: Tensor, shape: readonly (number | bigint)[] | number): Tensor;
  reshape(self: Tensor, options: { shape: readonly (number | bigint)[] | number }): Tensor;
  /** `aten::reshape_as(Tensor(a) self, Tensor other) -> Tensor(a)` */
  reshapeAs(self: Tensor, other: Tensor): Tensor;
  /** `aten::resize(Tensor self, SymInt[] size, *, MemoryFormat? memory_format=None) -> Tensor` */
  resize(self: Tensor, size: readonly (number | bigint)[] | number, options?: { memoryFormat?: MemoryFormat | null }): Tensor;
  resize(self: Tensor, options: { size: readonly (number | bigint)[] | number; memoryFormat?: MemoryFormat | null }): Tensor;
  /** `aten::resize_(Tensor(a!) self, SymInt[] size, *, MemoryFormat? memory_format=None) -> Tensor(a!)` */
  resize_(self: Tensor, size: readonly (number | bigint)[] | number, options?: { memoryFormat?: MemoryFormat | null }): Tensor;
  resize_(self: Tensor, options: { size: readonly (number | bigint)[] | number; memoryFormat?: MemoryFormat | null }): Tensor;
  /** `aten::resize_as(Tensor self, Tensor the_template, *, MemoryFormat? memory_format=None) -> Tensor` */
  resizeAs(self: Tensor, theTemplate: Tensor, options?: { memoryFormat?: MemoryFormat | null }): Tensor;
  /** `aten::resize_as_(Tensor(a!) self, Tensor the_template, *, MemoryFormat? memory_format=None) -> Tensor(a!)` */
  resizeAs_(self: Tensor, theTemplate: Tensor, options?: { memoryFormat?: MemoryFormat | null }): Tensor;
  /** `aten::resize_as_sparse(Tensor self, Tensor the_template) -> Tensor` */
  resizeAsSparse(self: Tensor, theTemplate: Tensor): Tensor;
  /** `aten::resize_as_sparse_(Tensor(a!) self, Tensor the_template) -> Tensor(a!)` */
  resizeAsSparse_(self: Tensor, theTemplate: Tensor): Tensor;
  /** `aten::resolve_conj(Tensor(a) self) -> Tensor(a)` */
  resolveConj(self: Tensor): Tensor;
  /** `aten::resolve_neg(Tensor(a) self) -> Tensor(a)` */
  resolveNeg(self: Tensor): Tensor;
  /** `aten::result_type.Tensor(Tensor tensor, Tensor other) -> ScalarType` · `aten::result_type.Scalar(Tensor tensor, Scalar other) -> ScalarType` · `aten::result_type.Scalar_Tensor(Scalar scalar, Tensor tensor) -> ScalarType` · `aten::result_type.Scalar_Scalar(Scalar scalar1, Scalar scalar2) -> ScalarType` */
  resultType(tensor: Tensor, other: Tensor): number;
  resultType(tensor: Tensor, other: Scalar): number;
  resultType(tensor: Tensor, options: { other: Scalar }): number;
  resultType(scalar: Scalar, tensor: Tensor): number;
  resultType(options: { scalar: Scalar; tensor: Tensor }): number;
  resultType(scalar1: Scalar, scalar2: Scalar): number;
  resultType(options: { scalar1: Scalar; scalar2: Scalar }): number;
  /** `aten::retain_grad(Tensor(a!) self) -> ()` */
  retainGrad(self: Tensor): void;
  /** `aten::retains_grad(Tensor self) -> bool` */
  retainsGrad(self: Tensor): boolean;
  /** `aten::rms_norm(Tensor input, SymInt[] normalized_shape, Tensor? weight=None, float? eps=None) -> Tensor` */
  rmsNorm(input: Tensor, normalizedShape: readonly (number | bigint)[] | number, weight?: Tensor | null, eps?: number | null): Tensor;
  rmsNorm(input: Tensor, normalizedShape: readonly (number | bigint)[] | number, options?: { weight?: Tensor | null; eps?: number | null }): Tensor;
  rmsNorm(input: Tensor, options: { normalizedShape: readonly (number | bigint)[] | number; weight?: Tensor | null; eps?: number | null }): Tensor;
  /** `aten::rnn_relu.data(Tensor data, Tensor batch_sizes, Tensor hx, Tensor[] params, bool has_biases, int num_layers, float dropout, bool train, bool bidirectional) -> (Tensor, Tensor)` · `aten::rnn_relu.input(Tensor input, Tensor hx, Tensor[] params, bool has_biases, int num_layers, float dropout, bool train, bool bidirectional, bool batch_first) -> (Tensor, Tensor)` */
  rnnRelu(data: Tensor, batchSizes: Tensor, hx: Tensor, params: readonly Tensor[], hasBiases: boolean, numLayers: number | bigint, dropout: number, train: boolean, bidirectional: boolean): [Tensor, Tensor];
  rnnRelu(data: Tensor, batchSizes: Tensor, hx: Tensor, options: { params: readonly Tensor[]; hasBiases: boolean; numLayers: number | bigint; dropout: number; train: boolean; bidirectional: boolean }): [Tensor, Tensor];
  rnnRelu(input: Tensor, hx: Tensor, params: readonly Tensor[], hasBiases: boolean, numLayers: number | bigint, dropout: number, train: boolean, bidirectional: boolean, batchFirst: boolean): [Tensor, Tensor];
  rnnRelu(input: Tensor, hx: Tensor, options: { params: readonly Tensor[]; hasBiases: boolean; numLayers: number | bigint; dropout: number; train: boolean; bidirectional: boolean; batchFirst: boolean }): [Tensor, Tensor];
  /** `aten::rnn_relu_cell(Tensor input, Tensor hx, Tensor w_ih, Tensor w_hh, Tensor? b_ih=None, Tensor? b_hh=None) -> Tensor` */
  rnnReluCell(input: Tensor, hx: Tensor, wIh: Tensor, wHh: Tensor, bIh?: Tensor | null, bHh?: Tensor | null): Tensor;
  rnnReluCell(input: Tensor, hx: Tensor, wIh: Tensor, wHh: Tensor, options?: { bIh?: Tensor | null; bHh?: Tensor | null }): Tensor;
  /** `aten::rnn_tanh.data(Tensor data, Tensor batch_sizes, Tensor hx, Tensor[] params, bool has_biases, int num_layers, float dropout, bool train, bool bidirectional) -> (Tensor, Tensor)` · `aten::rnn_tanh.input(Tensor input, Tensor hx, Tensor[] params, bool has_biases, int num_layers, float dropout, bool train, bool bidirectional, bool batch_first) -> (Tensor, Tensor)` */
  rnnTanh(data: Tensor, batchSizes: Tensor, hx: Tensor, params: readonly Tensor[], hasBiases: boolean, numLayers: number | bigint, dropout: number, train: boolean, bidirectional: boolean): [Tensor, Tensor];
  rnnTanh(data: Tensor, batchSizes: Tensor, hx: Tensor, options: { params: readonly Tensor[]; hasBiases: boolean; numLayers: number | bigint; dropout: number; train: boolean; bidirectional: boolean }): [Tensor, Tensor];
  rnnTanh(input: Tensor, hx: Tensor, params: readonly Tensor[], hasBiases: boolean, numLayers: number | bigint, dropout: number, train: boolean, bidirectional: boolean, batchFirst: boolean): [Tensor, Tensor];
  rnnTanh(input: Tensor, hx: Tensor, options: { params: readonly Tensor[]; hasBiases: boolean; numLayers: number | bigint; dropout: number; train: boolean; bidirectional: boolean; batchFirst: boolean }): [Tensor, Tensor];
  /** `aten::rnn_tanh_cell(Tensor input, Tensor hx, Tensor w_ih, Tensor w_hh, Tensor? b_ih=None, Tensor? b_hh=None) -> Tensor` */
  rnnTanhCell(input: Tensor, hx: Tensor, wIh: Tensor, wHh: Tensor, bIh?: Tensor | null, bHh?: Tensor | null): Tensor;
  rnnTanhCell(input: Tensor, hx: Tensor, wIh: Tensor, wHh: Tensor, options?: { bIh?: Tensor | null; bHh?: Tensor | null }): Tensor;
  /** `aten::roll(Tensor self, SymInt[1] shifts, int[1] dims=[]) -> Tensor` */
  roll(self: Tensor, shifts: number | readonly (number | bigint)[], dims?: number | readonly (number | bigint)[]): Tensor;
  roll(self: Tensor, shifts: number | readonly (number | bigint)[], options?: { dims?: number | readonly (number | bigint)[] }): Tensor;
  roll(self: Tensor, options: { shifts: number | readonly (number | bigint)[]; dims?: number | readonly (number | bigint)[] }): Tensor;
  /** `aten::rot90(Tensor self, int k=1, int[] dims=[0, 1]) -> Tensor` */
  rot90(self: Tensor, k?: number | bigint, dims?: readonly (number | bigint)[] | number): Tensor;
  rot90(self: Tensor, options?: { k?: number | bigint; dims?: readonly (number | bigint)[] | number }): Tensor;
  /** `aten::round(Tensor self) -> Tensor` · `aten::round.decimals(Tensor self, *, int decimals) -> Tensor` */
  round(self: Tensor): Tensor;
  round(self: Tensor, options: { decimals: number | bigint }): Tensor;
  /** `aten::round_(Tensor(a!) self) -> Tensor(a!)` · `aten::round_.decimals(Tensor(a!) self, *, int decimals) -> Tensor(a!)` */
  round_(self: Tensor): Tensor;
  round_(self: Tensor, options: { decimals: number | bigint }): Tensor;
  /** `aten::row_indices(Tensor(a) self) -> Tensor(a)` */
  rowIndices(self: Tensor): Tensor;
  /** `aten::row_indices_copy(Tensor self) -> Tensor` */
  rowIndicesCopy(self: Tensor): Tensor;
  /** `aten::row_stack(Tensor[] tensors) -> Tensor` */
  rowStack(tensors: readonly Tensor[]): Tensor;
  rowStack(options: { tensors: readonly Tensor[] }): Tensor;
  /** `aten::rrelu(Tensor self, Scalar lower=0.125, Scalar upper=0.33333333333333331, bool training=False, Generator? generator=None) -> Tensor` */
  rrelu(self: Tensor, lower?: Scalar, upper?: Scalar, training?: boolean, generator?: Generator | null): Tensor;
  rrelu(self: Tensor, options?: { lower?: Scalar; upper?: Scalar; training?: boolean; generator?: Generator | null }): Tensor;
  /** `aten::rrelu_(Tensor(a!) self, Scalar lower=0.125, Scalar upper=0.33333333333333331, bool training=False, Generator? generator=None) -> Tensor(a!)` */
  rrelu_(self: Tensor, lower?: Scalar, upper?: Scalar, training?: boolean, generator?: Generator | null): Tensor;
  rrelu_(self: Tensor, options?: { lower?: Scalar; upper?: Scalar; training?: boolean; generator?: Generator | null }): Tensor;
  /** `aten::rrelu_with_noise(Tensor self, Tensor(b!) noise, Scalar lower=0.125, Scalar upper=0.33333333333333331, bool training=False, Generator? generator=None) -> Tensor` */
  rreluWithNoise(self: Tensor, noise: Tensor, lower?: Scalar, upper?: Scalar, training?: boolean, generator?: Generator | null): Tensor;
  rreluWithNoise(self: Tensor, noise: Tensor, options?: { lower?: Scalar; upper?: Scalar; training?: boolean; generator?: Generator | null }): Tensor;
  /** `aten::rrelu_with_noise_(Tensor(a!) self, Tensor(b!) noise, Scalar lower=0.125, Scalar upper=0.33333333333333331, bool training=False, Generator? generator=None) -> Tensor(a!)` */
  rreluWithNoise_(self: Tensor, noise: Tensor, lower?: Scalar, upper?: Scalar, training?: boolean, generator?: Generator | null): Tensor;
  rreluWithNoise_(self: Tensor, noise: Tensor, options?: { lower?: Scalar; upper?: Scalar; training?: boolean; generator?: Generator | null }): Tensor;
  /** `aten::rrelu_with_noise_backward(Tensor grad_output, Tensor self, Tensor noise, Scalar lower, Scalar upper, bool training, bool self_is_result) -> Tensor` */
  rreluWithNoiseBackward(gradOutput: Tensor, self: Tensor, noise: Tensor, lower: Scalar, upper: Scalar, training: boolean, selfIsResult: boolean): Tensor;
  rreluWithNoiseBackward(gradOutput: Tensor, self: Tensor, noise: Tensor, options: { lower: Scalar; upper: Scalar; training: boolean; selfIsResult: boolean }): Tensor;
  /** `aten::rrelu_with_noise_functional(Tensor self, Tensor noise, Scalar lower=0.125, Scalar upper=0.33333333333333331, bool training=False, Generator? generator=None) -> (Tensor, Tensor noise_out)` */
  rreluWithNoiseFunctional(self: Tensor, noise: Tensor, lower?: Scalar, upper?: Scalar, training?: boolean, generator?: Generator | null): [Tensor, Tensor];
  rreluWithNoiseFunctional(self: Tensor, noise: Tensor, options?: { lower?: Scalar; upper?: Scalar; training?: boolean; generator?: Generator | null }): [Tensor, Tensor];
  /** `aten::rsqrt(Tensor self) -> Tensor` */
  rsqrt(self: Tensor): Tensor;
  /** `aten::rsqrt_(Tensor(a!) self) -> Tensor(a!)` */
  rsqrt_(self: Tensor): Tensor;
  /** `aten::rsub.Tensor(Tensor self, Tensor other, *, Scalar alpha=1) -> Tensor` · `aten::rsub.Scalar(Tensor self, Scalar other, Scalar alpha=1) -> Tensor` */
  rsub(self: Tensor, other: Tensor, options?: { alpha?: Scalar }): Tensor;
  rsub(self: Tensor, other: Scalar, alpha?: Scalar): Tensor;
  rsub(self: Tensor, other: Scalar, options?: { alpha?: Scalar }): Tensor;
  rsub(self: Tensor, options: { other: Scalar; alpha?: Scalar }): Tensor;
  /** `aten::scalar_tensor(Scalar s, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` */
  scalarTensor(s: Scalar, options?: { dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  scalarTensor(options: { s: Scalar; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  /** `aten::scaled_dot_product_attention(Tensor query, Tensor key, Tensor value, Tensor? attn_mask=None, float dropout_p=0., bool is_causal=False, *, float? scale=None, bool enable_gqa=False) -> Tensor` */
  scaledDotProductAttention(query: Tensor, key: Tensor, value: Tensor, attnMask?: Tensor | null, dropoutP?: number, isCausal?: boolean, options?: { scale?: number | null; enableGqa?: boolean }): Tensor;
  scaledDotProductAttention(query: Tensor, key: Tensor, value: Tensor, options?: { attnMask?: Tensor | null; dropoutP?: number; isCausal?: boolean; scale?: number | null; enableGqa?: boolean }): Tensor;
  /** `aten::scatter.src(Tensor self, int dim, Tensor index, Tensor src) -> Tensor` · `aten::scatter.reduce(Tensor self, int dim, Tensor index, Tensor src, *, str reduce) -> Tensor` · `aten::scatter.value(Tensor self, int dim, Tensor index, Scalar value) -> Tensor` · `aten::scatter.value_reduce(Tensor self, int dim, Tensor index, Scalar value, *, str reduce) -> Tensor` */
  scatter(self: Tensor, dim: number | bigint, index: Tensor, src: Tensor): Tensor;
  scatter(self: Tensor, options: { dim: number | bigint; index: Tensor; src: Tensor }): Tensor;
  scatter(self: Tensor, dim: number | bigint, index: Tensor, src: Tensor, options: { reduce: string }): Tensor;
  scatter(self: Tensor, options: { dim: number | bigint; index: Tensor; src: Tensor; reduce: string }): Tensor;
  scatter(self: Tensor, dim: number | bigint, index: Tensor, value: Scalar): Tensor;
  scatter(self: Tensor, options: { dim: number | bigint; index: Tensor; value: Scalar }): Tensor;
  scatter(self: Tensor, dim: number | bigint, index: Tensor, value: Scalar, options: { reduce: string }): Tensor;
  scatter(self: Tensor, options: { dim: number | bigint; index: Tensor; value: Scalar; reduce: string }): Tensor;
  /** `aten::scatter_.src(Tensor(a!) self, int dim, Tensor index, Tensor src) -> Tensor(a!)` · `aten::scatter_.reduce(Tensor(a!) self, int dim, Tensor index, Tensor src, *, str reduce) -> Tensor(a!)` · `aten::scatter_.value(Tensor(a!) self, int dim, Tensor index, Scalar value) -> Tensor(a!)` · `aten::scatter_.value_reduce(Tensor(a!) self, int dim, Tensor index, Scalar value, *, str reduce) -> Tensor(a!)` */
  scatter_(self: Tensor, dim: number | bigint, index: Tensor, src: Tensor): Tensor;
  scatter_(self: Tensor, options: { dim: number | bigint; index: Tensor; src: Tensor }): Tensor;
  scatter_(self: Tensor, dim: number | bigint, index: Tensor, src: Tensor, options: { reduce: string }): Tensor;
  scatter_(self: Tensor, options: { dim: number | bigint; index: Tensor; src: Tensor; reduce: string }): Tensor;
  scatter_(self: Tensor, dim: number | bigint, index: Tensor, value: Scalar): Tensor;
  scatter_(self: Tensor, options: { dim: number | bigint; index: Tensor; value: Scalar }): Tensor;
  scatter_(self: Tensor, dim: number | bigint, index: Tensor, value: Scalar, options: { reduce: string }): Tensor;
  scatter_(self: Tensor, options: { dim: number | bigint; index: Tensor; value: Scalar; reduce: string }): Tensor;
  /** `aten::scatter_add(Tensor self, int dim, Tensor index, Tensor src) -> Tensor` */
  scatterAdd(self: Tensor, dim: number | bigint, index: Tensor, src: Tensor): Tensor;
  scatterAdd(self: Tensor, options: { dim: number | bigint; index: Tensor; src: Tensor }): Tensor;
  /** `aten::scatter_add_(Tensor(a!) self, int dim, Tensor index, Tensor src) -> Tensor(a!)` */
  scatterAdd_(self: Tensor, dim: number | bigint, index: Tensor, src: Tensor): Tensor;
  scatterAdd_(self: Tensor, options: { dim: number | bigint; index: Tensor; src: Tensor }): Tensor;
  /** `aten::scatter_reduce.two(Tensor self, int dim, Tensor index, Tensor src, str reduce, *, bool include_self=True) -> Tensor` */
  scatterReduce(self: Tensor, dim: number | bigint, index: Tensor, src: Tensor, reduce: string, options?: { includeSelf?: boolean }): Tensor;
  scatterReduce(self: Tensor, options: { dim: number | bigint; index: Tensor; src: Tensor; reduce: string; includeSelf?: boolean }): Tensor;
  /** `aten::scatter_reduce_.two(Tensor(a!) self, int dim, Tensor index, Tensor src, str reduce, *, bool include_self=True) -> Tensor(a!)` */
  scatterReduce_(self: Tensor, dim: number | bigint, index: Tensor, src: Tensor, reduce: string, options?: { includeSelf?: boolean }): Tensor;
  scatterReduce_(self: Tensor, options: { dim: number | bigint; index: Tensor; src: Tensor; reduce: string; includeSelf?: boolean }): Tensor;
  /** `aten::searchsorted.Tensor(Tensor sorted_sequence, Tensor self, *, bool out_int32=False, bool right=False, str? side=None, Tensor? sorter=None) -> Tensor` · `aten::searchsorted.Scalar(Tensor sorted_sequence, Scalar self, *, bool out_int32=False, bool right=False, str? side=None, Tensor? sorter=None) -> Tensor` */
  searchsorted(sortedSequence: Tensor, self: Tensor, options?: { outInt32?: boolean; right?: boolean; side?: string | null; sorter?: Tensor | null }): Tensor;
  searchsorted(sortedSequence: Tensor, self: Scalar, options?: { outInt32?: boolean; right?: boolean; side?: string | null; sorter?: Tensor | null }): Tensor;
  searchsorted(sortedSequence: Tensor, options: { self: Scalar; outInt32?: boolean; right?: boolean; side?: string | null; sorter?: Tensor | null }): Tensor;
  /** `aten::segment_reduce(Tensor data, str reduce, *, Tensor? lengths=None, Tensor? indices=None, Tensor? offsets=None, int axis=0, bool unsafe=False, Scalar? initial=None) -> Tensor` */
  segmentReduce(data: Tensor, reduce: string, options?: { lengths?: Tensor | null; indices?: Tensor | null; offsets?: Tensor | null; axis?: number | bigint; unsafe?: boolean; initial?: Scalar | null }): Tensor;
  segmentReduce(data: Tensor, options: { reduce: string; lengths?: Tensor | null; indices?: Tensor | null; offsets?: Tensor | null; axis?: number | bigint; unsafe?: boolean; initial?: Scalar | null }): Tensor;
  /** `aten::select.int(Tensor(a) self, int dim, SymInt index) -> Tensor(a)` */
  select(self: Tensor, dim: number | bigint, index: number | bigint): Tensor;
  select(self: Tensor, options: { dim: number | bigint; index: number | bigint }): Tensor;
  /** `aten::select_backward(Tensor grad_output, SymInt[] input_sizes, int dim, SymInt index) -> Tensor` */
  selectBackward(gradOutput: Tensor, inputSizes: readonly (number | bigint)[] | number, dim: number | bigint, index: number | bigint): Tensor;
  selectBackward(gradOutput: Tensor, options: { inputSizes: readonly (number | bigint)[] | number; dim: number | bigint; index: number | bigint }): Tensor;
  /** `aten::select_copy.int(Tensor self, int dim, SymInt index) -> Tensor` */
  selectCopy(self: Tensor, dim: number | bigint, index: number | bigint): Tensor;
  selectCopy(self: Tensor, options: { dim: number | bigint; index: number | bigint }): Tensor;
  /** `aten::select_scatter(Tensor self, Tensor src, int dim, SymInt index) -> Tensor` */
  selectScatter(self: Tensor, src: Tensor, dim: number | bigint, index: number | bigint): Tensor;
  selectScatter(self: Tensor, src: Tensor, options: { dim: number | bigint; index: number | bigint }): Tensor;
  /** `aten::selu(Tensor self) -> Tensor` */
  selu(self: Tensor): Tensor;
  /** `aten::selu_(Tensor(a!) self) -> Tensor(a!)` */
  selu_(self: Tensor): Tensor;
  /** `aten::set(Tensor self) -> Tensor` · `aten::set.source_Tensor(Tensor self, Tensor source) -> Tensor` */
  set(self: Tensor): Tensor;
  set(self: Tensor, source: Tensor): Tensor;
  /** `aten::set_(Tensor(a!) self) -> Tensor(a!)` · `aten::set_.source_Tensor(Tensor(a!) self, Tensor source) -> Tensor(a!)` · `aten::set_.source_Tensor_storage_offset(Tensor(a!) self, Tensor source, SymInt storage_offset, SymInt[] size, SymInt[] stride=[]) -> Tensor(a!)` */
  set_(self: Tensor): Tensor;
  set_(self: Tensor, source: Tensor): Tensor;
  set_(self: Tensor, source: Tensor, storageOffset: number | bigint, size: readonly (number | bigint)[] | number, stride?: readonly (number | bigint)[] | number): Tensor;
  set_(self: Tensor, source: Tensor, storageOffset: number | bigint, size: readonly (number | bigint)[] | number, options?: { stride?: readonly (number | bigint)[] | number }): Tensor;
  set_(self: Tensor, source: Tensor, options: { storageOffset: number | bigint; size: readonly (number | bigint)[] | number; stride?: readonly (number | bigint)[] | number }): Tensor;
  /** `aten::set_data(Tensor(a!) self, Tensor new_data) -> ()` */
  setData(self: Tensor, newData: Tensor): void;
  /** `aten::sgn(Tensor self) -> Tensor` */
  sgn(self: Tensor): Tensor;
  /** `aten::sgn_(Tensor(a!) self) -> Tensor(a!)` */
  sgn_(self: Tensor): Tensor;
  /** `aten::sigmoid(Tensor self) -> Tensor` */
  sigmoid(self: Tensor): Tensor;
  /** `aten::sigmoid_(Tensor(a!) self) -> Tensor(a!)` */
  sigmoid_(self: Tensor): Tensor;
  /** `aten::sigmoid_backward(Tensor grad_output, Tensor output) -> Tensor` */
  sigmoidBackward(gradOutput: Tensor, output: Tensor): Tensor;
  /** `aten::sign(Tensor self) -> Tensor` */
  sign(self: Tensor): Tensor;
  /** `aten::sign_(Tensor(a!) self) -> Tensor(a!)` */
  sign_(self: Tensor): Tensor;
  /** `aten::signbit(Tensor self) -> Tensor` */
  signbit(self: Tensor): Tensor;
  /** `aten::silu(Tensor self) -> Tensor` */
  silu(self: Tensor): Tensor;
  /** `aten::silu_(Tensor(a!) self) -> Tensor(a!)` */
  silu_(self: Tensor): Tensor;
  /** `aten::silu_backward(Tensor grad_output, Tensor self) -> Tensor` */
  siluBackward(gradOutput: Tensor, self: Tensor): Tensor;
  /** `aten::sin(Tensor self) -> Tensor` */
  sin(self: Tensor): Tensor;
  /** `aten::sin_(Tensor(a!) self) -> Tensor(a!)` */
  sin_(self: Tensor): Tensor;
  /** `aten::sinc(Tensor self) -> Tensor` */
  sinc(self: Tensor): Tensor;
  /** `aten::sinc_(Tensor(a!) self) -> Tensor(a!)` */
  sinc_(self: Tensor): Tensor;
  /** `aten::sinh(Tensor self) -> Tensor` */
  sinh(self: Tensor): Tensor;
  /** `aten::sinh_(Tensor(a!) self) -> Tensor(a!)` */
  sinh_(self: Tensor): Tensor;
  /** `aten::size.int(Tensor self, int dim) -> int` */
  size(self: Tensor, dim: number | bigint): number;
  size(self: Tensor, options: { dim: number | bigint }): number;
  /** `aten::slice.Tensor(Tensor(a) self, int dim=0, SymInt? start=None, SymInt? end=None, SymInt step=1) -> Tensor(a)` */
  slice(self: Tensor, dim?: number | bigint, start?: number | bigint | null, end?: number | bigint | null, step?: number | bigint): Tensor;
  slice(self: Tensor, options?: { dim?: number | bigint; start?: number | bigint | null; end?: number | bigint | null; step?: number | bigint }): Tensor;
  /** `aten::slice_backward(Tensor grad_output, SymInt[] input_sizes, int dim, SymInt start, SymInt end, SymInt step) -> Tensor` */
  sliceBackward(gradOutput: Tensor, inputSizes: readonly (number | bigint)[] | number, dim: number | bigint, start: number | bigint, end: number | bigint, step: number | bigint): Tensor;
  sliceBackward(gradOutput: Tensor, options: { inputSizes: readonly (number | bigint)[] | number; dim: number | bigint; start: number | bigint; end: number | bigint; step: number | bigint }): Tensor;
  /** `aten::slice_copy.Tensor(Tensor self, int dim=0, SymInt? start=None, SymInt? end=None, SymInt step=1) -> Tensor` */
  sliceCopy(self: Tensor, dim?: number | bigint, start?: number | bigint | null, end?: number | bigint | null, step?: number | bigint): Tensor;
  sliceCopy(self: Tensor, options?: { dim?: number | bigint; start?: number | bigint | null; end?: number | bigint | null; step?: number | bigint }): Tensor;
  /** `aten::slice_inverse(Tensor(a) self, Tensor src, int dim=0, SymInt? start=None, SymInt? end=None, SymInt step=1) -> Tensor(a)` */
  sliceInverse(self: Tensor, src: Tensor, dim?: number | bigint, start?: number | bigint | null, end?: number | bigint | null, step?: number | bigint): Tensor;
  sliceInverse(self: Tensor, src: Tensor, options?: { dim?: number | bigint; start?: number | bigint | null; end?: number | bigint | null; step?: number | bigint }): Tensor;
  /** `aten::slice_scatter(Tensor self, Tensor src, int dim=0, SymInt? start=None, SymInt? end=None, SymInt step=1) -> Tensor` */
  sliceScatter(self: Tensor, src: Tensor, dim?: number | bigint, start?: number | bigint | null, end?: number | bigint | null, step?: number | bigint): Tensor;
  sliceScatter(self: Tensor, src: Tensor, options?: { dim?: number | bigint; start?: number | bigint | null; end?: number | bigint | null; step?: number | bigint }): Tensor;
  /** `aten::slogdet(Tensor self) -> (Tensor sign, Tensor logabsdet)` */
  slogdet(self: Tensor): { sign: Tensor; logabsdet: Tensor };
  /** `aten::slow_conv3d(Tensor self, Tensor weight, SymInt[3] kernel_size, Tensor? bias=None, SymInt[3] stride=[1, 1, 1], SymInt[3] padding=[0, 0, 0]) -> Tensor` */
  slowConv3d(self: Tensor, weight: Tensor, kernelSize: number | readonly (number | bigint)[], bias?: Tensor | null, stride?: number | readonly (number | bigint)[], padding?: number | readonly (number | bigint)[]): Tensor;
  slowConv3d(self: Tensor, weight: Tensor, kernelSize: number | readonly (number | bigint)[], options?: { bias?: Tensor | null; stride?: number | readonly (number | bigint)[]; padding?: number | readonly (number | bigint)[] }): Tensor;
  slowConv3d(self: Tensor, weight: Tensor, options: { kernelSize: number | readonly (number | bigint)[]; bias?: Tensor | null; stride?: number | readonly (number | bigint)[]; padding?: number | readonly (number | bigint)[] }): Tensor;
  /** `aten::slow_conv3d_forward(Tensor self, Tensor weight, SymInt[3] kernel_size, Tensor? bias, SymInt[3] stride, SymInt[3] padding) -> Tensor` */
  slowConv3dForward(self: Tensor, weight: Tensor, kernelSize: number | readonly (number | bigint)[], bias: Tensor | null, stride: number | readonly (number | bigint)[], padding: number | readonly (number | bigint)[]): Tensor;
  slowConv3dForward(self: Tensor, weight: Tensor, options: { kernelSize: number | readonly (number | bigint)[]; bias: Tensor | null; stride: number | readonly (number | bigint)[]; padding: number | readonly (number | bigint)[] }): Tensor;
  /** `aten::slow_conv_dilated2d(Tensor self, Tensor weight, SymInt[2] kernel_size, Tensor? bias=None, SymInt[2] stride=[1, 1], SymInt[2] padding=[0, 0], SymInt[2] dilation=[1, 1]) -> Tensor` */
  slowConvDilated2d(self: Tensor, weight: Tensor, kernelSize: number | readonly (number | bigint)[], bias?: Tensor | null, stride?: number | readonly (number | bigint)[], padding?: number | readonly (number | bigint)[], dilation?: number | readonly (number | bigint)[]): Tensor;
  slowConvDilated2d(self: Tensor, weight: Tensor, kernelSize: number | readonly (number | bigint)[], options?: { bias?: Tensor | null; stride?: number | readonly (number | bigint)[]; padding?: number | readonly (number | bigint)[]; dilation?: number | readonly (number | bigint)[] }): Tensor;
  slowConvDilated2d(self: Tensor, weight: Tensor, options: { kernelSize: number | readonly (number | bigint)[]; bias?: Tensor | null; stride?: number | readonly (number | bigint)[]; padding?: number | readonly (number | bigint)[]; dilation?: number | readonly (number | bigint)[] }): Tensor;
  /** `aten::slow_conv_dilated3d(Tensor self, Tensor weight, SymInt[3] kernel_size, Tensor? bias=None, SymInt[3] stride=[1, 1, 1], SymInt[3] padding=[0, 0, 0], SymInt[3] dilation=[1, 1, 1]) -> Tensor` */
  slowConvDilated3d(self: Tensor, weight: Tensor, kernelSize: number | readonly (number | bigint)[], bias?: Tensor | null, stride?: number | readonly (number | bigint)[], padding?: number | readonly (number | bigint)[], dilation?: number | readonly (number | bigint)[]): Tensor;
  slowConvDilated3d(self: Tensor, weight: Tensor, kernelSize: number | readonly (number | bigint)[], options?: { bias?: Tensor | null; stride?: number | readonly (number | bigint)[]; padding?: number | readonly (number | bigint)[]; dilation?: number | readonly (number | bigint)[] }): Tensor;
  slowConvDilated3d(self: Tensor, weight: Tensor, options: { kernelSize: number | readonly (number | bigint)[]; bias?: Tensor | null; stride?: number | readonly (number | bigint)[]; padding?: number | readonly (number | bigint)[]; dilation?: number | readonly (number | bigint)[] }): Tensor;
  /** `aten::slow_conv_transpose2d(Tensor self, Tensor weight, SymInt[2] kernel_size, Tensor? bias=None, SymInt[2] stride=[1, 1], SymInt[2] padding=[0, 0], SymInt[2] output_padding=[0, 0], SymInt[2] dilation=[1, 1]) -> Tensor` */
  slowConvTranspose2d(self: Tensor, weight: Tensor, kernelSize: number | readonly (number | bigint)[], bias?: Tensor | null, stride?: number | readonly (number | bigint)[], padding?: number | readonly (number | bigint)[], outputPadding?: number | readonly (number | bigint)[], dilation?: number | readonly (number | bigint)[]): Tensor;
  slowConvTranspose2d(self: Tensor, weight: Tensor, kernelSize: number | readonly (number | bigint)[], options?: { bias?: Tensor | null; stride?: number | readonly (number | bigint)[]; padding?: number | readonly (number | bigint)[]; outputPadding?: number | readonly (number | bigint)[]; dilation?: number | readonly (number | bigint)[] }): Tensor;
  slowConvTranspose2d(self: Tensor, weight: Tensor, options: { kernelSize: number | readonly (number | bigint)[]; bias?: Tensor | null; stride?: number | readonly (number | bigint)[]; padding?: number | readonly (number | bigint)[]; outputPadding?: number | readonly (number | bigint)[]; dilation?: number | readonly (number | bigint)[] }): Tensor;
  /** `aten::slow_conv_transpose3d(Tensor self, Tensor weight, SymInt[3] kernel_size, Tensor? bias=None, SymInt[3] stride=[1, 1, 1], SymInt[3] padding=[0, 0, 0], SymInt[3] output_padding=[0, 0, 0], SymInt[3] dilation=[1, 1, 1]) -> Tensor` */
  slowConvTranspose3d(self: Tensor, weight: Tensor, kernelSize: number | readonly (number | bigint)[], bias?: Tensor | null, stride?: number | readonly (number | bigint)[], padding?: number | readonly (number | bigint)[], outputPadding?: number | readonly (number | bigint)[], dilation?: number | readonly (number | bigint)[]): Tensor;
  slowConvTranspose3d(self: Tensor, weight: Tensor, kernelSize: number | readonly (number | bigint)[], options?: { bias?: Tensor | null; stride?: number | readonly (number | bigint)[]; padding?: number | readonly (number | bigint)[]; outputPadding?: number | readonly (number | bigint)[]; dilation?: number | readonly (number | bigint)[] }): Tensor;
  slowConvTranspose3d(self: Tensor, weight: Tensor, options: { kernelSize: number | readonly (number | bigint)[]; bias?: Tensor | null; stride?: number | readonly (number | bigint)[]; padding?: number | readonly (number | bigint)[]; outputPadding?: number | readonly (number | bigint)[]; dilation?: number | readonly (number | bigint)[] }): Tensor;
  /** `aten::smm(Tensor self, Tensor mat2) -> Tensor` */
  smm(self: Tensor, mat2: Tensor): Tensor;
  /** `aten::smooth_l1_loss(Tensor self, Tensor target, int reduction=1, float beta=1.) -> Tensor` */
  smoothL1Loss(self: Tensor, target: Tensor, reduction?: number | bigint, beta?: number): Tensor;
  smoothL1Loss(self: Tensor, target: Tensor, options?: { reduction?: number | bigint; beta?: number }): Tensor;
  /** `aten::smooth_l1_loss_backward(Tensor grad_output, Tensor self, Tensor target, int reduction, float beta) -> Tensor` */
  smoothL1LossBackward(gradOutput: Tensor, self: Tensor, target: Tensor, reduction: number | bigint, beta: number): Tensor;
  smoothL1LossBackward(gradOutput: Tensor, self: Tensor, target: Tensor, options: { reduction: number | bigint; beta: number }): Tensor;
  /** `aten::soft_margin_loss(Tensor self, Tensor target, int reduction=1) -> Tensor` */
  softMarginLoss(self: Tensor, target: Tensor, reduction?: number | bigint): Tensor;
  softMarginLoss(self: Tensor, target: Tensor, options?: { reduction?: number | bigint }): Tensor;
  /** `aten::soft_margin_loss_backward(Tensor grad_output, Tensor self, Tensor target, int reduction) -> Tensor` */
  softMarginLossBackward(gradOutput: Tensor, self: Tensor, target: Tensor, reduction: number | bigint): Tensor;
  softMarginLossBackward(gradOutput: Tensor, self: Tensor, target: Tensor, options: { reduction: number | bigint }): Tensor;
  /** `aten::softmax.int(Tensor self, int dim, ScalarType? dtype=None) -> Tensor` */
  softmax(self: Tensor, dim: number | bigint, dtype?: DType | null): Tensor;
  softmax(self: Tensor, dim: number | bigint, options?: { dtype?: DType | null }): Tensor;
  softmax(self: Tensor, options: { dim: number | bigint; dtype?: DType | null }): Tensor;
  /** `aten::softplus(Tensor self, Scalar beta=1, Scalar threshold=20) -> Tensor` */
  softplus(self: Tensor, beta?: Scalar, threshold?: Scalar): Tensor;
  softplus(self: Tensor, options?: { beta?: Scalar; threshold?: Scalar }): Tensor;
  /** `aten::softplus_backward(Tensor grad_output, Tensor self, Scalar beta, Scalar threshold) -> Tensor` */
  softplusBackward(gradOutput: Tensor, self: Tensor, beta: Scalar, threshold: Scalar): Tensor;
  softplusBackward(gradOutput: Tensor, self: Tensor, options: { beta: Scalar; threshold: Scalar }): Tensor;
  /** `aten::softshrink(Tensor self, Scalar lambd=0.5) -> Tensor` */
  softshrink(self: Tensor, lambd?: Scalar): Tensor;
  softshrink(self: Tensor, options?: { lambd?: Scalar }): Tensor;
  /** `aten::softshrink_backward(Tensor grad_output, Tensor self, Scalar lambd) -> Tensor` */
  softshrinkBackward(gradOutput: Tensor, self: Tensor, lambd: Scalar): Tensor;
  softshrinkBackward(gradOutput: Tensor, self: Tensor, options: { lambd: Scalar }): Tensor;
  /** `aten::sort.stable(Tensor self, *, bool? stable, int dim=-1, bool descending=False) -> (Tensor values, Tensor indices)` · `aten::sort(Tensor self, int dim=-1, bool descending=False) -> (Tensor values, Tensor indices)` */
  sort(self: Tensor, options: { stable: boolean | null; dim?: number | bigint; descending?: boolean }): { values: Tensor; indices: Tensor };
  sort(self: Tensor, dim?: number | bigint, descending?: boolean): { values: Tensor; indices: Tensor };
  sort(self: Tensor, options?: { dim?: number | bigint; descending?: boolean }): { values: Tensor; indices: Tensor };
  /** `aten::sparse_bsc_tensor.ccol_row_value(Tensor ccol_indices, Tensor row_indices, Tensor values, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=False) -> Tensor` · `aten::sparse_bsc_tensor.ccol_row_value_size(Tensor ccol_indices, Tensor row_indices, Tensor values, int[] size, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=False) -> Tensor` */
  sparseBscTensor(ccolIndices: Tensor, rowIndices: Tensor, values: Tensor, options?: { dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  sparseBscTensor(ccolIndices: Tensor, rowIndices: Tensor, values: Tensor, size: readonly (number | bigint)[] | number, options?: { dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  sparseBscTensor(ccolIndices: Tensor, rowIndices: Tensor, values: Tensor, options: { size: readonly (number | bigint)[] | number; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  /** `aten::sparse_bsr_tensor.crow_col_value(Tensor crow_indices, Tensor col_indices, Tensor values, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=False) -> Tensor` · `aten::sparse_bsr_tensor.crow_col_value_size(Tensor crow_indices, Tensor col_indices, Tensor values, int[] size, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=False) -> Tensor` */
  sparseBsrTensor(crowIndices: Tensor, colIndices: Tensor, values: Tensor, options?: { dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  sparseBsrTensor(crowIndices: Tensor, colIndices: Tensor, values: Tensor, size: readonly (number | bigint)[] | number, options?: { dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  sparseBsrTensor(crowIndices: Tensor, colIndices: Tensor, values: Tensor, options: { size: readonly (number | bigint)[] | number; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  /** `aten::sparse_compressed_tensor.comp_plain_value(Tensor compressed_indices, Tensor plain_indices, Tensor values, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=False) -> Tensor` · `aten::sparse_compressed_tensor.comp_plain_value_size(Tensor compressed_indices, Tensor plain_indices, Tensor values, SymInt[] size, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=False) -> Tensor` */
  sparseCompressedTensor(compressedIndices: Tensor, plainIndices: Tensor, values: Tensor, options?: { dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  sparseCompressedTensor(compressedIndices: Tensor, plainIndices: Tensor, values: Tensor, size: readonly (number | bigint)[] | number, options?: { dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  sparseCompressedTensor(compressedIndices: Tensor, plainIndices: Tensor, values: Tensor, options: { size: readonly (number | bigint)[] | number; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  /** `aten::sparse_coo_tensor.indices(Tensor indices, Tensor values, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None, bool? is_coalesced=None) -> Tensor` · `aten::sparse_coo_tensor.indices_size(Tensor indices, Tensor values, int[] size, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None, bool? is_coalesced=None) -> Tensor` · `aten::sparse_coo_tensor.size(int[] size, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=False) -> Tensor` */
  sparseCooTensor(indices: Tensor, values: Tensor, options?: { dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null; isCoalesced?: boolean | null }): Tensor;
  sparseCooTensor(indices: Tensor, values: Tensor, size: readonly (number | bigint)[] | number, options?: { dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null; isCoalesced?: boolean | null }): Tensor;
  sparseCooTensor(indices: Tensor, values: Tensor, options: { size: readonly (number | bigint)[] | number; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null; isCoalesced?: boolean | null }): Tensor;
  sparseCooTensor(size: readonly (number | bigint)[] | number, options?: { dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  sparseCooTensor(options: { size: readonly (number | bigint)[] | number; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  /** `aten::sparse_csc_tensor.ccol_row_value(Tensor ccol_indices, Tensor row_indices, Tensor values, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=False) -> Tensor` · `aten::sparse_csc_tensor.ccol_row_value_size(Tensor ccol_indices, Tensor row_indices, Tensor values, int[] size, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=False) -> Tensor` */
  sparseCscTensor(ccolIndices: Tensor, rowIndices: Tensor, values: Tensor, options?: { dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  sparseCscTensor(ccolIndices: Tensor, rowIndices: Tensor, values: Tensor, size: readonly (number | bigint)[] | number, options?: { dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  sparseCscTensor(ccolIndices: Tensor, rowIndices: Tensor, values: Tensor, options: { size: readonly (number | bigint)[] | number; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  /** `aten::sparse_csr_tensor.crow_col_value(Tensor crow_indices, Tensor col_indices, Tensor values, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=False) -> Tensor` · `aten::sparse_csr_tensor.crow_col_value_size(Tensor crow_indices, Tensor col_indices, Tensor values, int[] size, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=False) -> Tensor` */
  sparseCsrTensor(crowIndices: Tensor, colIndices: Tensor, values: Tensor, options?: { dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  sparseCsrTensor(crowIndices: Tensor, colIndices: Tensor, values: Tensor, size: readonly (number | bigint)[] | number, options?: { dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  sparseCsrTensor(crowIndices: Tensor, colIndices: Tensor, values: Tensor, options: { size: readonly (number | bigint)[] | number; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  /** `aten::sparse_dim(Tensor self) -> int` */
  sparseDim(self: Tensor): number;
  /** `aten::sparse_mask(Tensor self, Tensor mask) -> Tensor` */
  sparseMask(self: Tensor, mask: Tensor): Tensor;
  /** `aten::sparse_resize(Tensor self, int[] size, int sparse_dim, int dense_dim) -> Tensor` */
  sparseResize(self: Tensor, size: readonly (number | bigint)[] | number, sparseDim: number | bigint, denseDim: number | bigint): Tensor;
  sparseResize(self: Tensor, options: { size: readonly (number | bigint)[] | number; sparseDim: number | bigint; denseDim: number | bigint }): Tensor;
  /** `aten::sparse_resize_(Tensor(a!) self, int[] size, int sparse_dim, int dense_dim) -> Tensor(a!)` */
  sparseResize_(self: Tensor, size: readonly (number | bigint)[] | number, sparseDim: number | bigint, denseDim: number | bigint): Tensor;
  sparseResize_(self: Tensor, options: { size: readonly (number | bigint)[] | number; sparseDim: number | bigint; denseDim: number | bigint }): Tensor;
  /** `aten::sparse_resize_and_clear(Tensor self, int[] size, int sparse_dim, int dense_dim) -> Tensor` */
  sparseResizeAndClear(self: Tensor, size: readonly (number | bigint)[] | number, sparseDim: number | bigint, denseDim: number | bigint): Tensor;
  sparseResizeAndClear(self: Tensor, options: { size: readonly (number | bigint)[] | number; sparseDim: number | bigint; denseDim: number | bigint }): Tensor;
  /** `aten::sparse_resize_and_clear_(Tensor(a!) self, int[] size, int sparse_dim, int dense_dim) -> Tensor(a!)` */
  sparseResizeAndClear_(self: Tensor, size: readonly (number | bigint)[] | number, sparseDim: number | bigint, denseDim: number | bigint): Tensor;
  sparseResizeAndClear_(self: Tensor, options: { size: readonly (number | bigint)[] | number; sparseDim: number | bigint; denseDim: number | bigint }): Tensor;
  /** `aten::sparse_sampled_addmm(Tensor self, Tensor mat1, Tensor mat2, *, Scalar beta=1, Scalar alpha=1) -> Tensor` */
  sparseSampledAddmm(self: Tensor, mat1: Tensor, mat2: Tensor, options?: { beta?: Scalar; alpha?: Scalar }): Tensor;
  /** `aten::special_airy_ai(Tensor x) -> Tensor` */
  specialAiryAi(x: Tensor): Tensor;
  /** `aten::special_bessel_j0(Tensor self) -> Tensor` */
  specialBesselJ0(self: Tensor): Tensor;
  /** `aten::special_bessel_j1(Tensor self) -> Tensor` */
  specialBesselJ1(self: Tensor): Tensor;
  /** `aten::special_bessel_y0(Tensor self) -> Tensor` */
  specialBesselY0(self: Tensor): Tensor;
  /** `aten::special_bessel_y1(Tensor self) -> Tensor` */
  specialBesselY1(self: Tensor): Tensor;
  /** `aten::special_chebyshev_polynomial_t(Tensor x, Tensor n) -> Tensor` · `aten::special_chebyshev_polynomial_t.n_scalar(Tensor x, Scalar n) -> Tensor` · `aten::special_chebyshev_polynomial_t.x_scalar(Scalar x, Tensor n) -> Tensor` */
  specialChebyshevPolynomialT(x: Tensor, n: Tensor): Tensor;
  specialChebyshevPolynomialT(x: Tensor, n: Scalar): Tensor;
  specialChebyshevPolynomialT(x: Tensor, options: { n: Scalar }): Tensor;
  specialChebyshevPolynomialT(x: Scalar, n: Tensor): Tensor;
  specialChebyshevPolynomialT(options: { x: Scalar; n: Tensor }): Tensor;
  /** `aten::special_chebyshev_polynomial_u(Tensor x, Tensor n) -> Tensor` · `aten::special_chebyshev_polynomial_u.n_scalar(Tensor x, Scalar n) -> Tensor` · `aten::special_chebyshev_polynomial_u.x_scalar(Scalar x, Tensor n) -> Tensor` */
  specialChebyshevPolynomialU(x: Tensor, n: Tensor): Tensor;
  specialChebyshevPolynomialU(x: Tensor, n: Scalar): Tensor;
  specialChebyshevPolynomialU(x: Tensor, options: { n: Scalar }): Tensor;
  specialChebyshevPolynomialU(x: Scalar, n: Tensor): Tensor;
  specialChebyshevPolynomialU(options: { x: Scalar; n: Tensor }): Tensor;
  /** `aten::special_chebyshev_polynomial_v(Tensor x, Tensor n) -> Tensor` · `aten::special_chebyshev_polynomial_v.n_scalar(Tensor x, Scalar n) -> Tensor` · `aten::special_chebyshev_polynomial_v.x_scalar(Scalar x, Tensor n) -> Tensor` */
  specialChebyshevPolynomialV(x: Tensor, n: Tensor): Tensor;
  specialChebyshevPolynomialV(x: Tensor, n: Scalar): Tensor;
  specialChebyshevPolynomialV(x: Tensor, options: { n: Scalar }): Tensor;
  specialChebyshevPolynomialV(x: Scalar, n: Tensor): Tensor;
  specialChebyshevPolynomialV(options: { x: Scalar; n: Tensor }): Tensor;
  /** `aten::special_chebyshev_polynomial_w(Tensor x, Tensor n) -> Tensor` · `aten::special_chebyshev_polynomial_w.n_scalar(Tensor x, Scalar n) -> Tensor` · `aten::special_chebyshev_polynomial_w.x_scalar(Scalar x, Tensor n) -> Tensor` */
  specialChebyshevPolynomialW(x: Tensor, n: Tensor): Tensor;
  specialChebyshevPolynomialW(x: Tensor, n: Scalar): Tensor;
  specialChebyshevPolynomialW(x: Tensor, options: { n: Scalar }): Tensor;
  specialChebyshevPolynomialW(x: Scalar, n: Tensor): Tensor;
  specialChebyshevPolynomialW(options: { x: Scalar; n: Tensor }): Tensor;
  /** `aten::special_digamma(Tensor self) -> Tensor` */
  specialDigamma(self: Tensor): Tensor;
  /** `aten::special_entr(Tensor self) -> Tensor` */
  specialEntr(self: Tensor): Tensor;
  /** `aten::special_erf(Tensor self) -> Tensor` */
  specialErf(self: Tensor): Tensor;
  /** `aten::special_erfc(Tensor self) -> Tensor` */
  specialErfc(self: Tensor): Tensor;
  /** `aten::special_erfcx(Tensor self) -> Tensor` */
  specialErfcx(self: Tensor): Tensor;
  /** `aten::special_erfinv(Tensor self) -> Tensor` */
  specialErfinv(self: Tensor): Tensor;
  /** `aten::special_exp2(Tensor self) -> Tensor` */
  specialExp2(self: Tensor): Tensor;
  /** `aten::special_expit(Tensor self) -> Tensor` */
  specialExpit(self: Tensor): Tensor;
  /** `aten::special_expm1(Tensor self) -> Tensor` */
  specialExpm1(self: Tensor): Tensor;
  /** `aten::special_gammainc(Tensor self, Tensor other) -> Tensor` */
  specialGammainc(self: Tensor, other: Tensor): Tensor;
  /** `aten::special_gammaincc(Tensor self, Tensor other) -> Tensor` */
  specialGammaincc(self: Tensor, other: Tensor): Tensor;
  /** `aten::special_gammaln(Tensor self) -> Tensor` */
  specialGammaln(self: Tensor): Tensor;
  /** `aten::special_hermite_polynomial_h(Tensor x, Tensor n) -> Tensor` · `aten::special_hermite_polynomial_h.n_scalar(Tensor x, Scalar n) -> Tensor` · `aten::special_hermite_polynomial_h.x_scalar(Scalar x, Tensor n) -> Tensor` */
  specialHermitePolynomialH(x: Tensor, n: Tensor): Tensor;
  specialHermitePolynomialH(x: Tensor, n: Scalar): Tensor;
  specialHermitePolynomialH(x: Tensor, options: { n: Scalar }): Tensor;
  specialHermitePolynomialH(x: Scalar, n: Tensor): Tensor;
  specialHermitePolynomialH(options: { x: Scalar; n: Tensor }): Tensor;
  /** `aten::special_hermite_polynomial_he(Tensor x, Tensor n) -> Tensor` · `aten::special_hermite_polynomial_he.n_scalar(Tensor x, Scalar n) -> Tensor` · `aten::special_hermite_polynomial_he.x_scalar(Scalar x, Tensor n) -> Tensor` */
  specialHermitePolynomialHe(x: Tensor, n: Tensor): Tensor;
  specialHermitePolynomialHe(x: Tensor, n: Scalar): Tensor;
  specialHermitePolynomialHe(x: Tensor, options: { n: Scalar }): Tensor;
  specialHermitePolynomialHe(x: Scalar, n: Tensor): Tensor;
  specialHermitePolynomialHe(options: { x: Scalar; n: Tensor }): Tensor;
  /** `aten::special_i0(Tensor self) -> Tensor` */
  specialI0(self: Tensor): Tensor;
  /** `aten::special_i0e(Tensor self) -> Tensor` */
  specialI0e(self: Tensor): Tensor;
  /** `aten::special_i1(Tensor self) -> Tensor` */
  specialI1(self: Tensor): Tensor;
  /** `aten::special_i1e(Tensor self) -> Tensor` */
  specialI1e(self: Tensor): Tensor;
  /** `aten::special_laguerre_polynomial_l(Tensor x, Tensor n) -> Tensor` · `aten::special_laguerre_polynomial_l.n_scalar(Tensor x, Scalar n) -> Tensor` · `aten::special_laguerre_polynomial_l.x_scalar(Scalar x, Tensor n) -> Tensor` */
  specialLaguerrePolynomialL(x: Tensor, n: Tensor): Tensor;
  specialLaguerrePolynomialL(x: Tensor, n: Scalar): Tensor;
  specialLaguerrePolynomialL(x: Tensor, options: { n: Scalar }): Tensor;
  specialLaguerrePolynomialL(x: Scalar, n: Tensor): Tensor;
  specialLaguerrePolynomialL(options: { x: Scalar; n: Tensor }): Tensor;
  /** `aten::special_legendre_polynomial_p(Tensor x, Tensor n) -> Tensor` · `aten::special_legendre_polynomial_p.n_scalar(Tensor x, Scalar n) -> Tensor` · `aten::special_legendre_polynomial_p.x_scalar(Scalar x, Tensor n) -> Tensor` */
  specialLegendrePolynomialP(x: Tensor, n: Tensor): Tensor;
  specialLegendrePolynomialP(x: Tensor, n: Scalar): Tensor;
  specialLegendrePolynomialP(x: Tensor, options: { n: Scalar }): Tensor;
  specialLegendrePolynomialP(x: Scalar, n: Tensor): Tensor;
  specialLegendrePolynomialP(options: { x: Scalar; n: Tensor }): Tensor;
  /** `aten::special_log1p(Tensor self) -> Tensor` */
  specialLog1p(self: Tensor): Tensor;
  /** `aten::special_log_ndtr(Tensor self) -> Tensor` */
  specialLogNdtr(self: Tensor): Tensor;
  /** `aten::special_log_softmax(Tensor self, int dim, *, ScalarType? dtype=None) -> Tensor` */
  specialLogSoftmax(self: Tensor, dim: number | bigint, options?: { dtype?: DType | null }): Tensor;
  specialLogSoftmax(self: Tensor, options: { dim: number | bigint; dtype?: DType | null }): Tensor;
  /** `aten::special_logit(Tensor self, float? eps=None) -> Tensor` */
  specialLogit(self: Tensor, eps?: number | null): Tensor;
  specialLogit(self: Tensor, options?: { eps?: number | null }): Tensor;
  /** `aten::special_logsumexp(Tensor self, int[1] dim, bool keepdim=False) -> Tensor` */
  specialLogsumexp(self: Tensor, dim: number | readonly (number | bigint)[], keepdim?: boolean): Tensor;
  specialLogsumexp(self: Tensor, dim: number | readonly (number | bigint)[], options?: { keepdim?: boolean }): Tensor;
  specialLogsumexp(self: Tensor, options: { dim: number | readonly (number | bigint)[]; keepdim?: boolean }): Tensor;
  /** `aten::special_modified_bessel_i0(Tensor self) -> Tensor` */
  specialModifiedBesselI0(self: Tensor): Tensor;
  /** `aten::special_modified_bessel_i1(Tensor self) -> Tensor` */
  specialModifiedBesselI1(self: Tensor): Tensor;
  /** `aten::special_modified_bessel_k0(Tensor self) -> Tensor` */
  specialModifiedBesselK0(self: Tensor): Tensor;
  /** `aten::special_modified_bessel_k1(Tensor self) -> Tensor` */
  specialModifiedBesselK1(self: Tensor): Tensor;
  /** `aten::special_multigammaln(Tensor self, int p) -> Tensor` */
  specialMultigammaln(self: Tensor, p: number | bigint): Tensor;
  specialMultigammaln(self: Tensor, options: { p: number | bigint }): Tensor;
  /** `aten::special_ndtr(Tensor self) -> Tensor` */
  specialNdtr(self: Tensor): Tensor;
  /** `aten::special_ndtri(Tensor self) -> Tensor` */
  specialNdtri(self: Tensor): Tensor;
  /** `aten::special_polygamma(int n, Tensor self) -> Tensor` */
  specialPolygamma(n: number | bigint, self: Tensor): Tensor;
  specialPolygamma(options: { n: number | bigint; self: Tensor }): Tensor;
  /** `aten::special_psi(Tensor self) -> Tensor` */
  specialPsi(self: Tensor): Tensor;
  /** `aten::special_round(Tensor self, *, int decimals=0) -> Tensor` */
  specialRound(self: Tensor, options?: { decimals?: number | bigint }): Tensor;
  /** `aten::special_scaled_modified_bessel_k0(Tensor x) -> Tensor` */
  specialScaledModifiedBesselK0(x: Tensor): Tensor;
  /** `aten::special_scaled_modified_bessel_k1(Tensor x) -> Tensor` */
  specialScaledModifiedBesselK1(x: Tensor): Tensor;
  /** `aten::special_shifted_chebyshev_polynomial_t(Tensor x, Tensor n) -> Tensor` · `aten::special_shifted_chebyshev_polynomial_t.n_scalar(Tensor x, Scalar n) -> Tensor` · `aten::special_shifted_chebyshev_polynomial_t.x_scalar(Scalar x, Tensor n) -> Tensor` */
  specialShiftedChebyshevPolynomialT(x: Tensor, n: Tensor): Tensor;
  specialShiftedChebyshevPolynomialT(x: Tensor, n: Scalar): Tensor;
  specialShiftedChebyshevPolynomialT(x: Tensor, options: { n: Scalar }): Tensor;
  specialShiftedChebyshevPolynomialT(x: Scalar, n: Tensor): Tensor;
  specialShiftedChebyshevPolynomialT(options: { x: Scalar; n: Tensor }): Tensor;
  /** `aten::special_shifted_chebyshev_polynomial_u(Tensor x, Tensor n) -> Tensor` · `aten::special_shifted_chebyshev_polynomial_u.n_scalar(Tensor x, Scalar n) -> Tensor` · `aten::special_shifted_chebyshev_polynomial_u.x_scalar(Scalar x, Tensor n) -> Tensor` */
  specialShiftedChebyshevPolynomialU(x: Tensor, n: Tensor): Tensor;
  specialShiftedChebyshevPolynomialU(x: Tensor, n: Scalar): Tensor;
  specialShiftedChebyshevPolynomialU(x: Tensor, options: { n: Scalar }): Tensor;
  specialShiftedChebyshevPolynomialU(x: Scalar, n: Tensor): Tensor;
  specialShiftedChebyshevPolynomialU(options: { x: Scalar; n: Tensor }): Tensor;
  /** `aten::special_shifted_chebyshev_polynomial_v(Tensor x, Tensor n) -> Tensor` · `aten::special_shifted_chebyshev_polynomial_v.n_scalar(Tensor x, Scalar n) -> Tensor` · `aten::special_shifted_chebyshev_polynomial_v.x_scalar(Scalar x, Tensor n) -> Tensor` */
  specialShiftedChebyshevPolynomialV(x: Tensor, n: Tensor): Tensor;
  specialShiftedChebyshevPolynomialV(x: Tensor, n: Scalar): Tensor;
  specialShiftedChebyshevPolynomialV(x: Tensor, options: { n: Scalar }): Tensor;
  specialShiftedChebyshevPolynomialV(x: Scalar, n: Tensor): Tensor;
  specialShiftedChebyshevPolynomialV(options: { x: Scalar; n: Tensor }): Tensor;
  /** `aten::special_shifted_chebyshev_polynomial_w(Tensor x, Tensor n) -> Tensor` · `aten::special_shifted_chebyshev_polynomial_w.n_scalar(Tensor x, Scalar n) -> Tensor` · `aten::special_shifted_chebyshev_polynomial_w.x_scalar(Scalar x, Tensor n) -> Tensor` */
  specialShiftedChebyshevPolynomialW(x: Tensor, n: Tensor): Tensor;
  specialShiftedChebyshevPolynomialW(x: Tensor, n: Scalar): Tensor;
  specialShiftedChebyshevPolynomialW(x: Tensor, options: { n: Scalar }): Tensor;
  specialShiftedChebyshevPolynomialW(x: Scalar, n: Tensor): Tensor;
  specialShiftedChebyshevPolynomialW(options: { x: Scalar; n: Tensor }): Tensor;
  /** `aten::special_sinc(Tensor self) -> Tensor` */
  specialSinc(self: Tensor): Tensor;
  /** `aten::special_softmax(Tensor self, int dim, ScalarType? dtype=None) -> Tensor` */
  specialSoftmax(self: Tensor, dim: number | bigint, dtype?: DType | null): Tensor;
  specialSoftmax(self: Tensor, dim: number | bigint, options?: { dtype?: DType | null }): Tensor;
  specialSoftmax(self: Tensor, options: { dim: number | bigint; dtype?: DType | null }): Tensor;
  /** `aten::special_spherical_bessel_j0(Tensor x) -> Tensor` */
  specialSphericalBesselJ0(x: Tensor): Tensor;
  /** `aten::special_xlog1py(Tensor self, Tensor other) -> Tensor` · `aten::special_xlog1py.other_scalar(Tensor self, Scalar other) -> Tensor` · `aten::special_xlog1py.self_scalar(Scalar self, Tensor other) -> Tensor` */
  specialXlog1py(self: Tensor, other: Tensor): Tensor;
  specialXlog1py(self: Tensor, other: Scalar): Tensor;
  specialXlog1py(self: Tensor, options: { other: Scalar }): Tensor;
  specialXlog1py(self: Scalar, other: Tensor): Tensor;
  specialXlog1py(options: { self: Scalar; other: Tensor }): Tensor;
  /** `aten::special_xlogy(Tensor self, Tensor other) -> Tensor` · `aten::special_xlogy.other_scalar(Tensor self, Scalar other) -> Tensor` · `aten::special_xlogy.self_scalar(Scalar self, Tensor other) -> Tensor` */
  specialXlogy(self: Tensor, other: Tensor): Tensor;
  specialXlogy(self: Tensor, other: Scalar): Tensor;
  specialXlogy(self: Tensor, options: { other: Scalar }): Tensor;
  specialXlogy(self: Scalar, other: Tensor): Tensor;
  specialXlogy(options: { self: Scalar; other: Tensor }): Tensor;
  /** `aten::special_zeta(Tensor self, Tensor other) -> Tensor` · `aten::special_zeta.other_scalar(Tensor self, Scalar other) -> Tensor` · `aten::special_zeta.self_scalar(Scalar self, Tensor other) -> Tensor` */
  specialZeta(self: Tensor, other: Tensor): Tensor;
  specialZeta(self: Tensor, other: Scalar): Tensor;
  specialZeta(self: Tensor, options: { other: Scalar }): Tensor;
  specialZeta(self: Scalar, other: Tensor): Tensor;
  specialZeta(options: { self: Scalar; other: Tensor }): Tensor;
  /** `aten::split.Tensor(Tensor(a -> *) self, SymInt split_size, int dim=0) -> Tensor(a)[]` · `aten::split.sizes(Tensor(a -> *) self, SymInt[] split_size, int dim=0) -> Tensor(a)[]` */
  split(self: Tensor, splitSize: number | bigint, dim?: number | bigint): Tensor[];
  split(self: Tensor, splitSize: number | bigint, options?: { dim?: number | bigint }): Tensor[];
  split(self: Tensor, options: { splitSize: number | bigint; dim?: number | bigint }): Tensor[];
  split(self: Tensor, splitSize: readonly (number | bigint)[] | number, dim?: number | bigint): Tensor[];
  split(self: Tensor, splitSize: readonly (number | bigint)[] | number, options?: { dim?: number | bigint }): Tensor[];
  split(self: Tensor, options: { splitSize: readonly (number | bigint)[] | number; dim?: number | bigint }): Tensor[];
  /** `aten::split_copy.Tensor(Tensor self, SymInt split_size, int dim=0) -> Tensor[]` */
  splitCopy(self: Tensor, splitSize: number | bigint, dim?: number | bigint): Tensor[];
  splitCopy(self: Tensor, splitSize: number | bigint, options?: { dim?: number | bigint }): Tensor[];
  splitCopy(self: Tensor, options: { splitSize: number | bigint; dim?: number | bigint }): Tensor[];
  /** `aten::split_with_sizes(Tensor(a -> *) self, SymInt[] split_sizes, int dim=0) -> Tensor(a)[]` */
  splitWithSizes(self: Tensor, splitSizes: readonly (number | bigint)[] | number, dim?: number | bigint): Tensor[];
  splitWithSizes(self: Tensor, splitSizes: readonly (number | bigint)[] | number, options?: { dim?: number | bigint }): Tensor[];
  splitWithSizes(self: Tensor, options: { splitSizes: readonly (number | bigint)[] | number; dim?: number | bigint }): Tensor[];
  /** `aten::split_with_sizes_copy(Tensor self, SymInt[] split_sizes, int dim=0) -> Tensor[]` */
  splitWithSizesCopy(self: Tensor, splitSizes: readonly (number | bigint)[] | number, dim?: number | bigint): Tensor[];
  splitWithSizesCopy(self: Tensor, splitSizes: readonly (number | bigint)[] | number, options?: { dim?: number | bigint }): Tensor[];
  splitWithSizesCopy(self: Tensor, options: { splitSizes: readonly (number | bigint)[] | number; dim?: number | bigint }): Tensor[];
  /** `aten::sqrt(Tensor self) -> Tensor` */
  sqrt(self: Tensor): Tensor;
  /** `aten::sqrt_(Tensor(a!) self) -> Tensor(a!)` */
  sqrt_(self: Tensor): Tensor;
  /** `aten::square(Tensor self) -> Tensor` */
  square(self: Tensor): Tensor;
  /** `aten::square_(Tensor(a!) self) -> Tensor(a!)` */
  square_(self: Tensor): Tensor;
  /** `aten::squeeze(Tensor(a) self) -> Tensor(a)` · `aten::squeeze.dim(Tensor(a) self, int dim) -> Tensor(a)` · `aten::squeeze.dims(Tensor(a) self, int[] dim) -> Tensor(a)` */
  squeeze(self: Tensor): Tensor;
  squeeze(self: Tensor, dim: number | bigint): Tensor;
  squeeze(self: Tensor, options: { dim: number | bigint }): Tensor;
  squeeze(self: Tensor, dim: readonly (number | bigint)[] | number): Tensor;
  squeeze(self: Tensor, options: { dim: readonly (number | bigint)[] | number }): Tensor;
  /** `aten::squeeze_(Tensor(a!) self) -> Tensor(a!)` · `aten::squeeze_.dim(Tensor(a!) self, int dim) -> Tensor(a!)` · `aten::squeeze_.dims(Tensor(a!) self, int[] dim) -> Tensor(a!)` */
  squeeze_(self: Tensor): Tensor;
  squeeze_(self: Tensor, dim: number | bigint): Tensor;
  squeeze_(self: Tensor, options: { dim: number | bigint }): Tensor;
  squeeze_(self: Tensor, dim: readonly (number | bigint)[] | number): Tensor;
  squeeze_(self: Tensor, options: { dim: readonly (number | bigint)[] | number }): Tensor;
  /** `aten::squeeze_copy(Tensor self) -> Tensor` · `aten::squeeze_copy.dim(Tensor self, int dim) -> Tensor` · `aten::squeeze_copy.dims(Tensor self, int[] dim) -> Tensor` */
  squeezeCopy(self: Tensor): Tensor;
  squeezeCopy(self: Tensor, dim: number | bigint): Tensor;
  squeezeCopy(self: Tensor, options: { dim: number | bigint }): Tensor;
  squeezeCopy(self: Tensor, dim: readonly (number | bigint)[] | number): Tensor;
  squeezeCopy(self: Tensor, options: { dim: readonly (number | bigint)[] | number }): Tensor;
  /** `aten::sspaddmm(Tensor self, Tensor mat1, Tensor mat2, *, Scalar beta=1, Scalar alpha=1) -> Tensor` */
  sspaddmm(self: Tensor, mat1: Tensor, mat2: Tensor, options?: { beta?: Scalar; alpha?: Scalar }): Tensor;
  /** `aten::stack(Tensor[] tensors, int dim=0) -> Tensor` */
  stack(tensors: readonly Tensor[], dim?: number | bigint): Tensor;
  stack(tensors: readonly Tensor[], options?: { dim?: number | bigint }): Tensor;
  stack(options: { tensors: readonly Tensor[]; dim?: number | bigint }): Tensor;
  /** `aten::std(Tensor self, bool unbiased=True) -> Tensor` · `aten::std.dim(Tensor self, int[1]? dim, bool unbiased=True, bool keepdim=False) -> Tensor` · `aten::std.correction(Tensor self, int[1]? dim=None, *, Scalar? correction=None, bool keepdim=False) -> Tensor` */
  std(self: Tensor, unbiased?: boolean): Tensor;
  std(self: Tensor, options?: { unbiased?: boolean }): Tensor;
  std(self: Tensor, dim: number | readonly (number | bigint)[] | null, unbiased?: boolean, keepdim?: boolean): Tensor;
  std(self: Tensor, dim: number | readonly (number | bigint)[] | null, options?: { unbiased?: boolean; keepdim?: boolean }): Tensor;
  std(self: Tensor, options: { dim: number | readonly (number | bigint)[] | null; unbiased?: boolean; keepdim?: boolean }): Tensor;
  std(self: Tensor, dim?: number | readonly (number | bigint)[] | null, options?: { correction?: Scalar | null; keepdim?: boolean }): Tensor;
  std(self: Tensor, options?: { dim?: number | readonly (number | bigint)[] | null; correction?: Scalar | null; keepdim?: boolean }): Tensor;
  /** `aten::std_mean(Tensor self, bool unbiased=True) -> (Tensor, Tensor)` · `aten::std_mean.dim(Tensor self, int[1]? dim, bool unbiased=True, bool keepdim=False) -> (Tensor, Tensor)` · `aten::std_mean.correction(Tensor self, int[1]? dim=None, *, Scalar? correction=None, bool keepdim=False) -> (Tensor, Tensor)` */
  stdMean(self: Tensor, unbiased?: boolean): [Tensor, Tensor];
  stdMean(self: Tensor, options?: { unbiased?: boolean }): [Tensor, Tensor];
  stdMean(self: Tensor, dim: number | readonly (number | bigint)[] | null, unbiased?: boolean, keepdim?: boolean): [Tensor, Tensor];
  stdMean(self: Tensor, dim: number | readonly (number | bigint)[] | null, options?: { unbiased?: boolean; keepdim?: boolean }): [Tensor, Tensor];
  stdMean(self: Tensor, options: { dim: number | readonly (number | bigint)[] | null; unbiased?: boolean; keepdim?: boolean }): [Tensor, Tensor];
  stdMean(self: Tensor, dim?: number | readonly (number | bigint)[] | null, options?: { correction?: Scalar | null; keepdim?: boolean }): [Tensor, Tensor];
  stdMean(self: Tensor, options?: { dim?: number | readonly (number | bigint)[] | null; correction?: Scalar | null; keepdim?: boolean }): [Tensor, Tensor];
  /** `aten::stft(Tensor self, int n_fft, int? hop_length=None, int? win_length=None, Tensor? window=None, bool normalized=False, bool? onesided=None, bool? return_complex=None, bool? align_to_window=None) -> Tensor` · `aten::stft.center(Tensor self, int n_fft, int? hop_length=None, int? win_length=None, Tensor? window=None, bool center=True, str pad_mode="reflect", bool normalized=False, bool? onesided=None, bool? return_complex=None, bool? align_to_window=None) -> Tensor` */
  stft(self: Tensor, nFft: number | bigint, hopLength?: number | bigint | null, winLength?: number | bigint | null, window?: Tensor | null, normalized?: boolean, onesided?: boolean | null, returnComplex?: boolean | null, alignToWindow?: boolean | null): Tensor;
  stft(self: Tensor, nFft: number | bigint, options?: { hopLength?: number | bigint | null; winLength?: number | bigint | null; window?: Tensor | null; normalized?: boolean; onesided?: boolean | null; returnComplex?: boolean | null; alignToWindow?: boolean | null }): Tensor;
  stft(self: Tensor, options: { nFft: number | bigint; hopLength?: number | bigint | null; winLength?: number | bigint | null; window?: Tensor | null; normalized?: boolean; onesided?: boolean | null; returnComplex?: boolean | null; alignToWindow?: boolean | null }): Tensor;
  stft(self: Tensor, nFft: number | bigint, hopLength?: number | bigint | null, winLength?: number | bigint | null, window?: Tensor | null, center?: boolean, padMode?: string, normalized?: boolean, onesided?: boolean | null, returnComplex?: boolean | null, alignToWindow?: boolean | null): Tensor;
  stft(self: Tensor, nFft: number | bigint, options?: { hopLength?: number | bigint | null; winLength?: number | bigint | null; window?: Tensor | null; center?: boolean; padMode?: string; normalized?: boolean; onesided?: boolean | null; returnComplex?: boolean | null; alignToWindow?: boolean | null }): Tensor;
  stft(self: Tensor, options: { nFft: number | bigint; hopLength?: number | bigint | null; winLength?: number | bigint | null; window?: Tensor | null; center?: boolean; padMode?: string; normalized?: boolean; onesided?: boolean | null; returnComplex?: boolean | null; alignToWindow?: boolean | null }): Tensor;
  /** `aten::storage_offset(Tensor self) -> int` */
  storageOffset(self: Tensor): number;
  /** `aten::stride.int(Tensor self, int dim) -> int` */
  stride(self: Tensor, dim: number | bigint): number;
  stride(self: Tensor, options: { dim: number | bigint }): number;
  /** `aten::sub.Tensor(Tensor self, Tensor other, *, Scalar alpha=1) -> Tensor` · `aten::sub.Scalar(Tensor self, Scalar other, Scalar alpha=1) -> Tensor` */
  sub(self: Tensor, other: Tensor, options?: { alpha?: Scalar }): Tensor;
  sub(self: Tensor, other: Scalar, alpha?: Scalar): Tensor;
  sub(self: Tensor, other: Scalar, options?: { alpha?: Scalar }): Tensor;
  sub(self: Tensor, options: { other: Scalar; alpha?: Scalar }): Tensor;
  /** `aten::sub_.Tensor(Tensor(a!) self, Tensor other, *, Scalar alpha=1) -> Tensor(a!)` · `aten::sub_.Scalar(Tensor(a!) self, Scalar other, Scalar alpha=1) -> Tensor(a!)` */
  sub_(self: Tensor, other: Tensor, options?: { alpha?: Scalar }): Tensor;
  sub_(self: Tensor, other: Scalar, alpha?: Scalar): Tensor;
  sub_(self: Tensor, other: Scalar, options?: { alpha?: Scalar }): Tensor;
  sub_(self: Tensor, options: { other: Scalar; alpha?: Scalar }): Tensor;
  /** `aten::subtract.Tensor(Tensor self, Tensor other, *, Scalar alpha=1) -> Tensor` · `aten::subtract.Scalar(Tensor self, Scalar other, Scalar alpha=1) -> Tensor` */
  subtract(self: Tensor, other: Tensor, options?: { alpha?: Scalar }): Tensor;
  subtract(self: Tensor, other: Scalar, alpha?: Scalar): Tensor;
  subtract(self: Tensor, other: Scalar, options?: { alpha?: Scalar }): Tensor;
  subtract(self: Tensor, options: { other: Scalar; alpha?: Scalar }): Tensor;
  /** `aten::subtract_.Tensor(Tensor(a!) self, Tensor other, *, Scalar alpha=1) -> Tensor(a!)` · `aten::subtract_.Scalar(Tensor(a!) self, Scalar other, Scalar alpha=1) -> Tensor(a!)` */
  subtract_(self: Tensor, other: Tensor, options?: { alpha?: Scalar }): Tensor;
  subtract_(self: Tensor, other: Scalar, alpha?: Scalar): Tensor;
  subtract_(self: Tensor, other: Scalar, options?: { alpha?: Scalar }): Tensor;
  subtract_(self: Tensor, options: { other: Scalar; alpha?: Scalar }): Tensor;
  /** `aten::sum(Tensor self, *, ScalarType? dtype=None) -> Tensor` · `aten::sum.dim_IntList(Tensor self, int[1]? dim, bool keepdim=False, *, ScalarType? dtype=None) -> Tensor` */
  sum(self: Tensor, options?: { dtype?: DType | null }): Tensor;
  sum(self: Tensor, dim: number | readonly (number | bigint)[] | null, keepdim?: boolean, options?: { dtype?: DType | null }): Tensor;
  sum(self: Tensor, dim: number | readonly (number | bigint)[] | null, options?: { keepdim?: boolean; dtype?: DType | null }): Tensor;
  sum(self: Tensor, options: { dim: number | readonly (number | bigint)[] | null; keepdim?: boolean; dtype?: DType | null }): Tensor;
  /** `aten::sum_to_size(Tensor self, SymInt[] size) -> Tensor` */
  sumToSize(self: Tensor, size: readonly (number | bigint)[] | number): Tensor;
  sumToSize(self: Tensor, options: { size: readonly (number | bigint)[] | number }): Tensor;
  /** `aten::svd(Tensor self, bool some=True, bool compute_uv=True) -> (Tensor U, Tensor S, Tensor V)` */
  svd(self: Tensor, some?: boolean, computeUv?: boolean): { U: Tensor; S: Tensor; V: Tensor };
  svd(self: Tensor, options?: { some?: boolean; computeUv?: boolean }): { U: Tensor; S: Tensor; V: Tensor };
  /** `aten::swapaxes(Tensor(a) self, int axis0, int axis1) -> Tensor(a)` */
  swapaxes(self: Tensor, axis0: number | bigint, axis1: number | bigint): Tensor;
  swapaxes(self: Tensor, options: { axis0: number | bigint; axis1: number | bigint }): Tensor;
  /** `aten::swapaxes_(Tensor(a!) self, int axis0, int axis1) -> Tensor(a!)` */
  swapaxes_(self: Tensor, axis0: number | bigint, axis1: number | bigint): Tensor;
  swapaxes_(self: Tensor, options: { axis0: number | bigint; axis1: number | bigint }): Tensor;
  /** `aten::swapdims(Tensor(a) self, int dim0, int dim1) -> Tensor(a)` */
  swapdims(self: Tensor, dim0: number | bigint, dim1: number | bigint): Tensor;
  swapdims(self: Tensor, options: { dim0: number | bigint; dim1: number | bigint }): Tensor;
  /** `aten::swapdims_(Tensor(a!) self, int dim0, int dim1) -> Tensor(a!)` */
  swapdims_(self: Tensor, dim0: number | bigint, dim1: number | bigint): Tensor;
  swapdims_(self: Tensor, options: { dim0: number | bigint; dim1: number | bigint }): Tensor;
  /** `aten::sym_constrain_range(Scalar size, *, int? min=None, int? max=None) -> ()` */
  symConstrainRange(size: Scalar, options?: { min?: number | bigint | null; max?: number | bigint | null }): void;
  symConstrainRange(options: { size: Scalar; min?: number | bigint | null; max?: number | bigint | null }): void;
  /** `aten::sym_constrain_range_for_size(Scalar size, *, int? min=None, int? max=None) -> ()` */
  symConstrainRangeForSize(size: Scalar, options?: { min?: number | bigint | null; max?: number | bigint | null }): void;
  symConstrainRangeForSize(options: { size: Scalar; min?: number | bigint | null; max?: number | bigint | null }): void;
  /** `aten::sym_is_contiguous(Tensor self, MemoryFormat memory_format=0) -> SymBool` */
  symIsContiguous(self: Tensor, memoryFormat?: MemoryFormat): boolean;
  symIsContiguous(self: Tensor, options?: { memoryFormat?: MemoryFormat }): boolean;
  /** `aten::sym_numel(Tensor self) -> SymInt` */
  symNumel(self: Tensor): number;
  /** `aten::sym_size.int(Tensor self, int dim) -> SymInt` */
  symSize(self: Tensor, dim: number | bigint): number;
  symSize(self: Tensor, options: { dim: number | bigint }): number;
  /** `aten::sym_storage_offset(Tensor self) -> SymInt` */
  symStorageOffset(self: Tensor): number;
  /** `aten::sym_stride.int(Tensor self, int dim) -> SymInt` */
  symStride(self: Tensor, dim: number | bigint): number;
  symStride(self: Tensor, options: { dim: number | bigint }): number;
  /** `aten::t(Tensor(a) self) -> Tensor(a)` */
  t(self: Tensor): Tensor;
  /** `aten::t_(Tensor(a!) self) -> Tensor(a!)` */
  t_(self: Tensor): Tensor;
  /** `aten::t_copy(Tensor self) -> Tensor` */
  tCopy(self: Tensor): Tensor;
  /** `aten::take(Tensor self, Tensor index) -> Tensor` */
  take(self: Tensor, index: Tensor): Tensor;
  /** `aten::take_along_dim(Tensor self, Tensor indices, int? dim=None) -> Tensor` */
  takeAlongDim(self: Tensor, indices: Tensor, dim?: number | bigint | null): Tensor;
  takeAlongDim(self: Tensor, indices: Tensor, options?: { dim?: number | bigint | null }): Tensor;
  /** `aten::tan(Tensor self) -> Tensor` */
  tan(self: Tensor): Tensor;
  /** `aten::tan_(Tensor(a!) self) -> Tensor(a!)` */
  tan_(self: Tensor): Tensor;
  /** `aten::tanh(Tensor self) -> Tensor` */
  tanh(self: Tensor): Tensor;
  /** `aten::tanh_(Tensor(a!) self) -> Tensor(a!)` */
  tanh_(self: Tensor): Tensor;
  /** `aten::tanh_backward(Tensor grad_output, Tensor output) -> Tensor` */
  tanhBackward(gradOutput: Tensor, output: Tensor): Tensor;
  /** `aten::tensor_split.tensor_indices_or_sections(Tensor(a -> *) self, Tensor tensor_indices_or_sections, int dim=0) -> Tensor(a)[]` · `aten::tensor_split.sections(Tensor(a -> *) self, SymInt sections, int dim=0) -> Tensor(a)[]` · `aten::tensor_split.indices(Tensor(a -> *) self, SymInt[] indices, int dim=0) -> Tensor(a)[]` */
  tensorSplit(self: Tensor, tensorIndicesOrSections: Tensor, dim?: number | bigint): Tensor[];
  tensorSplit(self: Tensor, tensorIndicesOrSections: Tensor, options?: { dim?: number | bigint }): Tensor[];
  tensorSplit(self: Tensor, sections: number | bigint, dim?: number | bigint): Tensor[];
  tensorSplit(self: Tensor, sections: number | bigint, options?: { dim?: number | bigint }): Tensor[];
  tensorSplit(self: Tensor, options: { sections: number | bigint; dim?: number | bigint }): Tensor[];
  tensorSplit(self: Tensor, indices: readonly (number | bigint)[] | number, dim?: number | bigint): Tensor[];
  tensorSplit(self: Tensor, indices: readonly (number | bigint)[] | number, options?: { dim?: number | bigint }): Tensor[];
  tensorSplit(self: Tensor, options: { indices: readonly (number | bigint)[] | number; dim?: number | bigint }): Tensor[];
  /** `aten::tensordot(Tensor self, Tensor other, int[] dims_self, int[] dims_other) -> Tensor` */
  tensordot(self: Tensor, other: Tensor, dimsSelf: readonly (number | bigint)[] | number, dimsOther: readonly (number | bigint)[] | number): Tensor;
  tensordot(self: Tensor, other: Tensor, options: { dimsSelf: readonly (number | bigint)[] | number; dimsOther: readonly (number | bigint)[] | number }): Tensor;
  /** `aten::thnn_conv2d(Tensor self, Tensor weight, SymInt[2] kernel_size, Tensor? bias=None, SymInt[2] stride=[1, 1], SymInt[2] padding=[0, 0]) -> Tensor` */
  thnnConv2d(self: Tensor, weight: Tensor, kernelSize: number | readonly (number | bigint)[], bias?: Tensor | null, stride?: number | readonly (number | bigint)[], padding?: number | readonly (number | bigint)[]): Tensor;
  thnnConv2d(self: Tensor, weight: Tensor, kernelSize: number | readonly (number | bigint)[], options?: { bias?: Tensor | null; stride?: number | readonly (number | bigint)[]; padding?: number | readonly (number | bigint)[] }): Tensor;
  thnnConv2d(self: Tensor, weight: Tensor, options: { kernelSize: number | readonly (number | bigint)[]; bias?: Tensor | null; stride?: number | readonly (number | bigint)[]; padding?: number | readonly (number | bigint)[] }): Tensor;
  /** `aten::threshold(Tensor self, Scalar threshold, Scalar value) -> Tensor` */
  threshold(self: Tensor, threshold: Scalar, value: Scalar): Tensor;
  threshold(self: Tensor, options: { threshold: Scalar; value: Scalar }): Tensor;
  /** `aten::threshold_(Tensor(a!) self, Scalar threshold, Scalar value) -> Tensor(a!)` */
  threshold_(self: Tensor, threshold: Scalar, value: Scalar): Tensor;
  threshold_(self: Tensor, options: { threshold: Scalar; value: Scalar }): Tensor;
  /** `aten::threshold_backward(Tensor grad_output, Tensor self, Scalar threshold) -> Tensor` */
  thresholdBackward(gradOutput: Tensor, self: Tensor, threshold: Scalar): Tensor;
  thresholdBackward(gradOutput: Tensor, self: Tensor, options: { threshold: Scalar }): Tensor;
  /** `aten::tile(Tensor self, SymInt[] dims) -> Tensor` */
  tile(self: Tensor, dims: readonly (number | bigint)[] | number): Tensor;
  tile(self: Tensor, options: { dims: readonly (number | bigint)[] | number }): Tensor;
  /** `aten::to.other(Tensor(a) self, Tensor other, bool non_blocking=False, bool copy=False, MemoryFormat? memory_format=None) -> Tensor(a)` · `aten::to.dtype(Tensor(a) self, ScalarType dtype, bool non_blocking=False, bool copy=False, MemoryFormat? memory_format=None) -> Tensor(a)` · `aten::to.dtype_layout(Tensor(a) self, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None, bool non_blocking=False, bool copy=False, MemoryFormat? memory_format=None) -> Tensor(a)` · `aten::to.device(Tensor(a) self, Device device, ScalarType dtype, bool non_blocking=False, bool copy=False, MemoryFormat? memory_format=None) -> Tensor(a)` */
  to(self: Tensor, other: Tensor, nonBlocking?: boolean, copy?: boolean, memoryFormat?: MemoryFormat | null): Tensor;
  to(self: Tensor, other: Tensor, options?: { nonBlocking?: boolean; copy?: boolean; memoryFormat?: MemoryFormat | null }): Tensor;
  to(self: Tensor, dtype: DType, nonBlocking?: boolean, copy?: boolean, memoryFormat?: MemoryFormat | null): Tensor;
  to(self: Tensor, dtype: DType, options?: { nonBlocking?: boolean; copy?: boolean; memoryFormat?: MemoryFormat | null }): Tensor;
  to(self: Tensor, options: { dtype: DType; nonBlocking?: boolean; copy?: boolean; memoryFormat?: MemoryFormat | null }): Tensor;
  to(self: Tensor, options?: { dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null; nonBlocking?: boolean; copy?: boolean; memoryFormat?: MemoryFormat | null }): Tensor;
  to(self: Tensor, device: Device, dtype: DType, nonBlocking?: boolean, copy?: boolean, memoryFormat?: MemoryFormat | null): Tensor;
  to(self: Tensor, device: Device, dtype: DType, options?: { nonBlocking?: boolean; copy?: boolean; memoryFormat?: MemoryFormat | null }): Tensor;
  to(self: Tensor, options: { device: Device; dtype: DType; nonBlocking?: boolean; copy?: boolean; memoryFormat?: MemoryFormat | null }): Tensor;
  /** `aten::to_dense(Tensor self, ScalarType? dtype=None, *, bool? masked_grad=None) -> Tensor` */
  toDense(self: Tensor, dtype?: DType | null, options?: { maskedGrad?: boolean | null }): Tensor;
  toDense(self: Tensor, options?: { dtype?: DType | null; maskedGrad?: boolean | null }): Tensor;
  /** `aten::to_dense_backward(Tensor grad, Tensor input, bool? masked_grad=None) -> Tensor` */
  toDenseBackward(grad: Tensor, input: Tensor, maskedGrad?: boolean | null): Tensor;
  toDenseBackward(grad: Tensor, input: Tensor, options?: { maskedGrad?: boolean | null }): Tensor;
  /** `aten::to_mkldnn(Tensor self, ScalarType? dtype=None) -> Tensor` */
  toMkldnn(self: Tensor, dtype?: DType | null): Tensor;
  toMkldnn(self: Tensor, options?: { dtype?: DType | null }): Tensor;
  /** `aten::to_mkldnn_backward(Tensor grad, Tensor input) -> Tensor` */
  toMkldnnBackward(grad: Tensor, input: Tensor): Tensor;
  /** `aten::to_padded_tensor(Tensor self, float padding, SymInt[]? output_size=None) -> Tensor` */
  toPaddedTensor(self: Tensor, padding: number, outputSize?: readonly (number | bigint)[] | number | null): Tensor;
  toPaddedTensor(self: Tensor, padding: number, options?: { outputSize?: readonly (number | bigint)[] | number | null }): Tensor;
  toPaddedTensor(self: Tensor, options: { padding: number; outputSize?: readonly (number | bigint)[] | number | null }): Tensor;
  /** `aten::to_sparse.sparse_dim(Tensor self, int sparse_dim) -> Tensor` · `aten::to_sparse(Tensor self, *, Layout? layout=None, int[2]? blocksize=None, int? dense_dim=None) -> Tensor` */
  toSparse(self: Tensor, sparseDim: number | bigint): Tensor;
  toSparse(self: Tensor, options: { sparseDim: number | bigint }): Tensor;
  toSparse(self: Tensor, options?: { layout?: Layout | null; blocksize?: number | readonly (number | bigint)[] | null; denseDim?: number | bigint | null }): Tensor;
  /** `aten::to_sparse_bsc(Tensor self, int[2] blocksize, int? dense_dim=None) -> Tensor` */
  toSparseBsc(self: Tensor, blocksize: number | readonly (number | bigint)[], denseDim?: number | bigint | null): Tensor;
  toSparseBsc(self: Tensor, blocksize: number | readonly (number | bigint)[], options?: { denseDim?: number | bigint | null }): Tensor;
  toSparseBsc(self: Tensor, options: { blocksize: number | readonly (number | bigint)[]; denseDim?: number | bigint | null }): Tensor;
  /** `aten::to_sparse_bsr(Tensor self, int[2] blocksize, int? dense_dim=None) -> Tensor` */
  toSparseBsr(self: Tensor, blocksize: number | readonly (number | bigint)[], denseDim?: number | bigint | null): Tensor;
  toSparseBsr(self: Tensor, blocksize: number | readonly (number | bigint)[], options?: { denseDim?: number | bigint | null }): Tensor;
  toSparseBsr(self: Tensor, options: { blocksize: number | readonly (number | bigint)[]; denseDim?: number | bigint | null }): Tensor;
  /** `aten::to_sparse_csc(Tensor self, int? dense_dim=None) -> Tensor` */
  toSparseCsc(self: Tensor, denseDim?: number | bigint | null): Tensor;
  toSparseCsc(self: Tensor, options?: { denseDim?: number | bigint | null }): Tensor;
  /** `aten::to_sparse_csr(Tensor self, int? dense_dim=None) -> Tensor` */
  toSparseCsr(self: Tensor, denseDim?: number | bigint | null): Tensor;
  toSparseCsr(self: Tensor, options?: { denseDim?: number | bigint | null }): Tensor;
  /** `aten::topk(Tensor self, SymInt k, int dim=-1, bool largest=True, bool sorted=True) -> (Tensor values, Tensor indices)` */
  topk(self: Tensor, k: number | bigint, dim?: number | bigint, largest?: boolean, sorted?: boolean): { values: Tensor; indices: Tensor };
  topk(self: Tensor, k: number | bigint, options?: { dim?: number | bigint; largest?: boolean; sorted?: boolean }): { values: Tensor; indices: Tensor };
  topk(self: Tensor, options: { k: number | bigint; dim?: number | bigint; largest?: boolean; sorted?: boolean }): { values: Tensor; indices: Tensor };
  /** `aten::trace(Tensor self) -> Tensor` */
  trace(self: Tensor): Tensor;
  /** `aten::trace_backward(Tensor grad, SymInt[] sizes) -> Tensor` */
  traceBackward(grad: Tensor, sizes: readonly (number | bigint)[] | number): Tensor;
  traceBackward(grad: Tensor, options: { sizes: readonly (number | bigint)[] | number }): Tensor;
  /** `aten::transpose.int(Tensor(a) self, int dim0, int dim1) -> Tensor(a)` */
  transpose(self: Tensor, dim0: number | bigint, dim1: number | bigint): Tensor;
  transpose(self: Tensor, options: { dim0: number | bigint; dim1: number | bigint }): Tensor;
  /** `aten::transpose_(Tensor(a!) self, int dim0, int dim1) -> Tensor(a!)` */
  transpose_(self: Tensor, dim0: number | bigint, dim1: number | bigint): Tensor;
  transpose_(self: Tensor, options: { dim0: number | bigint; dim1: number | bigint }): Tensor;
  /** `aten::transpose_copy.int(Tensor self, int dim0, int dim1) -> Tensor` */
  transposeCopy(self: Tensor, dim0: number | bigint, dim1: number | bigint): Tensor;
  transposeCopy(self: Tensor, options: { dim0: number | bigint; dim1: number | bigint }): Tensor;
  /** `aten::trapezoid.x(Tensor y, Tensor x, *, int dim=-1) -> Tensor` · `aten::trapezoid.dx(Tensor y, *, Scalar dx=1, int dim=-1) -> Tensor` */
  trapezoid(y: Tensor, x: Tensor, options?: { dim?: number | bigint }): Tensor;
  trapezoid(y: Tensor, options?: { dx?: Scalar; dim?: number | bigint }): Tensor;
  /** `aten::trapz.x(Tensor y, Tensor x, *, int dim=-1) -> Tensor` · `aten::trapz.dx(Tensor y, *, float dx=1., int dim=-1) -> Tensor` */
  trapz(y: Tensor, x: Tensor, options?: { dim?: number | bigint }): Tensor;
  trapz(y: Tensor, options?: { dx?: number; dim?: number | bigint }): Tensor;
  /** `aten::triangular_solve(Tensor self, Tensor A, bool upper=True, bool transpose=False, bool unitriangular=False) -> (Tensor solution, Tensor cloned_coefficient)` */
  triangularSolve(self: Tensor, A: Tensor, upper?: boolean, transpose?: boolean, unitriangular?: boolean): { solution: Tensor; clonedCoefficient: Tensor };
  triangularSolve(self: Tensor, A: Tensor, options?: { upper?: boolean; transpose?: boolean; unitriangular?: boolean }): { solution: Tensor; clonedCoefficient: Tensor };
  /** `aten::tril(Tensor self, SymInt diagonal=0) -> Tensor` */
  tril(self: Tensor, diagonal?: number | bigint): Tensor;
  tril(self: Tensor, options?: { diagonal?: number | bigint }): Tensor;
  /** `aten::tril_(Tensor(a!) self, SymInt diagonal=0) -> Tensor(a!)` */
  tril_(self: Tensor, diagonal?: number | bigint): Tensor;
  tril_(self: Tensor, options?: { diagonal?: number | bigint }): Tensor;
  /** `aten::tril_indices(int row, int col, int offset=0, *, ScalarType? dtype=4, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` */
  trilIndices(row: number | bigint, col: number | bigint, offset?: number | bigint, options?: { dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  trilIndices(row: number | bigint, col: number | bigint, options?: { offset?: number | bigint; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  trilIndices(options: { row: number | bigint; col: number | bigint; offset?: number | bigint; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  /** `aten::triplet_margin_loss(Tensor anchor, Tensor positive, Tensor negative, float margin=1., float p=2., float eps=9.9999999999999995e-07, bool swap=False, int reduction=1) -> Tensor` */
  tripletMarginLoss(anchor: Tensor, positive: Tensor, negative: Tensor, margin?: number, p?: number, eps?: number, swap?: boolean, reduction?: number | bigint): Tensor;
  tripletMarginLoss(anchor: Tensor, positive: Tensor, negative: Tensor, options?: { margin?: number; p?: number; eps?: number; swap?: boolean; reduction?: number | bigint }): Tensor;
  /** `aten::triu(Tensor self, SymInt diagonal=0) -> Tensor` */
  triu(self: Tensor, diagonal?: number | bigint): Tensor;
  triu(self: Tensor, options?: { diagonal?: number | bigint }): Tensor;
  /** `aten::triu_(Tensor(a!) self, SymInt diagonal=0) -> Tensor(a!)` */
  triu_(self: Tensor, diagonal?: number | bigint): Tensor;
  triu_(self: Tensor, options?: { diagonal?: number | bigint }): Tensor;
  /** `aten::triu_indices(int row, int col, int offset=0, *, ScalarType? dtype=4, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` */
  triuIndices(row: number | bigint, col: number | bigint, offset?: number | bigint, options?: { dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  triuIndices(row: number | bigint, col: number | bigint, options?: { offset?: number | bigint; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  triuIndices(options: { row: number | bigint; col: number | bigint; offset?: number | bigint; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  /** `aten::true_divide.Tensor(Tensor self, Tensor other) -> Tensor` · `aten::true_divide.Scalar(Tensor self, Scalar other) -> Tensor` */
  trueDivide(self: Tensor, other: Tensor): Tensor;
  trueDivide(self: Tensor, other: Scalar): Tensor;
  trueDivide(self: Tensor, options: { other: Scalar }): Tensor;
  /** `aten::true_divide_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::true_divide_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!)` */
  trueDivide_(self: Tensor, other: Tensor): Tensor;
  trueDivide_(self: Tensor, other: Scalar): Tensor;
  trueDivide_(self: Tensor, options: { other: Scalar }): Tensor;
  /** `aten::trunc(Tensor self) -> Tensor` */
  trunc(self: Tensor): Tensor;
  /** `aten::trunc_(Tensor(a!) self) -> Tensor(a!)` */
  trunc_(self: Tensor): Tensor;
  /** `aten::type_as(Tensor self, Tensor other) -> Tensor` */
  typeAs(self: Tensor, other: Tensor): Tensor;
  /** `aten::unbind.int(Tensor(a -> *) self, int dim=0) -> Tensor(a)[]` */
  unbind(self: Tensor, dim?: number | bigint): Tensor[];
  unbind(self: Tensor, options?: { dim?: number | bigint }): Tensor[];
  /** `aten::unbind_copy.int(Tensor self, int dim=0) -> Tensor[]` */
  unbindCopy(self: Tensor, dim?: number | bigint): Tensor[];
  unbindCopy(self: Tensor, options?: { dim?: number | bigint }): Tensor[];
  /** `aten::unflatten.int(Tensor(a) self, int dim, SymInt[] sizes) -> Tensor(a)` */
  unflatten(self: Tensor, dim: number | bigint, sizes: readonly (number | bigint)[] | number): Tensor;
  unflatten(self: Tensor, options: { dim: number | bigint; sizes: readonly (number | bigint)[] | number }): Tensor;
  /** `aten::unflatten_dense_tensors(Tensor flat, Tensor[] tensors) -> Tensor[]` */
  unflattenDenseTensors(flat: Tensor, tensors: readonly Tensor[]): Tensor[];
  unflattenDenseTensors(flat: Tensor, options: { tensors: readonly Tensor[] }): Tensor[];
  /** `aten::unfold(Tensor(a) self, int dimension, int size, int step) -> Tensor(a)` */
  unfold(self: Tensor, dimension: number | bigint, size: number | bigint, step: number | bigint): Tensor;
  unfold(self: Tensor, options: { dimension: number | bigint; size: number | bigint; step: number | bigint }): Tensor;
  /** `aten::unfold_backward(Tensor grad_in, SymInt[] input_sizes, int dim, int size, int step) -> Tensor` */
  unfoldBackward(gradIn: Tensor, inputSizes: readonly (number | bigint)[] | number, dim: number | bigint, size: number | bigint, step: number | bigint): Tensor;
  unfoldBackward(gradIn: Tensor, options: { inputSizes: readonly (number | bigint)[] | number; dim: number | bigint; size: number | bigint; step: number | bigint }): Tensor;
  /** `aten::unfold_copy(Tensor self, int dimension, int size, int step) -> Tensor` */
  unfoldCopy(self: Tensor, dimension: number | bigint, size: number | bigint, step: number | bigint): Tensor;
  unfoldCopy(self: Tensor, options: { dimension: number | bigint; size: number | bigint; step: number | bigint }): Tensor;
  /** `aten::uniform(Tensor self, float from=0., float to=1., *, Generator? generator=None) -> Tensor` */
  uniform(self: Tensor, from?: number, to?: number, options?: { generator?: Generator | null }): Tensor;
  uniform(self: Tensor, options?: { from?: number; to?: number; generator?: Generator | null }): Tensor;
  /** `aten::uniform_(Tensor(a!) self, float from=0., float to=1., *, Generator? generator=None) -> Tensor(a!)` */
  uniform_(self: Tensor, from?: number, to?: number, options?: { generator?: Generator | null }): Tensor;
  uniform_(self: Tensor, options?: { from?: number; to?: number; generator?: Generator | null }): Tensor;
  /** `aten::unique_consecutive(Tensor self, bool return_inverse=False, bool return_counts=False, int? dim=None) -> (Tensor, Tensor, Tensor)` */
  uniqueConsecutive(self: Tensor, returnInverse?: boolean, returnCounts?: boolean, dim?: number | bigint | null): [Tensor, Tensor, Tensor];
  uniqueConsecutive(self: Tensor, options?: { returnInverse?: boolean; returnCounts?: boolean; dim?: number | bigint | null }): [Tensor, Tensor, Tensor];
  /** `aten::unique_dim(Tensor self, int dim, bool sorted=True, bool return_inverse=False, bool return_counts=False) -> (Tensor, Tensor, Tensor)` */
  uniqueDim(self: Tensor, dim: number | bigint, sorted?: boolean, returnInverse?: boolean, returnCounts?: boolean): [Tensor, Tensor, Tensor];
  uniqueDim(self: Tensor, dim: number | bigint, options?: { sorted?: boolean; returnInverse?: boolean; returnCounts?: boolean }): [Tensor, Tensor, Tensor];
  uniqueDim(self: Tensor, options: { dim: number | bigint; sorted?: boolean; returnInverse?: boolean; returnCounts?: boolean }): [Tensor, Tensor, Tensor];
  /** `aten::unique_dim_consecutive(Tensor self, int dim, bool return_inverse=False, bool return_counts=False) -> (Tensor, Tensor, Tensor)` */
  uniqueDimConsecutive(self: Tensor, dim: number | bigint, returnInverse?: boolean, returnCounts?: boolean): [Tensor, Tensor, Tensor];
  uniqueDimConsecutive(self: Tensor, dim: number | bigint, options?: { returnInverse?: boolean; returnCounts?: boolean }): [Tensor, Tensor, Tensor];
  uniqueDimConsecutive(self: Tensor, options: { dim: number | bigint; returnInverse?: boolean; returnCounts?: boolean }): [Tensor, Tensor, Tensor];
  /** `aten::unsafe_chunk(Tensor self, int chunks, int dim=0) -> Tensor[]` */
  unsafeChunk(self: Tensor, chunks: number | bigint, dim?: number | bigint): Tensor[];
  unsafeChunk(self: Tensor, chunks: number | bigint, options?: { dim?: number | bigint }): Tensor[];
  unsafeChunk(self: Tensor, options: { chunks: number | bigint; dim?: number | bigint }): Tensor[];
  /** `aten::unsafe_split.Tensor(Tensor self, SymInt split_size, int dim=0) -> Tensor[]` */
  unsafeSplit(self: Tensor, splitSize: number | bigint, dim?: number | bigint): Tensor[];
  unsafeSplit(self: Tensor, splitSize: number | bigint, options?: { dim?: number | bigint }): Tensor[];
  unsafeSplit(self: Tensor, options: { splitSize: number | bigint; dim?: number | bigint }): Tensor[];
  /** `aten::unsafe_split_with_sizes(Tensor self, SymInt[] split_sizes, int dim=0) -> Tensor[]` */
  unsafeSplitWithSizes(self: Tensor, splitSizes: readonly (number | bigint)[] | number, dim?: number | bigint): Tensor[];
  unsafeSplitWithSizes(self: Tensor, splitSizes: readonly (number | bigint)[] | number, options?: { dim?: number | bigint }): Tensor[];
  unsafeSplitWithSizes(self: Tensor, options: { splitSizes: readonly (number | bigint)[] | number; dim?: number | bigint }): Tensor[];
  /** `aten::unsqueeze(Tensor(a) self, int dim) -> Tensor(a)` */
  unsqueeze(self: Tensor, dim: number | bigint): Tensor;
  unsqueeze(self: Tensor, options: { dim: number | bigint }): Tensor;
  /** `aten::unsqueeze_(Tensor(a!) self, int dim) -> Tensor(a!)` */
  unsqueeze_(self: Tensor, dim: number | bigint): Tensor;
  unsqueeze_(self: Tensor, options: { dim: number | bigint }): Tensor;
  /** `aten::unsqueeze_copy(Tensor self, int dim) -> Tensor` */
  unsqueezeCopy(self: Tensor, dim: number | bigint): Tensor;
  unsqueezeCopy(self: Tensor, options: { dim: number | bigint }): Tensor;
  /** `aten::upsample_bicubic2d(Tensor self, SymInt[2] output_size, bool align_corners, float? scales_h=None, float? scales_w=None) -> Tensor` · `aten::upsample_bicubic2d.vec(Tensor input, SymInt[]? output_size, bool align_corners, float[]? scale_factors) -> Tensor` */
  upsampleBicubic2d(self: Tensor, outputSize: number | readonly (number | bigint)[], alignCorners: boolean, scalesH?: number | null, scalesW?: number | null): Tensor;
  upsampleBicubic2d(self: Tensor, outputSize: number | readonly (number | bigint)[], alignCorners: boolean, options?: { scalesH?: number | null; scalesW?: number | null }): Tensor;
  upsampleBicubic2d(self: Tensor, options: { outputSize: number | readonly (number | bigint)[]; alignCorners: boolean; scalesH?: number | null; scalesW?: number | null }): Tensor;
  upsampleBicubic2d(input: Tensor, outputSize: readonly (number | bigint)[] | number | null, alignCorners: boolean, scaleFactors: readonly number[] | null): Tensor;
  upsampleBicubic2d(input: Tensor, options: { outputSize: readonly (number | bigint)[] | number | null; alignCorners: boolean; scaleFactors: readonly number[] | null }): Tensor;
  /** `aten::upsample_bicubic2d_backward(Tensor grad_output, SymInt[2] output_size, SymInt[4] input_size, bool align_corners, float? scales_h=None, float? scales_w=None) -> Tensor` */
  upsampleBicubic2dBackward(gradOutput: Tensor, outputSize: number | readonly (number | bigint)[], inputSize: number | readonly (number | bigint)[], alignCorners: boolean, scalesH?: number | null, scalesW?: number | null): Tensor;
  upsampleBicubic2dBackward(gradOutput: Tensor, outputSize: number | readonly (number | bigint)[], inputSize: number | readonly (number | bigint)[], alignCorners: boolean, options?: { scalesH?: number | null; scalesW?: number | null }): Tensor;
  upsampleBicubic2dBackward(gradOutput: Tensor, options: { outputSize: number | readonly (number | bigint)[]; inputSize: number | readonly (number | bigint)[]; alignCorners: boolean; scalesH?: number | null; scalesW?: number | null }): Tensor;
  /** `aten::upsample_bilinear2d(Tensor self, SymInt[2] output_size, bool align_corners, float? scales_h=None, float? scales_w=None) -> Tensor` · `aten::upsample_bilinear2d.vec(Tensor input, SymInt[]? output_size, bool align_corners, float[]? scale_factors) -> Tensor` */
  upsampleBilinear2d(self: Tensor, outputSize: number | readonly (number | bigint)[], alignCorners: boolean, scalesH?: number | null, scalesW?: number | null): Tensor;
  upsampleBilinear2d(self: Tensor, outputSize: number | readonly (number | bigint)[], alignCorners: boolean, options?: { scalesH?: number | null; scalesW?: number | null }): Tensor;
  upsampleBilinear2d(self: Tensor, options: { outputSize: number | readonly (number | bigint)[]; alignCorners: boolean; scalesH?: number | null; scalesW?: number | null }): Tensor;
  upsampleBilinear2d(input: Tensor, outputSize: readonly (number | bigint)[] | number | null, alignCorners: boolean, scaleFactors: readonly number[] | null): Tensor;
  upsampleBilinear2d(input: Tensor, options: { outputSize: readonly (number | bigint)[] | number | null; alignCorners: boolean; scaleFactors: readonly number[] | null }): Tensor;
  /** `aten::upsample_bilinear2d_backward(Tensor grad_output, SymInt[2] output_size, SymInt[4] input_size, bool align_corners, float? scales_h=None, float? scales_w=None) -> Tensor` */
  upsampleBilinear2dBackward(gradOutput: Tensor, outputSize: number | readonly (number | bigint)[], inputSize: number | readonly (number | bigint)[], alignCorners: boolean, scalesH?: number | null, scalesW?: number | null): Tensor;
  upsampleBilinear2dBackward(gradOutput: Tensor, outputSize: number | readonly (number | bigint)[], inputSize: number | readonly (number | bigint)[], alignCorners: boolean, options?: { scalesH?: number | null; scalesW?: number | null }): Tensor;
  upsampleBilinear2dBackward(gradOutput: Tensor, options: { outputSize: number | readonly (number | bigint)[]; inputSize: number | readonly (number | bigint)[]; alignCorners: boolean; scalesH?: number | null; scalesW?: number | null }): Tensor;
  /** `aten::upsample_linear1d(Tensor self, SymInt[1] output_size, bool align_corners, float? scales=None) -> Tensor` · `aten::upsample_linear1d.vec(Tensor input, SymInt[]? output_size, bool align_corners, float[]? scale_factors) -> Tensor` */
  upsampleLinear1d(self: Tensor, outputSize: number | readonly (number | bigint)[], alignCorners: boolean, scales?: number | null): Tensor;
  upsampleLinear1d(self: Tensor, outputSize: number | readonly (number | bigint)[], alignCorners: boolean, options?: { scales?: number | null }): Tensor;
  upsampleLinear1d(self: Tensor, options: { outputSize: number | readonly (number | bigint)[]; alignCorners: boolean; scales?: number | null }): Tensor;
  upsampleLinear1d(input: Tensor, outputSize: readonly (number | bigint)[] | number | null, alignCorners: boolean, scaleFactors: readonly number[] | null): Tensor;
  upsampleLinear1d(input: Tensor, options: { outputSize: readonly (number | bigint)[] | number | null; alignCorners: boolean; scaleFactors: readonly number[] | null }): Tensor;
  /** `aten::upsample_linear1d_backward(Tensor grad_output, SymInt[1] output_size, SymInt[3] input_size, bool align_corners, float? scales=None) -> Tensor` */
  upsampleLinear1dBackward(gradOutput: Tensor, outputSize: number | readonly (number | bigint)[], inputSize: number | readonly (number | bigint)[], alignCorners: boolean, scales?: number | null): Tensor;
  upsampleLinear1dBackward(gradOutput: Tensor, outputSize: number | readonly (number | bigint)[], inputSize: number | readonly (number | bigint)[], alignCorners: boolean, options?: { scales?: number | null }): Tensor;
  upsampleLinear1dBackward(gradOutput: Tensor, options: { outputSize: number | readonly (number | bigint)[]; inputSize: number | readonly (number | bigint)[]; alignCorners: boolean; scales?: number | null }): Tensor;
  /** `aten::upsample_nearest1d(Tensor self, SymInt[1] output_size, float? scales=None) -> Tensor` · `aten::upsample_nearest1d.vec(Tensor input, SymInt[]? output_size, float[]? scale_factors) -> Tensor` */
  upsampleNearest1d(self: Tensor, outputSize: number | readonly (number | bigint)[], scales?: number | null): Tensor;
  upsampleNearest1d(self: Tensor, outputSize: number | readonly (number | bigint)[], options?: { scales?: number | null }): Tensor;
  upsampleNearest1d(self: Tensor, options: { outputSize: number | readonly (number | bigint)[]; scales?: number | null }): Tensor;
  upsampleNearest1d(input: Tensor, outputSize: readonly (number | bigint)[] | number | null, scaleFactors: readonly number[] | null): Tensor;
  upsampleNearest1d(input: Tensor, options: { outputSize: readonly (number | bigint)[] | number | null; scaleFactors: readonly number[] | null }): Tensor;
  /** `aten::upsample_nearest1d_backward(Tensor grad_output, SymInt[1] output_size, SymInt[3] input_size, float? scales=None) -> Tensor` */
  upsampleNearest1dBackward(gradOutput: Tensor, outputSize: number | readonly (number | bigint)[], inputSize: number | readonly (number | bigint)[], scales?: number | null): Tensor;
  upsampleNearest1dBackward(gradOutput: Tensor, outputSize: number | readonly (number | bigint)[], inputSize: number | readonly (number | bigint)[], options?: { scales?: number | null }): Tensor;
  upsampleNearest1dBackward(gradOutput: Tensor, options: { outputSize: number | readonly (number | bigint)[]; inputSize: number | readonly (number | bigint)[]; scales?: number | null }): Tensor;
  /** `aten::upsample_nearest2d(Tensor self, SymInt[2] output_size, float? scales_h=None, float? scales_w=None) -> Tensor` · `aten::upsample_nearest2d.vec(Tensor input, SymInt[]? output_size, float[]? scale_factors) -> Tensor` */
  upsampleNearest2d(self: Tensor, outputSize: number | readonly (number | bigint)[], scalesH?: number | null, scalesW?: number | null): Tensor;
  upsampleNearest2d(self: Tensor, outputSize: number | readonly (number | bigint)[], options?: { scalesH?: number | null; scalesW?: number | null }): Tensor;
  upsampleNearest2d(self: Tensor, options: { outputSize: number | readonly (number | bigint)[]; scalesH?: number | null; scalesW?: number | null }): Tensor;
  upsampleNearest2d(input: Tensor, outputSize: readonly (number | bigint)[] | number | null, scaleFactors: readonly number[] | null): Tensor;
  upsampleNearest2d(input: Tensor, options: { outputSize: readonly (number | bigint)[] | number | null; scaleFactors: readonly number[] | null }): Tensor;
  /** `aten::upsample_nearest2d_backward(Tensor grad_output, SymInt[2] output_size, SymInt[4] input_size, float? scales_h=None, float? scales_w=None) -> Tensor` */
  upsampleNearest2dBackward(gradOutput: Tensor, outputSize: number | readonly (number | bigint)[], inputSize: number | readonly (number | bigint)[], scalesH?: number | null, scalesW?: number | null): Tensor;
  upsampleNearest2dBackward(gradOutput: Tensor, outputSize: number | readonly (number | bigint)[], inputSize: number | readonly (number | bigint)[], options?: { scalesH?: number | null; scalesW?: number | null }): Tensor;
  upsampleNearest2dBackward(gradOutput: Tensor, options: { outputSize: number | readonly (number | bigint)[]; inputSize: number | readonly (number | bigint)[]; scalesH?: number | null; scalesW?: number | null }): Tensor;
  /** `aten::upsample_nearest3d(Tensor self, SymInt[3] output_size, float? scales_d=None, float? scales_h=None, float? scales_w=None) -> Tensor` · `aten::upsample_nearest3d.vec(Tensor input, SymInt[]? output_size, float[]? scale_factors) -> Tensor` */
  upsampleNearest3d(self: Tensor, outputSize: number | readonly (number | bigint)[], scalesD?: number | null, scalesH?: number | null, scalesW?: number | null): Tensor;
  upsampleNearest3d(self: Tensor, outputSize: number | readonly (number | bigint)[], options?: { scalesD?: number | null; scalesH?: number | null; scalesW?: number | null }): Tensor;
  upsampleNearest3d(self: Tensor, options: { outputSize: number | readonly (number | bigint)[]; scalesD?: number | null; scalesH?: number | null; scalesW?: number | null }): Tensor;
  upsampleNearest3d(input: Tensor, outputSize: readonly (number | bigint)[] | number | null, scaleFactors: readonly number[] | null): Tensor;
  upsampleNearest3d(input: Tensor, options: { outputSize: readonly (number | bigint)[] | number | null; scaleFactors: readonly number[] | null }): Tensor;
  /** `aten::upsample_nearest3d_backward(Tensor grad_output, SymInt[3] output_size, SymInt[5] input_size, float? scales_d=None, float? scales_h=None, float? scales_w=None) -> Tensor` */
  upsampleNearest3dBackward(gradOutput: Tensor, outputSize: number | readonly (number | bigint)[], inputSize: number | readonly (number | bigint)[], scalesD?: number | null, scalesH?: number | null, scalesW?: number | null): Tensor;
  upsampleNearest3dBackward(gradOutput: Tensor, outputSize: number | readonly (number | bigint)[], inputSize: number | readonly (number | bigint)[], options?: { scalesD?: number | null; scalesH?: number | null; scalesW?: number | null }): Tensor;
  upsampleNearest3dBackward(gradOutput: Tensor, options: { outputSize: number | readonly (number | bigint)[]; inputSize: number | readonly (number | bigint)[]; scalesD?: number | null; scalesH?: number | null; scalesW?: number | null }): Tensor;
  /** `aten::upsample_trilinear3d(Tensor self, SymInt[3] output_size, bool align_corners, float? scales_d=None, float? scales_h=None, float? scales_w=None) -> Tensor` · `aten::upsample_trilinear3d.vec(Tensor input, SymInt[]? output_size, bool align_corners, float[]? scale_factors) -> Tensor` */
  upsampleTrilinear3d(self: Tensor, outputSize: number | readonly (number | bigint)[], alignCorners: boolean, scalesD?: number | null, scalesH?: number | null, scalesW?: number | null): Tensor;
  upsampleTrilinear3d(self: Tensor, outputSize: number | readonly (number | bigint)[], alignCorners: boolean, options?: { scalesD?: number | null; scalesH?: number | null; scalesW?: number | null }): Tensor;
  upsampleTrilinear3d(self: Tensor, options: { outputSize: number | readonly (number | bigint)[]; alignCorners: boolean; scalesD?: number | null; scalesH?: number | null; scalesW?: number | null }): Tensor;
  upsampleTrilinear3d(input: Tensor, outputSize: readonly (number | bigint)[] | number | null, alignCorners: boolean, scaleFactors: readonly number[] | null): Tensor;
  upsampleTrilinear3d(input: Tensor, options: { outputSize: readonly (number | bigint)[] | number | null; alignCorners: boolean; scaleFactors: readonly number[] | null }): Tensor;
  /** `aten::upsample_trilinear3d_backward(Tensor grad_output, SymInt[3] output_size, SymInt[5] input_size, bool align_corners, float? scales_d=None, float? scales_h=None, float? scales_w=None) -> Tensor` */
  upsampleTrilinear3dBackward(gradOutput: Tensor, outputSize: number | readonly (number | bigint)[], inputSize: number | readonly (number | bigint)[], alignCorners: boolean, scalesD?: number | null, scalesH?: number | null, scalesW?: number | null): Tensor;
  upsampleTrilinear3dBackward(gradOutput: Tensor, outputSize: number | readonly (number | bigint)[], inputSize: number | readonly (number | bigint)[], alignCorners: boolean, options?: { scalesD?: number | null; scalesH?: number | null; scalesW?: number | null }): Tensor;
  upsampleTrilinear3dBackward(gradOutput: Tensor, options: { outputSize: number | readonly (number | bigint)[]; inputSize: number | readonly (number | bigint)[]; alignCorners: boolean; scalesD?: number | null; scalesH?: number | null; scalesW?: number | null }): Tensor;
  /** `aten::value_selecting_reduction_backward(Tensor grad, int dim, Tensor indices, SymInt[] sizes, bool keepdim) -> Tensor` */
  valueSelectingReductionBackward(grad: Tensor, dim: number | bigint, indices: Tensor, sizes: readonly (number | bigint)[] | number, keepdim: boolean): Tensor;
  valueSelectingReductionBackward(grad: Tensor, options: { dim: number | bigint; indices: Tensor; sizes: readonly (number | bigint)[] | number; keepdim: boolean }): Tensor;
  /** `aten::values(Tensor(a) self) -> Tensor(a)` */
  values(self: Tensor): Tensor;
  /** `aten::values_copy(Tensor self) -> Tensor` */
  valuesCopy(self: Tensor): Tensor;
  /** `aten::vander(Tensor x, int? N=None, bool increasing=False) -> Tensor` */
  vander(x: Tensor, N?: number | bigint | null, increasing?: boolean): Tensor;
  vander(x: Tensor, options?: { N?: number | bigint | null; increasing?: boolean }): Tensor;
  /** `aten::var(Tensor self, bool unbiased=True) -> Tensor` · `aten::var.dim(Tensor self, int[1]? dim, bool unbiased=True, bool keepdim=False) -> Tensor` · `aten::var.correction(Tensor self, int[1]? dim=None, *, Scalar? correction=None, bool keepdim=False) -> Tensor` */
  var(self: Tensor, unbiased?: boolean): Tensor;
  var(self: Tensor, options?: { unbiased?: boolean }): Tensor;
  var(self: Tensor, dim: number | readonly (number | bigint)[] | null, unbiased?: boolean, keepdim?: boolean): Tensor;
  var(self: Tensor, dim: number | readonly (number | bigint)[] | null, options?: { unbiased?: boolean; keepdim?: boolean }): Tensor;
  var(self: Tensor, options: { dim: number | readonly (number | bigint)[] | null; unbiased?: boolean; keepdim?: boolean }): Tensor;
  var(self: Tensor, dim?: number | readonly (number | bigint)[] | null, options?: { correction?: Scalar | null; keepdim?: boolean }): Tensor;
  var(self: Tensor, options?: { dim?: number | readonly (number | bigint)[] | null; correction?: Scalar | null; keepdim?: boolean }): Tensor;
  /** `aten::var_mean(Tensor self, bool unbiased=True) -> (Tensor, Tensor)` · `aten::var_mean.dim(Tensor self, int[1]? dim, bool unbiased=True, bool keepdim=False) -> (Tensor, Tensor)` · `aten::var_mean.correction(Tensor self, int[1]? dim=None, *, Scalar? correction=None, bool keepdim=False) -> (Tensor, Tensor)` */
  varMean(self: Tensor, unbiased?: boolean): [Tensor, Tensor];
  varMean(self: Tensor, options?: { unbiased?: boolean }): [Tensor, Tensor];
  varMean(self: Tensor, dim: number | readonly (number | bigint)[] | null, unbiased?: boolean, keepdim?: boolean): [Tensor, Tensor];
  varMean(self: Tensor, dim: number | readonly (number | bigint)[] | null, options?: { unbiased?: boolean; keepdim?: boolean }): [Tensor, Tensor];
  varMean(self: Tensor, options: { dim: number | readonly (number | bigint)[] | null; unbiased?: boolean; keepdim?: boolean }): [Tensor, Tensor];
  varMean(self: Tensor, dim?: number | readonly (number | bigint)[] | null, options?: { correction?: Scalar | null; keepdim?: boolean }): [Tensor, Tensor];
  varMean(self: Tensor, options?: { dim?: number | readonly (number | bigint)[] | null; correction?: Scalar | null; keepdim?: boolean }): [Tensor, Tensor];
  /** `aten::vdot(Tensor self, Tensor other) -> Tensor` */
  vdot(self: Tensor, other: Tensor): Tensor;
  /** `aten::view.dtype(Tensor(a) self, ScalarType dtype) -> Tensor(a)` · `aten::view(Tensor(a) self, SymInt[] size) -> Tensor(a)` */
  view(self: Tensor, dtype: DType): Tensor;
  view(self: Tensor, options: { dtype: DType }): Tensor;
  view(self: Tensor, size: readonly (number | bigint)[] | number): Tensor;
  view(self: Tensor, options: { size: readonly (number | bigint)[] | number }): Tensor;
  /** `aten::view_as(Tensor(a) self, Tensor other) -> Tensor(a)` */
  viewAs(self: Tensor, other: Tensor): Tensor;
  /** `aten::view_as_complex(Tensor(a) self) -> Tensor(a)` */
  viewAsComplex(self: Tensor): Tensor;
  /** `aten::view_as_complex_copy(Tensor self) -> Tensor` */
  viewAsComplexCopy(self: Tensor): Tensor;
  /** `aten::view_as_real(Tensor(a) self) -> Tensor(a)` */
  viewAsReal(self: Tensor): Tensor;
  /** `aten::view_as_real_copy(Tensor self) -> Tensor` */
  viewAsRealCopy(self: Tensor): Tensor;
  /** `aten::view_copy.dtype(Tensor self, ScalarType dtype) -> Tensor` · `aten::view_copy(Tensor self, SymInt[] size) -> Tensor` */
  viewCopy(self: Tensor, dtype: DType): Tensor;
  viewCopy(self: Tensor, options: { dtype: DType }): Tensor;
  viewCopy(self: Tensor, size: readonly (number | bigint)[] | number): Tensor;
  viewCopy(self: Tensor, options: { size: readonly (number | bigint)[] | number }): Tensor;
  /** `aten::vsplit.int(Tensor(a -> *) self, int sections) -> Tensor(a)[]` · `aten::vsplit.array(Tensor(a -> *) self, int[] indices) -> Tensor(a)[]` */
  vsplit(self: Tensor, sections: number | bigint): Tensor[];
  vsplit(self: Tensor, options: { sections: number | bigint }): Tensor[];
  vsplit(self: Tensor, indices: readonly (number | bigint)[] | number): Tensor[];
  vsplit(self: Tensor, options: { indices: readonly (number | bigint)[] | number }): Tensor[];
  /** `aten::vstack(Tensor[] tensors) -> Tensor` */
  vstack(tensors: readonly Tensor[]): Tensor;
  vstack(options: { tensors: readonly Tensor[] }): Tensor;
  /** `aten::where(Tensor condition) -> Tensor[]` · `aten::where.self(Tensor condition, Tensor self, Tensor other) -> Tensor` · `aten::where.ScalarOther(Tensor condition, Tensor self, Scalar other) -> Tensor` · `aten::where.ScalarSelf(Tensor condition, Scalar self, Tensor other) -> Tensor` · `aten::where.Scalar(Tensor condition, Scalar self, Scalar other) -> Tensor` */
  where(condition: Tensor): Tensor[];
  where(condition: Tensor, self: Tensor, other: Tensor): Tensor;
  where(condition: Tensor, self: Tensor, other: Scalar): Tensor;
  where(condition: Tensor, self: Tensor, options: { other: Scalar }): Tensor;
  where(condition: Tensor, self: Scalar, other: Tensor): Tensor;
  where(condition: Tensor, options: { self: Scalar; other: Tensor }): Tensor;
  where(condition: Tensor, self: Scalar, other: Scalar): Tensor;
  where(condition: Tensor, options: { self: Scalar; other: Scalar }): Tensor;
  /** `aten::xlogy.Tensor(Tensor self, Tensor other) -> Tensor` · `aten::xlogy.Scalar_Other(Tensor self, Scalar other) -> Tensor` · `aten::xlogy.Scalar_Self(Scalar self, Tensor other) -> Tensor` */
  xlogy(self: Tensor, other: Tensor): Tensor;
  xlogy(self: Tensor, other: Scalar): Tensor;
  xlogy(self: Tensor, options: { other: Scalar }): Tensor;
  xlogy(self: Scalar, other: Tensor): Tensor;
  xlogy(options: { self: Scalar; other: Tensor }): Tensor;
  /** `aten::xlogy_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::xlogy_.Scalar_Other(Tensor(a!) self, Scalar other) -> Tensor(a!)` */
  xlogy_(self: Tensor, other: Tensor): Tensor;
  xlogy_(self: Tensor, other: Scalar): Tensor;
  xlogy_(self: Tensor, options: { other: Scalar }): Tensor;
  /** `aten::zero(Tensor self) -> Tensor` */
  zero(self: Tensor): Tensor;
  /** `aten::zero_(Tensor(a!) self) -> Tensor(a!)` */
  zero_(self: Tensor): Tensor;
  /** `aten::zeros(SymInt[] size, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` */
  zeros(size: readonly (number | bigint)[] | number, options?: { dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  zeros(options: { size: readonly (number | bigint)[] | number; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  /** `aten::zeros_like(Tensor self, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None, MemoryFormat? memory_format=None) -> Tensor` */
  zerosLike(self: Tensor, options?: { dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null; memoryFormat?: MemoryFormat | null }): Tensor;
}

/** The operators of `torch.linalg`. */
export interface LinalgFunctions {
  /** `aten::linalg__powsum(Tensor self, Scalar ord=2, int[1]? dim=None, bool keepdim=False, *, ScalarType? dtype=None) -> Tensor` */
  _powsum(self: Tensor, ord?: Scalar, dim?: number | readonly (number | bigint)[] | null, keepdim?: boolean, options?: { dtype?: DType | null }): Tensor;
  _powsum(self: Tensor, options?: { ord?: Scalar; dim?: number | readonly (number | bigint)[] | null; keepdim?: boolean; dtype?: DType | null }): Tensor;
  /** `aten::linalg_cholesky(Tensor self, *, bool upper=False) -> Tensor` */
  cholesky(self: Tensor, options?: { upper?: boolean }): Tensor;
  /** `aten::linalg_cholesky_ex(Tensor self, *, bool upper=False, bool check_errors=False) -> (Tensor L, Tensor info)` */
  choleskyEx(self: Tensor, options?: { upper?: boolean; checkErrors?: boolean }): { L: Tensor; info: Tensor };
  /** `aten::linalg_cond(Tensor self, Scalar? p=None) -> Tensor` · `aten::linalg_cond.p_str(Tensor self, str p) -> Tensor` */
  cond(self: Tensor, p?: Scalar | null): Tensor;
  cond(self: Tensor, options?: { p?: Scalar | null }): Tensor;
  cond(self: Tensor, p: string): Tensor;
  cond(self: Tensor, options: { p: string }): Tensor;
  /** `aten::linalg_cross(Tensor self, Tensor other, *, int dim=-1) -> Tensor` */
  cross(self: Tensor, other: Tensor, options?: { dim?: number | bigint }): Tensor;
  /** `aten::linalg_det(Tensor A) -> Tensor` */
  det(A: Tensor): Tensor;
  /** `aten::linalg_diagonal(Tensor(a) A, *, int offset=0, int dim1=-2, int dim2=-1) -> Tensor(a)` */
  diagonal(A: Tensor, options?: { offset?: number | bigint; dim1?: number | bigint; dim2?: number | bigint }): Tensor;
  /** `aten::linalg_eig(Tensor self) -> (Tensor eigenvalues, Tensor eigenvectors)` */
  eig(self: Tensor): { eigenvalues: Tensor; eigenvectors: Tensor };
  /** `aten::linalg_eigh(Tensor self, str UPLO="L") -> (Tensor eigenvalues, Tensor eigenvectors)` */
  eigh(self: Tensor, UPLO?: string): { eigenvalues: Tensor; eigenvectors: Tensor };
  eigh(self: Tensor, options?: { UPLO?: string }): { eigenvalues: Tensor; eigenvectors: Tensor };
  /** `aten::linalg_eigvals(Tensor self) -> Tensor` */
  eigvals(self: Tensor): Tensor;
  /** `aten::linalg_eigvalsh(Tensor self, str UPLO="L") -> Tensor` */
  eigvalsh(self: Tensor, UPLO?: string): Tensor;
  eigvalsh(self: Tensor, options?: { UPLO?: string }): Tensor;
  /** `aten::linalg_householder_product(Tensor input, Tensor tau) -> Tensor` */
  householderProduct(input: Tensor, tau: Tensor): Tensor;
  /** `aten::linalg_inv(Tensor A) -> Tensor` */
  inv(A: Tensor): Tensor;
  /** `aten::linalg_inv_ex(Tensor A, *, bool check_errors=False) -> (Tensor inverse, Tensor info)` */
  invEx(A: Tensor, options?: { checkErrors?: boolean }): { inverse: Tensor; info: Tensor };
  /** `aten::linalg_ldl_factor(Tensor self, *, bool hermitian=False) -> (Tensor LD, Tensor pivots)` */
  ldlFactor(self: Tensor, options?: { hermitian?: boolean }): { LD: Tensor; pivots: Tensor };
  /** `aten::linalg_ldl_factor_ex(Tensor self, *, bool hermitian=False, bool check_errors=False) -> (Tensor LD, Tensor pivots, Tensor info)` */
  ldlFactorEx(self: Tensor, options?: { hermitian?: boolean; checkErrors?: boolean }): { LD: Tensor; pivots: Tensor; info: Tensor };
  /** `aten::linalg_ldl_solve(Tensor LD, Tensor pivots, Tensor B, *, bool hermitian=False) -> Tensor` */
  ldlSolve(LD: Tensor, pivots: Tensor, B: Tensor, options?: { hermitian?: boolean }): Tensor;
  /** `aten::linalg_lstsq(Tensor self, Tensor b, float? rcond=None, *, str? driver=None) -> (Tensor solution, Tensor residuals, Tensor rank, Tensor singular_values)` */
  lstsq(self: Tensor, b: Tensor, rcond?: number | null, options?: { driver?: string | null }): { solution: Tensor; residuals: Tensor; rank: Tensor; singularValues: Tensor };
  lstsq(self: Tensor, b: Tensor, options?: { rcond?: number | null; driver?: string | null }): { solution: Tensor; residuals: Tensor; rank: Tensor; singularValues: Tensor };
  /** `aten::linalg_lu(Tensor A, *, bool pivot=True) -> (Tensor P, Tensor L, Tensor U)` */
  lu(A: Tensor, options?: { pivot?: boolean }): { P: Tensor; L: Tensor; U: Tensor };
  /** `aten::linalg_lu_factor(Tensor A, *, bool pivot=True) -> (Tensor LU, Tensor pivots)` */
  luFactor(A: Tensor, options?: { pivot?: boolean }): { LU: Tensor; pivots: Tensor };
  /** `aten::linalg_lu_factor_ex(Tensor A, *, bool pivot=True, bool check_errors=False) -> (Tensor LU, Tensor pivots, Tensor info)` */
  luFactorEx(A: Tensor, options?: { pivot?: boolean; checkErrors?: boolean }): { LU: Tensor; pivots: Tensor; info: Tensor };
  /** `aten::linalg_lu_solve(Tensor LU, Tensor pivots, Tensor B, *, bool left=True, bool adjoint=False) -> Tensor` */
  luSolve(LU: Tensor, pivots: Tensor, B: Tensor, options?: { left?: boolean; adjoint?: boolean }): Tensor;
  /** `aten::linalg_matmul(Tensor self, Tensor other) -> Tensor` */
  matmul(self: Tensor, other: Tensor): Tensor;
  /** `aten::linalg_matrix_exp(Tensor self) -> Tensor` */
  matrixExp(self: Tensor): Tensor;
  /** `aten::linalg_matrix_norm(Tensor self, Scalar ord, int[] dim=[-2, -1], bool keepdim=False, *, ScalarType? dtype=None) -> Tensor` · `aten::linalg_matrix_norm.str_ord(Tensor self, str ord="fro", int[] dim=[-2, -1], bool keepdim=False, *, ScalarType? dtype=None) -> Tensor` */
  matrixNorm(self: Tensor, ord: Scalar, dim?: readonly (number | bigint)[] | number, keepdim?: boolean, options?: { dtype?: DType | null }): Tensor;
  matrixNorm(self: Tensor, ord: Scalar, options?: { dim?: readonly (number | bigint)[] | number; keepdim?: boolean; dtype?: DType | null }): Tensor;
  matrixNorm(self: Tensor, options: { ord: Scalar; dim?: readonly (number | bigint)[] | number; keepdim?: boolean; dtype?: DType | null }): Tensor;
  matrixNorm(self: Tensor, ord?: string, dim?: readonly (number | bigint)[] | number, keepdim?: boolean, options?: { dtype?: DType | null }): Tensor;
  matrixNorm(self: Tensor, options?: { ord?: string; dim?: readonly (number | bigint)[] | number; keepdim?: boolean; dtype?: DType | null }): Tensor;
  /** `aten::linalg_matrix_power(Tensor self, int n) -> Tensor` */
  matrixPower(self: Tensor, n: number | bigint): Tensor;
  matrixPower(self: Tensor, options: { n: number | bigint }): Tensor;
  /** `aten::linalg_matrix_rank.atol_rtol_tensor(Tensor input, *, Tensor? atol=None, Tensor? rtol=None, bool hermitian=False) -> Tensor` · `aten::linalg_matrix_rank.tol_tensor(Tensor input, Tensor tol, bool hermitian=False) -> Tensor` · `aten::linalg_matrix_rank(Tensor self, float tol, bool hermitian=False) -> Tensor` · `aten::linalg_matrix_rank.atol_rtol_float(Tensor self, *, float? atol=None, float? rtol=None, bool hermitian=False) -> Tensor` */
  matrixRank(input: Tensor, options?: { atol?: Tensor | null; rtol?: Tensor | null; hermitian?: boolean }): Tensor;
  matrixRank(input: Tensor, tol: Tensor, hermitian?: boolean): Tensor;
  matrixRank(input: Tensor, tol: Tensor, options?: { hermitian?: boolean }): Tensor;
  matrixRank(self: Tensor, tol: number, hermitian?: boolean): Tensor;
  matrixRank(self: Tensor, tol: number, options?: { hermitian?: boolean }): Tensor;
  matrixRank(self: Tensor, options: { tol: number; hermitian?: boolean }): Tensor;
  matrixRank(self: Tensor, options?: { atol?: number | null; rtol?: number | null; hermitian?: boolean }): Tensor;
  /** `aten::linalg_multi_dot(Tensor[] tensors) -> Tensor` */
  multiDot(tensors: readonly Tensor[]): Tensor;
  multiDot(options: { tensors: readonly Tensor[] }): Tensor;
  /** `aten::linalg_norm(Tensor self, Scalar? ord=None, int[1]? dim=None, bool keepdim=False, *, ScalarType? dtype=None) -> Tensor` · `aten::linalg_norm.ord_str(Tensor self, str ord, int[1]? dim=None, bool keepdim=False, *, ScalarType? dtype=None) -> Tensor` */
  norm(self: Tensor, ord?: Scalar | null, dim?: number | readonly (number | bigint)[] | null, keepdim?: boolean, options?: { dtype?: DType | null }): Tensor;
  norm(self: Tensor, options?: { ord?: Scalar | null; dim?: number | readonly (number | bigint)[] | null; keepdim?: boolean; dtype?: DType | null }): Tensor;
  norm(self: Tensor, ord: string, dim?: number | readonly (number | bigint)[] | null, keepdim?: boolean, options?: { dtype?: DType | null }): Tensor;
  norm(self: Tensor, ord: string, options?: { dim?: number | readonly (number | bigint)[] | null; keepdim?: boolean; dtype?: DType | null }): Tensor;
  norm(self: Tensor, options: { ord: string; dim?: number | readonly (number | bigint)[] | null; keepdim?: boolean; dtype?: DType | null }): Tensor;
  /** `aten::linalg_pinv.atol_rtol_tensor(Tensor self, *, Tensor? atol=None, Tensor? rtol=None, bool hermitian=False) -> Tensor` · `aten::linalg_pinv.rcond_tensor(Tensor self, Tensor rcond, bool hermitian=False) -> Tensor` · `aten::linalg_pinv(Tensor self, float rcond, bool hermitian=False) -> Tensor` · `aten::linalg_pinv.atol_rtol_float(Tensor self, *, float? atol=None, float? rtol=None, bool hermitian=False) -> Tensor` */
  pinv(self: Tensor, options?: { atol?: Tensor | null; rtol?: Tensor | null; hermitian?: boolean }): Tensor;
  pinv(self: Tensor, rcond: Tensor, hermitian?: boolean): Tensor;
  pinv(self: Tensor, rcond: Tensor, options?: { hermitian?: boolean }): Tensor;
  pinv(self: Tensor, rcond: number, hermitian?: boolean): Tensor;
  pinv(self: Tensor, rcond: number, options?: { hermitian?: boolean }): Tensor;
  pinv(self: Tensor, options: { rcond: number; hermitian?: boolean }): Tensor;
  pinv(self: Tensor, options?: { atol?: number | null; rtol?: number | null; hermitian?: boolean }): Tensor;
  /** `aten::linalg_qr(Tensor A, str mode="reduced") -> (Tensor Q, Tensor R)` */
  qr(A: Tensor, mode?: string): { Q: Tensor; R: Tensor };
  qr(A: Tensor, options?: { mode?: string }): { Q: Tensor; R: Tensor };
  /** `aten::linalg_slogdet(Tensor A) -> (Tensor sign, Tensor logabsdet)` */
  slogdet(A: Tensor): { sign: Tensor; logabsdet: Tensor };
  /** `aten::linalg_solve(Tensor A, Tensor B, *, bool left=True) -> Tensor` */
  solve(A: Tensor, B: Tensor, options?: { left?: boolean }): Tensor;
  /** `aten::linalg_solve_ex(Tensor A, Tensor B, *, bool left=True, bool check_errors=False) -> (Tensor result, Tensor info)` */
  solveEx(A: Tensor, B: Tensor, options?: { left?: boolean; checkErrors?: boolean }): { result: Tensor; info: Tensor };
  /** `aten::linalg_solve_triangular(Tensor self, Tensor B, *, bool upper, bool left=True, bool unitriangular=False) -> Tensor` */
  solveTriangular(self: Tensor, B: Tensor, options: { upper: boolean; left?: boolean; unitriangular?: boolean }): Tensor;
  /** `aten::linalg_svd(Tensor A, bool full_matrices=True, *, str? driver=None) -> (Tensor U, Tensor S, Tensor Vh)` */
  svd(A: Tensor, fullMatrices?: boolean, options?: { driver?: string | null }): { U: Tensor; S: Tensor; Vh: Tensor };
  svd(A: Tensor, options?: { fullMatrices?: boolean; driver?: string | null }): { U: Tensor; S: Tensor; Vh: Tensor };
  /** `aten::linalg_svdvals(Tensor A, *, str? driver=None) -> Tensor` */
  svdvals(A: Tensor, options?: { driver?: string | null }): Tensor;
  /** `aten::linalg_tensorinv(Tensor self, int ind=2) -> Tensor` */
  tensorinv(self: Tensor, ind?: number | bigint): Tensor;
  tensorinv(self: Tensor, options?: { ind?: number | bigint }): Tensor;
  /** `aten::linalg_tensorsolve(Tensor self, Tensor other, int[]? dims=None) -> Tensor` */
  tensorsolve(self: Tensor, other: Tensor, dims?: readonly (number | bigint)[] | number | null): Tensor;
  tensorsolve(self: Tensor, other: Tensor, options?: { dims?: readonly (number | bigint)[] | number | null }): Tensor;
  /** `aten::linalg_vander(Tensor x, *, SymInt? N=None) -> Tensor` */
  vander(x: Tensor, options?: { N?: number | bigint | null }): Tensor;
  /** `aten::linalg_vecdot(Tensor x, Tensor y, *, int dim=-1) -> Tensor` */
  vecdot(x: Tensor, y: Tensor, options?: { dim?: number | bigint }): Tensor;
  /** `aten::linalg_vector_norm(Tensor self, Scalar ord=2, int[1]? dim=None, bool keepdim=False, *, ScalarType? dtype=None) -> Tensor` */
  vectorNorm(self: Tensor, ord?: Scalar, dim?: number | readonly (number | bigint)[] | null, keepdim?: boolean, options?: { dtype?: DType | null }): Tensor;
  vectorNorm(self: Tensor, options?: { ord?: Scalar; dim?: number | readonly (number | bigint)[] | null; keepdim?: boolean; dtype?: DType | null }): Tensor;
}

/** The operators of `torch.fft`. */
export interface FftFunctions {
  /** `aten::fft_fft(Tensor self, SymInt? n=None, int dim=-1, str? norm=None) -> Tensor` */
  fft(self: Tensor, n?: number | bigint | null, dim?: number | bigint, norm?: string | null): Tensor;
  fft(self: Tensor, options?: { n?: number | bigint | null; dim?: number | bigint; norm?: string | null }): Tensor;
  /** `aten::fft_fft2(Tensor self, SymInt[1]? s=None, int[1] dim=[-2, -1], str? norm=None) -> Tensor` */
  fft2(self: Tensor, s?: number | readonly (number | bigint)[] | null, dim?: number | readonly (number | bigint)[], norm?: string | null): Tensor;
  fft2(self: Tensor, options?: { s?: number | readonly (number | bigint)[] | null; dim?: number | readonly (number | bigint)[]; norm?: string | null }): Tensor;
  /** `aten::fft_fftfreq(int n, float d=1., *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` */
  fftfreq(n: number | bigint, d?: number, options?: { dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  fftfreq(n: number | bigint, options?: { d?: number; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  fftfreq(options: { n: number | bigint; d?: number; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  /** `aten::fft_fftn(Tensor self, SymInt[1]? s=None, int[1]? dim=None, str? norm=None) -> Tensor` */
  fftn(self: Tensor, s?: number | readonly (number | bigint)[] | null, dim?: number | readonly (number | bigint)[] | null, norm?: string | null): Tensor;
  fftn(self: Tensor, options?: { s?: number | readonly (number | bigint)[] | null; dim?: number | readonly (number | bigint)[] | null; norm?: string | null }): Tensor;
  /** `aten::fft_fftshift(Tensor self, int[1]? dim=None) -> Tensor` */
  fftshift(self: Tensor, dim?: number | readonly (number | bigint)[] | null): Tensor;
  fftshift(self: Tensor, options?: { dim?: number | readonly (number | bigint)[] | null }): Tensor;
  /** `aten::fft_hfft(Tensor self, SymInt? n=None, int dim=-1, str? norm=None) -> Tensor` */
  hfft(self: Tensor, n?: number | bigint | null, dim?: number | bigint, norm?: string | null): Tensor;
  hfft(self: Tensor, options?: { n?: number | bigint | null; dim?: number | bigint; norm?: string | null }): Tensor;
  /** `aten::fft_hfft2(Tensor self, SymInt[1]? s=None, int[1] dim=[-2, -1], str? norm=None) -> Tensor` */
  hfft2(self: Tensor, s?: number | readonly (number | bigint)[] | null, dim?: number | readonly (number | bigint)[], norm?: string | null): Tensor;
  hfft2(self: Tensor, options?: { s?: number | readonly (number | bigint)[] | null; dim?: number | readonly (number | bigint)[]; norm?: string | null }): Tensor;
  /** `aten::fft_hfftn(Tensor self, SymInt[1]? s=None, int[1]? dim=None, str? norm=None) -> Tensor` */
  hfftn(self: Tensor, s?: number | readonly (number | bigint)[] | null, dim?: number | readonly (number | bigint)[] | null, norm?: string | null): Tensor;
  hfftn(self: Tensor, options?: { s?: number | readonly (number | bigint)[] | null; dim?: number | readonly (number | bigint)[] | null; norm?: string | null }): Tensor;
  /** `aten::fft_ifft(Tensor self, SymInt? n=None, int dim=-1, str? norm=None) -> Tensor` */
  ifft(self: Tensor, n?: number | bigint | null, dim?: number | bigint, norm?: string | null): Tensor;
  ifft(self: Tensor, options?: { n?: number | bigint | null; dim?: number | bigint; norm?: string | null }): Tensor;
  /** `aten::fft_ifft2(Tensor self, SymInt[1]? s=None, int[1] dim=[-2, -1], str? norm=None) -> Tensor` */
  ifft2(self: Tensor, s?: number | readonly (number | bigint)[] | null, dim?: number | readonly (number | bigint)[], norm?: string | null): Tensor;
  ifft2(self: Tensor, options?: { s?: number | readonly (number | bigint)[] | null; dim?: number | readonly (number | bigint)[]; norm?: string | null }): Tensor;
  /** `aten::fft_ifftn(Tensor self, SymInt[1]? s=None, int[1]? dim=None, str? norm=None) -> Tensor` */
  ifftn(self: Tensor, s?: number | readonly (number | bigint)[] | null, dim?: number | readonly (number | bigint)[] | null, norm?: string | null): Tensor;
  ifftn(self: Tensor, options?: { s?: number | readonly (number | bigint)[] | null; dim?: number | readonly (number | bigint)[] | null; norm?: string | null }): Tensor;
  /** `aten::fft_ifftshift(Tensor self, int[1]? dim=None) -> Tensor` */
  ifftshift(self: Tensor, dim?: number | readonly (number | bigint)[] | null): Tensor;
  ifftshift(self: Tensor, options?: { dim?: number | readonly (number | bigint)[] | null }): Tensor;
  /** `aten::fft_ihfft(Tensor self, SymInt? n=None, int dim=-1, str? norm=None) -> Tensor` */
  ihfft(self: Tensor, n?: number | bigint | null, dim?: number | bigint, norm?: string | null): Tensor;
  ihfft(self: Tensor, options?: { n?: number | bigint | null; dim?: number | bigint; norm?: string | null }): Tensor;
  /** `aten::fft_ihfft2(Tensor self, SymInt[1]? s=None, int[1] dim=[-2, -1], str? norm=None) -> Tensor` */
  ihfft2(self: Tensor, s?: number | readonly (number | bigint)[] | null, dim?: number | readonly (number | bigint)[], norm?: string | null): Tensor;
  ihfft2(self: Tensor, options?: { s?: number | readonly (number | bigint)[] | null; dim?: number | readonly (number | bigint)[]; norm?: string | null }): Tensor;
  /** `aten::fft_ihfftn(Tensor self, SymInt[1]? s=None, int[1]? dim=None, str? norm=None) -> Tensor` */
  ihfftn(self: Tensor, s?: number | readonly (number | bigint)[] | null, dim?: number | readonly (number | bigint)[] | null, norm?: string | null): Tensor;
  ihfftn(self: Tensor, options?: { s?: number | readonly (number | bigint)[] | null; dim?: number | readonly (number | bigint)[] | null; norm?: string | null }): Tensor;
  /** `aten::fft_irfft(Tensor self, SymInt? n=None, int dim=-1, str? norm=None) -> Tensor` */
  irfft(self: Tensor, n?: number | bigint | null, dim?: number | bigint, norm?: string | null): Tensor;
  irfft(self: Tensor, options?: { n?: number | bigint | null; dim?: number | bigint; norm?: string | null }): Tensor;
  /** `aten::fft_irfft2(Tensor self, SymInt[1]? s=None, int[1] dim=[-2, -1], str? norm=None) -> Tensor` */
  irfft2(self: Tensor, s?: number | readonly (number | bigint)[] | null, dim?: number | readonly (number | bigint)[], norm?: string | null): Tensor;
  irfft2(self: Tensor, options?: { s?: number | readonly (number | bigint)[] | null; dim?: number | readonly (number | bigint)[]; norm?: string | null }): Tensor;
  /** `aten::fft_irfftn(Tensor self, SymInt[1]? s=None, int[1]? dim=None, str? norm=None) -> Tensor` */
  irfftn(self: Tensor, s?: number | readonly (number | bigint)[] | null, dim?: number | readonly (number | bigint)[] | null, norm?: string | null): Tensor;
  irfftn(self: Tensor, options?: { s?: number | readonly (number | bigint)[] | null; dim?: number | readonly (number | bigint)[] | null; norm?: string | null }): Tensor;
  /** `aten::fft_rfft(Tensor self, SymInt? n=None, int dim=-1, str? norm=None) -> Tensor` */
  rfft(self: Tensor, n?: number | bigint | null, dim?: number | bigint, norm?: string | null): Tensor;
  rfft(self: Tensor, options?: { n?: number | bigint | null; dim?: number | bigint; norm?: string | null }): Tensor;
  /** `aten::fft_rfft2(Tensor self, SymInt[1]? s=None, int[1] dim=[-2, -1], str? norm=None) -> Tensor` */
  rfft2(self: Tensor, s?: number | readonly (number | bigint)[] | null, dim?: number | readonly (number | bigint)[], norm?: string | null): Tensor;
  rfft2(self: Tensor, options?: { s?: number | readonly (number | bigint)[] | null; dim?: number | readonly (number | bigint)[]; norm?: string | null }): Tensor;
  /** `aten::fft_rfftfreq(int n, float d=1., *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` */
  rfftfreq(n: number | bigint, d?: number, options?: { dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  rfftfreq(n: number | bigint, options?: { d?: number; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  rfftfreq(options: { n: number | bigint; d?: number; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  /** `aten::fft_rfftn(Tensor self, SymInt[1]? s=None, int[1]? dim=None, str? norm=None) -> Tensor` */
  rfftn(self: Tensor, s?: number | readonly (number | bigint)[] | null, dim?: number | readonly (number | bigint)[] | null, norm?: string | null): Tensor;
  rfftn(self: Tensor, options?: { s?: number | readonly (number | bigint)[] | null; dim?: number | readonly (number | bigint)[] | null; norm?: string | null }): Tensor;
}

/** The operators of `torch.special`. */
export interface SpecialFunctions {
  /** `aten::special_airy_ai(Tensor x) -> Tensor` */
  airyAi(x: Tensor): Tensor;
  /** `aten::special_bessel_j0(Tensor self) -> Tensor` */
  besselJ0(self: Tensor): Tensor;
  /** `aten::special_bessel_j1(Tensor self) -> Tensor` */
  besselJ1(self: Tensor): Tensor;
  /** `aten::special_bessel_y0(Tensor self) -> Tensor` */
  besselY0(self: Tensor): Tensor;
  /** `aten::special_bessel_y1(Tensor self) -> Tensor` */
  besselY1(self: Tensor): Tensor;
  /** `aten::special_chebyshev_polynomial_t(Tensor x, Tensor n) -> Tensor` · `aten::special_chebyshev_polynomial_t.n_scalar(Tensor x, Scalar n) -> Tensor` · `aten::special_chebyshev_polynomial_t.x_scalar(Scalar x, Tensor n) -> Tensor` */
  chebyshevPolynomialT(x: Tensor, n: Tensor): Tensor;
  chebyshevPolynomialT(x: Tensor, n: Scalar): Tensor;
  chebyshevPolynomialT(x: Tensor, options: { n: Scalar }): Tensor;
  chebyshevPolynomialT(x: Scalar, n: Tensor): Tensor;
  chebyshevPolynomialT(options: { x: Scalar; n: Tensor }): Tensor;
  /** `aten::special_chebyshev_polynomial_u(Tensor x, Tensor n) -> Tensor` · `aten::special_chebyshev_polynomial_u.n_scalar(Tensor x, Scalar n) -> Tensor` · `aten::special_chebyshev_polynomial_u.x_scalar(Scalar x, Tensor n) -> Tensor` */
  chebyshevPolynomialU(x: Tensor, n: Tensor): Tensor;
  chebyshevPolynomialU(x: Tensor, n: Scalar): Tensor;
  chebyshevPolynomialU(x: Tensor, options: { n: Scalar }): Tensor;
  chebyshevPolynomialU(x: Scalar, n: Tensor): Tensor;
  chebyshevPolynomialU(options: { x: Scalar; n: Tensor }): Tensor;
  /** `aten::special_chebyshev_polynomial_v(Tensor x, Tensor n) -> Tensor` · `aten::special_chebyshev_polynomial_v.n_scalar(Tensor x, Scalar n) -> Tensor` · `aten::special_chebyshev_polynomial_v.x_scalar(Scalar x, Tensor n) -> Tensor` */
  chebyshevPolynomialV(x: Tensor, n: Tensor): Tensor;
  chebyshevPolynomialV(x: Tensor, n: Scalar): Tensor;
  chebyshevPolynomialV(x: Tensor, options: { n: Scalar }): Tensor;
  chebyshevPolynomialV(x: Scalar, n: Tensor): Tensor;
  chebyshevPolynomialV(options: { x: Scalar; n: Tensor }): Tensor;
  /** `aten::special_chebyshev_polynomial_w(Tensor x, Tensor n) -> Tensor` · `aten::special_chebyshev_polynomial_w.n_scalar(Tensor x, Scalar n) -> Tensor` · `aten::special_chebyshev_polynomial_w.x_scalar(Scalar x, Tensor n) -> Tensor` */
  chebyshevPolynomialW(x: Tensor, n: Tensor): Tensor;
  chebyshevPolynomialW(x: Tensor, n: Scalar): Tensor;
  chebyshevPolynomialW(x: Tensor, options: { n: Scalar }): Tensor;
  chebyshevPolynomialW(x: Scalar, n: Tensor): Tensor;
  chebyshevPolynomialW(options: { x: Scalar; n: Tensor }): Tensor;
  /** `aten::special_digamma(Tensor self) -> Tensor` */
  digamma(self: Tensor): Tensor;
  /** `aten::special_entr(Tensor self) -> Tensor` */
  entr(self: Tensor): Tensor;
  /** `aten::special_erf(Tensor self) -> Tensor` */
  erf(self: Tensor): Tensor;
  /** `aten::special_erfc(Tensor self) -> Tensor` */
  erfc(self: Tensor): Tensor;
  /** `aten::special_erfcx(Tensor self) -> Tensor` */
  erfcx(self: Tensor): Tensor;
  /** `aten::special_erfinv(Tensor self) -> Tensor` */
  erfinv(self: Tensor): Tensor;
  /** `aten::special_exp2(Tensor self) -> Tensor` */
  exp2(self: Tensor): Tensor;
  /** `aten::special_expit(Tensor self) -> Tensor` */
  expit(self: Tensor): Tensor;
  /** `aten::special_expm1(Tensor self) -> Tensor` */
  expm1(self: Tensor): Tensor;
  /** `aten::special_gammainc(Tensor self, Tensor other) -> Tensor` */
  gammainc(self: Tensor, other: Tensor): Tensor;
  /** `aten::special_gammaincc(Tensor self, Tensor other) -> Tensor` */
  gammaincc(self: Tensor, other: Tensor): Tensor;
  /** `aten::special_gammaln(Tensor self) -> Tensor` */
  gammaln(self: Tensor): Tensor;
  /** `aten::special_hermite_polynomial_h(Tensor x, Tensor n) -> Tensor` · `aten::special_hermite_polynomial_h.n_scalar(Tensor x, Scalar n) -> Tensor` · `aten::special_hermite_polynomial_h.x_scalar(Scalar x, Tensor n) -> Tensor` */
  hermitePolynomialH(x: Tensor, n: Tensor): Tensor;
  hermitePolynomialH(x: Tensor, n: Scalar): Tensor;
  hermitePolynomialH(x: Tensor, options: { n: Scalar }): Tensor;
  hermitePolynomialH(x: Scalar, n: Tensor): Tensor;
  hermitePolynomialH(options: { x: Scalar; n: Tensor }): Tensor;
  /** `aten::special_hermite_polynomial_he(Tensor x, Tensor n) -> Tensor` · `aten::special_hermite_polynomial_he.n_scalar(Tensor x, Scalar n) -> Tensor` · `aten::special_hermite_polynomial_he.x_scalar(Scalar x, Tensor n) -> Tensor` */
  hermitePolynomialHe(x: Tensor, n: Tensor): Tensor;
  hermitePolynomialHe(x: Tensor, n: Scalar): Tensor;
  hermitePolynomialHe(x: Tensor, options: { n: Scalar }): Tensor;
  hermitePolynomialHe(x: Scalar, n: Tensor): Tensor;
  hermitePolynomialHe(options: { x: Scalar; n: Tensor }): Tensor;
  /** `aten::special_i0(Tensor self) -> Tensor` */
  i0(self: Tensor): Tensor;
  /** `aten::special_i0e(Tensor self) -> Tensor` */
  i0e(self: Tensor): Tensor;
  /** `aten::special_i1(Tensor self) -> Tensor` */
  i1(self: Tensor): Tensor;
  /** `aten::special_i1e(Tensor self) -> Tensor` */
  i1e(self: Tensor): Tensor;
  /** `aten::special_laguerre_polynomial_l(Tensor x, Tensor n) -> Tensor` · `aten::special_laguerre_polynomial_l.n_scalar(Tensor x, Scalar n) -> Tensor` · `aten::special_laguerre_polynomial_l.x_scalar(Scalar x, Tensor n) -> Tensor` */
  laguerrePolynomialL(x: Tensor, n: Tensor): Tensor;
  laguerrePolynomialL(x: Tensor, n: Scalar): Tensor;
  laguerrePolynomialL(x: Tensor, options: { n: Scalar }): Tensor;
  laguerrePolynomialL(x: Scalar, n: Tensor): Tensor;
  laguerrePolynomialL(options: { x: Scalar; n: Tensor }): Tensor;
  /** `aten::special_legendre_polynomial_p(Tensor x, Tensor n) -> Tensor` · `aten::special_legendre_polynomial_p.n_scalar(Tensor x, Scalar n) -> Tensor` · `aten::special_legendre_polynomial_p.x_scalar(Scalar x, Tensor n) -> Tensor` */
  legendrePolynomialP(x: Tensor, n: Tensor): Tensor;
  legendrePolynomialP(x: Tensor, n: Scalar): Tensor;
  legendrePolynomialP(x: Tensor, options: { n: Scalar }): Tensor;
  legendrePolynomialP(x: Scalar, n: Tensor): Tensor;
  legendrePolynomialP(options: { x: Scalar; n: Tensor }): Tensor;
  /** `aten::special_log1p(Tensor self) -> Tensor` */
  log1p(self: Tensor): Tensor;
  /** `aten::special_log_ndtr(Tensor self) -> Tensor` */
  logNdtr(self: Tensor): Tensor;
  /** `aten::special_log_softmax(Tensor self, int dim, *, ScalarType? dtype=None) -> Tensor` */
  logSoftmax(self: Tensor, dim: number | bigint, options?: { dtype?: DType | null }): Tensor;
  logSoftmax(self: Tensor, options: { dim: number | bigint; dtype?: DType | null }): Tensor;
  /** `aten::special_logit(Tensor self, float? eps=None) -> Tensor` */
  logit(self: Tensor, eps?: number | null): Tensor;
  logit(self: Tensor, options?: { eps?: number | null }): Tensor;
  /** `aten::special_logsumexp(Tensor self, int[1] dim, bool keepdim=False) -> Tensor` */
  logsumexp(self: Tensor, dim: number | readonly (number | bigint)[], keepdim?: boolean): Tensor;
  logsumexp(self: Tensor, dim: number | readonly (number | bigint)[], options?: { keepdim?: boolean }): Tensor;
  logsumexp(self: Tensor, options: { dim: number | readonly (number | bigint)[]; keepdim?: boolean }): Tensor;
  /** `aten::special_modified_bessel_i0(Tensor self) -> Tensor` */
  modifiedBesselI0(self: Tensor): Tensor;
  /** `aten::special_modified_bessel_i1(Tensor self) -> Tensor` */
  modifiedBesselI1(self: Tensor): Tensor;
  /** `aten::special_modified_bessel_k0(Tensor self) -> Tensor` */
  modifiedBesselK0(self: Tensor): Tensor;
  /** `aten::special_modified_bessel_k1(Tensor self) -> Tensor` */
  modifiedBesselK1(self: Tensor): Tensor;
  /** `aten::special_multigammaln(Tensor self, int p) -> Tensor` */
  multigammaln(self: Tensor, p: number | bigint): Tensor;
  multigammaln(self: Tensor, options: { p: number | bigint }): Tensor;
  /** `aten::special_ndtr(Tensor self) -> Tensor` */
  ndtr(self: Tensor): Tensor;
  /** `aten::special_ndtri(Tensor self) -> Tensor` */
  ndtri(self: Tensor): Tensor;
  /** `aten::special_polygamma(int n, Tensor self) -> Tensor` */
  polygamma(n: number | bigint, self: Tensor): Tensor;
  polygamma(options: { n: number | bigint; self: Tensor }): Tensor;
  /** `aten::special_psi(Tensor self) -> Tensor` */
  psi(self: Tensor): Tensor;
  /** `aten::special_round(Tensor self, *, int decimals=0) -> Tensor` */
  round(self: Tensor, options?: { decimals?: number | bigint }): Tensor;
  /** `aten::special_scaled_modified_bessel_k0(Tensor x) -> Tensor` */
  scaledModifiedBesselK0(x: Tensor): Tensor;
  /** `aten::special_scaled_modified_bessel_k1(Tensor x) -> Tensor` */
  scaledModifiedBesselK1(x: Tensor): Tensor;
  /** `aten::special_shifted_chebyshev_polynomial_t(Tensor x, Tensor n) -> Tensor` · `aten::special_shifted_chebyshev_polynomial_t.n_scalar(Tensor x, Scalar n) -> Tensor` · `aten::special_shifted_chebyshev_polynomial_t.x_scalar(Scalar x, Tensor n) -> Tensor` */
  shiftedChebyshevPolynomialT(x: Tensor, n: Tensor): Tensor;
  shiftedChebyshevPolynomialT(x: Tensor, n: Scalar): Tensor;
  shiftedChebyshevPolynomialT(x: Tensor, options: { n: Scalar }): Tensor;
  shiftedChebyshevPolynomialT(x: Scalar, n: Tensor): Tensor;
  shiftedChebyshevPolynomialT(options: { x: Scalar; n: Tensor }): Tensor;
  /** `aten::special_shifted_chebyshev_polynomial_u(Tensor x, Tensor n) -> Tensor` · `aten::special_shifted_chebyshev_polynomial_u.n_scalar(Tensor x, Scalar n) -> Tensor` · `aten::special_shifted_chebyshev_polynomial_u.x_scalar(Scalar x, Tensor n) -> Tensor` */
  shiftedChebyshevPolynomialU(x: Tensor, n: Tensor): Tensor;
  shiftedChebyshevPolynomialU(x: Tensor, n: Scalar): Tensor;
  shiftedChebyshevPolynomialU(x: Tensor, options: { n: Scalar }): Tensor;
  shiftedChebyshevPolynomialU(x: Scalar, n: Tensor): Tensor;
  shiftedChebyshevPolynomialU(options: { x: Scalar; n: Tensor }): Tensor;
  /** `aten::special_shifted_chebyshev_polynomial_v(Tensor x, Tensor n) -> Tensor` · `aten::special_shifted_chebyshev_polynomial_v.n_scalar(Tensor x, Scalar n) -> Tensor` · `aten::special_shifted_chebyshev_polynomial_v.x_scalar(Scalar x, Tensor n) -> Tensor` */
  shiftedChebyshevPolynomialV(x: Tensor, n: Tensor): Tensor;
  shiftedChebyshevPolynomialV(x: Tensor, n: Scalar): Tensor;
  shiftedChebyshevPolynomialV(x: Tensor, options: { n: Scalar }): Tensor;
  shiftedChebyshevPolynomialV(x: Scalar, n: Tensor): Tensor;
  shiftedChebyshevPolynomialV(options: { x: Scalar; n: Tensor }): Tensor;
  /** `aten::special_shifted_chebyshev_polynomial_w(Tensor x, Tensor n) -> Tensor` · `aten::special_shifted_chebyshev_polynomial_w.n_scalar(Tensor x, Scalar n) -> Tensor` · `aten::special_shifted_chebyshev_polynomial_w.x_scalar(Scalar x, Tensor n) -> Tensor` */
  shiftedChebyshevPolynomialW(x: Tensor, n: Tensor): Tensor;
  shiftedChebyshevPolynomialW(x: Tensor, n: Scalar): Tensor;
  shiftedChebyshevPolynomialW(x: Tensor, options: { n: Scalar }): Tensor;
  shiftedChebyshevPolynomialW(x: Scalar, n: Tensor): Tensor;
  shiftedChebyshevPolynomialW(options: { x: Scalar; n: Tensor }): Tensor;
  /** `aten::special_sinc(Tensor self) -> Tensor` */
  sinc(self: Tensor): Tensor;
  /** `aten::special_softmax(Tensor self, int dim, ScalarType? dtype=None) -> Tensor` */
  softmax(self: Tensor, dim: number | bigint, dtype?: DType | null): Tensor;
  softmax(self: Tensor, dim: number | bigint, options?: { dtype?: DType | null }): Tensor;
  softmax(self: Tensor, options: { dim: number | bigint; dtype?: DType | null }): Tensor;
  /** `aten::special_spherical_bessel_j0(Tensor x) -> Tensor` */
  sphericalBesselJ0(x: Tensor): Tensor;
  /** `aten::special_xlog1py(Tensor self, Tensor other) -> Tensor` · `aten::special_xlog1py.other_scalar(Tensor self, Scalar other) -> Tensor` · `aten::special_xlog1py.self_scalar(Scalar self, Tensor other) -> Tensor` */
  xlog1py(self: Tensor, other: Tensor): Tensor;
  xlog1py(self: Tensor, other: Scalar): Tensor;
  xlog1py(self: Tensor, options: { other: Scalar }): Tensor;
  xlog1py(self: Scalar, other: Tensor): Tensor;
  xlog1py(options: { self: Scalar; other: Tensor }): Tensor;
  /** `aten::special_xlogy(Tensor self, Tensor other) -> Tensor` · `aten::special_xlogy.other_scalar(Tensor self, Scalar other) -> Tensor` · `aten::special_xlogy.self_scalar(Scalar self, Tensor other) -> Tensor` */
  xlogy(self: Tensor, other: Tensor): Tensor;
  xlogy(self: Tensor, other: Scalar): Tensor;
  xlogy(self: Tensor, options: { other: Scalar }): Tensor;
  xlogy(self: Scalar, other: Tensor): Tensor;
  xlogy(options: { self: Scalar; other: Tensor }): Tensor;
  /** `aten::special_zeta(Tensor self, Tensor other) -> Tensor` · `aten::special_zeta.other_scalar(Tensor self, Scalar other) -> Tensor` · `aten::special_zeta.self_scalar(Scalar self, Tensor other) -> Tensor` */
  zeta(self: Tensor, other: Tensor): Tensor;
  zeta(self: Tensor, other: Scalar): Tensor;
  zeta(self: Tensor, options: { other: Scalar }): Tensor;
  zeta(self: Scalar, other: Tensor): Tensor;
  zeta(options: { self: Scalar; other: Tensor }): Tensor;
}
