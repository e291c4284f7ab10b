/**
 * Eval mode for the length of one forward pass.
 *
 * A module's mode is a flag that everybody who holds the module shares. So inference must not set it and then await (the
 * decoding of an image, say): a training step of somebody else would run in eval mode meanwhile, or a prediction in
 * training mode. It sets the mode, computes, and puts every flag back before anything else can run.
 */
import { isPromise } from "../edge/index.ts";
import { ArgumentError } from "../native/errors.ts";
import type { Module } from "./module.ts";

/**
 * Runs `forward` with all of `model` in eval mode and puts each module's mode back, also where it throws.
 *
 * @throws ArgumentError where `forward` returns a promise: what runs after an await would run in another mode
 */
export function inEvalMode<T>(model: Module, forward: () => T): T {
  const training = [...model.modules()].filter((module) => module.training);
  for (const module of training) module.training = false;
  try {
    const result = forward();
    if (!isPromise(result)) return result;
    Promise.resolve(result).catch(() => {}); // the error below says what is wrong
    throw new ArgumentError(
      "inEvalMode: the forward pass must be synchronous, got a function that returns a promise.",
    );
  } finally {
    for (const module of training) module.training = true;
  }
}
