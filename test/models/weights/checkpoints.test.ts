// Checkpoints as people have them: wrapped, prefixed, of a larger network, of another one, or compressed.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { io, manualSeed, models, StateDictError, type Tensor, zeros } from "../../../lib/index.ts";

let folder: string;
let state: Map<string, Tensor>;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "torchts-checkpoints-"));
  manualSeed(3);
  state = (await models.resnet18({ numClasses: 3 })).stateDict();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const behind = (prefix: string, dict = state): Map<string, Tensor> =>
  new Map([...dict].map(([key, value]) => [prefix + key, value]));

let files = 0;
async function saved(value: ReadonlyMap<string, Tensor> | Record<string, unknown>): Promise<string> {
  const file = path.join(folder, `${files++}.pth`);
  await io.save(value, file);
  return file;
}

function expectSame(model: models.ResNet): void {
  expect(model.fc.weight.equal(state.get("fc.weight") as Tensor)).toBe(true);
  expect(model.conv1.weight.equal(state.get("conv1.weight") as Tensor)).toBe(true);
}

test.each([
  "model.",
  "net.",
  "module.",
  "_orig_mod.",
  "_forward_module.",
  "encoder.",
  "backbone.",
  "module._orig_mod.",
  "model.backbone.",
  "student.trunk.resnet.",
])("the prefix %s is found, taken off and said", async (prefix) => {
  const weights = await saved(behind(prefix));
  const model = await models.resnet18({ numClasses: 3, weights });
  expectSame(model);
  expect(model.origin?.notes.join(" ")).toContain(`took the prefix "${prefix}"`);
  expect(model.origin?.report).toEqual({ missing: [], unexpected: [], mismatched: [] });
});

test.each([
  ...["model", "state_dict", "model_state_dict", "net", "ema", "params", "params_ema", "state_dict_ema"],
  ...["student", "teacher", "backbone", "encoder"],
])("the state dict under the key %s is found and said", async (key) => {
  const file = await saved({ epoch: 3, [key]: { "module.conv1.weight": zeros([2]) }, optimizer: { lr: 1 } });
  let notes: readonly string[] = [];
  const dict = await io.loadStateDict(file, { onReport: (report) => (notes = report.notes) });
  expect([...dict.keys()]).toEqual(["conv1.weight"]);
  expect(notes[0]).toBe(`took the state dict from ["${key}"]`);
});

test("where there are several, the network itself is taken, not its average", async () => {
  const file = await saved({ ema: { w: zeros([1]) }, model: { w: zeros([2]) }, teacher: { w: zeros([3]) } });
  expect((await io.loadStateDict(file)).get("w")?.shape).toEqual([2]);
});

test("a network in a larger one, in a dictionary: what is beside it is unexpected, and with strict: false reported", async () => {
  const beside: [string, Tensor][] = [["projector.0.weight", zeros([2, 2])]];
  const encoder = [...behind("encoder.")].filter(([key]) => !key.startsWith("encoder.fc."));
  const weights = await saved({ epoch: 3, state_dict: new Map([...encoder, ...beside]) });
  await expect(models.resnet18({ numClasses: 3, weights })).rejects.toThrow(
    /missing[\s\S]*fc\.weight[\s\S]*projector\.0/,
  );
  const model = await models.resnet18({ numClasses: 3, weights, strict: false });
  expect(model.conv1.weight.equal(state.get("conv1.weight") as Tensor)).toBe(true);
  expect(model.origin?.report).toMatchObject({
    missing: ["fc.weight", "fc.bias"],
    unexpected: ["projector.0.weight"],
  });
});

test("builders that look into the file see it without its prefix", async () => {
  const withHeads = await models.googlenet({ numClasses: 2, auxLogits: true });
  const weights = await saved(behind("model.", withHeads.stateDict()));
  const model = await models.googlenet({ numClasses: 2, auxLogits: true, weights });
  expect(model.aux2?.fc2.weight.equal(withHeads.aux2?.fc2.weight as Tensor)).toBe(true);
  const without = await models.googlenet({ numClasses: 2, weights });
  expect(without.aux2).toBeNull();
});

test("the same network twice: the caller says which", async () => {
  const other = new Map([...state].map(([key, value]) => [key, zeros(value.shape, { dtype: value.dtype })]));
  const weights = await saved(new Map([...behind("teacher.", other), ...behind("student.")]));
  await expect(models.resnet18({ numClasses: 3, weights })).rejects.toMatchObject({
    code: "ERR_TORCHTS_ARGUMENT",
    message: expect.stringMatching(/more than once, behind "(student|teacher)\." and .*prefix: "/),
  });
  expectSame(await models.resnet18({ numClasses: 3, weights, strict: false, prefix: "student" }));
  await expect(models.resnet18({ weights, prefix: "ema." })).rejects.toThrow(
    /no key of the file starts with the prefix "ema\."; its keys are teacher\.conv1/,
  );
});

test("strict: false with a file of another network is an error, and so is the advice to try it", async () => {
  const weights = await saved((await models.squeezenet1_1()).stateDict());
  for (const options of [{ strict: false }, { strict: false, minMatch: 0 }, {}]) {
    const error: unknown = await models.resnet18({ weights, ...options }).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(StateDictError);
    const { message } = error as Error;
    expect(message).toContain("0 of the network's 62 parameters are in the file");
    expect(message).toContain("features.0.weight");
    expect(message).toContain("conv1.weight");
    expect(message).not.toContain("strict: false");
    expect(message).not.toContain("minMatch");
  }
});

test("strict: false with less than half of the network is an error unless minMatch allows it", async () => {
  const few = [...state].filter(([key]) => /^(conv1|bn1|layer1)\./.test(key)); // 15 of 62 parameters
  const weights = await saved(new Map(few));
  await expect(models.resnet18({ numClasses: 3, weights, strict: false })).rejects.toThrow(
    /15 of the network's 62 parameters .*\(24\.2 %\).* If that is meant, minMatch: 0\.24 allows it/,
  );
  const model = await models.resnet18({ numClasses: 3, weights, strict: false, minMatch: 0.24 });
  expect(model.conv1.weight.equal(state.get("conv1.weight") as Tensor)).toBe(true);
  const most = [...state].filter(([key]) => !/^(layer4|fc)\./.test(key));
  const partly = await models.resnet18({
    numClasses: 3,
    weights: await saved(new Map(most)),
    strict: false,
  });
  expect(partly.origin?.report?.missing).toContain("fc.weight");
});

test("the state dict of a quantised network is named as such", async () => {
  const quantised = new Map([...state, ["conv1.zero_point", zeros([1])] as [string, Tensor]]);
  const weights = await saved(quantised);
  await expect(models.resnet18({ numClasses: 3, weights, strict: false })).rejects.toMatchObject({
    code: "ERR_TORCHTS_STATE_DICT",
    message: expect.stringContaining("holds a quantised network (conv1.zero_point)"),
  });
});
