/**
 * Module: the base of every layer and network, as `torch.nn.Module`.
 *
 * Children, parameters and buffers are own enumerable properties; the path of properties is the state dict's key and
 * their order is its order, so there is no registry to keep in step. What `model.forward(x)` does around a subclass's
 * `forward` (hooks, memory scope, the path in errors) is in `call.ts`; reading a state dict is in `state-dict.ts`;
 * moving between devices and dtypes is in `convert.ts`.
 */
import { describe } from "../edge/index.ts";
import { ArgumentError } from "../native/errors.ts";
import type { Device, DType, HookHandle } from "../tensor/index.ts";
import { keep, Tensor } from "../tensor/index.ts";
import { Call, type ForwardHook, type ForwardPreHook, type Hooks, type Implementation } from "./call.ts";
import { type ConvertTarget, convertModule, parseTarget } from "./convert.ts";
import { Parameter } from "./parameter.ts";
import { layout } from "./repr.ts";
import { type LoadOptions, type LoadReport, loadInto, type StateDictInput } from "./state-dict.ts";

/** Options of the walks over parameters and buffers. */
export interface WalkOptions {
  /** Include those of submodules. */
  recurse?: boolean;
  /** Yield an object that stands under several names only once. */
  removeDuplicate?: boolean;
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
  *namedChildren(): IterableIterator<[string, Module]> {
    for (const [name, value] of ownEntries(this)) {
      if (value instanceof Module) yield [name, value];
    }
  }

  /** Direct submodules, in order. */
  *children(): IterableIterator<Module> {
    for (const [, child] of this.namedChildren()) yield child;
  }

  /** This module (name `""`) and all below it with their paths, each object once. */
  *namedModules(prefix = ""): IterableIterator<[string, Module]> {
    yield* walkModules(this, prefix, new Set());
  }

  /** This module and all below it, each object once. */
  *modules(): IterableIterator<Module> {
    for (const [, module] of this.namedModules()) yield module;
  }

  /** Parameters with their paths, in state dict order. */
  *namedParameters(prefix = "", options: WalkOptions = {}): IterableIterator<[string, Parameter]> {
    yield* walkTensors(this, prefix, options, ownParameters);
  }

  /** Parameters, each object once, in state dict order. */
  *parameters(options: WalkOptions = {}): IterableIterator<Parameter> {
    for (const [, parameter] of this.namedParameters("", options)) yield parameter;
  }

  /** Buffers with their paths, in state dict order. */
  *namedBuffers(prefix = "", options: WalkOptions = {}): IterableIterator<[string, Tensor]> {
    yield* walkTensors(this, prefix, options, (module) => Module.#ownBuffers(module));
  }

  /** Buffers, each object once, in state dict order. */
  *buffers(options: WalkOptions = {}): IterableIterator<Tensor> {
    for (const [, buffer] of this.namedBuffers("", options)) yield buffer;
  }

  static *#ownBuffers(module: Module): IterableIterator<[string, Tensor, boolean]> {
    if (module.#buffers.size === 0) return;
    for (const [name, value] of ownEntries(module)) {
      const persistent = module.#buffers.get(name);
      if (persistent !== undefined && value instanceof Tensor) yield [name, value, persistent];
    }
  }

  /** The module at a path such as `layer2.0.conv1`; `""` is this module. Throws ArgumentError if there is none. */
  getSubmodule(path: string): Module {
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
  getParameter(path: string): Parameter {
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
  getBuffer(path: string): Tensor {
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
  registerBuffer(name: string, tensor: Tensor | null, options: { persistent?: boolean } = {}): void {
    if (tensor !== null && !(tensor instanceof Tensor)) {
      throw new ArgumentError(
        `registerBuffer("${name}"): expected a Tensor or null, got ${describe(tensor)}.`,
      );
    }
    if (tensor instanceof Parameter) {
      throw new ArgumentError(`registerBuffer("${name}"): got a Parameter; assign it as a property instead.`);
    }
    checkName(this, name, "registerBuffer");
    this.#buffers.set(name, options.persistent ?? true);
    setOwn(this, name, tensor === null ? null : keep(tensor));
  }

  /** Sets a parameter under a computed name; the same as assigning the property. */
  registerParameter(name: string, parameter: Parameter | null): void {
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
  addModule(name: string, module: Module | null): void {
    if (module !== null && !(module instanceof Module)) {
      throw new ArgumentError(`addModule("${name}"): expected a Module or null, got ${describe(module)}.`);
    }
    checkName(this, name, "addModule");
    setOwn(this, name, module);
  }

  // --- state dict ---------------------------------------------------------------------------------------------

  /**
   * Parameters and persistent buffers by path, in PyTorch's order. The tensors are detached and share storage with
   * the module: clone them to keep a snapshot.
   */
  stateDict(options: { prefix?: string } = {}): Map<string, Tensor> {
    const result = new Map<string, Tensor>();
    for (const [path, tensor] of this.#state(options.prefix ?? "")) result.set(path, tensor.detach());
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
  loadStateDict(dict: StateDictInput, options: LoadOptions = {}): LoadReport {
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
  upgradeStateDict(_dict: Map<string, Tensor>, _prefix: string): void {}

  // --- modes and moves ----------------------------------------------------------------------------------------

  /** Switches this module and all below it to training mode, or with `false` to evaluation mode. */
  train(mode = true): this {
    if (typeof mode !== "boolean")
      throw new ArgumentError(`train: mode must be a boolean, got ${describe(mode)}.`);
    this.training = mode;
    for (const child of this.children()) child.train(mode);
    return this;
  }

  /** Switches to evaluation mode: `train(false)`. */
  eval(): this {
    return this.train(false);
  }

  /** Makes all parameters trainable, or with `false` freezes them. */
  requiresGrad_(flag = true): this {
    for (const parameter of this.parameters()) parameter.requiresGrad = flag;
    return this;
  }

  /** Drops all gradients, or with `setToNull: false` fills them with zero. */
  zeroGrad(options: { setToNull?: boolean } = {}): void {
    Parameter.zeroGrads(this.parameters(), options.setToNull ?? true);
  }

  /** Calls `fn` on every module below this one, then on this one. */
  apply(fn: (module: Module) => void): this {
    for (const child of this.children()) child.apply(fn);
    fn(this);
    return this;
  }

  /**
   * Moves parameters, gradients and buffers to a device, a floating dtype or a memory format. In place: the Parameter
   * objects stay the same, so an optimizer made before stays valid. Integer buffers keep their dtype.
   */
  to(target: Device | DType | ConvertTarget): this {
    convertModule(this, parseTarget(target));
    return this;
  }

  /** Moves to the CPU. */
  cpu(): this {
    return this.to("cpu");
  }

  /** Moves to a CUDA device, the current one if no index is given. */
  cuda(index?: number): this {
    return this.to((index === undefined ? "cuda" : `cuda:${index}`) as Device);
  }

  /** Converts floating tensors to float32. */
  float(): this {
    return this.to("float32");
  }

  /** Converts floating tensors to float64. */
  double(): this {
    return this.to("float64");
  }

  /** Converts floating tensors to float16. */
  half(): this {
    return this.to("float16");
  }

  /** Converts floating tensors to bfloat16. */
  bfloat16(): this {
    return this.to("bfloat16");
  }

  // --- hooks --------------------------------------------------------------------------------------------------

  /**
   * Registers a function that runs before each forward. It gets the module and the arguments; if it returns an array,
   * that replaces the arguments.
   */
  registerForwardPreHook<M extends Module>(this: M, hook: ForwardPreHook<M>): HookHandle {
    // The hook is only ever called with this module and its arguments.
    return this.#hooks.addBefore(hook as unknown as ForwardPreHook<Module>);
  }

  /**
   * Registers a function that runs after each forward. It gets the module, the arguments and the output; if it returns
   * something, that replaces the output. A tensor it wants to keep beyond the call must be `keep`-ed.
   */
  registerForwardHook<M extends Module>(this: M, hook: ForwardHook<M>): HookHandle {
    return this.#hooks.addAfter(hook as unknown as ForwardHook<Module>);
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
  prefix: string,
  options: WalkOptions,
  own: (module: Module) => Iterable<readonly [string, T, ...unknown[]]>,
): IterableIterator<[string, T]> {
  const unique = options.removeDuplicate ?? true;
  const seen = new Set<T>();
  const modules: Iterable<[string, Module]> =
    options.recurse === false ? [[prefix, root]] : walkModules(root, prefix, unique ? new Set() : undefined);
  for (const [path, module] of modules) {
    for (const [name, tensor] of own(module)) {
      if (unique && seen.has(tensor)) continue;
      seen.add(tensor);
      yield [path === "" ? name : `${path}.${name}`, tensor];
    }
  }
}
