/**
 * The modes that switch recording for gradients on and off. They belong to the thread, so what runs in them is
 * synchronous.
 */

import { native } from "../native/addon.ts";
import { AutogradError } from "../native/errors.ts";
import { checkFunction } from "./check.ts";

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

function withGrad<T>(name: string, flag: boolean, fn: () => T): T {
  checkFunction(name, fn);
  const before = native().setGradEnabled(flag);
  try {
    return checkSync(name, fn());
  } finally {
    native().setGradEnabled(before);
  }
}

/** Runs `fn` without recording for gradients. `fn` must be synchronous. */
export function noGrad<T>(fn: () => T): T {
  return withGrad("noGrad", false, fn);
}

/** Runs `fn` with recording, also inside `noGrad`. `fn` must be synchronous. */
export function enableGrad<T>(fn: () => T): T {
  return withGrad("enableGrad", true, fn);
}

/** Whether operations are being recorded. */
export function isGradEnabled(): boolean {
  return native().gradEnabled();
}

/** Runs `fn` in inference mode: no recording and no version counting; its tensors cannot be used in autograd later. */
export function inferenceMode<T>(fn: () => T): T {
  checkFunction("inferenceMode", fn);
  native().enterInference(true);
  try {
    return checkSync("inferenceMode", fn());
  } finally {
    native().leaveInference();
  }
}

/** Whether inference mode is on. */
export function isInferenceMode(): boolean {
  return native().inferenceEnabled();
}
