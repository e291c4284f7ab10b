/** Checkpoints as training scripts write them: objects of classes that are not known here, beside the tensors. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { load, loadStateDict, Placeholder } from "../../lib/io/index.ts";
import { FileFormatError } from "../../lib/native/errors.ts";
import type { Tensor } from "../../lib/tensor/index.ts";
import { findPython } from "../helpers/python.ts";
import { legacy } from "./bombs.ts";
import { errorOf, temporaryFile } from "./support.ts";

const python = findPython(["torch", "numpy"]);

const KINDS: [string, string][] = [
  ["argparse.Namespace", "argparse.Namespace(lr=0.1, model='resnet18', nested=argparse.Namespace(a=[1, 2]))"],
  ["pathlib.Path", "pathlib.Path('/data/images')"],
  ["datetime.datetime", "datetime.datetime(2026, 1, 2, tzinfo=datetime.timezone.utc)"],
  ["datetime.timedelta", "datetime.timedelta(seconds=3)"],
  ["numpy.str_", "np.str_('text')"],
  ["numpy.datetime64", "np.datetime64('2026-01-02')"],
  ["an array of objects", "np.array([{'a': 1}, None], dtype=object)"],
  ["an array of texts", "np.array(['a', 'bc'])"],
  ["an enum", "Colour.RED"],
  ["a loss", "torch.nn.CrossEntropyLoss(weight=torch.ones(3))"],
  ["a network", "torch.nn.Sequential(torch.nn.Linear(2, 3))"],
  ["an optimizer", "torch.optim.SGD([torch.nn.Parameter(torch.ones(2))], lr=0.1)"],
  ["a function", "functools.partial(torch.nn.LayerNorm, eps=1e-6)"],
  ["a class", "torch.nn.Linear"],
  ["a class of the list", "collections.OrderedDict"],
  ["a deque", "collections.deque([1, 2], maxlen=5)"],
  ["a subclass of dict", "Settings(a=1)"],
  ["a generator", "np.random.default_rng(0)"],
  ["a sparse tensor", "torch.eye(3).to_sparse()"],
  ["a quantized tensor", "torch.quantize_per_tensor(torch.ones(3), 0.1, 0, torch.quint8)"],
];

/** Files that Python writes, by name: what fills `value`. */
const BODIES: Record<string, string> = {
  ...Object.fromEntries(
    KINDS.map(([name, kind]) => [name, `value = {"model": sd, "args": ${kind}, "epoch": 3}`]),
  ),
  namespace: `value = {"model": sd, "args": ${KINDS[0]?.[1]}, "name": np.str_("text")}`,
  items: "value = {'s': Settings(a=1), 'd': collections.deque([1, 2], maxlen=5)}",
  quantized: "sd['odd'] = torch.quantize_per_tensor(torch.ones(3), 0.1, 0, torch.quint8); value = sd",
  sparse: "sd['odd'] = torch.eye(3).to_sparse(); value = sd",
  "sparse rows": "sd['odd'] = torch.eye(3).to_sparse_csr(); value = sd",
  network: "value = torch.nn.Linear(2, 3)",
};

const folder = mkdtempSync(path.join(tmpdir(), "torchts-unknown-"));
const written = (name: string): string => path.join(folder, name);

// One Python for all: starting it takes longer than everything else here.
beforeAll(() => {
  if (python === undefined) return;
  const script = `
import argparse, collections, datetime, enum, functools, json, os, pathlib, sys
import numpy as np, torch
class Colour(enum.Enum):
    RED = 1
class Settings(dict):
    pass
for name, body in json.loads(sys.argv[1]).items():
    sd = collections.OrderedDict(weight=torch.tensor([1.0, 2.0]), bias=torch.tensor([3.0]))
    exec(body)
    torch.save(value, os.path.join(sys.argv[2], name))`;
  const run = spawnSync(python, ["-c", script, JSON.stringify(BODIES), folder], { encoding: "utf8" });
  expect(run.status, run.stderr).toBe(0);
}, 180_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.skipIf(python === undefined).each(KINDS)("the state dict beside %s", async (name) => {
  const dict = await loadStateDict(written(name));
  expect([...dict.keys()]).toEqual(["weight", "bias"]);
  expect(dict.get("weight")?.toArray()).toEqual([1, 2]);
});

test.skipIf(python === undefined)(
  "load refuses an unknown class by name, or gives a placeholder for it",
  async () => {
    const file = written("namespace");
    const error = await errorOf(load(file));
    expect(error).toBeInstanceOf(FileFormatError);
    expect(error.code).toBe("ERR_TORCHTS_UNSAFE_PICKLE");
    expect(error.message).toMatch(/argparse\.Namespace[\s\S]*unknown: "placeholder"/);
    const value = (await load(file, { unknown: "placeholder" })) as Record<string, unknown>;
    const args = value.args as Placeholder;
    expect(args).toBeInstanceOf(Placeholder);
    expect(args.className).toBe("argparse.Namespace");
    expect(args.state).toMatchObject({ lr: 0.1, model: "resnet18", nested: { state: { a: [1, 2] } } });
    expect((value.model as Map<string, Tensor>).get("bias")?.toArray()).toEqual([3]);
    expect(value.name).toBe("text");
  },
);

test.skipIf(python === undefined)("items of subclasses of dict and list are kept", async () => {
  const file = written("items");
  const { s, d } = (await load(file, { unknown: "placeholder" })) as Record<string, Placeholder>;
  expect(s?.className).toBe("__main__.Settings");
  expect(s?.entries).toEqual(new Map([["a", 1]]));
  expect(d?.className).toBe("collections.deque");
});

test.skipIf(python === undefined).each(["quantized", "sparse", "sparse rows"])(
  "a %s tensor in the state dict is named, with its key",
  async (name) => {
    const file = written(name);
    for (const work of [() => load(file), () => loadStateDict(file)]) {
      const error = await errorOf(work());
      expect(error.code).toBe("ERR_TORCHTS_FILE_UNSUPPORTED");
      expect(error.message).toContain(`a ${name.split(" ")[0]}`);
    }
    expect((await errorOf(loadStateDict(file))).message).toContain("odd: ");
  },
);

test.skipIf(python === undefined)("a whole network is named, and what to save instead", async () => {
  const error = await errorOf(loadStateDict(written("network")));
  expect(error.message).toMatch(/torch\.nn\.modules\.linear\.Linear[\s\S]*state_dict\(\)/);
});

test.each(["os.system", "posix.system", "builtins.eval", "subprocess.Popen", "importlib.import_module"])(
  "%s is refused also where only tensors are wanted",
  async (name) => {
    const at = name.lastIndexOf(".");
    const call = `\x80\x02c${name.slice(0, at)}\n${name.slice(at + 1)}\nX\x04\0\0\0echo\x85R.`;
    const file = temporaryFile(legacy(Buffer.from(call, "latin1")));
    for (const work of [
      () => load(file),
      () => loadStateDict(file),
      () => load(file, { unknown: "placeholder" }),
    ]) {
      expect((await errorOf(work())).code).toBe("ERR_TORCHTS_UNSAFE_PICKLE");
    }
  },
);
