// Heat maps as pictures.

import { expect, test } from "vitest";
import {
  ArgumentError,
  colorize,
  DTypeError,
  full,
  imageGrid,
  maskOverlay,
  overlay,
  ShapeError,
  tensor,
  zeros,
} from "../../lib/index.ts";
import { expectClose } from "../helpers/index.ts";

test("colorize: jet goes from dark blue over green to dark red", () => {
  const colors = colorize(tensor([[0, 0.25, 0.5, 0.75, 1]])).select(1, 0);
  expectClose(
    colors,
    tensor([
      [0, 0, 0.5, 1, 0.5],
      [0, 0.5, 1, 0.5, 0],
      [0.5, 1, 0.5, 0, 0],
    ]),
  );
  expectClose(colorize(tensor([[0.5]]), "hot").flatten(), tensor([1, 0.5, 0]));
  expectClose(colorize(tensor([[0.5]]), "gray").flatten(), tensor([0.5, 0.5, 0.5]));
  // @ts-expect-error: no such colour map
  expect(() => colorize(tensor([[0.5]]), "rainbow")).toThrow(ArgumentError);
});

test("overlay: a share of the image and one of the colours, at the image's size", () => {
  const image = full([3, 4, 6], 100, { dtype: "uint8" });
  const half = overlay(image, tensor([[1]]), { colormap: "gray", alpha: 0.5 });
  expect([half.shape, half.dtype, half.index(0, 0, 0).item()]).toEqual([[3, 4, 6], "uint8", 178]);
  expect(overlay(image, tensor([[1]]), { alpha: 0 }).toArray()).toEqual(image.toArray());
  const gray = overlay(full([1, 2, 2], 0.2), tensor([[0, 1]]), { alpha: 1, colormap: "gray" });
  expect(gray.select(0, 2).toArray()).toEqual([
    [0, 255],
    [0, 255],
  ]);
  expect(() => overlay(image, zeros([3, 4, 6]))).toThrow(ShapeError);
  expect(() => overlay(zeros([2, 4, 6]), zeros([4, 6]))).toThrow(ShapeError);
  expect(() => overlay(image, zeros([4, 6]), { alpha: 2 })).toThrow(ArgumentError);
});

test("imageGrid: tiles row by row, padding between and around, each value so many pixels", () => {
  const tiles = tensor([[[[0, 1]]], [[[1, 0]]], [[[1, 1]]]]); // (3, 1, 1, 2)
  const grid = imageGrid(tiles, { columns: 2, padding: 1, zoom: 1 });
  expect(grid.select(0, 1).toArray()).toEqual([
    [51, 51, 51, 51, 51, 51, 51],
    [51, 0, 255, 51, 255, 0, 51],
    [51, 51, 51, 51, 51, 51, 51],
    [51, 255, 255, 51, 51, 51, 51],
    [51, 51, 51, 51, 51, 51, 51],
  ]);
  expect(imageGrid(tiles, { columns: 3, padding: 0, zoom: 3 }).shape).toEqual([3, 3, 18]);
  expect(() => imageGrid(zeros([2, 2, 3, 3]))).toThrow(ShapeError);
  expect(() => imageGrid(tiles, { zoom: 0 })).toThrow(ArgumentError);
});

test("uint8 pictures are pictures, other integers none", () => {
  const bytes = tensor([[[[0, 100]]], [[[200, 255]]]], { dtype: "uint8" });
  expect(imageGrid(bytes, { columns: 2, padding: 0 }).select(0, 2).toArray()).toEqual([[0, 100, 200, 255]]);
  expect(
    imageGrid(bytes.float().div(255), { columns: 2, padding: 0 }).equal(
      imageGrid(bytes, { columns: 2, padding: 0 }),
    ),
  ).toBe(true);
  expect(imageGrid(bytes.gt(150), { columns: 2, padding: 0 }).select(0, 0).toArray()).toEqual([
    [0, 0, 255, 255],
  ]);
  const wide = zeros([3, 4, 6], { dtype: "int64" });
  expect(() => imageGrid(wide.unsqueeze(0))).toThrow(DTypeError);
  expect(() => overlay(wide, zeros([4, 6]))).toThrow(
    /overlay: expected uint8 from 0 to 255 or floating values/,
  );
  expect(() => maskOverlay(wide, zeros([4, 6], { dtype: "int64" }))).toThrow(/maskOverlay: expected uint8/);
  for (const dtype of ["uint8", "int64"] as const) {
    expect(() => colorize(zeros([4, 6], { dtype }))).toThrow(
      /colorize: expected a heat map of floating values/,
    );
  }
});
