/** Precision and recall of all detections of a class, by pycocotools' rules. */
import { IGNORED, RIGHT } from "./match.ts";
import type { MatchStore } from "./match-store.ts";

/** pycocotools' arrays, row by row; -1 where there is no object to find. */
export interface PrecisionArrays {
  /** Thresholds of overlap, recalls, classes, ranges of sizes, limits of detections. */
  readonly counts: readonly [T: number, R: number, K: number, A: number, M: number];
  /** (T, R, K, A, M) precision at each recall, made monotone. */
  readonly precision: Float64Array;
  /** (T, R, K, A, M) the score at which each recall is reached. */
  readonly scores: Float64Array;
  /** (T, K, A, M) the recall of all detections. */
  readonly recall: Float64Array;
}

/** numpy's `spacing(1)`, which keeps pycocotools from dividing by 0. */
const SPACING = Number.EPSILON;

/** The arrays of no detection at all. */
export function emptyArrays({ settings, classes }: MatchStore): PrecisionArrays {
  const counts = [
    settings.iou.length,
    settings.recall.length,
    classes,
    settings.areas.length,
    settings.most.length,
  ] as const;
  const [T, R, K, A, M] = counts;
  return {
    counts,
    precision: new Float64Array(T * R * K * A * M).fill(-1),
    scores: new Float64Array(T * R * K * A * M).fill(-1),
    recall: new Float64Array(T * K * A * M).fill(-1),
  };
}

/**
 * Fills in one class.
 *
 * @param members its detections, in the order they came: of equal scores the earlier stays first
 */
export function accumulateClass(
  store: MatchStore,
  k: number,
  members: Uint32Array,
  arrays: PrecisionArrays,
): void {
  const [T, R, K, A, M] = arrays.counts;
  const { columns, stride, settings } = store;
  const order = surestFirst(members, columns.scores);
  const length = order.length;
  // The outcomes of one threshold one after another: (A * T, length).
  const outcomes = new Uint8Array(stride * length);
  for (let i = 0; i < length; i++) {
    const from = (order[i] as number) * stride;
    for (let row = 0; row < stride; row++)
      outcomes[row * length + i] = columns.outcomes[from + row] as number;
  }
  const right = new Uint32Array(length);
  const precision = new Float64Array(length);
  settings.most.forEach((most, m) => {
    const kept = order.length === 0 ? order : placesBelow(order, columns.ranks, most);
    for (let a = 0; a < A; a++) {
      const objects = store.objects[k * A + a] as number;
      if (objects === 0) continue;
      for (let t = 0; t < T; t++) {
        const rightOnes = countRight(outcomes, (a * T + t) * length, kept, right, precision);
        arrays.recall[((t * K + k) * A + a) * M + m] = rightOnes / objects;
        for (let r = 0, i = 0; r < R; r++) {
          const wanted = settings.recall[r] as number;
          while (i < rightOnes && (i + 1) / objects < wanted) i++;
          const at = (((t * R + r) * K + k) * A + a) * M + m;
          // At recall 0 stands the first detection, whatever became of it.
          const place =
            wanted <= 0 ? (kept.length > 0 ? kept[0] : undefined) : i < rightOnes ? right[i] : undefined;
          arrays.precision[at] = i < rightOnes ? (precision[i] as number) : 0;
          arrays.scores[at] = place === undefined ? 0 : (columns.scores[order[place] as number] as number);
        }
      }
    }
  });
}

/**
 * Finds the detections that are right: their places in `right`, and in `precision` the best precision from each on. Precision
 * falls with every wrong detection, so that the best ones are where a detection is right.
 */
function countRight(
  outcomes: Uint8Array,
  from: number,
  kept: Uint32Array,
  right: Uint32Array,
  precision: Float64Array,
): number {
  let [rights, wrongs] = [0, 0];
  for (let i = 0; i < kept.length; i++) {
    const place = kept[i] as number;
    const outcome = outcomes[from + place] as number;
    if (outcome === IGNORED) continue;
    if (outcome !== RIGHT) {
      wrongs++;
      continue;
    }
    right[rights++] = place;
    precision[rights - 1] = rights / (wrongs + rights + SPACING);
  }
  for (let i = rights - 1; i > 0; i--) {
    if ((precision[i] as number) > (precision[i - 1] as number)) precision[i - 1] = precision[i] as number;
  }
  return rights;
}

/** Places in `order` of detections whose rank in their image is below `most`. */
function placesBelow(order: Uint32Array, ranks: Uint32Array, most: number): Uint32Array {
  const places = new Uint32Array(order.length);
  let count = 0;
  for (let i = 0; i < order.length; i++)
    if ((ranks[order[i] as number] as number) < most) places[count++] = i;
  return places.subarray(0, count);
}

/** Members by falling score; equal ones keep their order. */
export function surestFirst(members: Uint32Array, scores: Float64Array): Uint32Array {
  return Uint32Array.from(members).sort((a, b) => (scores[b] as number) - (scores[a] as number) || a - b);
}
