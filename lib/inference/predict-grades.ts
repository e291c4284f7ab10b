/** From images to ordered grades. */
import { listOf, type Rest, signature, string } from "../edge/index.ts";
import { moduleKind } from "../models/option-kinds.ts";
import { ArgumentError } from "../native/errors.ts";
import { gradesOf } from "./cumulative.ts";
import { type ImageInput, type ImageOptions, imageKinds } from "./images.ts";
import { overVectors, type VectorModel } from "./vectors.ts";

/** What the model says of one image. */
export interface GradePrediction<L extends string = string> {
  /** The path, where the image was given as one. */
  path: string | null;
  /** The called grade: the median of the probabilities, as CORAL calls it. */
  label: L;
  index: number;
  /** Of the called grade. */
  probability: number;
  /** The mean of the grades, numbered from 0, by their probabilities. */
  expected: number;
  /** (K) probability of each grade, summing to 1. */
  probabilities: number[];
  /** (K - 1) probability of being above each grade but the last. */
  above: number[];
}

/** Options of {@link predictGrades}. */
export interface PredictGradesOptions extends ImageOptions {
  /** Names of the grades, in their order: one more than the model has outputs. */
  classes: readonly string[];
}

const OPERATION = "train.predictGrades";
const TAKES = signature<PredictGradesOptions>(OPERATION, {
  takes: { model: moduleKind },
  options: { ...imageKinds(OPERATION), classes: listOf(string) },
  required: ["classes"],
  advice: {
    topK: "the probability of every grade is told",
    grades: "names of the grades are called classes",
  },
});

/**
 * Predicts the grade of one image or of several: a network of the task "ordinal", with an output fewer than there are grades.
 *
 * @throws as `train.predict`
 *
 * @example
 * const { label, expected } = await train.predictGrades(model, "fundus.png", { classes: ["none", "mild", "severe"], transform });
 */
export async function predictGrades(
  model: VectorModel,
  image: ImageInput,
  options: PredictGradesOptions,
): Promise<GradePrediction>;
export async function predictGrades(
  model: VectorModel,
  images: readonly ImageInput[],
  options: PredictGradesOptions,
): Promise<GradePrediction[]>;
export async function predictGrades(
  model: VectorModel,
  input: ImageInput | readonly ImageInput[],
  ...rest: Rest<PredictGradesOptions>
): Promise<GradePrediction | GradePrediction[]> {
  const options = TAKES.read(rest) as PredictGradesOptions; // with what it requires
  TAKES.check(model);
  const { classes } = options;
  if (classes.length < 2) {
    throw new ArgumentError(`${OPERATION}: ordered grades are two or more, got ${classes.length}.`, {
      operation: OPERATION,
    });
  }
  const told = (row: number[], path: string | null): GradePrediction => {
    const { cumulative, probabilities, grade, expected } = gradesOf(row);
    return {
      path,
      label: classes[grade] as string,
      index: grade,
      probability: probabilities[grade] as number,
      expected,
      probabilities,
      above: cumulative,
    };
  };
  const outputs = { count: classes.length - 1, of: "grade but the last" };
  return overVectors({ operation: OPERATION, model, options, outputs, told }, input);
}
