/** Gradient clipping: by the norm of all gradients together, or each unit's by the size of its weights. */
import { boolean, either, numberAbove, optionsOf, signature } from "../../edge/index.ts";
import { headPaths } from "../../models/index.ts";
import { ArgumentError } from "../../native/errors.ts";
import { adaptiveClipGrad_, clipGradNorm_ } from "../../optim/index.ts";
import type { Tensor } from "../../tensor/index.ts";
import type { PartMaker, RunContext, RunPart, StepContext } from "../part.ts";

/** Adaptive gradient clipping: Brock et al. 2021, https://arxiv.org/abs/2102.06171. */
export interface AdaptiveClipping {
  /** How long the gradient of a unit may be, as a share of the norm of its weights: 0.01 in the paper. */
  adaptive: number;
  /** What a norm of weights counts as at least. Default 1e-3. */
  eps?: number;
  /** Clip the network's head too; the paper leaves it alone. Default false. */
  head?: boolean;
}

/** How gradients are clipped. */
export type GradientClip = number | AdaptiveClipping;

/** Options of gradient clipping. */
export interface ClippingOptions {
  /**
   * Scale gradients down to this norm of all together where they are longer, or `{ adaptive: 0.01 }` each unit's to a share of the
   * norm of its weights. Default: no limit.
   */
  gradientClip?: GradientClip;
}

const ADAPTIVE = signature<AdaptiveClipping>("train.fit gradientClip", {
  options: { adaptive: numberAbove(0), eps: numberAbove(0), head: boolean },
  required: ["adaptive"],
});

/** `GradientClip` as options take it. */
export const clipKind = either(numberAbove(0), optionsOf(ADAPTIVE));

/** Scales gradients down before the step. */
export class Clipping implements RunPart {
  readonly name = "clipping";
  readonly #how: GradientClip;
  /** Parameters that adaptive clipping leaves alone. */
  #left: ReadonlySet<Tensor> | null = null;

  constructor(how: GradientClip) {
    this.#how = how;
  }

  async aroundStep(step: StepContext, next: () => Promise<void>): Promise<void> {
    if (step.overflow === true) return next();
    const how = this.#how;
    const parameters = step.run.optimizer.paramGroups.flatMap(({ params }) => params);
    if (typeof how === "number") {
      step.gradientNorm = clipGradNorm_(parameters, how);
    } else {
      this.#left ??= how.head === true ? new Set<Tensor>() : headOf(step.run);
      const left = this.#left;
      adaptiveClipGrad_(
        parameters.filter((parameter) => !left.has(parameter)),
        { clipFactor: how.adaptive, eps: how.eps },
      );
    }
    await next();
  }
}

/** The parameters of a network's heads. Throws ArgumentError where it is not plain which they are. */
function headOf({ model }: RunContext): Set<Tensor> {
  try {
    return new Set(headPaths(model).flatMap((path) => [...model.getSubmodule(path).parameters()]));
  } catch (cause) {
    if (!(cause instanceof ArgumentError)) throw cause;
    throw new ArgumentError(
      `gradientClip: adaptive clipping leaves the head alone, and which that is does not show: ${cause.message} To clip all ` +
        "parameters give head: true.",
      { operation: "train.fit", cause },
    );
  }
}

/** Clipping, where a limit is given. */
export const clipping: PartMaker<ClippingOptions, unknown> = {
  options: { gradientClip: clipKind },
  make: ({ gradientClip }) => (gradientClip === undefined ? [] : [new Clipping(gradientClip)]),
};
