/** Parameter: a tensor that a module trains. */
import { boolean, describe, type Rest, signature } from "../edge/index.ts";
import { native } from "../native/addon.ts";
import { ArgumentError } from "../native/errors.ts";
import { giveToCollector } from "../tensor/collector.ts";
import { noGrad, ops, scope, Tensor } from "../tensor/index.ts";

const TAKES = signature<{ requiresGrad?: boolean }>("nn.Parameter", {
  options: { requiresGrad: boolean },
  positional: ["requiresGrad"],
});

/**
 * A leaf tensor that stands in a module's `parameters()` and state dict by being one of its properties.
 *
 * It shares storage with the tensor it is made from. No scope frees it: it lives as long as something refers to it.
 *
 * @example this.scale = new nn.Parameter(torch.ones([channels]));
 */
export class Parameter extends Tensor {
  /** Throws ArgumentError unless `data` is a tensor, and AutogradError for integers unless `requiresGrad` is false. */
  constructor(data: Tensor, ...rest: Rest<{ requiresGrad?: boolean }, [requiresGrad: boolean]>) {
    const { requiresGrad = true } = TAKES.read(rest);
    if (!(data instanceof Tensor))
      throw new ArgumentError(`nn.Parameter: expected a Tensor, got ${describe(data)}.`);
    const shared = data.detach();
    super(native().alias(shared._require("nn.Parameter")), "nn.Parameter");
    shared.dispose();
    giveToCollector(this);
    this.requiresGrad_(requiresGrad);
  }
}

/** Drops the gradients of many parameters, or fills them with zero. */
export function zeroGrads(parameters: Iterable<Tensor>, setToNull: boolean): void {
  if (setToNull) {
    for (const parameter of parameters) parameter.grad = null;
    return;
  }
  noGrad(() =>
    scope(() => {
      const grads: Tensor[] = [];
      for (const parameter of parameters) {
        const grad = parameter.grad;
        if (grad !== null) grads.push(grad.detach());
      }
      if (grads.length > 0) ops.call("aten::_foreach_zero_", grads);
    }),
  );
}
