/**
 * Which modules of a network become which in its optimised copy.
 *
 * Decided by structure alone: chains of a Sequential, and the classes of the zoo whose forward runs its layers in a
 * known order. What is not recognised is copied as it is, and what cannot be copied is shared.
 */

import { DenseLayer } from "../../models/classification/densenet.ts";
import { BasicConv2d } from "../../models/classification/inception-parts.ts";
import { BasicBlock, Bottleneck, ResNet } from "../../models/classification/resnet.ts";
import { BatchNormAct2d, PreActBottleneck } from "../../models/classification/resnetv2.ts";
import { IntermediateLayers } from "../../models/segmentation/backbones.ts";
import { collect } from "../../models/segmentation/base.ts";
import { type EncoderLevel, PyramidEncoder } from "../../models/segmentation/encoders.ts";
import { PoolingEncoder } from "../../models/segmentation/segnet.ts";
import * as nn from "../../nn/index.ts";
import type { DType, Tensor } from "../../tensor/index.ts";
import { SqueezeExcitation } from "../../vision/ops/index.ts";
import { FusedResidual, residualParts } from "./blocks.ts";
import { copyModule, isCopyable } from "./copy.ts";
import { fold, isFoldable } from "./fold.ts";
import { canFuse, FusedConv2d, fusedActivation } from "./fused-conv.ts";
import type { Tile } from "./winograd-matrices.ts";

/** What takes a normalisation into its weights. */
type Layer = nn.Conv2d | nn.ConvTranspose2d | nn.Linear;
type Entry = readonly [name: string, module: nn.Module];

/** Children that a class's forward runs one after the other, each only there. */
const CHAINS = new Map<unknown, readonly (readonly string[])[]>([
  [ResNet, [["conv1", "bn1", "relu"]]],
  [
    SqueezeExcitation,
    [
      ["fc1", "activation"],
      ["fc2", "scale_activation"],
    ],
  ],
  [DenseLayer, [["conv1", "norm2", "relu2", "conv2"]]],
  [PreActBottleneck, [["conv1", "norm2", "conv2", "norm3", "conv3"]]],
]);

/** How to convert. */
export interface Target {
  /** Null to keep each tensor's. */
  dtype: DType | null;
  /** Tiles of Winograd's method; empty for none. */
  tiles: readonly Tile[];
  /**
   * Tiles before poolings whose indices are used: where two values of a window are nearly equal, a larger rounding
   * error moves the largest to another place.
   */
  exactTiles: readonly Tile[];
  /** Paths of modules to copy as they are, with all below them. */
  leave: ReadonlySet<string>;
}

/** How a chain is run. */
interface ChainOptions {
  /** Layers whose outputs are wanted, so that nothing is fused over them. */
  tapped?: ReadonlySet<string>;
  isLeft?: (entry: Entry) => boolean;
  tiles?: readonly Tile[];
}

/** The features of {@link PyramidEncoder}, whose own class reads private members. */
class PyramidForInference extends nn.Module {
  readonly levels: readonly EncoderLevel[];

  constructor(levels: readonly EncoderLevel[]) {
    super();
    this.training = false;
    this.levels = levels;
  }

  override forward(x: Tensor): Tensor[] {
    const chain = [...this.namedChildren()] as [string, nn.TensorModule][]; // PyramidEncoder takes no others
    return [...collect(x, chain, new Set(this.levels.map(({ layer }) => layer))).values()];
  }
}

/** Makes the parts of one optimised network. */
export class Converter {
  /** Modules that the copy shares with the original, because they cannot be copied. */
  readonly shared: nn.Module[] = [];
  readonly #target: Target;
  readonly #made = new Map<nn.Module, nn.Module>();

  constructor(target: Target) {
    this.#target = target;
  }

  /** What stands for a module of the original; the same object for the same module. */
  convert(module: nn.Module, path: string): nn.Module {
    const known = this.#made.get(module);
    if (known !== undefined) return known;
    const made = this.#target.leave.has(path) ? this.#asIs(module, path) : this.#fresh(module, path);
    this.#made.set(module, made);
    return made;
  }

  /** The copy of a network's outermost module, as an object of a subclass of its class. */
  root(module: nn.Module, moduleClass: abstract new (...args: never) => nn.Module): nn.Module {
    return copyModule(module, moduleClass, this.#target.dtype, this.#child(module, ""));
  }

  #fresh(module: nn.Module, path: string): nn.Module {
    const own =
      this.#fusedLayers([["", module]])?.get("") ??
      this.#knownBlock(module, path) ??
      this.#pyramid(module, path);
    if (own !== null) return own;
    if (!isCopyable(module)) return this.#share(module);
    const moduleClass = module.constructor as typeof nn.Module;
    return copyModule(module, moduleClass, this.#target.dtype, this.#child(module, path));
  }

  #asIs(module: nn.Module, path: string): nn.Module {
    if (isLayer(module) && this.#needsOwn(module)) return this.#ownLayer(module, null);
    if (!isCopyable(module)) return this.#share(module);
    const child = (name: string, below: nn.Module): nn.Module => this.#asIs(below, `${path}.${name}`);
    return copyModule(module, module.constructor as typeof nn.Module, this.#target.dtype, child);
  }

  #share(module: nn.Module): nn.Module {
    this.shared.push(module);
    return module;
  }

  /** What stands for the children of a module that is copied. */
  #child(module: nn.Module, path: string): (name: string, child: nn.Module) => nn.Module {
    const fused = this.#fusedChildren(module, path);
    return (name, child) => fused.get(name) ?? this.convert(child, join(path, name));
  }

  #fusedChildren(module: nn.Module, path: string): Map<string, nn.Module> {
    const children = [...module.namedChildren()];
    const isLeft = ([name]: Entry): boolean => this.#target.leave.has(join(path, name));
    const fused = new Map<string, nn.Module>();
    const tiles = module instanceof PoolingEncoder ? this.#target.exactTiles : this.#target.tiles;
    const add = (chain: readonly Entry[], tapped?: ReadonlySet<string>): void => {
      for (const [name, made] of this.#fusedLayers(chain, { tapped, isLeft, tiles })) fused.set(name, made);
    };
    if (isChain(module)) add(children);
    if (module instanceof IntermediateLayers) add(children, new Set(Object.keys(module.return_layers)));
    if (module instanceof PyramidEncoder) add(children, new Set(module.levels.map(({ layer }) => layer)));
    for (const names of CHAINS.get(module.constructor) ?? []) {
      const chain = names.flatMap((name) => children.filter(([own]) => own === name));
      if (chain.length === names.length) add(chain);
    }
    return fused;
  }

  /** Layers of a chain fused with what follows them, by name. */
  #fusedLayers(
    chain: readonly Entry[],
    { tapped = new Set(), isLeft = () => false, tiles = this.#target.tiles }: ChainOptions = {},
  ): Map<string, nn.Module> {
    const fused = new Map<string, nn.Module>();
    for (let i = 0; i < chain.length; i++) {
      const [name, layer] = chain[i] as Entry;
      if (isLeft([name, layer]) || !isLayer(layer)) continue;
      const follower = (at: number): nn.Module | undefined => {
        const [before] = chain[at - 1] as Entry;
        const entry = chain[at];
        return tapped.has(before) || entry === undefined || isLeft(entry) ? undefined : entry[1];
      };
      const next = follower(i + 1);
      const normalised = this.#normalised(layer, next);
      const after = normalised === null ? next : (normalised.activation ?? follower(i + 2));
      const norm = normalised?.norm ?? null;
      let swallowed = norm === null ? 0 : 1;
      if (canFuse(layer, this.#target.dtype)) {
        const activation = fusedActivation(after);
        // An activation within a normalisation that is not known here leaves both as they are.
        if (normalised?.activation && activation === null) continue;
        if (activation !== null && !normalised?.activation) swallowed++;
        const { dtype } = this.#target;
        fused.set(
          name,
          new FusedConv2d({ conv: layer, norm: norm as nn.BatchNorm2d | null, activation, dtype, tiles }),
        );
      } else {
        if (normalised?.activation || (norm === null && !this.#needsOwn(layer))) continue;
        fused.set(name, this.#ownLayer(layer, norm));
      }
      for (let k = 1; k <= swallowed; k++) fused.set((chain[i + k] as Entry)[0], new nn.Identity().eval());
      i += swallowed;
    }
    return fused;
  }

  /** The normalisation that can be folded into a layer, and the activation that is a part of it. */
  #normalised(
    layer: Layer,
    next: nn.Module | undefined,
  ): { norm: nn.BatchNorm2d | nn.BatchNorm1d; activation: nn.Module | null } | null {
    const channels = layer instanceof nn.Linear ? layer.out_features : layer.out_channels;
    if (layer instanceof nn.ConvTranspose2d && layer.groups > 1) return null;
    if (next?.constructor === BatchNormAct2d) {
      const { act } = next as BatchNormAct2d;
      const norm = plainNorm(next as BatchNormAct2d);
      return isFoldable(norm, channels) ? { norm, activation: act } : null;
    }
    const wanted = layer instanceof nn.Linear ? nn.BatchNorm1d : nn.BatchNorm2d;
    if (next?.constructor !== wanted || !isFoldable(next, channels)) return null;
    return { norm: next, activation: null };
  }

  /** Whether a layer that stays what it is needs weights of another dtype or, on a GPU, in another order. */
  #needsOwn(layer: Layer): boolean {
    const { dtype } = this.#target;
    if (dtype !== null && dtype !== layer.weight.dtype) return true;
    return layer.weight.device !== "cpu" && !(layer instanceof nn.Linear);
  }

  /** A layer of the same class with weights of its own, the normalisation in them where there is one. */
  #ownLayer(layer: Layer, norm: nn.BatchNorm2d | nn.BatchNorm1d | null): nn.Module {
    const dtype = this.#target.dtype ?? layer.weight.dtype;
    const { device } = layer.weight;
    const axis = layer instanceof nn.ConvTranspose2d ? 1 : 0;
    const { weight, bias } = norm === null ? copied(layer, dtype) : fold(layer, norm, axis, dtype);
    const made = nn.skipInit(() => emptyLike(layer, { device, dtype, bias: bias !== null }));
    const ordered = weight.ndim === 4 ? weight.to({ memoryFormat: "channels_last" }) : weight;
    made.weight = new nn.Parameter(ordered, { requiresGrad: false });
    if (bias !== null) made.bias = new nn.Parameter(bias, { requiresGrad: false });
    return made.eval();
  }

  #knownBlock(module: nn.Module, path: string): nn.Module | null {
    const { dtype } = this.#target;
    const part = (conv: unknown, norm: unknown) => {
      if (!(conv instanceof nn.Conv2d) || !canFuse(conv, dtype)) return null;
      if (!(norm instanceof nn.BatchNorm2d) || !isFoldable(norm, conv.out_channels)) return null;
      return { conv, norm, dtype, tiles: this.#target.tiles };
    };
    if ([...this.#target.leave].some((left) => left.startsWith(`${path}.`))) return null;
    if (module.constructor === BasicConv2d) {
      const { conv, bn } = module as BasicConv2d;
      const parts = part(conv, bn);
      return parts === null
        ? null
        : new FusedConv2d({ ...parts, activation: fusedActivation(new nn.ReLU()) });
    }
    if (module.constructor !== BasicBlock && module.constructor !== Bottleneck) return null;
    const parts = residualParts(module, part);
    if (parts === null) return null;
    const { downsample } = module as BasicBlock | Bottleneck;
    return new FusedResidual(
      parts.map((one) => new FusedConv2d(one)),
      downsample === null ? null : this.#shortcut(downsample, join(path, "downsample")),
    );
  }

  /** The one convolution that a shortcut is, where it is one. */
  #shortcut(downsample: nn.Sequential, path: string): nn.TensorModule {
    const converted = this.convert(downsample, path);
    const layers = [...converted.children()].filter((layer) => !(layer instanceof nn.Identity));
    const [only] = layers;
    const isOne = layers.length === 1 && isChain(downsample) && only instanceof FusedConv2d;
    return (isOne ? only : converted) as nn.TensorModule; // a Sequential's copy is one
  }

  #pyramid(module: nn.Module, path: string): nn.Module | null {
    if (!(module instanceof PyramidEncoder)) return null;
    const made = new PyramidForInference(module.levels);
    const child = this.#child(module, path);
    for (const [name, layer] of module.namedChildren()) made.addModule(name, child(name, layer));
    return made;
  }
}

function join(path: string, name: string): string {
  return path === "" ? name : `${path}.${name}`;
}

function isLayer(module: nn.Module): module is Layer {
  return [nn.Conv2d, nn.ConvTranspose2d, nn.Linear].some((layer) => module.constructor === layer);
}

/** Whether a Sequential's children run one after the other and no method of a subclass says otherwise. */
function isChain(module: nn.Module): boolean {
  if (!(module instanceof nn.Sequential)) return false;
  let prototype: object = Object.getPrototypeOf(module);
  while (prototype !== nn.Sequential.prototype) {
    const isPlain = Object.getOwnPropertyNames(prototype).length === 1; // the constructor
    if (!isPlain && prototype !== PoolingEncoder.prototype) return false;
    prototype = Object.getPrototypeOf(prototype);
  }
  return true;
}

/** The normalisation alone, over the same tensors. */
function plainNorm({
  num_features,
  eps,
  weight,
  bias,
  running_mean,
  running_var,
}: BatchNormAct2d): nn.BatchNorm2d {
  const norm = nn.skipInit(() => new nn.BatchNorm2d(num_features, { eps, affine: false }));
  norm.weight = weight;
  norm.bias = bias;
  norm.running_mean = running_mean;
  norm.running_var = running_var;
  return norm;
}

function copied({ weight, bias }: Layer, dtype: DType): { weight: Tensor; bias: Tensor | null } {
  const copy = (tensor: Tensor): Tensor => tensor.detach().to({ dtype, copy: true });
  return { weight: copy(weight), bias: bias === null ? null : copy(bias) };
}

function emptyLike(layer: Layer, factory: nn.FactoryOptions & { bias: boolean }): Layer {
  if (layer instanceof nn.Linear) return new nn.Linear(layer.in_features, layer.out_features, factory);
  const { in_channels, out_channels, kernel_size, stride, padding, dilation, groups, padding_mode } = layer;
  const common = { stride, dilation, groups, ...factory };
  if (layer instanceof nn.ConvTranspose2d) {
    const outputPadding = layer.output_padding;
    const sizes = padding as [number, number]; // a transposed convolution's is never a word
    const options = { ...common, padding: sizes, outputPadding };
    return new nn.ConvTranspose2d(in_channels, out_channels, kernel_size, options);
  }
  const options = { ...common, padding, paddingMode: padding_mode };
  return new nn.Conv2d(in_channels, out_channels, kernel_size, options);
}
