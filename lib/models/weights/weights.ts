/**
 * Pretrained weights: what entries there are, and putting them into a fresh network.
 *
 * The facts are torchvision's (weights.gen.ts) and others' (weights-elsewhere.ts), an entry is weights-entry.ts,
 * repositories of the Hugging Face Hub are hub.ts. Reading files is lib/io's work, matching keys lib/nn's.
 */

import { existsSync } from "node:fs";
import path from "node:path";
import { describe, didYouMean, nearestName, nearestNames, signature, string } from "../../edge/index.ts";
import * as io from "../../io/index.ts";
import { ArgumentError, StateDictError } from "../../native/errors.ts";
import { markNetwork } from "../../nn/call.ts";
import { type LoadReport, type Module, skipInit } from "../../nn/index.ts";
import { scope, type Tensor } from "../../tensor/index.ts";
import type { transforms } from "../../vision/index.ts";
import { adaptInput, freshInput, inputPath } from "../adapt-input.ts";
import { factsOf } from "../facts.ts";
import { classesAt, headPaths } from "../head-paths.ts";
import { noteLabels } from "../labels.ts";
import { noteOrigin, plainOptions } from "../origin.ts";
import type { ModelName } from "../registry.ts";
import { behindPrefix, LEAST_MATCH, refuseCompressed, refuseFewMatches } from "./checkpoint-keys.ts";
import { type HubModel, isHubName, openHub } from "./hub.ts";
import { mapTimmKeys } from "./timm-keys.ts";
import { WEIGHTS_TABLE } from "./weights.gen.ts";
import { OTHER_WEIGHTS } from "./weights-elsewhere.ts";
import { type FetchOptions, WeightsEntry, type WeightsPreset } from "./weights-entry.ts";

export { type ModelOrigin, noteOptions, originOf } from "../origin.ts";
export {
  type FetchOptions,
  WeightsEntry,
  type WeightsFacts,
  type WeightsMeta,
  type WeightsPreset,
} from "./weights-entry.ts";

/** The weights options every builder has. */
export interface PretrainedOptions extends FetchOptions {
  /**
   * Name of published weights (`"IMAGENET1K_V1"`, `"DEFAULT"` for the best), one of their entries, the path of a
   * .pth or .safetensors file, or a repository of the Hugging Face Hub (`"hf:owner/name"`, see docs/models.md); null
   * or nothing for fresh parameters.
   */
  weights?: "IMAGENET1K_V1" | "IMAGENET1K_V2" | "DEFAULT" | (string & {}) | WeightsEntry | null;
  /**
   * Whether the file must hold exactly the network's keys; true by default. With false what is missing stays
   * fresh, and `model.origin.report` names the missing and the unexpected keys; a file that holds less than `minMatch` of
   * the network is refused.
   */
  strict?: boolean;
  /**
   * Share of the network's parameters, counted as tensors, that a file must hold with their shape where `strict` is
   * false or `ignoreMismatched` true; 0.5 by default. A file that holds none is refused at any share.
   */
  minMatch?: number;
  /**
   * What stands before the network's keys in the file, `"teacher.backbone."`. By default the prefix behind which most of
   * them are found, none if that is as good; `model.origin.notes` says what was taken off.
   */
  prefix?: string;
  /** Leaves parameters fresh whose shape in the file differs, a head's say, where that would be an error. */
  ignoreMismatched?: boolean;
  /**
   * Takes the values from where they lie in the file, mapped and read as they are used, and draws no first values:
   * the fastest start and the least memory. The file must then stay as it is while the network lives, and the random
   * generator is left where it was, where PyTorch's would have drawn. False by default; without effect unless the
   * file must hold the whole network (`strict`).
   */
  mapped?: boolean;
  /**
   * Channels of the images, 3 by default. Pretrained filters of the first convolution are summed for one channel and
   * repeated for more (see `models.adaptInput`); a file saved with as many channels is taken as it is.
   */
  inChannels?: number;
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
  Object.entries({ ...WEIGHTS_TABLE, ...OTHER_WEIGHTS }).map(([builder, rows]) => [
    builder,
    rows.map((facts) => new WeightsEntry(builder, facts)),
  ]),
);

/** Notes that there is a builder, also where no weights are published for it: files of one's own load. */
export function noteBuilder(builder: string): void {
  if (!entries.has(builder)) entries.set(builder, []);
}

type Table = typeof WEIGHTS_TABLE & typeof OTHER_WEIGHTS;

/** A text that is one of `Names`, or is only known at run time: a literal that is none of them does not compile. */
export type Known<T, Names> = string extends T ? T : T extends Names ? T : Names;

/** Name of a builder: `resnet18`. */
export type BuilderName = ModelName | keyof Table;

/** Names of an entry: its own, those with torchvision's enum, and its aliases. */
type EntryName<E> = E extends { name: infer N extends string; enumName: infer U extends string }
  ? N | `${U}.${N | "DEFAULT"}` | AliasOf<E>
  : never;

/** Other names of an entry that may have some. */
type AliasOf<E> = E extends { aliases?: unknown }
  ? "aliases" extends keyof E
    ? Exclude<E["aliases"], undefined> extends readonly (infer A extends string)[]
      ? A
      : never
    : never
  : never;

/**
 * Names of a builder's published weights: `"IMAGENET1K_V1"`, `"DEFAULT"`, `"ResNet50_Weights.IMAGENET1K_V2"`; none where none
 * are published, any text where the builder is only known at run time.
 */
export type WeightsName<B extends string> = string extends B
  ? string
  : B extends keyof Table
    ? "DEFAULT" | EntryName<Table[B][number]>
    : never;

/** The preprocessing of a builder's weights, by what the network is for; either where the name is not known. */
export type PresetOf<B extends string> = B extends keyof Table
  ? Table[B][number] extends { task: "segmentation" }
    ? transforms.SegmentationPreset
    : Table[B][number] extends { task: "detection" }
      ? transforms.DetectionPreset
      : transforms.ImageClassificationPreset
  : WeightsPreset;

const WEIGHTS = signature<{ name?: string }>("models.weights", {
  takes: { builder: string },
  options: { name: string },
  positional: ["name"],
});

/**
 * The published weights of a builder: all of them, or the one named (`"DEFAULT"` is the best of them).
 * Throws ArgumentError, which names those there are.
 */
export function weights<B extends BuilderName | (string & {})>(
  builder: Known<B, BuilderName>,
): readonly WeightsEntry<PresetOf<B>>[];
export function weights<B extends BuilderName | (string & {}), N extends WeightsName<B> | (string & {})>(
  builder: Known<B, BuilderName>,
  name: Known<N, WeightsName<B>>,
): WeightsEntry<PresetOf<B>>;
export function weights(builder: string, ...rest: [name?: string]): readonly WeightsEntry[] | WeightsEntry {
  const { name } = WEIGHTS.read(rest);
  WEIGHTS.check(builder);
  const all = entries.get(builder);
  if (all === undefined) throw unknownModel("models.weights", builder, [...entries.keys()]);
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
  const names = [...all.map((entry) => entry.name), "DEFAULT"];
  const near = nearestName(name, names);
  throw new ArgumentError(
    `models.${builder}: no weights are named ${name}${near === null ? "" : `, did you mean ${near}?`}; there are ` +
      `${names.join(", ")}, or give the path of a .pth or .safetensors file`,
  );
}

/** The error for a model's name that there is not, with the one it is most like. */
export function unknownModel(operation: string, name: string, names: readonly string[]): ArgumentError {
  const meant = didYouMean(nearestNames(name, names));
  const end = meant === "" ? "." : "";
  return new ArgumentError(
    `${operation}: there is no model named ${describe(name)}${meant}${end} models.list() names all.`,
    { operation },
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
  make: (source: WeightsSource | null) => M,
): Promise<M> {
  checkChannels(builder, options.inChannels);
  const build = (source: WeightsSource | null): M => {
    const model = make(source);
    markNetwork(model);
    return model;
  };
  // Without weights nothing is waited for, so that the network is there when the builder returns its promise.
  const given = options.weights ?? null;
  const chosen = given === null ? null : await choose(builder, given, options);
  const plain = plainOptions(options);
  if (chosen === null) {
    const model = build(null);
    noteOrigin(model, { builder, entry: null, file: null, report: null, notes: [], options: plain });
    if (options.inChannels !== undefined) freshInput(model, options.inChannels);
    return model;
  }

  const { entry, hub } = chosen;
  if (entry !== null) checkClasses(builder, entry, options.numClasses);
  const { progress, signal } = options;
  const file = chosen.file ?? (await chosen.entry.fetch({ progress, signal }));
  // In a scope, whose tensors the collector need not be told of one by one: they are gone when the network has them.
  return scope(async () => {
    let notes: readonly string[] = [];
    const stored = await io.loadStateDict(file, {
      mmap: true, // the network copies out of it at once, save where `mapped` asks for this
      signal,
      onReport: (found) => {
        notes = found.notes;
      },
    });
    refuseCompressed(`models.${builder}`, file, stored);
    let dict = hub === null ? stored : mapTimmKeys(builder, stored);
    const isPublished = hub === null && (entry !== null || isPublishedFile(builder, file));
    const isWhole = options.strict !== false && options.ignoreMismatched !== true;
    const isMapped = isWhole && options.mapped === true;
    const whole = (): M => {
      const source = { isPublished, isWhole, dict };
      return isMapped ? skipInit(() => build(source)) : build(source);
    };
    let model = whole();
    const found = behindPrefix(`models.${builder}`, new Set(model.stateDict().keys()), dict, options.prefix);
    if (found.prefix !== "") {
      notes = [...notes, `took the prefix "${found.prefix}" off the keys that have it`];
      dict = found.dict;
      model = whole(); // what a builder sees in the file it can see only now
    }

    const { inChannels } = options;
    const stem = dict.get(`${inputPath(`models.${builder}`, model)}.weight`);
    const fitsAlready = inChannels !== undefined && stem?.shape[1] === inChannels;
    if (fitsAlready) freshInput(model, inChannels);
    const report = loadInto(model, dict, { builder, file, options, isMapped, prefix: found.prefix });
    noteOrigin(model, { builder, entry, file, report, notes, options: plain });
    if (inChannels !== undefined && !fitsAlready) adaptInput(model, inChannels);
    if (entry !== null && entry.meta.categories.length > 0) {
      const { hiddenOutputs = 0 } = factsOf(model);
      noteLabels(model, entry.meta.categories.slice(hiddenOutputs), "published");
    }
    return model;
  });
}

function checkChannels(builder: string, channels: number | undefined): void {
  if (channels === undefined || (Number.isInteger(channels) && channels >= 1)) return;
  throw new ArgumentError(`models.${builder}: expected inChannels to be a positive integer, got ${channels}`);
}

/** Whether a file bears the name under which weights of the builder are published; the name has part of its hash. */
function isPublishedFile(builder: string, file: string): boolean {
  return weights(builder).some((entry) => path.posix.basename(entry.url) === path.basename(file));
}

/** Where the values come from: published weights, or a file, which may be one of the Hub's and then has an entry. */
type Chosen =
  | { entry: WeightsEntry; file: null; hub: null }
  | { entry: WeightsEntry | null; file: string; hub: HubModel | null };

/** Finds out what the option `weights` names. */
async function choose(
  builder: string,
  given: NonNullable<PretrainedOptions["weights"]>,
  options: FetchOptions,
): Promise<Chosen> {
  if (given instanceof WeightsEntry) {
    if (given.builder === builder) return { entry: given, file: null, hub: null };
    throw new ArgumentError(`models.${builder}: the weights ${given.fullName} are those of ${given.builder}`);
  }
  if (isHubName(given)) {
    const hub = await openHub(given, options);
    if (hub.builder === builder) return { entry: hub.entry, file: hub.file, hub };
    throw new ArgumentError(
      `models.${builder}: the weights ${given} are those of ${hub.builder}: models.get("${given}") builds it`,
    );
  }
  return isFile(given)
    ? { entry: null, file: given, hub: null }
    : { entry: weights(builder, given), file: null, hub: null };
}

/** Whether the value of `weights` is a file's path, and not a name. */
export function isFile(given: string): boolean {
  return /[\\/]|\.(pth|pt|th|tar|bin|ckpt|safetensors)$/i.test(given) || existsSync(given);
}

function checkClasses(builder: string, entry: WeightsEntry, numClasses: number | undefined): void {
  const { numCategories } = entry.meta;
  // Weights without class names, VGG-16's features for detection, have no head to fit.
  if (numClasses === undefined || numClasses === numCategories || numCategories === 0) return;
  const first =
    numCategories === 1000 ? "Leave numClasses out" : `Build it with numClasses: ${numCategories}`;
  const classes = numClasses - (entry.meta.task === "detection" ? 1 : 0); // without the background
  const plainly =
    entry.meta.task === "classification"
      ? `, for a ResNet the same as model.fc = new nn.Linear(model.fc.in_features, ${numClasses})`
      : "";
  throw new ArgumentError(
    `models.${builder}: the weights ${entry.name} have ${numCategories} classes, not ${numClasses}. ` +
      `${first} and replace the head of the loaded network: models.replaceHead(model, ${classes})${plainly}`,
  );
}

function loadInto(
  model: Module,
  dict: Map<string, Tensor>,
  given: { builder: string; file: string; options: PretrainedOptions; isMapped: boolean; prefix: string },
): LoadReport {
  const { builder, file, options, isMapped, prefix } = given;
  let report: LoadReport;
  try {
    report = model.loadStateDict(dict, {
      strict: options.strict ?? true,
      ignoreMismatched: options.ignoreMismatched ?? false,
      assign: isMapped && sameTypes(model, dict),
    });
  } catch (error) {
    if (!(error instanceof StateDictError)) throw error;
    // The model is given up: what would fit decides whether the advice to load that is any good.
    const loose = model.loadStateDict(dict, { strict: false, ignoreMismatched: true });
    refuseFewMatches(model, dict, loose, {
      operation: `models.${builder}`,
      file,
      least: LEAST_MATCH,
      prefix,
    });
    const hint = headHint(model, dict) + channelsHint(builder, model, dict);
    throw new StateDictError(`models.${builder}: ${file}: ${error.message}${hint}`, {
      cause: error,
      file,
      operation: `models.${builder}`,
    });
  }
  const { minMatch: least = LEAST_MATCH } = options;
  refuseFewMatches(model, dict, report, { operation: `models.${builder}`, file, least, prefix });
  return report;
}

/** What to do where the file's head has another number of classes; empty where it has as many. */
function headHint(model: Module, dict: ReadonlyMap<string, Tensor>): string {
  const heads = headPaths(model).map((path) => {
    const own = model.getParameter(`${path}.weight`).shape;
    return { path, own, stored: dict.get(`${path}.weight`)?.shape };
  });
  const wrong = heads.filter(
    ({ own, stored }) =>
      stored?.length === own.length &&
      stored[0] !== own[0] &&
      own.every((size, i) => i === 0 || size === stored[i]),
  );
  const [first] = wrong;
  if (first?.stored === undefined) return "";
  const paths = wrong.map(({ path }) => path).join(" and ");
  const [classes, own] = [first.stored[0], first.own[0]];
  const named = classesAt(model, first.path);
  return (
    `\n  The file's head ${paths} has ${classes} classes, the network's ${own}: build it with numClasses: ${classes}, ` +
    `then models.replaceHead(model, ${named}) gives it fresh heads with ${named}.`
  );
}

/** What to do where the file's first convolution takes other channels; empty where it does not. */
function channelsHint(builder: string, model: Module, dict: ReadonlyMap<string, Tensor>): string {
  const path = inputPath(`models.${builder}`, model);
  const own = model.getParameter(`${path}.weight`).shape;
  const stored = dict.get(`${path}.weight`)?.shape;
  if (stored?.length !== own.length || stored[1] === own[1]) return "";
  if (own.some((size, i) => i !== 1 && size !== stored[i])) return "";
  return `\n  The file's first convolution, ${path}, takes ${stored[1]} channels, the network's ${own[1]}: build it with inChannels: ${stored[1]}.`;
}

/** Whether the file's values have the network's dtypes; others are converted, and so cannot stay where they are. */
function sameTypes(model: Module, dict: ReadonlyMap<string, Tensor>): boolean {
  return [...model.stateDict()].every(([key, { dtype }]) => (dict.get(key)?.dtype ?? dtype) === dtype);
}
