/** Sets of ground truth and results with what pycocotools makes of them: scripts/fixtures/coco_evaluation.py. */
import { expect } from "vitest";
import {
  type Detections,
  type DetectionTarget,
  rle,
  stack,
  type Tensor,
  tensor,
  zeros,
} from "../../../lib/index.ts";
import {
  type CocoEvaluation,
  CocoEvaluator,
  type CocoEvaluatorOptions,
  type CocoGroundTruth,
  type CocoResult,
} from "../../../lib/vision/coco-evaluation/index.ts";

/** A set and the figures of it; whole arrays where the live tests asked for them. */
export interface RandomSet {
  truth: CocoGroundTruth;
  results: CocoResult[];
  settings: CocoEvaluatorOptions;
  expected: {
    stats: number[];
    perClass: number[];
    curve: number[];
    /** At an overlap of 0.5: of detections of at least 0.5, and the sensitivities of FROC. */
    actedOn: { right: number; wrong: number; objects: number; froc: number[] | null };
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

const corners = ([x = 0, y = 0, w = 0, h = 0]: readonly number[]): number[] => [x, y, x + w, y + h];

/** Boxes (N, 4) float64 of an image's entries. */
const boxesOf = (entries: readonly { bbox?: readonly number[] }[]): Tensor =>
  tensor(
    entries.flatMap(({ bbox = [] }) => corners(bbox)),
    { dtype: "float64" },
  ).view([entries.length, 4]);

/** What a set holds of an image, as tensors. */
export function tensorsOf(
  { truth, results, settings }: RandomSet,
  image: { id: number; height?: number; width?: number },
): [Detections, DetectionTarget] {
  const places = truth.categories.map(({ id }) => id).sort((a, b) => a - b);
  const own = truth.annotations.filter(({ image_id }) => image_id === image.id);
  const found = results.filter(({ image_id }) => image_id === image.id);
  const labels = (entries: readonly { category_id: number }[]): Tensor =>
    tensor(
      entries.map(({ category_id }) => places.indexOf(category_id) + 1),
      { dtype: "int64" },
    );
  const { height = 0, width = 0 } = image;
  const masks = (entries: readonly { segmentation?: unknown }[]): Tensor =>
    entries.length === 0
      ? zeros([0, height, width])
      : stack(
          entries.map(({ segmentation }) =>
            rle.decode(
              Array.isArray(segmentation)
                ? rle.fromPolygons(segmentation, height, width)
                : (segmentation as rle.RunLengths),
            ),
          ),
        );
  const isMasks = settings.shapes === "masks";
  return [
    {
      boxes: isMasks ? zeros([found.length, 4]) : boxesOf(found),
      labels: labels(found),
      scores: tensor(
        found.map(({ score }) => score),
        { dtype: "float64" },
      ),
      ...(isMasks && { masks: masks(found).unsqueeze(1).to("float32").mul(0.8) }),
    },
    {
      boxes: boxesOf(own),
      labels: labels(own),
      area: tensor(
        own.map(({ area = 0 }) => area),
        { dtype: "float64" },
      ),
      iscrowd: tensor(
        own.map(({ iscrowd = 0 }) => iscrowd),
        { dtype: "uint8" },
      ),
      ...(isMasks && { masks: masks(own) }),
    },
  ];
}
