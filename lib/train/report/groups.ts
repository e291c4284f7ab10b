/** What samples that belong together are called: by the column that names them, and "patients" where nothing says otherwise. */
import { count } from "../../report/index.ts";
import type { ReportFacts } from "./facts.ts";

type Named = Pick<ReportFacts, "groupColumn">;

/** Columns that are of patients, whatever they are called in detail. */
const OF_PATIENTS = /^(groups?|.*(patient|subject|participant).*|pid)$/i;

/** The name of the column, where it is not one of patients. */
function columnOf({ groupColumn }: Named): string | null {
  return groupColumn === null || OF_PATIENTS.test(groupColumn) ? null : groupColumn;
}

/** So many: `12 patients`, `12 groups (lesion_id)`. */
export function groupsOf(facts: Named, n: number): string {
  const column = columnOf(facts);
  const word = column === null ? "patient" : "group";
  return `${count(n)} ${word}${n === 1 ? "" : "s"}${column === null ? "" : ` (${column})`}`;
}

/** Several: `patients`, `groups (lesion_id)`. */
export function groupWords(facts: Named): string {
  const column = columnOf(facts);
  return column === null ? "patients" : `groups (${column})`;
}

/** The head of a column of counts: `patients`, `lesion_id`. */
export function groupHead(facts: Named): string {
  return columnOf(facts) ?? "patients";
}

/** What the flow of a study is of. */
export function flowTitle(facts: Named): string {
  return `Flow of ${columnOf(facts) === null ? "patients" : "groups"} and images`;
}
