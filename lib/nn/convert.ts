/** Moving a module between devices, floating dtypes and memory formats, in place. */
import { describe } from "../edge/index.ts";
import { ArgumentError, DTypeError } from "../native/errors.ts";
import { isDevice } from "../tensor/device.ts";
import {
  type Device,
  type DType,
  isComplex,
  isDType,
  isFloatingPoint,
  noGrad,
  syncScope,
  type Tensor,
} from "../tensor/index.ts";
import type { Module } from "./module.ts";

/** Where and as what a module's tensors should be. */
export interface ConvertTarget {
  device?: Device;
  /** A floating dtype; integer buffers keep theirs. */
  dtype?: DType;
  /** Applies to tensors of four dimensions. */
  memoryFormat?: "contiguous" | "channels_last";
}

/** Reads the argument of `module.to`. Throws ArgumentError or DTypeError. */
export function parseTarget(target: Device | DType | ConvertTarget): ConvertTarget {
  if (isDType(target)) return parseTarget({ dtype: target });
  if (isDevice(target)) return { device: target };
  if (typeof target === "object" && target !== null) {
    const unknown = Object.keys(target).find((key) => !["device", "dtype", "memoryFormat"].includes(key));
    if (unknown !== undefined) {
      throw new ArgumentError(
        `Module.to: unknown option "${unknown}"; known are device, dtype, memoryFormat.`,
      );
    }
    if (target.dtype !== undefined && !isFractional(target.dtype)) {
      throw new DTypeError(
        `Module.to: parameters are of a floating dtype (float32, float64, float16, bfloat16), got "${target.dtype}".`,
      );
    }
    return target;
  }
  throw new ArgumentError(
    `Module.to: expected a device ("cpu", "cuda", "cuda:0"), a dtype ("float32") or ` +
      `{ device, dtype, memoryFormat }, got ${describe(target)}.`,
  );
}

function isFractional(dtype: DType): boolean {
  return isFloatingPoint(dtype) || isComplex(dtype);
}

/** Moves all parameters, their gradients and all buffers. The objects stay the same; what they hold is replaced. */
export function convertModule(module: Module, target: ConvertTarget): void {
  noGrad(() => {
    // One scope for each tensor, so that at most one of them exists twice at a time.
    for (const parameter of module.parameters()) syncScope("Module.to", moveWithGrad, parameter, target);
    for (const buffer of module.buffers()) syncScope("Module.to", move, buffer, target);
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
