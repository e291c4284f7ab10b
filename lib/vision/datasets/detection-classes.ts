/** Classes of objects that are annotated by name. */

import { describe, type Kinds, listed, listOf, oneOf, string } from "../../edge/index.ts";
import { ArgumentError, DatasetError } from "../../native/errors.ts";

/** Options of data whose objects have names. */
export interface ClassOptions {
  /** Names of the classes, without the background: label 1 is the first. Default: the names found, sorted. */
  classes?: readonly string[];
  /** What an object of another name does: throw, or be left out. Default "throw". */
  unknown?: "throw" | "skip";
}

/** Kinds of {@link ClassOptions}. */
export const CLASS_KINDS: Kinds<ClassOptions> = { classes: listOf(string), unknown: oneOf("throw", "skip") };

/** Where an object has its name. */
export interface NamedObject {
  name: string;
  file: string;
  /** Where in the file: `line 7`. */
  at: string;
}

/**
 * The classes, and the label of each name: null for one that is left out.
 *
 * @throws ArgumentError for classes that are none or twice the same, DatasetError naming the file that has another name
 */
export function classTable(
  operation: string,
  objects: readonly NamedObject[],
  { classes: wanted, unknown = "throw" }: ClassOptions,
): { classes: readonly string[]; labelOf: (name: string) => number | null } {
  const classes = wanted ?? [...new Set(objects.map(({ name }) => name))].sort();
  const twice = classes.find((name, at) => classes.indexOf(name) !== at);
  if (classes.length === 0 || twice !== undefined || classes.includes("")) {
    const what =
      classes.length > 0
        ? `expected classes, each once and none empty, got ${listed(classes)}`
        : wanted === undefined
          ? 'no object is annotated, so that there is no class; name them, as classes: ["cell"]'
          : "expected at least one class, got none";
    throw new ArgumentError(`${operation}: ${what}`, { operation });
  }
  const labels = new Map(classes.map((name, i) => [name, i + 1]));
  const odd = unknown === "throw" ? objects.find(({ name }) => !labels.has(name)) : undefined;
  if (odd !== undefined) {
    throw new DatasetError(
      `${operation}: ${odd.file}, ${odd.at}: the object ${describe(odd.name)} is none of the classes ${listed(classes)}; ` +
        'add it, or leave such objects out with unknown: "skip"',
      { file: odd.file, operation },
    );
  }
  return { classes: [...classes], labelOf: (name) => labels.get(name) ?? null };
}
