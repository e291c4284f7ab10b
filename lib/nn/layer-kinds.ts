/**
 * What training and inference ask about a layer, answered in one place for every layer of torch.nn, so that a new one is not
 * forgotten elsewhere.
 */
import { BatchNorm } from "./batchnorm.ts";
import { ConvNd } from "./conv.ts";
import { DropoutNd } from "./dropout.ts";
import type { Module } from "./module.ts";
import { NormBase } from "./norm-base.ts";
import { GroupNorm, LayerNorm, RMSNorm } from "./normalization.ts";
import { FractionalMaxPoolNd } from "./other-pooling.ts";
import { RReLU } from "./piecewise-activation.ts";
import type { Dims } from "./sizes.ts";

export type { BatchNorm };

/** A batch normalisation of any dimensions: it has statistics of batches in training. */
export function isBatchNorm(module: Module): module is BatchNorm {
  return module instanceof BatchNorm;
}

/** Any normalisation with a scale or a shift. */
export function isNormalisation(module: Module): boolean {
  return [NormBase, GroupNorm, LayerNorm, RMSNorm].some((kind) => module instanceof kind);
}

/** A convolution or a transposed one, of any dimensions: channels are dimension 1 of its batches. */
export function isConvolution(module: Module): module is ConvNd<Dims> {
  return module instanceof ConvNd;
}

/** Whether two calls with the same input may differ, in training mode at least; what is in it is not asked. */
export function isRandom(module: Module): boolean {
  // Recurrent layers and attention drop by themselves.
  const { dropout } = module as { dropout?: unknown };
  if (typeof dropout === "number" && dropout > 0) return true;
  return [DropoutNd, RReLU, FractionalMaxPoolNd].some((kind) => module instanceof kind);
}
