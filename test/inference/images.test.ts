/** The one shape of call of tasks that look at images: inputs, batches, devices, progress and signal are alike in all. */

import { describe, expect, test } from "vitest";
import {
  AbortError,
  ArgumentError,
  manualSeed,
  memory,
  models,
  nn,
  randint,
  type Tensor,
  train,
} from "../../lib/index.ts";
import { expectClose, RTOL } from "../helpers/index.ts";
import { fixtureData, startNet } from "../train/convnet.ts";

const CLASSES = ["red", "green", "blue"];
const toUnit = (image: Tensor): Tensor => image.float().div(255);

/** Logits (N, 3) of images, or (N, 3, H, W) of their pixels; notes the shapes it was given. */
class Colours extends nn.Module {
  readonly perPixel: boolean;
  conv = new nn.Conv2d(3, 3, 1);
  batches: string[] = [];
  constructor(perPixel: boolean) {
    super();
    this.perPixel = perPixel;
  }
  override forward(x: Tensor): Tensor {
    this.batches.push(x.shape.join("x"));
    const y = this.conv.forward(x);
    return this.perPixel ? y : y.mean([2, 3]);
  }
}

function colours(perPixel: boolean): Colours {
  manualSeed(1);
  return new Colours(perPixel);
}

const pixels = (height: number, width: number): Tensor =>
  randint(256, [3, height, width], { dtype: "uint8" });

type Call = (model: nn.Module, input: unknown, options?: object) => Promise<unknown>;

/** What every task does alike, each with its name in errors. */
const TASKS: [name: string, perPixel: boolean, call: Call][] = [
  [
    "train.predict",
    false,
    (model, input, options) =>
      train.predict(model as train.EvalClassifier, input as Tensor[], {
        classes: CLASSES,
        transform: toUnit,
        ...options,
      }),
  ],
  [
    "models.segment",
    true,
    (model, input, options) =>
      models.segment(model as models.PixelModel, input as Tensor[], {
        classes: CLASSES,
        transform: toUnit,
        ...options,
      }),
  ],
];

describe.each(TASKS)("%s", (name, perPixel, call) => {
  test("puts images of one size together, up to `batchSize`, and keeps their order", async () => {
    const model = colours(perPixel);
    const images = [pixels(6, 5), pixels(6, 5), pixels(6, 5), pixels(4, 5), pixels(4, 5)];
    const values = async (options: object): Promise<number[]> => {
      const found = (await call(model, images, options)) as { probabilities: Tensor | number[] }[];
      expect(found.length).toBe(images.length);
      return found.flatMap(({ probabilities }) =>
        Array.isArray(probabilities) ? probabilities : Array.from(probabilities.data() as Float32Array),
      );
    };
    const together = await values({ batchSize: 4 });
    expect(model.batches).toEqual(["3x3x6x5", "1x3x4x5", "1x3x4x5"]);
    model.batches = [];
    const alone = await values({ batchSize: 1 });
    expect(model.batches.map((shape) => shape[0])).toEqual(["1", "1", "1", "1", "1"]);
    expectClose(together, alone, RTOL.float32);
  });

  test("tells of each image how far it is, and stops between batches", async () => {
    const images = Array.from({ length: 5 }, () => pixels(4, 4));
    const told: string[] = [];
    const onProgress = ({ image, images, done, total }: models.SegmentProgress): void => {
      told.push(`${image} of ${images}: ${done}/${total}`);
    };
    await call(colours(perPixel), images, { batchSize: 2, onProgress });
    expect(told).toEqual(["0 of 5: 1/1", "1 of 5: 1/1", "2 of 5: 1/1", "3 of 5: 1/1", "4 of 5: 1/1"]);

    const controller = new AbortController();
    memory.collect();
    const before = memory.stats().liveTensors;
    const model = colours(perPixel);
    const made = memory.stats().liveTensors - before;
    const stopped = call(model, images, {
      batchSize: 2,
      signal: controller.signal,
      onProgress: ({ image }: models.SegmentProgress) => image === 1 && controller.abort(),
    });
    const error = await stopped.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(AbortError);
    expect((error as Error).message.startsWith(`${name}: `)).toBe(true);
    expect(model.batches).toEqual(["2x3x4x4"]);
    expect(memory.stats().liveTensors).toBeLessThanOrEqual(before + made);
  });

  test.each([
    ["a number", 7, /expected an image, a path.*got 7/],
    ["nothing", undefined, /expected an image, a path/],
    ["an empty path", "", /expected an image, a path/],
    ["a promise", Promise.resolve(pixels(2, 2)), /got a promise.*Await it first/],
    ["a list with something else", [pixels(2, 2), null], /or a list of them, got null/],
  ])("refuses %s", async (_what, input, message) => {
    const error = await call(colours(perPixel), input).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ArgumentError);
    expect((error as Error).message).toMatch(message);
    expect((error as Error).message.startsWith(`${name}: `)).toBe(true);
  });

  test("refuses a tensor that is no image, and options that are none", async () => {
    const batch = randint(256, [1, 3, 4, 4], { dtype: "uint8" });
    await expect(call(colours(perPixel), batch)).rejects.toThrow(
      /expected an image \(C, H, W\), got \[1,3,4,4\]/,
    );
    await expect(call(colours(perPixel), batch, { batch_size: 2 })).rejects.toThrow(
      /did you mean batchSize\?/,
    );
    await expect(call(colours(perPixel), batch, { transform: nn.Conv2d })).rejects.toThrow(
      /transform must be a transform/,
    );
  });

  test("an empty list has no results", async () => {
    expect(await call(colours(perPixel), [])).toEqual([]);
  });

  test("does not move a network that is being trained", async () => {
    const trained = startNet();
    const refused: Promise<unknown>[] = [];
    await train.fit(trained, fixtureData(), {
      epochs: 1,
      device: "cpu",
      onEvent: (event) => {
        if (event.type !== "step" || refused.length > 0) return;
        refused.push(call(trained, pixels(4, 4), { device: "meta" }).catch((error: unknown) => error));
      },
    });
    const [error] = await Promise.all(refused);
    expect(error).toBeInstanceOf(ArgumentError);
    expect((error as Error).message).toMatch(/^(train\.predict|models\.segment): .* is being trained on cpu/);
  });
});
