/** Markup that cannot be broken by what is put into it: texts are escaped, markup is not. */

/** A piece of HTML or SVG. */
export class Markup {
  readonly text: string;

  /** Made by {@link markup}; `text` is taken as it is. */
  constructor(text: string) {
    this.text = text;
  }

  toString(): string {
    return this.text;
  }
}

/** What may stand in a template. */
export type Content = Markup | string | number | null | undefined | false | readonly Content[];

const ESCAPED: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** A text as markup shows it. Characters that XML has none of are dropped. */
export function escaped(text: string): string {
  const known = [...text].filter((one) => one >= " " || one === "\n" || one === "\t").join("");
  return known.replace(/[&<>"']/g, (one) => ESCAPED[one] as string);
}

/** Content as text; nothing of null, undefined and false. */
export function rendered(content: Content): string {
  if (content === null || content === undefined || content === false) return "";
  if (content instanceof Markup) return content.text;
  if (typeof content === "object") return content.map(rendered).join("");
  return escaped(String(content));
}

/**
 * A template of markup: what stands in it is escaped where it is no markup itself.
 *
 * @example
 * markup`<p>${name}</p>`;
 */
export function markup(parts: TemplateStringsArray, ...values: Content[]): Markup {
  return new Markup(parts.reduce((all, part, at) => all + part + rendered(values[at]), ""));
}

/** Nothing. */
export const NOTHING = new Markup("");
