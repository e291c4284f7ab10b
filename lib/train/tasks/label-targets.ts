/** Labels of samples, as tasks of classes and of grades take them. */
import type { Dataset } from "../../data/index.ts";
import { describe } from "../../edge/index.ts";
import { ArgumentError, DatasetError, ShapeError } from "../../native/errors.ts";
import { isFloatingPoint, Tensor } from "../../tensor/index.ts";
import type { ImageSample } from "../../vision/index.ts";

/** The labels a data set lists; none where it does not. */
export function labelsIn(train: unknown): number[] {
  const labels = (train as { labels?: ArrayLike<number> } | null)?.labels;
  return typeof labels?.length === "number" ? Array.from(labels, Number) : [];
}

/** The data set, whose samples are seen to have labels before they are put together. */
export function labelled(
  dataset: Dataset<ImageSample> & { readonly onError?: "throw" | "skip" },
): typeof dataset {
  return {
    length: dataset.length,
    onError: dataset.onError,
    get: async (index, context) => {
      const sample = await dataset.get(index, context);
      if (sample.label !== undefined) return sample;
      throw new ArgumentError(
        'train: the data set gives samples without `label`; for masks say task: { name: "segmentation", kind: "binary" }, ' +
          '"multiclass" or "multilabel".',
        { operation: "train" },
      );
    },
  };
}

/**
 * Labels (N) as class indices, int64, or shares of the classes (N, classes) as they are. The default collate makes float32 of numbers whether they happen to be whole or
 * not, so whole ones are converted here.
 *
 * @throws ArgumentError for what is no tensor, DatasetError for a label that is not whole
 */
export function labelTargets(labels: Tensor, operation: string): Tensor {
  if (!(labels instanceof Tensor)) {
    throw new ArgumentError(
      `${operation}: labels are a tensor (N) of class indices, got ${describe(labels)}.`,
      { operation },
    );
  }
  if (labels.dtype === "int64" && labels.ndim === 1) return labels;
  if (labels.ndim === 2 && isFloatingPoint(labels.dtype)) return labels;
  if (labels.ndim !== 1) {
    throw new ShapeError(
      `${operation}: labels are class indices (N), or shares of the classes (N, classes) of a floating dtype, got ` +
        `${labels.dtype} [${labels.shape}].`,
      { operation },
    );
  }
  if (isFloatingPoint(labels.dtype)) {
    const odd = Array.from(labels.double().data() as Float64Array).find((label) => !Number.isInteger(label));
    if (odd !== undefined) {
      throw new DatasetError(
        `${operation}: labels are class indices, whole numbers from 0, got ${odd}; shares of classes are ` +
          '(N, classes), and of measured values say task: { name: "regression", names }.',
        { operation },
      );
    }
  }
  return labels.to("int64");
}
