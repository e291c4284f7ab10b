/** Long work in slices, so that timers and I/O of the program around run in between. */
import { checkAborted, yieldToEventLoop } from "./file-bytes.ts";

/** Milliseconds that are worked without a look at the event loop. */
const SLICE_MS = 8;

/**
 * Runs a generator to its end and lets the event loop run whenever a slice of time is spent. It yields after every
 * small piece of work, which costs nothing but the look at the clock.
 *
 * @returns what the generator returns
 * @throws what it throws; AbortError
 */
export async function paced<T>(
  work: Generator<void, T>,
  operation: string,
  signal: AbortSignal | undefined,
): Promise<T> {
  let end = performance.now() + SLICE_MS;
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    if (performance.now() < end) continue;
    checkAborted(signal, operation);
    await yieldToEventLoop();
    end = performance.now() + SLICE_MS;
  }
}
