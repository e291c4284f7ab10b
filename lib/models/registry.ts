/**
 * Models by name, for the command line and for whoever keeps a model's name in a file.
 *
 * Each family's file ends in a table of its named constructors; a family that is here is one more line.
 */

import { instance, type Kinds, number, oneOf, type Rest, signature, string } from "../edge/index.ts";
import { ArgumentError } from "../native/errors.ts";
import { anyBuilder } from "./builder.ts";
import { alexnetBuilders } from "./classification/alexnet.ts";
import { convnextBuilders } from "./classification/convnext.ts";
import { densenetBuilders } from "./classification/densenet.ts";
import { efficientnetBuilders } from "./classification/efficientnet.ts";
import { googlenetBuilders } from "./classification/googlenet.ts";
import { inceptionBuilders } from "./classification/inception.ts";
import { inceptionV2Builders } from "./classification/inception-v2.ts";
import { inceptionV4Builders } from "./classification/inception-v4.ts";
import { maxvitBuilders } from "./classification/maxvit.ts";
import { mnasnetBuilders } from "./classification/mnasnet.ts";
import { mobilenetv2Builders } from "./classification/mobilenetv2.ts";
import { mobilenetv3Builders } from "./classification/mobilenetv3.ts";
import { regnetBuilders } from "./classification/regnet.ts";
import { resnetBuilders } from "./classification/resnet.ts";
import { resnetv2Builders } from "./classification/resnetv2.ts";
import { shufflenetv2Builders } from "./classification/shufflenetv2.ts";
import { squeezenetBuilders } from "./classification/squeezenet.ts";
import { swinBuilders } from "./classification/swin.ts";
import { vggBuilders } from "./classification/vgg.ts";
import { vitBuilders } from "./classification/vit.ts";
import { segmentationBuilders } from "./segmentation/builders.ts";
import { isHubName, openHub } from "./weights/hub.ts";
import { type PretrainedOptions, unknownModel, WeightsEntry, weights } from "./weights/weights.ts";

const BUILDERS = {
  ...resnetBuilders,
  ...alexnetBuilders,
  ...densenetBuilders,
  ...googlenetBuilders,
  ...inceptionBuilders,
  ...mnasnetBuilders,
  ...mobilenetv2Builders,
  ...mobilenetv3Builders,
  ...shufflenetv2Builders,
  ...squeezenetBuilders,
  ...vggBuilders,
  ...convnextBuilders,
  ...efficientnetBuilders,
  ...maxvitBuilders,
  ...regnetBuilders,
  ...swinBuilders,
  ...vitBuilders,
  ...inceptionV2Builders,
  ...inceptionV4Builders,
  ...resnetv2Builders,
  ...segmentationBuilders,
} as const;

/** Name of a builder: `resnet18`. */
export type ModelName = keyof typeof BUILDERS;

/** The network that a builder makes: `ModelOf<"resnet18">` is `ResNet`. */
export type ModelOf<N extends ModelName> = Awaited<ReturnType<(typeof BUILDERS)[N]>>;

/** Name of a builder of a segmentation network: `segnet`. */
export type SegmentationName = keyof typeof segmentationBuilders;

/** What a network is for: one class for an image, or one for each of its pixels. */
export type ModelTask = "classification" | "segmentation";

const TASKS: readonly ModelTask[] = ["classification", "segmentation"];

/** What models and weights must have; what is not given does not matter. */
export interface ListFilter {
  task?: ModelTask;
  /** Most parameters. */
  maxParams?: number;
  /** Least top-1 accuracy in percent. */
  minAcc1?: number;
  /** Least mean intersection over union of the classes, in percent. */
  minMIoU?: number;
  /** Most billions of multiply-adds for one image. */
  maxGflops?: number;
  /** Largest weights file, in MB. */
  maxSizeMb?: number;
}

const TASK_OF = signature("models.taskOf", { takes: { name: string } });

/** What a builder's network is for. */
export function taskOf(name: ModelName, ...rest: []): ModelTask {
  TASK_OF.read(rest);
  TASK_OF.check(name);
  return Object.hasOwn(segmentationBuilders, name) ? "segmentation" : "classification";
}

const FILTER: Kinds<ListFilter> = {
  task: oneOf(...TASKS),
  maxParams: number,
  minAcc1: number,
  minMIoU: number,
  maxGflops: number,
  maxSizeMb: number,
};
const FULFILS = signature<ListFilter>("models.fulfils", {
  takes: { entry: instance(WeightsEntry) },
  options: FILTER,
});

/** Whether weights fulfil a filter; facts that are not stated fail a bound on them. */
export function fulfils(entry: WeightsEntry, ...rest: Rest<ListFilter>): boolean {
  const { task, maxParams, minAcc1, minMIoU, maxGflops, maxSizeMb } = FULFILS.read(rest);
  FULFILS.check(entry);
  const { meta } = entry;
  return (
    (task === undefined || meta.task === task) &&
    (maxParams === undefined || meta.numParams <= maxParams) &&
    (minAcc1 === undefined || (meta.acc1 ?? -1) >= minAcc1) &&
    (minMIoU === undefined || (meta.mIoU ?? -1) >= minMIoU) &&
    (maxGflops === undefined || (meta.gflops ?? Infinity) <= maxGflops) &&
    (maxSizeMb === undefined || (meta.fileSizeMb ?? Infinity) <= maxSizeMb)
  );
}

const LIST = signature<ListFilter>("models.list", { options: FILTER });
const HAS = signature("models.has", { takes: { name: string } });

const NAMES = Object.keys(BUILDERS) as ModelName[]; // the object's own type

/**
 * Names of the builders: all of them, those for a task, or those with published weights that keep to all bounds.
 *
 *     models.list({ task: "segmentation" }); // fcn_resnet50, ..., segnet, unet, ...
 *     models.list({ task: "classification", maxParams: 10e6, minAcc1: 75 });
 *
 * Throws ArgumentError for a task that no network is for, a bound that is no number and one it does not know.
 */
export function list(...rest: Rest<ListFilter>): ModelName[] {
  const filter = LIST.read(rest);
  const { task, ...bounds } = filter;
  const names = task === undefined ? [...NAMES] : NAMES.filter((name) => taskOf(name) === task);
  if (Object.values(bounds).every((bound) => bound === undefined)) return names;
  return names.filter((name) => weights(name).some((entry) => fulfils(entry, filter)));
}

/** Whether there is a builder of that name. */
export function has(name: string, ...rest: []): name is ModelName {
  HAS.read(rest);
  HAS.check(name);
  return Object.hasOwn(BUILDERS, name);
}

/** Which of the options are the builder's, and their kinds, it says itself. */
const GET = anyBuilder("models.get", { name: string });

/**
 * Builds a model by name: `models.get("resnet18", { weights: "DEFAULT" })`; or the network in a repository of the
 * Hugging Face Hub, with its weights and as many classes as they have: `models.get("hf:timm/resnet18.a1_in1k")`.
 *
 * Throws ArgumentError for a name that there is not, with the one it is most like, and for options that the builder does
 * not take; what openHub throws.
 */
export function get<N extends ModelName>(
  name: N | (string & {}),
  ...rest: [options?: Parameters<(typeof BUILDERS)[N]>[0]]
): ReturnType<(typeof BUILDERS)[N]> {
  const options = GET.read(rest);
  GET.check(name);
  // Of a repository it is known only later which builder makes it, which N then does not say either.
  if (isHubName(name)) return fromHub(name, options) as ReturnType<(typeof BUILDERS)[N]>;
  if (!has(name)) {
    throw unknownModel("models.get", name, NAMES);
  }
  // The options are those of the builder that N names, and so is the result.
  const build = BUILDERS[name] as (options?: unknown) => unknown;
  return build(options) as ReturnType<(typeof BUILDERS)[N]>;
}

async function fromHub(
  name: string,
  options: (PretrainedOptions & { numClasses?: number }) | undefined,
): Promise<ModelOf<ModelName>> {
  if (options?.weights !== undefined) {
    throw new ArgumentError(`models.get: ${name} brings its own weights; leave \`weights\` out`);
  }
  const { builder, entry } = await openHub(name, options);
  const numClasses = options?.numClasses ?? (entry.meta.numCategories || undefined);
  return get(builder, { ...options, weights: name, numClasses });
}
