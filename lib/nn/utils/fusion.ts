/** A batch normalisation folded into the layer before it, as `torch.nn.utils.fusion`, for networks at work. */
import { boolean, instance, type Rest, signature } from "../../edge/index.ts";
import { ArgumentError } from "../../native/errors.ts";
import { noGrad, scope, type Tensor, torch } from "../../tensor/index.ts";
import type { BatchNorm1d, BatchNorm2d } from "../batchnorm.ts";
import { skipInit } from "../init.ts";
import { Linear } from "../linear.ts";
import { Module } from "../module.ts";
import { Parameter } from "../parameter.ts";
import { isTransposed } from "./transposed.ts";

/** A batch normalisation of any dimensions. */
export interface AnyBatchNorm
  extends Pick<BatchNorm1d | BatchNorm2d, "running_mean" | "running_var" | "eps"> {
  readonly training: boolean;
  readonly num_features: number;
  readonly weight: Tensor | null;
  readonly bias: Tensor | null;
}

/** A layer with a weight and perhaps a bias. */
type Weighted = Module & { weight: Parameter; bias: Parameter | null };

const moduleKind = instance(Module);
const CONV = signature<{ transpose?: boolean }>("nn.utils.fuseConvBnEval", {
  takes: { conv: moduleKind, bn: moduleKind },
  options: { transpose: boolean },
  positional: ["transpose"],
});
const LINEAR = signature("nn.utils.fuseLinearBnEval", {
  takes: { linear: instance(Linear), bn: moduleKind },
});

/**
 * A new convolution that gives what `bn` makes of `conv`'s outputs; both are left as they are.
 *
 * @param rest `transpose` for a transposed convolution, whose weight is (in, out, ...)
 * @throws ArgumentError unless both are in evaluation mode and the normalisation has running statistics
 */
export function fuseConvBnEval<M extends Module>(
  conv: M,
  bn: Module,
  ...rest: Rest<{ transpose?: boolean }, [transpose: boolean]>
): M {
  const { transpose = false } = CONV.read(rest);
  CONV.check(conv, bn);
  return fused(CONV.name, conv, bn, (weight, scale) => {
    const shape = weight.shape.map((_, d) => (d === (transpose ? 1 : 0) ? -1 : 1));
    return weight.mul(scale.reshape(shape));
  });
}

/**
 * A new linear layer that gives what `bn` makes of `linear`'s outputs; both are left as they are.
 *
 * @throws ArgumentError unless both are in evaluation mode, the normalisation has running statistics and one feature or as
 * many as the layer has outputs
 */
export function fuseLinearBnEval(linear: Linear, bn: Module, ...rest: []): Linear {
  LINEAR.read(rest);
  LINEAR.check(linear, bn);
  const { num_features } = bn as unknown as AnyBatchNorm;
  if (num_features !== linear.out_features && num_features !== 1) {
    throw LINEAR.error(
      `the normalisation has ${num_features} features and the layer ${linear.out_features} outputs.`,
    );
  }
  return fused(LINEAR.name, linear, bn, (weight, scale) => weight.mul(scale.unsqueeze(-1)));
}

/** What convolutions of all dimensions say of themselves. */
interface ConvFacts {
  in_channels: number;
  out_channels: number;
  kernel_size: unknown;
  stride: unknown;
  padding: unknown;
  dilation: unknown;
  groups: number;
  padding_mode: unknown;
  output_padding: unknown;
}

/** A layer of the same options with a bias, in evaluation mode; its values are not made. */
function another(layer: Module): Module {
  return skipInit(() => {
    if (layer instanceof Linear) return new Linear(layer.in_features, layer.out_features);
    const facts = layer as unknown as ConvFacts;
    const Conv = layer.constructor as new (...args: unknown[]) => Module;
    const {
      stride,
      padding,
      dilation,
      groups,
      padding_mode: paddingMode,
      output_padding: outputPadding,
    } = facts;
    const shared = { stride, padding, dilation, groups };
    const options = isTransposed(layer) ? { ...shared, outputPadding } : { ...shared, paddingMode };
    return new Conv(facts.in_channels, facts.out_channels, facts.kernel_size, options);
  }).eval();
}

function fused<M extends Module>(
  operation: string,
  layer: M,
  bn: Module,
  scaled: (weight: Tensor, scale: Tensor) => Tensor,
): M {
  const { weight, bias } = layer as unknown as Weighted;
  const {
    running_mean: mean,
    running_var: variance,
    eps,
    weight: factor,
    bias: shift,
  } = bn as unknown as AnyBatchNorm;
  const refuse = (text: string): never => {
    throw new ArgumentError(`${operation}: ${text}`, { operation });
  };
  if (layer.training || bn.training) refuse("both must be in evaluation mode; call eval() on them.");
  if (!(weight instanceof Parameter)) return refuse(`${layer.constructor.name} has no weight.`);
  if (!(layer instanceof Linear) && !("kernel_size" in layer))
    refuse(`${layer.constructor.name} is no convolution.`);
  if (mean == null || variance == null) return refuse(`${bn.constructor.name} has no running statistics.`);
  const made = another(layer) as M & Weighted;
  noGrad(() =>
    scope(() => {
      const scale = torch.rsqrt(variance.add(eps)).mul(factor ?? torch.onesLike(variance));
      const newWeight = scaled(weight, scale).to(weight.dtype);
      const centred = bias === null ? mean.neg() : bias.sub(mean);
      const newBias = centred.mul(scale).add(shift ?? torch.zerosLike(mean));
      made.weight = new Parameter(newWeight, weight.requiresGrad);
      made.bias = new Parameter(newBias.to(bias?.dtype ?? weight.dtype), bias?.requiresGrad ?? false);
    }),
  );
  return made;
}
