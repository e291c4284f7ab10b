// Written by scripts/gen-ops.ts from libtorch's schemas; do not edit.

import type { Complex } from "../complex.ts";
import type { Device, Layout, MemoryFormat } from "../device.ts";
import type { DType } from "../dtype.ts";
import type { Generator } from "../generator.ts";
import type { Tensor } from "../tensor.ts";

/** A number where operators take any kind of number. */
export type Scalar = number | bigint | boolean | Complex;

/** Operators whose first argument is `self`, as methods. */
export interface TensorMethods {
  /** `aten::abs(Tensor self) -> Tensor` */
  abs(): Tensor;
  /** `aten::abs_(Tensor(a!) self) -> Tensor(a!)` */
  abs_(): this;
  /** `aten::absolute(Tensor self) -> Tensor` */
  absolute(): Tensor;
  /** `aten::absolute_(Tensor(a!) self) -> Tensor(a!)` */
  absolute_(): this;
  /** `aten::acos(Tensor self) -> Tensor` */
  acos(): Tensor;
  /** `aten::acos_(Tensor(a!) self) -> Tensor(a!)` */
  acos_(): this;
  /** `aten::acosh(Tensor self) -> Tensor` */
  acosh(): Tensor;
  /** `aten::acosh_(Tensor(a!) self) -> Tensor(a!)` */
  acosh_(): this;
  /** `aten::adaptive_avg_pool1d(Tensor self, int[1] output_size) -> Tensor` */
  adaptiveAvgPool1d(outputSize: number | readonly (number | bigint)[]): Tensor;
  adaptiveAvgPool1d(options: { outputSize: number | readonly (number | bigint)[] }): Tensor;
  /** `aten::adaptive_avg_pool2d(Tensor self, SymInt[2] output_size) -> Tensor` */
  adaptiveAvgPool2d(outputSize: number | readonly (number | bigint)[]): Tensor;
  adaptiveAvgPool2d(options: { outputSize: number | readonly (number | bigint)[] }): Tensor;
  /** `aten::adaptive_avg_pool3d(Tensor self, SymInt[3] output_size) -> Tensor` */
  adaptiveAvgPool3d(outputSize: number | readonly (number | bigint)[]): Tensor;
  adaptiveAvgPool3d(options: { outputSize: number | readonly (number | bigint)[] }): Tensor;
  /** `aten::adaptive_max_pool1d(Tensor self, int[1] output_size) -> (Tensor, Tensor)` */
  adaptiveMaxPool1d(outputSize: number | readonly (number | bigint)[]): [Tensor, Tensor];
  adaptiveMaxPool1d(options: { outputSize: number | readonly (number | bigint)[] }): [Tensor, Tensor];
  /** `aten::adaptive_max_pool2d(Tensor self, int[2] output_size) -> (Tensor, Tensor)` */
  adaptiveMaxPool2d(outputSize: number | readonly (number | bigint)[]): [Tensor, Tensor];
  adaptiveMaxPool2d(options: { outputSize: number | readonly (number | bigint)[] }): [Tensor, Tensor];
  /** `aten::adaptive_max_pool3d(Tensor self, int[3] output_size) -> (Tensor, Tensor)` */
  adaptiveMaxPool3d(outputSize: number | readonly (number | bigint)[]): [Tensor, Tensor];
  adaptiveMaxPool3d(options: { outputSize: number | readonly (number | bigint)[] }): [Tensor, Tensor];
  /** `aten::add.Tensor(Tensor self, Tensor other, *, Scalar alpha=1) -> Tensor` · `aten::add.Scalar(Tensor self, Scalar other, Scalar alpha=1) -> Tensor` */
  add(other: Tensor, options?: { alpha?: Scalar }): Tensor;
  add(other: Scalar, alpha?: Scalar): Tensor;
  add(other: Scalar, options?: { alpha?: Scalar }): Tensor;
  add(options: { other: Scalar; alpha?: Scalar }): Tensor;
  /** `aten::add_.Tensor(Tensor(a!) self, Tensor other, *, Scalar alpha=1) -> Tensor(a!)` · `aten::add_.Scalar(Tensor(a!) self, Scalar other, Scalar alpha=1) -> Tensor(a!)` */
  add_(other: Tensor, options?: { alpha?: Scalar }): this;
  add_(other: Scalar, alpha?: Scalar): this;
  add_(other: Scalar, options?: { alpha?: Scalar }): this;
  add_(options: { other: Scalar; alpha?: Scalar }): this;
  /** `aten::addbmm(Tensor self, Tensor batch1, Tensor batch2, *, Scalar beta=1, Scalar alpha=1) -> Tensor` */
  addbmm(batch1: Tensor, batch2: Tensor, options?: { beta?: Scalar; alpha?: Scalar }): Tensor;
  /** `aten::addbmm_(Tensor(a!) self, Tensor batch1, Tensor batch2, *, Scalar beta=1, Scalar alpha=1) -> Tensor(a!)` */
  addbmm_(batch1: Tensor, batch2: Tensor, options?: { beta?: Scalar; alpha?: Scalar }): this;
  /** `aten::addcdiv(Tensor self, Tensor tensor1, Tensor tensor2, *, Scalar value=1) -> Tensor` */
  addcdiv(tensor1: Tensor, tensor2: Tensor, options?: { value?: Scalar }): Tensor;
  /** `aten::addcdiv_(Tensor(a!) self, Tensor tensor1, Tensor tensor2, *, Scalar value=1) -> Tensor(a!)` */
  addcdiv_(tensor1: Tensor, tensor2: Tensor, options?: { value?: Scalar }): this;
  /** `aten::addcmul(Tensor self, Tensor tensor1, Tensor tensor2, *, Scalar value=1) -> Tensor` */
  addcmul(tensor1: Tensor, tensor2: Tensor, options?: { value?: Scalar }): Tensor;
  /** `aten::addcmul_(Tensor(a!) self, Tensor tensor1, Tensor tensor2, *, Scalar value=1) -> Tensor(a!)` */
  addcmul_(tensor1: Tensor, tensor2: Tensor, options?: { value?: Scalar }): this;
  /** `aten::addmm.dtype(Tensor self, Tensor mat1, Tensor mat2, ScalarType out_dtype, *, Scalar beta=1, Scalar alpha=1) -> Tensor` · `aten::addmm(Tensor self, Tensor mat1, Tensor mat2, *, Scalar beta=1, Scalar alpha=1) -> Tensor` */
  addmm(mat1: Tensor, mat2: Tensor, outDtype: DType, options?: { beta?: Scalar; alpha?: Scalar }): Tensor;
  addmm(mat1: Tensor, mat2: Tensor, options: { outDtype: DType; beta?: Scalar; alpha?: Scalar }): Tensor;
  addmm(mat1: Tensor, mat2: Tensor, options?: { beta?: Scalar; alpha?: Scalar }): Tensor;
  /** `aten::addmm_(Tensor(a!) self, Tensor mat1, Tensor mat2, *, Scalar beta=1, Scalar alpha=1) -> Tensor(a!)` */
  addmm_(mat1: Tensor, mat2: Tensor, options?: { beta?: Scalar; alpha?: Scalar }): this;
  /** `aten::addmv(Tensor self, Tensor mat, Tensor vec, *, Scalar beta=1, Scalar alpha=1) -> Tensor` */
  addmv(mat: Tensor, vec: Tensor, options?: { beta?: Scalar; alpha?: Scalar }): Tensor;
  /** `aten::addmv_(Tensor(a!) self, Tensor mat, Tensor vec, *, Scalar beta=1, Scalar alpha=1) -> Tensor(a!)` */
  addmv_(mat: Tensor, vec: Tensor, options?: { beta?: Scalar; alpha?: Scalar }): this;
  /** `aten::addr(Tensor self, Tensor vec1, Tensor vec2, *, Scalar beta=1, Scalar alpha=1) -> Tensor` */
  addr(vec1: Tensor, vec2: Tensor, options?: { beta?: Scalar; alpha?: Scalar }): Tensor;
  /** `aten::addr_(Tensor(a!) self, Tensor vec1, Tensor vec2, *, Scalar beta=1, Scalar alpha=1) -> Tensor(a!)` */
  addr_(vec1: Tensor, vec2: Tensor, options?: { beta?: Scalar; alpha?: Scalar }): this;
  /** `aten::adjoint(Tensor(a) self) -> Tensor(a)` */
  adjoint(): Tensor;
  /** `aten::alias(Tensor(a) self) -> Tensor(a)` */
  alias(): Tensor;
  /** `aten::alias_copy(Tensor self) -> Tensor` */
  aliasCopy(): Tensor;
  /** `aten::all(Tensor self) -> Tensor` · `aten::all.dim(Tensor self, int dim, bool keepdim=False) -> Tensor` · `aten::all.dims(Tensor self, int[]? dim=None, bool keepdim=False) -> Tensor` */
  all(): Tensor;
  all(dim: number | bigint, keepdim?: boolean): Tensor;
  all(dim: number | bigint, options?: { keepdim?: boolean }): Tensor;
  all(options: { dim: number | bigint; keepdim?: boolean }): Tensor;
  all(dim?: readonly (number | bigint)[] | number | null, keepdim?: boolean): Tensor;
  all(options?: { dim?: readonly (number | bigint)[] | number | null; keepdim?: boolean }): Tensor;
  /** `aten::allclose(Tensor self, Tensor other, float rtol=1.0000000000000001e-05, float atol=1e-08, bool equal_nan=False) -> bool` */
  allclose(other: Tensor, rtol?: number, atol?: number, equalNan?: boolean): boolean;
  allclose(other: Tensor, options?: { rtol?: number; atol?: number; equalNan?: boolean }): boolean;
  /** `aten::alpha_dropout_(Tensor(a!) self, float p, bool train) -> Tensor(a!)` */
  alphaDropout_(p: number, train: boolean): this;
  alphaDropout_(options: { p: number; train: boolean }): this;
  /** `aten::amax(Tensor self, int[1] dim=[], bool keepdim=False) -> Tensor` */
  amax(dim?: number | readonly (number | bigint)[], keepdim?: boolean): Tensor;
  amax(options?: { dim?: number | readonly (number | bigint)[]; keepdim?: boolean }): Tensor;
  /** `aten::amin(Tensor self, int[1] dim=[], bool keepdim=False) -> Tensor` */
  amin(dim?: number | readonly (number | bigint)[], keepdim?: boolean): Tensor;
  amin(options?: { dim?: number | readonly (number | bigint)[]; keepdim?: boolean }): Tensor;
  /** `aten::aminmax(Tensor self, *, int? dim=None, bool keepdim=False) -> (Tensor min, Tensor max)` */
  aminmax(options?: { dim?: number | bigint | null; keepdim?: boolean }): { min: Tensor; max: Tensor };
  /** `aten::angle(Tensor self) -> Tensor` */
  angle(): Tensor;
  /** `aten::any(Tensor self) -> Tensor` · `aten::any.dim(Tensor self, int dim, bool keepdim=False) -> Tensor` · `aten::any.dims(Tensor self, int[]? dim=None, bool keepdim=False) -> Tensor` */
  any(): Tensor;
  any(dim: number | bigint, keepdim?: boolean): Tensor;
  any(dim: number | bigint, options?: { keepdim?: boolean }): Tensor;
  any(options: { dim: number | bigint; keepdim?: boolean }): Tensor;
  any(dim?: readonly (number | bigint)[] | number | null, keepdim?: boolean): Tensor;
  any(options?: { dim?: readonly (number | bigint)[] | number | null; keepdim?: boolean }): Tensor;
  /** `aten::arccos(Tensor self) -> Tensor` */
  arccos(): Tensor;
  /** `aten::arccos_(Tensor(a!) self) -> Tensor(a!)` */
  arccos_(): this;
  /** `aten::arccosh(Tensor self) -> Tensor` */
  arccosh(): Tensor;
  /** `aten::arccosh_(Tensor(a!) self) -> Tensor(a!)` */
  arccosh_(): this;
  /** `aten::arcsin(Tensor self) -> Tensor` */
  arcsin(): Tensor;
  /** `aten::arcsin_(Tensor(a!) self) -> Tensor(a!)` */
  arcsin_(): this;
  /** `aten::arcsinh(Tensor self) -> Tensor` */
  arcsinh(): Tensor;
  /** `aten::arcsinh_(Tensor(a!) self) -> Tensor(a!)` */
  arcsinh_(): this;
  /** `aten::arctan(Tensor self) -> Tensor` */
  arctan(): Tensor;
  /** `aten::arctan2(Tensor self, Tensor other) -> Tensor` */
  arctan2(other: Tensor): Tensor;
  /** `aten::arctan2_(Tensor(a!) self, Tensor other) -> Tensor(a!)` */
  arctan2_(other: Tensor): this;
  /** `aten::arctan_(Tensor(a!) self) -> Tensor(a!)` */
  arctan_(): this;
  /** `aten::arctanh(Tensor self) -> Tensor` */
  arctanh(): Tensor;
  /** `aten::arctanh_(Tensor(a!) self) -> Tensor(a!)` */
  arctanh_(): this;
  /** `aten::argmax(Tensor self, int? dim=None, bool keepdim=False) -> Tensor` */
  argmax(dim?: number | bigint | null, keepdim?: boolean): Tensor;
  argmax(options?: { dim?: number | bigint | null; keepdim?: boolean }): Tensor;
  /** `aten::argmin(Tensor self, int? dim=None, bool keepdim=False) -> Tensor` */
  argmin(dim?: number | bigint | null, keepdim?: boolean): Tensor;
  argmin(options?: { dim?: number | bigint | null; keepdim?: boolean }): Tensor;
  /** `aten::argsort.stable(Tensor self, *, bool stable, int dim=-1, bool descending=False) -> Tensor` · `aten::argsort(Tensor self, int dim=-1, bool descending=False) -> Tensor` */
  argsort(options: { stable: boolean; dim?: number | bigint; descending?: boolean }): Tensor;
  argsort(dim?: number | bigint, descending?: boolean): Tensor;
  argsort(options?: { dim?: number | bigint; descending?: boolean }): Tensor;
  /** `aten::argwhere(Tensor self) -> Tensor` */
  argwhere(): Tensor;
  /** `aten::as_strided(Tensor(a) self, SymInt[] size, SymInt[] stride, SymInt? storage_offset=None) -> Tensor(a)` */
  asStrided(size: readonly (number | bigint)[] | number, stride: readonly (number | bigint)[] | number, storageOffset?: number | bigint | null): Tensor;
  asStrided(size: readonly (number | bigint)[] | number, stride: readonly (number | bigint)[] | number, options?: { storageOffset?: number | bigint | null }): Tensor;
  asStrided(options: { size: readonly (number | bigint)[] | number; stride: readonly (number | bigint)[] | number; storageOffset?: number | bigint | null }): Tensor;
  /** `aten::as_strided_(Tensor(a!) self, SymInt[] size, SymInt[] stride, SymInt? storage_offset=None) -> Tensor(a!)` */
  asStrided_(size: readonly (number | bigint)[] | number, stride: readonly (number | bigint)[] | number, storageOffset?: number | bigint | null): this;
  asStrided_(size: readonly (number | bigint)[] | number, stride: readonly (number | bigint)[] | number, options?: { storageOffset?: number | bigint | null }): this;
  asStrided_(options: { size: readonly (number | bigint)[] | number; stride: readonly (number | bigint)[] | number; storageOffset?: number | bigint | null }): this;
  /** `aten::as_strided_copy(Tensor self, SymInt[] size, SymInt[] stride, SymInt? storage_offset=None) -> Tensor` */
  asStridedCopy(size: readonly (number | bigint)[] | number, stride: readonly (number | bigint)[] | number, storageOffset?: number | bigint | null): Tensor;
  asStridedCopy(size: readonly (number | bigint)[] | number, stride: readonly (number | bigint)[] | number, options?: { storageOffset?: number | bigint | null }): Tensor;
  asStridedCopy(options: { size: readonly (number | bigint)[] | number; stride: readonly (number | bigint)[] | number; storageOffset?: number | bigint | null }): Tensor;
  /** `aten::as_strided_scatter(Tensor self, Tensor src, SymInt[] size, SymInt[] stride, SymInt? storage_offset=None) -> Tensor` */
  asStridedScatter(src: Tensor, size: readonly (number | bigint)[] | number, stride: readonly (number | bigint)[] | number, storageOffset?: number | bigint | null): Tensor;
  asStridedScatter(src: Tensor, size: readonly (number | bigint)[] | number, stride: readonly (number | bigint)[] | number, options?: { storageOffset?: number | bigint | null }): Tensor;
  asStridedScatter(src: Tensor, options: { size: readonly (number | bigint)[] | number; stride: readonly (number | bigint)[] | number; storageOffset?: number | bigint | null }): Tensor;
  /** `aten::asin(Tensor self) -> Tensor` */
  asin(): Tensor;
  /** `aten::asin_(Tensor(a!) self) -> Tensor(a!)` */
  asin_(): this;
  /** `aten::asinh(Tensor self) -> Tensor` */
  asinh(): Tensor;
  /** `aten::asinh_(Tensor(a!) self) -> Tensor(a!)` */
  asinh_(): this;
  /** `aten::atan(Tensor self) -> Tensor` */
  atan(): Tensor;
  /** `aten::atan2(Tensor self, Tensor other) -> Tensor` */
  atan2(other: Tensor): Tensor;
  /** `aten::atan2_(Tensor(a!) self, Tensor other) -> Tensor(a!)` */
  atan2_(other: Tensor): this;
  /** `aten::atan_(Tensor(a!) self) -> Tensor(a!)` */
  atan_(): this;
  /** `aten::atanh(Tensor self) -> Tensor` */
  atanh(): Tensor;
  /** `aten::atanh_(Tensor(a!) self) -> Tensor(a!)` */
  atanh_(): this;
  /** `aten::atleast_1d(Tensor self) -> Tensor` */
  atleast1d(): Tensor;
  /** `aten::atleast_2d(Tensor self) -> Tensor` */
  atleast2d(): Tensor;
  /** `aten::atleast_3d(Tensor self) -> Tensor` */
  atleast3d(): Tensor;
  /** `aten::avg_pool1d(Tensor self, int[1] kernel_size, int[1] stride=[], int[1] padding=[0], bool ceil_mode=False, bool count_include_pad=True) -> Tensor` */
  avgPool1d(kernelSize: number | readonly (number | bigint)[], stride?: number | readonly (number | bigint)[], padding?: number | readonly (number | bigint)[], ceilMode?: boolean, countIncludePad?: boolean): Tensor;
  avgPool1d(kernelSize: number | readonly (number | bigint)[], options?: { stride?: number | readonly (number | bigint)[]; padding?: number | readonly (number | bigint)[]; ceilMode?: boolean; countIncludePad?: boolean }): Tensor;
  avgPool1d(options: { kernelSize: number | readonly (number | bigint)[]; stride?: number | readonly (number | bigint)[]; padding?: number | readonly (number | bigint)[]; ceilMode?: boolean; countIncludePad?: boolean }): Tensor;
  /** `aten::avg_pool2d(Tensor self, int[2] kernel_size, int[2] stride=[], int[2] padding=0, bool ceil_mode=False, bool count_include_pad=True, int? divisor_override=None) -> Tensor` */
  avgPool2d(kernelSize: number | readonly (number | bigint)[], stride?: number | readonly (number | bigint)[], padding?: number | readonly (number | bigint)[], ceilMode?: boolean, countIncludePad?: boolean, divisorOverride?: number | bigint | null): Tensor;
  avgPool2d(kernelSize: number | readonly (number | bigint)[], options?: { stride?: number | readonly (number | bigint)[]; padding?: number | readonly (number | bigint)[]; ceilMode?: boolean; countIncludePad?: boolean; divisorOverride?: number | bigint | null }): Tensor;
  avgPool2d(options: { kernelSize: number | readonly (number | bigint)[]; stride?: number | readonly (number | bigint)[]; padding?: number | readonly (number | bigint)[]; ceilMode?: boolean; countIncludePad?: boolean; divisorOverride?: number | bigint | null }): Tensor;
  /** `aten::avg_pool3d(Tensor self, int[3] kernel_size, int[3] stride=[], int[3] padding=0, bool ceil_mode=False, bool count_include_pad=True, int? divisor_override=None) -> Tensor` */
  avgPool3d(kernelSize: number | readonly (number | bigint)[], stride?: number | readonly (number | bigint)[], padding?: number | readonly (number | bigint)[], ceilMode?: boolean, countIncludePad?: boolean, divisorOverride?: number | bigint | null): Tensor;
  avgPool3d(kernelSize: number | readonly (number | bigint)[], options?: { stride?: number | readonly (number | bigint)[]; padding?: number | readonly (number | bigint)[]; ceilMode?: boolean; countIncludePad?: boolean; divisorOverride?: number | bigint | null }): Tensor;
  avgPool3d(options: { kernelSize: number | readonly (number | bigint)[]; stride?: number | readonly (number | bigint)[]; padding?: number | readonly (number | bigint)[]; ceilMode?: boolean; countIncludePad?: boolean; divisorOverride?: number | bigint | null }): Tensor;
  /** `aten::baddbmm.dtype(Tensor self, Tensor batch1, Tensor batch2, ScalarType out_dtype, *, Scalar beta=1, Scalar alpha=1) -> Tensor` · `aten::baddbmm(Tensor self, Tensor batch1, Tensor batch2, *, Scalar beta=1, Scalar alpha=1) -> Tensor` */
  baddbmm(batch1: Tensor, batch2: Tensor, outDtype: DType, options?: { beta?: Scalar; alpha?: Scalar }): Tensor;
  baddbmm(batch1: Tensor, batch2: Tensor, options: { outDtype: DType; beta?: Scalar; alpha?: Scalar }): Tensor;
  baddbmm(batch1: Tensor, batch2: Tensor, options?: { beta?: Scalar; alpha?: Scalar }): Tensor;
  /** `aten::baddbmm_(Tensor(a!) self, Tensor batch1, Tensor batch2, *, Scalar beta=1, Scalar alpha=1) -> Tensor(a!)` */
  baddbmm_(batch1: Tensor, batch2: Tensor, options?: { beta?: Scalar; alpha?: Scalar }): this;
  /** `aten::bernoulli.Tensor(Tensor self, Tensor p, *, Generator? generator=None) -> Tensor` · `aten::bernoulli.p(Tensor self, float p, *, Generator? generator=None) -> Tensor` · `aten::bernoulli(Tensor self, *, Generator? generator=None) -> Tensor` */
  bernoulli(p: Tensor, options?: { generator?: Generator | null }): Tensor;
  bernoulli(p: number, options?: { generator?: Generator | null }): Tensor;
  bernoulli(options: { p: number; generator?: Generator | null }): Tensor;
  bernoulli(options?: { generator?: Generator | null }): Tensor;
  /** `aten::bernoulli_.Tensor(Tensor(a!) self, Tensor p, *, Generator? generator=None) -> Tensor(a!)` · `aten::bernoulli_.float(Tensor(a!) self, float p=0.5, *, Generator? generator=None) -> Tensor(a!)` */
  bernoulli_(p: Tensor, options?: { generator?: Generator | null }): this;
  bernoulli_(p?: number, options?: { generator?: Generator | null }): this;
  bernoulli_(options?: { p?: number; generator?: Generator | null }): this;
  /** `aten::binary_cross_entropy(Tensor self, Tensor target, Tensor? weight=None, int reduction=1) -> Tensor` */
  binaryCrossEntropy(target: Tensor, weight?: Tensor | null, reduction?: number | bigint): Tensor;
  binaryCrossEntropy(target: Tensor, options?: { weight?: Tensor | null; reduction?: number | bigint }): Tensor;
  /** `aten::binary_cross_entropy_with_logits(Tensor self, Tensor target, Tensor? weight=None, Tensor? pos_weight=None, int reduction=1) -> Tensor` */
  binaryCrossEntropyWithLogits(target: Tensor, weight?: Tensor | null, posWeight?: Tensor | null, reduction?: number | bigint): Tensor;
  binaryCrossEntropyWithLogits(target: Tensor, options?: { weight?: Tensor | null; posWeight?: Tensor | null; reduction?: number | bigint }): Tensor;
  /** `aten::bincount(Tensor self, Tensor? weights=None, SymInt minlength=0) -> Tensor` */
  bincount(weights?: Tensor | null, minlength?: number | bigint): Tensor;
  bincount(options?: { weights?: Tensor | null; minlength?: number | bigint }): Tensor;
  /** `aten::bitwise_and.Tensor(Tensor self, Tensor other) -> Tensor` · `aten::bitwise_and.Scalar(Tensor self, Scalar other) -> Tensor` */
  bitwiseAnd(other: Tensor): Tensor;
  bitwiseAnd(other: Scalar): Tensor;
  bitwiseAnd(options: { other: Scalar }): Tensor;
  /** `aten::bitwise_and_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::bitwise_and_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!)` */
  bitwiseAnd_(other: Tensor): this;
  bitwiseAnd_(other: Scalar): this;
  bitwiseAnd_(options: { other: Scalar }): this;
  /** `aten::bitwise_left_shift.Tensor(Tensor self, Tensor other) -> Tensor` · `aten::bitwise_left_shift.Tensor_Scalar(Tensor self, Scalar other) -> Tensor` */
  bitwiseLeftShift(other: Tensor): Tensor;
  bitwiseLeftShift(other: Scalar): Tensor;
  bitwiseLeftShift(options: { other: Scalar }): Tensor;
  /** `aten::bitwise_left_shift_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::bitwise_left_shift_.Tensor_Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!)` */
  bitwiseLeftShift_(other: Tensor): this;
  bitwiseLeftShift_(other: Scalar): this;
  bitwiseLeftShift_(options: { other: Scalar }): this;
  /** `aten::bitwise_not(Tensor self) -> Tensor` */
  bitwiseNot(): Tensor;
  /** `aten::bitwise_not_(Tensor(a!) self) -> Tensor(a!)` */
  bitwiseNot_(): this;
  /** `aten::bitwise_or.Tensor(Tensor self, Tensor other) -> Tensor` · `aten::bitwise_or.Scalar(Tensor self, Scalar other) -> Tensor` */
  bitwiseOr(other: Tensor): Tensor;
  bitwiseOr(other: Scalar): Tensor;
  bitwiseOr(options: { other: Scalar }): Tensor;
  /** `aten::bitwise_or_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::bitwise_or_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!)` */
  bitwiseOr_(other: Tensor): this;
  bitwiseOr_(other: Scalar): this;
  bitwiseOr_(options: { other: Scalar }): this;
  /** `aten::bitwise_right_shift.Tensor(Tensor self, Tensor other) -> Tensor` · `aten::bitwise_right_shift.Tensor_Scalar(Tensor self, Scalar other) -> Tensor` */
  bitwiseRightShift(other: Tensor): Tensor;
  bitwiseRightShift(other: Scalar): Tensor;
  bitwiseRightShift(options: { other: Scalar }): Tensor;
  /** `aten::bitwise_right_shift_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::bitwise_right_shift_.Tensor_Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!)` */
  bitwiseRightShift_(other: Tensor): this;
  bitwiseRightShift_(other: Scalar): this;
  bitwiseRightShift_(options: { other: Scalar }): this;
  /** `aten::bitwise_xor.Tensor(Tensor self, Tensor other) -> Tensor` · `aten::bitwise_xor.Scalar(Tensor self, Scalar other) -> Tensor` */
  bitwiseXor(other: Tensor): Tensor;
  bitwiseXor(other: Scalar): Tensor;
  bitwiseXor(options: { other: Scalar }): Tensor;
  /** `aten::bitwise_xor_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::bitwise_xor_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!)` */
  bitwiseXor_(other: Tensor): this;
  bitwiseXor_(other: Scalar): this;
  bitwiseXor_(options: { other: Scalar }): this;
  /** `aten::bmm(Tensor self, Tensor mat2) -> Tensor` · `aten::bmm.dtype(Tensor self, Tensor mat2, ScalarType out_dtype) -> Tensor` */
  bmm(mat2: Tensor): Tensor;
  bmm(mat2: Tensor, outDtype: DType): Tensor;
  bmm(mat2: Tensor, options: { outDtype: DType }): Tensor;
  /** `aten::broadcast_to(Tensor(a) self, SymInt[] size) -> Tensor(a)` */
  broadcastTo(size: readonly (number | bigint)[] | number): Tensor;
  broadcastTo(options: { size: readonly (number | bigint)[] | number }): Tensor;
  /** `aten::bucketize.Tensor(Tensor self, Tensor boundaries, *, bool out_int32=False, bool right=False) -> Tensor` */
  bucketize(boundaries: Tensor, options?: { outInt32?: boolean; right?: boolean }): Tensor;
  /** `aten::cauchy(Tensor self, float median=0., float sigma=1., *, Generator? generator=None) -> Tensor` */
  cauchy(median?: number, sigma?: number, options?: { generator?: Generator | null }): Tensor;
  cauchy(options?: { median?: number; sigma?: number; generator?: Generator | null }): Tensor;
  /** `aten::cauchy_(Tensor(a!) self, float median=0., float sigma=1., *, Generator? generator=None) -> Tensor(a!)` */
  cauchy_(median?: number, sigma?: number, options?: { generator?: Generator | null }): this;
  cauchy_(options?: { median?: number; sigma?: number; generator?: Generator | null }): this;
  /** `aten::ccol_indices(Tensor(a) self) -> Tensor(a)` */
  ccolIndices(): Tensor;
  /** `aten::ccol_indices_copy(Tensor self) -> Tensor` */
  ccolIndicesCopy(): Tensor;
  /** `aten::ceil(Tensor self) -> Tensor` */
  ceil(): Tensor;
  /** `aten::ceil_(Tensor(a!) self) -> Tensor(a!)` */
  ceil_(): this;
  /** `aten::celu(Tensor self, Scalar alpha=1.) -> Tensor` */
  celu(alpha?: Scalar): Tensor;
  celu(options?: { alpha?: Scalar }): Tensor;
  /** `aten::celu_(Tensor(a!) self, Scalar alpha=1.) -> Tensor(a!)` */
  celu_(alpha?: Scalar): this;
  celu_(options?: { alpha?: Scalar }): this;
  /** `aten::chalf(Tensor self, *, MemoryFormat? memory_format=None) -> Tensor` */
  chalf(options?: { memoryFormat?: MemoryFormat | null }): Tensor;
  /** `aten::channel_shuffle(Tensor self, SymInt groups) -> Tensor` */
  channelShuffle(groups: number | bigint): Tensor;
  channelShuffle(options: { groups: number | bigint }): Tensor;
  /** `aten::cholesky(Tensor self, bool upper=False) -> Tensor` */
  cholesky(upper?: boolean): Tensor;
  cholesky(options?: { upper?: boolean }): Tensor;
  /** `aten::cholesky_inverse(Tensor self, bool upper=False) -> Tensor` */
  choleskyInverse(upper?: boolean): Tensor;
  choleskyInverse(options?: { upper?: boolean }): Tensor;
  /** `aten::cholesky_solve(Tensor self, Tensor input2, bool upper=False) -> Tensor` */
  choleskySolve(input2: Tensor, upper?: boolean): Tensor;
  choleskySolve(input2: Tensor, options?: { upper?: boolean }): Tensor;
  /** `aten::chunk(Tensor(a -> *) self, int chunks, int dim=0) -> Tensor(a)[]` */
  chunk(chunks: number | bigint, dim?: number | bigint): Tensor[];
  chunk(chunks: number | bigint, options?: { dim?: number | bigint }): Tensor[];
  chunk(options: { chunks: number | bigint; dim?: number | bigint }): Tensor[];
  /** `aten::clamp.Tensor(Tensor self, Tensor? min=None, Tensor? max=None) -> Tensor` · `aten::clamp(Tensor self, Scalar? min=None, Scalar? max=None) -> Tensor` */
  clamp(min?: Tensor | null, max?: Tensor | null): Tensor;
  clamp(options?: { min?: Tensor | null; max?: Tensor | null }): Tensor;
  clamp(min?: Scalar | null, max?: Scalar | null): Tensor;
  clamp(options?: { min?: Scalar | null; max?: Scalar | null }): Tensor;
  /** `aten::clamp_.Tensor(Tensor(a!) self, Tensor? min=None, Tensor? max=None) -> Tensor(a!)` · `aten::clamp_(Tensor(a!) self, Scalar? min=None, Scalar? max=None) -> Tensor(a!)` */
  clamp_(min?: Tensor | null, max?: Tensor | null): this;
  clamp_(options?: { min?: Tensor | null; max?: Tensor | null }): this;
  clamp_(min?: Scalar | null, max?: Scalar | null): this;
  clamp_(options?: { min?: Scalar | null; max?: Scalar | null }): this;
  /** `aten::clamp_max.Tensor(Tensor self, Tensor max) -> Tensor` · `aten::clamp_max(Tensor self, Scalar max) -> Tensor` */
  clampMax(max: Tensor): Tensor;
  clampMax(max: Scalar): Tensor;
  clampMax(options: { max: Scalar }): Tensor;
  /** `aten::clamp_max_.Tensor(Tensor(a!) self, Tensor max) -> Tensor(a!)` · `aten::clamp_max_(Tensor(a!) self, Scalar max) -> Tensor(a!)` */
  clampMax_(max: Tensor): this;
  clampMax_(max: Scalar): this;
  clampMax_(options: { max: Scalar }): this;
  /** `aten::clamp_min.Tensor(Tensor self, Tensor min) -> Tensor` · `aten::clamp_min(Tensor self, Scalar min) -> Tensor` */
  clampMin(min: Tensor): Tensor;
  clampMin(min: Scalar): Tensor;
  clampMin(options: { min: Scalar }): Tensor;
  /** `aten::clamp_min_.Tensor(Tensor(a!) self, Tensor min) -> Tensor(a!)` · `aten::clamp_min_(Tensor(a!) self, Scalar min) -> Tensor(a!)` */
  clampMin_(min: Tensor): this;
  clampMin_(min: Scalar): this;
  clampMin_(options: { min: Scalar }): this;
  /** `aten::clip.Tensor(Tensor self, Tensor? min=None, Tensor? max=None) -> Tensor` · `aten::clip(Tensor self, Scalar? min=None, Scalar? max=None) -> Tensor` */
  clip(min?: Tensor | null, max?: Tensor | null): Tensor;
  clip(options?: { min?: Tensor | null; max?: Tensor | null }): Tensor;
  clip(min?: Scalar | null, max?: Scalar | null): Tensor;
  clip(options?: { min?: Scalar | null; max?: Scalar | null }): Tensor;
  /** `aten::clip_.Tensor(Tensor(a!) self, Tensor? min=None, Tensor? max=None) -> Tensor(a!)` · `aten::clip_(Tensor(a!) self, Scalar? min=None, Scalar? max=None) -> Tensor(a!)` */
  clip_(min?: Tensor | null, max?: Tensor | null): this;
  clip_(options?: { min?: Tensor | null; max?: Tensor | null }): this;
  clip_(min?: Scalar | null, max?: Scalar | null): this;
  clip_(options?: { min?: Scalar | null; max?: Scalar | null }): this;
  /** `aten::clone(Tensor self, *, MemoryFormat? memory_format=None) -> Tensor` */
  clone(options?: { memoryFormat?: MemoryFormat | null }): Tensor;
  /** `aten::coalesce(Tensor(a) self) -> Tensor(a)` */
  coalesce(): Tensor;
  /** `aten::col2im(Tensor self, SymInt[2] output_size, int[2] kernel_size, int[2] dilation, int[2] padding, int[2] stride) -> Tensor` */
  col2im(outputSize: number | readonly (number | bigint)[], kernelSize: number | readonly (number | bigint)[], dilation: number | readonly (number | bigint)[], padding: number | readonly (number | bigint)[], stride: number | readonly (number | bigint)[]): Tensor;
  col2im(options: { outputSize: number | readonly (number | bigint)[]; kernelSize: number | readonly (number | bigint)[]; dilation: number | readonly (number | bigint)[]; padding: number | readonly (number | bigint)[]; stride: number | readonly (number | bigint)[] }): Tensor;
  /** `aten::col_indices(Tensor(a) self) -> Tensor(a)` */
  colIndices(): Tensor;
  /** `aten::col_indices_copy(Tensor self) -> Tensor` */
  colIndicesCopy(): Tensor;
  /** `aten::combinations(Tensor self, int r=2, bool with_replacement=False) -> Tensor` */
  combinations(r?: number | bigint, withReplacement?: boolean): Tensor;
  combinations(options?: { r?: number | bigint; withReplacement?: boolean }): Tensor;
  /** `aten::conj(Tensor(a) self) -> Tensor(a)` */
  conj(): Tensor;
  /** `aten::conj_physical(Tensor self) -> Tensor` */
  conjPhysical(): Tensor;
  /** `aten::conj_physical_(Tensor(a!) self) -> Tensor(a!)` */
  conjPhysical_(): this;
  /** `aten::constant_pad_nd(Tensor self, SymInt[] pad, Scalar value=0) -> Tensor` */
  constantPadNd(pad: readonly (number | bigint)[] | number, value?: Scalar): Tensor;
  constantPadNd(pad: readonly (number | bigint)[] | number, options?: { value?: Scalar }): Tensor;
  constantPadNd(options: { pad: readonly (number | bigint)[] | number; value?: Scalar }): Tensor;
  /** `aten::contiguous(Tensor(a) self, *, MemoryFormat memory_format=0) -> Tensor(a)` */
  contiguous(options?: { memoryFormat?: MemoryFormat }): Tensor;
  /** `aten::conv_depthwise3d(Tensor self, Tensor weight, SymInt[3] kernel_size, Tensor? bias, SymInt[3] stride, SymInt[3] padding, SymInt[3] dilation) -> Tensor` */
  convDepthwise3d(weight: Tensor, kernelSize: number | readonly (number | bigint)[], bias: Tensor | null, stride: number | readonly (number | bigint)[], padding: number | readonly (number | bigint)[], dilation: number | readonly (number | bigint)[]): Tensor;
  convDepthwise3d(weight: Tensor, options: { kernelSize: number | readonly (number | bigint)[]; bias: Tensor | null; stride: number | readonly (number | bigint)[]; padding: number | readonly (number | bigint)[]; dilation: number | readonly (number | bigint)[] }): Tensor;
  /** `aten::conv_tbc(Tensor self, Tensor weight, Tensor bias, int pad=0) -> Tensor` */
  convTbc(weight: Tensor, bias: Tensor, pad?: number | bigint): Tensor;
  convTbc(weight: Tensor, bias: Tensor, options?: { pad?: number | bigint }): Tensor;
  /** `aten::conv_tbc_backward(Tensor self, Tensor input, Tensor weight, Tensor bias, int pad) -> (Tensor, Tensor, Tensor)` */
  convTbcBackward(input: Tensor, weight: Tensor, bias: Tensor, pad: number | bigint): [Tensor, Tensor, Tensor];
  convTbcBackward(input: Tensor, weight: Tensor, bias: Tensor, options: { pad: number | bigint }): [Tensor, Tensor, Tensor];
  /** `aten::copy(Tensor self, Tensor src, bool non_blocking=False) -> Tensor` */
  copy(src: Tensor, nonBlocking?: boolean): Tensor;
  copy(src: Tensor, options?: { nonBlocking?: boolean }): Tensor;
  /** `aten::copy_(Tensor(a!) self, Tensor src, bool non_blocking=False) -> Tensor(a!)` */
  copy_(src: Tensor, nonBlocking?: boolean): this;
  copy_(src: Tensor, options?: { nonBlocking?: boolean }): this;
  /** `aten::copy_sparse_to_sparse(Tensor self, Tensor src, bool non_blocking=False) -> Tensor` */
  copySparseToSparse(src: Tensor, nonBlocking?: boolean): Tensor;
  copySparseToSparse(src: Tensor, options?: { nonBlocking?: boolean }): Tensor;
  /** `aten::copy_sparse_to_sparse_(Tensor(a!) self, Tensor src, bool non_blocking=False) -> Tensor(a!)` */
  copySparseToSparse_(src: Tensor, nonBlocking?: boolean): this;
  copySparseToSparse_(src: Tensor, options?: { nonBlocking?: boolean }): this;
  /** `aten::copysign.Tensor(Tensor self, Tensor other) -> Tensor` · `aten::copysign.Scalar(Tensor self, Scalar other) -> Tensor` */
  copysign(other: Tensor): Tensor;
  copysign(other: Scalar): Tensor;
  copysign(options: { other: Scalar }): Tensor;
  /** `aten::copysign_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::copysign_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!)` */
  copysign_(other: Tensor): this;
  copysign_(other: Scalar): this;
  copysign_(options: { other: Scalar }): this;
  /** `aten::corrcoef(Tensor self) -> Tensor` */
  corrcoef(): Tensor;
  /** `aten::cos(Tensor self) -> Tensor` */
  cos(): Tensor;
  /** `aten::cos_(Tensor(a!) self) -> Tensor(a!)` */
  cos_(): this;
  /** `aten::cosh(Tensor self) -> Tensor` */
  cosh(): Tensor;
  /** `aten::cosh_(Tensor(a!) self) -> Tensor(a!)` */
  cosh_(): this;
  /** `aten::count_nonzero(Tensor self, int? dim=None) -> Tensor` · `aten::count_nonzero.dim_IntList(Tensor self, int[] dim) -> Tensor` */
  countNonzero(dim?: number | bigint | null): Tensor;
  countNonzero(options?: { dim?: number | bigint | null }): Tensor;
  countNonzero(dim: readonly (number | bigint)[] | number): Tensor;
  countNonzero(options: { dim: readonly (number | bigint)[] | number }): Tensor;
  /** `aten::cov(Tensor self, *, int correction=1, Tensor? fweights=None, Tensor? aweights=None) -> Tensor` */
  cov(options?: { correction?: number | bigint; fweights?: Tensor | null; aweights?: Tensor | null }): Tensor;
  /** `aten::cross(Tensor self, Tensor other, int? dim=None) -> Tensor` */
  cross(other: Tensor, dim?: number | bigint | null): Tensor;
  cross(other: Tensor, options?: { dim?: number | bigint | null }): Tensor;
  /** `aten::cross_entropy_loss(Tensor self, Tensor target, Tensor? weight=None, int reduction=1, SymInt ignore_index=-100, float label_smoothing=0.) -> Tensor` */
  crossEntropyLoss(target: Tensor, weight?: Tensor | null, reduction?: number | bigint, ignoreIndex?: number | bigint, labelSmoothing?: number): Tensor;
  crossEntropyLoss(target: Tensor, options?: { weight?: Tensor | null; reduction?: number | bigint; ignoreIndex?: number | bigint; labelSmoothing?: number }): Tensor;
  /** `aten::crow_indices(Tensor(a) self) -> Tensor(a)` */
  crowIndices(): Tensor;
  /** `aten::crow_indices_copy(Tensor self) -> Tensor` */
  crowIndicesCopy(): Tensor;
  /** `aten::cudnn_convolution(Tensor self, Tensor weight, SymInt[] padding, SymInt[] stride, SymInt[] dilation, SymInt groups, bool benchmark, bool deterministic, bool allow_tf32) -> Tensor` */
  cudnnConvolution(weight: Tensor, padding: readonly (number | bigint)[] | number, stride: readonly (number | bigint)[] | number, dilation: readonly (number | bigint)[] | number, groups: number | bigint, benchmark: boolean, deterministic: boolean, allowTf32: boolean): Tensor;
  cudnnConvolution(weight: Tensor, options: { padding: readonly (number | bigint)[] | number; stride: readonly (number | bigint)[] | number; dilation: readonly (number | bigint)[] | number; groups: number | bigint; benchmark: boolean; deterministic: boolean; allowTf32: boolean }): Tensor;
  /** `aten::cudnn_convolution_add_relu(Tensor self, Tensor weight, Tensor z, Scalar? alpha, Tensor? bias, SymInt[] stride, SymInt[] padding, SymInt[] dilation, SymInt groups) -> Tensor` */
  cudnnConvolutionAddRelu(weight: Tensor, z: Tensor, alpha: Scalar | null, bias: Tensor | null, stride: readonly (number | bigint)[] | number, padding: readonly (number | bigint)[] | number, dilation: readonly (number | bigint)[] | number, groups: number | bigint): Tensor;
  cudnnConvolutionAddRelu(weight: Tensor, z: Tensor, options: { alpha: Scalar | null; bias: Tensor | null; stride: readonly (number | bigint)[] | number; padding: readonly (number | bigint)[] | number; dilation: readonly (number | bigint)[] | number; groups: number | bigint }): Tensor;
  /** `aten::cudnn_convolution_relu(Tensor self, Tensor weight, Tensor? bias, SymInt[] stride, SymInt[] padding, SymInt[] dilation, SymInt groups) -> Tensor` */
  cudnnConvolutionRelu(weight: Tensor, bias: Tensor | null, stride: readonly (number | bigint)[] | number, padding: readonly (number | bigint)[] | number, dilation: readonly (number | bigint)[] | number, groups: number | bigint): Tensor;
  cudnnConvolutionRelu(weight: Tensor, bias: Tensor | null, options: { stride: readonly (number | bigint)[] | number; padding: readonly (number | bigint)[] | number; dilation: readonly (number | bigint)[] | number; groups: number | bigint }): Tensor;
  /** `aten::cudnn_convolution_transpose(Tensor self, Tensor weight, SymInt[] padding, SymInt[] output_padding, SymInt[] stride, SymInt[] dilation, SymInt groups, bool benchmark, bool deterministic, bool allow_tf32) -> Tensor` */
  cudnnConvolutionTranspose(weight: Tensor, padding: readonly (number | bigint)[] | number, outputPadding: readonly (number | bigint)[] | number, stride: readonly (number | bigint)[] | number, dilation: readonly (number | bigint)[] | number, groups: number | bigint, benchmark: boolean, deterministic: boolean, allowTf32: boolean): Tensor;
  cudnnConvolutionTranspose(weight: Tensor, options: { padding: readonly (number | bigint)[] | number; outputPadding: readonly (number | bigint)[] | number; stride: readonly (number | bigint)[] | number; dilation: readonly (number | bigint)[] | number; groups: number | bigint; benchmark: boolean; deterministic: boolean; allowTf32: boolean }): Tensor;
  /** `aten::cudnn_grid_sampler(Tensor self, Tensor grid) -> Tensor output` */
  cudnnGridSampler(grid: Tensor): Tensor;
  /** `aten::cudnn_grid_sampler_backward(Tensor self, Tensor grid, Tensor grad_output) -> (Tensor grad_self, Tensor grad_grid)` */
  cudnnGridSamplerBackward(grid: Tensor, gradOutput: Tensor): { gradSelf: Tensor; gradGrid: Tensor };
  /** `aten::cudnn_is_acceptable(Tensor self) -> bool` */
  cudnnIsAcceptable(): boolean;
  /** `aten::cummax(Tensor self, int dim) -> (Tensor values, Tensor indices)` */
  cummax(dim: number | bigint): { values: Tensor; indices: Tensor };
  cummax(options: { dim: number | bigint }): { values: Tensor; indices: Tensor };
  /** `aten::cummin(Tensor self, int dim) -> (Tensor values, Tensor indices)` */
  cummin(dim: number | bigint): { values: Tensor; indices: Tensor };
  cummin(options: { dim: number | bigint }): { values: Tensor; indices: Tensor };
  /** `aten::cumprod(Tensor self, int dim, *, ScalarType? dtype=None) -> Tensor` */
  cumprod(dim: number | bigint, options?: { dtype?: DType | null }): Tensor;
  cumprod(options: { dim: number | bigint; dtype?: DType | null }): Tensor;
  /** `aten::cumprod_(Tensor(a!) self, int dim, *, ScalarType? dtype=None) -> Tensor(a!)` */
  cumprod_(dim: number | bigint, options?: { dtype?: DType | null }): this;
  cumprod_(options: { dim: number | bigint; dtype?: DType | null }): this;
  /** `aten::cumsum(Tensor self, int dim, *, ScalarType? dtype=None) -> Tensor` */
  cumsum(dim: number | bigint, options?: { dtype?: DType | null }): Tensor;
  cumsum(options: { dim: number | bigint; dtype?: DType | null }): Tensor;
  /** `aten::cumsum_(Tensor(a!) self, int dim, *, ScalarType? dtype=None) -> Tensor(a!)` */
  cumsum_(dim: number | bigint, options?: { dtype?: DType | null }): this;
  cumsum_(options: { dim: number | bigint; dtype?: DType | null }): this;
  /** `aten::deg2rad(Tensor self) -> Tensor` */
  deg2rad(): Tensor;
  /** `aten::deg2rad_(Tensor(a!) self) -> Tensor(a!)` */
  deg2rad_(): this;
  /** `aten::dense_dim(Tensor self) -> int` */
  denseDim(): number;
  /** `aten::dequantize.self(Tensor self) -> Tensor` */
  dequantize(): Tensor;
  /** `aten::det(Tensor self) -> Tensor` */
  det(): Tensor;
  /** `aten::detach(Tensor(a) self) -> Tensor(a)` */
  detach(): Tensor;
  /** `aten::detach_(Tensor(a!) self) -> Tensor(a!)` */
  detach_(): this;
  /** `aten::detach_copy(Tensor self) -> Tensor` */
  detachCopy(): Tensor;
  /** `aten::diag(Tensor self, int diagonal=0) -> Tensor` */
  diag(diagonal?: number | bigint): Tensor;
  diag(options?: { diagonal?: number | bigint }): Tensor;
  /** `aten::diag_embed(Tensor self, int offset=0, int dim1=-2, int dim2=-1) -> Tensor` */
  diagEmbed(offset?: number | bigint, dim1?: number | bigint, dim2?: number | bigint): Tensor;
  diagEmbed(options?: { offset?: number | bigint; dim1?: number | bigint; dim2?: number | bigint }): Tensor;
  /** `aten::diagflat(Tensor self, int offset=0) -> Tensor` */
  diagflat(offset?: number | bigint): Tensor;
  diagflat(options?: { offset?: number | bigint }): Tensor;
  /** `aten::diagonal(Tensor(a) self, int offset=0, int dim1=0, int dim2=1) -> Tensor(a)` */
  diagonal(offset?: number | bigint, dim1?: number | bigint, dim2?: number | bigint): Tensor;
  diagonal(options?: { offset?: number | bigint; dim1?: number | bigint; dim2?: number | bigint }): Tensor;
  /** `aten::diagonal_copy(Tensor self, int offset=0, int dim1=0, int dim2=1) -> Tensor` */
  diagonalCopy(offset?: number | bigint, dim1?: number | bigint, dim2?: number | bigint): Tensor;
  diagonalCopy(options?: { offset?: number | bigint; dim1?: number | bigint; dim2?: number | bigint }): Tensor;
  /** `aten::diagonal_scatter(Tensor self, Tensor src, int offset=0, int dim1=0, int dim2=1) -> Tensor` */
  diagonalScatter(src: Tensor, offset?: number | bigint, dim1?: number | bigint, dim2?: number | bigint): Tensor;
  diagonalScatter(src: Tensor, options?: { offset?: number | bigint; dim1?: number | bigint; dim2?: number | bigint }): Tensor;
  /** `aten::diff(Tensor self, int n=1, int dim=-1, Tensor? prepend=None, Tensor? append=None) -> Tensor` */
  diff(n?: number | bigint, dim?: number | bigint, prepend?: Tensor | null, append?: Tensor | null): Tensor;
  diff(options?: { n?: number | bigint; dim?: number | bigint; prepend?: Tensor | null; append?: Tensor | null }): Tensor;
  /** `aten::digamma(Tensor self) -> Tensor` */
  digamma(): Tensor;
  /** `aten::digamma_(Tensor(a!) self) -> Tensor(a!)` */
  digamma_(): this;
  /** `aten::dist(Tensor self, Tensor other, Scalar p=2) -> Tensor` */
  dist(other: Tensor, p?: Scalar): Tensor;
  dist(other: Tensor, options?: { p?: Scalar }): Tensor;
  /** `aten::div.Tensor(Tensor self, Tensor other) -> Tensor` · `aten::div.Tensor_mode(Tensor self, Tensor other, *, str? rounding_mode) -> Tensor` · `aten::div.Scalar(Tensor self, Scalar other) -> Tensor` · `aten::div.Scalar_mode(Tensor self, Scalar other, *, str? rounding_mode) -> Tensor` */
  div(other: Tensor): Tensor;
  div(other: Tensor, options: { roundingMode: string | null }): Tensor;
  div(other: Scalar): Tensor;
  div(options: { other: Scalar }): Tensor;
  div(other: Scalar, options: { roundingMode: string | null }): Tensor;
  div(options: { other: Scalar; roundingMode: string | null }): Tensor;
  /** `aten::div_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::div_.Tensor_mode(Tensor(a!) self, Tensor other, *, str? rounding_mode) -> Tensor(a!)` · `aten::div_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!)` · `aten::div_.Scalar_mode(Tensor(a!) self, Scalar other, *, str? rounding_mode) -> Tensor(a!)` */
  div_(other: Tensor): this;
  div_(other: Tensor, options: { roundingMode: string | null }): this;
  div_(other: Scalar): this;
  div_(options: { other: Scalar }): this;
  div_(other: Scalar, options: { roundingMode: string | null }): this;
  div_(options: { other: Scalar; roundingMode: string | null }): this;
  /** `aten::divide.Tensor(Tensor self, Tensor other) -> Tensor` · `aten::divide.Tensor_mode(Tensor self, Tensor other, *, str? rounding_mode) -> Tensor` · `aten::divide.Scalar(Tensor self, Scalar other) -> Tensor` · `aten::divide.Scalar_mode(Tensor self, Scalar other, *, str? rounding_mode) -> Tensor` */
  divide(other: Tensor): Tensor;
  divide(other: Tensor, options: { roundingMode: string | null }): Tensor;
  divide(other: Scalar): Tensor;
  divide(options: { other: Scalar }): Tensor;
  divide(other: Scalar, options: { roundingMode: string | null }): Tensor;
  divide(options: { other: Scalar; roundingMode: string | null }): Tensor;
  /** `aten::divide_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::divide_.Tensor_mode(Tensor(a!) self, Tensor other, *, str? rounding_mode) -> Tensor(a!)` · `aten::divide_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!)` · `aten::divide_.Scalar_mode(Tensor(a!) self, Scalar other, *, str? rounding_mode) -> Tensor(a!)` */
  divide_(other: Tensor): this;
  divide_(other: Tensor, options: { roundingMode: string | null }): this;
  divide_(other: Scalar): this;
  divide_(options: { other: Scalar }): this;
  divide_(other: Scalar, options: { roundingMode: string | null }): this;
  divide_(options: { other: Scalar; roundingMode: string | null }): this;
  /** `aten::dot(Tensor self, Tensor tensor) -> Tensor` */
  dot(tensor: Tensor): Tensor;
  /** `aten::dropout_(Tensor(a!) self, float p, bool train) -> Tensor(a!)` */
  dropout_(p: number, train: boolean): this;
  dropout_(options: { p: number; train: boolean }): this;
  /** `aten::dsplit.int(Tensor(a -> *) self, int sections) -> Tensor(a)[]` · `aten::dsplit.array(Tensor(a -> *) self, int[] indices) -> Tensor(a)[]` */
  dsplit(sections: number | bigint): Tensor[];
  dsplit(options: { sections: number | bigint }): Tensor[];
  dsplit(indices: readonly (number | bigint)[] | number): Tensor[];
  dsplit(options: { indices: readonly (number | bigint)[] | number }): Tensor[];
  /** `aten::elu(Tensor self, Scalar alpha=1, Scalar scale=1, Scalar input_scale=1) -> Tensor` */
  elu(alpha?: Scalar, scale?: Scalar, inputScale?: Scalar): Tensor;
  elu(options?: { alpha?: Scalar; scale?: Scalar; inputScale?: Scalar }): Tensor;
  /** `aten::elu_(Tensor(a!) self, Scalar alpha=1, Scalar scale=1, Scalar input_scale=1) -> Tensor(a!)` */
  elu_(alpha?: Scalar, scale?: Scalar, inputScale?: Scalar): this;
  elu_(options?: { alpha?: Scalar; scale?: Scalar; inputScale?: Scalar }): this;
  /** `aten::embedding_renorm(Tensor self, Tensor indices, float max_norm, float norm_type) -> Tensor` */
  embeddingRenorm(indices: Tensor, maxNorm: number, normType: number): Tensor;
  embeddingRenorm(indices: Tensor, options: { maxNorm: number; normType: number }): Tensor;
  /** `aten::embedding_renorm_(Tensor(a!) self, Tensor indices, float max_norm, float norm_type) -> Tensor(a!)` */
  embeddingRenorm_(indices: Tensor, maxNorm: number, normType: number): this;
  embeddingRenorm_(indices: Tensor, options: { maxNorm: number; normType: number }): this;
  /** `aten::empty_like(Tensor self, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None, MemoryFormat? memory_format=None) -> Tensor` */
  emptyLike(options?: { dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null; memoryFormat?: MemoryFormat | null }): Tensor;
  /** `aten::eq.Tensor(Tensor self, Tensor other) -> Tensor` · `aten::eq.Scalar(Tensor self, Scalar other) -> Tensor` */
  eq(other: Tensor): Tensor;
  eq(other: Scalar): Tensor;
  eq(options: { other: Scalar }): Tensor;
  /** `aten::eq_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::eq_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!)` */
  eq_(other: Tensor): this;
  eq_(other: Scalar): this;
  eq_(options: { other: Scalar }): this;
  /** `aten::equal(Tensor self, Tensor other) -> bool` */
  equal(other: Tensor): boolean;
  /** `aten::erf(Tensor self) -> Tensor` */
  erf(): Tensor;
  /** `aten::erf_(Tensor(a!) self) -> Tensor(a!)` */
  erf_(): this;
  /** `aten::erfc(Tensor self) -> Tensor` */
  erfc(): Tensor;
  /** `aten::erfc_(Tensor(a!) self) -> Tensor(a!)` */
  erfc_(): this;
  /** `aten::erfinv(Tensor self) -> Tensor` */
  erfinv(): Tensor;
  /** `aten::erfinv_(Tensor(a!) self) -> Tensor(a!)` */
  erfinv_(): this;
  /** `aten::exp(Tensor self) -> Tensor` */
  exp(): Tensor;
  /** `aten::exp2(Tensor self) -> Tensor` */
  exp2(): Tensor;
  /** `aten::exp2_(Tensor(a!) self) -> Tensor(a!)` */
  exp2_(): this;
  /** `aten::exp_(Tensor(a!) self) -> Tensor(a!)` */
  exp_(): this;
  /** `aten::expand(Tensor(a) self, SymInt[] size, *, bool implicit=False) -> Tensor(a)` */
  expand(size: readonly (number | bigint)[] | number, options?: { implicit?: boolean }): Tensor;
  expand(options: { size: readonly (number | bigint)[] | number; implicit?: boolean }): Tensor;
  /** `aten::expand_as(Tensor(a) self, Tensor other) -> Tensor(a)` */
  expandAs(other: Tensor): Tensor;
  /** `aten::expand_copy(Tensor self, SymInt[] size, *, bool implicit=False) -> Tensor` */
  expandCopy(size: readonly (number | bigint)[] | number, options?: { implicit?: boolean }): Tensor;
  expandCopy(options: { size: readonly (number | bigint)[] | number; implicit?: boolean }): Tensor;
  /** `aten::expm1(Tensor self) -> Tensor` */
  expm1(): Tensor;
  /** `aten::expm1_(Tensor(a!) self) -> Tensor(a!)` */
  expm1_(): this;
  /** `aten::exponential(Tensor self, float lambd=1., *, Generator? generator=None) -> Tensor` */
  exponential(lambd?: number, options?: { generator?: Generator | null }): Tensor;
  exponential(options?: { lambd?: number; generator?: Generator | null }): Tensor;
  /** `aten::exponential_(Tensor(a!) self, float lambd=1., *, Generator? generator=None) -> Tensor(a!)` */
  exponential_(lambd?: number, options?: { generator?: Generator | null }): this;
  exponential_(options?: { lambd?: number; generator?: Generator | null }): this;
  /** `aten::fake_quantize_per_channel_affine(Tensor self, Tensor scale, Tensor zero_point, int axis, int quant_min, int quant_max) -> Tensor` */
  fakeQuantizePerChannelAffine(scale: Tensor, zeroPoint: Tensor, axis: number | bigint, quantMin: number | bigint, quantMax: number | bigint): Tensor;
  fakeQuantizePerChannelAffine(scale: Tensor, zeroPoint: Tensor, options: { axis: number | bigint; quantMin: number | bigint; quantMax: number | bigint }): Tensor;
  /** `aten::fake_quantize_per_channel_affine_cachemask(Tensor self, Tensor scale, Tensor zero_point, int axis, int quant_min, int quant_max) -> (Tensor output, Tensor mask)` */
  fakeQuantizePerChannelAffineCachemask(scale: Tensor, zeroPoint: Tensor, axis: number | bigint, quantMin: number | bigint, quantMax: number | bigint): { output: Tensor; mask: Tensor };
  fakeQuantizePerChannelAffineCachemask(scale: Tensor, zeroPoint: Tensor, options: { axis: number | bigint; quantMin: number | bigint; quantMax: number | bigint }): { output: Tensor; mask: Tensor };
  /** `aten::fake_quantize_per_tensor_affine.tensor_qparams(Tensor self, Tensor scale, Tensor zero_point, int quant_min, int quant_max) -> Tensor` · `aten::fake_quantize_per_tensor_affine(Tensor self, float scale, int zero_point, int quant_min, int quant_max) -> Tensor` */
  fakeQuantizePerTensorAffine(scale: Tensor, zeroPoint: Tensor, quantMin: number | bigint, quantMax: number | bigint): Tensor;
  fakeQuantizePerTensorAffine(scale: Tensor, zeroPoint: Tensor, options: { quantMin: number | bigint; quantMax: number | bigint }): Tensor;
  fakeQuantizePerTensorAffine(scale: number, zeroPoint: number | bigint, quantMin: number | bigint, quantMax: number | bigint): Tensor;
  fakeQuantizePerTensorAffine(options: { scale: number; zeroPoint: number | bigint; quantMin: number | bigint; quantMax: number | bigint }): Tensor;
  /** `aten::fake_quantize_per_tensor_affine_cachemask(Tensor self, float scale, int zero_point, int quant_min, int quant_max) -> (Tensor output, Tensor mask)` */
  fakeQuantizePerTensorAffineCachemask(scale: number, zeroPoint: number | bigint, quantMin: number | bigint, quantMax: number | bigint): { output: Tensor; mask: Tensor };
  fakeQuantizePerTensorAffineCachemask(options: { scale: number; zeroPoint: number | bigint; quantMin: number | bigint; quantMax: number | bigint }): { output: Tensor; mask: Tensor };
  /** `aten::feature_alpha_dropout_(Tensor(a!) self, float p, bool train) -> Tensor(a!)` */
  featureAlphaDropout_(p: number, train: boolean): this;
  featureAlphaDropout_(options: { p: number; train: boolean }): this;
  /** `aten::feature_dropout_(Tensor(a!) self, float p, bool train) -> Tensor(a!)` */
  featureDropout_(p: number, train: boolean): this;
  featureDropout_(options: { p: number; train: boolean }): this;
  /** `aten::fill.Tensor(Tensor self, Tensor value) -> Tensor` · `aten::fill.Scalar(Tensor self, Scalar value) -> Tensor` */
  fill(value: Tensor): Tensor;
  fill(value: Scalar): Tensor;
  fill(options: { value: Scalar }): Tensor;
  /** `aten::fill_.Tensor(Tensor(a!) self, Tensor value) -> Tensor(a!)` · `aten::fill_.Scalar(Tensor(a!) self, Scalar value) -> Tensor(a!)` */
  fill_(value: Tensor): this;
  fill_(value: Scalar): this;
  fill_(options: { value: Scalar }): this;
  /** `aten::fill_diagonal_(Tensor(a!) self, Scalar fill_value, bool wrap=False) -> Tensor(a!)` */
  fillDiagonal_(fillValue: Scalar, wrap?: boolean): this;
  fillDiagonal_(fillValue: Scalar, options?: { wrap?: boolean }): this;
  fillDiagonal_(options: { fillValue: Scalar; wrap?: boolean }): this;
  /** `aten::fix(Tensor self) -> Tensor` */
  fix(): Tensor;
  /** `aten::fix_(Tensor(a!) self) -> Tensor(a!)` */
  fix_(): this;
  /** `aten::flatten.using_ints(Tensor(a) self, int start_dim=0, int end_dim=-1) -> Tensor(a)` */
  flatten(startDim?: number | bigint, endDim?: number | bigint): Tensor;
  flatten(options?: { startDim?: number | bigint; endDim?: number | bigint }): Tensor;
  /** `aten::flip(Tensor self, int[] dims) -> Tensor` */
  flip(dims: readonly (number | bigint)[] | number): Tensor;
  flip(options: { dims: readonly (number | bigint)[] | number }): Tensor;
  /** `aten::fliplr(Tensor self) -> Tensor` */
  fliplr(): Tensor;
  /** `aten::flipud(Tensor self) -> Tensor` */
  flipud(): Tensor;
  /** `aten::float_power.Tensor_Tensor(Tensor self, Tensor exponent) -> Tensor` · `aten::float_power.Tensor_Scalar(Tensor self, Scalar exponent) -> Tensor` */
  floatPower(exponent: Tensor): Tensor;
  floatPower(exponent: Scalar): Tensor;
  floatPower(options: { exponent: Scalar }): Tensor;
  /** `aten::float_power_.Tensor(Tensor(a!) self, Tensor exponent) -> Tensor(a!)` · `aten::float_power_.Scalar(Tensor(a!) self, Scalar exponent) -> Tensor(a!)` */
  floatPower_(exponent: Tensor): this;
  floatPower_(exponent: Scalar): this;
  floatPower_(options: { exponent: Scalar }): this;
  /** `aten::floor(Tensor self) -> Tensor` */
  floor(): Tensor;
  /** `aten::floor_(Tensor(a!) self) -> Tensor(a!)` */
  floor_(): this;
  /** `aten::floor_divide(Tensor self, Tensor other) -> Tensor` · `aten::floor_divide.Scalar(Tensor self, Scalar other) -> Tensor` */
  floorDivide(other: Tensor): Tensor;
  floorDivide(other: Scalar): Tensor;
  floorDivide(options: { other: Scalar }): Tensor;
  /** `aten::floor_divide_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::floor_divide_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!)` */
  floorDivide_(other: Tensor): this;
  floorDivide_(other: Scalar): this;
  floorDivide_(options: { other: Scalar }): this;
  /** `aten::fmax(Tensor self, Tensor other) -> Tensor` */
  fmax(other: Tensor): Tensor;
  /** `aten::fmin(Tensor self, Tensor other) -> Tensor` */
  fmin(other: Tensor): Tensor;
  /** `aten::fmod.Tensor(Tensor self, Tensor other) -> Tensor` · `aten::fmod.Scalar(Tensor self, Scalar other) -> Tensor` */
  fmod(other: Tensor): Tensor;
  fmod(other: Scalar): Tensor;
  fmod(options: { other: Scalar }): Tensor;
  /** `aten::fmod_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::fmod_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!)` */
  fmod_(other: Tensor): this;
  fmod_(other: Scalar): this;
  fmod_(options: { other: Scalar }): this;
  /** `aten::frac(Tensor self) -> Tensor` */
  frac(): Tensor;
  /** `aten::frac_(Tensor(a!) self) -> Tensor(a!)` */
  frac_(): this;
  /** `aten::fractional_max_pool2d(Tensor self, int[2] kernel_size, int[2] output_size, Tensor random_samples) -> (Tensor, Tensor)` */
  fractionalMaxPool2d(kernelSize: number | readonly (number | bigint)[], outputSize: number | readonly (number | bigint)[], randomSamples: Tensor): [Tensor, Tensor];
  fractionalMaxPool2d(options: { kernelSize: number | readonly (number | bigint)[]; outputSize: number | readonly (number | bigint)[]; randomSamples: Tensor }): [Tensor, Tensor];
  /** `aten::fractional_max_pool3d(Tensor self, int[3] kernel_size, int[3] output_size, Tensor random_samples) -> (Tensor, Tensor)` */
  fractionalMaxPool3d(kernelSize: number | readonly (number | bigint)[], outputSize: number | readonly (number | bigint)[], randomSamples: Tensor): [Tensor, Tensor];
  fractionalMaxPool3d(options: { kernelSize: number | readonly (number | bigint)[]; outputSize: number | readonly (number | bigint)[]; randomSamples: Tensor }): [Tensor, Tensor];
  /** `aten::frexp.Tensor(Tensor self) -> (Tensor mantissa, Tensor exponent)` */
  frexp(): { mantissa: Tensor; exponent: Tensor };
  /** `aten::frobenius_norm.dim(Tensor self, int[1] dim, bool keepdim=False) -> Tensor` */
  frobeniusNorm(dim: number | readonly (number | bigint)[], keepdim?: boolean): Tensor;
  frobeniusNorm(dim: number | readonly (number | bigint)[], options?: { keepdim?: boolean }): Tensor;
  frobeniusNorm(options: { dim: number | readonly (number | bigint)[]; keepdim?: boolean }): Tensor;
  /** `aten::full_like(Tensor self, Scalar fill_value, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None, MemoryFormat? memory_format=None) -> Tensor` */
  fullLike(fillValue: Scalar, options?: { dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null; memoryFormat?: MemoryFormat | null }): Tensor;
  fullLike(options: { fillValue: Scalar; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null; memoryFormat?: MemoryFormat | null }): Tensor;
  /** `aten::fused_moving_avg_obs_fake_quant(Tensor self, Tensor observer_on, Tensor fake_quant_on, Tensor(a!) running_min, Tensor(b!) running_max, Tensor(c!) scale, Tensor(d!) zero_point, float averaging_const, int quant_min, int quant_max, int ch_axis, bool per_row_fake_quant=False, bool symmetric_quant=False) -> Tensor` */
  fusedMovingAvgObsFakeQuant(observerOn: Tensor, fakeQuantOn: Tensor, runningMin: Tensor, runningMax: Tensor, scale: Tensor, zeroPoint: Tensor, averagingConst: number, quantMin: number | bigint, quantMax: number | bigint, chAxis: number | bigint, perRowFakeQuant?: boolean, symmetricQuant?: boolean): Tensor;
  fusedMovingAvgObsFakeQuant(observerOn: Tensor, fakeQuantOn: Tensor, runningMin: Tensor, runningMax: Tensor, scale: Tensor, zeroPoint: Tensor, averagingConst: number, quantMin: number | bigint, quantMax: number | bigint, chAxis: number | bigint, options?: { perRowFakeQuant?: boolean; symmetricQuant?: boolean }): Tensor;
  fusedMovingAvgObsFakeQuant(observerOn: Tensor, fakeQuantOn: Tensor, runningMin: Tensor, runningMax: Tensor, scale: Tensor, zeroPoint: Tensor, options: { averagingConst: number; quantMin: number | bigint; quantMax: number | bigint; chAxis: number | bigint; perRowFakeQuant?: boolean; symmetricQuant?: boolean }): Tensor;
  /** `aten::gather(Tensor self, int dim, Tensor index, *, bool sparse_grad=False) -> Tensor` */
  gather(dim: number | bigint, index: Tensor, options?: { sparseGrad?: boolean }): Tensor;
  gather(options: { dim: number | bigint; index: Tensor; sparseGrad?: boolean }): Tensor;
  /** `aten::gcd(Tensor self, Tensor other) -> Tensor` */
  gcd(other: Tensor): Tensor;
  /** `aten::gcd_(Tensor(a!) self, Tensor other) -> Tensor(a!)` */
  gcd_(other: Tensor): this;
  /** `aten::ge.Tensor(Tensor self, Tensor other) -> Tensor` · `aten::ge.Scalar(Tensor self, Scalar other) -> Tensor` */
  ge(other: Tensor): Tensor;
  ge(other: Scalar): Tensor;
  ge(options: { other: Scalar }): Tensor;
  /** `aten::ge_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::ge_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!)` */
  ge_(other: Tensor): this;
  ge_(other: Scalar): this;
  ge_(options: { other: Scalar }): this;
  /** `aten::gelu(Tensor self, *, str approximate="none") -> Tensor` */
  gelu(options?: { approximate?: string }): Tensor;
  /** `aten::gelu_(Tensor(a!) self, *, str approximate="none") -> Tensor(a!)` */
  gelu_(options?: { approximate?: string }): this;
  /** `aten::geometric(Tensor self, float p, *, Generator? generator=None) -> Tensor` */
  geometric(p: number, options?: { generator?: Generator | null }): Tensor;
  geometric(options: { p: number; generator?: Generator | null }): Tensor;
  /** `aten::geometric_(Tensor(a!) self, float p, *, Generator? generator=None) -> Tensor(a!)` */
  geometric_(p: number, options?: { generator?: Generator | null }): this;
  geometric_(options: { p: number; generator?: Generator | null }): this;
  /** `aten::geqrf(Tensor self) -> (Tensor a, Tensor tau)` */
  geqrf(): { a: Tensor; tau: Tensor };
  /** `aten::ger(Tensor self, Tensor vec2) -> Tensor` */
  ger(vec2: Tensor): Tensor;
  /** `aten::get_device(Tensor self) -> int` */
  getDevice(): number;
  /** `aten::glu(Tensor self, int dim=-1) -> Tensor` */
  glu(dim?: number | bigint): Tensor;
  glu(options?: { dim?: number | bigint }): Tensor;
  /** `aten::gradient.scalarint(Tensor self, *, Scalar? spacing=None, int? dim=None, int edge_order=1) -> Tensor[]` · `aten::gradient.scalararray(Tensor self, *, Scalar spacing, int[] dim, int edge_order=1) -> Tensor[]` · `aten::gradient.array(Tensor self, *, int[] dim, int edge_order=1) -> Tensor[]` · `aten::gradient.scalarrayint(Tensor self, *, Scalar[] spacing, int? dim=None, int edge_order=1) -> Tensor[]` · `aten::gradient.tensorarrayint(Tensor self, *, Tensor[] spacing, int? dim=None, int edge_order=1) -> Tensor[]` · `aten::gradient.scalarrayarray(Tensor self, *, Scalar[] spacing, int[] dim, int edge_order=1) -> Tensor[]` · `aten::gradient.tensorarray(Tensor self, *, Tensor[] spacing, int[] dim, int edge_order=1) -> Tensor[]` */
  gradient(options?: { spacing?: Scalar | null; dim?: number | bigint | null; edgeOrder?: number | bigint }): Tensor[];
  gradient(options: { spacing: Scalar; dim: readonly (number | bigint)[] | number; edgeOrder?: number | bigint }): Tensor[];
  gradient(options: { dim: readonly (number | bigint)[] | number; edgeOrder?: number | bigint }): Tensor[];
  gradient(options: { spacing: readonly Scalar[]; dim?: number | bigint | null; edgeOrder?: number | bigint }): Tensor[];
  gradient(options: { spacing: readonly Tensor[]; dim?: number | bigint | null; edgeOrder?: number | bigint }): Tensor[];
  gradient(options: { spacing: readonly Scalar[]; dim: readonly (number | bigint)[] | number; edgeOrder?: number | bigint }): Tensor[];
  gradient(options: { spacing: readonly Tensor[]; dim: readonly (number | bigint)[] | number; edgeOrder?: number | bigint }): Tensor[];
  /** `aten::greater.Tensor(Tensor self, Tensor other) -> Tensor` · `aten::greater.Scalar(Tensor self, Scalar other) -> Tensor` */
  greater(other: Tensor): Tensor;
  greater(other: Scalar): Tensor;
  greater(options: { other: Scalar }): Tensor;
  /** `aten::greater_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::greater_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!)` */
  greater_(other: Tensor): this;
  greater_(other: Scalar): this;
  greater_(options: { other: Scalar }): this;
  /** `aten::greater_equal.Tensor(Tensor self, Tensor other) -> Tensor` · `aten::greater_equal.Scalar(Tensor self, Scalar other) -> Tensor` */
  greaterEqual(other: Tensor): Tensor;
  greaterEqual(other: Scalar): Tensor;
  greaterEqual(options: { other: Scalar }): Tensor;
  /** `aten::greater_equal_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::greater_equal_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!)` */
  greaterEqual_(other: Tensor): this;
  greaterEqual_(other: Scalar): this;
  greaterEqual_(options: { other: Scalar }): this;
  /** `aten::gt.Tensor(Tensor self, Tensor other) -> Tensor` · `aten::gt.Scalar(Tensor self, Scalar other) -> Tensor` */
  gt(other: Tensor): Tensor;
  gt(other: Scalar): Tensor;
  gt(options: { other: Scalar }): Tensor;
  /** `aten::gt_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::gt_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!)` */
  gt_(other: Tensor): this;
  gt_(other: Scalar): this;
  gt_(options: { other: Scalar }): this;
  /** `aten::hardshrink(Tensor self, Scalar lambd=0.5) -> Tensor` */
  hardshrink(lambd?: Scalar): Tensor;
  hardshrink(options?: { lambd?: Scalar }): Tensor;
  /** `aten::hardsigmoid(Tensor self) -> Tensor` */
  hardsigmoid(): Tensor;
  /** `aten::hardsigmoid_(Tensor(a!) self) -> Tensor(a!)` */
  hardsigmoid_(): this;
  /** `aten::hardswish(Tensor self) -> Tensor` */
  hardswish(): Tensor;
  /** `aten::hardswish_(Tensor(a!) self) -> Tensor(a!)` */
  hardswish_(): this;
  /** `aten::hardtanh(Tensor self, Scalar min_val=-1, Scalar max_val=1) -> Tensor` */
  hardtanh(minVal?: Scalar, maxVal?: Scalar): Tensor;
  hardtanh(options?: { minVal?: Scalar; maxVal?: Scalar }): Tensor;
  /** `aten::hardtanh_(Tensor(a!) self, Scalar min_val=-1, Scalar max_val=1) -> Tensor(a!)` */
  hardtanh_(minVal?: Scalar, maxVal?: Scalar): this;
  hardtanh_(options?: { minVal?: Scalar; maxVal?: Scalar }): this;
  /** `aten::hash_tensor(Tensor self, int[1] dim=[], *, bool keepdim=False, int mode=0) -> Tensor` */
  hashTensor(dim?: number | readonly (number | bigint)[], options?: { keepdim?: boolean; mode?: number | bigint }): Tensor;
  hashTensor(options?: { dim?: number | readonly (number | bigint)[]; keepdim?: boolean; mode?: number | bigint }): Tensor;
  /** `aten::heaviside(Tensor self, Tensor values) -> Tensor` */
  heaviside(values: Tensor): Tensor;
  /** `aten::heaviside_(Tensor(a!) self, Tensor values) -> Tensor(a!)` */
  heaviside_(values: Tensor): this;
  /** `aten::hinge_embedding_loss(Tensor self, Tensor target, float margin=1., int reduction=1) -> Tensor` */
  hingeEmbeddingLoss(target: Tensor, margin?: number, reduction?: number | bigint): Tensor;
  hingeEmbeddingLoss(target: Tensor, options?: { margin?: number; reduction?: number | bigint }): Tensor;
  /** `aten::histc(Tensor self, int bins=100, Scalar min=0, Scalar max=0) -> Tensor` */
  histc(bins?: number | bigint, min?: Scalar, max?: Scalar): Tensor;
  histc(options?: { bins?: number | bigint; min?: Scalar; max?: Scalar }): Tensor;
  /** `aten::histogram.bins_tensor(Tensor self, Tensor bins, *, Tensor? weight=None, bool density=False) -> (Tensor hist, Tensor bin_edges)` · `aten::histogram.bin_ct(Tensor self, int bins=100, *, float[]? range=None, Tensor? weight=None, bool density=False) -> (Tensor hist, Tensor bin_edges)` */
  histogram(bins: Tensor, options?: { weight?: Tensor | null; density?: boolean }): { hist: Tensor; binEdges: Tensor };
  histogram(bins?: number | bigint, options?: { range?: readonly number[] | null; weight?: Tensor | null; density?: boolean }): { hist: Tensor; binEdges: Tensor };
  histogram(options?: { bins?: number | bigint; range?: readonly number[] | null; weight?: Tensor | null; density?: boolean }): { hist: Tensor; binEdges: Tensor };
  /** `aten::histogramdd.int_bins(Tensor self, int bins, float[]? range=None, Tensor? weight=None, bool density=False) -> (Tensor hist, Tensor[] bin_edges)` · `aten::histogramdd(Tensor self, int[] bins, float[]? range=None, Tensor? weight=None, bool density=False) -> (Tensor hist, Tensor[] bin_edges)` · `aten::histogramdd.TensorList_bins(Tensor self, Tensor[] bins, float[]? range=None, Tensor? weight=None, bool density=False) -> (Tensor hist, Tensor[] bin_edges)` */
  histogramdd(bins: number | bigint, range?: readonly number[] | null, weight?: Tensor | null, density?: boolean): { hist: Tensor; binEdges: Tensor[] };
  histogramdd(bins: number | bigint, options?: { range?: readonly number[] | null; weight?: Tensor | null; density?: boolean }): { hist: Tensor; binEdges: Tensor[] };
  histogramdd(options: { bins: number | bigint; range?: readonly number[] | null; weight?: Tensor | null; density?: boolean }): { hist: Tensor; binEdges: Tensor[] };
  histogramdd(bins: readonly (number | bigint)[] | number, range?: readonly number[] | null, weight?: Tensor | null, density?: boolean): { hist: Tensor; binEdges: Tensor[] };
  histogramdd(bins: readonly (number | bigint)[] | number, options?: { range?: readonly number[] | null; weight?: Tensor | null; density?: boolean }): { hist: Tensor; binEdges: Tensor[] };
  histogramdd(options: { bins: readonly (number | bigint)[] | number; range?: readonly number[] | null; weight?: Tensor | null; density?: boolean }): { hist: Tensor; binEdges: Tensor[] };
  histogramdd(bins: readonly Tensor[], range?: readonly number[] | null, weight?: Tensor | null, density?: boolean): { hist: Tensor; binEdges: Tensor[] };
  histogramdd(bins: readonly Tensor[], options?: { range?: readonly number[] | null; weight?: Tensor | null; density?: boolean }): { hist: Tensor; binEdges: Tensor[] };
  histogramdd(options: { bins: readonly Tensor[]; range?: readonly number[] | null; weight?: Tensor | null; density?: boolean }): { hist: Tensor; binEdges: Tensor[] };
  /** `aten::hsplit.int(Tensor(a -> *) self, int sections) -> Tensor(a)[]` · `aten::hsplit.array(Tensor(a -> *) self, int[] indices) -> Tensor(a)[]` */
  hsplit(sections: number | bigint): Tensor[];
  hsplit(options: { sections: number | bigint }): Tensor[];
  hsplit(indices: readonly (number | bigint)[] | number): Tensor[];
  hsplit(options: { indices: readonly (number | bigint)[] | number }): Tensor[];
  /** `aten::huber_loss(Tensor self, Tensor target, int reduction=1, float delta=1.) -> Tensor` */
  huberLoss(target: Tensor, reduction?: number | bigint, delta?: number): Tensor;
  huberLoss(target: Tensor, options?: { reduction?: number | bigint; delta?: number }): Tensor;
  /** `aten::hypot(Tensor self, Tensor other) -> Tensor` */
  hypot(other: Tensor): Tensor;
  /** `aten::hypot_(Tensor(a!) self, Tensor other) -> Tensor(a!)` */
  hypot_(other: Tensor): this;
  /** `aten::i0(Tensor self) -> Tensor` */
  i0(): Tensor;
  /** `aten::i0_(Tensor(a!) self) -> Tensor(a!)` */
  i0_(): this;
  /** `aten::igamma(Tensor self, Tensor other) -> Tensor` */
  igamma(other: Tensor): Tensor;
  /** `aten::igamma_(Tensor(a!) self, Tensor other) -> Tensor(a!)` */
  igamma_(other: Tensor): this;
  /** `aten::igammac(Tensor self, Tensor other) -> Tensor` */
  igammac(other: Tensor): Tensor;
  /** `aten::igammac_(Tensor(a!) self, Tensor other) -> Tensor(a!)` */
  igammac_(other: Tensor): this;
  /** `aten::im2col(Tensor self, int[2] kernel_size, int[2] dilation, int[2] padding, int[2] stride) -> Tensor` */
  im2col(kernelSize: number | readonly (number | bigint)[], dilation: number | readonly (number | bigint)[], padding: number | readonly (number | bigint)[], stride: number | readonly (number | bigint)[]): Tensor;
  im2col(options: { kernelSize: number | readonly (number | bigint)[]; dilation: number | readonly (number | bigint)[]; padding: number | readonly (number | bigint)[]; stride: number | readonly (number | bigint)[] }): Tensor;
  /** `aten::imag(Tensor(a) self) -> Tensor(a)` */
  imag(): Tensor;
  /** `aten::index_add(Tensor self, int dim, Tensor index, Tensor source, *, Scalar alpha=1) -> Tensor` */
  indexAdd(dim: number | bigint, index: Tensor, source: Tensor, options?: { alpha?: Scalar }): Tensor;
  indexAdd(options: { dim: number | bigint; index: Tensor; source: Tensor; alpha?: Scalar }): Tensor;
  /** `aten::index_add_(Tensor(a!) self, int dim, Tensor index, Tensor source, *, Scalar alpha=1) -> Tensor(a!)` */
  indexAdd_(dim: number | bigint, index: Tensor, source: Tensor, options?: { alpha?: Scalar }): this;
  indexAdd_(options: { dim: number | bigint; index: Tensor; source: Tensor; alpha?: Scalar }): this;
  /** `aten::index_copy(Tensor self, int dim, Tensor index, Tensor source) -> Tensor` */
  indexCopy(dim: number | bigint, index: Tensor, source: Tensor): Tensor;
  indexCopy(options: { dim: number | bigint; index: Tensor; source: Tensor }): Tensor;
  /** `aten::index_copy_(Tensor(a!) self, int dim, Tensor index, Tensor source) -> Tensor(a!)` */
  indexCopy_(dim: number | bigint, index: Tensor, source: Tensor): this;
  indexCopy_(options: { dim: number | bigint; index: Tensor; source: Tensor }): this;
  /** `aten::index_fill.int_Tensor(Tensor self, int dim, Tensor index, Tensor value) -> Tensor` · `aten::index_fill.int_Scalar(Tensor self, int dim, Tensor index, Scalar value) -> Tensor` */
  indexFill(dim: number | bigint, index: Tensor, value: Tensor): Tensor;
  indexFill(options: { dim: number | bigint; index: Tensor; value: Tensor }): Tensor;
  indexFill(dim: number | bigint, index: Tensor, value: Scalar): Tensor;
  indexFill(options: { dim: number | bigint; index: Tensor; value: Scalar }): Tensor;
  /** `aten::index_fill_.int_Tensor(Tensor(a!) self, int dim, Tensor index, Tensor value) -> Tensor(a!)` · `aten::index_fill_.int_Scalar(Tensor(a!) self, int dim, Tensor index, Scalar value) -> Tensor(a!)` */
  indexFill_(dim: number | bigint, index: Tensor, value: Tensor): this;
  indexFill_(options: { dim: number | bigint; index: Tensor; value: Tensor }): this;
  indexFill_(dim: number | bigint, index: Tensor, value: Scalar): this;
  indexFill_(options: { dim: number | bigint; index: Tensor; value: Scalar }): this;
  /** `aten::index_put(Tensor self, Tensor?[] indices, Tensor values, bool accumulate=False) -> Tensor` */
  indexPut(indices: readonly (Tensor | null)[], values: Tensor, accumulate?: boolean): Tensor;
  indexPut(indices: readonly (Tensor | null)[], values: Tensor, options?: { accumulate?: boolean }): Tensor;
  indexPut(options: { indices: readonly (Tensor | null)[]; values: Tensor; accumulate?: boolean }): Tensor;
  /** `aten::index_reduce(Tensor self, int dim, Tensor index, Tensor source, str reduce, *, bool include_self=True) -> Tensor` */
  indexReduce(dim: number | bigint, index: Tensor, source: Tensor, reduce: string, options?: { includeSelf?: boolean }): Tensor;
  indexReduce(options: { dim: number | bigint; index: Tensor; source: Tensor; reduce: string; includeSelf?: boolean }): Tensor;
  /** `aten::index_reduce_(Tensor(a!) self, int dim, Tensor index, Tensor source, str reduce, *, bool include_self=True) -> Tensor(a!)` */
  indexReduce_(dim: number | bigint, index: Tensor, source: Tensor, reduce: string, options?: { includeSelf?: boolean }): this;
  indexReduce_(options: { dim: number | bigint; index: Tensor; source: Tensor; reduce: string; includeSelf?: boolean }): this;
  /** `aten::index_select(Tensor self, int dim, Tensor index) -> Tensor` */
  indexSelect(dim: number | bigint, index: Tensor): Tensor;
  indexSelect(options: { dim: number | bigint; index: Tensor }): Tensor;
  /** `aten::indices(Tensor(a) self) -> Tensor(a)` */
  indices(): Tensor;
  /** `aten::indices_copy(Tensor self) -> Tensor` */
  indicesCopy(): Tensor;
  /** `aten::inner(Tensor self, Tensor other) -> Tensor` */
  inner(other: Tensor): Tensor;
  /** `aten::int_repr(Tensor self) -> Tensor` */
  intRepr(): Tensor;
  /** `aten::inverse(Tensor self) -> Tensor` */
  inverse(): Tensor;
  /** `aten::is_coalesced(Tensor self) -> bool` */
  isCoalesced(): boolean;
  /** `aten::is_complex(Tensor self) -> bool` */
  isComplex(): boolean;
  /** `aten::is_conj(Tensor self) -> bool` */
  isConj(): boolean;
  /** `aten::is_distributed(Tensor self) -> bool` */
  isDistributed(): boolean;
  /** `aten::is_floating_point(Tensor self) -> bool` */
  isFloatingPoint(): boolean;
  /** `aten::is_inference(Tensor self) -> bool` */
  isInference(): boolean;
  /** `aten::is_neg(Tensor self) -> bool` */
  isNeg(): boolean;
  /** `aten::is_nonzero(Tensor self) -> bool` */
  isNonzero(): boolean;
  /** `aten::is_pinned(Tensor self, Device? device=None) -> bool` */
  isPinned(device?: Device | null): boolean;
  isPinned(options?: { device?: Device | null }): boolean;
  /** `aten::is_same_size(Tensor self, Tensor other) -> bool` */
  isSameSize(other: Tensor): boolean;
  /** `aten::is_set_to(Tensor self, Tensor tensor) -> bool` */
  isSetTo(tensor: Tensor): boolean;
  /** `aten::is_signed(Tensor self) -> bool` */
  isSigned(): boolean;
  /** `aten::isclose(Tensor self, Tensor other, float rtol=1.0000000000000001e-05, float atol=1e-08, bool equal_nan=False) -> Tensor` */
  isclose(other: Tensor, rtol?: number, atol?: number, equalNan?: boolean): Tensor;
  isclose(other: Tensor, options?: { rtol?: number; atol?: number; equalNan?: boolean }): Tensor;
  /** `aten::isfinite(Tensor self) -> Tensor` */
  isfinite(): Tensor;
  /** `aten::isinf(Tensor self) -> Tensor` */
  isinf(): Tensor;
  /** `aten::isnan(Tensor self) -> Tensor` */
  isnan(): Tensor;
  /** `aten::isneginf(Tensor self) -> Tensor` */
  isneginf(): Tensor;
  /** `aten::isposinf(Tensor self) -> Tensor` */
  isposinf(): Tensor;
  /** `aten::isreal(Tensor self) -> Tensor` */
  isreal(): Tensor;
  /** `aten::istft(Tensor self, int n_fft, int? hop_length=None, int? win_length=None, Tensor? window=None, bool center=True, bool normalized=False, bool? onesided=None, int? length=None, bool return_complex=False) -> Tensor` */
  istft(nFft: number | bigint, hopLength?: number | bigint | null, winLength?: number | bigint | null, window?: Tensor | null, center?: boolean, normalized?: boolean, onesided?: boolean | null, length?: number | bigint | null, returnComplex?: boolean): Tensor;
  istft(nFft: number | bigint, options?: { hopLength?: number | bigint | null; winLength?: number | bigint | null; window?: Tensor | null; center?: boolean; normalized?: boolean; onesided?: boolean | null; length?: number | bigint | null; returnComplex?: boolean }): Tensor;
  istft(options: { nFft: number | bigint; hopLength?: number | bigint | null; winLength?: number | bigint | null; window?: Tensor | null; center?: boolean; normalized?: boolean; onesided?: boolean | null; length?: number | bigint | null; returnComplex?: boolean }): Tensor;
  /** `aten::kl_div(Tensor self, Tensor target, int reduction=1, *, bool log_target=False) -> Tensor` */
  klDiv(target: Tensor, reduction?: number | bigint, options?: { logTarget?: boolean }): Tensor;
  klDiv(target: Tensor, options?: { reduction?: number | bigint; logTarget?: boolean }): Tensor;
  /** `aten::kron(Tensor self, Tensor other) -> Tensor` */
  kron(other: Tensor): Tensor;
  /** `aten::kthvalue(Tensor self, SymInt k, int dim=-1, bool keepdim=False) -> (Tensor values, Tensor indices)` */
  kthvalue(k: number | bigint, dim?: number | bigint, keepdim?: boolean): { values: Tensor; indices: Tensor };
  kthvalue(k: number | bigint, options?: { dim?: number | bigint; keepdim?: boolean }): { values: Tensor; indices: Tensor };
  kthvalue(options: { k: number | bigint; dim?: number | bigint; keepdim?: boolean }): { values: Tensor; indices: Tensor };
  /** `aten::l1_loss(Tensor self, Tensor target, int reduction=1) -> Tensor` */
  l1Loss(target: Tensor, reduction?: number | bigint): Tensor;
  l1Loss(target: Tensor, options?: { reduction?: number | bigint }): Tensor;
  /** `aten::lcm(Tensor self, Tensor other) -> Tensor` */
  lcm(other: Tensor): Tensor;
  /** `aten::lcm_(Tensor(a!) self, Tensor other) -> Tensor(a!)` */
  lcm_(other: Tensor): this;
  /** `aten::ldexp.Tensor(Tensor self, Tensor other) -> Tensor` */
  ldexp(other: Tensor): Tensor;
  /** `aten::ldexp_(Tensor(a!) self, Tensor other) -> Tensor(a!)` */
  ldexp_(other: Tensor): this;
  /** `aten::le.Tensor(Tensor self, Tensor other) -> Tensor` · `aten::le.Scalar(Tensor self, Scalar other) -> Tensor` */
  le(other: Tensor): Tensor;
  le(other: Scalar): Tensor;
  le(options: { other: Scalar }): Tensor;
  /** `aten::le_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::le_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!)` */
  le_(other: Tensor): this;
  le_(other: Scalar): this;
  le_(options: { other: Scalar }): this;
  /** `aten::leaky_relu(Tensor self, Scalar negative_slope=0.01) -> Tensor` */
  leakyRelu(negativeSlope?: Scalar): Tensor;
  leakyRelu(options?: { negativeSlope?: Scalar }): Tensor;
  /** `aten::leaky_relu_(Tensor(a!) self, Scalar negative_slope=0.01) -> Tensor(a!)` */
  leakyRelu_(negativeSlope?: Scalar): this;
  leakyRelu_(options?: { negativeSlope?: Scalar }): this;
  /** `aten::lerp.Tensor(Tensor self, Tensor end, Tensor weight) -> Tensor` · `aten::lerp.Scalar(Tensor self, Tensor end, Scalar weight) -> Tensor` */
  lerp(end: Tensor, weight: Tensor): Tensor;
  lerp(end: Tensor, weight: Scalar): Tensor;
  lerp(end: Tensor, options: { weight: Scalar }): Tensor;
  /** `aten::lerp_.Tensor(Tensor(a!) self, Tensor end, Tensor weight) -> Tensor(a!)` · `aten::lerp_.Scalar(Tensor(a!) self, Tensor end, Scalar weight) -> Tensor(a!)` */
  lerp_(end: Tensor, weight: Tensor): this;
  lerp_(end: Tensor, weight: Scalar): this;
  lerp_(end: Tensor, options: { weight: Scalar }): this;
  /** `aten::less.Tensor(Tensor self, Tensor other) -> Tensor` · `aten::less.Scalar(Tensor self, Scalar other) -> Tensor` */
  less(other: Tensor): Tensor;
  less(other: Scalar): Tensor;
  less(options: { other: Scalar }): Tensor;
  /** `aten::less_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::less_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!)` */
  less_(other: Tensor): this;
  less_(other: Scalar): this;
  less_(options: { other: Scalar }): this;
  /** `aten::less_equal.Tensor(Tensor self, Tensor other) -> Tensor` · `aten::less_equal.Scalar(Tensor self, Scalar other) -> Tensor` */
  lessEqual(other: Tensor): Tensor;
  lessEqual(other: Scalar): Tensor;
  lessEqual(options: { other: Scalar }): Tensor;
  /** `aten::less_equal_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::less_equal_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!)` */
  lessEqual_(other: Tensor): this;
  lessEqual_(other: Scalar): this;
  lessEqual_(options: { other: Scalar }): this;
  /** `aten::lgamma(Tensor self) -> Tensor` */
  lgamma(): Tensor;
  /** `aten::lgamma_(Tensor(a!) self) -> Tensor(a!)` */
  lgamma_(): this;
  /** `aten::lift(Tensor self) -> Tensor` */
  lift(): Tensor;
  /** `aten::lift_fresh(Tensor(a) self) -> Tensor(a)` */
  liftFresh(): Tensor;
  /** `aten::lift_fresh_copy(Tensor self) -> Tensor` */
  liftFreshCopy(): Tensor;
  /** `aten::linear_backward(Tensor self, Tensor grad_output, Tensor weight, bool[3] output_mask) -> (Tensor, Tensor, Tensor)` */
  linearBackward(gradOutput: Tensor, weight: Tensor, outputMask: readonly boolean[]): [Tensor, Tensor, Tensor];
  linearBackward(gradOutput: Tensor, weight: Tensor, options: { outputMask: readonly boolean[] }): [Tensor, Tensor, Tensor];
  /** `aten::log(Tensor self) -> Tensor` */
  log(): Tensor;
  /** `aten::log10(Tensor self) -> Tensor` */
  log10(): Tensor;
  /** `aten::log10_(Tensor(a!) self) -> Tensor(a!)` */
  log10_(): this;
  /** `aten::log1p(Tensor self) -> Tensor` */
  log1p(): Tensor;
  /** `aten::log1p_(Tensor(a!) self) -> Tensor(a!)` */
  log1p_(): this;
  /** `aten::log2(Tensor self) -> Tensor` */
  log2(): Tensor;
  /** `aten::log2_(Tensor(a!) self) -> Tensor(a!)` */
  log2_(): this;
  /** `aten::log_(Tensor(a!) self) -> Tensor(a!)` */
  log_(): this;
  /** `aten::log_normal(Tensor self, float mean=1., float std=2., *, Generator? generator=None) -> Tensor` */
  logNormal(mean?: number, std?: number, options?: { generator?: Generator | null }): Tensor;
  logNormal(options?: { mean?: number; std?: number; generator?: Generator | null }): Tensor;
  /** `aten::log_normal_(Tensor(a!) self, float mean=1., float std=2., *, Generator? generator=None) -> Tensor(a!)` */
  logNormal_(mean?: number, std?: number, options?: { generator?: Generator | null }): this;
  logNormal_(options?: { mean?: number; std?: number; generator?: Generator | null }): this;
  /** `aten::log_sigmoid(Tensor self) -> Tensor` */
  logSigmoid(): Tensor;
  /** `aten::log_sigmoid_forward(Tensor self) -> (Tensor output, Tensor buffer)` */
  logSigmoidForward(): { output: Tensor; buffer: Tensor };
  /** `aten::log_softmax.int(Tensor self, int dim, ScalarType? dtype=None) -> Tensor` */
  logSoftmax(dim: number | bigint, dtype?: DType | null): Tensor;
  logSoftmax(dim: number | bigint, options?: { dtype?: DType | null }): Tensor;
  logSoftmax(options: { dim: number | bigint; dtype?: DType | null }): Tensor;
  /** `aten::logaddexp(Tensor self, Tensor other) -> Tensor` */
  logaddexp(other: Tensor): Tensor;
  /** `aten::logaddexp2(Tensor self, Tensor other) -> Tensor` */
  logaddexp2(other: Tensor): Tensor;
  /** `aten::logcumsumexp(Tensor self, int dim) -> Tensor` */
  logcumsumexp(dim: number | bigint): Tensor;
  logcumsumexp(options: { dim: number | bigint }): Tensor;
  /** `aten::logdet(Tensor self) -> Tensor` */
  logdet(): Tensor;
  /** `aten::logical_and(Tensor self, Tensor other) -> Tensor` */
  logicalAnd(other: Tensor): Tensor;
  /** `aten::logical_and_(Tensor(a!) self, Tensor other) -> Tensor(a!)` */
  logicalAnd_(other: Tensor): this;
  /** `aten::logical_not(Tensor self) -> Tensor` */
  logicalNot(): Tensor;
  /** `aten::logical_not_(Tensor(a!) self) -> Tensor(a!)` */
  logicalNot_(): this;
  /** `aten::logical_or(Tensor self, Tensor other) -> Tensor` */
  logicalOr(other: Tensor): Tensor;
  /** `aten::logical_or_(Tensor(a!) self, Tensor other) -> Tensor(a!)` */
  logicalOr_(other: Tensor): this;
  /** `aten::logical_xor(Tensor self, Tensor other) -> Tensor` */
  logicalXor(other: Tensor): Tensor;
  /** `aten::logical_xor_(Tensor(a!) self, Tensor other) -> Tensor(a!)` */
  logicalXor_(other: Tensor): this;
  /** `aten::logit(Tensor self, float? eps=None) -> Tensor` */
  logit(eps?: number | null): Tensor;
  logit(options?: { eps?: number | null }): Tensor;
  /** `aten::logit_(Tensor(a!) self, float? eps=None) -> Tensor(a!)` */
  logit_(eps?: number | null): this;
  logit_(options?: { eps?: number | null }): this;
  /** `aten::logsumexp(Tensor self, int[1] dim, bool keepdim=False) -> Tensor` */
  logsumexp(dim: number | readonly (number | bigint)[], keepdim?: boolean): Tensor;
  logsumexp(dim: number | readonly (number | bigint)[], options?: { keepdim?: boolean }): Tensor;
  logsumexp(options: { dim: number | readonly (number | bigint)[]; keepdim?: boolean }): Tensor;
  /** `aten::lt.Tensor(Tensor self, Tensor other) -> Tensor` · `aten::lt.Scalar(Tensor self, Scalar other) -> Tensor` */
  lt(other: Tensor): Tensor;
  lt(other: Scalar): Tensor;
  lt(options: { other: Scalar }): Tensor;
  /** `aten::lt_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::lt_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!)` */
  lt_(other: Tensor): this;
  lt_(other: Scalar): this;
  lt_(options: { other: Scalar }): this;
  /** `aten::lu_solve(Tensor self, Tensor LU_data, Tensor LU_pivots) -> Tensor` */
  luSolve(LUData: Tensor, LUPivots: Tensor): Tensor;
  /** `aten::mH(Tensor(a) self) -> Tensor(a)` */
  mH(): Tensor;
  /** `aten::mT(Tensor(a) self) -> Tensor(a)` */
  mT(): Tensor;
  /** `aten::masked_fill.Tensor(Tensor self, Tensor mask, Tensor value) -> Tensor` · `aten::masked_fill.Scalar(Tensor self, Tensor mask, Scalar value) -> Tensor` */
  maskedFill(mask: Tensor, value: Tensor): Tensor;
  maskedFill(mask: Tensor, value: Scalar): Tensor;
  maskedFill(mask: Tensor, options: { value: Scalar }): Tensor;
  /** `aten::masked_fill_.Tensor(Tensor(a!) self, Tensor mask, Tensor value) -> Tensor(a!)` · `aten::masked_fill_.Scalar(Tensor(a!) self, Tensor mask, Scalar value) -> Tensor(a!)` */
  maskedFill_(mask: Tensor, value: Tensor): this;
  maskedFill_(mask: Tensor, value: Scalar): this;
  maskedFill_(mask: Tensor, options: { value: Scalar }): this;
  /** `aten::masked_scatter(Tensor self, Tensor mask, Tensor source) -> Tensor` */
  maskedScatter(mask: Tensor, source: Tensor): Tensor;
  /** `aten::masked_scatter_(Tensor(a!) self, Tensor mask, Tensor source) -> Tensor(a!)` */
  maskedScatter_(mask: Tensor, source: Tensor): this;
  /** `aten::masked_select(Tensor self, Tensor mask) -> Tensor` */
  maskedSelect(mask: Tensor): Tensor;
  /** `aten::matmul(Tensor self, Tensor other) -> Tensor` */
  matmul(other: Tensor): Tensor;
  /** `aten::matrix_H(Tensor(a) self) -> Tensor(a)` */
  matrixH(): Tensor;
  /** `aten::matrix_exp(Tensor self) -> Tensor` */
  matrixExp(): Tensor;
  /** `aten::matrix_exp_backward(Tensor self, Tensor grad) -> Tensor` */
  matrixExpBackward(grad: Tensor): Tensor;
  /** `aten::matrix_power(Tensor self, int n) -> Tensor` */
  matrixPower(n: number | bigint): Tensor;
  matrixPower(options: { n: number | bigint }): Tensor;
  /** `aten::max(Tensor self) -> Tensor` · `aten::max.other(Tensor self, Tensor other) -> Tensor` · `aten::max.dim(Tensor self, int dim, bool keepdim=False) -> (Tensor values, Tensor indices)` */
  max(): Tensor;
  max(other: Tensor): Tensor;
  max(dim: number | bigint, keepdim?: boolean): { values: Tensor; indices: Tensor };
  max(dim: number | bigint, options?: { keepdim?: boolean }): { values: Tensor; indices: Tensor };
  max(options: { dim: number | bigint; keepdim?: boolean }): { values: Tensor; indices: Tensor };
  /** `aten::max_pool1d(Tensor self, int[1] kernel_size, int[1] stride=[], int[1] padding=[0], int[1] dilation=[1], bool ceil_mode=False) -> Tensor` */
  maxPool1d(kernelSize: number | readonly (number | bigint)[], stride?: number | readonly (number | bigint)[], padding?: number | readonly (number | bigint)[], dilation?: number | readonly (number | bigint)[], ceilMode?: boolean): Tensor;
  maxPool1d(kernelSize: number | readonly (number | bigint)[], options?: { stride?: number | readonly (number | bigint)[]; padding?: number | readonly (number | bigint)[]; dilation?: number | readonly (number | bigint)[]; ceilMode?: boolean }): Tensor;
  maxPool1d(options: { kernelSize: number | readonly (number | bigint)[]; stride?: number | readonly (number | bigint)[]; padding?: number | readonly (number | bigint)[]; dilation?: number | readonly (number | bigint)[]; ceilMode?: boolean }): Tensor;
  /** `aten::max_pool1d_with_indices(Tensor self, int[1] kernel_size, int[1] stride=[], int[1] padding=[0], int[1] dilation=[1], bool ceil_mode=False) -> (Tensor, Tensor)` */
  maxPool1dWithIndices(kernelSize: number | readonly (number | bigint)[], stride?: number | readonly (number | bigint)[], padding?: number | readonly (number | bigint)[], dilation?: number | readonly (number | bigint)[], ceilMode?: boolean): [Tensor, Tensor];
  maxPool1dWithIndices(kernelSize: number | readonly (number | bigint)[], options?: { stride?: number | readonly (number | bigint)[]; padding?: number | readonly (number | bigint)[]; dilation?: number | readonly (number | bigint)[]; ceilMode?: boolean }): [Tensor, Tensor];
  maxPool1dWithIndices(options: { kernelSize: number | readonly (number | bigint)[]; stride?: number | readonly (number | bigint)[]; padding?: number | readonly (number | bigint)[]; dilation?: number | readonly (number | bigint)[]; ceilMode?: boolean }): [Tensor, Tensor];
  /** `aten::max_pool2d(Tensor self, int[2] kernel_size, int[2] stride=[], int[2] padding=0, int[2] dilation=1, bool ceil_mode=False) -> Tensor` */
  maxPool2d(kernelSize: number | readonly (number | bigint)[], stride?: number | readonly (number | bigint)[], padding?: number | readonly (number | bigint)[], dilation?: number | readonly (number | bigint)[], ceilMode?: boolean): Tensor;
  maxPool2d(kernelSize: number | readonly (number | bigint)[], options?: { stride?: number | readonly (number | bigint)[]; padding?: number | readonly (number | bigint)[]; dilation?: number | readonly (number | bigint)[]; ceilMode?: boolean }): Tensor;
  maxPool2d(options: { kernelSize: number | readonly (number | bigint)[]; stride?: number | readonly (number | bigint)[]; padding?: number | readonly (number | bigint)[]; dilation?: number | readonly (number | bigint)[]; ceilMode?: boolean }): Tensor;
  /** `aten::max_pool2d_with_indices(Tensor self, int[2] kernel_size, int[2] stride=[], int[2] padding=0, int[2] dilation=1, bool ceil_mode=False) -> (Tensor, Tensor)` */
  maxPool2dWithIndices(kernelSize: number | readonly (number | bigint)[], stride?: number | readonly (number | bigint)[], padding?: number | readonly (number | bigint)[], dilation?: number | readonly (number | bigint)[], ceilMode?: boolean): [Tensor, Tensor];
  maxPool2dWithIndices(kernelSize: number | readonly (number | bigint)[], options?: { stride?: number | readonly (number | bigint)[]; padding?: number | readonly (number | bigint)[]; dilation?: number | readonly (number | bigint)[]; ceilMode?: boolean }): [Tensor, Tensor];
  maxPool2dWithIndices(options: { kernelSize: number | readonly (number | bigint)[]; stride?: number | readonly (number | bigint)[]; padding?: number | readonly (number | bigint)[]; dilation?: number | readonly (number | bigint)[]; ceilMode?: boolean }): [Tensor, Tensor];
  /** `aten::max_pool3d(Tensor self, int[3] kernel_size, int[3] stride=[], int[3] padding=0, int[3] dilation=1, bool ceil_mode=False) -> Tensor` */
  maxPool3d(kernelSize: number | readonly (number | bigint)[], stride?: number | readonly (number | bigint)[], padding?: number | readonly (number | bigint)[], dilation?: number | readonly (number | bigint)[], ceilMode?: boolean): Tensor;
  maxPool3d(kernelSize: number | readonly (number | bigint)[], options?: { stride?: number | readonly (number | bigint)[]; padding?: number | readonly (number | bigint)[]; dilation?: number | readonly (number | bigint)[]; ceilMode?: boolean }): Tensor;
  maxPool3d(options: { kernelSize: number | readonly (number | bigint)[]; stride?: number | readonly (number | bigint)[]; padding?: number | readonly (number | bigint)[]; dilation?: number | readonly (number | bigint)[]; ceilMode?: boolean }): Tensor;
  /** `aten::max_pool3d_with_indices(Tensor self, int[3] kernel_size, int[3] stride=[], int[3] padding=0, int[3] dilation=1, bool ceil_mode=False) -> (Tensor, Tensor)` */
  maxPool3dWithIndices(kernelSize: number | readonly (number | bigint)[], stride?: number | readonly (number | bigint)[], padding?: number | readonly (number | bigint)[], dilation?: number | readonly (number | bigint)[], ceilMode?: boolean): [Tensor, Tensor];
  maxPool3dWithIndices(kernelSize: number | readonly (number | bigint)[], options?: { stride?: number | readonly (number | bigint)[]; padding?: number | readonly (number | bigint)[]; dilation?: number | readonly (number | bigint)[]; ceilMode?: boolean }): [Tensor, Tensor];
  maxPool3dWithIndices(options: { kernelSize: number | readonly (number | bigint)[]; stride?: number | readonly (number | bigint)[]; padding?: number | readonly (number | bigint)[]; dilation?: number | readonly (number | bigint)[]; ceilMode?: boolean }): [Tensor, Tensor];
  /** `aten::max_unpool2d(Tensor self, Tensor indices, SymInt[2] output_size) -> Tensor` */
  maxUnpool2d(indices: Tensor, outputSize: number | readonly (number | bigint)[]): Tensor;
  maxUnpool2d(indices: Tensor, options: { outputSize: number | readonly (number | bigint)[] }): Tensor;
  /** `aten::max_unpool3d(Tensor self, Tensor indices, SymInt[3] output_size, int[3] stride, int[3] padding) -> Tensor` */
  maxUnpool3d(indices: Tensor, outputSize: number | readonly (number | bigint)[], stride: number | readonly (number | bigint)[], padding: number | readonly (number | bigint)[]): Tensor;
  maxUnpool3d(indices: Tensor, options: { outputSize: number | readonly (number | bigint)[]; stride: number | readonly (number | bigint)[]; padding: number | readonly (number | bigint)[] }): Tensor;
  /** `aten::maximum(Tensor self, Tensor other) -> Tensor` */
  maximum(other: Tensor): Tensor;
  /** `aten::mean(Tensor self, *, ScalarType? dtype=None) -> Tensor` · `aten::mean.dim(Tensor self, int[1]? dim, bool keepdim=False, *, ScalarType? dtype=None) -> Tensor` */
  mean(options?: { dtype?: DType | null }): Tensor;
  mean(dim: number | readonly (number | bigint)[] | null, keepdim?: boolean, options?: { dtype?: DType | null }): Tensor;
  mean(dim: number | readonly (number | bigint)[] | null, options?: { keepdim?: boolean; dtype?: DType | null }): Tensor;
  mean(options: { dim: number | readonly (number | bigint)[] | null; keepdim?: boolean; dtype?: DType | null }): Tensor;
  /** `aten::median(Tensor self) -> Tensor` · `aten::median.dim(Tensor self, int dim, bool keepdim=False) -> (Tensor values, Tensor indices)` */
  median(): Tensor;
  median(dim: number | bigint, keepdim?: boolean): { values: Tensor; indices: Tensor };
  median(dim: number | bigint, options?: { keepdim?: boolean }): { values: Tensor; indices: Tensor };
  median(options: { dim: number | bigint; keepdim?: boolean }): { values: Tensor; indices: Tensor };
  /** `aten::min(Tensor self) -> Tensor` · `aten::min.other(Tensor self, Tensor other) -> Tensor` · `aten::min.dim(Tensor self, int dim, bool keepdim=False) -> (Tensor values, Tensor indices)` */
  min(): Tensor;
  min(other: Tensor): Tensor;
  min(dim: number | bigint, keepdim?: boolean): { values: Tensor; indices: Tensor };
  min(dim: number | bigint, options?: { keepdim?: boolean }): { values: Tensor; indices: Tensor };
  min(options: { dim: number | bigint; keepdim?: boolean }): { values: Tensor; indices: Tensor };
  /** `aten::minimum(Tensor self, Tensor other) -> Tensor` */
  minimum(other: Tensor): Tensor;
  /** `aten::miopen_convolution(Tensor self, Tensor weight, Tensor? bias, SymInt[] padding, SymInt[] stride, SymInt[] dilation, SymInt groups, bool benchmark, bool deterministic) -> Tensor` */
  miopenConvolution(weight: Tensor, bias: Tensor | null, padding: readonly (number | bigint)[] | number, stride: readonly (number | bigint)[] | number, dilation: readonly (number | bigint)[] | number, groups: number | bigint, benchmark: boolean, deterministic: boolean): Tensor;
  miopenConvolution(weight: Tensor, bias: Tensor | null, options: { padding: readonly (number | bigint)[] | number; stride: readonly (number | bigint)[] | number; dilation: readonly (number | bigint)[] | number; groups: number | bigint; benchmark: boolean; deterministic: boolean }): Tensor;
  /** `aten::miopen_convolution_add_relu(Tensor self, Tensor weight, Tensor z, Scalar? alpha, Tensor? bias, SymInt[] stride, SymInt[] padding, SymInt[] dilation, SymInt groups) -> Tensor` */
  miopenConvolutionAddRelu(weight: Tensor, z: Tensor, alpha: Scalar | null, bias: Tensor | null, stride: readonly (number | bigint)[] | number, padding: readonly (number | bigint)[] | number, dilation: readonly (number | bigint)[] | number, groups: number | bigint): Tensor;
  miopenConvolutionAddRelu(weight: Tensor, z: Tensor, options: { alpha: Scalar | null; bias: Tensor | null; stride: readonly (number | bigint)[] | number; padding: readonly (number | bigint)[] | number; dilation: readonly (number | bigint)[] | number; groups: number | bigint }): Tensor;
  /** `aten::miopen_convolution_relu(Tensor self, Tensor weight, Tensor? bias, SymInt[] stride, SymInt[] padding, SymInt[] dilation, SymInt groups) -> Tensor` */
  miopenConvolutionRelu(weight: Tensor, bias: Tensor | null, stride: readonly (number | bigint)[] | number, padding: readonly (number | bigint)[] | number, dilation: readonly (number | bigint)[] | number, groups: number | bigint): Tensor;
  miopenConvolutionRelu(weight: Tensor, bias: Tensor | null, options: { stride: readonly (number | bigint)[] | number; padding: readonly (number | bigint)[] | number; dilation: readonly (number | bigint)[] | number; groups: number | bigint }): Tensor;
  /** `aten::miopen_convolution_transpose(Tensor self, Tensor weight, Tensor? bias, SymInt[] padding, SymInt[] output_padding, SymInt[] stride, SymInt[] dilation, SymInt groups, bool benchmark, bool deterministic) -> Tensor` */
  miopenConvolutionTranspose(weight: Tensor, bias: Tensor | null, padding: readonly (number | bigint)[] | number, outputPadding: readonly (number | bigint)[] | number, stride: readonly (number | bigint)[] | number, dilation: readonly (number | bigint)[] | number, groups: number | bigint, benchmark: boolean, deterministic: boolean): Tensor;
  miopenConvolutionTranspose(weight: Tensor, bias: Tensor | null, options: { padding: readonly (number | bigint)[] | number; outputPadding: readonly (number | bigint)[] | number; stride: readonly (number | bigint)[] | number; dilation: readonly (number | bigint)[] | number; groups: number | bigint; benchmark: boolean; deterministic: boolean }): Tensor;
  /** `aten::miopen_depthwise_convolution(Tensor self, Tensor weight, Tensor? bias, SymInt[] padding, SymInt[] stride, SymInt[] dilation, SymInt groups, bool benchmark, bool deterministic) -> Tensor` */
  miopenDepthwiseConvolution(weight: Tensor, bias: Tensor | null, padding: readonly (number | bigint)[] | number, stride: readonly (number | bigint)[] | number, dilation: readonly (number | bigint)[] | number, groups: number | bigint, benchmark: boolean, deterministic: boolean): Tensor;
  miopenDepthwiseConvolution(weight: Tensor, bias: Tensor | null, options: { padding: readonly (number | bigint)[] | number; stride: readonly (number | bigint)[] | number; dilation: readonly (number | bigint)[] | number; groups: number | bigint; benchmark: boolean; deterministic: boolean }): Tensor;
  /** `aten::mish(Tensor self) -> Tensor` */
  mish(): Tensor;
  /** `aten::mish_(Tensor(a!) self) -> Tensor(a!)` */
  mish_(): this;
  /** `aten::mkldnn_adaptive_avg_pool2d(Tensor self, int[2] output_size) -> Tensor` */
  mkldnnAdaptiveAvgPool2d(outputSize: number | readonly (number | bigint)[]): Tensor;
  mkldnnAdaptiveAvgPool2d(options: { outputSize: number | readonly (number | bigint)[] }): Tensor;
  /** `aten::mkldnn_convolution(Tensor self, Tensor weight, Tensor? bias, SymInt[] padding, SymInt[] stride, SymInt[] dilation, SymInt groups) -> Tensor` */
  mkldnnConvolution(weight: Tensor, bias: Tensor | null, padding: readonly (number | bigint)[] | number, stride: readonly (number | bigint)[] | number, dilation: readonly (number | bigint)[] | number, groups: number | bigint): Tensor;
  mkldnnConvolution(weight: Tensor, bias: Tensor | null, options: { padding: readonly (number | bigint)[] | number; stride: readonly (number | bigint)[] | number; dilation: readonly (number | bigint)[] | number; groups: number | bigint }): Tensor;
  /** `aten::mkldnn_linear(Tensor self, Tensor weight, Tensor? bias=None) -> Tensor` */
  mkldnnLinear(weight: Tensor, bias?: Tensor | null): Tensor;
  mkldnnLinear(weight: Tensor, options?: { bias?: Tensor | null }): Tensor;
  /** `aten::mkldnn_linear_backward(Tensor self, Tensor grad_output, Tensor weight, bool[3] output_mask) -> (Tensor, Tensor, Tensor)` */
  mkldnnLinearBackward(gradOutput: Tensor, weight: Tensor, outputMask: readonly boolean[]): [Tensor, Tensor, Tensor];
  mkldnnLinearBackward(gradOutput: Tensor, weight: Tensor, options: { outputMask: readonly boolean[] }): [Tensor, Tensor, Tensor];
  /** `aten::mkldnn_max_pool2d(Tensor self, int[2] kernel_size, int[2] stride=[], int[2] padding=0, int[2] dilation=1, bool ceil_mode=False) -> Tensor` */
  mkldnnMaxPool2d(kernelSize: number | readonly (number | bigint)[], stride?: number | readonly (number | bigint)[], padding?: number | readonly (number | bigint)[], dilation?: number | readonly (number | bigint)[], ceilMode?: boolean): Tensor;
  mkldnnMaxPool2d(kernelSize: number | readonly (number | bigint)[], options?: { stride?: number | readonly (number | bigint)[]; padding?: number | readonly (number | bigint)[]; dilation?: number | readonly (number | bigint)[]; ceilMode?: boolean }): Tensor;
  mkldnnMaxPool2d(options: { kernelSize: number | readonly (number | bigint)[]; stride?: number | readonly (number | bigint)[]; padding?: number | readonly (number | bigint)[]; dilation?: number | readonly (number | bigint)[]; ceilMode?: boolean }): Tensor;
  /** `aten::mkldnn_max_pool3d(Tensor self, int[3] kernel_size, int[3] stride=[], int[3] padding=0, int[3] dilation=1, bool ceil_mode=False) -> Tensor` */
  mkldnnMaxPool3d(kernelSize: number | readonly (number | bigint)[], stride?: number | readonly (number | bigint)[], padding?: number | readonly (number | bigint)[], dilation?: number | readonly (number | bigint)[], ceilMode?: boolean): Tensor;
  mkldnnMaxPool3d(kernelSize: number | readonly (number | bigint)[], options?: { stride?: number | readonly (number | bigint)[]; padding?: number | readonly (number | bigint)[]; dilation?: number | readonly (number | bigint)[]; ceilMode?: boolean }): Tensor;
  mkldnnMaxPool3d(options: { kernelSize: number | readonly (number | bigint)[]; stride?: number | readonly (number | bigint)[]; padding?: number | readonly (number | bigint)[]; dilation?: number | readonly (number | bigint)[]; ceilMode?: boolean }): Tensor;
  /** `aten::mkldnn_reorder_conv2d_weight(Tensor self, SymInt[2] padding=[0, 0], SymInt[2] stride=[1, 1], SymInt[2] dilation=[1, 1], SymInt groups=1, SymInt[]? input_size=None) -> Tensor` */
  mkldnnReorderConv2dWeight(padding?: number | readonly (number | bigint)[], stride?: number | readonly (number | bigint)[], dilation?: number | readonly (number | bigint)[], groups?: number | bigint, inputSize?: readonly (number | bigint)[] | number | null): Tensor;
  mkldnnReorderConv2dWeight(options?: { padding?: number | readonly (number | bigint)[]; stride?: number | readonly (number | bigint)[]; dilation?: number | readonly (number | bigint)[]; groups?: number | bigint; inputSize?: readonly (number | bigint)[] | number | null }): Tensor;
  /** `aten::mkldnn_reorder_conv3d_weight(Tensor self, SymInt[3] padding=[0, 0, 0], SymInt[3] stride=[1, 1, 1], SymInt[3] dilation=[1, 1, 1], SymInt groups=1, SymInt[]? input_size=None) -> Tensor` */
  mkldnnReorderConv3dWeight(padding?: number | readonly (number | bigint)[], stride?: number | readonly (number | bigint)[], dilation?: number | readonly (number | bigint)[], groups?: number | bigint, inputSize?: readonly (number | bigint)[] | number | null): Tensor;
  mkldnnReorderConv3dWeight(options?: { padding?: number | readonly (number | bigint)[]; stride?: number | readonly (number | bigint)[]; dilation?: number | readonly (number | bigint)[]; groups?: number | bigint; inputSize?: readonly (number | bigint)[] | number | null }): Tensor;
  /** `aten::mm(Tensor self, Tensor mat2) -> Tensor` · `aten::mm.dtype(Tensor self, Tensor mat2, ScalarType out_dtype) -> Tensor` */
  mm(mat2: Tensor): Tensor;
  mm(mat2: Tensor, outDtype: DType): Tensor;
  mm(mat2: Tensor, options: { outDtype: DType }): Tensor;
  /** `aten::mode(Tensor self, int dim=-1, bool keepdim=False) -> (Tensor values, Tensor indices)` */
  mode(dim?: number | bigint, keepdim?: boolean): { values: Tensor; indices: Tensor };
  mode(options?: { dim?: number | bigint; keepdim?: boolean }): { values: Tensor; indices: Tensor };
  /** `aten::moveaxis.int(Tensor(a) self, int source, int destination) -> Tensor(a)` · `aten::moveaxis.intlist(Tensor(a) self, int[] source, int[] destination) -> Tensor(a)` */
  moveaxis(source: number | bigint, destination: number | bigint): Tensor;
  moveaxis(options: { source: number | bigint; destination: number | bigint }): Tensor;
  moveaxis(source: readonly (number | bigint)[] | number, destination: readonly (number | bigint)[] | number): Tensor;
  moveaxis(options: { source: readonly (number | bigint)[] | number; destination: readonly (number | bigint)[] | number }): Tensor;
  /** `aten::movedim.int(Tensor(a) self, int source, int destination) -> Tensor(a)` · `aten::movedim.intlist(Tensor(a) self, int[] source, int[] destination) -> Tensor(a)` */
  movedim(source: number | bigint, destination: number | bigint): Tensor;
  movedim(options: { source: number | bigint; destination: number | bigint }): Tensor;
  movedim(source: readonly (number | bigint)[] | number, destination: readonly (number | bigint)[] | number): Tensor;
  movedim(options: { source: readonly (number | bigint)[] | number; destination: readonly (number | bigint)[] | number }): Tensor;
  /** `aten::mps_convolution_backward(Tensor self, Tensor grad_output, Tensor weight, SymInt[] padding, SymInt[] stride, SymInt[] dilation, SymInt groups, bool[3] output_mask) -> (Tensor, Tensor, Tensor)` */
  mpsConvolutionBackward(gradOutput: Tensor, weight: Tensor, padding: readonly (number | bigint)[] | number, stride: readonly (number | bigint)[] | number, dilation: readonly (number | bigint)[] | number, groups: number | bigint, outputMask: readonly boolean[]): [Tensor, Tensor, Tensor];
  mpsConvolutionBackward(gradOutput: Tensor, weight: Tensor, options: { padding: readonly (number | bigint)[] | number; stride: readonly (number | bigint)[] | number; dilation: readonly (number | bigint)[] | number; groups: number | bigint; outputMask: readonly boolean[] }): [Tensor, Tensor, Tensor];
  /** `aten::mps_convolution_transpose_backward(Tensor self, Tensor grad_output, Tensor weight, SymInt[] padding, SymInt[] output_padding, SymInt[] stride, SymInt[] dilation, SymInt groups, bool[2] output_mask) -> (Tensor, Tensor)` */
  mpsConvolutionTransposeBackward(gradOutput: Tensor, weight: Tensor, padding: readonly (number | bigint)[] | number, outputPadding: readonly (number | bigint)[] | number, stride: readonly (number | bigint)[] | number, dilation: readonly (number | bigint)[] | number, groups: number | bigint, outputMask: readonly boolean[]): [Tensor, Tensor];
  mpsConvolutionTransposeBackward(gradOutput: Tensor, weight: Tensor, options: { padding: readonly (number | bigint)[] | number; outputPadding: readonly (number | bigint)[] | number; stride: readonly (number | bigint)[] | number; dilation: readonly (number | bigint)[] | number; groups: number | bigint; outputMask: readonly boolean[] }): [Tensor, Tensor];
  /** `aten::mse_loss(Tensor self, Tensor target, int reduction=1) -> Tensor` */
  mseLoss(target: Tensor, reduction?: number | bigint): Tensor;
  mseLoss(target: Tensor, options?: { reduction?: number | bigint }): Tensor;
  /** `aten::msort(Tensor self) -> Tensor` */
  msort(): Tensor;
  /** `aten::mul.Tensor(Tensor self, Tensor other) -> Tensor` · `aten::mul.Scalar(Tensor self, Scalar other) -> Tensor` */
  mul(other: Tensor): Tensor;
  mul(other: Scalar): Tensor;
  mul(options: { other: Scalar }): Tensor;
  /** `aten::mul_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::mul_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!)` */
  mul_(other: Tensor): this;
  mul_(other: Scalar): this;
  mul_(options: { other: Scalar }): this;
  /** `aten::multi_margin_loss(Tensor self, Tensor target, Scalar p=1, Scalar margin=1, Tensor? weight=None, int reduction=1) -> Tensor` */
  multiMarginLoss(target: Tensor, p?: Scalar, margin?: Scalar, weight?: Tensor | null, reduction?: number | bigint): Tensor;
  multiMarginLoss(target: Tensor, options?: { p?: Scalar; margin?: Scalar; weight?: Tensor | null; reduction?: number | bigint }): Tensor;
  /** `aten::multilabel_margin_loss(Tensor self, Tensor target, int reduction=1) -> Tensor` */
  multilabelMarginLoss(target: Tensor, reduction?: number | bigint): Tensor;
  multilabelMarginLoss(target: Tensor, options?: { reduction?: number | bigint }): Tensor;
  /** `aten::multilabel_margin_loss_forward(Tensor self, Tensor target, int reduction) -> (Tensor output, Tensor is_target)` */
  multilabelMarginLossForward(target: Tensor, reduction: number | bigint): { output: Tensor; isTarget: Tensor };
  multilabelMarginLossForward(target: Tensor, options: { reduction: number | bigint }): { output: Tensor; isTarget: Tensor };
  /** `aten::multinomial(Tensor self, SymInt num_samples, bool replacement=False, *, Generator? generator=None) -> Tensor` */
  multinomial(numSamples: number | bigint, replacement?: boolean, options?: { generator?: Generator | null }): Tensor;
  multinomial(numSamples: number | bigint, options?: { replacement?: boolean; generator?: Generator | null }): Tensor;
  multinomial(options: { numSamples: number | bigint; replacement?: boolean; generator?: Generator | null }): Tensor;
  /** `aten::multiply.Tensor(Tensor self, Tensor other) -> Tensor` · `aten::multiply.Scalar(Tensor self, Scalar other) -> Tensor` */
  multiply(other: Tensor): Tensor;
  multiply(other: Scalar): Tensor;
  multiply(options: { other: Scalar }): Tensor;
  /** `aten::multiply_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::multiply_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!)` */
  multiply_(other: Tensor): this;
  multiply_(other: Scalar): this;
  multiply_(options: { other: Scalar }): this;
  /** `aten::mv(Tensor self, Tensor vec) -> Tensor` */
  mv(vec: Tensor): Tensor;
  /** `aten::mvlgamma(Tensor self, int p) -> Tensor` */
  mvlgamma(p: number | bigint): Tensor;
  mvlgamma(options: { p: number | bigint }): Tensor;
  /** `aten::mvlgamma_(Tensor(a!) self, int p) -> Tensor(a!)` */
  mvlgamma_(p: number | bigint): this;
  mvlgamma_(options: { p: number | bigint }): this;
  /** `aten::nan_to_num(Tensor self, float? nan=None, float? posinf=None, float? neginf=None) -> Tensor` */
  nanToNum(nan?: number | null, posinf?: number | null, neginf?: number | null): Tensor;
  nanToNum(options?: { nan?: number | null; posinf?: number | null; neginf?: number | null }): Tensor;
  /** `aten::nan_to_num_(Tensor(a!) self, float? nan=None, float? posinf=None, float? neginf=None) -> Tensor(a!)` */
  nanToNum_(nan?: number | null, posinf?: number | null, neginf?: number | null): this;
  nanToNum_(options?: { nan?: number | null; posinf?: number | null; neginf?: number | null }): this;
  /** `aten::nanmean(Tensor self, int[1]? dim=None, bool keepdim=False, *, ScalarType? dtype=None) -> Tensor` */
  nanmean(dim?: number | readonly (number | bigint)[] | null, keepdim?: boolean, options?: { dtype?: DType | null }): Tensor;
  nanmean(options?: { dim?: number | readonly (number | bigint)[] | null; keepdim?: boolean; dtype?: DType | null }): Tensor;
  /** `aten::nanmedian(Tensor self) -> Tensor` · `aten::nanmedian.dim(Tensor self, int dim, bool keepdim=False) -> (Tensor values, Tensor indices)` */
  nanmedian(): Tensor;
  nanmedian(dim: number | bigint, keepdim?: boolean): { values: Tensor; indices: Tensor };
  nanmedian(dim: number | bigint, options?: { keepdim?: boolean }): { values: Tensor; indices: Tensor };
  nanmedian(options: { dim: number | bigint; keepdim?: boolean }): { values: Tensor; indices: Tensor };
  /** `aten::nanquantile(Tensor self, Tensor q, int? dim=None, bool keepdim=False, *, str interpolation="linear") -> Tensor` · `aten::nanquantile.scalar(Tensor self, float q, int? dim=None, bool keepdim=False, *, str interpolation="linear") -> Tensor` */
  nanquantile(q: Tensor, dim?: number | bigint | null, keepdim?: boolean, options?: { interpolation?: string }): Tensor;
  nanquantile(q: Tensor, options?: { dim?: number | bigint | null; keepdim?: boolean; interpolation?: string }): Tensor;
  nanquantile(q: number, dim?: number | bigint | null, keepdim?: boolean, options?: { interpolation?: string }): Tensor;
  nanquantile(q: number, options?: { dim?: number | bigint | null; keepdim?: boolean; interpolation?: string }): Tensor;
  nanquantile(options: { q: number; dim?: number | bigint | null; keepdim?: boolean; interpolation?: string }): Tensor;
  /** `aten::nansum(Tensor self, int[1]? dim=None, bool keepdim=False, *, ScalarType? dtype=None) -> Tensor` */
  nansum(dim?: number | readonly (number | bigint)[] | null, keepdim?: boolean, options?: { dtype?: DType | null }): Tensor;
  nansum(options?: { dim?: number | readonly (number | bigint)[] | null; keepdim?: boolean; dtype?: DType | null }): Tensor;
  /** `aten::narrow.Tensor(Tensor(a) self, int dim, Tensor start, SymInt length) -> Tensor(a)` · `aten::narrow(Tensor(a) self, int dim, SymInt start, SymInt length) -> Tensor(a)` */
  narrow(dim: number | bigint, start: Tensor, length: number | bigint): Tensor;
  narrow(options: { dim: number | bigint; start: Tensor; length: number | bigint }): Tensor;
  narrow(dim: number | bigint, start: number | bigint, length: number | bigint): Tensor;
  narrow(options: { dim: number | bigint; start: number | bigint; length: number | bigint }): Tensor;
  /** `aten::narrow_copy(Tensor self, int dim, SymInt start, SymInt length) -> Tensor` */
  narrowCopy(dim: number | bigint, start: number | bigint, length: number | bigint): Tensor;
  narrowCopy(options: { dim: number | bigint; start: number | bigint; length: number | bigint }): Tensor;
  /** `aten::native_channel_shuffle(Tensor self, SymInt groups) -> Tensor` */
  nativeChannelShuffle(groups: number | bigint): Tensor;
  nativeChannelShuffle(options: { groups: number | bigint }): Tensor;
  /** `aten::native_norm(Tensor self, Scalar p=2) -> Tensor` · `aten::native_norm.ScalarOpt_dim_dtype(Tensor self, Scalar? p, int[1] dim, bool keepdim, ScalarType? dtype) -> Tensor` */
  nativeNorm(p?: Scalar): Tensor;
  nativeNorm(options?: { p?: Scalar }): Tensor;
  nativeNorm(p: Scalar | null, dim: number | readonly (number | bigint)[], keepdim: boolean, dtype: DType | null): Tensor;
  nativeNorm(options: { p: Scalar | null; dim: number | readonly (number | bigint)[]; keepdim: boolean; dtype: DType | null }): Tensor;
  /** `aten::ne.Tensor(Tensor self, Tensor other) -> Tensor` · `aten::ne.Scalar(Tensor self, Scalar other) -> Tensor` */
  ne(other: Tensor): Tensor;
  ne(other: Scalar): Tensor;
  ne(options: { other: Scalar }): Tensor;
  /** `aten::ne_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::ne_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!)` */
  ne_(other: Tensor): this;
  ne_(other: Scalar): this;
  ne_(options: { other: Scalar }): this;
  /** `aten::neg(Tensor self) -> Tensor` */
  neg(): Tensor;
  /** `aten::neg_(Tensor(a!) self) -> Tensor(a!)` */
  neg_(): this;
  /** `aten::negative(Tensor self) -> Tensor` */
  negative(): Tensor;
  /** `aten::negative_(Tensor(a!) self) -> Tensor(a!)` */
  negative_(): this;
  /** `aten::nested_to_padded_tensor(Tensor self, float padding, int[]? output_size=None) -> Tensor` */
  nestedToPaddedTensor(padding: number, outputSize?: readonly (number | bigint)[] | number | null): Tensor;
  nestedToPaddedTensor(padding: number, options?: { outputSize?: readonly (number | bigint)[] | number | null }): Tensor;
  nestedToPaddedTensor(options: { padding: number; outputSize?: readonly (number | bigint)[] | number | null }): Tensor;
  /** `aten::new_empty(Tensor self, SymInt[] size, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` */
  newEmpty(size: readonly (number | bigint)[] | number, options?: { dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  newEmpty(options: { size: readonly (number | bigint)[] | number; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  /** `aten::new_empty_strided(Tensor self, SymInt[] size, SymInt[] stride, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` */
  newEmptyStrided(size: readonly (number | bigint)[] | number, stride: readonly (number | bigint)[] | number, options?: { dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  newEmptyStrided(options: { size: readonly (number | bigint)[] | number; stride: readonly (number | bigint)[] | number; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  /** `aten::new_full(Tensor self, SymInt[] size, Scalar fill_value, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` */
  newFull(size: readonly (number | bigint)[] | number, fillValue: Scalar, options?: { dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  newFull(options: { size: readonly (number | bigint)[] | number; fillValue: Scalar; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  /** `aten::new_ones(Tensor self, SymInt[] size, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` */
  newOnes(size: readonly (number | bigint)[] | number, options?: { dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  newOnes(options: { size: readonly (number | bigint)[] | number; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  /** `aten::new_zeros(Tensor self, SymInt[] size, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` */
  newZeros(size: readonly (number | bigint)[] | number, options?: { dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  newZeros(options: { size: readonly (number | bigint)[] | number; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null }): Tensor;
  /** `aten::nextafter(Tensor self, Tensor other) -> Tensor` */
  nextafter(other: Tensor): Tensor;
  /** `aten::nextafter_(Tensor(a!) self, Tensor other) -> Tensor(a!)` */
  nextafter_(other: Tensor): this;
  /** `aten::nll_loss(Tensor self, Tensor target, Tensor? weight=None, int reduction=1, SymInt ignore_index=-100) -> Tensor` */
  nllLoss(target: Tensor, weight?: Tensor | null, reduction?: number | bigint, ignoreIndex?: number | bigint): Tensor;
  nllLoss(target: Tensor, options?: { weight?: Tensor | null; reduction?: number | bigint; ignoreIndex?: number | bigint }): Tensor;
  /** `aten::nll_loss2d(Tensor self, Tensor target, Tensor? weight=None, int reduction=1, SymInt ignore_index=-100) -> Tensor` */
  nllLoss2d(target: Tensor, weight?: Tensor | null, reduction?: number | bigint, ignoreIndex?: number | bigint): Tensor;
  nllLoss2d(target: Tensor, options?: { weight?: Tensor | null; reduction?: number | bigint; ignoreIndex?: number | bigint }): Tensor;
  /** `aten::nll_loss2d_forward(Tensor self, Tensor target, Tensor? weight, int reduction, SymInt ignore_index) -> (Tensor output, Tensor total_weight)` */
  nllLoss2dForward(target: Tensor, weight: Tensor | null, reduction: number | bigint, ignoreIndex: number | bigint): { output: Tensor; totalWeight: Tensor };
  nllLoss2dForward(target: Tensor, weight: Tensor | null, options: { reduction: number | bigint; ignoreIndex: number | bigint }): { output: Tensor; totalWeight: Tensor };
  /** `aten::nll_loss_forward(Tensor self, Tensor target, Tensor? weight, int reduction, SymInt ignore_index) -> (Tensor output, Tensor total_weight)` */
  nllLossForward(target: Tensor, weight: Tensor | null, reduction: number | bigint, ignoreIndex: number | bigint): { output: Tensor; totalWeight: Tensor };
  nllLossForward(target: Tensor, weight: Tensor | null, options: { reduction: number | bigint; ignoreIndex: number | bigint }): { output: Tensor; totalWeight: Tensor };
  /** `aten::nll_loss_nd(Tensor self, Tensor target, Tensor? weight=None, int reduction=1, SymInt ignore_index=-100) -> Tensor` */
  nllLossNd(target: Tensor, weight?: Tensor | null, reduction?: number | bigint, ignoreIndex?: number | bigint): Tensor;
  nllLossNd(target: Tensor, options?: { weight?: Tensor | null; reduction?: number | bigint; ignoreIndex?: number | bigint }): Tensor;
  /** `aten::nonzero(Tensor self) -> Tensor` */
  nonzero(): Tensor;
  /** `aten::nonzero_numpy(Tensor self) -> Tensor[]` */
  nonzeroNumpy(): Tensor[];
  /** `aten::nonzero_static(Tensor self, *, SymInt size, int fill_value=-1) -> Tensor` */
  nonzeroStatic(options: { size: number | bigint; fillValue?: number | bigint }): Tensor;
  /** `aten::norm.Scalar(Tensor self, Scalar p=2) -> Tensor` · `aten::norm.ScalarOpt_dtype(Tensor self, Scalar? p, *, ScalarType dtype) -> Tensor` · `aten::norm.ScalarOpt_dim(Tensor self, Scalar? p, int[1] dim, bool keepdim=False) -> Tensor` · `aten::norm.ScalarOpt_dim_dtype(Tensor self, Scalar? p, int[1] dim, bool keepdim, *, ScalarType dtype) -> Tensor` */
  norm(p?: Scalar): Tensor;
  norm(options?: { p?: Scalar }): Tensor;
  norm(p: Scalar | null, options: { dtype: DType }): Tensor;
  norm(options: { p: Scalar | null; dtype: DType }): Tensor;
  norm(p: Scalar | null, dim: number | readonly (number | bigint)[], keepdim?: boolean): Tensor;
  norm(p: Scalar | null, dim: number | readonly (number | bigint)[], options?: { keepdim?: boolean }): Tensor;
  norm(options: { p: Scalar | null; dim: number | readonly (number | bigint)[]; keepdim?: boolean }): Tensor;
  norm(p: Scalar | null, dim: number | readonly (number | bigint)[], keepdim: boolean, options: { dtype: DType }): Tensor;
  norm(options: { p: Scalar | null; dim: number | readonly (number | bigint)[]; keepdim: boolean; dtype: DType }): Tensor;
  /** `aten::normal_(Tensor(a!) self, float mean=0., float std=1., *, Generator? generator=None) -> Tensor(a!)` */
  normal_(mean?: number, std?: number, options?: { generator?: Generator | null }): this;
  normal_(options?: { mean?: number; std?: number; generator?: Generator | null }): this;
  /** `aten::normal_functional(Tensor self, float mean=0., float std=1., *, Generator? generator=None) -> Tensor` */
  normalFunctional(mean?: number, std?: number, options?: { generator?: Generator | null }): Tensor;
  normalFunctional(options?: { mean?: number; std?: number; generator?: Generator | null }): Tensor;
  /** `aten::not_equal.Tensor(Tensor self, Tensor other) -> Tensor` · `aten::not_equal.Scalar(Tensor self, Scalar other) -> Tensor` */
  notEqual(other: Tensor): Tensor;
  notEqual(other: Scalar): Tensor;
  notEqual(options: { other: Scalar }): Tensor;
  /** `aten::not_equal_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::not_equal_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!)` */
  notEqual_(other: Tensor): this;
  notEqual_(other: Scalar): this;
  notEqual_(options: { other: Scalar }): this;
  /** `aten::nuclear_norm(Tensor self, bool keepdim=False) -> Tensor` · `aten::nuclear_norm.dim(Tensor self, int[2] dim, bool keepdim=False) -> Tensor` */
  nuclearNorm(keepdim?: boolean): Tensor;
  nuclearNorm(options?: { keepdim?: boolean }): Tensor;
  nuclearNorm(dim: number | readonly (number | bigint)[], keepdim?: boolean): Tensor;
  nuclearNorm(dim: number | readonly (number | bigint)[], options?: { keepdim?: boolean }): Tensor;
  nuclearNorm(options: { dim: number | readonly (number | bigint)[]; keepdim?: boolean }): Tensor;
  /** `aten::numpy_T(Tensor(a) self) -> Tensor(a)` */
  numpyT(): Tensor;
  /** `aten::one_hot(Tensor self, int num_classes=-1) -> Tensor` */
  oneHot(numClasses?: number | bigint): Tensor;
  oneHot(options?: { numClasses?: number | bigint }): Tensor;
  /** `aten::ones_like(Tensor self, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None, MemoryFormat? memory_format=None) -> Tensor` */
  onesLike(options?: { dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null; memoryFormat?: MemoryFormat | null }): Tensor;
  /** `aten::orgqr(Tensor self, Tensor input2) -> Tensor` */
  orgqr(input2: Tensor): Tensor;
  /** `aten::ormqr(Tensor self, Tensor input2, Tensor input3, bool left=True, bool transpose=False) -> Tensor` */
  ormqr(input2: Tensor, input3: Tensor, left?: boolean, transpose?: boolean): Tensor;
  ormqr(input2: Tensor, input3: Tensor, options?: { left?: boolean; transpose?: boolean }): Tensor;
  /** `aten::outer(Tensor self, Tensor vec2) -> Tensor` */
  outer(vec2: Tensor): Tensor;
  /** `aten::output_nr(Tensor self) -> int` */
  outputNr(): number;
  /** `aten::pad(Tensor self, SymInt[] pad, str mode="constant", float? value=None) -> Tensor` */
  pad(pad: readonly (number | bigint)[] | number, mode?: string, value?: number | null): Tensor;
  pad(pad: readonly (number | bigint)[] | number, options?: { mode?: string; value?: number | null }): Tensor;
  pad(options: { pad: readonly (number | bigint)[] | number; mode?: string; value?: number | null }): Tensor;
  /** `aten::pdist(Tensor self, float p=2.) -> Tensor` */
  pdist(p?: number): Tensor;
  pdist(options?: { p?: number }): Tensor;
  /** `aten::permute(Tensor(a) self, int[] dims) -> Tensor(a)` */
  permute(dims: readonly (number | bigint)[] | number): Tensor;
  permute(options: { dims: readonly (number | bigint)[] | number }): Tensor;
  /** `aten::permute_copy(Tensor self, int[] dims) -> Tensor` */
  permuteCopy(dims: readonly (number | bigint)[] | number): Tensor;
  permuteCopy(options: { dims: readonly (number | bigint)[] | number }): Tensor;
  /** `aten::pin_memory(Tensor(a) self, Device? device=None) -> Tensor(a)` */
  pinMemory(device?: Device | null): Tensor;
  pinMemory(options?: { device?: Device | null }): Tensor;
  /** `aten::pinverse(Tensor self, float rcond=1.0000000000000001e-15) -> Tensor` */
  pinverse(rcond?: number): Tensor;
  pinverse(options?: { rcond?: number }): Tensor;
  /** `aten::pixel_shuffle(Tensor self, int upscale_factor) -> Tensor` */
  pixelShuffle(upscaleFactor: number | bigint): Tensor;
  pixelShuffle(options: { upscaleFactor: number | bigint }): Tensor;
  /** `aten::pixel_unshuffle(Tensor self, int downscale_factor) -> Tensor` */
  pixelUnshuffle(downscaleFactor: number | bigint): Tensor;
  pixelUnshuffle(options: { downscaleFactor: number | bigint }): Tensor;
  /** `aten::poisson(Tensor self, Generator? generator=None) -> Tensor` */
  poisson(generator?: Generator | null): Tensor;
  poisson(options?: { generator?: Generator | null }): Tensor;
  /** `aten::polygamma_(Tensor(a!) self, int n) -> Tensor(a!)` */
  polygamma_(n: number | bigint): this;
  polygamma_(options: { n: number | bigint }): this;
  /** `aten::positive(Tensor(a) self) -> Tensor(a)` */
  positive(): Tensor;
  /** `aten::pow.Tensor_Tensor(Tensor self, Tensor exponent) -> Tensor` · `aten::pow.Tensor_Scalar(Tensor self, Scalar exponent) -> Tensor` */
  pow(exponent: Tensor): Tensor;
  pow(exponent: Scalar): Tensor;
  pow(options: { exponent: Scalar }): Tensor;
  /** `aten::pow_.Tensor(Tensor(a!) self, Tensor exponent) -> Tensor(a!)` · `aten::pow_.Scalar(Tensor(a!) self, Scalar exponent) -> Tensor(a!)` */
  pow_(exponent: Tensor): this;
  pow_(exponent: Scalar): this;
  pow_(options: { exponent: Scalar }): this;
  /** `aten::prelu(Tensor self, Tensor weight) -> Tensor` */
  prelu(weight: Tensor): Tensor;
  /** `aten::prod.dim_int(Tensor self, int dim, bool keepdim=False, *, ScalarType? dtype=None) -> Tensor` · `aten::prod(Tensor self, *, ScalarType? dtype=None) -> Tensor` */
  prod(dim: number | bigint, keepdim?: boolean, options?: { dtype?: DType | null }): Tensor;
  prod(dim: number | bigint, options?: { keepdim?: boolean; dtype?: DType | null }): Tensor;
  prod(options: { dim: number | bigint; keepdim?: boolean; dtype?: DType | null }): Tensor;
  prod(options?: { dtype?: DType | null }): Tensor;
  /** `aten::put(Tensor self, Tensor index, Tensor source, bool accumulate=False) -> Tensor` */
  put(index: Tensor, source: Tensor, accumulate?: boolean): Tensor;
  put(index: Tensor, source: Tensor, options?: { accumulate?: boolean }): Tensor;
  /** `aten::put_(Tensor(a!) self, Tensor index, Tensor source, bool accumulate=False) -> Tensor(a!)` */
  put_(index: Tensor, source: Tensor, accumulate?: boolean): this;
  put_(index: Tensor, source: Tensor, options?: { accumulate?: boolean }): this;
  /** `aten::q_per_channel_axis(Tensor self) -> int` */
  qPerChannelAxis(): number;
  /** `aten::q_per_channel_scales(Tensor self) -> Tensor` */
  qPerChannelScales(): Tensor;
  /** `aten::q_per_channel_zero_points(Tensor self) -> Tensor` */
  qPerChannelZeroPoints(): Tensor;
  /** `aten::q_scale(Tensor self) -> float` */
  qScale(): number;
  /** `aten::q_zero_point(Tensor self) -> int` */
  qZeroPoint(): number;
  /** `aten::qr(Tensor self, bool some=True) -> (Tensor Q, Tensor R)` */
  qr(some?: boolean): { Q: Tensor; R: Tensor };
  qr(options?: { some?: boolean }): { Q: Tensor; R: Tensor };
  /** `aten::qscheme(Tensor self) -> QScheme` */
  qscheme(): unknown;
  /** `aten::quantile(Tensor self, Tensor q, int? dim=None, bool keepdim=False, *, str interpolation="linear") -> Tensor` · `aten::quantile.scalar(Tensor self, float q, int? dim=None, bool keepdim=False, *, str interpolation="linear") -> Tensor` */
  quantile(q: Tensor, dim?: number | bigint | null, keepdim?: boolean, options?: { interpolation?: string }): Tensor;
  quantile(q: Tensor, options?: { dim?: number | bigint | null; keepdim?: boolean; interpolation?: string }): Tensor;
  quantile(q: number, dim?: number | bigint | null, keepdim?: boolean, options?: { interpolation?: string }): Tensor;
  quantile(q: number, options?: { dim?: number | bigint | null; keepdim?: boolean; interpolation?: string }): Tensor;
  quantile(options: { q: number; dim?: number | bigint | null; keepdim?: boolean; interpolation?: string }): Tensor;
  /** `aten::quantize_per_channel(Tensor self, Tensor scales, Tensor zero_points, int axis, ScalarType dtype) -> Tensor` */
  quantizePerChannel(scales: Tensor, zeroPoints: Tensor, axis: number | bigint, dtype: DType): Tensor;
  quantizePerChannel(scales: Tensor, zeroPoints: Tensor, options: { axis: number | bigint; dtype: DType }): Tensor;
  /** `aten::quantize_per_tensor.tensor_qparams(Tensor self, Tensor scale, Tensor zero_point, ScalarType dtype) -> Tensor` · `aten::quantize_per_tensor(Tensor self, float scale, int zero_point, ScalarType dtype) -> Tensor` */
  quantizePerTensor(scale: Tensor, zeroPoint: Tensor, dtype: DType): Tensor;
  quantizePerTensor(scale: Tensor, zeroPoint: Tensor, options: { dtype: DType }): Tensor;
  quantizePerTensor(scale: number, zeroPoint: number | bigint, dtype: DType): Tensor;
  quantizePerTensor(options: { scale: number; zeroPoint: number | bigint; dtype: DType }): Tensor;
  /** `aten::quantize_per_tensor_dynamic(Tensor self, ScalarType dtype, bool reduce_range) -> Tensor` */
  quantizePerTensorDynamic(dtype: DType, reduceRange: boolean): Tensor;
  quantizePerTensorDynamic(options: { dtype: DType; reduceRange: boolean }): Tensor;
  /** `aten::quantized_max_pool1d(Tensor self, int[1] kernel_size, int[1] stride=[], int[1] padding=[0], int[1] dilation=[1], bool ceil_mode=False) -> Tensor` */
  quantizedMaxPool1d(kernelSize: number | readonly (number | bigint)[], stride?: number | readonly (number | bigint)[], padding?: number | readonly (number | bigint)[], dilation?: number | readonly (number | bigint)[], ceilMode?: boolean): Tensor;
  quantizedMaxPool1d(kernelSize: number | readonly (number | bigint)[], options?: { stride?: number | readonly (number | bigint)[]; padding?: number | readonly (number | bigint)[]; dilation?: number | readonly (number | bigint)[]; ceilMode?: boolean }): Tensor;
  quantizedMaxPool1d(options: { kernelSize: number | readonly (number | bigint)[]; stride?: number | readonly (number | bigint)[]; padding?: number | readonly (number | bigint)[]; dilation?: number | readonly (number | bigint)[]; ceilMode?: boolean }): Tensor;
  /** `aten::quantized_max_pool2d(Tensor self, int[2] kernel_size, int[2] stride=[], int[2] padding=0, int[2] dilation=1, bool ceil_mode=False) -> Tensor` */
  quantizedMaxPool2d(kernelSize: number | readonly (number | bigint)[], stride?: number | readonly (number | bigint)[], padding?: number | readonly (number | bigint)[], dilation?: number | readonly (number | bigint)[], ceilMode?: boolean): Tensor;
  quantizedMaxPool2d(kernelSize: number | readonly (number | bigint)[], options?: { stride?: number | readonly (number | bigint)[]; padding?: number | readonly (number | bigint)[]; dilation?: number | readonly (number | bigint)[]; ceilMode?: boolean }): Tensor;
  quantizedMaxPool2d(options: { kernelSize: number | readonly (number | bigint)[]; stride?: number | readonly (number | bigint)[]; padding?: number | readonly (number | bigint)[]; dilation?: number | readonly (number | bigint)[]; ceilMode?: boolean }): Tensor;
  /** `aten::quantized_max_pool3d(Tensor self, int[3] kernel_size, int[3] stride=[], int[3] padding=0, int[3] dilation=1, bool ceil_mode=False) -> Tensor` */
  quantizedMaxPool3d(kernelSize: number | readonly (number | bigint)[], stride?: number | readonly (number | bigint)[], padding?: number | readonly (number | bigint)[], dilation?: number | readonly (number | bigint)[], ceilMode?: boolean): Tensor;
  quantizedMaxPool3d(kernelSize: number | readonly (number | bigint)[], options?: { stride?: number | readonly (number | bigint)[]; padding?: number | readonly (number | bigint)[]; dilation?: number | readonly (number | bigint)[]; ceilMode?: boolean }): Tensor;
  quantizedMaxPool3d(options: { kernelSize: number | readonly (number | bigint)[]; stride?: number | readonly (number | bigint)[]; padding?: number | readonly (number | bigint)[]; dilation?: number | readonly (number | bigint)[]; ceilMode?: boolean }): Tensor;
  /** `aten::rad2deg(Tensor self) -> Tensor` */
  rad2deg(): Tensor;
  /** `aten::rad2deg_(Tensor(a!) self) -> Tensor(a!)` */
  rad2deg_(): this;
  /** `aten::rand_like(Tensor self, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None, MemoryFormat? memory_format=None) -> Tensor` · `aten::rand_like.generator(Tensor self, *, Generator? generator, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None, MemoryFormat? memory_format=None) -> Tensor` */
  randLike(options?: { dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null; memoryFormat?: MemoryFormat | null }): Tensor;
  randLike(options: { generator: Generator | null; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null; memoryFormat?: MemoryFormat | null }): Tensor;
  /** `aten::randint_like.Tensor(Tensor self, Tensor high, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None, MemoryFormat? memory_format=None) -> Tensor` · `aten::randint_like.Tensor_generator(Tensor self, Tensor high, *, Generator? generator, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None, MemoryFormat? memory_format=None) -> Tensor` · `aten::randint_like.low_dtype(Tensor self, SymInt low, SymInt high, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None, MemoryFormat? memory_format=None) -> Tensor` · `aten::randint_like.low_generator_dtype(Tensor self, SymInt low, SymInt high, *, Generator? generator, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None, MemoryFormat? memory_format=None) -> Tensor` · `aten::randint_like(Tensor self, SymInt high, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None, MemoryFormat? memory_format=None) -> Tensor` · `aten::randint_like.generator(Tensor self, SymInt high, *, Generator? generator, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None, MemoryFormat? memory_format=None) -> Tensor` */
  randintLike(high: Tensor, options?: { dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null; memoryFormat?: MemoryFormat | null }): Tensor;
  randintLike(high: Tensor, options: { generator: Generator | null; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null; memoryFormat?: MemoryFormat | null }): Tensor;
  randintLike(low: number | bigint, high: number | bigint, options?: { dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null; memoryFormat?: MemoryFormat | null }): Tensor;
  randintLike(options: { low: number | bigint; high: number | bigint; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null; memoryFormat?: MemoryFormat | null }): Tensor;
  randintLike(low: number | bigint, high: number | bigint, options: { generator: Generator | null; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null; memoryFormat?: MemoryFormat | null }): Tensor;
  randintLike(options: { low: number | bigint; high: number | bigint; generator: Generator | null; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null; memoryFormat?: MemoryFormat | null }): Tensor;
  randintLike(high: number | bigint, options?: { dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null; memoryFormat?: MemoryFormat | null }): Tensor;
  randintLike(options: { high: number | bigint; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null; memoryFormat?: MemoryFormat | null }): Tensor;
  randintLike(high: number | bigint, options: { generator: Generator | null; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null; memoryFormat?: MemoryFormat | null }): Tensor;
  randintLike(options: { high: number | bigint; generator: Generator | null; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null; memoryFormat?: MemoryFormat | null }): Tensor;
  /** `aten::randn_like(Tensor self, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None, MemoryFormat? memory_format=None) -> Tensor` · `aten::randn_like.generator(Tensor self, *, Generator? generator, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None, MemoryFormat? memory_format=None) -> Tensor` */
  randnLike(options?: { dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null; memoryFormat?: MemoryFormat | null }): Tensor;
  randnLike(options: { generator: Generator | null; dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null; memoryFormat?: MemoryFormat | null }): Tensor;
  /** `aten::random.from(Tensor self, int from, int? to, *, Generator? generator=None) -> Tensor` · `aten::random.to(Tensor self, int to, *, Generator? generator=None) -> Tensor` · `aten::random(Tensor self, *, Generator? generator=None) -> Tensor` */
  random(from: number | bigint, to: number | bigint | null, options?: { generator?: Generator | null }): Tensor;
  random(options: { from: number | bigint; to: number | bigint | null; generator?: Generator | null }): Tensor;
  random(to: number | bigint, options?: { generator?: Generator | null }): Tensor;
  random(options: { to: number | bigint; generator?: Generator | null }): Tensor;
  random(options?: { generator?: Generator | null }): Tensor;
  /** `aten::random_.from(Tensor(a!) self, int from, int? to, *, Generator? generator=None) -> Tensor(a!)` · `aten::random_.to(Tensor(a!) self, int to, *, Generator? generator=None) -> Tensor(a!)` · `aten::random_(Tensor(a!) self, *, Generator? generator=None) -> Tensor(a!)` */
  random_(from: number | bigint, to: number | bigint | null, options?: { generator?: Generator | null }): this;
  random_(options: { from: number | bigint; to: number | bigint | null; generator?: Generator | null }): this;
  random_(to: number | bigint, options?: { generator?: Generator | null }): this;
  random_(options: { to: number | bigint; generator?: Generator | null }): this;
  random_(options?: { generator?: Generator | null }): this;
  /** `aten::ravel(Tensor(a) self) -> Tensor(a)` */
  ravel(): Tensor;
  /** `aten::real(Tensor(a) self) -> Tensor(a)` */
  real(): Tensor;
  /** `aten::reciprocal(Tensor self) -> Tensor` */
  reciprocal(): Tensor;
  /** `aten::reciprocal_(Tensor(a!) self) -> Tensor(a!)` */
  reciprocal_(): this;
  /** `aten::reflection_pad1d(Tensor self, SymInt[2] padding) -> Tensor` */
  reflectionPad1d(padding: number | readonly (number | bigint)[]): Tensor;
  reflectionPad1d(options: { padding: number | readonly (number | bigint)[] }): Tensor;
  /** `aten::reflection_pad2d(Tensor self, SymInt[4] padding) -> Tensor` */
  reflectionPad2d(padding: number | readonly (number | bigint)[]): Tensor;
  reflectionPad2d(options: { padding: number | readonly (number | bigint)[] }): Tensor;
  /** `aten::reflection_pad3d(Tensor self, SymInt[6] padding) -> Tensor` */
  reflectionPad3d(padding: number | readonly (number | bigint)[]): Tensor;
  reflectionPad3d(options: { padding: number | readonly (number | bigint)[] }): Tensor;
  /** `aten::relu(Tensor self) -> Tensor` */
  relu(): Tensor;
  /** `aten::relu6(Tensor self) -> Tensor` */
  relu6(): Tensor;
  /** `aten::relu6_(Tensor(a!) self) -> Tensor(a!)` */
  relu6_(): this;
  /** `aten::relu_(Tensor(a!) self) -> Tensor(a!)` */
  relu_(): this;
  /** `aten::remainder.Tensor(Tensor self, Tensor other) -> Tensor` · `aten::remainder.Scalar(Tensor self, Scalar other) -> Tensor` */
  remainder(other: Tensor): Tensor;
  remainder(other: Scalar): Tensor;
  remainder(options: { other: Scalar }): Tensor;
  /** `aten::remainder_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::remainder_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!)` */
  remainder_(other: Tensor): this;
  remainder_(other: Scalar): this;
  remainder_(options: { other: Scalar }): this;
  /** `aten::renorm(Tensor self, Scalar p, int dim, Scalar maxnorm) -> Tensor` */
  renorm(p: Scalar, dim: number | bigint, maxnorm: Scalar): Tensor;
  renorm(options: { p: Scalar; dim: number | bigint; maxnorm: Scalar }): Tensor;
  /** `aten::renorm_(Tensor(a!) self, Scalar p, int dim, Scalar maxnorm) -> Tensor(a!)` */
  renorm_(p: Scalar, dim: number | bigint, maxnorm: Scalar): this;
  renorm_(options: { p: Scalar; dim: number | bigint; maxnorm: Scalar }): this;
  /** `aten::repeat(Tensor self, SymInt[] repeats) -> Tensor` */
  repeat(repeats: readonly (number | bigint)[] | number): Tensor;
  repeat(options: { repeats: readonly (number | bigint)[] | number }): Tensor;
  /** `aten::repeat_interleave.self_Tensor(Tensor self, Tensor repeats, int? dim=None, *, SymInt? output_size=None) -> Tensor` · `aten::repeat_interleave.self_int(Tensor self, SymInt repeats, int? dim=None, *, SymInt? output_size=None) -> Tensor` */
  repeatInterleave(repeats: Tensor, dim?: number | bigint | null, options?: { outputSize?: number | bigint | null }): Tensor;
  repeatInterleave(repeats: Tensor, options?: { dim?: number | bigint | null; outputSize?: number | bigint | null }): Tensor;
  repeatInterleave(repeats: number | bigint, dim?: number | bigint | null, options?: { outputSize?: number | bigint | null }): Tensor;
  repeatInterleave(repeats: number | bigint, options?: { dim?: number | bigint | null; outputSize?: number | bigint | null }): Tensor;
  repeatInterleave(options: { repeats: number | bigint; dim?: number | bigint | null; outputSize?: number | bigint | null }): Tensor;
  /** `aten::replication_pad1d(Tensor self, SymInt[2] padding) -> Tensor` */
  replicationPad1d(padding: number | readonly (number | bigint)[]): Tensor;
  replicationPad1d(options: { padding: number | readonly (number | bigint)[] }): Tensor;
  /** `aten::replication_pad2d(Tensor self, SymInt[4] padding) -> Tensor` */
  replicationPad2d(padding: number | readonly (number | bigint)[]): Tensor;
  replicationPad2d(options: { padding: number | readonly (number | bigint)[] }): Tensor;
  /** `aten::replication_pad3d(Tensor self, SymInt[6] padding) -> Tensor` */
  replicationPad3d(padding: number | readonly (number | bigint)[]): Tensor;
  replicationPad3d(options: { padding: number | readonly (number | bigint)[] }): Tensor;
  /** `aten::reshape(Tensor(a) self, SymInt[] shape) -> Tensor(a)` */
  reshape(shape: readonly (number | bigint)[] | number): Tensor;
  reshape(options: { shape: readonly (number | bigint)[] | number }): Tensor;
  /** `aten::reshape_as(Tensor(a) self, Tensor other) -> Tensor(a)` */
  reshapeAs(other: Tensor): Tensor;
  /** `aten::resize(Tensor self, SymInt[] size, *, MemoryFormat? memory_format=None) -> Tensor` */
  resize(size: readonly (number | bigint)[] | number, options?: { memoryFormat?: MemoryFormat | null }): Tensor;
  resize(options: { size: readonly (number | bigint)[] | number; memoryFormat?: MemoryFormat | null }): Tensor;
  /** `aten::resize_(Tensor(a!) self, SymInt[] size, *, MemoryFormat? memory_format=None) -> Tensor(a!)` */
  resize_(size: readonly (number | bigint)[] | number, options?: { memoryFormat?: MemoryFormat | null }): this;
  resize_(options: { size: readonly (number | bigint)[] | number; memoryFormat?: MemoryFormat | null }): this;
  /** `aten::resize_as(Tensor self, Tensor the_template, *, MemoryFormat? memory_format=None) -> Tensor` */
  resizeAs(theTemplate: Tensor, options?: { memoryFormat?: MemoryFormat | null }): Tensor;
  /** `aten::resize_as_(Tensor(a!) self, Tensor the_template, *, MemoryFormat? memory_format=None) -> Tensor(a!)` */
  resizeAs_(theTemplate: Tensor, options?: { memoryFormat?: MemoryFormat | null }): this;
  /** `aten::resize_as_sparse(Tensor self, Tensor the_template) -> Tensor` */
  resizeAsSparse(theTemplate: Tensor): Tensor;
  /** `aten::resize_as_sparse_(Tensor(a!) self, Tensor the_template) -> Tensor(a!)` */
  resizeAsSparse_(theTemplate: Tensor): this;
  /** `aten::resolve_conj(Tensor(a) self) -> Tensor(a)` */
  resolveConj(): Tensor;
  /** `aten::resolve_neg(Tensor(a) self) -> Tensor(a)` */
  resolveNeg(): Tensor;
  /** `aten::retain_grad(Tensor(a!) self) -> ()` */
  retainGrad(): void;
  /** `aten::retains_grad(Tensor self) -> bool` */
  retainsGrad(): boolean;
  /** `aten::roll(Tensor self, SymInt[1] shifts, int[1] dims=[]) -> Tensor` */
  roll(shifts: number | readonly (number | bigint)[], dims?: number | readonly (number | bigint)[]): Tensor;
  roll(shifts: number | readonly (number | bigint)[], options?: { dims?: number | readonly (number | bigint)[] }): Tensor;
  roll(options: { shifts: number | readonly (number | bigint)[]; dims?: number | readonly (number | bigint)[] }): Tensor;
  /** `aten::rot90(Tensor self, int k=1, int[] dims=[0, 1]) -> Tensor` */
  rot90(k?: number | bigint, dims?: readonly (number | bigint)[] | number): Tensor;
  rot90(options?: { k?: number | bigint; dims?: readonly (number | bigint)[] | number }): Tensor;
  /** `aten::round(Tensor self) -> Tensor` · `aten::round.decimals(Tensor self, *, int decimals) -> Tensor` */
  round(): Tensor;
  round(options: { decimals: number | bigint }): Tensor;
  /** `aten::round_(Tensor(a!) self) -> Tensor(a!)` · `aten::round_.decimals(Tensor(a!) self, *, int decimals) -> Tensor(a!)` */
  round_(): this;
  round_(options: { decimals: number | bigint }): this;
  /** `aten::row_indices(Tensor(a) self) -> Tensor(a)` */
  rowIndices(): Tensor;
  /** `aten::row_indices_copy(Tensor self) -> Tensor` */
  rowIndicesCopy(): Tensor;
  /** `aten::rrelu(Tensor self, Scalar lower=0.125, Scalar upper=0.33333333333333331, bool training=False, Generator? generator=None) -> Tensor` */
  rrelu(lower?: Scalar, upper?: Scalar, training?: boolean, generator?: Generator | null): Tensor;
  rrelu(options?: { lower?: Scalar; upper?: Scalar; training?: boolean; generator?: Generator | null }): Tensor;
  /** `aten::rrelu_(Tensor(a!) self, Scalar lower=0.125, Scalar upper=0.33333333333333331, bool training=False, Generator? generator=None) -> Tensor(a!)` */
  rrelu_(lower?: Scalar, upper?: Scalar, training?: boolean, generator?: Generator | null): this;
  rrelu_(options?: { lower?: Scalar; upper?: Scalar; training?: boolean; generator?: Generator | null }): this;
  /** `aten::rrelu_with_noise(Tensor self, Tensor(b!) noise, Scalar lower=0.125, Scalar upper=0.33333333333333331, bool training=False, Generator? generator=None) -> Tensor` */
  rreluWithNoise(noise: Tensor, lower?: Scalar, upper?: Scalar, training?: boolean, generator?: Generator | null): Tensor;
  rreluWithNoise(noise: Tensor, options?: { lower?: Scalar; upper?: Scalar; training?: boolean; generator?: Generator | null }): Tensor;
  /** `aten::rrelu_with_noise_(Tensor(a!) self, Tensor(b!) noise, Scalar lower=0.125, Scalar upper=0.33333333333333331, bool training=False, Generator? generator=None) -> Tensor(a!)` */
  rreluWithNoise_(noise: Tensor, lower?: Scalar, upper?: Scalar, training?: boolean, generator?: Generator | null): this;
  rreluWithNoise_(noise: Tensor, options?: { lower?: Scalar; upper?: Scalar; training?: boolean; generator?: Generator | null }): this;
  /** `aten::rrelu_with_noise_functional(Tensor self, Tensor noise, Scalar lower=0.125, Scalar upper=0.33333333333333331, bool training=False, Generator? generator=None) -> (Tensor, Tensor noise_out)` */
  rreluWithNoiseFunctional(noise: Tensor, lower?: Scalar, upper?: Scalar, training?: boolean, generator?: Generator | null): [Tensor, Tensor];
  rreluWithNoiseFunctional(noise: Tensor, options?: { lower?: Scalar; upper?: Scalar; training?: boolean; generator?: Generator | null }): [Tensor, Tensor];
  /** `aten::rsqrt(Tensor self) -> Tensor` */
  rsqrt(): Tensor;
  /** `aten::rsqrt_(Tensor(a!) self) -> Tensor(a!)` */
  rsqrt_(): this;
  /** `aten::rsub.Tensor(Tensor self, Tensor other, *, Scalar alpha=1) -> Tensor` · `aten::rsub.Scalar(Tensor self, Scalar other, Scalar alpha=1) -> Tensor` */
  rsub(other: Tensor, options?: { alpha?: Scalar }): Tensor;
  rsub(other: Scalar, alpha?: Scalar): Tensor;
  rsub(other: Scalar, options?: { alpha?: Scalar }): Tensor;
  rsub(options: { other: Scalar; alpha?: Scalar }): Tensor;
  /** `aten::scatter.src(Tensor self, int dim, Tensor index, Tensor src) -> Tensor` · `aten::scatter.reduce(Tensor self, int dim, Tensor index, Tensor src, *, str reduce) -> Tensor` · `aten::scatter.value(Tensor self, int dim, Tensor index, Scalar value) -> Tensor` · `aten::scatter.value_reduce(Tensor self, int dim, Tensor index, Scalar value, *, str reduce) -> Tensor` */
  scatter(dim: number | bigint, index: Tensor, src: Tensor): Tensor;
  scatter(options: { dim: number | bigint; index: Tensor; src: Tensor }): Tensor;
  scatter(dim: number | bigint, index: Tensor, src: Tensor, options: { reduce: string }): Tensor;
  scatter(options: { dim: number | bigint; index: Tensor; src: Tensor; reduce: string }): Tensor;
  scatter(dim: number | bigint, index: Tensor, value: Scalar): Tensor;
  scatter(options: { dim: number | bigint; index: Tensor; value: Scalar }): Tensor;
  scatter(dim: number | bigint, index: Tensor, value: Scalar, options: { reduce: string }): Tensor;
  scatter(options: { dim: number | bigint; index: Tensor; value: Scalar; reduce: string }): Tensor;
  /** `aten::scatter_.src(Tensor(a!) self, int dim, Tensor index, Tensor src) -> Tensor(a!)` · `aten::scatter_.reduce(Tensor(a!) self, int dim, Tensor index, Tensor src, *, str reduce) -> Tensor(a!)` · `aten::scatter_.value(Tensor(a!) self, int dim, Tensor index, Scalar value) -> Tensor(a!)` · `aten::scatter_.value_reduce(Tensor(a!) self, int dim, Tensor index, Scalar value, *, str reduce) -> Tensor(a!)` */
  scatter_(dim: number | bigint, index: Tensor, src: Tensor): this;
  scatter_(options: { dim: number | bigint; index: Tensor; src: Tensor }): this;
  scatter_(dim: number | bigint, index: Tensor, src: Tensor, options: { reduce: string }): this;
  scatter_(options: { dim: number | bigint; index: Tensor; src: Tensor; reduce: string }): this;
  scatter_(dim: number | bigint, index: Tensor, value: Scalar): this;
  scatter_(options: { dim: number | bigint; index: Tensor; value: Scalar }): this;
  scatter_(dim: number | bigint, index: Tensor, value: Scalar, options: { reduce: string }): this;
  scatter_(options: { dim: number | bigint; index: Tensor; value: Scalar; reduce: string }): this;
  /** `aten::scatter_add(Tensor self, int dim, Tensor index, Tensor src) -> Tensor` */
  scatterAdd(dim: number | bigint, index: Tensor, src: Tensor): Tensor;
  scatterAdd(options: { dim: number | bigint; index: Tensor; src: Tensor }): Tensor;
  /** `aten::scatter_add_(Tensor(a!) self, int dim, Tensor index, Tensor src) -> Tensor(a!)` */
  scatterAdd_(dim: number | bigint, index: Tensor, src: Tensor): this;
  scatterAdd_(options: { dim: number | bigint; index: Tensor; src: Tensor }): this;
  /** `aten::scatter_reduce.two(Tensor self, int dim, Tensor index, Tensor src, str reduce, *, bool include_self=True) -> Tensor` */
  scatterReduce(dim: number | bigint, index: Tensor, src: Tensor, reduce: string, options?: { includeSelf?: boolean }): Tensor;
  scatterReduce(options: { dim: number | bigint; index: Tensor; src: Tensor; reduce: string; includeSelf?: boolean }): Tensor;
  /** `aten::scatter_reduce_.two(Tensor(a!) self, int dim, Tensor index, Tensor src, str reduce, *, bool include_self=True) -> Tensor(a!)` */
  scatterReduce_(dim: number | bigint, index: Tensor, src: Tensor, reduce: string, options?: { includeSelf?: boolean }): this;
  scatterReduce_(options: { dim: number | bigint; index: Tensor; src: Tensor; reduce: string; includeSelf?: boolean }): this;
  /** `aten::select.int(Tensor(a) self, int dim, SymInt index) -> Tensor(a)` */
  select(dim: number | bigint, index: number | bigint): Tensor;
  select(options: { dim: number | bigint; index: number | bigint }): Tensor;
  /** `aten::select_copy.int(Tensor self, int dim, SymInt index) -> Tensor` */
  selectCopy(dim: number | bigint, index: number | bigint): Tensor;
  selectCopy(options: { dim: number | bigint; index: number | bigint }): Tensor;
  /** `aten::select_scatter(Tensor self, Tensor src, int dim, SymInt index) -> Tensor` */
  selectScatter(src: Tensor, dim: number | bigint, index: number | bigint): Tensor;
  selectScatter(src: Tensor, options: { dim: number | bigint; index: number | bigint }): Tensor;
  /** `aten::selu(Tensor self) -> Tensor` */
  selu(): Tensor;
  /** `aten::selu_(Tensor(a!) self) -> Tensor(a!)` */
  selu_(): this;
  /** `aten::set(Tensor self) -> Tensor` · `aten::set.source_Tensor(Tensor self, Tensor source) -> Tensor` */
  set(): Tensor;
  set(source: Tensor): Tensor;
  /** `aten::set_(Tensor(a!) self) -> Tensor(a!)` · `aten::set_.source_Tensor(Tensor(a!) self, Tensor source) -> Tensor(a!)` · `aten::set_.source_Tensor_storage_offset(Tensor(a!) self, Tensor source, SymInt storage_offset, SymInt[] size, SymInt[] stride=[]) -> Tensor(a!)` */
  set_(): this;
  set_(source: Tensor): this;
  set_(source: Tensor, storageOffset: number | bigint, size: readonly (number | bigint)[] | number, stride?: readonly (number | bigint)[] | number): this;
  set_(source: Tensor, storageOffset: number | bigint, size: readonly (number | bigint)[] | number, options?: { stride?: readonly (number | bigint)[] | number }): this;
  set_(source: Tensor, options: { storageOffset: number | bigint; size: readonly (number | bigint)[] | number; stride?: readonly (number | bigint)[] | number }): this;
  /** `aten::set_data(Tensor(a!) self, Tensor new_data) -> ()` */
  setData(newData: Tensor): void;
  /** `aten::sgn(Tensor self) -> Tensor` */
  sgn(): Tensor;
  /** `aten::sgn_(Tensor(a!) self) -> Tensor(a!)` */
  sgn_(): this;
  /** `aten::sigmoid(Tensor self) -> Tensor` */
  sigmoid(): Tensor;
  /** `aten::sigmoid_(Tensor(a!) self) -> Tensor(a!)` */
  sigmoid_(): this;
  /** `aten::sign(Tensor self) -> Tensor` */
  sign(): Tensor;
  /** `aten::sign_(Tensor(a!) self) -> Tensor(a!)` */
  sign_(): this;
  /** `aten::signbit(Tensor self) -> Tensor` */
  signbit(): Tensor;
  /** `aten::silu(Tensor self) -> Tensor` */
  silu(): Tensor;
  /** `aten::silu_(Tensor(a!) self) -> Tensor(a!)` */
  silu_(): this;
  /** `aten::sin(Tensor self) -> Tensor` */
  sin(): Tensor;
  /** `aten::sin_(Tensor(a!) self) -> Tensor(a!)` */
  sin_(): this;
  /** `aten::sinc(Tensor self) -> Tensor` */
  sinc(): Tensor;
  /** `aten::sinc_(Tensor(a!) self) -> Tensor(a!)` */
  sinc_(): this;
  /** `aten::sinh(Tensor self) -> Tensor` */
  sinh(): Tensor;
  /** `aten::sinh_(Tensor(a!) self) -> Tensor(a!)` */
  sinh_(): this;
  /** `aten::slice.Tensor(Tensor(a) self, int dim=0, SymInt? start=None, SymInt? end=None, SymInt step=1) -> Tensor(a)` */
  slice(dim?: number | bigint, start?: number | bigint | null, end?: number | bigint | null, step?: number | bigint): Tensor;
  slice(options?: { dim?: number | bigint; start?: number | bigint | null; end?: number | bigint | null; step?: number | bigint }): Tensor;
  /** `aten::slice_copy.Tensor(Tensor self, int dim=0, SymInt? start=None, SymInt? end=None, SymInt step=1) -> Tensor` */
  sliceCopy(dim?: number | bigint, start?: number | bigint | null, end?: number | bigint | null, step?: number | bigint): Tensor;
  sliceCopy(options?: { dim?: number | bigint; start?: number | bigint | null; end?: number | bigint | null; step?: number | bigint }): Tensor;
  /** `aten::slice_inverse(Tensor(a) self, Tensor src, int dim=0, SymInt? start=None, SymInt? end=None, SymInt step=1) -> Tensor(a)` */
  sliceInverse(src: Tensor, dim?: number | bigint, start?: number | bigint | null, end?: number | bigint | null, step?: number | bigint): Tensor;
  sliceInverse(src: Tensor, options?: { dim?: number | bigint; start?: number | bigint | null; end?: number | bigint | null; step?: number | bigint }): Tensor;
  /** `aten::slice_scatter(Tensor self, Tensor src, int dim=0, SymInt? start=None, SymInt? end=None, SymInt step=1) -> Tensor` */
  sliceScatter(src: Tensor, dim?: number | bigint, start?: number | bigint | null, end?: number | bigint | null, step?: number | bigint): Tensor;
  sliceScatter(src: Tensor, options?: { dim?: number | bigint; start?: number | bigint | null; end?: number | bigint | null; step?: number | bigint }): Tensor;
  /** `aten::slogdet(Tensor self) -> (Tensor sign, Tensor logabsdet)` */
  slogdet(): { sign: Tensor; logabsdet: Tensor };
  /** `aten::slow_conv3d(Tensor self, Tensor weight, SymInt[3] kernel_size, Tensor? bias=None, SymInt[3] stride=[1, 1, 1], SymInt[3] padding=[0, 0, 0]) -> Tensor` */
  slowConv3d(weight: Tensor, kernelSize: number | readonly (number | bigint)[], bias?: Tensor | null, stride?: number | readonly (number | bigint)[], padding?: number | readonly (number | bigint)[]): Tensor;
  slowConv3d(weight: Tensor, kernelSize: number | readonly (number | bigint)[], options?: { bias?: Tensor | null; stride?: number | readonly (number | bigint)[]; padding?: number | readonly (number | bigint)[] }): Tensor;
  slowConv3d(weight: Tensor, options: { kernelSize: number | readonly (number | bigint)[]; bias?: Tensor | null; stride?: number | readonly (number | bigint)[]; padding?: number | readonly (number | bigint)[] }): Tensor;
  /** `aten::slow_conv3d_forward(Tensor self, Tensor weight, SymInt[3] kernel_size, Tensor? bias, SymInt[3] stride, SymInt[3] padding) -> Tensor` */
  slowConv3dForward(weight: Tensor, kernelSize: number | readonly (number | bigint)[], bias: Tensor | null, stride: number | readonly (number | bigint)[], padding: number | readonly (number | bigint)[]): Tensor;
  slowConv3dForward(weight: Tensor, options: { kernelSize: number | readonly (number | bigint)[]; bias: Tensor | null; stride: number | readonly (number | bigint)[]; padding: number | readonly (number | bigint)[] }): Tensor;
  /** `aten::slow_conv_dilated2d(Tensor self, Tensor weight, SymInt[2] kernel_size, Tensor? bias=None, SymInt[2] stride=[1, 1], SymInt[2] padding=[0, 0], SymInt[2] dilation=[1, 1]) -> Tensor` */
  slowConvDilated2d(weight: Tensor, kernelSize: number | readonly (number | bigint)[], bias?: Tensor | null, stride?: number | readonly (number | bigint)[], padding?: number | readonly (number | bigint)[], dilation?: number | readonly (number | bigint)[]): Tensor;
  slowConvDilated2d(weight: Tensor, kernelSize: number | readonly (number | bigint)[], options?: { bias?: Tensor | null; stride?: number | readonly (number | bigint)[]; padding?: number | readonly (number | bigint)[]; dilation?: number | readonly (number | bigint)[] }): Tensor;
  slowConvDilated2d(weight: Tensor, options: { kernelSize: number | readonly (number | bigint)[]; bias?: Tensor | null; stride?: number | readonly (number | bigint)[]; padding?: number | readonly (number | bigint)[]; dilation?: number | readonly (number | bigint)[] }): Tensor;
  /** `aten::slow_conv_dilated3d(Tensor self, Tensor weight, SymInt[3] kernel_size, Tensor? bias=None, SymInt[3] stride=[1, 1, 1], SymInt[3] padding=[0, 0, 0], SymInt[3] dilation=[1, 1, 1]) -> Tensor` */
  slowConvDilated3d(weight: Tensor, kernelSize: number | readonly (number | bigint)[], bias?: Tensor | null, stride?: number | readonly (number | bigint)[], padding?: number | readonly (number | bigint)[], dilation?: number | readonly (number | bigint)[]): Tensor;
  slowConvDilated3d(weight: Tensor, kernelSize: number | readonly (number | bigint)[], options?: { bias?: Tensor | null; stride?: number | readonly (number | bigint)[]; padding?: number | readonly (number | bigint)[]; dilation?: number | readonly (number | bigint)[] }): Tensor;
  slowConvDilated3d(weight: Tensor, options: { kernelSize: number | readonly (number | bigint)[]; bias?: Tensor | null; stride?: number | readonly (number | bigint)[]; padding?: number | readonly (number | bigint)[]; dilation?: number | readonly (number | bigint)[] }): Tensor;
  /** `aten::slow_conv_transpose2d(Tensor self, Tensor weight, SymInt[2] kernel_size, Tensor? bias=None, SymInt[2] stride=[1, 1], SymInt[2] padding=[0, 0], SymInt[2] output_padding=[0, 0], SymInt[2] dilation=[1, 1]) -> Tensor` */
  slowConvTranspose2d(weight: Tensor, kernelSize: number | readonly (number | bigint)[], bias?: Tensor | null, stride?: number | readonly (number | bigint)[], padding?: number | readonly (number | bigint)[], outputPadding?: number | readonly (number | bigint)[], dilation?: number | readonly (number | bigint)[]): Tensor;
  slowConvTranspose2d(weight: Tensor, kernelSize: number | readonly (number | bigint)[], options?: { bias?: Tensor | null; stride?: number | readonly (number | bigint)[]; padding?: number | readonly (number | bigint)[]; outputPadding?: number | readonly (number | bigint)[]; dilation?: number | readonly (number | bigint)[] }): Tensor;
  slowConvTranspose2d(weight: Tensor, options: { kernelSize: number | readonly (number | bigint)[]; bias?: Tensor | null; stride?: number | readonly (number | bigint)[]; padding?: number | readonly (number | bigint)[]; outputPadding?: number | readonly (number | bigint)[]; dilation?: number | readonly (number | bigint)[] }): Tensor;
  /** `aten::slow_conv_transpose3d(Tensor self, Tensor weight, SymInt[3] kernel_size, Tensor? bias=None, SymInt[3] stride=[1, 1, 1], SymInt[3] padding=[0, 0, 0], SymInt[3] output_padding=[0, 0, 0], SymInt[3] dilation=[1, 1, 1]) -> Tensor` */
  slowConvTranspose3d(weight: Tensor, kernelSize: number | readonly (number | bigint)[], bias?: Tensor | null, stride?: number | readonly (number | bigint)[], padding?: number | readonly (number | bigint)[], outputPadding?: number | readonly (number | bigint)[], dilation?: number | readonly (number | bigint)[]): Tensor;
  slowConvTranspose3d(weight: Tensor, kernelSize: number | readonly (number | bigint)[], options?: { bias?: Tensor | null; stride?: number | readonly (number | bigint)[]; padding?: number | readonly (number | bigint)[]; outputPadding?: number | readonly (number | bigint)[]; dilation?: number | readonly (number | bigint)[] }): Tensor;
  slowConvTranspose3d(weight: Tensor, options: { kernelSize: number | readonly (number | bigint)[]; bias?: Tensor | null; stride?: number | readonly (number | bigint)[]; padding?: number | readonly (number | bigint)[]; outputPadding?: number | readonly (number | bigint)[]; dilation?: number | readonly (number | bigint)[] }): Tensor;
  /** `aten::smm(Tensor self, Tensor mat2) -> Tensor` */
  smm(mat2: Tensor): Tensor;
  /** `aten::smooth_l1_loss(Tensor self, Tensor target, int reduction=1, float beta=1.) -> Tensor` */
  smoothL1Loss(target: Tensor, reduction?: number | bigint, beta?: number): Tensor;
  smoothL1Loss(target: Tensor, options?: { reduction?: number | bigint; beta?: number }): Tensor;
  /** `aten::soft_margin_loss(Tensor self, Tensor target, int reduction=1) -> Tensor` */
  softMarginLoss(target: Tensor, reduction?: number | bigint): Tensor;
  softMarginLoss(target: Tensor, options?: { reduction?: number | bigint }): Tensor;
  /** `aten::softmax.int(Tensor self, int dim, ScalarType? dtype=None) -> Tensor` */
  softmax(dim: number | bigint, dtype?: DType | null): Tensor;
  softmax(dim: number | bigint, options?: { dtype?: DType | null }): Tensor;
  softmax(options: { dim: number | bigint; dtype?: DType | null }): Tensor;
  /** `aten::softplus(Tensor self, Scalar beta=1, Scalar threshold=20) -> Tensor` */
  softplus(beta?: Scalar, threshold?: Scalar): Tensor;
  softplus(options?: { beta?: Scalar; threshold?: Scalar }): Tensor;
  /** `aten::softshrink(Tensor self, Scalar lambd=0.5) -> Tensor` */
  softshrink(lambd?: Scalar): Tensor;
  softshrink(options?: { lambd?: Scalar }): Tensor;
  /** `aten::sort.stable(Tensor self, *, bool? stable, int dim=-1, bool descending=False) -> (Tensor values, Tensor indices)` · `aten::sort(Tensor self, int dim=-1, bool descending=False) -> (Tensor values, Tensor indices)` */
  sort(options: { stable: boolean | null; dim?: number | bigint; descending?: boolean }): { values: Tensor; indices: Tensor };
  sort(dim?: number | bigint, descending?: boolean): { values: Tensor; indices: Tensor };
  sort(options?: { dim?: number | bigint; descending?: boolean }): { values: Tensor; indices: Tensor };
  /** `aten::sparse_dim(Tensor self) -> int` */
  sparseDim(): number;
  /** `aten::sparse_mask(Tensor self, Tensor mask) -> Tensor` */
  sparseMask(mask: Tensor): Tensor;
  /** `aten::sparse_resize(Tensor self, int[] size, int sparse_dim, int dense_dim) -> Tensor` */
  sparseResize(size: readonly (number | bigint)[] | number, sparseDim: number | bigint, denseDim: number | bigint): Tensor;
  sparseResize(options: { size: readonly (number | bigint)[] | number; sparseDim: number | bigint; denseDim: number | bigint }): Tensor;
  /** `aten::sparse_resize_(Tensor(a!) self, int[] size, int sparse_dim, int dense_dim) -> Tensor(a!)` */
  sparseResize_(size: readonly (number | bigint)[] | number, sparseDim: number | bigint, denseDim: number | bigint): this;
  sparseResize_(options: { size: readonly (number | bigint)[] | number; sparseDim: number | bigint; denseDim: number | bigint }): this;
  /** `aten::sparse_resize_and_clear(Tensor self, int[] size, int sparse_dim, int dense_dim) -> Tensor` */
  sparseResizeAndClear(size: readonly (number | bigint)[] | number, sparseDim: number | bigint, denseDim: number | bigint): Tensor;
  sparseResizeAndClear(options: { size: readonly (number | bigint)[] | number; sparseDim: number | bigint; denseDim: number | bigint }): Tensor;
  /** `aten::sparse_resize_and_clear_(Tensor(a!) self, int[] size, int sparse_dim, int dense_dim) -> Tensor(a!)` */
  sparseResizeAndClear_(size: readonly (number | bigint)[] | number, sparseDim: number | bigint, denseDim: number | bigint): this;
  sparseResizeAndClear_(options: { size: readonly (number | bigint)[] | number; sparseDim: number | bigint; denseDim: number | bigint }): this;
  /** `aten::sparse_sampled_addmm(Tensor self, Tensor mat1, Tensor mat2, *, Scalar beta=1, Scalar alpha=1) -> Tensor` */
  sparseSampledAddmm(mat1: Tensor, mat2: Tensor, options?: { beta?: Scalar; alpha?: Scalar }): Tensor;
  /** `aten::split.Tensor(Tensor(a -> *) self, SymInt split_size, int dim=0) -> Tensor(a)[]` · `aten::split.sizes(Tensor(a -> *) self, SymInt[] split_size, int dim=0) -> Tensor(a)[]` */
  split(splitSize: number | bigint, dim?: number | bigint): Tensor[];
  split(splitSize: number | bigint, options?: { dim?: number | bigint }): Tensor[];
  split(options: { splitSize: number | bigint; dim?: number | bigint }): Tensor[];
  split(splitSize: readonly (number | bigint)[] | number, dim?: number | bigint): Tensor[];
  split(splitSize: readonly (number | bigint)[] | number, options?: { dim?: number | bigint }): Tensor[];
  split(options: { splitSize: readonly (number | bigint)[] | number; dim?: number | bigint }): Tensor[];
  /** `aten::split_copy.Tensor(Tensor self, SymInt split_size, int dim=0) -> Tensor[]` */
  splitCopy(splitSize: number | bigint, dim?: number | bigint): Tensor[];
  splitCopy(splitSize: number | bigint, options?: { dim?: number | bigint }): Tensor[];
  splitCopy(options: { splitSize: number | bigint; dim?: number | bigint }): Tensor[];
  /** `aten::split_with_sizes(Tensor(a -> *) self, SymInt[] split_sizes, int dim=0) -> Tensor(a)[]` */
  splitWithSizes(splitSizes: readonly (number | bigint)[] | number, dim?: number | bigint): Tensor[];
  splitWithSizes(splitSizes: readonly (number | bigint)[] | number, options?: { dim?: number | bigint }): Tensor[];
  splitWithSizes(options: { splitSizes: readonly (number | bigint)[] | number; dim?: number | bigint }): Tensor[];
  /** `aten::split_with_sizes_copy(Tensor self, SymInt[] split_sizes, int dim=0) -> Tensor[]` */
  splitWithSizesCopy(splitSizes: readonly (number | bigint)[] | number, dim?: number | bigint): Tensor[];
  splitWithSizesCopy(splitSizes: readonly (number | bigint)[] | number, options?: { dim?: number | bigint }): Tensor[];
  splitWithSizesCopy(options: { splitSizes: readonly (number | bigint)[] | number; dim?: number | bigint }): Tensor[];
  /** `aten::sqrt(Tensor self) -> Tensor` */
  sqrt(): Tensor;
  /** `aten::sqrt_(Tensor(a!) self) -> Tensor(a!)` */
  sqrt_(): this;
  /** `aten::square(Tensor self) -> Tensor` */
  square(): Tensor;
  /** `aten::square_(Tensor(a!) self) -> Tensor(a!)` */
  square_(): this;
  /** `aten::squeeze(Tensor(a) self) -> Tensor(a)` · `aten::squeeze.dim(Tensor(a) self, int dim) -> Tensor(a)` · `aten::squeeze.dims(Tensor(a) self, int[] dim) -> Tensor(a)` */
  squeeze(): Tensor;
  squeeze(dim: number | bigint): Tensor;
  squeeze(options: { dim: number | bigint }): Tensor;
  squeeze(dim: readonly (number | bigint)[] | number): Tensor;
  squeeze(options: { dim: readonly (number | bigint)[] | number }): Tensor;
  /** `aten::squeeze_(Tensor(a!) self) -> Tensor(a!)` · `aten::squeeze_.dim(Tensor(a!) self, int dim) -> Tensor(a!)` · `aten::squeeze_.dims(Tensor(a!) self, int[] dim) -> Tensor(a!)` */
  squeeze_(): this;
  squeeze_(dim: number | bigint): this;
  squeeze_(options: { dim: number | bigint }): this;
  squeeze_(dim: readonly (number | bigint)[] | number): this;
  squeeze_(options: { dim: readonly (number | bigint)[] | number }): this;
  /** `aten::squeeze_copy(Tensor self) -> Tensor` · `aten::squeeze_copy.dim(Tensor self, int dim) -> Tensor` · `aten::squeeze_copy.dims(Tensor self, int[] dim) -> Tensor` */
  squeezeCopy(): Tensor;
  squeezeCopy(dim: number | bigint): Tensor;
  squeezeCopy(options: { dim: number | bigint }): Tensor;
  squeezeCopy(dim: readonly (number | bigint)[] | number): Tensor;
  squeezeCopy(options: { dim: readonly (number | bigint)[] | number }): Tensor;
  /** `aten::sspaddmm(Tensor self, Tensor mat1, Tensor mat2, *, Scalar beta=1, Scalar alpha=1) -> Tensor` */
  sspaddmm(mat1: Tensor, mat2: Tensor, options?: { beta?: Scalar; alpha?: Scalar }): Tensor;
  /** `aten::std(Tensor self, bool unbiased=True) -> Tensor` · `aten::std.dim(Tensor self, int[1]? dim, bool unbiased=True, bool keepdim=False) -> Tensor` · `aten::std.correction(Tensor self, int[1]? dim=None, *, Scalar? correction=None, bool keepdim=False) -> Tensor` */
  std(unbiased?: boolean): Tensor;
  std(options?: { unbiased?: boolean }): Tensor;
  std(dim: number | readonly (number | bigint)[] | null, unbiased?: boolean, keepdim?: boolean): Tensor;
  std(dim: number | readonly (number | bigint)[] | null, options?: { unbiased?: boolean; keepdim?: boolean }): Tensor;
  std(options: { dim: number | readonly (number | bigint)[] | null; unbiased?: boolean; keepdim?: boolean }): Tensor;
  std(dim?: number | readonly (number | bigint)[] | null, options?: { correction?: Scalar | null; keepdim?: boolean }): Tensor;
  std(options?: { dim?: number | readonly (number | bigint)[] | null; correction?: Scalar | null; keepdim?: boolean }): Tensor;
  /** `aten::std_mean(Tensor self, bool unbiased=True) -> (Tensor, Tensor)` · `aten::std_mean.dim(Tensor self, int[1]? dim, bool unbiased=True, bool keepdim=False) -> (Tensor, Tensor)` · `aten::std_mean.correction(Tensor self, int[1]? dim=None, *, Scalar? correction=None, bool keepdim=False) -> (Tensor, Tensor)` */
  stdMean(unbiased?: boolean): [Tensor, Tensor];
  stdMean(options?: { unbiased?: boolean }): [Tensor, Tensor];
  stdMean(dim: number | readonly (number | bigint)[] | null, unbiased?: boolean, keepdim?: boolean): [Tensor, Tensor];
  stdMean(dim: number | readonly (number | bigint)[] | null, options?: { unbiased?: boolean; keepdim?: boolean }): [Tensor, Tensor];
  stdMean(options: { dim: number | readonly (number | bigint)[] | null; unbiased?: boolean; keepdim?: boolean }): [Tensor, Tensor];
  stdMean(dim?: number | readonly (number | bigint)[] | null, options?: { correction?: Scalar | null; keepdim?: boolean }): [Tensor, Tensor];
  stdMean(options?: { dim?: number | readonly (number | bigint)[] | null; correction?: Scalar | null; keepdim?: boolean }): [Tensor, Tensor];
  /** `aten::stft(Tensor self, int n_fft, int? hop_length=None, int? win_length=None, Tensor? window=None, bool normalized=False, bool? onesided=None, bool? return_complex=None, bool? align_to_window=None) -> Tensor` · `aten::stft.center(Tensor self, int n_fft, int? hop_length=None, int? win_length=None, Tensor? window=None, bool center=True, str pad_mode="reflect", bool normalized=False, bool? onesided=None, bool? return_complex=None, bool? align_to_window=None) -> Tensor` */
  stft(nFft: number | bigint, hopLength?: number | bigint | null, winLength?: number | bigint | null, window?: Tensor | null, normalized?: boolean, onesided?: boolean | null, returnComplex?: boolean | null, alignToWindow?: boolean | null): Tensor;
  stft(nFft: number | bigint, options?: { hopLength?: number | bigint | null; winLength?: number | bigint | null; window?: Tensor | null; normalized?: boolean; onesided?: boolean | null; returnComplex?: boolean | null; alignToWindow?: boolean | null }): Tensor;
  stft(options: { nFft: number | bigint; hopLength?: number | bigint | null; winLength?: number | bigint | null; window?: Tensor | null; normalized?: boolean; onesided?: boolean | null; returnComplex?: boolean | null; alignToWindow?: boolean | null }): Tensor;
  stft(nFft: number | bigint, hopLength?: number | bigint | null, winLength?: number | bigint | null, window?: Tensor | null, center?: boolean, padMode?: string, normalized?: boolean, onesided?: boolean | null, returnComplex?: boolean | null, alignToWindow?: boolean | null): Tensor;
  stft(nFft: number | bigint, options?: { hopLength?: number | bigint | null; winLength?: number | bigint | null; window?: Tensor | null; center?: boolean; padMode?: string; normalized?: boolean; onesided?: boolean | null; returnComplex?: boolean | null; alignToWindow?: boolean | null }): Tensor;
  stft(options: { nFft: number | bigint; hopLength?: number | bigint | null; winLength?: number | bigint | null; window?: Tensor | null; center?: boolean; padMode?: string; normalized?: boolean; onesided?: boolean | null; returnComplex?: boolean | null; alignToWindow?: boolean | null }): Tensor;
  /** `aten::sub.Tensor(Tensor self, Tensor other, *, Scalar alpha=1) -> Tensor` · `aten::sub.Scalar(Tensor self, Scalar other, Scalar alpha=1) -> Tensor` */
  sub(other: Tensor, options?: { alpha?: Scalar }): Tensor;
  sub(other: Scalar, alpha?: Scalar): Tensor;
  sub(other: Scalar, options?: { alpha?: Scalar }): Tensor;
  sub(options: { other: Scalar; alpha?: Scalar }): Tensor;
  /** `aten::sub_.Tensor(Tensor(a!) self, Tensor other, *, Scalar alpha=1) -> Tensor(a!)` · `aten::sub_.Scalar(Tensor(a!) self, Scalar other, Scalar alpha=1) -> Tensor(a!)` */
  sub_(other: Tensor, options?: { alpha?: Scalar }): this;
  sub_(other: Scalar, alpha?: Scalar): this;
  sub_(other: Scalar, options?: { alpha?: Scalar }): this;
  sub_(options: { other: Scalar; alpha?: Scalar }): this;
  /** `aten::subtract.Tensor(Tensor self, Tensor other, *, Scalar alpha=1) -> Tensor` · `aten::subtract.Scalar(Tensor self, Scalar other, Scalar alpha=1) -> Tensor` */
  subtract(other: Tensor, options?: { alpha?: Scalar }): Tensor;
  subtract(other: Scalar, alpha?: Scalar): Tensor;
  subtract(other: Scalar, options?: { alpha?: Scalar }): Tensor;
  subtract(options: { other: Scalar; alpha?: Scalar }): Tensor;
  /** `aten::subtract_.Tensor(Tensor(a!) self, Tensor other, *, Scalar alpha=1) -> Tensor(a!)` · `aten::subtract_.Scalar(Tensor(a!) self, Scalar other, Scalar alpha=1) -> Tensor(a!)` */
  subtract_(other: Tensor, options?: { alpha?: Scalar }): this;
  subtract_(other: Scalar, alpha?: Scalar): this;
  subtract_(other: Scalar, options?: { alpha?: Scalar }): this;
  subtract_(options: { other: Scalar; alpha?: Scalar }): this;
  /** `aten::sum(Tensor self, *, ScalarType? dtype=None) -> Tensor` · `aten::sum.dim_IntList(Tensor self, int[1]? dim, bool keepdim=False, *, ScalarType? dtype=None) -> Tensor` */
  sum(options?: { dtype?: DType | null }): Tensor;
  sum(dim: number | readonly (number | bigint)[] | null, keepdim?: boolean, options?: { dtype?: DType | null }): Tensor;
  sum(dim: number | readonly (number | bigint)[] | null, options?: { keepdim?: boolean; dtype?: DType | null }): Tensor;
  sum(options: { dim: number | readonly (number | bigint)[] | null; keepdim?: boolean; dtype?: DType | null }): Tensor;
  /** `aten::sum_to_size(Tensor self, SymInt[] size) -> Tensor` */
  sumToSize(size: readonly (number | bigint)[] | number): Tensor;
  sumToSize(options: { size: readonly (number | bigint)[] | number }): Tensor;
  /** `aten::svd(Tensor self, bool some=True, bool compute_uv=True) -> (Tensor U, Tensor S, Tensor V)` */
  svd(some?: boolean, computeUv?: boolean): { U: Tensor; S: Tensor; V: Tensor };
  svd(options?: { some?: boolean; computeUv?: boolean }): { U: Tensor; S: Tensor; V: Tensor };
  /** `aten::swapaxes(Tensor(a) self, int axis0, int axis1) -> Tensor(a)` */
  swapaxes(axis0: number | bigint, axis1: number | bigint): Tensor;
  swapaxes(options: { axis0: number | bigint; axis1: number | bigint }): Tensor;
  /** `aten::swapaxes_(Tensor(a!) self, int axis0, int axis1) -> Tensor(a!)` */
  swapaxes_(axis0: number | bigint, axis1: number | bigint): this;
  swapaxes_(options: { axis0: number | bigint; axis1: number | bigint }): this;
  /** `aten::swapdims(Tensor(a) self, int dim0, int dim1) -> Tensor(a)` */
  swapdims(dim0: number | bigint, dim1: number | bigint): Tensor;
  swapdims(options: { dim0: number | bigint; dim1: number | bigint }): Tensor;
  /** `aten::swapdims_(Tensor(a!) self, int dim0, int dim1) -> Tensor(a!)` */
  swapdims_(dim0: number | bigint, dim1: number | bigint): this;
  swapdims_(options: { dim0: number | bigint; dim1: number | bigint }): this;
  /** `aten::sym_is_contiguous(Tensor self, MemoryFormat memory_format=0) -> SymBool` */
  symIsContiguous(memoryFormat?: MemoryFormat): boolean;
  symIsContiguous(options?: { memoryFormat?: MemoryFormat }): boolean;
  /** `aten::sym_numel(Tensor self) -> SymInt` */
  symNumel(): number;
  /** `aten::sym_size.int(Tensor self, int dim) -> SymInt` */
  symSize(dim: number | bigint): number;
  symSize(options: { dim: number | bigint }): number;
  /** `aten::sym_storage_offset(Tensor self) -> SymInt` */
  symStorageOffset(): number;
  /** `aten::sym_stride.int(Tensor self, int dim) -> SymInt` */
  symStride(dim: number | bigint): number;
  symStride(options: { dim: number | bigint }): number;
  /** `aten::t(Tensor(a) self) -> Tensor(a)` */
  t(): Tensor;
  /** `aten::t_(Tensor(a!) self) -> Tensor(a!)` */
  t_(): this;
  /** `aten::t_copy(Tensor self) -> Tensor` */
  tCopy(): Tensor;
  /** `aten::take(Tensor self, Tensor index) -> Tensor` */
  take(index: Tensor): Tensor;
  /** `aten::take_along_dim(Tensor self, Tensor indices, int? dim=None) -> Tensor` */
  takeAlongDim(indices: Tensor, dim?: number | bigint | null): Tensor;
  takeAlongDim(indices: Tensor, options?: { dim?: number | bigint | null }): Tensor;
  /** `aten::tan(Tensor self) -> Tensor` */
  tan(): Tensor;
  /** `aten::tan_(Tensor(a!) self) -> Tensor(a!)` */
  tan_(): this;
  /** `aten::tanh(Tensor self) -> Tensor` */
  tanh(): Tensor;
  /** `aten::tanh_(Tensor(a!) self) -> Tensor(a!)` */
  tanh_(): this;
  /** `aten::tensor_split.tensor_indices_or_sections(Tensor(a -> *) self, Tensor tensor_indices_or_sections, int dim=0) -> Tensor(a)[]` · `aten::tensor_split.sections(Tensor(a -> *) self, SymInt sections, int dim=0) -> Tensor(a)[]` · `aten::tensor_split.indices(Tensor(a -> *) self, SymInt[] indices, int dim=0) -> Tensor(a)[]` */
  tensorSplit(tensorIndicesOrSections: Tensor, dim?: number | bigint): Tensor[];
  tensorSplit(tensorIndicesOrSections: Tensor, options?: { dim?: number | bigint }): Tensor[];
  tensorSplit(sections: number | bigint, dim?: number | bigint): Tensor[];
  tensorSplit(sections: number | bigint, options?: { dim?: number | bigint }): Tensor[];
  tensorSplit(options: { sections: number | bigint; dim?: number | bigint }): Tensor[];
  tensorSplit(indices: readonly (number | bigint)[] | number, dim?: number | bigint): Tensor[];
  tensorSplit(indices: readonly (number | bigint)[] | number, options?: { dim?: number | bigint }): Tensor[];
  tensorSplit(options: { indices: readonly (number | bigint)[] | number; dim?: number | bigint }): Tensor[];
  /** `aten::tensordot(Tensor self, Tensor other, int[] dims_self, int[] dims_other) -> Tensor` */
  tensordot(other: Tensor, dimsSelf: readonly (number | bigint)[] | number, dimsOther: readonly (number | bigint)[] | number): Tensor;
  tensordot(other: Tensor, options: { dimsSelf: readonly (number | bigint)[] | number; dimsOther: readonly (number | bigint)[] | number }): Tensor;
  /** `aten::thnn_conv2d(Tensor self, Tensor weight, SymInt[2] kernel_size, Tensor? bias=None, SymInt[2] stride=[1, 1], SymInt[2] padding=[0, 0]) -> Tensor` */
  thnnConv2d(weight: Tensor, kernelSize: number | readonly (number | bigint)[], bias?: Tensor | null, stride?: number | readonly (number | bigint)[], padding?: number | readonly (number | bigint)[]): Tensor;
  thnnConv2d(weight: Tensor, kernelSize: number | readonly (number | bigint)[], options?: { bias?: Tensor | null; stride?: number | readonly (number | bigint)[]; padding?: number | readonly (number | bigint)[] }): Tensor;
  thnnConv2d(weight: Tensor, options: { kernelSize: number | readonly (number | bigint)[]; bias?: Tensor | null; stride?: number | readonly (number | bigint)[]; padding?: number | readonly (number | bigint)[] }): Tensor;
  /** `aten::threshold(Tensor self, Scalar threshold, Scalar value) -> Tensor` */
  threshold(threshold: Scalar, value: Scalar): Tensor;
  threshold(options: { threshold: Scalar; value: Scalar }): Tensor;
  /** `aten::threshold_(Tensor(a!) self, Scalar threshold, Scalar value) -> Tensor(a!)` */
  threshold_(threshold: Scalar, value: Scalar): this;
  threshold_(options: { threshold: Scalar; value: Scalar }): this;
  /** `aten::tile(Tensor self, SymInt[] dims) -> Tensor` */
  tile(dims: readonly (number | bigint)[] | number): Tensor;
  tile(options: { dims: readonly (number | bigint)[] | number }): Tensor;
  /** `aten::to_dense(Tensor self, ScalarType? dtype=None, *, bool? masked_grad=None) -> Tensor` */
  toDense(dtype?: DType | null, options?: { maskedGrad?: boolean | null }): Tensor;
  toDense(options?: { dtype?: DType | null; maskedGrad?: boolean | null }): Tensor;
  /** `aten::to_mkldnn(Tensor self, ScalarType? dtype=None) -> Tensor` */
  toMkldnn(dtype?: DType | null): Tensor;
  toMkldnn(options?: { dtype?: DType | null }): Tensor;
  /** `aten::to_padded_tensor(Tensor self, float padding, SymInt[]? output_size=None) -> Tensor` */
  toPaddedTensor(padding: number, outputSize?: readonly (number | bigint)[] | number | null): Tensor;
  toPaddedTensor(padding: number, options?: { outputSize?: readonly (number | bigint)[] | number | null }): Tensor;
  toPaddedTensor(options: { padding: number; outputSize?: readonly (number | bigint)[] | number | null }): Tensor;
  /** `aten::to_sparse.sparse_dim(Tensor self, int sparse_dim) -> Tensor` · `aten::to_sparse(Tensor self, *, Layout? layout=None, int[2]? blocksize=None, int? dense_dim=None) -> Tensor` */
  toSparse(sparseDim: number | bigint): Tensor;
  toSparse(options: { sparseDim: number | bigint }): Tensor;
  toSparse(options?: { layout?: Layout | null; blocksize?: number | readonly (number | bigint)[] | null; denseDim?: number | bigint | null }): Tensor;
  /** `aten::to_sparse_bsc(Tensor self, int[2] blocksize, int? dense_dim=None) -> Tensor` */
  toSparseBsc(blocksize: number | readonly (number | bigint)[], denseDim?: number | bigint | null): Tensor;
  toSparseBsc(blocksize: number | readonly (number | bigint)[], options?: { denseDim?: number | bigint | null }): Tensor;
  toSparseBsc(options: { blocksize: number | readonly (number | bigint)[]; denseDim?: number | bigint | null }): Tensor;
  /** `aten::to_sparse_bsr(Tensor self, int[2] blocksize, int? dense_dim=None) -> Tensor` */
  toSparseBsr(blocksize: number | readonly (number | bigint)[], denseDim?: number | bigint | null): Tensor;
  toSparseBsr(blocksize: number | readonly (number | bigint)[], options?: { denseDim?: number | bigint | null }): Tensor;
  toSparseBsr(options: { blocksize: number | readonly (number | bigint)[]; denseDim?: number | bigint | null }): Tensor;
  /** `aten::to_sparse_csc(Tensor self, int? dense_dim=None) -> Tensor` */
  toSparseCsc(denseDim?: number | bigint | null): Tensor;
  toSparseCsc(options?: { denseDim?: number | bigint | null }): Tensor;
  /** `aten::to_sparse_csr(Tensor self, int? dense_dim=None) -> Tensor` */
  toSparseCsr(denseDim?: number | bigint | null): Tensor;
  toSparseCsr(options?: { denseDim?: number | bigint | null }): Tensor;
  /** `aten::topk(Tensor self, SymInt k, int dim=-1, bool largest=True, bool sorted=True) -> (Tensor values, Tensor indices)` */
  topk(k: number | bigint, dim?: number | bigint, largest?: boolean, sorted?: boolean): { values: Tensor; indices: Tensor };
  topk(k: number | bigint, options?: { dim?: number | bigint; largest?: boolean; sorted?: boolean }): { values: Tensor; indices: Tensor };
  topk(options: { k: number | bigint; dim?: number | bigint; largest?: boolean; sorted?: boolean }): { values: Tensor; indices: Tensor };
  /** `aten::trace(Tensor self) -> Tensor` */
  trace(): Tensor;
  /** `aten::transpose.int(Tensor(a) self, int dim0, int dim1) -> Tensor(a)` */
  transpose(dim0: number | bigint, dim1: number | bigint): Tensor;
  transpose(options: { dim0: number | bigint; dim1: number | bigint }): Tensor;
  /** `aten::transpose_(Tensor(a!) self, int dim0, int dim1) -> Tensor(a!)` */
  transpose_(dim0: number | bigint, dim1: number | bigint): this;
  transpose_(options: { dim0: number | bigint; dim1: number | bigint }): this;
  /** `aten::transpose_copy.int(Tensor self, int dim0, int dim1) -> Tensor` */
  transposeCopy(dim0: number | bigint, dim1: number | bigint): Tensor;
  transposeCopy(options: { dim0: number | bigint; dim1: number | bigint }): Tensor;
  /** `aten::triangular_solve(Tensor self, Tensor A, bool upper=True, bool transpose=False, bool unitriangular=False) -> (Tensor solution, Tensor cloned_coefficient)` */
  triangularSolve(A: Tensor, upper?: boolean, transpose?: boolean, unitriangular?: boolean): { solution: Tensor; clonedCoefficient: Tensor };
  triangularSolve(A: Tensor, options?: { upper?: boolean; transpose?: boolean; unitriangular?: boolean }): { solution: Tensor; clonedCoefficient: Tensor };
  /** `aten::tril(Tensor self, SymInt diagonal=0) -> Tensor` */
  tril(diagonal?: number | bigint): Tensor;
  tril(options?: { diagonal?: number | bigint }): Tensor;
  /** `aten::tril_(Tensor(a!) self, SymInt diagonal=0) -> Tensor(a!)` */
  tril_(diagonal?: number | bigint): this;
  tril_(options?: { diagonal?: number | bigint }): this;
  /** `aten::triu(Tensor self, SymInt diagonal=0) -> Tensor` */
  triu(diagonal?: number | bigint): Tensor;
  triu(options?: { diagonal?: number | bigint }): Tensor;
  /** `aten::triu_(Tensor(a!) self, SymInt diagonal=0) -> Tensor(a!)` */
  triu_(diagonal?: number | bigint): this;
  triu_(options?: { diagonal?: number | bigint }): this;
  /** `aten::true_divide.Tensor(Tensor self, Tensor other) -> Tensor` · `aten::true_divide.Scalar(Tensor self, Scalar other) -> Tensor` */
  trueDivide(other: Tensor): Tensor;
  trueDivide(other: Scalar): Tensor;
  trueDivide(options: { other: Scalar }): Tensor;
  /** `aten::true_divide_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::true_divide_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!)` */
  trueDivide_(other: Tensor): this;
  trueDivide_(other: Scalar): this;
  trueDivide_(options: { other: Scalar }): this;
  /** `aten::trunc(Tensor self) -> Tensor` */
  trunc(): Tensor;
  /** `aten::trunc_(Tensor(a!) self) -> Tensor(a!)` */
  trunc_(): this;
  /** `aten::unbind.int(Tensor(a -> *) self, int dim=0) -> Tensor(a)[]` */
  unbind(dim?: number | bigint): Tensor[];
  unbind(options?: { dim?: number | bigint }): Tensor[];
  /** `aten::unbind_copy.int(Tensor self, int dim=0) -> Tensor[]` */
  unbindCopy(dim?: number | bigint): Tensor[];
  unbindCopy(options?: { dim?: number | bigint }): Tensor[];
  /** `aten::unflatten.int(Tensor(a) self, int dim, SymInt[] sizes) -> Tensor(a)` */
  unflatten(dim: number | bigint, sizes: readonly (number | bigint)[] | number): Tensor;
  unflatten(options: { dim: number | bigint; sizes: readonly (number | bigint)[] | number }): Tensor;
  /** `aten::unfold(Tensor(a) self, int dimension, int size, int step) -> Tensor(a)` */
  unfold(dimension: number | bigint, size: number | bigint, step: number | bigint): Tensor;
  unfold(options: { dimension: number | bigint; size: number | bigint; step: number | bigint }): Tensor;
  /** `aten::unfold_copy(Tensor self, int dimension, int size, int step) -> Tensor` */
  unfoldCopy(dimension: number | bigint, size: number | bigint, step: number | bigint): Tensor;
  unfoldCopy(options: { dimension: number | bigint; size: number | bigint; step: number | bigint }): Tensor;
  /** `aten::uniform(Tensor self, float from=0., float to=1., *, Generator? generator=None) -> Tensor` */
  uniform(from?: number, to?: number, options?: { generator?: Generator | null }): Tensor;
  uniform(options?: { from?: number; to?: number; generator?: Generator | null }): Tensor;
  /** `aten::uniform_(Tensor(a!) self, float from=0., float to=1., *, Generator? generator=None) -> Tensor(a!)` */
  uniform_(from?: number, to?: number, options?: { generator?: Generator | null }): this;
  uniform_(options?: { from?: number; to?: number; generator?: Generator | null }): this;
  /** `aten::unique_consecutive(Tensor self, bool return_inverse=False, bool return_counts=False, int? dim=None) -> (Tensor, Tensor, Tensor)` */
  uniqueConsecutive(returnInverse?: boolean, returnCounts?: boolean, dim?: number | bigint | null): [Tensor, Tensor, Tensor];
  uniqueConsecutive(options?: { returnInverse?: boolean; returnCounts?: boolean; dim?: number | bigint | null }): [Tensor, Tensor, Tensor];
  /** `aten::unique_dim(Tensor self, int dim, bool sorted=True, bool return_inverse=False, bool return_counts=False) -> (Tensor, Tensor, Tensor)` */
  uniqueDim(dim: number | bigint, sorted?: boolean, returnInverse?: boolean, returnCounts?: boolean): [Tensor, Tensor, Tensor];
  uniqueDim(dim: number | bigint, options?: { sorted?: boolean; returnInverse?: boolean; returnCounts?: boolean }): [Tensor, Tensor, Tensor];
  uniqueDim(options: { dim: number | bigint; sorted?: boolean; returnInverse?: boolean; returnCounts?: boolean }): [Tensor, Tensor, Tensor];
  /** `aten::unique_dim_consecutive(Tensor self, int dim, bool return_inverse=False, bool return_counts=False) -> (Tensor, Tensor, Tensor)` */
  uniqueDimConsecutive(dim: number | bigint, returnInverse?: boolean, returnCounts?: boolean): [Tensor, Tensor, Tensor];
  uniqueDimConsecutive(dim: number | bigint, options?: { returnInverse?: boolean; returnCounts?: boolean }): [Tensor, Tensor, Tensor];
  uniqueDimConsecutive(options: { dim: number | bigint; returnInverse?: boolean; returnCounts?: boolean }): [Tensor, Tensor, Tensor];
  /** `aten::unsafe_chunk(Tensor self, int chunks, int dim=0) -> Tensor[]` */
  unsafeChunk(chunks: number | bigint, dim?: number | bigint): Tensor[];
  unsafeChunk(chunks: number | bigint, options?: { dim?: number | bigint }): Tensor[];
  unsafeChunk(options: { chunks: number | bigint; dim?: number | bigint }): Tensor[];
  /** `aten::unsafe_split.Tensor(Tensor self, SymInt split_size, int dim=0) -> Tensor[]` */
  unsafeSplit(splitSize: number | bigint, dim?: number | bigint): Tensor[];
  unsafeSplit(splitSize: number | bigint, options?: { dim?: number | bigint }): Tensor[];
  unsafeSplit(options: { splitSize: number | bigint; dim?: number | bigint }): Tensor[];
  /** `aten::unsafe_split_with_sizes(Tensor self, SymInt[] split_sizes, int dim=0) -> Tensor[]` */
  unsafeSplitWithSizes(splitSizes: readonly (number | bigint)[] | number, dim?: number | bigint): Tensor[];
  unsafeSplitWithSizes(splitSizes: readonly (number | bigint)[] | number, options?: { dim?: number | bigint }): Tensor[];
  unsafeSplitWithSizes(options: { splitSizes: readonly (number | bigint)[] | number; dim?: number | bigint }): Tensor[];
  /** `aten::unsqueeze(Tensor(a) self, int dim) -> Tensor(a)` */
  unsqueeze(dim: number | bigint): Tensor;
  unsqueeze(options: { dim: number | bigint }): Tensor;
  /** `aten::unsqueeze_(Tensor(a!) self, int dim) -> Tensor(a!)` */
  unsqueeze_(dim: number | bigint): this;
  unsqueeze_(options: { dim: number | bigint }): this;
  /** `aten::unsqueeze_copy(Tensor self, int dim) -> Tensor` */
  unsqueezeCopy(dim: number | bigint): Tensor;
  unsqueezeCopy(options: { dim: number | bigint }): Tensor;
  /** `aten::upsample_bicubic2d(Tensor self, SymInt[2] output_size, bool align_corners, float? scales_h=None, float? scales_w=None) -> Tensor` */
  upsampleBicubic2d(outputSize: number | readonly (number | bigint)[], alignCorners: boolean, scalesH?: number | null, scalesW?: number | null): Tensor;
  upsampleBicubic2d(outputSize: number | readonly (number | bigint)[], alignCorners: boolean, options?: { scalesH?: number | null; scalesW?: number | null }): Tensor;
  upsampleBicubic2d(options: { outputSize: number | readonly (number | bigint)[]; alignCorners: boolean; scalesH?: number | null; scalesW?: number | null }): Tensor;
  /** `aten::upsample_bilinear2d(Tensor self, SymInt[2] output_size, bool align_corners, float? scales_h=None, float? scales_w=None) -> Tensor` */
  upsampleBilinear2d(outputSize: number | readonly (number | bigint)[], alignCorners: boolean, scalesH?: number | null, scalesW?: number | null): Tensor;
  upsampleBilinear2d(outputSize: number | readonly (number | bigint)[], alignCorners: boolean, options?: { scalesH?: number | null; scalesW?: number | null }): Tensor;
  upsampleBilinear2d(options: { outputSize: number | readonly (number | bigint)[]; alignCorners: boolean; scalesH?: number | null; scalesW?: number | null }): Tensor;
  /** `aten::upsample_linear1d(Tensor self, SymInt[1] output_size, bool align_corners, float? scales=None) -> Tensor` */
  upsampleLinear1d(outputSize: number | readonly (number | bigint)[], alignCorners: boolean, scales?: number | null): Tensor;
  upsampleLinear1d(outputSize: number | readonly (number | bigint)[], alignCorners: boolean, options?: { scales?: number | null }): Tensor;
  upsampleLinear1d(options: { outputSize: number | readonly (number | bigint)[]; alignCorners: boolean; scales?: number | null }): Tensor;
  /** `aten::upsample_nearest1d(Tensor self, SymInt[1] output_size, float? scales=None) -> Tensor` */
  upsampleNearest1d(outputSize: number | readonly (number | bigint)[], scales?: number | null): Tensor;
  upsampleNearest1d(outputSize: number | readonly (number | bigint)[], options?: { scales?: number | null }): Tensor;
  upsampleNearest1d(options: { outputSize: number | readonly (number | bigint)[]; scales?: number | null }): Tensor;
  /** `aten::upsample_nearest2d(Tensor self, SymInt[2] output_size, float? scales_h=None, float? scales_w=None) -> Tensor` */
  upsampleNearest2d(outputSize: number | readonly (number | bigint)[], scalesH?: number | null, scalesW?: number | null): Tensor;
  upsampleNearest2d(outputSize: number | readonly (number | bigint)[], options?: { scalesH?: number | null; scalesW?: number | null }): Tensor;
  upsampleNearest2d(options: { outputSize: number | readonly (number | bigint)[]; scalesH?: number | null; scalesW?: number | null }): Tensor;
  /** `aten::upsample_nearest3d(Tensor self, SymInt[3] output_size, float? scales_d=None, float? scales_h=None, float? scales_w=None) -> Tensor` */
  upsampleNearest3d(outputSize: number | readonly (number | bigint)[], scalesD?: number | null, scalesH?: number | null, scalesW?: number | null): Tensor;
  upsampleNearest3d(outputSize: number | readonly (number | bigint)[], options?: { scalesD?: number | null; scalesH?: number | null; scalesW?: number | null }): Tensor;
  upsampleNearest3d(options: { outputSize: number | readonly (number | bigint)[]; scalesD?: number | null; scalesH?: number | null; scalesW?: number | null }): Tensor;
  /** `aten::upsample_trilinear3d(Tensor self, SymInt[3] output_size, bool align_corners, float? scales_d=None, float? scales_h=None, float? scales_w=None) -> Tensor` */
  upsampleTrilinear3d(outputSize: number | readonly (number | bigint)[], alignCorners: boolean, scalesD?: number | null, scalesH?: number | null, scalesW?: number | null): Tensor;
  upsampleTrilinear3d(outputSize: number | readonly (number | bigint)[], alignCorners: boolean, options?: { scalesD?: number | null; scalesH?: number | null; scalesW?: number | null }): Tensor;
  upsampleTrilinear3d(options: { outputSize: number | readonly (number | bigint)[]; alignCorners: boolean; scalesD?: number | null; scalesH?: number | null; scalesW?: number | null }): Tensor;
  /** `aten::values(Tensor(a) self) -> Tensor(a)` */
  values(): Tensor;
  /** `aten::values_copy(Tensor self) -> Tensor` */
  valuesCopy(): Tensor;
  /** `aten::var(Tensor self, bool unbiased=True) -> Tensor` · `aten::var.dim(Tensor self, int[1]? dim, bool unbiased=True, bool keepdim=False) -> Tensor` · `aten::var.correction(Tensor self, int[1]? dim=None, *, Scalar? correction=None, bool keepdim=False) -> Tensor` */
  var(unbiased?: boolean): Tensor;
  var(options?: { unbiased?: boolean }): Tensor;
  var(dim: number | readonly (number | bigint)[] | null, unbiased?: boolean, keepdim?: boolean): Tensor;
  var(dim: number | readonly (number | bigint)[] | null, options?: { unbiased?: boolean; keepdim?: boolean }): Tensor;
  var(options: { dim: number | readonly (number | bigint)[] | null; unbiased?: boolean; keepdim?: boolean }): Tensor;
  var(dim?: number | readonly (number | bigint)[] | null, options?: { correction?: Scalar | null; keepdim?: boolean }): Tensor;
  var(options?: { dim?: number | readonly (number | bigint)[] | null; correction?: Scalar | null; keepdim?: boolean }): Tensor;
  /** `aten::var_mean(Tensor self, bool unbiased=True) -> (Tensor, Tensor)` · `aten::var_mean.dim(Tensor self, int[1]? dim, bool unbiased=True, bool keepdim=False) -> (Tensor, Tensor)` · `aten::var_mean.correction(Tensor self, int[1]? dim=None, *, Scalar? correction=None, bool keepdim=False) -> (Tensor, Tensor)` */
  varMean(unbiased?: boolean): [Tensor, Tensor];
  varMean(options?: { unbiased?: boolean }): [Tensor, Tensor];
  varMean(dim: number | readonly (number | bigint)[] | null, unbiased?: boolean, keepdim?: boolean): [Tensor, Tensor];
  varMean(dim: number | readonly (number | bigint)[] | null, options?: { unbiased?: boolean; keepdim?: boolean }): [Tensor, Tensor];
  varMean(options: { dim: number | readonly (number | bigint)[] | null; unbiased?: boolean; keepdim?: boolean }): [Tensor, Tensor];
  varMean(dim?: number | readonly (number | bigint)[] | null, options?: { correction?: Scalar | null; keepdim?: boolean }): [Tensor, Tensor];
  varMean(options?: { dim?: number | readonly (number | bigint)[] | null; correction?: Scalar | null; keepdim?: boolean }): [Tensor, Tensor];
  /** `aten::vdot(Tensor self, Tensor other) -> Tensor` */
  vdot(other: Tensor): Tensor;
  /** `aten::view.dtype(Tensor(a) self, ScalarType dtype) -> Tensor(a)` · `aten::view(Tensor(a) self, SymInt[] size) -> Tensor(a)` */
  view(dtype: DType): Tensor;
  view(options: { dtype: DType }): Tensor;
  view(size: readonly (number | bigint)[] | number): Tensor;
  view(options: { size: readonly (number | bigint)[] | number }): Tensor;
  /** `aten::view_as(Tensor(a) self, Tensor other) -> Tensor(a)` */
  viewAs(other: Tensor): Tensor;
  /** `aten::view_as_complex(Tensor(a) self) -> Tensor(a)` */
  viewAsComplex(): Tensor;
  /** `aten::view_as_complex_copy(Tensor self) -> Tensor` */
  viewAsComplexCopy(): Tensor;
  /** `aten::view_as_real(Tensor(a) self) -> Tensor(a)` */
  viewAsReal(): Tensor;
  /** `aten::view_as_real_copy(Tensor self) -> Tensor` */
  viewAsRealCopy(): Tensor;
  /** `aten::view_copy.dtype(Tensor self, ScalarType dtype) -> Tensor` · `aten::view_copy(Tensor self, SymInt[] size) -> Tensor` */
  viewCopy(dtype: DType): Tensor;
  viewCopy(options: { dtype: DType }): Tensor;
  viewCopy(size: readonly (number | bigint)[] | number): Tensor;
  viewCopy(options: { size: readonly (number | bigint)[] | number }): Tensor;
  /** `aten::vsplit.int(Tensor(a -> *) self, int sections) -> Tensor(a)[]` · `aten::vsplit.array(Tensor(a -> *) self, int[] indices) -> Tensor(a)[]` */
  vsplit(sections: number | bigint): Tensor[];
  vsplit(options: { sections: number | bigint }): Tensor[];
  vsplit(indices: readonly (number | bigint)[] | number): Tensor[];
  vsplit(options: { indices: readonly (number | bigint)[] | number }): Tensor[];
  /** `aten::xlogy.Tensor(Tensor self, Tensor other) -> Tensor` · `aten::xlogy.Scalar_Other(Tensor self, Scalar other) -> Tensor` */
  xlogy(other: Tensor): Tensor;
  xlogy(other: Scalar): Tensor;
  xlogy(options: { other: Scalar }): Tensor;
  /** `aten::xlogy_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::xlogy_.Scalar_Other(Tensor(a!) self, Scalar other) -> Tensor(a!)` */
  xlogy_(other: Tensor): this;
  xlogy_(other: Scalar): this;
  xlogy_(options: { other: Scalar }): this;
  /** `aten::zero(Tensor self) -> Tensor` */
  zero(): Tensor;
  /** `aten::zero_(Tensor(a!) self) -> Tensor(a!)` */
  zero_(): this;
  /** `aten::zeros_like(Tensor self, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None, MemoryFormat? memory_format=None) -> Tensor` */
  zerosLike(options?: { dtype?: DType | null; layout?: Layout | null; device?: Device | null; pinMemory?: boolean | null; memoryFormat?: MemoryFormat | null }): Tensor;
}
