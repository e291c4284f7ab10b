// Random calls with random arguments never bring the process down: the short form of scripts/fuzz-ops.ts.
import { expect, test } from "vitest";
import { fuzz } from "../../scripts/fuzz-ops.ts";

test("4,000 random calls of public operators are carried out or refused with a TorchtsError", async () => {
  const seed = Number(process.env.TORCHTS_FUZZ_SEED ?? 0);
  const report = await fuzz(seed, 0, 4000);
  expect(report.crashes, `seed ${seed}`).toEqual([]);
  expect(report.untyped, `seed ${seed}`).toEqual([]);
  expect(report.ran).toBeGreaterThan(800);
});
