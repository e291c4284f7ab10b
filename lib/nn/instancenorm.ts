/** Instance normalisation: Ulyanov et al. 2016, https://arxiv.org/abs/1607.08022. */
import type { Signature } from "../edge/index.ts";
import { ShapeError } from "../native/errors.ts";
import { syncScope, type Tensor, torch } from "../tensor/index.ts";
import { markLayer } from "./call.ts";
import { type NormArguments, NormBase, type NormOptions, normTakes, wrongInput } from "./norm-base.ts";

/** Options of the instance normalisations. */
export type InstanceNormOptions = NormOptions;

/**
 * Normalises each channel of each sample for itself. With `trackRunningStats` evaluation uses the running statistics.
 * Without `affine` and running statistics any number of channels is taken, as in PyTorch.
 */
abstract class InstanceNorm extends NormBase {
  readonly #dims: number;
  readonly #expected: string;

  protected constructor(
    { takes, dims, expected }: { takes: Signature<NormOptions>; dims: number; expected: string },
    numFeatures: number,
    rest: NormArguments,
  ) {
    super(takes, numFeatures, rest, false);
    this.#dims = dims;
    this.#expected = expected;
  }

  /** Throws ShapeError for other dimensions or channels, and for statistics of a single element. */
  override forward(input: Tensor): Tensor {
    const operation = `nn.${this.constructor.name}`;
    const { shape } = input;
    const batched = shape.length === this.#dims + 2;
    if (!batched && shape.length !== this.#dims + 1) throw wrongInput(operation, this.#expected, input);
    const channels = shape[batched ? 1 : 0];
    const { num_features, affine, track_running_stats, training } = this;
    if (channels !== num_features && (affine || track_running_stats)) {
      throw new ShapeError(`${operation}: expected ${num_features} channels, got [${shape}].`, { operation });
    }
    const own = training || !track_running_stats;
    if (own && shape.slice(batched ? 2 : 1).reduce((product, size) => product * size, 1) === 1) {
      throw new ShapeError(
        `${operation}: one spatial element has no variance, got [${shape}]; track running statistics and evaluate.`,
        { operation },
      );
    }
    if (batched) return this.#normalised(input, own);
    return syncScope(
      operation,
      () => this.#normalised(input.unsqueeze(0), own).squeeze(0),
      undefined,
      undefined,
    );
  }

  #normalised(input: Tensor, own: boolean): Tensor {
    const { weight, bias, running_mean, running_var, momentum, eps } = this;
    return torch.instanceNorm(input, weight, bias, running_mean, running_var, own, momentum ?? 0, eps, true);
  }
}

const INSTANCE_NORM_1D = {
  takes: normTakes("nn.InstanceNorm1d"),
  dims: 1,
  expected: "(N, C, L) or (C, L)",
};

/** Instance normalisation of (N, C, L) or (C, L). */
export class InstanceNorm1d extends InstanceNorm {
  static {
    markLayer(InstanceNorm1d);
  }

  constructor(numFeatures: number, ...rest: NormArguments) {
    super(INSTANCE_NORM_1D, numFeatures, rest);
  }
}

const INSTANCE_NORM_2D = {
  takes: normTakes("nn.InstanceNorm2d"),
  dims: 2,
  expected: "(N, C, H, W) or (C, H, W)",
};

/** Instance normalisation of (N, C, H, W) or (C, H, W). */
export class InstanceNorm2d extends InstanceNorm {
  static {
    markLayer(InstanceNorm2d);
  }

  constructor(numFeatures: number, ...rest: NormArguments) {
    super(INSTANCE_NORM_2D, numFeatures, rest);
  }
}

const INSTANCE_NORM_3D = {
  takes: normTakes("nn.InstanceNorm3d"),
  dims: 3,
  expected: "(N, C, D, H, W) or (C, D, H, W)",
};

/** Instance normalisation of (N, C, D, H, W) or (C, D, H, W). */
export class InstanceNorm3d extends InstanceNorm {
  static {
    markLayer(InstanceNorm3d);
  }

  constructor(numFeatures: number, ...rest: NormArguments) {
    super(INSTANCE_NORM_3D, numFeatures, rest);
  }
}
