/**
 * What a tensor of scores holds, for the compiler: logits or probabilities.
 *
 * A plain tensor, as a model returns it, counts as logits, and so does the result of a tensor's own methods. What
 * {@link probabilities}, `functional.softmax` and `functional.sigmoid`, their layers and `models.pixelProbabilities` return
 * is marked, and losses that take logits refuse it when the program is compiled; nothing is kept at run time.
 */
import type { Tensor } from "../../tensor/index.ts";

declare const kind: unique symbol;

/** Scores before softmax or sigmoid. Any tensor but one marked as probabilities. */
export type Logits = Tensor & { readonly [kind]?: "logits" };

/** Scores between 0 and 1. */
export type Probabilities = Tensor & { readonly [kind]: "probabilities" };

/** How logits become probabilities: over the classes, or each for itself. */
export type Activation = "softmax" | "sigmoid";

/**
 * The probabilities of logits (N, C, ...), marked so that losses of logits refuse them. Softmax over C by default;
 * sigmoid where C is 1, or where asked for.
 *
 * @example
 * const p = nn.functional.probabilities(model.forward(images));
 * nn.functional.softDice(p, masks); // does not compile: softDice takes logits
 */
export function probabilities(
  logits: Logits,
  { activation }: { activation?: Activation } = {},
): Probabilities {
  const chosen = activation ?? (logits.size(1) === 1 ? "sigmoid" : "softmax");
  return asProbabilities(chosen === "softmax" ? logits.softmax(1) : logits.sigmoid());
}

/** Marks a tensor as probabilities, where they come from elsewhere. Gives the same tensor. */
export function asProbabilities(tensor: Tensor): Probabilities {
  return tensor as Probabilities; // the mark exists for the compiler only
}

/** Says that a tensor holds logits, which takes a mark of probabilities off it. Gives the same tensor. */
export function asLogits(tensor: Tensor): Logits {
  return tensor as Logits; // the mark exists for the compiler only
}
