/** Tensors on their way to a device without the host waiting for it. */
import { native } from "../native/addon.ts";
import { fromTypedArray } from "./create.ts";
import type { Device } from "./device.ts";
import { wrap } from "./dispatch.ts";
import { rethrow } from "./failures.ts";
import type { Tensor } from "./tensor.ts";

/** Devices whose copies from pinned memory go on by themselves. */
const COPIES_ALONE = /^cuda/;

/** @internal Whether batches for the device are better pinned before they are needed. */
export function wantsPinned(device: Device): boolean {
  return COPIES_ALONE.test(device);
}

/**
 * @internal The tensor on a device. A copy from memory that is not pinned waits for all work queued there, the step before
 * say; so it is pinned first.
 */
export function upload(tensor: Tensor, device: Device): Tensor {
  if (tensor.device !== "cpu" || !wantsPinned(device) || tensor.layout !== "strided")
    return tensor.to(device);
  return (tensor.isPinned() ? tensor : tensor.pinMemory()).to(device, { nonBlocking: true });
}

/** @internal float64 on the CPU; elsewhere float32, as Apple's devices have no float64 and most cards are slow at it. */
export function widened(tensor: Tensor): Tensor {
  return tensor.to(tensor.device === "cpu" ? "float64" : "float32");
}

/** @internal The tensor on the CPU, without blocking the event loop; half types as float32, no gradients. */
export async function onHost(tensor: Tensor): Promise<Tensor> {
  if (tensor.device === "cpu") return tensor;
  const { shape } = tensor;
  return fromTypedArray(await tensor.dataAsync(), { shape });
}

/** @internal A copy of a CPU tensor in pinned memory, made on another thread. */
export async function pinnedCopy(tensor: Tensor, operation: string): Promise<Tensor> {
  try {
    return wrap(await native().pinned(tensor._require(operation)), operation);
  } catch (error) {
    return rethrow(error, operation, [tensor]);
  }
}
