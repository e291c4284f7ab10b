/** Decoded voxels kept for the next sample: the last used ones, up to a number of bytes. They are ordinary memory, nobody's to free. */

import type { Samples } from "../raw-image.ts";

interface Entry {
  voxels: Promise<Samples>;
  /** 0 until it is read. */
  bytes: number;
}

/** Voxels by key, the least recently used forgotten first; who asks for the same at once shares the reading. */
export class VolumeCache {
  readonly maxBytes: number;
  /** In the order of their last use. */
  readonly #entries = new Map<string, Entry>();
  #bytes = 0;
  /** How often something had to be read so far. */
  reads = 0;

  constructor(maxBytes: number) {
    this.maxBytes = maxBytes;
  }

  /** Bytes of the voxels that are kept now. */
  get bytes(): number {
    return this.#bytes;
  }

  /** The voxels of `key`, read by `read` where they are not there. */
  get(key: string, read: () => Promise<Samples>): Promise<Samples> {
    const entry = this.#entries.get(key) ?? this.#start(key, read);
    this.#entries.delete(key);
    this.#entries.set(key, entry); // now the last used
    return entry.voxels;
  }

  #start(key: string, read: () => Promise<Samples>): Entry {
    this.reads++;
    const entry: Entry = { voxels: read(), bytes: 0 };
    entry.voxels.then(
      ({ byteLength }) => {
        if (this.#entries.get(key) !== entry) return;
        entry.bytes = byteLength;
        this.#bytes += byteLength;
        this.#trim();
      },
      () => {
        if (this.#entries.get(key) === entry) this.#entries.delete(key); // the next reader tries again
      },
    );
    return entry;
  }

  #trim(): void {
    for (const [key, { bytes }] of this.#entries) {
      if (this.#bytes <= this.maxBytes) return;
      if (bytes === 0) continue; // still being read
      this.#entries.delete(key);
      this.#bytes -= bytes;
    }
  }
}
