/** Weights of the classes as options give them: a list, by name, or inverse to how often each occurs. */
import { either, type Kind, kind } from "../../edge/index.ts";
import { ArgumentError } from "../../native/errors.ts";

/** One factor for each class, in the classes' order or by name; a class that is not named gets 1. */
export type ClassWeights = readonly number[] | Readonly<Record<string, number>>;

const isWeight = (v: unknown): boolean => typeof v === "number" && v >= 0 && Number.isFinite(v);

/** A list of weights, weights by name, or "balanced". */
export const classWeightsKind: Kind<ClassWeights | "balanced"> = either(
  kind<ClassWeights>(
    "a list of numbers from 0, one for each class, an object of them by class",
    (v) =>
      (Array.isArray(v) && v.every(isWeight)) ||
      (typeof v === "object" && v !== null && !Array.isArray(v) && Object.values(v).every(isWeight)),
  ),
  kind<"balanced">('"balanced"', (v) => v === "balanced"),
);

/**
 * The weights in the order of the classes; undefined where none are given.
 *
 * @param option what they were given as, for errors
 * @throws ArgumentError for another number of weights than classes, and for names that are no class
 */
export function weightsInOrder(
  weights: ClassWeights | undefined,
  classes: readonly string[],
  option = "classWeights",
): number[] | undefined {
  if (weights === undefined) return undefined;
  const refuse = (text: string): never => {
    throw new ArgumentError(`train.fit: ${text}`, { operation: "train.fit" });
  };
  if (Array.isArray(weights)) {
    if (weights.length === classes.length) return [...(weights as readonly number[])]; // a list, as just seen
    return refuse(`\`${option}\` takes a weight per class, ${classes.length} in all, got ${weights.length}.`);
  }
  const named = weights as Readonly<Record<string, number>>; // no list
  const odd = Object.keys(named).find((name) => !classes.includes(name));
  if (odd !== undefined) {
    refuse(`\`${option}\` names "${odd}", which is no class; the classes are ${classes.join(", ")}.`);
  }
  return classes.map((name) => (Object.hasOwn(named, name) ? (named[name] as number) : 1));
}
