/** The figures of detections, which are kept as they were measured: there is no row for each image. */
import { readFile } from "node:fs/promises";
import { writeAtomically } from "../../../io/atomic-file.ts";
import { bootstrap, type Interval } from "../../../metrics/index.ts";
import { FileFormatError } from "../../../native/errors.ts";
import type { DetectionReport } from "../../detection-metrics.ts";
import type { FrocFigures, OperatingPoint } from "../../operating-point.ts";
import { type EvidenceBase, type NamedFigure, type ReadSettings, withoutInterval } from "./evidence.ts";

/** What is kept of detections. */
interface Kept {
  classes: string[];
  /** By name; null of what is not defined. */
  figures: Record<string, number | null>;
  operating: OperatingPoint;
  froc: FrocFigures;
  /** The patient of each image, null where nobody says. */
  groups: string[] | null;
}

/** Figures of detections. */
export interface BoxEvidence extends EvidenceBase {
  kind: "boxes";
  classes: readonly string[];
  operating: OperatingPoint;
  froc: FrocFigures;
  /** At the score threshold and an overlap of a half, of all classes together. */
  counts: Readonly<Record<"precision" | "recall" | "f1", Interval>>;
  /** Average precision of each class. */
  perClass: readonly number[];
}

const FORMAT = "torchts-detections";

/** Whether a file is one of detections. */
export function isOfBoxes(file: string): boolean {
  return file.endsWith(".json");
}

/** Keeps what was measured. */
export async function writeDetections(file: string, report: DetectionReport, source: unknown): Promise<void> {
  const { classes, figures, operating, froc } = report;
  const { groups } = (source ?? {}) as { groups?: unknown };
  const kept: Kept = {
    classes,
    figures,
    operating,
    froc,
    groups: Array.isArray(groups) ? groups.map(String) : null,
  };
  await writeAtomically(file, (handle) =>
    handle.writeFile(`${JSON.stringify({ format: FORMAT, ...kept })}\n`),
  );
}

/** Names of COCO's figures for people. */
const NAMES: readonly (readonly [name: string, label: string])[] = [
  ["mAP", "mAP, overlaps 0.5 to 0.95"],
  ["mAP50", "mAP, overlap 0.5"],
  ["mAP75", "mAP, overlap 0.75"],
  ["mAR100", "mean recall, 100 detections"],
  ["maskAP", "mask AP"],
  ["maskAP50", "mask AP, overlap 0.5"],
  ["froc", "FROC, mean sensitivity"],
];

/** Reads what was measured of detections. */
export async function boxEvidence(file: string, settings: ReadSettings): Promise<BoxEvidence> {
  let kept: Kept & { format?: unknown };
  try {
    kept = JSON.parse(await readFile(file, "utf8"));
  } catch (cause) {
    throw new FileFormatError(`${settings.operation}: ${file} is no JSON.`, {
      file,
      cause,
      operation: settings.operation,
    });
  }
  if (kept.format !== FORMAT || !Array.isArray(kept.operating?.images)) {
    throw new FileFormatError(`${settings.operation}: ${file} is not what a report kept of detections.`, {
      file,
      operation: settings.operation,
    });
  }
  const { classes, figures, operating, froc, groups } = kept;
  const { images } = operating;
  const counted = (places: Iterable<number>) => {
    let [right, wrong, missed] = [0, 0, 0];
    for (const i of places) {
      const one = images[i] as (typeof images)[number]; // within their number
      right += one.right;
      wrong += one.wrong;
      missed += one.missed;
    }
    return {
      precision: right / (right + wrong),
      recall: right / (right + missed),
      f1: (2 * right) / (2 * right + wrong + missed),
    };
  };
  const { draws, level, seed } = settings;
  const whole = counted(images.keys());
  const own = groups !== null && groups.length === images.length ? groups : null;
  const counts =
    draws < 2
      ? {
          precision: withoutInterval(whole.precision),
          recall: withoutInterval(whole.recall),
          f1: withoutInterval(whole.f1),
        }
      : bootstrap(images.length, counted, { draws, level, seed, ...(own !== null && { groups: own }) });
  const at = `score ${operating.score}, overlap ${operating.iou}`;
  const ofCounts: NamedFigure[] = (["precision", "recall", "f1"] as const).map((name) => ({
    label: `${name === "f1" ? "F1" : name}, ${at}`,
    interval: counts[name],
  }));
  const ofCoco = NAMES.flatMap(([name, label]): NamedFigure[] => {
    const value = figures[name];
    return value === undefined ? [] : [{ label, interval: withoutInterval(value ?? Number.NaN) }];
  });
  return {
    kind: "boxes",
    file,
    samples: images.length,
    groups: own === null ? null : new Set(own).size,
    figures: [...ofCounts, ...ofCoco],
    first: [...ofCounts.slice(0, 2), ...ofCoco.slice(0, 2)].map(({ label }) => label),
    classes,
    operating,
    froc,
    counts,
    perClass: classes.map((name) => figures[`mAP.${name}`] ?? Number.NaN),
  };
}
