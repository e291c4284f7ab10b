/** MNASNet against torchvision's, and files from before its first layers were scaled. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  io,
  manualSeed,
  models,
  noGrad,
  rand,
  randn,
  scope,
  setNumThreads,
  type Tensor,
} from "../../../lib/index.ts";
import { expectClose, expectSame, findPython, RTOL, runPython } from "../../helpers/index.ts";
import { describeFamily } from "../zoo.ts";

describeFamily({
  mnasnet0_5: { size: 64 },
  mnasnet0_75: { size: 64 },
  mnasnet1_0: { size: 64 },
  mnasnet1_3: { size: 64 },
});

const folder = mkdtempSync(path.join(tmpdir(), "torchts-mnasnet-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Widths of the first layers at alpha 0.5: those of version 2, and of version 1, which did not scale them. */
const WIDENED = new Map([
  [16, 32],
  [8, 16],
]);

/** A state dict of version 1 at alpha 0.5, with random values. */
function versionOne(): Map<string, Tensor> {
  manualSeed(9);
  const old = new Map<string, Tensor>();
  for (const [key, value] of new models.MNASNet(0.5, { numClasses: 5 }).stateDict()) {
    const first = /^layers\.[0-7]\./.test(key);
    // The first block after them takes the wider input, and is three times as wide inside; its output is as before.
    const block = /^layers\.8\.0\.layers\.[0-4]\./.test(key) || key === "layers.8.0.layers.6.weight";
    let shape = value.shape;
    if (first) shape = shape.map((size, i) => (i < 2 ? (WIDENED.get(size) ?? size) : size));
    if (block) shape = shape.map((size) => ({ 24: 48, 8: 16 })[size] ?? size);
    if (value.dtype === "int64") old.set(key, value);
    else if (key.endsWith("running_var")) old.set(key, rand(shape).add(0.5));
    else old.set(key, randn(shape).mul(0.2));
  }
  return Object.assign(old, { _metadata: new Map([["", { version: 1 }]]) });
}

describe("a state dict of version 1", () => {
  const file = path.join(folder, "version1.pth");
  let old: Map<string, Tensor>;
  beforeAll(async () => {
    setNumThreads(1);
    old = versionOne();
    expect(old.get("layers.0.weight")?.shape).toEqual([32, 3, 3, 3]);
    await io.save(old, file);
  });

  test("brings its wider first layers with it, and is saved as it came", async () => {
    const model = await models.mnasnet0_5({ weights: file, numClasses: 5 });
    expect(model.origin?.report).toEqual({ missing: [], unexpected: [], mismatched: [] });
    const own = model.stateDict();
    expect([...own.keys()]).toEqual([...old.keys()]);
    for (const [key, value] of own) expectSame(value, old.get(key) as Tensor, key);

    const again = path.join(folder, "again.pth");
    await io.save(own, again);
    const reloaded = await models.mnasnet0_5({ weights: again, numClasses: 5 });
    expectSame(
      reloaded.getParameter("layers.8.0.layers.0.weight"),
      old.get("layers.8.0.layers.0.weight") as Tensor,
    );
  });

  test("that does not fit leaves the network as it was", () => {
    const model = new models.MNASNet(0.5, { numClasses: 5 }).eval();
    const before = new Map([...model.stateDict()].map(([key, value]) => [key, value.clone()]));
    const partial = new Map([...old].filter(([key]) => key !== "classifier.1.bias"));
    expect(() => model.loadStateDict(partial)).toThrow(/missing[\s\S]*classifier\.1\.bias/);
    for (const [key, value] of model.stateDict()) expectSame(value, before.get(key) as Tensor, key);

    model.loadStateDict(old);
    expect([...model.modules()].every(({ training }) => !training)).toBe(true);
  });

  test("at alpha 1, where nothing changed, is any other", () => {
    const model = new models.MNASNet(1, { numClasses: 2 });
    const stem = model.layers.at(0);
    model.loadStateDict(new models.MNASNet(1, { numClasses: 2 }).stateDict());
    expect(model.layers.at(0)).toBe(stem);
  });

  test.skipIf(findPython(["torch", "torchvision"]) === undefined)(
    "live: torchvision computes the same with it, and reads what is saved here, of both versions",
    async () => {
      const saved = [1, 2].map((version) => path.join(folder, `saved${version}.pth`)) as [string, string];
      const networks = [
        await models.mnasnet0_5({ weights: file, numClasses: 5 }),
        await models.mnasnet0_5({ numClasses: 5 }),
      ];
      for (const [i, network] of networks.entries()) await io.save(network.stateDict(), saved[i] as string);
      const images = randn([2, 3, 64, 64]);
      const { outputs } = await runPython(
        `
        torch.set_num_threads(1)
        for name, file in args.items():
            model = import_torchvision().models.mnasnet0_5(num_classes=5)
            model.load_state_dict(torch.load(file, weights_only=True))
            with torch.no_grad():
                outputs[name] = model.eval()(inputs["images"])
        `,
        { inputs: { images }, args: { old: file, saved1: saved[0], saved2: saved[1] }, threads: 1 },
      );
      scope(() => {
        const [one, two] = networks.map((network) => noGrad(() => network.eval().forward(images))) as [
          Tensor,
          Tensor,
        ];
        expectClose(one, outputs.old as Tensor, RTOL.float32, "version 1");
        expectClose(one, outputs.saved1 as Tensor, RTOL.float32, "version 1, saved again");
        expectClose(two, outputs.saved2 as Tensor, RTOL.float32, "version 2");
      });
    },
  );
});
