/** Batch normalisation that is not trained, as the backbones of detectors with pretrained weights have it. */

import { number, type Rest, signature } from "../../edge/index.ts";
import { ArgumentError } from "../../native/errors.ts";
import { markLayer } from "../../nn/call.ts";
import * as nn from "../../nn/index.ts";
import { reprFloat } from "../../nn/repr.ts";
import { ones, type Tensor, torch, zeros } from "../../tensor/index.ts";
import { count, moduleKind } from "../option-kinds.ts";

const TAKES = signature<{ eps?: number }>("models.detection.FrozenBatchNorm2d", {
  takes: { numFeatures: count },
  options: { eps: number },
  positional: ["eps"],
});
const CONVERT = signature("models.detection.FrozenBatchNorm2d.convertBatchnorm", {
  takes: { module: moduleKind },
});

/**
 * Batch normalisation of (N, C, H, W) whose statistics, scale and shift stay what they are, in training too: all four are
 * buffers (C). torchvision's `ops.FrozenBatchNorm2d`; batches of one or two images have no statistics to learn from.
 */
export class FrozenBatchNorm2d extends nn.Module {
  readonly num_features: number;
  /** Added to the variance. */
  eps: number;
  declare weight: Tensor;
  declare bias: Tensor;
  declare running_mean: Tensor;
  declare running_var: Tensor;

  static {
    markLayer(FrozenBatchNorm2d);
  }

  /** Throws ArgumentError for a number of channels below one. */
  constructor(numFeatures: number, ...rest: Rest<{ eps?: number }, [eps: number]>) {
    super();
    const { eps = 1e-5 } = TAKES.read(rest);
    TAKES.check(numFeatures);
    this.num_features = numFeatures;
    this.eps = eps;
    this.registerBuffer("weight", ones([numFeatures]));
    this.registerBuffer("bias", zeros([numFeatures]));
    this.registerBuffer("running_mean", zeros([numFeatures]));
    this.registerBuffer("running_var", ones([numFeatures]));
  }

  /**
   * Puts a frozen one with the same values in the place of each `nn.BatchNorm2d` of a network, and gives the network back, or
   * the layer where it was one itself. Throws ArgumentError for a layer without scale or without running statistics.
   */
  static convertBatchnorm(module: nn.Module, ...rest: []): nn.Module {
    CONVERT.read(rest);
    CONVERT.check(module);
    return converted(module, new Map());
  }

  /** State dicts of trained networks count batches, which nothing here reads. */
  override upgradeStateDict(dict: Map<string, Tensor>, prefix: string, ...rest: []): void {
    super.upgradeStateDict(dict, prefix, ...rest);
    dict.delete(`${prefix}num_batches_tracked`);
  }

  override forward(input: Tensor): Tensor {
    const { weight, bias, running_mean, running_var, eps } = this;
    return torch.batchNorm(input, weight, bias, running_mean, running_var, false, 0, eps, true);
  }

  override extraRepr(): string {
    return `${this.num_features}, eps=${reprFloat(this.eps)}`;
  }
}

/** `made` keeps a layer that stands in several places one layer. */
function converted(module: nn.Module, made: Map<nn.Module, nn.Module>): nn.Module {
  const known = made.get(module);
  if (known !== undefined) return known;
  const result = module instanceof nn.BatchNorm2d ? frozen(module) : module;
  made.set(module, result);
  for (const [name, child] of module.namedChildren()) {
    const other = converted(child, made);
    if (other !== child) module.addModule(name, other);
  }
  return result;
}

function frozen(norm: nn.BatchNorm2d): FrozenBatchNorm2d {
  const { weight, bias, running_mean, running_var } = norm;
  if (weight === null || bias === null || running_mean === null || running_var === null) {
    throw new ArgumentError(
      `${CONVERT.name}: expected layers with a scale, a shift and running statistics, got ${norm.toString()}.`,
      { operation: CONVERT.name },
    );
  }
  const result = new FrozenBatchNorm2d(norm.num_features, norm.eps).to(weight.device, weight.dtype);
  result.registerBuffer("weight", weight.detach());
  result.registerBuffer("bias", bias.detach());
  result.registerBuffer("running_mean", running_mean);
  result.registerBuffer("running_var", running_var);
  return result.train(norm.training);
}
