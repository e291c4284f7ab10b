// What is made in fewer steps, or from a copy of a view, has the values of the single steps, to the bit.
import { expect, test } from "vitest";
import { Rng } from "../../lib/data/index.ts";
import { type DType, memory, scope, type Tensor, torch } from "../../lib/tensor/index.ts";
import { transforms } from "../../lib/vision/index.ts";

const { functional: F, Compose, ConvertImageDtype, Normalize, RandomResizedCrop, ToFloat } = transforms;

/** A photo's layout: pixels lie together, (C, H, W) by strides. */
function photo(dtype: DType = "uint8"): Tensor {
  const values = torch
    .arange(61 * 83 * 3)
    .mul(37)
    .remainder(251)
    .reshape([61, 83, 3]);
  return values.to(dtype).permute([2, 0, 1]);
}
const mean = [0.485, 0.456, 0.406];
const std = [0.229, 0.224, 0.225];
const same = (a: Tensor, b: Tensor) => a.dtype === b.dtype && torch.equal(a, b);

test.each<DType>(["uint8", "int32", "float32", "float64", "bool"])(
  "conversion and normalisation of %s in one step",
  (dtype) => {
    const image = photo(dtype);
    for (const convert of [new ToFloat(), new ConvertImageDtype("float32")]) {
      const joined = new Compose([convert, new Normalize(mean, std)]).apply(image);
      expect(same(joined, F.normalize(F.convertImageDtype(image, "float32"), mean, std))).toBe(true);
    }
    expect(same(image, photo(dtype))).toBe(true);
  },
);

test("only the library's own pair is joined, and only next to each other", () => {
  class Doubled extends Normalize {
    protected override change(image: Tensor): Tensor {
      return super.change(image).mul(2);
    }
  }
  const image = photo();
  const plain = F.normalize(F.convertImageDtype(image), mean, std);
  expect(same(new Compose([new ToFloat(), new Doubled(mean, std)]).apply(image), plain.mul(2))).toBe(true);
  const between = new Compose([new ToFloat(), (x: Tensor) => x.mul(0.5), new Normalize(mean, std)]);
  expect(same(between.apply(image), F.normalize(F.convertImageDtype(image).mul(0.5), mean, std))).toBe(true);
  const wide = new Compose([new ConvertImageDtype("float64"), new Normalize(mean, std)]);
  expect(wide.apply(image).dtype).toBe("float64");
  expect(wide.toString()).toMatch(/ConvertImageDtype.*\n.*Normalize/);
});

test("the joined step refuses what Normalize refuses", () => {
  const two = new Compose([new ToFloat(), new Normalize([0.5, 0.5], [1, 1])]);
  expect(() => two.apply(photo())).toThrow(/normalize: expected 1 or 3 values/);
  const zero = new Compose([new ToFloat(), new Normalize([0.5], [0])]);
  expect(() => zero.apply(photo())).toThrow(/std is zero/);
});

test("the joined step leaves one new tensor", () => {
  const image = photo();
  const both = new Compose([new ToFloat(), new Normalize(mean, std)]);
  scope(() => {
    const before = memory.liveTensors();
    both.apply(image);
    expect(memory.liveTensors() - before).toBe(1);
  });
});

test.each(["bilinear", "bicubic", "nearest"] as const)(
  "%s of a crop is that of a copy of the crop",
  (interpolation) => {
    for (const image of [photo(), photo().contiguous(), photo("float32"), photo().unsqueeze(0)]) {
      const view = F.crop(image, 7, 11, 40, 53);
      const copy = view.clone({ memoryFormat: "contiguous" });
      for (const antialias of [true, false]) {
        const options = { interpolation, antialias };
        expect(same(F.resize(view, [32, 32], options), F.resize(copy, [32, 32], options))).toBe(true);
      }
    }
  },
);

test("RandomResizedCrop keeps the pixels together", () => {
  const made = new RandomResizedCrop(32).apply(photo(), new Rng(3));
  expect(made.stride(0)).toBe(1);
});
