/** Images so large that they are not decoded here. */

import { type Check, finding, listing, many } from "../check.ts";
import { MOST_PIXELS } from "../facts.ts";

export const large: Check = {
  name: "large",
  run(survey) {
    const bad = survey.facts.filter(
      ({ size, pixels }) => pixels === null && size !== null && size.width * size.height > MOST_PIXELS,
    );
    if (bad.length === 0) return [];
    return [
      finding(
        this.name,
        "warning",
        {
          title: `${many(bad.length, "image")} of more than ${MOST_PIXELS / 1e6} megapixels`,
          advice:
            "Each epoch decodes them anew, at 3 bytes a pixel: reduce them once, or cut tiles. Nothing else here was checked of them.",
        },
        bad.map((facts) => listing(survey, facts, `${facts.size?.width} x ${facts.size?.height}`)),
      ),
    ];
  },
};
