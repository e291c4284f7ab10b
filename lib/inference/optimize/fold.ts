/**
 * Folding batch normalisation into the layer before it: in evaluation mode both are linear, so one weight does.
 *
 * Computed in double precision, so that folding adds no more than the rounding of the result.
 */

import * as nn from "../../nn/index.ts";
import { type DType, keep, noGrad, scope, type Tensor, zeros } from "../../tensor/index.ts";

/** Weight and bias of a layer; tensors of their own that no scope frees. */
export interface Folded {
  weight: Tensor;
  bias: Tensor;
}

/** A batch normalisation with statistics of its own, which alone can be folded. */
export function isFoldable(
  norm: nn.Module | undefined,
  channels: number,
): norm is nn.BatchNorm2d | nn.BatchNorm1d {
  if (norm?.constructor !== nn.BatchNorm2d && norm?.constructor !== nn.BatchNorm1d) return false;
  const { num_features, running_mean, running_var } = norm as nn.BatchNorm2d;
  return num_features === channels && running_mean !== null && running_var !== null;
}

/**
 * The layer's weight and bias with the normalisation in them, `norm` null for none: copies, of `dtype`. `axis` is that
 * of the output channels in the weight.
 */
export function fold(
  layer: { weight: Tensor; bias: Tensor | null },
  norm: nn.BatchNorm2d | nn.BatchNorm1d | null,
  axis: 0 | 1,
  dtype: DType,
): Folded {
  const { weight, bias } = noGrad(() =>
    scope(() => {
      const channels = weight1(layer, norm, axis);
      const given =
        layer.bias?.double() ?? zeros([channels], { dtype: "float64", device: layer.weight.device });
      if (norm === null) return { weight: layer.weight.to({ dtype, copy: true }), bias: given.to(dtype) };
      const mean = (norm.running_mean as Tensor).double(); // isFoldable saw both
      const spread = (norm.running_var as Tensor).double().add(norm.eps).rsqrt();
      const scale = norm.weight === null ? spread : spread.mul(norm.weight.double());
      const shift = given.sub(mean).mul(scale);
      const shape = Array.from({ length: layer.weight.ndim }, (_, dim) => (dim === axis ? channels : 1));
      return {
        weight: layer.weight.double().mul(scale.view(shape)).to(dtype),
        bias: (norm.bias === null ? shift : shift.add(norm.bias.double())).to(dtype),
      };
    }),
  );
  return { weight: keep(weight.detach()), bias: keep(bias.detach()) };
}

function weight1(
  layer: { weight: Tensor },
  norm: nn.BatchNorm2d | nn.BatchNorm1d | null,
  axis: 0 | 1,
): number {
  return norm?.num_features ?? (layer.weight.shape[axis] as number);
}
