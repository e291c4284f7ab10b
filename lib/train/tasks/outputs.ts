/** What networks return in training: one tensor, or named ones, of which all but the main one are auxiliary. */
import { type GoogLeNetOutputs, type InceptionOutputs, outputsOf } from "../../models/index.ts";
import { ArgumentError } from "../../native/errors.ts";
import type { Module } from "../../nn/index.ts";
import { isAutocastEnabled, Tensor } from "../../tensor/index.ts";

/** Logits of each pixel (N, classes, H, W): the main ones, and those of an auxiliary head. */
export interface PixelOutputs {
  out: Tensor;
  aux?: Tensor;
}

/** A classifier with auxiliary heads: its training mode gives named logits, its eval mode a tensor. */
export type TrainableClassifier = Module & {
  forward(images: Tensor): Tensor | InceptionOutputs | GoogLeNetOutputs;
};

/** A segmentation network: images (N, C, H, W) -> logits (N, classes, H, W), perhaps with auxiliary ones. */
export type Segmenter = Module & { forward(images: Tensor): Tensor | PixelOutputs };

/** Any network that `fit` and `evaluate` take; which outputs fit is the task's to say. */
export type AnyNetwork = Module & { forward(images: Tensor): unknown };

/** The outputs of a network apart. */
export interface SplitOutputs {
  main: Tensor;
  /** Of auxiliary heads; their losses are added. */
  auxiliary: Tensor[];
  /** Factor of each auxiliary loss, as where the network comes from. */
  weight: number;
}

/** Names of outputs where a network declares none (`models.declare`): the main one's, and the weight of auxiliary losses. */
const USUAL: readonly { main: string; weight: number }[] = [
  // torchvision's references/segmentation/train.py
  { main: "out", weight: 0.5 },
  // PyTorch's tutorial on fine-tuning torchvision's models
  { main: "logits", weight: 0.4 },
];

/**
 * Takes apart what a network returned: as it declares its outputs, else every tensor beside `out` or `logits` is auxiliary.
 *
 * @param expected what the caller wants, for the error: "a tensor of logits (N, classes)"
 * @throws ArgumentError when it is neither a tensor nor the outputs of a network with auxiliary heads
 */
export function splitOutputs(
  model: AnyNetwork,
  output: unknown,
  operation: string,
  expected: string,
): SplitOutputs {
  const { main, auxiliary, weight } = apart(model, output, operation, expected);
  return { main: whole(main), auxiliary: auxiliary.map(whole), weight };
}

/** What autocast computed in 16 bits in float32, in which losses and figures are computed. */
function whole(output: Tensor): Tensor {
  const isHalf = output.dtype === "bfloat16" || output.dtype === "float16";
  return isHalf && isAutocastEnabled(output.device) ? output.float() : output;
}

function apart(model: AnyNetwork, output: unknown, operation: string, expected: string): SplitOutputs {
  if (output instanceof Tensor) return { main: output, auxiliary: [], weight: 0 };
  const named = (output ?? {}) as Readonly<Record<string, unknown>>;
  const tensorsAt = (names: readonly string[]): Tensor[] =>
    names.map((name) => named[name]).filter((value) => value instanceof Tensor);
  const declared = outputsOf(model as Module);
  if (declared !== null) {
    const { main, auxiliary, weight } = declared;
    const found = named[main];
    if (found instanceof Tensor) return { main: found, auxiliary: tensorsAt(auxiliary), weight };
  }
  for (const { main, weight } of USUAL) {
    const found = named[main];
    if (!(found instanceof Tensor)) continue;
    return { main: found, auxiliary: tensorsAt(Object.keys(named).filter((name) => name !== main)), weight };
  }
  const names =
    typeof output === "object" && output !== null ? ` with ${Object.keys(output).join(", ")}` : "";
  throw new ArgumentError(
    `${operation}: expected the model to return ${expected}, got ${output === null ? "null" : typeof output}${names}.`,
    { operation },
  );
}
