/** Writing .pth, safetensors and .npy: read back here and, where it is installed, by Python's PyTorch. */
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import {
  float,
  load,
  loadNpy,
  loadStateDict,
  safetensors,
  save,
  saveNpy,
  saveStateDict,
  tuple,
} from "../../lib/io/index.ts";
import { writePth } from "../../lib/io/save.ts";
import { AbortError, ArgumentError } from "../../lib/native/errors.ts";
import {
  arange,
  Complex,
  cuda,
  type DType,
  manualSeed,
  memory,
  ones,
  ops,
  randn,
  type Tensor,
  tensor,
  zeros,
} from "../../lib/tensor/index.ts";
import { findPython, runPython } from "../helpers/python.ts";
import { errorOf, facts, file, named, temporaryFolder } from "./support.ts";

const target = (name = "saved.pth") => path.join(temporaryFolder(), name);
const python = findPython();

/** Every kind of view and dtype, some sharing memory. */
function variety(): Record<string, Tensor> {
  const base = arange(24, { dtype: "float32" });
  const grid = base.view([4, 6]);
  const tensors: Record<string, Tensor> = {
    base,
    grid,
    transposed: grid.t(),
    tail: base.slice({ dim: 0, start: 20 }),
    column: arange(24, { dtype: "float32" }).view([4, 6]).select(1, 2),
    expanded: tensor([[1], [2]]).expand([2, 3]),
    scalar: tensor(3.5),
    empty: zeros([0, 4]),
    channels_last: arange(120, { dtype: "float32" })
      .view([2, 3, 4, 5])
      .contiguous({ memoryFormat: "channels_last" }),
    leaf: ones([2], { requiresGrad: true }),
  };
  const values = tensor(
    [
      [0, 1, 2.5],
      [3, 100, 7.25],
    ],
    { dtype: "float64" },
  );
  for (const name of Object.keys(facts.dtypes)) tensors[name] = values.to(name as DType);
  tensors.conjugated = ops.call("aten::_conj", tensors.complex64) as Tensor;
  return tensors;
}

const values = () => ({
  none: null,
  yes: true,
  int: 42,
  edge: 2 ** 31,
  large: 2 ** 53 - 1,
  negative: -300,
  float: 0.1,
  one: float(1),
  minusZero: -0,
  nan: Number.NaN,
  big: 2n ** 70n,
  negativeBig: -(2n ** 70n),
  zeroBig: 0n,
  byteBig: -129n,
  text: "ü \u{1f600} ccollections\nOrderedDict\n",
  list: [1, [2, "x"], []],
  tuple: tuple([1, 2]),
  object: { a: { b: 1 } },
  ordered: new Map<string, unknown>([
    ["z", 1],
    ["a", 2],
  ]),
  byNumber: new Map<number, unknown>([
    [10, "ten"],
    [2, "two"],
  ]),
  set: new Set([1, "x"]),
  bytes: Uint8Array.from([0, 127, 128, 255]),
  complex: new Complex(1, -2),
});

describe("a value saved and loaded again", () => {
  test("tensors keep values, dtype, shape, strides and gradient flag", async () => {
    const given = target();
    const tensors = variety();
    await save(tensors, given);
    const loaded = (await load(given)) as Record<string, Tensor>;
    expect(Object.keys(loaded)).toEqual(Object.keys(tensors));
    for (const [name, original] of Object.entries(tensors)) {
      const copy = named(loaded, name);
      expect([copy.dtype, copy.shape, copy.requiresGrad], name).toEqual([
        original.dtype,
        original.shape,
        original.requiresGrad,
      ]);
      expect(Buffer.from(copy.bytes()).equals(original.bytes()), name).toBe(true);
    }
    expect(loaded.transposed?.stride()).toEqual([1, 6]);
    expect(loaded.channels_last?.isContiguous({ memoryFormat: "channels_last" })).toBe(true);
  });

  test("tensors that share memory share it again, others do not", async () => {
    const given = target();
    await save(variety(), given);
    const { base, grid, tail, column } = (await load(given)) as Record<string, Tensor>;
    base?.fill_(9);
    expect(grid?.sum().item()).toBe(9 * 24);
    expect(tail?.sum().item()).toBe(9 * 4);
    expect(column?.toArray()).toEqual([2, 8, 14, 20]);
  });

  test("one tensor in two places is one tensor", async () => {
    const given = target();
    const one = ones([2]);
    await save({ a: one, list: [one] }, given);
    const { a, list } = (await load(given)) as { a: Tensor; list: Tensor[] };
    expect(list[0]).toBe(a);
  });

  test("plain values keep their kinds", async () => {
    const given = target();
    await save(values(), given);
    const loaded = (await load(given)) as Record<string, unknown>;
    expect(loaded).toEqual({ ...values(), one: 1, tuple: [1, 2], zeroBig: 0, byteBig: -129 });
    expect([...(loaded.byNumber as Map<number, string>).keys()]).toEqual([10, 2]);
  });

  test("a value that contains itself", async () => {
    const given = target();
    const list: unknown[] = [1];
    list.push(list);
    await save(list, given);
    const loaded = (await load(given)) as unknown[];
    expect(loaded[1]).toBe(loaded);
  });

  test("a slice of a large tensor costs only itself", async () => {
    const given = target();
    await save({ row: zeros([1000, 1000]).select(0, 3), column: zeros([1000, 1000]).select(1, 3) }, given);
    expect(statSync(given).size).toBeLessThan(20_000);
  });

  test("a tensor of several pieces", async () => {
    const given = target();
    manualSeed(0);
    const large = randn([3_000_001]);
    await save(large, given);
    expect(((await load(given)) as Tensor).equal(large)).toBe(true);
  });

  test("the same values give the same bytes", async () => {
    const [a, b] = [target(), target()];
    await save(variety(), a);
    await save(variety(), b);
    expect(readFileSync(a).equals(readFileSync(b))).toBe(true);
  });

  test("storages start at multiples of 64 bytes", async () => {
    const given = target();
    await save({ a: arange(3, { dtype: "float32" }), b: tensor([7.5]) }, given);
    const bytes = readFileSync(given);
    expect(bytes.indexOf(Buffer.from(new Float32Array([0, 1, 2]).buffer)) % 64).toBe(0);
    expect(bytes.indexOf(Buffer.from(new Float32Array([7.5]).buffer)) % 64).toBe(0);
  });

  test("zip64 records are read back", async () => {
    const given = target();
    const zipLimits = { size: 4, entries: 2 };
    await writePth(values(), given, { zipLimits });
    expect(((await load(given)) as { text: string }).text).toBe(values().text);
    await writePth(variety(), given, { zipLimits });
    expect(((await load(given)) as Record<string, Tensor>).grid?.sum().item()).toBe((23 * 24) / 2);
  });

  test("nothing is left alive", async () => {
    const tensors = variety();
    memory.collect();
    const before = memory.stats().liveTensors;
    await save(tensors, target());
    await saveStateDict(tensors, target());
    await safetensors.save({ a: named(tensors, "grid") }, target());
    memory.collect();
    expect(memory.stats().liveTensors).toBeLessThanOrEqual(before);
    expect(tensors.grid?.isFreed).toBe(false);
  });

  test.skipIf(!cuda.isAvailable())("tensors on a GPU are saved as CPU tensors", async () => {
    const given = target();
    await save({ a: ones([3], { device: "cuda:0" }) }, given);
    expect(((await load(given)) as { a: Tensor }).a.toArray()).toEqual([1, 1, 1]);
  });
});

describe("a state dict", () => {
  test("is saved without gradient flags, from a Map or an object", async () => {
    for (const dict of [
      new Map([["w", ones([2], { requiresGrad: true })]]),
      { w: ones([2], { requiresGrad: true }) },
    ]) {
      const given = target();
      await saveStateDict(dict, given);
      const loaded = await loadStateDict(given);
      expect(loaded.get("w")?.requiresGrad).toBe(false);
      expect(loaded.get("w")?.toArray()).toEqual([1, 1]);
    }
  });

  test("with something else in it is refused", async () => {
    const error = await errorOf(saveStateDict({ a: 1 } as unknown as Record<string, Tensor>, target()));
    expect(error).toBeInstanceOf(ArgumentError);
    expect(error.message).toContain('"a"');
  });
});

describe.skipIf(python === undefined)("Python's PyTorch", () => {
  test("reads what is saved, with weights_only=True, mapped too", async () => {
    const [plainFile, tensorFile, zip64File, stateFile] = [target(), target(), target(), target()];
    const tensors = variety();
    await save(values(), plainFile);
    await save(tensors, tensorFile);
    await writePth(tensors, zip64File, { zipLimits: { size: 64, entries: 2 } });
    const metadata = { "": { version: 1 } };
    await saveStateDict(
      Object.assign(new Map([["fc.weight", named(tensors, "grid")]]), { _metadata: metadata }),
      stateFile,
    );
    const { result } = await runPython(
      `
      import base64, math
      plain = torch.load(args["plain"], weights_only=True)
      state = torch.load(args["state"], weights_only=True)
      def facts(path, **options):
          loaded = torch.load(path, weights_only=True, **options)
          out = {}
          for name, t in loaded.items():
              raw = t.detach().resolve_conj().contiguous().reshape(-1).view(torch.uint8).numpy().tobytes() if t.numel() else b""
              out[name] = [str(t.dtype)[6:], list(t.shape), list(t.stride()), t.requires_grad, base64.b64encode(raw).decode()]
          shares = loaded["base"].data_ptr() == loaded["grid"].data_ptr()
          return [out, shares, loaded["tail"].data_ptr() - loaded["base"].data_ptr()]
      result = {
          "types": {k: type(v).__name__ for k, v in plain.items()},
          "repr": {k: repr(v) for k, v in plain.items() if k != "set"},
          "set": sorted(map(str, plain["set"])),
          "sign": math.copysign(1, plain["minusZero"]),
          "plain": facts(args["tensors"]),
          "mapped": facts(args["tensors"], mmap=True),
          "zip64": facts(args["zip64"]),
          "state": [type(state).__name__, state._metadata, state["fc.weight"].requires_grad],
      }
      `,
      { args: { plain: plainFile, tensors: tensorFile, zip64: zip64File, state: stateFile } },
    );
    const seen = result as Record<string, never>;
    expect(seen.types).toMatchObject({
      none: "NoneType",
      yes: "bool",
      int: "int",
      edge: "int",
      large: "int",
      float: "float",
      one: "float",
      nan: "float",
      big: "int",
      text: "str",
      list: "list",
      tuple: "tuple",
      object: "dict",
      ordered: "OrderedDict",
      byNumber: "dict",
      set: "set",
      bytes: "bytes",
      complex: "complex",
    });
    expect(seen.repr).toMatchObject({
      large: "9007199254740991",
      negative: "-300",
      float: "0.1",
      one: "1.0",
      big: String(2n ** 70n),
      negativeBig: String(-(2n ** 70n)),
      zeroBig: "0",
      byteBig: "-129",
      list: "[1, [2, 'x'], []]",
      tuple: "(1, 2)",
      object: "{'a': {'b': 1}}",
      byNumber: "{10: 'ten', 2: 'two'}",
      bytes: "b'\\x00\\x7f\\x80\\xff'",
      complex: "(1-2j)",
    });
    expect(seen.set).toEqual(["1", "x"]);
    expect(seen.sign).toBe(-1);
    expect(seen.state).toEqual(["OrderedDict", metadata, false]);
    for (const way of ["plain", "mapped", "zip64"]) {
      const [tensorFacts, shares, tailOffset] = seen[way] as unknown as [
        Record<string, unknown[]>,
        boolean,
        number,
      ];
      expect([shares, tailOffset], way).toEqual([true, 80]);
      for (const [name, original] of Object.entries(tensors)) {
        const [dtype, shape, , requiresGrad, bytes] = named(tensorFacts, name);
        expect([dtype, shape, requiresGrad], `${way} ${name}`).toEqual([
          original.dtype,
          original.shape,
          original.requiresGrad,
        ]);
        expect(bytes, `${way} ${name}`).toBe(Buffer.from(original.bytes()).toString("base64"));
      }
      expect(tensorFacts.transposed?.[2]).toEqual([1, 6]);
      expect(tensorFacts.channels_last?.[2]).toEqual([60, 1, 15, 3]);
    }
  });

  test("numpy reads .npy files", async () => {
    const given = target("a.npy");
    await saveNpy(arange(6, { dtype: "int32" }).view([2, 3]).t(), given);
    const { result } = await runPython(
      "import numpy; a = numpy.load(args); result = [str(a.dtype), a.tolist()]",
      { args: given },
    );
    expect(result).toEqual([
      "int32",
      [
        [0, 3],
        [1, 4],
        [2, 5],
      ],
    ]);
  });
});

describe("safetensors and .npy saved and loaded again", () => {
  test("every dtype of the format, with metadata", async () => {
    const given = target("a.safetensors");
    const { complex128: _, ...tensors } = variety();
    await safetensors.save(tensors, given, {
      metadata: { note: 'quo"ted ü' },
    });
    const loaded = await safetensors.load(given);
    for (const [name, original] of Object.entries(tensors)) {
      expect([loaded.get(name)?.dtype, loaded.get(name)?.shape], name).toEqual([
        original.dtype,
        original.shape,
      ]);
      expect(Buffer.from(named(loaded, name).bytes()).equals(original.bytes()), name).toBe(true);
    }
    expect(Object.fromEntries(await safetensors.metadata(given))).toEqual({
      format: "pt",
      note: 'quo"ted ü',
    });
  });

  test("names no object could hold as they are", async () => {
    const given = target("names.safetensors");
    const names = ["__proto__", "constructor", "10", "2", 'a"b\\c', ""];
    await safetensors.save(new Map(names.map((name, i) => [name, tensor([i])])), given);
    const loaded = await safetensors.load(given);
    for (const [i, name] of names.entries()) expect(loaded.get(name)?.toArray(), name).toEqual([i]);
  });

  test("an empty file of tensors", async () => {
    const given = target("empty.safetensors");
    await safetensors.save({}, given);
    expect((await safetensors.load(given)).size).toBe(0);
  });

  test("dtypes and names the format lacks are refused by name", async () => {
    const complex = tensor([1], { dtype: "complex128" });
    expect((await errorOf(safetensors.save({ z: complex }, target()))).message).toContain('"z"');
    expect(await errorOf(safetensors.save(new Map([["__metadata__", ones([1])]]), target()))).toBeInstanceOf(
      ArgumentError,
    );
    expect((await errorOf(saveNpy(ones([1], { dtype: "bfloat16" }), target()))).message).toContain(
      "bfloat16",
    );
  });

  test.each([[[]], [[1]], [[0, 3]], [[2, 3]]])(".npy of shape %j", async (shape) => {
    const given = target("a.npy");
    const original = zeros(shape, { dtype: "float64" });
    await saveNpy(original, given);
    const loaded = await loadNpy(given);
    expect([loaded.shape, loaded.dtype]).toEqual([shape, "float64"]);
  });
});

describe("what cannot be saved", () => {
  test.each([
    ["a function", { a: { b: [() => 1] } }, "value.a.b[0] is a function"],
    ["a symbol", [Symbol("x")], "value[0] is a symbol"],
    ["a Date", { when: new Date(0) }, "value.when is an object of class Date"],
    ["a typed array", { a: new Float32Array(2) }, "Float32Array"],
  ])("%s is named with its path, and no file appears", async (_, value, words) => {
    const given = target();
    const error = await errorOf(save(value, given));
    expect(error).toBeInstanceOf(ArgumentError);
    expect(error.message).toContain(words);
    expect(readdirSync(path.dirname(given))).toEqual([]);
  });

  test("nesting without end", async () => {
    let value: unknown = 1;
    for (let i = 0; i < 5000; i++) value = [value];
    expect(await errorOf(save(value, target()))).toBeInstanceOf(ArgumentError);
  });

  test("a freed tensor", async () => {
    const freed = ones([1]);
    freed.dispose();
    const given = target();
    expect((await errorOf(save([freed], given))).code).toBe("ERR_TORCHTS_FREED");
    expect(existsSync(given)).toBe(false);
  });
});

describe("a file appears whole or not at all", () => {
  test("an abort while writing leaves the old file and nothing beside it", async () => {
    const given = target();
    writeFileSync(given, "old");
    const controller = new AbortController();
    const work = errorOf(save(zeros([20_000_000]), given, { signal: controller.signal }));
    setTimeout(() => controller.abort(), 5);
    expect(await work).toBeInstanceOf(AbortError);
    expect(readFileSync(given, "utf8")).toBe("old");
    expect(readdirSync(path.dirname(given))).toEqual(["saved.pth"]);
  });

  test("a tensor freed while it waits leaves nothing", async () => {
    const given = target();
    const second = ones([10]);
    const work = errorOf(save([zeros([8_000_000]), second], given));
    second.dispose();
    expect((await work).code).toBe("ERR_TORCHTS_FREED");
    expect(readdirSync(path.dirname(given))).toEqual([]);
  });

  test("a missing folder is named", async () => {
    const given = path.join(temporaryFolder(), "none", "a.pth");
    const error = await errorOf(save(1, given));
    expect(error).toBeInstanceOf(ArgumentError);
    expect(error.message).toContain("does not exist");
  });

  test("a folder in the file's place is refused", async () => {
    const given = target();
    mkdirSync(given);
    expect(await errorOf(save(1, given))).toBeInstanceOf(ArgumentError);
    expect(readdirSync(path.dirname(given))).toEqual(["saved.pth"]);
  });

  test.skipIf(process.platform === "win32" || process.getuid?.() === 0)(
    "a read-only folder is refused",
    async () => {
      const given = target();
      chmodSync(path.dirname(given), 0o500);
      expect(await errorOf(save(1, given))).toBeInstanceOf(ArgumentError);
      chmodSync(path.dirname(given), 0o700);
    },
  );

  test("a loaded file can be saved over while its tensors live", async () => {
    const given = target();
    await save({ a: arange(1000, { dtype: "float32" }) }, given);
    const { a } = (await load(given, process.platform === "win32" ? { mmap: false } : {})) as { a: Tensor };
    await save({ a: zeros([1]) }, given);
    expect(a.sum().item()).toBe(499_500);
  });

  test("mapped tensors of the whole fixture save and load again", async () => {
    const given = target();
    await save(await load(file("views.pth")), given);
    const { grid, base } = (await load(given)) as Record<string, Tensor>;
    base?.fill_(2);
    expect(grid?.sum().item()).toBe(48);
    expect(statSync(given).size).toBeLessThan(2 * statSync(file("views.pth")).size);
  });
});
