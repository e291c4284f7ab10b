/** A chain of modules inside a forward, with the memory of nn.Sequential and without its place in the state dict. */

import type { TensorModule } from "../nn/index.ts";
import { currentScope, type Tensor } from "../tensor/index.ts";

/**
 * Runs modules one after the other. Each result is freed as soon as the next module has used it, so that a forward
 * of many steps does not hold all of them until it returns. The input stays: it is the caller's.
 */
export function through(input: Tensor, ...modules: readonly TensorModule[]): Tensor {
  const scope = currentScope();
  let x = input;
  for (const module of modules) {
    const next = module.forward(x);
    if (x !== input && x !== next && x._scope === scope) x.dispose();
    x = next;
  }
  return x;
}
