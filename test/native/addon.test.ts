// The addon itself: what it says it is, and the rules of its edge that the tensor layer never breaks.
import { describe, expect, test } from "vitest";
import { native } from "../../lib/native/addon.ts";
import { empty, memory, ops, zeros } from "../../lib/tensor/index.ts";
import { readOverloads } from "../../lib/tensor/schema.ts";

describe("addon", () => {
  test("says what it was built for", () => {
    const build = native().build();
    expect(build.compiledFor).toMatch(/^2\.\d+\.\d+/);
    expect(typeof build.finalizersRunInLoops).toBe("boolean");
  });

  test("stale, forged and impossible handles are refused, never followed", () => {
    const t = zeros([1]);
    const handle = t._handle;
    t.dispose();
    const other = zeros([1]);
    for (const bad of [
      handle,
      0,
      -1,
      1,
      2 ** 24,
      2 ** 52,
      2 ** 53,
      Number.NaN,
      Number.POSITIVE_INFINITY,
      0.5,
    ]) {
      expect(() => native().sizes(bad), String(bad)).toThrow(/freed/);
      expect(() => native().info(bad), String(bad)).toThrow(/freed/);
      expect(() => native().read(bad), String(bad)).toThrow(/freed/);
    }
    expect(other.item()).toBe(0);
  });

  test("wrong kinds of arguments are errors", () => {
    const addon = native() as unknown as Record<string, (...args: unknown[]) => unknown>;
    for (const call of [
      () => addon.sizes?.("x"),
      () => addon.sizes?.(),
      () => addon.resolve?.(5),
      () => addon.free?.(-1),
      () => addon.free?.(1e12),
      () => addon.grow?.(1e12),
      () => addon.fromBytes?.(new ArrayBuffer(8), 6, 1),
      () => addon.fromBytes?.(new Float32Array(1), 999, 0),
      () => addon.fromBytes?.(new Float32Array(1), 6, 1e9),
      () => addon.generatorSeed?.(1e9, 1),
      () => addon.generatorSeed?.(-1, 1),
      () => addon.track?.(5, zeros([1])._handle),
    ]) {
      expect(call, String(call)).toThrow();
    }
  });

  test("a buffer of nonsense is an error", () => {
    const buffer = native().buffer();
    for (const cells of [[-1, 0], [1e9, 0], [Number.NaN, 0], [Number.POSITIVE_INFINITY]]) {
      buffer.set(cells);
      expect(() => native().call()).toThrow(/plan/);
    }
    const plan = readOverloads("aten::relu")[0]?.plan ?? 0;
    for (const cells of [
      [plan, 0],
      [plan, 1, 2, 77],
      [plan, 1, 6, 1e9],
      [plan, 1, 99, 0],
      [plan, 1, Number.NaN],
    ]) {
      buffer.set(cells);
      expect(() => native().call(), cells.join()).toThrow();
    }
  });

  test("resolving again makes no new plans", () => {
    const first = readOverloads("aten::add").map((o) => o.plan);
    for (let n = 0; n < 100; n++) expect(() => ops.call("aten::add.nope")).toThrow(/no operator/);
    expect(readOverloads("aten::add").map((o) => o.plan)).toEqual(first);
    const last = readOverloads("aten::sinc")[0]?.plan ?? 0;
    expect(last - Math.max(...first)).toBeLessThan(50);
  });

  test("finalizers run inside a synchronous loop where the build says so", ({ skip }) => {
    if (!native().build().finalizersRunInLoops) skip("built without experimental finalizers");
    memory.collect();
    const before = memory.liveTensors();
    for (let n = 0; n < 1000; n++) empty([1024, 256]);
    expect(memory.liveTensors() - before).toBeLessThan(600);
  });
});
