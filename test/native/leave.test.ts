// The process's end in the middle of work: the user's exit code and whole output, never a crash. Each way of
// scripts/exit-ways.mjs a few times; `node scripts/exit-trials.mjs --trials 200` does it in earnest.
import { spawnSync } from "node:child_process";
import path from "node:path";
import { describe, expect, test, vi } from "vitest";
import { repoRoot } from "../helpers/data.ts";

vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

/** Of each way; without the handler at the end, half of all processes crash. */
const TRIALS = 4;
/** Of ways that start several environments, each of which takes as long as a process: the handler is the same. */
const TRIALS_OF_THREADS = 2;

function run(...words: string[]): { status: number | null; stdout: string } {
  const script = path.join(repoRoot, "scripts", "exit-trials.mjs");
  return spawnSync(process.execPath, [script, ...words], { cwd: repoRoot, encoding: "utf8" });
}

describe("a backward pass runs on the background thread", () => {
  test.each([
    ["exit", "process.exit"],
    ["exitCodeLate", "process.exit, and a listener that chooses another code"],
    ["uncaught", "an exception that nobody catches"],
    ["rejected", "a rejection that nobody handles"],
    ["interrupts", "two interrupts, the second of which calls process.exit"],
    ["long", "process.exit, and the pass takes longer than the process waits"],
    ["queued", "process.exit, and more passes wait"],
    ["reading", "process.exit while tensors are read"],
    ["hook", "process.exit in a hook that the pass waits for"],
    ["hookInCall", "process.exit in a hook of a pass on the main thread"],
    ["natural", "nothing ends it: the process waits for the pass"],
  ])("%s: %s", (way) => expectGood(way, TRIALS));
});

test("images are read and changed on other threads", () => expectGood("pixels", TRIALS));

describe("worker threads at work", () => {
  test.each([
    ["threads", "process.exit of the main thread"],
    ["threadLong", "process.exit, and a worker's pass takes longer than the process waits"],
    ["terminated", "terminate() three times, and the process goes on"],
    ["terminatedThenExit", "terminate() and process.exit at once"],
  ])("%s: %s", (way) => expectGood(way, TRIALS_OF_THREADS));
});

function expectGood(way: string, trials: number): void {
  const { status, stdout } = run("--trials", String(trials), "--way", way);
  expect(stdout).toMatch(new RegExp(`^v\\S+ +${way} +good ${trials}\\n$`));
  expect(status).toBe(0);
}

test("every way of the trials is tested here", () => {
  const { stdout } = run("--trials", "0");
  expect(stdout.trim().split("\n")).toHaveLength(16);
});
