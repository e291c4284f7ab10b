/** From logits to probabilities, and the marks of both where the compiler has to be told; the types are the tensors'. */
import { noMore, oneOf, type Rest, signature } from "../../edge/index.ts";
import type { Logits, Probabilities, Tensor } from "../../tensor/index.ts";

import { inputKind } from "../checks.ts";

export type { Logits, Probabilities } from "../../tensor/index.ts";

/** How logits become probabilities: over the classes, or each for itself. */
export type Activation = "softmax" | "sigmoid";

/** `Activation` as options take it. */
export const activationKind = oneOf("softmax", "sigmoid");

const PROBABILITIES = signature<{ activation?: Activation }>("nn.functional.probabilities", {
  takes: { logits: inputKind.input },
  options: { activation: activationKind },
});

/**
 * The probabilities of logits (N, C, ...), marked so that losses of logits refuse them. Softmax over C by default;
 * sigmoid where C is 1, or where asked for.
 *
 * @example
 * const p = nn.functional.probabilities(model.forward(images));
 * nn.functional.softDice(p, masks); // does not compile: softDice takes logits
 */
export function probabilities(logits: Logits, ...rest: Rest<{ activation?: Activation }>): Probabilities {
  const { activation } = PROBABILITIES.read(rest);
  PROBABILITIES.check(logits);
  const chosen = activation ?? (logits.size(1) === 1 ? "sigmoid" : "softmax");
  return chosen === "softmax" ? logits.softmax(1) : logits.sigmoid();
}

/** Marks a tensor as probabilities, where they come from elsewhere. Gives the same tensor. */
export function asProbabilities(tensor: Tensor, ...rest: []): Probabilities {
  noMore("nn.functional.asProbabilities", rest);
  return tensor;
}

/** Says that a tensor holds logits, which takes a mark of probabilities off it. Gives the same tensor. */
export function asLogits(tensor: Tensor, ...rest: []): Logits {
  noMore("nn.functional.asLogits", rest);
  return tensor;
}
