/**
 * Keeps what a step may ruin: a network whose loss or gradients are not finite is left as it was before that step.
 *
 * The parameters and the optimizer change last, in `optimizer.step()`, so it is enough to look before it; but the running
 * statistics of BatchNorm move in the forward pass. Buffers are small (those of a ResNet-50 are 0.2 MB), so a copy is made
 * before each step.
 */
import type { Module } from "../nn/index.ts";
import type { AnyOptimizer } from "../optim/index.ts";
import { isComplex, isFloatingPoint, keep, noGrad, ops, scope, stack, type Tensor } from "../tensor/index.ts";

/** What became not finite in a step. */
export interface Ruined {
  what: "gradient" | "buffer";
  /** Path of the parameter or buffer. */
  name: string;
}

/** A copy of a network's buffers as of before the step. */
export class StepGuard {
  readonly #model: Module;
  #buffers: Tensor[] = [];
  #copies: Tensor[] = [];

  constructor(model: Module) {
    this.#model = model;
  }

  /** Reads which buffers there are; at the beginning of each epoch. */
  look(): void {
    this.dispose();
    this.#buffers = [...this.#model.buffers()];
    this.#copies = this.#buffers.map((buffer) => keep(buffer.detach().clone()));
  }

  /** Copies the buffers. */
  remember(): void {
    copyAll(this.#copies, this.#buffers);
  }

  /** Puts the buffers back to what they were when last copied. */
  putBack(): void {
    copyAll(this.#buffers, this.#copies);
  }

  /**
   * What of the gradients and buffers is not finite; null where all is. Costs one look at each gradient.
   *
   * @param gradientNorm norm of all gradients where it is known
   */
  async ruined(optimizer: AnyOptimizer, gradientNorm: Tensor | null): Promise<Ruined | null> {
    const grads =
      gradientNorm === null
        ? optimizer.paramGroups.flatMap(({ params }) => params.map((param) => param.grad))
        : [gradientNorm];
    const all = noGrad(() => scope(() => allFinite([...grads, ...this.#buffers])));
    if (all === null || (await all.itemAsync())) return null;
    // A norm overflows before the numbers do; look at each.
    return noGrad(() => scope(() => this.#first(optimizer)));
  }

  #first(optimizer: AnyOptimizer): Ruined | null {
    const names = new Map<Tensor, string>([...this.#model.namedParameters()].map(([name, p]) => [p, name]));
    for (const param of optimizer.paramGroups.flatMap(({ params }) => params)) {
      const { grad } = param;
      if (grad !== null && !holdsNumbers(grad)) return { what: "gradient", name: names.get(param) ?? "" };
    }
    const buffers = new Map<Tensor, string>([...this.#model.namedBuffers()].map(([name, b]) => [b, name]));
    for (const [at, buffer] of this.#buffers.entries()) {
      // One that was not finite before, a mask of minus infinity say, is meant to be so.
      const before = this.#copies[at] as Tensor;
      if (!holdsNumbers(buffer) && holdsNumbers(before))
        return { what: "buffer", name: buffers.get(buffer) ?? "" };
    }
    return null;
  }

  /** Frees the copies. */
  dispose(): void {
    for (const copy of this.#copies) copy.dispose();
    this.#copies = [];
    this.#buffers = [];
  }
}

/** Whether all of the tensors are finite. */
export async function areFinite(tensors: Iterable<Tensor>): Promise<boolean> {
  for (const tensor of tensors) {
    const all = noGrad(() => scope(() => tensor.isfinite().all()));
    const finite = await all.itemAsync();
    all.dispose();
    if (!finite) return false;
  }
  return true;
}

function copyAll(into: readonly Tensor[], from: readonly Tensor[]): void {
  if (into.length === 0) return;
  noGrad(() => scope(() => ops.call("aten::_foreach_copy_", into, from)));
}

function holdsNumbers(tensor: Tensor): boolean {
  return Boolean(tensor.isfinite().all().item());
}

/** Whether the norm of each tensor is finite, as a bool scalar; null where there is nothing to look at. */
function allFinite(tensors: readonly (Tensor | null)[]): Tensor | null {
  const groups = new Map<string, Tensor[]>();
  for (const tensor of tensors) {
    if (tensor === null || tensor.numel() === 0 || tensor.layout !== "strided") continue;
    if (!isFloatingPoint(tensor.dtype) && !isComplex(tensor.dtype)) continue;
    const key = `${tensor.device} ${tensor.dtype}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [tensor]);
    else group.push(tensor);
  }
  const norms = [...groups.values()].flatMap(
    (group) => ops.call("aten::_foreach_norm", group, 2) as Tensor[],
  );
  if (norms.length === 0) return null;
  const { device } = norms[0] as Tensor;
  return stack(norms.map((norm) => norm.to(device).double()))
    .isfinite()
    .all();
}
