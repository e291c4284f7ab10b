/**
 * Keeps what a step may ruin: a network whose loss or gradients are not finite is left as it was before that step.
 *
 * The parameters and the optimizer change last, in `optimizer.step()`, so it is enough to look before it; but the running
 * statistics of BatchNorm move in the forward pass. Buffers are small (those of a ResNet-50 are 0.2 MB), so a copy is made
 * before each step.
 *
 * On the CPU numbers are there when a step has computed them, so they are looked at before the optimizer's step. On CUDA that
 * would wait for the device: there the optimizer is told on the device (`foundInf`) that it is to change nothing, in this step
 * and in those after it, and the numbers are read a step later.
 */
import type { Module } from "../../nn/index.ts";
import type { AnyOptimizer } from "../../optim/index.ts";
import {
  cat,
  type Device,
  isComplex,
  isFloatingPoint,
  keep,
  noGrad,
  ops,
  scope,
  stack,
  type Tensor,
  zeros,
} from "../../tensor/index.ts";
import { widened } from "../../tensor/upload.ts";
import { NonFiniteGradientError, NonFiniteLossError, type StepPlace } from "../errors.ts";
import type { PartMaker, RunPart, StepContext } from "../part.ts";
import type { Forwarded } from "../tasks/task.ts";

/** What became not finite in a step. */
interface Ruined {
  what: "gradient" | "buffer";
  /** Path of the parameter or buffer. */
  name: string;
}

/** The part that ends a run whose numbers are not finite; every run has it. */
export class StepGuard implements RunPart {
  readonly name = "guard";
  readonly #model: Module;
  /** Whether a step is judged when its numbers arrive instead of before the optimizer's step. */
  readonly #late: boolean;
  readonly #operation: string;
  #epoch: number | null = null;
  /** Of the batches whose gradients wait for the optimizer's step. */
  #files: string[] = [];
  #buffers: Tensor[] = [];
  /** Copies as of before this step and, where it is judged late, the one before: by turns. */
  #copies: [Tensor[], Tensor[]] = [[], []];
  #turn = 0;
  /** One where a step was not finite and all after it have to change nothing. */
  #foundInf: Tensor | null = null;

  /**
   * @param late whether numbers are read a step later; the optimizer has to know `foundInf`
   * @param operation named in errors
   */
  constructor(model: Module, late: boolean, operation = "train.fit") {
    this.#model = model;
    this.#late = late;
    this.#operation = operation;
  }

  aroundForward(step: StepContext, next: () => Forwarded): Forwarded {
    if (step.epoch !== this.#epoch) this.#look(step);
    if (step.waiting === 0) {
      this.#remember();
      this.#files = [];
    }
    this.#files.push(...step.files);
    // Batches before this one, whose gradients wait, have moved the statistics rightly; the step's scope frees their copy.
    const before =
      step.waiting === 0
        ? this.#copies[this.#turn as 0 | 1]
        : noGrad(() => this.#buffers.map((buffer) => buffer.detach().clone()));
    try {
      return next();
    } catch (error) {
      copyAll(this.#buffers, before);
      throw error;
    }
  }

  async aroundBackward(
    step: StepContext,
    loss: Tensor,
    next: (loss: Tensor) => Promise<void>,
  ): Promise<void> {
    if (!this.#late) {
      const value = Number((await (step.loss as Tensor).dataAsync())[0]); // there is one where there is a backward pass
      if (!Number.isFinite(value)) {
        this.#putBack(this.#turn);
        throw new NonFiniteLossError({ ...this.#placeOf(step), loss: value });
      }
    } else {
      const [turn, place] = [this.#turn, this.#placeOf(step)];
      step.whenRead((read) => {
        if (Number.isFinite(read)) return;
        this.#putBack(turn);
        throw new NonFiniteLossError({ ...place, loss: read });
      });
    }
    await next(loss);
  }

  async aroundStep(step: StepContext, next: () => Promise<void>): Promise<void> {
    const { optimizer } = step.run;
    if (this.#late) {
      this.#judgeLater(step);
    } else {
      const ruined = await this.#ruined(optimizer, step);
      if (ruined !== null) {
        this.#putBack(this.#turn);
        const loss = Number(step.loss?.item() ?? Number.NaN);
        throw new NonFiniteGradientError({ ...this.#placeOf(step), loss, files: this.#files }, ruined);
      }
    }
    await next();
  }

  dispose(): void {
    for (const copies of this.#copies) for (const copy of copies) copy.dispose();
    this.#copies = [[], []];
    this.#buffers = [];
    this.#foundInf?.dispose();
    this.#foundInf = null;
  }

  /** Reads which buffers there are; at the beginning of each epoch, whose steps before are all judged. */
  #look({ epoch }: StepContext): void {
    this.dispose();
    this.#epoch = epoch;
    this.#buffers = [...this.#model.buffers()];
    const copy = (): Tensor[] => this.#buffers.map((buffer) => keep(buffer.detach().clone()));
    this.#copies = [copy(), this.#late ? copy() : []];
    this.#turn = 0;
  }

  /** Where a step is, for errors. */
  #placeOf({ epoch, batch, lr, files }: StepContext): Omit<StepPlace, "loss"> {
    return { operation: this.#operation, epoch, step: batch, lr, files };
  }

  #remember(): void {
    if (this.#late) this.#turn = 1 - this.#turn;
    copyAll(this.#copies[this.#turn as 0 | 1], this.#buffers);
  }

  #putBack(turn: number): void {
    copyAll(this.#buffers, this.#copies[turn as 0 | 1]);
  }

  /** Tells the optimizer on the device, and looks once the numbers are there. */
  #judgeLater(step: StepContext): void {
    const { optimizer, model } = step.run;
    const held = optimizer.paramGroups.flatMap(({ params }) => params).filter(({ grad }) => hasNumbers(grad));
    const places = this.#buffers.flatMap((buffer, at) => (hasNumbers(buffer) ? [at] : []));
    const [turn, place] = [this.#turn, { ...this.#placeOf(step), files: this.#files }];
    const home = step.loss ?? held[0];
    if (home === undefined) return;
    const odd = noGrad(() =>
      scope(() => {
        const of = (tensors: readonly Tensor[]): Tensor => areOdd(tensors, home.device);
        const grads = of(held.map(({ grad }) => grad as Tensor)); // as filtered
        const own =
          typeof step.overflow === "boolean" ? grads : grads.logicalAnd(step.overflow.to(home.device).eq(0));
        const before = places.map((at) => this.#copies[turn as 0 | 1][at] as Tensor);
        // A buffer that was not finite before, a mask of minus infinity say, is meant to be so.
        const buffers = of(places.map((at) => this.#buffers[at] as Tensor)).logicalAnd(
          of(before).logicalNot(),
        );
        const all = cat([own, buffers, of(step.loss === null ? [] : [step.loss])]);
        const found = all.any().float();
        this.#foundInf ??= keep(found.mul(0));
        this.#foundInf.copy_(this.#foundInf.maximum(found));
        return all;
      }),
    );
    const foundInf = this.#foundInf as unknown as Tensor; // made above
    step.options.foundInf =
      typeof step.overflow === "boolean" ? foundInf : foundInf.maximum(step.overflow.to(foundInf.device));
    const reading = odd.dataAsync();
    step.whenRead(async (loss) => {
      const flags = Array.from((await reading) as Uint8Array);
      const at = flags.slice(0, held.length + places.length).findIndex((flag) => flag !== 0);
      if (at < 0) return;
      this.#putBack(turn);
      const names = new Map<Tensor, string>(
        [...model.namedParameters(), ...model.namedBuffers()].map(([name, one]) => [one, name]),
      );
      const what = at < held.length ? "gradient" : "buffer";
      const one = what === "gradient" ? held[at] : this.#buffers[places[at - held.length] as number];
      throw new NonFiniteGradientError({ ...place, loss }, { what, name: names.get(one as Tensor) ?? "" });
    });
  }

  /**
   * What of the gradients and buffers is not finite; null where all is. Costs one look at each gradient.
   *
   * Gradients that overflowed with a scaled loss are not looked at: the step changes nothing by them.
   */
  async #ruined(optimizer: AnyOptimizer, { gradientNorm, overflow }: StepContext): Promise<Ruined | null> {
    const params = overflow === true ? [] : optimizer.paramGroups.flatMap((group) => group.params);
    const grads = gradientNorm === null ? params.map((param) => param.grad) : [gradientNorm];
    const all = noGrad(() => scope(() => allFinite([...grads, ...this.#buffers])));
    if (all === null || (await all.itemAsync())) return null;
    // A norm overflows before the numbers do; look at each.
    return noGrad(() => scope(() => this.#first(params)));
  }

  #first(params: readonly Tensor[]): Ruined | null {
    const names = new Map<Tensor, string>([...this.#model.namedParameters()].map(([name, p]) => [p, name]));
    for (const param of params) {
      const { grad } = param;
      if (grad !== null && !holdsNumbers(grad)) return { what: "gradient", name: names.get(param) ?? "" };
    }
    const buffers = new Map<Tensor, string>([...this.#model.namedBuffers()].map(([name, b]) => [b, name]));
    for (const [at, buffer] of this.#buffers.entries()) {
      // One that was not finite before, a mask of minus infinity say, is meant to be so.
      const before = this.#copies[0][at] as Tensor;
      if (!holdsNumbers(buffer) && holdsNumbers(before))
        return { what: "buffer", name: buffers.get(buffer) ?? "" };
    }
    return null;
  }
}

/** Of each tensor whether it holds what is not finite: bools (n) on `device`. */
function areOdd(tensors: readonly Tensor[], device: Device): Tensor {
  if (tensors.length === 0) return zeros([0], { dtype: "bool", device });
  // The largest magnitude: unlike a sum of squares it does not overflow by itself.
  return stack(tensors.map((tensor) => tensor.detach().abs().amax().to(device).float()))
    .isfinite()
    .logicalNot();
}

/** Whether there is a tensor that could hold what is not finite. */
function hasNumbers(tensor: Tensor | null): tensor is Tensor {
  if (tensor === null || tensor.numel() === 0 || tensor.layout !== "strided") return false;
  return isFloatingPoint(tensor.dtype) || isComplex(tensor.dtype);
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
    if (!hasNumbers(tensor)) continue;
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
  return stack(norms.map((norm) => widened(norm.to(device))))
    .isfinite()
    .all();
}

/** The guard that every run has. */
export const guarding: PartMaker<object, { guard: StepGuard }> = {
  options: {},
  make: (_, made) => [made.guard],
};
