/** Vision Transformer against torchvision's, its position embeddings for other sizes, its older files. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { io, manualSeed, models, nn, type Tensor, zeros } from "../../../lib/index.ts";
import { expectClose, expectSame } from "../../helpers/index.ts";
import { CLASSES, describeKeys, describeNetworks, expectRandomTraining, fixed, hollow } from "../networks.ts";

const folder = mkdtempSync(path.join(tmpdir(), "torchts-vit-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The image sizes of the weights that are not for 224 x 224: "vit_b_16" IMAGENET1K_SWAG_E2E_V1 is for 384. */
function optionsOf(builder: models.ModelName): (entry: string) => object {
  return (entry) => ({ imageSize: models.weights(builder, entry).meta.minSize?.[0] });
}

for (const builder of ["vit_b_16", "vit_b_32", "vit_l_16", "vit_l_32", "vit_h_14"] as const) {
  describeKeys([builder], optionsOf(builder));
}

/** As in scripts/fixtures/zoo2.py: the options no builder uses. */
const stem: models.VisionTransformerConfig = {
  imageSize: 32,
  patchSize: 8,
  numLayers: 2,
  numHeads: 3,
  hiddenDim: 48,
  mlpDim: 96,
  numClasses: CLASSES,
  representationSize: 32,
  convStemConfigs: [8, 16, 32].map((outChannels) => ({ outChannels, kernelSize: 3, stride: 2 })),
};

describeNetworks({
  vit_b_16: { make: () => models.vit_b_16({ numClasses: CLASSES, imageSize: 32 }), count: 2, edge: 32 },
  vit_b_32: { make: () => models.vit_b_32({ numClasses: CLASSES, imageSize: 64 }), count: 2, edge: 64 },
  vit_stem: { make: () => new models.VisionTransformer(stem), count: 2, edge: 32 },
});

test("draws dropout's random numbers as torchvision does", async () => {
  await expectRandomTraining("vit_b_32", 32, () =>
    models.vit_b_32({ numClasses: CLASSES, imageSize: 32, dropout: 0.1, attentionDropout: 0.1 }),
  );
});

describe("interpolateEmbeddings", () => {
  const dict = new Map<string, Tensor>([
    ["encoder.pos_embedding", fixed("embedding.in")],
    ["heads.head.weight", zeros([2, 6])],
  ]);

  test("resizes position embeddings as torchvision does", () => {
    for (const [size, mode] of [
      [96, "bicubic"],
      [32, "bicubic"],
      [80, "bilinear"],
    ] as const) {
      const resized = models.interpolateEmbeddings(size, 16, dict, { mode, resetHeads: true });
      expect([...resized.keys()]).toEqual(["encoder.pos_embedding"]);
      expectClose(
        resized.get("encoder.pos_embedding") as Tensor,
        fixed(`embedding.${size}`),
        1e-6,
        String(size),
      );
    }
  });

  test("leaves embeddings of the right size, and the heads unless told otherwise", () => {
    const same = models.interpolateEmbeddings(64, 16, dict, { resetHeads: true });
    expect([...same]).toEqual([...dict]);
    expect([...models.interpolateEmbeddings(96, 16, dict).keys()]).toEqual([...dict.keys()]);
  });

  test("refuses dicts of other networks, and embeddings that are no square", () => {
    expect(() => models.interpolateEmbeddings(64, 16, new Map())).toThrow(/no encoder.pos_embedding/);
    const odd = new Map([["encoder.pos_embedding", zeros([1, 12, 6])]]);
    expect(() => models.interpolateEmbeddings(64, 16, odd)).toThrow(/\[1,12,6\]/);
  });
});

describe("files", () => {
  test("give the network the image size of their position embeddings", async () => {
    const file = path.join(folder, "large.safetensors");
    const config = { numClasses: CLASSES, imageSize: 96 };
    await io.safetensors.save((await models.vit_b_32(config)).stateDict(), file);
    const model = await models.vit_b_32({ weights: file, numClasses: CLASSES });
    expect(model.image_size).toBe(96);
    await expect(models.vit_b_32({ weights: file, numClasses: CLASSES, imageSize: 64 })).rejects.toThrow(
      /for images of 96, not 64.*interpolateEmbeddings/,
    );
  });

  test("from before the blocks had an MLP are understood", () => {
    manualSeed(4);
    const model = new models.VisionTransformer({ ...stem, convStemConfigs: null });
    const state = model.stateDict();
    const old = new Map(
      [...state].map(([key, value]) => [
        key.replace(/\.mlp\.([03])\./, (_, i) => `.mlp.linear_${i === "0" ? 1 : 2}.`),
        value.clone(),
      ]),
    );
    expect([...old.keys()]).toContain("encoder.layers.encoder_layer_1.mlp.linear_2.bias");
    manualSeed(5);
    const other = new models.VisionTransformer({ ...stem, convStemConfigs: null });
    expect(other.loadStateDict(old)).toEqual({ missing: [], unexpected: [], mismatched: [] });
    for (const [key, value] of other.stateDict()) expectSame(value, state.get(key) as Tensor, key);
    expect([...old.keys()]).toContain("encoder.layers.encoder_layer_1.mlp.linear_2.bias"); // the caller's is untouched
  });
});

describe("options and errors", () => {
  test("a new head is an assignment, and the keys follow", async () => {
    const model = (await hollow("vit_b_32", { imageSize: 32 })) as models.VisionTransformer;
    model.heads.head = new nn.Linear(model.heads.head.in_features, 3);
    expect([...model.stateDict().keys()].slice(-2)).toEqual(["heads.head.weight", "heads.head.bias"]);
    expect(model.forward(zeros([1, 3, 32, 32])).shape).toEqual([1, 3]);
  });

  test("images of another size, and sizes that the patches do not tile, are refused", async () => {
    const model = new models.VisionTransformer(stem);
    expect(() => model.forward(zeros([1, 3, 64, 64]))).toThrow(/\(N, 3, 32, 32\), got \[1,3,64,64\]/);
    await expect(models.vit_b_32({ imageSize: 48 })).rejects.toThrow(/multiple of the patch size 32, got 48/);
    await expect(models.vit_b_32({ numClasses: 0 })).rejects.toMatchObject({ code: "ERR_TORCHTS_ARGUMENT" });
  });
});
