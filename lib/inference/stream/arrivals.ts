/** Hands out items of a source as they arrive: all of them, or the newest where the taker is too slow. */

/** An item and when it came, in milliseconds of `performance.now()`. */
export interface Arrival<T> {
  item: T;
  at: number;
  /** Its number in the source, from 0. */
  index: number;
}

/** So long nothing may come, in milliseconds, for what waits to be the newest. */
const QUIET_MS = 2;
/** Longest wait for that. */
const LONGEST_MS = 40;

/** A source read ahead: at most `most` items wait, and the oldest makes room for the newest. */
export class Newest<T> {
  /** Items that made room. */
  dropped = 0;
  readonly #iterator: AsyncIterator<T> | Iterator<T>;
  readonly #most: number;
  readonly #waiting: Arrival<T>[] = [];
  #count = 0;
  #end: { error: unknown } | { error: null } | null = null;
  #wake: () => void = () => {};
  #closed = false;

  constructor(source: AsyncIterable<T> | Iterable<T>, most: number) {
    this.#iterator = iteratorOf(source);
    this.#most = most;
    void this.#pump();
  }

  async #pump(): Promise<void> {
    try {
      while (!this.#closed) {
        const next = await this.#iterator.next();
        if (next.done === true || this.#closed) break;
        if (this.#waiting.length >= this.#most) {
          this.#waiting.shift();
          this.dropped++;
        }
        this.#waiting.push({ item: next.value, at: performance.now(), index: this.#count++ });
        this.#wake();
      }
      this.#end = { error: null };
    } catch (error) {
      this.#end = { error };
    }
    this.#wake();
  }

  /** The next item, null at the end. Throws what the source threw, after the items before it. */
  async take(): Promise<Arrival<T> | null> {
    await this.#settle();
    while (this.#waiting.length === 0 && this.#end === null) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    const first = this.#waiting.shift();
    if (first !== undefined) return first;
    if (this.#end?.error !== null) throw this.#end?.error;
    return null;
  }

  /** What came while the taker was busy is still on its way through the event loop: lets it arrive. */
  async #settle(): Promise<void> {
    const started = performance.now();
    let last = started;
    let seen = this.#count;
    for (let now = started; now - last < QUIET_MS && now - started < LONGEST_MS; now = performance.now()) {
      if (this.#end !== null) return;
      await new Promise(setImmediate);
      if (seen === this.#count) continue;
      seen = this.#count;
      last = performance.now();
    }
  }

  /** Ends the source. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#wake();
    await this.#iterator.return?.();
  }
}

/** A source read item by item, each when it is asked for. */
export class InTurn<T> {
  readonly dropped = 0;
  readonly #iterator: AsyncIterator<T> | Iterator<T>;
  #count = 0;

  constructor(source: AsyncIterable<T> | Iterable<T>) {
    this.#iterator = iteratorOf(source);
  }

  async take(): Promise<Arrival<T> | null> {
    const next = await this.#iterator.next();
    if (next.done === true) return null;
    return { item: next.value, at: performance.now(), index: this.#count++ };
  }

  async close(): Promise<void> {
    await this.#iterator.return?.();
  }
}

function iteratorOf<T>(source: AsyncIterable<T> | Iterable<T>): AsyncIterator<T> | Iterator<T> {
  return Symbol.asyncIterator in source ? source[Symbol.asyncIterator]() : source[Symbol.iterator]();
}
