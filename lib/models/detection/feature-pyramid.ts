/**
 * Feature Pyramid Network: features of every resolution, each with what the coarser ones know.
 *
 * "Feature Pyramid Networks for Object Detection", https://arxiv.org/abs/1612.03144; keys, first values and numbers are those
 * of `torchvision.ops.FeaturePyramidNetwork`.
 */

import { instance, type Kinds, nullable, type Rest, signature } from "../../edge/index.ts";
import * as nn from "../../nn/index.ts";
import type { Tensor } from "../../tensor/index.ts";
import { Conv2dNormActivation, type NormLayer } from "../../vision/ops/index.ts";
import { count, counts, normLayerKind } from "../option-kinds.ts";

/** Features (N, C, h, w) by name, from the finest to the coarsest. */
export type Features = Record<string, Tensor>;

/** What adds levels to a pyramid, coarser than its last. */
export abstract class ExtraPyramidBlock extends nn.Module {
  /**
   * @param results the pyramid's levels
   * @param inputs the backbone's features that they were made of
   * @returns the pyramid's levels and the new ones
   */
  abstract override forward(results: Features, inputs: Features): Features;
}

const POOL = signature("models.detection.LastLevelMaxPool");

/** Adds `pool`: every second pixel of the coarsest level, along both edges. */
export class LastLevelMaxPool extends ExtraPyramidBlock {
  constructor(...rest: []) {
    super();
    POOL.read(rest);
  }

  override forward(results: Features, _inputs: Features): Features {
    const last = Object.values(results).at(-1) as Tensor; // a pyramid has a level
    return { ...results, pool: nn.functional.maxPool2d(last, 1, { stride: 2 }) };
  }
}

/** Options of {@link FeaturePyramidNetwork}. */
export interface FeaturePyramidOptions {
  /** Adds coarser levels; none by default. */
  extraBlocks?: ExtraPyramidBlock | null;
  /** Normalises after each convolution, which then has no bias; none by default. */
  normLayer?: NormLayer | null;
}

/** Kinds of {@link FeaturePyramidOptions}. */
export const PYRAMID_KINDS: Kinds<FeaturePyramidOptions> = {
  extraBlocks: nullable(instance(ExtraPyramidBlock)),
  normLayer: nullable(normLayerKind),
};
const TAKES = signature<FeaturePyramidOptions>("models.detection.FeaturePyramidNetwork", {
  takes: { inChannels: counts, outChannels: count },
  options: PYRAMID_KINDS,
  positional: ["extraBlocks", "normLayer"],
});

/** Features of `inChannels` channels, from the finest to the coarsest -> as many of `outChannels`, and what is added. */
export class FeaturePyramidNetwork extends nn.Module {
  inner_blocks: nn.ModuleList<nn.Sequential>;
  layer_blocks: nn.ModuleList<nn.Sequential>;
  extra_blocks: ExtraPyramidBlock | null;

  /** Throws ArgumentError for channels below one. */
  constructor(
    inChannels: readonly number[],
    outChannels: number,
    ...rest: Rest<FeaturePyramidOptions, [extraBlocks: ExtraPyramidBlock | null, normLayer: NormLayer | null]>
  ) {
    super();
    const { extraBlocks = null, normLayer = null } = TAKES.read(rest);
    TAKES.check(inChannels, outChannels);
    const bare = { normLayer, activationLayer: null };
    const inner: nn.Sequential[] = [];
    const layer: nn.Sequential[] = [];
    // Level by level, as torchvision draws the first values.
    for (const channels of inChannels) {
      inner.push(new Conv2dNormActivation(channels, outChannels, { ...bare, kernelSize: 1 }));
      layer.push(new Conv2dNormActivation(outChannels, outChannels, bare));
    }
    this.inner_blocks = new nn.ModuleList(inner);
    this.layer_blocks = new nn.ModuleList(layer);
    for (const module of this.modules()) {
      if (!(module instanceof nn.Conv2d)) continue;
      nn.init.kaimingUniform_(module.weight, { a: 1 });
      if (module.bias !== null) nn.init.zeros_(module.bias);
    }
    this.extra_blocks = extraBlocks;
  }

  /** Before version 2 the blocks were convolutions without a Sequential around them. */
  override upgradeStateDict(dict: Map<string, Tensor>, prefix: string, ...rest: []): void {
    super.upgradeStateDict(dict, prefix, ...rest);
    for (const blocks of ["inner_blocks", "layer_blocks"]) {
      for (let i = 0; i < this.inner_blocks.length; i++) {
        renamePair(dict, `${prefix}${blocks}.${i}`, `${prefix}${blocks}.${i}.0`);
      }
    }
  }

  override forward(features: Features): Features {
    const names = Object.keys(features);
    if (names.length !== this.inner_blocks.length) {
      throw TAKES.error(
        `expected features of ${this.inner_blocks.length} resolutions, got ${names.length}: ${names.join(", ")}.`,
      );
    }
    const [inner, layer] = [[...this.inner_blocks], [...this.layer_blocks]];
    const results = new Map<string, Tensor>();
    let merged: Tensor | undefined;
    for (let at = names.length - 1; at >= 0; at--) {
      const name = names[at] as string; // within the names
      const lateral = (inner[at] as nn.Sequential).forward(features[name] as Tensor); // counted above
      const above = merged;
      merged = above === undefined ? lateral : lateral.add(enlarged(above, lateral));
      results.set(name, (layer[at] as nn.Sequential).forward(merged));
    }
    const finestFirst = Object.fromEntries([...results].reverse());
    return this.extra_blocks === null ? finestFirst : this.extra_blocks.forward(finestFirst, features);
  }
}

function enlarged(x: Tensor, like: Tensor): Tensor {
  return nn.functional.interpolate(x, { size: like.shape.slice(-2), mode: "nearest" });
}

/** Moves the weight and the bias of a layer in a state dict, where the old keys are there and the new ones are not. */
export function renamePair(dict: Map<string, Tensor>, before: string, after: string): void {
  for (const part of ["weight", "bias"]) {
    const value = dict.get(`${before}.${part}`);
    if (value === undefined || dict.has(`${after}.${part}`)) continue;
    dict.delete(`${before}.${part}`);
    dict.set(`${after}.${part}`, value);
  }
}
