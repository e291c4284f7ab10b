/** Which object each anchor or proposal is for: torchvision's `Matcher`, with memory that many objects do not exhaust. */

import { boolean, numberFrom, type Rest, signature } from "../../edge/index.ts";
import { ShapeError } from "../../native/errors.ts";
import { tensorKind } from "../../tensor/argument-kinds.ts";
import { noGrad, scope, type Tensor, torch, where } from "../../tensor/index.ts";
import { boxes as boxOps } from "../../vision/index.ts";

/** Overlaps that are computed at once; 16 MB in float32. */
const AT_ONCE = 2 ** 22;

interface MatcherOptions {
  allowLowQualityMatches?: boolean;
}

const overlap = numberFrom(0, 1);

const TAKES = signature<MatcherOptions>("models.detection.Matcher", {
  takes: { highThreshold: overlap, lowThreshold: overlap },
  options: { allowLowQualityMatches: boolean },
  positional: ["allowLowQualityMatches"],
});
const MATCH = signature("models.detection.Matcher.match", { takes: { quality: tensorKind } });
const MATCH_BOXES = signature("models.detection.Matcher.matchBoxes", {
  takes: { objects: tensorKind, candidates: tensorKind },
});

/** What is known after some of the objects. */
interface Best {
  /** (N): the best overlap of each candidate, and the object that has it. */
  readonly values: Tensor;
  readonly indices: Tensor;
  /** (N) bool: candidates that some object overlaps most; null where nobody asks. */
  readonly favourites: Tensor | null;
}

/** Assigns objects to candidates by how much they overlap. */
export class Matcher {
  static readonly BELOW_LOW_THRESHOLD = -1;
  static readonly BETWEEN_THRESHOLDS = -2;

  readonly high_threshold: number;
  readonly low_threshold: number;
  readonly allow_low_quality_matches: boolean;

  /**
   * @param highThreshold overlap from which on a candidate is for the object
   * @param lowThreshold overlap below which it is background; in between it is neither
   * @param rest `allowLowQualityMatches`: the candidates that overlap an object most are for their best object, however
   *   little that is, ties included; false by default
   * @throws ArgumentError for a low threshold above the high one
   */
  constructor(
    highThreshold: number,
    lowThreshold: number,
    ...rest: Rest<MatcherOptions, [allowLowQualityMatches: boolean]>
  ) {
    const { allowLowQualityMatches = false } = TAKES.read(rest);
    TAKES.check(highThreshold, lowThreshold);
    if (lowThreshold > highThreshold) {
      throw TAKES.error(
        `expected a low threshold of at most the high one, got ${lowThreshold} and ${highThreshold}.`,
      );
    }
    this.high_threshold = highThreshold;
    this.low_threshold = lowThreshold;
    this.allow_low_quality_matches = allowLowQualityMatches;
  }

  /**
   * Overlaps (M, N) of objects with candidates -> (N) int64: the object's index, BELOW_LOW_THRESHOLD for background,
   * BETWEEN_THRESHOLDS for neither. Throws ShapeError without an object or a candidate.
   */
  match(quality: Tensor, ...rest: []): Tensor {
    MATCH.read(rest);
    MATCH.check(quality);
    if (quality.ndim !== 2 || quality.shape.includes(0)) {
      throw new ShapeError(
        `${MATCH.name}: expected overlaps (M, N) of at least one object and one candidate, got (${quality.shape.join(", ")}).`,
        { operation: MATCH.name },
      );
    }
    return scope(() => noGrad(() => this.#decide(this.#best(quality))));
  }

  /** The same for boxes (M, 4) and (N, 4), a part of the objects at a time where there are many. */
  matchBoxes(objects: Tensor, candidates: Tensor, ...rest: []): Tensor {
    MATCH_BOXES.read(rest);
    MATCH_BOXES.check(objects, candidates);
    const [many = 0, of = 0] = [objects.shape[0], candidates.shape[0]];
    const rows = Math.max(1, Math.floor(AT_ONCE / Math.max(1, of)));
    if (many <= rows) return scope(() => this.match(boxOps.iou(objects, candidates)));
    return scope(() =>
      noGrad(() => {
        let best: Best | null = null;
        for (let first = 0; first < many; first += rows) {
          const before: Best | null = best;
          const count = Math.min(rows, many - first);
          best = scope((): Best => {
            const part = this.#best(boxOps.iou(objects.narrow(0, first, count), candidates));
            return before === null ? part : better(before, part, first);
          });
        }
        return this.#decide(best as Best); // there are objects
      }),
    );
  }

  #best(quality: Tensor): Best {
    const { values, indices } = quality.max(0);
    if (!this.allow_low_quality_matches) return { values, indices, favourites: null };
    const most = quality.amax({ dim: 1, keepdim: true });
    return { values, indices, favourites: quality.eq(most).any(0) };
  }

  #decide({ values, indices, favourites }: Best): Tensor {
    const { BELOW_LOW_THRESHOLD, BETWEEN_THRESHOLDS } = Matcher;
    const neither = where(values.lt(this.high_threshold), BETWEEN_THRESHOLDS, indices);
    const matches = where(values.lt(this.low_threshold), BELOW_LOW_THRESHOLD, neither);
    return favourites === null ? matches : where(favourites, indices, matches);
  }
}

/** Of equal overlaps the earlier object's counts, as in one maximum over all. */
function better(before: Best, part: Best, first: number): Best {
  const wins = part.values.gt(before.values);
  return {
    values: torch.maximum(before.values, part.values),
    indices: where(wins, part.indices.add(first), before.indices),
    favourites: before.favourites === null ? null : before.favourites.logicalOr(part.favourites as Tensor),
  };
}
