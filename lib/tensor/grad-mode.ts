/**
 * The modes that switch recording for gradients on and off. They belong to the thread, so what runs in them is
 * synchronous.
 */

import { callable, type Signature, signature } from "../edge/index.ts";
import { native } from "../native/addon.ts";
import { AutogradError } from "../native/errors.ts";

/** @internal Refuses a function that returned a promise: its mode would have ended before its work. */
export function checkSync<T>(name: string, result: T): T {
  if (
    typeof result === "object" &&
    result !== null &&
    typeof (result as { then?: unknown }).then === "function"
  ) {
    Promise.resolve(result as unknown as PromiseLike<unknown>).catch(() => {});
    throw new AutogradError(
      `${name}: the function returned a promise. The mode belongs to the thread and ends when the function returns, ` +
        "so it must be synchronous: wrap each synchronous part of the work.",
    );
  }
  return result;
}

const mode = (name: string) => signature(name, { takes: { fn: callable() } });

const NO_GRAD = mode("noGrad");
const ENABLE_GRAD = mode("enableGrad");
const INFERENCE = mode("inferenceMode");
const IS_GRAD_ENABLED = signature("isGradEnabled");
const IS_INFERENCE = signature("isInferenceMode");

function withGrad<T>(takes: Signature<object>, flag: boolean, fn: () => T, rest: readonly unknown[]): T {
  takes.read(rest);
  takes.check(fn);
  const before = native().setGradEnabled(flag);
  try {
    return checkSync(takes.name, fn());
  } finally {
    native().setGradEnabled(before);
  }
}

/** Runs `fn` without recording for gradients. `fn` must be synchronous. */
export function noGrad<T>(fn: () => T, ...rest: []): T {
  return withGrad(NO_GRAD, false, fn, rest);
}

/** Runs `fn` with recording, also inside `noGrad`. `fn` must be synchronous. */
export function enableGrad<T>(fn: () => T, ...rest: []): T {
  return withGrad(ENABLE_GRAD, true, fn, rest);
}

/** Whether operations are being recorded. */
export function isGradEnabled(...rest: []): boolean {
  IS_GRAD_ENABLED.read(rest);
  return native().gradEnabled();
}

/** Runs `fn` in inference mode: no recording and no version counting; its tensors cannot be used in autograd later. */
export function inferenceMode<T>(fn: () => T, ...rest: []): T {
  INFERENCE.read(rest);
  INFERENCE.check(fn);
  native().enterInference(true);
  try {
    return checkSync("inferenceMode", fn());
  } finally {
    native().leaveInference();
  }
}

/** Whether inference mode is on. */
export function isInferenceMode(...rest: []): boolean {
  IS_INFERENCE.read(rest);
  return native().inferenceEnabled();
}
