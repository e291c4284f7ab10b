/** Random choices that depend on a seed only, so that every call of the fuzzer can be made again by its number. */

/** A source of numbers in [0, 1). */
export type Random = () => number;

/** A random number generator whose stream depends on its seed only (mulberry32). */
export function generatorOf(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** One of a list, each equally likely. */
export function choose<T>(random: Random, from: readonly T[]): T {
  return from[Math.floor(random() * from.length)] as T;
}

/** Calls one of a list of functions: what is not chosen is not made. */
export function chooseCall<T>(random: Random, from: readonly (() => T)[]): T {
  return choose(random, from)();
}

/** A whole number from 0 below `n`. */
export function below(random: Random, n: number): number {
  return Math.floor(random() * n);
}
