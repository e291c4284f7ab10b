// What the recorded and the live comparison of detection data share.

import { expect } from "vitest";
import type { Tensor } from "../../lib/tensor/index.ts";
import { datasets } from "../../lib/vision/index.ts";

/** One step of a chain, with the parameters that were drawn for it. */
export interface Step {
  kind: "resize" | "fixedSizeCrop" | "distort" | "zoomOut" | "iouCrop" | "hflip";
  params?: unknown;
  fill?: readonly number[];
}

/** A target as scripts/fixtures/detection_data.py writes it; masks are pycocotools' text. */
export interface WrittenTarget {
  boxes: number[][];
  labels: number[];
  area: number[];
  iscrowd: number[];
  masks: string[];
}

/** Coordinates of files with fractions, in float32. */
const COORDINATE_TOLERANCE = 1e-5;

/** Throws unless the target of every image is the one expected, its masks pixel by pixel. */
export async function expectTargets(
  split: datasets.DetectionSplit,
  expected: readonly WrittenTarget[],
): Promise<void> {
  expect(split.length).toBe(expected.length);
  for (let i = 0; i < expected.length; i++) {
    const { boxes, labels, area, iscrowd, masks } = await split.readTarget(i);
    const wanted = expected[i] as WrittenTarget;
    expect(labels.toArray()).toEqual(wanted.labels);
    expect(iscrowd?.toArray()).toEqual(wanted.iscrowd);
    expectNear(boxes.toArray() as number[][], wanted.boxes);
    expectNear([area?.toArray() as number[]], [wanted.area]);
    const written = wanted.masks.map(
      (_, at) => datasets.coco.encodeRle((masks as Tensor).select(0, at)).counts,
    );
    expect(written).toEqual(wanted.masks);
  }
}

function expectNear(actual: number[][], expected: number[][]): void {
  expect(actual.length).toBe(expected.length);
  actual.forEach((row, i) => {
    row.forEach((value, j) => {
      const wanted = expected[i]?.[j] as number;
      expect(Math.abs(value - wanted)).toBeLessThanOrEqual(
        COORDINATE_TOLERANCE * Math.max(1, Math.abs(wanted)),
      );
    });
  });
}
