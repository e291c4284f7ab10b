/** Classes of data whose samples have labels of their own: names, or numbers. */

import { DatasetError } from "../../native/errors.ts";

/**
 * The classes of labels, sorted by name unless they are given, and the number of each label; labels that are numbers are positions
 * of classes. Throws DatasetError for a label that is no class.
 */
export function labelClasses(
  operation: string,
  labels: readonly (string | number)[],
  given: readonly string[] | undefined,
): { classes: readonly string[]; numberOf: (label: string | number) => number } {
  const refuse = (text: string): never => {
    throw new DatasetError(`${operation}: ${text}`, { operation });
  };
  const found = [...new Set(labels)];
  const areNumbers = found.every((label) => typeof label === "number");
  if (areNumbers) {
    const most = Math.max(...(found as number[]));
    if (Math.min(...(found as number[])) < 0) refuse("a label below 0 is the number of no class");
    if (given !== undefined && most >= given.length)
      refuse(`has labels up to ${most}, and ${given.length} classes are named`);
    if (given === undefined && most >= labels.length)
      refuse(`has labels up to ${most} for ${labels.length} samples`);
    const classes = given ?? Array.from({ length: most + 1 }, (_, i) => `${i}`);
    return { classes, numberOf: (label) => label as number };
  }
  const names = found.map(String);
  const classes = given ?? names.sort();
  const unknown = names.find((name) => !classes.includes(name));
  if (unknown !== undefined)
    refuse(`has the label ${JSON.stringify(unknown)}, which is none of the classes ${classes.join(", ")}`);
  return { classes, numberOf: (label) => classes.indexOf(String(label)) };
}
