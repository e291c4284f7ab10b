/** Inception v3 against torchvision's: both kinds of output, and what becomes of the auxiliary head on loading. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, expectTypeOf, test } from "vitest";
import {
  io,
  manualSeed,
  models,
  nn,
  noGrad,
  randn,
  scope,
  setNumThreads,
  Tensor,
} from "../../../lib/index.ts";
import { expectClose, expectSame, fixtureTensors, RTOL } from "../../helpers/index.ts";
import { allLogits, describeFamily } from "../zoo.ts";

describeFamily({ inception_v3: { size: 107, rtol: 5e-5 } });

const folder = mkdtempSync(path.join(tmpdir(), "torchts-inception-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A file under the name of the published weights. */
const published = path.join(folder, path.posix.basename(models.weights("inception_v3", "DEFAULT").url));
const ownWithoutAux = path.join(folder, "own-without-aux.pth");
let complete: Map<string, Tensor>;

beforeAll(async () => {
  setNumThreads(1);
  const model = await models.inception_v3({ initWeights: false });
  complete = model.stateDict();
  await io.save(complete, published);
  await io.save(new Map([...complete].filter(([key]) => !key.startsWith("AuxLogits"))), ownWithoutAux);
});

test("with its own training flag alone set it gives the logits and the auxiliary logits of torchvision", async () => {
  const wanted = fixtureTensors("zoo1").tensors["inception_v3.aux"] as Tensor;
  manualSeed(0);
  const model = await models.inception_v3();
  model.eval().training = true;
  manualSeed(1);
  const images = randn([1, 3, 299, 299]);
  scope(() => {
    const output = noGrad(() => model.forward(images));
    expectTypeOf(output).toEqualTypeOf<Tensor | models.InceptionOutputs>();
    if (output instanceof Tensor) throw new Error("expected the outputs of two heads");
    expect(Object.keys(output)).toEqual(["logits", "auxLogits"]);
    expectClose(allLogits(output), wanted, RTOL.float32);
  });
});

test("without the auxiliary head it gives a tensor in training mode too, and its type says so", async () => {
  const model = await models.inception_v3({ numClasses: 3, auxLogits: false, initWeights: false });
  const output = model.forward(randn([2, 3, 107, 107]));
  expectTypeOf(output).toEqualTypeOf<Tensor>();
  expect(output.shape).toEqual([2, 3]);
  expect(model.AuxLogits).toBeNull();
  expect([...model.stateDict().keys()].filter((key) => key.startsWith("AuxLogits"))).toEqual([]);
});

describe("published weights", () => {
  test("keep the auxiliary head and recentre the input", async () => {
    const model = await models.inception_v3({ weights: published });
    expect([model.transform_input, model.aux_logits]).toEqual([true, true]);
    for (const [key, value] of model.stateDict()) expectSame(value, complete.get(key) as Tensor, key);
    expect(model.stateDict().size).toBe(complete.size);
  });

  test("lose the auxiliary head where the options say so", async () => {
    const model = await models.inception_v3({ weights: published, auxLogits: false, transformInput: false });
    expect([model.transform_input, model.aux_logits, model.AuxLogits]).toEqual([false, false, null]);
    expect(model.forward(randn([2, 3, 107, 107]))).toBeInstanceOf(Tensor);
  });

  test("get new heads, both of them, from replaceHead", async () => {
    const model = await models.inception_v3({ weights: published });
    models.replaceHead(model, 4);
    expect(models.headPaths(model)).toEqual(["fc", "AuxLogits.fc"]);
    expect([model.fc, model.AuxLogits?.fc].map((head) => [head?.in_features, head?.out_features])).toEqual([
      [2048, 4],
      [768, 4],
    ]);
    model.fc = new nn.Linear(model.fc.in_features, 2);
    if (model.AuxLogits !== null) model.AuxLogits.fc = new nn.Linear(768, 2);
    expect(model.stateDict().get("AuxLogits.fc.weight")?.shape).toEqual([2, 768]);
  });
});

test("a file without the auxiliary head loads strictly, and is refused where it is asked for", async () => {
  const model = await models.inception_v3({ weights: ownWithoutAux });
  expect(model.AuxLogits).toBeNull();
  await expect(models.inception_v3({ weights: ownWithoutAux, auxLogits: true })).rejects.toMatchObject({
    code: "ERR_TORCHTS_STATE_DICT",
    message: expect.stringContaining("AuxLogits.conv0.conv.weight"),
  });
});
