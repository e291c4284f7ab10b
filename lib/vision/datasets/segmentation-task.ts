/** What the masks of a data set say: their kind, their classes and what the values of their files mean. */

import { describe, type Kinds, listed, listOf, oneOf, string } from "../../edge/index.ts";
import { ArgumentError } from "../../native/errors.ts";
import { checkMaskValues, ignoreIndexOf, MASK_VALUES, type MaskValues } from "../masks/mask-image.ts";
import type { MaskTask } from "./mask-parts.ts";
import type { SegmentationKind } from "./segmentation.ts";

/** Options that say what masks mean; `values`, `threshold`, `colors`, `ignore`: as {@link MaskValues}. */
export interface MaskTaskOptions extends Omit<MaskValues, "classes"> {
  /**
   * Names by class index, the background first (of `multilabel`: no background). Default: `background` and `foreground`,
   * or the folders of masks. A single name of a `binary` mask is its foreground's.
   */
  classes?: readonly string[];
  /**
   * Default: `multilabel` for a folder, or column, of masks for each class; `multiclass` where classes, colors or values
   * are of more than two; else `binary`.
   */
  kind?: SegmentationKind;
}

/** Kinds of masks. */
export const kindKind = oneOf("binary", "multiclass", "multilabel");

const { classes: _, ...VALUES } = MASK_VALUES;

/** Kinds of {@link MaskTaskOptions}. */
export const MASK_TASK: Kinds<MaskTaskOptions> = { ...VALUES, classes: listOf(string), kind: kindKind };

/**
 * The task and the meaning of values that options ask for.
 *
 * @param names classes that each have masks of their own, or null where one mask has all
 * @param operation what errors call the caller
 * @throws ArgumentError for options that contradict each other
 */
export function maskTask(
  options: MaskTaskOptions,
  names: readonly string[] | null,
  operation: string,
): { task: MaskTask; values: MaskValues } {
  const refuse = (text: string): never => {
    throw new ArgumentError(`${operation}: ${text}`, { operation });
  };
  const { values, threshold, colors, ignore, ignoreIndex } = options;
  const counted = Math.max(
    options.classes?.length ?? 0,
    colors?.length ?? 0,
    ...Object.values(values ?? {}).map((index) => index + 1),
  );
  const kind = options.kind ?? (names !== null ? "multilabel" : counted > 2 ? "multiclass" : "binary");
  if ((kind === "multilabel") !== (names !== null)) {
    refuse(
      kind === "multilabel"
        ? "multilabel masks are one file for each class, in folders masks/<class>, or columns of a table"
        : `there are masks for each of ${listed(names ?? [])}, which is kind "multilabel", not ${JSON.stringify(kind)}`,
    );
  }

  const count = kind === "multiclass" ? counted : 2;
  if (kind === "multiclass" && count < 2) {
    refuse('kind "multiclass" needs to know the classes, as classes: ["background", "disc", "cup"]');
  }
  let classes = names ?? options.classes;
  if (kind === "binary" && classes?.length === 1) classes = ["background", ...classes];
  classes ??= Array.from({ length: count }, (_, index) =>
    index === 0 ? "background" : kind === "binary" ? "foreground" : `class ${index}`,
  );
  if (kind !== "multilabel" && classes.length !== count) {
    refuse(
      kind === "binary"
        ? `a binary mask has a background and one class, got the classes ${listed(classes)}`
        : `got ${classes.length} names of classes, and ${count} classes in colors or values`,
    );
  }
  const twice = classes.find((name, index) => classes.indexOf(name) !== index);
  if (twice !== undefined) refuse(`the class ${describe(twice)} is named twice`);
  if (kind === "multilabel" && ignore !== undefined) {
    refuse("multilabel masks are 0 and 1, so that no value can be left out; ignore is for the other kinds");
  }
  const meaning = { classes: count, values, threshold, colors, ignore, ignoreIndex };
  checkMaskValues(meaning, operation);
  return { task: { kind, classes: [...classes], ignoreIndex: ignoreIndexOf(meaning) }, values: meaning };
}
