/** The distributions that intervals and tests ask for: normal, t, F, chi-squared, beta and binomial, to about 1e-12. */

const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
] as const;
const TINY = 1e-300;
const CLOSE = 1e-16;
const MOST_TERMS = 10_000;

/** log of the gamma function of a number above 0, by Lanczos' approximation. */
export function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  const z = x - 1;
  const t = z + 7.5;
  let sum: number = LANCZOS[0];
  for (let i = 1; i < LANCZOS.length; i++) sum += (LANCZOS[i] as number) / (z + i);
  return 0.5 * Math.log(2 * Math.PI) + (z + 0.5) * Math.log(t) - t + Math.log(sum);
}

/** A continued fraction b0 + a1 / (b1 + a2 / (b2 + ...)), by Lentz' method. */
function continuedFraction(b0: number, term: (i: number) => [a: number, b: number]): number {
  let f = b0 || TINY;
  let [c, d] = [f, 0];
  for (let i = 1; i < MOST_TERMS; i++) {
    const [a, b] = term(i);
    d = b + a * d || TINY;
    c = b + a / c || TINY;
    d = 1 / d;
    f *= c * d;
    if (Math.abs(c * d - 1) < CLOSE) break;
  }
  return f;
}

/** The regularised upper incomplete gamma function Q(a, x). */
export function upperGamma(a: number, x: number): number {
  if (x <= 0) return 1;
  const front = Math.exp(a * Math.log(x) - x - logGamma(a));
  if (x > a + 1) return front / continuedFraction(x + 1 - a, (i) => [-i * (i - a), x + 2 * i + 1 - a]);
  let term = 1 / a;
  let sum = term;
  for (let n = 1; n < MOST_TERMS && Math.abs(term) > CLOSE * Math.abs(sum); n++) {
    term *= x / (a + n);
    sum += term;
  }
  return 1 - front * sum;
}

/** The regularised incomplete beta function I_x(a, b), the distribution function of Beta(a, b). */
export function betaCdf(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - betaCdf(1 - x, b, a);
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
  const fraction = continuedFraction(1, (i) => {
    const m = i >> 1;
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    return [i % 2 === 0 ? even : odd, 1];
  });
  return front / (a * fraction);
}

/** Where an increasing function passes 0 between two bounds. */
export function bisect(f: (x: number) => number, from: number, to: number): number {
  let [low, high] = [from, to];
  for (let i = 0; i < 200; i++) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (f(middle) < 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** P(Z <= z) of the standard normal distribution. */
export function normalCdf(z: number): number {
  const tail = upperGamma(0.5, (z * z) / 2) / 2;
  return z > 0 ? 1 - tail : tail;
}

/** P(|Z| >= |z|). */
export function normalTwoSided(z: number): number {
  return upperGamma(0.5, (z * z) / 2);
}

/** The z with P(Z <= z) = p; infinite at 0 and 1. */
export function normalQuantile(p: number): number {
  if (!(p > 0)) return Number.NEGATIVE_INFINITY;
  if (p >= 1) return Number.POSITIVE_INFINITY;
  return p <= 0.5 ? bisect((z) => normalCdf(z) - p, -40, 0) : -normalQuantile(1 - p);
}

/** The z between whose negative and which lies a share of `level`. */
export function normalSpan(level: number): number {
  return -normalQuantile((1 - level) / 2);
}

/** P(X >= x) of a chi-squared distribution. */
export function chiSquaredTail(x: number, degrees: number): number {
  return upperGamma(degrees / 2, x / 2);
}

/** The x with P(X <= x) = p of Beta(a, b). */
export function betaQuantile(p: number, a: number, b: number): number {
  return bisect((x) => betaCdf(x, a, b) - p, 0, 1);
}

/** P(X <= x) of an F distribution. */
export function fCdf(x: number, d1: number, d2: number): number {
  return x <= 0 ? 0 : betaCdf((d1 * x) / (d1 * x + d2), d1 / 2, d2 / 2);
}

/** The x with P(X <= x) = p of an F distribution. */
export function fQuantile(p: number, d1: number, d2: number): number {
  const share = betaQuantile(p, d1 / 2, d2 / 2);
  return (d2 * share) / (d1 * (1 - share));
}

/** The t between whose negative and which lies a share of `level`, of Student's distribution. */
export function studentSpan(level: number, degrees: number): number {
  return Math.sqrt(fQuantile(level, 1, degrees));
}

/** P(X <= k) of n trials with probability p. */
export function binomialCdf(k: number, n: number, p: number): number {
  return k >= n ? 1 : k < 0 ? 0 : betaCdf(1 - p, n - k, k + 1);
}
