/** Batch normalisation: Ioffe and Szegedy 2015, https://arxiv.org/abs/1502.03167. */
import { boolean, noMore, nullable, number, type Rest, type Signature, signature } from "../edge/index.ts";
import { ShapeError } from "../native/errors.ts";
import { ones, type Tensor, torch, zeros } from "../tensor/index.ts";
import { markLayer } from "./call.ts";
import { checkBatchStatistics, checkInteger, factoryKinds } from "./checks.ts";
import { ones_, zeros_ } from "./init.ts";
import type { FactoryOptions } from "./linear.ts";
import { Module } from "./module.ts";
import { Parameter } from "./parameter.ts";
import { repr, reprFloat } from "./repr.ts";

/** Options of the batch normalisations. */
export interface BatchNormOptions extends FactoryOptions {
  /** Added to the variance. */
  eps?: number;
  /** Weight of the new batch in the running statistics; null averages over all batches. */
  momentum?: number | null;
  /** Learn a scale and a shift. */
  affine?: boolean;
  /** Learn the shift too; true by default. */
  bias?: boolean;
  /** Without running statistics, evaluation uses the batch's own. */
  trackRunningStats?: boolean;
}

type BatchNormArguments = Rest<
  BatchNormOptions,
  [eps: number, momentum: number | null, affine: boolean, trackRunningStats: boolean]
>;

function takes(name: string): Signature<BatchNormOptions> {
  return signature(name, {
    options: {
      eps: number,
      momentum: nullable(number),
      affine: boolean,
      bias: boolean,
      trackRunningStats: boolean,
      ...factoryKinds,
    },
    positional: ["eps", "momentum", "affine", "trackRunningStats"],
  });
}

/**
 * Normalises each channel over the batch. In training mode it uses the batch's statistics and updates the running
 * ones; in evaluation mode it uses the running ones and changes nothing. Throws ShapeError for the statistics of a single
 * value for each channel.
 */
abstract class BatchNorm extends Module {
  readonly num_features: number;
  eps: number;
  momentum: number | null;
  readonly affine: boolean;
  readonly track_running_stats: boolean;
  /** (C), or null without `affine`. */
  weight: Parameter | null;
  /** (C), or null without `affine` or `bias`. */
  bias: Parameter | null;
  /** (C), or null without running statistics. */
  running_mean: Tensor | null = null;
  /** (C), or null without running statistics. */
  running_var: Tensor | null = null;
  /** () of int64, or null without running statistics. */
  num_batches_tracked: Tensor | null = null;

  protected constructor(takes: Signature<BatchNormOptions>, numFeatures: number, rest: BatchNormArguments) {
    const options = takes.read(rest);
    super();
    const { eps = 1e-5, momentum = 0.1, affine = true, bias = true, trackRunningStats = true } = options;
    const { device, dtype } = options;
    checkInteger(takes.name, "numFeatures", numFeatures, 0);
    this.num_features = numFeatures;
    this.eps = eps;
    this.momentum = momentum;
    this.affine = affine;
    this.track_running_stats = trackRunningStats;
    this.weight = affine ? new Parameter(ones([numFeatures], { device, dtype })) : null;
    this.bias = affine && bias ? new Parameter(zeros([numFeatures], { device, dtype })) : null;
    this.registerBuffer("running_mean", trackRunningStats ? zeros([numFeatures], { device, dtype }) : null);
    this.registerBuffer("running_var", trackRunningStats ? ones([numFeatures], { device, dtype }) : null);
    this.registerBuffer(
      "num_batches_tracked",
      trackRunningStats ? zeros([], { device, dtype: "int64" }) : null,
    );
  }

  /** Forgets the running statistics. */
  resetRunningStats(...rest: []): void {
    noMore(`nn.${this.constructor.name}.resetRunningStats`, rest);
    this.running_mean?.zero_();
    this.running_var?.fill_(1);
    this.num_batches_tracked?.zero_();
  }

  /** Sets scale 1, shift 0, and forgets the running statistics. */
  resetParameters(...rest: []): void {
    noMore(`nn.${this.constructor.name}.resetParameters`, rest);
    this.resetRunningStats();
    if (this.weight !== null) ones_(this.weight);
    if (this.bias !== null) zeros_(this.bias);
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

  override extraRepr(): string {
    const momentum = this.momentum === null ? "None" : reprFloat(this.momentum);
    return (
      `${this.num_features}, eps=${reprFloat(this.eps)}, momentum=${momentum}, affine=${repr(this.affine)}, ` +
      `bias=${repr(this.bias !== null)}, track_running_stats=${repr(this.track_running_stats)}`
    );
  }
}

const BATCH_NORM_1D = takes("nn.BatchNorm1d");
const BATCH_NORM_2D = takes("nn.BatchNorm2d");

/** Batch normalisation of (N, C) or (N, C, L). */
export class BatchNorm1d extends BatchNorm {
  static {
    markLayer(BatchNorm1d);
  }

  constructor(numFeatures: number, ...rest: BatchNormArguments) {
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

  constructor(numFeatures: number, ...rest: BatchNormArguments) {
    super(BATCH_NORM_2D, numFeatures, rest);
  }

  protected override checkInput(input: Tensor): void {
    if (input.ndim === 4) return;
    throw wrongInput("nn.BatchNorm2d", "(N, C, H, W)", input);
  }
}

function wrongInput(operation: string, expected: string, input: Tensor): ShapeError {
  return new ShapeError(`${operation}: expected an input of shape ${expected}, got [${input.shape}].`, {
    operation,
  });
}
