/** Weights entries, checkpoints of one's own, partial ones, and the errors of those that do not fit. */

import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import { io, manualSeed, models, nn, noGrad, type Tensor, transforms, zeros } from "../../../lib/index.ts";
import { expectClose, expectSame, readNpy, sharedPath } from "../../helpers/index.ts";

/** Two runs of PyTorch itself differ by up to 1.2e-5 on the golden outputs. */
const GOLDEN_RTOL = 1e-4;

const folder = mkdtempSync(path.join(tmpdir(), "torchts-models-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("weights entries", () => {
  test("state torchvision's facts", () => {
    const [v1, v2, ...rest] = models.weights("resnet50");
    expect(rest).toEqual([]);
    expect(v1).toMatchObject({
      name: "IMAGENET1K_V1",
      fullName: "ResNet50_Weights.IMAGENET1K_V1",
      url: "https://download.pytorch.org/models/resnet50-0676ba61.pth",
      meta: { acc1: 76.13, acc5: 92.862, numParams: 25557032, sha256Prefix: "0676ba61", resizeSize: 256 },
    });
    expect(v2?.meta).toMatchObject({
      acc1: 80.858,
      resizeSize: 232,
      cropSize: 224,
      interpolation: "bilinear",
    });
    expect(v2?.meta.categories).toHaveLength(1000);
    expect(v2?.meta.categories[258]).toBe("Samoyed");
  });

  test("DEFAULT and the full name find the entry", () => {
    const v2 = models.weights("resnet50", "IMAGENET1K_V2");
    expect(models.weights("resnet50", "DEFAULT")).toBe(v2);
    expect(models.weights("resnet50", "ResNet50_Weights.IMAGENET1K_V2")).toBe(v2);
    expect(models.weights("resnet50", "ResNet50_Weights.DEFAULT")).toBe(v2);
  });

  const classifiers = models.list({ task: "classification" });
  const published = classifiers.filter((builder) => models.weights(builder).length > 0); // timm's have none

  test.each(published)("%s has exactly one default and a preprocessing", (builder) => {
    const all = models.weights(builder);
    expect(all.filter((entry) => entry.meta.isDefault)).toHaveLength(1);
    for (const entry of all) {
      expect(entry.url).toContain(entry.meta.sha256Prefix);
      const image = zeros([3, 300, 400], { dtype: "uint8" });
      const { cropSize } = entry.meta;
      expect(cropSize).toBeGreaterThanOrEqual(224);
      expect(entry.transforms().apply(image).shape).toEqual([3, cropSize, cropSize]);
    }
  });

  test.each(models.list({ task: "segmentation", minMIoU: 0 }))(
    "%s has one default, Pascal VOC's classes, and a preprocessing that resizes to 520",
    (builder) => {
      const [entry, ...rest] = models.weights(builder);
      expect(rest).toEqual([]);
      expect(models.weights(builder, "DEFAULT")).toBe(entry);
      expect(entry?.meta.categories).toHaveLength(21);
      expect([0, 5, 15, 20].map((index) => entry?.meta.categories[index])).toEqual([
        "__background__",
        "bottle",
        "person",
        "tvmonitor",
      ]);
      const preset = entry?.transforms();
      expect(preset).toBeInstanceOf(transforms.SegmentationPreset);
      expect(preset?.options).toMatchObject({ resizeSize: 520, cropSize: null, interpolation: "bilinear" });
      const image = zeros([3, 300, 400], { dtype: "uint8" });
      expect(preset?.apply(image).shape).toEqual([3, 520, 693]);
    },
  );

  test("unknown models, weights and class counts are refused with what there is", async () => {
    expect(() => models.weights("resnet19" as string)).toThrow(
      /there is no model named "resnet19"; did you mean resnet18\? models\.list\(\) names all/,
    );
    expect(() => models.get("resnet19" as string)).toThrow(
      /"resnet19"; did you mean resnet18\? models\.list\(\) names all/,
    );
    await expect(models.resnet18({ weights: "IMAGENET1K_V7" })).rejects.toMatchObject({
      code: "ERR_TORCHTS_ARGUMENT",
      message: expect.stringMatching(/IMAGENET1K_V1, DEFAULT/),
    });
    await expect(models.resnet18({ weights: "DEFAULT", numClasses: 4 })).rejects.toMatchObject({
      code: "ERR_TORCHTS_ARGUMENT",
      message: expect.stringContaining("model.fc = new nn.Linear(model.fc.in_features, 4)"),
    });
    await expect(models.resnet18({ weights: models.weights("resnet50", "DEFAULT") })).rejects.toThrow(
      /are those of resnet50/,
    );
  });
});

describe("published weights", () => {
  const kept = { ...process.env };
  beforeEach(() => {
    process.env.TORCHTS_HOME = path.join(folder, "home");
    process.env.TORCH_HOME = path.join(folder, "torch");
  });
  afterEach(() => {
    process.env = { ...kept };
  });

  test("are fetched once, with progress, and checked against their hash", async () => {
    manualSeed(5);
    const published = await models.resnet18();
    const file = path.join(folder, "published.pth");
    await io.save(published.stateDict(), file);
    const body = readFileSync(file);
    const sha256 = createHash("sha256").update(body).digest("hex");
    let requests = 0;
    const server = createServer((_request, response) => {
      requests++;
      response.setHeader("content-length", body.length);
      response.end(body);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const facts = models.weights("resnet18", "DEFAULT").meta;
    const entry = (name: string, sha256Prefix: string): models.WeightsEntry =>
      new models.WeightsEntry("resnet18", {
        ...facts,
        url: `http://127.0.0.1:${port}/${name}`,
        sha256Prefix,
      });
    try {
      const good = entry("good.pth", sha256.slice(0, 8));
      const seen: number[] = [];
      const model = await models.resnet18({ weights: good, progress: ({ received }) => seen.push(received) });
      expect(seen.at(-1)).toBe(body.length);
      expect(model.origin).toMatchObject({ builder: "resnet18", entry: good });
      const fetched = model.stateDict();
      for (const [key, value] of published.stateDict()) expectSame(fetched.get(key) as Tensor, value, key);

      await models.resnet18({ weights: good });
      expect(requests).toBe(1);

      const wrong = entry("wrong.pth", "00000000");
      await expect(models.resnet18({ weights: wrong })).rejects.toMatchObject({ name: "DownloadError" });
    } finally {
      server.close();
    }
  });

  test.each(models.list().filter((builder) => models.weights(builder).length > 0))(
    "%s: weights that cannot be had are an error, never a fresh network",
    async (builder) => {
      process.env.TORCHTS_OFFLINE = "1";
      const { url } = models.weights(builder, "DEFAULT");
      await expect(models.get(builder, { weights: "DEFAULT" })).rejects.toMatchObject({
        name: "DownloadError",
        message: expect.stringContaining(path.basename(url)),
      });
    },
  );
});

describe("a checkpoint of one's own", () => {
  test.each(["own.pth", "own.safetensors"])(
    "%s comes back bit for bit, and the origin is known",
    async (name) => {
      manualSeed(7);
      const model = await models.resnet18({ numClasses: 5 });
      expect(model.origin).toMatchObject({ builder: "resnet18", entry: null, file: null, report: null });
      const file = path.join(folder, name);
      if (name.endsWith(".pth")) await io.save(model.stateDict(), file);
      else await io.safetensors.save(model.stateDict(), file);

      const again = await models.resnet18({ weights: file, numClasses: 5 });
      const expected = model.stateDict();
      for (const [key, value] of again.stateDict()) expectSame(value, expected.get(key) as Tensor, key);
      expect(again.origin).toMatchObject({ file, entry: null, report: { missing: [], unexpected: [] } });
    },
  );

  test("with another head says how many classes it has", async () => {
    const model = await models.resnet18({ numClasses: 5 });
    const file = path.join(folder, "five.pth");
    await io.save(model.stateDict(), file);
    await expect(models.resnet18({ weights: file })).rejects.toMatchObject({
      code: "ERR_TORCHTS_STATE_DICT",
      message: expect.stringContaining("numClasses: 5"),
      file,
    });
  });

  test("of another network lists the keys that do not fit", async () => {
    const file = path.join(folder, "resnet34.pth");
    await io.save((await models.resnet34()).stateDict(), file);
    await expect(models.resnet18({ weights: file })).rejects.toMatchObject({
      code: "ERR_TORCHTS_STATE_DICT",
      message: expect.stringContaining("layer1.2.conv1.weight"),
    });
  });

  test("without num_batches_tracked, as older files are, loads strictly", async () => {
    const model = await models.resnet18({ numClasses: 2 });
    const old = new Map([...model.stateDict()].filter(([key]) => !key.endsWith("num_batches_tracked")));
    const file = path.join(folder, "old.pth");
    await io.save(old, file);
    const loaded = await models.resnet18({ weights: file, numClasses: 2 });
    expect(loaded.origin?.report?.missing).toEqual([]);
  });

  test("that does not exist is named", async () => {
    const file = path.join(folder, "nowhere.pth");
    await expect(models.resnet18({ weights: file })).rejects.toThrow(/nowhere\.pth/);
  });
});

const partial = sharedPath("weights/resnet18-partial/resnet18-partial.pth");
const dog = sharedPath("weights/golden_input_dog.npy");
const layer3 = sharedPath("weights/resnet18-partial/golden_layer3_dog.npy");
const haveGolden = partial !== undefined && dog !== undefined && layer3 !== undefined;

describe.skipIf(!haveGolden)("a checkpoint that holds part of the network", () => {
  test("is refused strictly, with the missing keys and the way out", async () => {
    await expect(models.resnet18({ weights: partial })).rejects.toMatchObject({
      code: "ERR_TORCHTS_STATE_DICT",
      message: expect.stringMatching(/layer4\.0\.conv1\.weight[\s\S]*strict: false/),
    });
  });

  test("loads with strict: false, and the report names what stayed fresh", async () => {
    const model = await models.resnet18({ weights: partial, strict: false });
    const report = model.origin?.report;
    const stored = await io.loadStateDict(partial as string);
    // PyTorch adds num_batches_tracked to the state dicts of old checkpoints silently, so it is no missing key.
    const missing = [...model.stateDict().keys()].filter(
      (key) => !stored.has(key) && !key.endsWith("num_batches_tracked"),
    );
    expect(report?.missing).toEqual(missing);
    expect(missing).toHaveLength(20);
    expect(missing.every((key) => /^layer4\.[01]\.(conv|bn)[12]\./.test(key))).toBe(true);
    expect(report?.unexpected).toEqual([]);
    expectSame(model.getParameter("layer3.1.conv2.weight"), stored.get("layer3.1.conv2.weight") as Tensor);
  });

  test("gives PyTorch's layer3 output for the golden image", async () => {
    const model = await models.resnet18({ weights: partial, strict: false });
    model.eval();
    const upToLayer3 = new nn.Sequential(
      new nn.Sequential(model.conv1, model.bn1, model.relu, model.maxpool),
      new nn.Sequential(model.layer1, model.layer2, model.layer3),
    );
    const output = noGrad(() => upToLayer3.eval().forward(readNpy(dog as string)));
    const golden = readNpy(layer3 as string);
    expectClose(output, golden, GOLDEN_RTOL);
  });
});

const legacy = sharedPath("weights/cifar10-resnet20-legacy-th/resnet20-12fca82f.th");

test.skipIf(legacy === undefined)("a legacy .th file with module. prefixes is understood", async () => {
  const dict = await io.loadStateDict(legacy as string);
  expect(dict.get("conv1.weight")?.shape).toEqual([16, 3, 3, 3]);
  expect(dict.get("linear.weight")?.shape).toEqual([10, 64]);
  expect([...dict.keys()].some((key) => key.startsWith("module."))).toBe(false);
  // Another network's: the same names at the start, other shapes.
  await expect(models.resnet18({ weights: legacy as string })).rejects.toMatchObject({
    code: "ERR_TORCHTS_STATE_DICT",
  });
});
