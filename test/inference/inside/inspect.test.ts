// What a network is made of, and its filters and maps as pictures.

import { describe, expect, expectTypeOf, test } from "vitest";
import {
  ArgumentError,
  manualSeed,
  memory,
  models,
  nn,
  randn,
  ShapeError,
  scope,
  type Tensor,
} from "../../../lib/index.ts";
import { expectSame, findPython, runPython } from "../../helpers/index.ts";
import { smallNet } from "./nets.ts";

describe("inspect", () => {
  test("gives layers in order with shapes, parameters, trainability and the head", () => {
    const model = smallNet().train();
    model.getSubmodule("0").requiresGrad_(false);
    (model.getSubmodule("3") as nn.Conv2d).weight.requiresGrad = false;
    const found = models.inspect(model, [2, 3, 16, 20]);
    const rows = found.rows.map(({ path, type, outputShape, parameters, trainable, isHead }) => [
      ...[path, type, String(outputShape), parameters, trainable, isHead],
    ]);
    expect(rows).toEqual([
      ["", "Sequential", "2,5", 224 + 876 + 65, "some", false],
      ["0", "Conv2d", "2,8,16,20", 224, "none", false],
      ["1", "ReLU", "2,8,16,20", 0, null, false],
      ["2", "MaxPool2d", "2,8,8,10", 0, null, false],
      ["3", "Conv2d", "2,12,8,10", 876, "some", false],
      ["4", "ReLU", "2,12,8,10", 0, null, false],
      ["5", "AdaptiveAvgPool2d", "2,12,1,1", 0, null, false],
      ["6", "Flatten", "2,12", 0, null, false],
      ["7", "Linear", "2,5", 65, "all", true],
    ]);
    expect(found.heads).toEqual(["7"]);
    expect([found.parameters, found.trainableParameters, found.buffers]).toEqual([1165, 77, 0]);
    const outputs = 2 * (2 * 8 * 320 + 8 * 80 + 2 * 12 * 80 + 2 * 12 + 5);
    expect(found.bytes).toEqual({
      input: 4 * 2 * 960,
      parameters: 4 * 1165,
      buffers: 0,
      outputs: 4 * outputs,
    });
    expect([...model.modules()].every(({ training }) => training)).toBe(true);
  });

  const python = findPython(["torch", "torchvision"]);
  test
    .skipIf(python === undefined)
    .each(["resnet18", "googlenet", "vit_b_32", "mobilenet_v3_small"] as const)(
    "%s: the layers, shapes and counts of PyTorch's hooks",
    async (builder) => {
      const { result } = await runPython(
        `
        model = getattr(import_torchvision().models, args)().eval()
        rows = {name: [type(m).__name__, None, sum(p.numel() for p in m.parameters())] for name, m in model.named_modules()}
        def note(name):
            def hook(module, inputs, output):
                output = output[0] if isinstance(output, tuple) else output
                rows[name][1] = list(output.shape)
            return hook
        for name, module in model.named_modules():
            module.register_forward_hook(note(name))
        with torch.no_grad():
            model(torch.zeros(1, 3, 224, 224))
        result = [[name, *row] for name, row in rows.items()]
        `,
        { args: builder, threads: 1 },
      );
      manualSeed(0);
      const model: nn.Module = await models.get(builder);
      const { rows } = models.inspect(model, [1, 3, 224, 224]);
      // The classes' names differ in places (Conv2dNormActivation's), the tree does not.
      const own = rows.map(({ path, outputShape, parameters }) => [path, outputShape, parameters]);
      expect(own).toEqual((result as unknown[][]).map(([path, , shape, count]) => [path, shape, count]));
    },
    60_000,
  );

  test("as a table marks the head, also below the depth asked for", async () => {
    manualSeed(0);
    const model = await models.alexnet({ numClasses: 7 });
    const table = models.inspectionTable(models.inspect(model, [1, 3, 64, 64]), { depth: 1 });
    expect(table).toMatch(/ {4}classifier\.6 +Linear +\[1, 7\] +28,679 +yes +<- head/);
    expect(table).not.toContain("classifier.1");
    expect(table).toMatch(/head +classifier\.6: Linear\(in_features=4096, out_features=7, bias=True\)/);
    expect(table).toMatch(/parameters +57,032,519: 57,032,519 trainable, 0 frozen/);
  });

  test("leaves nothing, also after an error, and says what a shape is", () => {
    const model = smallNet();
    memory.collect();
    const before = memory.liveTensors();
    models.inspect(model, [1, 3, 8, 8]);
    expect(() => models.inspect(model, [1, 4, 8, 8])).toThrow(ShapeError);
    expect(memory.liveTensors()).toBe(before);
    expect(() => models.inspect(model, [1, 0])).toThrow(ArgumentError);
    const headless = models.inspect(new nn.Sequential(new nn.ReLU()), [2, 3]);
    expect([headless.heads, headless.outputShape, headless.parameters]).toEqual([[], [2, 3], 0]);
  });
});

describe("pictures", () => {
  test("of filters: a grid in colour, each filter from its smallest to its largest value", () => {
    const model = smallNet();
    const picture = models.filterImages(model, { zoom: 2, columns: 4, padding: 1 });
    expect([picture.shape, picture.dtype]).toEqual([[3, 2 * 7 + 1, 4 * 7 + 1], "uint8"]);
    const weight = (model.getSubmodule("0") as nn.Conv2d).weight.select(0, 5).detach(); // row 1, column 1
    const scaled = weight.sub(weight.min()).div(weight.max().sub(weight.min()));
    const tile = picture.slice(1, 8, 14, 2).slice(2, 8, 14, 2);
    expectSame(tile.contiguous(), scaled.mul(255).round().to("uint8"));
    const gray = models.filterImages(model, { layer: "3", zoom: 1, padding: 0 });
    expectSame(gray.select(0, 0), gray.select(0, 2));
    expect(() => models.filterImages(model, { layer: "7" })).toThrow(/no Conv2d/);
    expect(() => models.filterImages(models.mlp(4, [3], 2))).toThrow(
      /filterImages: Sequential has no convolution/,
    );
  });

  test("of feature maps: one for each path, as many tiles as channels asked for", () => {
    const model = smallNet().train();
    const found = scope(() =>
      models.featureMapImages(model, randn([3, 16, 20]), ["1", "4"], { maxMaps: 6, columns: 3, padding: 2 }),
    );
    expectTypeOf(found).toEqualTypeOf<{ "1": Tensor; "4": Tensor }>();
    expect(found["1"].shape).toEqual([3, 2 * 18 + 2, 3 * 22 + 2]);
    expect(found["4"].shape).toEqual([3, 2 * 10 + 2, 3 * 12 + 2]);
    expect(model.training).toBe(true);
    expect(() => models.featureMapImages(model, randn([3, 16, 20]), ["7"])).toThrow(/no map/);
  });
});
