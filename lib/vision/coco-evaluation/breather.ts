/** Long work in pieces: the event loop in between, and an end where the caller wishes it. */
import { throwIfAborted } from "../../native/abort.ts";

/** Work until the event loop is due again, in milliseconds. */
const MILLISECONDS_AT_ONCE = 12;

/** Lets others run where a while of work has gone by, and stops where the signal says so. */
export class Breather {
  readonly #signal: AbortSignal | undefined;
  readonly #operation: string;
  #since = performance.now();

  constructor(signal: AbortSignal | undefined, operation: string) {
    this.#signal = signal;
    this.#operation = operation;
    throwIfAborted(signal, operation);
  }

  /** Undefined where there is still time. */
  breathe(): Promise<void> | undefined {
    if (performance.now() - this.#since < MILLISECONDS_AT_ONCE) return undefined;
    return new Promise<void>(setImmediate).then(() => {
      throwIfAborted(this.#signal, this.#operation);
      this.#since = performance.now();
    });
  }
}
