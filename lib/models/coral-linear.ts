/** The layer of CORAL: a head for ordered grades whose questions share their weights, so that their answers do not contradict each other. */
import { integerFrom, noMore, signature } from "../edge/index.ts";
import { markLayer } from "../nn/call.ts";
import * as nn from "../nn/index.ts";
import { noGrad, type Tensor, tensor } from "../tensor/index.ts";

const TAKES = signature("models.CoralLinear", {
  takes: { inFeatures: integerFrom(1), outFeatures: integerFrom(1) },
});

/**
 * One weighted sum of the features with `outFeatures` biases: for K grades the K - 1 logits of P(grade > k). As all have the same
 * weights and biases that fall, P(grade > k) never rises with k. Cao, Mirjalili & Raschka 2020, https://arxiv.org/abs/1901.07884.
 *
 * `weight` is (1, in), `bias` (out), which begins falling evenly from 1, as the authors' coral-pytorch has it.
 */
export class CoralLinear extends nn.Linear {
  static {
    markLayer(CoralLinear, false);
  }

  /** Throws ArgumentError for sizes that are not integers of at least 1. */
  constructor(inFeatures: number, outFeatures: number, ...rest: []) {
    TAKES.read(rest);
    TAKES.check(inFeatures, outFeatures);
    super(inFeatures, outFeatures);
    this.weight = new nn.Parameter(noGrad(() => this.weight.narrow(0, 0, 1).clone()));
  }

  /** Fills the weight anew as a linear layer's, and the bias falling. */
  override resetParameters(...rest: []): void {
    noMore("models.CoralLinear.resetParameters", rest);
    super.resetParameters();
    const biases = Array.from({ length: this.out_features }, (_, k) => 1 - k / this.out_features);
    noGrad(() => this.bias?.copy_(tensor(biases)));
  }

  /** Features (..., in) -> logits (..., out). */
  override forward(input: Tensor): Tensor {
    return nn.functional.linear(input, this.weight).add(this.bias as Tensor); // (..., 1) -> (..., out)
  }
}
