/** Clipping each unit's gradient by the size of its weights. */
import { number, numberAbove, numberFrom, type Rest, signature } from "../edge/index.ts";
import { OperatorError } from "../native/errors.ts";
import { linalg, noGrad, scope, Tensor, torch } from "../tensor/index.ts";
import { checkParameter, parametersKind } from "./clip.ts";

/** Options of `adaptiveClipGrad_`. */
export interface AdaptiveClipOptions {
  /** How long a unit's gradient may be, as a share of its weights' norm. Default 0.01. */
  clipFactor?: number;
  /** What a norm of weights counts as at least, so that weights of zero can move. Default 1e-3. */
  eps?: number;
  /** Order of the norm; `Infinity` is the largest element. Default 2. */
  normType?: number;
}

const NAME = "optim.adaptiveClipGrad_";

const ADAPTIVE = signature<AdaptiveClipOptions>(NAME, {
  takes: { parameters: parametersKind },
  options: { clipFactor: numberAbove(0), eps: numberFrom(0), normType: number },
  positional: ["clipFactor", "eps", "normType"],
});

/** Against a gradient of zero. */
const LEAST_GRADIENT = 1e-6;

/**
 * Scales the gradient of each unit (a row of a linear layer, a filter of a convolution, all of a bias) down to `clipFactor` times
 * the norm of its weights: adaptive gradient clipping, Brock et al. 2021, https://arxiv.org/abs/2102.06171. The paper leaves the
 * last linear layer alone; what is clipped is what is given.
 *
 * @throws OperatorError for sparse gradients
 */
export function adaptiveClipGrad_(
  parameters: Iterable<Tensor> | Tensor,
  ...rest: Rest<AdaptiveClipOptions, [clipFactor: number, eps: number, normType: number]>
): void {
  const { clipFactor = 0.01, eps = 1e-3, normType = 2 } = ADAPTIVE.read(rest);
  ADAPTIVE.check(parameters);
  noGrad(() =>
    scope(() => {
      for (const parameter of parameters instanceof Tensor ? [parameters] : parameters) {
        checkParameter(parameter);
        const { grad } = parameter;
        if (grad === null) continue;
        if (grad.layout !== "strided") {
          throw new OperatorError(`${NAME}: a gradient is ${grad.layout}, which has no norm for each unit.`, {
            operation: NAME,
          });
        }
        const longest = unitNorms(parameter.detach(), normType).clampMin(eps).mul(clipFactor);
        const norms = unitNorms(grad, normType);
        const clipped = grad.mul(longest.div(norms.clampMin(LEAST_GRADIENT)));
        grad.copy_(torch.where(norms.lt(longest), grad, clipped));
      }
    }),
  );
}

/** Norms over all dimensions but the first, which stay as ones: (C, 1, 1, 1); of a vector or a number one norm. */
function unitNorms(tensor: Tensor, order: number): Tensor {
  const rank = tensor.shape.length;
  if (rank <= 1) return linalg.vectorNorm(tensor, order);
  const dims = Array.from({ length: rank - 1 }, (_, at) => at + 1);
  return linalg.vectorNorm(tensor, order, dims, true);
}
