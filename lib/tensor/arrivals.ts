/**
 * Numbers that come from a CUDA device while work goes on: copied to pinned memory at once, read when they are there.
 *
 * Whatever is asked for before the event loop's turn ends shares one wait, so that a training step waits once for all its
 * numbers. The copy is queued when it is asked for: what changes the tensor afterwards does not change what is read.
 */
import { native } from "../native/addon.ts";
import { freeHandles } from "./collector.ts";

const CUDA = 1;

/** Of each device what is told once all that was asked for has come. */
const expected = new Map<number, Promise<void>>();

function arrival(index: number): Promise<void> {
  const known = expected.get(index);
  if (known !== undefined) return known;
  const arrived = new Promise<void>((resolve, reject) => {
    // After all that runs on without an event: ticks come when promises have run dry.
    process.nextTick(() => {
      expected.delete(index);
      native().arrived(index).then(resolve, reject);
    });
  });
  expected.set(index, arrived);
  return arrived;
}

/** @internal Whether a device's numbers arrive this way, by libtorch's code of its type. */
export function arrivesLater(deviceType: number): boolean {
  return deviceType === CUDA;
}

/** @internal What `read` makes of a CUDA tensor's elements, once they are in a contiguous CPU tensor, whose handle it gets. */
export async function onArrival<T>(handle: number, index: number, read: (landed: number) => T): Promise<T> {
  const landed = native().landing(handle);
  try {
    await arrival(index);
    return read(landed);
  } finally {
    freeHandles([landed], 1);
  }
}
