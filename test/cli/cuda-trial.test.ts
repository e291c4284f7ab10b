// The kernels that `doctor` runs on a device, and the process that they are run in.
import path from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { tryCuda, tryDevice } from "../../lib/cli/cuda-trial.ts";
import type { CudaTrial } from "../../lib/native/cuda/check.ts";
import * as library from "../../lib/tensor/index.ts";
import { repoRoot } from "../helpers/data.ts";

test("a device that computes", () => {
  expect(tryDevice(library, "cpu")).toEqual({ device: "cpu", failed: null, said: null });
});

test("a device that fails: at what, and in libtorch's own words", () => {
  const { failed, said } = tryDevice(library, "meta");
  expect(failed).toBe("a kernel");
  expect(said).toMatch(/meta/i);
});

test.each([
  ["a kernel", 1],
  ["a matrix product", 2],
  ["a convolution", 4],
])("a device with wrong numbers in %s", (step, ndim) => {
  const ones: typeof library.ones = (...args) => {
    const made = library.ones(...args);
    return made.ndim === ndim ? made.mul(2) : made;
  };
  expect(tryDevice({ ...library, ones }, "cpu")).toEqual({ device: "cpu", failed: step, said: null });
});

test.skipIf(library.cuda.isAvailable())("no device: libtorch's own words of it", () => {
  const { devices, refused } = tryCuda(library);
  expect(devices).toEqual([]);
  expect(refused).toMatch(/CUDA/);
});

test("in a process of its own, the same", async () => {
  const built = pathToFileURL(path.join(repoRoot, "dist", "command", "cuda-trial.js")).href;
  const { trialApart } = (await import(built)) as { trialApart: () => Promise<CudaTrial> };
  expect(await trialApart()).toEqual(tryCuda(library));
});
