/** Complex tensors as pairs of real numbers, which is how PyTorch's optimizers treat them: each part for itself. */
import { isComplex, type Tensor, torch } from "../tensor/index.ts";

/** Views (..., 2) of complex tensors that share their storage; real tensors as they are. All are of one dtype. */
export function realViews(tensors: Tensor[]): Tensor[] {
  const [first] = tensors;
  if (first === undefined || !isComplex(first.dtype)) return tensors;
  return tensors.map((tensor) => torch.viewAsReal(tensor.resolveConj()));
}
