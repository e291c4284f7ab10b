/** The figures of a table of detections. */
import { Table } from "../../../data/tables/table.ts";
import { type FrocPoint, fromPredictions, type PredictionReport } from "../../../metrics/index.ts";
import { boxColumns, readObjects } from "../../../metrics/predictions/objects.ts";
import { Matcher } from "../../../vision/coco-evaluation/match.ts";
import { MatchStore } from "../../../vision/coco-evaluation/match-store.ts";
import { boxOverlap } from "../../../vision/coco-evaluation/objects.ts";
import { fullSettings } from "../../../vision/coco-evaluation/settings.ts";
import { type OperatingPoint, operatingPoint } from "../../operating-point.ts";
import type { EvidenceBase, NamedFigure, ReadSettings } from "./evidence.ts";

/** Figures of detections. */
export interface BoxEvidence extends EvidenceBase {
  kind: "boxes";
  report: PredictionReport;
  classes: readonly string[];
  ids: readonly string[];
  /** Counts at the score threshold and an overlap of a half, of each class and image too. */
  operating: OperatingPoint;
  froc: readonly FrocPoint[];
}

/** Whether a table is one of detections. */
export function isOfBoxes(names: readonly string[]): boolean {
  return boxColumns(names, {}) !== null;
}

/** Names of the figures for people, in the order in which they are read. */
const NAMES: readonly (readonly [name: string, label: string])[] = [
  ["mAP", "mAP, overlaps 0.5 to 0.95"],
  ["mAP50", "mAP, overlap 0.5"],
  ["mAP75", "mAP, overlap 0.75"],
  ["maskAP", "mask AP"],
  ["maskAP50", "mask AP, overlap 0.5"],
  ["froc", "FROC, mean sensitivity"],
];

/** Reads a table of detections, with the thresholds of the run that found them. */
export async function boxEvidence(file: string, settings: ReadSettings): Promise<BoxEvidence> {
  const { draws, level, seed, group, by, operation, measures = {} } = settings;
  const { scoreThreshold = 0.5, ...thresholds } = measures;
  const report = await fromPredictions(file, {
    ...thresholds,
    draws: draws < 2 ? 0 : draws,
    level,
    seed,
    group,
    by,
    threshold: scoreThreshold,
  });
  const table = await Table.open(file, { operation });
  const { ids, images, names } = readObjects(table, null, {
    ...thresholds,
    group,
    threshold: scoreThreshold,
  });
  const full = fullSettings(thresholds);
  const [store, matcher] = [new MatchStore(names.length, full), new Matcher(full)];
  for (const image of images) store.addImage(matcher, image, boxOverlap(image));
  const operating = operatingPoint(store, names, scoreThreshold);
  const at = `score ${operating.score}, overlap ${operating.iou}`;
  const named = (name: string, label: string): NamedFigure[] => {
    const interval = report.figures[name];
    return interval === undefined ? [] : [{ label, interval }];
  };
  const ofCounts = (["precision", "recall", "f1"] as const).flatMap((name) =>
    named(name, `${name === "f1" ? "F1" : name}, ${at}`),
  );
  const most = full.most.at(-1) as number; // there is one
  const ofCoco = [
    ...NAMES.flatMap(([name, label]) => named(name, label)),
    ...named(`mAR${most}`, `mean recall, ${most} detections`),
  ];
  return {
    kind: "boxes",
    file,
    samples: report.samples,
    groups: report.groups,
    figures: [...ofCoco, ...ofCounts],
    first: [...ofCoco.slice(0, 2), ...ofCounts.slice(0, 2)].map(({ label }) => label),
    report,
    classes: report.classes,
    ids,
    operating,
    froc: report.froc,
  };
}
