/** What batch and instance normalisation have in common: parameters, running statistics, the printed form. */
import { boolean, noMore, nullable, number, type Rest, type Signature, signature } from "../edge/index.ts";
import { ShapeError } from "../native/errors.ts";
import { ones, type Tensor, zeros } from "../tensor/index.ts";
import { checkInteger, factoryKinds } from "./checks.ts";
import { ones_, zeros_ } from "./init.ts";
import type { FactoryOptions } from "./linear.ts";
import { Module } from "./module.ts";
import { Parameter } from "./parameter.ts";
import { repr, reprFloat } from "./repr.ts";

/** Options of batch and instance normalisation. */
export interface NormOptions extends FactoryOptions {
  /** Added to the variance. */
  eps?: number;
  /** Weight of the new batch in the running statistics; null averages over all batches of a batch normalisation. */
  momentum?: number | null;
  /** Learn a scale and a shift: true by default in batch normalisation, false in instance normalisation. */
  affine?: boolean;
  /** Learn the shift too; true by default. */
  bias?: boolean;
  /** Keep statistics for evaluation, which uses its own input's without them; the default is that of `affine`. */
  trackRunningStats?: boolean;
}

/** What may follow the number of channels: options by name, or in PyTorch's order. */
export type NormArguments = Rest<
  NormOptions,
  [eps: number, momentum: number | null, affine: boolean, trackRunningStats: boolean]
>;

/** What a normalisation of this name takes. */
export function normTakes(name: string): Signature<NormOptions> {
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
    advice: { processGroup: "there is one process here, so there is nothing to name" },
  });
}

/** A normalisation of channels with running statistics. */
export abstract class NormBase extends Module {
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

  protected constructor(
    takes: Signature<NormOptions>,
    numFeatures: number,
    rest: NormArguments,
    learns: boolean,
  ) {
    const options = takes.read(rest);
    super();
    const { eps = 1e-5, momentum = 0.1, affine = learns, bias = true, trackRunningStats = learns } = options;
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

  override extraRepr(): string {
    const momentum = this.momentum === null ? "None" : reprFloat(this.momentum);
    return (
      `${this.num_features}, eps=${reprFloat(this.eps)}, momentum=${momentum}, affine=${repr(this.affine)}, ` +
      `bias=${repr(this.bias !== null)}, track_running_stats=${repr(this.track_running_stats)}`
    );
  }
}

/** The error of an input of other dimensions. */
export function wrongInput(operation: string, expected: string, input: Tensor): ShapeError {
  return new ShapeError(`${operation}: expected an input of shape ${expected}, got [${input.shape}].`, {
    operation,
  });
}
