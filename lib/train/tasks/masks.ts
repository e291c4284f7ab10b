/** Checks of masks and of what a segmentation network gives for them, before anything is computed. */
import { ArgumentError, DTypeError, ShapeError } from "../../native/errors.ts";
import { scope, Tensor } from "../../tensor/index.ts";
import type { SegmentationKind } from "../../vision/index.ts";
import type { MaskBatch } from "../source.ts";

/** What masks are of. */
export interface MaskFacts {
  kind: SegmentationKind;
  classes: readonly string[] | undefined;
  ignoreIndex: number | null;
}

/** Outputs of a network for these classes: one for a binary mask; undefined where the classes are not known. */
export function outputsOf(
  kind: SegmentationKind,
  classes: readonly string[] | undefined,
): number | undefined {
  return kind === "binary" ? 1 : classes?.length;
}

/**
 * Checks a batch: masks as large as the images, of the dtype and values that the kind has.
 *
 * Values are looked at where the masks lie, which for batches of a loader is the CPU: a class out of range would take
 * the CUDA context down.
 *
 * @throws ArgumentError, ShapeError, DTypeError; the first image with a wrong value is named
 */
export function checkMasks(batch: MaskBatch, facts: MaskFacts, operation: string): void {
  const { images, masks } = batch;
  if (!(images instanceof Tensor) || !(masks instanceof Tensor)) {
    throw new ArgumentError(`${operation}: expected batches { images, masks } for segmentation.`, {
      operation,
    });
  }
  const [n, , height, width] = images.shape;
  const perClass = facts.kind === "multilabel" ? [facts.classes?.length ?? masks.shape[1]] : [];
  const expected = [n, ...perClass, height, width];
  if (masks.shape.join() !== expected.join()) {
    throw new ShapeError(
      `${operation}: expected masks (${expected.join(", ")}) for images (${images.shape.join(", ")}), got ` +
        `(${masks.shape.join(", ")}).`,
      { operation },
    );
  }
  const dtype = facts.kind === "multilabel" ? "float32" : "int64";
  if (masks.dtype !== dtype) {
    throw new DTypeError(`${operation}: ${facts.kind} masks are ${dtype}, got ${masks.dtype}.`, {
      operation,
    });
  }
  checkValues(batch, facts, operation);
}

function checkValues({ masks, paths }: MaskBatch, facts: MaskFacts, operation: string): void {
  const { kind, classes, ignoreIndex } = facts;
  const most = kind === "multiclass" ? (classes?.length ?? Number.POSITIVE_INFINITY) - 1 : 1;
  const odd = oddValue(masks, most, ignoreIndex);
  if (odd === null) return;
  const [n = 0] = masks.shape;
  const image = Array.from({ length: n }, (_, index) => index).find(
    (index) => scope(() => oddValue(masks.select(0, index), most, ignoreIndex)) !== null,
  );
  const file = paths?.[image ?? 0];
  const where = file === undefined ? `image ${image} of a batch` : `the mask of ${file}`;
  const names = kind === "multiclass" ? ` (${classes?.join(", ")})` : "";
  throw new ArgumentError(
    `${operation}: ${where} has the value ${odd}; expected ${kind === "multilabel" ? "0 to 1" : `0 to ${most}`}${names}` +
      `${ignoreIndex === null ? "" : ` or ${ignoreIndex}, which is ignored`}. Give a class map, or \`ignoreIndex\` for ` +
      "pixels without a class.",
    { operation, ...(file === undefined ? {} : { file }) },
  );
}

/** The smallest value if it is below 0, else the largest if it is above `most`, else null. */
function oddValue(masks: Tensor, most: number, ignoreIndex: number | null): number | null {
  return scope(() => {
    const counted = ignoreIndex === null ? masks : masks.maskedFill(masks.eq(ignoreIndex), 0);
    const { min, max } = counted.aminmax();
    const [least, greatest] = [Number(min.item()), Number(max.item())];
    if (least < 0) return least;
    return greatest > most ? greatest : null;
  });
}

/**
 * Checks that logits have one map per output, as large as the masks.
 *
 * @throws ShapeError that says how the head is replaced
 */
export function checkPixelLogits(
  logits: Tensor,
  masks: Tensor,
  outputs: number | undefined,
  operation: string,
): void {
  const [height, width] = masks.shape.slice(-2);
  const [n] = masks.shape;
  const { shape } = logits;
  const fits =
    shape.length === 4 &&
    shape[0] === n &&
    shape[2] === height &&
    shape[3] === width &&
    (outputs === undefined || shape[1] === outputs);
  if (fits) return;
  const advice =
    shape.length === 4 && shape[1] !== outputs && outputs !== undefined
      ? `Replace the head: models.replaceHead(model, ${outputs}); a binary mask is one output.`
      : shape.length === 4
        ? "The network must give logits as large as its input."
        : "This is a classifier: take a network of segmentation, or data with labels; models.replaceHead changes the " +
          "number of outputs only.";
  throw new ShapeError(
    `${operation}: expected logits of shape (${n}, ${outputs ?? "classes"}, ${height}, ${width}) for the masks, got ` +
      `(${shape.join(", ")}). ${advice}`,
    { operation },
  );
}
