// Large sets stay small in memory, and leave the event loop its turns.
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { data, rle } from "../../../lib/index.ts";
import { CocoEvaluator, type CocoResult } from "../../../lib/vision/coco-evaluation/index.ts";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

/** Bytes in use, of the heap and outside of it. */
function inUse(): number {
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

const [IMAGES, MASKS, EDGE] = [500, 100, 1000];
const MOST_MB = 60;

/** A rough circle of 60 corners. */
function circle(rng: data.Rng): number[] {
  const radius = rng.uniform(20, 120);
  const [x, y] = [rng.uniform(radius, EDGE - radius), rng.uniform(radius, EDGE - radius)];
  return Array.from({ length: 120 }, (_, i) => {
    const angle = (Math.PI * (i >> 1)) / 30;
    return i % 2 === 0 ? x + radius * Math.cos(angle) : y + radius * Math.sin(angle);
  });
}

test("500 images with 100 masks of 1,000 x 1,000 pixels in some tens of megabytes", async () => {
  const rng = new data.Rng(1);
  const shapes = Array.from({ length: MASKS }, () =>
    rle.compress(rle.fromPolygons([circle(rng)], EDGE, EDGE)),
  );
  const images = Array.from({ length: IMAGES }, (_, id) => ({ id, height: EDGE, width: EDGE }));
  const annotations = images.map(({ id }) => ({
    image_id: id,
    category_id: 1,
    segmentation: shapes[id % MASKS],
  }));
  const before = inUse();
  const evaluator = await CocoEvaluator.open(
    { images, annotations, categories: [{ id: 1, name: "nucleus" }] },
    { shapes: "masks" },
  );
  for (const { id } of images) {
    const results = shapes.map((segmentation, i) => ({
      image_id: id,
      category_id: 1,
      score: ((i * 37) % 100) / 100,
      segmentation,
    }));
    await evaluator.addResults(results as CocoResult[]);
  }
  const megabytes = (inUse() - before) / 2 ** 20;
  console.log(`${IMAGES * MASKS} masks: ${megabytes.toFixed(1)} MB`);
  expect(megabytes).toBeGreaterThan(1); // they are there
  expect(megabytes).toBeLessThan(MOST_MB);
  const { figures } = await evaluator.evaluate();
  expect(figures.AR100).toBe(1);
}, 60_000);

test("the event loop has its turns while much is evaluated", async () => {
  const rng = new data.Rng(2);
  const images = Array.from({ length: 2000 }, (_, id) => ({ id }));
  const box = (): number[] => [rng.int(0, 600), rng.int(0, 400), rng.int(4, 200), rng.int(4, 200)];
  const entry = ({ id }: { id: number }) => ({ image_id: id, category_id: rng.int(1, 9), bbox: box() });
  const evaluator = await CocoEvaluator.open({
    images,
    annotations: images.flatMap((image) => Array.from({ length: 7 }, () => entry(image))),
    categories: Array.from({ length: 8 }, (_, i) => ({ id: i + 1, name: `c${i}` })),
  });
  await evaluator.addResults(
    images.flatMap((image) => Array.from({ length: 50 }, () => ({ ...entry(image), score: rng.random() }))),
  );
  let turns = 0;
  const timer = setInterval(() => turns++, 1);
  const told: number[] = [];
  await evaluator.evaluate({ onProgress: ({ images: done, total }) => told.push(done / total) });
  clearInterval(timer);
  expect(turns).toBeGreaterThan(3);
  expect(told.at(-1)).toBe(1);
  expect(told).toEqual([...told].sort((a, b) => a - b));
  const abort = new AbortController();
  const stopped = evaluator.evaluate({ signal: abort.signal });
  setImmediate(() => abort.abort());
  await expect(stopped).rejects.toThrow(/its signal was aborted/);
}, 60_000);
