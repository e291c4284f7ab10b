/** A data set over tensors that are in memory: tables, or features that a network gave. */

import { instance, integer, integerFrom, listOf, numberFrom, type Rest, signature } from "../edge/index.ts";
import { ArgumentError, ShapeError } from "../native/errors.ts";
import { tensorKind } from "../tensor/argument-kinds.ts";
import { keep, scope, type Tensor, tensor } from "../tensor/index.ts";
import { type ContextRest, checkIndex, type Dataset, getTakes } from "./dataset.ts";
import { DataLoader } from "./loader.ts";
import { type DataLoaderOptions, loaderTakes, withBatchSize } from "./loader-options.ts";
import { Rng } from "./rng.ts";

const TAKES = signature("data.TensorDataset", { takes: { inputs: tensorKind, labels: tensorKind } });
const GET = getTakes("data.TensorDataset.get");
const SELECT = signature("data.TensorDataset.select", { takes: { indices: listOf(integerFrom(0)) } });
const SPLIT = signature<{ seed?: number }>("data.TensorDataset.split", {
  takes: { share: numberFrom(0, 1) },
  options: { seed: integer },
});

/**
 * Rows of inputs and their labels: sample `i` is `[inputs[i], labels[i]]`, as `torch.utils.data.TensorDataset` has it.
 * `train.fit` takes one as `train` and as `val`. It keeps its tensors from scopes, as a module does its buffers; they
 * stay the caller's to free.
 *
 * @example
 * const table = new data.TensorDataset(tensor([[5.1, 3.5], [6.2, 2.9]]), tensor([0, 1], { dtype: "int64" }));
 * await train.fit(models.logisticRegression(2, 2), { train: table, classes: ["a", "b"] }, { epochs: 20 });
 */
export class TensorDataset implements Dataset<[input: Tensor, label: Tensor]> {
  /** (N, ...): (N, D) for tables. */
  readonly inputs: Tensor;
  /** (N): class indices, int64. */
  readonly targets: Tensor;
  readonly length: number;
  #labels: readonly number[] | undefined;

  /** Throws ShapeError unless there is one label for each row of the inputs. */
  constructor(inputs: Tensor, labels: Tensor, ...rest: []) {
    TAKES.read(rest);
    TAKES.check(inputs, labels);
    const [rows] = inputs.shape;
    if (rows === undefined || labels.shape[0] !== rows) {
      throw new ShapeError(
        `TensorDataset: expected as many labels as rows of inputs, got [${labels.shape}] for inputs [${inputs.shape}]`,
        { operation: "TensorDataset" },
      );
    }
    this.inputs = keep(inputs);
    this.targets = keep(labels);
    this.length = rows;
  }

  /** The labels as numbers, for weighing classes. */
  get labels(): readonly number[] {
    this.#labels ??= Array.from(this.targets.detach().cpu().data() as ArrayLike<number | bigint>, Number);
    return this.#labels;
  }

  /** Input and label of a row, as views. Throws ArgumentError for an index it does not have. */
  async get(index: number, ...rest: ContextRest): Promise<[input: Tensor, label: Tensor]> {
    GET.read(rest);
    checkIndex(index, this.length, "TensorDataset.get");
    return [this.inputs.select(0, index), this.targets.select(0, index)];
  }

  /** Some of the rows, copied, in the order of the indices. */
  select(indices: readonly number[], ...rest: []): TensorDataset {
    SELECT.read(rest);
    SELECT.check(indices);
    for (const index of indices) checkIndex(index, this.length, "TensorDataset.select");
    const { images, labels } = takeRows(this, indices);
    return new TensorDataset(images, labels);
  }

  /**
   * Sets a share of the rows aside: `{ train, val }`, both in a shuffled order that the seed decides.
   *
   * @throws ArgumentError unless the share leaves at least one row on either side
   */
  split(share: number, ...rest: Rest<{ seed?: number }>): { train: TensorDataset; val: TensorDataset } {
    const { seed = 0 } = SPLIT.read(rest);
    SPLIT.check(share);
    const held = Math.round(this.length * share);
    if (!(share > 0 && share < 1) || held < 1 || held >= this.length) {
      throw new ArgumentError(
        `TensorDataset.split: expected a share between 0 and 1 that leaves rows on both sides, got ${share} of ` +
          `${this.length} rows`,
      );
    }
    const order = Rng.derive(seed).permutation(this.length);
    return { train: this.select(order.slice(held)), val: this.select(order.slice(0, held)) };
  }
}

/** Inputs and labels in batches. */
export interface TensorBatch {
  /** (N, ...): the rows of `inputs`, under the name that the training loop has for what goes into a network. */
  images: Tensor;
  /** (N) */
  labels: Tensor;
  /** Position of each row in the data set. */
  indices: number[];
}

function takeRows(dataset: TensorDataset, indices: readonly number[]): TensorBatch {
  return scope(() => {
    const rows = tensor([...indices], { dtype: "int64" });
    const [images, labels] = [dataset.inputs, dataset.targets].map((all) =>
      all.indexSelect(0, rows.to(all.device)),
    ) as [Tensor, Tensor];
    return { images, labels, indices: [...indices] };
  });
}

/** Options of {@link tensorLoader}. */
export type TensorLoaderOptions = Omit<DataLoaderOptions<number, TensorBatch>, "collate">;

const IS_TABLE = signature("data.tensorLoader", { takes: { dataset: instance(TensorDataset) } });
const LOADER = loaderTakes("data.tensorLoader");

/** A DataLoader over a TensorDataset that takes the rows of a batch in one operation; batches of 32 by default. */
export function tensorLoader(
  dataset: TensorDataset,
  ...rest: Rest<TensorLoaderOptions>
): DataLoader<number, TensorBatch> {
  const options = LOADER.read(rest);
  IS_TABLE.check(dataset);
  const rows: Dataset<number> = { length: dataset.length, get: async (index) => index };
  return new DataLoader(rows, {
    ...withBatchSize(options, 32),
    collate: (_, indices) => takeRows(dataset, indices),
  });
}
