/**
 * What frozen layers give of a pass over the data, kept for the next one: in memory up to a bound, else in a folder up to another,
 * else not at all.
 */
import { mkdtemp, rm } from "node:fs/promises";
import path from "node:path";
import { load, save } from "../../io/index.ts";
import { Tensor } from "../../tensor/index.ts";
import type { SharedBatch } from "./shared-batches.ts";

/** Bounds of a cache. */
export interface CacheBounds {
  cacheBytes?: number;
  cacheDir?: string;
  cacheDirBytes?: number;
}

const MEMORY = 2 ** 30;
const DISK = 16 * 2 ** 30;

type Batch = Record<string, unknown>;

/** A pass that is kept: batches in memory, or the files that hold them. */
type Kept = { batches: SharedBatch<never>[] } | { files: string[] };

/** Keeps passes by name. */
export class ViewCache {
  readonly #memory: number;
  readonly #disk: number;
  readonly #dir: string | undefined;
  #inMemory = 0;
  #onDisk = 0;
  readonly #kept = new Map<string, Kept>();
  /** Of this cache alone, in the folder that was given. */
  #folder: string | null = null;

  constructor({ cacheBytes = MEMORY, cacheDir, cacheDirBytes = DISK }: CacheBounds) {
    this.#memory = cacheBytes;
    this.#dir = cacheDir;
    this.#disk = cacheDir === undefined ? 0 : cacheDirBytes;
  }

  /** The batches of a pass that was kept whole; null where there is none. */
  get<Form>(name: string): AsyncIterable<SharedBatch<Form>> | null {
    const kept = this.#kept.get(name);
    if (kept === undefined) return null;
    if ("batches" in kept) {
      const { batches } = kept;
      return (async function* () {
        for (const batch of batches) yield batch as unknown as SharedBatch<Form>; // as it was recorded
      })();
    }
    return read(kept.files);
  }

  /** Records a pass of so many batches; `add` says whether the batch is the cache's now. */
  record(name: string, count: number): PassRecorder {
    const batches: SharedBatch<never>[] = [];
    const files: string[] = [];
    let where: "memory" | "disk" | "nowhere" | null = null;
    return {
      add: async (batch) => {
        const bytes = bytesOf(batch.forms as readonly Batch[]);
        // Batches of a pass are of one size but for the last, which is smaller.
        where ??= this.#place(bytes * count);
        if (where === "nowhere") return false;
        if (where === "disk") {
          files.push(await this.#write(`${name}-${files.length}`, batch.forms as readonly Batch[]));
          return false;
        }
        batches.push({ forms: batch.forms as never, free() {} });
        this.#owned.push(batch);
        return true;
      },
      end: () => {
        if (where === "memory") this.#kept.set(name, { batches });
        if (where === "disk") this.#kept.set(name, { files });
      },
    };
  }

  /** What is in memory and belongs to the cache. */
  readonly #owned: SharedBatch<unknown>[] = [];

  /** Frees what is kept, and removes its files. */
  async dispose(): Promise<void> {
    for (const batch of this.#owned.splice(0)) batch.free();
    this.#kept.clear();
    if (this.#folder !== null) await rm(this.#folder, { recursive: true, force: true });
    this.#folder = null;
  }

  #place(bytes: number): "memory" | "disk" | "nowhere" {
    if (this.#inMemory + bytes <= this.#memory) {
      this.#inMemory += bytes;
      return "memory";
    }
    if (this.#onDisk + bytes > this.#disk) return "nowhere";
    this.#onDisk += bytes;
    return "disk";
  }

  async #write(name: string, forms: readonly Batch[]): Promise<string> {
    this.#folder ??= await mkdtemp(path.join(this.#dir as string, "torchts-views-")); // there is one where it is written to
    const file = path.join(this.#folder, `${name}.pth`);
    // Forms share tensors; each is written once, and named in its place.
    const tensors: Tensor[] = [];
    const places = forms.map((form) =>
      Object.fromEntries(
        Object.entries(form).flatMap(([key, value]) => {
          if (!(value instanceof Tensor)) return [];
          if (!tensors.includes(value)) tensors.push(value);
          return [[key, tensors.indexOf(value)]];
        }),
      ),
    );
    await save({ tensors: tensors.map((tensor) => tensor.cpu()), places: JSON.stringify(places) }, file);
    return file;
  }
}

/** Takes the batches of a pass in. */
export interface PassRecorder {
  add(batch: SharedBatch<unknown>): Promise<boolean>;
  end(): void;
}

async function* read<Form>(files: readonly string[]): AsyncGenerator<SharedBatch<Form>> {
  for (const file of files) {
    const value: unknown = await load(file);
    const saved = (value instanceof Map ? Object.fromEntries(value) : value) as {
      tensors: Tensor[];
      places: string;
    };
    const places = JSON.parse(saved.places) as Record<string, number>[];
    const forms = places.map((place) =>
      Object.fromEntries(Object.entries(place).map(([key, at]) => [key, saved.tensors[at]])),
    );
    yield {
      forms: forms as Form[], // as they were written
      free: () => {
        for (const tensor of saved.tensors) tensor.dispose();
      },
    };
  }
}

function bytesOf(forms: readonly Batch[]): number {
  const tensors = new Set(
    forms.flatMap((form) => Object.values(form).filter((value) => value instanceof Tensor)),
  );
  return [...tensors].reduce((sum, tensor) => sum + tensor.numel() * tensor.elementSize, 0);
}
