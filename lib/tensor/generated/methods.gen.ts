// Written by scripts/gen-ops.ts from libtorch's schemas; do not edit.

import type { Int, Ints, Named, NewTensorOptions, Scalar } from "../arguments.ts";
import type { DeviceChoice, Layout, MemoryFormat } from "../device.ts";
import type { DType } from "../dtype.ts";
import type { Generator } from "../generator.ts";
import type { Probabilities } from "../kinds.ts";
import type { Tensor } from "../tensor.ts";

/** Operators whose first argument is `self`, as methods. */
export interface TensorMethods {
  /** Absolute value of each element; the magnitude for complex numbers. `aten::abs(Tensor self) -> Tensor` */
  abs(): Tensor;
  /** In place: absolute value of each element; the magnitude for complex numbers. `aten::abs_(Tensor(a!) self) -> Tensor(a!)` */
  abs_(): this;
  /** As `abs`: absolute value of each element; the magnitude for complex numbers. `aten::absolute(Tensor self) -> Tensor` */
  absolute(): Tensor;
  /** In place, as `abs_`: absolute value of each element; the magnitude for complex numbers. `aten::absolute_(Tensor(a!) self) -> Tensor(a!)` */
  absolute_(): this;
  /** Inverse cosine of each element, in radians. `aten::acos(Tensor self) -> Tensor` */
  acos(): Tensor;
  /** In place: inverse cosine of each element, in radians. `aten::acos_(Tensor(a!) self) -> Tensor(a!)` */
  acos_(): this;
  /** Inverse hyperbolic cosine of each element. `aten::acosh(Tensor self) -> Tensor` */
  acosh(): Tensor;
  /** In place: inverse hyperbolic cosine of each element. `aten::acosh_(Tensor(a!) self) -> Tensor(a!)` */
  acosh_(): this;
  /** Mean over windows chosen to give the wanted length. `aten::adaptive_avg_pool1d(Tensor self, int[1] output_size) -> Tensor` */
  adaptiveAvgPool1d(outputSize: Ints): Tensor;
  adaptiveAvgPool1d(options: { outputSize: Ints }): Tensor;
  /** Mean over windows chosen to give the wanted height and width. `aten::adaptive_avg_pool2d(Tensor self, SymInt[2] output_size) -> Tensor` */
  adaptiveAvgPool2d(outputSize: Ints): Tensor;
  adaptiveAvgPool2d(options: { outputSize: Ints }): Tensor;
  /** Mean over windows chosen to give the wanted depth, height and width. `aten::adaptive_avg_pool3d(Tensor self, SymInt[3] output_size) -> Tensor` */
  adaptiveAvgPool3d(outputSize: Ints): Tensor;
  adaptiveAvgPool3d(options: { outputSize: Ints }): Tensor;
  /** Largest value, and its index, over windows chosen to give the wanted length. `aten::adaptive_max_pool1d(Tensor self, int[1] output_size) -> (Tensor, Tensor)` */
  adaptiveMaxPool1d(outputSize: Ints): [Tensor, Tensor];
  adaptiveMaxPool1d(options: { outputSize: Ints }): [Tensor, Tensor];
  /** Largest value, and its index, over windows chosen to give the wanted height and width. `aten::adaptive_max_pool2d(Tensor self, int[2] output_size) -> (Tensor, Tensor)` */
  adaptiveMaxPool2d(outputSize: Ints): [Tensor, Tensor];
  adaptiveMaxPool2d(options: { outputSize: Ints }): [Tensor, Tensor];
  /** Largest value, and its index, over windows chosen to give the wanted depth, height and width. `aten::adaptive_max_pool3d(Tensor self, int[3] output_size) -> (Tensor, Tensor)` */
  adaptiveMaxPool3d(outputSize: Ints): [Tensor, Tensor];
  adaptiveMaxPool3d(options: { outputSize: Ints }): [Tensor, Tensor];
  /** Sum of a tensor and another tensor or number, the other scaled by `alpha`. `aten::add.Tensor(Tensor self, Tensor other, *, Scalar alpha=1) -> Tensor` · `aten::add.Scalar(Tensor self, Scalar other, Scalar alpha=1) -> Tensor` */
  add(other: Tensor, options?: { alpha?: Scalar }): Tensor;
  add(other: Scalar, alpha?: Scalar): Tensor;
  add(other: Scalar, options?: { alpha?: Scalar }): Tensor;
  add(options: { other: Scalar; alpha?: Scalar }): Tensor;
  /** In place: sum of a tensor and another tensor or number, the other scaled by `alpha`. `aten::add_.Tensor(Tensor(a!) self, Tensor other, *, Scalar alpha=1) -> Tensor(a!)` · `aten::add_.Scalar(Tensor(a!) self, Scalar other, Scalar alpha=1) -> Tensor(a!)` */
  add_(other: Tensor, options?: { alpha?: Scalar }): this;
  add_(other: Scalar, alpha?: Scalar): this;
  add_(other: Scalar, options?: { alpha?: Scalar }): this;
  add_(options: { other: Scalar; alpha?: Scalar }): this;
  /** `beta * self + alpha *` the sum of the matrix products of a batch. `aten::addbmm(Tensor self, Tensor batch1, Tensor batch2, *, Scalar beta=1, Scalar alpha=1) -> Tensor` */
  addbmm(batch1: Tensor, batch2: Tensor, options?: { beta?: Scalar; alpha?: Scalar }): Tensor;
  /** In place: `beta * self + alpha *` the sum of the matrix products of a batch. `aten::addbmm_(Tensor(a!) self, Tensor batch1, Tensor batch2, *, Scalar beta=1, Scalar alpha=1) -> Tensor(a!)` */
  addbmm_(batch1: Tensor, batch2: Tensor, options?: { beta?: Scalar; alpha?: Scalar }): this;
  /** `self + value * tensor1 / tensor2`. `aten::addcdiv(Tensor self, Tensor tensor1, Tensor tensor2, *, Scalar value=1) -> Tensor` */
  addcdiv(tensor1: Tensor, tensor2: Tensor, options?: { value?: Scalar }): Tensor;
  /** In place: `self + value * tensor1 / tensor2`. `aten::addcdiv_(Tensor(a!) self, Tensor tensor1, Tensor tensor2, *, Scalar value=1) -> Tensor(a!)` */
  addcdiv_(tensor1: Tensor, tensor2: Tensor, options?: { value?: Scalar }): this;
  /** `self + value * tensor1 * tensor2`. `aten::addcmul(Tensor self, Tensor tensor1, Tensor tensor2, *, Scalar value=1) -> Tensor` */
  addcmul(tensor1: Tensor, tensor2: Tensor, options?: { value?: Scalar }): Tensor;
  /** In place: `self + value * tensor1 * tensor2`. `aten::addcmul_(Tensor(a!) self, Tensor tensor1, Tensor tensor2, *, Scalar value=1) -> Tensor(a!)` */
  addcmul_(tensor1: Tensor, tensor2: Tensor, options?: { value?: Scalar }): this;
  /** `beta * self + alpha * (mat1 @ mat2)`. `aten::addmm.dtype(Tensor self, Tensor mat1, Tensor mat2, ScalarType out_dtype, *, Scalar beta=1, Scalar alpha=1) -> Tensor` · `aten::addmm(Tensor self, Tensor mat1, Tensor mat2, *, Scalar beta=1, Scalar alpha=1) -> Tensor` */
  addmm(mat1: Tensor, mat2: Tensor, outDtype: DType, options?: { beta?: Scalar; alpha?: Scalar }): Tensor;
  addmm(mat1: Tensor, mat2: Tensor, options: { outDtype: DType; beta?: Scalar; alpha?: Scalar }): Tensor;
  addmm(mat1: Tensor, mat2: Tensor, options?: { beta?: Scalar; alpha?: Scalar }): Tensor;
  /** In place: `beta * self + alpha * (mat1 @ mat2)`. `aten::addmm_(Tensor(a!) self, Tensor mat1, Tensor mat2, *, Scalar beta=1, Scalar alpha=1) -> Tensor(a!)` */
  addmm_(mat1: Tensor, mat2: Tensor, options?: { beta?: Scalar; alpha?: Scalar }): this;
  /** `beta * self + alpha * (mat @ vec)`. `aten::addmv(Tensor self, Tensor mat, Tensor vec, *, Scalar beta=1, Scalar alpha=1) -> Tensor` */
  addmv(mat: Tensor, vec: Tensor, options?: { beta?: Scalar; alpha?: Scalar }): Tensor;
  /** In place: `beta * self + alpha * (mat @ vec)`. `aten::addmv_(Tensor(a!) self, Tensor mat, Tensor vec, *, Scalar beta=1, Scalar alpha=1) -> Tensor(a!)` */
  addmv_(mat: Tensor, vec: Tensor, options?: { beta?: Scalar; alpha?: Scalar }): this;
  /** `beta * self + alpha *` the outer product of two vectors. `aten::addr(Tensor self, Tensor vec1, Tensor vec2, *, Scalar beta=1, Scalar alpha=1) -> Tensor` */
  addr(vec1: Tensor, vec2: Tensor, options?: { beta?: Scalar; alpha?: Scalar }): Tensor;
  /** In place: `beta * self + alpha *` the outer product of two vectors. `aten::addr_(Tensor(a!) self, Tensor vec1, Tensor vec2, *, Scalar beta=1, Scalar alpha=1) -> Tensor(a!)` */
  addr_(vec1: Tensor, vec2: Tensor, options?: { beta?: Scalar; alpha?: Scalar }): this;
  /** The last two dimensions swapped and complex numbers conjugated, as a view. `aten::adjoint(Tensor(a) self) -> Tensor(a)` */
  adjoint(): Tensor;
  /** A view of the same elements. `aten::alias(Tensor(a) self) -> Tensor(a)` */
  alias(): Tensor;
  /** As `alias`, but a copy that shares no memory. `aten::alias_copy(Tensor self) -> Tensor` */
  aliasCopy(): Tensor;
  /** Whether all elements are true, of the whole tensor or along dimensions. `aten::all(Tensor self) -> Tensor` · `aten::all.dim(Tensor self, int dim, bool keepdim=False) -> Tensor` · `aten::all.dims(Tensor self, int[]? dim=None, bool keepdim=False) -> Tensor` */
  all(): Tensor;
  all(dim: Int, keepdim?: boolean): Tensor;
  all(dim: Int, options?: { keepdim?: boolean }): Tensor;
  all(options: { dim: Int; keepdim?: boolean }): Tensor;
  all(dim?: Ints | null, keepdim?: boolean): Tensor;
  all(options?: { dim?: Ints | null; keepdim?: boolean }): Tensor;
  /** Whether all elements of two tensors are equal within tolerances. `aten::allclose(Tensor self, Tensor other, float rtol=1.0000000000000001e-05, float atol=1e-08, bool equal_nan=False) -> bool` */
  allclose(other: Tensor, rtol?: number, atol?: number, equalNan?: boolean): boolean;
  allclose(other: Tensor, options?: { rtol?: number; atol?: number; equalNan?: boolean }): boolean;
  /** In place: dropout that keeps mean and variance of SELU activations. `aten::alpha_dropout_(Tensor(a!) self, float p, bool train) -> Tensor(a!)` */
  alphaDropout_(p: number, train: boolean): this;
  alphaDropout_(options: { p: number; train: boolean }): this;
  /** Largest value along dimensions; ties share the gradient. `aten::amax(Tensor self, int[1] dim=[], bool keepdim=False) -> Tensor` */
  amax(dim?: Ints, keepdim?: boolean): Tensor;
  amax(options?: { dim?: Ints; keepdim?: boolean }): Tensor;
  /** Smallest value along dimensions; ties share the gradient. `aten::amin(Tensor self, int[1] dim=[], bool keepdim=False) -> Tensor` */
  amin(dim?: Ints, keepdim?: boolean): Tensor;
  amin(options?: { dim?: Ints; keepdim?: boolean }): Tensor;
  /** Smallest and largest value, of the whole tensor or along a dimension. `aten::aminmax(Tensor self, *, int? dim=None, bool keepdim=False) -> (Tensor min, Tensor max)` */
  aminmax(options?: { dim?: Int | null; keepdim?: boolean }): { min: Tensor; max: Tensor };
  /** Argument of each complex number, in radians; 0 or pi for real ones. `aten::angle(Tensor self) -> Tensor` */
  angle(): Tensor;
  /** Whether any element is true, of the whole tensor or along dimensions. `aten::any(Tensor self) -> Tensor` · `aten::any.dim(Tensor self, int dim, bool keepdim=False) -> Tensor` · `aten::any.dims(Tensor self, int[]? dim=None, bool keepdim=False) -> Tensor` */
  any(): Tensor;
  any(dim: Int, keepdim?: boolean): Tensor;
  any(dim: Int, options?: { keepdim?: boolean }): Tensor;
  any(options: { dim: Int; keepdim?: boolean }): Tensor;
  any(dim?: Ints | null, keepdim?: boolean): Tensor;
  any(options?: { dim?: Ints | null; keepdim?: boolean }): Tensor;
  /** As `acos`: inverse cosine of each element, in radians. `aten::arccos(Tensor self) -> Tensor` */
  arccos(): Tensor;
  /** In place, as `acos_`: inverse cosine of each element, in radians. `aten::arccos_(Tensor(a!) self) -> Tensor(a!)` */
  arccos_(): this;
  /** As `acosh`: inverse hyperbolic cosine of each element. `aten::arccosh(Tensor self) -> Tensor` */
  arccosh(): Tensor;
  /** In place, as `acosh_`: inverse hyperbolic cosine of each element. `aten::arccosh_(Tensor(a!) self) -> Tensor(a!)` */
  arccosh_(): this;
  /** As `asin`: inverse sine of each element, in radians. `aten::arcsin(Tensor self) -> Tensor` */
  arcsin(): Tensor;
  /** In place, as `asin_`: inverse sine of each element, in radians. `aten::arcsin_(Tensor(a!) self) -> Tensor(a!)` */
  arcsin_(): this;
  /** As `asinh`: inverse hyperbolic sine of each element. `aten::arcsinh(Tensor self) -> Tensor` */
  arcsinh(): Tensor;
  /** In place, as `asinh_`: inverse hyperbolic sine of each element. `aten::arcsinh_(Tensor(a!) self) -> Tensor(a!)` */
  arcsinh_(): this;
  /** As `atan`: inverse tangent of each element, in radians. `aten::arctan(Tensor self) -> Tensor` */
  arctan(): Tensor;
  /** As `atan2`: angle of the point (other, self) in radians, with the right quadrant. `aten::arctan2(Tensor self, Tensor other) -> Tensor` */
  arctan2(other: Tensor): Tensor;
  /** In place, as `atan2_`: angle of the point (other, self) in radians, with the right quadrant. `aten::arctan2_(Tensor(a!) self, Tensor other) -> Tensor(a!)` */
  arctan2_(other: Tensor): this;
  /** In place, as `atan_`: inverse tangent of each element, in radians. `aten::arctan_(Tensor(a!) self) -> Tensor(a!)` */
  arctan_(): this;
  /** As `atanh`: inverse hyperbolic tangent of each element. `aten::arctanh(Tensor self) -> Tensor` */
  arctanh(): Tensor;
  /** In place, as `atanh_`: inverse hyperbolic tangent of each element. `aten::arctanh_(Tensor(a!) self) -> Tensor(a!)` */
  arctanh_(): this;
  /** Index of the largest value, of the whole tensor or along a dimension. `aten::argmax(Tensor self, int? dim=None, bool keepdim=False) -> Tensor` */
  argmax(dim?: Int | null, keepdim?: boolean): Tensor;
  argmax(options?: { dim?: Int | null; keepdim?: boolean }): Tensor;
  /** Index of the smallest value, of the whole tensor or along a dimension. `aten::argmin(Tensor self, int? dim=None, bool keepdim=False) -> Tensor` */
  argmin(dim?: Int | null, keepdim?: boolean): Tensor;
  argmin(options?: { dim?: Int | null; keepdim?: boolean }): Tensor;
  /** Indices that sort along a dimension. `aten::argsort.stable(Tensor self, *, bool stable, int dim=-1, bool descending=False) -> Tensor` · `aten::argsort(Tensor self, int dim=-1, bool descending=False) -> Tensor` */
  argsort(options: { stable: boolean; dim?: Int; descending?: boolean }): Tensor;
  argsort(dim?: Int, descending?: boolean): Tensor;
  argsort(options?: { dim?: Int; descending?: boolean }): Tensor;
  /** Indices of all nonzero elements, one row each. `aten::argwhere(Tensor self) -> Tensor` */
  argwhere(): Tensor;
  /** A view with given size, strides and storage offset. `aten::as_strided(Tensor(a) self, SymInt[] size, SymInt[] stride, SymInt? storage_offset=None) -> Tensor(a)` */
  asStrided(size: Ints, stride: Ints, storageOffset?: Int | null): Tensor;
  asStrided(size: Ints, stride: Ints, options?: { storageOffset?: Int | null }): Tensor;
  asStrided(options: { size: Ints; stride: Ints; storageOffset?: Int | null }): Tensor;
  /** Changes size, strides and storage offset of the tensor itself. `aten::as_strided_(Tensor(a!) self, SymInt[] size, SymInt[] stride, SymInt? storage_offset=None) -> Tensor(a!)` */
  asStrided_(size: Ints, stride: Ints, storageOffset?: Int | null): this;
  asStrided_(size: Ints, stride: Ints, options?: { storageOffset?: Int | null }): this;
  asStrided_(options: { size: Ints; stride: Ints; storageOffset?: Int | null }): this;
  /** As `asStrided`, but a copy that shares no memory. `aten::as_strided_copy(Tensor self, SymInt[] size, SymInt[] stride, SymInt? storage_offset=None) -> Tensor` */
  asStridedCopy(size: Ints, stride: Ints, storageOffset?: Int | null): Tensor;
  asStridedCopy(size: Ints, stride: Ints, options?: { storageOffset?: Int | null }): Tensor;
  asStridedCopy(options: { size: Ints; stride: Ints; storageOffset?: Int | null }): Tensor;
  /** A copy with `src` written where a strided view would lie. `aten::as_strided_scatter(Tensor self, Tensor src, SymInt[] size, SymInt[] stride, SymInt? storage_offset=None) -> Tensor` */
  asStridedScatter(src: Tensor, size: Ints, stride: Ints, storageOffset?: Int | null): Tensor;
  asStridedScatter(src: Tensor, size: Ints, stride: Ints, options?: { storageOffset?: Int | null }): Tensor;
  asStridedScatter(src: Tensor, options: { size: Ints; stride: Ints; storageOffset?: Int | null }): Tensor;
  /** Inverse sine of each element, in radians. `aten::asin(Tensor self) -> Tensor` */
  asin(): Tensor;
  /** In place: inverse sine of each element, in radians. `aten::asin_(Tensor(a!) self) -> Tensor(a!)` */
  asin_(): this;
  /** Inverse hyperbolic sine of each element. `aten::asinh(Tensor self) -> Tensor` */
  asinh(): Tensor;
  /** In place: inverse hyperbolic sine of each element. `aten::asinh_(Tensor(a!) self) -> Tensor(a!)` */
  asinh_(): this;
  /** Inverse tangent of each element, in radians. `aten::atan(Tensor self) -> Tensor` */
  atan(): Tensor;
  /** Angle of the point (other, self) in radians, with the right quadrant. `aten::atan2(Tensor self, Tensor other) -> Tensor` */
  atan2(other: Tensor): Tensor;
  /** In place: angle of the point (other, self) in radians, with the right quadrant. `aten::atan2_(Tensor(a!) self, Tensor other) -> Tensor(a!)` */
  atan2_(other: Tensor): this;
  /** In place: inverse tangent of each element, in radians. `aten::atan_(Tensor(a!) self) -> Tensor(a!)` */
  atan_(): this;
  /** Inverse hyperbolic tangent of each element. `aten::atanh(Tensor self) -> Tensor` */
  atanh(): Tensor;
  /** In place: inverse hyperbolic tangent of each element. `aten::atanh_(Tensor(a!) self) -> Tensor(a!)` */
  atanh_(): this;
  /** A view with at least one dimension. `aten::atleast_1d(Tensor self) -> Tensor` */
  atleast1d(): Tensor;
  /** A view with at least two dimensions. `aten::atleast_2d(Tensor self) -> Tensor` */
  atleast2d(): Tensor;
  /** A view with at least three dimensions. `aten::atleast_3d(Tensor self) -> Tensor` */
  atleast3d(): Tensor;
  /** Mean of each window along the last dimension. `aten::avg_pool1d(Tensor self, int[1] kernel_size, int[1] stride=[], int[1] padding=[0], bool ceil_mode=False, bool count_include_pad=True) -> Tensor` */
  avgPool1d(kernelSize: Ints, stride?: Ints, padding?: Ints, ceilMode?: boolean, countIncludePad?: boolean): Tensor;
  avgPool1d(kernelSize: Ints, options?: { stride?: Ints; padding?: Ints; ceilMode?: boolean; countIncludePad?: boolean }): Tensor;
  avgPool1d(options: { kernelSize: Ints; stride?: Ints; padding?: Ints; ceilMode?: boolean; countIncludePad?: boolean }): Tensor;
  /** Mean of each window over height and width. `aten::avg_pool2d(Tensor self, int[2] kernel_size, int[2] stride=[], int[2] padding=0, bool ceil_mode=False, bool count_include_pad=True, int? divisor_override=None) -> Tensor` */
  avgPool2d(kernelSize: Ints, stride?: Ints, padding?: Ints, ceilMode?: boolean, countIncludePad?: boolean, divisorOverride?: Int | null): Tensor;
  avgPool2d(kernelSize: Ints, options?: { stride?: Ints; padding?: Ints; ceilMode?: boolean; countIncludePad?: boolean; divisorOverride?: Int | null }): Tensor;
  avgPool2d(options: { kernelSize: Ints; stride?: Ints; padding?: Ints; ceilMode?: boolean; countIncludePad?: boolean; divisorOverride?: Int | null }): Tensor;
  /** Mean of each window over depth, height and width. `aten::avg_pool3d(Tensor self, int[3] kernel_size, int[3] stride=[], int[3] padding=0, bool ceil_mode=False, bool count_include_pad=True, int? divisor_override=None) -> Tensor` */
  avgPool3d(kernelSize: Ints, stride?: Ints, padding?: Ints, ceilMode?: boolean, countIncludePad?: boolean, divisorOverride?: Int | null): Tensor;
  avgPool3d(kernelSize: Ints, options?: { stride?: Ints; padding?: Ints; ceilMode?: boolean; countIncludePad?: boolean; divisorOverride?: Int | null }): Tensor;
  avgPool3d(options: { kernelSize: Ints; stride?: Ints; padding?: Ints; ceilMode?: boolean; countIncludePad?: boolean; divisorOverride?: Int | null }): Tensor;
  /** `beta * self + alpha *` the matrix products of a batch. `aten::baddbmm.dtype(Tensor self, Tensor batch1, Tensor batch2, ScalarType out_dtype, *, Scalar beta=1, Scalar alpha=1) -> Tensor` · `aten::baddbmm(Tensor self, Tensor batch1, Tensor batch2, *, Scalar beta=1, Scalar alpha=1) -> Tensor` */
  baddbmm(batch1: Tensor, batch2: Tensor, outDtype: DType, options?: { beta?: Scalar; alpha?: Scalar }): Tensor;
  baddbmm(batch1: Tensor, batch2: Tensor, options: { outDtype: DType; beta?: Scalar; alpha?: Scalar }): Tensor;
  baddbmm(batch1: Tensor, batch2: Tensor, options?: { beta?: Scalar; alpha?: Scalar }): Tensor;
  /** In place: `beta * self + alpha *` the matrix products of a batch. `aten::baddbmm_(Tensor(a!) self, Tensor batch1, Tensor batch2, *, Scalar beta=1, Scalar alpha=1) -> Tensor(a!)` */
  baddbmm_(batch1: Tensor, batch2: Tensor, options?: { beta?: Scalar; alpha?: Scalar }): this;
  /** Zeros and ones drawn with the given probabilities of a one. `aten::bernoulli.Tensor(Tensor self, Tensor p, *, Generator? generator=None) -> Tensor` · `aten::bernoulli.p(Tensor self, float p, *, Generator? generator=None) -> Tensor` · `aten::bernoulli(Tensor self, *, Generator? generator=None) -> Tensor` */
  bernoulli(p: Tensor, options?: { generator?: Generator | null }): Tensor;
  bernoulli(p: number, options?: { generator?: Generator | null }): Tensor;
  bernoulli(options: { p: number; generator?: Generator | null }): Tensor;
  bernoulli(options?: { generator?: Generator | null }): Tensor;
  /** In place: zeros and ones drawn with the given probabilities of a one. `aten::bernoulli_.Tensor(Tensor(a!) self, Tensor p, *, Generator? generator=None) -> Tensor(a!)` · `aten::bernoulli_.float(Tensor(a!) self, float p=0.5, *, Generator? generator=None) -> Tensor(a!)` */
  bernoulli_(p: Tensor, options?: { generator?: Generator | null }): this;
  bernoulli_(p?: number, options?: { generator?: Generator | null }): this;
  bernoulli_(options?: { p?: number; generator?: Generator | null }): this;
  /** Cross-entropy of probabilities against targets between 0 and 1. `aten::binary_cross_entropy(Tensor self, Tensor target, Tensor? weight=None, int reduction=1) -> Tensor` */
  binaryCrossEntropy(target: Tensor, weight?: Tensor | null, reduction?: Int): Tensor;
  binaryCrossEntropy(target: Tensor, options?: { weight?: Tensor | null; reduction?: Int }): Tensor;
  /** Cross-entropy of logits against targets between 0 and 1. `aten::binary_cross_entropy_with_logits(Tensor self, Tensor target, Tensor? weight=None, Tensor? pos_weight=None, int reduction=1) -> Tensor` */
  binaryCrossEntropyWithLogits(target: Tensor, weight?: Tensor | null, posWeight?: Tensor | null, reduction?: Int): Tensor;
  binaryCrossEntropyWithLogits(target: Tensor, options?: { weight?: Tensor | null; posWeight?: Tensor | null; reduction?: Int }): Tensor;
  /** How often each non-negative integer occurs, optionally weighted. `aten::bincount(Tensor self, Tensor? weights=None, SymInt minlength=0) -> Tensor` */
  bincount(weights?: Tensor | null, minlength?: Int): Tensor;
  bincount(options?: { weights?: Tensor | null; minlength?: Int }): Tensor;
  /** Bitwise and of integers; logical and of booleans. `aten::bitwise_and.Tensor(Tensor self, Tensor other) -> Tensor` · `aten::bitwise_and.Scalar(Tensor self, Scalar other) -> Tensor` */
  bitwiseAnd(other: Tensor): Tensor;
  bitwiseAnd(other: Scalar): Tensor;
  bitwiseAnd(options: { other: Scalar }): Tensor;
  /** In place: bitwise and of integers; logical and of booleans. `aten::bitwise_and_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::bitwise_and_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!)` */
  bitwiseAnd_(other: Tensor): this;
  bitwiseAnd_(other: Scalar): this;
  bitwiseAnd_(options: { other: Scalar }): this;
  /** Integers shifted left by a number of bits. `aten::bitwise_left_shift.Tensor(Tensor self, Tensor other) -> Tensor` · `aten::bitwise_left_shift.Tensor_Scalar(Tensor self, Scalar other) -> Tensor` */
  bitwiseLeftShift(other: Tensor): Tensor;
  bitwiseLeftShift(other: Scalar): Tensor;
  bitwiseLeftShift(options: { other: Scalar }): Tensor;
  /** In place: integers shifted left by a number of bits. `aten::bitwise_left_shift_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::bitwise_left_shift_.Tensor_Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!)` */
  bitwiseLeftShift_(other: Tensor): this;
  bitwiseLeftShift_(other: Scalar): this;
  bitwiseLeftShift_(options: { other: Scalar }): this;
  /** Bitwise complement of integers; logical not of booleans. `aten::bitwise_not(Tensor self) -> Tensor` */
  bitwiseNot(): Tensor;
  /** In place: bitwise complement of integers; logical not of booleans. `aten::bitwise_not_(Tensor(a!) self) -> Tensor(a!)` */
  bitwiseNot_(): this;
  /** Bitwise or of integers; logical or of booleans. `aten::bitwise_or.Tensor(Tensor self, Tensor other) -> Tensor` · `aten::bitwise_or.Scalar(Tensor self, Scalar other) -> Tensor` */
  bitwiseOr(other: Tensor): Tensor;
  bitwiseOr(other: Scalar): Tensor;
  bitwiseOr(options: { other: Scalar }): Tensor;
  /** In place: bitwise or of integers; logical or of booleans. `aten::bitwise_or_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::bitwise_or_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!)` */
  bitwiseOr_(other: Tensor): this;
  bitwiseOr_(other: Scalar): this;
  bitwiseOr_(options: { other: Scalar }): this;
  /** Integers shifted right by a number of bits, keeping the sign. `aten::bitwise_right_shift.Tensor(Tensor self, Tensor other) -> Tensor` · `aten::bitwise_right_shift.Tensor_Scalar(Tensor self, Scalar other) -> Tensor` */
  bitwiseRightShift(other: Tensor): Tensor;
  bitwiseRightShift(other: Scalar): Tensor;
  bitwiseRightShift(options: { other: Scalar }): Tensor;
  /** In place: integers shifted right by a number of bits, keeping the sign. `aten::bitwise_right_shift_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::bitwise_right_shift_.Tensor_Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!)` */
  bitwiseRightShift_(other: Tensor): this;
  bitwiseRightShift_(other: Scalar): this;
  bitwiseRightShift_(options: { other: Scalar }): this;
  /** Bitwise exclusive or of integers; logical exclusive or of booleans. `aten::bitwise_xor.Tensor(Tensor self, Tensor other) -> Tensor` · `aten::bitwise_xor.Scalar(Tensor self, Scalar other) -> Tensor` */
  bitwiseXor(other: Tensor): Tensor;
  bitwiseXor(other: Scalar): Tensor;
  bitwiseXor(options: { other: Scalar }): Tensor;
  /** In place: bitwise exclusive or of integers; logical exclusive or of booleans. `aten::bitwise_xor_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::bitwise_xor_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!)` */
  bitwiseXor_(other: Tensor): this;
  bitwiseXor_(other: Scalar): this;
  bitwiseXor_(options: { other: Scalar }): this;
  /** Matrix products of two batches of matrices. `aten::bmm(Tensor self, Tensor mat2) -> Tensor` · `aten::bmm.dtype(Tensor self, Tensor mat2, ScalarType out_dtype) -> Tensor` */
  bmm(mat2: Tensor): Tensor;
  bmm(mat2: Tensor, outDtype: DType): Tensor;
  bmm(mat2: Tensor, options: { outDtype: DType }): Tensor;
  /** A view expanded to a given shape. `aten::broadcast_to(Tensor(a) self, SymInt[] size) -> Tensor(a)` */
  broadcastTo(size: Ints): Tensor;
  broadcastTo(options: { size: Ints }): Tensor;
  broadcastTo(...size: [Int, Int, ...Int[]]): Tensor;
  /** Index of the bucket, between sorted boundaries, that each value falls into. `aten::bucketize.Tensor(Tensor self, Tensor boundaries, *, bool out_int32=False, bool right=False) -> Tensor` */
  bucketize(boundaries: Tensor, options?: { outInt32?: boolean; right?: boolean }): Tensor;
  /** Draws from a Cauchy distribution in the tensor's shape. `aten::cauchy(Tensor self, float median=0., float sigma=1., *, Generator? generator=None) -> Tensor` */
  cauchy(median?: number, sigma?: number, options?: { generator?: Generator | null }): Tensor;
  cauchy(options?: { median?: number; sigma?: number; generator?: Generator | null }): Tensor;
  /** Fills the tensor with draws from a Cauchy distribution. `aten::cauchy_(Tensor(a!) self, float median=0., float sigma=1., *, Generator? generator=None) -> Tensor(a!)` */
  cauchy_(median?: number, sigma?: number, options?: { generator?: Generator | null }): this;
  cauchy_(options?: { median?: number; sigma?: number; generator?: Generator | null }): this;
  /** Compressed column pointers of a sparse CSC or BSC tensor. `aten::ccol_indices(Tensor(a) self) -> Tensor(a)` */
  ccolIndices(): Tensor;
  /** As `ccolIndices`, but a copy that shares no memory. `aten::ccol_indices_copy(Tensor self) -> Tensor` */
  ccolIndicesCopy(): Tensor;
  /** Smallest whole number not below each element. `aten::ceil(Tensor self) -> Tensor` */
  ceil(): Tensor;
  /** In place: smallest whole number not below each element. `aten::ceil_(Tensor(a!) self) -> Tensor(a!)` */
  ceil_(): this;
  /** `max(0, x) + min(0, alpha * (exp(x / alpha) - 1))`. `aten::celu(Tensor self, Scalar alpha=1.) -> Tensor` */
  celu(alpha?: Scalar): Tensor;
  celu(options?: { alpha?: Scalar }): Tensor;
  /** In place: `max(0, x) + min(0, alpha * (exp(x / alpha) - 1))`. `aten::celu_(Tensor(a!) self, Scalar alpha=1.) -> Tensor(a!)` */
  celu_(alpha?: Scalar): this;
  celu_(options?: { alpha?: Scalar }): this;
  /** Converted to complex32. `aten::chalf(Tensor self, *, MemoryFormat? memory_format=None) -> Tensor` */
  chalf(options?: { memoryFormat?: MemoryFormat | null }): Tensor;
  /** Channels regrouped: split into groups, then interleaved. `aten::channel_shuffle(Tensor self, SymInt groups) -> Tensor` */
  channelShuffle(groups: Int): Tensor;
  channelShuffle(options: { groups: Int }): Tensor;
  /** Cholesky factor of positive definite matrices. `aten::cholesky(Tensor self, bool upper=False) -> Tensor` */
  cholesky(upper?: boolean): Tensor;
  cholesky(options?: { upper?: boolean }): Tensor;
  /** Inverse of positive definite matrices from their Cholesky factors. `aten::cholesky_inverse(Tensor self, bool upper=False) -> Tensor` */
  choleskyInverse(upper?: boolean): Tensor;
  choleskyInverse(options?: { upper?: boolean }): Tensor;
  /** Solution of linear systems from the Cholesky factor of their matrix. `aten::cholesky_solve(Tensor self, Tensor input2, bool upper=False) -> Tensor` */
  choleskySolve(input2: Tensor, upper?: boolean): Tensor;
  choleskySolve(input2: Tensor, options?: { upper?: boolean }): Tensor;
  /** Views of a tensor split into a number of parts along a dimension. `aten::chunk(Tensor(a -> *) self, int chunks, int dim=0) -> Tensor(a)[]` */
  chunk(chunks: Int, dim?: Int): Tensor[];
  chunk(chunks: Int, options?: { dim?: Int }): Tensor[];
  chunk(options: { chunks: Int; dim?: Int }): Tensor[];
  /** Each element limited to between `min` and `max`, either of which may be left out. `aten::clamp.Tensor(Tensor self, Tensor? min=None, Tensor? max=None) -> Tensor` · `aten::clamp(Tensor self, Scalar? min=None, Scalar? max=None) -> Tensor` */
  clamp(min?: Tensor | null, max?: Tensor | null): Tensor;
  clamp(options?: { min?: Tensor | null; max?: Tensor | null }): Tensor;
  clamp(min?: Scalar | null, max?: Scalar | null): Tensor;
  clamp(options?: { min?: Scalar | null; max?: Scalar | null }): Tensor;
  /** In place: each element limited to between `min` and `max`, either of which may be left out. `aten::clamp_.Tensor(Tensor(a!) self, Tensor? min=None, Tensor? max=None) -> Tensor(a!)` · `aten::clamp_(Tensor(a!) self, Scalar? min=None, Scalar? max=None) -> Tensor(a!)` */
  clamp_(min?: Tensor | null, max?: Tensor | null): this;
  clamp_(options?: { min?: Tensor | null; max?: Tensor | null }): this;
  clamp_(min?: Scalar | null, max?: Scalar | null): this;
  clamp_(options?: { min?: Scalar | null; max?: Scalar | null }): this;
  /** Each element limited to at most `max`. `aten::clamp_max.Tensor(Tensor self, Tensor max) -> Tensor` · `aten::clamp_max(Tensor self, Scalar max) -> Tensor` */
  clampMax(max: Tensor): Tensor;
  clampMax(max: Scalar): Tensor;
  clampMax(options: { max: Scalar }): Tensor;
  /** In place: each element limited to at most `max`. `aten::clamp_max_.Tensor(Tensor(a!) self, Tensor max) -> Tensor(a!)` · `aten::clamp_max_(Tensor(a!) self, Scalar max) -> Tensor(a!)` */
  clampMax_(max: Tensor): this;
  clampMax_(max: Scalar): this;
  clampMax_(options: { max: Scalar }): this;
  /** Each element limited to at least `min`. `aten::clamp_min.Tensor(Tensor self, Tensor min) -> Tensor` · `aten::clamp_min(Tensor self, Scalar min) -> Tensor` */
  clampMin(min: Tensor): Tensor;
  clampMin(min: Scalar): Tensor;
  clampMin(options: { min: Scalar }): Tensor;
  /** In place: each element limited to at least `min`. `aten::clamp_min_.Tensor(Tensor(a!) self, Tensor min) -> Tensor(a!)` · `aten::clamp_min_(Tensor(a!) self, Scalar min) -> Tensor(a!)` */
  clampMin_(min: Tensor): this;
  clampMin_(min: Scalar): this;
  clampMin_(options: { min: Scalar }): this;
  /** As `clamp`: each element limited to between `min` and `max`, either of which may be left out. `aten::clip.Tensor(Tensor self, Tensor? min=None, Tensor? max=None) -> Tensor` · `aten::clip(Tensor self, Scalar? min=None, Scalar? max=None) -> Tensor` */
  clip(min?: Tensor | null, max?: Tensor | null): Tensor;
  clip(options?: { min?: Tensor | null; max?: Tensor | null }): Tensor;
  clip(min?: Scalar | null, max?: Scalar | null): Tensor;
  clip(options?: { min?: Scalar | null; max?: Scalar | null }): Tensor;
  /** In place, as `clamp_`: each element limited to between `min` and `max`, either of which may be left out. `aten::clip_.Tensor(Tensor(a!) self, Tensor? min=None, Tensor? max=None) -> Tensor(a!)` · `aten::clip_(Tensor(a!) self, Scalar? min=None, Scalar? max=None) -> Tensor(a!)` */
  clip_(min?: Tensor | null, max?: Tensor | null): this;
  clip_(options?: { min?: Tensor | null; max?: Tensor | null }): this;
  clip_(min?: Scalar | null, max?: Scalar | null): this;
  clip_(options?: { min?: Scalar | null; max?: Scalar | null }): this;
  /** A copy with memory of its own; gradients flow through it. `aten::clone(Tensor self, *, MemoryFormat? memory_format=None) -> Tensor` */
  clone(options?: { memoryFormat?: MemoryFormat | null }): Tensor;
  /** A sparse COO tensor with each index once, in order, values of repeated indices summed. `aten::coalesce(Tensor(a) self) -> Tensor(a)` */
  coalesce(): Tensor;
  /** Columns of windows summed back into an image: the reverse of `im2col`. `aten::col2im(Tensor self, SymInt[2] output_size, int[2] kernel_size, int[2] dilation, int[2] padding, int[2] stride) -> Tensor` */
  col2im(outputSize: Ints, kernelSize: Ints, dilation: Ints, padding: Ints, stride: Ints): Tensor;
  col2im(options: { outputSize: Ints; kernelSize: Ints; dilation: Ints; padding: Ints; stride: Ints }): Tensor;
  /** Column indices of a sparse CSR or BSR tensor. `aten::col_indices(Tensor(a) self) -> Tensor(a)` */
  colIndices(): Tensor;
  /** As `colIndices`, but a copy that shares no memory. `aten::col_indices_copy(Tensor self) -> Tensor` */
  colIndicesCopy(): Tensor;
  /** All combinations of `r` elements of a vector, one row each. `aten::combinations(Tensor self, int r=2, bool with_replacement=False) -> Tensor` */
  combinations(r?: Int, withReplacement?: boolean): Tensor;
  combinations(options?: { r?: Int; withReplacement?: boolean }): Tensor;
  /** Complex conjugates, as a view that conjugates when read. `aten::conj(Tensor(a) self) -> Tensor(a)` */
  conj(): Tensor;
  /** Complex conjugates, computed at once. `aten::conj_physical(Tensor self) -> Tensor` */
  conjPhysical(): Tensor;
  /** Replaces complex numbers by their conjugates. `aten::conj_physical_(Tensor(a!) self) -> Tensor(a!)` */
  conjPhysical_(): this;
  /** Padded by a constant, from the last dimension backwards. `aten::constant_pad_nd(Tensor self, SymInt[] pad, Scalar value=0) -> Tensor` */
  constantPadNd(pad: Ints, value?: Scalar): Tensor;
  constantPadNd(pad: Ints, options?: { value?: Scalar }): Tensor;
  constantPadNd(options: { pad: Ints; value?: Scalar }): Tensor;
  /** The tensor itself where its memory already has the wanted order, else a copy that has. `aten::contiguous(Tensor(a) self, *, MemoryFormat memory_format=0) -> Tensor(a)` */
  contiguous(options?: { memoryFormat?: MemoryFormat }): Tensor;
  /** Convolution over depth, height and width with a filter of its own for each channel (CUDA). `aten::conv_depthwise3d(Tensor self, Tensor weight, SymInt[3] kernel_size, Tensor? bias, SymInt[3] stride, SymInt[3] padding, SymInt[3] dilation) -> Tensor` */
  convDepthwise3d(weight: Tensor, kernelSize: Ints, bias: Tensor | null, stride: Ints, padding: Ints, dilation: Ints): Tensor;
  convDepthwise3d(weight: Tensor, options: { kernelSize: Ints; bias: Tensor | null; stride: Ints; padding: Ints; dilation: Ints }): Tensor;
  /** Convolution along time of (T, N, C). `aten::conv_tbc(Tensor self, Tensor weight, Tensor bias, int pad=0) -> Tensor` */
  convTbc(weight: Tensor, bias: Tensor, pad?: Int): Tensor;
  convTbc(weight: Tensor, bias: Tensor, options?: { pad?: Int }): Tensor;
  /** Gradient of `convTbc`; autograd calls it. `aten::conv_tbc_backward(Tensor self, Tensor input, Tensor weight, Tensor bias, int pad) -> (Tensor, Tensor, Tensor)` */
  convTbcBackward(input: Tensor, weight: Tensor, bias: Tensor, pad: Int): [Tensor, Tensor, Tensor];
  convTbcBackward(input: Tensor, weight: Tensor, bias: Tensor, options: { pad: Int }): [Tensor, Tensor, Tensor];
  /** The values of `src` in the shape and type of `self`. `aten::copy(Tensor self, Tensor src, bool non_blocking=False) -> Tensor` */
  copy(src: Tensor, nonBlocking?: boolean): Tensor;
  copy(src: Tensor, options?: { nonBlocking?: boolean }): Tensor;
  /** Copies the values of `src`, broadcast, into the tensor, converting type and device. `aten::copy_(Tensor(a!) self, Tensor src, bool non_blocking=False) -> Tensor(a!)` */
  copy_(src: Tensor, nonBlocking?: boolean): this;
  copy_(src: Tensor, options?: { nonBlocking?: boolean }): this;
  /** The indices and values of one sparse tensor in another. `aten::copy_sparse_to_sparse(Tensor self, Tensor src, bool non_blocking=False) -> Tensor` */
  copySparseToSparse(src: Tensor, nonBlocking?: boolean): Tensor;
  copySparseToSparse(src: Tensor, options?: { nonBlocking?: boolean }): Tensor;
  /** Copies the indices and values of one sparse tensor into another. `aten::copy_sparse_to_sparse_(Tensor(a!) self, Tensor src, bool non_blocking=False) -> Tensor(a!)` */
  copySparseToSparse_(src: Tensor, nonBlocking?: boolean): this;
  copySparseToSparse_(src: Tensor, options?: { nonBlocking?: boolean }): this;
  /** The magnitude of one with the sign of the other. `aten::copysign.Tensor(Tensor self, Tensor other) -> Tensor` · `aten::copysign.Scalar(Tensor self, Scalar other) -> Tensor` */
  copysign(other: Tensor): Tensor;
  copysign(other: Scalar): Tensor;
  copysign(options: { other: Scalar }): Tensor;
  /** In place: the magnitude of one with the sign of the other. `aten::copysign_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::copysign_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!)` */
  copysign_(other: Tensor): this;
  copysign_(other: Scalar): this;
  copysign_(options: { other: Scalar }): this;
  /** Pearson's correlation coefficients of the rows. `aten::corrcoef(Tensor self) -> Tensor` */
  corrcoef(): Tensor;
  /** Cosine of each element, in radians. `aten::cos(Tensor self) -> Tensor` */
  cos(): Tensor;
  /** In place: cosine of each element, in radians. `aten::cos_(Tensor(a!) self) -> Tensor(a!)` */
  cos_(): this;
  /** Hyperbolic cosine of each element. `aten::cosh(Tensor self) -> Tensor` */
  cosh(): Tensor;
  /** In place: hyperbolic cosine of each element. `aten::cosh_(Tensor(a!) self) -> Tensor(a!)` */
  cosh_(): this;
  /** How many elements are not zero, of the whole tensor or along dimensions. `aten::count_nonzero(Tensor self, int? dim=None) -> Tensor` · `aten::count_nonzero.dim_IntList(Tensor self, int[] dim) -> Tensor` */
  countNonzero(dim?: Int | null): Tensor;
  countNonzero(options?: { dim?: Int | null }): Tensor;
  countNonzero(dim: Ints): Tensor;
  countNonzero(options: { dim: Ints }): Tensor;
  countNonzero(...size: [Int, Int, ...Int[]]): Tensor;
  /** Covariance matrix of the rows, optionally weighted. `aten::cov(Tensor self, *, int correction=1, Tensor? fweights=None, Tensor? aweights=None) -> Tensor` */
  cov(options?: { correction?: Int; fweights?: Tensor | null; aweights?: Tensor | null }): Tensor;
  /** Cross products of vectors of three elements along a dimension. `aten::cross(Tensor self, Tensor other, int? dim=None) -> Tensor` */
  cross(other: Tensor, dim?: Int | null): Tensor;
  cross(other: Tensor, options?: { dim?: Int | null }): Tensor;
  /** Softmax cross-entropy of logits against class indices or probabilities. `aten::cross_entropy_loss(Tensor self, Tensor target, Tensor? weight=None, int reduction=1, SymInt ignore_index=-100, float label_smoothing=0.) -> Tensor` */
  crossEntropyLoss(target: Tensor, weight?: Tensor | null, reduction?: Int, ignoreIndex?: Int, labelSmoothing?: number): Tensor;
  crossEntropyLoss(target: Tensor, options?: { weight?: Tensor | null; reduction?: Int; ignoreIndex?: Int; labelSmoothing?: number }): Tensor;
  /** Compressed row pointers of a sparse CSR or BSR tensor. `aten::crow_indices(Tensor(a) self) -> Tensor(a)` */
  crowIndices(): Tensor;
  /** As `crowIndices`, but a copy that shares no memory. `aten::crow_indices_copy(Tensor self) -> Tensor` */
  crowIndicesCopy(): Tensor;
  /** Convolution by cuDNN. `aten::cudnn_convolution(Tensor self, Tensor weight, SymInt[] padding, SymInt[] stride, SymInt[] dilation, SymInt groups, bool benchmark, bool deterministic, bool allow_tf32) -> Tensor` */
  cudnnConvolution(weight: Tensor, padding: Ints, stride: Ints, dilation: Ints, groups: Int, benchmark: boolean, deterministic: boolean, allowTf32: boolean): Tensor;
  cudnnConvolution(weight: Tensor, options: { padding: Ints; stride: Ints; dilation: Ints; groups: Int; benchmark: boolean; deterministic: boolean; allowTf32: boolean }): Tensor;
  /** Convolution, scaled addition, bias and ReLU in one, by cuDNN. `aten::cudnn_convolution_add_relu(Tensor self, Tensor weight, Tensor z, Scalar? alpha, Tensor? bias, SymInt[] stride, SymInt[] padding, SymInt[] dilation, SymInt groups) -> Tensor` */
  cudnnConvolutionAddRelu(weight: Tensor, z: Tensor, alpha: Scalar | null, bias: Tensor | null, stride: Ints, padding: Ints, dilation: Ints, groups: Int): Tensor;
  cudnnConvolutionAddRelu(weight: Tensor, z: Tensor, options: { alpha: Scalar | null; bias: Tensor | null; stride: Ints; padding: Ints; dilation: Ints; groups: Int }): Tensor;
  /** Convolution, bias and ReLU in one, by cuDNN. `aten::cudnn_convolution_relu(Tensor self, Tensor weight, Tensor? bias, SymInt[] stride, SymInt[] padding, SymInt[] dilation, SymInt groups) -> Tensor` */
  cudnnConvolutionRelu(weight: Tensor, bias: Tensor | null, stride: Ints, padding: Ints, dilation: Ints, groups: Int): Tensor;
  cudnnConvolutionRelu(weight: Tensor, bias: Tensor | null, options: { stride: Ints; padding: Ints; dilation: Ints; groups: Int }): Tensor;
  /** Transposed convolution by cuDNN. `aten::cudnn_convolution_transpose(Tensor self, Tensor weight, SymInt[] padding, SymInt[] output_padding, SymInt[] stride, SymInt[] dilation, SymInt groups, bool benchmark, bool deterministic, bool allow_tf32) -> Tensor` */
  cudnnConvolutionTranspose(weight: Tensor, padding: Ints, outputPadding: Ints, stride: Ints, dilation: Ints, groups: Int, benchmark: boolean, deterministic: boolean, allowTf32: boolean): Tensor;
  cudnnConvolutionTranspose(weight: Tensor, options: { padding: Ints; outputPadding: Ints; stride: Ints; dilation: Ints; groups: Int; benchmark: boolean; deterministic: boolean; allowTf32: boolean }): Tensor;
  /** Values at the points of a grid, bilinear, by cuDNN. `aten::cudnn_grid_sampler(Tensor self, Tensor grid) -> Tensor output` */
  cudnnGridSampler(grid: Tensor): Tensor;
  /** Gradient of `cudnnGridSampler`; autograd calls it. `aten::cudnn_grid_sampler_backward(Tensor self, Tensor grid, Tensor grad_output) -> (Tensor grad_self, Tensor grad_grid)` */
  cudnnGridSamplerBackward(grid: Tensor, gradOutput: Tensor): { gradSelf: Tensor; gradGrid: Tensor };
  /** Whether cuDNN can work with the tensor. `aten::cudnn_is_acceptable(Tensor self) -> bool` */
  cudnnIsAcceptable(): boolean;
  /** Largest value so far along a dimension, and its index. `aten::cummax(Tensor self, int dim) -> (Tensor values, Tensor indices)` */
  cummax(dim: Int): { values: Tensor; indices: Tensor };
  cummax(options: { dim: Int }): { values: Tensor; indices: Tensor };
  /** Smallest value so far along a dimension, and its index. `aten::cummin(Tensor self, int dim) -> (Tensor values, Tensor indices)` */
  cummin(dim: Int): { values: Tensor; indices: Tensor };
  cummin(options: { dim: Int }): { values: Tensor; indices: Tensor };
  /** Product of the elements so far along a dimension. `aten::cumprod(Tensor self, int dim, *, ScalarType? dtype=None) -> Tensor` */
  cumprod(dim: Int, options?: Named & { dtype?: DType | null }): Tensor;
  cumprod(options: Named & { dim: Int; dtype?: DType | null }): Tensor;
  /** In place: product of the elements so far along a dimension. `aten::cumprod_(Tensor(a!) self, int dim, *, ScalarType? dtype=None) -> Tensor(a!)` */
  cumprod_(dim: Int, options?: Named & { dtype?: DType | null }): this;
  cumprod_(options: Named & { dim: Int; dtype?: DType | null }): this;
  /** Sum of the elements so far along a dimension. `aten::cumsum(Tensor self, int dim, *, ScalarType? dtype=None) -> Tensor` */
  cumsum(dim: Int, options?: Named & { dtype?: DType | null }): Tensor;
  cumsum(options: Named & { dim: Int; dtype?: DType | null }): Tensor;
  /** In place: sum of the elements so far along a dimension. `aten::cumsum_(Tensor(a!) self, int dim, *, ScalarType? dtype=None) -> Tensor(a!)` */
  cumsum_(dim: Int, options?: Named & { dtype?: DType | null }): this;
  cumsum_(options: Named & { dim: Int; dtype?: DType | null }): this;
  /** Degrees converted to radians. `aten::deg2rad(Tensor self) -> Tensor` */
  deg2rad(): Tensor;
  /** In place: degrees converted to radians. `aten::deg2rad_(Tensor(a!) self) -> Tensor(a!)` */
  deg2rad_(): this;
  /** How many dimensions of a sparse tensor are dense. `aten::dense_dim(Tensor self) -> int` */
  denseDim(): number;
  /** Floating point values of a quantised tensor. `aten::dequantize.self(Tensor self) -> Tensor` */
  dequantize(): Tensor;
  /** Determinants of square matrices. `aten::det(Tensor self) -> Tensor` */
  det(): Tensor;
  /** A view of the same elements outside the autograd graph. `aten::detach(Tensor(a) self) -> Tensor(a)` */
  detach(): Tensor;
  /** Takes the tensor itself out of the autograd graph. `aten::detach_(Tensor(a!) self) -> Tensor(a!)` */
  detach_(): this;
  /** As `detach`, but a copy that shares no memory. `aten::detach_copy(Tensor self) -> Tensor` */
  detachCopy(): Tensor;
  /** The diagonal of a matrix, or a matrix with a vector on its diagonal. `aten::diag(Tensor self, int diagonal=0) -> Tensor` */
  diag(diagonal?: Int): Tensor;
  diag(options?: { diagonal?: Int }): Tensor;
  /** Matrices with the last dimension's vectors on a diagonal. `aten::diag_embed(Tensor self, int offset=0, int dim1=-2, int dim2=-1) -> Tensor` */
  diagEmbed(offset?: Int, dim1?: Int, dim2?: Int): Tensor;
  diagEmbed(options?: { offset?: Int; dim1?: Int; dim2?: Int }): Tensor;
  /** A matrix with all elements of a tensor on its diagonal. `aten::diagflat(Tensor self, int offset=0) -> Tensor` */
  diagflat(offset?: Int): Tensor;
  diagflat(options?: { offset?: Int }): Tensor;
  /** A view of a diagonal between two dimensions. `aten::diagonal(Tensor(a) self, int offset=0, int dim1=0, int dim2=1) -> Tensor(a)` */
  diagonal(offset?: Int, dim1?: Int, dim2?: Int): Tensor;
  diagonal(options?: { offset?: Int; dim1?: Int; dim2?: Int }): Tensor;
  /** As `diagonal`, but a copy that shares no memory. `aten::diagonal_copy(Tensor self, int offset=0, int dim1=0, int dim2=1) -> Tensor` */
  diagonalCopy(offset?: Int, dim1?: Int, dim2?: Int): Tensor;
  diagonalCopy(options?: { offset?: Int; dim1?: Int; dim2?: Int }): Tensor;
  /** A copy with `src` written to a diagonal. `aten::diagonal_scatter(Tensor self, Tensor src, int offset=0, int dim1=0, int dim2=1) -> Tensor` */
  diagonalScatter(src: Tensor, offset?: Int, dim1?: Int, dim2?: Int): Tensor;
  diagonalScatter(src: Tensor, options?: { offset?: Int; dim1?: Int; dim2?: Int }): Tensor;
  /** Differences between neighbours along a dimension, `n` times. `aten::diff(Tensor self, int n=1, int dim=-1, Tensor? prepend=None, Tensor? append=None) -> Tensor` */
  diff(n?: Int, dim?: Int, prepend?: Tensor | null, append?: Tensor | null): Tensor;
  diff(options?: { n?: Int; dim?: Int; prepend?: Tensor | null; append?: Tensor | null }): Tensor;
  /** Derivative of the logarithm of the gamma function. `aten::digamma(Tensor self) -> Tensor` */
  digamma(): Tensor;
  /** In place: derivative of the logarithm of the gamma function. `aten::digamma_(Tensor(a!) self) -> Tensor(a!)` */
  digamma_(): this;
  /** The p-norm of the difference of two tensors. `aten::dist(Tensor self, Tensor other, Scalar p=2) -> Tensor` */
  dist(other: Tensor, p?: Scalar): Tensor;
  dist(other: Tensor, options?: { p?: Scalar }): Tensor;
  /** Quotient of each pair of elements, exact or rounded as `roundingMode` says. `aten::div.Tensor(Tensor self, Tensor other) -> Tensor` · `aten::div.Tensor_mode(Tensor self, Tensor other, *, str? rounding_mode) -> Tensor` · `aten::div.Scalar(Tensor self, Scalar other) -> Tensor` · `aten::div.Scalar_mode(Tensor self, Scalar other, *, str? rounding_mode) -> Tensor` */
  div(other: Tensor): Tensor;
  div(other: Tensor, options: { roundingMode: "trunc" | "floor" | null }): Tensor;
  div(other: Scalar): Tensor;
  div(options: { other: Scalar }): Tensor;
  div(other: Scalar, options: { roundingMode: "trunc" | "floor" | null }): Tensor;
  div(options: { other: Scalar; roundingMode: "trunc" | "floor" | null }): Tensor;
  /** In place: quotient of each pair of elements, exact or rounded as `roundingMode` says. `aten::div_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::div_.Tensor_mode(Tensor(a!) self, Tensor other, *, str? rounding_mode) -> Tensor(a!)` · `aten::div_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!)` · `aten::div_.Scalar_mode(Tensor(a!) self, Scalar other, *, str? rounding_mode) -> Tensor(a!)` */
  div_(other: Tensor): this;
  div_(other: Tensor, options: { roundingMode: "trunc" | "floor" | null }): this;
  div_(other: Scalar): this;
  div_(options: { other: Scalar }): this;
  div_(other: Scalar, options: { roundingMode: "trunc" | "floor" | null }): this;
  div_(options: { other: Scalar; roundingMode: "trunc" | "floor" | null }): this;
  /** As `div`: quotient of each pair of elements, exact or rounded as `roundingMode` says. `aten::divide.Tensor(Tensor self, Tensor other) -> Tensor` · `aten::divide.Tensor_mode(Tensor self, Tensor other, *, str? rounding_mode) -> Tensor` · `aten::divide.Scalar(Tensor self, Scalar other) -> Tensor` · `aten::divide.Scalar_mode(Tensor self, Scalar other, *, str? rounding_mode) -> Tensor` */
  divide(other: Tensor): Tensor;
  divide(other: Tensor, options: { roundingMode: "trunc" | "floor" | null }): Tensor;
  divide(other: Scalar): Tensor;
  divide(options: { other: Scalar }): Tensor;
  divide(other: Scalar, options: { roundingMode: "trunc" | "floor" | null }): Tensor;
  divide(options: { other: Scalar; roundingMode: "trunc" | "floor" | null }): Tensor;
  /** In place, as `div_`: quotient of each pair of elements, exact or rounded as `roundingMode` says. `aten::divide_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::divide_.Tensor_mode(Tensor(a!) self, Tensor other, *, str? rounding_mode) -> Tensor(a!)` · `aten::divide_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!)` · `aten::divide_.Scalar_mode(Tensor(a!) self, Scalar other, *, str? rounding_mode) -> Tensor(a!)` */
  divide_(other: Tensor): this;
  divide_(other: Tensor, options: { roundingMode: "trunc" | "floor" | null }): this;
  divide_(other: Scalar): this;
  divide_(options: { other: Scalar }): this;
  divide_(other: Scalar, options: { roundingMode: "trunc" | "floor" | null }): this;
  divide_(options: { other: Scalar; roundingMode: "trunc" | "floor" | null }): this;
  /** Sum of the products of two vectors' elements. `aten::dot(Tensor self, Tensor tensor) -> Tensor` */
  dot(tensor: Tensor): Tensor;
  /** In place: elements zeroed with probability `p`, the others scaled by `1 / (1 - p)`. `aten::dropout_(Tensor(a!) self, float p, bool train) -> Tensor(a!)` */
  dropout_(p: number, train: boolean): this;
  dropout_(options: { p: number; train: boolean }): this;
  /** Views split along the third dimension. `aten::dsplit.int(Tensor(a -> *) self, int sections) -> Tensor(a)[]` · `aten::dsplit.array(Tensor(a -> *) self, int[] indices) -> Tensor(a)[]` */
  dsplit(sections: Int): Tensor[];
  dsplit(options: { sections: Int }): Tensor[];
  dsplit(indices: Ints): Tensor[];
  dsplit(options: { indices: Ints }): Tensor[];
  dsplit(...size: [Int, Int, ...Int[]]): Tensor[];
  /** `x` above zero, `alpha * (exp(x) - 1)` below. `aten::elu(Tensor self, Scalar alpha=1, Scalar scale=1, Scalar input_scale=1) -> Tensor` */
  elu(alpha?: Scalar, scale?: Scalar, inputScale?: Scalar): Tensor;
  elu(options?: { alpha?: Scalar; scale?: Scalar; inputScale?: Scalar }): Tensor;
  /** In place: `x` above zero, `alpha * (exp(x) - 1)` below. `aten::elu_(Tensor(a!) self, Scalar alpha=1, Scalar scale=1, Scalar input_scale=1) -> Tensor(a!)` */
  elu_(alpha?: Scalar, scale?: Scalar, inputScale?: Scalar): this;
  elu_(options?: { alpha?: Scalar; scale?: Scalar; inputScale?: Scalar }): this;
  /** A weight matrix with the rows at given indices scaled to a norm of at most `maxNorm`. `aten::embedding_renorm(Tensor self, Tensor indices, float max_norm, float norm_type) -> Tensor` */
  embeddingRenorm(indices: Tensor, maxNorm: number, normType: number): Tensor;
  embeddingRenorm(indices: Tensor, options: { maxNorm: number; normType: number }): Tensor;
  /** Scales the rows of a weight matrix at given indices to a norm of at most `maxNorm`. `aten::embedding_renorm_(Tensor(a!) self, Tensor indices, float max_norm, float norm_type) -> Tensor(a!)` */
  embeddingRenorm_(indices: Tensor, maxNorm: number, normType: number): this;
  embeddingRenorm_(indices: Tensor, options: { maxNorm: number; normType: number }): this;
  /** A tensor of another's size, type and device whose values are whatever the memory holds. `aten::empty_like(Tensor self, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None, MemoryFormat? memory_format=None) -> Tensor` */
  emptyLike(options?: NewTensorOptions & { memoryFormat?: MemoryFormat | null }): Tensor;
  /** Whether each pair of elements is equal. `aten::eq.Tensor(Tensor self, Tensor other) -> Tensor` · `aten::eq.Scalar(Tensor self, Scalar other) -> Tensor` */
  eq(other: Tensor): Tensor;
  eq(other: Scalar): Tensor;
  eq(options: { other: Scalar }): Tensor;
  /** In place: whether each pair of elements is equal. `aten::eq_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::eq_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!)` */
  eq_(other: Tensor): this;
  eq_(other: Scalar): this;
  eq_(options: { other: Scalar }): this;
  /** Whether two tensors have the same size and elements. `aten::equal(Tensor self, Tensor other) -> bool` */
  equal(other: Tensor): boolean;
  /** Error function of each element. `aten::erf(Tensor self) -> Tensor` */
  erf(): Tensor;
  /** In place: error function of each element. `aten::erf_(Tensor(a!) self) -> Tensor(a!)` */
  erf_(): this;
  /** One minus the error function of each element. `aten::erfc(Tensor self) -> Tensor` */
  erfc(): Tensor;
  /** In place: one minus the error function of each element. `aten::erfc_(Tensor(a!) self) -> Tensor(a!)` */
  erfc_(): this;
  /** Inverse of the error function of each element. `aten::erfinv(Tensor self) -> Tensor` */
  erfinv(): Tensor;
  /** In place: inverse of the error function of each element. `aten::erfinv_(Tensor(a!) self) -> Tensor(a!)` */
  erfinv_(): this;
  /** e to the power of each element. `aten::exp(Tensor self) -> Tensor` */
  exp(): Tensor;
  /** Two to the power of each element. `aten::exp2(Tensor self) -> Tensor` */
  exp2(): Tensor;
  /** In place: two to the power of each element. `aten::exp2_(Tensor(a!) self) -> Tensor(a!)` */
  exp2_(): this;
  /** In place: e to the power of each element. `aten::exp_(Tensor(a!) self) -> Tensor(a!)` */
  exp_(): this;
  /** A view with dimensions of size one repeated without copying. `aten::expand(Tensor(a) self, SymInt[] size, *, bool implicit=False) -> Tensor(a)` */
  expand(size: Ints, options?: { implicit?: boolean }): Tensor;
  expand(options: { size: Ints; implicit?: boolean }): Tensor;
  expand(...size: [Int, Int, ...Int[]]): Tensor;
  expand(...args: [...size: [Int, Int, ...Int[]], options: { implicit?: boolean }]): Tensor;
  /** A view expanded to another tensor's shape. `aten::expand_as(Tensor(a) self, Tensor other) -> Tensor(a)` */
  expandAs(other: Tensor): Tensor;
  /** As `expand`, but a copy that shares no memory. `aten::expand_copy(Tensor self, SymInt[] size, *, bool implicit=False) -> Tensor` */
  expandCopy(size: Ints, options?: { implicit?: boolean }): Tensor;
  expandCopy(options: { size: Ints; implicit?: boolean }): Tensor;
  expandCopy(...size: [Int, Int, ...Int[]]): Tensor;
  expandCopy(...args: [...size: [Int, Int, ...Int[]], options: { implicit?: boolean }]): Tensor;
  /** e to the power of each element, minus one, exact near zero. `aten::expm1(Tensor self) -> Tensor` */
  expm1(): Tensor;
  /** In place: e to the power of each element, minus one, exact near zero. `aten::expm1_(Tensor(a!) self) -> Tensor(a!)` */
  expm1_(): this;
  /** Draws from an exponential distribution in the tensor's shape. `aten::exponential(Tensor self, float lambd=1., *, Generator? generator=None) -> Tensor` */
  exponential(lambd?: number, options?: { generator?: Generator | null }): Tensor;
  exponential(options?: { lambd?: number; generator?: Generator | null }): Tensor;
  /** Fills the tensor with draws from an exponential distribution. `aten::exponential_(Tensor(a!) self, float lambd=1., *, Generator? generator=None) -> Tensor(a!)` */
  exponential_(lambd?: number, options?: { generator?: Generator | null }): this;
  exponential_(options?: { lambd?: number; generator?: Generator | null }): this;
  /** Values rounded as quantisation would, with a scale and zero point per channel. `aten::fake_quantize_per_channel_affine(Tensor self, Tensor scale, Tensor zero_point, int axis, int quant_min, int quant_max) -> Tensor` */
  fakeQuantizePerChannelAffine(scale: Tensor, zeroPoint: Tensor, axis: Int, quantMin: Int, quantMax: Int): Tensor;
  fakeQuantizePerChannelAffine(scale: Tensor, zeroPoint: Tensor, options: { axis: Int; quantMin: Int; quantMax: Int }): Tensor;
  /** As `fakeQuantizePerChannelAffine`, with the mask its gradient needs. `aten::fake_quantize_per_channel_affine_cachemask(Tensor self, Tensor scale, Tensor zero_point, int axis, int quant_min, int quant_max) -> (Tensor output, Tensor mask)` */
  fakeQuantizePerChannelAffineCachemask(scale: Tensor, zeroPoint: Tensor, axis: Int, quantMin: Int, quantMax: Int): { output: Tensor; mask: Tensor };
  fakeQuantizePerChannelAffineCachemask(scale: Tensor, zeroPoint: Tensor, options: { axis: Int; quantMin: Int; quantMax: Int }): { output: Tensor; mask: Tensor };
  /** Values rounded as quantisation would, with one scale and zero point. `aten::fake_quantize_per_tensor_affine.tensor_qparams(Tensor self, Tensor scale, Tensor zero_point, int quant_min, int quant_max) -> Tensor` · `aten::fake_quantize_per_tensor_affine(Tensor self, float scale, int zero_point, int quant_min, int quant_max) -> Tensor` */
  fakeQuantizePerTensorAffine(scale: Tensor, zeroPoint: Tensor, quantMin: Int, quantMax: Int): Tensor;
  fakeQuantizePerTensorAffine(scale: Tensor, zeroPoint: Tensor, options: { quantMin: Int; quantMax: Int }): Tensor;
  fakeQuantizePerTensorAffine(scale: number, zeroPoint: Int, quantMin: Int, quantMax: Int): Tensor;
  fakeQuantizePerTensorAffine(options: { scale: number; zeroPoint: Int; quantMin: Int; quantMax: Int }): Tensor;
  /** As `fakeQuantizePerTensorAffine`, with the mask its gradient needs. `aten::fake_quantize_per_tensor_affine_cachemask(Tensor self, float scale, int zero_point, int quant_min, int quant_max) -> (Tensor output, Tensor mask)` */
  fakeQuantizePerTensorAffineCachemask(scale: number, zeroPoint: Int, quantMin: Int, quantMax: Int): { output: Tensor; mask: Tensor };
  fakeQuantizePerTensorAffineCachemask(options: { scale: number; zeroPoint: Int; quantMin: Int; quantMax: Int }): { output: Tensor; mask: Tensor };
  /** In place: alpha dropout of whole channels. `aten::feature_alpha_dropout_(Tensor(a!) self, float p, bool train) -> Tensor(a!)` */
  featureAlphaDropout_(p: number, train: boolean): this;
  featureAlphaDropout_(options: { p: number; train: boolean }): this;
  /** In place: dropout of whole channels. `aten::feature_dropout_(Tensor(a!) self, float p, bool train) -> Tensor(a!)` */
  featureDropout_(p: number, train: boolean): this;
  featureDropout_(options: { p: number; train: boolean }): this;
  /** One value in the tensor's shape and type. `aten::fill.Tensor(Tensor self, Tensor value) -> Tensor` · `aten::fill.Scalar(Tensor self, Scalar value) -> Tensor` */
  fill(value: Tensor): Tensor;
  fill(value: Scalar): Tensor;
  fill(options: { value: Scalar }): Tensor;
  /** Sets all elements to one value. `aten::fill_.Tensor(Tensor(a!) self, Tensor value) -> Tensor(a!)` · `aten::fill_.Scalar(Tensor(a!) self, Scalar value) -> Tensor(a!)` */
  fill_(value: Tensor): this;
  fill_(value: Scalar): this;
  fill_(options: { value: Scalar }): this;
  /** Sets the main diagonal to one value. `aten::fill_diagonal_(Tensor(a!) self, Scalar fill_value, bool wrap=False) -> Tensor(a!)` */
  fillDiagonal_(fillValue: Scalar, wrap?: boolean): this;
  fillDiagonal_(fillValue: Scalar, options?: { wrap?: boolean }): this;
  fillDiagonal_(options: { fillValue: Scalar; wrap?: boolean }): this;
  /** As `trunc`: each element without its fractional part. `aten::fix(Tensor self) -> Tensor` */
  fix(): Tensor;
  /** In place, as `trunc_`: each element without its fractional part. `aten::fix_(Tensor(a!) self) -> Tensor(a!)` */
  fix_(): this;
  /** Several neighbouring dimensions joined into one. `aten::flatten.using_ints(Tensor(a) self, int start_dim=0, int end_dim=-1) -> Tensor(a)` */
  flatten(startDim?: Int, endDim?: Int): Tensor;
  flatten(options?: { startDim?: Int; endDim?: Int }): Tensor;
  /** Order reversed along dimensions, as a copy. `aten::flip(Tensor self, int[] dims) -> Tensor` */
  flip(dims: Ints): Tensor;
  flip(options: { dims: Ints }): Tensor;
  flip(...size: [Int, Int, ...Int[]]): Tensor;
  /** Columns in reversed order. `aten::fliplr(Tensor self) -> Tensor` */
  fliplr(): Tensor;
  /** Rows in reversed order. `aten::flipud(Tensor self) -> Tensor` */
  flipud(): Tensor;
  /** Power of each pair of elements, computed in double precision. `aten::float_power.Tensor_Tensor(Tensor self, Tensor exponent) -> Tensor` · `aten::float_power.Tensor_Scalar(Tensor self, Scalar exponent) -> Tensor` */
  floatPower(exponent: Tensor): Tensor;
  floatPower(exponent: Scalar): Tensor;
  floatPower(options: { exponent: Scalar }): Tensor;
  /** In place: power of each pair of elements, computed in double precision. `aten::float_power_.Tensor(Tensor(a!) self, Tensor exponent) -> Tensor(a!)` · `aten::float_power_.Scalar(Tensor(a!) self, Scalar exponent) -> Tensor(a!)` */
  floatPower_(exponent: Tensor): this;
  floatPower_(exponent: Scalar): this;
  floatPower_(options: { exponent: Scalar }): this;
  /** Largest whole number not above each element. `aten::floor(Tensor self) -> Tensor` */
  floor(): Tensor;
  /** In place: largest whole number not above each element. `aten::floor_(Tensor(a!) self) -> Tensor(a!)` */
  floor_(): this;
  /** Quotient of each pair of elements, rounded down. `aten::floor_divide(Tensor self, Tensor other) -> Tensor` · `aten::floor_divide.Scalar(Tensor self, Scalar other) -> Tensor` */
  floorDivide(other: Tensor): Tensor;
  floorDivide(other: Scalar): Tensor;
  floorDivide(options: { other: Scalar }): Tensor;
  /** In place: quotient of each pair of elements, rounded down. `aten::floor_divide_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::floor_divide_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!)` */
  floorDivide_(other: Tensor): this;
  floorDivide_(other: Scalar): this;
  floorDivide_(options: { other: Scalar }): this;
  /** Larger of each pair of elements; a NaN gives way to a number. `aten::fmax(Tensor self, Tensor other) -> Tensor` */
  fmax(other: Tensor): Tensor;
  /** Smaller of each pair of elements; a NaN gives way to a number. `aten::fmin(Tensor self, Tensor other) -> Tensor` */
  fmin(other: Tensor): Tensor;
  /** Remainder of each division, with the sign of the dividend. `aten::fmod.Tensor(Tensor self, Tensor other) -> Tensor` · `aten::fmod.Scalar(Tensor self, Scalar other) -> Tensor` */
  fmod(other: Tensor): Tensor;
  fmod(other: Scalar): Tensor;
  fmod(options: { other: Scalar }): Tensor;
  /** In place: remainder of each division, with the sign of the dividend. `aten::fmod_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::fmod_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!)` */
  fmod_(other: Tensor): this;
  fmod_(other: Scalar): this;
  fmod_(options: { other: Scalar }): this;
  /** Fractional part of each element, with its sign. `aten::frac(Tensor self) -> Tensor` */
  frac(): Tensor;
  /** In place: fractional part of each element, with its sign. `aten::frac_(Tensor(a!) self) -> Tensor(a!)` */
  frac_(): this;
  /** Largest value, and its index, of pseudo-randomly placed windows over height and width. `aten::fractional_max_pool2d(Tensor self, int[2] kernel_size, int[2] output_size, Tensor random_samples) -> (Tensor, Tensor)` */
  fractionalMaxPool2d(kernelSize: Ints, outputSize: Ints, randomSamples: Tensor): [Tensor, Tensor];
  fractionalMaxPool2d(options: { kernelSize: Ints; outputSize: Ints; randomSamples: Tensor }): [Tensor, Tensor];
  /** Largest value, and its index, of pseudo-randomly placed windows over depth, height and width. `aten::fractional_max_pool3d(Tensor self, int[3] kernel_size, int[3] output_size, Tensor random_samples) -> (Tensor, Tensor)` */
  fractionalMaxPool3d(kernelSize: Ints, outputSize: Ints, randomSamples: Tensor): [Tensor, Tensor];
  fractionalMaxPool3d(options: { kernelSize: Ints; outputSize: Ints; randomSamples: Tensor }): [Tensor, Tensor];
  /** Mantissa and exponent of each element. `aten::frexp.Tensor(Tensor self) -> (Tensor mantissa, Tensor exponent)` */
  frexp(): { mantissa: Tensor; exponent: Tensor };
  /** Frobenius norm along dimensions. `aten::frobenius_norm.dim(Tensor self, int[1] dim, bool keepdim=False) -> Tensor` */
  frobeniusNorm(dim: Ints, keepdim?: boolean): Tensor;
  frobeniusNorm(dim: Ints, options?: { keepdim?: boolean }): Tensor;
  frobeniusNorm(options: { dim: Ints; keepdim?: boolean }): Tensor;
  /** A tensor of another's size, type and device with one value everywhere. `aten::full_like(Tensor self, Scalar fill_value, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None, MemoryFormat? memory_format=None) -> Tensor` */
  fullLike(fillValue: Scalar, options?: NewTensorOptions & { memoryFormat?: MemoryFormat | null }): Tensor;
  fullLike(options: NewTensorOptions & { fillValue: Scalar; memoryFormat?: MemoryFormat | null }): Tensor;
  /** Moving averages of the range updated, then values rounded as quantisation would. `aten::fused_moving_avg_obs_fake_quant(Tensor self, Tensor observer_on, Tensor fake_quant_on, Tensor(a!) running_min, Tensor(b!) running_max, Tensor(c!) scale, Tensor(d!) zero_point, float averaging_const, int quant_min, int quant_max, int ch_axis, bool per_row_fake_quant=False, bool symmetric_quant=False) -> Tensor` */
  fusedMovingAvgObsFakeQuant(observerOn: Tensor, fakeQuantOn: Tensor, runningMin: Tensor, runningMax: Tensor, scale: Tensor, zeroPoint: Tensor, averagingConst: number, quantMin: Int, quantMax: Int, chAxis: Int, perRowFakeQuant?: boolean, symmetricQuant?: boolean): Tensor;
  fusedMovingAvgObsFakeQuant(observerOn: Tensor, fakeQuantOn: Tensor, runningMin: Tensor, runningMax: Tensor, scale: Tensor, zeroPoint: Tensor, averagingConst: number, quantMin: Int, quantMax: Int, chAxis: Int, options?: { perRowFakeQuant?: boolean; symmetricQuant?: boolean }): Tensor;
  fusedMovingAvgObsFakeQuant(observerOn: Tensor, fakeQuantOn: Tensor, runningMin: Tensor, runningMax: Tensor, scale: Tensor, zeroPoint: Tensor, options: { averagingConst: number; quantMin: Int; quantMax: Int; chAxis: Int; perRowFakeQuant?: boolean; symmetricQuant?: boolean }): Tensor;
  /** Elements picked along a dimension by indices. `aten::gather(Tensor self, int dim, Tensor index, *, bool sparse_grad=False) -> Tensor` */
  gather(dim: Int, index: Tensor, options?: { sparseGrad?: boolean }): Tensor;
  gather(options: { dim: Int; index: Tensor; sparseGrad?: boolean }): Tensor;
  /** Greatest common divisor of each pair of integers. `aten::gcd(Tensor self, Tensor other) -> Tensor` */
  gcd(other: Tensor): Tensor;
  /** In place: greatest common divisor of each pair of integers. `aten::gcd_(Tensor(a!) self, Tensor other) -> Tensor(a!)` */
  gcd_(other: Tensor): this;
  /** Whether each element is at least the other. `aten::ge.Tensor(Tensor self, Tensor other) -> Tensor` · `aten::ge.Scalar(Tensor self, Scalar other) -> Tensor` */
  ge(other: Tensor): Tensor;
  ge(other: Scalar): Tensor;
  ge(options: { other: Scalar }): Tensor;
  /** In place: whether each element is at least the other. `aten::ge_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::ge_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!)` */
  ge_(other: Tensor): this;
  ge_(other: Scalar): this;
  ge_(options: { other: Scalar }): this;
  /** `x` times the normal distribution's probability of less than `x`, exact or by tanh. `aten::gelu(Tensor self, *, str approximate="none") -> Tensor` */
  gelu(options?: { approximate?: "none" | "tanh" }): Tensor;
  /** In place: `x` times the normal distribution's probability of less than `x`, exact or by tanh. `aten::gelu_(Tensor(a!) self, *, str approximate="none") -> Tensor(a!)` */
  gelu_(options?: { approximate?: "none" | "tanh" }): this;
  /** Draws from a geometric distribution in the tensor's shape. `aten::geometric(Tensor self, float p, *, Generator? generator=None) -> Tensor` */
  geometric(p: number, options?: { generator?: Generator | null }): Tensor;
  geometric(options: { p: number; generator?: Generator | null }): Tensor;
  /** Fills the tensor with draws from a geometric distribution. `aten::geometric_(Tensor(a!) self, float p, *, Generator? generator=None) -> Tensor(a!)` */
  geometric_(p: number, options?: { generator?: Generator | null }): this;
  geometric_(options: { p: number; generator?: Generator | null }): this;
  /** QR factorisation in the compact form that `ormqr` and `orgqr` read. `aten::geqrf(Tensor self) -> (Tensor a, Tensor tau)` */
  geqrf(): { a: Tensor; tau: Tensor };
  /** As `outer`: all products of the elements of two vectors. `aten::ger(Tensor self, Tensor vec2) -> Tensor` */
  ger(vec2: Tensor): Tensor;
  /** Index of the tensor's device; -1 on the CPU. `aten::get_device(Tensor self) -> int` */
  getDevice(): number;
  /** First half along a dimension times the sigmoid of the second half. `aten::glu(Tensor self, int dim=-1) -> Tensor` */
  glu(dim?: Int): Tensor;
  glu(options?: { dim?: Int }): Tensor;
  /** Derivative estimated from neighbouring samples, for each dimension asked for. `aten::gradient.scalarint(Tensor self, *, Scalar? spacing=None, int? dim=None, int edge_order=1) -> Tensor[]` · `aten::gradient.scalararray(Tensor self, *, Scalar spacing, int[] dim, int edge_order=1) -> Tensor[]` · `aten::gradient.array(Tensor self, *, int[] dim, int edge_order=1) -> Tensor[]` · `aten::gradient.scalarrayint(Tensor self, *, Scalar[] spacing, int? dim=None, int edge_order=1) -> Tensor[]` · `aten::gradient.tensorarrayint(Tensor self, *, Tensor[] spacing, int? dim=None, int edge_order=1) -> Tensor[]` · `aten::gradient.scalarrayarray(Tensor self, *, Scalar[] spacing, int[] dim, int edge_order=1) -> Tensor[]` · `aten::gradient.tensorarray(Tensor self, *, Tensor[] spacing, int[] dim, int edge_order=1) -> Tensor[]` */
  gradient(options?: { spacing?: Scalar | null; dim?: Int | null; edgeOrder?: Int }): Tensor[];
  gradient(options: { spacing: Scalar; dim: Ints; edgeOrder?: Int }): Tensor[];
  gradient(options: { dim: Ints; edgeOrder?: Int }): Tensor[];
  gradient(options: { spacing: readonly Scalar[]; dim?: Int | null; edgeOrder?: Int }): Tensor[];
  gradient(options: { spacing: readonly Tensor[]; dim?: Int | null; edgeOrder?: Int }): Tensor[];
  gradient(options: { spacing: readonly Scalar[]; dim: Ints; edgeOrder?: Int }): Tensor[];
  gradient(options: { spacing: readonly Tensor[]; dim: Ints; edgeOrder?: Int }): Tensor[];
  /** As `gt`: whether each element is greater than the other. `aten::greater.Tensor(Tensor self, Tensor other) -> Tensor` · `aten::greater.Scalar(Tensor self, Scalar other) -> Tensor` */
  greater(other: Tensor): Tensor;
  greater(other: Scalar): Tensor;
  greater(options: { other: Scalar }): Tensor;
  /** In place, as `gt_`: whether each element is greater than the other. `aten::greater_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::greater_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!)` */
  greater_(other: Tensor): this;
  greater_(other: Scalar): this;
  greater_(options: { other: Scalar }): this;
  /** As `ge`: whether each element is at least the other. `aten::greater_equal.Tensor(Tensor self, Tensor other) -> Tensor` · `aten::greater_equal.Scalar(Tensor self, Scalar other) -> Tensor` */
  greaterEqual(other: Tensor): Tensor;
  greaterEqual(other: Scalar): Tensor;
  greaterEqual(options: { other: Scalar }): Tensor;
  /** In place, as `ge_`: whether each element is at least the other. `aten::greater_equal_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::greater_equal_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!)` */
  greaterEqual_(other: Tensor): this;
  greaterEqual_(other: Scalar): this;
  greaterEqual_(options: { other: Scalar }): this;
  /** Whether each element is greater than the other. `aten::gt.Tensor(Tensor self, Tensor other) -> Tensor` · `aten::gt.Scalar(Tensor self, Scalar other) -> Tensor` */
  gt(other: Tensor): Tensor;
  gt(other: Scalar): Tensor;
  gt(options: { other: Scalar }): Tensor;
  /** In place: whether each element is greater than the other. `aten::gt_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::gt_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!)` */
  gt_(other: Tensor): this;
  gt_(other: Scalar): this;
  gt_(options: { other: Scalar }): this;
  /** `x` where it is beyond `lambd` on either side, else zero. `aten::hardshrink(Tensor self, Scalar lambd=0.5) -> Tensor` */
  hardshrink(lambd?: Scalar): Tensor;
  hardshrink(options?: { lambd?: Scalar }): Tensor;
  /** `min(max(0, x + 3), 6) / 6`. `aten::hardsigmoid(Tensor self) -> Tensor` */
  hardsigmoid(): Tensor;
  /** In place: `min(max(0, x + 3), 6) / 6`. `aten::hardsigmoid_(Tensor(a!) self) -> Tensor(a!)` */
  hardsigmoid_(): this;
  /** `x * min(max(0, x + 3), 6) / 6`. `aten::hardswish(Tensor self) -> Tensor` */
  hardswish(): Tensor;
  /** In place: `x * min(max(0, x + 3), 6) / 6`. `aten::hardswish_(Tensor(a!) self) -> Tensor(a!)` */
  hardswish_(): this;
  /** Each element limited to between `minVal` and `maxVal`. `aten::hardtanh(Tensor self, Scalar min_val=-1, Scalar max_val=1) -> Tensor` */
  hardtanh(minVal?: Scalar, maxVal?: Scalar): Tensor;
  hardtanh(options?: { minVal?: Scalar; maxVal?: Scalar }): Tensor;
  /** In place: each element limited to between `minVal` and `maxVal`. `aten::hardtanh_(Tensor(a!) self, Scalar min_val=-1, Scalar max_val=1) -> Tensor(a!)` */
  hardtanh_(minVal?: Scalar, maxVal?: Scalar): this;
  hardtanh_(options?: { minVal?: Scalar; maxVal?: Scalar }): this;
  /** A hash of the elements' bits, of the whole tensor or along dimensions. `aten::hash_tensor(Tensor self, int[1] dim=[], *, bool keepdim=False, int mode=0) -> Tensor` */
  hashTensor(dim?: Ints, options?: { keepdim?: boolean; mode?: Int }): Tensor;
  hashTensor(options?: { dim?: Ints; keepdim?: boolean; mode?: Int }): Tensor;
  /** Step function: 0 below zero, 1 above, `values` at zero. `aten::heaviside(Tensor self, Tensor values) -> Tensor` */
  heaviside(values: Tensor): Tensor;
  /** In place: step function: 0 below zero, 1 above, `values` at zero. `aten::heaviside_(Tensor(a!) self, Tensor values) -> Tensor(a!)` */
  heaviside_(values: Tensor): this;
  /** Loss of distances `x` where the target is 1, `max(0, margin - x)` where it is -1. `aten::hinge_embedding_loss(Tensor self, Tensor target, float margin=1., int reduction=1) -> Tensor` */
  hingeEmbeddingLoss(target: Tensor, margin?: number, reduction?: Int): Tensor;
  hingeEmbeddingLoss(target: Tensor, options?: { margin?: number; reduction?: Int }): Tensor;
  /** Counts of elements in equally wide bins. `aten::histc(Tensor self, int bins=100, Scalar min=0, Scalar max=0) -> Tensor` */
  histc(bins?: Int, min?: Scalar, max?: Scalar): Tensor;
  histc(options?: { bins?: Int; min?: Scalar; max?: Scalar }): Tensor;
  /** Counts of elements in bins, and the bins' edges. `aten::histogram.bins_tensor(Tensor self, Tensor bins, *, Tensor? weight=None, bool density=False) -> (Tensor hist, Tensor bin_edges)` · `aten::histogram.bin_ct(Tensor self, int bins=100, *, float[]? range=None, Tensor? weight=None, bool density=False) -> (Tensor hist, Tensor bin_edges)` */
  histogram(bins: Tensor, options?: { weight?: Tensor | null; density?: boolean }): { hist: Tensor; binEdges: Tensor };
  histogram(bins?: Int, options?: { range?: readonly number[] | null; weight?: Tensor | null; density?: boolean }): { hist: Tensor; binEdges: Tensor };
  histogram(options?: { bins?: Int; range?: readonly number[] | null; weight?: Tensor | null; density?: boolean }): { hist: Tensor; binEdges: Tensor };
  /** Counts of points in a grid of bins, and the bins' edges in each dimension. `aten::histogramdd.int_bins(Tensor self, int bins, float[]? range=None, Tensor? weight=None, bool density=False) -> (Tensor hist, Tensor[] bin_edges)` · `aten::histogramdd(Tensor self, int[] bins, float[]? range=None, Tensor? weight=None, bool density=False) -> (Tensor hist, Tensor[] bin_edges)` · `aten::histogramdd.TensorList_bins(Tensor self, Tensor[] bins, float[]? range=None, Tensor? weight=None, bool density=False) -> (Tensor hist, Tensor[] bin_edges)` */
  histogramdd(bins: Int, range?: readonly number[] | null, weight?: Tensor | null, density?: boolean): { hist: Tensor; binEdges: Tensor[] };
  histogramdd(bins: Int, options?: { range?: readonly number[] | null; weight?: Tensor | null; density?: boolean }): { hist: Tensor; binEdges: Tensor[] };
  histogramdd(options: { bins: Int; range?: readonly number[] | null; weight?: Tensor | null; density?: boolean }): { hist: Tensor; binEdges: Tensor[] };
  histogramdd(bins: Ints, range?: readonly number[] | null, weight?: Tensor | null, density?: boolean): { hist: Tensor; binEdges: Tensor[] };
  histogramdd(bins: Ints, options?: { range?: readonly number[] | null; weight?: Tensor | null; density?: boolean }): { hist: Tensor; binEdges: Tensor[] };
  histogramdd(options: { bins: Ints; range?: readonly number[] | null; weight?: Tensor | null; density?: boolean }): { hist: Tensor; binEdges: Tensor[] };
  histogramdd(bins: readonly Tensor[], range?: readonly number[] | null, weight?: Tensor | null, density?: boolean): { hist: Tensor; binEdges: Tensor[] };
  histogramdd(bins: readonly Tensor[], options?: { range?: readonly number[] | null; weight?: Tensor | null; density?: boolean }): { hist: Tensor; binEdges: Tensor[] };
  histogramdd(options: { bins: readonly Tensor[]; range?: readonly number[] | null; weight?: Tensor | null; density?: boolean }): { hist: Tensor; binEdges: Tensor[] };
  /** Views split along the second dimension, or the first of a vector. `aten::hsplit.int(Tensor(a -> *) self, int sections) -> Tensor(a)[]` · `aten::hsplit.array(Tensor(a -> *) self, int[] indices) -> Tensor(a)[]` */
  hsplit(sections: Int): Tensor[];
  hsplit(options: { sections: Int }): Tensor[];
  hsplit(indices: Ints): Tensor[];
  hsplit(options: { indices: Ints }): Tensor[];
  hsplit(...size: [Int, Int, ...Int[]]): Tensor[];
  /** Half the squared error below `delta`, linear above. `aten::huber_loss(Tensor self, Tensor target, int reduction=1, float delta=1.) -> Tensor` */
  huberLoss(target: Tensor, reduction?: Int, delta?: number): Tensor;
  huberLoss(target: Tensor, options?: { reduction?: Int; delta?: number }): Tensor;
  /** Length of the hypotenuse over each pair of legs. `aten::hypot(Tensor self, Tensor other) -> Tensor` */
  hypot(other: Tensor): Tensor;
  /** In place: length of the hypotenuse over each pair of legs. `aten::hypot_(Tensor(a!) self, Tensor other) -> Tensor(a!)` */
  hypot_(other: Tensor): this;
  /** Modified Bessel function of the first kind, order zero. `aten::i0(Tensor self) -> Tensor` */
  i0(): Tensor;
  /** In place: modified Bessel function of the first kind, order zero. `aten::i0_(Tensor(a!) self) -> Tensor(a!)` */
  i0_(): this;
  /** Regularised lower incomplete gamma function. `aten::igamma(Tensor self, Tensor other) -> Tensor` */
  igamma(other: Tensor): Tensor;
  /** In place: regularised lower incomplete gamma function. `aten::igamma_(Tensor(a!) self, Tensor other) -> Tensor(a!)` */
  igamma_(other: Tensor): this;
  /** Regularised upper incomplete gamma function. `aten::igammac(Tensor self, Tensor other) -> Tensor` */
  igammac(other: Tensor): Tensor;
  /** In place: regularised upper incomplete gamma function. `aten::igammac_(Tensor(a!) self, Tensor other) -> Tensor(a!)` */
  igammac_(other: Tensor): this;
  /** The windows of an image as columns. `aten::im2col(Tensor self, int[2] kernel_size, int[2] dilation, int[2] padding, int[2] stride) -> Tensor` */
  im2col(kernelSize: Ints, dilation: Ints, padding: Ints, stride: Ints): Tensor;
  im2col(options: { kernelSize: Ints; dilation: Ints; padding: Ints; stride: Ints }): Tensor;
  /** Imaginary parts, as a view. `aten::imag(Tensor(a) self) -> Tensor(a)` */
  imag(): Tensor;
  /** Rows of `source` added to those at given indices along a dimension. `aten::index_add(Tensor self, int dim, Tensor index, Tensor source, *, Scalar alpha=1) -> Tensor` */
  indexAdd(dim: Int, index: Tensor, source: Tensor, options?: { alpha?: Scalar }): Tensor;
  indexAdd(options: { dim: Int; index: Tensor; source: Tensor; alpha?: Scalar }): Tensor;
  /** In place: rows of `source` added to those at given indices along a dimension. `aten::index_add_(Tensor(a!) self, int dim, Tensor index, Tensor source, *, Scalar alpha=1) -> Tensor(a!)` */
  indexAdd_(dim: Int, index: Tensor, source: Tensor, options?: { alpha?: Scalar }): this;
  indexAdd_(options: { dim: Int; index: Tensor; source: Tensor; alpha?: Scalar }): this;
  /** Rows of `source` in place of those at given indices along a dimension. `aten::index_copy(Tensor self, int dim, Tensor index, Tensor source) -> Tensor` */
  indexCopy(dim: Int, index: Tensor, source: Tensor): Tensor;
  indexCopy(options: { dim: Int; index: Tensor; source: Tensor }): Tensor;
  /** In place: rows of `source` in place of those at given indices along a dimension. `aten::index_copy_(Tensor(a!) self, int dim, Tensor index, Tensor source) -> Tensor(a!)` */
  indexCopy_(dim: Int, index: Tensor, source: Tensor): this;
  indexCopy_(options: { dim: Int; index: Tensor; source: Tensor }): this;
  /** One value in place of the elements at given indices along a dimension. `aten::index_fill.int_Tensor(Tensor self, int dim, Tensor index, Tensor value) -> Tensor` · `aten::index_fill.int_Scalar(Tensor self, int dim, Tensor index, Scalar value) -> Tensor` */
  indexFill(dim: Int, index: Tensor, value: Tensor): Tensor;
  indexFill(options: { dim: Int; index: Tensor; value: Tensor }): Tensor;
  indexFill(dim: Int, index: Tensor, value: Scalar): Tensor;
  indexFill(options: { dim: Int; index: Tensor; value: Scalar }): Tensor;
  /** In place: one value in place of the elements at given indices along a dimension. `aten::index_fill_.int_Tensor(Tensor(a!) self, int dim, Tensor index, Tensor value) -> Tensor(a!)` · `aten::index_fill_.int_Scalar(Tensor(a!) self, int dim, Tensor index, Scalar value) -> Tensor(a!)` */
  indexFill_(dim: Int, index: Tensor, value: Tensor): this;
  indexFill_(options: { dim: Int; index: Tensor; value: Tensor }): this;
  indexFill_(dim: Int, index: Tensor, value: Scalar): this;
  indexFill_(options: { dim: Int; index: Tensor; value: Scalar }): this;
  /** Values in place of, or added to, the elements that index tensors pick. `aten::index_put(Tensor self, Tensor?[] indices, Tensor values, bool accumulate=False) -> Tensor` */
  indexPut(indices: readonly (Tensor | null)[], values: Tensor, accumulate?: boolean): Tensor;
  indexPut(indices: readonly (Tensor | null)[], values: Tensor, options?: { accumulate?: boolean }): Tensor;
  indexPut(options: { indices: readonly (Tensor | null)[]; values: Tensor; accumulate?: boolean }): Tensor;
  /** Rows of `source` combined with those at given indices by product, mean, minimum or maximum. `aten::index_reduce(Tensor self, int dim, Tensor index, Tensor source, str reduce, *, bool include_self=True) -> Tensor` */
  indexReduce(dim: Int, index: Tensor, source: Tensor, reduce: "prod" | "mean" | "amax" | "amin", options?: { includeSelf?: boolean }): Tensor;
  indexReduce(options: { dim: Int; index: Tensor; source: Tensor; reduce: "prod" | "mean" | "amax" | "amin"; includeSelf?: boolean }): Tensor;
  /** In place: rows of `source` combined with those at given indices by product, mean, minimum or maximum. `aten::index_reduce_(Tensor(a!) self, int dim, Tensor index, Tensor source, str reduce, *, bool include_self=True) -> Tensor(a!)` */
  indexReduce_(dim: Int, index: Tensor, source: Tensor, reduce: "prod" | "mean" | "amax" | "amin", options?: { includeSelf?: boolean }): this;
  indexReduce_(options: { dim: Int; index: Tensor; source: Tensor; reduce: "prod" | "mean" | "amax" | "amin"; includeSelf?: boolean }): this;
  /** Elements at given indices along a dimension. `aten::index_select(Tensor self, int dim, Tensor index) -> Tensor` */
  indexSelect(dim: Int, index: Tensor): Tensor;
  indexSelect(options: { dim: Int; index: Tensor }): Tensor;
  /** Indices of a coalesced sparse COO tensor. `aten::indices(Tensor(a) self) -> Tensor(a)` */
  indices(): Tensor;
  /** As `indices`, but a copy that shares no memory. `aten::indices_copy(Tensor self) -> Tensor` */
  indicesCopy(): Tensor;
  /** Sums of products over the last dimensions of two tensors. `aten::inner(Tensor self, Tensor other) -> Tensor` */
  inner(other: Tensor): Tensor;
  /** The integers that a quantised tensor stores. `aten::int_repr(Tensor self) -> Tensor` */
  intRepr(): Tensor;
  /** Inverses of square matrices. `aten::inverse(Tensor self) -> Tensor` */
  inverse(): Tensor;
  /** Whether a sparse COO tensor has each index once, in order. `aten::is_coalesced(Tensor self) -> bool` */
  isCoalesced(): boolean;
  /** Whether the elements are complex numbers. `aten::is_complex(Tensor self) -> bool` */
  isComplex(): boolean;
  /** Whether the tensor is a view that conjugates when read. `aten::is_conj(Tensor self) -> bool` */
  isConj(): boolean;
  /** Whether the tensor belongs to a distributed backend; always false in libtorch. `aten::is_distributed(Tensor self) -> bool` */
  isDistributed(): boolean;
  /** Whether the elements are floating point numbers. `aten::is_floating_point(Tensor self) -> bool` */
  isFloatingPoint(): boolean;
  /** Whether the tensor was made in inference mode. `aten::is_inference(Tensor self) -> bool` */
  isInference(): boolean;
  /** Whether the tensor is a view that negates when read. `aten::is_neg(Tensor self) -> bool` */
  isNeg(): boolean;
  /** Whether the only element is not zero. `aten::is_nonzero(Tensor self) -> bool` */
  isNonzero(): boolean;
  /** Whether the memory is page-locked. `aten::is_pinned(Tensor self, Device? device=None) -> bool` */
  isPinned(device?: DeviceChoice | null): boolean;
  isPinned(options?: Named & { device?: DeviceChoice | null }): boolean;
  /** Whether two tensors have the same size. `aten::is_same_size(Tensor self, Tensor other) -> bool` */
  isSameSize(other: Tensor): boolean;
  /** Whether two tensors are the same view of the same storage. `aten::is_set_to(Tensor self, Tensor tensor) -> bool` */
  isSetTo(tensor: Tensor): boolean;
  /** Whether the element type has negative numbers. `aten::is_signed(Tensor self) -> bool` */
  isSigned(): boolean;
  /** Whether each pair of elements is equal within tolerances. `aten::isclose(Tensor self, Tensor other, float rtol=1.0000000000000001e-05, float atol=1e-08, bool equal_nan=False) -> Tensor` */
  isclose(other: Tensor, rtol?: number, atol?: number, equalNan?: boolean): Tensor;
  isclose(other: Tensor, options?: { rtol?: number; atol?: number; equalNan?: boolean }): Tensor;
  /** Whether each element is neither infinite nor NaN. `aten::isfinite(Tensor self) -> Tensor` */
  isfinite(): Tensor;
  /** Whether each element is infinite. `aten::isinf(Tensor self) -> Tensor` */
  isinf(): Tensor;
  /** Whether each element is NaN. `aten::isnan(Tensor self) -> Tensor` */
  isnan(): Tensor;
  /** Whether each element is negative infinity. `aten::isneginf(Tensor self) -> Tensor` */
  isneginf(): Tensor;
  /** Whether each element is positive infinity. `aten::isposinf(Tensor self) -> Tensor` */
  isposinf(): Tensor;
  /** Whether each element has no imaginary part. `aten::isreal(Tensor self) -> Tensor` */
  isreal(): Tensor;
  /** Signal from its short-time Fourier transform. `aten::istft(Tensor self, int n_fft, int? hop_length=None, int? win_length=None, Tensor? window=None, bool center=True, bool normalized=False, bool? onesided=None, int? length=None, bool return_complex=False) -> Tensor` */
  istft(nFft: Int, hopLength?: Int | null, winLength?: Int | null, window?: Tensor | null, center?: boolean, normalized?: boolean, onesided?: boolean | null, length?: Int | null, returnComplex?: boolean): Tensor;
  istft(nFft: Int, options?: { hopLength?: Int | null; winLength?: Int | null; window?: Tensor | null; center?: boolean; normalized?: boolean; onesided?: boolean | null; length?: Int | null; returnComplex?: boolean }): Tensor;
  istft(options: { nFft: Int; hopLength?: Int | null; winLength?: Int | null; window?: Tensor | null; center?: boolean; normalized?: boolean; onesided?: boolean | null; length?: Int | null; returnComplex?: boolean }): Tensor;
  /** Kullback-Leibler divergence of log-probabilities from target probabilities. `aten::kl_div(Tensor self, Tensor target, int reduction=1, *, bool log_target=False) -> Tensor` */
  klDiv(target: Tensor, reduction?: Int, options?: { logTarget?: boolean }): Tensor;
  klDiv(target: Tensor, options?: { reduction?: Int; logTarget?: boolean }): Tensor;
  /** Kronecker product of two tensors. `aten::kron(Tensor self, Tensor other) -> Tensor` */
  kron(other: Tensor): Tensor;
  /** The k-th smallest value along a dimension, and its index. `aten::kthvalue(Tensor self, SymInt k, int dim=-1, bool keepdim=False) -> (Tensor values, Tensor indices)` */
  kthvalue(k: Int, dim?: Int, keepdim?: boolean): { values: Tensor; indices: Tensor };
  kthvalue(k: Int, options?: { dim?: Int; keepdim?: boolean }): { values: Tensor; indices: Tensor };
  kthvalue(options: { k: Int; dim?: Int; keepdim?: boolean }): { values: Tensor; indices: Tensor };
  /** Absolute error. `aten::l1_loss(Tensor self, Tensor target, int reduction=1) -> Tensor` */
  l1Loss(target: Tensor, reduction?: Int): Tensor;
  l1Loss(target: Tensor, options?: { reduction?: Int }): Tensor;
  /** Least common multiple of each pair of integers. `aten::lcm(Tensor self, Tensor other) -> Tensor` */
  lcm(other: Tensor): Tensor;
  /** In place: least common multiple of each pair of integers. `aten::lcm_(Tensor(a!) self, Tensor other) -> Tensor(a!)` */
  lcm_(other: Tensor): this;
  /** Each element times two to the power of the other. `aten::ldexp.Tensor(Tensor self, Tensor other) -> Tensor` */
  ldexp(other: Tensor): Tensor;
  /** In place: each element times two to the power of the other. `aten::ldexp_(Tensor(a!) self, Tensor other) -> Tensor(a!)` */
  ldexp_(other: Tensor): this;
  /** Whether each element is at most the other. `aten::le.Tensor(Tensor self, Tensor other) -> Tensor` · `aten::le.Scalar(Tensor self, Scalar other) -> Tensor` */
  le(other: Tensor): Tensor;
  le(other: Scalar): Tensor;
  le(options: { other: Scalar }): Tensor;
  /** In place: whether each element is at most the other. `aten::le_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::le_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!)` */
  le_(other: Tensor): this;
  le_(other: Scalar): this;
  le_(options: { other: Scalar }): this;
  /** `x` above zero, `negativeSlope * x` below. `aten::leaky_relu(Tensor self, Scalar negative_slope=0.01) -> Tensor` */
  leakyRelu(negativeSlope?: Scalar): Tensor;
  leakyRelu(options?: { negativeSlope?: Scalar }): Tensor;
  /** In place: `x` above zero, `negativeSlope * x` below. `aten::leaky_relu_(Tensor(a!) self, Scalar negative_slope=0.01) -> Tensor(a!)` */
  leakyRelu_(negativeSlope?: Scalar): this;
  leakyRelu_(options?: { negativeSlope?: Scalar }): this;
  /** `self + weight * (end - self)`. `aten::lerp.Tensor(Tensor self, Tensor end, Tensor weight) -> Tensor` · `aten::lerp.Scalar(Tensor self, Tensor end, Scalar weight) -> Tensor` */
  lerp(end: Tensor, weight: Tensor): Tensor;
  lerp(end: Tensor, weight: Scalar): Tensor;
  lerp(end: Tensor, options: { weight: Scalar }): Tensor;
  /** In place: `self + weight * (end - self)`. `aten::lerp_.Tensor(Tensor(a!) self, Tensor end, Tensor weight) -> Tensor(a!)` · `aten::lerp_.Scalar(Tensor(a!) self, Tensor end, Scalar weight) -> Tensor(a!)` */
  lerp_(end: Tensor, weight: Tensor): this;
  lerp_(end: Tensor, weight: Scalar): this;
  lerp_(end: Tensor, options: { weight: Scalar }): this;
  /** As `lt`: whether each element is less than the other. `aten::less.Tensor(Tensor self, Tensor other) -> Tensor` · `aten::less.Scalar(Tensor self, Scalar other) -> Tensor` */
  less(other: Tensor): Tensor;
  less(other: Scalar): Tensor;
  less(options: { other: Scalar }): Tensor;
  /** In place, as `lt_`: whether each element is less than the other. `aten::less_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::less_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!)` */
  less_(other: Tensor): this;
  less_(other: Scalar): this;
  less_(options: { other: Scalar }): this;
  /** As `le`: whether each element is at most the other. `aten::less_equal.Tensor(Tensor self, Tensor other) -> Tensor` · `aten::less_equal.Scalar(Tensor self, Scalar other) -> Tensor` */
  lessEqual(other: Tensor): Tensor;
  lessEqual(other: Scalar): Tensor;
  lessEqual(options: { other: Scalar }): Tensor;
  /** In place, as `le_`: whether each element is at most the other. `aten::less_equal_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::less_equal_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!)` */
  lessEqual_(other: Tensor): this;
  lessEqual_(other: Scalar): this;
  lessEqual_(options: { other: Scalar }): this;
  /** Logarithm of the absolute value of the gamma function. `aten::lgamma(Tensor self) -> Tensor` */
  lgamma(): Tensor;
  /** In place: logarithm of the absolute value of the gamma function. `aten::lgamma_(Tensor(a!) self) -> Tensor(a!)` */
  lgamma_(): this;
  /** The tensor itself; marks constants for transformations of functions. `aten::lift(Tensor self) -> Tensor` */
  lift(): Tensor;
  /** The tensor itself; marks fresh constants for transformations of functions. `aten::lift_fresh(Tensor(a) self) -> Tensor(a)` */
  liftFresh(): Tensor;
  /** As `liftFresh`, but a copy that shares no memory. `aten::lift_fresh_copy(Tensor self) -> Tensor` */
  liftFreshCopy(): Tensor;
  /** Gradients of `linear` for input, weight and bias, those that the mask asks for. `aten::linear_backward(Tensor self, Tensor grad_output, Tensor weight, bool[3] output_mask) -> (Tensor, Tensor, Tensor)` */
  linearBackward(gradOutput: Tensor, weight: Tensor, outputMask: readonly boolean[]): [Tensor | null, Tensor | null, Tensor | null];
  linearBackward(gradOutput: Tensor, weight: Tensor, options: { outputMask: readonly boolean[] }): [Tensor | null, Tensor | null, Tensor | null];
  /** Natural logarithm of each element. `aten::log(Tensor self) -> Tensor` */
  log(): Tensor;
  /** Decimal logarithm of each element. `aten::log10(Tensor self) -> Tensor` */
  log10(): Tensor;
  /** In place: decimal logarithm of each element. `aten::log10_(Tensor(a!) self) -> Tensor(a!)` */
  log10_(): this;
  /** Natural logarithm of one plus each element, exact near zero. `aten::log1p(Tensor self) -> Tensor` */
  log1p(): Tensor;
  /** In place: natural logarithm of one plus each element, exact near zero. `aten::log1p_(Tensor(a!) self) -> Tensor(a!)` */
  log1p_(): this;
  /** Binary logarithm of each element. `aten::log2(Tensor self) -> Tensor` */
  log2(): Tensor;
  /** In place: binary logarithm of each element. `aten::log2_(Tensor(a!) self) -> Tensor(a!)` */
  log2_(): this;
  /** In place: natural logarithm of each element. `aten::log_(Tensor(a!) self) -> Tensor(a!)` */
  log_(): this;
  /** Draws from a log-normal distribution in the tensor's shape. `aten::log_normal(Tensor self, float mean=1., float std=2., *, Generator? generator=None) -> Tensor` */
  logNormal(mean?: number, std?: number, options?: { generator?: Generator | null }): Tensor;
  logNormal(options?: { mean?: number; std?: number; generator?: Generator | null }): Tensor;
  /** Fills the tensor with draws from a log-normal distribution. `aten::log_normal_(Tensor(a!) self, float mean=1., float std=2., *, Generator? generator=None) -> Tensor(a!)` */
  logNormal_(mean?: number, std?: number, options?: { generator?: Generator | null }): this;
  logNormal_(options?: { mean?: number; std?: number; generator?: Generator | null }): this;
  /** Logarithm of the sigmoid of each element. `aten::log_sigmoid(Tensor self) -> Tensor` */
  logSigmoid(): Tensor;
  /** As `logSigmoid`, with the buffer its gradient needs. `aten::log_sigmoid_forward(Tensor self) -> (Tensor output, Tensor buffer)` */
  logSigmoidForward(): { output: Tensor; buffer: Tensor };
  /** Logarithm of the softmax along a dimension. `aten::log_softmax.int(Tensor self, int dim, ScalarType? dtype=None) -> Tensor` */
  logSoftmax(dim: Int, dtype?: DType | null): Tensor;
  logSoftmax(dim: Int, options?: Named & { dtype?: DType | null }): Tensor;
  logSoftmax(options: Named & { dim: Int; dtype?: DType | null }): Tensor;
  /** Logarithm of the sum of the exponentials of each pair. `aten::logaddexp(Tensor self, Tensor other) -> Tensor` */
  logaddexp(other: Tensor): Tensor;
  /** Binary logarithm of the sum of the powers of two of each pair. `aten::logaddexp2(Tensor self, Tensor other) -> Tensor` */
  logaddexp2(other: Tensor): Tensor;
  /** Logarithm of the sum of the exponentials so far along a dimension. `aten::logcumsumexp(Tensor self, int dim) -> Tensor` */
  logcumsumexp(dim: Int): Tensor;
  logcumsumexp(options: { dim: Int }): Tensor;
  /** Logarithm of the determinants of square matrices. `aten::logdet(Tensor self) -> Tensor` */
  logdet(): Tensor;
  /** Whether both elements of each pair are not zero. `aten::logical_and(Tensor self, Tensor other) -> Tensor` */
  logicalAnd(other: Tensor): Tensor;
  /** In place: whether both elements of each pair are not zero. `aten::logical_and_(Tensor(a!) self, Tensor other) -> Tensor(a!)` */
  logicalAnd_(other: Tensor): this;
  /** Whether each element is zero. `aten::logical_not(Tensor self) -> Tensor` */
  logicalNot(): Tensor;
  /** In place: whether each element is zero. `aten::logical_not_(Tensor(a!) self) -> Tensor(a!)` */
  logicalNot_(): this;
  /** Whether any element of each pair is not zero. `aten::logical_or(Tensor self, Tensor other) -> Tensor` */
  logicalOr(other: Tensor): Tensor;
  /** In place: whether any element of each pair is not zero. `aten::logical_or_(Tensor(a!) self, Tensor other) -> Tensor(a!)` */
  logicalOr_(other: Tensor): this;
  /** Whether exactly one element of each pair is not zero. `aten::logical_xor(Tensor self, Tensor other) -> Tensor` */
  logicalXor(other: Tensor): Tensor;
  /** In place: whether exactly one element of each pair is not zero. `aten::logical_xor_(Tensor(a!) self, Tensor other) -> Tensor(a!)` */
  logicalXor_(other: Tensor): this;
  /** `log(x / (1 - x))`, with `x` limited to `[eps, 1 - eps]` where `eps` is given. `aten::logit(Tensor self, float? eps=None) -> Tensor` */
  logit(eps?: number | null): Tensor;
  logit(options?: { eps?: number | null }): Tensor;
  /** In place: `log(x / (1 - x))`, with `x` limited to `[eps, 1 - eps]` where `eps` is given. `aten::logit_(Tensor(a!) self, float? eps=None) -> Tensor(a!)` */
  logit_(eps?: number | null): this;
  logit_(options?: { eps?: number | null }): this;
  /** Logarithm of the sum of exponentials along dimensions, without overflow. `aten::logsumexp(Tensor self, int[1] dim, bool keepdim=False) -> Tensor` */
  logsumexp(dim: Ints, keepdim?: boolean): Tensor;
  logsumexp(dim: Ints, options?: { keepdim?: boolean }): Tensor;
  logsumexp(options: { dim: Ints; keepdim?: boolean }): Tensor;
  /** Whether each element is less than the other. `aten::lt.Tensor(Tensor self, Tensor other) -> Tensor` · `aten::lt.Scalar(Tensor self, Scalar other) -> Tensor` */
  lt(other: Tensor): Tensor;
  lt(other: Scalar): Tensor;
  lt(options: { other: Scalar }): Tensor;
  /** In place: whether each element is less than the other. `aten::lt_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::lt_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!)` */
  lt_(other: Tensor): this;
  lt_(other: Scalar): this;
  lt_(options: { other: Scalar }): this;
  /** Solution of linear systems from a compact LU factorisation. `aten::lu_solve(Tensor self, Tensor LU_data, Tensor LU_pivots) -> Tensor` */
  luSolve(LUData: Tensor, LUPivots: Tensor): Tensor;
  /** One value in place of the elements where a mask is true. `aten::masked_fill.Tensor(Tensor self, Tensor mask, Tensor value) -> Tensor` · `aten::masked_fill.Scalar(Tensor self, Tensor mask, Scalar value) -> Tensor` */
  maskedFill(mask: Tensor, value: Tensor): Tensor;
  maskedFill(mask: Tensor, value: Scalar): Tensor;
  maskedFill(mask: Tensor, options: { value: Scalar }): Tensor;
  /** In place: one value in place of the elements where a mask is true. `aten::masked_fill_.Tensor(Tensor(a!) self, Tensor mask, Tensor value) -> Tensor(a!)` · `aten::masked_fill_.Scalar(Tensor(a!) self, Tensor mask, Scalar value) -> Tensor(a!)` */
  maskedFill_(mask: Tensor, value: Tensor): this;
  maskedFill_(mask: Tensor, value: Scalar): this;
  maskedFill_(mask: Tensor, options: { value: Scalar }): this;
  /** The elements of `source`, in order, where a mask is true. `aten::masked_scatter(Tensor self, Tensor mask, Tensor source) -> Tensor` */
  maskedScatter(mask: Tensor, source: Tensor): Tensor;
  /** In place: the elements of `source`, in order, where a mask is true. `aten::masked_scatter_(Tensor(a!) self, Tensor mask, Tensor source) -> Tensor(a!)` */
  maskedScatter_(mask: Tensor, source: Tensor): this;
  /** The elements where a mask is true, in one vector. `aten::masked_select(Tensor self, Tensor mask) -> Tensor` */
  maskedSelect(mask: Tensor): Tensor;
  /** Product of vectors, matrices or batches of matrices, broadcast over batches. `aten::matmul(Tensor self, Tensor other) -> Tensor` */
  matmul(other: Tensor): Tensor;
  /** The adjoint of a matrix: transposed and conjugated, as a view. `aten::matrix_H(Tensor(a) self) -> Tensor(a)` */
  matrixH(): Tensor;
  /** Exponentials of square matrices. `aten::matrix_exp(Tensor self) -> Tensor` */
  matrixExp(): Tensor;
  /** Gradient of `matrixExp`; autograd calls it. `aten::matrix_exp_backward(Tensor self, Tensor grad) -> Tensor` */
  matrixExpBackward(grad: Tensor): Tensor;
  /** Integer powers of square matrices. `aten::matrix_power(Tensor self, int n) -> Tensor` */
  matrixPower(n: Int): Tensor;
  matrixPower(options: { n: Int }): Tensor;
  /** Largest value of the whole tensor, along a dimension with its index, or of each pair of elements. `aten::max(Tensor self) -> Tensor` · `aten::max.other(Tensor self, Tensor other) -> Tensor` · `aten::max.dim(Tensor self, int dim, bool keepdim=False) -> (Tensor values, Tensor indices)` */
  max(): Tensor;
  max(other: Tensor): Tensor;
  max(dim: Int, keepdim?: boolean): { values: Tensor; indices: Tensor };
  max(dim: Int, options?: { keepdim?: boolean }): { values: Tensor; indices: Tensor };
  max(options: { dim: Int; keepdim?: boolean }): { values: Tensor; indices: Tensor };
  /** Largest value of each window along the last dimension. `aten::max_pool1d(Tensor self, int[1] kernel_size, int[1] stride=[], int[1] padding=[0], int[1] dilation=[1], bool ceil_mode=False) -> Tensor` */
  maxPool1d(kernelSize: Ints, stride?: Ints, padding?: Ints, dilation?: Ints, ceilMode?: boolean): Tensor;
  maxPool1d(kernelSize: Ints, options?: { stride?: Ints; padding?: Ints; dilation?: Ints; ceilMode?: boolean }): Tensor;
  maxPool1d(options: { kernelSize: Ints; stride?: Ints; padding?: Ints; dilation?: Ints; ceilMode?: boolean }): Tensor;
  /** Largest value of each window along the last dimension, and its index. `aten::max_pool1d_with_indices(Tensor self, int[1] kernel_size, int[1] stride=[], int[1] padding=[0], int[1] dilation=[1], bool ceil_mode=False) -> (Tensor, Tensor)` */
  maxPool1dWithIndices(kernelSize: Ints, stride?: Ints, padding?: Ints, dilation?: Ints, ceilMode?: boolean): [Tensor, Tensor];
  maxPool1dWithIndices(kernelSize: Ints, options?: { stride?: Ints; padding?: Ints; dilation?: Ints; ceilMode?: boolean }): [Tensor, Tensor];
  maxPool1dWithIndices(options: { kernelSize: Ints; stride?: Ints; padding?: Ints; dilation?: Ints; ceilMode?: boolean }): [Tensor, Tensor];
  /** Largest value of each window over height and width. `aten::max_pool2d(Tensor self, int[2] kernel_size, int[2] stride=[], int[2] padding=0, int[2] dilation=1, bool ceil_mode=False) -> Tensor` */
  maxPool2d(kernelSize: Ints, stride?: Ints, padding?: Ints, dilation?: Ints, ceilMode?: boolean): Tensor;
  maxPool2d(kernelSize: Ints, options?: { stride?: Ints; padding?: Ints; dilation?: Ints; ceilMode?: boolean }): Tensor;
  maxPool2d(options: { kernelSize: Ints; stride?: Ints; padding?: Ints; dilation?: Ints; ceilMode?: boolean }): Tensor;
  /** Largest value of each window over height and width, and its index. `aten::max_pool2d_with_indices(Tensor self, int[2] kernel_size, int[2] stride=[], int[2] padding=0, int[2] dilation=1, bool ceil_mode=False) -> (Tensor, Tensor)` */
  maxPool2dWithIndices(kernelSize: Ints, stride?: Ints, padding?: Ints, dilation?: Ints, ceilMode?: boolean): [Tensor, Tensor];
  maxPool2dWithIndices(kernelSize: Ints, options?: { stride?: Ints; padding?: Ints; dilation?: Ints; ceilMode?: boolean }): [Tensor, Tensor];
  maxPool2dWithIndices(options: { kernelSize: Ints; stride?: Ints; padding?: Ints; dilation?: Ints; ceilMode?: boolean }): [Tensor, Tensor];
  /** Largest value of each window over depth, height and width. `aten::max_pool3d(Tensor self, int[3] kernel_size, int[3] stride=[], int[3] padding=0, int[3] dilation=1, bool ceil_mode=False) -> Tensor` */
  maxPool3d(kernelSize: Ints, stride?: Ints, padding?: Ints, dilation?: Ints, ceilMode?: boolean): Tensor;
  maxPool3d(kernelSize: Ints, options?: { stride?: Ints; padding?: Ints; dilation?: Ints; ceilMode?: boolean }): Tensor;
  maxPool3d(options: { kernelSize: Ints; stride?: Ints; padding?: Ints; dilation?: Ints; ceilMode?: boolean }): Tensor;
  /** Largest value of each window over depth, height and width, and its index. `aten::max_pool3d_with_indices(Tensor self, int[3] kernel_size, int[3] stride=[], int[3] padding=0, int[3] dilation=1, bool ceil_mode=False) -> (Tensor, Tensor)` */
  maxPool3dWithIndices(kernelSize: Ints, stride?: Ints, padding?: Ints, dilation?: Ints, ceilMode?: boolean): [Tensor, Tensor];
  maxPool3dWithIndices(kernelSize: Ints, options?: { stride?: Ints; padding?: Ints; dilation?: Ints; ceilMode?: boolean }): [Tensor, Tensor];
  maxPool3dWithIndices(options: { kernelSize: Ints; stride?: Ints; padding?: Ints; dilation?: Ints; ceilMode?: boolean }): [Tensor, Tensor];
  /** Values put back where max pooling over height and width took them from, zero elsewhere. `aten::max_unpool2d(Tensor self, Tensor indices, SymInt[2] output_size) -> Tensor` */
  maxUnpool2d(indices: Tensor, outputSize: Ints): Tensor;
  maxUnpool2d(indices: Tensor, options: { outputSize: Ints }): Tensor;
  /** Values put back where max pooling over depth, height and width took them from, zero elsewhere. `aten::max_unpool3d(Tensor self, Tensor indices, SymInt[3] output_size, int[3] stride, int[3] padding) -> Tensor` */
  maxUnpool3d(indices: Tensor, outputSize: Ints, stride: Ints, padding: Ints): Tensor;
  maxUnpool3d(indices: Tensor, options: { outputSize: Ints; stride: Ints; padding: Ints }): Tensor;
  /** Larger of each pair of elements; NaN where either is. `aten::maximum(Tensor self, Tensor other) -> Tensor` */
  maximum(other: Tensor): Tensor;
  /** Mean of all elements or along dimensions. `aten::mean(Tensor self, *, ScalarType? dtype=None) -> Tensor` · `aten::mean.dim(Tensor self, int[1]? dim, bool keepdim=False, *, ScalarType? dtype=None) -> Tensor` */
  mean(options?: Named & { dtype?: DType | null }): Tensor;
  mean(dim: Ints | null, keepdim?: boolean, options?: Named & { dtype?: DType | null }): Tensor;
  mean(dim: Ints | null, options?: Named & { keepdim?: boolean; dtype?: DType | null }): Tensor;
  mean(options: Named & { dim: Ints | null; keepdim?: boolean; dtype?: DType | null }): Tensor;
  /** Lower median of all elements, or along a dimension with its index. `aten::median(Tensor self) -> Tensor` · `aten::median.dim(Tensor self, int dim, bool keepdim=False) -> (Tensor values, Tensor indices)` */
  median(): Tensor;
  median(dim: Int, keepdim?: boolean): { values: Tensor; indices: Tensor };
  median(dim: Int, options?: { keepdim?: boolean }): { values: Tensor; indices: Tensor };
  median(options: { dim: Int; keepdim?: boolean }): { values: Tensor; indices: Tensor };
  /** Smallest value of the whole tensor, along a dimension with its index, or of each pair of elements. `aten::min(Tensor self) -> Tensor` · `aten::min.other(Tensor self, Tensor other) -> Tensor` · `aten::min.dim(Tensor self, int dim, bool keepdim=False) -> (Tensor values, Tensor indices)` */
  min(): Tensor;
  min(other: Tensor): Tensor;
  min(dim: Int, keepdim?: boolean): { values: Tensor; indices: Tensor };
  min(dim: Int, options?: { keepdim?: boolean }): { values: Tensor; indices: Tensor };
  min(options: { dim: Int; keepdim?: boolean }): { values: Tensor; indices: Tensor };
  /** Smaller of each pair of elements; NaN where either is. `aten::minimum(Tensor self, Tensor other) -> Tensor` */
  minimum(other: Tensor): Tensor;
  /** Convolution by MIOpen. `aten::miopen_convolution(Tensor self, Tensor weight, Tensor? bias, SymInt[] padding, SymInt[] stride, SymInt[] dilation, SymInt groups, bool benchmark, bool deterministic) -> Tensor` */
  miopenConvolution(weight: Tensor, bias: Tensor | null, padding: Ints, stride: Ints, dilation: Ints, groups: Int, benchmark: boolean, deterministic: boolean): Tensor;
  miopenConvolution(weight: Tensor, bias: Tensor | null, options: { padding: Ints; stride: Ints; dilation: Ints; groups: Int; benchmark: boolean; deterministic: boolean }): Tensor;
  /** Convolution, scaled addition, bias and ReLU in one, by MIOpen. `aten::miopen_convolution_add_relu(Tensor self, Tensor weight, Tensor z, Scalar? alpha, Tensor? bias, SymInt[] stride, SymInt[] padding, SymInt[] dilation, SymInt groups) -> Tensor` */
  miopenConvolutionAddRelu(weight: Tensor, z: Tensor, alpha: Scalar | null, bias: Tensor | null, stride: Ints, padding: Ints, dilation: Ints, groups: Int): Tensor;
  miopenConvolutionAddRelu(weight: Tensor, z: Tensor, options: { alpha: Scalar | null; bias: Tensor | null; stride: Ints; padding: Ints; dilation: Ints; groups: Int }): Tensor;
  /** Convolution, bias and ReLU in one, by MIOpen. `aten::miopen_convolution_relu(Tensor self, Tensor weight, Tensor? bias, SymInt[] stride, SymInt[] padding, SymInt[] dilation, SymInt groups) -> Tensor` */
  miopenConvolutionRelu(weight: Tensor, bias: Tensor | null, stride: Ints, padding: Ints, dilation: Ints, groups: Int): Tensor;
  miopenConvolutionRelu(weight: Tensor, bias: Tensor | null, options: { stride: Ints; padding: Ints; dilation: Ints; groups: Int }): Tensor;
  /** Transposed convolution by MIOpen. `aten::miopen_convolution_transpose(Tensor self, Tensor weight, Tensor? bias, SymInt[] padding, SymInt[] output_padding, SymInt[] stride, SymInt[] dilation, SymInt groups, bool benchmark, bool deterministic) -> Tensor` */
  miopenConvolutionTranspose(weight: Tensor, bias: Tensor | null, padding: Ints, outputPadding: Ints, stride: Ints, dilation: Ints, groups: Int, benchmark: boolean, deterministic: boolean): Tensor;
  miopenConvolutionTranspose(weight: Tensor, bias: Tensor | null, options: { padding: Ints; outputPadding: Ints; stride: Ints; dilation: Ints; groups: Int; benchmark: boolean; deterministic: boolean }): Tensor;
  /** Convolution with filters of their own for each channel, by MIOpen. `aten::miopen_depthwise_convolution(Tensor self, Tensor weight, Tensor? bias, SymInt[] padding, SymInt[] stride, SymInt[] dilation, SymInt groups, bool benchmark, bool deterministic) -> Tensor` */
  miopenDepthwiseConvolution(weight: Tensor, bias: Tensor | null, padding: Ints, stride: Ints, dilation: Ints, groups: Int, benchmark: boolean, deterministic: boolean): Tensor;
  miopenDepthwiseConvolution(weight: Tensor, bias: Tensor | null, options: { padding: Ints; stride: Ints; dilation: Ints; groups: Int; benchmark: boolean; deterministic: boolean }): Tensor;
  /** `x * tanh(softplus(x))`. `aten::mish(Tensor self) -> Tensor` */
  mish(): Tensor;
  /** In place: `x * tanh(softplus(x))`. `aten::mish_(Tensor(a!) self) -> Tensor(a!)` */
  mish_(): this;
  /** `adaptiveAvgPool2d` of a oneDNN tensor. `aten::mkldnn_adaptive_avg_pool2d(Tensor self, int[2] output_size) -> Tensor` */
  mkldnnAdaptiveAvgPool2d(outputSize: Ints): Tensor;
  mkldnnAdaptiveAvgPool2d(options: { outputSize: Ints }): Tensor;
  /** Convolution by oneDNN. `aten::mkldnn_convolution(Tensor self, Tensor weight, Tensor? bias, SymInt[] padding, SymInt[] stride, SymInt[] dilation, SymInt groups) -> Tensor` */
  mkldnnConvolution(weight: Tensor, bias: Tensor | null, padding: Ints, stride: Ints, dilation: Ints, groups: Int): Tensor;
  mkldnnConvolution(weight: Tensor, bias: Tensor | null, options: { padding: Ints; stride: Ints; dilation: Ints; groups: Int }): Tensor;
  /** Linear map of a oneDNN tensor. `aten::mkldnn_linear(Tensor self, Tensor weight, Tensor? bias=None) -> Tensor` */
  mkldnnLinear(weight: Tensor, bias?: Tensor | null): Tensor;
  mkldnnLinear(weight: Tensor, options?: { bias?: Tensor | null }): Tensor;
  /** Gradient of `mkldnnLinear`; autograd calls it. `aten::mkldnn_linear_backward(Tensor self, Tensor grad_output, Tensor weight, bool[3] output_mask) -> (Tensor, Tensor, Tensor)` */
  mkldnnLinearBackward(gradOutput: Tensor, weight: Tensor, outputMask: readonly boolean[]): [Tensor | null, Tensor | null, Tensor | null];
  mkldnnLinearBackward(gradOutput: Tensor, weight: Tensor, options: { outputMask: readonly boolean[] }): [Tensor | null, Tensor | null, Tensor | null];
  /** `maxPool2d` of a oneDNN tensor. `aten::mkldnn_max_pool2d(Tensor self, int[2] kernel_size, int[2] stride=[], int[2] padding=0, int[2] dilation=1, bool ceil_mode=False) -> Tensor` */
  mkldnnMaxPool2d(kernelSize: Ints, stride?: Ints, padding?: Ints, dilation?: Ints, ceilMode?: boolean): Tensor;
  mkldnnMaxPool2d(kernelSize: Ints, options?: { stride?: Ints; padding?: Ints; dilation?: Ints; ceilMode?: boolean }): Tensor;
  mkldnnMaxPool2d(options: { kernelSize: Ints; stride?: Ints; padding?: Ints; dilation?: Ints; ceilMode?: boolean }): Tensor;
  /** `maxPool3d` of a oneDNN tensor. `aten::mkldnn_max_pool3d(Tensor self, int[3] kernel_size, int[3] stride=[], int[3] padding=0, int[3] dilation=1, bool ceil_mode=False) -> Tensor` */
  mkldnnMaxPool3d(kernelSize: Ints, stride?: Ints, padding?: Ints, dilation?: Ints, ceilMode?: boolean): Tensor;
  mkldnnMaxPool3d(kernelSize: Ints, options?: { stride?: Ints; padding?: Ints; dilation?: Ints; ceilMode?: boolean }): Tensor;
  mkldnnMaxPool3d(options: { kernelSize: Ints; stride?: Ints; padding?: Ints; dilation?: Ints; ceilMode?: boolean }): Tensor;
  /** A weight of a convolution over height and width in oneDNN's own memory order. `aten::mkldnn_reorder_conv2d_weight(Tensor self, SymInt[2] padding=[0, 0], SymInt[2] stride=[1, 1], SymInt[2] dilation=[1, 1], SymInt groups=1, SymInt[]? input_size=None) -> Tensor` */
  mkldnnReorderConv2dWeight(padding?: Ints, stride?: Ints, dilation?: Ints, groups?: Int, inputSize?: Ints | null): Tensor;
  mkldnnReorderConv2dWeight(options?: { padding?: Ints; stride?: Ints; dilation?: Ints; groups?: Int; inputSize?: Ints | null }): Tensor;
  /** A weight of a convolution over depth, height and width in oneDNN's own memory order. `aten::mkldnn_reorder_conv3d_weight(Tensor self, SymInt[3] padding=[0, 0, 0], SymInt[3] stride=[1, 1, 1], SymInt[3] dilation=[1, 1, 1], SymInt groups=1, SymInt[]? input_size=None) -> Tensor` */
  mkldnnReorderConv3dWeight(padding?: Ints, stride?: Ints, dilation?: Ints, groups?: Int, inputSize?: Ints | null): Tensor;
  mkldnnReorderConv3dWeight(options?: { padding?: Ints; stride?: Ints; dilation?: Ints; groups?: Int; inputSize?: Ints | null }): Tensor;
  /** Product of two matrices. `aten::mm(Tensor self, Tensor mat2) -> Tensor` · `aten::mm.dtype(Tensor self, Tensor mat2, ScalarType out_dtype) -> Tensor` */
  mm(mat2: Tensor): Tensor;
  mm(mat2: Tensor, outDtype: DType): Tensor;
  mm(mat2: Tensor, options: { outDtype: DType }): Tensor;
  /** Most frequent value along a dimension, and an index of it. `aten::mode(Tensor self, int dim=-1, bool keepdim=False) -> (Tensor values, Tensor indices)` */
  mode(dim?: Int, keepdim?: boolean): { values: Tensor; indices: Tensor };
  mode(options?: { dim?: Int; keepdim?: boolean }): { values: Tensor; indices: Tensor };
  /** As `movedim`: dimensions moved to other places, as a view. `aten::moveaxis.int(Tensor(a) self, int source, int destination) -> Tensor(a)` · `aten::moveaxis.intlist(Tensor(a) self, int[] source, int[] destination) -> Tensor(a)` */
  moveaxis(source: Int, destination: Int): Tensor;
  moveaxis(options: { source: Int; destination: Int }): Tensor;
  moveaxis(source: Ints, destination: Ints): Tensor;
  moveaxis(options: { source: Ints; destination: Ints }): Tensor;
  /** Dimensions moved to other places, as a view. `aten::movedim.int(Tensor(a) self, int source, int destination) -> Tensor(a)` · `aten::movedim.intlist(Tensor(a) self, int[] source, int[] destination) -> Tensor(a)` */
  movedim(source: Int, destination: Int): Tensor;
  movedim(options: { source: Int; destination: Int }): Tensor;
  movedim(source: Ints, destination: Ints): Tensor;
  movedim(options: { source: Ints; destination: Ints }): Tensor;
  /** Gradients of a convolution on Apple's GPUs. `aten::mps_convolution_backward(Tensor self, Tensor grad_output, Tensor weight, SymInt[] padding, SymInt[] stride, SymInt[] dilation, SymInt groups, bool[3] output_mask) -> (Tensor, Tensor, Tensor)` */
  mpsConvolutionBackward(gradOutput: Tensor, weight: Tensor, padding: Ints, stride: Ints, dilation: Ints, groups: Int, outputMask: readonly boolean[]): [Tensor | null, Tensor | null, Tensor | null];
  mpsConvolutionBackward(gradOutput: Tensor, weight: Tensor, options: { padding: Ints; stride: Ints; dilation: Ints; groups: Int; outputMask: readonly boolean[] }): [Tensor | null, Tensor | null, Tensor | null];
  /** Gradients of a transposed convolution on Apple's GPUs. `aten::mps_convolution_transpose_backward(Tensor self, Tensor grad_output, Tensor weight, SymInt[] padding, SymInt[] output_padding, SymInt[] stride, SymInt[] dilation, SymInt groups, bool[2] output_mask) -> (Tensor, Tensor)` */
  mpsConvolutionTransposeBackward(gradOutput: Tensor, weight: Tensor, padding: Ints, outputPadding: Ints, stride: Ints, dilation: Ints, groups: Int, outputMask: readonly boolean[]): [Tensor | null, Tensor | null];
  mpsConvolutionTransposeBackward(gradOutput: Tensor, weight: Tensor, options: { padding: Ints; outputPadding: Ints; stride: Ints; dilation: Ints; groups: Int; outputMask: readonly boolean[] }): [Tensor | null, Tensor | null];
  /** Squared error. `aten::mse_loss(Tensor self, Tensor target, int reduction=1) -> Tensor` */
  mseLoss(target: Tensor, reduction?: Int): Tensor;
  mseLoss(target: Tensor, options?: { reduction?: Int }): Tensor;
  /** Sorted along the first dimension, ascending. `aten::msort(Tensor self) -> Tensor` */
  msort(): Tensor;
  /** Product of each pair of elements. `aten::mul.Tensor(Tensor self, Tensor other) -> Tensor` · `aten::mul.Scalar(Tensor self, Scalar other) -> Tensor` */
  mul(other: Tensor): Tensor;
  mul(other: Scalar): Tensor;
  mul(options: { other: Scalar }): Tensor;
  /** In place: product of each pair of elements. `aten::mul_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::mul_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!)` */
  mul_(other: Tensor): this;
  mul_(other: Scalar): this;
  mul_(options: { other: Scalar }): this;
  /** Hinge loss of several classes against class indices. `aten::multi_margin_loss(Tensor self, Tensor target, Scalar p=1, Scalar margin=1, Tensor? weight=None, int reduction=1) -> Tensor` */
  multiMarginLoss(target: Tensor, p?: Scalar, margin?: Scalar, weight?: Tensor | null, reduction?: Int): Tensor;
  multiMarginLoss(target: Tensor, options?: { p?: Scalar; margin?: Scalar; weight?: Tensor | null; reduction?: Int }): Tensor;
  /** Hinge loss of several labels, given as lists of class indices ended by -1. `aten::multilabel_margin_loss(Tensor self, Tensor target, int reduction=1) -> Tensor` */
  multilabelMarginLoss(target: Tensor, reduction?: Int): Tensor;
  multilabelMarginLoss(target: Tensor, options?: { reduction?: Int }): Tensor;
  /** As `multilabelMarginLoss`, with the buffer its gradient needs. `aten::multilabel_margin_loss_forward(Tensor self, Tensor target, int reduction) -> (Tensor output, Tensor is_target)` */
  multilabelMarginLossForward(target: Tensor, reduction: Int): { output: Tensor; isTarget: Tensor };
  multilabelMarginLossForward(target: Tensor, options: { reduction: Int }): { output: Tensor; isTarget: Tensor };
  /** Indices drawn with the given weights, with or without replacement. `aten::multinomial(Tensor self, SymInt num_samples, bool replacement=False, *, Generator? generator=None) -> Tensor` */
  multinomial(numSamples: Int, replacement?: boolean, options?: { generator?: Generator | null }): Tensor;
  multinomial(numSamples: Int, options?: { replacement?: boolean; generator?: Generator | null }): Tensor;
  multinomial(options: { numSamples: Int; replacement?: boolean; generator?: Generator | null }): Tensor;
  /** As `mul`: product of each pair of elements. `aten::multiply.Tensor(Tensor self, Tensor other) -> Tensor` · `aten::multiply.Scalar(Tensor self, Scalar other) -> Tensor` */
  multiply(other: Tensor): Tensor;
  multiply(other: Scalar): Tensor;
  multiply(options: { other: Scalar }): Tensor;
  /** In place, as `mul_`: product of each pair of elements. `aten::multiply_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::multiply_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!)` */
  multiply_(other: Tensor): this;
  multiply_(other: Scalar): this;
  multiply_(options: { other: Scalar }): this;
  /** Product of a matrix and a vector. `aten::mv(Tensor self, Tensor vec) -> Tensor` */
  mv(vec: Tensor): Tensor;
  /** Logarithm of the multivariate gamma function. `aten::mvlgamma(Tensor self, int p) -> Tensor` */
  mvlgamma(p: Int): Tensor;
  mvlgamma(options: { p: Int }): Tensor;
  /** In place: logarithm of the multivariate gamma function. `aten::mvlgamma_(Tensor(a!) self, int p) -> Tensor(a!)` */
  mvlgamma_(p: Int): this;
  mvlgamma_(options: { p: Int }): this;
  /** NaN and infinities replaced by given numbers. `aten::nan_to_num(Tensor self, float? nan=None, float? posinf=None, float? neginf=None) -> Tensor` */
  nanToNum(nan?: number | null, posinf?: number | null, neginf?: number | null): Tensor;
  nanToNum(options?: { nan?: number | null; posinf?: number | null; neginf?: number | null }): Tensor;
  /** In place: NaN and infinities replaced by given numbers. `aten::nan_to_num_(Tensor(a!) self, float? nan=None, float? posinf=None, float? neginf=None) -> Tensor(a!)` */
  nanToNum_(nan?: number | null, posinf?: number | null, neginf?: number | null): this;
  nanToNum_(options?: { nan?: number | null; posinf?: number | null; neginf?: number | null }): this;
  /** Mean of all elements or along dimensions, without NaN. `aten::nanmean(Tensor self, int[1]? dim=None, bool keepdim=False, *, ScalarType? dtype=None) -> Tensor` */
  nanmean(dim?: Ints | null, keepdim?: boolean, options?: Named & { dtype?: DType | null }): Tensor;
  nanmean(options?: Named & { dim?: Ints | null; keepdim?: boolean; dtype?: DType | null }): Tensor;
  /** Median of all elements, or along a dimension with its index, without NaN. `aten::nanmedian(Tensor self) -> Tensor` · `aten::nanmedian.dim(Tensor self, int dim, bool keepdim=False) -> (Tensor values, Tensor indices)` */
  nanmedian(): Tensor;
  nanmedian(dim: Int, keepdim?: boolean): { values: Tensor; indices: Tensor };
  nanmedian(dim: Int, options?: { keepdim?: boolean }): { values: Tensor; indices: Tensor };
  nanmedian(options: { dim: Int; keepdim?: boolean }): { values: Tensor; indices: Tensor };
  /** Quantiles along a dimension, without NaN. `aten::nanquantile(Tensor self, Tensor q, int? dim=None, bool keepdim=False, *, str interpolation="linear") -> Tensor` · `aten::nanquantile.scalar(Tensor self, float q, int? dim=None, bool keepdim=False, *, str interpolation="linear") -> Tensor` */
  nanquantile(q: Tensor, dim?: Int | null, keepdim?: boolean, options?: { interpolation?: "linear" | "lower" | "higher" | "midpoint" | "nearest" }): Tensor;
  nanquantile(q: Tensor, options?: { dim?: Int | null; keepdim?: boolean; interpolation?: "linear" | "lower" | "higher" | "midpoint" | "nearest" }): Tensor;
  nanquantile(q: number, dim?: Int | null, keepdim?: boolean, options?: { interpolation?: "linear" | "lower" | "higher" | "midpoint" | "nearest" }): Tensor;
  nanquantile(q: number, options?: { dim?: Int | null; keepdim?: boolean; interpolation?: "linear" | "lower" | "higher" | "midpoint" | "nearest" }): Tensor;
  nanquantile(options: { q: number; dim?: Int | null; keepdim?: boolean; interpolation?: "linear" | "lower" | "higher" | "midpoint" | "nearest" }): Tensor;
  /** Sum of all elements or along dimensions, without NaN. `aten::nansum(Tensor self, int[1]? dim=None, bool keepdim=False, *, ScalarType? dtype=None) -> Tensor` */
  nansum(dim?: Ints | null, keepdim?: boolean, options?: Named & { dtype?: DType | null }): Tensor;
  nansum(options?: Named & { dim?: Ints | null; keepdim?: boolean; dtype?: DType | null }): Tensor;
  /** A view of a range of one dimension. `aten::narrow.Tensor(Tensor(a) self, int dim, Tensor start, SymInt length) -> Tensor(a)` · `aten::narrow(Tensor(a) self, int dim, SymInt start, SymInt length) -> Tensor(a)` */
  narrow(dim: Int, start: Tensor, length: Int): Tensor;
  narrow(options: { dim: Int; start: Tensor; length: Int }): Tensor;
  narrow(dim: Int, start: Int, length: Int): Tensor;
  narrow(options: { dim: Int; start: Int; length: Int }): Tensor;
  /** As `narrow`, but a copy that shares no memory. `aten::narrow_copy(Tensor self, int dim, SymInt start, SymInt length) -> Tensor` */
  narrowCopy(dim: Int, start: Int, length: Int): Tensor;
  narrowCopy(options: { dim: Int; start: Int; length: Int }): Tensor;
  /** As `channelShuffle`: channels regrouped: split into groups, then interleaved. `aten::native_channel_shuffle(Tensor self, SymInt groups) -> Tensor` */
  nativeChannelShuffle(groups: Int): Tensor;
  nativeChannelShuffle(options: { groups: Int }): Tensor;
  /** Norm of a sparse tensor. `aten::native_norm(Tensor self, Scalar p=2) -> Tensor` · `aten::native_norm.ScalarOpt_dim_dtype(Tensor self, Scalar? p, int[1] dim, bool keepdim, ScalarType? dtype) -> Tensor` */
  nativeNorm(p?: Scalar): Tensor;
  nativeNorm(options?: { p?: Scalar }): Tensor;
  nativeNorm(p: Scalar | null, dim: Ints, keepdim: boolean, dtype: DType | null): Tensor;
  nativeNorm(options: Named & { p: Scalar | null; dim: Ints; keepdim: boolean; dtype: DType | null }): Tensor;
  /** Whether each pair of elements differs. `aten::ne.Tensor(Tensor self, Tensor other) -> Tensor` · `aten::ne.Scalar(Tensor self, Scalar other) -> Tensor` */
  ne(other: Tensor): Tensor;
  ne(other: Scalar): Tensor;
  ne(options: { other: Scalar }): Tensor;
  /** In place: whether each pair of elements differs. `aten::ne_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::ne_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!)` */
  ne_(other: Tensor): this;
  ne_(other: Scalar): this;
  ne_(options: { other: Scalar }): this;
  /** Each element with the opposite sign. `aten::neg(Tensor self) -> Tensor` */
  neg(): Tensor;
  /** In place: each element with the opposite sign. `aten::neg_(Tensor(a!) self) -> Tensor(a!)` */
  neg_(): this;
  /** As `neg`: each element with the opposite sign. `aten::negative(Tensor self) -> Tensor` */
  negative(): Tensor;
  /** In place, as `neg_`: each element with the opposite sign. `aten::negative_(Tensor(a!) self) -> Tensor(a!)` */
  negative_(): this;
  /** A nested tensor as one tensor, padded by a value. `aten::nested_to_padded_tensor(Tensor self, float padding, int[]? output_size=None) -> Tensor` */
  nestedToPaddedTensor(padding: number, outputSize?: Ints | null): Tensor;
  nestedToPaddedTensor(padding: number, options?: { outputSize?: Ints | null }): Tensor;
  nestedToPaddedTensor(options: { padding: number; outputSize?: Ints | null }): Tensor;
  /** An uninitialised tensor of a given size, with this one's type and device. `aten::new_empty(Tensor self, SymInt[] size, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` */
  newEmpty(size: Ints, options?: NewTensorOptions): Tensor;
  newEmpty(options: NewTensorOptions & { size: Ints }): Tensor;
  newEmpty(...size: [Int, Int, ...Int[]]): Tensor;
  newEmpty(...args: [...size: [Int, Int, ...Int[]], options: NewTensorOptions]): Tensor;
  /** An uninitialised tensor of given size and strides, with this one's type and device. `aten::new_empty_strided(Tensor self, SymInt[] size, SymInt[] stride, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` */
  newEmptyStrided(size: Ints, stride: Ints, options?: NewTensorOptions): Tensor;
  newEmptyStrided(options: NewTensorOptions & { size: Ints; stride: Ints }): Tensor;
  /** A tensor of a given size with one value everywhere, with this one's type and device. `aten::new_full(Tensor self, SymInt[] size, Scalar fill_value, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` */
  newFull(size: Ints, fillValue: Scalar, options?: NewTensorOptions): Tensor;
  newFull(options: NewTensorOptions & { size: Ints; fillValue: Scalar }): Tensor;
  /** A tensor of ones of a given size, with this one's type and device. `aten::new_ones(Tensor self, SymInt[] size, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` */
  newOnes(size: Ints, options?: NewTensorOptions): Tensor;
  newOnes(options: NewTensorOptions & { size: Ints }): Tensor;
  newOnes(...size: [Int, Int, ...Int[]]): Tensor;
  newOnes(...args: [...size: [Int, Int, ...Int[]], options: NewTensorOptions]): Tensor;
  /** A tensor of zeros of a given size, with this one's type and device. `aten::new_zeros(Tensor self, SymInt[] size, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` */
  newZeros(size: Ints, options?: NewTensorOptions): Tensor;
  newZeros(options: NewTensorOptions & { size: Ints }): Tensor;
  newZeros(...size: [Int, Int, ...Int[]]): Tensor;
  newZeros(...args: [...size: [Int, Int, ...Int[]], options: NewTensorOptions]): Tensor;
  /** Next floating point number from each element towards the other. `aten::nextafter(Tensor self, Tensor other) -> Tensor` */
  nextafter(other: Tensor): Tensor;
  /** In place: next floating point number from each element towards the other. `aten::nextafter_(Tensor(a!) self, Tensor other) -> Tensor(a!)` */
  nextafter_(other: Tensor): this;
  /** Negative log-likelihood of log-probabilities (N, C) at class indices. `aten::nll_loss(Tensor self, Tensor target, Tensor? weight=None, int reduction=1, SymInt ignore_index=-100) -> Tensor` */
  nllLoss(target: Tensor, weight?: Tensor | null, reduction?: Int, ignoreIndex?: Int): Tensor;
  nllLoss(target: Tensor, options?: { weight?: Tensor | null; reduction?: Int; ignoreIndex?: Int }): Tensor;
  /** Negative log-likelihood of log-probabilities (N, C, H, W) at class indices. `aten::nll_loss2d(Tensor self, Tensor target, Tensor? weight=None, int reduction=1, SymInt ignore_index=-100) -> Tensor` */
  nllLoss2d(target: Tensor, weight?: Tensor | null, reduction?: Int, ignoreIndex?: Int): Tensor;
  nllLoss2d(target: Tensor, options?: { weight?: Tensor | null; reduction?: Int; ignoreIndex?: Int }): Tensor;
  /** As `nllLoss2d`, with the total weight its gradient needs. `aten::nll_loss2d_forward(Tensor self, Tensor target, Tensor? weight, int reduction, SymInt ignore_index) -> (Tensor output, Tensor total_weight)` */
  nllLoss2dForward(target: Tensor, weight: Tensor | null, reduction: Int, ignoreIndex: Int): { output: Tensor; totalWeight: Tensor };
  nllLoss2dForward(target: Tensor, weight: Tensor | null, options: { reduction: Int; ignoreIndex: Int }): { output: Tensor; totalWeight: Tensor };
  /** As `nllLoss`, with the total weight its gradient needs. `aten::nll_loss_forward(Tensor self, Tensor target, Tensor? weight, int reduction, SymInt ignore_index) -> (Tensor output, Tensor total_weight)` */
  nllLossForward(target: Tensor, weight: Tensor | null, reduction: Int, ignoreIndex: Int): { output: Tensor; totalWeight: Tensor };
  nllLossForward(target: Tensor, weight: Tensor | null, options: { reduction: Int; ignoreIndex: Int }): { output: Tensor; totalWeight: Tensor };
  /** Negative log-likelihood of log-probabilities of any number of dimensions at class indices. `aten::nll_loss_nd(Tensor self, Tensor target, Tensor? weight=None, int reduction=1, SymInt ignore_index=-100) -> Tensor` */
  nllLossNd(target: Tensor, weight?: Tensor | null, reduction?: Int, ignoreIndex?: Int): Tensor;
  nllLossNd(target: Tensor, options?: { weight?: Tensor | null; reduction?: Int; ignoreIndex?: Int }): Tensor;
  /** Indices of all nonzero elements, one row each. `aten::nonzero(Tensor self) -> Tensor` */
  nonzero(): Tensor;
  nonzero(options: { asTuple: true }): Tensor[];
  nonzero(options: { asTuple: false }): Tensor;
  /** Indices of all nonzero elements, one vector per dimension. `aten::nonzero_numpy(Tensor self) -> Tensor[]` */
  nonzeroNumpy(): Tensor[];
  /** Indices of a fixed number of nonzero elements, padded by a value. `aten::nonzero_static(Tensor self, *, SymInt size, int fill_value=-1) -> Tensor` */
  nonzeroStatic(options: { size: Int; fillValue?: Int }): Tensor;
  /** The p-norm of all elements or along dimensions. `aten::norm.Scalar(Tensor self, Scalar p=2) -> Tensor` · `aten::norm.ScalarOpt_dtype(Tensor self, Scalar? p, *, ScalarType dtype) -> Tensor` · `aten::norm.ScalarOpt_dim(Tensor self, Scalar? p, int[1] dim, bool keepdim=False) -> Tensor` · `aten::norm.ScalarOpt_dim_dtype(Tensor self, Scalar? p, int[1] dim, bool keepdim, *, ScalarType dtype) -> Tensor` */
  norm(p?: Scalar): Tensor;
  norm(options?: { p?: Scalar }): Tensor;
  norm(p: Scalar | null, options: Named & { dtype: DType }): Tensor;
  norm(options: Named & { p: Scalar | null; dtype: DType }): Tensor;
  norm(p: Scalar | null, dim: Ints, keepdim?: boolean): Tensor;
  norm(p: Scalar | null, dim: Ints, options?: { keepdim?: boolean }): Tensor;
  norm(options: { p: Scalar | null; dim: Ints; keepdim?: boolean }): Tensor;
  norm(p: Scalar | null, dim: Ints, keepdim: boolean, options: Named & { dtype: DType }): Tensor;
  norm(options: Named & { p: Scalar | null; dim: Ints; keepdim: boolean; dtype: DType }): Tensor;
  norm(p: "fro" | "nuc", dim?: Ints, keepdim?: boolean, options?: Named & { dtype?: DType }): Tensor;
  norm(p: Scalar | "fro" | "nuc" | null, options: Named & { dim?: Ints; keepdim?: boolean; dtype?: DType }): Tensor;
  norm(options: Named & { p?: Scalar | "fro" | "nuc" | null; dim?: Ints; keepdim?: boolean; dtype?: DType }): Tensor;
  /** Fills the tensor with draws from a normal distribution. `aten::normal_(Tensor(a!) self, float mean=0., float std=1., *, Generator? generator=None) -> Tensor(a!)` */
  normal_(mean?: number, std?: number, options?: { generator?: Generator | null }): this;
  normal_(options?: { mean?: number; std?: number; generator?: Generator | null }): this;
  /** Draws from a normal distribution in the tensor's shape. `aten::normal_functional(Tensor self, float mean=0., float std=1., *, Generator? generator=None) -> Tensor` */
  normalFunctional(mean?: number, std?: number, options?: { generator?: Generator | null }): Tensor;
  normalFunctional(options?: { mean?: number; std?: number; generator?: Generator | null }): Tensor;
  /** As `ne`: whether each pair of elements differs. `aten::not_equal.Tensor(Tensor self, Tensor other) -> Tensor` · `aten::not_equal.Scalar(Tensor self, Scalar other) -> Tensor` */
  notEqual(other: Tensor): Tensor;
  notEqual(other: Scalar): Tensor;
  notEqual(options: { other: Scalar }): Tensor;
  /** In place, as `ne_`: whether each pair of elements differs. `aten::not_equal_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::not_equal_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!)` */
  notEqual_(other: Tensor): this;
  notEqual_(other: Scalar): this;
  notEqual_(options: { other: Scalar }): this;
  /** Sum of the singular values of matrices. `aten::nuclear_norm(Tensor self, bool keepdim=False) -> Tensor` · `aten::nuclear_norm.dim(Tensor self, int[2] dim, bool keepdim=False) -> Tensor` */
  nuclearNorm(keepdim?: boolean): Tensor;
  nuclearNorm(options?: { keepdim?: boolean }): Tensor;
  nuclearNorm(dim: Ints, keepdim?: boolean): Tensor;
  nuclearNorm(dim: Ints, options?: { keepdim?: boolean }): Tensor;
  nuclearNorm(options: { dim: Ints; keepdim?: boolean }): Tensor;
  /** All dimensions in reversed order, as a view. `aten::numpy_T(Tensor(a) self) -> Tensor(a)` */
  numpyT(): Tensor;
  /** Integer indices as vectors of zeros and a one. `aten::one_hot(Tensor self, int num_classes=-1) -> Tensor` */
  oneHot(numClasses?: Int): Tensor;
  oneHot(options?: { numClasses?: Int }): Tensor;
  /** A tensor of ones of another's size, type and device. `aten::ones_like(Tensor self, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None, MemoryFormat? memory_format=None) -> Tensor` */
  onesLike(options?: NewTensorOptions & { memoryFormat?: MemoryFormat | null }): Tensor;
  /** First columns of a product of Householder reflections. `aten::orgqr(Tensor self, Tensor input2) -> Tensor` */
  orgqr(input2: Tensor): Tensor;
  /** A matrix multiplied by the Q of a compact QR factorisation. `aten::ormqr(Tensor self, Tensor input2, Tensor input3, bool left=True, bool transpose=False) -> Tensor` */
  ormqr(input2: Tensor, input3: Tensor, left?: boolean, transpose?: boolean): Tensor;
  ormqr(input2: Tensor, input3: Tensor, options?: { left?: boolean; transpose?: boolean }): Tensor;
  /** All products of the elements of two vectors. `aten::outer(Tensor self, Tensor vec2) -> Tensor` */
  outer(vec2: Tensor): Tensor;
  /** Which output of its autograd node the tensor is. `aten::output_nr(Tensor self) -> int` */
  outputNr(): number;
  /** Padded from the last dimension backwards: by a constant, by reflection, replication or around. `aten::pad(Tensor self, SymInt[] pad, str mode="constant", float? value=None) -> Tensor` */
  pad(pad: Ints, mode?: string, value?: number | null): Tensor;
  pad(pad: Ints, options?: { mode?: string; value?: number | null }): Tensor;
  pad(options: { pad: Ints; mode?: string; value?: number | null }): Tensor;
  /** Distances by the p-norm between all pairs of rows, each pair once. `aten::pdist(Tensor self, float p=2.) -> Tensor` */
  pdist(p?: number): Tensor;
  pdist(options?: { p?: number }): Tensor;
  /** Dimensions in another order, as a view. `aten::permute(Tensor(a) self, int[] dims) -> Tensor(a)` */
  permute(dims: Ints): Tensor;
  permute(options: { dims: Ints }): Tensor;
  permute(...size: [Int, Int, ...Int[]]): Tensor;
  /** As `permute`, but a copy that shares no memory. `aten::permute_copy(Tensor self, int[] dims) -> Tensor` */
  permuteCopy(dims: Ints): Tensor;
  permuteCopy(options: { dims: Ints }): Tensor;
  permuteCopy(...size: [Int, Int, ...Int[]]): Tensor;
  /** A copy in page-locked memory, from which transfers to a GPU are faster. `aten::pin_memory(Tensor(a) self, Device? device=None) -> Tensor(a)` */
  pinMemory(device?: DeviceChoice | null): Tensor;
  pinMemory(options?: Named & { device?: DeviceChoice | null }): Tensor;
  /** Moore-Penrose pseudoinverse of matrices. `aten::pinverse(Tensor self, float rcond=1.0000000000000001e-15) -> Tensor` */
  pinverse(rcond?: number): Tensor;
  pinverse(options?: { rcond?: number }): Tensor;
  /** Channels rearranged into space: (N, C r^2, H, W) to (N, C, H r, W r). `aten::pixel_shuffle(Tensor self, int upscale_factor) -> Tensor` */
  pixelShuffle(upscaleFactor: Int): Tensor;
  pixelShuffle(options: { upscaleFactor: Int }): Tensor;
  /** Space rearranged into channels: (N, C, H r, W r) to (N, C r^2, H, W). `aten::pixel_unshuffle(Tensor self, int downscale_factor) -> Tensor` */
  pixelUnshuffle(downscaleFactor: Int): Tensor;
  pixelUnshuffle(options: { downscaleFactor: Int }): Tensor;
  /** Draws from Poisson distributions with given rates. `aten::poisson(Tensor self, Generator? generator=None) -> Tensor` */
  poisson(generator?: Generator | null): Tensor;
  poisson(options?: { generator?: Generator | null }): Tensor;
  /** In place: the n-th derivative of the digamma function. `aten::polygamma_(Tensor(a!) self, int n) -> Tensor(a!)` */
  polygamma_(n: Int): this;
  polygamma_(options: { n: Int }): this;
  /** The tensor itself; refuses booleans. `aten::positive(Tensor(a) self) -> Tensor(a)` */
  positive(): Tensor;
  /** Each element to the power of the other. `aten::pow.Tensor_Tensor(Tensor self, Tensor exponent) -> Tensor` · `aten::pow.Tensor_Scalar(Tensor self, Scalar exponent) -> Tensor` */
  pow(exponent: Tensor): Tensor;
  pow(exponent: Scalar): Tensor;
  pow(options: { exponent: Scalar }): Tensor;
  /** In place: each element to the power of the other. `aten::pow_.Tensor(Tensor(a!) self, Tensor exponent) -> Tensor(a!)` · `aten::pow_.Scalar(Tensor(a!) self, Scalar exponent) -> Tensor(a!)` */
  pow_(exponent: Tensor): this;
  pow_(exponent: Scalar): this;
  pow_(options: { exponent: Scalar }): this;
  /** `x` above zero, a learnt slope times `x` below. `aten::prelu(Tensor self, Tensor weight) -> Tensor` */
  prelu(weight: Tensor): Tensor;
  /** Product of all elements or along a dimension. `aten::prod.dim_int(Tensor self, int dim, bool keepdim=False, *, ScalarType? dtype=None) -> Tensor` · `aten::prod(Tensor self, *, ScalarType? dtype=None) -> Tensor` */
  prod(dim: Int, keepdim?: boolean, options?: Named & { dtype?: DType | null }): Tensor;
  prod(dim: Int, options?: Named & { keepdim?: boolean; dtype?: DType | null }): Tensor;
  prod(options: Named & { dim: Int; keepdim?: boolean; dtype?: DType | null }): Tensor;
  prod(options?: Named & { dtype?: DType | null }): Tensor;
  /** The tensor with elements at flat indices replaced by, or increased by, those of `source`. `aten::put(Tensor self, Tensor index, Tensor source, bool accumulate=False) -> Tensor` */
  put(index: Tensor, source: Tensor, accumulate?: boolean): Tensor;
  put(index: Tensor, source: Tensor, options?: { accumulate?: boolean }): Tensor;
  /** In place: the tensor with elements at flat indices replaced by, or increased by, those of `source`. `aten::put_(Tensor(a!) self, Tensor index, Tensor source, bool accumulate=False) -> Tensor(a!)` */
  put_(index: Tensor, source: Tensor, accumulate?: boolean): this;
  put_(index: Tensor, source: Tensor, options?: { accumulate?: boolean }): this;
  /** The dimension along which a quantised tensor has its scales. `aten::q_per_channel_axis(Tensor self) -> int` */
  qPerChannelAxis(): number;
  /** The scale of each channel of a quantised tensor. `aten::q_per_channel_scales(Tensor self) -> Tensor` */
  qPerChannelScales(): Tensor;
  /** The zero point of each channel of a quantised tensor. `aten::q_per_channel_zero_points(Tensor self) -> Tensor` */
  qPerChannelZeroPoints(): Tensor;
  /** The scale of a quantised tensor. `aten::q_scale(Tensor self) -> float` */
  qScale(): number;
  /** The zero point of a quantised tensor. `aten::q_zero_point(Tensor self) -> int` */
  qZeroPoint(): number;
  /** QR factorisation of matrices. `aten::qr(Tensor self, bool some=True) -> (Tensor Q, Tensor R)` */
  qr(some?: boolean): { Q: Tensor; R: Tensor };
  qr(options?: { some?: boolean }): { Q: Tensor; R: Tensor };
  /** Code of a quantised tensor's scheme. `aten::qscheme(Tensor self) -> QScheme` */
  qscheme(): number;
  /** Quantiles of all elements or along a dimension. `aten::quantile(Tensor self, Tensor q, int? dim=None, bool keepdim=False, *, str interpolation="linear") -> Tensor` · `aten::quantile.scalar(Tensor self, float q, int? dim=None, bool keepdim=False, *, str interpolation="linear") -> Tensor` */
  quantile(q: Tensor, dim?: Int | null, keepdim?: boolean, options?: { interpolation?: "linear" | "lower" | "higher" | "midpoint" | "nearest" }): Tensor;
  quantile(q: Tensor, options?: { dim?: Int | null; keepdim?: boolean; interpolation?: "linear" | "lower" | "higher" | "midpoint" | "nearest" }): Tensor;
  quantile(q: number, dim?: Int | null, keepdim?: boolean, options?: { interpolation?: "linear" | "lower" | "higher" | "midpoint" | "nearest" }): Tensor;
  quantile(q: number, options?: { dim?: Int | null; keepdim?: boolean; interpolation?: "linear" | "lower" | "higher" | "midpoint" | "nearest" }): Tensor;
  quantile(options: { q: number; dim?: Int | null; keepdim?: boolean; interpolation?: "linear" | "lower" | "higher" | "midpoint" | "nearest" }): Tensor;
  /** Quantised with a scale and zero point per channel. `aten::quantize_per_channel(Tensor self, Tensor scales, Tensor zero_points, int axis, ScalarType dtype) -> Tensor` */
  quantizePerChannel(scales: Tensor, zeroPoints: Tensor, axis: Int, dtype: DType): Tensor;
  quantizePerChannel(scales: Tensor, zeroPoints: Tensor, options: Named & { axis: Int; dtype: DType }): Tensor;
  /** Quantised with one scale and zero point. `aten::quantize_per_tensor.tensor_qparams(Tensor self, Tensor scale, Tensor zero_point, ScalarType dtype) -> Tensor` · `aten::quantize_per_tensor(Tensor self, float scale, int zero_point, ScalarType dtype) -> Tensor` */
  quantizePerTensor(scale: Tensor, zeroPoint: Tensor, dtype: DType): Tensor;
  quantizePerTensor(scale: Tensor, zeroPoint: Tensor, options: Named & { dtype: DType }): Tensor;
  quantizePerTensor(scale: number, zeroPoint: Int, dtype: DType): Tensor;
  quantizePerTensor(options: Named & { scale: number; zeroPoint: Int; dtype: DType }): Tensor;
  /** Quantised with a scale and zero point computed from the values. `aten::quantize_per_tensor_dynamic(Tensor self, ScalarType dtype, bool reduce_range) -> Tensor` */
  quantizePerTensorDynamic(dtype: DType, reduceRange: boolean): Tensor;
  quantizePerTensorDynamic(options: Named & { dtype: DType; reduceRange: boolean }): Tensor;
  /** `maxPool1d` of a quantised tensor. `aten::quantized_max_pool1d(Tensor self, int[1] kernel_size, int[1] stride=[], int[1] padding=[0], int[1] dilation=[1], bool ceil_mode=False) -> Tensor` */
  quantizedMaxPool1d(kernelSize: Ints, stride?: Ints, padding?: Ints, dilation?: Ints, ceilMode?: boolean): Tensor;
  quantizedMaxPool1d(kernelSize: Ints, options?: { stride?: Ints; padding?: Ints; dilation?: Ints; ceilMode?: boolean }): Tensor;
  quantizedMaxPool1d(options: { kernelSize: Ints; stride?: Ints; padding?: Ints; dilation?: Ints; ceilMode?: boolean }): Tensor;
  /** `maxPool2d` of a quantised tensor. `aten::quantized_max_pool2d(Tensor self, int[2] kernel_size, int[2] stride=[], int[2] padding=0, int[2] dilation=1, bool ceil_mode=False) -> Tensor` */
  quantizedMaxPool2d(kernelSize: Ints, stride?: Ints, padding?: Ints, dilation?: Ints, ceilMode?: boolean): Tensor;
  quantizedMaxPool2d(kernelSize: Ints, options?: { stride?: Ints; padding?: Ints; dilation?: Ints; ceilMode?: boolean }): Tensor;
  quantizedMaxPool2d(options: { kernelSize: Ints; stride?: Ints; padding?: Ints; dilation?: Ints; ceilMode?: boolean }): Tensor;
  /** `maxPool3d` of a quantised tensor. `aten::quantized_max_pool3d(Tensor self, int[3] kernel_size, int[3] stride=[], int[3] padding=0, int[3] dilation=1, bool ceil_mode=False) -> Tensor` */
  quantizedMaxPool3d(kernelSize: Ints, stride?: Ints, padding?: Ints, dilation?: Ints, ceilMode?: boolean): Tensor;
  quantizedMaxPool3d(kernelSize: Ints, options?: { stride?: Ints; padding?: Ints; dilation?: Ints; ceilMode?: boolean }): Tensor;
  quantizedMaxPool3d(options: { kernelSize: Ints; stride?: Ints; padding?: Ints; dilation?: Ints; ceilMode?: boolean }): Tensor;
  /** Radians converted to degrees. `aten::rad2deg(Tensor self) -> Tensor` */
  rad2deg(): Tensor;
  /** In place: radians converted to degrees. `aten::rad2deg_(Tensor(a!) self) -> Tensor(a!)` */
  rad2deg_(): this;
  /** Uniform random numbers in another tensor's size, type and device. `aten::rand_like(Tensor self, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None, MemoryFormat? memory_format=None) -> Tensor` · `aten::rand_like.generator(Tensor self, *, Generator? generator, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None, MemoryFormat? memory_format=None) -> Tensor` */
  randLike(options?: NewTensorOptions & { memoryFormat?: MemoryFormat | null }): Tensor;
  randLike(options: NewTensorOptions & { generator: Generator | null; memoryFormat?: MemoryFormat | null }): Tensor;
  /** Random integers in another tensor's size, type and device. `aten::randint_like.Tensor(Tensor self, Tensor high, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None, MemoryFormat? memory_format=None) -> Tensor` · `aten::randint_like.Tensor_generator(Tensor self, Tensor high, *, Generator? generator, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None, MemoryFormat? memory_format=None) -> Tensor` · `aten::randint_like.low_dtype(Tensor self, SymInt low, SymInt high, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None, MemoryFormat? memory_format=None) -> Tensor` · `aten::randint_like.low_generator_dtype(Tensor self, SymInt low, SymInt high, *, Generator? generator, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None, MemoryFormat? memory_format=None) -> Tensor` · `aten::randint_like(Tensor self, SymInt high, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None, MemoryFormat? memory_format=None) -> Tensor` · `aten::randint_like.generator(Tensor self, SymInt high, *, Generator? generator, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None, MemoryFormat? memory_format=None) -> Tensor` */
  randintLike(high: Tensor, options?: NewTensorOptions & { memoryFormat?: MemoryFormat | null }): Tensor;
  randintLike(high: Tensor, options: NewTensorOptions & { generator: Generator | null; memoryFormat?: MemoryFormat | null }): Tensor;
  randintLike(low: Int, high: Int, options?: NewTensorOptions & { memoryFormat?: MemoryFormat | null }): Tensor;
  randintLike(options: NewTensorOptions & { low: Int; high: Int; memoryFormat?: MemoryFormat | null }): Tensor;
  randintLike(low: Int, high: Int, options: NewTensorOptions & { generator: Generator | null; memoryFormat?: MemoryFormat | null }): Tensor;
  randintLike(options: NewTensorOptions & { low: Int; high: Int; generator: Generator | null; memoryFormat?: MemoryFormat | null }): Tensor;
  randintLike(high: Int, options?: NewTensorOptions & { memoryFormat?: MemoryFormat | null }): Tensor;
  randintLike(options: NewTensorOptions & { high: Int; memoryFormat?: MemoryFormat | null }): Tensor;
  randintLike(high: Int, options: NewTensorOptions & { generator: Generator | null; memoryFormat?: MemoryFormat | null }): Tensor;
  randintLike(options: NewTensorOptions & { high: Int; generator: Generator | null; memoryFormat?: MemoryFormat | null }): Tensor;
  /** Random numbers of the standard normal distribution in another tensor's size, type and device. `aten::randn_like(Tensor self, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None, MemoryFormat? memory_format=None) -> Tensor` · `aten::randn_like.generator(Tensor self, *, Generator? generator, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None, MemoryFormat? memory_format=None) -> Tensor` */
  randnLike(options?: NewTensorOptions & { memoryFormat?: MemoryFormat | null }): Tensor;
  randnLike(options: NewTensorOptions & { generator: Generator | null; memoryFormat?: MemoryFormat | null }): Tensor;
  /** Random integers in the tensor's shape and type. `aten::random.from(Tensor self, int from, int? to, *, Generator? generator=None) -> Tensor` · `aten::random.to(Tensor self, int to, *, Generator? generator=None) -> Tensor` · `aten::random(Tensor self, *, Generator? generator=None) -> Tensor` */
  random(from: Int, to: Int | null, options?: { generator?: Generator | null }): Tensor;
  random(options: { from: Int; to: Int | null; generator?: Generator | null }): Tensor;
  random(to: Int, options?: { generator?: Generator | null }): Tensor;
  random(options: { to: Int; generator?: Generator | null }): Tensor;
  random(options?: { generator?: Generator | null }): Tensor;
  /** Fills the tensor with random integers. `aten::random_.from(Tensor(a!) self, int from, int? to, *, Generator? generator=None) -> Tensor(a!)` · `aten::random_.to(Tensor(a!) self, int to, *, Generator? generator=None) -> Tensor(a!)` · `aten::random_(Tensor(a!) self, *, Generator? generator=None) -> Tensor(a!)` */
  random_(from: Int, to: Int | null, options?: { generator?: Generator | null }): this;
  random_(options: { from: Int; to: Int | null; generator?: Generator | null }): this;
  random_(to: Int, options?: { generator?: Generator | null }): this;
  random_(options: { to: Int; generator?: Generator | null }): this;
  random_(options?: { generator?: Generator | null }): this;
  /** All elements in one dimension; a view where the memory allows. `aten::ravel(Tensor(a) self) -> Tensor(a)` */
  ravel(): Tensor;
  /** Real parts, as a view. `aten::real(Tensor(a) self) -> Tensor(a)` */
  real(): Tensor;
  /** One divided by each element. `aten::reciprocal(Tensor self) -> Tensor` */
  reciprocal(): Tensor;
  /** In place: one divided by each element. `aten::reciprocal_(Tensor(a!) self) -> Tensor(a!)` */
  reciprocal_(): this;
  /** Padded by reflection along the last dimension. `aten::reflection_pad1d(Tensor self, SymInt[2] padding) -> Tensor` */
  reflectionPad1d(padding: Ints): Tensor;
  reflectionPad1d(options: { padding: Ints }): Tensor;
  /** Padded by reflection over the last two dimensions. `aten::reflection_pad2d(Tensor self, SymInt[4] padding) -> Tensor` */
  reflectionPad2d(padding: Ints): Tensor;
  reflectionPad2d(options: { padding: Ints }): Tensor;
  /** Padded by reflection over the last three dimensions. `aten::reflection_pad3d(Tensor self, SymInt[6] padding) -> Tensor` */
  reflectionPad3d(padding: Ints): Tensor;
  reflectionPad3d(options: { padding: Ints }): Tensor;
  /** `max(0, x)`. `aten::relu(Tensor self) -> Tensor` */
  relu(): Tensor;
  /** `min(max(0, x), 6)`. `aten::relu6(Tensor self) -> Tensor` */
  relu6(): Tensor;
  /** In place: `min(max(0, x), 6)`. `aten::relu6_(Tensor(a!) self) -> Tensor(a!)` */
  relu6_(): this;
  /** In place: `max(0, x)`. `aten::relu_(Tensor(a!) self) -> Tensor(a!)` */
  relu_(): this;
  /** Remainder of each division, with the sign of the divisor. `aten::remainder.Tensor(Tensor self, Tensor other) -> Tensor` · `aten::remainder.Scalar(Tensor self, Scalar other) -> Tensor` */
  remainder(other: Tensor): Tensor;
  remainder(other: Scalar): Tensor;
  remainder(options: { other: Scalar }): Tensor;
  /** In place: remainder of each division, with the sign of the divisor. `aten::remainder_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::remainder_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!)` */
  remainder_(other: Tensor): this;
  remainder_(other: Scalar): this;
  remainder_(options: { other: Scalar }): this;
  /** Slices along a dimension scaled to a p-norm of at most `maxnorm`. `aten::renorm(Tensor self, Scalar p, int dim, Scalar maxnorm) -> Tensor` */
  renorm(p: Scalar, dim: Int, maxnorm: Scalar): Tensor;
  renorm(options: { p: Scalar; dim: Int; maxnorm: Scalar }): Tensor;
  /** In place: slices along a dimension scaled to a p-norm of at most `maxnorm`. `aten::renorm_(Tensor(a!) self, Scalar p, int dim, Scalar maxnorm) -> Tensor(a!)` */
  renorm_(p: Scalar, dim: Int, maxnorm: Scalar): this;
  renorm_(options: { p: Scalar; dim: Int; maxnorm: Scalar }): this;
  /** Copies of the tensor laid side by side, so often in each dimension. `aten::repeat(Tensor self, SymInt[] repeats) -> Tensor` */
  repeat(repeats: Ints): Tensor;
  repeat(options: { repeats: Ints }): Tensor;
  repeat(...size: [Int, Int, ...Int[]]): Tensor;
  /** Each element repeated a number of times in its place. `aten::repeat_interleave.self_Tensor(Tensor self, Tensor repeats, int? dim=None, *, SymInt? output_size=None) -> Tensor` · `aten::repeat_interleave.self_int(Tensor self, SymInt repeats, int? dim=None, *, SymInt? output_size=None) -> Tensor` */
  repeatInterleave(repeats: Tensor, dim?: Int | null, options?: { outputSize?: Int | null }): Tensor;
  repeatInterleave(repeats: Tensor, options?: { dim?: Int | null; outputSize?: Int | null }): Tensor;
  repeatInterleave(repeats: Int, dim?: Int | null, options?: { outputSize?: Int | null }): Tensor;
  repeatInterleave(repeats: Int, options?: { dim?: Int | null; outputSize?: Int | null }): Tensor;
  repeatInterleave(options: { repeats: Int; dim?: Int | null; outputSize?: Int | null }): Tensor;
  /** Padded by the border's values along the last dimension. `aten::replication_pad1d(Tensor self, SymInt[2] padding) -> Tensor` */
  replicationPad1d(padding: Ints): Tensor;
  replicationPad1d(options: { padding: Ints }): Tensor;
  /** Padded by the border's values over the last two dimensions. `aten::replication_pad2d(Tensor self, SymInt[4] padding) -> Tensor` */
  replicationPad2d(padding: Ints): Tensor;
  replicationPad2d(options: { padding: Ints }): Tensor;
  /** Padded by the border's values over the last three dimensions. `aten::replication_pad3d(Tensor self, SymInt[6] padding) -> Tensor` */
  replicationPad3d(padding: Ints): Tensor;
  replicationPad3d(options: { padding: Ints }): Tensor;
  /** The same elements in another shape; a view where the memory allows, else a copy. `aten::reshape(Tensor(a) self, SymInt[] shape) -> Tensor(a)` */
  reshape(shape: Ints): Tensor;
  reshape(options: { shape: Ints }): Tensor;
  reshape(...size: [Int, Int, ...Int[]]): Tensor;
  /** The same elements in another tensor's shape. `aten::reshape_as(Tensor(a) self, Tensor other) -> Tensor(a)` */
  reshapeAs(other: Tensor): Tensor;
  /** The tensor with another size; elements beyond the old ones are undefined. `aten::resize(Tensor self, SymInt[] size, *, MemoryFormat? memory_format=None) -> Tensor` */
  resize(size: Ints, options?: { memoryFormat?: MemoryFormat | null }): Tensor;
  resize(options: { size: Ints; memoryFormat?: MemoryFormat | null }): Tensor;
  resize(...size: [Int, Int, ...Int[]]): Tensor;
  resize(...args: [...size: [Int, Int, ...Int[]], options: { memoryFormat?: MemoryFormat | null }]): Tensor;
  /** Changes the size of the tensor; elements beyond the old ones are undefined. `aten::resize_(Tensor(a!) self, SymInt[] size, *, MemoryFormat? memory_format=None) -> Tensor(a!)` */
  resize_(size: Ints, options?: { memoryFormat?: MemoryFormat | null }): this;
  resize_(options: { size: Ints; memoryFormat?: MemoryFormat | null }): this;
  resize_(...size: [Int, Int, ...Int[]]): this;
  resize_(...args: [...size: [Int, Int, ...Int[]], options: { memoryFormat?: MemoryFormat | null }]): this;
  /** The tensor with another tensor's size. `aten::resize_as(Tensor self, Tensor the_template, *, MemoryFormat? memory_format=None) -> Tensor` */
  resizeAs(theTemplate: Tensor, options?: { memoryFormat?: MemoryFormat | null }): Tensor;
  /** Changes the size of the tensor to another's. `aten::resize_as_(Tensor(a!) self, Tensor the_template, *, MemoryFormat? memory_format=None) -> Tensor(a!)` */
  resizeAs_(theTemplate: Tensor, options?: { memoryFormat?: MemoryFormat | null }): this;
  /** The sparse tensor with another sparse tensor's size. `aten::resize_as_sparse(Tensor self, Tensor the_template) -> Tensor` */
  resizeAsSparse(theTemplate: Tensor): Tensor;
  /** Changes the size of a sparse tensor to another's. `aten::resize_as_sparse_(Tensor(a!) self, Tensor the_template) -> Tensor(a!)` */
  resizeAsSparse_(theTemplate: Tensor): this;
  /** The tensor itself, or a copy where it is a view that conjugates when read. `aten::resolve_conj(Tensor(a) self) -> Tensor(a)` */
  resolveConj(): Tensor;
  /** The tensor itself, or a copy where it is a view that negates when read. `aten::resolve_neg(Tensor(a) self) -> Tensor(a)` */
  resolveNeg(): Tensor;
  /** Keeps the gradient of a tensor that is no leaf. `aten::retain_grad(Tensor(a!) self) -> ()` */
  retainGrad(): void;
  /** Whether the gradient of a tensor that is no leaf is kept. `aten::retains_grad(Tensor self) -> bool` */
  retainsGrad(): boolean;
  /** Elements shifted along dimensions, those pushed out coming in at the other end. `aten::roll(Tensor self, SymInt[1] shifts, int[1] dims=[]) -> Tensor` */
  roll(shifts: Ints, dims?: Ints): Tensor;
  roll(shifts: Ints, options?: { dims?: Ints }): Tensor;
  roll(options: { shifts: Ints; dims?: Ints }): Tensor;
  /** Rotated by 90 degrees in a plane, `k` times. `aten::rot90(Tensor self, int k=1, int[] dims=[0, 1]) -> Tensor` */
  rot90(k?: Int, dims?: Ints): Tensor;
  rot90(options?: { k?: Int; dims?: Ints }): Tensor;
  /** Nearest whole number, halves to even, or rounded to a number of decimals. `aten::round(Tensor self) -> Tensor` · `aten::round.decimals(Tensor self, *, int decimals) -> Tensor` */
  round(): Tensor;
  round(options: { decimals: Int }): Tensor;
  /** In place: nearest whole number, halves to even, or rounded to a number of decimals. `aten::round_(Tensor(a!) self) -> Tensor(a!)` · `aten::round_.decimals(Tensor(a!) self, *, int decimals) -> Tensor(a!)` */
  round_(): this;
  round_(options: { decimals: Int }): this;
  /** Row indices of a sparse CSC or BSC tensor. `aten::row_indices(Tensor(a) self) -> Tensor(a)` */
  rowIndices(): Tensor;
  /** As `rowIndices`, but a copy that shares no memory. `aten::row_indices_copy(Tensor self) -> Tensor` */
  rowIndicesCopy(): Tensor;
  /** `x` above zero, a random slope times `x` below; the mean slope outside training. `aten::rrelu(Tensor self, Scalar lower=0.125, Scalar upper=0.33333333333333331, bool training=False, Generator? generator=None) -> Tensor` */
  rrelu(lower?: Scalar, upper?: Scalar, training?: boolean, generator?: Generator | null): Tensor;
  rrelu(options?: { lower?: Scalar; upper?: Scalar; training?: boolean; generator?: Generator | null }): Tensor;
  /** In place: `x` above zero, a random slope times `x` below; the mean slope outside training. `aten::rrelu_(Tensor(a!) self, Scalar lower=0.125, Scalar upper=0.33333333333333331, bool training=False, Generator? generator=None) -> Tensor(a!)` */
  rrelu_(lower?: Scalar, upper?: Scalar, training?: boolean, generator?: Generator | null): this;
  rrelu_(options?: { lower?: Scalar; upper?: Scalar; training?: boolean; generator?: Generator | null }): this;
  /** As `rrelu`, with the slopes drawn written to `noise`. `aten::rrelu_with_noise(Tensor self, Tensor(b!) noise, Scalar lower=0.125, Scalar upper=0.33333333333333331, bool training=False, Generator? generator=None) -> Tensor` */
  rreluWithNoise(noise: Tensor, lower?: Scalar, upper?: Scalar, training?: boolean, generator?: Generator | null): Tensor;
  rreluWithNoise(noise: Tensor, options?: { lower?: Scalar; upper?: Scalar; training?: boolean; generator?: Generator | null }): Tensor;
  /** In place: as `rrelu`, with the slopes drawn written to `noise`. `aten::rrelu_with_noise_(Tensor(a!) self, Tensor(b!) noise, Scalar lower=0.125, Scalar upper=0.33333333333333331, bool training=False, Generator? generator=None) -> Tensor(a!)` */
  rreluWithNoise_(noise: Tensor, lower?: Scalar, upper?: Scalar, training?: boolean, generator?: Generator | null): this;
  rreluWithNoise_(noise: Tensor, options?: { lower?: Scalar; upper?: Scalar; training?: boolean; generator?: Generator | null }): this;
  /** As `rrelu`, with the slopes drawn as a second result. `aten::rrelu_with_noise_functional(Tensor self, Tensor noise, Scalar lower=0.125, Scalar upper=0.33333333333333331, bool training=False, Generator? generator=None) -> (Tensor, Tensor noise_out)` */
  rreluWithNoiseFunctional(noise: Tensor, lower?: Scalar, upper?: Scalar, training?: boolean, generator?: Generator | null): [Tensor, Tensor];
  rreluWithNoiseFunctional(noise: Tensor, options?: { lower?: Scalar; upper?: Scalar; training?: boolean; generator?: Generator | null }): [Tensor, Tensor];
  /** One divided by the square root of each element. `aten::rsqrt(Tensor self) -> Tensor` */
  rsqrt(): Tensor;
  /** In place: one divided by the square root of each element. `aten::rsqrt_(Tensor(a!) self) -> Tensor(a!)` */
  rsqrt_(): this;
  /** `other - alpha * self`. `aten::rsub.Tensor(Tensor self, Tensor other, *, Scalar alpha=1) -> Tensor` · `aten::rsub.Scalar(Tensor self, Scalar other, Scalar alpha=1) -> Tensor` */
  rsub(other: Tensor, options?: { alpha?: Scalar }): Tensor;
  rsub(other: Scalar, alpha?: Scalar): Tensor;
  rsub(other: Scalar, options?: { alpha?: Scalar }): Tensor;
  rsub(options: { other: Scalar; alpha?: Scalar }): Tensor;
  /** Elements written along a dimension to places given by indices. `aten::scatter.src(Tensor self, int dim, Tensor index, Tensor src) -> Tensor` · `aten::scatter.reduce(Tensor self, int dim, Tensor index, Tensor src, *, str reduce) -> Tensor` · `aten::scatter.value(Tensor self, int dim, Tensor index, Scalar value) -> Tensor` · `aten::scatter.value_reduce(Tensor self, int dim, Tensor index, Scalar value, *, str reduce) -> Tensor` */
  scatter(dim: Int, index: Tensor, src: Tensor): Tensor;
  scatter(options: { dim: Int; index: Tensor; src: Tensor }): Tensor;
  scatter(dim: Int, index: Tensor, src: Tensor, options: { reduce: "add" | "multiply" }): Tensor;
  scatter(options: { dim: Int; index: Tensor; src: Tensor; reduce: "add" | "multiply" }): Tensor;
  scatter(dim: Int, index: Tensor, value: Scalar): Tensor;
  scatter(options: { dim: Int; index: Tensor; value: Scalar }): Tensor;
  scatter(dim: Int, index: Tensor, value: Scalar, options: { reduce: "add" | "multiply" }): Tensor;
  scatter(options: { dim: Int; index: Tensor; value: Scalar; reduce: "add" | "multiply" }): Tensor;
  /** In place: elements written along a dimension to places given by indices. `aten::scatter_.src(Tensor(a!) self, int dim, Tensor index, Tensor src) -> Tensor(a!)` · `aten::scatter_.reduce(Tensor(a!) self, int dim, Tensor index, Tensor src, *, str reduce) -> Tensor(a!)` · `aten::scatter_.value(Tensor(a!) self, int dim, Tensor index, Scalar value) -> Tensor(a!)` · `aten::scatter_.value_reduce(Tensor(a!) self, int dim, Tensor index, Scalar value, *, str reduce) -> Tensor(a!)` */
  scatter_(dim: Int, index: Tensor, src: Tensor): this;
  scatter_(options: { dim: Int; index: Tensor; src: Tensor }): this;
  scatter_(dim: Int, index: Tensor, src: Tensor, options: { reduce: "add" | "multiply" }): this;
  scatter_(options: { dim: Int; index: Tensor; src: Tensor; reduce: "add" | "multiply" }): this;
  scatter_(dim: Int, index: Tensor, value: Scalar): this;
  scatter_(options: { dim: Int; index: Tensor; value: Scalar }): this;
  scatter_(dim: Int, index: Tensor, value: Scalar, options: { reduce: "add" | "multiply" }): this;
  scatter_(options: { dim: Int; index: Tensor; value: Scalar; reduce: "add" | "multiply" }): this;
  /** Elements added along a dimension at places given by indices. `aten::scatter_add(Tensor self, int dim, Tensor index, Tensor src) -> Tensor` */
  scatterAdd(dim: Int, index: Tensor, src: Tensor): Tensor;
  scatterAdd(options: { dim: Int; index: Tensor; src: Tensor }): Tensor;
  /** In place: elements added along a dimension at places given by indices. `aten::scatter_add_(Tensor(a!) self, int dim, Tensor index, Tensor src) -> Tensor(a!)` */
  scatterAdd_(dim: Int, index: Tensor, src: Tensor): this;
  scatterAdd_(options: { dim: Int; index: Tensor; src: Tensor }): this;
  /** Elements combined along a dimension, at places given by indices, by sum, product, mean, minimum or maximum. `aten::scatter_reduce.two(Tensor self, int dim, Tensor index, Tensor src, str reduce, *, bool include_self=True) -> Tensor` */
  scatterReduce(dim: Int, index: Tensor, src: Tensor, reduce: "sum" | "prod" | "mean" | "amax" | "amin", options?: { includeSelf?: boolean }): Tensor;
  scatterReduce(options: { dim: Int; index: Tensor; src: Tensor; reduce: "sum" | "prod" | "mean" | "amax" | "amin"; includeSelf?: boolean }): Tensor;
  /** In place: elements combined along a dimension, at places given by indices, by sum, product, mean, minimum or maximum. `aten::scatter_reduce_.two(Tensor(a!) self, int dim, Tensor index, Tensor src, str reduce, *, bool include_self=True) -> Tensor(a!)` */
  scatterReduce_(dim: Int, index: Tensor, src: Tensor, reduce: "sum" | "prod" | "mean" | "amax" | "amin", options?: { includeSelf?: boolean }): this;
  scatterReduce_(options: { dim: Int; index: Tensor; src: Tensor; reduce: "sum" | "prod" | "mean" | "amax" | "amin"; includeSelf?: boolean }): this;
  /** A view of one index of a dimension. `aten::select.int(Tensor(a) self, int dim, SymInt index) -> Tensor(a)` */
  select(dim: Int, index: Int): Tensor;
  select(options: { dim: Int; index: Int }): Tensor;
  /** As `select`, but a copy that shares no memory. `aten::select_copy.int(Tensor self, int dim, SymInt index) -> Tensor` */
  selectCopy(dim: Int, index: Int): Tensor;
  selectCopy(options: { dim: Int; index: Int }): Tensor;
  /** A copy with `src` written to one index of a dimension. `aten::select_scatter(Tensor self, Tensor src, int dim, SymInt index) -> Tensor` */
  selectScatter(src: Tensor, dim: Int, index: Int): Tensor;
  selectScatter(src: Tensor, options: { dim: Int; index: Int }): Tensor;
  /** Scaled exponential linear unit: ELU with fixed `alpha`, times a fixed scale. `aten::selu(Tensor self) -> Tensor` */
  selu(): Tensor;
  /** In place: scaled exponential linear unit: ELU with fixed `alpha`, times a fixed scale. `aten::selu_(Tensor(a!) self) -> Tensor(a!)` */
  selu_(): this;
  /** The tensor with another storage, size and strides. `aten::set(Tensor self) -> Tensor` · `aten::set.source_Tensor(Tensor self, Tensor source) -> Tensor` */
  set(): Tensor;
  set(source: Tensor): Tensor;
  /** Makes the tensor look at another storage, with a size and strides. `aten::set_(Tensor(a!) self) -> Tensor(a!)` · `aten::set_.source_Tensor(Tensor(a!) self, Tensor source) -> Tensor(a!)` · `aten::set_.source_Tensor_storage_offset(Tensor(a!) self, Tensor source, SymInt storage_offset, SymInt[] size, SymInt[] stride=[]) -> Tensor(a!)` */
  set_(): this;
  set_(source: Tensor): this;
  set_(source: Tensor, storageOffset: Int, size: Ints, stride?: Ints): this;
  set_(source: Tensor, storageOffset: Int, size: Ints, options?: { stride?: Ints }): this;
  set_(source: Tensor, options: { storageOffset: Int; size: Ints; stride?: Ints }): this;
  /** Replaces the tensor's elements by another's, outside the autograd graph. `aten::set_data(Tensor(a!) self, Tensor new_data) -> ()` */
  setData(newData: Tensor): void;
  /** Sign of each element; complex numbers divided by their magnitude. `aten::sgn(Tensor self) -> Tensor` */
  sgn(): Tensor;
  /** In place: sign of each element; complex numbers divided by their magnitude. `aten::sgn_(Tensor(a!) self) -> Tensor(a!)` */
  sgn_(): this;
  /** `1 / (1 + exp(-x))`. `aten::sigmoid(Tensor self) -> Tensor` */
  sigmoid(): Probabilities;
  /** In place: `1 / (1 + exp(-x))`. `aten::sigmoid_(Tensor(a!) self) -> Tensor(a!)` */
  sigmoid_(): this;
  /** Sign of each element: -1, 0 or 1. `aten::sign(Tensor self) -> Tensor` */
  sign(): Tensor;
  /** In place: sign of each element: -1, 0 or 1. `aten::sign_(Tensor(a!) self) -> Tensor(a!)` */
  sign_(): this;
  /** Whether each element's sign bit is set. `aten::signbit(Tensor self) -> Tensor` */
  signbit(): Tensor;
  /** `x * sigmoid(x)`. `aten::silu(Tensor self) -> Tensor` */
  silu(): Tensor;
  /** In place: `x * sigmoid(x)`. `aten::silu_(Tensor(a!) self) -> Tensor(a!)` */
  silu_(): this;
  /** Sine of each element, in radians. `aten::sin(Tensor self) -> Tensor` */
  sin(): Tensor;
  /** In place: sine of each element, in radians. `aten::sin_(Tensor(a!) self) -> Tensor(a!)` */
  sin_(): this;
  /** `sin(pi x) / (pi x)`, 1 at zero. `aten::sinc(Tensor self) -> Tensor` */
  sinc(): Tensor;
  /** In place: `sin(pi x) / (pi x)`, 1 at zero. `aten::sinc_(Tensor(a!) self) -> Tensor(a!)` */
  sinc_(): this;
  /** Hyperbolic sine of each element. `aten::sinh(Tensor self) -> Tensor` */
  sinh(): Tensor;
  /** In place: hyperbolic sine of each element. `aten::sinh_(Tensor(a!) self) -> Tensor(a!)` */
  sinh_(): this;
  /** A view of a range of one dimension with a step. `aten::slice.Tensor(Tensor(a) self, int dim=0, SymInt? start=None, SymInt? end=None, SymInt step=1) -> Tensor(a)` */
  slice(dim?: Int, start?: Int | null, end?: Int | null, step?: Int): Tensor;
  slice(options?: { dim?: Int; start?: Int | null; end?: Int | null; step?: Int }): Tensor;
  /** As `slice`, but a copy that shares no memory. `aten::slice_copy.Tensor(Tensor self, int dim=0, SymInt? start=None, SymInt? end=None, SymInt step=1) -> Tensor` */
  sliceCopy(dim?: Int, start?: Int | null, end?: Int | null, step?: Int): Tensor;
  sliceCopy(options?: { dim?: Int; start?: Int | null; end?: Int | null; step?: Int }): Tensor;
  /** Undoes `slice`: the tensor whose slice this is, as a view. `aten::slice_inverse(Tensor(a) self, Tensor src, int dim=0, SymInt? start=None, SymInt? end=None, SymInt step=1) -> Tensor(a)` */
  sliceInverse(src: Tensor, dim?: Int, start?: Int | null, end?: Int | null, step?: Int): Tensor;
  sliceInverse(src: Tensor, options?: { dim?: Int; start?: Int | null; end?: Int | null; step?: Int }): Tensor;
  /** A copy with `src` written to a range of one dimension. `aten::slice_scatter(Tensor self, Tensor src, int dim=0, SymInt? start=None, SymInt? end=None, SymInt step=1) -> Tensor` */
  sliceScatter(src: Tensor, dim?: Int, start?: Int | null, end?: Int | null, step?: Int): Tensor;
  sliceScatter(src: Tensor, options?: { dim?: Int; start?: Int | null; end?: Int | null; step?: Int }): Tensor;
  /** Sign and logarithm of the absolute value of determinants. `aten::slogdet(Tensor self) -> (Tensor sign, Tensor logabsdet)` */
  slogdet(): { sign: Tensor; logabsdet: Tensor };
  /** Convolution over depth, height and width by unfolding (CPU). `aten::slow_conv3d(Tensor self, Tensor weight, SymInt[3] kernel_size, Tensor? bias=None, SymInt[3] stride=[1, 1, 1], SymInt[3] padding=[0, 0, 0]) -> Tensor` */
  slowConv3d(weight: Tensor, kernelSize: Ints, bias?: Tensor | null, stride?: Ints, padding?: Ints): Tensor;
  slowConv3d(weight: Tensor, kernelSize: Ints, options?: { bias?: Tensor | null; stride?: Ints; padding?: Ints }): Tensor;
  slowConv3d(weight: Tensor, options: { kernelSize: Ints; bias?: Tensor | null; stride?: Ints; padding?: Ints }): Tensor;
  /** The kernel behind `slowConv3d`. `aten::slow_conv3d_forward(Tensor self, Tensor weight, SymInt[3] kernel_size, Tensor? bias, SymInt[3] stride, SymInt[3] padding) -> Tensor` */
  slowConv3dForward(weight: Tensor, kernelSize: Ints, bias: Tensor | null, stride: Ints, padding: Ints): Tensor;
  slowConv3dForward(weight: Tensor, options: { kernelSize: Ints; bias: Tensor | null; stride: Ints; padding: Ints }): Tensor;
  /** Dilated convolution over height and width by unfolding. `aten::slow_conv_dilated2d(Tensor self, Tensor weight, SymInt[2] kernel_size, Tensor? bias=None, SymInt[2] stride=[1, 1], SymInt[2] padding=[0, 0], SymInt[2] dilation=[1, 1]) -> Tensor` */
  slowConvDilated2d(weight: Tensor, kernelSize: Ints, bias?: Tensor | null, stride?: Ints, padding?: Ints, dilation?: Ints): Tensor;
  slowConvDilated2d(weight: Tensor, kernelSize: Ints, options?: { bias?: Tensor | null; stride?: Ints; padding?: Ints; dilation?: Ints }): Tensor;
  slowConvDilated2d(weight: Tensor, options: { kernelSize: Ints; bias?: Tensor | null; stride?: Ints; padding?: Ints; dilation?: Ints }): Tensor;
  /** Dilated convolution over depth, height and width by unfolding. `aten::slow_conv_dilated3d(Tensor self, Tensor weight, SymInt[3] kernel_size, Tensor? bias=None, SymInt[3] stride=[1, 1, 1], SymInt[3] padding=[0, 0, 0], SymInt[3] dilation=[1, 1, 1]) -> Tensor` */
  slowConvDilated3d(weight: Tensor, kernelSize: Ints, bias?: Tensor | null, stride?: Ints, padding?: Ints, dilation?: Ints): Tensor;
  slowConvDilated3d(weight: Tensor, kernelSize: Ints, options?: { bias?: Tensor | null; stride?: Ints; padding?: Ints; dilation?: Ints }): Tensor;
  slowConvDilated3d(weight: Tensor, options: { kernelSize: Ints; bias?: Tensor | null; stride?: Ints; padding?: Ints; dilation?: Ints }): Tensor;
  /** Transposed convolution over height and width by unfolding. `aten::slow_conv_transpose2d(Tensor self, Tensor weight, SymInt[2] kernel_size, Tensor? bias=None, SymInt[2] stride=[1, 1], SymInt[2] padding=[0, 0], SymInt[2] output_padding=[0, 0], SymInt[2] dilation=[1, 1]) -> Tensor` */
  slowConvTranspose2d(weight: Tensor, kernelSize: Ints, bias?: Tensor | null, stride?: Ints, padding?: Ints, outputPadding?: Ints, dilation?: Ints): Tensor;
  slowConvTranspose2d(weight: Tensor, kernelSize: Ints, options?: { bias?: Tensor | null; stride?: Ints; padding?: Ints; outputPadding?: Ints; dilation?: Ints }): Tensor;
  slowConvTranspose2d(weight: Tensor, options: { kernelSize: Ints; bias?: Tensor | null; stride?: Ints; padding?: Ints; outputPadding?: Ints; dilation?: Ints }): Tensor;
  /** Transposed convolution over depth, height and width by unfolding. `aten::slow_conv_transpose3d(Tensor self, Tensor weight, SymInt[3] kernel_size, Tensor? bias=None, SymInt[3] stride=[1, 1, 1], SymInt[3] padding=[0, 0, 0], SymInt[3] output_padding=[0, 0, 0], SymInt[3] dilation=[1, 1, 1]) -> Tensor` */
  slowConvTranspose3d(weight: Tensor, kernelSize: Ints, bias?: Tensor | null, stride?: Ints, padding?: Ints, outputPadding?: Ints, dilation?: Ints): Tensor;
  slowConvTranspose3d(weight: Tensor, kernelSize: Ints, options?: { bias?: Tensor | null; stride?: Ints; padding?: Ints; outputPadding?: Ints; dilation?: Ints }): Tensor;
  slowConvTranspose3d(weight: Tensor, options: { kernelSize: Ints; bias?: Tensor | null; stride?: Ints; padding?: Ints; outputPadding?: Ints; dilation?: Ints }): Tensor;
  /** Product of a sparse and a dense matrix, as a sparse matrix. `aten::smm(Tensor self, Tensor mat2) -> Tensor` */
  smm(mat2: Tensor): Tensor;
  /** Squared error divided by `2 beta` below `beta`, linear above. `aten::smooth_l1_loss(Tensor self, Tensor target, int reduction=1, float beta=1.) -> Tensor` */
  smoothL1Loss(target: Tensor, reduction?: Int, beta?: number): Tensor;
  smoothL1Loss(target: Tensor, options?: { reduction?: Int; beta?: number }): Tensor;
  /** `log(1 + exp(-target * x))`. `aten::soft_margin_loss(Tensor self, Tensor target, int reduction=1) -> Tensor` */
  softMarginLoss(target: Tensor, reduction?: Int): Tensor;
  softMarginLoss(target: Tensor, options?: { reduction?: Int }): Tensor;
  /** Exponentials scaled to sum to one along a dimension. `aten::softmax.int(Tensor self, int dim, ScalarType? dtype=None) -> Tensor` */
  softmax(dim: Int, dtype?: DType | null): Probabilities;
  softmax(dim: Int, options?: Named & { dtype?: DType | null }): Probabilities;
  softmax(options: Named & { dim: Int; dtype?: DType | null }): Probabilities;
  /** `log(1 + exp(beta * x)) / beta`, linear above `threshold`. `aten::softplus(Tensor self, Scalar beta=1, Scalar threshold=20) -> Tensor` */
  softplus(beta?: Scalar, threshold?: Scalar): Tensor;
  softplus(options?: { beta?: Scalar; threshold?: Scalar }): Tensor;
  /** `x` moved towards zero by `lambd`, zero where it would cross. `aten::softshrink(Tensor self, Scalar lambd=0.5) -> Tensor` */
  softshrink(lambd?: Scalar): Tensor;
  softshrink(options?: { lambd?: Scalar }): Tensor;
  /** Elements sorted along a dimension, and their indices. `aten::sort.stable(Tensor self, *, bool? stable, int dim=-1, bool descending=False) -> (Tensor values, Tensor indices)` · `aten::sort(Tensor self, int dim=-1, bool descending=False) -> (Tensor values, Tensor indices)` */
  sort(options: { stable: boolean | null; dim?: Int; descending?: boolean }): { values: Tensor; indices: Tensor };
  sort(dim?: Int, descending?: boolean): { values: Tensor; indices: Tensor };
  sort(options?: { dim?: Int; descending?: boolean }): { values: Tensor; indices: Tensor };
  /** How many dimensions of a sparse tensor are sparse. `aten::sparse_dim(Tensor self) -> int` */
  sparseDim(): number;
  /** The elements of a tensor at the indices of a sparse one. `aten::sparse_mask(Tensor self, Tensor mask) -> Tensor` */
  sparseMask(mask: Tensor): Tensor;
  /** The sparse tensor with another size. `aten::sparse_resize(Tensor self, int[] size, int sparse_dim, int dense_dim) -> Tensor` */
  sparseResize(size: Ints, sparseDim: Int, denseDim: Int): Tensor;
  sparseResize(options: { size: Ints; sparseDim: Int; denseDim: Int }): Tensor;
  /** Changes the size of a sparse tensor. `aten::sparse_resize_(Tensor(a!) self, int[] size, int sparse_dim, int dense_dim) -> Tensor(a!)` */
  sparseResize_(size: Ints, sparseDim: Int, denseDim: Int): this;
  sparseResize_(options: { size: Ints; sparseDim: Int; denseDim: Int }): this;
  /** A sparse tensor of another size without elements. `aten::sparse_resize_and_clear(Tensor self, int[] size, int sparse_dim, int dense_dim) -> Tensor` */
  sparseResizeAndClear(size: Ints, sparseDim: Int, denseDim: Int): Tensor;
  sparseResizeAndClear(options: { size: Ints; sparseDim: Int; denseDim: Int }): Tensor;
  /** Removes the elements of a sparse tensor and changes its size. `aten::sparse_resize_and_clear_(Tensor(a!) self, int[] size, int sparse_dim, int dense_dim) -> Tensor(a!)` */
  sparseResizeAndClear_(size: Ints, sparseDim: Int, denseDim: Int): this;
  sparseResizeAndClear_(options: { size: Ints; sparseDim: Int; denseDim: Int }): this;
  /** `beta * self + alpha * (mat1 @ mat2)` at the indices of the sparse `self`. `aten::sparse_sampled_addmm(Tensor self, Tensor mat1, Tensor mat2, *, Scalar beta=1, Scalar alpha=1) -> Tensor` */
  sparseSampledAddmm(mat1: Tensor, mat2: Tensor, options?: { beta?: Scalar; alpha?: Scalar }): Tensor;
  /** Views of parts of given size, or sizes, along a dimension. `aten::split.Tensor(Tensor(a -> *) self, SymInt split_size, int dim=0) -> Tensor(a)[]` · `aten::split.sizes(Tensor(a -> *) self, SymInt[] split_size, int dim=0) -> Tensor(a)[]` */
  split(splitSize: Int, dim?: Int): Tensor[];
  split(splitSize: Int, options?: { dim?: Int }): Tensor[];
  split(options: { splitSize: Int; dim?: Int }): Tensor[];
  split(splitSize: Ints, dim?: Int): Tensor[];
  split(splitSize: Ints, options?: { dim?: Int }): Tensor[];
  split(options: { splitSize: Ints; dim?: Int }): Tensor[];
  /** As `split`, but a copy that shares no memory. `aten::split_copy.Tensor(Tensor self, SymInt split_size, int dim=0) -> Tensor[]` */
  splitCopy(splitSize: Int, dim?: Int): Tensor[];
  splitCopy(splitSize: Int, options?: { dim?: Int }): Tensor[];
  splitCopy(options: { splitSize: Int; dim?: Int }): Tensor[];
  /** Views of parts of given sizes along a dimension. `aten::split_with_sizes(Tensor(a -> *) self, SymInt[] split_sizes, int dim=0) -> Tensor(a)[]` */
  splitWithSizes(splitSizes: Ints, dim?: Int): Tensor[];
  splitWithSizes(splitSizes: Ints, options?: { dim?: Int }): Tensor[];
  splitWithSizes(options: { splitSizes: Ints; dim?: Int }): Tensor[];
  /** As `splitWithSizes`, but a copy that shares no memory. `aten::split_with_sizes_copy(Tensor self, SymInt[] split_sizes, int dim=0) -> Tensor[]` */
  splitWithSizesCopy(splitSizes: Ints, dim?: Int): Tensor[];
  splitWithSizesCopy(splitSizes: Ints, options?: { dim?: Int }): Tensor[];
  splitWithSizesCopy(options: { splitSizes: Ints; dim?: Int }): Tensor[];
  /** Square root of each element. `aten::sqrt(Tensor self) -> Tensor` */
  sqrt(): Tensor;
  /** In place: square root of each element. `aten::sqrt_(Tensor(a!) self) -> Tensor(a!)` */
  sqrt_(): this;
  /** Square of each element. `aten::square(Tensor self) -> Tensor` */
  square(): Tensor;
  /** In place: square of each element. `aten::square_(Tensor(a!) self) -> Tensor(a!)` */
  square_(): this;
  /** A view without dimensions of size one, all of them or those given. `aten::squeeze(Tensor(a) self) -> Tensor(a)` · `aten::squeeze.dim(Tensor(a) self, int dim) -> Tensor(a)` · `aten::squeeze.dims(Tensor(a) self, int[] dim) -> Tensor(a)` */
  squeeze(): Tensor;
  squeeze(dim: Int): Tensor;
  squeeze(options: { dim: Int }): Tensor;
  squeeze(dim: Ints): Tensor;
  squeeze(options: { dim: Ints }): Tensor;
  squeeze(...size: [Int, Int, ...Int[]]): Tensor;
  /** Removes dimensions of size one from the tensor itself, all of them or those given. `aten::squeeze_(Tensor(a!) self) -> Tensor(a!)` · `aten::squeeze_.dim(Tensor(a!) self, int dim) -> Tensor(a!)` · `aten::squeeze_.dims(Tensor(a!) self, int[] dim) -> Tensor(a!)` */
  squeeze_(): this;
  squeeze_(dim: Int): this;
  squeeze_(options: { dim: Int }): this;
  squeeze_(dim: Ints): this;
  squeeze_(options: { dim: Ints }): this;
  squeeze_(...size: [Int, Int, ...Int[]]): this;
  /** As `squeeze`, but a copy that shares no memory. `aten::squeeze_copy(Tensor self) -> Tensor` · `aten::squeeze_copy.dim(Tensor self, int dim) -> Tensor` · `aten::squeeze_copy.dims(Tensor self, int[] dim) -> Tensor` */
  squeezeCopy(): Tensor;
  squeezeCopy(dim: Int): Tensor;
  squeezeCopy(options: { dim: Int }): Tensor;
  squeezeCopy(dim: Ints): Tensor;
  squeezeCopy(options: { dim: Ints }): Tensor;
  squeezeCopy(...size: [Int, Int, ...Int[]]): Tensor;
  /** `beta * self + alpha * (mat1 @ mat2)` with sparse `self` and `mat1`, as a sparse matrix. `aten::sspaddmm(Tensor self, Tensor mat1, Tensor mat2, *, Scalar beta=1, Scalar alpha=1) -> Tensor` */
  sspaddmm(mat1: Tensor, mat2: Tensor, options?: { beta?: Scalar; alpha?: Scalar }): Tensor;
  /** Standard deviation of all elements or along dimensions. `aten::std(Tensor self, bool unbiased=True) -> Tensor` · `aten::std.dim(Tensor self, int[1]? dim, bool unbiased=True, bool keepdim=False) -> Tensor` · `aten::std.correction(Tensor self, int[1]? dim=None, *, Scalar? correction=None, bool keepdim=False) -> Tensor` */
  std(unbiased?: boolean): Tensor;
  std(options?: { unbiased?: boolean }): Tensor;
  std(dim: Ints | null, unbiased?: boolean, keepdim?: boolean): Tensor;
  std(dim: Ints | null, options?: { unbiased?: boolean; keepdim?: boolean }): Tensor;
  std(options: { dim: Ints | null; unbiased?: boolean; keepdim?: boolean }): Tensor;
  std(dim?: Ints | null, options?: { correction?: Scalar | null; keepdim?: boolean }): Tensor;
  std(options?: { dim?: Ints | null; correction?: Scalar | null; keepdim?: boolean }): Tensor;
  /** Standard deviation and mean of all elements or along dimensions. `aten::std_mean(Tensor self, bool unbiased=True) -> (Tensor, Tensor)` · `aten::std_mean.dim(Tensor self, int[1]? dim, bool unbiased=True, bool keepdim=False) -> (Tensor, Tensor)` · `aten::std_mean.correction(Tensor self, int[1]? dim=None, *, Scalar? correction=None, bool keepdim=False) -> (Tensor, Tensor)` */
  stdMean(unbiased?: boolean): [Tensor, Tensor];
  stdMean(options?: { unbiased?: boolean }): [Tensor, Tensor];
  stdMean(dim: Ints | null, unbiased?: boolean, keepdim?: boolean): [Tensor, Tensor];
  stdMean(dim: Ints | null, options?: { unbiased?: boolean; keepdim?: boolean }): [Tensor, Tensor];
  stdMean(options: { dim: Ints | null; unbiased?: boolean; keepdim?: boolean }): [Tensor, Tensor];
  stdMean(dim?: Ints | null, options?: { correction?: Scalar | null; keepdim?: boolean }): [Tensor, Tensor];
  stdMean(options?: { dim?: Ints | null; correction?: Scalar | null; keepdim?: boolean }): [Tensor, Tensor];
  /** Short-time Fourier transform of a signal. `aten::stft(Tensor self, int n_fft, int? hop_length=None, int? win_length=None, Tensor? window=None, bool normalized=False, bool? onesided=None, bool? return_complex=None, bool? align_to_window=None) -> Tensor` · `aten::stft.center(Tensor self, int n_fft, int? hop_length=None, int? win_length=None, Tensor? window=None, bool center=True, str pad_mode="reflect", bool normalized=False, bool? onesided=None, bool? return_complex=None, bool? align_to_window=None) -> Tensor` */
  stft(nFft: Int, hopLength?: Int | null, winLength?: Int | null, window?: Tensor | null, normalized?: boolean, onesided?: boolean | null, returnComplex?: boolean | null, alignToWindow?: boolean | null): Tensor;
  stft(nFft: Int, options?: { hopLength?: Int | null; winLength?: Int | null; window?: Tensor | null; normalized?: boolean; onesided?: boolean | null; returnComplex?: boolean | null; alignToWindow?: boolean | null }): Tensor;
  stft(options: { nFft: Int; hopLength?: Int | null; winLength?: Int | null; window?: Tensor | null; normalized?: boolean; onesided?: boolean | null; returnComplex?: boolean | null; alignToWindow?: boolean | null }): Tensor;
  stft(nFft: Int, hopLength?: Int | null, winLength?: Int | null, window?: Tensor | null, center?: boolean, padMode?: "constant" | "reflect" | "replicate" | "circular", normalized?: boolean, onesided?: boolean | null, returnComplex?: boolean | null, alignToWindow?: boolean | null): Tensor;
  stft(nFft: Int, options?: { hopLength?: Int | null; winLength?: Int | null; window?: Tensor | null; center?: boolean; padMode?: "constant" | "reflect" | "replicate" | "circular"; normalized?: boolean; onesided?: boolean | null; returnComplex?: boolean | null; alignToWindow?: boolean | null }): Tensor;
  stft(options: { nFft: Int; hopLength?: Int | null; winLength?: Int | null; window?: Tensor | null; center?: boolean; padMode?: "constant" | "reflect" | "replicate" | "circular"; normalized?: boolean; onesided?: boolean | null; returnComplex?: boolean | null; alignToWindow?: boolean | null }): Tensor;
  /** Difference of each pair of elements, the other scaled by `alpha`. `aten::sub.Tensor(Tensor self, Tensor other, *, Scalar alpha=1) -> Tensor` · `aten::sub.Scalar(Tensor self, Scalar other, Scalar alpha=1) -> Tensor` */
  sub(other: Tensor, options?: { alpha?: Scalar }): Tensor;
  sub(other: Scalar, alpha?: Scalar): Tensor;
  sub(other: Scalar, options?: { alpha?: Scalar }): Tensor;
  sub(options: { other: Scalar; alpha?: Scalar }): Tensor;
  /** In place: difference of each pair of elements, the other scaled by `alpha`. `aten::sub_.Tensor(Tensor(a!) self, Tensor other, *, Scalar alpha=1) -> Tensor(a!)` · `aten::sub_.Scalar(Tensor(a!) self, Scalar other, Scalar alpha=1) -> Tensor(a!)` */
  sub_(other: Tensor, options?: { alpha?: Scalar }): this;
  sub_(other: Scalar, alpha?: Scalar): this;
  sub_(other: Scalar, options?: { alpha?: Scalar }): this;
  sub_(options: { other: Scalar; alpha?: Scalar }): this;
  /** As `sub`: difference of each pair of elements, the other scaled by `alpha`. `aten::subtract.Tensor(Tensor self, Tensor other, *, Scalar alpha=1) -> Tensor` · `aten::subtract.Scalar(Tensor self, Scalar other, Scalar alpha=1) -> Tensor` */
  subtract(other: Tensor, options?: { alpha?: Scalar }): Tensor;
  subtract(other: Scalar, alpha?: Scalar): Tensor;
  subtract(other: Scalar, options?: { alpha?: Scalar }): Tensor;
  subtract(options: { other: Scalar; alpha?: Scalar }): Tensor;
  /** In place, as `sub_`: difference of each pair of elements, the other scaled by `alpha`. `aten::subtract_.Tensor(Tensor(a!) self, Tensor other, *, Scalar alpha=1) -> Tensor(a!)` · `aten::subtract_.Scalar(Tensor(a!) self, Scalar other, Scalar alpha=1) -> Tensor(a!)` */
  subtract_(other: Tensor, options?: { alpha?: Scalar }): this;
  subtract_(other: Scalar, alpha?: Scalar): this;
  subtract_(other: Scalar, options?: { alpha?: Scalar }): this;
  subtract_(options: { other: Scalar; alpha?: Scalar }): this;
  /** Sum of all elements or along dimensions. `aten::sum(Tensor self, *, ScalarType? dtype=None) -> Tensor` · `aten::sum.dim_IntList(Tensor self, int[1]? dim, bool keepdim=False, *, ScalarType? dtype=None) -> Tensor` */
  sum(options?: Named & { dtype?: DType | null }): Tensor;
  sum(dim: Ints | null, keepdim?: boolean, options?: Named & { dtype?: DType | null }): Tensor;
  sum(dim: Ints | null, options?: Named & { keepdim?: boolean; dtype?: DType | null }): Tensor;
  sum(options: Named & { dim: Ints | null; keepdim?: boolean; dtype?: DType | null }): Tensor;
  /** Summed over the dimensions that broadcasting would have expanded. `aten::sum_to_size(Tensor self, SymInt[] size) -> Tensor` */
  sumToSize(size: Ints): Tensor;
  sumToSize(options: { size: Ints }): Tensor;
  sumToSize(...size: [Int, Int, ...Int[]]): Tensor;
  /** Singular value decomposition of matrices. `aten::svd(Tensor self, bool some=True, bool compute_uv=True) -> (Tensor U, Tensor S, Tensor V)` */
  svd(some?: boolean, computeUv?: boolean): { U: Tensor; S: Tensor; V: Tensor };
  svd(options?: { some?: boolean; computeUv?: boolean }): { U: Tensor; S: Tensor; V: Tensor };
  /** As `transpose`: two dimensions swapped, as a view. `aten::swapaxes(Tensor(a) self, int axis0, int axis1) -> Tensor(a)` */
  swapaxes(axis0: Int, axis1: Int): Tensor;
  swapaxes(options: { axis0: Int; axis1: Int }): Tensor;
  /** As `transpose_`: swaps two dimensions of the tensor itself. `aten::swapaxes_(Tensor(a!) self, int axis0, int axis1) -> Tensor(a!)` */
  swapaxes_(axis0: Int, axis1: Int): this;
  swapaxes_(options: { axis0: Int; axis1: Int }): this;
  /** As `transpose`: two dimensions swapped, as a view. `aten::swapdims(Tensor(a) self, int dim0, int dim1) -> Tensor(a)` */
  swapdims(dim0: Int, dim1: Int): Tensor;
  swapdims(options: { dim0: Int; dim1: Int }): Tensor;
  /** As `transpose_`: swaps two dimensions of the tensor itself. `aten::swapdims_(Tensor(a!) self, int dim0, int dim1) -> Tensor(a!)` */
  swapdims_(dim0: Int, dim1: Int): this;
  swapdims_(options: { dim0: Int; dim1: Int }): this;
  /** Whether the elements lie in memory in the order of a memory format. `aten::sym_is_contiguous(Tensor self, MemoryFormat memory_format=0) -> SymBool` */
  symIsContiguous(memoryFormat?: MemoryFormat): boolean;
  symIsContiguous(options?: { memoryFormat?: MemoryFormat }): boolean;
  /** How many elements. `aten::sym_numel(Tensor self) -> SymInt` */
  symNumel(): number;
  /** Size of one dimension. `aten::sym_size.int(Tensor self, int dim) -> SymInt` */
  symSize(dim: Int): number;
  symSize(options: { dim: Int }): number;
  /** Offset of the first element in its storage, in elements. `aten::sym_storage_offset(Tensor self) -> SymInt` */
  symStorageOffset(): number;
  /** Elements to step along one dimension. `aten::sym_stride.int(Tensor self, int dim) -> SymInt` */
  symStride(dim: Int): number;
  symStride(options: { dim: Int }): number;
  /** A matrix transposed, as a view. `aten::t(Tensor(a) self) -> Tensor(a)` */
  t(): Tensor;
  /** Transposes the matrix itself. `aten::t_(Tensor(a!) self) -> Tensor(a!)` */
  t_(): this;
  /** As `t`, but a copy that shares no memory. `aten::t_copy(Tensor self) -> Tensor` */
  tCopy(): Tensor;
  /** Elements at flat indices. `aten::take(Tensor self, Tensor index) -> Tensor` */
  take(index: Tensor): Tensor;
  /** Elements picked along a dimension by indices, broadcast. `aten::take_along_dim(Tensor self, Tensor indices, int? dim=None) -> Tensor` */
  takeAlongDim(indices: Tensor, dim?: Int | null): Tensor;
  takeAlongDim(indices: Tensor, options?: { dim?: Int | null }): Tensor;
  /** Tangent of each element, in radians. `aten::tan(Tensor self) -> Tensor` */
  tan(): Tensor;
  /** In place: tangent of each element, in radians. `aten::tan_(Tensor(a!) self) -> Tensor(a!)` */
  tan_(): this;
  /** Hyperbolic tangent of each element. `aten::tanh(Tensor self) -> Tensor` */
  tanh(): Tensor;
  /** In place: hyperbolic tangent of each element. `aten::tanh_(Tensor(a!) self) -> Tensor(a!)` */
  tanh_(): this;
  /** Views of parts along a dimension, by their number or by where they end. `aten::tensor_split.tensor_indices_or_sections(Tensor(a -> *) self, Tensor tensor_indices_or_sections, int dim=0) -> Tensor(a)[]` · `aten::tensor_split.sections(Tensor(a -> *) self, SymInt sections, int dim=0) -> Tensor(a)[]` · `aten::tensor_split.indices(Tensor(a -> *) self, SymInt[] indices, int dim=0) -> Tensor(a)[]` */
  tensorSplit(tensorIndicesOrSections: Tensor, dim?: Int): Tensor[];
  tensorSplit(tensorIndicesOrSections: Tensor, options?: { dim?: Int }): Tensor[];
  tensorSplit(sections: Int, dim?: Int): Tensor[];
  tensorSplit(sections: Int, options?: { dim?: Int }): Tensor[];
  tensorSplit(options: { sections: Int; dim?: Int }): Tensor[];
  tensorSplit(indices: Ints, dim?: Int): Tensor[];
  tensorSplit(indices: Ints, options?: { dim?: Int }): Tensor[];
  tensorSplit(options: { indices: Ints; dim?: Int }): Tensor[];
  /** Sums of products over given dimensions of two tensors. `aten::tensordot(Tensor self, Tensor other, int[] dims_self, int[] dims_other) -> Tensor` */
  tensordot(other: Tensor, dimsSelf: Ints, dimsOther: Ints): Tensor;
  tensordot(other: Tensor, options: { dimsSelf: Ints; dimsOther: Ints }): Tensor;
  tensordot(other: Tensor, dims?: number | readonly [readonly Int[], readonly Int[]]): Tensor;
  tensordot(other: Tensor, options: { dims: number | readonly [readonly Int[], readonly Int[]] }): Tensor;
  /** Convolution over height and width by unfolding. `aten::thnn_conv2d(Tensor self, Tensor weight, SymInt[2] kernel_size, Tensor? bias=None, SymInt[2] stride=[1, 1], SymInt[2] padding=[0, 0]) -> Tensor` */
  thnnConv2d(weight: Tensor, kernelSize: Ints, bias?: Tensor | null, stride?: Ints, padding?: Ints): Tensor;
  thnnConv2d(weight: Tensor, kernelSize: Ints, options?: { bias?: Tensor | null; stride?: Ints; padding?: Ints }): Tensor;
  thnnConv2d(weight: Tensor, options: { kernelSize: Ints; bias?: Tensor | null; stride?: Ints; padding?: Ints }): Tensor;
  /** `x` where it is above `threshold`, else `value`. `aten::threshold(Tensor self, Scalar threshold, Scalar value) -> Tensor` */
  threshold(threshold: Scalar, value: Scalar): Tensor;
  threshold(options: { threshold: Scalar; value: Scalar }): Tensor;
  /** In place: `x` where it is above `threshold`, else `value`. `aten::threshold_(Tensor(a!) self, Scalar threshold, Scalar value) -> Tensor(a!)` */
  threshold_(threshold: Scalar, value: Scalar): this;
  threshold_(options: { threshold: Scalar; value: Scalar }): this;
  /** Copies of the tensor laid side by side, missing dimensions counted as one. `aten::tile(Tensor self, SymInt[] dims) -> Tensor` */
  tile(dims: Ints): Tensor;
  tile(options: { dims: Ints }): Tensor;
  tile(...size: [Int, Int, ...Int[]]): Tensor;
  /** A sparse or oneDNN tensor as an ordinary one. `aten::to_dense(Tensor self, ScalarType? dtype=None, *, bool? masked_grad=None) -> Tensor` */
  toDense(dtype?: DType | null, options?: { maskedGrad?: boolean | null }): Tensor;
  toDense(options?: Named & { dtype?: DType | null; maskedGrad?: boolean | null }): Tensor;
  /** The tensor in oneDNN's own layout. `aten::to_mkldnn(Tensor self, ScalarType? dtype=None) -> Tensor` */
  toMkldnn(dtype?: DType | null): Tensor;
  toMkldnn(options?: Named & { dtype?: DType | null }): Tensor;
  /** A nested tensor as one tensor, padded by a value. `aten::to_padded_tensor(Tensor self, float padding, SymInt[]? output_size=None) -> Tensor` */
  toPaddedTensor(padding: number, outputSize?: Ints | null): Tensor;
  toPaddedTensor(padding: number, options?: { outputSize?: Ints | null }): Tensor;
  toPaddedTensor(options: { padding: number; outputSize?: Ints | null }): Tensor;
  /** The tensor in a sparse layout, COO by default. `aten::to_sparse.sparse_dim(Tensor self, int sparse_dim) -> Tensor` · `aten::to_sparse(Tensor self, *, Layout? layout=None, int[2]? blocksize=None, int? dense_dim=None) -> Tensor` */
  toSparse(sparseDim: Int): Tensor;
  toSparse(options: { sparseDim: Int }): Tensor;
  toSparse(options?: Named & { layout?: Layout | null; blocksize?: Ints | null; denseDim?: Int | null }): Tensor;
  /** The tensor in sparse BSC layout. `aten::to_sparse_bsc(Tensor self, int[2] blocksize, int? dense_dim=None) -> Tensor` */
  toSparseBsc(blocksize: Ints, denseDim?: Int | null): Tensor;
  toSparseBsc(blocksize: Ints, options?: { denseDim?: Int | null }): Tensor;
  toSparseBsc(options: { blocksize: Ints; denseDim?: Int | null }): Tensor;
  /** The tensor in sparse BSR layout. `aten::to_sparse_bsr(Tensor self, int[2] blocksize, int? dense_dim=None) -> Tensor` */
  toSparseBsr(blocksize: Ints, denseDim?: Int | null): Tensor;
  toSparseBsr(blocksize: Ints, options?: { denseDim?: Int | null }): Tensor;
  toSparseBsr(options: { blocksize: Ints; denseDim?: Int | null }): Tensor;
  /** The tensor in sparse CSC layout. `aten::to_sparse_csc(Tensor self, int? dense_dim=None) -> Tensor` */
  toSparseCsc(denseDim?: Int | null): Tensor;
  toSparseCsc(options?: { denseDim?: Int | null }): Tensor;
  /** The tensor in sparse CSR layout. `aten::to_sparse_csr(Tensor self, int? dense_dim=None) -> Tensor` */
  toSparseCsr(denseDim?: Int | null): Tensor;
  toSparseCsr(options?: { denseDim?: Int | null }): Tensor;
  /** The `k` largest or smallest values along a dimension, and their indices. `aten::topk(Tensor self, SymInt k, int dim=-1, bool largest=True, bool sorted=True) -> (Tensor values, Tensor indices)` */
  topk(k: Int, dim?: Int, largest?: boolean, sorted?: boolean): { values: Tensor; indices: Tensor };
  topk(k: Int, options?: { dim?: Int; largest?: boolean; sorted?: boolean }): { values: Tensor; indices: Tensor };
  topk(options: { k: Int; dim?: Int; largest?: boolean; sorted?: boolean }): { values: Tensor; indices: Tensor };
  /** Sum of the diagonal of a matrix. `aten::trace(Tensor self) -> Tensor` */
  trace(): Tensor;
  /** Two dimensions swapped, as a view. `aten::transpose.int(Tensor(a) self, int dim0, int dim1) -> Tensor(a)` */
  transpose(dim0: Int, dim1: Int): Tensor;
  transpose(options: { dim0: Int; dim1: Int }): Tensor;
  /** Swaps two dimensions of the tensor itself. `aten::transpose_(Tensor(a!) self, int dim0, int dim1) -> Tensor(a!)` */
  transpose_(dim0: Int, dim1: Int): this;
  transpose_(options: { dim0: Int; dim1: Int }): this;
  /** As `transpose`, but a copy that shares no memory. `aten::transpose_copy.int(Tensor self, int dim0, int dim1) -> Tensor` */
  transposeCopy(dim0: Int, dim1: Int): Tensor;
  transposeCopy(options: { dim0: Int; dim1: Int }): Tensor;
  /** Solution of triangular linear systems, with a copy of the matrix. `aten::triangular_solve(Tensor self, Tensor A, bool upper=True, bool transpose=False, bool unitriangular=False) -> (Tensor solution, Tensor cloned_coefficient)` */
  triangularSolve(A: Tensor, upper?: boolean, transpose?: boolean, unitriangular?: boolean): { solution: Tensor; clonedCoefficient: Tensor };
  triangularSolve(A: Tensor, options?: { upper?: boolean; transpose?: boolean; unitriangular?: boolean }): { solution: Tensor; clonedCoefficient: Tensor };
  /** Lower triangle of matrices, zero elsewhere. `aten::tril(Tensor self, SymInt diagonal=0) -> Tensor` */
  tril(diagonal?: Int): Tensor;
  tril(options?: { diagonal?: Int }): Tensor;
  /** In place: lower triangle of matrices, zero elsewhere. `aten::tril_(Tensor(a!) self, SymInt diagonal=0) -> Tensor(a!)` */
  tril_(diagonal?: Int): this;
  tril_(options?: { diagonal?: Int }): this;
  /** Upper triangle of matrices, zero elsewhere. `aten::triu(Tensor self, SymInt diagonal=0) -> Tensor` */
  triu(diagonal?: Int): Tensor;
  triu(options?: { diagonal?: Int }): Tensor;
  /** In place: upper triangle of matrices, zero elsewhere. `aten::triu_(Tensor(a!) self, SymInt diagonal=0) -> Tensor(a!)` */
  triu_(diagonal?: Int): this;
  triu_(options?: { diagonal?: Int }): this;
  /** Exact quotient of each pair of elements. `aten::true_divide.Tensor(Tensor self, Tensor other) -> Tensor` · `aten::true_divide.Scalar(Tensor self, Scalar other) -> Tensor` */
  trueDivide(other: Tensor): Tensor;
  trueDivide(other: Scalar): Tensor;
  trueDivide(options: { other: Scalar }): Tensor;
  /** In place: exact quotient of each pair of elements. `aten::true_divide_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::true_divide_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!)` */
  trueDivide_(other: Tensor): this;
  trueDivide_(other: Scalar): this;
  trueDivide_(options: { other: Scalar }): this;
  /** Each element without its fractional part. `aten::trunc(Tensor self) -> Tensor` */
  trunc(): Tensor;
  /** In place: each element without its fractional part. `aten::trunc_(Tensor(a!) self) -> Tensor(a!)` */
  trunc_(): this;
  /** Views of all indices of a dimension. `aten::unbind.int(Tensor(a -> *) self, int dim=0) -> Tensor(a)[]` */
  unbind(dim?: Int): Tensor[];
  unbind(options?: { dim?: Int }): Tensor[];
  /** As `unbind`, but a copy that shares no memory. `aten::unbind_copy.int(Tensor self, int dim=0) -> Tensor[]` */
  unbindCopy(dim?: Int): Tensor[];
  unbindCopy(options?: { dim?: Int }): Tensor[];
  /** One dimension unfolded into several, as a view. `aten::unflatten.int(Tensor(a) self, int dim, SymInt[] sizes) -> Tensor(a)` */
  unflatten(dim: Int, sizes: Ints): Tensor;
  unflatten(options: { dim: Int; sizes: Ints }): Tensor;
  /** A view of all windows along a dimension, in a new last dimension. `aten::unfold(Tensor(a) self, int dimension, int size, int step) -> Tensor(a)` */
  unfold(dimension: Int, size: Int, step: Int): Tensor;
  unfold(options: { dimension: Int; size: Int; step: Int }): Tensor;
  /** As `unfold`, but a copy that shares no memory. `aten::unfold_copy(Tensor self, int dimension, int size, int step) -> Tensor` */
  unfoldCopy(dimension: Int, size: Int, step: Int): Tensor;
  unfoldCopy(options: { dimension: Int; size: Int; step: Int }): Tensor;
  /** Uniform random numbers in the tensor's shape. `aten::uniform(Tensor self, float from=0., float to=1., *, Generator? generator=None) -> Tensor` */
  uniform(from?: number, to?: number, options?: { generator?: Generator | null }): Tensor;
  uniform(options?: { from?: number; to?: number; generator?: Generator | null }): Tensor;
  /** Fills the tensor with uniform random numbers. `aten::uniform_(Tensor(a!) self, float from=0., float to=1., *, Generator? generator=None) -> Tensor(a!)` */
  uniform_(from?: number, to?: number, options?: { generator?: Generator | null }): this;
  uniform_(options?: { from?: number; to?: number; generator?: Generator | null }): this;
  /** The tensor without repetitions of neighbours, with inverse indices and counts. `aten::unique_consecutive(Tensor self, bool return_inverse=False, bool return_counts=False, int? dim=None) -> (Tensor, Tensor, Tensor)` */
  uniqueConsecutive(returnInverse?: boolean, returnCounts?: boolean, dim?: Int | null): [Tensor, Tensor, Tensor];
  uniqueConsecutive(options?: { returnInverse?: boolean; returnCounts?: boolean; dim?: Int | null }): [Tensor, Tensor, Tensor];
  /** The distinct slices along a dimension, with inverse indices and counts. `aten::unique_dim(Tensor self, int dim, bool sorted=True, bool return_inverse=False, bool return_counts=False) -> (Tensor, Tensor, Tensor)` */
  uniqueDim(dim: Int, sorted?: boolean, returnInverse?: boolean, returnCounts?: boolean): [Tensor, Tensor, Tensor];
  uniqueDim(dim: Int, options?: { sorted?: boolean; returnInverse?: boolean; returnCounts?: boolean }): [Tensor, Tensor, Tensor];
  uniqueDim(options: { dim: Int; sorted?: boolean; returnInverse?: boolean; returnCounts?: boolean }): [Tensor, Tensor, Tensor];
  /** Slices along a dimension without repetitions of neighbours, with inverse indices and counts. `aten::unique_dim_consecutive(Tensor self, int dim, bool return_inverse=False, bool return_counts=False) -> (Tensor, Tensor, Tensor)` */
  uniqueDimConsecutive(dim: Int, returnInverse?: boolean, returnCounts?: boolean): [Tensor, Tensor, Tensor];
  uniqueDimConsecutive(dim: Int, options?: { returnInverse?: boolean; returnCounts?: boolean }): [Tensor, Tensor, Tensor];
  uniqueDimConsecutive(options: { dim: Int; returnInverse?: boolean; returnCounts?: boolean }): [Tensor, Tensor, Tensor];
  /** As `chunk`, with parts that autograd does not take for views. `aten::unsafe_chunk(Tensor self, int chunks, int dim=0) -> Tensor[]` */
  unsafeChunk(chunks: Int, dim?: Int): Tensor[];
  unsafeChunk(chunks: Int, options?: { dim?: Int }): Tensor[];
  unsafeChunk(options: { chunks: Int; dim?: Int }): Tensor[];
  /** As `split`, with parts that autograd does not take for views. `aten::unsafe_split.Tensor(Tensor self, SymInt split_size, int dim=0) -> Tensor[]` */
  unsafeSplit(splitSize: Int, dim?: Int): Tensor[];
  unsafeSplit(splitSize: Int, options?: { dim?: Int }): Tensor[];
  unsafeSplit(options: { splitSize: Int; dim?: Int }): Tensor[];
  /** As `splitWithSizes`, with parts that autograd does not take for views. `aten::unsafe_split_with_sizes(Tensor self, SymInt[] split_sizes, int dim=0) -> Tensor[]` */
  unsafeSplitWithSizes(splitSizes: Ints, dim?: Int): Tensor[];
  unsafeSplitWithSizes(splitSizes: Ints, options?: { dim?: Int }): Tensor[];
  unsafeSplitWithSizes(options: { splitSizes: Ints; dim?: Int }): Tensor[];
  /** A view with a new dimension of size one. `aten::unsqueeze(Tensor(a) self, int dim) -> Tensor(a)` */
  unsqueeze(dim: Int): Tensor;
  unsqueeze(options: { dim: Int }): Tensor;
  /** Adds a dimension of size one to the tensor itself. `aten::unsqueeze_(Tensor(a!) self, int dim) -> Tensor(a!)` */
  unsqueeze_(dim: Int): this;
  unsqueeze_(options: { dim: Int }): this;
  /** As `unsqueeze`, but a copy that shares no memory. `aten::unsqueeze_copy(Tensor self, int dim) -> Tensor` */
  unsqueezeCopy(dim: Int): Tensor;
  unsqueezeCopy(options: { dim: Int }): Tensor;
  /** Resized over height and width by cubic interpolation. `aten::upsample_bicubic2d(Tensor self, SymInt[2] output_size, bool align_corners, float? scales_h=None, float? scales_w=None) -> Tensor` */
  upsampleBicubic2d(outputSize: Ints, alignCorners: boolean, scalesH?: number | null, scalesW?: number | null): Tensor;
  upsampleBicubic2d(outputSize: Ints, alignCorners: boolean, options?: { scalesH?: number | null; scalesW?: number | null }): Tensor;
  upsampleBicubic2d(options: { outputSize: Ints; alignCorners: boolean; scalesH?: number | null; scalesW?: number | null }): Tensor;
  /** Resized over height and width by linear interpolation. `aten::upsample_bilinear2d(Tensor self, SymInt[2] output_size, bool align_corners, float? scales_h=None, float? scales_w=None) -> Tensor` */
  upsampleBilinear2d(outputSize: Ints, alignCorners: boolean, scalesH?: number | null, scalesW?: number | null): Tensor;
  upsampleBilinear2d(outputSize: Ints, alignCorners: boolean, options?: { scalesH?: number | null; scalesW?: number | null }): Tensor;
  upsampleBilinear2d(options: { outputSize: Ints; alignCorners: boolean; scalesH?: number | null; scalesW?: number | null }): Tensor;
  /** Resized along the last dimension by linear interpolation. `aten::upsample_linear1d(Tensor self, SymInt[1] output_size, bool align_corners, float? scales=None) -> Tensor` */
  upsampleLinear1d(outputSize: Ints, alignCorners: boolean, scales?: number | null): Tensor;
  upsampleLinear1d(outputSize: Ints, alignCorners: boolean, options?: { scales?: number | null }): Tensor;
  upsampleLinear1d(options: { outputSize: Ints; alignCorners: boolean; scales?: number | null }): Tensor;
  /** Resized along the last dimension by the nearest value. `aten::upsample_nearest1d(Tensor self, SymInt[1] output_size, float? scales=None) -> Tensor` */
  upsampleNearest1d(outputSize: Ints, scales?: number | null): Tensor;
  upsampleNearest1d(outputSize: Ints, options?: { scales?: number | null }): Tensor;
  upsampleNearest1d(options: { outputSize: Ints; scales?: number | null }): Tensor;
  /** Resized over height and width by the nearest value. `aten::upsample_nearest2d(Tensor self, SymInt[2] output_size, float? scales_h=None, float? scales_w=None) -> Tensor` */
  upsampleNearest2d(outputSize: Ints, scalesH?: number | null, scalesW?: number | null): Tensor;
  upsampleNearest2d(outputSize: Ints, options?: { scalesH?: number | null; scalesW?: number | null }): Tensor;
  upsampleNearest2d(options: { outputSize: Ints; scalesH?: number | null; scalesW?: number | null }): Tensor;
  /** Resized over depth, height and width by the nearest value. `aten::upsample_nearest3d(Tensor self, SymInt[3] output_size, float? scales_d=None, float? scales_h=None, float? scales_w=None) -> Tensor` */
  upsampleNearest3d(outputSize: Ints, scalesD?: number | null, scalesH?: number | null, scalesW?: number | null): Tensor;
  upsampleNearest3d(outputSize: Ints, options?: { scalesD?: number | null; scalesH?: number | null; scalesW?: number | null }): Tensor;
  upsampleNearest3d(options: { outputSize: Ints; scalesD?: number | null; scalesH?: number | null; scalesW?: number | null }): Tensor;
  /** Resized over depth, height and width by linear interpolation. `aten::upsample_trilinear3d(Tensor self, SymInt[3] output_size, bool align_corners, float? scales_d=None, float? scales_h=None, float? scales_w=None) -> Tensor` */
  upsampleTrilinear3d(outputSize: Ints, alignCorners: boolean, scalesD?: number | null, scalesH?: number | null, scalesW?: number | null): Tensor;
  upsampleTrilinear3d(outputSize: Ints, alignCorners: boolean, options?: { scalesD?: number | null; scalesH?: number | null; scalesW?: number | null }): Tensor;
  upsampleTrilinear3d(options: { outputSize: Ints; alignCorners: boolean; scalesD?: number | null; scalesH?: number | null; scalesW?: number | null }): Tensor;
  /** Values of a coalesced sparse tensor. `aten::values(Tensor(a) self) -> Tensor(a)` */
  values(): Tensor;
  /** As `values`, but a copy that shares no memory. `aten::values_copy(Tensor self) -> Tensor` */
  valuesCopy(): Tensor;
  /** Variance of all elements or along dimensions. `aten::var(Tensor self, bool unbiased=True) -> Tensor` · `aten::var.dim(Tensor self, int[1]? dim, bool unbiased=True, bool keepdim=False) -> Tensor` · `aten::var.correction(Tensor self, int[1]? dim=None, *, Scalar? correction=None, bool keepdim=False) -> Tensor` */
  var(unbiased?: boolean): Tensor;
  var(options?: { unbiased?: boolean }): Tensor;
  var(dim: Ints | null, unbiased?: boolean, keepdim?: boolean): Tensor;
  var(dim: Ints | null, options?: { unbiased?: boolean; keepdim?: boolean }): Tensor;
  var(options: { dim: Ints | null; unbiased?: boolean; keepdim?: boolean }): Tensor;
  var(dim?: Ints | null, options?: { correction?: Scalar | null; keepdim?: boolean }): Tensor;
  var(options?: { dim?: Ints | null; correction?: Scalar | null; keepdim?: boolean }): Tensor;
  /** Variance and mean of all elements or along dimensions. `aten::var_mean(Tensor self, bool unbiased=True) -> (Tensor, Tensor)` · `aten::var_mean.dim(Tensor self, int[1]? dim, bool unbiased=True, bool keepdim=False) -> (Tensor, Tensor)` · `aten::var_mean.correction(Tensor self, int[1]? dim=None, *, Scalar? correction=None, bool keepdim=False) -> (Tensor, Tensor)` */
  varMean(unbiased?: boolean): [Tensor, Tensor];
  varMean(options?: { unbiased?: boolean }): [Tensor, Tensor];
  varMean(dim: Ints | null, unbiased?: boolean, keepdim?: boolean): [Tensor, Tensor];
  varMean(dim: Ints | null, options?: { unbiased?: boolean; keepdim?: boolean }): [Tensor, Tensor];
  varMean(options: { dim: Ints | null; unbiased?: boolean; keepdim?: boolean }): [Tensor, Tensor];
  varMean(dim?: Ints | null, options?: { correction?: Scalar | null; keepdim?: boolean }): [Tensor, Tensor];
  varMean(options?: { dim?: Ints | null; correction?: Scalar | null; keepdim?: boolean }): [Tensor, Tensor];
  /** Dot product of two vectors, the first conjugated. `aten::vdot(Tensor self, Tensor other) -> Tensor` */
  vdot(other: Tensor): Tensor;
  /** The same elements in another shape, or their bits as another type, without copying. `aten::view.dtype(Tensor(a) self, ScalarType dtype) -> Tensor(a)` · `aten::view(Tensor(a) self, SymInt[] size) -> Tensor(a)` */
  view(dtype: DType): Tensor;
  view(options: Named & { dtype: DType }): Tensor;
  view(size: Ints): Tensor;
  view(options: { size: Ints }): Tensor;
  view(...size: [Int, Int, ...Int[]]): Tensor;
  /** A view in another tensor's shape. `aten::view_as(Tensor(a) self, Tensor other) -> Tensor(a)` */
  viewAs(other: Tensor): Tensor;
  /** Pairs of real numbers in the last dimension as complex numbers, without copying. `aten::view_as_complex(Tensor(a) self) -> Tensor(a)` */
  viewAsComplex(): Tensor;
  /** As `viewAsComplex`, but a copy that shares no memory. `aten::view_as_complex_copy(Tensor self) -> Tensor` */
  viewAsComplexCopy(): Tensor;
  /** Complex numbers as pairs of real numbers in a new last dimension, without copying. `aten::view_as_real(Tensor(a) self) -> Tensor(a)` */
  viewAsReal(): Tensor;
  /** As `viewAsReal`, but a copy that shares no memory. `aten::view_as_real_copy(Tensor self) -> Tensor` */
  viewAsRealCopy(): Tensor;
  /** As `view`, but a copy that shares no memory. `aten::view_copy.dtype(Tensor self, ScalarType dtype) -> Tensor` · `aten::view_copy(Tensor self, SymInt[] size) -> Tensor` */
  viewCopy(dtype: DType): Tensor;
  viewCopy(options: Named & { dtype: DType }): Tensor;
  viewCopy(size: Ints): Tensor;
  viewCopy(options: { size: Ints }): Tensor;
  viewCopy(...size: [Int, Int, ...Int[]]): Tensor;
  /** Views split along the first dimension. `aten::vsplit.int(Tensor(a -> *) self, int sections) -> Tensor(a)[]` · `aten::vsplit.array(Tensor(a -> *) self, int[] indices) -> Tensor(a)[]` */
  vsplit(sections: Int): Tensor[];
  vsplit(options: { sections: Int }): Tensor[];
  vsplit(indices: Ints): Tensor[];
  vsplit(options: { indices: Ints }): Tensor[];
  vsplit(...size: [Int, Int, ...Int[]]): Tensor[];
  /** `x * log(y)`, 0 where `x` is zero. `aten::xlogy.Tensor(Tensor self, Tensor other) -> Tensor` · `aten::xlogy.Scalar_Other(Tensor self, Scalar other) -> Tensor` */
  xlogy(other: Tensor): Tensor;
  xlogy(other: Scalar): Tensor;
  xlogy(options: { other: Scalar }): Tensor;
  /** In place: `x * log(y)`, 0 where `x` is zero. `aten::xlogy_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::xlogy_.Scalar_Other(Tensor(a!) self, Scalar other) -> Tensor(a!)` */
  xlogy_(other: Tensor): this;
  xlogy_(other: Scalar): this;
  xlogy_(options: { other: Scalar }): this;
  /** Zeros in the tensor's shape and type. `aten::zero(Tensor self) -> Tensor` */
  zero(): Tensor;
  /** Sets all elements to zero. `aten::zero_(Tensor(a!) self) -> Tensor(a!)` */
  zero_(): this;
  /** A tensor of zeros of another's size, type and device. `aten::zeros_like(Tensor self, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None, MemoryFormat? memory_format=None) -> Tensor` */
  zerosLike(options?: NewTensorOptions & { memoryFormat?: MemoryFormat | null }): Tensor;
}
