/** Moving a module between devices, floating dtypes and memory formats, in place. */
import { describe, oneOf, signature } from "../edge/index.ts";
import { DTypeError } from "../native/errors.ts";
import { deviceKind, dtypeKind } from "../tensor/argument-kinds.ts";
import { isDeviceChoice } from "../tensor/device.ts";
import {
  type DeviceChoice,
  type DType,
  isComplex,
  isDType,
  isFloatingPoint,
  noGrad,
  syncScope,
  type Tensor,
} from "../tensor/index.ts";
import { requireDevice } from "../tensor/require-device.ts";
import type { Module } from "./module.ts";
import { awake } from "./uninitialized.ts";

/** Where and as what a module's tensors should be. */
export interface ConvertTarget {
  device?: DeviceChoice;
  /** A floating dtype; integer buffers keep theirs. */
  dtype?: DType;
  /** Applies to tensors of four dimensions. */
  memoryFormat?: "contiguous" | "channels_last";
}

/** What `module.to` takes: a device, a dtype, a device and a dtype, or options by name. */
export type ConvertArguments =
  | [target: DeviceChoice | DType | ConvertTarget]
  | [device: DeviceChoice, dtype: DType]
  | [device: DeviceChoice, dtype: DType, options: ConvertTarget];

const TAKES = signature<ConvertTarget>("Module.to", {
  options: { device: deviceKind, dtype: dtypeKind, memoryFormat: oneOf("contiguous", "channels_last") },
  positional: ["device", "dtype"],
});

/** Reads the arguments of `module.to`. Throws ArgumentError or DTypeError. */
export function parseTarget(given: readonly unknown[]): ConvertTarget {
  const [first] = given;
  if (typeof first === "string" && !isDeviceChoice(first) && !isDType(first)) {
    throw TAKES.error(
      `expected a device ("cpu", "cuda", "cuda:0"), a dtype ("float32") or ` +
        `{ device, dtype, memoryFormat }, got ${describe(first)}.`,
    );
  }
  const target = TAKES.read(isDType(first) ? [undefined, ...given] : given);
  if (given.length === 0) throw TAKES.error("expected a device, a dtype, or both.");
  const { dtype } = target;
  if (dtype !== undefined && !isFractional(dtype)) {
    throw new DTypeError(
      `Module.to: parameters are of a floating dtype (float32, float64, float16, bfloat16), got "${dtype}".`,
    );
  }
  return target;
}

function isFractional(dtype: DType): boolean {
  return isFloatingPoint(dtype) || isComplex(dtype);
}

/**
 * Moves all parameters, their gradients and all buffers. The objects stay the same; what they hold is replaced.
 *
 * @throws DeviceError where the device cannot be used; nothing has been moved then
 */
export function convertModule(module: Module, target: ConvertTarget): void {
  if (target.device !== undefined) requireDevice("Module.to", target.device);
  noGrad(() => {
    // One scope for each tensor, so that at most one of them exists twice at a time.
    for (const parameter of module.parameters())
      awake(parameter, () => syncScope("Module.to", moveWithGrad, parameter, target));
    for (const buffer of module.buffers()) awake(buffer, () => syncScope("Module.to", move, buffer, target));
  });
}

function moveWithGrad(parameter: Tensor, target: ConvertTarget): void {
  const grad = parameter.grad;
  // libtorch checks a gradient against its parameter, so neither can be moved while they are together.
  if (grad !== null) parameter.grad = null;
  move(parameter, target);
  if (grad === null) return;
  move(grad, target);
  parameter.grad = grad;
}

function move(tensor: Tensor, { device, dtype, memoryFormat }: ConvertTarget): void {
  const wanted: ConvertTarget = {};
  if (device !== undefined) wanted.device = device;
  if (dtype !== undefined && isFractional(tensor.dtype)) wanted.dtype = dtype;
  if (memoryFormat !== undefined && tensor.ndim === 4) wanted.memoryFormat = memoryFormat;
  tensor.setData_(tensor.to(wanted));
}
