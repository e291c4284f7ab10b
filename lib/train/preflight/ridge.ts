/**
 * Small models whose answers are held out: logistic regression with a penalty, and how well its answers rank samples that it
 * was not fitted to.
 */

import { kFold, Rng } from "../../data/index.ts";
import { delong } from "../../metrics/delong.ts";
import { normalQuantile } from "../../metrics/shared/distributions.ts";
import { sigmoid } from "../../metrics/shared/logistic.ts";
import { Ranking } from "../../metrics/shared/ranking.ts";

/** Rows of features, (N, D). */
export interface Features {
  rows: Float64Array;
  columns: number;
}

const MOST_STEPS = 25;
const CLOSE = 1e-6;
/** How much the squares of the weights count, for each sample. */
const PENALTY = 1e-3;

/** Weights of features that are centred and scaled, the intercept last; by Newton's method. */
function fitted(x: Float64Array, columns: number, y: Int8Array): Float64Array {
  const n = y.length;
  const size = columns + 1;
  const weights = new Float64Array(size);
  for (let step = 0; step < MOST_STEPS; step++) {
    const gradient = new Float64Array(size);
    const hessian = new Float64Array(size * size);
    for (let i = 0; i < n; i++) {
      const from = i * columns;
      let z = weights[columns] as number;
      for (let c = 0; c < columns; c++) z += (weights[c] as number) * (x[from + c] as number);
      const p = sigmoid(z);
      const [off, weight] = [p - (y[i] as number), Math.max(p * (1 - p), 1e-9)];
      for (let a = 0; a < size; a++) {
        const left = a === columns ? 1 : (x[from + a] as number);
        if (left === 0) continue;
        gradient[a] = (gradient[a] as number) + off * left;
        for (let b = 0; b <= a; b++) {
          const right = b === columns ? 1 : (x[from + b] as number);
          hessian[a * size + b] = (hessian[a * size + b] as number) + weight * left * right;
        }
      }
    }
    for (let a = 0; a < columns; a++) {
      gradient[a] = (gradient[a] as number) + PENALTY * n * (weights[a] as number);
      hessian[a * size + a] = (hessian[a * size + a] as number) + PENALTY * n;
    }
    hessian[size * size - 1] = (hessian[size * size - 1] as number) + 1e-9;
    const change = solved(hessian, gradient, size);
    let largest = 0;
    for (let a = 0; a < size; a++) {
      const by = Math.max(-5, Math.min(5, change[a] as number)); // a first step too far has no way back
      weights[a] = (weights[a] as number) - by;
      largest = Math.max(largest, Math.abs(by));
    }
    if (largest < CLOSE) break;
  }
  return weights;
}

/** The solution of a symmetric system of which the lower half is given, by Cholesky's method. */
function solved(lower: Float64Array, right: Float64Array, size: number): Float64Array {
  const l = lower.slice();
  for (let a = 0; a < size; a++) {
    for (let b = 0; b <= a; b++) {
      let sum = l[a * size + b] as number;
      for (let k = 0; k < b; k++) sum -= (l[a * size + k] as number) * (l[b * size + k] as number);
      l[a * size + b] = a === b ? Math.sqrt(Math.max(sum, 1e-12)) : sum / (l[b * size + b] as number);
    }
  }
  const out = right.slice();
  for (let a = 0; a < size; a++) {
    for (let k = 0; k < a; k++)
      out[a] = (out[a] as number) - (l[a * size + k] as number) * (out[k] as number);
    out[a] = (out[a] as number) / (l[a * size + a] as number);
  }
  for (let a = size - 1; a >= 0; a--) {
    for (let k = a + 1; k < size; k++)
      out[a] = (out[a] as number) - (l[k * size + a] as number) * (out[k] as number);
    out[a] = (out[a] as number) / (l[a * size + a] as number);
  }
  return out;
}

/** Means and deviations of the columns over some rows. */
function scaleOf({ rows, columns }: Features, at: readonly number[]): [Float64Array, Float64Array] {
  const [mean, deviation] = [new Float64Array(columns), new Float64Array(columns)];
  for (const i of at)
    for (let c = 0; c < columns; c++) mean[c] = (mean[c] as number) + (rows[i * columns + c] as number);
  for (let c = 0; c < columns; c++) mean[c] = (mean[c] as number) / at.length;
  for (const i of at) {
    for (let c = 0; c < columns; c++) {
      deviation[c] =
        (deviation[c] as number) + ((rows[i * columns + c] as number) - (mean[c] as number)) ** 2;
    }
  }
  return [mean, deviation.map((sum) => Math.sqrt(sum / at.length))];
}

function taken(
  features: Features,
  at: readonly number[],
  [mean, deviation]: [Float64Array, Float64Array],
): Float64Array {
  const { rows, columns } = features;
  const out = new Float64Array(at.length * columns);
  for (const [to, i] of at.entries()) {
    for (let c = 0; c < columns; c++) {
      const spread = deviation[c] as number;
      // What was constant says nothing, however far a held-out value lies from it.
      out[to * columns + c] =
        spread < 1e-9 ? 0 : ((rows[i * columns + c] as number) - (mean[c] as number)) / spread;
    }
  }
  return out;
}

/** Folds of which each has both answers; fewer where there are few groups; null where there are none. */
export function foldsOf(
  answers: Int8Array,
  groups: readonly string[] | null,
  seed = 0,
): { train: number[]; val: number[] }[] | null {
  const labels = Array.from(answers);
  for (const folds of [5, 3, 2]) {
    try {
      const made = kFold(answers.length, { folds, labels, ...(groups !== null && { groups }), seed });
      const isWhole = made.every(({ train }) => new Set(train.map((i) => labels[i])).size === 2);
      if (isWhole) return made;
    } catch {
      // fewer groups, or samples of an answer, than folds
    }
  }
  return null;
}

/** Held-out scores of every sample, higher where the answer is likelier 1; null where no folds can be made. */
export function heldOut(
  features: Features,
  answers: Int8Array,
  groups: readonly string[] | null,
): Float64Array | null {
  const folds = foldsOf(answers, groups);
  if (folds === null) return null;
  const scores = new Float64Array(answers.length);
  for (const { train, val } of folds) {
    const scale = scaleOf(features, train);
    const weights = fitted(
      taken(features, train, scale),
      features.columns,
      Int8Array.from(train, (i) => answers[i] as number),
    );
    const held = taken(features, val, scale);
    for (const [at, i] of val.entries()) {
      let z = weights[features.columns] as number;
      for (let c = 0; c < features.columns; c++)
        z += (weights[c] as number) * (held[at * features.columns + c] as number);
      scores[i] = z;
    }
  }
  return scores;
}

/** How well held-out scores rank, with an interval. */
export interface Told {
  auc: number;
  /** 95 % interval. */
  low: number;
  high: number;
  /** Lower bound at the level asked for, and whether chance alone is left behind at that level. */
  bound: number;
  isAboveChance: boolean;
}

const DRAWS = 200;

/**
 * The area under the ROC curve of held-out scores. With groups its spread is that of draws of whole groups; else DeLong's.
 *
 * @param level the error allowed to one such question, after it was divided by how many there are
 */
export function told(
  scores: Float64Array,
  answers: Int8Array,
  groups: readonly string[] | null,
  level: number,
): Told {
  const positives = Uint8Array.from(answers);
  const count = positives.reduce((sum, one) => sum + one, 0);
  const ranking = new Ranking(scores, positives);
  const auc = ranking.auc();
  const members = groups === null ? null : [...membersOf(groups).values()];
  const [units, ofPositives] =
    members === null
      ? [answers.length, count]
      : [members.length, members.filter((group) => group.some((i) => answers[i] === 1)).length];
  const negatives =
    members === null
      ? answers.length - count
      : members.filter((group) => group.some((i) => answers[i] === 0)).length;
  // Of the ranks of as many independent units, when nothing tells them apart (Hanley & McNeil 1982).
  const byChance = Math.sqrt((units + 1) / (12 * Math.max(1, ofPositives) * Math.max(1, negatives)));
  const own =
    members === null
      ? Math.sqrt(delong([{ scores, positives, count }]).covariance[0]?.[0] ?? Number.NaN)
      : spreadOfGroups(ranking, members, answers.length);
  // Of a perfect ranking nothing spreads, and yet as few samples prove less.
  const spread = Math.max(Number.isNaN(own) ? byChance : own, byChance / 4);
  const z = -normalQuantile(level);
  return {
    auc,
    low: Math.max(0, auc - 1.96 * spread),
    high: Math.min(1, auc + 1.96 * spread),
    bound: auc - z * spread,
    isAboveChance: auc > 0.5 + z * byChance,
  };
}

function membersOf(groups: readonly string[]): Map<string, number[]> {
  const members = new Map<string, number[]>();
  for (const [i, group] of groups.entries()) {
    const list = members.get(group);
    if (list === undefined) members.set(group, [i]);
    else list.push(i);
  }
  return members;
}

/** The spread of the area over draws of groups with replacement. */
function spreadOfGroups(ranking: Ranking, members: readonly number[][], length: number): number {
  const rng = Rng.derive(0);
  const areas: number[] = [];
  for (let draw = 0; draw < DRAWS; draw++) {
    const weights = new Float64Array(length);
    for (let k = 0; k < members.length; k++) {
      for (const i of members[rng.int(0, members.length)] as number[])
        weights[i] = (weights[i] as number) + 1;
    }
    const area = ranking.auc(weights);
    if (!Number.isNaN(area)) areas.push(area);
  }
  if (areas.length < 2) return Number.NaN;
  const mean = areas.reduce((sum, area) => sum + area, 0) / areas.length;
  return Math.sqrt(areas.reduce((sum, area) => sum + (area - mean) ** 2, 0) / (areas.length - 1));
}
