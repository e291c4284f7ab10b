/** Probabilities of the classes for samples that a linear model was not fitted to, from features. */

import { kFold } from "../../data/index.ts";
import * as nn from "../../nn/index.ts";
import { LBFGS } from "../../optim/index.ts";
import { fromBytes, noGrad, scope, singleThreaded, type Tensor, tensor } from "../../tensor/index.ts";

const [STRETCHES, STEPS] = [25, 4];
/** How much the squares of the weights count beside the mean loss. */
const PENALTY = 3e-3;

/** What the model is fitted to. */
export interface Labelled {
  /** (N, D), row by row. */
  rows: Float64Array;
  columns: number;
  /** Class of each row, of `classes` that all occur. */
  labels: readonly number[];
  classes: number;
  groups: readonly string[] | null;
}

/**
 * Held-out probabilities (N, K), row by row; null where the samples cannot be divided into folds.
 *
 * @param breathe called now and then; may throw
 */
export async function heldOutClasses(
  of: Labelled,
  breathe: () => Promise<void>,
): Promise<Float64Array | null> {
  const { labels, classes, columns, groups } = of;
  const folds = foldsOf(of);
  if (folds === null) return null;
  const out = new Float64Array(labels.length * classes);
  for (const { train, val } of folds) {
    const held = await fitAndPredict({ ...of, groups, columns }, train, val, breathe);
    for (const [at, i] of val.entries())
      out.set(held.subarray(at * classes, (at + 1) * classes), i * classes);
  }
  return out;
}

function foldsOf({ labels, groups, classes }: Labelled): { train: number[]; val: number[] }[] | null {
  for (const folds of [5, 3, 2]) {
    try {
      const made = kFold(labels.length, { folds, labels, ...(groups !== null && { groups }) });
      if (made.every(({ train }) => new Set(train.map((i) => labels[i])).size === classes)) return made;
    } catch {
      // fewer groups, or samples of a class, than folds
    }
  }
  return null;
}

async function fitAndPredict(
  { rows, columns, labels, classes }: Labelled,
  train: readonly number[],
  val: readonly number[],
  breathe: () => Promise<void>,
): Promise<Float32Array> {
  const scale = scaleOf(rows, columns, train);
  const [x, held] = [matrix(rows, columns, train, scale), matrix(rows, columns, val, scale)];
  const y = tensor(
    train.map((i) => labels[i] as number),
    { dtype: "int64" },
  );
  const layer = nn.skipInit(() => new nn.Linear(columns, classes));
  const optimizer = new LBFGS([...layer.parameters()], { maxIter: STEPS, lineSearchFn: "strong_wolfe" });
  try {
    noGrad(() => {
      for (const parameter of layer.parameters()) parameter.zero_();
    });
    for (let stretch = 0; stretch < STRETCHES; stretch++) {
      await breathe();
      singleThreaded(() =>
        optimizer.step(() =>
          scope(() => {
            optimizer.zeroGrad();
            const loss = nn.functional
              .crossEntropy(layer.forward(x), y)
              .add(layer.weight.square().sum().mul(PENALTY));
            loss.backward();
            return loss;
          }),
        ),
      );
    }
    return noGrad(() =>
      scope(() => Float32Array.from(nn.functional.softmax(layer.forward(held), 1).data() as Float32Array)),
    );
  } finally {
    for (const one of [x, held, y]) one.dispose();
    for (const parameter of layer.parameters()) parameter.dispose();
  }
}

type Scale = readonly [mean: Float64Array, deviation: Float64Array];

function scaleOf(rows: Float64Array, columns: number, at: readonly number[]): Scale {
  const [mean, deviation] = [new Float64Array(columns), new Float64Array(columns)];
  for (const i of at)
    for (let c = 0; c < columns; c++)
      mean[c] = (mean[c] as number) + (rows[i * columns + c] as number) / at.length;
  for (const i of at) {
    for (let c = 0; c < columns; c++) {
      deviation[c] =
        (deviation[c] as number) + ((rows[i * columns + c] as number) - (mean[c] as number)) ** 2 / at.length;
    }
  }
  return [mean, deviation.map(Math.sqrt)];
}

/** Rows that are centred and scaled, over the root of how many columns there are, (n, D). */
function matrix(
  rows: Float64Array,
  columns: number,
  at: readonly number[],
  [mean, deviation]: Scale,
): Tensor {
  const out = new Float32Array(at.length * columns);
  const root = Math.sqrt(columns);
  for (const [to, i] of at.entries()) {
    for (let c = 0; c < columns; c++) {
      const spread = deviation[c] as number;
      out[to * columns + c] =
        spread < 1e-9 ? 0 : ((rows[i * columns + c] as number) - (mean[c] as number)) / spread / root;
    }
  }
  return fromBytes(new Uint8Array(out.buffer), "float32", [at.length, columns]);
}
