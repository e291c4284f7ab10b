/** Options of what makes several runs: its own, and those of `fit` that each run gets. */
import { nearestName, type Signature } from "../edge/index.ts";
import { FIT_OPTIONS, type RunOptions } from "./options.ts";

/**
 * Divides the options of a call.
 *
 * @param signature of the call, with its own options
 * @param ownNames names of those
 * @param excluded names of options of `fit` that each run has of its own
 * @throws ArgumentError for names that neither has, and for those excluded
 */
export function optionsOfRuns<Own extends object>(
  signature: Signature<Own>,
  rest: readonly unknown[],
  ownNames: readonly string[],
  excluded: readonly string[],
): { own: Own; ofRuns: RunOptions } {
  const given = (rest[0] ?? {}) as Record<string, unknown>;
  const known = [...ownNames, ...FIT_OPTIONS.filter((name) => !excluded.includes(name))];
  const odd = Object.keys(given).find((name) => !known.includes(name));
  if (odd !== undefined) {
    const near = nearestName(odd, known);
    const why = excluded.includes(odd)
      ? "; it is a run's own"
      : near === null
        ? ""
        : `; did you mean ${near}?`;
    throw signature.error(`unknown option "${odd}"${why}`);
  }
  const own = Object.fromEntries(Object.entries(given).filter(([name]) => ownNames.includes(name)));
  const ofRuns = omit(given, [...ownNames, "onEvent"]);
  return { own: signature.read([own, ...rest.slice(1)]), ofRuns: ofRuns as unknown as RunOptions }; // checked by the runs
}

/** An object without some of its properties. */
export function omit(value: object, names: readonly string[]): object {
  return Object.fromEntries(Object.entries(value).filter(([name]) => !names.includes(name)));
}
