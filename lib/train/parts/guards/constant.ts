/** A network that gives one class for whatever it sees. */
import type { TaskReport } from "../../tasks/task.ts";
import type { Guard } from "./guard.ts";

/** Samples below which one class for all may be chance. */
const LEAST = 8;
/** Optimizer steps before which a network may well be so: it has hardly begun. */
const STEPS = 20;
/** Passes in a row. */
const PASSES = 2;

/** What of reports says which classes were given: of labels, and of masks. */
interface Counted extends TaskReport {
  /** Row: true class; column: predicted one. Of masks in pixels; empty where a pixel may be of several classes. */
  confusion?: readonly (readonly number[])[];
  classes?: readonly string[];
  perClass?: readonly { label: string }[];
  pooled?: { perClass: readonly { sensitivity: number; specificity: number }[] };
}

/**
 * Speaks after passes over data of several classes for which the network gave one alone, two in a row or the last of the run.
 * The passes are validations, without validation data those of training.
 */
export const constant: Guard<"constant", { predicted: string | null }> = {
  name: "constant",
  watch({ val }, speak) {
    let inRow = 0;
    let isDone = false;
    return {
      afterValidation({ run, epoch, step, report, trainReport }) {
        const measured = (val === null ? trainReport : report) as Counted | null;
        if (isDone || measured === null) return;
        const predicted = measured.count < LEAST ? undefined : onlyPredicted(measured);
        inRow = predicted === undefined ? 0 : inRow + 1;
        if (predicted === undefined || step < STEPS || (inRow < PASSES && epoch < run.epochs)) return;
        isDone = true;
        const isMasks = measured.pooled !== undefined;
        const pass = `${val === null ? "training" : "validation"} ${isMasks ? "images" : "samples"}`;
        const gave =
          predicted === null
            ? "found no pixel of any class"
            : `gave "${predicted}" for ${isMasks ? "every pixel" : "all"}`;
        speak(
          epoch,
          `the network ${gave} of the ${measured.count} ${pass} in epoch ${epoch}, though there are others: it tells nothing ` +
            "apart. Try another learning rate (a tenth, or ten times), look whether the images are normalised as the weights " +
            `expect and whether ${isMasks ? "masks" : "labels"} belong to their images, and ${
              isMasks
                ? "give the rare classes more weight (classWeights)"
                : 'where a class is rare give classWeights: "balanced"'
            }.`,
          { predicted },
        );
      },
    };
  },
};

/** The class that was given for all, null where none of several possible ones was; undefined where it is as it should be. */
function onlyPredicted({ confusion, classes, perClass, pooled }: Counted): string | null | undefined {
  if (confusion !== undefined && confusion.length > 0) {
    const truths = confusion.filter((row) => row.some((count) => count > 0));
    const given = confusion.map((_, column) => confusion.some((row) => (row[column] as number) > 0));
    if (truths.length < 2 || given.filter(Boolean).length !== 1) return undefined;
    const only = given.indexOf(true);
    return classes?.[only] ?? perClass?.[only]?.label ?? String(only);
  }
  if (pooled === undefined) return undefined;
  const present = pooled.perClass.filter(({ sensitivity }) => !Number.isNaN(sensitivity));
  const isNoneFound = present.every(({ sensitivity }) => sensitivity === 0);
  const isNoneGiven = pooled.perClass.every(
    ({ specificity }) => specificity === 1 || Number.isNaN(specificity),
  );
  return present.length > 0 && isNoneFound && isNoneGiven ? null : undefined;
}
