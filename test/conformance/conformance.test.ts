/** Every compared operator against PyTorch's recorded results. `npm run conformance` compares all cases live. */

import { describe, expect, it } from "vitest";
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

describe("operators give PyTorch's results", () => {
  it.each([...byOperator])("%s", (op, recorded) => {
    const cases = new Map(casesOf(op).map((test) => [test.id, test]));
    for (const [id, outcome] of recorded) {
      const test = cases.get(id);
      if (test === undefined) {
        throw new Error(`${id} is no longer drawn: python3 scripts/make-fixtures.py conformance`);
      }
      const difference = compareRecorded(test, runCase(test, outcome.g !== undefined), outcome);
      expect(difference, id).toBeUndefined();
    }
  });
});

describe("coverage", () => {
  it("has recorded results of every operator that is not left out for a reason", () => {
    expect(comparedOperators().filter((op) => !byOperator.has(op))).toEqual([]);
    expect(byOperator.size).toBeGreaterThanOrEqual(LEAST_OPERATORS);
  });
});
