/**
 * The dilated backbones of torchvision's segmentation networks: a classification network up to its last features.
 *
 * Their children keep the names they have in the network, so that its weights fit.
 */

import { plainObject, signature } from "../../edge/index.ts";
import { ArgumentError } from "../../native/errors.ts";
import * as nn from "../../nn/index.ts";
import type { Tensor } from "../../tensor/index.ts";
import { mobilenet_v3_large } from "../classification/mobilenetv3.ts";
import { resnet50, resnet101 } from "../classification/resnet.ts";
import { moduleKind } from "../option-kinds.ts";
import type { PretrainedOptions } from "../weights/weights.ts";
import { collect } from "./base.ts";

const TAKES = signature("models.IntermediateLayers", {
  takes: { network: moduleKind, returnLayers: plainObject("an object of names by layer") },
});

/** Gives what some layers of a chain of modules give: images -> `{ out, aux }`, by the names asked for. */
export class IntermediateLayers extends nn.Module {
  readonly return_layers: Readonly<Record<string, string>>;

  /**
   * Takes the children of `network` as far as the last one named in `returnLayers`, which maps their names to those of
   * the outputs. Throws ArgumentError for names it does not have.
   */
  constructor(network: nn.Module, returnLayers: Readonly<Record<string, string>>, ...rest: []) {
    super();
    TAKES.read(rest);
    TAKES.check(network, returnLayers);
    this.return_layers = returnLayers;
    const children = [...network.namedChildren()];
    const wanted = Object.keys(returnLayers);
    const missing = wanted.filter((name) => !children.some(([child]) => child === name));
    if (missing.length > 0) {
      throw new ArgumentError(
        `IntermediateLayers: ${network.constructor.name} has no child named ${missing.join(", ")}; ` +
          `it has ${children.map(([name]) => name).join(", ")}`,
      );
    }
    const end = Math.max(...wanted.map((name) => children.findIndex(([child]) => child === name)));
    for (const [name, module] of children.slice(0, end + 1)) this.addModule(name, module);
  }

  override forward(x: Tensor): Record<string, Tensor> {
    const wanted = new Set(Object.keys(this.return_layers));
    // Only networks whose children are a chain of modules from tensor to tensor are taken apart here.
    const chain = [...this.namedChildren()] as [string, nn.TensorModule][];
    const found = [...collect(x, chain, wanted)].reverse(); // the coarsest first
    return Object.fromEntries(
      found.map(([name, features]) => [this.return_layers[name] as string, features]),
    );
  }
}

/** Path of the last features of a network over a backbone. */
export function lastOfBackbone({ backbone }: { backbone: IntermediateLayers }): string {
  return `backbone.${[...backbone.namedChildren()].at(-1)?.[0]}`;
}

/** A network cut off after its last features, and how many channels its layers give. */
export interface Backbone {
  network: nn.Module;
  /** The layer whose features the classifier takes. */
  out: { layer: string; channels: number };
  /** The finer layer for an auxiliary or second classifier. */
  fine: { layer: string; channels: number };
}

/** Weights of the backbone alone. */
export interface BackboneOptions {
  /**
   * Published weights of the backbone's classification network, or a file of them; null or nothing for fresh
   * parameters (torchvision's default is ImageNet's). Without effect where `weights` has the whole network.
   */
  weightsBackbone?: PretrainedOptions["weights"];
}

/**
 * What the builder of a backbone is given: its weights, unless `weights` has the whole network, and the channels with
 * them, so that its first filters are adapted; those of a fresh network are the whole's to make.
 */
export function backboneOptions(options: BackboneOptions & PretrainedOptions): PretrainedOptions {
  const { weights = null, weightsBackbone = null, inChannels, progress, signal } = options;
  if (weights !== null || weightsBackbone === null) return { progress, signal };
  return { weights: weightsBackbone, inChannels, progress, signal };
}

/** Names of the backbones of torchvision's segmentation networks. */
export type BackboneName = "resnet50" | "resnet101" | "mobilenet_v3_large";

/** Builds a backbone, the strides of its last stages replaced by dilations. Throws what the network's builder throws. */
export async function buildBackbone(
  name: BackboneName,
  options: BackboneOptions & PretrainedOptions,
): Promise<Backbone> {
  const common = backboneOptions(options);
  if (name === "mobilenet_v3_large") {
    const { features } = await mobilenet_v3_large({ ...common, dilated: true });
    return {
      network: features,
      out: { layer: "16", channels: 960 }, // C5, a 16th of the image
      fine: { layer: "4", channels: 40 }, // C2, an eighth
    };
  }
  const build = name === "resnet50" ? resnet50 : resnet101;
  const network = await build({ ...common, replaceStrideWithDilation: [false, true, true] });
  return {
    network,
    out: { layer: "layer4", channels: 2048 },
    fine: { layer: "layer3", channels: 1024 },
  };
}
