/** Linear: the fully connected layer. */
import { boolean, noMore, type Rest, signature } from "../edge/index.ts";
import { type DeviceChoice, type DType, empty, type Tensor, torch } from "../tensor/index.ts";
import { markLayer } from "./call.ts";
import { checkInteger, factoryKinds } from "./checks.ts";
import { fans, kaimingUniform_, uniform_ } from "./init.ts";
import { Module } from "./module.ts";
import { Parameter } from "./parameter.ts";
import { repr } from "./repr.ts";

/** Where a layer's parameters are made. */
export interface FactoryOptions {
  device?: DeviceChoice;
  dtype?: DType;
}

/** Options of `Linear`. */
export interface LinearOptions extends FactoryOptions {
  bias?: boolean;
}

const TAKES = signature<LinearOptions>("nn.Linear", {
  options: { bias: boolean, ...factoryKinds },
  positional: ["bias"],
});

/**
 * `y = x W^T + b`: (..., in) -> (..., out).
 *
 * @example new nn.Linear(512, 2)
 */
export class Linear extends Module {
  readonly in_features: number;
  readonly out_features: number;
  /** (out, in) */
  weight: Parameter;
  /** (out), or null without bias. */
  bias: Parameter | null;

  static {
    markLayer(Linear);
  }

  /** Throws ArgumentError for sizes that are not integers of at least 0. */
  constructor(inFeatures: number, outFeatures: number, ...rest: Rest<LinearOptions, [bias: boolean]>) {
    const { bias = true, ...factory } = TAKES.read(rest);
    super();
    checkInteger("nn.Linear", "inFeatures", inFeatures, 0);
    checkInteger("nn.Linear", "outFeatures", outFeatures, 0);
    this.in_features = inFeatures;
    this.out_features = outFeatures;
    this.weight = new Parameter(empty([outFeatures, inFeatures], factory));
    this.bias = bias ? new Parameter(empty([outFeatures], factory)) : null;
    this.resetParameters();
  }

  /** Fills weight and bias anew, as PyTorch does. */
  resetParameters(...rest: []): void {
    noMore(`nn.${this.constructor.name}.resetParameters`, rest);
    kaimingUniform_(this.weight, { a: Math.sqrt(5) });
    if (this.bias !== null) resetBias(this.bias, this.weight);
  }

  override forward(input: Tensor): Tensor {
    return torch.linear(input, this.weight, this.bias);
  }

  override extraRepr(): string {
    const { in_features, out_features } = this;
    return `in_features=${in_features}, out_features=${out_features}, bias=${repr(this.bias !== null)}`;
  }
}

/** Fills a bias uniformly within `1 / sqrt(fan in)` of its weight. */
export function resetBias(bias: Tensor, weight: Tensor): void {
  const { fanIn } = fans(weight);
  const bound = fanIn > 0 ? 1 / Math.sqrt(fanIn) : 0;
  uniform_(bias, { a: -bound, b: bound });
}
