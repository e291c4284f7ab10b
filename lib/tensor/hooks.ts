/**
 * Hooks on tensors: functions that see, and may change, gradients on their way.
 */

import { callable, signature } from "../edge/index.ts";
import { native } from "../native/addon.ts";
import { ArgumentError } from "../native/errors.ts";
import { dropCallback, registerCallback } from "./callbacks.ts";
import { describeArgument, rethrow } from "./failures.ts";
import { Tensor } from "./tensor.ts";

const REMOVE = signature("HookHandle.remove");
const REGISTER = signature("registerHook", { takes: { hook: callable() } });
const ACCUMULATED = signature("registerPostAccumulateGradHook", { takes: { hook: callable() } });

/** Takes a hook off again. */
export class HookHandle {
  readonly #remove: () => void;

  constructor(remove: () => void) {
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

/** The accumulation hooks of leaves; libtorch has one place for them. */
const accumulationHooks = new WeakMap<Tensor, Set<{ run: (leaf: Tensor) => void }>>();

const methods: HookMethods & ThisType<Tensor> = {
  registerHook(hook, ...rest) {
    REGISTER.read(rest);
    REGISTER.check(hook);
    const handle = this._require("registerHook");
    const id = registerCallback(([gradient]) => {
      const changed: unknown = gradient == null ? undefined : hook(gradient);
      if (changed === undefined || changed === null) return [];
      if (changed instanceof Tensor) return [changed];
      throw new ArgumentError(
        `a gradient hook must return a tensor or nothing, got ${describeArgument(changed)}`,
      );
    });
    try {
      const position = native().registerHook(handle, id);
      return new HookHandle(() => {
        dropCallback(id);
        if (this._handle === handle) native().removeHook(handle, position);
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
    let hooks = accumulationHooks.get(this);
    if (hooks === undefined) {
      const made = new Set<{ run: (leaf: Tensor) => void }>();
      const id = registerCallback(([leaf]) => {
        for (const { run } of [...made]) if (leaf != null) run(leaf);
        return [];
      });
      try {
        native().setAccumulationHook(handle, id);
      } catch (error) {
        dropCallback(id);
        rethrow(error, "registerPostAccumulateGradHook", [this]);
      }
      hooks = made;
      accumulationHooks.set(this, hooks);
    }
    hooks.add(entry);
    const all = hooks;
    return new HookHandle(() => {
      all.delete(entry);
      if (all.size > 0 || accumulationHooks.get(this) !== all) return;
      accumulationHooks.delete(this);
      if (this._handle === handle) native().setAccumulationHook(handle, 0);
    });
  },
};

for (const [name, value] of Object.entries(methods)) {
  Object.defineProperty(Tensor.prototype, name, { value, writable: true, configurable: true });
}
