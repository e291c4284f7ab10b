/** Clipping gradients before a step. */
import {
  boolean,
  describe,
  type Kind,
  kind,
  number,
  numberFrom,
  type Rest,
  signature,
} from "../edge/index.ts";
import { ArgumentError, OperatorError } from "../native/errors.ts";
import { linalg, noGrad, ops, scope, stack, Tensor, torch, zeros } from "../tensor/index.ts";

/** Parameters whose gradients are clipped. */
export const parametersKind: Kind<Iterable<Tensor> | Tensor> = kind(
  "a tensor or a list of parameters, such as model.parameters()",
  (v) => v instanceof Tensor || (typeof v === "object" && v !== null && Symbol.iterator in v),
);

/** Options of `clipGradNorm_`. */
export interface ClipNormOptions {
  /** Order of the norm; `Infinity` is the largest element. */
  normType?: number;
  /** Throw where the norm is infinite or NaN. */
  errorIfNonfinite?: boolean;
}

const CLIP_NORM = signature<ClipNormOptions>("optim.clipGradNorm_", {
  takes: { parameters: parametersKind, maxNorm: numberFrom(0) },
  options: { normType: number, errorIfNonfinite: boolean },
  positional: ["normType", "errorIfNonfinite"],
});

const CLIP_VALUE = signature("optim.clipGradValue_", {
  takes: { parameters: parametersKind, clipValue: numberFrom(0) },
});

/**
 * Scales all gradients together so that their norm is at most `maxNorm`: Pascanu et al. 2013,
 * https://arxiv.org/abs/1211.5063.
 *
 * @returns the norm before clipping, a scalar tensor. Throws OperatorError for `errorIfNonfinite`.
 */
export function clipGradNorm_(
  parameters: Iterable<Tensor> | Tensor,
  maxNorm: number,
  ...rest: Rest<ClipNormOptions, [normType: number, errorIfNonfinite: boolean]>
): Tensor {
  const { normType = 2, errorIfNonfinite = false } = CLIP_NORM.read(rest);
  CLIP_NORM.check(parameters, maxNorm);
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
export function clipGradValue_(parameters: Iterable<Tensor> | Tensor, clipValue: number, ...rest: []): void {
  CLIP_VALUE.read(rest);
  CLIP_VALUE.check(parameters, clipValue);
  noGrad(() =>
    scope(() => {
      for (const grads of gradients(parameters)) {
        ops.call("aten::_foreach_clamp_min_", grads, -clipValue);
        ops.call("aten::_foreach_clamp_max_", grads, clipValue);
      }
    }),
  );
}

/** Throws ArgumentError for what is no parameter. */
export function checkParameter(parameter: unknown): void {
  if (parameter instanceof Tensor) return;
  throw new ArgumentError(`optim: expected parameters whose gradients to clip, got ${describe(parameter)}.`);
}

/** The gradients there are, by device and dtype. */
function gradients(parameters: Iterable<Tensor> | Tensor): Tensor[][] {
  const groups = new Map<string, Tensor[]>();
  for (const parameter of parameters instanceof Tensor ? [parameters] : parameters) {
    checkParameter(parameter);
    const grad = parameter.grad;
    if (grad === null) continue;
    const key = `${grad.device} ${grad.dtype}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [grad]);
    else group.push(grad);
  }
  return [...groups.values()];
}
