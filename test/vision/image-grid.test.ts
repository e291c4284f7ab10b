// Grids of images of any sizes, with what belongs to them drawn in.
import { expect, test } from "vitest";
import {
  ArgumentError,
  drawBoxes,
  full,
  imageGrid,
  maskOverlay,
  ShapeError,
  type Tensor,
  tensor,
  zeros,
} from "../../lib/index.ts";

const at = (image: Tensor, y: number, x: number): number[] =>
  [0, 1, 2].map((channel) => Number(image.index(channel, y, x).item()));

test("tiles of different sizes stand in the middle of places as large as the largest", () => {
  const grid = imageGrid([full([1, 4, 2], 1), full([3, 2, 4], 0.5)], { padding: 1, columns: 2 });
  expect([grid.shape, grid.dtype]).toEqual([[3, 6, 11], "uint8"]);
  expect(at(grid, 1, 2)).toEqual([255, 255, 255]); // the narrow one, one column in
  expect(at(grid, 1, 1)).toEqual([51, 51, 51]);
  expect(at(grid, 2, 6)).toEqual([128, 128, 128]); // the low one, one row in
  expect(at(grid, 1, 6)).toEqual([51, 51, 51]);
});

test("masks are drawn as maskOverlay draws them, boxes as drawBoxes at the zoomed size", () => {
  const image = full([3, 12, 12], 100, { dtype: "uint8" });
  const mask = zeros([12, 12], { dtype: "int64" });
  mask.slice(0, 2, 6).slice(1, 3, 9).fill_(1);
  mask.slice(0, 8, 10).fill_(255);
  const boxes = tensor([[2, 3, 8, 9]]);
  const grid = imageGrid([image, image], {
    padding: 0,
    columns: 2,
    zoom: 2,
    masks: [mask, null],
    ignoreIndex: 255,
    boxes: [null, boxes],
    labels: [null, ["a"]],
  });
  const large = (one: Tensor): Tensor => one.repeatInterleave(2, { dim: 1 }).repeatInterleave(2, { dim: 2 });
  expect(grid.slice(2, 0, 24).equal(large(maskOverlay(image, mask, { ignoreIndex: 255 })))).toBe(true);
  expect(grid.slice(2, 24, 48).equal(drawBoxes(large(image), boxes.mul(2), { labels: ["a"] }))).toBe(true);
});

test("captions stand below their tiles, as far as they fit", () => {
  const tile = zeros([1, 4, 20]);
  const grid = imageGrid([tile, tile], { padding: 0, columns: 2, captions: ["ab", "far too long for it"] });
  expect(grid.shape).toEqual([3, 4 + 11, 40]);
  const below = grid.slice(1, 4, 15);
  expect(Number(below.slice(2, 0, 20).amax().item())).toBe(225);
  // Three letters of six pixels; nothing runs over the edge.
  expect(Number(below.slice(2, 39, 40).amax().item())).toBe(51);
});

test("what does not belong to the tiles is refused", () => {
  const tile = zeros([1, 4, 4]);
  expect(() => imageGrid([tile], { masks: [] })).toThrow(/masks with an entry for each of 1 tiles, got 0/);
  expect(() => imageGrid([tile], { captions: ["a", "b"] })).toThrow(ArgumentError);
  expect(() => imageGrid([])).toThrow(ShapeError);
  expect(() => imageGrid([zeros([2, 4, 4])])).toThrow(/list of tiles \(C, h, w\).*got \[2,4,4\]/);
  expect(() => imageGrid([tile], { masks: [zeros([3, 4], { dtype: "int64" })] })).toThrow(ShapeError);
});
