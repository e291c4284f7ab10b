/** Gray images among images in colour, transparency, and sizes that differ. */

import { type Check, counted, finding, listing, many } from "../check.ts";
import type { SampleFacts } from "../facts.ts";

export const channels: Check = {
  name: "channels",
  run(survey) {
    const known = survey.facts.filter(({ header }) => header?.channels != null);
    const kinds = counted(known.map(kindOf));
    if (kinds.length < 2) return [];
    const [[usual] = ["", 0]] = kinds;
    const others = known.filter((facts) => kindOf(facts) !== usual);
    return [
      finding(
        this.name,
        "note",
        {
          title: `Channels are mixed: ${kinds.map(([name, n]) => `${name} ${n}`).join(", ")}`,
          advice:
            'All are read as RGB, alpha dropped, unless image: { mode: "L" } makes them gray. Where one class is gray more often, that is a shortcut, and told apart below.',
          count: others.length,
        },
        others.map((facts) => listing(survey, facts, kindOf(facts))),
      ),
    ];
  },
};

function kindOf({ header, pixels }: SampleFacts): string {
  const n = header?.channels ?? 0;
  const colors = n - (header?.hasAlpha === true ? 1 : 0);
  const name =
    colors === 1
      ? "gray"
      : colors === 3
        ? pixels?.isColored === false
          ? "gray kept as RGB"
          : "RGB"
        : many(n, "channel");
  return header?.hasAlpha === true ? `${name} with alpha` : name;
}
