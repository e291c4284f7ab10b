// Detection's metrics over recorded sets: COCO's figures as pycocotools has them, precision, recall and FROC from its matches.
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import {
  ArgumentError,
  type Detections,
  type DetectionTarget,
  ShapeError,
  type Tensor,
  tensor,
  train,
  zeros,
} from "../../lib/index.ts";
import { fixturePath } from "../helpers/index.ts";
import { expectNear, type RandomSet, tensorsOf } from "../vision/coco-evaluation/sets.ts";

const sets = JSON.parse(readFileSync(fixturePath("coco-evaluation.json"), "utf8")) as RandomSet[];
const measured = sets.filter(
  ({ settings, results }) => settings.shapes === "boxes" || results.every(({ bbox }) => bbox === undefined),
);

/** Metrics for a set, and the names of its figures. */
function metricsFor({ truth, settings }: RandomSet): [metrics: train.DetectionMetrics, prefix: string] {
  const { shapes, ...thresholds } = settings;
  const names = [...truth.categories].sort((a, b) => a.id - b.id).map(({ name }) => name);
  const masks = shapes === "masks";
  return [new train.DetectionMetrics(names, { ...thresholds, masks }), masks ? "mask" : "m"];
}

/** The images of a set by id, as batches of two. */
function batchesOf(set: RandomSet): [Detections[], DetectionTarget[]][] {
  const images = [...set.truth.images].sort((a, b) => a.id - b.id).map((image) => tensorsOf(set, image));
  const batches: [Detections[], DetectionTarget[]][] = [];
  for (let i = 0; i < images.length; i += 2) {
    const batch = images.slice(i, i + 2);
    batches.push([batch.map(([found]) => found), batch.map(([, target]) => target)]);
  }
  return batches;
}

const defined = (figure: number | undefined): number =>
  figure === undefined || Number.isNaN(figure) ? -1 : figure;

test("COCO's figures are pycocotools', of each class too", async () => {
  expect(measured.length).toBeGreaterThan(25);
  for (const [i, set] of measured.entries()) {
    const [metrics, prefix] = metricsFor(set);
    for (const [found, targets] of batchesOf(set)) {
      const updating = metrics.update(found, targets);
      for (const one of [...found, ...targets]) for (const t of Object.values(one)) (t as Tensor).dispose();
      await updating;
    }
    const figures = metrics.compute();
    const limits = set.settings.maxDetections ?? [1, 10, 100];
    const names = ["AP", "AP50", "AP75", "APSmall", "APMedium", "APLarge"].concat(
      limits.map((most) => `AR${most}`),
      ["ARSmall", "ARMedium", "ARLarge"],
    );
    expectNear(
      names.map((name) => defined(figures[prefix + name])),
      set.expected.stats,
      `set ${i}`,
    );
    expectNear(
      metrics.classes.map((name) => defined(figures[`${prefix}AP.${name}`])),
      set.expected.perClass,
      `set ${i}: classes`,
    );
    expect(Object.keys(figures)).toEqual(Object.keys(metrics.better));
  }
});

test("precision, recall, F1 and FROC are of pycocotools' matches", async () => {
  let compared = 0;
  for (const [i, set] of measured.entries()) {
    if (set.settings.shapes === "masks") continue;
    const [metrics] = metricsFor(set);
    for (const batch of batchesOf(set)) await metrics.update(...batch);
    const { operating, froc, figures } = metrics.report();
    const { right, wrong, objects, froc: sensitivity } = set.expected.actedOn;
    expect(operating, `set ${i}`).toMatchObject({
      right,
      wrong,
      missed: objects - right,
      iou: 0.5,
      score: 0.5,
    });
    expect([figures.precision, figures.recall, figures.f1], `set ${i}`).toEqual([
      right / (right + wrong),
      right / objects,
      (2 * right) / (right + wrong + objects),
    ]);
    expect(operating.images).toHaveLength(set.truth.images.length);
    expect(operating.images.reduce((sum, { missed }) => sum + missed, 0)).toBe(objects - right);
    expect(operating.perClass.reduce((sum, one) => sum + one.wrong, 0)).toBe(wrong);
    if (sensitivity === null) expect(froc.mean).toBeNaN();
    else {
      expectNear(froc.sensitivity, sensitivity, `set ${i}: FROC`);
      compared++;
    }
  }
  expect(compared).toBeGreaterThan(15);
});

test("states merge to what one pass over all gives, and survive JSON", async () => {
  for (const set of [sets[1], sets[4]] as [RandomSet, RandomSet]) {
    const batches = batchesOf(set);
    const [whole] = metricsFor(set);
    for (const batch of batches) await whole.update(...batch);
    const [joined] = metricsFor(set);
    joined.merge(JSON.parse(JSON.stringify(joined.state())));
    for (const batch of batches) {
      const [part] = metricsFor(set);
      await part.update(...batch);
      joined.merge(JSON.parse(JSON.stringify(part.state())));
    }
    expect(joined.compute()).toEqual(whole.compute());
    expect(joined.report().operating).toEqual(whole.report().operating);
    expect(joined.count).toBe(set.truth.images.length);
    joined.reset();
    expect([joined.count, joined.compute().mAP]).toEqual([0, Number.NaN]);
    for (const batch of batches) await joined.update(...batch);
    expect(joined.compute()).toEqual(whole.compute());
  }
});

const cell = (score: number, x = 0): [Detections, DetectionTarget] => [
  { boxes: tensor([[x, 0, x + 8, 8]]), labels: tensor([1], { dtype: "int64" }), scores: tensor([score]) },
  { boxes: tensor([[0, 0, 8, 8]]), labels: tensor([1], { dtype: "int64" }) },
];

test("images count in the order of the calls, and those of before a reset do not", async () => {
  const metrics = new train.DetectionMetrics(["cell"]);
  const [first, second] = [cell(0.9), cell(0.9, 50)];
  await Promise.all([metrics.update([first[0]], [first[1]]), metrics.update([second[0]], [second[1]])]);
  expect(metrics.report().operating.images).toEqual([
    { right: 1, wrong: 0, missed: 0 },
    { right: 0, wrong: 1, missed: 1 },
  ]);
  const late = metrics.update([first[0]], [first[1]]);
  metrics.reset();
  await late;
  expect(metrics.count).toBe(0);
});

test("boxes and scores of half precision, and bool masks", async () => {
  const metrics = new train.DetectionMetrics(["cell"], { masks: true });
  const [found, target] = cell(0.75);
  const mask = zeros([1, 10, 10]);
  mask.slice(1, 0, 8).slice(2, 0, 8).fill_(1);
  await metrics.update(
    [
      {
        ...found,
        boxes: found.boxes.to("float16"),
        scores: found.scores.to("bfloat16"),
        masks: mask.unsqueeze(0),
      },
    ],
    [{ ...target, masks: mask.to("bool") }],
  );
  const { mAP, maskAP, mAPSmall, f1, froc, ...figures } = metrics.compute();
  const almost = 1 / (1 + Number.EPSILON); // pycocotools keeps from dividing by 0
  expect([mAP, maskAP, figures["maskAP.cell"], mAPSmall, f1, froc]).toEqual([
    almost,
    almost,
    almost,
    almost,
    1,
    1,
  ]);
  const report = JSON.parse(JSON.stringify(metrics.report())) as { boxes: object };
  expect(Object.keys(report.boxes)).toEqual(["images", "hidden", "figures", "stats", "classes"]);
});

describe("what does not fit is refused, and counts for nothing", () => {
  test("batches", async () => {
    const metrics = new train.DetectionMetrics(["cell"], { masks: true });
    const [found, target] = cell(0.5);
    await expect(metrics.update([found], [])).rejects.toThrow(/as many detections as targets, got 1 and 0/);
    await expect(metrics.update([found], [target])).rejects.toThrow(
      /image 0 of the batch: .*masks are missing/,
    );
    const [small, large] = [zeros([1, 1, 4, 4]), zeros([1, 5, 4])];
    await expect(metrics.update([{ ...found, masks: small }], [{ ...target, masks: large }])).rejects.toThrow(
      ShapeError,
    );
    await expect(metrics.update([{ ...found, scores: tensor([Number.NaN]) }], [target])).rejects.toThrow(
      ArgumentError,
    );
    expect(metrics.count).toBe(0);
  });

  test("states and classes", () => {
    const metrics = new train.DetectionMetrics(["cell"]);
    expect(() => metrics.merge(new train.DetectionMetrics(["a", "b"]).state())).toThrow(
      /other classes or thresholds/,
    );
    expect(() => metrics.merge(new train.DetectionMetrics(["cell"], { masks: true }).state())).toThrow(
      ArgumentError,
    );
    expect(() => metrics.merge(null)).toThrow(ArgumentError);
    expect(() => new train.DetectionMetrics([])).toThrow(/at least one name/);
    expect(() => new train.DetectionMetrics(["a"], { scoreThreshold: 2 })).toThrow(/between 0 and 1/);
  });
});
