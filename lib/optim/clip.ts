/** Clipping gradients before a step. */
import { ArgumentError, OperatorError } from "../native/errors.ts";
import { linalg, noGrad, ops, scope, stack, Tensor, torch, zeros } from "../tensor/index.ts";

/** Options of `clipGradNorm_`. */
export interface ClipNormOptions {
  /** Order of the norm; `Infinity` is the largest element. */
  normType?: number;
  /** Throw where the norm is infinite or NaN. */
  errorIfNonfinite?: boolean;
}

/**
 * Scales all gradients together so that their norm is at most `maxNorm`: Pascanu et al. 2013,
 * https://arxiv.org/abs/1211.5063.
 *
 * @returns the norm before clipping, a scalar tensor. Throws OperatorError for `errorIfNonfinite`.
 */
export function clipGradNorm_(
  parameters: Iterable<Tensor> | Tensor,
  maxNorm: number,
  { normType = 2, errorIfNonfinite = false }: ClipNormOptions = {},
): Tensor {
  if (!(maxNorm >= 0)) throw new ArgumentError(`clipGradNorm_: maxNorm must be at least 0, got ${maxNorm}.`);
  return noGrad(() =>
    scope(() => {
      const groups = gradients(parameters);
      const [first] = groups;
      if (first === undefined) return zeros([]);
      const home = (first[0] as Tensor).device;
      const norms = groups.flatMap((grads) => ops.call("aten::_foreach_norm", grads, normType) as Tensor[]);
      const total = linalg.vectorNorm(stack(norms.map((norm) => norm.to(home))), normType);
      if (errorIfNonfinite && total.isfinite().item<boolean>() === false) {
        throw new OperatorError(
          `clipGradNorm_: the norm of order ${normType} of the gradients is ${total.item()}, so they cannot be clipped. ` +
            "Set errorIfNonfinite: false to scale them all the same.",
        );
      }
      // The 1e-6 is PyTorch's, against a norm of zero. No branch on the value: on a GPU that would wait for it.
      const factor = torch.reciprocal(total.add(1e-6)).mul(maxNorm).clamp(null, 1);
      for (const grads of groups)
        ops.call("aten::_foreach_mul_", grads, factor.to((grads[0] as Tensor).device));
      return total;
    }),
  );
}

/** Limits each element of all gradients to `[-clipValue, clipValue]`. */
export function clipGradValue_(parameters: Iterable<Tensor> | Tensor, clipValue: number): void {
  if (!(clipValue >= 0))
    throw new ArgumentError(`clipGradValue_: clipValue must be at least 0, got ${clipValue}.`);
  noGrad(() =>
    scope(() => {
      for (const grads of gradients(parameters)) {
        ops.call("aten::_foreach_clamp_min_", grads, -clipValue);
        ops.call("aten::_foreach_clamp_max_", grads, clipValue);
      }
    }),
  );
}

/** The gradients there are, by device and dtype. */
function gradients(parameters: Iterable<Tensor> | Tensor): Tensor[][] {
  const groups = new Map<string, Tensor[]>();
  for (const parameter of parameters instanceof Tensor ? [parameters] : parameters) {
    const grad = parameter.grad;
    if (grad === null) continue;
    const key = `${grad.device} ${grad.dtype}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [grad]);
    else group.push(grad);
  }
  return [...groups.values()];
}
