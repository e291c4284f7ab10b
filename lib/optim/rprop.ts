/** Rprop: steps by the sign of the gradient, of a size that each weight learns; for gradients of the whole data. */
import { boolean, type Rest } from "../edge/index.ts";
import { ArgumentError } from "../native/errors.ts";
import { type Tensor, torch } from "../tensor/index.ts";
import { inPlace, list, listsOf } from "./lists.ts";
import { type Batch, type GivenOptions, Optimizer, type ParamGroup, type Params } from "./optimizer.ts";
import { checkNotNegative, optimizerSignature, twoNumbers } from "./option-checks.ts";
import { type Rate, rateKind, withRate } from "./rate.ts";
import { countUp, hostScalar } from "./step-count.ts";

type Pair = readonly [number, number];

/** Options of `Rprop`. */
export interface RpropOptions {
  /** The size of every weight's first step. */
  lr: number;
  /** What a step's size is multiplied by where the gradient changed its sign, and where it kept it. */
  etas: Pair;
  /** The least and the largest size of a step. */
  stepSizes: Pair;
  /** Go up the gradient. */
  maximize: boolean;
}

const TAKES = optimizerSignature<GivenOptions<RpropOptions>>("optim.Rprop", {
  options: { lr: rateKind, etas: twoNumbers, stepSizes: twoNumbers, maximize: boolean },
  positional: ["lr", "etas", "stepSizes"],
});

/** Resilient backpropagation: Riedmiller and Braun 1993, https://doi.org/10.1109/ICNN.1993.298623. */
export class Rprop extends Optimizer<RpropOptions> {
  protected override readonly pythonOptions = { foreach: null, differentiable: false, capturable: false };

  /** Throws ArgumentError for options out of range. */
  constructor(
    params: Params<RpropOptions>,
    ...rest: Rest<GivenOptions<RpropOptions>, [lr: Rate, etas: Pair, stepSizes: Pair]>
  ) {
    const { lr = 1e-2, etas = [0.5, 1.2], stepSizes = [1e-6, 50], maximize = false } = TAKES.read(rest);
    super(params, withRate({ etas, stepSizes, maximize }, lr), TAKES);
  }

  protected override get hostState(): readonly string[] {
    return ["step"];
  }

  protected override checkGroup(group: ParamGroup<RpropOptions>): void {
    checkNotNegative(this.operation, group, "lr");
    const [less, more] = group.etas;
    if (less > 0 && less < 1 && more > 1) return;
    throw new ArgumentError(
      `${this.operation}: etas must be a number between 0 and 1 and one above 1, such as [0.5, 1.2], got ` +
        `${JSON.stringify(group.etas)}.`,
      { operation: this.operation },
    );
  }

  protected override update(batch: Batch, group: ParamGroup<RpropOptions>): void {
    const { lr, etas, stepSizes, maximize } = group;
    const lists = listsOf(batch, { prev: 0, step_size: lr });
    const { prev: before, step_size: sizes } = lists.state;
    countUp(batch.states.map((state) => hostScalar(state, "step", 0)));
    const grads = maximize ? list("neg", lists.grads) : lists.grads;
    const agreements = list("mul", grads, before);
    inPlace(
      "mul",
      sizes,
      agreements.map((one) => factor(one, etas)),
    );
    for (const size of sizes) size.clamp_(stepSizes[0], stepSizes[1]);
    inPlace("copy", before, grads);
    // Where the sign changed, the weight stands still and its next step counts as its first.
    before.forEach((one, i) => {
      one.maskedFill_((agreements[i] as Tensor).lt(0), 0);
    });
    inPlace("addcmul", lists.params, list("sign", before), sizes, -1);
  }
}

/** By what the size of a step changes: the product of two gradients says whether they agree. */
function factor(agreement: Tensor, [less, more]: Pair): Tensor {
  const made = torch.onesLike(agreement);
  return made.maskedFill_(agreement.gt(0), more).maskedFill_(agreement.lt(0), less);
}
