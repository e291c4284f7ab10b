/** Options that are not known, values of another kind, surplus arguments, promises: refused before anything is done. */
import { describe, expect, test } from "vitest";
import { ArgumentError, nn, ones, TorchtsError, zeros } from "../../lib/index.ts";

const F = nn.functional as unknown as Record<string, (...args: unknown[]) => unknown>;
const layers = nn as unknown as Record<string, new (...args: unknown[]) => nn.Module>;
const x = ones([1, 2, 4, 4]);
const y = zeros([2], { dtype: "int64" });

/** The message of the ArgumentError that the call throws. */
function refusal(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    expect(error).toBeInstanceOf(ArgumentError);
    expect((error as TorchtsError).code).toBe("ERR_TORCHTS_ARGUMENT");
    return (error as Error).message;
  }
  throw new Error("it was taken in silence");
}

function make(name: string, ...args: unknown[]): () => unknown {
  return () => new (layers[name] as (typeof layers)[string])(...args);
}

/** Arguments that a layer must have. */
const REQUIRED: Record<string, unknown[]> = {
  Linear: [2, 2],
  LayerNorm: [2],
  GroupNorm: [1, 2],
  RMSNorm: [2],
  LocalResponseNorm: [2],
  SyncBatchNorm: [2],
  Embedding: [2, 2],
  MultiheadAttention: [4, 2],
  Softmax: [{ dim: 1 }],
  Softmin: [{ dim: 1 }],
  LogSoftmax: [{ dim: 1 }],
  Threshold: [0, 1],
  Unflatten: [1, [1]],
  Upsample: [{ size: 2 }],
  UpsamplingNearest2d: [{ size: 2 }],
  UpsamplingBilinear2d: [{ size: 2 }],
  Fold: [4, 2],
  Unfold: [2],
  PixelShuffle: [1],
  PixelUnshuffle: [2],
  ChannelShuffle: [2],
  LazyLinear: [2],
  FractionalMaxPool2d: [2, { outputSize: 1 }],
  FractionalMaxPool3d: [2, { outputSize: 1 }],
  Bilinear: [2, 2, 1],
  EmbeddingBag: [2, 2],
  LSTM: [2, 2],
  GRU: [2, 2],
  RNN: [2, 2],
  LSTMCell: [2, 2],
  GRUCell: [2, 2],
  RNNCell: [2, 2],
  TransformerEncoderLayer: [4, 2],
  TransformerDecoderLayer: [4, 2],
  TransformerEncoder: [new nn.TransformerEncoderLayer(4, 2), 1],
  TransformerDecoder: [new nn.TransformerDecoderLayer(4, 2), 1],
  Transformer: [{ dModel: 4, nhead: 2, numEncoderLayers: 1, numDecoderLayers: 1 }],
  Parameter: [ones([1])],
  ...inDimensions({
    Conv: [2, 2, 1],
    ConvTranspose: [2, 2, 1],
    LazyConv: [2, 1],
    LazyConvTranspose: [2, 1],
    BatchNorm: [2],
    InstanceNorm: [2],
    MaxPool: [2],
    AvgPool: [2],
    MaxUnpool: [2],
    LPPool: [2, 2],
    AdaptiveAvgPool: [1],
    AdaptiveMaxPool: [1],
    ConstantPad: [1, 0],
    ZeroPad: [1],
    ReflectionPad: [1],
    ReplicationPad: [1],
    CircularPad: [1],
  }),
};

/** The same for `Conv1d`, `Conv2d` and `Conv3d`. */
function inDimensions(table: Record<string, unknown[]>): Record<string, unknown[]> {
  const entries = Object.entries(table);
  return Object.fromEntries(
    [1, 2, 3].flatMap((dims) => entries.map(([name, args]) => [`${name}${dims}d`, args])),
  );
}

describe("every layer", () => {
  const names = Object.keys(layers).filter((name) => /^[A-Z]/.test(name) && name !== "Module");
  test.each(names)("%s refuses an unknown option and a surplus argument", (name) => {
    const given = REQUIRED[name] ?? [];
    const needs = given.filter(
      (value) =>
        value instanceof nn.Module || !(typeof value === "object" && value !== null && !Array.isArray(value)),
    );
    const required = name === "Parameter" ? given : needs;
    expect(refusal(make(name, ...required, { surelyNoOption: 1 }))).toContain("surelyNoOption");
    const surplus = Array.from({ length: 12 }, () => Symbol("more"));
    if (name !== "Sequential")
      expect(refusal(make(name, ...required, ...surplus))).toMatch(
        /surplus|must be|expected an object with options/,
      );
  });

  test.each(names.filter((name) => layers[name]?.prototype instanceof nn.Module))(
    "%s refuses a surplus argument of forward, and a promise",
    (name) => {
      if (/List|Dict/.test(name)) return; // they have no forward
      const layer = new (layers[name] as (typeof layers)[string])(...(REQUIRED[name] ?? []));
      const forward = layer.forward as unknown as (...args: unknown[]) => unknown;
      const many = Array.from({ length: 4 }, () => x);
      const takes = layers[name]?.prototype.forward.length + (name === "MultiheadAttention" ? 5 : 0);
      expect(refusal(() => forward(...Array.from({ length: takes }, () => x), "more", ...many))).toMatch(
        /surplus|must be/,
      );
      expect(refusal(() => forward(Promise.resolve(x)))).toContain("a promise (await it first)");
    },
  );
});

test("the name that was meant is said", () => {
  expect(refusal(() => F.crossEntropy?.(ones([2, 2]), y, { label_smoothing: 0.1 }))).toBe(
    'nn.functional.crossEntropy: unknown option "label_smoothing"; did you mean labelSmoothing? It takes input, target ' +
      "and the options weight, reduction, ignoreIndex, labelSmoothing.",
  );
  expect(refusal(make("LeakyReLU", { negative_slope: 0.2 }))).toContain("did you mean negativeSlope?");
  expect(refusal(make("Conv2d", 3, 8, 3, { pad: 1 }))).toContain("did you mean padding?");
  expect(refusal(make("BatchNorm2d", 3, { track_running_stats: false }))).toContain("trackRunningStats?");
  expect(refusal(make("CrossEntropyLoss", { size_average: false }))).toContain(
    'give reduction: "mean" or "sum"',
  );
  expect(refusal(() => F.maxPool2d?.(x, 2, { returnIndices: true }))).toContain("call maxPool2dWithIndices");
});

test("values of another kind are refused", () => {
  expect(refusal(make("Conv2d", "3", 8, 3))).toBe(
    'nn.Conv2d: inChannels must be an integer of at least 0, got "3".',
  );
  expect(refusal(make("Linear", 3))).toContain("nn.Linear: outFeatures must be an integer");
  expect(refusal(make("Linear", 3, 4, { bias: 0 }))).toBe("nn.Linear: bias must be true or false, got 0.");
  expect(refusal(make("Conv2d", 3, 8, 3, "2"))).toContain("nn.Conv2d: stride must be");
  expect(refusal(make("CrossEntropyLoss", "sum"))).toContain('weight must be a tensor or null, got "sum"');
  expect(refusal(make("LayerNorm", "8"))).toContain("normalizedShape must be an integer");
  expect(refusal(make("Unflatten", 1, 4))).toContain("sizes must be a list of integers, got 4");
  expect(refusal(() => F.pad?.(x, 1))).toBe(
    "nn.functional.pad: pads must be a list of pairs from the last dimension backwards, such as " +
      "[left, right, top, bottom], got 1.",
  );
  expect(refusal(() => F.softmax?.(x))).toBe(
    "nn.functional.softmax: dim is missing. It takes input and the options dim, dtype.",
  );
  expect(refusal(() => F.dropout?.(x, 2))).toContain("p must be a number between 0 and 1, got 2");
  expect(refusal(() => F.linear?.(x, ones([3, 4]), null, 7))).toContain(
    "nn.functional.linear: surplus argument 7.",
  );
});

test("an array's map is told to write the arrow", () => {
  for (const name of ["relu", "silu", "tanh", "sigmoid", "softsign", "leakyRelu"]) {
    expect(
      refusal(() => [x, x].map(F[name] as never)),
      name,
    ).toContain(`xs.map((x) => ${name}(x))`);
  }
});

test("a promise where a tensor is due says so, in functions and in a user's module", () => {
  class Net extends nn.Module {
    override forward(input: unknown): unknown {
      return input;
    }
  }
  const promise = Promise.resolve(x);
  expect(refusal(() => new Net().forward(promise))).toContain(
    "Net.forward: expected a value, got a promise (await it",
  );
  for (const call of [
    () => F.relu?.(promise),
    () => F.softsign?.(promise),
    () => F.crossEntropy?.(promise, y),
    () => F.crossEntropy?.(x, promise),
    () => F.softDice?.(promise, x),
    () => F.interpolate?.(promise, 2),
    () => F.batchNorm?.(promise, null, null),
    () => F.embedding?.(promise, x),
    () => nn.init.kaimingNormal_(promise as never),
    () => new nn.Sequential(new nn.ReLU()).forward(promise as never),
    () => new nn.MSELoss().forward(x, promise as never),
  ]) {
    expect(refusal(call)).toContain("a promise (await it first)");
  }
  expect(() => new nn.Linear(1, 1).loadStateDict(promise as never)).toThrow(/a promise \(await it first\)/);
});

test("a missing tensor is no TypeError", () => {
  const wrong = (call: () => unknown): void => {
    expect(call).toThrow(TorchtsError);
  };
  for (const [name, args] of Object.entries(REQUIRED)) {
    if (name === "Parameter") continue;
    const layer = new (layers[name] as (typeof layers)[string])(...args);
    const forward = layer.forward as unknown as (...args: unknown[]) => unknown;
    for (const given of [[], [undefined], [null], [3], [[1, 2]]]) wrong(() => forward(...given));
  }
  for (const [name, fn] of Object.entries(F)) {
    if (typeof fn !== "function" || name.startsWith("as")) continue;
    for (const given of [[], [undefined], [3], ["x", "y", "z"], [null, null, null, null], [x, 3, 3]]) {
      try {
        fn(...given);
      } catch (error) {
        expect(error, `${name}(${String(given)})`).toBeInstanceOf(TorchtsError);
      }
    }
  }
});

describe("methods of modules", () => {
  const net = (): Record<string, (...args: unknown[]) => unknown> =>
    new nn.Sequential(new nn.Linear(2, 2)) as never;

  test("take PyTorch's order", () => {
    const model = new nn.Sequential(new nn.Linear(2, 2));
    expect([...model.namedParameters("net")].map(([name]) => name)).toEqual(["net.0.weight", "net.0.bias"]);
    expect([...model.parameters(false)]).toEqual([]);
    expect([...model.namedParameters({ prefix: "a", recurse: false })]).toEqual([]);
    expect(model.to("cpu", "float64").at(0)).toMatchObject({ weight: { dtype: "float64" } });
    expect(model.to({ dtype: "float32" }).getParameter("0.weight").dtype).toBe("float32");
    const { missing } = model.loadStateDict({ "0.weight": zeros([2, 2]) }, false);
    expect(missing).toEqual(["0.bias"]);
    model.registerBuffer("seen", ones([1]), false);
    expect([...model.stateDict().keys()]).toEqual(["0.weight", "0.bias"]);
    expect(new nn.Parameter(ones([1]), false).requiresGrad).toBe(false);
    model.getParameter("0.bias").grad = ones([2]);
    model.zeroGrad(false);
    expect(model.getParameter("0.bias").grad?.toArray()).toEqual([0, 0]);
  });

  test("refuse the rest at once, not where they are walked", () => {
    for (const name of [
      "parameters",
      "buffers",
      "namedParameters",
      "namedBuffers",
      "namedModules",
      "modules",
    ]) {
      expect(
        refusal(() => net()[name]?.({ recurs: false })),
        name,
      ).toContain('unknown option "recurs"');
    }
    expect(refusal(() => net().to?.("cuda:x"))).toContain('"cuda:x" is no device; expected "cpu", "cuda"');
    expect(refusal(() => net().to?.("gpu"))).toContain('expected a device ("cpu", "cuda", "cuda:0")');
    expect(refusal(() => net().to?.())).toContain("expected a device");
    expect(refusal(() => net().to?.(Promise.resolve("cpu")))).toContain("a promise (await it first)");
    expect(refusal(() => net().to?.("cpu", "cpu"))).toContain("dtype must be");
    expect(refusal(() => net().train?.(1))).toContain("mode must be true or false, got 1");
    expect(refusal(() => net().eval?.(true))).toContain("Module.eval: surplus argument true");
    expect(refusal(() => net().requiresGrad_?.("no"))).toContain("flag must be true or false");
    expect(refusal(() => net().zeroGrad?.({ set_to_none: true }))).toContain("it is setToNull here");
    expect(refusal(() => net().stateDict?.({ keepVars: true }))).toContain('unknown option "keepVars"');
    expect(refusal(() => net().loadStateDict?.({}, { strikt: false }))).toContain("did you mean strict?");
    expect(refusal(() => net().getSubmodule?.())).toContain("path must be a string");
    expect(refusal(() => net().apply?.())).toContain("fn is missing");
    expect(refusal(() => net().registerForwardHook?.(() => {}, { prepend: true }))).toContain("prepend");
    expect(refusal(() => net().slice?.("1"))).toContain("start must be an integer");
  });
});

test("a user's module may take what it likes", () => {
  class Any extends nn.Module {
    override forward(input: unknown, ...rest: unknown[]): unknown[] {
      return [input, ...rest];
    }
  }
  class Wide extends nn.ReLU {
    override forward(input: never, ...more: unknown[]): never {
      return [super.forward(input), ...more] as never;
    }
  }
  expect(new Any().forward(1, "two", { three: 3 })).toEqual([1, "two", { three: 3 }]);
  expect(new Wide().forward(x as never, "two")).toHaveLength(2);
});
