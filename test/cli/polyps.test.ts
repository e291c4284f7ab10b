// The generated data set: reproducible, consistent with its masks and boxes, written whole or not at all, and of
// no use to a linear model.

import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { generatePolypFolder, renderPolypImage } from "../../lib/cli/polyps/folder.ts";
import { eye, fromTypedArray, linalg, type Tensor, tensor, torch } from "../../lib/tensor/index.ts";
import { datasets, readImage } from "../../lib/vision/index.ts";

let base: string;
beforeAll(async () => {
  base = await mkdtemp(path.join(tmpdir(), "torchts-polyps-"));
});
afterAll(() => rm(base, { recursive: true, force: true }));

const sha = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex").slice(0, 16);

describe("one image", () => {
  test("pixels depend on the options alone and stay the same in every release", () => {
    const image = renderPolypImage({ seed: 3, index: 1, polyp: true, size: 48 });
    expect(sha(image.pixels)).toBe(
      sha(renderPolypImage({ seed: 3, index: 1, polyp: true, size: 48 }).pixels),
    );
    // Pinned: another value here needs another VERSION in lib/cli/polyps/folder.ts.
    expect([sha(image.pixels), sha(image.mask), image.box]).toEqual([
      "1dd87cd59b49bc3c",
      "b8af254e79a3fdee",
      [0, 22, 20, 42],
    ]);
    const others = [
      { seed: 4, index: 1, polyp: true, size: 48 },
      { seed: 3, index: 2, polyp: true, size: 48 },
      { seed: 3, index: 1, polyp: false, size: 48 },
    ];
    for (const other of others) expect(sha(renderPolypImage(other).pixels)).not.toBe(sha(image.pixels));
  });

  test("mask and box belong together, and are there for polyps only", () => {
    for (let index = 0; index < 40; index++) {
      const size = 40;
      const { mask, box, pixels } = renderPolypImage({ seed: 0, index, polyp: index % 2 === 1, size });
      expect(pixels.length).toBe(size * size * 3);
      const inside = mask.reduce((sum, value) => sum + value / 255, 0);
      if (index % 2 === 0) {
        expect([inside, box]).toEqual([0, null]);
        continue;
      }
      const [left, top, right, bottom] = box as [number, number, number, number];
      expect(0 <= left && left < right && right <= size && 0 <= top && top < bottom && bottom <= size).toBe(
        true,
      );
      // A rounded outline fills most of its box, never all of it.
      const share = inside / ((right - left) * (bottom - top));
      expect(share > 0.5 && share < 0.95).toBe(true);
      expect(inside / (size * size)).toBeGreaterThan(0.02);
    }
  });

  test("a scene looks the same at every size", () => {
    const small = renderPolypImage({ seed: 1, index: 7, polyp: true, size: 32 }).box ?? [];
    const large = renderPolypImage({ seed: 1, index: 7, polyp: true, size: 96 }).box ?? [];
    small.forEach((edge, i) => {
      expect(Math.abs(edge * 3 - (large[i] as number))).toBeLessThanOrEqual(4);
    });
  });

  test("sizes too small are refused, and what it does not know", () => {
    expect(() => renderPolypImage({ seed: 0, index: 0, polyp: true, size: 8 })).toThrow(/from 16 to 4096/);
    const odd = { seed: 0, index: 0, polyp: 1 as unknown as boolean, size: 32 };
    expect(() => renderPolypImage(odd)).toThrow(/polyp must be true or false/);
  });
});

describe("the folder", () => {
  test("opens with ImageFolder, with masks and boxes beside", async () => {
    const dir = path.join(base, "set");
    const progress: number[] = [];
    const made = await generatePolypFolder(dir, {
      n: 12,
      size: 32,
      seed: 5,
      onProgress: ({ done, total }) => progress.push(done / total),
    });
    expect(made).toEqual({ dir, n: 12, classes: ["normal", "polyp"], reused: false });
    expect(progress).toHaveLength(12);
    expect(progress.at(-1)).toBe(1);
    const data = await datasets.ImageFolder.open(path.join(dir, "images"), { split: { val: 0.3 } });
    expect(data.classes).toEqual(["normal", "polyp"]);
    expect([data.train.length, data.val?.length]).toEqual([8, 4]);

    const { images } = JSON.parse(await readFile(path.join(dir, "boxes.json"), "utf8")) as {
      images: { file: string; mask: string; class: string; box: number[] | null }[];
    };
    expect(images).toHaveLength(12);
    for (const [index, { file, mask, class: name, box }] of images.entries()) {
      const polyp = index % 2 === 1;
      expect([name, box !== null]).toEqual([polyp ? "polyp" : "normal", polyp]);
      const drawn = renderPolypImage({ seed: 5, index, polyp, size: 32 });
      const read = async (name: string, mode: "RGB" | "L") =>
        sha((await readImage(path.join(dir, name), { mode })).permute([1, 2, 0]).bytes());
      expect(await read(file, "RGB")).toBe(sha(drawn.pixels));
      expect(await read(mask, "L")).toBe(sha(drawn.mask));
      expect(box).toEqual(drawn.box);
    }
    expect((await readdir(base)).filter((name) => name.endsWith(".part"))).toEqual([]);

    expect((await generatePolypFolder(dir, { n: 12, size: 32, seed: 5 })).reused).toBe(true);
    await expect(generatePolypFolder(dir, { n: 12, size: 32, seed: 6 })).rejects.toMatchObject({
      code: "ERR_TORCHTS_DATASET",
      file: dir,
    });
  });

  test("is not there at all when cancelled; something else is never overwritten", async () => {
    const dir = path.join(base, "cancelled");
    const controller = new AbortController();
    const run = generatePolypFolder(dir, {
      n: 200,
      size: 16,
      signal: controller.signal,
      onProgress: ({ done }) => done === 5 && controller.abort(),
    });
    await expect(run).rejects.toMatchObject({ code: "ERR_TORCHTS_ABORTED" });
    expect((await readdir(base)).filter((name) => name.includes("cancelled"))).toEqual([]);

    await expect(generatePolypFolder(dir, { count: 3 } as object)).rejects.toThrow(/unknown option "count"/);

    const mine = path.join(base, "mine");
    await mkdir(mine);
    await writeFile(path.join(mine, "thesis.txt"), "all of it");
    await expect(generatePolypFolder(mine, { n: 2, size: 16 })).rejects.toThrow(/holds something else/);
    expect(await readdir(mine)).toEqual(["thesis.txt"]);
  });
});

/** Area under the ROC curve. */
function auc(scores: number[], labels: number[]): number {
  let wins = 0;
  let pairs = 0;
  for (const [i, a] of scores.entries()) {
    for (const [j, b] of scores.entries()) {
      if (labels[i] !== 1 || labels[j] !== 0) continue;
      pairs++;
      wins += a > b ? 1 : a === b ? 0.5 : 0;
    }
  }
  return wins / pairs;
}

test("a linear model on pixels stays near chance", { timeout: 300_000 }, () => {
  const size = 32;
  const n = 900;
  const labels = Array.from({ length: n }, (_, i) => i % 2);
  const images = fromTypedArray(
    Float32Array.from(
      labels.flatMap((polyp, index) => [
        ...renderPolypImage({ seed: 17, index, polyp: polyp === 1, size }).pixels,
      ]),
    ),
    [n, size, size, 3],
  ).permute([0, 3, 1, 2]); // (N, H, W, C) -> (N, C, H, W)
  const train = 600;
  const target = tensor(labels.slice(0, train).map((l) => 2 * l - 1))
    .to("float64")
    .unsqueeze(1);
  // Ridge regression (which is Fisher's discriminant with shrinkage) on the image at two resolutions.
  for (const edge of [8, 16]) {
    const features = torch.adaptiveAvgPool2d(images, [edge, edge]).flatten(1).to("float64");
    const mean = features.narrow(0, 0, train).mean([0]);
    const deviation = features.narrow(0, 0, train).std({ dim: [0] });
    const x = features.sub(mean).div(deviation);
    const known = x.narrow(0, 0, train);
    const gram = known.matmul(known.t());
    for (const shrinkage of [100, 1000]) {
      const dual = linalg.solve(gram.add(eye(train, { dtype: "float64" }).mul(shrinkage)), target) as Tensor;
      const scores = [
        ...(x
          .narrow(0, train, n - train)
          .matmul(known.t().matmul(dual))
          .data() as Float64Array),
      ];
      const truth = labels.slice(train);
      const right = scores.filter((score, i) => score > 0 === (truth[i] === 1)).length / truth.length;
      expect(right, `accuracy at ${edge} x ${edge}`).toBeLessThan(0.62);
      expect(auc(scores, truth), `AUC at ${edge} x ${edge}`).toBeLessThan(0.65);
    }
  }
});
