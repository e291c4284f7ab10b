// Autocast beside PyTorch on this machine: for each operator of its lists for the CPU, the dtypes of results and gradients.

import { describe, expect, test } from "vitest";
import { autocast, autograd, manualSeed, type Tensor } from "../../lib/index.ts";
import { findPython, runPython } from "../helpers/index.ts";
import { argumentsOf, callEntry, type Entry, tensorsOf } from "./autocast-lists.ts";

process.removeAllListeners("warning"); // many of the operators are deprecated or in beta, and say so

const python = findPython(["torch", "torchvision"]);

describe.skipIf(python === undefined)("beside PyTorch", () => {
  test("the lists for the CPU", { timeout: 300_000 }, async () => {
    const { result } = await runPython(`
      import amp

      result = amp.cpu_lists()
      `);
    const entries = result as Entry[];
    expect(entries.length).toBeGreaterThan(80);
    for (const entry of entries) {
      manualSeed(0);
      const name = `${entry.list} ${entry.op} ${entry.half}`;
      const leaves: Tensor[] = [];
      const args = argumentsOf(entry, "cpu", leaves);
      const out = tensorsOf(autocast({ device: "cpu", dtype: entry.half }, () => callEntry(entry, args)));
      expect(
        out.map(({ dtype }) => dtype),
        name,
      ).toEqual(entry.out);
      if (entry.grad == null) continue;
      const parts = out.filter(({ requiresGrad }) => requiresGrad).map((t) => t.double().sum());
      const total = parts.reduce((sum, part) => sum.add(part));
      const grads = autograd.grad(total, leaves, { allowUnused: true });
      expect(
        grads.map((grad) => grad?.dtype ?? null),
        name,
      ).toEqual(entry.grad);
    }
  });
});
