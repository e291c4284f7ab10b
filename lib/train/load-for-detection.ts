/**
 * A detection network by name, pretrained as a whole or its backbone alone, with a head for the classes at hand: what the
 * command line starts from. A run that is done is `loadRun`'s.
 *
 * In a script the same is two lines: `models.fasterrcnn({ backbone, weightsBackbone })` and `models.replaceHead(model, classes)`.
 */
import {
  abortSignal,
  boolean,
  callable,
  didYouMean,
  integerFrom,
  kind,
  listOf,
  nearestNames,
  nullable,
  type Rest,
  signature,
  string,
} from "../edge/index.ts";
import * as models from "../models/index.ts";
import { isPath, outputsInFile } from "./load-for-classes.ts";
import type { Detector } from "./tasks/detectors.ts";

/** Options of {@link loadForDetection}. */
export interface LoadForDetectionOptions {
  /**
   * Name of published weights, path of a file, or null. Published weights are those of the whole network where there are
   * such, else those of its backbone.
   */
  weights: string | null;
  /** Weights of the backbone alone, by name or path, in place of `weights`, which is null then. */
  backboneWeights?: string;
  /** Of `fasterrcnn` and `maskrcnn`: the network whose features they take. */
  backbone?: string;
  /** Edge that the network resizes the shorter side of images to, pixels. Default the builder's: 800. */
  minSize?: number;
  /** Most objects that the network gives of an image. Default the builder's: 100. */
  boxDetectionsPerImg?: number;
  /** Whether the file must hold the whole network. Default true. */
  strict?: boolean;
  progress?: models.FetchOptions["progress"];
  signal?: AbortSignal;
}

const NAME = "train.loadForDetection";
const hasClasses = listOf(string).accepts;
const TAKES = signature<LoadForDetectionOptions>(NAME, {
  takes: {
    architecture: string,
    data: kind("data with classes, names without the background", (v) =>
      hasClasses((v as { classes?: unknown } | null | undefined)?.classes),
    ),
  },
  options: {
    weights: nullable(string),
    backboneWeights: string,
    backbone: string,
    minSize: integerFrom(1),
    boxDetectionsPerImg: integerFrom(1),
    strict: boolean,
    progress: callable(),
    signal: abortSignal,
  },
  required: ["weights"],
  advice: {
    weightsBackbone: "it is called backboneWeights",
    encoder: "it is called backbone",
    numClasses: "the data says it",
    maxDetections:
      "of the network it is boxDetectionsPerImg; maxDetections is of train.fit and train.evaluate",
  },
});

/** What was loaded; `C` are the names of the classes. */
export interface DetectionModelReport<C extends string = string> {
  /** With the classes as its labels. */
  model: Detector & models.LabelledBy<C>;
  /** What of the network came from weights. */
  pretrained: "whole" | "backbone" | "nothing";
  /** Whether the head is fresh, or the file's own because it already had as many classes. */
  freshHead: boolean;
  /** Keys the file lacked; empty unless `strict` is false. */
  missing: string[];
  /** Keys the file had too many; empty unless `strict` is false. */
  unexpected: string[];
}

/** Networks over any backbone. */
const OVER_ANY: readonly string[] = ["fasterrcnn", "maskrcnn"];

/**
 * Builds a detection network of `models`, loads weights and gives its heads an output for each class, beside the background.
 *
 * A file whose head has as many classes keeps it, so training goes on from a network fine-tuned before, as from a run's
 * `best.pth`.
 *
 * @throws ArgumentError for a name that is no detection network's, DownloadError when published weights cannot be had,
 *   FileFormatError or StateDictError when the file is broken or belongs to another network
 *
 * @example
 * const data = await datasets.VocDetection.open("BCCD", { classes: ["RBC", "WBC", "Platelets"] });
 * const { model } = await train.loadForDetection("fasterrcnn", data, { backbone: "mobilenet_v2", weights: "DEFAULT" });
 * await train.fit(model, data, { epochs: 10 });
 */
export async function loadForDetection<const C extends readonly string[]>(
  architecture: string,
  data: { readonly classes: C },
  ...rest: Rest<LoadForDetectionOptions>
): Promise<DetectionModelReport<C[number]>> {
  const options = TAKES.read(rest);
  TAKES.check(architecture, data);
  checkNames(architecture, options);
  const { weights, backboneWeights, strict = true, backbone, minSize, boxDetectionsPerImg } = options;
  const { progress, signal } = options;
  const shape = given({ backbone, minSize, boxDetectionsPerImg });
  const { classes } = data;
  const fromFile = weights !== null && isPath(weights);
  const hasOwn = models.weights(architecture).length > 0;

  if (backboneWeights === undefined && weights !== null && (fromFile || hasOwn)) {
    const ownHead = fromFile ? await outputsInFile(weights, architecture, signal, shape) : null;
    const numClasses = ownHead ?? undefined;
    const model = await build(architecture, { ...shape, weights, strict, numClasses, progress, signal });
    const { missing = [], unexpected = [] } = models.originOf(model)?.report ?? {};
    const freshHead = ownHead !== classes.length + 1; // the background is an output too
    const labelled = withClasses(model, classes, freshHead);
    return { model: labelled, pretrained: "whole", freshHead, missing, unexpected };
  }
  const weightsBackbone = backboneWeights ?? weights ?? undefined;
  const model = await build(architecture, { ...shape, weightsBackbone, progress, signal });
  const pretrained = weightsBackbone === undefined ? "nothing" : "backbone";
  return {
    model: withClasses(model, classes, true),
    pretrained,
    freshHead: true,
    missing: [],
    unexpected: [],
  };
}

function checkNames(architecture: string, options: LoadForDetectionOptions): void {
  const { backbone, weights, backboneWeights } = options;
  const names: readonly string[] = models.list({ task: "detection" });
  if (!names.includes(architecture)) {
    const meant = didYouMean(nearestNames(architecture, names));
    throw TAKES.error(
      `there is no detection network named ${architecture}${meant === "" ? "; there" : `${meant} There`} are ${names.join(", ")}.`,
    );
  }
  if (backbone !== undefined && !OVER_ANY.includes(architecture)) {
    throw TAKES.error(
      `only ${OVER_ANY.join(" and ")} take any backbone; ${architecture} has its own: leave \`backbone\` out.`,
    );
  }
  if (weights !== null && backboneWeights !== undefined) {
    throw TAKES.error(
      "`weights` and `backboneWeights` exclude each other; give weights: null beside those of the backbone.",
    );
  }
}

/** The network with the classes as its labels, and as its head where that is to be fresh. */
function withClasses<C extends readonly string[]>(
  model: Detector,
  classes: C,
  isFresh: boolean,
): Detector & models.LabelledBy<C[number]> {
  if (isFresh) models.replaceHead(model, classes);
  else models.noteLabels(model, classes, "given");
  return model as Detector & models.LabelledBy<C[number]>; // as was just noted
}

async function build(architecture: string, options: Record<string, unknown>): Promise<Detector> {
  return (await models.get(architecture, options)) as unknown as Detector; // its name is one of the detection networks'
}

/** The options that say something. */
function given(options: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}
