/** Images that cannot be read: empty, truncated, damaged, of no known format. */

import { type Check, finding, listing, many } from "../check.ts";

export const unreadable: Check = {
  name: "unreadable",
  run(survey) {
    const bad = survey.facts.filter(({ problem, header }) => problem !== null && !isSeveral(header?.pages));
    if (bad.length === 0) return [];
    return [
      finding(
        this.name,
        "error",
        {
          title: `${many(bad.length, "image")} cannot be read`,
          advice: 'Replace or remove them; onError: "skip" leaves them out of a training.',
        },
        bad.map((facts) => listing(survey, facts, facts.problem ?? undefined)),
      ),
    ];
  },
};

/** Files of several pictures have a check of their own. */
function isSeveral(pages: number | undefined): boolean {
  return pages !== undefined && pages > 1;
}
