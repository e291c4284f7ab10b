/** Saving, restoring and forking the state of random number generators. */

import { boolean, callable, instance, listOf, type Rest, signature } from "../edge/index.ts";
import { native } from "../native/addon.ts";
import { deviceKind, tensorKind } from "./argument-kinds.ts";
import { type Device, type DeviceChoice, deviceCode } from "./device.ts";
import { wrap } from "./dispatch.ts";
import { rethrow, typed } from "./failures.ts";
import { Generator } from "./generator.ts";
import { keep } from "./scope.ts";
import type { Tensor } from "./tensor.ts";

const defaults = new Map<string, Generator>();

const DEFAULT = signature<{ device?: DeviceChoice }>("defaultGenerator", {
  options: { device: deviceKind },
  positional: ["device"],
});

interface OfGenerator {
  generator?: Generator;
}

const ofGenerator = {
  options: { generator: instance(Generator) },
  positional: ["generator"],
} as const;
const GET = signature<OfGenerator>("getRngState", ofGenerator);
const SET = signature<OfGenerator>("setRngState", { takes: { state: tensorKind }, ...ofGenerator });

/** The generator that operators use when none is given, of a device. */
export function defaultGenerator(
  ...rest: Rest<{ device?: DeviceChoice }, [device: DeviceChoice]>
): Generator {
  const { device = "cpu" } = DEFAULT.read(rest);
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
export function getRngState(...rest: Rest<OfGenerator, [generator: Generator]>): Tensor {
  const { generator = defaultGenerator() } = GET.read(rest);
  const handle = typed("getRngState", () => native().generatorState(generator._id));
  return wrap(handle, "getRngState");
}

/** Restores a state that `getRngState` gave. @throws OperatorError when it is no such state. */
export function setRngState(state: Tensor, ...rest: Rest<OfGenerator, [generator: Generator]>): void {
  const { generator = defaultGenerator() } = SET.read(rest);
  SET.check(state);
  try {
    native().setGeneratorState(generator._id, state._require("setRngState"));
  } catch (error) {
    rethrow(error, "setRngState", [state]);
  }
}

/** @internal The states of several devices' default generators. */
export type RngStates = readonly (readonly [Generator, Tensor])[];

/** The CPU and every CUDA device. */
function allDevices(): Device[] {
  const count = native().cudaDeviceCount();
  return ["cpu", ...Array.from({ length: count }, (_, i): Device => `cuda:${i}`)];
}

/** @internal The states of the default generators, kept until they are collected. */
export function rngStates(devices: readonly DeviceChoice[] = allDevices()): RngStates {
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
  devices?: readonly DeviceChoice[];
  /** False makes `forkRng` run the function and do nothing else. */
  enabled?: boolean;
}

const FORK = signature<ForkRngOptions>("forkRng", {
  takes: { fn: callable() },
  options: { devices: listOf(deviceKind), enabled: boolean },
});

/**
 * Runs `fn` and puts the default generators back where they were, as `torch.random.fork_rng`: random numbers drawn
 * inside do not move the sequence outside. `fn` may be asynchronous, but what else draws meanwhile is put back too.
 */
export function forkRng<T>(fn: () => T, ...rest: Rest<ForkRngOptions>): T {
  const options = FORK.read(rest);
  FORK.check(fn);
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
