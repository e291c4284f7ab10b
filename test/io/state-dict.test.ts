/** State dicts out of real checkpoints and whatever training scripts wrap around them. */
import path from "node:path";
import { describe, expect, test } from "vitest";
import { loadNpy, loadStateDict, type StateDictReport, save } from "../../lib/io/index.ts";
import { StateDictError } from "../../lib/native/errors.ts";
import { type Tensor, tensor } from "../../lib/tensor/index.ts";
import { sharedPath } from "../helpers/data.ts";
import { errorOf, expectTensor, facts, file, named, temporaryFolder } from "./support.ts";

/** Loads and hands back the report too. */
async function loadReported(given: string): Promise<{ dict: Map<string, Tensor>; report: StateDictReport }> {
  const reports: StateDictReport[] = [];
  const dict = await loadStateDict(given, { onReport: (report) => reports.push(report) });
  const [report, ...more] = reports;
  if (report === undefined || more.length > 0) throw new Error(`${reports.length} reports instead of one`);
  return { dict, report };
}

/** Saves a value and loads the state dict in it. */
async function wrapped(value: unknown): Promise<{ dict: Map<string, Tensor>; report: StateDictReport }> {
  const given = path.join(temporaryFolder(), "wrapped.pth");
  await save(value, given);
  return loadReported(given);
}

const weights = () =>
  new Map([
    ["fc.weight", tensor([[1, 2]])],
    ["fc.bias", tensor([3])],
  ]);

describe("a checkpoint of a training script", () => {
  test.each(["checkpoint.pth", "checkpoint-legacy.pth"])(
    "%s: unwrapped, module. taken off, reported",
    async (name) => {
      const { dict, report } = await loadReported(file(name));
      expect([...dict.keys()]).toEqual(Object.keys(facts.stateDict));
      for (const [key, noted] of Object.entries(facts.stateDict)) expectTensor(dict.get(key), noted, key);
      expect(report).toMatchObject({ unwrapped: ["state_dict"], strippedPrefix: "module.", ignored: [] });
      expect(report.notes.join("\n")).toMatch(/\["state_dict"\][\s\S]*"module\."/);
    },
  );

  test.each(["state_dict", "model_state_dict", "model", "net"])("under the key %s", async (key) => {
    const { dict, report } = await wrapped({ epoch: 1, [key]: weights(), optimizer: { state: {} } });
    expect([...dict.keys()]).toEqual(["fc.weight", "fc.bias"]);
    expect(report.unwrapped).toEqual([key]);
  });

  test("two levels down, as a plain object", async () => {
    const { dict, report } = await wrapped({ model: { state_dict: Object.fromEntries(weights()) } });
    expect([...dict.keys()]).toEqual(["fc.weight", "fc.bias"]);
    expect(report.unwrapped).toEqual(["model", "state_dict"]);
  });

  test("a bare state dict is taken as it is", async () => {
    const { dict, report } = await wrapped(weights());
    expect(dict.get("fc.bias")?.toArray()).toEqual([3]);
    expect(report).toMatchObject({ unwrapped: [], strippedPrefix: "", ignored: [], notes: [], tensors: 2 });
  });

  test("a state dict with a child called model is not unwrapped", async () => {
    const { dict, report } = await wrapped(new Map([["model.weight", tensor([1])]]));
    expect([...dict.keys()]).toEqual(["model.weight"]);
    expect(report.unwrapped).toEqual([]);
  });
});

describe("prefixes", () => {
  const prefixed = (prefix: string) => new Map([...weights()].map(([key, value]) => [prefix + key, value]));

  test("of torch.compile inside DataParallel come off together", async () => {
    const { dict, report } = await wrapped(prefixed("module._orig_mod."));
    expect([...dict.keys()]).toEqual(["fc.weight", "fc.bias"]);
    expect(report.strippedPrefix).toBe("module._orig_mod.");
  });

  test("stay where only some keys have them", async () => {
    const { dict, report } = await wrapped(new Map([...prefixed("module."), ["head", tensor([1])]]));
    expect([...dict.keys()]).toEqual(["module.fc.weight", "module.fc.bias", "head"]);
    expect(report.strippedPrefix).toBe("");
  });

  test("stay on request", async () => {
    const given = path.join(temporaryFolder(), "kept.pth");
    await save(prefixed("module."), given);
    const dict = await loadStateDict(given, { stripPrefix: false });
    expect([...dict.keys()]).toEqual(["module.fc.weight", "module.fc.bias"]);
  });

  test("an averaged model's counter is left out and named", async () => {
    const { dict, report } = await wrapped(new Map([["n_averaged", tensor([5])], ...prefixed("module.")]));
    expect([...dict.keys()]).toEqual(["fc.weight", "fc.bias"]);
    expect(report.ignored).toEqual(["n_averaged"]);
  });

  test("entries without tensors are left out and named", async () => {
    const { dict, report } = await wrapped(new Map<string, unknown>([...weights(), ["_extra_state", null]]));
    expect([...dict.keys()]).toEqual(["fc.weight", "fc.bias"]);
    expect(report.ignored).toEqual(["_extra_state"]);
    expect(report.notes.join()).toContain("_extra_state");
  });
});

describe("files without a state dict", () => {
  test.each([
    ["plain values", { epoch: 3, lr: 0.1 }, "epoch, lr"],
    ["a tensor", tensor([1]), "single tensor"],
    ["a list", [1, 2], "another kind"],
  ])("%s: the error says what is there", async (_, value, words) => {
    const given = path.join(temporaryFolder(), "other.pth");
    await save(value, given);
    const error = await errorOf(loadStateDict(given));
    expect(error).toBeInstanceOf(StateDictError);
    expect(error.message).toContain(words);
  });
});

const shared = sharedPath("weights");

describe.skipIf(shared === undefined)("real weights", () => {
  const real = (name: string) => path.join(shared ?? "", name);

  test.each([
    ["squeezenet1_0", "squeezenet1_0-deepcompression", 52],
    ["squeezenet1_1", "squeezenet1_1-ncnn-fp16", 52],
    ["mobilenet_v2", "mobilenet_v2-tf2ptq", 314],
  ])("%s: the .pth and the .safetensors agree", async (folder, name, count) => {
    const pth = await loadStateDict(real(`${folder}/${name}.pth`));
    const safe = await loadStateDict(real(`${folder}/${name}.safetensors`));
    expect(pth.size).toBe(count);
    expect([...safe.keys()].sort()).toEqual([...pth.keys()].sort());
    for (const [key, value] of pth) expect(value.equal(named(safe, key)), key).toBe(true);
  });

  test("resnet18-partial has the keys it says", async () => {
    const dict = await loadStateDict(real("resnet18-partial/resnet18-partial.pth"));
    expect(dict.size).toBe(98);
    expect(dict.get("conv1.weight")?.shape).toEqual([64, 3, 7, 7]);
    expect(dict.get("bn1.num_batches_tracked")?.dtype).toBe("int64");
    expect(dict.has("layer4.0.conv1.weight")).toBe(false);
  });

  test("the legacy .th file: wrapped, with module. prefixes", async () => {
    const { dict, report } = await loadReported(real("cifar10-resnet20-legacy-th/resnet20-12fca82f.th"));
    expect(report).toMatchObject({
      format: "pth-legacy",
      unwrapped: ["state_dict"],
      strippedPrefix: "module.",
    });
    expect(dict.size).toBe(97);
    expect(dict.get("linear.weight")?.shape).toEqual([10, 64]);
    expect(dict.get("bn1.running_var")?.min().item()).toBeGreaterThan(0);
  });

  test("the golden input is a normalized image", async () => {
    const input = await loadNpy(real("golden_input_dog.npy"));
    expect([input.shape, input.dtype]).toEqual([[1, 3, 224, 224], "float32"]);
    expect(Math.abs(input.mean().item() as number)).toBeLessThan(3);
  });
});
