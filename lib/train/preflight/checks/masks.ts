/** Masks that cannot be used, that are empty, or that cover everything. */

import { areMany, many, type Survey } from "../check.ts";
import type { SampleFacts } from "../facts.ts";
import { annotationCheck, problemOf } from "./annotation-kinds.ts";

const WHOLE = 0.995;
/** Less than a pixel of any image. */
const NOTHING = 1e-9;

export const masks = annotationCheck("masks", "segmentation", [
  {
    severity: "error",
    title: (count) => `${many(count, "mask")} cannot be used`,
    advice:
      "Of another size than the image, or with values that are no class: export them anew, or say what the values mean (threshold, values).",
    remark: problemOf,
  },
  {
    severity: "warning where most are so",
    title: (count, all) => `${many(count, "mask")} of ${all} ${areMany(count)} empty`,
    advice:
      "Images without the object are good to have where that is meant; else the mask was lost on export.",
    remark: (facts, survey) => when(foreground(facts, survey) < NOTHING),
  },
  {
    severity: "warning",
    title: (count) => `${many(count, "mask")} ${count === 1 ? "covers" : "cover"} the whole image`,
    advice: "Probably inverted, or of values that were taken for a class: look at them.",
    remark: (facts, survey) => when(foreground(facts, survey) > WHOLE),
  },
]);

function when(is: boolean): "" | null {
  return is ? "" : null;
}

/** Share of the pixels that are of a class, of several labels that of the largest; NaN where there is no mask. */
function foreground({ annotations }: SampleFacts, survey: Survey): number {
  const mask = annotations?.mask ?? null;
  if (mask === null) return Number.NaN;
  return isPlanes(survey.source) ? Math.max(0, ...mask.shares) : 1 - (mask.shares[0] ?? 0) - mask.ignored;
}

/** Whether masks have a plane for each class, without a background. */
function isPlanes({ parts }: { parts: object }): boolean {
  const [part] = Object.values(parts) as { task?: { kind?: string } }[];
  return part?.task?.kind === "multilabel";
}
