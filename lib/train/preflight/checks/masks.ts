/** Masks that cannot be used, that are empty, or that cover everything. */

import { type Check, finding, listing, many } from "../check.ts";
import type { SampleFacts } from "../facts.ts";
import type { Finding } from "../finding.ts";

const WHOLE = 0.995;

export const masks: Check = {
  name: "masks",
  run(survey) {
    if (survey.source.task !== "segmentation") return [];
    const found: Finding[] = [];
    const say = (
      severity: Finding["severity"],
      files: readonly SampleFacts[],
      title: string,
      advice: string,
      remark?: (facts: SampleFacts) => string | undefined,
    ): void => {
      if (files.length === 0) return;
      found.push(
        finding(
          this.name,
          severity,
          { title, advice },
          files.map((f) => listing(survey, f, remark?.(f))),
        ),
      );
    };
    const bad = survey.facts.filter(({ annotations }) => annotations?.problem != null);
    say(
      "error",
      bad,
      `${many(bad.length, "mask")} cannot be used`,
      "Of another size than the image, or with values that are no class: export them anew, or say what the values mean (threshold, values).",
      ({ annotations }) => annotations?.problem ?? undefined,
    );
    const usable = survey.facts.filter(({ annotations }) => annotations?.mask != null);
    const foreground = ({ annotations }: SampleFacts): number => {
      const shares = annotations?.mask?.shares ?? [];
      return isPlanes(survey.source)
        ? Math.max(0, ...shares)
        : 1 - (shares[0] ?? 0) - (annotations?.mask?.ignored ?? 0);
    };
    const empty = usable.filter((facts) => foreground(facts) < 1e-9);
    say(
      empty.length > usable.length / 2 ? "warning" : "note",
      empty,
      `${many(empty.length, "mask")} of ${usable.length} ${empty.length === 1 ? "is" : "are"} empty`,
      "Images without the object are good to have where that is meant; else the mask was lost on export.",
    );
    const whole = usable.filter((facts) => foreground(facts) > WHOLE);
    say(
      "warning",
      whole,
      `${many(whole.length, "mask")} ${whole.length === 1 ? "covers" : "cover"} the whole image`,
      "Probably inverted, or of values that were taken for a class: look at them.",
    );
    return found;
  },
};

/** Whether masks have a plane for each class, without a background. */
function isPlanes({ parts }: { parts: object }): boolean {
  const [part] = Object.values(parts) as { task?: { kind?: string } }[];
  return part?.task?.kind === "multilabel";
}
