// The vector before the head, and maps inside: equal to hooks in PyTorch, differentiable, without a trace left.

import { beforeAll, describe, expect, expectTypeOf, test } from "vitest";
import {
  ArgumentError,
  manualSeed,
  memory,
  models,
  nn,
  noGrad,
  randn,
  ShapeError,
  scope,
  setNumThreads,
  type Tensor,
  tensor,
  torch,
} from "../../../lib/index.ts";
import { expectClose, expectSame } from "../../helpers/index.ts";
import { fixed, smallNet } from "./nets.ts";

/** Constants of scripts/fixtures/inside.py. */
const CLASSES = 10;
const KEPT = 48;
const EDGES = {
  resnet18: 64,
  alexnet: 64,
  vgg11: 32,
  googlenet: 64,
  inception_v3: 107,
  densenet121: 64,
  squeezenet1_1: 64,
  mobilenet_v2: 64,
  mobilenet_v3_small: 64,
  shufflenet_v2_x0_5: 64,
  mnasnet0_5: 64,
  efficientnet_b0: 64,
  regnet_y_400mf: 64,
  convnext_tiny: 64,
  vit_b_32: 224,
  swin_t: 64,
  maxvit_t: 224,
} as const;
/** Bound for the deepest networks, as for their outputs. */
const DEEP_RTOL = 5e-5;

beforeAll(() => setNumThreads(1)); // as the fixtures were made

describe("features", () => {
  test.each(Object.entries(EDGES))(
    "of %s are what PyTorch's hook on the head sees",
    async (name, edge) => {
      const builder = name as models.ModelName;
      await scope(async () => {
        manualSeed(0);
        const model: nn.Module = await models.get(builder, { numClasses: CLASSES });
        model.eval();
        manualSeed(1);
        const images = randn([2, 3, edge, edge]);
        // What a network keeps for images of a size, it keeps once.
        noGrad(() => models.features(model, images)).dispose();
        memory.collect();
        const before = memory.liveTensors();
        const found = noGrad(() => models.features(model, images));
        expect(memory.liveTensors() - before, "tensors it leaves").toBe(1);
        const head = models.head(model);
        expect(found.shape).toEqual([2, head instanceof nn.Linear ? head.in_features : head.in_channels]);
        expectClose(found.slice(1, 0, KEPT), fixed(`features.${name}`), DEEP_RTOL);
        const norms = torch.linalgVectorNorm(found, { dim: [1] });
        expectClose(norms, fixed(`features.${name}.norm`), DEEP_RTOL);
        for (const parameter of model.parameters()) parameter.dispose();
      });
    },
    120_000,
  );

  test("and the head make up the network; the mode stays, and gradients flow", () => {
    const model = smallNet();
    const x = randn([3, 3, 16, 20]);
    const vectors = models.features(model, x);
    expectClose(models.head(model).forward(vectors), model.forward(x));
    expectClose(models.encoder(model).forward(x), vectors, 0);
    expect(model.training).toBe(false);
    vectors.sum().backward();
    expect(model.getParameter("0.weight").grad).not.toBeNull();
    expect(model.getParameter("7.weight").grad).toBeNull();
  });

  test("of a linear layer alone are its inputs, which stay the caller's", () => {
    const x = randn([2, 4]);
    const found = scope(() => models.features(models.logisticRegression(4, 3), x));
    expectSame(found, x);
    found.dispose();
    expect(x.isFreed).toBe(false);
  });

  test("are refused where the head takes no vector, and where there is no head", () => {
    expect(() => models.features(new nn.Linear(4, 2), randn([2, 5, 4]))).toThrow(ShapeError);
    expect(() => models.features(new nn.Sequential(new nn.ReLU()), randn([2, 4]))).toThrow(ArgumentError);
  });

  test("survive the scope they are returned from, and leave no hook after an error", () => {
    const model = smallNet();
    expect(() => models.features(model, randn([1, 4, 16, 16]))).toThrow(/in module/);
    const kept = scope(() => models.features(model, randn([1, 3, 16, 16])));
    expect(kept.shape).toEqual([1, 12]);
    expect(model.forward(randn([1, 3, 16, 16])).shape).toEqual([1, 5]);
    scope(() => {
      const inner = models.features(model, randn([1, 3, 16, 16]));
      queueMicrotask(() => expect(inner.isFreed).toBe(true));
    });
  });
});

describe("encode", () => {
  test("gathers features and labels of all batches, and puts the mode back", async () => {
    const model = smallNet().train();
    const images = randn([5, 3, 8, 8]);
    const batches = async function* () {
      yield { images: images.slice(0, 0, 3), labels: tensor([0, 1, 2], { dtype: "int64" }) };
      yield { images: images.slice(0, 3, 5), labels: tensor([1, 0], { dtype: "int64" }) };
    };
    const told: number[] = [];
    const found = await models.encode(model, batches(), { onProgress: ({ samples }) => told.push(samples) });
    expect(told).toEqual([3, 5]);
    expect(found.labels).toEqual([0, 1, 2, 1, 0]);
    expect(found.inputs.requiresGrad).toBe(false);
    expect(model.training).toBe(true);
    expectClose(found.inputs, models.features(model.eval(), images));
    await expect(models.encode(model, batches(), { signal: AbortSignal.abort() })).rejects.toThrow(/aborted/);
  });
});

describe("extract", () => {
  test("gives maps by path, as the layers gave them, whatever works in place behind", () => {
    const model = smallNet();
    const x = randn([2, 3, 16, 20]);
    const found = models.extract(model, ["0", "3", "4"]).forward(x);
    expectTypeOf(found).toEqualTypeOf<{ "0": Tensor; "3": Tensor; "4": Tensor }>();
    const [first, , pool, second] = [...model] as [
      nn.TensorModule,
      nn.TensorModule,
      nn.TensorModule,
      nn.TensorModule,
    ];
    const expected = first.forward(x);
    expectSame(found["0"], expected);
    expect(Number(found["0"].min().item())).toBeLessThan(0);
    expectSame(found["3"], second.forward(pool.forward(expected.relu())));
    expectSame(found["4"], found["3"].relu());
    expect(models.layerPaths(model)).toEqual(["0", "1", "2", "3", "4", "5", "6", "7"]);
  });

  test("gradients flow through the maps", () => {
    const model = smallNet();
    models
      .extract(model, ["3"])
      .forward(randn([1, 3, 8, 8]))
      ["3"].square()
      .sum()
      .backward();
    expect(model.getParameter("0.weight").grad).not.toBeNull();
  });

  test("with stop, runs nothing behind the last layer", () => {
    const model = smallNet();
    const x = randn([1, 3, 8, 8]);
    let ran = 0;
    const handle = model.getSubmodule("7").registerForwardHook(() => void ran++);
    const all = models.extract(model, ["1", "3"]).forward(x);
    expect(ran).toBe(1);
    const early = models.extract(model, ["1", "3"], { stop: true }).forward(x);
    handle.remove();
    expect(ran).toBe(1);
    expectSame(early["3"], all["3"]);
    expectSame(early["1"], all["1"]);
  });

  test("of a layer that runs twice gives the last output, with stop the first", async () => {
    manualSeed(0);
    const model = (await models.resnet18({ numClasses: 4 })).eval();
    const x = randn([1, 3, 32, 32]);
    const last = models.extract(model, ["layer1.0.relu", "layer1.0"]).forward(x);
    expectSame(last["layer1.0.relu"], last["layer1.0"]);
    const first = models.extract(model, ["layer1.0.relu", "layer1.0.bn1"], { stop: true }).forward(x);
    expectSame(first["layer1.0.relu"], first["layer1.0.bn1"].relu());
  });

  test("leaves as many tensors as there are paths, and none after an error", () => {
    const model = smallNet();
    const extractor = models.extract(model, ["1", "4"]);
    const x = randn([1, 3, 8, 8]);
    scope(() => {
      memory.collect();
      const before = memory.liveTensors();
      noGrad(() => extractor.forward(x));
      expect(memory.liveTensors() - before).toBe(2);
    });
    const wrong = randn([1, 12, 8, 8]);
    memory.collect();
    const before = memory.liveTensors();
    expect(() => extractor.forward(wrong)).toThrow(/conv/);
    expect(memory.liveTensors()).toBe(before);
  });

  test("refuses unknown paths with near ones, layers that do not run, and those that give no tensor", async () => {
    manualSeed(0);
    const model = await models.resnet18({ numClasses: 4 });
    // @ts-expect-error: a list is needed
    expect(() => models.extract(model, "layer1")).toThrow(ArgumentError);
    expect(() => models.extract(model, ["layer5"])).toThrow(/no layer "layer5"; did you mean "layer[1-4]"/);
    expect(() => models.extract(model, ["layer1.0.con1"])).toThrow(/did you mean "layer1.0.conv1"/);
    const vit = new models.VisionTransformer({
      imageSize: 16,
      patchSize: 8,
      numLayers: 1,
      numHeads: 2,
      hiddenDim: 8,
      mlpDim: 8,
    }).eval();
    const block = "encoder.layers.encoder_layer_0.self_attention";
    const image = randn([1, 3, 16, 16]);
    expect(() => models.extract(vit, [block]).forward(image)).toThrow(/does not give one tensor/);
    expect(() => models.extract(vit, [`${block}.out_proj`, "heads"]).forward(image)).not.toThrow();
    expect(() => noGrad(() => models.extract(vit, [`${block}.out_proj`]).forward(image))).toThrow(
      /did not run/,
    );
  });
});
