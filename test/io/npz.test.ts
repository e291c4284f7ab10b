// Archives of arrays as numpy writes them: values, names, orders of bytes and dimensions, and damaged ones.

import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { ArgumentError, io, type Tensor, TorchtsError } from "../../lib/index.ts";
import { fixtureJson, sharedPath } from "../helpers/index.ts";

type Archive = "plain" | "packed" | "big" | "mixed" | "objects";
type Fixture = Record<Archive, string> & {
  values: Record<string, { shape: number[]; data: number[] }>;
  retinamnist: Record<string, { shape: number[]; sha256: string }>;
};

const made = fixtureJson<Fixture>("npz");
const root = mkdtempSync(path.join(tmpdir(), "torchts-npz-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

function fileOf(name: string, bytes: Uint8Array): string {
  const file = path.join(root, name);
  writeFileSync(file, bytes);
  return file;
}

const archive = (name: Archive) => fileOf(`${name}.npz`, Buffer.from(made[name], "base64"));
const flat = (t: Tensor) => [...t.contiguous().to("float64").data()] as number[];

test.each(["plain", "packed"] as const)("%s archives: every array by its name", async (name) => {
  const read = await io.loadNpz(archive(name));
  expect([...read.keys()]).toEqual(Object.keys(made.values));
  for (const [key, tensor] of read) {
    expect(tensor.shape, key).toEqual(made.values[key]?.shape);
    expect(flat(tensor), key).toEqual(made.values[key]?.data);
  }
  expect(read.get("bools")?.dtype).toBe("bool");
  expect(read.get("f2")?.dtype).toBe("float16");
  expect(read.get("i8")?.dtype).toBe("int64");
});

test("big-endian numbers, chosen names, and load", async () => {
  const read = await io.loadNpz(archive("big"));
  for (const [key, tensor] of read) expect(flat(tensor), key).toEqual(made.values[key]?.data);
  const some = await io.loadNpz(archive("packed"), { names: ["f4", "i2"] });
  expect([...some.keys()]).toEqual(["f4", "i2"]);
  const loaded = (await io.load(archive("plain"))) as Record<string, Tensor>;
  expect(flat(loaded.fortran as Tensor)).toEqual(made.values.fortran?.data);
});

test("what is refused", async () => {
  await expect(io.loadNpz(archive("plain"), { names: ["images"] })).rejects.toThrow(
    /no array images; it has u1, /,
  );
  await expect(io.loadNpz(archive("plain"), { names: ["images"] })).rejects.toThrow(ArgumentError);
  await expect(io.loadNpz(archive("mixed"))).rejects.toThrow(/arrays of both byte orders/);
  await expect(io.loadNpz(archive("objects"))).rejects.toThrow(/the array a: its dtype \|O/);
  const npy = path.join(root, "one.npy");
  await io.saveNpy((await io.loadNpz(archive("plain"), { names: ["f4"] })).get("f4") as Tensor, npy);
  await expect(io.loadNpz(npy)).rejects.toThrow(/no \.npz file/);
});

test("1,000 mutated archives and arrays end in tensors or a typed error", async () => {
  let state = 3;
  const next = (below: number) => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const sources = (["plain", "packed", "big"] as const).map((name) => Buffer.from(made[name], "base64"));
  const npy = (() => {
    const plain = sources[0] as Buffer;
    const at = plain.indexOf("\x93NUMPY", 0, "latin1");
    return plain.subarray(at, at + 128 + 6);
  })();
  const outcomes = { read: 0, refused: 0 };
  const before = process.memoryUsage().arrayBuffers;
  let most = 0;
  for (let round = 0; round < 1000; round++) {
    let bytes = Buffer.from([...sources, npy][round % 4] as Buffer);
    for (let change = 0; change <= next(3); change++) {
      const at = next(bytes.length);
      if (next(6) > 0) bytes[at] = next(256);
      else bytes = bytes.subarray(0, Math.max(at, 4));
    }
    const file = fileOf("mutated", bytes);
    try {
      await io.load(file);
      outcomes.read++;
    } catch (error) {
      if (!(error instanceof TorchtsError)) throw error;
      outcomes.refused++;
    }
    most = Math.max(most, process.memoryUsage().arrayBuffers - before);
  }
  expect(outcomes.read).toBeGreaterThan(50);
  expect(outcomes.refused).toBeGreaterThan(50);
  expect(most).toBeLessThan(2 ** 28);
});

const medical = sharedPath("data/classification/retinamnist-28px-ordinal/retinamnist.npz");
test.skipIf(medical === undefined)("MedMNIST's own file", async () => {
  const read = await io.loadNpz(medical as string);
  expect([...read.keys()].sort()).toEqual(Object.keys(made.retinamnist).sort());
  for (const [key, tensor] of read) {
    expect(tensor.shape, key).toEqual(made.retinamnist[key]?.shape);
    const digest = createHash("sha256").update(tensor.contiguous().bytes()).digest("hex");
    expect(digest, key).toBe(made.retinamnist[key]?.sha256);
  }
  expect(read.get("train_images")?.dtype).toBe("uint8");
  await expect(io.loadNpz(`${medical}.not`)).rejects.toThrow(TorchtsError);
});
