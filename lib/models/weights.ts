/**
 * Pretrained weights: what entries there are, fetching them, and putting them into a fresh network.
 *
 * The facts are torchvision's (weights.gen.ts). Reading files is lib/io's work, matching keys lib/nn's.
 */

import { existsSync } from "node:fs";
import path from "node:path";
import * as io from "../io/index.ts";
import { ArgumentError, StateDictError } from "../native/errors.ts";
import { type LoadReport, type Module, skipInit } from "../nn/index.ts";
import { scope, type Tensor } from "../tensor/index.ts";
import { transforms } from "../vision/index.ts";
import { IMAGENET_CATEGORIES } from "./imagenet.gen.ts";
import { WEIGHTS_TABLE } from "./weights.gen.ts";

/** One row of torchvision's weights table. Accuracies are in percent, on the task's usual validation set. */
export interface WeightsFacts {
  readonly name: string;
  readonly enumName: string;
  readonly isDefault?: boolean;
  readonly aliases?: readonly string[];
  readonly task: string;
  readonly url: string;
  /** The first hex digits of the file's SHA-256. */
  readonly sha256Prefix: string;
  readonly numParams: number;
  readonly acc1?: number;
  readonly acc5?: number;
  readonly mIoU?: number;
  readonly pixelAcc?: number;
  readonly boxMap?: number;
  readonly maskMap?: number;
  readonly keypointMap?: number;
  readonly cropSize?: number;
  readonly resizeSize?: number;
  readonly interpolation?: "bilinear" | "bicubic" | "nearest";
  readonly mean?: readonly number[];
  readonly std?: readonly number[];
  /** Smallest input, height and width in pixels. */
  readonly minSize?: readonly number[];
  readonly numCategories: number;
  /** Billions of multiply-adds for one image. */
  readonly gflops?: number;
  readonly fileSizeMb?: number;
  /** Page that says how the weights were trained. */
  readonly recipe?: string;
}

/** What a weights entry says about itself: the table's facts and the class names. */
export interface WeightsMeta extends WeightsFacts {
  /** Class names by class number. */
  readonly categories: readonly string[];
}

/** Options of fetching weights. */
export interface FetchOptions {
  /** Called as the download goes on; not called where the file is in the cache. */
  progress?: io.DownloadOptions["onProgress"];
  signal?: AbortSignal;
}

/** One set of published weights of one builder. */
export class WeightsEntry {
  /** Name of the builder: `resnet18`. */
  readonly builder: string;
  /** Name among the builder's entries: `IMAGENET1K_V1`. */
  readonly name: string;
  /** torchvision's full name: `ResNet18_Weights.IMAGENET1K_V1`. */
  readonly fullName: string;
  readonly url: string;
  readonly meta: WeightsMeta;

  constructor(builder: string, facts: WeightsFacts) {
    this.builder = builder;
    this.name = facts.name;
    this.fullName = `${facts.enumName}.${facts.name}`;
    this.url = facts.url;
    this.meta = { ...facts, categories: facts.numCategories === 1000 ? IMAGENET_CATEGORIES : [] };
  }

  /** The preprocessing the weights were measured with: uint8 (3, H, W) -> float32 (3, crop, crop). */
  transforms(): transforms.ImageClassificationPreset {
    const { cropSize, resizeSize, interpolation, mean, std } = this.meta;
    if (cropSize === undefined) throw new ArgumentError(`${this.fullName} states no preprocessing`);
    return new transforms.ImageClassificationPreset({ cropSize, resizeSize, interpolation, mean, std });
  }

  /**
   * Path of the weights file, downloaded to the cache on first use and checked against its hash.
   * Throws DownloadError where it cannot be had, AbortError on `signal`.
   */
  fetch(options: FetchOptions = {}): Promise<string> {
    return io.downloadWeights(this.url, {
      sha256Prefix: this.meta.sha256Prefix,
      onProgress: options.progress,
      signal: options.signal,
    });
  }
}

/** Where a network came from: kept beside the network, so that its properties stay the checkpoint's keys. */
export interface ModelOrigin {
  /** Name of the builder: `resnet18`. */
  readonly builder: string;
  /** The published weights it was loaded with, null for a file of one's own or none. */
  readonly entry: WeightsEntry | null;
  /** The file it was loaded from, null for a fresh network. */
  readonly file: string | null;
  /** What the file lacked and what it had too many, null for a fresh network. */
  readonly report: LoadReport | null;
  /** What was done to read the file, in sentences: prefixes taken off, wrappers opened. */
  readonly notes: readonly string[];
  /** The builder's options that are plain values, without those of weights and `numClasses`: what builds it again. */
  readonly options: Readonly<Record<string, unknown>>;
}

const origins = new WeakMap<Module, ModelOrigin>();

/** Options that say what is loaded and how, not what is built. */
const LOADING = ["weights", "progress", "signal", "strict", "ignoreMismatched", "mapped", "numClasses"];

/** The options of a network's shape that can be written down. */
function plainOptions(options: object): Record<string, unknown> {
  const isPlain = (value: unknown): boolean =>
    ["number", "boolean", "string"].includes(typeof value) || (Array.isArray(value) && value.every(isPlain));
  const kept = Object.entries(options).filter(([name, value]) => !LOADING.includes(name) && isPlain(value));
  return Object.fromEntries(kept);
}

/** Notes what a builder decided itself, so that the origin's options build the same network again. */
export function noteOptions(model: Module, decided: Readonly<Record<string, unknown>>): void {
  const origin = origins.get(model);
  if (origin !== undefined) origins.set(model, { ...origin, options: { ...origin.options, ...decided } });
}

/** Where a network came from, null where no builder made it. */
export function originOf(model: Module): ModelOrigin | null {
  return origins.get(model) ?? null;
}

/** The weights options every builder has. */
export interface PretrainedOptions extends FetchOptions {
  /**
   * Name of published weights (`"IMAGENET1K_V1"`, `"DEFAULT"` for the best), one of their entries, or the path
   * of a .pth or .safetensors file; null or nothing for fresh parameters.
   */
  weights?: "IMAGENET1K_V1" | "IMAGENET1K_V2" | "DEFAULT" | (string & {}) | WeightsEntry | null;
  /**
   * Whether the file must hold exactly the network's keys; true by default. With false what is missing stays
   * fresh, and `model.origin.report` names the missing and the unexpected keys.
   */
  strict?: boolean;
  /** Leaves parameters fresh whose shape in the file differs, a head's say, where that would be an error. */
  ignoreMismatched?: boolean;
  /**
   * Takes the values from where they lie in the file, mapped and read as they are used, and draws no first values:
   * the fastest start and the least memory. The file must then stay as it is while the network lives, and the random
   * generator is left where it was, where PyTorch's would have drawn. False by default; without effect unless the
   * file must hold the whole network (`strict`).
   */
  mapped?: boolean;
}

/** The values a network is built for, as far as building it depends on them. */
export interface WeightsSource {
  /** Whether they are published ones of this builder, by their name or by that of the file. */
  readonly isPublished: boolean;
  /** Whether every value of the network must come from them, so that drawing first values would be wasted. */
  readonly isWhole: boolean;
  /** The values by key. */
  readonly dict: ReadonlyMap<string, Tensor>;
}

const entries = new Map<string, readonly WeightsEntry[]>(
  Object.entries(WEIGHTS_TABLE).map(([builder, rows]) => [
    builder,
    rows.map((facts) => new WeightsEntry(builder, facts)),
  ]),
);

/** Builders of timm's networks: torchvision publishes no weights for them, files of one's own load. */
const UNPUBLISHED = ["inception_resnet_v2", "inception_v4", "resnetv2_50", "resnetv2_101"];
for (const builder of UNPUBLISHED) entries.set(builder, []);

/**
 * The published weights of a builder: all of them, or the one named (`"DEFAULT"` is the best of them).
 * Throws ArgumentError, which names those there are.
 */
export function weights(builder: string): readonly WeightsEntry[];
export function weights(builder: string, name: string): WeightsEntry;
export function weights(builder: string, name?: string): readonly WeightsEntry[] | WeightsEntry {
  const all = entries.get(builder);
  if (all === undefined) throw new ArgumentError(`models.weights: there is no model named ${builder}`);
  if (name === undefined) return all;
  const found = all.find(
    (entry) =>
      entry.name === name ||
      entry.fullName === name ||
      entry.meta.aliases?.includes(name) ||
      (entry.meta.isDefault && (name === "DEFAULT" || name === `${entry.meta.enumName}.DEFAULT`)),
  );
  if (found !== undefined) return found;
  if (all.length === 0) {
    throw new ArgumentError(
      `models.${builder}: no weights are published for it here, so there are none named ${name}; give the path of a .pth or .safetensors file`,
    );
  }
  const names = [...all.map((entry) => entry.name), "DEFAULT"].join(", ");
  throw new ArgumentError(
    `models.${builder}: no weights are named ${name}; there are ${names}, or give the path of a .pth or .safetensors file`,
  );
}

/**
 * Builds a network and loads what `options.weights` names into it; the path of every family's builders. `build` gets
 * the values that will be loaded, null for none.
 *
 * Throws, before anything is built, ArgumentError for unknown weights or a class count they do not have;
 * DownloadError, FileFormatError or StateDictError where the file cannot be had, read or does not fit.
 */
export async function withWeights<M extends Module>(
  builder: string,
  options: PretrainedOptions & { numClasses?: number },
  build: (source: WeightsSource | null) => M,
): Promise<M> {
  const chosen = choose(builder, options.weights ?? null);
  const plain = plainOptions(options);
  if (chosen === null) {
    const model = build(null);
    origins.set(model, { builder, entry: null, file: null, report: null, notes: [], options: plain });
    return model;
  }

  const entry = chosen instanceof WeightsEntry ? chosen : null;
  if (entry !== null) checkClasses(builder, entry, options.numClasses);
  const file = chosen instanceof WeightsEntry ? await chosen.fetch(options) : chosen;
  // In a scope, whose tensors the collector need not be told of one by one: they are gone when the network has them.
  return scope(async () => {
    let notes: readonly string[] = [];
    const dict = await io.loadStateDict(file, {
      signal: options.signal,
      onReport: (found) => {
        notes = found.notes;
      },
    });
    const isPublished = entry !== null || isPublishedFile(builder, file);
    const isWhole = options.strict !== false && options.ignoreMismatched !== true;
    const isMapped = isWhole && options.mapped === true;
    const make = (): M => build({ isPublished, isWhole, dict });
    const model = isMapped ? skipInit(make) : make();
    const report = loadInto(model, dict, { builder, file, options, isMapped });
    origins.set(model, { builder, entry, file, report, notes, options: plain });
    return model;
  });
}

/** Whether a file bears the name under which weights of the builder are published; the name has part of its hash. */
function isPublishedFile(builder: string, file: string): boolean {
  return weights(builder).some((entry) => path.posix.basename(entry.url) === path.basename(file));
}

/** A weights entry, a path, or null for none. */
function choose(
  builder: string,
  given: NonNullable<PretrainedOptions["weights"]> | null,
): WeightsEntry | string | null {
  if (given === null) return null;
  if (given instanceof WeightsEntry) {
    if (given.builder === builder) return given;
    throw new ArgumentError(`models.${builder}: the weights ${given.fullName} are those of ${given.builder}`);
  }
  const looksLikePath = /[\\/]/.test(given) || /\.(pth|pt|th|tar|bin|ckpt|safetensors)$/i.test(given);
  return looksLikePath || existsSync(given) ? given : weights(builder, given);
}

function checkClasses(builder: string, entry: WeightsEntry, numClasses: number | undefined): void {
  const { numCategories } = entry.meta;
  // Weights without class names, VGG-16's features for detection, have no head to fit.
  if (numClasses === undefined || numClasses === numCategories || numCategories === 0) return;
  throw new ArgumentError(
    `models.${builder}: the weights ${entry.name} have ${numCategories} classes, not ${numClasses}. ` +
      `Leave numClasses out and replace the head of the loaded network: models.replaceHead(model, ${numClasses}), ` +
      `for a ResNet the same as model.fc = new nn.Linear(model.fc.in_features, ${numClasses})`,
  );
}

function loadInto(
  model: Module,
  dict: Map<string, Tensor>,
  given: { builder: string; file: string; options: PretrainedOptions; isMapped: boolean },
): LoadReport {
  const { builder, file, options, isMapped } = given;
  try {
    return model.loadStateDict(dict, {
      strict: options.strict ?? true,
      ignoreMismatched: options.ignoreMismatched ?? false,
      assign: isMapped && sameTypes(model, dict),
    });
  } catch (error) {
    if (!(error instanceof StateDictError)) throw error;
    const [head, own] = headSizes(model, dict);
    const hint =
      head !== undefined && own !== undefined
        ? `\n  The file's head has ${head} classes, the network's ${own}: build it with numClasses: ${head}.`
        : "";
    throw new StateDictError(`models.${builder}: ${file}: ${error.message}${hint}`, {
      cause: error,
      file,
      operation: `models.${builder}`,
    });
  }
}

/** Outputs of the file's head and of the network's where only they differ; the head is the last matrix or kernel. */
function headSizes(model: Module, dict: ReadonlyMap<string, Tensor>): [number?, number?] {
  const [key, { shape }] = [...model.stateDict()].findLast(([, value]) => value.ndim >= 2) ?? [
    "",
    { shape: [] },
  ];
  const other = dict.get(key)?.shape;
  if (other === undefined || other.length !== shape.length || other[0] === shape[0]) return [];
  return shape.every((size, i) => i === 0 || size === other[i]) ? [other[0], shape[0]] : [];
}

/** Whether the file's values have the network's dtypes; others are converted, and so cannot stay where they are. */
function sameTypes(model: Module, dict: ReadonlyMap<string, Tensor>): boolean {
  return [...model.stateDict()].every(([key, { dtype }]) => (dict.get(key)?.dtype ?? dtype) === dtype);
}
