/** Activations as modules; the functions are in `functional/`. */
import { boolean, noMore, number, oneOf, type Rest, type Signature, signature } from "../edge/index.ts";
import { type Probabilities, type Tensor, torch } from "../tensor/index.ts";
import { markLayer } from "./call.ts";
import { Module } from "./module.ts";
import { repr, reprFloat } from "./repr.ts";

/** Options of activations that can write over their input. */
export interface InplaceOptions {
  /** Write the result into the input, which must not be needed afterwards. */
  inplace?: boolean;
}

/** What an activation with nothing but that option takes. */
export type InplaceArguments = Rest<InplaceOptions, [inplace: boolean]>;

/** What an activation takes that has no other option. */
export function takesInplace(name: string): Signature<InplaceOptions> {
  return signature(name, { options: { inplace: boolean }, positional: ["inplace"] });
}

/** An activation with an `inplace` option. */
export abstract class InplaceActivation extends Module {
  inplace: boolean;

  constructor({ inplace = false }: InplaceOptions) {
    super();
    this.inplace = inplace;
  }

  override extraRepr(): string {
    return this.inplace ? "inplace=True" : "";
  }
}

const RELU = takesInplace("nn.ReLU");
const RELU6 = takesInplace("nn.ReLU6");
const SILU = takesInplace("nn.SiLU");
const HARDSWISH = takesInplace("nn.Hardswish");
const HARDSIGMOID = takesInplace("nn.Hardsigmoid");

/** `max(0, x)` */
export class ReLU extends InplaceActivation {
  static {
    markLayer(ReLU);
  }

  constructor(...rest: InplaceArguments) {
    super(RELU.read(rest));
  }

  override forward(input: Tensor): Tensor {
    return this.inplace ? torch.relu_(input) : torch.relu(input);
  }
}

/** `min(max(0, x), 6)` */
export class ReLU6 extends InplaceActivation {
  static {
    markLayer(ReLU6);
  }

  constructor(...rest: InplaceArguments) {
    super(RELU6.read(rest));
  }

  override forward(input: Tensor): Tensor {
    return this.inplace ? torch.hardtanh_(input, 0, 6) : torch.hardtanh(input, 0, 6);
  }
}

/** `x sigmoid(x)`: https://arxiv.org/abs/1702.03118 */
export class SiLU extends InplaceActivation {
  static {
    markLayer(SiLU);
  }

  constructor(...rest: InplaceArguments) {
    super(SILU.read(rest));
  }

  override forward(input: Tensor): Tensor {
    return this.inplace ? torch.silu_(input) : torch.silu(input);
  }
}

/** `x min(max(0, x + 3), 6) / 6`: https://arxiv.org/abs/1905.02244 */
export class Hardswish extends InplaceActivation {
  static {
    markLayer(Hardswish);
  }

  constructor(...rest: InplaceArguments) {
    super(HARDSWISH.read(rest));
  }

  override forward(input: Tensor): Tensor {
    return this.inplace ? torch.hardswish_(input) : torch.hardswish(input);
  }

  /** PyTorch does not print this one's option. */
  override extraRepr(): string {
    return "";
  }
}

/** `min(max(0, x + 3), 6) / 6` */
export class Hardsigmoid extends InplaceActivation {
  static {
    markLayer(Hardsigmoid);
  }

  constructor(...rest: InplaceArguments) {
    super(HARDSIGMOID.read(rest));
  }

  override forward(input: Tensor): Tensor {
    return this.inplace ? torch.hardsigmoid_(input) : torch.hardsigmoid(input);
  }

  /** PyTorch does not print this one's option. */
  override extraRepr(): string {
    return "";
  }
}

/** Options of `LeakyReLU`. */
export interface LeakyReluOptions extends InplaceOptions {
  negativeSlope?: number;
}

const LEAKY_RELU = signature<LeakyReluOptions>("nn.LeakyReLU", {
  options: { negativeSlope: number, inplace: boolean },
  positional: ["negativeSlope", "inplace"],
});

/** `x` above zero, `negativeSlope * x` below. */
export class LeakyReLU extends InplaceActivation {
  negative_slope: number;

  static {
    markLayer(LeakyReLU);
  }

  /** `new LeakyReLU({ negativeSlope: 0.2 })`, or as PyTorch has it, `new LeakyReLU(0.2)`. */
  constructor(...rest: Rest<LeakyReluOptions, [negativeSlope: number, inplace: boolean]>) {
    const options = LEAKY_RELU.read(rest);
    super(options);
    this.negative_slope = options.negativeSlope ?? 0.01;
  }

  override forward(input: Tensor): Tensor {
    const slope = this.negative_slope;
    return this.inplace ? torch.leakyRelu_(input, slope) : torch.leakyRelu(input, slope);
  }

  override extraRepr(): string {
    return `negative_slope=${reprFloat(this.negative_slope)}${this.inplace ? ", inplace=True" : ""}`;
  }
}

/** Options of `GELU`. */
export interface GeluOptions {
  approximate?: "none" | "tanh";
}

const GELU_TAKES = signature<GeluOptions>("nn.GELU", {
  options: { approximate: oneOf("none", "tanh") },
  positional: ["approximate"],
});

/** `x Phi(x)`, exact or by tanh: https://arxiv.org/abs/1606.08415 */
export class GELU extends Module {
  readonly approximate: "none" | "tanh";

  static {
    markLayer(GELU);
  }

  constructor(...rest: Rest<GeluOptions, [approximate: "none" | "tanh"]>) {
    const { approximate = "none" } = GELU_TAKES.read(rest);
    super();
    this.approximate = approximate;
  }

  override forward(input: Tensor): Tensor {
    return torch.gelu(input, { approximate: this.approximate });
  }

  override extraRepr(): string {
    return `approximate=${repr(this.approximate)}`;
  }
}

/** `1 / (1 + exp(-x))` */
export class Sigmoid extends Module {
  static {
    markLayer(Sigmoid);
  }

  constructor(...rest: []) {
    noMore("nn.Sigmoid", rest);
    super();
  }

  override forward(input: Tensor): Probabilities {
    return torch.sigmoid(input);
  }
}

/** Hyperbolic tangent. */
export class Tanh extends Module {
  static {
    markLayer(Tanh);
  }

  constructor(...rest: []) {
    noMore("nn.Tanh", rest);
    super();
  }

  override forward(input: Tensor): Tensor {
    return torch.tanh(input);
  }
}
