// The addon in worker threads: state of their own, many at once, ended in the middle of work.
import { spawn } from "node:child_process";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { repoRoot } from "../helpers/data.ts";

interface Ended {
  how: string;
  outcome: unknown;
  complaints: string;
}

/** Runs a scenario of threads.ts in a process of its own. */
function scenario(name: string): Promise<Ended> {
  const script = path.join(repoRoot, "test", "native", "threads.ts");
  const child = spawn(process.execPath, ["--import", "tsx", script, name], {
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

async function expectOutcome(name: string, outcome: unknown): Promise<void> {
  const ended = await scenario(name);
  expect({ how: ended.how, outcome: ended.outcome }, ended.complaints.slice(-1500)).toEqual({
    how: "exit 0",
    outcome,
  });
}

const WORK = { grad: [5, 7], few: true, data: [1, 2] };

describe("worker threads", () => {
  test("do all that the main thread does", () => expectOutcome("one", WORK));

  test("run at once, four of them", () =>
    expectOutcome("several", { results: [WORK, WORK, WORK, WORK], mine: [1, 1] }));

  test("have tensors, handles and modes of their own", () =>
    expectOutcome("separate", { fresh: 0, stolen: "FreedTensorError", modes: false, here: true }));
});

describe("ending", () => {
  test("a worker in the middle of operators", () => expectOutcome("busy", 3));

  test("a worker with backward passes pending", () => expectOutcome("pending", 3));

  test("a worker with reads pending", () => expectOutcome("reading", 3));

  test("a worker that leaves by itself with work pending", () =>
    expectOutcome("leave", { code: 0, alive: 3 }));

  test("the main thread while it and a worker are at work", () => expectOutcome("mainLeaves", "leaving"));
});
