// What every entry of models takes: an option that it does not know, another kind and a surplus argument are refused by
// each of them, with the name that was meant.

import { describe, expect, test } from "vitest";
import { ArgumentError, models, nn, randn, type Tensor, torch } from "../../lib/index.ts";

type Loose = (...args: unknown[]) => unknown;
const entries = models as unknown as Record<string, Loose>;
const builder = (name: string): Loose => entries[name] as Loose;

/** The message of the ArgumentError that a call ends with, now or later. */
async function refusal(call: () => unknown): Promise<string> {
  try {
    await call();
  } catch (error) {
    expect(error).toBeInstanceOf(ArgumentError);
    expect((error as ArgumentError).code).toBe("ERR_TORCHTS_ARGUMENT");
    return (error as ArgumentError).message;
  }
  throw new Error("it was taken in silence");
}

const names = models.list();

describe("builders", () => {
  test("each of them refuses an unknown option, a wrong kind and a surplus argument, and says what is meant", async () => {
    expect(names.length).toBeGreaterThan(90);
    for (const name of names) {
      const build = builder(name);
      expect(await refusal(() => build({ surelyNoOption: 1 }))).toContain(
        `models.${name}: unknown option "surelyNoOption". It takes`,
      );
      expect(await refusal(() => build({ num_classes: 5 }))).toContain("did you mean numClasses?");
      expect(await refusal(() => build({ pretrained: true }))).toContain('write weights: "DEFAULT"');
      expect(await refusal(() => build({ numClasses: "5" }))).toContain(
        `models.${name}: numClasses must be an integer of at least 1, got "5"`,
      );
      expect(await refusal(() => build("DEFAULT"))).toContain(`write models.${name}({ weights: "DEFAULT" })`);
      expect(await refusal(() => build(true))).toContain(`write models.${name}({ weights: "DEFAULT" })`);
      expect(await refusal(() => build(5))).toContain(`write models.${name}({ numClasses: 5 })`);
      expect(await refusal(() => build({}, 1))).toContain("surplus argument 1");
      expect(await refusal(() => models.get(name, { nClasses: 2 } as object))).toContain("numClasses");
    }
  });

  test("options of the family are checked too, and of weights", async () => {
    expect(await refusal(() => builder("resnet18")({ zero_init_residual: true }))).toContain(
      "did you mean zeroInitResidual?",
    );
    expect(await refusal(() => builder("vit_b_16")({ dropout: 2 }))).toContain(
      "dropout must be a number between 0 and 1, got 2",
    );
    expect(await refusal(() => builder("densenet121")({ growthRate: 3 }))).toContain(
      'unknown option "growthRate"',
    );
    expect(await refusal(() => builder("fcn_resnet50")({ weights_backbone: null }))).toContain(
      "did you mean weightsBackbone?",
    );
    expect(await refusal(() => builder("dynamic_unet")({ encoder: "resnet19" }))).toContain(
      "convnext_tiny, convnext_small",
    );
    expect(await refusal(() => builder("resnet18")({ weights: 1 }))).toContain("weights must be a name");
    expect(await refusal(() => builder("resnet18")({ progress: true }))).toContain(
      "progress must be a function",
    );
    expect(await refusal(() => builder("resnet18")({ device: "cuda" }))).toContain(
      'write (await models.resnet18()).to("cuda")',
    );
  });

  test.each(["squeezenet1_1", "segnet", "unet", "mobilenet_v2", "lraspp_mobilenet_v3_large"])(
    "a network takes images and nothing beside them: %s",
    async (name) => {
      const network = (await builder(name)({ numClasses: 2 })) as nn.Module & { forward: Loose };
      const surplus = await refusal(() => network.forward(randn([1, 3, 32, 32]), { training: true }));
      expect(surplus).toMatch(/\.forward: unknown option "training"/);
      expect(await refusal(() => [randn([1, 3, 32, 32])].map(network.forward))).toMatch(/write the arrow/);
      expect(await refusal(() => network.forward())).toMatch(/must be a tensor, got undefined/);
      expect(await refusal(() => network.forward([1, 2]))).toMatch(/must be a tensor, got \[1, 2\]/);
    },
  );

  test("a subclass of a network says itself what its forward takes", async () => {
    await builder("squeezenet1_1")({});
    class Scaled extends models.SqueezeNet {
      override forward(x: Tensor, by = 1): Tensor {
        return super.forward(x).mul(by);
      }
    }
    const scaled = new Scaled({ version: "1_1", numClasses: 2 }).eval() as nn.Module & { forward: Loose };
    const x = randn([1, 3, 32, 32]);
    const [once, twice] = [scaled.forward(x), scaled.forward(x, 2)] as [Tensor, Tensor];
    expect(torch.equal(once.mul(2), twice)).toBe(true);
  });

  test("an unknown model is refused with the name it is most like", async () => {
    const meant = (name: string): Promise<string> => refusal(() => models.get(name));
    expect(await meant("resnt18")).toBe(
      'models.get: there is no model named "resnt18"; did you mean resnet18? models.list() names all.',
    );
    expect(await meant("ResNet18")).toContain("did you mean resnet18?");
    expect(await meant("mobilenetv2")).toContain("did you mean mobilenet_v2?");
    expect(await meant("efficientnet-b0")).toContain("did you mean efficientnet_b0?");
    expect(await refusal(() => models.weights("resnt18" as string))).toContain("did you mean resnet18?");
    expect(await refusal(() => models.weights("resnet18", "IMAGENET1K_V9" as string))).toContain(
      "did you mean IMAGENET1K_V1?",
    );
    expect(await refusal(() => entries.get?.(undefined))).toContain("name is missing");
  });
});

describe("functions and classes", () => {
  const isClass = (value: Loose): boolean => /^class\b/.test(Function.prototype.toString.call(value));
  // An abstract class, and those whose constructors are nn's own.
  const notHere = ["SegmentationModule", "PoolingEncoder", "BatchNormAct2d"];
  const functions = Object.entries(entries).filter(([, value]) => typeof value === "function");
  const open = functions.filter(
    ([name, value]) =>
      !(names as string[]).includes(name) && !(value.prototype instanceof Error) && !notHere.includes(name),
  );

  test.each(open)("models.%s refuses an unknown option and a surplus argument", async (_, entry) => {
    const missing = Array.from({ length: entry.length }, () => undefined);
    const call = (...args: unknown[]): unknown => {
      const made = entry as unknown as new (...args: unknown[]) => unknown;
      return isClass(entry) ? new made(...args) : entry(...args);
    };
    expect(await refusal(() => call(...missing, { surelyNoOption: 1 }))).toMatch(
      /surelyNoOption|surplus argument/,
    );
    expect(await refusal(() => call(...missing, ...Array(12).fill(1)))).toMatch(
      /surplus|must be|expected an object with options/,
    );
  });

  test("there are such", () => expect(open.length).toBeGreaterThan(80));

  test("what is no network, no tensor or no shape is refused by name", async () => {
    const linear = new nn.Linear(2, 2);
    for (const [name, args, text] of [
      ["gradCam", [models.mlp(2, [], 2), [1, 2]], "image must be a tensor, got [1, 2]"],
      ["gradCam", [Promise.resolve(linear), randn([2])], "a promise (await it first)"],
      ["features", ["resnet18", randn([2])], 'model must be a network (an nn.Module), got "resnet18"'],
      ["inspect", [linear, 3], "inputShape must be the shape of an input"],
      ["replaceHead", [linear, "2"], "labels must be a number of classes or a list of labels"],
      ["occlusion", [linear, randn([3, 8, 8]), { batch_size: 2 }], "did you mean batchSize?"],
      ["segment", [linear, "a.png", { window: { sizes: 3 } }], "did you mean size?"],
      ["segment", [linear, "a.png", { flips: true }], 'flips must be one of "none"'],
      ["slidingWindow", [linear, randn([1, 3, 8, 8]), {}], "size is missing"],
      ["slidingWindow", [linear, randn([1, 3, 8, 8]), { size: 4, overlap: 1 }], "overlap must be a share"],
      ["stream", [linear, { max_queue: 2 }], "did you mean maxQueue?"],
      ["optimizeForInference", [linear, { dtype: "int8" }], "dtype must be one of"],
      ["adaptInput", [linear, 0], "channels must be an integer of at least 1"],
      ["mlp", [4, 8, 3], "hidden must be a list"],
      ["list", [{ min_acc1: 3 }], "did you mean minAcc1?"],
      ["extract", [linear, "layer2"], "paths must be a list of paths"],
      ["videoFrames", ["a.mp4", { framerate: 3 }], 'unknown option "framerate"'],
    ] as const) {
      expect(await refusal(() => (entries[name] as Loose)(...args)), name).toContain(text);
    }
  });

  test("classes take what torchvision's take by position, where that is common", () => {
    expect(String(new models.SqueezeNet("1_1", { numClasses: 3 }).classifier)).toContain("512, 3");
    expect(new models.BasicBlock(8, 8, 2).stride).toBe(2);
    expect(() => new models.SqueezeNet("1_2" as "1_1")).toThrow(/version must be one of "1_0", "1_1"/);
    const stage = { inputChannels: 8, outChannels: null, num_layers: 1 };
    expect(() => new models.ConvNeXt([stage as unknown as models.CNBlockConfig])).toThrow(
      /models.ConvNeXt: a stage: unknown option "num_layers"; did you mean numLayers\?/,
    );
  });
});
