/** Floor between networks at work and training: pages and charts of figures, as functions of numbers and texts. */
export * from "./charts/index.ts";
export { type Content, Markup, markup, NOTHING } from "./markup.ts";
export { count, figure, percent, UNDEFINED, withInterval } from "./numbers.ts";
export { type PageContent, type PageSection, page } from "./page.ts";
export { blank, details, facts, table } from "./table.ts";
