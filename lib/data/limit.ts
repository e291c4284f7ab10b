/** At most so many asynchronous tasks at a time, started in the order in which they came. */

import { callable, integerFrom, signature } from "../edge/index.ts";

const TAKES = signature("data.Limit", { takes: { places: integerFrom(1) } });
const RUN = signature("data.Limit.run", { takes: { task: callable() } });

/** A queue with a fixed number of places. */
export class Limit {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(places: number, ...rest: []) {
    TAKES.read(rest);
    TAKES.check(places);
    this.#free = places;
  }

  /** Runs `task` when a place is free; the result and any error are the task's. */
  async run<R>(task: () => R | Promise<R>, ...rest: []): Promise<R> {
    RUN.read(rest);
    RUN.check(task);
    if (this.#free > 0) this.#free--;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      return await task();
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#free++;
      else next(); // the place passes on directly, so nobody overtakes the queue
    }
  }
}
