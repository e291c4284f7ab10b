/** Tables of a page: a caption, heads that a screen reader says, numbers below each other. */
import { type Content, type Markup, markup } from "./markup.ts";

/** What a table holds. */
export interface TableContent {
  caption: string;
  /** Head of each column. */
  head: readonly string[];
  /** The first cell of a row is its head. */
  rows: readonly (readonly Content[])[];
  /** Columns of words, by position; others but the first are of numbers. */
  words?: readonly number[];
}

/** A table that scrolls by itself where it is wider than the page. */
export function table({ caption, head, rows, words = [] }: TableContent): Markup {
  const kindOf = (at: number): string => (at === 0 || words.includes(at) ? "word" : "number");
  const body = rows.map(
    (row) =>
      markup`<tr>${row.map((cell, at) =>
        at === 0
          ? markup`<th scope="row" class="word">${cell}</th>`
          : markup`<td class="${kindOf(at)}">${cell}</td>`,
      )}</tr>`,
  );
  return markup`<div class="scroll" tabindex="0" role="region" aria-label="${caption}"><table><caption>${caption}</caption><thead><tr>${head.map(
    (name, at) => markup`<th scope="col" class="${kindOf(at)}">${name}</th>`,
  )}</tr></thead><tbody>${body}</tbody></table></div>`;
}

/** Facts below each other: names and what they are. */
export function facts(rows: readonly (readonly [name: string, value: Content])[]): Markup {
  return markup`<dl class="facts">${rows.map(([name, value]) => markup`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}

/** What is not known and is the author's to say. */
export function blank(what: string): Markup {
  return markup`<span class="blank"><span class="mark">To fill in${what === "" ? "" : ":"}</span>${what === "" ? "" : ` ${what}`}</span>`;
}

/** What is looked up, behind its name. */
export function details(summary: string, content: Content): Markup {
  return markup`<details><summary>${summary}</summary>${content}</details>`;
}
