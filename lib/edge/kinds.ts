/**
 * Kinds of values that arguments and options have. A kind checks what a value is, once, at the public edge; ranges that
 * only one function knows stay with that function.
 */
import { isListOf } from "./lists.ts";

/** A kind whose type does not matter. */
export interface AnyKind {
  /** In words, after "must be": `an integer of at least 1`. */
  readonly expected: string;
  accepts(value: unknown): boolean;
  /** What a value that it does not accept probably means, to follow the error's words: ` (did you mean "float32"?)`. */
  readonly hint?: (value: unknown) => string;
}

/** What a value has to be; `T` is its type, so that an option's declared type and its kind cannot differ. */
export interface Kind<T> extends AnyKind {
  /** Makes the type invariant; never there. */
  readonly type?: (value: T) => T;
}

/** A kind from its words and its test, and what a value that fails it may mean. */
export function kind<T>(
  expected: string,
  accepts: (value: unknown) => boolean,
  hint?: (value: unknown) => string,
): Kind<T> {
  return hint === undefined ? { expected, accepts } : { expected, accepts, hint };
}

/** Any number but NaN. */
export const number: Kind<number> = kind("a number", (v) => typeof v === "number" && !Number.isNaN(v));

/** A whole number that JavaScript holds exactly. */
export const integer: Kind<number> = kind("an integer", Number.isSafeInteger);

/** A whole number of at least `least`. */
export function integerFrom(least: number): Kind<number> {
  return kind(`an integer of at least ${least}`, (v) => Number.isSafeInteger(v) && (v as number) >= least);
}

/** A number from `low` to `high`, both included. */
export function numberFrom(low: number, high = Number.POSITIVE_INFINITY): Kind<number> {
  const range = high === Number.POSITIVE_INFINITY ? `of at least ${low}` : `between ${low} and ${high}`;
  return kind(`a number ${range}`, (v) => typeof v === "number" && v >= low && v <= high);
}

/** A finite number above `low`. */
export function numberAbove(low: number): Kind<number> {
  return kind(`a number above ${low}`, (v) => typeof v === "number" && v > low && Number.isFinite(v));
}

/** `true` or `false`, and nothing that only counts as such. */
export const boolean: Kind<boolean> = kind("true or false", (v) => typeof v === "boolean");

/** A string. */
export const string: Kind<string> = kind("a string", (v) => typeof v === "string");

/** One of a few values. */
export function oneOf<const T extends string | number | boolean | null>(...values: readonly T[]): Kind<T> {
  const all: readonly unknown[] = values;
  return kind(`one of ${values.map((one) => JSON.stringify(one)).join(", ")}`, (v) => all.includes(v));
}

/** The kind, or null. */
export function nullable<T>(of: Kind<T>): Kind<T | null> {
  return kind(`${of.expected} or null`, (v) => v === null || of.accepts(v), of.hint);
}

/** Either kind. */
export function either<A, B>(a: Kind<A>, b: Kind<B>): Kind<A | B> {
  return kind(`${a.expected} or ${b.expected}`, (v) => a.accepts(v) || b.accepts(v));
}

/** A list whose elements are all of one kind, of `length` elements where that is given. */
export function listOf<T>(of: Kind<T>, length?: number): Kind<readonly T[]> {
  const count = length === undefined ? "" : ` of ${length}`;
  return kind(
    `a list${count}, each ${of.expected}`,
    (v) => isListOf(v, of.accepts) && (length === undefined || (v as unknown[]).length === length),
  );
}

/** A function. */
export function callable<F>(): Kind<F> {
  return kind("a function", (v) => typeof v === "function");
}

/** An instance of a class. */
export function instance<T>(of: abstract new (...args: never) => T): Kind<T> {
  return kind(`a ${of.name}`, (v) => v instanceof of);
}

/** A plain object, whose keys somebody else checks. */
export function plainObject<T extends object>(expected = "an object"): Kind<T> {
  return kind(expected, isPlainObject);
}

/** Anything: the function itself says what it takes. */
export function unchecked<T>(expected = "a value"): Kind<T> {
  return kind(expected, () => true);
}

/** An AbortSignal. */
export const abortSignal: Kind<AbortSignal> = kind(
  "an AbortSignal",
  (v) => typeof v === "object" && v !== null && "aborted" in v && "addEventListener" in v,
);

/** Whether a value is an object made by `{}`, in any realm, and so can hold options. */
export function isPlainObject(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  if (prototype === null || prototype === Object.prototype) return true;
  return Object.getPrototypeOf(prototype) === null && Object.hasOwn(prototype, "hasOwnProperty");
}
