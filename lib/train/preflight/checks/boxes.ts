/** Boxes that cannot be used, that are tiny, that are the whole image, or that are there twice. */

import { many } from "../check.ts";
import type { SampleFacts } from "../facts.ts";
import type { StatedBox } from "../subject.ts";
import { annotationCheck, problemOf } from "./annotation-kinds.ts";

const [TINY, SAME] = [3, 0.95];
/** How near the edges of the image a box of all of it ends: a share of the edge, or a pixel, as tools count from 0 or from 1. */
const NEAR = 0.005;
/** Names that are told of a sample. */
const MOST_NAMES = 4;

export const boxes = annotationCheck("boxes", "detection", [
  {
    severity: "error",
    title: (count) => `${many(count, "image")} with boxes that cannot be used`,
    advice:
      'Without width or height, with corners exchanged, or beyond the image: correct them, or open the data with badBoxes: "clip" or "skip".',
    remark: problemOf,
  },
  {
    severity: "warning",
    title: (count) => `${many(count, "image")} with a box of the whole image`,
    advice: "A box that says nothing of where: look whether it stands for a label of the image.",
    remark: (facts) => named(facts, ({ box }) => isWhole(box, facts.size)),
  },
  {
    severity: "note",
    title: (count) => `${many(count, "image")} with boxes narrower than ${TINY} pixels`,
    advice: "Too small to be found, and mostly slips of the hand: minArea leaves drawn ones out.",
    remark: (facts) =>
      named(facts, ({ box: [x1 = 0, y1 = 0, x2 = 0, y2 = 0] }) => Math.min(x2 - x1, y2 - y1) < TINY),
  },
  {
    severity: "warning",
    title: (count) => `${many(count, "image")} with a box of one class twice`,
    advice: "An object that is stated twice counts as missed once: remove the second.",
    remark: (facts) =>
      named(facts, (box, all, i) =>
        all.some((other, k) => k < i && other.label === box.label && overlap(other.box, box.box) > SAME),
      ),
  },
  {
    severity: "warning where most are so",
    title: (count, all) => `${many(count, "image")} of ${all} without a box`,
    advice: "Good to have where nothing is in them; else their annotations were lost.",
    remark: ({ annotations }) => (annotations?.boxes?.length === 0 ? "" : null),
  },
]);

/** The names of the boxes that something is wrong with; null where there is none. */
function named(
  { annotations }: SampleFacts,
  is: (box: StatedBox, all: readonly StatedBox[], i: number) => boolean,
): string | null {
  const all = annotations?.boxes ?? [];
  const found = all.filter((box, i) => is(box, all, i)).map(({ name }) => name);
  return found.length === 0 ? null : found.slice(0, MOST_NAMES).join(", ");
}

function isWhole([x1 = 0, y1 = 0, x2 = 0, y2 = 0]: readonly number[], size: SampleFacts["size"]): boolean {
  if (size === null) return false;
  const covers = (from: number, to: number, edge: number): boolean => {
    const slack = Math.max(1, NEAR * edge);
    return from <= slack && to >= edge - slack;
  };
  return covers(x1, x2, size.width) && covers(y1, y2, size.height);
}

function areaOf([x1 = 0, y1 = 0, x2 = 0, y2 = 0]: readonly number[]): number {
  return Math.max(0, x2 - x1) * Math.max(0, y2 - y1);
}

/** Intersection over union. */
function overlap(a: readonly number[], b: readonly number[]): number {
  const inner = [
    Math.max(a[0] as number, b[0] as number),
    Math.max(a[1] as number, b[1] as number),
    Math.min(a[2] as number, b[2] as number),
    Math.min(a[3] as number, b[3] as number),
  ];
  const shared = areaOf(inner);
  return shared / (areaOf(a) + areaOf(b) - shared);
}
