/**
 * Inception v2, also called BN-Inception: `inception_v2`.
 *
 * Keys, order and initialisation are those of the network's port to PyTorch, `bninception` of the package
 * pretrainedmodels (https://github.com/Cadene/pretrained-models.pytorch): its files load here, and with the same seed
 * a fresh network has the same parameters. timm and torchvision have no such network.
 *
 * "Batch Normalization: Accelerating Deep Network Training by Reducing Internal Covariate Shift",
 * https://arxiv.org/abs/1502.03167, figure 5.
 */

import { boolean, type Kinds, type Rest, signature } from "../../edge/index.ts";
import { ShapeError } from "../../native/errors.ts";
import * as nn from "../../nn/index.ts";
import { currentScope, scope, type Tensor, torch } from "../../tensor/index.ts";
import { build, builderTakes } from "../builder.ts";
import type { Stage } from "../facts.ts";
import { family } from "../family.ts";
import { count } from "../option-kinds.ts";
import { through } from "../through.ts";
import { type ModelOrigin, noteOptions, originOf, type PretrainedOptions } from "../weights/weights.ts";

/** Output channels of a block's convolutions; "double" is two 3x3 convolutions after each other. */
interface Widths {
  readonly conv1x1: number;
  readonly conv3x3: readonly [reduced: number, out: number];
  readonly double3x3: readonly [reduced: number, out: number];
  readonly pool: "average" | "maximum";
  readonly poolProj: number;
}

/** A block that halves the edges: no 1x1 branch, and the pool's output as it is. */
type Halving = Pick<Widths, "conv3x3" | "double3x3">;

/** Figure 5 of the paper, by the blocks' names there. */
const BLOCKS: readonly (readonly [name: string, widths: Widths | Halving])[] = [
  ["3a", { conv1x1: 64, conv3x3: [64, 64], double3x3: [64, 96], pool: "average", poolProj: 32 }],
  ["3b", { conv1x1: 64, conv3x3: [64, 96], double3x3: [64, 96], pool: "average", poolProj: 64 }],
  ["3c", { conv3x3: [128, 160], double3x3: [64, 96] }],
  ["4a", { conv1x1: 224, conv3x3: [64, 96], double3x3: [96, 128], pool: "average", poolProj: 128 }],
  ["4b", { conv1x1: 192, conv3x3: [96, 128], double3x3: [96, 128], pool: "average", poolProj: 128 }],
  ["4c", { conv1x1: 160, conv3x3: [128, 160], double3x3: [128, 160], pool: "average", poolProj: 128 }],
  ["4d", { conv1x1: 96, conv3x3: [128, 192], double3x3: [160, 192], pool: "average", poolProj: 128 }],
  ["4e", { conv3x3: [128, 192], double3x3: [192, 256] }],
  ["5a", { conv1x1: 352, conv3x3: [192, 320], double3x3: [160, 224], pool: "average", poolProj: 128 }],
  ["5b", { conv1x1: 352, conv3x3: [192, 320], double3x3: [192, 224], pool: "maximum", poolProj: 128 }],
];

const shrinking = (): nn.MaxPool2d => new nn.MaxPool2d(3, { stride: 2, ceilMode: true });

/** Maps side by side along the channels; a module, so that a block's output has a path. */
class Joined extends nn.Module {
  override forward(...maps: Tensor[]): Tensor {
    return torch.cat(maps, 1);
  }
}

/** The network's shape. */
export interface InceptionV2Config {
  /** Outputs of the last linear map; 1000 by default. */
  numClasses?: number;
  /**
   * Whether the input's channels are turned round first, RGB to BGR; false by default. The published weights were
   * trained on BGR images: with them it is true unless given.
   */
  bgrInput?: boolean;
}

const KINDS: Kinds<InceptionV2Config> = { numClasses: count, bgrInput: boolean };
const NETWORK = signature<InceptionV2Config>("models.InceptionV2", { options: KINDS });
const TAKES = builderTakes<InceptionV2Options>(KINDS);

/** The parts that may be replaced, and what they are until then; see InceptionV4. */
export interface InceptionV2 {
  get global_pool(): nn.AdaptiveAvgPool2d;
  set global_pool(module: nn.TensorModule);
  get last_linear(): nn.Linear;
  set last_linear(module: nn.TensorModule);
}

/**
 * Inception v2: images (N, 3, H, W), edges a multiple of 32, 224 x 224 in the paper -> logits (N, numClasses).
 *
 * The layers stand side by side, `inception_3a_3x3` and its normalisation `inception_3a_3x3_bn`; a block's output is
 * `inception_3a_output`. A new head is an assignment to `last_linear`.
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the constructor assigns every member of the interface
export class InceptionV2 extends nn.Module {
  /** Whether the input's channels are turned round first. */
  bgr_input: boolean;

  /** Throws ArgumentError for a class count below one. */
  constructor(...rest: Rest<InceptionV2Config>) {
    super();
    const { numClasses = 1000, bgrInput = false } = NETWORK.read(rest);
    this.bgr_input = bgrInput;
    this.#addConv("conv1_7x7_s2", 3, 64, 7, { stride: 2, padding: 3 });
    this.addModule("pool1_3x3_s2", shrinking());
    this.#addConv("conv2_3x3_reduce", 64, 64, 1);
    this.#addConv("conv2_3x3", 64, 192, 3, { padding: 1 });
    this.addModule("pool2_3x3_s2", shrinking());
    let channels = 192;
    for (const [name, widths] of BLOCKS) channels = this.#addBlock(`inception_${name}`, channels, widths);
    this.global_pool = new nn.AdaptiveAvgPool2d(1);
    this.last_linear = new nn.Linear(channels, numClasses);
  }

  /** Which builder made this network, from which weights, and what of them was missing; null if none did. */
  get origin(): ModelOrigin | null {
    return originOf(this);
  }

  override forward(images: Tensor): Tensor {
    checkEdges(images);
    let x = scope(() => this.#stem(this.bgr_input ? images.flip([1]) : images));
    for (const [name, widths] of BLOCKS) {
      const next = scope(() => this.#runBlock(`inception_${name}`, x, widths));
      if (x._scope === currentScope()) x.dispose(); // unless a hook kept it
      x = next;
    }
    return through(this.#layer("global_pool").forward(x).flatten(1), this.#layer("last_linear")); // (N, C, 1, 1) -> (N, C)
  }

  /** Files from before PyTorch 0.2 hold the normalisations' values as (1, C). */
  override upgradeStateDict(dict: Map<string, Tensor>, prefix: string): void {
    for (const [key, value] of dict) {
      if (!key.startsWith(prefix) || !/_bn\.\w+$/.test(key)) continue;
      if (value.ndim === 2 && value.shape[0] === 1) dict.set(key, value.flatten());
    }
  }

  #addConv(
    name: string,
    channels: number,
    outChannels: number,
    kernel: number,
    place: nn.Conv2dOptions = {},
  ): void {
    this.addModule(name, new nn.Conv2d(channels, outChannels, kernel, place));
    this.addModule(`${name}_bn`, new nn.BatchNorm2d(outChannels));
  }

  /** Adds a block's layers; returns its output channels. */
  #addBlock(name: string, channels: number, widths: Widths | Halving): number {
    const stride = "pool" in widths ? 1 : 2;
    const [reduced, out] = widths.conv3x3;
    const [doubleReduced, doubleOut] = widths.double3x3;
    if ("pool" in widths) this.#addConv(`${name}_1x1`, channels, widths.conv1x1, 1);
    this.#addConv(`${name}_3x3_reduce`, channels, reduced, 1);
    this.#addConv(`${name}_3x3`, reduced, out, 3, { stride, padding: 1 });
    this.#addConv(`${name}_double_3x3_reduce`, channels, doubleReduced, 1);
    this.#addConv(`${name}_double_3x3_1`, doubleReduced, doubleOut, 3, { padding: 1 });
    this.#addConv(`${name}_double_3x3_2`, doubleOut, doubleOut, 3, { stride, padding: 1 });
    this.addModule(`${name}_pool`, poolOf(widths));
    if ("pool" in widths) this.#addConv(`${name}_pool_proj`, channels, widths.poolProj, 1);
    this.addModule(`${name}_output`, new Joined());
    return out + doubleOut + ("pool" in widths ? widths.conv1x1 + widths.poolProj : channels);
  }

  #stem(images: Tensor): Tensor {
    const first = this.#layer("pool1_3x3_s2").forward(this.#convolve(images, "conv1_7x7_s2"));
    return this.#layer("pool2_3x3_s2").forward(this.#convolve(first, "conv2_3x3_reduce", "conv2_3x3"));
  }

  /** (N, C, H, W) -> (N, C', H, W), or half the edges. */
  #runBlock(name: string, x: Tensor, widths: Widths | Halving): Tensor {
    const maps = [
      this.#convolve(x, `${name}_3x3_reduce`, `${name}_3x3`),
      this.#convolve(x, `${name}_double_3x3_reduce`, `${name}_double_3x3_1`, `${name}_double_3x3_2`),
    ];
    const pooled = this.#layer(`${name}_pool`).forward(x);
    if ("pool" in widths) {
      maps.unshift(this.#convolve(x, `${name}_1x1`));
      maps.push(this.#convolve(pooled, `${name}_pool_proj`));
    } else maps.push(pooled);
    return (this.getSubmodule(`${name}_output`) as Joined).forward(...maps); // the constructor put it there
  }

  /** Convolutions after each other, each with its normalisation and ReLU. */
  #convolve(x: Tensor, ...names: readonly string[]): Tensor {
    let y = x;
    for (const name of names) {
      const next = torch.relu_(through(y, this.#layer(name), this.#layer(`${name}_bn`)));
      if (y !== x && y._scope === currentScope()) y.dispose(); // unless a hook kept it
      y = next;
    }
    return y;
  }

  /** The layer that stands there now: any may have been replaced. */
  #layer(name: string): nn.TensorModule {
    return this.getSubmodule(name) as nn.TensorModule; // all but the joins are, and who replaces one keeps to it
  }
}

function poolOf(widths: Widths | Halving): nn.TensorModule {
  if (!("pool" in widths)) return shrinking();
  if (widths.pool === "average") return new nn.AvgPool2d(3, { stride: 1, padding: 1 });
  return new nn.MaxPool2d(3, { stride: 1, padding: 1 });
}

/** The halving blocks join a convolution, which rounds odd edges up, and a pool, which rounds them down. */
function checkEdges(images: Tensor): void {
  const [height = 0, width = 0] = images.shape.slice(-2);
  const fits = [height, width].every((edge) => {
    const before3c = Math.floor(Math.ceil(edge / 2) / 4);
    return before3c >= 4 && before3c % 4 === 0;
  });
  if (fits) return;
  throw new ShapeError(
    `InceptionV2: expected images whose edges are a multiple of 32, got ${height} x ${width}; resize or pad them`,
    { operation: "InceptionV2" },
  );
}

/** Options of `inception_v2`. */
export interface InceptionV2Options extends PretrainedOptions, InceptionV2Config {}

/**
 * Inception v2: 11.3 million parameters. See InceptionV2Options and PretrainedOptions for what it takes and throws.
 *
 *     const model = await models.inception_v2({ weights: "DEFAULT" });
 *     model.last_linear = new nn.Linear(model.last_linear.in_features, 2);
 *
 * The published file under another name, or one made from it, needs `bgrInput: true`; `models.weights("inception_v2",
 * "DEFAULT").transforms()` scales images as it wants them.
 */
export async function inception_v2(...rest: Rest<InceptionV2Options>): Promise<InceptionV2> {
  const model = await build(TAKES, "inception_v2", rest, ({ numClasses, bgrInput }, source) => {
    return new InceptionV2({ numClasses, bgrInput: bgrInput ?? source?.isPublished === true });
  });
  noteOptions(model, { bgrInput: model.bgr_input });
  return model;
}

/** `conv1`, `conv2` and the inception blocks: layers whose names begin alike. */
function blocksByName(network: InceptionV2): Stage[] {
  const stages = new Map<string, string[]>();
  for (const [path, layer] of network.namedChildren()) {
    if (layer.parameters().next().done) continue;
    const name = /^(conv\d|inception_\d[a-z])_/.exec(path)?.[1] ?? "head";
    stages.set(name, [...(stages.get(name) ?? []), path]);
  }
  return [...stages].map(([name, paths]) => ({ name, paths }));
}

/** The family for the registry, and what others have to know of it. */
export const inceptionV2Family = family(InceptionV2, {
  builders: { inception_v2 },
  task: "classification",
  heads: "last_linear",
  firstConv: "conv1_7x7_s2",
  stages: blocksByName,
  gradCam: "inception_5b_output",
  preprocessing: { property: "bgr_input", option: "bgrInput", isReversed: true },
});
