/** Storages of a file: one of its own for each that was saved, read or mapped; and what happens when the file changes. */
import { spawnSync } from "node:child_process";
import { readFileSync, truncateSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { load, loadStateDict, safetensors, save, saveSafetensors } from "../../lib/io/index.ts";
import { Tensor, tensor, torch } from "../../lib/tensor/index.ts";
import { repoRoot } from "../helpers/data.ts";
import { findPython } from "../helpers/python.ts";
import { temporaryFolder } from "./support.ts";

/** Two tensors apart and two that share one. */
async function saved(): Promise<string> {
  const file = path.join(temporaryFolder(), "four.pth");
  const whole = torch.arange(0, 10, { dtype: "float32" });
  await save(
    { a: tensor([1, 2, 3]), b: tensor([4, 5]), whole, tail: whole.slice({ dim: 0, start: 4 }) },
    file,
  );
  return file;
}

describe.each([false, true])("mmap %s", (mmap) => {
  test("each saved storage is one, and no more than it", async () => {
    const { a, b, whole, tail } = (await load(await saved(), { mmap })) as Record<string, Tensor>;
    expect([a, b, whole, tail].map((t) => t?.storageOffset())).toEqual([0, 0, 0, 4]);
    expect(new Set([a, b, whole, tail].map((t) => t?.storageId())).size).toBe(3);
    whole?.fill_(7);
    expect(tail?.toArray()).toEqual([7, 7, 7, 7, 7, 7]);
  });

  test("a tensor made larger in place does not reach into the others", async () => {
    const { a, b } = (await load(await saved(), { mmap })) as Record<string, Tensor>;
    a?.resize_([64]).fill_(7);
    expect(b?.toArray()).toEqual([4, 5]);
    expect(a?.sum().item()).toBe(64 * 7);
  });

  test("selectScatter works on what was loaded", async () => {
    const { a } = (await load(await saved(), { mmap })) as Record<string, Tensor>;
    expect(a?.selectScatter(tensor(9), 0, 1).toArray()).toEqual([1, 9, 3]);
  });

  test("of safetensors too", async () => {
    const file = path.join(temporaryFolder(), "two.safetensors");
    await saveSafetensors({ a: tensor([1, 2, 3]), b: tensor([4, 5]) }, file);
    const loaded = await safetensors.load(file, { mmap });
    expect([...loaded.values()].map((t) => t.storageOffset())).toEqual([0, 0]);
    loaded.get("a")?.resize_([64]).fill_(7);
    expect(loaded.get("b")?.toArray()).toEqual([4, 5]);
  });
});

test("what was loaded does not change with the file, and outlives its end", async () => {
  const file = await saved();
  for (const read of [load, loadStateDict]) {
    const loaded = await read(file);
    const { a } = (loaded instanceof Map ? Object.fromEntries(loaded) : loaded) as { a: Tensor };
    const bytes = readFileSync(file);
    writeFileSync(file, Buffer.alloc(bytes.length, 0xff));
    expect(a.toArray()).toEqual([1, 2, 3]);
    truncateSync(file, 0);
    expect(a.toArray()).toEqual([1, 2, 3]);
    writeFileSync(file, bytes);
  }
});

test("many storages and large ones are read whole", async () => {
  const file = path.join(temporaryFolder(), "many.pth");
  const values: Record<string, Tensor> = { large: torch.arange(0, 3_000_000, { dtype: "float32" }) };
  for (let i = 0; i < 300; i++) values[`small${i}`] = torch.arange(i, i + 1 + (i % 40), { dtype: "int64" });
  values.empty = torch.zeros([0, 3]);
  await save(values, file);
  const loaded = (await load(file)) as Record<string, Tensor>;
  expect(Object.keys(loaded)).toEqual(Object.keys(values));
  for (const [name, one] of Object.entries(values)) expect(loaded[name]?.equal(one), name).toBe(true);
});

const python = findPython();
test.skipIf(python === undefined)("storage offsets are Python's", () => {
  const file = path.join(temporaryFolder(), "py.pth");
  const script = `
import torch, json, sys
base = torch.arange(24.)
sd = {"w": base.view(4, 6), "t": base.view(4, 6).t(), "tail": base[20:], "alone": torch.ones(3),
      "empty": torch.empty(0).as_strided((0,), (2,), 1)}
torch.save(sd, sys.argv[1])
loaded = torch.load(sys.argv[1])
print(json.dumps({k: [v.storage_offset(), list(v.stride()), v.untyped_storage().nbytes()] for k, v in loaded.items()}))`;
  const run = spawnSync(python ?? "", ["-c", script, file], { encoding: "utf8", cwd: repoRoot });
  expect(run.status, run.stderr).toBe(0);
  const theirs = JSON.parse(run.stdout) as Record<string, [number, number[], number]>;
  return Promise.all(
    [false, true].map(async (mmap) => {
      const ours = (await load(file, { mmap })) as Record<string, Tensor>;
      for (const [name, [offset, stride]] of Object.entries(theirs)) {
        expect([ours[name]?.storageOffset(), ours[name]?.stride()], `${name}, mmap ${mmap}`).toEqual([
          offset,
          stride,
        ]);
      }
      expect(ours.empty?.shape).toEqual([0]);
      expect(ours.w).toBeInstanceOf(Tensor);
    }),
  );
});
