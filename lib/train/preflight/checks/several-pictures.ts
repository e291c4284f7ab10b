/** Files that hold several pictures, of which nothing says which one is meant: animations, stacks. */

import { type Check, finding, listing, many } from "../check.ts";

export const severalPictures: Check = {
  name: "several-pictures",
  run(survey) {
    const bad = survey.facts.filter(({ problem, header }) => problem !== null && (header?.pages ?? 1) > 1);
    if (bad.length === 0) return [];
    return [
      finding(
        this.name,
        "error",
        {
          title: `${many(bad.length, "file")} with several pictures, of which one would have to be chosen`,
          advice: "Say which, as image: { page: 0 } for all files, or save the pictures one by one.",
        },
        bad.map((facts) =>
          listing(survey, facts, `${facts.header?.pages} pictures (${facts.header?.format})`),
        ),
      ),
    ];
  },
};
