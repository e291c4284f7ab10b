/** Sets of ground truth and results with what pycocotools makes of them: scripts/fixtures/coco_evaluation.py. */
import { expect } from "vitest";
import {
  type CocoEvaluation,
  CocoEvaluator,
  type CocoEvaluatorOptions,
  type CocoGroundTruth,
  type CocoResult,
} from "../../../lib/index.ts";

/** A set and the figures of it; whole arrays where the live tests asked for them. */
export interface RandomSet {
  truth: CocoGroundTruth;
  results: CocoResult[];
  settings: CocoEvaluatorOptions;
  expected: {
    stats: number[];
    perClass: number[];
    curve: number[];
    /** float64, row by row, in base64. */
    arrays?: Record<"precision" | "recall" | "scores", string>;
    /** pycocotools' own summary. */
    printed?: number[];
  };
}

/** How far a figure may be from pycocotools'. */
export const TOLERANCE = 1e-12;

/** The evaluation of a set. */
export async function evaluated({
  truth,
  results,
  settings,
}: Omit<RandomSet, "expected">): Promise<CocoEvaluation> {
  const evaluator = await CocoEvaluator.open(truth, settings);
  await evaluator.addResults(results);
  return evaluator.evaluate();
}

/** Two lists of numbers within the tolerance. */
export function expectNear(got: ArrayLike<number>, want: ArrayLike<number>, what: string): void {
  expect(got.length, what).toBe(want.length);
  const worst = Array.from(want).findIndex(
    (value, i) => !(Math.abs(value - (got[i] as number)) <= TOLERANCE),
  );
  expect(worst < 0 ? null : `${what}[${worst}]: ${got[worst]}, pycocotools has ${want[worst]}`).toBe(null);
}

/** An evaluation beside pycocotools' figures, and its arrays where they are there. */
export function expectEqual(found: CocoEvaluation, { expected }: RandomSet, what: string): void {
  const defined = (figure: number): number => (Number.isNaN(figure) ? -1 : figure);
  expectNear(found.stats, expected.stats, `${what}: stats`);
  expectNear(
    found.classes.map(({ figures }) => defined(figures.AP)),
    expected.perClass,
    `${what}: AP per class`,
  );
  const [first = ""] = found.classNames;
  expectNear(found.curve(first).precision.map(defined), expected.curve, `${what}: curve`);
  for (const name of ["precision", "recall", "scores"] as const) {
    if (expected.arrays === undefined) break;
    const bytes = Uint8Array.from(Buffer.from(expected.arrays[name], "base64"));
    expectNear(found.arrays[name], new Float64Array(bytes.buffer), `${what}: ${name}`);
  }
}

/** Two evaluations with the same arrays, to the bit. */
export function expectSame(a: CocoEvaluation, b: CocoEvaluation, what: string): void {
  for (const name of ["precision", "recall", "scores"] as const) {
    const [left, right] = [a.arrays[name], b.arrays[name]].map((values) => Buffer.from(values.buffer));
    expect(left?.equals(right as Buffer), `${what}: ${name}`).toBe(true);
  }
}
