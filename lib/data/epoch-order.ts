/** The batches of an epoch as a loader's samplers give them, checked, as a sampler may be anybody's. */

import { describe } from "../edge/index.ts";
import { ArgumentError } from "../native/errors.ts";
import type { Batches } from "./batch-sampler.ts";
import type { Sampler } from "./sampler.ts";

/** What of a loader decides its batches. */
interface Ordered {
  readonly dataset: { readonly length?: number };
  readonly sampler: Sampler | null;
  readonly batchSize: number | null;
  readonly length: number;
  readonly options: { readonly batchSampler?: Batches };
}

/** The indices of each batch. Throws ArgumentError for a sampler that gives anything but as many positions as it said. */
export function batchesOf(loader: Ordered, epoch: number): readonly (readonly number[])[] {
  const samples = loader.dataset.length as number; // a data set with indices has one
  const { batchSampler } = loader.options;
  if (batchSampler !== undefined) {
    const call = `the batch sampler's batches(${epoch})`;
    const batches: unknown = batchSampler.batches(epoch);
    if (!Array.isArray(batches)) return refuse(`${call} is a list of lists, got ${describe(batches)}`);
    if (batches.length !== batchSampler.length) {
      refuse(
        `${call} has ${batches.length} batches, and the batch sampler's length is ${batchSampler.length}`,
      );
    }
    return batches.map((batch: unknown, i) => {
      const positions = checked(batch, samples, `batch ${i} of ${call}`);
      return positions.length > 0 ? positions : refuse(`batch ${i} of ${call} is empty`);
    });
  }
  const sampler = loader.sampler as Sampler; // the one or the other
  const size = loader.batchSize as number;
  const call = `the sampler's indices(${epoch})`;
  const order = checked(sampler.indices(epoch), samples, call);
  if (order.length !== sampler.length) {
    refuse(`${call} has ${order.length} positions, and the sampler's length is ${sampler.length}`);
  }
  return Array.from({ length: loader.length }, (_, i) => order.slice(i * size, (i + 1) * size));
}

function checked(order: unknown, samples: number, what: string): readonly number[] {
  if (!Array.isArray(order)) return refuse(`${what} is a list of positions, got ${describe(order)}`);
  const odd = order.findIndex((index) => !Number.isInteger(index) || index < 0 || index >= samples);
  if (odd >= 0) {
    refuse(`${what} has positions from 0 to ${samples - 1}, got ${describe(order[odd])} as number ${odd}`);
  }
  return order as number[]; // every one was looked at
}

function refuse(text: string): never {
  throw new ArgumentError(`DataLoader: ${text}`, { operation: "DataLoader" });
}
