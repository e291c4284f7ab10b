/** What lies outside a pickle machine. */
import type { Budget } from "./budget.ts";
import type { PickledDict } from "./pickle-values.ts";

/** What a pickle machine asks of its surroundings; each method may throw FileFormatError. */
export interface PickleHost {
  /** Path or name of what is read, for error texts. */
  readonly file: string;
  /** What reading it may cost. */
  readonly budget: Budget;
  /** The value of `module.name`, if it is allowed. */
  findGlobal(module: string, name: string): unknown;
  /** The result of `callable(*args)`; a `Filling` where much is to be put into it. */
  reduce(callable: unknown, args: readonly unknown[], keywords?: PickledDict): unknown;
  /** `object` after `object.__setstate__(state)`. */
  build(object: unknown, state: unknown): unknown;
  /** Whether items may be appended to, or set in, a value that is no list and no dictionary; then it has them. */
  extend(object: unknown, items: readonly unknown[], inPairs: boolean): boolean;
  /** The object behind a persistent id. */
  persistentLoad(id: unknown): unknown;
}
