/**
 * A pretrained network by name, with a head for the classes at hand: what the command line starts from.
 *
 * In a script the same is two lines: `models.resnet18(...)` and `models.replaceHead(model, ...)`.
 */
import {
  abortSignal,
  boolean,
  callable,
  integerFrom,
  nullable,
  type Rest,
  signature,
  string,
} from "../edge/index.ts";
import { loadStateDict } from "../io/index.ts";
import * as models from "../models/index.ts";
import * as nn from "../nn/index.ts";
import type { Classifier } from "./options.ts";

/** Least edge of an image for Inception v3's auxiliary head, pixels. */
const AUXILIARY_EDGE = 299;

/** Options of {@link loadForClasses}. */
export interface LoadForClassesOptions {
  /** Name of published weights, path of a file, or null for fresh parameters. */
  weights: string | null;
  /** Whether the file must hold the whole network. Default true. */
  strict?: boolean;
  /** Edge of the images it will be trained on, pixels: Inception v3's auxiliary head is left out below 299. */
  imageSize?: number;
  progress?: models.FetchOptions["progress"];
  signal?: AbortSignal;
}

const TAKES = signature<LoadForClassesOptions>("train.loadForClasses", {
  takes: { architecture: string, classCount: integerFrom(1) },
  options: {
    weights: nullable(string),
    strict: boolean,
    imageSize: integerFrom(1),
    progress: callable(),
    signal: abortSignal,
  },
  required: ["weights"],
});

/** What was loaded. */
export interface HeadReport<M extends Classifier = Classifier> {
  model: M;
  /** Whether the head is fresh, or the file's own because it already had as many classes. */
  freshHead: boolean;
  /** Keys the file lacked; empty unless `strict` is false. */
  missing: string[];
  /** Keys the file had too many; empty unless `strict` is false. */
  unexpected: string[];
}

/**
 * Builds a network of `models`, loads weights into it and gives it heads with `classCount` outputs. Auxiliary heads are
 * kept where torchvision keeps them: Inception v3's always, GoogLeNet's in a fresh network; `fit` trains them along.
 *
 * A file whose head has `classCount` outputs keeps it, so training goes on from a network fine-tuned before.
 *
 * @throws ArgumentError for a name that is none, DownloadError when published weights cannot be had,
 *   FileFormatError or StateDictError when the file is broken or belongs to another network
 */
export async function loadForClasses<N extends models.ModelName>(
  architecture: N | (string & {}),
  classCount: number,
  ...rest: Rest<LoadForClassesOptions>
): Promise<HeadReport<models.ModelOf<N> & Classifier>> {
  const { weights, strict = true, imageSize, progress, signal } = TAKES.read(rest);
  TAKES.check(architecture, classCount);
  const isSmall = architecture === "inception_v3" && imageSize !== undefined && imageSize < AUXILIARY_EDGE;
  const shape = isSmall ? { auxLogits: false } : {};
  if (weights === null) {
    const model = await build(architecture, { ...shape, weights: null, numClasses: classCount });
    return { model, freshHead: true, missing: [], unexpected: [] };
  }
  const ownHead = isPath(weights) ? await outputsInFile(weights, architecture, signal) : null;
  const numClasses = ownHead ?? undefined;
  const model = await build(architecture, { ...shape, weights, strict, numClasses, progress, signal });
  const report = models.originOf(model)?.report;
  const freshHead = ownHead !== classCount;
  if (freshHead) models.replaceHead(model, classCount);
  return { model, freshHead, missing: report?.missing ?? [], unexpected: report?.unexpected ?? [] };
}

async function build<N extends models.ModelName>(
  architecture: N | (string & {}),
  options: models.PretrainedOptions & { numClasses?: number; auxLogits?: boolean },
): Promise<models.ModelOf<N> & Classifier> {
  const model: unknown = await models.get(architecture, options);
  return model as models.ModelOf<N> & Classifier; // in evaluation mode every network gives one tensor
}

/** Whether the text names a file rather than published weights. */
export function isPath(weights: string): boolean {
  if (weights.startsWith("hf:")) return false; // a repository of the Hub
  return /[\\/]/.test(weights) || /\.(pth|pt|th|tar|bin|ckpt|safetensors)$/i.test(weights);
}

/**
 * Outputs of the head in a weights file, null when the file has none: of the layer that is the architecture's head, or where
 * the file's keys are others, of the last matrix, in a network of convolutions the last kernel.
 *
 * @param options what the builder needs to know, such as an encoder
 */
export async function outputsInFile(
  file: string,
  architecture: string,
  signal: AbortSignal | undefined,
  options: Record<string, unknown> = {},
): Promise<number | null> {
  const heads = await headsOf(architecture, options);
  const weights = await loadStateDict(file, { signal, mmap: true });
  try {
    for (const { key } of heads) {
      // What stands before the network's keys is a wrapper's.
      const found = weights.get(key) ?? [...weights].find(([name]) => name.endsWith(`.${key}`))?.[1];
      if (found !== undefined) return found.shape[0] ?? null;
    }
    const values = [...weights.values()];
    for (const rank of new Set([...heads.map(({ rank }) => rank), 2, 4])) {
      const last = values.findLast(({ ndim }) => ndim === rank);
      if (last !== undefined) return last.shape[0] ?? null;
    }
    return null;
  } finally {
    for (const tensor of weights.values()) tensor.dispose();
  }
}

/** The weights of an architecture's heads, by their keys. */
async function headsOf(
  architecture: string,
  options: Record<string, unknown>,
): Promise<{ key: string; rank: number }[]> {
  let building: Promise<unknown> | undefined;
  // Without weights a builder makes its network before it first waits; its values are not looked at.
  nn.skipInit(() => {
    building = models.get(architecture, { ...options, weights: null });
  });
  const model = (await building) as nn.Module;
  const parameters = new Map(model.namedParameters());
  return models.headPaths(model).map((path) => {
    const key = `${path}.weight`;
    return { key, rank: parameters.get(key)?.ndim ?? 2 };
  });
}
