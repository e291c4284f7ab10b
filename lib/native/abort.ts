/** What work does when its `AbortSignal` is raised: it ends with an AbortError that names the operation. */

import { AbortError } from "./errors.ts";

/** The error of work that was stopped; the signal's reason is its cause. */
export function abortError(operation: string, signal: AbortSignal): AbortError {
  return new AbortError(`${operation}: stopped because its signal was aborted.`, {
    operation,
    cause: signal.reason,
  });
}

/** Throws AbortError when the signal was raised. */
export function throwIfAborted(signal: AbortSignal | undefined, operation: string): void {
  if (signal?.aborted) throw abortError(operation, signal);
}
