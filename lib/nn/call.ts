/**
 * What surrounds a module's forward: pre-hooks, memory scope, the subclass's forward, hooks, and on failure the path
 * of the module in the error.
 *
 * It runs for every layer of every step, so the common case (a layer of one operator, no hooks) adds one closure and
 * two tests. Such layers are marked with `markLeaf`: they make no temporaries, so a scope would have nothing to free.
 */
import { describe, isPromise, noMore } from "../edge/index.ts";
import { ArgumentError, TorchtsError } from "../native/errors.ts";
import { HookHandle, syncScope, Tensor } from "../tensor/index.ts";
import { type BackwardHook, type BackwardPreHook, WatchedCall } from "./backward-hooks.ts";
import type { Module } from "./module.ts";

/** A subclass's forward, seen from outside its class. */
export type Implementation = (this: Module, ...args: unknown[]) => unknown;

type ForwardArgs<M extends Module> = Parameters<M["forward"]>;
type ForwardResult<M extends Module> = ReturnType<M["forward"]>;

/** Runs before a forward; an array it returns replaces the arguments. */
export type ForwardPreHook<M extends Module> = (
  module: M,
  args: ForwardArgs<M>,
  // biome-ignore lint/suspicious/noConfusingVoidType: a hook need not return anything, and then it is void
) => unknown[] | undefined | void;

/** Runs after a forward; a value it returns replaces the output. */
export type ForwardHook<M extends Module> = (
  module: M,
  args: ForwardArgs<M>,
  output: ForwardResult<M>,
  // biome-ignore lint/suspicious/noConfusingVoidType: a hook need not return anything, and then it is void
) => ForwardResult<M> | undefined | void;

/** The hooks of one module, in order of registration. */
export class Hooks {
  /** Kept as a field because it is read at each call. */
  isEmpty = true;
  // Wrapped, so that one function registered twice is two hooks.
  readonly before = new Set<{ run: ForwardPreHook<Module> }>();
  readonly after = new Set<{ run: ForwardHook<Module> }>();
  readonly beforeBackward = new Set<{ run: BackwardPreHook }>();
  readonly afterBackward = new Set<{ run: BackwardHook }>();

  addBefore(run: ForwardPreHook<Module>): HookHandle {
    return this.#add(this.before, { run }, run);
  }

  addAfter(run: ForwardHook<Module>): HookHandle {
    return this.#add(this.after, { run }, run);
  }

  addBeforeBackward(run: BackwardPreHook): HookHandle {
    return this.#add(this.beforeBackward, { run }, run);
  }

  addAfterBackward(run: BackwardHook): HookHandle {
    return this.#add(this.afterBackward, { run }, run);
  }

  /** Whether gradients are looked at. */
  get watchBackward(): boolean {
    return this.beforeBackward.size > 0 || this.afterBackward.size > 0;
  }

  #add<T>(set: Set<T>, entry: T, run: unknown): HookHandle {
    if (typeof run !== "function") throw new ArgumentError("A hook must be a function.");
    set.add(entry);
    this.isEmpty = false;
    return new HookHandle(() => {
      set.delete(entry);
      this.isEmpty = this.before.size === 0 && this.after.size === 0 && !this.watchBackward;
    });
  }
}

const leaves = new WeakSet<Implementation>();

/**
 * Declares that the class's own forward makes no tensor but its result, so it needs no scope. It holds for this very
 * function: a subclass that overrides forward is not a leaf unless it says so itself.
 */
export function markLeaf(moduleClass: { prototype: Module }, ...rest: []): void {
  noMore("nn.markLeaf", rest);
  if (typeof moduleClass?.prototype?.forward !== "function") {
    throw new ArgumentError(`nn.markLeaf: expected a class of modules, got ${describe(moduleClass)}.`);
  }
  leaves.add(moduleClass.prototype.forward as Implementation);
}

const layers = new WeakSet<Implementation>();

/**
 * Declares that the class's own forward takes a tensor first and no more arguments than it names, which is then checked;
 * a forward of a user's may take anything. Such a layer is a leaf too, unless `leaf` is false.
 */
export function markLayer(moduleClass: { prototype: Module }, leaf = true): void {
  layers.add(moduleClass.prototype.forward as Implementation);
  if (leaf) markLeaf(moduleClass);
}

/** Declares the same of a network of the library's own, once it is made: it takes images and nothing beside them. */
export function markNetwork(network: Module): void {
  const { forward } = Object.getPrototypeOf(network) as { forward: Implementation };
  if (forward.length === 1) layers.add(forward);
}

/** The forward of one module with all that surrounds it. Made once for each module, so that a call makes nothing. */
export class Call {
  readonly hooks = new Hooks();
  readonly #module: Module;
  readonly #implementation: Implementation;
  readonly #leaf: boolean;
  readonly #scopeName: string;

  constructor(module: Module, implementation: Implementation) {
    this.#module = module;
    this.#implementation = implementation;
    this.#leaf = leaves.has(implementation);
    this.#scopeName = `${module.constructor.name}.forward`;
  }

  /** Runs it with any number of arguments. */
  apply(args: unknown[]): unknown {
    const module = this.#module;
    try {
      const most = this.#implementation.length;
      if ((args.length > most || args.length === 0) && this.#isLayer()) {
        if (args.length > most) noMore(this.#scopeName, args.slice(most));
        this.#check(undefined, 0);
      }
      for (let i = 0; i < args.length; i++) if (!(args[i] instanceof Tensor)) this.#check(args[i], i);
      if (!this.hooks.isEmpty) return syncScope(this.#scopeName, this.#hooked, args, undefined);
      if (this.#leaf) return this.#implementation.apply(module, args);
      return syncScope(this.#scopeName, this.#plain, args, undefined);
    } catch (error) {
      throw located(error, module);
    }
  }

  /** Runs it with one argument, which is nearly always the case. */
  one(input: unknown): unknown {
    const module = this.#module;
    try {
      if (!(input instanceof Tensor)) this.#check(input, 0);
      if (!this.hooks.isEmpty) return syncScope(this.#scopeName, this.#hooked, [input], undefined);
      if (this.#leaf) return this.#implementation.call(module, input);
      return syncScope(this.#scopeName, this.#plainOne, input, undefined);
    } catch (error) {
      throw located(error, module);
    }
  }

  #isLayer(): boolean {
    return layers.has(this.#implementation);
  }

  /** A forward is synchronous, so a promise is no argument of any; a layer's first is a tensor. */
  #check(value: unknown, at: number): void {
    if (!isPromise(value) && !(at === 0 && this.#isLayer())) return;
    const what = isPromise(value) ? "expected a value, got" : "the input must be a tensor, got";
    throw new ArgumentError(`${this.#scopeName}: ${what} ${describe(value)}.`, {
      operation: this.#scopeName,
    });
  }

  readonly #plain = (args: unknown[]): unknown => {
    return checkSync(this.#module, this.#implementation.apply(this.#module, args));
  };

  readonly #plainOne = (input: unknown): unknown => {
    return checkSync(this.#module, this.#implementation.call(this.#module, input));
  };

  readonly #hooked = (args: unknown[]): unknown => {
    return withHooks(this.#module, this.#implementation, this.hooks, args);
  };
}

function withHooks(module: Module, implementation: Implementation, hooks: Hooks, given: unknown[]): unknown {
  let args = given;
  for (const { run } of hooks.before) {
    const replaced = run(module, args as never[]);
    if (replaced === undefined || replaced === null) continue;
    if (replaced instanceof Tensor) args = [replaced];
    else if (Array.isArray(replaced)) args = replaced;
    else {
      throw new ArgumentError(
        `${module.constructor.name}: a forward pre-hook must return nothing or the new arguments as an array.`,
      );
    }
  }
  const watched = hooks.watchBackward ? new WatchedCall(module, hooks) : null;
  if (watched !== null) args = watched.watchInputs(args);
  let output = checkSync(module, implementation.apply(module, args));
  for (const { run } of hooks.after) {
    const replaced = run(module, args as never[], output);
    if (replaced !== undefined && replaced !== null) output = replaced;
  }
  return watched === null ? output : watched.watchOutputs(output);
}

/** A forward that returns a promise would outlive its scope, which frees its tensors when it returns. */
function checkSync(module: Module, output: unknown): unknown {
  if (output instanceof Tensor || typeof output !== "object" || output === null) return output;
  if (!isPromise(output)) return output;
  // The promise is dropped here; its own failure would else be reported as an unhandled rejection.
  Promise.resolve(output).catch(() => {});
  throw new ArgumentError(
    `${module.constructor.name}.forward returned a promise; a forward must be synchronous, because the tensors it ` +
      "makes are freed when it returns. Await what it needs before calling it.",
  );
}

/** Where an error came from, as far as it has risen: the innermost module and its path from the outermost. */
interface Origin {
  text: string;
  module: Module;
  path: string;
  outer: Module;
}

const origins = new WeakMap<TorchtsError, Origin>();

/** The error with the module's place in its text. Looking for the path is slow, but it happens on failure only. */
function located(error: unknown, module: Module): unknown {
  if (error instanceof TorchtsError) locate(error, module);
  return error;
}

function locate(error: TorchtsError, module: Module): void {
  const origin = origins.get(error);
  if (origin === undefined) {
    origins.set(error, { text: error.message, module, path: "", outer: module });
  } else {
    const step = pathOf(module, origin.outer);
    if (step === undefined) return;
    origin.path = origin.path === "" ? step : `${step}.${origin.path}`;
    origin.outer = module;
  }
  const { text, module: inner, path, outer } = origins.get(error) as Origin;
  const printed = inner.toString();
  const name = printed.includes("\n") ? inner.constructor.name : printed;
  const where = path === "" ? name : `${path} of ${outer.constructor.name}: ${name}`;
  const message = `${text}\n  in module ${where}`;
  error.stack = error.stack?.replace(error.message, message);
  error.message = message;
}

function pathOf(parent: Module, child: Module): string | undefined {
  if (parent === child) return undefined;
  for (const [path, module] of parent.namedModules()) if (module === child) return path;
  return undefined;
}
