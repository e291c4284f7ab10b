// torchvision's own library, or another that has its operators, beside this package's: each case in a process of its own.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { COMPILE_MS, compileLibrary, reasonNotToCompile } from "../../helpers/compile.ts";
import { repoRoot, saySkip } from "../../helpers/index.ts";

const skip = reasonNotToCompile();
if (skip !== undefined) saySkip(skip);

const here = path.join(repoRoot, "test", "vision", "boxes");
const folder = mkdtempSync(path.join(tmpdir(), "torchts-foreign-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const library = path.join(folder, "foreign.so");

function outcome(scenario: string, more: Record<string, string> = {}): unknown {
  const args = ["--import", "tsx", path.join(here, "foreign-library.ts"), scenario, library];
  const run = spawnSync(process.execPath, args, {
    cwd: repoRoot,
    encoding: "utf8",
    env: { ...process.env, ...more },
  });
  expect({ status: run.status, signal: run.signal }, run.stderr.slice(-2000)).toEqual({
    status: 0,
    signal: null,
  });
  return JSON.parse(run.stdout.trim().split("\n").at(-1) as string);
}

describe.skipIf(skip !== undefined)("a library with torchvision's operators", () => {
  beforeAll(() => {
    compileLibrary([path.join(here, "foreign-operators.cc")], library);
  }, COMPILE_MS);

  const refusal = { name: "LibtorchError", code: "ERR_TORCHTS_OPERATOR_LIBRARY", says: "opened before" };

  test("that is opened first is used, which is said once; what would crash its kernels is refused", () => {
    const invalid = { name: "ArgumentError", code: "ERR_TORCHTS_ARGUMENT", says: "finite" };
    expect(outcome("first")).toEqual({
      kept: [[42], [42]],
      aligned: [[[[42]]]],
      refused: [invalid, invalid],
      warnings: 1,
    });
  });

  test("is refused after the first call of one, and the process goes on", () => {
    expect(outcome("after")).toEqual({ before: [1], load: refusal, after: [1] });
  });

  test("is refused after a call on another thread", () => {
    expect(outcome("thread")).toEqual({ exit: 0, load: refusal, nms: [1] });
  });

  test("that has some of them is told by its operators", () => {
    const missing = { name: "LibtorchError", code: "ERR_TORCHTS_VISION_OPERATORS", says: "and not all" };
    expect(outcome("partial", { TORCHTS_TEST_PARTIAL: "1" })).toEqual({ nms: missing, again: missing });
  });
});
