// What the printer shows of a run: a bar on a terminal, lines elsewhere, JSON where asked.
import { expect, test } from "vitest";
import { type ProgressPrinter as Printer, ProgressPrinter } from "../../lib/cli/progress.ts";
import { makeRecord } from "../../lib/train/figures.ts";
import type { FigureInfo, FitEvent, Receipt } from "../../lib/train/index.ts";

const figureOf = (name: string, label: string, percent = false, shown = true): FigureInfo => ({
  name,
  better: "higher",
  label,
  percent,
  shown,
});
const RECEIPT: Receipt = {
  frozen: { tensors: 0, changed: [], before: "", after: "" },
  trained: [{ part: "head", tensors: 2, parameters: 6, moved: 0.125, unmoved: [] }],
  batchNorm: [],
};
const FIGURES = [
  figureOf("train.loss", "loss"),
  figureOf("train.accuracy", "accuracy", true),
  figureOf("val.loss", "val loss"),
  figureOf("val.accuracy", "val accuracy", true),
  figureOf("val.balancedAccuracy", "val balancedAccuracy", false, false),
  figureOf("val.auc", "val AUC"),
];

const events: FitEvent[] = [
  {
    type: "start",
    task: "classification",
    figures: FIGURES,
    device: "cpu",
    precision: "float32",
    classes: ["a", "b"],
    trainSamples: 8,
    valSamples: 2,
    stepsPerEpoch: 4,
    epochs: 1,
    trainableParameters: 1026,
    totalParameters: 11_177_538,
    seed: 0,
    out: null,
    resumedEpochs: 0,
    resumedSteps: 0,
  },
  {
    type: "step",
    epoch: 1,
    epochs: 1,
    step: 2,
    stepsPerEpoch: 4,
    globalStep: 2,
    loss: 0.5,
    lr: 1e-3,
    samplesPerSecond: 10,
  },
  { type: "skip", error: new Error("bad.png: no image") },
  {
    type: "epoch",
    epochs: 1,
    isBest: true,
    report: null,
    record: makeRecord(
      { epoch: 1, step: 4, lr: 1e-3, seconds: 61, samplesPerSecond: 10, skipped: 1 },
      {
        "train.loss": 0.5,
        "train.accuracy": 0.75,
        "val.loss": 0.4,
        "val.accuracy": 1,
        "val.balancedAccuracy": 0.9,
        "val.auc": null,
      },
    ),
  },
];

function capture(isTTY: boolean, json = false): { printer: Printer; out: string[]; err: string[] } {
  const out: string[] = [];
  const err: string[] = [];
  const printer = new ProgressPrinter(
    { json },
    {
      stdout: { write: (text) => out.push(text) },
      stderr: { write: (text) => err.push(text), isTTY, columns: 80 },
    },
  );
  return { printer, out, err };
}

const ESCAPE = "\u001b";

test("on a terminal the bar goes to stderr and is wiped before a line", () => {
  const { printer, out, err } = capture(true);
  for (const event of events) printer.on(event);
  expect(err.join("")).toContain("[############------------] 2/4");
  expect(err.join("")).toContain(`${ESCAPE}[K`);
  expect(out.join("")).not.toContain(ESCAPE);
  expect(out.join("")).toContain("left out: bad.png");
});

test("elsewhere there are plain lines: no bar, no control characters", () => {
  const { printer, out, err } = capture(false);
  for (const event of events) printer.on(event);
  expect(err).toEqual([]);
  expect(out.join("")).not.toContain(ESCAPE);
  expect(out.join("")).not.toContain("\r");
  expect(out.join("")).toContain("training 1,026 of 11,177,538 parameters on cpu");
  expect(out.at(-1)).toBe(
    "epoch 1/1  loss 0.5000  accuracy 75.0%  val loss 0.4000  val accuracy 100.0%  val AUC -  1:01  1 left out  *\n",
  );
});

test("a file that every epoch leaves out is told once", () => {
  const { printer, out } = capture(false);
  for (const event of [...events, ...events]) printer.on(event);
  printer.on({ type: "skip", error: new Error("other.png: no image") });
  expect(out.filter((line) => line.startsWith("left out: bad.png"))).toHaveLength(1);
  expect(out.at(-1)).toBe("left out: other.png: no image\n");
});

test("json has the figures of the run's task, and of no other", () => {
  const { printer, out } = capture(false, true);
  for (const event of events) printer.on(event);
  const { record } = events.at(-1) as Extract<FitEvent, { type: "epoch" }>;
  printer.on({ type: "end", reason: "done", epochs: 1, seconds: 1, best: record, receipt: RECEIPT });
  printer.result({ best: printer.record(record), none: printer.record(null) }, []);
  const [epoch, end, result] = out.slice(-3).map((line) => JSON.parse(line));
  for (const told of [epoch.record, end.best, result.best]) {
    expect(told).toMatchObject({ valAccuracy: 1, valAuc: null });
    expect(Object.keys(told).filter((key) => /dice|iou|pixel/i.test(key))).toEqual([]);
  }
  expect(result.none).toBeNull();
});

test("json is one object per line and nothing else", () => {
  const { printer, out, err } = capture(true, true);
  for (const event of events) printer.on(event);
  printer.line("text");
  printer.status("text");
  printer.result({ type: "result" }, ["text"]);
  expect(err).toEqual([]);
  const types = out.map((line) => JSON.parse(line).type);
  expect(types).toEqual(["start", "step", "skip", "epoch", "result"]);
  expect(JSON.parse(out[2] as string).error).toBe("bad.png: no image");
});
