/** Images that are small: absolutely, or beside the others. */

import { type Check, finding, listing, many } from "../check.ts";
import { median } from "../questions.ts";

const LEAST_EDGE = 16;
const LEAST_SHARE = 0.125;

export const tiny: Check = {
  name: "tiny",
  run(survey) {
    const edge = (size: { width: number; height: number }): number => Math.min(size.width, size.height);
    const usual = median(survey.facts.flatMap(({ size }) => (size === null ? [] : [edge(size)])));
    const bad = survey.facts
      .filter(({ size }) => size !== null && edge(size) < Math.max(LEAST_EDGE, usual * LEAST_SHARE))
      .sort((a, b) => edge(a.size ?? { width: 0, height: 0 }) - edge(b.size ?? { width: 0, height: 0 }));
    if (bad.length === 0) return [];
    return [
      finding(
        this.name,
        "warning",
        {
          title: `${many(bad.length, "image")} much smaller than the others (the usual shorter edge is ${usual})`,
          advice:
            "Look whether they are thumbnails or cut by mistake; enlarged they show a network little but blur.",
        },
        bad.map((facts) => listing(survey, facts, `${facts.size?.width} x ${facts.size?.height}`)),
      ),
    ];
  },
};
