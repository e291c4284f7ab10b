/**
 * Seeded pseudo-random numbers for shuffling and augmentation.
 *
 * There is no global generator: whoever draws gets an `Rng` handed in, so a sample's augmentation depends on
 * (seed, epoch, index) alone and not on what ran before it. Random tensors are the tensor floor's `manualSeed`.
 */

import { describe, integerFrom, isPlainObject, kind, noMore, number, signature } from "../edge/index.ts";
import { ArgumentError } from "../native/errors.ts";

/** MurmurHash3's 32-bit round over one word. */
function absorb(hash: number, word: number): number {
  let k = Math.imul(word, 0xcc9e2d51);
  k = (k << 15) | (k >>> 17);
  let h = hash ^ Math.imul(k, 0x1b873593);
  h = (h << 13) | (h >>> 19);
  return (Math.imul(h, 5) + 0xe6546b64) | 0;
}

/** MurmurHash3's finaliser: every input bit reaches every output bit. */
function finish(hash: number, length: number): number {
  let h = hash ^ length;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

function rotateLeft(x: number, bits: number): number {
  return (x << bits) | (x >>> (32 - bits));
}

const TAKES = signature("data.Rng", { takes: { seed: kind("a safe integer", Number.isSafeInteger) } });
const UNIFORM = signature("data.Rng.uniform", { takes: { low: number, high: number } });
const INT = signature("data.Rng.int");
const BERNOULLI = signature("data.Rng.bernoulli", { takes: { p: number } });
const SHUFFLE = signature("data.Rng.shuffle", {
  takes: {
    array: kind("an array", (v) => Array.isArray(v) || (ArrayBuffer.isView(v) && "length" in v)),
  },
});
const PERMUTATION = signature("data.Rng.permutation", { takes: { n: integerFrom(0) } });

/**
 * A small seeded generator: xoshiro128** 1.1 (Blackman and Vigna, https://prng.di.unimi.it), its 128-bit
 * state filled by MurmurHash3 of the seed. The same seed gives the same numbers on every platform.
 */
export class Rng {
  readonly #s = new Uint32Array(4);

  /** @param seed A safe integer. Throws ArgumentError for anything else. */
  constructor(seed: number, ...keys: number[]) {
    for (const key of keys) if (isPlainObject(key)) TAKES.read([key]);
    const words: number[] = [];
    for (const value of [seed, ...keys]) {
      if (!Number.isSafeInteger(value)) {
        throw new ArgumentError(`Rng: expected safe integers as seeds, got ${describe(value)}`, {
          operation: "Rng",
        });
      }
      words.push(value | 0, Math.floor(value / 2 ** 32) | 0);
    }
    for (let i = 0; i < 4; i++) {
      let h = Math.imul(i + 1, 0x9e3779b1);
      for (const word of words) h = absorb(h, word);
      this.#s[i] = finish(h, words.length * 4);
    }
    if (this.#s.every((word) => word === 0)) this.#s[0] = 1; // the one state xoshiro never leaves
  }

  /** An independent generator for a position: `Rng.derive(seed, epoch, index)`. */
  static derive(seed: number, ...keys: number[]): Rng {
    return new Rng(seed, ...keys);
  }

  /** The next 32 random bits, as an integer in [0, 2^32). */
  nextUint32(...rest: []): number {
    if (rest.length > 0) noMore("data.Rng.nextUint32", rest);
    return this.#next();
  }

  #next(): number {
    const s = this.#s;
    const s0 = s[0] as number;
    const s1 = s[1] as number;
    const result = Math.imul(rotateLeft(Math.imul(s1, 5), 7), 9) >>> 0;
    const s2 = (s[2] as number) ^ s0;
    const s3 = (s[3] as number) ^ s1;
    s[1] = s1 ^ s2;
    s[0] = s0 ^ s3;
    s[2] = s2 ^ (s1 << 9);
    s[3] = rotateLeft(s3, 11);
    return result;
  }

  /** A number in [0, 1) with 53 random bits. */
  random(...rest: []): number {
    if (rest.length > 0) noMore("data.Rng.random", rest);
    const high = this.#next() >>> 5;
    const low = this.#next() >>> 6;
    return (high * 67_108_864 + low) / 9_007_199_254_740_992;
  }

  /** A number in [low, high). */
  uniform(low: number, high: number, ...rest: []): number {
    if (rest.length > 0 || typeof low !== "number" || typeof high !== "number") {
      UNIFORM.read(rest);
      UNIFORM.check(low, high);
    }
    return low + (high - low) * this.random();
  }

  /** An integer in [low, high), without modulo bias. Throws ArgumentError when the range is empty. */
  int(low: number, high: number, ...rest: []): number {
    if (rest.length > 0) INT.read(rest);
    const range = high - low;
    if (!Number.isInteger(low) || !Number.isInteger(high) || range <= 0 || range > 2 ** 32) {
      throw new ArgumentError(
        `Rng.int: expected integers low < high at most 2^32 apart, got ${describe(low)}, ${describe(high)}`,
        { operation: "data.Rng.int" },
      );
    }
    const limit = 2 ** 32 - (2 ** 32 % range);
    let bits = this.#next();
    while (bits >= limit) bits = this.#next();
    return low + (bits % range);
  }

  /** True with probability `p`. */
  bernoulli(p: number, ...rest: []): boolean {
    BERNOULLI.read(rest);
    BERNOULLI.check(p);
    return this.random() < p;
  }

  /** Shuffles an array in place (Fisher and Yates) and returns it. */
  shuffle<A extends { length: number; [index: number]: unknown }>(array: A, ...rest: []): A {
    SHUFFLE.read(rest);
    SHUFFLE.check(array);
    for (let i = array.length - 1; i > 0; i--) {
      const j = this.int(0, i + 1);
      const held = array[i];
      array[i] = array[j];
      array[j] = held;
    }
    return array;
  }

  /** The numbers 0 to n - 1 in random order. */
  permutation(n: number, ...rest: []): number[] {
    PERMUTATION.read(rest);
    PERMUTATION.check(n);
    return this.shuffle(Array.from({ length: n }, (_, i) => i));
  }
}

/**
 * The generator that the transforms of a sample draw from, in an epoch, from 0; `again` counts how often it came before in the same
 * epoch, as what comes again is changed anew.
 */
export function rngOfSample(seed: number, epoch: number, index: number, again = 0): Rng {
  return Rng.derive(seed, epoch, index, ...(again > 0 ? [again] : []));
}
