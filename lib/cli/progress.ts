/**
 * Shows the events of a run: a moving bar on a terminal, plain lines elsewhere, JSON lines where asked.
 *
 * The bar goes to stderr, so that stdout holds only what is worth keeping.
 */

import { writtenRecord } from "../train/figures.ts";
import type {
  AnyReport,
  ClassificationReport,
  EpochEvent,
  EpochRecord,
  FigureInfo,
  FitEvent,
  SegmentationReport,
  StartEvent,
  StepEvent,
} from "../train/index.ts";
import { namedOnce } from "./failure.ts";

const BAR_WIDTH = 24;
/** Least time between two redraws of the bar, in milliseconds. */
const REDRAW_MS = 100;
/** Longest silence within an epoch where there is no terminal, in milliseconds. */
const PLAIN_LINE_MS = 15_000;

/** How events are shown. */
export interface PrinterOptions {
  /** One JSON object per line on stdout, nothing else. */
  json?: boolean;
}

/** Where text goes; `process` outside of tests. */
export interface Streams {
  stdout: { write(text: string): unknown };
  stderr: { write(text: string): unknown; isTTY?: boolean; columns?: number };
}

/** Prints the events of a run. */
export class ProgressPrinter {
  readonly #json: boolean;
  readonly #streams: Streams;
  #barDrawn = false;
  #lastDraw = 0;
  #epochStart = 0;
  /** What the run measures. */
  #figures: readonly FigureInfo[] = [];
  /** Each epoch leaves the same files out; one telling is enough. */
  readonly #leftOut = new Set<string>();

  constructor(options: PrinterOptions = {}, streams: Streams = process) {
    this.#json = options.json ?? false;
    this.#streams = streams;
  }

  /** Shows an event. */
  on(event: FitEvent<AnyReport>): void {
    if (event.type === "start") this.#figures = event.figures;
    if (this.#json) {
      this.#streams.stdout.write(`${JSON.stringify(this.#plain(event))}\n`);
      return;
    }
    switch (event.type) {
      case "start":
        this.line(describeStart(event));
        break;
      case "step":
        if (event.step === 1) this.#epochStart = this.#lastDraw = performance.now();
        this.#draw(describeStep(event, performance.now() - this.#epochStart));
        break;
      case "validation":
        this.#draw(`epoch ${event.epoch}  validation ${bar(event.step, event.steps)}`);
        break;
      case "skip":
        this.#tellLeftOut(messageOf(event.error));
        break;
      case "notice":
      case "guard":
        this.line(event.text);
        break;
      case "epoch":
        this.line(describeEpoch(event.record, this.#figures, event.epochs, event.isBest));
        break;
      case "end":
        if (event.reason === "earlyStopping") this.line("no progress any more: stopped early");
        break;
      case "checkpoint":
        break;
    }
  }

  /** A record as it is written, without former names of what the run does not measure; null stays null. */
  record(record: EpochRecord | null): Partial<EpochRecord> | null {
    return record && writtenRecord(record);
  }

  /** The figures of validation that people are shown: `accuracy 93.4%, AUC 0.981`. */
  figures(record: EpochRecord): string {
    const shown = this.#figures.filter(
      ({ name, shown }) => shown && name.startsWith("val.") && name !== "val.loss",
    );
    return shown.map((info) => `${info.label.replace("val ", "")} ${shownValue(record, info)}`).join(", ");
  }

  #plain(event: FitEvent<AnyReport>): object {
    if (event.type === "end") return { ...event, best: this.record(event.best) };
    return event.type === "epoch"
      ? plainEvent({ ...event, record: this.record(event.record) })
      : plainEvent(event);
  }

  #tellLeftOut(message: string): void {
    if (this.#leftOut.has(message)) return;
    this.#leftOut.add(message);
    this.line(`left out: ${message}`);
  }

  /** Prints a line on stdout; nothing with `json`. */
  line(text: string): void {
    if (this.#json) return;
    this.clear();
    this.#streams.stdout.write(`${text}\n`);
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
    if (!this.#json) this.#draw(text);
  }

  /** Removes the bar, so that whatever comes next starts on a clean line. */
  clear(): void {
    if (this.#barDrawn) this.#streams.stderr.write("\r\x1b[K");
    this.#barDrawn = false;
  }

  #draw(text: string): void {
    const { stderr } = this.#streams;
    const now = performance.now();
    if (!stderr.isTTY) {
      if (now - this.#lastDraw < PLAIN_LINE_MS) return;
      this.#lastDraw = now;
      this.#streams.stdout.write(`  ${text}\n`);
      return;
    }
    if (this.#barDrawn && now - this.#lastDraw < REDRAW_MS) return;
    this.#lastDraw = now;
    this.#barDrawn = true;
    stderr.write(`\r\x1b[K${text.slice(0, (stderr.columns ?? 80) - 1)}`);
  }
}

/** `[#####-----] 5/10`, or the count alone when the whole is not known. */
function bar(done: number, whole: number | null): string {
  if (whole === null || whole === 0) return String(done);
  const filled = Math.round((BAR_WIDTH * Math.min(done, whole)) / whole);
  return `[${"#".repeat(filled)}${"-".repeat(BAR_WIDTH - filled)}] ${done}/${whole}`;
}

function describeStart(event: StartEvent): string {
  const resumed = event.resumedEpochs > 0 ? `, going on after epoch ${event.resumedEpochs}` : "";
  return [
    `${event.classes.length} classes: ${shortList(event.classes)}`,
    `${event.trainSamples ?? "?"} training and ${event.valSamples ?? 0} validation images`,
    `training ${event.trainableParameters.toLocaleString("en")} of ` +
      `${event.totalParameters.toLocaleString("en")} parameters on ${event.device}${resumed}`,
  ].join("\n");
}

function describeStep(event: StepEvent, elapsed: number): string {
  const left =
    event.stepsPerEpoch === null ? null : (elapsed / event.step) * (event.stepsPerEpoch - event.step);
  return [
    `epoch ${event.epoch}/${event.epochs}`,
    bar(event.step, event.stepsPerEpoch),
    `loss ${event.loss.toFixed(4)}`,
    `${event.samplesPerSecond.toFixed(1)} img/s`,
    ...(left === null ? [] : [`${clock(left / 1000)} left`]),
  ].join("  ");
}

function describeEpoch(
  record: EpochRecord,
  figures: readonly FigureInfo[],
  epochs: number,
  isBest: boolean,
): string {
  const passOf = (name: string): string => name.split(".")[0] as string;
  const passes = new Set(
    Object.keys(record.figures)
      .filter((name) => record.figures[name] !== null)
      .map(passOf),
  );
  const measured = figures.filter(({ name, shown }) => shown && passes.has(passOf(name)));
  const parts = [
    `epoch ${record.epoch}/${epochs}`,
    ...measured.map((info) => `${info.label} ${shownValue(record, info)}`),
    clock(record.seconds),
  ];
  if (record.skipped > 0) parts.push(`${record.skipped} left out`);
  return `${parts.join("  ")}${isBest ? "  *" : ""}`;
}

/** A figure of a record, as people read it. */
function shownValue(record: EpochRecord, { name, percent: isShare }: FigureInfo): string {
  const value = record.figures[name] ?? null;
  if (value !== null && name.endsWith(".loss")) return value.toFixed(4);
  return isShare ? percent(value) : figure(value);
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

/** An event whose record may lack what is not its task's. */
type PlainEvent =
  | Exclude<FitEvent<AnyReport>, EpochEvent<AnyReport>>
  | (Omit<EpochEvent<AnyReport>, "record"> & { record: Partial<EpochRecord> | null });

/** An event as JSON: errors as their texts, reports without the figures of each image. */
function plainEvent(event: PlainEvent): object {
  if (event.type === "skip") return { type: "skip", error: messageOf(event.error) };
  if (event.type !== "epoch" || event.report === null || !("images" in event.report)) return event;
  const { images: _, ...report } = event.report;
  return { ...event, report };
}

/** `93.4%`, or a dash where there is no figure. */
export function percent(value: number | null): string {
  return value === null || Number.isNaN(value) ? "-" : `${(100 * value).toFixed(1)}%`;
}

/** `0.934`, or a dash where there is no figure. */
export function figure(value: number | null): string {
  return value === null || Number.isNaN(value) ? "-" : value.toFixed(3);
}

/** Seconds as `m:ss`. */
function clock(seconds: number): string {
  const all = Math.round(seconds);
  return `${Math.floor(all / 60)}:${String(all % 60).padStart(2, "0")}`;
}

function shortList(names: string[]): string {
  return names.length <= 8
    ? names.join(", ")
    : `${names.slice(0, 7).join(", ")} and ${names.length - 7} more`;
}

function messageOf(error: unknown): string {
  return namedOnce(error instanceof Error ? error.message : String(error));
}
