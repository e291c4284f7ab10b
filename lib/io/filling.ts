/** Containers of a pickle that are filled piece by piece, so that large ones do not hold up the event loop. */

/** Most values in one list or tuple, or on the stack: beyond this, growing an array by one takes too long. */
export const MAX_ITEMS = 1 << 23;
/** Most entries of one dictionary or set, for the same reason. */
export const MAX_ENTRIES = 1 << 20;
/** Items put in between two looks at the clock. */
const ITEMS_PER_YIELD = 256;

/** A value and the work that fills it, which yields after every few items. */
export class Filling {
  readonly value: unknown;
  readonly work: Generator<void, void>;
  constructor(value: unknown, work: Generator<void, void>) {
    this.value = value;
    this.work = work;
  }
}

/** Puts items somewhere one by one, and yields now and then. */
export function* putEach<T>(items: Iterable<T>, put: (item: T) => void): Generator<void, void> {
  let count = 0;
  for (const item of items) {
    put(item);
    if (++count % ITEMS_PER_YIELD === 0) yield;
  }
}

/** Sets pairs that lie flat, key and value in turn, in a map; yields now and then. */
export function* setPairs(entries: Map<unknown, unknown>, items: readonly unknown[]): Generator<void, void> {
  for (let i = 0; i < items.length; i += 2) {
    entries.set(items[i], items[i + 1]);
    if (i % (2 * ITEMS_PER_YIELD) === 2 * ITEMS_PER_YIELD - 2) yield;
  }
}
