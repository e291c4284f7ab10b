/**
 * MNASNet B1 in four widths, as torchvision has it (https://docs.pytorch.org/vision/stable/models/mnasnet.html): with
 * the same seed a fresh network has the same parameters.
 *
 * "MnasNet: Platform-Aware Neural Architecture Search for Mobile", https://arxiv.org/abs/1807.11626.
 */

import { type Kinds, numberAbove, type Rest, signature } from "../../edge/index.ts";
import * as nn from "../../nn/index.ts";
import type { LoadArguments } from "../../nn/state-dict.ts";
import type { Tensor } from "../../tensor/index.ts";
import { build, builderTakes } from "../builder.ts";
import { family } from "../family.ts";
import { count, probability } from "../option-kinds.ts";
import { chainStages } from "../stages.ts";
import { tensorOf } from "../weights/migrations.ts";
import { type ModelOrigin, originOf, type PretrainedOptions } from "../weights/weights.ts";
import { makeDivisible } from "../widths.ts";

/** PyTorch's momentum is the share of the new batch, TensorFlow's that of the old ones. */
const MOMENTUM = 1 - 0.9997;

function batchNorm(channels: number): nn.BatchNorm2d {
  return new nn.BatchNorm2d(channels, { momentum: MOMENTUM });
}

function relu(): nn.ReLU {
  return new nn.ReLU({ inplace: true });
}

/** Widens, convolves each channel by itself, narrows: (N, inCh, H, W) -> (N, outCh, H / stride, W / stride). */
class InvertedResidual extends nn.Module {
  apply_residual: boolean;
  layers: nn.Sequential;

  constructor(inCh: number, outCh: number, kernelSize: number, stride: number, expansion: number) {
    super();
    const wide = inCh * expansion;
    this.apply_residual = inCh === outCh && stride === 1;
    this.layers = new nn.Sequential(
      new nn.Conv2d(inCh, wide, 1, { bias: false }),
      batchNorm(wide),
      relu(),
      new nn.Conv2d(wide, wide, kernelSize, {
        padding: Math.floor(kernelSize / 2),
        stride,
        groups: wide,
        bias: false,
      }),
      batchNorm(wide),
      relu(),
      new nn.Conv2d(wide, outCh, 1, { bias: false }),
      batchNorm(outCh),
    );
  }

  override forward(x: Tensor): Tensor {
    const made = this.layers.forward(x);
    return this.apply_residual ? made.add(x) : made;
  }
}

/** Blocks after each other, the first with the stride. */
function stack(
  inCh: number,
  outCh: number,
  kernelSize: number,
  stride: number,
  expansion: number,
  repeats: number,
): nn.Sequential {
  const blocks = [new InvertedResidual(inCh, outCh, kernelSize, stride, expansion)];
  for (let i = 1; i < repeats; i++) blocks.push(new InvertedResidual(outCh, outCh, kernelSize, 1, expansion));
  return new nn.Sequential(blocks);
}

/** Everything whose widths version 1 did not scale: the first convolutions and the stack that follows them. */
function stem(first: number, second: number, third: number): nn.TensorModule[] {
  return [
    new nn.Conv2d(3, first, 3, { padding: 1, stride: 2, bias: false }),
    batchNorm(first),
    relu(),
    new nn.Conv2d(first, first, 3, { padding: 1, groups: first, bias: false }),
    batchNorm(first),
    relu(),
    new nn.Conv2d(first, second, 1, { bias: false }),
    batchNorm(second),
    stack(second, third, 3, 2, 3, 3),
  ];
}

type Depths = [number, number, number, number, number, number, number, number];

/** Widths of the stages for a scale. */
function depthsOf(alpha: number): Depths {
  return [32, 16, 24, 40, 80, 96, 192, 320].map((depth) => makeDivisible(depth * alpha, 8)) as Depths; // as many
}

/** The network's shape, apart from its scale. */
export interface MNASNetConfig {
  /** Outputs; 1000 by default. */
  numClasses?: number;
  /** Probability of dropping a feature before the linear layer; 0.2 by default. */
  dropout?: number;
}

const KINDS: Kinds<MNASNetConfig> = { numClasses: count, dropout: probability };
const NETWORK = signature<MNASNetConfig>("models.MNASNet", {
  takes: { alpha: numberAbove(0) },
  options: KINDS,
});
const TAKES = builderTakes<MNASNetOptions>(KINDS);

/** What may be replaced, and what it is until then; see ResNet. */
export interface MNASNet {
  get layers(): nn.Sequential;
  set layers(module: nn.TensorModule);
  get classifier(): nn.Sequential & { 1: nn.Linear };
  set classifier(module: nn.TensorModule);
}

/**
 * An MNASNet: images (N, 3, H, W) -> logits (N, numClasses).
 *
 * A new head is an assignment: `model.classifier[1] = new nn.Linear(model.classifier[1].in_features, 4)`.
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the constructor assigns every member of the interface
export class MNASNet extends nn.Module {
  /** Scale of the widths. */
  readonly alpha: number;
  /** 2, or 1 where a state dict was loaded from before the first layers were scaled too. */
  #version = 2;

  /** `alpha` scales the widths. Throws ArgumentError for sizes it cannot have. */
  constructor(alpha: number, ...rest: Rest<MNASNetConfig>) {
    super();
    const { numClasses = 1000, dropout = 0.2 } = NETWORK.read(rest);
    NETWORK.check(alpha);
    const depths = depthsOf(alpha);
    this.alpha = alpha;
    this.layers = new nn.Sequential([
      ...stem(depths[0], depths[1], depths[2]),
      stack(depths[2], depths[3], 5, 2, 3, 3),
      stack(depths[3], depths[4], 5, 2, 6, 3),
      stack(depths[4], depths[5], 3, 1, 6, 2),
      stack(depths[5], depths[6], 5, 2, 6, 4),
      stack(depths[6], depths[7], 3, 1, 6, 1),
      new nn.Conv2d(depths[7], 1280, 1, { bias: false }),
      batchNorm(1280),
      relu(),
    ]);
    this.classifier = new nn.Sequential(
      new nn.Dropout({ p: dropout, inplace: true }),
      new nn.Linear(1280, numClasses),
    );
    initialise(this);
  }

  /** Which builder made this network, from which weights, and what of them was missing; null if none did. */
  get origin(): ModelOrigin | null {
    return originOf(this);
  }

  /** As Module's, with the version that torchvision demands of an MNASNet's file. */
  override stateDict(...rest: Parameters<nn.Module["stateDict"]>): Map<string, Tensor> {
    const state = super.stateDict(...rest);
    const [{ prefix = "" } = {}] = rest;
    return Object.assign(state, {
      _metadata: new Map([[prefix.replace(/\.$/, ""), { version: this.#version }]]),
    });
  }

  /**
   * As Module's; also takes state dicts of version 1, in which the first layers were as wide as at `alpha` 1. The
   * network's own first layers are replaced by such wide ones then, so the optimizer must be made afterwards.
   */
  override loadStateDict(dict: nn.StateDictInput, ...rest: LoadArguments): nn.LoadReport {
    const width = tensorOf(dict, "layers.0.weight")?.shape[0];
    const [own, , third] = depthsOf(this.alpha);
    if (width !== 32 || own === 32 || this.#version === 1) return super.loadStateDict(dict, ...rest);
    const narrow = this.#replaceStem(stem(32, 16, third));
    try {
      const report = super.loadStateDict(dict, ...rest);
      this.#version = 1;
      return report;
    } catch (error) {
      this.#replaceStem(narrow);
      throw error;
    }
  }

  /** Puts other first layers in the place of those there, in the same mode and on the same device; returns the old. */
  #replaceStem(modules: readonly nn.TensorModule[]): nn.TensorModule[] {
    const { device, dtype } = this.layers.parameters().next().value ?? {};
    return modules.map((module, i) => {
      const old = this.layers.at(i);
      this.layers.set(i, module.train(this.training).to({ device, dtype }));
      return old;
    });
  }

  override forward(x: Tensor): Tensor {
    return this.classifier.forward(this.layers.forward(x).mean([2, 3])); // (N, C, H, W) -> (N, C)
  }
}

/** torchvision's initialisation, in its order: the random numbers of a seed fall on the same parameters. */
function initialise(model: MNASNet): void {
  for (const module of model.modules()) {
    if (module instanceof nn.Conv2d) {
      nn.init.kaimingNormal_(module.weight, { mode: "fanOut", nonlinearity: "relu" });
      if (module.bias !== null) nn.init.zeros_(module.bias);
    } else if (module instanceof nn.BatchNorm2d) {
      module.resetParameters();
    } else if (module instanceof nn.Linear) {
      nn.init.kaimingUniform_(module.weight, { mode: "fanOut", nonlinearity: "sigmoid" });
      if (module.bias !== null) nn.init.zeros_(module.bias);
    }
  }
}

/**
 * Options of the named constructors. Pretrained ImageNet weights have 1000 classes: load them so and replace the
 * head, `model.classifier[1] = new nn.Linear(model.classifier[1].in_features, 4)`.
 */
export interface MNASNetOptions extends PretrainedOptions, MNASNetConfig {}

/** MNASNet of half width: 2.2 million parameters. See MNASNetOptions and PretrainedOptions for what it takes and throws. */
export function mnasnet0_5(...rest: Rest<MNASNetOptions>): Promise<MNASNet> {
  return build(TAKES, "mnasnet0_5", rest, (config) => new MNASNet(0.5, config));
}

/** MNASNet of three quarters of the width: 3.2 million parameters. See mnasnet0_5. */
export function mnasnet0_75(...rest: Rest<MNASNetOptions>): Promise<MNASNet> {
  return build(TAKES, "mnasnet0_75", rest, (config) => new MNASNet(0.75, config));
}

/** MNASNet: 4.4 million parameters. See mnasnet0_5. */
export function mnasnet1_0(...rest: Rest<MNASNetOptions>): Promise<MNASNet> {
  return build(TAKES, "mnasnet1_0", rest, (config) => new MNASNet(1, config));
}

/** MNASNet of 1.3 times the width: 6.3 million parameters. See mnasnet0_5. */
export function mnasnet1_3(...rest: Rest<MNASNetOptions>): Promise<MNASNet> {
  return build(TAKES, "mnasnet1_3", rest, (config) => new MNASNet(1.3, config));
}

/** The family for the registry, and what others have to know of it. */
export const mnasnetFamily = family(MNASNet, {
  builders: { mnasnet0_5, mnasnet0_75, mnasnet1_0, mnasnet1_3 },
  task: "classification",
  heads: "classifier.1",
  firstConv: "layers.0",
  stages: (network) => [...chainStages(network, "layers"), { name: "head", paths: ["classifier"] }],
  gradCam: "layers",
});
