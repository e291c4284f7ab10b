/** What tables of predictions say, by what they are of. A new kind is a file beside this and a line in `KINDS`. */
import { Table } from "../../../data/tables/table.ts";
import { isMaskTable } from "../../../metrics/predictions/masks.ts";
import { type BoxEvidence, boxEvidence, isOfBoxes } from "./boxes.ts";
import { type ClassEvidence, classEvidence } from "./classes.ts";
import type { ReadSettings } from "./evidence.ts";
import { type MaskEvidence, maskEvidence } from "./masks.ts";
import {
  isOfLabels,
  isOfNumbers,
  type LabelEvidence,
  labelEvidence,
  type NumberEvidence,
  numberEvidence,
} from "./targets.ts";

/** What a table of predictions says. */
export type Evidence = BoxEvidence | ClassEvidence | MaskEvidence | LabelEvidence | NumberEvidence;

/** Kinds that the names of columns tell; every other table is one of classes. */
const KINDS: readonly (readonly [
  is: (names: readonly string[]) => boolean,
  read: (file: string, settings: ReadSettings) => Promise<Evidence>,
])[] = [
  [isOfBoxes, boxEvidence],
  [isMaskTable, maskEvidence],
  [isOfLabels, labelEvidence],
  [isOfNumbers, numberEvidence],
];

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
  const { names } = await Table.open(file, { operation: settings.operation });
  const own = KINDS.find(([is]) => is(names));
  if (own !== undefined) return own[1](file, settings);
  return classEvidence(file, settings, val?.kind === "classes" ? val : null);
}
