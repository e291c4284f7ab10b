/** Detections in COCO's results format. */
import { runsAt } from "../masks/packed-runs.ts";
import { formatCounts } from "../masks/run-length.ts";
import type { CocoResult } from "./coco-json.ts";
import type { FoundObjects } from "./objects.ts";
import type { CocoShapes } from "./settings.ts";

/** The detections of one image. */
export function resultsOf(
  id: number,
  { classes, scores, boxes, masks }: FoundObjects,
  categoryIds: readonly number[],
  shapes: CocoShapes,
): CocoResult[] {
  return Array.from(classes, (k, i) => {
    const common = { image_id: id, category_id: categoryIds[k] as number, score: scores[i] as number };
    if (shapes === "boxes" || masks === null)
      return { ...common, bbox: [...boxes.subarray(4 * i, 4 * i + 4)] };
    return {
      ...common,
      segmentation: { size: [masks.height, masks.width] as const, counts: formatCounts(runsAt(masks, i)) },
    };
  });
}
