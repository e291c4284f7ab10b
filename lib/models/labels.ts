/**
 * The names of a network's classes: in its type for the compiler, and beside its head for run time.
 *
 * They are kept beside the layer, not in the network, whose properties are the checkpoint's keys; so a head that is
 * replaced takes its labels with it.
 */

import { kind, listOf, oneOf, signature, string } from "../edge/index.ts";
import { ArgumentError } from "../native/errors.ts";
import type * as nn from "../nn/index.ts";
import { classesAt, headCandidates, headsFor, outputsAt } from "./head-paths.ts";
import { moduleKind } from "./option-kinds.ts";

/** Stands in types only: no object has this property. */
declare const tag: unique symbol;

/** What a network with labels has in its type: its labels, and what it is without them. */
export interface LabelledBy<out L extends string = string, out B = unknown> {
  readonly [tag]: { readonly label: L; readonly base: B };
}

/** A network without the labels in its type. */
export type Unlabelled<M> = M extends { readonly [tag]: { readonly base: infer B } } ? B : M;

/** The network `M` whose outputs are the classes `L`: `Labelled<ResNet, "benign" | "malignant">`. */
export type Labelled<M, L extends string> = Unlabelled<M> & LabelledBy<L, Unlabelled<M>>;

/** The labels in a network's type, `string` where it has none. */
export type LabelOf<M> = M extends LabelledBy<infer L> ? L : string;

/** Who said what the classes are: the caller, the published weights, or the data of a training run. */
export type LabelSource = "given" | "published" | "data";

interface Noted {
  readonly labels: readonly string[];
  readonly source: LabelSource;
  /** Of a network whose head nobody declared, the layers of which one is it: labels are those of these layers. */
  readonly among: readonly nn.Module[];
}

const labelList = listOf(string);
const NOTE = signature("models.noteLabels", {
  takes: { model: moduleKind, labels: labelList, source: oneOf("given", "published", "data") },
});
const CONFLICT = signature("models.labelConflict", { takes: { model: moduleKind, classes: labelList } });
const LABELS_OF = signature("models.labelsOf", { takes: { model: moduleKind } });
const WITH_LABELS = signature("models.withLabels", {
  takes: { model: moduleKind, labels: kind("a list of labels", Array.isArray) },
});
const CLASS_INDEX = signature("models.classIndex", { takes: { model: moduleKind, label: string } });

/** By the layer that is the head, or by the network where it is not known which is. */
const noted = new WeakMap<nn.Module, Noted>();

/** Checks a list of labels: not empty, texts, none twice. Throws ArgumentError. */
export function checkLabels(labels: readonly string[], operation: string): void {
  const refuse = (text: string): never => {
    throw new ArgumentError(`${operation}: ${text}`, { operation });
  };
  if (!Array.isArray(labels) || labels.length === 0) refuse("expected at least one label, got none.");
  const odd = labels.findIndex((label) => typeof label !== "string" || label === "");
  if (odd >= 0) refuse(`expected labels that are texts, got ${JSON.stringify(labels[odd])} at index ${odd}.`);
  const twice = labels.find((label, index) => labels.indexOf(label) !== index);
  if (twice !== undefined) refuse(`the label "${twice}" occurs twice; each class needs its own.`);
}

/**
 * Notes labels beside the network's head; false where the head has another number of outputs. Those of the data do
 * not replace those the caller gave, which `fit` has compared with them.
 */
export function noteLabels(
  model: nn.Module,
  labels: readonly string[],
  source: LabelSource,
  ...rest: []
): boolean {
  NOTE.read(rest);
  NOTE.check(model, labels, source);
  const { module, among, outputs } = headOf(model);
  if (!outputs.includes(labels.length)) return false;
  if (source === "data" && notedLabels(model)?.source === "given") return true;
  noted.set(module, { labels: Object.freeze([...labels]), source, among });
  return true;
}

/** The labels of a network and who said them, null where nobody did. */
export function notedLabels(model: nn.Module): Noted | null {
  const { module, among } = headOf(model);
  const found = noted.get(module) ?? null;
  const isSame =
    found?.among.every((layer, at) => layer === among[at]) && found.among.length === among.length;
  return isSame ? found : null;
}

/** The labels a network was given, where they are not these classes; null where they are or it was given none. */
export function labelConflict(
  model: nn.Module,
  classes: readonly string[],
  ...rest: []
): readonly string[] | null {
  CONFLICT.read(rest);
  CONFLICT.check(model, classes);
  const there = notedLabels(model);
  if (there?.source !== "given") return null;
  const { labels } = there;
  const same = labels.length === classes.length && labels.every((label, index) => label === classes[index]);
  return same ? null : labels;
}

/**
 * The names of a network's classes, in the order of its outputs: those it was given, else those of the published
 * weights it was loaded with, else those of the data it was trained on; null where its head has none.
 */
export function labelsOf<M extends nn.Module>(
  model: M,
  ...rest: []
): M extends LabelledBy<infer L> ? readonly L[] : readonly string[] | null {
  LABELS_OF.read(rest);
  LABELS_OF.check(model);
  // With labels in its type a network has them at run time: only replaceHead, withLabels and loadRun give the type.
  return (notedLabels(model)?.labels ?? null) as M extends LabelledBy<infer L>
    ? readonly L[]
    : readonly string[] | null;
}

/**
 * Gives the classes of a network their names, where its head was assigned and not replaced by `replaceHead`.
 *
 *     model.fc = new nn.Linear(model.fc.in_features, 2);
 *     const labelled = models.withLabels(model, ["benign", "malignant"]);
 *
 * @returns the same network, with the labels in its type
 * @throws ArgumentError when a head, an auxiliary one too, has another number of outputs, naming it
 */
export function withLabels<M extends nn.Module, const L extends readonly string[]>(
  model: M,
  labels: L,
  ...rest: []
): Labelled<M, L[number]> {
  WITH_LABELS.read(rest);
  WITH_LABELS.check(model, labels);
  checkLabels(labels, "models.withLabels");
  for (const path of headsFor(WITH_LABELS.name, model)) {
    if (classesAt(model, path) === labels.length) continue;
    const outputs = outputsAt(model, path);
    throw new ArgumentError(
      `models.withLabels: the head ${path || model.constructor.name} has ${outputs} outputs for ${labels.length} labels. ` +
        "Use models.replaceHead(model, labels), which replaces every head.",
      { operation: "models.withLabels" },
    );
  }
  noteLabels(model, labels, "given");
  return model as unknown as Labelled<M, L[number]>; // the tag is there for the compiler only
}

/** The class number of a label. Throws ArgumentError for a network without labels and a label that is none of them. */
export function classIndex<M extends nn.Module>(model: M, label: LabelOf<M>, ...rest: []): number {
  CLASS_INDEX.read(rest);
  CLASS_INDEX.check(model, label);
  const labels = notedLabels(model)?.labels;
  const index = labels?.indexOf(label) ?? -1;
  if (index >= 0) return index;
  const there =
    labels === undefined ? "the network has no labels; give it some with models.withLabels" : list(labels);
  throw new ArgumentError(`models.classIndex: there is no class "${label}": ${there}`, {
    operation: "models.classIndex",
  });
}

function list(labels: readonly string[]): string {
  const shown = labels.slice(0, 10).join(", ");
  return labels.length > 10 ? `there are ${shown} and ${labels.length - 10} more` : `there are ${shown}`;
}

/** What labels are kept beside, and how many outputs it has or may have. */
function headOf(model: nn.Module): {
  module: nn.Module;
  among: nn.Module[];
  outputs: (number | undefined)[];
} {
  let paths: string[];
  try {
    paths = headsFor("models.labelsOf", model);
  } catch (error) {
    if (!(error instanceof ArgumentError)) throw error;
    paths = [];
  }
  const [path] = paths;
  if (path !== undefined) {
    return { module: model.getSubmodule(path), among: [], outputs: [classesAt(model, path)] };
  }
  // Nobody declared a head, and several layers could be it, or none.
  const candidates = headCandidates(model);
  return {
    module: model,
    among: candidates.map((one) => model.getSubmodule(one)),
    outputs: candidates.map((one) => classesAt(model, one)),
  };
}
