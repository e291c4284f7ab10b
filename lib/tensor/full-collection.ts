/**
 * When a full collection is due. It walks every object of the program, not only tensors: 5 ms where the program is small,
 * over a second where it holds millions of objects. So it gets a share of the time, as young collections do, and only
 * memory that would run out is worth more.
 */

/** What is known when one might be due. */
export interface Growth {
  /** Tensors alive, and after the last full collection. */
  live: number;
  liveAfterFull: number;
  /** Whether the young collection just now freed less than half of what was made since the one before. */
  isGrowingOld: boolean;
  /** Bytes behind objects that V8 was told of, and after the last full collection. */
  bytes: number;
  bytesAfterFull: number;
  /** What a full collection would take, and the time since the last one, milliseconds. */
  costMs: number;
  sinceMs: number;
}

/** Bounds of what may be held back. */
export interface Bounds {
  /** Beyond this many bytes of growth a full collection may take a larger share of the time. */
  bytes: number;
  /** Beyond this many it is due whatever it takes. */
  mostBytes: number;
}

/** Share of the time that full collections may take: as young ones at the end of a step, and where memory grows. */
const SHARE = 1 / 20;
const SHARE_GROWING = 1 / 4;

/** Whether to collect fully now. */
export function isFullDue(growth: Growth, bounds: Bounds): boolean {
  const { live, liveAfterFull, costMs, sinceMs } = growth;
  // Objects that outlived two young collections are old: only a full one finds them dead.
  const isWanted =
    live > liveAfterFull * 1.5 + 64 && (growth.isGrowingOld || live > liveAfterFull * 4 + 1024);
  if (!isWanted) return false;
  const grown = growth.bytes - growth.bytesAfterFull;
  if (grown > bounds.mostBytes) return true;
  return costMs <= sinceMs * (grown > bounds.bytes ? SHARE_GROWING : SHARE);
}

/** Milliseconds that a full collection of a heap takes: by the last one, and before the first by a guess. */
export class CollectionCost {
  // Between what strings and what millions of small objects take.
  #msPerByte = 2 / 1e6;

  /** Of a heap of so many bytes. */
  estimate(heapBytes: number): number {
    return this.#msPerByte * heapBytes;
  }

  /** One took so long. */
  measured(heapBytes: number, ms: number): void {
    this.#msPerByte = ms / Math.max(heapBytes, 1);
  }
}
