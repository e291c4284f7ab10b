// Written by scripts/gen-ops.ts from libtorch's schemas; do not edit.

import type { Int, Ints, Named, NewTensorOptions, Scalar } from "../arguments.ts";
import type { DeviceChoice, Layout, MemoryFormat } from "../device.ts";
import type { DType } from "../dtype.ts";
import type { Generator } from "../generator.ts";
import type { Probabilities } from "../kinds.ts";
import type { Tensor } from "../tensor.ts";

/** Every operator as a function. */
export interface TorchFunctions {
  /** Absolute value of each element; the magnitude for complex numbers. `aten::abs(Tensor self) -> Tensor` */
  abs(self: Tensor): Tensor;
  /** In place: absolute value of each element; the magnitude for complex numbers. `aten::abs_(Tensor(a!) self) -> Tensor(a!)` */
  abs_(self: Tensor): Tensor;
  /** As `abs`: absolute value of each element; the magnitude for complex numbers. `aten::absolute(Tensor self) -> Tensor` */
  absolute(self: Tensor): Tensor;
  /** In place, as `abs_`: absolute value of each element; the magnitude for complex numbers. `aten::absolute_(Tensor(a!) self) -> Tensor(a!)` */
  absolute_(self: Tensor): Tensor;
  /** Inverse cosine of each element, in radians. `aten::acos(Tensor self) -> Tensor` */
  acos(self: Tensor): Tensor;
  /** In place: inverse cosine of each element, in radians. `aten::acos_(Tensor(a!) self) -> Tensor(a!)` */
  acos_(self: Tensor): Tensor;
  /** Inverse hyperbolic cosine of each element. `aten::acosh(Tensor self) -> Tensor` */
  acosh(self: Tensor): Tensor;
  /** In place: inverse hyperbolic cosine of each element. `aten::acosh_(Tensor(a!) self) -> Tensor(a!)` */
  acosh_(self: Tensor): Tensor;
  /** Mean over windows chosen to give the wanted length. `aten::adaptive_avg_pool1d(Tensor self, int[1] output_size) -> Tensor` */
  adaptiveAvgPool1d(self: Tensor, outputSize: Ints): Tensor;
  adaptiveAvgPool1d(self: Tensor, options: { outputSize: Ints }): Tensor;
  /** Mean over windows chosen to give the wanted height and width. `aten::adaptive_avg_pool2d(Tensor self, SymInt[2] output_size) -> Tensor` */
  adaptiveAvgPool2d(self: Tensor, outputSize: Ints): Tensor;
  adaptiveAvgPool2d(self: Tensor, options: { outputSize: Ints }): Tensor;
  /** Mean over windows chosen to give the wanted depth, height and width. `aten::adaptive_avg_pool3d(Tensor self, SymInt[3] output_size) -> Tensor` */
  adaptiveAvgPool3d(self: Tensor, outputSize: Ints): Tensor;
  adaptiveAvgPool3d(self: Tensor, options: { outputSize: Ints }): Tensor;
  /** Largest value, and its index, over windows chosen to give the wanted length. `aten::adaptive_max_pool1d(Tensor self, int[1] output_size) -> (Tensor, Tensor)` */
  adaptiveMaxPool1d(self: Tensor, outputSize: Ints): [Tensor, Tensor];
  adaptiveMaxPool1d(self: Tensor, options: { outputSize: Ints }): [Tensor, Tensor];
  /** Largest value, and its index, over windows chosen to give the wanted height and width. `aten::adaptive_max_pool2d(Tensor self, int[2] output_size) -> (Tensor, Tensor)` */
  adaptiveMaxPool2d(self: Tensor, outputSize: Ints): [Tensor, Tensor];
  adaptiveMaxPool2d(self: Tensor, options: { outputSize: Ints }): [Tensor, Tensor];
  /** Gradient of `adaptiveMaxPool2d`; autograd calls it. Refused unless called by `ops.unsafe`. `aten::adaptive_max_pool2d_backward(Tensor grad_output, Tensor self, Tensor indices) -> Tensor` */
  adaptiveMaxPool2dBackward(gradOutput: Tensor, self: Tensor, indices: Tensor): Tensor;
  /** Largest value, and its index, over windows chosen to give the wanted depth, height and width. `aten::adaptive_max_pool3d(Tensor self, int[3] output_size) -> (Tensor, Tensor)` */
  adaptiveMaxPool3d(self: Tensor, outputSize: Ints): [Tensor, Tensor];
  adaptiveMaxPool3d(self: Tensor, options: { outputSize: Ints }): [Tensor, Tensor];
  /** Gradient of `adaptiveMaxPool3d`; autograd calls it. Refused unless called by `ops.unsafe`. `aten::adaptive_max_pool3d_backward(Tensor grad_output, Tensor self, Tensor indices) -> Tensor` */
  adaptiveMaxPool3dBackward(gradOutput: Tensor, self: Tensor, indices: Tensor): Tensor;
  /** Sum of a tensor and another tensor or number, the other scaled by `alpha`. `aten::add.Tensor(Tensor self, Tensor other, *, Scalar alpha=1) -> Tensor` · `aten::add.Scalar(Tensor self, Scalar other, Scalar alpha=1) -> Tensor` */
  add(self: Tensor, other: Tensor, options?: { alpha?: Scalar }): Tensor;
  add(self: Tensor, other: Scalar, alpha?: Scalar): Tensor;
  add(self: Tensor, other: Scalar, options?: { alpha?: Scalar }): Tensor;
  add(self: Tensor, options: { other: Scalar; alpha?: Scalar }): Tensor;
  /** In place: sum of a tensor and another tensor or number, the other scaled by `alpha`. `aten::add_.Tensor(Tensor(a!) self, Tensor other, *, Scalar alpha=1) -> Tensor(a!)` · `aten::add_.Scalar(Tensor(a!) self, Scalar other, Scalar alpha=1) -> Tensor(a!)` */
  add_(self: Tensor, other: Tensor, options?: { alpha?: Scalar }): Tensor;
  add_(self: Tensor, other: Scalar, alpha?: Scalar): Tensor;
  add_(self: Tensor, other: Scalar, options?: { alpha?: Scalar }): Tensor;
  add_(self: Tensor, options: { other: Scalar; alpha?: Scalar }): Tensor;
  /** `beta * self + alpha *` the sum of the matrix products of a batch. `aten::addbmm(Tensor self, Tensor batch1, Tensor batch2, *, Scalar beta=1, Scalar alpha=1) -> Tensor` */
  addbmm(self: Tensor, batch1: Tensor, batch2: Tensor, options?: { beta?: Scalar; alpha?: Scalar }): Tensor;
  /** In place: `beta * self + alpha *` the sum of the matrix products of a batch. `aten::addbmm_(Tensor(a!) self, Tensor batch1, Tensor batch2, *, Scalar beta=1, Scalar alpha=1) -> Tensor(a!)` */
  addbmm_(self: Tensor, batch1: Tensor, batch2: Tensor, options?: { beta?: Scalar; alpha?: Scalar }): Tensor;
  /** `self + value * tensor1 / tensor2`. `aten::addcdiv(Tensor self, Tensor tensor1, Tensor tensor2, *, Scalar value=1) -> Tensor` */
  addcdiv(self: Tensor, tensor1: Tensor, tensor2: Tensor, options?: { value?: Scalar }): Tensor;
  /** In place: `self + value * tensor1 / tensor2`. `aten::addcdiv_(Tensor(a!) self, Tensor tensor1, Tensor tensor2, *, Scalar value=1) -> Tensor(a!)` */
  addcdiv_(self: Tensor, tensor1: Tensor, tensor2: Tensor, options?: { value?: Scalar }): Tensor;
  /** `self + value * tensor1 * tensor2`. `aten::addcmul(Tensor self, Tensor tensor1, Tensor tensor2, *, Scalar value=1) -> Tensor` */
  addcmul(self: Tensor, tensor1: Tensor, tensor2: Tensor, options?: { value?: Scalar }): Tensor;
  /** In place: `self + value * tensor1 * tensor2`. `aten::addcmul_(Tensor(a!) self, Tensor tensor1, Tensor tensor2, *, Scalar value=1) -> Tensor(a!)` */
  addcmul_(self: Tensor, tensor1: Tensor, tensor2: Tensor, options?: { value?: Scalar }): Tensor;
  /** `beta * self + alpha * (mat1 @ mat2)`. `aten::addmm.dtype(Tensor self, Tensor mat1, Tensor mat2, ScalarType out_dtype, *, Scalar beta=1, Scalar alpha=1) -> Tensor` · `aten::addmm(Tensor self, Tensor mat1, Tensor mat2, *, Scalar beta=1, Scalar alpha=1) -> Tensor` */
  addmm(self: Tensor, mat1: Tensor, mat2: Tensor, outDtype: DType, options?: { beta?: Scalar; alpha?: Scalar }): Tensor;
  addmm(self: Tensor, mat1: Tensor, mat2: Tensor, options: { outDtype: DType; beta?: Scalar; alpha?: Scalar }): Tensor;
  addmm(self: Tensor, mat1: Tensor, mat2: Tensor, options?: { beta?: Scalar; alpha?: Scalar }): Tensor;
  /** In place: `beta * self + alpha * (mat1 @ mat2)`. `aten::addmm_(Tensor(a!) self, Tensor mat1, Tensor mat2, *, Scalar beta=1, Scalar alpha=1) -> Tensor(a!)` */
  addmm_(self: Tensor, mat1: Tensor, mat2: Tensor, options?: { beta?: Scalar; alpha?: Scalar }): Tensor;
  /** `beta * self + alpha * (mat @ vec)`. `aten::addmv(Tensor self, Tensor mat, Tensor vec, *, Scalar beta=1, Scalar alpha=1) -> Tensor` */
  addmv(self: Tensor, mat: Tensor, vec: Tensor, options?: { beta?: Scalar; alpha?: Scalar }): Tensor;
  /** In place: `beta * self + alpha * (mat @ vec)`. `aten::addmv_(Tensor(a!) self, Tensor mat, Tensor vec, *, Scalar beta=1, Scalar alpha=1) -> Tensor(a!)` */
  addmv_(self: Tensor, mat: Tensor, vec: Tensor, options?: { beta?: Scalar; alpha?: Scalar }): Tensor;
  /** `beta * self + alpha *` the outer product of two vectors. `aten::addr(Tensor self, Tensor vec1, Tensor vec2, *, Scalar beta=1, Scalar alpha=1) -> Tensor` */
  addr(self: Tensor, vec1: Tensor, vec2: Tensor, options?: { beta?: Scalar; alpha?: Scalar }): Tensor;
  /** In place: `beta * self + alpha *` the outer product of two vectors. `aten::addr_(Tensor(a!) self, Tensor vec1, Tensor vec2, *, Scalar beta=1, Scalar alpha=1) -> Tensor(a!)` */
  addr_(self: Tensor, vec1: Tensor, vec2: Tensor, options?: { beta?: Scalar; alpha?: Scalar }): Tensor;
  /** The last two dimensions swapped and complex numbers conjugated, as a view. `aten::adjoint(Tensor(a) self) -> Tensor(a)` */
  adjoint(self: Tensor): Tensor;
  /** Sampling grid of normalised coordinates from affine matrices. `aten::affine_grid_generator(Tensor theta, SymInt[] size, bool align_corners) -> Tensor` */
  affineGridGenerator(theta: Tensor, size: Ints, alignCorners: boolean): Tensor;
  affineGridGenerator(theta: Tensor, options: { size: Ints; alignCorners: boolean }): Tensor;
  /** Gradient of `affineGridGenerator`; autograd calls it. `aten::affine_grid_generator_backward(Tensor grad, SymInt[] size, bool align_corners) -> Tensor` */
  affineGridGeneratorBackward(grad: Tensor, size: Ints, alignCorners: boolean): Tensor;
  affineGridGeneratorBackward(grad: Tensor, options: { size: Ints; alignCorners: boolean }): Tensor;
  /** A view of the same elements. `aten::alias(Tensor(a) self) -> Tensor(a)` */
  alias(self: Tensor): Tensor;
  /** As `alias`, but a copy that shares no memory. `aten::alias_copy(Tensor self) -> Tensor` */
  aliasCopy(self: Tensor): Tensor;
  /** Whether all elements are true, of the whole tensor or along dimensions. `aten::all(Tensor self) -> Tensor` · `aten::all.dim(Tensor self, int dim, bool keepdim=False) -> Tensor` · `aten::all.dims(Tensor self, int[]? dim=None, bool keepdim=False) -> Tensor` */
  all(self: Tensor): Tensor;
  all(self: Tensor, dim: Int, keepdim?: boolean): Tensor;
  all(self: Tensor, dim: Int, options?: { keepdim?: boolean }): Tensor;
  all(self: Tensor, options: { dim: Int; keepdim?: boolean }): Tensor;
  all(self: Tensor, dim?: Ints | null, keepdim?: boolean): Tensor;
  all(self: Tensor, options?: { dim?: Ints | null; keepdim?: boolean }): Tensor;
  /** Whether all elements of two tensors are equal within tolerances. `aten::allclose(Tensor self, Tensor other, float rtol=1.0000000000000001e-05, float atol=1e-08, bool equal_nan=False) -> bool` */
  allclose(self: Tensor, other: Tensor, rtol?: number, atol?: number, equalNan?: boolean): boolean;
  allclose(self: Tensor, other: Tensor, options?: { rtol?: number; atol?: number; equalNan?: boolean }): boolean;
  /** Dropout that keeps mean and variance of SELU activations. `aten::alpha_dropout(Tensor input, float p, bool train) -> Tensor` */
  alphaDropout(input: Tensor, p: number, train: boolean): Tensor;
  alphaDropout(input: Tensor, options: { p: number; train: boolean }): Tensor;
  /** In place: dropout that keeps mean and variance of SELU activations. `aten::alpha_dropout_(Tensor(a!) self, float p, bool train) -> Tensor(a!)` */
  alphaDropout_(self: Tensor, p: number, train: boolean): Tensor;
  alphaDropout_(self: Tensor, options: { p: number; train: boolean }): Tensor;
  /** Largest value along dimensions; ties share the gradient. `aten::amax(Tensor self, int[1] dim=[], bool keepdim=False) -> Tensor` */
  amax(self: Tensor, dim?: Ints, keepdim?: boolean): Tensor;
  amax(self: Tensor, options?: { dim?: Ints; keepdim?: boolean }): Tensor;
  /** Smallest value along dimensions; ties share the gradient. `aten::amin(Tensor self, int[1] dim=[], bool keepdim=False) -> Tensor` */
  amin(self: Tensor, dim?: Ints, keepdim?: boolean): Tensor;
  amin(self: Tensor, options?: { dim?: Ints; keepdim?: boolean }): Tensor;
  /** Smallest and largest value, of the whole tensor or along a dimension. `aten::aminmax(Tensor self, *, int? dim=None, bool keepdim=False) -> (Tensor min, Tensor max)` */
  aminmax(self: Tensor, options?: { dim?: Int | null; keepdim?: boolean }): { min: Tensor; max: Tensor };
  /** Argument of each complex number, in radians; 0 or pi for real ones. `aten::angle(Tensor self) -> Tensor` */
  angle(self: Tensor): Tensor;
  /** Whether any element is true, of the whole tensor or along dimensions. `aten::any(Tensor self) -> Tensor` · `aten::any.dim(Tensor self, int dim, bool keepdim=False) -> Tensor` · `aten::any.dims(Tensor self, int[]? dim=None, bool keepdim=False) -> Tensor` */
  any(self: Tensor): Tensor;
  any(self: Tensor, dim: Int, keepdim?: boolean): Tensor;
  any(self: Tensor, dim: Int, options?: { keepdim?: boolean }): Tensor;
  any(self: Tensor, options: { dim: Int; keepdim?: boolean }): Tensor;
  any(self: Tensor, dim?: Ints | null, keepdim?: boolean): Tensor;
  any(self: Tensor, options?: { dim?: Ints | null; keepdim?: boolean }): Tensor;
  /** Numbers from `start` up to but not including `end` in steps of `step`. `aten::arange(Scalar end, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` · `aten::arange.start(Scalar start, Scalar end, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` · `aten::arange.start_step(Scalar start, Scalar end, Scalar step=1, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` */
  arange(end: Scalar, options?: NewTensorOptions): Tensor;
  arange(options: NewTensorOptions & { end: Scalar }): Tensor;
  arange(start: Scalar, end: Scalar, options?: NewTensorOptions): Tensor;
  arange(options: NewTensorOptions & { start: Scalar; end: Scalar }): Tensor;
  arange(start: Scalar, end: Scalar, step?: Scalar, options?: NewTensorOptions): Tensor;
  arange(start: Scalar, end: Scalar, options?: NewTensorOptions & { step?: Scalar }): Tensor;
  arange(options: NewTensorOptions & { start: Scalar; end: Scalar; step?: Scalar }): Tensor;
  /** As `acos`: inverse cosine of each element, in radians. `aten::arccos(Tensor self) -> Tensor` */
  arccos(self: Tensor): Tensor;
  /** In place, as `acos_`: inverse cosine of each element, in radians. `aten::arccos_(Tensor(a!) self) -> Tensor(a!)` */
  arccos_(self: Tensor): Tensor;
  /** As `acosh`: inverse hyperbolic cosine of each element. `aten::arccosh(Tensor self) -> Tensor` */
  arccosh(self: Tensor): Tensor;
  /** In place, as `acosh_`: inverse hyperbolic cosine of each element. `aten::arccosh_(Tensor(a!) self) -> Tensor(a!)` */
  arccosh_(self: Tensor): Tensor;
  /** As `asin`: inverse sine of each element, in radians. `aten::arcsin(Tensor self) -> Tensor` */
  arcsin(self: Tensor): Tensor;
  /** In place, as `asin_`: inverse sine of each element, in radians. `aten::arcsin_(Tensor(a!) self) -> Tensor(a!)` */
  arcsin_(self: Tensor): Tensor;
  /** As `asinh`: inverse hyperbolic sine of each element. `aten::arcsinh(Tensor self) -> Tensor` */
  arcsinh(self: Tensor): Tensor;
  /** In place, as `asinh_`: inverse hyperbolic sine of each element. `aten::arcsinh_(Tensor(a!) self) -> Tensor(a!)` */
  arcsinh_(self: Tensor): Tensor;
  /** As `atan`: inverse tangent of each element, in radians. `aten::arctan(Tensor self) -> Tensor` */
  arctan(self: Tensor): Tensor;
  /** As `atan2`: angle of the point (other, self) in radians, with the right quadrant. `aten::arctan2(Tensor self, Tensor other) -> Tensor` */
  arctan2(self: Tensor, other: Tensor): Tensor;
  /** In place, as `atan2_`: angle of the point (other, self) in radians, with the right quadrant. `aten::arctan2_(Tensor(a!) self, Tensor other) -> Tensor(a!)` */
  arctan2_(self: Tensor, other: Tensor): Tensor;
  /** In place, as `atan_`: inverse tangent of each element, in radians. `aten::arctan_(Tensor(a!) self) -> Tensor(a!)` */
  arctan_(self: Tensor): Tensor;
  /** As `atanh`: inverse hyperbolic tangent of each element. `aten::arctanh(Tensor self) -> Tensor` */
  arctanh(self: Tensor): Tensor;
  /** In place, as `atanh_`: inverse hyperbolic tangent of each element. `aten::arctanh_(Tensor(a!) self) -> Tensor(a!)` */
  arctanh_(self: Tensor): Tensor;
  /** Index of the largest value, of the whole tensor or along a dimension. `aten::argmax(Tensor self, int? dim=None, bool keepdim=False) -> Tensor` */
  argmax(self: Tensor, dim?: Int | null, keepdim?: boolean): Tensor;
  argmax(self: Tensor, options?: { dim?: Int | null; keepdim?: boolean }): Tensor;
  /** Index of the smallest value, of the whole tensor or along a dimension. `aten::argmin(Tensor self, int? dim=None, bool keepdim=False) -> Tensor` */
  argmin(self: Tensor, dim?: Int | null, keepdim?: boolean): Tensor;
  argmin(self: Tensor, options?: { dim?: Int | null; keepdim?: boolean }): Tensor;
  /** Indices that sort along a dimension. `aten::argsort.stable(Tensor self, *, bool stable, int dim=-1, bool descending=False) -> Tensor` · `aten::argsort(Tensor self, int dim=-1, bool descending=False) -> Tensor` */
  argsort(self: Tensor, options: { stable: boolean; dim?: Int; descending?: boolean }): Tensor;
  argsort(self: Tensor, dim?: Int, descending?: boolean): Tensor;
  argsort(self: Tensor, options?: { dim?: Int; descending?: boolean }): Tensor;
  /** Indices of all nonzero elements, one row each. `aten::argwhere(Tensor self) -> Tensor` */
  argwhere(self: Tensor): Tensor;
  /** A view with given size, strides and storage offset. `aten::as_strided(Tensor(a) self, SymInt[] size, SymInt[] stride, SymInt? storage_offset=None) -> Tensor(a)` */
  asStrided(self: Tensor, size: Ints, stride: Ints, storageOffset?: Int | null): Tensor;
  asStrided(self: Tensor, size: Ints, stride: Ints, options?: { storageOffset?: Int | null }): Tensor;
  asStrided(self: Tensor, options: { size: Ints; stride: Ints; storageOffset?: Int | null }): Tensor;
  /** Changes size, strides and storage offset of the tensor itself. `aten::as_strided_(Tensor(a!) self, SymInt[] size, SymInt[] stride, SymInt? storage_offset=None) -> Tensor(a!)` */
  asStrided_(self: Tensor, size: Ints, stride: Ints, storageOffset?: Int | null): Tensor;
  asStrided_(self: Tensor, size: Ints, stride: Ints, options?: { storageOffset?: Int | null }): Tensor;
  asStrided_(self: Tensor, options: { size: Ints; stride: Ints; storageOffset?: Int | null }): Tensor;
  /** As `asStrided`, but a copy that shares no memory. `aten::as_strided_copy(Tensor self, SymInt[] size, SymInt[] stride, SymInt? storage_offset=None) -> Tensor` */
  asStridedCopy(self: Tensor, size: Ints, stride: Ints, storageOffset?: Int | null): Tensor;
  asStridedCopy(self: Tensor, size: Ints, stride: Ints, options?: { storageOffset?: Int | null }): Tensor;
  asStridedCopy(self: Tensor, options: { size: Ints; stride: Ints; storageOffset?: Int | null }): Tensor;
  /** A copy with `src` written where a strided view would lie. `aten::as_strided_scatter(Tensor self, Tensor src, SymInt[] size, SymInt[] stride, SymInt? storage_offset=None) -> Tensor` */
  asStridedScatter(self: Tensor, src: Tensor, size: Ints, stride: Ints, storageOffset?: Int | null): Tensor;
  asStridedScatter(self: Tensor, src: Tensor, size: Ints, stride: Ints, options?: { storageOffset?: Int | null }): Tensor;
  asStridedScatter(self: Tensor, src: Tensor, options: { size: Ints; stride: Ints; storageOffset?: Int | null }): Tensor;
  /** Inverse sine of each element, in radians. `aten::asin(Tensor self) -> Tensor` */
  asin(self: Tensor): Tensor;
  /** In place: inverse sine of each element, in radians. `aten::asin_(Tensor(a!) self) -> Tensor(a!)` */
  asin_(self: Tensor): Tensor;
  /** Inverse hyperbolic sine of each element. `aten::asinh(Tensor self) -> Tensor` */
  asinh(self: Tensor): Tensor;
  /** In place: inverse hyperbolic sine of each element. `aten::asinh_(Tensor(a!) self) -> Tensor(a!)` */
  asinh_(self: Tensor): Tensor;
  /** Inverse tangent of each element, in radians. `aten::atan(Tensor self) -> Tensor` */
  atan(self: Tensor): Tensor;
  /** Angle of the point (other, self) in radians, with the right quadrant. `aten::atan2(Tensor self, Tensor other) -> Tensor` */
  atan2(self: Tensor, other: Tensor): Tensor;
  /** In place: angle of the point (other, self) in radians, with the right quadrant. `aten::atan2_(Tensor(a!) self, Tensor other) -> Tensor(a!)` */
  atan2_(self: Tensor, other: Tensor): Tensor;
  /** In place: inverse tangent of each element, in radians. `aten::atan_(Tensor(a!) self) -> Tensor(a!)` */
  atan_(self: Tensor): Tensor;
  /** Inverse hyperbolic tangent of each element. `aten::atanh(Tensor self) -> Tensor` */
  atanh(self: Tensor): Tensor;
  /** In place: inverse hyperbolic tangent of each element. `aten::atanh_(Tensor(a!) self) -> Tensor(a!)` */
  atanh_(self: Tensor): Tensor;
  /** A view with at least one dimension. `aten::atleast_1d(Tensor self) -> Tensor` · `aten::atleast_1d.Sequence(Tensor[] tensors) -> Tensor[]` */
  atleast1d(self: Tensor): Tensor;
  atleast1d(tensors: readonly Tensor[]): Tensor[];
  atleast1d(options: { tensors: readonly Tensor[] }): Tensor[];
  atleast1d(...tensors: [Tensor, Tensor, ...Tensor[]]): Tensor[];
  /** A view with at least two dimensions. `aten::atleast_2d(Tensor self) -> Tensor` · `aten::atleast_2d.Sequence(Tensor[] tensors) -> Tensor[]` */
  atleast2d(self: Tensor): Tensor;
  atleast2d(tensors: readonly Tensor[]): Tensor[];
  atleast2d(options: { tensors: readonly Tensor[] }): Tensor[];
  atleast2d(...tensors: [Tensor, Tensor, ...Tensor[]]): Tensor[];
  /** A view with at least three dimensions. `aten::atleast_3d(Tensor self) -> Tensor` · `aten::atleast_3d.Sequence(Tensor[] tensors) -> Tensor[]` */
  atleast3d(self: Tensor): Tensor;
  atleast3d(tensors: readonly Tensor[]): Tensor[];
  atleast3d(options: { tensors: readonly Tensor[] }): Tensor[];
  atleast3d(...tensors: [Tensor, Tensor, ...Tensor[]]): Tensor[];
  /** Mean of each window along the last dimension. `aten::avg_pool1d(Tensor self, int[1] kernel_size, int[1] stride=[], int[1] padding=[0], bool ceil_mode=False, bool count_include_pad=True) -> Tensor` */
  avgPool1d(self: Tensor, kernelSize: Ints, stride?: Ints, padding?: Ints, ceilMode?: boolean, countIncludePad?: boolean): Tensor;
  avgPool1d(self: Tensor, kernelSize: Ints, options?: { stride?: Ints; padding?: Ints; ceilMode?: boolean; countIncludePad?: boolean }): Tensor;
  avgPool1d(self: Tensor, options: { kernelSize: Ints; stride?: Ints; padding?: Ints; ceilMode?: boolean; countIncludePad?: boolean }): Tensor;
  /** Mean of each window over height and width. `aten::avg_pool2d(Tensor self, int[2] kernel_size, int[2] stride=[], int[2] padding=0, bool ceil_mode=False, bool count_include_pad=True, int? divisor_override=None) -> Tensor` */
  avgPool2d(self: Tensor, kernelSize: Ints, stride?: Ints, padding?: Ints, ceilMode?: boolean, countIncludePad?: boolean, divisorOverride?: Int | null): Tensor;
  avgPool2d(self: Tensor, kernelSize: Ints, options?: { stride?: Ints; padding?: Ints; ceilMode?: boolean; countIncludePad?: boolean; divisorOverride?: Int | null }): Tensor;
  avgPool2d(self: Tensor, options: { kernelSize: Ints; stride?: Ints; padding?: Ints; ceilMode?: boolean; countIncludePad?: boolean; divisorOverride?: Int | null }): Tensor;
  /** Gradient of `avgPool2d`; autograd calls it. Refused unless called by `ops.unsafe`. `aten::avg_pool2d_backward(Tensor grad_output, Tensor self, int[2] kernel_size, int[2] stride, int[2] padding, bool ceil_mode, bool count_include_pad, int? divisor_override) -> Tensor` */
  avgPool2dBackward(gradOutput: Tensor, self: Tensor, kernelSize: Ints, stride: Ints, padding: Ints, ceilMode: boolean, countIncludePad: boolean, divisorOverride: Int | null): Tensor;
  avgPool2dBackward(gradOutput: Tensor, self: Tensor, options: { kernelSize: Ints; stride: Ints; padding: Ints; ceilMode: boolean; countIncludePad: boolean; divisorOverride: Int | null }): Tensor;
  /** Mean of each window over depth, height and width. `aten::avg_pool3d(Tensor self, int[3] kernel_size, int[3] stride=[], int[3] padding=0, bool ceil_mode=False, bool count_include_pad=True, int? divisor_override=None) -> Tensor` */
  avgPool3d(self: Tensor, kernelSize: Ints, stride?: Ints, padding?: Ints, ceilMode?: boolean, countIncludePad?: boolean, divisorOverride?: Int | null): Tensor;
  avgPool3d(self: Tensor, kernelSize: Ints, options?: { stride?: Ints; padding?: Ints; ceilMode?: boolean; countIncludePad?: boolean; divisorOverride?: Int | null }): Tensor;
  avgPool3d(self: Tensor, options: { kernelSize: Ints; stride?: Ints; padding?: Ints; ceilMode?: boolean; countIncludePad?: boolean; divisorOverride?: Int | null }): Tensor;
  /** Gradient of `avgPool3d`; autograd calls it. Refused unless called by `ops.unsafe`. `aten::avg_pool3d_backward(Tensor grad_output, Tensor self, int[3] kernel_size, int[3] stride, int[3] padding, bool ceil_mode, bool count_include_pad, int? divisor_override) -> Tensor` */
  avgPool3dBackward(gradOutput: Tensor, self: Tensor, kernelSize: Ints, stride: Ints, padding: Ints, ceilMode: boolean, countIncludePad: boolean, divisorOverride: Int | null): Tensor;
  avgPool3dBackward(gradOutput: Tensor, self: Tensor, options: { kernelSize: Ints; stride: Ints; padding: Ints; ceilMode: boolean; countIncludePad: boolean; divisorOverride: Int | null }): Tensor;
  /** `beta * self + alpha *` the matrix products of a batch. `aten::baddbmm.dtype(Tensor self, Tensor batch1, Tensor batch2, ScalarType out_dtype, *, Scalar beta=1, Scalar alpha=1) -> Tensor` · `aten::baddbmm(Tensor self, Tensor batch1, Tensor batch2, *, Scalar beta=1, Scalar alpha=1) -> Tensor` */
  baddbmm(self: Tensor, batch1: Tensor, batch2: Tensor, outDtype: DType, options?: { beta?: Scalar; alpha?: Scalar }): Tensor;
  baddbmm(self: Tensor, batch1: Tensor, batch2: Tensor, options: { outDtype: DType; beta?: Scalar; alpha?: Scalar }): Tensor;
  baddbmm(self: Tensor, batch1: Tensor, batch2: Tensor, options?: { beta?: Scalar; alpha?: Scalar }): Tensor;
  /** In place: `beta * self + alpha *` the matrix products of a batch. `aten::baddbmm_(Tensor(a!) self, Tensor batch1, Tensor batch2, *, Scalar beta=1, Scalar alpha=1) -> Tensor(a!)` */
  baddbmm_(self: Tensor, batch1: Tensor, batch2: Tensor, options?: { beta?: Scalar; alpha?: Scalar }): Tensor;
  /** Triangular window of a given length that is zero at its start. `aten::bartlett_window.periodic(int window_length, bool periodic, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` · `aten::bartlett_window(int window_length, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` */
  bartlettWindow(windowLength: Int, periodic: boolean, options?: NewTensorOptions): Tensor;
  bartlettWindow(options: NewTensorOptions & { windowLength: Int; periodic: boolean }): Tensor;
  bartlettWindow(windowLength: Int, options?: NewTensorOptions): Tensor;
  bartlettWindow(options: NewTensorOptions & { windowLength: Int }): Tensor;
  /** Each channel normalised by the batch's or the running statistics. `aten::batch_norm(Tensor input, Tensor? weight, Tensor? bias, Tensor? running_mean, Tensor? running_var, bool training, float momentum, float eps, bool cudnn_enabled) -> Tensor` */
  batchNorm(input: Tensor, weight: Tensor | null, bias: Tensor | null, runningMean: Tensor | null, runningVar: Tensor | null, training: boolean, momentum: number, eps: number, cudnnEnabled: boolean): Tensor;
  batchNorm(input: Tensor, weight: Tensor | null, bias: Tensor | null, runningMean: Tensor | null, runningVar: Tensor | null, options: { training: boolean; momentum: number; eps: number; cudnnEnabled: boolean }): Tensor;
  /** Gradient of `batchNorm`; autograd calls it. Refused unless called by `ops.unsafe`. `aten::batch_norm_backward(Tensor grad_out, Tensor input, Tensor weight, Tensor? running_mean, Tensor? running_var, Tensor? save_mean, Tensor? save_var, bool update, float eps, bool[3] output_mask, Tensor reserve) -> (Tensor, Tensor, Tensor)` */
  batchNormBackward(gradOut: Tensor, input: Tensor, weight: Tensor, runningMean: Tensor | null, runningVar: Tensor | null, saveMean: Tensor | null, saveVar: Tensor | null, update: boolean, eps: number, outputMask: readonly boolean[], reserve: Tensor): [Tensor | null, Tensor | null, Tensor | null];
  batchNormBackward(gradOut: Tensor, input: Tensor, weight: Tensor, runningMean: Tensor | null, runningVar: Tensor | null, saveMean: Tensor | null, saveVar: Tensor | null, options: { update: boolean; eps: number; outputMask: readonly boolean[]; reserve: Tensor }): [Tensor | null, Tensor | null, Tensor | null];
  /** Last step of batch normalisation's gradient, element by element, from the reduced sums. `aten::batch_norm_backward_elemt(Tensor grad_out, Tensor input, Tensor mean, Tensor invstd, Tensor? weight, Tensor sum_dy, Tensor sum_dy_xmu, Tensor count) -> Tensor` */
  batchNormBackwardElemt(gradOut: Tensor, input: Tensor, mean: Tensor, invstd: Tensor, weight: Tensor | null, sumDy: Tensor, sumDyXmu: Tensor, count: Tensor): Tensor;
  /** Sums over the batch that batch normalisation's gradient needs. `aten::batch_norm_backward_reduce(Tensor grad_out, Tensor input, Tensor mean, Tensor invstd, Tensor? weight, bool input_g, bool weight_g, bool bias_g) -> (Tensor, Tensor, Tensor, Tensor)` */
  batchNormBackwardReduce(gradOut: Tensor, input: Tensor, mean: Tensor, invstd: Tensor, weight: Tensor | null, inputG: boolean, weightG: boolean, biasG: boolean): [Tensor, Tensor, Tensor, Tensor];
  batchNormBackwardReduce(gradOut: Tensor, input: Tensor, mean: Tensor, invstd: Tensor, weight: Tensor | null, options: { inputG: boolean; weightG: boolean; biasG: boolean }): [Tensor, Tensor, Tensor, Tensor];
  /** Each channel normalised by a given mean and inverse deviation. `aten::batch_norm_elemt(Tensor input, Tensor? weight, Tensor? bias, Tensor mean, Tensor invstd, float eps) -> Tensor` */
  batchNormElemt(input: Tensor, weight: Tensor | null, bias: Tensor | null, mean: Tensor, invstd: Tensor, eps: number): Tensor;
  batchNormElemt(input: Tensor, weight: Tensor | null, bias: Tensor | null, mean: Tensor, invstd: Tensor, options: { eps: number }): Tensor;
  /** Mean and inverse deviation over several devices' equally large batches. `aten::batch_norm_gather_stats(Tensor input, Tensor mean, Tensor invstd, Tensor? running_mean, Tensor? running_var, float momentum, float eps, int count) -> (Tensor, Tensor)` */
  batchNormGatherStats(input: Tensor, mean: Tensor, invstd: Tensor, runningMean: Tensor | null, runningVar: Tensor | null, momentum: number, eps: number, count: Int): [Tensor, Tensor];
  batchNormGatherStats(input: Tensor, mean: Tensor, invstd: Tensor, runningMean: Tensor | null, runningVar: Tensor | null, options: { momentum: number; eps: number; count: Int }): [Tensor, Tensor];
  /** Mean and inverse deviation over several devices' batches of given sizes. `aten::batch_norm_gather_stats_with_counts(Tensor input, Tensor mean, Tensor invstd, Tensor? running_mean, Tensor? running_var, float momentum, float eps, Tensor counts) -> (Tensor, Tensor)` */
  batchNormGatherStatsWithCounts(input: Tensor, mean: Tensor, invstd: Tensor, runningMean: Tensor | null, runningVar: Tensor | null, momentum: number, eps: number, counts: Tensor): [Tensor, Tensor];
  batchNormGatherStatsWithCounts(input: Tensor, mean: Tensor, invstd: Tensor, runningMean: Tensor | null, runningVar: Tensor | null, options: { momentum: number; eps: number; counts: Tensor }): [Tensor, Tensor];
  /** Mean and inverse deviation of each channel. `aten::batch_norm_stats(Tensor input, float eps) -> (Tensor, Tensor)` */
  batchNormStats(input: Tensor, eps: number): [Tensor, Tensor];
  batchNormStats(input: Tensor, options: { eps: number }): [Tensor, Tensor];
  /** Mean and variance of each channel, mixed into the running statistics. `aten::batch_norm_update_stats(Tensor input, Tensor? running_mean, Tensor? running_var, float momentum) -> (Tensor, Tensor)` */
  batchNormUpdateStats(input: Tensor, runningMean: Tensor | null, runningVar: Tensor | null, momentum: number): [Tensor, Tensor];
  batchNormUpdateStats(input: Tensor, runningMean: Tensor | null, runningVar: Tensor | null, options: { momentum: number }): [Tensor, Tensor];
  /** Zeros and ones drawn with the given probabilities of a one. `aten::bernoulli.Tensor(Tensor self, Tensor p, *, Generator? generator=None) -> Tensor` · `aten::bernoulli.p(Tensor self, float p, *, Generator? generator=None) -> Tensor` · `aten::bernoulli(Tensor self, *, Generator? generator=None) -> Tensor` */
  bernoulli(self: Tensor, p: Tensor, options?: { generator?: Generator | null }): Tensor;
  bernoulli(self: Tensor, p: number, options?: { generator?: Generator | null }): Tensor;
  bernoulli(self: Tensor, options: { p: number; generator?: Generator | null }): Tensor;
  bernoulli(self: Tensor, options?: { generator?: Generator | null }): Tensor;
  /** In place: zeros and ones drawn with the given probabilities of a one. `aten::bernoulli_.Tensor(Tensor(a!) self, Tensor p, *, Generator? generator=None) -> Tensor(a!)` · `aten::bernoulli_.float(Tensor(a!) self, float p=0.5, *, Generator? generator=None) -> Tensor(a!)` */
  bernoulli_(self: Tensor, p: Tensor, options?: { generator?: Generator | null }): Tensor;
  bernoulli_(self: Tensor, p?: number, options?: { generator?: Generator | null }): Tensor;
  bernoulli_(self: Tensor, options?: { p?: number; generator?: Generator | null }): Tensor;
  /** Bilinear map of two inputs: `x1 A x2 + b` for each output feature. `aten::bilinear(Tensor input1, Tensor input2, Tensor weight, Tensor? bias=None) -> Tensor` */
  bilinear(input1: Tensor, input2: Tensor, weight: Tensor, bias?: Tensor | null): Tensor;
  bilinear(input1: Tensor, input2: Tensor, weight: Tensor, options?: { bias?: Tensor | null }): Tensor;
  /** Cross-entropy of probabilities against targets between 0 and 1. `aten::binary_cross_entropy(Tensor self, Tensor target, Tensor? weight=None, int reduction=1) -> Tensor` */
  binaryCrossEntropy(self: Tensor, target: Tensor, weight?: Tensor | null, reduction?: Int): Tensor;
  binaryCrossEntropy(self: Tensor, target: Tensor, options?: { weight?: Tensor | null; reduction?: Int }): Tensor;
  /** Gradient of `binaryCrossEntropy`; autograd calls it. `aten::binary_cross_entropy_backward(Tensor grad_output, Tensor self, Tensor target, Tensor? weight=None, int reduction=1) -> Tensor` */
  binaryCrossEntropyBackward(gradOutput: Tensor, self: Tensor, target: Tensor, weight?: Tensor | null, reduction?: Int): Tensor;
  binaryCrossEntropyBackward(gradOutput: Tensor, self: Tensor, target: Tensor, options?: { weight?: Tensor | null; reduction?: Int }): Tensor;
  /** Cross-entropy of logits against targets between 0 and 1. `aten::binary_cross_entropy_with_logits(Tensor self, Tensor target, Tensor? weight=None, Tensor? pos_weight=None, int reduction=1) -> Tensor` */
  binaryCrossEntropyWithLogits(self: Tensor, target: Tensor, weight?: Tensor | null, posWeight?: Tensor | null, reduction?: Int): Tensor;
  binaryCrossEntropyWithLogits(self: Tensor, target: Tensor, options?: { weight?: Tensor | null; posWeight?: Tensor | null; reduction?: Int }): Tensor;
  /** How often each non-negative integer occurs, optionally weighted. `aten::bincount(Tensor self, Tensor? weights=None, SymInt minlength=0) -> Tensor` */
  bincount(self: Tensor, weights?: Tensor | null, minlength?: Int): Tensor;
  bincount(self: Tensor, options?: { weights?: Tensor | null; minlength?: Int }): Tensor;
  /** Draws from binomial distributions with given counts and probabilities. `aten::binomial(Tensor count, Tensor prob, Generator? generator=None) -> Tensor` */
  binomial(count: Tensor, prob: Tensor, generator?: Generator | null): Tensor;
  binomial(count: Tensor, prob: Tensor, options?: { generator?: Generator | null }): Tensor;
  /** Bitwise and of integers; logical and of booleans. `aten::bitwise_and.Tensor(Tensor self, Tensor other) -> Tensor` · `aten::bitwise_and.Scalar(Tensor self, Scalar other) -> Tensor` · `aten::bitwise_and.Scalar_Tensor(Scalar self, Tensor other) -> Tensor` */
  bitwiseAnd(self: Tensor, other: Tensor): Tensor;
  bitwiseAnd(self: Tensor, other: Scalar): Tensor;
  bitwiseAnd(self: Tensor, options: { other: Scalar }): Tensor;
  bitwiseAnd(self: Scalar, other: Tensor): Tensor;
  bitwiseAnd(options: { self: Scalar; other: Tensor }): Tensor;
  /** In place: bitwise and of integers; logical and of booleans. `aten::bitwise_and_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::bitwise_and_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!)` */
  bitwiseAnd_(self: Tensor, other: Tensor): Tensor;
  bitwiseAnd_(self: Tensor, other: Scalar): Tensor;
  bitwiseAnd_(self: Tensor, options: { other: Scalar }): Tensor;
  /** Integers shifted left by a number of bits. `aten::bitwise_left_shift.Tensor(Tensor self, Tensor other) -> Tensor` · `aten::bitwise_left_shift.Tensor_Scalar(Tensor self, Scalar other) -> Tensor` · `aten::bitwise_left_shift.Scalar_Tensor(Scalar self, Tensor other) -> Tensor` */
  bitwiseLeftShift(self: Tensor, other: Tensor): Tensor;
  bitwiseLeftShift(self: Tensor, other: Scalar): Tensor;
  bitwiseLeftShift(self: Tensor, options: { other: Scalar }): Tensor;
  bitwiseLeftShift(self: Scalar, other: Tensor): Tensor;
  bitwiseLeftShift(options: { self: Scalar; other: Tensor }): Tensor;
  /** In place: integers shifted left by a number of bits. `aten::bitwise_left_shift_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::bitwise_left_shift_.Tensor_Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!)` */
  bitwiseLeftShift_(self: Tensor, other: Tensor): Tensor;
  bitwiseLeftShift_(self: Tensor, other: Scalar): Tensor;
  bitwiseLeftShift_(self: Tensor, options: { other: Scalar }): Tensor;
  /** Bitwise complement of integers; logical not of booleans. `aten::bitwise_not(Tensor self) -> Tensor` */
  bitwiseNot(self: Tensor): Tensor;
  /** In place: bitwise complement of integers; logical not of booleans. `aten::bitwise_not_(Tensor(a!) self) -> Tensor(a!)` */
  bitwiseNot_(self: Tensor): Tensor;
  /** Bitwise or of integers; logical or of booleans. `aten::bitwise_or.Tensor(Tensor self, Tensor other) -> Tensor` · `aten::bitwise_or.Scalar(Tensor self, Scalar other) -> Tensor` · `aten::bitwise_or.Scalar_Tensor(Scalar self, Tensor other) -> Tensor` */
  bitwiseOr(self: Tensor, other: Tensor): Tensor;
  bitwiseOr(self: Tensor, other: Scalar): Tensor;
  bitwiseOr(self: Tensor, options: { other: Scalar }): Tensor;
  bitwiseOr(self: Scalar, other: Tensor): Tensor;
  bitwiseOr(options: { self: Scalar; other: Tensor }): Tensor;
  /** In place: bitwise or of integers; logical or of booleans. `aten::bitwise_or_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::bitwise_or_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!)` */
  bitwiseOr_(self: Tensor, other: Tensor): Tensor;
  bitwiseOr_(self: Tensor, other: Scalar): Tensor;
  bitwiseOr_(self: Tensor, options: { other: Scalar }): Tensor;
  /** Integers shifted right by a number of bits, keeping the sign. `aten::bitwise_right_shift.Tensor(Tensor self, Tensor other) -> Tensor` · `aten::bitwise_right_shift.Tensor_Scalar(Tensor self, Scalar other) -> Tensor` · `aten::bitwise_right_shift.Scalar_Tensor(Scalar self, Tensor other) -> Tensor` */
  bitwiseRightShift(self: Tensor, other: Tensor): Tensor;
  bitwiseRightShift(self: Tensor, other: Scalar): Tensor;
  bitwiseRightShift(self: Tensor, options: { other: Scalar }): Tensor;
  bitwiseRightShift(self: Scalar, other: Tensor): Tensor;
  bitwiseRightShift(options: { self: Scalar; other: Tensor }): Tensor;
  /** In place: integers shifted right by a number of bits, keeping the sign. `aten::bitwise_right_shift_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::bitwise_right_shift_.Tensor_Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!)` */
  bitwiseRightShift_(self: Tensor, other: Tensor): Tensor;
  bitwiseRightShift_(self: Tensor, other: Scalar): Tensor;
  bitwiseRightShift_(self: Tensor, options: { other: Scalar }): Tensor;
  /** Bitwise exclusive or of integers; logical exclusive or of booleans. `aten::bitwise_xor.Tensor(Tensor self, Tensor other) -> Tensor` · `aten::bitwise_xor.Scalar(Tensor self, Scalar other) -> Tensor` · `aten::bitwise_xor.Scalar_Tensor(Scalar self, Tensor other) -> Tensor` */
  bitwiseXor(self: Tensor, other: Tensor): Tensor;
  bitwiseXor(self: Tensor, other: Scalar): Tensor;
  bitwiseXor(self: Tensor, options: { other: Scalar }): Tensor;
  bitwiseXor(self: Scalar, other: Tensor): Tensor;
  bitwiseXor(options: { self: Scalar; other: Tensor }): Tensor;
  /** In place: bitwise exclusive or of integers; logical exclusive or of booleans. `aten::bitwise_xor_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::bitwise_xor_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!)` */
  bitwiseXor_(self: Tensor, other: Tensor): Tensor;
  bitwiseXor_(self: Tensor, other: Scalar): Tensor;
  bitwiseXor_(self: Tensor, options: { other: Scalar }): Tensor;
  /** Blackman window of a given length. `aten::blackman_window.periodic(int window_length, bool periodic, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` · `aten::blackman_window(int window_length, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` */
  blackmanWindow(windowLength: Int, periodic: boolean, options?: NewTensorOptions): Tensor;
  blackmanWindow(options: NewTensorOptions & { windowLength: Int; periodic: boolean }): Tensor;
  blackmanWindow(windowLength: Int, options?: NewTensorOptions): Tensor;
  blackmanWindow(options: NewTensorOptions & { windowLength: Int }): Tensor;
  /** Matrices put along the diagonal of one matrix, zero elsewhere. `aten::block_diag(Tensor[] tensors) -> Tensor` */
  blockDiag(tensors: readonly Tensor[]): Tensor;
  blockDiag(options: { tensors: readonly Tensor[] }): Tensor;
  blockDiag(...tensors: Tensor[]): Tensor;
  /** Matrix products of two batches of matrices. `aten::bmm(Tensor self, Tensor mat2) -> Tensor` · `aten::bmm.dtype(Tensor self, Tensor mat2, ScalarType out_dtype) -> Tensor` */
  bmm(self: Tensor, mat2: Tensor): Tensor;
  bmm(self: Tensor, mat2: Tensor, outDtype: DType): Tensor;
  bmm(self: Tensor, mat2: Tensor, options: { outDtype: DType }): Tensor;
  /** Views of several tensors, all expanded to their common shape. `aten::broadcast_tensors(Tensor[] tensors) -> Tensor[]` */
  broadcastTensors(tensors: readonly Tensor[]): Tensor[];
  broadcastTensors(options: { tensors: readonly Tensor[] }): Tensor[];
  broadcastTensors(...tensors: Tensor[]): Tensor[];
  /** A view expanded to a given shape. `aten::broadcast_to(Tensor(a) self, SymInt[] size) -> Tensor(a)` */
  broadcastTo(self: Tensor, size: Ints): Tensor;
  broadcastTo(self: Tensor, options: { size: Ints }): Tensor;
  broadcastTo(self: Tensor, ...size: [Int, Int, ...Int[]]): Tensor;
  /** Index of the bucket, between sorted boundaries, that each value falls into. `aten::bucketize.Tensor(Tensor self, Tensor boundaries, *, bool out_int32=False, bool right=False) -> Tensor` · `aten::bucketize.Scalar(Scalar self, Tensor boundaries, *, bool out_int32=False, bool right=False) -> Tensor` */
  bucketize(self: Tensor, boundaries: Tensor, options?: { outInt32?: boolean; right?: boolean }): Tensor;
  bucketize(self: Scalar, boundaries: Tensor, options?: { outInt32?: boolean; right?: boolean }): Tensor;
  bucketize(options: { self: Scalar; boundaries: Tensor; outInt32?: boolean; right?: boolean }): Tensor;
  /** Whether one data type may be converted to another by PyTorch's promotion rules. `aten::can_cast(ScalarType from_, ScalarType to) -> bool` */
  canCast(from_: DType, to: DType): boolean;
  canCast(options: { from_: DType; to: DType }): boolean;
  /** All combinations of one element from each vector, one row each. `aten::cartesian_prod(Tensor[] tensors) -> Tensor` */
  cartesianProd(tensors: readonly Tensor[]): Tensor;
  cartesianProd(options: { tensors: readonly Tensor[] }): Tensor;
  cartesianProd(...tensors: Tensor[]): Tensor;
  /** Tensors joined along an existing dimension. `aten::cat(Tensor[] tensors, int dim=0) -> Tensor` */
  cat(tensors: readonly Tensor[], dim?: Int): Tensor;
  cat(tensors: readonly Tensor[], options?: { dim?: Int }): Tensor;
  cat(options: { tensors: readonly Tensor[]; dim?: Int }): Tensor;
  /** Draws from a Cauchy distribution in the tensor's shape. `aten::cauchy(Tensor self, float median=0., float sigma=1., *, Generator? generator=None) -> Tensor` */
  cauchy(self: Tensor, median?: number, sigma?: number, options?: { generator?: Generator | null }): Tensor;
  cauchy(self: Tensor, options?: { median?: number; sigma?: number; generator?: Generator | null }): Tensor;
  /** Fills the tensor with draws from a Cauchy distribution. `aten::cauchy_(Tensor(a!) self, float median=0., float sigma=1., *, Generator? generator=None) -> Tensor(a!)` */
  cauchy_(self: Tensor, median?: number, sigma?: number, options?: { generator?: Generator | null }): Tensor;
  cauchy_(self: Tensor, options?: { median?: number; sigma?: number; generator?: Generator | null }): Tensor;
  /** Compressed column pointers of a sparse CSC or BSC tensor. `aten::ccol_indices(Tensor(a) self) -> Tensor(a)` */
  ccolIndices(self: Tensor): Tensor;
  /** As `ccolIndices`, but a copy that shares no memory. `aten::ccol_indices_copy(Tensor self) -> Tensor` */
  ccolIndicesCopy(self: Tensor): Tensor;
  /** Distances by the p-norm between all pairs of rows of two batches. `aten::cdist(Tensor x1, Tensor x2, float p=2., int? compute_mode=None) -> Tensor` */
  cdist(x1: Tensor, x2: Tensor, p?: number, computeMode?: Int | null): Tensor;
  cdist(x1: Tensor, x2: Tensor, options?: { p?: number; computeMode?: Int | null }): Tensor;
  /** Smallest whole number not below each element. `aten::ceil(Tensor self) -> Tensor` */
  ceil(self: Tensor): Tensor;
  /** In place: smallest whole number not below each element. `aten::ceil_(Tensor(a!) self) -> Tensor(a!)` */
  ceil_(self: Tensor): Tensor;
  /** `max(0, x) + min(0, alpha * (exp(x / alpha) - 1))`. `aten::celu(Tensor self, Scalar alpha=1.) -> Tensor` */
  celu(self: Tensor, alpha?: Scalar): Tensor;
  celu(self: Tensor, options?: { alpha?: Scalar }): Tensor;
  /** In place: `max(0, x) + min(0, alpha * (exp(x / alpha) - 1))`. `aten::celu_(Tensor(a!) self, Scalar alpha=1.) -> Tensor(a!)` */
  celu_(self: Tensor, alpha?: Scalar): Tensor;
  celu_(self: Tensor, options?: { alpha?: Scalar }): Tensor;
  /** Product of several matrices in the order that needs the fewest multiplications. `aten::chain_matmul(Tensor[] matrices) -> Tensor` */
  chainMatmul(matrices: readonly Tensor[]): Tensor;
  chainMatmul(options: { matrices: readonly Tensor[] }): Tensor;
  chainMatmul(...matrices: Tensor[]): Tensor;
  /** Converted to complex32. `aten::chalf(Tensor self, *, MemoryFormat? memory_format=None) -> Tensor` */
  chalf(self: Tensor, options?: { memoryFormat?: MemoryFormat | null }): Tensor;
  /** Channels regrouped: split into groups, then interleaved. `aten::channel_shuffle(Tensor self, SymInt groups) -> Tensor` */
  channelShuffle(self: Tensor, groups: Int): Tensor;
  channelShuffle(self: Tensor, options: { groups: Int }): Tensor;
  /** Cholesky factor of positive definite matrices. `aten::cholesky(Tensor self, bool upper=False) -> Tensor` */
  cholesky(self: Tensor, upper?: boolean): Tensor;
  cholesky(self: Tensor, options?: { upper?: boolean }): Tensor;
  /** Inverse of positive definite matrices from their Cholesky factors. `aten::cholesky_inverse(Tensor self, bool upper=False) -> Tensor` */
  choleskyInverse(self: Tensor, upper?: boolean): Tensor;
  choleskyInverse(self: Tensor, options?: { upper?: boolean }): Tensor;
  /** Solution of linear systems from the Cholesky factor of their matrix. `aten::cholesky_solve(Tensor self, Tensor input2, bool upper=False) -> Tensor` */
  choleskySolve(self: Tensor, input2: Tensor, upper?: boolean): Tensor;
  choleskySolve(self: Tensor, input2: Tensor, options?: { upper?: boolean }): Tensor;
  /** Range for quantisation chosen to lose the least. `aten::choose_qparams_optimized(Tensor input, int numel, int n_bins, float ratio, int bit_width) -> (Tensor, Tensor)` */
  chooseQparamsOptimized(input: Tensor, numel: Int, nBins: Int, ratio: number, bitWidth: Int): [Tensor, Tensor];
  chooseQparamsOptimized(input: Tensor, options: { numel: Int; nBins: Int; ratio: number; bitWidth: Int }): [Tensor, Tensor];
  /** Views of a tensor split into a number of parts along a dimension. `aten::chunk(Tensor(a -> *) self, int chunks, int dim=0) -> Tensor(a)[]` */
  chunk(self: Tensor, chunks: Int, dim?: Int): Tensor[];
  chunk(self: Tensor, chunks: Int, options?: { dim?: Int }): Tensor[];
  chunk(self: Tensor, options: { chunks: Int; dim?: Int }): Tensor[];
  /** Each element limited to between `min` and `max`, either of which may be left out. `aten::clamp.Tensor(Tensor self, Tensor? min=None, Tensor? max=None) -> Tensor` · `aten::clamp(Tensor self, Scalar? min=None, Scalar? max=None) -> Tensor` */
  clamp(self: Tensor, min?: Tensor | null, max?: Tensor | null): Tensor;
  clamp(self: Tensor, options?: { min?: Tensor | null; max?: Tensor | null }): Tensor;
  clamp(self: Tensor, min?: Scalar | null, max?: Scalar | null): Tensor;
  clamp(self: Tensor, options?: { min?: Scalar | null; max?: Scalar | null }): Tensor;
  /** In place: each element limited to between `min` and `max`, either of which may be left out. `aten::clamp_.Tensor(Tensor(a!) self, Tensor? min=None, Tensor? max=None) -> Tensor(a!)` · `aten::clamp_(Tensor(a!) self, Scalar? min=None, Scalar? max=None) -> Tensor(a!)` */
  clamp_(self: Tensor, min?: Tensor | null, max?: Tensor | null): Tensor;
  clamp_(self: Tensor, options?: { min?: Tensor | null; max?: Tensor | null }): Tensor;
  clamp_(self: Tensor, min?: Scalar | null, max?: Scalar | null): Tensor;
  clamp_(self: Tensor, options?: { min?: Scalar | null; max?: Scalar | null }): Tensor;
  /** Each element limited to at most `max`. `aten::clamp_max.Tensor(Tensor self, Tensor max) -> Tensor` · `aten::clamp_max(Tensor self, Scalar max) -> Tensor` */
  clampMax(self: Tensor, max: Tensor): Tensor;
  clampMax(self: Tensor, max: Scalar): Tensor;
  clampMax(self: Tensor, options: { max: Scalar }): Tensor;
  /** In place: each element limited to at most `max`. `aten::clamp_max_.Tensor(Tensor(a!) self, Tensor max) -> Tensor(a!)` · `aten::clamp_max_(Tensor(a!) self, Scalar max) -> Tensor(a!)` */
  clampMax_(self: Tensor, max: Tensor): Tensor;
  clampMax_(self: Tensor, max: Scalar): Tensor;
  clampMax_(self: Tensor, options: { max: Scalar }): Tensor;
  /** Each element limited to at least `min`. `aten::clamp_min.Tensor(Tensor self, Tensor min) -> Tensor` · `aten::clamp_min(Tensor self, Scalar min) -> Tensor` */
  clampMin(self: Tensor, min: Tensor): Tensor;
  clampMin(self: Tensor, min: Scalar): Tensor;
  clampMin(self: Tensor, options: { min: Scalar }): Tensor;
  /** In place: each element limited to at least `min`. `aten::clamp_min_.Tensor(Tensor(a!) self, Tensor min) -> Tensor(a!)` · `aten::clamp_min_(Tensor(a!) self, Scalar min) -> Tensor(a!)` */
  clampMin_(self: Tensor, min: Tensor): Tensor;
  clampMin_(self: Tensor, min: Scalar): Tensor;
  clampMin_(self: Tensor, options: { min: Scalar }): Tensor;
  /** As `clamp`: each element limited to between `min` and `max`, either of which may be left out. `aten::clip.Tensor(Tensor self, Tensor? min=None, Tensor? max=None) -> Tensor` · `aten::clip(Tensor self, Scalar? min=None, Scalar? max=None) -> Tensor` */
  clip(self: Tensor, min?: Tensor | null, max?: Tensor | null): Tensor;
  clip(self: Tensor, options?: { min?: Tensor | null; max?: Tensor | null }): Tensor;
  clip(self: Tensor, min?: Scalar | null, max?: Scalar | null): Tensor;
  clip(self: Tensor, options?: { min?: Scalar | null; max?: Scalar | null }): Tensor;
  /** In place, as `clamp_`: each element limited to between `min` and `max`, either of which may be left out. `aten::clip_.Tensor(Tensor(a!) self, Tensor? min=None, Tensor? max=None) -> Tensor(a!)` · `aten::clip_(Tensor(a!) self, Scalar? min=None, Scalar? max=None) -> Tensor(a!)` */
  clip_(self: Tensor, min?: Tensor | null, max?: Tensor | null): Tensor;
  clip_(self: Tensor, options?: { min?: Tensor | null; max?: Tensor | null }): Tensor;
  clip_(self: Tensor, min?: Scalar | null, max?: Scalar | null): Tensor;
  clip_(self: Tensor, options?: { min?: Scalar | null; max?: Scalar | null }): Tensor;
  /** A copy with memory of its own; gradients flow through it. `aten::clone(Tensor self, *, MemoryFormat? memory_format=None) -> Tensor` */
  clone(self: Tensor, options?: { memoryFormat?: MemoryFormat | null }): Tensor;
  /** A sparse COO tensor with each index once, in order, values of repeated indices summed. `aten::coalesce(Tensor(a) self) -> Tensor(a)` */
  coalesce(self: Tensor): Tensor;
  /** Columns of windows summed back into an image: the reverse of `im2col`. `aten::col2im(Tensor self, SymInt[2] output_size, int[2] kernel_size, int[2] dilation, int[2] padding, int[2] stride) -> Tensor` */
  col2im(self: Tensor, outputSize: Ints, kernelSize: Ints, dilation: Ints, padding: Ints, stride: Ints): Tensor;
  col2im(self: Tensor, options: { outputSize: Ints; kernelSize: Ints; dilation: Ints; padding: Ints; stride: Ints }): Tensor;
  /** Column indices of a sparse CSR or BSR tensor. `aten::col_indices(Tensor(a) self) -> Tensor(a)` */
  colIndices(self: Tensor): Tensor;
  /** As `colIndices`, but a copy that shares no memory. `aten::col_indices_copy(Tensor self) -> Tensor` */
  colIndicesCopy(self: Tensor): Tensor;
  /** Tensors joined as columns of one matrix. `aten::column_stack(Tensor[] tensors) -> Tensor` */
  columnStack(tensors: readonly Tensor[]): Tensor;
  columnStack(options: { tensors: readonly Tensor[] }): Tensor;
  /** All combinations of `r` elements of a vector, one row each. `aten::combinations(Tensor self, int r=2, bool with_replacement=False) -> Tensor` */
  combinations(self: Tensor, r?: Int, withReplacement?: boolean): Tensor;
  combinations(self: Tensor, options?: { r?: Int; withReplacement?: boolean }): Tensor;
  /** Complex numbers from their real and imaginary parts. `aten::complex(Tensor real, Tensor imag) -> Tensor` */
  complex(real: Tensor, imag: Tensor): Tensor;
  /** As `cat`: tensors joined along an existing dimension. `aten::concat(Tensor[] tensors, int dim=0) -> Tensor` */
  concat(tensors: readonly Tensor[], dim?: Int): Tensor;
  concat(tensors: readonly Tensor[], options?: { dim?: Int }): Tensor;
  concat(options: { tensors: readonly Tensor[]; dim?: Int }): Tensor;
  /** As `cat`: tensors joined along an existing dimension. `aten::concatenate(Tensor[] tensors, int dim=0) -> Tensor` */
  concatenate(tensors: readonly Tensor[], dim?: Int): Tensor;
  concatenate(tensors: readonly Tensor[], options?: { dim?: Int }): Tensor;
  concatenate(options: { tensors: readonly Tensor[]; dim?: Int }): Tensor;
  /** Complex conjugates, as a view that conjugates when read. `aten::conj(Tensor(a) self) -> Tensor(a)` */
  conj(self: Tensor): Tensor;
  /** Complex conjugates, computed at once. `aten::conj_physical(Tensor self) -> Tensor` */
  conjPhysical(self: Tensor): Tensor;
  /** Replaces complex numbers by their conjugates. `aten::conj_physical_(Tensor(a!) self) -> Tensor(a!)` */
  conjPhysical_(self: Tensor): Tensor;
  /** Padded by a constant, from the last dimension backwards. `aten::constant_pad_nd(Tensor self, SymInt[] pad, Scalar value=0) -> Tensor` */
  constantPadNd(self: Tensor, pad: Ints, value?: Scalar): Tensor;
  constantPadNd(self: Tensor, pad: Ints, options?: { value?: Scalar }): Tensor;
  constantPadNd(self: Tensor, options: { pad: Ints; value?: Scalar }): Tensor;
  /** The tensor itself where its memory already has the wanted order, else a copy that has. `aten::contiguous(Tensor(a) self, *, MemoryFormat memory_format=0) -> Tensor(a)` */
  contiguous(self: Tensor, options?: { memoryFormat?: MemoryFormat }): Tensor;
  /** Convolution along the last dimension of (N, C, L). `aten::conv1d(Tensor input, Tensor weight, Tensor? bias=None, SymInt[1] stride=[1], SymInt[1] padding=[0], SymInt[1] dilation=[1], SymInt groups=1) -> Tensor` · `aten::conv1d.padding(Tensor input, Tensor weight, Tensor? bias=None, SymInt[1] stride=[1], str padding="valid", SymInt[1] dilation=[1], SymInt groups=1) -> Tensor` */
  conv1d(input: Tensor, weight: Tensor, bias?: Tensor | null, stride?: Ints, padding?: Ints, dilation?: Ints, groups?: Int): Tensor;
  conv1d(input: Tensor, weight: Tensor, options?: { bias?: Tensor | null; stride?: Ints; padding?: Ints; dilation?: Ints; groups?: Int }): Tensor;
  conv1d(input: Tensor, weight: Tensor, bias?: Tensor | null, stride?: Ints, padding?: "same" | "valid", dilation?: Ints, groups?: Int): Tensor;
  conv1d(input: Tensor, weight: Tensor, options?: { bias?: Tensor | null; stride?: Ints; padding?: "same" | "valid"; dilation?: Ints; groups?: Int }): Tensor;
  /** Convolution over height and width of (N, C, H, W). `aten::conv2d(Tensor input, Tensor weight, Tensor? bias=None, SymInt[2] stride=[1, 1], SymInt[2] padding=[0, 0], SymInt[2] dilation=[1, 1], SymInt groups=1) -> Tensor` · `aten::conv2d.padding(Tensor input, Tensor weight, Tensor? bias=None, SymInt[2] stride=[1, 1], str padding="valid", SymInt[2] dilation=[1, 1], SymInt groups=1) -> Tensor` */
  conv2d(input: Tensor, weight: Tensor, bias?: Tensor | null, stride?: Ints, padding?: Ints, dilation?: Ints, groups?: Int): Tensor;
  conv2d(input: Tensor, weight: Tensor, options?: { bias?: Tensor | null; stride?: Ints; padding?: Ints; dilation?: Ints; groups?: Int }): Tensor;
  conv2d(input: Tensor, weight: Tensor, bias?: Tensor | null, stride?: Ints, padding?: "same" | "valid", dilation?: Ints, groups?: Int): Tensor;
  conv2d(input: Tensor, weight: Tensor, options?: { bias?: Tensor | null; stride?: Ints; padding?: "same" | "valid"; dilation?: Ints; groups?: Int }): Tensor;
  /** Convolution over depth, height and width of (N, C, D, H, W). `aten::conv3d(Tensor input, Tensor weight, Tensor? bias=None, SymInt[3] stride=[1, 1, 1], SymInt[3] padding=[0, 0, 0], SymInt[3] dilation=[1, 1, 1], SymInt groups=1) -> Tensor` · `aten::conv3d.padding(Tensor input, Tensor weight, Tensor? bias=None, SymInt[3] stride=[1, 1, 1], str padding="valid", SymInt[3] dilation=[1, 1, 1], SymInt groups=1) -> Tensor` */
  conv3d(input: Tensor, weight: Tensor, bias?: Tensor | null, stride?: Ints, padding?: Ints, dilation?: Ints, groups?: Int): Tensor;
  conv3d(input: Tensor, weight: Tensor, options?: { bias?: Tensor | null; stride?: Ints; padding?: Ints; dilation?: Ints; groups?: Int }): Tensor;
  conv3d(input: Tensor, weight: Tensor, bias?: Tensor | null, stride?: Ints, padding?: "same" | "valid", dilation?: Ints, groups?: Int): Tensor;
  conv3d(input: Tensor, weight: Tensor, options?: { bias?: Tensor | null; stride?: Ints; padding?: "same" | "valid"; dilation?: Ints; groups?: Int }): Tensor;
  /** Convolution over depth, height and width with a filter of its own for each channel (CUDA). `aten::conv_depthwise3d(Tensor self, Tensor weight, SymInt[3] kernel_size, Tensor? bias, SymInt[3] stride, SymInt[3] padding, SymInt[3] dilation) -> Tensor` */
  convDepthwise3d(self: Tensor, weight: Tensor, kernelSize: Ints, bias: Tensor | null, stride: Ints, padding: Ints, dilation: Ints): Tensor;
  convDepthwise3d(self: Tensor, weight: Tensor, options: { kernelSize: Ints; bias: Tensor | null; stride: Ints; padding: Ints; dilation: Ints }): Tensor;
  /** Convolution along time of (T, N, C). `aten::conv_tbc(Tensor self, Tensor weight, Tensor bias, int pad=0) -> Tensor` */
  convTbc(self: Tensor, weight: Tensor, bias: Tensor, pad?: Int): Tensor;
  convTbc(self: Tensor, weight: Tensor, bias: Tensor, options?: { pad?: Int }): Tensor;
  /** Gradient of `convTbc`; autograd calls it. `aten::conv_tbc_backward(Tensor self, Tensor input, Tensor weight, Tensor bias, int pad) -> (Tensor, Tensor, Tensor)` */
  convTbcBackward(self: Tensor, input: Tensor, weight: Tensor, bias: Tensor, pad: Int): [Tensor, Tensor, Tensor];
  convTbcBackward(self: Tensor, input: Tensor, weight: Tensor, bias: Tensor, options: { pad: Int }): [Tensor, Tensor, Tensor];
  /** Transposed convolution along the last dimension of (N, C, L). `aten::conv_transpose1d(Tensor input, Tensor weight, Tensor? bias=None, SymInt[1] stride=[1], SymInt[1] padding=[0], SymInt[1] output_padding=[0], SymInt groups=1, SymInt[1] dilation=[1]) -> Tensor` */
  convTranspose1d(input: Tensor, weight: Tensor, bias?: Tensor | null, stride?: Ints, padding?: Ints, outputPadding?: Ints, groups?: Int, dilation?: Ints): Tensor;
  convTranspose1d(input: Tensor, weight: Tensor, options?: { bias?: Tensor | null; stride?: Ints; padding?: Ints; outputPadding?: Ints; groups?: Int; dilation?: Ints }): Tensor;
  /** Transposed convolution over height and width of (N, C, H, W). `aten::conv_transpose2d.input(Tensor input, Tensor weight, Tensor? bias=None, SymInt[2] stride=[1, 1], SymInt[2] padding=[0, 0], SymInt[2] output_padding=[0, 0], SymInt groups=1, SymInt[2] dilation=[1, 1]) -> Tensor` */
  convTranspose2d(input: Tensor, weight: Tensor, bias?: Tensor | null, stride?: Ints, padding?: Ints, outputPadding?: Ints, groups?: Int, dilation?: Ints): Tensor;
  convTranspose2d(input: Tensor, weight: Tensor, options?: { bias?: Tensor | null; stride?: Ints; padding?: Ints; outputPadding?: Ints; groups?: Int; dilation?: Ints }): Tensor;
  /** Transposed convolution over depth, height and width of (N, C, D, H, W). `aten::conv_transpose3d.input(Tensor input, Tensor weight, Tensor? bias=None, SymInt[3] stride=[1, 1, 1], SymInt[3] padding=[0, 0, 0], SymInt[3] output_padding=[0, 0, 0], SymInt groups=1, SymInt[3] dilation=[1, 1, 1]) -> Tensor` */
  convTranspose3d(input: Tensor, weight: Tensor, bias?: Tensor | null, stride?: Ints, padding?: Ints, outputPadding?: Ints, groups?: Int, dilation?: Ints): Tensor;
  convTranspose3d(input: Tensor, weight: Tensor, options?: { bias?: Tensor | null; stride?: Ints; padding?: Ints; outputPadding?: Ints; groups?: Int; dilation?: Ints }): Tensor;
  /** Convolution of any number of dimensions, plain or transposed, all settings given. `aten::convolution(Tensor input, Tensor weight, Tensor? bias, SymInt[] stride, SymInt[] padding, SymInt[] dilation, bool transposed, SymInt[] output_padding, SymInt groups) -> Tensor` */
  convolution(input: Tensor, weight: Tensor, bias: Tensor | null, stride: Ints, padding: Ints, dilation: Ints, transposed: boolean, outputPadding: Ints, groups: Int): Tensor;
  convolution(input: Tensor, weight: Tensor, bias: Tensor | null, options: { stride: Ints; padding: Ints; dilation: Ints; transposed: boolean; outputPadding: Ints; groups: Int }): Tensor;
  /** Gradients of `convolution` for input, weight and bias, those that the mask asks for. `aten::convolution_backward(Tensor grad_output, Tensor input, Tensor weight, SymInt[]? bias_sizes, SymInt[] stride, SymInt[] padding, SymInt[] dilation, bool transposed, SymInt[] output_padding, SymInt groups, bool[3] output_mask) -> (Tensor, Tensor, Tensor)` */
  convolutionBackward(gradOutput: Tensor, input: Tensor, weight: Tensor, biasSizes: Ints | null, stride: Ints, padding: Ints, dilation: Ints, transposed: boolean, outputPadding: Ints, groups: Int, outputMask: readonly boolean[]): [Tensor | null, Tensor | null, Tensor | null];
  convolutionBackward(gradOutput: Tensor, input: Tensor, weight: Tensor, options: { biasSizes: Ints | null; stride: Ints; padding: Ints; dilation: Ints; transposed: boolean; outputPadding: Ints; groups: Int; outputMask: readonly boolean[] }): [Tensor | null, Tensor | null, Tensor | null];
  /** Gradients of `convolutionOverrideable`; for backends outside libtorch. `aten::convolution_backward_overrideable(Tensor grad_output, Tensor input, Tensor weight, SymInt[] stride, SymInt[] padding, SymInt[] dilation, bool transposed, SymInt[] output_padding, SymInt groups, bool[3] output_mask) -> (Tensor grad_input, Tensor grad_weight, Tensor grad_bias)` */
  convolutionBackwardOverrideable(gradOutput: Tensor, input: Tensor, weight: Tensor, stride: Ints, padding: Ints, dilation: Ints, transposed: boolean, outputPadding: Ints, groups: Int, outputMask: readonly boolean[]): { gradInput: Tensor | null; gradWeight: Tensor | null; gradBias: Tensor | null };
  convolutionBackwardOverrideable(gradOutput: Tensor, input: Tensor, weight: Tensor, options: { stride: Ints; padding: Ints; dilation: Ints; transposed: boolean; outputPadding: Ints; groups: Int; outputMask: readonly boolean[] }): { gradInput: Tensor | null; gradWeight: Tensor | null; gradBias: Tensor | null };
  /** Convolution that backends outside libtorch may provide. `aten::convolution_overrideable(Tensor input, Tensor weight, Tensor? bias, SymInt[] stride, SymInt[] padding, SymInt[] dilation, bool transposed, SymInt[] output_padding, SymInt groups) -> Tensor` */
  convolutionOverrideable(input: Tensor, weight: Tensor, bias: Tensor | null, stride: Ints, padding: Ints, dilation: Ints, transposed: boolean, outputPadding: Ints, groups: Int): Tensor;
  convolutionOverrideable(input: Tensor, weight: Tensor, bias: Tensor | null, options: { stride: Ints; padding: Ints; dilation: Ints; transposed: boolean; outputPadding: Ints; groups: Int }): Tensor;
  /** The values of `src` in the shape and type of `self`. `aten::copy(Tensor self, Tensor src, bool non_blocking=False) -> Tensor` */
  copy(self: Tensor, src: Tensor, nonBlocking?: boolean): Tensor;
  copy(self: Tensor, src: Tensor, options?: { nonBlocking?: boolean }): Tensor;
  /** Copies the values of `src`, broadcast, into the tensor, converting type and device. `aten::copy_(Tensor(a!) self, Tensor src, bool non_blocking=False) -> Tensor(a!)` */
  copy_(self: Tensor, src: Tensor, nonBlocking?: boolean): Tensor;
  copy_(self: Tensor, src: Tensor, options?: { nonBlocking?: boolean }): Tensor;
  /** The indices and values of one sparse tensor in another. `aten::copy_sparse_to_sparse(Tensor self, Tensor src, bool non_blocking=False) -> Tensor` */
  copySparseToSparse(self: Tensor, src: Tensor, nonBlocking?: boolean): Tensor;
  copySparseToSparse(self: Tensor, src: Tensor, options?: { nonBlocking?: boolean }): Tensor;
  /** Copies the indices and values of one sparse tensor into another. `aten::copy_sparse_to_sparse_(Tensor(a!) self, Tensor src, bool non_blocking=False) -> Tensor(a!)` */
  copySparseToSparse_(self: Tensor, src: Tensor, nonBlocking?: boolean): Tensor;
  copySparseToSparse_(self: Tensor, src: Tensor, options?: { nonBlocking?: boolean }): Tensor;
  /** The magnitude of one with the sign of the other. `aten::copysign.Tensor(Tensor self, Tensor other) -> Tensor` · `aten::copysign.Scalar(Tensor self, Scalar other) -> Tensor` */
  copysign(self: Tensor, other: Tensor): Tensor;
  copysign(self: Tensor, other: Scalar): Tensor;
  copysign(self: Tensor, options: { other: Scalar }): Tensor;
  /** In place: the magnitude of one with the sign of the other. `aten::copysign_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::copysign_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!)` */
  copysign_(self: Tensor, other: Tensor): Tensor;
  copysign_(self: Tensor, other: Scalar): Tensor;
  copysign_(self: Tensor, options: { other: Scalar }): Tensor;
  /** Pearson's correlation coefficients of the rows. `aten::corrcoef(Tensor self) -> Tensor` */
  corrcoef(self: Tensor): Tensor;
  /** Cosine of each element, in radians. `aten::cos(Tensor self) -> Tensor` */
  cos(self: Tensor): Tensor;
  /** In place: cosine of each element, in radians. `aten::cos_(Tensor(a!) self) -> Tensor(a!)` */
  cos_(self: Tensor): Tensor;
  /** Hyperbolic cosine of each element. `aten::cosh(Tensor self) -> Tensor` */
  cosh(self: Tensor): Tensor;
  /** In place: hyperbolic cosine of each element. `aten::cosh_(Tensor(a!) self) -> Tensor(a!)` */
  cosh_(self: Tensor): Tensor;
  /** Loss that pulls pairs with target 1 together by cosine and pushes pairs with target -1 apart. `aten::cosine_embedding_loss(Tensor input1, Tensor input2, Tensor target, float margin=0., int reduction=1) -> Tensor` */
  cosineEmbeddingLoss(input1: Tensor, input2: Tensor, target: Tensor, margin?: number, reduction?: Int): Tensor;
  cosineEmbeddingLoss(input1: Tensor, input2: Tensor, target: Tensor, options?: { margin?: number; reduction?: Int }): Tensor;
  /** Cosine of the angle between vectors along a dimension. `aten::cosine_similarity(Tensor x1, Tensor x2, int dim=1, float eps=1e-08) -> Tensor` */
  cosineSimilarity(x1: Tensor, x2: Tensor, dim?: Int, eps?: number): Tensor;
  cosineSimilarity(x1: Tensor, x2: Tensor, options?: { dim?: Int; eps?: number }): Tensor;
  /** How many elements are not zero, of the whole tensor or along dimensions. `aten::count_nonzero(Tensor self, int? dim=None) -> Tensor` · `aten::count_nonzero.dim_IntList(Tensor self, int[] dim) -> Tensor` */
  countNonzero(self: Tensor, dim?: Int | null): Tensor;
  countNonzero(self: Tensor, options?: { dim?: Int | null }): Tensor;
  countNonzero(self: Tensor, dim: Ints): Tensor;
  countNonzero(self: Tensor, options: { dim: Ints }): Tensor;
  countNonzero(self: Tensor, ...size: [Int, Int, ...Int[]]): Tensor;
  /** Covariance matrix of the rows, optionally weighted. `aten::cov(Tensor self, *, int correction=1, Tensor? fweights=None, Tensor? aweights=None) -> Tensor` */
  cov(self: Tensor, options?: { correction?: Int; fweights?: Tensor | null; aweights?: Tensor | null }): Tensor;
  /** Cross products of vectors of three elements along a dimension. `aten::cross(Tensor self, Tensor other, int? dim=None) -> Tensor` */
  cross(self: Tensor, other: Tensor, dim?: Int | null): Tensor;
  cross(self: Tensor, other: Tensor, options?: { dim?: Int | null }): Tensor;
  /** Softmax cross-entropy of logits against class indices or probabilities. `aten::cross_entropy_loss(Tensor self, Tensor target, Tensor? weight=None, int reduction=1, SymInt ignore_index=-100, float label_smoothing=0.) -> Tensor` */
  crossEntropyLoss(self: Tensor, target: Tensor, weight?: Tensor | null, reduction?: Int, ignoreIndex?: Int, labelSmoothing?: number): Tensor;
  crossEntropyLoss(self: Tensor, target: Tensor, options?: { weight?: Tensor | null; reduction?: Int; ignoreIndex?: Int; labelSmoothing?: number }): Tensor;
  /** Compressed row pointers of a sparse CSR or BSR tensor. `aten::crow_indices(Tensor(a) self) -> Tensor(a)` */
  crowIndices(self: Tensor): Tensor;
  /** As `crowIndices`, but a copy that shares no memory. `aten::crow_indices_copy(Tensor self) -> Tensor` */
  crowIndicesCopy(self: Tensor): Tensor;
  /** Connectionist temporal classification loss of log-probabilities (T, N, C) against label sequences. `aten::ctc_loss.Tensor(Tensor log_probs, Tensor targets, Tensor input_lengths, Tensor target_lengths, int blank=0, int reduction=1, bool zero_infinity=False) -> Tensor` · `aten::ctc_loss.IntList(Tensor log_probs, Tensor targets, int[] input_lengths, int[] target_lengths, int blank=0, int reduction=1, bool zero_infinity=False) -> Tensor` */
  ctcLoss(logProbs: Tensor, targets: Tensor, inputLengths: Tensor, targetLengths: Tensor, blank?: Int, reduction?: Int, zeroInfinity?: boolean): Tensor;
  ctcLoss(logProbs: Tensor, targets: Tensor, inputLengths: Tensor, targetLengths: Tensor, options?: { blank?: Int; reduction?: Int; zeroInfinity?: boolean }): Tensor;
  ctcLoss(logProbs: Tensor, targets: Tensor, inputLengths: Ints, targetLengths: Ints, blank?: Int, reduction?: Int, zeroInfinity?: boolean): Tensor;
  ctcLoss(logProbs: Tensor, targets: Tensor, inputLengths: Ints, targetLengths: Ints, options?: { blank?: Int; reduction?: Int; zeroInfinity?: boolean }): Tensor;
  ctcLoss(logProbs: Tensor, targets: Tensor, options: { inputLengths: Ints; targetLengths: Ints; blank?: Int; reduction?: Int; zeroInfinity?: boolean }): Tensor;
  /** Sampling grid from affine matrices, by cuDNN. `aten::cudnn_affine_grid_generator(Tensor theta, int N, int C, int H, int W) -> Tensor grid` */
  cudnnAffineGridGenerator(theta: Tensor, N: Int, C: Int, H: Int, W: Int): Tensor;
  cudnnAffineGridGenerator(theta: Tensor, options: { N: Int; C: Int; H: Int; W: Int }): Tensor;
  /** Gradient of `cudnnAffineGridGenerator`; autograd calls it. `aten::cudnn_affine_grid_generator_backward(Tensor grad, int N, int C, int H, int W) -> Tensor grad_theta` */
  cudnnAffineGridGeneratorBackward(grad: Tensor, N: Int, C: Int, H: Int, W: Int): Tensor;
  cudnnAffineGridGeneratorBackward(grad: Tensor, options: { N: Int; C: Int; H: Int; W: Int }): Tensor;
  /** Batch normalisation by cuDNN, with what its gradient needs. `aten::cudnn_batch_norm(Tensor input, Tensor weight, Tensor? bias, Tensor? running_mean, Tensor? running_var, bool training, float exponential_average_factor, float epsilon) -> (Tensor, Tensor, Tensor, Tensor)` */
  cudnnBatchNorm(input: Tensor, weight: Tensor, bias: Tensor | null, runningMean: Tensor | null, runningVar: Tensor | null, training: boolean, exponentialAverageFactor: number, epsilon: number): [Tensor, Tensor, Tensor, Tensor];
  cudnnBatchNorm(input: Tensor, weight: Tensor, bias: Tensor | null, runningMean: Tensor | null, runningVar: Tensor | null, options: { training: boolean; exponentialAverageFactor: number; epsilon: number }): [Tensor, Tensor, Tensor, Tensor];
  /** Gradient of `cudnnBatchNorm`; autograd calls it. `aten::cudnn_batch_norm_backward(Tensor input, Tensor grad_output, Tensor weight, Tensor? running_mean, Tensor? running_var, Tensor? save_mean, Tensor? save_var, float epsilon, Tensor reserveSpace) -> (Tensor, Tensor, Tensor)` */
  cudnnBatchNormBackward(input: Tensor, gradOutput: Tensor, weight: Tensor, runningMean: Tensor | null, runningVar: Tensor | null, saveMean: Tensor | null, saveVar: Tensor | null, epsilon: number, reserveSpace: Tensor): [Tensor, Tensor, Tensor];
  cudnnBatchNormBackward(input: Tensor, gradOutput: Tensor, weight: Tensor, runningMean: Tensor | null, runningVar: Tensor | null, saveMean: Tensor | null, saveVar: Tensor | null, options: { epsilon: number; reserveSpace: Tensor }): [Tensor, Tensor, Tensor];
  /** Convolution by cuDNN. `aten::cudnn_convolution(Tensor self, Tensor weight, SymInt[] padding, SymInt[] stride, SymInt[] dilation, SymInt groups, bool benchmark, bool deterministic, bool allow_tf32) -> Tensor` */
  cudnnConvolution(self: Tensor, weight: Tensor, padding: Ints, stride: Ints, dilation: Ints, groups: Int, benchmark: boolean, deterministic: boolean, allowTf32: boolean): Tensor;
  cudnnConvolution(self: Tensor, weight: Tensor, options: { padding: Ints; stride: Ints; dilation: Ints; groups: Int; benchmark: boolean; deterministic: boolean; allowTf32: boolean }): Tensor;
  /** Convolution, scaled addition, bias and ReLU in one, by cuDNN. `aten::cudnn_convolution_add_relu(Tensor self, Tensor weight, Tensor z, Scalar? alpha, Tensor? bias, SymInt[] stride, SymInt[] padding, SymInt[] dilation, SymInt groups) -> Tensor` */
  cudnnConvolutionAddRelu(self: Tensor, weight: Tensor, z: Tensor, alpha: Scalar | null, bias: Tensor | null, stride: Ints, padding: Ints, dilation: Ints, groups: Int): Tensor;
  cudnnConvolutionAddRelu(self: Tensor, weight: Tensor, z: Tensor, options: { alpha: Scalar | null; bias: Tensor | null; stride: Ints; padding: Ints; dilation: Ints; groups: Int }): Tensor;
  /** Convolution, bias and ReLU in one, by cuDNN. `aten::cudnn_convolution_relu(Tensor self, Tensor weight, Tensor? bias, SymInt[] stride, SymInt[] padding, SymInt[] dilation, SymInt groups) -> Tensor` */
  cudnnConvolutionRelu(self: Tensor, weight: Tensor, bias: Tensor | null, stride: Ints, padding: Ints, dilation: Ints, groups: Int): Tensor;
  cudnnConvolutionRelu(self: Tensor, weight: Tensor, bias: Tensor | null, options: { stride: Ints; padding: Ints; dilation: Ints; groups: Int }): Tensor;
  /** Transposed convolution by cuDNN. `aten::cudnn_convolution_transpose(Tensor self, Tensor weight, SymInt[] padding, SymInt[] output_padding, SymInt[] stride, SymInt[] dilation, SymInt groups, bool benchmark, bool deterministic, bool allow_tf32) -> Tensor` */
  cudnnConvolutionTranspose(self: Tensor, weight: Tensor, padding: Ints, outputPadding: Ints, stride: Ints, dilation: Ints, groups: Int, benchmark: boolean, deterministic: boolean, allowTf32: boolean): Tensor;
  cudnnConvolutionTranspose(self: Tensor, weight: Tensor, options: { padding: Ints; outputPadding: Ints; stride: Ints; dilation: Ints; groups: Int; benchmark: boolean; deterministic: boolean; allowTf32: boolean }): Tensor;
  /** Values at the points of a grid, bilinear, by cuDNN. `aten::cudnn_grid_sampler(Tensor self, Tensor grid) -> Tensor output` */
  cudnnGridSampler(self: Tensor, grid: Tensor): Tensor;
  /** Gradient of `cudnnGridSampler`; autograd calls it. `aten::cudnn_grid_sampler_backward(Tensor self, Tensor grid, Tensor grad_output) -> (Tensor grad_self, Tensor grad_grid)` */
  cudnnGridSamplerBackward(self: Tensor, grid: Tensor, gradOutput: Tensor): { gradSelf: Tensor; gradGrid: Tensor };
  /** Whether cuDNN can work with the tensor. `aten::cudnn_is_acceptable(Tensor self) -> bool` */
  cudnnIsAcceptable(self: Tensor): boolean;
  /** Largest value so far along a dimension, and its index. `aten::cummax(Tensor self, int dim) -> (Tensor values, Tensor indices)` */
  cummax(self: Tensor, dim: Int): { values: Tensor; indices: Tensor };
  cummax(self: Tensor, options: { dim: Int }): { values: Tensor; indices: Tensor };
  /** Gradient of `cummax` and `cummin`. `aten::cummaxmin_backward(Tensor grad, Tensor input, Tensor indices, int dim) -> Tensor` */
  cummaxminBackward(grad: Tensor, input: Tensor, indices: Tensor, dim: Int): Tensor;
  cummaxminBackward(grad: Tensor, input: Tensor, indices: Tensor, options: { dim: Int }): Tensor;
  /** Smallest value so far along a dimension, and its index. `aten::cummin(Tensor self, int dim) -> (Tensor values, Tensor indices)` */
  cummin(self: Tensor, dim: Int): { values: Tensor; indices: Tensor };
  cummin(self: Tensor, options: { dim: Int }): { values: Tensor; indices: Tensor };
  /** Product of the elements so far along a dimension. `aten::cumprod(Tensor self, int dim, *, ScalarType? dtype=None) -> Tensor` */
  cumprod(self: Tensor, dim: Int, options?: Named & { dtype?: DType | null }): Tensor;
  cumprod(self: Tensor, options: Named & { dim: Int; dtype?: DType | null }): Tensor;
  /** In place: product of the elements so far along a dimension. `aten::cumprod_(Tensor(a!) self, int dim, *, ScalarType? dtype=None) -> Tensor(a!)` */
  cumprod_(self: Tensor, dim: Int, options?: Named & { dtype?: DType | null }): Tensor;
  cumprod_(self: Tensor, options: Named & { dim: Int; dtype?: DType | null }): Tensor;
  /** Gradient of `cumprod`; autograd calls it. `aten::cumprod_backward(Tensor grad, Tensor input, int dim, Tensor output) -> Tensor` */
  cumprodBackward(grad: Tensor, input: Tensor, dim: Int, output: Tensor): Tensor;
  cumprodBackward(grad: Tensor, input: Tensor, options: { dim: Int; output: Tensor }): Tensor;
  /** Sum of the elements so far along a dimension. `aten::cumsum(Tensor self, int dim, *, ScalarType? dtype=None) -> Tensor` */
  cumsum(self: Tensor, dim: Int, options?: Named & { dtype?: DType | null }): Tensor;
  cumsum(self: Tensor, options: Named & { dim: Int; dtype?: DType | null }): Tensor;
  /** In place: sum of the elements so far along a dimension. `aten::cumsum_(Tensor(a!) self, int dim, *, ScalarType? dtype=None) -> Tensor(a!)` */
  cumsum_(self: Tensor, dim: Int, options?: Named & { dtype?: DType | null }): Tensor;
  cumsum_(self: Tensor, options: Named & { dim: Int; dtype?: DType | null }): Tensor;
  /** Integral so far along a dimension, by the trapezoidal rule. `aten::cumulative_trapezoid.x(Tensor y, Tensor x, *, int dim=-1) -> Tensor` · `aten::cumulative_trapezoid.dx(Tensor y, *, Scalar dx=1, int dim=-1) -> Tensor` */
  cumulativeTrapezoid(y: Tensor, x: Tensor, options?: { dim?: Int }): Tensor;
  cumulativeTrapezoid(y: Tensor, options?: { dx?: Scalar; dim?: Int }): Tensor;
  /** The same elements outside the autograd graph. `aten::data(Tensor self) -> Tensor` */
  data(self: Tensor): Tensor;
  /** Degrees converted to radians. `aten::deg2rad(Tensor self) -> Tensor` */
  deg2rad(self: Tensor): Tensor;
  /** In place: degrees converted to radians. `aten::deg2rad_(Tensor(a!) self) -> Tensor(a!)` */
  deg2rad_(self: Tensor): Tensor;
  /** How many dimensions of a sparse tensor are dense. `aten::dense_dim(Tensor self) -> int` */
  denseDim(self: Tensor): number;
  /** Floating point values of a quantised tensor. `aten::dequantize.self(Tensor self) -> Tensor` · `aten::dequantize.tensors(Tensor[] tensors) -> Tensor[]` */
  dequantize(self: Tensor): Tensor;
  dequantize(tensors: readonly Tensor[]): Tensor[];
  dequantize(options: { tensors: readonly Tensor[] }): Tensor[];
  /** Determinants of square matrices. `aten::det(Tensor self) -> Tensor` */
  det(self: Tensor): Tensor;
  /** A view of the same elements outside the autograd graph. `aten::detach(Tensor(a) self) -> Tensor(a)` */
  detach(self: Tensor): Tensor;
  /** Takes the tensor itself out of the autograd graph. `aten::detach_(Tensor(a!) self) -> Tensor(a!)` */
  detach_(self: Tensor): Tensor;
  /** As `detach`, but a copy that shares no memory. `aten::detach_copy(Tensor self) -> Tensor` */
  detachCopy(self: Tensor): Tensor;
  /** The diagonal of a matrix, or a matrix with a vector on its diagonal. `aten::diag(Tensor self, int diagonal=0) -> Tensor` */
  diag(self: Tensor, diagonal?: Int): Tensor;
  diag(self: Tensor, options?: { diagonal?: Int }): Tensor;
  /** Matrices with the last dimension's vectors on a diagonal. `aten::diag_embed(Tensor self, int offset=0, int dim1=-2, int dim2=-1) -> Tensor` */
  diagEmbed(self: Tensor, offset?: Int, dim1?: Int, dim2?: Int): Tensor;
  diagEmbed(self: Tensor, options?: { offset?: Int; dim1?: Int; dim2?: Int }): Tensor;
  /** A matrix with all elements of a tensor on its diagonal. `aten::diagflat(Tensor self, int offset=0) -> Tensor` */
  diagflat(self: Tensor, offset?: Int): Tensor;
  diagflat(self: Tensor, options?: { offset?: Int }): Tensor;
  /** A view of a diagonal between two dimensions. `aten::diagonal(Tensor(a) self, int offset=0, int dim1=0, int dim2=1) -> Tensor(a)` */
  diagonal(self: Tensor, offset?: Int, dim1?: Int, dim2?: Int): Tensor;
  diagonal(self: Tensor, options?: { offset?: Int; dim1?: Int; dim2?: Int }): Tensor;
  /** Gradient of `diagonal`; autograd calls it. `aten::diagonal_backward(Tensor grad_output, SymInt[] input_sizes, int offset, int dim1, int dim2) -> Tensor` */
  diagonalBackward(gradOutput: Tensor, inputSizes: Ints, offset: Int, dim1: Int, dim2: Int): Tensor;
  diagonalBackward(gradOutput: Tensor, options: { inputSizes: Ints; offset: Int; dim1: Int; dim2: Int }): Tensor;
  /** As `diagonal`, but a copy that shares no memory. `aten::diagonal_copy(Tensor self, int offset=0, int dim1=0, int dim2=1) -> Tensor` */
  diagonalCopy(self: Tensor, offset?: Int, dim1?: Int, dim2?: Int): Tensor;
  diagonalCopy(self: Tensor, options?: { offset?: Int; dim1?: Int; dim2?: Int }): Tensor;
  /** A copy with `src` written to a diagonal. `aten::diagonal_scatter(Tensor self, Tensor src, int offset=0, int dim1=0, int dim2=1) -> Tensor` */
  diagonalScatter(self: Tensor, src: Tensor, offset?: Int, dim1?: Int, dim2?: Int): Tensor;
  diagonalScatter(self: Tensor, src: Tensor, options?: { offset?: Int; dim1?: Int; dim2?: Int }): Tensor;
  /** Differences between neighbours along a dimension, `n` times. `aten::diff(Tensor self, int n=1, int dim=-1, Tensor? prepend=None, Tensor? append=None) -> Tensor` */
  diff(self: Tensor, n?: Int, dim?: Int, prepend?: Tensor | null, append?: Tensor | null): Tensor;
  diff(self: Tensor, options?: { n?: Int; dim?: Int; prepend?: Tensor | null; append?: Tensor | null }): Tensor;
  /** Derivative of the logarithm of the gamma function. `aten::digamma(Tensor self) -> Tensor` */
  digamma(self: Tensor): Tensor;
  /** In place: derivative of the logarithm of the gamma function. `aten::digamma_(Tensor(a!) self) -> Tensor(a!)` */
  digamma_(self: Tensor): Tensor;
  /** How many dimensions. `aten::dim(Tensor self) -> int` */
  dim(self: Tensor): number;
  /** The p-norm of the difference of two tensors. `aten::dist(Tensor self, Tensor other, Scalar p=2) -> Tensor` */
  dist(self: Tensor, other: Tensor, p?: Scalar): Tensor;
  dist(self: Tensor, other: Tensor, options?: { p?: Scalar }): Tensor;
  /** Quotient of each pair of elements, exact or rounded as `roundingMode` says. `aten::div.Tensor(Tensor self, Tensor other) -> Tensor` · `aten::div.Tensor_mode(Tensor self, Tensor other, *, str? rounding_mode) -> Tensor` · `aten::div.Scalar(Tensor self, Scalar other) -> Tensor` · `aten::div.Scalar_mode(Tensor self, Scalar other, *, str? rounding_mode) -> Tensor` */
  div(self: Tensor, other: Tensor): Tensor;
  div(self: Tensor, other: Tensor, options: { roundingMode: "trunc" | "floor" | null }): Tensor;
  div(self: Tensor, other: Scalar): Tensor;
  div(self: Tensor, options: { other: Scalar }): Tensor;
  div(self: Tensor, other: Scalar, options: { roundingMode: "trunc" | "floor" | null }): Tensor;
  div(self: Tensor, options: { other: Scalar; roundingMode: "trunc" | "floor" | null }): Tensor;
  /** In place: quotient of each pair of elements, exact or rounded as `roundingMode` says. `aten::div_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::div_.Tensor_mode(Tensor(a!) self, Tensor other, *, str? rounding_mode) -> Tensor(a!)` · `aten::div_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!)` · `aten::div_.Scalar_mode(Tensor(a!) self, Scalar other, *, str? rounding_mode) -> Tensor(a!)` */
  div_(self: Tensor, other: Tensor): Tensor;
  div_(self: Tensor, other: Tensor, options: { roundingMode: "trunc" | "floor" | null }): Tensor;
  div_(self: Tensor, other: Scalar): Tensor;
  div_(self: Tensor, options: { other: Scalar }): Tensor;
  div_(self: Tensor, other: Scalar, options: { roundingMode: "trunc" | "floor" | null }): Tensor;
  div_(self: Tensor, options: { other: Scalar; roundingMode: "trunc" | "floor" | null }): Tensor;
  /** As `div`: quotient of each pair of elements, exact or rounded as `roundingMode` says. `aten::divide.Tensor(Tensor self, Tensor other) -> Tensor` · `aten::divide.Tensor_mode(Tensor self, Tensor other, *, str? rounding_mode) -> Tensor` · `aten::divide.Scalar(Tensor self, Scalar other) -> Tensor` · `aten::divide.Scalar_mode(Tensor self, Scalar other, *, str? rounding_mode) -> Tensor` */
  divide(self: Tensor, other: Tensor): Tensor;
  divide(self: Tensor, other: Tensor, options: { roundingMode: "trunc" | "floor" | null }): Tensor;
  divide(self: Tensor, other: Scalar): Tensor;
  divide(self: Tensor, options: { other: Scalar }): Tensor;
  divide(self: Tensor, other: Scalar, options: { roundingMode: "trunc" | "floor" | null }): Tensor;
  divide(self: Tensor, options: { other: Scalar; roundingMode: "trunc" | "floor" | null }): Tensor;
  /** In place, as `div_`: quotient of each pair of elements, exact or rounded as `roundingMode` says. `aten::divide_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::divide_.Tensor_mode(Tensor(a!) self, Tensor other, *, str? rounding_mode) -> Tensor(a!)` · `aten::divide_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!)` · `aten::divide_.Scalar_mode(Tensor(a!) self, Scalar other, *, str? rounding_mode) -> Tensor(a!)` */
  divide_(self: Tensor, other: Tensor): Tensor;
  divide_(self: Tensor, other: Tensor, options: { roundingMode: "trunc" | "floor" | null }): Tensor;
  divide_(self: Tensor, other: Scalar): Tensor;
  divide_(self: Tensor, options: { other: Scalar }): Tensor;
  divide_(self: Tensor, other: Scalar, options: { roundingMode: "trunc" | "floor" | null }): Tensor;
  divide_(self: Tensor, options: { other: Scalar; roundingMode: "trunc" | "floor" | null }): Tensor;
  /** Sum of the products of two vectors' elements. `aten::dot(Tensor self, Tensor tensor) -> Tensor` */
  dot(self: Tensor, tensor: Tensor): Tensor;
  /** Elements zeroed with probability `p`, the others scaled by `1 / (1 - p)`. `aten::dropout(Tensor input, float p, bool train) -> Tensor` */
  dropout(input: Tensor, p: number, train: boolean): Tensor;
  dropout(input: Tensor, options: { p: number; train: boolean }): Tensor;
  /** In place: elements zeroed with probability `p`, the others scaled by `1 / (1 - p)`. `aten::dropout_(Tensor(a!) self, float p, bool train) -> Tensor(a!)` */
  dropout_(self: Tensor, p: number, train: boolean): Tensor;
  dropout_(self: Tensor, options: { p: number; train: boolean }): Tensor;
  /** Views split along the third dimension. `aten::dsplit.int(Tensor(a -> *) self, int sections) -> Tensor(a)[]` · `aten::dsplit.array(Tensor(a -> *) self, int[] indices) -> Tensor(a)[]` */
  dsplit(self: Tensor, sections: Int): Tensor[];
  dsplit(self: Tensor, options: { sections: Int }): Tensor[];
  dsplit(self: Tensor, indices: Ints): Tensor[];
  dsplit(self: Tensor, options: { indices: Ints }): Tensor[];
  dsplit(self: Tensor, ...size: [Int, Int, ...Int[]]): Tensor[];
  /** Tensors joined along the third dimension. `aten::dstack(Tensor[] tensors) -> Tensor` */
  dstack(tensors: readonly Tensor[]): Tensor;
  dstack(options: { tensors: readonly Tensor[] }): Tensor;
  /** Sums of products over named indices, as in Einstein's notation. `aten::einsum(str equation, Tensor[] tensors, *, int[]? path=None) -> Tensor` */
  einsum(equation: string, tensors: readonly Tensor[], options?: { path?: Ints | null }): Tensor;
  einsum(options: { equation: string; tensors: readonly Tensor[]; path?: Ints | null }): Tensor;
  einsum(equation: string, ...operands: Tensor[]): Tensor;
  /** `x` above zero, `alpha * (exp(x) - 1)` below. `aten::elu(Tensor self, Scalar alpha=1, Scalar scale=1, Scalar input_scale=1) -> Tensor` */
  elu(self: Tensor, alpha?: Scalar, scale?: Scalar, inputScale?: Scalar): Tensor;
  elu(self: Tensor, options?: { alpha?: Scalar; scale?: Scalar; inputScale?: Scalar }): Tensor;
  /** In place: `x` above zero, `alpha * (exp(x) - 1)` below. `aten::elu_(Tensor(a!) self, Scalar alpha=1, Scalar scale=1, Scalar input_scale=1) -> Tensor(a!)` */
  elu_(self: Tensor, alpha?: Scalar, scale?: Scalar, inputScale?: Scalar): Tensor;
  elu_(self: Tensor, options?: { alpha?: Scalar; scale?: Scalar; inputScale?: Scalar }): Tensor;
  /** Gradient of `elu`; autograd calls it. `aten::elu_backward(Tensor grad_output, Scalar alpha, Scalar scale, Scalar input_scale, bool is_result, Tensor self_or_result) -> Tensor` */
  eluBackward(gradOutput: Tensor, alpha: Scalar, scale: Scalar, inputScale: Scalar, isResult: boolean, selfOrResult: Tensor): Tensor;
  eluBackward(gradOutput: Tensor, options: { alpha: Scalar; scale: Scalar; inputScale: Scalar; isResult: boolean; selfOrResult: Tensor }): Tensor;
  /** Rows of a weight matrix at integer indices. `aten::embedding(Tensor weight, Tensor indices, SymInt padding_idx=-1, bool scale_grad_by_freq=False, bool sparse=False) -> Tensor` */
  embedding(weight: Tensor, indices: Tensor, paddingIdx?: Int, scaleGradByFreq?: boolean, sparse?: boolean): Tensor;
  embedding(weight: Tensor, indices: Tensor, options?: { paddingIdx?: Int; scaleGradByFreq?: boolean; sparse?: boolean }): Tensor;
  /** Gradient of `embedding` for the weight, dense or sparse. Refused unless called by `ops.unsafe`. `aten::embedding_backward(Tensor grad, Tensor indices, SymInt num_weights, SymInt padding_idx, bool scale_grad_by_freq, bool sparse) -> Tensor` */
  embeddingBackward(grad: Tensor, indices: Tensor, numWeights: Int, paddingIdx: Int, scaleGradByFreq: boolean, sparse: boolean): Tensor;
  embeddingBackward(grad: Tensor, indices: Tensor, options: { numWeights: Int; paddingIdx: Int; scaleGradByFreq: boolean; sparse: boolean }): Tensor;
  /** Sums, means or maxima of the rows of a weight matrix in each bag of indices. `aten::embedding_bag(Tensor weight, Tensor indices, Tensor offsets, bool scale_grad_by_freq=False, int mode=0, bool sparse=False, Tensor? per_sample_weights=None, bool include_last_offset=False) -> (Tensor, Tensor, Tensor, Tensor)` · `aten::embedding_bag.padding_idx(Tensor weight, Tensor indices, Tensor offsets, bool scale_grad_by_freq, int mode, bool sparse, Tensor? per_sample_weights, bool include_last_offset, int? padding_idx) -> (Tensor, Tensor, Tensor, Tensor)` */
  embeddingBag(weight: Tensor, indices: Tensor, offsets: Tensor, scaleGradByFreq?: boolean, mode?: Int, sparse?: boolean, perSampleWeights?: Tensor | null, includeLastOffset?: boolean): [Tensor, Tensor, Tensor, Tensor];
  embeddingBag(weight: Tensor, indices: Tensor, offsets: Tensor, options?: { scaleGradByFreq?: boolean; mode?: Int; sparse?: boolean; perSampleWeights?: Tensor | null; includeLastOffset?: boolean }): [Tensor, Tensor, Tensor, Tensor];
  embeddingBag(weight: Tensor, indices: Tensor, offsets: Tensor, scaleGradByFreq: boolean, mode: Int, sparse: boolean, perSampleWeights: Tensor | null, includeLastOffset: boolean, paddingIdx: Int | null): [Tensor, Tensor, Tensor, Tensor];
  embeddingBag(weight: Tensor, indices: Tensor, offsets: Tensor, options: { scaleGradByFreq: boolean; mode: Int; sparse: boolean; perSampleWeights: Tensor | null; includeLastOffset: boolean; paddingIdx: Int | null }): [Tensor, Tensor, Tensor, Tensor];
  /** Gradient of `embedding` as a dense matrix. Refused unless called by `ops.unsafe`. `aten::embedding_dense_backward(Tensor grad_output, Tensor indices, SymInt num_weights, SymInt padding_idx, bool scale_grad_by_freq) -> Tensor` */
  embeddingDenseBackward(gradOutput: Tensor, indices: Tensor, numWeights: Int, paddingIdx: Int, scaleGradByFreq: boolean): Tensor;
  embeddingDenseBackward(gradOutput: Tensor, indices: Tensor, options: { numWeights: Int; paddingIdx: Int; scaleGradByFreq: boolean }): Tensor;
  /** A weight matrix with the rows at given indices scaled to a norm of at most `maxNorm`. `aten::embedding_renorm(Tensor self, Tensor indices, float max_norm, float norm_type) -> Tensor` */
  embeddingRenorm(self: Tensor, indices: Tensor, maxNorm: number, normType: number): Tensor;
  embeddingRenorm(self: Tensor, indices: Tensor, options: { maxNorm: number; normType: number }): Tensor;
  /** Scales the rows of a weight matrix at given indices to a norm of at most `maxNorm`. `aten::embedding_renorm_(Tensor(a!) self, Tensor indices, float max_norm, float norm_type) -> Tensor(a!)` */
  embeddingRenorm_(self: Tensor, indices: Tensor, maxNorm: number, normType: number): Tensor;
  embeddingRenorm_(self: Tensor, indices: Tensor, options: { maxNorm: number; normType: number }): Tensor;
  /** Gradient of `embedding` as a sparse matrix. Refused unless called by `ops.unsafe`. `aten::embedding_sparse_backward(Tensor grad, Tensor indices, int num_weights, int padding_idx, bool scale_grad_by_freq) -> Tensor` */
  embeddingSparseBackward(grad: Tensor, indices: Tensor, numWeights: Int, paddingIdx: Int, scaleGradByFreq: boolean): Tensor;
  embeddingSparseBackward(grad: Tensor, indices: Tensor, options: { numWeights: Int; paddingIdx: Int; scaleGradByFreq: boolean }): Tensor;
  /** A tensor of a given size whose values are whatever the memory holds. `aten::empty.memory_format(SymInt[] size, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None, MemoryFormat? memory_format=None) -> Tensor` */
  empty(size: Ints, options?: NewTensorOptions & { memoryFormat?: MemoryFormat | null }): Tensor;
  empty(options: NewTensorOptions & { size: Ints; memoryFormat?: MemoryFormat | null }): Tensor;
  empty(...size: [Int, Int, ...Int[]]): Tensor;
  empty(...args: [...size: [Int, Int, ...Int[]], options: NewTensorOptions & { memoryFormat?: MemoryFormat | null }]): Tensor;
  /** A tensor of another's size, type and device whose values are whatever the memory holds. `aten::empty_like(Tensor self, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None, MemoryFormat? memory_format=None) -> Tensor` */
  emptyLike(self: Tensor, options?: NewTensorOptions & { memoryFormat?: MemoryFormat | null }): Tensor;
  /** An uninitialised tensor whose dimensions lie in memory in a given order. `aten::empty_permuted(SymInt[] size, int[] physical_layout, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` */
  emptyPermuted(size: Ints, physicalLayout: Ints, options?: NewTensorOptions): Tensor;
  emptyPermuted(options: NewTensorOptions & { size: Ints; physicalLayout: Ints }): Tensor;
  /** An uninitialised quantised tensor with another's scale and zero point. `aten::empty_quantized(int[] size, Tensor qtensor, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None, MemoryFormat? memory_format=None) -> Tensor` */
  emptyQuantized(size: Ints, qtensor: Tensor, options?: NewTensorOptions & { memoryFormat?: MemoryFormat | null }): Tensor;
  emptyQuantized(options: NewTensorOptions & { size: Ints; qtensor: Tensor; memoryFormat?: MemoryFormat | null }): Tensor;
  /** An uninitialised tensor of given size and strides. `aten::empty_strided(SymInt[] size, SymInt[] stride, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` */
  emptyStrided(size: Ints, stride: Ints, options?: NewTensorOptions): Tensor;
  emptyStrided(options: NewTensorOptions & { size: Ints; stride: Ints }): Tensor;
  /** Whether each pair of elements is equal. `aten::eq.Tensor(Tensor self, Tensor other) -> Tensor` · `aten::eq.Scalar(Tensor self, Scalar other) -> Tensor` */
  eq(self: Tensor, other: Tensor): Tensor;
  eq(self: Tensor, other: Scalar): Tensor;
  eq(self: Tensor, options: { other: Scalar }): Tensor;
  /** In place: whether each pair of elements is equal. `aten::eq_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::eq_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!)` */
  eq_(self: Tensor, other: Tensor): Tensor;
  eq_(self: Tensor, other: Scalar): Tensor;
  eq_(self: Tensor, options: { other: Scalar }): Tensor;
  /** Whether two tensors have the same size and elements. `aten::equal(Tensor self, Tensor other) -> bool` */
  equal(self: Tensor, other: Tensor): boolean;
  /** Error function of each element. `aten::erf(Tensor self) -> Tensor` */
  erf(self: Tensor): Tensor;
  /** In place: error function of each element. `aten::erf_(Tensor(a!) self) -> Tensor(a!)` */
  erf_(self: Tensor): Tensor;
  /** One minus the error function of each element. `aten::erfc(Tensor self) -> Tensor` */
  erfc(self: Tensor): Tensor;
  /** In place: one minus the error function of each element. `aten::erfc_(Tensor(a!) self) -> Tensor(a!)` */
  erfc_(self: Tensor): Tensor;
  /** Inverse of the error function of each element. `aten::erfinv(Tensor self) -> Tensor` */
  erfinv(self: Tensor): Tensor;
  /** In place: inverse of the error function of each element. `aten::erfinv_(Tensor(a!) self) -> Tensor(a!)` */
  erfinv_(self: Tensor): Tensor;
  /** e to the power of each element. `aten::exp(Tensor self) -> Tensor` */
  exp(self: Tensor): Tensor;
  /** Two to the power of each element. `aten::exp2(Tensor self) -> Tensor` */
  exp2(self: Tensor): Tensor;
  /** In place: two to the power of each element. `aten::exp2_(Tensor(a!) self) -> Tensor(a!)` */
  exp2_(self: Tensor): Tensor;
  /** In place: e to the power of each element. `aten::exp_(Tensor(a!) self) -> Tensor(a!)` */
  exp_(self: Tensor): Tensor;
  /** A view with dimensions of size one repeated without copying. `aten::expand(Tensor(a) self, SymInt[] size, *, bool implicit=False) -> Tensor(a)` */
  expand(self: Tensor, size: Ints, options?: { implicit?: boolean }): Tensor;
  expand(self: Tensor, options: { size: Ints; implicit?: boolean }): Tensor;
  expand(self: Tensor, ...size: [Int, Int, ...Int[]]): Tensor;
  expand(self: Tensor, ...args: [...size: [Int, Int, ...Int[]], options: { implicit?: boolean }]): Tensor;
  /** A view expanded to another tensor's shape. `aten::expand_as(Tensor(a) self, Tensor other) -> Tensor(a)` */
  expandAs(self: Tensor, other: Tensor): Tensor;
  /** As `expand`, but a copy that shares no memory. `aten::expand_copy(Tensor self, SymInt[] size, *, bool implicit=False) -> Tensor` */
  expandCopy(self: Tensor, size: Ints, options?: { implicit?: boolean }): Tensor;
  expandCopy(self: Tensor, options: { size: Ints; implicit?: boolean }): Tensor;
  expandCopy(self: Tensor, ...size: [Int, Int, ...Int[]]): Tensor;
  expandCopy(self: Tensor, ...args: [...size: [Int, Int, ...Int[]], options: { implicit?: boolean }]): Tensor;
  /** e to the power of each element, minus one, exact near zero. `aten::expm1(Tensor self) -> Tensor` */
  expm1(self: Tensor): Tensor;
  /** In place: e to the power of each element, minus one, exact near zero. `aten::expm1_(Tensor(a!) self) -> Tensor(a!)` */
  expm1_(self: Tensor): Tensor;
  /** Draws from an exponential distribution in the tensor's shape. `aten::exponential(Tensor self, float lambd=1., *, Generator? generator=None) -> Tensor` */
  exponential(self: Tensor, lambd?: number, options?: { generator?: Generator | null }): Tensor;
  exponential(self: Tensor, options?: { lambd?: number; generator?: Generator | null }): Tensor;
  /** Fills the tensor with draws from an exponential distribution. `aten::exponential_(Tensor(a!) self, float lambd=1., *, Generator? generator=None) -> Tensor(a!)` */
  exponential_(self: Tensor, lambd?: number, options?: { generator?: Generator | null }): Tensor;
  exponential_(self: Tensor, options?: { lambd?: number; generator?: Generator | null }): Tensor;
  /** Identity matrix of a given size. `aten::eye.m(SymInt n, SymInt m, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` · `aten::eye(SymInt n, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` */
  eye(n: Int, m: Int, options?: NewTensorOptions): Tensor;
  eye(options: NewTensorOptions & { n: Int; m: Int }): Tensor;
  eye(n: Int, options?: NewTensorOptions): Tensor;
  eye(options: NewTensorOptions & { n: Int }): Tensor;
  /** Values rounded as quantisation would, with a scale and zero point per channel. `aten::fake_quantize_per_channel_affine(Tensor self, Tensor scale, Tensor zero_point, int axis, int quant_min, int quant_max) -> Tensor` */
  fakeQuantizePerChannelAffine(self: Tensor, scale: Tensor, zeroPoint: Tensor, axis: Int, quantMin: Int, quantMax: Int): Tensor;
  fakeQuantizePerChannelAffine(self: Tensor, scale: Tensor, zeroPoint: Tensor, options: { axis: Int; quantMin: Int; quantMax: Int }): Tensor;
  /** As `fakeQuantizePerChannelAffine`, with the mask its gradient needs. `aten::fake_quantize_per_channel_affine_cachemask(Tensor self, Tensor scale, Tensor zero_point, int axis, int quant_min, int quant_max) -> (Tensor output, Tensor mask)` */
  fakeQuantizePerChannelAffineCachemask(self: Tensor, scale: Tensor, zeroPoint: Tensor, axis: Int, quantMin: Int, quantMax: Int): { output: Tensor; mask: Tensor };
  fakeQuantizePerChannelAffineCachemask(self: Tensor, scale: Tensor, zeroPoint: Tensor, options: { axis: Int; quantMin: Int; quantMax: Int }): { output: Tensor; mask: Tensor };
  /** Gradient of `fakeQuantizePerChannelAffineCachemask`; autograd calls it. `aten::fake_quantize_per_channel_affine_cachemask_backward(Tensor grad, Tensor mask) -> Tensor` */
  fakeQuantizePerChannelAffineCachemaskBackward(grad: Tensor, mask: Tensor): Tensor;
  /** Values rounded as quantisation would, with one scale and zero point. `aten::fake_quantize_per_tensor_affine.tensor_qparams(Tensor self, Tensor scale, Tensor zero_point, int quant_min, int quant_max) -> Tensor` · `aten::fake_quantize_per_tensor_affine(Tensor self, float scale, int zero_point, int quant_min, int quant_max) -> Tensor` */
  fakeQuantizePerTensorAffine(self: Tensor, scale: Tensor, zeroPoint: Tensor, quantMin: Int, quantMax: Int): Tensor;
  fakeQuantizePerTensorAffine(self: Tensor, scale: Tensor, zeroPoint: Tensor, options: { quantMin: Int; quantMax: Int }): Tensor;
  fakeQuantizePerTensorAffine(self: Tensor, scale: number, zeroPoint: Int, quantMin: Int, quantMax: Int): Tensor;
  fakeQuantizePerTensorAffine(self: Tensor, options: { scale: number; zeroPoint: Int; quantMin: Int; quantMax: Int }): Tensor;
  /** As `fakeQuantizePerTensorAffine`, with the mask its gradient needs. `aten::fake_quantize_per_tensor_affine_cachemask(Tensor self, float scale, int zero_point, int quant_min, int quant_max) -> (Tensor output, Tensor mask)` */
  fakeQuantizePerTensorAffineCachemask(self: Tensor, scale: number, zeroPoint: Int, quantMin: Int, quantMax: Int): { output: Tensor; mask: Tensor };
  fakeQuantizePerTensorAffineCachemask(self: Tensor, options: { scale: number; zeroPoint: Int; quantMin: Int; quantMax: Int }): { output: Tensor; mask: Tensor };
  /** Gradient of `fakeQuantizePerTensorAffineCachemask`; autograd calls it. `aten::fake_quantize_per_tensor_affine_cachemask_backward(Tensor grad, Tensor mask) -> Tensor` */
  fakeQuantizePerTensorAffineCachemaskBackward(grad: Tensor, mask: Tensor): Tensor;
  /** Linear map with a packed float16 weight, by FBGEMM. `aten::fbgemm_linear_fp16_weight(Tensor input, Tensor packed_weight, Tensor bias) -> Tensor` · `aten::fbgemm_linear_fp16_weight.out(Tensor input, Tensor packed_weight, Tensor bias, Tensor(a!) output) -> Tensor` */
  fbgemmLinearFp16Weight(input: Tensor, packedWeight: Tensor, bias: Tensor): Tensor;
  fbgemmLinearFp16Weight(input: Tensor, packedWeight: Tensor, bias: Tensor, output: Tensor): Tensor;
  /** Linear map of float32 input with a packed float16 weight, by FBGEMM. `aten::fbgemm_linear_fp16_weight_fp32_activation(Tensor input, Tensor packed_weight, Tensor? bias) -> Tensor` · `aten::fbgemm_linear_fp16_weight_fp32_activation.out(Tensor input, Tensor packed_weight, Tensor? bias, Tensor(a!) output) -> Tensor` */
  fbgemmLinearFp16WeightFp32Activation(input: Tensor, packedWeight: Tensor, bias: Tensor | null): Tensor;
  fbgemmLinearFp16WeightFp32Activation(input: Tensor, packedWeight: Tensor, bias: Tensor | null, output: Tensor): Tensor;
  /** Linear map with a packed int8 weight, by FBGEMM. `aten::fbgemm_linear_int8_weight(Tensor input, Tensor weight, Tensor packed, Tensor col_offsets, Scalar weight_scale, Scalar weight_zero_point, Tensor bias) -> Tensor` */
  fbgemmLinearInt8Weight(input: Tensor, weight: Tensor, packed: Tensor, colOffsets: Tensor, weightScale: Scalar, weightZeroPoint: Scalar, bias: Tensor): Tensor;
  fbgemmLinearInt8Weight(input: Tensor, weight: Tensor, packed: Tensor, colOffsets: Tensor, options: { weightScale: Scalar; weightZeroPoint: Scalar; bias: Tensor }): Tensor;
  /** Linear map of float32 input with a packed int8 weight, by FBGEMM. `aten::fbgemm_linear_int8_weight_fp32_activation(Tensor input, Tensor weight, Tensor packed, Tensor col_offsets, Scalar weight_scale, Scalar weight_zero_point, Tensor bias) -> Tensor` */
  fbgemmLinearInt8WeightFp32Activation(input: Tensor, weight: Tensor, packed: Tensor, colOffsets: Tensor, weightScale: Scalar, weightZeroPoint: Scalar, bias: Tensor): Tensor;
  fbgemmLinearInt8WeightFp32Activation(input: Tensor, weight: Tensor, packed: Tensor, colOffsets: Tensor, options: { weightScale: Scalar; weightZeroPoint: Scalar; bias: Tensor }): Tensor;
  /** A weight quantised to int8 with its column sums, scale and zero point, for FBGEMM. `aten::fbgemm_linear_quantize_weight(Tensor input) -> (Tensor, Tensor, float, int)` */
  fbgemmLinearQuantizeWeight(input: Tensor): [Tensor, Tensor, number, number];
  /** A matrix packed as float16 for FBGEMM. `aten::fbgemm_pack_gemm_matrix_fp16(Tensor input) -> Tensor` */
  fbgemmPackGemmMatrixFp16(input: Tensor): Tensor;
  /** A quantised matrix packed for FBGEMM. `aten::fbgemm_pack_quantized_matrix(Tensor input) -> Tensor` · `aten::fbgemm_pack_quantized_matrix.KN(Tensor input, int K, int N) -> Tensor` */
  fbgemmPackQuantizedMatrix(input: Tensor): Tensor;
  fbgemmPackQuantizedMatrix(input: Tensor, K: Int, N: Int): Tensor;
  fbgemmPackQuantizedMatrix(input: Tensor, options: { K: Int; N: Int }): Tensor;
  /** Alpha dropout of whole channels. `aten::feature_alpha_dropout(Tensor input, float p, bool train) -> Tensor` */
  featureAlphaDropout(input: Tensor, p: number, train: boolean): Tensor;
  featureAlphaDropout(input: Tensor, options: { p: number; train: boolean }): Tensor;
  /** In place: alpha dropout of whole channels. `aten::feature_alpha_dropout_(Tensor(a!) self, float p, bool train) -> Tensor(a!)` */
  featureAlphaDropout_(self: Tensor, p: number, train: boolean): Tensor;
  featureAlphaDropout_(self: Tensor, options: { p: number; train: boolean }): Tensor;
  /** Dropout of whole channels. `aten::feature_dropout(Tensor input, float p, bool train) -> Tensor` */
  featureDropout(input: Tensor, p: number, train: boolean): Tensor;
  featureDropout(input: Tensor, options: { p: number; train: boolean }): Tensor;
  /** In place: dropout of whole channels. `aten::feature_dropout_(Tensor(a!) self, float p, bool train) -> Tensor(a!)` */
  featureDropout_(self: Tensor, p: number, train: boolean): Tensor;
  featureDropout_(self: Tensor, options: { p: number; train: boolean }): Tensor;
  /** Discrete Fourier transform along one dimension. `aten::fft_fft(Tensor self, SymInt? n=None, int dim=-1, str? norm=None) -> Tensor` */
  fftFft(self: Tensor, n?: Int | null, dim?: Int, norm?: "forward" | "backward" | "ortho" | null): Tensor;
  fftFft(self: Tensor, options?: { n?: Int | null; dim?: Int; norm?: "forward" | "backward" | "ortho" | null }): Tensor;
  /** Discrete Fourier transform over two dimensions. `aten::fft_fft2(Tensor self, SymInt[1]? s=None, int[1] dim=[-2, -1], str? norm=None) -> Tensor` */
  fftFft2(self: Tensor, s?: Ints | null, dim?: Ints, norm?: "forward" | "backward" | "ortho" | null): Tensor;
  fftFft2(self: Tensor, options?: { s?: Ints | null; dim?: Ints; norm?: "forward" | "backward" | "ortho" | null }): Tensor;
  /** Frequencies of the bins of a Fourier transform of `n` samples. `aten::fft_fftfreq(int n, float d=1., *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` */
  fftFftfreq(n: Int, d?: number, options?: NewTensorOptions): Tensor;
  fftFftfreq(n: Int, options?: NewTensorOptions & { d?: number }): Tensor;
  fftFftfreq(options: NewTensorOptions & { n: Int; d?: number }): Tensor;
  /** Discrete Fourier transform over several dimensions. `aten::fft_fftn(Tensor self, SymInt[1]? s=None, int[1]? dim=None, str? norm=None) -> Tensor` */
  fftFftn(self: Tensor, s?: Ints | null, dim?: Ints | null, norm?: "forward" | "backward" | "ortho" | null): Tensor;
  fftFftn(self: Tensor, options?: { s?: Ints | null; dim?: Ints | null; norm?: "forward" | "backward" | "ortho" | null }): Tensor;
  /** Frequencies reordered so that zero lies in the middle. `aten::fft_fftshift(Tensor self, int[1]? dim=None) -> Tensor` */
  fftFftshift(self: Tensor, dim?: Ints | null): Tensor;
  fftFftshift(self: Tensor, options?: { dim?: Ints | null }): Tensor;
  /** Fourier transform of a Hermitian signal along one dimension; the result is real. `aten::fft_hfft(Tensor self, SymInt? n=None, int dim=-1, str? norm=None) -> Tensor` */
  fftHfft(self: Tensor, n?: Int | null, dim?: Int, norm?: "forward" | "backward" | "ortho" | null): Tensor;
  fftHfft(self: Tensor, options?: { n?: Int | null; dim?: Int; norm?: "forward" | "backward" | "ortho" | null }): Tensor;
  /** Fourier transform of a Hermitian signal over two dimensions; the result is real. `aten::fft_hfft2(Tensor self, SymInt[1]? s=None, int[1] dim=[-2, -1], str? norm=None) -> Tensor` */
  fftHfft2(self: Tensor, s?: Ints | null, dim?: Ints, norm?: "forward" | "backward" | "ortho" | null): Tensor;
  fftHfft2(self: Tensor, options?: { s?: Ints | null; dim?: Ints; norm?: "forward" | "backward" | "ortho" | null }): Tensor;
  /** Fourier transform of a Hermitian signal over several dimensions; the result is real. `aten::fft_hfftn(Tensor self, SymInt[1]? s=None, int[1]? dim=None, str? norm=None) -> Tensor` */
  fftHfftn(self: Tensor, s?: Ints | null, dim?: Ints | null, norm?: "forward" | "backward" | "ortho" | null): Tensor;
  fftHfftn(self: Tensor, options?: { s?: Ints | null; dim?: Ints | null; norm?: "forward" | "backward" | "ortho" | null }): Tensor;
  /** Inverse Fourier transform along one dimension. `aten::fft_ifft(Tensor self, SymInt? n=None, int dim=-1, str? norm=None) -> Tensor` */
  fftIfft(self: Tensor, n?: Int | null, dim?: Int, norm?: "forward" | "backward" | "ortho" | null): Tensor;
  fftIfft(self: Tensor, options?: { n?: Int | null; dim?: Int; norm?: "forward" | "backward" | "ortho" | null }): Tensor;
  /** Inverse Fourier transform over two dimensions. `aten::fft_ifft2(Tensor self, SymInt[1]? s=None, int[1] dim=[-2, -1], str? norm=None) -> Tensor` */
  fftIfft2(self: Tensor, s?: Ints | null, dim?: Ints, norm?: "forward" | "backward" | "ortho" | null): Tensor;
  fftIfft2(self: Tensor, options?: { s?: Ints | null; dim?: Ints; norm?: "forward" | "backward" | "ortho" | null }): Tensor;
  /** Inverse Fourier transform over several dimensions. `aten::fft_ifftn(Tensor self, SymInt[1]? s=None, int[1]? dim=None, str? norm=None) -> Tensor` */
  fftIfftn(self: Tensor, s?: Ints | null, dim?: Ints | null, norm?: "forward" | "backward" | "ortho" | null): Tensor;
  fftIfftn(self: Tensor, options?: { s?: Ints | null; dim?: Ints | null; norm?: "forward" | "backward" | "ortho" | null }): Tensor;
  /** The reverse of `fftshift`. `aten::fft_ifftshift(Tensor self, int[1]? dim=None) -> Tensor` */
  fftIfftshift(self: Tensor, dim?: Ints | null): Tensor;
  fftIfftshift(self: Tensor, options?: { dim?: Ints | null }): Tensor;
  /** Inverse of `hfft`: half of a Hermitian signal from real values. `aten::fft_ihfft(Tensor self, SymInt? n=None, int dim=-1, str? norm=None) -> Tensor` */
  fftIhfft(self: Tensor, n?: Int | null, dim?: Int, norm?: "forward" | "backward" | "ortho" | null): Tensor;
  fftIhfft(self: Tensor, options?: { n?: Int | null; dim?: Int; norm?: "forward" | "backward" | "ortho" | null }): Tensor;
  /** Inverse of `hfft2`: half of a Hermitian signal from real values. `aten::fft_ihfft2(Tensor self, SymInt[1]? s=None, int[1] dim=[-2, -1], str? norm=None) -> Tensor` */
  fftIhfft2(self: Tensor, s?: Ints | null, dim?: Ints, norm?: "forward" | "backward" | "ortho" | null): Tensor;
  fftIhfft2(self: Tensor, options?: { s?: Ints | null; dim?: Ints; norm?: "forward" | "backward" | "ortho" | null }): Tensor;
  /** Inverse of `hfftn`: half of a Hermitian signal from real values. `aten::fft_ihfftn(Tensor self, SymInt[1]? s=None, int[1]? dim=None, str? norm=None) -> Tensor` */
  fftIhfftn(self: Tensor, s?: Ints | null, dim?: Ints | null, norm?: "forward" | "backward" | "ortho" | null): Tensor;
  fftIhfftn(self: Tensor, options?: { s?: Ints | null; dim?: Ints | null; norm?: "forward" | "backward" | "ortho" | null }): Tensor;
  /** Inverse of `rfft`: real values from half of their spectrum. `aten::fft_irfft(Tensor self, SymInt? n=None, int dim=-1, str? norm=None) -> Tensor` */
  fftIrfft(self: Tensor, n?: Int | null, dim?: Int, norm?: "forward" | "backward" | "ortho" | null): Tensor;
  fftIrfft(self: Tensor, options?: { n?: Int | null; dim?: Int; norm?: "forward" | "backward" | "ortho" | null }): Tensor;
  /** Inverse of `rfft2`: real values from half of their spectrum. `aten::fft_irfft2(Tensor self, SymInt[1]? s=None, int[1] dim=[-2, -1], str? norm=None) -> Tensor` */
  fftIrfft2(self: Tensor, s?: Ints | null, dim?: Ints, norm?: "forward" | "backward" | "ortho" | null): Tensor;
  fftIrfft2(self: Tensor, options?: { s?: Ints | null; dim?: Ints; norm?: "forward" | "backward" | "ortho" | null }): Tensor;
  /** Inverse of `rfftn`: real values from half of their spectrum. `aten::fft_irfftn(Tensor self, SymInt[1]? s=None, int[1]? dim=None, str? norm=None) -> Tensor` */
  fftIrfftn(self: Tensor, s?: Ints | null, dim?: Ints | null, norm?: "forward" | "backward" | "ortho" | null): Tensor;
  fftIrfftn(self: Tensor, options?: { s?: Ints | null; dim?: Ints | null; norm?: "forward" | "backward" | "ortho" | null }): Tensor;
  /** Fourier transform of real values along one dimension; only the non-negative frequencies. `aten::fft_rfft(Tensor self, SymInt? n=None, int dim=-1, str? norm=None) -> Tensor` */
  fftRfft(self: Tensor, n?: Int | null, dim?: Int, norm?: "forward" | "backward" | "ortho" | null): Tensor;
  fftRfft(self: Tensor, options?: { n?: Int | null; dim?: Int; norm?: "forward" | "backward" | "ortho" | null }): Tensor;
  /** Fourier transform of real values over two dimensions; the last has only the non-negative frequencies. `aten::fft_rfft2(Tensor self, SymInt[1]? s=None, int[1] dim=[-2, -1], str? norm=None) -> Tensor` */
  fftRfft2(self: Tensor, s?: Ints | null, dim?: Ints, norm?: "forward" | "backward" | "ortho" | null): Tensor;
  fftRfft2(self: Tensor, options?: { s?: Ints | null; dim?: Ints; norm?: "forward" | "backward" | "ortho" | null }): Tensor;
  /** Frequencies of the bins of `rfft` of `n` samples. `aten::fft_rfftfreq(int n, float d=1., *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` */
  fftRfftfreq(n: Int, d?: number, options?: NewTensorOptions): Tensor;
  fftRfftfreq(n: Int, options?: NewTensorOptions & { d?: number }): Tensor;
  fftRfftfreq(options: NewTensorOptions & { n: Int; d?: number }): Tensor;
  /** Fourier transform of real values over several dimensions; the last has only the non-negative frequencies. `aten::fft_rfftn(Tensor self, SymInt[1]? s=None, int[1]? dim=None, str? norm=None) -> Tensor` */
  fftRfftn(self: Tensor, s?: Ints | null, dim?: Ints | null, norm?: "forward" | "backward" | "ortho" | null): Tensor;
  fftRfftn(self: Tensor, options?: { s?: Ints | null; dim?: Ints | null; norm?: "forward" | "backward" | "ortho" | null }): Tensor;
  /** One value in the tensor's shape and type. `aten::fill.Tensor(Tensor self, Tensor value) -> Tensor` · `aten::fill.Scalar(Tensor self, Scalar value) -> Tensor` */
  fill(self: Tensor, value: Tensor): Tensor;
  fill(self: Tensor, value: Scalar): Tensor;
  fill(self: Tensor, options: { value: Scalar }): Tensor;
  /** Sets all elements to one value. `aten::fill_.Tensor(Tensor(a!) self, Tensor value) -> Tensor(a!)` · `aten::fill_.Scalar(Tensor(a!) self, Scalar value) -> Tensor(a!)` */
  fill_(self: Tensor, value: Tensor): Tensor;
  fill_(self: Tensor, value: Scalar): Tensor;
  fill_(self: Tensor, options: { value: Scalar }): Tensor;
  /** Sets the main diagonal to one value. `aten::fill_diagonal_(Tensor(a!) self, Scalar fill_value, bool wrap=False) -> Tensor(a!)` */
  fillDiagonal_(self: Tensor, fillValue: Scalar, wrap?: boolean): Tensor;
  fillDiagonal_(self: Tensor, fillValue: Scalar, options?: { wrap?: boolean }): Tensor;
  fillDiagonal_(self: Tensor, options: { fillValue: Scalar; wrap?: boolean }): Tensor;
  /** As `trunc`: each element without its fractional part. `aten::fix(Tensor self) -> Tensor` */
  fix(self: Tensor): Tensor;
  /** In place, as `trunc_`: each element without its fractional part. `aten::fix_(Tensor(a!) self) -> Tensor(a!)` */
  fix_(self: Tensor): Tensor;
  /** Several neighbouring dimensions joined into one. `aten::flatten.using_ints(Tensor(a) self, int start_dim=0, int end_dim=-1) -> Tensor(a)` */
  flatten(self: Tensor, startDim?: Int, endDim?: Int): Tensor;
  flatten(self: Tensor, options?: { startDim?: Int; endDim?: Int }): Tensor;
  /** All elements of several tensors in one vector. `aten::flatten_dense_tensors(Tensor[] tensors) -> Tensor` */
  flattenDenseTensors(tensors: readonly Tensor[]): Tensor;
  flattenDenseTensors(options: { tensors: readonly Tensor[] }): Tensor;
  /** Order reversed along dimensions, as a copy. `aten::flip(Tensor self, int[] dims) -> Tensor` */
  flip(self: Tensor, dims: Ints): Tensor;
  flip(self: Tensor, options: { dims: Ints }): Tensor;
  flip(self: Tensor, ...size: [Int, Int, ...Int[]]): Tensor;
  /** Columns in reversed order. `aten::fliplr(Tensor self) -> Tensor` */
  fliplr(self: Tensor): Tensor;
  /** Rows in reversed order. `aten::flipud(Tensor self) -> Tensor` */
  flipud(self: Tensor): Tensor;
  /** Power of each pair of elements, computed in double precision. `aten::float_power.Tensor_Tensor(Tensor self, Tensor exponent) -> Tensor` · `aten::float_power.Tensor_Scalar(Tensor self, Scalar exponent) -> Tensor` · `aten::float_power.Scalar(Scalar self, Tensor exponent) -> Tensor` */
  floatPower(self: Tensor, exponent: Tensor): Tensor;
  floatPower(self: Tensor, exponent: Scalar): Tensor;
  floatPower(self: Tensor, options: { exponent: Scalar }): Tensor;
  floatPower(self: Scalar, exponent: Tensor): Tensor;
  floatPower(options: { self: Scalar; exponent: Tensor }): Tensor;
  /** In place: power of each pair of elements, computed in double precision. `aten::float_power_.Tensor(Tensor(a!) self, Tensor exponent) -> Tensor(a!)` · `aten::float_power_.Scalar(Tensor(a!) self, Scalar exponent) -> Tensor(a!)` */
  floatPower_(self: Tensor, exponent: Tensor): Tensor;
  floatPower_(self: Tensor, exponent: Scalar): Tensor;
  floatPower_(self: Tensor, options: { exponent: Scalar }): Tensor;
  /** Largest whole number not above each element. `aten::floor(Tensor self) -> Tensor` */
  floor(self: Tensor): Tensor;
  /** In place: largest whole number not above each element. `aten::floor_(Tensor(a!) self) -> Tensor(a!)` */
  floor_(self: Tensor): Tensor;
  /** Quotient of each pair of elements, rounded down. `aten::floor_divide(Tensor self, Tensor other) -> Tensor` · `aten::floor_divide.Scalar(Tensor self, Scalar other) -> Tensor` */
  floorDivide(self: Tensor, other: Tensor): Tensor;
  floorDivide(self: Tensor, other: Scalar): Tensor;
  floorDivide(self: Tensor, options: { other: Scalar }): Tensor;
  /** In place: quotient of each pair of elements, rounded down. `aten::floor_divide_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::floor_divide_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!)` */
  floorDivide_(self: Tensor, other: Tensor): Tensor;
  floorDivide_(self: Tensor, other: Scalar): Tensor;
  floorDivide_(self: Tensor, options: { other: Scalar }): Tensor;
  /** Larger of each pair of elements; a NaN gives way to a number. `aten::fmax(Tensor self, Tensor other) -> Tensor` */
  fmax(self: Tensor, other: Tensor): Tensor;
  /** Smaller of each pair of elements; a NaN gives way to a number. `aten::fmin(Tensor self, Tensor other) -> Tensor` */
  fmin(self: Tensor, other: Tensor): Tensor;
  /** Remainder of each division, with the sign of the dividend. `aten::fmod.Tensor(Tensor self, Tensor other) -> Tensor` · `aten::fmod.Scalar(Tensor self, Scalar other) -> Tensor` */
  fmod(self: Tensor, other: Tensor): Tensor;
  fmod(self: Tensor, other: Scalar): Tensor;
  fmod(self: Tensor, options: { other: Scalar }): Tensor;
  /** In place: remainder of each division, with the sign of the dividend. `aten::fmod_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::fmod_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!)` */
  fmod_(self: Tensor, other: Tensor): Tensor;
  fmod_(self: Tensor, other: Scalar): Tensor;
  fmod_(self: Tensor, options: { other: Scalar }): Tensor;
  /** Fractional part of each element, with its sign. `aten::frac(Tensor self) -> Tensor` */
  frac(self: Tensor): Tensor;
  /** In place: fractional part of each element, with its sign. `aten::frac_(Tensor(a!) self) -> Tensor(a!)` */
  frac_(self: Tensor): Tensor;
  /** Largest value, and its index, of pseudo-randomly placed windows over height and width. `aten::fractional_max_pool2d(Tensor self, int[2] kernel_size, int[2] output_size, Tensor random_samples) -> (Tensor, Tensor)` */
  fractionalMaxPool2d(self: Tensor, kernelSize: Ints, outputSize: Ints, randomSamples: Tensor): [Tensor, Tensor];
  fractionalMaxPool2d(self: Tensor, options: { kernelSize: Ints; outputSize: Ints; randomSamples: Tensor }): [Tensor, Tensor];
  /** Gradient of `fractionalMaxPool2d`; autograd calls it. Refused unless called by `ops.unsafe`. `aten::fractional_max_pool2d_backward(Tensor grad_output, Tensor self, int[2] kernel_size, int[2] output_size, Tensor indices) -> Tensor` */
  fractionalMaxPool2dBackward(gradOutput: Tensor, self: Tensor, kernelSize: Ints, outputSize: Ints, indices: Tensor): Tensor;
  fractionalMaxPool2dBackward(gradOutput: Tensor, self: Tensor, options: { kernelSize: Ints; outputSize: Ints; indices: Tensor }): Tensor;
  /** Largest value, and its index, of pseudo-randomly placed windows over depth, height and width. `aten::fractional_max_pool3d(Tensor self, int[3] kernel_size, int[3] output_size, Tensor random_samples) -> (Tensor, Tensor)` */
  fractionalMaxPool3d(self: Tensor, kernelSize: Ints, outputSize: Ints, randomSamples: Tensor): [Tensor, Tensor];
  fractionalMaxPool3d(self: Tensor, options: { kernelSize: Ints; outputSize: Ints; randomSamples: Tensor }): [Tensor, Tensor];
  /** Gradient of `fractionalMaxPool3d`; autograd calls it. Refused unless called by `ops.unsafe`. `aten::fractional_max_pool3d_backward(Tensor grad_output, Tensor self, int[3] kernel_size, int[3] output_size, Tensor indices) -> Tensor` */
  fractionalMaxPool3dBackward(gradOutput: Tensor, self: Tensor, kernelSize: Ints, outputSize: Ints, indices: Tensor): Tensor;
  fractionalMaxPool3dBackward(gradOutput: Tensor, self: Tensor, options: { kernelSize: Ints; outputSize: Ints; indices: Tensor }): Tensor;
  /** Mantissa and exponent of each element. `aten::frexp.Tensor(Tensor self) -> (Tensor mantissa, Tensor exponent)` */
  frexp(self: Tensor): { mantissa: Tensor; exponent: Tensor };
  /** Frobenius norm along dimensions. `aten::frobenius_norm.dim(Tensor self, int[1] dim, bool keepdim=False) -> Tensor` */
  frobeniusNorm(self: Tensor, dim: Ints, keepdim?: boolean): Tensor;
  frobeniusNorm(self: Tensor, dim: Ints, options?: { keepdim?: boolean }): Tensor;
  frobeniusNorm(self: Tensor, options: { dim: Ints; keepdim?: boolean }): Tensor;
  /** A CPU tensor whose storage is a mapped file. `aten::from_file(str filename, bool? shared=None, int? size=0, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` */
  fromFile(filename: string, shared?: boolean | null, size?: Int | null, options?: NewTensorOptions): Tensor;
  fromFile(filename: string, options?: NewTensorOptions & { shared?: boolean | null; size?: Int | null }): Tensor;
  fromFile(options: NewTensorOptions & { filename: string; shared?: boolean | null; size?: Int | null }): Tensor;
  /** A tensor of a given size with one value everywhere. `aten::full(SymInt[] size, Scalar fill_value, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` */
  full(size: Ints, fillValue: Scalar, options?: NewTensorOptions): Tensor;
  full(options: NewTensorOptions & { size: Ints; fillValue: Scalar }): Tensor;
  /** A tensor of another's size, type and device with one value everywhere. `aten::full_like(Tensor self, Scalar fill_value, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None, MemoryFormat? memory_format=None) -> Tensor` */
  fullLike(self: Tensor, fillValue: Scalar, options?: NewTensorOptions & { memoryFormat?: MemoryFormat | null }): Tensor;
  fullLike(self: Tensor, options: NewTensorOptions & { fillValue: Scalar; memoryFormat?: MemoryFormat | null }): Tensor;
  /** Moving averages of the range updated, then values rounded as quantisation would. `aten::fused_moving_avg_obs_fake_quant(Tensor self, Tensor observer_on, Tensor fake_quant_on, Tensor(a!) running_min, Tensor(b!) running_max, Tensor(c!) scale, Tensor(d!) zero_point, float averaging_const, int quant_min, int quant_max, int ch_axis, bool per_row_fake_quant=False, bool symmetric_quant=False) -> Tensor` */
  fusedMovingAvgObsFakeQuant(self: Tensor, observerOn: Tensor, fakeQuantOn: Tensor, runningMin: Tensor, runningMax: Tensor, scale: Tensor, zeroPoint: Tensor, averagingConst: number, quantMin: Int, quantMax: Int, chAxis: Int, perRowFakeQuant?: boolean, symmetricQuant?: boolean): Tensor;
  fusedMovingAvgObsFakeQuant(self: Tensor, observerOn: Tensor, fakeQuantOn: Tensor, runningMin: Tensor, runningMax: Tensor, scale: Tensor, zeroPoint: Tensor, averagingConst: number, quantMin: Int, quantMax: Int, chAxis: Int, options?: { perRowFakeQuant?: boolean; symmetricQuant?: boolean }): Tensor;
  fusedMovingAvgObsFakeQuant(self: Tensor, observerOn: Tensor, fakeQuantOn: Tensor, runningMin: Tensor, runningMax: Tensor, scale: Tensor, zeroPoint: Tensor, options: { averagingConst: number; quantMin: Int; quantMax: Int; chAxis: Int; perRowFakeQuant?: boolean; symmetricQuant?: boolean }): Tensor;
  /** Elements picked along a dimension by indices. `aten::gather(Tensor self, int dim, Tensor index, *, bool sparse_grad=False) -> Tensor` */
  gather(self: Tensor, dim: Int, index: Tensor, options?: { sparseGrad?: boolean }): Tensor;
  gather(self: Tensor, options: { dim: Int; index: Tensor; sparseGrad?: boolean }): Tensor;
  /** Gradient of `gather`. Refused unless called by `ops.unsafe`. `aten::gather_backward(Tensor grad, Tensor self, int dim, Tensor index, bool sparse_grad) -> Tensor` */
  gatherBackward(grad: Tensor, self: Tensor, dim: Int, index: Tensor, sparseGrad: boolean): Tensor;
  gatherBackward(grad: Tensor, self: Tensor, options: { dim: Int; index: Tensor; sparseGrad: boolean }): Tensor;
  /** Greatest common divisor of each pair of integers. `aten::gcd(Tensor self, Tensor other) -> Tensor` */
  gcd(self: Tensor, other: Tensor): Tensor;
  /** In place: greatest common divisor of each pair of integers. `aten::gcd_(Tensor(a!) self, Tensor other) -> Tensor(a!)` */
  gcd_(self: Tensor, other: Tensor): Tensor;
  /** Whether each element is at least the other. `aten::ge.Tensor(Tensor self, Tensor other) -> Tensor` · `aten::ge.Scalar(Tensor self, Scalar other) -> Tensor` */
  ge(self: Tensor, other: Tensor): Tensor;
  ge(self: Tensor, other: Scalar): Tensor;
  ge(self: Tensor, options: { other: Scalar }): Tensor;
  /** In place: whether each element is at least the other. `aten::ge_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::ge_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!)` */
  ge_(self: Tensor, other: Tensor): Tensor;
  ge_(self: Tensor, other: Scalar): Tensor;
  ge_(self: Tensor, options: { other: Scalar }): Tensor;
  /** `x` times the normal distribution's probability of less than `x`, exact or by tanh. `aten::gelu(Tensor self, *, str approximate="none") -> Tensor` */
  gelu(self: Tensor, options?: { approximate?: "none" | "tanh" }): Tensor;
  /** In place: `x` times the normal distribution's probability of less than `x`, exact or by tanh. `aten::gelu_(Tensor(a!) self, *, str approximate="none") -> Tensor(a!)` */
  gelu_(self: Tensor, options?: { approximate?: "none" | "tanh" }): Tensor;
  /** Gradient of `gelu`; autograd calls it. `aten::gelu_backward(Tensor grad_output, Tensor self, *, str approximate="none") -> Tensor` */
  geluBackward(gradOutput: Tensor, self: Tensor, options?: { approximate?: "none" | "tanh" }): Tensor;
  /** Draws from a geometric distribution in the tensor's shape. `aten::geometric(Tensor self, float p, *, Generator? generator=None) -> Tensor` */
  geometric(self: Tensor, p: number, options?: { generator?: Generator | null }): Tensor;
  geometric(self: Tensor, options: { p: number; generator?: Generator | null }): Tensor;
  /** Fills the tensor with draws from a geometric distribution. `aten::geometric_(Tensor(a!) self, float p, *, Generator? generator=None) -> Tensor(a!)` */
  geometric_(self: Tensor, p: number, options?: { generator?: Generator | null }): Tensor;
  geometric_(self: Tensor, options: { p: number; generator?: Generator | null }): Tensor;
  /** QR factorisation in the compact form that `ormqr` and `orgqr` read. `aten::geqrf(Tensor self) -> (Tensor a, Tensor tau)` */
  geqrf(self: Tensor): { a: Tensor; tau: Tensor };
  /** As `outer`: all products of the elements of two vectors. `aten::ger(Tensor self, Tensor vec2) -> Tensor` */
  ger(self: Tensor, vec2: Tensor): Tensor;
  /** Index of the tensor's device; -1 on the CPU. `aten::get_device(Tensor self) -> int` */
  getDevice(self: Tensor): number;
  /** Gradients gathered in a distributed autograd context. `aten::get_gradients(int context_id) -> Dict(Tensor, Tensor)` */
  getGradients(contextId: Int): unknown;
  getGradients(options: { contextId: Int }): unknown;
  /** First half along a dimension times the sigmoid of the second half. `aten::glu(Tensor self, int dim=-1) -> Tensor` */
  glu(self: Tensor, dim?: Int): Tensor;
  glu(self: Tensor, options?: { dim?: Int }): Tensor;
  /** Gradient of `glu`; autograd calls it. `aten::glu_backward(Tensor grad_output, Tensor self, int dim) -> Tensor` */
  gluBackward(gradOutput: Tensor, self: Tensor, dim: Int): Tensor;
  gluBackward(gradOutput: Tensor, self: Tensor, options: { dim: Int }): Tensor;
  /** Forward-mode derivative of the gradient of `glu`. `aten::glu_backward_jvp(Tensor grad_x, Tensor grad_glu, Tensor x, Tensor dgrad_glu, Tensor dx, int dim) -> Tensor` */
  gluBackwardJvp(gradX: Tensor, gradGlu: Tensor, x: Tensor, dgradGlu: Tensor, dx: Tensor, dim: Int): Tensor;
  gluBackwardJvp(gradX: Tensor, gradGlu: Tensor, x: Tensor, dgradGlu: Tensor, dx: Tensor, options: { dim: Int }): Tensor;
  /** Forward-mode derivative of `glu`. `aten::glu_jvp(Tensor glu, Tensor x, Tensor dx, int dim) -> Tensor` */
  gluJvp(glu: Tensor, x: Tensor, dx: Tensor, dim: Int): Tensor;
  gluJvp(glu: Tensor, x: Tensor, dx: Tensor, options: { dim: Int }): Tensor;
  /** Derivative estimated from neighbouring samples, for each dimension asked for. `aten::gradient.scalarint(Tensor self, *, Scalar? spacing=None, int? dim=None, int edge_order=1) -> Tensor[]` · `aten::gradient.scalararray(Tensor self, *, Scalar spacing, int[] dim, int edge_order=1) -> Tensor[]` · `aten::gradient.array(Tensor self, *, int[] dim, int edge_order=1) -> Tensor[]` · `aten::gradient.scalarrayint(Tensor self, *, Scalar[] spacing, int? dim=None, int edge_order=1) -> Tensor[]` · `aten::gradient.tensorarrayint(Tensor self, *, Tensor[] spacing, int? dim=None, int edge_order=1) -> Tensor[]` · `aten::gradient.scalarrayarray(Tensor self, *, Scalar[] spacing, int[] dim, int edge_order=1) -> Tensor[]` · `aten::gradient.tensorarray(Tensor self, *, Tensor[] spacing, int[] dim, int edge_order=1) -> Tensor[]` */
  gradient(self: Tensor, options?: { spacing?: Scalar | null; dim?: Int | null; edgeOrder?: Int }): Tensor[];
  gradient(self: Tensor, options: { spacing: Scalar; dim: Ints; edgeOrder?: Int }): Tensor[];
  gradient(self: Tensor, options: { dim: Ints; edgeOrder?: Int }): Tensor[];
  gradient(self: Tensor, options: { spacing: readonly Scalar[]; dim?: Int | null; edgeOrder?: Int }): Tensor[];
  gradient(self: Tensor, options: { spacing: readonly Tensor[]; dim?: Int | null; edgeOrder?: Int }): Tensor[];
  gradient(self: Tensor, options: { spacing: readonly Scalar[]; dim: Ints; edgeOrder?: Int }): Tensor[];
  gradient(self: Tensor, options: { spacing: readonly Tensor[]; dim: Ints; edgeOrder?: Int }): Tensor[];
  /** As `gt`: whether each element is greater than the other. `aten::greater.Tensor(Tensor self, Tensor other) -> Tensor` · `aten::greater.Scalar(Tensor self, Scalar other) -> Tensor` */
  greater(self: Tensor, other: Tensor): Tensor;
  greater(self: Tensor, other: Scalar): Tensor;
  greater(self: Tensor, options: { other: Scalar }): Tensor;
  /** In place, as `gt_`: whether each element is greater than the other. `aten::greater_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::greater_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!)` */
  greater_(self: Tensor, other: Tensor): Tensor;
  greater_(self: Tensor, other: Scalar): Tensor;
  greater_(self: Tensor, options: { other: Scalar }): Tensor;
  /** As `ge`: whether each element is at least the other. `aten::greater_equal.Tensor(Tensor self, Tensor other) -> Tensor` · `aten::greater_equal.Scalar(Tensor self, Scalar other) -> Tensor` */
  greaterEqual(self: Tensor, other: Tensor): Tensor;
  greaterEqual(self: Tensor, other: Scalar): Tensor;
  greaterEqual(self: Tensor, options: { other: Scalar }): Tensor;
  /** In place, as `ge_`: whether each element is at least the other. `aten::greater_equal_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::greater_equal_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!)` */
  greaterEqual_(self: Tensor, other: Tensor): Tensor;
  greaterEqual_(self: Tensor, other: Scalar): Tensor;
  greaterEqual_(self: Tensor, options: { other: Scalar }): Tensor;
  /** Values of an image or volume at the points of a grid. `aten::grid_sampler(Tensor input, Tensor grid, int interpolation_mode, int padding_mode, bool align_corners) -> Tensor` */
  gridSampler(input: Tensor, grid: Tensor, interpolationMode: Int, paddingMode: Int, alignCorners: boolean): Tensor;
  gridSampler(input: Tensor, grid: Tensor, options: { interpolationMode: Int; paddingMode: Int; alignCorners: boolean }): Tensor;
  /** Values of an image at the points of a grid. `aten::grid_sampler_2d(Tensor input, Tensor grid, int interpolation_mode, int padding_mode, bool align_corners) -> Tensor` */
  gridSampler2d(input: Tensor, grid: Tensor, interpolationMode: Int, paddingMode: Int, alignCorners: boolean): Tensor;
  gridSampler2d(input: Tensor, grid: Tensor, options: { interpolationMode: Int; paddingMode: Int; alignCorners: boolean }): Tensor;
  /** Gradient of `gridSampler2d`; autograd calls it. Refused unless called by `ops.unsafe`. `aten::grid_sampler_2d_backward(Tensor grad_output, Tensor input, Tensor grid, int interpolation_mode, int padding_mode, bool align_corners, bool[2] output_mask) -> (Tensor, Tensor)` */
  gridSampler2dBackward(gradOutput: Tensor, input: Tensor, grid: Tensor, interpolationMode: Int, paddingMode: Int, alignCorners: boolean, outputMask: readonly boolean[]): [Tensor | null, Tensor | null];
  gridSampler2dBackward(gradOutput: Tensor, input: Tensor, grid: Tensor, options: { interpolationMode: Int; paddingMode: Int; alignCorners: boolean; outputMask: readonly boolean[] }): [Tensor | null, Tensor | null];
  /** Values of a volume at the points of a grid. `aten::grid_sampler_3d(Tensor input, Tensor grid, int interpolation_mode, int padding_mode, bool align_corners) -> Tensor` */
  gridSampler3d(input: Tensor, grid: Tensor, interpolationMode: Int, paddingMode: Int, alignCorners: boolean): Tensor;
  gridSampler3d(input: Tensor, grid: Tensor, options: { interpolationMode: Int; paddingMode: Int; alignCorners: boolean }): Tensor;
  /** Gradient of `gridSampler3d`; autograd calls it. Refused unless called by `ops.unsafe`. `aten::grid_sampler_3d_backward(Tensor grad_output, Tensor input, Tensor grid, int interpolation_mode, int padding_mode, bool align_corners, bool[2] output_mask) -> (Tensor, Tensor)` */
  gridSampler3dBackward(gradOutput: Tensor, input: Tensor, grid: Tensor, interpolationMode: Int, paddingMode: Int, alignCorners: boolean, outputMask: readonly boolean[]): [Tensor | null, Tensor | null];
  gridSampler3dBackward(gradOutput: Tensor, input: Tensor, grid: Tensor, options: { interpolationMode: Int; paddingMode: Int; alignCorners: boolean; outputMask: readonly boolean[] }): [Tensor | null, Tensor | null];
  /** Groups of channels normalised by their own mean and variance. `aten::group_norm(Tensor input, int num_groups, Tensor? weight=None, Tensor? bias=None, float eps=1.0000000000000001e-05, bool cudnn_enabled=True) -> Tensor` */
  groupNorm(input: Tensor, numGroups: Int, weight?: Tensor | null, bias?: Tensor | null, eps?: number, cudnnEnabled?: boolean): Tensor;
  groupNorm(input: Tensor, numGroups: Int, options?: { weight?: Tensor | null; bias?: Tensor | null; eps?: number; cudnnEnabled?: boolean }): Tensor;
  groupNorm(input: Tensor, options: { numGroups: Int; weight?: Tensor | null; bias?: Tensor | null; eps?: number; cudnnEnabled?: boolean }): Tensor;
  /** Gated recurrent units over a sequence. `aten::gru.data(Tensor data, Tensor batch_sizes, Tensor hx, Tensor[] params, bool has_biases, int num_layers, float dropout, bool train, bool bidirectional) -> (Tensor, Tensor)` · `aten::gru.input(Tensor input, Tensor hx, Tensor[] params, bool has_biases, int num_layers, float dropout, bool train, bool bidirectional, bool batch_first) -> (Tensor, Tensor)` */
  gru(data: Tensor, batchSizes: Tensor, hx: Tensor, params: readonly Tensor[], hasBiases: boolean, numLayers: Int, dropout: number, train: boolean, bidirectional: boolean): [Tensor, Tensor];
  gru(data: Tensor, batchSizes: Tensor, hx: Tensor, options: { params: readonly Tensor[]; hasBiases: boolean; numLayers: Int; dropout: number; train: boolean; bidirectional: boolean }): [Tensor, Tensor];
  gru(input: Tensor, hx: Tensor, params: readonly Tensor[], hasBiases: boolean, numLayers: Int, dropout: number, train: boolean, bidirectional: boolean, batchFirst: boolean): [Tensor, Tensor];
  gru(input: Tensor, hx: Tensor, options: { params: readonly Tensor[]; hasBiases: boolean; numLayers: Int; dropout: number; train: boolean; bidirectional: boolean; batchFirst: boolean }): [Tensor, Tensor];
  /** One step of a gated recurrent unit. `aten::gru_cell(Tensor input, Tensor hx, Tensor w_ih, Tensor w_hh, Tensor? b_ih=None, Tensor? b_hh=None) -> Tensor` */
  gruCell(input: Tensor, hx: Tensor, wIh: Tensor, wHh: Tensor, bIh?: Tensor | null, bHh?: Tensor | null): Tensor;
  gruCell(input: Tensor, hx: Tensor, wIh: Tensor, wHh: Tensor, options?: { bIh?: Tensor | null; bHh?: Tensor | null }): Tensor;
  /** Whether each element is greater than the other. `aten::gt.Tensor(Tensor self, Tensor other) -> Tensor` · `aten::gt.Scalar(Tensor self, Scalar other) -> Tensor` */
  gt(self: Tensor, other: Tensor): Tensor;
  gt(self: Tensor, other: Scalar): Tensor;
  gt(self: Tensor, options: { other: Scalar }): Tensor;
  /** In place: whether each element is greater than the other. `aten::gt_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::gt_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!)` */
  gt_(self: Tensor, other: Tensor): Tensor;
  gt_(self: Tensor, other: Scalar): Tensor;
  gt_(self: Tensor, options: { other: Scalar }): Tensor;
  /** Hamming window of a given length. `aten::hamming_window.periodic(int window_length, bool periodic, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` · `aten::hamming_window.periodic_alpha(int window_length, bool periodic, float alpha, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` · `aten::hamming_window.periodic_alpha_beta(int window_length, bool periodic, float alpha, float beta, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` · `aten::hamming_window(int window_length, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` */
  hammingWindow(windowLength: Int, periodic: boolean, options?: NewTensorOptions): Tensor;
  hammingWindow(options: NewTensorOptions & { windowLength: Int; periodic: boolean }): Tensor;
  hammingWindow(windowLength: Int, periodic: boolean, alpha: number, options?: NewTensorOptions): Tensor;
  hammingWindow(options: NewTensorOptions & { windowLength: Int; periodic: boolean; alpha: number }): Tensor;
  hammingWindow(windowLength: Int, periodic: boolean, alpha: number, beta: number, options?: NewTensorOptions): Tensor;
  hammingWindow(options: NewTensorOptions & { windowLength: Int; periodic: boolean; alpha: number; beta: number }): Tensor;
  hammingWindow(windowLength: Int, options?: NewTensorOptions): Tensor;
  hammingWindow(options: NewTensorOptions & { windowLength: Int }): Tensor;
  /** Hann window of a given length. `aten::hann_window.periodic(int window_length, bool periodic, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` · `aten::hann_window(int window_length, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` */
  hannWindow(windowLength: Int, periodic: boolean, options?: NewTensorOptions): Tensor;
  hannWindow(options: NewTensorOptions & { windowLength: Int; periodic: boolean }): Tensor;
  hannWindow(windowLength: Int, options?: NewTensorOptions): Tensor;
  hannWindow(options: NewTensorOptions & { windowLength: Int }): Tensor;
  /** `x` where it is beyond `lambd` on either side, else zero. `aten::hardshrink(Tensor self, Scalar lambd=0.5) -> Tensor` */
  hardshrink(self: Tensor, lambd?: Scalar): Tensor;
  hardshrink(self: Tensor, options?: { lambd?: Scalar }): Tensor;
  /** Gradient of `hardshrink`; autograd calls it. `aten::hardshrink_backward(Tensor grad_out, Tensor self, Scalar lambd) -> Tensor` */
  hardshrinkBackward(gradOut: Tensor, self: Tensor, lambd: Scalar): Tensor;
  hardshrinkBackward(gradOut: Tensor, self: Tensor, options: { lambd: Scalar }): Tensor;
  /** `min(max(0, x + 3), 6) / 6`. `aten::hardsigmoid(Tensor self) -> Tensor` */
  hardsigmoid(self: Tensor): Tensor;
  /** In place: `min(max(0, x + 3), 6) / 6`. `aten::hardsigmoid_(Tensor(a!) self) -> Tensor(a!)` */
  hardsigmoid_(self: Tensor): Tensor;
  /** Gradient of `hardsigmoid`; autograd calls it. `aten::hardsigmoid_backward(Tensor grad_output, Tensor self) -> Tensor` */
  hardsigmoidBackward(gradOutput: Tensor, self: Tensor): Tensor;
  /** `x * min(max(0, x + 3), 6) / 6`. `aten::hardswish(Tensor self) -> Tensor` */
  hardswish(self: Tensor): Tensor;
  /** In place: `x * min(max(0, x + 3), 6) / 6`. `aten::hardswish_(Tensor(a!) self) -> Tensor(a!)` */
  hardswish_(self: Tensor): Tensor;
  /** Gradient of `hardswish`; autograd calls it. `aten::hardswish_backward(Tensor grad_output, Tensor self) -> Tensor` */
  hardswishBackward(gradOutput: Tensor, self: Tensor): Tensor;
  /** Each element limited to between `minVal` and `maxVal`. `aten::hardtanh(Tensor self, Scalar min_val=-1, Scalar max_val=1) -> Tensor` */
  hardtanh(self: Tensor, minVal?: Scalar, maxVal?: Scalar): Tensor;
  hardtanh(self: Tensor, options?: { minVal?: Scalar; maxVal?: Scalar }): Tensor;
  /** In place: each element limited to between `minVal` and `maxVal`. `aten::hardtanh_(Tensor(a!) self, Scalar min_val=-1, Scalar max_val=1) -> Tensor(a!)` */
  hardtanh_(self: Tensor, minVal?: Scalar, maxVal?: Scalar): Tensor;
  hardtanh_(self: Tensor, options?: { minVal?: Scalar; maxVal?: Scalar }): Tensor;
  /** Gradient of `hardtanh`; autograd calls it. `aten::hardtanh_backward(Tensor grad_output, Tensor self, Scalar min_val, Scalar max_val) -> Tensor` */
  hardtanhBackward(gradOutput: Tensor, self: Tensor, minVal: Scalar, maxVal: Scalar): Tensor;
  hardtanhBackward(gradOutput: Tensor, self: Tensor, options: { minVal: Scalar; maxVal: Scalar }): Tensor;
  /** A hash of the elements' bits, of the whole tensor or along dimensions. `aten::hash_tensor(Tensor self, int[1] dim=[], *, bool keepdim=False, int mode=0) -> Tensor` */
  hashTensor(self: Tensor, dim?: Ints, options?: { keepdim?: boolean; mode?: Int }): Tensor;
  hashTensor(self: Tensor, options?: { dim?: Ints; keepdim?: boolean; mode?: Int }): Tensor;
  /** Step function: 0 below zero, 1 above, `values` at zero. `aten::heaviside(Tensor self, Tensor values) -> Tensor` */
  heaviside(self: Tensor, values: Tensor): Tensor;
  /** In place: step function: 0 below zero, 1 above, `values` at zero. `aten::heaviside_(Tensor(a!) self, Tensor values) -> Tensor(a!)` */
  heaviside_(self: Tensor, values: Tensor): Tensor;
  /** Loss of distances `x` where the target is 1, `max(0, margin - x)` where it is -1. `aten::hinge_embedding_loss(Tensor self, Tensor target, float margin=1., int reduction=1) -> Tensor` */
  hingeEmbeddingLoss(self: Tensor, target: Tensor, margin?: number, reduction?: Int): Tensor;
  hingeEmbeddingLoss(self: Tensor, target: Tensor, options?: { margin?: number; reduction?: Int }): Tensor;
  /** Counts of elements in equally wide bins. `aten::histc(Tensor self, int bins=100, Scalar min=0, Scalar max=0) -> Tensor` */
  histc(self: Tensor, bins?: Int, min?: Scalar, max?: Scalar): Tensor;
  histc(self: Tensor, options?: { bins?: Int; min?: Scalar; max?: Scalar }): Tensor;
  /** Counts of elements in bins, and the bins' edges. `aten::histogram.bins_tensor(Tensor self, Tensor bins, *, Tensor? weight=None, bool density=False) -> (Tensor hist, Tensor bin_edges)` · `aten::histogram.bin_ct(Tensor self, int bins=100, *, float[]? range=None, Tensor? weight=None, bool density=False) -> (Tensor hist, Tensor bin_edges)` */
  histogram(self: Tensor, bins: Tensor, options?: { weight?: Tensor | null; density?: boolean }): { hist: Tensor; binEdges: Tensor };
  histogram(self: Tensor, bins?: Int, options?: { range?: readonly number[] | null; weight?: Tensor | null; density?: boolean }): { hist: Tensor; binEdges: Tensor };
  histogram(self: Tensor, options?: { bins?: Int; range?: readonly number[] | null; weight?: Tensor | null; density?: boolean }): { hist: Tensor; binEdges: Tensor };
  /** Counts of points in a grid of bins, and the bins' edges in each dimension. `aten::histogramdd.int_bins(Tensor self, int bins, float[]? range=None, Tensor? weight=None, bool density=False) -> (Tensor hist, Tensor[] bin_edges)` · `aten::histogramdd(Tensor self, int[] bins, float[]? range=None, Tensor? weight=None, bool density=False) -> (Tensor hist, Tensor[] bin_edges)` · `aten::histogramdd.TensorList_bins(Tensor self, Tensor[] bins, float[]? range=None, Tensor? weight=None, bool density=False) -> (Tensor hist, Tensor[] bin_edges)` */
  histogramdd(self: Tensor, bins: Int, range?: readonly number[] | null, weight?: Tensor | null, density?: boolean): { hist: Tensor; binEdges: Tensor[] };
  histogramdd(self: Tensor, bins: Int, options?: { range?: readonly number[] | null; weight?: Tensor | null; density?: boolean }): { hist: Tensor; binEdges: Tensor[] };
  histogramdd(self: Tensor, options: { bins: Int; range?: readonly number[] | null; weight?: Tensor | null; density?: boolean }): { hist: Tensor; binEdges: Tensor[] };
  histogramdd(self: Tensor, bins: Ints, range?: readonly number[] | null, weight?: Tensor | null, density?: boolean): { hist: Tensor; binEdges: Tensor[] };
  histogramdd(self: Tensor, bins: Ints, options?: { range?: readonly number[] | null; weight?: Tensor | null; density?: boolean }): { hist: Tensor; binEdges: Tensor[] };
  histogramdd(self: Tensor, options: { bins: Ints; range?: readonly number[] | null; weight?: Tensor | null; density?: boolean }): { hist: Tensor; binEdges: Tensor[] };
  histogramdd(self: Tensor, bins: readonly Tensor[], range?: readonly number[] | null, weight?: Tensor | null, density?: boolean): { hist: Tensor; binEdges: Tensor[] };
  histogramdd(self: Tensor, bins: readonly Tensor[], options?: { range?: readonly number[] | null; weight?: Tensor | null; density?: boolean }): { hist: Tensor; binEdges: Tensor[] };
  histogramdd(self: Tensor, options: { bins: readonly Tensor[]; range?: readonly number[] | null; weight?: Tensor | null; density?: boolean }): { hist: Tensor; binEdges: Tensor[] };
  /** Views split along the second dimension, or the first of a vector. `aten::hsplit.int(Tensor(a -> *) self, int sections) -> Tensor(a)[]` · `aten::hsplit.array(Tensor(a -> *) self, int[] indices) -> Tensor(a)[]` */
  hsplit(self: Tensor, sections: Int): Tensor[];
  hsplit(self: Tensor, options: { sections: Int }): Tensor[];
  hsplit(self: Tensor, indices: Ints): Tensor[];
  hsplit(self: Tensor, options: { indices: Ints }): Tensor[];
  hsplit(self: Tensor, ...size: [Int, Int, ...Int[]]): Tensor[];
  /** Product of a sparse and a dense matrix as a hybrid sparse matrix. `aten::hspmm(Tensor mat1, Tensor mat2) -> Tensor` */
  hspmm(mat1: Tensor, mat2: Tensor): Tensor;
  /** Tensors joined along the second dimension, vectors along the first. `aten::hstack(Tensor[] tensors) -> Tensor` */
  hstack(tensors: readonly Tensor[]): Tensor;
  hstack(options: { tensors: readonly Tensor[] }): Tensor;
  /** Half the squared error below `delta`, linear above. `aten::huber_loss(Tensor self, Tensor target, int reduction=1, float delta=1.) -> Tensor` */
  huberLoss(self: Tensor, target: Tensor, reduction?: Int, delta?: number): Tensor;
  huberLoss(self: Tensor, target: Tensor, options?: { reduction?: Int; delta?: number }): Tensor;
  /** Gradient of `huberLoss`; autograd calls it. `aten::huber_loss_backward(Tensor grad_output, Tensor self, Tensor target, int reduction, float delta) -> Tensor` */
  huberLossBackward(gradOutput: Tensor, self: Tensor, target: Tensor, reduction: Int, delta: number): Tensor;
  huberLossBackward(gradOutput: Tensor, self: Tensor, target: Tensor, options: { reduction: Int; delta: number }): Tensor;
  /** Length of the hypotenuse over each pair of legs. `aten::hypot(Tensor self, Tensor other) -> Tensor` */
  hypot(self: Tensor, other: Tensor): Tensor;
  /** In place: length of the hypotenuse over each pair of legs. `aten::hypot_(Tensor(a!) self, Tensor other) -> Tensor(a!)` */
  hypot_(self: Tensor, other: Tensor): Tensor;
  /** Modified Bessel function of the first kind, order zero. `aten::i0(Tensor self) -> Tensor` */
  i0(self: Tensor): Tensor;
  /** In place: modified Bessel function of the first kind, order zero. `aten::i0_(Tensor(a!) self) -> Tensor(a!)` */
  i0_(self: Tensor): Tensor;
  /** Regularised lower incomplete gamma function. `aten::igamma(Tensor self, Tensor other) -> Tensor` */
  igamma(self: Tensor, other: Tensor): Tensor;
  /** In place: regularised lower incomplete gamma function. `aten::igamma_(Tensor(a!) self, Tensor other) -> Tensor(a!)` */
  igamma_(self: Tensor, other: Tensor): Tensor;
  /** Regularised upper incomplete gamma function. `aten::igammac(Tensor self, Tensor other) -> Tensor` */
  igammac(self: Tensor, other: Tensor): Tensor;
  /** In place: regularised upper incomplete gamma function. `aten::igammac_(Tensor(a!) self, Tensor other) -> Tensor(a!)` */
  igammac_(self: Tensor, other: Tensor): Tensor;
  /** The windows of an image as columns. `aten::im2col(Tensor self, int[2] kernel_size, int[2] dilation, int[2] padding, int[2] stride) -> Tensor` */
  im2col(self: Tensor, kernelSize: Ints, dilation: Ints, padding: Ints, stride: Ints): Tensor;
  im2col(self: Tensor, options: { kernelSize: Ints; dilation: Ints; padding: Ints; stride: Ints }): Tensor;
  /** Imaginary parts, as a view. `aten::imag(Tensor(a) self) -> Tensor(a)` */
  imag(self: Tensor): Tensor;
  /** Elements picked by tensors of indices or masks, one per dimension or none. `aten::index.Tensor(Tensor self, Tensor?[] indices) -> Tensor` */
  index(self: Tensor, indices: readonly (Tensor | null)[]): Tensor;
  index(self: Tensor, options: { indices: readonly (Tensor | null)[] }): Tensor;
  /** Rows of `source` added to those at given indices along a dimension. `aten::index_add(Tensor self, int dim, Tensor index, Tensor source, *, Scalar alpha=1) -> Tensor` */
  indexAdd(self: Tensor, dim: Int, index: Tensor, source: Tensor, options?: { alpha?: Scalar }): Tensor;
  indexAdd(self: Tensor, options: { dim: Int; index: Tensor; source: Tensor; alpha?: Scalar }): Tensor;
  /** In place: rows of `source` added to those at given indices along a dimension. `aten::index_add_(Tensor(a!) self, int dim, Tensor index, Tensor source, *, Scalar alpha=1) -> Tensor(a!)` */
  indexAdd_(self: Tensor, dim: Int, index: Tensor, source: Tensor, options?: { alpha?: Scalar }): Tensor;
  indexAdd_(self: Tensor, options: { dim: Int; index: Tensor; source: Tensor; alpha?: Scalar }): Tensor;
  /** Rows of `source` in place of those at given indices along a dimension. `aten::index_copy(Tensor self, int dim, Tensor index, Tensor source) -> Tensor` */
  indexCopy(self: Tensor, dim: Int, index: Tensor, source: Tensor): Tensor;
  indexCopy(self: Tensor, options: { dim: Int; index: Tensor; source: Tensor }): Tensor;
  /** In place: rows of `source` in place of those at given indices along a dimension. `aten::index_copy_(Tensor(a!) self, int dim, Tensor index, Tensor source) -> Tensor(a!)` */
  indexCopy_(self: Tensor, dim: Int, index: Tensor, source: Tensor): Tensor;
  indexCopy_(self: Tensor, options: { dim: Int; index: Tensor; source: Tensor }): Tensor;
  /** One value in place of the elements at given indices along a dimension. `aten::index_fill.int_Tensor(Tensor self, int dim, Tensor index, Tensor value) -> Tensor` · `aten::index_fill.int_Scalar(Tensor self, int dim, Tensor index, Scalar value) -> Tensor` */
  indexFill(self: Tensor, dim: Int, index: Tensor, value: Tensor): Tensor;
  indexFill(self: Tensor, options: { dim: Int; index: Tensor; value: Tensor }): Tensor;
  indexFill(self: Tensor, dim: Int, index: Tensor, value: Scalar): Tensor;
  indexFill(self: Tensor, options: { dim: Int; index: Tensor; value: Scalar }): Tensor;
  /** In place: one value in place of the elements at given indices along a dimension. `aten::index_fill_.int_Tensor(Tensor(a!) self, int dim, Tensor index, Tensor value) -> Tensor(a!)` · `aten::index_fill_.int_Scalar(Tensor(a!) self, int dim, Tensor index, Scalar value) -> Tensor(a!)` */
  indexFill_(self: Tensor, dim: Int, index: Tensor, value: Tensor): Tensor;
  indexFill_(self: Tensor, options: { dim: Int; index: Tensor; value: Tensor }): Tensor;
  indexFill_(self: Tensor, dim: Int, index: Tensor, value: Scalar): Tensor;
  indexFill_(self: Tensor, options: { dim: Int; index: Tensor; value: Scalar }): Tensor;
  /** Values in place of, or added to, the elements that index tensors pick. `aten::index_put(Tensor self, Tensor?[] indices, Tensor values, bool accumulate=False) -> Tensor` */
  indexPut(self: Tensor, indices: readonly (Tensor | null)[], values: Tensor, accumulate?: boolean): Tensor;
  indexPut(self: Tensor, indices: readonly (Tensor | null)[], values: Tensor, options?: { accumulate?: boolean }): Tensor;
  indexPut(self: Tensor, options: { indices: readonly (Tensor | null)[]; values: Tensor; accumulate?: boolean }): Tensor;
  /** In place: values in place of, or added to, the elements that index tensors pick. `aten::index_put_(Tensor(a!) self, Tensor?[] indices, Tensor values, bool accumulate=False) -> Tensor(a!)` */
  indexPut_(self: Tensor, indices: readonly (Tensor | null)[], values: Tensor, accumulate?: boolean): Tensor;
  indexPut_(self: Tensor, indices: readonly (Tensor | null)[], values: Tensor, options?: { accumulate?: boolean }): Tensor;
  indexPut_(self: Tensor, options: { indices: readonly (Tensor | null)[]; values: Tensor; accumulate?: boolean }): Tensor;
  /** Rows of `source` combined with those at given indices by product, mean, minimum or maximum. `aten::index_reduce(Tensor self, int dim, Tensor index, Tensor source, str reduce, *, bool include_self=True) -> Tensor` */
  indexReduce(self: Tensor, dim: Int, index: Tensor, source: Tensor, reduce: "prod" | "mean" | "amax" | "amin", options?: { includeSelf?: boolean }): Tensor;
  indexReduce(self: Tensor, options: { dim: Int; index: Tensor; source: Tensor; reduce: "prod" | "mean" | "amax" | "amin"; includeSelf?: boolean }): Tensor;
  /** In place: rows of `source` combined with those at given indices by product, mean, minimum or maximum. `aten::index_reduce_(Tensor(a!) self, int dim, Tensor index, Tensor source, str reduce, *, bool include_self=True) -> Tensor(a!)` */
  indexReduce_(self: Tensor, dim: Int, index: Tensor, source: Tensor, reduce: "prod" | "mean" | "amax" | "amin", options?: { includeSelf?: boolean }): Tensor;
  indexReduce_(self: Tensor, options: { dim: Int; index: Tensor; source: Tensor; reduce: "prod" | "mean" | "amax" | "amin"; includeSelf?: boolean }): Tensor;
  /** Elements at given indices along a dimension. `aten::index_select(Tensor self, int dim, Tensor index) -> Tensor` */
  indexSelect(self: Tensor, dim: Int, index: Tensor): Tensor;
  indexSelect(self: Tensor, options: { dim: Int; index: Tensor }): Tensor;
  /** Gradient of `indexSelect`. `aten::index_select_backward(Tensor grad, SymInt[] self_sizes, int dim, Tensor index) -> Tensor` */
  indexSelectBackward(grad: Tensor, selfSizes: Ints, dim: Int, index: Tensor): Tensor;
  indexSelectBackward(grad: Tensor, options: { selfSizes: Ints; dim: Int; index: Tensor }): Tensor;
  /** Indices of a coalesced sparse COO tensor. `aten::indices(Tensor(a) self) -> Tensor(a)` */
  indices(self: Tensor): Tensor;
  /** As `indices`, but a copy that shares no memory. `aten::indices_copy(Tensor self) -> Tensor` */
  indicesCopy(self: Tensor): Tensor;
  /** Gradient of `gelu` that can itself be differentiated any number of times. `aten::infinitely_differentiable_gelu_backward(Tensor grad, Tensor self) -> Tensor` */
  infinitelyDifferentiableGeluBackward(grad: Tensor, self: Tensor): Tensor;
  /** Sums of products over the last dimensions of two tensors. `aten::inner(Tensor self, Tensor other) -> Tensor` */
  inner(self: Tensor, other: Tensor): Tensor;
  /** Each channel of each sample normalised by its own mean and variance. `aten::instance_norm(Tensor input, Tensor? weight, Tensor? bias, Tensor? running_mean, Tensor? running_var, bool use_input_stats, float momentum, float eps, bool cudnn_enabled) -> Tensor` */
  instanceNorm(input: Tensor, weight: Tensor | null, bias: Tensor | null, runningMean: Tensor | null, runningVar: Tensor | null, useInputStats: boolean, momentum: number, eps: number, cudnnEnabled: boolean): Tensor;
  instanceNorm(input: Tensor, weight: Tensor | null, bias: Tensor | null, runningMean: Tensor | null, runningVar: Tensor | null, options: { useInputStats: boolean; momentum: number; eps: number; cudnnEnabled: boolean }): Tensor;
  /** The integers that a quantised tensor stores. `aten::int_repr(Tensor self) -> Tensor` */
  intRepr(self: Tensor): Tensor;
  /** Inverses of square matrices. `aten::inverse(Tensor self) -> Tensor` */
  inverse(self: Tensor): Tensor;
  /** Whether a sparse COO tensor has each index once, in order. `aten::is_coalesced(Tensor self) -> bool` */
  isCoalesced(self: Tensor): boolean;
  /** Whether the elements are complex numbers. `aten::is_complex(Tensor self) -> bool` */
  isComplex(self: Tensor): boolean;
  /** Whether the tensor is a view that conjugates when read. `aten::is_conj(Tensor self) -> bool` */
  isConj(self: Tensor): boolean;
  /** Whether the elements lie in memory in the order of the dimensions. `aten::is_contiguous(Tensor self) -> bool` · `aten::is_contiguous.memory_format(Tensor self, MemoryFormat memory_format) -> bool` */
  isContiguous(self: Tensor): boolean;
  isContiguous(self: Tensor, memoryFormat: MemoryFormat): boolean;
  isContiguous(self: Tensor, options: { memoryFormat: MemoryFormat }): boolean;
  /** Whether the tensor belongs to a distributed backend; always false in libtorch. `aten::is_distributed(Tensor self) -> bool` */
  isDistributed(self: Tensor): boolean;
  /** Whether the elements are floating point numbers. `aten::is_floating_point(Tensor self) -> bool` */
  isFloatingPoint(self: Tensor): boolean;
  /** Whether the tensor was made in inference mode. `aten::is_inference(Tensor self) -> bool` */
  isInference(self: Tensor): boolean;
  /** Whether the tensor is a leaf of the autograd graph. `aten::is_leaf(Tensor self) -> bool` */
  isLeaf(self: Tensor): boolean;
  /** Whether the tensor is a view that negates when read. `aten::is_neg(Tensor self) -> bool` */
  isNeg(self: Tensor): boolean;
  /** Whether the only element is not zero. `aten::is_nonzero(Tensor self) -> bool` */
  isNonzero(self: Tensor): boolean;
  /** Whether the memory is page-locked. `aten::is_pinned(Tensor self, Device? device=None) -> bool` */
  isPinned(self: Tensor, device?: DeviceChoice | null): boolean;
  isPinned(self: Tensor, options?: Named & { device?: DeviceChoice | null }): boolean;
  /** Whether two tensors have the same size. `aten::is_same_size(Tensor self, Tensor other) -> bool` */
  isSameSize(self: Tensor, other: Tensor): boolean;
  /** Whether two tensors are the same view of the same storage. `aten::is_set_to(Tensor self, Tensor tensor) -> bool` */
  isSetTo(self: Tensor, tensor: Tensor): boolean;
  /** Whether the element type has negative numbers. `aten::is_signed(Tensor self) -> bool` */
  isSigned(self: Tensor): boolean;
  /** Whether libtorch can use Vulkan. `aten::is_vulkan_available() -> bool` */
  isVulkanAvailable(): boolean;
  /** Whether each pair of elements is equal within tolerances. `aten::isclose(Tensor self, Tensor other, float rtol=1.0000000000000001e-05, float atol=1e-08, bool equal_nan=False) -> Tensor` */
  isclose(self: Tensor, other: Tensor, rtol?: number, atol?: number, equalNan?: boolean): Tensor;
  isclose(self: Tensor, other: Tensor, options?: { rtol?: number; atol?: number; equalNan?: boolean }): Tensor;
  /** Whether each element is neither infinite nor NaN. `aten::isfinite(Tensor self) -> Tensor` */
  isfinite(self: Tensor): Tensor;
  /** Whether each element occurs among the test elements. `aten::isin.Tensor_Tensor(Tensor elements, Tensor test_elements, *, bool assume_unique=False, bool invert=False) -> Tensor` · `aten::isin.Tensor_Scalar(Tensor elements, Scalar test_element, *, bool assume_unique=False, bool invert=False) -> Tensor` · `aten::isin.Scalar_Tensor(Scalar element, Tensor test_elements, *, bool assume_unique=False, bool invert=False) -> Tensor` */
  isin(elements: Tensor, testElements: Tensor, options?: { assumeUnique?: boolean; invert?: boolean }): Tensor;
  isin(elements: Tensor, testElement: Scalar, options?: { assumeUnique?: boolean; invert?: boolean }): Tensor;
  isin(elements: Tensor, options: { testElement: Scalar; assumeUnique?: boolean; invert?: boolean }): Tensor;
  isin(element: Scalar, testElements: Tensor, options?: { assumeUnique?: boolean; invert?: boolean }): Tensor;
  isin(options: { element: Scalar; testElements: Tensor; assumeUnique?: boolean; invert?: boolean }): Tensor;
  /** Whether each element is infinite. `aten::isinf(Tensor self) -> Tensor` */
  isinf(self: Tensor): Tensor;
  /** Whether each element is NaN. `aten::isnan(Tensor self) -> Tensor` */
  isnan(self: Tensor): Tensor;
  /** Whether each element is negative infinity. `aten::isneginf(Tensor self) -> Tensor` */
  isneginf(self: Tensor): Tensor;
  /** Whether each element is positive infinity. `aten::isposinf(Tensor self) -> Tensor` */
  isposinf(self: Tensor): Tensor;
  /** Whether each element has no imaginary part. `aten::isreal(Tensor self) -> Tensor` */
  isreal(self: Tensor): Tensor;
  /** Signal from its short-time Fourier transform. `aten::istft(Tensor self, int n_fft, int? hop_length=None, int? win_length=None, Tensor? window=None, bool center=True, bool normalized=False, bool? onesided=None, int? length=None, bool return_complex=False) -> Tensor` */
  istft(self: Tensor, nFft: Int, hopLength?: Int | null, winLength?: Int | null, window?: Tensor | null, center?: boolean, normalized?: boolean, onesided?: boolean | null, length?: Int | null, returnComplex?: boolean): Tensor;
  istft(self: Tensor, nFft: Int, options?: { hopLength?: Int | null; winLength?: Int | null; window?: Tensor | null; center?: boolean; normalized?: boolean; onesided?: boolean | null; length?: Int | null; returnComplex?: boolean }): Tensor;
  istft(self: Tensor, options: { nFft: Int; hopLength?: Int | null; winLength?: Int | null; window?: Tensor | null; center?: boolean; normalized?: boolean; onesided?: boolean | null; length?: Int | null; returnComplex?: boolean }): Tensor;
  /** The value of the only element. `aten::item(Tensor self) -> Scalar` */
  item(self: Tensor): Scalar;
  /** Kaiser window of a given length. `aten::kaiser_window.periodic(int window_length, bool periodic, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` · `aten::kaiser_window.beta(int window_length, bool periodic, float beta, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` · `aten::kaiser_window(int window_length, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` */
  kaiserWindow(windowLength: Int, periodic: boolean, options?: NewTensorOptions): Tensor;
  kaiserWindow(options: NewTensorOptions & { windowLength: Int; periodic: boolean }): Tensor;
  kaiserWindow(windowLength: Int, periodic: boolean, beta: number, options?: NewTensorOptions): Tensor;
  kaiserWindow(options: NewTensorOptions & { windowLength: Int; periodic: boolean; beta: number }): Tensor;
  kaiserWindow(windowLength: Int, options?: NewTensorOptions): Tensor;
  kaiserWindow(options: NewTensorOptions & { windowLength: Int }): Tensor;
  /** Kullback-Leibler divergence of log-probabilities from target probabilities. `aten::kl_div(Tensor self, Tensor target, int reduction=1, *, bool log_target=False) -> Tensor` */
  klDiv(self: Tensor, target: Tensor, reduction?: Int, options?: { logTarget?: boolean }): Tensor;
  klDiv(self: Tensor, target: Tensor, options?: { reduction?: Int; logTarget?: boolean }): Tensor;
  /** Kronecker product of two tensors. `aten::kron(Tensor self, Tensor other) -> Tensor` */
  kron(self: Tensor, other: Tensor): Tensor;
  /** The k-th smallest value along a dimension, and its index. `aten::kthvalue(Tensor self, SymInt k, int dim=-1, bool keepdim=False) -> (Tensor values, Tensor indices)` */
  kthvalue(self: Tensor, k: Int, dim?: Int, keepdim?: boolean): { values: Tensor; indices: Tensor };
  kthvalue(self: Tensor, k: Int, options?: { dim?: Int; keepdim?: boolean }): { values: Tensor; indices: Tensor };
  kthvalue(self: Tensor, options: { k: Int; dim?: Int; keepdim?: boolean }): { values: Tensor; indices: Tensor };
  /** Absolute error. `aten::l1_loss(Tensor self, Tensor target, int reduction=1) -> Tensor` */
  l1Loss(self: Tensor, target: Tensor, reduction?: Int): Tensor;
  l1Loss(self: Tensor, target: Tensor, options?: { reduction?: Int }): Tensor;
  /** The last dimensions normalised by their own mean and variance. `aten::layer_norm(Tensor input, SymInt[] normalized_shape, Tensor? weight=None, Tensor? bias=None, float eps=1.0000000000000001e-05, bool cudnn_enable=True) -> Tensor` */
  layerNorm(input: Tensor, normalizedShape: Ints, weight?: Tensor | null, bias?: Tensor | null, eps?: number, cudnnEnable?: boolean): Tensor;
  layerNorm(input: Tensor, normalizedShape: Ints, options?: { weight?: Tensor | null; bias?: Tensor | null; eps?: number; cudnnEnable?: boolean }): Tensor;
  layerNorm(input: Tensor, options: { normalizedShape: Ints; weight?: Tensor | null; bias?: Tensor | null; eps?: number; cudnnEnable?: boolean }): Tensor;
  /** Least common multiple of each pair of integers. `aten::lcm(Tensor self, Tensor other) -> Tensor` */
  lcm(self: Tensor, other: Tensor): Tensor;
  /** In place: least common multiple of each pair of integers. `aten::lcm_(Tensor(a!) self, Tensor other) -> Tensor(a!)` */
  lcm_(self: Tensor, other: Tensor): Tensor;
  /** Each element times two to the power of the other. `aten::ldexp.Tensor(Tensor self, Tensor other) -> Tensor` */
  ldexp(self: Tensor, other: Tensor): Tensor;
  /** In place: each element times two to the power of the other. `aten::ldexp_(Tensor(a!) self, Tensor other) -> Tensor(a!)` */
  ldexp_(self: Tensor, other: Tensor): Tensor;
  /** Whether each element is at most the other. `aten::le.Tensor(Tensor self, Tensor other) -> Tensor` · `aten::le.Scalar(Tensor self, Scalar other) -> Tensor` */
  le(self: Tensor, other: Tensor): Tensor;
  le(self: Tensor, other: Scalar): Tensor;
  le(self: Tensor, options: { other: Scalar }): Tensor;
  /** In place: whether each element is at most the other. `aten::le_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::le_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!)` */
  le_(self: Tensor, other: Tensor): Tensor;
  le_(self: Tensor, other: Scalar): Tensor;
  le_(self: Tensor, options: { other: Scalar }): Tensor;
  /** `x` above zero, `negativeSlope * x` below. `aten::leaky_relu(Tensor self, Scalar negative_slope=0.01) -> Tensor` */
  leakyRelu(self: Tensor, negativeSlope?: Scalar): Tensor;
  leakyRelu(self: Tensor, options?: { negativeSlope?: Scalar }): Tensor;
  /** In place: `x` above zero, `negativeSlope * x` below. `aten::leaky_relu_(Tensor(a!) self, Scalar negative_slope=0.01) -> Tensor(a!)` */
  leakyRelu_(self: Tensor, negativeSlope?: Scalar): Tensor;
  leakyRelu_(self: Tensor, options?: { negativeSlope?: Scalar }): Tensor;
  /** Gradient of `leakyRelu`; autograd calls it. `aten::leaky_relu_backward(Tensor grad_output, Tensor self, Scalar negative_slope, bool self_is_result) -> Tensor` */
  leakyReluBackward(gradOutput: Tensor, self: Tensor, negativeSlope: Scalar, selfIsResult: boolean): Tensor;
  leakyReluBackward(gradOutput: Tensor, self: Tensor, options: { negativeSlope: Scalar; selfIsResult: boolean }): Tensor;
  /** `self + weight * (end - self)`. `aten::lerp.Tensor(Tensor self, Tensor end, Tensor weight) -> Tensor` · `aten::lerp.Scalar(Tensor self, Tensor end, Scalar weight) -> Tensor` */
  lerp(self: Tensor, end: Tensor, weight: Tensor): Tensor;
  lerp(self: Tensor, end: Tensor, weight: Scalar): Tensor;
  lerp(self: Tensor, end: Tensor, options: { weight: Scalar }): Tensor;
  /** In place: `self + weight * (end - self)`. `aten::lerp_.Tensor(Tensor(a!) self, Tensor end, Tensor weight) -> Tensor(a!)` · `aten::lerp_.Scalar(Tensor(a!) self, Tensor end, Scalar weight) -> Tensor(a!)` */
  lerp_(self: Tensor, end: Tensor, weight: Tensor): Tensor;
  lerp_(self: Tensor, end: Tensor, weight: Scalar): Tensor;
  lerp_(self: Tensor, end: Tensor, options: { weight: Scalar }): Tensor;
  /** As `lt`: whether each element is less than the other. `aten::less.Tensor(Tensor self, Tensor other) -> Tensor` · `aten::less.Scalar(Tensor self, Scalar other) -> Tensor` */
  less(self: Tensor, other: Tensor): Tensor;
  less(self: Tensor, other: Scalar): Tensor;
  less(self: Tensor, options: { other: Scalar }): Tensor;
  /** In place, as `lt_`: whether each element is less than the other. `aten::less_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::less_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!)` */
  less_(self: Tensor, other: Tensor): Tensor;
  less_(self: Tensor, other: Scalar): Tensor;
  less_(self: Tensor, options: { other: Scalar }): Tensor;
  /** As `le`: whether each element is at most the other. `aten::less_equal.Tensor(Tensor self, Tensor other) -> Tensor` · `aten::less_equal.Scalar(Tensor self, Scalar other) -> Tensor` */
  lessEqual(self: Tensor, other: Tensor): Tensor;
  lessEqual(self: Tensor, other: Scalar): Tensor;
  lessEqual(self: Tensor, options: { other: Scalar }): Tensor;
  /** In place, as `le_`: whether each element is at most the other. `aten::less_equal_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::less_equal_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!)` */
  lessEqual_(self: Tensor, other: Tensor): Tensor;
  lessEqual_(self: Tensor, other: Scalar): Tensor;
  lessEqual_(self: Tensor, options: { other: Scalar }): Tensor;
  /** Logarithm of the absolute value of the gamma function. `aten::lgamma(Tensor self) -> Tensor` */
  lgamma(self: Tensor): Tensor;
  /** In place: logarithm of the absolute value of the gamma function. `aten::lgamma_(Tensor(a!) self) -> Tensor(a!)` */
  lgamma_(self: Tensor): Tensor;
  /** The tensor itself; marks constants for transformations of functions. `aten::lift(Tensor self) -> Tensor` */
  lift(self: Tensor): Tensor;
  /** The tensor itself; marks fresh constants for transformations of functions. `aten::lift_fresh(Tensor(a) self) -> Tensor(a)` */
  liftFresh(self: Tensor): Tensor;
  /** As `liftFresh`, but a copy that shares no memory. `aten::lift_fresh_copy(Tensor self) -> Tensor` */
  liftFreshCopy(self: Tensor): Tensor;
  /** Sum of the absolute values to the power of `ord`: a vector norm without its root. `aten::linalg__powsum(Tensor self, Scalar ord=2, int[1]? dim=None, bool keepdim=False, *, ScalarType? dtype=None) -> Tensor` */
  linalgPowsum(self: Tensor, ord?: Scalar, dim?: Ints | null, keepdim?: boolean, options?: Named & { dtype?: DType | null }): Tensor;
  linalgPowsum(self: Tensor, options?: Named & { ord?: Scalar; dim?: Ints | null; keepdim?: boolean; dtype?: DType | null }): Tensor;
  /** Cholesky factors of positive definite matrices. `aten::linalg_cholesky(Tensor self, *, bool upper=False) -> Tensor` */
  linalgCholesky(self: Tensor, options?: { upper?: boolean }): Tensor;
  /** Cholesky factors, with error codes in place of exceptions. `aten::linalg_cholesky_ex(Tensor self, *, bool upper=False, bool check_errors=False) -> (Tensor L, Tensor info)` */
  linalgCholeskyEx(self: Tensor, options?: { upper?: boolean; checkErrors?: boolean }): { L: Tensor; info: Tensor };
  /** Condition numbers of matrices. `aten::linalg_cond(Tensor self, Scalar? p=None) -> Tensor` · `aten::linalg_cond.p_str(Tensor self, str p) -> Tensor` */
  linalgCond(self: Tensor, p?: Scalar | null): Tensor;
  linalgCond(self: Tensor, options?: { p?: Scalar | null }): Tensor;
  linalgCond(self: Tensor, p: "fro" | "nuc"): Tensor;
  linalgCond(self: Tensor, options: { p: "fro" | "nuc" }): Tensor;
  /** Cross products of vectors of three elements. `aten::linalg_cross(Tensor self, Tensor other, *, int dim=-1) -> Tensor` */
  linalgCross(self: Tensor, other: Tensor, options?: { dim?: Int }): Tensor;
  /** Determinants of square matrices. `aten::linalg_det(Tensor A) -> Tensor` */
  linalgDet(A: Tensor): Tensor;
  /** A view of a matrix diagonal of the last two dimensions. `aten::linalg_diagonal(Tensor(a) A, *, int offset=0, int dim1=-2, int dim2=-1) -> Tensor(a)` */
  linalgDiagonal(A: Tensor, options?: { offset?: Int; dim1?: Int; dim2?: Int }): Tensor;
  /** Eigenvalues and eigenvectors of square matrices. `aten::linalg_eig(Tensor self) -> (Tensor eigenvalues, Tensor eigenvectors)` */
  linalgEig(self: Tensor): { eigenvalues: Tensor; eigenvectors: Tensor };
  /** Eigenvalues, ascending, and eigenvectors of Hermitian matrices. `aten::linalg_eigh(Tensor self, str UPLO="L") -> (Tensor eigenvalues, Tensor eigenvectors)` */
  linalgEigh(self: Tensor, UPLO?: "L" | "U"): { eigenvalues: Tensor; eigenvectors: Tensor };
  linalgEigh(self: Tensor, options?: { UPLO?: "L" | "U" }): { eigenvalues: Tensor; eigenvectors: Tensor };
  /** Eigenvalues of square matrices. `aten::linalg_eigvals(Tensor self) -> Tensor` */
  linalgEigvals(self: Tensor): Tensor;
  /** Eigenvalues, ascending, of Hermitian matrices. `aten::linalg_eigvalsh(Tensor self, str UPLO="L") -> Tensor` */
  linalgEigvalsh(self: Tensor, UPLO?: "L" | "U"): Tensor;
  linalgEigvalsh(self: Tensor, options?: { UPLO?: "L" | "U" }): Tensor;
  /** First columns of a product of Householder reflections. `aten::linalg_householder_product(Tensor input, Tensor tau) -> Tensor` */
  linalgHouseholderProduct(input: Tensor, tau: Tensor): Tensor;
  /** Inverses of square matrices. `aten::linalg_inv(Tensor A) -> Tensor` */
  linalgInv(A: Tensor): Tensor;
  /** Inverses of square matrices, with error codes in place of exceptions. `aten::linalg_inv_ex(Tensor A, *, bool check_errors=False) -> (Tensor inverse, Tensor info)` */
  linalgInvEx(A: Tensor, options?: { checkErrors?: boolean }): { inverse: Tensor; info: Tensor };
  /** LDL factorisation of Hermitian or symmetric matrices. `aten::linalg_ldl_factor(Tensor self, *, bool hermitian=False) -> (Tensor LD, Tensor pivots)` */
  linalgLdlFactor(self: Tensor, options?: { hermitian?: boolean }): { LD: Tensor; pivots: Tensor };
  /** LDL factorisation, with error codes in place of exceptions. `aten::linalg_ldl_factor_ex(Tensor self, *, bool hermitian=False, bool check_errors=False) -> (Tensor LD, Tensor pivots, Tensor info)` */
  linalgLdlFactorEx(self: Tensor, options?: { hermitian?: boolean; checkErrors?: boolean }): { LD: Tensor; pivots: Tensor; info: Tensor };
  /** Solution of linear systems from an LDL factorisation. `aten::linalg_ldl_solve(Tensor LD, Tensor pivots, Tensor B, *, bool hermitian=False) -> Tensor` */
  linalgLdlSolve(LD: Tensor, pivots: Tensor, B: Tensor, options?: { hermitian?: boolean }): Tensor;
  /** Least-squares solution of linear systems, with residuals, rank and singular values. `aten::linalg_lstsq(Tensor self, Tensor b, float? rcond=None, *, str? driver=None) -> (Tensor solution, Tensor residuals, Tensor rank, Tensor singular_values)` */
  linalgLstsq(self: Tensor, b: Tensor, rcond?: number | null, options?: { driver?: "gels" | "gelsy" | "gelsd" | "gelss" | null }): { solution: Tensor; residuals: Tensor; rank: Tensor; singularValues: Tensor };
  linalgLstsq(self: Tensor, b: Tensor, options?: { rcond?: number | null; driver?: "gels" | "gelsy" | "gelsd" | "gelss" | null }): { solution: Tensor; residuals: Tensor; rank: Tensor; singularValues: Tensor };
  /** LU factorisation with partial pivoting: P, L and U. `aten::linalg_lu(Tensor A, *, bool pivot=True) -> (Tensor P, Tensor L, Tensor U)` */
  linalgLu(A: Tensor, options?: { pivot?: boolean }): { P: Tensor; L: Tensor; U: Tensor };
  /** Compact LU factorisation with pivots. `aten::linalg_lu_factor(Tensor A, *, bool pivot=True) -> (Tensor LU, Tensor pivots)` */
  linalgLuFactor(A: Tensor, options?: { pivot?: boolean }): { LU: Tensor; pivots: Tensor };
  /** Compact LU factorisation with pivots, with error codes in place of exceptions. `aten::linalg_lu_factor_ex(Tensor A, *, bool pivot=True, bool check_errors=False) -> (Tensor LU, Tensor pivots, Tensor info)` */
  linalgLuFactorEx(A: Tensor, options?: { pivot?: boolean; checkErrors?: boolean }): { LU: Tensor; pivots: Tensor; info: Tensor };
  /** Solution of linear systems from a compact LU factorisation. `aten::linalg_lu_solve(Tensor LU, Tensor pivots, Tensor B, *, bool left=True, bool adjoint=False) -> Tensor` */
  linalgLuSolve(LU: Tensor, pivots: Tensor, B: Tensor, options?: { left?: boolean; adjoint?: boolean }): Tensor;
  /** Matrix product, broadcast over batches. `aten::linalg_matmul(Tensor self, Tensor other) -> Tensor` */
  linalgMatmul(self: Tensor, other: Tensor): Tensor;
  /** Exponentials of square matrices. `aten::linalg_matrix_exp(Tensor self) -> Tensor` */
  linalgMatrixExp(self: Tensor): Tensor;
  /** Matrix norms over two dimensions. `aten::linalg_matrix_norm(Tensor self, Scalar ord, int[] dim=[-2, -1], bool keepdim=False, *, ScalarType? dtype=None) -> Tensor` · `aten::linalg_matrix_norm.str_ord(Tensor self, str ord="fro", int[] dim=[-2, -1], bool keepdim=False, *, ScalarType? dtype=None) -> Tensor` */
  linalgMatrixNorm(self: Tensor, ord: Scalar, dim?: Ints, keepdim?: boolean, options?: Named & { dtype?: DType | null }): Tensor;
  linalgMatrixNorm(self: Tensor, ord: Scalar, options?: Named & { dim?: Ints; keepdim?: boolean; dtype?: DType | null }): Tensor;
  linalgMatrixNorm(self: Tensor, options: Named & { ord: Scalar; dim?: Ints; keepdim?: boolean; dtype?: DType | null }): Tensor;
  linalgMatrixNorm(self: Tensor, ord?: "fro" | "nuc", dim?: Ints, keepdim?: boolean, options?: Named & { dtype?: DType | null }): Tensor;
  linalgMatrixNorm(self: Tensor, options?: Named & { ord?: "fro" | "nuc"; dim?: Ints; keepdim?: boolean; dtype?: DType | null }): Tensor;
  /** Integer powers of square matrices. `aten::linalg_matrix_power(Tensor self, int n) -> Tensor` */
  linalgMatrixPower(self: Tensor, n: Int): Tensor;
  linalgMatrixPower(self: Tensor, options: { n: Int }): Tensor;
  /** Numerical rank of matrices. `aten::linalg_matrix_rank.atol_rtol_tensor(Tensor input, *, Tensor? atol=None, Tensor? rtol=None, bool hermitian=False) -> Tensor` · `aten::linalg_matrix_rank.tol_tensor(Tensor input, Tensor tol, bool hermitian=False) -> Tensor` · `aten::linalg_matrix_rank(Tensor self, float tol, bool hermitian=False) -> Tensor` · `aten::linalg_matrix_rank.atol_rtol_float(Tensor self, *, float? atol=None, float? rtol=None, bool hermitian=False) -> Tensor` */
  linalgMatrixRank(input: Tensor, options?: { atol?: Tensor | null; rtol?: Tensor | null; hermitian?: boolean }): Tensor;
  linalgMatrixRank(input: Tensor, tol: Tensor, hermitian?: boolean): Tensor;
  linalgMatrixRank(input: Tensor, tol: Tensor, options?: { hermitian?: boolean }): Tensor;
  linalgMatrixRank(self: Tensor, tol: number, hermitian?: boolean): Tensor;
  linalgMatrixRank(self: Tensor, tol: number, options?: { hermitian?: boolean }): Tensor;
  linalgMatrixRank(self: Tensor, options: { tol: number; hermitian?: boolean }): Tensor;
  linalgMatrixRank(self: Tensor, options?: { atol?: number | null; rtol?: number | null; hermitian?: boolean }): Tensor;
  /** Product of several matrices in the order that needs the fewest multiplications. `aten::linalg_multi_dot(Tensor[] tensors) -> Tensor` */
  linalgMultiDot(tensors: readonly Tensor[]): Tensor;
  linalgMultiDot(options: { tensors: readonly Tensor[] }): Tensor;
  /** Vector or matrix norm. `aten::linalg_norm(Tensor self, Scalar? ord=None, int[1]? dim=None, bool keepdim=False, *, ScalarType? dtype=None) -> Tensor` · `aten::linalg_norm.ord_str(Tensor self, str ord, int[1]? dim=None, bool keepdim=False, *, ScalarType? dtype=None) -> Tensor` */
  linalgNorm(self: Tensor, ord?: Scalar | null, dim?: Ints | null, keepdim?: boolean, options?: Named & { dtype?: DType | null }): Tensor;
  linalgNorm(self: Tensor, options?: Named & { ord?: Scalar | null; dim?: Ints | null; keepdim?: boolean; dtype?: DType | null }): Tensor;
  linalgNorm(self: Tensor, ord: "fro" | "nuc", dim?: Ints | null, keepdim?: boolean, options?: Named & { dtype?: DType | null }): Tensor;
  linalgNorm(self: Tensor, ord: "fro" | "nuc", options?: Named & { dim?: Ints | null; keepdim?: boolean; dtype?: DType | null }): Tensor;
  linalgNorm(self: Tensor, options: Named & { ord: "fro" | "nuc"; dim?: Ints | null; keepdim?: boolean; dtype?: DType | null }): Tensor;
  /** Moore-Penrose pseudoinverse of matrices. `aten::linalg_pinv.atol_rtol_tensor(Tensor self, *, Tensor? atol=None, Tensor? rtol=None, bool hermitian=False) -> Tensor` · `aten::linalg_pinv.rcond_tensor(Tensor self, Tensor rcond, bool hermitian=False) -> Tensor` · `aten::linalg_pinv(Tensor self, float rcond, bool hermitian=False) -> Tensor` · `aten::linalg_pinv.atol_rtol_float(Tensor self, *, float? atol=None, float? rtol=None, bool hermitian=False) -> Tensor` */
  linalgPinv(self: Tensor, options?: { atol?: Tensor | null; rtol?: Tensor | null; hermitian?: boolean }): Tensor;
  linalgPinv(self: Tensor, rcond: Tensor, hermitian?: boolean): Tensor;
  linalgPinv(self: Tensor, rcond: Tensor, options?: { hermitian?: boolean }): Tensor;
  linalgPinv(self: Tensor, rcond: number, hermitian?: boolean): Tensor;
  linalgPinv(self: Tensor, rcond: number, options?: { hermitian?: boolean }): Tensor;
  linalgPinv(self: Tensor, options: { rcond: number; hermitian?: boolean }): Tensor;
  linalgPinv(self: Tensor, options?: { atol?: number | null; rtol?: number | null; hermitian?: boolean }): Tensor;
  /** QR factorisation of matrices. `aten::linalg_qr(Tensor A, str mode="reduced") -> (Tensor Q, Tensor R)` */
  linalgQr(A: Tensor, mode?: "reduced" | "complete" | "r"): { Q: Tensor; R: Tensor };
  linalgQr(A: Tensor, options?: { mode?: "reduced" | "complete" | "r" }): { Q: Tensor; R: Tensor };
  /** Sign and logarithm of the absolute value of determinants. `aten::linalg_slogdet(Tensor A) -> (Tensor sign, Tensor logabsdet)` */
  linalgSlogdet(A: Tensor): { sign: Tensor; logabsdet: Tensor };
  /** Solution of square linear systems. `aten::linalg_solve(Tensor A, Tensor B, *, bool left=True) -> Tensor` */
  linalgSolve(A: Tensor, B: Tensor, options?: { left?: boolean }): Tensor;
  /** Solution of square linear systems, with error codes in place of exceptions. `aten::linalg_solve_ex(Tensor A, Tensor B, *, bool left=True, bool check_errors=False) -> (Tensor result, Tensor info)` */
  linalgSolveEx(A: Tensor, B: Tensor, options?: { left?: boolean; checkErrors?: boolean }): { result: Tensor; info: Tensor };
  /** Solution of triangular linear systems. `aten::linalg_solve_triangular(Tensor self, Tensor B, *, bool upper, bool left=True, bool unitriangular=False) -> Tensor` */
  linalgSolveTriangular(self: Tensor, B: Tensor, options: { upper: boolean; left?: boolean; unitriangular?: boolean }): Tensor;
  /** Singular value decomposition of matrices. `aten::linalg_svd(Tensor A, bool full_matrices=True, *, str? driver=None) -> (Tensor U, Tensor S, Tensor Vh)` */
  linalgSvd(A: Tensor, fullMatrices?: boolean, options?: { driver?: "gesvd" | "gesvdj" | "gesvda" | null }): { U: Tensor; S: Tensor; Vh: Tensor };
  linalgSvd(A: Tensor, options?: { fullMatrices?: boolean; driver?: "gesvd" | "gesvdj" | "gesvda" | null }): { U: Tensor; S: Tensor; Vh: Tensor };
  /** Singular values of matrices, descending. `aten::linalg_svdvals(Tensor A, *, str? driver=None) -> Tensor` */
  linalgSvdvals(A: Tensor, options?: { driver?: "gesvd" | "gesvdj" | "gesvda" | null }): Tensor;
  /** Inverse with respect to `tensordot`. `aten::linalg_tensorinv(Tensor self, int ind=2) -> Tensor` */
  linalgTensorinv(self: Tensor, ind?: Int): Tensor;
  linalgTensorinv(self: Tensor, options?: { ind?: Int }): Tensor;
  /** Solution X of `tensordot(A, X) = B`. `aten::linalg_tensorsolve(Tensor self, Tensor other, int[]? dims=None) -> Tensor` */
  linalgTensorsolve(self: Tensor, other: Tensor, dims?: Ints | null): Tensor;
  linalgTensorsolve(self: Tensor, other: Tensor, options?: { dims?: Ints | null }): Tensor;
  /** Vandermonde matrices of vectors. `aten::linalg_vander(Tensor x, *, SymInt? N=None) -> Tensor` */
  linalgVander(x: Tensor, options?: { N?: Int | null }): Tensor;
  /** Dot products of vectors along a dimension, the first conjugated. `aten::linalg_vecdot(Tensor x, Tensor y, *, int dim=-1) -> Tensor` */
  linalgVecdot(x: Tensor, y: Tensor, options?: { dim?: Int }): Tensor;
  /** Vector norm along dimensions, of the flattened tensor without any. `aten::linalg_vector_norm(Tensor self, Scalar ord=2, int[1]? dim=None, bool keepdim=False, *, ScalarType? dtype=None) -> Tensor` */
  linalgVectorNorm(self: Tensor, ord?: Scalar, dim?: Ints | null, keepdim?: boolean, options?: Named & { dtype?: DType | null }): Tensor;
  linalgVectorNorm(self: Tensor, options?: Named & { ord?: Scalar; dim?: Ints | null; keepdim?: boolean; dtype?: DType | null }): Tensor;
  /** `x W^T + b`. `aten::linear(Tensor input, Tensor weight, Tensor? bias=None) -> Tensor` */
  linear(input: Tensor, weight: Tensor, bias?: Tensor | null): Tensor;
  linear(input: Tensor, weight: Tensor, options?: { bias?: Tensor | null }): Tensor;
  /** Gradients of `linear` for input, weight and bias, those that the mask asks for. `aten::linear_backward(Tensor self, Tensor grad_output, Tensor weight, bool[3] output_mask) -> (Tensor, Tensor, Tensor)` */
  linearBackward(self: Tensor, gradOutput: Tensor, weight: Tensor, outputMask: readonly boolean[]): [Tensor | null, Tensor | null, Tensor | null];
  linearBackward(self: Tensor, gradOutput: Tensor, weight: Tensor, options: { outputMask: readonly boolean[] }): [Tensor | null, Tensor | null, Tensor | null];
  /** Equally spaced numbers from `start` to `end`, both included. `aten::linspace.Tensor_Tensor(Tensor start, Tensor end, int steps, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` · `aten::linspace.Tensor_Scalar(Tensor start, Scalar end, int steps, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` · `aten::linspace.Scalar_Tensor(Scalar start, Tensor end, int steps, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` · `aten::linspace(Scalar start, Scalar end, int steps, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` */
  linspace(start: Tensor, end: Tensor, steps: Int, options?: NewTensorOptions): Tensor;
  linspace(start: Tensor, end: Tensor, options: NewTensorOptions & { steps: Int }): Tensor;
  linspace(start: Tensor, end: Scalar, steps: Int, options?: NewTensorOptions): Tensor;
  linspace(start: Tensor, options: NewTensorOptions & { end: Scalar; steps: Int }): Tensor;
  linspace(start: Scalar, end: Tensor, steps: Int, options?: NewTensorOptions): Tensor;
  linspace(options: NewTensorOptions & { start: Scalar; end: Tensor; steps: Int }): Tensor;
  linspace(start: Scalar, end: Scalar, steps: Int, options?: NewTensorOptions): Tensor;
  linspace(options: NewTensorOptions & { start: Scalar; end: Scalar; steps: Int }): Tensor;
  /** Natural logarithm of each element. `aten::log(Tensor self) -> Tensor` */
  log(self: Tensor): Tensor;
  /** Decimal logarithm of each element. `aten::log10(Tensor self) -> Tensor` */
  log10(self: Tensor): Tensor;
  /** In place: decimal logarithm of each element. `aten::log10_(Tensor(a!) self) -> Tensor(a!)` */
  log10_(self: Tensor): Tensor;
  /** Natural logarithm of one plus each element, exact near zero. `aten::log1p(Tensor self) -> Tensor` */
  log1p(self: Tensor): Tensor;
  /** In place: natural logarithm of one plus each element, exact near zero. `aten::log1p_(Tensor(a!) self) -> Tensor(a!)` */
  log1p_(self: Tensor): Tensor;
  /** Binary logarithm of each element. `aten::log2(Tensor self) -> Tensor` */
  log2(self: Tensor): Tensor;
  /** In place: binary logarithm of each element. `aten::log2_(Tensor(a!) self) -> Tensor(a!)` */
  log2_(self: Tensor): Tensor;
  /** In place: natural logarithm of each element. `aten::log_(Tensor(a!) self) -> Tensor(a!)` */
  log_(self: Tensor): Tensor;
  /** Draws from a log-normal distribution in the tensor's shape. `aten::log_normal(Tensor self, float mean=1., float std=2., *, Generator? generator=None) -> Tensor` */
  logNormal(self: Tensor, mean?: number, std?: number, options?: { generator?: Generator | null }): Tensor;
  logNormal(self: Tensor, options?: { mean?: number; std?: number; generator?: Generator | null }): Tensor;
  /** Fills the tensor with draws from a log-normal distribution. `aten::log_normal_(Tensor(a!) self, float mean=1., float std=2., *, Generator? generator=None) -> Tensor(a!)` */
  logNormal_(self: Tensor, mean?: number, std?: number, options?: { generator?: Generator | null }): Tensor;
  logNormal_(self: Tensor, options?: { mean?: number; std?: number; generator?: Generator | null }): Tensor;
  /** Logarithm of the sigmoid of each element. `aten::log_sigmoid(Tensor self) -> Tensor` */
  logSigmoid(self: Tensor): Tensor;
  /** Gradient of `logSigmoid`; autograd calls it. `aten::log_sigmoid_backward(Tensor grad_output, Tensor self, Tensor buffer) -> Tensor` */
  logSigmoidBackward(gradOutput: Tensor, self: Tensor, buffer: Tensor): Tensor;
  /** As `logSigmoid`, with the buffer its gradient needs. `aten::log_sigmoid_forward(Tensor self) -> (Tensor output, Tensor buffer)` */
  logSigmoidForward(self: Tensor): { output: Tensor; buffer: Tensor };
  /** Logarithm of the softmax along a dimension. `aten::log_softmax.int(Tensor self, int dim, ScalarType? dtype=None) -> Tensor` */
  logSoftmax(self: Tensor, dim: Int, dtype?: DType | null): Tensor;
  logSoftmax(self: Tensor, dim: Int, options?: Named & { dtype?: DType | null }): Tensor;
  logSoftmax(self: Tensor, options: Named & { dim: Int; dtype?: DType | null }): Tensor;
  /** Logarithm of the sum of the exponentials of each pair. `aten::logaddexp(Tensor self, Tensor other) -> Tensor` */
  logaddexp(self: Tensor, other: Tensor): Tensor;
  /** Binary logarithm of the sum of the powers of two of each pair. `aten::logaddexp2(Tensor self, Tensor other) -> Tensor` */
  logaddexp2(self: Tensor, other: Tensor): Tensor;
  /** Logarithm of the sum of the exponentials so far along a dimension. `aten::logcumsumexp(Tensor self, int dim) -> Tensor` */
  logcumsumexp(self: Tensor, dim: Int): Tensor;
  logcumsumexp(self: Tensor, options: { dim: Int }): Tensor;
  /** Logarithm of the determinants of square matrices. `aten::logdet(Tensor self) -> Tensor` */
  logdet(self: Tensor): Tensor;
  /** Whether both elements of each pair are not zero. `aten::logical_and(Tensor self, Tensor other) -> Tensor` */
  logicalAnd(self: Tensor, other: Tensor): Tensor;
  /** In place: whether both elements of each pair are not zero. `aten::logical_and_(Tensor(a!) self, Tensor other) -> Tensor(a!)` */
  logicalAnd_(self: Tensor, other: Tensor): Tensor;
  /** Whether each element is zero. `aten::logical_not(Tensor self) -> Tensor` */
  logicalNot(self: Tensor): Tensor;
  /** In place: whether each element is zero. `aten::logical_not_(Tensor(a!) self) -> Tensor(a!)` */
  logicalNot_(self: Tensor): Tensor;
  /** Whether any element of each pair is not zero. `aten::logical_or(Tensor self, Tensor other) -> Tensor` */
  logicalOr(self: Tensor, other: Tensor): Tensor;
  /** In place: whether any element of each pair is not zero. `aten::logical_or_(Tensor(a!) self, Tensor other) -> Tensor(a!)` */
  logicalOr_(self: Tensor, other: Tensor): Tensor;
  /** Whether exactly one element of each pair is not zero. `aten::logical_xor(Tensor self, Tensor other) -> Tensor` */
  logicalXor(self: Tensor, other: Tensor): Tensor;
  /** In place: whether exactly one element of each pair is not zero. `aten::logical_xor_(Tensor(a!) self, Tensor other) -> Tensor(a!)` */
  logicalXor_(self: Tensor, other: Tensor): Tensor;
  /** `log(x / (1 - x))`, with `x` limited to `[eps, 1 - eps]` where `eps` is given. `aten::logit(Tensor self, float? eps=None) -> Tensor` */
  logit(self: Tensor, eps?: number | null): Tensor;
  logit(self: Tensor, options?: { eps?: number | null }): Tensor;
  /** In place: `log(x / (1 - x))`, with `x` limited to `[eps, 1 - eps]` where `eps` is given. `aten::logit_(Tensor(a!) self, float? eps=None) -> Tensor(a!)` */
  logit_(self: Tensor, eps?: number | null): Tensor;
  logit_(self: Tensor, options?: { eps?: number | null }): Tensor;
  /** Gradient of `logit`; autograd calls it. `aten::logit_backward(Tensor grad_output, Tensor self, float? eps=None) -> Tensor` */
  logitBackward(gradOutput: Tensor, self: Tensor, eps?: number | null): Tensor;
  logitBackward(gradOutput: Tensor, self: Tensor, options?: { eps?: number | null }): Tensor;
  /** Numbers equally spaced in their logarithm, from `base^start` to `base^end`. `aten::logspace.Tensor_Tensor(Tensor start, Tensor end, int steps, float base=10., *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` · `aten::logspace.Tensor_Scalar(Tensor start, Scalar end, int steps, float base=10., *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` · `aten::logspace.Scalar_Tensor(Scalar start, Tensor end, int steps, float base=10., *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` · `aten::logspace(Scalar start, Scalar end, int steps, float base=10., *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` */
  logspace(start: Tensor, end: Tensor, steps: Int, base?: number, options?: NewTensorOptions): Tensor;
  logspace(start: Tensor, end: Tensor, steps: Int, options?: NewTensorOptions & { base?: number }): Tensor;
  logspace(start: Tensor, end: Tensor, options: NewTensorOptions & { steps: Int; base?: number }): Tensor;
  logspace(start: Tensor, end: Scalar, steps: Int, base?: number, options?: NewTensorOptions): Tensor;
  logspace(start: Tensor, end: Scalar, steps: Int, options?: NewTensorOptions & { base?: number }): Tensor;
  logspace(start: Tensor, options: NewTensorOptions & { end: Scalar; steps: Int; base?: number }): Tensor;
  logspace(start: Scalar, end: Tensor, steps: Int, base?: number, options?: NewTensorOptions): Tensor;
  logspace(start: Scalar, end: Tensor, steps: Int, options?: NewTensorOptions & { base?: number }): Tensor;
  logspace(options: NewTensorOptions & { start: Scalar; end: Tensor; steps: Int; base?: number }): Tensor;
  logspace(start: Scalar, end: Scalar, steps: Int, base?: number, options?: NewTensorOptions): Tensor;
  logspace(start: Scalar, end: Scalar, steps: Int, options?: NewTensorOptions & { base?: number }): Tensor;
  logspace(options: NewTensorOptions & { start: Scalar; end: Scalar; steps: Int; base?: number }): Tensor;
  /** Logarithm of the sum of exponentials along dimensions, without overflow. `aten::logsumexp(Tensor self, int[1] dim, bool keepdim=False) -> Tensor` */
  logsumexp(self: Tensor, dim: Ints, keepdim?: boolean): Tensor;
  logsumexp(self: Tensor, dim: Ints, options?: { keepdim?: boolean }): Tensor;
  logsumexp(self: Tensor, options: { dim: Ints; keepdim?: boolean }): Tensor;
  /** Long short-term memory over a sequence. `aten::lstm.data(Tensor data, Tensor batch_sizes, Tensor[] hx, Tensor[] params, bool has_biases, int num_layers, float dropout, bool train, bool bidirectional) -> (Tensor, Tensor, Tensor)` · `aten::lstm.input(Tensor input, Tensor[] hx, Tensor[] params, bool has_biases, int num_layers, float dropout, bool train, bool bidirectional, bool batch_first) -> (Tensor, Tensor, Tensor)` */
  lstm(data: Tensor, batchSizes: Tensor, hx: readonly Tensor[], params: readonly Tensor[], hasBiases: boolean, numLayers: Int, dropout: number, train: boolean, bidirectional: boolean): [Tensor, Tensor, Tensor];
  lstm(data: Tensor, batchSizes: Tensor, options: { hx: readonly Tensor[]; params: readonly Tensor[]; hasBiases: boolean; numLayers: Int; dropout: number; train: boolean; bidirectional: boolean }): [Tensor, Tensor, Tensor];
  lstm(input: Tensor, hx: readonly Tensor[], params: readonly Tensor[], hasBiases: boolean, numLayers: Int, dropout: number, train: boolean, bidirectional: boolean, batchFirst: boolean): [Tensor, Tensor, Tensor];
  lstm(input: Tensor, options: { hx: readonly Tensor[]; params: readonly Tensor[]; hasBiases: boolean; numLayers: Int; dropout: number; train: boolean; bidirectional: boolean; batchFirst: boolean }): [Tensor, Tensor, Tensor];
  /** One step of a long short-term memory. `aten::lstm_cell(Tensor input, Tensor[] hx, Tensor w_ih, Tensor w_hh, Tensor? b_ih=None, Tensor? b_hh=None) -> (Tensor, Tensor)` */
  lstmCell(input: Tensor, hx: readonly Tensor[], wIh: Tensor, wHh: Tensor, bIh?: Tensor | null, bHh?: Tensor | null): [Tensor, Tensor];
  lstmCell(input: Tensor, hx: readonly Tensor[], wIh: Tensor, wHh: Tensor, options?: { bIh?: Tensor | null; bHh?: Tensor | null }): [Tensor, Tensor];
  lstmCell(input: Tensor, options: { hx: readonly Tensor[]; wIh: Tensor; wHh: Tensor; bIh?: Tensor | null; bHh?: Tensor | null }): [Tensor, Tensor];
  /** Gradients of `lstm` on Apple's GPUs. `aten::lstm_mps_backward(Tensor? grad_y, Tensor? grad_hy, Tensor? grad_cy, Tensor z_state, Tensor cell_state_fwd, Tensor input, Tensor layersOutputs, Tensor[] hx, Tensor[] params, bool has_biases, int num_layers, float dropout, bool train, bool bidirectional, bool batch_first) -> (Tensor, Tensor[], Tensor[])` */
  lstmMpsBackward(gradY: Tensor | null, gradHy: Tensor | null, gradCy: Tensor | null, zState: Tensor, cellStateFwd: Tensor, input: Tensor, layersOutputs: Tensor, hx: readonly Tensor[], params: readonly Tensor[], hasBiases: boolean, numLayers: Int, dropout: number, train: boolean, bidirectional: boolean, batchFirst: boolean): [Tensor, Tensor[], Tensor[]];
  lstmMpsBackward(gradY: Tensor | null, gradHy: Tensor | null, gradCy: Tensor | null, zState: Tensor, cellStateFwd: Tensor, input: Tensor, layersOutputs: Tensor, options: { hx: readonly Tensor[]; params: readonly Tensor[]; hasBiases: boolean; numLayers: Int; dropout: number; train: boolean; bidirectional: boolean; batchFirst: boolean }): [Tensor, Tensor[], Tensor[]];
  /** Whether each element is less than the other. `aten::lt.Tensor(Tensor self, Tensor other) -> Tensor` · `aten::lt.Scalar(Tensor self, Scalar other) -> Tensor` */
  lt(self: Tensor, other: Tensor): Tensor;
  lt(self: Tensor, other: Scalar): Tensor;
  lt(self: Tensor, options: { other: Scalar }): Tensor;
  /** In place: whether each element is less than the other. `aten::lt_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::lt_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!)` */
  lt_(self: Tensor, other: Tensor): Tensor;
  lt_(self: Tensor, other: Scalar): Tensor;
  lt_(self: Tensor, options: { other: Scalar }): Tensor;
  /** Solution of linear systems from a compact LU factorisation. `aten::lu_solve(Tensor self, Tensor LU_data, Tensor LU_pivots) -> Tensor` */
  luSolve(self: Tensor, LUData: Tensor, LUPivots: Tensor): Tensor;
  /** P, L and U from a compact LU factorisation. `aten::lu_unpack(Tensor LU_data, Tensor LU_pivots, bool unpack_data=True, bool unpack_pivots=True) -> (Tensor P, Tensor L, Tensor U)` */
  luUnpack(LUData: Tensor, LUPivots: Tensor, unpackData?: boolean, unpackPivots?: boolean): { P: Tensor; L: Tensor; U: Tensor };
  luUnpack(LUData: Tensor, LUPivots: Tensor, options?: { unpackData?: boolean; unpackPivots?: boolean }): { P: Tensor; L: Tensor; U: Tensor };
  /** The last two dimensions swapped and complex numbers conjugated, as a view. `aten::mH(Tensor(a) self) -> Tensor(a)` */
  mH(self: Tensor): Tensor;
  /** The last two dimensions swapped, as a view. `aten::mT(Tensor(a) self) -> Tensor(a)` */
  mT(self: Tensor): Tensor;
  /** `max(0, -target * (input1 - input2) + margin)`. `aten::margin_ranking_loss(Tensor input1, Tensor input2, Tensor target, float margin=0., int reduction=1) -> Tensor` */
  marginRankingLoss(input1: Tensor, input2: Tensor, target: Tensor, margin?: number, reduction?: Int): Tensor;
  marginRankingLoss(input1: Tensor, input2: Tensor, target: Tensor, options?: { margin?: number; reduction?: Int }): Tensor;
  /** One value in place of the elements where a mask is true. `aten::masked_fill.Tensor(Tensor self, Tensor mask, Tensor value) -> Tensor` · `aten::masked_fill.Scalar(Tensor self, Tensor mask, Scalar value) -> Tensor` */
  maskedFill(self: Tensor, mask: Tensor, value: Tensor): Tensor;
  maskedFill(self: Tensor, mask: Tensor, value: Scalar): Tensor;
  maskedFill(self: Tensor, mask: Tensor, options: { value: Scalar }): Tensor;
  /** In place: one value in place of the elements where a mask is true. `aten::masked_fill_.Tensor(Tensor(a!) self, Tensor mask, Tensor value) -> Tensor(a!)` · `aten::masked_fill_.Scalar(Tensor(a!) self, Tensor mask, Scalar value) -> Tensor(a!)` */
  maskedFill_(self: Tensor, mask: Tensor, value: Tensor): Tensor;
  maskedFill_(self: Tensor, mask: Tensor, value: Scalar): Tensor;
  maskedFill_(self: Tensor, mask: Tensor, options: { value: Scalar }): Tensor;
  /** The elements of `source`, in order, where a mask is true. `aten::masked_scatter(Tensor self, Tensor mask, Tensor source) -> Tensor` */
  maskedScatter(self: Tensor, mask: Tensor, source: Tensor): Tensor;
  /** In place: the elements of `source`, in order, where a mask is true. `aten::masked_scatter_(Tensor(a!) self, Tensor mask, Tensor source) -> Tensor(a!)` */
  maskedScatter_(self: Tensor, mask: Tensor, source: Tensor): Tensor;
  /** Gradient of `maskedScatter`; autograd calls it. `aten::masked_scatter_backward(Tensor grad_output, Tensor mask, SymInt[] sizes) -> Tensor` */
  maskedScatterBackward(gradOutput: Tensor, mask: Tensor, sizes: Ints): Tensor;
  maskedScatterBackward(gradOutput: Tensor, mask: Tensor, options: { sizes: Ints }): Tensor;
  /** The elements where a mask is true, in one vector. `aten::masked_select(Tensor self, Tensor mask) -> Tensor` */
  maskedSelect(self: Tensor, mask: Tensor): Tensor;
  /** Gradient of `maskedSelect`; autograd calls it. `aten::masked_select_backward(Tensor grad, Tensor input, Tensor mask) -> Tensor` */
  maskedSelectBackward(grad: Tensor, input: Tensor, mask: Tensor): Tensor;
  /** Product of vectors, matrices or batches of matrices, broadcast over batches. `aten::matmul(Tensor self, Tensor other) -> Tensor` */
  matmul(self: Tensor, other: Tensor): Tensor;
  /** Gradients of `matmul`, those that the mask asks for. `aten::matmul_backward(Tensor grad, Tensor self, Tensor other, bool[2] mask) -> (Tensor, Tensor)` */
  matmulBackward(grad: Tensor, self: Tensor, other: Tensor, mask: readonly boolean[]): [Tensor | null, Tensor | null];
  matmulBackward(grad: Tensor, self: Tensor, other: Tensor, options: { mask: readonly boolean[] }): [Tensor | null, Tensor | null];
  /** The adjoint of a matrix: transposed and conjugated, as a view. `aten::matrix_H(Tensor(a) self) -> Tensor(a)` */
  matrixH(self: Tensor): Tensor;
  /** Exponentials of square matrices. `aten::matrix_exp(Tensor self) -> Tensor` */
  matrixExp(self: Tensor): Tensor;
  /** Gradient of `matrixExp`; autograd calls it. `aten::matrix_exp_backward(Tensor self, Tensor grad) -> Tensor` */
  matrixExpBackward(self: Tensor, grad: Tensor): Tensor;
  /** Integer powers of square matrices. `aten::matrix_power(Tensor self, int n) -> Tensor` */
  matrixPower(self: Tensor, n: Int): Tensor;
  matrixPower(self: Tensor, options: { n: Int }): Tensor;
  /** Largest value of the whole tensor, along a dimension with its index, or of each pair of elements. `aten::max(Tensor self) -> Tensor` · `aten::max.other(Tensor self, Tensor other) -> Tensor` · `aten::max.dim(Tensor self, int dim, bool keepdim=False) -> (Tensor values, Tensor indices)` */
  max(self: Tensor): Tensor;
  max(self: Tensor, other: Tensor): Tensor;
  max(self: Tensor, dim: Int, keepdim?: boolean): { values: Tensor; indices: Tensor };
  max(self: Tensor, dim: Int, options?: { keepdim?: boolean }): { values: Tensor; indices: Tensor };
  max(self: Tensor, options: { dim: Int; keepdim?: boolean }): { values: Tensor; indices: Tensor };
  /** Largest value of each window along the last dimension. `aten::max_pool1d(Tensor self, int[1] kernel_size, int[1] stride=[], int[1] padding=[0], int[1] dilation=[1], bool ceil_mode=False) -> Tensor` */
  maxPool1d(self: Tensor, kernelSize: Ints, stride?: Ints, padding?: Ints, dilation?: Ints, ceilMode?: boolean): Tensor;
  maxPool1d(self: Tensor, kernelSize: Ints, options?: { stride?: Ints; padding?: Ints; dilation?: Ints; ceilMode?: boolean }): Tensor;
  maxPool1d(self: Tensor, options: { kernelSize: Ints; stride?: Ints; padding?: Ints; dilation?: Ints; ceilMode?: boolean }): Tensor;
  /** Largest value of each window along the last dimension, and its index. `aten::max_pool1d_with_indices(Tensor self, int[1] kernel_size, int[1] stride=[], int[1] padding=[0], int[1] dilation=[1], bool ceil_mode=False) -> (Tensor, Tensor)` */
  maxPool1dWithIndices(self: Tensor, kernelSize: Ints, stride?: Ints, padding?: Ints, dilation?: Ints, ceilMode?: boolean): [Tensor, Tensor];
  maxPool1dWithIndices(self: Tensor, kernelSize: Ints, options?: { stride?: Ints; padding?: Ints; dilation?: Ints; ceilMode?: boolean }): [Tensor, Tensor];
  maxPool1dWithIndices(self: Tensor, options: { kernelSize: Ints; stride?: Ints; padding?: Ints; dilation?: Ints; ceilMode?: boolean }): [Tensor, Tensor];
  /** Largest value of each window over height and width. `aten::max_pool2d(Tensor self, int[2] kernel_size, int[2] stride=[], int[2] padding=0, int[2] dilation=1, bool ceil_mode=False) -> Tensor` */
  maxPool2d(self: Tensor, kernelSize: Ints, stride?: Ints, padding?: Ints, dilation?: Ints, ceilMode?: boolean): Tensor;
  maxPool2d(self: Tensor, kernelSize: Ints, options?: { stride?: Ints; padding?: Ints; dilation?: Ints; ceilMode?: boolean }): Tensor;
  maxPool2d(self: Tensor, options: { kernelSize: Ints; stride?: Ints; padding?: Ints; dilation?: Ints; ceilMode?: boolean }): Tensor;
  /** Gradient of `maxPool2d`; autograd calls it. `aten::max_pool2d_backward(Tensor grad_output, Tensor self, int[2] kernel_size, int[2] stride=[], int[2] padding=0, int[2] dilation=1, bool ceil_mode=False) -> Tensor` */
  maxPool2dBackward(gradOutput: Tensor, self: Tensor, kernelSize: Ints, stride?: Ints, padding?: Ints, dilation?: Ints, ceilMode?: boolean): Tensor;
  maxPool2dBackward(gradOutput: Tensor, self: Tensor, kernelSize: Ints, options?: { stride?: Ints; padding?: Ints; dilation?: Ints; ceilMode?: boolean }): Tensor;
  maxPool2dBackward(gradOutput: Tensor, self: Tensor, options: { kernelSize: Ints; stride?: Ints; padding?: Ints; dilation?: Ints; ceilMode?: boolean }): Tensor;
  /** Largest value of each window over height and width, and its index. `aten::max_pool2d_with_indices(Tensor self, int[2] kernel_size, int[2] stride=[], int[2] padding=0, int[2] dilation=1, bool ceil_mode=False) -> (Tensor, Tensor)` */
  maxPool2dWithIndices(self: Tensor, kernelSize: Ints, stride?: Ints, padding?: Ints, dilation?: Ints, ceilMode?: boolean): [Tensor, Tensor];
  maxPool2dWithIndices(self: Tensor, kernelSize: Ints, options?: { stride?: Ints; padding?: Ints; dilation?: Ints; ceilMode?: boolean }): [Tensor, Tensor];
  maxPool2dWithIndices(self: Tensor, options: { kernelSize: Ints; stride?: Ints; padding?: Ints; dilation?: Ints; ceilMode?: boolean }): [Tensor, Tensor];
  /** Gradient of `maxPool2dWithIndices`; autograd calls it. Refused unless called by `ops.unsafe`. `aten::max_pool2d_with_indices_backward(Tensor grad_output, Tensor self, int[2] kernel_size, int[2] stride, int[2] padding, int[2] dilation, bool ceil_mode, Tensor indices) -> Tensor` */
  maxPool2dWithIndicesBackward(gradOutput: Tensor, self: Tensor, kernelSize: Ints, stride: Ints, padding: Ints, dilation: Ints, ceilMode: boolean, indices: Tensor): Tensor;
  maxPool2dWithIndicesBackward(gradOutput: Tensor, self: Tensor, options: { kernelSize: Ints; stride: Ints; padding: Ints; dilation: Ints; ceilMode: boolean; indices: Tensor }): Tensor;
  /** Largest value of each window over depth, height and width. `aten::max_pool3d(Tensor self, int[3] kernel_size, int[3] stride=[], int[3] padding=0, int[3] dilation=1, bool ceil_mode=False) -> Tensor` */
  maxPool3d(self: Tensor, kernelSize: Ints, stride?: Ints, padding?: Ints, dilation?: Ints, ceilMode?: boolean): Tensor;
  maxPool3d(self: Tensor, kernelSize: Ints, options?: { stride?: Ints; padding?: Ints; dilation?: Ints; ceilMode?: boolean }): Tensor;
  maxPool3d(self: Tensor, options: { kernelSize: Ints; stride?: Ints; padding?: Ints; dilation?: Ints; ceilMode?: boolean }): Tensor;
  /** Largest value of each window over depth, height and width, and its index. `aten::max_pool3d_with_indices(Tensor self, int[3] kernel_size, int[3] stride=[], int[3] padding=0, int[3] dilation=1, bool ceil_mode=False) -> (Tensor, Tensor)` */
  maxPool3dWithIndices(self: Tensor, kernelSize: Ints, stride?: Ints, padding?: Ints, dilation?: Ints, ceilMode?: boolean): [Tensor, Tensor];
  maxPool3dWithIndices(self: Tensor, kernelSize: Ints, options?: { stride?: Ints; padding?: Ints; dilation?: Ints; ceilMode?: boolean }): [Tensor, Tensor];
  maxPool3dWithIndices(self: Tensor, options: { kernelSize: Ints; stride?: Ints; padding?: Ints; dilation?: Ints; ceilMode?: boolean }): [Tensor, Tensor];
  /** Gradient of `maxPool3dWithIndices`; autograd calls it. Refused unless called by `ops.unsafe`. `aten::max_pool3d_with_indices_backward(Tensor grad_output, Tensor self, int[3] kernel_size, int[3] stride, int[3] padding, int[3] dilation, bool ceil_mode, Tensor indices) -> Tensor` */
  maxPool3dWithIndicesBackward(gradOutput: Tensor, self: Tensor, kernelSize: Ints, stride: Ints, padding: Ints, dilation: Ints, ceilMode: boolean, indices: Tensor): Tensor;
  maxPool3dWithIndicesBackward(gradOutput: Tensor, self: Tensor, options: { kernelSize: Ints; stride: Ints; padding: Ints; dilation: Ints; ceilMode: boolean; indices: Tensor }): Tensor;
  /** Values put back where max pooling over height and width took them from, zero elsewhere. `aten::max_unpool2d(Tensor self, Tensor indices, SymInt[2] output_size) -> Tensor` */
  maxUnpool2d(self: Tensor, indices: Tensor, outputSize: Ints): Tensor;
  maxUnpool2d(self: Tensor, indices: Tensor, options: { outputSize: Ints }): Tensor;
  /** Values put back where max pooling over depth, height and width took them from, zero elsewhere. `aten::max_unpool3d(Tensor self, Tensor indices, SymInt[3] output_size, int[3] stride, int[3] padding) -> Tensor` */
  maxUnpool3d(self: Tensor, indices: Tensor, outputSize: Ints, stride: Ints, padding: Ints): Tensor;
  maxUnpool3d(self: Tensor, indices: Tensor, options: { outputSize: Ints; stride: Ints; padding: Ints }): Tensor;
  /** Larger of each pair of elements; NaN where either is. `aten::maximum(Tensor self, Tensor other) -> Tensor` */
  maximum(self: Tensor, other: Tensor): Tensor;
  /** Mean of all elements or along dimensions. `aten::mean(Tensor self, *, ScalarType? dtype=None) -> Tensor` · `aten::mean.dim(Tensor self, int[1]? dim, bool keepdim=False, *, ScalarType? dtype=None) -> Tensor` */
  mean(self: Tensor, options?: Named & { dtype?: DType | null }): Tensor;
  mean(self: Tensor, dim: Ints | null, keepdim?: boolean, options?: Named & { dtype?: DType | null }): Tensor;
  mean(self: Tensor, dim: Ints | null, options?: Named & { keepdim?: boolean; dtype?: DType | null }): Tensor;
  mean(self: Tensor, options: Named & { dim: Ints | null; keepdim?: boolean; dtype?: DType | null }): Tensor;
  /** Lower median of all elements, or along a dimension with its index. `aten::median(Tensor self) -> Tensor` · `aten::median.dim(Tensor self, int dim, bool keepdim=False) -> (Tensor values, Tensor indices)` */
  median(self: Tensor): Tensor;
  median(self: Tensor, dim: Int, keepdim?: boolean): { values: Tensor; indices: Tensor };
  median(self: Tensor, dim: Int, options?: { keepdim?: boolean }): { values: Tensor; indices: Tensor };
  median(self: Tensor, options: { dim: Int; keepdim?: boolean }): { values: Tensor; indices: Tensor };
  /** Coordinate grids from vectors. `aten::meshgrid(Tensor[] tensors) -> Tensor[]` · `aten::meshgrid.indexing(Tensor[] tensors, *, str indexing) -> Tensor[]` */
  meshgrid(tensors: readonly Tensor[]): Tensor[];
  meshgrid(options: { tensors: readonly Tensor[] }): Tensor[];
  meshgrid(tensors: readonly Tensor[], options: { indexing: "ij" | "xy" }): Tensor[];
  meshgrid(options: { tensors: readonly Tensor[]; indexing: "ij" | "xy" }): Tensor[];
  meshgrid(...tensors: Tensor[]): Tensor[];
  meshgrid(...args: [...tensors: Tensor[], options: { indexing: "ij" | "xy" }]): Tensor[];
  /** Smallest value of the whole tensor, along a dimension with its index, or of each pair of elements. `aten::min(Tensor self) -> Tensor` · `aten::min.other(Tensor self, Tensor other) -> Tensor` · `aten::min.dim(Tensor self, int dim, bool keepdim=False) -> (Tensor values, Tensor indices)` */
  min(self: Tensor): Tensor;
  min(self: Tensor, other: Tensor): Tensor;
  min(self: Tensor, dim: Int, keepdim?: boolean): { values: Tensor; indices: Tensor };
  min(self: Tensor, dim: Int, options?: { keepdim?: boolean }): { values: Tensor; indices: Tensor };
  min(self: Tensor, options: { dim: Int; keepdim?: boolean }): { values: Tensor; indices: Tensor };
  /** Smaller of each pair of elements; NaN where either is. `aten::minimum(Tensor self, Tensor other) -> Tensor` */
  minimum(self: Tensor, other: Tensor): Tensor;
  /** Batch normalisation by MIOpen, with what its gradient needs. `aten::miopen_batch_norm(Tensor input, Tensor weight, Tensor? bias, Tensor? running_mean, Tensor? running_var, bool training, float exponential_average_factor, float epsilon) -> (Tensor, Tensor, Tensor)` */
  miopenBatchNorm(input: Tensor, weight: Tensor, bias: Tensor | null, runningMean: Tensor | null, runningVar: Tensor | null, training: boolean, exponentialAverageFactor: number, epsilon: number): [Tensor, Tensor, Tensor];
  miopenBatchNorm(input: Tensor, weight: Tensor, bias: Tensor | null, runningMean: Tensor | null, runningVar: Tensor | null, options: { training: boolean; exponentialAverageFactor: number; epsilon: number }): [Tensor, Tensor, Tensor];
  /** Gradient of `miopenBatchNorm`; autograd calls it. `aten::miopen_batch_norm_backward(Tensor input, Tensor grad_output, Tensor weight, Tensor? running_mean, Tensor? running_var, Tensor? save_mean, Tensor? save_var, float epsilon) -> (Tensor, Tensor, Tensor)` */
  miopenBatchNormBackward(input: Tensor, gradOutput: Tensor, weight: Tensor, runningMean: Tensor | null, runningVar: Tensor | null, saveMean: Tensor | null, saveVar: Tensor | null, epsilon: number): [Tensor, Tensor, Tensor];
  miopenBatchNormBackward(input: Tensor, gradOutput: Tensor, weight: Tensor, runningMean: Tensor | null, runningVar: Tensor | null, saveMean: Tensor | null, saveVar: Tensor | null, options: { epsilon: number }): [Tensor, Tensor, Tensor];
  /** Convolution by MIOpen. `aten::miopen_convolution(Tensor self, Tensor weight, Tensor? bias, SymInt[] padding, SymInt[] stride, SymInt[] dilation, SymInt groups, bool benchmark, bool deterministic) -> Tensor` */
  miopenConvolution(self: Tensor, weight: Tensor, bias: Tensor | null, padding: Ints, stride: Ints, dilation: Ints, groups: Int, benchmark: boolean, deterministic: boolean): Tensor;
  miopenConvolution(self: Tensor, weight: Tensor, bias: Tensor | null, options: { padding: Ints; stride: Ints; dilation: Ints; groups: Int; benchmark: boolean; deterministic: boolean }): Tensor;
  /** Convolution, scaled addition, bias and ReLU in one, by MIOpen. `aten::miopen_convolution_add_relu(Tensor self, Tensor weight, Tensor z, Scalar? alpha, Tensor? bias, SymInt[] stride, SymInt[] padding, SymInt[] dilation, SymInt groups) -> Tensor` */
  miopenConvolutionAddRelu(self: Tensor, weight: Tensor, z: Tensor, alpha: Scalar | null, bias: Tensor | null, stride: Ints, padding: Ints, dilation: Ints, groups: Int): Tensor;
  miopenConvolutionAddRelu(self: Tensor, weight: Tensor, z: Tensor, options: { alpha: Scalar | null; bias: Tensor | null; stride: Ints; padding: Ints; dilation: Ints; groups: Int }): Tensor;
  /** Convolution, bias and ReLU in one, by MIOpen. `aten::miopen_convolution_relu(Tensor self, Tensor weight, Tensor? bias, SymInt[] stride, SymInt[] padding, SymInt[] dilation, SymInt groups) -> Tensor` */
  miopenConvolutionRelu(self: Tensor, weight: Tensor, bias: Tensor | null, stride: Ints, padding: Ints, dilation: Ints, groups: Int): Tensor;
  miopenConvolutionRelu(self: Tensor, weight: Tensor, bias: Tensor | null, options: { stride: Ints; padding: Ints; dilation: Ints; groups: Int }): Tensor;
  /** Transposed convolution by MIOpen. `aten::miopen_convolution_transpose(Tensor self, Tensor weight, Tensor? bias, SymInt[] padding, SymInt[] output_padding, SymInt[] stride, SymInt[] dilation, SymInt groups, bool benchmark, bool deterministic) -> Tensor` */
  miopenConvolutionTranspose(self: Tensor, weight: Tensor, bias: Tensor | null, padding: Ints, outputPadding: Ints, stride: Ints, dilation: Ints, groups: Int, benchmark: boolean, deterministic: boolean): Tensor;
  miopenConvolutionTranspose(self: Tensor, weight: Tensor, bias: Tensor | null, options: { padding: Ints; outputPadding: Ints; stride: Ints; dilation: Ints; groups: Int; benchmark: boolean; deterministic: boolean }): Tensor;
  /** Connectionist temporal classification loss by MIOpen. `aten::miopen_ctc_loss.Tensor(Tensor log_probs, Tensor targets, Tensor input_lengths, Tensor target_lengths, int blank, bool deterministic, bool zero_infinity) -> (Tensor, Tensor)` · `aten::miopen_ctc_loss(Tensor log_probs, Tensor targets, int[] input_lengths, int[] target_lengths, int blank, bool deterministic, bool zero_infinity) -> (Tensor, Tensor)` */
  miopenCtcLoss(logProbs: Tensor, targets: Tensor, inputLengths: Tensor, targetLengths: Tensor, blank: Int, deterministic: boolean, zeroInfinity: boolean): [Tensor, Tensor];
  miopenCtcLoss(logProbs: Tensor, targets: Tensor, inputLengths: Tensor, targetLengths: Tensor, options: { blank: Int; deterministic: boolean; zeroInfinity: boolean }): [Tensor, Tensor];
  miopenCtcLoss(logProbs: Tensor, targets: Tensor, inputLengths: Ints, targetLengths: Ints, blank: Int, deterministic: boolean, zeroInfinity: boolean): [Tensor, Tensor];
  miopenCtcLoss(logProbs: Tensor, targets: Tensor, options: { inputLengths: Ints; targetLengths: Ints; blank: Int; deterministic: boolean; zeroInfinity: boolean }): [Tensor, Tensor];
  /** Convolution with filters of their own for each channel, by MIOpen. `aten::miopen_depthwise_convolution(Tensor self, Tensor weight, Tensor? bias, SymInt[] padding, SymInt[] stride, SymInt[] dilation, SymInt groups, bool benchmark, bool deterministic) -> Tensor` */
  miopenDepthwiseConvolution(self: Tensor, weight: Tensor, bias: Tensor | null, padding: Ints, stride: Ints, dilation: Ints, groups: Int, benchmark: boolean, deterministic: boolean): Tensor;
  miopenDepthwiseConvolution(self: Tensor, weight: Tensor, bias: Tensor | null, options: { padding: Ints; stride: Ints; dilation: Ints; groups: Int; benchmark: boolean; deterministic: boolean }): Tensor;
  /** Recurrent network over a sequence, by MIOpen. `aten::miopen_rnn(Tensor input, Tensor[] weight, int weight_stride0, Tensor hx, Tensor? cx, int mode, int hidden_size, int num_layers, bool batch_first, float dropout, bool train, bool bidirectional, int[] batch_sizes, Tensor? dropout_state) -> (Tensor, Tensor, Tensor, Tensor, Tensor)` */
  miopenRnn(input: Tensor, weight: readonly Tensor[], weightStride0: Int, hx: Tensor, cx: Tensor | null, mode: Int, hiddenSize: Int, numLayers: Int, batchFirst: boolean, dropout: number, train: boolean, bidirectional: boolean, batchSizes: Ints, dropoutState: Tensor | null): [Tensor, Tensor, Tensor, Tensor, Tensor];
  miopenRnn(input: Tensor, options: { weight: readonly Tensor[]; weightStride0: Int; hx: Tensor; cx: Tensor | null; mode: Int; hiddenSize: Int; numLayers: Int; batchFirst: boolean; dropout: number; train: boolean; bidirectional: boolean; batchSizes: Ints; dropoutState: Tensor | null }): [Tensor, Tensor, Tensor, Tensor, Tensor];
  /** Gradient of `miopenRnn`; autograd calls it. `aten::miopen_rnn_backward(Tensor input, Tensor[] weight, int weight_stride0, Tensor weight_buf, Tensor hx, Tensor? cx, Tensor output, Tensor? grad_output, Tensor? grad_hy, Tensor? grad_cy, int mode, int hidden_size, int num_layers, bool batch_first, float dropout, bool train, bool bidirectional, int[] batch_sizes, Tensor? dropout_state, Tensor reserve, bool[4] output_mask) -> (Tensor, Tensor, Tensor, Tensor[])` */
  miopenRnnBackward(input: Tensor, weight: readonly Tensor[], weightStride0: Int, weightBuf: Tensor, hx: Tensor, cx: Tensor | null, output: Tensor, gradOutput: Tensor | null, gradHy: Tensor | null, gradCy: Tensor | null, mode: Int, hiddenSize: Int, numLayers: Int, batchFirst: boolean, dropout: number, train: boolean, bidirectional: boolean, batchSizes: Ints, dropoutState: Tensor | null, reserve: Tensor, outputMask: readonly boolean[]): [Tensor | null, Tensor | null, Tensor | null, Tensor[]];
  miopenRnnBackward(input: Tensor, options: { weight: readonly Tensor[]; weightStride0: Int; weightBuf: Tensor; hx: Tensor; cx: Tensor | null; output: Tensor; gradOutput: Tensor | null; gradHy: Tensor | null; gradCy: Tensor | null; mode: Int; hiddenSize: Int; numLayers: Int; batchFirst: boolean; dropout: number; train: boolean; bidirectional: boolean; batchSizes: Ints; dropoutState: Tensor | null; reserve: Tensor; outputMask: readonly boolean[] }): [Tensor | null, Tensor | null, Tensor | null, Tensor[]];
  /** `x * tanh(softplus(x))`. `aten::mish(Tensor self) -> Tensor` */
  mish(self: Tensor): Tensor;
  /** In place: `x * tanh(softplus(x))`. `aten::mish_(Tensor(a!) self) -> Tensor(a!)` */
  mish_(self: Tensor): Tensor;
  /** Gradient of `mish`; autograd calls it. `aten::mish_backward(Tensor grad_output, Tensor self) -> Tensor` */
  mishBackward(gradOutput: Tensor, self: Tensor): Tensor;
  /** `adaptiveAvgPool2d` of a oneDNN tensor. `aten::mkldnn_adaptive_avg_pool2d(Tensor self, int[2] output_size) -> Tensor` */
  mkldnnAdaptiveAvgPool2d(self: Tensor, outputSize: Ints): Tensor;
  mkldnnAdaptiveAvgPool2d(self: Tensor, options: { outputSize: Ints }): Tensor;
  /** Gradient of `mkldnnAdaptiveAvgPool2d`; autograd calls it. `aten::mkldnn_adaptive_avg_pool2d_backward(Tensor grad_output, Tensor self) -> Tensor` */
  mkldnnAdaptiveAvgPool2dBackward(gradOutput: Tensor, self: Tensor): Tensor;
  /** Convolution by oneDNN. `aten::mkldnn_convolution(Tensor self, Tensor weight, Tensor? bias, SymInt[] padding, SymInt[] stride, SymInt[] dilation, SymInt groups) -> Tensor` */
  mkldnnConvolution(self: Tensor, weight: Tensor, bias: Tensor | null, padding: Ints, stride: Ints, dilation: Ints, groups: Int): Tensor;
  mkldnnConvolution(self: Tensor, weight: Tensor, bias: Tensor | null, options: { padding: Ints; stride: Ints; dilation: Ints; groups: Int }): Tensor;
  /** Linear map of a oneDNN tensor. `aten::mkldnn_linear(Tensor self, Tensor weight, Tensor? bias=None) -> Tensor` */
  mkldnnLinear(self: Tensor, weight: Tensor, bias?: Tensor | null): Tensor;
  mkldnnLinear(self: Tensor, weight: Tensor, options?: { bias?: Tensor | null }): Tensor;
  /** Gradient of `mkldnnLinear`; autograd calls it. `aten::mkldnn_linear_backward(Tensor self, Tensor grad_output, Tensor weight, bool[3] output_mask) -> (Tensor, Tensor, Tensor)` */
  mkldnnLinearBackward(self: Tensor, gradOutput: Tensor, weight: Tensor, outputMask: readonly boolean[]): [Tensor | null, Tensor | null, Tensor | null];
  mkldnnLinearBackward(self: Tensor, gradOutput: Tensor, weight: Tensor, options: { outputMask: readonly boolean[] }): [Tensor | null, Tensor | null, Tensor | null];
  /** Gradient of `mkldnnLinear` for its input. `aten::mkldnn_linear_backward_input(int[] input_size, Tensor grad_output, Tensor weight) -> Tensor` */
  mkldnnLinearBackwardInput(inputSize: Ints, gradOutput: Tensor, weight: Tensor): Tensor;
  mkldnnLinearBackwardInput(options: { inputSize: Ints; gradOutput: Tensor; weight: Tensor }): Tensor;
  /** Gradients of `mkldnnLinear` for weight and bias. `aten::mkldnn_linear_backward_weights(Tensor grad_output, Tensor input, Tensor weight, bool bias_defined) -> (Tensor, Tensor)` */
  mkldnnLinearBackwardWeights(gradOutput: Tensor, input: Tensor, weight: Tensor, biasDefined: boolean): [Tensor, Tensor];
  mkldnnLinearBackwardWeights(gradOutput: Tensor, input: Tensor, weight: Tensor, options: { biasDefined: boolean }): [Tensor, Tensor];
  /** `maxPool2d` of a oneDNN tensor. `aten::mkldnn_max_pool2d(Tensor self, int[2] kernel_size, int[2] stride=[], int[2] padding=0, int[2] dilation=1, bool ceil_mode=False) -> Tensor` */
  mkldnnMaxPool2d(self: Tensor, kernelSize: Ints, stride?: Ints, padding?: Ints, dilation?: Ints, ceilMode?: boolean): Tensor;
  mkldnnMaxPool2d(self: Tensor, kernelSize: Ints, options?: { stride?: Ints; padding?: Ints; dilation?: Ints; ceilMode?: boolean }): Tensor;
  mkldnnMaxPool2d(self: Tensor, options: { kernelSize: Ints; stride?: Ints; padding?: Ints; dilation?: Ints; ceilMode?: boolean }): Tensor;
  /** Gradient of `mkldnnMaxPool2d`; autograd calls it. `aten::mkldnn_max_pool2d_backward(Tensor grad_output, Tensor output, Tensor input, int[2] kernel_size, int[2] stride=[], int[2] padding=0, int[2] dilation=1, bool ceil_mode=False) -> Tensor` */
  mkldnnMaxPool2dBackward(gradOutput: Tensor, output: Tensor, input: Tensor, kernelSize: Ints, stride?: Ints, padding?: Ints, dilation?: Ints, ceilMode?: boolean): Tensor;
  mkldnnMaxPool2dBackward(gradOutput: Tensor, output: Tensor, input: Tensor, kernelSize: Ints, options?: { stride?: Ints; padding?: Ints; dilation?: Ints; ceilMode?: boolean }): Tensor;
  mkldnnMaxPool2dBackward(gradOutput: Tensor, output: Tensor, input: Tensor, options: { kernelSize: Ints; stride?: Ints; padding?: Ints; dilation?: Ints; ceilMode?: boolean }): Tensor;
  /** `maxPool3d` of a oneDNN tensor. `aten::mkldnn_max_pool3d(Tensor self, int[3] kernel_size, int[3] stride=[], int[3] padding=0, int[3] dilation=1, bool ceil_mode=False) -> Tensor` */
  mkldnnMaxPool3d(self: Tensor, kernelSize: Ints, stride?: Ints, padding?: Ints, dilation?: Ints, ceilMode?: boolean): Tensor;
  mkldnnMaxPool3d(self: Tensor, kernelSize: Ints, options?: { stride?: Ints; padding?: Ints; dilation?: Ints; ceilMode?: boolean }): Tensor;
  mkldnnMaxPool3d(self: Tensor, options: { kernelSize: Ints; stride?: Ints; padding?: Ints; dilation?: Ints; ceilMode?: boolean }): Tensor;
  /** Gradient of `mkldnnMaxPool3d`; autograd calls it. `aten::mkldnn_max_pool3d_backward(Tensor grad_output, Tensor output, Tensor input, int[3] kernel_size, int[3] stride=[], int[3] padding=0, int[3] dilation=1, bool ceil_mode=False) -> Tensor` */
  mkldnnMaxPool3dBackward(gradOutput: Tensor, output: Tensor, input: Tensor, kernelSize: Ints, stride?: Ints, padding?: Ints, dilation?: Ints, ceilMode?: boolean): Tensor;
  mkldnnMaxPool3dBackward(gradOutput: Tensor, output: Tensor, input: Tensor, kernelSize: Ints, options?: { stride?: Ints; padding?: Ints; dilation?: Ints; ceilMode?: boolean }): Tensor;
  mkldnnMaxPool3dBackward(gradOutput: Tensor, output: Tensor, input: Tensor, options: { kernelSize: Ints; stride?: Ints; padding?: Ints; dilation?: Ints; ceilMode?: boolean }): Tensor;
  /** A weight of a convolution over height and width in oneDNN's own memory order. `aten::mkldnn_reorder_conv2d_weight(Tensor self, SymInt[2] padding=[0, 0], SymInt[2] stride=[1, 1], SymInt[2] dilation=[1, 1], SymInt groups=1, SymInt[]? input_size=None) -> Tensor` */
  mkldnnReorderConv2dWeight(self: Tensor, padding?: Ints, stride?: Ints, dilation?: Ints, groups?: Int, inputSize?: Ints | null): Tensor;
  mkldnnReorderConv2dWeight(self: Tensor, options?: { padding?: Ints; stride?: Ints; dilation?: Ints; groups?: Int; inputSize?: Ints | null }): Tensor;
  /** A weight of a convolution over depth, height and width in oneDNN's own memory order. `aten::mkldnn_reorder_conv3d_weight(Tensor self, SymInt[3] padding=[0, 0, 0], SymInt[3] stride=[1, 1, 1], SymInt[3] dilation=[1, 1, 1], SymInt groups=1, SymInt[]? input_size=None) -> Tensor` */
  mkldnnReorderConv3dWeight(self: Tensor, padding?: Ints, stride?: Ints, dilation?: Ints, groups?: Int, inputSize?: Ints | null): Tensor;
  mkldnnReorderConv3dWeight(self: Tensor, options?: { padding?: Ints; stride?: Ints; dilation?: Ints; groups?: Int; inputSize?: Ints | null }): Tensor;
  /** One layer of a recurrent network over a sequence, by oneDNN. Refused unless called by `ops.unsafe`. `aten::mkldnn_rnn_layer(Tensor input, Tensor weight0, Tensor weight1, Tensor weight2, Tensor weight3, Tensor hx_, Tensor cx_, bool reverse, int[] batch_sizes, int mode, int hidden_size, int num_layers, bool has_biases, bool bidirectional, bool batch_first, bool train) -> (Tensor, Tensor, Tensor, Tensor)` */
  mkldnnRnnLayer(input: Tensor, weight0: Tensor, weight1: Tensor, weight2: Tensor, weight3: Tensor, hx_: Tensor, cx_: Tensor, reverse: boolean, batchSizes: Ints, mode: Int, hiddenSize: Int, numLayers: Int, hasBiases: boolean, bidirectional: boolean, batchFirst: boolean, train: boolean): [Tensor, Tensor, Tensor, Tensor];
  mkldnnRnnLayer(input: Tensor, weight0: Tensor, weight1: Tensor, weight2: Tensor, weight3: Tensor, hx_: Tensor, cx_: Tensor, options: { reverse: boolean; batchSizes: Ints; mode: Int; hiddenSize: Int; numLayers: Int; hasBiases: boolean; bidirectional: boolean; batchFirst: boolean; train: boolean }): [Tensor, Tensor, Tensor, Tensor];
  /** Gradient of `mkldnnRnnLayer`; autograd calls it. Refused unless called by `ops.unsafe`. `aten::mkldnn_rnn_layer_backward(Tensor input, Tensor weight1, Tensor weight2, Tensor weight3, Tensor weight4, Tensor hx_, Tensor cx_tmp, Tensor output, Tensor hy_, Tensor cy_, Tensor? grad_output, Tensor? grad_hy, Tensor? grad_cy, bool reverse, int mode, int hidden_size, int num_layers, bool has_biases, bool train, bool bidirectional, int[] batch_sizes, bool batch_first, Tensor workspace) -> (Tensor, Tensor, Tensor, Tensor, Tensor, Tensor, Tensor)` */
  mkldnnRnnLayerBackward(input: Tensor, weight1: Tensor, weight2: Tensor, weight3: Tensor, weight4: Tensor, hx_: Tensor, cxTmp: Tensor, output: Tensor, hy_: Tensor, cy_: Tensor, gradOutput: Tensor | null, gradHy: Tensor | null, gradCy: Tensor | null, reverse: boolean, mode: Int, hiddenSize: Int, numLayers: Int, hasBiases: boolean, train: boolean, bidirectional: boolean, batchSizes: Ints, batchFirst: boolean, workspace: Tensor): [Tensor, Tensor, Tensor, Tensor, Tensor, Tensor, Tensor];
  mkldnnRnnLayerBackward(input: Tensor, weight1: Tensor, weight2: Tensor, weight3: Tensor, weight4: Tensor, hx_: Tensor, cxTmp: Tensor, output: Tensor, hy_: Tensor, cy_: Tensor, gradOutput: Tensor | null, gradHy: Tensor | null, gradCy: Tensor | null, options: { reverse: boolean; mode: Int; hiddenSize: Int; numLayers: Int; hasBiases: boolean; train: boolean; bidirectional: boolean; batchSizes: Ints; batchFirst: boolean; workspace: Tensor }): [Tensor, Tensor, Tensor, Tensor, Tensor, Tensor, Tensor];
  /** Product of two matrices. `aten::mm(Tensor self, Tensor mat2) -> Tensor` · `aten::mm.dtype(Tensor self, Tensor mat2, ScalarType out_dtype) -> Tensor` */
  mm(self: Tensor, mat2: Tensor): Tensor;
  mm(self: Tensor, mat2: Tensor, outDtype: DType): Tensor;
  mm(self: Tensor, mat2: Tensor, options: { outDtype: DType }): Tensor;
  /** Most frequent value along a dimension, and an index of it. `aten::mode(Tensor self, int dim=-1, bool keepdim=False) -> (Tensor values, Tensor indices)` */
  mode(self: Tensor, dim?: Int, keepdim?: boolean): { values: Tensor; indices: Tensor };
  mode(self: Tensor, options?: { dim?: Int; keepdim?: boolean }): { values: Tensor; indices: Tensor };
  /** As `movedim`: dimensions moved to other places, as a view. `aten::moveaxis.int(Tensor(a) self, int source, int destination) -> Tensor(a)` · `aten::moveaxis.intlist(Tensor(a) self, int[] source, int[] destination) -> Tensor(a)` */
  moveaxis(self: Tensor, source: Int, destination: Int): Tensor;
  moveaxis(self: Tensor, options: { source: Int; destination: Int }): Tensor;
  moveaxis(self: Tensor, source: Ints, destination: Ints): Tensor;
  moveaxis(self: Tensor, options: { source: Ints; destination: Ints }): Tensor;
  /** Dimensions moved to other places, as a view. `aten::movedim.int(Tensor(a) self, int source, int destination) -> Tensor(a)` · `aten::movedim.intlist(Tensor(a) self, int[] source, int[] destination) -> Tensor(a)` */
  movedim(self: Tensor, source: Int, destination: Int): Tensor;
  movedim(self: Tensor, options: { source: Int; destination: Int }): Tensor;
  movedim(self: Tensor, source: Ints, destination: Ints): Tensor;
  movedim(self: Tensor, options: { source: Ints; destination: Ints }): Tensor;
  /** Gradients of a convolution on Apple's GPUs. `aten::mps_convolution_backward(Tensor self, Tensor grad_output, Tensor weight, SymInt[] padding, SymInt[] stride, SymInt[] dilation, SymInt groups, bool[3] output_mask) -> (Tensor, Tensor, Tensor)` */
  mpsConvolutionBackward(self: Tensor, gradOutput: Tensor, weight: Tensor, padding: Ints, stride: Ints, dilation: Ints, groups: Int, outputMask: readonly boolean[]): [Tensor | null, Tensor | null, Tensor | null];
  mpsConvolutionBackward(self: Tensor, gradOutput: Tensor, weight: Tensor, options: { padding: Ints; stride: Ints; dilation: Ints; groups: Int; outputMask: readonly boolean[] }): [Tensor | null, Tensor | null, Tensor | null];
  /** Gradients of a transposed convolution on Apple's GPUs. `aten::mps_convolution_transpose_backward(Tensor self, Tensor grad_output, Tensor weight, SymInt[] padding, SymInt[] output_padding, SymInt[] stride, SymInt[] dilation, SymInt groups, bool[2] output_mask) -> (Tensor, Tensor)` */
  mpsConvolutionTransposeBackward(self: Tensor, gradOutput: Tensor, weight: Tensor, padding: Ints, outputPadding: Ints, stride: Ints, dilation: Ints, groups: Int, outputMask: readonly boolean[]): [Tensor | null, Tensor | null];
  mpsConvolutionTransposeBackward(self: Tensor, gradOutput: Tensor, weight: Tensor, options: { padding: Ints; outputPadding: Ints; stride: Ints; dilation: Ints; groups: Int; outputMask: readonly boolean[] }): [Tensor | null, Tensor | null];
  /** Squared error. `aten::mse_loss(Tensor self, Tensor target, int reduction=1) -> Tensor` */
  mseLoss(self: Tensor, target: Tensor, reduction?: Int): Tensor;
  mseLoss(self: Tensor, target: Tensor, options?: { reduction?: Int }): Tensor;
  /** Gradient of `mseLoss`; autograd calls it. `aten::mse_loss_backward(Tensor grad_output, Tensor self, Tensor target, int reduction) -> Tensor` */
  mseLossBackward(gradOutput: Tensor, self: Tensor, target: Tensor, reduction: Int): Tensor;
  mseLossBackward(gradOutput: Tensor, self: Tensor, target: Tensor, options: { reduction: Int }): Tensor;
  /** Sorted along the first dimension, ascending. `aten::msort(Tensor self) -> Tensor` */
  msort(self: Tensor): Tensor;
  /** Product of each pair of elements. `aten::mul.Tensor(Tensor self, Tensor other) -> Tensor` · `aten::mul.Scalar(Tensor self, Scalar other) -> Tensor` */
  mul(self: Tensor, other: Tensor): Tensor;
  mul(self: Tensor, other: Scalar): Tensor;
  mul(self: Tensor, options: { other: Scalar }): Tensor;
  /** In place: product of each pair of elements. `aten::mul_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::mul_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!)` */
  mul_(self: Tensor, other: Tensor): Tensor;
  mul_(self: Tensor, other: Scalar): Tensor;
  mul_(self: Tensor, options: { other: Scalar }): Tensor;
  /** Hinge loss of several classes against class indices. `aten::multi_margin_loss(Tensor self, Tensor target, Scalar p=1, Scalar margin=1, Tensor? weight=None, int reduction=1) -> Tensor` */
  multiMarginLoss(self: Tensor, target: Tensor, p?: Scalar, margin?: Scalar, weight?: Tensor | null, reduction?: Int): Tensor;
  multiMarginLoss(self: Tensor, target: Tensor, options?: { p?: Scalar; margin?: Scalar; weight?: Tensor | null; reduction?: Int }): Tensor;
  /** Gradient of `multiMarginLoss`; autograd calls it. Refused unless called by `ops.unsafe`. `aten::multi_margin_loss_backward(Tensor grad_output, Tensor self, Tensor target, Scalar p, Scalar margin, Tensor? weight=None, int reduction=1) -> Tensor` */
  multiMarginLossBackward(gradOutput: Tensor, self: Tensor, target: Tensor, p: Scalar, margin: Scalar, weight?: Tensor | null, reduction?: Int): Tensor;
  multiMarginLossBackward(gradOutput: Tensor, self: Tensor, target: Tensor, p: Scalar, margin: Scalar, options?: { weight?: Tensor | null; reduction?: Int }): Tensor;
  multiMarginLossBackward(gradOutput: Tensor, self: Tensor, target: Tensor, options: { p: Scalar; margin: Scalar; weight?: Tensor | null; reduction?: Int }): Tensor;
  /** Hinge loss of several labels, given as lists of class indices ended by -1. `aten::multilabel_margin_loss(Tensor self, Tensor target, int reduction=1) -> Tensor` */
  multilabelMarginLoss(self: Tensor, target: Tensor, reduction?: Int): Tensor;
  multilabelMarginLoss(self: Tensor, target: Tensor, options?: { reduction?: Int }): Tensor;
  /** Gradient of `multilabelMarginLoss`; autograd calls it. `aten::multilabel_margin_loss_backward(Tensor grad_output, Tensor self, Tensor target, int reduction, Tensor is_target) -> Tensor` */
  multilabelMarginLossBackward(gradOutput: Tensor, self: Tensor, target: Tensor, reduction: Int, isTarget: Tensor): Tensor;
  multilabelMarginLossBackward(gradOutput: Tensor, self: Tensor, target: Tensor, options: { reduction: Int; isTarget: Tensor }): Tensor;
  /** As `multilabelMarginLoss`, with the buffer its gradient needs. `aten::multilabel_margin_loss_forward(Tensor self, Tensor target, int reduction) -> (Tensor output, Tensor is_target)` */
  multilabelMarginLossForward(self: Tensor, target: Tensor, reduction: Int): { output: Tensor; isTarget: Tensor };
  multilabelMarginLossForward(self: Tensor, target: Tensor, options: { reduction: Int }): { output: Tensor; isTarget: Tensor };
  /** Indices drawn with the given weights, with or without replacement. `aten::multinomial(Tensor self, SymInt num_samples, bool replacement=False, *, Generator? generator=None) -> Tensor` */
  multinomial(self: Tensor, numSamples: Int, replacement?: boolean, options?: { generator?: Generator | null }): Tensor;
  multinomial(self: Tensor, numSamples: Int, options?: { replacement?: boolean; generator?: Generator | null }): Tensor;
  multinomial(self: Tensor, options: { numSamples: Int; replacement?: boolean; generator?: Generator | null }): Tensor;
  /** As `mul`: product of each pair of elements. `aten::multiply.Tensor(Tensor self, Tensor other) -> Tensor` · `aten::multiply.Scalar(Tensor self, Scalar other) -> Tensor` */
  multiply(self: Tensor, other: Tensor): Tensor;
  multiply(self: Tensor, other: Scalar): Tensor;
  multiply(self: Tensor, options: { other: Scalar }): Tensor;
  /** In place, as `mul_`: product of each pair of elements. `aten::multiply_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::multiply_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!)` */
  multiply_(self: Tensor, other: Tensor): Tensor;
  multiply_(self: Tensor, other: Scalar): Tensor;
  multiply_(self: Tensor, options: { other: Scalar }): Tensor;
  /** Product of a matrix and a vector. `aten::mv(Tensor self, Tensor vec) -> Tensor` */
  mv(self: Tensor, vec: Tensor): Tensor;
  /** Logarithm of the multivariate gamma function. `aten::mvlgamma(Tensor self, int p) -> Tensor` */
  mvlgamma(self: Tensor, p: Int): Tensor;
  mvlgamma(self: Tensor, options: { p: Int }): Tensor;
  /** In place: logarithm of the multivariate gamma function. `aten::mvlgamma_(Tensor(a!) self, int p) -> Tensor(a!)` */
  mvlgamma_(self: Tensor, p: Int): Tensor;
  mvlgamma_(self: Tensor, options: { p: Int }): Tensor;
  /** NaN and infinities replaced by given numbers. `aten::nan_to_num(Tensor self, float? nan=None, float? posinf=None, float? neginf=None) -> Tensor` */
  nanToNum(self: Tensor, nan?: number | null, posinf?: number | null, neginf?: number | null): Tensor;
  nanToNum(self: Tensor, options?: { nan?: number | null; posinf?: number | null; neginf?: number | null }): Tensor;
  /** In place: NaN and infinities replaced by given numbers. `aten::nan_to_num_(Tensor(a!) self, float? nan=None, float? posinf=None, float? neginf=None) -> Tensor(a!)` */
  nanToNum_(self: Tensor, nan?: number | null, posinf?: number | null, neginf?: number | null): Tensor;
  nanToNum_(self: Tensor, options?: { nan?: number | null; posinf?: number | null; neginf?: number | null }): Tensor;
  /** Mean of all elements or along dimensions, without NaN. `aten::nanmean(Tensor self, int[1]? dim=None, bool keepdim=False, *, ScalarType? dtype=None) -> Tensor` */
  nanmean(self: Tensor, dim?: Ints | null, keepdim?: boolean, options?: Named & { dtype?: DType | null }): Tensor;
  nanmean(self: Tensor, options?: Named & { dim?: Ints | null; keepdim?: boolean; dtype?: DType | null }): Tensor;
  /** Median of all elements, or along a dimension with its index, without NaN. `aten::nanmedian(Tensor self) -> Tensor` · `aten::nanmedian.dim(Tensor self, int dim, bool keepdim=False) -> (Tensor values, Tensor indices)` */
  nanmedian(self: Tensor): Tensor;
  nanmedian(self: Tensor, dim: Int, keepdim?: boolean): { values: Tensor; indices: Tensor };
  nanmedian(self: Tensor, dim: Int, options?: { keepdim?: boolean }): { values: Tensor; indices: Tensor };
  nanmedian(self: Tensor, options: { dim: Int; keepdim?: boolean }): { values: Tensor; indices: Tensor };
  /** Quantiles along a dimension, without NaN. `aten::nanquantile(Tensor self, Tensor q, int? dim=None, bool keepdim=False, *, str interpolation="linear") -> Tensor` · `aten::nanquantile.scalar(Tensor self, float q, int? dim=None, bool keepdim=False, *, str interpolation="linear") -> Tensor` */
  nanquantile(self: Tensor, q: Tensor, dim?: Int | null, keepdim?: boolean, options?: { interpolation?: "linear" | "lower" | "higher" | "midpoint" | "nearest" }): Tensor;
  nanquantile(self: Tensor, q: Tensor, options?: { dim?: Int | null; keepdim?: boolean; interpolation?: "linear" | "lower" | "higher" | "midpoint" | "nearest" }): Tensor;
  nanquantile(self: Tensor, q: number, dim?: Int | null, keepdim?: boolean, options?: { interpolation?: "linear" | "lower" | "higher" | "midpoint" | "nearest" }): Tensor;
  nanquantile(self: Tensor, q: number, options?: { dim?: Int | null; keepdim?: boolean; interpolation?: "linear" | "lower" | "higher" | "midpoint" | "nearest" }): Tensor;
  nanquantile(self: Tensor, options: { q: number; dim?: Int | null; keepdim?: boolean; interpolation?: "linear" | "lower" | "higher" | "midpoint" | "nearest" }): Tensor;
  /** Sum of all elements or along dimensions, without NaN. `aten::nansum(Tensor self, int[1]? dim=None, bool keepdim=False, *, ScalarType? dtype=None) -> Tensor` */
  nansum(self: Tensor, dim?: Ints | null, keepdim?: boolean, options?: Named & { dtype?: DType | null }): Tensor;
  nansum(self: Tensor, options?: Named & { dim?: Ints | null; keepdim?: boolean; dtype?: DType | null }): Tensor;
  /** A view of a range of one dimension. `aten::narrow.Tensor(Tensor(a) self, int dim, Tensor start, SymInt length) -> Tensor(a)` · `aten::narrow(Tensor(a) self, int dim, SymInt start, SymInt length) -> Tensor(a)` */
  narrow(self: Tensor, dim: Int, start: Tensor, length: Int): Tensor;
  narrow(self: Tensor, options: { dim: Int; start: Tensor; length: Int }): Tensor;
  narrow(self: Tensor, dim: Int, start: Int, length: Int): Tensor;
  narrow(self: Tensor, options: { dim: Int; start: Int; length: Int }): Tensor;
  /** As `narrow`, but a copy that shares no memory. `aten::narrow_copy(Tensor self, int dim, SymInt start, SymInt length) -> Tensor` */
  narrowCopy(self: Tensor, dim: Int, start: Int, length: Int): Tensor;
  narrowCopy(self: Tensor, options: { dim: Int; start: Int; length: Int }): Tensor;
  /** Batch normalisation, with the mean and inverse deviation its gradient needs. `aten::native_batch_norm(Tensor input, Tensor? weight, Tensor? bias, Tensor? running_mean, Tensor? running_var, bool training, float momentum, float eps) -> (Tensor, Tensor, Tensor)` */
  nativeBatchNorm(input: Tensor, weight: Tensor | null, bias: Tensor | null, runningMean: Tensor | null, runningVar: Tensor | null, training: boolean, momentum: number, eps: number): [Tensor, Tensor, Tensor];
  nativeBatchNorm(input: Tensor, weight: Tensor | null, bias: Tensor | null, runningMean: Tensor | null, runningVar: Tensor | null, options: { training: boolean; momentum: number; eps: number }): [Tensor, Tensor, Tensor];
  /** Gradient of `nativeBatchNorm`; autograd calls it. Refused unless called by `ops.unsafe`. `aten::native_batch_norm_backward(Tensor grad_out, Tensor input, Tensor? weight, Tensor? running_mean, Tensor? running_var, Tensor? save_mean, Tensor? save_invstd, bool train, float eps, bool[3] output_mask) -> (Tensor, Tensor, Tensor)` */
  nativeBatchNormBackward(gradOut: Tensor, input: Tensor, weight: Tensor | null, runningMean: Tensor | null, runningVar: Tensor | null, saveMean: Tensor | null, saveInvstd: Tensor | null, train: boolean, eps: number, outputMask: readonly boolean[]): [Tensor | null, Tensor | null, Tensor | null];
  nativeBatchNormBackward(gradOut: Tensor, input: Tensor, weight: Tensor | null, runningMean: Tensor | null, runningVar: Tensor | null, saveMean: Tensor | null, saveInvstd: Tensor | null, options: { train: boolean; eps: number; outputMask: readonly boolean[] }): [Tensor | null, Tensor | null, Tensor | null];
  /** As `channelShuffle`: channels regrouped: split into groups, then interleaved. `aten::native_channel_shuffle(Tensor self, SymInt groups) -> Tensor` */
  nativeChannelShuffle(self: Tensor, groups: Int): Tensor;
  nativeChannelShuffle(self: Tensor, options: { groups: Int }): Tensor;
  /** Dropout, with the mask of the elements kept. `aten::native_dropout(Tensor input, float p, bool? train) -> (Tensor, Tensor)` */
  nativeDropout(input: Tensor, p: number, train: boolean | null): [Tensor, Tensor];
  nativeDropout(input: Tensor, options: { p: number; train: boolean | null }): [Tensor, Tensor];
  /** Gradient of dropout from its mask. `aten::native_dropout_backward(Tensor grad_output, Tensor mask, float scale) -> Tensor` */
  nativeDropoutBackward(gradOutput: Tensor, mask: Tensor, scale: number): Tensor;
  nativeDropoutBackward(gradOutput: Tensor, mask: Tensor, options: { scale: number }): Tensor;
  /** Group normalisation, with the mean and inverse deviation its gradient needs. `aten::native_group_norm(Tensor input, Tensor? weight, Tensor? bias, SymInt N, SymInt C, SymInt HxW, int group, float eps) -> (Tensor, Tensor, Tensor)` */
  nativeGroupNorm(input: Tensor, weight: Tensor | null, bias: Tensor | null, N: Int, C: Int, HxW: Int, group: Int, eps: number): [Tensor, Tensor, Tensor];
  nativeGroupNorm(input: Tensor, weight: Tensor | null, bias: Tensor | null, options: { N: Int; C: Int; HxW: Int; group: Int; eps: number }): [Tensor, Tensor, Tensor];
  /** Gradient of `nativeGroupNorm`; autograd calls it. Refused unless called by `ops.unsafe`. `aten::native_group_norm_backward(Tensor grad_out, Tensor input, Tensor mean, Tensor rstd, Tensor? weight, SymInt N, SymInt C, SymInt HxW, int group, bool[3] output_mask) -> (Tensor, Tensor, Tensor)` */
  nativeGroupNormBackward(gradOut: Tensor, input: Tensor, mean: Tensor, rstd: Tensor, weight: Tensor | null, N: Int, C: Int, HxW: Int, group: Int, outputMask: readonly boolean[]): [Tensor | null, Tensor | null, Tensor | null];
  nativeGroupNormBackward(gradOut: Tensor, input: Tensor, mean: Tensor, rstd: Tensor, weight: Tensor | null, options: { N: Int; C: Int; HxW: Int; group: Int; outputMask: readonly boolean[] }): [Tensor | null, Tensor | null, Tensor | null];
  /** Layer normalisation, with the mean and inverse deviation its gradient needs. `aten::native_layer_norm(Tensor input, SymInt[] normalized_shape, Tensor? weight, Tensor? bias, float eps) -> (Tensor, Tensor, Tensor)` */
  nativeLayerNorm(input: Tensor, normalizedShape: Ints, weight: Tensor | null, bias: Tensor | null, eps: number): [Tensor, Tensor, Tensor];
  nativeLayerNorm(input: Tensor, options: { normalizedShape: Ints; weight: Tensor | null; bias: Tensor | null; eps: number }): [Tensor, Tensor, Tensor];
  /** Gradient of `nativeLayerNorm`; autograd calls it. Refused unless called by `ops.unsafe`. `aten::native_layer_norm_backward(Tensor grad_out, Tensor input, SymInt[] normalized_shape, Tensor mean, Tensor rstd, Tensor? weight, Tensor? bias, bool[3] output_mask) -> (Tensor, Tensor, Tensor)` */
  nativeLayerNormBackward(gradOut: Tensor, input: Tensor, normalizedShape: Ints, mean: Tensor, rstd: Tensor, weight: Tensor | null, bias: Tensor | null, outputMask: readonly boolean[]): [Tensor | null, Tensor | null, Tensor | null];
  nativeLayerNormBackward(gradOut: Tensor, input: Tensor, options: { normalizedShape: Ints; mean: Tensor; rstd: Tensor; weight: Tensor | null; bias: Tensor | null; outputMask: readonly boolean[] }): [Tensor | null, Tensor | null, Tensor | null];
  /** Norm of a sparse tensor. `aten::native_norm(Tensor self, Scalar p=2) -> Tensor` · `aten::native_norm.ScalarOpt_dim_dtype(Tensor self, Scalar? p, int[1] dim, bool keepdim, ScalarType? dtype) -> Tensor` */
  nativeNorm(self: Tensor, p?: Scalar): Tensor;
  nativeNorm(self: Tensor, options?: { p?: Scalar }): Tensor;
  nativeNorm(self: Tensor, p: Scalar | null, dim: Ints, keepdim: boolean, dtype: DType | null): Tensor;
  nativeNorm(self: Tensor, options: Named & { p: Scalar | null; dim: Ints; keepdim: boolean; dtype: DType | null }): Tensor;
  /** Whether each pair of elements differs. `aten::ne.Tensor(Tensor self, Tensor other) -> Tensor` · `aten::ne.Scalar(Tensor self, Scalar other) -> Tensor` */
  ne(self: Tensor, other: Tensor): Tensor;
  ne(self: Tensor, other: Scalar): Tensor;
  ne(self: Tensor, options: { other: Scalar }): Tensor;
  /** In place: whether each pair of elements differs. `aten::ne_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::ne_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!)` */
  ne_(self: Tensor, other: Tensor): Tensor;
  ne_(self: Tensor, other: Scalar): Tensor;
  ne_(self: Tensor, options: { other: Scalar }): Tensor;
  /** Each element with the opposite sign. `aten::neg(Tensor self) -> Tensor` */
  neg(self: Tensor): Tensor;
  /** In place: each element with the opposite sign. `aten::neg_(Tensor(a!) self) -> Tensor(a!)` */
  neg_(self: Tensor): Tensor;
  /** As `neg`: each element with the opposite sign. `aten::negative(Tensor self) -> Tensor` */
  negative(self: Tensor): Tensor;
  /** In place, as `neg_`: each element with the opposite sign. `aten::negative_(Tensor(a!) self) -> Tensor(a!)` */
  negative_(self: Tensor): Tensor;
  /** A nested tensor as one tensor, padded by a value. `aten::nested_to_padded_tensor(Tensor self, float padding, int[]? output_size=None) -> Tensor` */
  nestedToPaddedTensor(self: Tensor, padding: number, outputSize?: Ints | null): Tensor;
  nestedToPaddedTensor(self: Tensor, padding: number, options?: { outputSize?: Ints | null }): Tensor;
  nestedToPaddedTensor(self: Tensor, options: { padding: number; outputSize?: Ints | null }): Tensor;
  /** An uninitialised tensor of a given size, with this one's type and device. `aten::new_empty(Tensor self, SymInt[] size, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` */
  newEmpty(self: Tensor, size: Ints, options?: NewTensorOptions): Tensor;
  newEmpty(self: Tensor, options: NewTensorOptions & { size: Ints }): Tensor;
  newEmpty(self: Tensor, ...size: [Int, Int, ...Int[]]): Tensor;
  newEmpty(self: Tensor, ...args: [...size: [Int, Int, ...Int[]], options: NewTensorOptions]): Tensor;
  /** An uninitialised tensor of given size and strides, with this one's type and device. `aten::new_empty_strided(Tensor self, SymInt[] size, SymInt[] stride, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` */
  newEmptyStrided(self: Tensor, size: Ints, stride: Ints, options?: NewTensorOptions): Tensor;
  newEmptyStrided(self: Tensor, options: NewTensorOptions & { size: Ints; stride: Ints }): Tensor;
  /** A tensor of a given size with one value everywhere, with this one's type and device. `aten::new_full(Tensor self, SymInt[] size, Scalar fill_value, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` */
  newFull(self: Tensor, size: Ints, fillValue: Scalar, options?: NewTensorOptions): Tensor;
  newFull(self: Tensor, options: NewTensorOptions & { size: Ints; fillValue: Scalar }): Tensor;
  /** A tensor of ones of a given size, with this one's type and device. `aten::new_ones(Tensor self, SymInt[] size, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` */
  newOnes(self: Tensor, size: Ints, options?: NewTensorOptions): Tensor;
  newOnes(self: Tensor, options: NewTensorOptions & { size: Ints }): Tensor;
  newOnes(self: Tensor, ...size: [Int, Int, ...Int[]]): Tensor;
  newOnes(self: Tensor, ...args: [...size: [Int, Int, ...Int[]], options: NewTensorOptions]): Tensor;
  /** A tensor of zeros of a given size, with this one's type and device. `aten::new_zeros(Tensor self, SymInt[] size, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` */
  newZeros(self: Tensor, size: Ints, options?: NewTensorOptions): Tensor;
  newZeros(self: Tensor, options: NewTensorOptions & { size: Ints }): Tensor;
  newZeros(self: Tensor, ...size: [Int, Int, ...Int[]]): Tensor;
  newZeros(self: Tensor, ...args: [...size: [Int, Int, ...Int[]], options: NewTensorOptions]): Tensor;
  /** Next floating point number from each element towards the other. `aten::nextafter(Tensor self, Tensor other) -> Tensor` */
  nextafter(self: Tensor, other: Tensor): Tensor;
  /** In place: next floating point number from each element towards the other. `aten::nextafter_(Tensor(a!) self, Tensor other) -> Tensor(a!)` */
  nextafter_(self: Tensor, other: Tensor): Tensor;
  /** Negative log-likelihood of log-probabilities (N, C) at class indices. `aten::nll_loss(Tensor self, Tensor target, Tensor? weight=None, int reduction=1, SymInt ignore_index=-100) -> Tensor` */
  nllLoss(self: Tensor, target: Tensor, weight?: Tensor | null, reduction?: Int, ignoreIndex?: Int): Tensor;
  nllLoss(self: Tensor, target: Tensor, options?: { weight?: Tensor | null; reduction?: Int; ignoreIndex?: Int }): Tensor;
  /** Negative log-likelihood of log-probabilities (N, C, H, W) at class indices. `aten::nll_loss2d(Tensor self, Tensor target, Tensor? weight=None, int reduction=1, SymInt ignore_index=-100) -> Tensor` */
  nllLoss2d(self: Tensor, target: Tensor, weight?: Tensor | null, reduction?: Int, ignoreIndex?: Int): Tensor;
  nllLoss2d(self: Tensor, target: Tensor, options?: { weight?: Tensor | null; reduction?: Int; ignoreIndex?: Int }): Tensor;
  /** Gradient of `nllLoss2d`; autograd calls it. `aten::nll_loss2d_backward(Tensor grad_output, Tensor self, Tensor target, Tensor? weight, int reduction, SymInt ignore_index, Tensor total_weight) -> Tensor` */
  nllLoss2dBackward(gradOutput: Tensor, self: Tensor, target: Tensor, weight: Tensor | null, reduction: Int, ignoreIndex: Int, totalWeight: Tensor): Tensor;
  nllLoss2dBackward(gradOutput: Tensor, self: Tensor, target: Tensor, weight: Tensor | null, options: { reduction: Int; ignoreIndex: Int; totalWeight: Tensor }): Tensor;
  /** As `nllLoss2d`, with the total weight its gradient needs. `aten::nll_loss2d_forward(Tensor self, Tensor target, Tensor? weight, int reduction, SymInt ignore_index) -> (Tensor output, Tensor total_weight)` */
  nllLoss2dForward(self: Tensor, target: Tensor, weight: Tensor | null, reduction: Int, ignoreIndex: Int): { output: Tensor; totalWeight: Tensor };
  nllLoss2dForward(self: Tensor, target: Tensor, weight: Tensor | null, options: { reduction: Int; ignoreIndex: Int }): { output: Tensor; totalWeight: Tensor };
  /** Gradient of `nllLoss`; autograd calls it. `aten::nll_loss_backward(Tensor grad_output, Tensor self, Tensor target, Tensor? weight, int reduction, SymInt ignore_index, Tensor total_weight) -> Tensor` */
  nllLossBackward(gradOutput: Tensor, self: Tensor, target: Tensor, weight: Tensor | null, reduction: Int, ignoreIndex: Int, totalWeight: Tensor): Tensor;
  nllLossBackward(gradOutput: Tensor, self: Tensor, target: Tensor, weight: Tensor | null, options: { reduction: Int; ignoreIndex: Int; totalWeight: Tensor }): Tensor;
  /** As `nllLoss`, with the total weight its gradient needs. `aten::nll_loss_forward(Tensor self, Tensor target, Tensor? weight, int reduction, SymInt ignore_index) -> (Tensor output, Tensor total_weight)` */
  nllLossForward(self: Tensor, target: Tensor, weight: Tensor | null, reduction: Int, ignoreIndex: Int): { output: Tensor; totalWeight: Tensor };
  nllLossForward(self: Tensor, target: Tensor, weight: Tensor | null, options: { reduction: Int; ignoreIndex: Int }): { output: Tensor; totalWeight: Tensor };
  /** Negative log-likelihood of log-probabilities of any number of dimensions at class indices. `aten::nll_loss_nd(Tensor self, Tensor target, Tensor? weight=None, int reduction=1, SymInt ignore_index=-100) -> Tensor` */
  nllLossNd(self: Tensor, target: Tensor, weight?: Tensor | null, reduction?: Int, ignoreIndex?: Int): Tensor;
  nllLossNd(self: Tensor, target: Tensor, options?: { weight?: Tensor | null; reduction?: Int; ignoreIndex?: Int }): Tensor;
  /** Indices of all nonzero elements, one row each. `aten::nonzero(Tensor self) -> Tensor` */
  nonzero(self: Tensor): Tensor;
  nonzero(self: Tensor, options: { asTuple: true }): Tensor[];
  nonzero(self: Tensor, options: { asTuple: false }): Tensor;
  /** Indices of all nonzero elements, one vector per dimension. `aten::nonzero_numpy(Tensor self) -> Tensor[]` */
  nonzeroNumpy(self: Tensor): Tensor[];
  /** Indices of a fixed number of nonzero elements, padded by a value. `aten::nonzero_static(Tensor self, *, SymInt size, int fill_value=-1) -> Tensor` */
  nonzeroStatic(self: Tensor, options: { size: Int; fillValue?: Int }): Tensor;
  /** The p-norm of all elements or along dimensions. `aten::norm.Scalar(Tensor self, Scalar p=2) -> Tensor` · `aten::norm.ScalarOpt_dtype(Tensor self, Scalar? p, *, ScalarType dtype) -> Tensor` · `aten::norm.ScalarOpt_dim(Tensor self, Scalar? p, int[1] dim, bool keepdim=False) -> Tensor` · `aten::norm.ScalarOpt_dim_dtype(Tensor self, Scalar? p, int[1] dim, bool keepdim, *, ScalarType dtype) -> Tensor` */
  norm(self: Tensor, p?: Scalar): Tensor;
  norm(self: Tensor, options?: { p?: Scalar }): Tensor;
  norm(self: Tensor, p: Scalar | null, options: Named & { dtype: DType }): Tensor;
  norm(self: Tensor, options: Named & { p: Scalar | null; dtype: DType }): Tensor;
  norm(self: Tensor, p: Scalar | null, dim: Ints, keepdim?: boolean): Tensor;
  norm(self: Tensor, p: Scalar | null, dim: Ints, options?: { keepdim?: boolean }): Tensor;
  norm(self: Tensor, options: { p: Scalar | null; dim: Ints; keepdim?: boolean }): Tensor;
  norm(self: Tensor, p: Scalar | null, dim: Ints, keepdim: boolean, options: Named & { dtype: DType }): Tensor;
  norm(self: Tensor, options: Named & { p: Scalar | null; dim: Ints; keepdim: boolean; dtype: DType }): Tensor;
  norm(self: Tensor, p: "fro" | "nuc", dim?: Ints, keepdim?: boolean, options?: Named & { dtype?: DType }): Tensor;
  norm(self: Tensor, p: Scalar | "fro" | "nuc" | null, options: Named & { dim?: Ints; keepdim?: boolean; dtype?: DType }): Tensor;
  norm(self: Tensor, options: Named & { p?: Scalar | "fro" | "nuc" | null; dim?: Ints; keepdim?: boolean; dtype?: DType }): Tensor;
  /** The p-norm over all dimensions but one. `aten::norm_except_dim(Tensor v, int pow=2, int dim=0) -> Tensor` */
  normExceptDim(v: Tensor, pow?: Int, dim?: Int): Tensor;
  normExceptDim(v: Tensor, options?: { pow?: Int; dim?: Int }): Tensor;
  /** Draws from normal distributions with given means and deviations. `aten::normal.Tensor_Tensor(Tensor mean, Tensor std, *, Generator? generator=None) -> Tensor` · `aten::normal.Tensor_float(Tensor mean, float std=1., *, Generator? generator=None) -> Tensor` · `aten::normal.float_Tensor(float mean, Tensor std, *, Generator? generator=None) -> Tensor` · `aten::normal.float_float(float mean, float std, SymInt[] size, *, Generator? generator=None, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` */
  normal(mean: Tensor, std: Tensor, options?: { generator?: Generator | null }): Tensor;
  normal(mean: Tensor, std?: number, options?: { generator?: Generator | null }): Tensor;
  normal(mean: Tensor, options?: { std?: number; generator?: Generator | null }): Tensor;
  normal(mean: number, std: Tensor, options?: { generator?: Generator | null }): Tensor;
  normal(options: { mean: number; std: Tensor; generator?: Generator | null }): Tensor;
  normal(mean: number, std: number, size: Ints, options?: NewTensorOptions & { generator?: Generator | null }): Tensor;
  normal(options: NewTensorOptions & { mean: number; std: number; size: Ints; generator?: Generator | null }): Tensor;
  /** Fills the tensor with draws from a normal distribution. `aten::normal_(Tensor(a!) self, float mean=0., float std=1., *, Generator? generator=None) -> Tensor(a!)` */
  normal_(self: Tensor, mean?: number, std?: number, options?: { generator?: Generator | null }): Tensor;
  normal_(self: Tensor, options?: { mean?: number; std?: number; generator?: Generator | null }): Tensor;
  /** Draws from a normal distribution in the tensor's shape. `aten::normal_functional(Tensor self, float mean=0., float std=1., *, Generator? generator=None) -> Tensor` */
  normalFunctional(self: Tensor, mean?: number, std?: number, options?: { generator?: Generator | null }): Tensor;
  normalFunctional(self: Tensor, options?: { mean?: number; std?: number; generator?: Generator | null }): Tensor;
  /** As `ne`: whether each pair of elements differs. `aten::not_equal.Tensor(Tensor self, Tensor other) -> Tensor` · `aten::not_equal.Scalar(Tensor self, Scalar other) -> Tensor` */
  notEqual(self: Tensor, other: Tensor): Tensor;
  notEqual(self: Tensor, other: Scalar): Tensor;
  notEqual(self: Tensor, options: { other: Scalar }): Tensor;
  /** In place, as `ne_`: whether each pair of elements differs. `aten::not_equal_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::not_equal_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!)` */
  notEqual_(self: Tensor, other: Tensor): Tensor;
  notEqual_(self: Tensor, other: Scalar): Tensor;
  notEqual_(self: Tensor, options: { other: Scalar }): Tensor;
  /** Sum of the singular values of matrices. `aten::nuclear_norm(Tensor self, bool keepdim=False) -> Tensor` · `aten::nuclear_norm.dim(Tensor self, int[2] dim, bool keepdim=False) -> Tensor` */
  nuclearNorm(self: Tensor, keepdim?: boolean): Tensor;
  nuclearNorm(self: Tensor, options?: { keepdim?: boolean }): Tensor;
  nuclearNorm(self: Tensor, dim: Ints, keepdim?: boolean): Tensor;
  nuclearNorm(self: Tensor, dim: Ints, options?: { keepdim?: boolean }): Tensor;
  nuclearNorm(self: Tensor, options: { dim: Ints; keepdim?: boolean }): Tensor;
  /** How many elements. `aten::numel(Tensor self) -> int` */
  numel(self: Tensor): number;
  /** All dimensions in reversed order, as a view. `aten::numpy_T(Tensor(a) self) -> Tensor(a)` */
  numpyT(self: Tensor): Tensor;
  /** Integer indices as vectors of zeros and a one. `aten::one_hot(Tensor self, int num_classes=-1) -> Tensor` */
  oneHot(self: Tensor, numClasses?: Int): Tensor;
  oneHot(self: Tensor, options?: { numClasses?: Int }): Tensor;
  /** A tensor of ones of a given size. `aten::ones(SymInt[] size, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` */
  ones(size: Ints, options?: NewTensorOptions): Tensor;
  ones(options: NewTensorOptions & { size: Ints }): Tensor;
  ones(...size: [Int, Int, ...Int[]]): Tensor;
  ones(...args: [...size: [Int, Int, ...Int[]], options: NewTensorOptions]): Tensor;
  /** A tensor of ones of another's size, type and device. `aten::ones_like(Tensor self, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None, MemoryFormat? memory_format=None) -> Tensor` */
  onesLike(self: Tensor, options?: NewTensorOptions & { memoryFormat?: MemoryFormat | null }): Tensor;
  /** First columns of a product of Householder reflections. `aten::orgqr(Tensor self, Tensor input2) -> Tensor` */
  orgqr(self: Tensor, input2: Tensor): Tensor;
  /** A matrix multiplied by the Q of a compact QR factorisation. `aten::ormqr(Tensor self, Tensor input2, Tensor input3, bool left=True, bool transpose=False) -> Tensor` */
  ormqr(self: Tensor, input2: Tensor, input3: Tensor, left?: boolean, transpose?: boolean): Tensor;
  ormqr(self: Tensor, input2: Tensor, input3: Tensor, options?: { left?: boolean; transpose?: boolean }): Tensor;
  /** All products of the elements of two vectors. `aten::outer(Tensor self, Tensor vec2) -> Tensor` */
  outer(self: Tensor, vec2: Tensor): Tensor;
  /** Which output of its autograd node the tensor is. `aten::output_nr(Tensor self) -> int` */
  outputNr(self: Tensor): number;
  /** Padded from the last dimension backwards: by a constant, by reflection, replication or around. `aten::pad(Tensor self, SymInt[] pad, str mode="constant", float? value=None) -> Tensor` */
  pad(self: Tensor, pad: Ints, mode?: string, value?: number | null): Tensor;
  pad(self: Tensor, pad: Ints, options?: { mode?: string; value?: number | null }): Tensor;
  pad(self: Tensor, options: { pad: Ints; mode?: string; value?: number | null }): Tensor;
  /** Sequences of different lengths in one tensor, padded by a value. `aten::pad_sequence(Tensor[] sequences, bool batch_first=False, float padding_value=0., str padding_side="right") -> Tensor` */
  padSequence(sequences: readonly Tensor[], batchFirst?: boolean, paddingValue?: number, paddingSide?: "left" | "right"): Tensor;
  padSequence(sequences: readonly Tensor[], options?: { batchFirst?: boolean; paddingValue?: number; paddingSide?: "left" | "right" }): Tensor;
  padSequence(options: { sequences: readonly Tensor[]; batchFirst?: boolean; paddingValue?: number; paddingSide?: "left" | "right" }): Tensor;
  /** The p-norm of the difference of vectors along the last dimension. `aten::pairwise_distance(Tensor x1, Tensor x2, float p=2., float eps=9.9999999999999995e-07, bool keepdim=False) -> Tensor` */
  pairwiseDistance(x1: Tensor, x2: Tensor, p?: number, eps?: number, keepdim?: boolean): Tensor;
  pairwiseDistance(x1: Tensor, x2: Tensor, options?: { p?: number; eps?: number; keepdim?: boolean }): Tensor;
  /** Distances by the p-norm between all pairs of rows, each pair once. `aten::pdist(Tensor self, float p=2.) -> Tensor` */
  pdist(self: Tensor, p?: number): Tensor;
  pdist(self: Tensor, options?: { p?: number }): Tensor;
  /** Dimensions in another order, as a view. `aten::permute(Tensor(a) self, int[] dims) -> Tensor(a)` */
  permute(self: Tensor, dims: Ints): Tensor;
  permute(self: Tensor, options: { dims: Ints }): Tensor;
  permute(self: Tensor, ...size: [Int, Int, ...Int[]]): Tensor;
  /** As `permute`, but a copy that shares no memory. `aten::permute_copy(Tensor self, int[] dims) -> Tensor` */
  permuteCopy(self: Tensor, dims: Ints): Tensor;
  permuteCopy(self: Tensor, options: { dims: Ints }): Tensor;
  permuteCopy(self: Tensor, ...size: [Int, Int, ...Int[]]): Tensor;
  /** A copy in page-locked memory, from which transfers to a GPU are faster. `aten::pin_memory(Tensor(a) self, Device? device=None) -> Tensor(a)` */
  pinMemory(self: Tensor, device?: DeviceChoice | null): Tensor;
  pinMemory(self: Tensor, options?: Named & { device?: DeviceChoice | null }): Tensor;
  /** Moore-Penrose pseudoinverse of matrices. `aten::pinverse(Tensor self, float rcond=1.0000000000000001e-15) -> Tensor` */
  pinverse(self: Tensor, rcond?: number): Tensor;
  pinverse(self: Tensor, options?: { rcond?: number }): Tensor;
  /** Channels rearranged into space: (N, C r^2, H, W) to (N, C, H r, W r). `aten::pixel_shuffle(Tensor self, int upscale_factor) -> Tensor` */
  pixelShuffle(self: Tensor, upscaleFactor: Int): Tensor;
  pixelShuffle(self: Tensor, options: { upscaleFactor: Int }): Tensor;
  /** Space rearranged into channels: (N, C, H r, W r) to (N, C r^2, H, W). `aten::pixel_unshuffle(Tensor self, int downscale_factor) -> Tensor` */
  pixelUnshuffle(self: Tensor, downscaleFactor: Int): Tensor;
  pixelUnshuffle(self: Tensor, options: { downscaleFactor: Int }): Tensor;
  /** Draws from Poisson distributions with given rates. `aten::poisson(Tensor self, Generator? generator=None) -> Tensor` */
  poisson(self: Tensor, generator?: Generator | null): Tensor;
  poisson(self: Tensor, options?: { generator?: Generator | null }): Tensor;
  /** Negative log-likelihood of counts under Poisson distributions. `aten::poisson_nll_loss(Tensor input, Tensor target, bool log_input, bool full, float eps, int reduction) -> Tensor` */
  poissonNllLoss(input: Tensor, target: Tensor, logInput: boolean, full: boolean, eps: number, reduction: Int): Tensor;
  poissonNllLoss(input: Tensor, target: Tensor, options: { logInput: boolean; full: boolean; eps: number; reduction: Int }): Tensor;
  /** Complex numbers from their magnitudes and angles. `aten::polar(Tensor abs, Tensor angle) -> Tensor` */
  polar(abs: Tensor, angle: Tensor): Tensor;
  /** The n-th derivative of the digamma function. `aten::polygamma(int n, Tensor self) -> Tensor` */
  polygamma(n: Int, self: Tensor): Tensor;
  polygamma(options: { n: Int; self: Tensor }): Tensor;
  /** In place: the n-th derivative of the digamma function. `aten::polygamma_(Tensor(a!) self, int n) -> Tensor(a!)` */
  polygamma_(self: Tensor, n: Int): Tensor;
  polygamma_(self: Tensor, options: { n: Int }): Tensor;
  /** The tensor itself; refuses booleans. `aten::positive(Tensor(a) self) -> Tensor(a)` */
  positive(self: Tensor): Tensor;
  /** Each element to the power of the other. `aten::pow.Tensor_Tensor(Tensor self, Tensor exponent) -> Tensor` · `aten::pow.Tensor_Scalar(Tensor self, Scalar exponent) -> Tensor` · `aten::pow.Scalar(Scalar self, Tensor exponent) -> Tensor` */
  pow(self: Tensor, exponent: Tensor): Tensor;
  pow(self: Tensor, exponent: Scalar): Tensor;
  pow(self: Tensor, options: { exponent: Scalar }): Tensor;
  pow(self: Scalar, exponent: Tensor): Tensor;
  pow(options: { self: Scalar; exponent: Tensor }): Tensor;
  /** In place: each element to the power of the other. `aten::pow_.Tensor(Tensor(a!) self, Tensor exponent) -> Tensor(a!)` · `aten::pow_.Scalar(Tensor(a!) self, Scalar exponent) -> Tensor(a!)` */
  pow_(self: Tensor, exponent: Tensor): Tensor;
  pow_(self: Tensor, exponent: Scalar): Tensor;
  pow_(self: Tensor, options: { exponent: Scalar }): Tensor;
  /** `x` above zero, a learnt slope times `x` below. `aten::prelu(Tensor self, Tensor weight) -> Tensor` */
  prelu(self: Tensor, weight: Tensor): Tensor;
  /** Product of all elements or along a dimension. `aten::prod.dim_int(Tensor self, int dim, bool keepdim=False, *, ScalarType? dtype=None) -> Tensor` · `aten::prod(Tensor self, *, ScalarType? dtype=None) -> Tensor` */
  prod(self: Tensor, dim: Int, keepdim?: boolean, options?: Named & { dtype?: DType | null }): Tensor;
  prod(self: Tensor, dim: Int, options?: Named & { keepdim?: boolean; dtype?: DType | null }): Tensor;
  prod(self: Tensor, options: Named & { dim: Int; keepdim?: boolean; dtype?: DType | null }): Tensor;
  prod(self: Tensor, options?: Named & { dtype?: DType | null }): Tensor;
  /** The data type that holds both of two types. `aten::promote_types(ScalarType type1, ScalarType type2) -> ScalarType` */
  promoteTypes(type1: DType, type2: DType): DType;
  promoteTypes(options: { type1: DType; type2: DType }): DType;
  /** The tensor with elements at flat indices replaced by, or increased by, those of `source`. `aten::put(Tensor self, Tensor index, Tensor source, bool accumulate=False) -> Tensor` */
  put(self: Tensor, index: Tensor, source: Tensor, accumulate?: boolean): Tensor;
  put(self: Tensor, index: Tensor, source: Tensor, options?: { accumulate?: boolean }): Tensor;
  /** In place: the tensor with elements at flat indices replaced by, or increased by, those of `source`. `aten::put_(Tensor(a!) self, Tensor index, Tensor source, bool accumulate=False) -> Tensor(a!)` */
  put_(self: Tensor, index: Tensor, source: Tensor, accumulate?: boolean): Tensor;
  put_(self: Tensor, index: Tensor, source: Tensor, options?: { accumulate?: boolean }): Tensor;
  /** The dimension along which a quantised tensor has its scales. `aten::q_per_channel_axis(Tensor self) -> int` */
  qPerChannelAxis(self: Tensor): number;
  /** The scale of each channel of a quantised tensor. `aten::q_per_channel_scales(Tensor self) -> Tensor` */
  qPerChannelScales(self: Tensor): Tensor;
  /** The zero point of each channel of a quantised tensor. `aten::q_per_channel_zero_points(Tensor self) -> Tensor` */
  qPerChannelZeroPoints(self: Tensor): Tensor;
  /** The scale of a quantised tensor. `aten::q_scale(Tensor self) -> float` */
  qScale(self: Tensor): number;
  /** The zero point of a quantised tensor. `aten::q_zero_point(Tensor self) -> int` */
  qZeroPoint(self: Tensor): number;
  /** QR factorisation of matrices. `aten::qr(Tensor self, bool some=True) -> (Tensor Q, Tensor R)` */
  qr(self: Tensor, some?: boolean): { Q: Tensor; R: Tensor };
  qr(self: Tensor, options?: { some?: boolean }): { Q: Tensor; R: Tensor };
  /** Code of a quantised tensor's scheme. `aten::qscheme(Tensor self) -> QScheme` */
  qscheme(self: Tensor): number;
  /** Quantiles of all elements or along a dimension. `aten::quantile(Tensor self, Tensor q, int? dim=None, bool keepdim=False, *, str interpolation="linear") -> Tensor` · `aten::quantile.scalar(Tensor self, float q, int? dim=None, bool keepdim=False, *, str interpolation="linear") -> Tensor` */
  quantile(self: Tensor, q: Tensor, dim?: Int | null, keepdim?: boolean, options?: { interpolation?: "linear" | "lower" | "higher" | "midpoint" | "nearest" }): Tensor;
  quantile(self: Tensor, q: Tensor, options?: { dim?: Int | null; keepdim?: boolean; interpolation?: "linear" | "lower" | "higher" | "midpoint" | "nearest" }): Tensor;
  quantile(self: Tensor, q: number, dim?: Int | null, keepdim?: boolean, options?: { interpolation?: "linear" | "lower" | "higher" | "midpoint" | "nearest" }): Tensor;
  quantile(self: Tensor, q: number, options?: { dim?: Int | null; keepdim?: boolean; interpolation?: "linear" | "lower" | "higher" | "midpoint" | "nearest" }): Tensor;
  quantile(self: Tensor, options: { q: number; dim?: Int | null; keepdim?: boolean; interpolation?: "linear" | "lower" | "higher" | "midpoint" | "nearest" }): Tensor;
  /** Quantised with a scale and zero point per channel. `aten::quantize_per_channel(Tensor self, Tensor scales, Tensor zero_points, int axis, ScalarType dtype) -> Tensor` */
  quantizePerChannel(self: Tensor, scales: Tensor, zeroPoints: Tensor, axis: Int, dtype: DType): Tensor;
  quantizePerChannel(self: Tensor, scales: Tensor, zeroPoints: Tensor, options: Named & { axis: Int; dtype: DType }): Tensor;
  /** Quantised with one scale and zero point. `aten::quantize_per_tensor.tensor_qparams(Tensor self, Tensor scale, Tensor zero_point, ScalarType dtype) -> Tensor` · `aten::quantize_per_tensor(Tensor self, float scale, int zero_point, ScalarType dtype) -> Tensor` · `aten::quantize_per_tensor.tensors(Tensor[] tensors, Tensor scales, Tensor zero_points, ScalarType dtype) -> Tensor[]` */
  quantizePerTensor(self: Tensor, scale: Tensor, zeroPoint: Tensor, dtype: DType): Tensor;
  quantizePerTensor(self: Tensor, scale: Tensor, zeroPoint: Tensor, options: Named & { dtype: DType }): Tensor;
  quantizePerTensor(self: Tensor, scale: number, zeroPoint: Int, dtype: DType): Tensor;
  quantizePerTensor(self: Tensor, options: Named & { scale: number; zeroPoint: Int; dtype: DType }): Tensor;
  quantizePerTensor(tensors: readonly Tensor[], scales: Tensor, zeroPoints: Tensor, dtype: DType): Tensor[];
  quantizePerTensor(options: Named & { tensors: readonly Tensor[]; scales: Tensor; zeroPoints: Tensor; dtype: DType }): Tensor[];
  /** Quantised with a scale and zero point computed from the values. `aten::quantize_per_tensor_dynamic(Tensor self, ScalarType dtype, bool reduce_range) -> Tensor` */
  quantizePerTensorDynamic(self: Tensor, dtype: DType, reduceRange: boolean): Tensor;
  quantizePerTensorDynamic(self: Tensor, options: Named & { dtype: DType; reduceRange: boolean }): Tensor;
  /** Batch normalisation of a quantised tensor. `aten::quantized_batch_norm(Tensor input, Tensor? weight, Tensor? bias, Tensor mean, Tensor var, float eps, float output_scale, int output_zero_point) -> Tensor` */
  quantizedBatchNorm(input: Tensor, weight: Tensor | null, bias: Tensor | null, mean: Tensor, var_: Tensor, eps: number, outputScale: number, outputZeroPoint: Int): Tensor;
  quantizedBatchNorm(input: Tensor, weight: Tensor | null, bias: Tensor | null, mean: Tensor, var_: Tensor, options: { eps: number; outputScale: number; outputZeroPoint: Int }): Tensor;
  /** Gated recurrent units with quantised weights over a sequence. `aten::quantized_gru.data_legacy(Tensor data, Tensor batch_sizes, Tensor hx, Tensor[] params, bool has_biases, int num_layers, float dropout, bool train, bool bidirectional) -> (Tensor, Tensor)` · `aten::quantized_gru.input_legacy(Tensor input, Tensor hx, Tensor[] params, bool has_biases, int num_layers, float dropout, bool train, bool bidirectional, bool batch_first) -> (Tensor, Tensor)` */
  quantizedGru(data: Tensor, batchSizes: Tensor, hx: Tensor, params: readonly Tensor[], hasBiases: boolean, numLayers: Int, dropout: number, train: boolean, bidirectional: boolean): [Tensor, Tensor];
  quantizedGru(data: Tensor, batchSizes: Tensor, hx: Tensor, options: { params: readonly Tensor[]; hasBiases: boolean; numLayers: Int; dropout: number; train: boolean; bidirectional: boolean }): [Tensor, Tensor];
  quantizedGru(input: Tensor, hx: Tensor, params: readonly Tensor[], hasBiases: boolean, numLayers: Int, dropout: number, train: boolean, bidirectional: boolean, batchFirst: boolean): [Tensor, Tensor];
  quantizedGru(input: Tensor, hx: Tensor, options: { params: readonly Tensor[]; hasBiases: boolean; numLayers: Int; dropout: number; train: boolean; bidirectional: boolean; batchFirst: boolean }): [Tensor, Tensor];
  /** One step of a gated recurrent unit with quantised weights. Refused unless called by `ops.unsafe`. `aten::quantized_gru_cell(Tensor input, Tensor hx, Tensor w_ih, Tensor w_hh, Tensor b_ih, Tensor b_hh, Tensor packed_ih, Tensor packed_hh, Tensor col_offsets_ih, Tensor col_offsets_hh, Scalar scale_ih, Scalar scale_hh, Scalar zero_point_ih, Scalar zero_point_hh) -> Tensor` */
  quantizedGruCell(input: Tensor, hx: Tensor, wIh: Tensor, wHh: Tensor, bIh: Tensor, bHh: Tensor, packedIh: Tensor, packedHh: Tensor, colOffsetsIh: Tensor, colOffsetsHh: Tensor, scaleIh: Scalar, scaleHh: Scalar, zeroPointIh: Scalar, zeroPointHh: Scalar): Tensor;
  quantizedGruCell(input: Tensor, hx: Tensor, wIh: Tensor, wHh: Tensor, bIh: Tensor, bHh: Tensor, packedIh: Tensor, packedHh: Tensor, colOffsetsIh: Tensor, colOffsetsHh: Tensor, options: { scaleIh: Scalar; scaleHh: Scalar; zeroPointIh: Scalar; zeroPointHh: Scalar }): Tensor;
  /** Long short-term memory with quantised weights over a sequence. `aten::quantized_lstm.data_legacy(Tensor data, Tensor batch_sizes, Tensor[] hx, Tensor[] params, bool has_biases, int num_layers, float dropout, bool train, bool bidirectional, *, ScalarType? dtype=None, bool use_dynamic=False) -> (Tensor, Tensor, Tensor)` · `aten::quantized_lstm.input_legacy(Tensor input, Tensor[] hx, Tensor[] params, bool has_biases, int num_layers, float dropout, bool train, bool bidirectional, bool batch_first, *, ScalarType? dtype=None, bool use_dynamic=False) -> (Tensor, Tensor, Tensor)` */
  quantizedLstm(data: Tensor, batchSizes: Tensor, hx: readonly Tensor[], params: readonly Tensor[], hasBiases: boolean, numLayers: Int, dropout: number, train: boolean, bidirectional: boolean, options?: Named & { dtype?: DType | null; useDynamic?: boolean }): [Tensor, Tensor, Tensor];
  quantizedLstm(data: Tensor, batchSizes: Tensor, options: Named & { hx: readonly Tensor[]; params: readonly Tensor[]; hasBiases: boolean; numLayers: Int; dropout: number; train: boolean; bidirectional: boolean; dtype?: DType | null; useDynamic?: boolean }): [Tensor, Tensor, Tensor];
  quantizedLstm(input: Tensor, hx: readonly Tensor[], params: readonly Tensor[], hasBiases: boolean, numLayers: Int, dropout: number, train: boolean, bidirectional: boolean, batchFirst: boolean, options?: Named & { dtype?: DType | null; useDynamic?: boolean }): [Tensor, Tensor, Tensor];
  quantizedLstm(input: Tensor, options: Named & { hx: readonly Tensor[]; params: readonly Tensor[]; hasBiases: boolean; numLayers: Int; dropout: number; train: boolean; bidirectional: boolean; batchFirst: boolean; dtype?: DType | null; useDynamic?: boolean }): [Tensor, Tensor, Tensor];
  /** One step of a long short-term memory with quantised weights. Refused unless called by `ops.unsafe`. `aten::quantized_lstm_cell(Tensor input, Tensor[] hx, Tensor w_ih, Tensor w_hh, Tensor b_ih, Tensor b_hh, Tensor packed_ih, Tensor packed_hh, Tensor col_offsets_ih, Tensor col_offsets_hh, Scalar scale_ih, Scalar scale_hh, Scalar zero_point_ih, Scalar zero_point_hh) -> (Tensor, Tensor)` */
  quantizedLstmCell(input: Tensor, hx: readonly Tensor[], wIh: Tensor, wHh: Tensor, bIh: Tensor, bHh: Tensor, packedIh: Tensor, packedHh: Tensor, colOffsetsIh: Tensor, colOffsetsHh: Tensor, scaleIh: Scalar, scaleHh: Scalar, zeroPointIh: Scalar, zeroPointHh: Scalar): [Tensor, Tensor];
  quantizedLstmCell(input: Tensor, options: { hx: readonly Tensor[]; wIh: Tensor; wHh: Tensor; bIh: Tensor; bHh: Tensor; packedIh: Tensor; packedHh: Tensor; colOffsetsIh: Tensor; colOffsetsHh: Tensor; scaleIh: Scalar; scaleHh: Scalar; zeroPointIh: Scalar; zeroPointHh: Scalar }): [Tensor, Tensor];
  /** `maxPool1d` of a quantised tensor. `aten::quantized_max_pool1d(Tensor self, int[1] kernel_size, int[1] stride=[], int[1] padding=[0], int[1] dilation=[1], bool ceil_mode=False) -> Tensor` */
  quantizedMaxPool1d(self: Tensor, kernelSize: Ints, stride?: Ints, padding?: Ints, dilation?: Ints, ceilMode?: boolean): Tensor;
  quantizedMaxPool1d(self: Tensor, kernelSize: Ints, options?: { stride?: Ints; padding?: Ints; dilation?: Ints; ceilMode?: boolean }): Tensor;
  quantizedMaxPool1d(self: Tensor, options: { kernelSize: Ints; stride?: Ints; padding?: Ints; dilation?: Ints; ceilMode?: boolean }): Tensor;
  /** `maxPool2d` of a quantised tensor. `aten::quantized_max_pool2d(Tensor self, int[2] kernel_size, int[2] stride=[], int[2] padding=0, int[2] dilation=1, bool ceil_mode=False) -> Tensor` */
  quantizedMaxPool2d(self: Tensor, kernelSize: Ints, stride?: Ints, padding?: Ints, dilation?: Ints, ceilMode?: boolean): Tensor;
  quantizedMaxPool2d(self: Tensor, kernelSize: Ints, options?: { stride?: Ints; padding?: Ints; dilation?: Ints; ceilMode?: boolean }): Tensor;
  quantizedMaxPool2d(self: Tensor, options: { kernelSize: Ints; stride?: Ints; padding?: Ints; dilation?: Ints; ceilMode?: boolean }): Tensor;
  /** `maxPool3d` of a quantised tensor. `aten::quantized_max_pool3d(Tensor self, int[3] kernel_size, int[3] stride=[], int[3] padding=0, int[3] dilation=1, bool ceil_mode=False) -> Tensor` */
  quantizedMaxPool3d(self: Tensor, kernelSize: Ints, stride?: Ints, padding?: Ints, dilation?: Ints, ceilMode?: boolean): Tensor;
  quantizedMaxPool3d(self: Tensor, kernelSize: Ints, options?: { stride?: Ints; padding?: Ints; dilation?: Ints; ceilMode?: boolean }): Tensor;
  quantizedMaxPool3d(self: Tensor, options: { kernelSize: Ints; stride?: Ints; padding?: Ints; dilation?: Ints; ceilMode?: boolean }): Tensor;
  /** One step of a recurrent network with ReLU and quantised weights. Refused unless called by `ops.unsafe`. `aten::quantized_rnn_relu_cell(Tensor input, Tensor hx, Tensor w_ih, Tensor w_hh, Tensor b_ih, Tensor b_hh, Tensor packed_ih, Tensor packed_hh, Tensor col_offsets_ih, Tensor col_offsets_hh, Scalar scale_ih, Scalar scale_hh, Scalar zero_point_ih, Scalar zero_point_hh) -> Tensor` */
  quantizedRnnReluCell(input: Tensor, hx: Tensor, wIh: Tensor, wHh: Tensor, bIh: Tensor, bHh: Tensor, packedIh: Tensor, packedHh: Tensor, colOffsetsIh: Tensor, colOffsetsHh: Tensor, scaleIh: Scalar, scaleHh: Scalar, zeroPointIh: Scalar, zeroPointHh: Scalar): Tensor;
  quantizedRnnReluCell(input: Tensor, hx: Tensor, wIh: Tensor, wHh: Tensor, bIh: Tensor, bHh: Tensor, packedIh: Tensor, packedHh: Tensor, colOffsetsIh: Tensor, colOffsetsHh: Tensor, options: { scaleIh: Scalar; scaleHh: Scalar; zeroPointIh: Scalar; zeroPointHh: Scalar }): Tensor;
  /** One step of a recurrent network with tanh and quantised weights. Refused unless called by `ops.unsafe`. `aten::quantized_rnn_tanh_cell(Tensor input, Tensor hx, Tensor w_ih, Tensor w_hh, Tensor b_ih, Tensor b_hh, Tensor packed_ih, Tensor packed_hh, Tensor col_offsets_ih, Tensor col_offsets_hh, Scalar scale_ih, Scalar scale_hh, Scalar zero_point_ih, Scalar zero_point_hh) -> Tensor` */
  quantizedRnnTanhCell(input: Tensor, hx: Tensor, wIh: Tensor, wHh: Tensor, bIh: Tensor, bHh: Tensor, packedIh: Tensor, packedHh: Tensor, colOffsetsIh: Tensor, colOffsetsHh: Tensor, scaleIh: Scalar, scaleHh: Scalar, zeroPointIh: Scalar, zeroPointHh: Scalar): Tensor;
  quantizedRnnTanhCell(input: Tensor, hx: Tensor, wIh: Tensor, wHh: Tensor, bIh: Tensor, bHh: Tensor, packedIh: Tensor, packedHh: Tensor, colOffsetsIh: Tensor, colOffsetsHh: Tensor, options: { scaleIh: Scalar; scaleHh: Scalar; zeroPointIh: Scalar; zeroPointHh: Scalar }): Tensor;
  /** Radians converted to degrees. `aten::rad2deg(Tensor self) -> Tensor` */
  rad2deg(self: Tensor): Tensor;
  /** In place: radians converted to degrees. `aten::rad2deg_(Tensor(a!) self) -> Tensor(a!)` */
  rad2deg_(self: Tensor): Tensor;
  /** Uniform random numbers from 0 up to but not including 1. `aten::rand(SymInt[] size, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` · `aten::rand.generator(SymInt[] size, *, Generator? generator, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` */
  rand(size: Ints, options?: NewTensorOptions): Tensor;
  rand(options: NewTensorOptions & { size: Ints }): Tensor;
  rand(...size: [Int, Int, ...Int[]]): Tensor;
  rand(...args: [...size: [Int, Int, ...Int[]], options: NewTensorOptions]): Tensor;
  rand(size: Ints, options: NewTensorOptions & { generator: Generator | null }): Tensor;
  rand(options: NewTensorOptions & { size: Ints; generator: Generator | null }): Tensor;
  rand(...args: [...size: [Int, Int, ...Int[]], options: NewTensorOptions & { generator: Generator | null }]): Tensor;
  /** Uniform random numbers in another tensor's size, type and device. `aten::rand_like(Tensor self, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None, MemoryFormat? memory_format=None) -> Tensor` · `aten::rand_like.generator(Tensor self, *, Generator? generator, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None, MemoryFormat? memory_format=None) -> Tensor` */
  randLike(self: Tensor, options?: NewTensorOptions & { memoryFormat?: MemoryFormat | null }): Tensor;
  randLike(self: Tensor, options: NewTensorOptions & { generator: Generator | null; memoryFormat?: MemoryFormat | null }): Tensor;
  /** Random integers from `low` up to but not including `high`. `aten::randint.low(SymInt low, SymInt high, SymInt[] size, *, ScalarType? dtype=4, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` · `aten::randint.low_generator(SymInt low, SymInt high, SymInt[] size, *, Generator? generator, ScalarType? dtype=4, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` · `aten::randint(SymInt high, SymInt[] size, *, ScalarType? dtype=4, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` · `aten::randint.generator(SymInt high, SymInt[] size, *, Generator? generator, ScalarType? dtype=4, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` */
  randint(low: Int, high: Int, size: Ints, options?: NewTensorOptions): Tensor;
  randint(options: NewTensorOptions & { low: Int; high: Int; size: Ints }): Tensor;
  randint(low: Int, high: Int, size: Ints, options: NewTensorOptions & { generator: Generator | null }): Tensor;
  randint(options: NewTensorOptions & { low: Int; high: Int; size: Ints; generator: Generator | null }): Tensor;
  randint(high: Int, size: Ints, options?: NewTensorOptions): Tensor;
  randint(options: NewTensorOptions & { high: Int; size: Ints }): Tensor;
  randint(high: Int, size: Ints, options: NewTensorOptions & { generator: Generator | null }): Tensor;
  randint(options: NewTensorOptions & { high: Int; size: Ints; generator: Generator | null }): Tensor;
  /** Random integers in another tensor's size, type and device. `aten::randint_like.Tensor(Tensor self, Tensor high, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None, MemoryFormat? memory_format=None) -> Tensor` · `aten::randint_like.Tensor_generator(Tensor self, Tensor high, *, Generator? generator, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None, MemoryFormat? memory_format=None) -> Tensor` · `aten::randint_like.low_dtype(Tensor self, SymInt low, SymInt high, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None, MemoryFormat? memory_format=None) -> Tensor` · `aten::randint_like.low_generator_dtype(Tensor self, SymInt low, SymInt high, *, Generator? generator, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None, MemoryFormat? memory_format=None) -> Tensor` · `aten::randint_like(Tensor self, SymInt high, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None, MemoryFormat? memory_format=None) -> Tensor` · `aten::randint_like.generator(Tensor self, SymInt high, *, Generator? generator, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None, MemoryFormat? memory_format=None) -> Tensor` */
  randintLike(self: Tensor, high: Tensor, options?: NewTensorOptions & { memoryFormat?: MemoryFormat | null }): Tensor;
  randintLike(self: Tensor, high: Tensor, options: NewTensorOptions & { generator: Generator | null; memoryFormat?: MemoryFormat | null }): Tensor;
  randintLike(self: Tensor, low: Int, high: Int, options?: NewTensorOptions & { memoryFormat?: MemoryFormat | null }): Tensor;
  randintLike(self: Tensor, options: NewTensorOptions & { low: Int; high: Int; memoryFormat?: MemoryFormat | null }): Tensor;
  randintLike(self: Tensor, low: Int, high: Int, options: NewTensorOptions & { generator: Generator | null; memoryFormat?: MemoryFormat | null }): Tensor;
  randintLike(self: Tensor, options: NewTensorOptions & { low: Int; high: Int; generator: Generator | null; memoryFormat?: MemoryFormat | null }): Tensor;
  randintLike(self: Tensor, high: Int, options?: NewTensorOptions & { memoryFormat?: MemoryFormat | null }): Tensor;
  randintLike(self: Tensor, options: NewTensorOptions & { high: Int; memoryFormat?: MemoryFormat | null }): Tensor;
  randintLike(self: Tensor, high: Int, options: NewTensorOptions & { generator: Generator | null; memoryFormat?: MemoryFormat | null }): Tensor;
  randintLike(self: Tensor, options: NewTensorOptions & { high: Int; generator: Generator | null; memoryFormat?: MemoryFormat | null }): Tensor;
  /** Random numbers of the standard normal distribution. `aten::randn(SymInt[] size, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` · `aten::randn.generator(SymInt[] size, *, Generator? generator, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` */
  randn(size: Ints, options?: NewTensorOptions): Tensor;
  randn(options: NewTensorOptions & { size: Ints }): Tensor;
  randn(...size: [Int, Int, ...Int[]]): Tensor;
  randn(...args: [...size: [Int, Int, ...Int[]], options: NewTensorOptions]): Tensor;
  randn(size: Ints, options: NewTensorOptions & { generator: Generator | null }): Tensor;
  randn(options: NewTensorOptions & { size: Ints; generator: Generator | null }): Tensor;
  randn(...args: [...size: [Int, Int, ...Int[]], options: NewTensorOptions & { generator: Generator | null }]): Tensor;
  /** Random numbers of the standard normal distribution in another tensor's size, type and device. `aten::randn_like(Tensor self, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None, MemoryFormat? memory_format=None) -> Tensor` · `aten::randn_like.generator(Tensor self, *, Generator? generator, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None, MemoryFormat? memory_format=None) -> Tensor` */
  randnLike(self: Tensor, options?: NewTensorOptions & { memoryFormat?: MemoryFormat | null }): Tensor;
  randnLike(self: Tensor, options: NewTensorOptions & { generator: Generator | null; memoryFormat?: MemoryFormat | null }): Tensor;
  /** Random integers in the tensor's shape and type. `aten::random.from(Tensor self, int from, int? to, *, Generator? generator=None) -> Tensor` · `aten::random.to(Tensor self, int to, *, Generator? generator=None) -> Tensor` · `aten::random(Tensor self, *, Generator? generator=None) -> Tensor` */
  random(self: Tensor, from: Int, to: Int | null, options?: { generator?: Generator | null }): Tensor;
  random(self: Tensor, options: { from: Int; to: Int | null; generator?: Generator | null }): Tensor;
  random(self: Tensor, to: Int, options?: { generator?: Generator | null }): Tensor;
  random(self: Tensor, options: { to: Int; generator?: Generator | null }): Tensor;
  random(self: Tensor, options?: { generator?: Generator | null }): Tensor;
  /** Fills the tensor with random integers. `aten::random_.from(Tensor(a!) self, int from, int? to, *, Generator? generator=None) -> Tensor(a!)` · `aten::random_.to(Tensor(a!) self, int to, *, Generator? generator=None) -> Tensor(a!)` · `aten::random_(Tensor(a!) self, *, Generator? generator=None) -> Tensor(a!)` */
  random_(self: Tensor, from: Int, to: Int | null, options?: { generator?: Generator | null }): Tensor;
  random_(self: Tensor, options: { from: Int; to: Int | null; generator?: Generator | null }): Tensor;
  random_(self: Tensor, to: Int, options?: { generator?: Generator | null }): Tensor;
  random_(self: Tensor, options: { to: Int; generator?: Generator | null }): Tensor;
  random_(self: Tensor, options?: { generator?: Generator | null }): Tensor;
  /** The integers from 0 to `n - 1` in random order. `aten::randperm(SymInt n, *, ScalarType? dtype=4, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` · `aten::randperm.generator(SymInt n, *, Generator? generator, ScalarType? dtype=4, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` */
  randperm(n: Int, options?: NewTensorOptions): Tensor;
  randperm(options: NewTensorOptions & { n: Int }): Tensor;
  randperm(n: Int, options: NewTensorOptions & { generator: Generator | null }): Tensor;
  randperm(options: NewTensorOptions & { n: Int; generator: Generator | null }): Tensor;
  /** Numbers from `start` to `end`, which is included, in steps of `step`. `aten::range(Scalar start, Scalar end, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` · `aten::range.step(Scalar start, Scalar end, Scalar step=1, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` */
  range(start: Scalar, end: Scalar, options?: NewTensorOptions): Tensor;
  range(options: NewTensorOptions & { start: Scalar; end: Scalar }): Tensor;
  range(start: Scalar, end: Scalar, step?: Scalar, options?: NewTensorOptions): Tensor;
  range(start: Scalar, end: Scalar, options?: NewTensorOptions & { step?: Scalar }): Tensor;
  range(options: NewTensorOptions & { start: Scalar; end: Scalar; step?: Scalar }): Tensor;
  /** All elements in one dimension; a view where the memory allows. `aten::ravel(Tensor(a) self) -> Tensor(a)` */
  ravel(self: Tensor): Tensor;
  /** Real parts, as a view. `aten::real(Tensor(a) self) -> Tensor(a)` */
  real(self: Tensor): Tensor;
  /** One divided by each element. `aten::reciprocal(Tensor self) -> Tensor` */
  reciprocal(self: Tensor): Tensor;
  /** In place: one divided by each element. `aten::reciprocal_(Tensor(a!) self) -> Tensor(a!)` */
  reciprocal_(self: Tensor): Tensor;
  /** Padded by reflection along the last dimension. `aten::reflection_pad1d(Tensor self, SymInt[2] padding) -> Tensor` */
  reflectionPad1d(self: Tensor, padding: Ints): Tensor;
  reflectionPad1d(self: Tensor, options: { padding: Ints }): Tensor;
  /** Gradient of `reflectionPad1d`; autograd calls it. Refused unless called by `ops.unsafe`. `aten::reflection_pad1d_backward(Tensor grad_output, Tensor self, SymInt[2] padding) -> Tensor` */
  reflectionPad1dBackward(gradOutput: Tensor, self: Tensor, padding: Ints): Tensor;
  reflectionPad1dBackward(gradOutput: Tensor, self: Tensor, options: { padding: Ints }): Tensor;
  /** Padded by reflection over the last two dimensions. `aten::reflection_pad2d(Tensor self, SymInt[4] padding) -> Tensor` */
  reflectionPad2d(self: Tensor, padding: Ints): Tensor;
  reflectionPad2d(self: Tensor, options: { padding: Ints }): Tensor;
  /** Gradient of `reflectionPad2d`; autograd calls it. Refused unless called by `ops.unsafe`. `aten::reflection_pad2d_backward(Tensor grad_output, Tensor self, SymInt[4] padding) -> Tensor` */
  reflectionPad2dBackward(gradOutput: Tensor, self: Tensor, padding: Ints): Tensor;
  reflectionPad2dBackward(gradOutput: Tensor, self: Tensor, options: { padding: Ints }): Tensor;
  /** Padded by reflection over the last three dimensions. `aten::reflection_pad3d(Tensor self, SymInt[6] padding) -> Tensor` */
  reflectionPad3d(self: Tensor, padding: Ints): Tensor;
  reflectionPad3d(self: Tensor, options: { padding: Ints }): Tensor;
  /** Gradient of `reflectionPad3d`; autograd calls it. Refused unless called by `ops.unsafe`. `aten::reflection_pad3d_backward(Tensor grad_output, Tensor self, SymInt[6] padding) -> Tensor` */
  reflectionPad3dBackward(gradOutput: Tensor, self: Tensor, padding: Ints): Tensor;
  reflectionPad3dBackward(gradOutput: Tensor, self: Tensor, options: { padding: Ints }): Tensor;
  /** `max(0, x)`. `aten::relu(Tensor self) -> Tensor` */
  relu(self: Tensor): Tensor;
  /** `min(max(0, x), 6)`. `aten::relu6(Tensor self) -> Tensor` */
  relu6(self: Tensor): Tensor;
  /** In place: `min(max(0, x), 6)`. `aten::relu6_(Tensor(a!) self) -> Tensor(a!)` */
  relu6_(self: Tensor): Tensor;
  /** In place: `max(0, x)`. `aten::relu_(Tensor(a!) self) -> Tensor(a!)` */
  relu_(self: Tensor): Tensor;
  /** Remainder of each division, with the sign of the divisor. `aten::remainder.Tensor(Tensor self, Tensor other) -> Tensor` · `aten::remainder.Scalar(Tensor self, Scalar other) -> Tensor` · `aten::remainder.Scalar_Tensor(Scalar self, Tensor other) -> Tensor` */
  remainder(self: Tensor, other: Tensor): Tensor;
  remainder(self: Tensor, other: Scalar): Tensor;
  remainder(self: Tensor, options: { other: Scalar }): Tensor;
  remainder(self: Scalar, other: Tensor): Tensor;
  remainder(options: { self: Scalar; other: Tensor }): Tensor;
  /** In place: remainder of each division, with the sign of the divisor. `aten::remainder_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::remainder_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!)` */
  remainder_(self: Tensor, other: Tensor): Tensor;
  remainder_(self: Tensor, other: Scalar): Tensor;
  remainder_(self: Tensor, options: { other: Scalar }): Tensor;
  /** Slices along a dimension scaled to a p-norm of at most `maxnorm`. `aten::renorm(Tensor self, Scalar p, int dim, Scalar maxnorm) -> Tensor` */
  renorm(self: Tensor, p: Scalar, dim: Int, maxnorm: Scalar): Tensor;
  renorm(self: Tensor, options: { p: Scalar; dim: Int; maxnorm: Scalar }): Tensor;
  /** In place: slices along a dimension scaled to a p-norm of at most `maxnorm`. `aten::renorm_(Tensor(a!) self, Scalar p, int dim, Scalar maxnorm) -> Tensor(a!)` */
  renorm_(self: Tensor, p: Scalar, dim: Int, maxnorm: Scalar): Tensor;
  renorm_(self: Tensor, options: { p: Scalar; dim: Int; maxnorm: Scalar }): Tensor;
  /** Copies of the tensor laid side by side, so often in each dimension. `aten::repeat(Tensor self, SymInt[] repeats) -> Tensor` */
  repeat(self: Tensor, repeats: Ints): Tensor;
  repeat(self: Tensor, options: { repeats: Ints }): Tensor;
  repeat(self: Tensor, ...size: [Int, Int, ...Int[]]): Tensor;
  /** Each element repeated a number of times in its place. `aten::repeat_interleave.self_Tensor(Tensor self, Tensor repeats, int? dim=None, *, SymInt? output_size=None) -> Tensor` · `aten::repeat_interleave.Tensor(Tensor repeats, *, SymInt? output_size=None) -> Tensor` · `aten::repeat_interleave.self_int(Tensor self, SymInt repeats, int? dim=None, *, SymInt? output_size=None) -> Tensor` */
  repeatInterleave(self: Tensor, repeats: Tensor, dim?: Int | null, options?: { outputSize?: Int | null }): Tensor;
  repeatInterleave(self: Tensor, repeats: Tensor, options?: { dim?: Int | null; outputSize?: Int | null }): Tensor;
  repeatInterleave(repeats: Tensor, options?: { outputSize?: Int | null }): Tensor;
  repeatInterleave(self: Tensor, repeats: Int, dim?: Int | null, options?: { outputSize?: Int | null }): Tensor;
  repeatInterleave(self: Tensor, repeats: Int, options?: { dim?: Int | null; outputSize?: Int | null }): Tensor;
  repeatInterleave(self: Tensor, options: { repeats: Int; dim?: Int | null; outputSize?: Int | null }): Tensor;
  /** Padded by the border's values along the last dimension. `aten::replication_pad1d(Tensor self, SymInt[2] padding) -> Tensor` */
  replicationPad1d(self: Tensor, padding: Ints): Tensor;
  replicationPad1d(self: Tensor, options: { padding: Ints }): Tensor;
  /** Gradient of `replicationPad1d`; autograd calls it. Refused unless called by `ops.unsafe`. `aten::replication_pad1d_backward(Tensor grad_output, Tensor self, SymInt[2] padding) -> Tensor` */
  replicationPad1dBackward(gradOutput: Tensor, self: Tensor, padding: Ints): Tensor;
  replicationPad1dBackward(gradOutput: Tensor, self: Tensor, options: { padding: Ints }): Tensor;
  /** Padded by the border's values over the last two dimensions. `aten::replication_pad2d(Tensor self, SymInt[4] padding) -> Tensor` */
  replicationPad2d(self: Tensor, padding: Ints): Tensor;
  replicationPad2d(self: Tensor, options: { padding: Ints }): Tensor;
  /** Gradient of `replicationPad2d`; autograd calls it. Refused unless called by `ops.unsafe`. `aten::replication_pad2d_backward(Tensor grad_output, Tensor self, SymInt[4] padding) -> Tensor` */
  replicationPad2dBackward(gradOutput: Tensor, self: Tensor, padding: Ints): Tensor;
  replicationPad2dBackward(gradOutput: Tensor, self: Tensor, options: { padding: Ints }): Tensor;
  /** Padded by the border's values over the last three dimensions. `aten::replication_pad3d(Tensor self, SymInt[6] padding) -> Tensor` */
  replicationPad3d(self: Tensor, padding: Ints): Tensor;
  replicationPad3d(self: Tensor, options: { padding: Ints }): Tensor;
  /** Gradient of `replicationPad3d`; autograd calls it. Refused unless called by `ops.unsafe`. `aten::replication_pad3d_backward(Tensor grad_output, Tensor self, SymInt[6] padding) -> Tensor` */
  replicationPad3dBackward(gradOutput: Tensor, self: Tensor, padding: Ints): Tensor;
  replicationPad3dBackward(gradOutput: Tensor, self: Tensor, options: { padding: Ints }): Tensor;
  /** Sets whether operations on the tensor are recorded for gradients. `aten::requires_grad_(Tensor(a!) self, bool requires_grad=True) -> Tensor(a!)` */
  requiresGrad_(self: Tensor, requiresGrad?: boolean): Tensor;
  requiresGrad_(self: Tensor, options?: { requiresGrad?: boolean }): Tensor;
  /** The same elements in another shape; a view where the memory allows, else a copy. `aten::reshape(Tensor(a) self, SymInt[] shape) -> Tensor(a)` */
  reshape(self: Tensor, shape: Ints): Tensor;
  reshape(self: Tensor, options: { shape: Ints }): Tensor;
  reshape(self: Tensor, ...size: [Int, Int, ...Int[]]): Tensor;
  /** The same elements in another tensor's shape. `aten::reshape_as(Tensor(a) self, Tensor other) -> Tensor(a)` */
  reshapeAs(self: Tensor, other: Tensor): Tensor;
  /** The tensor with another size; elements beyond the old ones are undefined. `aten::resize(Tensor self, SymInt[] size, *, MemoryFormat? memory_format=None) -> Tensor` */
  resize(self: Tensor, size: Ints, options?: { memoryFormat?: MemoryFormat | null }): Tensor;
  resize(self: Tensor, options: { size: Ints; memoryFormat?: MemoryFormat | null }): Tensor;
  resize(self: Tensor, ...size: [Int, Int, ...Int[]]): Tensor;
  resize(self: Tensor, ...args: [...size: [Int, Int, ...Int[]], options: { memoryFormat?: MemoryFormat | null }]): Tensor;
  /** Changes the size of the tensor; elements beyond the old ones are undefined. `aten::resize_(Tensor(a!) self, SymInt[] size, *, MemoryFormat? memory_format=None) -> Tensor(a!)` */
  resize_(self: Tensor, size: Ints, options?: { memoryFormat?: MemoryFormat | null }): Tensor;
  resize_(self: Tensor, options: { size: Ints; memoryFormat?: MemoryFormat | null }): Tensor;
  resize_(self: Tensor, ...size: [Int, Int, ...Int[]]): Tensor;
  resize_(self: Tensor, ...args: [...size: [Int, Int, ...Int[]], options: { memoryFormat?: MemoryFormat | null }]): Tensor;
  /** The tensor with another tensor's size. `aten::resize_as(Tensor self, Tensor the_template, *, MemoryFormat? memory_format=None) -> Tensor` */
  resizeAs(self: Tensor, theTemplate: Tensor, options?: { memoryFormat?: MemoryFormat | null }): Tensor;
  /** Changes the size of the tensor to another's. `aten::resize_as_(Tensor(a!) self, Tensor the_template, *, MemoryFormat? memory_format=None) -> Tensor(a!)` */
  resizeAs_(self: Tensor, theTemplate: Tensor, options?: { memoryFormat?: MemoryFormat | null }): Tensor;
  /** The sparse tensor with another sparse tensor's size. `aten::resize_as_sparse(Tensor self, Tensor the_template) -> Tensor` */
  resizeAsSparse(self: Tensor, theTemplate: Tensor): Tensor;
  /** Changes the size of a sparse tensor to another's. `aten::resize_as_sparse_(Tensor(a!) self, Tensor the_template) -> Tensor(a!)` */
  resizeAsSparse_(self: Tensor, theTemplate: Tensor): Tensor;
  /** The tensor itself, or a copy where it is a view that conjugates when read. `aten::resolve_conj(Tensor(a) self) -> Tensor(a)` */
  resolveConj(self: Tensor): Tensor;
  /** The tensor itself, or a copy where it is a view that negates when read. `aten::resolve_neg(Tensor(a) self) -> Tensor(a)` */
  resolveNeg(self: Tensor): Tensor;
  /** The data type an operation on both arguments would give. `aten::result_type.Tensor(Tensor tensor, Tensor other) -> ScalarType` · `aten::result_type.Scalar(Tensor tensor, Scalar other) -> ScalarType` · `aten::result_type.Scalar_Tensor(Scalar scalar, Tensor tensor) -> ScalarType` · `aten::result_type.Scalar_Scalar(Scalar scalar1, Scalar scalar2) -> ScalarType` */
  resultType(tensor: Tensor, other: Tensor): DType;
  resultType(tensor: Tensor, other: Scalar): DType;
  resultType(tensor: Tensor, options: { other: Scalar }): DType;
  resultType(scalar: Scalar, tensor: Tensor): DType;
  resultType(options: { scalar: Scalar; tensor: Tensor }): DType;
  resultType(scalar1: Scalar, scalar2: Scalar): DType;
  resultType(options: { scalar1: Scalar; scalar2: Scalar }): DType;
  /** Keeps the gradient of a tensor that is no leaf. `aten::retain_grad(Tensor(a!) self) -> ()` */
  retainGrad(self: Tensor): void;
  /** Whether the gradient of a tensor that is no leaf is kept. `aten::retains_grad(Tensor self) -> bool` */
  retainsGrad(self: Tensor): boolean;
  /** The last dimensions divided by their root mean square. `aten::rms_norm(Tensor input, SymInt[] normalized_shape, Tensor? weight=None, float? eps=None) -> Tensor` */
  rmsNorm(input: Tensor, normalizedShape: Ints, weight?: Tensor | null, eps?: number | null): Tensor;
  rmsNorm(input: Tensor, normalizedShape: Ints, options?: { weight?: Tensor | null; eps?: number | null }): Tensor;
  rmsNorm(input: Tensor, options: { normalizedShape: Ints; weight?: Tensor | null; eps?: number | null }): Tensor;
  /** Recurrent network with ReLU over a sequence. `aten::rnn_relu.data(Tensor data, Tensor batch_sizes, Tensor hx, Tensor[] params, bool has_biases, int num_layers, float dropout, bool train, bool bidirectional) -> (Tensor, Tensor)` · `aten::rnn_relu.input(Tensor input, Tensor hx, Tensor[] params, bool has_biases, int num_layers, float dropout, bool train, bool bidirectional, bool batch_first) -> (Tensor, Tensor)` */
  rnnRelu(data: Tensor, batchSizes: Tensor, hx: Tensor, params: readonly Tensor[], hasBiases: boolean, numLayers: Int, dropout: number, train: boolean, bidirectional: boolean): [Tensor, Tensor];
  rnnRelu(data: Tensor, batchSizes: Tensor, hx: Tensor, options: { params: readonly Tensor[]; hasBiases: boolean; numLayers: Int; dropout: number; train: boolean; bidirectional: boolean }): [Tensor, Tensor];
  rnnRelu(input: Tensor, hx: Tensor, params: readonly Tensor[], hasBiases: boolean, numLayers: Int, dropout: number, train: boolean, bidirectional: boolean, batchFirst: boolean): [Tensor, Tensor];
  rnnRelu(input: Tensor, hx: Tensor, options: { params: readonly Tensor[]; hasBiases: boolean; numLayers: Int; dropout: number; train: boolean; bidirectional: boolean; batchFirst: boolean }): [Tensor, Tensor];
  /** One step of a recurrent network with ReLU. `aten::rnn_relu_cell(Tensor input, Tensor hx, Tensor w_ih, Tensor w_hh, Tensor? b_ih=None, Tensor? b_hh=None) -> Tensor` */
  rnnReluCell(input: Tensor, hx: Tensor, wIh: Tensor, wHh: Tensor, bIh?: Tensor | null, bHh?: Tensor | null): Tensor;
  rnnReluCell(input: Tensor, hx: Tensor, wIh: Tensor, wHh: Tensor, options?: { bIh?: Tensor | null; bHh?: Tensor | null }): Tensor;
  /** Recurrent network with tanh over a sequence. `aten::rnn_tanh.data(Tensor data, Tensor batch_sizes, Tensor hx, Tensor[] params, bool has_biases, int num_layers, float dropout, bool train, bool bidirectional) -> (Tensor, Tensor)` · `aten::rnn_tanh.input(Tensor input, Tensor hx, Tensor[] params, bool has_biases, int num_layers, float dropout, bool train, bool bidirectional, bool batch_first) -> (Tensor, Tensor)` */
  rnnTanh(data: Tensor, batchSizes: Tensor, hx: Tensor, params: readonly Tensor[], hasBiases: boolean, numLayers: Int, dropout: number, train: boolean, bidirectional: boolean): [Tensor, Tensor];
  rnnTanh(data: Tensor, batchSizes: Tensor, hx: Tensor, options: { params: readonly Tensor[]; hasBiases: boolean; numLayers: Int; dropout: number; train: boolean; bidirectional: boolean }): [Tensor, Tensor];
  rnnTanh(input: Tensor, hx: Tensor, params: readonly Tensor[], hasBiases: boolean, numLayers: Int, dropout: number, train: boolean, bidirectional: boolean, batchFirst: boolean): [Tensor, Tensor];
  rnnTanh(input: Tensor, hx: Tensor, options: { params: readonly Tensor[]; hasBiases: boolean; numLayers: Int; dropout: number; train: boolean; bidirectional: boolean; batchFirst: boolean }): [Tensor, Tensor];
  /** One step of a recurrent network with tanh. `aten::rnn_tanh_cell(Tensor input, Tensor hx, Tensor w_ih, Tensor w_hh, Tensor? b_ih=None, Tensor? b_hh=None) -> Tensor` */
  rnnTanhCell(input: Tensor, hx: Tensor, wIh: Tensor, wHh: Tensor, bIh?: Tensor | null, bHh?: Tensor | null): Tensor;
  rnnTanhCell(input: Tensor, hx: Tensor, wIh: Tensor, wHh: Tensor, options?: { bIh?: Tensor | null; bHh?: Tensor | null }): Tensor;
  /** Elements shifted along dimensions, those pushed out coming in at the other end. `aten::roll(Tensor self, SymInt[1] shifts, int[1] dims=[]) -> Tensor` */
  roll(self: Tensor, shifts: Ints, dims?: Ints): Tensor;
  roll(self: Tensor, shifts: Ints, options?: { dims?: Ints }): Tensor;
  roll(self: Tensor, options: { shifts: Ints; dims?: Ints }): Tensor;
  /** Rotated by 90 degrees in a plane, `k` times. `aten::rot90(Tensor self, int k=1, int[] dims=[0, 1]) -> Tensor` */
  rot90(self: Tensor, k?: Int, dims?: Ints): Tensor;
  rot90(self: Tensor, options?: { k?: Int; dims?: Ints }): Tensor;
  /** Nearest whole number, halves to even, or rounded to a number of decimals. `aten::round(Tensor self) -> Tensor` · `aten::round.decimals(Tensor self, *, int decimals) -> Tensor` */
  round(self: Tensor): Tensor;
  round(self: Tensor, options: { decimals: Int }): Tensor;
  /** In place: nearest whole number, halves to even, or rounded to a number of decimals. `aten::round_(Tensor(a!) self) -> Tensor(a!)` · `aten::round_.decimals(Tensor(a!) self, *, int decimals) -> Tensor(a!)` */
  round_(self: Tensor): Tensor;
  round_(self: Tensor, options: { decimals: Int }): Tensor;
  /** Row indices of a sparse CSC or BSC tensor. `aten::row_indices(Tensor(a) self) -> Tensor(a)` */
  rowIndices(self: Tensor): Tensor;
  /** As `rowIndices`, but a copy that shares no memory. `aten::row_indices_copy(Tensor self) -> Tensor` */
  rowIndicesCopy(self: Tensor): Tensor;
  /** As `vstack`: tensors joined along the first dimension, vectors as rows. `aten::row_stack(Tensor[] tensors) -> Tensor` */
  rowStack(tensors: readonly Tensor[]): Tensor;
  rowStack(options: { tensors: readonly Tensor[] }): Tensor;
  /** `x` above zero, a random slope times `x` below; the mean slope outside training. `aten::rrelu(Tensor self, Scalar lower=0.125, Scalar upper=0.33333333333333331, bool training=False, Generator? generator=None) -> Tensor` */
  rrelu(self: Tensor, lower?: Scalar, upper?: Scalar, training?: boolean, generator?: Generator | null): Tensor;
  rrelu(self: Tensor, options?: { lower?: Scalar; upper?: Scalar; training?: boolean; generator?: Generator | null }): Tensor;
  /** In place: `x` above zero, a random slope times `x` below; the mean slope outside training. `aten::rrelu_(Tensor(a!) self, Scalar lower=0.125, Scalar upper=0.33333333333333331, bool training=False, Generator? generator=None) -> Tensor(a!)` */
  rrelu_(self: Tensor, lower?: Scalar, upper?: Scalar, training?: boolean, generator?: Generator | null): Tensor;
  rrelu_(self: Tensor, options?: { lower?: Scalar; upper?: Scalar; training?: boolean; generator?: Generator | null }): Tensor;
  /** As `rrelu`, with the slopes drawn written to `noise`. `aten::rrelu_with_noise(Tensor self, Tensor(b!) noise, Scalar lower=0.125, Scalar upper=0.33333333333333331, bool training=False, Generator? generator=None) -> Tensor` */
  rreluWithNoise(self: Tensor, noise: Tensor, lower?: Scalar, upper?: Scalar, training?: boolean, generator?: Generator | null): Tensor;
  rreluWithNoise(self: Tensor, noise: Tensor, options?: { lower?: Scalar; upper?: Scalar; training?: boolean; generator?: Generator | null }): Tensor;
  /** In place: as `rrelu`, with the slopes drawn written to `noise`. `aten::rrelu_with_noise_(Tensor(a!) self, Tensor(b!) noise, Scalar lower=0.125, Scalar upper=0.33333333333333331, bool training=False, Generator? generator=None) -> Tensor(a!)` */
  rreluWithNoise_(self: Tensor, noise: Tensor, lower?: Scalar, upper?: Scalar, training?: boolean, generator?: Generator | null): Tensor;
  rreluWithNoise_(self: Tensor, noise: Tensor, options?: { lower?: Scalar; upper?: Scalar; training?: boolean; generator?: Generator | null }): Tensor;
  /** Gradient of `rreluWithNoise`; autograd calls it. `aten::rrelu_with_noise_backward(Tensor grad_output, Tensor self, Tensor noise, Scalar lower, Scalar upper, bool training, bool self_is_result) -> Tensor` */
  rreluWithNoiseBackward(gradOutput: Tensor, self: Tensor, noise: Tensor, lower: Scalar, upper: Scalar, training: boolean, selfIsResult: boolean): Tensor;
  rreluWithNoiseBackward(gradOutput: Tensor, self: Tensor, noise: Tensor, options: { lower: Scalar; upper: Scalar; training: boolean; selfIsResult: boolean }): Tensor;
  /** As `rrelu`, with the slopes drawn as a second result. `aten::rrelu_with_noise_functional(Tensor self, Tensor noise, Scalar lower=0.125, Scalar upper=0.33333333333333331, bool training=False, Generator? generator=None) -> (Tensor, Tensor noise_out)` */
  rreluWithNoiseFunctional(self: Tensor, noise: Tensor, lower?: Scalar, upper?: Scalar, training?: boolean, generator?: Generator | null): [Tensor, Tensor];
  rreluWithNoiseFunctional(self: Tensor, noise: Tensor, options?: { lower?: Scalar; upper?: Scalar; training?: boolean; generator?: Generator | null }): [Tensor, Tensor];
  /** One divided by the square root of each element. `aten::rsqrt(Tensor self) -> Tensor` */
  rsqrt(self: Tensor): Tensor;
  /** In place: one divided by the square root of each element. `aten::rsqrt_(Tensor(a!) self) -> Tensor(a!)` */
  rsqrt_(self: Tensor): Tensor;
  /** `other - alpha * self`. `aten::rsub.Tensor(Tensor self, Tensor other, *, Scalar alpha=1) -> Tensor` · `aten::rsub.Scalar(Tensor self, Scalar other, Scalar alpha=1) -> Tensor` */
  rsub(self: Tensor, other: Tensor, options?: { alpha?: Scalar }): Tensor;
  rsub(self: Tensor, other: Scalar, alpha?: Scalar): Tensor;
  rsub(self: Tensor, other: Scalar, options?: { alpha?: Scalar }): Tensor;
  rsub(self: Tensor, options: { other: Scalar; alpha?: Scalar }): Tensor;
  /** A tensor without dimensions of one number. `aten::scalar_tensor(Scalar s, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` */
  scalarTensor(s: Scalar, options?: NewTensorOptions): Tensor;
  scalarTensor(options: NewTensorOptions & { s: Scalar }): Tensor;
  /** `softmax(Q K^T * scale + mask) V`. `aten::scaled_dot_product_attention(Tensor query, Tensor key, Tensor value, Tensor? attn_mask=None, float dropout_p=0., bool is_causal=False, *, float? scale=None, bool enable_gqa=False) -> Tensor` */
  scaledDotProductAttention(query: Tensor, key: Tensor, value: Tensor, attnMask?: Tensor | null, dropoutP?: number, isCausal?: boolean, options?: { scale?: number | null; enableGqa?: boolean }): Tensor;
  scaledDotProductAttention(query: Tensor, key: Tensor, value: Tensor, options?: { attnMask?: Tensor | null; dropoutP?: number; isCausal?: boolean; scale?: number | null; enableGqa?: boolean }): Tensor;
  /** Elements written along a dimension to places given by indices. `aten::scatter.src(Tensor self, int dim, Tensor index, Tensor src) -> Tensor` · `aten::scatter.reduce(Tensor self, int dim, Tensor index, Tensor src, *, str reduce) -> Tensor` · `aten::scatter.value(Tensor self, int dim, Tensor index, Scalar value) -> Tensor` · `aten::scatter.value_reduce(Tensor self, int dim, Tensor index, Scalar value, *, str reduce) -> Tensor` */
  scatter(self: Tensor, dim: Int, index: Tensor, src: Tensor): Tensor;
  scatter(self: Tensor, options: { dim: Int; index: Tensor; src: Tensor }): Tensor;
  scatter(self: Tensor, dim: Int, index: Tensor, src: Tensor, options: { reduce: "add" | "multiply" }): Tensor;
  scatter(self: Tensor, options: { dim: Int; index: Tensor; src: Tensor; reduce: "add" | "multiply" }): Tensor;
  scatter(self: Tensor, dim: Int, index: Tensor, value: Scalar): Tensor;
  scatter(self: Tensor, options: { dim: Int; index: Tensor; value: Scalar }): Tensor;
  scatter(self: Tensor, dim: Int, index: Tensor, value: Scalar, options: { reduce: "add" | "multiply" }): Tensor;
  scatter(self: Tensor, options: { dim: Int; index: Tensor; value: Scalar; reduce: "add" | "multiply" }): Tensor;
  /** In place: elements written along a dimension to places given by indices. `aten::scatter_.src(Tensor(a!) self, int dim, Tensor index, Tensor src) -> Tensor(a!)` · `aten::scatter_.reduce(Tensor(a!) self, int dim, Tensor index, Tensor src, *, str reduce) -> Tensor(a!)` · `aten::scatter_.value(Tensor(a!) self, int dim, Tensor index, Scalar value) -> Tensor(a!)` · `aten::scatter_.value_reduce(Tensor(a!) self, int dim, Tensor index, Scalar value, *, str reduce) -> Tensor(a!)` */
  scatter_(self: Tensor, dim: Int, index: Tensor, src: Tensor): Tensor;
  scatter_(self: Tensor, options: { dim: Int; index: Tensor; src: Tensor }): Tensor;
  scatter_(self: Tensor, dim: Int, index: Tensor, src: Tensor, options: { reduce: "add" | "multiply" }): Tensor;
  scatter_(self: Tensor, options: { dim: Int; index: Tensor; src: Tensor; reduce: "add" | "multiply" }): Tensor;
  scatter_(self: Tensor, dim: Int, index: Tensor, value: Scalar): Tensor;
  scatter_(self: Tensor, options: { dim: Int; index: Tensor; value: Scalar }): Tensor;
  scatter_(self: Tensor, dim: Int, index: Tensor, value: Scalar, options: { reduce: "add" | "multiply" }): Tensor;
  scatter_(self: Tensor, options: { dim: Int; index: Tensor; value: Scalar; reduce: "add" | "multiply" }): Tensor;
  /** Elements added along a dimension at places given by indices. `aten::scatter_add(Tensor self, int dim, Tensor index, Tensor src) -> Tensor` */
  scatterAdd(self: Tensor, dim: Int, index: Tensor, src: Tensor): Tensor;
  scatterAdd(self: Tensor, options: { dim: Int; index: Tensor; src: Tensor }): Tensor;
  /** In place: elements added along a dimension at places given by indices. `aten::scatter_add_(Tensor(a!) self, int dim, Tensor index, Tensor src) -> Tensor(a!)` */
  scatterAdd_(self: Tensor, dim: Int, index: Tensor, src: Tensor): Tensor;
  scatterAdd_(self: Tensor, options: { dim: Int; index: Tensor; src: Tensor }): Tensor;
  /** Elements combined along a dimension, at places given by indices, by sum, product, mean, minimum or maximum. `aten::scatter_reduce.two(Tensor self, int dim, Tensor index, Tensor src, str reduce, *, bool include_self=True) -> Tensor` */
  scatterReduce(self: Tensor, dim: Int, index: Tensor, src: Tensor, reduce: "sum" | "prod" | "mean" | "amax" | "amin", options?: { includeSelf?: boolean }): Tensor;
  scatterReduce(self: Tensor, options: { dim: Int; index: Tensor; src: Tensor; reduce: "sum" | "prod" | "mean" | "amax" | "amin"; includeSelf?: boolean }): Tensor;
  /** In place: elements combined along a dimension, at places given by indices, by sum, product, mean, minimum or maximum. `aten::scatter_reduce_.two(Tensor(a!) self, int dim, Tensor index, Tensor src, str reduce, *, bool include_self=True) -> Tensor(a!)` */
  scatterReduce_(self: Tensor, dim: Int, index: Tensor, src: Tensor, reduce: "sum" | "prod" | "mean" | "amax" | "amin", options?: { includeSelf?: boolean }): Tensor;
  scatterReduce_(self: Tensor, options: { dim: Int; index: Tensor; src: Tensor; reduce: "sum" | "prod" | "mean" | "amax" | "amin"; includeSelf?: boolean }): Tensor;
  /** Index at which each value would be inserted into a sorted sequence. `aten::searchsorted.Tensor(Tensor sorted_sequence, Tensor self, *, bool out_int32=False, bool right=False, str? side=None, Tensor? sorter=None) -> Tensor` · `aten::searchsorted.Scalar(Tensor sorted_sequence, Scalar self, *, bool out_int32=False, bool right=False, str? side=None, Tensor? sorter=None) -> Tensor` */
  searchsorted(sortedSequence: Tensor, self: Tensor, options?: { outInt32?: boolean; right?: boolean; side?: "left" | "right" | null; sorter?: Tensor | null }): Tensor;
  searchsorted(sortedSequence: Tensor, self: Scalar, options?: { outInt32?: boolean; right?: boolean; side?: "left" | "right" | null; sorter?: Tensor | null }): Tensor;
  searchsorted(sortedSequence: Tensor, options: { self: Scalar; outInt32?: boolean; right?: boolean; side?: "left" | "right" | null; sorter?: Tensor | null }): Tensor;
  /** Sum, mean, minimum, maximum or product of consecutive segments. `aten::segment_reduce(Tensor data, str reduce, *, Tensor? lengths=None, Tensor? indices=None, Tensor? offsets=None, int axis=0, bool unsafe=False, Scalar? initial=None) -> Tensor` */
  segmentReduce(data: Tensor, reduce: "sum" | "mean" | "max" | "min" | "prod", options?: { lengths?: Tensor | null; indices?: Tensor | null; offsets?: Tensor | null; axis?: Int; unsafe?: boolean; initial?: Scalar | null }): Tensor;
  segmentReduce(data: Tensor, options: { reduce: "sum" | "mean" | "max" | "min" | "prod"; lengths?: Tensor | null; indices?: Tensor | null; offsets?: Tensor | null; axis?: Int; unsafe?: boolean; initial?: Scalar | null }): Tensor;
  /** A view of one index of a dimension. `aten::select.int(Tensor(a) self, int dim, SymInt index) -> Tensor(a)` */
  select(self: Tensor, dim: Int, index: Int): Tensor;
  select(self: Tensor, options: { dim: Int; index: Int }): Tensor;
  /** Gradient of `select`; autograd calls it. `aten::select_backward(Tensor grad_output, SymInt[] input_sizes, int dim, SymInt index) -> Tensor` */
  selectBackward(gradOutput: Tensor, inputSizes: Ints, dim: Int, index: Int): Tensor;
  selectBackward(gradOutput: Tensor, options: { inputSizes: Ints; dim: Int; index: Int }): Tensor;
  /** As `select`, but a copy that shares no memory. `aten::select_copy.int(Tensor self, int dim, SymInt index) -> Tensor` */
  selectCopy(self: Tensor, dim: Int, index: Int): Tensor;
  selectCopy(self: Tensor, options: { dim: Int; index: Int }): Tensor;
  /** A copy with `src` written to one index of a dimension. `aten::select_scatter(Tensor self, Tensor src, int dim, SymInt index) -> Tensor` */
  selectScatter(self: Tensor, src: Tensor, dim: Int, index: Int): Tensor;
  selectScatter(self: Tensor, src: Tensor, options: { dim: Int; index: Int }): Tensor;
  /** Scaled exponential linear unit: ELU with fixed `alpha`, times a fixed scale. `aten::selu(Tensor self) -> Tensor` */
  selu(self: Tensor): Tensor;
  /** In place: scaled exponential linear unit: ELU with fixed `alpha`, times a fixed scale. `aten::selu_(Tensor(a!) self) -> Tensor(a!)` */
  selu_(self: Tensor): Tensor;
  /** The tensor with another storage, size and strides. `aten::set(Tensor self) -> Tensor` · `aten::set.source_Tensor(Tensor self, Tensor source) -> Tensor` */
  set(self: Tensor): Tensor;
  set(self: Tensor, source: Tensor): Tensor;
  /** Makes the tensor look at another storage, with a size and strides. `aten::set_(Tensor(a!) self) -> Tensor(a!)` · `aten::set_.source_Tensor(Tensor(a!) self, Tensor source) -> Tensor(a!)` · `aten::set_.source_Tensor_storage_offset(Tensor(a!) self, Tensor source, SymInt storage_offset, SymInt[] size, SymInt[] stride=[]) -> Tensor(a!)` */
  set_(self: Tensor): Tensor;
  set_(self: Tensor, source: Tensor): Tensor;
  set_(self: Tensor, source: Tensor, storageOffset: Int, size: Ints, stride?: Ints): Tensor;
  set_(self: Tensor, source: Tensor, storageOffset: Int, size: Ints, options?: { stride?: Ints }): Tensor;
  set_(self: Tensor, source: Tensor, options: { storageOffset: Int; size: Ints; stride?: Ints }): Tensor;
  /** Replaces the tensor's elements by another's, outside the autograd graph. `aten::set_data(Tensor(a!) self, Tensor new_data) -> ()` */
  setData(self: Tensor, newData: Tensor): void;
  /** Sign of each element; complex numbers divided by their magnitude. `aten::sgn(Tensor self) -> Tensor` */
  sgn(self: Tensor): Tensor;
  /** In place: sign of each element; complex numbers divided by their magnitude. `aten::sgn_(Tensor(a!) self) -> Tensor(a!)` */
  sgn_(self: Tensor): Tensor;
  /** `1 / (1 + exp(-x))`. `aten::sigmoid(Tensor self) -> Tensor` */
  sigmoid(self: Tensor): Probabilities;
  /** In place: `1 / (1 + exp(-x))`. `aten::sigmoid_(Tensor(a!) self) -> Tensor(a!)` */
  sigmoid_(self: Tensor): Tensor;
  /** Gradient of `sigmoid`; autograd calls it. `aten::sigmoid_backward(Tensor grad_output, Tensor output) -> Tensor` */
  sigmoidBackward(gradOutput: Tensor, output: Tensor): Tensor;
  /** Sign of each element: -1, 0 or 1. `aten::sign(Tensor self) -> Tensor` */
  sign(self: Tensor): Tensor;
  /** In place: sign of each element: -1, 0 or 1. `aten::sign_(Tensor(a!) self) -> Tensor(a!)` */
  sign_(self: Tensor): Tensor;
  /** Whether each element's sign bit is set. `aten::signbit(Tensor self) -> Tensor` */
  signbit(self: Tensor): Tensor;
  /** `x * sigmoid(x)`. `aten::silu(Tensor self) -> Tensor` */
  silu(self: Tensor): Tensor;
  /** In place: `x * sigmoid(x)`. `aten::silu_(Tensor(a!) self) -> Tensor(a!)` */
  silu_(self: Tensor): Tensor;
  /** Gradient of `silu`; autograd calls it. `aten::silu_backward(Tensor grad_output, Tensor self) -> Tensor` */
  siluBackward(gradOutput: Tensor, self: Tensor): Tensor;
  /** Sine of each element, in radians. `aten::sin(Tensor self) -> Tensor` */
  sin(self: Tensor): Tensor;
  /** In place: sine of each element, in radians. `aten::sin_(Tensor(a!) self) -> Tensor(a!)` */
  sin_(self: Tensor): Tensor;
  /** `sin(pi x) / (pi x)`, 1 at zero. `aten::sinc(Tensor self) -> Tensor` */
  sinc(self: Tensor): Tensor;
  /** In place: `sin(pi x) / (pi x)`, 1 at zero. `aten::sinc_(Tensor(a!) self) -> Tensor(a!)` */
  sinc_(self: Tensor): Tensor;
  /** Hyperbolic sine of each element. `aten::sinh(Tensor self) -> Tensor` */
  sinh(self: Tensor): Tensor;
  /** In place: hyperbolic sine of each element. `aten::sinh_(Tensor(a!) self) -> Tensor(a!)` */
  sinh_(self: Tensor): Tensor;
  /** Size of one dimension. `aten::size.int(Tensor self, int dim) -> int` */
  size(self: Tensor, dim: Int): number;
  size(self: Tensor, options: { dim: Int }): number;
  /** A view of a range of one dimension with a step. `aten::slice.Tensor(Tensor(a) self, int dim=0, SymInt? start=None, SymInt? end=None, SymInt step=1) -> Tensor(a)` */
  slice(self: Tensor, dim?: Int, start?: Int | null, end?: Int | null, step?: Int): Tensor;
  slice(self: Tensor, options?: { dim?: Int; start?: Int | null; end?: Int | null; step?: Int }): Tensor;
  /** Gradient of `slice`; autograd calls it. `aten::slice_backward(Tensor grad_output, SymInt[] input_sizes, int dim, SymInt start, SymInt end, SymInt step) -> Tensor` */
  sliceBackward(gradOutput: Tensor, inputSizes: Ints, dim: Int, start: Int, end: Int, step: Int): Tensor;
  sliceBackward(gradOutput: Tensor, options: { inputSizes: Ints; dim: Int; start: Int; end: Int; step: Int }): Tensor;
  /** As `slice`, but a copy that shares no memory. `aten::slice_copy.Tensor(Tensor self, int dim=0, SymInt? start=None, SymInt? end=None, SymInt step=1) -> Tensor` */
  sliceCopy(self: Tensor, dim?: Int, start?: Int | null, end?: Int | null, step?: Int): Tensor;
  sliceCopy(self: Tensor, options?: { dim?: Int; start?: Int | null; end?: Int | null; step?: Int }): Tensor;
  /** Undoes `slice`: the tensor whose slice this is, as a view. `aten::slice_inverse(Tensor(a) self, Tensor src, int dim=0, SymInt? start=None, SymInt? end=None, SymInt step=1) -> Tensor(a)` */
  sliceInverse(self: Tensor, src: Tensor, dim?: Int, start?: Int | null, end?: Int | null, step?: Int): Tensor;
  sliceInverse(self: Tensor, src: Tensor, options?: { dim?: Int; start?: Int | null; end?: Int | null; step?: Int }): Tensor;
  /** A copy with `src` written to a range of one dimension. `aten::slice_scatter(Tensor self, Tensor src, int dim=0, SymInt? start=None, SymInt? end=None, SymInt step=1) -> Tensor` */
  sliceScatter(self: Tensor, src: Tensor, dim?: Int, start?: Int | null, end?: Int | null, step?: Int): Tensor;
  sliceScatter(self: Tensor, src: Tensor, options?: { dim?: Int; start?: Int | null; end?: Int | null; step?: Int }): Tensor;
  /** Sign and logarithm of the absolute value of determinants. `aten::slogdet(Tensor self) -> (Tensor sign, Tensor logabsdet)` */
  slogdet(self: Tensor): { sign: Tensor; logabsdet: Tensor };
  /** Convolution over depth, height and width by unfolding (CPU). `aten::slow_conv3d(Tensor self, Tensor weight, SymInt[3] kernel_size, Tensor? bias=None, SymInt[3] stride=[1, 1, 1], SymInt[3] padding=[0, 0, 0]) -> Tensor` */
  slowConv3d(self: Tensor, weight: Tensor, kernelSize: Ints, bias?: Tensor | null, stride?: Ints, padding?: Ints): Tensor;
  slowConv3d(self: Tensor, weight: Tensor, kernelSize: Ints, options?: { bias?: Tensor | null; stride?: Ints; padding?: Ints }): Tensor;
  slowConv3d(self: Tensor, weight: Tensor, options: { kernelSize: Ints; bias?: Tensor | null; stride?: Ints; padding?: Ints }): Tensor;
  /** The kernel behind `slowConv3d`. `aten::slow_conv3d_forward(Tensor self, Tensor weight, SymInt[3] kernel_size, Tensor? bias, SymInt[3] stride, SymInt[3] padding) -> Tensor` */
  slowConv3dForward(self: Tensor, weight: Tensor, kernelSize: Ints, bias: Tensor | null, stride: Ints, padding: Ints): Tensor;
  slowConv3dForward(self: Tensor, weight: Tensor, options: { kernelSize: Ints; bias: Tensor | null; stride: Ints; padding: Ints }): Tensor;
  /** Dilated convolution over height and width by unfolding. `aten::slow_conv_dilated2d(Tensor self, Tensor weight, SymInt[2] kernel_size, Tensor? bias=None, SymInt[2] stride=[1, 1], SymInt[2] padding=[0, 0], SymInt[2] dilation=[1, 1]) -> Tensor` */
  slowConvDilated2d(self: Tensor, weight: Tensor, kernelSize: Ints, bias?: Tensor | null, stride?: Ints, padding?: Ints, dilation?: Ints): Tensor;
  slowConvDilated2d(self: Tensor, weight: Tensor, kernelSize: Ints, options?: { bias?: Tensor | null; stride?: Ints; padding?: Ints; dilation?: Ints }): Tensor;
  slowConvDilated2d(self: Tensor, weight: Tensor, options: { kernelSize: Ints; bias?: Tensor | null; stride?: Ints; padding?: Ints; dilation?: Ints }): Tensor;
  /** Dilated convolution over depth, height and width by unfolding. `aten::slow_conv_dilated3d(Tensor self, Tensor weight, SymInt[3] kernel_size, Tensor? bias=None, SymInt[3] stride=[1, 1, 1], SymInt[3] padding=[0, 0, 0], SymInt[3] dilation=[1, 1, 1]) -> Tensor` */
  slowConvDilated3d(self: Tensor, weight: Tensor, kernelSize: Ints, bias?: Tensor | null, stride?: Ints, padding?: Ints, dilation?: Ints): Tensor;
  slowConvDilated3d(self: Tensor, weight: Tensor, kernelSize: Ints, options?: { bias?: Tensor | null; stride?: Ints; padding?: Ints; dilation?: Ints }): Tensor;
  slowConvDilated3d(self: Tensor, weight: Tensor, options: { kernelSize: Ints; bias?: Tensor | null; stride?: Ints; padding?: Ints; dilation?: Ints }): Tensor;
  /** Transposed convolution over height and width by unfolding. `aten::slow_conv_transpose2d(Tensor self, Tensor weight, SymInt[2] kernel_size, Tensor? bias=None, SymInt[2] stride=[1, 1], SymInt[2] padding=[0, 0], SymInt[2] output_padding=[0, 0], SymInt[2] dilation=[1, 1]) -> Tensor` */
  slowConvTranspose2d(self: Tensor, weight: Tensor, kernelSize: Ints, bias?: Tensor | null, stride?: Ints, padding?: Ints, outputPadding?: Ints, dilation?: Ints): Tensor;
  slowConvTranspose2d(self: Tensor, weight: Tensor, kernelSize: Ints, options?: { bias?: Tensor | null; stride?: Ints; padding?: Ints; outputPadding?: Ints; dilation?: Ints }): Tensor;
  slowConvTranspose2d(self: Tensor, weight: Tensor, options: { kernelSize: Ints; bias?: Tensor | null; stride?: Ints; padding?: Ints; outputPadding?: Ints; dilation?: Ints }): Tensor;
  /** Transposed convolution over depth, height and width by unfolding. `aten::slow_conv_transpose3d(Tensor self, Tensor weight, SymInt[3] kernel_size, Tensor? bias=None, SymInt[3] stride=[1, 1, 1], SymInt[3] padding=[0, 0, 0], SymInt[3] output_padding=[0, 0, 0], SymInt[3] dilation=[1, 1, 1]) -> Tensor` */
  slowConvTranspose3d(self: Tensor, weight: Tensor, kernelSize: Ints, bias?: Tensor | null, stride?: Ints, padding?: Ints, outputPadding?: Ints, dilation?: Ints): Tensor;
  slowConvTranspose3d(self: Tensor, weight: Tensor, kernelSize: Ints, options?: { bias?: Tensor | null; stride?: Ints; padding?: Ints; outputPadding?: Ints; dilation?: Ints }): Tensor;
  slowConvTranspose3d(self: Tensor, weight: Tensor, options: { kernelSize: Ints; bias?: Tensor | null; stride?: Ints; padding?: Ints; outputPadding?: Ints; dilation?: Ints }): Tensor;
  /** Product of a sparse and a dense matrix, as a sparse matrix. `aten::smm(Tensor self, Tensor mat2) -> Tensor` */
  smm(self: Tensor, mat2: Tensor): Tensor;
  /** Squared error divided by `2 beta` below `beta`, linear above. `aten::smooth_l1_loss(Tensor self, Tensor target, int reduction=1, float beta=1.) -> Tensor` */
  smoothL1Loss(self: Tensor, target: Tensor, reduction?: Int, beta?: number): Tensor;
  smoothL1Loss(self: Tensor, target: Tensor, options?: { reduction?: Int; beta?: number }): Tensor;
  /** Gradient of `smoothL1Loss`; autograd calls it. Refused unless called by `ops.unsafe`. `aten::smooth_l1_loss_backward(Tensor grad_output, Tensor self, Tensor target, int reduction, float beta) -> Tensor` */
  smoothL1LossBackward(gradOutput: Tensor, self: Tensor, target: Tensor, reduction: Int, beta: number): Tensor;
  smoothL1LossBackward(gradOutput: Tensor, self: Tensor, target: Tensor, options: { reduction: Int; beta: number }): Tensor;
  /** `log(1 + exp(-target * x))`. `aten::soft_margin_loss(Tensor self, Tensor target, int reduction=1) -> Tensor` */
  softMarginLoss(self: Tensor, target: Tensor, reduction?: Int): Tensor;
  softMarginLoss(self: Tensor, target: Tensor, options?: { reduction?: Int }): Tensor;
  /** Gradient of `softMarginLoss`; autograd calls it. `aten::soft_margin_loss_backward(Tensor grad_output, Tensor self, Tensor target, int reduction) -> Tensor` */
  softMarginLossBackward(gradOutput: Tensor, self: Tensor, target: Tensor, reduction: Int): Tensor;
  softMarginLossBackward(gradOutput: Tensor, self: Tensor, target: Tensor, options: { reduction: Int }): Tensor;
  /** Exponentials scaled to sum to one along a dimension. `aten::softmax.int(Tensor self, int dim, ScalarType? dtype=None) -> Tensor` */
  softmax(self: Tensor, dim: Int, dtype?: DType | null): Probabilities;
  softmax(self: Tensor, dim: Int, options?: Named & { dtype?: DType | null }): Probabilities;
  softmax(self: Tensor, options: Named & { dim: Int; dtype?: DType | null }): Probabilities;
  /** `log(1 + exp(beta * x)) / beta`, linear above `threshold`. `aten::softplus(Tensor self, Scalar beta=1, Scalar threshold=20) -> Tensor` */
  softplus(self: Tensor, beta?: Scalar, threshold?: Scalar): Tensor;
  softplus(self: Tensor, options?: { beta?: Scalar; threshold?: Scalar }): Tensor;
  /** Gradient of `softplus`; autograd calls it. `aten::softplus_backward(Tensor grad_output, Tensor self, Scalar beta, Scalar threshold) -> Tensor` */
  softplusBackward(gradOutput: Tensor, self: Tensor, beta: Scalar, threshold: Scalar): Tensor;
  softplusBackward(gradOutput: Tensor, self: Tensor, options: { beta: Scalar; threshold: Scalar }): Tensor;
  /** `x` moved towards zero by `lambd`, zero where it would cross. `aten::softshrink(Tensor self, Scalar lambd=0.5) -> Tensor` */
  softshrink(self: Tensor, lambd?: Scalar): Tensor;
  softshrink(self: Tensor, options?: { lambd?: Scalar }): Tensor;
  /** Gradient of `softshrink`; autograd calls it. `aten::softshrink_backward(Tensor grad_output, Tensor self, Scalar lambd) -> Tensor` */
  softshrinkBackward(gradOutput: Tensor, self: Tensor, lambd: Scalar): Tensor;
  softshrinkBackward(gradOutput: Tensor, self: Tensor, options: { lambd: Scalar }): Tensor;
  /** Elements sorted along a dimension, and their indices. `aten::sort.stable(Tensor self, *, bool? stable, int dim=-1, bool descending=False) -> (Tensor values, Tensor indices)` · `aten::sort(Tensor self, int dim=-1, bool descending=False) -> (Tensor values, Tensor indices)` */
  sort(self: Tensor, options: { stable: boolean | null; dim?: Int; descending?: boolean }): { values: Tensor; indices: Tensor };
  sort(self: Tensor, dim?: Int, descending?: boolean): { values: Tensor; indices: Tensor };
  sort(self: Tensor, options?: { dim?: Int; descending?: boolean }): { values: Tensor; indices: Tensor };
  /** Sparse tensor in BSC layout from its pointers, indices and blocks. `aten::sparse_bsc_tensor.ccol_row_value(Tensor ccol_indices, Tensor row_indices, Tensor values, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=False) -> Tensor` · `aten::sparse_bsc_tensor.ccol_row_value_size(Tensor ccol_indices, Tensor row_indices, Tensor values, int[] size, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=False) -> Tensor` */
  sparseBscTensor(ccolIndices: Tensor, rowIndices: Tensor, values: Tensor, options?: NewTensorOptions): Tensor;
  sparseBscTensor(ccolIndices: Tensor, rowIndices: Tensor, values: Tensor, size: Ints, options?: NewTensorOptions): Tensor;
  sparseBscTensor(ccolIndices: Tensor, rowIndices: Tensor, values: Tensor, options: NewTensorOptions & { size: Ints }): Tensor;
  /** Sparse tensor in BSR layout from its pointers, indices and blocks. `aten::sparse_bsr_tensor.crow_col_value(Tensor crow_indices, Tensor col_indices, Tensor values, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=False) -> Tensor` · `aten::sparse_bsr_tensor.crow_col_value_size(Tensor crow_indices, Tensor col_indices, Tensor values, int[] size, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=False) -> Tensor` */
  sparseBsrTensor(crowIndices: Tensor, colIndices: Tensor, values: Tensor, options?: NewTensorOptions): Tensor;
  sparseBsrTensor(crowIndices: Tensor, colIndices: Tensor, values: Tensor, size: Ints, options?: NewTensorOptions): Tensor;
  sparseBsrTensor(crowIndices: Tensor, colIndices: Tensor, values: Tensor, options: NewTensorOptions & { size: Ints }): Tensor;
  /** Sparse tensor in a compressed layout from its pointers, indices and values. `aten::sparse_compressed_tensor.comp_plain_value(Tensor compressed_indices, Tensor plain_indices, Tensor values, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=False) -> Tensor` · `aten::sparse_compressed_tensor.comp_plain_value_size(Tensor compressed_indices, Tensor plain_indices, Tensor values, SymInt[] size, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=False) -> Tensor` */
  sparseCompressedTensor(compressedIndices: Tensor, plainIndices: Tensor, values: Tensor, options?: NewTensorOptions): Tensor;
  sparseCompressedTensor(compressedIndices: Tensor, plainIndices: Tensor, values: Tensor, size: Ints, options?: NewTensorOptions): Tensor;
  sparseCompressedTensor(compressedIndices: Tensor, plainIndices: Tensor, values: Tensor, options: NewTensorOptions & { size: Ints }): Tensor;
  /** Sparse tensor in COO layout from its indices and values. `aten::sparse_coo_tensor.indices(Tensor indices, Tensor values, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None, bool? is_coalesced=None) -> Tensor` · `aten::sparse_coo_tensor.indices_size(Tensor indices, Tensor values, int[] size, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None, bool? is_coalesced=None) -> Tensor` · `aten::sparse_coo_tensor.size(int[] size, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=False) -> Tensor` */
  sparseCooTensor(indices: Tensor, values: Tensor, options?: NewTensorOptions & { isCoalesced?: boolean | null }): Tensor;
  sparseCooTensor(indices: Tensor, values: Tensor, size: Ints, options?: NewTensorOptions & { isCoalesced?: boolean | null }): Tensor;
  sparseCooTensor(indices: Tensor, values: Tensor, options: NewTensorOptions & { size: Ints; isCoalesced?: boolean | null }): Tensor;
  sparseCooTensor(size: Ints, options?: NewTensorOptions): Tensor;
  sparseCooTensor(options: NewTensorOptions & { size: Ints }): Tensor;
  sparseCooTensor(...size: [Int, Int, ...Int[]]): Tensor;
  sparseCooTensor(...args: [...size: [Int, Int, ...Int[]], options: NewTensorOptions]): Tensor;
  /** Sparse tensor in CSC layout from its pointers, indices and values. `aten::sparse_csc_tensor.ccol_row_value(Tensor ccol_indices, Tensor row_indices, Tensor values, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=False) -> Tensor` · `aten::sparse_csc_tensor.ccol_row_value_size(Tensor ccol_indices, Tensor row_indices, Tensor values, int[] size, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=False) -> Tensor` */
  sparseCscTensor(ccolIndices: Tensor, rowIndices: Tensor, values: Tensor, options?: NewTensorOptions): Tensor;
  sparseCscTensor(ccolIndices: Tensor, rowIndices: Tensor, values: Tensor, size: Ints, options?: NewTensorOptions): Tensor;
  sparseCscTensor(ccolIndices: Tensor, rowIndices: Tensor, values: Tensor, options: NewTensorOptions & { size: Ints }): Tensor;
  /** Sparse tensor in CSR layout from its pointers, indices and values. `aten::sparse_csr_tensor.crow_col_value(Tensor crow_indices, Tensor col_indices, Tensor values, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=False) -> Tensor` · `aten::sparse_csr_tensor.crow_col_value_size(Tensor crow_indices, Tensor col_indices, Tensor values, int[] size, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=False) -> Tensor` */
  sparseCsrTensor(crowIndices: Tensor, colIndices: Tensor, values: Tensor, options?: NewTensorOptions): Tensor;
  sparseCsrTensor(crowIndices: Tensor, colIndices: Tensor, values: Tensor, size: Ints, options?: NewTensorOptions): Tensor;
  sparseCsrTensor(crowIndices: Tensor, colIndices: Tensor, values: Tensor, options: NewTensorOptions & { size: Ints }): Tensor;
  /** How many dimensions of a sparse tensor are sparse. `aten::sparse_dim(Tensor self) -> int` */
  sparseDim(self: Tensor): number;
  /** The elements of a tensor at the indices of a sparse one. `aten::sparse_mask(Tensor self, Tensor mask) -> Tensor` */
  sparseMask(self: Tensor, mask: Tensor): Tensor;
  /** The sparse tensor with another size. `aten::sparse_resize(Tensor self, int[] size, int sparse_dim, int dense_dim) -> Tensor` */
  sparseResize(self: Tensor, size: Ints, sparseDim: Int, denseDim: Int): Tensor;
  sparseResize(self: Tensor, options: { size: Ints; sparseDim: Int; denseDim: Int }): Tensor;
  /** Changes the size of a sparse tensor. `aten::sparse_resize_(Tensor(a!) self, int[] size, int sparse_dim, int dense_dim) -> Tensor(a!)` */
  sparseResize_(self: Tensor, size: Ints, sparseDim: Int, denseDim: Int): Tensor;
  sparseResize_(self: Tensor, options: { size: Ints; sparseDim: Int; denseDim: Int }): Tensor;
  /** A sparse tensor of another size without elements. `aten::sparse_resize_and_clear(Tensor self, int[] size, int sparse_dim, int dense_dim) -> Tensor` */
  sparseResizeAndClear(self: Tensor, size: Ints, sparseDim: Int, denseDim: Int): Tensor;
  sparseResizeAndClear(self: Tensor, options: { size: Ints; sparseDim: Int; denseDim: Int }): Tensor;
  /** Removes the elements of a sparse tensor and changes its size. `aten::sparse_resize_and_clear_(Tensor(a!) self, int[] size, int sparse_dim, int dense_dim) -> Tensor(a!)` */
  sparseResizeAndClear_(self: Tensor, size: Ints, sparseDim: Int, denseDim: Int): Tensor;
  sparseResizeAndClear_(self: Tensor, options: { size: Ints; sparseDim: Int; denseDim: Int }): Tensor;
  /** `beta * self + alpha * (mat1 @ mat2)` at the indices of the sparse `self`. `aten::sparse_sampled_addmm(Tensor self, Tensor mat1, Tensor mat2, *, Scalar beta=1, Scalar alpha=1) -> Tensor` */
  sparseSampledAddmm(self: Tensor, mat1: Tensor, mat2: Tensor, options?: { beta?: Scalar; alpha?: Scalar }): Tensor;
  /** Airy function Ai. `aten::special_airy_ai(Tensor x) -> Tensor` */
  specialAiryAi(x: Tensor): Tensor;
  /** Bessel function of the first kind, order zero. `aten::special_bessel_j0(Tensor self) -> Tensor` */
  specialBesselJ0(self: Tensor): Tensor;
  /** Bessel function of the first kind, order one. `aten::special_bessel_j1(Tensor self) -> Tensor` */
  specialBesselJ1(self: Tensor): Tensor;
  /** Bessel function of the second kind, order zero. `aten::special_bessel_y0(Tensor self) -> Tensor` */
  specialBesselY0(self: Tensor): Tensor;
  /** Bessel function of the second kind, order one. `aten::special_bessel_y1(Tensor self) -> Tensor` */
  specialBesselY1(self: Tensor): Tensor;
  /** Chebyshev polynomial of the first kind, of degree `n`. `aten::special_chebyshev_polynomial_t(Tensor x, Tensor n) -> Tensor` · `aten::special_chebyshev_polynomial_t.n_scalar(Tensor x, Scalar n) -> Tensor` · `aten::special_chebyshev_polynomial_t.x_scalar(Scalar x, Tensor n) -> Tensor` */
  specialChebyshevPolynomialT(x: Tensor, n: Tensor): Tensor;
  specialChebyshevPolynomialT(x: Tensor, n: Scalar): Tensor;
  specialChebyshevPolynomialT(x: Tensor, options: { n: Scalar }): Tensor;
  specialChebyshevPolynomialT(x: Scalar, n: Tensor): Tensor;
  specialChebyshevPolynomialT(options: { x: Scalar; n: Tensor }): Tensor;
  /** Chebyshev polynomial of the second kind, of degree `n`. `aten::special_chebyshev_polynomial_u(Tensor x, Tensor n) -> Tensor` · `aten::special_chebyshev_polynomial_u.n_scalar(Tensor x, Scalar n) -> Tensor` · `aten::special_chebyshev_polynomial_u.x_scalar(Scalar x, Tensor n) -> Tensor` */
  specialChebyshevPolynomialU(x: Tensor, n: Tensor): Tensor;
  specialChebyshevPolynomialU(x: Tensor, n: Scalar): Tensor;
  specialChebyshevPolynomialU(x: Tensor, options: { n: Scalar }): Tensor;
  specialChebyshevPolynomialU(x: Scalar, n: Tensor): Tensor;
  specialChebyshevPolynomialU(options: { x: Scalar; n: Tensor }): Tensor;
  /** Chebyshev polynomial of the third kind, of degree `n`. `aten::special_chebyshev_polynomial_v(Tensor x, Tensor n) -> Tensor` · `aten::special_chebyshev_polynomial_v.n_scalar(Tensor x, Scalar n) -> Tensor` · `aten::special_chebyshev_polynomial_v.x_scalar(Scalar x, Tensor n) -> Tensor` */
  specialChebyshevPolynomialV(x: Tensor, n: Tensor): Tensor;
  specialChebyshevPolynomialV(x: Tensor, n: Scalar): Tensor;
  specialChebyshevPolynomialV(x: Tensor, options: { n: Scalar }): Tensor;
  specialChebyshevPolynomialV(x: Scalar, n: Tensor): Tensor;
  specialChebyshevPolynomialV(options: { x: Scalar; n: Tensor }): Tensor;
  /** Chebyshev polynomial of the fourth kind, of degree `n`. `aten::special_chebyshev_polynomial_w(Tensor x, Tensor n) -> Tensor` · `aten::special_chebyshev_polynomial_w.n_scalar(Tensor x, Scalar n) -> Tensor` · `aten::special_chebyshev_polynomial_w.x_scalar(Scalar x, Tensor n) -> Tensor` */
  specialChebyshevPolynomialW(x: Tensor, n: Tensor): Tensor;
  specialChebyshevPolynomialW(x: Tensor, n: Scalar): Tensor;
  specialChebyshevPolynomialW(x: Tensor, options: { n: Scalar }): Tensor;
  specialChebyshevPolynomialW(x: Scalar, n: Tensor): Tensor;
  specialChebyshevPolynomialW(options: { x: Scalar; n: Tensor }): Tensor;
  /** Derivative of the logarithm of the gamma function. `aten::special_digamma(Tensor self) -> Tensor` */
  specialDigamma(self: Tensor): Tensor;
  /** Entropy of each element: `-x log x`, 0 at zero, negative infinity below. `aten::special_entr(Tensor self) -> Tensor` */
  specialEntr(self: Tensor): Tensor;
  /** Error function of each element. `aten::special_erf(Tensor self) -> Tensor` */
  specialErf(self: Tensor): Tensor;
  /** One minus the error function of each element. `aten::special_erfc(Tensor self) -> Tensor` */
  specialErfc(self: Tensor): Tensor;
  /** Scaled complementary error function: `exp(x^2) erfc(x)`. `aten::special_erfcx(Tensor self) -> Tensor` */
  specialErfcx(self: Tensor): Tensor;
  /** Inverse of the error function of each element. `aten::special_erfinv(Tensor self) -> Tensor` */
  specialErfinv(self: Tensor): Tensor;
  /** Two to the power of each element. `aten::special_exp2(Tensor self) -> Tensor` */
  specialExp2(self: Tensor): Tensor;
  /** As `sigmoid`: `1 / (1 + exp(-x))`. `aten::special_expit(Tensor self) -> Tensor` */
  specialExpit(self: Tensor): Probabilities;
  /** e to the power of each element, minus one, exact near zero. `aten::special_expm1(Tensor self) -> Tensor` */
  specialExpm1(self: Tensor): Tensor;
  /** As `igamma`: regularised lower incomplete gamma function. `aten::special_gammainc(Tensor self, Tensor other) -> Tensor` */
  specialGammainc(self: Tensor, other: Tensor): Tensor;
  /** As `igammac`: regularised upper incomplete gamma function. `aten::special_gammaincc(Tensor self, Tensor other) -> Tensor` */
  specialGammaincc(self: Tensor, other: Tensor): Tensor;
  /** As `lgamma`: logarithm of the absolute value of the gamma function. `aten::special_gammaln(Tensor self) -> Tensor` */
  specialGammaln(self: Tensor): Tensor;
  /** Physicists' Hermite polynomial of degree `n`. `aten::special_hermite_polynomial_h(Tensor x, Tensor n) -> Tensor` · `aten::special_hermite_polynomial_h.n_scalar(Tensor x, Scalar n) -> Tensor` · `aten::special_hermite_polynomial_h.x_scalar(Scalar x, Tensor n) -> Tensor` */
  specialHermitePolynomialH(x: Tensor, n: Tensor): Tensor;
  specialHermitePolynomialH(x: Tensor, n: Scalar): Tensor;
  specialHermitePolynomialH(x: Tensor, options: { n: Scalar }): Tensor;
  specialHermitePolynomialH(x: Scalar, n: Tensor): Tensor;
  specialHermitePolynomialH(options: { x: Scalar; n: Tensor }): Tensor;
  /** Probabilists' Hermite polynomial of degree `n`. `aten::special_hermite_polynomial_he(Tensor x, Tensor n) -> Tensor` · `aten::special_hermite_polynomial_he.n_scalar(Tensor x, Scalar n) -> Tensor` · `aten::special_hermite_polynomial_he.x_scalar(Scalar x, Tensor n) -> Tensor` */
  specialHermitePolynomialHe(x: Tensor, n: Tensor): Tensor;
  specialHermitePolynomialHe(x: Tensor, n: Scalar): Tensor;
  specialHermitePolynomialHe(x: Tensor, options: { n: Scalar }): Tensor;
  specialHermitePolynomialHe(x: Scalar, n: Tensor): Tensor;
  specialHermitePolynomialHe(options: { x: Scalar; n: Tensor }): Tensor;
  /** Modified Bessel function of the first kind, order zero. `aten::special_i0(Tensor self) -> Tensor` */
  specialI0(self: Tensor): Tensor;
  /** Modified Bessel function of the first kind, order zero, times `exp(-|x|)`. `aten::special_i0e(Tensor self) -> Tensor` */
  specialI0e(self: Tensor): Tensor;
  /** Modified Bessel function of the first kind, order one. `aten::special_i1(Tensor self) -> Tensor` */
  specialI1(self: Tensor): Tensor;
  /** Modified Bessel function of the first kind, order one, times `exp(-|x|)`. `aten::special_i1e(Tensor self) -> Tensor` */
  specialI1e(self: Tensor): Tensor;
  /** Laguerre polynomial of degree `n`. `aten::special_laguerre_polynomial_l(Tensor x, Tensor n) -> Tensor` · `aten::special_laguerre_polynomial_l.n_scalar(Tensor x, Scalar n) -> Tensor` · `aten::special_laguerre_polynomial_l.x_scalar(Scalar x, Tensor n) -> Tensor` */
  specialLaguerrePolynomialL(x: Tensor, n: Tensor): Tensor;
  specialLaguerrePolynomialL(x: Tensor, n: Scalar): Tensor;
  specialLaguerrePolynomialL(x: Tensor, options: { n: Scalar }): Tensor;
  specialLaguerrePolynomialL(x: Scalar, n: Tensor): Tensor;
  specialLaguerrePolynomialL(options: { x: Scalar; n: Tensor }): Tensor;
  /** Legendre polynomial of degree `n`. `aten::special_legendre_polynomial_p(Tensor x, Tensor n) -> Tensor` · `aten::special_legendre_polynomial_p.n_scalar(Tensor x, Scalar n) -> Tensor` · `aten::special_legendre_polynomial_p.x_scalar(Scalar x, Tensor n) -> Tensor` */
  specialLegendrePolynomialP(x: Tensor, n: Tensor): Tensor;
  specialLegendrePolynomialP(x: Tensor, n: Scalar): Tensor;
  specialLegendrePolynomialP(x: Tensor, options: { n: Scalar }): Tensor;
  specialLegendrePolynomialP(x: Scalar, n: Tensor): Tensor;
  specialLegendrePolynomialP(options: { x: Scalar; n: Tensor }): Tensor;
  /** Natural logarithm of one plus each element, exact near zero. `aten::special_log1p(Tensor self) -> Tensor` */
  specialLog1p(self: Tensor): Tensor;
  /** Logarithm of the normal distribution's probability of less than `x`. `aten::special_log_ndtr(Tensor self) -> Tensor` */
  specialLogNdtr(self: Tensor): Tensor;
  /** Logarithm of the softmax along a dimension. `aten::special_log_softmax(Tensor self, int dim, *, ScalarType? dtype=None) -> Tensor` */
  specialLogSoftmax(self: Tensor, dim: Int, options?: Named & { dtype?: DType | null }): Tensor;
  specialLogSoftmax(self: Tensor, options: Named & { dim: Int; dtype?: DType | null }): Tensor;
  /** `log(x / (1 - x))`, with `x` limited to `[eps, 1 - eps]` where `eps` is given. `aten::special_logit(Tensor self, float? eps=None) -> Tensor` */
  specialLogit(self: Tensor, eps?: number | null): Tensor;
  specialLogit(self: Tensor, options?: { eps?: number | null }): Tensor;
  /** Logarithm of the sum of exponentials along dimensions, without overflow. `aten::special_logsumexp(Tensor self, int[1] dim, bool keepdim=False) -> Tensor` */
  specialLogsumexp(self: Tensor, dim: Ints, keepdim?: boolean): Tensor;
  specialLogsumexp(self: Tensor, dim: Ints, options?: { keepdim?: boolean }): Tensor;
  specialLogsumexp(self: Tensor, options: { dim: Ints; keepdim?: boolean }): Tensor;
  /** Modified Bessel function of the first kind, order zero. `aten::special_modified_bessel_i0(Tensor self) -> Tensor` */
  specialModifiedBesselI0(self: Tensor): Tensor;
  /** Modified Bessel function of the first kind, order one. `aten::special_modified_bessel_i1(Tensor self) -> Tensor` */
  specialModifiedBesselI1(self: Tensor): Tensor;
  /** Modified Bessel function of the second kind, order zero. `aten::special_modified_bessel_k0(Tensor self) -> Tensor` */
  specialModifiedBesselK0(self: Tensor): Tensor;
  /** Modified Bessel function of the second kind, order one. `aten::special_modified_bessel_k1(Tensor self) -> Tensor` */
  specialModifiedBesselK1(self: Tensor): Tensor;
  /** As `mvlgamma`: logarithm of the multivariate gamma function. `aten::special_multigammaln(Tensor self, int p) -> Tensor` */
  specialMultigammaln(self: Tensor, p: Int): Tensor;
  specialMultigammaln(self: Tensor, options: { p: Int }): Tensor;
  /** The normal distribution's probability of less than `x`. `aten::special_ndtr(Tensor self) -> Tensor` */
  specialNdtr(self: Tensor): Tensor;
  /** Inverse of `ndtr`: the quantile of the normal distribution. `aten::special_ndtri(Tensor self) -> Tensor` */
  specialNdtri(self: Tensor): Tensor;
  /** The n-th derivative of the digamma function. `aten::special_polygamma(int n, Tensor self) -> Tensor` */
  specialPolygamma(n: Int, self: Tensor): Tensor;
  specialPolygamma(options: { n: Int; self: Tensor }): Tensor;
  /** As `digamma`: derivative of the logarithm of the gamma function. `aten::special_psi(Tensor self) -> Tensor` */
  specialPsi(self: Tensor): Tensor;
  /** Nearest whole number, halves to even, or rounded to a number of decimals. `aten::special_round(Tensor self, *, int decimals=0) -> Tensor` */
  specialRound(self: Tensor, options?: { decimals?: Int }): Tensor;
  /** Modified Bessel function of the second kind, order zero, times `exp(x)`. `aten::special_scaled_modified_bessel_k0(Tensor x) -> Tensor` */
  specialScaledModifiedBesselK0(x: Tensor): Tensor;
  /** Modified Bessel function of the second kind, order one, times `exp(x)`. `aten::special_scaled_modified_bessel_k1(Tensor x) -> Tensor` */
  specialScaledModifiedBesselK1(x: Tensor): Tensor;
  /** Chebyshev polynomial of the first kind, of degree `n`, at `2x - 1`. `aten::special_shifted_chebyshev_polynomial_t(Tensor x, Tensor n) -> Tensor` · `aten::special_shifted_chebyshev_polynomial_t.n_scalar(Tensor x, Scalar n) -> Tensor` · `aten::special_shifted_chebyshev_polynomial_t.x_scalar(Scalar x, Tensor n) -> Tensor` */
  specialShiftedChebyshevPolynomialT(x: Tensor, n: Tensor): Tensor;
  specialShiftedChebyshevPolynomialT(x: Tensor, n: Scalar): Tensor;
  specialShiftedChebyshevPolynomialT(x: Tensor, options: { n: Scalar }): Tensor;
  specialShiftedChebyshevPolynomialT(x: Scalar, n: Tensor): Tensor;
  specialShiftedChebyshevPolynomialT(options: { x: Scalar; n: Tensor }): Tensor;
  /** Chebyshev polynomial of the second kind, of degree `n`, at `2x - 1`. `aten::special_shifted_chebyshev_polynomial_u(Tensor x, Tensor n) -> Tensor` · `aten::special_shifted_chebyshev_polynomial_u.n_scalar(Tensor x, Scalar n) -> Tensor` · `aten::special_shifted_chebyshev_polynomial_u.x_scalar(Scalar x, Tensor n) -> Tensor` */
  specialShiftedChebyshevPolynomialU(x: Tensor, n: Tensor): Tensor;
  specialShiftedChebyshevPolynomialU(x: Tensor, n: Scalar): Tensor;
  specialShiftedChebyshevPolynomialU(x: Tensor, options: { n: Scalar }): Tensor;
  specialShiftedChebyshevPolynomialU(x: Scalar, n: Tensor): Tensor;
  specialShiftedChebyshevPolynomialU(options: { x: Scalar; n: Tensor }): Tensor;
  /** Chebyshev polynomial of the third kind, of degree `n`, at `2x - 1`. `aten::special_shifted_chebyshev_polynomial_v(Tensor x, Tensor n) -> Tensor` · `aten::special_shifted_chebyshev_polynomial_v.n_scalar(Tensor x, Scalar n) -> Tensor` · `aten::special_shifted_chebyshev_polynomial_v.x_scalar(Scalar x, Tensor n) -> Tensor` */
  specialShiftedChebyshevPolynomialV(x: Tensor, n: Tensor): Tensor;
  specialShiftedChebyshevPolynomialV(x: Tensor, n: Scalar): Tensor;
  specialShiftedChebyshevPolynomialV(x: Tensor, options: { n: Scalar }): Tensor;
  specialShiftedChebyshevPolynomialV(x: Scalar, n: Tensor): Tensor;
  specialShiftedChebyshevPolynomialV(options: { x: Scalar; n: Tensor }): Tensor;
  /** Chebyshev polynomial of the fourth kind, of degree `n`, at `2x - 1`. `aten::special_shifted_chebyshev_polynomial_w(Tensor x, Tensor n) -> Tensor` · `aten::special_shifted_chebyshev_polynomial_w.n_scalar(Tensor x, Scalar n) -> Tensor` · `aten::special_shifted_chebyshev_polynomial_w.x_scalar(Scalar x, Tensor n) -> Tensor` */
  specialShiftedChebyshevPolynomialW(x: Tensor, n: Tensor): Tensor;
  specialShiftedChebyshevPolynomialW(x: Tensor, n: Scalar): Tensor;
  specialShiftedChebyshevPolynomialW(x: Tensor, options: { n: Scalar }): Tensor;
  specialShiftedChebyshevPolynomialW(x: Scalar, n: Tensor): Tensor;
  specialShiftedChebyshevPolynomialW(options: { x: Scalar; n: Tensor }): Tensor;
  /** `sin(pi x) / (pi x)`, 1 at zero. `aten::special_sinc(Tensor self) -> Tensor` */
  specialSinc(self: Tensor): Tensor;
  /** Exponentials scaled to sum to one along a dimension. `aten::special_softmax(Tensor self, int dim, ScalarType? dtype=None) -> Tensor` */
  specialSoftmax(self: Tensor, dim: Int, dtype?: DType | null): Probabilities;
  specialSoftmax(self: Tensor, dim: Int, options?: Named & { dtype?: DType | null }): Probabilities;
  specialSoftmax(self: Tensor, options: Named & { dim: Int; dtype?: DType | null }): Probabilities;
  /** Spherical Bessel function of the first kind, order zero. `aten::special_spherical_bessel_j0(Tensor x) -> Tensor` */
  specialSphericalBesselJ0(x: Tensor): Tensor;
  /** `x * log(1 + y)`, 0 where `x` is zero. `aten::special_xlog1py(Tensor self, Tensor other) -> Tensor` · `aten::special_xlog1py.other_scalar(Tensor self, Scalar other) -> Tensor` · `aten::special_xlog1py.self_scalar(Scalar self, Tensor other) -> Tensor` */
  specialXlog1py(self: Tensor, other: Tensor): Tensor;
  specialXlog1py(self: Tensor, other: Scalar): Tensor;
  specialXlog1py(self: Tensor, options: { other: Scalar }): Tensor;
  specialXlog1py(self: Scalar, other: Tensor): Tensor;
  specialXlog1py(options: { self: Scalar; other: Tensor }): Tensor;
  /** `x * log(y)`, 0 where `x` is zero. `aten::special_xlogy(Tensor self, Tensor other) -> Tensor` · `aten::special_xlogy.other_scalar(Tensor self, Scalar other) -> Tensor` · `aten::special_xlogy.self_scalar(Scalar self, Tensor other) -> Tensor` */
  specialXlogy(self: Tensor, other: Tensor): Tensor;
  specialXlogy(self: Tensor, other: Scalar): Tensor;
  specialXlogy(self: Tensor, options: { other: Scalar }): Tensor;
  specialXlogy(self: Scalar, other: Tensor): Tensor;
  specialXlogy(options: { self: Scalar; other: Tensor }): Tensor;
  /** Hurwitz zeta function. `aten::special_zeta(Tensor self, Tensor other) -> Tensor` · `aten::special_zeta.other_scalar(Tensor self, Scalar other) -> Tensor` · `aten::special_zeta.self_scalar(Scalar self, Tensor other) -> Tensor` */
  specialZeta(self: Tensor, other: Tensor): Tensor;
  specialZeta(self: Tensor, other: Scalar): Tensor;
  specialZeta(self: Tensor, options: { other: Scalar }): Tensor;
  specialZeta(self: Scalar, other: Tensor): Tensor;
  specialZeta(options: { self: Scalar; other: Tensor }): Tensor;
  /** Views of parts of given size, or sizes, along a dimension. `aten::split.Tensor(Tensor(a -> *) self, SymInt split_size, int dim=0) -> Tensor(a)[]` · `aten::split.sizes(Tensor(a -> *) self, SymInt[] split_size, int dim=0) -> Tensor(a)[]` */
  split(self: Tensor, splitSize: Int, dim?: Int): Tensor[];
  split(self: Tensor, splitSize: Int, options?: { dim?: Int }): Tensor[];
  split(self: Tensor, options: { splitSize: Int; dim?: Int }): Tensor[];
  split(self: Tensor, splitSize: Ints, dim?: Int): Tensor[];
  split(self: Tensor, splitSize: Ints, options?: { dim?: Int }): Tensor[];
  split(self: Tensor, options: { splitSize: Ints; dim?: Int }): Tensor[];
  /** As `split`, but a copy that shares no memory. `aten::split_copy.Tensor(Tensor self, SymInt split_size, int dim=0) -> Tensor[]` */
  splitCopy(self: Tensor, splitSize: Int, dim?: Int): Tensor[];
  splitCopy(self: Tensor, splitSize: Int, options?: { dim?: Int }): Tensor[];
  splitCopy(self: Tensor, options: { splitSize: Int; dim?: Int }): Tensor[];
  /** Views of parts of given sizes along a dimension. `aten::split_with_sizes(Tensor(a -> *) self, SymInt[] split_sizes, int dim=0) -> Tensor(a)[]` */
  splitWithSizes(self: Tensor, splitSizes: Ints, dim?: Int): Tensor[];
  splitWithSizes(self: Tensor, splitSizes: Ints, options?: { dim?: Int }): Tensor[];
  splitWithSizes(self: Tensor, options: { splitSizes: Ints; dim?: Int }): Tensor[];
  /** As `splitWithSizes`, but a copy that shares no memory. `aten::split_with_sizes_copy(Tensor self, SymInt[] split_sizes, int dim=0) -> Tensor[]` */
  splitWithSizesCopy(self: Tensor, splitSizes: Ints, dim?: Int): Tensor[];
  splitWithSizesCopy(self: Tensor, splitSizes: Ints, options?: { dim?: Int }): Tensor[];
  splitWithSizesCopy(self: Tensor, options: { splitSizes: Ints; dim?: Int }): Tensor[];
  /** Square root of each element. `aten::sqrt(Tensor self) -> Tensor` */
  sqrt(self: Tensor): Tensor;
  /** In place: square root of each element. `aten::sqrt_(Tensor(a!) self) -> Tensor(a!)` */
  sqrt_(self: Tensor): Tensor;
  /** Square of each element. `aten::square(Tensor self) -> Tensor` */
  square(self: Tensor): Tensor;
  /** In place: square of each element. `aten::square_(Tensor(a!) self) -> Tensor(a!)` */
  square_(self: Tensor): Tensor;
  /** A view without dimensions of size one, all of them or those given. `aten::squeeze(Tensor(a) self) -> Tensor(a)` · `aten::squeeze.dim(Tensor(a) self, int dim) -> Tensor(a)` · `aten::squeeze.dims(Tensor(a) self, int[] dim) -> Tensor(a)` */
  squeeze(self: Tensor): Tensor;
  squeeze(self: Tensor, dim: Int): Tensor;
  squeeze(self: Tensor, options: { dim: Int }): Tensor;
  squeeze(self: Tensor, dim: Ints): Tensor;
  squeeze(self: Tensor, options: { dim: Ints }): Tensor;
  squeeze(self: Tensor, ...size: [Int, Int, ...Int[]]): Tensor;
  /** Removes dimensions of size one from the tensor itself, all of them or those given. `aten::squeeze_(Tensor(a!) self) -> Tensor(a!)` · `aten::squeeze_.dim(Tensor(a!) self, int dim) -> Tensor(a!)` · `aten::squeeze_.dims(Tensor(a!) self, int[] dim) -> Tensor(a!)` */
  squeeze_(self: Tensor): Tensor;
  squeeze_(self: Tensor, dim: Int): Tensor;
  squeeze_(self: Tensor, options: { dim: Int }): Tensor;
  squeeze_(self: Tensor, dim: Ints): Tensor;
  squeeze_(self: Tensor, options: { dim: Ints }): Tensor;
  squeeze_(self: Tensor, ...size: [Int, Int, ...Int[]]): Tensor;
  /** As `squeeze`, but a copy that shares no memory. `aten::squeeze_copy(Tensor self) -> Tensor` · `aten::squeeze_copy.dim(Tensor self, int dim) -> Tensor` · `aten::squeeze_copy.dims(Tensor self, int[] dim) -> Tensor` */
  squeezeCopy(self: Tensor): Tensor;
  squeezeCopy(self: Tensor, dim: Int): Tensor;
  squeezeCopy(self: Tensor, options: { dim: Int }): Tensor;
  squeezeCopy(self: Tensor, dim: Ints): Tensor;
  squeezeCopy(self: Tensor, options: { dim: Ints }): Tensor;
  squeezeCopy(self: Tensor, ...size: [Int, Int, ...Int[]]): Tensor;
  /** `beta * self + alpha * (mat1 @ mat2)` with sparse `self` and `mat1`, as a sparse matrix. `aten::sspaddmm(Tensor self, Tensor mat1, Tensor mat2, *, Scalar beta=1, Scalar alpha=1) -> Tensor` */
  sspaddmm(self: Tensor, mat1: Tensor, mat2: Tensor, options?: { beta?: Scalar; alpha?: Scalar }): Tensor;
  /** Tensors of one shape joined along a new dimension. `aten::stack(Tensor[] tensors, int dim=0) -> Tensor` */
  stack(tensors: readonly Tensor[], dim?: Int): Tensor;
  stack(tensors: readonly Tensor[], options?: { dim?: Int }): Tensor;
  stack(options: { tensors: readonly Tensor[]; dim?: Int }): Tensor;
  /** Standard deviation of all elements or along dimensions. `aten::std(Tensor self, bool unbiased=True) -> Tensor` · `aten::std.dim(Tensor self, int[1]? dim, bool unbiased=True, bool keepdim=False) -> Tensor` · `aten::std.correction(Tensor self, int[1]? dim=None, *, Scalar? correction=None, bool keepdim=False) -> Tensor` */
  std(self: Tensor, unbiased?: boolean): Tensor;
  std(self: Tensor, options?: { unbiased?: boolean }): Tensor;
  std(self: Tensor, dim: Ints | null, unbiased?: boolean, keepdim?: boolean): Tensor;
  std(self: Tensor, dim: Ints | null, options?: { unbiased?: boolean; keepdim?: boolean }): Tensor;
  std(self: Tensor, options: { dim: Ints | null; unbiased?: boolean; keepdim?: boolean }): Tensor;
  std(self: Tensor, dim?: Ints | null, options?: { correction?: Scalar | null; keepdim?: boolean }): Tensor;
  std(self: Tensor, options?: { dim?: Ints | null; correction?: Scalar | null; keepdim?: boolean }): Tensor;
  /** Standard deviation and mean of all elements or along dimensions. `aten::std_mean(Tensor self, bool unbiased=True) -> (Tensor, Tensor)` · `aten::std_mean.dim(Tensor self, int[1]? dim, bool unbiased=True, bool keepdim=False) -> (Tensor, Tensor)` · `aten::std_mean.correction(Tensor self, int[1]? dim=None, *, Scalar? correction=None, bool keepdim=False) -> (Tensor, Tensor)` */
  stdMean(self: Tensor, unbiased?: boolean): [Tensor, Tensor];
  stdMean(self: Tensor, options?: { unbiased?: boolean }): [Tensor, Tensor];
  stdMean(self: Tensor, dim: Ints | null, unbiased?: boolean, keepdim?: boolean): [Tensor, Tensor];
  stdMean(self: Tensor, dim: Ints | null, options?: { unbiased?: boolean; keepdim?: boolean }): [Tensor, Tensor];
  stdMean(self: Tensor, options: { dim: Ints | null; unbiased?: boolean; keepdim?: boolean }): [Tensor, Tensor];
  stdMean(self: Tensor, dim?: Ints | null, options?: { correction?: Scalar | null; keepdim?: boolean }): [Tensor, Tensor];
  stdMean(self: Tensor, options?: { dim?: Ints | null; correction?: Scalar | null; keepdim?: boolean }): [Tensor, Tensor];
  /** Short-time Fourier transform of a signal. `aten::stft(Tensor self, int n_fft, int? hop_length=None, int? win_length=None, Tensor? window=None, bool normalized=False, bool? onesided=None, bool? return_complex=None, bool? align_to_window=None) -> Tensor` · `aten::stft.center(Tensor self, int n_fft, int? hop_length=None, int? win_length=None, Tensor? window=None, bool center=True, str pad_mode="reflect", bool normalized=False, bool? onesided=None, bool? return_complex=None, bool? align_to_window=None) -> Tensor` */
  stft(self: Tensor, nFft: Int, hopLength?: Int | null, winLength?: Int | null, window?: Tensor | null, normalized?: boolean, onesided?: boolean | null, returnComplex?: boolean | null, alignToWindow?: boolean | null): Tensor;
  stft(self: Tensor, nFft: Int, options?: { hopLength?: Int | null; winLength?: Int | null; window?: Tensor | null; normalized?: boolean; onesided?: boolean | null; returnComplex?: boolean | null; alignToWindow?: boolean | null }): Tensor;
  stft(self: Tensor, options: { nFft: Int; hopLength?: Int | null; winLength?: Int | null; window?: Tensor | null; normalized?: boolean; onesided?: boolean | null; returnComplex?: boolean | null; alignToWindow?: boolean | null }): Tensor;
  stft(self: Tensor, nFft: Int, hopLength?: Int | null, winLength?: Int | null, window?: Tensor | null, center?: boolean, padMode?: "constant" | "reflect" | "replicate" | "circular", normalized?: boolean, onesided?: boolean | null, returnComplex?: boolean | null, alignToWindow?: boolean | null): Tensor;
  stft(self: Tensor, nFft: Int, options?: { hopLength?: Int | null; winLength?: Int | null; window?: Tensor | null; center?: boolean; padMode?: "constant" | "reflect" | "replicate" | "circular"; normalized?: boolean; onesided?: boolean | null; returnComplex?: boolean | null; alignToWindow?: boolean | null }): Tensor;
  stft(self: Tensor, options: { nFft: Int; hopLength?: Int | null; winLength?: Int | null; window?: Tensor | null; center?: boolean; padMode?: "constant" | "reflect" | "replicate" | "circular"; normalized?: boolean; onesided?: boolean | null; returnComplex?: boolean | null; alignToWindow?: boolean | null }): Tensor;
  /** Offset of the first element in its storage, in elements. `aten::storage_offset(Tensor self) -> int` */
  storageOffset(self: Tensor): number;
  /** Elements to step along one dimension. `aten::stride.int(Tensor self, int dim) -> int` */
  stride(self: Tensor, dim: Int): number;
  stride(self: Tensor, options: { dim: Int }): number;
  /** Difference of each pair of elements, the other scaled by `alpha`. `aten::sub.Tensor(Tensor self, Tensor other, *, Scalar alpha=1) -> Tensor` · `aten::sub.Scalar(Tensor self, Scalar other, Scalar alpha=1) -> Tensor` */
  sub(self: Tensor, other: Tensor, options?: { alpha?: Scalar }): Tensor;
  sub(self: Tensor, other: Scalar, alpha?: Scalar): Tensor;
  sub(self: Tensor, other: Scalar, options?: { alpha?: Scalar }): Tensor;
  sub(self: Tensor, options: { other: Scalar; alpha?: Scalar }): Tensor;
  /** In place: difference of each pair of elements, the other scaled by `alpha`. `aten::sub_.Tensor(Tensor(a!) self, Tensor other, *, Scalar alpha=1) -> Tensor(a!)` · `aten::sub_.Scalar(Tensor(a!) self, Scalar other, Scalar alpha=1) -> Tensor(a!)` */
  sub_(self: Tensor, other: Tensor, options?: { alpha?: Scalar }): Tensor;
  sub_(self: Tensor, other: Scalar, alpha?: Scalar): Tensor;
  sub_(self: Tensor, other: Scalar, options?: { alpha?: Scalar }): Tensor;
  sub_(self: Tensor, options: { other: Scalar; alpha?: Scalar }): Tensor;
  /** As `sub`: difference of each pair of elements, the other scaled by `alpha`. `aten::subtract.Tensor(Tensor self, Tensor other, *, Scalar alpha=1) -> Tensor` · `aten::subtract.Scalar(Tensor self, Scalar other, Scalar alpha=1) -> Tensor` */
  subtract(self: Tensor, other: Tensor, options?: { alpha?: Scalar }): Tensor;
  subtract(self: Tensor, other: Scalar, alpha?: Scalar): Tensor;
  subtract(self: Tensor, other: Scalar, options?: { alpha?: Scalar }): Tensor;
  subtract(self: Tensor, options: { other: Scalar; alpha?: Scalar }): Tensor;
  /** In place, as `sub_`: difference of each pair of elements, the other scaled by `alpha`. `aten::subtract_.Tensor(Tensor(a!) self, Tensor other, *, Scalar alpha=1) -> Tensor(a!)` · `aten::subtract_.Scalar(Tensor(a!) self, Scalar other, Scalar alpha=1) -> Tensor(a!)` */
  subtract_(self: Tensor, other: Tensor, options?: { alpha?: Scalar }): Tensor;
  subtract_(self: Tensor, other: Scalar, alpha?: Scalar): Tensor;
  subtract_(self: Tensor, other: Scalar, options?: { alpha?: Scalar }): Tensor;
  subtract_(self: Tensor, options: { other: Scalar; alpha?: Scalar }): Tensor;
  /** Sum of all elements or along dimensions. `aten::sum(Tensor self, *, ScalarType? dtype=None) -> Tensor` · `aten::sum.dim_IntList(Tensor self, int[1]? dim, bool keepdim=False, *, ScalarType? dtype=None) -> Tensor` */
  sum(self: Tensor, options?: Named & { dtype?: DType | null }): Tensor;
  sum(self: Tensor, dim: Ints | null, keepdim?: boolean, options?: Named & { dtype?: DType | null }): Tensor;
  sum(self: Tensor, dim: Ints | null, options?: Named & { keepdim?: boolean; dtype?: DType | null }): Tensor;
  sum(self: Tensor, options: Named & { dim: Ints | null; keepdim?: boolean; dtype?: DType | null }): Tensor;
  /** Summed over the dimensions that broadcasting would have expanded. `aten::sum_to_size(Tensor self, SymInt[] size) -> Tensor` */
  sumToSize(self: Tensor, size: Ints): Tensor;
  sumToSize(self: Tensor, options: { size: Ints }): Tensor;
  sumToSize(self: Tensor, ...size: [Int, Int, ...Int[]]): Tensor;
  /** Singular value decomposition of matrices. `aten::svd(Tensor self, bool some=True, bool compute_uv=True) -> (Tensor U, Tensor S, Tensor V)` */
  svd(self: Tensor, some?: boolean, computeUv?: boolean): { U: Tensor; S: Tensor; V: Tensor };
  svd(self: Tensor, options?: { some?: boolean; computeUv?: boolean }): { U: Tensor; S: Tensor; V: Tensor };
  /** As `transpose`: two dimensions swapped, as a view. `aten::swapaxes(Tensor(a) self, int axis0, int axis1) -> Tensor(a)` */
  swapaxes(self: Tensor, axis0: Int, axis1: Int): Tensor;
  swapaxes(self: Tensor, options: { axis0: Int; axis1: Int }): Tensor;
  /** As `transpose_`: swaps two dimensions of the tensor itself. `aten::swapaxes_(Tensor(a!) self, int axis0, int axis1) -> Tensor(a!)` */
  swapaxes_(self: Tensor, axis0: Int, axis1: Int): Tensor;
  swapaxes_(self: Tensor, options: { axis0: Int; axis1: Int }): Tensor;
  /** As `transpose`: two dimensions swapped, as a view. `aten::swapdims(Tensor(a) self, int dim0, int dim1) -> Tensor(a)` */
  swapdims(self: Tensor, dim0: Int, dim1: Int): Tensor;
  swapdims(self: Tensor, options: { dim0: Int; dim1: Int }): Tensor;
  /** As `transpose_`: swaps two dimensions of the tensor itself. `aten::swapdims_(Tensor(a!) self, int dim0, int dim1) -> Tensor(a!)` */
  swapdims_(self: Tensor, dim0: Int, dim1: Int): Tensor;
  swapdims_(self: Tensor, options: { dim0: Int; dim1: Int }): Tensor;
  /** Tells the tracer of dynamic shapes the range of a number. `aten::sym_constrain_range(Scalar size, *, int? min=None, int? max=None) -> ()` */
  symConstrainRange(size: Scalar, options?: { min?: Int | null; max?: Int | null }): void;
  symConstrainRange(options: { size: Scalar; min?: Int | null; max?: Int | null }): void;
  /** Tells the tracer of dynamic shapes the range of a size. `aten::sym_constrain_range_for_size(Scalar size, *, int? min=None, int? max=None) -> ()` */
  symConstrainRangeForSize(size: Scalar, options?: { min?: Int | null; max?: Int | null }): void;
  symConstrainRangeForSize(options: { size: Scalar; min?: Int | null; max?: Int | null }): void;
  /** Whether the elements lie in memory in the order of a memory format. `aten::sym_is_contiguous(Tensor self, MemoryFormat memory_format=0) -> SymBool` */
  symIsContiguous(self: Tensor, memoryFormat?: MemoryFormat): boolean;
  symIsContiguous(self: Tensor, options?: { memoryFormat?: MemoryFormat }): boolean;
  /** How many elements. `aten::sym_numel(Tensor self) -> SymInt` */
  symNumel(self: Tensor): number;
  /** Size of one dimension. `aten::sym_size.int(Tensor self, int dim) -> SymInt` */
  symSize(self: Tensor, dim: Int): number;
  symSize(self: Tensor, options: { dim: Int }): number;
  /** Offset of the first element in its storage, in elements. `aten::sym_storage_offset(Tensor self) -> SymInt` */
  symStorageOffset(self: Tensor): number;
  /** Elements to step along one dimension. `aten::sym_stride.int(Tensor self, int dim) -> SymInt` */
  symStride(self: Tensor, dim: Int): number;
  symStride(self: Tensor, options: { dim: Int }): number;
  /** A matrix transposed, as a view. `aten::t(Tensor(a) self) -> Tensor(a)` */
  t(self: Tensor): Tensor;
  /** Transposes the matrix itself. `aten::t_(Tensor(a!) self) -> Tensor(a!)` */
  t_(self: Tensor): Tensor;
  /** As `t`, but a copy that shares no memory. `aten::t_copy(Tensor self) -> Tensor` */
  tCopy(self: Tensor): Tensor;
  /** Elements at flat indices. `aten::take(Tensor self, Tensor index) -> Tensor` */
  take(self: Tensor, index: Tensor): Tensor;
  /** Elements picked along a dimension by indices, broadcast. `aten::take_along_dim(Tensor self, Tensor indices, int? dim=None) -> Tensor` */
  takeAlongDim(self: Tensor, indices: Tensor, dim?: Int | null): Tensor;
  takeAlongDim(self: Tensor, indices: Tensor, options?: { dim?: Int | null }): Tensor;
  /** Tangent of each element, in radians. `aten::tan(Tensor self) -> Tensor` */
  tan(self: Tensor): Tensor;
  /** In place: tangent of each element, in radians. `aten::tan_(Tensor(a!) self) -> Tensor(a!)` */
  tan_(self: Tensor): Tensor;
  /** Hyperbolic tangent of each element. `aten::tanh(Tensor self) -> Tensor` */
  tanh(self: Tensor): Tensor;
  /** In place: hyperbolic tangent of each element. `aten::tanh_(Tensor(a!) self) -> Tensor(a!)` */
  tanh_(self: Tensor): Tensor;
  /** Gradient of `tanh`; autograd calls it. `aten::tanh_backward(Tensor grad_output, Tensor output) -> Tensor` */
  tanhBackward(gradOutput: Tensor, output: Tensor): Tensor;
  /** Views of parts along a dimension, by their number or by where they end. `aten::tensor_split.tensor_indices_or_sections(Tensor(a -> *) self, Tensor tensor_indices_or_sections, int dim=0) -> Tensor(a)[]` · `aten::tensor_split.sections(Tensor(a -> *) self, SymInt sections, int dim=0) -> Tensor(a)[]` · `aten::tensor_split.indices(Tensor(a -> *) self, SymInt[] indices, int dim=0) -> Tensor(a)[]` */
  tensorSplit(self: Tensor, tensorIndicesOrSections: Tensor, dim?: Int): Tensor[];
  tensorSplit(self: Tensor, tensorIndicesOrSections: Tensor, options?: { dim?: Int }): Tensor[];
  tensorSplit(self: Tensor, sections: Int, dim?: Int): Tensor[];
  tensorSplit(self: Tensor, sections: Int, options?: { dim?: Int }): Tensor[];
  tensorSplit(self: Tensor, options: { sections: Int; dim?: Int }): Tensor[];
  tensorSplit(self: Tensor, indices: Ints, dim?: Int): Tensor[];
  tensorSplit(self: Tensor, indices: Ints, options?: { dim?: Int }): Tensor[];
  tensorSplit(self: Tensor, options: { indices: Ints; dim?: Int }): Tensor[];
  /** Sums of products over given dimensions of two tensors. `aten::tensordot(Tensor self, Tensor other, int[] dims_self, int[] dims_other) -> Tensor` */
  tensordot(self: Tensor, other: Tensor, dimsSelf: Ints, dimsOther: Ints): Tensor;
  tensordot(self: Tensor, other: Tensor, options: { dimsSelf: Ints; dimsOther: Ints }): Tensor;
  tensordot(self: Tensor, other: Tensor, dims?: number | readonly [readonly Int[], readonly Int[]]): Tensor;
  tensordot(self: Tensor, other: Tensor, options: { dims: number | readonly [readonly Int[], readonly Int[]] }): Tensor;
  /** Convolution over height and width by unfolding. `aten::thnn_conv2d(Tensor self, Tensor weight, SymInt[2] kernel_size, Tensor? bias=None, SymInt[2] stride=[1, 1], SymInt[2] padding=[0, 0]) -> Tensor` */
  thnnConv2d(self: Tensor, weight: Tensor, kernelSize: Ints, bias?: Tensor | null, stride?: Ints, padding?: Ints): Tensor;
  thnnConv2d(self: Tensor, weight: Tensor, kernelSize: Ints, options?: { bias?: Tensor | null; stride?: Ints; padding?: Ints }): Tensor;
  thnnConv2d(self: Tensor, weight: Tensor, options: { kernelSize: Ints; bias?: Tensor | null; stride?: Ints; padding?: Ints }): Tensor;
  /** `x` where it is above `threshold`, else `value`. `aten::threshold(Tensor self, Scalar threshold, Scalar value) -> Tensor` */
  threshold(self: Tensor, threshold: Scalar, value: Scalar): Tensor;
  threshold(self: Tensor, options: { threshold: Scalar; value: Scalar }): Tensor;
  /** In place: `x` where it is above `threshold`, else `value`. `aten::threshold_(Tensor(a!) self, Scalar threshold, Scalar value) -> Tensor(a!)` */
  threshold_(self: Tensor, threshold: Scalar, value: Scalar): Tensor;
  threshold_(self: Tensor, options: { threshold: Scalar; value: Scalar }): Tensor;
  /** Gradient of `threshold`; autograd calls it. `aten::threshold_backward(Tensor grad_output, Tensor self, Scalar threshold) -> Tensor` */
  thresholdBackward(gradOutput: Tensor, self: Tensor, threshold: Scalar): Tensor;
  thresholdBackward(gradOutput: Tensor, self: Tensor, options: { threshold: Scalar }): Tensor;
  /** Copies of the tensor laid side by side, missing dimensions counted as one. `aten::tile(Tensor self, SymInt[] dims) -> Tensor` */
  tile(self: Tensor, dims: Ints): Tensor;
  tile(self: Tensor, options: { dims: Ints }): Tensor;
  tile(self: Tensor, ...size: [Int, Int, ...Int[]]): Tensor;
  /** Converted to another type, device or memory format; the tensor itself where nothing changes. `aten::to.other(Tensor(a) self, Tensor other, bool non_blocking=False, bool copy=False, MemoryFormat? memory_format=None) -> Tensor(a)` · `aten::to.dtype(Tensor(a) self, ScalarType dtype, bool non_blocking=False, bool copy=False, MemoryFormat? memory_format=None) -> Tensor(a)` · `aten::to.dtype_layout(Tensor(a) self, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None, bool non_blocking=False, bool copy=False, MemoryFormat? memory_format=None) -> Tensor(a)` · `aten::to.device(Tensor(a) self, Device device, ScalarType dtype, bool non_blocking=False, bool copy=False, MemoryFormat? memory_format=None) -> Tensor(a)` */
  to(self: Tensor, other: Tensor, nonBlocking?: boolean, copy?: boolean, memoryFormat?: MemoryFormat | null): Tensor;
  to(self: Tensor, other: Tensor, options?: { nonBlocking?: boolean; copy?: boolean; memoryFormat?: MemoryFormat | null }): Tensor;
  to(self: Tensor, dtype: DType, nonBlocking?: boolean, copy?: boolean, memoryFormat?: MemoryFormat | null): Tensor;
  to(self: Tensor, dtype: DType, options?: { nonBlocking?: boolean; copy?: boolean; memoryFormat?: MemoryFormat | null }): Tensor;
  to(self: Tensor, options: Named & { dtype: DType; nonBlocking?: boolean; copy?: boolean; memoryFormat?: MemoryFormat | null }): Tensor;
  to(self: Tensor, options?: Named & { dtype?: DType | null; layout?: Layout | null; device?: DeviceChoice | null; pinMemory?: boolean | null; nonBlocking?: boolean; copy?: boolean; memoryFormat?: MemoryFormat | null }): Tensor;
  to(self: Tensor, device: DeviceChoice, dtype: DType, nonBlocking?: boolean, copy?: boolean, memoryFormat?: MemoryFormat | null): Tensor;
  to(self: Tensor, device: DeviceChoice, dtype: DType, options?: { nonBlocking?: boolean; copy?: boolean; memoryFormat?: MemoryFormat | null }): Tensor;
  to(self: Tensor, options: Named & { device: DeviceChoice; dtype: DType; nonBlocking?: boolean; copy?: boolean; memoryFormat?: MemoryFormat | null }): Tensor;
  /** A sparse or oneDNN tensor as an ordinary one. `aten::to_dense(Tensor self, ScalarType? dtype=None, *, bool? masked_grad=None) -> Tensor` */
  toDense(self: Tensor, dtype?: DType | null, options?: { maskedGrad?: boolean | null }): Tensor;
  toDense(self: Tensor, options?: Named & { dtype?: DType | null; maskedGrad?: boolean | null }): Tensor;
  /** Gradient of `toDense`; autograd calls it. `aten::to_dense_backward(Tensor grad, Tensor input, bool? masked_grad=None) -> Tensor` */
  toDenseBackward(grad: Tensor, input: Tensor, maskedGrad?: boolean | null): Tensor;
  toDenseBackward(grad: Tensor, input: Tensor, options?: { maskedGrad?: boolean | null }): Tensor;
  /** The tensor in oneDNN's own layout. `aten::to_mkldnn(Tensor self, ScalarType? dtype=None) -> Tensor` */
  toMkldnn(self: Tensor, dtype?: DType | null): Tensor;
  toMkldnn(self: Tensor, options?: Named & { dtype?: DType | null }): Tensor;
  /** Gradient of `toMkldnn`; autograd calls it. `aten::to_mkldnn_backward(Tensor grad, Tensor input) -> Tensor` */
  toMkldnnBackward(grad: Tensor, input: Tensor): Tensor;
  /** A nested tensor as one tensor, padded by a value. `aten::to_padded_tensor(Tensor self, float padding, SymInt[]? output_size=None) -> Tensor` */
  toPaddedTensor(self: Tensor, padding: number, outputSize?: Ints | null): Tensor;
  toPaddedTensor(self: Tensor, padding: number, options?: { outputSize?: Ints | null }): Tensor;
  toPaddedTensor(self: Tensor, options: { padding: number; outputSize?: Ints | null }): Tensor;
  /** The tensor in a sparse layout, COO by default. `aten::to_sparse.sparse_dim(Tensor self, int sparse_dim) -> Tensor` · `aten::to_sparse(Tensor self, *, Layout? layout=None, int[2]? blocksize=None, int? dense_dim=None) -> Tensor` */
  toSparse(self: Tensor, sparseDim: Int): Tensor;
  toSparse(self: Tensor, options: { sparseDim: Int }): Tensor;
  toSparse(self: Tensor, options?: Named & { layout?: Layout | null; blocksize?: Ints | null; denseDim?: Int | null }): Tensor;
  /** The tensor in sparse BSC layout. `aten::to_sparse_bsc(Tensor self, int[2] blocksize, int? dense_dim=None) -> Tensor` */
  toSparseBsc(self: Tensor, blocksize: Ints, denseDim?: Int | null): Tensor;
  toSparseBsc(self: Tensor, blocksize: Ints, options?: { denseDim?: Int | null }): Tensor;
  toSparseBsc(self: Tensor, options: { blocksize: Ints; denseDim?: Int | null }): Tensor;
  /** The tensor in sparse BSR layout. `aten::to_sparse_bsr(Tensor self, int[2] blocksize, int? dense_dim=None) -> Tensor` */
  toSparseBsr(self: Tensor, blocksize: Ints, denseDim?: Int | null): Tensor;
  toSparseBsr(self: Tensor, blocksize: Ints, options?: { denseDim?: Int | null }): Tensor;
  toSparseBsr(self: Tensor, options: { blocksize: Ints; denseDim?: Int | null }): Tensor;
  /** The tensor in sparse CSC layout. `aten::to_sparse_csc(Tensor self, int? dense_dim=None) -> Tensor` */
  toSparseCsc(self: Tensor, denseDim?: Int | null): Tensor;
  toSparseCsc(self: Tensor, options?: { denseDim?: Int | null }): Tensor;
  /** The tensor in sparse CSR layout. `aten::to_sparse_csr(Tensor self, int? dense_dim=None) -> Tensor` */
  toSparseCsr(self: Tensor, denseDim?: Int | null): Tensor;
  toSparseCsr(self: Tensor, options?: { denseDim?: Int | null }): Tensor;
  /** The `k` largest or smallest values along a dimension, and their indices. `aten::topk(Tensor self, SymInt k, int dim=-1, bool largest=True, bool sorted=True) -> (Tensor values, Tensor indices)` */
  topk(self: Tensor, k: Int, dim?: Int, largest?: boolean, sorted?: boolean): { values: Tensor; indices: Tensor };
  topk(self: Tensor, k: Int, options?: { dim?: Int; largest?: boolean; sorted?: boolean }): { values: Tensor; indices: Tensor };
  topk(self: Tensor, options: { k: Int; dim?: Int; largest?: boolean; sorted?: boolean }): { values: Tensor; indices: Tensor };
  /** Sum of the diagonal of a matrix. `aten::trace(Tensor self) -> Tensor` */
  trace(self: Tensor): Tensor;
  /** Gradient of `trace`; autograd calls it. `aten::trace_backward(Tensor grad, SymInt[] sizes) -> Tensor` */
  traceBackward(grad: Tensor, sizes: Ints): Tensor;
  traceBackward(grad: Tensor, options: { sizes: Ints }): Tensor;
  /** Two dimensions swapped, as a view. `aten::transpose.int(Tensor(a) self, int dim0, int dim1) -> Tensor(a)` */
  transpose(self: Tensor, dim0: Int, dim1: Int): Tensor;
  transpose(self: Tensor, options: { dim0: Int; dim1: Int }): Tensor;
  /** Swaps two dimensions of the tensor itself. `aten::transpose_(Tensor(a!) self, int dim0, int dim1) -> Tensor(a!)` */
  transpose_(self: Tensor, dim0: Int, dim1: Int): Tensor;
  transpose_(self: Tensor, options: { dim0: Int; dim1: Int }): Tensor;
  /** As `transpose`, but a copy that shares no memory. `aten::transpose_copy.int(Tensor self, int dim0, int dim1) -> Tensor` */
  transposeCopy(self: Tensor, dim0: Int, dim1: Int): Tensor;
  transposeCopy(self: Tensor, options: { dim0: Int; dim1: Int }): Tensor;
  /** Integral along a dimension, by the trapezoidal rule. `aten::trapezoid.x(Tensor y, Tensor x, *, int dim=-1) -> Tensor` · `aten::trapezoid.dx(Tensor y, *, Scalar dx=1, int dim=-1) -> Tensor` */
  trapezoid(y: Tensor, x: Tensor, options?: { dim?: Int }): Tensor;
  trapezoid(y: Tensor, options?: { dx?: Scalar; dim?: Int }): Tensor;
  /** As `trapezoid`: integral along a dimension, by the trapezoidal rule. `aten::trapz.x(Tensor y, Tensor x, *, int dim=-1) -> Tensor` · `aten::trapz.dx(Tensor y, *, float dx=1., int dim=-1) -> Tensor` */
  trapz(y: Tensor, x: Tensor, options?: { dim?: Int }): Tensor;
  trapz(y: Tensor, options?: { dx?: number; dim?: Int }): Tensor;
  /** Solution of triangular linear systems, with a copy of the matrix. `aten::triangular_solve(Tensor self, Tensor A, bool upper=True, bool transpose=False, bool unitriangular=False) -> (Tensor solution, Tensor cloned_coefficient)` */
  triangularSolve(self: Tensor, A: Tensor, upper?: boolean, transpose?: boolean, unitriangular?: boolean): { solution: Tensor; clonedCoefficient: Tensor };
  triangularSolve(self: Tensor, A: Tensor, options?: { upper?: boolean; transpose?: boolean; unitriangular?: boolean }): { solution: Tensor; clonedCoefficient: Tensor };
  /** Lower triangle of matrices, zero elsewhere. `aten::tril(Tensor self, SymInt diagonal=0) -> Tensor` */
  tril(self: Tensor, diagonal?: Int): Tensor;
  tril(self: Tensor, options?: { diagonal?: Int }): Tensor;
  /** In place: lower triangle of matrices, zero elsewhere. `aten::tril_(Tensor(a!) self, SymInt diagonal=0) -> Tensor(a!)` */
  tril_(self: Tensor, diagonal?: Int): Tensor;
  tril_(self: Tensor, options?: { diagonal?: Int }): Tensor;
  /** Row and column indices of a lower triangle. `aten::tril_indices(int row, int col, int offset=0, *, ScalarType? dtype=4, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` */
  trilIndices(row: Int, col: Int, offset?: Int, options?: NewTensorOptions): Tensor;
  trilIndices(row: Int, col: Int, options?: NewTensorOptions & { offset?: Int }): Tensor;
  trilIndices(options: NewTensorOptions & { row: Int; col: Int; offset?: Int }): Tensor;
  /** Loss that wants an anchor nearer to the positive than to the negative by a margin. `aten::triplet_margin_loss(Tensor anchor, Tensor positive, Tensor negative, float margin=1., float p=2., float eps=9.9999999999999995e-07, bool swap=False, int reduction=1) -> Tensor` */
  tripletMarginLoss(anchor: Tensor, positive: Tensor, negative: Tensor, margin?: number, p?: number, eps?: number, swap?: boolean, reduction?: Int): Tensor;
  tripletMarginLoss(anchor: Tensor, positive: Tensor, negative: Tensor, options?: { margin?: number; p?: number; eps?: number; swap?: boolean; reduction?: Int }): Tensor;
  /** Upper triangle of matrices, zero elsewhere. `aten::triu(Tensor self, SymInt diagonal=0) -> Tensor` */
  triu(self: Tensor, diagonal?: Int): Tensor;
  triu(self: Tensor, options?: { diagonal?: Int }): Tensor;
  /** In place: upper triangle of matrices, zero elsewhere. `aten::triu_(Tensor(a!) self, SymInt diagonal=0) -> Tensor(a!)` */
  triu_(self: Tensor, diagonal?: Int): Tensor;
  triu_(self: Tensor, options?: { diagonal?: Int }): Tensor;
  /** Row and column indices of an upper triangle. `aten::triu_indices(int row, int col, int offset=0, *, ScalarType? dtype=4, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` */
  triuIndices(row: Int, col: Int, offset?: Int, options?: NewTensorOptions): Tensor;
  triuIndices(row: Int, col: Int, options?: NewTensorOptions & { offset?: Int }): Tensor;
  triuIndices(options: NewTensorOptions & { row: Int; col: Int; offset?: Int }): Tensor;
  /** Exact quotient of each pair of elements. `aten::true_divide.Tensor(Tensor self, Tensor other) -> Tensor` · `aten::true_divide.Scalar(Tensor self, Scalar other) -> Tensor` */
  trueDivide(self: Tensor, other: Tensor): Tensor;
  trueDivide(self: Tensor, other: Scalar): Tensor;
  trueDivide(self: Tensor, options: { other: Scalar }): Tensor;
  /** In place: exact quotient of each pair of elements. `aten::true_divide_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::true_divide_.Scalar(Tensor(a!) self, Scalar other) -> Tensor(a!)` */
  trueDivide_(self: Tensor, other: Tensor): Tensor;
  trueDivide_(self: Tensor, other: Scalar): Tensor;
  trueDivide_(self: Tensor, options: { other: Scalar }): Tensor;
  /** Each element without its fractional part. `aten::trunc(Tensor self) -> Tensor` */
  trunc(self: Tensor): Tensor;
  /** In place: each element without its fractional part. `aten::trunc_(Tensor(a!) self) -> Tensor(a!)` */
  trunc_(self: Tensor): Tensor;
  /** Converted to another tensor's type. `aten::type_as(Tensor self, Tensor other) -> Tensor` */
  typeAs(self: Tensor, other: Tensor): Tensor;
  /** Views of all indices of a dimension. `aten::unbind.int(Tensor(a -> *) self, int dim=0) -> Tensor(a)[]` */
  unbind(self: Tensor, dim?: Int): Tensor[];
  unbind(self: Tensor, options?: { dim?: Int }): Tensor[];
  /** As `unbind`, but a copy that shares no memory. `aten::unbind_copy.int(Tensor self, int dim=0) -> Tensor[]` */
  unbindCopy(self: Tensor, dim?: Int): Tensor[];
  unbindCopy(self: Tensor, options?: { dim?: Int }): Tensor[];
  /** One dimension unfolded into several, as a view. `aten::unflatten.int(Tensor(a) self, int dim, SymInt[] sizes) -> Tensor(a)` */
  unflatten(self: Tensor, dim: Int, sizes: Ints): Tensor;
  unflatten(self: Tensor, options: { dim: Int; sizes: Ints }): Tensor;
  /** Views of one vector in the shapes of several tensors. `aten::unflatten_dense_tensors(Tensor flat, Tensor[] tensors) -> Tensor[]` */
  unflattenDenseTensors(flat: Tensor, tensors: readonly Tensor[]): Tensor[];
  unflattenDenseTensors(flat: Tensor, options: { tensors: readonly Tensor[] }): Tensor[];
  /** A view of all windows along a dimension, in a new last dimension. `aten::unfold(Tensor(a) self, int dimension, int size, int step) -> Tensor(a)` */
  unfold(self: Tensor, dimension: Int, size: Int, step: Int): Tensor;
  unfold(self: Tensor, options: { dimension: Int; size: Int; step: Int }): Tensor;
  /** Gradient of `unfold`; autograd calls it. `aten::unfold_backward(Tensor grad_in, SymInt[] input_sizes, int dim, int size, int step) -> Tensor` */
  unfoldBackward(gradIn: Tensor, inputSizes: Ints, dim: Int, size: Int, step: Int): Tensor;
  unfoldBackward(gradIn: Tensor, options: { inputSizes: Ints; dim: Int; size: Int; step: Int }): Tensor;
  /** As `unfold`, but a copy that shares no memory. `aten::unfold_copy(Tensor self, int dimension, int size, int step) -> Tensor` */
  unfoldCopy(self: Tensor, dimension: Int, size: Int, step: Int): Tensor;
  unfoldCopy(self: Tensor, options: { dimension: Int; size: Int; step: Int }): Tensor;
  /** Uniform random numbers in the tensor's shape. `aten::uniform(Tensor self, float from=0., float to=1., *, Generator? generator=None) -> Tensor` */
  uniform(self: Tensor, from?: number, to?: number, options?: { generator?: Generator | null }): Tensor;
  uniform(self: Tensor, options?: { from?: number; to?: number; generator?: Generator | null }): Tensor;
  /** Fills the tensor with uniform random numbers. `aten::uniform_(Tensor(a!) self, float from=0., float to=1., *, Generator? generator=None) -> Tensor(a!)` */
  uniform_(self: Tensor, from?: number, to?: number, options?: { generator?: Generator | null }): Tensor;
  uniform_(self: Tensor, options?: { from?: number; to?: number; generator?: Generator | null }): Tensor;
  /** The tensor without repetitions of neighbours, with inverse indices and counts. `aten::unique_consecutive(Tensor self, bool return_inverse=False, bool return_counts=False, int? dim=None) -> (Tensor, Tensor, Tensor)` */
  uniqueConsecutive(self: Tensor, returnInverse?: boolean, returnCounts?: boolean, dim?: Int | null): [Tensor, Tensor, Tensor];
  uniqueConsecutive(self: Tensor, options?: { returnInverse?: boolean; returnCounts?: boolean; dim?: Int | null }): [Tensor, Tensor, Tensor];
  /** The distinct slices along a dimension, with inverse indices and counts. `aten::unique_dim(Tensor self, int dim, bool sorted=True, bool return_inverse=False, bool return_counts=False) -> (Tensor, Tensor, Tensor)` */
  uniqueDim(self: Tensor, dim: Int, sorted?: boolean, returnInverse?: boolean, returnCounts?: boolean): [Tensor, Tensor, Tensor];
  uniqueDim(self: Tensor, dim: Int, options?: { sorted?: boolean; returnInverse?: boolean; returnCounts?: boolean }): [Tensor, Tensor, Tensor];
  uniqueDim(self: Tensor, options: { dim: Int; sorted?: boolean; returnInverse?: boolean; returnCounts?: boolean }): [Tensor, Tensor, Tensor];
  /** Slices along a dimension without repetitions of neighbours, with inverse indices and counts. `aten::unique_dim_consecutive(Tensor self, int dim, bool return_inverse=False, bool return_counts=False) -> (Tensor, Tensor, Tensor)` */
  uniqueDimConsecutive(self: Tensor, dim: Int, returnInverse?: boolean, returnCounts?: boolean): [Tensor, Tensor, Tensor];
  uniqueDimConsecutive(self: Tensor, dim: Int, options?: { returnInverse?: boolean; returnCounts?: boolean }): [Tensor, Tensor, Tensor];
  uniqueDimConsecutive(self: Tensor, options: { dim: Int; returnInverse?: boolean; returnCounts?: boolean }): [Tensor, Tensor, Tensor];
  /** As `chunk`, with parts that autograd does not take for views. `aten::unsafe_chunk(Tensor self, int chunks, int dim=0) -> Tensor[]` */
  unsafeChunk(self: Tensor, chunks: Int, dim?: Int): Tensor[];
  unsafeChunk(self: Tensor, chunks: Int, options?: { dim?: Int }): Tensor[];
  unsafeChunk(self: Tensor, options: { chunks: Int; dim?: Int }): Tensor[];
  /** As `split`, with parts that autograd does not take for views. `aten::unsafe_split.Tensor(Tensor self, SymInt split_size, int dim=0) -> Tensor[]` */
  unsafeSplit(self: Tensor, splitSize: Int, dim?: Int): Tensor[];
  unsafeSplit(self: Tensor, splitSize: Int, options?: { dim?: Int }): Tensor[];
  unsafeSplit(self: Tensor, options: { splitSize: Int; dim?: Int }): Tensor[];
  /** As `splitWithSizes`, with parts that autograd does not take for views. `aten::unsafe_split_with_sizes(Tensor self, SymInt[] split_sizes, int dim=0) -> Tensor[]` */
  unsafeSplitWithSizes(self: Tensor, splitSizes: Ints, dim?: Int): Tensor[];
  unsafeSplitWithSizes(self: Tensor, splitSizes: Ints, options?: { dim?: Int }): Tensor[];
  unsafeSplitWithSizes(self: Tensor, options: { splitSizes: Ints; dim?: Int }): Tensor[];
  /** A view with a new dimension of size one. `aten::unsqueeze(Tensor(a) self, int dim) -> Tensor(a)` */
  unsqueeze(self: Tensor, dim: Int): Tensor;
  unsqueeze(self: Tensor, options: { dim: Int }): Tensor;
  /** Adds a dimension of size one to the tensor itself. `aten::unsqueeze_(Tensor(a!) self, int dim) -> Tensor(a!)` */
  unsqueeze_(self: Tensor, dim: Int): Tensor;
  unsqueeze_(self: Tensor, options: { dim: Int }): Tensor;
  /** As `unsqueeze`, but a copy that shares no memory. `aten::unsqueeze_copy(Tensor self, int dim) -> Tensor` */
  unsqueezeCopy(self: Tensor, dim: Int): Tensor;
  unsqueezeCopy(self: Tensor, options: { dim: Int }): Tensor;
  /** Resized over height and width by cubic interpolation. `aten::upsample_bicubic2d(Tensor self, SymInt[2] output_size, bool align_corners, float? scales_h=None, float? scales_w=None) -> Tensor` · `aten::upsample_bicubic2d.vec(Tensor input, SymInt[]? output_size, bool align_corners, float[]? scale_factors) -> Tensor` */
  upsampleBicubic2d(self: Tensor, outputSize: Ints, alignCorners: boolean, scalesH?: number | null, scalesW?: number | null): Tensor;
  upsampleBicubic2d(self: Tensor, outputSize: Ints, alignCorners: boolean, options?: { scalesH?: number | null; scalesW?: number | null }): Tensor;
  upsampleBicubic2d(self: Tensor, options: { outputSize: Ints; alignCorners: boolean; scalesH?: number | null; scalesW?: number | null }): Tensor;
  upsampleBicubic2d(input: Tensor, outputSize: Ints | null, alignCorners: boolean, scaleFactors: readonly number[] | null): Tensor;
  upsampleBicubic2d(input: Tensor, options: { outputSize: Ints | null; alignCorners: boolean; scaleFactors: readonly number[] | null }): Tensor;
  /** Gradient of `upsampleBicubic2d`; autograd calls it. `aten::upsample_bicubic2d_backward(Tensor grad_output, SymInt[2] output_size, SymInt[4] input_size, bool align_corners, float? scales_h=None, float? scales_w=None) -> Tensor` */
  upsampleBicubic2dBackward(gradOutput: Tensor, outputSize: Ints, inputSize: Ints, alignCorners: boolean, scalesH?: number | null, scalesW?: number | null): Tensor;
  upsampleBicubic2dBackward(gradOutput: Tensor, outputSize: Ints, inputSize: Ints, alignCorners: boolean, options?: { scalesH?: number | null; scalesW?: number | null }): Tensor;
  upsampleBicubic2dBackward(gradOutput: Tensor, options: { outputSize: Ints; inputSize: Ints; alignCorners: boolean; scalesH?: number | null; scalesW?: number | null }): Tensor;
  /** Resized over height and width by linear interpolation. `aten::upsample_bilinear2d(Tensor self, SymInt[2] output_size, bool align_corners, float? scales_h=None, float? scales_w=None) -> Tensor` · `aten::upsample_bilinear2d.vec(Tensor input, SymInt[]? output_size, bool align_corners, float[]? scale_factors) -> Tensor` */
  upsampleBilinear2d(self: Tensor, outputSize: Ints, alignCorners: boolean, scalesH?: number | null, scalesW?: number | null): Tensor;
  upsampleBilinear2d(self: Tensor, outputSize: Ints, alignCorners: boolean, options?: { scalesH?: number | null; scalesW?: number | null }): Tensor;
  upsampleBilinear2d(self: Tensor, options: { outputSize: Ints; alignCorners: boolean; scalesH?: number | null; scalesW?: number | null }): Tensor;
  upsampleBilinear2d(input: Tensor, outputSize: Ints | null, alignCorners: boolean, scaleFactors: readonly number[] | null): Tensor;
  upsampleBilinear2d(input: Tensor, options: { outputSize: Ints | null; alignCorners: boolean; scaleFactors: readonly number[] | null }): Tensor;
  /** Gradient of `upsampleBilinear2d`; autograd calls it. `aten::upsample_bilinear2d_backward(Tensor grad_output, SymInt[2] output_size, SymInt[4] input_size, bool align_corners, float? scales_h=None, float? scales_w=None) -> Tensor` */
  upsampleBilinear2dBackward(gradOutput: Tensor, outputSize: Ints, inputSize: Ints, alignCorners: boolean, scalesH?: number | null, scalesW?: number | null): Tensor;
  upsampleBilinear2dBackward(gradOutput: Tensor, outputSize: Ints, inputSize: Ints, alignCorners: boolean, options?: { scalesH?: number | null; scalesW?: number | null }): Tensor;
  upsampleBilinear2dBackward(gradOutput: Tensor, options: { outputSize: Ints; inputSize: Ints; alignCorners: boolean; scalesH?: number | null; scalesW?: number | null }): Tensor;
  /** Resized along the last dimension by linear interpolation. `aten::upsample_linear1d(Tensor self, SymInt[1] output_size, bool align_corners, float? scales=None) -> Tensor` · `aten::upsample_linear1d.vec(Tensor input, SymInt[]? output_size, bool align_corners, float[]? scale_factors) -> Tensor` */
  upsampleLinear1d(self: Tensor, outputSize: Ints, alignCorners: boolean, scales?: number | null): Tensor;
  upsampleLinear1d(self: Tensor, outputSize: Ints, alignCorners: boolean, options?: { scales?: number | null }): Tensor;
  upsampleLinear1d(self: Tensor, options: { outputSize: Ints; alignCorners: boolean; scales?: number | null }): Tensor;
  upsampleLinear1d(input: Tensor, outputSize: Ints | null, alignCorners: boolean, scaleFactors: readonly number[] | null): Tensor;
  upsampleLinear1d(input: Tensor, options: { outputSize: Ints | null; alignCorners: boolean; scaleFactors: readonly number[] | null }): Tensor;
  /** Gradient of `upsampleLinear1d`; autograd calls it. `aten::upsample_linear1d_backward(Tensor grad_output, SymInt[1] output_size, SymInt[3] input_size, bool align_corners, float? scales=None) -> Tensor` */
  upsampleLinear1dBackward(gradOutput: Tensor, outputSize: Ints, inputSize: Ints, alignCorners: boolean, scales?: number | null): Tensor;
  upsampleLinear1dBackward(gradOutput: Tensor, outputSize: Ints, inputSize: Ints, alignCorners: boolean, options?: { scales?: number | null }): Tensor;
  upsampleLinear1dBackward(gradOutput: Tensor, options: { outputSize: Ints; inputSize: Ints; alignCorners: boolean; scales?: number | null }): Tensor;
  /** Resized along the last dimension by the nearest value. `aten::upsample_nearest1d(Tensor self, SymInt[1] output_size, float? scales=None) -> Tensor` · `aten::upsample_nearest1d.vec(Tensor input, SymInt[]? output_size, float[]? scale_factors) -> Tensor` */
  upsampleNearest1d(self: Tensor, outputSize: Ints, scales?: number | null): Tensor;
  upsampleNearest1d(self: Tensor, outputSize: Ints, options?: { scales?: number | null }): Tensor;
  upsampleNearest1d(self: Tensor, options: { outputSize: Ints; scales?: number | null }): Tensor;
  upsampleNearest1d(input: Tensor, outputSize: Ints | null, scaleFactors: readonly number[] | null): Tensor;
  upsampleNearest1d(input: Tensor, options: { outputSize: Ints | null; scaleFactors: readonly number[] | null }): Tensor;
  /** Gradient of `upsampleNearest1d`; autograd calls it. `aten::upsample_nearest1d_backward(Tensor grad_output, SymInt[1] output_size, SymInt[3] input_size, float? scales=None) -> Tensor` */
  upsampleNearest1dBackward(gradOutput: Tensor, outputSize: Ints, inputSize: Ints, scales?: number | null): Tensor;
  upsampleNearest1dBackward(gradOutput: Tensor, outputSize: Ints, inputSize: Ints, options?: { scales?: number | null }): Tensor;
  upsampleNearest1dBackward(gradOutput: Tensor, options: { outputSize: Ints; inputSize: Ints; scales?: number | null }): Tensor;
  /** Resized over height and width by the nearest value. `aten::upsample_nearest2d(Tensor self, SymInt[2] output_size, float? scales_h=None, float? scales_w=None) -> Tensor` · `aten::upsample_nearest2d.vec(Tensor input, SymInt[]? output_size, float[]? scale_factors) -> Tensor` */
  upsampleNearest2d(self: Tensor, outputSize: Ints, scalesH?: number | null, scalesW?: number | null): Tensor;
  upsampleNearest2d(self: Tensor, outputSize: Ints, options?: { scalesH?: number | null; scalesW?: number | null }): Tensor;
  upsampleNearest2d(self: Tensor, options: { outputSize: Ints; scalesH?: number | null; scalesW?: number | null }): Tensor;
  upsampleNearest2d(input: Tensor, outputSize: Ints | null, scaleFactors: readonly number[] | null): Tensor;
  upsampleNearest2d(input: Tensor, options: { outputSize: Ints | null; scaleFactors: readonly number[] | null }): Tensor;
  /** Gradient of `upsampleNearest2d`; autograd calls it. `aten::upsample_nearest2d_backward(Tensor grad_output, SymInt[2] output_size, SymInt[4] input_size, float? scales_h=None, float? scales_w=None) -> Tensor` */
  upsampleNearest2dBackward(gradOutput: Tensor, outputSize: Ints, inputSize: Ints, scalesH?: number | null, scalesW?: number | null): Tensor;
  upsampleNearest2dBackward(gradOutput: Tensor, outputSize: Ints, inputSize: Ints, options?: { scalesH?: number | null; scalesW?: number | null }): Tensor;
  upsampleNearest2dBackward(gradOutput: Tensor, options: { outputSize: Ints; inputSize: Ints; scalesH?: number | null; scalesW?: number | null }): Tensor;
  /** Resized over depth, height and width by the nearest value. `aten::upsample_nearest3d(Tensor self, SymInt[3] output_size, float? scales_d=None, float? scales_h=None, float? scales_w=None) -> Tensor` · `aten::upsample_nearest3d.vec(Tensor input, SymInt[]? output_size, float[]? scale_factors) -> Tensor` */
  upsampleNearest3d(self: Tensor, outputSize: Ints, scalesD?: number | null, scalesH?: number | null, scalesW?: number | null): Tensor;
  upsampleNearest3d(self: Tensor, outputSize: Ints, options?: { scalesD?: number | null; scalesH?: number | null; scalesW?: number | null }): Tensor;
  upsampleNearest3d(self: Tensor, options: { outputSize: Ints; scalesD?: number | null; scalesH?: number | null; scalesW?: number | null }): Tensor;
  upsampleNearest3d(input: Tensor, outputSize: Ints | null, scaleFactors: readonly number[] | null): Tensor;
  upsampleNearest3d(input: Tensor, options: { outputSize: Ints | null; scaleFactors: readonly number[] | null }): Tensor;
  /** Gradient of `upsampleNearest3d`; autograd calls it. `aten::upsample_nearest3d_backward(Tensor grad_output, SymInt[3] output_size, SymInt[5] input_size, float? scales_d=None, float? scales_h=None, float? scales_w=None) -> Tensor` */
  upsampleNearest3dBackward(gradOutput: Tensor, outputSize: Ints, inputSize: Ints, scalesD?: number | null, scalesH?: number | null, scalesW?: number | null): Tensor;
  upsampleNearest3dBackward(gradOutput: Tensor, outputSize: Ints, inputSize: Ints, options?: { scalesD?: number | null; scalesH?: number | null; scalesW?: number | null }): Tensor;
  upsampleNearest3dBackward(gradOutput: Tensor, options: { outputSize: Ints; inputSize: Ints; scalesD?: number | null; scalesH?: number | null; scalesW?: number | null }): Tensor;
  /** Resized over depth, height and width by linear interpolation. `aten::upsample_trilinear3d(Tensor self, SymInt[3] output_size, bool align_corners, float? scales_d=None, float? scales_h=None, float? scales_w=None) -> Tensor` · `aten::upsample_trilinear3d.vec(Tensor input, SymInt[]? output_size, bool align_corners, float[]? scale_factors) -> Tensor` */
  upsampleTrilinear3d(self: Tensor, outputSize: Ints, alignCorners: boolean, scalesD?: number | null, scalesH?: number | null, scalesW?: number | null): Tensor;
  upsampleTrilinear3d(self: Tensor, outputSize: Ints, alignCorners: boolean, options?: { scalesD?: number | null; scalesH?: number | null; scalesW?: number | null }): Tensor;
  upsampleTrilinear3d(self: Tensor, options: { outputSize: Ints; alignCorners: boolean; scalesD?: number | null; scalesH?: number | null; scalesW?: number | null }): Tensor;
  upsampleTrilinear3d(input: Tensor, outputSize: Ints | null, alignCorners: boolean, scaleFactors: readonly number[] | null): Tensor;
  upsampleTrilinear3d(input: Tensor, options: { outputSize: Ints | null; alignCorners: boolean; scaleFactors: readonly number[] | null }): Tensor;
  /** Gradient of `upsampleTrilinear3d`; autograd calls it. `aten::upsample_trilinear3d_backward(Tensor grad_output, SymInt[3] output_size, SymInt[5] input_size, bool align_corners, float? scales_d=None, float? scales_h=None, float? scales_w=None) -> Tensor` */
  upsampleTrilinear3dBackward(gradOutput: Tensor, outputSize: Ints, inputSize: Ints, alignCorners: boolean, scalesD?: number | null, scalesH?: number | null, scalesW?: number | null): Tensor;
  upsampleTrilinear3dBackward(gradOutput: Tensor, outputSize: Ints, inputSize: Ints, alignCorners: boolean, options?: { scalesD?: number | null; scalesH?: number | null; scalesW?: number | null }): Tensor;
  upsampleTrilinear3dBackward(gradOutput: Tensor, options: { outputSize: Ints; inputSize: Ints; alignCorners: boolean; scalesD?: number | null; scalesH?: number | null; scalesW?: number | null }): Tensor;
  /** Gradient of reductions that pick one value, such as `max` along a dimension. `aten::value_selecting_reduction_backward(Tensor grad, int dim, Tensor indices, SymInt[] sizes, bool keepdim) -> Tensor` */
  valueSelectingReductionBackward(grad: Tensor, dim: Int, indices: Tensor, sizes: Ints, keepdim: boolean): Tensor;
  valueSelectingReductionBackward(grad: Tensor, options: { dim: Int; indices: Tensor; sizes: Ints; keepdim: boolean }): Tensor;
  /** Values of a coalesced sparse tensor. `aten::values(Tensor(a) self) -> Tensor(a)` */
  values(self: Tensor): Tensor;
  /** As `values`, but a copy that shares no memory. `aten::values_copy(Tensor self) -> Tensor` */
  valuesCopy(self: Tensor): Tensor;
  /** Vandermonde matrix of a vector. `aten::vander(Tensor x, int? N=None, bool increasing=False) -> Tensor` */
  vander(x: Tensor, N?: Int | null, increasing?: boolean): Tensor;
  vander(x: Tensor, options?: { N?: Int | null; increasing?: boolean }): Tensor;
  /** Variance of all elements or along dimensions. `aten::var(Tensor self, bool unbiased=True) -> Tensor` · `aten::var.dim(Tensor self, int[1]? dim, bool unbiased=True, bool keepdim=False) -> Tensor` · `aten::var.correction(Tensor self, int[1]? dim=None, *, Scalar? correction=None, bool keepdim=False) -> Tensor` */
  var(self: Tensor, unbiased?: boolean): Tensor;
  var(self: Tensor, options?: { unbiased?: boolean }): Tensor;
  var(self: Tensor, dim: Ints | null, unbiased?: boolean, keepdim?: boolean): Tensor;
  var(self: Tensor, dim: Ints | null, options?: { unbiased?: boolean; keepdim?: boolean }): Tensor;
  var(self: Tensor, options: { dim: Ints | null; unbiased?: boolean; keepdim?: boolean }): Tensor;
  var(self: Tensor, dim?: Ints | null, options?: { correction?: Scalar | null; keepdim?: boolean }): Tensor;
  var(self: Tensor, options?: { dim?: Ints | null; correction?: Scalar | null; keepdim?: boolean }): Tensor;
  /** Variance and mean of all elements or along dimensions. `aten::var_mean(Tensor self, bool unbiased=True) -> (Tensor, Tensor)` · `aten::var_mean.dim(Tensor self, int[1]? dim, bool unbiased=True, bool keepdim=False) -> (Tensor, Tensor)` · `aten::var_mean.correction(Tensor self, int[1]? dim=None, *, Scalar? correction=None, bool keepdim=False) -> (Tensor, Tensor)` */
  varMean(self: Tensor, unbiased?: boolean): [Tensor, Tensor];
  varMean(self: Tensor, options?: { unbiased?: boolean }): [Tensor, Tensor];
  varMean(self: Tensor, dim: Ints | null, unbiased?: boolean, keepdim?: boolean): [Tensor, Tensor];
  varMean(self: Tensor, dim: Ints | null, options?: { unbiased?: boolean; keepdim?: boolean }): [Tensor, Tensor];
  varMean(self: Tensor, options: { dim: Ints | null; unbiased?: boolean; keepdim?: boolean }): [Tensor, Tensor];
  varMean(self: Tensor, dim?: Ints | null, options?: { correction?: Scalar | null; keepdim?: boolean }): [Tensor, Tensor];
  varMean(self: Tensor, options?: { dim?: Ints | null; correction?: Scalar | null; keepdim?: boolean }): [Tensor, Tensor];
  /** Dot product of two vectors, the first conjugated. `aten::vdot(Tensor self, Tensor other) -> Tensor` */
  vdot(self: Tensor, other: Tensor): Tensor;
  /** The same elements in another shape, or their bits as another type, without copying. `aten::view.dtype(Tensor(a) self, ScalarType dtype) -> Tensor(a)` · `aten::view(Tensor(a) self, SymInt[] size) -> Tensor(a)` */
  view(self: Tensor, dtype: DType): Tensor;
  view(self: Tensor, options: Named & { dtype: DType }): Tensor;
  view(self: Tensor, size: Ints): Tensor;
  view(self: Tensor, options: { size: Ints }): Tensor;
  view(self: Tensor, ...size: [Int, Int, ...Int[]]): Tensor;
  /** A view in another tensor's shape. `aten::view_as(Tensor(a) self, Tensor other) -> Tensor(a)` */
  viewAs(self: Tensor, other: Tensor): Tensor;
  /** Pairs of real numbers in the last dimension as complex numbers, without copying. `aten::view_as_complex(Tensor(a) self) -> Tensor(a)` */
  viewAsComplex(self: Tensor): Tensor;
  /** As `viewAsComplex`, but a copy that shares no memory. `aten::view_as_complex_copy(Tensor self) -> Tensor` */
  viewAsComplexCopy(self: Tensor): Tensor;
  /** Complex numbers as pairs of real numbers in a new last dimension, without copying. `aten::view_as_real(Tensor(a) self) -> Tensor(a)` */
  viewAsReal(self: Tensor): Tensor;
  /** As `viewAsReal`, but a copy that shares no memory. `aten::view_as_real_copy(Tensor self) -> Tensor` */
  viewAsRealCopy(self: Tensor): Tensor;
  /** As `view`, but a copy that shares no memory. `aten::view_copy.dtype(Tensor self, ScalarType dtype) -> Tensor` · `aten::view_copy(Tensor self, SymInt[] size) -> Tensor` */
  viewCopy(self: Tensor, dtype: DType): Tensor;
  viewCopy(self: Tensor, options: Named & { dtype: DType }): Tensor;
  viewCopy(self: Tensor, size: Ints): Tensor;
  viewCopy(self: Tensor, options: { size: Ints }): Tensor;
  viewCopy(self: Tensor, ...size: [Int, Int, ...Int[]]): Tensor;
  /** Views split along the first dimension. `aten::vsplit.int(Tensor(a -> *) self, int sections) -> Tensor(a)[]` · `aten::vsplit.array(Tensor(a -> *) self, int[] indices) -> Tensor(a)[]` */
  vsplit(self: Tensor, sections: Int): Tensor[];
  vsplit(self: Tensor, options: { sections: Int }): Tensor[];
  vsplit(self: Tensor, indices: Ints): Tensor[];
  vsplit(self: Tensor, options: { indices: Ints }): Tensor[];
  vsplit(self: Tensor, ...size: [Int, Int, ...Int[]]): Tensor[];
  /** Tensors joined along the first dimension, vectors as rows. `aten::vstack(Tensor[] tensors) -> Tensor` */
  vstack(tensors: readonly Tensor[]): Tensor;
  vstack(options: { tensors: readonly Tensor[] }): Tensor;
  /** Elements of one tensor where a condition holds, else of another; alone, the indices where it holds. `aten::where(Tensor condition) -> Tensor[]` · `aten::where.self(Tensor condition, Tensor self, Tensor other) -> Tensor` · `aten::where.ScalarOther(Tensor condition, Tensor self, Scalar other) -> Tensor` · `aten::where.ScalarSelf(Tensor condition, Scalar self, Tensor other) -> Tensor` · `aten::where.Scalar(Tensor condition, Scalar self, Scalar other) -> Tensor` */
  where(condition: Tensor): Tensor[];
  where(condition: Tensor, self: Tensor, other: Tensor): Tensor;
  where(condition: Tensor, self: Tensor, other: Scalar): Tensor;
  where(condition: Tensor, self: Tensor, options: { other: Scalar }): Tensor;
  where(condition: Tensor, self: Scalar, other: Tensor): Tensor;
  where(condition: Tensor, options: { self: Scalar; other: Tensor }): Tensor;
  where(condition: Tensor, self: Scalar, other: Scalar): Tensor;
  where(condition: Tensor, options: { self: Scalar; other: Scalar }): Tensor;
  /** `x * log(y)`, 0 where `x` is zero. `aten::xlogy.Tensor(Tensor self, Tensor other) -> Tensor` · `aten::xlogy.Scalar_Other(Tensor self, Scalar other) -> Tensor` · `aten::xlogy.Scalar_Self(Scalar self, Tensor other) -> Tensor` */
  xlogy(self: Tensor, other: Tensor): Tensor;
  xlogy(self: Tensor, other: Scalar): Tensor;
  xlogy(self: Tensor, options: { other: Scalar }): Tensor;
  xlogy(self: Scalar, other: Tensor): Tensor;
  xlogy(options: { self: Scalar; other: Tensor }): Tensor;
  /** In place: `x * log(y)`, 0 where `x` is zero. `aten::xlogy_.Tensor(Tensor(a!) self, Tensor other) -> Tensor(a!)` · `aten::xlogy_.Scalar_Other(Tensor(a!) self, Scalar other) -> Tensor(a!)` */
  xlogy_(self: Tensor, other: Tensor): Tensor;
  xlogy_(self: Tensor, other: Scalar): Tensor;
  xlogy_(self: Tensor, options: { other: Scalar }): Tensor;
  /** Zeros in the tensor's shape and type. `aten::zero(Tensor self) -> Tensor` */
  zero(self: Tensor): Tensor;
  /** Sets all elements to zero. `aten::zero_(Tensor(a!) self) -> Tensor(a!)` */
  zero_(self: Tensor): Tensor;
  /** A tensor of zeros of a given size. `aten::zeros(SymInt[] size, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` */
  zeros(size: Ints, options?: NewTensorOptions): Tensor;
  zeros(options: NewTensorOptions & { size: Ints }): Tensor;
  zeros(...size: [Int, Int, ...Int[]]): Tensor;
  zeros(...args: [...size: [Int, Int, ...Int[]], options: NewTensorOptions]): Tensor;
  /** A tensor of zeros of another's size, type and device. `aten::zeros_like(Tensor self, *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None, MemoryFormat? memory_format=None) -> Tensor` */
  zerosLike(self: Tensor, options?: NewTensorOptions & { memoryFormat?: MemoryFormat | null }): Tensor;
}

/** The operators of `torch.linalg`. */
export interface LinalgFunctions {
  /** Sum of the absolute values to the power of `ord`: a vector norm without its root. `aten::linalg__powsum(Tensor self, Scalar ord=2, int[1]? dim=None, bool keepdim=False, *, ScalarType? dtype=None) -> Tensor` */
  _powsum(self: Tensor, ord?: Scalar, dim?: Ints | null, keepdim?: boolean, options?: Named & { dtype?: DType | null }): Tensor;
  _powsum(self: Tensor, options?: Named & { ord?: Scalar; dim?: Ints | null; keepdim?: boolean; dtype?: DType | null }): Tensor;
  /** Cholesky factors of positive definite matrices. `aten::linalg_cholesky(Tensor self, *, bool upper=False) -> Tensor` */
  cholesky(self: Tensor, options?: { upper?: boolean }): Tensor;
  /** Cholesky factors, with error codes in place of exceptions. `aten::linalg_cholesky_ex(Tensor self, *, bool upper=False, bool check_errors=False) -> (Tensor L, Tensor info)` */
  choleskyEx(self: Tensor, options?: { upper?: boolean; checkErrors?: boolean }): { L: Tensor; info: Tensor };
  /** Condition numbers of matrices. `aten::linalg_cond(Tensor self, Scalar? p=None) -> Tensor` · `aten::linalg_cond.p_str(Tensor self, str p) -> Tensor` */
  cond(self: Tensor, p?: Scalar | null): Tensor;
  cond(self: Tensor, options?: { p?: Scalar | null }): Tensor;
  cond(self: Tensor, p: "fro" | "nuc"): Tensor;
  cond(self: Tensor, options: { p: "fro" | "nuc" }): Tensor;
  /** Cross products of vectors of three elements. `aten::linalg_cross(Tensor self, Tensor other, *, int dim=-1) -> Tensor` */
  cross(self: Tensor, other: Tensor, options?: { dim?: Int }): Tensor;
  /** Determinants of square matrices. `aten::linalg_det(Tensor A) -> Tensor` */
  det(A: Tensor): Tensor;
  /** A view of a matrix diagonal of the last two dimensions. `aten::linalg_diagonal(Tensor(a) A, *, int offset=0, int dim1=-2, int dim2=-1) -> Tensor(a)` */
  diagonal(A: Tensor, options?: { offset?: Int; dim1?: Int; dim2?: Int }): Tensor;
  /** Eigenvalues and eigenvectors of square matrices. `aten::linalg_eig(Tensor self) -> (Tensor eigenvalues, Tensor eigenvectors)` */
  eig(self: Tensor): { eigenvalues: Tensor; eigenvectors: Tensor };
  /** Eigenvalues, ascending, and eigenvectors of Hermitian matrices. `aten::linalg_eigh(Tensor self, str UPLO="L") -> (Tensor eigenvalues, Tensor eigenvectors)` */
  eigh(self: Tensor, UPLO?: "L" | "U"): { eigenvalues: Tensor; eigenvectors: Tensor };
  eigh(self: Tensor, options?: { UPLO?: "L" | "U" }): { eigenvalues: Tensor; eigenvectors: Tensor };
  /** Eigenvalues of square matrices. `aten::linalg_eigvals(Tensor self) -> Tensor` */
  eigvals(self: Tensor): Tensor;
  /** Eigenvalues, ascending, of Hermitian matrices. `aten::linalg_eigvalsh(Tensor self, str UPLO="L") -> Tensor` */
  eigvalsh(self: Tensor, UPLO?: "L" | "U"): Tensor;
  eigvalsh(self: Tensor, options?: { UPLO?: "L" | "U" }): Tensor;
  /** First columns of a product of Householder reflections. `aten::linalg_householder_product(Tensor input, Tensor tau) -> Tensor` */
  householderProduct(input: Tensor, tau: Tensor): Tensor;
  /** Inverses of square matrices. `aten::linalg_inv(Tensor A) -> Tensor` */
  inv(A: Tensor): Tensor;
  /** Inverses of square matrices, with error codes in place of exceptions. `aten::linalg_inv_ex(Tensor A, *, bool check_errors=False) -> (Tensor inverse, Tensor info)` */
  invEx(A: Tensor, options?: { checkErrors?: boolean }): { inverse: Tensor; info: Tensor };
  /** LDL factorisation of Hermitian or symmetric matrices. `aten::linalg_ldl_factor(Tensor self, *, bool hermitian=False) -> (Tensor LD, Tensor pivots)` */
  ldlFactor(self: Tensor, options?: { hermitian?: boolean }): { LD: Tensor; pivots: Tensor };
  /** LDL factorisation, with error codes in place of exceptions. `aten::linalg_ldl_factor_ex(Tensor self, *, bool hermitian=False, bool check_errors=False) -> (Tensor LD, Tensor pivots, Tensor info)` */
  ldlFactorEx(self: Tensor, options?: { hermitian?: boolean; checkErrors?: boolean }): { LD: Tensor; pivots: Tensor; info: Tensor };
  /** Solution of linear systems from an LDL factorisation. `aten::linalg_ldl_solve(Tensor LD, Tensor pivots, Tensor B, *, bool hermitian=False) -> Tensor` */
  ldlSolve(LD: Tensor, pivots: Tensor, B: Tensor, options?: { hermitian?: boolean }): Tensor;
  /** Least-squares solution of linear systems, with residuals, rank and singular values. `aten::linalg_lstsq(Tensor self, Tensor b, float? rcond=None, *, str? driver=None) -> (Tensor solution, Tensor residuals, Tensor rank, Tensor singular_values)` */
  lstsq(self: Tensor, b: Tensor, rcond?: number | null, options?: { driver?: "gels" | "gelsy" | "gelsd" | "gelss" | null }): { solution: Tensor; residuals: Tensor; rank: Tensor; singularValues: Tensor };
  lstsq(self: Tensor, b: Tensor, options?: { rcond?: number | null; driver?: "gels" | "gelsy" | "gelsd" | "gelss" | null }): { solution: Tensor; residuals: Tensor; rank: Tensor; singularValues: Tensor };
  /** LU factorisation with partial pivoting: P, L and U. `aten::linalg_lu(Tensor A, *, bool pivot=True) -> (Tensor P, Tensor L, Tensor U)` */
  lu(A: Tensor, options?: { pivot?: boolean }): { P: Tensor; L: Tensor; U: Tensor };
  /** Compact LU factorisation with pivots. `aten::linalg_lu_factor(Tensor A, *, bool pivot=True) -> (Tensor LU, Tensor pivots)` */
  luFactor(A: Tensor, options?: { pivot?: boolean }): { LU: Tensor; pivots: Tensor };
  /** Compact LU factorisation with pivots, with error codes in place of exceptions. `aten::linalg_lu_factor_ex(Tensor A, *, bool pivot=True, bool check_errors=False) -> (Tensor LU, Tensor pivots, Tensor info)` */
  luFactorEx(A: Tensor, options?: { pivot?: boolean; checkErrors?: boolean }): { LU: Tensor; pivots: Tensor; info: Tensor };
  /** Solution of linear systems from a compact LU factorisation. `aten::linalg_lu_solve(Tensor LU, Tensor pivots, Tensor B, *, bool left=True, bool adjoint=False) -> Tensor` */
  luSolve(LU: Tensor, pivots: Tensor, B: Tensor, options?: { left?: boolean; adjoint?: boolean }): Tensor;
  /** Matrix product, broadcast over batches. `aten::linalg_matmul(Tensor self, Tensor other) -> Tensor` */
  matmul(self: Tensor, other: Tensor): Tensor;
  /** Exponentials of square matrices. `aten::linalg_matrix_exp(Tensor self) -> Tensor` */
  matrixExp(self: Tensor): Tensor;
  /** Matrix norms over two dimensions. `aten::linalg_matrix_norm(Tensor self, Scalar ord, int[] dim=[-2, -1], bool keepdim=False, *, ScalarType? dtype=None) -> Tensor` · `aten::linalg_matrix_norm.str_ord(Tensor self, str ord="fro", int[] dim=[-2, -1], bool keepdim=False, *, ScalarType? dtype=None) -> Tensor` */
  matrixNorm(self: Tensor, ord: Scalar, dim?: Ints, keepdim?: boolean, options?: Named & { dtype?: DType | null }): Tensor;
  matrixNorm(self: Tensor, ord: Scalar, options?: Named & { dim?: Ints; keepdim?: boolean; dtype?: DType | null }): Tensor;
  matrixNorm(self: Tensor, options: Named & { ord: Scalar; dim?: Ints; keepdim?: boolean; dtype?: DType | null }): Tensor;
  matrixNorm(self: Tensor, ord?: "fro" | "nuc", dim?: Ints, keepdim?: boolean, options?: Named & { dtype?: DType | null }): Tensor;
  matrixNorm(self: Tensor, options?: Named & { ord?: "fro" | "nuc"; dim?: Ints; keepdim?: boolean; dtype?: DType | null }): Tensor;
  /** Integer powers of square matrices. `aten::linalg_matrix_power(Tensor self, int n) -> Tensor` */
  matrixPower(self: Tensor, n: Int): Tensor;
  matrixPower(self: Tensor, options: { n: Int }): Tensor;
  /** Numerical rank of matrices. `aten::linalg_matrix_rank.atol_rtol_tensor(Tensor input, *, Tensor? atol=None, Tensor? rtol=None, bool hermitian=False) -> Tensor` · `aten::linalg_matrix_rank.tol_tensor(Tensor input, Tensor tol, bool hermitian=False) -> Tensor` · `aten::linalg_matrix_rank(Tensor self, float tol, bool hermitian=False) -> Tensor` · `aten::linalg_matrix_rank.atol_rtol_float(Tensor self, *, float? atol=None, float? rtol=None, bool hermitian=False) -> Tensor` */
  matrixRank(input: Tensor, options?: { atol?: Tensor | null; rtol?: Tensor | null; hermitian?: boolean }): Tensor;
  matrixRank(input: Tensor, tol: Tensor, hermitian?: boolean): Tensor;
  matrixRank(input: Tensor, tol: Tensor, options?: { hermitian?: boolean }): Tensor;
  matrixRank(self: Tensor, tol: number, hermitian?: boolean): Tensor;
  matrixRank(self: Tensor, tol: number, options?: { hermitian?: boolean }): Tensor;
  matrixRank(self: Tensor, options: { tol: number; hermitian?: boolean }): Tensor;
  matrixRank(self: Tensor, options?: { atol?: number | null; rtol?: number | null; hermitian?: boolean }): Tensor;
  /** Product of several matrices in the order that needs the fewest multiplications. `aten::linalg_multi_dot(Tensor[] tensors) -> Tensor` */
  multiDot(tensors: readonly Tensor[]): Tensor;
  multiDot(options: { tensors: readonly Tensor[] }): Tensor;
  /** Vector or matrix norm. `aten::linalg_norm(Tensor self, Scalar? ord=None, int[1]? dim=None, bool keepdim=False, *, ScalarType? dtype=None) -> Tensor` · `aten::linalg_norm.ord_str(Tensor self, str ord, int[1]? dim=None, bool keepdim=False, *, ScalarType? dtype=None) -> Tensor` */
  norm(self: Tensor, ord?: Scalar | null, dim?: Ints | null, keepdim?: boolean, options?: Named & { dtype?: DType | null }): Tensor;
  norm(self: Tensor, options?: Named & { ord?: Scalar | null; dim?: Ints | null; keepdim?: boolean; dtype?: DType | null }): Tensor;
  norm(self: Tensor, ord: "fro" | "nuc", dim?: Ints | null, keepdim?: boolean, options?: Named & { dtype?: DType | null }): Tensor;
  norm(self: Tensor, ord: "fro" | "nuc", options?: Named & { dim?: Ints | null; keepdim?: boolean; dtype?: DType | null }): Tensor;
  norm(self: Tensor, options: Named & { ord: "fro" | "nuc"; dim?: Ints | null; keepdim?: boolean; dtype?: DType | null }): Tensor;
  /** Moore-Penrose pseudoinverse of matrices. `aten::linalg_pinv.atol_rtol_tensor(Tensor self, *, Tensor? atol=None, Tensor? rtol=None, bool hermitian=False) -> Tensor` · `aten::linalg_pinv.rcond_tensor(Tensor self, Tensor rcond, bool hermitian=False) -> Tensor` · `aten::linalg_pinv(Tensor self, float rcond, bool hermitian=False) -> Tensor` · `aten::linalg_pinv.atol_rtol_float(Tensor self, *, float? atol=None, float? rtol=None, bool hermitian=False) -> Tensor` */
  pinv(self: Tensor, options?: { atol?: Tensor | null; rtol?: Tensor | null; hermitian?: boolean }): Tensor;
  pinv(self: Tensor, rcond: Tensor, hermitian?: boolean): Tensor;
  pinv(self: Tensor, rcond: Tensor, options?: { hermitian?: boolean }): Tensor;
  pinv(self: Tensor, rcond: number, hermitian?: boolean): Tensor;
  pinv(self: Tensor, rcond: number, options?: { hermitian?: boolean }): Tensor;
  pinv(self: Tensor, options: { rcond: number; hermitian?: boolean }): Tensor;
  pinv(self: Tensor, options?: { atol?: number | null; rtol?: number | null; hermitian?: boolean }): Tensor;
  /** QR factorisation of matrices. `aten::linalg_qr(Tensor A, str mode="reduced") -> (Tensor Q, Tensor R)` */
  qr(A: Tensor, mode?: "reduced" | "complete" | "r"): { Q: Tensor; R: Tensor };
  qr(A: Tensor, options?: { mode?: "reduced" | "complete" | "r" }): { Q: Tensor; R: Tensor };
  /** Sign and logarithm of the absolute value of determinants. `aten::linalg_slogdet(Tensor A) -> (Tensor sign, Tensor logabsdet)` */
  slogdet(A: Tensor): { sign: Tensor; logabsdet: Tensor };
  /** Solution of square linear systems. `aten::linalg_solve(Tensor A, Tensor B, *, bool left=True) -> Tensor` */
  solve(A: Tensor, B: Tensor, options?: { left?: boolean }): Tensor;
  /** Solution of square linear systems, with error codes in place of exceptions. `aten::linalg_solve_ex(Tensor A, Tensor B, *, bool left=True, bool check_errors=False) -> (Tensor result, Tensor info)` */
  solveEx(A: Tensor, B: Tensor, options?: { left?: boolean; checkErrors?: boolean }): { result: Tensor; info: Tensor };
  /** Solution of triangular linear systems. `aten::linalg_solve_triangular(Tensor self, Tensor B, *, bool upper, bool left=True, bool unitriangular=False) -> Tensor` */
  solveTriangular(self: Tensor, B: Tensor, options: { upper: boolean; left?: boolean; unitriangular?: boolean }): Tensor;
  /** Singular value decomposition of matrices. `aten::linalg_svd(Tensor A, bool full_matrices=True, *, str? driver=None) -> (Tensor U, Tensor S, Tensor Vh)` */
  svd(A: Tensor, fullMatrices?: boolean, options?: { driver?: "gesvd" | "gesvdj" | "gesvda" | null }): { U: Tensor; S: Tensor; Vh: Tensor };
  svd(A: Tensor, options?: { fullMatrices?: boolean; driver?: "gesvd" | "gesvdj" | "gesvda" | null }): { U: Tensor; S: Tensor; Vh: Tensor };
  /** Singular values of matrices, descending. `aten::linalg_svdvals(Tensor A, *, str? driver=None) -> Tensor` */
  svdvals(A: Tensor, options?: { driver?: "gesvd" | "gesvdj" | "gesvda" | null }): Tensor;
  /** Inverse with respect to `tensordot`. `aten::linalg_tensorinv(Tensor self, int ind=2) -> Tensor` */
  tensorinv(self: Tensor, ind?: Int): Tensor;
  tensorinv(self: Tensor, options?: { ind?: Int }): Tensor;
  /** Solution X of `tensordot(A, X) = B`. `aten::linalg_tensorsolve(Tensor self, Tensor other, int[]? dims=None) -> Tensor` */
  tensorsolve(self: Tensor, other: Tensor, dims?: Ints | null): Tensor;
  tensorsolve(self: Tensor, other: Tensor, options?: { dims?: Ints | null }): Tensor;
  /** Vandermonde matrices of vectors. `aten::linalg_vander(Tensor x, *, SymInt? N=None) -> Tensor` */
  vander(x: Tensor, options?: { N?: Int | null }): Tensor;
  /** Dot products of vectors along a dimension, the first conjugated. `aten::linalg_vecdot(Tensor x, Tensor y, *, int dim=-1) -> Tensor` */
  vecdot(x: Tensor, y: Tensor, options?: { dim?: Int }): Tensor;
  /** Vector norm along dimensions, of the flattened tensor without any. `aten::linalg_vector_norm(Tensor self, Scalar ord=2, int[1]? dim=None, bool keepdim=False, *, ScalarType? dtype=None) -> Tensor` */
  vectorNorm(self: Tensor, ord?: Scalar, dim?: Ints | null, keepdim?: boolean, options?: Named & { dtype?: DType | null }): Tensor;
  vectorNorm(self: Tensor, options?: Named & { ord?: Scalar; dim?: Ints | null; keepdim?: boolean; dtype?: DType | null }): Tensor;
}

/** The operators of `torch.fft`. */
export interface FftFunctions {
  /** Discrete Fourier transform along one dimension. `aten::fft_fft(Tensor self, SymInt? n=None, int dim=-1, str? norm=None) -> Tensor` */
  fft(self: Tensor, n?: Int | null, dim?: Int, norm?: "forward" | "backward" | "ortho" | null): Tensor;
  fft(self: Tensor, options?: { n?: Int | null; dim?: Int; norm?: "forward" | "backward" | "ortho" | null }): Tensor;
  /** Discrete Fourier transform over two dimensions. `aten::fft_fft2(Tensor self, SymInt[1]? s=None, int[1] dim=[-2, -1], str? norm=None) -> Tensor` */
  fft2(self: Tensor, s?: Ints | null, dim?: Ints, norm?: "forward" | "backward" | "ortho" | null): Tensor;
  fft2(self: Tensor, options?: { s?: Ints | null; dim?: Ints; norm?: "forward" | "backward" | "ortho" | null }): Tensor;
  /** Frequencies of the bins of a Fourier transform of `n` samples. `aten::fft_fftfreq(int n, float d=1., *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` */
  fftfreq(n: Int, d?: number, options?: NewTensorOptions): Tensor;
  fftfreq(n: Int, options?: NewTensorOptions & { d?: number }): Tensor;
  fftfreq(options: NewTensorOptions & { n: Int; d?: number }): Tensor;
  /** Discrete Fourier transform over several dimensions. `aten::fft_fftn(Tensor self, SymInt[1]? s=None, int[1]? dim=None, str? norm=None) -> Tensor` */
  fftn(self: Tensor, s?: Ints | null, dim?: Ints | null, norm?: "forward" | "backward" | "ortho" | null): Tensor;
  fftn(self: Tensor, options?: { s?: Ints | null; dim?: Ints | null; norm?: "forward" | "backward" | "ortho" | null }): Tensor;
  /** Frequencies reordered so that zero lies in the middle. `aten::fft_fftshift(Tensor self, int[1]? dim=None) -> Tensor` */
  fftshift(self: Tensor, dim?: Ints | null): Tensor;
  fftshift(self: Tensor, options?: { dim?: Ints | null }): Tensor;
  /** Fourier transform of a Hermitian signal along one dimension; the result is real. `aten::fft_hfft(Tensor self, SymInt? n=None, int dim=-1, str? norm=None) -> Tensor` */
  hfft(self: Tensor, n?: Int | null, dim?: Int, norm?: "forward" | "backward" | "ortho" | null): Tensor;
  hfft(self: Tensor, options?: { n?: Int | null; dim?: Int; norm?: "forward" | "backward" | "ortho" | null }): Tensor;
  /** Fourier transform of a Hermitian signal over two dimensions; the result is real. `aten::fft_hfft2(Tensor self, SymInt[1]? s=None, int[1] dim=[-2, -1], str? norm=None) -> Tensor` */
  hfft2(self: Tensor, s?: Ints | null, dim?: Ints, norm?: "forward" | "backward" | "ortho" | null): Tensor;
  hfft2(self: Tensor, options?: { s?: Ints | null; dim?: Ints; norm?: "forward" | "backward" | "ortho" | null }): Tensor;
  /** Fourier transform of a Hermitian signal over several dimensions; the result is real. `aten::fft_hfftn(Tensor self, SymInt[1]? s=None, int[1]? dim=None, str? norm=None) -> Tensor` */
  hfftn(self: Tensor, s?: Ints | null, dim?: Ints | null, norm?: "forward" | "backward" | "ortho" | null): Tensor;
  hfftn(self: Tensor, options?: { s?: Ints | null; dim?: Ints | null; norm?: "forward" | "backward" | "ortho" | null }): Tensor;
  /** Inverse Fourier transform along one dimension. `aten::fft_ifft(Tensor self, SymInt? n=None, int dim=-1, str? norm=None) -> Tensor` */
  ifft(self: Tensor, n?: Int | null, dim?: Int, norm?: "forward" | "backward" | "ortho" | null): Tensor;
  ifft(self: Tensor, options?: { n?: Int | null; dim?: Int; norm?: "forward" | "backward" | "ortho" | null }): Tensor;
  /** Inverse Fourier transform over two dimensions. `aten::fft_ifft2(Tensor self, SymInt[1]? s=None, int[1] dim=[-2, -1], str? norm=None) -> Tensor` */
  ifft2(self: Tensor, s?: Ints | null, dim?: Ints, norm?: "forward" | "backward" | "ortho" | null): Tensor;
  ifft2(self: Tensor, options?: { s?: Ints | null; dim?: Ints; norm?: "forward" | "backward" | "ortho" | null }): Tensor;
  /** Inverse Fourier transform over several dimensions. `aten::fft_ifftn(Tensor self, SymInt[1]? s=None, int[1]? dim=None, str? norm=None) -> Tensor` */
  ifftn(self: Tensor, s?: Ints | null, dim?: Ints | null, norm?: "forward" | "backward" | "ortho" | null): Tensor;
  ifftn(self: Tensor, options?: { s?: Ints | null; dim?: Ints | null; norm?: "forward" | "backward" | "ortho" | null }): Tensor;
  /** The reverse of `fftshift`. `aten::fft_ifftshift(Tensor self, int[1]? dim=None) -> Tensor` */
  ifftshift(self: Tensor, dim?: Ints | null): Tensor;
  ifftshift(self: Tensor, options?: { dim?: Ints | null }): Tensor;
  /** Inverse of `hfft`: half of a Hermitian signal from real values. `aten::fft_ihfft(Tensor self, SymInt? n=None, int dim=-1, str? norm=None) -> Tensor` */
  ihfft(self: Tensor, n?: Int | null, dim?: Int, norm?: "forward" | "backward" | "ortho" | null): Tensor;
  ihfft(self: Tensor, options?: { n?: Int | null; dim?: Int; norm?: "forward" | "backward" | "ortho" | null }): Tensor;
  /** Inverse of `hfft2`: half of a Hermitian signal from real values. `aten::fft_ihfft2(Tensor self, SymInt[1]? s=None, int[1] dim=[-2, -1], str? norm=None) -> Tensor` */
  ihfft2(self: Tensor, s?: Ints | null, dim?: Ints, norm?: "forward" | "backward" | "ortho" | null): Tensor;
  ihfft2(self: Tensor, options?: { s?: Ints | null; dim?: Ints; norm?: "forward" | "backward" | "ortho" | null }): Tensor;
  /** Inverse of `hfftn`: half of a Hermitian signal from real values. `aten::fft_ihfftn(Tensor self, SymInt[1]? s=None, int[1]? dim=None, str? norm=None) -> Tensor` */
  ihfftn(self: Tensor, s?: Ints | null, dim?: Ints | null, norm?: "forward" | "backward" | "ortho" | null): Tensor;
  ihfftn(self: Tensor, options?: { s?: Ints | null; dim?: Ints | null; norm?: "forward" | "backward" | "ortho" | null }): Tensor;
  /** Inverse of `rfft`: real values from half of their spectrum. `aten::fft_irfft(Tensor self, SymInt? n=None, int dim=-1, str? norm=None) -> Tensor` */
  irfft(self: Tensor, n?: Int | null, dim?: Int, norm?: "forward" | "backward" | "ortho" | null): Tensor;
  irfft(self: Tensor, options?: { n?: Int | null; dim?: Int; norm?: "forward" | "backward" | "ortho" | null }): Tensor;
  /** Inverse of `rfft2`: real values from half of their spectrum. `aten::fft_irfft2(Tensor self, SymInt[1]? s=None, int[1] dim=[-2, -1], str? norm=None) -> Tensor` */
  irfft2(self: Tensor, s?: Ints | null, dim?: Ints, norm?: "forward" | "backward" | "ortho" | null): Tensor;
  irfft2(self: Tensor, options?: { s?: Ints | null; dim?: Ints; norm?: "forward" | "backward" | "ortho" | null }): Tensor;
  /** Inverse of `rfftn`: real values from half of their spectrum. `aten::fft_irfftn(Tensor self, SymInt[1]? s=None, int[1]? dim=None, str? norm=None) -> Tensor` */
  irfftn(self: Tensor, s?: Ints | null, dim?: Ints | null, norm?: "forward" | "backward" | "ortho" | null): Tensor;
  irfftn(self: Tensor, options?: { s?: Ints | null; dim?: Ints | null; norm?: "forward" | "backward" | "ortho" | null }): Tensor;
  /** Fourier transform of real values along one dimension; only the non-negative frequencies. `aten::fft_rfft(Tensor self, SymInt? n=None, int dim=-1, str? norm=None) -> Tensor` */
  rfft(self: Tensor, n?: Int | null, dim?: Int, norm?: "forward" | "backward" | "ortho" | null): Tensor;
  rfft(self: Tensor, options?: { n?: Int | null; dim?: Int; norm?: "forward" | "backward" | "ortho" | null }): Tensor;
  /** Fourier transform of real values over two dimensions; the last has only the non-negative frequencies. `aten::fft_rfft2(Tensor self, SymInt[1]? s=None, int[1] dim=[-2, -1], str? norm=None) -> Tensor` */
  rfft2(self: Tensor, s?: Ints | null, dim?: Ints, norm?: "forward" | "backward" | "ortho" | null): Tensor;
  rfft2(self: Tensor, options?: { s?: Ints | null; dim?: Ints; norm?: "forward" | "backward" | "ortho" | null }): Tensor;
  /** Frequencies of the bins of `rfft` of `n` samples. `aten::fft_rfftfreq(int n, float d=1., *, ScalarType? dtype=None, Layout? layout=None, Device? device=None, bool? pin_memory=None) -> Tensor` */
  rfftfreq(n: Int, d?: number, options?: NewTensorOptions): Tensor;
  rfftfreq(n: Int, options?: NewTensorOptions & { d?: number }): Tensor;
  rfftfreq(options: NewTensorOptions & { n: Int; d?: number }): Tensor;
  /** Fourier transform of real values over several dimensions; the last has only the non-negative frequencies. `aten::fft_rfftn(Tensor self, SymInt[1]? s=None, int[1]? dim=None, str? norm=None) -> Tensor` */
  rfftn(self: Tensor, s?: Ints | null, dim?: Ints | null, norm?: "forward" | "backward" | "ortho" | null): Tensor;
  rfftn(self: Tensor, options?: { s?: Ints | null; dim?: Ints | null; norm?: "forward" | "backward" | "ortho" | null }): Tensor;
}

/** The operators of `torch.special`. */
export interface SpecialFunctions {
  /** Airy function Ai. `aten::special_airy_ai(Tensor x) -> Tensor` */
  airyAi(x: Tensor): Tensor;
  /** Bessel function of the first kind, order zero. `aten::special_bessel_j0(Tensor self) -> Tensor` */
  besselJ0(self: Tensor): Tensor;
  /** Bessel function of the first kind, order one. `aten::special_bessel_j1(Tensor self) -> Tensor` */
  besselJ1(self: Tensor): Tensor;
  /** Bessel function of the second kind, order zero. `aten::special_bessel_y0(Tensor self) -> Tensor` */
  besselY0(self: Tensor): Tensor;
  /** Bessel function of the second kind, order one. `aten::special_bessel_y1(Tensor self) -> Tensor` */
  besselY1(self: Tensor): Tensor;
  /** Chebyshev polynomial of the first kind, of degree `n`. `aten::special_chebyshev_polynomial_t(Tensor x, Tensor n) -> Tensor` · `aten::special_chebyshev_polynomial_t.n_scalar(Tensor x, Scalar n) -> Tensor` · `aten::special_chebyshev_polynomial_t.x_scalar(Scalar x, Tensor n) -> Tensor` */
  chebyshevPolynomialT(x: Tensor, n: Tensor): Tensor;
  chebyshevPolynomialT(x: Tensor, n: Scalar): Tensor;
  chebyshevPolynomialT(x: Tensor, options: { n: Scalar }): Tensor;
  chebyshevPolynomialT(x: Scalar, n: Tensor): Tensor;
  chebyshevPolynomialT(options: { x: Scalar; n: Tensor }): Tensor;
  /** Chebyshev polynomial of the second kind, of degree `n`. `aten::special_chebyshev_polynomial_u(Tensor x, Tensor n) -> Tensor` · `aten::special_chebyshev_polynomial_u.n_scalar(Tensor x, Scalar n) -> Tensor` · `aten::special_chebyshev_polynomial_u.x_scalar(Scalar x, Tensor n) -> Tensor` */
  chebyshevPolynomialU(x: Tensor, n: Tensor): Tensor;
  chebyshevPolynomialU(x: Tensor, n: Scalar): Tensor;
  chebyshevPolynomialU(x: Tensor, options: { n: Scalar }): Tensor;
  chebyshevPolynomialU(x: Scalar, n: Tensor): Tensor;
  chebyshevPolynomialU(options: { x: Scalar; n: Tensor }): Tensor;
  /** Chebyshev polynomial of the third kind, of degree `n`. `aten::special_chebyshev_polynomial_v(Tensor x, Tensor n) -> Tensor` · `aten::special_chebyshev_polynomial_v.n_scalar(Tensor x, Scalar n) -> Tensor` · `aten::special_chebyshev_polynomial_v.x_scalar(Scalar x, Tensor n) -> Tensor` */
  chebyshevPolynomialV(x: Tensor, n: Tensor): Tensor;
  chebyshevPolynomialV(x: Tensor, n: Scalar): Tensor;
  chebyshevPolynomialV(x: Tensor, options: { n: Scalar }): Tensor;
  chebyshevPolynomialV(x: Scalar, n: Tensor): Tensor;
  chebyshevPolynomialV(options: { x: Scalar; n: Tensor }): Tensor;
  /** Chebyshev polynomial of the fourth kind, of degree `n`. `aten::special_chebyshev_polynomial_w(Tensor x, Tensor n) -> Tensor` · `aten::special_chebyshev_polynomial_w.n_scalar(Tensor x, Scalar n) -> Tensor` · `aten::special_chebyshev_polynomial_w.x_scalar(Scalar x, Tensor n) -> Tensor` */
  chebyshevPolynomialW(x: Tensor, n: Tensor): Tensor;
  chebyshevPolynomialW(x: Tensor, n: Scalar): Tensor;
  chebyshevPolynomialW(x: Tensor, options: { n: Scalar }): Tensor;
  chebyshevPolynomialW(x: Scalar, n: Tensor): Tensor;
  chebyshevPolynomialW(options: { x: Scalar; n: Tensor }): Tensor;
  /** Derivative of the logarithm of the gamma function. `aten::special_digamma(Tensor self) -> Tensor` */
  digamma(self: Tensor): Tensor;
  /** Entropy of each element: `-x log x`, 0 at zero, negative infinity below. `aten::special_entr(Tensor self) -> Tensor` */
  entr(self: Tensor): Tensor;
  /** Error function of each element. `aten::special_erf(Tensor self) -> Tensor` */
  erf(self: Tensor): Tensor;
  /** One minus the error function of each element. `aten::special_erfc(Tensor self) -> Tensor` */
  erfc(self: Tensor): Tensor;
  /** Scaled complementary error function: `exp(x^2) erfc(x)`. `aten::special_erfcx(Tensor self) -> Tensor` */
  erfcx(self: Tensor): Tensor;
  /** Inverse of the error function of each element. `aten::special_erfinv(Tensor self) -> Tensor` */
  erfinv(self: Tensor): Tensor;
  /** Two to the power of each element. `aten::special_exp2(Tensor self) -> Tensor` */
  exp2(self: Tensor): Tensor;
  /** As `sigmoid`: `1 / (1 + exp(-x))`. `aten::special_expit(Tensor self) -> Tensor` */
  expit(self: Tensor): Probabilities;
  /** e to the power of each element, minus one, exact near zero. `aten::special_expm1(Tensor self) -> Tensor` */
  expm1(self: Tensor): Tensor;
  /** As `igamma`: regularised lower incomplete gamma function. `aten::special_gammainc(Tensor self, Tensor other) -> Tensor` */
  gammainc(self: Tensor, other: Tensor): Tensor;
  /** As `igammac`: regularised upper incomplete gamma function. `aten::special_gammaincc(Tensor self, Tensor other) -> Tensor` */
  gammaincc(self: Tensor, other: Tensor): Tensor;
  /** As `lgamma`: logarithm of the absolute value of the gamma function. `aten::special_gammaln(Tensor self) -> Tensor` */
  gammaln(self: Tensor): Tensor;
  /** Physicists' Hermite polynomial of degree `n`. `aten::special_hermite_polynomial_h(Tensor x, Tensor n) -> Tensor` · `aten::special_hermite_polynomial_h.n_scalar(Tensor x, Scalar n) -> Tensor` · `aten::special_hermite_polynomial_h.x_scalar(Scalar x, Tensor n) -> Tensor` */
  hermitePolynomialH(x: Tensor, n: Tensor): Tensor;
  hermitePolynomialH(x: Tensor, n: Scalar): Tensor;
  hermitePolynomialH(x: Tensor, options: { n: Scalar }): Tensor;
  hermitePolynomialH(x: Scalar, n: Tensor): Tensor;
  hermitePolynomialH(options: { x: Scalar; n: Tensor }): Tensor;
  /** Probabilists' Hermite polynomial of degree `n`. `aten::special_hermite_polynomial_he(Tensor x, Tensor n) -> Tensor` · `aten::special_hermite_polynomial_he.n_scalar(Tensor x, Scalar n) -> Tensor` · `aten::special_hermite_polynomial_he.x_scalar(Scalar x, Tensor n) -> Tensor` */
  hermitePolynomialHe(x: Tensor, n: Tensor): Tensor;
  hermitePolynomialHe(x: Tensor, n: Scalar): Tensor;
  hermitePolynomialHe(x: Tensor, options: { n: Scalar }): Tensor;
  hermitePolynomialHe(x: Scalar, n: Tensor): Tensor;
  hermitePolynomialHe(options: { x: Scalar; n: Tensor }): Tensor;
  /** Modified Bessel function of the first kind, order zero. `aten::special_i0(Tensor self) -> Tensor` */
  i0(self: Tensor): Tensor;
  /** Modified Bessel function of the first kind, order zero, times `exp(-|x|)`. `aten::special_i0e(Tensor self) -> Tensor` */
  i0e(self: Tensor): Tensor;
  /** Modified Bessel function of the first kind, order one. `aten::special_i1(Tensor self) -> Tensor` */
  i1(self: Tensor): Tensor;
  /** Modified Bessel function of the first kind, order one, times `exp(-|x|)`. `aten::special_i1e(Tensor self) -> Tensor` */
  i1e(self: Tensor): Tensor;
  /** Laguerre polynomial of degree `n`. `aten::special_laguerre_polynomial_l(Tensor x, Tensor n) -> Tensor` · `aten::special_laguerre_polynomial_l.n_scalar(Tensor x, Scalar n) -> Tensor` · `aten::special_laguerre_polynomial_l.x_scalar(Scalar x, Tensor n) -> Tensor` */
  laguerrePolynomialL(x: Tensor, n: Tensor): Tensor;
  laguerrePolynomialL(x: Tensor, n: Scalar): Tensor;
  laguerrePolynomialL(x: Tensor, options: { n: Scalar }): Tensor;
  laguerrePolynomialL(x: Scalar, n: Tensor): Tensor;
  laguerrePolynomialL(options: { x: Scalar; n: Tensor }): Tensor;
  /** Legendre polynomial of degree `n`. `aten::special_legendre_polynomial_p(Tensor x, Tensor n) -> Tensor` · `aten::special_legendre_polynomial_p.n_scalar(Tensor x, Scalar n) -> Tensor` · `aten::special_legendre_polynomial_p.x_scalar(Scalar x, Tensor n) -> Tensor` */
  legendrePolynomialP(x: Tensor, n: Tensor): Tensor;
  legendrePolynomialP(x: Tensor, n: Scalar): Tensor;
  legendrePolynomialP(x: Tensor, options: { n: Scalar }): Tensor;
  legendrePolynomialP(x: Scalar, n: Tensor): Tensor;
  legendrePolynomialP(options: { x: Scalar; n: Tensor }): Tensor;
  /** Natural logarithm of one plus each element, exact near zero. `aten::special_log1p(Tensor self) -> Tensor` */
  log1p(self: Tensor): Tensor;
  /** Logarithm of the normal distribution's probability of less than `x`. `aten::special_log_ndtr(Tensor self) -> Tensor` */
  logNdtr(self: Tensor): Tensor;
  /** Logarithm of the softmax along a dimension. `aten::special_log_softmax(Tensor self, int dim, *, ScalarType? dtype=None) -> Tensor` */
  logSoftmax(self: Tensor, dim: Int, options?: Named & { dtype?: DType | null }): Tensor;
  logSoftmax(self: Tensor, options: Named & { dim: Int; dtype?: DType | null }): Tensor;
  /** `log(x / (1 - x))`, with `x` limited to `[eps, 1 - eps]` where `eps` is given. `aten::special_logit(Tensor self, float? eps=None) -> Tensor` */
  logit(self: Tensor, eps?: number | null): Tensor;
  logit(self: Tensor, options?: { eps?: number | null }): Tensor;
  /** Logarithm of the sum of exponentials along dimensions, without overflow. `aten::special_logsumexp(Tensor self, int[1] dim, bool keepdim=False) -> Tensor` */
  logsumexp(self: Tensor, dim: Ints, keepdim?: boolean): Tensor;
  logsumexp(self: Tensor, dim: Ints, options?: { keepdim?: boolean }): Tensor;
  logsumexp(self: Tensor, options: { dim: Ints; keepdim?: boolean }): Tensor;
  /** Modified Bessel function of the first kind, order zero. `aten::special_modified_bessel_i0(Tensor self) -> Tensor` */
  modifiedBesselI0(self: Tensor): Tensor;
  /** Modified Bessel function of the first kind, order one. `aten::special_modified_bessel_i1(Tensor self) -> Tensor` */
  modifiedBesselI1(self: Tensor): Tensor;
  /** Modified Bessel function of the second kind, order zero. `aten::special_modified_bessel_k0(Tensor self) -> Tensor` */
  modifiedBesselK0(self: Tensor): Tensor;
  /** Modified Bessel function of the second kind, order one. `aten::special_modified_bessel_k1(Tensor self) -> Tensor` */
  modifiedBesselK1(self: Tensor): Tensor;
  /** As `mvlgamma`: logarithm of the multivariate gamma function. `aten::special_multigammaln(Tensor self, int p) -> Tensor` */
  multigammaln(self: Tensor, p: Int): Tensor;
  multigammaln(self: Tensor, options: { p: Int }): Tensor;
  /** The normal distribution's probability of less than `x`. `aten::special_ndtr(Tensor self) -> Tensor` */
  ndtr(self: Tensor): Tensor;
  /** Inverse of `ndtr`: the quantile of the normal distribution. `aten::special_ndtri(Tensor self) -> Tensor` */
  ndtri(self: Tensor): Tensor;
  /** The n-th derivative of the digamma function. `aten::special_polygamma(int n, Tensor self) -> Tensor` */
  polygamma(n: Int, self: Tensor): Tensor;
  polygamma(options: { n: Int; self: Tensor }): Tensor;
  /** As `digamma`: derivative of the logarithm of the gamma function. `aten::special_psi(Tensor self) -> Tensor` */
  psi(self: Tensor): Tensor;
  /** Nearest whole number, halves to even, or rounded to a number of decimals. `aten::special_round(Tensor self, *, int decimals=0) -> Tensor` */
  round(self: Tensor, options?: { decimals?: Int }): Tensor;
  /** Modified Bessel function of the second kind, order zero, times `exp(x)`. `aten::special_scaled_modified_bessel_k0(Tensor x) -> Tensor` */
  scaledModifiedBesselK0(x: Tensor): Tensor;
  /** Modified Bessel function of the second kind, order one, times `exp(x)`. `aten::special_scaled_modified_bessel_k1(Tensor x) -> Tensor` */
  scaledModifiedBesselK1(x: Tensor): Tensor;
  /** Chebyshev polynomial of the first kind, of degree `n`, at `2x - 1`. `aten::special_shifted_chebyshev_polynomial_t(Tensor x, Tensor n) -> Tensor` · `aten::special_shifted_chebyshev_polynomial_t.n_scalar(Tensor x, Scalar n) -> Tensor` · `aten::special_shifted_chebyshev_polynomial_t.x_scalar(Scalar x, Tensor n) -> Tensor` */
  shiftedChebyshevPolynomialT(x: Tensor, n: Tensor): Tensor;
  shiftedChebyshevPolynomialT(x: Tensor, n: Scalar): Tensor;
  shiftedChebyshevPolynomialT(x: Tensor, options: { n: Scalar }): Tensor;
  shiftedChebyshevPolynomialT(x: Scalar, n: Tensor): Tensor;
  shiftedChebyshevPolynomialT(options: { x: Scalar; n: Tensor }): Tensor;
  /** Chebyshev polynomial of the second kind, of degree `n`, at `2x - 1`. `aten::special_shifted_chebyshev_polynomial_u(Tensor x, Tensor n) -> Tensor` · `aten::special_shifted_chebyshev_polynomial_u.n_scalar(Tensor x, Scalar n) -> Tensor` · `aten::special_shifted_chebyshev_polynomial_u.x_scalar(Scalar x, Tensor n) -> Tensor` */
  shiftedChebyshevPolynomialU(x: Tensor, n: Tensor): Tensor;
  shiftedChebyshevPolynomialU(x: Tensor, n: Scalar): Tensor;
  shiftedChebyshevPolynomialU(x: Tensor, options: { n: Scalar }): Tensor;
  shiftedChebyshevPolynomialU(x: Scalar, n: Tensor): Tensor;
  shiftedChebyshevPolynomialU(options: { x: Scalar; n: Tensor }): Tensor;
  /** Chebyshev polynomial of the third kind, of degree `n`, at `2x - 1`. `aten::special_shifted_chebyshev_polynomial_v(Tensor x, Tensor n) -> Tensor` · `aten::special_shifted_chebyshev_polynomial_v.n_scalar(Tensor x, Scalar n) -> Tensor` · `aten::special_shifted_chebyshev_polynomial_v.x_scalar(Scalar x, Tensor n) -> Tensor` */
  shiftedChebyshevPolynomialV(x: Tensor, n: Tensor): Tensor;
  shiftedChebyshevPolynomialV(x: Tensor, n: Scalar): Tensor;
  shiftedChebyshevPolynomialV(x: Tensor, options: { n: Scalar }): Tensor;
  shiftedChebyshevPolynomialV(x: Scalar, n: Tensor): Tensor;
  shiftedChebyshevPolynomialV(options: { x: Scalar; n: Tensor }): Tensor;
  /** Chebyshev polynomial of the fourth kind, of degree `n`, at `2x - 1`. `aten::special_shifted_chebyshev_polynomial_w(Tensor x, Tensor n) -> Tensor` · `aten::special_shifted_chebyshev_polynomial_w.n_scalar(Tensor x, Scalar n) -> Tensor` · `aten::special_shifted_chebyshev_polynomial_w.x_scalar(Scalar x, Tensor n) -> Tensor` */
  shiftedChebyshevPolynomialW(x: Tensor, n: Tensor): Tensor;
  shiftedChebyshevPolynomialW(x: Tensor, n: Scalar): Tensor;
  shiftedChebyshevPolynomialW(x: Tensor, options: { n: Scalar }): Tensor;
  shiftedChebyshevPolynomialW(x: Scalar, n: Tensor): Tensor;
  shiftedChebyshevPolynomialW(options: { x: Scalar; n: Tensor }): Tensor;
  /** `sin(pi x) / (pi x)`, 1 at zero. `aten::special_sinc(Tensor self) -> Tensor` */
  sinc(self: Tensor): Tensor;
  /** Exponentials scaled to sum to one along a dimension. `aten::special_softmax(Tensor self, int dim, ScalarType? dtype=None) -> Tensor` */
  softmax(self: Tensor, dim: Int, dtype?: DType | null): Probabilities;
  softmax(self: Tensor, dim: Int, options?: Named & { dtype?: DType | null }): Probabilities;
  softmax(self: Tensor, options: Named & { dim: Int; dtype?: DType | null }): Probabilities;
  /** Spherical Bessel function of the first kind, order zero. `aten::special_spherical_bessel_j0(Tensor x) -> Tensor` */
  sphericalBesselJ0(x: Tensor): Tensor;
  /** `x * log(1 + y)`, 0 where `x` is zero. `aten::special_xlog1py(Tensor self, Tensor other) -> Tensor` · `aten::special_xlog1py.other_scalar(Tensor self, Scalar other) -> Tensor` · `aten::special_xlog1py.self_scalar(Scalar self, Tensor other) -> Tensor` */
  xlog1py(self: Tensor, other: Tensor): Tensor;
  xlog1py(self: Tensor, other: Scalar): Tensor;
  xlog1py(self: Tensor, options: { other: Scalar }): Tensor;
  xlog1py(self: Scalar, other: Tensor): Tensor;
  xlog1py(options: { self: Scalar; other: Tensor }): Tensor;
  /** `x * log(y)`, 0 where `x` is zero. `aten::special_xlogy(Tensor self, Tensor other) -> Tensor` · `aten::special_xlogy.other_scalar(Tensor self, Scalar other) -> Tensor` · `aten::special_xlogy.self_scalar(Scalar self, Tensor other) -> Tensor` */
  xlogy(self: Tensor, other: Tensor): Tensor;
  xlogy(self: Tensor, other: Scalar): Tensor;
  xlogy(self: Tensor, options: { other: Scalar }): Tensor;
  xlogy(self: Scalar, other: Tensor): Tensor;
  xlogy(options: { self: Scalar; other: Tensor }): Tensor;
  /** Hurwitz zeta function. `aten::special_zeta(Tensor self, Tensor other) -> Tensor` · `aten::special_zeta.other_scalar(Tensor self, Scalar other) -> Tensor` · `aten::special_zeta.self_scalar(Scalar self, Tensor other) -> Tensor` */
  zeta(self: Tensor, other: Tensor): Tensor;
  zeta(self: Tensor, other: Scalar): Tensor;
  zeta(self: Tensor, options: { other: Scalar }): Tensor;
  zeta(self: Scalar, other: Tensor): Tensor;
  zeta(options: { self: Scalar; other: Tensor }): Tensor;
}
