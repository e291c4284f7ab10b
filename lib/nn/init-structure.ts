/** Fills for special structures: identities and sparse matrices, of `torch.nn.init`. */
import { integerFrom, numberFrom, type Rest, signature } from "../edge/index.ts";
import { ShapeError } from "../native/errors.ts";
import { tensorKind } from "../tensor/argument-kinds.ts";
import { noGrad, scope, type Tensor, torch } from "../tensor/index.ts";
import { isSkipping } from "./init.ts";

const tensorArgument = { tensor: tensorKind };

const EYE = signature("nn.init.eye_", { takes: tensorArgument });

/** Fills a matrix (M, N) with the identity: ones where row and column are equal. Throws ShapeError for other tensors. */
export function eye_(tensor: Tensor, ...rest: []): Tensor {
  EYE.read(rest);
  EYE.check(tensor);
  const [rows = 0, columns = 0] = matrixShape("eye_", tensor);
  if (isSkipping()) return tensor;
  noGrad(() =>
    scope(() => void tensor.copy_(torch.eye(rows, columns, { dtype: tensor.dtype, device: tensor.device }))),
  );
  return tensor;
}

/** Options of `dirac_`. */
export interface DiracOptions {
  /** Groups of the convolution, each of which keeps its own channels; 1 by default. */
  groups?: number;
}

const DIRAC = signature<DiracOptions>("nn.init.dirac_", {
  takes: tensorArgument,
  options: { groups: integerFrom(1) },
  positional: ["groups"],
});

/**
 * Fills the weight (out, in, ...kernel) of a convolution in 1 to 3 dimensions so that it passes on as many channels as it
 * can, unchanged. Throws ShapeError for tensors of other dimensions and where the groups do not divide the first.
 */
export function dirac_(tensor: Tensor, ...rest: Rest<DiracOptions, [groups: number]>): Tensor {
  const { groups = 1 } = DIRAC.read(rest);
  DIRAC.check(tensor);
  const [out = 0, , ...kernel] = tensor.shape;
  if (kernel.length < 1 || kernel.length > 3) {
    throw new ShapeError(
      `init.dirac_: expected 3 to 5 dimensions, (out, in, ...kernel), got shape [${tensor.shape}].`,
    );
  }
  if (out % groups !== 0) {
    throw new ShapeError(
      `init.dirac_: ${groups} groups do not divide the first dimension of shape [${tensor.shape}].`,
    );
  }
  if (isSkipping()) return tensor;
  const perGroup = out / groups;
  noGrad(() =>
    scope(() => {
      tensor.fill_(0);
      let centre = tensor; // (out, in, ...kernel) -> (out, in)
      for (const size of kernel) centre = centre.select(2, Math.floor(size / 2));
      for (let group = 0; group < groups; group++) {
        const own = centre.narrow(0, group * perGroup, perGroup); // (perGroup, in)
        own.diagonal(0).fill_(1);
      }
    }),
  );
  return tensor;
}

/** Options of `sparse_`. */
export interface SparseOptions {
  /** Share of the elements of each column that are zero. */
  sparsity: number;
  /** Standard deviation of the others; 0.01 by default. */
  std?: number;
}

const SPARSE = signature<SparseOptions>("nn.init.sparse_", {
  takes: tensorArgument,
  options: { sparsity: numberFrom(0, 1), std: numberFrom(0) },
  required: ["sparsity"],
  positional: ["sparsity", "std"],
});

/**
 * Fills a matrix from the normal distribution, with zeros at random places of each column: Martens 2010,
 * https://icml.cc/Conferences/2010/papers/458.pdf. Throws ShapeError unless it has two dimensions.
 */
export function sparse_(
  tensor: Tensor,
  ...rest: Rest<SparseOptions, [sparsity: number, std: number]> | [sparsity: number]
): Tensor {
  const { sparsity, std = 0.01 } = SPARSE.read(rest);
  SPARSE.check(tensor);
  const [rows = 0, columns = 0] = matrixShape("sparse_", tensor);
  if (isSkipping()) return tensor;
  const zeros = Math.ceil(sparsity * rows);
  noGrad(() =>
    scope(() => {
      tensor.normal_(0, std);
      for (let column = 0; column < columns; column++) {
        const chosen = torch.randperm(rows).narrow(0, 0, zeros).to(tensor.device);
        tensor.select(1, column).indexFill_(0, chosen, 0);
      }
    }),
  );
  return tensor;
}

function matrixShape(name: string, tensor: Tensor): number[] {
  if (tensor.ndim === 2) return tensor.shape;
  throw new ShapeError(`init.${name}: expected two dimensions, got shape [${tensor.shape}].`);
}
