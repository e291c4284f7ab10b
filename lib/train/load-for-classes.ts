/**
 * A pretrained network by name, with a head for the classes at hand: what the command line starts from.
 *
 * In a script the same is two lines: `models.resnet18(...)` and `model.fc = new nn.Linear(...)`.
 */
import { loadStateDict } from "../io/index.ts";
import * as models from "../models/index.ts";
import { Linear } from "../nn/index.ts";

/** Options of {@link loadForClasses}. */
export interface LoadForClassesOptions {
  /** Name of published weights, path of a file, or null for fresh parameters. */
  weights: string | null;
  /** Whether the file must hold the whole network. Default true. */
  strict?: boolean;
  progress?: models.FetchOptions["progress"];
  signal?: AbortSignal;
}

/** What was loaded. */
export interface HeadReport {
  model: models.ResNet;
  /** Whether the head is fresh, or the file's own because it already had as many classes. */
  freshHead: boolean;
  /** Keys the file lacked; empty unless `strict` is false. */
  missing: string[];
  /** Keys the file had too many; empty unless `strict` is false. */
  unexpected: string[];
}

/**
 * Builds a network of `models`, loads weights into it and gives it a head with `classCount` outputs.
 *
 * A file whose head has `classCount` outputs keeps it, so training goes on from a network fine-tuned before.
 *
 * @throws ArgumentError for a name that is none, DownloadError when published weights cannot be had,
 *   FileFormatError or StateDictError when the file is broken or belongs to another network
 */
export async function loadForClasses(
  architecture: string,
  classCount: number,
  options: LoadForClassesOptions,
): Promise<HeadReport> {
  const { weights, strict = true, progress, signal } = options;
  if (weights === null) {
    const model = await models.get(architecture, { weights: null, numClasses: classCount });
    return { model, freshHead: true, missing: [], unexpected: [] };
  }
  const ownHead = isPath(weights) ? await outputsInFile(weights, signal) : null;
  const numClasses = ownHead ?? undefined;
  const model = await models.get(architecture, { weights, strict, numClasses, progress, signal });
  const report = models.originOf(model)?.report;
  const freshHead = ownHead !== classCount;
  if (freshHead) model.fc = new Linear(model.fc.in_features, classCount);
  return { model, freshHead, missing: report?.missing ?? [], unexpected: report?.unexpected ?? [] };
}

/** Whether the text names a file rather than published weights. */
function isPath(weights: string): boolean {
  return /[\\/]/.test(weights) || /\.(pth|pt|th|tar|bin|ckpt|safetensors)$/i.test(weights);
}

/** Outputs of the head in a weights file, null when the file has none. */
async function outputsInFile(file: string, signal: AbortSignal | undefined): Promise<number | null> {
  const weights = await loadStateDict(file, { signal });
  try {
    return weights.get("fc.weight")?.shape[0] ?? null;
  } finally {
    for (const tensor of weights.values()) tensor.dispose();
  }
}
