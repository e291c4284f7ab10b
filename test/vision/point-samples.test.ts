// Points as what is learned of an image: in shares of its size, moved with it by every transform, trained and predicted as numbers.

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Rng } from "../../lib/data/index.ts";
import { nn, train } from "../../lib/index.ts";
import { ArgumentError, DatasetError, FileFormatError } from "../../lib/native/errors.ts";
import { cat, manualSeed, type Tensor } from "../../lib/tensor/index.ts";
import { datasets, transforms } from "../../lib/vision/index.ts";

const { fromCsv } = datasets;
const columns = { image: "image", points: { fovea: ["x", "y"] } } as const;
const DIGITS = 9;
let folder: string;
let number = 0;

/** A black picture of 40 x 20 with a white spot of 2 x 2 whose upper left pixel is (x, y). */
async function spot(name: string, x: number, y: number): Promise<void> {
  const pixels = Buffer.alloc(40 * 20 * 3);
  for (const [dx, dy] of [
    [0, 0],
    [1, 0],
    [0, 1],
    [1, 1],
  ] as const) {
    pixels.fill(255, ((y + dy) * 40 + x + dx) * 3, ((y + dy) * 40 + x + dx) * 3 + 3);
  }
  await sharp(pixels, { raw: { width: 40, height: 20, channels: 3 } }).toFile(path.join(folder, name));
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "torchts-points-"));
  for (let i = 0; i < 24; i++) await spot(`${i}.png`, (7 * i) % 37, (5 * i) % 17);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function table(...lines: string[]): Promise<string> {
  const file = path.join(folder, `${number++}.csv`);
  await writeFile(file, lines.join("\n"));
  return file;
}
const close = (found: readonly number[], wanted: readonly number[]) => {
  expect(found).toHaveLength(wanted.length);
  for (const [at, value] of wanted.entries()) expect(found[at]).toBeCloseTo(value, DIGITS);
};

describe("where a point is", () => {
  const of = async (transform: datasets.FileOptions["transform"], seed = 0) => {
    const data = await fromCsv(await table("image,x,y", "0.png,10,5"), columns, { transform });
    const { image, targets } = await data.train.get(0, { rng: new Rng(seed) });
    return { targets, size: image.shape.slice(-2) };
  };

  test("in shares of width and height, whatever the size", async () => {
    const data = await fromCsv(await table("image,x,y", "0.png,10,5", "1.png,,"), columns, {
      onEmpty: "skip",
      transform: new transforms.Resize([64, 64]),
    });
    expect(data.task).toEqual({
      name: "regression",
      names: ["fovea.x", "fovea.y"],
      units: ["widths", "heights"],
      points: ["fovea"],
    });
    expect([data.train.targets, data.exclusions.length]).toEqual([[[0.25, 0.25]], 1]);
    close((await data.train.get(0)).targets, [0.25, 0.25]);
  });

  test("follows flips, crops and turns as torchvision's keypoints do", async () => {
    // torchvision.transforms.v2.functional on tv_tensors.KeyPoints([[10., 5.]], canvas_size=(20, 40)).
    close((await of(new transforms.RandomHorizontalFlip(1))).targets, [29 / 40, 5 / 20]);
    close((await of(new transforms.RandomVerticalFlip(1))).targets, [10 / 40, 14 / 20]);
    const { targets, size } = await of(new transforms.CenterCrop([10, 30]));
    expect(size).toEqual([10, 30]);
    close(targets, [5 / 30, 0 / 10]);
    const pad = await of(new transforms.Pad(10));
    close(pad.targets, [20 / 60, 15 / 40]);
  });

  test("is not known where a crop cut it off", async () => {
    expect((await of(new transforms.CenterCrop([8, 8]))).targets).toEqual([Number.NaN, Number.NaN]);
  });

  test("without transforms images are whole, and training ones mirrored by chance", async () => {
    const data = await fromCsv(await table("image,x,y", "0.png,10,5"), columns);
    const seen = new Set<string>();
    for (let seed = 0; seed < 12; seed++) {
      const { image, targets } = await data.train.get(0, { rng: new Rng(seed) });
      expect(image.shape).toEqual([3, 224, 224]);
      seen.add(targets.map((value) => value.toFixed(3)).join());
    }
    expect([...seen].sort()).toEqual(["0.250,0.250", "0.746,0.250"]); // 223 - 56 of 224
  });
});

describe("what is refused", () => {
  const refusal = (data: Promise<unknown>): Promise<Error> =>
    data.then(
      () => expect.fail("it was taken"),
      (error) => error,
    );

  test("points outside of their image, halves of points, texts", async () => {
    const outside = await refusal(fromCsv(await table("image,x,y", "0.png,41,5"), columns));
    expect(outside).toBeInstanceOf(DatasetError);
    expect(outside.message).toMatch(/line 2: fovea\.x is 41, outside of .*0\.png, which is 40 x 20 pixels/);
    const half = await refusal(fromCsv(await table("image,x,y", "0.png,4,"), columns));
    expect(half).toBeInstanceOf(FileFormatError);
    expect(half.message).toMatch(/line 2: of fovea one of x and y is missing/);
    const one = fromCsv(await table("image,x,y", "0.png,4,5"), {
      image: "image",
      points: { fovea: ["x"] },
    } as never);
    expect((await refusal(one)).message).toMatch(/points.*columns of x and y by the name of the point/);
  });

  test("numbers that are called as a point, which no flip would move", async () => {
    const file = await table("image,fovea_x,fovea_y", "0.png,4,5");
    const found = await refusal(fromCsv(file, { image: "image", values: ["fovea_x", "fovea_y"] }));
    expect(found).toBeInstanceOf(ArgumentError);
    expect(found.message).toContain('give points: { fovea: ["fovea_x", "fovea_y"] }');
    const index = await table("image,index,y", "0.png,4,5");
    expect((await fromCsv(index, { image: "image", values: ["index", "y"] })).train.targets).toEqual([
      [4, 5],
    ]);
  });

  test("a function that makes images of another size, and would leave the point", async () => {
    const half = (image: Tensor) => image.narrow(-1, 0, 20);
    const data = await fromCsv(await table("image,x,y", "0.png,10,5"), columns, {
      transform: new transforms.Compose([half]),
    });
    expect((await refusal(data.train.get(0))).message).toMatch(
      /half: a function made an image of 20 x 40 pixels one of 20 x 20, and its points stayed/,
    );
  });
});

/** A spot is where the sums of its columns and rows are: a linear network finds it. */
class Profiles extends nn.Module {
  readonly head = new nn.Linear(60, 2);

  override forward(images: Tensor): Tensor {
    const sums = [images.sum([1, 2]), images.sum([1, 3])]; // (N, 3, 20, 40) -> (N, 40), (N, 20)
    return this.head.forward(cat(sums, { dim: 1 }).div(6));
  }
}

test("a network learns where a spot is, and says it of files", async () => {
  const rows = Array.from(
    { length: 24 },
    (_, i) => `${i}.png,${((7 * i) % 37) + 0.5},${((5 * i) % 17) + 0.5}`,
  );
  const shape = [new transforms.Resize([20, 40]), new transforms.ToFloat()];
  const data = await fromCsv(await table("image,x,y", ...rows), columns, {
    split: { val: 0.25, seed: 0 },
    trainTransform: new transforms.Compose([
      new transforms.RandomHorizontalFlip(),
      new transforms.RandomVerticalFlip(),
      ...shape,
    ]),
    valTransform: new transforms.Compose(shape),
  });
  manualSeed(0);
  const network = new Profiles();
  const { best } = await train.fit(network, data, { epochs: 20, lr: 0.1, batchSize: 6, seed: 0 });
  expect(best?.figures["val.mae"] ?? 1).toBeLessThan(0.12);
  const file = path.join(folder, "3.png");
  const found = await train.predictNumbers(network, file, { transform: data.val?.transform });
  const [x, y] = found.numbers.map(({ value }) => value);
  expect(Math.abs((x as number) * 40 - 21.5)).toBeLessThan(6);
  expect(Math.abs((y as number) * 20 - 15.5)).toBeLessThan(4);
});
