// 300 random sets beside pycocotools at run time: every number of its arrays.
import { expect, test } from "vitest";
import { findPython, runPython, sharedPath } from "../../helpers/index.ts";
import { testSeed } from "../../helpers/seed.ts";
import { evaluated, expectEqual, expectNear, type RandomSet } from "./sets.ts";

const python = findPython(["numpy", "pycocotools"]);
const [SETS, AT_ONCE] = [300, 150];

test.skipIf(python === undefined)(
  "300 random sets: precision, recall and scores",
  async () => {
    const seed = testSeed();
    console.log(`seed ${seed}`);
    let printed = 0;
    for (let from = seed; from < seed + SETS; from += AT_ONCE) {
      const { result } = await runPython(
        `
        import coco_evaluation as coco
        result = []
        for seed in range(args["from"], args["to"]):
            given = coco.random_set(seed)
            result.append({**given, "expected": coco.expected(given, whole=True)})
        `,
        { args: { from, to: from + AT_ONCE } },
      );
      for (const [i, set] of (result as RandomSet[]).entries()) {
        const found = await evaluated(set);
        expectEqual(found, set, `seed ${from + i}`);
        // What pycocotools prints is of 100 detections, whatever the limits are.
        if (set.settings.maxDetections !== undefined) continue;
        expectNear(found.stats, set.expected.printed as number[], `seed ${from + i}: printed`);
        printed++;
      }
    }
    expect(printed).toBeGreaterThan(SETS / 2);
  },
  240_000,
);

const bccd = sharedPath("data/detection/bccd/Annotations");
const nuts = sharedPath("data/instances/fruits-nuts-coco/trainval.json");

test.skipIf(python === undefined || bccd === undefined || nuts === undefined)(
  "blood cells' boxes and the masks of fruits and nuts, with detections near to them",
  async () => {
    const { result } = await runPython(
      `
      import json, pathlib, xml.etree.ElementTree as xml
      import coco_evaluation as coco
      import numpy as np

      rng = np.random.default_rng(7)
      def near(values, amount):
          return np.round(np.asarray(values) + rng.normal(0, amount, len(values)), 2).tolist()

      names = ["RBC", "WBC", "Platelets"]
      cells = {"images": [], "annotations": [], "categories": [{"id": i, "name": n} for i, n in enumerate(names)]}
      for i, file in enumerate(sorted(pathlib.Path(args["bccd"]).glob("*.xml"))):
          cells["images"].append({"id": i})
          for found in xml.parse(file).getroot().iter("object"):
              x1, y1, x2, y2 = (float(found.find("bndbox").find(k).text) for k in ("xmin", "ymin", "xmax", "ymax"))
              cells["annotations"].append({
                  "id": len(cells["annotations"]) + 1, "image_id": i, "category_id": names.index(found.find("name").text),
                  "bbox": [x1, y1, x2 - x1, y2 - y1], "area": (x2 - x1) * (y2 - y1), "iscrowd": 0})
      found_cells = []
      for a in cells["annotations"]:
          for _ in range(rng.integers(0, 4)):
              box = near(a["bbox"], 8)
              box[2:] = [max(v, 1.0) for v in box[2:]]
              kind = a["category_id"] if rng.random() < 0.9 else int(rng.integers(3))
              found_cells.append({"image_id": a["image_id"], "category_id": kind, "bbox": box, "score": round(float(rng.random()), 2)})

      fruits = json.loads(pathlib.Path(args["nuts"]).read_text())
      fruits = {key: fruits[key] for key in ("images", "annotations", "categories")}
      for i, a in enumerate(fruits["annotations"]):
          a["id"] = i + 1  # pycocotools never counts the id 0 as found
      found_fruits = []
      for a in fruits["annotations"]:
          for _ in range(rng.integers(0, 3)):
              shape = [near(polygon, 3) for polygon in a["segmentation"]]
              found_fruits.append({"image_id": a["image_id"], "category_id": a["category_id"], "bbox": a["bbox"],
                                   "segmentation": shape, "score": round(float(rng.random()), 2)})
      result = []
      for truth, results, shapes in ((cells, found_cells, "boxes"), (fruits, found_fruits, "boxes"), (fruits, found_fruits, "masks")):
          given = {"truth": truth, "results": results, "settings": {"shapes": shapes}}
          result.append({**given, "expected": coco.expected(given, whole=True)})
      `,
      { args: { bccd, nuts } },
    );
    for (const [i, set] of (result as RandomSet[]).entries()) {
      const found = await evaluated(set);
      expect(set.truth.annotations.length).toBeGreaterThan(100);
      expect(found.figures.AP).toBeGreaterThan(0.05);
      expectEqual(found, set, `real data ${i}`);
      expectNear(found.stats, set.expected.printed as number[], `real data ${i}: printed`);
    }
  },
  240_000,
);
