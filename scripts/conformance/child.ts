/**
 * Makes the calls of one chunk of cases in TypeScript and compares them with PyTorch's answers. Run by run.ts:
 *
 *     node --import tsx scripts/conformance/child.ts CASES.json ANSWERS.jsonl OUT.jsonl START
 *
 * OUT.jsonl gets one line per case, in order, so that a call that ends the process is known by the line missing.
 */

import { appendFileSync, readFileSync } from "node:fs";
import { setNumThreads } from "../../lib/tensor/index.ts";
import { runCase } from "../../test/conformance/call.ts";
import type { Answer, Case } from "../../test/conformance/case.ts";
import { compareOutcomes, sameBits } from "../../test/conformance/compare.ts";

/** What came of the comparison of one case. */
export interface Verdict {
  id: string;
  op: string;
  dtype: string;
  /**
   * `equal` to the bit, `close` within the tolerance, `shapes` where values are what lay in memory; `invalid`: PyTorch
   * refuses the call, so there is nothing to compare.
   */
  verdict: "equal" | "close" | "shapes" | "mismatch" | "invalid";
  /** Whether gradients were compared. */
  gradients: boolean;
  /** What differs, or why PyTorch refuses. */
  what?: string;
}

/** Makes the call of a case and compares it. */
export function judge(test: Case, answer: Answer): Verdict {
  const { id, op, dtype } = test;
  if ("error" in answer) return { id, op, dtype, verdict: "invalid", gradients: false, what: answer.error };
  const expected = answer.outcome;
  const gradients = expected.gradients !== undefined;
  try {
    const actual = runCase(test, gradients);
    const difference = compareOutcomes(actual, expected, test.unspecified);
    if (difference === undefined) {
      const near = test.unspecified === undefined ? "close" : "shapes";
      return { id, op, dtype, verdict: sameBits(actual, expected) ? "equal" : near, gradients };
    }
    return { id, op, dtype, verdict: "mismatch", gradients, what: `${difference.where}: ${difference.what}` };
  } catch (error) {
    return { id, op, dtype, verdict: "mismatch", gradients, what: String(error).slice(0, 600) };
  }
}

function main(): void {
  const [casesFile, answersFile, outFile, start] = process.argv.slice(2) as [string, string, string, string];
  const cases = JSON.parse(readFileSync(casesFile, "utf8")) as Case[];
  const answers = readFileSync(answersFile, "utf8").trim().split("\n");
  setNumThreads(1);
  process.removeAllListeners("warning");
  for (let i = Number(start); i < cases.length; i++) {
    const answer = JSON.parse(answers[i] as string) as Answer;
    appendFileSync(outFile, `${JSON.stringify(judge(cases[i] as Case, answer))}\n`);
  }
}

main();
