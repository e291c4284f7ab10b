/** The DenseNets against torchvision's, and files with the key names of old. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import {
  io,
  manualSeed,
  models,
  nn,
  randn,
  scope,
  setNumThreads,
  type Tensor,
  tensor,
} from "../../../lib/index.ts";
import { expectClose, expectSame, findPython, RTOL, runPython } from "../../helpers/index.ts";
import { describeFamily } from "../zoo.ts";

describeFamily({
  densenet121: { size: 64 },
  densenet161: { size: 64 },
  densenet169: { size: 64 },
  densenet201: { size: 64 },
});

const folder = mkdtempSync(path.join(tmpdir(), "torchts-densenet-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A small network of the family. */
const SMALL = { growthRate: 4, blockConfig: [2, 3], numInitFeatures: 8, numClasses: 5 };

/** The state dict as PyTorch 0.3 wrote it: `norm.1` for `norm1`, no count of batches. */
function asOld(model: nn.Module): Map<string, Tensor> {
  const kept = [...model.stateDict()].filter(([key]) => !key.endsWith("num_batches_tracked"));
  return new Map(
    kept.map(([key, value]) => [key.replace(/(denselayer\d+\.(?:norm|conv))([12])\./, "$1.$2."), value]),
  );
}

describe("a state dict with the names of PyTorch 0.3", () => {
  test("is loaded strictly, from a file and by loadStateDict", async () => {
    manualSeed(4);
    const model = await models.densenet121({ numClasses: 5 });
    const old = asOld(model);
    expect(old.has("features.denseblock1.denselayer1.norm.1.running_mean")).toBe(true);
    const file = path.join(folder, "old.pth");
    await io.save(old, file);

    const loaded = await models.densenet121({ weights: file, numClasses: 5 });
    expect(loaded.origin?.report).toEqual({ missing: [], unexpected: [], mismatched: [] });
    const expected = model.stateDict();
    for (const [key, value] of loaded.stateDict()) expectSame(value, expected.get(key) as Tensor, key);

    const fresh = new models.DenseNet();
    fresh.classifier = new nn.Linear(fresh.classifier.in_features, 5);
    fresh.loadStateDict(Object.fromEntries(old));
    expectSame(fresh.classifier.weight, model.classifier.weight);
    expectSame(
      fresh.getParameter("features.denseblock4.denselayer16.conv2.weight"),
      model.getParameter("features.denseblock4.denselayer16.conv2.weight"),
    );
  });

  test("that lacks a key names it as the network does", () => {
    const model = new models.DenseNet(SMALL);
    const old = asOld(model);
    old.delete("features.denseblock1.denselayer1.norm.1.weight");
    expect(() => model.loadStateDict(old)).toThrow(
      /missing[\s\S]*features\.denseblock1\.denselayer1\.norm1\.weight/,
    );
    // @ts-expect-error a tensor is no state dict
    expect(() => model.loadStateDict(tensor([1]))).toThrow(/expected a Map or an object/);
  });
});

describe("memoryEfficient", () => {
  test("gives the same output and gradients, and batch normalisation sees the batch twice", () => {
    setNumThreads(1);
    const run = (memoryEfficient: boolean): models.DenseNet => {
      manualSeed(2);
      const model = new models.DenseNet({ ...SMALL, memoryEfficient, dropRate: 0.2 });
      manualSeed(3);
      scope(() =>
        model
          .forward(randn([2, 3, 32, 32]))
          .square()
          .sum()
          .backward(),
      );
      return model;
    };
    const [plain, efficient] = [run(false), run(true)];
    for (const [name, parameter] of efficient.namedParameters()) {
      expectClose(parameter.grad as Tensor, plain.getParameter(name).grad as Tensor, RTOL.float32, name);
    }
    const counted = "features.denseblock2.denselayer1.norm1.num_batches_tracked";
    expect([plain, efficient].map((model) => Number(model.getBuffer(counted).item()))).toEqual([1, 2]);
  });
});

const python = findPython(["torch", "torchvision"]);

test.skipIf(python === undefined)(
  "live: dropRate and memoryEfficient give torchvision's losses, gradients and statistics",
  async () => {
    setNumThreads(1);
    manualSeed(6);
    const images = randn([2, 3, 32, 32]);
    const { outputs } = await runPython(
      `
      torch.set_num_threads(1)
      models = import_torchvision().models
      torch.manual_seed(7)
      model = models.DenseNet(4, (2, 3), 8, drop_rate=0.2, num_classes=5, memory_efficient=True)
      torch.manual_seed(8)
      loss = model(inputs["images"]).square().sum()
      loss.backward()
      outputs["loss"] = loss.detach()
      outputs.update({"grad." + name: p.grad for name, p in model.named_parameters()})
      outputs.update({"state." + name: value for name, value in model.state_dict().items()})
      `,
      { inputs: { images }, threads: 1 },
    );
    manualSeed(7);
    const model = new models.DenseNet({ ...SMALL, dropRate: 0.2, memoryEfficient: true });
    manualSeed(8);
    const loss = model.forward(images).square().sum();
    loss.backward();
    expectClose(loss.detach(), outputs.loss as Tensor);
    for (const [name, { grad }] of model.namedParameters()) {
      expectClose(grad as Tensor, outputs[`grad.${name}`] as Tensor, 1e-4, name);
    }
    for (const [name, value] of model.stateDict()) {
      expectClose(value, outputs[`state.${name}`] as Tensor, RTOL.float32, name);
    }
  },
);
