/**
 * Steps of optimizers for which libtorch has no fused kernel: a handful of calls, each on the tensors of all parameters at
 * once (`aten::_foreach_*`), complex tensors as pairs of real ones.
 */
import { keep, ops, type Tensor, torch } from "../tensor/index.ts";
import type { Batch, ParamState } from "./optimizer.ts";
import { realViews } from "./real-view.ts";

/** An operator on lists, `add` for `aten::_foreach_add`, that returns a list. */
export function list(name: string, ...args: unknown[]): Tensor[] {
  return ops.call(`aten::_foreach_${name}`, ...args) as Tensor[];
}

/** The same in place: `add` for `aten::_foreach_add_`. */
export function inPlace(name: string, ...args: unknown[]): void {
  ops.call(`aten::_foreach_${name}_`, ...args);
}

/** Parameters, gradients and state of a batch as lists of real tensors. */
export interface Lists<K extends string> {
  params: Tensor[];
  grads: Tensor[];
  state: Record<K, Tensor[]>;
}

/** The lists of a batch; `begin` names the state, with the value that it has before the first step. */
export function listsOf<K extends string>(batch: Batch, begin: Readonly<Record<K, number>>): Lists<K> {
  const state = {} as Record<K, Tensor[]>;
  for (const key of Object.keys(begin) as K[]) {
    state[key] = realViews(
      batch.states.map((own, i) => stateOf(own, key, batch.params[i] as Tensor, begin[key])),
    );
  }
  return { params: realViews(batch.params), grads: realViews(batch.grads), state };
}

/** A parameter's state of that name, made of one value where there is none yet; both parts of a complex one have it. */
export function stateOf(state: ParamState, key: string, param: Tensor, value = 0): Tensor {
  const known = state[key];
  if (known !== undefined) return known;
  const made = keep(torch.zerosLike(param));
  if (value !== 0) for (const real of realViews([made])) real.fill_(value);
  state[key] = made;
  return made;
}

/** Options of most groups that change the gradient. */
export interface GradientOptions {
  maximize: boolean;
  weightDecay: number;
}

/** The gradients that a step follows: negated to go up, with the L2 penalty. The given ones stay as they are. */
export function gradients(
  { params, grads }: Pick<Lists<never>, "params" | "grads">,
  { maximize, weightDecay }: GradientOptions,
): Tensor[] {
  const signed = maximize ? list("neg", grads) : grads;
  return weightDecay === 0 ? signed : list("add", signed, params, { alpha: weightDecay });
}

/** Shrinks parameters by `lr * weightDecay`, apart from the gradient: https://arxiv.org/abs/1711.05101. */
export function decay(params: readonly Tensor[], lr: number, weightDecay: number): void {
  if (weightDecay !== 0) inPlace("mul", params, 1 - lr * weightDecay);
}

/** Moves the averages of the gradient and of its square, as Adam and its kin have them. */
export function average(
  means: readonly Tensor[],
  squares: readonly Tensor[],
  grads: readonly Tensor[],
  betas: readonly [number, number],
): void {
  inPlace("lerp", means, grads, 1 - betas[0]);
  inPlace("mul", squares, betas[1]);
  inPlace("addcmul", squares, grads, grads, 1 - betas[1]);
}

/** `sqrt(squares) / root + eps`, by which Adam and its kin divide. */
export function denominators(squares: readonly Tensor[], eps: number, roots?: readonly number[]): Tensor[] {
  const made = list("sqrt", squares);
  if (roots !== undefined) inPlace("div", made, roots);
  inPlace("add", made, eps);
  return made;
}
