/**
 * Models by name, for the command line and for whoever keeps a model's name in a file.
 *
 * Each family's file ends in its declaration; the families of a task are a line each in its folder's families.ts.
 */

import { instance, type Kinds, number, oneOf, type Rest, signature, string } from "../edge/index.ts";
import { ArgumentError } from "../native/errors.ts";
import { anyBuilder } from "./builder.ts";
import * as classification from "./classification/families.ts";
import * as detection from "./detection/families.ts";
import { type ModelTask, TASKS } from "./facts.ts";
import { type BuildersOf, buildersOf, familiesIn } from "./family.ts";
import * as segmentation from "./segmentation/families.ts";
import { isHubName, openHub } from "./weights/hub.ts";
import {
  type Known,
  type PretrainedOptions,
  unknownModel,
  WeightsEntry,
  weights,
} from "./weights/weights.ts";

/** In the order of `list`. */
const FAMILIES = [...familiesIn(classification), ...familiesIn(segmentation), ...familiesIn(detection)];

const BUILDERS: BuildersOf<(typeof FAMILIES)[number]> = buildersOf(FAMILIES);

/** What each builder's network is for. */
const TASK_BY_NAME = new Map<string, ModelTask>(
  FAMILIES.flatMap(({ builders, task }) => Object.keys(builders).map((name) => [name, task] as const)),
);

/** Name of a builder: `resnet18`. */
export type ModelName = keyof typeof BUILDERS;

/** The network that a builder makes: `ModelOf<"resnet18">` is `ResNet`. */
export type ModelOf<N extends ModelName> = Awaited<ReturnType<(typeof BUILDERS)[N]>>;

/** What `get` takes: a builder's name, or a repository of the Hugging Face Hub. */
export type NetworkName = ModelName | `hf:${string}`;

/** The name itself; of a repository's, which has images classified or segmented, and of one only known at run time any. */
type NameIn<N> = N extends ModelName
  ? N
  : N extends `hf:${string}`
    ? Exclude<ModelName, DetectionName>
    : ModelName;

/** Name of a builder of a segmentation network: `segnet`. */
export type SegmentationName = keyof BuildersOf<(typeof segmentation)[keyof typeof segmentation]>;

/** Name of a builder of a detection network: `fasterrcnn_resnet50_fpn`. */
export type DetectionName = keyof BuildersOf<(typeof detection)[keyof typeof detection]>;

export type { ModelTask };

/** What models and weights must have; what is not given does not matter. */
export interface ListFilter {
  task?: ModelTask;
  /** Most parameters. */
  maxParams?: number;
  /** Least top-1 accuracy in percent. */
  minAcc1?: number;
  /** Least mean intersection over union of the classes, in percent. */
  minMIoU?: number;
  /** Least average precision of the boxes, in percent. */
  minBoxMap?: number;
  /** Most billions of multiply-adds for one image. */
  maxGflops?: number;
  /** Largest weights file, in MB. */
  maxSizeMb?: number;
}

const TASK_OF = signature("models.taskOf", { takes: { name: string } });

/** What a builder's network is for. Throws ArgumentError for a name that there is not. */
export function taskOf(name: ModelName, ...rest: []): ModelTask {
  TASK_OF.read(rest);
  TASK_OF.check(name);
  const task = TASK_BY_NAME.get(name);
  if (task === undefined) throw unknownModel(TASK_OF.name, name, NAMES);
  return task;
}

const FILTER: Kinds<ListFilter> = {
  task: oneOf(...TASKS),
  maxParams: number,
  minAcc1: number,
  minMIoU: number,
  minBoxMap: number,
  maxGflops: number,
  maxSizeMb: number,
};
const FULFILS = signature<ListFilter>("models.fulfils", {
  takes: { entry: instance(WeightsEntry) },
  options: FILTER,
});

/** Whether weights fulfil a filter; facts that are not stated fail a bound on them. */
export function fulfils(entry: WeightsEntry, ...rest: Rest<ListFilter>): boolean {
  const { task, maxParams, minAcc1, minMIoU, minBoxMap, maxGflops, maxSizeMb } = FULFILS.read(rest);
  FULFILS.check(entry);
  const { meta } = entry;
  return (
    (task === undefined || meta.task === task) &&
    (maxParams === undefined || meta.numParams <= maxParams) &&
    (minAcc1 === undefined || (meta.acc1 ?? -1) >= minAcc1) &&
    (minMIoU === undefined || (meta.mIoU ?? -1) >= minMIoU) &&
    (minBoxMap === undefined || (meta.boxMap ?? -1) >= minBoxMap) &&
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
 * They come family by family, in alphabetical order.
 *
 *     models.list({ task: "segmentation" }); // deeplabv3_resnet50, ..., segnet, unet
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
 * A name that there is not does not compile; one that is only known at run time is any text.
 *
 * Throws ArgumentError for a name that there is not, with the one it is most like, and for options that the builder does
 * not take; what openHub throws.
 */
export function get<N extends NetworkName | (string & {})>(
  name: Known<N, NetworkName>,
  ...rest: [options?: Parameters<(typeof BUILDERS)[NameIn<N>]>[0]]
): Promise<ModelOf<NameIn<N>>> {
  const options = GET.read(rest);
  GET.check(name);
  // Of a repository it is known only later which builder makes it, which N then does not say either.
  if (isHubName(name)) return fromHub(name, options) as Promise<ModelOf<NameIn<N>>>;
  if (!has(name)) {
    throw unknownModel("models.get", name, NAMES);
  }
  // The options are those of the builder that N names, and so is the result.
  const build = BUILDERS[name] as (options?: unknown) => unknown;
  return build(options) as Promise<ModelOf<NameIn<N>>>;
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
