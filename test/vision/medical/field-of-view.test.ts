// The field of view of fundus photographs: equal to NumPy's and SciPy's masks of drawn ones, pixel for pixel.

import { describe, expect, test } from "vitest";
import {
  ArgumentError,
  fromBytes,
  medical,
  ShapeError,
  scope,
  type Tensor,
  tensor,
  zeros,
} from "../../../lib/index.ts";
import { fixtureJson } from "../../helpers/index.ts";

const { cases } = fixtureJson<{ cases: { shape: number[]; image: string; field: string }[] }>("fundus");
const imageOf = ({ shape, image }: (typeof cases)[number]): Tensor =>
  fromBytes(Buffer.from(image, "base64"), "uint8", shape);
const bytesOf = (mask: Tensor): Buffer => Buffer.from(scope(() => mask.to("uint8").bytes().slice()));

describe("the field of view", () => {
  test.each(cases)("of $shape equals SciPy's, of bytes and of floats", (one) => {
    const image = imageOf(one);
    const field = medical.fieldOfView(image);
    expect([field.dtype, field.shape]).toEqual(["bool", one.shape.slice(1)]);
    expect(bytesOf(field).equals(Buffer.from(one.field, "base64"))).toBe(true);
    const share = bytesOf(field).reduce((sum, value) => sum + value, 0) / field.numel();
    expect(share).toBeGreaterThan(0.5);
    expect(share).toBeLessThan(0.9);
    expect(bytesOf(medical.fieldOfView(image.double().div(255))).equals(bytesOf(field))).toBe(true);
  });

  test("by a threshold: the largest part, its holes filled", () => {
    const image = tensor(
      [
        [
          [9, 0, 7, 7, 7, 0],
          [0, 0, 7, 1, 7, 0],
          [0, 0, 7, 7, 7, 0],
        ],
      ],
      { dtype: "uint8" },
    );
    const field = medical.fieldOfView(image, { threshold: 5 });
    expect(field.to("int64").tolist()).toEqual([
      [0, 0, 1, 1, 1, 0],
      [0, 0, 1, 1, 1, 0],
      [0, 0, 1, 1, 1, 0],
    ]);
    expect(medical.fieldOfView(image, 20).any().item()).toBe(false);
  });

  test("is refused where the corners are bright, and for what is no image", () => {
    const bright = zeros([3, 40, 40]).add(0.5);
    expect(() => medical.fieldOfView(bright)).toThrow(
      /corners of the image are not dark \(mean 0\.500 of 1\).*give threshold/,
    );
    expect(() => medical.fieldOfView(zeros([40, 40]))).toThrow(ShapeError);
    expect(() => medical.fieldOfView(zeros([3, 40, 40], { dtype: "int64" }))).toThrow(ArgumentError);
  });
});
