// The metrics of float32 tensors beside pycocotools fed as torchvision's references feed it.
import { expect, test } from "vitest";
import { type Detections, type DetectionTarget, data, type Tensor, tensor, train } from "../../lib/index.ts";
import { findPython, runPython } from "../helpers/index.ts";
import { testSeed } from "../helpers/seed.ts";
import { expectNear } from "../vision/coco-evaluation/sets.ts";

const python = findPython(["torch", "pycocotools"]);
const [IMAGES, EDGE] = [40, 60];

/** Boxes of float32 that no short decimal is, and masks that fill them. */
function draw(rng: data.Rng, near: number[][] | null): { boxes: number[][]; masks: number[] } {
  const boxes = Array.from({ length: near?.length ?? rng.int(0, 6) }, (_, i) => {
    const [x1 = rng.uniform(0, 40), y1 = rng.uniform(0, 40)] = near?.[i] ?? [];
    const [, , x2 = x1 + rng.uniform(3, 20), y2 = y1 + rng.uniform(3, 20)] = near?.[i] ?? [];
    const off = (): number => (near === null ? 0 : rng.uniform(-1.5, 1.5));
    const [a, b, c, d] = [x1 + off(), y1 + off(), x2 + off(), y2 + off()];
    return [a, b, Math.max(c, a + 1), Math.max(d, b + 1)].map(Math.fround);
  });
  const masks = boxes.flatMap(([x1 = 0, y1 = 0, x2 = 0, y2 = 0]) =>
    Array.from({ length: EDGE * EDGE }, (_, at) => {
      const [x, y] = [at % EDGE, Math.floor(at / EDGE)];
      const isIn = x >= x1 && x < x2 && y >= y1 && y < y2 && x - x1 + y - y1 > 1;
      return isIn ? 1 : 0;
    }),
  );
  return { boxes, masks };
}

test.skipIf(python === undefined)(
  "boxes and masks of float32 tensors, as torchvision's references hand them on",
  async () => {
    const seed = testSeed();
    console.log(`seed ${seed}`);
    const rng = new data.Rng(seed);
    const inputs: Record<string, Tensor> = {};
    const images = Array.from({ length: IMAGES }, (_, i): [Detections, DetectionTarget] => {
      const truth = draw(rng, null);
      const found = draw(rng, [...truth.boxes, ...truth.boxes]);
      const of = ({ boxes, masks }: typeof truth) => ({
        boxes: tensor(boxes.flat()).view([boxes.length, 4]),
        labels: tensor(
          boxes.map((_, j) => 1 + (j % 2)),
          { dtype: "int64" },
        ),
        masks: tensor(masks).view([boxes.length, EDGE, EDGE]),
      });
      const target = {
        ...of(truth),
        iscrowd: tensor(
          truth.boxes.map(() => (rng.bernoulli(0.1) ? 1 : 0)),
          { dtype: "int64" },
        ),
        area: tensor(truth.boxes.map(([x1 = 0, y1 = 0, x2 = 0, y2 = 0]) => (x2 - x1) * (y2 - y1))),
      };
      const guess = of(found);
      const detections = {
        ...guess,
        masks: guess.masks.mul(0.9).unsqueeze(1),
        scores: tensor(found.boxes.map(() => Math.round(20 * rng.random()) / 20)),
      };
      for (const [name, value] of Object.entries(target)) inputs[`t${i}.${name}`] = value;
      for (const [name, value] of Object.entries(detections)) inputs[`d${i}.${name}`] = value;
      return [detections, { ...target, masks: target.masks.to("uint8") }];
    });
    const { result } = await runPython(
      `
      import numpy as np
      from coco_evaluation import quiet
      from pycocotools import mask as m
      from pycocotools.coco import COCO
      from pycocotools.cocoeval import COCOeval

      def sides(boxes):
          x1, y1, x2, y2 = boxes.unbind(1)
          return torch.stack((x1, y1, x2 - x1, y2 - y1), dim=1).tolist()

      def runs(masks):
          found = [m.encode(np.array(one[:, :, None], dtype=np.uint8, order="F"))[0] for one in masks.numpy() > 0.5]
          return [{"size": r["size"], "counts": r["counts"].decode()} for r in found]

      truth = {"images": [], "annotations": [], "categories": [{"id": 1}, {"id": 2}]}
      boxes, masks = [], []
      for i in range(args):
          t = {k[len(f"t{i}."):]: v for k, v in inputs.items() if k.startswith(f"t{i}.")}
          d = {k[len(f"d{i}."):]: v for k, v in inputs.items() if k.startswith(f"d{i}.")}
          truth["images"].append({"id": i, "height": ${EDGE}, "width": ${EDGE}})
          for j, box in enumerate(sides(t["boxes"])):
              truth["annotations"].append({
                  "id": len(truth["annotations"]) + 1, "image_id": i, "bbox": box, "category_id": int(t["labels"][j]),
                  "area": t["area"][j].item(), "iscrowd": int(t["iscrowd"][j]), "segmentation": runs(t["masks"])[j]})
          common = [{"image_id": i, "category_id": int(l), "score": s} for l, s in zip(d["labels"], d["scores"].tolist())]
          boxes += [{**c, "bbox": b} for c, b in zip(common, sides(d["boxes"]))]
          masks += [{**c, "segmentation": r} for c, r in zip(common, runs(d["masks"][:, 0]))]
      result = []
      for results, kind in ((boxes, "bbox"), (masks, "segm")):
          coco = COCO()
          coco.dataset = truth
          quiet(coco.createIndex)
          evaluator = COCOeval(coco, quiet(coco.loadRes, results), kind)
          for step in (evaluator.evaluate, evaluator.accumulate, evaluator.summarize):
              quiet(step)
          result.append(evaluator.stats.tolist())
      `,
      { inputs, args: IMAGES },
    );
    const metrics = new train.DetectionMetrics(["a", "b"], { masks: true });
    for (const [detections, target] of images) await metrics.update([detections], [target]);
    const { boxes, masks } = metrics.report();
    const [ofBoxes = [], ofMasks = []] = result as number[][];
    expect(ofBoxes[0]).toBeGreaterThan(0.05);
    expectNear(boxes.stats, ofBoxes, `boxes, seed ${seed}`);
    expectNear(masks?.stats ?? [], ofMasks, `masks, seed ${seed}`);
  },
  120_000,
);
