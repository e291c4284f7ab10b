/**
 * Samples of two classes in the order of their scores, sorted once: the curves and areas that depend on the order alone, of all
 * samples or of samples that count several times or not at all, as a bootstrap draws them.
 */

/** How often each sample counts. */
export type Weights = ArrayLike<number>;

/** A point of the curves: the samples of at least a score. */
export interface RankPoint {
  score: number;
  /** Positives of at least the score. */
  right: number;
  /** Negatives of at least the score. */
  wrong: number;
}

export class Ranking {
  readonly #scores: Float64Array;
  readonly #positives: Uint8Array;
  /** Places of the samples from the highest score to the lowest. */
  readonly #order: Uint32Array;

  constructor(scores: Float64Array, positives: Uint8Array) {
    this.#scores = scores;
    this.#positives = positives;
    this.#order = Uint32Array.from(scores, (_, i) => i);
    this.#order.sort((a, b) => (scores[b] as number) - (scores[a] as number) || a - b);
  }

  /** Visits the blocks of equal scores from the highest down. */
  visit(weights: Weights | undefined, visit: (right: number, wrong: number, score: number) => void): void {
    const [order, scores, positives] = [this.#order, this.#scores, this.#positives];
    for (let at = 0; at < order.length; ) {
      const score = scores[order[at] as number] as number;
      let [right, wrong] = [0, 0];
      for (; at < order.length; at++) {
        const i = order[at] as number;
        if (scores[i] !== score) break;
        const weight = weights === undefined ? 1 : (weights[i] as number);
        if (positives[i] === 1) right += weight;
        else wrong += weight;
      }
      visit(right, wrong, score);
    }
  }

  /** Area under the ROC curve; NaN without a positive or without a negative. */
  auc(weights?: Weights): number {
    let [above, negatives, area] = [0, 0, 0];
    this.visit(weights, (right, wrong) => {
      area += wrong * (above + right / 2); // a negative below so many positives, ties half
      above += right;
      negatives += wrong;
    });
    return area / (above * negatives); // 0 / 0 is NaN
  }

  /** Mean precision over the steps of recall; NaN without a positive. */
  averagePrecision(weights?: Weights): number {
    let [right, all, sum] = [0, 0, 0];
    this.visit(weights, (positives, negatives) => {
      right += positives;
      all += positives + negatives;
      if (positives > 0) sum += positives * (right / all);
    });
    return sum / right;
  }

  /** The points of the curves, from the highest score down. */
  points(): RankPoint[] {
    const points: RankPoint[] = [];
    let [right, wrong] = [0, 0];
    this.visit(undefined, (positives, negatives, score) => {
      right += positives;
      wrong += negatives;
      points.push({ score, right, wrong });
    });
    return points;
  }
}
