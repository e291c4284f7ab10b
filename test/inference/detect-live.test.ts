/** What is exported, read by pycocotools at run time. */

import { expect, test } from "vitest";
import { data, models, type Tensor } from "../../lib/index.ts";
import { findPython, runPython } from "../helpers/index.ts";
import { testSeed } from "../helpers/seed.ts";
import { type Drawn, draw, Reader } from "./detect-nets.ts";

const IMAGES = 30;

test.skipIf(findPython(["torch", "pycocotools"]) === undefined)(
  "pycocotools loads annotations and results, and decodes exactly the masks",
  async () => {
    const seed = testSeed();
    console.log(`seed ${seed}`);
    const rng = new data.Rng(seed);
    const images = Array.from({ length: IMAGES }, () => {
      const [height, width] = [rng.int(8, 50), rng.int(8, 60)];
      // Later objects cover earlier ones, which leaves holes, parts, and objects that are gone.
      const objects = Array.from({ length: rng.int(0, 9) }, (): Drawn => {
        const [w, h] = [rng.int(1, width), rng.int(1, height)];
        const at = [rng.int(0, width - w + 1), rng.int(0, height - h + 1), w, h] as const;
        return { at, classId: rng.int(1, 3), score: rng.int(1, 256), round: rng.bernoulli(0.5) };
      });
      return draw(height, width, objects);
    });
    const model = models.withLabels(new Reader(), ["a", "b"]);
    const found = await models.detect(model, images, { batchSize: 4 });
    const datasets = (["polygons", "rle"] as const).map((format) => models.foundToCoco(found, { format }));
    const results = models.foundToCocoResults(found);
    const { result } = await runPython(
      `
      import contextlib, copy, io, json, numpy as np
      from pycocotools.coco import COCO

      wrong = []
      for dataset in args["datasets"]:
          (folder / "coco.json").write_text(json.dumps(dataset))
          with contextlib.redirect_stdout(io.StringIO()):
              coco = COCO(str(folder / "coco.json"))
              loaded = coco.loadRes(copy.deepcopy(args["results"])) if args["results"] else None
          for source in [coco, loaded]:
              for image in source.loadImgs(source.getImgIds()):
                  want = inputs[str(image["id"] - 1)].numpy()
                  got = np.zeros_like(want[0])
                  for a in source.loadAnns(source.getAnnIds(imgIds=image["id"])):
                      mask = source.annToMask(a).astype(bool)
                      ids = np.unique(want[0][mask])
                      same = len(ids) == 1 and np.array_equal(mask, want[0] == ids[0])
                      if not same or mask.sum() != a["area"] or (want[1][mask] != a["category_id"]).any():
                          wrong.append([image["id"], a["id"]])
                      if abs(want[2][mask][0] / 255 - a["score"]) > 1e-6:
                          wrong.append([image["id"], "score"])
                      got[mask] = want[0][mask]
                  if not np.array_equal(got, want[0]):
                      wrong.append([image["id"], "all"])
      result = {"wrong": wrong, "categories": [[c["id"], c["name"]] for c in coco.cats.values()], "count": len(coco.anns)}
      `,
      {
        inputs: Object.fromEntries(images.map((image: Tensor, i) => [`${i}`, image])),
        args: { datasets, results },
      },
    );
    const count = found.reduce((sum, { objects }) => sum + objects.length, 0);
    expect(count).toBeGreaterThan(20);
    expect(result).toEqual({
      wrong: [],
      categories: [
        [1, "a"],
        [2, "b"],
      ],
      count,
    });
  },
  120_000,
);
