/**
 * Ordered grades as questions, each whether the grade is above one of them: K - 1 logits of P(grade > k) for K grades, as in
 * CORAL (Cao, Mirjalili & Raschka 2020, https://arxiv.org/abs/1901.07884).
 *
 * Where outputs with weights of their own contradict each other, P(grade > k) below P(grade > k + 1), the lower of the two counts,
 * so that differences are probabilities.
 */

/** What the logits of a sample say. */
export interface GradeProbabilities {
  /** P(grade > k), (K - 1), never rising. */
  cumulative: number[];
  /** P(grade = k), (K), summing to 1. */
  probabilities: number[];
  /** The called grade: how many of the questions are answered with more than one half, which is the median. */
  grade: number;
  /** The mean of the grades by their probabilities. */
  expected: number;
}

/** What a row of K - 1 logits says of K grades. */
export function gradesOf(logits: ArrayLike<number>): GradeProbabilities {
  let least = 1;
  const cumulative = Array.from(logits, (logit) => {
    least = Math.min(least, 1 / (1 + Math.exp(-logit)));
    return least;
  });
  const bounds = [1, ...cumulative, 0];
  const probabilities = bounds.slice(1).map((below, k) => (bounds[k] as number) - below);
  return {
    cumulative,
    probabilities,
    grade: cumulative.filter((share) => share > 0.5).length,
    expected: cumulative.reduce((sum, share) => sum + share, 0),
  };
}
