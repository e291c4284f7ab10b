/** Files and pictures of masks, read by pycocotools, scikit-image and torchvision at run time. */

import { readdirSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import {
  contours,
  data,
  fromTypedArray,
  maskOverlay,
  type morphology,
  readImage,
  type Tensor,
  tensor,
} from "../../lib/index.ts";
import { findPython, runPython, sharedPath } from "../helpers/index.ts";
import { testSeed } from "../helpers/seed.ts";

const python = findPython(["torch", "pycocotools", "scikit-image"]);
const TRIALS = 60;
const CLASSES = ["background", "a", "b", "c"];

/** Random masks of three classes, from noise to large blobs. */
function randomMasks(): { seed: number; masks: morphology.Mask[] } {
  const seed = testSeed();
  console.log(`seed ${seed}`);
  const rng = new data.Rng(seed);
  const masks = Array.from({ length: TRIALS }, () => {
    const [height, width, grain] = [rng.int(1, 40), rng.int(1, 40), rng.int(1, 7)];
    const rough = Array.from({ length: 41 * 41 }, () => (rng.bernoulli(0.4) ? rng.int(1, 4) : 0));
    const values = Uint8Array.from({ length: height * width }, (_, i) => {
      const [y, x] = [Math.floor(i / width), i % width];
      const noise = rng.bernoulli(0.05) ? rng.int(0, 4) : -1;
      return noise >= 0 ? noise : (rough[Math.floor(y / grain) * 41 + Math.floor(x / grain)] as number);
    });
    return { data: values, height, width };
  });
  return { seed, masks };
}

function tensorOf({ data: values, height, width }: morphology.Mask): Tensor {
  return fromTypedArray(Uint8Array.from(values as ArrayLike<number>), [height, width]);
}

test.skipIf(python === undefined)(
  "pycocotools loads what toCoco makes and decodes exactly the masks, as polygons and as run lengths",
  async () => {
    const { masks } = randomMasks();
    const images = masks.map((mask, i) => ({ fileName: `${i}.png`, mask }));
    const all = (["polygons", "rle"] as const).flatMap((format) =>
      (["region", "class"] as const).map((each) =>
        contours.toCoco(images, { classes: CLASSES, format, each }),
      ),
    );
    const { result } = await runPython(
      `
      import contextlib, io, json, numpy as np
      from pycocotools.coco import COCO

      result = []
      for dataset in args:
          (folder / "coco.json").write_text(json.dumps(dataset))
          with contextlib.redirect_stdout(io.StringIO()):
              coco = COCO(str(folder / "coco.json"))
          wrong = []
          for image in coco.loadImgs(coco.getImgIds()):
              want = inputs[str(image["id"] - 1)].numpy()
              got = np.zeros_like(want)
              for a in coco.loadAnns(coco.getAnnIds(imgIds=image["id"])):
                  mask = coco.annToMask(a).astype(bool)
                  ys, xs = np.nonzero(mask)
                  box = [int(xs.min()), int(ys.min()), int(np.ptp(xs)) + 1, int(np.ptp(ys)) + 1]
                  if mask.sum() != a["area"] or box != a["bbox"] or got[mask].any():
                      wrong.append([image["id"], "annotation", a["id"]])
                  got[mask] = a["category_id"]
              if not np.array_equal(got, want):
                  wrong.append([image["id"], "mask"])
          result.append({"wrong": wrong, "annotations": len(coco.anns), "names": [c["name"] for c in coco.cats.values()]})
      `,
      { inputs: Object.fromEntries(masks.map((mask, i) => [`${i}`, tensorOf(mask)])), args: all },
    );
    for (const [i, { wrong, annotations, names }] of (
      result as { wrong: unknown[]; annotations: number; names: string[] }[]
    ).entries()) {
      expect(wrong, `data set ${i}`).toEqual([]);
      expect(annotations).toBe(all[i]?.annotations.length);
      expect(names).toEqual(["a", "b", "c"]);
    }
  },
  120_000,
);

test.skipIf(python === undefined)(
  "pixels' centres are within the GeoJSON's polygons as scikit-image has it, and rings are wound by RFC 7946",
  async () => {
    const { masks } = randomMasks();
    const collections = masks.map((mask) => contours.toGeoJSON(mask, { classes: CLASSES }));
    const { result } = await runPython(
      `
      import numpy as np
      from skimage.measure import points_in_poly

      def inside(rings, points):
          count = sum(points_in_poly(points, ring).astype(int) for ring in rings)
          return count % 2 == 1

      def turns_left(ring):
          x, y = np.array(ring).T
          return (x[:-1] * y[1:] - x[1:] * y[:-1]).sum() > 0

      wrong = []
      for i, collection in enumerate(args):
          want = inputs[str(i)].numpy()
          ys, xs = np.mgrid[: want.shape[0], : want.shape[1]]
          points = np.stack([xs.ravel() + 0.5, ys.ravel() + 0.5], 1)
          got = np.zeros(want.size, want.dtype)
          for feature in collection["features"]:
              geometry = feature["geometry"]
              polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
              for rings in polygons:
                  got[inside(rings, points)] = feature["properties"]["value"]
                  closed = all(ring[0] == ring[-1] and len(ring) >= 4 for ring in rings)
                  wound = turns_left(rings[0]) and not any(turns_left(ring) for ring in rings[1:])
                  if not closed or not wound:
                      wrong.append([i, "ring"])
          if not np.array_equal(got.reshape(want.shape), want):
              wrong.append([i, "mask"])
      result = wrong
      `,
      { inputs: Object.fromEntries(masks.map((mask, i) => [`${i}`, tensorOf(mask)])), args: collections },
    );
    expect(result).toEqual([]);
  },
  120_000,
);

test.skipIf(python === undefined || findPython(["torchvision"]) === undefined)(
  "maskOverlay colours as torchvision's draw_segmentation_masks, within its rounding down",
  async () => {
    const masks = tensor([
      [
        [1, 1, 0, 0],
        [0, 1, 0, 0],
      ],
      [
        [0, 0, 0, 1],
        [0, 0, 1, 1],
      ],
    ]).bool();
    const image = fromTypedArray(
      Uint8Array.from({ length: 24 }, (_, i) => (i * 37) % 256),
      [3, 2, 4],
    );
    const colors = [
      [0, 0, 0],
      [250, 3, 9],
      [12, 77, 201],
    ] as const;
    const { outputs } = await runPython(
      `
      import_torchvision()
      from torchvision.utils import draw_segmentation_masks
      outputs["shown"] = draw_segmentation_masks(inputs["image"], inputs["masks"], 0.3, [tuple(c) for c in args])
      `,
      { inputs: { image, masks }, args: colors.slice(1) },
    );
    const got = maskOverlay(image, masks, { colors, alpha: 0.3 });
    const off = got.int().sub((outputs.shown as Tensor).int());
    expect([off.amin().item(), off.amax().item()].every((v) => v === 0 || v === 1)).toBe(true);
  },
  120_000,
);

const nuclei = sharedPath("data/segmentation/dsb2018-nuclei");

test.skipIf(python === undefined || nuclei === undefined)(
  "pycocotools decodes the masks of nuclei from toCoco's file",
  async () => {
    const root = path.join(nuclei as string, "masks");
    const names = readdirSync(root).slice(0, 24);
    const images = await Promise.all(
      names.map(async (fileName) => {
        const mask = (await readImage(path.join(root, fileName), { mode: "L" })).select(0, 0).gt(0).byte();
        return { fileName, mask };
      }),
    );
    const dataset = contours.toCoco(images, { classes: ["background", "nucleus"] });
    const { result } = await runPython(
      `
      import contextlib, io, json, numpy as np
      from pycocotools.coco import COCO
      (folder / "coco.json").write_text(json.dumps(args))
      with contextlib.redirect_stdout(io.StringIO()):
          coco = COCO(str(folder / "coco.json"))
      result = []
      for image in coco.loadImgs(coco.getImgIds()):
          want = inputs[image["file_name"]].numpy()
          got = np.zeros_like(want)
          for a in coco.loadAnns(coco.getAnnIds(imgIds=image["id"])):
              got |= coco.annToMask(a)
          result.append(bool(np.array_equal(got, want)))
      `,
      { inputs: Object.fromEntries(images.map(({ fileName, mask }) => [fileName, mask])), args: dataset },
    );
    expect(result).toEqual(names.map(() => true));
  },
  120_000,
);
