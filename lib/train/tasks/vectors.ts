/** Tasks whose network gives a vector (N, outputs) for images: the pass of a batch, and what is checked of it. */
import { ShapeError } from "../../native/errors.ts";
import type { Tensor } from "../../tensor/index.ts";
import { upload } from "../../tensor/upload.ts";
import { sumOf } from "./loss-mean.ts";
import { splitOutputs } from "./outputs.ts";
import { type Forwarded, type PassOptions, totalLoss } from "./task.ts";

/** What a network has to give. */
export interface WantedOutputs {
  /** How many; undefined where only the network knows. */
  readonly count: number | undefined;
  /** What they are, for errors: "label". */
  readonly of: string;
  /** How the head is made, for errors. */
  readonly advice: string;
}

/** @throws ShapeError that says how the head is replaced */
export function checkVectors(outputs: Tensor, { count, of, advice }: WantedOutputs, operation: string): void {
  if (outputs.ndim === 2 && (count === undefined || outputs.shape[1] === count)) return;
  throw new ShapeError(
    `${operation}: expected outputs (N, ${count ?? "outputs"}), one for each ${of}, got (${outputs.shape.join(", ")}). ` +
      (outputs.ndim === 4 ? "This is a segmentation network: take a classifier. " : "") +
      advice,
    { operation },
  );
}

/**
 * Runs images through the network and computes the loss over all its outputs.
 *
 * @param targets on the CPU or the device, as the criterion takes them
 */
export function forwardVectors(
  given: { images: Tensor; targets: Tensor },
  wanted: WantedOutputs,
  options: PassOptions,
): Forwarded & { output: Tensor; targets: Tensor } {
  const { model, device, channelsLast, operation, training, auxWeight, criterion } = options;
  let images = upload(given.images, device);
  if (channelsLast) images = images.contiguous({ memoryFormat: "channels_last" });
  const targets = upload(given.targets, device);
  const outputs = splitOutputs(model, model.forward(images), operation, "a tensor (N, outputs)");
  const auxiliary = training ? outputs.auxiliary : [];
  for (const each of [outputs.main, ...auxiliary]) checkVectors(each, wanted, operation);
  const weight = auxWeight ?? outputs.weight;
  const parts = training ? undefined : criterion.parts?.(outputs.main, targets);
  const loss = parts
    ? sumOf(parts)
    : totalLoss(criterion.loss, { main: outputs.main, auxiliary, weight }, targets);
  const samples = images.shape[0] as number;
  return { input: images, output: outputs.main, targets, loss, parts, samples };
}
