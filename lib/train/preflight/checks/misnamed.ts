/** Files whose ending says another format than their first bytes. */

import { extname } from "node:path";
import { type Check, finding, listing, many } from "../check.ts";

export const misnamed: Check = {
  name: "misnamed",
  run(survey) {
    const bad = survey.facts.filter(({ subject, header }) => {
      const ending = extname(subject.path).toLowerCase();
      if (header?.format == null || ending === "") return false;
      // Of a format that folders are not searched for, its name is its ending.
      return ![...header.endings, `.${header.format.toLowerCase()}`].includes(ending);
    });
    if (bad.length === 0) return [];
    return [
      finding(
        this.name,
        "warning",
        {
          title: `${many(bad.length, "file")} of another format than the ending says`,
          advice: "torchts goes by the content and reads them; other programs may not. Rename them.",
        },
        bad.map((facts) =>
          listing(survey, facts, `${extname(facts.subject.path)} is ${facts.header?.format}`),
        ),
      ),
    ];
  },
};
