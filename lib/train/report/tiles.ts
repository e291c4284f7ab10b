/** The first figures of a report, those that a reader looks for. */
import { count, figure } from "../../report/index.ts";
import { mainPart, PART_NAMES, type ReportFacts } from "./facts.ts";
import { groupsOf, groupWords } from "./groups.ts";

/** A tile. */
interface Tile {
  name: string;
  value: string;
  note: string;
}

/** The tiles of a report. */
export function tilesOf(facts: ReportFacts): Tile[] {
  const part = mainPart(facts);
  const found = part === null ? undefined : facts.evidence[part];
  if (part === null || found === undefined) return [];
  const tiles = found.first.flatMap((label): Tile[] => {
    const one = found.figures.find((own) => own.label === label)?.interval;
    if (one === undefined) return [];
    const span = Number.isNaN(one.low) ? "no interval" : `${figure(one.low)} to ${figure(one.high)}`;
    return [{ name: label, value: figure(one.value), note: span }];
  });
  const patients = found.groups === null ? `${groupWords(facts)} not known` : groupsOf(facts, found.groups);
  return [{ name: `${PART_NAMES[part]} images`, value: count(found.samples), note: patients }, ...tiles];
}
