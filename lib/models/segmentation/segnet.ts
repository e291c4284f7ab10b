/**
 * SegNet and SegNet-Basic: the decoder puts values back to where the encoder's max pooling took them from.
 *
 * "SegNet: A Deep Convolutional Encoder-Decoder Architecture for Image Segmentation", https://arxiv.org/abs/1511.00561.
 * SegNet's encoder is torchvision's VGG-16 with batch normalisation up to its last pooling, under the same keys.
 */

import { instance, type Kinds, kind, listOf, noMore, type Rest, signature } from "../../edge/index.ts";
import * as io from "../../io/index.ts";
import { ArgumentError } from "../../native/errors.ts";
import * as nn from "../../nn/index.ts";
import { currentScope, keep, scope, type Tensor } from "../../tensor/index.ts";
import { adopt } from "../../tensor/scope.ts";
import { adaptInput } from "../adapt-input.ts";
import { build, builderTakes, weightsKind } from "../builder.ts";
import { family } from "../family.ts";
import { count, layerKind } from "../option-kinds.ts";
import { chainStages, pooledStages } from "../stages.ts";
import { behindPrefix } from "../weights/checkpoint-keys.ts";
import { isFile, type PretrainedOptions, WeightsEntry, weights, withWeights } from "../weights/weights.ts";
import type { BackboneOptions } from "./backbones.ts";
import { SegmentationModule } from "./base.ts";

/** What a pooling leaves for its unpooling: the places of the largest values, and the shape they come from. */
interface Pooled {
  indices: Tensor;
  shape: readonly number[];
}

/** A chain of modules whose poolings can give their indices: (N, C, H, W) -> features. */
export class PoolingEncoder extends nn.Sequential {
  /** Adds what unpooling needs to `pooled`, where it is given, the first pooling first; its indices are the caller's. */
  override forward(x: Tensor, pooled?: Pooled[]): Tensor {
    if (pooled === undefined) return super.forward(x);
    const found = this.forwardWithIndices(x);
    for (const { indices, shape } of found.pooled) pooled.push({ indices: keep(indices), shape });
    return found.features;
  }

  /** The features, and what unpooling needs, the first pooling first; in the caller's scope. Hooks do not run. */
  forwardWithIndices(x: Tensor, ...rest: []): { features: Tensor; pooled: Pooled[] } {
    noMore("models.PoolingEncoder.forwardWithIndices", rest);
    const own = currentScope();
    const pooled: Pooled[] = [];
    let features = x;
    for (const module of this) {
      let next: Tensor;
      if (module instanceof nn.MaxPool2d) {
        const { output, indices } = module.forwardWithIndices(features);
        pooled.push({ indices, shape: features.shape });
        next = output;
      } else {
        next = module.forward(features);
      }
      if (features !== x && features !== next && features._scope === own) features.dispose();
      features = next;
    }
    return { features, pooled };
  }
}

const DECODER = signature("models.UnpoolingDecoder", {
  takes: { stages: listOf(instance(nn.Sequential)), head: layerKind },
});

/** Unpools and convolves, stage by stage, then the classes: features -> logits (N, numClasses, H, W). */
export class UnpoolingDecoder extends nn.Module {
  unpool: nn.MaxUnpool2d;
  /** The deepest stage first; each follows an unpooling. */
  stages: nn.ModuleList<nn.Sequential>;
  head: nn.TensorModule;

  constructor(stages: readonly nn.Sequential[], head: nn.TensorModule, ...rest: []) {
    super();
    DECODER.read(rest);
    DECODER.check(stages, head);
    this.unpool = new nn.MaxUnpool2d(2);
    this.stages = new nn.ModuleList(stages);
    this.head = head;
  }

  override forward(features: Tensor, pooled: readonly Pooled[]): Tensor {
    let x = features;
    for (const [i, stage] of [...this.stages].entries()) {
      const { indices, shape } = pooled[pooled.length - 1 - i] as Pooled; // as many as stages
      x = stage.forward(this.unpool.forward(x, indices, shape));
    }
    return this.head.forward(x);
  }
}

/** SegNet's body: images (N, 3, H, W) -> logits (N, numClasses, H, W). */
abstract class Unpooling extends SegmentationModule<Tensor> {
  encoder: PoolingEncoder;
  decoder: UnpoolingDecoder;

  constructor(encoder: PoolingEncoder, decoder: UnpoolingDecoder) {
    super();
    this.encoder = encoder;
    this.decoder = decoder;
    for (const module of this.modules()) {
      // The head keeps a layer's own start, as replaceHead makes it: He's law by outputs makes that of one mask huge.
      if (!(module instanceof nn.Conv2d) || module === decoder.head) continue;
      nn.init.kaimingNormal_(module.weight, { mode: "fanOut", nonlinearity: "relu" });
      if (module.bias !== null) nn.init.zeros_(module.bias);
    }
  }

  override forward(x: Tensor): Tensor {
    const pooled: Pooled[] = [];
    try {
      const features = this.encoder.forward(x, pooled);
      return this.decoder.forward(features, pooled);
    } finally {
      for (const { indices } of pooled) adopt(indices); // of this forward's scope, as all it makes
    }
  }
}

/** The shape of either network. */
export interface SegNetConfig {
  /** Classes with the background; 21 by default, 1 for a mask. */
  numClasses?: number;
}

const KINDS: Kinds<SegNetConfig> = { numClasses: count };
const NETWORK = signature<SegNetConfig>("models.SegNet", { options: KINDS });
const BASIC = signature<SegNetConfig>("models.SegNetBasic", { options: KINDS });

/** Widths of VGG-16's convolutions between its poolings. */
const STAGES = [
  [64, 64],
  [128, 128],
  [256, 256, 256],
  [512, 512, 512],
  [512, 512, 512],
] as const;

/** Convolutions with batch normalisation and ReLU. */
function block(channels: number, widths: readonly number[]): nn.TensorModule[] {
  return widths.flatMap((width, i) => [
    new nn.Conv2d(i === 0 ? channels : (widths[i - 1] as number), width, 3, { padding: 1 }),
    new nn.BatchNorm2d(width),
    new nn.ReLU({ inplace: true }),
  ]);
}

/** SegNet: images (N, 3, H, W) of at least 32 x 32 -> logits (N, numClasses, H, W). */
export class SegNet extends Unpooling {
  constructor(...rest: Rest<SegNetConfig>) {
    const { numClasses = 21 } = NETWORK.read(rest);
    const input = (i: number): number => STAGES[i - 1]?.[0] ?? 3;
    const encoder = STAGES.flatMap((widths, i) => [...block(input(i), widths), new nn.MaxPool2d(2)]);
    // The encoder's stages backwards: each ends with as many channels as the one before it began with.
    const stages = STAGES.map((widths, i) => {
      const ends = i === 0 ? [] : [input(i)];
      return new nn.Sequential(block(widths[0], [...widths.slice(1), ...ends]));
    }).reverse();
    super(
      new PoolingEncoder(encoder),
      new UnpoolingDecoder(stages, new nn.Conv2d(64, numClasses, 3, { padding: 1 })),
    );
  }
}

/** SegNet-Basic, the small one: images (N, 3, H, W) of at least 16 x 16 -> logits (N, numClasses, H, W). */
export class SegNetBasic extends Unpooling {
  constructor(...rest: Rest<SegNetConfig>) {
    const { numClasses = 21 } = BASIC.read(rest);
    const conv = (channels: number): nn.Conv2d => new nn.Conv2d(channels, 64, 7, { padding: 3, bias: false });
    const encoder = [3, 64, 64, 64].flatMap((channels) => [
      conv(channels),
      new nn.BatchNorm2d(64),
      new nn.ReLU({ inplace: true }),
      new nn.MaxPool2d(2),
    ]);
    const stages = Array.from({ length: 4 }, () => new nn.Sequential(conv(64), new nn.BatchNorm2d(64)));
    super(new PoolingEncoder(encoder), new UnpoolingDecoder(stages, new nn.Conv2d(64, numClasses, 1)));
  }
}

/** Options of the named constructors of SegNet. */
export interface SegNetOptions extends PretrainedOptions, SegNetConfig, BackboneOptions {}

const TAKES = builderTakes<SegNetOptions>({ ...KINDS, weightsBackbone: weightsKind });
const BASIC_TAKES = builderTakes<PretrainedOptions & SegNetConfig>(KINDS);
const LOAD = signature("models.loadVggEncoder", {
  takes: {
    model: instance(SegNet),
    vgg: kind("a state dict, a Map of tensors by key", (v) => v instanceof Map),
  },
});

/**
 * Puts the features of a VGG-16 with batch normalisation into SegNet's encoder: the values of its state dict under
 * `features.`. Throws StateDictError where they do not fit.
 */
export function loadVggEncoder(model: SegNet, vgg: ReadonlyMap<string, Tensor>, ...rest: []): void {
  LOAD.read(rest);
  LOAD.check(model, vgg);
  const prefix = "features.";
  const wanted = new Set([...model.encoder.stateDict().keys()].map((key) => prefix + key));
  const { dict } = behindPrefix(LOAD.name, wanted, new Map(vgg), undefined);
  const own = [...dict].filter(([key]) => key.startsWith(prefix));
  model.encoder.loadStateDict(new Map(own.map(([key, value]) => [key.slice(prefix.length), value])));
}

/**
 * SegNet: 29.5 million parameters. `weightsBackbone` names weights of `vgg16_bn` for the encoder. See SegNetOptions and
 * PretrainedOptions for what it takes and throws.
 *
 *     const model = await models.segnet({ numClasses: 4, weightsBackbone: "DEFAULT" });
 *     model.encoder.requiresGrad_(false);
 */
export async function segnet(...rest: Rest<SegNetOptions>): Promise<SegNet> {
  const options = TAKES.read("segnet", rest);
  const { weightsBackbone = null, inChannels } = options;
  const fresh = (): SegNet => new SegNet({ numClasses: options.numClasses });
  if (weightsBackbone === null || (options.weights ?? null) !== null) {
    return withWeights("segnet", options, fresh);
  }
  const file = await vggFile(weightsBackbone, options);
  // With three channels at first, which the filters of VGG-16 are for.
  const model = await withWeights("segnet", { ...options, inChannels: undefined }, fresh);
  await scope(async () => loadVggEncoder(model, await io.loadStateDict(file, { signal: options.signal })));
  return inChannels === undefined ? model : adaptInput(model, inChannels);
}

async function vggFile(given: string | WeightsEntry, options: SegNetOptions): Promise<string> {
  if (typeof given === "string" && isFile(given)) return given;
  const entry = given instanceof WeightsEntry ? given : weights("vgg16_bn", given);
  if (entry.builder !== "vgg16_bn") {
    throw new ArgumentError(
      `models.segnet: expected weightsBackbone to be weights of vgg16_bn, got those of ${entry.builder}`,
    );
  }
  return entry.fetch({ progress: options.progress, signal: options.signal });
}

/** SegNet-Basic: 1.4 million parameters. See segnet. */
export function segnet_basic(...rest: Rest<PretrainedOptions & SegNetConfig>): Promise<SegNetBasic> {
  return build(BASIC_TAKES, "segnet_basic", rest, (config) => new SegNetBasic(config));
}

/** What both networks declare. */
const UNPOOLING = {
  task: "segmentation",
  heads: "decoder.head",
  firstConv: "encoder.0",
  stages: (network: nn.Module) => [
    ...pooledStages(network, "encoder", "encoder"),
    ...chainStages(network, "decoder.stages"),
    { name: "head", paths: ["decoder.head"] },
  ],
  gradCam: "encoder",
} as const;

/** The family for the registry, and what others have to know of it. */
export const segnetFamily = family(SegNet, { ...UNPOOLING, builders: { segnet } });

/** The same of the small network. */
export const segnetBasicFamily = family(SegNetBasic, { ...UNPOOLING, builders: { segnet_basic } });
