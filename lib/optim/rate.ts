/**
 * The learning rate of a group: a number, or a tensor of one element that somebody else may write to.
 *
 * A group's `lr` always reads as a number, so that what computes with it needs no cases. Where it was given as a tensor,
 * setting it (as schedulers do) writes into the tensor, as PyTorch's schedulers do, and state dicts hold the tensor.
 */
import { describe, type Kind, kind } from "../edge/index.ts";
import { ArgumentError } from "../native/errors.ts";
import { keep, noGrad, Tensor } from "../tensor/index.ts";

/** A learning rate as it is given. */
export type Rate = number | Tensor;

/** Kind of a learning rate. */
export const rateKind: Kind<Rate> = kind("a number or a tensor of one element", (v) =>
  v instanceof Tensor ? v.numel() === 1 : typeof v === "number" && !Number.isNaN(v),
);

const rates = new WeakMap<object, Rate>();

/** What stands behind `lr`: the tensor where there is one. */
export function rateOf(group: object): Rate {
  return rates.get(group) as Rate; // every group has gone through `holdRate`
}

/** Makes `lr` of a group what this file's head says. */
export function holdRate<T extends object>(operation: string, group: T, rate: Rate): T {
  const hold = (value: unknown): Rate => {
    if (rateKind.accepts(value)) return value instanceof Tensor ? keep(value) : (value as number);
    throw new ArgumentError(`${operation}: lr must be ${rateKind.expected}, got ${describe(value)}.`, {
      operation,
    });
  };
  rates.set(group, hold(rate));
  return Object.defineProperty(group, "lr", {
    enumerable: true,
    configurable: true,
    get: () => asNumber(rateOf(group)),
    set: (value: unknown) => {
      const next = hold(value);
      const held = rateOf(group);
      if (held instanceof Tensor && typeof next === "number") noGrad(() => held.fill_(next));
      else rates.set(group, next);
    },
  });
}

/** Options with their learning rate; a tensor stands in for the number it holds until a group takes it over. */
export function withRate<O extends object>(options: O, lr: Rate): O & { lr: number } {
  return { ...options, lr: lr as number }; // `holdRate` reads the tensor
}

/** The value of a number, or of a tensor of one element. */
export function asNumber(value: Rate): number {
  return value instanceof Tensor ? Number(value.item()) : value;
}
