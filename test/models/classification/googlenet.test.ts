/** GoogLeNet against torchvision's: both kinds of output, and what becomes of the auxiliary heads on loading. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, expectTypeOf, test } from "vitest";
import { io, manualSeed, models, noGrad, randn, scope, setNumThreads, Tensor } from "../../../lib/index.ts";
import { expectClose, expectSame, fixtureTensors, RTOL } from "../../helpers/index.ts";
import { describeFamily } from "../zoo.ts";

describeFamily({ googlenet: { size: 64 } });

const folder = mkdtempSync(path.join(tmpdir(), "torchts-googlenet-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A file under the name of the published weights, which have the auxiliary heads. */
const published = path.join(folder, path.posix.basename(models.weights("googlenet", "DEFAULT").url));
const own = path.join(folder, "own.pth");
const ownWithoutAux = path.join(folder, "own-without-aux.pth");
let complete: Map<string, Tensor>;

beforeAll(async () => {
  setNumThreads(1);
  const model = await models.googlenet({ initWeights: false });
  complete = model.stateDict();
  await io.save(complete, published);
  await io.save(complete, own);
  const kept = [...complete].filter(([key]) => !key.startsWith("aux"));
  await io.save(new Map(kept), ownWithoutAux);
});

describe("the output", () => {
  test("is an object in training mode with auxiliary heads, a tensor otherwise", async () => {
    const model = await models.googlenet({ numClasses: 3, initWeights: false });
    const images = randn([2, 3, 32, 32]);
    const trained = model.forward(images);
    if (trained instanceof Tensor) throw new Error("expected the outputs of three heads");
    expect(Object.keys(trained)).toEqual(["logits", "auxLogits2", "auxLogits1"]);
    for (const logits of Object.values(trained) as Tensor[]) expect(logits.shape).toEqual([2, 3]);
    model.eval();
    expect((model.forward(images) as Tensor).shape).toEqual([2, 3]);

    const plain = await models.googlenet({ numClasses: 3, auxLogits: false, initWeights: false });
    expectTypeOf(plain.forward(images)).toEqualTypeOf<Tensor>();
    expectTypeOf(model.forward(images)).toEqualTypeOf<Tensor | models.GoogLeNetOutputs>();
    expect(plain.forward(images).shape).toEqual([2, 3]);
    expect([...plain.stateDict().keys()].filter((key) => key.startsWith("aux"))).toEqual([]);
  });
});

describe("published weights", () => {
  test("come without the auxiliary heads and recentre the input", async () => {
    const model = await models.googlenet({ weights: published });
    expect([model.transform_input, model.aux_logits, model.aux1, model.aux2]).toEqual([
      true,
      false,
      null,
      null,
    ]);
    for (const [key, value] of model.stateDict()) expectSame(value, complete.get(key) as Tensor, key);
    expect(model.origin).toMatchObject({ builder: "googlenet", file: published });
    expect(model.forward(randn([2, 3, 32, 32]))).toBeInstanceOf(Tensor);
  });

  test("keep what the options ask for", async () => {
    const model = await models.googlenet({ weights: published, auxLogits: true, transformInput: false });
    expect([model.transform_input, model.aux_logits]).toEqual([false, true]);
    expectSame(model.getParameter("aux2.fc2.weight"), complete.get("aux2.fc2.weight") as Tensor);
  });

  test("in a file of another name leave the input as it is", async () => {
    const model = await models.googlenet({ weights: own });
    expect([model.transform_input, model.aux1]).toEqual([false, null]);
  });
});

describe("a file without auxiliary heads", () => {
  test("loads strictly, and is refused where they are asked for", async () => {
    const model = await models.googlenet({ weights: ownWithoutAux });
    expect(model.aux1).toBeNull();
    await expect(models.googlenet({ weights: ownWithoutAux, auxLogits: true })).rejects.toMatchObject({
      code: "ERR_TORCHTS_STATE_DICT",
      message: expect.stringContaining("aux1.conv.conv.weight"),
    });
  });
});

test("transformInput recentres the input as torchvision does", async () => {
  const wanted = fixtureTensors("zoo1").tensors["googlenet.recentred"] as Tensor;
  manualSeed(0);
  const model = await models.googlenet({ transformInput: true });
  manualSeed(1);
  const images = randn([1, 3, 64, 64]);
  model.eval();
  scope(() => {
    const logits = noGrad(() => model.forward(images)) as Tensor;
    expectClose(logits.slice(1, 0, 32), wanted, RTOL.float32);
  });
});
