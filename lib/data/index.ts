/** Data sets, samplers and the loader. */

export { defaultCollate, freeBatch } from "./collate.ts";
export { type CsvOptions, type CsvRow, type CsvTable, parseCsv, readCsv } from "./csv.ts";
export { ArrayDataset, checkIndex, type Dataset, type SampleContext, Subset } from "./dataset.ts";
export { type Fold, type KFoldOptions, kFold } from "./folds.ts";
export { Limit } from "./limit.ts";
export { type BatchIterator, DataLoader } from "./loader.ts";
export type { Collate, DataLoaderOptions } from "./loader-options.ts";
export { Rng } from "./rng.ts";
export { RandomSampler, type Sampler, SequentialSampler } from "./sampler.ts";
export { type TensorBatch, TensorDataset, type TensorLoaderOptions, tensorLoader } from "./tensor-dataset.ts";
