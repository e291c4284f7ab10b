/** The memo of a pickle: values by number, mostly the numbers from 0 on. */
import type { Budget } from "./budget.ts";

/** Entries per array, and what such an array takes. */
const PAGE = 4096;
const PAGE_BYTES = 8 * PAGE;

/** Values by number, in pages: growing never moves what is there. No value of a pickle is undefined. */
export class Memo {
  readonly #pages = new Map<number, unknown[]>();
  #size = 0;

  /** How many numbers have a value. */
  get size(): number {
    return this.#size;
  }

  /** The value of a number, or undefined. */
  get(index: number): unknown {
    return this.#pages.get(Math.floor(index / PAGE))?.[index % PAGE];
  }

  /** Sets the value of a number from 0. @throws FileFormatError where that is dearer than the budget */
  put(index: number, value: unknown, budget: Budget): void {
    const number = Math.floor(index / PAGE);
    let page = this.#pages.get(number);
    if (page === undefined) {
      budget.spend(PAGE_BYTES);
      page = new Array<unknown>(PAGE).fill(undefined);
      this.#pages.set(number, page);
    }
    if (page[index % PAGE] === undefined) this.#size++;
    page[index % PAGE] = value;
  }
}
