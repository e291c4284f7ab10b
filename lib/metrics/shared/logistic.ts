/** Logistic regression on one number, by Newton's method. */

/** p = 1 / (1 + exp(-(slope x + intercept))), and the covariance of both. */
export interface LogisticFit {
  slope: number;
  intercept: number;
  /** Variances of slope and intercept. */
  variances: readonly [number, number];
}

const MOST_STEPS = 100;
const CLOSE = 1e-12;

/** 1 / (1 + exp(-x)) without overflow. */
export function sigmoid(x: number): number {
  return x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x));
}

/** log(1 + exp(x)) without overflow. */
export function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}

/**
 * The slope and intercept of greatest likelihood; null where there is none, as the two classes are told apart without fault or x is
 * one number only.
 *
 * @param targets 0 to 1
 * @param fixedSlope with it the intercept alone is fitted
 */
export function fitLogistic(
  x: Float64Array,
  targets: ArrayLike<number>,
  fixedSlope?: number,
): LogisticFit | null {
  const free = fixedSlope === undefined;
  // Centred and scaled, so that steps are of one size whatever x is in.
  const centre = free ? x.reduce((sum, one) => sum + one, 0) / x.length : 0;
  const spread = free ? Math.sqrt(x.reduce((sum, one) => sum + (one - centre) ** 2, 0) / x.length) : 1;
  if (spread === 0) return null;
  const z = x.map((value) => (value - centre) / spread);
  let [slope, intercept] = [free ? 0 : fixedSlope, 0];
  const lossAt = (a: number, b: number): number =>
    z.reduce((sum, value, i) => sum + softplus(a * value + b) - (targets[i] as number) * (a * value + b), 0);
  let loss = lossAt(slope, intercept);
  for (let step = 0; step < MOST_STEPS; step++) {
    const { ga, gb, haa, hab, hbb } = derivatives(z, targets, slope, intercept);
    const determinant = free ? haa * hbb - hab * hab : hbb;
    if (!(determinant > 1e-14 * hbb * Math.max(haa, 1e-300)) || hbb < 1e-10) return null;
    const da = free ? (hbb * ga - hab * gb) / determinant : 0;
    const db = free ? (haa * gb - hab * ga) / determinant : gb / hbb;
    let share = 1;
    let next = lossAt(slope - da, intercept - db);
    while (next > loss && share > 1e-10) {
      share /= 2;
      next = lossAt(slope - share * da, intercept - share * db);
    }
    slope -= share * da;
    intercept -= share * db;
    loss = Math.min(loss, next);
    const isDone = Math.abs(da) + Math.abs(db) < CLOSE * (1 + Math.abs(slope) + Math.abs(intercept));
    if (!isDone && step < MOST_STEPS - 1) continue;
    // Of classes that are told apart without fault the slope grows for ever.
    if (Math.abs(slope) > 1e4 || loss < 1e-9) return null;
    const ofSlope = free ? hbb / determinant / spread ** 2 : 0;
    const shift = centre / spread;
    const ofIntercept = free ? (haa + 2 * shift * hab + shift ** 2 * hbb) / determinant : 1 / hbb;
    return {
      slope: slope / spread,
      intercept: intercept - slope * shift,
      variances: [ofSlope, ofIntercept],
    };
  }
  return null;
}

/** First and second derivatives of the negative log likelihood. */
function derivatives(
  z: Float64Array,
  targets: ArrayLike<number>,
  slope: number,
  intercept: number,
): { ga: number; gb: number; haa: number; hab: number; hbb: number } {
  let [ga, gb, haa, hab, hbb] = [0, 0, 0, 0, 0];
  for (let i = 0; i < z.length; i++) {
    const value = z[i] as number;
    const p = sigmoid(slope * value + intercept);
    const [off, weight] = [p - (targets[i] as number), p * (1 - p)];
    ga += off * value;
    gb += off;
    haa += weight * value * value;
    hab += weight * value;
    hbb += weight;
  }
  return { ga, gb, haa, hab, hbb };
}
