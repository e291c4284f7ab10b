/** Reading files that PyTorch and numpy wrote: every dtype, views, plain values, both containers. */
import { copyFileSync, readFileSync, statSync, truncateSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { load, loadMetadata, loadNpy, safetensors, save } from "../../lib/io/index.ts";
import { AbortError, ArgumentError, FileFormatError } from "../../lib/native/errors.ts";
import { Complex, cuda, memory, scope, type Tensor, tensor } from "../../lib/tensor/index.ts";
import { errorOf, expectTensor, facts, file, named, temporaryFile, temporaryFolder } from "./support.ts";

type Tensors = Record<string, Tensor>;
const CONTAINERS = [
  ["zip", ""],
  ["legacy", "-legacy"],
] as const;

describe.each(CONTAINERS)("a .pth file in the %s container", (_, suffix) => {
  test.each([true, false])("holds every dtype bit for bit (mmap %s)", async (mmap) => {
    const loaded = (await load(file(`dtypes${suffix}.pth`), { mmap })) as Tensors;
    expect(Object.keys(loaded)).toEqual(Object.keys(facts.dtypes));
    for (const [name, noted] of Object.entries(facts.dtypes)) expectTensor(loaded[name], noted, name);
  });

  test.each([true, false])("holds views, scalars, empty and conjugated tensors (mmap %s)", async (mmap) => {
    const loaded = (await load(file(`views${suffix}.pth`), { mmap })) as Tensors;
    for (const [name, noted] of Object.entries(facts.views)) {
      expectTensor(loaded[name], noted, name);
      expect(loaded[name]?.stride(), name).toEqual(noted.stride);
    }
  });

  test("keeps tensors that shared a storage sharing it", async () => {
    const { base, grid, transposed, tail, scalar } = (await load(file(`views${suffix}.pth`))) as Tensors;
    base?.fill_(9);
    expect(grid?.sum().item()).toBe(9 * 24);
    expect(transposed?.sum().item()).toBe(9 * 24);
    expect(tail?.sum().item()).toBe(9 * 4);
    expect(scalar?.item()).toBe(3.5);
  });

  test("never changes when its tensors do", async () => {
    const copy = path.join(temporaryFolder(), "copy.pth");
    copyFileSync(file(`views${suffix}.pth`), copy);
    const before = readFileSync(copy);
    const { base } = (await load(copy)) as Tensors;
    base?.fill_(-1);
    expect(readFileSync(copy).equals(before)).toBe(true);
    expect(((await load(copy)) as Tensors).base?.sum().item()).toBe((23 * 24) / 2);
  });

  test("counts the changes of each tensor apart, so that one's do not spoil another's backward pass", async () => {
    const given = path.join(temporaryFolder(), "two.pth");
    await save({ weight: tensor([1, 2, 3]), mean: tensor([4]) }, given);
    const { weight, mean } = (await load(given)) as { weight: Tensor; mean: Tensor };
    weight.requiresGrad_(true);
    const loss = weight.square().sum();
    mean.add_(1); // as a running mean does between forward and backward
    loss.backward();
    expect(weight.grad?.toArray()).toEqual([2, 4, 6]);
  });

  test("holds plain values of every kind", async () => {
    const values = (await load(file(`values${suffix}.pth`))) as Record<string, unknown>;
    const { numpy_array: array, shared1, shared2, proto, ...plain } = values;
    expect(plain).toEqual({
      none: null,
      yes: true,
      no: false,
      int: 42,
      negative: -7,
      big: 2n ** 70n,
      negative_big: -(2n ** 70n),
      int32_edge: 2 ** 31,
      float: 0.1,
      inf: Infinity,
      text: "weights ü \u{1f600}",
      empty_text: "",
      list: [1, [2, [3]]],
      tuple: [1, [2, "x"]],
      dict: { a: { b: 1 } },
      int_keys: new Map([
        [0, "zero"],
        [10, "ten"],
      ]),
      index_keys: new Map([
        ["10", 1],
        ["2", 2],
      ]),
      ordered: new Map([
        ["z", 1],
        ["a", 2],
      ]),
      counter: { a: 2, b: 1 },
      set: new Set([1, 2, 3]),
      complex: new Complex(1, 2),
      bytes: Uint8Array.from({ length: 256 }, (_, i) => i),
      bytearray: Uint8Array.from(Buffer.from("xyz")),
      size: [1, 2, 3],
      dtype: "bfloat16",
      device: "cuda:1",
      numpy_float32: 1.5,
      numpy_int64: -3,
      numpy_bool: true,
    });
    expect([...(values.index_keys as Map<string, number>).keys()]).toEqual(["10", "2"]);
    expect(shared1).toBe(shared2);
    expect(proto).toBeInstanceOf(Map);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    expect((array as Tensor).dtype).toBe("int64");
    expect((array as Tensor).toArray()).toEqual([
      [0, 1, 2],
      [3, 4, 5],
    ]);
  });

  test("gives an optimizer's state dict its integer keys", async () => {
    const loaded = (await load(file(`checkpoint${suffix}.pth`))) as {
      epoch: number;
      optimizer: { state: Map<number, { momentum_buffer: Tensor }>; param_groups: { params: number[] }[] };
    };
    expect(loaded.epoch).toBe(3);
    expectTensor(loaded.optimizer.state.get(0)?.momentum_buffer, facts.momentum);
    expect(loaded.optimizer.param_groups[0]?.params).toEqual([0, 1, 2, 3]);
  });
});

describe("unusual archives", () => {
  test.each(["views-deflated.pth", "views-unaligned.pth"])("%s loads like the original", async (name) => {
    const loaded = (await load(file(name))) as Tensors;
    for (const [key, noted] of Object.entries(facts.views)) expectTensor(loaded[key], noted, key);
    loaded.base?.fill_(9);
    expect(loaded.grid?.sum().item()).toBe(9 * 24);
  });

  test("big-endian storages are turned round", async () => {
    const loaded = (await load(file("floats-big-endian.pth"))) as Tensors;
    for (const [key, tensor] of Object.entries(loaded)) expectTensor(tensor, named(facts.views, key), key);
    expect(Object.keys(loaded)).toContain("channels_last");
  });

  test("the extension plays no part", async () => {
    const disguised = path.join(temporaryFolder(), "weights.safetensors");
    copyFileSync(file("views.pth"), disguised);
    expectTensor(((await load(disguised)) as Tensors).grid, named(facts.views, "grid"));
  });
});

describe("safetensors and .npy", () => {
  test.each([true, false])("a safetensors file loads bit for bit, in its order (mmap %s)", async (mmap) => {
    const loaded = await safetensors.load(file("dtypes.safetensors"), { mmap });
    expect([...loaded.keys()].sort()).toEqual(Object.keys(facts.safetensors).sort());
    for (const [name, noted] of Object.entries(facts.safetensors))
      expectTensor(loaded.get(name), noted, name);
  });

  test("metadata is read", async () => {
    const expected = new Map([
      ["format", "pt"],
      ["note", "torchts"],
    ]);
    expect(await loadMetadata(file("dtypes.safetensors"))).toEqual(expected);
    expect(await safetensors.metadata(file("dtypes.safetensors"))).toEqual(expected);
  });

  test("safetensors.load refuses another format by name", async () => {
    const error = await errorOf(safetensors.load(file("views.pth")));
    expect(error).toBeInstanceOf(FileFormatError);
    expect(error.message).toContain("pth-zip");
  });

  test.each(Object.keys(facts.npy))("%s.npy", async (name) => {
    expectTensor(await loadNpy(file(`${name}.npy`)), named(facts.npy, name));
  });
});

describe("where the tensors go", () => {
  test("a scope around load frees them", async () => {
    memory.collect();
    const before = memory.stats().liveTensors;
    await scope(async () => {
      await load(file("views.pth"));
    });
    expect(memory.stats().liveTensors).toBe(before);
  });

  test("nothing but the tensors returned stays alive", async () => {
    memory.collect();
    const before = memory.stats().liveTensors;
    const loaded = (await load(file("views.pth"))) as Tensors;
    expect(memory.stats().liveTensors).toBe(before + Object.keys(facts.views).length);
    for (const tensor of Object.values(loaded)) tensor.dispose();
    expect(memory.stats().liveTensors).toBe(before);
  });

  test.skipIf(!cuda.isAvailable())("device puts them on the GPU, shared storages shared", async () => {
    const loaded = (await load(file("views.pth"), { device: "cuda:0" })) as Tensors;
    expect(loaded.base?.device).toBe("cuda:0");
    loaded.base?.fill_(9);
    expect(loaded.grid?.cpu().sum().item()).toBe(9 * 24);
  });
});

describe("files that are no weights", () => {
  const cases: [string, Uint8Array | string, string][] = [
    ["an empty file", "", "empty"],
    ["an HTML page", "<!DOCTYPE html><html><body>Sign in</body></html>", "HTML"],
    ["an HTML page after blanks", "\n  <HTML lang=en>", "HTML"],
    [
      "a Git LFS pointer",
      "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n",
      "git lfs pull",
    ],
    ["a gzip file", Uint8Array.of(0x1f, 0x8b, 8, 0), "gunzip"],
    ["an HDF5 file", Buffer.from("\x89HDF\r\n\x1a\n", "latin1"), "HDF5"],
    ["a plain pickle", Uint8Array.of(0x80, 4, 0x4e, 0x2e), "plain Python pickle"],
    ["a tar archive", `${"\0".repeat(257)}ustar\0`, "tar archive"],
    ["JSON", '{ "a": 1 }', "JSON"],
    ["noise", Uint8Array.from({ length: 100 }, (_, i) => (i * 37 + 11) & 255), "no format known"],
    ["an empty zip archive", Buffer.from("504b0506000000000000000000000000000000000000", "hex"), "data.pkl"],
  ];
  test.each(cases)("%s is named", async (_, bytes, word) => {
    const given = temporaryFile(bytes as Uint8Array);
    const error = await errorOf(load(given));
    expect(error).toBeInstanceOf(FileFormatError);
    expect(error.message).toContain(word);
    expect(error.file).toBe(given);
  });

  test("a TorchScript archive is named", async () => {
    const error = await errorOf(load(file("torchscript.pt")));
    expect(error).toBeInstanceOf(FileFormatError);
    expect(error.message).toContain("TorchScript");
  });

  test("a missing file and a folder are argument errors", async () => {
    for (const given of [path.join(temporaryFolder(), "none.pth"), temporaryFolder()]) {
      const error = await errorOf(load(given));
      expect(error).toBeInstanceOf(ArgumentError);
      expect(error.code).toBe("ERR_TORCHTS_FILE_NOT_FOUND");
    }
  });

  test.each(["views.pth", "views-legacy.pth", "dtypes.safetensors", "c.npy"])(
    "%s cut short anywhere is refused",
    async (name) => {
      const whole = readFileSync(file(name));
      const cut = path.join(temporaryFolder(), name);
      writeFileSync(cut, whole);
      for (let size = statSync(cut).size - 1; size >= 0; size -= Math.max(1, whole.length >> 6)) {
        truncateSync(cut, size);
        expect(await errorOf(load(cut)), `${size} bytes`).toBeInstanceOf(FileFormatError);
      }
    },
  );
});

describe("aborting", () => {
  test("a signal that has fired stops load", async () => {
    memory.collect();
    const before = memory.stats().liveTensors;
    const error = await errorOf(load(file("views.pth"), { signal: AbortSignal.abort() }));
    expect(error).toBeInstanceOf(AbortError);
    expect(memory.stats().liveTensors).toBe(before);
  });
});
