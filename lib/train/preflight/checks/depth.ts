/** Files of more than 8 bits, which are cut to 8. */

import { type Check, finding, listing, many } from "../check.ts";

export const depth: Check = {
  name: "depth",
  run(survey) {
    const { window, depth: asked = 8 } = survey.source.decoding;
    if (window !== undefined || asked === "native") return [];
    const deep = survey.facts.filter(
      ({ header, problem }) =>
        problem === null && header !== null && header.dicom === null && (header.bits ?? 8) > 8,
    );
    if (deep.length === 0) return [];
    return [
      finding(
        this.name,
        "warning",
        {
          title: `${many(deep.length, "image")} of more than 8 bits ${deep.length === 1 ? "loses" : "lose"} ${deep.length === 1 ? "its" : "their"} lower bits`,
          advice: "Say which values are black and white: image: { window: [low, high] }, --range low,high.",
        },
        deep.map((facts) => listing(survey, facts, `${facts.header?.bits} bits`)),
      ),
    ];
  },
};
