/**
 * Decoded images kept for the next tile: the last used ones, up to a number of bytes.
 *
 * Ownership: a cached sample belongs to the cache, outside every scope of the readers. Who uses one gets it for the
 * length of a synchronous function; one in use is never freed.
 */

import { AsyncResource } from "node:async_hooks";
import type { Tensor } from "../../tensor/index.ts";

/** Samples are read in this context, so that they land in no reader's scope. */
const outsideScopes = new AsyncResource("torchts.SampleCache");

/** An untransformed image and its mask. */
export interface CachedSample {
  image: Tensor;
  mask: Tensor;
}

interface Entry {
  sample: Promise<CachedSample>;
  /** 0 until it is read. */
  bytes: number;
  users: number;
}

/** Samples by key, the least recently used freed first. */
export class SampleCache {
  readonly maxBytes: number;
  /** In the order of their last use. */
  readonly #entries = new Map<number, Entry>();
  #bytes = 0;
  /** How many samples had to be read so far. */
  reads = 0;

  constructor(maxBytes: number) {
    this.maxBytes = maxBytes;
  }

  /** Bytes of the samples that are kept now. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Calls `use` with the sample of `key`, read by `read` where it is not there; readers of one sample share the reading. */
  async use<T>(key: number, read: () => Promise<CachedSample>, use: (sample: CachedSample) => T): Promise<T> {
    const entry = this.#entries.get(key) ?? this.#start(key, read);
    this.#entries.delete(key);
    this.#entries.set(key, entry); // now the last used
    entry.users++;
    try {
      return use(await entry.sample);
    } finally {
      entry.users--;
      this.#trim();
    }
  }

  /** Frees every sample that is not in use. */
  clear(): void {
    this.#trim(0);
  }

  #start(key: number, read: () => Promise<CachedSample>): Entry {
    this.reads++;
    const sample = outsideScopes.runInAsyncScope(async () => {
      await undefined; // leaves the caller's synchronous scope too
      return read();
    });
    const entry: Entry = { sample, bytes: 0, users: 0 };
    sample.then(
      ({ image, mask }) => {
        entry.bytes = [image, mask].reduce((sum, t) => sum + t.nbytes, 0);
        this.#bytes += entry.bytes;
      },
      () => {
        if (this.#entries.get(key) === entry) this.#entries.delete(key); // the next reader tries again
      },
    );
    return entry;
  }

  #trim(most = this.maxBytes): void {
    for (const [key, entry] of this.#entries) {
      if (this.#bytes <= most) return;
      if (entry.users > 0 || entry.bytes === 0) continue;
      this.#entries.delete(key);
      this.#bytes -= entry.bytes;
      entry.sample.then(({ image, mask }) => {
        image.dispose();
        mask.dispose();
      });
    }
  }
}
