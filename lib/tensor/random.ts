/** Saving, restoring and forking the state of random number generators. */

import { native } from "../native/addon.ts";
import { ArgumentError } from "../native/errors.ts";
import { checkFunction, checkOptions } from "./check.ts";
import { type Device, deviceCode } from "./device.ts";
import { wrap } from "./dispatch.ts";
import { describeArgument, rethrow } from "./failures.ts";
import { Generator } from "./generator.ts";
import { keep } from "./scope.ts";
import { checkTensor, type Tensor } from "./tensor.ts";

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
  checkGenerator("getRngState", generator);
  return wrap(native().generatorState(generator._id), "getRngState");
}

/** Restores a state that `getRngState` gave. @throws OperatorError when it is no such state. */
export function setRngState(state: Tensor, generator: Generator = defaultGenerator()): void {
  checkTensor("setRngState", state);
  checkGenerator("setRngState", generator);
  try {
    native().setGeneratorState(generator._id, state._require("setRngState"));
  } catch (error) {
    rethrow(error, "setRngState", [state]);
  }
}

function checkGenerator(operation: string, value: unknown): void {
  if (value instanceof Generator) return;
  throw new ArgumentError(`${operation}: expected a Generator, got ${describeArgument(value)}`, {
    operation,
  });
}

/** @internal The states of several devices' default generators. */
export type RngStates = readonly (readonly [Generator, Tensor])[];

/** The CPU and every CUDA device. */
function allDevices(): Device[] {
  const count = native().cudaDeviceCount();
  return ["cpu", ...Array.from({ length: count }, (_, i): Device => `cuda:${i}`)];
}

/** @internal The states of the default generators, kept until they are collected. */
export function rngStates(devices: readonly Device[] = allDevices()): RngStates {
  return devices.map((device) => {
    const generator = defaultGenerator(device);
    return [generator, keep(getRngState(generator))] as const;
  });
}

/** @internal */
export function setRngStates(states: RngStates): void {
  for (const [generator, state] of states) setRngState(state, generator);
}

/** Options of `forkRng`. */
export interface ForkRngOptions {
  /** Devices whose default generators are restored; the CPU and every CUDA device by default. */
  devices?: readonly Device[];
  /** False makes `forkRng` run the function and do nothing else. */
  enabled?: boolean;
}

/**
 * Runs `fn` and puts the default generators back where they were, as `torch.random.fork_rng`: random numbers drawn
 * inside do not move the sequence outside. `fn` may be asynchronous, but what else draws meanwhile is put back too.
 */
export function forkRng<T>(fn: () => T, options: ForkRngOptions = {}): T {
  checkFunction("forkRng", fn);
  checkOptions("forkRng", options);
  if (options.enabled === false) return fn();
  const states = rngStates(options.devices);
  const restore = () => {
    setRngStates(states);
    for (const [, state] of states) state.dispose();
  };
  let result: T;
  try {
    result = fn();
  } catch (error) {
    restore();
    throw error;
  }
  if (result instanceof Promise) return result.finally(restore) as T;
  restore();
  return result;
}
