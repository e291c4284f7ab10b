/** Smooth activations as modules; the functions are in `functional/`. */
import {
  boolean,
  integer,
  noMore,
  number,
  numberAbove,
  type Rest,
  type Signature,
  signature,
} from "../edge/index.ts";
import { type Tensor, torch } from "../tensor/index.ts";
import { InplaceActivation, type InplaceArguments, takesInplace } from "./activation.ts";
import { markLayer } from "./call.ts";
import { type EluOptions, type GluOptions, softsign } from "./functional/activation.ts";
import { Module } from "./module.ts";
import { reprFloat } from "./repr.ts";

type EluArguments = Rest<EluOptions, [alpha: number, inplace: boolean]>;

function eluTakes(name: string, alpha = number): Signature<EluOptions> {
  return signature<EluOptions>(name, {
    options: { alpha, inplace: boolean },
    positional: ["alpha", "inplace"],
  });
}

abstract class WithAlpha extends InplaceActivation {
  readonly alpha: number;

  constructor(options: EluOptions) {
    super(options);
    this.alpha = options.alpha ?? 1;
  }

  override extraRepr(): string {
    return `alpha=${reprFloat(this.alpha)}${this.inplace ? ", inplace=True" : ""}`;
  }
}

const ELU_TAKES = eluTakes("nn.ELU");
const CELU_TAKES = eluTakes("nn.CELU");
const SELU_TAKES = takesInplace("nn.SELU");
const MISH_TAKES = takesInplace("nn.Mish");

/** `x` above zero, `alpha * (exp(x) - 1)` below: https://arxiv.org/abs/1511.07289 */
export class ELU extends WithAlpha {
  static {
    markLayer(ELU);
  }

  constructor(...rest: EluArguments) {
    super(ELU_TAKES.read(rest));
  }

  override forward(input: Tensor): Tensor {
    return this.inplace ? torch.elu_(input, this.alpha) : torch.elu(input, this.alpha);
  }
}

/** `max(0, x) + min(0, alpha * (exp(x / alpha) - 1))`: https://arxiv.org/abs/1704.07483 */
export class CELU extends WithAlpha {
  static {
    markLayer(CELU);
  }

  /** Throws ArgumentError for an `alpha` of zero. */
  constructor(...rest: EluArguments) {
    const options = CELU_TAKES.read(rest);
    if (options.alpha === 0) throw CELU_TAKES.error("alpha must not be 0: the input is divided by it.");
    super(options);
  }

  override forward(input: Tensor): Tensor {
    return this.inplace ? torch.celu_(input, this.alpha) : torch.celu(input, this.alpha);
  }
}

/** ELU with the `alpha` and the scale that keep activations normalised: https://arxiv.org/abs/1706.02515 */
export class SELU extends InplaceActivation {
  static {
    markLayer(SELU);
  }

  constructor(...rest: InplaceArguments) {
    super(SELU_TAKES.read(rest));
  }

  override forward(input: Tensor): Tensor {
    return this.inplace ? torch.selu_(input) : torch.selu(input);
  }
}

/** `x tanh(softplus(x))`: https://arxiv.org/abs/1908.08681 */
export class Mish extends InplaceActivation {
  static {
    markLayer(Mish);
  }

  constructor(...rest: InplaceArguments) {
    super(MISH_TAKES.read(rest));
  }

  override forward(input: Tensor): Tensor {
    return this.inplace ? torch.mish_(input) : torch.mish(input);
  }
}

/** Options of `Softplus`. */
export interface SoftplusOptions {
  /** Above zero: the larger, the nearer to ReLU. */
  beta?: number;
  /** Above this `beta * x` the function is `x`. */
  threshold?: number;
}

const SOFTPLUS = signature<SoftplusOptions>("nn.Softplus", {
  options: { beta: numberAbove(0), threshold: number },
  positional: ["beta", "threshold"],
});

/** `log(1 + exp(beta x)) / beta`, and `x` where that is as good as equal. */
export class Softplus extends Module {
  readonly beta: number;
  readonly threshold: number;

  static {
    markLayer(Softplus);
  }

  constructor(...rest: Rest<SoftplusOptions, [beta: number, threshold: number]>) {
    const { beta = 1, threshold = 20 } = SOFTPLUS.read(rest);
    super();
    this.beta = beta;
    this.threshold = threshold;
  }

  override forward(input: Tensor): Tensor {
    return torch.softplus(input, this.beta, this.threshold);
  }

  override extraRepr(): string {
    return `beta=${reprFloat(this.beta)}, threshold=${reprFloat(this.threshold)}`;
  }
}

/** `x / (1 + |x|)` */
export class Softsign extends Module {
  static {
    markLayer(Softsign);
  }

  constructor(...rest: []) {
    noMore("nn.Softsign", rest);
    super();
  }

  override forward(input: Tensor): Tensor {
    return softsign(input);
  }
}

/** Logarithm of the sigmoid, without underflow. */
export class LogSigmoid extends Module {
  static {
    markLayer(LogSigmoid);
  }

  constructor(...rest: []) {
    noMore("nn.LogSigmoid", rest);
    super();
  }

  override forward(input: Tensor): Tensor {
    return torch.logSigmoid(input);
  }
}

const GLU_TAKES = signature<GluOptions>("nn.GLU", { options: { dim: integer }, positional: ["dim"] });

/** First half along `dim` times the sigmoid of the second half: https://arxiv.org/abs/1612.08083 */
export class GLU extends Module {
  readonly dim: number;

  static {
    markLayer(GLU);
  }

  constructor(...rest: Rest<GluOptions, [dim: number]>) {
    const { dim = -1 } = GLU_TAKES.read(rest);
    super();
    this.dim = dim;
  }

  override forward(input: Tensor): Tensor {
    return torch.glu(input, this.dim);
  }

  override extraRepr(): string {
    return `dim=${this.dim}`;
  }
}
