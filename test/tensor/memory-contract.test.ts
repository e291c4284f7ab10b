// The memory contract (docs/memory.md) in long loops, each in a process of its own: live tensors and resident memory flat.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { OVER_BUILT } from "../helpers/built.ts";
import { COMPILE_MS, compileLibrary, reasonNotToCompile } from "../helpers/compile.ts";
import { repoRoot, saySkip } from "../helpers/index.ts";

const LOOP_MS = 120_000;
/** Each tensor is 1 MB: what waits for the collector stays below its 256 MB. */
const MOST_ALIVE = 300;
/** MB that the second half of a loop adds; without the contract it would be hundreds. */
const MOST_GROWN = 100;

function run(script: string, argument: string): Record<string, unknown> {
  const file = path.join(repoRoot, "test", "tensor", script);
  const child = spawnSync(process.execPath, [...OVER_BUILT, file, argument], {
    cwd: repoRoot,
    encoding: "utf8",
    timeout: LOOP_MS,
    env: { ...process.env, OMP_NUM_THREADS: "1", MKL_NUM_THREADS: "1" },
  });
  expect(child.status, `${child.signal ?? ""} ${child.stderr.slice(-1500)}`).toBe(0);
  return JSON.parse(child.stdout.trim().split("\n").at(-1) as string) as Record<string, unknown>;
}

/**
 * Tensors that may be left when the collector has run: what it finds dead at once depends on V8's version. Thousands were
 * made.
 */
const MOST_LEFT = 64;

/** The loops of contract-loops.ts. */
const LOOPS = [
  "unscoped",
  "scoped",
  "asynchronous",
  "interleaved",
  "generators",
  "exceptions",
  "closures",
  "hooks",
  "unscopedHooks",
  "unscopedLeafHooks",
  "unscopedFunctions",
  "unscopedPacked",
  "checkpoints",
  "graphs",
  "modules",
];

test.each(LOOPS)("the %s loop stays flat", { timeout: LOOP_MS }, (name) => {
  const { most, left, grown } = run("contract-loops.ts", name) as Record<string, number>;
  expect(most).toBeLessThanOrEqual(MOST_ALIVE);
  expect(left).toBeLessThanOrEqual(MOST_LEFT);
  expect(grown).toBeLessThanOrEqual(MOST_GROWN);
});

const skip = reasonNotToCompile();
if (skip !== undefined) saySkip(skip);

test.skipIf(skip !== undefined)(
  "an allocator that runs out: garbage is freed and the call tried again, else a typed error, and work goes on",
  { timeout: COMPILE_MS },
  () => {
    const folder = mkdtempSync(path.join(tmpdir(), "torchts-memory-"));
    try {
      const library = path.join(folder, "limited.so");
      compileLibrary([path.join(repoRoot, "test", "tensor", "limited-allocator.cc")], library);
      expect(run("limited-memory.ts", library)).toEqual({
        code: "ERR_TORCHTS_OOM",
        figures: true,
        enough: true,
        first: 0,
        inScope: "ERR_TORCHTS_OOM",
        after: (1024 * 1024) / 4,
        pass: "ERR_TORCHTS_OOM",
        alive: 3,
      });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
);
