/** Groups, patients for one, of which there are samples in several parts. */

import { type Check, finding, listing, many } from "../check.ts";
import type { SampleFacts } from "../facts.ts";

export const groups: Check = {
  name: "groups",
  run(survey) {
    const members = new Map<string, SampleFacts[]>();
    for (const facts of survey.facts) {
      const { group } = facts.subject;
      if (group === null) continue;
      const list = members.get(group);
      if (list === undefined) members.set(group, [facts]);
      else list.push(facts);
    }
    const split = [...members].filter(
      ([, list]) => new Set(list.map(({ subject }) => subject.part)).size > 1,
    );
    if (split.length === 0) return [];
    const files = split.flatMap(([group, list]) =>
      list.map((facts) => listing(survey, facts, `group ${group}`)),
    );
    return [
      finding(
        this.name,
        "error",
        {
          title: `${split.length} of ${many(members.size, "group")} ${split.length === 1 ? "is" : "are"} in several parts, with ${many(files.length, "image")}`,
          advice:
            "What is measured there was trained on, as images of one patient are alike: divide the data anew by groups.",
          count: split.length,
        },
        files,
      ),
    ];
  },
};
