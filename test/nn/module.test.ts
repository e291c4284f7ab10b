/** What every module has: the tree, state dicts, modes, moves, hooks, memory, printing, errors. */
import { describe, expect, test } from "vitest";
import {
  ArgumentError,
  AutogradError,
  DTypeError,
  ShapeError,
  StateDictError,
} from "../../lib/native/errors.ts";
import * as nn from "../../lib/nn/index.ts";
import { keep, memory, ones, randn, scope, type Tensor, tensor, zeros } from "../../lib/tensor/index.ts";
import { expectClose } from "../helpers/index.ts";

class Block extends nn.Module {
  conv = new nn.Conv2d(3, 4, 3, { padding: 1, bias: false });
  bn = new nn.BatchNorm2d(4);
  relu = new nn.ReLU({ inplace: true });
  shortcut: nn.Module | null = null;
  scale = new nn.Parameter(ones([1]));

  override forward(x: Tensor): Tensor {
    return this.relu.forward(this.bn.forward(this.conv.forward(x))).mul(this.scale);
  }
}

class Net extends nn.Module {
  block = new Block();
  pool = new nn.AdaptiveAvgPool2d(1);
  fc: nn.Module & { forward(x: Tensor): Tensor } = new nn.Linear(4, 2);

  override forward(x: Tensor): Tensor {
    return this.fc.forward(this.pool.forward(this.block.forward(x)).flatten(1));
  }
}

const netKeys = [
  "block.scale",
  "block.conv.weight",
  "block.bn.weight",
  "block.bn.bias",
  "block.bn.running_mean",
  "block.bn.running_var",
  "block.bn.num_batches_tracked",
  "fc.weight",
  "fc.bias",
];

const names = (entries: Iterable<[string, unknown]>) => [...entries].map(([name]) => name);

describe("the tree of modules", () => {
  test("paths and order are PyTorch's: parameters, buffers, then children", () => {
    const net = new Net();
    expect([...net.stateDict().keys()]).toEqual(netKeys);
    expect(names(net.namedParameters())).toEqual(netKeys.filter((key) => !/running|tracked/.test(key)));
    expect(names(net.namedBuffers("x"))).toEqual(
      netKeys.filter((key) => /running|tracked/.test(key)).map((k) => `x.${k}`),
    );
    expect(names(net.namedModules())).toEqual([
      "",
      "block",
      "block.conv",
      "block.bn",
      "block.relu",
      "pool",
      "fc",
    ]);
    expect(names(net.namedChildren())).toEqual(["block", "pool", "fc"]);
    expect([...net.parameters({ recurse: false })]).toEqual([]);
  });

  test("a child is replaced by assigning it, and keeps its place", () => {
    const net = new Net();
    net.fc = new nn.Linear(4, 7);
    net.block.bn = new nn.BatchNorm2d(4);
    net.block.shortcut = new nn.Identity();
    expect([...net.stateDict().keys()]).toEqual(netKeys);
    expect(net.stateDict().get("fc.weight")?.shape).toEqual([7, 4]);
    net.fc = new nn.Identity();
    expect([...net.stateDict().keys()]).toEqual(netKeys.slice(0, -2));
  });

  test("what stands under two names is listed once in walks and twice in the state dict", () => {
    const first = new nn.Linear(2, 2);
    const list = new nn.ModuleList([first, first]);
    expect(names(list.namedParameters())).toEqual(["0.weight", "0.bias"]);
    expect(names(list.namedParameters("", { removeDuplicate: false }))).toEqual([
      "0.weight",
      "0.bias",
      "1.weight",
      "1.bias",
    ]);
    expect([...list.stateDict().keys()]).toEqual(["0.weight", "0.bias", "1.weight", "1.bias"]);
    expect([...list.modules()].length).toBe(2);
  });

  test("getSubmodule, getParameter and getBuffer follow paths and name what is missing", () => {
    const net = new Net();
    expect(net.getSubmodule("")).toBe(net);
    expect(net.getSubmodule("block.conv")).toBe(net.block.conv);
    expect(net.getParameter("block.conv.weight")).toBe(net.block.conv.weight);
    expect(net.getBuffer("block.bn.running_mean")).toBe(net.block.bn.running_mean);
    expect(() => net.getSubmodule("block.conv2")).toThrow(
      /"block" has no submodule "conv2"; it has conv, bn, relu/,
    );
    expect(() => net.getParameter("fc.scale")).toThrow(
      /"scale" is no parameter of Linear; it has weight, bias/,
    );
    expect(() => net.getBuffer("block.bn.weight")).toThrow(
      /it has running_mean, running_var, num_batches_tracked/,
    );
    expect(() => net.getSubmodule("constructor")).toThrow(ArgumentError);
  });

  test("buffers that are not persistent move with the module but stay out of the state dict", () => {
    const net = new Net();
    net.registerBuffer("mean", zeros([3]), { persistent: false });
    net.registerBuffer("std", ones([3]));
    expect(names(net.namedBuffers())).toContain("mean");
    expect([...net.stateDict().keys()].slice(0, 2)).toEqual(["std", "block.scale"]);
    net.double();
    expect(net.getBuffer("mean").dtype).toBe("float64");
  });

  test("names that would hide a method or break a path are refused", () => {
    const net = new Net();
    expect(() => net.registerBuffer("forward", zeros([1]))).toThrow(/"forward" is a member of the class/);
    expect(() => net.addModule("a.b", new nn.ReLU())).toThrow(/must not contain "\."/);
    expect(() => net.registerBuffer("x", 3 as never)).toThrow(/tensor must be a tensor or null, got 3/);
    expect(() => net.registerParameter("x", zeros([1]) as never)).toThrow(
      /wrap a tensor with new nn\.Parameter/,
    );
    expect(() => new nn.ModuleDict({ keys: new nn.ReLU() })).toThrow(/"keys" is a member/);
  });
});

describe("state dicts", () => {
  test("are detached and share storage with the module", () => {
    const net = new Net();
    const weight = net.stateDict().get("fc.weight") as Tensor;
    expect(weight.requiresGrad).toBe(false);
    weight.fill_(3);
    expect(net.getParameter("fc.weight").sum().item()).toBe(24);
  });

  test("loading copies values and keeps the Parameter objects", () => {
    const source = new Net();
    const net = new Net();
    const weight = net.getParameter("fc.weight");
    const report = net.loadStateDict(source.stateDict());
    expect(report).toEqual({ missing: [], unexpected: [], mismatched: [] });
    expect(net.getParameter("fc.weight")).toBe(weight);
    for (const [key, value] of source.stateDict())
      expectClose(net.stateDict().get(key) as Tensor, value, 0, key);
    source.getParameter("fc.weight");
    expect(weight.requiresGrad).toBe(true);
    expect(weight.isLeaf).toBe(true);
  });

  test("loading converts dtypes and takes plain objects", () => {
    const layer = new nn.Linear(2, 1);
    layer.loadStateDict({
      weight: tensor([[1, 2]], { dtype: "float64" }),
      bias: tensor([3], { dtype: "float64" }),
    });
    expect([layer.weight.dtype, layer.weight.toArray(), layer.bias?.toArray()]).toEqual([
      "float32",
      [[1, 2]],
      [3],
    ]);
  });

  test("strict loading lists missing and unexpected keys, and loads nothing", () => {
    const net = new Net();
    const before = net.getParameter("block.conv.weight").clone();
    const dict = new Net().stateDict();
    dict.delete("fc.bias");
    dict.set("fc.scale", zeros([1]));
    let error: unknown;
    try {
      net.loadStateDict(dict);
    } catch (caught) {
      error = caught;
    }
    expect(error).toBeInstanceOf(StateDictError);
    expect((error as StateDictError).code).toBe("ERR_TORCHTS_STATE_DICT");
    expect((error as Error).message).toMatch(
      /Net\.loadStateDict[\s\S]*1 key missing in the state dict:\n {4}fc\.bias\n[\s\S]*1 key unexpected[\s\S]*fc\.scale[\s\S]*strict: false/,
    );
    expectClose(net.getParameter("block.conv.weight"), before, 0);
    const report = net.loadStateDict(dict, { strict: false });
    expect(report).toEqual({ missing: ["fc.bias"], unexpected: ["fc.scale"], mismatched: [] });
    expectClose(net.getParameter("block.conv.weight"), dict.get("block.conv.weight") as Tensor, 0);
  });

  test("another shape is an error even where strict is off, unless mismatched keys are ignored", () => {
    const net = new Net();
    const dict = new Net().stateDict();
    dict.set("fc.weight", zeros([1000, 4]));
    for (const strict of [true, false]) {
      expect(() => net.loadStateDict(dict, { strict })).toThrow(
        /1 key of another shape:\n {4}fc\.weight: module \[2,4\], state dict \[1000,4\][\s\S]*ignoreMismatched/,
      );
    }
    const report = net.loadStateDict(dict, { ignoreMismatched: true });
    expect(report.mismatched).toEqual([{ key: "fc.weight", expected: [2, 4], got: [1000, 4] }]);
    expectClose(net.getParameter("fc.bias"), dict.get("fc.bias") as Tensor, 0);
  });

  test("a long list of keys is cut, and a DataParallel prefix is pointed out", () => {
    const list = new nn.ModuleList(Array.from({ length: 15 }, () => new nn.Linear(1, 1)));
    const prefixed = new Map([...list.stateDict()].map(([key, value]) => [`module.${key}`, value]));
    expect(() => list.loadStateDict(prefixed)).toThrow(
      /30 keys missing[\s\S]*\.\.\. and 10 more[\s\S]*DataParallel/,
    );
  });

  test("files from before batches were counted load, and scalars may come as lists of one", () => {
    const norm = new nn.BatchNorm2d(2);
    norm.forward(randn([1, 2, 3, 3]));
    const dict = norm.stateDict();
    dict.delete("num_batches_tracked");
    expect(norm.loadStateDict(dict).missing).toEqual([]);
    expect(norm.num_batches_tracked?.item()).toBe(1);
    dict.set("num_batches_tracked", tensor([5], { dtype: "int64" }));
    norm.loadStateDict(dict);
    expect(norm.num_batches_tracked?.item()).toBe(5);
  });

  test("what is no state dict is named", () => {
    const layer = new nn.Linear(1, 1);
    expect(() => layer.loadStateDict({ state_dict: {}, epoch: 3 } as never)).toThrow(
      /"state_dict" is an object/,
    );
    expect(() => layer.loadStateDict(null as never)).toThrow(/expected a Map or an object/);
  });
});

describe("modes and moves", () => {
  test("train and eval reach all modules; requiresGrad_ and zeroGrad all parameters", () => {
    const net = new Net();
    expect([...net.modules()].every((module) => module.training)).toBe(true);
    net.eval();
    expect([...net.modules()].some((module) => module.training)).toBe(false);
    net.train();
    net.requiresGrad_(false);
    net.fc.requiresGrad_(true);
    expect(names(net.namedParameters()).filter((key) => net.getParameter(key).requiresGrad)).toEqual([
      "fc.weight",
      "fc.bias",
    ]);
    net
      .forward(randn([2, 3, 4, 4]))
      .sum()
      .backward();
    expect(net.getParameter("fc.weight").grad).not.toBeNull();
    expect(net.getParameter("block.conv.weight").grad).toBeNull();
    net.zeroGrad({ setToNull: false });
    expect(net.getParameter("fc.weight").grad?.abs().sum().item()).toBe(0);
    net.zeroGrad();
    expect(net.getParameter("fc.weight").grad).toBeNull();
    expect(() => net.train("yes" as never)).toThrow(ArgumentError);
  });

  test("evaluation leaves running statistics alone", () => {
    const norm = new nn.BatchNorm2d(2).eval();
    const before = norm.running_mean?.clone() as Tensor;
    norm.forward(randn([4, 2, 3, 3]).add(5));
    expectClose(norm.running_mean as Tensor, before, 0);
    expect(norm.num_batches_tracked?.item()).toBe(0);
    norm.train().forward(randn([4, 2, 3, 3]).add(5));
    expect(norm.running_mean?.mean().item()).toBeGreaterThan(0.2);
    expect(norm.num_batches_tracked?.item()).toBe(1);
  });

  test("to converts parameters, gradients and floating buffers in place", () => {
    const net = new Net();
    const weight = net.getParameter("fc.weight");
    net
      .forward(randn([2, 3, 4, 4]))
      .sum()
      .backward();
    const gradient = weight.grad?.clone() as Tensor;
    net.to("float64");
    expect(net.getParameter("fc.weight")).toBe(weight);
    expect([weight.dtype, weight.grad?.dtype, weight.isLeaf, weight.requiresGrad]).toEqual([
      "float64",
      "float64",
      true,
      true,
    ]);
    expectClose(weight.grad as Tensor, gradient);
    expect(net.getBuffer("block.bn.running_mean").dtype).toBe("float64");
    expect(net.getBuffer("block.bn.num_batches_tracked").dtype).toBe("int64");
    net.zeroGrad();
    net
      .forward(randn([2, 3, 4, 4], { dtype: "float64" }))
      .sum()
      .backward();
    expect(weight.grad?.dtype).toBe("float64");
    expect(net.half().getParameter("fc.bias").dtype).toBe("float16");
    expect(net.bfloat16().getParameter("fc.bias").dtype).toBe("bfloat16");
    expect(net.float().cpu().getParameter("fc.bias").dtype).toBe("float32");
  });

  test("to changes the memory format of tensors of four dimensions", () => {
    const net = new Net().to({ memoryFormat: "channels_last" });
    expect(net.block.conv.weight.isContiguous({ memoryFormat: "channels_last" })).toBe(true);
    expect(net.block.conv.weight.isContiguous()).toBe(false);
    expect(net.to({ memoryFormat: "contiguous" }).block.conv.weight.isContiguous()).toBe(true);
  });

  test("to refuses what is no device, no floating dtype, no option", () => {
    const net = new Net();
    expect(() => net.to("int64")).toThrow(DTypeError);
    expect(() => net.to("gpu?" as never)).toThrow(/expected a device/);
    expect(() => net.to({ devise: "cpu" } as never)).toThrow(/unknown option "devise"/);
  });

  test("apply visits children before their parent", () => {
    const seen: string[] = [];
    new Net().apply((module) => seen.push(module.constructor.name));
    expect(seen).toEqual(["Conv2d", "BatchNorm2d", "ReLU", "Block", "AdaptiveAvgPool2d", "Linear", "Net"]);
  });
});

describe("Parameter", () => {
  test("shares storage with its tensor, needs a gradient, is a leaf", () => {
    const data = tensor([1, 2]);
    const parameter = new nn.Parameter(data.mul(1));
    const shared = new nn.Parameter(data);
    data.fill_(7);
    expect(shared.toArray()).toEqual([7, 7]);
    expect([parameter.requiresGrad, parameter.isLeaf, data.requiresGrad]).toEqual([true, true, false]);
    expect(new nn.Parameter(data, { requiresGrad: false }).requiresGrad).toBe(false);
    expect(parameter.detach()).not.toBeInstanceOf(nn.Parameter);
    expect(() => new nn.Parameter([1, 2] as never)).toThrow(/expected a Tensor, got \[1, 2\]/);
    expect(() => new nn.Parameter(tensor([1], { dtype: "int64" }))).toThrow(AutogradError);
  });

  test("is freed by the collector when nothing refers to it", () => {
    memory.collect();
    const before = memory.liveTensors();
    let made = 0;
    for (let i = 0; i < 100; i++) made += [...new nn.Linear(2, 2).parameters()].length;
    expect(memory.liveTensors()).toBeGreaterThan(before);
    memory.collect();
    // Some may still lie on the stack.
    expect(memory.liveTensors() - before).toBeLessThan(made / 10);
  });

  test("outlives the scope it is made in, as do buffers", () => {
    const net = scope(() => new Net());
    expect(net.forward(randn([1, 3, 4, 4])).shape).toEqual([1, 2]);
    expect(net.getBuffer("block.bn.running_var").isFreed).toBe(false);
  });
});

describe("forward", () => {
  test("frees temporaries and returns results, in any container", () => {
    let temporary: Tensor | undefined;
    let kept: Tensor | undefined;
    class Two extends nn.Module {
      override forward(a: Tensor, b: Tensor): { sum: Tensor; parts: Tensor[] } {
        temporary = a.add(1);
        kept = keep(a.add(2));
        return { sum: temporary.add(b), parts: [a.mul(b)] };
      }
    }
    const { sum, parts } = new Two().forward(ones([2]), ones([2]));
    expect(sum.toArray()).toEqual([3, 3]);
    expect(parts[0]?.toArray()).toEqual([1, 1]);
    expect(temporary?.isFreed).toBe(true);
    expect(kept?.isFreed).toBe(false);
  });

  test("a Sequential holds one activation at a time", () => {
    let most = 0;
    class Probe extends nn.Module {
      override forward(x: Tensor): Tensor {
        most = Math.max(most, memory.liveTensors());
        return x.add(1);
      }
    }
    const net = new nn.Sequential(Array.from({ length: 20 }, () => new Probe()));
    const input = ones([2]);
    memory.collect();
    const before = memory.liveTensors();
    const output = net.forward(input);
    expect(output.toArray()).toEqual([21, 21]);
    expect(input.isFreed).toBe(false);
    expect(most - before).toBeLessThanOrEqual(2);
  });

  test("a Sequential does not free what a module keeps or passes through", () => {
    let kept: Tensor | undefined;
    class Keeper extends nn.Module {
      override forward(x: Tensor): Tensor {
        kept = keep(x);
        return x.mul(2);
      }
    }
    const net = new nn.Sequential(
      new nn.ReLU(),
      new nn.Identity(),
      new Keeper(),
      new nn.ReLU({ inplace: true }),
      new nn.Flatten(),
    );
    expect(net.forward(ones([1, 2, 1])).toArray()).toEqual([[2, 2]]);
    expect(kept?.toArray()).toEqual([[[1], [1]]]);
    const identity = new nn.Sequential(new nn.Identity());
    const input = ones([1]);
    expect(identity.forward(input)).toBe(input);
    expect(new nn.Sequential().forward(input)).toBe(input);
  });

  test("super.forward runs the plain method, and a subclass of a layer has a scope of its own", () => {
    let inner: Tensor | undefined;
    class Doubled extends nn.Linear {
      override forward(x: Tensor): Tensor {
        inner = super.forward(x);
        return inner.mul(2);
      }
    }
    let calls = 0;
    const layer = new Doubled(2, 2);
    layer.registerForwardHook(() => {
      calls++;
    });
    const output = layer.forward(ones([2]));
    expect(output.shape).toEqual([2]);
    expect(calls).toBe(1);
    expect(inner?.isFreed).toBe(true);
  });

  test("arguments are passed on as given", () => {
    class Count extends nn.Module {
      override forward(...args: unknown[]): number {
        return args.length;
      }
    }
    class Default extends nn.Module {
      override forward(_x: number, y = 5): number {
        return y;
      }
    }
    const count = new Count();
    expect([count.forward(), count.forward(1), count.forward(1, undefined)]).toEqual([0, 1, 2]);
    expect([new Default().forward(1), new Default().forward(1, 6)]).toEqual([5, 6]);
  });

  test("a forward that returns a promise is refused", () => {
    class Later extends nn.Module {
      override async forward(x: Tensor): Promise<Tensor> {
        return x;
      }
    }
    expect(() => new Later().forward(ones([1]))).toThrow(/Later\.forward returned a promise/);
  });

  test("a class without forward is refused", () => {
    // As JavaScript, or a cast, would have it.
    const Broken = class Broken extends (nn.Module as unknown as new () => object) {};
    expect(() => new Broken()).toThrow(/Broken: a Module needs a forward method/);
  });

  test("an error names the module by its path", () => {
    const net = new Net();
    let error: unknown;
    try {
      net.forward(randn([1, 5, 4, 4]));
    } catch (caught) {
      error = caught;
    }
    expect(error).toBeInstanceOf(ShapeError);
    const { message, stack } = error as Error;
    expect(message).toMatch(/in module block\.conv of Net: Conv2d\(3, 4, kernel_size=\(3, 3\)/);
    expect(message.match(/in module/g)).toHaveLength(1);
    expect(stack).toContain("in module block.conv of Net");
  });

  test("an error through containers and lists has the full path", () => {
    class Outer extends nn.Module {
      layers = new nn.ModuleList([new nn.Sequential(new nn.ReLU(), new nn.Linear(2, 2))]);
      override forward(x: Tensor): Tensor {
        return (this.layers.at(0) as nn.Sequential).forward(x);
      }
    }
    expect(() => new Outer().forward(ones([3]))).toThrow(/in module layers\.0\.1 of Outer: Linear/);
  });

  test("forward is no part of the state and cannot be lost", () => {
    const net = new Net();
    expect(Object.keys(net)).not.toContain("forward");
    expect(() => {
      net.forward = ((x: Tensor) => x) as never;
    }).toThrow(TypeError);
  });
});

describe("hooks", () => {
  test("run in order, replace arguments and output, and can be removed", () => {
    const layer = new nn.Identity();
    const log: string[] = [];
    const first = layer.registerForwardPreHook((_module, [x]) => {
      log.push("pre");
      return [x.add(1)];
    });
    const second = layer.registerForwardHook((module, [x], output) => {
      log.push(`post ${module === layer} ${x.item()} ${output.item()}`);
      return output.mul(10);
    });
    layer.registerForwardHook((_module, _args, output) => {
      log.push(`last ${output.item()}`);
    });
    expect(layer.forward(tensor(1)).item()).toBe(20);
    expect(log).toEqual(["pre", "post true 2 2", "last 20"]);
    first.remove();
    second.remove();
    second.remove();
    log.length = 0;
    expect(layer.forward(tensor(1)).item()).toBe(1);
    expect(log).toEqual(["last 1"]);
  });

  test("capture features from inside a network with keep", () => {
    const net = new Net().eval();
    let features: Tensor | undefined;
    net.pool.registerForwardHook((_module, _args, output) => {
      features = keep(output);
    });
    net.forward(randn([2, 3, 4, 4]));
    expect(features?.shape).toEqual([2, 4, 1, 1]);
    expect(features?.isFreed).toBe(false);
  });

  test("wrong hooks are refused", () => {
    const layer = new nn.Identity();
    expect(() => layer.registerForwardHook(3 as never)).toThrow(/must be a function/);
    layer.registerForwardPreHook((() => 3) as never);
    expect(() => layer.forward(ones([1]))).toThrow(/the new arguments as an array/);
  });
});

describe("containers", () => {
  test("Sequential by list, arguments and record", () => {
    const relu = new nn.ReLU();
    const net = new nn.Sequential([new nn.Linear(2, 3), relu]);
    expect([net.length, net[1], net.at(-1), [...net][1]]).toEqual([2, relu, relu, relu]);
    net.append(new nn.Linear(3, 1)).set(0, new nn.Linear(2, 3, { bias: false }));
    expect([...net.stateDict().keys()]).toEqual(["0.weight", "2.weight", "2.bias"]);
    expect(net.forward(ones([4, 2])).shape).toEqual([4, 1]);
    const named = new nn.Sequential({ fc: new nn.Linear(2, 3), act: relu });
    expect([...named.stateDict().keys()]).toEqual(["fc.weight", "fc.bias"]);
    named.set("fc", new nn.Linear(2, 4));
    expect(names(named.entries())).toEqual(["fc", "act"]);
    expect(names(net.slice(1).entries())).toEqual(["1", "2"]);
    expect(() => net.at(3)).toThrow(/index 3 is outside a list of 3/);
    expect(() => named.set("x", relu)).toThrow(/no module "x"; it has fc, act/);
    expect(() => new nn.Sequential(3 as never)).toThrow(/expected modules, got 3/);
  });

  test("names whose order JavaScript would not keep are refused", () => {
    expect(() => new nn.Sequential({ conv: new nn.ReLU(), 0: new nn.ReLU() })).not.toThrow();
    const dict = new nn.ModuleDict({ 3: new nn.ReLU() });
    expect(() => dict.set("1", new nn.ReLU())).toThrow(/order of the modules would not be kept/);
    expect(dict.keys()).toEqual(["3"]);
  });

  test("ModuleList and ModuleDict hold modules and have no forward", () => {
    const list = new nn.ModuleList([new nn.Linear(1, 1)]).extend([new nn.Linear(1, 2), new nn.Linear(2, 1)]);
    expect([list.length, list.at(-1).out_features]).toEqual([3, 1]);
    list.set(1, new nn.Linear(1, 5));
    expect(list.at(1).out_features).toBe(5);
    expect(() => (list as nn.Module & { forward(): void }).forward()).toThrow(/no forward/);
    const dict = new nn.ModuleDict({ a: new nn.ReLU(), b: new nn.ReLU() });
    dict.set("a", new nn.ReLU({ inplace: true }));
    expect(dict.keys()).toEqual(["a", "b"]);
    expect([dict.has("a"), dict.delete("a"), dict.has("a"), dict.delete("a")]).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect(() => dict.get("a")).toThrow(/no module "a"; it has b/);
  });

  test("ParameterList holds parameters", () => {
    const list = new nn.ParameterList([ones([2]), new nn.Parameter(zeros([1]))]);
    expect([...list.stateDict().keys()]).toEqual(["0", "1"]);
    expect(list.at(0)).toBeInstanceOf(nn.Parameter);
    expect(list.length).toBe(2);
  });
});
