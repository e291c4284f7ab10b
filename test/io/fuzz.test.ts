/**
 * Random damage to real files: a reader either still reads or throws a typed error; it never crashes, hangs or
 * leaks. The seed is printed; TORCHTS_SEED and TORCHTS_FUZZ_ROUNDS set seed and length.
 */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { load } from "../../lib/io/index.ts";
import { TorchtsError } from "../../lib/native/errors.ts";
import { memory, scope, Tensor } from "../../lib/tensor/index.ts";
import { testSeed } from "../helpers/seed.ts";
import { file, seeded, temporaryFile } from "./support.ts";

const SEED = testSeed();
const ROUNDS = Number(process.env.TORCHTS_FUZZ_ROUNDS ?? 250);
/** Far more than any damaged fixture may take. */
const PATIENCE = 10_000;

/** Values that break length and offset arithmetic. */
const EDGES = [0, 1, 0x7f, 0x80, 0xff];

/** The same bytes with a few of them changed, moved, repeated or lost. */
function damage(bytes: Uint8Array, below: (n: number) => number): Uint8Array {
  let result = Uint8Array.from(bytes);
  for (let change = 0, changes = 1 + below(4); change < changes; change++) {
    const at = below(result.length || 1);
    switch (below(6)) {
      case 0: // flip a bit
        result[at] = (result[at] ?? 0) ^ (1 << below(8));
        break;
      case 1: // an extreme byte
        result[at] = EDGES[below(EDGES.length)] as number;
        break;
      case 2: // an extreme 32-bit number
        for (let i = 0; i < 4; i++) result[at + i] = i < 3 ? 0xff : (EDGES[below(EDGES.length)] as number);
        break;
      case 3: // lost bytes
        result = Uint8Array.from([...result.subarray(0, at), ...result.subarray(at + 1 + below(16))]);
        break;
      case 4: // cut off
        if (below(4) === 0) result = result.slice(0, at);
        break;
      default: {
        // repeated elsewhere
        const from = below(result.length || 1);
        result.set(result.slice(from, Math.min(from + 1 + below(32), from + result.length - at)), at);
      }
    }
  }
  return result;
}

/** Touches every element of every tensor in a value: a wrong mapping would crash here. */
function touch(value: unknown, seen = new Set<unknown>()): void {
  if (typeof value !== "object" || value === null || seen.has(value)) return;
  seen.add(value);
  if (value instanceof Tensor) {
    if (value.numel() < 1_000_000) value.bytes();
  } else if (value instanceof Map || value instanceof Set || Array.isArray(value)) {
    for (const item of value.values()) touch(item, seen);
  } else for (const item of Object.values(value)) touch(item, seen);
}

describe("damaged files", () => {
  test.each([
    "views.pth",
    "views-legacy.pth",
    "views-deflated.pth",
    "values.pth",
    "values-legacy.pth",
    "checkpoint.pth",
    "dtypes-legacy.pth",
    "floats-big-endian.pth",
    "dtypes.safetensors",
    "fortran.npy",
  ])("%s", async (name) => {
    console.info(`fuzz seed ${SEED} for ${name}, ${ROUNDS} rounds`);
    const below = seeded(SEED);
    const whole = readFileSync(file(name));
    let refused = 0;
    memory.collect();
    const before = memory.stats().liveTensors;
    for (let round = 0; round < ROUNDS; round++) {
      const given = temporaryFile(damage(whole, below));
      const started = performance.now();
      try {
        await scope(async () => touch(await load(given, { mmap: round % 2 === 0 })));
      } catch (error) {
        refused++;
        expect(error, `seed ${SEED}, round ${round}: ${(error as Error).stack}`).toBeInstanceOf(TorchtsError);
      }
      expect(performance.now() - started, `seed ${SEED}, round ${round}`).toBeLessThan(PATIENCE);
    }
    expect(refused).toBeGreaterThan(ROUNDS / 20);
    expect(memory.stats().liveTensors).toBeLessThanOrEqual(before);
  });
});
