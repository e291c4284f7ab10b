/** Metrics and parts of the user's own count in themselves: two runs at once with one of them would count each other's batches. */
import { ArgumentError } from "../native/errors.ts";

/** What is at work, and where. */
const atWork = new WeakMap<object, string>();

/**
 * Claims a user's objects for a run, until what it returns is called.
 *
 * @param objects with their names in the options: `metrics.f2`
 * @throws ArgumentError for one that another run is at work with
 */
export function claimOwn(
  operation: string,
  objects: readonly (readonly [name: string, object])[],
): () => void {
  const taken = objects.find(([, one]) => atWork.has(one));
  if (taken !== undefined) {
    const [name, one] = taken;
    throw new ArgumentError(
      `${operation}: ${name}, a ${one.constructor.name}, is at work in another ${atWork.get(one)}, and would count the batches of ` +
        "both. Await that first, or give an object of its own.",
      { operation },
    );
  }
  for (const [, one] of objects) atWork.set(one, operation);
  return () => {
    for (const [, one] of objects) atWork.delete(one);
  };
}

/** Metrics with their names in the options. */
export function namedMetrics(metrics: Readonly<Record<string, object>> = {}): [string, object][] {
  return Object.entries(metrics).map(([name, metric]) => [`metrics.${name}`, metric]);
}
