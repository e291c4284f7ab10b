/**
 * A segmentation network by name, pretrained as a whole or its encoder alone, with a head for the masks at hand: what
 * the command line starts from.
 *
 * In a script the same is two lines: `models.dynamic_unet({ encoder, weightsBackbone, numClasses })`, or
 * `models.fcn_resnet50({ weights })` and `models.replaceHead(model, outputs)`.
 */
import {
  abortSignal,
  boolean,
  callable,
  didYouMean,
  kind,
  nearestNames,
  nullable,
  type Rest,
  signature,
  string,
} from "../edge/index.ts";
import * as models from "../models/index.ts";
import { ArgumentError } from "../native/errors.ts";
import type { SegmentationKind } from "../vision/index.ts";
import { isPath, outputsInFile } from "./load-for-classes.ts";
import { outputsOf } from "./tasks/masks.ts";
import type { Segmenter } from "./tasks/outputs.ts";

/** Options of {@link loadForMasks}. */
export interface LoadForMasksOptions {
  /**
   * Name of published weights, path of a file, or null. Published weights are those of the whole network where there are
   * such, else those of its encoder.
   */
  weights: string | null;
  /** Weights of the encoder alone, by name or path, in place of `weights`. */
  encoderWeights?: string;
  /** Of `dynamic_unet`: the classification network whose features it takes. */
  encoder?: string;
  /** Whether the file must hold the whole network. Default true. */
  strict?: boolean;
  progress?: models.FetchOptions["progress"];
  signal?: AbortSignal;
}

const TAKES = signature<LoadForMasksOptions>("train.loadForMasks", {
  takes: {
    architecture: string,
    data: kind("data with kind and classes", (v) => typeof v === "object" && v !== null),
  },
  options: {
    weights: nullable(string),
    encoderWeights: string,
    encoder: string,
    strict: boolean,
    progress: callable(),
    signal: abortSignal,
  },
  required: ["weights"],
});

/** What was loaded. */
export interface MaskModelReport {
  model: Segmenter;
  /** What of the network came from weights. */
  pretrained: "whole" | "encoder" | "nothing";
  /** Whether the head is fresh, or the file's own because it already had as many outputs. */
  freshHead: boolean;
  /** Keys the file lacked; empty unless `strict` is false. */
  missing: string[];
  /** Keys the file had too many; empty unless `strict` is false. */
  unexpected: string[];
}

/** Networks without an encoder that weights are published for. */
const WITHOUT_BACKBONE: readonly string[] = ["unet", "segnet_basic"];

/**
 * Builds a segmentation network of `models`, loads weights and gives its heads, the auxiliary one too, an output for each
 * class: one for binary masks.
 *
 * A file whose head has as many outputs keeps it, so training goes on from a network fine-tuned before.
 *
 * @throws ArgumentError for a name that is no segmentation network's, DownloadError when published weights cannot be had,
 *   FileFormatError or StateDictError when the file is broken or belongs to another network
 */
export async function loadForMasks(
  architecture: string,
  data: { kind: SegmentationKind; classes: readonly string[] },
  ...rest: Rest<LoadForMasksOptions>
): Promise<MaskModelReport> {
  const options = TAKES.read(rest);
  TAKES.check(architecture, data);
  const names: readonly string[] = models.list({ task: "segmentation" });
  if (!names.includes(architecture)) {
    const meant = didYouMean(nearestNames(architecture, names));
    throw new ArgumentError(
      `train.loadForMasks: there is no segmentation network named ${architecture}${meant === "" ? "; there" : `${meant} There`} ` +
        `are ${names.join(", ")}.`,
      { operation: "train.loadForMasks" },
    );
  }
  if (options.encoder !== undefined && architecture !== "dynamic_unet") {
    throw new ArgumentError(
      `train.loadForMasks: only dynamic_unet takes any encoder; ${architecture} has its own.`,
      { operation: "train.loadForMasks" },
    );
  }
  const { weights, encoderWeights, encoder, strict = true, progress, signal } = options;
  const outputs = outputsOf(data.kind, data.classes) as number; // the classes are known
  const common = { ...(encoder === undefined ? {} : { encoder }), progress, signal };
  const hasOwn = models.weights(architecture).length > 0;
  const fromFile = weights !== null && isPath(weights);

  if (encoderWeights === undefined && weights !== null && (fromFile || hasOwn)) {
    const ownHead = fromFile
      ? await outputsInFile(weights, architecture, signal, encoder === undefined ? {} : { encoder })
      : null;
    const model = await build(architecture, { ...common, weights, strict, numClasses: ownHead ?? undefined });
    const report = models.originOf(model)?.report;
    const freshHead = ownHead !== outputs;
    if (freshHead) models.replaceHead(model, outputs);
    const { missing = [], unexpected = [] } = report ?? {};
    return { model, pretrained: "whole", freshHead, missing, unexpected };
  }
  const isBare = WITHOUT_BACKBONE.includes(architecture);
  if (isBare && encoderWeights !== undefined) {
    throw new ArgumentError(
      `train.loadForMasks: ${architecture} has no encoder that weights are published for.`,
      {
        operation: "train.loadForMasks",
      },
    );
  }
  const weightsBackbone = isBare ? undefined : (encoderWeights ?? weights ?? undefined);
  const model = await build(architecture, { ...common, weightsBackbone, numClasses: outputs });
  const pretrained = weightsBackbone === undefined ? "nothing" : "encoder";
  return { model, pretrained, freshHead: true, missing: [], unexpected: [] };
}

async function build(
  architecture: string,
  options: models.PretrainedOptions & { numClasses?: number; encoder?: string; weightsBackbone?: string },
): Promise<Segmenter> {
  return (await models.get(architecture, options)) as unknown as Segmenter; // its name is one of the segmentation networks'
}
