/** What a browser is asked of a page: its words on their grounds, its headings, what is wider than it. */
import { readFileSync } from "node:fs";
import type { Page } from "puppeteer-core";

const SOURCE = readFileSync(new URL("./in-page.js", import.meta.url), "utf8");

/** What each question is answered with. */
interface Answers {
  /**
   * Texts whose contrast to what they stand on is below 4.5, as WCAG 2.2 computes it (1.4.3); of letters on shapes the ground is what is
   * painted below their middle.
   */
  faintTexts: { looked: number; faint: { text: string; contrast: number }[] };
  /** Levels of the headings in their order, and those before which one is skipped. */
  headings: { levels: number[]; skipped: string[] };
  /** How far the page is wider than the window, in pixels, and letters of charts that stand out of them. */
  outside: { overflow: number; cut: string[] };
  /** What a screen reader would miss. */
  unnamed: string[];
  /** Of the window's height: figures that are taller, or may be broken on paper. */
  breakable: number;
}

/** Asks a page. */
export async function ask<Q extends keyof Answers>(page: Page, question: Q): Promise<Answers[Q]> {
  return (await page.evaluate(`${SOURCE}; inPage.${question}()`)) as Answers[Q];
}
