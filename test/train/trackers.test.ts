// Trackers: bytes that equal torch.utils.tensorboard's, files that TensorBoard's and MLflow's own readers read where they are
// installed, and resumed runs that go on rather than double.
import { spawnSync } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ArgumentError, data, manualSeed, randn, train } from "../../lib/index.ts";
import {
  histogramSummary,
  imageSummary,
  prCurveSummary,
  scalarSummary,
  startEvent,
  summaryEvent,
  versionEvent,
} from "../../lib/train/trackers/events.ts";
import { crc32c } from "../../lib/train/trackers/records.ts";
import { findPython, fixtureJson } from "../helpers/index.ts";
import { dropNet, fixtureData } from "./convnet.ts";

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), "torchts-trackers-"));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

interface Fixture {
  time: number;
  crc: [text: string, crc: number][];
  limits: number[];
  counts: number[];
  scores: number[];
  labels: number[];
  [bytes: string]: unknown;
}

const fixture = fixtureJson<Fixture>("trackers");
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");

describe("bytes equal torch.utils.tensorboard's", () => {
  const histogram = histogramSummary("weights/é", {
    low: -1.5,
    high: 2.25,
    count: 8,
    sum: 1,
    squares: 9.5,
    limits: fixture.limits,
    counts: fixture.counts,
  });
  const scalar = scalarSummary("val/auc", 0.91);

  test("checksums", () => {
    expect(crc32c(Buffer.from("123456789"))).toBe(0xe3069283); // RFC 3720's
    for (const [text, masked] of fixture.crc) {
      const crc = crc32c(Buffer.from(text));
      expect((((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0).toBe(masked);
    }
  });

  test("values", () => {
    expect(base64(scalar.encoded())).toBe(fixture.scalar);
    expect(base64(histogram.encoded())).toBe(fixture.histogram);
    const picture = Uint8Array.from({ length: 200 }, (_, i) => i);
    expect(base64(imageSummary("a", picture, [300, 5]).encoded())).toBe(fixture.image);
    expect(base64(prCurveSummary("val/pr", fixture.scores, fixture.labels, 127).encoded())).toBe(
      fixture.curve,
    );
  });

  test("records", () => {
    expect(base64(versionEvent(fixture.time))).toBe(fixture.version);
    expect(base64(startEvent(fixture.time, 70_000))).toBe(fixture.start);
    expect(base64(summaryEvent(fixture.time, 300, [scalar, histogram]))).toBe(fixture.event);
  });
});

/** A run of some epochs over the small net, stopped after `stop` where it is given. */
async function fitted(
  out: string,
  parts: train.RunPart[],
  { epochs = 3, resume = false, stop = 0 } = {},
): Promise<void> {
  manualSeed(2);
  const controller = new AbortController();
  const run = train.fit(dropNet(), fixtureData(), {
    epochs,
    lr: 0.05,
    out,
    resume,
    parts,
    signal: controller.signal,
    onEvent: (event) => {
      if (event.type === "step" && event.globalStep === stop) controller.abort();
    },
  });
  if (stop === 0) await run;
  else await expect(run).rejects.toThrow("stopped by its signal");
}

/** What a Python program prints as JSON, of a package that is there. */
function pythonSays<T>(packages: string[], program: string, ...args: string[]): T | null {
  const python = findPython(packages);
  if (python === undefined) return null;
  const { stdout, stderr, status } = spawnSync(python, ["-c", program, ...args], {
    encoding: "utf8",
    timeout: 120_000,
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout.trim().split("\n").at(-1) as string) as T;
}

const READ_EVENTS = `
import json, sys
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
found = EventAccumulator(sys.argv[1], size_guidance={"scalars": 0, "images": 0, "histograms": 0, "tensors": 0})
found.Reload()
tags = found.Tags()
print(json.dumps({
  "tags": {name: tags[name] for name in ("scalars", "images", "histograms", "tensors")},
  "scalars": {name: [[e.step, e.value] for e in found.Scalars(name)] for name in tags["scalars"]},
  "images": {name: [[e.width, e.height] for e in found.Images(name)] for name in tags["images"]},
  "histograms": {name: [[e.step, e.histogram_value.num, sum(e.histogram_value.bucket)] for e in found.Histograms(name)] for name in tags["histograms"]},
  "curves": {name: [list(e.tensor_proto.tensor_shape.dim[k].size for k in (0, 1)) for e in found.Tensors(name)] for name in tags["tensors"]},
}))`;

interface Read {
  tags: Record<string, string[]>;
  scalars: Record<string, [step: number, value: number][]>;
  images: Record<string, number[][]>;
  histograms: Record<string, number[][]>;
  curves: Record<string, number[][]>;
}

describe("TensorBoard", () => {
  test("a resumed run goes on, and TensorBoard reads each step once", async () => {
    const [out, logs] = [path.join(dir, "tb-run"), path.join(dir, "tb")];
    const part = (): train.RunPart => train.tensorboard(logs, { steps: 1, histograms: true, images: 2 });
    await fitted(out, [part()], { stop: 13 }); // of five steps an epoch: within the third
    await fitted(out, [part()], { resume: true });
    expect((await readdir(logs)).length).toBe(2);
    const history = await train.readHistory(out);
    const found = pythonSays<Read>(["tensorboard"], READ_EVENTS, logs);
    if (found === null) return;
    const steps = Array.from({ length: 15 }, (_, i) => i + 1);
    expect(found.scalars["step/loss"]?.map(([step]) => step)).toEqual(steps);
    expect(found.scalars["val/loss"]?.map(([step]) => step)).toEqual([5, 10, 15]);
    for (const [i, [, value]] of (found.scalars["val/loss"] ?? []).entries())
      expect(value).toBeCloseTo(history[i]?.figures["val.loss"] as number, 6);
    expect(found.tags.histograms).toContain("parameters/fc.weight");
    expect(found.histograms["parameters/fc.weight"]).toEqual([5, 10, 15].map((step) => [step, 24, 24]));
    expect(found.images["train/images"]?.length).toBe(3);
    // Of each class the curve of the last validation.
    const classes = fixtureData().classes.map((name) => `val/${name}`);
    expect(found.tags.tensors).toEqual(classes.length === 2 ? classes.slice(1) : classes);
    for (const name of found.tags.tensors ?? []) expect(found.curves[name]).toEqual([[6, 127]]);
  });

  test("a writer of one's own writes numbers, images, histograms and curves", async () => {
    const logs = path.join(dir, "own");
    const writer = new train.TensorBoardWriter(logs);
    await writer.scalar("auc", 0.75, 7);
    await writer.image("image", randn([3, 6, 9]).abs().clamp(0, 1), 7);
    await writer.histogram("values", [1, 2, 2, 3], 7);
    await writer.prCurve("pr", [0, 0.2, 0.9, 1], [0, 0, 1, 1], 7);
    await writer.close();
    const [file] = await readdir(logs);
    const bytes = await readFile(path.join(logs, file as string));
    expect(bytes.subarray(0, 48).toString("latin1")).toContain("brain.Event:2");
    await expect(writer.prCurve("pr", [2], [1], 1)).rejects.toThrow("scores lie between 0 and 1");
    await expect(writer.prCurve("pr", [0.5], [2], 1)).rejects.toThrow("labels are 0 and 1");
    await expect(writer.histogram("h", [Number.NaN], 1)).rejects.toThrow(ArgumentError);
    await expect(writer.histogram("h", [Number.POSITIVE_INFINITY], 1)).rejects.toThrow(ArgumentError);
    const found = pythonSays<Read>(["tensorboard"], READ_EVENTS, logs);
    if (found === null) return;
    expect(found.scalars).toEqual({ auc: [[7, 0.75]] });
    expect(found.images).toEqual({ image: [[9, 6]] });
    expect(found.histograms).toEqual({ values: [[7, 4, 4]] });
    expect(found.curves).toEqual({ pr: [[6, 127]] });
  });
});

test("a table of epochs has a row for each, also of a run that was stopped and resumed", async () => {
  const out = path.join(dir, "table-run");
  const file = path.join(dir, "epochs.csv");
  await fitted(out, [train.epochTable(file)], { stop: 13 });
  await fitted(out, [train.epochTable(file)], { resume: true });
  const [names = [], ...rows] = data.parseCsv(await readFile(file, "utf8")).map(({ values }) => values);
  const history = await train.readHistory(out);
  expect(rows.length).toBe(3);
  for (const [i, row] of rows.entries()) {
    expect(Number(row[names.indexOf("epoch")])).toBe(i + 1);
    expect(Number(row[names.indexOf("val.loss")])).toBe(history[i]?.figures["val.loss"]);
  }
  expect(() => train.epochTable("epochs.xlsx")).toThrow(".csv");
  await rm(file);
  await fitted(path.join(dir, "other"), [train.epochTable(file)], { epochs: 1 });
  expect(data.parseCsv(await readFile(file, "utf8")).length).toBe(2);
});

const READ_MLFLOW = `
import json, os, sys
os.environ["MLFLOW_ALLOW_FILE_STORE"] = "true"
from mlflow.tracking import MlflowClient
client = MlflowClient("file://" + sys.argv[1])
[experiment] = [e for e in client.search_experiments() if e.name == "polyps \\"A\\""]
[run] = client.search_runs([experiment.experiment_id])
print(json.dumps({
  "name": run.info.run_name, "status": run.info.status, "params": run.data.params,
  "loss": [[m.step, m.value] for m in client.get_metric_history(run.info.run_id, "val.loss")],
  "artifacts": [a.path for a in client.list_artifacts(run.info.run_id)],
}))`;

test("MLflow's store has the run with its figures, also of a run that was stopped and resumed", async () => {
  const [out, store] = [path.join(dir, "mlflow-run"), path.join(dir, "mlruns")];
  const part = (): train.RunPart => train.mlflow(store, { experiment: 'polyps "A"', run: "first" });
  await fitted(out, [part()], { stop: 13 });
  await fitted(out, [part()], { resume: true });
  const history = await train.readHistory(out);
  const expected = history.map(({ step, figures }) => [step, figures["val.loss"]]);
  const [experiment] = await readdir(store);
  const runs = (await readdir(path.join(store, experiment as string))).filter((name) => name !== "meta.yaml");
  expect(runs.length).toBe(1);
  const own = path.join(store, experiment as string, runs[0] as string);
  const lines = (await readFile(path.join(own, "metrics", "val.loss"), "utf8")).trim().split("\n");
  expect(lines.map((line) => line.split(" ").map(Number)).map(([, value, step]) => [step, value])).toEqual(
    expected,
  );
  expect(await readFile(path.join(own, "meta.yaml"), "utf8")).toMatch(/^status: 3$/m);
  const found = pythonSays<{
    name: string;
    status: string;
    params: Record<string, string>;
    loss: [number, number][];
    artifacts: string[];
  }>(["mlflow-skinny"], READ_MLFLOW, store);
  if (found === null) return;
  expect(found).toMatchObject({ name: "first", status: "FINISHED", artifacts: ["config.json"] });
  expect(found.params).toMatchObject({ epochs: "3", lr: "0.05", classes: "a, b, c" });
  expect(found.loss).toEqual(expected);
});
