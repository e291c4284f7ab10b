/** Activations put together of straight pieces, as modules; the functions are in `functional/`. */
import { boolean, noMore, number, numberFrom, type Rest, type Signature, signature } from "../edge/index.ts";
import { empty, type Tensor, torch } from "../tensor/index.ts";
import { InplaceActivation, type InplaceArguments, type InplaceOptions } from "./activation.ts";
import { markLayer } from "./call.ts";
import { checkInteger, factoryKinds } from "./checks.ts";
import { type HardtanhOptions, type RreluOptions, tanhshrink } from "./functional/activation.ts";
import { constant_ } from "./init.ts";
import type { FactoryOptions } from "./linear.ts";
import { Module } from "./module.ts";
import { Parameter } from "./parameter.ts";
import { repr, reprFloat } from "./repr.ts";

const HARDTANH = signature<HardtanhOptions>("nn.Hardtanh", {
  options: { minVal: number, maxVal: number, inplace: boolean },
  positional: ["minVal", "maxVal", "inplace"],
  advice: { minValue: "it is minVal here", maxValue: "it is maxVal here" },
});

/** Each element limited to between `minVal` and `maxVal`. */
export class Hardtanh extends InplaceActivation {
  readonly min_val: number;
  readonly max_val: number;

  static {
    markLayer(Hardtanh);
  }

  /** Throws ArgumentError unless `minVal` is below `maxVal`. */
  constructor(...rest: Rest<HardtanhOptions, [minVal: number, maxVal: number, inplace: boolean]>) {
    const options = HARDTANH.read(rest);
    const { minVal = -1, maxVal = 1 } = options;
    if (minVal >= maxVal) throw HARDTANH.error(`minVal (${minVal}) must be below maxVal (${maxVal}).`);
    super(options);
    this.min_val = minVal;
    this.max_val = maxVal;
  }

  override forward(input: Tensor): Tensor {
    const { min_val, max_val } = this;
    return this.inplace ? torch.hardtanh_(input, min_val, max_val) : torch.hardtanh(input, min_val, max_val);
  }

  override extraRepr(): string {
    return `min_val=${reprFloat(this.min_val)}, max_val=${reprFloat(this.max_val)}${this.inplace ? ", inplace=True" : ""}`;
  }
}

const THRESHOLD = signature<InplaceOptions>("nn.Threshold", {
  takes: { threshold: number, value: number },
  options: { inplace: boolean },
  positional: ["inplace"],
});

/** `x` where it is above `threshold`, else `value`. */
export class Threshold extends InplaceActivation {
  readonly threshold: number;
  readonly value: number;

  static {
    markLayer(Threshold);
  }

  constructor(threshold: number, value: number, ...rest: InplaceArguments) {
    const options = THRESHOLD.read(rest);
    THRESHOLD.check(threshold, value);
    super(options);
    this.threshold = threshold;
    this.value = value;
  }

  override forward(input: Tensor): Tensor {
    const { threshold, value } = this;
    return this.inplace
      ? torch.threshold_(input, threshold, value)
      : torch.threshold(input, threshold, value);
  }

  override extraRepr(): string {
    return `threshold=${repr(this.threshold)}, value=${repr(this.value)}${this.inplace ? ", inplace=True" : ""}`;
  }
}

/** Options of `RReLU`. */
export type RReluOptions = Omit<RreluOptions, "training">;

const RRELU = signature<RReluOptions>("nn.RReLU", {
  options: { lower: number, upper: number, inplace: boolean },
  positional: ["lower", "upper", "inplace"],
});

/** `x` above zero; below, `x` times a slope drawn between `lower` and `upper` in training, their mean else. */
export class RReLU extends InplaceActivation {
  readonly lower: number;
  readonly upper: number;

  static {
    markLayer(RReLU);
  }

  /** Throws ArgumentError where `lower` is above `upper`. */
  constructor(...rest: Rest<RReluOptions, [lower: number, upper: number, inplace: boolean]>) {
    const options = RRELU.read(rest);
    const { lower = 1 / 8, upper = 1 / 3 } = options;
    if (lower > upper) throw RRELU.error(`lower (${lower}) must not be above upper (${upper}).`);
    super(options);
    this.lower = lower;
    this.upper = upper;
  }

  override forward(input: Tensor): Tensor {
    const { lower, upper, training } = this;
    return this.inplace
      ? torch.rrelu_(input, lower, upper, training)
      : torch.rrelu(input, lower, upper, training);
  }

  override extraRepr(): string {
    return `lower=${reprFloat(this.lower)}, upper=${reprFloat(this.upper)}${this.inplace ? ", inplace=True" : ""}`;
  }
}

/** Options of `PReLU`. */
export interface PReluOptions extends FactoryOptions {
  /** One slope for all channels, or one each. */
  numParameters?: number;
  /** The slopes' first value. */
  init?: number;
}

const PRELU = signature<PReluOptions>("nn.PReLU", {
  options: { numParameters: number, init: number, ...factoryKinds },
  positional: ["numParameters", "init"],
});

/** `x` above zero, a learnt slope times `x` below: https://arxiv.org/abs/1502.01852 */
export class PReLU extends Module {
  readonly num_parameters: number;
  readonly init: number;
  /** (numParameters) */
  weight: Parameter;

  static {
    markLayer(PReLU);
  }

  constructor(...rest: Rest<PReluOptions, [numParameters: number, init: number]>) {
    const { numParameters = 1, init = 0.25, device, dtype } = PRELU.read(rest);
    checkInteger("nn.PReLU", "numParameters", numParameters, 1);
    super();
    this.num_parameters = numParameters;
    this.init = init;
    this.weight = new Parameter(empty([numParameters], { device, dtype }));
    this.resetParameters();
  }

  /** Sets the slopes to their first value. */
  resetParameters(...rest: []): void {
    noMore("nn.PReLU.resetParameters", rest);
    constant_(this.weight, this.init);
  }

  override forward(input: Tensor): Tensor {
    return torch.prelu(input, this.weight);
  }

  override extraRepr(): string {
    return `num_parameters=${this.num_parameters}`;
  }
}

/** Options of `Hardshrink` and `Softshrink`. */
export interface ShrinkOptions {
  /** Half the width of what becomes zero. */
  lambd?: number;
}

type ShrinkArguments = Rest<ShrinkOptions, [lambd: number]>;

function shrinkTakes(name: string, lambd = number): Signature<ShrinkOptions> {
  return signature<ShrinkOptions>(name, { options: { lambd }, positional: ["lambd"] });
}

abstract class Shrink extends Module {
  readonly lambd: number;

  constructor({ lambd = 0.5 }: ShrinkOptions) {
    super();
    this.lambd = lambd;
  }

  override extraRepr(): string {
    return reprFloat(this.lambd);
  }
}

const HARDSHRINK = shrinkTakes("nn.Hardshrink");
const SOFTSHRINK = shrinkTakes("nn.Softshrink", numberFrom(0));

/** `x` where it is beyond `lambd` on either side, else zero. */
export class Hardshrink extends Shrink {
  static {
    markLayer(Hardshrink);
  }

  constructor(...rest: ShrinkArguments) {
    super(HARDSHRINK.read(rest));
  }

  override forward(input: Tensor): Tensor {
    return torch.hardshrink(input, this.lambd);
  }
}

/** `x` moved towards zero by `lambd`, zero where it would cross. */
export class Softshrink extends Shrink {
  static {
    markLayer(Softshrink);
  }

  /** Throws ArgumentError for a negative `lambd`. */
  constructor(...rest: ShrinkArguments) {
    super(SOFTSHRINK.read(rest));
  }

  override forward(input: Tensor): Tensor {
    return torch.softshrink(input, this.lambd);
  }
}

/** `x - tanh(x)` */
export class Tanhshrink extends Module {
  static {
    markLayer(Tanhshrink);
  }

  constructor(...rest: []) {
    noMore("nn.Tanhshrink", rest);
    super();
  }

  override forward(input: Tensor): Tensor {
    return tanhshrink(input);
  }
}
