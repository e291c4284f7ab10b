/** The outputs (N, K) of a network for images, for what is neither classes of which one is true nor masks. */
import { labelsOf } from "../models/labels.ts";
import { originOf } from "../models/origin.ts";
import { ArgumentError, ShapeError } from "../native/errors.ts";
import type { Module } from "../nn/index.ts";
import { inEvalMode } from "../nn/mode.ts";
import { inferenceMode, type Tensor } from "../tensor/index.ts";
import { onHost, upload } from "../tensor/upload.ts";
import type { TransformLike } from "../vision/index.ts";
import { classLogits } from "./class-logits.ts";
import { type ImageInput, type ImageOptions, overImages, stacked } from "./images.ts";
import { nonFiniteError } from "./inside/non-finite.ts";
import { deviceOf } from "./running.ts";

/** A model that gives a vector for each image in eval mode, whatever in training mode. */
export type VectorModel = Module & { forward(images: Tensor): unknown };

/** A call that looks at images. */
export interface VectorCall<R> {
  /** The public name, for errors. */
  operation: string;
  model: VectorModel;
  options: ImageOptions & { transform?: TransformLike };
  /** How many outputs there have to be, and what each is of, for errors. */
  outputs: { count: number; of: string };
  /** What a row of outputs in float64 says of an image; the path is null where none was given. */
  told: (row: number[], path: string | null) => R;
}

/**
 * What is said of one image or of several.
 *
 * @throws as `train.predict`
 */
export async function overVectors<R>(
  { operation, model, options, outputs, told }: VectorCall<R>,
  input: ImageInput | readonly ImageInput[],
): Promise<R | R[]> {
  const transform = transformOf(operation, model, options.transform);
  return overImages<R>(
    {
      operation,
      model,
      options: { ...options, transform, batchSize: options.batchSize ?? 16 },
      look: async (inputs, images, progress) => {
        const rows = await rowsOf(operation, model, stacked(inputs), outputs);
        progress({ done: 1, total: 1 });
        return images.map(({ path }, at) => told(rows[at] as number[], path)); // one for each
      },
    },
    input,
  );
}

/** The transform that was given, else that of the published weights. */
export function transformOf(
  operation: string,
  model: Module,
  given: TransformLike | undefined,
): TransformLike {
  const origin = originOf(model);
  // Published preprocessing is for the three channels the weights were trained on.
  const isColour = (origin?.options.inChannels ?? 3) === 3;
  const transform = given ?? (isColour ? origin?.entry?.transforms() : undefined);
  if (transform !== undefined) return transform;
  throw new ArgumentError(
    `${operation}: expected \`transform\` among the options: the model was loaded with no published weights for such images, so ` +
      "nothing says its preprocessing.",
    { operation },
  );
}

/** The names that were given, else the model's labels. */
export function namesOf(
  operation: string,
  model: Module,
  given: readonly string[] | undefined,
): readonly string[] {
  const names: readonly string[] | null = given ?? labelsOf(model);
  if (names !== null) return names;
  throw new ArgumentError(
    `${operation}: expected \`classes\` among the options, as the model has no labels: give them, or name the outputs once with ` +
      "models.replaceHead(model, labels) or models.withLabels(model, labels).",
    { operation },
  );
}

/** (N) rows of outputs, in eval mode, as float64. Throws ShapeError for other outputs, NonFiniteOutputError for NaN. */
async function rowsOf(
  operation: string,
  model: VectorModel,
  images: Tensor,
  { count, of }: { count: number; of: string },
): Promise<number[][]> {
  const batch = upload(images, deviceOf(model));
  // No await in here: the mode is the model's, and others use it.
  const outputs = inEvalMode(model, () =>
    inferenceMode(() => classLogits(model, model.forward(batch), operation)),
  );
  if (outputs.ndim !== 2 || outputs.shape[1] !== count) {
    throw new ShapeError(
      `${operation}: expected outputs (N, ${count}), one for each ${of}, got (${outputs.shape.join(", ")}).`,
      { operation },
    );
  }
  const host = await onHost(outputs);
  const wide = inferenceMode(() => host.double());
  const flat = Array.from((await wide.dataAsync()) as Float64Array);
  if (flat.some(Number.isNaN)) throw nonFiniteError(operation, model, batch, "NaN");
  const [rows = 0] = outputs.shape;
  return Array.from({ length: rows }, (_, row) => flat.slice(row * count, (row + 1) * count));
}
