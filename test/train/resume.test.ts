// Run folders: what is in them, going on exactly, and what an abort or a crash leaves.
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as io from "../../lib/io/index.ts";
import { AbortError, ArgumentError, FileFormatError } from "../../lib/native/errors.ts";
import type { Module } from "../../lib/nn/index.ts";
import { CosineAnnealingLR } from "../../lib/optim/index.ts";
import type { Tensor } from "../../lib/tensor/index.ts";
import * as train from "../../lib/train/index.ts";
import { type FitOptions, loadRun, readConfig, readHistory } from "../../lib/train/index.ts";
import { expectSame, findPython, runPython } from "../helpers/index.ts";
import { CLASSES, DropNet, dropNet, FixtureLoader, fixtureData, Net, startNet } from "./convnet.ts";

let root: string;
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), "torchts-resume-"));
});
afterAll(async () => {
  await rm(root, { recursive: true, force: true });
});

function expectSameState(actual: Module, expected: Module): void {
  const other = expected.stateDict();
  expect(other.size).toBeGreaterThan(0);
  for (const [key, tensor] of actual.stateDict()) expectSame(tensor, other.get(key) as Tensor, key);
}

/** The run's history without wall times. */
function figures(history: object[]): object[] {
  return history.map((record) => ({ ...record, seconds: 0, samplesPerSecond: 0 }));
}

const common = { device: "cpu", lr: 0.02, seed: 7 } as const;

describe("resume", () => {
  const recipes: [string, Partial<FitOptions>][] = [
    ["adamw with cosine and warmup", { optimizer: "adamw", warmup: 2 }],
    ["sgd with momentum", { optimizer: "sgd", scheduler: "step", stepSize: 1 }],
    [
      "a scheduler that carries state",
      {
        optimizer: "adam",
        scheduler: (optimizer, plan) => ({
          scheduler: new CosineAnnealingLR(optimizer, { tMax: plan.totalSteps }),
          interval: "step",
        }),
      },
    ],
  ];
  test.each(recipes)("with %s, four epochs equal two and two more, bit by bit", async (name, recipe) => {
    const options = { ...common, ...recipe, epochs: 4 };
    const whole = dropNet();
    const reference = await train.fit(whole, fixtureData(), {
      ...options,
      out: path.join(root, `${name} whole`),
    });

    const out = path.join(root, `${name} parts`);
    const controller = new AbortController();
    const first = train.fit(dropNet(), fixtureData(), {
      ...options,
      out,
      signal: controller.signal,
      // In the third epoch: what it did so far must not be in the checkpoint.
      onEvent: (event) =>
        event.type === "step" && event.epoch === 3 && event.step === 2 && controller.abort(),
    });
    await expect(first).rejects.toThrow(AbortError);
    expect((await readHistory(out)).length).toBe(2);

    const resumed = new DropNet();
    const result = await train.fit(resumed, fixtureData(), { ...options, out, resume: true });
    expectSameState(resumed, whole);
    expect(figures(result.history)).toEqual(figures(reference.history));
    expect(result.best?.epoch).toBe(reference.best?.epoch);
    expect(figures(await readHistory(out))).toEqual(figures(reference.history));
  });

  test("more epochs than planned go on where the run ended", async () => {
    const options = { ...common, scheduler: "none" } as const;
    const whole = dropNet();
    await train.fit(whole, fixtureData(), { ...options, epochs: 3 });
    const out = path.join(root, "more");
    const model = dropNet();
    await train.fit(model, fixtureData(), { ...options, epochs: 2, out });
    const result = await train.fit(model, fixtureData(), { ...options, epochs: 3, out, resume: true });
    expectSameState(model, whole);
    expect(result.history.map((record) => record.epoch)).toEqual([1, 2, 3]);
  });

  test("a history line ahead of the checkpoint, as a crash leaves it, is done again", async () => {
    const out = path.join(root, "ahead");
    await train.fit(startNet(), fixtureData(), { ...common, epochs: 1, out });
    const file = path.join(out, "history.jsonl");
    const line = await readFile(file, "utf8");
    await writeFile(file, line + line.replace('"epoch":1', '"epoch":2'));
    const result = await train.fit(startNet(), fixtureData(), { ...common, epochs: 2, out, resume: true });
    expect(result.history.map((record) => record.epoch)).toEqual([1, 2]);
  });

  test("another seed, other classes, another model or another monitor is refused", async () => {
    const out = path.join(root, "refused");
    await train.fit(startNet(), fixtureData(), { ...common, epochs: 1, out });
    const again = { ...common, epochs: 2, out, resume: true };
    await expect(train.fit(startNet(), fixtureData(), { ...again, seed: 8 })).rejects.toThrow(
      /seed 7.*cannot go on with 8/,
    );
    const data = { ...fixtureData(), classes: ["x", "y", "z"] };
    await expect(train.fit(startNet(), data, again)).rejects.toThrow(
      /has the classes a, b, c, the data has x, y, z/,
    );
    await expect(train.fit(startNet(), fixtureData(), { ...again, monitor: "valAuc" })).rejects.toThrow(
      /cannot go on with other options: monitor was "val.accuracy", now "val.auc"/,
    );
    const other = startNet();
    Object.assign(other, { extra: new Net().fc });
    await expect(train.fit(other, fixtureData(), again)).rejects.toMatchObject({
      code: "ERR_TORCHTS_STATE_DICT",
    });
  });

  test("a folder without a run, or a file that is no checkpoint, is refused", async () => {
    const options = { ...common, epochs: 1, resume: true } as const;
    await expect(
      train.fit(startNet(), fixtureData(), { ...options, out: path.join(root, "none") }),
    ).rejects.toThrow(FileFormatError);
    const out = path.join(root, "alien");
    await train.fit(startNet(), fixtureData(), { ...common, epochs: 1, out });
    await io.save({ anything: 1 }, path.join(out, "last.pth"));
    await expect(train.fit(startNet(), fixtureData(), { ...options, out })).rejects.toThrow(
      /not a checkpoint of a run/,
    );
  });
});

describe("the run folder", () => {
  test("holds configuration, history, best and last, and nothing else", async () => {
    const out = path.join(root, "folder", "nested");
    const result = await train.fit(startNet(), fixtureData(), {
      ...common,
      epochs: 3,
      out,
      notes: { why: "test" },
    });
    expect((await readdir(out)).sort()).toEqual([
      "best.pth",
      "config.json",
      "history.jsonl",
      "last.pth",
      "receipt.json",
    ]);
    expect(await readHistory(out)).toEqual(result.history);
    const lines = (await readFile(path.join(out, "history.jsonl"), "utf8")).trimEnd().split("\n");
    expect(lines.map((line) => JSON.parse(line).epoch)).toEqual([1, 2, 3]);
    expect(Object.keys(JSON.parse(lines[0] as string)).sort()).toEqual(
      ["epoch", "figures", "lr", "samplesPerSecond", "seconds", "skipped", "step"].concat([
        // Former names of what is in `figures`.
        "trainAccuracy",
        "trainLoss",
        "valAccuracy",
        "valAuc",
        "valLoss",
      ]),
    );
    expect(JSON.parse(lines[0] as string).figures["val.loss"]).toBe(result.history[0]?.valLoss);
    const config = await readConfig(out);
    expect(config).toMatchObject({
      format: "torchts-run",
      formatVersion: 1,
      classes: CLASSES,
      seed: 7,
      model: { architecture: null, outputs: 3 },
      transform: null,
      notes: { why: "test" },
    });
    expect(config.trained).toContain("fc.weight");
  });

  test("is not overwritten by accident", async () => {
    const out = path.join(root, "twice");
    await train.fit(startNet(), fixtureData(), { ...common, epochs: 2, out });
    await expect(train.fit(startNet(), fixtureData(), { ...common, epochs: 1, out })).rejects.toThrow(
      /already holds a run/,
    );
    await expect(train.fit(startNet(), fixtureData(), { ...common, epochs: 1, out })).rejects.toThrow(
      ArgumentError,
    );
    const stop = new AbortController();
    const replaced = train.fit(startNet(), fixtureData(), {
      ...common,
      epochs: 2,
      out,
      overwrite: true,
      signal: stop.signal,
      onEvent: (event) => event.type === "epoch" && stop.abort(),
    });
    await expect(replaced).rejects.toThrow(AbortError);
    expect((await readHistory(out)).length).toBe(1);
    expect(await readdir(out)).not.toContain("receipt.json"); // that was the other run's
  });

  test("can be resumed even when stopped in the first epoch", async () => {
    const out = path.join(root, "early");
    const controller = new AbortController();
    const options = { ...common, epochs: 2, out };
    const first = train.fit(startNet(), fixtureData(), {
      ...options,
      signal: controller.signal,
      onEvent: (event) => event.type === "step" && controller.abort(),
    });
    await expect(first).rejects.toThrow(AbortError);
    expect((await readdir(out)).filter((name) => name.endsWith(".tmp"))).toEqual([]);
    const whole = startNet();
    await train.fit(whole, fixtureData(), { ...common, epochs: 2 });
    const resumed = new Net();
    await train.fit(resumed, fixtureData(), { ...options, resume: true });
    expectSameState(resumed, whole);
  });

  test("loadRun needs the network where its architecture is its own, and then holds the best epoch", async () => {
    const out = path.join(root, "own");
    const trained = startNet();
    await train.fit(trained, fixtureData(), { ...common, epochs: 3, out, restoreBest: true });
    await expect(loadRun(out)).rejects.toThrow(/loadRun\(dir, \{ model \}\)/);
    const run = await loadRun(out, { model: new Net(), task: "classification" });
    expectSameState(run.model, trained);
    expect(run.classes).toEqual(CLASSES);
    const report = await run.evaluate(new FixtureLoader(2));
    expect(report.accuracy).toBe(Math.max(...run.history.map((record) => record.valAccuracy as number)));
    await expect(run.predict("image.png")).rejects.toThrow(/cannot be written down; give it/);
  });

  const broken: [string, string, RegExp][] = [
    ["no JSON", "{", /cannot be read/],
    ["another format", '{"format": "x"}', /is not the configuration of a run/],
    ["a newer version", '{"format":"torchts-run","formatVersion":99}', /version 99.*Update torchts/],
    ["no classes", '{"format":"torchts-run","formatVersion":1,"model":{"outputs":1}}', /lacks `classes`/],
  ];
  test.each(broken)("a configuration with %s is refused and names the file", async (name, text, message) => {
    const dir = await mkdtemp(path.join(root, "broken-"));
    await writeFile(path.join(dir, "config.json"), text);
    const error = await loadRun(dir).catch((e: unknown) => e);
    expect(error, name).toBeInstanceOf(FileFormatError);
    expect((error as FileFormatError).file).toBe(path.join(dir, "config.json"));
    expect((error as Error).message).toMatch(message);
  });
});

const python = findPython(["torch"]);
test.skipIf(!python)("best.pth and last.pth open in PyTorch with weights_only=True", async () => {
  const out = path.join(root, "python");
  const model = startNet();
  await train.fit(model, fixtureData(), { ...common, epochs: 2, out });
  const { outputs, result } = await runPython(
    `
    best = torch.load(args["best"], weights_only=True)
    last = torch.load(args["last"], weights_only=True)
    outputs["fc"] = last["model"]["fc.weight"]
    outputs["moment"] = last["optimizer"]["state"][0]["exp_avg"]
    net = torch.nn.Linear(8, 3)
    net.load_state_dict({"weight": best["fc.weight"], "bias": best["fc.bias"]})
    optimizer = torch.optim.AdamW(net.parameters())
    result = {"epoch": last["epoch"], "lr": last["optimizer"]["param_groups"][0]["lr"], "keys": list(best.keys())}
    `,
    { args: { best: path.join(out, "best.pth"), last: path.join(out, "last.pth") } },
  );
  expectSame(outputs.fc as Tensor, model.fc.weight.detach());
  expect(outputs.moment?.shape).toEqual([6, 3, 3, 3]);
  expect(result).toMatchObject({ epoch: 2, keys: [...model.stateDict().keys()] });
});
