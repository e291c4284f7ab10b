/**
 * Who frees a tensor: scopes first, the garbage collector as the net (collector.ts).
 *
 * A tensor made inside a scope is freed when the scope ends, save what the scope returns and what was `keep`-ed.
 * A tensor outside every scope belongs to the collector. Rule for whoever changes this file: a scope frees only
 * tensors whose `_scope` is the scope itself, exactly once, on the thread of its environment.
 */

import { AsyncLocalStorage } from "node:async_hooks";
import { callable, type Rest, signature, string } from "../edge/index.ts";
import { checkFunction } from "./check.ts";
import { freeHandles, giveToCollector } from "./collector.ts";
import { checkTensor, Tensor } from "./tensor.ts";
import { recordSite, tracing } from "./tracing.ts";

const NEW_SCOPE = signature("Scope");
const SYNC = signature("syncScope");

/** The method of an object that a scope's result may be: the tensors that go on with it. */
export const HELD: unique symbol = Symbol("torchts.held");

/** A region of the program whose tensors are freed together. */
export class Scope {
  /** What errors call this scope. */
  readonly name: string;
  /** @internal */
  readonly parent: Scope | undefined;
  /** @internal */
  closed = false;
  /** @internal */
  tensors: Tensor[] = [];
  /** @internal */
  compactAt = 1024;

  constructor(parent: Scope | undefined, name: string, ...rest: []) {
    NEW_SCOPE.read(rest);
    this.parent = parent;
    this.name = name;
  }
}

// The scope of the synchronous code that runs now. It is set and restored by stack frames, so it is always
// undefined when a continuation starts; there the scope comes from the asynchronous context.
let current: Scope | undefined;
let contexts: AsyncLocalStorage<Scope> | undefined;

const CURRENT = signature("currentScope");
const KEEP = signature("keep");
const SCOPE = signature<{ name?: string }>("scope", {
  takes: { fn: callable() },
  options: { name: string },
});

/** The innermost open scope, or undefined when there is none. */
export function currentScope(...rest: []): Scope | undefined {
  CURRENT.read(rest);
  if (current !== undefined) return current;
  if (contexts === undefined) return undefined;
  let scope = contexts.getStore();
  // Work started in a scope may outlive it (a timer, a promise not awaited): its tensors go to what still stands.
  while (scope?.closed) scope = scope.parent;
  return scope;
}

/** @internal Gives a new tensor its owner: the current scope, else the collector. */
export function adopt(tensor: Tensor): void {
  const scope = current ?? currentScope();
  if (scope === undefined) giveToCollector(tensor);
  else addTo(scope, tensor);
  if (tracing.on) recordSite(tensor);
}

function addTo(scope: Scope, tensor: Tensor): void {
  tensor._scope = scope;
  if (scope.tensors.push(tensor) >= scope.compactAt) {
    // Disposed one by one in a long-lived scope, tensors must not leave their husks in the list.
    scope.tensors = scope.tensors.filter((t) => t._handle !== 0 && t._scope === scope);
    scope.compactAt = Math.max(1024, scope.tensors.length * 2);
  }
}

/** Frees what the scope owns, save tensors found in `result`: they move to the enclosing scope or the collector. */
function close(scope: Scope, result: unknown): void {
  if (scope.closed) return;
  scope.closed = true;
  const { tensors } = scope;
  if (tensors.length === 0) return;
  let parent = scope.parent;
  while (parent?.closed) parent = parent.parent;
  if (result instanceof Tensor) moveOut(result, scope, parent);
  else if (typeof result === "object" && result !== null) moveAllOut(result, scope, parent, new Set());
  let count = 0;
  const handles = new Array<number>(tensors.length);
  for (const tensor of tensors) {
    if (tensor._scope !== scope || tensor._handle === 0) continue;
    handles[count++] = tensor._handle;
    tensor._handle = 0;
  }
  scope.tensors = [];
  freeHandles(handles, count);
}

function moveOut(tensor: Tensor, from: Scope, to: Scope | undefined): void {
  if (tensor._scope !== from || tensor._handle === 0) return;
  if (to === undefined) giveToCollector(tensor);
  else addTo(to, tensor);
}

// Looks into arrays, plain objects, Maps and Sets; class instances keep their own counsel, since what they hold
// may be far more than the result, unless they say by HELD what goes on with them.
function moveAllOut(value: object, from: Scope, to: Scope | undefined, seen: Set<object>): void {
  if (value instanceof Tensor) {
    moveOut(value, from, to);
    return;
  }
  if (seen.has(value) || ArrayBuffer.isView(value)) return;
  seen.add(value);
  let parts: Iterable<unknown> = [];
  if (Array.isArray(value) || value instanceof Set) parts = value;
  else if (value instanceof Map) parts = [...value.keys(), ...value.values()];
  else if (HELD in value) parts = (value as { [HELD](): Iterable<unknown> })[HELD]();
  else {
    const prototype = Object.getPrototypeOf(value);
    if (prototype === Object.prototype || prototype === null) parts = Object.values(value);
  }
  for (const part of parts) {
    if (typeof part === "object" && part !== null) moveAllOut(part, from, to, seen);
  }
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return (
    typeof value === "object" && value !== null && typeof (value as { then?: unknown }).then === "function"
  );
}

/**
 * Runs `fn` and frees every tensor made inside, save those it returns (found in arrays, plain objects, Maps and
 * Sets) and those given to `keep`. Scopes nest. `fn` may be asynchronous: the scope then ends when its promise
 * settles, and tasks that interleave do not free each other's tensors.
 *
 * @example
 * const loss = scope(() => model.forward(x).sub(y).square().mean());
 */
export function scope<T>(fn: (scope: Scope) => T, ...rest: Rest<{ name?: string }>): T {
  const { name = "scope" } = SCOPE.read(rest);
  SCOPE.check(fn);
  const made = new Scope(currentScope(), name);
  contexts ??= new AsyncLocalStorage<Scope>();
  const before = current;
  current = made;
  let result: T;
  try {
    result = contexts.run(made, fn, made);
  } catch (error) {
    current = before;
    close(made, undefined);
    throw error;
  }
  current = before;
  if (isThenable(result)) {
    return result.then(
      (value) => {
        close(made, value);
        return value;
      },
      (error) => {
        close(made, undefined);
        throw error;
      },
    ) as T;
  }
  close(made, result);
  return result;
}

/**
 * @internal A scope for synchronous code only, without the cost of an asynchronous context: what a module's
 * forward and an optimizer's step run in. `a` and `b` are passed on so that callers need no closure.
 */
export function syncScope<A, B, T>(name: string, fn: (a: A, b: B) => T, a: A, b: B, ...rest: []): T {
  SYNC.read(rest);
  checkFunction("syncScope", fn);
  const made = new Scope(currentScope(), name);
  const before = current;
  current = made;
  let result: T;
  try {
    result = fn(a, b);
  } catch (error) {
    current = before;
    close(made, undefined);
    throw error;
  }
  current = before;
  close(made, result);
  return result;
}

/**
 * Takes a tensor out of every scope, so that the garbage collector frees it once nothing refers to it.
 * Returns the tensor. Parameters, buffers and optimizer state are kept by the library.
 * @throws FreedTensorError when the tensor is already freed.
 */
export function keep<T extends Tensor>(tensor: T, ...rest: []): T {
  KEEP.read(rest);
  checkTensor("keep", tensor);
  if (tensor._handle === 0) tensor._require("keep");
  if (tensor._scope !== undefined) giveToCollector(tensor);
  return tensor;
}
