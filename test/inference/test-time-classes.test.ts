// Test-time augmentation of classifiers: means over views, made by hand here, in `predict` and in `evaluate`.
import { describe, expect, test } from "vitest";
import { manualSeed, nn, rand, stack, type Tensor, tensor, train, transforms } from "../../lib/index.ts";

const CLASSES = ["a", "b", "c"];
/** Sums of a few probabilities in float64, of logits in float32. */
const CLOSE = 6;

/** Tells mirrored and turned images apart: it has weights for places. */
class Net extends nn.Module {
  readonly conv = new nn.Conv2d(3, 4, 3);
  readonly fc = new nn.Linear(4 * 9, 3);
  override forward(images: Tensor): Tensor {
    const y = nn.functional.adaptiveAvgPool2d(this.conv.forward(images).relu(), [3, 3]);
    return this.fc.forward(y.flatten(1)).mul(4);
  }
}

manualSeed(4);
const net = new Net();
net.eval();
const images = Array.from({ length: 3 }, () => rand([3, 12, 12]));
const batch = stack(images);
const transform = (image: Tensor): Tensor => image;
const F = transforms.functional;

const mirrored = (x: Tensor) => [x, x.flip([3])];
const turned = (x: Tensor) => [x, x.rot90(1, [2, 3]), x.rot90(2, [2, 3]), x.rot90(3, [2, 3])];
const cases: [name: string, testTime: train.TestTime, views: Tensor[]][] = [
  ["h", "h", mirrored(batch)],
  ["v", { flips: "v" }, [batch, batch.flip([2])]],
  ["hv", "hv", [batch, batch.flip([3]), batch.flip([2]), batch.flip([2, 3])]],
  ["rotations", { rotations: true }, turned(batch)],
  ["all eight", { rotations: true, flips: "h" }, turned(batch).flatMap(mirrored)],
  ["five crops", { crops: { count: 5, size: 9 } }, F.fiveCrop(batch, 9)],
  ["ten crops", { crops: { count: 10, size: [9, 10] } }, F.tenCrop(batch, [9, 10])],
  [
    "five crops mirrored",
    { crops: { count: 5, size: 10 }, flips: "h" },
    F.fiveCrop(batch, 10).flatMap(mirrored),
  ],
];

/** The mean by hand, (N, 3). */
function byHand(views: Tensor[], mean: "probabilities" | "logits"): Tensor {
  const logits = views.map((view) => net.forward(view).detach().double());
  if (mean === "logits") return stack(logits).mean(0).softmax(1);
  return stack(logits.map((one) => one.softmax(1))).mean(0);
}

describe.each(cases)("%s", (_name, testTime, views) => {
  test.each(["probabilities", "logits"] as const)("predict: mean of %s", async (mean) => {
    const given = typeof testTime === "string" ? { flips: testTime, mean } : { ...testTime, mean };
    const seen: number[] = [];
    const found = await train.predict(net, images, {
      classes: CLASSES,
      transform,
      testTime: given,
      onProgress: ({ done, total }) => {
        expect(total).toBe(views.length);
        seen.push(done);
      },
    });
    const expected = byHand(views, mean).toArray() as number[][];
    for (const [at, { probabilities }] of found.entries()) {
      for (const [c, probability] of probabilities.entries()) {
        expect(probability).toBeCloseTo((expected[at] as number[])[c] as number, CLOSE);
      }
      expect(probabilities.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 10);
    }
    expect(Math.max(...seen)).toBe(views.length);
  });

  test("evaluate: loss and figures of the mean", async () => {
    const labels = tensor([0, 1, 2], { dtype: "int64" });
    const loader = { length: 1, [Symbol.asyncIterator]: async function* () { yield { images: batch, labels }; } }; // biome-ignore format: one line
    const expected = byHand(views, "probabilities");
    const report = await train.evaluate(net, loader, { classes: CLASSES, testTime });
    const right = expected.gather(1, labels.unsqueeze(1));
    expect(report.loss).toBeCloseTo(Number(right.log().mean().neg().item()), 5);
    expect(report.accuracy).toBeCloseTo(Number(expected.argmax(1).eq(labels).float().mean().item()), 6);
  });
});

test("views differ, and none changes nothing", async () => {
  const options = { classes: CLASSES, transform };
  const plain = await train.predict(net, images, options);
  const none = await train.predict(net, images, { ...options, testTime: "none" });
  expect(none).toEqual(plain);
  const both = await train.predict(net, images, { ...options, testTime: "h" });
  expect(both[0]?.probabilities).not.toEqual(plain[0]?.probabilities);
});

test("what cannot be is refused", async () => {
  const ask = (testTime: unknown) =>
    train.predict(net, images, { classes: CLASSES, transform, testTime: testTime as "h" });
  await expect(ask("x")).rejects.toThrow(/testTime must be/);
  await expect(ask({ flip: "h" })).rejects.toThrow(/flip/);
  await expect(ask({ flips: "hv", rotations: true })).rejects.toThrow(/each twice/);
  await expect(ask({ flips: "h", crops: { count: 10, size: 9 } })).rejects.toThrow(/mirrored already/);
  await expect(ask({ crops: { count: 5, size: 13 } })).rejects.toThrow(/does not fit/);
  await expect(ask({ crops: { count: 4, size: 9 } })).rejects.toThrow(/count/);
  const stop = AbortSignal.abort();
  await expect(
    train.predict(net, images, { classes: CLASSES, transform, testTime: "h", signal: stop }),
  ).rejects.toThrow(/abort/i);
  const flips: unknown = { classes: CLASSES, transform, flips: "h" };
  await expect(train.predict(net, images, flips as object)).rejects.toThrow(/testTime: "h"/);
});
