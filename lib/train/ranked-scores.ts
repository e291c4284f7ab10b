/**
 * The scores behind a report, for who draws curves of them: beside the report, not in it, as they are as many as there are samples.
 */

/** The samples of a class or label where it is known. */
export interface RankedScores {
  name: string;
  /** Probabilities. */
  scores: Float64Array;
  /** 1 where it is so. */
  labels: Uint8Array;
}

/** By a list that copies of a report share. */
const NOTED = new WeakMap<object, () => RankedScores[]>();

/** Notes scores beside a list of the report that they are of. */
export function noteScores(list: object, scores: () => RankedScores[]): void {
  NOTED.set(list, scores);
}

/** The scores of a report; null of one without. */
export function scoresOf(report: object): RankedScores[] | null {
  for (const value of Object.values(report)) {
    const noted = typeof value === "object" && value !== null ? NOTED.get(value) : undefined;
    if (noted !== undefined) return noted();
  }
  return null;
}

/** The probability of a log odds. */
export function probabilityOf(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds));
}
