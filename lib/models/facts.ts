/**
 * What a family of networks declares of itself, beside its builders: everything that others have to know of its insides.
 *
 * Heads, other input channels, stages, auxiliary losses, Grad-CAM and the registry read it here; there is no second list.
 * A network of one's own declares the same with `declare`.
 */

import {
  boolean,
  callable,
  either,
  integerFrom,
  isListOf,
  isPlainObject,
  type Kind,
  type Kinds,
  kind,
  listOf,
  nullable,
  numberFrom,
  oneOf,
  type Rest,
  signature,
  string,
} from "../edge/index.ts";
import type * as nn from "../nn/index.ts";
import { moduleKind } from "./option-kinds.ts";

/** What networks are for. */
export const TASKS = ["classification", "segmentation", "detection"] as const;

/** What a network is for: one class for an image, one for each of its pixels, or boxes with a class each. */
export type ModelTask = (typeof TASKS)[number];

/** A part of a network between its input and its head. */
export interface Stage {
  readonly name: string;
  /** Paths of its modules and parameters, as `getSubmodule` and the state dict have them. */
  readonly paths: readonly string[];
}

/** The logits that a network gives by name, in training mode at least. */
export interface OutputFacts {
  /** Name of the main ones. */
  readonly main: string;
  /** Names of those of auxiliary heads; one that the network was built without is missing. */
  readonly auxiliary: readonly string[];
  /** Factor of the loss of each of them in training, as where the network comes from. */
  readonly weight: number;
}

/** What a network itself does to RGB images before its first layer. It is switched off for images of other channels. */
export interface OwnPreprocessing {
  /** The property of the network that switches it. */
  readonly property: string;
  /** The builder's option. */
  readonly option: string;
  /** Whether it turns RGB to BGR, so that filters for RGB are the first convolution's turned round. */
  readonly isReversed: boolean;
}

/** What is known of a network; all of it may be left out. */
export interface NetworkFacts<M extends nn.Module = nn.Module> {
  readonly task?: ModelTask;
  /** Paths of the layers whose outputs are the classes, or of what ends in them. */
  readonly heads?: string | readonly string[];
  /** The same of auxiliary heads, which may be missing. */
  readonly auxiliaryHeads?: readonly string[];
  /** Outputs of each head before those of the named classes: 1 where the first is the background, which has no label. */
  readonly hiddenOutputs?: number;
  /** Outputs for each class, by the path of the head, of those with more than one: the four numbers of a box, say. */
  readonly outputsPerClass?: Readonly<Record<string, number>>;
  /** Path of the first convolution, or of the module whose first convolution it is. */
  readonly firstConv?: string;
  /** From the input to the head. Each parameter is in one of them. */
  readonly stages?: readonly Stage[] | ((network: M) => readonly Stage[]);
  /** Path of the block whose output (N, C, h, w) Grad-CAM looks at; null where no block gives such a map. */
  readonly gradCam?: string | null | ((network: M) => string);
  /**
   * Where the network up to its last map is a chain of modules, each the next one's input, it can be an encoder: path of
   * the Sequential that is the chain, or the chain by name.
   */
  readonly chain?: string | ((network: M) => readonly (readonly [string, nn.TensorModule])[]);
  /** Where the network gives its logits by name. */
  readonly outputs?: OutputFacts;
  readonly preprocessing?: OwnPreprocessing;
  /** Path of the module that normalises images in the network, by its `image_mean` and `image_std` of each channel. */
  readonly statistics?: string;
}

type ModuleClass<M extends nn.Module = nn.Module> = abstract new (...args: never) => M;

/** Facts by the class's prototype, or by the network itself. */
const declared = new WeakMap<object, NetworkFacts>();

const paths: Kind<readonly string[]> = listOf(string);

const pathOrPaths: Kind<string | readonly string[]> = kind(
  "the path of a head, or several in a list",
  (v) => typeof v === "string" || (isListOf(v, string.accepts) && (v as unknown[]).length > 0),
);

/** A plain object whose members are of these kinds, and no others. */
function record<T>(expected: string, members: Kinds<T>): Kind<T> {
  const kinds = Object.entries(members) as [string, Kind<unknown>][]; // of these members
  return kind(
    expected,
    (v) =>
      isPlainObject(v) &&
      Object.keys(v as object).length === kinds.length &&
      kinds.every(([key, of]) => of.accepts(Reflect.get(v as object, key))),
  );
}

/** The stages of a network. */
export const stageList: Kind<readonly Stage[]> = listOf(
  record<Stage>('{ name: "layer1", paths: ["layer1"] }', { name: string, paths }),
);

const FACTS: Kinds<NetworkFacts> = {
  task: oneOf(...TASKS),
  heads: pathOrPaths,
  auxiliaryHeads: paths,
  hiddenOutputs: integerFrom(0),
  outputsPerClass: kind(
    "numbers of outputs by path",
    (v) => isPlainObject(v) && Object.values(v as object).every((of) => Number.isSafeInteger(of) && of >= 1),
  ),
  firstConv: string,
  stages: either(stageList, callable<(network: nn.Module) => readonly Stage[]>()),
  gradCam: either(nullable(string), callable<(network: nn.Module) => string>()),
  chain: either(string, callable<Exclude<NetworkFacts["chain"], string | undefined>>()),
  outputs: record<OutputFacts>('{ main: "out", auxiliary: ["aux"], weight: 0.5 }', {
    main: string,
    auxiliary: paths,
    weight: numberFrom(0),
  }),
  preprocessing: record<OwnPreprocessing>(
    '{ property: "transform_input", option: "transformInput", isReversed: false }',
    { property: string, option: string, isReversed: boolean },
  ),
  statistics: string,
};

const NETWORK = { network: callable() };
const DECLARE = signature<NetworkFacts>("models.declare", { takes: NETWORK, options: FACTS });
const FACTS_OF = signature("models.factsOf", { takes: { model: moduleKind } });
const OUTPUTS_OF = signature("models.outputsOf", { takes: { model: moduleKind } });
const HEADS = signature("models.declareHeads", { takes: { ...NETWORK, paths: pathOrPaths } });

/**
 * Declares what others have to know of a class of networks. Holds for subclasses too, which may declare some of it anew.
 *
 *     class Net extends nn.Module {
 *       stem = new nn.Conv2d(3, 16, 3);
 *       body = new nn.Sequential(new nn.Conv2d(16, 32, 3), new nn.ReLU());
 *       proj = new nn.Linear(32, 64);
 *       fc = new nn.Linear(64, 3);
 *     }
 *     models.declare(Net, {
 *       heads: "fc",
 *       firstConv: "stem",
 *       stages: [
 *         { name: "stem", paths: ["stem"] },
 *         { name: "body", paths: ["body"] },
 *         { name: "head", paths: ["proj", "fc"] },
 *       ],
 *       gradCam: "body",
 *     });
 *
 * Paths are looked at when they are used: `headPaths`, `replaceHead`, `adaptInput`, `stagesOf` and `gradCam` say which is
 * none.
 *
 * @throws ArgumentError for facts it does not know, and values that are none
 */
export function declare<M extends nn.Module>(network: ModuleClass<M>, ...rest: Rest<NetworkFacts<M>>): void {
  const facts = DECLARE.read(rest);
  DECLARE.check(network);
  declared.set(network.prototype, { ...declared.get(network.prototype), ...facts });
}

/**
 * Declares where the heads of a class of networks stand: the layer whose outputs are the classes, then those of
 * auxiliary heads, which may be missing. Holds for subclasses too. `declare` says the rest of a network as well.
 *
 *     class Net extends nn.Module {
 *       static {
 *         models.declareHeads(Net, "fc");
 *       }
 *       proj = new nn.Linear(512, 64);
 *       fc = new nn.Linear(64, 3);
 *
 * @throws ArgumentError for paths that are no texts
 */
export function declareHeads(network: ModuleClass, paths: string | readonly string[], ...rest: []): void {
  HEADS.read(rest);
  HEADS.check(network, paths);
  const [main = "", ...auxiliaryHeads] = typeof paths === "string" ? [paths] : paths;
  declare(network, { heads: main, auxiliaryHeads });
}

/** Notes the head of one network, as its caller said. */
export function noteHead(model: nn.Module, path: string): void {
  declared.set(model, { ...declared.get(model), heads: path, auxiliaryHeads: [] });
}

/** What is known of a network: what was declared for itself, its class, or the nearest class that this one extends. */
export function factsOf(model: nn.Module, ...rest: []): NetworkFacts {
  FACTS_OF.read(rest);
  FACTS_OF.check(model);
  let facts: NetworkFacts = {};
  for (let at: object | null = model; at !== null; at = Object.getPrototypeOf(at)) {
    const own = declared.get(at);
    if (own !== undefined) facts = { ...own, ...facts };
  }
  return facts;
}

/** What was declared of a network's heads, the main ones first; null where nothing was. */
export function declaredHeads(
  model: nn.Module,
): { main: readonly string[]; auxiliary: readonly string[] } | null {
  const { heads, auxiliaryHeads = [] } = factsOf(model);
  if (heads === undefined) return null;
  return { main: typeof heads === "string" ? [heads] : heads, auxiliary: auxiliaryHeads };
}

/**
 * Under which names a network gives its logits, and what its auxiliary losses weigh; null where it gives one tensor, as
 * far as was declared.
 */
export function outputsOf(model: nn.Module, ...rest: []): OutputFacts | null {
  OUTPUTS_OF.read(rest);
  OUTPUTS_OF.check(model);
  return factsOf(model).outputs ?? null;
}
