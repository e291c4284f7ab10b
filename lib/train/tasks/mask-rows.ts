/** What a table of predictions has of each image whose masks were found. */
import { COLUMNS, type PredictionCell, type PredictionRow } from "../../metrics/predictions/rows.ts";
import { noGrad, type Tensor } from "../../tensor/index.ts";
import { pixelCounts, predictedLabels, trueLabels } from "../pixel-counts.ts";
import type { SegmentationReport } from "../segmentation-metrics.ts";
import { sampleLosses } from "./sample-losses.ts";
import type { SegmentationFacts } from "./segmentation.ts";
import type { Criterion, Forwarded, TaskMetric } from "./task.ts";

const FIGURES = ["dice", "iou", "sensitivity", "specificity", "hausdorff95", "surfaceDistance"] as const;

/**
 * Figures and pixels of each class but the background, share of right pixels and loss of each image: `dice_polyp`, `tp_polyp`, ...
 * The sums of the pixels give the pooled figures; distances are there where they are measured.
 */
export async function maskRows(
  { output, targets }: Forwarded,
  metric: TaskMetric<SegmentationReport>,
  criterion: Criterion,
  { kind, ignoreIndex = null }: SegmentationFacts,
): Promise<PredictionRow[]> {
  const [logits, masks] = [output as Tensor, targets as Tensor]; // as the task's forward made them
  const size = kind === "binary" ? 2 : (logits.shape[1] as number);
  const counts = noGrad(() =>
    pixelCounts(predictedLabels(logits.detach(), kind), trueLabels(masks, kind), size, kind, ignoreIndex),
  );
  const [losses, pixels] = await Promise.all([
    sampleLosses(logits, masks, criterion),
    counts.dataAsync() as Promise<BigInt64Array>,
    metric.update(logits as never, masks as never), // as its task's network gives them
  ]);
  const { images, classes } = metric.report();
  const per = pixels.length / images.length;
  return images.map((image, i) => {
    const own = Array.from(pixels.subarray(i * per, (i + 1) * per), Number);
    const row: Record<string, PredictionCell> = {};
    for (const [k, name] of classes.entries()) {
      if (k === 0 && kind !== "multilabel") continue;
      const figures = image.perClass[k] as (typeof image.perClass)[number]; // one for each class
      for (const figure of FIGURES) {
        const isMeasured = figure !== "hausdorff95" && figure !== "surfaceDistance";
        if (isMeasured || !Number.isNaN(figures[figure])) row[`${figure}_${name}`] = figures[figure];
      }
      Object.assign(row, pixelsOf(own, k, size, name, kind === "multilabel"));
    }
    return { ...row, pixelAccuracy: image.pixelAccuracy, [COLUMNS.loss]: losses[i] as number };
  });
}

/** Pixels of a class that were found, called so wrongly, missed, and rightly left out. */
function pixelsOf(
  counts: readonly number[],
  k: number,
  size: number,
  name: string,
  isMultilabel: boolean,
): PredictionRow {
  if (isMultilabel) {
    const [tn = 0, fp = 0, fn = 0, tp = 0] = counts.slice(4 * k, 4 * k + 4);
    return { [`tp_${name}`]: tp, [`fp_${name}`]: fp, [`fn_${name}`]: fn, [`tn_${name}`]: tn };
  }
  let [real, said] = [0, 0];
  for (let i = 0; i < size; i++) {
    real += counts[k * size + i] as number;
    said += counts[i * size + k] as number;
  }
  const tp = counts[k * size + k] as number;
  const all = counts.reduce((sum, n) => sum + n, 0);
  return {
    [`tp_${name}`]: tp,
    [`fp_${name}`]: said - tp,
    [`fn_${name}`]: real - tp,
    [`tn_${name}`]: all - real - said + tp,
  };
}
