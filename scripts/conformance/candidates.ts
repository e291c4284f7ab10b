/**
 * Prints, as JSON, the cases of which scripts/fixtures/conformance.py records some: for each compared operator a few
 * of each kind, in the order of preference, without those whose values hang on the machine.
 */

import { writeFileSync } from "node:fs";
import type { Case } from "../../test/conformance/case.ts";
import { casesOf, comparedOperators } from "../../test/conformance/cases.ts";

/** How many candidates of each kind: enough to come to a valid one. */
const MOST = 24;
const LEFT_OUT = ["empty", "special"];

/** Candidates for a recorded case with gradients, and for a second one of another dtype. */
function candidates(op: string): { first: Case[]; second: Case[] } {
  const cases = casesOf(op).filter(({ id }) => !LEFT_OUT.some((label) => id.includes(` ${label}`)));
  // What is given beside the tensors shows whether arguments arrive.
  const telling = ({ id, style }: Case) => Number(/ options| #2/.test(id)) * 2 + Number(style === "named");
  const named = cases.toSorted((a, b) => telling(b) - telling(a));
  const pick = (from: readonly Case[], ...dtypes: string[]) =>
    dtypes.flatMap((dtype) => from.filter((test) => test.dtype === dtype).slice(0, MOST));
  return {
    first: pick(cases, "float64", "float32", "uint8"),
    second: pick(named, "int64", "bfloat16", "bool", "complex128", "float32").slice(0, MOST),
  };
}

const file = process.argv[2];
if (file === undefined) throw new Error("candidates.ts: expected the name of the file to write");
writeFileSync(
  file,
  JSON.stringify(Object.fromEntries(comparedOperators().map((op) => [op, candidates(op)]))),
);
