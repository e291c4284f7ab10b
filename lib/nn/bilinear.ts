/** Bilinear: a map of two inputs together. */
import { boolean, noMore, type Rest, signature } from "../edge/index.ts";
import { empty, type Tensor, torch } from "../tensor/index.ts";
import { markLayer } from "./call.ts";
import { checkInteger, factoryKinds } from "./checks.ts";
import { uniform_ } from "./init.ts";
import type { LinearOptions } from "./linear.ts";
import { Module } from "./module.ts";
import { Parameter } from "./parameter.ts";
import { repr } from "./repr.ts";

const TAKES = signature<LinearOptions>("nn.Bilinear", {
  options: { bias: boolean, ...factoryKinds },
  positional: ["bias"],
});

/** `y = x1 A x2 + b`: (..., in1) and (..., in2) -> (..., out). */
export class Bilinear extends Module {
  readonly in1_features: number;
  readonly in2_features: number;
  readonly out_features: number;
  /** (out, in1, in2) */
  weight: Parameter;
  /** (out), or null without bias. */
  bias: Parameter | null;

  static {
    markLayer(Bilinear);
  }

  /** Throws ArgumentError for sizes that are not integers of at least 1. */
  constructor(
    in1Features: number,
    in2Features: number,
    outFeatures: number,
    ...rest: Rest<LinearOptions, [bias: boolean]>
  ) {
    const { bias = true, ...factory } = TAKES.read(rest);
    super();
    checkInteger("nn.Bilinear", "in1Features", in1Features, 1);
    checkInteger("nn.Bilinear", "in2Features", in2Features, 1);
    checkInteger("nn.Bilinear", "outFeatures", outFeatures, 1);
    this.in1_features = in1Features;
    this.in2_features = in2Features;
    this.out_features = outFeatures;
    this.weight = new Parameter(empty([outFeatures, in1Features, in2Features], factory));
    this.bias = bias ? new Parameter(empty([outFeatures], factory)) : null;
    this.resetParameters();
  }

  /** Fills weight and bias anew, uniformly within `1 / sqrt(in1Features)`. */
  resetParameters(...rest: []): void {
    noMore(`nn.${this.constructor.name}.resetParameters`, rest);
    const bound = 1 / Math.sqrt(this.in1_features);
    uniform_(this.weight, { a: -bound, b: bound });
    if (this.bias !== null) uniform_(this.bias, { a: -bound, b: bound });
  }

  override forward(input1: Tensor, input2: Tensor): Tensor {
    return torch.bilinear(input1, input2, this.weight, this.bias);
  }

  override extraRepr(): string {
    const { in1_features, in2_features, out_features } = this;
    const sizes = `in1_features=${in1_features}, in2_features=${in2_features}, out_features=${out_features}`;
    return `${sizes}, bias=${repr(this.bias !== null)}`;
  }
}
