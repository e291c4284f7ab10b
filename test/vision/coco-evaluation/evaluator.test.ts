// The evaluator's own promises: tensors and files give the same, what is wrong is named, memory stays small.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  AbortError,
  ArgumentError,
  type Detections,
  type DetectionTarget,
  FileFormatError,
  ShapeError,
  type Tensor,
  tensor,
  zeros,
} from "../../../lib/index.ts";
import {
  CocoEvaluator,
  type CocoGroundTruth,
  type CocoResult,
} from "../../../lib/vision/coco-evaluation/index.ts";
import { fixturePath } from "../../helpers/index.ts";
import { expectSame, type RandomSet, tensorsOf } from "./sets.ts";

const sets = JSON.parse(readFileSync(fixturePath("coco-evaluation.json"), "utf8")) as RandomSet[];

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "torchts-coco-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("tensors give what files give", async () => {
  let compared = 0;
  for (const [i, set] of sets.entries()) {
    const { truth, results, settings } = set;
    if (settings.shapes === "masks" && results.some(({ bbox }) => bbox !== undefined)) continue; // sizes of the boxes
    const file = await CocoEvaluator.open(truth, settings);
    await file.addResults(results);
    const names = file.classes;
    const tensors = new CocoEvaluator(names, settings);
    for (const image of [...truth.images].reverse()) {
      const [found, target] = tensorsOf(set, image);
      const adding = tensors.add([found], [target], [image.id]);
      for (const one of [...Object.values(found), ...Object.values(target)]) (one as Tensor).dispose();
      await adding;
    }
    const [a, b] = [await file.evaluate(), await tensors.evaluate()];
    expectSame(b, a, `set ${i}`);
    expect(b.classes).toEqual(a.classes);
    compared++;
  }
  expect(compared).toBeGreaterThan(25);
});

test("results are written and read back, and give the same", async () => {
  for (const at of [2, 3]) {
    const { truth, results, settings } = sets[at] as RandomSet;
    const first = await CocoEvaluator.open(truth, settings);
    await first.addResults(results);
    const [truthFile, resultsFile] = [path.join(folder, "truth.json"), path.join(folder, "results.json")];
    writeFileSync(truthFile, JSON.stringify(truth));
    await first.writeResults(resultsFile);
    const second = await CocoEvaluator.open(truthFile, settings);
    await second.addResults(resultsFile);
    expectSame(await second.evaluate(), await first.evaluate(), `set ${at}`);
    expect(second.results()).toEqual(first.results());
    expect(second.count).toBe(truth.images.length);
  }
});

const TRUTH: CocoGroundTruth = {
  images: [
    { id: 1, width: 20, height: 10 },
    { id: 2, width: 20, height: 10 },
  ],
  categories: [
    { id: 7, name: "b" },
    { id: 3, name: "a" },
  ],
  annotations: [
    { id: 0, image_id: 1, category_id: 3, bbox: [0, 0, 4, 4] },
    { id: 1, image_id: 1, category_id: 7, bbox: [10, 0, 8, 8], iscrowd: 1 },
    { id: 2, image_id: 2, category_id: 3, bbox: [5, 5, 4, 4] },
  ],
};

/** An evaluator of TRUTH with a right detection, a wrong one, one in the crowd, and one that comes too late. */
async function small(): Promise<CocoEvaluator> {
  const evaluator = await CocoEvaluator.open(TRUTH);
  await evaluator.addResults([
    { image_id: 1, category_id: 3, score: 0.9, bbox: [0, 0, 4, 3] },
    { image_id: 1, category_id: 3, score: 0.8, bbox: [0, 0, 4, 4] },
    { image_id: 1, category_id: 7, score: 0.7, bbox: [11, 1, 4, 4] },
    { image_id: 1, category_id: 3, score: 0.1, bbox: [14, 0, 2, 2] },
  ]);
  return evaluator;
}

test("one image: what was right, wrong and ignored, what was missed", async () => {
  const evaluator = await small();
  expect(evaluator.classes).toEqual(["a", "b"]);
  const { detections, objects } = evaluator.matches(1, { iou: 0.6 });
  expect(detections.map(({ outcome, object, overlap }) => [outcome, object, overlap])).toEqual([
    ["right", 0, 0.75],
    ["wrong", null, 0],
    ["ignored", 1, 1],
    ["wrong", null, 0],
  ]);
  expect(detections[0]).toMatchObject({ index: 0, className: "a", box: [0, 0, 4, 3], score: 0.9 });
  expect(objects).toEqual([
    { index: 0, className: "a", box: [0, 0, 4, 4], crowd: false, detection: 0 },
    { index: 1, className: "b", box: [10, 0, 18, 8], crowd: true, detection: 2 },
  ]);
  // The surest overlaps too little now, and the next one is an exact match.
  expect(evaluator.matches(1, { iou: 0.8 }).objects[0]?.detection).toBe(1);
  expect(evaluator.matches(1, { minScore: 0.85 }).detections).toHaveLength(1);
  expect(evaluator.matches(2).objects[0]?.detection).toBe(null);
  expect(() => evaluator.matches(3)).toThrow(/no image with the id 3; 2 were added/);
});

test("an annotation whose id is 0 is found, and a class of crowds alone is not defined", async () => {
  const found = await (await small()).evaluate();
  expect(found.classes.map(({ name, objects, detections }) => [name, objects, detections])).toEqual([
    ["a", 2, 3],
    ["b", 0, 1],
  ]);
  expect(found.averageRecall({ iou: 0.5 })).toBe(0.5);
  expect(found.averagePrecision({ className: "b" })).toBeNaN();
  expect(found.figures.AP75).toBeCloseTo(51 / 101, 12);
  expect(found.stats.filter((figure) => figure === -1)).toHaveLength(4); // no medium, no large objects
  expect(found.figures.APl).toBeNaN();
  const curve = found.curve("a", { iou: 0.75 });
  expect([curve.precision[50], curve.precision[51], curve.scores[0], curve.scores[51]]).toEqual([
    1 / (1 + Number.EPSILON),
    0,
    0.9,
    Number.NaN,
  ]);
  expect(() => found.curve("c")).toThrow(/no class "c"; it has/);
  expect(() => found.averagePrecision({ iou: 0.52 })).toThrow(/no threshold of overlap 0.52/);
  expect(() => found.averageRecall({ area: "huge" })).toThrow(/no range of sizes "huge"/);
  expect(() => found.averageRecall({ maxDetections: 7 })).toThrow(ArgumentError);
});

test("a limit that hides objects is told", async () => {
  const boxes = Array.from({ length: 5 }, (_, i) => [10 * i, 0, 10 * i + 8, 8]);
  const image: [Detections, DetectionTarget] = [
    { boxes: tensor(boxes), labels: tensor([1, 1, 1, 1, 1], { dtype: "int64" }), scores: zeros([5]) },
    { boxes: tensor(boxes), labels: tensor([1, 1, 1, 1, 1], { dtype: "int64" }) },
  ];
  const few = new CocoEvaluator(["cell"], { maxDetections: [1, 3] });
  await few.add([image[0]], [image[1]]);
  const { figures, hidden } = await few.evaluate();
  expect([figures.AR1, figures.AR3]).toEqual([0.2, 0.6]);
  expect(hidden).toEqual({ images: 1, mostObjects: 5, maxDetections: 3 });
  const enough = new CocoEvaluator(["cell"], { maxDetections: [500] });
  await enough.add([image[0]], [image[1]]);
  expect(await enough.evaluate()).toMatchObject({ hidden: null, figures: { AR500: 1, AP: 1 } });
});

test("no image, no object, no detection", async () => {
  const none = new CocoEvaluator(["a"]);
  expect((await none.evaluate()).stats).toEqual(Array(12).fill(-1));
  expect(none.results()).toEqual([]);
  const empty = { boxes: zeros([0, 4]), labels: zeros([0], { dtype: "int64" }) };
  await none.add([{ ...empty, scores: zeros([0]) }], [empty]);
  expect((await none.evaluate()).stats).toEqual(Array(12).fill(-1));
  const missed = await CocoEvaluator.open(TRUTH);
  expect((await missed.evaluate()).figures).toMatchObject({ AP: 0, AR100: 0, APl: Number.NaN });
});

describe("what is wrong is named", () => {
  const image = (over: Partial<Detections & DetectionTarget> = {}): [Detections, DetectionTarget] => {
    const boxes = tensor([[0, 0, 4, 4]]);
    const labels = tensor([1], { dtype: "int64" });
    return [
      { boxes, labels, scores: tensor([0.5]), ...over },
      { boxes, labels },
    ];
  };
  const NAN = Number.NaN;
  test.each([
    [
      { scores: () => tensor([NAN]) },
      ArgumentError,
      /image 1: detections: scores are finite numbers, got NaN/,
    ],
    [{ boxes: () => tensor([[0, NAN, 1, 1]]) }, ArgumentError, /boxes are finite numbers, got \[0,NaN,1,1\]/],
    [{ boxes: () => tensor([[5, 0, 1, 1]]) }, ArgumentError, /x2 >= x1/],
    [{ labels: () => tensor([3], { dtype: "int64" }) }, ArgumentError, /labels are from 1 to 2 .* got 3/],
    [{ labels: () => tensor([0], { dtype: "int64" }) }, ArgumentError, /0 is the background\), got 0/],
    [{ boxes: () => zeros([2, 4]) }, ShapeError, /expected boxes \(1, 4\).* got \[2,4\]/],
    [{ scores: () => zeros([2]) }, ShapeError, /expected scores \(1\)/],
    [{ labels: () => zeros([1, 1]) }, ShapeError, /expected labels \(N\)/],
    [{ scores: () => 0.5 as unknown as Tensor }, ArgumentError, /scores must be a tensor, got 0.5/],
  ] as const)("of tensors %#", async (over, Thrown, text) => {
    const made = Object.fromEntries(Object.entries(over).map(([name, make]) => [name, make()]));
    const evaluator = new CocoEvaluator(["a", "b"]);
    const [found, target] = image(made);
    const adding = evaluator.add([found], [target]);
    await expect(adding).rejects.toThrow(Thrown);
    await expect(adding).rejects.toThrow(text);
    expect(evaluator.count).toBe(0);
  });

  test("of masks, ids and counts", async () => {
    const [found, target] = image();
    const boxes = new CocoEvaluator(["a"]);
    await boxes.add([found], [target], [4]);
    await expect(boxes.add([found], [target], [4])).rejects.toThrow(/the image 4 is there already/);
    await expect(boxes.add([found, found], [target])).rejects.toThrow(/as many detections as targets/);
    await expect(boxes.addDetections([found], [9])).rejects.toThrow(/no image with the id 9/);
    await expect(boxes.add([found], [{ ...target, area: tensor([NAN]) }])).rejects.toThrow(
      /area is of numbers from 0/,
    );
    const masks = new CocoEvaluator(["a"], { shapes: "masks" });
    await expect(masks.add([found], [target])).rejects.toThrow(/masks are missing/);
    const withMasks = [
      { ...found, masks: zeros([1, 1, 5, 6]) },
      { ...target, masks: zeros([1, 6, 5]) },
    ] as const;
    await expect(masks.add([withMasks[0]], [withMasks[1]])).rejects.toThrow(
      /the target are 6 x 5, those found 5 x 6/,
    );
    await expect(masks.add([{ ...found, masks: zeros([2, 5, 6]) }], [target])).rejects.toThrow(ShapeError);
  });

  test.each([
    [{ image_id: 5 }, /position 0 is of the image 5, which there is not/],
    [{ category_id: 4 }, /of the category 4/],
    [{ score: NAN }, /score is a finite number, got NaN/],
    [{ bbox: [0, 0, -1, 1] }, /bbox is \[x, y, width, height\]/],
    [{ bbox: [0, 0, "1", 1] }, /bbox is/],
    [{ bbox: undefined }, /neither bbox nor segmentation/],
    [{ bbox: undefined, segmentation: { size: [3, 3], counts: [9] } }, /its runs are of the size .*3, 3/],
    [{ bbox: undefined, segmentation: { size: [10, 20], counts: [9] } }, /add up to 9 pixels/],
  ])("of results %#", async (over, text) => {
    const evaluator = await CocoEvaluator.open(TRUTH);
    const result = { image_id: 1, category_id: 3, score: 0.5, bbox: [0, 0, 1, 1], ...over } as CocoResult;
    await expect(evaluator.addResults([result])).rejects.toThrow(FileFormatError);
    await expect(evaluator.addResults([result])).rejects.toThrow(text);
  });

  test.each([
    [{ images: undefined }, /no list "images"/],
    [{ categories: [] }, /annotation 0 is of the category 3/],
    [
      {
        categories: [
          { id: 3, name: "a" },
          { id: 3, name: "b" },
        ],
      },
      /two categories have the id 3/,
    ],
    [
      {
        categories: [
          { id: 3, name: "a" },
          { id: 7, name: "a" },
        ],
      },
      /two categories have the name "a"/,
    ],
    [{ images: [{ id: 1 }, { id: 1 }] }, /two images have the id 1/],
    [{ images: [{ id: 1 }] }, /annotation 2 is of the image 2/],
    [
      { annotations: [{ id: 1, image_id: 1, category_id: 3 }] },
      /annotation 1 has neither bbox nor segmentation/,
    ],
    [{ annotations: [...TRUTH.annotations, TRUTH.annotations[0]] }, /annotation 0 is there twice/],
    [
      { annotations: [{ image_id: 1, category_id: 3, bbox: [0, 0, 1, 1], area: -1 }] },
      /area is a number from 0/,
    ],
  ])("of annotations %#", async (over, text) => {
    const broken = { ...TRUTH, ...over } as CocoGroundTruth;
    await expect(CocoEvaluator.open(broken)).rejects.toThrow(FileFormatError);
    await expect(CocoEvaluator.open(broken)).rejects.toThrow(text);
  });

  test("of files and options", async () => {
    await expect(CocoEvaluator.open(path.join(folder, "none.json"))).rejects.toThrow(/cannot be read/);
    writeFileSync(path.join(folder, "broken.json"), "{");
    await expect(CocoEvaluator.open(path.join(folder, "broken.json"))).rejects.toThrow(/is no JSON/);
    expect(() => new CocoEvaluator([])).toThrow(/at least one name/);
    expect(() => new CocoEvaluator(["a", "a"])).toThrow(ArgumentError);
    expect(() => new CocoEvaluator(["a"], { iouThresholds: [0.7, 0.5] })).toThrow(/rising/);
    expect(() => new CocoEvaluator(["a"], { areaRanges: { odd: [5, 1] } })).toThrow(/ranges by name/);
    expect(() => new CocoEvaluator(["a"], { maxDetections: [0] })).toThrow(/whole number from 1/);
  });

  test("and a signal stops", async () => {
    const evaluator = await small();
    const signal = AbortSignal.abort();
    await expect(evaluator.evaluate({ signal })).rejects.toThrow(AbortError);
    await expect(evaluator.addResults([], { signal })).rejects.toThrow(AbortError);
    await expect(CocoEvaluator.open(TRUTH, { signal })).rejects.toThrow(AbortError);
  });
});
