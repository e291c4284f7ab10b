// The examples of drawn objects, on a few squares and for one step: masks and polygons become objects, what is held out is measured,
// drawn and written.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { manualSeed, rand, writeImage, zeros } from "../../lib/index.ts";
import { OVER_BUILT } from "../helpers/built.ts";
import { repoRoot } from "../helpers/index.ts";

const TIMEOUT = 240_000;
const SIDE = 48;
/** Corners of the squares of each image, the last a speck that counts for nothing where there are only masks. */
const SQUARES = [
  [4, 6, 16],
  [24, 22, 14],
  [44, 2, 3],
] as const;

let root: string;
beforeAll(async () => {
  root = mkdtempSync(path.join(tmpdir(), "torchts-instances-"));
  manualSeed(0);
  const coco = { images: [] as object[], annotations: [] as object[], categories: [{ id: 4, name: "fig" }] };
  for (const name of ["images_256_red16", "masks_256_red16", "images"]) mkdirSync(path.join(root, name));
  for (const [at, name] of ["a_1", "a_2", "b_1", "b_2"].entries()) {
    const image = rand([3, SIDE, SIDE]).mul(60).to("uint8");
    const mask = zeros([1, SIDE, SIDE], { dtype: "uint8" });
    for (const [x, y, side] of SQUARES) {
      image.narrow(1, y, side).narrow(2, x, side).fill_(220);
      mask.narrow(1, y, side).narrow(2, x, side).fill_(1);
      coco.annotations.push({
        ...{ id: coco.annotations.length, image_id: at, category_id: 4, iscrowd: 0, area: side * side },
        bbox: [x, y, side, side],
        segmentation: [[x, y, x + side, y, x + side, y + side, x, y + side]],
      });
    }
    coco.images.push({ id: at, file_name: `${name}.png`, width: SIDE, height: SIDE });
    await writeImage(mask, path.join(root, "masks_256_red16", `${name}.png`));
    for (const folder of ["images_256_red16", "images"]) {
      await writeImage(image, path.join(root, folder, `${name}.png`));
    }
  }
  writeFileSync(path.join(root, "trainval.json"), JSON.stringify(coco));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

function run(script: string, out: string, ...more: string[]): Record<string, number | string | null> {
  const words = ["--data", root, "--weights", "none", "--steps", "1", "--size", "48", "--threads", "1"];
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [...OVER_BUILT, path.join(repoRoot, "examples", script), ...words, "--out", out, ...more],
    { cwd: repoRoot, env: { ...process.env, OMP_NUM_THREADS: "1" }, encoding: "utf8" },
  );
  expect(status, stderr).toBe(0);
  return JSON.parse(stdout);
}

test(
  "glomeruli: each connected part of a mask is an object, and no person is in two parts",
  () => {
    const out = path.join(root, "found");
    const line = run("glomeruli/detect.ts", out, "--model", "fasterrcnn");
    expect(line).toMatchObject({ model: "fasterrcnn", train: 2, val: 2, objects: 4, maskAP50: null });
    expect(line.loss as number).toBeGreaterThan(0);
    const { annotations, images } = JSON.parse(readFileSync(path.join(out, "train.json"), "utf8"));
    const people = new Set(images.map(({ file_name }: { file_name: string }) => file_name.split("_")[0]));
    expect(people.size).toBe(1);
    // The speck is left out.
    expect(annotations.map(({ bbox, area }: { bbox: number[]; area: number }) => [...bbox, area])).toEqual(
      images.flatMap(() => [
        [4, 6, 16, 16, 256],
        [24, 22, 14, 14, 196],
      ]),
    );
    const held = people.has("a") ? "b" : "a";
    for (const name of [`${held}_1`, `${held}_2`]) {
      for (const kind of ["true", "found"])
        expect(existsSync(path.join(out, `${name}.${kind}.png`))).toBe(true);
    }
  },
  TIMEOUT,
);

test(
  "fruits: polygons are masks that a Mask R-CNN learns from",
  () => {
    const out = path.join(root, "outlined");
    const line = run("fruits/detect.ts", out);
    expect(line).toMatchObject({ model: "maskrcnn", train: 3, val: 1, objects: 3, epochs: 1 });
    expect(line.maskAP50).not.toBeNull();
    expect(readFileSync(path.join(out, "objects.csv"), "utf8")).toMatch(/^image,/);
    expect(existsSync(path.join(out, "run", "config.json"))).toBe(true);
  },
  TIMEOUT,
);
