/**
 * Shows the events of a run: a moving bar on a terminal, plain lines elsewhere, JSON lines where asked.
 *
 * Nothing is shown unless a caller gives this to `onEvent`.
 */
import { boolean, kind, type Rest, signature } from "../edge/index.ts";
import type { EpochEvent, EpochRecord, FitEvent, NoticeEvent, StartEvent, StepEvent } from "./events.ts";
import { type FigureInfo, isLoss, writtenRecord } from "./figures.ts";
import { MovingLine, type ProgressStreams } from "./moving-line.ts";
import { namedOnce } from "./named-once.ts";
import { receiptLines } from "./parts/receipt.ts";
import { figure, percent } from "./shown.ts";
import type { TaskReport } from "./tasks/task.ts";

const BAR_WIDTH = 24;

/** How {@link progress} shows a run. */
export interface ProgressOptions {
  /** One JSON object per line on stdout, nothing else: the events, errors as their texts. Default false. */
  json?: boolean;
  /** Where text goes: the moving bar to `stderr`, all that stays to `stdout`. Default: those of the process. */
  streams?: ProgressStreams;
}

/** What a loop of one's own tells: its steps, as far as it knows them, and lines of text. */
export type LoopEvent =
  | (Pick<StepEvent, "type" | "epoch" | "step" | "loss"> & Partial<StepEvent>)
  | (Pick<NoticeEvent, "type" | "text"> & Partial<NoticeEvent>);

/** Whether something is text's way out. */
const isStream = (value: unknown): boolean =>
  typeof (value as { write?: unknown } | null)?.write === "function";

const PROGRESS = signature<ProgressOptions>("train.progress", {
  options: {
    json: boolean,
    streams: kind(
      "an object { stdout, stderr } of streams to write to",
      (v) =>
        isStream((v as ProgressStreams | null)?.stdout) && isStream((v as ProgressStreams | null)?.stderr),
    ),
  },
});

/**
 * A function for `onEvent` that shows a run: a bar that moves where stderr is a terminal, a plain line every 15 seconds elsewhere,
 * and a line with the figures of each epoch.
 *
 * @returns shows each event that it is called with; one is for one run at a time
 * @throws ArgumentError for options that are not known or of the wrong kind
 *
 * @example
 * await train.fit(model, data, { epochs: 3, onEvent: train.progress() });
 *
 * @example
 * const show = train.progress();
 * show({ type: "step", epoch, epochs, step, stepsPerEpoch: loader.length, loss }); // in a loop of one's own
 * show({ type: "notice", text: `epoch ${epoch}: accuracy ${report.accuracy}` });
 */
export function progress(...rest: Rest<ProgressOptions>): (event: FitEvent<TaskReport> | LoopEvent) => void {
  const { json = false, streams = process } = PROGRESS.read(rest);
  const display = new RunDisplay(streams, json);
  return (event) => display.show(event);
}

/** The events of a run, shown one by one. */
export class RunDisplay {
  readonly #streams: ProgressStreams;
  readonly #json: boolean;
  readonly #moving: MovingLine;
  /** The epoch whose bar moves: when its first step of this run was told, how many were done before that one, and the last. */
  #epoch = { number: 0, started: 0, before: 0, last: 0 };
  /** What the run measures. */
  #figures: readonly FigureInfo[] = [];
  /** Each epoch leaves the same files out; one telling is enough. */
  readonly #leftOut = new Set<string>();

  /** @param moving where lines go without `json`; others may write to it too */
  constructor(streams: ProgressStreams, json: boolean, moving: MovingLine = new MovingLine(streams)) {
    this.#streams = streams;
    this.#json = json;
    this.#moving = moving;
  }

  /** Shows an event. */
  show(event: FitEvent<TaskReport> | LoopEvent): void {
    if (event.type === "start") {
      this.#figures = event.figures;
      this.#epoch.number = 0;
    }
    if (this.#json) {
      this.#streams.stdout.write(`${JSON.stringify(plainEvent(event))}\n`);
      return;
    }
    const moving = this.#moving;
    switch (event.type) {
      case "start":
        moving.line(describeStart(event));
        break;
      case "step":
        moving.draw(describeStep(event, this.#leftOf(event)));
        break;
      case "validation":
        moving.draw(`epoch ${event.epoch}  validation ${bar(event.step, event.steps)}`);
        break;
      case "skip":
        this.#tellLeftOut(messageOf(event.error));
        break;
      case "notice":
      case "guard":
        moving.line(event.text);
        break;
      case "epoch":
        moving.line(describeEpoch(event.record, this.#figures, event.epochs, event.isBest));
        break;
      case "end":
        if (event.reason === "earlyStopping") moving.line("no progress any more: stopped early");
        for (const line of receiptLines(event.receipt)) moving.line(line);
        break;
      case "checkpoint":
        break;
    }
  }

  /** The figures of validation that people are shown: `accuracy 93.4%, AUC 0.981`. */
  figures(record: EpochRecord): string {
    const shown = this.#figures.filter(
      ({ name, shown }) => shown && name.startsWith("val.") && name !== "val.loss",
    );
    return shown.map((info) => `${info.label.replace("val ", "")} ${shownValue(record, info)}`).join(", ");
  }

  /** Milliseconds that the epoch probably takes still; null where its length is not known. */
  #leftOf({ epoch, step, stepsPerEpoch = null }: StepTold): number | null {
    const now = performance.now();
    if (epoch !== this.#epoch.number || step <= this.#epoch.last) {
      this.#epoch = { number: epoch, started: now, before: step - 1, last: step };
      this.#moving.rest();
    }
    this.#epoch.last = step;
    if (stepsPerEpoch === null) return null;
    return ((now - this.#epoch.started) / (step - this.#epoch.before)) * (stepsPerEpoch - step);
  }

  #tellLeftOut(message: string): void {
    if (this.#leftOut.has(message)) return;
    this.#leftOut.add(message);
    this.#moving.line(`left out: ${message}`);
  }
}

/** A record as it is written, without former names of what the run does not measure; null stays null. */
export function plainRecord(record: EpochRecord | null): Partial<EpochRecord> | null {
  return record && writtenRecord(record);
}

/** `[#####-----] 5/10`, or the count alone when the whole is not known. */
function bar(done: number, whole: number | null): string {
  if (whole === null || whole === 0) return String(done);
  const filled = Math.round((BAR_WIDTH * Math.min(done, whole)) / whole);
  return `[${"#".repeat(filled)}${"-".repeat(BAR_WIDTH - filled)}] ${done}/${whole}`;
}

/** What the names of a run are of, where they are no classes. */
const NAMED: Readonly<Record<string, string>> = {
  multilabel: "labels",
  regression: "to predict",
  ordinal: "grades",
};

function describeStart(event: StartEvent): string {
  const { resumedEpochs, resumedSteps } = event;
  const within = resumedSteps > 0 ? `${resumedSteps} steps of epoch ${resumedEpochs + 1}` : "";
  const done = [...(resumedEpochs > 0 ? [`epoch ${resumedEpochs}`] : []), ...(within === "" ? [] : [within])];
  const resumed = done.length > 0 ? `, going on after ${done.join(" and ")}` : "";
  return [
    `${event.classes.length} ${NAMED[event.task] ?? "classes"}: ${shortList(event.classes)}`,
    `${event.trainSamples ?? "?"} training and ${event.valSamples ?? 0} validation images`,
    `training ${event.trainableParameters.toLocaleString("en")} of ` +
      `${event.totalParameters.toLocaleString("en")} parameters on ${event.device}${resumed}`,
  ].join("\n");
}

/** A step of a run, or of a loop that says less. */
type StepTold = Extract<LoopEvent, { type: "step" }>;

/** @param left milliseconds; null where they are not known */
function describeStep(event: StepTold, left: number | null): string {
  const { epoch, epochs, step, stepsPerEpoch = null, loss, samplesPerSecond } = event;
  return [
    `epoch ${epoch}${epochs === undefined ? "" : `/${epochs}`}`,
    bar(step, stepsPerEpoch),
    `loss ${loss.toFixed(4)}`,
    ...(samplesPerSecond === undefined ? [] : [`${samplesPerSecond.toFixed(1)} img/s`]),
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
  if (value !== null && isLoss(name)) return value.toFixed(4);
  return isShare ? percent(value) : figure(value);
}

/** An event as JSON: errors as their texts, records as written, reports without the figures of each image. */
function plainEvent(event: FitEvent<TaskReport> | LoopEvent): object {
  if (event.type === "skip") return { type: "skip", error: messageOf(event.error) };
  if (event.type === "end") return { ...event, best: plainRecord(event.best) };
  if (event.type !== "epoch") return event;
  const record = plainRecord(event.record);
  return { ...event, record, report: plainReport(event) };
}

function plainReport({ report }: EpochEvent<TaskReport>): object | null {
  if (report === null || !("images" in report)) return report;
  const { images: _, ...rest } = report;
  return rest;
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
