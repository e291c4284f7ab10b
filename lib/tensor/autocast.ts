/**
 * Autocast: operators that choose their own dtype, as `torch.autocast`.
 *
 * Which operator computes in which dtype is libtorch's own list, behind the dispatcher's autocast keys. The state belongs to the
 * thread, as that of `noGrad` does, so what runs in a region is synchronous; a backward pass that was begun in one takes it along.
 */

import { boolean, type Kinds, oneOf, type Rest, signature } from "../edge/index.ts";
import { native } from "../native/addon.ts";
import { deviceKind } from "./argument-kinds.ts";
import { chooseDevice, type DeviceChoice, deviceCode } from "./device.ts";
import { type DType, dtypeCode, dtypeName } from "./dtype.ts";
import { checkSync } from "./grad-mode.ts";
import { requireDevice } from "./require-device.ts";

/** A dtype that autocast computes in. */
export type AutocastDType = "bfloat16" | "float16";

/** Options of {@link autocast}. */
export interface AutocastOptions {
  /** Whose operators choose: those on all devices of its type. Default "auto", CUDA where it is there, else the CPU. */
  device?: DeviceChoice;
  /** Default that of the region around; outside of all "bfloat16" on the CPU, "float16" elsewhere, as in PyTorch. */
  dtype?: AutocastDType;
  /** False leaves operators their inputs' dtype again, within a region. Default true. */
  enabled?: boolean;
  /** Whether converted weights are kept until the outermost region ends. Default as around, at first true. */
  cacheEnabled?: boolean;
}

const KINDS: Kinds<AutocastOptions> = {
  device: deviceKind,
  dtype: oneOf("bfloat16", "float16"),
  enabled: boolean,
  cacheEnabled: boolean,
};

const ADVICE = { deviceType: "give it as device", cache: "give cacheEnabled" };
const AUTOCAST = signature<AutocastOptions>("autocast", { options: KINDS, advice: ADVICE });

const ofDevice = (name: string) =>
  signature<{ device?: DeviceChoice }>(name, { options: { device: deviceKind }, positional: ["device"] });
const IS_ENABLED = ofDevice("isAutocastEnabled");
const GET_DTYPE = ofDevice("getAutocastDtype");
const IS_CACHE_ENABLED = signature("isAutocastCacheEnabled");
const CLEAR = signature("clearAutocastCache");

/** Types of devices that choose, by the names that devices have here. */
const TYPES: readonly DeviceChoice[] = ["cpu", "cuda", "mps", "xpu" as DeviceChoice];

/** libtorch's code of a device's type. @throws ArgumentError for a device whose operators do not choose */
function typeOf(operation: string, choice: DeviceChoice = "auto"): number {
  const { type } = deviceCode(chooseDevice(choice));
  if (CODES.includes(type)) return type;
  throw signature(operation).error(`"${choice}" has no autocast; it is there for ${TYPES.join(", ")}.`);
}

const CODES: readonly number[] = TYPES.map((name) => deviceCode(name).type);

/**
 * Runs `fn` with operators that compute in a dtype of 16 bits where that does no harm (convolutions, matrix products), in float32
 * where it would (losses, norms, exponentials of CUDA), and in the widest of their inputs' where those must be of one: PyTorch's
 * lists, by libtorch itself. Weights stay what they are. The backward pass belongs outside: each of its operators computes in the
 * dtype that the forward one chose.
 *
 * `fn` must be synchronous: the state is the thread's, and whatever runs in a pause of `fn` would see it. In an asynchronous function
 * wrap each forward pass. Regions nest.
 *
 * @param options by name, or the device alone: `autocast("cuda", fn)`
 * @throws ArgumentError for another dtype and for a device without autocast, where PyTorch warns and goes on without; DeviceError for a
 *   device that cannot be used; AutogradError for a function that returns a promise
 *
 * @example
 * const loss = autocast({ dtype: "bfloat16" }, () => nn.functional.crossEntropy(model.forward(images), labels));
 * loss.backward();
 */
export function autocast<T>(fn: () => T): T;
export function autocast<T>(options: AutocastOptions | DeviceChoice, fn: () => T): T;
export function autocast<T>(...given: readonly unknown[]): T {
  const [options, fn] = read<T>(given);
  const { device, enabled = true } = options;
  const type = typeOf("autocast", device);
  if (enabled) requireType(device);
  const addon = native();
  const dtype = options.dtype === undefined ? addon.autocastDtype(type) : dtypeCode(options.dtype);
  addon.enterAutocast(type, enabled, dtype, options.cacheEnabled ?? addon.autocastCacheEnabled());
  try {
    return checkSync("autocast", fn());
  } finally {
    addon.leaveAutocast();
  }
}

/** Options and function, of either form. */
function read<T>(given: readonly unknown[]): [AutocastOptions, () => T] {
  const [first, second, ...rest] = given;
  if (typeof first === "function") {
    if (given.length > 1) {
      throw AUTOCAST.error(
        "surplus arguments: options come before the function, autocast({ dtype }, () => ...).",
      );
    }
    return [{}, first as () => T];
  }
  const options = AUTOCAST.read([typeof first === "string" ? { device: first } : first]);
  if (rest.length > 0) throw AUTOCAST.error(`surplus argument. It takes options and a function.`);
  if (typeof second !== "function") {
    throw AUTOCAST.error(
      'the function must be a function after the options: autocast({ dtype: "bfloat16" }, () => model.forward(x)).',
    );
  }
  return [options, second as () => T];
}

/** @throws DeviceError where no device of that type can be used */
function requireType(device: DeviceChoice = "auto"): void {
  const chosen = chooseDevice(device);
  if (chosen.startsWith("cuda") && native().cudaAvailable()) return; // without a kernel in each region
  requireDevice("autocast", chosen);
}

/** Whether operators on such a device choose their dtype. Default "auto", as for {@link autocast}. */
export function isAutocastEnabled(...rest: Rest<{ device?: DeviceChoice }, [device: DeviceChoice]>): boolean {
  const { device } = IS_ENABLED.read(rest);
  return native().autocastEnabled(typeOf("isAutocastEnabled", device));
}

/** The dtype that operators on such a device choose, or would. Default "auto", as for {@link autocast}. */
export function getAutocastDtype(...rest: Rest<{ device?: DeviceChoice }, [device: DeviceChoice]>): DType {
  const { device } = GET_DTYPE.read(rest);
  return dtypeName(native().autocastDtype(typeOf("getAutocastDtype", device)));
}

/** Whether converted weights are kept until the outermost region ends. */
export function isAutocastCacheEnabled(...rest: []): boolean {
  IS_CACHE_ENABLED.read(rest);
  return native().autocastCacheEnabled();
}

/** Forgets converted weights: for whoever changes weights within a region. */
export function clearAutocastCache(...rest: []): void {
  CLEAR.read(rest);
  native().clearAutocastCache();
}

/** @internal What holds for each type of device. */
export interface AutocastState {
  readonly types: readonly { type: number; enabled: boolean; dtype: number }[];
  readonly cache: boolean;
}

/** @internal What holds now. */
export function autocastState(): AutocastState {
  const addon = native();
  const types = CODES.map((type) => ({
    type,
    enabled: addon.autocastEnabled(type),
    dtype: addon.autocastDtype(type),
  }));
  return { types, cache: addon.autocastCacheEnabled() };
}

/** @internal Runs synchronous work as if it stood where the state was taken. */
export function inAutocastState<T>({ types, cache }: AutocastState, fn: () => T): T {
  const addon = native();
  let entered = 0;
  try {
    for (const { type, enabled, dtype } of types) {
      addon.enterAutocast(type, enabled, dtype, cache);
      entered++;
    }
    return fn();
  } finally {
    for (; entered > 0; entered--) addon.leaveAutocast();
  }
}
