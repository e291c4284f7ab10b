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
import type { Tensor } from "../tensor/index.ts";
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
  const ownHead = isPath(weights) ? await outputsInFile(weights, signal) : null;
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

/** Outputs of the head in a weights file, null when the file has none; `ranks` are a head's weights', the likeliest first. */
export async function outputsInFile(
  file: string,
  signal: AbortSignal | undefined,
  ranks: readonly number[] = [2, 4],
): Promise<number | null> {
  const weights = await loadStateDict(file, { signal, mmap: true });
  const values: Tensor[] = [...weights.values()];
  try {
    // The last matrix, or in a network of convolutions alone the last kernel: as models.headPaths finds it.
    const heads = ranks.map((rank) => values.findLast(({ ndim }) => ndim === rank));
    return heads.find((head) => head !== undefined)?.shape[0] ?? null;
  } finally {
    for (const tensor of values) tensor.dispose();
  }
}
