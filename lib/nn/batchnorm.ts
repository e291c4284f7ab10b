/** Batch normalisation: Ioffe and Szegedy 2015, https://arxiv.org/abs/1502.03167. */
import { instance, type Signature, signature } from "../edge/index.ts";
import { ArgumentError } from "../native/errors.ts";
import { type Tensor, torch } from "../tensor/index.ts";
import { markLayer } from "./call.ts";
import { checkBatchStatistics } from "./checks.ts";
import { Module } from "./module.ts";
import { type NormArguments, NormBase, type NormOptions, normTakes, wrongInput } from "./norm-base.ts";

/** Options of the batch normalisations. */
export type BatchNormOptions = NormOptions;

/**
 * Normalises each channel over the batch. In training mode it uses the batch's statistics and updates the running
 * ones; in evaluation mode it uses the running ones and changes nothing. Throws ShapeError for the statistics of a single
 * value for each channel.
 */
export abstract class BatchNorm extends NormBase {
  protected constructor(takes: Signature<NormOptions>, numFeatures: number, rest: NormArguments) {
    super(takes, numFeatures, rest, true);
  }

  protected abstract checkInput(input: Tensor): void;

  override forward(input: Tensor): Tensor {
    this.checkInput(input);
    const { running_mean, running_var, num_batches_tracked, training } = this;
    const batchStatistics = training || (running_mean === null && running_var === null);
    if (batchStatistics) checkBatchStatistics(`nn.${this.constructor.name}`, input);
    let factor = this.momentum ?? 0;
    if (training && this.track_running_stats && num_batches_tracked !== null) {
      num_batches_tracked.add_(1);
      if (this.momentum === null) factor = 1 / Number(num_batches_tracked.item());
    }
    const running = !training || this.track_running_stats;
    return torch.batchNorm(
      input,
      this.weight,
      this.bias,
      running ? running_mean : null,
      running ? running_var : null,
      batchStatistics,
      factor,
      this.eps,
      true,
    );
  }
}

const BATCH_NORM_1D = normTakes("nn.BatchNorm1d");
const BATCH_NORM_2D = normTakes("nn.BatchNorm2d");
const BATCH_NORM_3D = normTakes("nn.BatchNorm3d");
const SYNC_BATCH_NORM = normTakes("nn.SyncBatchNorm");

/** Batch normalisation of (N, C) or (N, C, L). */
export class BatchNorm1d extends BatchNorm {
  static {
    markLayer(BatchNorm1d);
  }

  constructor(numFeatures: number, ...rest: NormArguments) {
    super(BATCH_NORM_1D, numFeatures, rest);
  }

  protected override checkInput(input: Tensor): void {
    if (input.ndim === 2 || input.ndim === 3) return;
    throw wrongInput("nn.BatchNorm1d", "(N, C) or (N, C, L)", input);
  }
}

/** Batch normalisation of (N, C, H, W). */
export class BatchNorm2d extends BatchNorm {
  static {
    markLayer(BatchNorm2d);
  }

  constructor(numFeatures: number, ...rest: NormArguments) {
    super(BATCH_NORM_2D, numFeatures, rest);
  }

  protected override checkInput(input: Tensor): void {
    if (input.ndim === 4) return;
    throw wrongInput("nn.BatchNorm2d", "(N, C, H, W)", input);
  }
}

/** Batch normalisation of (N, C, D, H, W). */
export class BatchNorm3d extends BatchNorm {
  static {
    markLayer(BatchNorm3d);
  }

  constructor(numFeatures: number, ...rest: NormArguments) {
    super(BATCH_NORM_3D, numFeatures, rest);
  }

  protected override checkInput(input: Tensor): void {
    if (input.ndim === 5) return;
    throw wrongInput("nn.BatchNorm3d", "(N, C, D, H, W)", input);
  }
}

const CONVERT = signature("nn.SyncBatchNorm.convertSyncBatchnorm", { takes: { module: instance(Module) } });

/**
 * Batch normalisation of (N, C, ...) whose statistics PyTorch takes over all processes. There is one process here, so it
 * is a batch normalisation of any dimensions, with the state dict of networks that were trained with it.
 */
export class SyncBatchNorm extends BatchNorm {
  static {
    markLayer(SyncBatchNorm);
  }

  constructor(numFeatures: number, ...rest: NormArguments) {
    super(SYNC_BATCH_NORM, numFeatures, rest);
  }

  /**
   * Puts a `SyncBatchNorm` with the same parameters and statistics in the place of each batch normalisation of a network,
   * and gives the network back, or the layer where it was one itself. Throws ArgumentError where a lazy one has not seen
   * an input yet.
   */
  static convertSyncBatchnorm(module: Module, ...rest: []): Module {
    CONVERT.read(rest);
    CONVERT.check(module);
    return converted(module, new Map());
  }

  protected override checkInput(input: Tensor): void {
    if (input.ndim >= 2) return;
    throw wrongInput("nn.SyncBatchNorm", "(N, C, ...)", input);
  }
}

/** `made` keeps a layer that stands in several places one layer. */
function converted(module: Module, made: Map<Module, Module>): Module {
  const known = made.get(module);
  if (known !== undefined) return known;
  let result = module;
  if (module instanceof BatchNorm) result = synchronised(module);
  made.set(module, result);
  for (const [name, child] of module.namedChildren()) {
    const other = converted(child, made);
    if (other !== child) (module as unknown as Record<string, Module>)[name] = other;
  }
  return result;
}

function synchronised(norm: BatchNorm): SyncBatchNorm {
  const { num_features, eps, momentum, affine, bias, track_running_stats: trackRunningStats } = norm;
  if (norm.constructor.name.startsWith("Lazy")) {
    throw new ArgumentError(
      `${CONVERT.name}: a ${norm.constructor.name} has not seen an input; call the network once before.`,
      { operation: CONVERT.name },
    );
  }
  const options = { eps, momentum, affine, bias: bias !== null, trackRunningStats };
  const result = new SyncBatchNorm(num_features, options);
  result.weight = norm.weight;
  result.bias = norm.bias;
  result.running_mean = norm.running_mean;
  result.running_var = norm.running_var;
  result.num_batches_tracked = norm.num_batches_tracked;
  result.training = norm.training;
  return result;
}
