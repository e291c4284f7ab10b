/** A checklist of a reporting guideline: what the run knows is filled in, the rest is marked for the author. */
import { blank, count, type Markup, markup, table } from "../../../report/index.ts";
import type { ReportFacts } from "../facts.ts";
import type { Known } from "./known.ts";

/** An item: its number in the guideline, what it is about in our words, and what a run may know of it. */
export type Item = readonly [number: string, about: string, known?: Known];

/** Items below a heading of the guideline. */
export interface Checklist {
  name: string;
  /** Where it was published. */
  citation: string;
  doi: string;
  groups: readonly (readonly [heading: string, items: readonly Item[]])[];
}

/** The checklist as tables, one below each heading. */
export function checklistOf({ name, citation, doi, groups }: Checklist, facts: ReportFacts): Markup {
  const all = groups.flatMap(([, items]) => items);
  const filled = all.filter(([, , known]) => known?.(facts)).length;
  return markup`<p>Of the ${count(all.length)} items the run answers ${count(filled)} in part or whole; the others are for the author. The wording is this report's, the numbers are those of ${name}: ${citation} <a href="${doi}">${doi}</a></p><div class="checklist">${groups.map(
    ([heading, items]) =>
      table({
        caption: heading,
        head: ["item", "about", "in this study"],
        words: [1, 2],
        rows: items.map(([number, about, known]) => [number, about, known?.(facts) ?? blank("")]),
      }),
  )}</div>`;
}
