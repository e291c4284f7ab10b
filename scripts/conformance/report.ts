/** The report of a run: totals, what was not compared and why, as docs/conformance.md and JSON. */

import { writeFileSync } from "node:fs";
import path from "node:path";
import { functionNames } from "../../lib/tensor/generated/names.gen.ts";
import { TOLERANCE } from "../../test/conformance/compare.ts";
import { notCompared } from "../../test/conformance/not-compared.ts";
import type { Verdict } from "./child.ts";

/** Totals of a run. */
export interface Summary {
  /** Operators asked for. */
  operators: number;
  /** Those with at least one compared case. */
  covered: number;
  /** Those without. */
  uncovered: string[];
  /** Calls of the table that are valid with no dtype: `add #3`. */
  neverValid: string[];
  /** Compared cases. */
  cases: number;
  /** Compared cases with gradients. */
  gradients: number;
  /** Operators with a compared gradient. */
  differentiable: number;
  /** Compared cases equal to the bit. */
  equal: number;
  /** Compared cases within the tolerance, by operator. */
  close: Record<string, number>;
  /** Cases of which only dtypes and shapes are compared. */
  shapes: number;
  mismatches: number;
  /** Compared cases by dtype. */
  byDtype: Record<string, number>;
}

function neverValid(verdicts: readonly Verdict[]): string[] {
  const seen = new Map<string, boolean>();
  for (const { id, verdict } of verdicts) {
    const call = / #\d+ /.exec(id) === null ? undefined : id.split(" ").slice(0, 2).join(" ");
    if (call !== undefined) seen.set(call, (seen.get(call) ?? false) || verdict !== "invalid");
  }
  return [...seen].filter(([, valid]) => !valid).map(([call]) => call);
}

/** Counts the verdicts. */
export function summarize(operators: readonly string[], verdicts: readonly Verdict[]): Summary {
  const compared = verdicts.filter((v) => v.verdict !== "invalid");
  const covered = new Set(compared.map((v) => v.op));
  const byDtype: Record<string, number> = {};
  for (const { dtype } of compared) byDtype[dtype] = (byDtype[dtype] ?? 0) + 1;
  const close: Record<string, number> = {};
  for (const { op, verdict } of compared) if (verdict === "close") close[op] = (close[op] ?? 0) + 1;
  return {
    operators: operators.length,
    covered: covered.size,
    uncovered: operators.filter((op) => !covered.has(op)),
    neverValid: neverValid(verdicts),
    cases: compared.length,
    gradients: compared.filter((v) => v.gradients).length,
    differentiable: new Set(compared.filter((v) => v.gradients).map((v) => v.op)).size,
    equal: compared.filter((v) => v.verdict === "equal").length,
    close,
    shapes: compared.filter((v) => v.verdict === "shapes").length,
    mismatches: compared.filter((v) => v.verdict === "mismatch").length,
    byDtype,
  };
}

function markdown(summary: Summary, verdicts: readonly Verdict[]): string {
  const near = Object.values(summary.close).reduce((a, b) => a + b, 0);
  const lines = [
    "# Operator conformance",
    "",
    "Every public operator of libtorch's `aten` namespace, called through torchts and through Python's `torch.ops.aten`",
    "with the same tensors, on the CPU. Written by `npm run conformance`; `npm test` checks every one of the compared",
    "operators against recorded results of PyTorch.",
    "",
    "| | |",
    "|---|---|",
    `| public operators | ${functionNames.length} |`,
    `| compared | ${summary.covered} |`,
    `| with gradients | ${summary.differentiable} |`,
    `| cases | ${summary.cases} |`,
    `| cases with gradients | ${summary.gradients} |`,
    `| cases equal to the bit | ${summary.equal} |`,
    `| cases within the tolerance | ${near} |`,
    `| cases whose values are what lay in memory: dtypes and shapes only | ${summary.shapes} |`,
    `| mismatches | ${summary.mismatches} |`,
    "",
    "Compared are every result and every changed argument: kind, dtype, shape, values, NaN and infinities by position; and",
    "for float32 and float64 the gradients of a weighted sum of the results. Inputs are dense, strided, empty, scalar,",
    "broadcast, of mixed dtypes, sparse and quantized. Calls are made in turn as methods, as functions by position and as",
    "functions with arguments by name. What PyTorch refuses is not compared.",
    "",
    "Cases by the dtype of the tensors whose dtype the call leaves open, and how far a value may be off, relative to the",
    "largest finite value expected in the tensor:",
    "",
    "| dtype | cases | tolerance |",
    "|---|---|---|",
    ...Object.entries(summary.byDtype).map(([d, n]) => `| ${d} | ${n} | ${TOLERANCE[d] ?? "equal"} |`),
    "",
    "## Not compared",
    "",
    "| operator | reason |",
    "|---|---|",
    ...Object.entries(notCompared).map(([op, reason]) => `| \`${op}\` | ${reason} |`),
    ...summary.uncovered.map((op) => `| \`${op}\` | no valid case in the table |`),
    "",
  ];
  if (near > 0) {
    const list = Object.entries(summary.close).map(([op, n]) => `\`${op}\` (${n})`);
    lines.push("## Within the tolerance, but not equal to the bit", "", list.join(", "), "");
  }
  const wrong = verdicts.filter((v) => v.verdict === "mismatch");
  if (wrong.length > 0) {
    lines.push("## Mismatches", "", ...wrong.map((v) => `- \`${v.id}\`: ${v.what}`), "");
  }
  return lines.join("\n");
}

/** Writes conformance.md, and conformance.json with every verdict where a folder is named. */
export function writeReport(
  summary: Summary,
  verdicts: readonly Verdict[],
  to: { only: boolean; out: string | undefined; root: string },
): void {
  if (to.out !== undefined) {
    writeFileSync(path.join(to.out, "conformance.md"), markdown(summary, verdicts));
    writeFileSync(path.join(to.out, "conformance.json"), JSON.stringify({ summary, verdicts }));
  } else if (!to.only) {
    writeFileSync(path.join(to.root, "docs", "conformance.md"), markdown(summary, verdicts));
  }
}
