/** Reads what scripts/fixtures/tensor.py wrote: PyTorch's results and the calls that gave them. */

import { Complex, type DType, Generator, Tensor } from "../../lib/index.ts";
import { camelCase } from "../../lib/tensor/names.ts";
import { fixtureJson, fixtureTensors } from "../helpers/index.ts";

/** A result as the fixture describes it. */
export interface Expected {
  tensor?: string;
  dtype?: string;
  shape?: number[];
  stride?: number[];
  list?: Expected[];
  names?: string[];
  value?: unknown;
}

/** One call of the fixture. */
export interface Case {
  call: string;
  args: unknown[];
  kwargs: Record<string, unknown>;
  result: Expected;
}

interface Facts {
  operators: Case[];
  indexing: { index: unknown[]; view: boolean; shape: number[] }[];
  printed: { dtype: DType; shape: number[]; arange?: boolean; values: unknown[]; text: string }[];
  printedExtras: Record<string, string>;
  random: string[];
}

export const facts: Facts = fixtureJson<Facts>("tensor");
export const saved: Record<string, Tensor> = fixtureTensors("tensor").tensors;

/** The saved tensor of a name. */
export function savedTensor(name: string): Tensor {
  const found = saved[name];
  if (found === undefined) throw new Error(`the fixture has no ${name}`);
  return found;
}

/** An argument of a call as torchts takes it; input tensors are copies, so that calls may change them. */
export function decode(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(decode);
  if (typeof value !== "object" || value === null) return value;
  const [kind, what] = Object.entries(value)[0] as [string, unknown];
  switch (kind) {
    case "t":
      return savedTensor(`in.${what as string}`).clone();
    case "big":
      return BigInt(what as string);
    case "c":
      return new Complex(...(what as [number, number]));
    case "gen":
      return new Generator().manualSeed(what as number);
    default:
      return what;
  }
}

/** Options with camelCase names. */
export function decodeOptions(kwargs: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(kwargs).map(([name, value]) => [camelCase(name), decode(value)]));
}

/** Calls a function of an object by name. */
export function callNamed(owner: object, name: string, args: unknown[]): unknown {
  const found = (owner as Record<string, unknown>)[name];
  if (typeof found !== "function") throw new Error(`there is no ${name}`);
  return found.apply(owner, args);
}

/** Every tensor of a result, in order. */
export function tensorsOf(value: unknown): Tensor[] {
  if (value instanceof Tensor) return [value];
  if (typeof value === "object" && value !== null) return Object.values(value).flatMap(tensorsOf);
  return [];
}
