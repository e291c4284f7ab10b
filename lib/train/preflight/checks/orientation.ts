/** Files that ask to be turned, among others that do not. */

import { type Check, finding, listing, many } from "../check.ts";

export const orientation: Check = {
  name: "orientation",
  run(survey) {
    const known = survey.facts.filter(({ header }) => header !== null);
    const turned = known.filter(({ header }) => header !== null && header.orientation > 1);
    if (turned.length === 0) return [];
    const isDrawn = survey.source.task === "segmentation" || survey.source.task === "detection";
    const all = turned.length === known.length ? "All" : `${turned.length} of`;
    return [
      finding(
        this.name,
        isDrawn ? "warning" : "note",
        {
          title: `${all} ${many(known.length, "image")} ${turned.length === 1 ? "asks" : "ask"} to be turned (EXIF orientation)`,
          advice: isDrawn
            ? "They are turned when they are read; look at a few with their masks or boxes, which may have been drawn on the pixels as stored: image: { exif: false }."
            : "They are turned when they are read, as a viewer shows them; programs that do not would see them lying.",
        },
        turned.map((facts) => listing(survey, facts, `orientation ${facts.header?.orientation}`)),
      ),
    ];
  },
};
