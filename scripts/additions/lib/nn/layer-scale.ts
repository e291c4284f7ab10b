/** LayerScale: a learned factor for each feature, small at first, so that a deep residual network begins as its shortcuts. */
import { noMore, number, type Rest, signature } from "../edge/index.ts";
import { full, type Tensor, torch } from "../tensor/index.ts";
import { markLayer } from "./call.ts";
import { checkInteger, factoryKinds } from "./checks.ts";
import { constant_ } from "./init.ts";
import type { FactoryOptions } from "./linear.ts";
import { Module } from "./module.ts";
import { Parameter } from "./parameter.ts";
import { reprFloat } from "./repr.ts";

/** Options of `LayerScale`. */
export interface LayerScaleOptions extends FactoryOptions {
  /** What the factors are at first. Default 1e-5. */
  initValue?: number;
}

const TAKES = signature<LayerScaleOptions>("nn.LayerScale", {
  options: { initValue: number, ...factoryKinds },
  positional: ["initValue"],
});

/** `x gamma`: (..., features) -> the same: Touvron et al. 2021, https://arxiv.org/abs/2103.17239. */
export class LayerScale extends Module {
  readonly features: number;
  readonly init_value: number;
  /** (features) */
  gamma: Parameter;

  static {
    markLayer(LayerScale);
  }

  /** Throws ArgumentError for features that are no integer of at least 1. */
  constructor(features: number, ...rest: Rest<LayerScaleOptions, [initValue: number]>) {
    const { initValue = 1e-5, ...factory } = TAKES.read(rest);
    super();
    checkInteger("nn.LayerScale", "features", features, 1);
    this.features = features;
    this.init_value = initValue;
    this.gamma = new Parameter(full([features], initValue, { dtype: "float32", ...factory }));
  }

  /** Sets all factors to their first value. */
  resetParameters(...rest: []): void {
    noMore(`nn.${this.constructor.name}.resetParameters`, rest);
    constant_(this.gamma, this.init_value);
  }

  override forward(input: Tensor): Tensor {
    return torch.mul(input, this.gamma);
  }

  override extraRepr(): string {
    return `${this.features}, init_value=${reprFloat(this.init_value)}`;
  }
}
