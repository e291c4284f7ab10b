/** The options of `torchts finetune` as commander gives them, and what of them is `train.fit`'s. */
import type { AnyReport, FitEvent, FitOptions } from "../train/index.ts";
import type { BoxDataOptions, BoxMeasureOptions } from "./box-data.ts";
import type { DecodingFlags } from "./decoding-flags.ts";
import type { MaskOptions } from "./mask-data.ts";
import type { OPTIMIZERS } from "./optimizer-names.ts";
import type { DataNote } from "./run-data.ts";
import type { SCHEDULES } from "./schedule-names.ts";
import type { TableFlags } from "./table-data.ts";
import type { TrackerFlags } from "./tracker-flags.ts";
import { type TrainingFlags, trainingOptions } from "./training-flags.ts";

/** The options as commander gives them. */
export interface FinetuneOptions
  extends MaskOptions,
    BoxDataOptions,
    BoxMeasureOptions,
    DecodingFlags,
    TableFlags,
    TrackerFlags,
    TrainingFlags {
  task?: "classification" | "segmentation" | "detection";
  model?: string;
  encoder?: string;
  backbone?: string;
  backboneWeights?: string;
  weights: string;
  encoderWeights?: string;
  strict: boolean;
  unfreeze?: string[];
  epochs: number;
  lr?: number;
  batchSize?: number;
  optimizer: (typeof OPTIMIZERS)[number];
  weightDecay?: number;
  scheduler: (typeof SCHEDULES)[number];
  warmup: number;
  labelSmoothing: number;
  balance?: boolean;
  imageSize?: number;
  valSplit: number;
  seed: number;
  device: string;
  patience?: number;
  out: string;
  overwrite?: boolean;
  resume?: boolean;
  onError: "throw" | "skip";
  json?: boolean;
}

/**
 * What of the options goes to `train.fit` whatever the task. A resumed run is given what may change, and inherits the rest.
 */
export function runOptions(
  options: FinetuneOptions,
  on: (event: FitEvent<AnyReport>) => void,
  signal: AbortSignal,
  data: DataNote,
): Omit<FitOptions<AnyReport>, "onEvent"> & { onEvent(event: FitEvent<AnyReport>): void } {
  const ofTheCall = {
    epochs: options.epochs,
    device: options.device as "auto", // or a device by name, which fit checks
    patience: options.patience,
    out: options.out,
    overwrite: options.overwrite,
    resume: options.resume,
    onEvent: on,
    signal,
    notes: { command: { ...options }, data },
  };
  if (options.resume) return ofTheCall;
  return {
    ...ofTheCall,
    ...trainingOptions(options),
    lr: options.lr,
    batchSize: options.batchSize,
    optimizer: options.optimizer,
    weightDecay: options.weightDecay,
    scheduler: options.scheduler,
    warmup: options.warmup,
    labelSmoothing: options.labelSmoothing,
    seed: options.seed,
    restoreBest: true,
    architecture: options.model,
  };
}

/** Progress of a download, as a line. */
export function downloadStatus(received: number, total: number | null | undefined): string {
  return `weights ${megabytes(received)}${total === null || total === undefined ? "" : ` of ${megabytes(total)}`} MB`;
}

/** What does not fit a file, in lines. */
export function describeKeys({ missing, unexpected }: { missing: string[]; unexpected: string[] }): string[] {
  const lines: string[] = [];
  if (missing.length > 0) lines.push(`missing in the file, left fresh: ${grouped(missing)}`);
  if (unexpected.length > 0) lines.push(`unexpected in the file, not used: ${grouped(unexpected)}`);
  return lines;
}

/** Keys by their first part: `layer4 (30 keys), fc (2 keys)`. */
function grouped(keys: string[]): string {
  const counts = new Map<string, number>();
  for (const key of keys) {
    const top = key.split(".")[0] as string;
    counts.set(top, (counts.get(top) ?? 0) + 1);
  }
  return [...counts].map(([top, n]) => `${top} (${n} ${n === 1 ? "key" : "keys"})`).join(", ");
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}
