/** What tables of predictions say, by what they are of. */
import { type ClassEvidence, classEvidence, type ReadSettings } from "./classes.ts";

/** What a table of predictions says. */
export type Evidence = ClassEvidence;

/**
 * Reads a table of predictions of whatever kind.
 *
 * @param val what the validation part says, on which thresholds are chosen; null of the validation part itself
 */
export async function readEvidence(
  file: string,
  settings: ReadSettings,
  val: Evidence | null,
): Promise<Evidence> {
  return classEvidence(file, settings, val?.kind === "classes" ? val : null);
}
