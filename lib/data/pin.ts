/** Batches in pinned memory, from where they are copied to a CUDA device while work goes on. */
import { isPlainObject } from "../edge/index.ts";
import { cuda, Tensor } from "../tensor/index.ts";
import { pinnedCopy } from "../tensor/upload.ts";

let saidSo = false;

/** Whether batches are to be pinned and can be; where only a device is missing, a warning of the process says so once. */
export function canPin(wanted: boolean | undefined): boolean {
  if (wanted !== true) return false;
  if (cuda.isAvailable()) return true;
  if (!saidSo) process.emitWarning("DataLoader: pinMemory does nothing, as there is no CUDA device.");
  saidSo = true;
  return false;
}

/**
 * A batch with its tensors of the CPU in pinned memory, wherever in lists, plain objects and maps they are; an object with a
 * method `pinMemory` gives what stands for it. Everything else stays what it is.
 */
export async function pinned<B>(batch: B): Promise<B> {
  return (await pinnedValue(batch)) as B; // of the same form
}

async function pinnedValue(value: unknown): Promise<unknown> {
  if (value instanceof Tensor) {
    const isPageable = value.device === "cpu" && value.layout === "strided" && !value.isPinned();
    return isPageable ? pinnedCopy(value, "DataLoader") : value;
  }
  if (Array.isArray(value)) return Promise.all(value.map(pinnedValue));
  if (value instanceof Map) return new Map(await pinnedEntries([...value]));
  if (isPlainObject(value)) return Object.fromEntries(await pinnedEntries(Object.entries(value as object)));
  const { pinMemory } = (value ?? {}) as { pinMemory?: unknown };
  return typeof pinMemory === "function" ? pinMemory.call(value) : value;
}

function pinnedEntries<K>(entries: readonly (readonly [K, unknown])[]): Promise<[K, unknown][]> {
  return Promise.all(entries.map(async ([key, one]): Promise<[K, unknown]> => [key, await pinnedValue(one)]));
}
