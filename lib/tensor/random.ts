/** Saving and restoring the state of random number generators. */

import { native } from "../native/addon.ts";
import { type Device, deviceCode } from "./device.ts";
import { wrap } from "./dispatch.ts";
import { rethrow } from "./failures.ts";
import { Generator } from "./generator.ts";
import type { Tensor } from "./tensor.ts";

const defaults = new Map<string, Generator>();

/** The generator that operators use when none is given, of a device. */
export function defaultGenerator(device: Device = "cpu"): Generator {
  const { type, index } = deviceCode(device);
  const key = `${type}:${Math.max(index, 0)}`;
  let generator = defaults.get(key);
  if (generator === undefined) {
    generator = new Generator(device, { default: true });
    defaults.set(key, generator);
  }
  return generator;
}

/** The state of a generator as a uint8 tensor, as `torch.get_rng_state`; of the CPU's default one by default. */
export function getRngState(generator: Generator = defaultGenerator()): Tensor {
  return wrap(native().generatorState(generator._id), "getRngState");
}

/** Restores a state that `getRngState` gave. @throws OperatorError when it is no such state. */
export function setRngState(state: Tensor, generator: Generator = defaultGenerator()): void {
  try {
    native().setGeneratorState(generator._id, state._require("setRngState"));
  } catch (error) {
    rethrow(error, "setRngState", [state]);
  }
}
