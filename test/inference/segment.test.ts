/** Whole images: windows against MONAI, mirror images and resizing against scripts/fixtures/windows.py, and `segment`. */

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  arange,
  isTensor,
  keep,
  memory,
  models,
  nn,
  randn,
  readImage,
  scope,
  type Tensor,
  tensor,
  transforms,
  writeImage,
  zeros,
} from "../../lib/index.ts";
import { noteOrigin } from "../../lib/models/origin.ts";
import { expectClose, fixtureJson, fixtureTensors, RTOL, relativeError } from "../helpers/index.ts";

type Pair = [number, number];
type Case = [string, Pair, Pair, "constant" | "gaussian", number, "constant" | "reflect", number];
const { cases, maps } = fixtureJson<{ cases: Case[]; maps: [number, number, number][] }>("windows");

let stored: Record<string, Tensor>;
let folder: string;
beforeAll(() => {
  stored = fixtureTensors("windows").tensors;
  folder = mkdtempSync(path.join(tmpdir(), "torchts-segment-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const of = (name: string): Tensor => stored[name] as Tensor;
const part = (prefix: string): Map<string, Tensor> =>
  new Map(
    Object.entries(stored).flatMap(([key, value]) =>
      key.startsWith(prefix) ? [[key.slice(prefix.length), value]] : [],
    ),
  );

/** The network of the fixtures: 2 channels, 3 classes. */
function network(): nn.Sequential {
  const layers = [
    new nn.Conv2d(2, 4, 3, { padding: 1 }),
    new nn.Tanh(),
    new nn.Conv2d(4, 3, 3, { padding: 1 }),
  ];
  const model = new nn.Sequential(layers);
  model.loadStateDict(part("model."));
  return model;
}

function coloured(): nn.Conv2d {
  const model = new nn.Conv2d(3, 3, 3, { padding: 1 });
  model.loadStateDict(part("coloured."));
  return model;
}

/** Gives the channels it gets as logits and notes what it is given. */
class Mirror extends nn.Module {
  batches: number[][] = [];
  modes: boolean[] = [];
  shrink = 0;
  override forward(x: Tensor): Tensor {
    this.batches.push([...x.shape]);
    this.modes.push(this.training);
    return this.shrink === 0 ? x.mul(1) : x.narrow(3, 0, (x.shape[3] as number) - this.shrink);
  }
}

describe("slidingWindow", () => {
  test.each(cases.map((given, i) => [i, given] as const))(
    "equals MONAI's in case %i: %j",
    async (i, [image, size, overlap, mode, sigmaScale, padMode, batchSize]) => {
      const options = { size, overlap, mode, sigmaScale, padMode, batchSize };
      const got = await models.slidingWindow(network(), of(`images.${image}`), options);
      expectClose(got, of(`case.${i}`), RTOL.float32);
      expect(got.shape).toEqual(of(`case.${i}`).shape);
    },
  );

  test.each(maps.map((given, i) => [i, given] as const))(
    "weighs a window's pixels as MONAI, map %i",
    (i, map) => {
      const [height, width, sigmaScale] = map;
      expectClose(models.windowWeights([height, width], { sigmaScale }), of(`map.${i}`), RTOL.float32);
    },
  );

  test("weighs alike with the mode constant, and takes out of `out` too", async () => {
    expect(models.windowWeights(2, { mode: "constant" }).toArray()).toEqual([
      [1, 1],
      [1, 1],
    ]);
    class Both extends nn.Module {
      override forward(x: Tensor): { out: Tensor; aux: Tensor } {
        return { out: x.mul(2), aux: x };
      }
    }
    const images = randn([1, 2, 9, 10]);
    const got = await models.slidingWindow(new Both(), images, { size: 4, mode: "constant" });
    expectClose(got, images.mul(2), RTOL.float32);
  });

  test("gives the network no more windows at once than batchSize, in eval mode, and puts the mode back", async () => {
    const model = new Mirror();
    const seen: number[] = [];
    const images = randn([2, 1, 10, 10]);
    await models.slidingWindow(model, images, {
      size: 4,
      overlap: 0.5,
      batchSize: 3,
      onProgress: ({ done, total }) => seen.push(done, total),
    });
    // 10 pixels by windows of 4 every 2: 4 along each edge, 16 for each of 2 images.
    expect(model.batches.map(([n]) => n)).toEqual([...Array(10).fill(3), 2]);
    expect(model.batches.every(([, ...rest]) => String(rest) === "1,4,4")).toBe(true);
    expect(model.modes).not.toContain(true);
    expect(model.training).toBe(true);
    expect(seen.slice(0, 4)).toEqual([3, 32, 6, 32]);
    expect(seen.slice(-2)).toEqual([32, 32]);
  });

  test("holds as many tensors after the last batch of windows as after the first", async () => {
    const live: number[] = [];
    await models.slidingWindow(network(), of("images.odd"), {
      size: 8,
      batchSize: 1,
      onProgress: () => live.push(memory.stats().liveTensors),
    });
    expect(live.length).toBe(2 * 3 * 5);
    expect(live.at(-1)).toBeLessThanOrEqual((live[1] as number) + 1);
  });

  test("leaves no tensor behind but the result, which the caller's scope frees", async () => {
    const model = network();
    const images = of("images.odd");
    memory.collect();
    const before = memory.stats().liveTensors;
    await scope(async () => {
      await models.slidingWindow(model, images, { size: 8, overlap: 0.5 });
      expect(memory.stats().liveTensors - before).toBeLessThanOrEqual(1);
    });
    expect(memory.stats().liveTensors).toBeLessThanOrEqual(before);
  });

  test("lets the event loop run between batches, and ends where the signal says so", async () => {
    const model = new Mirror();
    const controller = new AbortController();
    setImmediate(() => setImmediate(() => controller.abort(new Error("enough"))));
    const work = models.slidingWindow(model, randn([1, 1, 64, 64]), {
      size: 4,
      batchSize: 1,
      signal: controller.signal,
    });
    await expect(work).rejects.toMatchObject({ code: "ERR_TORCHTS_ABORTED" });
    expect(model.batches.length).toBeGreaterThan(0);
    expect(model.batches.length).toBeLessThan(10);
    expect(model.training).toBe(true);
  });

  test.each([
    ["size", { size: 0 }, /size must be a whole number of pixels, or \[height, width\], got 0/],
    ["overlap", { size: 4, overlap: 1 }, /overlap must be a share from 0 to below 1.* got 1/],
    [
      "mode",
      { size: 4, mode: "mean" as "constant" },
      /mode must be one of "gaussian", "constant", got "mean"/,
    ],
    ["batchSize", { size: 4, batchSize: 0 }, /batchSize must be an integer of at least 1, got 0/],
    ["sigmaScale", { size: 4, sigmaScale: 0 }, /sigmaScale must be a number above 0, got 0/],
    ["padding", { size: 30, padMode: "reflect" as const }, /"reflect" cannot fill an image of 5 x 6/],
  ])("refuses an impossible %s", async (_, options, message) => {
    await expect(models.slidingWindow(new Mirror(), randn([1, 1, 5, 6]), options)).rejects.toThrow(message);
  });

  test("refuses whole numbers, images without batch, and logits of another size", async () => {
    const model = new Mirror();
    const bytes = zeros([1, 1, 5, 6], { dtype: "uint8" });
    await expect(models.slidingWindow(model, bytes, { size: 4 })).rejects.toThrow(/floating numbers.*uint8/);
    await expect(models.slidingWindow(model, randn([1, 5, 6]), { size: 4 })).rejects.toThrow(
      /\(N, C, H, W\)/,
    );
    model.shrink = 1;
    await expect(models.slidingWindow(model, randn([1, 1, 5, 6]), { size: 4 })).rejects.toThrow(
      /Mirror to give logits \[4, K, 4, 4\] for windows of 4 x 4, got \[4,1,4,3\]/,
    );
    expect(model.training).toBe(true);
  });
});

describe("probabilityMaps", () => {
  test.each(["h", "v", "hv"] as const)("with flips %s are the mean of the mirror images'", async (flips) => {
    const got = await models.probabilityMaps(network(), of("images.odd"), { flips });
    expectClose(got, of(`flips.${flips}`), RTOL.float32);
  });

  test("with windows see the same, where one window is the image", async () => {
    const window = { size: [19, 27] as Pair };
    const got = await models.probabilityMaps(network(), of("images.odd"), { flips: "hv", window });
    expectClose(got, of("flips.hv"), RTOL.float32);
  });

  test("count the windows of all passes", async () => {
    const seen: number[] = [];
    const window = { size: 4, overlap: 0, batchSize: 4 };
    await models.probabilityMaps(new Mirror(), randn([1, 2, 8, 8]), {
      flips: "h",
      window,
      onProgress: ({ done, total }) => seen.push(done, total),
    });
    expect(seen).toEqual([4, 8, 8, 8]);
  });

  test("refuse a kind that does not fit the outputs, and flips that are none", async () => {
    const model = new Mirror();
    const [one, two] = [randn([1, 1, 4, 4]), randn([1, 2, 4, 4])];
    await expect(models.probabilityMaps(model, two, { kind: "binary" })).rejects.toThrow(
      /one output.* has 2/,
    );
    await expect(models.probabilityMaps(model, one, { kind: "multiclass" })).rejects.toThrow(
      /this one has one/,
    );
    await expect(models.probabilityMaps(model, one, { flips: "d" as "h" })).rejects.toThrow(
      /flips must be one of "none", "h", "v", "hv", got "d"/,
    );
  });
});

/** Gives the first `outputs` channels of what it gets, times ten, as logits: the sign of a pixel decides. */
class Sign extends nn.Module {
  outputs: number;
  constructor(outputs: number) {
    super();
    this.outputs = outputs;
  }
  override forward(x: Tensor): Tensor {
    return x.narrow(1, 0, this.outputs).mul(10);
  }
}

describe("segment", () => {
  test("gives probabilities at the image's size where the transform resizes", async () => {
    const resize = (x: Tensor): Tensor =>
      nn.functional.interpolate(x.unsqueeze(0), { size: [16, 24], mode: "bilinear" }).squeeze(0);
    const transform = new transforms.Compose([new transforms.ToFloat(), new transforms.Normalize(), resize]);
    const found = await models.segment(coloured(), of("picture"), { transform });
    expectClose(found.probabilities, of("resized"), RTOL.float32);
    expect([found.mask.shape, found.mask.dtype]).toEqual([[21, 17], "int64"]);
    expect(relativeError(found.mask, of("resized").argmax(0))).toBe(0);
    expect([found.height, found.width, found.path, found.kind]).toEqual([21, 17, null, "multiclass"]);
    expect(found.classes).toEqual(["0", "1", "2"]);
  });

  test("reads files and bytes, and by windows sees what it sees as a whole", async () => {
    const file = path.join(folder, "picture.png");
    await writeImage(of("picture"), file);
    const model = new nn.Conv2d(3, 1, 1);
    const [whole, parts] = await models.segment(model, [file, of("picture")]);
    const windows = await models.segment(model, file, { window: { size: 8, overlap: 0.5 } });
    expect([whole?.path, parts?.path, windows.path]).toEqual([file, null, file]);
    for (const one of [parts, windows]) {
      expectClose(one?.probabilities as Tensor, whole?.probabilities as Tensor, RTOL.float32);
    }
    expect(whole?.classes).toEqual(["background", "foreground"]);
    const bytes = await scope(
      async () => new Uint8Array(await import("node:fs").then((fs) => fs.readFileSync(file))),
    );
    const read = await models.segment(model, bytes);
    expectClose(read.mask, whole?.mask as Tensor, RTOL.float32);
  });

  test("gives masks of each kind above the threshold", async () => {
    const image = tensor([[0, 100, 200]], { dtype: "uint8" }).expand([2, 1, 3]); // (2, 1, 3)
    const transform = (x: Tensor): Tensor => x.float().div(100).sub(0.95); // -0.95, 0.05, 1.05
    const binary = await models.segment(new Sign(1), image, { transform, classes: ["polyp"] });
    expect([binary.mask.dtype, binary.mask.toArray()]).toEqual(["int64", [[0, 1, 1]]]);
    expect(binary.classes).toEqual(["background", "polyp"]);
    const sure = await models.segment(new Sign(1), image, { transform, threshold: 0.9 });
    expect(sure.mask.toArray()).toEqual([[0, 0, 1]]);
    const several = await models.segment(new Sign(2), image, { transform, kind: "multilabel" });
    expect([several.mask.dtype, several.mask.shape]).toEqual(["bool", [2, 1, 3]]);
    expect(several.mask.toArray()).toEqual([[[false, true, true]], [[false, true, true]]]);
  });

  test("resizes as published weights of segmentation want it, but not in windows", async () => {
    const model = new Mirror();
    const entry = models.weights("fcn_resnet50", "DEFAULT");
    noteOrigin(model, { builder: "fcn_resnet50", entry, file: null, report: null, notes: [], options: {} });
    const image = zeros([3, 26, 30], { dtype: "uint8" });
    const whole = await models.segment(model, image);
    await models.segment(model, image, { window: { size: [26, 30] } });
    expect(model.batches).toEqual([
      [1, 3, 520, 600],
      [1, 3, 26, 30],
    ]);
    expect(whole.mask.shape).toEqual([26, 30]);
    // Black, normalised, is the same everywhere; the largest logit is blue's, whose mean is the least.
    const least = [0.485 / 0.229, 0.456 / 0.224, 0.406 / 0.225].map((v) => Math.exp(-v));
    const sum = least.reduce((a, b) => a + b);
    const expected = least.map((v) => v / sum);
    for (const c of [0, 1, 2])
      expect(whole.probabilities.index(c, 3, 4).item()).toBeCloseTo(expected[c] as number, 5);
  });

  test("reads files grey for networks of one channel, and normalises by the averages of the colours", async () => {
    const file = path.join(folder, "grey.png");
    await writeImage(arange(0, 48, { dtype: "uint8" }).reshape([3, 4, 4]), file);
    const seen: Tensor[] = [];
    class Grey extends nn.Module {
      conv = new nn.Conv2d(1, 1, 1);
      override forward(x: Tensor): Tensor {
        seen.push(keep(x.clone()));
        return this.conv.forward(x);
      }
    }
    const model = new Grey();
    (await models.segment(model, file)).dispose();
    const luma = await readImage(file, { mode: "L" });
    expectClose(seen[0] as Tensor, luma.float().div(255).sub(0.449).div(0.226).unsqueeze(0), RTOL.float32);
    const own = new transforms.SegmentationPreset({ resizeSize: null, mean: [0], std: [1] });
    (await models.segment(model, file, { transform: own })).dispose();
    expectClose(seen[1] as Tensor, luma.float().div(255).unsqueeze(0), RTOL.float32);
    const unet = (await models.unet({ width: 2, depth: 1, numClasses: 1, inChannels: 1 })).eval();
    using plain = await models.segment(unet, file);
    using fast = await models.segment(models.optimizeForInference(unet), file);
    expectClose(fast.probabilities, plain.probabilities, RTOL.float32);
  });

  test("outlives scopes, and is freed by `dispose`", async () => {
    const model = new Sign(1);
    const image = arange(12, { dtype: "uint8" }).view([3, 2, 2]);
    memory.collect();
    const before = memory.stats().liveTensors;
    const found = await scope(async () => models.segment(model, image));
    expect(found.mask.shape).toEqual([2, 2]);
    expect(memory.stats().liveTensors - before).toBeLessThanOrEqual(2);
    found.dispose();
    expect(memory.stats().liveTensors).toBeLessThanOrEqual(before);
    expect(isTensor(image) && image.shape).toEqual([3, 2, 2]);
  });

  test("puts the mode back, frees what it has and says which image it is at, when it is aborted", async () => {
    const model = coloured();
    const controller = new AbortController();
    const seen: string[] = [];
    memory.collect();
    const before = memory.stats().liveTensors;
    const work = models.segment(model, [of("picture"), of("picture"), of("picture")], {
      signal: controller.signal,
      onProgress: ({ image, images, done, total }) => {
        seen.push(`${image} of ${images}: ${done} of ${total}`);
        if (image === 1) controller.abort();
      },
    });
    await expect(work).rejects.toMatchObject({ code: "ERR_TORCHTS_ABORTED" });
    expect(seen).toEqual(["0 of 3: 1 of 1", "1 of 3: 1 of 1"]);
    expect(memory.stats().liveTensors).toBeLessThanOrEqual(before);
    expect(model.training).toBe(true);
  });

  test("names a file that is no image, and refuses classes and transforms that do not fit", async () => {
    const file = path.join(folder, "text.png");
    writeFileSync(file, "no image");
    const model = coloured();
    await expect(models.segment(model, file)).rejects.toMatchObject({
      code: "ERR_TORCHTS_FILE_FORMAT",
      file,
    });
    await expect(models.segment(model, of("picture"), { classes: ["a", "b"] })).rejects.toThrow(
      /expected 3 classes for a multiclass network with 3 outputs, got 2/,
    );
    const transform = new transforms.Compose([new transforms.CenterCrop(8), new transforms.ToFloat()]);
    await expect(models.segment(model, of("picture"), { transform })).rejects.toThrow(
      /cuts or pads.*CenterCrop/,
    );
    const preset = new transforms.SegmentationPreset({ resizeSize: 16, cropSize: 8 });
    await expect(models.segment(model, of("picture"), { transform: preset })).rejects.toThrow(
      /with cropSize/,
    );
    await expect(models.segment(model, of("picture"), { threshold: 2 })).rejects.toThrow(
      /between 0 and 1, got 2/,
    );
  });
});

test("probabilities and masks of logits refuse a kind that there is not", () => {
  const kind = "multi" as "multiclass";
  expect(() => models.pixelMasks(zeros([1, 3, 2, 2]), kind)).toThrow(
    /pixelMasks: kind must be one of "binary"/,
  );
  expect(() => models.pixelProbabilities(zeros([1, 3, 2, 2]), kind)).toThrow(
    /pixelProbabilities: .*got "multi"/,
  );
});
