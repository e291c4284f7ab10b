/**
 * Hooks on tensors: functions that see, and may change, gradients on their way.
 */

import { callable, signature } from "../edge/index.ts";
import { native } from "../native/addon.ts";
import { ArgumentError } from "../native/errors.ts";
import { dropCallback, registerCallback } from "./callbacks.ts";
import { describeArgument, type NativeFailure, rethrow } from "./failures.ts";
import { Tensor } from "./tensor.ts";

const HANDLE = signature("HookHandle", { takes: { remove: callable() } });
const REMOVE = signature("HookHandle.remove");
const REGISTER = signature("registerHook", { takes: { hook: callable() } });
const ACCUMULATED = signature("registerPostAccumulateGradHook", { takes: { hook: callable() } });

/** Takes a hook off again. */
export class HookHandle {
  readonly #remove: () => void;

  constructor(remove: () => void, ...rest: []) {
    HANDLE.read(rest);
    HANDLE.check(remove);
    this.#remove = remove;
  }

  /** Removes the hook; a second call does nothing. */
  remove(...rest: []): void {
    REMOVE.read(rest);
    this.#remove();
  }

  [Symbol.dispose](): void {
    this.#remove();
  }
}

/** Called with a gradient; a tensor it returns takes the gradient's place. */
// biome-ignore lint/suspicious/noConfusingVoidType: a hook need not return anything, and then it is void
export type GradHook = (gradient: Tensor) => Tensor | undefined | void;

/** Methods installed here; tensor.ts merges them into the class. */
export interface HookMethods {
  /**
   * Calls `hook` each time a backward pass has computed the gradient of this tensor. The gradient is freed when the
   * hook returns, unless it is kept (`keep(gradient)`). A hook that refers to its own tensor keeps both alive until it is
   * removed or the tensor is freed.
   * @throws AutogradError when the tensor does not require gradients.
   */
  registerHook(hook: GradHook, ...rest: []): HookHandle;
  /** Calls `hook` with this leaf each time its `grad` has been accumulated. @throws AutogradError for other tensors. */
  registerPostAccumulateGradHook(hook: (leaf: Tensor) => void, ...rest: []): HookHandle;
}

interface LeafHooks {
  hooks: Set<{ run: (leaf: Tensor) => void }>;
  /** Whether the leaf has another set by now, or none. */
  isOff: boolean;
}

/** The accumulation hooks of leaves; libtorch has one place for them. */
const accumulationHooks = new WeakMap<Tensor, LeafHooks>();

function changeGradient(
  hook: GradHook,
  [gradient]: readonly (Tensor | null)[],
): readonly (Tensor | undefined)[] {
  const changed: unknown = gradient == null ? undefined : hook(gradient);
  if (changed === undefined || changed === null) return [];
  if (changed instanceof Tensor) return [changed];
  throw new ArgumentError(
    `a gradient hook must return a tensor or nothing, got ${describeArgument(changed)}`,
  );
}

function runLeafHooks({ hooks }: LeafHooks, [leaf]: readonly (Tensor | null)[]): readonly never[] {
  for (const { run } of [...hooks]) if (leaf != null) run(leaf);
  return [];
}

/**
 * Takes a hook off a tensor by its handle, unless the tensor is freed: whoever keeps the way to remove a hook keeps no
 * tensor by it. (A WeakRef would: until the end of the running job, which may be the whole program.)
 */
function takeOff(remove: () => void): void {
  try {
    remove();
  } catch (error) {
    if ((error as NativeFailure).kind !== "freed") throw error;
  }
}

function leafHookHandle(handle: number, all: LeafHooks, entry: { run: (leaf: Tensor) => void }): HookHandle {
  return new HookHandle(() => {
    all.hooks.delete(entry);
    if (all.hooks.size > 0 || all.isOff) return;
    all.isOff = true;
    takeOff(() => native().setAccumulationHook(handle, 0));
  });
}

const methods: HookMethods & ThisType<Tensor> = {
  registerHook(hook, ...rest) {
    REGISTER.read(rest);
    REGISTER.check(hook);
    const handle = this._require("registerHook");
    const id = registerCallback(changeGradient, hook);
    try {
      const position = native().registerHook(handle, id);
      return new HookHandle(() => {
        dropCallback(id);
        takeOff(() => native().removeHook(handle, position));
      });
    } catch (error) {
      dropCallback(id);
      return rethrow(error, "registerHook", [this]);
    }
  },
  registerPostAccumulateGradHook(hook, ...rest) {
    ACCUMULATED.read(rest);
    ACCUMULATED.check(hook);
    const handle = this._require("registerPostAccumulateGradHook");
    const entry = { run: hook };
    let all = accumulationHooks.get(this);
    if (all === undefined || all.isOff) {
      all = { hooks: new Set(), isOff: false };
      const id = registerCallback(runLeafHooks, all);
      try {
        native().setAccumulationHook(handle, id);
      } catch (error) {
        dropCallback(id);
        rethrow(error, "registerPostAccumulateGradHook", [this]);
      }
      accumulationHooks.set(this, all);
    }
    all.hooks.add(entry);
    return leafHookHandle(handle, all, entry);
  },
};

for (const [name, value] of Object.entries(methods)) {
  Object.defineProperty(Tensor.prototype, name, { value, writable: true, configurable: true });
}
