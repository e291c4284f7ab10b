/** Several classes for one input: targets (N, C) of 0 and 1, logits (N, C), each output for itself. */
import { type Dataset, TensorDataset, tensorLoader } from "../../data/index.ts";
import { describe } from "../../edge/index.ts";
import { ArgumentError } from "../../native/errors.ts";
import { functional, type Module } from "../../nn/index.ts";
import { type Device, Tensor } from "../../tensor/index.ts";
import { type TransformLike, transforms } from "../../vision/index.ts";
import type { FitOptions } from "../options.ts";
import type { BatchLoader, LabelledBatch, SourceOptions } from "../source.ts";
import { type AnyNetwork, splitOutputs } from "./outputs.ts";
import {
  type AnyTask,
  type Criterion,
  type CriterionOptions,
  type Forwarded,
  ownCriterion,
  type PassOptions,
  type Task,
  type TaskDefinition,
  type TaskMetric,
  type TaskReport,
} from "./task.ts";

const DEFAULT_IMAGE_SIZE = 224;

/** What data says of its labels. */
export interface TaggingFacts {
  /** Probability from which a class counts as found. Default 0.5. */
  threshold?: number;
}

/** What is known after a pass over data with several labels. */
export interface TaggingReport extends TaskReport {
  /** Share of the inputs whose classes are all right. */
  exactMatch: number;
  /** 2 TP / (2 TP + FP + FN) over all classes and inputs together. */
  f1: number;
}

/** Tables with targets (N, C), or loaders of such batches. */
export interface TaggingData {
  readonly train: TensorDataset | BatchLoader;
  readonly val?: TensorDataset | BatchLoader | null;
  readonly classes: readonly string[];
  readonly task: { readonly name: "tagging" } & Readonly<TaggingFacts>;
}

class TaggingMetrics implements TaskMetric<TaggingReport> {
  readonly better = { exactMatch: "higher", f1: "higher" } as const;
  readonly #cut: number;
  /** Inputs, those that are right, and the classes that were hit, made up and missed. */
  #counts = [0, 0, 0, 0, 0];

  /** @param cut the logit from which a class counts as found */
  constructor(cut: number) {
    this.#cut = cut;
  }

  async update(logits: Tensor, targets: Tensor): Promise<void> {
    const [scores, truth] = await Promise.all([logits.double().dataAsync(), targets.dataAsync()]);
    const [rows = 0, classes = 0] = targets.shape;
    this.#add([rows, 0, 0, 0, 0]);
    for (let row = 0; row < rows; row++) {
      let [hits, surplus, missed] = [0, 0, 0];
      for (let at = row * classes; at < (row + 1) * classes; at++) {
        const [isFound, isThere] = [Number(scores[at]) >= this.#cut, Number(truth[at]) === 1];
        hits += Number(isFound && isThere);
        surplus += Number(isFound && !isThere);
        missed += Number(!isFound && isThere);
      }
      this.#add([0, Number(surplus + missed === 0), hits, surplus, missed]);
    }
  }

  #add(counts: readonly number[]): void {
    this.#counts = this.#counts.map((count, at) => count + (counts[at] ?? 0));
  }

  compute(): { exactMatch: number; f1: number } {
    const [rows = 0, right = 0, hits = 0, surplus = 0, missed = 0] = this.#counts;
    return { exactMatch: right / rows, f1: (2 * hits) / (2 * hits + surplus + missed) };
  }

  report(): TaggingReport {
    const figures = this.compute();
    return { count: this.#counts[0] ?? 0, loss: Number.NaN, ...figures, figures };
  }

  reset(): void {
    this.#counts = [0, 0, 0, 0, 0];
  }

  state(): number[] {
    return [...this.#counts];
  }

  merge(state: unknown): void {
    this.#add(state as number[]); // as `state` gave it
  }
}

/** The task of finding all classes of an input. */
class TaggingTask implements Task<LabelledBatch, TaggingReport> {
  readonly name = "tagging";
  readonly classes: readonly string[] | undefined;
  readonly batchSize = 32;
  readonly monitor = "f1";
  readonly #threshold: number;

  /** @throws ArgumentError for a threshold that is no probability */
  constructor(
    { threshold = 0.5, classes }: TaggingFacts & { classes?: readonly string[] },
    operation: string,
  ) {
    if (!(threshold > 0 && threshold < 1)) {
      refuse(operation, `\`threshold\` is a probability between 0 and 1, got ${describe(threshold)}.`);
    }
    this.#threshold = threshold;
    this.classes = classes;
  }

  get labels(): readonly string[] | undefined {
    return this.classes;
  }

  get config(): Record<string, unknown> {
    return { threshold: this.#threshold };
  }

  checkOptions({ labelSmoothing = 0, classWeights, topK }: FitOptions<TaggingReport>): void {
    if (labelSmoothing > 0 || classWeights !== undefined || topK !== undefined) {
      refuse("train.fit", "`labelSmoothing`, `classWeights` and `topK` are for classification.");
    }
  }

  loader(dataset: Dataset<unknown>, options: SourceOptions): BatchLoader {
    if (dataset instanceof TensorDataset) return tensorLoader(dataset, options);
    return refuse("train", "expected a TensorDataset with targets (N, C), or a loader of such batches.");
  }

  /** Binary cross entropy of each output. */
  criterion({ loss }: CriterionOptions, _train: unknown, _device: Device): Criterion {
    const own = ownCriterion(loss);
    return own ?? { loss: functional.binaryCrossEntropyWithLogits, dispose() {} };
  }

  forward(
    batch: LabelledBatch,
    { model, device, channelsLast, criterion, operation }: PassOptions,
  ): Forwarded {
    const { images, labels } = (batch ?? {}) as Partial<LabelledBatch>;
    if (!(images instanceof Tensor && labels instanceof Tensor)) {
      return refuse(operation, "expected batches { images, labels } with labels (N, C) of 0 and 1.");
    }
    let input = images.to(device);
    if (channelsLast) input = input.contiguous({ memoryFormat: "channels_last" });
    const output = splitOutputs(model, model.forward(input), operation, "a tensor of logits (N, C)").main;
    const targets = labels.to({ device, dtype: output.dtype });
    if (output.shape.join() !== targets.shape.join()) {
      refuse(operation, `expected a logit for each label, [${targets.shape}], got [${output.shape}].`);
    }
    return {
      input,
      output,
      targets,
      loss: criterion.loss(output, targets),
      samples: targets.shape[0] as number,
    };
  }

  metric(): TaskMetric<TaggingReport> {
    return new TaggingMetrics(Math.log(this.#threshold / (1 - this.#threshold)));
  }

  transforms(_: Module, cropSize = DEFAULT_IMAGE_SIZE): { train: TransformLike; val: TransformLike } {
    return {
      train: new transforms.ClassificationTrainPreset({ cropSize }),
      val: new transforms.ImageClassificationPreset({ cropSize }),
    };
  }
}

/** Several labels as data names them: `task: { name: "tagging" }`. */
export const tagging: TaskDefinition<{
  facts: TaggingFacts;
  measures: object;
  report: TaggingReport;
  network: AnyNetwork;
  data: TaggingData;
  batch: LabelledBatch;
}> = {
  facts: ["threshold"],
  measures: {},
  // What its batches are is the loaders' and its own to know.
  make: (facts, _measures, operation) => new TaggingTask(facts, operation) as unknown as AnyTask,
};

function refuse(operation: string, text: string): never {
  throw new ArgumentError(`${operation}: ${text}`, { operation });
}
