/** Runs a scenario script in a process of its own, so that a crash of the addon is a failing test. */

import { spawn } from "node:child_process";
import path from "node:path";
import { expect } from "vitest";
import { OVER_BUILT } from "./built.ts";
import { repoRoot } from "./data.ts";

interface Ended {
  how: string;
  outcome: unknown;
  complaints: string;
}

function run(file: string, name: string): Promise<Ended> {
  const child = spawn(process.execPath, [...OVER_BUILT, path.join(repoRoot, file), name], {
    cwd: repoRoot,
    // One kernel thread each: threads that spin for each other are slow where the machine has other work.
    env: { ...process.env, OMP_NUM_THREADS: "1", MKL_NUM_THREADS: "1" },
  });
  let out = "";
  let complaints = "";
  child.stdout.on("data", (text) => {
    out += text;
  });
  child.stderr.on("data", (text) => {
    complaints += text;
  });
  return new Promise((resolve) => {
    child.on("close", (code, signal) => {
      const last = out.trim().split("\n").at(-1) ?? "";
      resolve({
        how: signal ?? `exit ${code}`,
        outcome: last === "" ? undefined : JSON.parse(last),
        complaints,
      });
    });
  });
}

/** Runs `<file> <name>` and compares the JSON on the last line of its output. */
export async function expectOutcome(file: string, name: string, outcome: unknown): Promise<void> {
  const ended = await run(file, name);
  expect({ how: ended.how, outcome: ended.outcome }, ended.complaints.slice(-1500)).toEqual({
    how: "exit 0",
    outcome,
  });
}
