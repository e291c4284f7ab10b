/**
 * Module: the base of every layer and network, as `torch.nn.Module`.
 *
 * Children, parameters and buffers are own enumerable properties; the path of properties is the state dict's key and
 * their order is its order, so there is no registry to keep in step. What `model.forward(x)` does around a subclass's
 * `forward` (hooks, memory scope, the path in errors) is in `call.ts`; reading a state dict is in `state-dict.ts`;
 * moving between devices and dtypes is in `convert.ts`.
 */
import {
  boolean,
  callable,
  describe,
  integerFrom,
  noMore,
  nullable,
  type Rest,
  type Signature,
  signature,
  string,
} from "../edge/index.ts";
import { ArgumentError } from "../native/errors.ts";
import { tensorKind } from "../tensor/argument-kinds.ts";
import type { Device, HookHandle } from "../tensor/index.ts";
import { keep, Tensor } from "../tensor/index.ts";
import type { BackwardHook, BackwardPreHook } from "./backward-hooks.ts";
import { Call, type ForwardHook, type ForwardPreHook, type Hooks, type Implementation } from "./call.ts";
import { type ConvertArguments, convertModule, parseTarget } from "./convert.ts";
import { Parameter, zeroGrads } from "./parameter.ts";
import { layout } from "./repr.ts";
import { LOAD, type LoadArguments, type LoadReport, loadInto, type StateDictInput } from "./state-dict.ts";
import { awake, isLazy } from "./uninitialized.ts";

/** Options of the walks over parameters and buffers. */
export interface WalkOptions {
  /** Include those of submodules. */
  recurse?: boolean;
  /** Yield an object that stands under several names only once. */
  removeDuplicate?: boolean;
}

/** Options of the walks with paths. */
export interface NamedWalkOptions extends WalkOptions {
  /** What all paths begin with. */
  prefix?: string;
}

const WALK = { recurse: boolean, removeDuplicate: boolean };

/** What the walks over parameters and buffers take, in PyTorch's order. */
type NamedWalk = Rest<NamedWalkOptions, [prefix: string, recurse: boolean, removeDuplicate: boolean]>;
type Walk = Rest<WalkOptions, [recurse: boolean]>;

const TAKES = {
  namedModules: signature<{ prefix?: string }>("Module.namedModules", {
    options: { prefix: string },
    positional: ["prefix"],
  }),
  namedParameters: namedWalk("Module.namedParameters"),
  namedBuffers: namedWalk("Module.namedBuffers"),
  parameters: signature<WalkOptions>("Module.parameters", { options: WALK, positional: ["recurse"] }),
  buffers: signature<WalkOptions>("Module.buffers", { options: WALK, positional: ["recurse"] }),
  registerBuffer: signature<{ persistent?: boolean }>("Module.registerBuffer", {
    takes: { name: string, tensor: nullable(tensorKind) },
    options: { persistent: boolean },
    positional: ["persistent"],
  }),
  stateDict: signature<{ prefix?: string }>("Module.stateDict", { options: { prefix: string } }),
  train: signature<{ mode?: boolean }>("Module.train", { options: { mode: boolean }, positional: ["mode"] }),
  requiresGrad_: signature<{ flag?: boolean }>("Module.requiresGrad_", {
    options: { flag: boolean },
    positional: ["flag"],
  }),
  zeroGrad: signature<{ setToNull?: boolean }>("Module.zeroGrad", {
    options: { setToNull: boolean },
    positional: ["setToNull"],
    advice: { setToNone: "it is setToNull here" },
  }),
  apply: signature("Module.apply", { takes: { fn: callable() } }),
  cuda: signature<{ index?: number }>("Module.cuda", {
    options: { index: integerFrom(0) },
    positional: ["index"],
  }),
};

function namedWalk(name: string): Signature<NamedWalkOptions> {
  return signature<NamedWalkOptions>(name, {
    options: { prefix: string, ...WALK },
    positional: ["prefix", "recurse", "removeDuplicate"],
  });
}

/** A module that maps one tensor to one tensor: what `Sequential` holds. */
export interface TensorModule extends Module {
  forward(input: Tensor): Tensor;
}

/**
 * Base class of layers and networks.
 *
 * @example
 * class Net extends nn.Module {
 *   fc1 = new nn.Linear(784, 64);
 *   fc2 = new nn.Linear(64, 10);
 *   override forward(x: Tensor): Tensor {
 *     return this.fc2.forward(this.fc1.forward(x).relu());
 *   }
 * }
 * const logits = new Net().forward(images);
 *
 * Tensors made inside `forward` and neither returned nor `keep`-ed are freed when it returns.
 */
export abstract class Module {
  /** True in training mode; dropout and batch normalisation read it. Set it with `train()` and `eval()`. */
  training = true;

  readonly #hooks: Hooks;
  /** Name of each buffer, and whether it belongs to the state dict. */
  readonly #buffers = new Map<string, boolean>();

  constructor() {
    const implementation = new.target.prototype.forward as Implementation | undefined;
    if (typeof implementation !== "function") {
      throw new ArgumentError(
        `${new.target.name}: a Module needs a forward method on its class; define \`forward(x) { ... }\` as a method, ` +
          "not as a property set in the constructor.",
      );
    }
    const call = new Call(this, implementation);
    this.#hooks = call.hooks;
    // An own property shadows the prototype's method, so a call from outside runs the hooks and the scope, and
    // `super.forward(x)` inside a subclass runs the plain method. Not enumerable: it is no part of the state.
    const single = implementation.length === 1;
    Object.defineProperty(this, "forward", {
      value: single
        ? (input: unknown, ...rest: unknown[]): unknown =>
            rest.length === 0 ? call.one(input) : call.apply([input, ...rest])
        : (...args: unknown[]): unknown => call.apply(args),
    });
  }

  /** What the module computes; subclasses implement it, callers call it. It must not be async. */
  abstract forward(...args: never[]): unknown;

  // --- the tree -----------------------------------------------------------------------------------------------

  /** Direct submodules with their names, in order. */
  namedChildren(...rest: []): IterableIterator<[string, Module]> {
    noMore("Module.namedChildren", rest);
    return ownChildren(this);
  }

  /** Direct submodules, in order. */
  children(...rest: []): IterableIterator<Module> {
    noMore("Module.children", rest);
    return second(this.namedChildren());
  }

  /** This module (name `""`) and all below it with their paths, each object once. */
  namedModules(...rest: Rest<{ prefix?: string }, [prefix: string]>): IterableIterator<[string, Module]> {
    const { prefix = "" } = TAKES.namedModules.read(rest);
    return walkModules(this, prefix, new Set());
  }

  /** This module and all below it, each object once. */
  modules(...rest: []): IterableIterator<Module> {
    noMore("Module.modules", rest);
    return second(this.namedModules());
  }

  /** Parameters with their paths, in state dict order. */
  namedParameters(...rest: NamedWalk): IterableIterator<[string, Parameter]> {
    return walkTensors(this, TAKES.namedParameters.read(rest), ownParameters);
  }

  /** Parameters, each object once, in state dict order. */
  parameters(...rest: Walk): IterableIterator<Parameter> {
    return second(walkTensors(this, TAKES.parameters.read(rest), ownParameters));
  }

  /** Buffers with their paths, in state dict order. */
  namedBuffers(...rest: NamedWalk): IterableIterator<[string, Tensor]> {
    return walkTensors(this, TAKES.namedBuffers.read(rest), (module) => Module.#ownBuffers(module));
  }

  /** Buffers, each object once, in state dict order. */
  buffers(...rest: Walk): IterableIterator<Tensor> {
    return second(walkTensors(this, TAKES.buffers.read(rest), (module) => Module.#ownBuffers(module)));
  }

  static *#ownBuffers(module: Module): IterableIterator<[string, Tensor, boolean]> {
    if (module.#buffers.size === 0) return;
    for (const [name, value] of ownEntries(module)) {
      const persistent = module.#buffers.get(name);
      if (persistent !== undefined && value instanceof Tensor) yield [name, value, persistent];
    }
  }

  /** The module at a path such as `layer2.0.conv1`; `""` is this module. Throws ArgumentError if there is none. */
  getSubmodule(path: string, ...rest: []): Module {
    checkPath("Module.getSubmodule", path, rest);
    let module: Module = this;
    let seen = "";
    for (const name of path === "" ? [] : path.split(".")) {
      const next = ownValue(module, name);
      if (!(next instanceof Module)) {
        const names = [...module.namedChildren()].map(([child]) => child);
        throw new ArgumentError(
          `getSubmodule("${path}"): ${seen === "" ? this.constructor.name : `"${seen}"`} has no submodule "${name}"; ` +
            `it has ${names.length === 0 ? "none" : names.join(", ")}.`,
        );
      }
      module = next;
      seen = seen === "" ? name : `${seen}.${name}`;
    }
    return module;
  }

  /** The parameter at a path such as `fc.weight`. Throws ArgumentError if there is none. */
  getParameter(path: string, ...rest: []): Parameter {
    checkPath("Module.getParameter", path, rest);
    const [owner, name] = this.#split(path);
    const value = ownValue(owner, name);
    if (value instanceof Parameter) return value;
    const names = [...ownParameters(owner)].map(([one]) => one);
    throw new ArgumentError(
      `getParameter("${path}"): "${name}" is no parameter of ${owner.constructor.name}; ` +
        `it has ${names.length === 0 ? "none" : names.join(", ")}.`,
    );
  }

  /** The buffer at a path such as `bn1.running_mean`. Throws ArgumentError if there is none. */
  getBuffer(path: string, ...rest: []): Tensor {
    checkPath("Module.getBuffer", path, rest);
    const [owner, name] = this.#split(path);
    for (const [own, buffer] of Module.#ownBuffers(owner)) if (own === name) return buffer;
    const names = [...Module.#ownBuffers(owner)].map(([one]) => one);
    throw new ArgumentError(
      `getBuffer("${path}"): "${name}" is no buffer of ${owner.constructor.name}; ` +
        `it has ${names.length === 0 ? "none" : names.join(", ")}.`,
    );
  }

  #split(path: string): [Module, string] {
    const dot = path.lastIndexOf(".");
    return [this.getSubmodule(dot < 0 ? "" : path.slice(0, dot)), path.slice(dot + 1)];
  }

  // --- registration -------------------------------------------------------------------------------------------

  /**
   * Adds `tensor` as the property `name` that is state but not trained: it moves with the module and, if
   * `persistent`, stands in the state dict. The module keeps the tensor from scopes; it does not copy it.
   */
  registerBuffer(
    name: string,
    tensor: Tensor | null,
    ...rest: Rest<{ persistent?: boolean }, [persistent: boolean]>
  ): void {
    const { persistent = true } = TAKES.registerBuffer.read(rest);
    TAKES.registerBuffer.check(name, tensor);
    if (tensor instanceof Parameter) {
      throw new ArgumentError(`registerBuffer("${name}"): got a Parameter; assign it as a property instead.`);
    }
    checkName(this, name, "registerBuffer");
    this.#buffers.set(name, persistent);
    setOwn(this, name, tensor === null ? null : keep(tensor));
  }

  /** Sets a parameter under a computed name; the same as assigning the property. */
  registerParameter(name: string, parameter: Parameter | null, ...rest: []): void {
    noMore("Module.registerParameter", rest);
    if (parameter !== null && !(parameter instanceof Parameter)) {
      throw new ArgumentError(
        `registerParameter("${name}"): expected a Parameter or null, got ${describe(parameter)}; ` +
          "wrap a tensor with new nn.Parameter(tensor).",
      );
    }
    checkName(this, name, "registerParameter");
    setOwn(this, name, parameter);
  }

  /** Sets a submodule under a computed name; the same as assigning the property. */
  addModule(name: string, module: Module | null, ...rest: []): void {
    noMore("Module.addModule", rest);
    if (module !== null && !(module instanceof Module)) {
      throw new ArgumentError(`addModule("${name}"): expected a Module or null, got ${describe(module)}.`);
    }
    checkName(this, name, "addModule");
    setOwn(this, name, module);
  }

  // --- state dict ---------------------------------------------------------------------------------------------

  /**
   * Parameters and persistent buffers by path, in PyTorch's order. The tensors are detached and share storage with
   * the module: clone them to keep a snapshot. What a Lazy layer has no shape for yet stands there as it is.
   */
  stateDict(...rest: Rest<{ prefix?: string }>): Map<string, Tensor> {
    const { prefix = "" } = TAKES.stateDict.read(rest);
    const result = new Map<string, Tensor>();
    for (const [path, tensor] of this.#state(prefix))
      result.set(path, isLazy(tensor) ? tensor : tensor.detach());
    return result;
  }

  /** The tensors `stateDict` detaches and `loadStateDict` writes to. */
  *#state(prefix: string): IterableIterator<[string, Tensor]> {
    for (const [name, parameter] of ownParameters(this)) yield [prefix + name, parameter];
    for (const [name, buffer, persistent] of Module.#ownBuffers(this))
      if (persistent) yield [prefix + name, buffer];
    for (const [name, child] of this.namedChildren()) yield* child.#state(`${prefix}${name}.`);
  }

  /**
   * Copies values into parameters and persistent buffers, by path.
   *
   * Nothing is written unless all of it can be. `strict` (the default) requires the same keys on both sides. A shape
   * that differs is an error in either case, as in PyTorch; with `ignoreMismatched` such keys are left as they are and
   * reported. Values are converted to the module's dtype and device.
   *
   * @returns the keys that were missing, unexpected, or of another shape.
   * @throws StateDictError naming them, if they are not allowed.
   */
  loadStateDict(dict: StateDictInput, ...rest: LoadArguments): LoadReport {
    const options = LOAD.read(rest);
    const state = new Map(this.#state(""));
    return loadInto(this.constructor.name, state, dict, options, (copy) => {
      for (const [path, module] of this.namedModules()) {
        module.upgradeStateDict(copy, path === "" ? "" : `${path}.`);
      }
    });
  }

  /**
   * Renames keys that older versions of this module's class used, before `loadStateDict` compares them; classes with
   * a history override it. `dict` is a copy for the whole network, this module's keys start with `prefix`.
   */
  upgradeStateDict(_dict: Map<string, Tensor>, _prefix: string, ...rest: []): void {
    noMore("Module.upgradeStateDict", rest);
  }

  // --- modes and moves ----------------------------------------------------------------------------------------

  /** Switches this module and all below it to training mode, or with `false` to evaluation mode. */
  train(...rest: [mode?: boolean]): this {
    const { mode = true } = TAKES.train.read(rest);
    this.training = mode;
    for (const child of this.children()) child.train(mode);
    return this;
  }

  /** Switches to evaluation mode: `train(false)`. */
  eval(...rest: []): this {
    noMore("Module.eval", rest);
    return this.train(false);
  }

  /** Makes all parameters trainable, or with `false` freezes them. */
  requiresGrad_(...rest: [flag?: boolean]): this {
    const { flag = true } = TAKES.requiresGrad_.read(rest);
    for (const parameter of this.parameters()) {
      awake(parameter, () => {
        parameter.requiresGrad = flag;
      });
    }
    return this;
  }

  /** Drops all gradients, or with `setToNull: false` fills them with zero. */
  zeroGrad(...rest: Rest<{ setToNull?: boolean }, [setToNull: boolean]>): void {
    const { setToNull = true } = TAKES.zeroGrad.read(rest);
    zeroGrads(
      [...this.parameters()].filter((parameter) => !isLazy(parameter)),
      setToNull,
    );
  }

  /** Calls `fn` on every module below this one, then on this one. */
  apply(fn: (module: Module) => void, ...rest: []): this {
    TAKES.apply.read(rest);
    TAKES.apply.check(fn);
    for (const child of this.children()) child.apply(fn);
    fn(this);
    return this;
  }

  /**
   * Moves parameters, gradients and buffers to a device, a floating dtype or a memory format. In place: the Parameter
   * objects stay the same, so an optimizer made before stays valid. Integer buffers keep their dtype.
   *
   * @example model.to("cuda"); model.to("float64"); model.to("cuda", "float16"); model.to({ memoryFormat: "channels_last" });
   */
  to(...target: ConvertArguments): this {
    convertModule(this, parseTarget(target));
    return this;
  }

  /** Moves to the CPU. */
  cpu(...rest: []): this {
    noMore("Module.cpu", rest);
    return this.to("cpu");
  }

  /** Moves to a CUDA device, the current one if no index is given. */
  cuda(...rest: [index?: number]): this {
    const { index } = TAKES.cuda.read(rest);
    return this.to((index === undefined ? "cuda" : `cuda:${index}`) as Device);
  }

  /** Converts floating tensors to float32. */
  float(...rest: []): this {
    noMore("Module.float", rest);
    return this.to("float32");
  }

  /** Converts floating tensors to float64. */
  double(...rest: []): this {
    noMore("Module.double", rest);
    return this.to("float64");
  }

  /** Converts floating tensors to float16. */
  half(...rest: []): this {
    noMore("Module.half", rest);
    return this.to("float16");
  }

  /** Converts floating tensors to bfloat16. */
  bfloat16(...rest: []): this {
    noMore("Module.bfloat16", rest);
    return this.to("bfloat16");
  }

  // --- hooks --------------------------------------------------------------------------------------------------

  /**
   * Registers a function that runs before each forward. It gets the module and the arguments; if it returns an array,
   * that replaces the arguments.
   */
  registerForwardPreHook<M extends Module>(this: M, hook: ForwardPreHook<M>, ...rest: []): HookHandle {
    noMore("Module.registerForwardPreHook", rest);
    // The hook is only ever called with this module and its arguments.
    return this.#hooks.addBefore(hook as unknown as ForwardPreHook<Module>);
  }

  /**
   * Registers a function that runs after each forward. It gets the module, the arguments and the output; if it returns
   * something, that replaces the output. A tensor it wants to keep beyond the call must be `keep`-ed.
   */
  registerForwardHook<M extends Module>(this: M, hook: ForwardHook<M>, ...rest: []): HookHandle {
    noMore("Module.registerForwardHook", rest);
    return this.#hooks.addAfter(hook as unknown as ForwardHook<Module>);
  }

  /**
   * Registers a function that runs in each backward pass when the gradients of this module's inputs are known. It gets the
   * module, those gradients and those of the outputs, null where there is none; what it returns takes the place of the
   * inputs' gradients. Gradients are freed when it returns unless they are `keep`-ed.
   */
  registerFullBackwardHook<M extends Module>(this: M, hook: BackwardHook<M>, ...rest: []): HookHandle {
    noMore("Module.registerFullBackwardHook", rest);
    return this.#hooks.addAfterBackward(hook as unknown as BackwardHook);
  }

  /**
   * Registers a function that runs in each backward pass before the module's own backward. It gets the module and the
   * gradients of its outputs; what it returns takes their place.
   */
  registerFullBackwardPreHook<M extends Module>(this: M, hook: BackwardPreHook<M>, ...rest: []): HookHandle {
    noMore("Module.registerFullBackwardPreHook", rest);
    return this.#hooks.addBeforeBackward(hook as unknown as BackwardPreHook);
  }

  // --- printing -----------------------------------------------------------------------------------------------

  /** The module's own options as they stand between the parentheses of its printed form. */
  extraRepr(): string {
    return "";
  }

  /** The module and its children, as PyTorch prints them. */
  toString(): string {
    return layout(this.constructor.name, this.extraRepr(), this.namedChildren());
  }

  /** What `console.log` shows. */
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }
}

function checkPath(operation: string, path: unknown, rest: readonly unknown[]): void {
  noMore(operation, rest);
  if (typeof path === "string") return;
  throw new ArgumentError(
    `${operation}: path must be a string such as "layer2.0.conv1", got ${describe(path)}.`,
    { operation },
  );
}

function* ownChildren(module: Module): IterableIterator<[string, Module]> {
  for (const [name, value] of ownEntries(module)) if (value instanceof Module) yield [name, value];
}

function* second<T>(pairs: Iterable<readonly [string, T]>): IterableIterator<T> {
  for (const [, one] of pairs) yield one;
}

/** Own enumerable properties; integer-like names come first, in ascending order, as JavaScript has it. */
function ownEntries(module: Module): [string, unknown][] {
  return Object.entries(module);
}

function ownValue(module: Module, name: string): unknown {
  return Object.hasOwn(module, name) ? (module as unknown as Record<string, unknown>)[name] : undefined;
}

/** Own because a plain assignment would meet an inherited accessor first. */
function setOwn(module: Module, name: string, value: unknown): void {
  if (Object.hasOwn(module, name)) (module as unknown as Record<string, unknown>)[name] = value;
  else Object.defineProperty(module, name, { value, writable: true, enumerable: true, configurable: true });
}

/** A computed name must be usable in a path and must not hide a method. */
function checkName(module: Module, name: string, operation: string): void {
  let reason: string | undefined;
  if (typeof name !== "string" || name === "") reason = "a name must be a string that is not empty";
  else if (name.includes(".")) reason = 'a name must not contain "."';
  else if (name in Object.getPrototypeOf(module) || name === "training")
    reason = `"${name}" is a member of the class`;
  if (reason !== undefined)
    throw new ArgumentError(`${operation}("${name}"): ${reason}; choose another name.`);
}

function* ownParameters(module: Module): IterableIterator<[string, Parameter]> {
  for (const [name, value] of ownEntries(module)) if (value instanceof Parameter) yield [name, value];
}

/** Without a `seen` set, a module that stands under several names is walked once for each. */
function* walkModules(module: Module, path: string, seen?: Set<Module>): IterableIterator<[string, Module]> {
  if (seen?.has(module)) return;
  seen?.add(module);
  yield [path, module];
  for (const [name, child] of module.namedChildren()) {
    yield* walkModules(child, path === "" ? name : `${path}.${name}`, seen);
  }
}

function* walkTensors<T extends Tensor>(
  root: Module,
  { prefix = "", recurse = true, removeDuplicate: unique = true }: NamedWalkOptions,
  own: (module: Module) => Iterable<readonly [string, T, ...unknown[]]>,
): IterableIterator<[string, T]> {
  const seen = new Set<T>();
  const modules: Iterable<[string, Module]> = !recurse
    ? [[prefix, root]]
    : walkModules(root, prefix, unique ? new Set() : undefined);
  for (const [path, module] of modules) {
    for (const [name, tensor] of own(module)) {
      if (unique && seen.has(tensor)) continue;
      seen.add(tensor);
      yield [path === "" ? name : `${path}.${name}`, tensor];
    }
  }
}
