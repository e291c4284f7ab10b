// Calls that once ended the process: each runs in a child process, so that a crash fails its test and no other.
import { spawnSync } from "node:child_process";
import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { OVER_BUILT } from "../helpers/built.ts";
import { CRASH_CASES } from "./crash-cases.ts";

interface Outcome {
  outcome: string;
  text: string;
}

const HANG_MS = 30_000;
const outcomes: Outcome[] = [];

/** Runs the cases from the first without an outcome; one that ends the child gets what ended it. */
function runCases(): void {
  const script = path.join(import.meta.dirname, "crash-cases.ts");
  const args = [...OVER_BUILT, script, String(outcomes.length)];
  const child = spawnSync(process.execPath, args, { encoding: "utf8", timeout: HANG_MS });
  const lines = child.stdout.split("\n").filter((line) => line.startsWith("{"));
  outcomes.push(...lines.map((line) => JSON.parse(line) as Outcome));
  if (outcomes.length < CRASH_CASES.length) {
    const how = child.error === undefined ? (child.signal ?? `exit ${child.status}`) : "a hang";
    outcomes.push({ outcome: how, text: child.stderr.slice(-2000) });
  }
}

describe("the process survives", () => {
  beforeAll(() => {
    while (outcomes.length < CRASH_CASES.length) runCases();
  }, CRASH_CASES.length * HANG_MS);

  test.each(CRASH_CASES.map(({ name, gives }, place) => ({ name, gives, place })))(
    "$name",
    ({ gives, place }) => {
      const { outcome, text } = outcomes[place] as Outcome;
      expect(outcome, text).toBe(gives);
      if (gives === "ArgumentError") expect(text).toMatch(/: /);
    },
  );
});
