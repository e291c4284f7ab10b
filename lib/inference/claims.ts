/** Which networks are being trained: two runs on one would each undo the other's steps. */
import { ArgumentError } from "../native/errors.ts";
import type { Module } from "../nn/index.ts";
import type { Device, Tensor } from "../tensor/index.ts";
import { requireDevice } from "../tensor/require-device.ts";

/** Networks in training, and the parameters that their runs change, with what trains them. */
const claimed = new WeakMap<Module | Tensor, string>();

/**
 * Claims a network for a run or a step, until what it returns is called.
 *
 * @param operation what trains it
 * @param all whether parameters that are frozen now may be trained
 * @throws ArgumentError where it, or a parameter that would be trained, is another run's
 */
export function claimForTraining(model: Module, operation: string, all = false): () => void {
  const trained = [...model.parameters()].filter((parameter) => all || parameter.requiresGrad);
  const wanted: (Module | Tensor)[] = [model, ...trained];
  const taken = wanted.find((one) => claimed.has(one));
  if (taken !== undefined) {
    throw new ArgumentError(
      `${operation}: this ${model.constructor.name}, or a part of it, is being trained by another ${claimed.get(taken)}. Await ` +
        "that first, or train a copy.",
      { operation },
    );
  }
  for (const one of wanted) claimed.set(one, operation);
  return () => {
    for (const one of wanted) claimed.delete(one);
  };
}

/**
 * Moves a network for inference.
 *
 * @throws ArgumentError where a run trains it on another device; DeviceError where the device cannot be used
 */
export function moveForInference(operation: string, model: Module, device: Device, from: Device): void {
  if (device === from) return;
  if (claimed.has(model)) {
    throw new ArgumentError(
      `${operation}: the network is being trained on ${from}, so it cannot move to ${device} now; leave \`device\` out.`,
      { operation },
    );
  }
  requireDevice(operation, device);
  model.to(device);
}
