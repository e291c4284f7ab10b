/**
 * libtorch's random numbers by epoch: what PyTorch's samplers draw from a generator that they were given.
 *
 * A generator of PyTorch's goes on from epoch to epoch. Here the same epoch has to give the same list, so the generator is
 * seeded anew and brought to the epoch where it is not the next one.
 */
import { Generator, scope, type Tensor } from "../tensor/index.ts";

/** What a draw gives: whole numbers. */
export type Draw = (generator: Generator) => number[];

/** The lists that a generator of `seed` gives one after the other. */
export class EpochDraws {
  readonly #generator = new Generator();
  readonly #seed: number;
  readonly #draw: Draw;
  #next = 0;

  constructor(seed: number, draw: Draw) {
    this.#seed = seed;
    this.#draw = draw;
    this.#generator.manualSeed(seed);
  }

  /** The list of an epoch, from 0. */
  at(epoch: number): number[] {
    if (epoch < this.#next) {
      this.#generator.manualSeed(this.#seed);
      this.#next = 0;
    }
    while (this.#next < epoch) {
      this.#draw(this.#generator);
      this.#next++;
    }
    this.#next++;
    return this.#draw(this.#generator);
  }
}

/** The values of a tensor of integers, which is freed. */
export function drawn(make: () => Tensor): number[] {
  return scope(() => Array.from(make().data() as ArrayLike<number | bigint>, Number)); // int64 comes as bigint
}
