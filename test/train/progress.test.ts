// The printer of a run: a bar on a terminal, plain lines elsewhere, JSON lines, where a run goes on, and nothing where it is not given.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { AbortError, ArgumentError } from "../../lib/native/errors.ts";
import * as train from "../../lib/train/index.ts";
import { fixtureData, startNet } from "./convnet.ts";

let root: string;
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), "torchts-progress-"));
});
afterAll(() => rm(root, { recursive: true, force: true }));

const ESCAPE = "\u001b";
const options = { epochs: 2, lr: 0.01, device: "cpu" } as const;

function captured(isTTY: boolean): { streams: train.ProgressStreams; out: () => string; err: () => string } {
  const [out, err]: [string[], string[]] = [[], []];
  const streams = {
    stdout: { write: (text: string) => void out.push(text) },
    stderr: { write: (text: string) => void err.push(text), isTTY, columns: 60 },
  };
  return { streams, out: () => out.join(""), err: () => err.join("") };
}

/** Fits the small network, and gives its history. */
async function fitted(onEvent: train.FitOptions["onEvent"], more: Partial<train.FitOptions> = {}) {
  return (await train.fit(startNet(), fixtureData(), { ...options, ...more, onEvent })).history;
}

test("on a terminal a bar moves on stderr, no wider than it, and stdout has a line for each epoch", async () => {
  const { streams, out, err } = captured(true);
  const [first, second] = await fitted(train.progress({ streams }));
  expect(err()).toContain(`\r${ESCAPE}[Kepoch 1/2  [#####-------------------] 1/5  loss `);
  expect(
    Math.max(
      ...err()
        .split(`\r${ESCAPE}[K`)
        .map((line) => line.length),
    ),
  ).toBe(59);
  expect(out()).not.toContain(ESCAPE);
  const lines = out().trimEnd().split("\n");
  expect(lines.slice(0, 3)).toEqual([
    "3 classes: a, b, c",
    "? training and 0 validation images",
    "training 649 of 649 parameters on cpu",
  ]);
  expect(lines).toHaveLength(7);
  expect(lines[5]).toMatch(/^trained: 8 tensors moved, /);
  expect(lines[6]).toMatch(
    /^frozen: 0 tensors unchanged to the bit; BatchNorm statistics of 2 of 2 layers moved/,
  );
  expect(lines[3]).toMatch(/^epoch 1\/2 {2}loss \d/);
  expect(lines[3]).toContain(`val loss ${first?.valLoss?.toFixed(4)}`);
  expect(lines[4]).toContain(`val accuracy ${(100 * (second?.valAccuracy ?? 0)).toFixed(1)}%`);
});

test("elsewhere there are lines alone, without control characters", async () => {
  const { streams, out, err } = captured(false);
  await fitted(train.progress({ streams }));
  expect(err()).toBe("");
  for (const control of ["\r", ESCAPE]) expect(out()).not.toContain(control);
  expect(out()).toMatch(/\nepoch 1\/2 {2}loss .*\nepoch 2\/2 {2}loss /);
});

test("with json each event is an object on a line of stdout, and nothing else comes", async () => {
  const { streams, out, err } = captured(true);
  const history = await fitted(train.progress({ json: true, streams }));
  expect(err()).toBe("");
  const events = out()
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as { type: string; record: { figures: object } });
  const epoch = [...Array(5).fill("step"), "validation", "validation", "epoch"];
  expect(events.map(({ type }) => type)).toEqual(["start", ...epoch, ...epoch, "end"]);
  expect(events.filter(({ type }) => type === "epoch").map(({ record }) => record.figures)).toEqual(
    history.map(({ figures }) => figures),
  );
});

test("a run that goes on within an epoch says where, and its bar and steps go on there", async () => {
  const out = path.join(root, "within");
  const stop = new AbortController();
  const stopped = fitted((event) => event.type === "step" && event.globalStep === 8 && stop.abort(), {
    out,
    checkpointEvery: { steps: 3 },
    signal: stop.signal,
  });
  await expect(stopped).rejects.toThrow(AbortError);
  const shown = captured(true);
  const show = train.progress({ streams: shown.streams });
  const steps: number[] = [];
  await fitted(
    (event) => {
      show(event);
      if (event.type === "step") steps.push(event.step);
    },
    { out, resume: true },
  );
  expect(shown.out()).toContain("parameters on cpu, going on after epoch 1 and 3 steps of epoch 2\n");
  expect(shown.err()).toContain("epoch 2/2  [###################-----] 4/5  loss ");
  expect(steps).toEqual([4, 5]);
});

test("a run that begins anew, or after whole epochs, says no more than that", () => {
  const start: train.StartEvent = {
    type: "start",
    task: "classification",
    figures: [],
    device: "cpu",
    precision: "float32",
    classes: ["a", "b"],
    trainSamples: 8,
    valSamples: 2,
    stepsPerEpoch: 4,
    epochs: 3,
    trainableParameters: 10,
    totalParameters: 20,
    seed: 0,
    out: null,
    resumedEpochs: 0,
    resumedSteps: 0,
  };
  const said = (resumedEpochs: number, resumedSteps: number): string => {
    const { streams, out } = captured(false);
    train.progress({ streams })({ ...start, resumedEpochs, resumedSteps });
    return out().trimEnd().split("\n").at(-1) as string;
  };
  expect(said(0, 0)).toBe("training 10 of 20 parameters on cpu");
  expect(said(2, 0)).toBe("training 10 of 20 parameters on cpu, going on after epoch 2");
  expect(said(0, 3)).toBe("training 10 of 20 parameters on cpu, going on after 3 steps of epoch 1");
});

test("the time left is that of the steps since this run went on", () => {
  const clock = vi.spyOn(performance, "now");
  try {
    const { streams, err } = captured(true);
    const show = train.progress({ streams });
    const step = (at: number, n: number): void => {
      clock.mockReturnValue(at);
      const facts = { epoch: 1, epochs: 1, globalStep: n, loss: 1, lr: 1, samplesPerSecond: 1 };
      show({ type: "step", step: n, stepsPerEpoch: 100, ...facts });
    };
    step(1_000, 51);
    step(11_000, 55); // 10 s for 5 steps since it went on
    expect(err()).toContain("55/100  loss 1.0000");
    streams.stderr.columns = 200;
    step(21_000, 60);
    expect(err()).toMatch(/60\/100.*1:20 left$/);
  } finally {
    clock.mockRestore();
  }
});

test("a loop of one's own shows its steps as far as it knows them, and lines of text", () => {
  const { streams, out, err } = captured(true);
  const show = train.progress({ streams });
  show({ type: "step", epoch: 1, step: 1, loss: 0.5 });
  show({ type: "notice", text: "epoch 1: accuracy 0.9" });
  show({ type: "step", epoch: 2, epochs: 3, step: 2, stepsPerEpoch: 4, loss: 0.25 });
  const wipe = `\r${ESCAPE}[K`;
  const known = "epoch 2/3  [############------------] 2/4  loss 0.2500  0:00 left";
  expect(err()).toBe(`${wipe}epoch 1  1  loss 0.5000${wipe}${wipe}${known.slice(0, 59)}`);
  expect(out()).toBe("epoch 1: accuracy 0.9\n");
  const json = captured(true);
  train.progress({ json: true, streams: json.streams })({ type: "step", epoch: 1, step: 1, loss: 0.5 });
  expect(json.out()).toBe('{"type":"step","epoch":1,"step":1,"loss":0.5}\n');
});

test("the library prints nothing where it is not given, and to the process where no streams are", async () => {
  const [out, err] = [vi.spyOn(process.stdout, "write"), vi.spyOn(process.stderr, "write")];
  out.mockReturnValue(true);
  err.mockReturnValue(true);
  try {
    await fitted(() => {});
    expect(out.mock.calls).toEqual([]);
    expect(err.mock.calls).toEqual([]);
    await fitted(train.progress({ json: true }));
    expect(out.mock.calls.length).toBe(18);
  } finally {
    out.mockRestore();
    err.mockRestore();
  }
});

test.each([
  [{ jsn: true }, /unknown option "jsn"; did you mean json\?/],
  [{ json: "yes" }, /json must be true or false/],
  [{ streams: { stdout: 1 } }, /streams must be an object \{ stdout, stderr \} of streams/],
])("%o is refused", (odd, message) => {
  const make = (): unknown => train.progress(odd as unknown as train.ProgressOptions);
  expect(make).toThrow(ArgumentError);
  expect(make).toThrow(message);
});
