/** State dicts of optimizers in PyTorch's layout: their types, and how names and values go to and from them. */
import { keep, Tensor, torch } from "../tensor/index.ts";
import { asNumber } from "./rate.ts";

/** A value in an optimizer's state dict. */
export type StateValue = Tensor | number | null | readonly (Tensor | number | null)[];

/** An optimizer's state in PyTorch's layout: parameters are numbered through all groups. */
export interface OptimizerStateDict {
  /** State by the parameter's number; a Map, so that it is written to files with integer keys, as PyTorch has them. */
  state: Map<number, Record<string, StateValue>>;
  /** Options with PyTorch's names, and the numbers of the group's parameters. */
  param_groups: ({ params: number[] } & Record<string, unknown>)[];
}

/** What `loadStateDict` accepts: also plain objects, as files give them. */
export interface OptimizerStateDictInput {
  state:
    | ReadonlyMap<number | string, Readonly<Record<string, unknown>> | ReadonlyMap<string, unknown>>
    | Readonly<Record<string, Readonly<Record<string, unknown>> | ReadonlyMap<string, unknown>>>;
  param_groups: readonly (Readonly<Record<string, unknown>> | ReadonlyMap<string, unknown>)[];
}

/** A copy of `value` laid out in memory as `like`; it belongs to the optimizer. */
export function ownCopy(value: Tensor, like: Tensor): Tensor {
  return keep(torch.emptyLike(like).copy_(value));
}

/** Tensors of one element, which Python allows as options, become numbers. */
export function optionValue(value: unknown): unknown {
  if (value instanceof Tensor) return asNumber(value);
  return Array.isArray(value) ? value.map(optionValue) : value;
}

/** Whether it is an object or a Map of entries. */
export function isEntries(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Entries of a Map or an object, with names as strings. */
export function entriesOf(value: unknown): [string, unknown][] {
  if (value instanceof Map) return [...value].map(([key, one]) => [String(key), one]);
  return isEntries(value) ? Object.entries(value) : [];
}

/** A name as Python writes it. */
export function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** A name as it is written here. */
export function camelCase(name: string): string {
  return name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
