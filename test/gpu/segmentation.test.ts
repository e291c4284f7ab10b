// Segmentation on a CUDA device gives what it gives on the CPU: training on masks, whole images, optimised copies,
// streams of frames.
import { expect } from "vitest";
import {
  type Device,
  manualSeed,
  models,
  nn,
  noGrad,
  randn,
  type Tensor,
  train,
  zeros,
} from "../../lib/index.ts";
import { fromTypedArray } from "../../lib/tensor/index.ts";
import { Batches } from "../train/masks.ts";
import { DEVICE, gpu } from "./device.ts";

/** Of the largest value: TF32 keeps 10 bits of the mantissa of what convolutions multiply. */
const TF32_TOLERANCE = 1e-2;
/** Of the largest value: float16 keeps 11 bits, over all layers. */
const HALF_TOLERANCE = 5e-2;
/** Share of pixels whose class is the CPU's: those with equal logits may fall on either side. */
const SAME_PIXELS = 0.99;

function expectSame(actual: Tensor, expected: Tensor, tolerance: number): void {
  expect(actual.shape).toEqual(expected.shape);
  const scale = Number(expected.abs().max().item());
  expect(scale).toBeGreaterThan(0);
  expect(Number(actual.cpu().sub(expected).abs().max().item()) / scale).toBeLessThan(tolerance);
}

function sameShare(actual: ArrayLike<unknown>, expected: ArrayLike<unknown>): number {
  expect(actual.length).toBe(expected.length);
  const same = Array.from(expected).filter((value, i) => Number(actual[i]) === Number(value));
  return same.length / expected.length;
}

/** A U-Net with statistics as training leaves them, on the CPU. */
async function network(numClasses = 3): Promise<models.UNet> {
  manualSeed(3);
  const model = await models.unet({ numClasses, width: 8, depth: 2 });
  noGrad(() => {
    for (const layer of model.modules()) {
      if (!(layer instanceof nn.BatchNorm2d)) continue;
      layer.running_mean?.normal_(0, 0.05);
      layer.running_var?.uniform_(0.5, 2);
    }
  });
  return model.eval();
}

const HEIGHT = 40;
const WIDTH = 48;
/** Stripes of 8 columns, black and coloured, (H, W, 3). */
const pixels = Uint8Array.from({ length: 3 * HEIGHT * WIDTH }, (_, i) =>
  Math.floor(i / 24) % 2 === 0 ? 0 : (i * 97) % 256,
);

/** Images of noise in which a brighter square, class 1, stands; the same each time. */
function squares(): train.MaskBatch[] {
  manualSeed(5);
  return [0, 1, 2].map((n) => {
    const images = randn([2, 3, 32, 32]).mul(0.3);
    const masks = zeros([2, 32, 32], { dtype: "int64" });
    for (const map of [images, masks]) {
      map
        .narrow(-2, 4 + 6 * n, 10)
        .narrow(-1, 8, 12)
        .fill_(1);
    }
    return { images, masks };
  });
}

gpu("fit on masks goes down the CPU's losses and finds the squares", async () => {
  const fitOn = async (device: Device) => {
    manualSeed(6);
    const model = await models.unet({ numClasses: 2, width: 8, depth: 2 });
    const batches = new Batches(squares());
    const task = { name: "segmentation", kind: "multiclass" } as const;
    const data = { train: batches, val: batches, task, classes: ["other", "square"] };
    return train.fit(model, data, { epochs: 8, lr: 1e-2, device });
  };
  const [onCpu, onGpu] = [await fitOn("cpu"), await fitOn(DEVICE)];
  const [first, last] = [onGpu.history[0], onGpu.history.at(-1)];
  expect(first?.trainLoss).toBeCloseTo(onCpu.history[0]?.trainLoss ?? Number.NaN, 1);
  expect(last?.trainLoss).toBeLessThan(first?.trainLoss ?? 0);
  expect(onGpu.best?.valDice).toBeGreaterThan(0.9);
});

gpu("segment and slidingWindow give the CPU's masks and logits, and leave results on the CPU", async () => {
  const model = await network();
  const image = fromTypedArray(pixels, [HEIGHT, WIDTH, 3]).permute([2, 0, 1]); // (H, W, 3) -> (3, H, W)
  const options = { window: { size: 16, overlap: 0.5 }, flips: "h" } as const;
  const images = randn([1, 3, HEIGHT, WIDTH]);
  using expected = await models.segment(model, image, options);
  const logits = await models.slidingWindow(model, images, options.window);
  model.to(DEVICE);
  using found = await models.segment(model, image, options);
  expect([found.mask.device, found.probabilities.device]).toEqual(["cpu", "cpu"]);
  expectSame(found.probabilities, expected.probabilities, TF32_TOLERANCE);
  expect(
    sameShare(found.mask.data() as BigInt64Array, expected.mask.data() as BigInt64Array),
  ).toBeGreaterThan(SAME_PIXELS);
  expectSame(await models.slidingWindow(model, images, options.window), logits, TF32_TOLERANCE);
});

gpu("an optimised copy has no normalisation left and gives the CPU's logits, also in float16", async () => {
  const model = await network();
  const images = randn([2, 3, HEIGHT, WIDTH]);
  const expected = noGrad(() => model.forward(images));
  model.to(DEVICE);
  const weights = [...model.parameters()];
  for (const [dtype, tolerance] of [
    ["float32", TF32_TOLERANCE],
    ["float16", HALF_TOLERANCE],
  ] as const) {
    const fast = models.optimizeForInference(model, { dtype });
    expect([...fast.modules()].some((layer) => layer instanceof nn.BatchNorm2d)).toBe(false);
    const logits = fast.forward(images.to(DEVICE));
    expect([logits.device, logits.dtype]).toEqual([DEVICE, "float32"]);
    expect(logits.isContiguous({ memoryFormat: "channels_last" })).toBe(true);
    expectSame(logits, expected, tolerance);
  }
  for (const [i, one] of [...model.parameters()].entries()) expect(one).toBe(weights[i]);
  expect(weights.every(({ dtype, requiresGrad }) => dtype === "float32" && requiresGrad)).toBe(true);
});

gpu("a stream of frames gives the CPU's masks", async () => {
  const model = await network();
  const frames = [{ data: pixels, width: WIDTH, height: HEIGHT }];
  const masksOn = async (device: Device): Promise<models.FrameResult[]> => {
    const found: models.FrameResult[] = [];
    const live = models.stream(model, { device, onLate: "wait", overlay: true, size: 32 });
    for await (const one of live.run(frames)) found.push(one);
    return found;
  };
  const [expected] = await masksOn("cpu");
  const [found] = await masksOn(DEVICE);
  expect(new Set(expected?.mask).size).toBeGreaterThan(1);
  expect(sameShare(found?.mask ?? [], expected?.mask ?? [])).toBeGreaterThan(SAME_PIXELS);
  expect(found?.overlay?.length).toBe(pixels.length);
});
