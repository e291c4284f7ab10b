/** The first figures of a report, those that a reader looks for. */
import { count, figure } from "../../report/index.ts";
import { mainEvidence, mainPart, PART_NAMES, type ReportFacts } from "./facts.ts";
import { FIGURE_NAMES } from "./sections/performance.ts";

/** With a positive class, and with several alike. */
const OF_ONE = ["auc", "sensitivity", "specificity", "accuracy"];
const OF_SEVERAL = ["accuracy", "balancedAccuracy", "auc", "kappa"];

/** A tile. */
interface Tile {
  name: string;
  value: string;
  note: string;
}

/** The tiles of a report. */
export function tilesOf(facts: ReportFacts): Tile[] {
  const found = mainEvidence(facts, "classes");
  if (found === null) return [];
  const { report } = found;
  const part = PART_NAMES[mainPart(facts) ?? ""] ?? "";
  const names = report.positive === null ? OF_SEVERAL : OF_ONE;
  const tiles = names.flatMap((name): Tile[] => {
    const one = report.figures[name];
    if (one === undefined) return [];
    const span = Number.isNaN(one.low) ? "no interval" : `${figure(one.low)} to ${figure(one.high)}`;
    return [{ name: FIGURE_NAMES[name] as string, value: figure(one.value), note: span }];
  });
  const patients = report.groups === null ? "patients not known" : `${count(report.groups)} patients`;
  return [{ name: `${part} images`, value: count(report.samples), note: patients }, ...tiles];
}
