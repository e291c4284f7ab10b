/** Shares that sum to 1, from Dirichlet distributions. */
import type { Rng } from "../../../data/index.ts";

/** A standard normal number (Box and Muller 1958). */
function normal(rng: Rng): number {
  return Math.sqrt(-2 * Math.log(1 - rng.random())) * Math.cos(2 * Math.PI * rng.random());
}

/**
 * The logarithm of a number of the gamma distribution with shape `alpha` (Marsaglia and Tsang, https://doi.org/10.1145/358407.358414);
 * the logarithm, as numbers of small shapes are below what a float holds.
 */
function logGamma(alpha: number, rng: Rng): number {
  if (alpha < 1) return logGamma(alpha + 1, rng) + Math.log(1 - rng.random()) / alpha;
  const d = alpha - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normal(rng);
    const v = (1 + c * x) ** 3;
    if (v <= 0) continue;
    const u = 1 - rng.random();
    if (Math.log(u) < 0.5 * x * x + d - d * v + d * Math.log(v)) return Math.log(d * v);
  }
}

/** `count` shares of the symmetric Dirichlet distribution with concentration `alpha`. */
export function dirichlet(count: number, alpha: number, rng: Rng): number[] {
  const logs = Array.from({ length: count }, () => logGamma(alpha, rng));
  const most = Math.max(...logs);
  const parts = logs.map((log) => Math.exp(log - most));
  const sum = parts.reduce((held, part) => held + part, 0);
  return parts.map((part) => part / sum);
}
