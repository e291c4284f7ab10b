// HDF5 files as h5py writes them: values, paths, what is refused, and damaged ones.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { ArgumentError, FileFormatError, io, type Tensor, TorchtsError } from "../../lib/index.ts";
import { fixtureJson } from "../helpers/index.ts";

const made = fixtureJson<{
  whole: string;
  other: string;
  values: Record<string, { shape: number[]; data: number[] }>;
}>("hdf5");
const root = mkdtempSync(path.join(tmpdir(), "torchts-hdf5-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

function fileOf(name: string, bytes: Uint8Array): string {
  const file = path.join(root, name);
  writeFileSync(file, bytes);
  return file;
}

const whole = Buffer.from(made.whole, "base64");
const other = fileOf("other.h5", Buffer.from(made.other, "base64"));
const flat = (t: Tensor) => [...t.contiguous().to("float64").data()] as number[];

test("every array of numbers by its path, texts and records passed over", async () => {
  const read = await io.loadHdf5(fileOf("whole.h5", whole));
  expect([...read.keys()].sort()).toEqual(Object.keys(made.values).sort());
  for (const [name, tensor] of read) {
    expect(tensor.shape, name).toEqual(made.values[name]?.shape);
    expect(flat(tensor), name).toEqual(made.values[name]?.data);
  }
  const kinds = ["kinds/u1", "kinds/i2", "kinds/u4", "kinds/i8", "kinds/f4", "kinds/big", "bools"];
  expect(kinds.map((name) => read.get(name)?.dtype)).toEqual([
    "uint8",
    "int16",
    "uint32",
    "int64",
    "float32",
    "int32",
    "bool",
  ]);
});

test("chosen ones, and what is refused in words", async () => {
  const some = await io.loadHdf5(other, { names: ["/fine"] });
  expect(flat(some.get("/fine") as Tensor)).toEqual([0, 1, 2]);
  const refused = (names: string[], file = other) => io.loadHdf5(file, { names });
  await expect(refused(["images"])).rejects.toThrow(/no array images; it has lzf, half, huge, fine/);
  await expect(refused(["images"])).rejects.toThrow(ArgumentError);
  // Never what lay in memory.
  await expect(refused(["lzf"])).rejects.toThrow(/packed with lzf; pack it with gzip/);
  await expect(refused(["half"])).rejects.toThrow(/half holds float16/);
  await expect(refused(["huge"])).rejects.toThrow(/unpacks to far more/);
  await expect(refused(["out"])).rejects.toThrow(/no array out/);
  await expect(refused(["texts"], fileOf("whole.h5", whole))).rejects.toThrow(/texts or records/);
  await expect(io.loadHdf5(fileOf("text.h5", Buffer.from("no such file")))).rejects.toThrow(/no HDF5 file/);
  await expect(io.loadHdf5(path.join(root, "missing.h5"))).rejects.toThrow(ArgumentError);
  const cut = io.loadHdf5(fileOf("cut.h5", whole.subarray(0, whole.length - 900)));
  await expect(cut).rejects.toThrow(FileFormatError);
});

test("a file that was damaged is read as a copy, and where there is no room for one, that is said", async () => {
  const file = fileOf("mended.h5", whole.subarray(0, whole.length - 900));
  await expect(io.loadHdf5(file)).rejects.toThrow(/damaged, or truncated/);
  writeFileSync(file, whole);
  const usual = { TMPDIR: process.env.TMPDIR, TEMP: process.env.TEMP, TMP: process.env.TMP };
  for (const name of Object.keys(usual)) process.env[name] = path.join(root, "nowhere");
  try {
    await expect(io.loadHdf5(file)).rejects.toThrow(/it cannot be read: .*mkdtemp/);
  } finally {
    for (const [name, value] of Object.entries(usual)) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
  expect((await io.loadHdf5(file)).size).toBe(Object.keys(made.values).length);
});

test("500 mutated files end in tensors or a typed error", async () => {
  let state = 21;
  const next = (below: number) => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const outcomes = { read: 0, refused: 0 };
  const before = process.memoryUsage().arrayBuffers;
  let most = 0;
  for (let round = 0; round < 500; round++) {
    let bytes = Buffer.from(whole);
    for (let change = 0; change <= next(6); change++) {
      const at = 8 + next(bytes.length - 8);
      if (next(8) > 0) bytes[at] = next(256);
      else bytes = bytes.subarray(0, Math.max(at, 100));
    }
    try {
      for (const tensor of (await io.loadHdf5(fileOf("mutated.h5", bytes))).values()) tensor.dispose();
      outcomes.read++;
    } catch (error) {
      if (!(error instanceof TorchtsError)) throw error;
      outcomes.refused++;
    }
    most = Math.max(most, process.memoryUsage().arrayBuffers - before);
  }
  expect(outcomes.read).toBeGreaterThan(20);
  expect(outcomes.refused).toBeGreaterThan(20);
  expect(most).toBeLessThan(2 ** 29);
});
