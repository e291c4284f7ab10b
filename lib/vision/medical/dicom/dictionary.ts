/** VRs and keywords of data elements; the table is taken apart at first use. */

import { TABLE } from "./dictionary-table.gen.ts";

/** What is known of an element. */
export interface Entry {
  /** How its value is written; XS is US or SS, as the pixels are. */
  vr: string;
  keyword: string;
}

/** Elements by tag. */
export type Dictionary = ReadonlyMap<number, Entry>;

let loaded: Dictionary | undefined;

/** The elements of PS3.6 that pictures use. */
export function loadDictionary(): Dictionary {
  loaded ??= new Map(
    TABLE.split("\n").map((line) => [
      Number.parseInt(line.slice(0, 8), 16),
      { vr: line.slice(8, 10), keyword: line.slice(10) },
    ]),
  );
  return loaded;
}
