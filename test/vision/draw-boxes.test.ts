/** Boxes over images: pixels computed by hand, and torchvision's `draw_bounding_boxes` at run time. */

import { expect, test } from "vitest";
import { data, drawBoxes, full, memory, ones, randint, scope, type Tensor, tensor } from "../../lib/index.ts";
import { findPython, runPython } from "../helpers/index.ts";
import { testSeed } from "../helpers/seed.ts";

const image = full([3, 6, 8], 100, { dtype: "uint8" });
const red = [200, 0, 0] as const;
const channel = (picture: Tensor, c: number): unknown => picture.select(0, c).toArray();
const O = 100;
const X = 200;

test("a box is lined inwards, its last pixel with it, as far as the image goes", () => {
  const shown = drawBoxes(image, tensor([[1, 1, 5.9, 4.2]]), { colors: red });
  expect([shown.shape, shown.dtype]).toEqual([[3, 6, 8], "uint8"]);
  expect(channel(shown, 0)).toEqual([
    [O, O, O, O, O, O, O, O],
    [O, X, X, X, X, X, O, O],
    [O, X, O, O, O, X, O, O],
    [O, X, O, O, O, X, O, O],
    [O, X, X, X, X, X, O, O],
    [O, O, O, O, O, O, O, O],
  ]);
  const wide = drawBoxes(image, [{ x1: -3, y1: 2, x2: 40, y2: 6 }], { colors: [red], width: 2 });
  expect(channel(wide, 0)).toEqual([
    [O, O, O, O, O, O, O, O],
    [O, O, O, O, O, O, O, O],
    [X, X, X, X, X, X, X, X],
    [X, X, X, X, X, X, X, X],
    [X, X, X, X, X, X, X, X],
    [X, X, X, X, X, X, X, X],
  ]);
});

test("a filled box has 100 of 255 of its colour, and one beyond the image is not seen", () => {
  const shown = drawBoxes(image, tensor([[2, 1, 5, 4]]), { fill: true, colors: red });
  expect((channel(shown, 0) as number[][])[2]?.slice(1, 7)).toEqual([O, X, 139, 139, X, O]);
  expect((channel(shown, 1) as number[][])[2]?.slice(1, 7)).toEqual([O, 0, 61, 61, 0, O]);
  expect(drawBoxes(image, [{ x1: 9, y1: 0, x2: 12, y2: 3 }]).equal(image)).toBe(true);
});

test("a label stands above its box, or within where there is no room, black or white as it is read best", () => {
  const large = full([1, 40, 30], 0.2);
  const labels = ["il", "T"];
  const boxes = [
    { x1: 4, y1: 20, x2: 25, y2: 38 },
    { x1: 24, y1: 2, x2: 29, y2: 15 },
  ];
  const yellow = [255, 255, 0] as const;
  const shown = drawBoxes(large, boxes, { labels, colors: [yellow, [0, 0, 90]] });
  const at = (c: number, top: number, left: number, height: number, width: number): unknown =>
    shown
      .select(0, c)
      .slice(0, top, top + height)
      .slice(1, left, left + width)
      .toArray();
  const [Y, K] = [255, 0];
  // 13 x 11 pixels from row 9 on: a pixel of space, then an i, space, an l.
  expect(at(0, 9, 4, 11, 13)).toEqual([
    [Y, Y, Y, Y, Y, Y, Y, Y, Y, Y, Y, Y, Y],
    [Y, Y, Y, K, Y, Y, Y, Y, K, K, Y, Y, Y],
    [Y, Y, Y, Y, Y, Y, Y, Y, Y, K, Y, Y, Y],
    [Y, Y, K, K, Y, Y, Y, Y, Y, K, Y, Y, Y],
    [Y, Y, Y, K, Y, Y, Y, Y, Y, K, Y, Y, Y],
    [Y, Y, Y, K, Y, Y, Y, Y, Y, K, Y, Y, Y],
    [Y, Y, Y, K, Y, Y, Y, Y, Y, K, Y, Y, Y],
    [Y, Y, K, K, K, Y, Y, Y, K, K, K, Y, Y],
    [Y, Y, Y, Y, Y, Y, Y, Y, Y, Y, Y, Y, Y],
    [Y, Y, Y, Y, Y, Y, Y, Y, Y, Y, Y, Y, Y],
    [Y, Y, Y, Y, Y, Y, Y, Y, Y, Y, Y, Y, Y],
  ]);
  // No room above the second box nor to its right: from its upper edge on, moved to the left.
  expect(at(2, 2, 23, 3, 7)).toEqual([
    [90, 90, 90, 90, 90, 90, 90],
    [90, 255, 255, 255, 255, 255, 90],
    [90, 90, 90, 255, 90, 90, 90],
  ]);
  expect(at(2, 20, 10, 1, 1)).toEqual([[0]]);
  expect(Number(shown.select(0, 2).slice(0, 30, 31).slice(1, 10, 11).item())).toBe(51); // 0.2 of 255
});

test("labels of one name have one colour; accents are left out, other letters are empty boxes", () => {
  const large = full([3, 60, 60], 0, { dtype: "uint8" });
  const boxes = [10, 30, 50].map((y) => ({ x1: 30, y1: y, x2: 40, y2: y + 5 }));
  const shown = drawBoxes(large, boxes, { labels: ["a", "b", "a"] });
  const corner = (y: number): unknown => shown.select(1, y).select(1, 30).toArray();
  expect(corner(50)).toEqual(corner(10));
  expect(corner(30)).not.toEqual(corner(10));
  const named = (label: string): Tensor =>
    drawBoxes(large, boxes.slice(1, 2), { labels: [label], textScale: 2 });
  expect(named("é").equal(named("e"))).toBe(true);
  expect(named("日").equal(named("é"))).toBe(false);
});

test.each([
  ["boxes (N, 5)", ones([1, 5]), {}, /boxes \(N, 4\), got \[1,5\]/],
  ["an inverted box", tensor([[0, 0, 3, 3], [4, 0, 3, 3]]), {}, /x1 <= x2.*got 4, 0, 3, 3 at index 1/], // biome-ignore format: a matrix
  ["NaN", tensor([[0, 0, Number.NaN, 3]]), {}, /NaN/],
  ["too few labels", ones([2, 4]), { labels: ["a"] }, /a label for each of 2 boxes, got 1/],
  ["too many colours", ones([1, 4]), { colors: [red, red] }, /a colour for each of 1 boxes, got 2/],
  ["a width of 0", ones([1, 4]), { width: 0 }, /width must be an integer of at least 1, got 0/],
  ["an option that there is none of", ones([1, 4]), { font: "Arial" }, /font/],
])("refuses %s", (_, boxes, options, message) => {
  expect(() => drawBoxes(image, boxes, options as object)).toThrow(message);
});

test("refuses images of other shapes and integers, and leaves no tensor behind", () => {
  expect(() => drawBoxes(ones([2, 6, 8]), ones([1, 4]))).toThrow(/\(3, H, W\) or \(1, H, W\), got \[2,6,8\]/);
  expect(() => drawBoxes(ones([3, 6, 8], { dtype: "int64" }), ones([1, 4]))).toThrow(/uint8/);
  const boxes = ones([1, 4]);
  memory.collect();
  const before = memory.stats().liveTensors;
  scope(() => {
    drawBoxes(image, boxes);
  });
  expect(memory.stats().liveTensors).toBe(before);
});

test.skipIf(findPython(["torch", "torchvision"]) === undefined)(
  "lines and fillings are torchvision's, of random boxes within the image",
  async () => {
    const seed = testSeed();
    console.log(`seed ${seed}`);
    const rng = new data.Rng(seed);
    const cases = Array.from({ length: 40 }, (_, i) => {
      const width = rng.int(1, 4);
      const boxes = Array.from({ length: rng.int(1, 6) }, () => {
        const [x, y] = [rng.int(0, 30) + rng.uniform(0, 0.99), rng.int(0, 20) + rng.uniform(0, 0.99)];
        return [x, y, x + rng.int(2 * width, 25), y + rng.int(2 * width, 25)];
      });
      const colors = boxes.map(() => [rng.int(0, 256), rng.int(0, 256), rng.int(0, 256)] as const);
      return { boxes, colors, width, fill: i % 2 === 1 };
    });
    const picture = randint(0, 256, [3, 60, 70]).to("uint8");
    const { outputs } = await runPython(
      `
      from torchvision.utils import draw_bounding_boxes
      for i, case in enumerate(args):
          boxes = torch.tensor(case["boxes"])
          colors = [tuple(color) for color in case["colors"]]
          outputs[str(i)] = draw_bounding_boxes(
              inputs["picture"], boxes, colors=colors, fill=case["fill"], width=case["width"])
      `,
      { inputs: { picture }, args: cases },
    );
    for (const [i, { boxes, ...options }] of cases.entries()) {
      const shown = drawBoxes(picture, tensor(boxes), options);
      const off = shown
        .float()
        .sub((outputs[`${i}`] as Tensor).float())
        .abs()
        .max()
        .item();
      expect(off, `case ${i}`).toBe(0);
    }
  },
  120_000,
);
