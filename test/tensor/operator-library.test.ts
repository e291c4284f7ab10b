// Operators of a library loaded at run time: compiled here, opened by ops.load, called by ops.call.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { LibtorchError, ops, ShapeError, type Tensor, tensor } from "../../lib/index.ts";
import { COMPILE_MS, compileLibrary, reasonNotToCompile } from "../helpers/compile.ts";
import { repoRoot, saySkip } from "../helpers/index.ts";

const folder = mkdtempSync(path.join(tmpdir(), "torchts-operators-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const compile = (sources: string[], out: string): string => {
  const file = path.join(folder, out);
  compileLibrary(sources, file);
  return file;
};

const skip = reasonNotToCompile();
if (skip !== undefined) saySkip(skip);

describe.skipIf(skip !== undefined)("a library that registers operators", () => {
  const source = path.join(repoRoot, "test", "tensor", "operator-library.cc");
  let library = "";

  test("its names are unknown before it is loaded", { timeout: COMPILE_MS }, () => {
    library = compile([source], "operators.so");
    expect(() => ops.call("torchts_test::total", [tensor([1])])).toThrow(/no operator torchts_test::total/);
  });

  test("is loaded once, however often it is asked for", () => {
    ops.load(library);
    ops.load(library);
    ops.load(path.relative(process.cwd(), library));
    expect(ops.list()).toContain("torchts_test::scaled_sum");
  });

  test("its operators take tensors, numbers, lists and options", () => {
    const a = tensor([1, 2]);
    const b = tensor([3, 4]);
    const scaled = ops.call<Tensor>("torchts_test::scaled_sum", a, b, { scale: 0.5 });
    expect(scaled.toArray()).toEqual([2, 3]);
    expect(ops.call<Tensor>("torchts_test::scaled_sum", a, b).toArray()).toEqual([4, 6]);
    expect(ops.call<Tensor>("torchts_test::total", [a, b, b]).toArray()).toEqual([7, 10]);
    expect(ops.call<Tensor>("torchts_test::total.list", [a]).toArray()).toEqual([1, 2]);
    expect(ops.call("torchts_test::greet", "wörld")).toBe("hello wörld");
  });

  test("several results come by name, and in-place ones return their argument", () => {
    const x = tensor([8]);
    const { half, times } = ops.call<{ half: Tensor; times: number }>("torchts_test::halve", x, 3);
    expect([half.item(), times]).toEqual([1, 3]);
    expect(ops.call("torchts_test::double_", x)).toBe(x);
    expect(x.item()).toBe(16);
  });

  test("composite ones are differentiated by the operators they call", () => {
    const a = tensor([1, 2], { requiresGrad: true });
    ops.call<Tensor>("torchts_test::scaled_sum", a, a, { scale: 3 }).sum().backward();
    expect(a.grad?.toArray()).toEqual([6, 6]);
  });

  test("wrong arguments and refusals are typed errors", () => {
    expect(() => ops.call("torchts_test::scaled_sum", 1, 2)).toThrow(/scaledSum\(a: Tensor, b: Tensor/);
    expect(() => ops.call("torchts_test::scaled_sum", tensor([1, 2]), tensor([1, 2, 3]))).toThrow(ShapeError);
    expect(() => ops.call("torchts_test::total", [])).toThrow(/total needs at least one tensor/);
    expect(() => ops.call("torchts_test::total.nope", [])).toThrow(/no operator torchts_test::total\.nope/);
    expect(() => ops.call("torchts_test::nope")).toThrow(/no operator torchts_test::nope/);
  });

  test("one that ends the process as it is opened is refused with the reason", {
    timeout: COMPILE_MS,
  }, () => {
    const file = path.join(folder, "aborts.cc");
    writeFileSync(file, "#include <cstdlib>\nstatic int ended = (std::abort(), 0);\n");
    const aborting = compile([file], "aborts.so");
    expect(() => ops.load(aborting)).toThrow(/aborts\.so could not be loaded.*SIGABRT/s);
  });

  test("one with a missing symbol is refused with its name", { timeout: COMPILE_MS }, () => {
    const file = path.join(folder, "missing.cc");
    writeFileSync(file, "extern int torchts_is_nowhere();\nint used = torchts_is_nowhere();\n");
    const missing = compile([file], "missing.so");
    expect(() => ops.load(missing)).toThrow(LibtorchError);
    expect(() => ops.load(missing)).toThrow(/torchts_is_nowhere/);
  });
});

describe("what is no library", () => {
  test("a path without a file, a folder, no path", () => {
    expect(() => ops.load(path.join(folder, "none.so"))).toThrow(/none\.so is no file/);
    expect(() => ops.load(folder)).toThrow(/is no file/);
    expect(() => ops.load(undefined as never)).toThrow(/expected the path of a shared library/);
  });

  test("a file of another kind is refused with the system loader's reason and a code", () => {
    const file = path.join(folder, "text.so");
    writeFileSync(file, "no library");
    expect(() => ops.load(file)).toThrow(
      expect.objectContaining({ code: "ERR_TORCHTS_OPERATOR_LIBRARY", file }),
    );
  });
});
