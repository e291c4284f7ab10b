/** What the command line prints of its work: the events of a run as `train.progress` shows them, and lines of its own. */

import type {
  AnyReport,
  ClassificationReport,
  DetectionReport,
  EpochRecord,
  FitEvent,
  SegmentationReport,
} from "../train/index.ts";
import { MovingLine, type ProgressStreams } from "../train/moving-line.ts";
import { plainRecord, RunDisplay } from "../train/progress.ts";
import { figure, percent } from "../train/shown.ts";

/** How events are shown. */
export interface PrinterOptions {
  /** One JSON object per line on stdout, nothing else. */
  json?: boolean;
}

/** Prints the events of a run, and what else a command has to say. */
export class ProgressPrinter {
  readonly #json: boolean;
  readonly #streams: ProgressStreams;
  readonly #moving: MovingLine;
  readonly #run: RunDisplay;

  constructor(options: PrinterOptions = {}, streams: ProgressStreams = process) {
    this.#json = options.json ?? false;
    this.#streams = streams;
    this.#moving = new MovingLine(streams);
    this.#run = new RunDisplay(streams, this.#json, this.#moving);
  }

  /** Shows an event. */
  on(event: FitEvent<AnyReport>): void {
    this.#run.show(event);
  }

  /** A record as it is written, without former names of what the run does not measure; null stays null. */
  record(record: EpochRecord | null): Partial<EpochRecord> | null {
    return plainRecord(record);
  }

  /** The figures of validation that people are shown: `accuracy 93.4%, AUC 0.981`. */
  figures(record: EpochRecord): string {
    return this.#run.figures(record);
  }

  /** Prints a line on stdout; nothing with `json`. */
  line(text: string): void {
    if (!this.#json) this.#moving.line(text);
  }

  /** Prints a result: the object as JSON with `json`, else the lines. */
  result(value: object, lines: string[]): void {
    if (this.#json) this.#streams.stdout.write(`${JSON.stringify(value)}\n`);
    else for (const text of lines) this.line(text);
  }

  /** Tells on stderr what went wrong without ending the command; with `json` too. */
  warn(text: string): void {
    this.clear();
    this.#streams.stderr.write(`${text}\n`);
  }

  /** A moving line of one's own, for work that is not a run. */
  status(text: string): void {
    if (!this.#json) this.#moving.draw(text);
  }

  /** Removes the bar, so that whatever comes next starts on a clean line. */
  clear(): void {
    this.#moving.clear();
  }
}

/** The lines that describe a classifier's figures: totals, each class, the confusion matrix. */
export function describeReport(report: ClassificationReport): string[] {
  const width = Math.max(8, ...report.perClass.map((figures) => figures.label.length));
  const cell = (text: string | number, size = 12): string => String(text).padStart(size);
  const lines = [
    `accuracy ${percent(report.accuracy)}  AUC ${figure(report.auc)}  loss ${report.loss.toFixed(4)}  ` +
      `${report.count} images`,
    `${"class".padEnd(width)}${["images", "sensitivity", "specificity", "precision", "F1", "AUC"].map((h) => cell(h)).join("")}`,
  ];
  for (const row of report.perClass) {
    const cells = [row.sensitivity, row.specificity, row.precision, row.f1, row.auc].map((v) =>
      cell(figure(v)),
    );
    lines.push(`${row.label.padEnd(width)}${cell(row.support)}${cells.join("")}`);
  }
  lines.push("confusion (rows: true class, columns: predicted)");
  for (const [index, row] of report.confusion.entries()) {
    const label = report.perClass[index]?.label ?? "";
    lines.push(`${label.padEnd(width)}${row.map((n) => cell(n, 7)).join("")}`);
  }
  return lines;
}

/** The lines that describe the figures of masks: totals, each class, the confusion matrix. */
export function describeMaskReport(report: SegmentationReport): string[] {
  const { pooled, perImage } = report;
  const width = Math.max(8, ...report.classes.map((name) => name.length));
  const cell = (text: string): string => text.padStart(12);
  const lines = [
    `Dice ${figure(pooled.mean.dice)}  IoU ${figure(pooled.mean.iou)}  pixel accuracy ${percent(pooled.pixelAccuracy)}  ` +
      `loss ${report.loss.toFixed(4)}  ${report.count} images`,
    `mean of the images: Dice ${figure(perImage.mean.dice)}  IoU ${figure(perImage.mean.iou)}`,
    `${"class".padEnd(width)}${["Dice", "IoU", "sensitivity", "specificity"].map(cell).join("")}`,
  ];
  for (const [index, name] of report.classes.entries()) {
    const row = pooled.perClass[index];
    if (row === undefined) continue;
    const figures = [row.dice, row.iou, row.sensitivity, row.specificity].map((v) => cell(figure(v)));
    lines.push(`${name.padEnd(width)}${figures.join("")}`);
  }
  const { hausdorff95, surfaceDistance } = perImage.mean;
  if (!Number.isNaN(hausdorff95)) {
    lines.push(
      `Hausdorff distance (95 %) ${figure(hausdorff95)}, surface distance ${figure(surfaceDistance)} pixels`,
    );
  }
  return lines;
}

/** The lines that describe how objects were found: COCO's figures, precision and recall at one score, each class. */
export function describeDetectionReport(report: DetectionReport): string[] {
  const { figures, classes, boxes, masks, operating } = report;
  const of = (name: string): string => percent(figures[name] ?? Number.NaN);
  const named = (prefix: string, names: readonly string[]): string =>
    names.map((name) => `${name} ${of(`${prefix}${name}`)}`).join("  ");
  const sizes = boxes.axes.areas
    .filter((name) => name !== "all")
    .map((name) => `AP${name.charAt(0).toUpperCase()}${name.slice(1)}`);
  const recalls = boxes.axes.maxDetections.map((most) => `AR${most}`);
  const line = (prefix: string): string => named(prefix, ["AP", "AP50", "AP75", ...sizes, ...recalls]);
  const cell = (text: string | number): string => String(text).padStart(12);
  const width = Math.max(8, ...classes.map((name) => name.length));
  const lines = [
    `mAP ${of("mAP")}  mAP50 ${of("mAP50")}  loss ${report.loss.toFixed(4)}  ${report.count} images`,
    `boxes  ${line("m")}`,
    ...(masks === null ? [] : [`masks  ${line("mask")}`]),
    `score ${operating.score}, overlap ${operating.iou}: precision ${percent(operating.precision)}  recall ` +
      `${percent(operating.recall)}  F1 ${percent(operating.f1)}`,
    `${"class".padEnd(width)}${[
      "objects",
      "AP",
      ...(masks === null ? [] : ["mask AP"]),
      "precision",
      "recall",
      "F1",
    ]
      .map(cell)
      .join("")}`,
  ];
  for (const [at, name] of classes.entries()) {
    const point = operating.perClass[at];
    const cells = [
      boxes.classes[at]?.objects ?? 0,
      of(`mAP.${name}`),
      ...(masks === null ? [] : [of(`maskAP.${name}`)]),
      ...[point?.precision, point?.recall, point?.f1].map((value) => percent(value ?? null)),
    ];
    lines.push(`${name.padEnd(width)}${cells.map(cell).join("")}`);
  }
  return [...lines, ...(report.remarks ?? [])];
}
