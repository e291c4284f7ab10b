/**
 * Iterative stratification: divides samples of several labels so that each part has of each label its share, the rarest label
 * first. Sechidis, Tsoumakas and Vlahavas, "On the Stratification of Multi-Label Data", ECML PKDD 2011,
 * https://doi.org/10.1007/978-3-642-23808-6_10
 */
import type { Rng } from "./rng.ts";

/** Samples that stay together, by their positions. */
export type Together = readonly number[];

/**
 * The part of each unit, from 0.
 *
 * @param units samples that stay together; every sample is in one
 * @param labels of each sample a row of 0 and 1
 * @param shares of the parts, which add up to 1
 * @param rng the order of units that are alike; null for the order in which they come
 */
export function iterativeParts(
  units: readonly Together[],
  labels: readonly (readonly number[])[],
  shares: readonly number[],
  rng: Rng | null,
): number[] {
  const order = rng === null ? units.map((_, i) => i) : rng.permutation(units.length);
  const width = labels[0]?.length ?? 0;
  const counts = units.map((unit) => {
    const own = new Array<number>(width).fill(0);
    for (const at of unit) {
      for (const [k, value] of (labels[at] as readonly number[]).entries())
        own[k] = (own[k] as number) + value;
    }
    return own;
  });
  const left = Array.from({ length: width }, (_, k) =>
    counts.reduce((sum, own) => sum + (own[k] as number), 0),
  );
  const wanted = shares.map((share) => left.map((count) => share * count));
  const samples = units.reduce((sum, unit) => sum + unit.length, 0);
  const room = shares.map((share) => share * samples);
  const partOf = new Array<number>(units.length).fill(-1);

  const give = (unit: number, label: number | null): void => {
    const needs = (part: number) => (label === null ? 0 : ((wanted[part] as number[])[label] as number));
    let best = 0;
    for (let part = 1; part < shares.length; part++) {
      const more = needs(part) - needs(best);
      if (more > TIE || (more > -TIE && (room[part] as number) > (room[best] as number) + TIE)) best = part;
    }
    partOf[unit] = best;
    room[best] = (room[best] as number) - (units[unit] as Together).length;
    for (const [k, count] of (counts[unit] as number[]).entries()) {
      const own = wanted[best] as number[];
      own[k] = (own[k] as number) - count;
      left[k] = (left[k] as number) - count;
    }
  };

  for (;;) {
    let label: number | null = null;
    for (const [k, count] of left.entries()) {
      if (count > 0 && (label === null || count < (left[label] as number))) label = k;
    }
    if (label === null) break;
    // Groups with most of the label first: what is small fills what they leave.
    const own = order.filter(
      (unit) => partOf[unit] === -1 && ((counts[unit] as number[])[label] as number) > 0,
    );
    own.sort(
      (a, b) => ((counts[b] as number[])[label] as number) - ((counts[a] as number[])[label] as number),
    );
    for (const unit of own) give(unit, label);
  }
  const rest = order.filter((unit) => partOf[unit] === -1);
  rest.sort((a, b) => (units[b] as Together).length - (units[a] as Together).length);
  for (const unit of rest) give(unit, null);
  return partOf;
}

/** Sums of shares differ by roundings. */
const TIE = 1e-9;
