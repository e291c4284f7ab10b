/** A page of one file: everything it needs is in it, nothing runs, and it can be read without colours. */
import { type Content, type Markup, markup } from "./markup.ts";
import { CHART_STYLE, PAGE_STYLE } from "./style.ts";

/** A section below its heading. */
export interface PageSection {
  /** Of the link to it. */
  id: string;
  title: string;
  content: Content;
}

/** What a page holds. */
export interface PageContent {
  title: string;
  /** Above the title, a few words. */
  kicker: string;
  lead: Content;
  /** The first figures: a name, a value, and its interval or what it is of. */
  tiles: readonly { name: string; value: string; note: string }[];
  sections: readonly PageSection[];
  footer: Content;
}

/** The page as HTML. */
export function page({ title, kicker, lead, tiles, sections, footer }: PageContent): string {
  const style: Markup = markup`<style>${raw(compact(PAGE_STYLE + CHART_STYLE))}</style>`;
  const first =
    tiles.length === 0
      ? null
      : markup`<ul class="tiles">${tiles.map(
          (one) =>
            markup`<li class="tile"><span class="name">${one.name}</span><span class="value">${one.value}</span><span class="span">${one.note}</span></li>`,
        )}</ul>`;
  const whole = markup`<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark"><meta name="generator" content="torchts"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:"><title>${title}</title>${style}</head><body>
<a class="skip" href="#content">To the content</a>
<header><p class="kicker">${kicker}</p><h1>${title}</h1><div class="lead">${lead}</div>${first}</header>
<nav aria-label="Sections"><ol>${sections.map(({ id, title: name }) => markup`<li><a href="#${id}">${name}</a></li>`)}</ol></nav>
<main id="content">
${sections.map(
  ({ id, title: name, content }) =>
    markup`<section id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${name}</h2>${content}</section>
`,
)}</main>
<footer>${footer}</footer>
</body></html>
`;
  return `<!DOCTYPE html>\n${whole.text}`;
}

function raw(text: string): Markup {
  return markup([text] as unknown as TemplateStringsArray); // rules of our own, without values
}

function compact(rules: string): string {
  return rules.replaceAll("\n", "");
}
