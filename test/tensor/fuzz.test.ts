// Random calls with random arguments never bring the process down: the short form of scripts/fuzz-ops.ts.
import { expect, test } from "vitest";
import { fuzz } from "../../scripts/fuzz-ops.ts";
import { testSeed } from "../helpers/seed.ts";

const CALLS = 2000;
const SEED = testSeed();

test(`${CALLS} random calls are carried out or refused with a TorchtsError (TORCHTS_SEED=${SEED})`, async () => {
  const report = await fuzz({ seed: SEED, count: CALLS });
  expect(report.crashes, `seed ${SEED}`).toEqual([]);
  expect(report.untyped, `seed ${SEED}`).toEqual([]);
  expect(report.leaked, `seed ${SEED}`).toBe(0);
  expect(report.ran, `seed ${SEED}`).toBeGreaterThan(CALLS / 8);
}, 60_000);
