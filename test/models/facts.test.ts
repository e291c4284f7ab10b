/** What families declare of their networks holds for every builder; and networks of one's own declare the same. */

import { describe, expect, test } from "vitest";
import { ArgumentError, models, nn, noGrad, randn, scope, Tensor } from "../../lib/index.ts";
import { inputPath } from "../../lib/models/adapt-input.ts";
import { hollow, LONG_TIMEOUT } from "./networks.ts";
import { parameterCount } from "./zoo.ts";

/** Sizes of images that networks cannot choose, or that are the least they take. */
const EDGES: Record<string, number> = {
  VisionTransformer: 224,
  MaxVit: 224,
  Inception3: 299,
  InceptionV4: 107,
  InceptionResnetV2: 107,
};

/** Class and size of the networks that were built here: building all of them takes half a minute. */
const built = new Map<models.ModelName, { className: string; parameters: number }>();

function note(name: models.ModelName, model: nn.Module): void {
  built.set(name, { className: model.constructor.name, parameters: parameterCount(model) });
}

/** The builder of the smallest network of each class. */
async function smallestOfEach(): Promise<Map<string, models.ModelName>> {
  for (const name of models.list()) {
    if (!built.has(name)) await scope(async () => note(name, await hollow(name)));
  }
  const largestFirst = [...built].sort(([, a], [, b]) => b.parameters - a.parameters);
  return new Map(largestFirst.map(([name, { className }]) => [className, name]));
}

/** Index of the stage that a module or parameter is in; -1 where it is in none. */
function stageAt(stages: readonly models.Stage[], path: string): number {
  return stages.findIndex(({ paths }) => paths.some((one) => path === one || path.startsWith(`${one}.`)));
}

/** The module or parameter at a path. */
function valueAt(model: nn.Module, path: string): unknown {
  const dot = path.lastIndexOf(".");
  return Reflect.get(model.getSubmodule(path.slice(0, Math.max(0, dot))), path.slice(dot + 1));
}

function gradCamOf(model: nn.Module): string | null | undefined {
  const { gradCam } = models.factsOf(model);
  return typeof gradCam === "function" ? gradCam(model) : gradCam;
}

describe("every builder", () => {
  test.each(models.list())(
    "%s: heads, first convolution, stages and Grad-CAM's block are there",
    async (name) => {
      await scope(async () => {
        const model = await hollow(name);
        note(name, model);
        const { task, heads, auxiliaryHeads = [], preprocessing } = models.factsOf(model);
        expect(task).toBe(models.taskOf(name));

        const main = typeof heads === "string" ? [heads] : (heads ?? []);
        const found = models.headPaths(model);
        expect(main.length).toBeGreaterThan(0);
        for (const [at, path] of main.entries()) {
          expect(found[at]).toMatch(new RegExp(`^${path}(\\.|$)`));
          expect(valueAt(model, path)).toBeInstanceOf(nn.Module);
        }
        expect(found.length).toBeLessThanOrEqual(main.length + auxiliaryHeads.length);

        const stem = inputPath("test", model);
        expect(valueAt(model, stem)).toBeInstanceOf(nn.Conv2d);
        expect((valueAt(model, stem) as nn.Conv2d).in_channels).toBe(3);

        const stages = models.stagesOf(model);
        expect(new Set(stages.map((stage) => stage.name)).size).toBe(stages.length);
        expect(stages.length).toBeGreaterThan(2);
        for (const path of stages.flatMap(({ paths }) => paths)) {
          expect(valueAt(model, path), path).toSatisfy((v) => v instanceof nn.Module || v instanceof Tensor);
        }
        for (const [parameter] of model.namedParameters()) {
          const holding = stages.filter((stage) => stageAt([stage], parameter) === 0);
          expect(
            holding.map((stage) => stage.name),
            parameter,
          ).toHaveLength(1);
        }
        expect(stageAt(stages, stem)).toBe(0);
        expect(stages.at(-1)?.name).toBe("head");
        for (const path of found) expect(stageAt(stages, path)).toBe(stages.length - 1);

        const block = gradCamOf(model);
        if (block === null)
          expect(task === "detection" || model instanceof models.VisionTransformer).toBe(true);
        else expect(valueAt(model, block as string)).toBeInstanceOf(nn.Module);
        if (preprocessing !== undefined) {
          expect(typeof Reflect.get(model, preprocessing.property)).toBe("boolean");
          expect((await hollow(name, { [preprocessing.option]: true })).constructor).toBe(model.constructor);
        }
      });
    },
    LONG_TIMEOUT,
  );

  test(
    "of each class: the first convolution runs first, the stages in their order, and the block gives a map",
    async () => {
      const smallest = await smallestOfEach();
      expect(smallest.size).toBeGreaterThanOrEqual(28);
      for (const [className, name] of smallest) {
        await scope(async () => {
          const model = (await hollow(name)).eval();
          const stages = models.stagesOf(model);
          const order: number[] = [];
          const convolutions: string[] = [];
          let map: number[] | undefined;
          const block = gradCamOf(model);
          for (const [path, module] of model.namedModules()) {
            module.registerForwardHook((_, __, output: unknown) => {
              if (path === block && output instanceof Tensor) map = [...output.shape];
              if (!module.children().next().done || module.parameters().next().done) return;
              order.push(stageAt(stages, path));
              if (module instanceof nn.Conv2d) convolutions.push(path);
            });
          }
          const edge = EDGES[className] ?? 64;
          const images = randn([1, 3, edge, edge]);
          noGrad(() => {
            if (model instanceof models.detection.DetectionModule) model.forward([images.select(0, 0)]);
            else (model as nn.TensorModule).forward(images);
          });
          expect(convolutions[0], className).toBe(inputPath("test", model));
          expect(order, className).toEqual(order.toSorted((a, b) => a - b));
          expect([...new Set(order)], className).toEqual(stages.map((_, at) => at));
          if (block !== null) expect(map, `${className}: ${block}`).toHaveLength(4);
        });
      }
    },
    LONG_TIMEOUT,
  );

  test.each([
    "vgg11",
    "mobilenet_v2",
    "efficientnet_b0",
    "densenet121",
    "regnet_x_400mf",
    "convnext_tiny",
  ] as const)(
    "a U-Net over %s has each parameter in one stage, the encoder's before the decoder's",
    async (encoder) => {
      await scope(async () => {
        const options = { encoder, numClasses: 2, widths: [8, 8, 8, 8, 8, 8] };
        const model = (await hollow("dynamic_unet", options)) as models.DynamicUNet;
        const stages = models.stagesOf(model);
        for (const [parameter] of model.namedParameters()) {
          expect(stages.filter((stage) => stageAt([stage], parameter) === 0).length, parameter).toBe(1);
        }
        const parts = stages.map(({ name }) => name.split(".")[0]);
        expect([...new Set(parts)]).toEqual(["encoder", "decoder", "head"]);
        expect(inputPath("test", model)).toMatch(/^encoder\./);
        expect(gradCamOf(model)).toBe(`encoder.${model.encoder.levels.at(-1)?.layer}`);
      });
    },
  );

  test.each([
    ["inception_v3", {}, 0.4],
    ["googlenet", {}, 0.3],
    ["fcn_resnet50", { auxLoss: true }, 0.5],
    ["deeplabv3_mobilenet_v3_large", { auxLoss: true }, 0.5],
    ["lraspp_mobilenet_v3_large", {}, 0],
  ] as const)(
    "%s gives its logits in training mode by the names that it declares",
    async (name, options, weight) => {
      await scope(async () => {
        const model = (await hollow(name, options)).train();
        const edge = EDGES[model.constructor.name] ?? 64;
        const given = noGrad(() => (model as nn.TensorModule).forward(randn([2, 3, edge, edge])));
        const declared = models.outputsOf(model);
        expect(Object.keys(given).sort()).toEqual([declared?.main, ...(declared?.auxiliary ?? [])].sort());
        expect(declared?.weight).toBe(weight);
        expect(models.outputsOf(await hollow("resnet18"))).toBeNull();
      });
    },
  );
});

/** Whose forward does not matter. */
class Headless extends nn.Module {
  override forward(x: Tensor): Tensor {
    return x;
  }
}

describe("stagesOf", () => {
  test("of a ResNet", async () => {
    expect(models.stagesOf(await hollow("resnet18"))).toEqual([
      { name: "stem", paths: ["conv1", "bn1"] },
      { name: "layer1", paths: ["layer1"] },
      { name: "layer2", paths: ["layer2"] },
      { name: "layer3", paths: ["layer3"] },
      { name: "layer4", paths: ["layer4"] },
      { name: "head", paths: ["fc"] },
    ]);
  });

  test("of a SegNet: the encoder between its poolings, the decoder, the head", async () => {
    const names = models.stagesOf(await hollow("segnet")).map(({ name }) => name);
    const encoder = [1, 2, 3, 4, 5].map((i) => `encoder${i}`);
    const decoder = [0, 1, 2, 3, 4].map((i) => `decoder.stages.${i}`);
    expect(names).toEqual([...encoder, ...decoder, "head"]);
  });

  test("follows what was put into a network, and leaves out what it was built without", async () => {
    const model = (await hollow("vgg11")) as models.VGG;
    model.classifier = new nn.Sequential(new nn.Linear(25088, 8), new nn.ReLU(), new nn.Linear(8, 2));
    expect(models.stagesOf(model).at(-1)).toEqual({ name: "head", paths: ["classifier"] });
    const vit = (await hollow("vit_b_32")) as models.VisionTransformer;
    vit.encoder.layers.addModule("more", new nn.Linear(768, 768));
    const names = models.stagesOf(vit).map(({ name }) => name);
    expect(names.slice(-2)).toEqual(["encoder.layers.more", "head"]);
    const inception = await hollow("inception_v3", { auxLogits: false });
    expect(models.stagesOf(inception).at(-1)).toEqual({ name: "head", paths: ["fc"] });
    const extra = (await hollow("resnet18")) as models.ResNet;
    extra.addModule("extra", new nn.Linear(2, 2));
    expect(() => models.stagesOf(extra)).toThrow(
      /extra\.weight of ResNet is in no stage; declare them: models\.declare/,
    );
  });

  test("of a network that nobody declared: its modules in order, those of a declared part by its stages", async () => {
    class Plain extends Headless {
      first = new nn.Conv2d(3, 4, 3);
      act = new nn.ReLU();
      last = new nn.Linear(4, 2);
    }
    expect(models.stagesOf(new Plain())).toEqual([
      { name: "first", paths: ["first"] },
      { name: "last", paths: ["last"] },
    ]);
    const chain = new nn.Sequential({ a: new nn.Linear(2, 2), relu: new nn.ReLU(), b: new nn.Linear(2, 2) });
    expect(models.stagesOf(chain).map(({ name }) => name)).toEqual(["a", "b"]);
    class Wrapped extends Headless {
      body = chain;
    }
    expect(models.stagesOf(new Wrapped()).map(({ name }) => name)).toEqual(["body.a", "body.b"]);
    const encoder = models.encoder(await hollow("resnet18"));
    const around = new nn.Sequential(encoder, new nn.Linear(512, 2));
    expect(models.stagesOf(encoder).map(({ name }) => name)).toContain("model.layer4");
    expect(models.stagesOf(around).map(({ name }) => name)).toEqual(["0", "1"]);
  });

  test("refuses a network with parameters that are in no module, and one without any", () => {
    class Scaled extends Headless {
      scale = new nn.Parameter(randn([1]));
      layer = new nn.Linear(2, 2);
    }
    expect(() => models.stagesOf(new Scaled())).toThrow(
      /Scaled has scale beside its modules.*models\.declare\(Scaled, \{ stages:/,
    );
    expect(() => models.stagesOf(new nn.ReLU())).toThrow(/has no parameters/);
  });
});

/** A network of one's own, whose layers are not in the order of their names and whose head is not its only one. */
class Own extends nn.Module {
  proj = new nn.Linear(4, 4);
  fc = new nn.Linear(4, 3);
  body = new nn.Sequential(new nn.Conv2d(6, 4, 3), new nn.ReLU());
  stem = new nn.Conv2d(3, 6, 3);
  own_norm = true;
  scale = new nn.Parameter(randn([1]));

  override forward(x: Tensor): Tensor {
    const maps = this.body.forward(this.stem.forward(x)).mul(this.scale);
    return this.fc.forward(this.proj.forward(maps.mean([2, 3])));
  }
}

const FACTS: models.NetworkFacts<Own> = {
  task: "classification",
  heads: "fc",
  firstConv: "stem",
  stages: [
    { name: "stem", paths: ["stem"] },
    { name: "body", paths: ["body", "scale"] },
    { name: "head", paths: ["proj", "fc"] },
  ],
  gradCam: "body",
  preprocessing: { property: "own_norm", option: "ownNorm", isReversed: false },
};

describe("declare", () => {
  test("makes a network of one's own known to all that asks", () => {
    class Net extends Own {}
    expect(inputPath("test", new Net())).toBe("body.0");
    models.declare(Net, FACTS);
    const net = new Net();
    expect(models.headPaths(net)).toEqual(["fc"]);
    expect(models.stagesOf(net)).toEqual(FACTS.stages);
    expect(models.gradCam(net, randn([3, 8, 8])).layer).toBe("body");
    models.adaptInput(net, 1);
    expect([net.stem.in_channels, net.own_norm]).toEqual([1, false]);
    models.replaceHead(net, ["a", "b"]);
    expect(net.fc.out_features).toBe(2);
  });

  test("holds for subclasses, which declare what differs, and goes with declareHeads in one", () => {
    class Base extends Own {}
    models.declare(Base, FACTS);
    class Sub extends Base {}
    models.declare(Sub, { gradCam: "stem" });
    models.declareHeads(Sub, "proj");
    const net = new Sub();
    expect(models.factsOf(net)).toEqual({ ...FACTS, gradCam: "stem", heads: "proj", auxiliaryHeads: [] });
    expect(models.headPaths(net)).toEqual(["proj"]);
    expect(models.headPaths(new Base())).toEqual(["fc"]);
  });

  test("stages may be found out of the network; a parameter in two of them is refused", () => {
    class Net extends Own {}
    models.declare(Net, {
      stages: (net) => [
        { name: `all of ${net.fc.out_features}`, paths: ["stem", "body", "scale", "proj", "fc"] },
      ],
    });
    expect(models.stagesOf(new Net()).map(({ name }) => name)).toEqual(["all of 3"]);
    models.declare(Net, { stages: () => ["stem"] as unknown as models.Stage[] });
    expect(() => models.stagesOf(new Net())).toThrow(
      /stages that Net declared as a function must be a list, each/,
    );
    models.declare(Net, {
      stages: [
        { name: "one", paths: ["stem", "body"] },
        { name: "two", paths: ["body.0", "proj", "fc", "scale"] },
      ],
    });
    expect(() => models.stagesOf(new Net())).toThrow(
      /body\.0\.weight of Net is in two stages, one \(body\) and two \(body\.0\)/,
    );
  });

  test("a network for segmentation is explained by the mean of its pixels", () => {
    class Pixels extends nn.Module {
      body = new nn.Conv2d(3, 4, 3, { padding: 1 });
      classes = new nn.Conv2d(4, 2, 1);
      override forward(x: Tensor): Tensor {
        return this.classes.forward(this.body.forward(x));
      }
    }
    const image = randn([3, 6, 6]);
    expect(() => models.gradCam(new Pixels(), image, { layer: "body" })).toThrow(
      /to give logits \(N, classes\)/,
    );
    models.declare(Pixels, { task: "segmentation", heads: "classes", gradCam: "body" });
    const net = new Pixels();
    const { layer, score } = models.gradCam(net, image, { target: 1 });
    expect(layer).toBe("body");
    const mean = noGrad(() => net.forward(image.unsqueeze(0)).index(0, 1).mean().item());
    expect(score).toBeCloseTo(mean, 5);
  });

  test("a network without maps is not looked at, and says what explains it", () => {
    class Net extends Own {}
    models.declare(Net, { ...FACTS, gradCam: null });
    expect(() => models.gradCam(new Net(), randn([3, 8, 8]))).toThrow(/no layer of Net.*models\.occlusion/);
  });

  test.each([
    [
      { firstConvolution: "stem" },
      /unknown option "firstConvolution"\. It takes network and the options task, heads/,
    ],
    [{ heads: [] }, /heads must be the path of a head, or several/],
    [{ stages: [{ name: "stem" }] }, /stages must be a list, each \{ name: "layer1", paths/],
    [{ stages: [{ name: "a", paths: ["a"], path: "a" }] }, /stages must be/],
    [{ task: "poetry" }, /task must be one of/],
    [{ outputs: { main: "out", auxiliary: ["aux"], weight: -1 } }, /outputs must be/],
  ])("refuses %j", (facts, message) => {
    const call = (): void => (models.declare as (network: unknown, facts: unknown) => void)(Own, facts);
    expect(call).toThrow(message);
    expect(call).toThrow(ArgumentError);
  });
});
