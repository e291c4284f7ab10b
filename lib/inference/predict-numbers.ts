/** From images to numbers in their units. */
import { isListOf, isPlainObject, type Kind, kind, type Rest, signature, string } from "../edge/index.ts";
import { type NumberScale, scaleOf } from "../models/number-scale.ts";
import { moduleKind } from "../models/option-kinds.ts";
import { ArgumentError } from "../native/errors.ts";
import { type ImageInput, type ImageOptions, imageKinds } from "./images.ts";
import { namesOf, overVectors, type VectorModel } from "./vectors.ts";

/** A number that was predicted. */
export interface PredictedNumber {
  name: string;
  value: number;
  /** Null where none was said. */
  unit: string | null;
}

/** What the model says of one image. */
export interface NumbersPrediction {
  /** The path, where the image was given as one. */
  path: string | null;
  /** In the order of the outputs. */
  numbers: PredictedNumber[];
  /** The numbers by name, in their units. */
  values: Record<string, number>;
}

/** Options of {@link predictNumbers}. */
export interface PredictNumbersOptions extends Omit<ImageOptions, "classes"> {
  /** Names of the outputs. Default: those that the network was trained on, else its labels. */
  names?: readonly string[];
  /** Units of the outputs. Default: those that the network was trained on. */
  units?: readonly string[];
  /** An output times `sd` plus `mean` is a number in its unit. Default: as the network was trained, else the output itself. */
  scale?: { readonly mean: readonly number[]; readonly sd: readonly number[] };
}

const OPERATION = "train.predictNumbers";
const texts: Kind<readonly string[]> = kind("a list of texts", (v) => isListOf(v, string.accepts));
const isNumbers = (v: unknown): boolean => isListOf(v, (one) => Number.isFinite(one));
const { classes: _, ...KINDS } = imageKinds(OPERATION);
const TAKES = signature<PredictNumbersOptions>(OPERATION, {
  takes: { model: moduleKind },
  options: {
    ...KINDS,
    names: texts,
    units: texts,
    scale: kind("{ mean, sd }, a number for each output", (v) => {
      const { mean, sd, ...more } = (isPlainObject(v) ? v : {}) as Record<string, unknown>;
      return isNumbers(mean) && isNumbers(sd) && Object.keys(more).length === 0;
    }),
  },
  advice: { classes: "names of numbers are called names" },
});

/**
 * Predicts numbers of one image or of several, in their units: a network of the task "regression", which `fit` and `loadRun` have noted
 * names, units and scale beside.
 *
 * @throws as `train.predict`; ArgumentError for names, units and scale of other counts
 *
 * @example
 * const { values, numbers } = await train.predictNumbers(model, "hand.png", { transform });
 * values.age; // 142.3
 * numbers[0]; // { name: "age", value: 142.3, unit: "months" }
 */
export async function predictNumbers(
  model: VectorModel,
  image: ImageInput,
  options?: PredictNumbersOptions,
): Promise<NumbersPrediction>;
export async function predictNumbers(
  model: VectorModel,
  images: readonly ImageInput[],
  options?: PredictNumbersOptions,
): Promise<NumbersPrediction[]>;
export async function predictNumbers(
  model: VectorModel,
  input: ImageInput | readonly ImageInput[],
  ...rest: Rest<PredictNumbersOptions>
): Promise<NumbersPrediction | NumbersPrediction[]> {
  const options = TAKES.read(rest);
  TAKES.check(model);
  const { names, units, mean, sd } = scaleFor(model, options);
  const told = (row: number[], path: string | null): NumbersPrediction => {
    const numbers = row.map((output, k) => ({
      name: names[k] as string,
      value: output * (sd[k] as number) + (mean[k] as number),
      unit: units?.[k] ?? null,
    }));
    return { path, numbers, values: Object.fromEntries(numbers.map(({ name, value }) => [name, value])) };
  };
  const { names: _names, units: _units, scale: _scale, ...asked } = options;
  const outputs = { count: names.length, of: "number" };
  return overVectors({ operation: OPERATION, model, options: asked, outputs, told }, input);
}

/** What the outputs are: as the options say, else as was noted of the network. */
function scaleFor(model: VectorModel, options: PredictNumbersOptions): NumberScale {
  const noted = scaleOf(model);
  const names = options.names ?? noted?.names ?? namesOf(OPERATION, model, undefined);
  const units = options.units ?? noted?.units ?? null;
  const { mean, sd } = options.scale ?? noted ?? { mean: names.map(() => 0), sd: names.map(() => 1) };
  const odd = Object.entries({ units: units ?? names, mean, sd }).find(
    ([, all]) => all.length !== names.length,
  );
  if (odd === undefined) return { names, units, mean, sd };
  throw new ArgumentError(
    `${OPERATION}: expected as many ${odd[0]} as names, ${names.length} (${names.join(", ")}), got ${odd[1].length}.`,
    { operation: OPERATION },
  );
}
