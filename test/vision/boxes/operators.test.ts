// nms, roi_align and roi_pool against what torchvision's compiled kernels gave.
import { expect, test } from "vitest";
import { fixtureTensors } from "../../helpers/index.ts";
import { expectBoxes, expectCrowd, expectNms, expectRois, numberedCases } from "./operator-cases.ts";

const { tensors } = fixtureTensors("detection_ops");

test("boxes that stay are torchvision's, in its order", () => {
  const cases = numberedCases(tensors, "nms.");
  expect(cases.length).toBe(40);
  for (const [i, one] of cases.entries()) expectNms(one, `case ${i}`);
});

test("more boxes than are moved apart at once are taken group by group, as torchvision does", () => {
  const cases = numberedCases(tensors, "crowds.");
  expect(cases.length).toBe(5);
  for (const [i, one] of cases.entries()) expectCrowd(one, `case ${i}`);
});

test("regions are torchvision's, and so are their gradients", () => {
  const cases = numberedCases(tensors, "rois.");
  expect(cases.length).toBe(40);
  for (const [i, one] of cases.entries()) expectRois(one, `case ${i}`);
});

test("overlaps, losses and measures of boxes are torchvision's", () => {
  const cases = numberedCases(tensors, "boxes.");
  expect(cases.length).toBe(40);
  for (const [i, one] of cases.entries()) expectBoxes(one, `case ${i}`);
});
