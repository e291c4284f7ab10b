/** What was left out when the data was opened: rows without a file, boxes that cannot be used. */

import { type Check, finding, many } from "../check.ts";

export const leftOut: Check = {
  name: "left-out",
  run({ source }) {
    const { leftOut: all } = source;
    if (all.length === 0) return [];
    return [
      finding(
        this.name,
        "warning",
        {
          title: `${many(all.length, "row or box", "rows or boxes")} left out when the data was opened`,
          advice: "Say in a report that they were; look whether they are missing for a reason.",
        },
        all.map(({ path, problem }) => ({ path, part: null, label: null, remark: problem })),
      ),
    ];
  },
};
