/** Weight and spectral normalisation as parametrizations, as `torch.nn.utils.parametrizations`. */
import {
  instance,
  integer,
  integerFrom,
  nullable,
  number,
  type Rest,
  signature,
  string,
} from "../../edge/index.ts";
import { ArgumentError } from "../../native/errors.ts";
import { noGrad, ops, scope, Tensor, torch } from "../../tensor/index.ts";
import { normalize } from "../functional/normalization.ts";
import { Module } from "../module.ts";
import { type Parametrization, registerParametrization } from "./parametrize.ts";
import { isTransposed } from "./transposed.ts";

const moduleKind = instance(Module);

/** Options of `weightNorm`. */
export interface WeightNormOptions {
  /** Name of the parameter; "weight" by default. */
  name?: string;
  /** Dimension whose entries have a norm each; 0 by default, null for one norm of all. */
  dim?: number | null;
}

const WEIGHT_NORM = signature<WeightNormOptions>("nn.utils.parametrizations.weightNorm", {
  takes: { module: moduleKind },
  options: { name: string, dim: nullable(integer) },
  positional: ["name", "dim"],
});

/** Named as PyTorch prints it. */
class _WeightNorm extends Module implements Parametrization {
  readonly dim: number;

  constructor(dim: number) {
    super();
    this.dim = dim;
  }

  override forward(norm: Tensor, direction: Tensor): Tensor {
    // Private; its shapes are those that rightInverse made.
    return ops.unsafe<Tensor>("aten::_weight_norm", direction, norm, this.dim);
  }

  rightInverse(value: Tensor): readonly Tensor[] {
    return [torch.normExceptDim(value, 2, this.dim), value];
  }
}

/**
 * Lets a parameter be computed of its direction and its norms, which are trained apart: Salimans and Kingma 2016,
 * https://arxiv.org/abs/1602.07868. The state dict has `parametrizations.weight.original0` (norms) and `original1`; one with
 * the keys of before, `weight_g` and `weight_v`, is read as well.
 *
 * @throws ArgumentError for a name that there is not
 * @example const layer = nn.utils.parametrizations.weightNorm(new nn.Linear(20, 40));
 */
export function weightNorm<M extends Module>(
  module: M,
  ...rest: Rest<WeightNormOptions, [name: string, dim: number | null]>
): M {
  const { name = "weight", dim = 0 } = WEIGHT_NORM.read(rest);
  WEIGHT_NORM.check(module);
  registerParametrization(module, name, new _WeightNorm(dim ?? -1), { unsafe: true });
  const upgrade = module.upgradeStateDict;
  Object.defineProperty(module, "upgradeStateDict", {
    value: (dict: Map<string, Tensor>, prefix: string) => {
      const norms = dict.get(`${prefix}${name}_g`);
      const directions = dict.get(`${prefix}${name}_v`);
      if (norms !== undefined && directions !== undefined) {
        dict.delete(`${prefix}${name}_g`);
        dict.delete(`${prefix}${name}_v`);
        dict.set(`${prefix}parametrizations.${name}.original0`, norms);
        dict.set(`${prefix}parametrizations.${name}.original1`, directions);
      }
      upgrade.call(module, dict, prefix);
    },
    configurable: true,
  });
  return module;
}

/** Options of `spectralNorm`. */
export interface SpectralNormOptions {
  /** Name of the parameter; "weight" by default. */
  name?: string;
  /** Steps of the power method in each forward of training; 1 by default. */
  nPowerIterations?: number;
  /** Against a division by zero; 1e-12 by default. */
  eps?: number;
  /** Dimension of the outputs; 1 of transposed convolutions, else 0 by default. */
  dim?: number | null;
}

const SPECTRAL_NORM = signature<SpectralNormOptions>("nn.utils.parametrizations.spectralNorm", {
  takes: { module: moduleKind },
  options: { name: string, nPowerIterations: integerFrom(1), eps: number, dim: nullable(integer) },
  positional: ["name", "nPowerIterations", "eps", "dim"],
});

/** Steps of the power method at the beginning, PyTorch's. */
const FIRST_ITERATIONS = 15;

/** Named as PyTorch prints it. */
class _SpectralNorm extends Module implements Parametrization {
  readonly dim: number;
  readonly eps: number;
  readonly n_power_iterations: number;

  constructor(weight: Tensor, iterations: number, dim: number, eps: number) {
    super();
    if (dim >= weight.ndim || dim < -weight.ndim) {
      throw SPECTRAL_NORM.error(`there is no dimension ${dim} of a weight [${weight.shape}].`);
    }
    this.dim = dim < 0 ? dim + weight.ndim : dim;
    this.eps = eps;
    this.n_power_iterations = iterations;
    if (weight.ndim === 1) return; // its norm is known without the power method
    noGrad(() =>
      scope(() => {
        const matrix = this.#matrix(weight);
        const [rows, columns] = matrix.shape as [number, number];
        const u = matrix.newEmpty([rows]).normal_(0, 1);
        const v = matrix.newEmpty([columns]).normal_(0, 1);
        this.registerBuffer("_u", normalize(u, { dim: 0, eps }));
        this.registerBuffer("_v", normalize(v, { dim: 0, eps }));
        this.#iterate(matrix, FIRST_ITERATIONS);
      }),
    );
  }

  /** (..., dim, ...) -> (dim, the others) */
  #matrix(weight: Tensor): Tensor {
    const front = this.dim === 0 ? weight : weight.movedim(this.dim, 0);
    return front.flatten(1);
  }

  get #vectors(): [u: Tensor, v: Tensor] {
    return [this.getBuffer("_u"), this.getBuffer("_v")];
  }

  #iterate(matrix: Tensor, times: number): void {
    const { eps } = this;
    const [u, v] = this.#vectors;
    noGrad(() => {
      for (let i = 0; i < times; i++) {
        u.copy_(normalize(matrix.mv(v), { dim: 0, eps }));
        v.copy_(normalize(matrix.t().mv(u), { dim: 0, eps }));
      }
    });
  }

  override forward(weight: Tensor): Tensor {
    if (weight.ndim === 1) return normalize(weight, { dim: 0, eps: this.eps });
    const matrix = this.#matrix(weight);
    if (this.training) this.#iterate(matrix, this.n_power_iterations);
    // Copies: the next forward changes the vectors before this one's backward has read them.
    const [u, v] = this.#vectors.map((vector) => vector.clone()) as [Tensor, Tensor];
    return weight.div(torch.vdot(u, matrix.mv(v)));
  }

  rightInverse(value: Tensor): Tensor {
    return value;
  }
}

/**
 * Divides a parameter by its largest singular value, estimated by the power method: Miyato et al. 2018,
 * https://arxiv.org/abs/1802.05957. The state dict has `parametrizations.weight.original` and the vectors `_u` and `_v`.
 *
 * @throws ArgumentError for a name or dimension that there is not
 * @example const layer = nn.utils.parametrizations.spectralNorm(new nn.Conv2d(3, 8, 3));
 */
export function spectralNorm<M extends Module>(
  module: M,
  ...rest: Rest<
    SpectralNormOptions,
    [name: string, nPowerIterations: number, eps: number, dim: number | null]
  >
): M {
  const { name = "weight", nPowerIterations = 1, eps = 1e-12, dim = null } = SPECTRAL_NORM.read(rest);
  SPECTRAL_NORM.check(module);
  const value = (module as unknown as Record<string, unknown>)[name];
  if (!(value instanceof Tensor)) {
    throw new ArgumentError(`${SPECTRAL_NORM.name}: ${module.constructor.name} has no parameter "${name}".`, {
      operation: SPECTRAL_NORM.name,
    });
  }
  const along = dim ?? (isTransposed(module) ? 1 : 0);
  return registerParametrization(module, name, new _SpectralNorm(value, nPowerIterations, along, eps));
}
