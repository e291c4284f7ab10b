/** Images of one even colour. */

import { type Check, finding, listing, many } from "../check.ts";

/** Standard deviation of gray values from 0 to 255. */
const LEAST_CONTRAST = 2;

export const blank: Check = {
  name: "blank",
  run(survey) {
    const bad = survey.facts.filter(({ pixels }) => pixels !== null && pixels.contrast < LEAST_CONTRAST);
    if (bad.length === 0) return [];
    return [
      finding(
        this.name,
        "error",
        {
          title: `${many(bad.length, "image")} with nothing in it`.replace(
            "images with nothing in it",
            "images with nothing in them",
          ),
          advice: "They have a label and show nothing: remove them, or look how they were exported.",
        },
        bad.map((facts) => listing(survey, facts, `mean ${percentOf(facts.pixels?.mean ?? [])} of white`)),
      ),
    ];
  },
};

function percentOf(mean: readonly number[]): string {
  return `${Math.round((100 * mean.reduce((sum, one) => sum + one, 0)) / Math.max(1, mean.length))} %`;
}
