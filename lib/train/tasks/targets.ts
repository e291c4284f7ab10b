/** Targets (N, K) of labels and numbers, NaN where one is not known: their checks, and the targets of all training data. */
import { type Dataset, Limit, Rng, TensorDataset } from "../../data/index.ts";
import { describe } from "../../edge/index.ts";
import { throwIfAborted } from "../../native/abort.ts";
import { ArgumentError, DatasetError, FileFormatError, ShapeError } from "../../native/errors.ts";
import { isFloatingPoint, scope, Tensor } from "../../tensor/index.ts";
import { type TargetBatch, type TargetSample, targetLoader } from "../../vision/datasets/targets.ts";
import { type BatchLoader, isDataset, type SourceOptions } from "../source.ts";

/** Samples read at once. */
const AT_ONCE = 4;

/** A batch: images (N, C, H, W) float32 and their targets. */
export interface TargetImages {
  images: Tensor;
  /** (N, K) float32, NaN where a target is not known. */
  targets: Tensor;
  /** File of each image, for errors. */
  paths?: readonly string[];
}

/** A sample of a data set of images with targets. */
export interface TargetImage {
  /** (C, H, W) float32, of the same size in all samples. */
  image: Tensor;
  /** One for each name, NaN where it is not known. */
  targets: readonly number[];
  /** Its file, for errors. */
  path?: string;
}

/** Loaders of images with targets, or data sets of them, made by the caller, with the names in the order of the targets. */
export interface TargetLoaderData<Facts> {
  readonly train: BatchLoader<TargetImages> | Dataset<TargetImage>;
  readonly val?: BatchLoader<TargetImages> | Dataset<TargetImage> | null;
  readonly classes: readonly string[];
  readonly task: Facts;
}

/** Batches of a data set of images with targets. */
export function targetBatches(
  dataset: Dataset<unknown>,
  options: SourceOptions,
  task: string,
): BatchLoader<TargetBatch> {
  if (dataset instanceof TensorDataset) {
    throw new ArgumentError(
      `train: data of ${task} are samples { image, targets }, or a loader of batches { images, targets }; a TensorDataset has ` +
        "labels of classes.",
      { operation: "train" },
    );
  }
  return targetLoader(dataset as Dataset<TargetSample>, options); // as the data's task says
}

/**
 * Checks a batch: targets (N, K) of a floating dtype, on whose values `fault` has nothing to say.
 *
 * @param fault what is wrong with a value that is not NaN, in words; null for nothing
 * @throws ArgumentError, ShapeError; DatasetError for a value, with the file
 */
export function checkTargets(
  batch: TargetImages,
  names: readonly string[] | undefined,
  task: string,
  operation: string,
  fault: (value: number) => string | null,
): void {
  const { images, targets, paths } = (batch ?? {}) as Partial<TargetImages>;
  if (!(images instanceof Tensor) || !(targets instanceof Tensor)) {
    throw new ArgumentError(
      `${operation}: expected batches { images, targets } for ${task}, targets (N, K) with NaN where one is not known.`,
      { operation },
    );
  }
  const [n] = images.shape;
  const expected = [n, names?.length ?? targets.shape[1]];
  if (targets.shape.join() !== expected.join() || targets.ndim !== 2 || !isFloatingPoint(targets.dtype)) {
    throw new ShapeError(
      `${operation}: expected targets (${expected.join(", ")}) of a floating dtype${names === undefined ? "" : `, for ${names.join(", ")}`}, got ` +
        `${targets.dtype} (${targets.shape.join(", ")}).`,
      { operation },
    );
  }
  if (targets.device !== "cpu") return; // a loader of one's own, whose values would have to be waited for
  const width = targets.shape[1] as number;
  const values = scope(() => Array.from(targets.detach().double().data() as Float64Array));
  for (const [at, value] of values.entries()) {
    const wrong = Number.isNaN(value) ? null : fault(value);
    if (wrong === null) continue;
    const row = Math.floor(at / width);
    const file = paths?.[row];
    throw new DatasetError(
      `${operation}: the target ${describe(names?.[at % width] ?? at % width)} of ${file ?? `image ${row} of a batch`} ${wrong}, got ${value}.`,
      { operation, ...(file === undefined ? {} : { file }) },
    );
  }
}

/**
 * The targets of all training samples: those that the data lists, else of every sample, which is read for it.
 *
 * @param what asks for them, and what to give in their place where they cannot be had
 * @throws ArgumentError for loaders, which are not read twice, DatasetError for samples without; AbortError
 */
export async function targetsOf(
  train: unknown,
  what: { asked: string; instead: string },
  signal: AbortSignal | undefined,
): Promise<(readonly number[])[]> {
  const listed = (train as { targets?: unknown } | null)?.targets;
  if (Array.isArray(listed)) return listed;
  if (!isDataset(train)) {
    throw new ArgumentError(
      `train.fit: ${what.asked} needs a data set, whose targets are looked at before the training; with a loader ${what.instead}.`,
      { operation: "train.fit" },
    );
  }
  const { onError } = train as { onError?: "throw" | "skip" };
  const found: (readonly number[] | null)[] = Array.from({ length: train.length }, () => null);
  const limit = new Limit(AT_ONCE);
  const look = async (index: number): Promise<void> => {
    throwIfAborted(signal, "train.fit");
    try {
      await scope(async () => {
        const sample = (await train.get(index, { rng: Rng.derive(0, index), signal })) as TargetSample;
        found[index] = sample.targets;
      });
    } catch (error) {
      const isAboutFile = error instanceof FileFormatError || error instanceof DatasetError;
      if (onError !== "skip" || !isAboutFile) throw error; // it is left out of the training too
    }
  };
  await Promise.all(found.map((_, index) => limit.run(() => look(index))));
  const rows = found.filter((one) => one !== null);
  if (rows.every((one) => Array.isArray(one))) return rows;
  throw new DatasetError("train.fit: the data set gives samples without `targets`, a list of numbers each.", {
    operation: "train.fit",
  });
}

/** The targets that a data set lists; null where it lists none. */
export function listedTargets(train: unknown): readonly (readonly number[])[] | null {
  const { targets } = (train ?? {}) as { targets?: unknown };
  return Array.isArray(targets) && targets.length > 0 ? targets : null;
}
