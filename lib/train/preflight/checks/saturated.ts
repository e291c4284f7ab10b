/** Images in which much is cut off to white or black, where the others are not so. */

import { type Check, finding, listing, many } from "../check.ts";
import { median } from "../questions.ts";

/** Shares of pixels that are white, and black, and how much more than usual that is. */
const [MUCH_WHITE, MUCH_BLACK, MORE] = [0.4, 0.97, 0.3];
const LEAST_CONTRAST = 2;

export const saturated: Check = {
  name: "saturated",
  run(survey) {
    const there = survey.facts.filter(({ pixels }) => pixels !== null && pixels.contrast >= LEAST_CONTRAST);
    const [white, black] = [
      median(there.map(({ pixels }) => pixels?.white ?? 0)),
      median(there.map(({ pixels }) => pixels?.black ?? 0)),
    ];
    const bad = there.filter(({ pixels }) => {
      if (pixels === null) return false;
      const isWhite = pixels.white > MUCH_WHITE && pixels.white > white + MORE;
      return isWhite || (pixels.black > MUCH_BLACK && pixels.black > Math.min(black + MORE, 0.99));
    });
    if (bad.length === 0) return [];
    return [
      finding(
        this.name,
        "warning",
        {
          title: `${many(bad.length, "image")} mostly cut off to white or black, unlike the others`,
          advice: "Look whether they were exported with a wrong window or over-exposed.",
        },
        bad.map((facts) => listing(survey, facts, shares(facts.pixels))),
      ),
    ];
  },
};

function shares(pixels: { white: number; black: number } | null): string {
  const percent = (share: number | undefined): string => `${Math.round(100 * (share ?? 0))} %`;
  return `${percent(pixels?.white)} white, ${percent(pixels?.black)} black`;
}
