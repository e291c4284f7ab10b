/**
 * Containers: Sequential, ModuleList, ModuleDict, ParameterList.
 *
 * Their elements are own properties named by index or key, like any child, so paths and state dicts need nothing more.
 * JavaScript lists integer-like names first and in ascending order, whatever the order of insertion; a name that would
 * therefore stand elsewhere than at the end is refused.
 */
import { describe, integer, isPlainObject, isPromise, noMore, signature } from "../edge/index.ts";
import { ArgumentError } from "../native/errors.ts";
import { currentScope, keep, Tensor } from "../tensor/index.ts";
import { Module, type TensorModule } from "./module.ts";
import { Parameter } from "./parameter.ts";
import { indent } from "./repr.ts";

const SLICE = signature<{ start?: number; end?: number }>("nn.Sequential.slice", {
  options: { start: integer, end: integer },
  positional: ["start", "end"],
});

/**
 * Runs modules one after the other. `L` is what they are, where it is said: `new nn.Sequential<Block>(...)` has blocks at
 * its indices. What `set` puts in place may be another module.
 */
export class Sequential<L extends TensorModule = TensorModule> extends Module {
  [index: number]: L;

  /**
   * Modules as arguments or one array, named by index, or a record, named by its keys.
   *
   * @example new nn.Sequential(new nn.Linear(4, 8), new nn.ReLU())
   * @example new nn.Sequential({ conv: new nn.Conv2d(3, 8, 3), relu: new nn.ReLU() })
   */
  constructor(...modules: NoInfer<L>[] | [readonly NoInfer<L>[] | Readonly<Record<string, NoInfer<L>>>]) {
    super();
    const [first, ...rest] = modules;
    if (typeof first === "object" && first !== null && !(first instanceof Module) && !isPromise(first)) {
      noMore("nn.Sequential", rest);
      for (const [name, module] of Object.entries(first)) this.#add(name, module);
    } else {
      for (const module of modules as L[]) this.append(module);
    }
  }

  #add(name: string, module: TensorModule): void {
    if (!(module instanceof Module)) {
      throw new ArgumentError(`nn.Sequential: expected modules, got ${describe(module)} as "${name}".`);
    }
    addLast(this, "nn.Sequential", name, module);
  }

  /** Number of modules. */
  get length(): number {
    return [...this.namedChildren()].length;
  }

  /** Names and modules in order. */
  entries(...rest: []): IterableIterator<[string, L]> {
    noMore("nn.Sequential.entries", rest);
    return this.namedChildren() as IterableIterator<[string, L]>; // what was put into it
  }

  [Symbol.iterator](): IterableIterator<L> {
    return this.children() as IterableIterator<L>; // as entries
  }

  /** The module at a position; negative counts from the end. Throws ArgumentError outside. */
  at(index: number, ...rest: []): L {
    noMore("nn.Sequential.at", rest);
    return element([...this], "nn.Sequential", index);
  }

  /** Puts a module in the place of another, by position or name. */
  set(at: number | string, module: TensorModule, ...rest: []): this {
    noMore("nn.Sequential.set", rest);
    const names = [...this.namedChildren()].map(([name]) => name);
    const name = typeof at === "string" ? at : element(names, "nn.Sequential", at);
    if (!names.includes(name)) {
      throw new ArgumentError(`nn.Sequential: there is no module "${name}"; it has ${names.join(", ")}.`);
    }
    this.addModule(name, module);
    return this;
  }

  /** Adds a module at the end, named by its position. */
  append(module: TensorModule, ...rest: []): this {
    noMore("nn.Sequential.append", rest);
    this.#add(String(this.length), module);
    return this;
  }

  /** A new Sequential over some of the modules, which keep their names. */
  slice(...rest: [start?: number, end?: number]): Sequential<L> {
    const { start, end } = SLICE.read(rest);
    return new Sequential<L>(Object.fromEntries([...this.entries()].slice(start, end)));
  }

  override forward(input: Tensor, ...rest: []): Tensor {
    noMore("nn.Sequential.forward", rest);
    // Each result is freed as soon as the next module has used it, unless it was kept or belongs to someone else:
    // else a network that is one long Sequential would hold all its activations at once.
    const scope = currentScope();
    let x = input;
    // Not through the iterator: it would cost more than the calls of small layers.
    for (const module of Object.values(this) as unknown[]) {
      if (!(module instanceof Module)) continue;
      const next = (module as TensorModule).forward(x);
      if (x !== input && x !== next && x._scope === scope) x.dispose();
      x = next;
    }
    return x;
  }
}

/** Modules in a list; what is computed with them is the owner's affair. */
export class ModuleList<M extends Module = Module> extends Module {
  constructor(modules: Iterable<M> = [], ...rest: []) {
    checkList("nn.ModuleList", modules, rest);
    super();
    this.extend(modules);
  }

  /** Throws ArgumentError: a list has no forward. */
  override forward(): never {
    throw new ArgumentError("nn.ModuleList has no forward; call the modules in it, or use nn.Sequential.");
  }

  /** Number of modules. */
  get length(): number {
    return [...this.namedChildren()].length;
  }

  [Symbol.iterator](): IterableIterator<M> {
    return this.children() as IterableIterator<M>;
  }

  /** The module at a position; negative counts from the end. Throws ArgumentError outside. */
  at(index: number, ...rest: []): M {
    noMore("nn.ModuleList.at", rest);
    return element([...this], "nn.ModuleList", index);
  }

  /** Puts a module in the place of another. */
  set(index: number, module: M, ...rest: []): this {
    noMore("nn.ModuleList.set", rest);
    const names = [...this.namedChildren()].map(([name]) => name);
    this.addModule(element(names, "nn.ModuleList", index), module);
    return this;
  }

  /** Adds a module at the end. */
  append(module: M, ...rest: []): this {
    noMore("nn.ModuleList.append", rest);
    if (!(module instanceof Module)) {
      throw new ArgumentError(`nn.ModuleList: expected a Module, got ${describe(module)}.`);
    }
    this.addModule(String(this.length), module);
    return this;
  }

  /** Adds modules at the end. */
  extend(modules: Iterable<M>, ...rest: []): this {
    checkList("nn.ModuleList.extend", modules, rest);
    for (const module of modules) this.append(module);
    return this;
  }

  /** Equal neighbours are printed once with their count, as PyTorch does. */
  override toString(): string {
    const blocks: { text: string; first: number; last: number }[] = [];
    let index = 0;
    for (const module of this) {
      const text = String(module);
      const before = blocks.at(-1);
      if (before?.text === text) before.last = index;
      else blocks.push({ text, first: index, last: index });
      index++;
    }
    const name = this.constructor.name;
    if (blocks.length === 0) return `${name}()`;
    const lines = blocks.map(({ text, first, last }) =>
      indent(first === last ? `(${first}): ${text}` : `(${first}-${last}): ${last - first + 1} x ${text}`),
    );
    return `${name}(\n  ${lines.join("\n  ")}\n)`;
  }
}

/** Modules by name; what is computed with them is the owner's affair. */
export class ModuleDict<M extends Module = Module> extends Module {
  constructor(modules: Readonly<Record<string, M>> = {}, ...rest: []) {
    noMore("nn.ModuleDict", rest);
    if (!isPlainObject(modules)) {
      throw new ArgumentError(
        `nn.ModuleDict: expected an object of modules by name, got ${describe(modules)}.`,
      );
    }
    super();
    for (const [name, module] of Object.entries(modules)) this.set(name, module);
  }

  /** Throws ArgumentError: a dict has no forward. */
  override forward(): never {
    throw new ArgumentError("nn.ModuleDict has no forward; call the modules in it, or use nn.Sequential.");
  }

  /** Number of modules. */
  get length(): number {
    return [...this.namedChildren()].length;
  }

  /** Names in order. */
  keys(...rest: []): string[] {
    noMore("nn.ModuleDict.keys", rest);
    return [...this.namedChildren()].map(([name]) => name);
  }

  /** Modules in order. */
  values(...rest: []): M[] {
    noMore("nn.ModuleDict.values", rest);
    return [...this.children()] as M[];
  }

  /** Names and modules in order. */
  entries(...rest: []): [string, M][] {
    noMore("nn.ModuleDict.entries", rest);
    return [...this.namedChildren()] as [string, M][];
  }

  /** Whether there is a module of this name. */
  has(name: string, ...rest: []): boolean {
    noMore("nn.ModuleDict.has", rest);
    return this.keys().includes(name);
  }

  /** The module of this name. Throws ArgumentError if there is none. */
  get(name: string, ...rest: []): M {
    noMore("nn.ModuleDict.get", rest);
    for (const [own, module] of this.entries()) if (own === name) return module;
    throw new ArgumentError(
      `nn.ModuleDict: there is no module "${name}"; it has ${this.keys().join(", ") || "none"}.`,
    );
  }

  /** Adds a module, or replaces the one of this name in its place. */
  set(name: string, module: M, ...rest: []): this {
    noMore("nn.ModuleDict.set", rest);
    if (!(module instanceof Module)) {
      throw new ArgumentError(`nn.ModuleDict: expected a Module, got ${describe(module)} as "${name}".`);
    }
    if (this.has(name)) this.addModule(name, module);
    else addLast(this, "nn.ModuleDict", name, module);
    return this;
  }

  /** Takes a module out; false if there was none of this name. */
  delete(name: string, ...rest: []): boolean {
    noMore("nn.ModuleDict.delete", rest);
    return this.has(name) && Reflect.deleteProperty(this, name);
  }
}

/** Parameters in a list. */
export class ParameterList extends Module {
  /** Plain tensors are made parameters. */
  constructor(parameters: Iterable<Tensor> = [], ...rest: []) {
    checkList("nn.ParameterList", parameters, rest);
    super();
    for (const parameter of parameters) this.append(parameter);
  }

  /** Throws ArgumentError: a list has no forward. */
  override forward(): never {
    throw new ArgumentError("nn.ParameterList has no forward; use the parameters in it.");
  }

  /** Number of parameters. */
  get length(): number {
    return [...this].length;
  }

  [Symbol.iterator](): IterableIterator<Parameter> {
    return this.parameters({ recurse: false });
  }

  /** The parameter at a position; negative counts from the end. Throws ArgumentError outside. */
  at(index: number, ...rest: []): Parameter {
    noMore("nn.ParameterList.at", rest);
    return element([...this], "nn.ParameterList", index);
  }

  /** Adds a parameter at the end; a plain tensor is made one. */
  append(parameter: Tensor, ...rest: []): this {
    noMore("nn.ParameterList.append", rest);
    if (!(parameter instanceof Tensor)) {
      throw new ArgumentError(`nn.ParameterList: expected a tensor, got ${describe(parameter)}.`);
    }
    const own = parameter instanceof Parameter ? parameter : new Parameter(keep(parameter));
    this.registerParameter(String(this.length), own);
    return this;
  }

  override extraRepr(): string {
    return [...this]
      .map((parameter, i) => {
        const device = parameter.device === "cpu" ? "" : ` (${parameter.device})`;
        const dtype = `torch.${parameter.dtype}`;
        return `  (${i}): Parameter containing: [${dtype} of size ${parameter.shape.join("x")}${device}]`;
      })
      .join("\n");
  }
}

function checkList(operation: string, given: unknown, rest: readonly unknown[]): void {
  noMore(operation, rest);
  if (typeof given === "object" && given !== null && Symbol.iterator in given) return;
  if (isPlainObject(given)) noMore(operation, [given]);
  throw new ArgumentError(`${operation}: expected a list, got ${describe(given)}.`, { operation });
}

function element<T>(all: readonly T[], operation: string, index: number): T {
  const found = all.at(index);
  if (found !== undefined && Number.isInteger(index)) return found;
  throw new ArgumentError(`${operation}: index ${index} is outside a list of ${all.length}.`);
}

function addLast(module: Module, operation: string, name: string, child: Module): void {
  module.addModule(name, child);
  if (Object.keys(module).at(-1) === name || isLastIndex(module, name)) return;
  Reflect.deleteProperty(module, name);
  throw new ArgumentError(
    `${operation}: "${name}" cannot follow the names before it: JavaScript orders names that are integers first and ` +
      "by value, so the order of the modules would not be kept. Use names that are not integers, or ascending ones.",
  );
}

/** Integer-like names stand before `training` and its like, so being last means being the last child. */
function isLastIndex(module: Module, name: string): boolean {
  return [...module.namedChildren()].at(-1)?.[0] === name;
}
