/** Replacing the heads of a network; where they stand is `head-paths.ts`. */

import { kind, plainObject, type Rest, type Signature, signature, string } from "../edge/index.ts";
import { ArgumentError } from "../native/errors.ts";
import * as nn from "../nn/index.ts";
import type { Tensor } from "../tensor/index.ts";
import { CoralLinear } from "./coral-linear.ts";
import { declaredHeads, noteHead } from "./facts.ts";
import { headCandidates, headsFor, outputsFor } from "./head-paths.ts";
import { checkLabels, type Labelled, noteLabels, type Unlabelled } from "./labels.ts";
import { moduleKind } from "./option-kinds.ts";

export { headPaths } from "./head-paths.ts";

/** Makes a head from the number of features it gets and of outputs it gives. */
export type HeadMaker = (features: number, outputs: number) => nn.TensorModule;

/** Whether a network gives one tensor in training mode too, so that it has one head. */
type IsPlain<M> = M extends { forward(images: Tensor): infer O }
  ? [O] extends [Tensor]
    ? true
    : false
  : false;

/** Paths of a network's heads as its type knows them: all of them where there are several, else any text. */
export type HeadPath<M> =
  IsPlain<M> extends true
    ? string
    : M extends { AuxLogits: unknown }
      ? "fc" | "AuxLogits.fc"
      : M extends { aux1: unknown; aux2: unknown }
        ? "fc" | "aux1.fc2" | "aux2.fc2"
        : M extends { aux_classifier: unknown }
          ? "classifier.4" | "aux_classifier.4"
          : M extends { classifier: { low_classifier: unknown; high_classifier: unknown } }
            ? "classifier.low_classifier" | "classifier.high_classifier"
            : string;

/** Options of {@link replaceHead}. */
export interface ReplaceHeadOptions<M = nn.Module> {
  /**
   * Heads of one's own, by path: a function of features and outputs each. Of a network whose type has several heads all
   * are needed, so that none is forgotten; one for an auxiliary head that the network was built without is not used.
   * Default: one layer each, as the old one.
   */
  heads?: Readonly<Record<HeadPath<M>, HeadMaker>>;
  /**
   * Path of the head, for a network of one's own in which several layers could be it; it is remembered for this network.
   * `models.declareHeads` says it for a class. Networks of this library know their heads.
   */
  path?: string;
}

const TAKES: Signature<ReplaceHeadOptions> = signature<ReplaceHeadOptions>("models.replaceHead", {
  takes: {
    model: moduleKind,
    labels: kind("a number of classes or a list of labels", (v) => typeof v === "number" || Array.isArray(v)),
  },
  options: { heads: plainObject("functions that make heads, by path"), path: string },
});

/**
 * Puts fresh layers in the place of the network's heads, auxiliary ones too: with an output per label or as many as
 * said, and as large as the old ones otherwise, on the same device. The same as the assignment each family's page
 * shows, for any of them:
 *
 *     const model = models.replaceHead(await models.resnet18({ weights: "DEFAULT" }), ["benign", "malignant"]);
 *     const { label } = await train.predict(model, "lesion.jpg"); // "benign" | "malignant"
 *
 *     models.replaceHead(model, 4); // ResNet: model.fc = new nn.Linear(model.fc.in_features, 4)
 *
 * Of a segmentation network it is the last convolution of the decoder, and of the auxiliary one: two labels or more are
 * the classes of each pixel, the background among them; a single label is one output, the mask of what it names:
 *
 *     models.replaceHead(await models.segnet(), ["background", "polyp", "instrument"]); // multiclass: 3 outputs
 *     models.replaceHead(await models.segnet(), ["polyp"]); // binary: 1 output
 *
 * Of a detector the names are those of the objects, without the background, and so is a number of them; its layers for the boxes
 * and masks of each class are replaced too:
 *
 *     models.replaceHead(await models.maskrcnn_resnet50_fpn(), ["glomerulus"]); // 2 outputs, the first is the background
 *
 *     models.replaceHead(model, ["benign", "malignant"], {
 *       heads: { fc: (features, outputs) => new nn.Sequential(new nn.Dropout(), new nn.Linear(features, outputs)) },
 *     });
 *
 * @returns the same network, with the labels in its type; `models.headPaths` names the layers
 * @throws ArgumentError for a network without such a layer, no or repeated labels, a count of classes below one, and
 *   `heads` that leave one out or name another
 */
export function replaceHead<M extends nn.Module, const L extends readonly string[]>(
  model: M,
  labels: L,
  ...rest: Rest<ReplaceHeadOptions<Unlabelled<M>>>
): Labelled<M, L[number]>;
export function replaceHead<M extends nn.Module>(
  model: M,
  numClasses: number,
  ...rest: Rest<ReplaceHeadOptions<Unlabelled<M>>>
): Unlabelled<M>;
export function replaceHead(
  model: nn.Module,
  classes: number | readonly string[],
  ...rest: Rest<ReplaceHeadOptions>
): unknown {
  const options = TAKES.read(rest);
  TAKES.check(model, classes);
  const labels = typeof classes === "number" ? null : classes;
  if (labels !== null) checkLabels(labels, "models.replaceHead");
  const count = typeof classes === "number" ? classes : classes.length;
  if (!Number.isInteger(count) || count < 1) refuse(`expected a positive number of classes, got ${count}`);
  const paths = pathsOf(model, options.path);
  if (paths.includes("")) refuse(`the ${model.constructor.name} is itself the head; make a new one`);
  checkMakers(model, paths, options.heads);

  const fresh = paths.map((path): [string, nn.Module] => [
    path,
    freshLike(path, model.getSubmodule(path), outputsFor(model, path, count), options.heads?.[path]),
  ]);
  for (const [path, layer] of fresh) {
    const dot = path.lastIndexOf(".");
    model.getSubmodule(path.slice(0, Math.max(0, dot))).addModule(path.slice(dot + 1), layer);
  }
  if (options.path !== undefined) noteHead(model, options.path);
  if (labels !== null && !noteLabels(model, labels, "given")) {
    refuse(
      `the head given for ${paths[0]} does not end in a layer with ${outputsFor(model, paths[0] as string, count)} outputs`,
    );
  }
  return model;
}

function refuse(text: string): never {
  throw new ArgumentError(`models.replaceHead: ${text}`, { operation: "models.replaceHead" });
}

/** The heads of a network, or the one that the caller says. */
function pathsOf(model: nn.Module, said: string | undefined): string[] {
  if (said === undefined) return headsFor(TAKES.name, model);
  const candidates = headCandidates(model);
  if (candidates.includes(said)) return [said];
  return refuse(
    `\`path\` is ${JSON.stringify(said)}, which is none of the layers that could be the head: ${candidates.join(", ")}`,
  );
}

/** The compiler sees to it where it knows the network; a file's network may have fewer heads than its type. */
function checkMakers(
  model: nn.Module,
  paths: readonly string[],
  heads: Readonly<Record<string, HeadMaker>> | undefined,
): void {
  if (heads === undefined) return;
  const forgotten = paths.filter((path) => heads[path] === undefined);
  if (forgotten.length > 0) {
    refuse(`\`heads\` lacks ${forgotten.join(" and ")}; the network's heads are ${paths.join(", ")}`);
  }
  // One may be given for an auxiliary head that the network was built without.
  const auxiliary = declaredHeads(model)?.auxiliary ?? [];
  const odd = Object.keys(heads).filter(
    (path) => !paths.includes(path) && !auxiliary.some((own) => path === own || path.startsWith(`${own}.`)),
  );
  if (odd.length > 0)
    refuse(`\`heads\` names ${odd.join(", ")}; the network's heads are ${paths.join(", ")}`);
}

function freshLike(path: string, old: nn.Module, outputs: number, make: HeadMaker | undefined): nn.Module {
  if (!(old instanceof nn.Linear || old instanceof nn.Conv2d)) {
    refuse(`${path} is a ${old.constructor.name}, neither linear nor a convolution; assign it yourself`);
  }
  const { device, dtype } = old.weight;
  const features = old instanceof nn.Linear ? old.in_features : old.in_channels;
  if (make !== undefined) return make(features, outputs).to({ device, dtype }).train(old.training);
  if (old instanceof CoralLinear) {
    return new CoralLinear(features, outputs).to({ device, dtype }).train(old.training);
  }
  const options = { bias: old.bias !== null, device, dtype };
  if (old instanceof nn.Linear) return new nn.Linear(features, outputs, options).train(old.training);
  const { kernel_size, stride, padding, dilation } = old;
  const place = { stride, padding, dilation };
  return new nn.Conv2d(features, outputs, kernel_size, { ...options, ...place }).train(old.training);
}
