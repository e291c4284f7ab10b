/** From images to the labels that are true of them, several at once. */
import { kind, type Rest, signature } from "../edge/index.ts";
import type { LabelledBy } from "../models/labels.ts";
import { moduleKind } from "../models/option-kinds.ts";
import { type ImageInput, type ImageOptions, imageKinds } from "./images.ts";
import { namesOf, overVectors, type VectorModel } from "./vectors.ts";

/** A label and how probable it is. */
export interface LabelProbability<L extends string = string> {
  label: L;
  index: number;
  probability: number;
  /** Whether it counts as found: its probability is at least the threshold. */
  isFound: boolean;
}

/** What the model says of one image. */
export interface LabelsPrediction<L extends string = string> {
  /** The path, where the image was given as one. */
  path: string | null;
  /** The labels that were found, the most probable first; there may be none. */
  labels: L[];
  /** Of each label, in the order of the outputs. */
  perLabel: LabelProbability<L>[];
  /** (L) probability of each label for itself. */
  probabilities: number[];
}

/** Options of {@link predictLabels}. */
export interface PredictLabelsOptions extends ImageOptions {
  /** Probability from which a label counts as found, between 0 and 1. Default 0.5. */
  threshold?: number;
}

const OPERATION = "train.predictLabels";
const TAKES = signature<PredictLabelsOptions>(OPERATION, {
  takes: { model: moduleKind },
  options: {
    ...imageKinds(OPERATION),
    threshold: kind("a number between 0 and 1", (v) => typeof v === "number" && v > 0 && v < 1),
  },
  advice: {
    topK: "every label is told, with its probability",
    labels: "names of the labels are called classes",
  },
});

/**
 * Predicts which of several labels are true of one image or of several, each by a sigmoid of its own: a network of the task
 * "multilabel".
 *
 * @throws as `train.predict`
 *
 * @example
 * const { labels, perLabel } = await train.predictLabels(model, "chest.png", { transform, threshold: 0.3 });
 */
export async function predictLabels<L extends string>(
  model: VectorModel & LabelledBy<L>,
  image: ImageInput,
  options?: PredictLabelsOptions & { classes?: undefined },
): Promise<LabelsPrediction<L>>;
export async function predictLabels(
  model: VectorModel,
  image: ImageInput,
  options?: PredictLabelsOptions,
): Promise<LabelsPrediction>;
export async function predictLabels(
  model: VectorModel,
  images: readonly ImageInput[],
  options?: PredictLabelsOptions,
): Promise<LabelsPrediction[]>;
export async function predictLabels(
  model: VectorModel,
  input: ImageInput | readonly ImageInput[],
  ...rest: Rest<PredictLabelsOptions>
): Promise<LabelsPrediction | LabelsPrediction[]> {
  const options = TAKES.read(rest);
  TAKES.check(model);
  const { threshold = 0.5, ...asked } = options;
  const names = namesOf(OPERATION, model, options.classes);
  const told = (row: number[], path: string | null): LabelsPrediction => {
    const perLabel = row.map((logit, index) => {
      const probability = 1 / (1 + Math.exp(-logit));
      return { label: names[index] as string, index, probability, isFound: probability >= threshold };
    });
    const found = perLabel.filter(({ isFound }) => isFound).sort((a, b) => b.probability - a.probability);
    return {
      path,
      labels: found.map(({ label }) => label),
      perLabel,
      probabilities: perLabel.map(({ probability }) => probability),
    };
  };
  const outputs = { count: names.length, of: "label" };
  return overVectors({ operation: OPERATION, model, options: asked, outputs, told }, input);
}
