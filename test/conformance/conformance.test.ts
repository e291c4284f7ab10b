/** Every compared operator against PyTorch's recorded results. `npm run conformance` compares all cases live. */

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { OperatorError } from "../../lib/native/errors.ts";
import { setNumThreads } from "../../lib/tensor/index.ts";
import { runCase } from "./call.ts";
import { casesOf, comparedOperators } from "./cases.ts";
import { compareRecorded, type RecordedOutcome, recordedOutcomes } from "./recorded.ts";

const LEAST_OPERATORS = 900;

setNumThreads(1);
// Many of the operators are deprecated or in beta, and say so.
process.removeAllListeners("warning");

const byOperator = new Map<string, [string, RecordedOutcome][]>();
for (const [id, outcome] of Object.entries(recordedOutcomes())) {
  const op = id.slice(0, id.indexOf(" "));
  byOperator.set(op, [...(byOperator.get(op) ?? []), [id, outcome]]);
}

/** oneDNN computes bfloat16 only where the processor has AVX-512, and says so in these words. */
const NEEDS_AVX512 = /needs the cpu support|could not create a (?:primitive )?descriptor/;

function hasAvx512(): boolean {
  try {
    return /\bavx512bw\b/.test(readFileSync("/proc/cpuinfo", "utf8"));
  } catch {
    return true; // not told: nothing is left out
  }
}

const avx512 = hasAvx512();
if (!avx512) console.log("skipped: bfloat16 of oneDNN's own operators, which needs AVX-512");

/** Whether a case cannot be computed on this processor, in Python either. */
function isBeyondProcessor(id: string, error: unknown): boolean {
  return (
    !avx512 && id.includes("bfloat16") && error instanceof OperatorError && NEEDS_AVX512.test(error.message)
  );
}

describe("operators give PyTorch's results", () => {
  it.each([...byOperator])("%s", (op, recorded) => {
    const cases = new Map(casesOf(op).map((test) => [test.id, test]));
    for (const [id, outcome] of recorded) {
      const test = cases.get(id);
      if (test === undefined) {
        throw new Error(`${id} is no longer drawn: python3 scripts/make-fixtures.py conformance`);
      }
      try {
        const difference = compareRecorded(test, runCase(test, outcome.g !== undefined), outcome);
        expect(difference, id).toBeUndefined();
      } catch (error) {
        if (!isBeyondProcessor(id, error)) throw error;
      }
    }
  });
});

describe("coverage", () => {
  it("has recorded results of every operator that is not left out for a reason", () => {
    expect(comparedOperators().filter((op) => !byOperator.has(op))).toEqual([]);
    expect(byOperator.size).toBeGreaterThanOrEqual(LEAST_OPERATORS);
  });
});
