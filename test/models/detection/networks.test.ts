/** Detection networks against torchvision's numbers in float64, from scripts/fixtures/detection_networks.py. */

import { beforeAll, describe, expect, test } from "vitest";
import { models, rand, scope, setNumThreads } from "../../../lib/index.ts";
import { fixtureTensors } from "../../helpers/index.ts";
import { describeKeys, LONG_TIMEOUT } from "../networks.ts";
import { type Bounds, BUILDERS, expectNumbers, type Measured, measure } from "./measure.ts";

/**
 * First values that a processor draws with other vector instructions differ in the last bit of float32, and torchvision rounds the
 * loss of anchors to float32; the rest is float64 on either side.
 */
const BOUNDS: Bounds = {
  init: 1e-6,
  losses: 1e-6,
  gradients: 1e-8,
  pixels: 1e-6,
  scores: 1e-8,
  steps: 1e-5,
};

const stored = fixtureTensors("detection-networks").tensors;

function wantedOf(name: string): Measured {
  const own = Object.entries(stored).filter(([key]) => key.startsWith(`${name}.`));
  return Object.fromEntries(own.map(([key, value]) => [key.slice(name.length + 1), value]));
}

describe.each(BUILDERS)("%s, against torchvision's numbers", (name) => {
  beforeAll(() => setNumThreads(1)); // as the fixtures were made

  test(
    "has its first parameters, losses, gradients and detections, and learns as it does",
    async () => {
      await scope(async () => {
        const { names, numbers } = await measure(name, 0, { anew: true });
        expectNumbers(names, numbers, wantedOf(name), BOUNDS);
      });
    },
    LONG_TIMEOUT,
  );
});

describe("published weights", () => {
  for (const builder of BUILDERS) {
    describeKeys([builder], () => (builder.endsWith("_v2") ? {} : { backboneNorm: "frozen" }));
  }

  test("have their figures, COCO's classes and the transform", () => {
    const { meta } = models.weights("maskrcnn_resnet50_fpn_v2", "DEFAULT");
    expect(meta).toMatchObject({
      task: "detection",
      boxMap: 47.4,
      maskMap: 41.8,
      numCategories: 91,
      minSize: [1, 1],
    });
    expect(meta.categories[1]).toBe("person");
    expect(meta.categories).toHaveLength(91);
    const bytes = rand([3, 4, 5]).mul(255).to("uint8");
    const unit = models.weights("fasterrcnn_resnet50_fpn", "COCO_V1").transforms().apply(bytes);
    expect([unit.dtype, unit.shape]).toEqual(["float32", [3, 4, 5]]);
    expect(models.list({ task: "detection", minBoxMap: 40 })).toEqual([
      "fasterrcnn_resnet50_fpn_v2",
      "maskrcnn_resnet50_fpn_v2",
    ]);
  });
});
