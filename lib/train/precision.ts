/** In which dtype networks compute, in training and in evaluation. */
import { type Kind, oneOf } from "../edge/index.ts";
import { native } from "../native/addon.ts";
import { deviceCode } from "../tensor/device.ts";
import { type AutocastDType, autocast, type Device } from "../tensor/index.ts";

/** A dtype for the operators that bear it, or "auto", the fastest that the device computes in. */
export type Precision = "float32" | AutocastDType | "auto";

/** One of the names. */
export const precisionKind: Kind<Precision> = oneOf("float32", "bfloat16", "float16", "auto");

/** What "auto" comes to on a device, and why. */
export interface DecidedPrecision {
  readonly dtype: "float32" | AutocastDType;
  readonly why: string;
}

/**
 * The dtype that is meant: of "auto" bfloat16 on CUDA devices that compute in it, float16 on older ones, and float32 elsewhere, as
 * few CPUs are faster otherwise.
 */
export function decidePrecision(choice: Precision, device: Device): DecidedPrecision {
  if (choice !== "auto") return { dtype: choice, why: "it was asked for" };
  if (!device.startsWith("cuda"))
    return { dtype: "float32", why: "only CUDA devices are sure to gain by less" };
  const { index } = deviceCode(device);
  return native().cudaHasBfloat16(Math.max(0, index))
    ? { dtype: "bfloat16", why: `${device} computes in it` }
    : { dtype: "float16", why: `${device} does not compute in bfloat16` };
}

/** Runs a forward pass in that precision, synchronously. */
export function inPrecision<R>(dtype: "float32" | AutocastDType, device: Device, forward: () => R): R {
  return dtype === "float32" ? forward() : autocast({ device, dtype }, forward);
}
