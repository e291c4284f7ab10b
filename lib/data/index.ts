/** Data sets, samplers and the loader. */

export { type Batches, BatchSampler } from "./batch-sampler.ts";
export { defaultCollate, freeBatch } from "./collate.ts";
export { ConcatDataset, randomSplit } from "./concat-dataset.ts";
export { type CsvOptions, type CsvTable, readCsv } from "./csv.ts";
export { ArrayDataset, checkIndex, type Dataset, type SampleContext, Subset } from "./dataset.ts";
export { type Fold, type KFoldOptions, kFold, leaveOneGroupOut } from "./folds.ts";
export { GroupedBatchSampler } from "./grouped-batch-sampler.ts";
export { Limit } from "./limit.ts";
export { type BatchIterator, DataLoader } from "./loader.ts";
export type { Collate, DataLoaderOptions } from "./loader-options.ts";
export { type CsvRow, type ParseCsvOptions, parseCsv } from "./parse-csv.ts";
export { RepeatedSampler, type RepeatedSamplerOptions } from "./repeated-sampler.ts";
export { Rng } from "./rng.ts";
export {
  DistributedSampler,
  type DistributedSamplerOptions,
  RandomSampler,
  type RandomSamplerOptions,
  type Sampler,
  SequentialSampler,
  SubsetRandomSampler,
} from "./sampler.ts";
export { IterableDataset, type StreamContext } from "./stream.ts";
export { type TensorBatch, TensorDataset, type TensorLoaderOptions, tensorLoader } from "./tensor-dataset.ts";
export {
  type ClassBalancedOptions,
  ClassBalancedSampler,
  WeightedRandomSampler,
  type WeightedSamplerOptions,
} from "./weighted-sampler.ts";
