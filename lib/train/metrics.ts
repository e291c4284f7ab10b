/**
 * What a classifier got right: accuracy, top-k, confusion matrix, per-class figures and AUC, gathered batch by
 * batch.
 *
 * Works on plain numbers so that it can be read and tested without a tensor in sight; tensors are taken off their device
 * first.
 */
import { boolean, integerFrom, kind, listOf, noMore, type Rest, signature, string } from "../edge/index.ts";
import { ArgumentError } from "../native/errors.ts";
import { isFloatingPoint, noGrad, Tensor } from "../tensor/index.ts";
import type { Better, Metric, Shown } from "./metric.ts";
import { noteScores, probabilityOf } from "./ranked-scores.ts";
import { multiclassAuc, numbersKind } from "./roc-auc.ts";

/** Figures of one class against all others; NaN where the denominator is zero. */
export interface ClassFigures {
  label: string;
  /** Samples whose true class this is. */
  support: number;
  /** TP / (TP + FN), the recall. */
  sensitivity: number;
  /** TN / (TN + FP). */
  specificity: number;
  /** TP / (TP + FP), the positive predictive value. */
  precision: number;
  /** 2 TP / (2 TP + FP + FN). */
  f1: number;
  /** Area under the ROC curve of this class against the rest. */
  auc: number;
}

/** Everything known about a classifier after a pass over a data set; NaN where a figure is undefined. */
export interface ClassificationReport {
  /** Samples seen. */
  count: number;
  /** Mean loss per sample; NaN when no loss was given. */
  loss: number;
  /** Share of samples whose highest score is at the true class. */
  accuracy: number;
  /** Share of samples whose true class is among the k highest scores, by k. */
  topK: Record<number, number>;
  /** Mean of the per-class sensitivities over the classes that occur. */
  balancedAccuracy: number;
  /** Macro one-vs-rest area under the ROC curve; with two classes the area of class 1. */
  auc: number;
  /** (C, C) counts: row is the true class, column the predicted one. */
  confusion: number[][];
  perClass: ClassFigures[];
  /** All figures that are one number, by name, those of a user's metrics too. */
  figures: Record<string, number>;
}

/** Options of {@link ClassificationMetrics}. */
export interface ClassificationMetricsOptions {
  /** The k of the top-k accuracies; a k beyond the number of classes counts every sample as right. */
  topK?: readonly number[];
  /** Keep all scores for the AUC (memory N x C float64). Default: when there are at most 100 classes. */
  auc?: boolean;
  /**
   * Scores are logits: the AUC then ranks by the log odds of each class, computed in float64, which order samples as their
   * probabilities do and never become equal by rounding. Default false.
   */
  logits?: boolean;
}

const METRICS = signature<ClassificationMetricsOptions>("train.ClassificationMetrics", {
  takes: { classes: listOf(string) },
  options: { topK: listOf(integerFrom(1)), auc: boolean, logits: boolean },
});
const UPDATE = signature<{ meanLoss?: number }>("train.ClassificationMetrics.update", {
  takes: { scores: numbersKind, labels: numbersKind },
  options: { meanLoss: kind("a number", (v) => typeof v === "number") },
  positional: ["meanLoss"],
});
const REPORT = signature("train.ClassificationMetrics.report");

const AUC_CLASS_LIMIT = 100;

/** What a line for people has of the figures. */
const SHOWN: Readonly<Record<string, Shown>> = { accuracy: { percent: true }, auc: { label: "AUC" } };

/** What another has gathered; `scores` is null where no AUC is asked for. */
interface State {
  classes: string[];
  count: number;
  confusion: number[];
  topHits: number[];
  scores: number[] | null;
  labels: number[];
  loss: [sum: number, count: number];
}

/** Index of the highest score in a row of `classCount` scores; the lowest index wins a tie. */
function highest(scores: ArrayLike<number>, start: number, classCount: number): number {
  let best = 0;
  for (let index = 1; index < classCount; index++) {
    if ((scores[start + index] as number) > (scores[start + best] as number)) best = index;
  }
  return best;
}

/** Place of class `label` when a row is sorted downwards, 0 the highest; the lower index first in a tie. */
function placeOf(scores: ArrayLike<number>, start: number, classCount: number, label: number): number {
  const own = scores[start + label] as number;
  let place = 0;
  for (let index = 0; index < classCount; index++) {
    const other = scores[start + index] as number;
    if (other > own || (other === own && index < label)) place++;
  }
  return place;
}

/**
 * Appends each class's log odds against all others: its logit less the logsumexp of the rest, so of two classes the margin.
 * It grows with the probability, and unlike it keeps apart what lies close to 0 and 1.
 */
function pushLogOdds(into: number[], logits: ArrayLike<number>, start: number, classCount: number): void {
  const at = (index: number): number => logits[start + index] as number;
  if (classCount === 1) {
    into.push(at(0));
    return;
  }
  const top = highest(logits, start, classCount);
  let second = top === 0 ? 1 : 0;
  for (let index = 0; index < classCount; index++) {
    if (index !== top && at(index) > at(second)) second = index;
  }
  if (at(second) === Number.NEGATIVE_INFINITY) {
    for (let index = 0; index < classCount; index++)
      into.push(index === top ? Number.POSITIVE_INFINITY : at(second));
    return;
  }
  // Sums of the rest relative to its largest term, so that nothing cancels: without the highest, and without the second.
  let [belowTop, belowSecond] = [0, 0];
  for (let index = 0; index < classCount; index++) {
    if (index !== top) belowTop += Math.exp(at(index) - at(second));
    if (index !== top && index !== second) belowSecond += Math.exp(at(index) - at(top));
  }
  const beside = belowSecond + Math.exp(at(second) - at(top));
  for (let index = 0; index < classCount; index++) {
    if (index === top) into.push(at(top) - at(second) - Math.log(belowTop));
    else if (index === second) into.push(at(second) - at(top) - Math.log1p(belowSecond));
    else into.push(at(index) - at(top) - Math.log1p(beside - Math.exp(at(index) - at(top))));
  }
}

/** A quotient, NaN when there is nothing to divide by. */
function ratio(part: number, whole: number): number {
  return whole === 0 ? Number.NaN : part / whole;
}

/** Mean of the defined values, NaN when there are none. */
function definedMean(values: number[]): number {
  const defined = values.filter((value) => !Number.isNaN(value));
  return ratio(
    defined.reduce((a, b) => a + b, 0),
    defined.length,
  );
}

/**
 * Gathers predictions batch by batch and reports figures over all of them.
 *
 * @example
 * const metrics = new ClassificationMetrics(["benign", "malignant"]);
 * metrics.update([0.8, 0.2, 0.4, 0.6], [0, 1]);
 * metrics.report().accuracy; // 1
 */
export class ClassificationMetrics implements Metric {
  readonly classes: readonly string[];
  readonly better: Readonly<Record<string, Better>>;
  readonly shown: Readonly<Record<string, Shown>> = SHOWN;
  readonly #topK: readonly number[];
  readonly #logits: boolean;
  readonly #confusion: Float64Array;
  readonly #topHits: Float64Array;
  readonly #scores: number[] | null;
  readonly #labels: number[] = [];
  #count = 0;
  #lossSum = 0;
  #lossCount = 0;

  /** @param classes names, in the order of the class indices */
  constructor(classes: readonly string[], ...rest: Rest<ClassificationMetricsOptions>) {
    const options = METRICS.read(rest);
    METRICS.check(classes);
    if (classes.length === 0) {
      throw new ArgumentError("ClassificationMetrics: expected at least one class, got none.", {
        operation: "ClassificationMetrics",
      });
    }
    this.classes = [...classes];
    this.#topK = [...new Set(options.topK ?? [])];
    this.#logits = options.logits ?? false;
    this.#confusion = new Float64Array(classes.length ** 2);
    this.#topHits = new Float64Array(this.#topK.length);
    this.#scores = (options.auc ?? classes.length <= AUC_CLASS_LIMIT) ? [] : null;
    const names = ["accuracy", "balancedAccuracy", ...this.#topK.map((k) => `top${k}`)];
    if (this.#scores !== null) names.push("auc");
    this.better = Object.fromEntries(names.map((name) => [name, "higher"]));
  }

  /** Samples seen so far. */
  get count(): number {
    return this.#count;
  }

  /** Share of samples classified rightly so far; NaN before the first. */
  get accuracy(): number {
    const classCount = this.classes.length;
    let hits = 0;
    for (let index = 0; index < classCount; index++)
      hits += this.#confusion[index * (classCount + 1)] as number;
    return ratio(hits, this.#count);
  }

  /** Mean loss per sample so far; NaN when none was given. */
  get loss(): number {
    return ratio(this.#lossSum, this.#lossCount);
  }

  /**
   * Adds a batch.
   *
   * @param scores (N, C) row by row: probabilities, or with the option `logits` what the network gives. The AUC compares
   *   them between samples: probabilities in float32 become equal to 1 where logits still differ
   * @param labels (N) true class indices; of tensors also shares of the classes (N, C), of which the largest counts as the true
   *   one, the first of equals, as torchvision's references measure training with mixed labels
   * @param meanLoss mean loss of the batch, weighted by its size in the report
   * @throws ArgumentError when the lengths do not fit or a label is not a class index
   */
  update(
    scores: ArrayLike<number>,
    labels: ArrayLike<number | bigint>,
    ...rest: Rest<{ meanLoss?: number }, [meanLoss: number]>
  ): void;
  /**
   * Adds a batch of tensors: scores (N, C) of any floating dtype and labels (N) int64, or shares of the classes (N, C). Counted once
   * the promise settles.
   */
  update(scores: Tensor, labels: Tensor): Promise<void>;
  update(
    scores: ArrayLike<number> | Tensor,
    labels: ArrayLike<number | bigint> | Tensor,
    ...rest: Rest<{ meanLoss?: number }, [meanLoss: number]>
  ): void | Promise<void> {
    const { meanLoss } = UPDATE.read(rest);
    if (scores instanceof Tensor && labels instanceof Tensor) {
      const plain = isFloatingPoint(scores.dtype) ? scores : noGrad(() => scores.float());
      const classes = labels.ndim === 2 ? noGrad(() => labels.argmax(1)) : labels;
      const both = [plain.dataAsync(), classes.dataAsync()] as const;
      return Promise.all(both).then(([s, l]) => this.#add(s as Float32Array, l as BigInt64Array, meanLoss)); // as asked for
    }
    UPDATE.check(scores, labels);
    this.#add(scores as ArrayLike<number>, labels as ArrayLike<number | bigint>, meanLoss); // as checked
  }

  #add(scores: ArrayLike<number>, labels: ArrayLike<number | bigint>, meanLoss: number | undefined): void {
    const classCount = this.classes.length;
    if (scores.length !== labels.length * classCount) {
      throw new ArgumentError(
        `ClassificationMetrics.update: expected ${labels.length} x ${classCount} scores for ${labels.length} ` +
          `labels, got ${scores.length}. Does the model have as many outputs as there are classes?`,
        { operation: "ClassificationMetrics.update" },
      );
    }
    for (let row = 0; row < labels.length; row++) {
      const label = Number(labels[row]);
      if (!Number.isInteger(label) || label < 0 || label >= classCount) {
        throw new ArgumentError(
          `ClassificationMetrics.update: expected labels from 0 to ${classCount - 1}, got ${label}.`,
          { operation: "ClassificationMetrics.update" },
        );
      }
      const start = row * classCount;
      const cell = label * classCount + highest(scores, start, classCount);
      this.#confusion[cell] = (this.#confusion[cell] as number) + 1;
      if (this.#topK.length > 0) {
        const place = placeOf(scores, start, classCount, label);
        for (const [slot, k] of this.#topK.entries()) {
          if (place < k) this.#topHits[slot] = (this.#topHits[slot] as number) + 1;
        }
      }
      if (this.#scores !== null) {
        if (this.#logits) pushLogOdds(this.#scores, scores, start, classCount);
        else
          for (let index = 0; index < classCount; index++) this.#scores.push(scores[start + index] as number);
        this.#labels.push(label);
      }
    }
    this.#count += labels.length;
    if (meanLoss !== undefined) {
      this.#lossSum += meanLoss * labels.length;
      this.#lossCount += labels.length;
    }
  }

  /** The figures that are one number: accuracy, balanced accuracy, `top5` and the like where asked for, AUC. */
  compute(...rest: []): Record<string, number> {
    noMore("train.ClassificationMetrics.compute", rest);
    return this.report().figures;
  }

  /** Forgets all batches. */
  reset(...rest: []): void {
    noMore("train.ClassificationMetrics.reset", rest);
    this.#confusion.fill(0);
    this.#topHits.fill(0);
    if (this.#scores !== null) this.#scores.length = 0;
    this.#labels.length = 0;
    this.#count = this.#lossSum = this.#lossCount = 0;
  }

  /** All it knows, as plain values. */
  state(...rest: []): State {
    noMore("train.ClassificationMetrics.state", rest);
    return {
      classes: [...this.classes],
      count: this.#count,
      confusion: [...this.#confusion],
      topHits: [...this.#topHits],
      scores: this.#scores === null ? null : [...this.#scores],
      labels: [...this.#labels],
      loss: [this.#lossSum, this.#lossCount],
    };
  }

  /**
   * Takes in the state of another over the same classes, with the same options.
   *
   * @throws ArgumentError for that of another kind
   */
  merge(state: unknown, ...rest: []): void {
    noMore("train.ClassificationMetrics.merge", rest);
    const other = state as State;
    const fits =
      other !== null &&
      typeof other === "object" &&
      other.classes?.join("\n") === this.classes.join("\n") &&
      other.topHits?.length === this.#topHits.length &&
      (other.scores === null) === (this.#scores === null);
    if (!fits) {
      throw new ArgumentError(
        `ClassificationMetrics.merge: expected the state of metrics over ${this.classes.join(", ")} with the same options.`,
        { operation: "ClassificationMetrics.merge" },
      );
    }
    for (const [at, n] of other.confusion.entries())
      this.#confusion[at] = (this.#confusion[at] as number) + n;
    for (const [at, n] of other.topHits.entries()) this.#topHits[at] = (this.#topHits[at] as number) + n;
    for (const score of other.scores ?? []) this.#scores?.push(score);
    for (const label of other.labels) this.#labels.push(label);
    this.#count += other.count;
    this.#lossSum += other.loss[0];
    this.#lossCount += other.loss[1];
  }

  /** The scores as they are now, for curves; of two classes those of the second. */
  #noteScores(perClass: object): void {
    if (this.#scores === null || this.#count === 0) return;
    const [scores, labels, count] = [Float64Array.from(this.#scores), [...this.#labels], this.classes.length];
    const shown = count === 2 ? [1] : [...this.classes.keys()];
    const probability = this.#logits ? probabilityOf : (score: number): number => score;
    noteScores(perClass, () =>
      shown.map((k) => ({
        name: this.classes[k] as string,
        scores: Float64Array.from(labels, (_, i) => probability(scores[i * count + k] as number)),
        labels: Uint8Array.from(labels, (label) => (label === k ? 1 : 0)),
      })),
    );
  }

  /** The figures over everything added so far. */
  report(...rest: Rest<Record<never, never>>): ClassificationReport {
    REPORT.read(rest);
    const classCount = this.classes.length;
    const auc =
      this.#scores === null
        ? { macro: Number.NaN, perClass: this.classes.map(() => Number.NaN) }
        : multiclassAuc(this.#scores, this.#labels, classCount);
    const confusion = this.classes.map((_, row) =>
      Array.from(this.#confusion.subarray(row * classCount, (row + 1) * classCount)),
    );
    const perClass = this.classes.map((label, index) => {
      const truePositives = confusion[index]?.[index] ?? 0;
      const support = (confusion[index] ?? []).reduce((a, b) => a + b, 0);
      const predicted = confusion.reduce((sum, row) => sum + (row[index] ?? 0), 0);
      const negatives = this.#count - support;
      const falsePositives = predicted - truePositives;
      return {
        label,
        support,
        sensitivity: ratio(truePositives, support),
        specificity: ratio(negatives - falsePositives, negatives),
        precision: ratio(truePositives, predicted),
        f1: ratio(2 * truePositives, support + predicted),
        auc: auc.perClass[index] ?? Number.NaN,
      };
    });
    const topK = this.#topK.map((k, slot) => [k, ratio(this.#topHits[slot] as number, this.#count)] as const);
    const balancedAccuracy = definedMean(perClass.map((figures) => figures.sensitivity));
    this.#noteScores(perClass);
    return {
      count: this.#count,
      loss: this.loss,
      accuracy: this.accuracy,
      topK: Object.fromEntries(topK),
      balancedAccuracy,
      auc: auc.macro,
      confusion,
      perClass,
      figures: {
        accuracy: this.accuracy,
        balancedAccuracy,
        ...Object.fromEntries(topK.map(([k, value]) => [`top${k}`, value])),
        ...(this.#scores === null ? {} : { auc: auc.macro }),
      },
    };
  }
}
